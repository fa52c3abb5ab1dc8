"""What stands in a line: emphasis, links, code, pictures. Pure."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from newsgen.importers.from_html.nodes import Element, Node, Text
from newsgen.importers.from_html.unseen import is_unseen
from newsgen.importers.markdown_text import escaped_in_line

BLOCKS = frozenset(
    """address article aside audio blockquote body caption center col colgroup dd details dialog div dl dt embed
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li listing main menu
    nav noscript object ol p pre search section summary table tbody td tfoot th thead tr ul video xmp""".split()
)
"""Elements that are no part of a line."""
DROPPED = frozenset(
    "script style link meta title head base input select option textarea button template noframes".split()
)
_KEPT = frozenset("sub sup kbd samp var mark small u ruby rb rt rp rtc abbr dfn q cite time bdi bdo ins data".split())
"""Elements that Markdown has no sign for, and that say something: they stay."""
_ATTRIBUTES = {
    "abbr": ("title",), "time": ("datetime",), "q": ("cite",), "ins": ("datetime", "cite"), "data": ("value",),
}  # fmt: skip
_EVERYWHERE = ("lang", "dir")
_STRONG = frozenset({"strong", "b"})
_EMPHASIS = frozenset({"em", "i"})
_STRUCK = frozenset({"del", "s", "strike"})
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_RUNS_SCRIPT = re.compile(r"(?i)(?:javascript|vbscript|livescript|mocha|data):")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")
"""What browsers pass over in the scheme of an address, or may."""
_BLANKS = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""What becomes one blank; one that is alone is one already."""
BREAK = "  \n"
"""A line that ends here, in every dialect of Markdown."""
_SOFT = "\x00"
"""Such a line while blanks are still being put together."""
_AROUND_SOFT = re.compile(f" ?{_SOFT} ?")


