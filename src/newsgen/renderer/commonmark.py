"""CommonMark to HTML with pyromark, a compiled engine; headings and footnotes come out as in the default dialect.

Knows nothing of addresses or articles: `body` makes use of it. What the engine would drop (a definition that no link
uses, a cell beyond the last column, words behind a code block's language) is hidden from it behind stand-ins and
comes back as text, since every word of an article is in its page (law 6).
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pyromark

from newsgen.renderer.conversion import Conversion
from newsgen.renderer.dialects import Converted, MarkdownRemark, asks_for, folded
from newsgen.renderer.lost_words import lost_words
from newsgen.renderer.markdown_in_html import close_to_markdown, open_to_markdown
from newsgen.renderer.markup import BAR, BLANK, CLOSING, COLON, OPENING, hide_stray_angles
from newsgen.renderer.typed import holds, join_emphasis
from newsgen.settings import MarkdownSettings

if TYPE_CHECKING:
    from pyromark.event import BrokenLink


class CommonMarkConverter:
    """The engine and its options."""

    def __init__(self, settings: MarkdownSettings) -> None:
        self._keep_tags = settings.raw_html != "escape"
        self._conversion = Conversion(settings)
        self._reads_html = asks_for("md_in_html", settings.extensions)
        self._has_footnotes = asks_for("footnotes", settings.extensions)
        options = pyromark.Options.ENABLE_STRIKETHROUGH
        if asks_for("tables", settings.extensions):
            options |= pyromark.Options.ENABLE_TABLES
        if self._has_footnotes:
            options |= pyromark.Options.ENABLE_FOOTNOTES
        self._has_terms = asks_for("def_list", settings.extensions)
        if self._has_terms:
            options |= pyromark.Options.ENABLE_DEFINITION_LIST
        self._options = options
        self._engine = pyromark.html

    def convert(self, text: str) -> Converted:
        """The HTML of a Markdown text."""
        hidden = hide_stray_angles(text, keep_tags=self._keep_tags, keep_across_blocks=False)
        converted = self._read_html(hidden) if self._reads_html else self._conversion.convert(hidden, self._render)
        if not _may_be_lost(text) or not (lost := lost_words(text, converted.html)):
            return converted
        return replace(converted, remarks=(*converted.remarks, MarkdownRemark(lost[0], *_LOST)))

    def _read_html(self, text: str) -> Converted:
        """The HTML of a text, with what an author's HTML holds of Markdown."""
        opened, remarks = open_to_markdown(text)
        converted = self._conversion.convert(opened, self._render)
        if opened == text and "markdown" not in converted.html:
            return converted
        rendered, more = close_to_markdown(converted.html)
        return replace(converted, html=rendered, remarks=(*converted.remarks, *remarks, *more))

    def _render(self, text: str) -> str:
        if holds(text, "]:"):
            text = self._keep_definitions(text)
        if ":" in text and self._has_terms:
            text = _keep_colons(text)
        if "|" in text:
            text = _keep_cells(text)
        if "`" in text or "~" in text:
            text = _FENCE.sub(lambda fence: fence[1] + re.sub(r"[ \t]", BLANK, fence[2]), text)
        rendered = self._engine(join_emphasis(text), options=self._options)
        if "%" in rendered:
            rendered = _ENCODED_ADDRESS.sub(lambda match: match[1] + _ENCODED.sub(_decoded, match[2]), rendered)
        if BLANK in rendered:
            rendered = _WORDS_OF_CODE.sub("\\1\\3\\2\n", rendered)
        return rendered

    def _keep_definitions(self, text: str) -> str:
        """Hides the brackets of lines ``[name]: address`` that no link uses, or of a second address for a name."""
        used: set[str] = set()

        def note(link: "BrokenLink") -> None:
            used.add(folded(link["reference"]))

        # Without the addresses, since a name that stands there is not used by a link.
        bare = _DEFINITION.sub(lambda match: "" if match[3] else self._hidden(match), text)
        if bare == text:
            return text
        self._engine(bare, options=self._options, broken_link_callback=note)
        addresses: dict[str, str] = {}

        def keep(match: re.Match[str]) -> str:
            name, address = folded(match[2]), " ".join((match[3] or "").split())
            is_kept = name in used and addresses.setdefault(name, address) == address
            return match[0] if is_kept else self._hidden(match)

        return _DEFINITION.sub(keep, text)

    def _hidden(self, definition: re.Match[str]) -> str:
        before, name, address = definition.groups("")
        if self._has_footnotes and name.startswith("^") and name[1:].strip() and "\n" not in name:
            return definition[0]
        return before + OPENING + name + CLOSING + address


