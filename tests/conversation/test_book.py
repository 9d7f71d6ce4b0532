"""From the book to the questions, and searching, as conversations."""

from bot.app import Bot
from bot.domain.knowledge import Deck
from tests.conversation.talk import Talk, buttons


async def test_a_page_leads_to_its_questions_and_into_a_drill(ann: Talk) -> None:
    said = await ann.say("/page 258")
    assert "p. 258 · 7.12 Dropout" in said
    assert "website edition" in said
    assert "How is dropout related" in said
    page = ann.last
    assert "/show dl-32 en" in {button.line for button in buttons(page)}
    drill = await ann.press("Drill these", page)
    assert drill.startswith("1 / 2")


async def test_pages_are_leafed_in_one_message(ann: Talk) -> None:
    await ann.say("/page 258")
    before, after = (b for b in buttons(ann.last) if b.line.startswith("/page"))
    said = await ann.press(after.label)
    assert f"p. {after.line.split()[1]}" in said
    assert ann.messages[0].replaces
    assert before.label.startswith("◀")


async def test_a_page_that_nobody_cites_names_the_nearest(ann: Talk) -> None:
    said = await ann.say("/page 29")  # between two chapters
    assert "None of my questions is about this page" in said
    assert len(buttons(ann.last)) == 2
    said = await ann.say("/page 9999")
    assert "end on page 720" in said
    assert "website edition" in said


async def test_what_is_no_page(ann: Talk) -> None:
    assert "For example /page 258" in await ann.say("/page")
    assert "For example /page 258" in await ann.say("/page <b>")


async def test_chapters_sections_and_back(ann: Talk) -> None:
    said = await ann.say("/chapter")
    assert "Deep Learning" in said
    said = await ann.press("7 Regularization")
    assert "pp. 228–273" in said
    assert "How is dropout related" in said
    assert "All chapters" in {button.label for button in buttons(ann.last)}
    said = await ann.press("Drill this chapter")
    assert "/ 10 ·" in said
    said = await ann.say("/chapter 7.12")
    assert "7.12 Dropout" in said
    assert await ann.say("/chapter dropout") == said
    assert "no chapter “99”" in await ann.say("/chapter 99")


async def test_a_part_that_nobody_cites(ann: Talk) -> None:
    said = await ann.say("/chapter 1.1")
    assert "None of my questions is about this part" in said


async def test_it_speaks_chinese(bot: Bot) -> None:
    ann = Talk(bot.dispatcher, locale="zh")
    assert "第 258 页 · 7.12 Dropout" in await ann.say("/page 第258页")
    assert "7 深度学习中的正则化" in await ann.say("/chapter 第七章")
    assert "最近的是" in await ann.say("/page 29")


async def test_what_many_questions_cite_comes_by_pages(ann: Talk) -> None:
    said = await ann.say("/page 250-9999")
    assert said.startswith("pp. 250–720 · ")
    first = [button.label for button in buttons(ann.last)][:20]
    assert first == [str(number) for number in range(1, 21)]
    await ann.press("More")
    assert buttons(ann.last)[0].label == "21"
    assert "Drill these" in [button.label for button in buttons(ann.last)]


def leaves(talk: Talk) -> list[str]:
    """Return what leads to other pages."""
    return [it.label for it in buttons(talk.last) if it.label in {"◀ Back", "More ▶"}]


async def test_search_lists_and_leafs(ann: Talk) -> None:
    said = await ann.say("/search gradient")
    assert said.startswith("“gradient”: ")
    assert leaves(ann) == ["More ▶"]
    shown = [button.line for button in buttons(ann.last) if button.line.startswith("/show")]
    assert len(shown) == 8
    assert [button.label for button in buttons(ann.last)][:8] == list("12345678")
    await ann.press("More")
    assert buttons(ann.last)[0].label == "9"
    assert ann.messages[0].replaces
    more = [button.line for button in buttons(ann.last) if button.line.startswith("/show")]
    assert more
    assert not set(more) & set(shown)
    while "More ▶" in leaves(ann):
        assert leaves(ann) == ["◀ Back", "More ▶"]
        await ann.press("More")
    assert leaves(ann) == ["◀ Back"]
    while "◀ Back" in leaves(ann):
        await ann.press("Back")
    assert [b.line for b in buttons(ann.last) if b.line.startswith("/show")] == shown


async def test_searching_for_nothing_and_for_what_is_not_there(ann: Talk) -> None:
    assert "What shall I look for?" in await ann.say("/search")
    assert "I find nothing on “weather”" in await ann.say("/search weather")
    said = await ann.say("/search :99 dropout")
    assert "“dropout”" in said


async def test_what_a_search_says_fits_a_button(ann: Talk) -> None:
    await ann.say("/search " + "正则化方法有哪些 regularization 权重衰减 先验 " * 3)
    assert all(len(button.line.encode()) <= 64 for button in buttons(ann.last))


async def test_a_drill_of_a_place(ann: Talk) -> None:
    assert (await ann.say("/quiz 3 ch7 hard")).startswith("1 / 3")
    await ann.say("/stop")
    assert (await ann.say("/quiz 第7.12节")).startswith("1 / 2")
    await ann.say("/stop")
    assert "No question fits" in await ann.say("/quiz chapter 1.1")
    assert "I do not understand “chapter 99”" in await ann.say("/quiz chapter 99")


async def test_a_search_for_a_topic_lists_all_of_it(ann: Talk, deck: Deck) -> None:
    said = await ann.say("any questions on sampling?") + await ann.press("More ▶")
    topic = deck.find_topic("sampling")
    assert topic
    assert topic.entries
    assert all(entry.question.en in said for entry in topic.entries if "$" not in entry.question.en)
