"""Wishes in plain words that name a time, a time zone or a place in the book."""

import re
from typing import Final

from bot.domain.places import names_pages, names_section
from bot.domain.schedule import read_time

_REMIND: Final = re.compile(
    r"(?:please\s+)?(?:set (?:(?:a|the|my)\s+)?reminder|remind me)(?:\s+every day|\s+daily)?"
    r"\s+(?:at|for|to)\s+(\S+(?: [ap]m)?)\W*"
    r"|请?(?:每[天日])?请?在?\s*(\S{2,7}?)\s*(?:提醒|叫)我(?:复习|刷题|學習|学习)?[吧。！!]*"
    r"|请?(?:每天)?提醒我\s*(\S{2,7}?)(?:复习|刷题|學習|学习)?[吧。！!]*",
    re.IGNORECASE,
)
_DAILY: Final = re.compile(
    r"(?:please\s+)?(?:send|give|ask) me (?:a|one) question (?:every|each) day at "
    r"(\S+(?: [ap]m)?)\W*"
    r"|请?每[天日]在?\s*(\S{2,7}?)\s*(?:[给給帮幫]我)?[出来來发發推]\s*[一1]?[道个個]?[题題]目?[吧。！!]*",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(
    r"(?:please\s+)?(?:set|change)(?: the| my)? time ?zone to (.+?)[.!]*"
    r"|[请把]*时区(?:改|设置?|换|调)(?:成|为|到)\s*(.+?)[吧。！!]*",
    re.IGNORECASE,
)
_TOLD: Final = r"(?:的?内容)?(?:讲|说|是|有)(?:了|的是|的)?(?:什么|啥|哪些)(?:内容|题目?)?\W*"
_BOOK: Final = re.compile(
    rf"(?:花书|书里?|这本书)?的?(第[^页]{{1,4}}[章节]|第\s*\d{{1,4}}\s*页){_TOLD}"
    r"|what(?:'s| is| does)\s+(?:on\s+)?(chapter\s+[\d.]+|page\s+\d+)"
    r"(?:\s+(?:is\s+)?(?:about|cover|say))?\W*",
    re.IGNORECASE,
)


def wish(text: str) -> str | None:
    """Return the line that a text says in plain words, or None if it says anything else."""
    return _place(text) or _reminder(text) or _daily(text) or _zone(text)


def _place(text: str) -> str | None:
    found = _BOOK.fullmatch(text)
    place = (found[1] or found[2]) if found else text
    if names_pages(place):
        return f"/page {place}"
    return f"/chapter {place}" if names_section(place) or found else None


def _reminder(text: str) -> str | None:
    found = _REMIND.fullmatch(text)
    if found is None:
        return None
    at = _time(found[1] or found[2] or found[3])
    return f"/settings reminder {at}" if at.isdecimal() or read_time(at) else None


def _daily(text: str) -> str | None:
    found = _DAILY.fullmatch(text)
    at = _time(found[1] or found[2]) if found else ""
    return f"/daily {at}" if read_time(at) else None


def _time(said: str) -> str:
    """Return a time of day without what parts it, or says every night: 每晚9点, 8 pm."""
    return said.replace(" ", "").replace("每晚", "晚上")


def _zone(text: str) -> str | None:
    found = _ZONE.fullmatch(text)
    return f"/settings timezone {found[1] or found[2]}" if found else None
