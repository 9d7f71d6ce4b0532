"""The Telegram front end; nothing else imports ``telegram``."""

import os

# Durations as timedelta, as the next major version of python-telegram-bot has them: without this,
# it warns of that each time Telegram asks for patience.
os.environ.setdefault("PTB_TIMEDELTA", "true")
