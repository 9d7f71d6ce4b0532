"""What the entries on convolution and vision state, computed: a wrong formula there fails here."""

from itertools import product
from math import ceil, prod

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import Array, answer, states


def normal(*shape: int) -> Array:
    return np.random.default_rng(sum(shape)).normal(size=shape)


def starts(side: int, kernel: int, stride: int = 1, before: int = 0, after: int = 0) -> list[int]:
    """Return where the windows of a kernel begin that fit into a padded side, by trying all."""
    places = range(-before, side + after, stride)
    return [start for start in places if start + kernel <= side + after]


def output_side(side: int, k: int, s: int, p: int = 0, d: int = 1) -> int:
    """Return the output side as cnn-feature-map-size states it."""
    return (side + 2 * p - d * (k - 1) - 1) // s + 1


def correlate(x: Array, kernels: Array) -> Array:
    """Return the valid cross-correlation of (C, H, W) with (O, C, k, k)."""
    windows = sliding_window_view(x, kernels.shape[2:], axis=(1, 2))
    result: Array = np.einsum("chwij,ocij->ohw", windows, kernels)
    return result


def circular(x: Array, kernel: Array) -> Array:
    """Return the convolution of two periodic signals of equal length, by its definition."""
    n = len(x)
    return np.array([sum(x[tau] * kernel[t - tau] for tau in range(n)) for t in range(n)])


def convolution_matrix(kernel: Array, side: int, stride: int) -> Array:
    """Return the matrix of a valid one-dimensional cross-correlation."""
    rows = starts(side, len(kernel), stride)
    matrix = np.zeros((len(rows), side))
    for row, start in enumerate(rows):
        matrix[row, start : start + len(kernel)] = kernel
    return matrix


def test_dl_40_shifting_then_convolving_is_convolving_then_shifting() -> None:
    x, kernel = normal(2, 12)
    assert circular(np.roll(x, 5), kernel) == pytest.approx(np.roll(circular(x, kernel), 5))


def test_dl_40_with_stride_2_only_even_shifts_commute() -> None:
    x, kernel = normal(2, 12)
    strided = circular(x, kernel)[::2]
    assert circular(np.roll(x, 4), kernel)[::2] == pytest.approx(np.roll(strided, 2))
    odd = circular(np.roll(x, 1), kernel)[::2]
    assert all(odd != pytest.approx(np.roll(strided, shift)) for shift in range(6))


def test_dl_40_weights_of_standard_and_depthwise_separable_convolution(deck: Deck) -> None:
    standard, depthwise, pointwise = (128, 128, 3, 3), (128, 1, 3, 3), (128, 128, 1, 1)
    separable = prod(depthwise) + prod(pointwise)
    figures = (f"{prod(standard)}", f"{separable}", f"{prod(standard) / separable:.1f}")
    assert states(deck, "dl-40", *figures)
    assert answer(deck, "dl-40", 1) == f"{prod((64, 1, 3, 3)) + prod((128, 64, 1, 1))}"


def test_dl_40_span_of_a_dilated_kernel(deck: Deck) -> None:
    for kernel, dilation in product((2, 3, 5), (1, 2, 3)):
        taps = np.arange(kernel) * dilation
        assert np.ptp(taps) + 1 == kernel + (kernel - 1) * (dilation - 1)
    assert answer(deck, "dl-40", 0) == f"{np.ptp(np.arange(3) * 2) + 1}"


def test_dl_40_transposed_convolution_enlarges_and_is_not_the_inverse() -> None:
    matrix, x = convolution_matrix(normal(3), side=9, stride=2), normal(4)
    upsampled = matrix.T @ x
    assert len(upsampled) == 9
    assert matrix @ upsampled != pytest.approx(x)


def test_dl_40_coverage_is_uneven_if_the_stride_does_not_divide_the_kernel() -> None:
    uneven, even = (convolution_matrix(np.ones(k), side=24, stride=2).sum(axis=0) for k in (3, 4))
    assert set(uneven[4:-4]) == {1, 2}
    assert set(even[4:-4]) == {2}


@pytest.mark.parametrize("k", [2, 3, 5])
def test_dl_41_share_of_max_pooled_outputs_unchanged_by_a_shift_of_one_pixel(k: int) -> None:
    pooled = sliding_window_view(normal(150, 150), (k, k)).max(axis=(2, 3))
    unchanged = (pooled[:, 1:] == pooled[:, :-1]).mean()
    assert unchanged == pytest.approx((k - 1) / (k + 1), abs=0.03)


