"""What a clipboard gives besides plain text: HTML, Windows' envelope around that, RTF. All become lines. Pure."""

import re
from typing import NamedTuple

from newsgen.errors import UsageError
from newsgen.importers.from_html.nodes import parse
from newsgen.importers.kinds import EXPORTS, FEED, HEAD, TABLE, WORDPRESS, Look, what_else
from newsgen.importers.pasted.html_lines import html_lines
from newsgen.importers.pasted.rtf import rtf_text
from newsgen.importers.story import LeftOut

_ENVELOPE = re.compile(r"Version:\d\.\d\s+(?:\w+:[^\n]*\n)+", re.IGNORECASE)
_ADDRESS = re.compile(r"^SourceURL:(\S+)", re.IGNORECASE | re.MULTILINE)
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.DOTALL | re.IGNORECASE)
_HTML = re.compile(
    r"\s*+(?>(?:(?><!--.*?-->)\s*+)*)<(?:!doctype\s+html|(?:html|head|body|meta|main|article|section|div|p|h[1-6]|span|b|strong|table|"
    r"ul|ol|figure|blockquote|header|img|a)(?=[\s>/]))",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(r"\s*+(?>(?:(?><!--.*?-->)\s*+)?)<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^<>]*>\s*[^\s<]", re.IGNORECASE)
"""What a page has and a clipboard has not."""
_RTF = re.compile(r"\s*\{\\rtf")


class Clip(NamedTuple):
    """What was copied, as lines of text."""

    text: str
    left_out: tuple[LeftOut, ...] = ()
    """What no line can hold: addresses of links and pictures."""


def read_clip(text: str, shown: str) -> Clip:
    """The lines of what was copied, whatever it is: Markdown's marks stand before headings, tabs between cells.

    Raises:
        UsageError: It is neither text nor HTML nor RTF.
    """
    if _RTF.match(text):
        return Clip(*rtf_text(text))
    if match := _ENVELOPE.match(text):
        address = _ADDRESS.search(match[0])
        found = (LeftOut(address[1], "the address it was copied from"),) if address else ()
        clip = _of_html(text[match.end() :])
        return clip._replace(left_out=(*found, *clip.left_out))
    if _PAGE.match(text) and not _FRAGMENT.search(text) and _TITLE.search(text[:HEAD]):
        raise UsageError(
            f"{shown} is a whole page of HTML", mend="save it as a file, story.html, and give that; or --as pages"
        )
    if _HTML.match(text):
        return _of_html(text)
    look = Look(shown, text[:HEAD].encode("utf-8", "replace"))
    kind = next((each for each in (WORDPRESS, *EXPORTS, FEED, TABLE) if each.tells(look)), None)
    what = kind.words if kind is not None else what_else(look)
    if not what:
        return Clip(text)
    named = f"; or say what it is: --as {kind.name}" if kind is not None else ""
    raise UsageError(f"{shown} is {what}", mend=f"save it as a file, and name that{named}")


def _of_html(text: str) -> Clip:
    fragment = _FRAGMENT.search(text)
    lines, links = html_lines(parse(fragment[1] if fragment else text))
    return Clip("\n".join(lines), tuple(LeftOut(address, why) for address, why in links.items()))
