"""The recipe of an import: read stories, spell them as files, plan, prove, write, remember, report."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from newsgen.errors import UsageError, some
from newsgen.importers.adjusting import Adjusting
from newsgen.importers.alone import alone
from newsgen.importers.article_file import file_name, file_text
from newsgen.importers.fetching import Fetching
from newsgen.importers.files import (
    INDEX,
    FetchedFiles,
    Publication,
    Spool,
    digest_of_source,
    not_read_in,
    polite_client,
)
from newsgen.importers.leaving import ImportsFolder
from newsgen.importers.placing import Placing
from newsgen.importers.plan import Outcome, Planned, Planner
from newsgen.importers.proof import prove
from newsgen.importers.readers import open_sources
from newsgen.importers.record import RECORD, Entry, read_record, record_line, record_text
from newsgen.importers.rendering import StoryRenderer
from newsgen.importers.report import Item, Report, held_back_in
from newsgen.importers.source import Reading, Source
from newsgen.importers.story import Story, Value
from newsgen.loader.rules import ArticleRules
from newsgen.models.article import Withheld, held_back_reason
from newsgen.models.moment import Moment
from newsgen.models.names import path_fault
from newsgen.project import Project
from newsgen.web.manners import Manners

if TYPE_CHECKING:
    from newsgen.importers.old_addresses import OldAddresses

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
        MachineError: A file cannot be written, or another import is at work.
    """
    if options.into and (fault := path_fault(options.into.strip("/"))):
        raise UsageError(f"--into {options.into} has {fault}", mend="name a folder inside content/")
    publication = Publication(project.root)
    with nullcontext() if options.dry_run else publication.held():
        run = _Run(project, rules, options, publication, now)
        reports = tuple(map(run.take, open_sources(project, sources, options.reading, now)))
        if not reports:
            raise UsageError(
                f"{some(sources)} has nothing in it", mend="name the file or the folder in which stories are"
            )
        run.finish(sources)
    return Imported(reports, publication.written)


