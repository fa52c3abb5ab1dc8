"""Runs git: with no one's index, working tree or hooks, and no traceback where it refuses.

Its messages are shown as it says them, but for passwords in addresses.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from newsgen.errors import MachineError, reason

_FOREIGN = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
"""What a hook of git hands on of the repository that it was called in; see ``git rev-parse --local-env-vars``."""
_OURS = (
    ("core.hooksPath", os.devnull),
    ("core.ignoreCase", "false"),  # two files of the branch whose names differ by case are two
    ("core.logAllRefUpdates", "false"),
    ("gc.autoDetach", "false"),
    ("maintenance.autoDetach", "false"),
    ("push.followTags", "false"),
    ("push.gpgSign", "false"),
    ("push.pushOption", ""),  # which empties the list: options are meant for the user's own branches
    ("push.recurseSubmodules", "no"),
    ("submodule.recurse", "false"),
    ("fetch.writeCommitGraph", "false"),
)
_LINES_SHOWN = 20
_FULL = re.compile(r"no space left on device|out of disk ?space|disk quota exceeded", re.IGNORECASE)
# A password that nobody has percent-encoded may hold any sign: what counts is the last @ of an address.
_QUOTED_SECRET = re.compile(r"('[a-z][a-z0-9+.-]*://)[^'\n]*@", re.IGNORECASE)
_SECRET = re.compile(r"(?<=://)\S*@")
_PROGRESS = re.compile(
    r"(?:remote: )?(?:(?:Enumerating|Counting|Compressing|Receiving|Writing|Unpacking) objects|Resolving deltas): "
    r"|(?:remote: )?Total \d+ \(delta|Delta compression using "
)
"""What `--progress` lets it say; it is only heard, and not told."""
_VERSION = re.compile(r"git version (\d+)\.(\d+)")
_OLDEST = (2, 31)
"""The first that takes settings from the environment (``GIT_CONFIG_COUNT``)."""
_INSTEAD = "or copy the site into a folder with `newsgen deploy --to DIR`"


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a call of git."""

    code: int
    out: bytes
    err: str
    """The last lines of what it said."""

    @property
    def text(self) -> str:
        """The output as text, without the line feed at its end."""
        return os.fsdecode(self.out).rstrip("\n")


@dataclass(frozen=True, slots=True)
class Git:
    """git, in a folder."""

    folder: Path
    environ: Mapping[str, str]
    """Of this process."""
    settings: Sequence[tuple[str, str]] = field(default=(), repr=False)
    """Of git, besides those that it reads by itself. Not part of the text: there may be passwords among them."""
    is_repository: bool = False
    """Whether the folder is a bare repository. git then looks for none above it, which would be the user's."""

    def ask(self, *arguments: str, feed: Iterable[bytes] = (), patience: float = 0.0) -> Ran:
        """Calls git; ``feed`` is written to its input.

        ``patience`` is after how many seconds in which it says nothing it is given up; 0 for never.

        Raises:
            MachineError: There is no git, it cannot be run, or it was given up.
        """
        with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as output:
            try:
                process = subprocess.Popen(  # noqa: S603 - git, by its name
                    ["git", *arguments],  # noqa: S607 - whichever the user has
                    cwd=self.folder,
                    env=self._environ(),
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=errors,
                )
            except FileNotFoundError as error:
                raise MachineError(
                    "git is not installed, or not on the PATH", mend=f"install git, {_INSTEAD}"
                ) from error
            except OSError as error:
                raise MachineError(
                    f"git cannot be run: {reason(error)}",
                    mend=f"make the git on the PATH a program that you may execute, {_INSTEAD}",
                ) from error
            try:
                code = _fed(process, feed, Watch(patience, (errors, output)))
            except subprocess.TimeoutExpired as error:
                errors.seek(0)
                raise _given_up(arguments[0], patience, _said(errors.read(), arguments)) from error
            output.seek(0)
            errors.seek(0)
            return Ran(code, output.read(), _said(errors.read(), arguments))

    def check_version(self) -> None:
        """Raises MachineError where git is older than what is asked of it."""
        told = self.ask("--version").text
        found = _VERSION.match(told)
        if found and (int(found[1]), int(found[2])) < _OLDEST:
            oldest = ".".join(map(str, _OLDEST))
            raise MachineError(f"{told} is too old: {oldest} is needed", mend=f"install a newer git, {_INSTEAD}")

    def run(self, *arguments: str, what: str, mend: str, feed: Iterable[bytes] = (), patience: float = 0.0) -> Ran:
        """The same, for a call that must succeed.

        Raises:
            MachineError: It does not; ``what`` is what it was to do.
        """
        ran = self.ask(*arguments, feed=feed, patience=patience)
        if ran.code:
            raise failed(what, ran, mend)
        return ran

    def _environ(self) -> dict[str, str]:
        environ = {name: value for name, value in self.environ.items() if name not in _FOREIGN}
        environ["LC_ALL"] = "C"  # what it says of a push is read
        if not (sys.stdin and sys.stdin.isatty()):
            environ["GIT_TERMINAL_PROMPT"] = "0"
        if self.is_repository:
            environ["GIT_DIR"] = os.fspath(self.folder)
        count = environ.get("GIT_CONFIG_COUNT", "")
        first = int(count) if count.isdigit() else 0
        pairs = (*self.settings, *_OURS)
        for number, (key, value) in enumerate(pairs, first):
            environ[f"GIT_CONFIG_KEY_{number}"] = key
            environ[f"GIT_CONFIG_VALUE_{number}"] = value
        return {**environ, "GIT_CONFIG_COUNT": str(first + len(pairs))}


