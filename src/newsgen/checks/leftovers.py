"""What another system, or a template, has left in what readers see: `[caption …]`, `{{< … >}}`, `{% … %}`. Pure."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsgen.checks.lines import blanked
from newsgen.documents.html import parted, tag_of

_HIDING = frozenset("script style pre code textarea template kbd samp title head math svg".split())
"""Elements in which such a thing is an example, or does not show."""
_MARK = r"(?:[\"'‘-‟″]|&quot;|&#34;|&#39;)"
_NAMES = (
    r"caption|gallery|embed|audio|video|playlist|youtube|vimeo|soundcloud|twitter|instagram|contact-form-7|wp_caption"
    r"|sidebar|pullquote|blockquote|dropcap|button|vc_row|vc_column|et_pb_section|ngg_images"
)
_HUGO = r"\{\{(?:&lt;|<|%)\s*/?\s*([\w./-]+)"
_TAG = r"\{%-?\s*(\w+)[^{}\n]{0,300}?%\}"
_PRINTED = r"\{\{-?\s*([^{}\n]{1,300}?)\s*-?\}\}"
# A word alone in brackets is what editors write: [Video], [sic].
_CLOSED = rf"\[/({_NAMES})\]"
_KNOWN = rf"\[({_NAMES})\s[^\[\]\n]{{0,300}}?\w=[^\[\]\n]{{1,300}}\]"
_MARKD = rf"\[([a-z][\w-]{{2,30}})\s(?:[^\[\]\n]{{0,300}}?\s)?[\w-]+={_MARK}[^\[\]\n]{{0,300}}\]"
_LEFT = re.compile(f"{_HUGO}|{_TAG}|{_PRINTED}|{_CLOSED}|{_KNOWN}|{_MARKD}", re.IGNORECASE | re.ASCII)
_FORMS = ("{{{{< {} >}}}}", "{{% {} %}}", "{{{{ {} }}}}", "[{}]", "[{}]", "[{}]")
_GLANCE = re.compile(rf"\{{[{{%]|{_CLOSED}|\[[a-z][\w-]{{2,30}}\s[^\[\]<>\n]{{0,300}}?=", re.IGNORECASE | re.ASCII)


class Leftover(NamedTuple):
    """Something that was meant for a program, and shows."""

    kind: str
    """As it would be written: ``[caption]``."""
    begins: str
    """How it begins, as somebody typed it."""
    at: int
    """Where it stands in the text."""


def leftovers(text: str) -> Iterator[Leftover]:
    """What shows of this in a page: of each kind the first."""
    if not _GLANCE.search(text):
        return
    seen = set()
    for found in _LEFT.finditer(_shown(parted(text))):
        number = found.lastindex or 1
        name = html.unescape(found[number]).strip()
        kind = _FORMS[number - 1].format(name.split(maxsplit=1)[0].lower())
        if kind not in seen:
            seen.add(kind)
            begins = found[0][: found.start(number) - found.start()] + found[number].split(" ")[0]
            yield Leftover(kind, html.unescape(begins), found.start())


def _shown(pieces: Sequence[str]) -> str:
    """The text of a page with blanks for all that readers do not see, so that everything else stays where it is."""
    tags = [tag_of(piece) for piece in pieces[1::2]]
    last_ends = {name: place for place, (name, is_end) in enumerate(tags) if is_end}
    shown = [pieces[0]]
    within, depth = "", 0
    for place, (name, is_end) in enumerate(tags):
        if within:
            depth += 0 if name != within else -1 if is_end else 1
            within = within if depth else ""
        elif name in _HIDING and not is_end and last_ends.get(name, 0) > place:
            within, depth = name, 1
        markup, text = pieces[2 * place + 1 : 2 * place + 3]
        shown += (blanked(markup), blanked(text) if within else text)
    return "".join(shown)
