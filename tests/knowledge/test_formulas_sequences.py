"""What the entries on sequences and attention state, computed: a wrong formula fails here."""

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from tests.knowledge.evidence import answer, states

Array: TypeAlias = NDArray[np.floating[Any]]
Weights: TypeAlias = Mapping[str, Array]
GATES = "fioc"  # forget, input, output, candidate


def slope(loss: Callable[[Array], float], at: Array) -> Array:
    """Return the gradient of ``loss`` by central differences."""
    gradient = np.zeros(at.shape)
    for place in np.ndindex(at.shape):
        step = np.zeros(at.shape)
        step[place] = 1e-6
        gradient[place] = (loss(at + step) - loss(at - step)) / 2e-6
    return gradient


def sigmoid(z: Array) -> Array:
    squashed: Array = 1 / (1 + np.exp(-z))
    return squashed


def softmax(z: Array) -> Array:
    weights: Array = np.exp(z - z.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights


def attention(q: Array, k: Array, v: Array) -> Array:
    mixed: Array = softmax(q @ k.T / np.sqrt(k.shape[1])) @ v
    return mixed


def test_dl_42_backpropagation_through_time() -> None:
    random = np.random.default_rng(42)
    steps, size = 4, 3
    w, v = random.normal(size=(size, size)), random.normal(size=(2, size))
    inputs, targets = random.normal(size=(steps, size)), random.normal(size=(steps, 2))

    def unrolled(weights: Array) -> list[Array]:
        h = [np.full(size, 0.1)]
        for t in range(steps):
            h.append(np.tanh(weights @ h[-1] + inputs[t]))
        return h

    def loss(weights: Array) -> float:
        outputs = np.array([v @ h for h in unrolled(weights)[1:]])
        return float(((outputs - targets) ** 2).sum())

    h = unrolled(w)
    by_w, by_h = np.zeros((size, size)), np.zeros(size)
    for t in reversed(range(1, steps + 1)):
        if t < steps:
            by_h = w.T @ np.diag(1 - h[t + 1] ** 2) @ by_h
        by_h = by_h + v.T @ (2 * (v @ h[t] - targets[t - 1]))
        by_w += np.outer(np.diag(1 - h[t] ** 2) @ by_h, h[t - 1])
    assert by_w == pytest.approx(slope(loss, w), abs=1e-6)


def test_dl_43_factors_of_the_decoder_make_one_distribution_over_sequences() -> None:
    random = np.random.default_rng(43)
    start, after = softmax(random.normal(size=3)), softmax(random.normal(size=(3, 3)))
    total = sum(start[a] * after[a, b] * after[b, c] for a, b, c in product(range(3), repeat=3))
    assert total == pytest.approx(1)


def test_dl_43_parameters_of_lstm_and_gru(deck: Deck) -> None:
    inputs, hidden = 128, 256
    block = np.zeros((hidden, inputs)).size + np.zeros((hidden, hidden)).size + hidden
    assert 4 * block == pytest.approx(394_240)
    assert 3 * block == pytest.approx(float(answer(deck, "dl-43", 0).replace(",", "")))
    assert states(deck, "dl-43", str(4 * hidden), str(3 * hidden))  # a second bias per block


def gru(h: Array, x: Array, w: Array, u: Array, gate_bias: float) -> Array:
    """Return the next state of a GRU; ``gate_bias`` is added within the update gate."""
    z = sigmoid(w[0] @ x + u[0] @ h + gate_bias)
    r = sigmoid(w[1] @ x + u[1] @ h)
    candidate = np.tanh(w[2] @ x + u[2] @ (r * h))
    following: Array = (1 - z) * h + z * candidate
    return following


def test_dl_43_a_closed_update_gate_keeps_the_state_and_its_gradient(deck: Deck) -> None:
    random = np.random.default_rng(44)
    w, u = random.normal(size=(3, 2, 2)), random.normal(size=(3, 2, 2))
    h, x = random.normal(size=2), random.normal(size=2)
    assert answer(deck, "dl-43", 1) == "The old state is kept, almost unchanged"
    assert gru(h, x, w, u, gate_bias=-20) == pytest.approx(h, abs=1e-6)
    backward = slope(lambda state: float(gru(state, x, w, u, -20) @ [3, 5]), h)
    assert backward == pytest.approx([3, 5], abs=1e-6)
    assert np.abs(gru(h, x, w, u, gate_bias=20)).max() < 1  # open: nothing but the candidate


def test_dl_56_scaling_restores_unit_variance(deck: Deck) -> None:
    random, width = np.random.default_rng(56), 64
    q, k = random.normal(size=(2, 20_000, width))
    products = (q * k).sum(axis=1)
    assert products.std() == pytest.approx(float(answer(deck, "dl-56", 0)), rel=0.02)
    assert (products / np.sqrt(width)).var() == pytest.approx(1, rel=0.04)


def test_dl_56_unscaled_scores_saturate_the_softmax() -> None:
    scores = np.random.default_rng(57).normal(size=(200, 10))

    def sensitivity(z: Array) -> float:
        weights = softmax(z)
        return float((weights * (1 - weights)).sum(axis=1).mean())

    assert sensitivity(np.sqrt(512) * scores) < sensitivity(scores) / 5


def test_dl_56_self_attention_is_permutation_equivariant_until_positions_are_added() -> None:
    random = np.random.default_rng(58)
    x, positions = random.normal(size=(2, 5, 4))
    order = np.array([3, 0, 4, 1, 2])
    assert attention(x[order], x[order], x[order]) == pytest.approx(attention(x, x, x)[order])
    there, here = x + positions, x[order] + positions
    assert not np.allclose(attention(here, here, here), attention(there, there, there)[order])


def test_dl_56_the_score_function_estimates_the_gradient_of_hard_attention() -> None:
    logits, values = np.array([0.3, -0.8, 1.1]), np.array([2.0, -1.0, 0.5])
    p = softmax(logits)
    estimates = values[:, None] * (np.eye(3) - p)  # one per sampled position
    mean = p @ estimates
    assert mean == pytest.approx(slope(lambda z: float(softmax(z) @ values), logits), abs=1e-8)
    assert np.all(p @ (estimates - mean) ** 2 > 0)


def lstm(inputs: Array, w: Weights, u: Weights) -> dict[str, list[Array]]:
    """Return the gates, the cells ``s`` and the states ``h`` of an LSTM, started at 0.2."""
    size = len(w["f"])
    trace: dict[str, list[Array]] = {name: [] for name in GATES}
    trace |= {"s": [np.full(size, 0.2)], "h": [np.full(size, 0.2)]}
    for x in inputs:
        for name in GATES:
            z = w[name] @ x + u[name] @ trace["h"][-1]
            trace[name].append(np.tanh(z) if name == "c" else sigmoid(z))
        f, i, o, c = (trace[name][-1] for name in GATES)
        trace["s"].append(f * trace["s"][-1] + i * c)
        trace["h"].append(o * np.tanh(trace["s"][-1]))
    return trace


def lstm_backward(trace: dict[str, list[Array]], u: Weights, by_last: Array) -> dict[str, Array]:
    """Return the gradients by the pre-activations of every step, as dl-59 gives them."""
    f, i, o, c = (np.array(trace[name]) for name in GATES)
    cells, steps = np.array(trace["s"]), len(f)
    result = {name: np.zeros_like(f) for name in GATES}
    by_h, by_cell = by_last, np.zeros_like(by_last)
    for t in reversed(range(steps)):
        squashed = np.tanh(cells[t + 1])
        kept = f[t + 1] * by_cell if t + 1 < steps else 0
        by_cell = by_h * o[t] * (1 - squashed**2) + kept
        result["o"][t] = by_h * squashed * o[t] * (1 - o[t])
        result["f"][t] = by_cell * cells[t] * f[t] * (1 - f[t])
        result["i"][t] = by_cell * c[t] * i[t] * (1 - i[t])
        result["c"][t] = by_cell * i[t] * (1 - c[t] ** 2)
        by_h = np.sum([u[name].T @ result[name][t] for name in GATES], axis=0)
    return result


@pytest.mark.parametrize("gate", GATES)
def test_dl_59_backward_pass_of_the_lstm(gate: str) -> None:
    random = np.random.default_rng(59)
    w = {name: random.normal(size=(3, 2)) for name in GATES}
    u = {name: random.normal(size=(3, 3)) for name in GATES}
    inputs, weighing = random.normal(size=(4, 2)), random.normal(size=3)
    by_gates = lstm_backward(lstm(inputs, w, u), u, weighing)
    by_w = by_gates[gate].T @ inputs

    def loss(weights: Array) -> float:
        return float(weighing @ lstm(inputs, {**w, gate: weights}, u)["h"][-1])

    assert by_w == pytest.approx(slope(loss, w[gate]), abs=1e-7)


def test_dl_59_direct_path_is_a_product_of_forget_gates(deck: Deck) -> None:
    def last_cell(first: Array, forget: float) -> float:
        cell = first
        for t in range(100):
            cell = forget * cell + 0.3 * np.sin(t)  # gates and candidates held fixed
        return float(cell[0])

    stated = float(answer(deck, "dl-59", 0).removeprefix("About "))
    kept = slope(lambda cell: last_cell(cell, 0.99), np.ones(1))
    halved = np.prod(np.full(100, 0.5))
    assert kept == pytest.approx(stated, abs=0.005)
    assert halved == pytest.approx(8e-31, rel=0.02)


def test_dl_59_jacobian_of_the_plain_rnn_over_three_steps() -> None:
    random = np.random.default_rng(60)
    w, inputs, weighing = *random.normal(size=(2, 3, 3)), random.normal(size=3)
    state, jacobian = np.full(3, 0.1), np.eye(3)
    for x in inputs:
        state = np.tanh(w @ state + x)
        jacobian = np.diag(1 - state**2) @ w @ jacobian

    def last(h: Array) -> float:
        for x in inputs:
            h = np.tanh(w @ h + x)
        return float(weighing @ h)

    assert weighing @ jacobian == pytest.approx(slope(last, np.full(3, 0.1)), abs=1e-7)


def test_dl_59_a_forget_bias_of_one_opens_the_gate() -> None:
    assert sigmoid(np.array([0.0, 1.0])) == pytest.approx([0.5, 0.73], abs=0.005)
