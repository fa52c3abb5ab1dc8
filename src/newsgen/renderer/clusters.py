"""What readers take for one character may be several: a cut goes between them, and where a line could end.

After the grapheme clusters of Unicode (UAX #29), as far as a text that is cut needs them.
"""

import unicodedata
from itertools import takewhile

from newsgen.renderer.blocks import is_wide

_JOINER = "\u200d"
_VIRAMA = 9
"""The canonical combining class of the signs that bind two letters of an Indic script."""
_EXTENDS = frozenset("\u200c\u200d\u0e33\u0eb3") | {chr(code) for code in range(0x1F3FB, 0x1F400)}
_TAGS = range(0xE0020, 0xE0080)
_FLAGS = range(0x1F1E6, 0x1F200)
_PREPENDED = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Thai and Lao vowels that are written before their consonant."""
_ENDS_NO_LINE = frozenset("([{“‘«‹「『（［｛【〔《〈¿¡")
_BEGINS_NO_LINE = frozenset(
    ")]}.,;:!?…”’»›」』）］｝】〕》〉。，、．：；！？・ー々ゝヽっゃゅょぁぃぅぇぉッャュョァィゥェォฯๆ—–"
)


def is_boundary(text: str, at: int) -> bool:
    """Whether a text may be cut before its character at a place without cutting one in two."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if after in _EXTENDS or ord(after) in _TAGS or unicodedata.category(after)[0] == "M":
        return False
    if before == _JOINER or (unicodedata.combining(before) == _VIRAMA and after.isalpha()):
        return False
    if before == "\r" and after == "\n":
        return False
    if ord(after) in _FLAGS:
        flags = takewhile(lambda character: ord(character) in _FLAGS, reversed(text[:at]))
        return sum(1 for _ in flags) % 2 == 0
    return not _is_one_syllable(before, after)


def _is_one_syllable(before: str, after: str) -> bool:
    """Whether two characters are parts of one syllable of Hangul."""
    is_leading = "\u1100" <= before <= "\u115f" or "\ua960" <= before <= "\ua97c"
    if is_leading:
        return "\u1100" <= after <= "\u11a7" or "\ua960" <= after <= "\ua97c" or "\uac00" <= after <= "\ud7a3"
    is_hangul = "\u1160" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7fb"
    return is_hangul and ("\u1160" <= after <= "\u11ff" or "\ud7b0" <= after <= "\ud7fb")


def has_no_spaces(character: str) -> bool:
    """Whether a character belongs to a script that has no spaces between its words."""
    return character >= "\u0e01" and (
        "\u0e01" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or is_wide(character)
    )


def may_end_line(text: str, at: int) -> bool:
    """Whether a line could end before the character at a place."""
    before, after = text[at - 1], text[at]
    if after.isspace():
        return True
    if before in _ENDS_NO_LINE or after in _BEGINS_NO_LINE or before in _PREPENDED:
        return False
    return (has_no_spaces(before) or has_no_spaces(after)) and is_boundary(text, at)


def cut(text: str, limit: int) -> str:
    """The text, or as much of it as fits with an ellipsis behind it, cut where a line could end."""
    if len(text) <= limit:
        return text
    for at in range(limit - 1, 0, -1):
        if may_end_line(text, at):
            break
    else:
        at = next((place for place in range(limit - 1, 0, -1) if is_boundary(text, place)), limit - 1)
    return text[:at].rstrip(f" \u3000,;:–—-、，；：([{{“‘«‹「『（【《〈{_JOINER}") + "…"
