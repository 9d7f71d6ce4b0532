"""From what was found to drafts of entries, and an account of what found no place in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.domain import completeness
from bot.domain.book import Book
from bot.domain.knowledge import LONGEST_ID, Id, Line, Link, fold
from bot.domain.language import Language, detect
from bot.domain.phrasing import Markdown
from bot.storage.knowledge.importing.found import Found, Reading, Unplaced
from bot.storage.knowledge.importing.references import Cited, Reference, cite, read_references

_ID: Final = TypeAdapter[str](Id)
_TEXTS: Final = {"line": TypeAdapter[str](Line), "markdown": TypeAdapter[str](Markdown)}
_LINK: Final = re.compile(
    r"[-*]?\s*(?:\[+(?P<title>[^\[\]]+)\]+\((?P<url>https?://[^\s()]+)\)\]?"
    r"|<?(?P<bare>https?://[^\s>]+)>?)"
)
_LONGEST_SHORT: Final = {Language.ZH: 160, Language.EN: 80}  # characters, words


@dataclass(frozen=True)
class Taken:
    """What a deck has already: ids, numbers, and the id that each question belongs to."""

    ids: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()
    questions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """An entry as far as a source has it; ``replaces`` says that the deck has it already."""

    value: dict[str, Any]
    found: Found
    replaces: bool = False


@dataclass
class Drafting:
    """Makes drafts one after the other, and keeps account.

    Args:
        taken: what the deck has already.
        book: where pages and sections are looked up, if anywhere.
        prefix: what the ids of numbered entries begin with.
    """

    taken: Taken
    book: Book | None
    prefix: str
    drafts: list[Draft] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    pages: int = 0
    pages_left: int = 0
    sections: int = 0
    sections_left: int = 0

    def add(self, reading: Reading) -> None:
        """Make a draft of everything that was found."""
        self.unplaced += reading.unplaced
        numbers = {found.number for found in reading.found if found.number}
        self._free = max({0, *numbers, *self.taken.numbers, *_numbers_of(self.taken.ids)}) + 1
        self._ids = set(self.taken.ids)
        for found in reading.found:
            known = self.taken.questions.get(fold(found.question)) if found.question else None
            value = self._value(found, known)
            self.drafts.append(Draft(value, found, replaces=known is not None))

    def _value(self, found: Found, known: str | None) -> dict[str, Any]:
        parts = dict(found.parts)
        text, citations, links = self._apart(found)
        number = found.number if found.number not in self.taken.numbers or known else None
        if found.number and number is None:
            self._note(found, f"the number {found.number}", "is taken in the deck")
        value: dict[str, Any] = {"id": known or self._id(found, number), "draft": True}
        if number and not known:
            value["number"] = number
        question = parts.pop("question", {}) or _spoken(found.question)
        value["question"] = {k: self._text(found, v, "line") for k, v in question.items()}
        answers = parts.pop("answer", {}) or _spoken(text, found.question)
        for language, answer in answers.items():
            part = "short" if _is_short(answer, Language(language)) else "detail"
            parts[part] = {language: answer, **parts.get(part, {})}
        value |= self._checked(found, parts)
        value |= {"book": citations} if citations else {}
        value |= {"links": links} if links else {}
        return {key: held for key, held in value.items() if held}

    def _checked(self, found: Found, parts: Mapping[str, Any]) -> dict[str, Any]:
        checked = dict(parts)
        for part, form in (("short", "line"), ("detail", "markdown")):
            if part in checked:
                held = checked[part].items()
                checked[part] = {k: t for k, v in held if (t := self._text(found, v, form))}
        return checked

    def _text(self, found: Found, text: str, form: str) -> str:
        """Return a text that the format allows; where it cannot be, say so and return nothing."""
        text = " ".join(text.split()) if form == "line" else text
        try:
            return _TEXTS[form].validate_python(text)
        except ValidationError as error:
            (details,) = error.errors()
            if details["type"] == "value_error":  # a formula that is not closed
                what, _, _ = str(details["ctx"]["error"]).partition(";")
                self._note(found, what, "all $ are written as \\$")
                return self._text(found, re.sub(r"(?<!\\)\$", r"\\$", text), form)
            if text:
                self._note(found, text[:60], "is too long for an entry")
            return ""

    def _apart(self, found: Found) -> tuple[str, list[dict[str, Any]], list[dict[str, str]]]:
        """Return an answer's text, what it cites from the book, and its lines that are links."""
        kept: list[str] = []
        citations: list[dict[str, Any]] = []
        links = []
        for line in found.answer.split("\n"):
            if (found_link := _LINK.fullmatch(line.strip())) and (link := _link(found_link)):
                links.append(link)
                continue
            read, rest = read_references(line)
            citations += self._citations(found, read)
            if not read or len(rest) > len("包括如下内容"):
                kept.append(line)
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
        once = {(c["pages"], c["section"]): c for c in reversed(citations)}  # "p226;p226"
        return text, [*reversed(once.values())], links

    def _citations(self, found: Found, references: Sequence[Reference]) -> Iterator[dict[str, Any]]:
        self.pages += sum(reference.pages is not None for reference in references)
        self.sections += sum(reference.section is not None for reference in references)
        for one in cite(references, self.book) if self.book else references:
            if isinstance(one, Cited):
                yield _citation(one)
                continue
            what = f"pages {one.pages}" if one.pages else f"section {one.section}"
            where = f"are not in {self.book.id}" if self.book else "name no book; use --book"
            self._note(found, what, where)
            self.pages_left += one.pages is not None
            self.sections_left += one.section is not None

    def _id(self, found: Found, number: int | None) -> str:
        wanted = f"{self.prefix}-{number:02}" if number else _slug(found.name or found.question)
        if not wanted or wanted in self._ids:
            wanted = f"{self.prefix}-{self._free:02}"
            self._free += 1
        self._ids.add(wanted)
        return wanted

    def _note(self, found: Found, text: str, why: str) -> None:
        self.unplaced.append(Unplaced(found.line, text, why))


