"""Logs: no secret at any level, in any form, wherever it hides."""

import json
import logging
from collections.abc import Callable
from io import StringIO

import pytest
import structlog

from bot.settings import LogFormat
from tests.conftest import TOKEN


@pytest.mark.parametrize("form", LogFormat)
def test_the_token_appears_in_no_line(form: LogFormat, logged: Callable[..., StringIO]) -> None:
    log = logged(form)
    url = f"https://api.telegram.org/bot{TOKEN}/getMe"
    logging.getLogger("httpx").info("HTTP Request: POST %s", url)
    logging.getLogger("any").debug("headers", extra={"url": url})
    structlog.get_logger("bot").info("called", url=url)
    try:
        int(url)
    except ValueError:
        structlog.get_logger("bot").exception("failed")
        logging.getLogger("telegram").exception("failed")
    written = log.getvalue()
    assert written.count("[secret]") >= 5
    assert TOKEN not in written
    assert TOKEN.partition(":")[2] not in written


def test_json_lines_are_json(logged: Callable[..., StringIO]) -> None:
    log = logged(LogFormat.JSON)
    structlog.get_logger("bot").info("梯度", answer=42)
    (line,) = log.getvalue().splitlines()
    parsed = json.loads(line)
    assert (parsed["event"], parsed["answer"], parsed["level"]) == ("梯度", 42, "info")
