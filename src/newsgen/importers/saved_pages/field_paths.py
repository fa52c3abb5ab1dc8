"""Where the pages of a template have their headline, their date, their authors: what fits most of them. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.saved_pages import evidence, hints
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.statements import iso_date
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Paths, Place, Unit

FieldPaths = dict[str, tuple[int, ...]]
_MOST_WORDS = 40
"""Of a line with a field in it."""
_NAMED = 0.3
"""Pages with a name at a place, in parts of all, by which it may be that of their authors, though nothing says so…"""
_SEVERAL = 5
"""Pages on which one and the same line tells no author."""
_ALL_NAMED = 0.9
"""… of the lines there, those that are names…"""
_ONCE = 0.7
"""… and of these those that differ: who talks about stories is another each time."""
_LONGEST_NAMES = 80
_NO_BOX = frozenset({"", hints.FOOT})
"""What boxes are called in which a byline may stand."""
_LONGER = 0.2
"""Of the lines at a place, those that are longer than standfirsts are, by which the others are none either."""
_MOST_BESIDE_TAGS = 4
"""Words beside links to topics that say what these are: *Filed under*."""
_OF_TAGS = re.compile(
    r"/(?:tags?|topics?|keywords?|subjects?|themen?|thema|schlagw[oö]rter|temas?|etiquetas?|sujets?|mots-cles|"
    r"argoment[io]|onderwerp(?:en)?|emner?|amne(?:n)?|taggar|tem[ay]t?y?|tagi|etiket(?:ler)?|konu(?:lar)?)/[^/]+/?\Z",
    re.IGNORECASE,
)
"""Paths of pages of topics."""
_HEADINGS = {"h1": 0.35, "h2": 0.25, "h3": 0.15, "h4": 0.1, "b": 0.1, "strong": 0.1, "font": 0.08}


@dataclass(slots=True)
class Candidate:
    """What stands at one path over the pages."""

    first: dict[int, tuple[int, Unit]] = field(default_factory=dict)
    """Number of each page to the first line there, with its place among the lines."""
    every: dict[int, list[tuple[int, Unit]]] = field(default_factory=dict)
    """Likewise all lines there."""
    count: int = 0
    longer: int = 0
    """Lines there that are too long for a field."""

    def texts(self) -> set[str]:
        """What stands there, over all pages."""
        return {unit.text for _, unit in self.first.values()}


def find_fields(pages: Sequence[Parsed], body: int, paths: Paths, tongue: Tongue, ends: Sequence[str]) -> FieldPaths:
    """The paths of the fields of a template."""
    candidates: dict[int, Candidate] = defaultdict(Candidate)
    longer: Counter[int] = Counter()
    for number, page in enumerate(pages):
        for at, unit in enumerate(page.lines.units):
            if unit.text and unit.words <= _MOST_WORDS:
                known = candidates[unit.place.path]
                known.first.setdefault(number, (at, unit))
                known.every.setdefault(number, []).append((at, unit))
                known.count += 1
            elif unit.text:
                longer[unit.place.path] += 1
    for path, known in candidates.items():
        known.longer = longer[path]
    found: FieldPaths = {}
    search = _Search(pages, candidates, paths, tongue, ends, body)
    found["headline"] = search.headline()
    heads = search.positions(found["headline"])
    found["date"] = search.date(heads)
    found["authors"] = search.authors(heads)
    found["section"] = search.labels("section", heads)
    found["subtitle"] = search.subtitle(heads, found)
    found["tags"] = search.tags()
    return {name: known for name, known in found.items() if known}


class _Search:
    def __init__(  # noqa: PLR0917
        self,
        pages: Sequence[Parsed],
        candidates: Mapping[int, Candidate],
        paths: Paths,
        tongue: Tongue,
        ends: Sequence[str],
        body: int,
    ) -> None:
        self._pages, self._candidates, self._paths = pages, candidates, paths
        self._tongue, self._ends = tongue, ends
        self._many = len(pages)
        self._starts = [_start(page, body) for page in pages]
        self._ends_at = [_end(page, body) for page in pages]

    def headline(self) -> tuple[int, ...]:
        titles = [evidence.headline_in_title(page.said.title, self._ends) for page in self._pages]
        said = [page.said.headline for page in self._pages]
        has_titles = len(set(titles)) > 0.5 * self._many

        def score(_path: int, known: Candidate) -> float:
            if len(known.first) < 0.3 * self._many or (len(known.texts()) < 0.6 * len(known.first) and self._many > 2):
                return 0.0
            fit = sum(
                evidence.agrees_with_title(unit.text, titles[number] if has_titles else said[number])
                or (bool(said[number]) and evidence.letters_of(unit.text) == evidence.letters_of(said[number]))
                for number, (_, unit) in known.first.items()
            )
            unit = next(iter(known.first.values()))[1]
            shape = _shape(unit.place) + (0.2 if _says(unit.place, "headline") else 0) - (0.5 if unit.place.hint else 0)
            often = 0.15 * max(0.0, known.count / max(1, len(known.first)) - 1)
            below = sum(at > self._starts[number] for number, (at, _) in known.first.items()) / len(known.first)
            if has_titles:
                return fit / self._many + 0.4 * shape - often - 0.3 * below if fit >= 0.3 * self._many else 0.0
            near = sum(
                0 <= self._starts[number] - at < 8 and 2 <= unit.words < 30 and not unit.is_ended
                for number, (at, unit) in known.first.items()
            )
            dated = sum(
                self._tongue.date(unit.text) is not None or bool(self._tongue.authors(unit.text))
                for _, unit in known.first.values()
            )
            return (near - dated) / self._many + shape - often if near >= 0.5 * self._many else 0.0

        return self._best(score, most=2)

    def positions(self, chosen: Sequence[int]) -> list[int]:
        """Where the headline of each page stands; -1 where it has none."""
        found: list[int] = []
        for number in range(self._many):
            at = [self._candidates[path].first[number][0] for path in chosen if number in self._candidates[path].first]
            found.append(at[0] if at else -1)
        return found

    def date(self, heads: Sequence[int]) -> tuple[int, ...]:
        days: dict[int, dict[int, str]] = {}
        lines: dict[int, dict[int, tuple[int, Unit]]] = {}
        for path, known in self._candidates.items():
            days[path], lines[path] = {}, {}
            for number, units in known.every.items():
                for at, unit in units[:6]:
                    if unit.words < 25 and (each := self._tongue.date(unit.text)) is not None:
                        days[path][number], lines[path][number] = each[0][:10], (at, unit)
                        break
        given = [iso_date(page.said.date)[:10] or evidence.date_in_address(page.page.address) for page in self._pages]

        def score(path: int, known: Candidate) -> float:
            mine = days[path]
            if path in self._tongue.visits:
                return 0.0
            if len(mine) < 0.25 * self._many or len(mine) < 0.6 * len(known.first):
                return 0.0
            if len(set(mine.values())) == 1 and self._many > 4:
                return 0.0
            late = sum(
                1 for number, day in mine.items() for other in days.values() if number in other and other[number] < day
            )
            known_days = [number for number in mine if given[number]]
            agree = sum(abs_days(mine[number], given[number]) <= 1 for number in known_days)
            near = sum(_nearness(lines[path][number][0], heads[number], self._starts[number]) for number in mine)
            unit = next(iter(lines[path].values()))[1]
            said = 0.2 * _says(unit.place, "date") - 0.4 * bool(unit.place.hint)
            said -= 0.5 * self._tongue.is_update(unit.text)
            score = len(mine) / self._many + near / self._many + said - 0.6 * late / max(1, len(mine))
            if known_days:
                score += 1.5 * agree / len(known_days) - 0.75
            return max(score, 0.0) if score > 0.5 else 0.0

        return self._best(score, most=2)

    def authors(self, heads: Sequence[int]) -> tuple[int, ...]:
        bare = {path for path, known in self._candidates.items() if self._are_names(known)}

        def names_of(unit: Unit) -> tuple[str, ...]:
            told = self._tongue.authors(unit.text, is_sure=_says(unit.place, "authors"))
            return told or (self._tongue.names(unit.text) if unit.place.path in bare else ())

        def score(_path: int, known: Candidate) -> float:
            hits = agree = 0
            near = 0.0
            texts = known.texts()
            # A menu begins with the name of the paper, which some papers give as the author of all.
            is_menu = (
                len(known.first) >= _SEVERAL
                and len(texts) == 1
                and not any(map(names_of, (each for _, each in known.first.values())))
            )
            if is_menu:
                return 0.0
            for number, units in known.every.items():
                at, unit = next((pair for pair in (*units[:6], *units[-3:]) if names_of(pair[1])), units[0])
                said = self._pages[number].said.authors
                is_said = bool(said) and any(len(name) > 4 and name.casefold() in unit.text.casefold() for name in said)
                if unit.words < 30 and (names_of(unit) or is_said):
                    hits += 1
                    agree += is_said
                    near += max(
                        _nearness(at, heads[number], self._starts[number]),
                        _nearness(at, self._ends_at[number], self._ends_at[number]),
                    )
            if hits < max(2, 0.1 * self._many) or hits < 0.4 * len(known.first):
                return 0.0
            unit = next(iter(known.first.values()))[1]
            told = 0.3 * _says(unit.place, "authors") - 0.3 * (unit.place.hint not in _NO_BOX)
            return hits / self._many + near / self._many + told + 0.5 * agree / hits

        return self._best(score, most=3)

    def _are_names(self, known: Candidate) -> bool:
        """Whether nothing but names stands at a place, and the same ones on several pages: those of a house."""
        if len(known.first) < _NAMED * self._many or known.count > 1.2 * len(known.first):
            return False
        texts = [
            unit.text
            for _, unit in known.first.values()
            if unit.box is None and not unit.share and unit.place.hint in _NO_BOX
        ]
        single = [text for text in texts if " " in text and len(text) < _LONGEST_NAMES and self._tongue.names(text)]
        return len(single) >= _ALL_NAMED * len(known.first) and 1 < len(set(single)) <= _ONCE * len(single)

    def labels(self, kind: str, heads: Sequence[int]) -> tuple[int, ...]:
        """Paths of lines of few words of which there are few, near the headline."""

        def score(_path: int, known: Candidate) -> float:
            texts = known.texts()
            unit = next(iter(known.first.values()))[1]
            is_few = 1 < len(texts) <= max(3, 0.3 * len(known.first))
            if len(known.first) < 0.4 * self._many or not is_few or unit.place.hint:
                return 0.0
            if any(
                each.words > 4 or self._tongue.date(each.text) or self._tongue.reason(each.text)
                for _, each in known.first.values()
            ):
                return 0.0
            said = _says(unit.place, kind)
            agree = sum(
                unit.text.casefold() == self._pages[number].said.section.casefold()
                or _in_folder(unit.text, self._pages[number].page.address)
                for number, (_, unit) in known.first.items()
            )
            near = sum(abs(at - heads[number]) <= 3 and heads[number] >= 0 for number, (at, _) in known.first.items())
            if near < 0.6 * len(known.first):
                return 0.0
            return 0.4 * said + agree / len(known.first) if said or agree > 0.5 * len(known.first) else 0.0

        return self._best(score, most=1)

    def subtitle(self, heads: Sequence[int], chosen: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
        taken = {path for known in chosen.values() for path in known}

        def score(path: int, known: Candidate) -> float:
            if path in taken or len(known.first) < 0.15 * self._many or known.longer > _LONGER * len(known.first):
                return 0.0
            unit = next(iter(known.first.values()))[1]
            above = {self._paths.above(each) for each in chosen.get("headline", ())}
            is_beside = self._paths.above(path) in above and all(
                each.is_ended and each.words > 5 and not each.share and each.box is None
                for _, each in known.first.values()
            )
            is_told = is_beside or _says(unit.place, "subtitle") or unit.place.element.name in {"h2", "h3", "h4", "h5"}
            near = sum(
                0 < at - heads[number] <= 3
                and heads[number] >= 0
                and at < self._starts[number] + 1
                and at != self._ends_at[number]  # Nor is it the only sentence of a text.
                and unit.words > 4
                for number, (at, unit) in known.first.items()
            )
            is_single = known.count <= 1.2 * len(known.first)
            if not is_told or unit.place.hint or not is_single or near < 0.7 * len(known.first):
                return 0.0
            return near / self._many

        return self._best(score, most=1)

    def tags(self) -> tuple[int, ...]:
        found: Counter[int] = Counter()
        rows: dict[int, set[str]] = defaultdict(set)
        for page in self._pages:
            seen: set[int] = set()
            for unit in page.lines.units:
                for place in unit.place.line():
                    if unit.share > 0.4 and place.depth > 3 and hints.field_of(place.element) == "tags":
                        seen.add(place.path)
                        break
                if _is_row_of_tags(unit):
                    seen.add(unit.place.path)
                    rows[unit.place.path].add(unit.told)
            found.update(seen)
        for path, texts in rows.items():
            if len(texts) == 1 and found[path] > 1:
                del found[path]  # A menu that leads to the site's topics.
        return tuple(path for path, count in found.most_common(2) if count >= max(2, 0.1 * self._many))

    def _best(self, score: Callable[[int, Candidate], float], most: int) -> tuple[int, ...]:
        """The best path, and those with which it takes turns."""
        scored = sorted(((score(path, known), -path) for path, known in self._candidates.items()), reverse=True)
        scored = [pair for pair in scored if pair[0] > 0]
        chosen: list[int] = []
        covered: set[int] = set()
        for each, minus in scored:
            path = -minus
            new = set(self._candidates[path].first) - covered
            if not chosen or (
                len(new) > 0.05 * self._many and len(new) > 0.7 * len(self._candidates[path].first) and each > 0.05
            ):
                chosen.append(path)
                covered |= set(self._candidates[path].first)
            if len(chosen) == most:
                break
        return tuple(chosen)


def _start(page: Parsed, body: int) -> int:
    """Where the prose of a page begins."""
    for at, unit in enumerate(page.lines.units):
        if unit.is_running_text and any(place.path == body for place in unit.place.line()):
            return at
    return len(page.lines.units)


def _end(page: Parsed, body: int) -> int:
    """Where the prose of a page ends."""
    found = [
        at
        for at, unit in enumerate(page.lines.units)
        if unit.is_running_text and any(place.path == body for place in unit.place.line())
    ]
    return found[-1] if found else len(page.lines.units)


def _nearness(at: int, head: int, start: int) -> float:
    """How near a line stands to the headline and to the beginning of the prose, from 0 to 1."""
    far = min(abs(at - head) if head >= 0 else 99, abs(start - at))
    return max(0.0, 1 - far / 8)


def abs_days(one: str, other: str) -> int:
    """Days between two dates."""
    from datetime import date  # noqa: PLC0415 - one use

    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return 9999


def _shape(place: Place) -> float:
    """How much an element looks like a headline."""
    found = 0.0
    for each in list(place.line())[:3]:
        size = each.element.get("size").lstrip("+")
        found = max(found, _HEADINGS.get(each.element.name, 0.0) + (0.15 if size.isdigit() and int(size) >= 2 else 0))
    return found


def _says(place: Place, kind: str) -> bool:
    """Whether an element, or one of the two around it, is called like a field."""
    return any(hints.field_of(each.element) == kind for each in list(place.line())[:3])


def _is_row_of_tags(unit: Unit) -> bool:
    """Whether a line has links to pages of topics, and nothing else but a word that says so."""
    if not unit.links or unit.place.hint not in _NO_BOX or unit.words > _MOST_WORDS:
        return False
    beside = unit.text[: len(unit.text) - unit.linked] if unit.share else unit.text
    return len(beside.split()) <= _MOST_BESIDE_TAGS and all(
        _OF_TAGS.search(parts_of_address(link.get("href").strip()).path) for link in unit.links
    )


def _in_folder(text: str, address: str) -> bool:
    return f"/{text.casefold().replace(' ', '-')}/" in address.casefold()