def test_dl_41_gradients_of_max_and_average_pooling(deck: Deck) -> None:
    window, upstream, h = np.array([1.0, 3.0, 2.0, 0.0]), 4, 1e-6
    nudged = window + h * np.eye(4)
    maximum = upstream * (nudged.max(axis=1) - window.max()) / h
    average = upstream * (nudged.mean(axis=1) - window.mean()) / h
    assert maximum == pytest.approx([0, 4, 0, 0])
    assert average == pytest.approx([1, 1, 1, 1])
    assert answer(deck, "dl-41", 0) == f"{maximum[2]:.0f}"


def test_dl_41_cnn_feature_map_size_receptive_field_by_both_recursions() -> None:
    layers = [(7, 2), (3, 2), (3, 1), (3, 1)]
    seen = np.eye(64)  # which inputs each position depends on
    by_sum = reach = jump = 1
    fields = []
    for i, (kernel, stride) in enumerate(layers):
        seen = convolution_matrix(np.ones(kernel), len(seen), stride) @ seen
        fields.append(int((seen[0] > 0).sum()))
        by_sum += (kernel - 1) * prod(before for _, before in layers[:i])
        reach, jump = reach + (kernel - 1) * jump, jump * stride
        assert fields[-1] == by_sum == reach
    assert fields == [7, 11, 19, 27]


def test_dl_53_permuting_channels_with_their_weights_changes_nothing() -> None:
    x, kernels, order = normal(3, 6, 6), normal(4, 3, 3, 3), [2, 0, 1]
    assert correlate(x[order], kernels[:, order]) == pytest.approx(correlate(x, kernels))
    assert correlate(x[:, [1, 0, *range(2, 6)]], kernels) != pytest.approx(correlate(x, kernels))


def test_dl_53_shape_of_a_color_video(deck: Deck) -> None:
    video = np.zeros((3, 16, 112, 112), dtype=np.int8)
    assert answer(deck, "dl-53", 1) == "$" + r"\times".join(map(str, video.shape)) + "$"
    stacked = video.reshape(-1, 112, 112).shape
    assert states(deck, "dl-53", "$" + r"\times".join(map(str, stacked)) + "$")


def test_cnn_classical_vision_contrast_normalization_fixes_the_spread() -> None:
    x = 5 + 0.1 * normal(4, 6, 3)
    rows, columns, _ = x.shape
    centered = x - x.mean()
    spread = np.sqrt((centered**2).sum() / (3 * rows * columns))
    assert (2 * centered / max(1e-8, spread)).std() == pytest.approx(2)


def test_cnn_input_224_sides_through_five_halvings(deck: Deck) -> None:
    def halve(side: int) -> list[int]:
        sides = [side]
        for _ in range(5):
            sides.append(output_side(sides[-1], k=3, s=2, p=1))
        return sides

    assert [halve(side)[-1] for side in (112 * 2, 448)] == [7, 14]
    assert halve(225) == [225, 113, 57, 29, 15, 8]
    assert answer(deck, "cnn-input-224", 0) == r"$14\times14$"
    assert [7 * 2**n for n in (4, 5, 6)] == [112, 224, 448]


def test_cnn_input_224_other_networks(deck: Deck) -> None:
    assert output_side(227, k=11, s=4) == output_side(224, k=11, s=4, p=2) == 55
    alexnet = [55]
    for _ in range(3):  # the convolutions in between keep the size
        alexnet.append(output_side(alexnet[-1], k=3, s=2))
    assert alexnet[-1] == 6
    inception = [(3, 2), (3, 1), (3, 2), (3, 1), (3, 2), (3, 2), (3, 2)]
    sides = [299]
    for k, s in inception:
        assert (sides[-1] - k) % s == 0
        sides.append(output_side(sides[-1], k, s))
    assert sides[1:] == [149, 147, 73, 71, 35, 17, 8]
    efficientnet = 600
    for _ in range(5):
        efficientnet = ceil(efficientnet / 2)
    assert states(deck, "cnn-input-224", *(rf"${n}\times{n}$" for n in (6, 7, 8, efficientnet)))


