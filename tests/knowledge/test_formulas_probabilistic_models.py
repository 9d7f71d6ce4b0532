"""What the entries on probabilistic models state, computed: a wrong sign or constant fails here."""

from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer, slope, states

Array: TypeAlias = NDArray[np.floating[Any]]

JOINT = np.array([[0.30, 0.10, 0.05], [0.05, 0.20, 0.30]])  # p(x, y) of two dependent variables
BITS = {n: np.array(list(product([0.0, 1.0], repeat=n))) for n in (2, 3, 4)}


def gaussian(x: Array, mean: float = 0, deviation: float = 1) -> Array:
    density: Array = np.exp(-(((x - mean) / deviation) ** 2) / 2) / deviation / np.sqrt(2 * np.pi)
    return density


def sigmoid(x: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-x))
    return result


def restricted_boltzmann() -> tuple[Array, Array, Array, Array]:
    """Return b, c and W of a small RBM and its table of exp(-E) over all v (rows) and h."""
    random = np.random.default_rng(47)
    b, c, w = random.normal(size=4), random.normal(size=3), random.normal(size=(4, 3))
    return b, c, w, unnormalized(b, c, w)


def unnormalized(b: Array, c: Array, w: Array) -> Array:
    v, h = BITS[4], BITS[3]
    table: Array = np.exp((v @ b)[:, None] + h @ c + v @ w @ h.T)
    return table


def conditional_update(joint: Array, axis: int) -> Array:
    """Return the transition matrix, column to row, of redrawing one of two variables."""
    rows, columns = joint.shape
    matrix = np.zeros((rows, columns, rows, columns))
    for i, j in np.ndindex(rows, columns):
        if axis == 0:
            matrix[:, j, i, j] = joint[:, j] / joint[:, j].sum()
        else:
            matrix[i, :, i, j] = joint[i] / joint[i].sum()
    return matrix.reshape(joint.size, joint.size)


def reversible(matrix: Array, pi: Array) -> bool:
    flow = matrix * pi
    return bool(np.allclose(flow, flow.T))


def test_dl_44_importance_sampling_of_a_tail(deck: Deck) -> None:
    x = np.linspace(4, 20, 160_001)
    step = x[1] - x[0]
    tail = float(gaussian(x).sum() * step)
    weights = gaussian(x) / gaussian(x, 4)
    second = float((gaussian(x, 4) * weights**2).sum() * step)
    plain = np.sqrt((1 - tail) / tail / 1e5)
    weighted = np.sqrt((second - tail**2) / tail**2 / 1e5)
    assert tail == pytest.approx(3.17e-5, rel=2e-3)
    assert states(deck, "dl-44", r"3.17\times10^{-5}", f" {plain:.0%}", f" {weighted:.2%}")


def test_dl_44_standard_error_falls_with_the_root_of_the_sample_size(deck: Deck) -> None:
    random = np.random.default_rng(44)
    few, many = (random.exponential(size=(2000, n)).mean(axis=1).std() for n in (4, 400))
    assert few / many == pytest.approx(10, rel=0.1)
    assert answer(deck, "dl-44", 0) == "100"


def test_dl_44_bias_and_best_proposal_of_importance_sampling() -> None:
    p, q, f = np.array([0.2, 0.5, 0.3]), np.array([0.6, 0.3, 0.1]), np.array([1.0, 4.0, 2.0])
    weights, pairs = p / q, np.outer(q, q)  # all samples of size 2 with their probabilities
    plain = (weights * f + (weights * f)[:, None]) / 2
    self_normalized = plain / ((weights + weights[:, None]) / 2)
    assert (pairs * plain).sum() == pytest.approx(p @ f)
    assert abs((pairs * self_normalized).sum() - p @ f) > 0.01
    best = p * f / (p @ f)
    assert p * f / best == pytest.approx(np.full(3, p @ f))  # no variance is left for f > 0


