"""Calls the functions of plugins. Whatever goes wrong in one is a problem at its line, and no traceback."""

import linecache
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from newsgen.errors import ContentError, Problem, shortened
from newsgen.plugins.model import PACKAGE, Function, Origin

_MEND = "mend the plugin, or take it out of `plugins` in newsgen.yaml"


_PACKAGES = re.compile(rf"{PACKAGE}_[0-9a-f]{{16}}")
"""The names that Python knows folders of plugins by."""


class Place(NamedTuple):
    """Where something stands in the files of plugins."""

    file: str
    """Absolute."""
    line: int
    """From 1; 0 where that is not known."""
    column: int = 0
    """Likewise."""


class PluginError(ContentError):
    """A plugin failed, or gave what it must not give; the one problem says where."""


def call(function: Function, *arguments: object, named: Mapping[str, object] | None = None, during: str = "") -> Any:  # noqa: ANN401 - what the plugin gives
    """What the function gives for arguments, and ``named`` ones. ``during`` names what it was called for.

    Raises:
        PluginError: It failed.
    """
    try:
        return function.run(*arguments, **(named or {}))
    except (Exception, SystemExit) as error:
        raise failure(function, error, during) from error


def failure(function: Function, error: BaseException, during: str = "") -> PluginError:
    """The error for an exception that came out of a function."""
    what = f"`{function.name}` failed: {described(error)}"
    place = place_in(function.origin, error.__traceback__) or Place(function.file, function.line)
    problem = problem_at(function.origin, place, what, during=during)
    return PluginError(what, problems=(problem,))


def wrong_answer(function: Function, what: str, mend: str, during: str = "") -> PluginError:
    """The error for what a function must not give: ``what`` goes on behind its name."""
    place = Place(function.file, function.line)
    problem = problem_at(function.origin, place, f"`{function.name}` {what}", mend, during)
    return PluginError(problem.what, problems=(problem,))


def described(error: BaseException) -> str:
    """The kind and the words of an exception."""
    try:
        words = str(error)
    except Exception:  # noqa: BLE001 - an exception of somebody's own may be anything
        words = ""
    words = _PACKAGES.sub("plugins", words)
    name = type(error).__name__
    return shortened(f"{name}: {words}" if words else name)


def problem_at(origin: Origin, place: Place, what: str, mend: str = _MEND, during: str = "") -> Problem:
    """A problem in a file of a plugin."""
    return Problem(
        path=shown(origin, place.file) or Path(place.file).name,
        what=what,
        mend=mend,
        line=place.line,
        column=place.column,
        source_line=line_of(origin, place.file, place.line),
        during=during,
    )


def place_in(origin: Origin, trace: TracebackType | None) -> Place | None:
    """File, line and column of the innermost call in the plugin's own files."""
    for frame in reversed(list(_frames(trace))):
        code = frame.tb_frame.f_code
        if shown(origin, code.co_filename):
            positions = list(code.co_positions())
            line, _, at, _ = positions[frame.tb_lasti // 2] if frame.tb_lasti >= 0 else (None, None, None, None)
            typed = line_of(origin, code.co_filename, frame.tb_lineno).encode()
            column = len(typed[:at].decode(errors="replace")) + 1 if at is not None and line == frame.tb_lineno else 0
            return Place(code.co_filename, frame.tb_lineno, column)
    return None


def _frames(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def shown(origin: Origin, file: str) -> str:
    """A file of the plugin as messages name it; empty for other files."""
    if file != origin.border and not file.startswith(origin.border + os.sep):
        return ""
    return os.path.relpath(file, origin.above).replace(os.sep, "/")


def line_of(origin: Origin, file: str, line: int) -> str:
    """The text of a line, as it was when the plugin was loaded."""
    if not line:
        return ""
    if file in origin.texts:
        lines = origin.texts[file].split("\n")
        return lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    return linecache.getline(file, line).rstrip("\n")
