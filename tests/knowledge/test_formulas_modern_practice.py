"""What the entries on modern networks and vision state, computed: a wrong formula fails here."""

from itertools import permutations, product

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import Array, answer, slope, states


def normal(*shape: int) -> Array:
    return np.random.default_rng(sum(shape)).normal(size=shape)


def standardized(x: Array, *axes: int) -> Array:
    """Return x with mean 0 and variance 1 over each set that the axes span."""
    centered: Array = x - x.mean(axis=axes, keepdims=True)
    centered /= x.std(axis=axes, keepdims=True)
    return centered


def group_norm(x: Array, groups: int) -> Array:
    """Return (N, C, H, W) standardized over the groups of channels of every example."""
    n, c, h, w = x.shape
    return standardized(x.reshape(n, groups, c // groups, h, w), 2, 3, 4).reshape(x.shape)


def rms_norm(x: Array) -> Array:
    scaled: Array = x / np.sqrt((x**2).mean(axis=-1, keepdims=True))
    return scaled


def test_dl_133_one_group_is_layer_norm_and_a_group_per_channel_is_instance_norm() -> None:
    x = normal(3, 6, 4, 5)
    assert group_norm(x, 1) == pytest.approx(standardized(x, 1, 2, 3))
    assert group_norm(x, 6) == pytest.approx(standardized(x, 2, 3))
    assert not np.allclose(group_norm(x, 3), standardized(x, 0, 2, 3))


def test_dl_133_how_many_numbers_a_mean_comes_from(deck: Deck) -> None:
    n, c, h, w, groups = 32, 64, 56, 56, 32
    size = n * c * h * w
    means = {"BN": c, "GN": n * groups, "IN": n * c}
    assert states(deck, "dl-133", *(str(size // count) for count in means.values()))
    assert answer(deck, "dl-133", 0) == str(means["GN"])


def test_dl_133_layer_norm_is_rms_norm_of_the_centered_vector() -> None:
    x = normal(4, 9)
    layer = standardized(x, 1)
    assert rms_norm(x - x.mean(axis=1, keepdims=True)) == pytest.approx(layer)
    assert standardized(3 * x + 7, 1) == pytest.approx(layer)
    assert rms_norm(3 * x) == pytest.approx(rms_norm(x))
    assert not np.allclose(rms_norm(x + 7), rms_norm(x))


def test_dl_133_batch_norm_at_test_time_folds_into_the_layer_before() -> None:
    x, w, (b, gamma, beta, mean) = normal(7, 5), normal(5, 3), normal(4, 3)
    variance, eps = normal(3) ** 2, 1e-5
    after = gamma * (x @ w + b - mean) / np.sqrt(variance + eps) + beta
    folded_w = gamma * w / np.sqrt(variance + eps)
    folded_b = beta + gamma * (b - mean) / np.sqrt(variance + eps)
    assert x @ folded_w + folded_b == pytest.approx(after)


def test_dl_133_a_batch_of_one_leaves_only_beta(deck: Deck) -> None:
    x, gamma, beta = normal(1, 6), normal(6), normal(6)
    output = gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5) + beta
    assert output[0] == pytest.approx(beta)
    assert answer(deck, "dl-133", 1).startswith("Beta")


def test_dl_133_adain_takes_over_the_statistics_of_the_style() -> None:
    content, style = normal(3, 8, 8), 5 + 2 * normal(3, 6, 6)
    scale, shift = style.std(axis=(1, 2)), style.mean(axis=(1, 2))
    moved = scale[:, None, None] * standardized(content, 1, 2) + shift[:, None, None]
    assert moved.mean(axis=(1, 2)) == pytest.approx(shift)
    assert moved.std(axis=(1, 2)) == pytest.approx(scale)


def test_dl_134_the_gradient_has_one_term_that_passes_no_weights() -> None:
    weights, start, weighing = 0.3 * normal(4, 3, 3), normal(3), normal(3)

    def branches(x: Array) -> Array:
        """Return the sum of all branches of the residual network that starts at x."""
        total = np.zeros(3)
        for w in weights:
            total = total + np.tanh(w @ (x + total))
        return total

    whole = slope(lambda x: float(weighing @ (x + branches(x))), start)
    through_branches = slope(lambda x: float(weighing @ branches(x)), start)
    assert whole == pytest.approx(weighing + through_branches, abs=1e-8)


def test_dl_134_products_with_and_without_the_identity(deck: Deck) -> None:
    assert np.prod(np.full(50, 0.05)) == pytest.approx(1e-65, rel=0.2)
    assert np.prod(np.full(50, 1.05)) == pytest.approx(11.5, abs=0.05)
    assert states(deck, "dl-134", "10^{-65}", r"1.05^{50}\approx11.5")
    assert np.prod(np.full(50, 0.9)) == pytest.approx(
        float(answer(deck, "dl-134", 1).removeprefix("About ")), rel=0.05
    )


def test_dl_134_weights_of_blocks_and_layers_of_networks(deck: Deck) -> None:
    def conv(side: int, inputs: int, outputs: int, groups: int = 1) -> int:
        return np.zeros((outputs, inputs // groups, side, side)).size

    bottleneck = conv(1, 256, 64) + conv(3, 64, 64) + conv(1, 64, 256)
    resnext = conv(1, 256, 128) + conv(3, 128, 128, groups=32) + conv(1, 128, 256)
    basic = [2 * conv(3, width, width) for width in (256, 64)]
    assert states(deck, "dl-134", *map(str, (bottleneck, resnext, *basic)))
    assert basic[0] / bottleneck == pytest.approx(17, abs=0.1)
    stages = {18: (2, [2, 2, 2, 2]), 34: (2, [3, 4, 6, 3]), 50: (3, [3, 4, 6, 3])}
    stages[101] = (3, [3, 4, 23, 3])
    for layers, (depth, blocks) in stages.items():
        assert 1 + depth * sum(blocks) + 1 == layers
        assert states(deck, "dl-134", f"ResNet-{layers}", ", ".join(map(str, blocks)))


def test_dl_134_variance_doubles_per_block_without_normalization_inside() -> None:
    random = np.random.default_rng(134)
    free = np.ones(20_000)
    normed = np.ones(20_000)
    for _ in range(10):
        noise = random.normal(size=20_000)
        free = free + noise * np.sqrt((free**2).mean())
        normed = normed + noise
    assert (free**2).mean() == pytest.approx(2**10, rel=0.1)
    assert (normed**2).mean() == pytest.approx(1 + 10, rel=0.1)


def test_dl_135_separable_convolution_is_a_standard_one_with_a_factorized_kernel() -> None:
    x, depthwise, pointwise = normal(3, 8, 8), normal(3, 3, 3), normal(5, 3)
    windows = sliding_window_view(x, (3, 3), axis=(1, 2))
    filtered = np.einsum("chwij,cij->chw", windows, depthwise)
    separable = np.einsum("oc,chw->ohw", pointwise, filtered)
    kernel = np.einsum("oc,cij->ocij", pointwise, depthwise)
    assert np.einsum("chwij,ocij->ohw", windows, kernel) == pytest.approx(separable)


def test_dl_135_multiply_adds_of_the_example(deck: Deck) -> None:
    places, channels, taps = 14 * 14, 512, 9
    standard = places * taps * channels * channels
    depthwise, pointwise = places * taps * channels, places * channels * channels
    separable = depthwise + pointwise
    assert separable / standard == pytest.approx(1 / channels + 1 / taps)
    detail = deck.by_id["dl-135"].detail
    assert detail is not None
    assert f"{standard / 1e6:.0f} million" in detail.en
    assert f"{separable / 1e6:.1f} million" in detail.en
    assert f"{standard / 1e8:.2f} 亿" in detail.zh
    assert f"{separable / 1e4:.0f} 万" in detail.zh
    assert states(deck, "dl-135", f"{standard / separable:.2f}", f"{pointwise / separable:.1%}")
    per_value_1x1 = pointwise / (2 * places * channels + channels * channels)
    per_value_depthwise = depthwise / (2 * places * channels + taps * channels)
    assert states(deck, "dl-135", f"{per_value_1x1:.0f}", f"{per_value_depthwise:.1f}")


def test_dl_135_weights_of_the_choice_and_product_of_the_scaling(deck: Deck) -> None:
    assert np.zeros((64, 3, 3)).size + np.zeros((128, 64)).size == int(answer(deck, "dl-135", 0))
    growth = 1.2 * 1.1**2 * 1.15**2
    assert states(deck, "dl-135", f"{growth:.2f}")
    assert growth == pytest.approx(2, abs=0.1)


Box = tuple[float, float, float, float]


def area(box: Box) -> float:
    return max(box[2] - box[0], 0) * max(box[3] - box[1], 0)


def iou_and_giou(a: Box, b: Box) -> tuple[float, float]:
    """Return IoU and GIoU of two boxes given by their corners."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    inside = area((high[0], high[1], low[2], low[3]))
    enclosing = area((low[0], low[1], high[2], high[3]))
    union = area(a) + area(b) - inside
    return inside / union, inside / union - (enclosing - union) / enclosing


def test_dl_139_iou_and_giou(deck: Deck) -> None:
    iou, giou = iou_and_giou((0, 0, 2, 2), (1, 1, 3, 3))
    assert states(deck, "dl-139", f"{iou:.3f}", f"{giou:.3f}".replace("-", "−"))
    apart, near = ((0, 0, 1, 1), (2, 0, 3, 1)), ((0, 0, 1, 1), (1.5, 0, 2.5, 1))
    assert iou_and_giou(*apart) == pytest.approx((0, -1 / 3))
    assert answer(deck, "dl-139", 0) == "−1/3"
    assert iou_and_giou(*near)[0] == 0
    assert iou_and_giou(*near)[1] > iou_and_giou(*apart)[1]  # nearer is better, unlike IoU


def test_dl_139_average_precision_of_the_example(deck: Deck) -> None:
    right, objects = np.array([1, 0, 1]), 3
    precision = right.cumsum() / np.arange(1, 4)
    recall = right.cumsum() / objects
    steps = [precision[recall >= k / objects].max(initial=0) for k in range(1, objects + 1)]
    assert steps == pytest.approx([1, 2 / 3, 0])
    assert states(deck, "dl-139", f"{np.mean(steps):.3f}")


def test_dl_139_box_targets_do_not_depend_on_the_size_of_the_image() -> None:
    def targets(box: Array, anchor: Array) -> Array:
        offset = (box[:2] - anchor[:2]) / anchor[2:]
        return np.concatenate([offset, np.log(box[2:] / anchor[2:])])

    box, anchor = np.array([5.0, 6.0, 4.0, 2.0]), np.array([4.0, 5.0, 2.0, 3.0])
    assert targets(3 * box, 3 * anchor) == pytest.approx(targets(box, anchor))
    decoded = np.exp(targets(box, anchor)[2:]) * anchor[2:]
    assert decoded == pytest.approx(box[2:])


def test_dl_139_one_to_one_matching_gives_the_duplicate_no_object() -> None:
    cost = np.array([[-0.9, 0.2], [-0.8, 0.1], [0.3, -0.4]])  # predictions 0 and 1 on object 0
    best = min(permutations(range(3), 2), key=lambda p: cost[p[0], 0] + cost[p[1], 1])
    assert best == (0, 2)
    greedy = cost.argmin(axis=1)
    assert (greedy == 0).sum() == 2  # one-to-many would reward both


def seen(rates: tuple[int, ...]) -> Array:
    """Return which inputs, as offsets, one output of stacked 3-tap layers depends on."""
    return np.unique([sum(taps) for taps in product(*((-r, 0, r) for r in rates))])


def test_dl_140_receptive_fields_and_gridding(deck: Deck) -> None:
    mixed, plain, equal = seen((1, 2, 4)), seen((1, 1, 1)), seen((2, 2, 2))
    assert [int(np.ptp(field)) + 1 for field in (mixed, plain, equal)] == [15, 7, 13]
    assert len(mixed) == 15
    assert len(equal) == 7
    assert states(deck, "dl-140", "15", "13", "169", str(13**2 - 7**2))


def test_dl_140_gradient_of_soft_dice() -> None:
    p, g = np.random.default_rng(140).random(6), np.array([1.0, 0, 0, 1, 0, 0])

    def dice(probabilities: Array) -> float:
        return float(2 * (probabilities * g).sum() / (probabilities.sum() + g.sum()))

    overlap, total = (p * g).sum(), p.sum() + g.sum()
    assert 2 * (g * total - overlap) / total**2 == pytest.approx(slope(dice, p), abs=1e-8)


@pytest.mark.parametrize(("tp", "fp", "fn"), [(8, 2, 2), (5, 1, 7), (1, 9, 0)])
def test_dl_140_dice_iou_and_tversky(tp: int, fp: int, fn: int) -> None:
    def tversky(alpha: float, beta: float) -> float:
        return tp / (tp + alpha * fp + beta * fn)

    dice, iou = 2 * tp / (2 * tp + fp + fn), tp / (tp + fp + fn)
    assert dice == pytest.approx(2 * iou / (1 + iou))
    assert iou == pytest.approx(dice / (2 - dice))
    assert (tversky(0.5, 0.5), tversky(1, 1)) == pytest.approx((dice, iou))


def test_dl_140_figures_in_the_text(deck: Deck) -> None:
    assert states(deck, "dl-140", f"{0.8 / (2 - 0.8):.3f}")
    third = 0.5 / (2 - 0.5)
    assert third == pytest.approx(1 / 3)
    assert answer(deck, "dl-140", 0) == "1/3"
    background, foreground = 99 / (99 + 1), 0 / (0 + 1)  # TP / (TP + FP + FN), all background
    assert states(deck, "dl-140", f"{(background + foreground) / 2:.3f}")
