"""What a page says to machines: JSON-LD, OpenGraph, `citation_*`, Dublin Core and other meta elements. Pure."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsgen.importers.from_html.plain import plain

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_STORIES = re.compile(r"(?:\w*NewsArticle|Article|BlogPosting|Report|LiveBlogPosting|\w*Article)\Z")
_MOST_NESTED = 12
_LARGEST = 400_000
"""Letters of one script of JSON-LD."""
_TAG = re.compile(r"<[^<>]*>")

_HEADLINES = (
    "og:title twitter:title dc.title citation_title parsely-title sailthru.title dcterms.title headline hdl title"
).split()
_AUTHORS = (
    "citation_author dc.creator dcterms.creator parsely-author sailthru.author author byl byline article:author_name "
    "article:author og:article:author dc.contributor"
).split()
_DATES = (
    "article:published_time og:article:published_time datepublished citation_publication_date "
    "citation_date citation_online_date "
    "parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created "
    "dc.date.created dc.date dcterms.date pubdate "
    "publishdate publish-date publication_date published date_published cxenseparse:recs:publishtime ptime displaydate "
    "originalpublicationdate article.published og:pubdate date created rnews:datepublished"
).split()
_UPDATES = (
    "article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified "
    "lastmod last-modified utime modified"
).split()
_SECTIONS = (
    "article:section parsely-section citation_section sectionname dc.subject.section cat section og:section".split()
)
_TAGS = ("article:tag", "news_keywords", "parsely-tags", "citation_keywords", "keywords", "dc.subject")
_SUMMARIES = ("og:description", "description", "dc.description", "twitter:description")
_IMAGES = ("og:image", "twitter:image", "parsely-image-url", "twitter:image:src")


@dataclass(slots=True)
class Statement:
    """What a page says of itself. Everything may be empty."""

    headline: str = ""
    title: str = ""
    """Of the page, with all that sites put around a headline."""
    authors: tuple[str, ...] = ()
    date: str = ""
    updated: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    """The text of the story, as JSON-LD has it."""
    image: str = ""
    canonical: str = ""
    language: str = ""
    is_story: bool = False
    is_other: bool = False
    """Whether it says that it is none: a list, a home page."""
    sure: frozenset[str] = frozenset()
    """Fields that come from JSON-LD of a story."""
    meta: Mapping[str, list[str]] = field(default_factory=dict)


def read_statement(parser: "LexborHTMLParser") -> Statement:
    """What a page says."""
    meta = _meta(parser)
    said = Statement(meta=meta)
    title = parser.css_first("title")
    said.title = plain(title.text()) if title is not None else ""
    root = parser.css_first("html")
    said.language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
    link = parser.css_first('link[rel="canonical"]')
    said.canonical = ((link.attributes.get("href") or "") if link is not None else "") or _first(meta, ("og:url",))
    said.headline = _first(meta, _HEADLINES)
    said.authors = tuple(_names(meta, _AUTHORS))
    said.date = _first(meta, _DATES)
    said.updated = _first(meta, _UPDATES)
    said.section = _first(meta, _SECTIONS)
    said.tags = tuple(_split_tags(next((meta[name] for name in _TAGS if meta.get(name)), [])))
    said.summary = _first(meta, _SUMMARIES)
    said.image = _first(meta, _IMAGES)
    kind = _first(meta, ("og:type",)).lower()
    said.is_story = kind in {"article", "newsarticle", "news"}
    said.is_other = kind in {"website", "blog", "profile"} and not said.date
    _take_linked_data(said, parser)
    return said


def _meta(parser: "LexborHTMLParser") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in parser.css("meta"):
        attributes = element.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = plain(attributes.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(meta: Mapping[str, list[str]], names: Iterable[str]) -> str:
    return next((value for name in names for value in meta.get(name, ())), "")


def _names(meta: Mapping[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = [each for each in meta.get(name, ()) if not re.match(r"(?:https?:)?//|@", each)]
        if found:
            yield from dict.fromkeys(found)
            return


def _split_tags(typed: Iterable[str]) -> Iterator[str]:
    parts = (part.strip() for each in typed for part in re.split(r"[,;،、，]", each))
    return iter(dict.fromkeys(part for part in parts if part and len(part) < 60))


def _take_linked_data(said: Statement, parser: "LexborHTMLParser") -> None:
    for script in parser.css('script[type="application/ld+json"]'):
        text = script.text(deep=True) or ""
        if len(text) > _LARGEST:
            continue
        for item in _items(_read(text), 0):
            typed = item.get("@type")
            types = [str(each) for each in (typed if isinstance(typed, list) else [typed])]
            if any(_STORIES.search(each) for each in types):
                _take_story(said, item)
                return
            if any(each in {"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"} for each in types):
                said.is_other = not said.is_story


def _read(text: str) -> object:
    text = re.sub(r"\A\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*\Z|\A\s*<!--|-->\s*\Z", "", text).strip().rstrip(";")
    for typed in (
        text,
        re.sub(r"[\x00-\x1f]+", " ", text),
        re.sub(r",\s*([}\]])", r"\1", re.sub(r"[\x00-\x1f]+", " ", text)),
    ):
        try:
            return json.loads(typed)
        except (ValueError, RecursionError):
            continue
    return None


def _items(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _MOST_NESTED:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "itemListElement", "mainEntityOfPage"):
            if key in value and key != "itemListElement":
                yield from _items(value[key], depth + 1)
    elif isinstance(value, list):
        for each in value[:200]:
            yield from _items(each, depth + 1)


def _take_story(said: Statement, item: Mapping[str, object]) -> None:
    said.is_story, said.is_other = True, False
    headline = _said(item.get("headline")) or _said(item.get("name"))
    authors = tuple(dict.fromkeys(_people(item.get("author")))) or tuple(dict.fromkeys(_people(item.get("creator"))))
    date, updated = _said(item.get("datePublished")) or _said(item.get("dateCreated")), _said(item.get("dateModified"))
    section = _said(item.get("articleSection"))
    tags = item.get("keywords")
    body = item.get("articleBody")
    sure = set()
    if headline:
        said.headline = headline
        sure.add("headline")
    if authors:
        said.authors = authors
        sure.add("authors")
    if date:
        said.date = date
        sure.add("date")
    said.updated = updated or said.updated
    said.section = section or said.section
    found = [_said(each) for each in tags] if isinstance(tags, list) else [_said(tags)]
    found = [each for each in found if each and not re.match(r"\w+:", each)]
    said.tags = tuple(_split_tags(found)) or said.tags
    said.image = _image(item.get("image")) or said.image
    said.summary = _said(item.get("description")) or said.summary
    if isinstance(body, str):
        said.body = html.unescape(_TAG.sub(" ", html.unescape(body)))
    said.sure = frozenset(sure)


def _said(value: object) -> str:
    if isinstance(value, list):
        return next((found for each in value if (found := _said(each))), "")
    if isinstance(value, dict):
        return _said(value.get("@value") or value.get("name"))
    return plain(value) if isinstance(value, str) else ""


def _people(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _people(each)
    elif isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, list):
            yield from (each for one in name if (each := _said(one)))
        elif found := _said(name):
            yield found
        elif value.get("givenName") or value.get("familyName"):
            yield f"{_said(value.get('givenName'))} {_said(value.get('familyName'))}".strip()
    elif isinstance(value, str) and (found := plain(value)) and not re.match(r"https?:", found):
        yield found


def _image(value: object) -> str:
    if isinstance(value, list):
        return next((found for each in value if (found := _image(each))), "")
    if isinstance(value, dict):
        return _image(value.get("url") or value.get("contentUrl"))
    return value.strip() if isinstance(value, str) else ""


_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)(?:[T ]+(?P<hour>\d\d):?(?P<minute>\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)


def iso_date(text: str) -> str:
    """A date of ISO 8601, perhaps with its time and zone, as newsgen writes it; empty for anything else."""
    match = _ISO.match(text.strip())
    if match is None or not (
        "1400" < match["year"] < "2200" and "01" <= match["month"] <= "12" and "01" <= match["day"] <= "31"
    ):
        return ""
    day = f"{match['year']}-{match['month']}-{match['day']}"
    if not match["hour"] or (match["hour"], match["minute"]) == ("00", "00"):
        return day
    zone = match["zone"] or ""
    zone = "+00:00" if zone in {"Z", "UTC", "GMT"} else zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{match['hour']}:{match['minute']}:00{zone}"
