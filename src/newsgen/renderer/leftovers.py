"""What a text holds that no reader is meant to see as it stands: comments, and what another system's templates left.

Each is set behind a stand-in before Markdown sees it, so that Markdown neither alters nor follows it, and comes back as
what it is: in code as it was typed; a comment, a processing instruction nowhere else; a shortcode or a template's tag
as text with a warning, or in an attribute as the address that it was typed for (`documents.old_links`).
"""

import html
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from newsgen.documents.html import COMMENT, split_tags
from newsgen.errors import Problem
from newsgen.models.rules import LEFTOVER_CODE, OPEN_ELEMENT
from newsgen.renderer.code_ranges import code_ranges
from newsgen.renderer.dialects import Converted
from newsgen.renderer.markup import COMMENT_MARK, tag_name
from newsgen.renderer.places import Places

_TEXT_MARK = "\ufde1"
"""Before a comment that begins a line with text behind it: else CommonMark would take the whole line for HTML."""
_LONGEST_CODE = 1_000
"""In characters: what goes on for longer is no shortcode."""
_SHORTCODES = """
    audio blockquote box button caption cite code column columns contact-form contact-form-7 dropcap embed flickr
    gallery googlemaps gravityform highlight iframe instagram map ngg_images playlist pullquote quote slideshow
    slideshare soundcloud sourcecode spotify table tweet twitter video vimeo wpvideo youtube
    (?:et_pb|fusion|vc|su|av|mk|cs|ngg)_[a-z_]+
"""
_ALWAYS_CODE = frozenset("caption gallery embed playlist ngg_images wpvideo sourcecode pullquote".split())
"""Shortcodes that are none's words, even with nothing behind their names."""
_BRACKETED = re.compile(
    rf"\[(?P<end>/?)(?P<name>{'|'.join(_SHORTCODES.split())}|[a-z][\w-]*(?=\s+[\w-]+=[\"'“”]))"
    r"(?P<rest>(?:\s[^\[\]\n]{0,800})?/?)\](?![(\[:])"
)
_CLOSING = re.compile(r"\[/([\w-]+)\]")
_DEFINED = re.compile(r"\[([^\[\]\n]{1,300})\]:")
_NO_LINK = r"//\]:|[^\[\]\n]{1,60}\]:(?=[ \t]*(?:\#|<>)[ \t]+[\"'(])"
"""A definition of Markdown that is a comment: of a name that can be no link's, or of one that leads nowhere."""
_SIGN = re.compile(
    r"<!--|<\?(?=php\b|xml\b|xpacket\b|=)|<!\[CDATA\[|<!\[(?=if\b|endif\b)|<!(?=doctype\b)|\]\]>|\{\{|\{%|\{\#(?=\s)|<%|"
    r"</?(?=(?:[owvxmg]|st[12]|fb):[a-z])|"
    rf"\{{(?=/\*|::/?\w|:/)|\[(?:{_NO_LINK})|"
    r"\[/?(?=[a-z])|<(?P<raw>script|style|textarea|title|iframe|xmp)(?=[\s/>])",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"</?(?:[owvxmg]|st[12]|fb):[a-z][^<>]{0,2000}>", re.IGNORECASE)
"""Tags of Word's HTML, and of buttons of social networks: their words are the story's, they themselves say nothing."""
_SIGNS = (("<", "!?%"), ("{", "{%#/:"))
_MAY_BE_CODE = re.compile(rf"\[(?:/|[a-z][\w-]*(?:\s+(?:[\w-]+=|https?://)|\])|{_NO_LINK})")
_DEFINED_COMMENT = re.compile(
    r"""\[(?P<name>[^\[\]\n]{1,60})\]:[ \t]*(?:\#|<>)[ \t]+
    (?:"[^"\n]*(?:\n(?![ \t]*\n)[^"\n]*)*"|'[^'\n]*(?:\n(?![ \t]*\n)[^'\n]*)*'|\([^()\n]*(?:\n(?![ \t]*\n)[^()\n]*)*\))
    [ \t]*(?=\n|\Z)""",
    re.VERBOSE,
)
_LABEL = re.compile(r"\[([^\[\]\n]{1,60})\](?!:)")
_REST_OF_LINE = re.compile(r"[^\n]*")
_KRAMDOWN = re.compile(r"\{::?/?(?P<name>\w*)[^{}\n]{0,300}\}")
_ENDS_OF_COMMENTS = {"{::comment}": re.compile(r"\{:/(?:comment)?\}"), "{/*": re.compile(r"\*/\}")}
"""In kramdown and in MDX."""
_LIQUID_COMMENT = re.compile(r"\{%-?\s*endcomment\s*-?%\}")
_IS_LIQUID_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}")
_TEMPLATE_COMMENT = re.compile(r"\{\#|\{\{(?:!|[<%]?\s*/\*)|\{%-?\s*\#")
_LINE_MARKS = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*\Z")
_HEADLINE = re.compile(r"[ \t>]*#{1,6}[ \t]")


