"""What the entries on learning theory state, computed: a wrong sign or constant fails here."""

from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer, slope, states

Array: TypeAlias = NDArray[np.floating[Any]]


def entropy(p: Array, q: Array | None = None) -> float:
    """Return the cross-entropy of ``q`` relative to ``p`` in nats, the entropy of ``p`` alone."""
    return -float(p @ np.log(p if q is None else q))


def gaussian(x: Array, mean: Array | float, deviation: float) -> Array:
    density: Array = np.exp(-(((x - mean) / deviation) ** 2) / 2) / deviation / np.sqrt(2 * np.pi)
    return density


def kernel_regression(x: float, xs: Array, ys: Array, width: float) -> float:
    """Return the Nadaraya-Watson estimate with a Gaussian kernel."""
    log_weights = -((x - xs) ** 2) / (2 * width**2)
    weights = np.exp(log_weights - log_weights.max())
    return float(weights @ ys / weights.sum())


def polynomial_features(points: int) -> Array:
    features: Array = np.linspace(-1, 1, points)[:, None] ** np.arange(10)
    return features


def effective_parameters(features: Array, alpha: float, beta: float) -> float:
    eigenvalues = np.linalg.eigvalsh(beta * features.T @ features)
    return float((eigenvalues / (eigenvalues + alpha)).sum())


def posterior(features: Array, targets: Array, alpha: float, beta: float) -> tuple[Array, Array]:
    """Return the mean and the covariance of the weights in Bayesian linear regression."""
    covariance = np.linalg.inv(alpha * np.eye(features.shape[1]) + beta * features.T @ features)
    return beta * covariance @ features.T @ targets, covariance


def test_dl_02_ten_heads_in_ten_flips(deck: Deck) -> None:
    theta = np.linspace(0, 1, 100_001)
    lower = theta[(theta**10 >= 0.025).argmax()]  # what ten heads do not refute at 2.5% each side
    weights = theta**10 / (theta**10).sum()
    mean = float(weights @ theta)
    bound = theta[(weights.cumsum() > 0.05).argmax()]
    assert mean == pytest.approx(11 / 12, abs=1e-4)
    assert states(deck, "dl-02", rf"\approx{mean:.3f}$", f"[{lower:.2f},1]", rf"\theta>{bound:.2f}")


def test_dl_02_the_procedure_covers_the_fixed_mean_in_95_percent_of_samples() -> None:
    samples = np.random.default_rng(2).normal(3.0, 1.0, size=(20_000, 25))
    half_width = 1.96 / np.sqrt(25)
    covered = np.abs(samples.mean(axis=1) - 3.0) < half_width
    assert covered.mean() == pytest.approx(0.95, abs=0.005)
    means = samples.mean(axis=1)
    repeated = np.abs(means[1:] - means[:-1]) < half_width  # a new mean in the old interval
    assert repeated.mean() < 0.85


def test_dl_11_vapnik_bound(deck: Deck) -> None:
    def gap(h: int, m: int) -> float:
        return float(np.sqrt((h * (np.log(2 * m / h) + 1) + np.log(4 / 0.05)) / m))

    assert states(deck, "dl-11", f"${gap(11, 1000):.2f}$", f"${gap(11, 10_000):.2f}$")
    assert gap(10**6, 10**6) > 1


def test_dl_11_linear_classifiers_shatter_d_plus_1_points_and_never_more() -> None:
    d, random = 3, np.random.default_rng(11)
    points = np.c_[random.normal(size=(d + 2, d)), np.ones(d + 2)]
    for labels in product([-1.0, 1.0], repeat=d + 1):
        assert points[: d + 1] @ np.linalg.solve(points[: d + 1], labels) == pytest.approx(labels)
    dependency = np.linalg.svd(points.T)[2][-1]  # its signs are a labeling out of reach
    assert points.T @ dependency == pytest.approx(np.zeros(d + 1))


def test_dl_11_a_sine_with_one_parameter_realizes_every_labeling() -> None:
    places = 10.0 ** np.arange(1, 7)
    for labels in product([0, 1], repeat=6):
        w = np.pi * (1 + (1 - np.array(labels)) @ places)
        assert (np.sin(w / places) > 0).astype(int).tolist() == list(labels)


def test_dl_14_cross_entropy_is_entropy_plus_kl(deck: Deck) -> None:
    p, q = np.array([0.7, 0.2, 0.1]), np.array([0.5, 0.3, 0.2])
    kl = float(p @ np.log(p / q))
    assert entropy(p, q) == pytest.approx(entropy(p) + kl)
    figures = [rf"\approx{value:.3f}$" for value in (entropy(p), kl, entropy(p, q))]
    assert states(deck, "dl-14", *figures)


def test_dl_14_lower_bounds_of_the_negative_log_likelihood(deck: Deck) -> None:
    smoothed = np.full(10, 0.01)
    smoothed[0] += 0.9
    assert smoothed.sum() == pytest.approx(1)
    peak = -np.log(gaussian(np.zeros(1), 0, 0.1))[0]
    assert states(deck, "dl-14", f"${entropy(smoothed):.2f}$", f"${peak:.2f}$")


