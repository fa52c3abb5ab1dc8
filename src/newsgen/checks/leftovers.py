"""What another system, or a template, has left in what readers see: `[caption …]`, `{{< … >}}`, `{% … %}`. Pure."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_UNSEEN = re.compile(
    rb"<!--.*?-->|<(script|style|pre|code|textarea|template|kbd|samp|title|head|math|svg)\b.*?</\1\s*>|<[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_NOT_A_LINE_FEED = re.compile(rb"[^\n]")
_QUOTE = rb"(?:\"|'|&quot;|&#34;|&#39;|\xe2\x80[\x98-\x9f]|\xe2\x80\xb3)"
_NAMES = (
    rb"caption|gallery|embed|audio|video|playlist|youtube|vimeo|soundcloud|twitter|instagram|contact-form-7|wp_caption"
    rb"|sidebar|pullquote|blockquote|dropcap|button|vc_row|vc_column|et_pb_section|ngg_images"
)
_HUGO = rb"\{\{(?:&lt;|<|%)\s*/?\s*([\w./-]+)"
_TAG = rb"\{%-?\s*(\w+)[^{}\n]{0,300}?%\}"
_PRINTED = rb"\{\{-?\s*([^{}\n]{1,300}?)\s*-?\}\}"
# A word alone in brackets is what editors write: [Video], [sic].
_CLOSED = rb"\[/(" + _NAMES + rb")\]"
_KNOWN = rb"\[(" + _NAMES + rb")\s[^\[\]\n]{0,300}?\w=[^\[\]\n]{1,300}\]"
_QUOTED = rb"\[([a-z][\w-]{2,30})\s(?:[^\[\]\n]{0,300}?\s)?[\w-]+=" + _QUOTE + rb"[^\[\]\n]{0,300}\]"
_LEFT = re.compile(b"|".join((_HUGO, _TAG, _PRINTED, _CLOSED, _KNOWN, _QUOTED)), re.IGNORECASE)
_FORMS = ("{{{{< {} >}}}}", "{{% {} %}}", "{{{{ {} }}}}", "[{}]", "[{}]", "[{}]")
_GLANCE = re.compile(rb"\{[{%]|" + _CLOSED + rb"|\[[a-z][\w-]{2,30}\s[^\[\]<>\n]{0,300}?=", re.IGNORECASE)


class Leftover(NamedTuple):
    """Something that was meant for a program, and shows."""

    kind: str
    """As it would be written: ``[caption]``."""
    begins: str
    """How it begins, as somebody typed it."""
    at: int
    """The byte at which it stands."""


def leftovers(content: bytes) -> Iterator[Leftover]:
    """What shows of this in a page: of each kind the first."""
    if not _GLANCE.search(content):
        return
    seen = set()
    for found in _LEFT.finditer(_UNSEEN.sub(_blanked, content)):
        number = found.lastindex or 1
        name = html.unescape(found[number].decode("utf-8", "replace")).strip()
        kind = _FORMS[number - 1].format(name.split(maxsplit=1)[0].lower())
        if kind not in seen:
            seen.add(kind)
            begins = found[0][: found.start(number) - found.start()] + found[number].split(b" ")[0]
            yield Leftover(kind, html.unescape(begins.decode("utf-8", "replace")), found.start())


def _blanked(match: re.Match[bytes]) -> bytes:
    """Blanks, so that everything else stays where it is."""
    return _NOT_A_LINE_FEED.sub(b" ", match[0])
