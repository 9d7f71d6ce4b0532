"""Conversations about questions: answers, questions back, honest noes, silence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import Bot
from bot.conversation.message import Reply
from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.decks import Knowledge
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.matching import FOUND_IN_GROUP, FOUND_IN_PRIVATE, Found, Match, Unsure
from tests.conversation.talk import NOW, Talk, buttons, text_of


@pytest.fixture
def group(bot: Bot) -> Talk:
    return Talk(bot.dispatcher, chat="test:-5", kind=ChatKind.GROUP)


async def test_a_group_is_told_what_the_bot_does_there(ann: Talk, group: Talk) -> None:
    assert "Just type a question" in await ann.say("/start")
    said = await group.say("/start")
    assert "/quiz starts a round of polls for everybody here" in said
    assert "Just type" not in said
    assert "Say it in the same message" in await group.say("/ask")
    channel = Talk(ann.dispatcher, chat="test:-6", kind=ChatKind.CHANNEL)
    assert "/quiz" not in await channel.say("/start")


async def test_a_chinese_question_gets_a_chinese_answer_with_pages(ann: Talk) -> None:
    said = await ann.say("梯度爆炸怎么办")
    assert "梯度" in said.splitlines()[0]
    assert "10.11.1 截断梯度" in said
    assert "页码：" in said


async def test_an_english_question_gets_an_english_answer(ann: Talk) -> None:
    ann.locale = "zh-hans"
    said = await ann.say("how do I deal with exploding gradients")
    assert "exploding gradients" in said.splitlines()[0]
    assert "10.11.1 Clipping Gradients" in said
    assert "Page numbers: " in said


@pytest.mark.parametrize("text", ["第 32 题", "第32题", "q32", "#32", "32题", "question 32"])
async def test_numbers_find_their_entry(ann: Talk, text: str) -> None:
    assert "ropout" in await ann.say(text)
    assert ann.button("ull answer" if text in ("q32", "#32", "question 32") else "详细解答")


async def test_pinyin_is_answered_in_chinese(ann: Talk) -> None:
    assert "梯度爆炸" in await ann.say("tidu baozha")


async def test_the_weather_is_declined(ann: Talk) -> None:
    said = await ann.say("今天天气怎么样")
    assert "「天气」不在我的范围里" in said
    assert "/topics" in said or buttons(ann.last)


async def test_an_outside_topic_is_declined_by_name(ann: Talk, bot: Bot) -> None:
    said = await ann.say("支持向量机的核函数怎么选")
    assert "支持向量机" in said
    assert "还不在题库里" in said
    assert all(button.line.startswith("/show ") for button in buttons(ann.last))


async def test_a_bare_term_is_answered_in_the_persons_language(ann: Talk) -> None:
    ann.locale = "zh-hans"
    assert "页码：" in await ann.say("dropout")
    await ann.say("/settings language en")
    assert "Page numbers:" in await ann.say("dropout")


async def test_the_answer_opens_into_detail_and_related(ann: Talk, bot: Bot) -> None:
    await ann.say("question 32")
    answer = ann.last
    detail = await ann.press("Full answer", answer)
    assert bot.deck.by_id["dl-32"].detail is not None
    assert "Sources" in detail
    await ann.press("Related", answer)
    related = bot.deck.by_id["dl-32"].related
    assert [button.line for button in buttons(ann.last)] == [f"/show {i} en" for i in related]
    assert "Page numbers:" in await ann.press("", ann.last)


async def test_the_language_of_a_button_is_that_of_its_message(ann: Talk) -> None:
    await ann.say("第 32 题")
    ann.locale = "en"
    assert "原始资料" in await ann.press("详细解答")


async def test_ask_without_a_question_asks_for_one(ann: Talk) -> None:
    assert "What would you like to know?" in await ann.say("/ask")
    assert "Page numbers:" in await ann.say("/ask how does dropout relate to bagging")


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "🙂🙂", "。。。", "a", "?" * 5000, "乱" * 20000]
)
async def test_rubbish_gets_a_kind_answer(ann: Talk, text: str) -> None:
    said = await ann.say(text)
    assert said
    assert "went wrong" not in said
    assert "出了点问题" not in said


async def test_in_a_group_it_is_silent_unless_addressed(group: Talk) -> None:
    await group.say("梯度爆炸怎么办", addressed=False)
    assert group.last == Reply()
    assert "梯度爆炸" in await group.say("/ask 梯度爆炸怎么办", addressed=False)
    assert "梯度爆炸" in await group.say("梯度爆炸怎么办", addressed=True)


async def test_in_a_group_it_has_to_be_surer(ann: Talk, group: Talk, knowledge: Knowledge) -> None:
    """Whoever did not ask would read what is wrong, too."""
    alone, among = FOUND_IN_PRIVATE, FOUND_IN_GROUP
    aliases = (alias for entry in knowledge.deck.entries for alias in entry.aliases.en)
    asked = next(
        text
        for text in (f"{alias} loss network" for alias in aliases)  # likely, but not sure
        if isinstance(knowledge.matcher.match(text, found_at=alone), Found)
        and not isinstance(knowledge.matcher.match(text, found_at=among), Found)
    )
    assert "Did you mean" not in await ann.say(f"/ask {asked}")
    assert "Did you mean" in await group.say(f"/ask {asked}")


async def test_other_bots_commands_are_not_ours(group: Talk, ann: Talk) -> None:
    await group.say("/quiz@OtherBot", addressed=False)
    assert group.last == Reply()
    assert await group.say("/quiz@thebot", addressed=False)
    await group.say("/dance", addressed=False)
    assert group.last == Reply()
    assert "no such command" in await ann.say("/dance")


async def test_an_edited_command_is_not_carried_out_again(ann: Talk) -> None:
    await ann.say("/quiz", edited=NOW)
    assert ann.last == Reply()
    assert await ann.say("what is dropout", edited=NOW)


async def test_what_is_picked_from_did_you_mean_is_counted(ann: Talk, bot: Bot) -> None:
    queries = bot.queries
    await ann.say("今天天气怎么样")
    await ann.say("今天天气怎么样 ")
    (noted,) = await queries.most_frequent(10)
    assert (noted.text, noted.outcome, noted.count) == ("今天天气怎么样", "not_found", 2)


async def test_nothing_is_kept_of_who_does_not_want_it(ann: Talk, bot: Bot) -> None:
    await ann.say("/privacy")
    await ann.press("Do not keep them")
    await ann.say("今天天气怎么样")
    assert not await bot.queries.most_frequent(10)


@given(st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_no_text_whatsoever_goes_wrong(ann: Talk, text: str) -> None:
    said = await ann.say(text)
    assert said
    assert "went wrong" not in said
    assert "出了点问题" not in said


@pytest.mark.parametrize(
    "line",
    ["/show", "/show dl-99", "/show dl-32 fr", "/detail x", "/related ", "/start x", "/topics x"],
)
async def test_bad_arguments_are_named_kindly(ann: Talk, line: str) -> None:
    said = await ann.say(line)
    assert said
    assert "went wrong" not in said


async def test_start_help_topics_privacy(ann: Talk, bot: Bot) -> None:
    assert "Deep-learning interview questions" in await ann.say("/start")
    assert "Dropout" in await ann.say("/start dl-32")
    helped = await ann.say("/help")
    assert all(f"/{command.name}" in helped for command in bot.dispatcher.menu)
    await ann.say("/topics")
    assert len(buttons(ann.last)) == len(bot.deck.topics)
    topic = await ann.press("Regularization")
    assert ann.messages[0].replaces
    assert "1" in [button.label for button in buttons(ann.last)]
    assert topic.startswith("Regularization")
    assert len((await ann.say("/privacy")).split("\n")) >= 5


async def test_a_topic_goes_by_a_part_of_its_name_if_no_other_has_it(ann: Talk) -> None:
    assert (await ann.say("/topics attention")).startswith("Sequences and attention\n")
    assert "no topic “learning”" in await ann.say("/topics learning")
    assert "no topic “a”" in await ann.say("/topics a")


async def test_greetings_thanks_and_numbers_that_do_not_exist(ann: Talk) -> None:
    assert "Deep-learning interview questions" in await ann.say("hello!")
    assert "You are welcome" in await ann.say("thanks")
    assert "See you!" in await ann.say("good night")
    assert "The numbers are 1–61, 101–143." in await ann.say("question 99")
    assert "现有题号：1–61、101–143。" in await ann.say("第 99 题")


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("I don't get it", "“Full answer”"),
        ("举个例子", "「详细解答」"),
        ("那缺点呢？", "请把问题说完整"),
        ("答错了", "👎"),
        ("you are stupid", "Sorry"),
        ("你是 ChatGPT 吗", "不会现编答案"),
        ("I'm so nervous", "good luck"),
        ("👍", "welcome"),
        ("…", "Just type"),
    ],
)
async def test_what_asks_nothing_of_the_deck_gets_a_word_all_the_same(
    ann: Talk, text: str, answered: str
) -> None:
    assert answered in await ann.say(text)


async def test_who_wants_to_hear_more_of_an_answer_of_a_drill_gets_it_in_full(
    ann: Talk, deck: Deck
) -> None:
    full = deck.by_id["dl-32"].detail
    assert full
    await ann.say("/quiz 1 dl-32")
    question = ann.last
    assert "name the topic" in await ann.say("why?")
    await ann.press("Show answer", question)
    detail = await ann.say("/detail dl-32")
    assert await ann.say("why?") == detail
    assert "权重比例规则" in await ann.say("详细点")


@pytest.mark.parametrize(
    ("scores", "asked", "offered"),
    [
        ((0.6, 0.2, 0.1, 0.05), "Did you mean one of these?", 3),
        ((0.6, 0.2, 0.009), "Did you mean one of these?", 2),
        ((0.6, 0.009, 0.002), "Did you mean this one?", 1),
    ],
)
def test_asking_back_offers_what_may_have_been_meant(
    deck: Deck, scores: tuple[float, ...], asked: str, offered: int
) -> None:
    matches = tuple(map(Match, deck.entries, scores))
    reply = answers.unsure(Unsure(matches), "", words(Language.EN))
    assert asked in text_of(reply.messages[0].document)
    assert len(buttons(reply)) == offered


async def test_a_list_of_questions_is_answered_by_a_list(ann: Talk) -> None:
    said = await ann.say("今天被问到：\n1. dropout 的作用\n2. 怎么做红烧肉\n3. KL 散度是什么")
    assert said.startswith("其中这些问题题库里有")
    assert "Dropout 与 Bagging" in said
    assert "KL 散度" in said
    assert "没有找到确切的答案：" in said
    assert said.strip().endswith("怎么做红烧肉")
    assert [button.label for button in buttons(ann.last)] == ["1", "2"]
    assert "Dropout 与 Bagging" in await ann.press("1")


async def test_a_list_may_be_longer_than_a_question_but_not_endless(ann: Talk) -> None:
    rest = "\n".join(f"{number}. how do I cook rice in {number} minutes" for number in range(3, 25))
    said = await ann.say(f"1. what is dropout\n2. what is KL divergence\n{rest}\nthanks!")
    assert "how do I cook rice in 20 minutes" in said
    assert "how do I cook rice in 21 minutes" not in said
    assert "thanks" not in said
    assert said.strip().endswith("4 more questions were not read; please send the rest again.")


async def test_what_names_no_subject_is_none_of_the_questions_of_a_list(ann: Talk) -> None:
    said = await ann.say("什么是 dropout？能举个例子吗？谢谢！")
    assert said.startswith("Dropout 与 Bagging")


async def test_rubbish_is_near_to_nothing(ann: Talk) -> None:
    assert "/topics" in await ann.say("asdfgh ;;; %%% 12")
    assert buttons(ann.last) == []


async def test_a_question_in_several_lines_is_one_question(ann: Talk) -> None:
    said = await ann.say("what is dropout?\nand how is it different from bagging?")
    assert "Dropout is approximate bagging" in said
