"""What the entries on running and scaling Transformers state, computed: a wrong figure fails."""

from collections import Counter
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer, slope, states

Array: TypeAlias = NDArray[np.floating[Any]]
Pieces: TypeAlias = tuple[str, ...]


def number(option: str) -> float:
    """Return the first number of an option."""
    return float(next(word for word in option.replace(",", "").split() if word[0].isdigit()))


def softmax(z: Array) -> Array:
    weights: Array = np.exp(z - z.max())
    weights /= weights.sum()
    return weights


def cache(layers: int, heads: int, width: int, tokens: int = 1) -> float:
    """Return the MiB of a half-precision cache of keys and values."""
    return 2 * layers * heads * width * tokens * 2 / 2**20


def test_dl_106_size_of_the_cache(deck: Deck) -> None:
    assert states(deck, "dl-106", f"{cache(32, 32, 128)} MiB", f"{cache(80, 64, 128)} MiB")
    assert states(deck, "dl-106", f"{cache(32, 32, 128, 4096) / 1024:.0f} GiB")
    assert states(deck, "dl-106", f"{cache(80, 8, 128) * 1024:.0f} KiB", f"{512 + 64} ")
    assert cache(32, 8, 128, 8192) / 1024 == number(answer(deck, "dl-106", 0))


def test_dl_106_cached_steps_equal_attention_over_the_whole_sequence() -> None:
    queries, keys, values = np.random.default_rng(106).normal(size=(3, 6, 4))
    scores = queries @ keys.T / np.sqrt(4) + np.triu(np.full((6, 6), -np.inf), k=1)
    cached_keys, cached_values = np.empty((0, 4)), np.empty((0, 4))
    for t in range(6):
        cached_keys = np.vstack([cached_keys, keys[t]])
        cached_values = np.vstack([cached_values, values[t]])
        step = softmax(cached_keys @ queries[t] / np.sqrt(4)) @ cached_values
        assert step == pytest.approx(softmax(scores[t]) @ values)


def test_dl_106_up_projections_of_a_latent_cache_fold_into_the_query() -> None:
    random = np.random.default_rng(107)
    up, query, latent = random.normal(size=(8, 3)), random.normal(size=8), random.normal(size=3)
    assert (up.T @ query) @ latent == pytest.approx(query @ (up @ latent))


def test_dl_106_bandwidth_bounds_decoding(deck: Deck) -> None:
    weights, bandwidth, arithmetic = 6.74e9 * 2, 2.04e12, 312e12
    assert states(deck, "dl-106", f"{weights / 1e9:.1f} GB", f"{weights / bandwidth * 1e3:.1f} ms")
    assert [bandwidth / weights, arithmetic / bandwidth] == pytest.approx([150, 150], rel=0.03)
    assert states(deck, "dl-106", "150 ")


CORPUS = {tuple("low"): 5, tuple("lower"): 2, tuple("newest"): 6, tuple("widest"): 3}


def pair_counts(corpus: dict[Pieces, int]) -> Counter[Pieces]:
    counts: Counter[Pieces] = Counter()
    for word, count in corpus.items():
        for pair in pairwise(word):
            counts[pair] += count
    return counts


def merged(word: Pieces, pair: Pieces) -> Pieces:
    pieces: list[str] = []
    for piece in word:
        if pieces and (pieces[-1], piece) == pair:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)


def test_dl_107_byte_pair_encoding_of_the_example() -> None:
    corpus, word, learned = CORPUS, tuple("lowest"), []
    for _ in range(4):
        pair = pair_counts(corpus).most_common(1)[0][0]
        corpus = {merged(w, pair): count for w, count in corpus.items()}
        word = merged(word, pair)
        learned.append("".join(pair))
    assert learned == ["es", "est", "lo", "low"]
    assert word == ("low", "est")


def test_dl_107_the_first_merge_is_the_most_frequent_pair(deck: Deck) -> None:
    options = [option.en for option in deck.by_id["dl-107"].choice[0].options]
    counts = {option: pair_counts(CORPUS)[tuple(option.split())] for option in options}
    assert counts == {"e s": 9, "l o": 7, "w e": 8, "n e": 6}
    assert counts[answer(deck, "dl-107", 0)] == max(pair_counts(CORPUS).values())


def test_dl_107_vocabulary_and_bytes(deck: Deck) -> None:
    added = 2 * (128_000 - 32_000) * 4096
    assert added / 1e6 == pytest.approx(number(answer(deck, "dl-107", 1)), rel=1e-3)
    small, large = 2 * 32_000 * 4096 / 6.74e9, 2 * 128_256 * 4096 / 8.03e9
    assert states(deck, "dl-107", f"{small:.1%}", f"{large:.0%}")
    assert states(deck, "dl-107", f"{len('词'.encode())} ")


@pytest.mark.parametrize(
    ("temperature", "stated"),
    [(1, [0.665, 0.245, 0.090]), (0.5, [0.867, 0.117, 0.016]), (2, [0.506, 0.307, 0.186])],
)
def test_dl_108_temperature(deck: Deck, temperature: float, stated: list[float]) -> None:
    probabilities = softmax(np.array([2.0, 1.0, 0.0]) / temperature)
    assert probabilities == pytest.approx(stated, abs=5e-4)
    assert states(deck, "dl-108", *(f"{p:.3f}" for p in stated))


def test_dl_108_top_p(deck: Deck) -> None:
    p = np.array([0.5, 0.25, 0.15, 0.1])
    kept = int((p.cumsum() < 0.8).sum()) + 1
    renormalized = p[:kept] / p[:kept].sum()
    assert states(deck, "dl-108", *(f"{value:.3f}" for value in renormalized))
    assert answer(deck, "dl-108", 0) == f"{kept} tokens, about {renormalized[0]:.2f}"


