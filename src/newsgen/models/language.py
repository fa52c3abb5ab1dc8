"""Language tags, as HTML and feeds take them."""

import re
from functools import lru_cache

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-[a-z0-9]{5,8})*", re.IGNORECASE)
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ku-arab pa-arab ps sd ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = ("-arab", "-hebr", "-thaa", "-nkoo", "-syrc", "-adlm")


def is_language_tag(text: str) -> bool:
    """Whether the text is formed like a BCP 47 tag: ``en``, ``pt-BR``, ``zh-Hant-TW``."""
    return _TAG.fullmatch(text) is not None


@lru_cache
def direction_of(tag: str) -> str:
    """``rtl`` or ``ltr``."""
    lower = tag.lower()
    if any(script in lower for script in _RIGHT_TO_LEFT_SCRIPTS):
        return "rtl"
    return "rtl" if lower.partition("-")[0] in _RIGHT_TO_LEFT and "-latn" not in lower else "ltr"
