"""What can be wrong between the bot and Telegram, and what to do about it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.errors import StorageError
from bot.services.notices import Lack
from bot.settings import Settings
from bot.storage.chats import ChatStore
from bot.storage.dailies import DailyStore
from bot.storage.opening import look_at_schema, open_database
from bot.telegram.lacks import lacks_of
from bot.telegram.places import place_of
from bot.telegram.reaching import reached

MOST_PENDING: Final = 100
USUAL_MESSAGES: Final = 30  # a second
RECENT: Final = timedelta(days=1)
MOST_SKEW_SECONDS: Final = 30.0
MOST_CHATS: Final = 100  # that are looked at, each with two questions to Telegram

_WANTING: Final = {
    Lack.TEXTS: "may not write; allow it in the group's permissions, or make it an administrator",
    Lack.POLLS: "may not send polls; allow it in the group's permissions",
    Lack.POSTS: "may not post; give it that right among the channel's administrators",
}


def findings(
    me: telegram.User, webhook: telegram.WebhookInfo, settings: Settings, now: datetime
) -> Iterator[str]:
    """Yield what is wrong, each with what to do.

    Args:
        me: the bot as Telegram knows it.
        webhook: where Telegram delivers.
        settings: where it should.
        now: the time.
    """
    if not me.can_join_groups:
        yield "it cannot be added to groups; /setjoingroups at @BotFather allows it"
    if not me.supports_inline_queries:
        yield "inline mode is off; /setinline at @BotFather switches it on"
    if not me.can_read_all_group_messages:
        yield (
            "privacy mode is on: in groups it hears commands and replies, and no plain mention; "
            "make it an administrator there, or /setprivacy at @BotFather"
        )
    yield from _of_deliveries(webhook, settings.webhook_url or "", now)
    if settings.messages_per_second > USUAL_MESSAGES and settings.is_telegrams:
        yield (
            f"BOT_MESSAGES_PER_SECOND is {settings.messages_per_second}, Telegram asks for at most "
            f"{USUAL_MESSAGES}; lower it if bot_api_refusals_total grows"
        )
    if webhook.pending_update_count > MOST_PENDING:
        yield f"{webhook.pending_update_count} updates wait; is the bot running, and reachable?"


def _of_deliveries(webhook: telegram.WebhookInfo, wanted: str, now: datetime) -> Iterator[str]:
    """Yield what is wrong with where Telegram delivers."""
    if webhook.url and not wanted:
        yield "a webhook is set elsewhere; `run` removes it and polls, or set BOT_WEBHOOK_URL"
    elif wanted and webhook.url != wanted:
        yield "Telegram does not deliver to BOT_WEBHOOK_URL yet; `run` sets it"
    failed = webhook.last_error_date  # Telegram keeps telling of it when all is well again
    if webhook.last_error_message and failed and now - failed < RECENT:
        ago = now - failed
        yield (
            f"deliveries failed {ago.total_seconds() / 60:.0f} minutes ago "
            f"({webhook.last_error_message}); check the proxy, its certificate and BOT_LISTEN"
        )


async def examine(settings: Settings) -> tuple[str, list[str]]:
    """Ask Telegram how the bot stands; return its user name, and what is to be done.

    Raises:
        SettingsError: there is no token, Telegram does not know it, or cannot be reached.
    """
    async with reached(settings) as bot:
        webhook = await bot.get_webhook_info()
        now = datetime.now(UTC)
        found = [*findings(bot.bot, webhook, settings, now), *await _clock(settings)]
        office, scheduled = await _remembered(settings)
        found += await unreached(bot, settings, office)
        found += await lacking(bot, [place_of(chat).chat_id for chat in scheduled])
        return bot.username, found


async def _remembered(settings: Settings) -> tuple[str | None, Sequence[str]]:
    """Return the maintainers' chat, by the id it has now, and where questions of the day come.

    That is in the database; one that the next start has to change first is not asked.
    """
    office, url = settings.maintainers_address, settings.effective_database_url
    with suppress(StorageError):  # that is a finding of its own
        if (await look_at_schema(url)).is_current:
            async with open_database(url) as database:
                now = await ChatStore(database).current(office) if office else None
                return now, await DailyStore(database).forums(MOST_CHATS)
    return office, ()


async def unreached(bot: telegram.Bot, settings: Settings, office: str | None) -> list[str]:
    """Say which chats the bot cannot tell of reported mistakes.

    Args:
        bot: the bot.
        settings: name the maintainers.
        office: the chat where they are told; None for each in private.
    """
    if office is None and not settings.admins:
        return ["reports of mistakes reach nobody but `kb reports`; set BOT_MAINTAINERS_CHAT"]
    if office is None:
        named = [("BOT_ADMINS", number) for number in sorted(settings.admins)]
        remedy = "have them send /start to the bot"
    else:
        number = place_of(office).chat_id
        named, remedy = [("BOT_MAINTAINERS_CHAT", number)], "add the bot there"
    found = []
    for variable, number in named:
        try:
            await bot.get_chat(number)
        except ChatMigrated as error:  # while the bot did not run
            found.append(f"{variable}: the group has become {error.new_chat_id}; set it to that")
        except (BadRequest, Forbidden) as error:
            found.append(f"{variable}: {number} cannot be reached ({error.message}); {remedy}")
    return found


async def lacking(bot: telegram.Bot, chats: Iterable[int]) -> list[str]:
    """Say what the bot may not do in groups and channels where something is scheduled."""
    found = []
    for number in chats:
        try:
            chat = await bot.get_chat(number)
            member = await bot.get_chat_member(number, bot.id)
        except (BadRequest, Forbidden) as error:
            found.append(f"{number} has questions of the day; it is out of reach ({error.message})")
            continue
        missing = (*lacks_of(member, chat.type, bot.bot), *_lacks_of_all(chat, member))
        wanting = (_WANTING[lack] for lack in dict.fromkeys(missing) if lack in _WANTING)
        found += [f"in “{chat.title}” it {it}" for it in wanting]
    return found


def _lacks_of_all(chat: telegram.ChatFullInfo, member: telegram.ChatMember) -> Iterator[Lack]:
    """Yield what no member of a group may do, unless they are in charge."""
    if chat.permissions is None or isinstance(member, telegram.ChatMemberAdministrator):
        return
    if not chat.permissions.can_send_messages:
        yield Lack.TEXTS
    if not chat.permissions.can_send_polls:
        yield Lack.POLLS


async def _clock(settings: Settings) -> list[str]:
    """Compare this machine's clock with the server's, which is in every answer."""
    try:
        async with (
            aiohttp.ClientSession(trust_env=True) as session,
            session.head(settings.api_url, timeout=aiohttp.ClientTimeout(total=10)) as answer,
        ):
            told = answer.headers.get("Date", "")
    except (aiohttp.ClientError, OSError) as error:
        return [f"the clock was not compared ({type(error).__name__})"]
    return skewed(told, datetime.now(UTC))


def skewed(told: str, now: datetime) -> list[str]:
    """Say whether the clock is wrong.

    Args:
        told: the server's time, as HTTP has it; empty if it does not tell.
        now: ours.
    """
    try:
        there = parsedate_to_datetime(told)
    except ValueError:
        return []
    seconds = (now - there).total_seconds()
    if abs(seconds) < MOST_SKEW_SECONDS:
        return []
    way = "ahead of" if seconds > 0 else "behind"
    wrong = f"this machine's clock is {abs(seconds):.0f} s {way} Telegram's"
    return [f"{wrong}: what is daily comes at wrong times; switch on time synchronisation (NTP)"]
