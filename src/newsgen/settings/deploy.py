"""Where `newsgen deploy` publishes to: `deploy`."""

import re
from dataclasses import dataclass

from newsgen.documents.fields import FieldReader

DEPLOY_KEYS = ("remote", "branch", "cname", "history")


@dataclass(frozen=True, slots=True)
class DeploySettings:
    """Where `newsgen deploy` publishes to."""

    remote: str = "origin"
    """A remote of the project's git repository, or a URL or path."""
    branch: str = "gh-pages"
    cname: str = ""
    """The domain of one's own under which GitHub Pages shows the site; empty for none."""
    history: bool = True
    """Whether each publication is a commit on top of the last one."""


_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_BRANCH = 240
"""Bytes: git writes a file of this name, and another that ends in `.lock`."""
# What git-check-ref-format(1) forbids in the name of a branch, what gitglossary(7) calls a pseudoref, as those of
# git's that lie beside HEAD, and the name of a commit.
_NO_BRANCH = re.compile(
    r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[-/]|[/.]$|(?:^|/)\.|\.lock(?:/|$)|^(?:@|HEAD)$|(?-i:^[A-Z_-]+_HEAD$)"
    r"|^(?:(?:FETCH|ORIG|MERGE|CHERRY_PICK|REVERT|BISECT|REBASE)_HEAD|AUTO_MERGE|MERGE_AUTOSTASH|BISECT_EXPECTED_REV"
    r"|NOTES_MERGE_(?:PARTIAL|REF)|[0-9a-f]{40}|[0-9a-f]{64})$",
    re.IGNORECASE,
)


def read_deploy(fields: FieldReader) -> DeploySettings:
    """The group `deploy`, the usual values where there is none."""
    group = fields.record("deploy")
    if group is None:
        return DeploySettings()
    usual = DeploySettings()
    read = DeploySettings(
        remote=_read_remote(group) or usual.remote,
        branch=group.text("branch") or usual.branch,
        cname=_read_cname(group),
        history=group.flag("history") if group.node("history") else usual.history,
    )
    if fault := branch_fault(read.branch):
        group.note(group.node("branch"), f"`branch` {fault}: {read.branch}", branch_mend(read.branch))
    group.refuse_unknown(DEPLOY_KEYS)
    return read


def _read_remote(group: FieldReader) -> str:
    remote = group.text("remote")
    if fault := remote_fault(remote):
        mend = "write the name of a remote, such as `origin`, or an address that git can push to"
        group.note(group.node("remote"), f"`remote` {fault}", mend)
    return remote


def remote_fault(remote: str) -> str:
    """Why newsgen.yaml may not name this as the remote; empty where it may."""
    if fault := address_fault(remote):
        return fault
    if re.match(r"[a-z+]+://[^/@]*:[^/@]*@", remote, re.IGNORECASE):
        return "holds a password, which everybody who reads it would know"
    return ""


def address_fault(address: str) -> str:
    """Why git may not be given this as the name or the address of a repository; empty where it may.

    What stands before ``::`` is a program that git starts (gitremote-helpers(7)): it may do anything, and `fd` waits
    for what nobody sends.
    """
    if address.startswith("-"):
        return f"begins with a hyphen: {address}"
    if helper := _HELPER.match(address):
        return f"names a program, `git-remote-{helper[1] or helper[2]}`, and no place"
    return ""


_HELPER = re.compile(r"([a-z0-9][a-z0-9+.-]*)::|(ext|fd)://", re.IGNORECASE)


def branch_fault(branch: str) -> str:
    """Why no branch can have this name, or why it is hardly meant; empty where all is well."""
    if not branch or _NO_BRANCH.search(branch) or len(branch.encode()) > _LONGEST_BRANCH:
        return "cannot be the name of a branch"
    return "is the whole name of a reference, and not that of a branch" if _REFERENCE.match(branch) else ""


def branch_mend(branch: str) -> str:
    """What to write in the place of a branch that has a fault."""
    name = _REFERENCE.sub("", branch)
    return f"write a name such as `{'gh-pages' if name == branch or branch_fault(name) else name}`"


_REFERENCE = re.compile(r"(?:refs/)?(?:heads|tags|remotes/[^/]+|notes)/|refs/")


def _read_cname(group: FieldReader) -> str:
    typed = group.text("cname")
    if not typed:
        return ""
    try:
        host = typed.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        mend = "write the host alone, such as `news.example.org`"
        group.note(group.node("cname"), f"`cname` is not the name of a host: {typed}", mend)
    return host
