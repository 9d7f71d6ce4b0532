"""What the entries on optimization state, evaluated: each test names the entry that it guards."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]


def symmetric(eigenvalues: Sequence[float], seed: int = 0) -> Array:
    """Return a symmetric matrix with these eigenvalues in a random orthonormal basis."""
    random = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(random.normal(size=(len(eigenvalues), len(eigenvalues))))
    return basis @ np.diag(eigenvalues) @ basis.T


def numerical_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-6) -> Array:
    """Return the gradient of ``f`` at ``x`` by central differences."""
    steps = np.eye(x.size) * h
    return np.array([(f(x + step) - f(x - step)) / (2 * h) for step in steps])


def companion(alpha: float, rate: float, curvature: float) -> Array:
    """Return the matrix that takes (e_t, e_{t-1}) to (e_{t+1}, e_t) under momentum."""
    return np.array([[1 + alpha - rate * curvature, -alpha], [1.0, 0.0]])


def spectral_radius(matrix: Array) -> float:
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def adam_steps(gradients: Array, rho1: float = 0.9, rho2: float = 0.999) -> Array:
    """Return the updates of Adam for a learning rate of 1 and no delta, with bias correction."""
    s = r = 0.0
    steps = np.empty_like(gradients)
    for t, g in enumerate(gradients, start=1):
        s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g * g
        steps[t - 1] = -(s / (1 - rho1**t)) / np.sqrt(r / (1 - rho2**t))
    return steps


def test_dl_09_directional_curvature_is_a_weighted_average_of_the_eigenvalues() -> None:
    hessian = symmetric([-2.0, 0.5, 3.0])
    values, vectors = np.linalg.eigh(hessian)
    direction = np.array([2.0, -1.0, 2.0]) / 3
    cosines = vectors.T @ direction
    assert (cosines**2).sum() == pytest.approx(1)
    assert direction @ hessian @ direction == pytest.approx((values * cosines**2).sum())


def test_dl_09_best_step_along_the_gradient_and_its_worst_case() -> None:
    hessian = symmetric([1.0, 4.0, 10.0])
    for g in (np.array([1.0, 2.0, -1.0]), np.linalg.eigh(hessian)[1][:, 2]):
        best = (g @ g) / (g @ hessian @ g)
        steps = best * np.array([0.99, 1.0, 1.01])
        change = -steps * (g @ g) + steps**2 / 2 * (g @ hessian @ g)
        assert change.argmin() == 1
    assert best == pytest.approx(1 / 10)


def test_dl_09_best_fixed_step_contracts_by_99_over_101_for_condition_number_100() -> None:
    eigenvalues = np.array([1.0, 100.0])
    rates = np.linspace(0.001, 0.0199, 2001)
    factors = np.abs(1 - np.outer(rates, eigenvalues)).max(axis=1)
    assert factors.min() == pytest.approx(99 / 101, abs=1e-3)
    assert rates[factors.argmin()] == pytest.approx(2 / 101, abs=1e-5)
    assert np.ceil(np.log(0.1) / np.log([99 / 101, 9 / 11])).tolist() == [116, 12]


@pytest.mark.parametrize(("rate", "converges"), [(0.0199, True), (0.0201, False)])
def test_dl_09_gradient_descent_converges_below_two_over_the_largest_curvature(
    rate: float, *, converges: bool
) -> None:
    factors = 1 - rate * np.array([1.0, 100.0])
    assert (np.abs(factors**2000).max() < 1) is converges


def test_dl_09_dl_35_optimal_heavy_ball_has_the_asymptotic_factor_9_over_11() -> None:
    low, high = 1.0, 100.0
    root = (np.sqrt(high / low) - 1) / (np.sqrt(high / low) + 1)
    rate = (1 - root) ** 2 / low
    assert rate == pytest.approx((1 + root) ** 2 / high)
    for curvature in (low, 7.0, 50.0, high):
        radius = spectral_radius(companion(root**2, rate, curvature))
        assert radius == pytest.approx(9 / 11, abs=1e-6)


def test_dl_20_norm_clipping_keeps_the_direction_and_value_clipping_does_not() -> None:
    g, threshold = np.array([6.0, 8.0]), 5.0
    assert (g * threshold / np.linalg.norm(g)).tolist() == [3, 4]
    assert np.clip(g, -threshold, threshold).tolist() == [5, 5]
    assert 1.1**100 == pytest.approx(1.4e4, rel=0.02)


def test_dl_20_the_mean_of_clipped_gradients_is_biased() -> None:
    gradients = np.array([0.5, 0.5, 20.0])
    clipped = gradients * np.minimum(1, 1 / np.abs(gradients))
    assert clipped.mean() < min(gradients.mean(), 1)


def test_dl_20_after_a_spike_adam_steps_too_far_and_then_too_little() -> None:
    gradients = np.ones(8000)
    gradients[4000] = 100
    steps = np.abs(adam_steps(gradients))
    assert steps[3999] == pytest.approx(1)
    assert steps[4000] > 3
    assert steps[4100:5000].max() < 0.6
    assert steps[-1] > 0.9


def test_dl_33_a_hundred_times_the_batch_divides_the_standard_error_by_ten() -> None:
    random = np.random.default_rng(33)
    small, large = (random.normal(size=(1000, n)).mean(axis=1).std() for n in (4, 400))
    assert small / large == pytest.approx(10, rel=0.1)
    assert small == pytest.approx(1 / np.sqrt(4), rel=0.1)


def test_dl_33_the_inverse_hessian_multiplies_an_error_by_one_over_the_eigenvalue() -> None:
    hessian = symmetric([0.01, 1.0, 2.0])
    error = np.linalg.eigh(hessian)[1][:, 0]
    assert np.linalg.norm(np.linalg.solve(hessian, error)) == pytest.approx(100)


def test_dl_33_k_small_steps_are_close_to_one_step_with_k_times_the_rate() -> None:
    curvature, k = 1.0, 4
    gaps = [abs((1 - rate * curvature) ** k - (1 - k * rate * curvature)) for rate in (1e-3, 5e-4)]
    assert gaps[0] < 1e-5
    assert gaps[0] / gaps[1] == pytest.approx(4, rel=0.01)  # second order in the rate


def test_dl_33_accumulated_mean_losses_have_the_gradient_of_the_large_batch() -> None:
    random = np.random.default_rng(3)
    x, y, w = random.normal(size=(12, 3)), random.normal(size=12), np.ones(3)

    def gradient(rows: slice) -> Array:
        return x[rows].T @ (x[rows] @ w - y[rows]) / len(x[rows])

    accumulated = sum((gradient(slice(i, i + 4)) / 3 for i in (0, 4, 8)), np.zeros(3))
    np.testing.assert_allclose(accumulated, gradient(slice(0, 12)))


@pytest.mark.parametrize(("factor", "rises"), [(0.99, False), (1.01, True)])
def test_dl_34_the_loss_rises_once_the_curvature_term_outweighs_the_gradient(
    factor: float, *, rises: bool
) -> None:
    hessian, x = symmetric([1.0, 30.0]), np.array([1.0, -2.0])
    g = hessian @ x
    rate = factor * 2 * (g @ g) / (g @ hessian @ g)
    after = x - rate * g
    change = (after @ hessian @ after - x @ hessian @ x) / 2
    assert change == pytest.approx(-rate * (g @ g) + rate**2 / 2 * (g @ hessian @ g))
    assert (change > 0) is rises


def test_dl_34_plain_newton_goes_to_the_saddle_and_saddle_free_newton_leaves_it() -> None:
    hessian, x = symmetric([2.0, -1.0]), np.array([0.3, 0.4])
    values, vectors = np.linalg.eigh(hessian)
    absolute = vectors @ np.diag(np.abs(values)) @ vectors.T
    g = hessian @ x
    np.testing.assert_allclose(x - np.linalg.solve(hessian, g), 0, atol=1e-12)
    after = x - np.linalg.solve(absolute, g)
    assert after @ hessian @ after < 0


def test_dl_34_products_of_sigmoid_derivatives_vanish() -> None:
    sigmoid = 1 / (1 + np.exp(-np.linspace(-6, 6, 1201)))
    largest = (sigmoid * (1 - sigmoid)).max()
    assert largest == pytest.approx(0.25)
    assert largest**10 == pytest.approx(9.5e-7, rel=0.01)


@pytest.mark.parametrize(("alpha", "gain", "share"), [(0.5, 2, 3), (0.9, 10, 19), (0.99, 100, 199)])
def test_dl_35_table_of_momentum(alpha: float, gain: float, share: float) -> None:
    weights = alpha ** np.arange(5000)
    assert weights.sum() == pytest.approx(gain)
    assert (((1 - alpha) * weights) ** 2).sum() == pytest.approx(1 / share)


def test_dl_35_within_the_band_both_roots_have_the_modulus_root_alpha() -> None:
    root = np.sqrt(0.9)
    low, high = (1 - root) ** 2, (1 + root) ** 2
    for product in np.linspace(low + 1e-9, high - 1e-9, 7):
        assert spectral_radius(companion(0.9, 1, product)) == pytest.approx(root)
    assert spectral_radius(companion(0.9, 1, low * 0.9)) > root + 1e-3
    assert spectral_radius(companion(0.9, 1, high * 1.01)) > root + 1e-3
    assert high / low == pytest.approx(1400, rel=0.05)


def test_dl_35_the_noise_floor_depends_on_the_effective_rate_alone() -> None:
    """The stationary covariance P solves P = M P M^T + noise, linear in the entries of P."""

    def floor(alpha: float, rate: float) -> float:
        m = companion(alpha, rate, 1.0)
        noise = np.array([rate**2, 0, 0, 0])
        return float(np.linalg.solve(np.eye(4) - np.kron(m, m), noise)[0])

    plain = floor(0.0, 1e-3)
    assert floor(0.9, 1e-4) == pytest.approx(plain, rel=0.01)
    assert floor(0.9, 1e-3) == pytest.approx(10 * plain, rel=0.01)


def test_dl_36_variance_of_a_sum_and_its_uniform_and_he_scales() -> None:
    random = np.random.default_rng(36)
    x = random.normal(loc=1.0, size=64)
    w = random.normal(scale=0.1, size=(20_000, 64))
    assert (w @ x).var() == pytest.approx(0.01 * (x**2).sum(), rel=0.05)
    a = np.sqrt(6 / (300 + 100))
    assert random.uniform(-a, a, size=100_000).var() == pytest.approx(2 / 400, rel=0.02)
    z = random.normal(size=100_000)
    assert (np.maximum(z, 0) ** 2).mean() == pytest.approx((z**2).mean() / 2, rel=0.02)
    assert np.sqrt(2 / 512) == 0.0625


def test_dl_36_relu_net_with_deviation_one_hundredth_fades_away() -> None:
    random = np.random.default_rng(0)
    h = first = random.normal(scale=0.01, size=(256, 256)) @ random.normal(size=(256, 64))
    for _ in range(10):
        h = random.normal(scale=0.01, size=(256, 256)) @ np.maximum(h, 0)
    assert h.std() / first.std() == pytest.approx(0.0128**5, rel=0.3)
    assert 0.0128**5 == pytest.approx(3.4e-10, rel=0.02)


def test_dl_36_output_biases_reproduce_the_class_prior() -> None:
    assert np.log(0.01 / 0.99) == pytest.approx(-4.6, abs=0.01)
    prior = np.array([0.7, 0.2, 0.1])
    exponentials = np.exp(np.log(prior))
    np.testing.assert_allclose(exponentials / exponentials.sum(), prior)


def test_dl_37_bias_correction_and_what_the_first_step_is_without_it() -> None:
    rho = 0.999
    r = 0.0
    for t in range(1, 51):
        r = rho * r + (1 - rho) * 4.0
        assert r == pytest.approx((1 - rho**t) * 4.0)
    assert np.abs(adam_steps(np.array([1e-3, 50.0]))[:1]) == pytest.approx(1)
    assert 0.1 / np.sqrt(0.001) == pytest.approx(3.2, abs=0.05)
    assert 1 / np.sqrt(0.001) == pytest.approx(32, abs=0.5)


def test_dl_37_adagrad_steps_fall_as_one_over_root_t() -> None:
    g = 3.0
    r = np.cumsum(np.full(100, g * g))
    np.testing.assert_allclose(g / np.sqrt(r), 1 / np.sqrt(np.arange(1, 101)))


def test_dl_38_newton_takes_one_step_and_damping_tends_to_gradient_descent() -> None:
    hessian, b = symmetric([1.0, 5.0, 20.0]), np.array([1.0, -2.0, 0.5])
    g = hessian @ np.ones(3) - b
    np.testing.assert_allclose(hessian @ (np.ones(3) - np.linalg.solve(hessian, g)), b)
    alpha = 1e6
    np.testing.assert_allclose(
        np.linalg.solve(hessian + alpha * np.eye(3), g), g / alpha, rtol=1e-3
    )


def test_dl_38_conjugate_gradients_need_n_steps_and_both_betas_agree_on_a_quadratic() -> None:
    hessian, b = symmetric([1.0, 2.0, 5.0, 9.0]), np.array([1.0, -1.0, 2.0, 3.0])
    x, g = np.zeros(4), -b
    d = -g
    for step in range(4):
        assert np.linalg.norm(g) > 1e-6, f"converged before step {step}"
        x = x - (g @ d) / (d @ hessian @ d) * d
        new = hessian @ x - b
        fletcher_reeves, polak_ribiere = (new @ new) / (g @ g), ((new - g) @ new) / (g @ g)
        assert fletcher_reeves == pytest.approx(polak_ribiere, abs=1e-9)
        following = -new + fletcher_reeves * d
        assert following @ hessian @ d == pytest.approx(0, abs=1e-9)
        g, d = new, following
    np.testing.assert_allclose(hessian @ x, b, atol=1e-9)


def test_dl_38_bfgs_satisfies_the_secant_equation_and_stays_positive_definite() -> None:
    s, y = np.array([1.0, -0.5, 2.0]), np.array([0.5, 0.3, 1.0])
    rho, identity = 1 / (y @ s), np.eye(3)
    m = symmetric([0.5, 1.0, 3.0])
    left = identity - rho * np.outer(s, y)
    m = left @ m @ left.T + rho * np.outer(s, s)
    np.testing.assert_allclose(m @ y, s)
    assert np.linalg.eigvalsh(m).min() > 0


def test_dl_38_a_hessian_vector_product_is_the_gradient_of_g_dot_v() -> None:
    hessian, v = symmetric([1.0, -2.0, 4.0]), np.array([1.0, 2.0, 3.0])
    product = numerical_gradient(lambda x: float((hessian @ x) @ v), np.zeros(3))
    np.testing.assert_allclose(product, hessian @ v, rtol=1e-6)


def test_dl_39_updating_ten_layers_at_once_raises_what_should_fall() -> None:
    w, rate = np.full(10, 2.0), 0.01
    g = w.prod() / w
    assert w.prod() == 1024
    assert rate * g @ g == pytest.approx(26214, abs=1)
    assert (w - rate * g).prod() == pytest.approx(87407, abs=1)


def test_dl_39_gradient_through_batch_norm_carries_no_shift_and_no_scale() -> None:
    random = np.random.default_rng(39)
    a, target = random.normal(size=8), random.normal(size=8)

    def normalized(a: Array) -> Array:
        return (a - a.mean()) / a.std()

    def loss(a: Array) -> float:
        return float(((normalized(a) - target) ** 2).sum())

    out = normalized(a)
    upstream = 2 * (out - target)
    formula = (upstream - upstream.mean() - out * (upstream * out).mean()) / a.std()
    np.testing.assert_allclose(formula, numerical_gradient(loss, a), atol=1e-6)
    assert formula.sum() == pytest.approx(0, abs=1e-9)
    assert formula @ out == pytest.approx(0, abs=1e-9)
