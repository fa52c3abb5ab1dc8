"""Dates in other digits and signs than ASCII's, respelled so that `date_forms` reads them. Pure.

Nothing is guessed: a weekday is passed over, a word for the half of the day is `am` or `pm`, and a year in the digits
of a script whose calendar may be another must be one of ours.
"""

import re
import unicodedata

_WEEKDAY = re.compile(
    r"""\ *(?:\((?:[月火水木金土日](?:曜日?)?|[월화수목금토일](?:요일)?|(?:星期|周|週)?[一二三四五六日天])\)
    |(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일),?""",
    re.VERBOSE,
)
_HALVES = {"오전": "am", "오후": "pm", "上午": "am", "下午": "pm", "午前": "am", "午後": "pm"}
_CLOCK = re.compile(
    rf"""\ *(?P<half>{"|".join(_HALVES)})?\ *(?P<hour>\d{{1,2}})\ *
    (?:[시時时点點]\ *(?:(?P<minute>\d{{1,2}})\ *[분分]\ *(?:(?P<second>\d{{1,2}})\ *[초秒])?)?
    |:(?P<minute2>\d{{2}})(?::(?P<second2>\d{{2}}))?)
    """,
    re.VERBOSE | re.ASCII,
)
_BEFORE_A_CLOCK = re.compile(r"(?<=[日일号號])(?=\S)")
_YEARS_OF_OURS = range(1800, 2200)
"""Of which no Islamic, Persian or Buddhist year of living memory is one."""


def in_plain_signs(text: str) -> str:
    """The date with ASCII's digits and clocks such as `3:20 pm`; a text that is no date may be any other.

    Raises:
        ValueError: The digits are of a script whose years may be of another calendar, and the year is none of ours.
    """
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isascii() and any(not sign.isascii() and sign.isdecimal() for sign in plain):
        plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
        year = re.search(r"\d{4}", plain)
        if year and int(year[0]) not in _YEARS_OF_OURS:
            raise ValueError(f"year {year[0]} may be of another calendar: write the day in ours")
    plain = _WEEKDAY.sub(" ", plain)
    plain = _CLOCK.sub(_plain_clock, _BEFORE_A_CLOCK.sub(" ", plain), count=1) if _has_clock(plain) else plain
    return " ".join(plain.split())


def _has_clock(text: str) -> bool:
    return any(sign in text for sign in (*_HALVES, *"시時时点點")) or (
        ":" in text and _BEFORE_A_CLOCK.search(text) is not None
    )


def _plain_clock(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    half = _HALVES.get(match["half"] or "", "")
    hour = 12 if half and hour == 0 else hour
    minute, second = match["minute"] or match["minute2"] or "0", match["second"] or match["second2"]
    seconds = f":{second:0>2}" if second else ""
    return f" {hour}:{minute:0>2}{seconds} {half}".rstrip() + " "
