"""The Telegram front end, and the only import of ``telegram``."""
