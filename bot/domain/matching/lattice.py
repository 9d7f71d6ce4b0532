"""The best way through a row of choices, when neighbours have to go together."""

from collections.abc import Callable, Mapping, Sequence


def best_path(
    choices: Sequence[Mapping[str, float]], together: Callable[[str, str], float]
) -> tuple[str, ...]:
    """Return the choices, one for each place, that have the largest sum (Viterbi's algorithm).

    Args:
        choices: for each place what may stand there, and what that is worth by itself.
        together: what it is worth that the first stands right before the second.
    """
    best: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
    for place in choices:
        best = {
            choice: max(
                (worth + value + (together(before, choice) if before else 0.0), (*path, choice))
                for before, (worth, path) in best.items()
            )
            for choice, value in place.items()
        }
    return max(best.values())[1]
