"""What the entries on evaluation and training practice state, computed: a wrong formula fails."""

import numpy as np
import pytest

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import Array, answer, slope, states

POSITIVE, NEGATIVE = np.array([0.9, 0.6, 0.4]), np.array([0.7, 0.3, 0.2, 0.1])


def sigmoid(z: Array) -> Array:
    squashed: Array = 1 / (1 + np.exp(-z))
    return squashed


def softmax(z: Array) -> Array:
    weights: Array = np.exp(z - z.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights


def auc(positive: Array, negative: Array) -> float:
    """Return the share of pairs that the positive wins; ties count half."""
    gaps = positive[:, None] - negative
    return float((gaps > 0).mean() + (gaps == 0).mean() / 2)


def auc_by_curve(positive: Array, negative: Array) -> float:
    """Return the area under the polygon through the points of all thresholds."""
    thresholds = [np.inf, *np.unique([*positive, *negative])[::-1]]
    tpr = np.array([(positive >= t).mean() for t in thresholds])
    fpr = np.array([(negative >= t).mean() for t in thresholds])
    return float(((tpr[1:] + tpr[:-1]) / 2 * np.diff(fpr)).sum())


def test_dl_136_metrics_of_the_table(deck: Deck) -> None:
    tp, fp, fn, tn = 40, 60, 10, 890
    precision, recall, fpr = tp / (tp + fp), tp / (tp + fn), fp / (fp + tn)
    f1 = 2 * precision * recall / (precision + recall)
    margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    mcc = (tp * tn - fp * fn) / np.sqrt(margins)
    figures = ((tp + tn) / 1000, precision, recall, fpr, f1, (recall + 1 - fpr) / 2, mcc)
    assert states(deck, "dl-136", *(f"{figure:.3f}" for figure in figures))
    cells = np.array([[1, 1], [0, 1], [1, 0], [0, 0]])  # truth and answer of each cell
    truth, said = np.repeat(cells, [tp, fp, fn, tn], axis=0).T
    assert mcc == pytest.approx(np.corrcoef(truth, said)[0, 1])


def test_dl_136_auc_is_a_ranking_probability_an_area_and_a_rank_sum(deck: Deck) -> None:
    ranks = np.argsort(np.argsort([*POSITIVE, *NEGATIVE]))[: len(POSITIVE)] + 1
    n, m = len(POSITIVE), len(NEGATIVE)
    by_ranks = (ranks.sum() - n * (n + 1) / 2) / (n * m)
    assert by_ranks == pytest.approx(auc(POSITIVE, NEGATIVE))
    assert auc_by_curve(POSITIVE, NEGATIVE) == pytest.approx(auc(POSITIVE, NEGATIVE))
    assert states(deck, "dl-136", f"{by_ranks:.3f}")
    tied = np.array([0.8, 0.4]), np.array([0.6, 0.4, 0.1])
    assert auc_by_curve(*tied) == pytest.approx(auc(*tied))
    assert auc(*tied) == pytest.approx(float(answer(deck, "dl-136", 0)))


def test_dl_136_auc_of_hard_labels_is_balanced_accuracy() -> None:
    said = (POSITIVE >= 0.5).astype(float), (NEGATIVE >= 0.5).astype(float)
    assert auc(*said) == pytest.approx((said[0].mean() + 1 - said[1].mean()) / 2)


def test_dl_136_average_precision_and_the_prior(deck: Deck) -> None:
    ranked = np.array([1, 0, 1, 1, 0, 0, 0])  # the same scores, highest first
    precision = ranked.cumsum() / np.arange(1, 8)
    assert states(deck, "dl-136", f"{precision[ranked == 1].mean():.3f}")
    shares = [prior * 0.8 / (prior * 0.8 + (1 - prior) * 0.05) for prior in (0.5, 0.01)]
    assert states(deck, "dl-136", *(f"{share:.2f}" for share in shares))


def test_dl_136_micro_averages_equal_accuracy() -> None:
    truth, said = np.random.default_rng(136).integers(3, size=(2, 60))
    tp = sum(((truth == k) & (said == k)).sum() for k in range(3))
    fp = sum(((truth != k) & (said == k)).sum() for k in range(3))
    fn = sum(((truth == k) & (said != k)).sum() for k in range(3))
    assert tp / (tp + fp) == tp / (tp + fn) == (truth == said).mean()


def focal(z: float, y: int, gamma: float, alpha: float = 1.0) -> float:
    p = float(sigmoid(np.array(y * z)))
    return float(-alpha * (1 - p) ** gamma * np.log(p))


def focal_slope(p: float, y: int, gamma: float, alpha: float = 1.0) -> float:
    """Return the derivative by the logit as dl-137 states it."""
    return float(alpha * y * (1 - p) ** gamma * (gamma * p * np.log(p) + p - 1))


@pytest.mark.parametrize("y", [1, -1])
@pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0])
def test_dl_137_gradient_of_focal_loss(y: int, gamma: float) -> None:
    for z in (-2.0, 0.3, 1.7):
        numeric = slope(lambda at: focal(float(at[0]), y, gamma, 0.25), np.array([z]))[0]
        p = float(sigmoid(np.array(y * z)))
        assert focal_slope(p, y, gamma, 0.25) == pytest.approx(numeric, abs=1e-8)


