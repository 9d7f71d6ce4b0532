"""What the regularization entries state, computed: a wrong sign or constant there fails here."""

from itertools import product
from math import log, pi, sqrt
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer

Array: TypeAlias = NDArray[np.floating[Any]]


def regression(seed: int, examples: int, features: int) -> tuple[Array, Array]:
    random = np.random.default_rng(seed)
    return random.normal(size=(examples, features)), random.normal(size=examples)


def ridge(x: Array, y: Array, coefficient: float) -> Array:
    """Return the minimizer of the squared error plus ``coefficient`` times the squared norm."""
    gram: Array = x.T @ x + coefficient * np.eye(x.shape[1])
    return np.linalg.solve(gram, x.T @ y)


def squared_norm(vector: Array) -> float:
    return float(vector @ vector)


def test_dl_12_negative_log_of_the_gaussian_prior_is_weight_decay_plus_a_constant() -> None:
    w, precision = np.array([0.3, -1.2, 2.0]), 1.7
    density = np.prod(np.sqrt(precision / (2 * pi)) * np.exp(-precision * w**2 / 2))
    stated = precision / 2 * squared_norm(w) + len(w) / 2 * log(2 * pi / precision)
    assert -log(density) == pytest.approx(stated)


def test_dl_12_an_averaged_loss_makes_the_prior_precision_m_lambda(deck: Deck) -> None:
    x, y = regression(12, examples=20, features=3)
    m, decay = 20, 0.4
    mode = np.linalg.solve(x.T @ x / m + decay * np.eye(3), x.T @ y / m)  # the averaged loss
    posterior_mean = np.linalg.inv(x.T @ x + m * decay * np.eye(3)) @ x.T @ y
    assert mode == pytest.approx(posterior_mean)
    assert answer(deck, "dl-12", 0) == "precision mλ"


def test_dl_15_small_example_by_integrating_the_posterior() -> None:
    w = np.linspace(-6, 8, 20001)
    squared_error = (1 - w) ** 2 + (3 - 2 * w) ** 2
    posterior = np.exp(-(squared_error + w**2) / 2)
    posterior /= posterior.sum()
    mean = float(posterior @ w)
    assert w[squared_error.argmin()] == pytest.approx(7 / 5, abs=1e-3)
    assert mean == pytest.approx(7 / 6)
    assert float(posterior @ (w - mean) ** 2) == pytest.approx(1 / 6)


def test_dl_15_lambda_is_noise_variance_over_prior_variance(deck: Deck) -> None:
    x, y = regression(15, examples=12, features=3)
    w = ridge(x, y, float(answer(deck, "dl-15", 0)))
    slope_of_negative_log_posterior = x.T @ (x @ w - y) / 4 + w / 0.5
    assert slope_of_negative_log_posterior == pytest.approx(np.zeros(3))


def test_dl_15_ridge_shrinks_the_fit_along_singular_directions() -> None:
    x, y = regression(16, examples=8, features=3)
    u, d, _ = np.linalg.svd(x, full_matrices=False)
    assert x @ ridge(x, y, 0.7) == pytest.approx((u * d**2 / (d**2 + 0.7)) @ (u.T @ y))


def test_dl_25_a_penalized_intercept_is_pulled_to_zero(deck: Deck) -> None:
    b = np.linspace(-5, 25, 3001)
    best = b[(10 * (20 - b) ** 2 + 10 * b**2).argmin()]
    assert best == pytest.approx(float(answer(deck, "dl-25", 0)))


def test_dl_26_rescaling_leaves_a_penalty_on_the_product_of_norms() -> None:
    first, second, alpha_1, alpha_2 = 3.0, 0.5, 0.2, 1.1
    c = np.linspace(0.05, 3, 100001)
    penalty = alpha_1 / 2 * c**2 * first**2 + alpha_2 / 2 * second**2 / c**2
    assert penalty.min() == pytest.approx(sqrt(alpha_1 * alpha_2) * first * second)


