"""The stores on a real database: what is written once counts once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.language import Language
from bot.domain.quiz import Mode
from bot.rendering.display import Display
from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.people import PeopleStore, Preferences
from bot.storage.pictures import PictureStore
from bot.storage.queries import QueryStore, digest

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


async def test_a_chat_has_a_choice_of_its_own(database: Database) -> None:
    store = ChatStore(database)
    for display in (Display.RICH, Display.TEXT):
        await store.choose_display("c", display)
        assert (await store.showing("c")).display is display
    assert (await store.showing("elsewhere")).display is Display.AUTO
    assert await store.zone("c") is None
    for chat in ("c", "elsewhere"):
        await store.choose_zone(chat, ZoneInfo("Europe/Berlin"))
        assert await store.zone(chat) == ZoneInfo("Europe/Berlin")
    assert (await store.showing("c")).display is Display.TEXT


async def test_every_choice_of_a_person_is_kept(database: Database) -> None:
    store = PeopleStore(database)
    chosen = Preferences(
        Language.ZH,
        keep_queries=False,
        display=Display.TEXT,
        mode=Mode.TYPE,
        grades=4,
        timezone=ZoneInfo("Europe/Berlin"),
        daily_cap=7,
        reminder_hour=0,
    )
    assert all(vars(chosen)[name] != value for name, value in vars(Preferences()).items())
    await store.choose("ann", chosen)
    assert await store.preferences("ann") == chosen
    await store.choose("ann", Preferences())
    assert await store.preferences("ann") == Preferences()


async def test_queries_are_counted_with_what_was_picked(database: Database) -> None:
    store = QueryStore(database)
    later = NOW + timedelta(hours=1)
    await store.note("rare", "not_found", NOW)
    await store.note("often", "unsure", NOW)
    await store.note("often", "unsure", later)
    await store.choose(digest("often"), "dl-32", later)
    await store.choose(digest("never asked"), "dl-32", later)
    often, rare = await store.most_frequent(10)
    assert (often.text, often.count, often.last_seen, often.chosen) == (
        "often",
        2,
        later,
        ("dl-32",),
    )
    assert (rare.text, rare.count, rare.chosen) == ("rare", 1, ())
    assert len(await store.most_frequent(1)) == 1


async def test_pictures_are_known_to_the_bot_that_uploaded_them(database: Database) -> None:
    store = PictureStore(database)
    assert await store.find("a", 1) == ()
    for files in (("x", "y"), ("z",)):
        await store.remember("a", 1, files)
        assert await store.find("a", 1) == files
    assert await store.find("a", 2) == ()
    await store.forget("a", 1)
    assert await store.find("a", 1) == ()
