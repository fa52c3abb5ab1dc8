"""How a site is built, whatever has changed. Read it from `Engine.build` on: it is what newsgen does.

Read the articles that are new, compare with the state of the last build, mark the pages that may be stale, refuse
collisions, render those that are stale, publish, remember. A first build finds all pages new. Where something is wrong
the same way is gone to its end without writing, so that everything that is wrong is told at once. A dry run is that,
too; and ``--explain`` asks of one page what a build would ask.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property, partial
from operator import attrgetter
from typing import TypeVar
from urllib.parse import unquote

from newsgen.builder.article_store import ArticleStore
from newsgen.builder.bodies import IN_MEMORY
from newsgen.builder.collision_check import CollisionCheck
from newsgen.builder.dirty import DirtySet, find_dirty, is_comparable
from newsgen.builder.dry_run import DryRun, difference
from newsgen.builder.environment import BuildEnvironment
from newsgen.builder.gc_tuning import settle_before_many
from newsgen.builder.last_build import LastBuild
from newsgen.builder.load import (
    Content,
    article_rules,
    cards_to_keep,
    filing_rules,
    held_back_at,
    load_articles,
    reading_rules,
)
from newsgen.builder.outcome import Outcome
from newsgen.builder.parallel import PARALLEL_FROM, jobs_for
from newsgen.builder.picture_stage import copied_files, problems_of_pictures, see_to_pictures
from newsgen.builder.pictures import MadePictures, digests_of_pictures, source_file
from newsgen.builder.publish import MadeFiles, Publisher
from newsgen.builder.records import ArticleMissingError
from newsgen.builder.remarks import (
    problems_of,
    sorted_problems,
    understood_fields,
    unknown_field_problems,
    unknown_fields,
)
from newsgen.builder.render import RenderedBatch, RenderWork, add_up, render_pages
from newsgen.builder.report import BuildReport, Explanation
from newsgen.builder.run import Run, has_error
from newsgen.builder.schedule import next_change, turning_points
from newsgen.builder.search_entries import EntryMaker
from newsgen.builder.search_stage import EntryMissingError, SearchFiles, SearchStage
from newsgen.builder.source_diff import SourceDiff
from newsgen.builder.source_index import PREFIX as CARDS
from newsgen.builder.source_index import SOURCE_INDEX, SourceIndex, source_index_from_blobs
from newsgen.builder.staleness import Answers, CommonInputs
from newsgen.builder.state import BuildState, state_from_blobs
from newsgen.builder.store import PictureCache, Transaction, shared_records
from newsgen.errors import ContentError, Problem, UsageError
from newsgen.models.article import BROKEN, HeldBack
from newsgen.models.site import Site
from newsgen.planner import urls
from newsgen.planner.collisions import find_collisions
from newsgen.planner.site_pages import PageKey, SitePages
from newsgen.planner.site_problems import site_problems
from newsgen.planner.urls import output_path
from newsgen.writer.folder import (
    OutputSnapshot,
    Staging,
    read_ownership,
    stored_snapshot,
)

Result = TypeVar("Result")

COMPOSE_FROM = 4_000
"""Dirty pages from which it takes less time to compose all templates with what they extend."""


@dataclass(frozen=True)
class _Attempt:
    """A site whose stale pages are rendered, and perhaps lie in staging."""

    outcome: Outcome
    problems: tuple[Problem, ...]
    """What is wrong with the site and its pages."""
    staging: Staging | None
    made: MadeFiles
    inputs: CommonInputs
    """As they were before the first page was rendered: what is edited meanwhile is seen by the next build."""


class Engine:
    """One build."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._settings = run.settings
        self._environment = BuildEnvironment(run.project, run.program)
        self._content = Content(SourceIndex(), {}, {}, ())
        self._known_files = ""
        """The fingerprint of the source index that the store had."""
        self.turning_points: Iterable[int] = ()
        """The instants at which an article appears in the site or leaves it."""

    def build(self) -> BuildReport:
        """Builds the site; the caller holds the project's lock."""
        return self._loaded(self._build)

    def _loaded(self, work: Callable[[], Result]) -> Result:
        """Reads the articles, and does some work with them."""
        with self._run.cleanup:
            self._load()
            try:
                return work()
            except ArticleMissingError:  # The store is damaged: what it says of articles counts as absent.
                self._load_anew()
                return work()
            except EntryMissingError:  # Likewise of texts' words: all pages are made anew.
                self._run.store.write(Transaction(blobs={self._run.keys.state: None}))
                del self._last
                return work()

    def _build(self) -> BuildReport:
        failed: dict[str, str] = {}
        told: list[Problem] = []
        attempt = self._attempt(failed)
        while self._run.options.keep_going and (found := self._failed_articles(attempt)):
            failed |= found
            told += [problem for problem in attempt.problems if problem.is_error]
            attempt = self._attempt(failed)
        return self._conclude(attempt, told)

    def dry_run(self, last_report: BuildReport | None) -> DryRun:
        """What a build would find wrong, and whether the output is what it would publish; nothing is published.

        ``last_report`` is that of the last build, where nothing has changed since.
        """
        return self._loaded(lambda: self._dry_run(last_report))

    def _dry_run(self, report: BuildReport | None) -> DryRun:
        source_index, article_store, found = self._content.source_index, self._article_store, ""
        if report is None:
            attempt = self._attempt({}, stages=False)
            report = self._conclude(attempt, [])
            found = "" if report.errors else self._difference(attempt)
        diff, others = self._diff({}), source_index.others
        there = diff.held_back.keys() & {*source_index.lines}
        return DryRun(
            report=report,
            difference=found,
            articles=tuple(diff.views.archive.articles),
            others=tuple(diff.others.values()),
            held_back=(
                *article_store.bring_out(sorted(there - others.keys())),
                *(others[source] for source in sorted(there & others.keys())),
            ),
            places={**diff.places, **diff.views.places_of_others},
            copies={copy.path: copy.label for copy in self._environment.statics if copy.label.startswith("static/")},
            credited=frozenset(source for source, use in diff.pictures.items() if "credit" in use.taken),
            unknown_fields={
                source: remark.unknown for source, remark in source_index.remarks.items() if remark.unknown
            },
        )

    def _difference(self, attempt: _Attempt) -> str:
        """What a build would do to the output; empty where that is nothing, or where no site lies there."""
        owned = read_ownership(str(self._run.output), self._run.project.shown(self._run.output))
        if owned is None:
            return ""
        outcome = attempt.outcome
        made = outcome.made_pictures
        statics = (copy for copy in self._environment.statics if f"/{copy.path}" not in made)
        copies = [*statics, *copied_files(self._run, outcome)]
        pages = {receipt.path: receipt.sha256 for receipt in outcome.batch.receipts}
        cache = PictureCache(self._run.project.workspace)
        pages |= digests_of_pictures(outcome.picture_files, made, self._last.state.copies, cache)
        gone: AbstractSet[str]
        there = {copy.path for copy in copies} | pages.keys()
        if self._settings.search.is_on:
            there |= {path for path in owned.files if path.startswith(f"{urls.SEARCH_INDEX}/")}
        if outcome.dirty.is_all:
            gone = owned.files.keys() - there
        else:
            gone = outcome.dirty.gone | (self._last.state.copies.keys() - there)
        return difference(owned.files, pages, copies, gone & owned.files.keys())

    def explain(self, url: str) -> Explanation:
        """Why the page at an address would be made anew, or that it stands; nothing is rendered or published.

        Raises:
            UsageError: No page has this address.
        """
        return self._loaded(lambda: self._explain(url))

    def _explain(self, url: str) -> Explanation:
        diff = self._diff({})
        pages, answers = self._plan(diff)
        key = _page_at(url, pages, self._settings.site)
        dirty = self._dirty(diff, pages, answers)
        reason = self._work(pages, dirty, answers, self._run.open_staging()).reason(key)
        page = pages.page(key)
        return Explanation(page.head.url, page.label, page.template, reason)

    # Articles.

    def _load(self) -> None:
        """Reads the articles that are not known, and remembers what is known now."""
        store = self._run.store
        with self._run.phase("load"):
            known = source_index_from_blobs(
                store.blob(SOURCE_INDEX), store.blob_bytes, self._rules, self._settings.zone
            )
        self._read(known)

    def _load_anew(self) -> None:
        self._run.store.write(Transaction(blobs={SOURCE_INDEX: None}, emptied=[CARDS]))
        self._read(SourceIndex())

    def _read(self, known: SourceIndex) -> None:
        run, tree = self._run, self._run.fast_path.tree
        with run.phase("load"):
            content = load_articles(
                run.folder,
                tree,
                article_rules(run.project),
                jobs_for(len(tree.articles), run.options.jobs),
                known,
                statics=self._environment.statics,
                verifies=run.options.verify,
                foreign=run.foreign,
                progress=run.progress,
            )
            self._known_files = known.fingerprint
            if content.source_index != known:
                run.store.write(cards_to_keep(known, content, self._rules))
        self._content = replace(content, records={})  # They lie in the store now.
        self._article_store = ArticleStore(run.store, self._settings.zone, content.fresh, content.source_index.lines)
        self.turning_points = turning_points(content.source_index, news=self._settings.news_sitemap)

    @cached_property
    def _rules(self) -> str:
        """What articles are read by, as a fingerprint from before they are: what comes meanwhile is seen next."""
        return reading_rules(self._run.program, self._run.project)

    @property
    def _filing(self) -> str:
        return filing_rules(self._rules, self._settings)

    # What has changed.

    @cached_property
    def _last(self) -> LastBuild:
        with self._run.phase("load"):
            store, keys = self._run.store, self._run.keys
            state = state_from_blobs(store.blob(keys.state), store.blob_bytes, keys, self._settings.zone)
        return LastBuild(state, partial(self._look, state))

    def _look(self, state: BuildState) -> OutputSnapshot | None:
        options = self._run.options
        if options.verify or options.adopt or state.index is None:
            return None
        with self._run.phase("load"):
            snapshot = self._run.fast_path.snapshot_as_left()
        return snapshot if snapshot is not None and snapshot.manifest == state.manifest else None

    def _diff(self, failed: dict[str, str]) -> SourceDiff:
        """From the last build's articles to those of now; without those that ``failed``, source to headline."""
        held = (
            *held_back_at(self._content.source_index, self._article_store, self._run.now),
            *(HeldBack(source, title, BROKEN) for source, title in failed.items()),
            *(HeldBack(source, "", BROKEN) for source in self._content.broken),
        )
        return SourceDiff(
            self._last.state,
            self._content.source_index,
            self._article_store,
            held=held,
            settings=self._settings,
            statics=self._environment.static_paths,
            is_filed_alike=self._last.state.filing == self._filing,
            now=self._run.now,
            words=self._environment.words,
            changed=self._content.changed if self._last.state.files == self._known_files else None,
        )

    def _plan(self, diff: SourceDiff) -> tuple[SitePages, Answers]:
        answers = Answers(diff.views, self._environment.assets, self._environment.data)
        if is_comparable(diff, self._environment) and not diff.archive.shows_elsewhere and not diff.changed_others:
            answers.take_over(diff.known.facts)
        return SitePages(diff.views), answers

    def _dirty(self, diff: SourceDiff, pages: SitePages, answers: Answers) -> DirtySet:
        return find_dirty(
            diff,
            pages,
            self._environment,
            templates=lambda: self._common_inputs(pages).templates,
            answer=answers.to,
            is_known=self._last.snapshot is not None,
        )

    def _common_inputs(self, pages: SitePages) -> CommonInputs:
        """What many pages hang on now."""
        state, environment = self._last.state, self._environment
        if self._run.fast_path.surroundings and self._run.fast_path.surroundings == state.surroundings:
            return CommonInputs(environment.fingerprint, state.templates)  # nobody has touched a template
        return CommonInputs(environment.fingerprint, self._templates(pages))

    def _templates(self, pages: SitePages) -> dict[str, str]:
        return self._environment.templates(pages.templates)

    # Rendering.

    def _attempt(self, failed: dict[str, str], *, stages: bool = True) -> _Attempt:
        """Renders what is stale, into staging; only to find mistakes where something is wrong already.

        Nothing is staged unless ``stages``.
        """
        run, diff = self._run, self._diff(failed)
        with run.phase("plan"):
            pages, answers = self._plan(diff)
            dirty = self._dirty(diff, pages, answers)
            check = CollisionCheck(self._last, self._environment)
            is_suspect = check.may_pages_collide(pages, dirty)
            collisions = list(find_collisions(check.claims(pages, ()))) if is_suspect else []
            of_site = [*diff.picture_problems, *collisions, *site_problems(diff.views, pages.has)]
        problems = list(run.judged(of_site))
        is_sound = not has_error(problems) and (run.options.keep_going or not has_error(self._source_problems))
        staging = None
        if stages and is_sound:
            staging = run.open_staging(None if dirty.is_all else self._last.snapshot)
        work = self._work(pages, dirty, answers, staging)
        batch = self._render(work)
        outcome = Outcome(diff, pages, dirty, batch, answers.to)
        problems += run.judged(outcome.page_problems)
        problems += [] if collisions else run.judged(check.file_collisions(outcome, is_suspect=is_suspect))
        if staging is not None and not has_error(problems):
            pictures = see_to_pictures(run, outcome, self._environment.assets, staging)
        else:
            pictures = MadePictures(faults=outcome.known_faults)
        problems += run.judged(problems_of_pictures(pictures, outcome))
        search = SearchFiles()
        if staging is not None and not has_error(problems):
            with run.phase("search"):
                search = SearchStage(run, outcome, staging).see_to()
        return _Attempt(outcome, tuple(problems), staging, MadeFiles(pictures, search), work.now)

    @cached_property
    def _source_problems(self) -> tuple[Problem, ...]:
        """What is wrong with files."""
        source_index = self._content.source_index
        strict = unknown_field_problems(source_index) if self._run.options.strict else []
        found = [*self._environment.problems, *problems_of(source_index), *self._content.problems, *strict]
        return self._run.judged(found)

    def _failed_articles(self, attempt: _Attempt) -> dict[str, str]:
        """The articles and standing pages to blame for the errors of an attempt, source to headline."""
        blamed = {problem.path.removeprefix("content/") for problem in attempt.problems if problem.is_error}
        views = attempt.outcome.pages.views
        # A template of its own is the page's affair alone.
        own = {f"content/{source}" for source, page in views.pages.items() if page.template}
        blamed |= {problem.during.removeprefix("content/") for problem in attempt.problems if problem.during in own}
        there = sorted(blamed & (views.article_places.keys() | views.others.keys()))
        return {source: views.written(source).title for source in there}

    def _work(self, pages: SitePages, dirty: DirtySet, answers: Answers, staging: Staging | None) -> RenderWork:
        run, state = self._run, self._last.state
        if dirty.is_all or self._last.snapshot is None:
            kept = stored_snapshot(run.store.blob_bytes(run.keys.looks) or b"", run.output)
            standing = kept.all_as_left() if kept else {}
        else:
            standing = self._last.snapshot.files_as_left(map(pages.path, dirty.keys))
        work = RenderWork(
            pages=pages,
            dirty=dirty,
            folder=run.folder,
            settings=replace(self._environment.render_settings(pages.views), composes=len(dirty.keys) >= COMPOSE_FROM),
            staging=staging,
            traces=run.traces,
            standing=standing,
            before=CommonInputs(state.environment, state.templates),
            now=self._common_inputs(pages),
            verifies=run.options.verify,
            measures=run.options.profile,
            texts=pages.texts(dirty.keys),
            entries=EntryMaker(self._settings.search),
        )
        work.answers = answers
        return work

    def _render(self, work: RenderWork) -> RenderedBatch:
        run, count = self._run, len(work.dirty.keys)
        jobs = jobs_for(count, run.options.jobs)
        if count >= PARALLEL_FROM:
            settle_before_many()
            if work.dirty.is_all:  # otherwise each process brings out the few that it needs
                self._article_store.bring_out(work.pages.views.archive.index.sources)
            run.store.close()  # no connection may be carried into another process
        with run.phase("render", count), ExitStack() as stack:
            if work.texts and (run.foreign or jobs > 1 or len(work.texts) > IN_MEMORY):
                work.shared = stack.enter_context(
                    shared_records(run.store.workspace, len(work.pages.views.archive.index))
                )
            try:
                return render_pages(work, jobs, run.progress.advance, run.foreign)
            except ContentError as error:
                # The theme's words cannot be read: no page can be made, but other mistakes are told too.
                return RenderedBatch(problems=list(error.problems))

    # Publishing.

    def _conclude(self, attempt: _Attempt, told: Sequence[Problem]) -> BuildReport:
        """Publishes and remembers; or leaves the old site where something is wrong. Reports.

        ``told`` are the errors of articles that were left out.
        """
        run, outcome = self._run, attempt.outcome
        source_index = self._content.source_index
        templates, slowest = add_up(outcome.batch.timings)
        report = BuildReport(
            output=run.project.shown(run.output),
            is_published=False,
            problems=sorted_problems((*self._source_problems, *told, *attempt.problems)),
            articles=len(outcome.pages.views.archive.index),
            pages=self._page_count(outcome),
            held_back=tuple(sorted(outcome.diff.held, key=attrgetter("source"))),
            unknown_fields=unknown_fields(source_index),
            understood_fields=understood_fields(source_index),
            next_change=next_change(source_index, self._article_store, run.now, news=self._settings.news_sitemap),
            pictures_made=attempt.made.pictures.made,
            described_by_files=tuple(
                sorted({source_file(use.attachment) for use in outcome.diff.pictures.values() if use.taken})
            ),
            unused_files=tuple(path for path in source_index.attachments if path not in outcome.used),
            templates=templates,
            slowest=slowest,
        )
        if attempt.staging is not None and not has_error(attempt.problems):
            with run.phase("write"):
                publisher = Publisher(run, self._last, self._environment, self._filing)
                report = publisher.publish(outcome, attempt.staging, attempt.made, report, attempt.inputs)
        return replace(report, seconds=dict(run.seconds))

    def _page_count(self, outcome: Outcome) -> int:
        dirty = outcome.dirty
        return len(dirty.keys) if dirty.is_all else self._last.state.page_count + dirty.growth


def _page_at(url: str, pages: SitePages, site: Site) -> PageKey:
    """The page that somebody means by an address: absolute, behind the site's path, or relative to its root."""
    absolute = site.absolute_url(url) if url.startswith("/") else url
    relative = url.removeprefix("./").lstrip("/")
    inside = [unquote(absolute.removeprefix(site.base_url))] if absolute.startswith(site.base_url) else []
    for place in (*inside, unquote(relative)):
        for path in (output_path(place), output_path(f"{place}/")):
            for key in pages.at(path):
                return key
    raise UsageError(f"no page has the address {url}", mend="write it as it stands in the browser: /tags/harbour/")
