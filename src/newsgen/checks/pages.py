"""Rules over every file of the site: the work of the worker processes."""

import hashlib
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin

from newsgen.checks.finding import Finding, Findings, Kind, OutputText, Typed, of_file
from newsgen.checks.folder import read_file, read_pieces
from newsgen.checks.leaks import EmbargoScanner, Phrase, spelled_out
from newsgen.checks.leftovers import leftovers
from newsgen.checks.links import LinkResolver, is_anywhere
from newsgen.checks.nesting import At
from newsgen.checks.pictures import Fault, picture_fault
from newsgen.checks.scanner import Scanned, Scanner
from newsgen.checks.sitemaps import SitemapRules
from newsgen.checks.tags import TagFacts, Word
from newsgen.checks.xml_files import check_json, check_xml
from newsgen.errors import Problem
from newsgen.models.language import is_language_tag
from newsgen.models.rules import (
    BROKEN_ANCHOR,
    DUPLICATE_ID,
    FAULTY_PICTURE,
    HEADINGS,
    HELD_BACK,
    HTML_NESTING,
    INTACT,
    LANGUAGE,
    LEFTOVER_CODE,
    MISSING_ALT,
    PAGE_TITLE,
    PAGE_WEIGHT,
    RULES,
    Rule,
)
from newsgen.pictures.places import drawing_tells_place, film_tells_place, tells_place

MOST_PAGE_BYTES = 2_000_000
_HTML = (".html", ".htm")
_CSS = ".css"
_XML = (".xml", ".rss", ".atom", ".svg", ".xsl", ".xhtml")
_JSON = (".json", ".geojson", ".jsonld", ".webmanifest")
_KNOWN = (*_HTML, _CSS, *_XML, *_JSON)
_LARGE = 16_000_000
"""Bytes from which a file that has no rules of its own, a film say, is read by pieces."""
_LONGEST_PHRASE = 2_000
"""In bytes, with the blanks between its words."""
_STYLE_COMMENT = re.compile(rb"/\*(?:.*?\*/|.*)", re.DOTALL)
_NEEDED = re.compile(rb"""(?:\burl\(\s*|@import\s+)(?:"([^"\n]+)"|'([^'\n]+)'|(?<=\()\s*([^"'()\s]+))""", re.IGNORECASE)
"""Addresses in a stylesheet: of pictures, fonts, and other stylesheets."""
_DIRECTIVE = ":~:"
"""With this, a fragment names words of the page, for the browser: https://wicg.github.io/scroll-to-text-fragment/."""


@dataclass(frozen=True, slots=True)
class AnchorUse:
    """A link to a part of another page."""

    page: str
    target: str
    """The path of the other page in the output."""
    fragment: str
    typed: str
    line: int
    column: int
    source_line: str


@dataclass
class Looked:
    """What came of some files."""

    findings: Findings = field(default_factory=Findings)
    anchors: list[AnchorUse] = field(default_factory=list)
    external: dict[str, Finding] = field(default_factory=dict)
    """Address on another site to the first place where it stands."""
    faulty_shown: set[str] = field(default_factory=set)
    """Pictures that cannot be shown, and that a page shows: by their paths."""
    telling: set[str] = field(default_factory=set)
    """Files that say where they were made."""
    pages: int = 0
    done: int = 0

    def join(self, other: "Looked") -> None:
        """Takes in what came of further files."""
        self.findings.join(other.findings)
        self.anchors += other.anchors
        self.external = {**other.external, **self.external}
        self.faulty_shown |= other.faulty_shown
        self.telling |= other.telling
        self.pages += other.pages
        self.done += other.done


@dataclass
class Pictures:
    """What is wrong with some pictures, by their paths."""

    faults: dict[str, Fault] = field(default_factory=dict)
    done: int = 0

    def join(self, other: "Pictures") -> None:
        """Takes in what came of further pictures."""
        self.faults |= other.faults
        self.done += other.done


@dataclass(frozen=True)
class PictureWork:
    """Looks at pictures of the output by their paths."""

    root: Path

    def __call__(self, paths: Sequence[str]) -> Pictures:
        """Looks at some pictures."""
        found = Pictures(done=len(paths))
        for path in paths:
            content = read_file(self.root, path) or b""
            if fault := picture_fault(path, content):
                found.faults[path] = fault
        return found


