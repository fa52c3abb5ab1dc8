"""Saved feeds as one source: captures of one feed over time are put over each other, and the newest text counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from newsgen.errors import UsageError
from newsgen.importers.alone import each_alone
from newsgen.importers.beside import may_lie_beside
from newsgen.importers.feeds import blogger
from newsgen.importers.feeds.documents import Document, Entry, read_document
from newsgen.importers.feeds.packed import unpacked
from newsgen.importers.feeds.sections import sections_in
from newsgen.importers.feeds.stories import EntryReader
from newsgen.importers.feeds.telling import is_feed, may_be_feed
from newsgen.importers.files import pieces_of, tree_of
from newsgen.importers.found.addresses import common_host, host_of
from newsgen.importers.found.item import Found
from newsgen.importers.found.making import Maker
from newsgen.importers.found.opening import finder, reader_of
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story
from newsgen.importers.tree import Tree, UnreadableError
from newsgen.planner import urls
from newsgen.settings import Settings

_LARGEST = 1_000_000_000
"""Bytes of one feed."""


def open_sources(given: Given) -> Iterator[Source]:
    """One source: what is named in one call are captures of one site."""
    source = Source(given.names[0], given.kind, iter(()))
    yield replace(source, stories=_stories(given, source))


@dataclass
class _Capture:
    """An entry as one file has it."""

    entry: Entry
    document: Document
    path: str
    files: int = 1
    """How many files have it."""
    has_changed: bool = False
    was_blogger: bool = False
    """Whether Blogger's marks have been taken from it."""


@dataclass
class _Captures:
    reader: EntryReader
    source: Source
    entries: dict[str, _Capture] = field(default_factory=dict)
    comments: dict[str, list[object]] = field(default_factory=dict)
    read: int = 0
    """Files."""

    def take(self, path: str, content: bytes) -> None:
        """Takes the entries of a file."""
        document = read_document(content)
        if document.fault:
            self.source.faults.append(f"{path} {document.fault}")
        self.read += 1
        host = host_of(document.link)
        for entry in document.entries:
            kind = blogger.kind_of(entry)
            if kind == "comment":
                self.comments.setdefault(blogger.parent_of(entry), []).append(blogger.comment_of(entry))
            elif kind in {"", "post", "page"}:
                self._put(self.reader.key(entry, host), _Capture(entry, document, path))
            else:
                self.source.passed_over[kind] += 1

    def _put(self, key: str, capture: _Capture) -> None:
        known = self.entries.get(key)
        if known is None:
            self.entries[key] = capture
            return
        is_same = (known.entry.content, known.entry.summary) == (capture.entry.content, capture.entry.summary)
        newest = max((known, capture), key=self._age)
        self.entries[key] = replace(newest, files=known.files + 1, has_changed=known.has_changed or not is_same)

    def _age(self, capture: _Capture) -> tuple[bool, bool, str, str, int, str]:
        """What tells which of two captures counts.

        A whole one, one with the text and not its summary alone, the later change, the later feed, the longer text.
        """
        entry = capture.entry
        changed = _comparable(self.reader.dates.read(entry.updated or entry.published))
        of_feed = _comparable(self.reader.dates.read(capture.document.updated))
        # A file that breaks off has the beginning of its last entry, and no more.
        is_whole = not capture.document.fault or capture.document.entries[-1] is not entry
        return (is_whole, bool(entry.content), changed, of_feed, len(entry.content or entry.summary), capture.path)


def _comparable(date: str) -> str:
    if not date:
        return ""
    moment = datetime.fromisoformat(date.replace(" +", "+").replace(" -", "-"))
    return f"{moment.astimezone(UTC) if moment.tzinfo else moment:%Y-%m-%dT%H:%M}"


def _stories(given: Given, source: Source) -> Iterator[Story]:
    language = given.project.settings.site.language
    captures = _Captures(EntryReader(reader_of(given.project), language), source)
    trees: list[Tree] = []
    for name in given.names:
        for path, content in _files(name, trees, source):
            captures.take(path, content)
    if not captures.entries:
        why = source.faults[0] if source.faults else f"{given.names[0]} has no entries"
        raise UsageError(f"{why}", mend="name a feed as it was saved: RSS, Atom or JSON Feed")
    _take_sections(captures, given)
    links = [capture.entry.link for capture in captures.entries.values()]
    hosts = {common_host(links), *(host_of(each.document.link) for each in captures.entries.values())} - {""}
    if (main := common_host(links)) and main not in {host_of(each.document.link) for each in captures.entries.values()}:
        # A feed of another site's stories, or one that has moved: links lead where the stories are.
        hosts = {main}
    maker = Maker(
        given.project.settings.slugs, tuple(sorted(hosts)), finder(given, trees), source.old, now=f"{given.now.day}"
    )
    lists = _Lists(given.project.settings, source)
    for story in _made(captures, maker, source):
        lists.take(story)
        yield story
    if any(blogger.kind_of(each.entry) or each.was_blogger for each in captures.entries.values()):
        lists.note(each.entry.content for each in captures.entries.values())


