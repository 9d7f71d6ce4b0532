"""A reply is kept as text and comes back the same."""

import pytest

from bot.app import Bot
from bot.conversation import keeping
from bot.conversation.message import Attachment, AttachmentKind, Message, Reply
from bot.domain.knowledge import Deck
from bot.rendering.display import Display, Form
from tests.conversation.talk import Talk


async def test_every_answer_of_the_deck_comes_back_as_it_was(bot: Bot, deck: Deck) -> None:
    talk = Talk(bot.dispatcher)
    for entry in deck.entries:
        await talk.say(f"/show {entry.id}")
        assert keeping.loads(keeping.dumps(talk.last)) == talk.last


async def test_a_drill_a_file_and_silence_come_back_as_they_were(bot: Bot) -> None:
    talk = Talk(bot.dispatcher)
    await talk.say("/quiz 1 dl-33")
    file = Attachment("a.bin", bytes(range(256)), AttachmentKind.FILE)
    for reply in (talk.last, Reply((Message((), attachment=file),), toast="好"), Reply()):
        assert keeping.loads(keeping.dumps(reply)) == reply


def test_choices_in_the_same_words_stay_what_they_are() -> None:
    for choice in (Display.PICTURE, Form.PICTURE, Display.PICTURE):
        assert type(keeping.loads(keeping.dumps(choice))) is type(choice)


@pytest.mark.parametrize(
    "text", ['{"is":"Letterbox"}', '{"is":"Reply","sound":"loud"}', '{"toast":null}', "nothing"]
)
def test_what_another_version_wrote_is_refused_clearly(text: str) -> None:
    with pytest.raises(ValueError, match=r"another version|Expecting value"):
        keeping.loads(text)
