"""What a tag shows by its site's definition, as newsgen's Markdown. Pure."""

import html
import re
import textwrap

from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.generators.evaluating import INNER, Shown
from newsgen.importers.generators.html_in_text import with_safe_html
from newsgen.importers.generators.markups import markdown_of_html

FACT_BOXES = frozenset(
    "factbox fact-box facts fact infobox info-box keyfacts key-facts sidebar side-box sidebox aside".split()
)
NOTES = frozenset(
    """note notice warning tip info alert admonition hint callout caution danger important attention box panel message
    disclaimer correction update editor-note editors-note""".split()
)
PULL_QUOTES = frozenset("pullquote pull-quote pull centerquote pullout".split())
_BLOCK = re.compile(
    r"<(?:p|div|ul|ol|dl|h[1-6]|table|blockquote|pre|figure|section|aside|article|header|footer|details|img|hr|iframe"
    r"|video|audio)\b",
    re.IGNORECASE,
)
_OUTER = re.compile(r"\s*<(?:aside|div|section|blockquote|details|figure)\b(?P<said>[^<>]*)>", re.IGNORECASE)
_TITLE = re.compile(
    r"<(?P<name>h[1-6]|summary|strong|b|header|legend|(?:div|p|span)(?=[^<>]*class=[\"'][^\"']*(?:title|head)))\b[^<>]*>"
    r"(?P<words>.{0,5000}?)</(?P=name)>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_IN_BLOCK = re.compile(
    rf"(?P<open><(?:blockquote|div|section|aside|article|figure|details)\b[^<>]*>)\s*{INNER}", re.IGNORECASE
)
_FIGCAPTION = re.compile(r"(<figcaption\b[^<>]*>)(.*?)(?=</figcaption>)", re.DOTALL | re.IGNORECASE)
_CREDIT = re.compile(
    r"<(small|cite|(?:span|em|p|div)(?=[^<>]*(?:credit|copyright|photographer|source|byline)))\b[^<>]*>(.{0,5000}?)</\1>",
    re.DOTALL | re.IGNORECASE,
)
_NO_PICTURE = re.compile(
    r"""<img\b(?![^<>]*\bsrc\s*=\s*(?:"[^"<>]*[\w)\]-]\.\w{3,4}\b[^"<>]*"|'[^'<>]*[\w)\]-]\.\w{3,4}\b[^'<>]*'|[^"'\s<>]+\.\w{3,4}\b))[^<>]*>""",
    re.IGNORECASE,
)
"""A picture of which it is not known where it lies."""


def block_name(*names: str) -> str:
    """The block of newsgen that is meant by what a tag, or the class of an element, is called; empty for none."""
    for name in names:
        plain = name.lower().replace("_", "-")
        for block, known in (("pullquote", PULL_QUOTES), ("factbox", FACT_BOXES), ("note", NOTES)):
            if plain in known:
                return block
    return ""


def block(name: str, title: str, inner: str) -> str:
    """A block."""
    title = " ".join(title.split()).strip("{}#")
    inner = re.sub(r"(?m)^([ \t]*):::(?=[\w{])", r"\1\\:::", inner)  # Else it would begin a block, and have no end.
    return f"\n\n::: {name} {title}".rstrip() + f"\n{dedented(inner)}\n:::\n\n"


def dedented(inner: str) -> str:
    """What stands between a tag and its end, without the indent that all of its lines have."""
    inner = inner.strip("\n")
    first, newline, rest = inner.partition("\n")
    if first.startswith((" ", "\t")) or not newline:
        return textwrap.dedent(inner).strip("\n") if newline else inner.strip()
    lines = [line for line in rest.split("\n") if line.strip()]
    # The first line stood behind the tag: the others may be indented all the same.
    return f"{first}\n{textwrap.dedent(rest)}" if lines and all(line.startswith("    ") for line in lines) else inner


def is_of_a_picture(shown: Shown) -> bool:
    """Whether a picture is shown, and it is known which one."""
    return "<img" in shown.html and not _NO_PICTURE.search(shown.html)


def shows_nothing(shown: Shown) -> bool:
    """Whether there is nothing to see or hear."""
    if re.search(rf"{INNER}|<(?:img|iframe|video|audio|embed)\b", shown.html):
        return False
    clean, _ = with_safe_html(shown.html)
    return not re.search(r"\w", html.unescape(_TAG.sub(" ", clean)))


def markdown_of(shown: Shown, name: str, inner: str) -> str | None:
    """The Markdown of what a tag shows; None where it cannot be told.

    ``inner`` is Markdown.
    """
    clean, _ = with_safe_html(shown.html)
    if _NO_PICTURE.search(clean):
        return None
    outer = _OUTER.match(clean)
    if INNER in clean and (kind := _kind(name, outer)):
        titles = [line_of_html(match["words"]) for match in _TITLE.finditer(clean) if INNER not in match["words"]]
        rest = line_of_html(_TITLE.sub(" ", clean).partition(INNER)[2])
        title = next(filter(None, titles), "") or (rest if kind == "pullquote" else "")
        behind = f"\n\n{rest}" if rest and rest != title else ""
        return block(kind, title, f"{inner.strip(chr(10))}{behind}")
    if "<" not in clean and "\n\n" not in clean:
        return clean.strip("\n").replace(INNER, inner)
    is_block = bool(_BLOCK.search(shown.html))
    clean = _FIGCAPTION.sub(_caption, clean)
    clean = _IN_BLOCK.sub(rf"\g<open><p>{INNER}</p>", clean)
    clean = re.sub(r"\n\n(https?://\S+)\n\n", r"<p>\1</p>", clean)
    clean = re.sub(r"\n\n\[([^\]\n]*)\]\(<([^>\n]*)>\)\n\n", r'<p><a href="\2">\1</a></p>', clean)
    made = _with_inner(markdown_of_html(clean).text.strip("\n"), inner)
    return f"\n\n{made}\n\n" if is_block else made.strip()


def _caption(match: re.Match[str]) -> str:
    """A caption whose credit stands behind a bar, as newsgen has it."""
    named = [line_of_html(each[2]) for each in _CREDIT.finditer(match[2])]
    words = line_of_html(_CREDIT.sub(" ", match[2]).replace(INNER, f" {INNER} "))
    parts = [part.replace("|", "/") for part in (words, *named) if part]
    return match[1] + html.escape(" | ".join(parts), quote=False)


def _kind(name: str, outer: re.Match[str] | None) -> str:
    if outer is None:
        return ""
    classes = re.search(r"""class\s*=\s*["']([^"']*)""", outer["said"])
    words = re.split(r"[\s]+", classes[1]) if classes else []
    return block_name(name, *words)


def _with_inner(text: str, inner: str) -> str:
    """The text with what stands between a tag and its end: each of its lines begins as the line that it is put into."""
    made: list[str] = []
    for line in text.split("\n"):
        if INNER not in line:
            made.append(line)
            continue
        before, _, behind = line.partition(INNER)
        if behind.replace(INNER, "").strip() or before.strip(" >"):
            made.append(line.replace(INNER, " ".join(inner.split())))  # Within a line, as in a caption.
        else:
            made += [f"{before}{each}".rstrip() for each in inner.strip("\n").split("\n")]
    return "\n".join(made)
