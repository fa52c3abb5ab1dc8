"""HTML that a parser would take hours for, cut back before it is parsed: no word of it is lost. Pure.

By the rules of browsers each element in others is looked for among all that are open, each `<font>` without an end is
opened anew in every later paragraph, and each attribute is compared with all before it.
"""

import re

_MOST_DEPTH = 1_000
"""Elements in one another: parsers take the longer for each, the deeper it stands."""
_MOST_FORMATS = 12
"""Elements of one kind of letters that are open."""
_LONGEST_TAG = 20_000
_MOST_ATTRIBUTES = 100
_FORMATS = "b|i|u|s|em|strong|big|small|tt|code|font|strike|nobr"
_TAG = re.compile(
    rf"<(?P<end>/)?(?:(?P<format>{_FORMATS})|div|span|table|ul|ol|dl|blockquote|center|section|article|main|aside|header|"
    r"footer|nav|form|fieldset|figure|object|sup|sub|abbr|cite|ins|del|bdo|bdi|label|map|noscript|dir|menu|details|q|"
    r"button|svg|math|g|ruby|pre|address|hgroup|summary|figcaption|[a-z]+-[a-z-]*)(?=[\s>/])[^<>]*>",
    re.IGNORECASE,
)
"""Tags of elements that no other tag ends."""
_LONG = re.compile(rf"<(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<said>[^<>]{{{_LONGEST_TAG},}})>")
_ATTRIBUTE = re.compile(r"""[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")


def bounded(html: str) -> str:
    """The HTML without those tags that would nest deeper than any page does."""
    if len(html) > _LONGEST_TAG:
        html = _LONG.sub(_with_fewer_attributes, html)
    if html.count("<") <= _MOST_FORMATS:
        return html
    done: list[str] = []
    at = depth = formats = 0
    for match in _TAG.finditer(html):
        step = -1 if match["end"] else 1
        is_over = max(depth, depth + step) > _MOST_DEPTH
        if match["format"]:
            is_over = is_over or max(formats, formats + step) > _MOST_FORMATS
            formats = max(0, formats + step)
        depth = max(0, depth + step)
        if is_over:
            done += [html[at : match.start()], " "]
            at = match.end()
    return "".join([*done, html[at:]]) if done else html


def _with_fewer_attributes(match: re.Match[str]) -> str:
    found = [each[0] for each, _ in zip(_ATTRIBUTE.finditer(match["said"]), range(_MOST_ATTRIBUTES), strict=False)]
    return f"<{match['name']} {' '.join(found)}>"
