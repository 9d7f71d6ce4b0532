"""How the Bot API says no."""

from typing import Any


class Refusal(Exception):  # noqa: N818  an answer of the Bot API, not a fault of the double
    """A request that the Bot API answers with ``ok: false``.

    Args:
        code: the error code, also the HTTP status.
        description: what the answer says, for example ``Bad Request: chat not found``.
        parameters: the answer's ``parameters`` (``retry_after``, ``migrate_to_chat_id``).
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class Blameless(Refusal):
    """A refusal that is no mistake of the bot: a fault on demand, or a server that is too old."""


def bad_request(what: str) -> Refusal:
    return Refusal(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refusal:
    return Refusal(403, f"Forbidden: {what}")


def conflict(what: str) -> Refusal:
    return Refusal(409, f"Conflict: {what}")


def not_simulated(what: str) -> Refusal:
    """Telegram may allow it, the double does not play it: the test is to notice."""
    return Refusal(501, f"Not Implemented: the test double does not simulate {what}")