@dataclass(frozen=True, slots=True)
class _Left:
    """A piece of a text that is set behind a stand-in."""

    typed: str
    at: int
    is_shown: bool
    kind: str = ""
    """What the warning says of it; empty where none is due."""
    mend: str = "write what it stood for; or take it out"
    escape: str = ""
    """The backslash before it, if any."""


@dataclass(slots=True)
class Leftovers:
    """A text with stand-ins, and what stands behind them."""

    text: str
    """As Markdown is to have it."""
    _left: list[_Left] = field(default_factory=list)
    _open_comment: int = -1
    """Where a comment begins that is never closed."""
    _shown: set[int] = field(default_factory=set)
    """Numbers of those that readers see."""

    def put_back(self, converted: Converted) -> Converted:
        """What Markdown made of the text, with all that stood behind the stand-ins in its place."""
        if not self._left:
            return converted
        headings = tuple(replace(heading, text=self._words(heading.text)) for heading in converted.headings)
        return replace(converted, html=self._put_back(converted.html), headings=headings)

    def _words(self, heading: str) -> str:
        return _STAND_IN.sub(lambda match: self._left[int(match[1])].typed, _COMMENT_STAND_IN.sub("", heading))

    def _put_back(self, rendered: str) -> str:
        pieces = split_tags(_COMMENT_STAND_IN.sub("", rendered))
        depth = 0
        for index, piece in enumerate(pieces):
            if index % 2:
                name = tag_name(piece)
                if name in _CODE:
                    depth = max(0, depth + (-1 if piece.startswith("</") else 1))
                if COMMENT_MARK in piece:
                    pieces[index] = self._into_tag(piece)
            elif COMMENT_MARK in piece:
                pieces[index] = self._into_text(piece, is_code=depth > 0)
        return "".join(pieces).replace(_TEXT_MARK, "")

    def _into_tag(self, tag: str) -> str:
        """An address keeps the code that it is made with; a comment in a title is nobody's business."""
        tag = _ESCAPED_COMMENT.sub("", tag)
        return _STAND_IN.sub(lambda match: html.escape(self._left[int(match[1])].typed), tag)

    def _into_text(self, text: str, *, is_code: bool) -> str:
        def put(match: re.Match[str]) -> str:
            number = int(match[1])
            left = self._left[number]
            if is_code or left.is_shown:
                if not is_code:
                    self._shown.add(number)
                return (left.escape if is_code else "") + html.escape(left.typed, quote=False)
            return ""

        return _STAND_IN.sub(put, _ESCAPED_COMMENT.sub(put, text))

    def problems(self, places: Places, plugged: str | None = None) -> Iterator[Problem]:
        """A warning for each kind of code that readers see, or that was left out, at its first place.

        ``plugged`` is what plugins made of the HTML: what is not there any more, they have understood.
        """
        if self._open_comment >= 0:
            what = "a comment is never closed: it shows as text"
            problem = places.at(self._open_comment, what, "write --> where it ends")
            yield problem.as_warning().under(OPEN_ELEMENT.name)
        told: set[str] = set()
        for number, left in enumerate(self._left):
            if left.kind and left.kind not in told and (number in self._shown or not left.is_shown):
                if plugged is not None and left.is_shown and html.escape(left.typed, quote=False) not in plugged:
                    continue
                told.add(left.kind)
                yield places.at(left.at, left.kind, left.mend).as_warning().under(LEFTOVER_CODE.name)


_COMMENT_STAND_IN = re.compile(rf"(?:{_TEXT_MARK}<!--{COMMENT_MARK}\d+-->[ \t]*|<!--{COMMENT_MARK}\d+-->)")
_ESCAPED_COMMENT = re.compile(rf"{_TEXT_MARK}?&lt;!--{COMMENT_MARK}(\d+)--&gt;")
_STAND_IN = re.compile(rf"{COMMENT_MARK}(\d+){COMMENT_MARK}")
_CODE = frozenset({"code", "pre", "kbd", "samp"})


