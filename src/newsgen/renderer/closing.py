"""What an author's HTML leaves open ends with the story, and nothing of it reaches outside.

HTML that closes what it opens stays as it was typed, to the byte. Where it does not, the story goes through a parser
that follows the HTML standard, and comes back as a browser would have it. What would be no part of the story even so
(another `base`, a second `html`) is left out; words are not.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from newsgen.documents.html import RAW_TEXT, VOID, Kind, Token, attributes_of, tokens
from newsgen.errors import Problem
from newsgen.models.rules import LOST_WORDS, OPEN_ELEMENT, OUTSIDE_STORY
from newsgen.renderer.dialects import NestingError
from newsgen.renderer.markup import DRAWN, ELEMENTS, is_deep
from newsgen.renderer.places import Places

_OPEN = OPEN_ELEMENT.name
DEEPEST = 1000
"""Elements inside one another that are parsed: browsers follow about 500, and the time grows with the square."""
_MOST_COPIES = 200_000
"""Of open elements such as `font`, which a parser begins anew in each block: their number times that of the blocks."""
_MAY_STAY_OPEN = frozenset(
    "p li dt dd td th tr thead tbody tfoot colgroup caption option optgroup rt rp rb rtc".split()
)
_ENDS = {
    **{name: (name,) for name in ("p", "li", "tr", "option")},
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(("td", "th"), ("td", "th")),
    **dict.fromkeys(("rt", "rp"), ("rt", "rp")),
}
"""Elements that end the one before them."""
_OF_THE_PAGE = frozenset("html head body base frameset frame".split())
"""Elements of a page as a whole: what is inside of them is shown."""
_META_OF_THE_PAGE = frozenset({"http-equiv", "charset", "name"})
_HIDES = frozenset("svg math template dialog datalist noscript canvas object applet audio video select map".split())
"""Elements that would hide the rest of the story, or show it as something else, if they ended with it."""
_ROUNDS = 20
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_BREAK_OUT = frozenset(
    """
    b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta
    nobr ol p pre ruby s small span strong strike sub sup table tt u ul var
    """.split()
)
"""Elements that end a drawing or a formula in which they stand."""
_HTML_IN_DRAWINGS = frozenset("foreignobject desc title annotation-xml mtext mi mo mn ms".split())


@dataclass(slots=True)
class Closed:
    """A story whose HTML ends with it."""

    html: str
    faults: list["Fault"] = field(default_factory=list)
    lost: int = 0
    """Letters that the parser has dropped."""

    def problems(self, places: Places) -> Iterator[Problem]:
        """A warning for each kind of mistake, at its first place."""
        counts = Counter((fault.typed, fault.what) for fault in self.faults)
        told: set[tuple[str, str]] = set()
        for fault in self.faults:
            key = (fault.typed, fault.what)
            if key not in told:
                told.add(key)
                more = f" ({counts[key]:,} times)" if counts[key] > 1 else ""
                problem = places.nth(fault.typed, fault.number, fault.what + more, fault.mend)
                yield problem.as_warning().under(fault.rule)
        if self.lost:
            yield lost_words(self.lost, places, "look for text that stands where none may, such as in a table's rows")


def lost_words(letters: int, places: Places, mend: str) -> Problem:
    """The warning that some of an article's letters are not in its page."""
    what = f"{letters:,} letter{'s' if letters > 1 else ''} of its HTML are not in the page"
    return places.of_story(what, mend).as_warning().under(LOST_WORDS.name)


@dataclass(frozen=True, slots=True)
class Fault:
    """A tag that is left out, or that nothing closes."""

    typed: str
    number: int
    """Of the tags that are typed in this way, counted from 0."""
    what: str
    mend: str
    rule: str


def close_story(rendered: str) -> Closed:
    """Rendered HTML that ends with the story, without comments; the same if all is well.

    Raises:
        NestingError: It is nested so deep that a parser would take long.
    """
    faults: list[Fault] = []
    for _ in range(_ROUNDS):
        edits = _Edits(rendered, list(tokens(rendered)))
        edits.note()
        rendered = edits.made()
        faults += edits.faults
        if not edits.has_shown:  # else what stood inside of it is read as what it is outside
            break
    else:
        raise NestingError("elements are left open in one another")
    faults += edits.left_open
    if not edits.is_open:
        return Closed(rendered, faults)
    if is_deep(rendered, DEEPEST) or edits.copies > _MOST_COPIES:
        raise NestingError("elements are nested too deeply")
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - most sites need no parser

    closed = LexborHTMLParser(rendered, is_fragment=True).html or ""
    return Closed(closed, faults, letters_lost(rendered, closed))


def letters_lost(before: str, after: str) -> int:
    """How many letters and digits of the text of some HTML are not in what was made of it."""
    return (Counter(_letters(before)) - Counter(_letters(after))).total()


def _letters(markup: str) -> str:
    pieces = []
    done = 0
    for token in tokens(markup):
        pieces.append(markup[done : token.start])
        done = token.end
    pieces.append(markup[done:])
    return _NO_LETTERS.sub("", html.unescape("\n".join(pieces)))


_NO_LETTERS = re.compile(r"[\W_]+")


class _Open(NamedTuple):
    """An element that is open."""

    name: str
    typed: str
    number: int
    """Of the tags that are typed in this way."""
    start: int


