"""Sees that nothing has changed since the last build, without reading a file.

What goes into a site, and the site itself, are looked at from outside: names, sizes, times, inodes. If all are as they
were, and the clock has passed no moment at which a story appears or leaves, the last report holds.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from newsgen.builder.report import BuildReport, report_from_json, report_to_json
from newsgen.builder.store import Store
from newsgen.loader.sources import look_below
from newsgen.project import Project, theme_folder
from newsgen.writer.folder import look_at_output


class Glance:
    """A look at the sources as they are before a build."""

    def __init__(self, project: Project, output: Path, store: Store, program: str, *, strict: bool) -> None:
        self._output = output
        self._workspace = project.workspace
        self._store = store
        self._shelf = f"report on {project.shown(output)}"
        self._sources = _look_at_sources(project, program, strict=strict)
        """Empty where it cannot be told from outside whether they change."""

    def last_report(self, now: int) -> BuildReport | None:
        """The report of the last build, if this one would do nothing; ``now`` is an instant as in Moment."""
        kept = self._store.read(self._shelf)
        if not self._sources or kept.get("sources") != self._sources or not _holds_at(kept, now):
            return None
        if kept.get("output") != look_at_output(self._output, self._workspace):
            return None
        return report_from_json(kept.get("report"))

    def keep(self, report: BuildReport, now: int, turning_points: Collection[int]) -> None:
        """Remembers the report of a build that has published all it should, until something changes."""
        if not report.is_published or report.errors or not self._sources:
            return
        output = look_at_output(self._output, self._workspace)
        if output is None:
            return
        record = {
            "sources": self._sources,
            "output": output,
            "since": max((point for point in turning_points if point <= now), default=None),
            "until": min((point for point in turning_points if point > now), default=None),
            "report": report_to_json(report),
        }
        self._store.write({self._shelf: record})


def _look_at_sources(project: Project, program: str, *, strict: bool) -> str:
    theme = theme_folder()
    folders = (project.content, project.static, project.templates, theme / "static", theme / "templates")
    seen = look_below(folders)
    if seen is None:
        return ""
    return hashlib.sha256(f"{seen}{program}{strict}{project.settings!r}".encode()).hexdigest()


def _holds_at(kept: dict[str, Any], now: int) -> bool:
    since, until = kept.get("since"), kept.get("until")
    return (since is None or since <= now) and (until is None or now < until)
