"""Greetings, thanks, and not knowing: said to every bot, and no questions."""

from enum import StrEnum

from bot.domain.knowledge import fold


class Courtesy(StrEnum):
    """What somebody says who asks nothing."""

    GREETING = "greeting"
    THANKS = "thanks"


# fmt: off
_GREETINGS = frozenset({
    "hello", "hi", "hey", "hithere", "hellothere", "heythere", "goodmorning", "goodafternoon",
    "goodevening", "你好", "您好", "你好啊", "你好呀", "嗨", "哈喽", "哈啰", "在吗", "在不在", "早",
    "早上好", "上午好", "中午好", "下午好", "晚上好", "大家好", "nihao",
})
_THANKS = frozenset({
    "thanks", "thankyou", "thankyouverymuch", "thanksalot", "manythanks", "thx", "ty", "cheers",
    "谢谢", "谢谢你", "谢谢您", "谢谢啦", "多谢", "感谢", "谢了", "非常感谢", "謝謝", "xiexie",
})
_NOT_KNOWN = frozenset({
    "idontknow", "dontknow", "idk", "dunno", "noidea", "ihavenoidea", "ihavenoclue", "noclue",
    "notsure", "imnotsure", "pass", "giveup", "igiveup", "不会", "我不会", "不會", "不知道",
    "我不知道", "不懂", "不清楚", "不太清楚", "不记得", "不记得了", "忘了", "忘记了", "没想法",
    "想不起来", "想不出来", "放弃", "过", "buhui", "buzhidao",
})
# fmt: on


def courtesy(text: str) -> Courtesy | None:
    """Return what kind of courtesy a text is, None if it says anything else."""
    folded = fold(text)
    if folded in _GREETINGS:
        return Courtesy.GREETING
    return Courtesy.THANKS if folded in _THANKS else None


def gives_up(text: str) -> bool:
    """Tell whether a text says that its author does not know the answer."""
    return fold(text) in _NOT_KNOWN
