"""Publishes what a build has staged, and remembers what the next build must know: the last steps of the engine."""

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from newsgen.builder.environment import BuildEnvironment
from newsgen.builder.last_build import LastBuild, SitePaths
from newsgen.builder.outcome import Outcome
from newsgen.builder.pictures import MadePictures
from newsgen.builder.report import BuildReport
from newsgen.builder.run import Run
from newsgen.builder.search_stage import SearchFiles
from newsgen.builder.staleness import CommonInputs
from newsgen.builder.state import BuildState, Copy, state_to_blobs
from newsgen.builder.store import PictureCache, Transaction, encoded
from newsgen.loader.sources import stamp_of_copy
from newsgen.models.stamp import NO_STAMP
from newsgen.writer.folder import Receipt, Staging, read_ownership, restat, stored_snapshot, take_snapshot


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """What a build has made besides pages."""

    pictures: MadePictures
    search: SearchFiles


class Publisher:
    """Brings a build to its output."""

    def __init__(self, run: Run, last: LastBuild, environment: BuildEnvironment, filing: str) -> None:
        """``filing`` is what its articles were filed by (`filing_rules`)."""
        self._run = run
        self._last = last
        self._environment = environment
        self._filing = filing

    def publish(
        self,
        outcome: Outcome,
        staging: Staging,
        made: MadeFiles,
        report: BuildReport,
        inputs: CommonInputs,
    ) -> BuildReport:
        """Publishes what is staged, and remembers it: the report, with what came of that.

        ``inputs`` are what its pages were rendered by; what is ``made`` is staged.

        Raises:
            ArticleMissingError: The store has lost an article; nothing is published.
        """
        run, last, dirty = self._run, self._last, outcome.dirty
        pictures, search = made.pictures, made.search
        copies, copied = self._copy(outcome, staging, pictures)
        receipts = [*copied, *pictures.receipts, *search.receipts, *outcome.batch.receipts]
        written = {receipt.path for receipt in receipts}
        size = sum(receipt.size for receipt in receipts)
        if dirty.is_all:  # and only then: a site that is not as it was left has all its pages looked at
            altered = self._edited_by_hand(staging, receipts)
            gone: set[str] = set()
            paths = SitePaths((), written, gone)
        else:
            altered = ()
            uncopied = last.state.copies.keys() - copies.keys()
            gone = {path for path in last.gone_pages(dirty) | uncopied | search.gone if path in last.paths} - written
            paths = SitePaths(last.paths, written, gone)
            size += last.state.size - last.size_of(written | gone)
        # All that may ask for cards comes before anything is published: the store may have lost one.
        moves = outcome.moves(run.settings.site, paths)
        state = outcome.new_state(copies, moves, page_count=report.pages, size=size, faults=pictures.faults)
        published = staging.publish(receipts) if dirty.is_all else staging.publish_changes(receipts, gone)
        state = replace(
            state,
            environment=inputs.environment,
            settings=self._environment.settings,
            templates=inputs.templates,
            manifest=published.manifest_digest,
            surroundings=run.fast_path.surroundings,
            filing=self._filing,
            search=search.segments,
        )
        self._remember(outcome, state, [receipt.path for receipt in receipts], gone)
        if dirty.is_all and pictures.keys:
            PictureCache(run.project.workspace).let_go(pictures.keys)
        return replace(
            report,
            is_published=True,
            files=len(paths),
            size=size,
            rendered=len(outcome.batch.rendered),
            written=published.written,
            kept=published.kept,
            removed=published.removed,
            altered=altered,
            moved=moves.told,
            unled=moves.unled,
            vanished=moves.vanished,
        )

    def _copy(
        self, outcome: Outcome, staging: Staging, pictures: MadePictures
    ) -> tuple[dict[str, Copy], list[Receipt]]:
        """All files of the site that are copies, and receipts: of all, or of those that may be others than they were.

        They are published before the pages that show them.
        """
        known = self._last.state.copies if not outcome.dirty.is_all else {}
        copies = dict(pictures.copies)
        receipts: list[Receipt] = []
        attachments = outcome.diff.source_index.attachments
        now = time.time_ns()
        for copy in self._environment.statics:
            if copy.path in copies:  # A picture that a page shows: its sizes are made.
                continue
            stamp = stamp_of_copy(copy, now)
            before = known.get(copy.path)
            if before is not None and before.is_static and before.origin == stamp != NO_STAMP:
                copies[copy.path] = before
            else:
                receipts.append(receipt := staging.copy(copy))
                copies[copy.path] = Copy(stamp, receipt.sha256, receipt.size, is_static=True)
        for path, origin in sorted(outcome.files.items()):
            if path in copies or path != origin:
                continue
            stamp = attachments[path].stamp if path in attachments else NO_STAMP
            before = known.get(path)
            if before is not None and not before.is_static and before.origin == stamp != NO_STAMP:
                copies[path] = before
            elif (copied := self._run.copy_attachment(staging, path)) is not None:
                receipts.append(copied)
                copies[path] = Copy(stamp, copied.sha256, copied.size, is_static=False)
        return copies, receipts

    def _edited_by_hand(self, staging: Staging, receipts: Iterable[Receipt]) -> tuple[str, ...]:
        """Files that are to be replaced or removed, though somebody has edited them since the last build."""
        run = self._run
        if staging.is_first or staging.is_dirty or run.options.adopt:
            return ()
        owned = read_ownership(str(run.output), run.project.shown(run.output))
        kept = stored_snapshot(run.store.blob_bytes(run.keys.looks) or b"", run.output)
        left = kept.all_as_left() if kept else {}
        stays = {receipt.path for receipt in receipts if not receipt.is_changed}
        return tuple(
            path
            for path, digest in sorted(owned.files.items() if owned else ())
            if path not in stays and staging.is_edited(path, digest, left[path][1] if path in left else None)
        )

    def _forgotten_entries(self, outcome: Outcome) -> Collection[str]:
        """The sources of texts that are not in the site any more."""
        there = {*outcome.pages.views.archive.index.sources, *outcome.pages.views.pages}
        if outcome.dirty.is_all:
            return self._run.store.keys(self._run.keys.entries) - there
        before = self._last.state
        was = {*(before.index.sources if before.index else ()), *before.others}
        return was - there

    def _remember(self, outcome: Outcome, state: BuildState, written: Sequence[str], gone: Collection[str]) -> None:
        run, dirty, keys = self._run, outcome.dirty, self._run.keys
        if dirty.is_all or self._last.snapshot is None:
            seen = take_snapshot(run.output, run.project.workspace)
            blobs = state_to_blobs(state, BuildState(generations=self._last.state.generations), keys)
            looks = seen.encode() if seen else b""
            forgotten = run.store.keys(keys.pages) - {outcome.pages.path(key) for key in dirty.keys}
        else:
            # Spelled out while the clock of the file system moves on, for which the second look would wait.
            changed = state_to_blobs(state, self._last.state, keys)
            blobs = {name: encoded(value) for name, value in changed.items()}
            looks = restat(self._last.snapshot, written, gone, state.manifest)
            forgotten = self._last.gone_pages(dirty) | (dirty.gone - {*written})
        run.store.write(
            Transaction(
                # The last report tells of the site as it was.
                blobs={**blobs, keys.looks: looks, keys.report: None},
                records={keys.pages: outcome.batch.made, keys.entries: outcome.batch.entries},
                gone={keys.pages: forgotten, keys.entries: self._forgotten_entries(outcome)},
            )
        )
