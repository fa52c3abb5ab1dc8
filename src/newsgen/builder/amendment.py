"""The short recipe, for a site of which little has changed: only what that concerns is planned, rendered and written.

It holds where the site is as the last build has left it, and where all that the whole site was made from is as it was
(`Ledger.surroundings`). Then what can be other is told by two indexes of the articles, the one of that build and
today's, and by what links hang on. Wherever that is not enough, or something is wrong, the answer is None, and the
whole recipe is followed: it tells mistakes as they should be told.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from urllib.parse import unquote

from newsgen.builder.bookkeeping import common_answers, links_of, merged, owner_of, picture_links, remarks_on
from newsgen.builder.cardbox import CardBox, Shelved
from newsgen.builder.cards import NO_STAMP, Register
from newsgen.builder.ledger import (
    Address,
    Copy,
    Ledger,
    PageRecord,
    ledger_to_sheets,
    page_to_record,
    pages_from_records,
)
from newsgen.builder.load import Content, hidden_at
from newsgen.builder.moves import as_move, find_moves, to_remember
from newsgen.builder.remarks import problems_of, sorted_problems, unknown_field_problems, unknown_fields
from newsgen.builder.render import RenderedBatch, RenderWork, Text, render_pages
from newsgen.builder.report import BuildReport, Move
from newsgen.builder.run import Run, has_error
from newsgen.builder.staleness import Answers, Surroundings
from newsgen.builder.store import Changes, encoded
from newsgen.errors import Problem
from newsgen.loader.sources import list_layers
from newsgen.models.addresses import PictureUse
from newsgen.models.archive import Archive
from newsgen.models.article import HeldBack, held_back_reason
from newsgen.models.index import Index, edited
from newsgen.models.names import path_fault, path_key
from newsgen.models.notebook import Notebook
from newsgen.models.output import FileCopy
from newsgen.models.page import Page
from newsgen.models.site import Site
from newsgen.planner.changes import ChangedPages, Difference, plan_changes
from newsgen.planner.collisions import folders_above
from newsgen.planner.plan import plan_pictures, site_problems
from newsgen.planner.questions import Questions
from newsgen.planner.urls import article_places, output_path, taxonomy_place
from newsgen.planner.views import Views
from newsgen.project import theme_folder
from newsgen.writer.folder import Looks, Published, Receipt, Staging, look_again

Remarks = dict[str, tuple[tuple[str, ...], tuple[Problem, ...]]]
"""As Ledger.remarks."""
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
    if ledger.index is None or not glance.is_site_as_left:
        return None
    return _Amendment(run, ledger, ledger.index, content.register, box).build()


@dataclass(frozen=True, slots=True)
class _Articles:
    """What is not as it was among the articles, by their sources."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]
    """Those whose cards show something else."""
    rewritten: frozenset[str]
    """Those of which only the text is another."""

    @property
    def there(self) -> frozenset[str]:
        """All but those that are gone."""
        return self.added | self.changed | self.rewritten

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.there) + len(self.removed)