def test_dl_14_gaussian_likelihood_is_squared_error() -> None:
    y, sigma = np.linspace(-2, 2, 9), 0.7
    constant = np.log(2 * np.pi * sigma**2) / 2
    likelihood = -np.log(gaussian(y, 0.3, sigma))
    assert likelihood == pytest.approx((y - 0.3) ** 2 / (2 * sigma**2) + constant)


def test_dl_14_forward_kl_covers_both_modes_and_reverse_kl_seeks_one() -> None:
    x = np.linspace(-10, 10, 2001)
    p = (gaussian(x, -3, 0.8) + gaussian(x, 3, 0.8)) / 2
    candidates = list(product(np.linspace(-4, 4, 17), np.linspace(0.6, 4, 18)))
    q = np.array([gaussian(x, mean, deviation) for mean, deviation in candidates]) + 1e-300
    forward = candidates[int((p * np.log(p / q)).sum(axis=1).argmin())]
    reverse = candidates[int((q * np.log(q / p)).sum(axis=1).argmin())]
    assert forward == pytest.approx((0, np.sqrt(9 + 0.8**2)), abs=0.15)
    assert (abs(reverse[0]), reverse[1]) == pytest.approx((3, 0.8), abs=0.15)


def test_dl_17_zero_one_loss_has_no_gradient_where_its_surrogate_has() -> None:
    random = np.random.default_rng(17)
    x, y = random.normal(size=(50, 3)), random.choice([-1.0, 1.0], size=50)
    w = random.normal(size=3)
    assert not slope(lambda v: float((x @ v * y < 0).mean()), w).any()
    surrogate = slope(lambda v: float(np.log1p(np.exp(-y * (x @ v))).mean()), w)
    assert np.abs(surrogate).min() > 1e-3


def test_dl_17_lloyd_takes_the_newton_step_of_the_k_means_cost() -> None:
    x = np.random.default_rng(0).normal(size=(40, 2)) + np.repeat([[-3.0], [3.0]], 20, axis=0)
    centroids = np.array([-2.0, -1.0, 2.0, 1.0])

    def cost(flat: Array) -> float:
        squares = ((x[:, None] - flat.reshape(2, 2)) ** 2).sum(axis=2)
        return float(squares.min(axis=1).sum())

    gradient = slope(cost, centroids)
    sums = 20 * centroids.reshape(2, 2) - x.reshape(2, 20, 2).sum(axis=1)
    assert gradient == pytest.approx(2 * sums.ravel(), abs=1e-6)
    newton = centroids - gradient / (2 * 20)
    assert newton == pytest.approx(x.reshape(2, 20, 2).mean(axis=1).ravel())


def test_dl_17_score_function_estimator_is_unbiased() -> None:
    theta, reward = np.array([0.2, -0.5, 1.0]), np.array([3.0, -1.0, 0.5])

    def probabilities(logits: Array) -> Array:
        p: Array = np.exp(logits) / np.exp(logits).sum()
        return p

    p = probabilities(theta)
    scores = np.eye(3) - p  # row i is the gradient of log p(i)
    expected = slope(lambda t: float(probabilities(t) @ reward), theta)
    assert (p * reward) @ scores == pytest.approx(expected)
    assert (p * (reward - 7)) @ scores == pytest.approx(expected)  # a baseline adds no bias


def test_dl_51_three_heads_in_three_tosses(deck: Deck) -> None:
    p = np.linspace(0, 1, 70_001)
    density = p**3 * p * (1 - p)  # the prior is Beta(2, 2)
    assert p[(p**3).argmax()] == 1
    assert p[density.argmax()] == pytest.approx(4 / 5, abs=1e-4)
    assert density @ p / density.sum() == pytest.approx(5 / 7, abs=1e-4)
    assert p**3 @ p / (p**3).sum() == pytest.approx((3 + 1) / (3 + 2), abs=1e-4)
    assert answer(deck, "dl-51", 0) == "4/5"


def test_dl_51_the_mode_moves_with_the_parameterization() -> None:
    log_odds = np.linspace(-10, 10, 20_001)
    p = 1 / (1 + np.exp(-log_odds))
    jacobian = np.gradient(p, log_odds)
    assert np.allclose(jacobian, p * (1 - p), atol=1e-6)
    assert p[(p**3 * jacobian).argmax()] == pytest.approx(4 / 5, abs=1e-3)


def test_dl_51_loss_decides_which_point_of_the_posterior_is_best() -> None:
    p = np.linspace(0, 1, 2001)
    weights = p**4 * (1 - p) / (p**4 * (1 - p)).sum()
    median = p[(weights.cumsum() >= 0.5).argmax()]
    squared, absolute = ((np.abs(p[:, None] - p) ** power @ weights).argmin() for power in (2, 1))
    assert p[squared] == pytest.approx(weights @ p, abs=1e-3)
    assert p[absolute] == pytest.approx(median, abs=1e-3)