def test_dl_26_before_normalization_the_gradient_is_orthogonal_and_falls_with_the_norm() -> None:
    x, y = regression(26, examples=6, features=3)

    def slope(w: Array) -> Array:
        def loss(v: Array) -> float:
            out = x @ v
            return squared_norm((out - out.mean()) / out.std() - y)

        steps = 1e-6 * np.eye(3)
        return np.array([(loss(w + step) - loss(w - step)) / 2e-6 for step in steps])

    w = np.array([0.7, -1.1, 0.4])
    assert slope(w) @ w == pytest.approx(0, abs=1e-6)
    assert slope(3 * w) == pytest.approx(slope(w) / 3, abs=1e-6)


def test_dl_26_sgd_with_decay_settles_at_one_angle_per_step() -> None:
    random, rate, decay = np.random.default_rng(26), 0.1, 0.02
    w = random.normal(size=50)
    for _ in range(3000):
        gradient = random.normal(size=50)
        gradient -= gradient @ w / squared_norm(w) * w  # orthogonal to a scale-invariant weight
        gradient /= np.linalg.norm(gradient) * np.linalg.norm(w)
        w = (1 - rate * decay) * w - rate * gradient
    angle = rate * np.linalg.norm(gradient) / np.linalg.norm(w)
    assert angle == pytest.approx(sqrt(2 * rate * decay), rel=0.01)


def test_dl_26_the_grid_grows_exponentially_with_depth(deck: Deck) -> None:
    base, power = answer(deck, "dl-26", 0).split(" to the power of ")
    assert int(base) ** int(power) * 5 == 5**12


def test_dl_27_decay_rescales_each_eigendirection(deck: Deck) -> None:
    rotation, _ = np.linalg.qr(np.random.default_rng(27).normal(size=(2, 2)))
    hessian = rotation @ np.diag([9.0, 1.0]) @ rotation.T
    optimum = np.array([1.3, -0.6])
    decayed = optimum.copy()
    for _ in range(400):  # gradient descent on the penalized quadratic, alpha = 1
        decayed -= 0.1 * (hessian @ (decayed - optimum) + decayed)
    factors = rotation.T @ decayed / (rotation.T @ optimum)
    stated = [float(factor) for factor in answer(deck, "dl-27", 0).split(" and ")]
    assert factors == pytest.approx(stated)


def test_dl_27_effective_parameters_and_condition_number() -> None:
    eigenvalues = np.array([100, 1, 0.01])
    factors = eigenvalues / (eigenvalues + 1)
    assert factors == pytest.approx([0.990, 0.500, 0.0099], abs=5e-4)
    assert factors.sum() == pytest.approx(1.5, abs=0.01)
    assert np.linalg.cond(np.diag(eigenvalues)) == pytest.approx(1e4)
    assert np.linalg.cond(np.diag(eigenvalues + 1)) == pytest.approx(100)


@pytest.mark.parametrize("curvature", [0.001, 0.01, 0.1])
def test_dl_27_early_stopping_acts_like_decay_where_curvature_is_low(curvature: float) -> None:
    w, rate, alpha = 0.0, 0.01, 1.0
    for _ in range(round(1 / (rate * alpha))):
        w -= rate * curvature * (w - 1)
    assert w == pytest.approx(1 - (1 - rate * curvature) ** 100)
    assert w == pytest.approx(curvature / (curvature + alpha), rel=0.06)


def test_dl_60_early_stopping_and_decay_part_where_curvature_is_high() -> None:
    curvature, left = 10, 1.0
    for _ in range(100):
        left -= 0.01 * curvature * left
    w = np.linspace(0, 1, 10001)
    decayed = w[(curvature * (w - 1) ** 2 + w**2).argmin()]
    assert left == pytest.approx(2.7e-5, rel=0.02)
    assert 1 - decayed == pytest.approx(0.09, abs=0.001)


@pytest.mark.parametrize("optimum", [-1.4, -0.3, 0.0, 0.2, 0.9])
def test_dl_28_l1_is_soft_thresholding_and_l2_proportional_shrinkage(optimum: float) -> None:
    w, h, alpha = np.linspace(-2, 2, 40001), 2.0, 1.0
    error = h / 2 * (w - optimum) ** 2
    soft = np.sign(optimum) * max(abs(optimum) - alpha / h, 0)
    shrunk = h / (h + alpha) * optimum
    assert w[(error + alpha * np.abs(w)).argmin()] == pytest.approx(soft, abs=1e-4)
    assert w[(error + alpha / 2 * w**2).argmin()] == pytest.approx(shrunk, abs=1e-4)


