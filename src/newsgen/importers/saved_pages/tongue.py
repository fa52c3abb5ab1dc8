"""The words by which lines of a page are known, in many languages: those by which a copied story is read. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo

from newsgen.importers.mail import without_mail
from newsgen.importers.pasted.bylines import Bylines
from newsgen.importers.pasted.datelines import Dateline, Known, read_dateline
from newsgen.importers.pasted.days import Day, Days
from newsgen.importers.pasted.leftovers import Leftovers

_MOST_REMEMBERED = 50_000
"""Lines whose meaning is remembered at a time."""
_MARKS = {0x200E: None, 0x200F: None, 0x0970: ".", 0x05F3: "."}
"""Marks of direction amid dates, and those that shorten a word."""
_MOST_DATES = 4
"""Of one line."""
_LONGEST = 160
"""Letters of a line that is a leftover, a byline or a date."""
_COMMON = re.compile(r"https?://|@|^\W*$")
_PARTICIPLE = re.compile(
    r"^\W*(?:posted|submitted|published|created|added|filed|uploaded|entered)\s+(?=by\b)", re.IGNORECASE
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_BEHIND = re.compile(
    rf"(?<![,\s])(?:[,\s]++{_WEEKDAY})?[,\s]++"
    rf"(?:(?:on|at|in|um|am|le|à|el|il|в)(?:[,\s]++{_WEEKDAY})?|(?<=[,\s][,\s]){_WEEKDAY})?[,\s]*+\Z",
    re.IGNORECASE,
)
"""What stands between a name and the day or the hour."""
_CLOCK = re.compile(r"\d[\d:.]*(?:\s*[ap]\.?m\.?(?!\w))?", re.IGNORECASE)
_BRACKETED = re.compile(r"[【\[(（〔]([^】\])）〕]{2,60})[】\])）〕]")
_SHORT_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d\d)(?![\d./-])")
_PARTICLES = frozenset("de da di del della van von der den ter la le el al bin ibn dos das do du e y zu".split())
_DESK = re.compile(
    r"(?<!\w)(?:staff|desk|newsroom|editorial (?:board|team)|reporters|reports?|news service|redaktion|rédaction|"
    r"redacción|redazione|redação|redactie|redakcja|redakce|редакция|редакція|编辑部|編集部|편집부)(?!\w)",
    re.IGNORECASE,
)
"""Words for those of a house who write together."""
_MOST_OF_DESK = 5
_LONGEST_DESK = 60
"""Words and letters of its name."""
_NO_AUTHORS = frozenset(
    (
        "admin administrator editor webmaster root user superuser guest author staff unknown "
        "anonymous none null n/a default redaktion"
    ).split()
) | {"super user", "site admin"}


@dataclass
class Tongue:
    """Knows such lines. What it has been asked once it remembers, since pages say the same."""

    known: Known
    bylines: Bylines
    leftovers: Leftovers
    today: date
    day_first: bool | None = None
    zone: tzinfo | None = None
    """The publication's, in which moments of UTC are written."""
    visits: set[int] = field(default_factory=set)
    """The elements of the site's frame that have the day of the visit, by their paths."""
    _reasons: dict[str, str] = field(default_factory=dict)
    _dates: dict[tuple[str, bool | None], tuple[str, Day] | None] = field(default_factory=dict)
    _days: Days | None = None
    _spoken: dict[str, "Tongue"] = field(default_factory=dict)
    """Language to the same for it, where names of months mean others."""

    def reason(self, line: str) -> str:
        """Why a line is no part of any story; empty where it may be."""
        if len(line) > _LONGEST:
            return ""
        found = self._reasons.get(line)
        if found is None:
            if len(self._reasons) > _MOST_REMEMBERED:
                self._reasons.clear()
            found = self._reasons[line] = self.leftovers.reason(line)
        return "" if found == "a line of marks" else found

    @property
    def days(self) -> Days:
        """Dates as the site writes them."""
        days = self.known.days
        if self.day_first is None:
            return days
        if self._days is None or self._days.day_first != self.day_first:
            self._days = replace(days, day_first=self.day_first)
        return self._days

    def date(self, line: str) -> tuple[str, Day] | None:
        """The date in a line that says its year, as newsgen writes it."""
        if len(line) > _LONGEST or not any(map(str.isdecimal, line)):
            return None
        asked = (line, self.day_first)
        if asked not in self._dates:
            if len(self._dates) > _MOST_REMEMBERED:
                self._dates.clear()
            found = self.days.find(_SHORT_YEAR.sub(_with_century, line.translate(_MARKS)))
            self._dates[asked] = None if found is None or not found.day.year else (written_day(found.day), found.day)
        return self._dates[asked]

    def dates(self, line: str) -> list[tuple[str, bool]]:
        """The days in a line that say their year, in their order, and whether each is that of a change."""
        if len(line) > _LONGEST or not any(map(str.isdecimal, line)):
            return []
        text = _SHORT_YEAR.sub(_with_century, line.translate(_MARKS))
        spans: list[tuple[int, int, Day]] = []
        rest = text
        while len(spans) < _MOST_DATES and (found := self.days.find(rest)) is not None:
            rest = f"{rest[: found.start]}{chr(0) * (found.end - found.start)}{rest[found.end :]}"
            if found.day.year:
                spans.append((found.start, found.end, found.day))
        spans.sort()
        days: list[tuple[str, bool]] = []
        before = 0
        for at, (start, end, day) in enumerate(spans):
            label, is_last = text[before:start], at == len(spans) - 1
            told = text[end:] if is_last and not any(map(str.isalpha, label)) else label
            days.append((written_day(day), self.bylines.says_update(told)))
            before = end
        return days

    def for_language(self, language: str) -> "Tongue":
        """The same for one page, on which 5/3/2004 is read as its language has it."""
        typed = language.replace("_", "-").lower()
        same = self._in(typed.partition("-")[0])
        if self.day_first is not None or not typed or typed in {"en", "en-ca"}:
            return same
        return replace(same, day_first=typed not in {"en-us", "en-ph", "es-us"})

    def _in(self, language: str) -> "Tongue":
        """The same, with names of months as one language has them."""
        days = self.known.days.in_language(language)
        if days is self.known.days:
            return self
        known = self._spoken.get(language)
        if known is None or known.day_first != self.day_first:
            known = replace(self, known=replace(self.known, days=days), _dates={}, _days=None)
            self._spoken[language] = known
        return known

    def is_update(self, line: str) -> bool:
        """Whether a line with a date tells of the last change."""
        found = self.days.find(line)
        return self.bylines.says_update(line[: found.start] if found else line)

    def is_only_update(self, line: str) -> bool:
        """Whether a line tells the day of the last change, and nothing else."""
        if self.date(line) is None or not self.bylines.says_update(line):
            return False
        return self.bylines.is_about_dates(self.days.without(line.translate(_MARKS)))

    def authors(self, line: str, *, is_sure: bool = False) -> tuple[str, ...]:
        """Who wrote a story, where a line says that and perhaps when."""
        if len(line) > _LONGEST:
            return ()
        plain = _PARTICIPLE.sub("", without_mail(line)).replace("،", ",")
        if any(map(str.isdecimal, plain)):
            if self.days.find(plain) is not None:
                plain = self.days.without(plain)
                before = re.split(r"\s+,\s+|\s[|•·]\s|\s[–—-]\s", plain)
                for part in before:
                    if found := self._authors(part, is_sure=is_sure):
                        return found
            plain = _CLOCK.sub(" ", plain)
        return self._authors(plain, is_sure=is_sure)

    def _authors(self, line: str, *, is_sure: bool) -> tuple[str, ...]:
        parts = re.split(r"\s[|•·/]\s", line)
        for part in dict.fromkeys((line, parts[0])):
            plain = _BEHIND.sub("", " ".join(part.split()).strip(" ,|•·/-–—")).strip(" ,|•·/-–—")
            if found := self.bylines.authors(plain, is_sure=is_sure):
                return tuple(clean_authors(found))
            if (match := _BRACKETED.fullmatch(plain)) and (found := self.names(match[1])):
                return found
            if found := self._desk(plain, is_sure=is_sure):
                return found
        return ()

    def _desk(self, line: str, *, is_sure: bool) -> tuple[str, ...]:
        """The part of the house that has written a story: *By Harbour Post staff*."""
        match = self.bylines.by.fullmatch(line)
        name = match["names"] if match else line if is_sure else ""
        name = re.sub(r"\A(?:the|our)\s+", "", name.strip(" .,"), flags=re.IGNORECASE)
        words = name.split()
        own = [word for word in words if not self.bylines.role.search(word) and not _DESK.search(word)]
        is_short = 1 < len(words) <= _MOST_OF_DESK and len(name) < _LONGEST_DESK
        if is_short and own and name[0].isupper() and _DESK.search(name) and not re.search(r"[\d:!?;|]", name):
            return tuple(clean_authors([name]))
        return ()

    def names(self, line: str) -> tuple[str, ...]:
        """The names in a line that holds nothing else, though no word such as *by* says so."""
        parts = [part.strip(" .,") for part in self.bylines.joint.split(line)]
        if parts and all(_is_person(part) or _is_eastern(part) for part in parts):
            return tuple(clean_authors(parts))
        return ()

    def dateline(self, paragraph: str) -> Dateline | None:
        """What stands before the first sentence of a story."""
        return read_dateline(paragraph, self.known)


