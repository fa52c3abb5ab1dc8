"""The recipe of an import: read stories, spell them as files, plan, prove, write, remember, report."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from newsgen.errors import UsageError
from newsgen.importers.article_file import file_name, file_text
from newsgen.importers.fetching import Fetching
from newsgen.importers.files import (
    INDEX,
    STANDARD_INPUT,
    FetchedFiles,
    Publication,
    Spool,
    digest_of_source,
    files_of,
    polite_client,
)
from newsgen.importers.kinds import TEXT, WORDPRESS, Kind
from newsgen.importers.originals import ORIGINALS, originals_text, read_originals
from newsgen.importers.plan import Outcome, Planned, Planner
from newsgen.importers.proof import prove
from newsgen.importers.readers import open_sources
from newsgen.importers.record import RECORD, Entry, owned_paths, read_record, record_text
from newsgen.importers.rendering import StoryRenderer
from newsgen.importers.report import Item, Report, page_of, whose_report
from newsgen.importers.source import Reading, Source
from newsgen.importers.story import LeftOut, Story
from newsgen.importers.tidying import tidied
from newsgen.loader.rules import ArticleRules
from newsgen.models.moment import Moment
from newsgen.models.names import path_fault, path_key, slug_for
from newsgen.project import Project
from newsgen.web.manners import Manners

if TYPE_CHECKING:
    from newsgen.importers.old_addresses import OldAddresses
    from newsgen.importers.source import Beside

_CHANGES = frozenset({Outcome.NEW, Outcome.UPDATED})


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is asked of an import."""

    reading: Reading = field(default_factory=Reading)
    into: str = ""
    """A folder in content/; empty for one for each year and month."""
    draft: bool = False
    dry_run: bool = False
    again: bool = False
    """Whether files that were deleted since are written again."""
    tidy: bool = False
    """Whether letters that were decoded wrongly, and chains of blanks, are mended."""
    fetch: bool = False
    """Whether pictures are fetched that lie nowhere but on the network."""
    budget: int = 1_000_000_000
    """Bytes that may be fetched."""
    manners: Manners = field(default_factory=Manners)
    """How other sites are asked for them."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has done."""

    reports: tuple[Report, ...]
    written: int
    """Files."""


def import_sources(
    project: Project, rules: ArticleRules, sources: Sequence[str], options: ImportOptions, now: Moment
) -> Imported:
    """Makes article files of the stories in some sources.

    Raises:
        UsageError: A source cannot be read, or is of no kind that newsgen knows; or a folder or the record is not as it
            should be.
        MachineError: A file cannot be written.
    """
    if options.into and (fault := path_fault(options.into.strip("/"))):
        raise UsageError(f"--into {options.into} has {fault}", mend="name a folder inside content/")
    run = _Run(project, rules, options)
    reports = tuple(map(run.take, open_sources(project, sources, options.reading, now)))
    run.finish(reports, sources)
    return Imported(reports, run.publication.written)


