"""The texts that a knowledge base is made of: lines, Markdown, phrases, in both languages."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from bot.domain.language import Language

LONGEST_ID: Final = 38  # "/show <id> zh <digest>" has to fit the 64 bytes of a button
ID_FORM: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(pattern=ID_FORM, max_length=LONGEST_ID)]


_SILENT = re.compile(r"[^\w+#&]|_")  # neither letters nor digits
_SHOWN: Final = 60  # characters of a formula repeated in a message
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@lru_cache(16)  # what is typed is looked up in several lists
def fold(text: str) -> str:
    """Return what two phrasings have in common that differ in case, spaces or punctuation only."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", text).casefold())


def _shown(text: str) -> str:
    r"""Refuse what nothing shows, and a terminal obeys: YAML's ``"\\e[2J"`` empties a screen."""
    if found := _CONTROL.search(text):
        raise ValueError(f"the control character U+{ord(found[0]):04X} cannot be shown; remove it")
    return text


def _formulas_closed(text: str) -> str:
    r"""Refuse a text whose ``$`` (outside of `code` and but for ``\\$``) do not pair up, or braces.

    LaTeX that has a brace too many or too few is set by no client, and shown as its source.
    """
    if "$" not in text:
        return text
    bare = re.sub(r"`[^`]*`|\\\$", "", text)
    if bare.count("$$") % 2 or bare.replace("$$", "").count("$") % 2:
        raise ValueError("a $ has no partner; close the formula, or write \\$ for a dollar sign")
    for formula in bare.replace("$$", "$").split("$")[1::2]:
        if not _braces_pair_up(formula):
            shown = formula.strip()[:_SHOWN]
            raise ValueError(f"a brace in ${shown}$ has no partner; write \\{{ to show a brace")
    return text


def _braces_pair_up(formula: str) -> bool:
    level = 0
    for brace in re.findall(r"\\.|[{}]", formula, re.DOTALL):
        level += {"{": 1, "}": -1}.get(brace, 0)
        if level < 0:
            return False
    return level == 0


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_shown),
    AfterValidator(_formulas_closed),
]
Markdown = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=12000),
    AfterValidator(_shown),
    AfterValidator(_formulas_closed),
]


_GIVEN: Final[set[str]] = set()


class Model(BaseModel):
    """Base of all knowledge values: frozen, and strict about unknown keys.

    The string below a field is what an editor shows of it (``bot.storage.knowledge.schema``).
    What checks values is built when the first one is checked: decks mostly come compiled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __getstate__(self) -> dict[Any, Any]:
        """Return what is pickled: the fields alone."""
        return self.__dict__

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """Take what was pickled.

        pydantic would give each value a set of the fields that were given, which nobody asks for,
        and a dictionary of its own. Set one by one, fields share the dictionary of their class.
        That is 1 MB less for the shipped deck.
        """
        for name, value in state.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN)
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)


class Bilingual(Model):
    """One line or paragraph in both languages; Markdown inline markup and ``$…$`` allowed."""

    zh: Line
    """In Chinese. Written for its reader, not translated word by word."""
    en: Line
    """In English. Written for its reader, not translated word by word."""

    def __getitem__(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


class BilingualMarkdown(Model):
    """A text of several Markdown blocks in both languages."""

    zh: Markdown
    """In Chinese: 300 to 800 characters. A closing ** after punctuation wants a space behind it."""
    en: Markdown
    """In English: 150 to 400 words."""

    def __getitem__(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


class Phrases(Model):
    """Lists of short phrases in both languages, for example aliases or terms."""

    zh: tuple[Line, ...] = ()
    """In Chinese."""
    en: tuple[Line, ...] = ()
    """In English."""

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        return self.zh if language is Language.ZH else self.en

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        yield from self.zh
        yield from self.en