class _Amendment:
    def __init__(self, run: Run, ledger: Ledger, index: Index, register: Register, box: CardBox) -> None:
        self._run = run
        self._settings = run.settings
        self._ledger = ledger
        self._old = index
        self._register = register
        self._box = box
        self._hidden = hidden_at(register, run.now)

    def build(self) -> BuildReport | None:
        """As `amend`."""
        with self._run.phase("plan"):
            articles = self._compare()
            if articles.count > self._limit(len(self._old)) or len(self._held) > self._limit(len(self._old)):
                return None
            difference = self._difference(articles)
            self._anew = articles.there
            if not self._answers_stand():
                return None
            changed = plan_changes(self._views, self._before, difference)
            # The planner names where a page may have lain: what was copied there was none, and stays.
            changed = replace(changed, gone=changed.gone - self._ledger.copies.keys())
        if len(changed.pages) > self._limit(self._ledger.page_count):
            return None
        problems = self._problems()
        if has_error(problems):
            return None
        return self._publish(articles, changed, problems)

    @staticmethod
    def _limit(total: int) -> int:
        return max(_FEW, total // _SMALL_PART)

    # What has changed.

    def _compare(self) -> _Articles:
        old, lines, hidden = self._old, self._register.lines, self._hidden
        was = dict(zip(old.sources, old.files, strict=True))
        # The same file makes the same card: by other rules, the surroundings would not be as they were.
        other = [source for source, line in lines.items() if was.get(source) != line.digest]
        shown = dict(zip(old.sources, old.shown, strict=True)) if other else {}
        both = [source for source in other if source in was and source not in hidden]
        return _Articles(
            added=frozenset(source for source in other if source not in was and source not in hidden),
            removed=frozenset(source for source in was if source not in lines or source in hidden),
            changed=frozenset(source for source in both if shown[source] != lines[source].shown),
            rewritten=frozenset(source for source in both if shown[source] == lines[source].shown),
        )

    def _difference(self, articles: _Articles) -> Difference:
        """What the planner must know; prepares the views on the archive as it is and as it was."""
        self._box.bring_out(sorted(articles.there))
        cards = [self._box.card(source) for source in sorted(articles.there)]
        shown = {source: self._register.lines[source].shown for source in articles.there}
        gone = articles.removed | articles.changed | articles.rewritten
        index = edited(self._old, gone, cards, shown, self._settings.term_slug) if gone or cards else self._old
        old_places = dict(zip(self._old.sources, self._ledger.places, strict=True))
        new_places = article_places(cards, self._settings.permalink)
        moved = {source for source, place in new_places.items() if old_places.get(source) != place}
        self._places = {source: place for source, place in old_places.items() if source not in articles.removed}
        self._places |= new_places
        self._views = Views(
            Archive(Shelved(self._box, index.sources), index),
            self._settings,
            article_places=self._places,
            attachments=frozenset(self._register.attachments),
            sizes={path: known.size for path, known in self._register.attachments.items() if known.size},
            held_back={held.source: held.reason for held in self._held},
        )
        self._before = Views(Archive((), self._old), self._settings, article_places=old_places)
        self._asking = self._linking_to(moved | articles.removed | self._other_files() | self._otherwise_held())
        pictured = {source for source in self._asking if self._box.card(source).image is not None}
        return Difference(
            added=articles.added,
            removed=articles.removed,
            changed=articles.changed | pictured - articles.added,
            own=articles.rewritten | self._asking,
        )

    @cached_property
    def _held(self) -> tuple[HeldBack, ...]:
        cards = [self._box.card(source) for source in sorted(self._hidden)]
        return tuple(HeldBack(card.source, card.title, held_back_reason(card, self._run.now)) for card in cards)

    def _other_files(self) -> set[str]:
        """The files beside articles that came, went, or have another size as pictures."""
        now = {path: known.size for path, known in self._register.attachments.items()}
        before = self._ledger.sizes
        return {path for path in now.keys() | before.keys() if now.get(path, ()) != before.get(path, ())}

    def _otherwise_held(self) -> set[str]:
        """The articles that are held back and were not, or the other way round, or for another reason."""
        return {
            source for source, _ in self._ledger.held_back.items() ^ {h.source: h.reason for h in self._held}.items()
        }

    def _linking_to(self, paths: Collection[str]) -> set[str]:
        """The articles that have a link or a picture which may mean one of these paths, or may have meant it."""
        links = self._ledger.links
        found = {source for key in set(map(path_key, paths)) for source in links.get(key, ())}
        return {source for source in found if source in self._places}

    def _answers_stand(self) -> bool:
        """Whether what concerns any page has the answer that it had."""
        answers = Answers(self._questions, self._views.addresses, {})
        return all(answers.to(note) == known for note, known in self._ledger.common.items())

    @cached_property
    def _notebook(self) -> Notebook:
        return Notebook()

    @cached_property
    def _questions(self) -> Questions:
        return Questions(self._views, self._notebook)

    # What is wrong with the site as a whole.

    @cached_property
    def _statics(self) -> tuple[list[FileCopy], list[Problem]]:
        project = self._run.project
        return list_layers(project.root, project.static, theme_folder() / "static")

    @cached_property
    def _pictures(self) -> dict[str, PictureUse]:
        """Source of each article to the picture that its front matter names."""
        again = {*self._anew, *self._asking}
        kept = {source: use for source, use in self._ledger.pictures.items() if source in self._places}
        cards = [self._box.card(source) for source in again if source in self._places]
        return {source: use for source, use in kept.items() if source not in again} | plan_pictures(self._views, cards)

    def _problems(self) -> tuple[Problem, ...]:
        statics, problems = self._statics
        problems += problems_of(self._register)
        problems += unknown_field_problems(self._register) if self._run.options.strict else []
        problems += [use.problem for use in self._pictures.values() if use.problem]
        problems += site_problems(self._views, {copy.path for copy in statics})
        return self._run.judged(problems)

    # Rendering and publishing.

    def _publish(self, articles: _Articles, changed: ChangedPages, problems: Sequence[Problem]) -> BuildReport | None:
        run, looks = self._run, self._run.glance.looks
        if looks is None or looks.manifest != self._ledger.manifest:
            return None
        staging = run.open_staging(looks)
        records = pages_from_records(run.store.records(run.shelves.pages, [page.path for page in changed.pages]))
        if not _keep_their_places(changed.pages, records, looks.paths):
            return None
        with run.phase("render", len(changed.pages)):
            batch = render_pages(self._work(changed.pages, records, looks, staging), 1, run.progress.advance)
        made = _Made(articles, changed, batch, records, looks, self._remarks(changed, batch))
        told = run.judged([*batch.problems, *(problem for _, found in made.remarks.values() for problem in found)])
        if has_error(told):
            return None
        if not batch.records.keys().isdisjoint(self._used(made)):
            return None  # A page and a file want one address.
        copies, copied = self._copies(self._used(made), staging)
        gone = (changed.gone | (self._ledger.copies.keys() - copies.keys())) & set(looks.paths)
        receipts = [*copied, *batch.receipts]
        there = set(looks.paths) - gone
        is_taken = any(receipt.path in there and not self._was_attachment(receipt.path) for receipt in copied)
        if is_taken or self._collides({receipt.path for receipt in receipts} - there, there):
            return None
        gone = gone - {receipt.path for receipt in receipts}
        with run.phase("write"):
            published = staging.publish_changes(receipts, gone)
            size = self._ledger.size + self._growth(made, copies)
            ledger, moved = self._amended_ledger(made, copies, gone, size, published.manifest_digest)
            self._keep(ledger, made, [receipt.path for receipt in receipts], gone)
        return self._report(made, ledger, published, moved, (*problems, *told))

    def _work(
        self, pages: Sequence[Page], records: Mapping[str, PageRecord], looks: Looks, staging: Staging
    ) -> RenderWork:
        run, ledger, views = self._run, self._ledger, self._views
        cards = [self._box.card(page.source) for page in pages if page.source]
        return RenderWork(
            pages=pages,
            texts={card.source: Text(card.digest, card.body_line) for card in cards},
            folder=run.folder,
            settings=run.render_settings(views.addresses, self._questions, self._notebook, self._statics[0]),
            questions=self._questions,
            staging=staging,
            ledger=ledger,
            records=records,
            standing=looks.files_as_left(records),
            surroundings=Surroundings(ledger.environment, "", ledger.templates),
            verifies=False,
        )

    def _remarks(self, changed: ChangedPages, batch: RenderedBatch) -> Remarks:
        """What pages need and what is wrong with them: those that stand, and those that were looked at."""
        looked_at = {page.path for page in changed.pages} | changed.gone
        kept = {path: remark for path, remark in self._ledger.remarks.items() if path not in looked_at}
        return kept | remarks_on(batch.records)

    def _used(self, made: "_Made") -> set[str]:
        """The files beside articles that the site needs."""
        pictures = {use.attachment for use in self._pictures.values() if use.attachment}
        return pictures | {path for needed, _ in made.remarks.values() for path in needed}

    def _copies(self, used: Collection[str], staging: Staging) -> tuple[dict[str, Copy], list[Receipt]]:
        """All files of the site that are copies, and receipts of those that were copied now."""
        known = self._ledger.copies
        copies = {path: copy for path, copy in known.items() if copy.is_static}
        receipts: list[Receipt] = []
        for path in sorted(used):
            attachment = self._register.attachments.get(path)
            stamp = attachment.stamp if attachment else NO_STAMP
            if path in known and known[path].origin == stamp != NO_STAMP:
                copies[path] = known[path]
            elif (real := self._run.folder.file(path)) is not None:
                receipt = staging.copy(FileCopy(path, str(real), f"content/{path}"))
                receipts.append(receipt)
                copies[path] = Copy(stamp, receipt.sha256, receipt.size, is_static=False)
        return copies, receipts

    def _was_attachment(self, path: str) -> bool:
        """Whether a file from beside an article was published there, not a page or a static file."""
        known = self._ledger.copies.get(path)
        return known is not None and not known.is_static

    def _collides(self, added: Collection[str], there: Collection[str]) -> bool:
        """Whether a new path may not be, or may be taken for one that is there, or stands in the way of one."""
        if not added:
            return False
        reserved = [
            output_path(taxonomy_place(name))
            for name in self._views.archive.taxonomies
            if not self._views.archive.has_terms(name)
        ]
        keys = [path_key(path) for path in added]
        others = set(map(path_key, chain(there, reserved)))
        every = sorted({*others, *keys})
        folders = folders_above(keys)
        return (
            any(path_fault(path) for path in added)
            or len(set(keys)) < len(keys)
            or not others.isdisjoint(keys)
            or not folders.isdisjoint(every)
            or any(_next_lies_in(every, key) for key in keys)
        )

    # Keeping and reporting.

    def _growth(self, made: "_Made", copies: Mapping[str, Copy]) -> int:
        """By how many bytes the site has grown."""
        run = self._run
        lost = pages_from_records(run.store.records(run.shelves.pages, made.changed.gone))
        old = sum(record.size for record in (*made.records.values(), *lost.values()))
        new = sum(record.size for record in made.batch.records.values())
        return (
            new - old + sum(copy.size for copy in copies.values()) - sum(c.size for c in self._ledger.copies.values())
        )

    def _amended_ledger(
        self, made: "_Made", copies: Mapping[str, Copy], gone: Collection[str], size: int, manifest: str
    ) -> tuple[Ledger, list[Move]]:
        ledger, index = self._ledger, self._views.archive.index
        moves, waiting = self._moves(made, gone)
        sources = {page.path: page.source for page in made.changed.pages if page.source}
        rendered = {path: made.batch.records[path] for path in made.batch.rendered}
        amended = replace(
            ledger,
            plan="",
            manifest=manifest,
            index=index,
            places=tuple(map(self._places.__getitem__, index.sources)),
            held_back={held.source: held.reason for held in self._held},
            waiting=waiting,
            common={**ledger.common, **common_answers(rendered, sources)},
            links=self._amended_links(made, sources),
            sizes={path: known.size for path, known in self._register.attachments.items()},
            pictures=self._pictures,
            remarks=made.remarks,
            copies=copies,
            page_count=ledger.page_count + len(made.new_pages) - len(made.lost_pages),
            size=size,
        )
        return amended, moves

    def _amended_links(self, made: "_Made", sources: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """What links hang on: of articles that stand as it was, of the others anew."""
        anew = set(sources.values()) | made.articles.there
        dropped = anew | made.articles.removed
        kept = {
            key: rest
            for key, old in self._ledger.links.items()
            if (rest := old if dropped.isdisjoint(old) else tuple(one for one in old if one not in dropped))
        }
        cards = [self._box.card(source) for source in anew]
        new = merged(links_of(made.batch.records, sources), picture_links(cards))
        return kept | {key: tuple(sorted({*kept.get(key, ()), *found})) for key, found in new.items()}

    def _moves(self, made: "_Made", gone: Collection[str]) -> tuple[list[Move], dict[str, Address]]:
        """The articles that have moved, and the addresses to remember."""
        ledger, site, articles = self._ledger, self._settings.site, made.articles
        concerned = articles.there | articles.removed | ledger.waiting.keys()
        if not concerned:
            return [], {}
        digests = dict(zip(self._old.sources, self._old.files, strict=True))
        old_places = self._before.article_places
        before = {
            **{
                source: _address(site, old_places[source], digests[source]) for source in concerned if source in digests
            },
            **ledger.waiting,
        }
        now = {
            source: _address(site, self._places[source], self._register.lines[source].digest)
            for source in concerned
            if source in self._places
        }
        # A renamed file is known by its digest: what was there before and still is, is not the new name of another.
        paths = (set(made.looks.paths) | made.batch.records.keys()) - set(gone)
        there = {address.place for address in before.values() if output_path(unquote(address.place)) in paths}
        moves = [as_move(self._box.card(source), old, new, site) for source, old, new in find_moves(before, now, there)]
        known = {*self._register.lines}
        return moves, to_remember(before, now, moves, known)

    def _keep(self, ledger: Ledger, made: "_Made", written: Sequence[str], gone: Collection[str]) -> None:
        run = self._run
        rendered = {path: page_to_record(made.batch.records[path]) for path in made.batch.rendered}
        # Spelled out while the clock of the file system moves on, for which the second look would wait.
        sheets = {name: encoded(value) for name, value in ledger_to_sheets(ledger, self._ledger, run.shelves).items()}
        looks = look_again(made.looks, written, gone, ledger.manifest)
        run.store.write(
            Changes(
                sheets={
                    **sheets,
                    run.shelves.looks: looks.encode() if looks else b"",
                    run.shelves.report: None,  # it tells of the site as it was
                },
                records={run.shelves.pages: rendered},
                gone={run.shelves.pages: made.changed.gone},
            )
        )

    def _report(
        self, made: "_Made", ledger: Ledger, published: Published, moved: Sequence[Move], problems: Sequence[Problem]
    ) -> BuildReport:
        used = self._used(made)
        return BuildReport(
            output=self._run.project.shown(self._run.output),
            is_published=True,
            problems=sorted_problems(problems),
            articles=len(self._views.archive.index),
            pages=ledger.page_count,
            files=ledger.page_count + len(ledger.copies),
            size=ledger.size,
            rendered=len(made.batch.rendered),
            written=published.written,
            kept=published.kept,
            removed=published.removed,
            held_back=tuple(self._held),
            moved=tuple(moved),
            unknown_fields=unknown_fields(self._register),
            unused_files=tuple(path for path in self._register.attachments if path not in used),
            seconds=dict(self._run.seconds),
        )


@dataclass(frozen=True, slots=True)
class _Made:
    """What came of the pages that were looked at."""

    articles: _Articles
    changed: ChangedPages
    batch: RenderedBatch
    records: Mapping[str, PageRecord]
    """How the pages were made before that were looked at."""
    looks: Looks
    remarks: Remarks

    @property
    def new_pages(self) -> set[str]:
        """Paths that were no pages before."""
        return {page.path for page in self.changed.pages} - set(self.looks.paths)

    @property
    def lost_pages(self) -> set[str]:
        """Paths that were pages, and are none any more."""
        return set(self.looks.paths) & self.changed.gone


def _keep_their_places(pages: Sequence[Page], records: Mapping[str, PageRecord], there: Collection[str]) -> bool:
    """Whether each of these pages has a path of its own, which is new, or was its own before."""
    taken = set(there)
    return len({page.path for page in pages}) == len(pages) and all(
        page.path not in taken or (page.path in records and records[page.path].owner == owner_of(page))
        for page in pages
    )


def _address(site: Site, place: str, digest: str) -> Address:
    return Address(site.url(place).removeprefix(site.base_path), digest)


def _next_lies_in(ordered: Sequence[str], key: str) -> bool:
    """Whether one of these lies below the path."""
    at = bisect_left(ordered, f"{key}/")
    return at < len(ordered) and ordered[at].startswith(f"{key}/")