@dataclass
class FileWork:
    """Looks at files of the output by their paths."""

    root: Path
    label: str
    """The output folder, as messages show it."""
    leads: LinkResolver
    digests: Mapping[str, str]
    """Path of each file that newsgen wrote to the SHA-256 of what it wrote, in hex."""
    secrets: EmbargoScanner
    now: int
    wants_external: bool
    faulty: Mapping[str, Fault] = field(default_factory=dict)
    """Path of each picture that cannot be shown to what is wrong with it."""

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(self._is_settled)

    @cached_property
    def _sitemap_rules(self) -> SitemapRules:
        return SitemapRules(self.label, self.leads, self.now)

    def __getstate__(self) -> dict[str, object]:
        """Without what each process makes for itself."""
        return {name: value for name, value in self.__dict__.items() if not name.startswith("_")}

    def _is_settled(self, word: Word) -> bool:
        """Whether a link is right wherever it stands, so that nobody needs to look at it again."""
        if word.kind is not TagFacts.LINK or not is_anywhere(word.value):
            return False
        if self.leads.is_sound(word.value):
            return True
        lead = self.leads.look_up(word.value, "")
        return not (lead.rule or lead.fragment or (lead.external and self.wants_external))

    def __call__(self, paths: Sequence[str]) -> Looked:
        """Looks at some files."""
        looked = Looked(done=len(paths))
        for path in paths:
            if self.leads.files.get(path, 0) > _LARGE and not path.lower().endswith(_KNOWN):
                self._look_through(path, looked)
                continue
            content = read_file(self.root, path)
            if content is not None:
                self._look(path, content, looked)
        return looked

    def _look(self, path: str, content: bytes, looked: Looked) -> None:
        self._compare(path, hashlib.sha256(content).hexdigest(), looked)
        text = spelled_out(path, content)
        for phrase, offset in self._stories_in(text):
            problem = OutputText(self._shown(path), text).at_byte(offset, HELD_BACK, *_told_as_held_back(phrase))
            looked.findings.note(Finding(problem, path))
        name = path.lower()
        if name.endswith(_HTML):
            looked.pages += 1
            scanned = self._scanner.scan(content.decode("utf-8", "replace"))
            _Page(self, path, len(content), scanned, looked).check()
        elif name.endswith(_CSS):
            self._note_all(self._check_style(path, content), path, looked)
        elif name.endswith(_XML):
            self._note_all(check_xml(path, content, self._sitemap_rules), path, looked)
        elif name.endswith(_JSON):
            self._note_all(check_json(path, content, self._sitemap_rules), path, looked)
        if tells_place(content) or (name.endswith(".svg") and drawing_tells_place(content)):
            looked.telling.add(path)

    def _look_through(self, path: str, looked: Looked) -> None:
        """Looks at a large file by pieces; nobody would look for a line in it."""
        digest = hashlib.sha256()
        found: dict[str, Phrase] = {}
        end = b""
        for piece in read_pieces(self.root, path):
            digest.update(piece)
            for phrase, _ in self._stories_in(end + piece):
                found.setdefault(phrase.source, phrase)
            if film_tells_place(end + piece):
                looked.telling.add(path)
            end = piece[-_LONGEST_PHRASE:]
        self._compare(path, digest.hexdigest(), looked)
        for phrase in found.values():
            problem = of_file(self._shown(path), HELD_BACK, *_told_as_held_back(phrase))
            looked.findings.note(Finding(problem, path))

    def _shown(self, path: str) -> str:
        return f"{self.label}/{path}"

    def _compare(self, path: str, digest: str, looked: Looked) -> None:
        if self.digests.get(path, "") not in {"", digest}:
            mend = "`newsgen build --verify` writes it again"
            looked.findings.note(Finding(of_file(self._shown(path), INTACT, "is not as newsgen wrote it", mend), path))

    def _check_style(self, path: str, content: bytes) -> Iterator[Problem]:
        """What a stylesheet needs, and is not there."""
        file = OutputText(self._shown(path), content)
        for found in _NEEDED.finditer(_STYLE_COMMENT.sub(lambda match: b" " * len(match[0]), content)):
            address = (found[1] or found[2] or found[3]).decode("utf-8", "replace").strip()
            lead = self.leads.look_up(address, path)
            if lead.rule:
                yield file.at_byte(found.start(found.lastindex or 0), RULES[lead.rule], lead.what, lead.mend)

    def _stories_in(self, text: bytes) -> Iterator[tuple[Phrase, int]]:
        """Of each story that is held back and shows, the first words that were found, and at which byte."""
        seen = set()
        for phrase, offset in self.secrets.search(text):
            if phrase.source not in seen:
                seen.add(phrase.source)
                yield phrase, offset

    @staticmethod
    def _note_all(problems: Iterator[Problem], path: str, looked: Looked) -> None:
        for problem in problems:
            looked.findings.note(Finding(problem, path))


