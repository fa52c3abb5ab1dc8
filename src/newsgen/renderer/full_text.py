"""The text of an article for a feed: the HTML of its page, made fit to be read anywhere.

A reader of feeds shows it on a page of its own, beside other publications. So every address is absolute, one inside
the story (a note, a heading) leads to the story's page, and nothing is left that runs, is filled in or sets a style.
The picture and the dateline, which a page shows above the text, come first.
"""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from newsgen.models.body import Body
from newsgen.models.site import Site
from newsgen.models.views import ArticleView, Picture
from newsgen.renderer.dialects import NestingError
from newsgen.renderer.filters import place_caps
from newsgen.renderer.relative_urls import with_addresses
from newsgen.renderer.sanitizing import sanitized

_HARMLESS = re.compile(
    r"""(?>(?:[^<]++|</?(?:
        p|a|em|strong|b|i|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|q|cite|hr|br|img|figure|figcaption|sup|sub|del|ins|code|pre
        |div|span|table|thead|tbody|tr|th|td|abbr|small|time|mark
    )(?>(?:\s(?:href|src|alt|title|class|id|width|height|loading|lang|dir|datetime|start|aria-label)="[^"<>]*+")*)\s?/?>)*)""",
    re.VERBOSE,
).fullmatch
"""What most texts are, so that they need not be taken apart to see that there is nothing to take out."""
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_BLANKS = "\t\n\f\r "


@dataclass(frozen=True, slots=True)
class FullText:
    """The text of an article as a feed holds it."""

    xml: str
    """HTML, escaped for XML once for all feeds in which it stands."""
    targets: tuple[str, ...] = ()
    """As in Body: by where these lead, it may be another tomorrow."""


def make_full_text(article: ArticleView, body: Body, url: str, site: Site, *, is_sanitized: bool) -> FullText:
    """The text of an article whose page is at the absolute ``url``.

    Args:
        article: What is shown of it besides the text.
        body: Its text.
        url: Of its page.
        site: Where that lies.
        is_sanitized: Whether the body holds nothing that its author might have made active.
    """
    is_plain = is_sanitized and "<iframe" not in body.html  # of an embed
    shown = body.html if is_plain or _HARMLESS(body.html) else _without_active(body)
    if "=" in shown:
        shown = with_addresses(shown, _Absolute(url, site), sign="=")
    shown = _figure(article.picture) + _with_dateline(shown, article)
    return FullText(escape(_without_controls(shown), quote=False), body.targets)


def _figure(picture: Picture | None) -> str:
    if picture is None:
        return ""
    sizes = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
    credit = f"<small>{escape(picture.credit)}</small>" if picture.credit else ""
    words = " ".join(filter(None, (escape(picture.caption), credit)))
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f'<figure><img src="{escape(picture.absolute_url)}" alt="{escape(picture.alt)}"{sizes}>{caption}</figure>\n'


def _with_dateline(html: str, article: ArticleView) -> str:
    if not article.dateline:
        return html
    place = escape(place_caps(article.dateline, article.lang))
    return f"<p>{place} — {html[len('<p>') :]}" if html.startswith("<p>") else f"<p>{place}</p>\n{html}"


def _without_controls(text: str) -> str:
    """The text without what XML cannot hold: surrogates, control characters and two others."""
    # As bytes this takes a tenth of the time, and most feeds' time is spent on texts.
    content = text.encode(errors="ignore").translate(None, _CONTROLS)
    for each in _NONCHARACTERS:
        content = content.replace(each, b"")
    return content.decode()


def _without_active(body: Body) -> str:
    try:
        return sanitized(body.html)
    except NestingError:
        return f"<p>{escape(body.text)}</p>"


class _Absolute:
    """From a page's address of something to one that holds everywhere."""

    def __init__(self, url: str, site: Site) -> None:
        self._url = url
        self._site = site

    def __call__(self, address: str) -> str:
        typed = address.strip(_BLANKS)
        if _SCHEME.match(typed):
            return typed
        if typed.startswith("//"):
            return f"{self._site.origin.partition('//')[0]}{typed}"
        if typed.startswith("/"):
            return self._site.absolute_url(typed)
        if typed.startswith("#"):
            return self._url + typed
        try:
            return urljoin(self._url, typed)
        except ValueError:  # no browser could follow it either
            return self._url
