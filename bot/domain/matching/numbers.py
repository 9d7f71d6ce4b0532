"""Reading a text that is nothing but the number of a question."""

import re
import unicodedata

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
           "七": 7, "八": 8, "九": 9}  # fmt: skip
_UNITS = {"十": 10, "百": 100}
_NUMERAL = rf"\d{{1,3}}|[{''.join(_DIGITS)}{''.join(_UNITS)}]{{1,6}}"
_PATTERNS = (
    rf"第\s*({_NUMERAL})\s*(?:道|个)?\s*(?:题目?|問題|问题|題目?)",
    rf"({_NUMERAL})\s*(?:号|號)?\s*(?:题目?|題目?)",
    rf"(?:问题|問題|题目?|題目?)\s*({_NUMERAL})",
    r"(?:question|entry|number|q|no|nr|dl)?\s*[.:#-]?\s*(\d{1,3})",
)
_NUMBER = re.compile(rf"(?:{'|'.join(_PATTERNS)})[\s.。!！?？]*", re.IGNORECASE)


def parse_number(text: str) -> int | None:
    """Return the number of a question that ``text`` names and says nothing else, or None.

    "第 32 题", "第三十二题", "32题", "q32", "#32", "no. 32", "question 32" and "32" all mean 32.
    """
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    return _value(next(group for group in found.groups() if group))


def _value(numeral: str) -> int:
    if numeral.isascii():
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