def test_dl_44_score_function_and_reparameterization_agree_on_average() -> None:
    mu, sigma, eps = 0.4, 0.8, np.linspace(-10, 10, 20_001)
    weights = gaussian(eps) * (eps[1] - eps[0])
    z = mu + sigma * eps
    score, path = np.sin(z) * (z - mu) / sigma**2, np.cos(z)
    exact = np.cos(mu) * np.exp(-(sigma**2) / 2)  # of E[sin z] with respect to mu
    assert [weights @ score, weights @ path] == pytest.approx([exact, exact])
    assert weights @ score**2 > weights @ path**2


def test_dl_44_a_baseline_keeps_the_mean_and_lowers_the_variance() -> None:
    logits, values = np.array([0.2, -0.5, 1.0]), np.array([10.0, 11.0, 12.5])
    p = np.exp(logits) / np.exp(logits).sum()
    score = np.eye(3) - p  # row z: the gradient of log p(z) by the logits
    baseline = float(p @ values)
    plain, centered = values[:, None] * score, (values - baseline)[:, None] * score
    assert p @ score == pytest.approx(np.zeros(3))
    assert p @ centered == pytest.approx(p @ plain)
    spread = [float(p @ ((g - p @ g) ** 2).sum(axis=1)) for g in (plain, centered)]
    assert spread[1] < spread[0] / 10


def test_dl_44_low_temperature_approaches_greedy_decoding() -> None:
    logits = np.array([2.0, 1.5, 0.0])
    cold, warm = (np.exp(logits / t) / np.exp(logits / t).sum() for t in (0.05, 5.0))
    assert cold[0] > 0.999
    assert np.ptp(warm) < 0.2


def test_dl_47_conditionals_factorize_into_sigmoids() -> None:
    b, c, w, table = restricted_boltzmann()
    hidden = table / table.sum(axis=1, keepdims=True)
    on = sigmoid(c + BITS[4] @ w)
    for j, h in enumerate(BITS[3]):
        assert np.allclose(hidden[:, j], np.where(h == 1, on, 1 - on).prod(axis=1))
    visible = table / table.sum(axis=0)
    assert np.allclose(visible.T @ BITS[4], sigmoid(b + BITS[3] @ w.T))


def test_dl_47_free_energy_sums_the_hidden_units_out() -> None:
    b, c, w, table = restricted_boltzmann()
    free_energy = -BITS[4] @ b - np.log1p(np.exp(c + BITS[4] @ w)).sum(axis=1)
    assert np.allclose(table.sum(axis=1), np.exp(-free_energy))


def test_dl_47_gradient_is_the_positive_minus_the_negative_phase() -> None:
    b, c, w, table = restricted_boltzmann()
    row = 11

    def log_likelihood(flat: Array) -> float:
        values = unnormalized(b, c, flat.reshape(4, 3))
        return float(np.log(values[row].sum() / values.sum()))

    positive = np.outer(BITS[4][row], table[row] / table[row].sum() @ BITS[3])
    negative = BITS[4].T @ (table / table.sum()) @ BITS[3]
    expected = slope(log_likelihood, w.ravel())
    assert (positive - negative).ravel() == pytest.approx(expected, abs=1e-8)


def test_dl_48_two_states(deck: Deck) -> None:
    matrix = np.array([[0.9, 0.2], [0.1, 0.8]])
    assert np.sort(np.linalg.eigvals(matrix)) == pytest.approx([1 - 0.1 - 0.2, 1])
    assert matrix @ [2 / 3, 1 / 3] == pytest.approx([2 / 3, 1 / 3])
    first = [np.linalg.matrix_power(matrix, t)[0, 0] for t in (1, 5, 10, 20)]
    assert first == pytest.approx([2 / 3 + 0.7**t / 3 for t in (1, 5, 10, 20)])
    assert states(deck, "dl-48", *(f"${value:.3f}$" for value in first))
    assert answer(deck, "dl-48", 0) == "(2/3, 1/3)"


