"""What the ledger remembers of pages, drawn from their records: shared questions, links, remarks. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from newsgen.builder.ledger import PageRecord
from newsgen.errors import Problem
from newsgen.models.addresses import target_key
from newsgen.models.article import Article
from newsgen.models.notebook import read_note
from newsgen.models.page import Page

_ADDRESS = '["address"'
_RELATED = '["related"'
_ASSET = '["asset"'
"""How notes begin that are not the same question on every page."""


def owner_of(page: Page) -> str:
    """What tells two pages apart that want one address: an article's file, or the kind of page that lies there."""
    return page.label if page.source or page.head.kind == "redirect" else page.template


def common_answers(records: Mapping[str, PageRecord], sources: Mapping[str, str]) -> dict[str, str]:
    """The questions to the archive whose answers may concern any page, and the fingerprints of the answers.

    What an article's page asks of that article alone is left out: `links_of` and the planner know whom that concerns.
    ``sources`` says of which article a path is the page.
    """
    found: dict[str, str] = {}
    for path, record in records.items():
        for note, answer in record.answers.items():
            if note not in found and not is_own(note, sources.get(path, "")):
                found[note] = answer
    return found


def is_own(note: str, source: str) -> bool:
    """Whether this is asked about the page's own article, or about static files."""
    if note.startswith(_RELATED):
        return read_note(note)[1][:1] == [source]
    return note.startswith((_ADDRESS, _ASSET))


def links_of(records: Mapping[str, PageRecord], sources: Mapping[str, str]) -> dict[str, set[str]]:
    """What links in these articles hang on (models.addresses.target_key) to the sources of the articles."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, source in sources.items():
        record = records.get(path)
        for note in record.answers if record else ():
            if note.startswith(_ADDRESS) and (key := target_key(source, str(read_note(note)[1][1]))):
                found[key].add(source)
    return dict(found)


def picture_links(articles: Iterable[Article]) -> dict[str, set[str]]:
    """As `links_of`, of the pictures in the articles' front matter."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        if article.image and (key := target_key(article.source, article.image.src)):
            found[key].add(article.source)
    return dict(found)


def merged(*links: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Several of these as one."""
    keys = sorted(set().union(*links))
    return {key: tuple(sorted(set().union(*(each.get(key, ()) for each in links)))) for key in keys}


def remarks_on(records: Mapping[str, PageRecord]) -> dict[str, tuple[tuple[str, ...], tuple[Problem, ...]]]:
    """Path of a page to the attachments that it needs and what is wrong with it; of those that have any."""
    return {
        path: (record.attachments, record.problems)
        for path, record in records.items()
        if record.attachments or record.problems
    }
