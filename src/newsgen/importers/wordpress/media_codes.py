"""Shortcodes that show uploaded files: captions, galleries, playlists, recordings. Pure."""

import html
import re
from collections.abc import Callable, Mapping, Sequence

from newsgen.importers.wordpress.brackets import Code, attributes_in

Media = Callable[[str], tuple[str, str, str] | None]
"""Number of a file to its address, its alternative text and its caption; None where the export has none."""
_CREDIT = re.compile(r"\[media-credit\b(?P<said>[^\[\]]{0,400})\](?P<inside>.*?)\[/media-credit\]", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_SOURCES = ("src", "mp3", "mp4", "m4v", "webm", "ogv", "ogg", "wav", "m4a", "flv", "wmv", "0")
"""Attributes of a recording that name a file."""


def captioned(code: Code, replaced: Callable[[str], str]) -> tuple[str, str]:
    """A picture with its words, and whose it is, which stands behind a bar where a plugin has told that.

    Args:
        code: The shortcode.
        replaced: Replaces the shortcodes in its words.
    """
    credit = _CREDIT.search(code.inside)
    inside = _CREDIT.sub(lambda found: found["inside"], code.inside)
    match = re.match(r"\s*(?P<shown>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(?P<words>.*)", inside, re.DOTALL)
    words = code.attributes.get("caption", "")
    if match is None:
        return replaced(inside) + (f"<p>{words}</p>" if words else ""), ""
    shown, rest = match["shown"], match["words"].strip()
    if words and rest and not _TAG.sub("", rest).strip():
        shown, rest = shown + rest, ""  # Several pictures under one caption.
    words = replaced((rest or html.unescape(words)).strip())
    align = code.attributes.get("align", "")
    whose = html.escape(attributes_in(credit["said"]).get("name", "")) if credit else ""
    words = f"{words} | {whose}".strip() if whose else words
    said = f"<figcaption>{words}</figcaption>" if words else ""
    return f'\n\n<figure class="{html.escape(align)}">{shown}{said}</figure>\n\n', whose


def gallery(said: Mapping[str, str], attached: Sequence[str], media: Media) -> str:
    """The pictures that a gallery names, else those that were uploaded for its story."""
    numbers = re.findall(r"\d+", said.get("ids") or said.get("include", "")) or attached
    shown = [found for number in numbers if (found := media(number)) is not None]
    figures = "".join(
        f'<figure><img src="{html.escape(address)}" alt="{html.escape(alt)}">'
        + (f"<figcaption>{caption}</figcaption>" if caption else "")
        + "</figure>"
        for address, alt, caption in shown
    )
    return f"\n\n<figure>{figures}</figure>\n\n" if figures else ""


def playlist(said: Mapping[str, str], media: Media) -> str:
    """The recordings that a playlist names."""
    kind = "video" if said.get("type") == "video" else "audio"
    shown = [found for number in re.findall(r"\d+", said.get("ids", "")) if (found := media(number)) is not None]
    return "".join(f'\n\n<{kind} src="{html.escape(address)}"></{kind}>\n\n' for address, _, _ in shown)


def recording(name: str, said: Mapping[str, str]) -> str:
    """The player of a recording, by all addresses that it has; empty where it has none."""
    sources = [each for key in _SOURCES for each in _files_in(said.get(key, ""))]
    tags = "".join(f'<source src="{html.escape(source)}">' for source in sources)
    poster = f' poster="{html.escape(said["poster"])}"' if said.get("poster") else ""
    return f"\n\n<{name}{poster}>{tags}</{name}>\n\n" if sources else ""


def _files_in(typed: str) -> list[str]:
    """The addresses in an attribute of a recording: old ones have several, and options behind a bar."""
    found = typed.partition("|")[0]
    return [each.strip() for each in re.split(r",\s*(?=https?://)", found) if each.strip()]