@dataclass(slots=True)
class Lines:
    """What a converter is told, and what it finds, over a whole text."""

    anchors: frozenset[str] = frozenset()
    """Ids to which links of the text lead."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """What was dropped, and why."""


def line_of(nodes: Iterable[Node], lines: Lines, between: str = BREAK) -> str:
    """The Markdown of what stands in one paragraph, without blanks at its ends; ``between`` ends a line in it."""
    pieces = _Pieces(lines)
    pieces.take(nodes)
    return _resolved(pieces.joined()).replace(_SOFT, between)


def is_block(node: Node) -> bool:
    """Whether a node is no part of a line."""
    return isinstance(node, Element) and (node.name in BLOCKS or any(map(is_block, node.children)))


class _Pieces:
    """A line while it is being made."""

    def __init__(self, lines: Lines, *, in_link: bool = False) -> None:
        self._lines = lines
        self._in_link = in_link
        self._parts: list[str] = []

    def take(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                text = _text(node.text)
                self._parts.append(text.replace("]", "\\]") if self._in_link else text)
            elif isinstance(node, Element):
                made = self._element(node)
                if made.startswith("[") and self._parts and self._parts[-1].endswith("!"):
                    self._parts[-1] = f"{self._parts[-1][:-1]}\\!"  # Else the link would be a picture.
                self._parts.append(made)
            elif node.is_kept:
                self._parts.append(f"<!-- {node.text} -->")

    def joined(self) -> str:
        text = _BLANKS.sub(" ", "".join(self._parts))
        if _SOFT in text:
            text = _AROUND_SOFT.sub(_SOFT, text)
        return text.strip(f" {_SOFT}\u00a0")

    def _inside(self, element: Element) -> str:
        pieces = _Pieces(self._lines, in_link=self._in_link or element.name == "a")
        pieces.take(element.children)
        return _BLANKS.sub(" ", "".join(pieces._parts))

    def _element(self, element: Element) -> str:  # noqa: PLR0911, C901 - one case for each kind
        name = element.name
        if name in DROPPED:
            return ""
        if name == "br":
            return _SOFT
        if name == "wbr":
            return "\u200b"
        if name == "img":
            return picture(element, self._lines)
        if name in {"svg", "math"}:
            said = " ".join(_texts(element)) if name == "svg" else element.text()
            self._lines.left_out.append((said.strip(), "a drawing" if name == "svg" else "a formula: its letters stay"))
            notation = _notation(element)
            return code(notation) if notation else _text(said)
        if name in {"code", "tt"}:
            return code(element.text())
        if name == "a":
            return self._link(element)
        style = element.get("style")
        inside = self._inside(element)
        if name in _STRONG or (name in {"span", "font"} and _BOLD.search(style)):
            return self._marked(inside, "**", "strong")
        if name in _EMPHASIS or (name in {"span", "font"} and _ITALIC.search(style)):
            return self._marked(inside, "*", "em")
        if name in _STRUCK:
            return self._marked(inside, "~~", "del")
        if name in _KEPT:
            return _tagged(element, inside, (*_ATTRIBUTES.get(name, ()), *_EVERYWHERE)) if inside.strip() else inside
        if name == "span" and any(element.get(key) for key in _EVERYWHERE):
            return _tagged(element, inside, _EVERYWHERE)
        return inside

    def _marked(self, inside: str, mark: str, tag: str) -> str:
        """Emphasized; blanks at the ends stand outside of the marks."""
        bare = inside.strip(f" \u00a0{_SOFT}")
        if not bare:
            return inside
        at = inside.index(bare)
        before, behind = inside[:at], inside[at + len(bare) :]
        if _SOFT in bare:
            # Poems set in italics: line by line, since a mark may not stand beside the end of a line.
            return before + _SOFT.join(self._marked(line, mark, tag) for line in bare.split(_SOFT)) + behind
        return f"{before}\ue000{mark}{tag}\ue001{bare}\ue002{mark}{tag}\ue001{behind}"

    def _link(self, element: Element) -> str:
        inside = self._inside(element)
        address = element.get("href").strip()
        name = element.get("id") or element.get("name")
        anchor = f'<a id="{html.escape(name)}"></a>' if name and name in self._lines.anchors else ""
        if not address or _RUNS_SCRIPT.match(_UNSEEN.sub("", address)):
            if address:
                self._lines.left_out.append((address, "a link that runs a script"))
            return anchor + inside
        if not inside.strip():
            return anchor + inside
        at = len(inside) - len(inside.lstrip())
        bare = inside.strip(f" \u00a0{_SOFT}").replace(_SOFT, " ")
        title = element.get("title").strip()
        shown = element.text().strip()
        if shown == address and re.fullmatch(r"https?://[^\s<>]+", address):
            return f"{anchor}<{address}>"
        behind = " " if inside != inside.rstrip() else ""
        said = f" {quoted_title(title)}" if title and title != shown else ""
        return f"{inside[:at]}{anchor}[{bare}]({target(address)}{said}){behind}"


def _resolved(text: str) -> str:
    """The line with marks of emphasis that hold: as Markdown where it would understand them, else as tags."""
    return _MARKS.sub("", _resolve(text)) if "\ue000" in text else text


_MARKS = re.compile("[\ue000-\ue002]")
_ALL_STRONG = re.compile(r"\*\*[^*_\n]+\*\*")
_MARKED = re.compile(
    "\ue000(?P<mark>[*~]+)(?P<tag>[a-z]+)\ue001(?P<inside>[^\ue000-\ue002]*)\ue002(?P=mark)(?P=tag)\ue001"
)


def _resolve(text: str) -> str:
    """From the inside out, since a mark hangs on the letters on both its sides."""
    while match := _MARKED.search(text):
        before = text[: match.start()]
        behind = text[match.end() :]
        inside, mark, tag = match["inside"], match["mark"], match["tag"]
        shown = next(_marked(inside, mark, before, behind), f"<{tag}>{inside}</{tag}>")
        text = before + shown + behind
    return text


def _marked(inside: str, mark: str, before: str, behind: str) -> Iterator[str]:
    """A text with marks that hold, the usual ones first."""
    left, right = _neighbour(before[::-1]), _neighbour(behind)
    forms = [(mark, inside)]
    if mark == "**":
        forms.append((mark, _with_lines(inside)))
    if mark == "*" and _ALL_STRONG.fullmatch(inside) and not (left.isalnum() or right.isalnum()):
        forms.append(("_", inside))
    for sign, text in forms:
        if _opens(left, text[:1]) and _opens(right, text[-1:]) and not _touches(before, text, behind, sign):
            yield f"{sign}{text}{sign}"


def _with_lines(inside: str) -> str:
    """A text whose emphasis at its ends has lines for stars: dialects read three stars in different orders."""
    begun = re.sub(r"\A\*([^*_\n]+)\*(?![\w*])", r"_\1_", inside)
    return re.sub(r"(?<![\w*])\*([^*_\n]+)\*\Z", r"_\1_", begun)


def _neighbour(text: str) -> str:
    """The first sign of a text that is no mark of our own."""
    plain = re.sub("\ue000[*~]+[a-z]+\ue001|\ue002[*~]+[a-z]+\ue001|\ue001[a-z]+[*~]+[\ue000\ue002]", "", text[:40])
    return plain[:1]


def _opens(outside: str, inside: str) -> bool:
    """Whether a mark between two signs opens to the inner one (CommonMark, 6.2)."""
    if not inside or inside.isspace():
        return False
    if not _is_punctuation(inside) or not outside or outside.isspace() or _is_punctuation(outside):
        return True
    return _is_dense(inside) or _is_dense(outside)


def _is_dense(sign: str) -> bool:
    """Whether a sign is of a script that sets no blanks between words: there newsgen's marks hold beside others."""
    return unicodedata.east_asian_width(sign) in "WF"


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _touches(before: str, inside: str, behind: str, mark: str) -> bool:
    """Whether another mark of the same sign stands right beside one, so that they would be read as one."""
    sign = mark[0]
    return before.endswith(sign) or behind.startswith(sign) or inside.startswith(sign) or inside.endswith(sign)


