"""What people say around a wish: "please", "给我", "吧"."""

import re
from typing import Final

from bot.domain.normalising import heard

_BEFORE: Final = re.compile(
    "(?:请你?|麻烦你?|帮我|给我|我想要?|我要|我们|能不能|可不可以|可以|能|快|那就?|现在|想|看看|看一下"
    "|这道题|这题|我的?|please|canyou|couldyou|iwantto|iwanna|idliketo|iwouldliketo|lets|now|ok"
    "|can(?:i|we))+"
)
_AFTER: Final = re.compile(
    "(?:吧|啊|呀|啦|呢|了|吗|呗|一下|好吗|可以吗|行吗|今天的?学习|please|now|time|thanks|forme|forus)+$"
)


def cores(text: str) -> tuple[str, ...]:
    """Return what a text may wish for: as it is heard, and without what is said before or after."""
    whole = heard(text)
    begun = _BEFORE.match(whole)
    rest = whole[begun.end() :] if begun else whole
    return (whole, _AFTER.sub("", whole), rest, _AFTER.sub("", rest))
