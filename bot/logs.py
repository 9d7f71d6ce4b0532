"""Logging: one line an event, in text or JSON, and never a secret in it."""

import logging
import sys
from collections.abc import Iterable
from typing import TextIO

import structlog
from structlog.typing import Processor

from bot.settings import LogFormat, LogLevel

NOISY = ("asyncio", "alembic")
SAID = "bot.said"
"""The logger of what people have said."""
TALKATIVE = ("sqlalchemy", "telegram", SAID)
"""What these say in detail holds what people have said."""


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Formats a record and blots out secrets in the result, tracebacks included."""

    def __init__(self, secrets: Iterable[str], processors: list[Processor]) -> None:
        super().__init__(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *processors],
            foreign_pre_chain=_shared(),
        )
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


def configure_logging(
    log_format: LogFormat,
    level: LogLevel,
    secrets: Iterable[str],
    stream: TextIO = sys.stderr,
    *,
    messages: bool = False,
) -> None:
    """Send everything that is logged, by us or by libraries, to one stream.

    Args:
        log_format: ``text`` for people, ``json`` for machines.
        level: the lowest level that is written.
        secrets: texts that must not appear in any line, such as the bot's token.
        stream: where the lines go.
        messages: whether, at DEBUG, lines may hold what people have said.
    """
    last = _as_json() if log_format is LogFormat.JSON else _as_text(colours=stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Redacting(secrets, last))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.value)
    _quieten(NOISY, unless=level is LogLevel.DEBUG)
    _quieten(TALKATIVE, unless=messages)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _as_json() -> list[Processor]:
    traceback = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    return [
        structlog.processors.ExceptionRenderer(traceback),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]


def _as_text(*, colours: bool) -> list[Processor]:
    plain = structlog.dev.plain_traceback  # the pretty one shows the values of variables
    return [structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=plain)]


def _quieten(names: Iterable[str], *, unless: bool) -> None:
    """Have loggers speak up only when something is wrong."""
    for name in names:
        logging.getLogger(name).setLevel(logging.NOTSET if unless else logging.WARNING)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
