"""Settings: what is wrong is said in one line for each variable, and never shows a secret."""

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ"


def test_the_defaults_need_nothing() -> None:
    settings = read_settings()
    assert settings.token is None
    assert settings.api_url == "https://api.telegram.org"
    assert settings.timezone == "Asia/Shanghai"
    assert settings.effective_database_url.startswith("sqlite:///")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("BOT_LISTEN", "8080", "BOT_LISTEN is '8080'; it should be host:port, like 127.0.0.1:8080"),
        ("BOT_LISTEN", "a:99999", "BOT_LISTEN is 'a:99999'; it should be host:port, like"),
        ("BOT_LANGUAGE", "fr", "BOT_LANGUAGE is 'fr'; it should be 'auto', 'zh' or 'en'"),
        ("BOT_LOG", "xml", "BOT_LOG is 'xml'; it should be 'text' or 'json'"),
        ("BOT_LOG_LEVEL", "loud", "BOT_LOG_LEVEL is 'LOUD'; it should be 'DEBUG', 'INFO',"),
        ("BOT_TIMEZONE", "Mars", "BOT_TIMEZONE is 'Mars'; it should be an IANA name like"),
        ("BOT_TIMEZONE", "../etc", "BOT_TIMEZONE is '../etc'; it should be an IANA name like"),
        ("BOT_ADMINS", "1,me", "BOT_ADMINS is '1,me'; it should be user ids separated by commas"),
        ("BOT_KNOWLEDGE", " , ", "BOT_KNOWLEDGE is ' , '; it should be folders, separated by"),
        (
            "BOT_MAINTAINERS_CHAT",
            "@us",
            "BOT_MAINTAINERS_CHAT is '@us'; it should be a chat's id like -1001234567890",
        ),
        (
            "BOT_MESSAGES_PER_SECOND",
            "0",
            "BOT_MESSAGES_PER_SECOND is '0'; it should be a number from 1 to 10000",
        ),
        (
            "BOT_MESSAGES_PER_SECOND",
            "many",
            "BOT_MESSAGES_PER_SECOND is 'many'; it should be a number from 1 to 10000",
        ),
        ("BOT_API_URL", "telegram", "BOT_API_URL is 'telegram'; it should be an address like"),
        ("BOT_WEBHOOK_URL", "ftp://x", "BOT_WEBHOOK_URL is 'ftp://x'; it should be an address"),
        ("BOT_DATABASE_URL", "mysql://me:hush@x/y", "BOT_DATABASE_URL is not sqlite:///"),
        ("BOT_DATABASE_URL", "sqlite:///:memory:", "BOT_DATABASE_URL is not sqlite:///"),
        ("BOT_DATABASE_URL", "sqlite://", "BOT_DATABASE_URL is not sqlite:///"),
        ("BOT_WEBHOOK_SECRET", "not safe!", "BOT_WEBHOOK_SECRET is not 1 to 256 letters"),
        ("BOT_TOKEN", "hush", "BOT_TOKEN is not what @BotFather gave you"),
    ],
)
def test_a_wrong_value_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    (line,) = str(caught.value).splitlines()
    assert line.startswith(expected)
    assert "hush" not in line
    assert "not safe" not in line


@pytest.mark.parametrize("separator", [",", os.pathsep, ", "])
def test_several_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, separator: str) -> None:
    monkeypatch.setenv("BOT_KNOWLEDGE", f"{tmp_path}{separator}other")
    assert read_settings().knowledge == (tmp_path, Path("other"))
    assert read_settings(knowledge=tmp_path).knowledge == (tmp_path,)


def test_one_folder_may_have_any_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / f"a, b{os.pathsep}c"
    folder.mkdir()
    monkeypatch.setenv("BOT_KNOWLEDGE", str(folder))
    assert read_settings().knowledge == (folder,)


def test_several_wrong_values_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LISTEN", "x")
    monkeypatch.setenv("BOT_LOG", "y")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert len(str(caught.value).splitlines()) == 2


def test_good_values_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "BOT_TOKEN": TOKEN,
        "BOT_ADMINS": "12, 34",
        "BOT_API_URL": "http://127.0.0.1:8081/",
        "BOT_LISTEN": "[::1]:8443",
        "BOT_LANGUAGE": "ZH",
        "BOT_LOG_LEVEL": "debug",
        "BOT_MESSAGES_PER_SECOND": "1000",
        "BOT_WEBHOOK_URL": "",
    }.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.admins == {12, 34}
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.language == "zh"
    assert settings.log_level == "DEBUG"
    assert settings.messages_per_second == 1000
    assert settings.webhook_url is None


def test_the_token_does_not_show() -> None:
    settings = read_settings(token=TOKEN)
    assert TOKEN not in repr(settings)
    assert TOKEN not in settings.model_dump_json()


def test_what_proves_a_delivery_is_a_secret_also_where_it_is_drawn() -> None:
    one, same = (read_settings(token="1:token") for _ in range(2))
    other, given = read_settings(token="1:other"), read_settings(webhook_secret="given")
    assert one.effective_webhook_secret == same.effective_webhook_secret
    assert one.effective_webhook_secret != other.effective_webhook_secret
    assert one.secrets == ("1:token", one.effective_webhook_secret)
    assert given.secrets == ("given",)
