"""A project's copies of files of the theme: what each has missed of what has become of the theme since.

What a copy was made from, its original, is kept in a folder of its own: the text of the theme's file as it was then,
below a few lines that say what it is. The copy itself is the theme's file to the byte. No build reads an original.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from newsgen.documents.encoding import decoded
from newsgen.documents.three_way import Change, Kind, find_changes
from newsgen.errors import Problem
from newsgen.renderer.theme import ORIGINALS, THEME, is_one_folder, list_own, list_theme, read_inside
from newsgen.renderer.theme_purposes import group_of, purpose_of

TEMPLATES = "templates/"
"""The folder of templates, in a path."""
_SUFFIX = ".txt"
_HEAD = """newsgen theme original
file: {file}
newsgen: {version}
sha256: {digest}
The file of the theme as it was when it was copied. `newsgen theme diff` tells by it what the copy has missed.
Keep it with the publication, in version control, too; do not edit it.

"""


class State(StrEnum):
    """How a copy stands to the theme."""

    SAME = "same"
    """It has the same text."""
    CHANGED = "changed"
    """The newsroom has changed it, and nothing of the theme's is missing in it."""
    BEHIND = "behind"
    """The theme has changed since, and the copy has not."""
    EXTENDS = "extends"
    """It is no copy: it takes the theme's own, and changes parts of it."""
    UNKNOWN = "unknown"
    """It is not the theme's, and what it was made from is not known."""
    GONE = "gone"
    """The theme has no such file any more."""
    UNREADABLE = "unreadable"
    """It is no text."""


@dataclass(frozen=True, slots=True)
class Original:
    """What a copy was made from."""

    path: str
    """Of the copy, in the project."""
    file: str
    """The theme's file: ``templates/article.html``."""
    version: str
    """Of the newsgen that it came with."""
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the project that lies over one of the theme, or was copied from one."""

    path: str
    file: str
    """The theme's file."""
    state: State
    content: bytes
    ours: tuple[str, ...] = ()
    """Its lines, without their ends; so are the two others."""
    theirs: tuple[str, ...] = ()
    """Of the theme's file as it is now."""
    original: Original | None = None
    changes: tuple[Change, ...] = ()
    """Of the original by the newsroom and the theme."""
    renamed_from: str = ""
    """What it was called when it was copied, if it has another name now."""
    problem: Problem | None = None
    """Why it cannot be read, or its original."""

    @property
    def by_theme(self) -> tuple[Change, ...]:
        """What the theme has changed since it was copied."""
        return tuple(change for change in self.changes if change.kind is not Kind.OURS)

    def those(self, kind: Kind) -> tuple[Change, ...]:
        """Of these changes the ones of a kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def is_up_to_date(self) -> bool:
        """Whether nothing of the theme's is known or likely to be missing."""
        return self.state in {State.SAME, State.CHANGED, State.EXTENDS}


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A file of the theme."""

    path: str
    """As a project has it: ``templates/article.html``, ``static/style.css``."""
    copy: Copy | None = None
    """What the project has in its place."""

    @property
    def name(self) -> str:
        """As templates and documentation call it: ``article.html``, ``static/style.css``."""
        return self.path.removeprefix(TEMPLATES)

    @property
    def purpose(self) -> str:
        """What it is for, in a few words."""
        return purpose_of(self.name)

    @property
    def group(self) -> str:
        """What it stands among in a list."""
        return group_of(self.name)


@dataclass(frozen=True, slots=True)
class ThemeLook:
    """The theme, and what a project has of it."""

    files: tuple[ThemeFile, ...]
    others: tuple[Copy, ...]
    """Copies that have no file of the theme at their path: it is gone, or they were renamed."""
    lost: tuple[str, ...]
    """Originals whose copy is gone."""
    is_own: bool
    """Whether the project's folders are the theme itself, as in newsgen's checkout."""

    @property
    def copies(self) -> tuple[Copy, ...]:
        """All copies, by path."""
        found = [file.copy for file in self.files if file.copy]
        return tuple(sorted((*found, *self.others), key=lambda copy: copy.path))


def shown(file: str) -> str:
    """How messages call a file of the theme: ``theme/article.html``."""
    return THEME + file.removeprefix(TEMPLATES)


def original_path(path: str) -> str:
    """Where the original of a copy lies."""
    return f"{ORIGINALS}/{path}{_SUFFIX}"


def write_original(file: str, version: str, lines: Sequence[str]) -> bytes:
    """The original of a copy, as it is kept. ``version`` is that of newsgen."""
    text = "".join(f"{line}\n" for line in lines)
    return (_HEAD.format(file=file, version=version, digest=_digest(text)) + text).encode("utf-8", "surrogateescape")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def read_original(path: str, content: bytes) -> Original | Problem:
    """The original of the copy at a path, or why it will not do. Line ends may have been changed by git."""
    where = original_path(path)
    text = decoded(content, where)
    if isinstance(text, Problem):
        return text
    head, _, kept = text.partition("\n\n")
    fields = dict(re.findall(r"^(\w+): (.*)$", head, re.MULTILINE))
    file = fields.get("file", "")
    if not kept.endswith("\n"):
        kept += "\n" if kept else ""
    if not file or fields.get("sha256") != _digest(kept):
        what = "it is not as newsgen has written it, so it does not tell what the copy was made from"
        mend = f"restore it from version control; or have today's theme take its place: {_keep(path)}"
        return Problem(where, what, mend)
    return Original(path, file, fields.get("newsgen", ""), tuple(lines_of(kept)))


def _keep(path: str) -> str:
    return f"`newsgen theme merge {path.removeprefix(TEMPLATES)} --keep-mine --write`"


_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


def lines_and_ends(text: str) -> list[tuple[str, str]]:
    """Each line and its end."""
    return [(found[1], found[2]) for found in _LINE.finditer(text) if found[0]]


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends."""
    return [line for line, _ in lines_and_ends(text)]


