"""Sees from outside what has changed since the last build, without reading a file.

What goes into a site, and the site itself, are looked at: names, sizes, times, inodes. If all are as they were, and the
clock has passed no moment at which a story appears or leaves, the last report holds. If only articles look different,
only what concerns them needs to be built (see `amendment`).
"""

import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from newsgen.builder.report import BuildReport, report_from_json, report_to_json
from newsgen.builder.shelves import Shelves
from newsgen.builder.store import Store, Transaction
from newsgen.loader.sources import ContentFolder, look_below
from newsgen.project import Project, theme_folder
from newsgen.writer.folder import Looks, look_at_output


class Glance:
    """A look at the sources and at the site as they are before a build."""

    def __init__(self, project: Project, output: Path, store: Store, program: str, *, strict: bool) -> None:
        self._output = output
        self._workspace = project.workspace
        self._store = store
        self._shelves = Shelves(project.shown(output))
        self._strict = strict
        self.surroundings = _look_at_surroundings(project, program)
        """What everything but content/ looks like. Empty where it cannot be told from outside whether it changes."""
        self.folder = ContentFolder(project.root)
        self.tree = self.folder.tree()

    @cached_property
    def looks(self) -> Looks | None:
        """What the site looks like; None where it is not whole."""
        return look_at_output(self._output, self._workspace)

    @cached_property
    def is_site_as_left(self) -> bool:
        """Whether the site is as the last build has left it."""
        kept = self._store.sheet_bytes(self._shelves.looks)
        return bool(kept) and self.looks is not None and self.looks.encode() == kept

    @cached_property
    def _sources(self) -> str:
        """A digest of everything that goes into the site; empty as `surroundings`."""
        content = self.tree.digest() if self.surroundings else ""
        return hashlib.sha256(f"{content}{self.surroundings}{self._strict}".encode()).hexdigest() if content else ""

    def last_report(self, now: int) -> BuildReport | None:
        """The report of the last build, if this one would do nothing; ``now`` is an instant as in Moment."""
        kept = self._store.sheet(self._shelves.report)
        if not isinstance(kept, dict) or not self._sources or kept.get("sources") != self._sources:
            return None
        if not _holds_at(kept, now) or not self.is_site_as_left:
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
        self._store.write(Transaction(sheets={self._shelves.report: record}))


def _look_at_surroundings(project: Project, program: str) -> str:
    theme = theme_folder()
    seen = look_below((project.static, project.templates, theme / "static", theme / "templates"))
    if seen is None:
        return ""
    return hashlib.sha256(f"{seen}{program}{project.settings!r}".encode()).hexdigest()


def _holds_at(kept: dict[str, Any], now: int) -> bool:
    since, until = kept.get("since"), kept.get("until")
    return (since is None or since <= now) and (until is None or now < until)