def set_leftovers_apart(text: str) -> Leftovers:
    """The text with a stand-in for each comment, and for each piece of another system's code."""
    if not _may_hold_any(text):
        return Leftovers(text)
    reader = _Reader(text)
    pieces: list[str] = []
    done = 0
    for left, end in reader.read():
        if left.is_shown and _is_escaped(text, done, left.at):
            # Nothing else would take the backslash away: Markdown does not see the bracket behind it.
            left = replace(left, escape="\\")  # noqa: PLW2901 - the same piece, as it stands in this text
        pieces += [text[done : left.at - len(left.escape)], _stand_in(text, left, end, len(reader.found))]
        reader.found.append(left)
        done = end
    return Leftovers("".join([*pieces, text[done:]]), reader.found, reader.open_comment)


def _is_escaped(text: str, start: int, at: int) -> bool:
    """Whether a backslash before a place keeps what stands there from being Markdown."""
    run = at
    while run > start and text[run - 1] == "\\":
        run -= 1
    return (at - run) % 2 == 1


def _may_hold_any(text: str) -> bool:
    """Whether there is a sign of anything at all: in most texts there is none, which is seen quickly."""
    for first, following in _SIGNS:
        # One character is found far more quickly than two.
        if first in text and any(first + second in text for second in following):
            return True
    if "<" in text and _OFFICE.search(text):
        return True
    at = text.find("[")
    while at >= 0:
        if _MAY_BE_CODE.match(text, at):
            return True
        at = text.find("[", at + 1)
    return False


def _stand_in(text: str, left: _Left, end: int, number: int) -> str:
    if left.is_shown:
        return f"{COMMENT_MARK}{number}{COMMENT_MARK}"
    line_start = text.rfind("\n", 0, left.at) + 1
    line_end = text.find("\n", end)
    has_text = text[end : line_end if line_end >= 0 else len(text)].strip() != ""
    begins_line = _LINE_MARKS.match(text, line_start, left.at) is not None
    return f"{_TEXT_MARK if begins_line and has_text else ''}<!--{COMMENT_MARK}{number}-->"


