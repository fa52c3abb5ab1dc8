"""Lists of attributes in kramdown's manner: `{: .class #name}`, `{:start="3"}`, `{:toc}`. None is ever shown.

Those that say the class or the address of a paragraph or a heading are understood; any other is dropped.
"""

import re

from newsgen.renderer.fences import sub_outside_code
from newsgen.renderer.typed import holds

_NAMES = r"[ \t]*(?:[#.][\w-]+[ \t]*)+"
_CONTENTS = re.compile(r"^[ ]{0,3}(?:[*+-]|\d+[.)])[ \t]+[^\n]*\n[ ]{0,3}\{:[ ]*toc\b[^}\n]*\}[ \t]*$", re.MULTILINE)
_HEADING = re.compile(rf"^([ ]{{0,3}}#{{1,6}}[ \t][^\n]*?)[ \t]*\n[ ]{{0,3}}\{{:({_NAMES})\}}[ \t]*$", re.MULTILINE)
_BLOCK = re.compile(r"^[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", re.MULTILINE)
_LINE = re.compile(r"[ \t>]*\{:[^}\n]*\}[ \t]*\Z")
_OF_A_PARAGRAPH = re.compile(rf"[ ]{{0,3}}\{{:{_NAMES}\}}[ \t]*\Z")
_NO_PARAGRAPH = re.compile(r"[ \t]|[*+>#|:-]|\d+[.)]|\{:")
_ITEM = re.compile(r"[ \t>]*(?:[*+-]|\d+[.)])[ \t]")


def take_attribute_lists(text: str) -> str:
    """The text without the lists that stand on a line of their own and that no paragraph or heading has a use for."""
    if not holds(text, "{:"):
        return text
    text = sub_outside_code(_CONTENTS, "", text)
    text = sub_outside_code(_HEADING, r"\1 {\2}", text)
    return sub_outside_code(_BLOCK, _without_lists, text)


def _without_lists(block: re.Match[str]) -> str:
    """A block without its lists. What follows one is another block, but items stay beside one another."""
    if "{:" not in block[0]:
        return block[0]
    lines = block[0].split("\n")
    kept: list[str] = []
    for index, line in enumerate(lines):
        is_last = index == len(lines) - 1
        if not _LINE.match(line) or (
            kept and is_last and _OF_A_PARAGRAPH.match(line) and not _NO_PARAGRAPH.match(lines[0])
        ):
            kept.append(line)
        elif kept and not is_last and not _ITEM.match(lines[index + 1]):
            kept.append("")
    return "\n".join(kept)


_AT_PARAGRAPH = re.compile(rf"<p>((?:(?!</?p>).)*)\n\{{:({_NAMES})\}}</p>", re.DOTALL)
_AT_ELEMENT = re.compile(r"(</(?:a|em|strong|code|del|abbr|span|sup)>)\{:[^}\n<]*\}")


def set_attribute_lists(rendered: str) -> str:
    """The HTML with the lists that were left in it set, or taken out where they stand behind a link or the like.

    Those behind a picture are left: `figures` reads them.
    """
    if not holds(rendered, "{:"):
        return rendered
    rendered = _AT_PARAGRAPH.sub(lambda found: f"<p{attributes(found[2])}>{found[1]}</p>", rendered)
    return _AT_ELEMENT.sub(r"\1", rendered)


def attributes(typed: str) -> str:
    """`#name .class .other` as HTML."""
    names = [word[1:] for word in typed.split() if word.startswith("#")]
    classes = [word[1:] for word in typed.split() if word.startswith(".")]
    return (f' id="{names[-1]}"' if names else "") + (f' class="{" ".join(classes)}"' if classes else "")
