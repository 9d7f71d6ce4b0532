"""Subscripts and superscripts, as far as Unicode has characters for them."""

import re
from collections.abc import Mapping

_SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ⊤⊺∗∘′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡᵀᵀ*°′",
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

# What needs no parentheses to be taken as a whole: a character with its accents; as a subscript a
# word, too (D_KL). A superscript of several letters is mostly a product: e^(iπ).
_ACCENTS = r"[\u0300-\u036f\u20d7]*"
_UNITS = {
    "^": re.compile(rf".{_ACCENTS}"),
    "_": re.compile(rf"(?:.|[^\W_{_RAISED_OR_LOWERED}]+){_ACCENTS}"),
}


def _converted(text: str, table: Mapping[str, str]) -> str | None:
    characters = [table.get(character) for character in text]
    return "".join(filter(None, characters)) if all(characters) else None


def superscript(text: str) -> str | None:
    """Return ``text`` in raised characters, or None if one of them has no such form."""
    return _converted(text, _SUPERSCRIPTS)


def subscript(text: str) -> str | None:
    """Return ``text`` in lowered characters, or None if one of them has no such form."""
    return _converted(text, _SUBSCRIPTS)


def is_unit(text: str, mark: str) -> bool:
    """Whether ``text`` behind ``mark``, ``_`` or ``^``, is taken as a whole without parentheses."""
    return _UNITS[mark].fullmatch(text) is not None
