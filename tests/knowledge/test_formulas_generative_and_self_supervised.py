"""What the entries on generative models and self-supervision state, computed."""

from itertools import pairwise

import numpy as np
import pytest

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import Array, answer, slope, states

BETAS = np.linspace(1e-4, 0.02, 1000)
ALPHA_BARS = np.cumprod(1 - BETAS)
LINE, STEP = np.linspace(-15, 15, 30001, retstep=True)


def softmax(logits: Array) -> Array:
    weights = np.exp(logits - logits.max())
    return np.asarray(weights / weights.sum())


def kl(p: Array, q: Array) -> float:
    seen = p > 0
    return float(p[seen] @ np.log(p[seen] / q[seen]))


def js(p: Array, q: Array) -> float:
    return (kl(p, (p + q) / 2) + kl(q, (p + q) / 2)) / 2


def gaussian(x: Array, mean: float = 0, variance: float = 1) -> Array:
    return np.asarray(np.exp(-((x - mean) ** 2) / 2 / variance) / np.sqrt(2 * np.pi * variance))


def cross_entropies(logits: Array) -> Array:
    """Return the cross-entropy of each row whose label is on the diagonal."""
    return np.asarray(np.log(np.exp(logits).sum(axis=1)) - np.diag(logits))


def test_dl_122_optimal_discriminator_and_its_value(deck: Deck) -> None:
    data, fake = np.array([0.6, 0.3, 0.1]), np.array([0.2, 0.3, 0.5])

    def value(d: Array) -> float:
        return float(data @ np.log(d) + fake @ np.log(1 - d))

    best = data / (data + fake)
    assert best[0] == pytest.approx(float(answer(deck, "dl-122", 0)))
    assert value(best) == pytest.approx(-np.log(4) + 2 * js(data, fake))
    others = np.random.default_rng(122).uniform(0.01, 0.99, size=(500, 3))
    assert max(map(value, others)) < value(best)
    assert states(deck, "dl-122", f"{-np.log(4):.3f}")


def test_dl_122_saturation_of_the_generator_losses(deck: Deck) -> None:
    logit = np.array([np.log(0.01 / 0.99)])
    minimax = slope(lambda a: float(np.log(1 / (1 + np.exp(a[0])))), logit)
    non_saturating = slope(lambda a: float(np.log(1 + np.exp(-a[0]))), logit)
    assert answer(deck, "dl-122", 1) == f"{-minimax[0]:.2f} and {-non_saturating[0]:.2f}"


def test_dl_122_non_saturating_gradient_is_that_of_reverse_kl_minus_twice_js() -> None:
    data, theta = np.array([0.6, 0.3, 0.1]), np.array([0.2, -0.4, 0.9])
    fixed = data / (data + softmax(theta))  # the discriminator does not move with the generator
    loss = slope(lambda t: -float(softmax(t) @ np.log(fixed)), theta)
    divergence = slope(lambda t: kl(softmax(t), data) - 2 * js(softmax(t), data), theta)
    assert loss == pytest.approx(divergence, abs=1e-8)


def test_dl_123_disjoint_points_have_constant_js_but_growing_distance() -> None:
    real, *fakes = np.eye(4)
    assert [js(real, fake) for fake in fakes] == pytest.approx([np.log(2)] * 3)
    assert [np.abs(np.cumsum(real - fake)).sum() for fake in fakes] == [1, 2, 3]  # W1


def test_dl_123_power_iteration_finds_the_spectral_norm() -> None:
    rng = np.random.default_rng(123)
    weights, u = rng.normal(size=(5, 4)), rng.normal(size=5)
    for _ in range(100):
        v = weights.T @ u / np.linalg.norm(weights.T @ u)
        u = weights @ v / np.linalg.norm(weights @ v)
    assert u @ weights @ v == pytest.approx(np.linalg.svd(weights, compute_uv=False)[0])


def test_dl_123_inception_score_is_blind_within_classes(deck: Deck) -> None:
    score = np.exp(np.mean([kl(certain, np.full(10, 0.1)) for certain in np.eye(10)]))
    assert score == pytest.approx(float(answer(deck, "dl-123", 1)))


