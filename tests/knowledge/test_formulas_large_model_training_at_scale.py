"""What the entries on training large models at scale and on using them state, computed."""

from itertools import product
from math import comb, sqrt

import numpy as np
import pytest

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import Array, answer, slope, states


def softmax(z: Array) -> Array:
    weights: Array = np.exp(z - z.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights


def test_dl_116_parameters_of_mixtral_and_capacity(deck: Deck) -> None:
    width, layers = 4096, 32
    expert = layers * 3 * width * 14_336
    shared = layers * (2 * width**2 + 2 * width * 1024 + 8 * width) + 2 * 32_000 * width
    total, active = (8 * expert + shared) / 1e9, (2 * expert + shared) / 1e9
    detail = deck.by_id["dl-116"].detail
    assert detail is not None
    for billions in (total, active, 8 * expert / 1e9, 2 * expert / 1e9, shared / 1e9):
        assert f" {billions:.1f} B" in detail.en
        assert f" {10 * billions:.0f} 亿" in detail.zh
    assert 1.25 * 2 * 1024 / 8 == 320
    assert states(deck, "dl-116", "=320$")


def test_dl_116_balancing_loss_and_the_gate_of_one_expert() -> None:
    random, experts = np.random.default_rng(119), 8
    uniform, collapsed = np.full(experts, 1 / experts), np.eye(experts)[0]
    assert experts * uniform @ uniform == pytest.approx(1)
    assert experts * collapsed @ collapsed == pytest.approx(experts)
    pair = np.eye(experts)[:2].mean(axis=0)
    assert experts * pair @ pair == pytest.approx(experts / 2)
    for share in softmax(random.normal(size=(50, experts))):
        assert experts * share @ share >= 1
    scores = random.normal(size=experts)
    best = int(scores.argmax())
    chosen = scores[best : best + 1]
    assert slope(lambda z: float(softmax(z)[0]), chosen) == pytest.approx([0])
    assert slope(lambda z: float(softmax(z)[best]), scores)[best] > 0.01


def test_dl_117_ring_all_reduce_sends_what_the_entry_says(deck: Deck) -> None:
    devices = 8
    blocks = np.random.default_rng(120).normal(size=(devices, devices, 3))
    held, sent = blocks.copy(), np.zeros(devices)
    for step in range(2 * (devices - 1)):
        reducing = step < devices - 1
        before = held.copy()
        for device in range(devices):
            to, block = (device + 1) % devices, (device - step) % devices
            held[to, block] = before[device, block] + (before[to, block] if reducing else 0)
            sent[device] += 1 / devices
    assert held == pytest.approx(np.broadcast_to(blocks.sum(axis=0), held.shape))
    assert sent == pytest.approx(np.full(devices, 2 * (devices - 1) / devices))
    assert 14 * sent[0] == pytest.approx(24.5)
    assert states(deck, "dl-117", "24.5 GB")


def test_dl_117_splitting_the_matrices_of_an_mlp() -> None:
    random = np.random.default_rng(121)
    x, a, b = (random.normal(size=shape) for shape in ((2, 4), (4, 6), (6, 4)))

    def gelu(z: Array) -> Array:
        bent: Array = z / 2 * (1 + np.tanh(sqrt(2 / np.pi) * (z + 0.044715 * z**3)))
        return bent

    split = gelu(x @ a[:, :3]) @ b[:3] + gelu(x @ a[:, 3:]) @ b[3:]
    assert split == pytest.approx(gelu(x @ a) @ b)


def test_dl_117_memory_of_zero_and_idle_pipelines(deck: Deck) -> None:
    billions, devices = 7, 8
    stages = [16, 4 + 12 / devices, 2 + 14 / devices, 16 / devices]
    figures = [f"{billions * each:g} GB" for each in stages]
    assert figures[2] == answer(deck, "dl-117", 0)
    assert states(deck, "dl-117", *figures)
    depth, batches = 4, 12
    ends = np.zeros((depth, batches))
    for stage, batch in product(range(depth), range(batches)):
        ready = max(ends[stage - 1, batch] if stage else 0, ends[stage, batch - 1] if batch else 0)
        ends[stage, batch] = ready + 1
    assert 1 - batches / ends.max() == pytest.approx((depth - 1) / (batches + depth - 1))
    assert f"{1 - batches / ends.max():.0%}" == answer(deck, "dl-117", 1)


def test_dl_118_what_fp16_loses(deck: Deck) -> None:
    one, half = np.float16(1), np.float16
    assert answer(deck, "dl-118", 0) == "Still 1"
    assert one + half(1e-4) == one
    assert np.float32(1) + np.float32(1e-4) > 1
    weights = np.random.default_rng(122).uniform(0.5, 4, size=2000).astype(half)
    assert (weights + weights * half(0.99 * 2**-12) == weights).all()
    assert (weights + weights * half(1.01 * 2**-11) != weights).all()
    assert half(1e-8) == 0
    assert float(half(1e-8 * 1024)) == pytest.approx(1e-5, rel=0.05)


def test_dl_118_ranges_of_the_formats(deck: Deck) -> None:
    """Largest value and smallest normal number, from the bits of exponent and mantissa."""

    def ieee(exponent: int, mantissa: int) -> tuple[float, float]:
        bias = 2 ** (exponent - 1) - 1
        return (2 - 2.0**-mantissa) * 2.0**bias, 2.0 ** (1 - bias)

    assert ieee(5, 10) == (float(np.finfo(np.float16).max), float(np.finfo(np.float16).tiny))
    assert ieee(8, 23) == (float(np.finfo(np.float32).max), float(np.finfo(np.float32).tiny))
    assert ieee(8, 7)[0] == pytest.approx(3.4e38, rel=5e-3)
    assert ieee(5, 2)[0] == 57_344
    # E4M3 has no infinities: only the last mantissa of the top exponent is taken, by NaN.
    assert (1 + 6 / 8) * 2.0**8 == 448
    assert states(deck, "dl-118", "65504", "57344", "448", "0.0156", "0.125")


def test_dl_119_normalization_of_accumulated_gradients(deck: Deck) -> None:
    random = np.random.default_rng(123)
    x, y, w = random.normal(size=(12, 3)), random.normal(size=12), random.normal(size=3)

    def gradient_of_sum(rows: slice) -> Array:
        return slope(lambda at: float(((x[rows] @ at - y[rows]) ** 2).sum()), w)

    short, long = gradient_of_sum(slice(0, 2)), gradient_of_sum(slice(2, 12))
    whole = gradient_of_sum(slice(0, 12)) / 12
    assert (short + long) / 12 == pytest.approx(whole)
    assert (short / 2 + long / 10) / 2 != pytest.approx(whole, rel=1e-2)
    assert float(answer(deck, "dl-119", 0)) == (10 * 2 + 90 * 1) / 100
    old, batch, momentum = 5.0, 2.0, 0.1
    for _ in range(2):
        old = (1 - momentum) * old + momentum * batch
    assert old == pytest.approx((1 - 0.19) * 5 + 0.19 * batch)


def test_dl_119_memory_of_activations(deck: Deck) -> None:
    layers = 64
    assert min(k + layers / k for k in range(1, layers + 1)) == 16 == 2 * sqrt(layers)
    assert "16 layers" in answer(deck, "dl-119", 1)
    unit = 2048 * 4096
    layer = unit * (34 + 5 * 32 * 2048 / 4096) / 1e9
    stored, core, inputs = 32 * layer, 32 * 34 * unit / 1e9, 32 * 2 * unit / 1e9
    assert [round(each, 1) for each in (stored, core, inputs + layer)] == [30.6, 9.1, 1.5]
    assert states(deck, "dl-119", "30.6 GB", "9.1 GB", f"{inputs:.2f}+{layer:.2f}=1.5")


def test_dl_120_when_to_answer_entropy_and_fusion(deck: Deck) -> None:
    chances = np.linspace(0, 1, 1001)
    worth = chances - 3 * (1 - chances)
    assert chances[worth > 0].min() == pytest.approx(float(answer(deck, "dl-120", 0)), abs=2e-3)
    groups = np.array([0.7, 0.2, 0.1])
    assert round(float(-groups @ np.log(groups)), 2) == 0.80
    assert states(deck, "dl-120", "0.80", "2.30")
    ranks = np.array([[1, 3], [2, 2], [40, 1]])
    fused = (1 / (60 + ranks)).sum(axis=1)
    assert fused.argsort().tolist() == [2, 1, 0]


def test_dl_121_linear_attention_makes_a_gradient_step() -> None:
    random, rate = np.random.default_rng(124), 0.1
    x, y, query = random.normal(size=(7, 4)), random.normal(size=(7, 2)), random.normal(size=4)

    def loss(w: Array) -> float:
        return float(((x @ w.T - y) ** 2).sum()) / 2

    stepped = -rate * slope(loss, np.zeros((2, 4)))
    assert stepped @ query == pytest.approx(rate * (x @ query) @ y)


def test_dl_121_votes_exact_match_and_calibration(deck: Deck) -> None:
    def vote(paths: int, right: float) -> float:
        wins = range(paths // 2 + 1, paths + 1)
        return sum(comb(paths, k) * right**k * (1 - right) ** (paths - k) for k in wins)

    assert (round(vote(5, 0.6), 2), round(vote(11, 0.6), 2)) == (0.68, 0.75)
    assert vote(5, 0.4) < 0.4
    assert answer(deck, "dl-121", 0) == f"From {0.9**10:.2f} to {0.99**10:.2f}"
    calibrated = np.array([0.7, 0.3]) / np.array([0.8, 0.2])
    calibrated /= calibrated.sum()
    assert states(deck, "dl-121", f"({calibrated[0]:.2f},{calibrated[1]:.2f})", "0.68", "0.75")
