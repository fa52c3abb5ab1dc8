"""The fields of one story: what rules find, what the page says to machines, and which of them is believed. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

from newsgen.importers.saved_pages import evidence, hints, labels
from newsgen.importers.saved_pages.addresses import parts_of_address
from newsgen.importers.saved_pages.field_paths import abs_days
from newsgen.importers.saved_pages.judge import Opinion, date_of
from newsgen.importers.saved_pages.moments import local_moment
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.rules import Rules, Template
from newsgen.importers.saved_pages.sections import section_in_crumbs, section_in_folder
from newsgen.importers.saved_pages.statements import iso_date
from newsgen.importers.saved_pages.tongue import Tongue, clean_authors
from newsgen.importers.saved_pages.units import Place, Unit
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, SURE, Guess, LeftOut, Value
from newsgen.models.names import path_fault

_READ = frozenset({"date", "authors", "tags"})
"""Fields of which a line tells in words of its own: *Posted by … on …*."""
_MOST_BESIDE = 12
"""Words of such a line that are not told."""
_LARGE = frozenset("4 5 6 7".split())
"""Sizes of `<font>` in which headlines were set."""
_NEAR = 3
"""Elements between a line and the one that a rule has chosen."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and where it comes from."""

    value: str
    why: str
    confidence: float


