"""What ``doctor`` finds: with the token, the webhook, privacy mode, the clock, the chats."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import User, WebhookInfo

from bot.domain.dailies import Daily
from bot.domain.language import Language
from bot.domain.schedule import Weekly
from bot.errors import SettingsError
from bot.settings import Settings, read_settings
from bot.storage.dailies import DailyStore
from bot.storage.database import Database
from bot.telegram.examination import examine, findings, skewed
from bot.telegram.places import address
from tests.botapi import BotApi, Person, Status


async def test_an_examination_says_what_to_do(api: BotApi, settings: Settings) -> None:
    name, found = await examine(settings)
    assert name == api.world.bot.username
    assert any("privacy mode is on" in finding for finding in found)
    nowhere = read_settings(token=api.token, api_url="http://127.0.0.1:1")
    with pytest.raises(SettingsError, match=r"http://127\.0\.0\.1:1 cannot be reached"):
        await examine(nowhere)


async def test_an_examination_needs_no_database_for_what_telegram_tells(
    api: BotApi, settings: Settings, tmp_path: Path
) -> None:
    folder = SecretStr(f"sqlite:///{tmp_path}")
    _, found = await examine(settings.model_copy(update={"database_url": folder}))
    assert any("privacy mode is on" in finding for finding in found)


async def test_an_examination_looks_at_chats_with_questions_of_the_day(
    api: BotApi, settings: Settings, database: Database, ann: Person
) -> None:
    gone, fine = api.group("Gone", [ann]), api.channel("Fine", ann)
    await gone.makes_bot(Status.KICKED)
    for place, kind in ((gone, "group"), (fine, "channel"), (ann, "private")):
        chat = address(place.id)
        await DailyStore(database).add(Daily(chat, kind, chat, Weekly(time(9)), "", Language.EN))
    _, found = await examine(settings)
    assert any(f"{gone.id} has questions of the day; it is out of reach" in it for it in found)
    assert not any("Fine" in finding or str(fine.id) in finding for finding in found)
    api.refused.clear()


NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)

ALL_RIGHT = User(
    1,
    "x",
    is_bot=True,
    can_join_groups=True,
    can_read_all_group_messages=True,
    supports_inline_queries=True,
)

FAILED = WebhookInfo(
    "https://a.example/hook",
    has_custom_certificate=False,
    pending_update_count=500,
    last_error_date=NOW - timedelta(minutes=5),
    last_error_message="Wrong response from the webhook: 502",
)


def test_findings_about_the_webhook() -> None:
    none = WebhookInfo("", has_custom_certificate=False, pending_update_count=0)
    here = read_settings(webhook_url="https://a.example/hook")
    assert list(findings(ALL_RIGHT, none, read_settings(), NOW)) == []
    (unset,) = findings(ALL_RIGHT, none, here, NOW)
    assert "does not deliver to BOT_WEBHOOK_URL yet" in unset
    failed, waiting = findings(ALL_RIGHT, FAILED, here, NOW)
    assert "5 minutes ago (Wrong response from the webhook: 502)" in failed
    assert "500 updates wait" in waiting
    (waiting,) = findings(ALL_RIGHT, FAILED, here, NOW + timedelta(days=2))
    assert "500 updates wait" in waiting
    elsewhere, *_ = findings(ALL_RIGHT, FAILED, read_settings(), NOW)
    assert "a webhook is set elsewhere" in elsewhere


def test_findings_about_the_pace() -> None:
    none = WebhookInfo("", has_custom_certificate=False, pending_update_count=0)
    (fast,) = findings(ALL_RIGHT, none, read_settings(messages_per_second=31), NOW)
    assert "BOT_MESSAGES_PER_SECOND is 31, Telegram asks for at most 30" in fast
    elsewhere = read_settings(messages_per_second=31, api_url="http://127.0.0.1:1")
    assert list(findings(ALL_RIGHT, none, elsewhere, NOW)) == []


def test_a_clock_that_is_wrong() -> None:
    assert skewed("Fri, 27 Nov 2026 12:00:10 GMT", NOW) == []
    assert skewed("", NOW) == []
    (ahead,) = skewed("Fri, 27 Nov 2026 11:58:00 GMT", NOW)
    assert "120 s ahead" in ahead


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "reports of mistakes reach nobody but `kb reports`; set BOT_MAINTAINERS_CHAT"),
        ({"admins": "77"}, "BOT_ADMINS: 77 cannot be reached (Chat not found); have them send"),
        ({"maintainers_chat": "-100/4"}, "BOT_MAINTAINERS_CHAT: -100 cannot be reached (Chat not"),
    ],
)
async def test_an_examination_says_whom_reports_do_not_reach(
    api: BotApi, settings: Settings, chosen: dict[str, str], said: str
) -> None:
    url = settings.effective_database_url
    reaching = read_settings(token=api.token, api_url=api.url, database_url=url, **chosen)
    _, found = await examine(reaching)
    assert any(finding.startswith(said) for finding in found), found
    api.refused.clear()


async def test_an_examination_knows_a_group_that_became_a_supergroup_unnoticed(
    api: BotApi, settings: Settings, bob: Person
) -> None:
    group = api.group("Maintainers", [bob])
    new = await group.migrates()
    url, office = settings.effective_database_url, str(group.id)
    there = read_settings(
        token=api.token, api_url=api.url, database_url=url, maintainers_chat=office
    )
    _, found = await examine(there)
    assert f"BOT_MAINTAINERS_CHAT: the group has become {new.id}; set it to that" in found
    api.refused.clear()


async def test_an_examination_is_content_where_reports_arrive(
    api: BotApi, settings: Settings, bob: Person
) -> None:
    await bob.says("/start")
    url = settings.effective_database_url
    admins = str(bob.user.id)
    _, found = await examine(
        read_settings(token=api.token, api_url=api.url, database_url=url, admins=admins)
    )
    assert not any("report" in finding or "BOT_ADMINS" in finding for finding in found)
