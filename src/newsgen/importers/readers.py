"""Sources as stories: each is told at first sight, and read by the reader of its kind."""

import importlib
from collections.abc import Iterator, Sequence

from newsgen.errors import UsageError
from newsgen.importers.files import STANDARD_INPUT, head_of, refuse_no_source, tree_of
from newsgen.importers.kinds import KINDS, TEXT, Kind, Look, kind_of, what_else
from newsgen.importers.other_files import other_file
from newsgen.importers.source import Given, Opener, Reading, Source
from newsgen.models.moment import Moment
from newsgen.project import Project


def open_sources(project: Project, names: Sequence[str], reading: Reading, now: Moment) -> Iterator[Source]:
    """The sources of these names, kind by kind in the order in which each was met first.

    Raises:
        UsageError: One cannot be read, or is of no kind that newsgen knows.
    """
    kinds: dict[str, list[str]] = {}
    for name in names:
        if name != STANDARD_INPUT:
            refuse_no_source(project.root, name)
        kinds.setdefault((reading.kind or _told(name)).name, []).append(name)
    for kind in KINDS:
        if alike := kinds.get(kind.name):
            # Only the reader that is wanted is imported, with the libraries that it needs.
            opener: Opener = importlib.import_module(f"newsgen.importers.{kind.module}").open_sources
            yield from opener(Given(alike, kind, reading, project, now))


def _told(name: str) -> Kind:
    if name == STANDARD_INPUT:
        return TEXT
    tree = tree_of(name)
    look = Look(name, b"" if tree else head_of(name).replace(b"\0", b""), tree)
    found = kind_of(look)
    what, mend = other_file(name, look.head, tree.paths() if tree else ()) if found in {None, TEXT} else ("", "")
    if found is None or what:
        known = ", ".join(kind.name for kind in KINDS)
        mend = mend or f"see docs/import.md for what can be read; if you know what it is, say so: --as {known}"
        raise UsageError(f"{name} is {what or what_else(look)}", mend=mend)
    return found
