"""Who, when, and what about: what is said on lines of their own above and below a copied story. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from newsgen.importers.pasted.bylines import Bylines
from newsgen.importers.pasted.datelines import Known
from newsgen.importers.pasted.days import Day
from newsgen.importers.pasted.line import SHORT, Line
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, SURE, Guess

_LONGEST = 160
"""Characters of such a line."""
_TAXONOMIES = ("authors", "sections", "tags", "sources")


@dataclass
class Notes:
    """What such lines have said."""

    known: Known
    bylines: Bylines
    names: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _TAXONOMIES})
    place: str = ""
    """Where the story was reported from, if a line of its own says so."""
    credit: str = ""
    updated: Day | None = None
    said: list[str] = field(default_factory=list)
    """The words of these lines that must arrive."""
    _dates: list[tuple[Day, str, float]] = field(default_factory=list)

    def is_note(self, text: str) -> bool:
        """Whether a line is one of these, and nothing else."""
        if len(text) > _LONGEST:
            return False
        if self.known.days.find(text) is not None:
            rest, bare = self._without_dates(text)
            is_plain = self.bylines.is_about_dates(rest) or self.known.is_agency(bare)
            return is_plain or bool(self.bylines.authors(rest, is_sure=True))
        says = self.bylines
        return any(ask(text) for ask in (says.authors, says.hashtags, says.credit, says.tags, says.sources))

    def says_date(self, text: str) -> bool:
        """Whether a line says when the story was published, and who wrote it at most."""
        return self.is_note(text) and self.known.days.find(text) is not None

    def take(self, line: Line, *, is_below: bool = False) -> bool:
        """Takes what a line says; whether it is one of these. ``is_below``: the story has begun."""
        text, says = line.text, self.bylines
        if line.is_item or len(text) > 2 * _LONGEST:
            return False
        for name, ask in (
            ("tags", says.tags),
            ("tags", says.hashtags),
            ("sections", says.sections),
            ("sources", says.sources),
        ):
            if names := ask(text):
                self.add(name, names)
                return True
        if not is_below and not self.credit and (credit := says.credit(text)):
            self.credit = credit
            self.said.append(credit)
            return True
        return len(text) <= _LONGEST and self._take_byline(text, is_below=is_below)

    def add(self, taxonomy: str, names: Sequence[str]) -> None:
        """Adds names by which the story is filed."""
        self.names[taxonomy] += [name for name in names if name and name not in self.names[taxonomy]]
        self.said.append(" ".join(names))

    def add_date(self, day: Day, why: str, confidence: float) -> None:
        """Adds a day that may be the story's."""
        self._dates.append((day, why, confidence))

    def _without_dates(self, text: str) -> tuple[str, str]:
        """A line without its dates, and without what stands beside these."""
        rest = self.known.days.without(text).strip(" ,")
        return rest, self.bylines.beside_names.sub(" ", rest).strip(" ,|·•-–—/:")

    def _take_byline(self, text: str, *, is_below: bool) -> bool:
        """Who and when, perhaps on one line: ``By Jane Roe | 14 December 2025``."""
        found = self.known.days.find(text)
        if found is None:
            names = self.bylines.authors(text)
            if names:
                self.add("authors", names)
            return bool(names)
        rest, bare = self._without_dates(text)
        is_plain = self.bylines.is_about_dates(rest)
        if not is_plain and (names := self.bylines.authors(rest, is_sure=not is_below)):
            self.add("authors", names)
        elif self.known.is_agency(bare):
            self.add("sources", (bare,))
        elif not is_below and bare.isupper() and len(bare) > SHORT and len(bare.split()) <= SHORT:
            self.place = bare  # TRIESTE, 4 marzo 2025
            self.said.append(bare)
        elif not is_plain:
            return False
        self._take_date(text[: found.start], found.day, text[found.end :], is_below=is_below)
        return True

    def _take_date(self, before: str, day: Day, behind: str, *, is_below: bool) -> None:
        second = self.known.days.find(behind)
        if self.bylines.says_update(before) and not self.bylines.says_publication(before):
            self.updated = day
            self.add_date(day, "the date of the last change", DOUBTFUL)
            if second is not None and self.bylines.says_publication(behind[: second.start]):
                self.add_date(second.day, "a line of its own", SURE)
            return
        confidence = SURE if self.bylines.says_publication(before) else SURE - HARDLY / 2
        self.add_date(day, "a line of its own", LIKELY if is_below else confidence)
        if second is not None and self.bylines.says_update(behind[: second.start]):
            self.updated = second.day

    def published(self, today: date, text: str) -> tuple[date, Day, Guess]:
        """The day of the story, with a guess that says how it is known.

        Args:
            today: The day of the import.
            text: All of what was copied, for the dates in it.
        """
        found = sorted(self._dates, key=lambda each: (-each[2], not each[0].year))
        years = [each[0] for each in found if each[0].year]
        for day, why, confidence in found:
            near = years[0].as_date(today) if years and not day.year else today
            known = day.as_date(near or today)
            if known is not None:
                is_whole = bool(day.year or years)
                told = why if is_whole else f"{why}, without a year"
                return known, day, self._guess(known, day, told, confidence if is_whole else DOUBTFUL)
        named = (day.as_date(today) for day in self.known.days.every(text))
        past = [known for known in named if known is not None and known <= today]
        if past:
            latest = max(past)
            return latest, Day(), self._guess(latest, Day(), "the latest day that the text names", DOUBTFUL - HARDLY)
        why = "the day of the import: the text names none"
        return today, Day(), self._guess(today, Day(), why, HARDLY)

    @staticmethod
    def _guess(known: date, day: Day, why: str, confidence: float) -> Guess:
        clock = f" {day.clock[0]:02}:{day.clock[1]:02}" if day.clock else ""
        return Guess("date", f"{known.isoformat()}{clock}", why, confidence)


def split_names(text: str) -> list[str]:
    """Names on one line with marks between them."""
    return re.split(r"\s*[,;、，|]\s*", text)
