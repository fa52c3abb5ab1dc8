"""Fenced code inside of lists and quotations, which Python-Markdown takes for running text.

A preprocessor that makes such code HTML, and leaves a stand-in at the depth where Markdown will find the item.
"""

import html
import re

from markdown.preprocessors import Preprocessor

_FENCED = re.compile(
    r"^(?P<before>[ ]*(?:[*+-]|\d+\.)[ ]+|(?:[ ]{0,3}>[ ]?)+(?:(?:[*+-]|\d+\.)[ ]+)?|[ ]+)"
    r"(?P<fence>`{3,}|~{3,})[ ]*(?P<language>[\w#.+-]*)(?P<words>[^`\n]*)$",
    re.MULTILINE,
)
_TOP_FENCE = re.compile(r"^(?:`{3,}(?=[^`\n]*$)|~{3,})")
_ITEM = re.compile(r"([ ]*)(?:[*+-]|\d+\.)[ ]")
_QUOTED = re.compile(r"(?:[ ]{0,3}>[ ]?)+")
_TAB = 4


class FencedItems(Preprocessor):
    """Takes fenced code out of items and quotations."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a stand-in for each piece of code."""
        text = "\n".join(lines)
        if "```" not in text and "~~~" not in text:
            return lines
        kept: list[str] = []
        at = 0
        while at < len(lines):
            if top := _TOP_FENCE.match(lines[at]):
                end = _end(lines, at, top[0][:3])
                kept += lines[at : end + 1]
                at = end + 1
                continue
            fenced = _FENCED.match(lines[at])
            end = _end(lines, at, fenced["fence"]) if fenced else len(lines)
            if fenced is None or end >= len(lines) or not _is_code(kept, fenced["before"]):
                kept.append(lines[at])
                at += 1
                continue
            kept += self._stand_in(kept, fenced, lines[at + 1 : end])
            if end + 1 < len(lines) and fenced["before"].lstrip().startswith(">"):
                kept.append(">" if lines[end + 1].lstrip().startswith(">") else "")
            at = end + 1
        return kept

    def _stand_in(self, before: list[str], fenced: re.Match[str], code: list[str]) -> list[str]:
        prefix = fenced["before"]
        quoted = _QUOTED.match(prefix)
        quote = quoted[0] if quoted else ""
        width = len(prefix)
        bare = [_without(line, quote, width) for line in code]
        words = fenced["words"].strip()
        language = f' class="language-{html.escape(fenced["language"])}"' if fenced["language"] else ""
        content = "".join(f"{line}\n" for line in ([words] if words else []) + bare)
        stored = self.md.htmlStash.store(f"<pre><code{language}>{html.escape(content, quote=False)}</code></pre>")
        if prefix.strip(" >"):  # it begins the item
            return [prefix + stored, "" if not quote else ">"]
        if quote:
            return [quote.rstrip(), quote + stored]
        return ["", " " * _TAB * _level(before, width) + stored, ""]


def _end(lines: list[str], start: int, fence: str) -> int:
    """The line on which a fence is closed; behind the last line if it is not."""
    closing = re.compile(rf"[ \t>]*{re.escape(fence)}[{fence[0]}]*[ \t]*\Z")
    return next((at for at in range(start + 1, len(lines)) if closing.match(lines[at])), len(lines))


def _is_code(before: list[str], prefix: str) -> bool:
    """Whether a fence behind this prefix is one: four blanks outside of a list make code of another kind."""
    return bool(prefix.strip()) or len(prefix) < _TAB or _level(before, len(prefix)) > 0


def _level(before: list[str], width: int) -> int:
    """In how many lists a line stands that begins with so many blanks."""
    for line in reversed(before):
        item = _ITEM.match(line)
        if item and len(item[1]) < width:
            return len(item[1]) // _TAB + 1
        if line.strip() and not line.startswith(" ") and not item:
            return 0
    return 0


def _without(line: str, quote: str, width: int) -> str:
    """A line of code without the blanks of its item and the marks of its quotation."""
    if quote and (marks := _QUOTED.match(line)):
        line = line[marks.end() :]
        width -= len(quote)
    return line[min(width, len(line) - len(line.lstrip(" "))) :]
