"""BBCode, as forums and early systems had it, as HTML. Pure."""

import re
from collections.abc import Callable

_TAG = re.compile(
    r"\[/?(?:b|i|u|s|url|img|quote|list|\*|li|code|color|colour|size|font|center|left|right|email|youtube|h[1-6])"
    r"(?:=[^\]\n]{0,500})?\]",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\[(?P<end>/?)(?P<name>b|i|u|s|url|img|quote|list|code|color|size|center|email)(?:=[^\]\n]{0,500})?\]",
    re.IGNORECASE,
)
_DEPTH = 5
"""Marks of one kind in one another."""
_PLAIN = {
    "b": "strong",
    "i": "em",
    "u": "u",
    "s": "s",
    "center": "p",
    "li": "li",
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
}
_ADDRESS = re.compile(r"(?i)https?://|/|mailto:|www\.|[\w.-]+\.[a-z]{2,}(?:/|\Z)|[\w-]+\.(?:jpe?g|png|gif|html?|php)")


def has_bbcode(text: str) -> bool:
    """Whether a text has marks of BBCode that belong together."""
    if "[/" not in text:
        return False
    found = {(match["end"], match["name"].lower()) for match in _NAMED.finditer(text)}
    return any(("", name) in found for end, name in found if end)


def html_of(text: str) -> str:
    """A text with its marks as HTML; what is around them stays as it is."""
    text = _sub(r"\[code\](?P<inner>(?:(?!\[code[\]=]).)*?)\[/code\]", _code, text)
    text = _sub(r"\[img(?:=[^\]\n]*)?\]\s*(?P<inner>[^\[\]<>\"\s]+)\s*\[/img\]", _image, text)
    text = _sub(r"\[url\]\s*(?P<inner>[^\[\]<>\"\s]+)\s*\[/url\]", _bare_link, text)
    text = _sub(r"\[url=[\"']?(?P<to>[^\]\"'<>\n]+)[\"']?\](?P<inner>(?:(?!\[url[\]=]).)*?)\[/url\]", _link, text)
    text = _sub(
        r"\[email(?:=[^\]]*)?\](?P<inner>(?:(?!\[email[\]=]).)*?)\[/email\]", lambda match: match["inner"], text
    )
    text = _sub(r"\[youtube\]\s*(?P<inner>[\w-]{6,20})\s*\[/youtube\]", _film, text)
    quoted = r"\[quote(?:=[\"']?(?P<by>[^\]\"'\n]*)[\"']?)?\](?P<inner>(?:(?!\[quote[\]=]).)*?)\[/quote\]"
    text = _sub(quoted, _quote, text)
    text = _sub(r"\[list(?P<numbered>=[^\]]*)?\](?P<inner>(?:(?!\[list[\]=]).)*?)\[/list\]", _list, text)
    for name, tag in _PLAIN.items():
        text = _sub(rf"\[{name}\](?P<inner>(?:(?!\[{name}\]).)*?)\[/{name}\]", _wrapped(tag), text)
    # Colours and sizes say nothing of a text; what has no partner is a slip.
    return _TAG.sub("", text)


def _sub(pattern: str, done: Callable[[re.Match[str]], str], text: str) -> str:
    for _ in range(_DEPTH):
        text, count = re.subn(pattern, done, text, flags=re.IGNORECASE | re.DOTALL)
        if not count:
            break
    return text


def _wrapped(tag: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"<{tag}>{match['inner']}</{tag}>"


def _code(match: re.Match[str]) -> str:
    return f"<pre><code>{match['inner'].replace('<', '&lt;').replace('[', '&#91;')}</code></pre>"


def _image(match: re.Match[str]) -> str:
    return f'<img src="{match["inner"]}" alt="">'


def _bare_link(match: re.Match[str]) -> str:
    return f'<a href="{_with_scheme(match["inner"])}">{match["inner"]}</a>'


def _link(match: re.Match[str]) -> str:
    to = match["to"].strip()
    return f'<a href="{_with_scheme(to)}">{match["inner"]}</a>' if _ADDRESS.match(to) else match["inner"]


def _with_scheme(address: str) -> str:
    return f"http://{address}" if address.lower().startswith("www.") else address


def _film(match: re.Match[str]) -> str:
    return f'<p><a href="https://www.youtube.com/watch?v={match["inner"]}">https://www.youtube.com/watch?v={match["inner"]}</a></p>'


def _quote(match: re.Match[str]) -> str:
    by = f"<p>{match['by']}</p>" if match["by"] else ""
    return f"<blockquote><p>{match['inner'].strip()}</p>{by}</blockquote>"


def _list(match: re.Match[str]) -> str:
    tag = "ol" if match["numbered"] else "ul"
    items = [each.strip() for each in re.split(r"(?i)\[\*\]|\[/?li\]|\[/\*\]", match["inner"]) if each.strip()]
    return f"<{tag}>{''.join(f'<li>{each}</li>' for each in items)}</{tag}>"
