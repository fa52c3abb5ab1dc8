"""newsgen's own repository as a folder: made, swept of what killed deployments have left, and made anew.

Whoever is here holds the project's lock: nobody else is at work in the folder.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from newsgen.deploy.outside.git import Git, Ran, failed, mend_of
from newsgen.errors import MachineError, UsageError

TIP = "refs/newsgen/tip"
"""What the branch holds, as far as is known here."""
NEXT = "refs/newsgen/next"
"""What it is to hold."""
AGAIN = "mend what git says, then deploy again"
_LEFT_BY_THE_KILLED = (
    *("*.lock", "refs/**/*.lock", "fast_import_crash_*"),
    *("objects/pack/tmp_*", "objects/pack/.tmp-*", "objects/??/tmp_obj_*", "objects/tmp_objdir-*"),
    # Of a pack that stays while it is being put to use.
    "objects/pack/*.keep",
)


class UnfitStoreError(MachineError):
    """newsgen's own repository is damaged, or of another kind than the remote: made anew it may do."""

    def __init__(self, message: str, *, mend: str, kind: str) -> None:
        super().__init__(message, mend=mend)
        self.kind = kind
        """How the new one is to name bytes."""


def unfit(what: str, ran: Ran, mend: str, kind: str) -> UnfitStoreError:
    """The error for a call that failed because of what lies in the repository, or may have."""
    return UnfitStoreError(str(failed(what, ran, mend)), mend=mend_of(ran, mend), kind=kind)


def prepare(git: Git) -> str:
    """Makes the repository if need be, and in the place of a damaged one; how it names bytes."""
    folder = git.folder
    if folder.is_symlink():
        raise UsageError(f"{folder} is a symbolic link", mend="delete it; newsgen makes a folder there")
    if folder.is_dir():
        _sweep(folder)
        ran = git.ask("rev-parse", "--show-object-format")
        if not ran.code:
            _forget_unpublished(git)
            return ran.text
    return make_anew(git, "sha1")


def make_anew(git: Git, kind: str) -> str:
    """Makes the repository in the place of whatever lies there; how it names bytes: ``sha1`` or ``sha256``."""
    folder = git.folder
    if folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        folder.unlink(missing_ok=True)
    options = ("--quiet", "--bare", "--template=", f"--object-format={kind}")
    above = replace(git, folder=folder.parent, is_repository=False)
    above.run("init", *options, "--", os.fspath(folder), what=f"make {folder}", mend=AGAIN)
    return kind


def other_kind(kind: str) -> str:
    """The other way to name bytes."""
    return "sha256" if kind == "sha1" else "sha1"


def tidy(git: Git) -> None:
    """Has git take away what nothing leads to any more, once there is much, whatever the user's settings are."""
    git.ask("-c", "gc.auto=6700", "-c", "gc.autoPackLimit=50", "gc", "--auto", "--prune=now", "--quiet")


def _sweep(folder: Path) -> None:
    """Takes away what a killed deployment has left half written, or locked."""
    for pattern in _LEFT_BY_THE_KILLED:
        for left in folder.glob(pattern):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
    for pack in folder.glob("objects/pack/pack-*.pack"):
        if not pack.with_suffix(".idx").exists():  # git does not look into it
            pack.unlink(missing_ok=True)


def _forget_unpublished(git: Git) -> None:
    """Takes away what a deployment was about to push that did not end: it may be as large as the site."""
    if not git.ask("rev-parse", "--quiet", "--verify", NEXT).code:
        git.ask("update-ref", "-d", NEXT)
        git.ask("gc", "--prune=now", "--quiet")
