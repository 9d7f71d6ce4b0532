"""``ask --explain``: the candidates with the parts of their scores, as tables."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.domain.knowledge import Entry
from bot.domain.matching import Explanation
from bot.domain.matching.explanation import ExplainedCandidate


def render(explanation: Explanation) -> RenderableType:
    """Return an explanation as something Rich prints."""
    outcome = type(explanation.outcome).__name__
    parts: list[RenderableType] = [Text(f"outcome: {outcome}", style="bold")]
    if explanation.numbers:
        parts.append(Text(f"numbers: {', '.join(map(str, explanation.numbers))}"))
    if explanation.tokens:
        parts.append(Text(f"read as: {' '.join(explanation.tokens)}"))
    parts += [Text(f"{c.typed} was read as {c.read_as}") for c in explanation.corrections]
    if explanation.unknown:
        parts.append(Text(f"unknown to the deck: {' '.join(explanation.unknown)}"))
    if explanation.candidates:
        parts.append(_table(explanation.candidates))
    return Group(*parts)


def _table(candidates: tuple[ExplainedCandidate, ...]) -> Table:
    table = Table()
    for heading in ("candidate", "confidence", "explains", "similar", "preferred"):
        table.add_column(heading, justify="left" if heading == "candidate" else "right")
    table.add_column("nearest alias; terms that carried it", overflow="fold")
    for candidate in candidates:
        subject = candidate.subject
        name = subject.id if isinstance(subject, Entry) else f"outside: {subject.topic.en}"
        terms = ", ".join(f"{part.term} {part.share:.0%}" for part in candidate.contributions)
        table.add_row(
            name,
            f"{candidate.confidence:.1%}",
            f"{candidate.share:.0%}",
            f"{candidate.similarity:.0%}",
            f"{candidate.preference:.0%}",
            f"{candidate.nearest}\n{terms}",
        )
    return table
