"""``/lack LACK CHAT LANGUAGE``: tell what the bot may not do in a chat; spoken by the clock."""

from bot.conversation.arguments import read_language, refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import ChatKind, Message, Origin, Reply
from bot.conversation.views.parts import line
from bot.services.notices import Lack


async def lack(turn: Turn) -> Reply:
    turn, rest = read_language(turn)
    missing, _, chat = rest.partition(" ")
    if turn.request.origin is not Origin.CLOCK or missing not in tuple(Lack):
        return refuse(turn, turn.words("bad-button"))
    title = await turn.services.notices.title(chat) or "…"
    said = turn.words(f"lack-{missing}", title=title)
    message = Message(tuple(map(line, said.splitlines())))
    alone = turn.request.chat.kind is ChatKind.GROUP and turn.request.person is not None
    return Reply((message,), asker_only=alone)


COMMAND = Command("lack", lack)
