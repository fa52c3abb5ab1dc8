"""Builds a publication twice, on top of what is there and from nothing, and tells where the two differ."""

import difflib
import json
import os
import shutil
import signal
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial, partialmethod
from pathlib import Path
from typing import Any
from unittest import mock

from conftest import Result, newsgen
from incremental.publication import Publication, files_in, folders_in

from newsgen.builder import engine
from newsgen.errors import ExitCode
from newsgen.models.output import Output
from newsgen.writer.folder import Receipt, Staging

SAME_KEYS = (
    "exit_code",
    "is_published",
    "problems",
    "held_back",
    "unknown_fields",
    "understood_fields",
    "unused_files",
    "articles",
    "pages",
    "files",
    "bytes",
)
"""What a report says of the site, not of its history."""
EXPECTED_CODES = (ExitCode.OK, ExitCode.CONTENT, ExitCode.USAGE)
_LINES_SHOWN = 12
_STEPS_SHOWN = 40
_WIDTH = 160


class DifferenceError(AssertionError):
    """A build left something else than a build from nothing."""


class BuildFailedError(AssertionError):
    """A build ended as none may."""


@dataclass(frozen=True)
class Outcome:
    """What one build told and left."""

    code: int
    told: Any
    """The report's SAME_KEYS, or the message where there is no report."""
    files: dict[str, bytes]
    folders: set[str]


def build_and_compare(publication: Publication, *options: str) -> Outcome:
    """Builds both ways; gives what was built. Raises DifferenceError."""
    publication.note(f"build {' '.join(options)}")
    before = files_in(publication.output)
    after = _build(publication, publication.root, options)
    clean = build_clean(publication, *options)
    _compare(publication, before, after, clean)
    return clean


def build(publication: Publication) -> None:
    """Builds on top of what is there; what comes of it is seen at the next comparison."""
    publication.note("build")
    _build(publication, publication.root, ())


def build_clean(publication: Publication, *options: str) -> Outcome:
    """What a copy of the project that was never built becomes; built once for the same sources, clock and version."""
    key = (publication.fingerprint, options)
    if publication.last_clean is None or publication.last_clean[0] != key:
        # In one of four, templates are composed as in a build of many pages: the other builds are small.
        composes_from = 0 if zlib.crc32(repr(key).encode()) % 4 == 0 else engine.COMPOSE_FROM
        with mock.patch.object(engine, "COMPOSE_FROM", composes_from):
            publication.last_clean = (key, _build(publication, _copy_of(publication), options))
    outcome: Outcome = publication.last_clean[1]
    return outcome


def _copy_of(publication: Publication) -> Path:
    root = publication.folder / "clean" / "site"
    shutil.rmtree(root.parent, ignore_errors=True)
    for path, content in publication.sources.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def build_and_kill(publication: Publication, moment: int) -> None:
    """A build that is killed at some step of writing, or ends before. Raises DifferenceError where a file is torn."""
    publication.note(f"build, killed at step {moment}")
    before = files_in(publication.output)
    process = os.fork()
    if not process:
        _die_building(publication, moment)
    os.waitpid(process, 0)
    clean = build_clean(publication)
    for path, content in files_in(publication.output).items():
        if content not in (before.get(path), clean.files.get(path)) and not path.startswith(".newsgen"):
            _fail(publication, f"{path} is neither the old file nor the new", before.get(path, b""), content)


def _die_building(publication: Publication, moment: int) -> None:
    """Builds in this process, which ends on the way."""
    left = iter(range(moment))
    try:
        for name in ("replace", "rename", "unlink", "rmdir", "mkdir", "fsync", "write"):
            setattr(os, name, _deadly(getattr(os, name), left))
        _build(publication, publication.root, ())
    finally:
        os._exit(0)


def _deadly(function: Any, left: Iterator[int]) -> Any:
    """The function, as long as there is something left; then the end of the process, with the work undone."""

    def call(*arguments: Any, **named: Any) -> Any:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)

    return call


