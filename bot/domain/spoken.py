"""Commands as people say them who type no slash: "quiz me", "复习", "stop", "chapter 7"."""

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.normalising import heard
from bot.domain.politeness import cores
from bot.domain.traditional import simplify
from bot.domain.wishes import wish

# fmt: off
SPOKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "/quiz": (
        "来道题考考我", "来个题考考我", "随便出个题", "随便出道题", "do a quiz", "have a quiz",
        "a quiz", "to practice", "来一道", "随便问我", "问我点什么", "随便问我点什么", "考我几道题",
        "来几道题", "做几道题", "ask me questions", "ask me some questions", "quiz", "quiz me",
        "start quiz", "start a quiz", "ask me", "ask me something", "ask me a question", "test me",
        "drill me", "start a drill", "practice", "practise", "刷题", "开始刷题", "考考我", "考我",
        "抽查我", "出题", "出个题", "出道题", "出一道题", "来一题", "来道题", "来一道题",
        "随便来一题", "再来一题", "提问我", "问我问题", "问我一个问题", "练习", "开始练习", "做题",
        "shuati", "random question", "a random question", "give me a random question",
        "give me a question", "ask me anything", "随机一题", "随机来一题", "随机出题", "随机抽题",
        "抽一题", "抽一道题", "出一题", "给我一道题", "考我几道", "随便考我几道",
        "repeat the question", "what was the question", "题目是什么", "再说一遍题目", "继续刷题",
        "接着刷题", "接着刷", "continue the quiz",
        "考考大家", "开始抢答", "来一轮", "再来一轮",
    ),
    "/quiz hard": (
        "来个难的", "来点难的", "难一点", "难一点的", "难一点的题", "更难的题",
        "give me a hard one", "hard one", "harder", "a hard question", "harder questions",
    ),
    "/quiz easy": (
        "换个简单的", "来个简单的", "来点简单的", "简单一点的题", "简单点的题", "easier",
        "easier question", "easier questions", "give me an easy one", "an easy one",
        "an easy question",
    ),
    "/export pdf": (
        "can I get a pdf", "give me a pdf", "导出pdf", "下载题库", "怎么下载题库",
        "how do I download the questions", "download the questions", "离线版", "有没有离线版",
    ),
    "/report": (
        "怎么反馈", "怎么反馈错误", "怎么举报错误", "怎么纠错", "报告错误", "反馈错误",
        "反馈问题", "反馈", "纠错", "report a mistake", "report an error",
        "how do I report a mistake", "feedback",
    ),
    "/review": (
        "今天学什么", "总结我的错误", "review", "start review", "what is due", "what's due", "复习",
        "开始复习", "今天复习什么", "今天该复习什么", "该复习什么", "错题", "错题本", "复习错题",
        "看错题", "show my mistakes", "my mistakes", "which questions did I get wrong",
        "what did I get wrong", "fuxi", "what should I review", "今日复习",
    ),
    "/mock": (
        "mock", "mock interview", "interview me", "start an interview", "模拟面试", "面试我",
        "开始面试", "来场模拟面试", "来一场模拟面试", "模拟一下面试", "start a mock interview",
        "let's do a mock interview",
        "来套模拟面试", "来一套模拟面试",
    ),
    "/stats": (
        "看下我的进度", "看我的进度", "学习状况", "how am I progressing", "how is my progress",
        "我哪里薄弱", "薄弱点", "弱项", "复盘", "我答对了多少", "我学了多久", "my weak points",
        "weak points", "weak topics", "my weak areas", "what are my weak areas",
        "how many did I get right", "stats", "my stats", "progress", "my progress",
        "how am I doing", "进度", "学习进度", "学习情况", "学习统计", "我的统计", "我学得怎么样",
        "show my progress",
        "what's my score", "my score", "我的分数", "我的成绩",
    ),
    "/topics": (
        "topics", "all topics", "interview questions", "deep learning interview questions",
        "common interview questions", "面试题", "常见面试题", "高频面试题", "经典面试题",
        "深度学习面试题", "深度学习八股文", "八股文", "算法岗面试题", "list topics",
        "all questions", "list questions", "what topics", "what do you know", "目录", "主题",
        "全部主题", "所有主题", "有哪些主题", "题库", "题库有什么", "题目列表", "有哪些题",
        "有哪些题目", "有什么题", "全部题目", "所有题目", "what topics do you cover",
        "what topics do you have", "what do you cover", "list of topics", "next topic",
        "another topic", "换个主题", "换个话题", "list of questions", "show all questions",
        "show topics", "都有什么题", "有什么内容", "有哪些内容", "有什么主题", "全部题", "高频题",
        "有哪些高频题",
    ),
    "/help": (
        "怎么加到群里", "怎么拉到群里", "可以在群里用吗", "how do I add you to a group",
        "can I use you in a group", "menu", "main menu", "commands", "list of commands",
        "all commands", "what commands", "show commands", "instructions", "manual",
        "how do I start", "how to start", "how do I begin", "get started", "how do I quiz",
        "菜单", "選單", "主菜单", "命令", "命令列表", "有哪些命令", "有什么命令", "全部命令",
        "指令", "使用说明", "说明书", "使用帮助", "怎么玩", "怎么开始", "如何开始", "怎么刷题",
        "怎么复习",
    ),
    "/start": (
        "start", "restart", "begin", "back", "go back", "home", "开始", "重新开始", "返回",
        "首页", "主页", "where should I start", "what should I study first", "从哪里开始",
        "我该从哪里开始",
    ),
    "/daily": (
        "daily", "daily question", "question of the day", "每日一题", "每天一题",
        "daily questions", "send me a question every day", "a question a day", "每天给我一道题",
        "每天来一题",
    ),
    "/leaderboard": (
        "leaderboard", "show the leaderboard", "ranking", "排行榜", "排名", "看排行榜",
    ),
    "/settings": (
        "公式看不到", "看不到公式", "公式显示不了", "公式看不清", "图片看不清", "乱码",
        "formulas don't show", "I can't see the formulas", "I cannot see the formulas", "settings",
        "preferences", "设置", "设定", "偏好设置", "language", "change language",
        "language settings", "how do I change the language", "reminder", "set a reminder",
        "remind me", "remind me every day", "语言", "换语言", "切换语言", "语言设置", "设置语言",
        "怎么换语言", "语言怎么改", "怎么设置", "提醒", "提醒我", "每天提醒我", "提醒我复习",
        "设置提醒", "怎么设置提醒", "选项", "options", "繁体", "繁体中文", "用繁体回答",
        "可以用繁体吗",
        "remind me tomorrow", "明天提醒我",
    ),
    "/settings language en": (
        "换成英语", "切换英语", "english", "in english", "speak english", "answer in english",
        "英文", "用英文", "说英文", "换成英文", "用英文回答", "用英语回答", "switch to english",
        "change to english", "use english", "do you speak english", "english version", "切换英文",
        "切换成英文", "切换到英文", "英文版", "英语", "说英语", "改成英文",
        "set language to english", "change language to english", "语言改成英文",
    ),
    "/settings language zh": (
        "chinese", "in chinese", "speak chinese", "answer in chinese", "中文", "用中文", "说中文",
        "换成中文", "用中文回答", "switch to chinese", "change to chinese", "use chinese",
        "do you speak chinese", "chinese version", "切换中文", "切换成中文", "切换到中文", "中文版",
        "讲中文", "改成中文",
        "set language to chinese", "change language to chinese", "语言改成中文",
    ),
    "/stop": (
        "先不做", "先不刷了", "不做", "stop", "结束学习", "不刷了不刷了", "先到这", "先到这里",
        "quit", "exit", "停", "停止", "结束", "退出", "不刷了", "不想刷了", "不想继续了", "不玩了",
        "cancel", "end", "end the quiz", "stop the quiz", "stop quiz", "that's enough", "enough",
        "取消", "停下", "结束刷题", "停止刷题", "不想做了", "今天就到这", "今天就到这里",
        "到此为止",
        "stop it", "pause", "take a break", "暂停", "休息一下", "先休息一下",
    ),
    "/chapter": (
        "chapters", "all chapters", "the book", "table of contents", "花书", "花书目录",
        "书的目录", "章节", "全部章节", "按章节刷题", "有哪些章节",
        "which book", "which book is it", "参考书", "参考书是什么", "哪本书", "是哪本书",
    ),
    "/daily off": (
        "stop daily", "stop the daily question", "no more daily questions", "cancel daily",
        "unsubscribe", "关闭每日一题", "取消每日一题", "停止每日一题", "不要每日一题了", "退订",
    ),
    "/settings reminder off": (
        "提醒关掉", "关提醒", "别再提醒", "不要再提醒", "别再提醒我", "stop reminding me",
        "no reminder", "no reminders", "turn off reminders", "reminder off", "别提醒我",
        "别提醒了", "不要提醒", "不要提醒我", "关闭提醒", "关掉提醒", "怎么关掉提醒", "取消提醒",
        "turn off the reminder", "turn off reminder", "stop the reminder",
    ),
    "/undo": ("undo", "撤销", "undo that", "撤回", "取消评分", "打错分了"),
    "/privacy": (
        "privacy", "隐私", "privacy policy", "what do you store", "what do you store about me",
        "what data do you keep", "how is my data used", "is my data safe",
        "do you save my messages", "do you store my messages", "隐私政策", "你会保存我的数据吗",
        "你存了什么", "你会保存我的聊天记录吗", "会记录我的问题吗", "你们存了什么数据",
    ),
    "/forget": (
        "delete my data", "forget me", "删除我的数据", "删除我的记录", "delete my account",
        "delete all my data", "delete everything", "clear my data", "reset my progress",
        "删除数据", "怎么删除数据", "删除我的账号", "删除账号", "注销", "注销账号", "清空数据",
        "清空记录", "清空进度", "重置进度",
        "delete me",
    ),
    "/export": (
        "export", "export my data", "导出", "导出数据", "导出我的数据", "download my data",
        "导出我的记录",
    ),
    "/export anki": (
        "export to anki", "导出 anki", "导出到 anki", "导出 anki 卡片", "anki", "anki cards",
        "anki deck", "anki 卡片",
    ),
}
"""For each line, the phrases that mean it and nothing else, without what is polite around them."""

