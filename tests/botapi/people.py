"""The people of a test, and the places where they talk."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.botapi.chats import IN_CHARGE, PRESENT, Chat, ChatType, Message, Status, User
from tests.botapi.formatting import with_automatic_entities
from tests.botapi.message import ChatMessage
from tests.botapi.methods.polls import answer, vote
from tests.botapi.specification import Json
from tests.botapi.world import Query

if TYPE_CHECKING:
    from tests.botapi.api import BotApi


@dataclass(frozen=True)
class Toast:
    """What pressing a button shows: a short note, or an alert to be dismissed; maybe nothing."""

    text: str
    is_alert: bool


@dataclass(frozen=True)
class InlineAnswer:
    """What the bot offers for an inline query."""

    raw: Json

    @property
    def results(self) -> list[Json]:
        return list(self.raw["results"])

    @property
    def titles(self) -> list[str]:
        return [result["title"] for result in self.results]


class Place:
    """A chat that the bot may be in."""

    def __init__(self, api: "BotApi", chat: Chat) -> None:
        self.api = api
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def history(self) -> list[ChatMessage]:
        """All messages that are in the chat now, oldest first."""
        return [ChatMessage(message.as_json()) for message in self.chat.messages.values()]


class Group(Place):
    """A group, supergroup or channel. What happens here is done by its creator."""

    def __init__(self, api: "BotApi", chat: Chat, creator: User) -> None:
        super().__init__(api, chat)
        self.creator = creator

    async def makes_bot(self, status: Status) -> None:
        """Add, promote or remove the bot; it is told by my_chat_member."""
        self.api.world.change_bot_status(self.chat, self.creator, status)

    async def loses(self, person: "Person") -> None:
        """Have a member leave."""
        self.chat.members[person.user.id] = Status.LEFT
        self.api.world.say(self.chat, person.user, {"left_chat_member": person.user.as_json()})

    async def opens_topic(self, name: str) -> int:
        """Open a topic of the forum; return its ``message_thread_id``."""
        return self.api.world.open_topic(self.chat, self.creator, name)

    async def migrates(self) -> "Group":
        """Turn the group into a supergroup: a new chat, with a new id; return it."""
        world = self.api.world
        supergroup = world.new_chat(ChatType.SUPERGROUP, self.chat.title, dict(self.chat.members))
        world.say(self.chat, self.creator, {"migrate_to_chat_id": supergroup.id})
        self.chat.migrated_to = supergroup.id
        world.say(supergroup, self.creator, {"migrate_from_chat_id": self.chat.id})
        return Group(self.api, supergroup, self.creator)


class Person(Place):
    """A person; as a place, the private chat with the bot."""

    def __init__(self, api: "BotApi", user: User) -> None:
        super().__init__(api, api.world.chats[user.id])
        self.user = user

    async def says(
        self,
        text: str,
        *,
        chat: Place | None = None,
        reply_to: ChatMessage | None = None,
        thread: int | None = None,
        in_the_name_of: Place | None = None,
    ) -> ChatMessage:
        """Write to the bot, or in a chat; in a channel it is the channel that speaks.

        Who is an anonymous administrator speaks in the name of the group, and anybody in the name
        of a channel of theirs.
        """
        place = (chat or self).chat
        self._must_be_in(place, IN_CHARGE if place.type is ChatType.CHANNEL else PRESENT)
        place.started = True
        replied = (
            place.messages[reply_to.message_id] if reply_to else place.messages.get(thread or 0)
        )
        content = _typed(text)
        if in_the_name_of:
            content["sender_chat"] = in_the_name_of.chat.as_json()
        message = self.api.world.say(place, self.user, content, thread=thread, reply_to=replied)
        return ChatMessage(message.as_json())

    async def edits(self, message: ChatMessage, text: str) -> ChatMessage:
        edited = self._message(message)
        if edited.sender is not self.user:
            raise AssertionError(f"{self.user.first_name} cannot edit {message}")
        self.api.world.edit(edited, _typed(text), edited.reply_markup)
        return ChatMessage(edited.as_json(), edited=True)

    async def presses(
        self,
        message: ChatMessage,
        label: str | None = None,
        *,
        data: str | None = None,
        stale: bool = False,
        expired: bool = False,
    ) -> Toast:
        """Press a button, by its label or data, and wait until the bot has answered.

        Args:
            message: under which message the button is; what counts is what is there now.
            label: the button's label.
            data: the button's callback data.
            stale: press what ``message`` shows, even if it has been edited or deleted since.
            expired: Telegram has already forgotten the query when the bot answers: it is refused,
                nobody waits, and nothing is shown.
        """
        chat = self.api.world.chats[message.chat_id]
        self._must_be_in(chat)
        now = chat.messages.get(message.message_id)
        seen = message if stale or not now else ChatMessage(now.as_json())
        if not now and not stale:
            raise AssertionError(f"{message} has been deleted")
        gone = {"chat": chat.as_json(), "message_id": message.message_id, "date": 0}
        query = self._query(expired=expired)
        payload = {
            "id": query.id,
            "from": self.user.as_json(),
            "chat_instance": str(chat.id),
            "message": now.as_json() if now else gone,
            "data": seen.button(label, data).data,
        }
        self.api.world.updates.push("callback_query", payload)
        if expired:
            return Toast("", is_alert=False)
        await self.api.until(lambda: query.answer is not None, "an answer to the pressed button")
        answer = query.answer or {}
        return Toast(answer.get("text", ""), is_alert=answer.get("show_alert", False))

    async def asks_inline(self, text: str, *, offset: str = "") -> InlineAnswer:
        """Type ``@bot text`` in some chat and wait for the results."""
        query = self.begins_inline(text, offset=offset)
        await self.api.until(lambda: query.answer is not None, "results of the inline query")
        return InlineAnswer(query.answer or {})

    def begins_inline(self, text: str, *, offset: str = "") -> Query:
        """Type ``@bot text`` in some chat, and do not wait."""
        query = self._query()
        payload = {"id": query.id, "from": self.user.as_json(), "query": text, "offset": offset}
        self.api.world.updates.push("inline_query", payload)
        return query

    async def mentions_guest(self, text: str, group: "Group") -> Json:
        """Mention the bot in a chat where it is no member; return the result it answers with."""
        query = self._query()
        said = self.api.world.say(group.chat, self.user, _typed(text))
        payload = {**said.as_json(), "guest_query_id": query.id}
        payload["guest_bot_caller_user"] = self.user.as_json()
        self.api.world.updates.push("guest_message", payload)
        await self.api.until(lambda: query.answer is not None, "an answer as a guest")
        result: Json = (query.answer or {})["result"]
        return result

    async def votes(self, message: ChatMessage, *options: int) -> None:
        """Vote in a poll by the numbers of its options, from 0; no options retract the vote."""
        poll = self._message(message)
        self._must_be_in(poll.chat)
        vote(self.api.world, poll, self.user, list(options))

    async def votes_once_more(self, message: ChatMessage, *options: int) -> None:
        """Have a vote delivered that no client lets one cast: the same again, another, a late one.

        Deliveries repeat and overtake each other; what the bot is told need not be what it sees.
        """
        poll = self._message(message).content["poll"]
        self.api.world.updates.push("poll_answer", answer(poll, self.user, list(options)))

    async def blocks_bot(self) -> None:
        self.api.world.change_bot_status(self.chat, self.user, Status.KICKED)

    async def unblocks_bot(self) -> None:
        self.api.world.change_bot_status(self.chat, self.user, Status.MEMBER)

    def _query(self, *, expired: bool = False) -> Query:
        query = Query(self.api.world.new_id(), expired=expired)
        self.api.world.queries[query.id] = query
        return query

    def _message(self, message: ChatMessage) -> Message:
        return self.api.world.chats[message.chat_id].messages[message.message_id]

    def _must_be_in(self, chat: Chat, statuses: frozenset[Status] = PRESENT) -> None:
        if chat.status_of(self.user) not in statuses:
            raise AssertionError(f"{self.user.first_name} may not do that in {chat.title}")


def _typed(text: str) -> Json:
    """Return what a client sends for a typed text, with the commands and links found in it."""
    return with_automatic_entities(text, []).as_fields()