def test_dl_51_posterior_narrows_to_the_inverse_fisher_information() -> None:
    n, k = 100_000, 30_000
    a, b = 1 + k, 1 + n - k
    fisher = 1 / (0.3 * 0.7)
    variance = a * b / ((a + b) ** 2 * (a + b + 1))
    assert variance == pytest.approx(1 / (n * fisher), rel=1e-3)
    assert a / (a + b) == pytest.approx(k / n, abs=1e-4)


def test_dl_58_kernel_regression_is_the_conditional_mean_of_parzen_windows(deck: Deck) -> None:
    xs, ys, width = np.array([0.0, 1, 2]), np.array([1.0, 3, 2]), 0.5
    y = np.linspace(-10, 15, 5001)
    joint = gaussian(np.full(3, 0.5), xs, width) @ gaussian(y, ys[:, None], width)
    estimate = kernel_regression(0.5, xs, ys, width)
    assert estimate == pytest.approx(joint @ y / joint.sum())
    weights = ",".join(f"{w:.3f}" for w in np.exp(-((0.5 - xs) ** 2) / (2 * width**2)))
    assert states(deck, "dl-58", f"${weights}$", f"${estimate:.1f}$")


def test_dl_58_limits_of_bandwidth_and_distance(deck: Deck) -> None:
    xs, ys = np.array([0.0, 1, 2.5]), np.array([1.0, 3, -2])
    assert kernel_regression(0.9, xs, ys, 0.01) == pytest.approx(3)
    assert kernel_regression(0.9, xs, ys, 1e4) == pytest.approx(ys.mean())
    assert kernel_regression(100, xs, ys, 0.5) == pytest.approx(ys[-1])
    assert np.exp(-((100 - xs) ** 2) / 0.5) @ ys == 0  # without normalization
    assert "nearest sample" in answer(deck, "dl-58", 1)


def test_dl_58_kernel_ridge_regression_interpolates_without_a_penalty() -> None:
    xs, ys = np.array([0.0, 1, 2.5]), np.array([1.0, 3, -2])
    kernel = np.exp(-((xs[:, None] - xs) ** 2))
    assert kernel @ np.linalg.solve(kernel, ys) == pytest.approx(ys)
    assert np.abs(kernel @ np.linalg.solve(kernel + np.eye(3), ys) - ys).min() > 0.1


def test_dl_58_attention_is_a_gaussian_kernel_for_keys_of_equal_norm() -> None:
    random, d = np.random.default_rng(58), 16
    keys, query = random.normal(size=(5, d)), random.normal(size=d)
    keys *= 3 / np.linalg.norm(keys, axis=1, keepdims=True)
    attention = np.exp(keys @ query / np.sqrt(d))
    smoother = np.exp(-((keys - query) ** 2).sum(axis=1) / (2 * np.sqrt(d)))
    assert attention / attention.sum() == pytest.approx(smoother / smoother.sum())


@pytest.mark.parametrize("points", [2, 5, 10, 100, 1000, 10_000])
def test_dl_61_table_of_the_effective_number(points: int, deck: Deck) -> None:
    gamma = effective_parameters(polynomial_features(points), 1, 25)
    assert states(deck, "dl-61", f"| {gamma:.2f} |")


def test_dl_61_effective_number_is_variance_removed_trace_and_in_the_limit_rank() -> None:
    features = polynomial_features(6)
    gamma = effective_parameters(features, 0.5, 25)
    _, covariance = posterior(features, np.zeros(6), 0.5, 25)
    assert gamma == pytest.approx(10 - np.trace(covariance) * 0.5)
    ridge = np.linalg.solve(features.T @ features + 0.5 / 25 * np.eye(10), features.T)
    assert gamma == pytest.approx(np.trace(features @ ridge))
    assert effective_parameters(features, 1e-9, 25) == pytest.approx(6, abs=1e-2)


def test_dl_61_implicit_equations_hold_where_the_evidence_is_largest() -> None:
    random = np.random.default_rng(61)
    features = random.normal(size=(30, 4))
    targets = features @ [1.0, -2.0, 0.5, 0.0] + random.normal(size=30) / 2
    alpha, beta = 1.0, 1.0
    for _ in range(200):
        mean, _ = posterior(features, targets, alpha, beta)
        gamma = effective_parameters(features, alpha, beta)
        alpha = gamma / float(mean @ mean)
        beta = (30 - gamma) / float(((targets - features @ mean) ** 2).sum())

    def log_evidence(logs: Array) -> float:
        a, b = np.exp(logs)
        covariance = np.eye(30) / b + features @ features.T / a
        quadratic = targets @ np.linalg.solve(covariance, targets)
        return -float(np.linalg.slogdet(covariance)[1] + quadratic) / 2

    best = np.log([alpha, beta])
    assert slope(log_evidence, best) == pytest.approx(np.zeros(2), abs=1e-4)
