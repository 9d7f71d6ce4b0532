"""One file per command; each holds a ``COMMAND`` and is found by itself."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from bot.conversation.command import Command


def all_commands() -> Mapping[str, Command]:
    """Return every command by its name."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    commands: list[Command] = [module.COMMAND for module in modules]
    return {command.name: command for command in commands}
