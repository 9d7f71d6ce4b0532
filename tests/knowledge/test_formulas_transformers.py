"""What the entries on the structure of Transformers state, computed: a wrong formula fails here."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer, slope, states

Array: TypeAlias = NDArray[np.floating[Any]]


def number(option: str) -> float:
    """Return the first number of an option."""
    return float(next(word for word in option.replace(",", "").split() if word[0].isdigit()))


def jacobian(function: Callable[[Array], Array], at: Array) -> Array:
    """Return the derivatives of a function of vectors, one row for each component of its value."""

    def row(i: int) -> Array:
        return slope(lambda x: float(function(x)[i]), at)

    return np.array([row(i) for i in range(function(at).size)])


def softmax(z: Array) -> Array:
    weights: Array = np.exp(z - z.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights


def causal(n: int) -> Array:
    return np.triu(np.full((n, n), -np.inf), k=1)


def attend(x: Array, weights: Array, heads: int, mask: Array) -> Array:
    """Return multi-head self-attention as the code of dl-101 computes it."""
    n, d = x.shape
    q, k, v = ((x @ w).reshape(n, heads, d // heads).swapaxes(0, 1) for w in weights[:3])
    scores = q @ k.swapaxes(1, 2) / (d // heads) ** 0.5
    mixed: Array = (softmax(scores + mask) @ v).swapaxes(0, 1).reshape(n, d) @ weights[3]
    return mixed


def test_dl_101_the_code_computes_one_head_after_the_other() -> None:
    random = np.random.default_rng(101)
    x, weights = random.normal(size=(5, 8)), random.normal(size=(4, 8, 8))
    heads = []
    for columns in (slice(0, 4), slice(4, 8)):
        q, k, v = (x @ w[:, columns] for w in weights[:3])
        heads.append(softmax(q @ k.T / np.sqrt(4) + causal(5)) @ v)
    assert attend(x, weights, 2, causal(5)) == pytest.approx(np.hstack(heads) @ weights[3])


@pytest.mark.parametrize("heads", [1, 8, 64])
def test_dl_101_parameters_do_not_depend_on_the_number_of_heads(deck: Deck, heads: int) -> None:
    d = 512
    projections = 3 * heads * d * (d // heads)
    assert projections + d * d == number(answer(deck, "dl-101", 0))


def test_dl_101_only_masking_before_the_softmax_hides_the_future(deck: Deck) -> None:
    scores = np.random.default_rng(102).normal(size=(4, 4))
    other = scores + np.triu(np.full((4, 4), 3.0), k=1)  # another future, the same past
    assert answer(deck, "dl-101", 1) == "Before the softmax, set the scores of later keys to −∞"
    assert softmax(scores + causal(4)) == pytest.approx(softmax(other + causal(4)))
    assert not np.allclose(np.tril(softmax(scores)), np.tril(softmax(other)))


def test_dl_101_jacobian_and_ratio_of_the_softmax(deck: Deck) -> None:
    scores = np.random.default_rng(103).normal(size=5)
    p = softmax(scores)
    assert jacobian(softmax, scores) == pytest.approx(np.diag(p) - np.outer(p, p), abs=1e-8)
    assert states(deck, "dl-101", rf"e^8\approx{np.exp(np.sqrt(64)):.0f}")


def test_dl_101_multiply_adds() -> None:
    n, d, heads = 7, 12, 3
    width = d // heads
    projections, output = 3 * heads * n * d * width, n * d * d
    scores, mixing = heads * n * width * n, heads * n * n * width
    assert projections + output + scores + mixing == 4 * n * d**2 + 2 * n**2 * d


def test_dl_102_attention_is_equivariant_to_permutations_unless_masked() -> None:
    random = np.random.default_rng(104)
    x, weights, order = random.normal(size=(5, 8)), random.normal(size=(4, 8, 8)), [3, 0, 4, 1, 2]
    free = np.zeros((5, 5))
    assert attend(x[order], weights, 2, free) == pytest.approx(attend(x, weights, 2, free)[order])
    masked = attend(x, weights, 2, causal(5))[order]
    assert not np.allclose(attend(x[order], weights, 2, causal(5)), masked)


def test_dl_102_sinusoids_shift_by_rotation_and_compare_by_distance() -> None:
    frequencies = 10000.0 ** (-2 * np.arange(8) / 16)
    angles = np.outer(np.arange(50), frequencies)
    sines, cosines = np.sin(angles), np.cos(angles)
    turn = frequencies * 7
    assert sines[20] * np.cos(turn) + cosines[20] * np.sin(turn) == pytest.approx(sines[27])
    product = sines[30] @ sines[12] + cosines[30] @ cosines[12]
    assert product == pytest.approx(np.cos(frequencies * (30 - 12)).sum())


def rotated(vector: Array, position: int) -> Array:
    """Return ``vector`` with its pairs of components turned as RoPE does."""
    angles = position * 10000.0 ** (-2 * np.arange(vector.size // 2) / vector.size)
    a, b = vector[0::2], vector[1::2]
    turned = [a * np.cos(angles) - b * np.sin(angles), a * np.sin(angles) + b * np.cos(angles)]
    return np.array(turned).T.ravel()


def test_dl_102_rope_scores_depend_on_the_offset(deck: Deck) -> None:
    q, k = np.random.default_rng(105).normal(size=(2, 8))

    def score(positions: str) -> float:
        m, n = (int(part.split()[1]) for part in positions.split(","))
        return float(rotated(q, m) @ rotated(k, n))

    options = [option.en for option in deck.by_id["dl-102"].choice[0].options]
    same = [positions for positions in options if np.isclose(score(positions), score("q 7, k 3"))]
    assert same == [answer(deck, "dl-102", 0)]
    assert score("q 7, k 3") == pytest.approx(q @ rotated(k, 3 - 7))


def test_dl_102_extending_rope(deck: Deck) -> None:
    width, base, scale, pairs = 128, 10000.0, 4, np.arange(64)
    speed = base ** (-2 * pairs / width)
    unfinished = int((2 * np.pi / speed > 4096).sum())
    assert states(deck, "dl-102", f"{unfinished} ", "64 ")
    raised = (base * scale ** (width / (width - 2))) ** (-2 * pairs / width)
    assert (raised / speed)[[0, -1]] == pytest.approx([1, 1 / scale])
    assert number(answer(deck, "dl-102", 1)) == 8000 * 4096 / 16384


def layer_norm(x: Array) -> Array:
    standard: Array = (x - x.mean()) / x.std()
    return standard


def test_dl_103_gradient_of_pre_ln_keeps_the_identity() -> None:
    random = np.random.default_rng(106)
    x, weights = random.normal(size=6), random.normal(size=(3, 6, 6)) / 3

    def branches(start: Array) -> Array:
        stream, total = start, np.zeros(6)
        for w in weights:
            branch = np.tanh(w @ layer_norm(stream))
            stream, total = stream + branch, total + branch
        return total

    def end(start: Array) -> Array:
        for w in weights:
            start = start + np.tanh(w @ layer_norm(start))
        return start

    assert jacobian(end, x) == pytest.approx(np.eye(6) + jacobian(branches, x), abs=1e-8)


def test_dl_103_post_ln_shrinks_the_direct_path_by_root_two(deck: Deck) -> None:
    x, branch = np.random.default_rng(107).normal(size=(2, 2000))
    direct = slope(lambda step: float(layer_norm(x + branch + step * np.eye(1, 2000)[0])[0]), x[:1])
    assert direct[0] == pytest.approx(1 / np.sqrt(2), rel=0.05)
    halvings = np.log2(np.sqrt(2) ** (2 * 12))
    assert states(deck, "dl-103", f"2^{{-{halvings:.0f}}}")


def test_dl_103_rms_norm_keeps_only_the_invariance_to_scale() -> None:
    def rms_norm(x: Array) -> Array:
        scaled: Array = x / np.sqrt((x**2).mean())
        return scaled

    x = np.random.default_rng(112).normal(size=8)
    assert rms_norm(3 * x) == pytest.approx(rms_norm(x))
    assert layer_norm(x + 1) == pytest.approx(layer_norm(x))
    assert not np.allclose(rms_norm(x + 1), rms_norm(x))


def test_dl_103_where_the_parameters_are(deck: Deck) -> None:
    blocks, embeddings = 12 * 12 * 768**2, (30522 + 512 + 2) * 768
    assert [blocks, embeddings] == pytest.approx([84.9e6, 23.8e6], rel=2e-3)
    width = int(np.ceil(8 / 3 * 4096 / 256) * 256)
    parts = np.array([32 * 3 * 4096 * width, 32 * 4 * 4096**2, 2 * 32000 * 4096])
    shares = [f"{share:.0%}" for share in parts / parts.sum()]
    assert states(deck, "dl-103", f"{width}", *shares)


def test_dl_103_width_of_swiglu(deck: Deck) -> None:
    gated = 3 * number(answer(deck, "dl-103", 0)) * 4096
    assert gated == pytest.approx(2 * 16384 * 4096, rel=1e-4)


def test_dl_103_peak_of_the_original_warm_up(deck: Deck) -> None:
    steps = np.arange(1, 20_000)
    rates = 512**-0.5 * np.minimum(steps**-0.5, steps * 4000**-1.5)
    assert steps[rates.argmax()] == 4000
    assert states(deck, "dl-103", rf"{rates.max() * 1e4:.0f}\times10^{{-4}}")


def test_dl_104_tokens_that_become_masks(deck: Deck) -> None:
    random = np.random.default_rng(108)
    chosen, fate = random.random((2, 5_000, 512))
    masked = ((chosen < 0.15) & (fate < 0.8)).sum(axis=1).mean()
    assert masked == pytest.approx(number(answer(deck, "dl-104", 0)), abs=0.9)


def test_dl_104_two_bidirectional_layers_see_the_next_token() -> None:
    sees = ~np.eye(6, k=1, dtype=bool)  # everything but the next token
    assert (sees @ sees).diagonal(1).all()
    before = np.tri(6, dtype=bool)
    assert not np.triu(before @ before @ before, k=1).any()


def test_dl_105_online_softmax_is_exact(deck: Deck) -> None:
    random = np.random.default_rng(109)
    scores, values = random.normal(scale=5, size=12), random.normal(size=(12, 3))
    largest, total, out = -np.inf, 0.0, np.zeros(3)
    for s, v in zip(np.split(scores, 4), np.split(values, 4), strict=True):
        rescale = np.exp(largest - max(largest, s.max()))
        largest = max(largest, s.max())
        total = rescale * total + np.exp(s - largest).sum()
        out = rescale * out + np.exp(s - largest) @ v
    assert out / total == pytest.approx(softmax(scores) @ values)
    assert states(deck, "dl-105", f"{32 * 32768**2 * 2 / 2**30:.0f} GiB")


def test_dl_105_linear_attention_is_recurrent() -> None:
    q, k, v = np.random.default_rng(110).normal(size=(3, 9, 4))
    q, k = (np.where(x > 0, x + 1, np.exp(x)) for x in (q, k))  # elu + 1
    weights = np.tril(q @ k.T)
    expected = weights @ v / weights.sum(axis=1, keepdims=True)
    state, norm = np.zeros((4, 4)), np.zeros(4)
    for t in range(9):
        state, norm = state + np.outer(v[t], k[t]), norm + k[t]
        assert state @ q[t] / (norm @ q[t]) == pytest.approx(expected[t])


def test_dl_105_reach_of_sliding_windows(deck: Deck) -> None:
    window, layers, n = 4, 3, 20
    sees = np.tri(n, dtype=bool) & ~np.tri(n, k=-window, dtype=bool)
    reach = np.linalg.matrix_power(sees.astype(int), layers)[-1] > 0
    assert n - 1 - reach.argmax() == layers * (window - 1)
    stated = number(answer(deck, "dl-105", 1))
    assert stated == pytest.approx(32 * (4096 - 1), rel=1e-3)


def test_dl_106_keys_and_values_of_the_past_never_change() -> None:
    random = np.random.default_rng(111)
    x, weights, free = random.normal(size=(6, 8)), random.normal(size=(4, 8, 8)), np.zeros((6, 6))
    whole = attend(x, weights, 2, causal(6))
    assert attend(x[:4], weights, 2, causal(4)) == pytest.approx(whole[:4])
    both_ways = attend(x, weights, 2, free)
    assert not np.allclose(attend(x[:4], weights, 2, free[:4, :4]), both_ways[:4])
