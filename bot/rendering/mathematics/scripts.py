"""Subscripts and superscripts, as far as Unicode has characters for them."""

import re
from collections.abc import Mapping

_SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ⊤∗∘′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡᵀ*°′",
        strict=True,
    )
)

_SUBSCRIPTS = dict(
    zip(
        "0123456789+−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)

_RAISED_OR_LOWERED = "".join({*_SUPERSCRIPTS.values(), *_SUBSCRIPTS.values()} - {"*", "°", "′"})

# One character with its accents, or a word: it needs no parentheses to be taken as a whole.
_UNIT = re.compile(rf"(?:.|[^\W_{_RAISED_OR_LOWERED}]+)[\u0300-\u036f\u20d7]*")


def _converted(text: str, table: Mapping[str, str]) -> str | None:
    characters = [table.get(character) for character in text]
    return "".join(filter(None, characters)) if all(characters) else None


def superscript(text: str) -> str | None:
    """Return ``text`` in raised characters, or None if one of them has no such form."""
    return _converted(text, _SUPERSCRIPTS)


def subscript(text: str) -> str | None:
    """Return ``text`` in lowered characters, or None if one of them has no such form."""
    return _converted(text, _SUBSCRIPTS)


def is_unit(text: str) -> bool:
    """Whether ``text`` behind ``_`` or ``^`` is taken as a whole without parentheses."""
    return _UNIT.fullmatch(text) is not None
