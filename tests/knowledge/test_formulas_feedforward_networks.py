"""What the entries on feedforward networks state, computed: a wrong formula fails here."""

from collections.abc import Callable
from itertools import combinations, permutations, product
from math import comb, erf
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer, slope, states

Array: TypeAlias = NDArray[np.floating[Any]]

NORMAL_CDF = np.vectorize(lambda x: (1 + erf(x / np.sqrt(2))) / 2, otypes=[float])


def derivative(f: Callable[[Array], Array], x: Array, h: float = 1e-5) -> Array:
    """Return the derivative of a function of one number, everywhere in ``x``."""
    ratio: Array = (f(x + h) - f(x - h)) / (2 * h)
    return ratio


def sigmoid(x: Array) -> Array:
    squashed: Array = 1 / (1 + np.exp(-x))
    return squashed


def softplus(x: Array) -> Array:
    smooth: Array = np.logaddexp(0, x)
    return smooth


def relu(x: Array) -> Array:
    rectified: Array = np.maximum(0, x)
    return rectified


def softmax(z: Array) -> Array:
    weights: Array = np.exp(z - z.max())
    weights /= weights.sum()
    return weights


def tent(x: Array) -> Array:
    return 2 * relu(x) - 4 * relu(x - 1 / 2)


def linear_pieces(f: Callable[[Array], Array], cells: int) -> int:
    """Return of how many linear pieces ``f`` consists on [0, 1], its kinks on a grid of cells."""
    slopes = np.diff(f(np.linspace(0, 1, cells + 1))) * cells
    return 1 + int((np.abs(np.diff(slopes)) > 1e-6).sum())


def regions(units: int, inputs: int) -> int:
    """Return into how many regions one layer cuts its input space at most."""
    return sum(comb(units, j) for j in range(inputs + 1))


def test_dl_04_table_of_derivatives() -> None:
    x, a = np.linspace(-4, 4, 80), 0.3  # no point at 0, where some have a kink
    bell = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)

    def elu(z: Array) -> Array:
        return np.where(z > 0, z, a * (np.exp(z) - 1))

    rows: list[tuple[Callable[[Array], Array], Array]] = [
        (sigmoid, sigmoid(x) * (1 - sigmoid(x))),
        (np.tanh, 1 - np.tanh(x) ** 2),
        (relu, np.where(x > 0, 1.0, 0.0)),
        (softplus, sigmoid(x)),
        (lambda z: relu(z) + a * np.minimum(0, z), np.where(x > 0, 1.0, a)),
        (elu, np.where(x > 0, 1.0, a * np.exp(x))),
        (lambda z: z * NORMAL_CDF(z), NORMAL_CDF(x) + x * bell),
    ]
    for f, stated in rows:
        assert derivative(f, x) == pytest.approx(stated, abs=1e-8)


def test_dl_04_gradient_of_an_rbf_unit() -> None:
    template, x, width = np.array([1.0, -0.5]), np.array([0.2, 0.4]), 0.8

    def unit(z: Array) -> float:
        return float(np.exp(-((template - z) @ (template - z)) / width**2))

    assert slope(unit, x) == pytest.approx(2 / width**2 * (template - x) * unit(x))


def test_dl_04_ranges(deck: Deck) -> None:
    x = np.linspace(-6, 6, 120_001)
    assert (sigmoid(x) * (1 - sigmoid(x))).max() == pytest.approx(1 / 4)
    assert (x * NORMAL_CDF(x)).min() == pytest.approx(-0.17, abs=1e-3)
    assert states(deck, "dl-04", r"[-0.17,\infty)", r"\frac{1}{4}")


def test_dl_04_identities() -> None:
    x = np.linspace(-5, 5, 101)
    assert 1 - sigmoid(x) == pytest.approx(sigmoid(-x))
    assert np.tanh(x) == pytest.approx(2 * sigmoid(2 * x) - 1)
    assert np.log(sigmoid(x)) == pytest.approx(-softplus(-x))
    assert softplus(x) - softplus(-x) == pytest.approx(x)
    assert np.log(sigmoid(x) / (1 - sigmoid(x))) == pytest.approx(x)
    assert np.log(np.exp(softplus(x)) - 1) == pytest.approx(x)
    gap = np.abs(softplus(1000 * x) / 1000 - relu(x)).max()
    assert gap == pytest.approx(0, abs=1e-3)


def test_dl_18_xor_needs_a_hidden_layer(deck: Deck) -> None:
    points, labels = np.array(list(product((0.0, 1.0), repeat=2))), np.array([0.0, 1, 1, 0])
    design = np.column_stack([points, np.ones(4)])
    fitted = design @ np.linalg.lstsq(design, labels)[0]
    assert fitted == pytest.approx(np.full(4, 0.5))
    total = points.sum(axis=1)
    assert relu(total) - 2 * relu(total - 1) == pytest.approx(labels)
    assert states(deck, "dl-18", "$0.5$", r"\max(0,x_1+x_2)-2\max(0,x_1+x_2-1)")


