"""``python -m bot`` and the installed command ``dl-interview-bot``."""

import sys

from bot.cli import run


def main() -> None:
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
