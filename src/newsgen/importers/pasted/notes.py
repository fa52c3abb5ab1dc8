"""Who, when, and what about: what is said on lines of their own above and below a copied story. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from newsgen.importers.mail import has_mail, mails_in
from newsgen.importers.pasted.bylines import Bylines
from newsgen.importers.pasted.clock import ALONE, clock_of
from newsgen.importers.pasted.datelines import Known
from newsgen.importers.pasted.days import Day
from newsgen.importers.pasted.line import SHORT, Line
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, SURE, Guess, LeftOut

_LONGEST = 160
"""Characters of such a line."""
_LONGEST_OTHER = 8
"""Letters of the name of a site in scripts without capitals."""
_TAXONOMIES = ("authors", "sections", "tags", "sources")
_OTHER = "stands beside date and byline"
"""Why the name of a site, an office or an editor on such a line is left out."""


@dataclass
class Said:
    """What one line says."""

    names: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _TAXONOMIES})
    place: str = ""
    has_date: bool = False
    others: list[str] = field(default_factory=list)
    """What is said besides, and no part of a story."""

    asides: list[str] = field(default_factory=list)
    """What a byline says besides names: an office, a town."""

    @property
    def is_strong(self) -> bool:
        """Whether it is a note by itself, whatever stands beside it."""
        return self.has_date or any(self.names.values())


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
    left_out: list[LeftOut] = field(default_factory=list)
    """Parts of these lines that are no part of the story."""
    _dates: list[tuple[Day, str, float]] = field(default_factory=list)
    _clock: tuple[int, int] | None = None
    """The time of the publication, where it stands on a line without the date."""

    def is_note(self, text: str) -> bool:
        """Whether a line is one of these, and nothing else."""
        return bool(self.bylines.credits.alone(text)) or self._read(text, is_below=False) is not None

    def says_date(self, text: str) -> bool:
        """Whether a line says when the story was published, and who wrote it at most."""
        said = self._read(text, is_below=False)
        return said is not None and said.has_date

    def take(self, line: Line, *, is_below: bool = False) -> bool:
        """Takes what a line says; whether it is one of these. ``is_below``: the story has begun."""
        if line.is_item:
            return False
        said = self._read(line.text, is_below=is_below)
        if said is None:
            return False
        for name, names in said.names.items():
            if names:
                self.add(name, names)
        if said.place and not self.place:
            self.place = said.place
        self.left_out += (LeftOut(each, _OTHER) for each in (*said.others, *said.asides))
        told = " ".join(each.text for each in self.left_out)
        self.left_out += (LeftOut(each, "an address of its author") for each in mails_in(line.text) if each not in told)
        self._take_dates(line.text, is_below=is_below)
        return True

    def _read(self, text: str, *, is_below: bool) -> Said | None:
        """What a line says, where it says nothing but who, when, where, and what about; else None."""
        said = Said()
        for name, ask in (("tags", self.bylines.tags), ("tags", self.bylines.hashtags)):
            if names := ask(text):
                said.names[name] += names
                return said
        if len(text) > _LONGEST:
            return None
        rest = text
        if self.known.days.find(text) is not None:
            said.has_date = True
            rest = self.known.days.without(text)
        elif ALONE.search(text) and (self.bylines.says_publication(text) or self.bylines.says_update(text)):
            said.has_date = True
        rest = rest.strip(" ,")
        if not said.has_date or not self.bylines.is_about_dates(rest):
            self._read_parts(rest, said, is_below=is_below)
        if not said.is_strong or any(self._has_letters(other) for other in said.others if is_below):
            return None
        is_told = all(self._is_beside(each, said) for each in said.others)
        return said if is_told else None

    def _read_parts(self, rest: str, said: Said, *, is_below: bool) -> None:
        """Who, where and what about: each part of a line by itself."""
        whole = rest.strip(" ,")
        if len(self.bylines.labels.split(whole)) == 1 and self._take_part(whole, said):
            return
        rest_of = [part for part in self.bylines.parts(rest) if not self._take_part(part, said)]
        for part in rest_of:
            self._take_weak(part, said, is_below=is_below)

    def _take_part(self, part: str, said: Said) -> bool:
        """Takes what says by itself what it is."""
        says = self.bylines
        if says.is_about_dates(part):
            return True
        before, agency = says.behind_with(part)
        is_named = before == "" and len(part.split()) > SHORT and agency[:1].isupper() and len(agency.split()) <= SHORT
        if agency and (self.known.is_agency(agency) or is_named):
            said.names["sources"].append(agency)
            if not before or self._take_part(before, said):
                return True
            said.others.append(before)
            return True
        if said.has_date:
            part = says.without_dates(part)
        for name, ask in (("sources", says.sources), ("sections", says.sections), ("authors", says.authors)):
            if names := ask(part):
                said.names[name] += [each for each in names if each not in said.names[name]]
                said.asides += self.bylines.beside(part, names) if name == "authors" else []
                said.place = said.place or says.town(part)
                return True
        if says.aside(part):
            said.others.append(part)
            return True
        return False

    def _take_weak(self, part: str, said: Said, *, is_below: bool) -> None:
        """Takes what only counts because of what stands beside it: a name, an agency, a town."""
        is_plain = part.isupper() or (len(part) >= SHORT and (not part.isascii() or " " in part))
        if self.known.is_agency(part) and (said.is_strong or is_plain):
            said.names["sources"].append(part)
        elif not is_below and not said.names["authors"] and (names := self.bylines.persons.alone(part)):
            if said.is_strong or has_mail(part):
                said.names["authors"] += names
            else:
                said.others.append(part)
        elif not is_below and part.isupper() and len(part) > SHORT and len(part.split()) <= SHORT and said.has_date:
            said.place = part  # TRIESTE, 4 marzo 2025
        else:
            said.others.append(part)

    @staticmethod
    def _has_letters(text: str) -> bool:
        return any(map(str.isalpha, text))

    def _is_beside(self, part: str, said: Said) -> bool:
        """Whether what a line says besides may be the name of a site, a town, an office, or an editor."""
        words = part.split()
        is_cased = part.lower() != part.upper()
        is_short = len(words) <= SHORT if is_cased else len(words) < SHORT and len(part) <= _LONGEST_OTHER
        is_named = (
            is_short and not any(word[:1].islower() for word in words) and not part.endswith((".", "!", "?", "。"))
        )
        return bool(self.bylines.aside(part)) or self.bylines.is_office(part) or (is_named and said.is_strong)

    def add(self, taxonomy: str, names: Sequence[str]) -> None:
        """Adds names by which the story is filed."""
        new = [name for name in dict.fromkeys(names) if name and name not in self.names[taxonomy]]
        self.names[taxonomy] += new
        self.said.append(" ".join(new))

    def add_date(self, day: Day, why: str, confidence: float) -> None:
        """Adds a day that may be the story's."""
        self._dates.append((day, why, confidence))

    def _take_dates(self, text: str, *, is_below: bool) -> None:
        found = self.known.days.find(text)
        if found is not None:
            self._take_date(text[: found.start], found.day, text[found.end :], is_below=is_below)
        elif (match := ALONE.search(text)) and self.bylines.says_publication(text[: match.start()]):
            self._clock = clock_of(match)

    def _take_date(self, before: str, day: Day, behind: str, *, is_below: bool) -> None:
        second = self.known.days.find(behind)
        if self.bylines.says_update(before) and not self.bylines.says_publication(before):
            self.updated = day
            self.add_date(day, "the date of the last change", DOUBTFUL)
            if second is not None and self.bylines.says_publication(behind[: second.start]):
                self.add_date(second.day, "a line of its own", SURE)
            return
        confidence = SURE if self.bylines.says_publication(before) else SURE - HARDLY / 2
        if is_below:
            confidence = LIKELY if confidence == SURE and day.year else DOUBTFUL
        self.add_date(day, "a line of its own", confidence)
        if second is not None and (
            self.bylines.says_update(behind[: second.start]) or self.bylines.says_update(behind[second.end :])
        ):
            self.updated = second.day

    def published(self, today: date, text: str) -> tuple[date, Day, Guess]:
        """The day of the story, with a guess that says how it is known.

        Args:
            today: The day of the import.
            text: All of what was copied, for the dates in it.
        """
        found = sorted(self._dates, key=lambda each: (-each[2], not each[0].year))
        years = [each[0] for each in found if each[0].year]
        for typed, why, confidence in found:
            day = replace(typed, clock=typed.clock or self._clock)
            near = years[0].as_date(today) if years and not day.year else today
            known = day.as_date(near or today)
            if known is not None:
                is_whole = bool(day.year or years)
                told = why if is_whole else f"{why}, without a year"
                if day.is_reckoned:
                    told += ", reckoned from the Islamic calendar: it may be a day off"
                is_sure = is_whole and not day.is_reckoned
                return known, day, self._guess(known, day, told, confidence if is_sure else DOUBTFUL)
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
    return [name for name in re.split(r"\s*[,;、，|•·]\s*|[#＃]", text) if name]
