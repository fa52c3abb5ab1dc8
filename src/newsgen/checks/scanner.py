"""Reads a page of HTML in one pass: what its tags say, and whether they nest. Pure.

A library that builds a tree repairs what is wrong without a word, and tells no places; those that tell them take a
minute for every hundred megabytes. A page of an archive says mostly what others have said, and says it in the same
lines: so a line, or a tag, is looked up where it has been read before, and places are counted only for what is wrong.
"""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice

from newsgen.checks.lines import LinesOf
from newsgen.checks.nesting import At, Fault, Nesting, never_closed
from newsgen.checks.tags import Tag, TagFacts, Word, read_tag
from newsgen.documents.html import FOREIGN, Lines

Said = tuple[At, tuple[Word, ...]]
"""What one tag of a page says."""


@dataclass(frozen=True)
class Scanned:
    """A page that was read."""

    said: Sequence[Said]
    fault: Fault | None
    text: str
    _lines: Lines

    def place(self, at: At | int | None) -> tuple[int, int, str]:
        """Line and column of a tag or an offset, both counted from 1, and its line; of None, of the page's end."""
        if at is None:
            at = max(0, len(self.text.rstrip()) - 1)
        return self._places.place(at if isinstance(at, int) else self._bounds(at)[0])

    def text_behind(self, at: At) -> str:
        """The text behind a tag, up to the next one."""
        behind = self._bounds(at)[1]
        end = self.text.find("<", behind)
        return _plain(self.text[behind : end if end >= 0 else None])

    def _bounds(self, at: At) -> tuple[int, int]:
        """Where a tag begins, and where it ends."""
        if at.line not in self._starts:
            pieces, _, _ = self._lines.parted(at.line)
            self._starts[at.line] = [*accumulate(map(len, pieces), initial=self._lines.start(at.line))]
        start, end = self._starts[at.line][2 * at.number + 1 :][:2]
        return start, end

    @cached_property
    def _starts(self) -> dict[int, list[int]]:
        """Line to where each piece of it begins."""
        return {}

    @cached_property
    def _places(self) -> LinesOf[str]:
        return LinesOf(self.text, "\n")


@dataclass(slots=True)
class _State:
    """What is open between two lines, and where the lines that have been read there have led."""

    stack: list[str]
    ended_paragraph: str
    """What has ended the last paragraph that did not end by itself."""
    steps: "dict[str, _Step]" = field(default_factory=dict)


@dataclass(slots=True)
class _Step:
    """What a line says, and to which state it leads."""

    state: _State
    said: Sequence[tuple[int, tuple[Word, ...]]]
    fault: "Fault | None"
    is_quiet: bool
    """Whether there is nothing of both."""
    length: int
    """In lines."""


_DULL = re.compile(
    r'<link rel="canonical" href="([^"#?%&<>]*)">|<meta (?:name|property)="(?:'
    r'(?:og:url|citation_public_url)" content="([^"#?%&<>]*)'
    r'|(?!og:(?:url|image|audio|video)|twitter:image|citation_public_url)[^"<>]*" content="[^"<>]*)">'
)
"""Lines that stand on one page alone, and concern nobody here, or say what most often is plainly right."""
_LONG = 400
_DEEP = 100
_MOST_STEPS = 100_000
_MOST_TAGS = 100_000


@dataclass
class Scanner:
    """Reads pages, and knows the lines and tags of those that it has read."""

    is_settled: Callable[[Word], bool]
    """Whether nobody needs to hear of this again: it is right, wherever it stands."""
    _states: dict[tuple[str, ...], _State] = field(default_factory=dict)
    _known_steps: int = 0
    _known_tags: dict[str, Tag] = field(default_factory=dict)

    def scan(self, text: str) -> Scanned:
        """What a page says, and what is wrong with how its tags nest: of faults the first, others follow from it."""
        lines = Lines(text)
        said: list[Said] = []
        fault: Fault | None = None
        state = self._state([], "")
        numbered = enumerate(lines.lines)
        for number, typed in numbered:
            step = state.steps.get(typed)
            if step is None:
                if "<" not in typed or self._is_dull(typed):
                    continue
                step = self._step(state, lines, number)
                if step.length > 1:
                    next(islice(numbered, step.length - 1, step.length - 1), None)
            if not step.is_quiet:
                said += [(At(number, tag), words) for tag, words in step.said]
                if fault is None and step.fault:
                    fault = step.fault.on_line(number)
            state = step.state
        if fault is None:
            fault = next(never_closed(state.stack), None)
        return Scanned(said, fault, text, lines)

    def _is_dull(self, typed: str) -> bool:
        found = _DULL.fullmatch(typed)
        return found is not None and (
            not found.lastindex or self.is_settled(Word(TagFacts.LINK, found[found.lastindex]))
        )

    def _step(self, state: _State, lines: Lines, number: int) -> _Step:
        pieces, length, is_the_same = lines.parted(number)
        known = self._known_tags
        tags = [known.get(piece) or self._tag(piece) for piece in pieces[1::2]]
        said = [(at, tag.words) for at, tag in enumerate(tags) if tag.words]
        if said:
            said = [_with_title(at, words, tags, pieces) for at, words in said]
        nesting = Nesting(state.stack[:], state.ended_paragraph)
        nesting.follow(tags)
        if nesting.stack == state.stack and nesting.ended_paragraph == state.ended_paragraph:
            next_state = state
        else:
            next_state = self._state(nesting.stack, nesting.ended_paragraph)
        fault = nesting.faults[0] if nesting.faults else None
        step = _Step(next_state, said, fault, not said and fault is None, length)
        typed = lines.lines[number]
        # Structured data and the text of a story stand on one page alone.
        if is_the_same and len(typed) < _LONG:
            self._known_steps += 1
            state.steps[typed] = step
        return step

    def _state(self, stack: list[str], ended_paragraph: str) -> _State:
        if self._known_steps > _MOST_STEPS:
            self._known_steps = 0
            self._states.clear()
        key = (*stack, "/", ended_paragraph)
        state = self._states.get(key)
        if state is None:
            state = _State(stack, ended_paragraph)
            if len(stack) < _DEEP:
                self._states[key] = state
        return state

    def _tag(self, typed: str) -> Tag:
        tag = self._known_tags.get(typed)
        if tag is None:
            tag = read_tag(typed)
            if tag.words:
                tag = tag._replace(words=tuple(word for word in tag.words if not self.is_settled(word)))
            if len(typed) < _LONG:
                if len(self._known_tags) >= _MOST_TAGS:
                    self._known_tags.clear()
                self._known_tags[typed] = tag
        return tag


def _with_title(
    at: int, words: tuple[Word, ...], tags: Sequence[Tag], pieces: Sequence[str]
) -> tuple[int, tuple[Word, ...]]:
    """What a tag says. If it is a title, and no drawing's, its text, too."""
    if tags[at].name != "title":
        return at, words
    is_drawing = sum(tag.opens - tag.closes for tag in tags[:at] if tag.name in FOREIGN) > 0
    return at, () if is_drawing else (*words[:-1], Word(TagFacts.TITLE, _plain(pieces[2 * at + 2])))


def _plain(typed: str) -> str:
    return html.unescape(typed).strip()
