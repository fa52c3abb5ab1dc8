"""Feeds against their rules: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from newsgen.checks.finding import MEND_TEMPLATE, OutputText
from newsgen.checks.links import LinkResolver
from newsgen.documents.html import parted, tag_of, values_of
from newsgen.errors import Problem
from newsgen.models.rules import FEED

ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_ABSOLUTE = re.compile(r"(?:https?://[^\s/]+|urn:|tag:)")
_WEB = re.compile(r"https?://[^\s/]+")
_RELATIVE = re.compile(r"(?![a-z][a-z0-9+.\-]*:)", re.IGNORECASE)
_ACTIVE = frozenset({"script", "iframe"})


class _Feed:
    """A feed while it is being checked."""

    def __init__(self, file: OutputText, leads: LinkResolver) -> None:
        self._file = file
        self._leads = leads

    def problem(self, what: str, near: str = "") -> Problem:
        """Something wrong, near a text of the feed."""
        return self._file.at_text(near or "<", FEED, what, MEND_TEMPLATE)

    def required(self, parent: Element, names: Iterable[str], owner: str, near: str = "") -> Iterator[Problem]:
        """A problem for each child that is missing or empty."""
        for name in names:
            if not _text(parent, name):
                yield self.problem(f"{owner} has no {name.rpartition('}')[2]}", near)

    def link(self, address: str) -> Iterator[Problem]:
        """What is wrong with the link of an entry."""
        if not _WEB.match(address):
            yield self.problem(f"the link {address} is not a full address", address)
        elif not self._leads.is_sound(address) and self._leads.look_up(address, "").rule:
            yield self.problem(f"an entry leads to {address}, which is not in the site", address)

    def html(self, text: str, near: str) -> Iterator[Problem]:
        """What a feed may not hold in its HTML: it is read elsewhere."""
        for what in _faults_of_html(text):
            yield self.problem(what, near)

    def once_each(self, names: Iterable[str], what: str) -> Iterator[Problem]:
        """A problem for each name that several entries have."""
        for name, count in Counter(names).items():
            if name and count > 1:
                yield self.problem(f"{count} entries have the {what} {name}", name)

    def itself(self, links: Iterable[Element], address: str) -> Iterator[Problem]:
        """Whether the feed says where it lies."""
        hrefs = [link.get("href", "") for link in links if link.get("rel") == "self"]
        if not hrefs:
            yield self.problem("the feed does not say where it lies (a link with rel=self)")
        elif hrefs[0] != address:
            yield self.problem(f"the feed says that it lies at {hrefs[0]}, but it lies at {address}", hrefs[0])


@lru_cache(maxsize=4_096)
def _faults_of_html(text: str) -> tuple[str, ...]:
    """A story stands in many feeds, perhaps with its whole text."""
    active: list[str] = []
    relative: list[str] = []
    for tag in parted(text)[1::2]:
        name, is_end = tag_of(tag)
        if is_end:
            continue
        if name in _ACTIVE:
            active.append(f"an entry holds <{name}>")
        values = values_of(tag)
        addresses = [values[key].strip() for key in ("href", "src") if key in values]
        relative += [f"an entry holds the relative address {each!r}" for each in addresses if _RELATIVE.match(each)]
    return (*active[:1], *relative[:1])


def _text(parent: Element, name: str) -> str:
    return (parent.findtext(name) or "").strip()


def check_rss(file: OutputText, root: Element, leads: LinkResolver, address: str) -> Iterator[Problem]:
    """RSS 2.0; ``address`` is where the feed lies."""
    feed = _Feed(file, leads)
    channels = root.findall("channel")
    if len(channels) != 1:
        yield feed.problem(f"an RSS feed has one channel, this has {len(channels)}")
        return
    channel = channels[0]
    yield from feed.required(channel, ("title", "link", "description"), "the channel")
    yield from feed.itself(channel.findall(f"{ATOM}link"), address)
    items = channel.findall("item")
    for item in items:
        yield from _check_item(feed, item)
    yield from feed.once_each((_text(item, "guid") for item in items), "guid")


def _check_item(feed: _Feed, item: Element) -> Iterator[Problem]:
    link, title = _text(item, "link"), _text(item, "title")
    near = link or title
    if not title and not _text(item, "description"):
        yield feed.problem("an item has neither title nor description", near)
    if link:
        yield from feed.link(link)
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink") != "false" and not _WEB.match(guid.text or ""):
        yield feed.problem(f"the guid {guid.text} is no full address, and is not marked isPermaLink=false", near)
    if (date := _text(item, "pubDate")) and not _is_rfc822(date):
        yield feed.problem(f"pubDate {date} is no date with a zone as RFC 822 has it", date)
    author = _text(item, "author")
    if author and "@" not in author:
        yield feed.problem(f"author {author} is no e-mail address; bylines stand in dc:creator", author)
    yield from feed.html(_text(item, "description") + _text(item, _CONTENT), near)


@lru_cache(maxsize=65_536)
def _is_rfc822(text: str) -> bool:
    try:
        return parsedate_to_datetime(text).tzinfo is not None
    except (ValueError, OverflowError):
        return False


def check_atom(file: OutputText, root: Element, leads: LinkResolver, address: str) -> Iterator[Problem]:
    """Atom; ``address`` is where the feed lies."""
    feed = _Feed(file, leads)
    yield from feed.required(root, (f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated"), "the feed")
    yield from feed.itself(root.findall(f"{ATOM}link"), address)
    entries = root.findall(f"{ATOM}entry")
    has_author = root.find(f"{ATOM}author") is not None
    for entry in entries:
        near = _text(entry, f"{ATOM}id")
        yield from feed.required(entry, (f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated"), "an entry", near)
        if not has_author and entry.find(f"{ATOM}author") is None:
            yield feed.problem("neither the feed nor this entry has an author", near)
        for part in ("summary", "content"):
            yield from feed.html(_text(entry, f"{ATOM}{part}"), near)
    for owner in (root, *entries):
        yield from _check_atom_values(feed, owner)
    yield from feed.once_each((_text(entry, f"{ATOM}id") for entry in entries), "id")


def _check_atom_values(feed: _Feed, owner: Element) -> Iterator[Problem]:
    identifier = _text(owner, f"{ATOM}id")
    if identifier and not _ABSOLUTE.match(identifier):
        yield feed.problem(f"the id {identifier} is no full address", identifier)
    for name in ("updated", "published"):
        date = _text(owner, f"{ATOM}{name}")
        if date and not _RFC3339.fullmatch(date):
            yield feed.problem(f"{name} {date} is no date as RFC 3339 has it", date)
    for link in owner.findall(f"{ATOM}link"):
        yield from feed.link(link.get("href", ""))


def check_json_feed(file: OutputText, value: dict[str, Any], leads: LinkResolver) -> Iterator[Problem]:
    """JSON Feed 1.1."""
    feed = _Feed(file, leads)
    if value["version"] != "https://jsonfeed.org/version/1.1":
        yield feed.problem(f"the version {value['version']} is not 1.1", "version")
    if not isinstance(value.get("title"), str) or not isinstance(value.get("items"), list):
        yield feed.problem("a feed has a title, and a list of items", "version")
        return
    if value.get("next_url") and value.get("next_url") == value.get("feed_url"):
        yield feed.problem("next_url is the feed's own address", "next_url")
    for item in value["items"]:
        yield from _check_json_item(feed, item)
    identifiers = [str(item.get("id", "")) for item in value["items"] if isinstance(item, dict)]
    yield from feed.once_each(identifiers, "id")


def _check_json_item(feed: _Feed, item: object) -> Iterator[Problem]:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str) or not item["id"]:
        yield feed.problem("an item has no id that is a text", "items")
        return
    near = item["id"]
    if item.get("url"):
        yield from feed.link(str(item["url"]))
    if not isinstance(item.get("content_html", item.get("content_text")), str):
        yield feed.problem(f"the item {near} has neither content_html nor content_text", near)
    for name in ("date_published", "date_modified"):
        if name in item and not _RFC3339.fullmatch(str(item[name])):
            yield feed.problem(f"{name} {item[name]} is no date as RFC 3339 has it", near)
    if not isinstance(item.get("authors", []), list):
        yield feed.problem(f"the authors of {near} are no list", near)
    attachments = item.get("attachments", [])
    if not isinstance(attachments, list):
        yield feed.problem(f"the attachments of {near} are no list", near)
        attachments = []
    for attachment in attachments:
        if not isinstance(attachment, dict) or not attachment.get("url") or not attachment.get("mime_type"):
            yield feed.problem(f"an attachment of {near} has no url or no mime_type", near)
    yield from feed.html(str(item.get("content_html", "")), near)