def _notation(formula: Element) -> str:
    """A formula as it was typed, in the notation of TeX; empty where it does not say that."""
    found = next((each for each in formula.every("annotation") if "tex" in each.get("encoding").lower()), None)
    return found.text().strip() if found is not None else ""


def _texts(drawing: Element) -> Iterator[str]:
    """The words of a drawing, each where it stands: none goes on in the next."""
    for child in drawing.children:
        if isinstance(child, Text) and child.text.strip():
            yield " ".join(child.text.split())
        elif isinstance(child, Element) and child.name not in {"style", "script"}:
            yield from _texts(child)


def _text(text: str) -> str:
    return escaped_in_line(_BLANKS.sub(" ", text))


def _tagged(element: Element, inside: str, names: Sequence[str]) -> str:
    typed = "".join(f' {name}="{html.escape(element.get(name))}"' for name in names if element.get(name))
    bare = inside.strip(_SOFT)
    at = inside.index(bare)
    return f"{inside[:at]}<{element.name}{typed}>{bare}</{element.name}>{inside[at + len(bare) :]}"


def code(text: str) -> str:
    """Code in a line."""
    typed = _BLANKS.sub(" ", text)
    if not typed.strip():
        return typed
    longest = max((len(run) for run in re.findall("`+", typed)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if typed.startswith("`") or typed.endswith("`") else ""
    return f"{fence}{pad}{typed}{pad}{fence}"


def picture(element: Element, lines: Lines, title: str = "") -> str:
    """A picture in a line; one that only counts readers is dropped."""
    address = _address_of_picture(element)
    if not address or address.startswith("data:image/gif") or is_unseen(element.get):
        if address and not address.startswith("data:"):
            lines.left_out.append((address, "a picture that nobody sees"))
        return ""
    alt = escaped_in_line(_BLANKS.sub(" ", element.get("alt")).strip()).replace("]", "\\]")
    said = f" {quoted_title(title)}" if title else ""
    return f"![{alt}]({target(address)}{said})"


def _address_of_picture(element: Element) -> str:
    """Where the picture lies: pages that load late keep that in another attribute."""
    typed = element.get("src").strip()
    late = next(
        (
            element.get(key).strip()
            for key in ("data-src", "data-lazy-src", "data-original", "data-full-url")
            if element.get(key).strip()
        ),
        "",
    )
    if late and (not typed or typed.startswith("data:")):
        return late
    if not typed and (sizes := element.get("srcset").replace(",", " ").split()):
        return next((size for size in reversed(sizes) if not re.fullmatch(r"[\d.]+[wxh]", size)), "")
    return typed


def target(address: str) -> str:
    """The address of a link as it may stand in brackets."""
    plain = re.sub(r"[\x00-\x1f]", "", address)
    if re.search(r"[\s<>]", plain) or plain.count("(") != plain.count(")"):
        return "<" + plain.replace("<", "%3C").replace(">", "%3E") + ">"
    return plain


def quoted_title(title: str) -> str:
    """The title of a link or a picture between quotation marks."""
    plain = _BLANKS.sub(" ", title).strip().replace("\\", "\\\\").replace("<", "&lt;")
    if '"' not in plain:
        return f'"{plain}"'
    return f"'{plain}'" if "'" not in plain else '"' + plain.replace('"', "&quot;") + '"'
