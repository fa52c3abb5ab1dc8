"""Sources as stories: each is told at first sight, and read by the reader of its kind."""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from newsgen.errors import UsageError
from newsgen.importers.alone import alone
from newsgen.importers.files import STANDARD_INPUT, head_of, refuse_no_source, tree_of
from newsgen.importers.kinds import FEED, KINDS, PAGES, TABLE, TEXT, WEB_ARCHIVE, Kind, Look, kind_of, what_else
from newsgen.importers.other_files import other_file
from newsgen.importers.source import Given, Opener, Reading, Source
from newsgen.importers.story import Story
from newsgen.models.moment import Moment
from newsgen.project import Project


def open_sources(project: Project, names: Sequence[str], reading: Reading, now: Moment) -> Iterator[Source]:
    """The sources of these names, kind by kind in the order in which each was met first.

    Raises:
        UsageError: One cannot be read, or is of no kind that newsgen knows.
    """
    kinds: dict[str, list[str]] = {}
    failed: list[Source] = []
    for name in names:
        if name != STANDARD_INPUT:
            refuse_no_source(project.root, name)
        with alone(lambda error, name=name: failed.append(_failing(name, _UNTOLD, error))):  # type: ignore[misc]
            kinds.setdefault((reading.kind or _told(name)).name, []).append(name)
    if kinds:
        _refuse_unfit(reading, kinds)
    for kind in KINDS:
        if alike := kinds.get(kind.name):
            yield from _opened(Given(alike, kind, reading, project, now))
    yield from failed


def _opened(given: Given) -> Iterator[Source]:
    """The sources of one kind; where their reader fails at one of them, each is opened by itself."""
    failures, left = list[Exception](), list(given.names)
    with alone(failures.append):
        # Only the reader that is wanted is imported, with the libraries that it needs.
        opener: Opener = importlib.import_module(f"newsgen.importers.{given.kind.module}").open_sources
        for source in opener(given):
            left = [name for name in left if name != source.name]
            yield source
    if not failures:
        return
    if len(given.names) == 1:
        yield _failing(given.names[0], given.kind, failures[0])
        return
    for name in left:
        yield from _opened(replace(given, names=(name,)))


_UNTOLD = replace(TEXT, words="a source of which newsgen fails to tell what it is")


def _failing(name: str, kind: Kind, error: Exception) -> Source:
    """A source of which nothing comes but why: whoever takes its stories is told."""

    def stories() -> Iterator[Story]:
        raise error
        yield

    return Source(name, kind, stories())


_FITS = {
    "map": ("--map", "tables and feeds", (TABLE, FEED)),
    "status": ("--status", "tables", (TABLE,)),
    "table": ("--table", "tables", (TABLE,)),
    "rules": ("--rules", "saved pages", (PAGES, WEB_ARCHIVE)),
    "ask": ("--interactive", "saved pages", (PAGES, WEB_ARCHIVE)),
    "picture": ("--picture", "a copied text", (TEXT,)),
}
"""What is said of a reading to its option, what that is for, and the kinds that heed it."""


def _refuse_unfit(reading: Reading, kinds: Mapping[str, Sequence[str]]) -> None:
    for name, (option, what, heeding) in _FITS.items():
        if getattr(reading, name) and kinds.keys().isdisjoint(kind.name for kind in heeding):
            kind = next(each for each in KINDS if each.name in kinds)
            raise UsageError(
                f"{option} is for {what}, and {kinds[kind.name][0]} is {kind.words}",
                mend=f"leave it out; or say what the source is: --as {heeding[0].name}",
            )


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