ANSWERS_TOO: Final = (
    "harder", "easier", "language", "options", "ranking", "feedback", "instructions", "preferences",
    "practice", "practise", "privacy", "progress", "export", "reminder", "restart", "start",
    "begin", "back", "manual", "topics", "weak points", "难一点", "语言", "选项", "排名", "反馈",
    "指令", "练习", "隐私", "进度", "提醒", "开始", "重新开始", "返回", "主题", "弱项", "薄弱点",
    "乱码", "导出",
)
"""Bare words of the above that may as well be an answer, or a part of one: wishes only where no
answer is awaited. Who wishes all the same says more ("give me a hard one"), or ``/settings``."""
# fmt: on

_LINES: Final = {heard(said): line for line, several in SPOKEN.items() for said in several}
_ANSWERS_TOO: Final = frozenset(map(heard, ANSWERS_TOO))
_NUMERALS: Final = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_COMMANDS: Final = {"复习": "review", "模拟面试": "mock"}
_COUNTED: Final = re.compile(
    r"(?:(quiz|review|mock)(?: interview)?\s+(?:with\s+|of\s+)?|(复习|複習|模拟面试|模擬面試)\s*"
    r"|(?:ask|give) me\s+|(?:再?[来來做刷出考]|考我)\s*)"
    r"(\d{1,3}|[一二三四五六七八九十])\s*"
    r"(?:[道个個]?(?:题目?|題目?)|(?<!一)(?<!一 )道|(?:(easy|core|hard)\s+)?questions?)?\W*",
    re.IGNORECASE,
)
_SUBJECT: Final = r"(?P<subject>\w.*?)"
_HOW_MANY: Final = (
    r"(?P<count>\d{1,3}|[一二三四五六七八九十])?\s*(?:一?些|几|幾|点|點)?[道个個]?\s*"
)
_ENGLISH: Final = (
    r"(?:(?:please|can you|could you)\s+)*(?:quiz|test|drill|grill|ask|give)\s+me\s+"
    r"(?:(?P<count>\d{1,3})\s+|(?:a|an|some|a few)\s+)?(?:questions?\s+|something\s+)?"
    rf"(?:on|about)\s+{_SUBJECT}(?:\s+questions?)?\W*"
)
_BEFORE: Final = (
    rf"{_HOW_MANY}(?:关于|關於|有关|有關)?\s*{_SUBJECT}\s*(?:方面|相关|相關|有关)?的?\s*"
)
_CHINESE: Final = (
    rf"(?:请|我想|我要|给我|給我|帮我|再)*[来來出做刷抽]\s*{_BEFORE}(?:题目?|題目?)[吧呗]?\W*",
    rf"(?:请|再|来|來)*(?:考考?|抽查|提问)我\s*{_BEFORE}(?:题目?|題目?|问题|知识)?[吧呗]?\W*",
)
_ABOUT: Final = [re.compile(pattern, re.IGNORECASE) for pattern in (_ENGLISH, *_CHINESE)]
_ON: Final = (
    r"(?:(?:do you have|are there|show me|list|give me|find|search for)\s+)?"
    rf"(?:(?:any|all|some)\s+)?(?:interview\s+)?questions\s+(?:on|about|regarding)\s+{_SUBJECT}\W*"
)
_ANY: Final = r"(?:有没有|有哪些|有什么|有|看看|列出)?"
_OF_KIND: Final = (
    rf"{_ANY}(?:关于|關於|有关)\s*{_SUBJECT}\s*的(?:面试题|题目?|问题)(?:有哪些)?[吗呢]?\W*",
    rf"{_ANY}{_SUBJECT}\s*(?:(?:相关|方面)的?题目?|的?面试题|八股文?)(?:有哪些)?[吗呢]?\W*",
)
_LIST: Final = [re.compile(pattern, re.IGNORECASE) for pattern in (_ON, *_OF_KIND)]
_LONGEST: Final = 2 * max(map(len, _LINES))  # with blanks and punctuation