def test_dl_28_numbers_of_example_and_choice(deck: Deck) -> None:
    w = np.linspace(-1, 3, 40001)
    errors = [(w - optimum) ** 2 / 2 for optimum in (2, 0.3)]
    lasso = [w[(error + 0.5 * np.abs(w)).argmin()] for error in errors]
    ridged = [w[(error + 0.5 / 2 * w**2).argmin()] for error in errors]
    assert lasso == pytest.approx([1.5, 0], abs=1e-4)
    assert ridged == pytest.approx([1.33, 0.2], abs=0.005)
    chosen = w[((w - 0.3) ** 2 + np.abs(w)).argmin()]
    assert chosen == pytest.approx(float(answer(deck, "dl-28", 0)), abs=1e-4)


def test_dl_28_laplace_prior_is_normalized_and_its_posterior_mean_is_not_sparse() -> None:
    w, alpha = np.linspace(-30, 30, 600001), 1.5
    prior = alpha / 2 * np.exp(-alpha * np.abs(w))
    step = w[1] - w[0]
    assert prior.sum() * step == pytest.approx(1)
    assert (prior * w**2).sum() * step == pytest.approx(2 / alpha**2)
    posterior = prior * np.exp(-((w - 0.4) ** 2) / 2)
    assert w[posterior.argmax()] == pytest.approx(0, abs=step)
    assert (posterior @ w) / posterior.sum() > 0.05


def test_dl_29_vanishing_decay_selects_the_minimum_norm_solution() -> None:
    x, y = np.ones((1, 2)), np.array([2.0])
    assert ridge(x, y, 0.5) == pytest.approx(2 / (2 + 0.5) * np.ones(2))
    assert ridge(x, y, 1e-8) == pytest.approx(np.linalg.pinv(x) @ y)


def test_dl_29_on_a_ray_the_penalized_logistic_loss_stops_where_the_slopes_meet() -> None:
    margins, squared, alpha = np.array([0.5, 1.0, 3.0]), 2.0, 0.01
    c = np.linspace(0.01, 20, 200001)
    loss = np.log1p(np.exp(-np.outer(margins, c))).sum(axis=0)
    assert np.all(np.diff(loss) < 0)
    best = float(c[(loss + alpha / 2 * c**2 * squared).argmin()])
    pull = margins @ (1 / (1 + np.exp(best * margins)))
    assert pull == pytest.approx(alpha * best * squared, rel=1e-3)


def test_dl_29_decay_makes_gradient_descent_contract_by_one_minus_step_times_alpha() -> None:
    x, _ = regression(30, examples=10, features=4)
    labels, alpha = np.sign(x[:, 0]), 0.1  # separable, so without decay there is no minimum
    smoothness = np.linalg.norm(x, 2) ** 2 / 4
    step = 1 / (smoothness + alpha)
    path = [np.full(4, 5.0)]
    for _ in range(6000):
        slope = -x.T @ (labels / (1 + np.exp(labels * (x @ path[-1]))))
        path.append(path[-1] - step * (slope + alpha * path[-1]))
    distances = np.linalg.norm(np.array(path[:200]) - path[-1], axis=1)
    assert np.all(distances[1:] <= (1 - step * alpha) * distances[:-1] + 1e-9)


def corners(size: int, variance: float) -> Array:
    """Return all points at plus or minus the standard deviation: noise with exact moments."""
    return sqrt(variance) * np.array(list(product([-1.0, 1.0], repeat=size)))