def test_dl_48_a_periodic_chain_oscillates_around_its_stationary_distribution() -> None:
    swap = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert np.sort(np.linalg.eigvalsh(swap)) == pytest.approx([-1, 1])
    assert np.linalg.matrix_power(swap, 101)[0, 0] == 0
    assert np.linalg.matrix_power(swap, 100)[0, 0] == 1


def test_dl_48_random_jumps_make_a_periodic_chain_converge() -> None:
    swap = np.array([[0.0, 1.0], [1.0, 0.0]])
    jumping = 0.85 * swap + 0.15 / 2
    assert np.linalg.matrix_power(jumping, 200) == pytest.approx(np.full((2, 2), 0.5))


def test_dl_48_metropolis_hastings_balances_without_the_normalizing_constant() -> None:
    random = np.random.default_rng(48)
    weights = random.uniform(0.5, 3, size=5)  # proportional to pi
    proposal = random.uniform(0.5, 1, size=(5, 5))
    proposal /= proposal.sum(axis=0)  # Q(x'|x) in row x', column x
    ratio = weights[:, None] * proposal.T / (weights * proposal)
    matrix = proposal * np.minimum(1, ratio)
    matrix += np.diag(1 - matrix.sum(axis=0))  # a rejected move stays
    pi = weights / weights.sum()
    assert reversible(matrix, pi)
    assert matrix @ pi == pytest.approx(pi)


def test_dl_48_effective_sample_size_of_an_autoregression() -> None:
    rho, n = 0.8, 20_000
    lags = np.arange(1, n)
    variance = (1 + 2 * ((1 - lags / n) * rho**lags).sum()) / n  # of the mean of unit variables
    assert 1 / variance == pytest.approx(n / (1 + 2 * (rho**lags).sum()), rel=1e-3)


def test_dl_49_every_gibbs_proposal_is_accepted() -> None:
    update, p = conditional_update(JOINT, 0), JOINT.ravel()
    possible = update > 0
    ratios = (p[:, None] * update.T)[possible] / (p * update)[possible]
    assert ratios == pytest.approx(np.ones(possible.sum()))


def test_dl_49_sweeps_keep_the_target_and_only_random_order_is_reversible() -> None:
    first, second, p = conditional_update(JOINT, 0), conditional_update(JOINT, 1), JOINT.ravel()
    sweep, random_order = second @ first, (first + second) / 2
    for matrix in (sweep, random_order):
        assert matrix @ p == pytest.approx(p)
    assert reversible(random_order, p)
    assert not reversible(sweep, p)


def test_dl_49_updating_all_variables_from_old_values_misses_the_target() -> None:
    rows, columns = JOINT / JOINT.sum(axis=0), JOINT / JOINT.sum(axis=1, keepdims=True)
    at_once = np.einsum("xb,ay->xyab", rows, columns).reshape(6, 6)
    stationary = np.linalg.matrix_power(at_once, 200)[:, 0]
    assert at_once @ stationary == pytest.approx(stationary)
    assert np.abs(stationary - JOINT.ravel()).max() > 0.01


def test_dl_49_perfect_dependence_makes_the_chain_reducible() -> None:
    joint = np.eye(2) / 2
    sweep = conditional_update(joint, 1) @ conditional_update(joint, 0)
    assert np.linalg.matrix_power(sweep, 1000)[0, 0] == 1


@pytest.mark.parametrize(("rho", "figure"), [(0.9, "$9.5$"), (0.99, "$99.5$")])
def test_dl_49_cost_of_an_independent_sample(rho: float, figure: str, deck: Deck) -> None:
    lags = np.arange(1, 5000)
    sweeps = 1 + 2 * (rho ** (2 * lags)).sum()
    assert sweeps == pytest.approx((1 + rho**2) / (1 - rho**2))
    assert figure == f"${sweeps:.1f}$"
    assert states(deck, "dl-49", figure)


