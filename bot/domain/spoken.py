"""Commands as people say them who type no slash: "quiz me", "复习", "stop", "chapter 7"."""

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.phrasing import fold
from bot.domain.places import names_pages, names_section

# fmt: off
SPOKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "/quiz": (
        "quiz", "quiz me", "start quiz", "start a quiz", "ask me", "ask me something",
        "ask me a question", "test me", "drill me", "start a drill", "practice", "practise",
        "刷题", "我要刷题", "我想刷题", "开始刷题", "刷題", "考考我", "考我", "抽查我", "出题",
        "出个题", "出道题", "出一道题", "给我出题", "给我出道题", "来一题", "来道题", "来一道题",
        "随便来一题", "再来一题", "提问我", "问我问题", "问我一个问题", "练习", "开始练习", "做题",
        "我要做题", "shuati",
    ),
    "/review": (
        "review", "start review", "what is due", "what's due",
        "复习", "複習", "我要复习", "开始复习", "今天复习什么", "今天该复习什么", "该复习什么",
        "fuxi",
    ),
    "/mock": (
        "mock", "mock interview", "interview me", "start an interview",
        "模拟面试", "模擬面試", "面试我", "开始面试", "来场模拟面试", "来一场模拟面试",
    ),
    "/stats": (
        "stats", "my stats", "progress", "my progress", "how am I doing",
        "进度", "進度", "我的进度", "学习进度", "学习情况", "学习统计", "我的统计", "我学得怎么样",
    ),
    "/topics": (
        "topics", "all topics", "list topics", "all questions", "list questions", "what topics",
        "what do you know",
        "目录", "目錄", "主题", "全部主题", "所有主题", "有哪些主题", "题库", "題庫", "题库有什么",
        "题目列表", "有哪些题", "有哪些题目", "有什么题", "全部题目", "所有题目",
    ),
    "/daily": (
        "daily", "daily question", "question of the day", "每日一题", "每日一題", "每天一题",
    ),
    "/leaderboard": ("leaderboard", "ranking", "排行榜", "排名"),
    "/settings": ("settings", "preferences", "设置", "設置", "設定", "设定", "偏好设置"),
    "/settings language en": (
        "english", "in english", "english please", "speak english", "answer in english",
        "英文", "用英文", "说英文", "换成英文", "用英文回答", "用英语回答",
    ),
    "/settings language zh": (
        "chinese", "in chinese", "chinese please", "speak chinese", "answer in chinese",
        "中文", "用中文", "说中文", "换成中文", "用中文回答",
    ),
    "/stop": (
        "stop", "quit", "exit", "停", "停止", "结束", "結束", "退出", "不刷了", "不做了", "不玩了",
    ),
    "/undo": ("undo", "撤销", "撤銷"),
    "/privacy": ("privacy", "隐私", "隱私"),
    "/forget": ("delete my data", "forget me", "删除我的数据", "删除我的记录"),
    "/export": ("export", "export my data", "导出", "导出数据", "导出我的数据"),
}
"""By the line that is meant, what is said for it and nothing else."""
# fmt: on

_LINES: Final = {fold(said): line for line, several in SPOKEN.items() for said in several}
_NUMERALS: Final = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_COUNTED: Final = re.compile(
    r"(?:(quiz|review|mock)\s+|(?:再?[来來做刷出考]|考我)\s*)(\d{1,3}|[一二三四五六七八九十])\s*"
    r"(?:[道个個]?(?:题目?|題目?)|questions?)?\W*",
    re.IGNORECASE,
)
_PARTICLES: Final = "吧啊呀啦呢"
_LONGEST: Final = 2 * max(map(len, _LINES))  # with blanks and punctuation


def spoken_command(text: str) -> str | None:
    """Return the line that a text says in plain words, or None if it says anything else."""
    if len(text) > _LONGEST:
        return None
    if names_pages(text):
        return f"/page {text}"
    if names_section(text):
        return f"/chapter {text}"
    if counted := _COUNTED.fullmatch(text):
        return f"/{(counted[1] or 'quiz').lower()} {_NUMERALS.get(counted[2], counted[2])}"
    return _LINES.get(fold(text).rstrip(_PARTICLES))
