"""Where the cause of a finding was typed: in an article, or in a file that is published as it is.

A page does not say where in its article a link stands. So what was typed is looked for there, in what may stand around
it: an address between brackets or quotation marks is a link, the same in a sentence is not. Reads through the loader.
"""

import html
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from newsgen.checks.articles import ArticleText, without_code
from newsgen.checks.finding import MEND_TEMPLATE, Finding, Findings, Kind, Typed, gathered
from newsgen.errors import Problem
from newsgen.loader.sources import ContentFolder
from newsgen.models.article import Article
from newsgen.models.rules import INTACT, RULES
from newsgen.models.site import Site

Place = tuple[str, int, int]
"""Path as messages show it, line and column."""
_FEW = 3
"""Places outside of sources up to which each is told; what stands at more is told once."""


@dataclass
class Placing:
    """Finds sources of findings."""

    label: str
    """The output folder, as messages show it."""
    site: Site
    folder: ContentFolder
    pages: Mapping[str, Article]
    """Path in the output to the article whose page lies there."""
    copies: Mapping[str, str]
    """Path in the output to the file in static/ of which it is a copy."""
    _texts: dict[str, ArticleText | None] = field(default_factory=dict)

    def placed(self, findings: Findings, told: Container[Place]) -> Iterator[Problem]:
        """The problems of files of the site, at the places where they were caused; but for those that are told already.

        What has no source is told once, with the number of places, unless these are few.
        """
        for key, places in findings.places.items():
            more = findings.counts[key] - len(places)
            caused, left = self._parted(places)
            new = [problem for problem in caused if (problem.path, problem.line, problem.column) not in told]
            if left and len(left) + more > _FEW:
                yield gathered([finding.problem for finding in left], len(left) + more)
            else:
                yield from (finding.problem for finding in left)
                if new and more:
                    new[-1] = gathered(new[-1:], 1 + more)
            yield from new

    def _parted(self, places: list[Finding]) -> tuple[list[Problem], list[Finding]]:
        """The problems that have a source, at their places there; and the other findings."""
        caused: list[Problem] = []
        left: list[Finding] = []
        before: Counter[str] = Counter()
        for finding in places:
            problem = self._caused(finding, before[finding.page])
            before[finding.page] += 1
            if problem is None:
                left.append(finding)
            else:
                caused.append(problem)
        return list(dict.fromkeys(caused)), left

    def _caused(self, finding: Finding, before: int) -> Problem | None:
        """The problem at its cause, where that has a place; ``before`` is how often this page had the same already."""
        problem = finding.problem
        if problem.rule == INTACT.name:  # It is wrong where it lies.
            return None
        if source := self._source_of_copy(finding.page):
            return replace(problem, path=source, mend=problem.mend.replace(MEND_TEMPLATE, "mend it there"))
        article = self._article(finding.page)
        if article is None or finding.typed is None:
            return None
        text = without_code(article.text)
        for pattern in self._patterns(finding.typed, text):
            found = [match.start("typed") for match in pattern.finditer(text, article.body_start)]
            found = found or [match.start("typed") for match in pattern.finditer(text, 0, article.body_start)]
            if found:
                at = found[min(before, len(found) - 1)]
                return article.problem(at, RULES[problem.rule], problem.what, problem.mend)
        return None

    def _source_of_copy(self, path: str) -> str:
        """The file that is published as it is; empty where newsgen has made it."""
        if path in self.copies:
            return self.copies[path]
        return f"content/{path}" if path not in self.pages and self.folder.file(path) is not None else ""

    def _article(self, page: str) -> ArticleText | None:
        if page not in self.pages:
            return None
        if page not in self._texts:
            card = self.pages[page]
            source = self.folder.read(card.source)
            self._texts.clear()  # Findings come page by page.
            self._texts[page] = None if isinstance(source, Problem) else ArticleText.of(card, source)
        return self._texts[page]

    def _patterns(self, wanted: Typed, text: str) -> Iterator[re.Pattern[str]]:
        """What to look for, the likeliest first."""
        typed = re.escape(wanted.text)
        match wanted.kind:
            case Kind.ADDRESS:
                yield from self._address_patterns(wanted.text)
            case Kind.VALUE:
                yield re.compile(rf"(?:=\s*[\"']?|\{{#)(?P<typed>{typed})(?![\w-])")
            case Kind.HEADING:
                yield re.compile(rf"^ {{0,3}}(?P<typed>#{{1,6}}[ \t]+{typed})", re.MULTILINE)
            case Kind.TAG:
                name = wanted.text.strip("</")
                opened, closed = (len(re.findall(rf"{start}{re.escape(name)}(?=[\s>])", text)) for start in ("<", "</"))
                if opened != closed:
                    yield re.compile(rf"(?P<typed>{typed})(?=[\s>])")

    def _address_patterns(self, typed: str) -> Iterator[re.Pattern[str]]:
        inner = typed.removeprefix(self.site.origin).removeprefix(self.site.base_path.rstrip("/"))
        forms = [typed, inner, unquote(inner)]
        for form in dict.fromkeys((*forms, *map(html.escape, forms))):
            if form.strip("/"):
                yield re.compile(rf"{_BEFORE}(?P<typed>{re.escape(form)}){_BEHIND}", re.MULTILINE)
        # A path from the article to the file; the part of an article that was named by its file.
        path, mark, part = inner.partition("#")
        name = path.rpartition("/")[2]
        for end in (f"#{part}" if mark and part else "", name if "." in name else ""):
            if end:
                yield re.compile(rf"{_BEFORE}(?P<typed>{_WITHIN}{re.escape(end)}){_BEHIND}", re.MULTILINE)


_BEFORE = r"(?:[(\"'<=]\s*|\]:[ \t]*|^[\w-]+:[ \t]+|\bsrc:[ \t]*|(?:^|\s)(?=https?:))"
_WITHIN = r"[^\s()\"'<>]*?"
_BEHIND = r"(?=[)\"'>\s#?,}]|$)"
