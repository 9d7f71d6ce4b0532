"""What the entries on representations state, computed: a wrong sign or constant fails here."""

from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer, slope

Array: TypeAlias = NDArray[np.floating[Any]]

SPECTRUM = np.array([5.0, 3.0, 1.0, 0.5])


def orthogonal(size: int, seed: int = 0) -> Array:
    basis: Array = np.linalg.qr(np.random.default_rng(seed).normal(size=(size, size)))[0]
    return basis


def covariance() -> tuple[Array, Array]:
    """Return a covariance with the eigenvalues ``SPECTRUM`` and its eigenvectors in columns."""
    vectors = orthogonal(len(SPECTRUM))
    return vectors @ np.diag(SPECTRUM) @ vectors.T, vectors


def reconstruction_error(decoder: Array, encoder: Array, second_moment: Array) -> float:
    """Return the mean of the squared distance from x to WVx, given the second moment of x."""
    residual = np.eye(len(second_moment)) - decoder @ encoder
    return float(np.trace(residual @ second_moment @ residual.T))


def gaussian(x: Array, mean: float = 0, deviation: float = 1) -> Array:
    density: Array = np.exp(-(((x - mean) / deviation) ** 2) / 2) / deviation / np.sqrt(2 * np.pi)
    return density


def excess_kurtosis(x: Array) -> float:
    return float((x**4).mean() / (x**2).mean() ** 2 - 3)


def entropy(p: Array) -> float:
    return -float(p @ np.log(p))


def test_dl_16_uncorrelated_but_dependent() -> None:
    x = np.array([-1.0, 0.0, 1.0])
    y = x**2
    assert (x * y).mean() - x.mean() * y.mean() == 0
    both_extreme, each = 1 / 3, (1 / 3, 2 / 3)  # x = 1 and y = 1
    assert both_extreme != pytest.approx(each[0] * each[1])


def test_dl_16_l1_makes_entries_of_the_code_exactly_zero_and_l2_does_not() -> None:
    dictionary, x, penalty = orthogonal(4), np.array([2.0, -0.3, 0.8, 0.1]), 0.6
    correlations = dictionary.T @ x
    code = np.sign(correlations) * np.maximum(np.abs(correlations) - penalty, 0)

    def objective(h: Array) -> float:
        return float(((x - dictionary @ h) ** 2).sum() / 2 + penalty * np.abs(h).sum())

    assert 0 < (code == 0).sum() < 4
    nearby = code + np.random.default_rng(16).normal(scale=0.05, size=(500, 4))
    assert objective(code) < min(map(objective, nearby))
    ridge = np.linalg.solve((1 + penalty) * np.eye(4), correlations)
    assert (ridge != 0).all()


def test_dl_16_an_unbounded_dictionary_evades_the_penalty() -> None:
    dictionary, code = orthogonal(3), np.array([1.0, 0.0, -2.0])
    larger, smaller = 100 * dictionary, code / 100
    assert larger @ smaller == pytest.approx(dictionary @ code)
    assert np.abs(smaller).sum() == pytest.approx(np.abs(code).sum() / 100)


def test_dl_24_rings_need_polar_coordinates_to_be_separated_by_a_line(deck: Deck) -> None:
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    circle = np.c_[np.cos(angles), np.sin(angles)]
    inner, outer = circle, 2 * circle
    # No line separates sets whose convex hulls meet, and both hulls hold the origin.
    assert np.allclose([inner.mean(axis=0), outer.mean(axis=0)], 0)
    radii = [np.hypot(*ring.T) for ring in (inner, outer)]
    assert radii[0].max() < 1.5 < radii[1].min()
    assert answer(deck, "dl-24", 0) == "One threshold on the radius separates them"


def test_dl_24_a_code_of_one_number_reconstructs_every_training_example() -> None:
    examples = np.random.default_rng(24).normal(size=(50, 10))
    codes = examples @ np.ones(10)
    order = codes.argsort()
    decoded = [np.interp(codes, codes[order], column) for column in examples[order].T]
    assert np.allclose(decoded, examples.T)


def test_dl_45_linear_factor_models_have_the_stated_covariance() -> None:
    random = np.random.default_rng(45)
    w, psi, b = random.normal(size=(3, 2)), np.array([0.2, 0.5, 1.0]), np.array([1.0, -2.0, 0.0])
    h, noise = random.normal(size=(400_000, 2)), random.normal(size=(400_000, 3)) * np.sqrt(psi)
    x = h @ w.T + b + noise
    assert np.cov(x.T) == pytest.approx(w @ w.T + np.diag(psi), abs=0.05)


