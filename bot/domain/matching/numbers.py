"""Reading a text that only names questions by their numbers."""

import re
import unicodedata
from typing import Final

_DIGITS: Final = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
}
_UNITS: Final = {"十": 10, "百": 100}
_CHINESE: Final = f"[{''.join(_DIGITS)}{''.join(_UNITS)}]{{1,6}}"
_DIGIT: Final = re.compile(rf"[\d{''.join(_DIGITS)}{''.join(_UNITS)}]")
_NUMBER: Final = re.compile(r"\d{1,3}")
_NUMERAL: Final = rf"(?:(?<!\d)\d{{1,3}}(?!\d)|{_CHINESE})"
_QUESTION: Final = "(?:题目?|題目?|问题|問題)"
REFERENCE: Final = re.compile(
    rf"第\s*({_NUMERAL})\s*[道个個]?\s*{_QUESTION}"
    rf"|({_NUMERAL})\s*[号號]?\s*{_QUESTION}"
    rf"|(?:题号|題號|{_QUESTION})\s*({_NUMERAL})"
    r"|(?:\b(?:question|entry|number|q|no|nr|dl)|#)[\s.:#-]*(\d{1,3})(?!\w)",
    re.IGNORECASE,
)
FILLING: Final = re.compile(
    "怎么回?答|怎麼回?答|答案|[看查][下看]?|[讲講说說]{1,2}|一下|打开|給?给?我|[的和与與跟呢吧吗]|请|請|是什么"
    r"|\b(?:show|open|see|give|answer|to|of|the|me|and|please|again)\b|\W",
    re.IGNORECASE,
)


def parse_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of the questions that ``text`` names, or () if it says anything else.

    "第 32 题", "第三十二题", "32题", "q32", "#32", "no. 32", "question 32" and "32" all mean 32;
    "第 5 题和第 9 题" means 5 and 9.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if not _DIGIT.search(folded):
        return ()
    if _NUMBER.fullmatch(folded):
        return (int(folded),)
    references = [*REFERENCE.finditer(folded)]
    if not references or FILLING.sub("", REFERENCE.sub("", folded)):
        return ()
    numerals = (next(filter(None, found.groups())) for found in references)
    return tuple(dict.fromkeys(map(_value, numerals)))


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    if not any(unit in numeral for unit in _UNITS):
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