@contextmanager
def seen_version(version: str) -> Iterator[None]:
    """Lets builds be those of another newsgen, which says its name on every page; of this one where it has none."""
    with ExitStack() as patches:
        if not version:
            yield
            return
        for module in [module for name, module in sys.modules.items() if name.startswith("newsgen.")]:
            if "program_fingerprint" in vars(module):
                patches.enter_context(
                    mock.patch.object(module, "program_fingerprint", partial(_fingerprint_of, version))
                )
        signed = partialmethod(_put_signed, Staging.put, version)
        patches.enter_context(mock.patch.object(Staging, "put", signed))
        yield


def _fingerprint_of(version: str, _extensions: object = (), plugins: str = "") -> str:
    return f"{version} {plugins}"


def _put_signed(staging: Staging, put: Callable[..., Receipt], version: str, output: Output, *further: Any) -> Receipt:
    return put(staging, Output(output.path, output.content + f"<!-- {version} -->".encode()), *further)


def build_arguments(publication: Publication, root: Path) -> list[str]:
    """The command line that builds the publication, or its copy at ``root``."""
    output = publication.output_in(root)
    return ["build", "--json", "--project", str(root), "--now", publication.now, "--output", str(output)]


def _build(publication: Publication, root: Path, options: tuple[str, ...]) -> Outcome:
    with seen_version(publication.version):
        result = newsgen(*build_arguments(publication, root), *options)
    output = publication.output_in(root)
    return Outcome(result.code, _told(result, root), files_in(output), folders_in(output))


def _told(result: Result, root: Path) -> Any:
    if not result.out:
        return result.err.replace(str(root), "ROOT")
    report = json.loads(result.out)
    return {key: report[key] for key in SAME_KEYS}


def _compare(publication: Publication, before: Mapping[str, bytes], after: Outcome, clean: Outcome) -> None:
    if after.code not in EXPECTED_CODES:
        raise BuildFailedError(_message(publication, f"the build ended with {after.code}: {after.told}"))
    if after.told != clean.told:
        _fail(publication, "the reports differ", _text(clean.told), _text(after.told))
    is_published = bool(clean.files)
    wanted = {**clean.files, **publication.foreign_here} if is_published else before
    for path in sorted(wanted.keys() | after.files.keys()):
        if wanted.get(path) != after.files.get(path):
            _fail(publication, _fate(path, wanted, after.files), wanted.get(path, b""), after.files.get(path, b""))
    kept = {str(parent) for path in publication.foreign_here for parent in Path(path).parents} - {"."}
    if is_published and after.folders != clean.folders | kept:
        _fail(publication, f"folders differ: {sorted(after.folders ^ (clean.folders | kept))}")
    if list(publication.root.rglob("*staging*")):
        _fail(publication, "a staging folder is left")


def _fate(path: str, wanted: Mapping[str, bytes], found: Mapping[str, bytes]) -> str:
    if path not in found:
        return f"{path} is missing"
    return f"{path} differs" if path in wanted else f"{path} should not be there"


def _text(told: Any) -> bytes:
    return json.dumps(told, indent=1, ensure_ascii=False).encode()


def _fail(publication: Publication, what: str, wanted: bytes = b"", found: bytes = b"") -> None:
    """Raises DifferenceError: what, where it differs, and how it came."""
    lines = difflib.unified_diff(_lines(wanted), _lines(found), "from nothing", "incremental", n=0, lineterm="")
    raise DifferenceError(_message(publication, what, *(line[:_WIDTH] for line in list(lines)[:_LINES_SHOWN])))


def _message(publication: Publication, *lines: str) -> str:
    steps = [f"  {step[:_WIDTH]}" for step in publication.steps[-_STEPS_SHOWN:]]
    return "\n".join([*lines, "after these steps:", *steps])


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").splitlines()
