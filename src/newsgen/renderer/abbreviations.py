"""Abbreviations: `*[UN]: United Nations` on a line of its own explains each UN of the story.

A line that explains what does not stand in the story is text: no word is lost.
"""

import html
import re
from collections import Counter
from collections.abc import Mapping

from newsgen.renderer.dialects import MarkdownRemark
from newsgen.renderer.fences import sub_outside_code
from newsgen.renderer.text_of import AS_TYPED, sub_in_text
from newsgen.renderer.typed import CJK, holds

_DEFINITION = re.compile(
    r"^[ ]{0,3}\*\[(?P<name>[^\[\]\n]{1,200})\][ ]?:[ ]*(?:\n[ ]*(?=\S))?(?P<meaning>[^\n]*\S)[ \t]*$", re.MULTILINE
)
# Letters of a script that sets blanks: such a letter beside a name makes it a part of another word.
_LETTER = rf"[^\W{CJK}]"
_UNBOUNDED = re.compile(rf"[{CJK}]")


def take_abbreviations(text: str) -> tuple[str, dict[str, str], list[MarkdownRemark]]:
    """The text without the definitions of abbreviations that it uses, what they mean, and what is wrong with others."""
    if not holds(text, "*["):
        return text, {}, []
    rest = sub_outside_code(_DEFINITION, "", text)
    names = {found["name"].strip() for found in _DEFINITION.finditer(text)}
    pattern = _pattern(names)
    used = {" ".join(name.split()) for name in pattern.findall(rest)} if pattern else set()
    meanings: dict[str, str] = {}
    remarks: list[MarkdownRemark] = []
    seen: Counter[str] = Counter()

    def take(found: re.Match[str]) -> str:
        name, typed = " ".join(found["name"].split()), f"*[{found['name']}]"
        number = seen[typed]
        seen[typed] += 1
        if name not in used:
            what = f"the abbreviation {name} does not stand in the story, so its line is shown"
            remarks.append(MarkdownRemark(typed, what, "write it as the story does, or take the line out", number))
        elif meanings.setdefault(name, found["meaning"]) != found["meaning"]:
            what = f"the abbreviation {name} is explained before in other words, so this line is shown"
            remarks.append(MarkdownRemark(typed, what, "take one of the lines out", number))
        else:
            return ""
        return "\\" + found[0].lstrip()

    return sub_outside_code(_DEFINITION, take, text), meanings, remarks


def explain_abbreviations(rendered: str, meanings: Mapping[str, str]) -> str:
    """The HTML with `abbr` around each abbreviation."""
    pattern = _pattern({html.escape(name, quote=False) for name in meanings})
    if pattern is None:
        return rendered

    def explain(found: re.Match[str]) -> str:
        meaning = meanings[html.unescape(" ".join(found[0].split()))]
        return f'<abbr title="{html.escape(meaning)}">{found[0]}</abbr>'

    return sub_in_text(pattern, explain, rendered, AS_TYPED | {"abbr"})


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    """What finds any of these names, the longest first."""
    if not names:
        return None
    ordered = sorted(names, key=lambda name: (-len(name), name))
    ways = [_bounded(name) for name in ordered if _is_unbounded(name)]
    bounded = "|".join(_spelled(name) for name in ordered if not _is_unbounded(name))
    return re.compile("|".join([*ways, rf"(?<!{_LETTER})(?:{bounded})(?!{_LETTER})"] if bounded else ways))


def _is_unbounded(name: str) -> bool:
    return _UNBOUNDED.match(name) is not None or _UNBOUNDED.match(name[-1]) is not None


def _bounded(name: str) -> str:
    before = "" if _UNBOUNDED.match(name) else rf"(?<!{_LETTER})"
    after = "" if _UNBOUNDED.match(name[-1]) else rf"(?!{_LETTER})"
    return before + _spelled(name) + after


def _spelled(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())