@dataclass(slots=True)
class Facts:
    """The fields of a page's story."""

    parsed: Parsed
    body: Sequence[Unit]
    prefix: str
    template: Template | None
    rules: Rules
    tongue: Tongue
    opinion: Opinion
    fields: dict[str, Value] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
    """Identity of each line that stands in a field, to its field."""
    head_at: int = 0
    has_heading: bool = False
    """Whether a line of the page says the headline, as its title does."""
    start_at: int = 0

    def find(self) -> "Facts":
        """Finds all of them."""
        units = self.parsed.lines.units
        inside = {id(unit) for unit in self.body}
        first = next(
            (at for at, unit in enumerate(units) if id(unit) in inside and unit.is_prose and not unit.place.hint), 0
        )
        self.start_at = first
        self._headline()
        self._date()
        self._authors()
        self.said += self.fields.get("authors", ())
        self._labels()
        self._subtitle()
        self._address()
        return self

    def _marked(self, name: str) -> list[Unit]:
        """The lines that the rules name for a field."""
        chosen = {id(place) for place in self.parsed.marked.get(f"{self.prefix}{name}", ())}
        if not chosen:
            return []
        return [
            unit
            for unit in self.parsed.lines.units
            if unit.text and any(id(place) in chosen for place in islice(unit.place.line(), _NEAR))
        ]

    def _take(self, unit: Unit, name: str) -> None:
        """Sets a line apart, since what it says stands in a field."""
        if id(unit) not in self.taken and name not in _READ:
            self.said.append(unit.text)
        elif id(unit) not in self.taken and unit.words > _MOST_BESIDE:
            self.left_out.append(LeftOut(unit.text, f"of this line only the {name} is used"))
        self.taken[id(unit)] = name

    def _tell(self, name: str, found: Found) -> None:
        self.guesses.append(Guess(name, found.value, found.why, found.confidence))

    # Headline

    def _headline(self) -> None:
        said = self.parsed.said
        title = evidence.headline_in_title(said.title, self.rules.title_ends)
        wanted = said.headline or title
        marked = [unit for unit in self._marked("headline") if unit.words < 60]
        unit = next(
            (each for each in marked if evidence.agrees_with_title(each.text, wanted)), marked[0] if marked else None
        )
        agrees = unit is not None and (
            evidence.agrees_with_title(unit.text, said.title) or evidence.agrees_with_title(unit.text, said.headline)
        )
        if unit is None or not agrees:
            other = self._heading(wanted)
            if other is not None:
                unit, agrees = other, True
        if unit is not None:
            self.head_at = next(at for at, each in enumerate(self.parsed.lines.units) if each is unit)
            self._take(unit, "title")
            self.has_heading = agrees
            text = (
                said.headline
                if "headline" in said.sure and evidence.plain(said.headline) == evidence.plain(unit.text)
                else unit.text
            )
            self.fields["title"] = text
            why = "where headlines stand on these pages" if marked else "the heading above the text"
            if agrees and marked:
                return
            self._tell("title", Found(text, why, SURE if agrees else LIKELY))
            return
        text = said.headline or evidence.longest_part(title) or self.opinion.title or said.title
        if not text and self.body:
            text = next((each.text for each in self.body if each.text), "")[:120]
            self._tell("title", Found(text, "the beginning of the text: there is no headline", HARDLY))
        else:
            self._tell("title", Found(text, "what the page says of itself", LIKELY))
        self.fields["title"] = text or "Untitled"
        self.said.append(text)
        self.head_at = max(0, self.start_at - 6)

    def _heading(self, wanted: str) -> Unit | None:
        """The line that says the headline in the shape of one; before the text, or else anywhere."""
        best: tuple[float, Unit] | None = None
        for at, unit in enumerate(self.parsed.lines.units):
            if not unit.text or unit.words > 60 or unit.place.hint in {"menu", labels.OTHERS}:
                continue
            near = list(unit.place.line())[:3]
            names = {place.element.name for place in near}
            is_called = any(hints.field_of(place.element) == "headline" for place in near[:2])
            is_large = any(
                each.element.name == "font" and each.element.get("size").lstrip("+") in _LARGE for each in near
            )
            shape = (
                3.0 * ("h1" in names)
                + 1.5 * bool(names & {"h2", "h3"})
                + is_called
                + 1.5 * is_large
                + 0.5 * ("b" in names)
            )
            fits = 3.0 * evidence.agrees_with_title(unit.text, wanted) if wanted else 0.0
            if not shape or (wanted and not fits and not ("h1" in names or is_called or is_large)):
                continue
            if not fits and (at > self.start_at + 1 or unit.share > 0.9 or unit.words < 3 or unit.place.hint):
                continue
            score = shape + fits - 0.02 * abs(at - self.start_at) - 2 * bool(unit.place.hint)
            if best is None or score > best[0]:
                best = (score, unit)
        return best[1] if best is not None else None

    # Dates

    def _date(self) -> None:
        said, page = self.parsed.said, self.parsed.page
        seen: list[tuple[Unit, str]] = []
        updated = ""
        for unit in self._marked("date"):
            if seen and unit.is_prose:
                continue  # A sentence of a text that begins with its date, and tells of another day.
            if (found := self.tongue.date(unit.text)) is not None:
                if self.tongue.is_update(unit.text) and found[0]:
                    updated = updated or found[0]
                else:
                    seen.append((unit, found[0]))
        timed = self._time_elements() if not seen else []
        around = [] if seen or timed else list(self._dates_near())
        shown = (seen or timed or around)[:1]
        stated, in_address = iso_date(said.date), evidence.date_in_address(page.address)
        if said.date and not stated and (found := self.tongue.date(said.date)):
            stated = found[0]
        stated = local_moment(stated, shown[0][1] if shown else "", self.tongue.zone)
        chosen = self._chosen_date(shown[0][1] if shown else "", bool(seen), stated, in_address, updated)
        for unit, day in (seen or timed or around)[:2]:
            if abs_days(day[:10], chosen.value[:10]) <= 1 or seen:
                self._take(unit, "date")
        self.fields["date"] = chosen.value
        if chosen.confidence < SURE:
            self._tell("date", chosen)
        changed = local_moment(iso_date(said.updated), updated, self.tongue.zone) or updated
        if changed and changed[:10] > chosen.value[:10] and abs_days(changed[:10], chosen.value[:10]) < 4000:
            self.fields["updated"] = changed

    def _chosen_date(self, shown: str, is_learned: bool, stated: str, in_address: str, updated: str) -> Found:  # noqa: C901, FBT001, PLR0911 - which witness is believed
        page = self.parsed.page
        if stated and shown and abs_days(stated[:10], shown[:10]) <= 1:
            return Found(stated if "T" in stated or "T" not in shown else shown, "", SURE)
        if stated and ("date" in self.parsed.said.sure or not shown):
            known = in_address and abs_days(stated[:10], in_address) > 2
            return Found(
                stated,
                "what the page says to machines",
                LIKELY if known else SURE if "date" in self.parsed.said.sure else LIKELY + HARDLY,
            )
        if in_address and shown and abs_days(in_address, shown[:10]) <= 2:
            return Found(shown, "", SURE)
        if is_learned and shown:
            doubts = stated or in_address
            return Found(
                shown,
                f"where dates stand on these pages{f'; elsewhere it says {doubts[:10]}' if doubts else ''}",
                DOUBTFUL if doubts else LIKELY + HARDLY,
            )
        if stated:
            return Found(stated, "what the page says to machines", LIKELY)
        if in_address:
            return Found(in_address, "in its address", LIKELY + HARDLY)
        if shown:
            return Found(shown, "beside the headline", LIKELY)
        latest = page.captured.date().isoformat() if page.captured else ""
        asked = date_of(page.html, page.address, latest) or self.opinion.date
        month = evidence.month_in_address(page.address)
        if asked and month and not asked.startswith(month):
            asked = ""
        if asked:
            return Found(asked, "as another program sees it", DOUBTFUL)
        if updated:
            return Found(updated, "when it was changed", DOUBTFUL)
        if month:
            return Found(f"{month}-01", "the month in its address", HARDLY)
        if latest:
            return Found(latest, "when the page was saved: it has no date", HARDLY)
        return Found(self.tongue.today.isoformat(), "the day of the import: the page has no date", 0.0)

    def _time_elements(self) -> list[tuple[Unit, str]]:
        found: list[tuple[Unit, str]] = []
        for at, unit in enumerate(self.parsed.lines.units):
            if at > self.start_at + 2 or at < self.head_at - 6:
                continue
            for leaf in (
                unit.place.element.every("time") if unit.place.element.name != "time" else (unit.place.element,)
            ):
                day = (
                    local_moment(iso_date(leaf.get("datetime")), "", self.tongue.zone)
                    or (self.tongue.date(unit.text) or ("",))[0]
                )
                if day and not self.tongue.is_update(unit.text) and len(unit.text) < 160:
                    found.append((unit, day))
        return found

    def _dates_near(self) -> list[tuple[Unit, str]]:
        """Short lines with a date between the headline and the text, or near to them."""
        units = self.parsed.lines.units
        near = range(max(0, min(self.head_at, self.start_at) - 3), min(len(units), self.start_at + 2))
        found: list[tuple[int, Unit, str]] = []
        for at in near:
            unit = units[at]
            if unit.words > 20 or unit.place.hint or self.tongue.is_update(unit.text):
                continue
            if (day := self.tongue.date(unit.text)) is not None:
                found.append((abs(at - self.head_at), unit, day[0]))
        if not found:
            end = (
                next((at for at in range(len(units) - 1, -1, -1) if units[at] is self.body[-1]), 0) if self.body else 0
            )
            for at in range(end, min(len(units), end + 3)):
                unit = units[at]
                if unit.words <= 12 and not unit.place.hint and (day := self.tongue.date(unit.text)) is not None:
                    found.append((at, unit, day[0]))
        return [(unit, day) for _, unit, day in sorted(found, key=lambda each: each[0])]

    # Authors

    def _authors(self) -> None:  # noqa: C901, PLR0912 - which of five witnesses is believed
        said = [name for name in self.parsed.said.authors if name not in self.rules.authors]
        stated = tuple(clean_authors(part for name in said for part in self._split(name)))
        shown: list[str] = []
        marked = self._marked("authors")
        told = [unit for unit in marked if self.tongue.authors(unit.text)]
        for unit in told or marked:
            is_named = any(hints.field_of(place.element) == "authors" for place in list(unit.place.line())[:3])
            names = self.tongue.authors(unit.text, is_sure=is_named) or self.tongue.names(unit.text)
            if not names and stated and any(name.casefold() in unit.text.casefold() for name in stated):
                names = stated
            if names:
                if shown and not set(names) - set(shown):
                    continue
                shown += [name for name in names if name not in shown]
                self._take(unit, "authors")
                if len(shown) > len(names) and len(shown) > 6:
                    break
        for names in () if told else self._names_in_elements():
            shown += [name for name in names if name not in shown]
        for unit in marked:
            if shown and id(unit) not in self.taken and unit.words <= 4 and self.tongue.bylines.role.search(unit.text):
                self._take(unit, "authors")
        why, confidence = "where names stand on these pages", LIKELY + HARDLY
        if not shown:
            near = self._author_near(stated)
            if near is not None:
                shown = list(near)
                why, confidence = "a line beside the headline or below the text", LIKELY
        is_sure = "authors" in self.parsed.said.sure
        if stated and is_sure:
            self.fields["authors"] = stated
            return
        if shown:
            self.fields["authors"] = tuple(shown)
            if stated and {name.casefold() for name in stated} == {name.casefold() for name in shown}:
                return
            self._tell("authors", Found(", ".join(shown), why, confidence))
        elif stated:
            self.fields["authors"] = stated
            self._tell("authors", Found(", ".join(stated), "what the page says to machines", LIKELY))
        elif self.opinion.authors and self.template is None:
            names = tuple(clean_authors(self.opinion.authors))
            if names:
                self.fields["authors"] = names
                self._tell("authors", Found(", ".join(names), "as another program sees it", DOUBTFUL))

    def _names_in_elements(self) -> Iterator[tuple[str, ...]]:
        """Names that stand each in an element of its own, with nothing between them."""
        linked = [
            place
            for place in self.parsed.lines.places.values()
            if place.element.name == "a" and "author" in place.element.get("rel").split() and not place.hint
        ]
        every = (*self.parsed.marked.get(f"{self.prefix}authors", ()), *linked)
        for place in {id(place): place for place in every}.values():
            if text := " ".join(place.element.text().split()):
                yield self.tongue.authors(text, is_sure=True) or self.tongue.names(text)

    def _split(self, name: str) -> list[str]:
        if found := self.tongue.authors(name, is_sure=True):
            return list(found)
        return [part.strip() for part in re.split(r"\s*[;|]\s*|\s+(?:and|und|et|y)\s+", name) if part.strip()]

    def _author_near(self, stated: Sequence[str]) -> tuple[str, ...] | None:
        units = self.parsed.lines.units
        near = list(range(max(0, min(self.head_at, self.start_at) - 2), min(len(units), self.start_at + 2)))
        if self.body:
            inside = {id(unit) for unit in self.body}
            prose = [
                at for at, unit in enumerate(units) if id(unit) in inside and unit.is_prose and not unit.place.hint
            ]
            end = prose[-1] if prose else 0
            near += list(range(max(self.start_at + 1, end - 1), min(len(units), end + 4)))
        for at in near:
            unit = units[at]
            if not unit.text or unit.words > 25 or (id(unit) in self.taken and self.taken[id(unit)] == "title"):
                continue
            is_named = any(hints.field_of(place.element) == "authors" for place in list(unit.place.line())[:3])
            names = self.tongue.authors(unit.text) or (
                self.tongue.authors(unit.text, is_sure=True) or self.tongue.names(unit.text) if is_named else ()
            )
            if not names and self.head_at < at < self.start_at and unit.words < 15:
                names = self._bold_names(unit)
            if (
                not names
                and stated
                and unit.words < 12
                and all(name.casefold() in unit.text.casefold() for name in stated)
            ):
                names = tuple(stated)
            if names:
                self._take(unit, "authors")
                return names
        return None

    def _bold_names(self, unit: Unit) -> tuple[str, ...]:
        """The names with which a line begins that are set in bold."""
        bold = next(unit.place.element.every("b", "strong"), None)
        text = " ".join(bold.text().split()) if bold is not None else ""
        return self.tongue.names(text) if text and unit.text.startswith(text) else ()

    # What it is filed by

    def _labels(self) -> None:  # noqa: C901 - sections and tags, of rules and of links
        section = next(
            (unit for unit in self._marked("section") if unit.words <= 5 and id(unit) not in self.taken), None
        )
        if section is not None:
            self._take(section, "section")
            self.fields["sections"] = (section.text.strip(" »>/|:"),)
        elif self.parsed.said.section and len(self.parsed.said.section) < 60:
            self.fields["sections"] = (self.parsed.said.section,)
        marked = {id(place) for place in self.parsed.marked.get(f"{self.prefix}tags", ())}
        tags: list[str] = []
        categories: list[str] = []
        for place in self.parsed.lines.places.values():
            rel = place.element.get("rel").split() if place.element.name == "a" and not place.hint else []
            is_marked = id(place) in marked
            if "category" in rel:
                categories.append(_said(place))
            elif "tag" in rel:
                tags.append(_said(place))
            elif is_marked:
                tags += (
                    [_said(place)]
                    if place.element.name == "a"
                    else [_plain(each.text()) for each in place.element.every("a")]
                )
        for unit in self.body:
            if unit.links and labels.marked(unit, f"{self.prefix}tags"):
                self._take(unit, "tags")
        if categories and "sections" not in self.fields:
            self.fields["sections"] = tuple(dict.fromkeys(categories))[:3]
        if "sections" not in self.fields:
            self._section_around()
        stated = self.parsed.said.tags if not self.parsed.said.meta.get("keywords") else ()
        found = tuple(dict.fromkeys(tag.strip(" #,") for tag in (tags or stated) if tag.strip(" #,") and len(tag) < 60))
        if found:
            self.fields["tags"] = found[:40]

    def _section_around(self) -> None:
        """The section by what leads to the story."""
        title = str(self.fields.get("title", ""))
        if name := section_in_crumbs(self.parsed, title):
            self.fields["sections"] = (name,)
            self._tell("sections", Found(name, "the row of links that leads to the story", LIKELY + HARDLY))
        elif name := section_in_folder(self.parsed.page.address, self.rules.sections):
            self.fields["sections"] = (name,)
            self._tell("sections", Found(name, "the folder of its address", LIKELY))

    def _subtitle(self) -> None:
        units = self.parsed.lines.units
        unit = next((each for each in self._marked("subtitle") if id(each) not in self.taken), None)
        if unit is None:
            inside = {id(each) for each in self.body}
            between = [
                each
                for each in units[self.head_at + 1 : self.start_at]
                if id(each) not in inside
                and id(each) not in self.taken
                and each.words > 5
                and not each.place.hint
                and each.share < 0.3
                and any(hints.field_of(place.element) == "subtitle" for place in list(each.place.line())[:3])
            ]
            unit = between[0] if len(between) == 1 else None
        if unit is not None:
            self._take(unit, "subtitle")
            self.fields["subtitle"] = unit.text

    def _address(self) -> None:
        parts = parts_of_address(self.parsed.page.address)
        path = unquote(re.sub(r"/(?:index|default)\.(?:html?|php|asp)\Z", "/", parts.path))
        if parts.path and path != "/" and not parts.query and not path_fault(path.strip("/")):
            self.fields["url"] = path


def _said(place: Place) -> str:
    return _plain(place.element.text())


def _plain(text: str) -> str:
    return " ".join(text.split())
