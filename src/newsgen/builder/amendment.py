"""The short recipe, for a site of which little has changed: only what that concerns is planned, rendered and written.

It holds where the site is as the last build has left it, and where all that the whole site was made from is as it was
(`Ledger.surroundings`). Then what can be other is told by two indexes of the articles, the one of that build and
today's, and by what links hang on. Wherever that is not enough, or something is wrong, the answer is None, and the
whole recipe is followed: it tells mistakes as they should be told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from newsgen.builder.bookkeeping import owner_of
from newsgen.builder.cardbox import CardBox
from newsgen.builder.cards import NO_STAMP
from newsgen.builder.change import Change
from newsgen.builder.ledger import Copy, Ledger, PageRecord, ledger_to_sheets
from newsgen.builder.load import Content, hidden_at
from newsgen.builder.outcome import Outcome
from newsgen.builder.remarks import problems_of, unknown_field_problems
from newsgen.builder.render import RenderWork, Text, render_pages
from newsgen.builder.report import BuildReport
from newsgen.builder.run import Run, has_error
from newsgen.builder.staleness import Answers, Surroundings
from newsgen.builder.store import Transaction, encoded
from newsgen.errors import Problem
from newsgen.loader.sources import list_layers
from newsgen.models.notebook import Notebook
from newsgen.models.output import FileCopy
from newsgen.models.page import Page
from newsgen.planner.changes import ChangedPages, plan_changes
from newsgen.planner.collisions import may_collide
from newsgen.planner.plan import reserved, site_problems
from newsgen.planner.questions import Questions
from newsgen.project import theme_folder
from newsgen.writer.folder import Looks, Receipt, Staging, look_again

_FEW = 300
"""Pages that one process is to look at, however small the site is."""
_SMALL_PART = 20
"""Of a large site, one page in so many."""
_MOST_QUESTIONS = 50
"""Questions to the archive that are asked again; a theme that asks more is served by the whole recipe."""


def amend(run: Run, ledger: Ledger, content: Content, box: CardBox) -> BuildReport | None:
    """Builds what has changed, and reports; None where the whole recipe must be followed.

    Raises:
        CardMissingError: The store has lost a card.
    """
    options, glance = run.options, run.glance
    if options.verify or options.adopt or options.profile or content.broken or content.problems:
        return None
    if not glance.surroundings or glance.surroundings != ledger.surroundings or len(ledger.common) > _MOST_QUESTIONS:
        return None
    with run.phase("load"):
        looks = glance.looks_as_left() if ledger.index is not None else None
    if ledger.index is None or looks is None or looks.manifest != ledger.manifest:
        return None
    hidden = hidden_at(content.register, run.now)
    change = Change(ledger, content.register, box, hidden=hidden, settings=run.settings, now=run.now)
    return _Amendment(run, change, looks).build()


class _Amendment:
    def __init__(self, run: Run, change: Change, looks: Looks) -> None:
        self._run = run
        self._change = change
        self._ledger = change.ledger
        self._looks = looks
        self._paths = frozenset(looks.paths)

    def build(self) -> BuildReport | None:
        """As `amend`."""
        change = self._change
        with self._run.phase("plan"):
            most = _limit(len(change.index))
            if len(change.articles.there | change.articles.removed) > most or len(change.hidden) > most:
                return None
            if self._tells_terms_apart() or not self._answers_stand():
                return None
            changed = plan_changes(change.views, change.before, change.difference)
            # The planner names where a page may have lain: what was copied there was none, and stays.
            changed = replace(changed, gone=changed.gone - self._ledger.copies.keys())
        if len(changed.pages) > _limit(self._ledger.page_count):
            return None
        problems = self._problems()
        return None if has_error(problems) else self._render(changed, problems)

    def _tells_terms_apart(self) -> bool:
        """Whether which of two terms has the plain slug hangs on who comes first, and that may be another now."""
        archives = (self._change.before.archive, self._change.views.archive)
        return self._change.difference.shows_elsewhere and any(any(archive.told_apart()) for archive in archives)

    def _answers_stand(self) -> bool:
        """Whether what concerns any page has the answer that it had."""
        answers = Answers(self._questions, self._change.views.addresses, {}, self._run.data_files())
        return all(answers.to(note) == known for note, known in self._ledger.common.items())

    @cached_property
    def _notebook(self) -> Notebook:
        return Notebook()

    @cached_property
    def _questions(self) -> Questions:
        return Questions(self._change.views, self._notebook)

    @cached_property
    def _statics(self) -> tuple[list[FileCopy], list[Problem]]:
        project = self._run.project
        return list_layers(project.root, project.static, theme_folder() / "static")

    def _problems(self) -> tuple[Problem, ...]:
        """What is wrong with the content and with the site as a whole."""
        change, (statics, problems) = self._change, self._statics
        strict = unknown_field_problems(change.register) if self._run.options.strict else []
        of_the_site = site_problems(change.views, {copy.path for copy in statics})
        return self._run.judged(
            [*problems, *problems_of(change.register), *strict, *change.picture_problems, *of_the_site]
        )

    def _render(self, changed: ChangedPages, problems: Sequence[Problem]) -> BuildReport | None:
        """Renders what is stale, and publishes it if nothing is wrong or in the way."""
        run = self._run
        wanted = [*(page.path for page in changed.pages), *changed.gone]
        records = run.records.bring_out(wanted)
        # What a page that goes takes with it is told by its record.
        if not self._keep_their_places(changed.pages, records) or not changed.gone & self._paths <= records.keys():
            return None
        staging = run.open_staging(self._looks)
        with run.phase("render", len(changed.pages)):
            batch = render_pages(self._work(changed.pages, records, staging), 1, run.progress.advance)
        outcome = Outcome(self._change, changed, batch, records, self._paths)
        told = run.judged(outcome.page_problems)
        # Where a page and a file beside an article want one address, the whole recipe says so.
        if has_error(told) or not outcome.standing.isdisjoint(outcome.used):
            return None
        copies, copied = self._copies(outcome.used, staging)
        receipts = [*copied, *batch.receipts]
        written = {receipt.path for receipt in receipts}
        gone = (changed.gone | (self._ledger.copies.keys() - copies.keys())) & self._paths
        if self._is_in_the_way(copied, written, gone):
            return None
        return self._publish(replace(outcome, copies=copies), staging, receipts, gone - written, (*problems, *told))

    def _keep_their_places(self, pages: Sequence[Page], records: Mapping[str, PageRecord]) -> bool:
        """Whether each of these pages has a path of its own, which is new, or was its own before."""
        return len({page.path for page in pages}) == len(pages) and all(
            page.path not in self._paths or (page.path in records and records[page.path].owner == owner_of(page))
            for page in pages
        )

    def _work(self, pages: Sequence[Page], records: Mapping[str, PageRecord], staging: Staging) -> RenderWork:
        run, ledger, views = self._run, self._ledger, self._change.views
        cards = self._change.box.bring_out(page.source for page in pages if page.source)
        return RenderWork(
            pages=pages,
            texts={card.source: Text(card.digest, card.body_line) for card in cards},
            folder=run.folder,
            settings=run.render_settings(views.addresses, self._questions, self._notebook, self._statics[0]),
            questions=self._questions,
            staging=staging,
            ledger=ledger,
            records=run.records,
            standing=self._looks.files_as_left(records),
            surroundings=Surroundings(ledger.environment, "", ledger.templates),
            verifies=False,
        )

    def _copies(self, used: Collection[str], staging: Staging) -> tuple[dict[str, Copy], list[Receipt]]:
        """All files of the site that are copies, and receipts of those that were copied now."""
        known = self._ledger.copies
        copies = {path: copy for path, copy in known.items() if copy.is_static}
        receipts: list[Receipt] = []
        for path in sorted(used):
            attachment = self._change.register.attachments.get(path)
            stamp = attachment.stamp if attachment else NO_STAMP
            if path in known and known[path].origin == stamp != NO_STAMP:
                copies[path] = known[path]
            elif (receipt := self._run.copy_attachment(staging, path)) is not None:
                receipts.append(receipt)
                copies[path] = Copy(stamp, receipt.sha256, receipt.size, is_static=False)
        return copies, receipts

    def _is_in_the_way(self, copied: Sequence[Receipt], written: Collection[str], gone: Collection[str]) -> bool:
        """Whether a file that was written wants the place of another, which is not ``gone``."""
        there = self._paths.difference(gone) if gone else self._paths
        if any(receipt.path in there and not self._was_attachment(receipt.path) for receipt in copied):
            return True
        added = [path for path in written if path not in there]
        kept_free = (claim.path for claim in reserved(self._change.views))
        in_order = filter(there.__contains__, self._looks.paths)
        return bool(added) and may_collide(added, chain(in_order, kept_free))

    def _was_attachment(self, path: str) -> bool:
        """Whether a file from beside an article was published there, not a page or a static file."""
        known = self._ledger.copies.get(path)
        return known is not None and not known.is_static

    def _publish(
        self,
        outcome: Outcome,
        staging: Staging,
        receipts: Sequence[Receipt],
        gone: Collection[str],
        problems: Sequence[Problem],
    ) -> BuildReport:
        run = self._run
        with run.phase("write"):
            published = staging.publish_changes(receipts, gone)
            unled, moved, vanished, waiting = outcome.moves(run.settings.site, gone)
            ledger = outcome.amended_ledger(waiting, published.manifest_digest)
            self._keep(ledger, outcome, [receipt.path for receipt in receipts], gone)
        report = outcome.report(run.project.shown(run.output), ledger, published, problems)
        return replace(report, moved=moved, unled=tuple(unled), vanished=vanished, seconds=dict(run.seconds))

    def _keep(self, ledger: Ledger, outcome: Outcome, written: Sequence[str], gone: Collection[str]) -> None:
        run = self._run
        # Spelled out while the clock of the file system moves on, for which the second look would wait.
        sheets = {name: encoded(value) for name, value in ledger_to_sheets(ledger, self._ledger, run.shelves).items()}
        run.store.write(
            Transaction(
                sheets={
                    **sheets,
                    run.shelves.looks: look_again(self._looks, written, gone, ledger.manifest),
                    run.shelves.report: None,  # it tells of the site as it was
                },
                records={run.shelves.pages: outcome.batch.made},
                gone={run.shelves.pages: outcome.pages.gone},
            )
        )


def _limit(total: int) -> int:
    """How many of so many are few enough."""
    return max(_FEW, total // _SMALL_PART)
