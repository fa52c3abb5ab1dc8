"""Times of the day beside a date, as people write them. Pure."""

import re

_NOON = 12
_MERIDIEM = r"(?P<half>[ap]\.?\s?m\.?|AM|PM|오전|오후|上午|下午|午前|午後|ص|م)"
_TIME = (
    rf"(?:{_MERIDIEM.replace('half', 'half_before').replace('|ص|م', '')}\s*)?"
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?(?:[:.h]|Uhr|时|時|시)\s?(?P<minute>[0-5]\d)?(?:[:.][0-5]\d)?(?:分|분)?"
    rf"\s*(?:{_MERIDIEM}(?!\w))?"
)
_BETWEEN = (
    r"[,،(/T|—–·-]|ore|at|à|um|kl\.?|alle|às|a las|о|в|saat|om|o godz\.|v|pukul|jam|lúc|เวลา"
    r"|ساعت|الساعة|בשעה|(?<=\d)(?=\d)"
)
BEHIND = re.compile(rf"\s*(?:{_BETWEEN})?\s*{_TIME}".replace(r"(?<!\d)", ""), re.IGNORECASE)
BEFORE = re.compile(
    rf"(?<![\d:]){_TIME}\s*(?:Uhr|[A-Z]{{2,4}}(?:[+-]\d+)?)?\s*(?:on|[,،/|—–·-]|le|am|del?|em|di)?\s*\Z", re.IGNORECASE
)

ALONE = re.compile(rf"(?<![\d:.]){_TIME}", re.IGNORECASE)


def clock_of(match: re.Match[str]) -> tuple[int, int]:
    """Hour and minute that one of these patterns has found."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or match["half_before"] or "").lower()
    is_late = half.startswith("p") or half in {"오후", "下午", "午後", "م"}
    is_early = half.startswith("a") or half in {"오전", "上午", "午前", "ص"}
    if is_late and hour < _NOON:
        hour += _NOON
    if is_early and hour == _NOON:
        hour = 0
    return hour, minute
