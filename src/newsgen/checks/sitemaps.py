"""Sitemaps against their rules: sitemaps.org 0.9, and Google's news sitemaps. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from xml.etree.ElementTree import Element

from newsgen.checks.finding import MEND_TEMPLATE, OutputText
from newsgen.checks.links import LinkResolver
from newsgen.errors import Problem
from newsgen.models.moment import DateError, parse_moment
from newsgen.models.rules import SITEMAP

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MOST_ENTRIES = 50_000
MOST_BYTES = 52_428_800
MOST_NEWS = 1_000
_A_DAY = 24 * 3600
_NEWS_LASTS = 2 * _A_DAY
_LANGUAGE = re.compile(r"[a-z]{2,3}|zh-cn|zh-tw")


@dataclass(frozen=True, slots=True)
class SitemapRules:
    """What a sitemap is held against."""

    label: str
    """The output folder, as messages show it."""
    leads: LinkResolver
    now: int
    """As in Moment."""

    def shown(self, path: str) -> str:
        """A file of the output as messages show it."""
        return f"{self.label}/{path}"


def _check_size(file: OutputText, entries: int) -> Iterator[Problem]:
    mend = "cut it in several"
    if entries > MOST_ENTRIES:
        yield file.as_whole(SITEMAP, f"{entries:,} entries; a sitemap has at most {MOST_ENTRIES:,}", mend)
    if len(file.content) > MOST_BYTES:
        yield file.as_whole(SITEMAP, f"{len(file.content):,} bytes; a sitemap has at most {MOST_BYTES:,}", mend)


def check_index(file: OutputText, root: Element, rules: SitemapRules) -> Iterator[Problem]:
    """An index of sitemaps."""
    entries = root.findall(f"{SITEMAPS}sitemap")
    yield from _check_size(file, len(entries))
    for entry in entries:
        yield from _check_entry(file, entry, rules)


def check_urls(file: OutputText, root: Element, rules: SitemapRules) -> Iterator[Problem]:
    """A sitemap."""
    entries = root.findall(f"{SITEMAPS}url")
    yield from _check_size(file, len(entries))
    news = 0
    for entry in entries:
        yield from _check_entry(file, entry, rules)
        stories = entry.findall(f"{NEWS}news")
        news += len(stories)
        for story in stories:
            yield from _check_news(file, entry, story, rules)
        if len(stories) > 1:
            what = "an address has more than one news:news"
            yield file.at_text(_loc(entry), SITEMAP, what, MEND_TEMPLATE)
    if news > MOST_NEWS:
        yield file.as_whole(SITEMAP, f"{news:,} stories; a news sitemap has at most {MOST_NEWS:,}", "cut it in several")


def _loc(entry: Element) -> str:
    return (entry.findtext(f"{SITEMAPS}loc") or "").strip()


def _check_entry(file: OutputText, entry: Element, rules: SitemapRules) -> Iterator[Problem]:
    address = _loc(entry)
    origin = rules.leads.site.origin
    if not address.startswith(f"{origin}/"):
        what = f"the address {address or '(none)'} is not one of {origin}"
        yield file.at_text(address or "<loc", SITEMAP, what, MEND_TEMPLATE)
    elif not rules.leads.is_sound(address):
        lead = rules.leads.look_up(address, "")
        if lead.rule:
            yield file.at_text(address, SITEMAP, f"{address} is listed, but is not in the site", lead.mend)
    changed = (entry.findtext(f"{SITEMAPS}lastmod") or "").strip()
    if changed:
        instant = _instant(changed)
        if instant is None:
            yield file.at_text(changed, SITEMAP, f"lastmod {changed} is no W3C date", MEND_TEMPLATE)
        elif instant > rules.now + _A_DAY:  # a day without a time may be that of a zone further east
            yield file.at_text(changed, SITEMAP, f"lastmod {changed} is in the future", MEND_TEMPLATE)


def _check_news(file: OutputText, entry: Element, story: Element, rules: SitemapRules) -> Iterator[Problem]:
    near = _loc(entry)
    publication = story.find(f"{NEWS}publication")
    name = publication.findtext(f"{NEWS}name") if publication is not None else ""
    language = (publication.findtext(f"{NEWS}language") if publication is not None else "") or ""
    if not name or not _LANGUAGE.fullmatch(language):
        what = "news:publication needs news:name, and news:language of two or three letters"
        yield file.at_text(near, SITEMAP, what, MEND_TEMPLATE)
    if not story.findtext(f"{NEWS}title"):
        yield file.at_text(near, SITEMAP, "a story has no news:title", MEND_TEMPLATE)
    date = (story.findtext(f"{NEWS}publication_date") or "").strip()
    instant = _instant(date)
    if instant is None:
        yield file.at_text(date or near, SITEMAP, f"news:publication_date {date or '(none)'} is no date", MEND_TEMPLATE)
    elif rules.now - instant > _NEWS_LASTS:
        what = f"a story of {date} is older than two days"
        yield file.at_text(date, SITEMAP, what, "build again: `newsgen deploy --workflow` does so on a schedule")


def _instant(text: str) -> int | None:
    """The instant of a W3C date, as in Moment; None where it is none. A year or a month is enough."""
    full = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    try:
        return parse_moment(full, UTC).instant
    except DateError:
        return None