def test_cnn_input_224_weights_of_the_first_dense_layer_of_vgg_16(deck: Deck) -> None:
    assert f"{7 * 7 * 512 * 4096:.2e}" == "1.03e+08"
    assert any(
        r"\approx 1.03\times 10^8" in point.en for point in deck.by_id["cnn-input-224"].points
    )


def test_cnn_input_channels_summed_kernels_equal_three_copies() -> None:
    gray, kernels = normal(1, 8, 8), normal(4, 3, 3, 3)
    three = correlate(np.repeat(gray, 3, axis=0), kernels)
    assert correlate(gray, kernels.sum(axis=1, keepdims=True)) == pytest.approx(three)
    assert correlate(gray, kernels.mean(axis=1, keepdims=True)) == pytest.approx(three / 3)


def test_cnn_input_channels_a_linear_color_transform_folds_into_the_first_layer() -> None:
    rgb, kernels, to_yuv = normal(3, 8, 8), normal(4, 3, 3, 3), normal(3, 3)
    yuv = np.tensordot(to_yuv, rgb, 1)
    folded = np.einsum("ocij,cd->odij", kernels, to_yuv)
    assert correlate(rgb, folded) == pytest.approx(correlate(yuv, kernels))


def test_cnn_feature_map_size_formula_counts_the_windows_that_fit() -> None:
    for side, k, s, p, d in product(range(5, 13), (1, 2, 3), (1, 2, 3), (0, 1, 2), (1, 2)):
        fitting = starts(side, d * (k - 1) + 1, s, before=p, after=p)
        assert output_side(side, k, s, p, d) == len(fitting)


@pytest.mark.parametrize(
    ("side", "k", "s", "p", "d"),
    [(224, 7, 2, 3, 1), (112, 3, 2, 1, 1), (224, 3, 2, 0, 1), (227, 11, 4, 0, 1), (32, 3, 1, 2, 2)],
)
def test_cnn_feature_map_size_table(side: int, k: int, s: int, p: int, d: int, deck: Deck) -> None:
    row = f"| {side} | {k}, {s}, {p}, {d} | {output_side(side, k, s, p, d)} |"
    assert states(deck, "cnn-feature-map-size", row)


def test_cnn_feature_map_size_choices(deck: Deck) -> None:
    assert answer(deck, "cnn-feature-map-size", 0) == f"{output_side(32, k=5, s=2)}"
    padding = int(answer(deck, "cnn-feature-map-size", 1))
    assert output_side(32, k=3, s=1, p=padding, d=2) == 32


@pytest.mark.parametrize("k", [3, 5, 7])
def test_cnn_feature_map_size_valid_same_and_full(k: int) -> None:
    m, full = 10, k - 1
    sizes = [output_side(m, k, s=1, p=padding) for padding in (0, full // 2, full)]
    assert sizes == [m - k + 1, m, m + k - 1]
    visits = convolution_matrix(np.ones(k), m + 2 * full, stride=1).sum(axis=0)
    assert set(visits[full:-full]) == {k}


def test_cnn_feature_map_size_padding_of_tensorflow_same_divides_the_side_by_the_stride() -> None:
    for side, k, s in product(range(5, 12), (2, 3, 5), (1, 2, 3)):
        total = max((ceil(side / s) - 1) * s + k - side, 0)
        windows = starts(side, k, s, before=total // 2, after=total - total // 2)
        assert len(windows) == ceil(side / s)


def test_cnn_feature_map_size_transposed_convolution_goes_back() -> None:
    for side, k, s, p, d in product(range(7, 13), (2, 3), (1, 2, 3), (0, 1), (1, 2)):
        out = output_side(side, k, s, p, d)
        returns = [(out - 1) * s - 2 * p + d * (k - 1) + extra + 1 for extra in range(s)]
        assert side in returns  # the output padding picks the one side out of s
        assert all(output_side(back, k, s, p, d) == out for back in returns)


def test_cnn_feature_map_size_parameters_and_multiply_adds(deck: Deck) -> None:
    weights = 3 * 3 * 64 * 128
    assert states(deck, "cnn-feature-map-size", f" {weights + 128} ")
    detail = deck.by_id["cnn-feature-map-size"].detail
    assert detail is not None
    assert f"about {56 * 56 * weights / 1e6:.0f} million" in detail.en
    assert f"{56 * 56 * weights / 1e8:.1f} 亿" in detail.zh
