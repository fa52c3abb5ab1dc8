"""The site as the last build has left it: what was remembered of it, and what it looks like."""

from collections.abc import Callable, Collection, Iterator
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

    @cached_property
    def paths(self) -> frozenset[str]:
        """Of all files of the site."""
        return frozenset(self.snapshot.paths if self.snapshot else ())

    def paths_without(self, gone: Collection[str]) -> Iterator[str]:
        """These without some, in the order of the manifest."""
        return (path for path in (self.snapshot.paths if self.snapshot else []) if path not in gone)

    def copied(self, *, is_static: bool) -> set[str]:
        """The files that were copied from static/ and the theme, or from beside articles."""
        return {path for path, copy in self.state.copies.items() if copy.is_static == is_static}

    def gone_pages(self, dirty: DirtySet) -> set[str]:
        """The paths of its pages that are no more."""
        return {path for path in dirty.gone & self.paths if path not in self.state.copies}

    def size_of(self, paths: Collection[str]) -> int:
        """Bytes of these files, as far as they are there."""
        return sum(stamp[0] for _, stamp in self.snapshot.files_as_left(paths).values()) if self.snapshot else 0