def spoken_command(text: str) -> str | None:
    """Return the line that a text says in plain words, or None if it says anything else."""
    if len(text) > _LONGEST:
        return None
    if wished := wish(text):
        return wished
    if counted := _COUNTED.fullmatch(text):
        command, named, number, level = counted.groups(default="")
        command = _COMMANDS.get(simplify(named), command or "quiz")
        number = str(_NUMERALS.get(number, number))
        return " ".join(f"/{command} {number} {level}".lower().split())
    line = next((_LINES[said] for said in cores(text) if said in _LINES), None)
    return line or _about(text) or _list(text)


def may_answer(text: str) -> bool:
    """Tell whether what says a line in plain words may as well be an answer."""
    return heard(text) in _ANSWERS_TOO


def _about(text: str) -> str | None:
    """Return the line for a drill on something: "quiz me on optimization", "来 5 道正则化的题"."""
    for pattern in _ABOUT:
        if found := pattern.fullmatch(text):
            count = _NUMERALS.get(found["count"], found["count"] or "")
            return " ".join(f"/quiz {count} {found['subject']}".split())
    return None


def _list(text: str) -> str | None:
    """Return the line for the questions on something: "any questions on GANs?", "GAN 面试题"."""
    for pattern in _LIST:
        if found := pattern.fullmatch(text):
            return f"/search {found['subject']}"
    return None
