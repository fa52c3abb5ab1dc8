"""What a deployment changes, and what is to be told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from newsgen.builder.report import Vanished

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Changes:
    """From what is published to what is to be published: paths, sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def summary(self) -> str:
        """``2 added, 5 changed, 1 removed``."""
        return f"{len(self.added):,} added, {len(self.changed):,} changed, {len(self.removed):,} removed"


def changes_between(old: Mapping[str, Content], new: Mapping[str, Content]) -> Changes:
    """What differs, path by path."""
    return Changes(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(path for path in new.keys() & old.keys() if new[path] != old[path])),
        removed=tuple(sorted(old.keys() - new.keys())),
    )


@dataclass(frozen=True, slots=True)
class DeployReport:
    """How a deployment went."""

    target: str
    """Where the site goes: ``gh-pages of https://github.com/USER/REPOSITORY.git``, or a folder."""
    is_rehearsal: bool
    """Whether it was only to be said what would change."""
    changes: Changes
    files: int
    size: int
    """Bytes of all files."""
    commit: str = ""
    """The commit that was pushed; empty where none was."""
    gone: tuple[Vanished, ...] = ()
    """Pages of articles that were public, and that nothing takes the place of."""
    kept: tuple[str, ...] = ()
    """What lies there and was not put there by newsgen."""
    replaced: tuple[str, ...] = ()
    """The same, but in the way of the site, so that it has to go."""
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
