"""Greetings, thanks, "I don't get it": said to every bot, and no questions for a deck."""

from enum import StrEnum

from bot.domain.knowledge import fold


class Courtesy(StrEnum):
    """What somebody says who asks nothing."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WHO = "who"
    MORE = "more"


# fmt: off
_GREETINGS = frozenset({
    "hello", "hi", "hey", "hithere", "hellothere", "heythere", "goodmorning", "goodafternoon",
    "goodevening", "你好", "您好", "你好啊", "你好呀", "嗨", "哈喽", "哈啰", "在吗", "在不在", "早",
    "早上好", "上午好", "中午好", "下午好", "晚上好", "大家好", "nihao",
})
_THANKS = frozenset({
    "thanks", "thankyou", "thankyouverymuch", "thanksalot", "manythanks", "thx", "ty", "cheers",
    "谢谢", "谢谢你", "谢谢您", "谢谢啦", "多谢", "感谢", "谢了", "非常感谢", "謝謝", "xiexie",
    "ok", "okay", "gotit", "igotit", "isee", "understood", "makessense", "好", "好的", "嗯", "嗯嗯",
    "收到", "明白", "明白了", "懂了", "我懂了", "知道了", "了解", "了解了", "原来如此", "学到了",
})
_FAREWELLS = frozenset({
    "bye", "byebye", "goodbye", "goodnight", "seeyou", "seeyoulater", "cya",
    "再见", "再見", "拜拜", "拜", "晚安", "回见", "下次见", "zaijian", "wanan",
})
_WHO = frozenset({
    "whoareyou", "whatareyou", "whatisthis", "whatcanyoudo", "whatdoyoudo", "whatisthisbot",
    "howdoyouwork", "howdoesthiswork", "howtousethis", "howdoiusethis", "areyouabot",
    "areyouhuman", "areyouthere", "help", "helpme", "你是谁", "你是誰", "你是什么", "你叫什么",
    "你叫什么名字", "你能做什么", "你能干什么", "你能干嘛", "你会什么", "你会做什么", "你会干什么",
    "你有什么功能", "有什么功能", "怎么用", "怎么使用", "这是什么", "这是干嘛的", "你是机器人吗",
    "帮助", "nishishui", "zenmeyong",
})
_MORE = frozenset({
    "idontgetit", "idontunderstand", "ididntgetit", "ididntgetthat", "idontgetthat", "toohard",
    "toodifficult", "explain", "explainmore", "explainagain", "explainthat", "pleaseexplain",
    "canyouexplain", "canyouexplainmore", "moredetails", "moredetail", "more", "tellmemore",
    "goon", "continue", "saythatagain", "sayitagain", "again", "repeat", "repeatthat",
    "anexample", "example", "examples", "forexample", "giveanexample",
    "givemeanexample", "anyexample", "canyougiveanexample", "canyougivemeanexample", "why",
    "whyso", "whyisthat",
    "不懂", "看不懂", "没看懂", "没懂", "没听懂", "听不懂", "没明白", "不明白", "不理解", "太难了",
    "好难", "讲细一点", "详细一点", "再详细点", "说详细点", "详细说说", "具体点", "展开讲讲",
    "展开说说", "解释一下", "再解释一下", "再说一遍", "再讲一遍", "再说一次", "重说一遍", "继续",
    "接着说", "然后呢", "还有呢", "还有吗", "举个例子", "举例", "举例说明", "比如", "比如呢",
    "例如", "有例子吗", "为什么", "为啥", "为什么呢", "为什么这样", "budong", "weishenme",
})
# fmt: on


def courtesy(text: str) -> Courtesy | None:
    """Return what kind of courtesy a text is, None if it says anything else."""
    folded = fold(text)
    if folded in _GREETINGS:
        return Courtesy.GREETING
    if folded in _WHO:
        return Courtesy.WHO
    if folded in _THANKS:
        return Courtesy.THANKS
    if folded in _FAREWELLS:
        return Courtesy.FAREWELL
    return Courtesy.MORE if folded in _MORE else None
