"""The texts of a card as its pages show them: marks of typography in each line, and a summary where none is written.

The summary says the first words of the rendered text. Only as much of the beginning is rendered as they need; plain
prose, which Markdown leaves as it is, is not rendered at all.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from newsgen.documents.html import split_tags
from newsgen.plugins import Plugins, load_plugins
from newsgen.renderer.blocks import set_block, set_blocks, set_line
from newsgen.renderer.closing import close_story
from newsgen.renderer.clusters import cut
from newsgen.renderer.converters import make_converter
from newsgen.renderer.dialects import SMART_TYPOGRAPHY, Converted, Converter, NestingError
from newsgen.renderer.fenced_blocks import without_blocks
from newsgen.renderer.leftovers import set_leftovers_apart
from newsgen.renderer.markup import tag_names
from newsgen.renderer.open_tags import hide_open_tags
from newsgen.renderer.plain_text import plain_text
from newsgen.renderer.typography import Typographer, typographer_of
from newsgen.settings import MarkdownSettings

MAX_SUMMARY = 220
_FIRST_LOOK = 1_000
"""Characters of a story that are rendered at first."""
_LOOK_AT = 16_000
"""At most so many are: what stands further down is no summary."""
_LEAVE_PROSE_ALONE = frozenset(
    "abbr admonition attr_list def_list extra fenced_code footnotes md_in_html sane_lists smarty tables".split()
)
"""Extensions that change nothing about a paragraph without signs."""
# Lines that begin with a letter or a mark of print, end without a space, and hold no sign that means something.
_PLAIN = re.compile(
    r"(?:\u3000*(?:[^\W\d_]|[\"'“”‘’«(—–…「『《])[^\\`*_\[\]<>&|{}~^\x02\x03\n]*(?<![ \t])(?:\n|\Z))+\Z"
)
_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)
_GAP = re.compile(r"\n[ \t]*\n+")
_PARAGRAPH = re.compile(r"\n\n+")
_DEFINITION = re.compile(r"^ {0,3}\[(\^?)([^\[\]\n]{1,200})\]:[ \t]*(\S.*)$", re.MULTILINE)
_SHORTCODES = re.compile(
    r"\[(caption|gallery|embed|audio|video|playlist)\b[^\]\n]{0,500}\](?:(?:(?!\[/\1\]).){0,2000}\[/\1\])?"
    r"|\[/?(?:caption|gallery|embed|audio|video|playlist)\b[^\]\n]{0,500}\]"
    r"|\{\{[^\n{}]{1,500}\}\}|\{%[^\n]{1,500}?%\}|\{:[^\n{}]{0,300}\}",
    re.DOTALL,
)
"""Of other systems, and attributes of kramdown; no reader wants them in a summary."""
_TYPED_HEADING = re.compile(r"<h[1-6][\s>]", re.IGNORECASE)
_FENCE = re.compile(r"^[ >]*(```|~~~)", re.MULTILINE)
_OPENED = re.compile(
    r"<(?:(!--)|(/?)(script|style|table|figure|iframe|pre|svg|video|audio|object|form|select)\b)|(-->)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CardTexts:
    """Sets the texts of cards; it is sent to worker processes as it is."""

    settings: MarkdownSettings
    language: str
    """The publication's."""
    plugins: Plugins = field(default_factory=Plugins)
    blocks: tuple[str, ...] = ()
    """The blocks that there are templates for, sorted: no summary is made of them."""

    def line(self, text: str, lang: str) -> str:
        """A headline, a caption or the like in a language (empty: the publication's), with its marks."""
        return set_line(text, self._typographer(lang))

    def summary(self, body: str, lang: str, *, is_html: bool = False) -> str:
        """The first words of a story's Markdown or HTML as plain text; empty where it has no prose.

        Raises:
            UsageError: The Markdown settings name what is not installed.
        """
        typographer = self._typographer(lang)
        plain = None if is_html else self._first_paragraphs(body, typographer)
        if plain is None:
            plain = _first_words(body, None if is_html else self, typographer)
        return cut(plain, MAX_SUMMARY)

    @property
    def _has_extensions(self) -> bool:
        """Whether plugins have a say in how Markdown is read."""
        return bool(self.plugins.names and load_plugins(self.plugins).markdown_extensions)

    def _typographer(self, lang: str) -> Typographer | None:
        return typographer_of(lang or self.language) if SMART_TYPOGRAPHY in self.settings.extensions else None

    def _first_paragraphs(self, body: str, typographer: Typographer | None) -> str | None:
        """The first words, where all that they stand in is plain prose; else None."""
        if not _LEAVE_PROSE_ALONE.issuperset(self.settings.extensions) or self._has_extensions:
            return None
        paragraphs: list[str] = []
        length = 0
        start = len(body) - len(body.lstrip("\n"))
        while length <= MAX_SUMMARY and start < len(body):
            gap = _PARAGRAPH.search(body, start)
            paragraph = body[start : gap.start()] if gap else body[start:].rstrip("\n")
            if not _PLAIN.match(paragraph) or _ADDRESS.search(paragraph):
                return None
            text = " ".join(set_block(paragraph, typographer).split())
            paragraphs.append(text)
            length += len(text) + 1
            start = gap.end() if gap else len(body)
        return " ".join(paragraphs)


