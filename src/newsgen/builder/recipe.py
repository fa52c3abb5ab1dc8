"""The recipe. Read it aloud: it is what newsgen does, unless nothing has changed (see `build`).

Read sources, make cards, file the archive, plan pages, refuse collisions, render those that are stale, write, prune,
keep the ledger, report.
"""

import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from operator import attrgetter

from newsgen.builder.cards import HEAD as CARDS_HEAD
from newsgen.builder.cards import SHELF as CARDS
from newsgen.builder.cards import Cards, cards_from_records, cards_to_records, next_state
from newsgen.builder.ledger import Address, Ledger, PageRecord, from_shelves, shelf_names, to_shelves
from newsgen.builder.load import Shelf, hold_back, load_articles, measure_pictures, turning_points
from newsgen.builder.moves import as_move, find_moves, to_remember
from newsgen.builder.options import BuildOptions, Progress
from newsgen.builder.parallel import available_processors
from newsgen.builder.render import RenderedBatch, RenderWork, Text, add_up, render_pages
from newsgen.builder.report import BuildReport, Explanation, Move
from newsgen.builder.staleness import Surroundings
from newsgen.builder.store import Store
from newsgen.errors import ContentError, Problem, UsageError, collapse
from newsgen.loader.articles import ArticleRules
from newsgen.loader.sources import ContentFolder, ContentTree, list_layers
from newsgen.models.archive import Archive, order
from newsgen.models.article import Article, HeldBack
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.output import FileCopy
from newsgen.models.page import Page
from newsgen.models.site import Site
from newsgen.planner.plan import Plan, plan_site
from newsgen.planner.views import Views
from newsgen.project import Project, theme_folder
from newsgen.renderer.pages import RenderSettings
from newsgen.renderer.reach import fingerprint_templates
from newsgen.renderer.theme import ThemeLoader, fingerprint_labels
from newsgen.settings import SETTINGS_FILE
from newsgen.writer.folder import Published, Receipt, Staging

_PARALLEL_FROM = 300
"""Articles from which worker processes are worth their start."""
BROKEN = "has errors"
"""The reason why an article with errors is not in the site."""


