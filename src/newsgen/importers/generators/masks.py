"""Takes out of a text what is to be left alone, code above all, and puts it back. Pure.

A mask is a number between two noncharacters, which no text has once it was read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from newsgen.importers.generators.cutting import sub_between, sub_elements

_OPEN = "\ufdd1"
_CLOSE = "\ufdd2"
MASK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_BRACES = (("{{", "\ufdd3"), ("{%", "\ufdd4"), ("}}", "\ufdd5"), ("%}", "\ufdd6"))
_FENCE = re.compile(
    r"^(?P<indent>[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE
)
_SPAN = re.compile(r"(?<![`\\])(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n[ \t]*\n).)*?[^`])(?P=ticks)(?!`)", re.DOTALL)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?: {4}|\t)))+")
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]|[ \t]+\S|\[\^|: ")


@dataclass
class Masks:
    """What was taken out of one text."""

    pieces: list[str] = field(default_factory=list)
    signs: tuple[str, str] = (_OPEN, _CLOSE)
    """Between which the numbers stand."""

    def hide(self, piece: str) -> str:
        """The mask of a piece."""
        self.pieces.append(piece)
        return f"{self.signs[0]}{len(self.pieces) - 1}{self.signs[1]}"

    def hide_code(self, text: str, *, has_indented: bool = True) -> str:
        """The text without its code and comments, but for what `hide_fences` takes.

        ``has_indented`` where lines that are indented are code.
        """
        text = sub_between(text, "<!--", "-->", self.hide)
        text = sub_elements(text, "pre code", lambda _, piece: self.hide(piece))
        text = _INDENTED.sub(self._hide_indented, text) if has_indented else text
        return _SPAN.sub(self._hide_match, text)

    def _hide_match(self, match: re.Match[str]) -> str:
        return self.hide(match[0])

    def _hide_indented(self, match: re.Match[str]) -> str:
        before = match.string[: match.start()].rstrip("\n").rpartition("\n")[2]
        return match[0] if _LIST.match(before) else self.hide(match[0])

    def hide_fences(self, text: str) -> str:
        """The text without blocks of code between fences."""
        done: list[str] = []
        at = 0
        while (opening := _FENCE.search(text, at)) is not None:
            sign = opening["fence"]
            if "`" in opening["info"] and sign[0] == "`":
                done.append(text[at : opening.end()])
                at = opening.end()
                continue
            closing = re.compile(rf"^[ \t>]*{re.escape(sign[0])}{{{len(sign)},}}[ \t]*$", re.MULTILINE).search(
                text, opening.end()
            )
            end = closing.end() if closing else len(text)
            begin = opening.start("fence")
            language, title = _told_of_code(opening["info"])
            code = f"{sign}{language}{_less_indented(text[opening.end() : end], opening['indent'])}"
            above = f"`{title}`\n\n" if title and begin == opening.start() else ""
            done += [text[at:begin], above, self.hide(code)]
            at = end
        return "".join([*done, text[at:]])

    def restored(self, text: str) -> str:
        """The text with all that was taken out."""
        opening, closing = self.signs
        pattern = re.compile(f"{opening}(\\d+){closing}")
        for _ in range(len(self.pieces) + 1):
            if opening not in text:
                break
            text = pattern.sub(self._restored, text)
        return with_braces(text)

    def _restored(self, match: re.Match[str]) -> str:
        piece = self.pieces[int(match[1])]
        if "\n" not in piece or not piece.startswith(("`", "~")):
            return piece
        before = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
        return piece.replace("\n", f"\n{_hanging(before)}") if _PREFIX.fullmatch(before) else piece


_PREFIX = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?")


def _hanging(prefix: str) -> str:
    """What further lines begin with where the first one begins so."""
    return re.sub(r"[^\s>]", " ", prefix)


_TITLE = re.compile(r"(?:title|filename|file|name|label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def _told_of_code(info: str) -> tuple[str, str]:
    """The language of a block of code, as newsgen reads it, and what is shown above it."""
    info = info.strip()
    title = next((double or single for double, single in _TITLE.findall(info)), "").replace("`", "")
    if re.fullmatch(r"[\w+#.-]*", info):
        return info, title
    if braces := re.match(r"\{\s*\.?([A-Za-z][\w+#-]*)(?=[\s,}])", info):
        return braces[1], title
    word = re.match(r"[A-Za-z][\w+#-]*(?:\.\w+)*", info)
    return (word[0] if word and not re.match(r"\s*=", info[word.end() :]) else ""), title


def _less_indented(code: str, prefix: str) -> str:
    """Code without what the first line has before its fence."""
    if not prefix:
        return code
    hanging = _hanging(prefix)
    first, *lines = code.split("\n")
    return "\n".join([first, *(_without(line, hanging) for line in lines)])


def _without(line: str, hanging: str) -> str:
    if line.startswith(hanging):
        return line[len(hanging) :]
    return line[min(len(line) - len(line.lstrip()), len(hanging)) :] if ">" not in hanging else line.lstrip(" >")


def without_braces(text: str) -> str:
    """A text in which no tag is found."""
    for sign, stand_in in _BRACES:
        text = text.replace(sign, stand_in)
    return text


_SHOWN_TAG = re.compile("\ufdd3[^\n`\ufdd3-\ufdd6]*\ufdd5|\ufdd4[^\n`\ufdd3-\ufdd6]*\ufdd6")
"""A tag that a text shows to its readers, as far as it stands in no code."""


def with_raw_as_code(text: str, in_address: Callable[[str, int], bool], opening: str = "`", closing: str = "`") -> str:
    """The text in which tags that readers are to see are code; those in addresses are none."""

    def coded(match: re.Match[str]) -> str:
        beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        is_free = "`" not in beside and not in_address(text, match.start())
        return f"{opening}{match[0]}{closing}" if is_free else match[0]

    return _SHOWN_TAG.sub(coded, text)


def with_braces(text: str) -> str:
    """The same with its braces again."""
    for sign, stand_in in _BRACES:
        text = text.replace(stand_in, sign)
    return text