_LOST = ("a word that does not show in the page", "set the marks around it apart, or take them out")


def _may_be_lost(text: str) -> bool:
    """Whether an engine may drop a word: emphasis and links hold words, so they are not looked at."""
    return "<" in text or "|" in text or any(holds(text, sign) for sign in ("{:", "]:", "```", "~~~"))


_MARKS_OF_BLOCKS = r"(?:[ \t>*+\-:.)]|\d{1,9}[.)]|\[\^[^\[\]\n]{1,200}\]:)*"
"""Of quotations, items, terms and footnotes, which may stand before a block on its first line."""
_DEFINITION = re.compile(
    rf"^({_MARKS_OF_BLOCKS})\[((?:[^\[\]\\]|\\.){{1,999}})\](?=:)"
    r"(:[ \t]*+(?:\n[ \t]*+)?[^\s]+[ \t]*(?:[\"'(][^\n]*)?$)?",  # an address, and a title if there is one
    re.MULTILINE,
)


_BEGINS_WITH_COLON = re.compile(r"(?:(?<=\n)|\A)([ \t>]*):(?=[^\s])([^\n]*)")


def _keep_colons(text: str) -> str:
    """Hides a colon that begins a line, with no blank behind it: `:)` and `:::note` explain no term."""
    at = text.find(":")
    while at >= 0:
        before = text[text.rfind("\n", 0, at) + 1 : at]
        if not before or before.isspace() or not before.strip(" \t>"):
            return _BEGINS_WITH_COLON.sub(_with_colon_hidden, text)
        line_end = text.find("\n", at)  # what stands before the line's other colons is no blank either
        at = text.find(":", line_end) if line_end >= 0 else -1
    return text


def _with_colon_hidden(match: re.Match[str]) -> str:
    is_row = _DELIMITERS.match(f":{match[2]}") is not None
    return match[0] if is_row else f"{match[1]}{COLON}{match[2]}"


_DELIMITERS = re.compile(r"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?>(?:\|[ \t]*+:?-++:?[ \t]*+)*)\|?[ \t]*\Z")
"""Possessive, or each of many blanks would be tried on both sides of a bar that is not there."""
_CELL_END = re.compile(r"(?<!\\)\|")
_BEFORE_ROW = re.compile(r"[ \t>]*\|?")


def _keep_cells(text: str) -> str:
    """Hides the bars of a table's row that has more cells than the table has columns: the last takes what is left."""
    lines = text.split("\n")
    columns = 0
    for index, line in enumerate(lines):
        if "|" not in line:
            columns = columns if line.strip(" \t>") else 0
        elif not columns and _DELIMITERS.match(line):  # within a table it is a row like any other
            columns = len(_bars(line)) + 1
        elif columns:
            beyond = _bars(line)[columns - 1 :]
            if beyond:
                first, last = beyond[0], beyond[-1] + 1
                lines[index] = line[:first] + _CELL_END.sub(BAR, line[first:last]) + line[last:]
    return "\n".join(lines)


def _bars(line: str) -> list[int]:
    """Where the bars between the cells of a row stand."""
    row = line.rstrip()
    start = _BEFORE_ROW.match(row).end()  # type: ignore[union-attr] # it always matches
    return [match.start() for match in _CELL_END.finditer(row, start, max(start, len(row) - 1))]


# The blanks behind the first word: the engine drops what follows them.
_FENCE = re.compile(
    rf"^({_MARKS_OF_BLOCKS}(?:```+(?=[^`\n]*$)[ \t]*[^\s`]+|~~~+(?:[ \t]+[^\s]+|[^\s~][^\s]*)))([ \t]+[^\s][^\n]*)$",
    re.MULTILINE,
)
_WORDS_OF_CODE = re.compile(rf'(<code class="language-[^"{BLANK}]*){BLANK}+([^"]*)(">)')
# The engine encodes every letter that is not ASCII. They stay as they were typed, so that a name is found again.
_ENCODED_ADDRESS = re.compile(r'(<(?:a href|img src)=")([^"%]*%[^"]*)')
_ENCODED = re.compile(r"(?:%[89A-F][0-9A-F])+")


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("%", " ")).decode()
    except UnicodeDecodeError:
        return match[0]
