"""Whether two things of a build want one address: all claims are gone through only where there may be two."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from newsgen.builder.dirty import DirtySet
from newsgen.builder.environment import BuildEnvironment
from newsgen.builder.last_build import LastBuild
from newsgen.builder.outcome import Outcome
from newsgen.errors import Problem
from newsgen.planner.collisions import Claim, find_collisions, may_collide
from newsgen.planner.site_pages import SitePages
from newsgen.planner.site_problems import attachment_claim, reserved, static_claim


@dataclass(frozen=True, slots=True)
class CollisionCheck:
    """Compares what comes with the site as it was."""

    last: LastBuild
    environment: BuildEnvironment

    def may_pages_collide(self, pages: SitePages, dirty: DirtySet) -> bool:
        """Whether a page or a static file may want the address of something else that is there, or comes."""
        if dirty.is_all or self.last.snapshot is None:
            added = [*map(pages.path, pages.keys()), *self.environment.static_paths]
            others: Iterable[str] = ()
        else:
            added = self._coming(pages, dirty)
            others = self.last.paths_without(dirty.gone)
        return may_collide(added, chain(others, (claim.path for claim in reserved(pages.views))))

    def _coming(self, pages: SitePages, dirty: DirtySet) -> list[str]:
        """The paths of the pages and static files that were not there before."""
        statics = self.environment.static_paths - self.last.copied(is_static=True)
        return [*(pages.path(key) for key in dirty.moved_in), *statics]

    def file_collisions(self, outcome: Outcome, *, is_suspect: bool) -> list[Problem]:
        """What is wrong where a file beside an article and something else want one address.

        ``is_suspect`` says that a page or a static file may want the address of such a file.
        """
        if is_suspect or outcome.rivals or self._may_files_collide(outcome):
            return list(find_collisions(self.claims(outcome.pages, [*outcome.files.items(), *outcome.rivals])))
        return []

    def _may_files_collide(self, outcome: Outcome) -> bool:
        """Whether a file beside an article that was not there before may want the address of something else."""
        pages, dirty = outcome.pages, outcome.dirty
        files = {path for path, origin in outcome.files.items() if origin != f"/{path}"}
        added = files if dirty.is_all else files - self.last.copied(is_static=False)
        if not added:
            return False
        if dirty.is_all:
            others: Iterable[str] = chain(map(pages.path, pages.keys()), self.environment.static_paths)
        else:
            others = chain(self.last.paths_without(dirty.gone), self._coming(pages, dirty))
        return may_collide(added, chain(others, (claim.path for claim in reserved(pages.views))))

    def claims(self, pages: SitePages, files: Iterable[tuple[str, str]]) -> Iterator[Claim]:
        """What all pages, static files and files beside articles want: ``files`` as in Outcome, and their rivals."""
        yield from pages.claims()
        # A static picture is claimed below, where it lies.
        yield from (attachment_claim(path, origin) for path, origin in sorted(files) if origin != f"/{path}")
        yield from map(static_claim, self.environment.statics)
        yield from reserved(pages.views)