def test_dl_137_ratios_to_cross_entropy(deck: Deck) -> None:
    ratios = [focal_slope(p, 1, 2) / focal_slope(p, 1, 0) for p in (0.9, 0.1)]
    assert states(deck, "dl-137", f"{ratios[0]:.3f}", f"{ratios[1]:.2f}")
    assert 1 / ratios[0] == pytest.approx(35, abs=0.6)
    assert focal_slope(0.29, 1, 2) / focal_slope(0.29, 1, 0) > 1
    assert focal_slope(0.31, 1, 2) / focal_slope(0.31, 1, 0) < 1
    assert "1.2" in answer(deck, "dl-137", 0)
    assert float(sigmoid(np.array(-4.6))) == pytest.approx(0.01, rel=0.01)
    assert states(deck, "dl-137", r"\approx-4.6")


def test_dl_137_weighting_changes_the_prior() -> None:
    p, w = np.array([0.7, 0.2, 0.1]), np.array([1.0, 4.0, 9.0])

    def loss(z: Array) -> float:
        return float(-(w * p) @ np.log(softmax(z)))

    optimum = np.log(w * p)  # softmax of it is w p / sum(w p)
    assert slope(loss, optimum) == pytest.approx(np.zeros(3), abs=1e-8)


def test_dl_137_logit_adjustment_decides_by_the_likelihood() -> None:
    prior = np.array([0.9, 0.08, 0.02])
    likelihood = softmax(np.random.default_rng(137).normal(size=(3, 6)))  # p(x | y), a row a class
    posterior = (prior[:, None] * likelihood / (prior @ likelihood)).T
    adjusted = np.log(posterior) - np.log(prior)
    assert (adjusted.argmax(axis=1) == likelihood.argmax(axis=0)).all()
    assert (posterior.argmax(axis=1) == 0).all()  # unadjusted, the majority takes everything

    def loss(f: Array) -> float:
        return float(-(posterior * np.log(softmax(f + np.log(prior)))).sum())

    assert slope(loss, adjusted) == pytest.approx(np.zeros((6, 3)), abs=1e-8)


def test_dl_137_undersampling_is_undone_and_the_threshold_is_the_prior(deck: Deck) -> None:
    kept, true = 0.05, np.array([0.001, 0.048, 0.4])
    sampled = true / (true + kept * (1 - true))
    assert kept * sampled / (kept * sampled + 1 - sampled) == pytest.approx(true)
    assert states(deck, "dl-137", f"{kept * 0.5 / (kept * 0.5 + 0.5):.3f}")
    posterior = np.linspace(0.0005, 0.9995, 1000)
    mass = posterior ** (0.02 / 0.98 - 1)  # Beta(0.02/0.98, 1) has mean 0.02, the prior
    mass /= mass.sum()
    prior = float(mass @ posterior)
    errors = [
        (mass * posterior)[posterior <= t].sum() / prior
        + (mass * (1 - posterior))[posterior > t].sum() / (1 - prior)
        for t in posterior
    ]
    assert posterior[np.argmin(errors)] == pytest.approx(prior, abs=0.0011)
    assert answer(deck, "dl-137", 1) == "0.02"


