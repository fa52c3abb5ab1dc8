"""Where the cause of a finding was typed: in an article, or in a file that is published as it is.

A page does not say where in its article a link stands. So what was typed is looked for there. Reads through the loader.
"""

import html
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote

from newsgen.checks.articles import ArticleText, without_code
from newsgen.checks.finding import MEND_TEMPLATE, Finding, Findings, Kind, Typed, gathered
from newsgen.checks.lines import LinesOf
from newsgen.checks.typed import TypedText
from newsgen.errors import Problem
from newsgen.loader.sources import ContentFolder
from newsgen.models.rules import FAULTY_PICTURE, INTACT, LEFTOVER_CODE, RULES
from newsgen.models.site import Site
from newsgen.models.written import Written

Place = tuple[str, int, int]
"""Path as messages show it, line and column."""
_FEW = 3
"""Places outside of sources up to which each is told; what stands at more is told once."""


_ECHOED = frozenset((LEFTOVER_CODE.name, FAULTY_PICTURE.name))
"""Rules under which listings have what an article has, by its summary or picture: it is told of the article alone."""


@dataclass
class Placing:
    """Finds sources of findings."""

    label: str
    """The output folder, as messages show it."""
    site: Site
    folder: ContentFolder
    pages: Mapping[str, Written]
    """Path in the output to the article or the standing page whose page lies there."""
    copies: Mapping[str, str]
    """Path in the output to the file in static/ of which it is a copy."""

    def placed(self, findings: Findings, told: Collection[Place]) -> Iterator[Problem]:
        """The problems of files of the site, at the places where they were caused; but for those that are told already.

        What has no source is told once, with the number of places, unless these are few.
        """
        causes = self._causes(findings)
        for key, places in findings.places.items():
            more = findings.counts[key] - len(places)
            caused = [cause for place in places if (cause := causes.get(id(place)))]
            left = [place for place in places if id(place) not in causes]
            if left and key[0] in _ECHOED and (caused or self._is_in_a_summary(left[0])):
                left, more = [], 0
            new = [cause for cause in dict.fromkeys(caused) if not _is_told(cause, told)]
            if left and len(left) + more > _FEW:
                yield gathered([finding.problem for finding in left], len(left) + more)
            else:
                yield from (finding.problem for finding in left)
                if new and more:
                    new[-1] = gathered(new[-1:], 1 + more)
            yield from new

    def _is_in_a_summary(self, finding: Finding) -> bool:
        return finding.typed is not None and any(finding.typed.text in card.summary for card in self.pages.values())

    def _causes(self, findings: Findings) -> Mapping[int, Problem]:
        """By the identity of each finding the problem at its cause, where that has a place.

        Findings are looked at page by page, so that each source is read once.
        """
        pages: defaultdict[str, list[tuple[Finding, int]]] = defaultdict(list)
        for places in findings.places.values():
            before: Counter[str] = Counter()
            for finding in places:
                pages[finding.page].append((finding, before[finding.page]))
                before[finding.page] += 1
        causes = {}
        for page, found in pages.items():
            source = self._source(page)
            for finding, before_it in found:
                if cause := self._cause(source, finding, before_it):
                    causes[id(finding)] = cause
        return causes

    def _source(self, page: str) -> "_Source | str":
        """What a page was made from: an article, or the path of a file that is published as it is; empty for none."""
        if page in self.copies:
            return self.copies[page]
        if page not in self.pages:
            return f"content/{page}" if self.folder.file(page) is not None else ""
        source = self.folder.read(self.pages[page].source)
        return "" if isinstance(source, Problem) else _Source(ArticleText.of(self.pages[page], source))

    def _cause(self, source: "_Source | str", finding: Finding, before: int) -> Problem | None:
        """The problem at its cause, where that has a place; ``before`` is how often this page had the same already."""
        problem = finding.problem
        if problem.rule == INTACT.name or not source:  # It is wrong where it lies.
            return None
        if isinstance(source, str):
            return replace(problem, path=source, mend=problem.mend.replace(MEND_TEMPLATE, "mend it there"))
        if finding.typed is None:
            return None
        places = source.typed.find(finding.typed, self._forms(finding.typed))
        return source.problem(places[min(before, len(places) - 1)], problem) if places else None

    def _forms(self, wanted: Typed) -> Sequence[str]:
        """The ways in which an address may have been typed."""
        if wanted.kind is not Kind.ADDRESS:
            return ()
        inner = wanted.text.removeprefix(self.site.origin).removeprefix(self.site.base_path.rstrip("/"))
        forms = [wanted.text, inner, unquote(inner)]
        return [form for form in dict.fromkeys((*forms, *map(html.escape, forms))) if form.strip("/")]


def _is_told(cause: Problem, told: Collection[Place]) -> bool:
    """Whether a build has told this already: of code that is left in a text it may see another part of the line."""
    if cause.rule == LEFTOVER_CODE.name:
        return any((path, line) == (cause.path, cause.line) for path, line, _ in told)
    return (cause.path, cause.line, cause.column) in told


@dataclass(frozen=True)
class _Source:
    """An article in which causes are looked for."""

    article: ArticleText

    @cached_property
    def typed(self) -> TypedText:
        return TypedText(without_code(self.article.text), self.article.body_start)

    @cached_property
    def _lines(self) -> LinesOf[str]:
        return LinesOf(self.article.text, "\n")

    def problem(self, at: int, found: Problem) -> Problem:
        """What was found, at a place of the article."""
        line, column, text = self._lines.place(at)
        rule = RULES[found.rule]
        shown = f"content/{self.article.card.source}"
        return Problem(shown, found.what, found.mend, line, column, text, rule.severity, rule=rule.name)
