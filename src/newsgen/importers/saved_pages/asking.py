"""What a person is asked once about the templates of a site, and the rules with the answers. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsgen.importers.saved_pages import evidence
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.rules import Rules, Template
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Paths, Unit
from newsgen.importers.source import Candidate, Question

Ask = Callable[[Question], int]
_SHOWN = 3
"""Pages from which examples are shown."""
_MOST = 5
"""Candidates of one question."""
_MOST_WORDS = 30
"""Of a line with a field in it."""
_LONGEST = 60
"""Letters of an example."""
_SURE_BODY = 0.8
"""How much another program has found the same text, by which it is sure."""
_SURE_HEADLINE = 0.9
_SURE_DATE = 0.8
_OFTEN = 0.4
"""Pages, in parts of all, that have a field at a place, by which that is a candidate."""
_AUTHORS_OFTEN = 0.2


def asked_rules(rules: Rules, pages: Sequence[Parsed], paths: Paths, tongue: Tongue, ask: Ask) -> Rules:
    """The rules with what a person says about all that is unsure in them."""
    numbers = {paths.selector(path): path for page in pages for path in page.lines.paths()}
    templates = tuple(_Asking(each, pages, paths, numbers, tongue, ask).template() for each in rules.templates)
    return replace(rules, templates=templates)


@dataclass(slots=True)
class _Asking:
    """The questions about one template."""

    known: Template
    every: Sequence[Parsed]
    paths: Paths
    numbers: Mapping[str, int]
    tongue: Tongue
    ask: Ask

    def template(self) -> Template:
        """The template with the answers."""
        body = self.numbers.get(self.known.body[0], -1) if self.known.body else -1
        pages = [page for page in self.every if body in page.lines.paths()]
        if body < 0 or not pages:
            return self.known
        chosen = self._body(body, pages)
        fields = {**self.known.fields}
        for name, wanted, found in (
            ("headline", "the headline", self._headlines(pages)),
            ("authors", "the byline", self._bylines(pages)),
            ("date", "the date", self._dates(pages)),
        ):
            answer = self._answer(wanted, fields.get(name, ()), found)
            if answer is not None:
                fields[name] = answer
        return replace(self.known, body=chosen, fields={name: value for name, value in fields.items() if value})

    def _answer(
        self, wanted: str, learned: Sequence[str], found: Sequence[tuple[int, Sequence[str]]]
    ) -> tuple[str, ...] | None:
        """The selectors that a person has chosen; None where nothing is to be asked, or all is to stay."""
        selectors = [self.paths.selector(path) for path, _ in found]
        if not found or set(selectors) <= set(learned):
            return None
        candidates = [
            Candidate(selector, [_short(text) for text in _few(texts)], is_learned=selector in learned)
            for selector, (_, texts) in zip(selectors, found, strict=True)
        ]
        candidates.sort(key=lambda each: not each.is_learned)
        number = self._asked(wanted, candidates[:_MOST])
        if number < 0:
            return ()
        chosen = candidates[number]
        return tuple(learned) if chosen.is_learned and len(learned) == 1 else (chosen.selector,)

    def _asked(self, wanted: str, candidates: Sequence[Candidate]) -> int:
        return self.ask(Question(f"{self.known.name}, {self.known.pages:,} pages", wanted, candidates))

    def _body(self, body: int, pages: Sequence[Parsed]) -> tuple[str, ...]:
        """The box of the text: that which was learned, that around it, or those in it that hold prose."""
        if self.known.agreement >= _SURE_BODY:
            return self.known.body
        inner: Counter[int] = Counter()
        for page in pages:
            for unit in page.lines.units:
                line = [place.path for place in unit.place.line()]
                if unit.is_prose and body in line and line.index(body):
                    inner[line[line.index(body) - 1]] += 1
        boxes = [body, self.paths.above(body), *(path for path, _ in inner.most_common(_MOST))]
        shown = {path: list(_edges(path, pages)) for path in dict.fromkeys(boxes) if path > 0}
        candidates = [
            Candidate(self.paths.selector(path), texts, is_learned=path == body)
            for path, texts in shown.items()
            if texts
        ][:_MOST]
        if len(candidates) < _SHOWN - 1:
            return self.known.body
        number = self._asked("the text", candidates)
        return self.known.body if number < 0 else (candidates[number].selector,)

    def _headlines(self, pages: Sequence[Parsed]) -> list[tuple[int, Sequence[str]]]:
        """Places of short lines that differ from page to page, unless titles confirm the one that was learned."""
        learned = self._learned("headline")
        confirmed = sum(
            any(
                unit.place.path in learned and evidence.agrees_with_title(unit.text, page.said.title)
                for unit in page.lines.units
            )
            for page in pages
        )
        if confirmed >= _SURE_HEADLINE * len(pages):
            return []
        found = self._by(pages, lambda unit: unit.words > 1 and not unit.is_ended, _OFTEN)
        varied = [(path, texts) for path, texts in found if len(set(texts)) == len(texts)]
        return [pair for pair in varied if not any(self.tongue.date(text) for text in pair[1])]

    def _bylines(self, pages: Sequence[Parsed]) -> list[tuple[int, Sequence[str]]]:
        """Places of lines that say who has written a story, where none was learned."""
        return [] if self._learned("authors") else self._by(pages, self._says_author, _AUTHORS_OFTEN)

    def _says_author(self, unit: Unit) -> bool:
        return bool(self.tongue.authors(unit.text) or self.tongue.names(unit.text))

    def _dates(self, pages: Sequence[Parsed]) -> list[tuple[int, Sequence[str]]]:
        """Places of dates, unless one of them alone has a date on nearly all pages."""
        found = self._by(pages, lambda unit: self.tongue.date(unit.text) is not None, _OFTEN)
        often = [path for path, texts in found if len(texts) >= _SURE_DATE * len(pages)]
        return [] if len(often) == 1 and often[0] in self._learned("date") else found

    def _learned(self, name: str) -> set[int]:
        return {self.numbers.get(each, -1) for each in self.known.fields.get(name, ())} - {-1}

    def _by(
        self, pages: Sequence[Parsed], fits: Callable[[Unit], bool], often: float
    ) -> list[tuple[int, Sequence[str]]]:
        """Places at which many pages have a line that fits, once or twice each, and what stands there."""
        texts: dict[int, list[str]] = defaultdict(list)
        lines: Counter[int] = Counter()
        for page in pages:
            seen: dict[int, str] = {}
            for unit in page.lines.units:
                if unit.text and unit.words <= _MOST_WORDS and not unit.place.hint and fits(unit):
                    seen.setdefault(unit.place.path, unit.text)
                    lines[unit.place.path] += 1
            for path, text in seen.items():
                texts[path].append(text)
        known = [path for path, found in texts.items() if len(found) >= often * len(pages)]
        single = [path for path in known if lines[path] <= 2 * len(texts[path])]
        single.sort(key=lambda path: -len(texts[path]))
        return [(path, texts[path]) for path in single[: 2 * _MOST]]


def _edges(path: int, pages: Iterable[Parsed]) -> Iterator[str]:
    """With what the texts in a box begin and end."""
    count = 0
    for page in pages:
        units = [
            unit for unit in page.lines.units if unit.text and any(place.path == path for place in unit.place.line())
        ]
        if units and count < _SHOWN:
            count += 1
            yield f"{_short(units[0].text)} … {_short(units[-1].text)}"


def _few(texts: Sequence[str]) -> Sequence[str]:
    return [texts[at * len(texts) // _SHOWN] for at in range(_SHOWN)] if len(texts) > _SHOWN else texts


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