def test_dl_49_autocorrelation_of_a_sweep_is_rho_squared() -> None:
    rho, n = 0.9, 200_000
    noise = np.random.default_rng(49).normal(size=(n, 2)) * np.sqrt(1 - rho**2)
    x, chain = 0.0, np.empty(n)
    for t, (for_y, for_x) in enumerate(noise.tolist()):
        x = rho * (rho * x + for_y) + for_x
        chain[t] = x
    assert chain.var() == pytest.approx(1, abs=0.05)
    assert np.corrcoef(chain[1:], chain[:-1])[0, 1] == pytest.approx(rho**2, abs=0.01)


def test_dl_50_gradient_of_log_z_is_an_average_over_the_model() -> None:
    features = np.random.default_rng(50).normal(size=(8, 3))  # log of unnormalized p = features.t
    theta = np.array([0.3, -1.0, 0.7])
    p = np.exp(features @ theta) / np.exp(features @ theta).sum()
    gradient = slope(lambda t: float(np.log(np.exp(features @ t).sum())), theta)
    assert p @ features == pytest.approx(gradient)


def test_dl_50_pseudolikelihood_finds_the_parameters_without_z() -> None:
    x, coupling = BITS[2] * 2 - 1, 0.6

    def negative_pseudolikelihood(j: float) -> float:
        p = np.exp(coupling * x[:, 0] * x[:, 1])
        return float((p / p.sum()) @ np.log1p(np.exp(-2 * j * x[:, [0]] * x[:, [1]])).sum(axis=1))

    grid = np.linspace(-2, 2, 401)
    assert grid[np.argmin([negative_pseudolikelihood(j) for j in grid])] == pytest.approx(coupling)


def test_dl_50_score_matching_needs_no_data_score() -> None:
    x = np.linspace(-12, 12, 24_001)
    data = (gaussian(x, -1, 0.8) + gaussian(x, 2, 1.2)) / 2 * (x[1] - x[0])
    data_score = np.gradient(np.log(data), x)

    def difference(mean: float, deviation: float) -> float:
        score, curvature = -(x - mean) / deviation**2, -1 / deviation**2
        explicit = data @ (score - data_score) ** 2 / 2
        return float(explicit - data @ (curvature + score**2 / 2))

    constant = float(data @ data_score**2) / 2
    for parameters in ((0.0, 1.0), (1.0, 2.0), (-2.0, 0.7)):
        assert difference(*parameters) == pytest.approx(constant, rel=1e-4)


@pytest.mark.parametrize("k", [1, 5])
def test_dl_50_noise_contrastive_estimation_learns_minus_log_z(k: int) -> None:
    energies, noise = np.array([0.0, 1.0, 2.5, -0.5]), np.array([0.4, 0.3, 0.2, 0.1])
    log_z = float(np.log(np.exp(energies).sum()))
    data = np.exp(energies - log_z)

    def loss(c: Array) -> float:
        logit = energies + c - np.log(noise) - np.log(k)
        return float(data @ np.log1p(np.exp(-logit)) + k * noise @ np.log1p(np.exp(logit)))

    assert slope(loss, np.array([-log_z])) == pytest.approx([0], abs=1e-9)
    assert loss(np.array([-log_z])) < min(loss(np.array([-log_z + step])) for step in (-0.1, 0.1))


def test_dl_50_estimates_of_z_are_unbiased_and_their_logarithms_too_low() -> None:
    x = np.random.default_rng(5).normal(size=(20_000, 10))  # p0 is the standard Gaussian
    log_ratio = -((x - 1) ** 2) / (2 * 0.6**2) + x**2 / 2
    estimates = np.sqrt(2 * np.pi) * np.exp(log_ratio).mean(axis=1)
    z = np.sqrt(2 * np.pi) * 0.6
    assert estimates.mean() == pytest.approx(z, rel=0.01)
    assert np.log(estimates).mean() < np.log(z) - 0.01