class _Run:
    """One import, of one source or several."""

    def __init__(
        self, project: Project, rules: ArticleRules, options: ImportOptions, publication: Publication, now: Moment
    ) -> None:
        settings = project.settings
        self.publication = publication
        self._options = options
        self._now = now.instant
        self._style = settings.slugs
        self._adjusting = Adjusting(settings, options.into, draft=options.draft, tidy=options.tidy)
        self._renderer = StoryRenderer(settings, rules)
        self._imports = ImportsFolder(self.publication, settings.site.base_path)
        self._sources: list[tuple[Report, Source]] = []
        self._record = read_record(self.publication.text(RECORD))
        self._planner = Planner(
            self.publication.digest_of, self.publication.words_of, self._record, again=options.again
        )
        self._placing = Placing(publication.digest_of, digest_of_source, self._record)
        client = polite_client(options.manners) if options.fetch and not options.dry_run else None
        self._fetched = FetchedFiles(project.root, client, options.budget, note=partial(publication.add_line, INDEX))
        self._fetching = Fetching(self._fetched.fetch)

    def take(self, source: Source) -> Report:
        """Imports the stories of one source."""
        report = Report(source.name, source.kind.words, Spool[Item]())
        with alone(partial(report.fail, source.name, f"{source.name} cannot be read to its end")):
            for story in source.stories:
                if not report.folder:
                    self._imports.name(report, source, story.key)
                with alone(partial(report.fail, story.source, f"{story.source} was not imported")):
                    report.add(self._take(story, f"{report.folder}/kept", source.old))
        if not report.folder:
            self._imports.name(report, source, "")
        report.passed_over |= source.passed_over
        report.named |= source.named
        report.notes += source.notes
        if self._options.fetch and (wanted := len(self._fetched.wanted)):
            files = "picture or recording" if wanted == 1 else "pictures and recordings"
            report.notes.append(f"{wanted:,} {files} would be fetched")
        unread, links = not_read_in(source.name)
        if links:
            count = "1 link is" if len(links) == 1 else f"{len(links):,} links are"
            report.notes.append(f"{count} not followed: {some(links)}")
        report.failures += ((source.name, fault) for fault in (*source.faults, *unread))
        if not (len(report.items) or report.failures or report.passed_over):
            report.failures.append((source.name, f"{source.name} has no stories: nothing came of it"))
        self._sources.append((report, source))
        return report

    def _take(self, story: Story, kept: str, old: "OldAddresses") -> Item:
        story, unfetched = self._fetching.take(self._with_own_place(self._adjusting.adjusted(story)))
        story, planned, text = self._planned(story)
        content = text.encode()
        digest = hashlib.sha256(content).hexdigest()
        rendered, problems, place, withheld = self._renderer.render(planned.path.removeprefix("content/"), text)
        if self._is_withheld(withheld):
            aliases = story.fields.get("aliases", ())
            for path in (place, *(aliases if isinstance(aliases, tuple) else ())):
                old.wait(path)
        if "draft" not in story.fields:
            for question in story.asked:
                old.ask(question, f"/{place}")
        item = Item(
            key=planned.key,
            source=story.source,
            path=planned.path,
            outcome=Outcome.REFUSED if problems else planned.outcome,
            proof=prove(story, rendered),
            title=str(story.fields.get("title", "")),
            guesses=story.guesses,
            left_out=story.left_out,
            beside=planned.beside,
            held_back=held_back_in(story),
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
                self.publication.write(f"{kept}/{path}.json", f"{said}\n".encode("utf-8", "backslashreplace"))
        return item

    def _planned(self, story: Story) -> tuple[Story, Planned, str]:
        """A story with the names that its files have here, what becomes of it, and the text of its file."""
        path = f"content/{file_name(story, self._style)}.md"
        named, folder, text = self._named(story, story.key, path)
        key = self._planner.key_of(story.key, path, text, hashlib.sha256(text.encode()).hexdigest())
        if key != story.key:  # What lies beside the story that has its key is not its own.
            named, folder, text = self._named(story, key, path)
        self._placing.take(named, key, folder)
        return named, self._planner.plan(key, path, hashlib.sha256(text.encode()).hexdigest()), text

    def _named(self, story: Story, key: str, path: str) -> tuple[Story, str, str]:
        """A story as it is by a key: with the names of its files, their folder, and the text."""
        known = self._record.get(key)
        folder = (known.path if known else path).rpartition("/")[0]
        named = self._placing.named(story, key, folder)
        return named, folder, file_text(named, says_kind=self._adjusting.says_kind(named))

    def _with_own_place(self, story: Story) -> Story:
        """The story; of a page whose name another file has that nobody sees, with the address that the name would give.

        `newsgen init` begins an About page: that draft must not take the address of the one that readers know.
        """
        if story.kind != "page" or story.fields.get("url"):
            return story
        path = f"content/{file_name(story, self._style)}.md"
        text = file_text(story, says_kind=self._adjusting.says_kind(story))
        if not self._planner.is_elsewhere(story.key, path, hashlib.sha256(text.encode()).hexdigest()):
            return story
        there, in_content = self.publication.text(path), path.removeprefix("content/")
        if there and not self._is_withheld(self._renderer.render(in_content, there).withheld):
            return story
        place = self._renderer.render(in_content, text).place
        fields: dict[str, Value] = {**story.fields, "url": f"/{place}"} if place else dict(story.fields)
        return replace(story, fields=fields)

    def _is_withheld(self, of_file: Withheld | None) -> bool:
        return of_file is not None and bool(held_back_reason(of_file, self._now))

    def _write(self, story: Story, planned: Planned, content: bytes, digest: str) -> tuple[str, ...]:
        """Writes the file of a story and what lies beside it; gives what could not be copied, and why."""
        files: dict[str, str] = {}
        faults: list[str] = []
        folder = planned.path.rpartition("/")[0]
        known = self._record.get(planned.key)
        if planned.outcome not in {Outcome.DELETED, Outcome.EDITED}:
            for name, source in story.files.items():
                path = f"{folder}/{name}"
                found = self.publication.digest_of(path)
                if not found and known is not None and known.files.get(path) and not self._options.again:
                    continue  # Somebody has deleted it.
                try:
                    wanted = digest_of_source(source)
                    if found not in {"", wanted, self._placing.may_replace(planned.key, path)}:
                        faults.append(f"{path} is another file, and stays as it is: {source} was not copied")
                        continue
                    self.publication.copy(source, path, wanted)
                except UsageError as error:  # One picture stops no story.
                    faults.append(f"{path} was not copied: {error}")
                    files.setdefault(path, known.files.get(path, "") if known else "")  # The name stays the story's.
                    continue
                files[path] = wanted
                self._placing.claim(planned.key, path, wanted)
        if planned.outcome in _CHANGES:
            self.publication.write(planned.path, content)
        if planned.outcome in {*_CHANGES, Outcome.SAME}:
            files = {**(known.files if known else {}), **files}
            entry = Entry(story.digest, planned.path, digest)
            entry = replace(entry, files=files) if files else entry
            if entry != known:
                # At once: whoever is ended goes on from here, and knows the files that somebody has edited meanwhile.
                self.publication.add_line(RECORD, record_line(planned.key, entry))
            self._record[planned.key] = entry
        return tuple(faults)

    def finish(self, sources: Sequence[str]) -> None:
        """Remembers what was imported, and leaves the reports."""
        if self._options.dry_run:
            return
        if index := self._fetched.index_text():
            self.publication.write(INDEX, index.encode("utf-8", "backslashreplace"))
        self.publication.write_pieces(RECORD, lambda: record_text(self._record))
        for report, source in self._sources:
            with alone(partial(report.fail, source.name, f"{report.folder} is not whole")):
                self._imports.leave(report, source)
        self._imports.note_originals(sources)