def test_dl_45_posterior_mean_of_probabilistic_pca() -> None:
    random = np.random.default_rng(4)
    w, sigma, deviation = random.normal(size=(5, 2)), 0.7, random.normal(size=5)
    stated = np.linalg.solve(w.T @ w + sigma**2 * np.eye(2), w.T @ deviation)
    conditioned = w.T @ np.linalg.solve(w @ w.T + sigma**2 * np.eye(5), deviation)
    assert stated == pytest.approx(conditioned)


def test_dl_45_without_noise_probabilistic_pca_projects_orthogonally() -> None:
    random = np.random.default_rng(5)
    w, deviation = random.normal(size=(5, 2)), random.normal(size=5)
    reconstruction = w @ np.linalg.solve(w.T @ w + 1e-12 * np.eye(2), w.T @ deviation)
    assert w.T @ (deviation - reconstruction) == pytest.approx(np.zeros(2), abs=1e-9)


def test_dl_45_maximum_likelihood_spans_the_principal_subspace() -> None:
    cov, vectors = covariance()
    noise = SPECTRUM[2:].mean()

    def log_likelihood(flat: Array) -> float:
        model = flat.reshape(4, 2) @ flat.reshape(4, 2).T + noise * np.eye(4)
        fit = np.linalg.slogdet(model)[1] + np.trace(np.linalg.solve(model, cov))
        return -float(fit) / 2

    best = (vectors[:, :2] * np.sqrt(SPECTRUM[:2] - noise)).ravel()
    assert slope(log_likelihood, best) == pytest.approx(np.zeros(8), abs=1e-8)
    other = (vectors[:, 1:3] * np.sqrt(SPECTRUM[1:3] - noise)).ravel()
    assert log_likelihood(best) > log_likelihood(other)


def test_dl_45_linear_autoencoder_fixes_the_subspace_and_nothing_else(deck: Deck) -> None:
    cov, vectors = covariance()
    top = vectors[:, :2]
    least = reconstruction_error(top, top.T, cov)
    assert least == pytest.approx(SPECTRUM[2:].sum())
    mixing = np.array([[2.0, 1.0], [0.5, -3.0]])
    assert reconstruction_error(top @ mixing, np.linalg.inv(mixing) @ top.T, cov) == (
        pytest.approx(least)
    )
    random = np.random.default_rng(1)
    others = (random.normal(size=(2, 4, 2)) for _ in range(200))
    assert all(reconstruction_error(w, v.T, cov) > least for w, v in others)
    assert answer(deck, "dl-45", 0) == "The subspace spanned by the top k principal components"


def test_dl_45_other_subspaces_of_eigenvectors_are_saddles() -> None:
    cov, vectors = covariance()
    saddle = np.stack([vectors[:, 1:3], vectors[:, 1:3]])

    def error(flat: Array) -> float:
        decoder, encoder = flat.reshape(2, 4, 2)
        return reconstruction_error(decoder, encoder.T, cov)

    assert slope(error, saddle.ravel()) == pytest.approx(np.zeros(16), abs=1e-8)
    turned = np.stack([vectors[:, 1], vectors[:, 2] + 0.1 * vectors[:, 0]], axis=1)
    turned[:, 1] /= np.linalg.norm(turned[:, 1])
    assert reconstruction_error(turned, turned.T, cov) < error(saddle.ravel())


def test_dl_45_without_centering_or_bias_the_mean_takes_the_place_of_a_component() -> None:
    cov, mean = np.diag([0.1, 1.0]), np.array([10.0, 0.0])
    second_moment = cov + np.outer(mean, mean)
    assert np.abs(np.linalg.eigh(second_moment)[1][:, -1]) == pytest.approx([1, 0])
    assert np.abs(np.linalg.eigh(cov)[1][:, -1]) == pytest.approx([0, 1])


def test_dl_45_rotating_gaussian_sources_goes_unnoticed_and_others_betray_it() -> None:
    random, turn = np.random.default_rng(7), np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
    w = random.normal(size=(2, 2))
    assert (w @ turn) @ (w @ turn).T == pytest.approx(w @ w.T)
    sources = random.uniform(-1, 1, size=(2, 100_000))
    mixed = turn @ sources
    assert np.corrcoef(mixed)[0, 1] == pytest.approx(0, abs=0.02)  # PCA has nothing left to do
    assert excess_kurtosis(sources[0]) == pytest.approx(-1.2, abs=0.02)
    assert excess_kurtosis(mixed[0]) == pytest.approx(-0.6, abs=0.02)