@dataclass(frozen=True, slots=True)
class Watch:
    """How long is waited for a program that says something now and then."""

    patience: float
    """Seconds; 0 for ever."""
    heard: Sequence[IO[bytes]]
    """Where it writes to."""

    def wait(self, process: subprocess.Popen[bytes]) -> int:
        """The exit code. Raises TimeoutExpired where the program falls silent."""
        if not self.patience:
            return process.wait()
        before = -1
        while (said := sum(os.fstat(file.fileno()).st_size for file in self.heard)) != before:
            before = said
            with suppress(subprocess.TimeoutExpired):
                return process.wait(self.patience)
        raise subprocess.TimeoutExpired("git", self.patience)


def _given_up(command: str, patience: float, said: str) -> MachineError:
    told = f"; the last that it said is:\n{said}" if said else ""
    return MachineError(
        f"git {command} has waited for {patience:.0f} seconds without a sign of the remote, and was given up{told}",
        mend="look whether the remote answers, and whether it asks for a password (`git ls-remote`), then deploy again",
    )


def _fed(process: subprocess.Popen[bytes], feed: Iterable[bytes], watch: Watch) -> int:
    """The exit code, after all was written; nothing is left running, whatever happens."""
    assert process.stdin is not None  # noqa: S101 - it was asked for
    try:
        try:
            for chunk in feed:
                process.stdin.write(chunk)
            process.stdin.close()
        except BrokenPipeError:  # it has ended, and says why
            pass
        return watch.wait(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    try:
        if process.stdin is not None:
            process.stdin.close()
    except BrokenPipeError:
        pass


def _said(errors: bytes, arguments: Sequence[str]) -> str:
    lines = [line.rpartition("\r")[2] for line in errors.decode("utf-8", "replace").split("\n")]
    told = [line.rstrip() for line in lines if line.strip() and not _PROGRESS.match(line)]
    text = "\n".join(told[-_LINES_SHOWN:])
    for address in (argument for argument in arguments if "://" in argument):
        text = text.replace(address, shown_address(address))
    return without_secrets(text)


def failed(what: str, ran: Ran, mend: str) -> MachineError:
    """The error for a call that failed, with what git says of it."""
    said = ran.err or f"git ended with exit code {ran.code}"
    return MachineError(f"git cannot {what}:\n{said}", mend=mend_of(ran, mend))


def mend_of(ran: Ran, usual: str) -> str:
    """What to do about a call that failed: where a disk is full, nothing else helps."""
    return "free some space, then deploy again" if _FULL.search(ran.err) else usual


def without_secrets(text: str) -> str:
    """The text without user names and passwords in web addresses."""
    return _SECRET.sub("", _QUOTED_SECRET.sub(r"\1", text))


def shown_address(address: str) -> str:
    """An address as it may be shown: whatever stands before its last @ is left out."""
    head, mark, rest = address.partition("://")
    return f"{head}{mark}{rest.rpartition('@')[2]}"
