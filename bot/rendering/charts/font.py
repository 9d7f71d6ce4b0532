"""The font of the pictures: one that has Chinese, from a package or from the system."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bot.rendering.picture.fonts import EXTRA, FONTS, NO_FONT

_FILE: Final = "NotoSansSC-Regular.otf"
_OF_SYSTEMS: Final = (  # of a collection, matplotlib knows the first font only, often the Japanese
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "Microsoft YaHei",
)


@lru_cache(maxsize=1)
def missing() -> str | None:
    """Say what charts cannot be drawn without, and how to get it; None if all is there."""
    if find_spec("matplotlib") is None:
        return f"no matplotlib; {EXTRA}"
    if file() is None:
        return NO_FONT
    return None


@lru_cache(maxsize=1)
def file() -> Path | None:
    """Return the file of the font, the package's first; None if there is none."""
    package = find_spec(FONTS)
    if package and package.origin:
        return Path(package.origin).with_name(_FILE)
    from matplotlib.font_manager import FontProperties, findfont  # noqa: PLC0415 -- large

    for family in _OF_SYSTEMS:
        try:
            return Path(findfont(FontProperties(family=family), fallback_to_default=False))
        except ValueError:
            continue
    return None
