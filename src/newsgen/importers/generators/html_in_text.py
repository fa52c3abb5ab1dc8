"""HTML in Markdown: what runs, asks or counts readers is cut, players become addresses; the rest stays. Pure."""

import html
import re
from collections.abc import Callable
from functools import cache

from newsgen.importers.from_html.unseen import is_unseen
from newsgen.importers.generators.cutting import sub_elements

_CUT = "script style form noscript template object applet"
_CUT_ALONE = re.compile(
    r"</?(?:script|style|form|input|button|select|option|textarea|link|meta|base|object|embed"
    r"|applet)(?=[\s>/])[^<>]*>",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_FRAME = re.compile(
    r"<iframe\b(?P<said>[^<>]*)>(?:(?:(?!<iframe\b).){0,2000}?</iframe\s*>)?|</iframe\s*>", re.DOTALL | re.IGNORECASE
)
_BINDING = re.compile(
    r"""(<[a-zA-Z][^<>]*?)\s+(?:[@:][\w.:-]+|(?:on|client|server|is|set|x|v)[:-][\w.:-]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>]+))?(?=[\s/>])"""
)
"""Of components: what a program would do with an element."""
_CUSTOM = re.compile(r"</?(?P<name>[a-z][a-z0-9]*(?:-[\w.]+)+)(?P<said>(?=[\s/>])[^<>]*)>")
"""An element that a script of its site defines."""
_HANDLER = re.compile(r"""(<[a-zA-Z][^<>]*?)\s+on[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>]+)""")
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_PLAYERS = (
    (
        re.compile(r"(?:youtube(?:-nocookie)?\.com/embed/|youtu\.be/)(?!videoseries)([\w-]{6,})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
)
_MOST = 50


def with_safe_html(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A text without HTML that runs, and what was cut with the reason."""
    if "<" not in text:
        return text, []
    cut: list[tuple[str, str]] = []

    def drop(name: str, piece: str) -> str:
        source = _SOURCE.search(piece[:2_000])
        cut.append((f"<{name}>{f' {source[1]}' if source else ''}", "HTML that runs, asks or styles"))
        if source and "gist.github.com" in source[1]:
            address = source[1].removesuffix(".js")
            return f"\n\n[{address.removeprefix('https://')}]({address})\n\n"
        return ""

    text = sub_elements(text, _CUT, drop)
    text = _CUT_ALONE.sub(lambda match: drop(re.findall(r"\w+", match[0])[0].lower(), match[0]), text)
    text = _IMAGE.sub(lambda match: _without_counter(match[0], drop), text)
    text = _CUSTOM.sub(_customed, _FRAME.sub(_framed, text))
    for _ in range(_MOST):
        text, number = _HANDLER.subn(r"\1", text)
        text, bindings = _BINDING.subn(r"\1", text)
        if not number + bindings:
            break
    return text, cut


def _without_counter(image: str, drop: Callable[[str, str], str]) -> str:
    said = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(image)}
    return drop("img", image) if is_unseen(lambda key: said.get(key, "")) else image


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


def _customed(match: re.Match[str]) -> str:
    """A player as its address; of any other element what stands in it."""
    found = re.search(r"""\b(?:video-?id|id|vid)\s*=\s*["']?([\w-]{6,})""", match["said"], re.IGNORECASE)
    host = next((host for host in ("youtube", "vimeo") if host in match["name"]), "")
    if found is None or not host:
        return ""
    address = "https://www.youtube.com/watch?v=" if host == "youtube" else "https://vimeo.com/"
    return f"\n\n{address}{found[1]}\n\n"


def _framed(match: re.Match[str]) -> str:
    """A player as its address, alone on its line; any other frame as a link to what it shows."""
    source = _SOURCE.search(match["said"] or "")
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
