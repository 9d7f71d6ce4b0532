"""Greetings and thanks: said to every bot, and no questions."""

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
# fmt: on


def courtesy(text: str) -> Courtesy | None:
    """Return what kind of courtesy a text is, None if it says anything else."""
    folded = fold(text)
    if folded in _GREETINGS:
        return Courtesy.GREETING
    return Courtesy.THANKS if folded in _THANKS else None
