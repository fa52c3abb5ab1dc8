"""What a build leaves: the next BuildState, and what has moved. The same for a few pages as for all. Pure."""

from collections.abc import Callable, Container, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsgen.builder.dirty import DirtySet
from newsgen.builder.moves import as_move, find_moves, find_vanished, to_remember, told_now
from newsgen.builder.pictures import PictureFiles, picture_files
from newsgen.builder.render import RenderedBatch
from newsgen.builder.report import Move, Vanished
from newsgen.builder.source_diff import SourceDiff
from newsgen.builder.state import Address, BuildState, Copy, address_of
from newsgen.builder.traces import Fact, Remarks, picture_links
from newsgen.errors import Problem
from newsgen.models.site import Site
from newsgen.models.standing import StandingPage
from newsgen.planner.site_pages import SitePages
from newsgen.planner.urls import output_path, page_place

if TYPE_CHECKING:
    from newsgen.models.written import Written


@dataclass(frozen=True, slots=True)
class Moves:
    """Articles whose addresses are others than they were."""

    unled: tuple[Move, ...]
    """All from which nothing leads on."""
    told: tuple[Move, ...]
    vanished: tuple[Vanished, ...]
    waiting: Mapping[str, Address]
    """The addresses to remember."""


@dataclass(frozen=True)
class Outcome:
    """What came of the pages that were looked at."""

    diff: SourceDiff
    pages: SitePages
    dirty: DirtySet
    batch: RenderedBatch
    answer: Callable[[str], str]
    """Gives the fingerprint of today's answer to a noted question."""

    @property
    def _before(self) -> BuildState:
        """What of the last state may hold still: nothing where all pages were looked at."""
        state = self.diff.state
        return BuildState(generations=state.generations) if self.dirty.is_all else state

    @cached_property
    def _looked_at(self) -> set[str]:
        return {*map(self.pages.path, self.dirty.keys), *self.dirty.gone}

    @cached_property
    def remarks(self) -> Remarks:
        """What pages need and what is wrong with them: those that stand, and those that were looked at."""
        kept = {path: remark for path, remark in self._before.remarks.items() if path not in self._looked_at}
        return kept | self.batch.dependencies.remarks

    @cached_property
    def page_problems(self) -> list[Problem]:
        """What is wrong with pages that were looked at, and with those that stand."""
        kept = (found for path, (_, found) in self._before.remarks.items() if path not in self._looked_at)
        return [*self.batch.problems, *(problem for problems in kept for problem in problems)]

    @cached_property
    def used(self) -> set[str]:
        """The files beside articles that the site needs."""
        needed = {path for paths, _ in self.remarks.values() for path in paths}
        return self.diff.pictures_used | needed | self.batch.attachments

    @cached_property
    def picture_files(self) -> PictureFiles:
        """In which files pictures are published."""
        return picture_files(self.diff)

    @cached_property
    def made_pictures(self) -> list[str]:
        """The pictures that the site needs, as in Reference, of which files are made."""
        return [path for path in sorted(self.used) if self.picture_files.is_made(path)]

    @property
    def known_faults(self) -> dict[str, str]:
        """What is known to be wrong with the pictures that the site needs, without making any."""
        pictures, known = self.picture_files.pictures, self.diff.state.picture_faults
        return {
            path: fault
            for path in sorted(self.used & pictures.keys())
            if (fault := pictures[path].facts.fault or known.get(path, ""))
        }

    @cached_property
    def files(self) -> dict[str, str]:
        """The files of the site that come from these: path in the output to the file that it is copied or made from."""
        return dict(self._every_file)

    @cached_property
    def rivals(self) -> list[tuple[str, str]]:
        """As `files`: further files that would lie where one of those lies, such as a size of another picture."""
        return [(path, origin) for path, origin in self._every_file if self.files[path] != origin]

    @cached_property
    def _every_file(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for path in sorted(self.used):
            if self.picture_files.is_made(path):
                found += [(size.path, path) for size in self.picture_files.of(path)]
            elif not path.startswith("/"):
                found.append((path, path))
        return found

    def shown_by(self, path: str) -> str:
        """A story or a page that needs a file."""
        sources = (source for source, use in self.diff.pictures.items() if use.attachment == path)
        pages = (f"/{page.removesuffix('index.html')}" for page, (paths, _) in self.remarks.items() if path in paths)
        return next((f"content/{source}" for source in sources), "") or next(pages, "the site")

    @property
    def _facts(self) -> dict[str, Fact]:
        found = dict(self.batch.dependencies.facts)
        for note, fact in self._before.facts.items():
            kept = replace(fact.without(self._looked_at, self.dirty.templates), answer=self.answer(note))
            if kept.templates or kept.paths:
                if note in found:
                    kept.merge(found[note])
                found[note] = kept
        return found

    @property
    def _links(self) -> dict[str, tuple[str, ...]]:
        """What links hang on: of articles that stand as it was, of the others anew."""
        diff, positions = self.diff, self.pages.views.archive.positions
        if self.dirty.is_all:
            anew = {*positions, *diff.others}
        else:
            shown = (self.pages.kinds[kind].source(key) for kind, key in self.dirty.keys)
            # A term file whose term has no page yet may name a picture, too.
            anew = {*filter(None, shown)} | diff.articles.there | diff.changed_others & diff.others.keys()
        dropped = anew | diff.articles.removed | diff.changed_others
        cards: list[Written] = [
            *diff.article_store.bring_out(sorted(anew - diff.others.keys())),
            *(page for source, page in diff.others.items() if source in anew),
        ]
        found: dict[str, set[str]] = {
            key: rest for key, old in self._before.links.items() if (rest := set(old) - dropped)
        }
        for links in (self.batch.dependencies.links, picture_links(cards)):
            for key, sources in links.items():
                found.setdefault(key, set()).update(sources)
        return {key: tuple(sorted(found[key])) for key in sorted(found)}

    def moves(self, site: Site, paths: Container[str]) -> Moves:
        """What has moved; ``paths`` are those of all files of the site as it is now."""
        diff, state = self.diff, self.diff.state
        there = self.pages.views.archive.index
        concerned: AbstractSet[str]
        if self.dirty.is_all and state.index is not None:
            concerned = frozenset({*state.index.sources, *there.sources, *state.others, *diff.others})
        else:
            concerned = diff.articles.there | diff.articles.removed | diff.changed_others | state.waiting.keys()
        was: dict[str, Address] = {}
        if state.index is not None and concerned:
            lines = zip(state.index.sources, state.places, state.index.files, strict=True)
            was = {source: address_of(site, place, digest) for source, place, digest in lines if source in concerned}
            was |= {
                source: address_of(site, page_place(page), page.digest)
                for source, page in state.others.items()
                if isinstance(page, StandingPage) and source in concerned
            }
        views = self.pages.views
        places = {**diff.places, **views.page_places} if views.pages else diff.places
        now = {
            source: address_of(site, places[source], diff.source_index.lines[source].digest)
            for source in concerned
            if source in places
        }
        before = {**was, **state.waiting}
        taken = {address.place for address in before.values() if output_path(unquote(address.place)) in paths}
        moves = [
            as_move(views.pages.get(source) or diff.article_store.card(source), old, new, site)
            for source, old, new in find_moves(before, now, taken)
        ]
        known = {source for source in before if source in diff.source_index.lines or source in diff.held_back}
        return Moves(
            unled=tuple(moves),
            told=told_now(moves, was, now),
            vanished=find_vanished(was, now, moves, taken, site),
            waiting=to_remember(before, now, moves, known),
        )

    def new_state(
        self, copies: Mapping[str, Copy], moves: Moves, *, page_count: int, size: int, faults: Mapping[str, str]
    ) -> BuildState:
        """The state of the site as it is now, but for what its environment says.

        ``copies`` are all that it has, ``faults`` what is wrong with pictures.
        """
        diff, index = self.diff, self.pages.views.archive.index
        return replace(
            self._before,
            index=index,
            places=tuple(map(diff.places.__getitem__, index.sources)),
            files=diff.source_index.fingerprint,
            others=diff.others,
            held_back=diff.held_back,
            waiting=moves.waiting,
            facts=self._facts,
            links=self._links,
            files_beside=diff.source_index.file_facts,
            pictures=diff.pictures,
            picture_faults=faults,
            drawn_cards=frozenset(diff.views.drawn_cards),
            card_rules=diff.card_rules,
            remarks=self.remarks,
            copies=copies,
            page_count=page_count,
            size=size,
        )