def test_dl_124_closed_form_of_the_gaussian_kl(deck: Deck) -> None:
    def closed(mean: float, deviation: float) -> float:
        return float((mean**2 + deviation**2 - 1 - np.log(deviation**2)) / 2)

    q = gaussian(LINE, 1, 0.5**2)
    integral = float(q @ np.log(q / gaussian(LINE))) * STEP
    assert integral == pytest.approx(closed(1, 0.5))
    assert states(deck, "dl-124", f"{integral:.3f}")
    assert closed(1, 1) == float(answer(deck, "dl-124", 0))


def test_dl_124_elbo_plus_gap_is_the_log_likelihood() -> None:
    """With p(z) = N(0, 1) and p(x|z) = N(z, 1), p(x) = N(0, 2) and p(z|x) = N(x/2, 1/2)."""
    x, q = 1.3, gaussian(LINE, 0.2, 0.4)
    reconstruction = float(q @ np.log(gaussian(x - LINE))) * STEP
    elbo = reconstruction - float(q @ np.log(q / gaussian(LINE))) * STEP
    gap = float(q @ np.log(q / gaussian(LINE, x / 2, 0.5))) * STEP
    assert gap > 0
    assert elbo + gap == pytest.approx(np.log(gaussian(np.array([x]), 0, 2))[0])


def test_dl_124_average_kl_is_information_plus_marginal_kl() -> None:
    rng = np.random.default_rng(124)
    posteriors, prior = rng.dirichlet(np.ones(4), size=6), rng.dirichlet(np.ones(4))
    aggregate = posteriors.mean(axis=0)
    information = np.mean([kl(q, aggregate) for q in posteriors])
    average = np.mean([kl(q, prior) for q in posteriors])
    assert average == pytest.approx(information + kl(aggregate, prior))


def test_dl_125_density_of_a_stretching_flow(deck: Deck) -> None:
    density = 2 * gaussian(2 * LINE)
    assert density.sum() * STEP == pytest.approx(1)
    assert (density * LINE**2).sum() * STEP == pytest.approx(1 / 4)
    assert answer(deck, "dl-125", 0) == f"About {density.max():.2f}"


def test_dl_125_affine_coupling_has_a_cheap_determinant_and_inverse(deck: Deck) -> None:
    rng = np.random.default_rng(125)
    scale_net, shift_net = rng.normal(size=(2, 3, 3))

    def coupling(x: Array) -> Array:
        s, t = np.tanh(scale_net @ x[:3]), np.sin(shift_net @ x[:3])
        return np.concatenate([x[:3], x[3:] * np.exp(s) + t])

    x = rng.normal(size=6)
    rows = [(coupling(x + h) - coupling(x - h)) / 2e-5 for h in 1e-5 * np.eye(6)]
    s, y = np.tanh(scale_net @ x[:3]), coupling(x)
    assert np.linalg.slogdet(np.array(rows))[1] == pytest.approx(s.sum())
    assert (y[3:] - np.sin(shift_net @ y[:3])) * np.exp(-s) == pytest.approx(x[3:])
    assert float(answer(deck, "dl-125", 1)) == pytest.approx(0.5 - 0.2)


def test_dl_126_many_small_steps_equal_one_jump(deck: Deck) -> None:
    mean, variance = 1.0, 0.0
    for beta in BETAS:
        mean, variance = np.sqrt(1 - beta) * mean, (1 - beta) * variance + beta
    assert (mean, variance) == pytest.approx((np.sqrt(ALPHA_BARS[-1]), 1 - ALPHA_BARS[-1]))
    assert states(deck, "dl-126", rf"\approx{1e5 * ALPHA_BARS[-1]:.0f}\times10^{{-5}}")


def test_dl_126_dropped_weights_are_large_where_noise_is_small(deck: Deck) -> None:
    weights = BETAS / (2 * (1 - BETAS) * (1 - ALPHA_BARS))  # with sigma squared equal to beta
    assert states(deck, "dl-126", f"{weights[1]:.2f}", f"{weights[499]:.4f}")


def test_dl_126_posterior_mean_and_variance() -> None:
    """q(x_{t-1} | x_t, x_0) by Bayes' rule for Gaussians, against the formula with the noise."""
    beta, alpha_bar, before = BETAS[300], ALPHA_BARS[300], ALPHA_BARS[299]
    x_0, noise = 0.7, -1.1
    x_t = np.sqrt(alpha_bar) * x_0 + np.sqrt(1 - alpha_bar) * noise
    precision = (1 - beta) / beta + 1 / (1 - before)
    mean = (np.sqrt(1 - beta) * x_t / beta + np.sqrt(before) * x_0 / (1 - before)) / precision
    by_noise = (x_t - beta / np.sqrt(1 - alpha_bar) * noise) / np.sqrt(1 - beta)
    assert mean == pytest.approx(by_noise)
    assert 1 / precision == pytest.approx((1 - before) / (1 - alpha_bar) * beta)


