"""Which straight marks of a paragraph open, which close, and which are apostrophes, feet or inches.

Marks are paired over the whole paragraph: what stands on both sides of a mark says what it may be, and what is open
already says what it is. What nothing closes is an apostrophe.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from newsgen.renderer.as_typed import JOINT
from newsgen.renderer.delimiters import TABLE

OBJECT = "\ufddf"
"""Stands for what is looked at as a word, and not changed: code, a picture."""
_TRANSPARENT = f"{JOINT}\ufdd7\ufdd8\"'"
"""What the neighbour of a mark is looked for behind: tags, and other marks."""
_ENTITY_AT_END = re.compile(r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});\Z")
_ENTITY = re.compile(r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_LONGEST_ENTITY = 34

_OPENING = frozenset("([{<=/¿¡“”„‟‘‚‛«»‹›「『（［｛【〔《〈-–—―…")
"""A mark behind one of these may open."""
_CLOSING = frozenset(".,;:!?)]}>/…“”’«»‹›」』）］｝】〕》〉。，、．：；！？-–—―؟،؛।॥՝۔·՜՞")
"""A mark before one of these may close."""
_ENDS_OF_WORDS = frozenset(f")]}}’”»›%°$€£™®{OBJECT}")
"""Behind one of these and before a letter stands an apostrophe: `(it)'s`."""
_WITHOUT_APOSTROPHE = re.compile(
    r"[\u0600-\u0df4\u0e01-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ua4cf\ua960-\ud7ff\uf900-\uffdc]"
)
"""Letters of scripts that have no apostrophe, and may have no space before a quotation."""
_HEBREW = re.compile(r"[\u05d0-\u05ea]")

# Words that lose their beginning: behind an apostrophe, unless it is plainly the beginning of a quotation.
_CLIPPED = re.compile(
    r"""(?:\d\ds?|tis|twas|twere|twill|twould|twon|tisn|twasn|til|till|em|im|er|is|e|ere|ello|ell|ave|ad|as|ope|alf
    |arf|ome|orse|ouse|ead|eart|arry|enry|arold|enery|igh|ospital|otel|undred|ow|ouston|cause|cos|coz|cuz|bout|round|n
    |neath|gainst|tween|twixt|mongst|scuse|spect|nough|nother|kay|sup|fraid|course|nam|hood|burbs|roo|phone|ware|gin
    |cept|pon|nuff|tude|tec|varsity|flu|bus|plane|cello|s|t|k|m|r|d|l|ns|ne|nen|nem|ner|nin|nne|ran|rein|raus|rauf
    |rüber|runter|naus|nauf|sto|sta|sti|ndrangheta|o)(?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
_CUT_OFF = re.compile(r"(?:[sSxXzZ]|\b[a-zA-Z]+in|\b(?:an|o|th|wi|ol|lil|mo|po|di|fa|va|sta|da|ca|be|ha|i))\Z")
"""Words that end in an apostrophe: the players' strike, goin' home, un po' di pane."""
_FEET = re.compile(r"\s?\d{1,2}(?:[.,]\d+)?\s?[¼½¾⅛⅜⅝⅞]?\s?(?:\d/\d)?(?:\"|&quot;|&\#34;|″)")
_BEHIND_FEET = re.compile(r"(?<!\d)\d{1,3}(?:'|&\#39;|′)\s?\d{1,2}(?:[.,]\d+)?\s?[¼½¾⅛⅜⅝⅞]?(?:\d/\d)?\Z")
_TIMES = r"(?:[xX×]|&times;)"
_BEFORE_SIDE = re.compile(rf"{_TIMES}\d")
_BEHIND_SIDE = re.compile(rf"\d\s?[¼½¾⅛⅜⅝⅞]?(?:['\"′″]|&quot;|&\#3[49];){_TIMES}[\d.,]{{1,6}}\s?[¼½¾⅛⅜⅝⅞]?\Z")
"""A measure times a measure: `8"x10"`."""
_COORDINATE = re.compile(r"\d\s?[°º]\s?\d{1,2}(?:[.,]\d+)?(?:\s?(?:'|&\#39;|′)\s?\d{1,2}(?:[.,]\d+)?)?\Z")
_MEASURE = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[.,]\d+)?\s?[¼½¾⅛⅜⅝⅞]?|[¼½¾⅛⅜⅝⅞]|\d/\d)\Z")
_BEFORE = 24
"""Characters before a mark that are looked at."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotation marks of a language."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


@lru_cache
def marks_of(language: str) -> Marks | None:
    """The marks of a language and region; None where they are not known."""
    tag = language.lower().replace("_", "-")
    known = _marks_by_tag()
    while tag and tag not in known:
        tag = tag.rpartition("-")[0]
    return Marks(*known[tag]) if tag else None


@lru_cache(maxsize=1)
def _marks_by_tag() -> dict[str, str]:
    return {tag: line.split()[0] for line in TABLE.strip().splitlines() for tag in line.split()[1:]} | _ALIASES


_ALIASES = {"iw": "””’’", "in": "“”‘’", "sh": "„”’’", "tl": "“”‘’", "mo": "„”«»", "prs": "«»‹›"}
"""Old tags, and one that CLDR has under another."""

# What a mark may be.
_OPENS = 0
_CLOSES = 1
_EITHER = 2
_FREE = 3
_APOSTROPHE = 4


@dataclass(slots=True)
class Mark:
    """A straight mark, and what it is shown as."""

    start: int
    end: int
    is_double: bool
    before: str
    """The nearest character that is no mark; a space where there is none."""
    after: str
    kind: int = _EITHER
    is_weak: bool = False
    """It may be an apostrophe as well."""
    shown: str = ""
    """Empty: as it was typed."""
    partner: int = -1


_FARTHEST = 60
"""So many marks beside one another are looked through for a character, so that no text takes quadratic time."""
_MOST_MARKS = 100
"""So many marks before and behind one are looked at."""


def character_before(text: str, at: int, transparent: str = _TRANSPARENT) -> str:
    """The character that readers see before a place; a space where there is none."""
    for _ in range(_FARTHEST):
        if at <= 0:
            break
        character = text[at - 1]
        if character == ";" and (entity := _ENTITY_AT_END.search(text, max(0, at - _LONGEST_ENTITY), at)):
            character = html.unescape(entity[0])[-1:]  # nothing, for an entity of no character
            at = entity.start() + 1
        if character not in transparent:
            return character
        at -= 1
    return " "


def character_after(text: str, at: int, transparent: str = _TRANSPARENT) -> str:
    """The character that readers see from a place on; a space where there is none."""
    for _ in range(_FARTHEST):
        if at >= len(text):
            break
        character = text[at]
        if character == "&" and (entity := _ENTITY.match(text, at)):
            character = html.unescape(entity[0])[:1]  # likewise
            at = entity.end() - 1
        if character not in transparent:
            return character
        at += 1
    return " "


def find_mark(text: str, start: int, end: int, *, is_double: bool) -> Mark:
    """A straight mark and its neighbours."""
    return Mark(start, end, is_double, character_before(text, start), character_after(text, end))


def resolve(text: str, found: Sequence[Mark], marks: Marks) -> None:
    """Says of every mark of a block what it is shown as."""
    for mark in found:
        _look_at(text, mark)
    _note_clipped_ands(text, found)
    pairing = _Pairing(text, found)
    for index in range(len(found)):
        pairing.take(index)
    pairing.show(marks)


def _look_at(text: str, mark: Mark) -> None:
    """What a mark may be, after its neighbours."""
    head = text[max(0, mark.start - _BEFORE) : mark.start].replace(JOINT, "")
    if mark.before.isdigit() or mark.before in "¼½¾⅛⅜⅝⅞":
        is_side = _BEFORE_SIDE.match(text, mark.end) or _BEHIND_SIDE.search(head)
        if is_side or _COORDINATE.search(head) or (mark.is_double and _BEHIND_FEET.search(head)):
            mark.shown = "″" if mark.is_double else "′"
            return
        if not mark.is_double and _MEASURE.search(head) and _FEET.match(text, mark.end):
            mark.shown = "′"
            return
    mark.kind = _kind(mark)
    if mark.is_double:
        _look_for_gershayim(text, mark)
    elif mark.kind == _OPENS:
        mark.is_weak = _CLIPPED.match(text, mark.end) is not None
    elif mark.kind == _CLOSES:
        mark.is_weak = mark.after.isspace() and _CUT_OFF.search(head) is not None and mark.end < len(text)


def _kind(mark: Mark) -> int:
    before, after = mark.before, mark.after
    if before.isspace() or after.isspace():
        if before.isspace() and after.isspace():
            return _FREE
        return _OPENS if before.isspace() else _CLOSES
    may_open, may_close = before in _OPENING, after in _CLOSING
    if may_open != may_close:
        return _OPENS if may_open else _CLOSES
    if mark.is_double or may_open:
        return _EITHER
    return _APOSTROPHE if _is_inside(before, after) else _EITHER


def _is_inside(before: str, after: str) -> bool:
    """Whether a single mark between these stands inside a word."""
    if not (before.isalnum() or before in _ENDS_OF_WORDS) or not (after.isalnum() or after == OBJECT):
        return False
    return not (_WITHOUT_APOSTROPHE.match(before) or _WITHOUT_APOSTROPHE.match(after))


def _look_for_gershayim(text: str, mark: Mark) -> None:
    """Before the last letter of a Hebrew abbreviation."""
    if not _HEBREW.match(mark.before) or not _HEBREW.match(mark.after):
        return
    following = character_after(text, mark.end + 1, JOINT)
    if text[mark.end : mark.end + 1] == mark.after and not following.isalnum() and following not in "\"'":
        mark.shown = "״"


def _note_clipped_ands(text: str, found: Sequence[Mark]) -> None:
    """Both marks of rock 'n' roll."""
    for mark, following in pairwise(found):
        if not mark.is_double and not following.is_double and text[mark.end : following.start] in {"n", "N"}:
            mark.kind = following.kind = _APOSTROPHE


class _Pairing:
    """Goes through the marks of a block in order and keeps those that are open."""

    def __init__(self, text: str, found: Sequence[Mark]) -> None:
        self._text = text
        self._found = found
        self._open: list[int] = []
        self._last_measured = -1
        """The closing mark of the last pair of double marks, if it stands behind a measure: it may mean inches."""

    def take(self, index: int) -> None:
        mark = self._found[index]
        if mark.shown or mark.kind == _APOSTROPHE:
            return
        if mark.kind == _OPENS:
            self._open.append(index)
            return
        opener = self._opener_of(index)
        if opener >= 0:
            self._close(opener, index)
        elif self._measures(mark):
            mark.shown = "″" if mark.is_double else "′"
        elif mark.kind != _CLOSES:
            self._open.append(index)
        elif mark.is_double:
            self._take_back_a_pair(index)

    def _opener_of(self, index: int) -> int:
        """The mark that one closes, if any."""
        if self._found[index].is_double:
            return next((place for place in self._last_open() if self._found[place].is_double), -1)
        within = []
        for place in self._last_open():
            if self._found[place].is_double:
                break
            within.append(place)
        strong = next((place for place in within if not self._found[place].is_weak), -1)
        if self._found[index].is_weak:
            return -1 if self._is_closed_later(index) else strong
        return strong if strong >= 0 or not within else within[0]

    def _last_open(self) -> list[int]:
        """The marks that are open, the last one first."""
        return self._open[: -_MOST_MARKS - 1 : -1]

    def _is_closed_later(self, index: int) -> bool:
        """Whether a mark that must close comes before another quotation begins."""
        for mark in self._found[index + 1 : index + _MOST_MARKS]:
            if mark.shown or mark.kind == _APOSTROPHE or (not mark.is_double and mark.is_weak):
                continue
            return not mark.is_double and mark.kind == _CLOSES
        return False

    def _close(self, opener: int, index: int) -> None:
        while self._open.pop() != opener:
            pass
        mark = self._found[index]
        mark.partner, self._found[opener].partner = opener, index
        if mark.is_double:
            self._last_measured = index if self._measures(mark) else -1

    def _measures(self, mark: Mark) -> bool:
        if not (mark.before.isdigit() or mark.before in "¼½¾⅛⅜⅝⅞") or mark.after.isalnum():
            return False
        return _MEASURE.search(self._text, max(0, mark.start - _BEFORE), mark.start) is not None

    def _take_back_a_pair(self, index: int) -> None:
        """A mark closes what nothing has opened: the one that closed it before meant inches."""
        if self._last_measured < 0:
            return
        inches = self._found[self._last_measured]
        inches.shown = "″"
        opener, inches.partner = inches.partner, -1
        self._found[index].partner, self._found[opener].partner = opener, index
        self._last_measured = -1

    def show(self, marks: Marks) -> None:
        """Puts the language's marks in."""
        depth = 0
        for index, mark in enumerate(self._found):
            if mark.shown:
                depth -= mark.is_double and -1 < mark.partner < index
                continue
            if mark.partner > index:
                is_inner = not mark.is_double or depth > 0
                mark.shown = marks.inner_opening if is_inner else marks.opening
                self._found[mark.partner].shown = marks.inner_closing if is_inner else marks.closing
                depth += mark.is_double
            elif mark.is_double:
                mark.shown = {_OPENS: marks.opening, _CLOSES: marks.closing}.get(mark.kind, "")
            elif mark.kind != _FREE:
                goes_on = index == 0 and self._begins_long_speech(mark)
                mark.shown = marks.inner_opening if goes_on else "’"

    def _begins_long_speech(self, mark: Mark) -> bool:
        """A speech of several paragraphs is opened in each of them, and closed in the last."""
        if mark.is_weak or mark.kind != _OPENS or self._text[: mark.start].strip(f"{JOINT} \n"):
            return False
        return _LONG_SPEECH.match(self._text, mark.end) is not None


_LONG_SPEECH = re.compile(r"(?:[B-DF-HJ-NP-TV-Z]|[AI]\b)(?=.{100})[^.!?]*[.!?]\s+[A-Z]", re.DOTALL)
