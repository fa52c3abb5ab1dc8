"""Marks of other systems' Markdown that a page shows as they were typed: `:::note`, `!!! warning`, `> [!TIP]`, `[TOC]`.

They are looked for in what was rendered: an extension of Markdown may have understood them, and code is nobody's
business.
"""

import re
from collections.abc import Iterator

from newsgen.errors import Problem
from newsgen.models.rules import LEFTOVER_CODE
from newsgen.renderer.places import Places
from newsgen.renderer.text_of import without_code
from newsgen.renderer.typed import holds

_SIGNS = (":::", "!!! ", "???", "[!", "[TOC]", "[toc]")
_KINDS = "|".join(
    "note abstract info tip success question warning failure danger bug example quote attention caution error hint "
    "important seealso todo summary".split()
)
_MARK = re.compile(
    rf"""(?:<p[^<>]*>|(?<=\n))(?P<mark>:::+[ \t]*\{{?[ \t]*\.?[a-z][\w-]*
    |(?:!!!|\?\?\?\+?)[ ](?:{_KINDS})\b|\[!(?:{_KINDS})\][+-]?|\[toc\](?=\s*</p>))""",
    re.VERBOSE | re.IGNORECASE,
)

_OWN_BLOCK = re.compile(r":::+[ \t]+(?P<name>[a-z][a-z0-9_-]*)")


def left_marks(text: str, rendered: str, places: Places) -> Iterator[Problem]:
    """A warning for each kind of mark that the page shows, at its first place in the text, which has no blocks."""
    if not any(holds(text, sign) for sign in _SIGNS):
        return
    shown = without_code(rendered)
    for mark in dict.fromkeys(match["mark"] for match in _MARK.finditer(shown)):
        mend = "write what it stood for: a quotation, a headline; or take it out"
        what = f"a mark of another system shows as text: {mark}"
        at = text.find(mark)
        # Blocks begin at the margin: elsewhere a template would not help.
        if (own := _OWN_BLOCK.fullmatch(mark)) and at >= 0 and (not at or text[at - 1] == "\n"):
            mend += f"; for a block of your own, write templates/blocks/{own['name']}.html"
        problem = places.at(at, what, mend) if at >= 0 else places.problem(mark, what, mend)
        yield problem.as_warning().under(LEFTOVER_CODE.name)