def test_dl_18_the_midpoint_of_two_minima_is_worse(deck: Deck) -> None:
    def loss(w: Array) -> float:
        return float((w[0] * w[1] - 1) ** 2)

    ends = np.array([[1.0, 1.0], [-1.0, -1.0]])
    assert [loss(ends[0]), loss(ends[1]), loss(ends.mean(axis=0))] == [0, 0, 1]
    assert answer(deck, "dl-18", 0).startswith("No, the midpoint")


def test_dl_18_symmetries_of_a_tanh_layer() -> None:
    random, units = np.random.default_rng(18), 3
    inner, outer, x = random.normal(size=(units, 2)), random.normal(size=units), random.normal(2)
    inputs = np.array([x, x / 2])
    images = set()
    for order, signs in product(permutations(range(units)), product((1, -1), repeat=units)):
        flip = np.array(signs)
        w, v = flip[:, None] * inner[list(order)], flip * outer[list(order)]
        assert v @ np.tanh(w @ inputs) == pytest.approx(outer @ np.tanh(inner @ inputs))
        images.add((*w.ravel().tolist(), *v.tolist()))
    assert len(images) == 6 * 2**units  # n! permutations, 2^n sign flips


def test_dl_19_gradients_of_a_confidently_wrong_output(deck: Deck) -> None:
    z = np.array([-10.0])
    squared = derivative(lambda a: (sigmoid(a) - 1) ** 2 / 2, z)[0]
    likelihood = derivative(lambda a: -np.log(sigmoid(a)), z)[0]
    assert answer(deck, "dl-19", 0) == f"{squared:.5f} and {likelihood:.0f}".replace("-", "−")
    assert derivative(sigmoid, -z)[0] == pytest.approx(4.5e-5, rel=0.02)
    assert states(deck, "dl-19", rf"\approx{squared * 1e5:.1f}\times10^{{-5}}", "$10^{-6}$")
    ten_layers = 0.25**10
    assert ten_layers == pytest.approx(1e-6, rel=0.05)


def test_dl_19_gan_generator_losses() -> None:
    a = np.linspace(-8, 8, 33)  # the discriminator's logit
    assert derivative(lambda z: np.log(1 - sigmoid(z)), a) == pytest.approx(-sigmoid(a), abs=1e-6)
    assert derivative(lambda z: -np.log(sigmoid(z)), a) == pytest.approx(sigmoid(a) - 1, abs=1e-6)


def test_dl_19_descent_under_a_lipschitz_gradient() -> None:
    random = np.random.default_rng(19)
    a = random.normal(size=(5, 3))
    beta = float(np.linalg.norm(a, 2)) ** 2  # of f = sum(log cosh(Ax)): its Hessian is below A'A

    def f(x: Array) -> float:
        return float(np.log(np.cosh(a @ x)).sum())

    for x, eta in zip(random.normal(size=(200, 3)), random.uniform(0, 3 / beta, 200), strict=True):
        g = a.T @ np.tanh(a @ x)
        bound = f(x) - eta * (1 - beta * eta / 2) * float(g @ g)
        assert f(x - eta * g) <= bound + 1e-12
    etas = np.linspace(0, 2 / beta, 201)
    assert etas[(etas * (1 - beta * etas / 2)).argmax()] == pytest.approx(1 / beta)


def test_dl_21_steep_sigmoids_make_boxes() -> None:
    x, edges = np.linspace(0.001, 2.999, 3000), np.linspace(0, 3, 301)
    steps = sigmoid(np.clip(1e5 * (x[:, None] - edges), -500, 500))
    boxes = steps[:, :-1] - steps[:, 1:]
    assert np.abs(boxes @ np.sin(3 * edges[:-1]) - np.sin(3 * x)).max() < 3 * 0.01 + 1e-3


def test_dl_21_relu_makes_any_polyline() -> None:
    knots, heights = np.array([0.0, 0.3, 0.4, 0.9, 1.0]), np.array([2.0, -1.0, 0.5, 0.5, 3.0])
    v = np.diff(np.diff(heights) / np.diff(knots), prepend=0)
    x = np.linspace(0, 1, 501)
    network = heights[0] + relu(x[:, None] - knots[:-1]) @ v
    assert network == pytest.approx(np.interp(x, knots, heights))


def test_dl_21_a_polynomial_activation_stays_a_polynomial(deck: Deck) -> None:
    random, x = np.random.default_rng(21), np.linspace(-1, 1, 200)
    inputs = x[:, None] * random.normal(size=40) + random.normal(size=40)
    assert answer(deck, "dl-21", 1) == "x² + x"
    assert np.linalg.matrix_rank(inputs**2 + inputs) == 3  # whatever the width
    for activation in (relu, np.tanh, np.sin):
        assert np.linalg.matrix_rank(activation(inputs)) > 6


