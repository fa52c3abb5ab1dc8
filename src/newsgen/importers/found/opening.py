"""Exports as sources: each file is read by a function of its kind, and what it finds becomes stories."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from newsgen.documents.encoding import decoded
from newsgen.errors import Problem, UsageError
from newsgen.importers.alone import each_alone
from newsgen.importers.files import STANDARD_INPUT, Uploads, pieces_of, read_source, tree_of
from newsgen.importers.found.dates import DateReader
from newsgen.importers.found.item import Found
from newsgen.importers.found.making import Maker, told_of_absent
from newsgen.importers.found.month_names import days_of
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story
from newsgen.importers.tree import FileSource, Tree, UnreadableError
from newsgen.project import Project

_LARGEST = 1_000_000_000
"""Bytes of one file that is read at once."""
_DEEPEST = 4
"""Folders of an old path that may be missing where its files lie now."""


@dataclass
class Material:
    """One export that is being read."""

    name: str
    tree: Tree | None
    source: Source
    dates: DateReader
    language: str
    """The publication's own."""
    hosts: set[str] = field(default_factory=set)
    """The old site's own; found while the export is read, before its first story."""

    def text(self) -> str:
        """All of the file."""
        text = decoded(self.content(), self.name, "windows-1252")
        if isinstance(text, Problem):
            raise UsageError(f"{self.name} is no text", problems=(text,), mend="export it once more")
        return text

    def content(self) -> bytes:
        """The bytes of the file."""
        if self.name == STANDARD_INPUT:
            self.source.originals.append(typed := read_source(self.name))
            return typed
        content, size = [], 0
        for piece in pieces_of(self.name):
            content.append(piece)
            size += len(piece)
            if size > _LARGEST:
                raise UsageError(f"{self.name} has more than {_LARGEST:,} bytes", mend="export a part of it at a time")
        return b"".join(content)

    def file(self, path: str) -> bytes | None:
        """The bytes of a file in the folder; None, and a fault, where it cannot be read."""
        try:
            return self.tree.read(path) if self.tree else None
        except UnreadableError as error:
            self.source.faults.append(f"{path} cannot be read: {error}")
            return None

    def file_text(self, path: str) -> str:
        """The text of a file in the folder; empty, and a fault, where there is none."""
        content = self.file(path)
        text = decoded(content, path, "windows-1252") if content is not None else ""
        if isinstance(text, Problem):
            self.source.faults.append(f"{path} is no text: {text}")
            return ""
        return text

    def pass_over(self, what: str, count: int = 1) -> None:
        """Counts parts of which no story comes."""
        self.source.passed_over[what] += count


ReadExport = Callable[[Material], Iterator[Found | Story]]


def exports_of(given: Given, read: ReadExport) -> Iterator[Source]:
    """A source for each export."""
    dates = reader_of(given.project)
    for name in given.names:
        source = Source(name, given.kind, iter(()))
        tree = None if name == STANDARD_INPUT else tree_of(name)
        material = Material(name, tree, source, dates, given.project.settings.site.language)
        yield replace(source, stories=_stories(material, read, given))


def _stories(material: Material, read: ReadExport, given: Given) -> Iterator[Story]:
    find = finder(given, [material.tree] if material.tree else [])
    maker = Maker(given.project.settings.slugs, material.hosts, find, material.source.old, now=f"{given.now.day}")
    held_back = Counter[str]()

    def made(found: Found | Story) -> tuple[Found | Story, Story | None]:
        return found, found if isinstance(found, Story) else maker.story(found)

    for found, story in each_alone(read(material), made, lambda found: found.source, material.source.faults):
        if story is None:
            material.pass_over("without headline and text")
            continue
        if isinstance(found, Found) and found.held_back:
            held_back[found.held_back] += 1
        yield story
    material.source.notes.extend(told_of_absent(maker.absent))
    material.source.notes.extend(f"held back: {count:,} with {why}" for why, count in held_back.most_common())


def reader_of(project: Project) -> DateReader:
    """Reads dates as the publication would."""
    # Words of thirty languages are read where a date has the name of a month.
    days = cache(lambda: days_of(project))
    return DateReader(days, project.settings.site.language != "en-US", project.settings.reading.date_formats)


def finder(given: Given, trees: list[Tree]) -> Callable[[str], FileSource | None]:
    """Finds files of an old site: below `--files`, or in the folders that are imported."""
    uploads = Uploads(given.reading.files)

    def find(path: str) -> FileSource | None:
        parts = path.split("/")
        for begin in range(min(len(parts), _DEEPEST)):
            rest = "/".join(parts[begin:])
            if here := uploads.find(rest):
                return here
            for tree in trees:
                if (packed := tree.file(rest)) is not None:
                    return packed
        return None

    return find
