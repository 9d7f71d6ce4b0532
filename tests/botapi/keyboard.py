"""Inline keyboards: what Telegram refuses about buttons beyond their types."""

from tests.botapi.refusal import bad_request
from tests.botapi.specification import Json

BUTTONS = 100
CALLBACK_DATA_BYTES = 64
COPY_TEXT_LENGTH = 256

_ACTIONS = {
    "callback_data",
    "callback_game",
    "copy_text",
    "disabled",
    "login_url",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "url",
    "web_app",
}
_STYLES = {"danger", "success", "primary"}
_SCHEMES = ("https://", "http://", "tg://")


def inline_keyboard(reply_markup: Json | None) -> Json | None:
    """Check the keyboard under a message; return it as Telegram stores it, without empty rows.

    Raises:
        Refusal: 400, Telegram would not take it.
    """
    if not reply_markup or "inline_keyboard" not in reply_markup:
        return None
    rows = [row for row in reply_markup["inline_keyboard"] if row]
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        if not button["text"].strip():
            raise bad_request("inline keyboard button text must be non-empty")
        check_button(button)
    return {"inline_keyboard": rows} if rows else None


def check_button(button: Json) -> None:
    """Check what a button does: exactly one thing, and one that Telegram can do.

    Raises:
        Refusal: 400.
    """
    actions = button.keys() & _ACTIONS
    if not actions:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"a button must do one thing, not {sorted(actions)}")
    if button.get("style", "primary") not in _STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    if not 1 <= len(button.get("callback_data", "-").encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if not button.get("url", "https://").startswith(_SCHEMES):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid")
    if not 1 <= len(button.get("copy_text", {"text": "-"})["text"]) <= COPY_TEXT_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
