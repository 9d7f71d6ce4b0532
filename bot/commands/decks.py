"""``/decks``: the decks there are; ``/decks ID`` chooses one for this chat."""

from dataclasses import replace

from bot.conversation import displaying
from bot.conversation.arguments import read_language, refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Origin, Reply
from bot.conversation.views import decks as view
from bot.conversation.views.parts import cut


async def decks(turn: Turn) -> Reply:
    turn, named = read_language(turn)
    if not named:
        return Reply((view.listed(turn.library, turn.services.deck, turn.words),))
    shelf = turn.library.shelf(named.lower())
    if shelf is None:
        return refuse(turn, turn.words("decks-unknown", name=cut(named)))
    if not await displaying.may_choose(turn):
        return refuse(turn, turn.words("settings-administrators"))
    await turn.services.chats.choose_deck(turn.request.chat.whole, shelf.deck.id)
    message = view.listed(turn.library, shelf.deck, turn.words)
    pressed = turn.request.origin is Origin.PRESSED
    return Reply((replace(message, replaces=pressed),), turn.words("settings-saved"))


COMMAND = Command("decks", decks, in_menu=45, among_decks=True)
