"""FSRS 6 written from its description, not from the package that the product uses.

Source of formulas and weights: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
(for FSRS 6). Grades are 1 (again) to 4 (easy); stability is in days.
"""

from math import exp

W = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)


def recall(days: float, stability: float) -> float:
    """The chance to recall after so many days; 90 % after as many as the stability."""
    factor = 0.9 ** (-1 / W[20]) - 1
    return float((1 + factor * days / stability) ** -W[20])


def first(grade: int) -> tuple[float, float]:
    """Stability and difficulty after the first grade."""
    return W[grade - 1], _within(_difficulty(grade))


def later(stability: float, difficulty: float, days: int, grade: int) -> tuple[float, float]:
    """Stability and difficulty after a grade that comes so many days after the one before."""
    if days == 0:
        growth = exp(W[17] * (grade - 3 + W[18])) * stability ** -W[19]
        after = stability * (growth if grade == 1 else max(growth, 1))
    elif grade == 1:
        after = _forgotten(stability, difficulty, recall(days, stability))
    else:
        after = stability * _growth(stability, difficulty, recall(days, stability), grade)
    step = -W[6] * (grade - 3) * (10 - difficulty) / 9
    return after, _within(W[7] * _difficulty(4) + (1 - W[7]) * (difficulty + step))


def _difficulty(grade: int) -> float:
    return W[4] - exp(W[5] * (grade - 1)) + 1


def _within(difficulty: float) -> float:
    return min(max(difficulty, 1), 10)


def _forgotten(stability: float, difficulty: float, chance: float) -> float:
    long = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * exp(W[14] * (1 - chance))
    return float(min(long, stability / exp(W[17] * W[18])))


def _growth(stability: float, difficulty: float, chance: float, grade: int) -> float:
    factor = {2: W[15], 3: 1, 4: W[16]}[grade]
    eased = exp(W[8]) * (11 - difficulty) * stability ** -W[9]
    return float(1 + eased * (exp(W[10] * (1 - chance)) - 1) * factor)