def test_dl_126_the_score_is_minus_the_expected_noise_over_its_deviation(deck: Deck) -> None:
    signal, noise, spread = 0.8, 0.6, 2.5  # alpha bar is 0.64, the data are from N(0, spread)
    assert answer(deck, "dl-126", 0) == rf"${signal}x_0+{noise}\epsilon$"
    at = np.array([0.9])

    def joint(x: Array) -> Array:
        return gaussian(LINE, 0, spread) * gaussian(x - signal * LINE, 0, noise**2)

    expected = joint(at) @ ((at - signal * LINE) / noise) / joint(at).sum()
    assert slope(lambda x: float(np.log(joint(x).sum())), at)[0] == pytest.approx(-expected / noise)


def test_dl_126_ddpm_and_short_ddim_recover_the_variance_of_the_data() -> None:
    """For data from N(0, 4) the best noise prediction is ``predict`` times x."""
    spread = 4.0
    predict = np.sqrt(1 - ALPHA_BARS) / (ALPHA_BARS * spread + 1 - ALPHA_BARS)
    ddpm = 1.0
    for t in reversed(range(1000)):
        factor = 1 - BETAS[t] / np.sqrt(1 - ALPHA_BARS[t]) * predict[t]
        ddpm = factor**2 / (1 - BETAS[t]) * ddpm + BETAS[t] * (t > 0)
    ddim = 1.0
    times = np.linspace(999, 0, 100).astype(int)
    for t, s in pairwise(times):
        clean = (1 - np.sqrt(1 - ALPHA_BARS[t]) * predict[t]) / np.sqrt(ALPHA_BARS[t])
        ddim *= np.sqrt(ALPHA_BARS[s]) * clean + np.sqrt(1 - ALPHA_BARS[s]) * predict[t]
    assert ddpm == pytest.approx(spread, rel=0.02)
    assert ddim**2 == pytest.approx(spread, rel=0.05)


def test_dl_127_guidance_sharpens_toward_the_condition(deck: Deck) -> None:
    for weight, mean, variance in ((1, 1, 1 / 2), (3, 1.5, 1 / 4)):
        p = softmax(-(LINE**2) / 2 - weight * (LINE - 2) ** 2 / 2)
        assert p @ LINE == pytest.approx(mean)
        assert p @ (LINE - mean) ** 2 == pytest.approx(variance)
    assert float(answer(deck, "dl-127", 0)) == pytest.approx(0.2 + 3 * (0.5 - 0.2))
    assert states(deck, "dl-127", r"\mathcal N(1,\frac12)", r"\mathcal N(1.5,\frac14)")
    before, after = 512 * 512 * 3, 64 * 64 * 4
    assert states(deck, "dl-127", f"={before}", f"={after}", f"{before // after}")


def test_dl_128_gradients_of_info_nce(deck: Deck) -> None:
    similarities, temperature = np.array([0.8, 0.1, 0.6, -0.4]), 0.2

    def loss(s: Array) -> float:
        return -float(np.log(softmax(s / temperature)[0]))

    p = softmax(similarities / temperature)
    expected = np.array([p[0] - 1, *p[1:]]) / temperature
    assert slope(loss, similarities) == pytest.approx(expected, abs=1e-6)
    assert loss(np.full(8, 0.3)) == pytest.approx(np.log(8))
    assert states(deck, "dl-128", f"{np.log(8):.2f}")
    assert answer(deck, "dl-128", 0) == str(2 * 256 - 2)  # the views but the anchor and its twin


def test_dl_129_symmetric_loss(deck: Deck) -> None:
    logits = np.zeros((1024, 1024))
    both = (cross_entropies(logits) + cross_entropies(logits.T)) / 2
    assert answer(deck, "dl-129", 0) == f"{both.mean():.2f}"
    assert states(deck, "dl-129", f"{np.log(32768):.1f}")
    random = np.random.default_rng(129).normal(size=(5, 5)) + 4 * np.eye(5)
    hub = random + np.array([[3.0], [0], [0], [0], [0]])  # an image similar to every text
    assert cross_entropies(hub) == pytest.approx(cross_entropies(random))
    assert cross_entropies(hub.T).mean() > cross_entropies(random.T).mean()


