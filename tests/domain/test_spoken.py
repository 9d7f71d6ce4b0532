"""What people say in plain words instead of a command, and what is a question all the same."""

import pytest

from bot.commands import all_commands
from bot.domain.knowledge import Deck
from bot.domain.normalising import heard
from bot.domain.politeness import cores
from bot.domain.spoken import ANSWERS_TOO, SPOKEN, may_answer, spoken_command


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("Quiz me!", "/quiz"),
        ("考考我吧", "/quiz"),
        ("考考我。", "/quiz"),
        ("复习", "/review"),
        ("複習", "/review"),
        ("Stop.", "/stop"),
        ("用英文回答", "/settings language en"),
        ("chapter 7", "/chapter chapter 7"),
        ("第七章", "/chapter 第七章"),
        ("§7.12", "/chapter §7.12"),
        ("p258", "/page p258"),
        ("第258页", "/page 第258页"),
        ("来 5 题", "/quiz 5"),
        ("刷三道题！", "/quiz 3"),
        ("再来十题", "/quiz 10"),
        ("quiz 5", "/quiz 5"),
        ("Mock 3 questions", "/mock 3"),
        ("give me 3 hard questions", "/quiz 3 hard"),
        ("随便考我几道", "/quiz"),
        ("考我5道", "/quiz 5"),
        ("来 3 道", "/quiz 3"),
        ("再来一道", None),  # the next question of a drill
        ("有哪些高频题？", "/topics"),
        ("我该从哪里开始？", "/start"),
        ("quiz me on optimization", "/quiz optimization"),
        ("Can you ask me 3 questions about CNNs?", "/quiz 3 CNNs"),
        ("来 5 道正则化的题", "/quiz 5 正则化"),
        ("给我出一道关于 LSTM 的题吧", "/quiz 1 LSTM"),
        ("考考我注意力", "/quiz 注意力"),
        ("切换成中文", "/settings language zh"),
        ("别提醒了", "/settings reminder off"),
        ("菜单", "/help"),
        ("可以换成中文吗", "/settings language zh"),
        ("I want to stop please", "/stop"),
        ("帮我导出数据吧", "/export"),
        ("晚上十点提醒我", "/settings reminder 晚上十点"),
        ("我的弱项", "/stats"),
        ("来个难的", "/quiz hard"),
        ("easier please", "/quiz easy"),
        ("怎么反馈错误", "/report"),
        ("pdf", None),
        ("Do you have any questions on GANs?", "/search GANs"),
        ("GAN 面试题有哪些？", "/search GAN"),
        ("有没有关于注意力的题", "/search 注意力"),
        ("常见面试题", "/topics"),
        ("梯度消失问题", None),
        ("選單", "/help"),
        ("開始刷題", "/quiz"),
        ("请用繁體回答", "/settings"),
        ("remind me at 9pm", "/settings reminder 9pm"),
        ("set a reminder at 9", "/settings reminder 9"),
        ("每天晚上9点提醒我复习", "/settings reminder 晚上9点"),
        ("remind me at 8 pm", "/settings reminder 8pm"),
        ("提醒我 20:00", "/settings reminder 20:00"),
        ("每晚9点提醒我复习", "/settings reminder 晚上9点"),
        ("set reminder to 7", "/settings reminder 7"),
        ("set reminder to none", None),
        ("change my time zone to New York", "/settings timezone New York"),
        ("把时区改成东京", "/settings timezone 东京"),
        ("第258页讲什么", "/page 第258页"),
        ("what's on page 258?", "/page page 258"),
        ("mock interview with 5 questions", "/mock 5"),
        ("模拟面试 5题", "/mock 5"),
        ("复习十道", "/review 10"),
        ("export to Anki please", "/export anki"),
        ("再说一遍题目", "/quiz"),
        ("为什么叫我炼丹师", None),
        ("每天9点给我出一题", "/daily 9点"),
        ("每天早上八点半来道题", "/daily 早上八点半"),
        ("send me a question every day at 9am", "/daily 9am"),
        ("每天做很多题", None),
        ("花书第七章讲什么", "/chapter 第七章"),
        ("What is chapter 7 about?", "/chapter chapter 7"),
        ("错题本", "/review"),
        ("出现梯度爆炸怎么办", None),
        ("做数据增强有什么用", None),
        ("5 题", None),
        ("quiz five regularization", None),
        ("258", None),
        ("7.12", None),
        ("第 7 题", None),
        ("review of attention", None),
        ("how do I stop overfitting", None),
        ("quiz me " * 40, None),
        ("", None),
    ],
)
def test_what_is_said_means_a_line_or_nothing(said: str, line: str | None) -> None:
    assert spoken_command(said) == line


def test_every_line_is_one_that_can_be_typed() -> None:
    commands = all_commands()
    assert {line.split()[0].removeprefix("/") for line in SPOKEN} <= commands.keys()
    several = [heard(said) for said_so in SPOKEN.values() for said in said_so]
    assert len(several) == len(set(several))


def test_no_phrase_is_another_with_what_is_polite_around_it() -> None:
    lines = {heard(said): line for line, several in SPOKEN.items() for said in several}
    superfluous = [
        said
        for line, several in SPOKEN.items()
        for said in several
        if next((lines[it] for it in cores(said) if it != heard(said) and it in lines), "") == line
    ]
    assert superfluous == []


def test_no_words_of_the_deck_are_taken_for_a_command(deck: Deck) -> None:
    outside = [phrase for topic in deck.outside for phrase in topic.aliases]
    phrases = [phrase for entry in deck.entries for phrase in entry.aliases] + outside
    assert [phrase for phrase in phrases if spoken_command(phrase)] == []


@pytest.mark.parametrize("word", ANSWERS_TOO)
def test_what_may_be_an_answer_is_a_wish_elsewhere(word: str) -> None:
    assert spoken_command(word)
    assert may_answer(f"{word}。")


def test_what_is_no_bare_word_is_no_answer() -> None:
    assert not may_answer("give me a hard one")
    assert not may_answer("")
