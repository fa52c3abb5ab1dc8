"""What newsgen wants of git: what a branch holds, and that it holds something else.

All of it is done in a bare repository of newsgen's own; what the repository of the project knows is asked in `remote`.
Bytes go to git as they are (``git fast-import``): no filter, attribute or conversion of line ends has a hand in it.
"""

import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsgen.deploy.outside.fast_import import Entry, Piece, commit_stream
from newsgen.deploy.outside.git import Git, Ran
from newsgen.deploy.outside.private_repo import (
    AGAIN,
    NEXT,
    TIP,
    UnfitStoreError,
    make_anew,
    other_kind,
    prepare,
    tidy,
    unfit,
)
from newsgen.deploy.outside.refusals import refusal
from newsgen.deploy.outside.remote import Remote, lacking, settings_in_force
from newsgen.errors import MachineError

_SHA256_LENGTH = 64
_TOLD_OF_A_BLOB = 3
"""Name, kind and size."""
_AT_ONCE = 256
"""Files whose bytes are held in memory."""
_TO_ANSWER = 300.0
"""Seconds without a sign of life until a remote is given up that was asked for its branches."""
_TO_MOVE = 900.0
"""The same, of one that is fetched from or pushed to, which tells of its progress: large packs may take hours."""
_STORE_MEND = "delete {}, which newsgen makes anew, then deploy again"
_UPDATED = re.compile(r"[ +*=]\t")
"""How `git push --porcelain` begins the line of a branch that is where it is to be."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose name a commit has, where git knows none."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Store:
    """newsgen's own bare repository, and the branch of the remote."""

    git: Git
    remote: Remote
    branch: str
    tip: str
    """The commit that the branch is at; empty where there is none."""
    hash: str
    """By which git names bytes: ``sha1`` or ``sha256``."""

    @classmethod
    def open(cls, folder: Path, remote: Remote, branch: str, environ: Mapping[str, str]) -> "Store":
        """Fetches the branch's tip into the repository in the folder, which is made if need be.

        Raises:
            MachineError: git is not there, or the remote cannot be reached.
            UnfitStoreError: The repository is damaged. So for every call that follows.
        """
        git = Git(folder, environ, is_repository=True)
        kind = prepare(git)
        git = replace(git, settings=lacking(remote.settings, settings_in_force(git)))
        ref = f"refs/heads/{branch}"
        what = f"reach {remote.shown}"
        listed = git.run("ls-remote", "--", remote.url, ref, what=what, mend=AGAIN, patience=_TO_ANSWER)
        tips = [line.split("\t")[0] for line in listed.text.split("\n") if line.endswith(f"\t{ref}")]
        tip = tips[0] if tips else ""
        if tip and (len(tip) == _SHA256_LENGTH) != (kind == "sha256"):
            kind = make_anew(git, other_kind(kind))
        store = cls(git, remote, branch, tip, kind)
        return replace(store, tip=store._fetched()) if tip else store

    @staticmethod
    def renew(folder: Path, kind: str, environ: Mapping[str, str]) -> None:
        """Puts an empty repository into the folder; ``kind`` is how it names bytes."""
        make_anew(Git(folder, environ, is_repository=True), kind)

    @property
    def _mend(self) -> str:
        return _STORE_MEND.format(self.git.folder)

    def _read(self, *arguments: str, what: str, feed: Iterable[bytes] = ()) -> Ran:
        """Calls git for what must succeed unless the repository is damaged."""
        ran = self.git.ask(*arguments, feed=feed)
        if ran.code:
            raise unfit(what, ran, self._mend, self.hash)
        return ran

    def _damaged(self, what: str) -> UnfitStoreError:
        return UnfitStoreError(f"{self.git.folder} is damaged: {what}", mend=self._mend, kind=self.hash)

    def _fetched(self) -> str:
        """Fetches the tip, unless it lies here; returns it."""
        if self._commit(TIP) != self.tip:
            options = ("--progress", "--no-tags", "--depth=1", "--no-write-fetch-head", "--no-recurse-submodules")
            spec = f"+refs/heads/{self.branch}:{TIP}"
            what = f"fetch {self.branch} of {self.remote.shown}"
            ran = self.git.ask("fetch", *options, "--", self.remote.url, spec, patience=_TO_MOVE)
            if ran.code:  # whichever side is to blame: the remote has just answered
                raise unfit(what, ran, AGAIN, self.hash)
        if tip := self._commit(TIP):
            return tip
        raise self._damaged("what was fetched is not there")

    def _commit(self, ref: str) -> str:
        return self.git.ask("rev-parse", "--quiet", "--verify", f"{ref}^{{commit}}").text

    def entries(self) -> dict[str, Entry]:
        """Every file of the branch."""
        if not self.tip:
            return {}
        listed = self._read("ls-tree", "-r", "-z", "--full-tree", self.tip, what="read the tip")
        found = {}
        for line in os.fsdecode(listed.out).split("\0")[:-1]:
            head, _, path = line.partition("\t")
            mode, _, blob = head.split(" ")
            found[path] = Entry(mode, blob)
        return found

    def contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """What these files of the branch hold, in order."""
        for first in range(0, len(blobs), _AT_ONCE):
            feed = [f"{blob}\n".encode() for blob in blobs[first : first + _AT_ONCE]]
            ran = self._read("cat-file", "--batch", feed=feed, what="read the tip")
            for content in _unpacked(ran.out, len(feed)):
                if content is None:
                    raise self._damaged("it lacks files of the branch")
                yield content

    def commit(
        self,
        files: Mapping[str, Piece],
        removed: Iterable[str],
        message: str,
        fallback: Identity,
        *,
        kept: Mapping[str, Entry],
        on_tip: bool,
    ) -> str:
        """A commit with these files, on top of the tip or without a parent; its name. Nothing is pushed.

        On top of the tip ``files`` and ``removed`` are what differs from it; otherwise ``files`` are all, together with
        ``kept``, which the tip has.
        """
        feed = commit_stream(
            files,
            removed,
            kept,
            lying={entry.blob for entry in self.entries().values()},
            people=(self._ident(role, fallback) for role in ("author", "committer")),
            message=message,
            tip=self.tip if on_tip else "",
        )
        self._read("fast-import", "--quiet", "--force", "--done", feed=feed, what="make the commit")
        made = ("rev-parse", "--quiet", "--verify", f"{NEXT}^{{commit}}")
        return self._read(*made, what="find the commit that it has made").text

    def _ident(self, role: str, fallback: Identity) -> bytes:
        """``author NAME <ADDRESS> TIME``: as git knows it, else the fallback."""
        asked = replace(self.git, settings=(*self.git.settings, ("user.useConfigOnly", "true")))
        ran = asked.ask("var", f"GIT_{role.upper()}_IDENT")
        if not ran.code:
            return f"{role} {ran.text}\n".encode("utf-8", "surrogateescape")
        name = self.git.ask("config", "user.name").text or fallback.name
        email = self.git.ask("config", "user.email").text or fallback.email
        plain = [re.sub(r"[<>\n\0]", "", text).strip() for text in (name, email)]
        return f"{role} {plain[0]} <{plain[1]}> {int(time.time())} +0000\n".encode("utf-8", "surrogateescape")

    def push(self, commit: str, *, replaces: bool) -> None:
        """Lets the branch be at this commit: on top of its tip, or in the place of the tip that was seen.

        Raises:
            MachineError: The remote refuses; somebody else may have published meanwhile.
        """
        ref = f"refs/heads/{self.branch}"
        lease = [f"--force-with-lease={ref}:{self.tip}"] if replaces else []
        spec = f"{commit}:{ref}"
        options = ("--porcelain", "--progress", "--no-verify", *lease)
        ran = self.git.ask("push", *options, "--", self.remote.url, spec, patience=_TO_MOVE)
        if ran.code:
            raise refusal(ran, f"{self.branch} of {self.remote.shown}", self.hash, replaces=replaces)
        if not any(_UPDATED.match(line) and f":{ref}\t" in line for line in ran.text.split("\n")):
            raise MachineError(
                f"git pushes nothing to {self.branch} of {self.remote.shown}, and calls that a success",
                mend="look for settings of git that change what it pushes: `git config --show-origin --list`",
            )
        self.git.ask("update-ref", TIP, commit)
        self.git.ask("update-ref", "-d", NEXT)
        tidy(self.git)


def _unpacked(batch: bytes, count: int) -> Iterator[bytes | None]:
    """What `git cat-file --batch` has told of some blobs; None for what is not there."""
    place = 0
    for _ in range(count):
        end = batch.index(b"\n", place)
        told = batch[place:end].split(b" ")
        if len(told) < _TOLD_OF_A_BLOB:  # NAME missing
            yield None
            place = end + 1
            continue
        size = int(told[2])
        yield batch[end + 1 : end + 1 + size]
        place = end + size + 2