class _Run:
    """One import, of one source or several."""

    def __init__(self, project: Project, rules: ArticleRules, options: ImportOptions) -> None:
        self.publication = Publication(project.root)
        self._options = options
        self._base_path = project.settings.site.base_path
        self._style = project.settings.slugs
        folders = project.settings.reading.folders
        self._reading_folders = folders
        self._folders = {"pages": folders.pages, "terms": folders.terms}
        self._reports: dict[str, str] = {}
        """Folder of each report of this import to what it is of."""
        self._renderer = StoryRenderer(project.settings, rules)
        names = "|".join(re.escape(taxonomy.name) for taxonomy in project.settings.taxonomies)
        self._listings = re.compile(
            rf"/(?:(?:{names})(?:/[^/]+)?|dates|articles|on-this-day(?:/\d\d-\d\d)?|\d{{4}}(?:/\d\d){{0,2}}"
            r"|(?:404|index)\.html|[^/]+\.(?:xml|txt|css|js|json|ico|svg|png|webmanifest))/?"
        )
        """Addresses that newsgen's own listings have."""
        self._keys = Counter[str]()
        self._places: dict[str, str] = {}
        """Addresses that stories of this import have, to their keys."""
        self._old: dict[str, OldAddresses] = {}
        self._beside: dict[str, dict[str, Beside]] = {}
        self._originals: list[bytes] = []
        """What was read and is no file."""
        self._record = read_record(self.publication.text(RECORD))
        self._written: dict[str, dict[str, bytes]] = {}
        self._planner = Planner(self.publication.digest_of, self._record, again=options.again)
        self._owned = owned_paths(self._record.values())
        client = polite_client(options.manners) if options.fetch and not options.dry_run else None
        self._fetched = FetchedFiles(project.root, client, options.budget)
        self._fetching = Fetching(self._fetched.fetch)

    def take(self, source: Source) -> Report:
        """Imports the stories of one source."""
        report = Report(source.name, source.kind.words, Spool[Item]())
        for story in source.stories:
            if not report.folder:
                report.folder = self._folder_for(source, story.key)
                report.whose = self._reports[report.folder]
            report.add(self._take(story, f"{report.folder}/kept", source.old))
        report.folder = report.folder or self._folder_for(source, "")
        report.passed_over |= source.passed_over
        report.notes += source.notes
        self._originals += source.originals
        self._old[report.folder] = source.old
        self._beside[report.folder] = source.beside
        if self._options.fetch and (wanted := len(self._fetched.wanted)):
            files = "picture or recording" if wanted == 1 else "pictures and recordings"
            report.notes.append(f"{wanted:,} {files} would be fetched")
        self._written[report.folder] = source.written
        report.failures += ((source.name, fault) for fault in source.faults)
        return report

    def _folder_for(self, source: Source, key: str) -> str:
        """The folder for what is told of a source: of two of one name, each has its own, in every import the same."""
        whose = _whose(source.kind, key)
        name = folder = f"imports/{_folder_of(source.name)}"
        number = 1
        while self._reported(folder) not in {"", whose}:
            number += 1
            folder = f"{name}-{number}"
        self._reports[folder] = whose
        return folder

    def _reported(self, folder: str) -> str:
        """What the report in a folder is of; empty where there is none, or it does not say that."""
        if folder not in self._reports:
            return whose_report(self.publication.head_of(f"{folder}/report.json"))
        return self._reports[folder] or "another source of this import"

    def _take(self, story: Story, kept: str, old: "OldAddresses") -> Item:
        story, unfetched = self._fetching.take(self._as_asked(story))
        text = file_text(story, says_kind=self._kind_of_folder(story) != story.kind)
        content = text.encode()
        digest = hashlib.sha256(content).hexdigest()
        planned = self._planner.plan(story.key, f"content/{file_name(story, self._style)}.md", digest)
        rendered, problems, place = self._renderer.render(planned.path.removeprefix("content/"), text)
        if "draft" not in story.fields:
            for question in story.asked:
                old.ask(question, f"/{place}")
        item = Item(
            key=story.key,
            source=story.source,
            path=planned.path,
            outcome=planned.outcome,
            proof=prove(story, rendered),
            title=str(story.fields.get("title", "")),
            guesses=story.guesses,
            left_out=story.left_out,
            beside=planned.beside,
            problems=(*map(str, problems), *unfetched),
        )
        if item.is_doubtful:
            item = replace(item, said=story.said, text=text)
        if not self._options.dry_run and not problems:
            faults = self._write(story, planned, content, digest)
            item = replace(item, problems=(*item.problems, *faults))
            if story.kept:
                said = json.dumps(story.kept, ensure_ascii=False, indent=1)
                path = planned.path.removeprefix("content/").removesuffix(".md")
                self.publication.write(f"{kept}/{path}.json", f"{said}\n".encode())
        return item

    def _as_asked(self, story: Story) -> Story:
        """The story as the options and the rest of this import have it."""
        story = self._without_taken_address(replace(story, key=self._own_key(story.key)))
        if self._options.tidy:
            story = tidied(story)
        if self._options.draft:
            story = replace(story, fields={**story.fields, "draft": "true"})
        return replace(story, folder=self._options.into.strip("/") or self._own_folder(story.folder))

    def _own_key(self, key: str) -> str:
        """The key of a story: of a second one that has it in this import, another."""
        self._keys[key] += 1
        return key if self._keys[key] == 1 else f"{key}#{self._keys[key]}"

    def _without_taken_address(self, story: Story) -> Story:
        """The story without an address of its own that something else has here."""
        url = str(story.fields.get("url", ""))
        if not url:
            return story
        place = path_key(url.strip("/"))
        why = "at which a listing or a file of this site lies" if self._listings.fullmatch(url) else ""
        if self._places.setdefault(place, story.key) != story.key:
            why = "which another story has, too"
        if not why:
            return story
        fields = {name: value for name, value in story.fields.items() if name != "url"}
        return replace(story, fields=fields, left_out=(*story.left_out, LeftOut(url, f"its old address, {why}")))

    def _kind_of_folder(self, story: Story) -> str:
        """What a file is by the folder that it goes into."""
        return self._reading_folders.kind_of(f"{story.folder}/") if story.folder else "article"

    def _own_folder(self, folder: str) -> str:
        """The folder of pages and term files as newsgen.yaml names it."""
        first, slash, rest = folder.partition("/")
        return f"{self._folders.get(first, first)}{slash}{rest}"

    def _write(self, story: Story, planned: Planned, content: bytes, digest: str) -> tuple[str, ...]:
        """Writes the file of a story and what lies beside it; gives what could not be copied, and why."""
        files: dict[str, str] = {}
        faults: list[str] = []
        folder = planned.path.rpartition("/")[0]
        known = self._record.get(story.key)
        if planned.outcome not in {Outcome.DELETED, Outcome.EDITED}:
            for name, source in story.files.items():
                path, wanted = f"{folder}/{name}", digest_of_source(source)
                found = self.publication.digest_of(path)
                if not found and known is not None and path in known.files and not self._options.again:
                    continue  # Somebody has deleted it.
                if found not in {"", wanted, self._owned.get(path)}:
                    faults.append(f"{path} is another file, and stays as it is: {source} was not copied")
                    continue
                self.publication.copy(source, path)
                self._owned[path] = files[path] = wanted
        if planned.outcome in _CHANGES:
            self.publication.write(planned.path, content)
        if planned.outcome in {*_CHANGES, Outcome.SAME}:
            files = {**(known.files if known else {}), **files}
            entry = Entry(story.digest, planned.path, digest)
            self._record[story.key] = replace(entry, files=files) if files else entry
        return tuple(faults)

    def finish(self, reports: Sequence[Report], sources: Sequence[str]) -> None:
        """Remembers what was imported, and leaves the reports."""
        if self._options.dry_run:
            return
        self._note_originals(sources)
        if index := self._fetched.index_text():
            self.publication.write(INDEX, index.encode())
        self.publication.write_pieces(RECORD, lambda: record_text(self._record))
        for report in reports:
            folder = report.folder
            self.publication.write_pieces(f"{folder}/report.json", report.json_pieces)
            self.publication.write(f"{folder}/report.html", page_of(report).encode())
            for name, content in self._written[folder].items():
                self.publication.write(f"{folder}/{name}", content)
            self._write_addresses(folder, self._old[folder])
            for name, lines in self._beside[folder].items():
                self.publication.write_pieces(f"{folder}/{name}.ndjson", partial(_json_lines, lines))

    def _write_addresses(self, folder: str, old: "OldAddresses") -> None:
        """The addresses that a source had, and what leads them on."""
        base, write = self._base_path, self.publication.write_pieces
        if len(old.asked):
            write(f"{folder}/questions.nginx.conf", lambda: old.nginx_lines(base))
            write(f"{folder}/questions.netlify.txt", lambda: old.netlify_lines(base))
        if len(old.every) or len(old.asked):
            write(f"{folder}/old-urls.txt", old.list_lines)
            write(f"{folder}/redirects.txt", old.redirect_lines)

    def _note_originals(self, sources: Sequence[str]) -> None:
        """Remembers the digests of all sources, and keeps those that are no files."""
        originals = read_originals(self.publication.text(ORIGINALS))
        files = [file for name in sources if name != STANDARD_INPUT for file in files_of(name)]
        originals |= {self.publication.path_to(file): digest_of_source(file) for file in files}
        for content in self._originals:
            digest = hashlib.sha256(content).hexdigest()
            path = f"imports/originals/{digest}.txt"
            self.publication.write(path, content)
            originals[path] = digest
        self.publication.write(ORIGINALS, originals_text(originals).encode())


def _whose(kind: Kind, key: str) -> str:
    """What a source is of, by the key of its first story: that very story, or the site of an export of WordPress."""
    if kind is TEXT:
        return key
    return ":".join(key.split(":")[:2]) if kind is WORDPRESS else ""


def _json_lines(lines: "Beside") -> Iterator[str]:
    return (json.dumps(said, ensure_ascii=False) + "\n" for said in lines)


def _folder_of(source: str) -> str:
    """The name of the folder for what is told of a source."""
    return slug_for(source.replace("\\", "/").rstrip("/").rpartition("/")[2])
