"""What a page says to machines: JSON-LD, OpenGraph, `citation_*`, Dublin Core and other meta elements. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.saved_pages.linked_data import Item, Person, image_of, read_linked_data, tags_of, text_of
from newsgen.importers.saved_pages.linked_data import said as line_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


_HEADLINES = (
    "og:title twitter:title dc.title citation_title parsely-title sailthru.title dcterms.title headline hdl title"
).split()
_AUTHORS = (
    "citation_author dc.creator dcterms.creator dc.creator.personalname parsely-author sailthru.author "
    "cxenseparse:author dc.author dcsext.author author authors byl byline article:author_name article:author:name "
    "article:author og:article:author og:author rbauthors article_author vr:author mrf:authors creator dc.contributor"
).split()
_HOUSES = (
    "og:site_name application-name apple-mobile-web-app-title dc.publisher publisher citation_journal_title".split()
)
_DATES = (
    "article:published_time og:article:published_time datepublished citation_publication_date "
    "citation_date citation_online_date "
    "parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created "
    "dc.date.created dc.date dcterms.date pubdate "
    "publishdate publish-date publication_date published date_published cxenseparse:recs:publishtime ptime displaydate "
    "originalpublicationdate article.published og:pubdate date created rnews:datepublished og:regdate pub_date "
    "article_date_original article:published publication-date publicationdate published-date publish_date publishtime "
    "publish_time published_at firstpublished creation_date release_date dc.terms.created iso-8601-publish-date "
    "article:create_at mediator_published_time bt:pubdate vr:published_time og:published_time dcterms.available "
    "dc.date.publication"
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
    people: tuple[Person, ...] = ()
    """These, and which of them are organizations."""
    houses: tuple[str, ...] = ()
    """Names of the site, and of whoever publishes it: no authors."""
    date: str = ""
    updated: str = ""
    section: str = ""
    sections: tuple[str, ...] = ()
    """All of them, where JSON-LD names several."""
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
    said.title = line_of_html(title.text()) if title is not None else ""
    root = parser.css_first("html")
    said.language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
    link = parser.css_first('link[rel="canonical"]')
    said.canonical = ((link.attributes.get("href") or "") if link is not None else "") or _first(meta, ("og:url",))
    said.headline = _first(meta, _HEADLINES)
    said.authors = tuple(_names(meta, _AUTHORS)) or _told_to_twitter(meta) or _of_own_name(meta)
    said.houses = tuple(dict.fromkeys(each for name in _HOUSES for each in meta.get(name, ())))
    said.date = _first(meta, _DATES) or _date_in_markup(parser)
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
        content = line_of_html(attributes.get("content") or "")
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


def _of_own_name(meta: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The authors in a meta element that a site has a name of its own for: ``lrt_authors``."""
    names = [name for name in meta if re.fullmatch(r".*[_:.-](?:authors?|authorname|byline|autor(?:es)?)", name)]
    return tuple(_names(meta, names))


def _told_to_twitter(meta: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The name in a card that says “Written by”."""
    for number in "12":
        label = _first(meta, (f"twitter:label{number}",)).casefold()
        if re.search(r"(?:written|posted|reported) by|author|autor|auteur|verfasst|scritto|escrito|par|von", label):
            return tuple(filter(None, [_first(meta, (f"twitter:data{number}",))]))
    return ()


def _date_in_markup(parser: "LexborHTMLParser") -> str:
    """The date of publication in the attributes of an element: microdata, hNews, `<time pubdate>`."""
    for element in parser.css(
        '[itemprop~="datePublished"], [property~="datePublished"], time[pubdate], abbr.published, time.published, '
        "time.dt-published"
    ):
        attributes = element.attributes
        for name in ("content", "datetime", "title"):
            if found := (attributes.get(name) or "").strip():
                return found
    return ""


def _split_tags(typed: Iterable[str]) -> Iterator[str]:
    parts = (part.strip() for each in typed for part in re.split(r"[,;،、，]", each))
    return iter(dict.fromkeys(part for part in parts if part and len(part) < 60))


def _take_linked_data(said: Statement, parser: "LexborHTMLParser") -> None:
    scripts = [script.text(deep=True) or "" for script in parser.css('script[type="application/ld+json"]')]
    found = read_linked_data(scripts, said.headline or said.title)
    said.houses = tuple(dict.fromkeys([*found.houses, *said.houses]))
    if found.story is None:
        said.is_other = (said.is_other or found.is_list) and not said.is_story
        return
    _take_story(said, found.story, found.authors)


def _take_story(said: Statement, item: Item, authors: tuple[Person, ...]) -> None:
    said.is_story, said.is_other = True, False
    headline = line_of(item.get("headline")) or line_of(item.get("name"))
    date = line_of(item.get("datePublished")) or line_of(item.get("dateCreated"))
    sure = set()
    if headline:
        said.headline = headline
        sure.add("headline")
    if authors:
        said.people, said.authors = authors, tuple(person.name for person in authors)
        sure.add("authors")
    if date:
        said.date = date
        sure.add("date")
    said.updated = line_of(item.get("dateModified")) or said.updated
    said.section = line_of(item.get("articleSection")) or said.section
    typed = item.get("articleSection")
    said.sections = tuple(filter(None, map(line_of, typed))) if isinstance(typed, list) else ()
    said.tags = tuple(_split_tags(tags_of(item))) or said.tags
    said.image = image_of(item.get("image")) or said.image
    said.summary = line_of(item.get("description")) or said.summary
    said.body = text_of(item)
    said.sure = frozenset(sure)


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
