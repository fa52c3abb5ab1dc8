"""Times of the day beside a date, as people write them. Pure."""

import re
from collections.abc import Iterable
from functools import cache

_NOON = 12
_LATE = (
    r"p\.?\s?m\.?|오후|下午|午後|晚上|晚间|晚間|中午|مساء\S?|بعد\s?از\s?ظهر|ب\.?\s?ظ\.?|μ\.?\s?μ\.?|öğleden sonra|"
    r"ös|अपराह्न|de la (?:tarde|noche)|d[ae] (?:tarde|noite)|chiều|tối|ptg"
)
_EARLY = (
    r"a\.?\s?m\.?|오전|上午|午前|凌晨|早上|清晨|صباح\S?\S?|ق\.?\s?ظ\.?|صبح|π\.?\s?μ\.?|öğleden önce|öö|पूर्वाह्न|"
    r"de la (?:mañana|madrugada)|da (?:manhã|madrugada)|sáng"
)
_BEHIND_LATE = rf"{_LATE}|م"
"""Of these two are single letters, that say it behind the hour alone."""
_BEHIND_EARLY = rf"{_EARLY}|ص"
_HOURS = r"Uhr|uur|heures?|时|時|点|點|시|ч(?:ас\w*)?\.?|h"
_TIME = (
    rf"(?:(?P<half_before>{_LATE}|{_EARLY})\s*)?(?P<hour>[01]?\d|2[0-3])"
    rf"(?:\s?(?:[:.：]|{_HOURS})\s?(?P<minute>[0-5]\d)(?!\d)(?:[:.][0-5]\d)?(?:分|분)?|\s?(?:{_HOURS})?(?![\d:]|\.\d))"
    rf"\s*(?:(?P<half>{_BEHIND_LATE}|{_BEHIND_EARLY})(?!\w))?"
)
_SIGNS = r"[,،、;()（）\[\]/T|—–·•@:-]|\.(?=\s)"
_AT = (
    r"at|a las?|à|às|as|a|ab|um|kl|klo|kello|klokken|klukkan|alle(?: ore)?|ore|ora|la(?: ora)?|orele|о|об|в|ob|u|у|v|"
    r"ve|om|o|(?:o )?godz(?:\.|ina|inie)?|saat(?:i)?|pukul|jam|vào(?: lúc)?|lúc|เวลา|ساعت|"
    r"(?:في |على |عند )?(?:تمام )?الساعة|في|בשעה|שעה|στις|ώρα|"
    r"hora|heure|uhrzeit|zeit|time|czas|čas|kell|plkst|val|óra|час|время|时间|時間|時刻|시각|को|"
    r"г|год[ау]?|р|року|r|roku|m|d"
)
"""What stands between a date and its time."""
_ON = (
    r"on|le|am|an|den|der|del?|dem|du|di|el|il|em|of|the|op|på|na|dnia|w dniu|dne|dňa|dana|v|в|від|от|pada|tanggal|"
    r"ngày|วันที่|يوم|بتاريخ|ביום|בתאריך|יום|روز|στις|în"
)
"""What stands between a time and its date."""
_ZONE = r"(?-i:[A-Z]{2,4}(?:[+-]\d+)?)"

ALONE = re.compile(
    rf"(?<![\d:.])(?:(?P<half_before>{_LATE}|{_EARLY})\s*)?(?P<hour>[01]?\d|2[0-3])\s?(?:[:.：]|{_HOURS})\s?"
    rf"(?P<minute>[0-5]\d)?(?:[:.][0-5]\d)?(?:分|분)?\s*(?:(?P<half>{_BEHIND_LATE}|{_BEHIND_EARLY})(?!\w))?",
    re.IGNORECASE,
)


@cache
def clock_patterns(weekdays: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A time behind a date, and one before it, perhaps with words between them, of which a weekday may be one."""
    day = "|".join(map(re.escape, sorted(weekdays, key=len, reverse=True))) or "(?!)"
    behind, before = (
        rf"(?:\s*(?:{_SIGNS}|(?<![^\W\d_])(?:{words}|{day})(?![^\W\d_])\.?)){{0,5}}\s*" for words in (_AT, _ON)
    )
    zone = rf"(?:(?<=\d)\s*(?:{_HOURS}|hrs?|hs|sati|น\.)(?!\w)|\s*{_ZONE}(?!\w))?"
    return (
        re.compile(rf"{behind}(?<!\d\.)(?<!\d,){_TIME}", re.IGNORECASE),
        re.compile(rf"(?<![\d:])(?<!\d\.){_TIME}{zone}{before}\Z", re.IGNORECASE),
    )


def is_clock(match: re.Match[str]) -> bool:
    """Whether a pattern has found more than a number: minutes, or which half of the day it is."""
    return any(match[name] for name in ("minute", "half", "half_before"))


def clock_of(match: re.Match[str]) -> tuple[int, int]:
    """Hour and minute that one of these patterns has found."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = match["half"] or match["half_before"] or ""
    is_late = re.fullmatch(_BEHIND_LATE, half, re.IGNORECASE) is not None
    is_early = re.fullmatch(_BEHIND_EARLY, half, re.IGNORECASE) is not None
    if is_late and hour < _NOON:
        hour += _NOON
    if is_early and hour == _NOON:
        hour = 0
    return hour, minute


def weekday_names(lines: Iterable[str]) -> tuple[str, ...]:
    """The names of weekdays as months.yaml has them."""
    return tuple(dict.fromkeys(name.replace("_", " ") for line in lines for name in line.split()))