def _told_as_held_back(phrase: Phrase) -> tuple[str, str]:
    """What is told where words show, and the mend."""
    what = f"shows content/{phrase.source}, which is not published: “{phrase.words}”"
    return what, "take it out of the story, template or file where it stands, and build again"


def leads_to_one(fragment: str, ids: Container[str]) -> bool:
    """Whether a fragment, as it was typed, means an element with one of these ids, or the top of the page.

    https://html.spec.whatwg.org/multipage/browsing-the-web.html#select-the-indicated-part
    """
    return fragment in ids or unquote(fragment) in ids or fragment.lower() == "top"


_MEND_LEFTOVER = "write what it stood for in Markdown or HTML, or take it out; between backticks it is shown as it is"


class _Page:
    """A page of HTML while it is being checked."""

    def __init__(self, work: FileWork, path: str, size: int, scanned: Scanned, looked: Looked) -> None:
        self._work = work
        self._path = path
        self._size = size
        self._scanned = scanned
        self._looked = looked
        self._ids: set[str] = set()
        self._own_anchors: list[tuple[At, str, str]] = []
        self._levels: list[tuple[At, int]] = []
        self._languages: list[tuple[At, str]] = []
        self._shows: set[str] = set()
        self._mains = 0
        self._base = ""
        self._title = ""
        self._root: tuple[At, str] | None = None

    def check(self) -> None:
        """Notes everything that is wrong with the page."""
        for tag, words in self._scanned.said:
            for kind, value in words:
                if kind is TagFacts.TITLE:
                    self._title = self._title or value
                else:
                    self._hear(tag, kind, value)
        if fault := self._scanned.fault:
            self._note(fault.at, HTML_NESTING, fault.what, fault.mend, Typed(fault.typed, Kind.TAG))
        for left in leftovers(self._scanned.text):
            what = f"readers see {left.kind}, which was meant for another program"
            self._note(left.at, LEFTOVER_CODE, what, _MEND_LEFTOVER, Typed(left.begins, Kind.TEXT))
        for tag, fragment, typed in self._own_anchors:
            if not leads_to_one(fragment, self._ids):
                self._note(
                    tag, BROKEN_ANCHOR, f"dead link {typed}", f"no element here has id={fragment!r}", Typed(typed)
                )
        if self._root is not None:  # A page that is no page, a verification file of a search engine, say, is let be.
            self._check_structure(*self._root)

    def _hear(self, tag: At, kind: TagFacts, value: str) -> None:
        match kind:
            case TagFacts.LINK | TagFacts.SHOWS:
                self._follow(tag, kind, value)
            case TagFacts.ID:
                if value in self._ids:
                    mend = "give one of them another id"
                    self._note(tag, DUPLICATE_ID, f"two elements have id={value!r}", mend, Typed(value, Kind.VALUE))
                self._ids.add(value)
            case TagFacts.HEADING:
                self._levels.append((tag, int(value)))
            case TagFacts.ROOT:
                self._root = (tag, value)
            case TagFacts.LANG:
                self._languages.append((tag, value))
            case TagFacts.BASE:
                self._base = self._base or urljoin(self._work.leads.site.absolute(self._path), value)
            case TagFacts.MAIN:
                self._mains += 1
            case TagFacts.NO_ALT:
                mend = 'write alt="…" with what it shows, or alt="" where it says nothing'
                self._note(tag, MISSING_ALT, f"the picture {value} has no alt", mend, Typed(value))

    def _follow(self, tag: At, kind: TagFacts, address: str) -> None:
        is_relative = not is_anywhere(address) and not address.startswith("#")
        meant = urljoin(self._base, address) if self._base and is_relative else address
        lead = self._work.leads.look_up(meant, self._path)
        if lead.rule:
            self._note(tag, RULES[lead.rule], lead.what, lead.mend, Typed(address))
        elif lead.external:
            if self._work.wants_external and lead.external not in self._looked.external:
                line, column, text = self._scanned.place(tag)
                problem = Problem(self._shown, "", "", line, column, text)
                self._looked.external[lead.external] = Finding(problem, self._path, Typed(address))
        elif kind is TagFacts.SHOWS:
            self._shows.add(lead.path)
            if fault := self._work.faulty.get(lead.path):
                self._looked.faulty_shown.add(lead.path)
                what = f"{address}: {fault.what}"
                self._note(tag, FAULTY_PICTURE, what, fault.mend, Typed(address))
        elif lead.path.endswith(_HTML) and lead.fragment and not lead.fragment.startswith(_DIRECTIVE):
            if lead.path == self._path:
                self._own_anchors.append((tag, lead.fragment, address))
            else:
                place = self._scanned.place(tag)
                self._looked.anchors.append(AnchorUse(self._path, lead.path, lead.fragment, address, *place))

    def _check_structure(self, root: At, language: str) -> None:
        if not self._title:
            self._note(root, PAGE_TITLE, "the page has no title", "write a <title> in its template")
        if not language or not is_language_tag(language):
            what = f"lang={language!r} is no language tag" if language else "the page does not name its language"
            self._note(root, LANGUAGE, what, 'write <html lang="en">')
        for tag, found in self._languages:
            if not is_language_tag(found):
                what = f"lang={found!r} is no language tag"
                self._note(tag, LANGUAGE, what, "write lang=en, ko, pt-BR …", Typed(found, Kind.VALUE))
        self._check_headings(root)
        weight = self._size + sum(self._work.leads.files.get(path, 0) for path in self._shows)
        if weight > MOST_PAGE_BYTES:
            what = f"weighs {weight / 1e6:.1f} MB with what it shows; 2 MB is a lot on a telephone"
            heavy = max(self._shows, key=lambda path: self._work.leads.files.get(path, 0), default="")
            mend = f"make {heavy} smaller" if heavy else "cut the page in several"
            self._looked.findings.note(Finding(of_file(self._shown, PAGE_WEIGHT, what, mend), self._path))

    def _check_headings(self, root: At) -> None:
        is_redirect = not self._levels and not self._mains
        if is_redirect:
            return
        firsts = [tag for tag, level in self._levels if level == 1]
        if len(firsts) != 1:
            what = f"{len(firsts)} headings <h1>; a page has one" if firsts else "the page has no heading <h1>"
            mend = "begin the headings of a story with ##: its title is the first" if firsts else "write one"
            at = firsts[1] if firsts else root
            self._note(at, HEADINGS, what, mend, self._heading(at) if firsts else None)
        before = 1
        for tag, level in self._levels:
            if level > before + 1:
                less = level - before - 1
                mend = f"make it <h{before + 1}>; in an article take {less} of its `#` away"
                self._note(tag, HEADINGS, f"<h{level}> comes after <h{before}>", mend, self._heading(tag))
                break
            before = level

    def _heading(self, tag: At) -> Typed | None:
        """The words of a heading, up to the first tag in it."""
        words = self._scanned.text_behind(tag)
        return Typed(words, Kind.HEADING) if words else None

    @property
    def _shown(self) -> str:
        return f"{self._work.label}/{self._path}"

    def _note(self, at: At | int | None, rule: Rule, what: str, mend: str, typed: Typed | None = None) -> None:
        """Notes a problem at a tag or an offset. Its place is looked for only if it is wanted."""
        if self._looked.findings.wants(rule, what):
            line, column, text = self._scanned.place(at)
            problem = Problem(self._shown, what, mend, line, column, text, rule.severity, rule=rule.name)
            self._looked.findings.add(Finding(problem, self._path, typed))