class _Reader:
    """Finds comments and code in a text of Markdown."""

    def __init__(self, text: str) -> None:
        self.found: list[_Left] = []
        self.open_comment = -1
        self._text = text
        self._code = list(code_ranges(text)) if "`" in text or "~~~" in text else []
        self._endless: set[str] = set()
        self._in_cdata = False
        self._last_cdata_end = text.rfind("]]>")
        self._opened: set[str] = set()
        """Names of shortcodes that were seen."""
        self._asked_for: AbstractSet[str] | None = None
        self._closed = set(_CLOSING.findall(text)) if "[/" in text else set()
        self._defined = set(_DEFINED.findall(text)) if "]:" in text else set()

    def read(self) -> Iterator[tuple[_Left, int]]:
        """Each with where it ends."""
        at = 0
        code = iter(self._code)
        start, end = next(code, (len(self._text), -1))
        while sign := _SIGN.search(self._text, at):
            while end >= 0 and end <= sign.start():
                start, end = next(code, (len(self._text), -1))
            if start <= sign.start() < end:
                at = end
                continue
            at, left = self._piece(sign)
            if left is not None:
                yield left, at

    def _piece(self, sign: re.Match[str]) -> tuple[int, _Left | None]:
        """Where to read on, and what stands there, if it is for us."""
        at = sign.start()
        if sign["raw"]:
            return self._raw_end(sign), None
        opening = sign[0].lower()
        left: _Left | None
        if opening == "<!--":
            left = self._comment(at)
        elif opening.endswith("]:"):
            left = self._definition(at)
        elif opening.startswith("["):
            left = self._shortcode(at)
        elif opening == "{":
            left = self._braced(at)
        elif opening in {"{{", "{%", "{#", "<%"}:
            left = self._template(at, opening)
        elif opening in {"<", "</"}:
            left = self._office_tag(at)
        else:
            left = self._declaration(at, opening)
        return (sign.end(), None) if left is None else (at + len(left.typed), left)

    def _raw_end(self, sign: re.Match[str]) -> int:
        """The text of a script is the script's."""
        name = sign["raw"].lower()
        if name in self._endless:
            return sign.end()
        end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self._text, sign.end())
        if end is None:
            self._endless.add(name)
            return sign.end()
        return end.end()

    def _comment(self, at: int) -> _Left | None:
        found = None if "--" in self._endless else COMMENT.match(self._text, at)
        if found is None:
            if "--" not in self._endless:
                self.open_comment = at
            self._endless.add("--")
            return None
        return _Left(found[0], at, is_shown=False)

    def _declaration(self, at: int, opening: str) -> _Left | None:
        if opening == "<![cdata[":
            self._in_cdata = self._in_cdata or at < self._last_cdata_end
            return _Left(self._text[at : at + len(opening)], at, is_shown=False) if self._in_cdata else None
        if opening == "]]>":
            was, self._in_cdata = self._in_cdata, False
            return _Left("]]>", at, is_shown=False) if was else None
        closing = "?>" if opening == "<?" else ">"
        end = -1 if closing in self._endless else self._text.find(closing, at)
        if end < 0:
            self._endless.add(closing)
            return None
        typed = self._text[at : end + len(closing)]
        if opening != "<?":
            return _Left(typed, at, is_shown=False)
        name = re.match(r"<\?\w*", typed)
        what = f"a processing instruction was left out: {name[0] if name else '<?'} ?>"
        return _Left(typed, at, is_shown=False, kind=what, mend="take it out of the text; in code it is shown")

    def _office_tag(self, at: int) -> _Left | None:
        found = _OFFICE.match(self._text, at)
        if found is None:
            return None
        what = f"a tag of another program was left out: <{re.split(r'[^a-z0-9:]', found[0].lower().strip('</>'))[0]}>"
        return _Left(found[0], at, is_shown=False, kind=what, mend="take it out; its words stay")

    def _template(self, at: int, opening: str) -> _Left | None:
        text = self._text
        closing = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>"}[opening]
        end = text.find(closing, at + 2, at + _LONGEST_CODE)
        if end < 0 or "\n\n" in text[at:end] or _HEADLINE.match(text, text.rfind("\n", 0, at) + 1):
            return None
        typed = text[at : end + 2]
        if closing == "}}" and text.startswith("}", end + 2):
            typed += "}"
        if _TEMPLATE_COMMENT.match(typed):
            return _Left(typed, at, is_shown=False)
        if _IS_LIQUID_COMMENT.match(typed) and "endcomment" not in self._endless:
            if stop := _LIQUID_COMMENT.search(text, end):
                return _Left(text[at : stop.end()], at, is_shown=False)
            self._endless.add("endcomment")
        return _Left(typed, at, is_shown=True, kind=_template_kind(typed, opening))

    def _definition(self, at: int) -> _Left | None:
        """A comment in the manner of Markdown, which has none: `[//]: # (what nobody is to see)`."""
        text = self._text
        if _LINE_MARKS.match(text, text.rfind("\n", 0, at) + 1, at) is None:
            return None
        found = _DEFINED_COMMENT.match(text, at)
        if text.startswith("[//]", at):
            found = found or _REST_OF_LINE.match(text, at)
        elif found and found["name"].lower() in self._labels():
            return None  # A link has this name.
        return _Left(found[0], at, is_shown=False) if found else None

    def _labels(self) -> AbstractSet[str]:
        """What stands in brackets elsewhere than in a definition."""
        if self._asked_for is None:
            self._asked_for = {label.lower() for label in _LABEL.findall(self._text)}
        return self._asked_for

    def _braced(self, at: int) -> _Left | None:
        """What kramdown and MDX do not show: comments, and the signs around what is no Markdown there."""
        for opening, closing in _ENDS_OF_COMMENTS.items():
            if self._text.startswith(opening, at):
                end = None if opening in self._endless else closing.search(self._text, at)
                if end is None:
                    self._endless.add(opening)
                    return None
                return _Left(self._text[at : end.end()], at, is_shown=False)
        found = _KRAMDOWN.match(self._text, at)
        return _Left(found[0], at, is_shown=False) if found else None

    def _shortcode(self, at: int) -> _Left | None:
        found = _BRACKETED.match(self._text, at)
        if found is None or found[0][1:-1] in self._defined:
            return None
        name = found["name"]
        is_code = "=" in found["rest"] or "://" in found["rest"] or name in _ALWAYS_CODE or name in self._closed
        if not (name in self._opened if found["end"] else is_code):
            return None
        self._opened.add(name)
        kind = f"a shortcode of WordPress shows as text: [{name}]"
        return _Left(found[0], at, is_shown=True, kind=kind)


_FIRST_WORD = re.compile(r"[\w.$/][\w./-]*")


def _template_kind(typed: str, opening: str) -> str:
    word = _FIRST_WORD.search(typed)
    name = word[0] if word else ""
    if typed.startswith(("{{<", "{{%")):
        return f"a shortcode of Hugo shows as text: {typed[:3]} {name} {'>}}' if typed[2] == '<' else '%}}'}"
    if opening == "{%":
        return f"a template's tag shows as text: {{% {name} %}}"
    if opening == "<%":
        return "a template's code shows as text: <% … %>"
    return f"a template's variable shows as text: {{{{ {name} }}}}"
