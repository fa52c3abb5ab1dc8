"""The theme's changes taken over into a project's copy, where they concern nothing that the newsroom has changed.

Nothing that marks a conflict is ever written into a copy: a template would publish it.
"""

from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError

from newsgen.documents.encoding import decoded, typed_text
from newsgen.documents.text import Text
from newsgen.documents.three_way import Change, Kind, merged, settled
from newsgen.documents.yaml_nodes import read_mapping
from newsgen.errors import Problem
from newsgen.renderer.filters import filter_table
from newsgen.renderer.fragments import CachedFragments
from newsgen.renderer.theme_copies import TEMPLATES, Copy, State, lines_and_ends, lines_of, write_original


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of a copy into which the theme's changes are taken over."""

    copy: Copy
    content: bytes
    """Of the copy."""
    original: bytes
    """By which the next diff and the next merge tell."""
    taken: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    """What is left for a person."""
    problem: Problem | None = None
    """Why nothing can be taken over."""

    @property
    def is_change(self) -> bool:
        """Whether the copy is another then."""
        return self.content != self.copy.content

    def line_of(self, change: Change) -> int:
        """Where a piece of the copy begins when all is taken over, counted from 1."""
        above = [each for each in self.taken if each.base < change.base]
        moved = sum((each.theirs[1] - each.theirs[0]) - (each.ours[1] - each.ours[0]) for each in above)
        return change.ours[0] + 1 + moved


def merge(copy: Copy, version: str, *, keeps_ours: bool) -> Merge:
    """The copy with what the theme alone has changed since it was made.

    Args:
        copy: As it stands to the theme now.
        version: Of newsgen now.
        keeps_ours: Whether conflicts are settled by this, for what is ours: they are not told again.
    """
    newest = write_original(copy.file, version, copy.theirs)
    if copy.original is None or copy.state in {State.GONE, State.UNREADABLE}:
        return Merge(copy, copy.content, newest, problem=None if keeps_ours else copy.problem)
    conflicts = () if keeps_ours else copy.those(Kind.CONFLICT)
    content = _merged_content(copy)
    kept = newest
    if conflicts:
        lines = settled(copy.original.lines, copy.theirs, copy.changes)
        kept = write_original(copy.file, copy.original.version, lines)
    problem = _mistake_in(copy.path, content)
    if problem and not _mistake_in(copy.path, copy.content):
        return Merge(copy, copy.content, b"", problem=problem)
    return Merge(copy, content, kept, copy.those(Kind.THEIRS), conflicts)


def _merged_content(copy: Copy) -> bytes:
    """The bytes of the copy with what the theme alone has changed, in its own encoding and with its own line ends."""
    typed = typed_text(copy.content)
    pairs = lines_and_ends(typed.text)
    ends = [end for _, end in pairs if end]
    usual = max(set(ends), key=ends.count) if ends else "\n"
    ours = [line + end for line, end in pairs]
    lines = merged(ours, [line + usual for line in copy.theirs], copy.changes)
    whole = [line if line.endswith(("\n", "\r")) else line + usual for line in lines[:-1]] + lines[-1:]
    return typed.encoded("".join(whole))


def _mistake_in(path: str, content: bytes) -> Problem | None:
    """Why a text that was put together from two is no template, or no file of words; None where it is one."""
    text = decoded(content, path)
    if isinstance(text, Problem):
        return text
    if path.endswith(".yaml"):
        read = read_mapping(Text(path, text))
        return read if isinstance(read, Problem) else None
    if not path.startswith(TEMPLATES):
        return None
    try:
        _environment().compile(text)
    except TemplateSyntaxError as error:
        what = f"with the theme's changes it would be no template any more: {error.message}"
        mend = "take them over by hand: `newsgen theme diff` shows them"
        line = "".join(lines_of(text)[error.lineno - 1 : error.lineno])
        return Problem(path, what, mend, error.lineno, source_line=line)
    return None


def _environment() -> Environment:
    environment = Environment(extensions=[CachedFragments], autoescape=True)
    environment.filters |= filter_table({})
    return environment
