"""People, chats and clocks that several conversations have."""

import pytest

from bot.app import Bot
from tests.conversation.game import Game
from tests.conversation.talk import Talk
from tests.conversation.wall import Wall


@pytest.fixture
def ann(bot: Bot) -> Talk:
    """Somebody in a private chat."""
    return Talk(bot.dispatcher)


@pytest.fixture
def game(bot: Bot) -> Game:
    return Game(bot)


@pytest.fixture
def starter(game: Game) -> Talk:
    """Who starts rounds in a group of five: Ann."""
    return game.talk("ann", crowd=5)


@pytest.fixture
def wall(bot: Bot) -> Wall:
    return Wall(bot)
