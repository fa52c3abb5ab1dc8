"""Whether the tags of a page nest: which elements are open, and what is wrong with it. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsgen.checks.tags import Tag


class At(NamedTuple):
    """Which tag it is. Its place is counted only where something is wrong."""

    line: int
    """Counted from 0. Lines on which something is left open are one with those behind them."""
    number: int
    """Of the markup on the line, counted from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with how tags nest."""

    at: At | None
    """The tag; None where only the end of the page shows it."""
    typed: str
    """The beginning of the tag to blame."""
    what: str
    mend: str

    def on_line(self, line: int) -> "Fault":
        """The same, of a line that was read elsewhere."""
        return replace(self, at=At(line, self.at.number)) if self.at else self


_MAY_STAY_OPEN = frozenset(
    "html head body p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rt rp".split()
)
"""Elements whose end tag HTML lets one leave out."""
_NOT_IN_ITSELF = frozenset(("a", "button", "form"))
_PARAGRAPHS_STAY_INSIDE = frozenset(("td", "th", "caption", "button", "object", "template", "foreignobject"))
"""Elements inside of which no paragraph outside is ended."""
_DEEPEST = 512
"""Chromium opens no more in each other."""
_OUTSIDE = "a paragraph holds no blocks: close it first"


@dataclass
class Nesting:
    """The elements that are open."""

    stack: list[str]
    ended_paragraph: str
    """What has ended the last paragraph that did not end by itself."""
    faults: list[Fault] = field(default_factory=list)

    def follow(self, tags: Sequence[Tag]) -> None:
        """The tags of a line, one after the other."""
        stack = self.stack
        for number, (name, opens, closes, ends, is_block, _) in enumerate(tags):
            if closes:
                if stack and stack[-1] == name:
                    stack.pop()
                else:
                    self.close(At(0, number), name)
            else:
                if is_block or ends or name in _NOT_IN_ITSELF:
                    self.begin(At(0, number), name, ends, is_block=is_block)
                if opens:
                    stack.append(name)

    def begin(self, at: At, name: str, ends: frozenset[str], *, is_block: bool) -> None:
        """An element begins: it may end others, and may not stand everywhere."""
        stack = self.stack
        if len(stack) > _DEEPEST:
            self._give_up(at)
        if is_block and "p" in stack:
            self.end_paragraph(at, name)
        while stack and stack[-1] in ends:
            stack.pop()
        if name in _NOT_IN_ITSELF and name in stack:
            mend = f"close the first with </{name}>"
            self._note(at, f"<{name}", f"<{name}> stands inside another <{name}>", mend)

    def end_paragraph(self, at: At, name: str) -> None:
        """A block ends the paragraph in which it stands."""
        stack = self.stack
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth] in _PARAGRAPHS_STAY_INSIDE:
                return
            if stack[depth] == "p":
                if open_inside := [inner for inner in stack[depth + 1 :] if inner not in _MAY_STAY_OPEN]:
                    inner = open_inside[-1]
                    self._note(at, f"<{inner}", f"<{name}> stands inside <{inner}> in a paragraph", _OUTSIDE)
                del stack[depth:]
                self.ended_paragraph = name
                return

    def close(self, at: At, name: str) -> None:
        """An end tag whose element is not the innermost."""
        stack = self.stack
        if len(stack) > _DEEPEST:
            self._give_up(at)
        if name in stack:
            depth = len(stack) - 1 - stack[::-1].index(name)
            for inner in reversed(stack[depth + 1 :]):
                if inner not in _MAY_STAY_OPEN:
                    mend = f"write </{inner}> where it ends"
                    self._note(at, f"<{inner}", f"<{inner}> is not closed before </{name}>", mend)
            del stack[depth:]
        elif name == "p" and self.ended_paragraph:
            self._note(at, "</p", f"a paragraph was ended by <{self.ended_paragraph}> before its </p>", _OUTSIDE)
        else:
            self._note(at, f"</{name}", f"</{name}> closes nothing", "delete it, or open the element")

    def _give_up(self, at: At) -> None:
        """Nothing is said of what stands deeper than any browser looks: it would take for ever."""
        inner = next((name for name in self.stack if name not in _MAY_STAY_OPEN), self.stack[0])
        self._note(at, f"<{inner}", f"more than {_DEEPEST} elements stand in each other", "close them")
        self.stack.clear()

    def _note(self, at: At, typed: str, what: str, mend: str) -> None:
        self.faults.append(Fault(at, typed, what, mend))


def never_closed(stack: Iterable[str]) -> Iterator[Fault]:
    """What is wrong where the page ends, and this is open."""
    for name in stack:
        if name not in _MAY_STAY_OPEN:
            yield Fault(None, f"<{name}", f"<{name}> is never closed", f"write </{name}> where it ends")
