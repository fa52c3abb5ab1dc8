"""What is HTML in an author's text, and what only looks like it.

Wire copy is full of ``<HVE>`` and ``<F.N>``, and people write ``a < b``: as raw HTML such text would vanish from the
page. So every ``<`` that does not open a complete HTML tag, comment or autolink is hidden behind a stand-in before
Markdown sees it, and comes back as ``&lt;``.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from newsgen.documents.html import VOID, tag_of
from newsgen.renderer.code_ranges import code_ranges

STAND_IN = "\ufdd0"
"""A noncharacter: the loader lets none through, so none can come from an author. So are the other stand-ins."""
OPENING = "\ufdd2"
"""Of a bracket `[` that opens nothing."""
CLOSING = "\ufdd3"
"""Of a bracket `]` that closes nothing."""
BAR = "\ufdd4"
"""Of a bar `|` that ends no cell."""
BLANK = "\ufdd5"
"""Of a blank that ends no word."""
BRACKET = "\ufdd6"
"""Of a round bracket that holds no address."""
STRAIGHT_DOUBLE = "\ufdd7"
"""Of a quotation mark `"` that stays as it was typed."""
STRAIGHT_SINGLE = "\ufdd8"
"""Of a quotation mark `'` that stays as it was typed."""
ESCAPED = "\ufdd9"
"""Before a quotation mark that is to stay as it was typed: what it comes to is known when Markdown has read it."""
JOINER = "\ufdda"
"""Of a letter between a sign and a mark of emphasis; nothing is shown of it."""
IDEOGRAPHIC = "\ufddb"
"""Of U+3000 where a paragraph begins."""
COLON = "\ufddd"
"""Of a colon that begins a line and explains no term."""
WAY_BACK = "\ufddc"
"""Around the number of a note: the words that lead back from it, in the language of the article."""
COMMENT_MARK = "\ufde0"
"""Around the number of a piece that is set behind a stand-in (see `leftovers`)."""
BLOCK_MARK = "\ufde2"
"""Around the number of a line of colons, or of an address alone on its line (see `fenced_blocks`)."""
_HIDDEN = dict(
    zip((OPENING, CLOSING, BAR, BLANK, BRACKET, COLON, JOINER, IDEOGRAPHIC), (*"[]| (:", "", "\u3000"), strict=True)
)

DRAWN = frozenset(
    """
    animate animatemotion animatetransform circle clippath defs desc ellipse fegaussianblur feoffset feblend feflood
    fecomposite femerge femergenode fecolormatrix filter foreignobject g image line lineargradient marker mask mpath
    path pattern polygon polyline radialgradient rect set stop switch symbol text textpath tspan use view metadata
    annotation menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
    """.split()
)
"""What drawings and formulas are made of: elements inside of `svg` and `math` only."""
# WHATWG's elements, and the obsolete ones that old articles carry.
ELEMENTS = DRAWN | frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em
    embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr
    html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes
    noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp script search
    section select slot small source span strike strong style sub summary sup svg table tbody td template
    textarea tfoot th thead time title tr track tt u ul var video wbr
    """.split()
)
ATTRIBUTES = r"""[^<>"']{0,5000}+(?>(?:(?:"[^"]*+"|'[^']*+')[^<>"']{0,5000}+)*)"""
TAG = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[\s/]{ATTRIBUTES})?)>")
_AUTOLINK = re.compile(r"<(?:(?:https?|ftps?)://[^\s<>]*|(?:mailto:)?[^\s<>@]{1,200}@[^\s<>@]{1,200})>", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")
_RAW_TEXT = ("script", "style", "textarea", "title", "iframe", "noscript", "noframes")
"""Elements whose text a browser takes as it is, up to their end tag: left open, one would swallow the page."""
# `[text](<address>)` and `[name]: <address>`: the angle brackets are Markdown's.
_DESTINATION = re.compile(r"\]\(\s*\Z|\]:\s*\Z")
_POINTED = re.compile(r"<(?![!?])[^<>\n]*>")


def hide_stray_angles(text: str, *, keep_tags: bool, keep_across_blocks: bool = True) -> str:
    """The text with every ``<`` hidden that is no markup.

    With ``keep_tags`` off, HTML tags are hidden, too. With ``keep_across_blocks`` off, so is markup that goes on in
    another line and might be cut off there, since CommonMark ends a quotation, an item or a paragraph with the line.
    """
    if "<" not in text:
        return text
    text = hide_escaped_angles(text)
    pieces: list[str] = []
    done = 0
    for start, end in _markup(text, keep_tags=keep_tags, keep_across_blocks=keep_across_blocks):
        pieces.append(text[done:start].replace("<", STAND_IN))
        pieces.append(text[start:end])
        done = end
    pieces.append(text[done:].replace("<", STAND_IN))
    return "".join(pieces)


_ESCAPED_ANGLE = re.compile(r"(?<!\\)((?:\\\\)*)\\<")
_INDENTED = ("    ", "\t")


def hide_escaped_angles(text: str) -> str:
    """The text with each escaped ``<`` hidden, which is a sign and begins no tag; in code it stays as it is."""
    if "\\<" not in text:
        return text
    code = list(code_ranges(text)) if "`" in text or "~~~" in text else []

    def hide(found: re.Match[str]) -> str:
        line_start = text.rfind("\n", 0, found.start()) + 1
        index = bisect_left(code, (found.end(),)) - 1
        is_code = index >= 0 and found.start() < code[index][1]
        return found[0] if is_code or text.startswith(_INDENTED, line_start) else found[1] + STAND_IN

    return _ESCAPED_ANGLE.sub(hide, text)


def _markup(text: str, *, keep_tags: bool, keep_across_blocks: bool) -> Iterator[tuple[int, int]]:
    """Where real markup stands, in order."""
    elements = _Elements(text) if keep_tags else None
    at = text.find("<")
    while at >= 0:
        end = elements.end(at) if elements else _stand_in_end(text, at)
        if end is not None and not keep_across_blocks and _may_be_cut(text, at, end):
            end = None
        if end is None:
            end = _link_end(text, at)
        if end is not None:
            yield at, end
        at = text.find("<", end or at + 1)


_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_GOES_ON = re.compile(r"<(?:!--|script|style|textarea)", re.IGNORECASE)
"""What goes on behind an empty line if it begins a block."""
_MARK_OF_BLOCK = re.compile(r"[ \t>:]|[*+-][ \t]|\d+[.)]|\[\^")


def _may_be_cut(text: str, start: int, end: int) -> bool:
    """Whether markup spans lines and stands in a list, a quotation or the like, or goes on behind an empty line."""
    if text.find("\n", start, end) < 0:
        return False
    line_start = text.rfind("\n", 0, start) + 1
    if _MARK_OF_BLOCK.match(text, line_start):
        return True
    begins_block = start == 0 or text.startswith("\n\n", start - 2)
    return not (begins_block and _GOES_ON.match(text, start)) and _BLANK_LINE.search(text, start, end) is not None


_SET_ASIDE = re.compile(rf"<!--{COMMENT_MARK}\d+-->")


def _stand_in_end(text: str, at: int) -> int | None:
    """Where a comment ends that stands for one which was set behind it: no mode shows comments."""
    match = _SET_ASIDE.match(text, at)
    return match.end() if match else None


class _Elements:
    """Finds where tags and comments end. What ends them is listed once, so that no text takes quadratic time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._comment_ends = [match.span() for match in _COMMENT_END.finditer(text)] if "<!--" in text else []
        self._closings: dict[str, list[tuple[int, int]]] = {}

    def end(self, at: int) -> int | None:
        """Where the markup that begins here ends; None if it is no markup."""
        if self._text.startswith("<!--", at):
            return self._comment_end(at)
        tag = TAG.match(self._text, at)
        if tag is None or tag[2].lower() not in ELEMENTS or "\n\n" in tag[0] or _has_words(tag[3]):
            return None
        name = tag[2].lower()
        if tag[1] or name not in _RAW_TEXT:
            return tag.end()
        if name not in self._closings:
            closing = re.compile(rf"</{name}\s*>", re.IGNORECASE)
            self._closings[name] = [match.span() for match in closing.finditer(self._text)]
        return _first_end(self._closings[name], tag.end())

    def _comment_end(self, at: int) -> int | None:
        """Where a comment ends, if Markdown and every browser agree: not ``<!-->``, nothing with ``--!>``."""
        if self._text.startswith((">", "->"), at + 4):
            return None
        end = _first_end(self._comment_ends, at + 4)
        return end if end and self._text[end - 2] == "-" else None


def _first_end(spans: list[tuple[int, int]], start: int) -> int | None:
    """Where the first of these spans that begins at ``start`` or behind it ends."""
    index = bisect_left(spans, (start,))
    return spans[index][1] if index < len(spans) else None


# An attribute with its value, and those that stand without one.
_VALUED = re.compile(r"""(?<![^\s/"'])[^\s=/"'<>]++\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s"'<>]++)""")
_LONE_ATTRIBUTES = frozenset(
    """
    allowfullscreen async autofocus autoplay checked compact controls crossorigin default defer disabled
    download formnovalidate hidden inert ismap itemscope loop mozallowfullscreen multiple muted nomodule
    noresize noshade novalidate nowrap open playsinline popover readonly required reversed selected
    webkitallowfullscreen
    """.split()
)


def _has_words(attributes: str) -> bool:
    """Whether a tag holds words that are no attributes: ``a <b and c> d`` is a sentence."""
    lone = _VALUED.sub(" ", attributes).replace("/", " ").lower().split()
    return any(word not in _LONE_ATTRIBUTES and not word.startswith(("data-", "aria-")) for word in lone)


def _link_end(text: str, at: int) -> int | None:
    if link := _AUTOLINK.match(text, at):
        return link.end()
    pointed = _POINTED.match(text, at)
    return pointed.end() if pointed and _DESTINATION.search(text, max(0, at - 20), at) else None


def show_stray_angles(rendered: str) -> str:
    """Rendered HTML with the stand-ins as text."""
    return rendered.replace(STAND_IN, "&lt;")


def show_hidden(rendered: str) -> str:
    """Rendered HTML with all stand-ins as text."""
    if rendered.isascii():
        return rendered
    for stand_in, character in _HIDDEN.items():
        rendered = rendered.replace(stand_in, character)
    return show_stray_angles(rendered)


def show_straight(rendered: str) -> str:
    """Rendered HTML with the quotation marks that no typographer was to touch."""
    return rendered.replace(STRAIGHT_DOUBLE, "&quot;").replace(STRAIGHT_SINGLE, "'")


# A browser ends these by itself where the next one begins.
_ENDED_BY_NEXT = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup rt rp".split())


def is_deep(rendered: str, most: int) -> bool:
    """Whether more elements than ``most`` are open at one place of rendered HTML."""
    if rendered.count("<") <= most:
        return False
    still_open: Counter[str] = Counter()
    depth = 0
    for tag in TAG.finditer(rendered):
        name = tag[2].lower()
        if name in VOID or name in _ENDED_BY_NEXT:
            continue
        if not tag[1]:
            still_open[name] += 1
            depth += 1
            if depth > most:
                return True
        elif still_open[name]:
            still_open[name] -= 1
            depth -= 1
    return False


@lru_cache(maxsize=512)
def tag_name(tag: str) -> str:
    """The lower-case name of a tag; empty for a comment. Most tags come again and again."""
    return tag_of(tag)[0]


def tag_names(tags: Iterable[str]) -> list[str]:
    """The names of several tags."""
    return list(map(tag_name, tags))
