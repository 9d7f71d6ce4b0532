"""The simulated methods, by their name in the Bot API."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from tests.botapi.methods import editing, places, polls, profile, queries, sending, updates
from tests.botapi.specification import Json
from tests.botapi.world import World

Handler: TypeAlias = Callable[[World, Json], Awaitable[Any]]

HANDLERS: dict[str, Handler] = {
    **editing.HANDLERS,
    **places.HANDLERS,
    **polls.HANDLERS,
    **profile.HANDLERS,
    **queries.HANDLERS,
    **sending.HANDLERS,
    **updates.HANDLERS,
}
