"""What the entries on optimization state, computed: a wrong sign or constant there fails here."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import Array, answer, slope, states


def symmetric(*eigenvalues: float) -> Array:
    """Return a symmetric matrix with these eigenvalues in an arbitrary orthonormal basis."""
    random = np.random.default_rng(0)
    basis, _ = np.linalg.qr(random.normal(size=(len(eigenvalues), len(eigenvalues))))
    matrix: Array = basis @ np.diag(eigenvalues) @ basis.T
    return matrix


def momentum_matrix(alpha: float, rate: float, curvature: float) -> Array:
    """Return what takes the errors (e_t, e_{t-1}) to (e_{t+1}, e_t) under heavy-ball momentum."""
    return np.array([[1 + alpha - rate * curvature, -alpha], [1.0, 0.0]])


def spectral_radius(matrix: Array) -> float:
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def adam_steps(
    gradients: Sequence[float], *, correct_s: bool = True, correct_r: bool = True
) -> Array:
    """Return the lengths of Adam's steps in units of the learning rate, with delta = 0."""
    rho1, rho2, s, r = 0.9, 0.999, 0.0, 0.0
    steps = []
    for t, g in enumerate(gradients, start=1):
        s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g * g
        s_hat = s / (1 - rho1**t) if correct_s else s
        r_hat = r / (1 - rho2**t) if correct_r else r
        steps.append(abs(s_hat) / np.sqrt(r_hat))
    return np.array(steps)


def test_dl_09_directional_curvature_is_a_weighted_average_of_the_eigenvalues() -> None:
    hessian = symmetric(-2, 0.5, 3)
    values, vectors = np.linalg.eigh(hessian)
    direction = np.array([2.0, -1.0, 2.0]) / 3
    cosines = vectors.T @ direction
    assert (cosines**2).sum() == pytest.approx(1)
    assert direction @ hessian @ direction == pytest.approx((values * cosines**2).sum())


def test_dl_09_best_step_along_the_gradient_and_its_worst_case() -> None:
    hessian = symmetric(1, 4, 10)
    steepest = np.linalg.eigh(hessian)[1][:, 2]
    for g in (np.array([1.0, 2.0, -1.0]), steepest):
        best = (g @ g) / (g @ hessian @ g)
        steps = best * np.array([0.99, 1.0, 1.01])
        assert (-steps * (g @ g) + steps**2 / 2 * (g @ hessian @ g)).argmin() == 1
    assert best == pytest.approx(1 / 10)


def test_dl_09_best_fixed_step_for_condition_number_100(deck: Deck) -> None:
    rates = np.linspace(0.001, 0.03, 29_001)
    factors = np.abs(1 - np.outer(rates, [1.0, 100.0])).max(axis=1)
    assert rates[factors.argmin()] == pytest.approx(2 / 101, abs=1e-5)
    assert factors.min() == pytest.approx(99 / 101, abs=1e-3)
    assert rates[factors < 1].max() == pytest.approx(0.02, abs=1e-5)
    assert answer(deck, "dl-09", 1) == "Any positive rate below 0.02"
    descent, heavy_ball = np.ceil(np.log(0.1) / np.log([99 / 101, 9 / 11]))
    assert states(deck, "dl-09", "$99/101$", "$9/11$", f" {descent:.0f} ", f" {heavy_ball:.0f} ")


def test_dl_09_dl_35_optimal_heavy_ball_has_the_asymptotic_factor_9_over_11() -> None:
    low, high = 1.0, 100.0
    root = (np.sqrt(high / low) - 1) / (np.sqrt(high / low) + 1)
    rate = (1 - root) ** 2 / low
    assert rate == pytest.approx((1 + root) ** 2 / high)
    for curvature in (low, 7.0, 50.0, high):
        radius = spectral_radius(momentum_matrix(root**2, rate, curvature))
        assert radius == pytest.approx(9 / 11, abs=1e-6)


def test_dl_20_norm_clipping_keeps_the_direction_and_value_clipping_does_not(deck: Deck) -> None:
    g, threshold = np.array([6.0, 8.0]), 5.0
    x, y = g * threshold / np.linalg.norm(g)
    assert answer(deck, "dl-20", 0) == f"$({x:.0f}, {y:.0f})$"
    assert np.clip(g, -threshold, threshold).tolist() == [5, 5]


def test_dl_20_clipping_can_even_reverse_the_mean_gradient() -> None:
    gradients = np.array([-1.0, -1.0, 3.0])
    clipped = gradients * np.minimum(1, 1 / np.abs(gradients))
    assert gradients.mean() > 0 > clipped.mean()


def test_dl_20_amplification_by_a_tenth_over_100_steps(deck: Deck) -> None:
    assert f"{np.prod(np.full(100, 1.1)):.1e}" == "1.4e+04"
    assert states(deck, "dl-20", r"1.1^{100}\approx1.4\times10^4")


def test_dl_20_after_a_spike_adam_steps_too_far_and_then_too_little() -> None:
    steps = adam_steps([1.0] * 4000 + [100.0] + [1.0] * 4000)
    assert steps[3999] == pytest.approx(1)
    assert steps[4000] > 3
    assert steps[4100:5000].max() < 0.6  # about 1 / (1 - 0.999) steps
    assert steps[-1] > 0.9


