"""What the entries on mathematics state, computed: a wrong sign or constant fails here."""

from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer, slope, states

Array: TypeAlias = NDArray[np.floating[Any]]

GRID: Array = np.linspace(-12, 12, 12_001)
STEP = 24 / 12_000


def gaussian(x: Array, mean: Array | float, deviation: Array | float) -> Array:
    density: Array = np.exp(-(((x - mean) / deviation) ** 2) / 2) / deviation / np.sqrt(2 * np.pi)
    return density


def divergence(p: Array, q: Array) -> float:
    """Return the KL divergence of two discrete distributions in nats."""
    return float((p * np.log(p / q)).sum())


def symmetric(random: np.random.Generator, *eigenvalues: float) -> Array:
    rotation = np.linalg.qr(random.normal(size=(len(eigenvalues), len(eigenvalues))))[0]
    matrix: Array = rotation @ np.diag(eigenvalues) @ rotation.T
    return matrix


def test_dl_01_gradients_of_the_norms() -> None:
    random = np.random.default_rng(1)
    x, a = np.array([0.5, -3.0, 2.0]), random.normal(size=(3, 2))
    u, _, vt = np.linalg.svd(a, full_matrices=False)
    assert slope(lambda z: float(np.linalg.norm(z, 1)), x) == pytest.approx(np.sign(x))
    assert slope(lambda z: float(np.linalg.norm(z, 2)), x) == pytest.approx(x / np.sqrt(x @ x))
    assert slope(lambda z: float(z @ z), x) == pytest.approx(2 * x)
    assert slope(lambda z: float(np.abs(z).max()), x) == pytest.approx([0, -1, 0])
    for measured, stated in (
        (slope(lambda z: float(np.sqrt((z**2).sum())), a), a / np.sqrt(np.trace(a @ a.T))),
        (slope(lambda z: float(np.linalg.norm(z, 2)), a), np.outer(u[:, 0], vt[0])),
        (slope(lambda z: float(np.linalg.norm(z, "nuc")), a), u @ vt),
    ):
        assert measured == pytest.approx(stated, abs=1e-6)


def test_dl_01_l1_penalty_gives_soft_thresholding() -> None:
    alpha, h, w = 0.6, 2.0, np.linspace(-2, 2, 40_001)
    for optimum in (-1.5, -0.3, -0.1, 0.2, 0.31, 1.0):
        found = w[(h / 2 * (w - optimum) ** 2 + alpha * np.abs(w)).argmin()]
        stated = np.sign(optimum) * max(abs(optimum) - alpha / h, 0)
        assert found == pytest.approx(stated, abs=1e-4)


def test_dl_01_l2_penalty_shrinks_along_eigenvectors() -> None:
    random = np.random.default_rng(2)
    alpha, eigenvalues, optimum = 0.7, np.array([0.1, 1.0, 5.0]), random.normal(size=3)
    q = np.linalg.qr(random.normal(size=(3, 3)))[0]
    h = q @ np.diag(eigenvalues) @ q.T
    stated = q @ (eigenvalues / (eigenvalues + alpha) * (q.T @ optimum))

    def penalized(w: Array) -> float:
        return float((w - optimum) @ h @ (w - optimum) / 2 + alpha / 2 * w @ w)

    assert slope(penalized, stated) == pytest.approx(np.zeros(3), abs=1e-8)


def test_dl_01_order_of_the_norms_and_what_is_no_norm(deck: Deck) -> None:
    random, n = np.random.default_rng(3), 6
    for x, y in random.normal(size=(100, 2, n)):
        largest, length, total = (float(np.linalg.norm(x, p)) for p in (np.inf, 2, 1))
        assert largest <= length <= total <= np.sqrt(n) * length
        x[random.random(n) < 0.5] = 0
        assert np.count_nonzero(x + y) <= np.count_nonzero(x) + np.count_nonzero(y)
        assert np.count_nonzero(2 * x) == np.count_nonzero(x)
    assert answer(deck, "dl-01", 0) == "Absolute homogeneity"
    half = (np.sqrt([1.0, 1.0]).sum()) ** 2  # p = 1/2
    assert states(deck, "dl-01", rf"\lVert x+y\rVert_p={half:.0f}>1+1")