def _with_century(match: re.Match[str]) -> str:
    century = "19" if int(match[4]) >= 70 else "20"
    return f"{match[1]}{match[2]}{match[3]}{match[2]}{century}{match[4]}"


def _is_person(name: str) -> bool:
    words = name.split()
    is_short = 2 <= len(words) <= 5 and len(name) < 60 and not re.search(r"[\d:!?.,;|]", name.replace(". ", " "))
    is_cased = words and words[0][0].isupper() and words[-1][0].isupper()
    return bool(is_short and is_cased and all(word[0].isupper() or word in _PARTICLES for word in words))


def _is_eastern(name: str) -> bool:
    return re.fullmatch(r"[가-힣]{2,4}|[\u4e00-\u9fff]{2,4}", name) is not None


def clean_authors(names: Iterable[str]) -> Iterable[str]:
    """Names without those that systems give to nobody, and without a word such as *by*."""
    for name in dict.fromkeys(part for each in names for part in re.split("[،、]", each)):
        plain = re.sub(r"^(?:by|von|par|por|di|door|от)\s+", "", " ".join(name.split()), flags=re.IGNORECASE).strip(
            " ,;|"
        )
        if plain and plain.casefold() not in _NO_AUTHORS and not _COMMON.search(plain) and len(plain) < 80:
            yield plain


def without_names(told: str, names: Iterable[str]) -> str:
    """A line with a sign for each name of the story's authors: what is told of them in the same words of each."""
    for name in names:
        told = told.replace(name.casefold(), "@")
    return told


def written_day(day: Day) -> str:
    """A day, with its time if it has one, as newsgen writes it."""
    typed = f"{day.year:04}-{day.month:02}-{day.day:02}"
    return f"{typed}T{day.clock[0]:02}:{day.clock[1]:02}:00" if day.clock and day.clock != (0, 0) else typed
