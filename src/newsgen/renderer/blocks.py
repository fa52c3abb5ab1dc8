"""The texts of rendered HTML, block by block: marks of typography, and no blank where a line of Chinese ends.

A block is what stands between two tags that are not inline: a paragraph, an item, a cell.
"""

import re
from collections.abc import Collection, Sequence

from newsgen.renderer.as_typed import JOINT
from newsgen.renderer.quotation import OBJECT
from newsgen.renderer.typography import Typographer

UNTOUCHED = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea", "math", "svg"})
"""Elements whose text stays as it is."""
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s
    samp small span strike strong sub sup time tt u var wbr
    """.split()
)
_OBJECTS = frozenset("img math svg picture video audio input button select".split())
_BREAK = "\n"
_WIDE = (
    "\u2e80-\u312f\u31a0-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6"
    "\U00016fe0-\U00016fff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Of Chinese and Japanese, with their punctuation; Korean has blanks between its words."""
_IS_WIDE = re.compile(f"[{_WIDE}]")
_MARKS = "“”‘’…—–·"
"""Marks that Chinese shares with other scripts: they are Chinese where it stands beside them."""
_LINE_END = re.compile(rf"\n[ \t]*(?P<joints>{JOINT}*)(?=[{_MARKS}{JOINT}]{{0,3}}[{_WIDE}])")
_WIDE_BEFORE = re.compile(rf"[{_WIDE}][{_MARKS}{JOINT}]{{0,3}}\Z")
_LOOK_BACK = 4


def set_blocks(pieces: list[str], names: Sequence[str], typographer: Typographer | None) -> None:
    """Sets the texts of HTML that `split_tags` has parted, in their places; ``names`` are those of its tags."""
    block = _Block(pieces, typographer)
    within: list[str] = []
    for place, name in enumerate(names):
        block.add(2 * place, is_fixed=bool(within))
        tag = pieces[2 * place + 1]
        if name in UNTOUCHED and not tag.endswith("/>"):
            step(within, name, opens=not tag.startswith("</"))
        if name in _INLINE:
            if name == "a" and "footnote-ref" in tag:
                block.next_is_note = True
        elif name in _OBJECTS:
            block.add_other(OBJECT)
        elif name == "br":
            block.add_other(_BREAK)
        elif name:
            block.close()
    block.add(len(pieces) - 1, is_fixed=bool(within))
    block.close()


def is_wide(character: str) -> bool:
    """Whether a character is one of Chinese or Japanese."""
    return _IS_WIDE.match(character) is not None


def set_block(text: str, typographer: Typographer | None) -> str:
    """The text of one block that holds no tag."""
    pieces = [text]
    set_blocks(pieces, (), typographer)
    return pieces[0]


def set_line(text: str, typographer: Typographer | None) -> str:
    """One line of plain text, which holds no character references."""
    return text if typographer is None else typographer.set_text(text)


class _Block:
    """The texts of one block while they are gathered."""

    def __init__(self, pieces: list[str], typographer: Typographer | None) -> None:
        self._pieces = pieces
        self._typographer = typographer
        self._places: list[int] = []
        self._runs: list[str] = []
        self._fixed: list[int] = []
        self.next_is_note = False
        """The number of a note follows, which is no part of the sentence."""

    def add(self, place: int, *, is_fixed: bool) -> None:
        """Adds a text, by its place among the pieces."""
        text = self._pieces[place]
        if not text:
            return
        if is_fixed or self.next_is_note:
            self._fixed.append(len(self._runs))
        self._runs.append(" " if self.next_is_note else text)
        self._places.append(-1 if self.next_is_note else place)
        self.next_is_note = False

    def add_other(self, text: str) -> None:
        """Adds what stands for an element without text."""
        self._fixed.append(len(self._runs))
        self._runs.append(text)
        self._places.append(-1)

    def close(self) -> None:
        """Sets the texts, and begins another block."""
        runs = self._runs
        if runs and not (len(runs) == 1 and (self._fixed or runs[0] == "\n")):
            if self._typographer is not None:
                runs = self._typographer.set_runs(runs, self._fixed)
            runs = _join_lines(runs, self._fixed)
            for place, text in zip(self._places, runs, strict=True):
                if place >= 0:
                    self._pieces[place] = text
        if runs:
            self._places, self._runs, self._fixed = [], [], []
        self.next_is_note = False


def _join_lines(runs: list[str], fixed: Collection[int]) -> list[str]:
    """The texts without line ends between two characters of Chinese or Japanese."""
    if all("\n" not in run or run.isascii() for run in runs) and (len(runs) == 1 or all(map(str.isascii, runs))):
        return runs
    text = JOINT.join([OBJECT if place in fixed else run for place, run in enumerate(runs)])
    joined = _LINE_END.sub(_line_end, text)
    if joined == text:
        return runs
    pieces = joined.split(JOINT)
    return [run if place in fixed else pieces[place] for place, run in enumerate(runs)]


def _line_end(match: re.Match[str]) -> str:
    start = match.start()
    is_wide = _WIDE_BEFORE.search(match.string, max(0, start - _LOOK_BACK), start) is not None
    return match["joints"] if is_wide else match[0]


def step(within: list[str], name: str, *, opens: bool) -> None:
    """Keeps the list of the open elements whose text is not touched; an end tag closes all that stands inside."""
    if opens:
        within.append(name)
    elif name in within:
        del within[within.index(name) :]
