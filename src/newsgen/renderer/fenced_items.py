"""Fenced code inside of lists, notes, definitions and quotations, which Python-Markdown takes for running text.

A preprocessor that makes such code HTML, and leaves a stand-in at the depth where Markdown will find the item.
"""

import html
import re

from markdown import Markdown
from markdown.preprocessors import Preprocessor

_FENCED = re.compile(
    r"^(?P<before>[ ]*(?:(?:[*+-]|\d+\.)[ ]+)?)"
    r"(?P<fence>`{3,}|~{3,})[ ]*(?P<language>[\w#.+-]*)(?P<words>[^`\n]*)$",
    re.MULTILINE,
)
_TOP_FENCE = re.compile(r"^(?:`{3,}(?=[^`\n]*$)|~{3,})")
_ITEM = r"(?:[*+-]|\d+\.)[ ]"
_HOLDERS = {"footnote": r"\[\^[^\[\]\n]+\]:", "defindent": r":[ ]"}
"""What else holds the text that is indented below it, by the rule of Markdown that understands it."""
_QUOTED = re.compile(r"([ ]*)>[ ]?")
_TAB = 4


class FencedItems(Preprocessor):
    """Takes fenced code out of items, notes, definitions and quotations."""

    def __init__(self, converter: Markdown) -> None:
        super().__init__(converter)
        known = [holder for rule, holder in _HOLDERS.items() if rule in converter.parser.blockprocessors]
        self._item = re.compile(f"([ ]*)(?:{'|'.join([_ITEM, *known])})")

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a stand-in for each piece of code."""
        text = "\n".join(lines)
        if "```" not in text and "~~~" not in text:
            return lines
        return self._without_code(lines, is_quoted=False)

    def _without_code(self, lines: list[str], *, is_quoted: bool) -> list[str]:
        """What a quotation holds is a text of its own, but no other rule looks for fences in it."""
        kept: list[str] = []
        endless: set[str] = set()
        at = 0
        while at < len(lines):
            if not is_quoted and (top := _TOP_FENCE.match(lines[at])):
                end = _end(lines, at, top[0][:3])
                kept += lines[at : end + 1]
            elif quoted := self._quotation_at(kept, lines, at):
                end = at + len(quoted) - 1
                kept += self._quotation(kept, quoted)
            elif (fenced := _FENCED.match(lines[at])) and (end := self._code_end(kept, lines, at, fenced, endless)):
                kept += self._stand_in(kept, fenced["before"], self._stored(fenced, lines[at + 1 : end]))
                if lines[end + 1 : end + 2] == [""]:
                    kept.pop()  # A note ends where two lines are empty.
            else:
                end = at
                kept.append(lines[at])
            at = end + 1
        return kept

    def _quotation(self, before: list[str], quoted: list[str]) -> list[str]:
        """The lines of a quotation without its code."""
        bare = [_QUOTED.sub("", line, count=1) for line in quoted]
        kept = self._without_code(bare, is_quoted=True)
        if kept == bare:
            return quoted
        blanks = len(quoted[0]) - len(quoted[0].lstrip(" "))
        depth = self._level(before, blanks) if blanks >= _TAB else 0
        prefix = " " * (depth * _TAB if depth else blanks) + "> "
        lines = [(prefix + line).rstrip() for line in kept]
        around = [""] if depth else []
        return [*around, *lines[:-1], lines[-1] if kept[-1] else "", *around]

    def _stored(self, fenced: re.Match[str], code: list[str]) -> str:
        width = len(fenced["before"])
        bare = [line[min(width, len(line) - len(line.lstrip(" "))) :] for line in code]
        words = fenced["words"].strip()
        language = f' class="language-{html.escape(fenced["language"])}"' if fenced["language"] else ""
        content = "".join(f"{line}\n" for line in ([words] if words else []) + bare)
        stored = f"<pre><code{language}>{html.escape(content, quote=False)}</code></pre>"
        return self.md.htmlStash.store(stored)

    def _code_end(self, before: list[str], lines: list[str], at: int, fenced: re.Match[str], endless: set[str]) -> int:
        """The line on which a piece of code ends; 0 if there is none."""
        fence = fenced["fence"]
        if fence in endless or not self._is_code(before, fenced["before"]):
            return 0
        end = _end(lines, at, fence)
        if end < len(lines):
            return end
        endless.add(fence)  # so that no text is read to its end again and again
        return 0

    def _stand_in(self, before: list[str], prefix: str, stored: str) -> list[str]:
        """The lines that stand for code, which may begin an item."""
        if prefix.strip():
            return [prefix + stored, ""]
        gap = [""] if before and before[-1].strip() else []
        return [*gap, " " * _TAB * self._level(before, len(prefix)) + stored, ""]

    def _quotation_at(self, before: list[str], lines: list[str], at: int) -> list[str]:
        """The lines of the quotation that begins here, if one does."""
        first = _QUOTED.match(lines[at])
        if first is None or (len(first[1]) >= _TAB and not self._level(before, len(first[1]))):
            return []
        end = next((index for index in range(at, len(lines)) if not _QUOTED.match(lines[index])), len(lines))
        return lines[at:end]

    def _is_code(self, before: list[str], prefix: str) -> bool:
        """Whether a fence behind this prefix is one: four blanks outside of a list make code of another kind."""
        return bool(prefix.strip()) or len(prefix) < _TAB or self._level(before, len(prefix)) > 0

    def _level(self, before: list[str], width: int) -> int:
        """In how many lists, notes and definitions a line stands that begins with so many blanks."""
        for line in reversed(before):
            item = self._item.match(line)
            if item and len(item[1]) < width:
                return len(item[1]) // _TAB + 1
            if line.strip() and not line.startswith(" ") and not item:
                return 0
        return 0


def _end(lines: list[str], start: int, fence: str) -> int:
    """The line on which a fence is closed; behind the last line if it is not."""
    closing = re.compile(rf"[ \t]*{re.escape(fence)}[{fence[0]}]*[ \t]*\Z")
    return next((at for at in range(start + 1, len(lines)) if closing.match(lines[at])), len(lines))
