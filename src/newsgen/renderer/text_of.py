"""The text between the tags of rendered HTML: changed without touching a tag, a link, code, or what a browser runs."""

import html
import re
from collections.abc import Callable

from newsgen.renderer.markup import ATTRIBUTES

_PART = re.compile(rf"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?:[\s/]{ATTRIBUTES})?>", re.DOTALL)
AS_TYPED = frozenset("code pre kbd samp script style textarea math svg title iframe noscript".split())
"""Elements whose text is not prose."""

_NO_TEXT = re.compile(r"<(code|pre|script|style)\b.*?</\1>|<[^<>]*>", re.DOTALL)


def shown_text(rendered: str) -> str:
    """The text of some HTML that a writer may have meant for Markdown: without tags and code, entities resolved."""
    return html.unescape(_NO_TEXT.sub("", rendered))


_CODE = re.compile(r"<(?P<name>code|pre)[\s>].*?</(?P=name)>", re.DOTALL)


def without_code(rendered: str) -> str:
    """The HTML with a blank for each piece of code: of tags and entities nothing is changed."""
    return _CODE.sub(" ", rendered)


def sub_in_text(
    pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], rendered: str, untouched: frozenset[str]
) -> str:
    """The HTML with every match of a pattern replaced that stands in text, outside of the elements of these names."""
    pieces: list[str] = []
    done = 0
    within, depth = "", 0
    for part in _PART.finditer(rendered):
        name = (part["name"] or "").lower()
        if within:
            depth += 0 if name != within else -1 if part["end"] else 1
            if depth:
                continue
            within = ""
            pieces.append(rendered[done : part.end()])
        else:
            pieces += [pattern.sub(replace, rendered[done : part.start()]), part[0]]
            if name in untouched and not part["end"]:
                within, depth = name, 1
        done = part.end()
    return "".join([*pieces, rendered[done:] if within else pattern.sub(replace, rendered[done:])])