def look_at_theme(root: Path, theme: Path) -> ThemeLook:
    """The files of a theme, and how a project's copies stand to them.

    Raises:
        MachineError: A file cannot be read.
    """
    paths = list_theme(theme)
    if is_one_folder(root, theme):
        return ThemeLook(tuple(map(ThemeFile, paths)), (), (), is_own=True)
    own = list_own(root)
    originals = _originals(root, own)
    copies: dict[str, Copy] = {}
    for path in dict.fromkeys((*paths, *originals)):
        if copy := _copy(root, theme, path, originals.get(path)):
            copies[path] = copy
    missing = [path for path in originals if path not in copies]
    free = [path for path in own if path not in {*paths, *copies} and not path.startswith(f"{ORIGINALS}/")]
    renamed = {path: copy for path in missing if (copy := _renamed(root, theme, originals[path], free))}
    return ThemeLook(
        files=tuple(ThemeFile(path, copies.get(path)) for path in paths),
        others=(*(copy for path, copy in copies.items() if path not in paths), *renamed.values()),
        lost=tuple(original_path(path) for path in missing if path not in renamed),
        is_own=False,
    )


def look_at_copies(root: Path, theme: Path) -> tuple[Copy, ...]:
    """The copies whose originals are kept: all of which it can be said what they have missed.

    Raises:
        MachineError: A file cannot be read.
    """
    if is_one_folder(root, theme):
        return ()
    originals = _originals(root, list_own(root))
    return tuple(copy for path, original in originals.items() if (copy := _copy(root, theme, path, original)))


def _originals(root: Path, own: Sequence[str]) -> dict[str, Original | Problem]:
    """The path of each copy to what it was made from."""
    found: dict[str, Original | Problem] = {}
    for kept in own:
        if kept.startswith(f"{ORIGINALS}/") and kept.endswith(_SUFFIX):
            path = kept.removeprefix(f"{ORIGINALS}/").removesuffix(_SUFFIX)
            found[path] = read_original(path, read_inside(root, kept) or b"")
    return found


def _copy(root: Path, theme: Path, path: str, original: Original | Problem | None, was: str = "") -> Copy | None:
    """How the project's file at a path stands to the theme; None where there is none."""
    content = read_inside(root, path)
    if content is None:
        return None
    known = original if isinstance(original, Original) else None
    fault = original if isinstance(original, Problem) else None
    file = known.file if known else path
    text = decoded(content, path)
    if isinstance(text, Problem):
        return Copy(path, file, State.UNREADABLE, content, original=known, problem=text, renamed_from=was)
    newest = read_inside(theme, file)
    ours, theirs = lines_of(text), lines_of((newest or b"").decode("utf-8", "surrogateescape"))
    changes = find_changes(known.lines, ours, theirs) if known else ()
    state = _state(path, text, changes, is_known=known is not None) if ours != theirs else State.SAME
    return Copy(
        path=path,
        file=file,
        state=State.GONE if newest is None else state,
        content=content,
        ours=tuple(ours),
        theirs=tuple(theirs),
        original=known,
        changes=changes,
        renamed_from=was,
        problem=fault,
    )


def _state(path: str, text: str, changes: Sequence[Change], *, is_known: bool) -> State:
    """How a file that is not the theme's stands to it."""
    if _extends(path, text):
        return State.EXTENDS
    if not is_known:
        return State.UNKNOWN
    is_behind = any(change.kind in {Kind.THEIRS, Kind.CONFLICT} for change in changes)
    return State.BEHIND if is_behind else State.CHANGED


def _extends(path: str, text: str) -> bool:
    """Whether a template takes the theme's own of its name."""
    name = re.escape(shown(path))
    return bool(re.search(rf"""\{{%[-+]?\s*(?:extends|include|import|from)\s+["']{name}["']""", text))


_LIKE = 0.5
"""The part of the lines that two texts have in common from which the one is taken for the other, renamed."""


def _renamed(root: Path, theme: Path, original: Original | Problem, free: Sequence[str]) -> Copy | None:
    """The file that a copy has become, told by its text; None where there is none like it."""
    if isinstance(original, Problem):
        return None
    likely = [
        (ratio, path)
        for path in free
        if path.partition("/")[0] == original.path.partition("/")[0]
        and (ratio := _likeness(original.lines, read_inside(root, path) or b"")) >= _LIKE
    ]
    return _copy(root, theme, max(likely)[1], original, original.path) if likely else None


def _likeness(lines: Sequence[str], content: bytes) -> float:
    text = decoded(content, "")
    if isinstance(text, Problem):
        return 0
    matcher = SequenceMatcher(None, lines, lines_of(text), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _LIKE else 0


def blocks_of(text: str) -> list[str]:
    """The blocks of a template, in order: what a template that extends it may change."""
    return list(dict.fromkeys(re.findall(r"\{%[-+]?\s*block\s+(\w+)", text)))
