"""The recipe. Read it aloud: it is what newsgen does, unless nothing has changed (see `build`).

Read sources, make cards, file the archive, plan pages, refuse collisions, render those that are stale, write, prune,
keep the ledger, report. Where little has changed since the last build, an amendment does the same for a part of the
site.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from newsgen.builder.amendment import amend
from newsgen.builder.bookkeeping import merged, picture_links
from newsgen.builder.cardbox import CardBox
from newsgen.builder.cards import (
    NO_STAMP,
    REGISTER,
    CardMissingError,
    Register,
    register_from_sheets,
)
from newsgen.builder.cards import SHELF as CARDS
from newsgen.builder.garbage import settle_before_many
from newsgen.builder.ledger import (
    Copy,
    Ledger,
    addresses_in,
    ledger_from_sheets,
    ledger_to_sheets,
)
from newsgen.builder.load import (
    Content,
    article_rules,
    cards_to_keep,
    filing_rules,
    hidden_at,
    load_articles,
    reading_rules,
    turning_points,
)
from newsgen.builder.moves import as_move, find_moves, find_vanished, to_remember, told_now
from newsgen.builder.parallel import available_processors
from newsgen.builder.rehearsal import Rehearsal, difference
from newsgen.builder.remarks import (
    problems_of,
    sorted_problems,
    understood_fields,
    unknown_field_problems,
    unknown_fields,
)
from newsgen.builder.render import RenderedBatch, RenderWork, Text, add_up, render_pages
from newsgen.builder.report import BuildReport, Explanation, Move, Vanished
from newsgen.builder.run import Run, has_error
from newsgen.builder.staleness import Surroundings
from newsgen.builder.store import Transaction
from newsgen.errors import ContentError, Problem, UsageError
from newsgen.loader.sources import list_layers
from newsgen.models.archive import Archive, order
from newsgen.models.article import BROKEN, Article, HeldBack, held_back_reason
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.index import index_of
from newsgen.models.output import FileCopy
from newsgen.models.page import Page
from newsgen.models.site import Site
from newsgen.planner.plan import Plan, plan_site
from newsgen.planner.urls import article_places
from newsgen.planner.views import Views
from newsgen.project import theme_folder
from newsgen.renderer.reach import fingerprint_templates
from newsgen.renderer.theme import ThemeLoader, fingerprint_labels
from newsgen.writer.folder import Published, Receipt, Staging, kept_looks, look_at_output, read_ownership

_PARALLEL_FROM = 300
"""Articles from which worker processes are worth their start."""


@dataclass(frozen=True, slots=True)
class _Sources:
    """Everything that was read, for a plan of the whole site."""

    articles: tuple[Article, ...]
    """Those that may be shown now, oldest first."""
    register: Register
    held_back: tuple[HeldBack, ...]
    statics: tuple[FileCopy, ...]
    problems: tuple[Problem, ...]

    @property
    def sizes(self) -> dict[str, tuple[int, int]]:
        """Width and height of the pictures in content/."""
        return {path: known.size for path, known in self.register.attachments.items() if known.size}

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

    archive: Archive
    plan: Plan
    surroundings: Surroundings
    batch: RenderedBatch
    problems: tuple[Problem, ...]
    staging: Staging | None
    copies: dict[str, Copy] = field(default_factory=dict)


class Recipe:
    """One build."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._settings = run.settings
        self._ledger = Ledger()
        self._jobs = run.options.jobs
        self.turning_points: Iterable[int] = ()
        """The instants at which an article appears in the site or leaves it."""

    def run(self) -> BuildReport:
        """Builds the site; the caller holds the project's lock."""
        with self._run.cleanup:
            try:
                return self._build(self._load(self._known_register()))
            except CardMissingError:  # The store is damaged: what it says of articles counts as absent.
                self._run.store.write(Transaction(sheets={REGISTER: None}, emptied=[CARDS]))
                return self._build(self._load(Register()))

    def _build(self, content: Content) -> BuildReport:
        box = self._box(content)
        with self._run.phase("load"):
            self._ledger = self._known_ledger()
        if (report := amend(self._run, self._ledger, content, box)) is not None:
            return report
        sources = self._read(content, box)
        attempt = self._attempt(sources)
        while self._run.options.keep_going and (failed := _failed_articles(attempt, sources)):
            sources = sources.without(failed, [problem for problem in attempt.problems if problem.is_error])
            attempt = self._attempt(sources)
        return self._conclude(sources, attempt)

    def rehearse(self, last_report: BuildReport | None) -> Rehearsal:
        """What a build would find wrong, and whether the output is what it would publish; nothing is published.

        ``last_report`` is that of the last build, where nothing has changed since.
        """
        with self._run.cleanup:
            try:
                return self._rehearse(self._load(self._known_register()), last_report)
            except CardMissingError:
                self._run.store.write(Transaction(sheets={REGISTER: None}, emptied=[CARDS]))
                return self._rehearse(self._load(Register()), None)

    def _rehearse(self, content: Content, last_report: BuildReport | None) -> Rehearsal:
        with self._run.phase("load"):
            self._ledger = self._known_ledger()
        sources = self._read(content, self._box(content))
        hidden = {held.source for held in sources.held_back}
        held_back = tuple(
            card for card in self._box(content).bring_out(content.register.lines) if card.source in hidden
        )
        report, found = last_report, ""
        if report is None:
            attempt = self._attempt(sources, stages=False)
            report = self._conclude(sources, attempt)
            found = "" if report.errors else self._difference(sources, attempt)
        remarks = content.register.remarks
        return Rehearsal(
            report=report,
            difference=found,
            articles=sources.articles,
            held_back=held_back,
            places=article_places(sources.articles, self._settings),
            copies={copy.path: copy.label for copy in sources.statics if copy.label.startswith("static/")},
            unknown_fields={source: remark.unknown for source, remark in remarks.items() if remark.unknown},
        )

    def _difference(self, sources: _Sources, attempt: _Attempt) -> str:
        """What a build would do to the output; empty where that is nothing, or where no site lies there."""
        owned = read_ownership(str(self._run.output), self._run.project.shown(self._run.output))
        if owned is None:
            return ""
        needed = sorted({*attempt.plan.attachments, *attempt.batch.attachments})
        real = {path: self._run.folder.file(path) for path in needed}
        beside = [FileCopy(path, str(file), f"content/{path}") for path, file in real.items() if file]
        return difference(owned.files, attempt.batch.receipts, [*sources.statics, *beside])

    def explain(self, url: str) -> Explanation:
        """Why the page at an address would be made anew, or that it stands; nothing is rendered or published.

        Raises:
            UsageError: No page has this address.
        """
        with self._run.cleanup:
            content = self._load(self._known_register())
            self._ledger = self._known_ledger()
            sources = self._read(content, self._box(content))
            archive, plan = self._plan(sources)
            page = _page_at(url, plan, self._settings.site)
            staging = self._run.open_staging()
            reason = self._work(plan, archive, sources, staging, self._surroundings(plan, sources)).reason(page)
        return Explanation(page.head.url, page.label, page.template, reason)

    # Sources.

    @property
    def _rules(self) -> str:
        """What articles are read by, as a fingerprint."""
        return reading_rules(self._run.program, self._settings)

    def _known_register(self) -> Register:
        store = self._run.store
        return register_from_sheets(store.sheet(REGISTER), store.sheet_bytes, self._rules)

    def _known_ledger(self) -> Ledger:
        store, shelves = self._run.store, self._run.shelves
        return ledger_from_sheets(store.sheet(shelves.ledger), store.sheet_bytes, shelves)

    def _load(self, known: Register) -> Content:
        """Reads the articles that are not known, and keeps what is known now."""
        tree = self._run.glance.tree
        self._jobs = self._run.options.jobs or (1 if len(tree.articles) < _PARALLEL_FROM else available_processors())
        with self._run.phase("load"):
            content = load_articles(
                self._run.folder,
                tree,
                article_rules(self._settings),
                self._jobs,
                known,
                verifies=self._run.options.verify,
                foreign=self._run.foreign,
                progress=self._run.progress,
            )
            self._keep_cards(known, content)
        self.turning_points = turning_points(content.register)
        return replace(content, records={})  # They lie in the store now.

    def _keep_cards(self, known: Register, content: Content) -> None:
        if content.register != known:
            self._run.store.write(cards_to_keep(known, content, self._rules))

    def _box(self, content: Content) -> CardBox:
        return CardBox(self._run.store, self._settings.zone, content.fresh, content.register.lines)

    def _read(self, content: Content, box: CardBox) -> _Sources:
        """Brings out all cards, and looks at the other files."""
        run, register = self._run, content.register
        with run.phase("load"):
            statics, problems = list_layers(run.project.root, run.project.static, theme_folder() / "static")
            cards = box.bring_out(register.lines)
        hidden = hidden_at(register, run.now)
        held = [
            HeldBack(card.source, card.title, held_back_reason(card, run.now))
            for card in cards
            if card.source in hidden
        ]
        held += [HeldBack(source, "", BROKEN) for source in content.broken]
        problems += problems_of(register)
        problems += content.problems
        problems += unknown_field_problems(register) if run.options.strict else []
        articles = order(card for card in cards if card.source not in hidden)
        return _Sources(articles, register, tuple(held), tuple(statics), run.judged(problems))

    # Planning and rendering.

    def _attempt(self, sources: _Sources, *, stages: bool = True) -> _Attempt:
        """Cards to archive, to plan, to pages in staging; only a check where something is wrong already.

        Nothing is staged unless ``stages``.
        """
        archive, plan = self._plan(sources)
        problems = list(self._run.judged(plan.problems))
        is_sound = not has_error(problems) and (self._run.options.keep_going or not has_error(sources.problems))
        staging = self._run.open_staging() if stages and is_sound else None
        settle_before_many()
        surroundings = self._surroundings(plan, sources)
        with self._run.phase("render", len(plan.pages)):
            batch = self._render(self._work(plan, archive, sources, staging, surroundings))
        problems += self._run.judged([*batch.problems, *plan.refuse_attachments(batch.attachments)])
        return _Attempt(archive, plan, surroundings, batch, tuple(problems), staging)

    def _plan(self, sources: _Sources) -> tuple[Archive, Plan]:
        """Cards to archive, to plan."""
        with self._run.phase("plan"):
            shown = {source: line.shown for source, line in sources.register.lines.items()}
            taxonomies = [taxonomy.name for taxonomy in self._settings.taxonomies]
            index = index_of(sources.articles, shown, taxonomies, self._settings.term_slug)
            archive = Archive(sources.articles, index)
            views = Views(
                archive,
                self._settings,
                article_places=article_places(sources.articles, self._settings),
                attachments=frozenset(sources.register.attachments),
                sizes=sources.sizes,
                held_back={held.source: held.reason for held in sources.held_back},
            )
            return archive, plan_site(views, sources.statics)

    def _surroundings(self, plan: Plan, sources: _Sources) -> Surroundings:
        """What every page of the site depends on."""
        project, program = self._run.project, self._run.program
        loader = ThemeLoader(project.root, project.templates, theme_folder() / "templates")
        words = fingerprint_labels(loader)
        shown = sources.register.lines
        settings = self._settings
        # The old URLs say which links are asked for at all.
        rendering = (settings.site, settings.markdown, settings.old_urls)
        return Surroundings(
            environment=Fingerprints().of(program, words, *rendering),
            plan=Fingerprints().of(
                program,
                [(article.source, shown[article.source].shown) for article in sources.articles],
                repr(self._settings),
                [(held.source, held.reason) for held in sources.held_back],
                list(sources.register.attachments),
                sources.sizes,
                [copy.path for copy in sources.statics],
            ),
            templates=fingerprint_templates(loader, (page.template for page in plan.pages)),
        )

    def _render(self, work: RenderWork) -> RenderedBatch:
        try:
            return render_pages(work, self._jobs, self._run.progress.advance, self._run.foreign)
        except (
            ContentError
        ) as error:  # The theme's words cannot be read: no page can be made, but other mistakes are told too.
            return RenderedBatch(problems=list(error.problems))

    def _work(
        self, plan: Plan, archive: Archive, sources: _Sources, staging: Staging | None, surroundings: Surroundings
    ) -> RenderWork:
        run = self._run
        kept = kept_looks(run.store.sheet_bytes(run.shelves.looks) or b"", run.output)
        return RenderWork(
            pages=plan.pages,
            texts={article.source: Text(article.digest, article.body_line) for article in archive.articles},
            folder=run.folder,
            settings=run.render_settings(plan.addresses, plan.questions, plan.notebook, sources.statics),
            questions=plan.questions,
            staging=staging,
            ledger=self._ledger,
            records=run.records,
            standing=kept.all_as_left() if kept else {},
            surroundings=surroundings,
            verifies=run.options.verify,
            measures=run.options.profile,
        )

    # Publishing.

    def _conclude(self, sources: _Sources, attempt: _Attempt) -> BuildReport:
        """Writes, prunes, keeps the ledger; or leaves the old site where something is wrong. Reports."""
        run, staging = self._run, attempt.staging
        receipts: tuple[Receipt, ...] = ()
        published: Published | None = None
        unled: list[Move] = []
        moved: tuple[Move, ...] = ()
        altered: tuple[str, ...] = ()
        vanished: tuple[Vanished, ...] = ()
        if staging is not None and not has_error(attempt.problems):
            with run.phase("write"):
                receipts = (*self._copies(staging, attempt, sources), *attempt.batch.receipts)
                altered = self._altered(staging, receipts)
                published = staging.publish(receipts)
                size = sum(receipt.size for receipt in receipts)
                unled, moved, vanished = self._keep_ledger(sources, attempt, size, published.manifest_digest)
        templates, slowest = add_up(attempt.batch.timings)
        used = {*attempt.plan.attachments, *attempt.batch.attachments}
        return BuildReport(
            output=run.project.shown(run.output),
            is_published=published is not None,
            problems=sorted_problems((*sources.problems, *attempt.problems)),
            articles=len(sources.articles),
            pages=len(attempt.plan.pages),
            files=len(receipts),
            size=sum(receipt.size for receipt in receipts),
            rendered=len(attempt.batch.rendered) if published else 0,
            written=published.written if published else 0,
            kept=published.kept if published else 0,
            removed=published.removed if published else (),
            altered=altered,
            held_back=tuple(sorted(sources.held_back, key=attrgetter("source"))),
            moved=moved,
            unled=tuple(unled),
            vanished=vanished,
            unknown_fields=unknown_fields(sources.register),
            understood_fields=understood_fields(sources.register),
            unused_files=tuple(path for path in sources.register.attachments if path not in used),
            seconds=dict(run.seconds),
            templates=templates,
            slowest=slowest,
        )

    def _altered(self, staging: Staging, receipts: Iterable[Receipt]) -> tuple[str, ...]:
        """Files that are to be replaced or removed, though somebody has edited them since the last build."""
        run = self._run
        if staging.is_first or staging.is_dirty or run.options.adopt:
            return ()
        owned = read_ownership(str(run.output), run.project.shown(run.output))
        kept = kept_looks(run.store.sheet_bytes(run.shelves.looks) or b"", run.output)
        left = kept.all_as_left() if kept else {}
        stays = {receipt.path for receipt in receipts if not receipt.is_changed}
        return tuple(
            path
            for path, digest in sorted(owned.files.items() if owned else ())
            if path not in stays and staging.is_altered(path, digest, left[path][1] if path in left else None)
        )

    def _copies(self, staging: Staging, attempt: _Attempt, sources: _Sources) -> Iterator[Receipt]:
        """Static files and attachments, which are published before the pages that show them."""
        for copy in sources.statics:
            receipt = staging.copy(copy)
            attempt.copies[copy.path] = Copy(NO_STAMP, receipt.sha256, receipt.size, is_static=True)
            yield receipt
        for path in sorted({*attempt.plan.attachments, *attempt.batch.attachments}):
            copied = self._run.copy_attachment(staging, path)
            if copied is not None:
                known = sources.register.attachments.get(path)
                stamp = known.stamp if known else NO_STAMP
                attempt.copies[path] = Copy(stamp, copied.sha256, copied.size, is_static=False)
                yield copied

    def _keep_ledger(
        self, sources: _Sources, attempt: _Attempt, size: int, manifest: str
    ) -> tuple[list[Move], tuple[Move, ...], tuple[Vanished, ...]]:
        """Keeps how every page was made and every article's address.

        Gives all moves from which nothing leads on, those that are new, and the articles that have vanished.
        """
        run, site, plan, batch = self._run, self._settings.site, attempt.plan, attempt.batch
        index = attempt.archive.index
        places = tuple(plan.addresses.articles[source] for source in index.sources)
        now = addresses_in(index, places, site)
        published = addresses_in(self._ledger.index, self._ledger.places, site)
        before = {**published, **self._ledger.waiting}
        places_now = {page.head.url.removeprefix(site.base_path) for page in plan.pages}
        found = find_moves(before, now, places_now)
        articles = {article.source: article for article in sources.articles}
        moves = [as_move(articles[source], old, new, site) for source, old, new in found]
        there = {*sources.register.lines, *(held.source for held in sources.held_back)}
        looks = look_at_output(run.output, run.project.workspace)
        ledger = Ledger(
            environment=attempt.surroundings.environment,
            plan=attempt.surroundings.plan,
            templates=attempt.surroundings.templates,
            manifest=manifest,
            surroundings=run.glance.surroundings,
            filing=filing_rules(run.program, self._settings),
            index=index,
            places=places,
            held_back={held.source: held.reason for held in sources.held_back},
            waiting=to_remember(before, now, moves, there),
            common=batch.remembered.common,
            links=merged(batch.remembered.links, picture_links(sources.articles)),
            sizes={path: known.size for path, known in sources.register.attachments.items()},
            pictures=plan.pictures,
            remarks=batch.remembered.remarks,
            copies=attempt.copies,
            page_count=len(plan.pages),
            size=size,
        )
        run.store.write(
            Transaction(
                sheets={
                    **ledger_to_sheets(ledger, Ledger(generations=self._ledger.generations), run.shelves),
                    run.shelves.looks: looks.encode() if looks else b"",
                    run.shelves.report: None,  # it tells of the site as it was
                },
                records={run.shelves.pages: batch.made},
                gone={run.shelves.pages: run.store.keys(run.shelves.pages) - {page.path for page in plan.pages}},
            )
        )
        return moves, told_now(moves, published, now), find_vanished(published, now, moves, places_now, site)


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


def _failed_articles(attempt: _Attempt, sources: _Sources) -> set[str]:
    """The articles to blame for the errors of an attempt."""
    blamed = {problem.path.removeprefix("content/") for problem in attempt.problems if problem.is_error}
    return blamed & {article.source for article in sources.articles}
