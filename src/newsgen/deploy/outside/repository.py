"""What newsgen wants of git: where a remote lies, what a branch holds, and that it holds something else.

All of it is done in a bare repository of newsgen's own. The repository of the project is asked, and never written to.
Bytes go to git as they are (``git fast-import``): no filter, attribute or conversion of line ends has a hand in it.
"""

# Paths are text here, likewise.
# ruff: noqa: PTH118

import os
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsgen.deploy.outside.disk import chunks
from newsgen.deploy.outside.git import Git, Ran, failed, shown_address, without_secrets
from newsgen.deploy.outside.own import AGAIN, NEXT, TIP, UnfitStoreError, make_anew, prepare, tidy, unfit
from newsgen.errors import MachineError, UsageError
from newsgen.settings import address_fault

_CARRIED = re.compile(
    r"(?:user|author|committer|credential|http|url|ssh|protocol)\..*|core\.(?:sshcommand|askpass|gitproxy)",
    re.IGNORECASE | re.DOTALL,
)
"""Settings by which git finds and is let into the remote, and knows whose commit it is."""
_LIST = re.compile(r".*\.(?:extraheader|curloptresolve|helper|insteadof|pushinsteadof)", re.IGNORECASE | re.DOTALL)
"""Those of which every value counts; of others the last one."""
_MODE = b"100644"
_TOLD_MODES = {"100664": "100644"}
"""What trees of old held, and `git fast-import` takes no more."""
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
_NO_REPOSITORY = "not a git repository"
_UNFORCED = (
    "--no-history (`deploy: {history: false}`) needs a server that takes forced pushes: let it take them, "
    "or deploy with --history"
)
# An empty remote says how it names bytes only when it is pushed to.
_OTHER_HASH = re.compile(r"does not support this repository's hash algorithm|unexpected capabilities\^\{\}")
_BY_THE_REMOTE = "[remote rejected]"
_NO_FORCE = re.compile(r"\(non-fast-forward\)|forced?[- ]push", re.IGNORECASE)
_LATE_HERE = re.compile(r"\((?:fetch first|non-fast-forward|stale info|needs force)")
_LATE_THERE = re.compile(r"\((?:cannot lock ref|incorrect old value provided|reference already exists)")
_LATE = re.compile(r"cannot lock ref .*(?:but expected|reference already exists)")
# Lines of the remote begin with `remote:`.
_DAMAGE = re.compile(
    r"^(?:error|fatal): .*(?:object file .* is empty|corrupt|unable to (?:read|unpack)|(?:bad|invalid) object"
    r"|missing (?:blob|commit|tree)|pack-objects died)",
    re.MULTILINE | re.IGNORECASE,
)


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the branch."""

    mode: str
    blob: str
    """The name of its bytes; of what is no file, a submodule say, that of something else."""

    @property
    def is_file(self) -> bool:
        """Whether it is neither a symbolic link nor a submodule."""
        return self.mode.startswith("100")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that is to be on the branch, and where its bytes are: on the disk, here, or there already."""

    blob: str
    size: int
    origin: str = ""
    """A path on the disk."""
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose name a commit has, where git knows none."""

    name: str
    email: str


def find_remote(name: str, root: Path, here: Path, environ: Mapping[str, str]) -> Remote:
    """The repository of this name or address; ``here`` is where relative paths begin.

    Raises:
        UsageError: The project's repository knows no such remote, and it is no address.
        MachineError: git is not there or too old, or refuses.
    """
    git = Git(root, environ)
    git.check_version()
    top = _top(git)
    settings = _settings_in_force(git) if top else ()
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


def _settings_in_force(git: Git) -> tuple[tuple[str, str], ...]:
    """Those of `_CARRIED`, in git's order; files of the user may hold some for one repository only (``includeIf``)."""
    ran = git.run("config", "--list", "-z", what="read its settings", mend=AGAIN)
    found = []
    for line in os.fsdecode(ran.out).split("\0"):
        key, mark, value = line.partition("\n")
        if _CARRIED.fullmatch(key):
            found.append((key, value if mark else "true"))  # a name alone says yes
    return tuple(found)


