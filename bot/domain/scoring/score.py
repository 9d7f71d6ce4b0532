"""What comes out of scoring an answer."""

from dataclasses import dataclass

from bot.domain.knowledge import Point


@dataclass(frozen=True)
class PointResult:
    """Whether an answer makes a point.

    Args:
        point: the point.
        made: whether the answer makes it.
        probability: how likely that is (0 to 1); ``made`` says that it is likely enough.
    """

    point: Point
    made: bool
    probability: float


@dataclass(frozen=True)
class Score:
    """What an answer came to; ``results`` in the order of the entry's points."""

    results: tuple[PointResult, ...]

    @property
    def made(self) -> tuple[Point, ...]:
        return tuple(result.point for result in self.results if result.made)

    @property
    def missed(self) -> tuple[Point, ...]:
        return tuple(result.point for result in self.results if not result.made)

    @property
    def share(self) -> float:
        """The share of the points that were made, 0 to 1."""
        return len(self.made) / len(self.results)

    @property
    def percentage(self) -> int:
        return round(100 * self.share)