def test_dl_45_laplace_prior_is_an_l1_penalty() -> None:
    strength, h = 1.7, np.linspace(-30, 30, 600_001)
    prior = strength / 2 * np.exp(-strength * np.abs(h))
    assert prior.sum() * (h[1] - h[0]) == pytest.approx(1, abs=1e-4)
    assert np.allclose(-np.log(prior) - strength * np.abs(h), -np.log(strength / 2))


def test_dl_46_denoising_points_along_the_score() -> None:
    x, places = np.linspace(-8, 8, 4001), np.array([-3.0, -1.0, 0.0, 2.5])

    def score(sigma: float) -> Array:
        """Return the score of a mixture of two Gaussians after noise was added to it."""
        near, far = np.hypot(0.7, sigma), np.hypot(1.1, sigma)
        density = 0.4 * gaussian(x, -2, near) + 0.6 * gaussian(x, 1.5, far)
        at_places: Array = np.interp(places, x, np.gradient(np.log(density), x))
        return at_places

    clean = 0.4 * gaussian(x, -2, 0.7) + 0.6 * gaussian(x, 1.5, 1.1)
    for sigma in (0.5, 0.05):
        weights = clean * gaussian(places[:, None] - x, 0, sigma)
        reconstruction = weights @ x / weights.sum(axis=1)  # the one of least squared error
        assert (reconstruction - places) / sigma**2 == pytest.approx(score(sigma), abs=1e-3)
    assert (reconstruction - places) / sigma**2 == pytest.approx(score(0), abs=0.02)


def test_dl_46_contractive_penalty_is_the_sensitivity_to_small_perturbations() -> None:
    random = np.random.default_rng(46)
    w, x = random.normal(size=(3, 5)), random.normal(size=5)
    h = 1 / (1 + np.exp(-w @ x))
    jacobian = (h * (1 - h))[:, None] * w
    steps = random.normal(scale=1e-4, size=(20_000, 5))
    moved = 1 / (1 + np.exp(-(x + steps) @ w.T)) - h
    assert (moved**2).sum(axis=1).mean() / 1e-8 == pytest.approx((jacobian**2).sum(), rel=0.05)


@pytest.mark.parametrize(("mean", "deviation"), [(0.6, np.sqrt(0.2)), (0.0, 1.0), (0.9, 0.3)])
def test_dl_46_evidence_lower_bound(mean: float, deviation: float) -> None:
    z, x, noise = np.linspace(-12, 12, 24_001), 1.5, 0.5  # z ~ N(0, 1), x given z ~ N(z, 0.25)
    q = gaussian(z, mean, deviation) * (z[1] - z[0])
    divergence = (deviation**2 + mean**2 - 1) / 2 - np.log(deviation)
    bound = q @ np.log(gaussian(x - z, 0, noise)) - divergence
    evidence = np.log(gaussian(np.array([x]), 0, np.hypot(1, noise)))[0]
    center, spread = x / (1 + noise**2), noise / np.hypot(1, noise)  # of the posterior
    gap = np.log(spread / deviation) - 0.5
    gap += (deviation**2 + (mean - center) ** 2) / (2 * spread**2)
    assert gap >= 0
    assert bound == pytest.approx(evidence - gap, abs=1e-6)


def test_dl_52_unlabeled_clumps_and_one_label_each_suffice() -> None:
    random = np.random.default_rng(52)
    labels = random.integers(2, size=400)
    x = random.normal(size=(400, 2)) + 4 * labels[:, None]
    centroids = np.array([x[labels == y][0] for y in (0, 1)])  # the only labels in use
    for _ in range(10):
        nearest = ((x[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
        centroids = np.array([x[nearest == y].mean(axis=0) for y in (0, 1)])
    assert (nearest == labels).mean() > 0.98


def test_dl_52_the_boundary_between_clumps_lies_where_p_of_x_is_low() -> None:
    x = np.linspace(-3, 3, 601)
    classes = np.array([0.5 * gaussian(x, -2, 0.8), 0.5 * gaussian(x, 2, 0.8)])
    p = classes.sum(axis=0)
    boundary = np.abs(classes[0] / p - 0.5).argmin()
    assert boundary == p.argmin()


def test_dl_52_sharpening_lowers_entropy() -> None:
    p = np.array([0.5, 0.3, 0.2])
    sharpened = p ** (1 / 0.5) / (p ** (1 / 0.5)).sum()
    assert entropy(sharpened) < entropy(p)
    assert sharpened.argmax() == p.argmax()