def ece(sizes: Array, confidence: Array, accuracy: Array) -> float:
    return float(sizes / sizes.sum() @ np.abs(accuracy - confidence))


def test_dl_138_expected_calibration_error(deck: Deck) -> None:
    table = np.array([[20, 0.65, 0.60], [30, 0.85, 0.70], [50, 0.97, 0.88]]).T
    assert ece(*table) == pytest.approx(0.10)
    assert states(deck, "dl-138", "0.10", "0.045", "0.010")
    choice = np.array([[40, 0.9, 0.8], [60, 0.6, 0.7]]).T
    assert ece(*choice) == pytest.approx(float(answer(deck, "dl-138", 0)))


def test_dl_138_temperature_scaling_is_convex_with_the_stated_slope() -> None:
    random = np.random.default_rng(138)
    z, y = 3 * random.normal(size=(40, 5)), random.integers(5, size=40)
    chosen = z[np.arange(40), y]

    def nll(b: Array) -> float:
        return float((np.log(np.exp(b[0] * z).sum(axis=1)) - b[0] * chosen).sum())

    def derivative(b: float) -> float:
        return float(((softmax(b * z) * z).sum(axis=1) - chosen).sum())

    for b in (0.2, 1.0, 2.5):
        assert derivative(b) == pytest.approx(slope(nll, np.array([b]))[0], rel=1e-6)
    values = [derivative(b) for b in np.linspace(0.05, 3, 30)]
    assert np.all(np.diff(values) > 0)
    assert (softmax(z / 2).argmax(axis=1) == softmax(z).argmax(axis=1)).all()
    assert (softmax(z / 2).max(axis=1) < softmax(z).max(axis=1)).all()


def test_dl_138_label_smoothing_has_a_finite_optimal_gap(deck: Deck) -> None:
    classes, eps = 10, 0.1
    target = np.full(classes, eps / classes) + (1 - eps) * np.eye(classes)[0]
    gap = np.log((1 - eps + eps / classes) / (eps / classes))
    logits = gap * np.eye(classes)[0]

    def loss(z: Array) -> float:
        return float(-target @ np.log(softmax(z)))

    assert slope(loss, logits) == pytest.approx(np.zeros(classes), abs=1e-8)
    assert states(deck, "dl-138", f"{softmax(logits)[0]:.2f}", f"{gap:.1f}")


def cosine(progress: float) -> float:
    return float((1 + np.cos(np.pi * progress)) / 2)


def test_dl_141_cosine_schedule(deck: Deck) -> None:
    assert states(deck, "dl-141", f"{cosine(1 / 4):.3f}", f"{cosine(3 / 4):.3f}")
    assert answer(deck, "dl-141", 1) == f"About {100 * cosine(3 / 4):.0f}%"
    assert np.mean([cosine(t) for t in np.linspace(0, 1, 1001)]) == pytest.approx(0.5)


def test_dl_141_l2_in_adam_decays_by_gradient_size_but_decoupled_decay_does_not(
    deck: Deck,
) -> None:
    rate, decay, theta = 1e-3, 0.01, 0.1
    size = np.array([1.0, 0.01])  # RMS of the gradients; their signs alternate, the mean is 0
    steps = 400
    v = np.mean([(size * (-1) ** t + decay * theta) ** 2 for t in range(steps)], axis=0)
    m = np.mean([size * (-1) ** t + decay * theta for t in range(steps)], axis=0)
    shrinkage = rate * m / np.sqrt(v) / theta
    assert shrinkage == pytest.approx([1e-5, 1e-3], rel=0.01)
    assert rate * decay == pytest.approx(1e-5)
    assert states(deck, "dl-141", "$10^{-5}$", "$10^{-3}$")
    assert answer(deck, "dl-141", 0) == "Weights with persistently large gradients"


