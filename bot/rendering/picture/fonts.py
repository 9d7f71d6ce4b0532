"""What sets cards, and a font that has Chinese: from packages, or from the system."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import typst

EXTRA: Final = "install the bot with the extra [pictures]"
NO_FONT: Final = f"no font with Chinese; {EXTRA}, or Debian's fonts-noto-cjk"
FONTS: Final = "pylopdf_fonts_zh_cn"
_PACKAGES: Final = {"typst": "typst", "pypdfium2": "pypdfium2", "PIL": "pillow"}
_PACKAGED: Final = "Noto Sans SC"
_OF_SYSTEMS: Final = (
    _PACKAGED,
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "Microsoft YaHei",
)


@dataclass(frozen=True)
class Font:
    """The name of a font with Chinese, and all the fonts that the typesetter may use."""

    family: str
    fonts: "typst.Fonts"


@lru_cache(maxsize=1)
def missing() -> str | None:
    """Say what pictures cannot be made without, and how to get it; None if all is there."""
    absent = [package for module, package in _PACKAGES.items() if find_spec(module) is None]
    if absent:
        return f"no {', no '.join(absent)}; {EXTRA}"
    if find_spec(FONTS) is None and chinese() is None:
        return NO_FONT
    return None


@lru_cache(maxsize=1)
def chinese() -> Font | None:
    """Return the font that is there, the package's first; None if there is none."""
    import typst  # noqa: PLC0415 -- only a picture needs it, and it is large

    packaged = find_spec(FONTS)
    if packaged and packaged.origin:
        folder = Path(packaged.origin).parent
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
        return Font(_PACKAGED, fonts)
    fonts = typst.Fonts()
    families = set(fonts.families())
    return next((Font(name, fonts) for name in _OF_SYSTEMS if name in families), None)
