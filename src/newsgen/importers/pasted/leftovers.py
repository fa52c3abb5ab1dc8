"""Lines of a copied page that are no part of its story: forms, share bars, advertisements, notes, menus.

What they say stands in leftovers.yaml, by reason and language. A line counts only as a whole.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WAY = "the way through the site"
HINT = "a hint at another story"
_NAMED = re.compile(r"[:：|]\s*\w+\s+\w")
_EDGE = r"[\W\d_]+"
_OUTSIDE = re.compile(rf"^(?!©|®|ⓒ){_EDGE}|{_EDGE}$")
"""Marks, signs and numbers at both ends of a line: counts of comments, arrows, emoji, brackets."""
_BLANKS = re.compile(r"\s+")
_PLAYER = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s*[/|]\s*-?\d{1,2}:\d\d(?::\d\d)?")
_COOKIES = re.compile(
    r"\b(?:cookies?|куки|файлы cookie|çerez\w*|kakor|evästei\w+|sütik\w*|informasjonskapsler)\b"
    r"|쿠키|クッキー|कुकी|คุกกี้|ملفات تعريف",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?i)\b(?:we|our|your|you agree|this site|website|consent|accept|privacy|policy|nous|notre|nos|votre|vos|wir|"
    r"unsere[rn]?|"
    r"ihre?r?|zustimm\w*|utiliza\w*|usamos|nuestro\w*|nossos?|utilizziamo|usiamo|nostr\w+|"
    r"wij|onze|мы|наш\w*|ми|używamy|nasz\w*|"
    r"používáme|folosim|"
    r"χρησιμοποιούμε|kullan\w+|vi|vår\w*|käytämme|kami|chúng tôi)\b|사용|使用|利用|نستخدم|הסכמה|استفاده|उपयोग|ใช้"
)
_SPACED = re.compile(r"[^\W\d_\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3]")
_FURTHER = r"(?:\S+(?:\s+\S+){0,7})?"
"""What a star stands for."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """All that is known of them."""

    whole: Mapping[str, str]
    """A line, as `_told` has it, to its reason."""
    patterns: Sequence[tuple[re.Pattern[str], str]]
    ends: frozenset[str]
    """Reasons behind which the story has ended."""

    comments: str
    links: str
    """Two of these reasons: forms for comments, and links to other stories."""

    def is_outside(self, line: str) -> bool:
        """Whether a line is no part of a story if it stands outside of one: it speaks of cookies."""
        return _COOKIES.search(line) is not None and _CONSENT.search(line) is not None

    def reason(self, line: str) -> str:
        """Why a line is no part of the story; empty where it is, as far as can be told."""
        if _PLAYER.fullmatch(line.strip()) or line.strip() in {"0:00", "00:00"}:
            return "a player"
        told = _told(line)
        if not told:
            return "a line of marks" if line.strip() and not any(map(str.isdigit, line)) else ""
        if found := self.whole.get(told):
            return found
        plain = _plain(line)
        found = next((why for pattern, why in self.patterns if pattern.fullmatch(plain) or pattern.fullmatch(told)), "")
        # What names the other story on the same line announces none below it.
        return HINT if found == self.links and _NAMED.search(plain) else found


def read_leftovers(said: Mapping[str, Any]) -> Leftovers:
    """What leftovers.yaml says."""
    comments, links = said["ends"]
    whole: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for why, languages in said.items():
        if why == "ends":
            continue
        starred: list[str] = []
        for phrase in _phrases(languages):
            if "*" in phrase:
                starred.append(phrase)
            else:
                whole.setdefault(_told(phrase), why)
        patterns.append((re.compile("|".join(map(_pattern, starred))), why))
    return Leftovers(whole, patterns, frozenset((comments, links)), comments, links)


def _phrases(languages: Mapping[str, Iterable[str]]) -> Iterable[str]:
    return dict.fromkeys(phrase for phrases in languages.values() for phrase in phrases)


def _pattern(phrase: str) -> str:
    """A phrase with stars as a pattern of whole lines, with or without marks before and behind it."""
    parts = [_part(part.strip()) for part in _plain(phrase).split("*")]
    inside = rf"\s*{_FURTHER}\s*".join(parts)
    return rf"[^\w©®ⓒ※]*{inside}\W*"


def _part(words: str) -> str:
    """Words of a phrase beside a star, which stands for whole words where the script sets blanks between them."""
    if not words:
        return ""
    begins, ends = (rf"{sign}" if _SPACED.match(words[at]) else "" for at, sign in ((0, r"(?<!\w)"), (-1, r"(?!\w)")))
    return begins + re.escape(words).replace(r"\ ", r"\s+") + ends


def _told(line: str) -> str:
    """A line without what differs from page to page."""
    return _OUTSIDE.sub("", _plain(line))


def _plain(line: str) -> str:
    """A line in small letters; what Turkish makes of a capital İ is an i."""
    return _BLANKS.sub(" ", line.casefold().replace("i\u0307", "i").replace("’", "'")).strip()
