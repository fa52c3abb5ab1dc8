"""What was typed, made ready for an engine: what either would read in another way than a writer means it.

Works on Markdown, and on what came of it. Marks that are hidden from the engine come back, as text or not at all, by
`markup.show_hidden` and `show_escaped`. A number that begins a line stays what it is unless it counts a list.
"""

import re

from newsgen.renderer.dialects import MarkdownRemark
from newsgen.renderer.fences import fenced_code
from newsgen.renderer.markup import ESCAPED, IDEOGRAPHIC, JOINER, STRAIGHT_DOUBLE, STRAIGHT_SINGLE
from newsgen.renderer.text_of import shown_text


def holds(text: str, sign: str) -> bool:
    """Whether a text holds a sign of several characters, whose first is rare: that one is found far more quickly."""
    at = text.find(sign[0])
    while at >= 0:
        if text.startswith(sign, at):
            return True
        at = text.find(sign[0], at + 1)
    return False


CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
"""Letters of scripts that set no blanks between words, and of Korean, whose particles follow a mark at once."""

_ESCAPES = re.compile(r"""\\\\|\\["']|&(?:quot|apos|#0*3[49]|#[xX]0*2[27]);""")
_TAG_WITH_MARK = re.compile(rf"<[a-zA-Z/!][^<>]*{ESCAPED}[^<>]*>")
_MARKED = re.compile(rf"{ESCAPED}(?:(\"|&quot;|&#0*34;|&#[xX]0*22;)|('|&apos;|&#0*39;|&#[xX]0*27;))?")


def mark_escaped(text: str) -> str:
    """The text with a mark before each quotation mark that is to stay as it was typed."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPES.sub(lambda found: found[0] if found[0] == "\\\\" else ESCAPED + found[0], text)


def show_escaped(rendered: str) -> str:
    """The HTML with stand-ins for quotation marks that no typographer may touch, outside of tags and code."""
    if ESCAPED not in rendered:
        return rendered
    rendered = _TAG_WITH_MARK.sub(lambda tag: tag[0].replace(ESCAPED, ""), rendered)
    return _MARKED.sub(lambda mark: STRAIGHT_DOUBLE if mark[1] else STRAIGHT_SINGLE if mark[2] else "", rendered)


_IDEOGRAPHIC_BLANKS = re.compile("^((?:[ \t>]|[*+-][ \t]|\\d{1,9}[.)][ \t])*)(\u3000+)", re.MULTILINE)


def keep_ideographic_blanks(text: str) -> str:
    """The text with a stand-in for U+3000 where a paragraph may begin: Python takes it for a blank, and strips it."""
    if "\u3000" not in text:
        return text
    return _IDEOGRAPHIC_BLANKS.sub(lambda found: found[1] + IDEOGRAPHIC * len(found[2]), text)


_LETTER = re.compile(rf"[{CJK}]")
_FIRST_LETTER = "\u1100"
_SIGN = re.compile(r"[^\w\s\\]")
_BOLD_ITALIC = re.compile(rf"(?<![\w*])\*\*_([^_*\n]+)_\*\*(?=[{CJK}])")


def join_emphasis(text: str) -> str:
    """The text with a stand-in for a letter between each sign and a mark of emphasis with a CJK letter on its far side.

    Such a mark neither opens nor closes anything in CommonMark, which was written for scripts that have blanks there.
    """
    if text.isascii() or ("*" not in text and "~" not in text):
        return text
    if "_" in text and "**_" in text:
        text = _BOLD_ITALIC.sub(r"***\1***", text)
    for sign in ("*", "~~"):
        if sign[0] in text:
            text = _joined(text, sign)
    return text


def _joined(text: str, sign: str) -> str:
    """Without a pattern, which would look at every character."""
    pieces: list[str] = []
    done = 0
    start = text.find(sign)
    while start >= 0:
        end = start + len(sign)
        while text.startswith(sign[0], end):
            end += 1
        before, after = text[start - 1 : start], text[end : end + 1]
        if before < _FIRST_LETTER and after < _FIRST_LETTER:
            pass
        elif _SIGN.match(before) and _LETTER.match(after):
            pieces += [text[done:start], JOINER]
            done = start
        elif _LETTER.match(before) and _SIGN.match(after):
            pieces += [text[done:end], JOINER]
            done = end
        start = text.find(sign, end)
    return "".join([*pieces, text[done:]]) if done else text


_ITEM = re.compile(
    r"^(?:[ ]{0,3}>[ ]?)*(?:[ ]*[*+-][ ]+)*[ ]{0,3}(?P<number>\d{1,9})(?P<end>[.)])[ \t]+\S", re.MULTILINE
)
_LAST_OF_A_MONTH = 31
"""The highest number that begins a list of one: `1986. A year` is a sentence."""
_MAY_BE_A_YEAR = re.compile(r"\n[ >*+-]*\d\d+[.)][ \t]")


def keep_numbers(text: str) -> str:
    """The text with its lone numbers escaped: an engine would make a list of one, whose number is not in its text."""
    if not _MAY_BE_A_YEAR.search("\n" + text):
        return text
    code = list(fenced_code(text))
    items = [item for item in _ITEM.finditer(text) if not any(start <= item.start() < end for start, end in code)]
    numbers = [-1, *(int(item["number"]) for item in items), -1]
    lone = [
        item
        for item, before, number, after in zip(items, numbers, numbers[1:], numbers[2:], strict=False)
        if number > _LAST_OF_A_MONTH and number not in {before + 1, after - 1}
    ]
    pieces: list[str] = []
    done = last_line = 0
    for item in lone:
        follows_at_once = done and "\n" not in text[last_line : item.start() - 1] and text[item.start() - 1] == "\n"
        pieces += [text[done : item.start() - 1], "  \n"] if follows_at_once else [text[done : item.start()]]
        pieces += [text[item.start() : item.start("end")], "\\"]
        done = item.start("end")
        last_line = item.start()
    return "".join([*pieces, text[done:]])


_UNDERLINED = re.compile(
    rf"(?<![^\W{CJK}])(?P<marks>_{{1,3}})(?P<words>[^\s_<>&](?:[^_<>&\n]{{0,200}}[^\s_<>&])?)(?P=marks)(?![^\W{CJK}])"
)


def unread_emphasis(rendered: str) -> list[MarkdownRemark]:
    """What is to be said of underscores around words of Chinese, Japanese or Korean that show, for a letter is beside.

    So it is after CommonMark and its amendment for these scripts alike: an underscore inside a word is a sign.
    """
    if "_" not in rendered or rendered.isascii() or not _UNDERLINED.search(rendered):
        return []
    shown = shown_text(rendered)
    return [
        MarkdownRemark(
            found[0],
            f"underscores beside a letter emphasize nothing, and show: {found[0]}",
            f"write {found[0].replace('_', '*')}",
        )
        for found in _UNDERLINED.finditer(shown)
        if _LETTER.search(found["words"]) and _is_beside_a_letter(shown, found)
    ]


def _is_beside_a_letter(text: str, found: re.Match[str]) -> bool:
    beside = [_LETTER.match(text, found.start() - 1) if found.start() else None, _LETTER.match(text, found.end())]
    return any(beside) and not (all(beside) and found["marks"] == "_")  # which may be a part of a name: 가_나_다