def test_dl_130_masked_shares_and_the_price_of_independence(deck: Deck) -> None:
    assert answer(deck, "dl-130", 0) == f"{1000 * 0.15 * 0.8:.0f}"
    assert states(deck, "dl-130", f"{0.15 * 512:.0f}$", f"({196 // 4}/{(224 // 16) ** 2})^2")
    pairs = np.diag([0.5, 0.5])  # New York, Los Angeles
    independent = np.outer(pairs.sum(axis=1), pairs.sum(axis=0))
    assert independent[pairs == 0].sum() == 1 / 2


def propagation(adjacency: Array) -> tuple[Array, Array]:
    """Return the GCN's normalized adjacency and the degrees with self-loops."""
    looped = adjacency + np.eye(len(adjacency))
    degrees = looped.sum(axis=1)
    return looped / np.sqrt(np.outer(degrees, degrees)), degrees


def test_dl_131_edge_weight_of_a_leaf_and_a_hub(deck: Deck) -> None:
    star = np.zeros((8, 8))
    star[0, 1:] = star[1:, 0] = 1
    assert answer(deck, "dl-131", 0) == f"1/{1 / propagation(star)[0][0, 1]:.0f}"


def test_dl_131_propagation_smooths_to_the_square_roots_of_the_degrees() -> None:
    chain = np.diag(np.ones(5), 1)
    normalized, degrees = propagation(chain + chain.T)
    eigenvalues = np.linalg.eigvalsh(normalized)
    assert eigenvalues[-1] == pytest.approx(1)
    assert (np.abs(eigenvalues[:-1]) < 1).all()
    u = np.sqrt(degrees / degrees.sum())
    features = np.random.default_rng(131).normal(size=(6, 2))
    smoothed = np.linalg.matrix_power(normalized, 300) @ features
    assert smoothed == pytest.approx(np.outer(u, u) @ features)


def test_dl_131_attention_of_gat_ranks_neighbors_alike_for_every_node() -> None:
    rng = np.random.default_rng(8)
    a, first, second = rng.normal(size=8), *rng.normal(size=(2, 8, 4))
    queries, keys = rng.normal(size=(2, 30, 4))
    sums = (queries @ first.T)[:, None] + keys @ second.T
    gat, gatv2 = sums @ a, np.where(sums > 0, sums, 0.2 * sums) @ a
    assert len(set(np.where(gat > 0, gat, 0.2 * gat).argmax(axis=1))) == 1
    assert len(set(gatv2.argmax(axis=1))) > 1


def test_dl_131_a_hexagon_looks_like_two_triangles() -> None:
    hexagon = np.roll(np.eye(6), 1, axis=1) + np.roll(np.eye(6), -1, axis=1)
    triangles = np.kron(np.eye(2), np.ones((3, 3)) - np.eye(3))
    weights = np.random.default_rng(6).normal(size=(3, 4, 4))
    readouts = []
    for adjacency in (hexagon, triangles):
        h = np.ones((6, 4))
        for w in weights:
            h = np.tanh((adjacency + np.eye(6)) @ h @ w)
        readouts.append(h.sum(axis=0))
    assert readouts[0] == pytest.approx(readouts[1])
    assert np.trace(hexagon @ hexagon @ hexagon) != np.trace(triangles @ triangles @ triangles)


def test_dl_132_arcface_lowers_the_target_logit(deck: Deck) -> None:
    before, after = 64 * np.cos([np.pi / 3, np.pi / 3 + 0.5])
    assert states(deck, "dl-132", f"${before:.0f}$", f"${after:.1f}$")


def test_dl_132_without_scale_a_cosine_cannot_be_confident(deck: Deck) -> None:
    best = softmax(np.array([1.0, *-np.ones(999)]))[0]
    assert best == pytest.approx(np.e / (np.e + 999 / np.e))
    assert states(deck, "dl-132", f"{best:.2%}")
    scale = np.log(999 * 0.999 / 0.001)
    assert softmax(np.array([scale, *np.zeros(999)]))[0] == pytest.approx(0.999)
    assert states(deck, "dl-132", f"{scale:.1f}")