@lru_cache(maxsize=4)
def _converter_for(settings: MarkdownSettings, plugins: Plugins) -> Converter:
    return make_converter(settings, plugins)


def _first_words(body: str, texts: CardTexts | None, typographer: Typographer | None) -> str:
    """The rendered text of as much of a body as makes a summary, or of all that is looked at.

    Without ``texts``, which say how it is read, it is HTML already.
    """
    body = without_blocks(body, texts.blocks) if texts is not None else body
    end = _FIRST_LOOK
    while True:
        end = _end_of_beginning(body, end)
        try:
            text = _text_of(_beginning(body, end), texts, typographer)
        except NestingError:
            return ""  # The page says where.
        if len(text) > MAX_SUMMARY or end >= min(len(body), _LOOK_AT):
            return text
        end *= 4


def _end_of_beginning(body: str, end: int) -> int:
    """The first gap between blocks, at ``end`` or further down, at which nothing is open that a cut would spoil."""
    while end < min(len(body), _LOOK_AT):
        gap = _GAP.search(body, end)
        if gap is None or gap.start() > _LOOK_AT:
            break
        if not _is_open(body[: gap.start()]):
            return gap.start()
        end = max(gap.end(), 2 * end)
    return min(len(body), _LOOK_AT)


def _is_open(text: str) -> bool:
    """Whether a fence, a comment or an element that is passed over is open at the end of a text."""
    if ("```" in text or "~~~" in text) and len(_FENCE.findall(text)) % 2:
        return True
    if "<" not in text:
        return False
    depth = 0
    for match in _OPENED.finditer(text):
        depth += -1 if match[2] or match[4] else 1
    return depth > 0


def _beginning(body: str, end: int) -> str:
    """The beginning of a body, with the definitions further down that it uses."""
    beginning = body[:end]
    if "{" in beginning or "[" in beginning:
        beginning = _SHORTCODES.sub("", beginning)
    if "[" not in beginning or end >= len(body):
        return beginning
    used = beginning.casefold()
    definitions = [
        f"[{note}{name}]: {'.' if note else address}"
        for note, name, address in _DEFINITION.findall(body[end:])
        if f"[{note}{name}]".casefold() in used
    ]
    return "\n\n".join([beginning, *definitions]) + "\n"


def _text_of(text: str, texts: CardTexts | None, typographer: Typographer | None) -> str:
    rendered = _rendered(text, texts)
    if "<" in text:
        rendered = close_story(rendered).html
    pieces = split_tags(rendered)
    set_blocks(pieces, tag_names(pieces[1::2]), typographer)
    return plain_text(pieces, keeps_headings=_TYPED_HEADING.search(text) is not None)


def _rendered(text: str, texts: CardTexts | None) -> str:
    """The HTML of a text, in which no mode shows a comment."""
    leftovers = set_leftovers_apart(text)
    if texts is None:
        return leftovers.put_back(Converted(leftovers.text)).html
    text = leftovers.text
    if "<" in text and texts.settings.raw_html != "escape":
        text, _ = hide_open_tags(text)
    return leftovers.put_back(_converter_for(texts.settings, texts.plugins).convert(text)).html