def test_dl_30_input_noise_is_ridge_and_weight_noise_a_constant(deck: Deck) -> None:
    w, x, y, variance = np.array([3.0, 4.0]), np.array([0.5, -1.0]), 0.7, 0.01
    noise = corners(2, variance)
    on_inputs = np.mean(((x + noise) @ w - y) ** 2) - (x @ w - y) ** 2
    assert on_inputs == pytest.approx(float(answer(deck, "dl-30", 0)))
    for weights in (w, -w, 10 * w):
        on_weights = np.mean(((weights + noise) @ x - y) ** 2) - (weights @ x - y) ** 2
        assert on_weights == pytest.approx(variance * squared_norm(x))


def test_dl_30_second_order_expansion_of_input_noise() -> None:
    w, x, y = np.array([0.8, -0.5]), np.array([0.3, 0.9]), 1.0
    out = np.tanh(w @ x)
    squared_slope = (1 - out**2) ** 2 * squared_norm(w)
    trace = -2 * out * (1 - out**2) * squared_norm(w)
    rests = []
    for variance in (0.01, 0.02):
        exact = np.mean((np.tanh((x + corners(2, variance)) @ w) - y) ** 2)
        stated = (out - y) ** 2 + variance * squared_slope + variance * (out - y) * trace
        rests.append(exact - stated)
    assert rests[0] == pytest.approx(rests[1] / 4, rel=0.1)  # what is left is of second order


def test_dl_31_weights_of_a_convolution_and_of_layers_that_do_not_share(deck: Deck) -> None:
    kernel, places = np.zeros((3, 3, 64, 128)), 56 * 56
    assert kernel.size == int(answer(deck, "dl-31", 0).replace(",", ""))
    assert kernel.size * places == pytest.approx(2.3e8, rel=0.01)
    assert (64 * places) * (128 * places) == pytest.approx(8.06e10, rel=0.001)


def test_dl_31_gradient_of_a_shared_parameter_is_the_sum_over_its_uses() -> None:
    def last(*uses: float) -> float:
        state = 0.4
        for use in uses:
            state = float(np.tanh(use * state + 0.1))
        return state

    def slope(*moved: float) -> float:
        up, down = ([0.9 + sign * 1e-6 * m for m in moved] for sign in (1, -1))
        return (last(*up) - last(*down)) / 2e-6

    assert slope(1, 1, 1) == pytest.approx(slope(1, 0, 0) + slope(0, 1, 0) + slope(0, 0, 1))


def test_dl_32_geometric_mean_over_all_masks_is_the_network_with_scaled_weights() -> None:
    random, keep = np.random.default_rng(32), 0.8
    weights, bias, v = random.normal(size=(3, 5)), random.normal(size=3), random.normal(size=5)
    log_mean = np.zeros(3)
    for mask in product([0, 1], repeat=5):
        chance = keep ** sum(mask) * (1 - keep) ** (5 - sum(mask))
        scores = np.exp(weights @ (mask * v) + bias)
        log_mean += chance * np.log(scores / scores.sum())
    mean, scaled = np.exp(log_mean), np.exp(keep * weights @ v + bias)
    assert mean / mean.sum() == pytest.approx(scaled / scaled.sum())


def test_dl_32_dropout_in_linear_regression_is_decay_with_a_coefficient_per_feature() -> None:
    x, y = regression(33, examples=2, features=3)
    w, keep, expected = np.array([0.5, -1.0, 2.0]), 0.7, 0.0
    for bits in product([0, 1], repeat=6):
        chance = keep ** sum(bits) * (1 - keep) ** (6 - sum(bits))
        expected += chance * squared_norm(y - (np.reshape(bits, (2, 3)) * x) @ w)
    decay = keep * (1 - keep) * float((x**2).sum(axis=0) @ w**2)
    assert expected == pytest.approx(squared_norm(y - keep * x @ w) + decay)


def test_dl_32_and_dl_60_error_of_an_averaged_model(deck: Deck) -> None:
    k, variance, covariance = 10, 1.0, 0.5
    errors = np.full((k, k), covariance) + (variance - covariance) * np.eye(k)
    averaged = errors.mean()  # the variance of a mean is the mean of the covariance matrix
    assert averaged == pytest.approx(variance / k + (k - 1) / k * covariance)
    assert averaged == pytest.approx(float(answer(deck, "dl-60", 1)))
