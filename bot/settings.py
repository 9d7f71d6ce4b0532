"""What can be set from outside, read from the environment and from ``.env``.

README.md lists every setting; a test compares the two.
"""

import hmac
import os
import re
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

APP_NAME: Final = "dl-interview-bot"
MOST_MESSAGES: Final = 10_000  # a second: more than is ever sent, for load tests
TELEGRAM: Final = "https://api.telegram.org"
SECRET_NAMES: Final = frozenset({"BOT_TOKEN", "BOT_WEBHOOK_SECRET", "BOT_DATABASE_URL"})


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LanguageSetting(StrEnum):
    """``auto`` follows the question, the person's choice, then Telegram's hint."""

    AUTO = "auto"
    ZH = "zh"
    EN = "en"


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]{3,}", value.get_secret_value()):
        raise ValueError("what @BotFather gave you, like 123456789:AbCd…")
    return value


def _http(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise ValueError("an address like https://example.org")
    return value.rstrip("/")


def _secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError("1 to 256 letters, digits, _ or -")
    return value


def _listen(value: str) -> str:
    found = re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[^\s:]+):(\d{1,5})", value)
    if not found or not 0 < int(found[2]) < 65536:  # noqa: PLR2004 -- the largest TCP port
        raise ValueError("host:port, like 127.0.0.1:8080")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("an IANA name like Asia/Shanghai or Europe/Berlin") from error
    return value


def _folders(value: Any) -> Any:
    """Read one folder or several; one whose name holds a separator is taken as it stands."""
    if not isinstance(value, str):
        return (value,) if isinstance(value, Path) else value
    if Path(value).is_dir():
        return (Path(value),)
    parts = [part.strip() for part in re.split(rf"[,{re.escape(os.pathsep)}]", value)]
    if not any(parts):
        raise ValueError(f"folders, separated by commas or {os.pathsep!r}")
    return tuple(Path(part) for part in parts if part)


def _admins(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = [part for part in re.split(r"[,\s]+", value) if part]
    if not all(part.isdecimal() for part in parts):
        raise ValueError("user ids separated by commas, like 1234567,7654321")
    return frozenset(int(part) for part in parts)


def _chat(value: str) -> str:
    if not re.fullmatch(r"-?[1-9]\d{0,17}(/[1-9]\d{0,17})?", value):
        raise ValueError("a chat's id like -1001234567890, or of a topic, -1001234567890/45")
    return value


def _messages(value: Any) -> Any:
    if not str(value).isdecimal() or not 1 <= int(value) <= MOST_MESSAGES:
        raise ValueError(f"a number from 1 to {MOST_MESSAGES}")
    return int(value)


def _database_url(value: SecretStr) -> SecretStr:
    url = value.get_secret_value()
    # Without a path, SQLite's would be in memory: of each connection by itself.
    if not re.match(r"sqlite(\+\w+)?:///(?!:memory:).|postgresql(\+\w+)?://", url):
        raise ValueError("sqlite:///path/to/file.db or postgresql://user:password@host/name")
    return value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


class Settings(BaseSettings):
    """All settings; the environment variable of a field is ``BOT_`` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    api_url: Annotated[str, AfterValidator(_http)] = TELEGRAM
    database_url: Annotated[SecretStr, AfterValidator(_database_url)] | None = None
    knowledge: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_folders)] = ()
    webhook_url: Annotated[str, AfterValidator(_http)] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    admins: Annotated[frozenset[int], NoDecode, BeforeValidator(_admins)] = frozenset()
    maintainers_chat: Annotated[str, AfterValidator(_chat)] | None = None
    language: Annotated[LanguageSetting, BeforeValidator(_lower)] = LanguageSetting.AUTO
    timezone: Annotated[str, AfterValidator(_timezone)] = "Asia/Shanghai"
    log: Annotated[LogFormat, BeforeValidator(_lower)] = LogFormat.TEXT
    log_level: Annotated[LogLevel, BeforeValidator(_upper)] = LogLevel.INFO
    log_messages: bool = False
    messages_per_second: Annotated[int, BeforeValidator(_messages)] = 30
    metrics_listen: Annotated[str, AfterValidator(_listen)] | None = None

    @property
    def is_telegrams(self) -> bool:
        """Whether the Bot API is the one that Telegram runs."""
        return self.api_url == TELEGRAM

    @property
    def maintainers(self) -> frozenset[str]:
        """``admins`` as the conversation calls them, and whoever sits at the console."""
        return frozenset({"console", *(f"telegram:{number}" for number in self.admins)})

    @property
    def maintainers_address(self) -> str | None:
        """``maintainers_chat`` as the conversation calls it."""
        return f"telegram:{self.maintainers_chat}" if self.maintainers_chat else None

    @property
    def effective_webhook_secret(self) -> str | None:
        """What proves a delivery: as set, or drawn from the token, by every process alike."""
        if self.webhook_secret:
            return self.webhook_secret.get_secret_value()
        if self.token is None:
            return None
        return hmac.new(self.token.get_secret_value().encode(), b"webhook", sha256).hexdigest()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no line of the log may hold."""
        token = self.token.get_secret_value() if self.token else None
        return tuple(filter(None, (token, self.effective_webhook_secret)))

    @property
    def effective_database_url(self) -> str:
        """The database's address; by default a SQLite file in the user's data folder."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{user_data_path(APP_NAME, appauthor=False) / 'bot.db'}"

    @property
    def cache(self) -> Path:
        """The folder of what can be made again."""
        return user_cache_path(APP_NAME, appauthor=False)


def read_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment and ``.env``.

    Args:
        overrides: fields given by the caller, which win over the environment.

    Raises:
        SettingsError: one line for each variable that cannot be used.
    """
    try:
        return Settings(**overrides)
    except UnicodeDecodeError as error:
        raise SettingsError(f".env is not UTF-8 ({error.reason}); save it as UTF-8") from error
    except ValidationError as error:
        lines = [_line(details) for details in error.errors()]
        raise SettingsError("\n".join(lines)) from None  # the cause holds the values


def _line(details: ErrorDetails) -> str:
    variable = f"BOT_{details['loc'][0]}".upper()
    context = details.get("ctx", {})
    wanted = context.get("expected") or context.get("error") or details["msg"].lower()
    if variable in SECRET_NAMES:
        return f"{variable} is not {wanted}"
    return f"{variable} is {details['input']!r}; it should be {wanted}"
