"""Words in angle brackets that look like tags, as in ``USAir Group <U> rose``.

An inline tag of one line without attributes that nothing closes is text: as HTML it would vanish, and take the rest of
the story with it. So is one that begins a block, where it stands among words; and the name of a drawing's part where
there is no drawing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsgen.errors import Problem
from newsgen.models.rules import OPEN_ELEMENT
from newsgen.renderer.code_ranges import count_outside_code, find_outside_code
from newsgen.renderer.markup import DRAWN, ELEMENTS, STAND_IN, TAG, hide_escaped_angles
from newsgen.renderer.places import Places

_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big blink canvas cite code data del dfn em font i ins kbd label mark meter nobr output
    picture progress q rb rp rt rtc ruby s samp slot small span strike strong sub sup time tt u var audio video
    """.split()
)
_PARENTS = {
    **dict.fromkeys(("li",), ("ul", "ol", "menu", "dir")),
    **dict.fromkeys(("dt", "dd"), ("dl",)),
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot", "caption", "col", "colgroup"), ("table",)),
    **dict.fromkeys(("option", "optgroup"), ("select", "datalist", "optgroup")),
    **dict.fromkeys(("rt", "rp", "rb", "rtc"), ("ruby",)),
    **dict.fromkeys(("source", "track"), ("picture", "video", "audio")),
    "param": ("object", "applet"),
    "summary": ("details",),
    "legend": ("fieldset",),
    "area": ("map",),
    "frame": ("frameset",),
}
"""Elements that mean something inside of others, where they may stay open."""
_SAY_NOTHING = frozenset("area base col embed frame img input link meta param source track".split())
"""Elements without text that are nothing without attributes."""
_RAW = frozenset("script style textarea title iframe".split())
_ENDS_A_WORD = frozenset(",.;:!?)]}’'”\"»%-–—/、。，．；：）」』")
_OPENS_A_WORD = frozenset(" \t([{«„“\"'（「『")
_ENDS_A_SENTENCE = frozenset('.!?…:>”"»)。！？」')


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    typed: str
    is_bare: bool
    has_parent: bool


def hide_open_tags(text: str) -> tuple[str, dict[str, int]]:
    """The text with a stand-in for the `<` of each tag that is text; and of these the tags that may have been meant.

    Each of them with how many that are typed in the same way stand before it outside of code.
    """
    text = hide_escaped_angles(text)
    pieces: list[str] = []
    meant: dict[str, int] = {}
    done = 0
    for tag in sorted(_words(text), key=lambda tag: tag.start):
        pieces += [text[done : tag.start], STAND_IN]
        done = tag.start + 1
        if tag.typed not in meant and _may_be_meant(tag):
            meant[tag.typed] = count_outside_code(tag.typed, text, tag.start)
    return ("".join([*pieces, text[done:]]), meant) if pieces else (text, meant)


def open_tag_problems(meant: Mapping[str, int], places: Places) -> Iterator[Problem]:
    """A warning for each tag that nobody closed, and that was hardly a word."""
    for typed, number in meant.items():
        what = f"{typed} is never closed: it shows as text"
        mend = f"write </{typed[1:-1].strip().lower()}> where it ends, or &lt;{typed[1:-1]}&gt; if it is text"
        yield places.nth(typed, number, what, mend).as_warning().under(OPEN_ELEMENT.name)


def _words(text: str) -> Iterator[_Tag]:
    """The tags that are text."""
    still_open: dict[str, list[_Tag]] = defaultdict(list)
    for is_end, tag in _tags(text, still_open):
        if tag.name in DRAWN and not (still_open["svg"] or still_open["math"]):
            yield tag
        elif is_end:
            if still_open[tag.name]:
                still_open[tag.name].pop()
        elif tag.name in _SAY_NOTHING:
            if tag.is_bare and not tag.has_parent:
                yield tag
        elif tag.name not in {"br", "hr", "wbr"}:
            still_open[tag.name].append(tag)
    for tags in still_open.values():
        yield from (tag for tag in tags if tag.is_bare and "\n" not in tag.typed and _is_word(text, tag))


def _tags(text: str, still_open: dict[str, list[_Tag]]) -> Iterator[tuple[bool, _Tag]]:
    """The tags outside of code, and whether each is an end tag."""
    raw = ""
    endless: set[str] = set()
    for match in find_outside_code(TAG, text):
        name = match[2].lower()
        if name not in ELEMENTS:
            continue
        if raw:
            raw = "" if match[1] and name == raw else raw
            continue
        if name in _RAW and not match[1]:
            if name not in endless and re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, match.end()):
                raw = name
            endless |= set() if raw else {name}
            continue
        has_parent = any(still_open[parent] for parent in _PARENTS.get(name, ()))
        is_bare = not match[3].strip()
        yield bool(match[1]), _Tag(match.start(), match.end(), name, match[0], is_bare, has_parent)


def _is_word(text: str, tag: _Tag) -> bool:
    if tag.has_parent:
        return False
    return tag.name in _INLINE or _stands_among_words(text, tag)


def _stands_among_words(text: str, tag: _Tag) -> bool:
    """Whether an element that begins a block, and may stay open, is a word of a sentence all the same."""
    behind = text[tag.end : tag.end + 1]
    if behind in _ENDS_A_WORD and behind:
        return True
    if behind and not behind.isspace():
        return False
    before = text[max(0, tag.start - 200) : tag.start]
    following = text[tag.end : tag.end + 200]
    is_first = not before.strip() or "\n\n" in before[len(before.rstrip()) :]
    next_letter = "" if "\n\n" in following[: len(following) - len(following.lstrip())] else following.lstrip()[:1]
    if next_letter.islower() or next_letter.isdigit():
        return True
    if is_first or before.rstrip()[-1] in _ENDS_A_SENTENCE:
        return False
    if "\n" in before[len(before.rstrip()) :]:
        return False
    is_last = not following.strip() or "\n\n" in following[: len(following) - len(following.lstrip())]
    return behind in {" ", "\t"} or (is_last and tag.typed.isupper() and before[-1:] in _OPENS_A_WORD)


def _may_be_meant(tag: _Tag) -> bool:
    """Whether it is not in capitals, as the mark of a stock is."""
    return tag.name not in DRAWN and not tag.typed[1:-1].isupper()