class _Edits:
    """What has to be altered in a story for its HTML to end with it."""

    def __init__(self, rendered: str, markup: list[Token]) -> None:
        self.faults: list[Fault] = []
        """Those that are mended here."""
        self.left_open: list[Fault] = []
        """Those that a parser has to mend."""
        self.has_shown = False
        """Whether the tag of an element that would hide the rest of the story is text now."""
        self.is_open = False
        """Whether something is not closed, or closes nothing."""
        self.copies = 0
        self._rendered = rendered
        self._markup = markup
        self._edits: list[tuple[int, int, str]] = []
        self._seen: Counter[str] = Counter()
        self._stack: list[_Open] = []
        self._open: Counter[str] = Counter()

    def made(self) -> str:
        pieces: list[str] = []
        done = 0
        for start, end, text in sorted(self._edits):
            pieces += [self._rendered[done:start], text]
            done = end
        return "".join([*pieces, self._rendered[done:]])

    def note(self) -> None:
        """Goes through the markup once."""
        blocks = formats = 0
        for token, following in zip_longest(self._markup, self._markup[1:]):
            if not self._is_kept(token, following):
                continue
            name = token.name
            blocks += name in {"p", "div", "li", "td", "dd", "blockquote"}
            formats += name in _FORMATTING
            if token.kind is Kind.END:
                self._end(token)
            elif not (name in VOID or (token.is_whole and token.is_foreign)):
                self._begin(token)
        self._finish()
        self.copies = blocks * min(formats, sum(element.name in _FORMATTING for element in self._stack) + 3)

    def _is_kept(self, token: Token, following: Token | None) -> bool:
        name = token.name
        if token.kind is Kind.COMMENT:
            self._edits.append((token.start, token.end, ""))
            return False
        is_tag = token.kind in {Kind.START, Kind.END}
        if not is_tag or token.is_open or not (name in ELEMENTS and (token.is_foreign or name not in DRAWN)):
            is_drawn_end = is_tag and token.kind is Kind.END and name in DRAWN
            if not is_drawn_end or name not in ELEMENTS:
                self._edits.append((token.start, token.start + 1, "&lt;"))
                return False
        if name == "title" and not token.is_foreign:
            self._show_title(token, following)
            return False
        if name in _OF_THE_PAGE or (name == "meta" and self._is_of_the_page(token)):
            self._edits.append((token.start, token.end, ""))
            if token.kind is Kind.START:
                self._fault(
                    token, f"<{name}> belongs to a page, not to a story: it is left out", "take it out", outside=True
                )
            return False
        return True

    def _is_of_the_page(self, token: Token) -> bool:
        tag = self._rendered[token.start : token.end]
        return any(attribute.name.lower() in _META_OF_THE_PAGE for attribute in attributes_of(tag))

    def _show_title(self, token: Token, following: Token | None) -> None:
        """A title that is not the page's would not be shown: its words are."""
        text = ""
        end = token.end
        if token.kind is Kind.START and following is not None:
            end = following.start
            text = self._rendered[token.end : end].replace("<", "&lt;")
            what = "<title> belongs to a page, not to a story: its words are shown as text"
            self._fault(token, what, "make it a headline, or take it out", outside=True)
        self._edits.append((token.start, end, text))

    def _begin(self, token: Token) -> None:
        if self._stack and self._stack[-1].name in _ENDS.get(token.name, ()):
            self._open[self._stack.pop().name] -= 1
        typed = self._rendered[token.start : token.end]
        self._stack.append(_Open(token.name, typed, self._seen[typed], token.start))
        self._seen[typed] += 1
        self._open[token.name] += 1
        if token.is_foreign and (token.name in _BREAK_OUT or token.name in RAW_TEXT) and not self._may_hold_html():
            self.is_open = True

    def _may_hold_html(self) -> bool:
        return any(self._open[name] for name in _HTML_IN_DRAWINGS)

    def _end(self, token: Token) -> None:
        name, stack = token.name, self._stack
        if not self._open[name]:
            self._edits.append((token.start, token.end, ""))
            if name not in VOID:
                self._fault(token, f"</{name}> closes nothing: it is left out", "delete it, or open the element")
            return
        at = len(stack) - 1
        while stack[at].name != name:
            at -= 1
        for inner in stack[at + 1 :]:
            self._leave_open(inner, before=f"before </{name}>")
        self._seen[self._rendered[token.start : token.end]] += 1
        self._open.subtract(inner.name for inner in stack[at:])
        del stack[at:]

    def _leave_open(self, element: _Open, before: str) -> None:
        name, typed, number, start = element
        if name in _MAY_STAY_OPEN:
            return
        if name in _HIDES:
            self._edits.append((start, start + 1, "&lt;"))
            self.has_shown = True
            mend = f"write </{name}> where it ends, or &lt; for its first sign"
            self.faults.append(Fault(typed, number, f"<{name}> is never closed: it shows as text", mend, _OPEN))
            return
        self.is_open = True
        what = f"<{name}> is not closed {before}"
        self.left_open.append(Fault(typed, number, what, f"write </{name}> where it ends", _OPEN))

    def _finish(self) -> None:
        """The story ends: so does what is open."""
        for element in self._stack:
            self._leave_open(element, before="before the story ends")
        if not self.is_open:
            ends = "".join(f"</{element.name}>" for element in reversed(self._stack) if element.name in _MAY_STAY_OPEN)
            self._edits.append((len(self._rendered), len(self._rendered), "" if self.has_shown else ends))

    def _fault(self, token: Token, what: str, mend: str, *, outside: bool = False) -> None:
        typed = self._rendered[token.start : token.end]
        rule = OUTSIDE_STORY if outside else OPEN_ELEMENT
        self.faults.append(Fault(typed, self._seen[typed], what, mend, rule.name))
        self._seen[typed] += 1