@dataclass(frozen=True, slots=True)
class _Sources:
    """Everything that was read."""

    articles: tuple[Article, ...]
    """Those that may be shown now."""
    held_back: tuple[HeldBack, ...]
    tree: ContentTree
    statics: tuple[FileCopy, ...]
    sizes: dict[str, tuple[int, int]]
    unknown_fields: dict[str, int]
    problems: tuple[Problem, ...]

    def without(self, failed: set[str], problems: Sequence[Problem]) -> "_Sources":
        """The same, but for some articles that cannot be shown, and with the problems that say why."""
        held = (
            HeldBack(article.source, article.title, BROKEN) for article in self.articles if article.source in failed
        )
        return replace(
            self,
            articles=tuple(article for article in self.articles if article.source not in failed),
            held_back=(*self.held_back, *held),
            problems=(*self.problems, *problems),
        )


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A site that is planned and rendered, and perhaps lies in staging."""

    plan: Plan
    surroundings: Surroundings
    batch: RenderedBatch
    problems: tuple[Problem, ...]
    staging: Staging | None


class Recipe:
    """One run of the recipe."""

    def __init__(
        self, project: Project, options: BuildOptions, now: int, store: Store, *, program: str, progress: Progress
    ) -> None:
        self._project = project
        self._options = options
        self._now = now
        self._progress = progress
        self._settings = project.settings
        self._output = options.output or project.output
        self._folder = ContentFolder(project.root)
        self._jobs = options.jobs
        self._seconds: dict[str, float] = {}
        self._cleanup = ExitStack()
        self._store = store
        self._program = program
        self._shelves = shelf_names(project.shown(self._output))
        self._ledger = from_shelves({kind: store.read(shelf) for kind, shelf in self._shelves.items()})
        self._cards_state = ""
        self.turning_points: frozenset[int] = frozenset()
        """The instants at which an article appears in the site or leaves it."""

    def run(self) -> BuildReport:
        """Builds the site; the caller holds the project's lock."""
        with self._cleanup:
            sources = self._read()
            attempt = self._attempt(sources)
            while self._options.keep_going and (failed := _failed_articles(attempt, sources)):
                sources = sources.without(failed, [problem for problem in attempt.problems if problem.is_error])
                attempt = self._attempt(sources)
            return self._conclude(sources, attempt)

    def explain(self, url: str) -> Explanation:
        """Why the page at an address would be made anew, or that it stands; nothing is rendered or published.

        Raises:
            UsageError: No page has this address.
        """
        with self._cleanup:
            sources = self._read()
            archive, plan = self._plan(sources)
            page = _page_at(url, plan, self._settings.site)
            staging = self._open_staging()
            reason = self._work(plan, archive, sources, staging, self._surroundings(plan, sources)).reason(page)
        return Explanation(page.head.url, page.label, page.template, reason)

    def _read(self) -> _Sources:
        """Sources to cards."""
        with self._phase("load"):
            tree = self._folder.tree()
            self._jobs = self._options.jobs or (1 if len(tree.articles) < _PARALLEL_FROM else available_processors())
            statics, problems = list_layers(self._project.root, self._project.static, theme_folder() / "static")
            shelf = self._load(tree)
            sizes = measure_pictures(self._folder, tree.attachments)
            articles, held = hold_back(shelf.articles, self._now)
            self.turning_points = turning_points(shelf.articles)
        held += [HeldBack(source, "", BROKEN) for source in shelf.broken]
        problems += self._folder.script_warnings(tree.attachments)
        problems += [*shelf.problems, *(_unknown_fields(shelf) if self._options.strict else ())]
        return _Sources(
            tuple(articles),
            tuple(held),
            tree,
            tuple(statics),
            sizes,
            shelf.unknown_fields,
            self._judged(problems),
        )

    def _load(self, tree: ContentTree) -> Shelf:
        """The articles: those that the store knows, and those that are read anew, which it gets to know."""
        zone, taxonomies = self._settings.zone, self._settings.taxonomies
        rules = Fingerprints().of(self._program, self._settings.site.timezone, taxonomies)
        known = cards_from_records(self._store.read(CARDS), rules, zone)
        shelf = load_articles(
            self._folder,
            tree,
            ArticleRules(zone, taxonomies),
            self._jobs,
            known.by_path,
            verifies=self._options.verify,
            executor=self._options.executor,
        )
        self._cards_state = next_state(known, shelf.cards)
        changed = {
            path for path in {*shelf.cards, *known.by_path} if shelf.cards.get(path) is not known.by_path.get(path)
        }
        if changed:
            cards = Cards(shelf.cards, self._cards_state)
            changes = {CARDS: {*changed, CARDS_HEAD}} if known.by_path else None
            self._store.write({CARDS: cards_to_records(cards, rules)}, changes)
        return shelf

    def _attempt(self, sources: _Sources) -> _Attempt:
        """Cards to archive, to plan, to pages in staging; only a check where something is wrong already."""
        archive, plan = self._plan(sources)
        problems = list(self._judged(plan.problems))
        is_sound = not _has_error(problems) and (self._options.keep_going or not _has_error(sources.problems))
        staging = self._open_staging() if is_sound else None
        gc.freeze()  # What is loaded by now stays; workers that are forked share it for as long as nobody touches it.
        surroundings = self._surroundings(plan, sources)
        with self._phase("render", len(plan.pages)):
            batch = self._render(self._work(plan, archive, sources, staging, surroundings))
        problems += self._judged([*batch.problems, *plan.refuse_attachments(batch.attachments)])
        return _Attempt(plan, surroundings, batch, tuple(problems), staging)

    def _plan(self, sources: _Sources) -> tuple[Archive, Plan]:
        """Cards to archive, to plan."""
        with self._phase("plan"):
            taxonomies = self._settings.taxonomies
            archive = Archive(
                order(sources.articles),
                tuple(taxonomy.name for taxonomy in taxonomies),
                {taxonomy.name: taxonomy.slugs for taxonomy in taxonomies},
            )
            views = Views(
                archive,
                self._settings,
                attachments=frozenset(sources.tree.attachments),
                sizes=sources.sizes,
                held_back=sources.held_back,
            )
            plan = plan_site(views, sources.statics)
            return archive, plan

    def _surroundings(self, plan: Plan, sources: _Sources) -> Surroundings:
        """What every page of the site depends on."""
        loader = ThemeLoader(self._project.root, self._project.templates, theme_folder() / "templates")
        words = fingerprint_labels(loader)
        return Surroundings(
            environment=Fingerprints().of(self._program, words, self._settings.site, self._settings.markdown),
            plan=Fingerprints().of(
                self._program,
                self._cards_state,
                repr(self._settings),
                [(held.source, held.reason) for held in sources.held_back],
                sources.tree.attachments,
                sources.sizes,
                [copy.path for copy in sources.statics],
            ),
            templates=fingerprint_templates(loader, (page.template for page in plan.pages)),
        )

    def _render(self, work: RenderWork) -> RenderedBatch:
        try:
            return render_pages(work, self._jobs, self._progress.advance, self._options.executor)
        except (
            ContentError
        ) as error:  # The theme's words cannot be read: no page can be made, but other mistakes are told too.
            return RenderedBatch(problems=list(error.problems))

    def _open_staging(self) -> Staging:
        staging = Staging.open(self._output, self._project.workspace, adopt=self._options.adopt)
        self._cleanup.callback(staging.discard)
        return staging

    def _work(
        self, plan: Plan, archive: Archive, sources: _Sources, staging: Staging | None, surroundings: Surroundings
    ) -> RenderWork:
        return RenderWork(
            pages=plan.pages,
            texts={article.source: Text(article.digest, article.body_line) for article in archive.articles},
            folder=self._folder,
            settings=RenderSettings(
                site=self._settings.site,
                markdown=self._settings.markdown,
                project_root=self._project.root,
                templates=self._project.templates,
                theme_templates=theme_folder() / "templates",
                assets={copy.path: copy.origin for copy in sources.statics},
                addresses=plan.addresses,
                questions=plan.questions,
                notebook=plan.notebook,
            ),
            questions=plan.questions,
            staging=staging,
            ledger=self._ledger,
            surroundings=surroundings,
            verifies=self._options.verify,
            measures=self._options.profile,
        )

    def _conclude(self, sources: _Sources, attempt: _Attempt) -> BuildReport:
        """Writes, prunes, keeps the ledger; or leaves the old site where something is wrong. Reports."""
        problems = (*sources.problems, *attempt.problems)
        staging = attempt.staging
        receipts: tuple[Receipt, ...] = ()
        published: Published | None = None
        moved: list[Move] = []
        if staging is not None and not _has_error(attempt.problems):
            with self._phase("write"):
                receipts = (*self._copies(staging, attempt, sources), *attempt.batch.receipts)
                published = staging.publish(receipts)
                moved = self._keep_ledger(sources, attempt, staging)
        templates, slowest = add_up(attempt.batch.timings)
        used = {*attempt.plan.attachments, *attempt.batch.attachments}
        return BuildReport(
            output=self._project.shown(self._output),
            is_published=published is not None,
            problems=tuple(sorted(collapse(problems), key=attrgetter("path", "line", "column"))),
            articles=len(sources.articles),
            pages=len(attempt.plan.pages),
            files=len(receipts),
            size=sum(receipt.size for receipt in receipts),
            rendered=len(attempt.batch.rendered) if published else 0,
            written=published.written if published else 0,
            kept=published.kept if published else 0,
            removed=published.removed if published else (),
            held_back=tuple(sorted(sources.held_back, key=lambda held: held.source)),
            moved=tuple(moved),
            unknown_fields=sources.unknown_fields,
            unused_files=tuple(path for path in sources.tree.attachments if path not in used),
            seconds=dict(self._seconds),
            templates=templates,
            slowest=slowest,
        )

    def _copies(self, staging: Staging, attempt: _Attempt, sources: _Sources) -> Iterator[Receipt]:
        """Static files and attachments, which are published before the pages that show them."""
        for copy in sources.statics:
            yield staging.copy(copy)
        for path in sorted({*attempt.plan.attachments, *attempt.batch.attachments}):
            if (real := self._folder.file(path)) is not None:
                yield staging.copy(FileCopy(path, str(real), f"content/{path}"))

    def _keep_ledger(self, sources: _Sources, attempt: _Attempt, staging: Staging) -> list[Move]:
        """Keeps how every page was made and every article's address; gives the articles that have moved."""
        site = self._settings.site
        plan = attempt.plan
        articles = {article.source: article for article in sources.articles}
        now = {
            source: Address(plan.addresses.articles[source].removeprefix(site.base_path), article.digest)
            for source, article in articles.items()
        }
        before = self._ledger.addresses
        found = find_moves(before, now, {page.head.url.removeprefix(site.base_path) for page in plan.pages})
        moves = [as_move(articles[source], old, new, site) for source, old, new in found]
        ledger = Ledger(
            environment=attempt.surroundings.environment,
            plan=attempt.surroundings.plan,
            templates=attempt.surroundings.templates,
            pages=_stamped(attempt.batch.records, staging),
            addresses=to_remember(before, now, moves, set(sources.tree.articles)),
        )
        self._store.write(
            {self._shelves[kind]: records for kind, records in to_shelves(ledger).items()},
            {self._shelves["pages"]: _changes(self._ledger.pages, ledger.pages)} if self._ledger.pages else None,
        )
        return moves

    def _judged(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems, warnings made errors where the build is strict."""
        return tuple(problem.as_error() for problem in problems) if self._options.strict else tuple(problems)

    @contextmanager
    def _phase(self, name: str, total: int = 0) -> Iterator[None]:
        self._progress.begin(name, total)
        started = time.perf_counter()
        yield
        self._seconds[name] = self._seconds.get(name, 0.0) + time.perf_counter() - started


def _page_at(url: str, plan: Plan, site: Site) -> Page:
    """The page that somebody means by an address: absolute, behind the site's path, or relative to its root."""
    typed = site.absolute_url(url) if url.startswith("/") else url
    inner = site.base_url + url.removeprefix("./").lstrip("/")
    wanted = {typed, inner, typed.removesuffix("index.html"), inner.removesuffix("index.html")}
    wanted |= {f"{form}/" for form in wanted}
    for page in plan.pages:
        if page.head.absolute_url in wanted:
            return page
    raise UsageError(f"no page has the address {url}", mend="write it as it stands in the browser: /tags/harbour/")


def _changes(before: Mapping[str, PageRecord], now: Mapping[str, PageRecord]) -> set[str]:
    """The paths of the pages of which something else is known."""
    return {path for path in {*before, *now} if before.get(path) is not now.get(path)}


def _stamped(records: Mapping[str, PageRecord], staging: Staging) -> dict[str, PageRecord]:
    """The records with the stamps of the files that have just been written."""
    stamps = staging.stamps(path for path, record in records.items() if record.stamp is None)
    return {path: replace(record, stamp=stamps[path]) if path in stamps else record for path, record in records.items()}


def _has_error(problems: Sequence[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def _failed_articles(attempt: _Attempt, sources: _Sources) -> set[str]:
    """The articles to blame for the errors of an attempt."""
    blamed = {problem.path.removeprefix("content/") for problem in attempt.problems if problem.is_error}
    return blamed & {article.source for article in sources.articles}


def _unknown_fields(shelf: Shelf) -> list[Problem]:
    return [
        Problem(
            SETTINGS_FILE,
            f"{count:,} articles have the unknown field `{key}`",
            f"put it below `extra:`, or make it a taxonomy: `taxonomies: {{{key}: {{}}}}`",
        )
        for key, count in shelf.unknown_fields.items()
    ]