def _lacking(wanted: Iterable[tuple[str, str]], there: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
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
        git = replace(git, settings=_lacking(remote.settings, _settings_in_force(git)))
        ref = f"refs/heads/{branch}"
        what = f"reach {remote.shown}"
        listed = git.run("ls-remote", "--", remote.url, ref, what=what, mend=AGAIN, patience=_TO_ANSWER)
        tips = [line.split("\t")[0] for line in listed.text.split("\n") if line.endswith(f"\t{ref}")]
        tip = tips[0] if tips else ""
        if tip and (len(tip) == _SHA256_LENGTH) != (kind == "sha256"):
            kind = make_anew(git, _other(kind))
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
        feed = self._stream(files, removed, kept, message, fallback, tip=self.tip if on_tip else "")
        self._read("fast-import", "--quiet", "--force", "--done", feed=feed, what="make the commit")
        made = ("rev-parse", "--quiet", "--verify", f"{NEXT}^{{commit}}")
        return self._read(*made, what="find the commit that it has made").text

    def _stream(
        self,
        files: Mapping[str, Piece],
        removed: Iterable[str],
        kept: Mapping[str, Entry],
        message: str,
        fallback: Identity,
        *,
        tip: str,
    ) -> Iterator[bytes]:
        """What `git fast-import` reads; see its manual."""
        lying = {entry.blob for entry in self.entries().values()}
        marks: dict[str, bytes] = {}
        for piece in files.values():
            if piece.blob not in lying and piece.blob not in marks:
                marks[piece.blob] = b":%d" % (len(marks) + 1)
                yield b"blob\nmark %b\ndata %d\n" % (marks[piece.blob], piece.size)
                yield from _bytes_of(piece)
                yield b"\n"
        text = message.encode()
        yield b"commit %b\n" % NEXT.encode()
        yield self._ident("author", fallback)
        yield self._ident("committer", fallback)
        yield b"data %d\n%b\n" % (len(text), text)
        if tip:
            yield b"from %b\n" % tip.encode()
        for path in removed:
            yield b"D %b\n" % _quoted(path)
        for path, entry in kept.items():
            mode = _TOLD_MODES.get(entry.mode, entry.mode)
            yield b"M %b %b %b\n" % (mode.encode(), entry.blob.encode(), _quoted(path))
        for path, piece in files.items():
            name = marks.get(piece.blob, piece.blob.encode())
            yield b"M %b %b %b\n" % (_MODE, name, _quoted(path))
        yield b"\ndone\n"

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
            raise self._refused(ran, replaces=replaces)
        if not any(_UPDATED.match(line) and f":{ref}\t" in line for line in ran.text.split("\n")):
            raise MachineError(
                f"git pushes nothing to {self.branch} of {self.remote.shown}, and calls that a success",
                mend="look for settings of git that change what it pushes: `git config --show-origin --list`",
            )
        self.git.ask("update-ref", TIP, commit)
        self.git.ask("update-ref", "-d", NEXT)
        tidy(self.git)

    def _refused(self, ran: Ran, *, replaces: bool) -> MachineError:
        what = f"push to {self.branch} of {self.remote.shown}"
        verdict = [line for line in ran.text.split("\n") if line.startswith("!")]
        if _OTHER_HASH.search(ran.err):
            return unfit(what, ran, AGAIN, _other(self.hash))
        if _is_overtaken(verdict, ran.err):
            return MachineError(
                f"somebody else has published to {self.branch} of {self.remote.shown} meanwhile; nothing was pushed",
                mend="run it again",
            )
        reasons = "\n".join(without_secrets(line.rpartition("\t")[2]) for line in verdict)
        told = replace(ran, err="\n".join(part for part in (reasons, ran.err) if part))
        if not reasons.startswith(_BY_THE_REMOTE) and _DAMAGE.search(ran.err):
            return unfit(what, told, AGAIN, self.hash)
        return failed(what, told, _UNFORCED if replaces and _NO_FORCE.search(told.err) else AGAIN)


def _is_overtaken(verdict: Iterable[str], said: str) -> bool:
    """Whether somebody was faster, by the words of the one side or the other. Other refusals are told as they are.

    That the remote takes no forced pushes (``[remote rejected] (non-fast-forward)``) is another matter.
    """
    return any(_LATE_THERE.search(line) if _BY_THE_REMOTE in line else _LATE_HERE.search(line) for line in verdict) or (
        any("(failed to update ref" in line for line in verdict) and bool(_LATE.search(said))
    )


def _other(kind: str) -> str:
    return "sha256" if kind == "sha1" else "sha1"


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


def _bytes_of(piece: Piece) -> Iterator[bytes]:
    """The bytes of a piece: as many as were there when it was summed."""
    if piece.content is not None:
        yield piece.content
        return
    left = piece.size
    try:
        for chunk in chunks(piece.origin):
            left -= len(chunk)
            yield chunk
    except OSError as error:
        raise MachineError(f"{piece.origin}: {(error.strerror or str(error)).lower()}", mend=AGAIN) from error
    if left:
        raise MachineError(f"{piece.origin} is being written", mend="wait until that is done, then deploy again")


def _quoted(path: str) -> bytes:
    """A path as `git fast-import` takes any."""
    name = os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"%b"' % name
