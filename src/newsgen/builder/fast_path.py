"""Sees from outside what has changed since the last build, without reading a file.

What goes into a site, and the site itself, are looked at: names, sizes, times, inodes. If all are as they were, and the
clock has passed no moment at which a story appears or leaves, the last report holds. If only articles look different,
only what concerns them needs to be built (see `dirty`).
"""

import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsgen.builder.options import BuildOptions
from newsgen.builder.report import BuildReport, report_from_json, report_to_json
from newsgen.builder.store import Store, StoreKeys, Transaction
from newsgen.loader.sources import ContentFolder, look_below
from newsgen.project import Project, theme_folder
from newsgen.writer.folder import OutputSnapshot, stored_snapshot, take_snapshot

if TYPE_CHECKING:
    from newsgen.builder.subprocess_call import SubprocessCall

_LARGE = 1_000_000
"""Bytes of what is kept of a site's looks, 40 for each file, from which another process is to look at it."""
_AS_LEFT = b"as left"


class FastPath:
    """A look at the sources and at the site as they are before a build."""

    def __init__(self, project: Project, output: Path, store: Store, program: str, options: BuildOptions) -> None:
        self._output = output
        self._workspace = project.workspace
        self._store = store
        self._keys = StoreKeys(project.shown(output))
        self._strict = options.strict
        self._kept = store.blob_bytes(self._keys.looks) or b""
        self._seen: OutputSnapshot | None = None
        self._elsewhere = self._begin_elsewhere() if len(self._kept) > _LARGE and options.jobs != 1 else None
        self.surroundings = _look_at_surroundings(project, program)
        """What everything but content/ looks like. Empty where it cannot be told from outside whether it changes."""
        self.folder = ContentFolder.of(project)
        self.tree = self.folder.tree()

    def _begin_elsewhere(self) -> "SubprocessCall | None":
        """Has another process look at the site, where that saves time."""
        from newsgen.builder.subprocess_call import SubprocessCall  # noqa: PLC0415 - brings much, which a small site does not need

        return SubprocessCall(self._look_at_site) if SubprocessCall.is_worthwhile() else None

    def close(self) -> None:
        """Ends what is still looked at."""
        if self._elsewhere is not None:
            self._elsewhere.close()

    def _look_at_site(self) -> bytes:
        """A word on whether the site is as the last build has left it."""
        self._seen = take_snapshot(self._output, self._workspace) if self._kept else None
        return _AS_LEFT if self._seen is not None and self._seen.encode() == self._kept else b"otherwise"

    @cached_property
    def _is_site_as_left(self) -> bool:
        told = self._elsewhere.result() if self._elsewhere is not None else None
        return (told or self._look_at_site()) == _AS_LEFT

    def snapshot_as_left(self) -> OutputSnapshot | None:
        """What the site looks like; None unless it is as the last build has left it."""
        if not self._is_site_as_left:
            return None
        return self._seen or stored_snapshot(self._kept, self._output)

    @cached_property
    def _sources(self) -> str:
        """A digest of everything that goes into the site; empty as `surroundings`."""
        content = self.tree.digest() if self.surroundings else ""
        return hashlib.sha256(f"{content}{self.surroundings}{self._strict}".encode()).hexdigest() if content else ""

    def last_report(self, now: int) -> BuildReport | None:
        """The report of the last build, if this one would do nothing; ``now`` is an instant as in Moment."""
        kept = self._store.blob(self._keys.report)
        if not isinstance(kept, dict) or not self._sources or kept.get("sources") != self._sources:
            return None
        if not _holds_at(kept, now) or not self._is_site_as_left:
            return None
        return report_from_json(kept.get("report"))

    def keep(self, report: BuildReport, now: int, turning_points: Iterable[int]) -> None:
        """Remembers the report of a build that has published all it should, until something changes."""
        if not report.is_published or report.errors or not self._sources:
            return
        points = list(turning_points)
        record = {
            "sources": self._sources,
            "since": max((point for point in points if point <= now), default=None),
            "until": min((point for point in points if point > now), default=None),
            "report": report_to_json(report),
        }
        self._store.write(Transaction(blobs={self._keys.report: record}))


def _look_at_surroundings(project: Project, program: str) -> str:
    theme = theme_folder()
    seen = look_below((project.static, project.templates, project.data, theme / "static", theme / "templates"))
    if seen is None:
        return ""
    return hashlib.sha256(f"{seen}{program}{project.settings!r}".encode()).hexdigest()


def _holds_at(kept: dict[str, Any], now: int) -> bool:
    since, until = kept.get("since"), kept.get("until")
    return (since is None or since <= now) and (until is None or now < until)