def test_dl_141_linear_scaling_is_exact_while_the_gradient_stands_still(deck: Deck) -> None:
    gradients = np.random.default_rng(141).normal(size=(8, 32))  # k steps, n examples each
    small, large = 0.1 * gradients.mean(axis=1).sum(), 8 * 0.1 * gradients.mean()
    assert large == pytest.approx(small)
    rate = 0.1 * 8192 / 256
    assert f"batch 256 and rate 0.1 to 8192 and {rate:.1f}" in deck.by_id["dl-141"].points[4].en
    assert states(deck, "dl-141", f"{5 * 1_281_167 / 8192:.0f}", f"{1 / (3e-4 * 0.1):.0f}")


def test_dl_141_adam_in_noise_grows_by_the_root_of_the_batch() -> None:
    mean, noise = 0.01, 1.0
    step = {b: mean / np.sqrt(mean**2 + noise**2 / b) for b in (16, 64)}
    assert step[64] / step[16] == pytest.approx(2, rel=0.01)


def test_dl_142_gradient_at_the_features_passes_through_the_head() -> None:
    random = np.random.default_rng(142)
    w, h, y = random.normal(size=(4, 3)), random.normal(size=3), np.eye(4)[2]
    numeric = slope(lambda at: float(-np.log(softmax(w @ at)[2])), h)
    assert w.T @ (softmax(w @ h) - y) == pytest.approx(numeric, abs=1e-8)


def test_dl_142_ewc_with_exact_fisher_information_is_training_on_both_tasks(deck: Deck) -> None:
    random = np.random.default_rng(143)
    a, b = random.normal(1.0, 1.0, size=30), random.normal(-2.0, 1.0, size=10)
    fisher, old = len(a), a.mean()  # of the mean of a Gaussian of variance 1

    def ewc(theta: Array) -> float:
        return float(((b - theta[0]) ** 2).sum() / 2 + fisher * (theta[0] - old) ** 2 / 2)

    joint = np.array([np.concatenate([a, b]).mean()])
    assert slope(ewc, joint)[0] == pytest.approx(0, abs=1e-6)
    optimum = (3 * 0 + 1 * 4) / (3 + 1)
    assert answer(deck, "dl-142", 1) == f"{optimum:.0f}"
    assert states(deck, "dl-142", f"{0.75**11:.1%}".replace("%", r"\%"))


def test_dl_143_share_of_the_smaller_image_in_mixup(deck: Deck) -> None:
    random = np.random.default_rng(144)
    for alpha, share in ((0.2, "0.10"), (1.0, "0.25")):
        drawn = random.beta(alpha, alpha, size=100_000)
        assert drawn.var() == pytest.approx(1 / (4 * (2 * alpha + 1)), rel=0.02)
        assert f"{np.minimum(drawn, 1 - drawn).mean():.2f}" == share
        assert states(deck, "dl-143", share)


def test_dl_143_losses_of_mixed_and_smoothed_labels_split() -> None:
    log_p, uniform = np.log(softmax(np.array([0.5, -1.0, 2.0]))), np.full(3, 1 / 3)
    first, second = np.eye(3)[0], np.eye(3)[2]
    mixed = -(0.3 * first + 0.7 * second) @ log_p
    assert mixed == pytest.approx(-0.3 * log_p[0] - 0.7 * log_p[2])
    smoothed = -((1 - 0.1) * first + 0.1 * uniform) @ log_p
    assert smoothed == pytest.approx(0.9 * -log_p[0] + 0.1 * -(uniform @ log_p))


def test_dl_143_cutmix_patch_and_averaged_views(deck: Deck) -> None:
    assert 224 * np.sqrt(1 - 0.75) == pytest.approx(112)
    assert states(deck, "dl-143", r"112\times112")
    assert f"{200 * np.sqrt(1 - 0.84):.0f} pixels" == answer(deck, "dl-143", 0)
    views = np.random.default_rng(145).random((50, 4)) * 0.98 + 0.01
    assert (-np.log(views.mean(axis=1)) <= -np.log(views).mean(axis=1)).all()