def _citation(cited: Cited) -> dict[str, Any]:
    """Return a citation as entries have it; without a note, the section's title stands for it."""
    on = {language.value: cited.section.title[language] for language in Language}
    if cited.note:  # a bare term, "AdaGrad", says the same in both languages
        known = detect(cited.note)
        on = dict.fromkeys([known.value] if known else on, cited.note)
    return {"pages": str(cited.pages), "section": cited.section.number, "on": on}


def _numbers_of(ids: frozenset[str]) -> set[int]:
    return {int(found[1]) for name in ids if (found := re.search(r"-(\d{1,4})$", name))}


def _spoken(text: str, beside: str = "") -> dict[str, str]:
    """Return a text by its language; where it does not tell, by that of what stands beside it."""
    language = detect(text) or detect(beside) or Language.EN
    return {language.value: text} if text else {}


def _is_short(text: str, language: Language) -> bool:
    """Tell whether an answer is what one would say first, and no explanation."""
    if "\n" in text or "$$" in text:
        return False
    few = completeness.sentences(text, language) < completeness.SENTENCES.stop
    return few and completeness.prose_length(text, language) <= _LONGEST_SHORT[language]


def _slug(text: str) -> str:
    """Return the Latin words of a text as an id, nothing if there are fewer than two."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    slug = "-".join(words)[:LONGEST_ID].rstrip("-")
    try:
        return _ID.validate_python(slug) if len(words) > 1 else ""
    except ValidationError:
        return ""


def _link(found: re.Match[str]) -> dict[str, str] | None:
    url = found["url"] or found["bare"]
    try:
        Link(title=found["title"] or url, url=url)
    except ValidationError:
        return None
    return {"title": found["title"] or url, "url": url}
