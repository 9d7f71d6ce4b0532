"""What the entries on adapting and compressing large models state, computed: a wrong one fails."""

from itertools import product
from math import log, log10, sqrt

import numpy as np
import pytest

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import Array, answer, slope, states


def sigmoid(z: float) -> float:
    return float(1 / (1 + np.exp(-z)))


def softmax(z: Array) -> Array:
    weights: Array = np.exp(z - z.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights


def divergence(p: Array, q: Array) -> float:
    return float(p @ np.log(p / q))


def test_dl_111_gradients_of_the_factors_and_merging() -> None:
    random, rank, alpha = np.random.default_rng(111), 2, 4.0
    base, x, target = random.normal(size=(5, 4)), random.normal(size=4), random.normal(size=5)
    a, b = random.normal(size=(rank, 4)), random.normal(size=(5, rank))

    def loss(b: Array, a: Array) -> float:
        h = base @ x + alpha / rank * (b @ (a @ x))
        return float(((h - target) ** 2).sum()) / 2

    g = base @ x + alpha / rank * (b @ (a @ x)) - target
    assert slope(lambda m: loss(m, a), b) == pytest.approx(alpha / rank * np.outer(g, a @ x))
    assert slope(lambda m: loss(b, m), a) == pytest.approx(alpha / rank * np.outer(b.T @ g, x))
    zero = np.zeros_like(b)
    assert slope(lambda m: loss(zero, m), a) == pytest.approx(np.zeros_like(a), abs=1e-8)
    assert np.abs(slope(lambda m: loss(m, a), zero)).max() > 0.1
    merged = base + alpha / rank * (b @ a)
    assert merged @ x == pytest.approx(base @ x + alpha / rank * (b @ (a @ x)))
    assert np.linalg.matrix_rank(merged - base) == rank


def test_dl_111_parameters_and_memory(deck: Deck) -> None:
    width, hidden, rank, layers = 4096, 11_008, 8, 32
    assert int(answer(deck, "dl-111", 0).replace(",", "")) == rank * 2 * width == width**2 // 256
    whole = layers * (4 * width**2 + 3 * width * hidden) + 2 * 32_000 * width
    query_value = layers * 2 * rank * 2 * width
    everywhere = layers * rank * (4 * 2 * width + 3 * (width + hidden))
    assert (query_value / 1e6, query_value / whole) == pytest.approx((4.2, 0.0006), rel=0.05)
    assert (everywhere / 1e6, everywhere / whole) == pytest.approx((20, 0.003), rel=0.02)
    constants = 8 / 64 + 32 / (64 * 256)
    assert constants == pytest.approx(0.127, abs=5e-4)
    base, trained = 7 * (4 + constants) / 8, 16 * 20e6 / 1e9
    totals = [f"{each:.1f} GB" for each in (base, base + trained, 7 * 2 + trained)]
    assert states(deck, "dl-111", "0.127", "0.06%", "0.3%", f"{7 * 16} GB", *totals)


def test_dl_112_rewards_matter_by_their_difference(deck: Deck) -> None:
    def loss(rewards: Array) -> float:
        return -log(sigmoid(float(rewards[0] - rewards[1])))

    rewards = np.array([3.0, 1.0])
    assert sigmoid(2) == pytest.approx(float(answer(deck, "dl-112", 0)), abs=5e-3)
    assert loss(rewards) == pytest.approx(0.127, abs=5e-4)
    assert states(deck, "dl-112", "0.88", "0.127")
    assert loss(rewards + 7) == pytest.approx(loss(rewards))
    assert slope(loss, rewards) == pytest.approx([-sigmoid(-2), sigmoid(-2)])


def test_dl_112_penalties_per_token_add_up_to_the_divergence() -> None:
    random = np.random.default_rng(112)
    policy, reference = (
        (softmax(random.normal(size=3)), softmax(random.normal(size=(3, 3)))) for _ in range(2)
    )
    expected, whole = 0.0, 0.0
    for a, b in product(range(3), repeat=2):
        p, q = policy[0][a] * policy[1][a, b], reference[0][a] * reference[1][a, b]
        per_token = log(policy[0][a] / reference[0][a]) + log(policy[1][a, b] / reference[1][a, b])
        expected += p * per_token
        whole += p * log(p / q)
    assert expected == pytest.approx(whole)


def test_dl_113_the_tilted_reference_is_optimal() -> None:
    random, beta = np.random.default_rng(113), 0.3
    reference, reward = softmax(random.normal(size=6)), random.normal(size=6)
    tilted = reference * np.exp(reward / beta)
    best = tilted / tilted.sum()
    for _ in range(20):
        policy = softmax(random.normal(size=6))
        objective = float(policy @ reward) - beta * divergence(policy, reference)
        rewritten = beta * log(tilted.sum()) - beta * divergence(policy, best)
        assert objective == pytest.approx(rewritten)
    recovered = beta * np.log(best / reference) + beta * log(tilted.sum())
    assert recovered == pytest.approx(reward)


def test_dl_113_gradient_of_the_loss_and_its_minimum(deck: Deck) -> None:
    random, beta, size = np.random.default_rng(114), 0.1, 4
    reference = softmax(random.normal(size=size))

    def implicit(logits: Array) -> Array:
        rewards: Array = beta * np.log(softmax(logits) / reference)
        return rewards

    def loss(logits: Array) -> float:
        rewards = implicit(logits)
        return -log(sigmoid(float(rewards[0] - rewards[1])))

    logits = random.normal(size=size)
    rewards = implicit(logits)
    apart = np.eye(size)[0] - np.eye(size)[1]  # of the gradients of log pi; their softmax cancels
    expected = -beta * sigmoid(float(rewards[1] - rewards[0])) * apart
    assert slope(loss, logits) == pytest.approx(expected, abs=1e-8)

    truth = random.normal(size=size) * beta

    def preferences(logits: Array) -> float:
        rewards = implicit(logits)
        pairs = product(range(size), repeat=2)
        return -sum(
            sigmoid(float(truth[w] - truth[r])) * log(sigmoid(float(rewards[w] - rewards[r])))
            for w, r in pairs
        )

    optimum = np.log(reference) + truth / beta
    assert slope(preferences, optimum) == pytest.approx(np.zeros(size), abs=1e-8)
    assert -log(sigmoid(0.1 * (2 + 3))) == pytest.approx(float(answer(deck, "dl-113", 1)), abs=5e-4)
    assert sigmoid(-0.5) == pytest.approx(0.378, abs=5e-4)
    assert states(deck, "dl-113", "0.378", "0.693", "0.474")


def quantized(x: Array, scale: float, zero: int, low: int, high: int) -> Array:
    """Return what quantizing and dequantizing makes of ``x``."""
    q = np.clip(np.round(x / scale) + zero, low, high)
    restored: Array = scale * (q - zero)
    return restored


def test_dl_114_ranges_errors_and_an_outlier(deck: Deck) -> None:
    random = np.random.default_rng(115)
    scale, zero = 2 / 255, round(0.5 * 255 / 2)
    printed = (f"{scale:.5f}", f"={zero}$", f"{0.5 / 127:.4f}", f"{1 / 127 / sqrt(12):.4f}")
    assert states(deck, "dl-114", *printed, f"{30 / 127:.3f}")
    assert quantized(np.zeros(1), scale, zero, 0, 255)[0] == 0
    x = random.uniform(-1, 1, size=50_000)
    error = quantized(x, 1 / 127, 0, -127, 127) - x
    assert np.abs(error).max() == pytest.approx(1 / 254, rel=1e-2)
    assert sqrt((error**2).mean()) == pytest.approx(1 / 127 / sqrt(12), rel=1e-2)
    finer = quantized(x, 1 / 255, 0, -255, 255) - x
    assert 10 * log10((error**2).mean() / (finer**2).mean()) == pytest.approx(6.02, abs=0.2)
    crowded = random.uniform(-0.2, 0.2, size=1000)
    assert answer(deck, "dl-114", 0).startswith("They all round to 0")
    assert not quantized(crowded, 60 / 127, 0, -127, 127).any()


def test_dl_114_scales_leave_the_sum() -> None:
    random = np.random.default_rng(116)
    x, w = random.integers(0, 255, size=(3, 8)), random.integers(-127, 127, size=(8, 4))
    zero, by_row, by_column = random.integers(0, 255, size=(3, 1)), random.random((3, 1)), 0.1
    scales = by_column * np.arange(1, 5)
    exact = (by_row * (x - zero)) @ (w * scales)
    assert by_row * scales * (x @ w - zero * w.sum(axis=0)) == pytest.approx(exact)


def test_dl_114_gptq_compensates_optimally_and_smoothing_changes_nothing() -> None:
    random, q = np.random.default_rng(117), 2
    inputs, row = random.normal(size=(5, 40)), random.normal(size=5)
    inverse = np.linalg.inv(2 * inputs @ inputs.T)
    change = -(row[q] - np.round(row[q])) / inverse[q, q] * inverse[:, q]
    others = [i for i in range(5) if i != q]
    wanted = -(np.round(row[q]) - row[q]) * inputs[q]
    best, *_ = np.linalg.lstsq(inputs[others].T, wanted, rcond=None)
    assert change[q] == pytest.approx(np.round(row[q]) - row[q])
    assert change[others] == pytest.approx(best)
    x, w = random.normal(size=(6, 5)), random.normal(size=(5, 3))
    s = np.sqrt(np.abs(x).max(axis=0) / np.abs(w).max(axis=1))
    assert (x / s) @ (s[:, None] * w) == pytest.approx(x @ w)


def test_dl_115_gradient_of_the_soft_targets(deck: Deck) -> None:
    random = np.random.default_rng(118)
    teacher, student = random.normal(size=(2, 5))
    teacher, student = teacher - teacher.mean(), student - student.mean()

    def soft_loss(logits: Array, heat: float) -> float:
        return divergence(softmax(teacher / heat), softmax(logits / heat))

    expected = (softmax(student / 3) - softmax(teacher / 3)) / 3
    assert slope(lambda logits: soft_loss(logits, heat=3), student) == pytest.approx(expected)
    limit = (softmax(student / 1000) - softmax(teacher / 1000)) / 1000 * 1000**2
    assert limit == pytest.approx((student - teacher) / 5, rel=2e-2, abs=1e-3)
    for heat, printed in ((1, "0.981,0.018,0.001"), (4, "0.649,0.239,0.113")):
        shares = softmax(np.array([8.0, 4.0, 1.0]) / heat)
        assert ",".join(f"{share:.3f}" for share in shares) == printed
        assert states(deck, "dl-115", printed)