def test_dl_03_weighted_cells_approximate_a_density() -> None:
    target = np.where(np.abs(GRID) < 2, 0.25, 0.0)  # not even continuous

    def error(sigma: float) -> float:
        centers = np.arange(-2 + sigma / 2, 2, sigma)
        mixture = sum(sigma / 4 * gaussian(GRID, center, sigma) for center in centers)
        return float(np.abs(mixture - target).sum() * STEP)

    errors = [error(sigma) for sigma in (0.5, 0.1, 0.02)]
    assert errors[0] > errors[1] > errors[2]
    assert errors[2] < 0.02


def test_dl_03_an_em_step_never_lowers_the_likelihood() -> None:
    random = np.random.default_rng(4)
    x = np.concatenate([random.normal(-2, 1, 60), random.normal(3, 1, 40)])
    weights, means = np.array([0.5, 0.5]), np.array([-0.5, 0.5])
    likelihoods = []
    for _ in range(30):
        parts = weights * gaussian(x[:, None], means, 1.0)
        likelihoods.append(float(np.log(parts.sum(axis=1)).sum()))
        responsibilities = parts / parts.sum(axis=1, keepdims=True)
        means = (responsibilities * x[:, None]).sum(axis=0) / responsibilities.sum(axis=0)
    assert (np.diff(likelihoods) >= -1e-9).all()
    assert sorted(means) == pytest.approx([-2, 3], abs=0.4)


def test_dl_03_a_component_on_a_sample_makes_the_likelihood_diverge(deck: Deck) -> None:
    dimension, samples = 3, np.random.default_rng(5).normal(size=(4, 3))

    def log_likelihood(sigma: float) -> float:
        on_a_sample = gaussian(samples, samples[0], sigma).prod(axis=1)
        return float(np.log((on_a_sample + gaussian(samples, 0, 1.0).prod(axis=1)) / 2).sum())

    gain = log_likelihood(1e-5) - log_likelihood(1e-4)
    assert gain == pytest.approx(dimension * np.log(10), rel=1e-6)
    assert answer(deck, "dl-03", 1).startswith("One component collapses")


def test_dl_05_a_flow_keeps_the_total_probability() -> None:
    flow = gaussian(np.sinh(GRID), 0, 1.0) * np.cosh(GRID)  # z = sinh(x)
    assert flow.sum() * STEP == pytest.approx(1)


def test_dl_05_curvature_fixes_the_best_step(deck: Deck) -> None:
    random = np.random.default_rng(7)
    h, g = symmetric(random, 0.5, 2.0, 7.0), random.normal(size=3)
    direction = g / np.sqrt(g @ g)
    values, vectors = np.linalg.eigh(h)
    assert direction @ h @ direction == pytest.approx(values @ (vectors.T @ direction) ** 2)
    steps = np.linspace(0, 2, 200_001)
    change = -steps * (g @ g) + steps**2 / 2 * (g @ h @ g)
    assert answer(deck, "dl-05", 1) == r"$g^\top g\,/\,g^\top Hg$"
    assert steps[change.argmin()] == pytest.approx(g @ g / (g @ h @ g), abs=1e-5)
    assert -change.min() == pytest.approx((g @ g) ** 2 / (2 * g @ h @ g))
    top = vectors[:, -1]
    assert top @ top / (top @ h @ top) == pytest.approx(1 / values[-1])


def test_dl_06_a_wrong_code_costs_the_divergence(deck: Deck) -> None:
    p, uniform = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8]), np.full(4, 1 / 4)
    entropy, lengths = float(-p @ np.log2(p)), -np.log2(uniform)
    excess = divergence(p, uniform) / np.log(2)
    assert p @ lengths == pytest.approx(entropy + excess)
    assert states(deck, "dl-06", f"H(P)={entropy:.2f}", rf"D_{{\mathrm{{KL}}}}(P\|Q)={excess:.2f}")
    p, q = np.array([1 / 2, 1 / 2]), np.array([1 / 4, 3 / 4])
    there, back = divergence(p, q) / np.log(2), divergence(q, p) / np.log(2)
    assert states(deck, "dl-06", rf"(P\|Q)\approx{there:.3f}", rf"(Q\|P)\approx{back:.3f}")


