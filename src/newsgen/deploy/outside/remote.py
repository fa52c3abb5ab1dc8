"""What git knows where the project lies: a remote, settings in force, the branch. Nothing is written there."""

# Paths are text here, likewise.
# ruff: noqa: PTH118

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsgen.deploy.outside.git import Git, failed, shown_address
from newsgen.deploy.outside.private_repo import AGAIN
from newsgen.errors import MachineError, UsageError
from newsgen.settings import address_fault

_CARRIED = re.compile(
    r"(?:user|author|committer|credential|http|url|ssh|protocol)\..*|core\.(?:sshcommand|askpass|gitproxy)",
    re.IGNORECASE | re.DOTALL,
)
"""Settings by which git finds and is let into the remote, and knows whose commit it is."""
_LIST = re.compile(r".*\.(?:extraheader|curloptresolve|helper|insteadof|pushinsteadof)", re.IGNORECASE | re.DOTALL)
"""Those of which every value counts; of others the last one."""
_NO_REPOSITORY = "not a git repository"


@dataclass(frozen=True, slots=True)
class Remote:
    """The repository that is published to."""

    url: str
    """As git is given it; may hold a password, and is not to be shown."""
    settings: tuple[tuple[str, str], ...]
    """As git sees them in the project's repository, wherever they are written; none where it lies in none."""
    further: tuple[str, ...] = ()
    """The other addresses that `git push` would bring things to, as they may be shown."""

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return shown_address(self.url)


def find_remote(name: str, root: Path, here: Path, environ: Mapping[str, str]) -> Remote:
    """The repository of this name or address; ``here`` is where relative paths begin.

    Raises:
        UsageError: The project's repository knows no such remote, and it is no address.
        MachineError: git is not there or too old, or refuses.
    """
    git = Git(root, environ)
    git.check_version()
    top = _top(git)
    settings = settings_in_force(git) if top else ()
    if top and name in git.ask("remote").text.split("\n"):
        told = git.run("remote", "get-url", "--push", "--all", "--", name, what=f"say where {name} is", mend=AGAIN)
        url, *further = told.text.split("\n")
        if fault := address_fault(url):
            raise UsageError(
                f"the address of `{name}` {fault}",
                mend=f"give it one with `git remote set-url {name} URL`, or name an address with --remote URL",
            )
        return Remote(_absolute(url, Path(top)), settings, tuple(map(shown_address, further)))
    if re.search(r"[/:\\]", name) or (here / name).is_dir():
        return Remote(_absolute(name, here), settings)
    if top:
        raise UsageError(
            f"there is no remote `{name}` in the git repository {top}",
            mend=f"add one with `git remote add {name} URL`, or name an address with --remote URL",
        )
    raise UsageError(
        f"the project lies in no git repository, so it has no remote `{name}`",
        mend="name an address with --remote URL or, in newsgen.yaml, `deploy: {remote: URL}`",
    )


def _top(git: Git) -> str:
    """The top of the project's working tree; empty where it is in none."""
    ran = git.ask("rev-parse", "--show-toplevel")
    if ran.code and _NO_REPOSITORY not in ran.err and "work tree" not in ran.err:
        raise failed("look into the project's repository", ran, AGAIN)
    return "" if ran.code else ran.text


def settings_in_force(git: Git) -> tuple[tuple[str, str], ...]:
    """Those of `_CARRIED`, in git's order; files of the user may hold some for one repository only (``includeIf``)."""
    ran = git.run("config", "--list", "-z", what="read its settings", mend=AGAIN)
    found = []
    for line in os.fsdecode(ran.out).split("\0"):
        key, mark, value = line.partition("\n")
        if _CARRIED.fullmatch(key):
            found.append((key, value if mark else "true"))  # a name alone says yes
    return tuple(found)


def lacking(wanted: Iterable[tuple[str, str]], there: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What one repository must be told, to have the settings that are wanted. Nothing is said twice."""
    said = Counter(pair for pair in there if _LIST.fullmatch(pair[0]))
    lists = []
    for pair in wanted:
        if not _LIST.fullmatch(pair[0]):
            continue
        if said[pair]:
            said[pair] -= 1
        else:
            lists.append(pair)
    last_there = dict(there)
    last = [(key, value) for key, value in dict(wanted).items() if not _LIST.fullmatch(key)]
    return (*lists, *(pair for pair in last if last_there.get(pair[0]) != pair[1]))


def _absolute(address: str, here: Path) -> str:
    """The address, a relative path made absolute."""
    is_url = "://" in address or re.match(r"[^/\\]{2,}:", address)
    return address if is_url else os.path.normpath(os.path.join(here, Path(address).expanduser()))


def current_branch(root: Path, environ: Mapping[str, str]) -> str:
    """The branch that the project is on; empty where that is not known."""
    try:
        ran = Git(root, environ).ask("symbolic-ref", "--short", "HEAD")
    except MachineError:
        return ""
    return "" if ran.code else ran.text


def is_ignored(path: Path, top: Path, environ: Mapping[str, str]) -> bool:
    """Whether git leaves out a file of the repository whose top this is, since a `.gitignore` says so."""
    try:
        return not Git(top, environ).ask("check-ignore", "--quiet", "--", os.fspath(path)).code
    except MachineError:
        return False
