"""Elements of AMP as those of HTML for which they stand. Pure."""

import re
from typing import TypeGuard
from urllib.parse import quote

from newsgen.importers.from_html.nodes import Element, Node, Text

_SAME = {
    "amp-img": "img",
    "amp-anim": "img",
    "amp-video": "video",
    "amp-audio": "audio",
    "amp-iframe": "iframe",
    "amp-video-iframe": "iframe",
}
_ADDRESSES = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-gist": ("data-gistid", "https://gist.github.com/{}"),
    "amp-soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/{}"),
    "amp-vine": ("data-vineid", "https://vine.co/v/{}"),
    "amp-imgur": ("data-imgur-id", "https://imgur.com/{}"),
    "amp-reddit": ("data-src", "{}"),
    "amp-facebook": ("data-href", "{}"),
    "amp-pinterest": ("data-url", "{}"),
    "amp-tiktok": ("data-src", "{}"),
    "amp-jwplayer": ("data-media-id", "https://cdn.jwplayer.com/players/{}.html"),
    "amp-kaltura-player": ("data-entryid", "https://www.kaltura.com/tiny/{}"),
    "amp-wistia-player": ("data-media-hashed-id", "https://fast.wistia.net/embed/iframe/{}"),
}
"""Name of an element to the attribute that says what it plays, and its address there."""
_SILENT = frozenset(
    """amp-ad amp-auto-ads amp-analytics amp-pixel amp-sticky-ad amp-consent amp-embed amp-font amp-state amp-list
    amp-install-serviceworker amp-social-share amp-sidebar amp-user-notification amp-call-tracking""".split()
)
"""Of which readers saw nothing of the story."""
_GROWS = frozenset({"responsive", "fill", "intrinsic", "fixed-height", "flex-item"})
"""Layouts in which width and height are no points, but a ratio."""
_ID = re.compile(r"[\w:.-]+")


def without_amp(element: Element, left_out: list[tuple[str, str]]) -> None:
    """Sets the HTML in the place of all elements of AMP in one."""
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and child.name.startswith("amp-"):
            if child.name in _SILENT:
                said = child.one_line()
                left_out += (
                    [(said, f"an advertisement, a counter, or a part of the page: <{child.name}>")] if said else []
                )
                continue
            waiting = [each for each in child.children if _stands_in(each)]
            left_out += [
                (said, "for the time until something has come") for each in waiting if (said := each.one_line())
            ]
            children.append(_of_html(child))
        else:
            children.append(child)
        if isinstance(children[-1], Element):
            without_amp(children[-1], left_out)
    element.children[:] = children


def _of_html(element: Element) -> Element:
    name = element.name
    if name in _SAME:
        attributes = dict(element.attributes)
        if attributes.get("layout") in _GROWS:
            attributes = {key: value for key, value in attributes.items() if key not in {"width", "height"}}
        inside = [each for each in element.children if not _stands_in(each)]
        return Element(_SAME[name], attributes, [] if _SAME[name] == "img" else inside)
    if address := address_of(element):
        return Element("p", {}, [Text(address)])
    return Element("div", element.attributes, [each for each in element.children if not _stands_in(each)])


def address_of(element: Element) -> str:
    """The address of what an element of AMP plays; empty for others."""
    if element.name == "amp-brightcove":
        account, number = element.get("data-account"), element.get("data-video-id")
        player = element.get("data-player-id") or element.get("data-player") or "default"
        if account.isdigit() and number:
            return (
                f"https://players.brightcove.net/{account}/{quote(player)}_default/index.html?videoId={quote(number)}"
            )
        return ""
    key, shown = _ADDRESSES.get(element.name, ("", ""))
    value = element.get(key).strip() if key else ""
    if shown == "{}":
        return value if re.fullmatch(r"https?://[^\s<>\"']+", value) else ""
    return shown.format(value) if _ID.fullmatch(value) else ""


def _stands_in(node: Node) -> TypeGuard[Element]:
    """Whether something is only shown until, or unless, a picture or film has come."""
    return isinstance(node, Element) and (
        "placeholder" in node.attributes or "fallback" in node.attributes or node.name == "noscript"
    )