def test_dl_33_a_hundred_times_the_batch_divides_the_standard_error_by_ten(deck: Deck) -> None:
    random = np.random.default_rng(33)
    small, large = (random.normal(size=(1000, n)).mean(axis=1).std() for n in (4, 400))
    assert small / large == pytest.approx(10, rel=0.1)
    assert answer(deck, "dl-33", 0) == "One tenth of it"


def test_dl_33_k_small_steps_differ_from_one_large_step_in_second_order_only() -> None:
    gaps = [abs((1 - rate) ** 4 - (1 - 4 * rate)) for rate in (1e-3, 5e-4)]
    assert gaps[0] / gaps[1] == pytest.approx(4, rel=0.01)


def test_dl_33_accumulated_mean_losses_have_the_gradient_of_the_large_batch() -> None:
    random = np.random.default_rng(3)
    x, y, w = random.normal(size=(12, 3)), random.normal(size=12), np.ones(3)
    whole = x.T @ (x @ w - y) / 12
    parts = [x[i : i + 4].T @ (x[i : i + 4] @ w - y[i : i + 4]) / 4 for i in (0, 4, 8)]
    assert sum(part / 3 for part in parts) == pytest.approx(whole)


@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_dl_34_the_loss_rises_once_half_the_curvature_term_outweighs_the_slope(
    factor: float,
) -> None:
    hessian, x = symmetric(1, 30), np.array([1.0, -2.0])
    g = hessian @ x
    rate = factor * 2 * (g @ g) / (g @ hessian @ g)
    after = x - rate * g
    change = float(after @ hessian @ after - x @ hessian @ x) / 2
    assert change == pytest.approx(-rate * (g @ g) + rate**2 / 2 * (g @ hessian @ g))
    assert (change > 0) is (factor > 1)


def test_dl_34_plain_newton_goes_to_the_saddle_and_saddle_free_newton_leaves_it() -> None:
    hessian, x = symmetric(2, -1), np.array([0.3, 0.4])
    values, vectors = np.linalg.eigh(hessian)
    absolute = vectors @ np.diag(np.abs(values)) @ vectors.T
    assert x - np.linalg.solve(hessian, hessian @ x) == pytest.approx(np.zeros(2))
    after = x - np.linalg.solve(absolute, hessian @ x)
    assert after @ hessian @ after < 0


def test_dl_34_products_of_sigmoid_derivatives_vanish(deck: Deck) -> None:
    sigmoid = 1 / (1 + np.exp(-np.linspace(-6, 6, 1201)))
    largest = (sigmoid * (1 - sigmoid)).max()
    assert largest == pytest.approx(0.25)
    assert f"{largest**10:.1e}" == "9.5e-07"
    assert states(deck, "dl-34", r"0.25^{10}\approx9.5\times10^{-7}")


@pytest.mark.parametrize("alpha", [0.5, 0.9, 0.99])
def test_dl_35_table_of_momentum(alpha: float, deck: Deck) -> None:
    weights = alpha ** np.arange(5000)
    variance = (((1 - alpha) * weights) ** 2).sum()
    assert states(deck, "dl-35", f"| {alpha} | {weights.sum():.0f}", f"| $1/{1 / variance:.0f}$ |")


def test_dl_35_within_the_band_both_roots_have_the_modulus_root_alpha(deck: Deck) -> None:
    root = np.sqrt(0.9)
    low, high = (1 - root) ** 2, (1 + root) ** 2
    for product in np.linspace(low + 1e-9, high - 1e-9, 7):
        assert spectral_radius(momentum_matrix(0.9, 1, product)) == pytest.approx(root)
    for product in (0.9 * low, 1.01 * high):
        assert spectral_radius(momentum_matrix(0.9, 1, product)) > root + 1e-3
    assert states(deck, "dl-35", rf"$\kappa\approx{round(high / low, -2):.0f}$")


def test_dl_35_the_noise_floor_depends_on_the_effective_rate_alone() -> None:
    def floor(alpha: float, rate: float) -> float:
        """Solve P = M P M^T + noise for the stationary variance, linear in the entries of P."""
        m = momentum_matrix(alpha, rate, 1.0)
        return float(np.linalg.solve(np.eye(4) - np.kron(m, m), [rate**2, 0, 0, 0])[0])

    assert floor(0.9, 1e-4) == pytest.approx(floor(0.0, 1e-3), rel=0.01)
    assert floor(0.9, 1e-3) == pytest.approx(10 * floor(0.0, 1e-3), rel=0.01)


def test_dl_36_variance_of_a_sum_and_its_uniform_and_he_scales(deck: Deck) -> None:
    random = np.random.default_rng(36)
    x, w = random.normal(loc=1.0, size=64), random.normal(scale=0.1, size=(20_000, 64))
    assert (w @ x).var() == pytest.approx(64 * 0.1**2 * (x**2).mean(), rel=0.05)
    a = np.sqrt(6 / (300 + 100))
    assert random.uniform(-a, a, size=100_000).var() == pytest.approx(2 / 400, rel=0.02)
    z = random.normal(size=100_000)
    assert (np.maximum(z, 0) ** 2).mean() == pytest.approx((z**2).mean() / 2, rel=0.02)
    assert answer(deck, "dl-36", 0) == f"{np.sqrt(2 / 512)}"