@dataclass
class _Lists:
    """The lists of a blog of Blogger: of its months and weeks, and of its labels."""

    settings: Settings
    source: Source
    months: set[str] = field(default_factory=set)
    """Those with posts that readers saw: ``2011/03``."""
    labels: dict[str, None] = field(default_factory=dict)

    def take(self, story: Story) -> None:
        """Takes what a story is listed in."""
        date, tags = story.fields.get("date"), story.fields.get("tags")
        if story.kind == "article" and isinstance(date, str) and "draft" not in story.fields:
            self.months.add(date[:7].replace("-", "/"))
            self.labels |= dict.fromkeys(map(str, tags)) if isinstance(tags, tuple) else {}

    def note(self, texts: Iterable[str]) -> None:
        """Notes where each was, and where it is here."""
        for label in self.labels:
            place = urls.term_place("tags", self.settings.term_slug("tags", label))
            self.source.old.add_shared(f"/search/label/{label}", f"/{place}")
        for month in sorted(self.months):
            self.source.old.add_shared(f"/{month.replace('/', '_')}_01_archive.html", f"/{month}/")
        years = {month[:4] for month in self.months}
        for path, month in (found for text in texts for found in blogger.archives_in(text)):
            if month[:4] in years:
                self.source.old.add_shared(path, f"/{month}/" if month in self.months else f"/{month[:4]}/")


def _take_sections(captures: _Captures, given: Given) -> None:
    """Tells sections from other categories, unless a person says that there are none."""
    entries = [capture.entry for capture in captures.entries.values()]
    if any(blogger.kind_of(entry) for entry in entries) or "sections=" in given.reading.map:
        return
    if names := sections_in(entries):
        captures.reader = replace(captures.reader, sections=names)
        captures.source.notes.append(
            f"sections, since few categories stand first in all entries: {', '.join(sorted(names))}; "
            "the others are tags (`--map sections=` makes tags of all)"
        )


def _made(captures: _Captures, maker: Maker, source: Source) -> Iterator[Story]:
    extracts = 0

    def made(capture: _Capture) -> tuple[bool, Story | None]:
        found = _found(captures, capture)
        return found.is_extract, maker.story(found)

    named = each_alone(captures.entries.values(), made, lambda each: each.entry.link or each.entry.title, source.faults)
    for is_extract, story in named:
        if story is None:
            source.passed_over["entries without headline and text"] += 1
            continue
        extracts += is_extract
        yield story
    if captures.read > 1:
        several = sum(capture.files > 1 for capture in captures.entries.values())
        changed = sum(capture.has_changed for capture in captures.entries.values())
        source.notes.append(
            f"{captures.read:,} files: {several:,} entries stand in several, "
            f"{changed:,} with another text, of which the newest counts"
        )
    if extracts:
        stories = "1 story" if extracts == 1 else f"{extracts:,} stories"
        source.notes.append(f"only an extract: {stories}; the feed does not have the rest (`extra.extract`)")
    for parent in captures.comments.keys() - {each.entry.identity for each in captures.entries.values()}:
        source.passed_over["comments on what is not there"] += len(captures.comments[parent])


def _found(captures: _Captures, capture: _Capture) -> Found:
    entry, kind = capture.entry, blogger.kind_of(capture.entry)
    capture.was_blogger = bool(kind)
    state = blogger.state_of(entry) if kind else ""
    if kind:
        blogger.without_marks(entry)
    found = captures.reader.found(entry, capture.document, host_of(capture.document.link), capture.path)
    found.held_back = state
    found.kind = "page" if kind == "page" else "article"
    if comments := captures.comments.get(entry.identity):
        found.kept["comments"] = comments
        found.says += str(comments)
    return found


def _files(name: str, trees: list[Tree], source: Source) -> Iterator[tuple[str, bytes]]:
    """Name and content of each feed in a file or folder."""
    tree = tree_of(name)
    if tree is None:
        yield name, _whole(name)
        return
    trees.append(tree)
    for path in tree.paths():
        if not may_be_feed(path):
            if not may_lie_beside(path):
                _pass_over(source)
            continue
        try:
            content = tree.read(path)
        except UnreadableError as error:
            source.faults.append(f"{path} cannot be read: {error}")
            continue
        content = unpacked(content, _LARGEST)
        if is_feed(content[:65_536]):
            yield path, content
        else:
            _pass_over(source)


def _pass_over(source: Source) -> None:
    source.passed_over["files that are no feed"] += 1


def _whole(name: str) -> bytes:
    content, size = [], 0
    for piece in pieces_of(name):
        content.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise UsageError(f"{name} has more than {_LARGEST:,} bytes", mend="cut it into several feeds")
    return unpacked(b"".join(content), _LARGEST)
