"""Putting proposed aliases into the files of a deck as an author would; the diff is the review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from shutil import copyfile, copytree
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from bot.domain.knowledge import Deck, Phrases, fold
from bot.errors import KnowledgeError
from bot.storage.knowledge.emitting import emit, round_trip
from bot.storage.knowledge.formatting import tidy
from bot.storage.knowledge.loader import load_deck
from bot.storage.knowledge.source import read_text
from bot.storage.knowledge.writing import write
from bot.storage.proposals import Proposal


@dataclass(frozen=True)
class Refused:
    """A proposal that cannot be applied, and why."""

    proposal: Proposal
    why: str


@dataclass(frozen=True)
class Plan:
    """What applying proposals comes to.

    Args:
        folder: of the deck.
        texts: the files that change, with what they hold before and after.
        applied: the proposals that stand in the files then, or did so before.
        refused: the others.
    """

    folder: Path
    texts: Mapping[Path, tuple[str, str]]
    applied: tuple[Proposal, ...]
    refused: tuple[Refused, ...]

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        return "".join(
            line
            for path, (before, after) in self.texts.items()
            for line in unified_diff(
                before.splitlines(keepends=True),
                after.splitlines(keepends=True),
                f"a/{path.name}",
                f"b/{path.name}",
            )
        )

    def check(self) -> None:
        """Load the deck as it would be.

        Raises:
            KnowledgeError: it would have problems; places are those of the changed files.
        """
        with TemporaryDirectory() as scratch:
            copy = Path(scratch) / self.folder.name
            copy.mkdir()
            for path in self.folder.glob("*.y*ml"):
                copyfile(path, copy / path.name)
            for shelf, copied in ((self.folder, copy), (self.folder.parent, copy.parent)):
                if (shelf / "books").is_dir():
                    copytree(shelf / "books", copied / "books")
            for path, (_, after) in self.texts.items():
                (copy / path.name).write_text(after, "utf-8")
            try:
                load_deck(copy)
            except KnowledgeError as error:
                problems = (replace(it, path=self.folder / it.path.name) for it in error.problems)
                raise KnowledgeError(tuple(problems)) from None

    def write(self) -> None:
        """Change the files.

        Raises:
            KnowledgeError: a file cannot be written.
        """
        for path, (_, after) in self.texts.items():
            write(path, after)


def plan(folder: Path, deck: Deck, proposals: Sequence[Proposal]) -> Plan:
    """Return what applying proposals to a deck comes to; no file is touched.

    An alias that is the question or an alias of another entry, or belongs to a topic outside the
    deck, is refused, and so is one that an earlier proposal gives to another entry.

    Raises:
        KnowledgeError: a file cannot be read, or not be written without losing something.
    """
    owners = _owners(deck)
    applied: list[Proposal] = []
    refused: list[Refused] = []
    by_file: dict[Path, list[Proposal]] = {}
    for proposal in proposals:
        why = _unfit(proposal, deck, owners)
        if why:
            refused.append(Refused(proposal, why))
            continue
        applied.append(proposal)
        if fold(proposal.text) not in owners:
            owners[fold(proposal.text)] = proposal.entry
            path = folder / f"{deck.topic_of[proposal.entry].id}.yaml"
            by_file.setdefault(path, []).append(proposal)
    texts = {path: _texts(path, wanted) for path, wanted in by_file.items()}
    return Plan(folder, texts, tuple(applied), tuple(refused))


def _owners(deck: Deck) -> dict[str, str]:
    """Return whose each phrase is: the id of an entry, or ``the topic …``, which lies outside."""
    owners: dict[str, str] = {}
    for topic in deck.outside:
        for phrase in (topic.topic.zh, topic.topic.en, *topic.aliases):
            owners[fold(phrase)] = f"the topic '{topic.topic.en}' outside the deck"
    for entry in deck.entries:
        for phrase in (entry.question.zh, entry.question.en, *entry.aliases):
            owners[fold(phrase)] = entry.id
    return owners


def _unfit(proposal: Proposal, deck: Deck, owners: Mapping[str, str]) -> str | None:
    """Return why a proposal cannot be applied, None if it can."""
    if proposal.entry not in deck.by_id:
        return "there is no such entry any more"
    owner = owners.get(fold(proposal.text))
    if owner not in (None, proposal.entry):
        return f"it belongs to {owner}"
    try:
        Phrases.model_validate({proposal.language.value: [proposal.text]})
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    return None


def _texts(path: Path, proposals: Iterable[Proposal]) -> tuple[str, str]:
    before = read_text(path)
    entries = round_trip().load(before)
    for proposal in proposals:
        (entry,) = (entry for entry in entries if entry["id"] == proposal.entry)
        _aliases(entry, proposal.language.value).append(proposal.text)
    return before, tidy(emit(entries), path)


def _aliases(entry: Any, language: str) -> Any:
    """Return the list of an entry's aliases in a language, made if there is none."""
    if "aliases" not in entry:
        entry["aliases"] = CommentedMap()
    held = entry["aliases"]
    if held.get(language) is None:
        held[language] = CommentedSeq()
        held[language].fa.set_flow_style()
    return held[language]
