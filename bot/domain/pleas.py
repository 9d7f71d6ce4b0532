"""What somebody says to an open question of a drill instead of answering it.

The words stand here without what is polite around them.
"""

from enum import StrEnum

from bot.domain.politeness import cores


class Plea(StrEnum):
    """What is wanted."""

    ANSWER = "answer"
    UNKNOWN = "unknown"
    """The answer, as one does not know it."""
    HINT = "hint"
    SKIP = "skip"


# fmt: off
_UNKNOWN = frozenset({
    "idontknow", "dontknow", "idk", "dunno", "noidea", "ihavenoidea", "ihavenoclue", "noclue",
    "notsure", "imnotsure", "pass", "giveup", "igiveup", "iforgot", "forgot", "icantremember",
    "idontremember", "nevermind", "icant", "cantdoit", "不会", "真的不会", "是真的不会",
    "实在不会", "真不会", "不知道", "不晓得", "不懂", "看不懂", "不清楚", "不太清楚", "不太会",
    "没学过", "不记得", "忘记", "忘", "没想法", "想不起来", "想不出来", "答不上来", "完全不会",
    "一点都不会", "放弃", "算了", "过", "buhui", "buzhidao",
})
_ANSWER = frozenset({
    "show", "showit", "showme", "showmetheanswer", "showtheanswer", "showanswer", "answer",
    "theanswer", "whatstheanswer",
    "whatistheanswer", "tellmetheanswer", "justshowme", "showmethesolution", "solution",
    "thesolution", "答案", "答案是什么", "直接看答案", "告诉我答案", "公布答案", "看答案",
})
_HINT = frozenset({
    "hint", "ahint", "toohard", "thisistoohard", "thisoneistoohard", "itstoohard", "太难了",
    "好难", "没思路", "没有思路", "givemeahint", "anotherhint", "onemorehint", "提示", "给点提示",
    "给个提示", "来点提示", "再提示一下", "一点提示", "点提示", "个提示", "再给点提示",
    "再给个提示", "tishi",
})
_SKIP = frozenset({
    "skip", "skipit", "skipthis", "skipthisone", "next", "nextone", "nextquestion", "跳过",
    "跳过这道题", "跳过这题", "跳过这个", "skipthisproblem", "跳", "下一题", "下一个", "下一道",
    "下一道题", "下一个问题", "下个问题", "skipthisquestion", "skipquestion", "nextproblem",
    "换一题", "换一个", "换一道", "换一道题", "换个题", "再来", "再来一个", "再来一道", "another",
    "anotherone", "anotherquestion", "onemore", "tiaoguo", "xiayiti",
})
# fmt: on


def plea(text: str) -> Plea | None:
    """Return what a text asks for, None if it is an answer or anything else."""
    for said in cores(text):
        if said in _UNKNOWN:
            return Plea.UNKNOWN
        if said in _ANSWER:
            return Plea.ANSWER
        if said in _HINT:
            return Plea.HINT
        if said in _SKIP:
            return Plea.SKIP
    return None