def test_dl_108_speculative_decoding_keeps_the_distribution(deck: Deck) -> None:
    p, q = np.array([0.3, 0.45, 0.25]), np.array([0.6, 0.3, 0.1])
    accepted, residual = q * np.minimum(1, p / q), np.maximum(0, p - q)
    rejected = 1 - accepted.sum()
    assert residual.sum() == pytest.approx(rejected)
    assert accepted + rejected * residual / residual.sum() == pytest.approx(p)
    assert number(answer(deck, "dl-108", 1)) == min(1, p[0] / q[0])


def test_dl_108_tokens_of_a_verifying_pass(deck: Deck) -> None:
    rate, drafts = 0.8, 4
    stopped = sum((k + 1) * rate**k * (1 - rate) for k in range(drafts))
    tokens = stopped + (drafts + 1) * rate**drafts
    assert tokens == pytest.approx((1 - rate ** (drafts + 1)) / (1 - rate))
    cost = 1 + drafts * 0.05
    assert states(deck, "dl-108", f"{tokens:.2f}/{cost:.1f}={tokens / cost:.1f}")


def test_dl_109_patch_embedding_is_a_strided_convolution() -> None:
    random, p = np.random.default_rng(109), 2
    image, kernel = random.normal(size=(6, 6, 3)), random.normal(size=(p, p, 3, 5))
    patches = image.reshape(3, p, 3, p, 3).swapaxes(1, 2).reshape(9, p * p * 3)
    for token, (row, column) in enumerate(np.ndindex(3, 3)):
        window = image[row * p : row * p + p, column * p : column * p + p]
        convolved = np.einsum("abc,abcd->d", window, kernel)
        assert patches[token] @ kernel.reshape(-1, 5) == pytest.approx(convolved)


def test_dl_109_parameters_of_vit_base(deck: Deck) -> None:
    d, tokens = 768, (224 // 16) ** 2
    attention, ffn, norms = 4 * (d * d + d), (4 * d * d + 4 * d) + (4 * d * d + d), 2 * 2 * d
    embeddings = (16 * 16 * 3 * d + d) + d + (tokens + 1) * d
    total = embeddings + 12 * (attention + ffn + norms) + 2 * d  # the head not counted
    assert states(deck, "dl-109", f"{total / 1e6:.0f}")


def test_dl_109_costs_of_resolution_and_windows(deck: Deck) -> None:
    def tokens(side: int) -> int:
        return (side // 16) ** 2

    assert (tokens(448) / tokens(224)) ** 2 == number(answer(deck, "dl-109", 0))
    pairs, windowed = (56 * 56) ** 2, (56 // 7) ** 2 * (7 * 7) ** 2
    assert states(deck, "dl-109", f"(hw)/M^2={pairs / windowed:.0f}")


def optimum(compute: float, a: float, b: float, alpha: float, beta: float) -> tuple[float, float]:
    """Return the parameters and tokens of least loss on a budget, as dl-110 gives them."""
    g = (alpha * a / (beta * b)) ** (1 / (alpha + beta))
    split = compute / 6
    return g * split ** (beta / (alpha + beta)), split ** (alpha / (alpha + beta)) / g


def test_dl_110_optimal_split_is_the_least_loss_on_the_budget(deck: Deck) -> None:
    compute, a, b, alpha, beta = 5.76e23, 406.4, 410.7, 0.34, 0.28
    parameters = np.logspace(9, 12, 30_001)
    loss = a / parameters**alpha + b / (compute / 6 / parameters) ** beta
    n, d = optimum(compute, a, b, alpha, beta)
    assert n == pytest.approx(parameters[loss.argmin()], rel=1e-3)
    assert states(deck, "dl-110", rf"D/N\approx{d / n:.0f}")


def test_dl_110_the_refit_returns_to_about_twenty() -> None:
    n, d = optimum(5.76e23, 482.01, 2085.43, 0.3478, 0.3658)  # Besiroglu et al. (2024)
    assert d / n == pytest.approx(20, rel=0.1)


def test_dl_110_budgets(deck: Deck) -> None:
    grown = [10**0.73, 10**0.27, 10**0.5]
    assert states(deck, "dl-110", *(f"{factor:.1f} " for factor in grown))
    runs = {"Gopher": (280e9, 300e9), "Chinchilla": (70e9, 1.4e12)}
    compute = [6 * n * d / 1e23 for n, d in runs.values()]
    assert states(deck, "dl-110", *(rf"{c:.1f}\times10^{{23}}" for c in compute))
    n = np.sqrt(1e24 / 120)
    assert states(deck, "dl-110", rf"N\approx{n / 1e9:.0f}", rf"D\approx{20 * n / 1e12:.1f}")
    gpt3 = 6 * 175e9 * 300e9 / 1e23
    assert states(deck, "dl-110", rf"{gpt3:.2f}\times10^{{23}}", f"{300 / 175:.1f} ")
    n = np.sqrt(1.2e22 / 120) / 1e9
    assert answer(deck, "dl-110", 0) == f"{n:.0f}B parameters, {20 * n:.0f}B tokens"


def test_dl_110_both_gradients_of_a_layer_are_products_with_its_weights() -> None:
    random = np.random.default_rng(110)
    w, x, gradient = random.normal(size=(3, 5)), random.normal(size=5), random.normal(size=3)
    by_input = slope(lambda at: float(gradient @ (w @ at)), x)
    by_weights = slope(lambda at: float(gradient @ (at @ x)), w)
    assert by_input == pytest.approx(w.T @ gradient, abs=1e-8)
    assert by_weights == pytest.approx(np.outer(gradient, x), abs=1e-8)
