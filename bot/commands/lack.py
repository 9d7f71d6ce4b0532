"""``/lack LACK CHAT LANGUAGE``: tell what the bot may not do in a chat; spoken by the clock."""

from bot.conversation.arguments import read_language
from bot.conversation.command import Command, Turn
from bot.conversation.message import Message, Origin, Reply
from bot.conversation.views.parts import line
from bot.domain.chats import ChatKind
from bot.services.notices import Lack


async def lack(turn: Turn) -> Reply:
    turn, rest = read_language(turn)
    missing, _, chat = rest.partition(" ")
    title = await turn.services.notices.title(chat) or "…"
    said = turn.words(f"lack-{Lack(missing)}", title=title)
    message = Message(tuple(map(line, said.splitlines())))
    alone = turn.request.chat.kind is ChatKind.GROUP and turn.request.person is not None
    return Reply((message,), asker_only=alone)


COMMAND = Command("lack", lack, spoken_by=Origin.CLOCK)