def test_dl_06_and_13_divergence_of_two_gaussians() -> None:
    (m, s), (n, t) = (0.7, 1.3), (-0.4, 2.1)
    p, q, normal = gaussian(GRID, m, s), gaussian(GRID, n, t), gaussian(GRID, 0, 1.0)
    stated = np.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - 1 / 2
    assert divergence(p * STEP, q * STEP) == pytest.approx(stated)
    to_the_prior = (m**2 + s**2 - 1 - np.log(s**2)) / 2
    assert divergence(p * STEP, normal * STEP) == pytest.approx(to_the_prior)


def test_dl_06_reverse_divergence_settles_on_one_mode(deck: Deck) -> None:
    x = GRID[::10]
    p = (gaussian(x, -4, 1.0) + gaussian(x, 4, 1.0)) / 2
    fits = list(product(np.linspace(-6, 6, 25), np.linspace(0.5, 6, 23)))
    candidates = [gaussian(x, mean, deviation) + 1e-300 for mean, deviation in fits]
    forward = fits[int(np.argmin([divergence(p, q) for q in candidates]))]
    backward = fits[int(np.argmin([divergence(q, p) for q in candidates]))]
    assert forward == pytest.approx((0, np.sqrt(4**2 + 1)), abs=0.25)
    assert (abs(backward[0]), backward[1]) == pytest.approx((4, 1))
    assert answer(deck, "dl-06", 1).startswith("q settles on one peak")


def test_dl_07_softmax_with_and_without_the_maximum(deck: Deck) -> None:
    x = np.array([1000.0, 1001.0, 1002.0])
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        assert np.isnan(np.exp(x) / np.exp(x).sum()).all()
        low = np.array([0, -200], dtype=np.float32)
        small = np.exp(low) / np.exp(low).sum()
        assert np.log(small)[1] == -np.inf
        assert low[1] - np.log(np.exp(low).sum()) == -200
    stable = np.exp(x - x.max()) / np.exp(x - x.max()).sum()
    assert states(deck, "dl-07", ",".join(f"{value:.3f}" for value in stable), "=(0,-200)")


def test_dl_07_limits_of_the_formats(deck: Deck) -> None:
    bfloat16 = (2 - 2.0**-7) * 2.0**127
    for name, largest, smallest, bits, overflow in (
        ("float16", 65504.0, 2.0**-14, 11, ".2f"),
        ("bfloat16", bfloat16, 2.0**-126, 8, ".1f"),
        ("float32", float(np.finfo(np.float32).max), float(np.finfo(np.float32).tiny), 24, ".1f"),
        ("float64", float(np.finfo(np.float64).max), float(np.finfo(np.float64).tiny), 53, ".1f"),
    ):
        mantissa, exponent = f"{smallest:.1e}".split("e")
        row = rf"{mantissa}\times10^{{{int(exponent)}}}$ | {np.log(largest):{overflow}} |"
        digits = f"{bits * np.log10(2):.1f}".removesuffix(".0")  # 53 bits: just under 16
        assert states(deck, "dl-07", f"| {name} |", row, f" {digits} ")
    assert float(np.finfo(np.float16).max) == 65504
    assert np.float16(1e-8) == 0
    assert states(deck, "dl-07", f"{-np.log(1e-8):.1f}")


def test_dl_07_binary_loss_from_the_logit() -> None:
    for z, y in product((-3.0, -0.2, 0.0, 2.5), (0.0, 1.0)):
        probability = 1 / (1 + np.exp(-z))
        entropy = -y * np.log(probability) - (1 - y) * np.log(1 - probability)
        assert max(z, 0) - z * y + np.log1p(np.exp(-abs(z))) == pytest.approx(entropy)
    for z in (-1000.0, 1000.0):
        assert max(z, 0) + np.log1p(np.exp(-abs(z))) == max(z, 0)


