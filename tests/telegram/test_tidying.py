"""Old notices go, where administrators want that; answers stay."""

from datetime import timedelta

import pytest

import bot.telegram.tidying
from tests.botapi import BotApi, Group, Person

pytestmark = pytest.mark.usefixtures("front")


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.telegram.tidying, "LOOK_EVERY", 1.0)


def texts(group: Group) -> str:
    return "\n".join(message.text for message in group.history)


async def test_notices_go_and_answers_stay_where_an_administrator_wants_it(
    api: BotApi, ann: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = api.group("Study", [ann, bob])
    await bob.says("/settings", chat=group)
    panel = await api.next_from_bot(group)
    assert "My own notices (never answers)" in panel.text
    toast = await bob.presses(panel, data="/settings tidy yes")
    assert "administrators choose" in toast.text
    await ann.presses(panel, data="/settings tidy yes")
    await api.quiet()
    await bob.says("/ask question 32", chat=group)
    await bob.says("/stop", chat=group)
    await api.quiet()
    assert texts(group).count("No round is running") == 1
    monkeypatch.setattr(bot.telegram.tidying, "AFTER", timedelta(0))
    await bob.says("/stop", chat=group)
    await bob.says("/ask question 32", chat=group)
    await api.quiet()
    await api.until(lambda: texts(group).count("No round is running") == 1, "tidiness")
    assert texts(group).count("Dropout") >= 2
