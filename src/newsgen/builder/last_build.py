"""The site as the last build has left it: what was remembered of it, and what it looks like."""

from collections.abc import Callable, Collection, Container, Iterator, Sized
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from newsgen.builder.dirty import DirtySet
from newsgen.builder.state import BuildState
from newsgen.writer.folder import OutputSnapshot


@dataclass(frozen=True)
class LastBuild:
    """The last build into one output."""

    state: BuildState
    look: Callable[[], OutputSnapshot | None]
    """Gives `snapshot`, which takes a while where the site is large."""

    @cached_property
    def snapshot(self) -> OutputSnapshot | None:
        """What the output looks like; None unless it is as that build has left it, and is to be trusted."""
        return self.look()

    @property
    def paths(self) -> Collection[str]:
        """Of all files of the site, in the order of the manifest."""
        return self.snapshot.listed if self.snapshot else ()

    def paths_without(self, gone: Collection[str]) -> Iterator[str]:
        """These without some."""
        return (path for path in self.paths if path not in gone)

    def copied(self, *, is_static: bool) -> set[str]:
        """The files that were copied from static/ and the theme, or from beside articles."""
        return {path for path, copy in self.state.copies.items() if copy.is_static == is_static}

    def gone_pages(self, dirty: DirtySet) -> set[str]:
        """The paths of its pages that are no more."""
        return {path for path in dirty.gone if path in self.paths and path not in self.state.copies}

    def size_of(self, paths: Collection[str]) -> int:
        """Bytes of these files, as far as they are there."""
        return sum(stamp[0] for _, stamp in self.snapshot.files_as_left(paths).values()) if self.snapshot else 0


@dataclass(frozen=True, slots=True)
class SitePaths(Container[str], Sized):
    """The paths of a site after a build: those that were there and are not gone, and those that were written."""

    before: Collection[str]
    written: AbstractSet[str]
    gone: AbstractSet[str]
    """Of those that were there; none was written."""

    def __contains__(self, path: object) -> bool:
        return path in self.written or (path in self.before and path not in self.gone)

    def __len__(self) -> int:
        return len(self.before) - len(self.gone) + sum(path not in self.before for path in self.written)
