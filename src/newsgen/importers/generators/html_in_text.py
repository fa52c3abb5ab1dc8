"""HTML in Markdown: what runs, asks or counts readers is cut, players become addresses; the rest stays. Pure."""

import html
import re
from functools import cache

from newsgen.documents.html import Tag, attributes_of, sub_tags, values_of
from newsgen.importers.from_html.nodes import Element
from newsgen.importers.from_html.scripted import of_script, scripted_address
from newsgen.importers.from_html.unseen import is_unseen
from newsgen.importers.generators.cutting import sub_elements

_CUT = "script style form noscript template object applet"
_CUT_ALONE = frozenset(
    "script style form input button select option textarea link meta base object embed applet".split()
)
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_FRAME = re.compile(
    r"<iframe\b(?P<said>[^<>]*)>(?:(?:(?!<iframe\b).){0,2000}?</iframe\s*>)?|</iframe\s*>", re.DOTALL | re.IGNORECASE
)
_BINDING = re.compile(r"[@:][\w.:-]+|(?:on|client|server|is|set|x|v)[:-][\w.:-]+")
"""Attributes of components: what a program would do with an element."""
_CUSTOM = re.compile(r"[a-z][a-z0-9]*(?:-[\w.]+)+")
"""Names of elements that a script of a site defines."""
_HANDLER = re.compile(r"on[a-z]", re.IGNORECASE)
"""How attributes begin that run a script when something happens."""
_BEFORE_CUT = re.compile(
    rf"<(?=/?[^\s/<>]*+</?(?:{'|'.join(sorted(_CUT_ALONE))}|iframe|img|[a-z][a-z0-9]*+-))", re.IGNORECASE
)
"""A sign that would begin another tag once the tag behind it is cut."""
_AUTOLINK = re.compile(r"<[a-zA-Z][\w+.-]{1,31}:[^\s<>]*>", re.ASCII)
_LOOSE_HANDLER = re.compile(
    r"""(?P<before>[\s"'/]on(?!(?:ce|ly|es?|to|line|wards?|going|ions?|set|shore)\b)[a-z]++[\s>]*+)=""", re.IGNORECASE
)
"""What looks like a handler and stands in no tag, unless it is a usual word."""
_PLAYERS = (
    (
        re.compile(r"(?:youtube(?:-nocookie)?\.com/embed/|youtu\.be/)(?!videoseries)([\w-]{6,})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
)
_WAITING = re.compile(
    r"(?i)\b(?:flourish-embed|infogram-embed|fb-(?:post|video)|data-pym-src|data-pin-do|data-account|data-instgrm-permalink)\b"
)
"""What elements have in whose place a script sets something."""
_LONGEST = 200
"""Letters that are told of what was cut."""


def with_safe_html(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A text without HTML that runs, and what was cut with the reason."""
    if "<" not in text:
        return text, []
    cleaner = _Cleaner()
    text = sub_elements(text, _CUT, cleaner.drop)
    text = _BEFORE_CUT.sub("&lt;", text)
    text = sub_tags(_FRAME.sub(lambda match: _framed(match["said"] or ""), text), cleaner.safe)
    # Signs of quotations and lists, which Markdown takes away, may part a tag in two.
    text = _LOOSE_HANDLER.sub(r"\g<before>&#61;", text) if "<" in text else text
    return text, cleaner.cut


class _Cleaner:
    """Takes from tags what runs, asks or counts readers, and remembers it."""

    def __init__(self) -> None:
        self.cut: list[tuple[str, str]] = []

    def drop(self, name: str, piece: str) -> str:
        """What stands for an element, or a tag, that is cut: nothing, but for a file that somebody shows."""
        source = _SOURCE.search(piece[:2_000])
        self._note(f"<{name}>{f' {source[1]}' if source else ''}")
        if name != "script":
            return ""
        opening, _, program = piece.partition(">")
        said = values_of(f"{opening}>")
        return _linked(of_script(lambda key: said.get(key, ""), program))

    def safe(self, tag: Tag) -> str:
        """What is left of a tag; of one without its end only the sign is given, and what follows stays text."""
        if not tag.markup:
            return "&lt;" if tag.name in _CUT_ALONE or tag.name == "iframe" else "<"
        if _AUTOLINK.fullmatch(tag.markup):
            # Inside an element it would be a tag of that name. The address stays the same one.
            return re.sub(r"(?i)/o(?=n[a-z]+=)", "/%6F", tag.markup)
        if tag.name in _CUT_ALONE or (tag.name == "img" and _counts_readers(tag.markup)):
            return self.drop(tag.name, tag.markup)
        if tag.name == "iframe":
            return _framed(tag.markup)
        return _customed(tag.name, tag.markup) if _CUSTOM.fullmatch(tag.name) else self._without_programs(tag)

    def _without_programs(self, tag: Tag) -> str:
        """A tag without attributes that a program would heed; handlers are told. What it waits for stands before it."""
        awaited = ""
        if _WAITING.search(tag.markup) and not tag.markup.startswith("</"):
            awaited = _linked(scripted_address(Element(tag.name, values_of(tag.markup))))
        left = list[str]()
        done = 0
        for attribute in attributes_of(tag.markup):
            is_handler = _HANDLER.match(attribute.name)
            if not is_handler and not _BINDING.fullmatch(attribute.name):
                continue
            if is_handler and attribute.value:
                self._note(f"<{tag.name} {tag.markup[attribute.start : attribute.end]}>")
            left.append(tag.markup[done : attribute.start].rstrip())
            done = attribute.end
            if not tag.markup[done].isspace() and tag.markup[done] not in "/>":
                left.append(" ")
        # Where Markdown begins a new block inside a value, the rest of the value would become tags.
        return f"{awaited}<" + "".join([*left, tag.markup[done:]])[1:].replace("<", "&lt;")

    def _note(self, what: str) -> None:
        self.cut.append((what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…", "HTML that runs, asks or styles"))


def _linked(address: str) -> str:
    """A link to what a script would have shown; empty for none."""
    address = f"https:{address}" if address.startswith("//") else address
    return f"\n\n[{re.sub('^https?://|/$', '', address)}]({address})\n\n" if address else ""


def _counts_readers(image: str) -> bool:
    said = values_of(image)
    return is_unseen(lambda key: said.get(key, ""))


_WRAPPER = re.compile(
    r"^(?P<open>[ ]{0,3}<(?P<name>details|div|section|aside|center|article|main)\b(?![^<>]*\bmarkdown\b)[^<>]*)>"
    r"(?=(?:(?!</(?P=name)).){0,4000}?\n[ \t]*\n[ ]{0,3}[^\s<])",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


def with_markdown_inside(text: str) -> str:
    """A text of CommonMark, in which Markdown stands between empty lines of an element: both dialects are told so."""
    if "<" not in text:
        return text

    @cache
    def is_closed(name: str) -> bool:
        opened, closed = (len(re.findall(rf"<{sign}{name}\b", text, re.IGNORECASE)) for sign in ("", "/"))
        return opened == closed

    def told(match: re.Match[str]) -> str:
        return f'{match["open"]} markdown="1">' if is_closed(match["name"].lower()) else match[0]

    return _WRAPPER.sub(told, text)


def _customed(name: str, said: str) -> str:
    """A player as its address; of any other element what stands in it."""
    found = re.search(r"""\b(?:video-?id|id|vid)\s*=\s*["']?([\w-]{6,})""", said, re.IGNORECASE)
    host = next((host for host in ("youtube", "vimeo") if host in name), "")
    if found is None or not host:
        return ""
    address = "https://www.youtube.com/watch?v=" if host == "youtube" else "https://vimeo.com/"
    return f"\n\n{address}{found[1]}\n\n"


def _framed(said: str) -> str:
    """A player as its address, alone on its line; any other frame as a link to what it shows."""
    source = _SOURCE.search(said)
    if source is None:
        return ""
    address = html.unescape(source[1]).strip()
    address = f"https:{address}" if address.startswith("//") else address
    if not re.match(r"https?://|/", address):
        return ""
    for pattern, made in _PLAYERS:
        if found := pattern.search(address):
            return f"\n\n{made.format(found[1])}\n\n"
    return f"\n\n[{address.partition('//')[2].partition('?')[0].strip('/') or address}](<{address}>)\n\n"
