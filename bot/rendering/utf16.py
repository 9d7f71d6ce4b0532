"""Telegram counts text in UTF-16 code units."""


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units; half a character counts, too."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
