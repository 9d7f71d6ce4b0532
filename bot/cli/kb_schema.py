"""``kb schema``: the YAML format as JSON Schema, for editors."""

import argparse
from typing import Any

from bot.storage.knowledge.schema import schema


def add_to(parts: Any) -> None:
    part = parts.add_parser("schema", help="print the format as JSON Schema, for editors")
    part.set_defaults(command=kb_schema)


def kb_schema(_options: argparse.Namespace) -> int:
    print(schema(), end="")
    return 0
