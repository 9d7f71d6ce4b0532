"""Where a line of Chinese and English may break.

Rich breaks lines at spaces only, which leaves Chinese with ragged lines. Here a line may also break
between two Chinese characters, unless punctuation would come to stand on the wrong side of it.
"""

import re

from wcwidth import wcswidth, wcwidth

_WIDE = "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U00020000-\U0003fffd"
_OPENING = "（［｛「『《〈【“‘"
_CLOSING = "）］｝」』》〉】”’。，、；：！？…—)\\]},.;:!?"
_SPACE = " \t\n"  # not the no-break space
# A wide character or a word, with the punctuation that must stay with it and the spaces behind.
_UNIT = re.compile(
    rf"[{_OPENING}]*(?:[{_WIDE}]|[^{_SPACE}{_WIDE}{_OPENING}]+)[{_CLOSING}]*[{_SPACE}]*"
    rf"|[{_OPENING}]+[{_SPACE}]*|[{_SPACE}]+"
)


def units(text: str) -> list[str]:
    """Return the text in the smallest parts between which a line may break."""
    return _UNIT.findall(text)


def breaks(text: str, width: int) -> list[int]:
    """Return where in a paragraph, which has no line feeds, new lines begin.

    Args:
        text: the paragraph.
        width: the greatest width of a line, in columns of a terminal; spaces at its end may hang
            over. A word longer than that is broken anywhere.
    """
    positions: list[int] = []
    column = position = 0
    for unit in units(text):
        word = unit.rstrip(_SPACE)
        if column and column + wcswidth(word) > width:
            positions.append(position)
            column = 0
        for offset, character in enumerate(word):
            if column and column + wcwidth(character) > width:
                positions.append(position + offset)
                column = 0
            column += wcwidth(character)
        column += len(unit) - len(word)
        position += len(unit)
    return positions