def test_dl_08_condition_numbers(deck: Deck) -> None:
    a = np.diag([1, 0.001])
    kappa = float(np.linalg.cond(a))
    there, moved = (np.linalg.solve(a, b) for b in (np.array([1.0, 0]), np.array([1.0, 0.01])))
    change = float(np.linalg.norm(moved - there) / np.linalg.norm(there))
    assert states(deck, "dl-08", rf"\kappa={kappa:.0f}$", rf"{change:.0%}".replace("%", r"\%"))
    assert change <= kappa * 0.01 * (1 + 1e-9)
    for d in ((200, 2), (2, 0.5)):
        row = rf"$\operatorname{{diag}}({d[0]},{d[1]})$ | {np.linalg.cond(np.diag(d)):.0f} |"
        assert states(deck, "dl-08", row)
    assert np.linalg.cond(np.array([[1, 100], [0, 1]])) == pytest.approx(1e4, rel=1e-3)
    assert states(deck, "dl-08", rf"1.1^{{50}}\approx{1.1**50:.0f}", rf"\approx{0.9**50:.3f}")


def test_dl_08_powers_of_a_normal_matrix_and_the_bound_of_eigenvalues() -> None:
    random = np.random.default_rng(10)
    w = symmetric(random, -2.0, 1.5, 0.5)
    power = np.linalg.cond(np.linalg.matrix_power(w, 6))
    assert power == pytest.approx(np.linalg.cond(w) ** 6)
    for a in random.normal(size=(50, 4, 4)):
        moduli = np.abs(np.linalg.eigvals(a))
        assert np.linalg.cond(a) >= moduli.max() / moduli.min()


def test_dl_10_example_multiplier_and_shadow_price(deck: Deck) -> None:
    def best(bound: float) -> float:
        feasible = np.linspace(bound - 5, bound, 500_001)
        return float(feasible[((feasible - 2) ** 2).argmin()])

    x = best(1)
    alpha = -2 * (x - 2)  # stationarity of (x - 2)^2 + alpha (x - 1)
    price = ((best(1.001) - 2) ** 2 - (best(0.999) - 2) ** 2) / 0.002
    assert price == pytest.approx(-alpha)
    assert answer(deck, "dl-10", 0) == f"x = {x:.0f} with multiplier {alpha:.0f}"
    assert states(deck, "dl-10", rf"\alpha^*={alpha:.0f}\ge0", f"$x^*={best(3):.0f}$")


def test_dl_13_no_density_of_unit_variance_beats_the_gaussian(deck: Deck) -> None:
    def entropy(density: Array) -> float:
        positive = density[density > 0]
        return float(-(positive * np.log(positive)).sum() * STEP)

    root = np.sqrt(3)
    rivals = {
        "uniform": np.where(np.abs(GRID) <= root, 1 / (2 * root), 0.0),
        "Laplace": np.exp(-np.sqrt(2) * np.abs(GRID)) / np.sqrt(2),
        "exponential": np.where(GRID >= 0, np.exp(-np.abs(GRID)), 0.0),
    }
    bound = np.log(2 * np.pi * np.e) / 2
    assert entropy(gaussian(GRID, 0, 1.0)) == pytest.approx(bound)
    assert all(entropy(density) < bound - 0.05 for density in rivals.values())
    assert answer(deck, "dl-13", 0) == "The Gaussian distribution"


def test_dl_13_conditioning_agrees_with_the_precision_matrix() -> None:
    sigma = symmetric(np.random.default_rng(11), 0.5, 1.0, 2.0, 4.0)
    precision, shift = np.linalg.inv(sigma), np.array([0.3, -1.2])
    a, b = slice(0, 2), slice(2, 4)
    gain = sigma[a, b] @ np.linalg.inv(sigma[b, b])
    covariance = sigma[a, a] - gain @ sigma[b, a]
    assert covariance == pytest.approx(np.linalg.inv(precision[a, a]))
    assert gain @ shift == pytest.approx(-covariance @ precision[a, b] @ shift)
