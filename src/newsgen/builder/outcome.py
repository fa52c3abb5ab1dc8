"""What is remembered and told after an amendment: the ledger as it was, but for what has been touched. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

from newsgen.builder.bookkeeping import merged, picture_links
from newsgen.builder.change import Change
from newsgen.builder.ledger import Address, Copy, Ledger, PageRecord, Remarks, address_of
from newsgen.builder.moves import as_move, find_moves, find_vanished, to_remember, told_now
from newsgen.builder.remarks import sorted_problems, understood_fields, unknown_fields
from newsgen.builder.render import RenderedBatch
from newsgen.builder.report import BuildReport, Move, Vanished
from newsgen.errors import Problem
from newsgen.models.site import Site
from newsgen.planner.changes import ChangedPages
from newsgen.planner.urls import output_path
from newsgen.writer.folder import Published, Receipt


@dataclass(frozen=True)
class Outcome:
    """What came of the pages that were looked at."""

    change: Change
    pages: ChangedPages
    batch: RenderedBatch
    records: Mapping[str, PageRecord]
    """How these pages, and those that are gone, were made before."""
    paths: frozenset[str]
    """Of all files of the site as it was."""
    copies: Mapping[str, Copy] = field(default_factory=dict)
    """All files of the site that are copies, as it is."""

    @cached_property
    def remarks(self) -> Remarks:
        """What pages need and what is wrong with them: those that stand, and those that were looked at."""
        looked_at = {page.path for page in self.pages.pages} | self.pages.gone
        kept = {path: remark for path, remark in self.change.ledger.remarks.items() if path not in looked_at}
        return kept | self.batch.remembered.remarks

    @property
    def page_problems(self) -> list[Problem]:
        """What is wrong with pages, those that stand included."""
        return [*self.batch.problems, *(problem for _, found in self.remarks.values() for problem in found)]

    @cached_property
    def used(self) -> set[str]:
        """The files beside articles that the site needs."""
        pictures = {use.attachment for use in self.change.pictures.values() if use.attachment}
        return pictures | {path for needed, _ in self.remarks.values() for path in needed}

    @cached_property
    def standing(self) -> set[str]:
        """The paths of the pages that were looked at and are there now."""
        return {receipt.path for receipt in self.batch.receipts}

    def moves(
        self, site: Site, gone: Collection[str]
    ) -> tuple[list[Move], tuple[Move, ...], tuple[Vanished, ...], dict[str, Address]]:
        """All moves from which nothing leads on, those that are new, what has vanished, and the addresses to remember.

        ``gone`` are the files that left the site.
        """
        change, waiting = self.change, self.change.ledger.waiting
        concerned = change.articles.there | change.articles.removed | waiting.keys()
        positions = change.before.archive.positions if concerned else {}
        was = {
            source: address_of(site, change.old_places[source], change.index.files[positions[source]])
            for source in concerned
            if source in positions
        }
        now = {
            source: address_of(site, change.places[source], change.register.lines[source].digest)
            for source in concerned
            if source in change.places
        }
        before = {**was, **waiting}
        paths = (self.paths | self.standing) - set(gone)
        there = {address.place for address in before.values() if output_path(unquote(address.place)) in paths}
        found = find_moves(before, now, there)
        moves = [as_move(change.box.card(source), old, new, site) for source, old, new in found]
        vanished = find_vanished(was, now, moves, there, site)
        new = told_now(moves, was, now)
        return moves, new, vanished, to_remember(before, now, moves, change.register.lines.keys())

    def amended_ledger(self, waiting: Mapping[str, Address], manifest: str) -> Ledger:
        """The ledger of the site as it is now; ``manifest`` is the digest that its manifest ends with."""
        change, ledger, index = self.change, self.change.ledger, self.change.views.archive.index
        sources = {page.path: page.source for page in self.pages.pages if page.source}
        new_pages = {page.path for page in self.pages.pages} - self.paths
        return replace(
            ledger,
            plan="",
            manifest=manifest,
            index=index,
            places=tuple(map(change.places.__getitem__, index.sources)),
            held_back=change.held_reasons,
            waiting=waiting,
            common={**ledger.common, **self.batch.remembered.common},
            links=self._amended_links(sources),
            sizes={path: known.size for path, known in change.register.attachments.items()},
            pictures=change.pictures,
            remarks=self.remarks,
            copies=self.copies,
            page_count=ledger.page_count + len(new_pages) - len(self.paths & self.pages.gone),
            size=ledger.size + self._growth(),
        )

    def _growth(self) -> int:
        """By how many bytes the site has grown."""
        pages = _size(self.batch.receipts) - _size(self.records.values())
        return pages + _size(self.copies.values()) - _size(self.change.ledger.copies.values())

    def _amended_links(self, sources: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """What links hang on: of articles that stand as it was, of the others anew."""
        change = self.change
        anew = set(sources.values()) | change.articles.there
        dropped = anew | change.articles.removed
        kept = {
            key: rest
            for key, old in change.ledger.links.items()
            if (rest := old if dropped.isdisjoint(old) else tuple(one for one in old if one not in dropped))
        }
        new = merged(self.batch.remembered.links, picture_links(change.box.bring_out(sorted(anew))))
        return kept | {key: tuple(sorted({*kept.get(key, ()), *found})) for key, found in new.items()}

    def report(self, output: str, ledger: Ledger, published: Published, problems: Sequence[Problem]) -> BuildReport:
        """What the build tells; ``ledger`` is the amended one, ``problems`` are all that are to be told."""
        register = self.change.register
        return BuildReport(
            output=output,
            is_published=True,
            problems=sorted_problems(problems),
            articles=len(self.change.views.archive.index),
            pages=ledger.page_count,
            files=ledger.page_count + len(ledger.copies),
            size=ledger.size,
            rendered=len(self.batch.rendered),
            written=published.written,
            kept=published.kept,
            removed=published.removed,
            held_back=self.change.held,
            unknown_fields=unknown_fields(register),
            understood_fields=understood_fields(register),
            unused_files=tuple(path for path in register.attachments if path not in self.used),
        )


def _size(files: Iterable[PageRecord | Receipt | Copy]) -> int:
    return sum(file.size for file in files)