def test_dl_22_regions_of_one_layer() -> None:
    random = np.random.default_rng(22)
    normals, offsets = random.normal(size=(7, 2)), random.normal(size=7)
    patterns = set()
    for pair in map(list, combinations(range(7), 2)):  # every region has a corner
        corner = np.linalg.solve(normals[pair], -offsets[pair])
        for direction in product((1e-6, -1e-6), repeat=2):
            x = corner + np.linalg.solve(normals[pair], direction)
            patterns.add(tuple(normals @ x + offsets > 0))
    assert len(patterns) == regions(7, 2)


def test_dl_22_example_of_24_units(deck: Deck) -> None:
    inputs, units, layers = 2, 8, 3
    folded = (units // inputs) ** (inputs * (layers - 1)) * regions(units, inputs)
    assert states(deck, "dl-22", f" {regions(24, inputs)} ", f"={folded}$")


def test_dl_22_a_composed_tent_has_exponentially_many_pieces() -> None:
    depth = 6

    def sawtooth(x: Array) -> Array:
        for _ in range(depth):
            x = tent(x)
        return x

    assert linear_pieces(tent, 2**10) == 2
    assert linear_pieces(sawtooth, 2**10) == 2**depth
    kinks = np.array([1 / 8, 1 / 4, 1 / 2])
    assert linear_pieces(lambda x: relu(x[:, None] - kinks) @ np.ones(3), 2**10) == 3 + 1


def test_dl_22_compound_scaling_about_doubles_the_computation(deck: Deck) -> None:
    depth, width, resolution = 1.2, 1.1, 1.15
    assert depth * width**2 * resolution**2 == pytest.approx(2, rel=0.05)
    assert states(deck, "dl-22", *(rf"${base}^\phi$" for base in (depth, width, resolution)))


def test_dl_23_table_of_gradients(deck: Deck) -> None:
    z = np.array([-10.0, 0.0, 10.0])
    entropy, squared = sigmoid(z) - 1, (sigmoid(z) - 1) * sigmoid(z) * (1 - sigmoid(z))
    assert derivative(lambda a: softplus(-a), z) == pytest.approx(entropy, abs=1e-9)
    assert derivative(lambda a: (sigmoid(a) - 1) ** 2 / 2, z) == pytest.approx(squared, abs=1e-9)
    for row in (
        f"| {sigmoid(z)[0]:.5f} | ${entropy[0]:.1f}$ | ${squared[0]:.5f}$ |",
        f"| {sigmoid(z)[1]:.1f} | ${entropy[1]:.1f}$ | ${squared[1]:.3f}$ |",
        f"| {sigmoid(z)[2]:.5f} | ${entropy[2]:.5f}$ | ",
        rf"${squared[2] * 1e9:.0f}\times10^{{-9}}$ |",
    ):
        assert states(deck, "dl-23", row)


def test_dl_23_cross_entropy_of_a_logit_is_a_softplus() -> None:
    z = np.linspace(-5, 5, 101)
    for y in (0, 1):
        entropy = -y * np.log(sigmoid(z)) - (1 - y) * np.log(1 - sigmoid(z))
        assert softplus((1 - 2 * y) * z) == pytest.approx(entropy)
        assert (np.diff(entropy, 2) > 0).all()  # convex
    p = sigmoid(z)
    curvature = -p * (1 - p) ** 2 * (1 - 3 * p)
    measured = derivative(lambda a: (sigmoid(a) - 1) * sigmoid(a) * (1 - sigmoid(a)), z)
    assert measured == pytest.approx(curvature, abs=1e-8)
    assert ((curvature < 0) == (p < 1 / 3)).all()


def test_dl_23_softmax_gradients(deck: Deck) -> None:
    z, y = np.array([0.4, -1.0, 2.0]), np.array([0.0, 1.0, 0.0])
    p = softmax(z)
    assert answer(deck, "dl-23", 0) == "pᵢ − yᵢ"
    assert slope(lambda a: float(-np.log(softmax(a) @ y)), z) == pytest.approx(p - y)
    jacobian = np.diag(p) - np.outer(p, p)
    measured = slope(lambda a: float((softmax(a) - y) @ (softmax(a) - y) / 2), z)
    assert measured == pytest.approx(jacobian @ (p - y))
    twice = slope(lambda a: float(-np.log(softmax(softmax(a)) @ y)), z)
    assert np.linalg.norm(twice) < np.linalg.norm(p - y) / 2


def test_dl_23_the_brier_score_is_proper() -> None:
    truth, guess = 0.3, np.linspace(0, 1, 1001)
    expected = truth * (guess - 1) ** 2 + (1 - truth) * guess**2
    assert guess[expected.argmin()] == pytest.approx(truth)
