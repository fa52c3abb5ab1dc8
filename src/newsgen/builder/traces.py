"""The trace of a page: what it was made from, and what came of it. By it the next build tells whether it is stale.

A trace stays true, whatever comes later. What many pages have asked alike, and what their links hang on, is drawn from
the traces into `Dependencies`, by which the few pages are found that a change concerns. Pure, but for `TraceStore`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsgen.builder.store import Store
from newsgen.errors import Problem, Severity
from newsgen.models.addresses import target_keys
from newsgen.models.page import Page
from newsgen.models.recorder import read_note
from newsgen.models.written import Written

PageRemarks = tuple[tuple[str, ...], tuple[Problem, ...]]
"""The attachments that a page needs, and what is wrong with it."""
Remarks = Mapping[str, PageRemarks]
"""By the path of the page; of those that have any."""

_OF_TEXTS = ('["address"', '["body"')
"""How notes begin that articles ask of their texts, and feeds of those of articles."""
_RELATED = '["related'
"""How those begin that articles ask of themselves."""
_FEW = 100
"""Pages that asked one question, from which their templates are remembered instead."""


@dataclass(frozen=True, slots=True)
class PageTrace:
    """How a page was made."""

    inputs: str
    """The fingerprint of its address, its template's name, its context, and the terms under which it is listed."""
    text: str
    """The digest of its article's file; empty where it has none."""
    sha256: str
    """Of its bytes."""
    size: int
    answers: Mapping[str, str] = field(default_factory=dict)
    """What its rendering asked (models.recorder) to the fingerprint of the answer."""
    attachments: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Fact:
    """A question that templates asked, and who did."""

    answer: str
    """The fingerprint of the answer."""
    templates: set[str] = field(default_factory=set)
    """Any page of these may have asked."""
    paths: dict[str, str] = field(default_factory=dict)
    """Path to template of the pages that asked besides."""

    def add(self, path: str, template: str) -> None:
        """Takes in who asked."""
        if template not in self.templates:
            self.paths[path] = template
            self._simplify()

    def merge(self, other: "Fact") -> None:
        """Takes in others who asked the same, and got the same answer."""
        self.answer = other.answer
        self.templates |= other.templates
        self.paths |= other.paths
        self._simplify()

    def without(self, paths: Collection[str], templates: AbstractSet[str] = frozenset()) -> "Fact":
        """The same without some pages, and without all that some templates make."""
        kept = {path: template for path, template in self.paths.items() if path not in paths}
        return Fact(self.answer, self.templates - templates, kept)

    def _simplify(self) -> None:
        if len(self.paths) > _FEW:
            self.templates.update(self.paths.values())
        if self.templates:
            self.paths = {path: template for path, template in self.paths.items() if template not in self.templates}


@dataclass(slots=True)
class Dependencies:
    """What some pages hang on: drawn where they are rendered, so that few traces are carried about."""

    facts: dict[str, Fact] = field(default_factory=dict)
    """Questions by their notes. What an article's page asks of that article alone, and a feed of texts, is left out:
    `links` and these kinds know whom that concerns."""
    links: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """What links hang on (models.addresses.target_keys) to the sources of the articles that have them."""
    remarks: dict[str, PageRemarks] = field(default_factory=dict)

    def draw(self, page: Page, trace: PageTrace) -> None:
        """Takes in a page's trace."""
        source = page.source
        for note, answer in trace.answers.items():
            if note.startswith(_OF_TEXTS):
                for key in target_keys(source, str(read_note(note)[1][1])) if source else ():
                    self.links[key].add(source)
            elif not (note.startswith(_RELATED) and read_note(note)[1][:1] == [source]):
                self.facts.setdefault(note, Fact(answer)).add(page.path, page.template)
        if trace.attachments or trace.problems:
            self.remarks[page.path] = (trace.attachments, trace.problems)

    def add(self, other: "Dependencies") -> None:
        """Takes in those of further pages."""
        for note, fact in other.facts.items():
            self.facts.setdefault(note, Fact(fact.answer)).merge(fact)
        for key, sources in other.links.items():
            self.links[key] |= sources
        self.remarks |= other.remarks


def picture_links(articles: Iterable[Written]) -> dict[str, set[str]]:
    """As Dependencies.links, of the pictures in the articles' front matter."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for key in target_keys(article.source, article.image.src) if article.image else ():
            found[key].add(article.source)
    return dict(found)


@dataclass(frozen=True, slots=True)
class TraceStore:
    """The traces of the pages of one output.

    Those of a large site would be the greater part of a build's memory, and take the parent a while to read while the
    workers wait. So each process reads those of its batch.
    """

    workspace: Path
    """Where the store lies."""
    prefix: str

    def read(self, paths: Iterable[str]) -> dict[str, PageTrace]:
        """Path to trace of those of these pages of which there is one.

        The store is opened each time: no connection may be carried into another process.
        """
        with closing(Store(self.workspace)) as store:
            return _from_records(store.records(self.prefix, paths))


def trace_to_record(trace: PageTrace) -> list[Any]:
    """A trace as JSON can keep it."""
    return [
        trace.inputs,
        trace.text,
        trace.sha256,
        trace.size,
        dict(trace.answers),
        trace.attachments,
        [problem_to_json(problem) for problem in trace.problems],
    ]


def _from_records(records: Mapping[str, Any]) -> dict[str, PageTrace]:
    """Path to trace; what makes no sense is left out, as if it had never been written."""
    found: dict[str, PageTrace] = {}
    for path, record in records.items():
        try:
            inputs, text, sha256, size, answers, attachments, problems = record
            told = tuple(map(problem_from_json, problems))
            found[path] = PageTrace(inputs, text, sha256, size, answers, tuple(attachments), told)
        except (TypeError, ValueError):
            continue
    return found


def problem_to_json(problem: Problem) -> list[Any]:
    """A problem as a record."""
    return [
        problem.path,
        problem.what,
        problem.mend,
        problem.line,
        problem.column,
        problem.source_line,
        str(problem.severity),
        problem.during,
        problem.rule,
        problem.offset,
    ]


def problem_from_json(record: list[Any]) -> Problem:
    """The problem of a record. An earlier newsgen has written none of what stands behind the rule."""
    path, what, mend, line, column, source_line, severity, during, rule, *rest = record
    return Problem(path, what, mend, line, column, source_line, Severity(severity), during, rule, *rest)
