"""The texts of rendered HTML, block by block: marks of typography, and no blank where a line of Chinese ends.

A block is what stands between two tags that are not inline: a paragraph, an item, a cell.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from newsgen.documents.characters import rare_characters
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
_RUNNING = _INLINE | _OBJECTS | {"br", ""}
"""Tags that end no block; a comment has no name."""
_BREAK = "\n"
_WIDE = (
    "\u2e80-\u312f\u31a0-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6"
    "\U00016fe0-\U00016fff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Of Chinese and Japanese, with their punctuation; Korean has blanks between its words."""
_IS_WIDE = re.compile(f"[{_WIDE}]")
_MARKS = "“”‘’…—–·"
"""Marks that Chinese shares with other scripts: they are Chinese where it stands beside them."""
_LINE_END = re.compile(rf"(?<![ \t])[ \t]*\n[ \t]*(?P<joints>{JOINT}*)(?=[{_MARKS}{JOINT}]{{0,3}}[{_WIDE}])")
_WIDE_BEFORE = re.compile(rf"[{_WIDE}][{_MARKS}{JOINT}]{{0,3}}\Z")
_LOOK_BACK = 4


def set_blocks(
    pieces: list[str], names: Sequence[str], typographer: Typographer | None, *, may_be_wide: bool = True
) -> None:
    """Sets the texts of HTML that `split_tags` has parted, in their places; ``names`` are those of its tags.

    Only the blocks are looked at that hold something to set: most do not. ``may_be_wide`` is off where letters of
    Chinese or Japanese have been looked for, and there are none.
    """
    texts = pieces[::2]
    concerned: Iterable[int] = range(len(texts))
    is_wide = may_be_wide and _has_wide(texts)
    if not is_wide:
        concerned = () if typographer is None else typographer.concerned(texts)
    if not concerned:
        return
    untouched = _untouched(pieces, names)
    done = -1
    for place in concerned:
        if place > done:
            start = done = place
            while start and names[start - 1] in _RUNNING:
                start -= 1
            while done < len(names) and names[done] in _RUNNING:
                done += 1
            if start < done:
                block = _Block(pieces, names, start, done, untouched)
                block.put_back(_set_runs(block.runs, block.fixed, typographer, is_wide=is_wide))
            elif place not in untouched:
                pieces[2 * place] = _set_runs([pieces[2 * place]], (), typographer, is_wide=is_wide)[0]


def _has_wide(texts: Iterable[str]) -> bool:
    text = "".join(texts)
    return not text.isascii() and _IS_WIDE.search(rare_characters(text)) is not None


def _untouched(pieces: Sequence[str], names: Sequence[str]) -> Collection[int]:
    """Which of the texts stay as they are."""
    if UNTOUCHED.isdisjoint(names):
        return ()
    found: set[int] = set()
    within: list[str] = []
    for place, name in enumerate(names):
        if within:
            found.add(place)
        tag = pieces[2 * place + 1]
        if name in UNTOUCHED and not tag.endswith("/>"):
            step(within, name, opens=not tag.startswith("</"))
    return found | {len(names)} if within else found


def is_wide(character: str) -> bool:
    """Whether a character is one of Chinese or Japanese."""
    return _IS_WIDE.match(character) is not None


def set_block(text: str, typographer: Typographer | None) -> str:
    """The text of one block that holds no tag."""
    return _set_runs([text], (), typographer, is_wide=True)[0]


def set_line(text: str, typographer: Typographer | None) -> str:
    """One line of plain text, which holds no character references."""
    return text if typographer is None else typographer.set_text(text)


class _Block:
    """The texts of one block, and what stands between them."""

    def __init__(
        self, pieces: list[str], names: Sequence[str], start: int, end: int, untouched: Collection[int]
    ) -> None:
        self._pieces = pieces
        self._places: list[int] = []
        self.runs: list[str] = []
        self.fixed: list[int] = []
        is_note = False  # The number of a note follows, which is no part of the sentence.
        for place in range(start, end + 1):
            if text := pieces[2 * place]:
                self._add(
                    " " if is_note else text, -1 if is_note else 2 * place, is_fixed=is_note or place in untouched
                )
                is_note = False
            name = names[place] if place < end else ""
            if name == "a" and "footnote-ref" in pieces[2 * place + 1]:
                is_note = True
            elif name in _OBJECTS or name == "br":
                self._add(_BREAK if name == "br" else OBJECT, -1, is_fixed=True)

    def _add(self, text: str, place: int, *, is_fixed: bool) -> None:
        if is_fixed:
            self.fixed.append(len(self.runs))
        self.runs.append(text)
        self._places.append(place)

    def put_back(self, runs: Sequence[str]) -> None:
        """Puts the texts in their places."""
        for place, text in zip(self._places, runs, strict=True):
            if place >= 0:
                self._pieces[place] = text


def _set_runs(runs: list[str], fixed: Collection[int], typographer: Typographer | None, *, is_wide: bool) -> list[str]:
    if len(runs) == len(fixed):
        return runs
    if typographer is not None:
        runs = typographer.set_runs(runs, fixed)
    return _join_lines(runs, fixed) if is_wide else runs


def _join_lines(runs: list[str], fixed: Collection[int]) -> list[str]:
    """The texts without line ends between two characters of Chinese or Japanese."""
    if len(runs) == 1 and ("\n" not in runs[0] or runs[0].isascii()):
        return runs
    if all(map(str.isascii, runs)):
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
