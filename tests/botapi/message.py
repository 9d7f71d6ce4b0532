"""A message as people see it in a chat."""

from dataclasses import dataclass
from functools import cached_property

from tests.botapi.formatting import to_html
from tests.botapi.rich import plain_text, rich_buttons
from tests.botapi.specification import Json
from tests.botapi.utf16 import utf16_slice


@dataclass(frozen=True)
class Button:
    """An inline button; ``data`` is None for one that does not tell the bot."""

    label: str
    data: str | None
    url: str | None = None


@dataclass(frozen=True)
class ChatMessage:
    """What was in the chat at one moment: later edits do not change it.

    Args:
        raw: the message as the API shows it.
        edited: whether this is an edit of a message that was there before.
    """

    raw: Json
    edited: bool = False

    @property
    def message_id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.raw["chat"]["id"])

    @property
    def thread(self) -> int | None:
        """The forum topic; None for the General topic and outside of forums."""
        return self.raw.get("message_thread_id")

    @property
    def reply_to(self) -> int | None:
        """The id of the message that this one answers."""
        replied: Json | None = self.raw.get("reply_to_message")
        return replied["message_id"] if replied else None

    @cached_property
    def text(self) -> str:
        """Text, caption, poll question or a rich message as plain text."""
        match self.raw:
            case {"rich_message": {"blocks": blocks}}:
                return plain_text(blocks)
            case {"poll": {"question": question}}:
                return str(question)
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        return [*self.raw.get("entities", []), *self.raw.get("caption_entities", [])]

    @cached_property
    def html(self) -> str:
        """Text or caption with its formatting, in one canonical form."""
        return to_html(self.text, tuple(self.entities))

    @property
    def blocks(self) -> list[Json]:
        """The blocks of a rich message; empty for any other."""
        rich: Json = self.raw.get("rich_message", {"blocks": []})
        return list(rich["blocks"])

    @property
    def poll(self) -> Json | None:
        return self.raw.get("poll")

    @property
    def photo(self) -> Json | None:
        """The largest size of the photo."""
        sizes: list[Json] = self.raw.get("photo", [])
        return sizes[-1] if sizes else None

    @property
    def document(self) -> Json | None:
        return self.raw.get("document")

    @cached_property
    def rows(self) -> list[list[Button]]:
        """The inline keyboard, and below it the buttons inside a rich message, one a row."""
        keyboard = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        inside = [[button] for button in rich_buttons(self.blocks)]
        return [[_button(button) for button in row] for row in [*keyboard, *inside]]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def parts(self, kind: str) -> list[str]:
        """Return the texts of all entities of a kind, for example ``"bold"`` or ``"url"``."""
        marks = [mark for mark in self.entities if mark["type"] == kind]
        return [utf16_slice(self.text, mark["offset"], mark["length"]) for mark in marks]

    def button(self, label: str | None = None, data: str | None = None) -> Button:
        """Find a button by its label or by its callback data.

        Raises:
            AssertionError: nobody could press it, there is none.
        """
        for button in self.buttons:
            if button.data is not None and (button.label == label or button.data == data):
                return button
        raise AssertionError(f"no button {label or data!r} to press under {self}")

    def __str__(self) -> str:
        keyboard = "".join(f" [{' | '.join(button.label for button in row)}]" for row in self.rows)
        sender: Json = self.raw.get("from") or self.raw["chat"]
        name = sender.get("first_name", sender.get("title"))
        edited = " (edited)" if self.edited or "edit_date" in self.raw else ""
        return f"#{self.message_id} {name}{edited}: {self.text!r}{keyboard}"


def _button(button: Json) -> Button:
    label = button["text"] if isinstance(button["text"], str) else plain_text([button])
    return Button(label, button.get("callback_data"), button.get("url"))