def test_dl_36_relu_net_with_deviation_one_hundredth_fades_away(deck: Deck) -> None:
    random = np.random.default_rng(0)
    h = first = random.normal(size=(256, 64))
    for _ in range(10):
        h = random.normal(scale=0.01, size=(256, 256)) @ np.maximum(h, 0)
    assert h.std() / first.std() == pytest.approx(3.4e-10, rel=0.3)
    assert f"{np.sqrt(0.0128**10):.1e}" == "3.4e-10"
    assert states(deck, "dl-36", r"$256\times10^{-4}/2=0.0128$", r"$3.4\times10^{-10}$")


def test_dl_36_output_bias_reproduces_the_class_prior(deck: Deck) -> None:
    bias = np.log(0.01 / 0.99)
    assert 1 / (1 + np.exp(-bias)) == pytest.approx(0.01)
    assert answer(deck, "dl-36", 1) == f"About {bias:.1f}"


def test_dl_37_second_moment_starts_too_small_by_the_stated_factor() -> None:
    unrolled = (1 - 0.999) * (0.999 ** np.arange(50)).cumsum()
    assert unrolled == pytest.approx(1 - 0.999 ** np.arange(1, 51))


def test_dl_37_first_step_of_adam_with_and_without_bias_correction(deck: Deck) -> None:
    assert adam_steps([1e-3]) == adam_steps([50.0]) == pytest.approx(1)
    neither = adam_steps([3.0], correct_s=False, correct_r=False)[0]
    only_first = adam_steps([3.0], correct_r=False)[0]
    assert states(deck, "dl-37", rf"\approx{neither:.1f}$", f" {only_first:.0f} ")


def test_dl_37_adagrad_steps_fall_as_one_over_root_t() -> None:
    g = np.full(100, 3.0)
    assert g / np.sqrt(np.cumsum(g * g)) == pytest.approx(1 / np.sqrt(np.arange(1, 101)))


def test_dl_38_newton_takes_one_step_and_damping_tends_to_gradient_descent() -> None:
    hessian, b, start = symmetric(1, 5, 20), np.array([1.0, -2.0, 0.5]), np.ones(3)
    g = hessian @ start - b
    assert hessian @ (start - np.linalg.solve(hessian, g)) == pytest.approx(b)
    assert np.linalg.solve(hessian + 1e6 * np.eye(3), g) == pytest.approx(g / 1e6, rel=1e-3)


def test_dl_38_conjugate_gradients_need_n_steps_and_both_betas_agree_on_a_quadratic() -> None:
    hessian, b = symmetric(1, 2, 5, 9), np.array([1.0, -1.0, 2.0, 3.0])
    x, g, d = np.zeros(4), -b, b
    for _ in range(4):
        assert np.linalg.norm(g) > 1e-6
        x = x - (g @ d) / (d @ hessian @ d) * d
        following = hessian @ x - b
        beta = (following @ following) / (g @ g)
        assert beta == pytest.approx(((following - g) @ following) / (g @ g), abs=1e-9)
        assert (-following + beta * d) @ hessian @ d == pytest.approx(0, abs=1e-9)
        g, d = following, -following + beta * d
    assert hessian @ x == pytest.approx(b)


def test_dl_38_bfgs_satisfies_the_secant_equation_and_stays_positive_definite() -> None:
    s, y = np.array([1.0, -0.5, 2.0]), np.array([0.5, 0.3, 1.0])
    rho = 1 / (y @ s)
    left = np.eye(3) - rho * np.outer(s, y)
    m = left @ symmetric(0.5, 1, 3) @ left.T + rho * np.outer(s, s)
    assert m @ y == pytest.approx(s)
    assert np.linalg.eigvalsh(m).min() > 0


def test_dl_39_updating_ten_layers_at_once_raises_what_should_fall(deck: Deck) -> None:
    w, rate = np.full(10, 2.0), 0.01
    g = w.prod() / w
    figures = (w.prod(), rate * g @ g, (w - rate * g).prod())
    assert states(deck, "dl-39", *(f"{figure:.0f}" for figure in figures))


def test_dl_39_gradient_through_batch_norm_carries_no_shift_and_no_scale() -> None:
    random = np.random.default_rng(39)
    a, target = random.normal(size=8), random.normal(size=8)
    out = (a - a.mean()) / a.std()
    upstream = 2 * (out - target)
    formula = (upstream - upstream.mean() - out * (upstream * out).mean()) / a.std()

    def loss(a: Array) -> float:
        return float((((a - a.mean()) / a.std() - target) ** 2).sum())

    assert formula == pytest.approx(slope(loss, a), abs=1e-6)
    assert formula.sum() == pytest.approx(0, abs=1e-9)
    assert formula @ out == pytest.approx(0, abs=1e-9)
