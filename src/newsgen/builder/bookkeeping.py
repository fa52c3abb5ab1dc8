"""What the ledger remembers of pages, drawn from their records: shared questions, links, remarks. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from newsgen.builder.ledger import PageRecord, Remark
from newsgen.models.addresses import target_keys
from newsgen.models.article import Article
from newsgen.models.notebook import read_note
from newsgen.models.page import Page

_ADDRESS = '["address"'
_RELATED = '["related"'
_ASSET = '["asset"'
"""How notes begin that are not the same question on every page."""


def owner_of(page: Page) -> str:
    """What tells two pages apart that want one address: the kind of each, and the file that asks for it."""
    return f"{page.head.kind} {page.source or page.blamed or page.template}"


@dataclass(slots=True)
class Remembered:
    """What the ledger remembers of some pages: drawn where they are rendered, so that few records are carried about."""

    common: dict[str, str] = field(default_factory=dict)
    """The questions to the archive whose answers may concern any page, and the fingerprints of the answers.

    What an article's page asks of that article alone is left out: `links` and the planner know whom that concerns."""
    links: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """What links hang on (models.addresses.target_keys) to the sources of the articles that have them."""
    remarks: dict[str, Remark] = field(default_factory=dict)
    """Path of a page to the attachments that it needs and what is wrong with it; of those that have any."""

    def draw(self, path: str, source: str, record: PageRecord) -> None:
        """Takes in a page's record; ``source`` is the article whose page it is, empty if it is another page."""
        for note, answer in record.answers.items():
            if source and note.startswith(_ADDRESS):
                for key in target_keys(source, str(read_note(note)[1][1])):
                    self.links[key].add(source)
            elif note not in self.common and not _is_own(note, source):
                self.common[note] = answer
        if record.attachments or record.problems:
            self.remarks[path] = (record.attachments, record.problems)

    def add(self, other: "Remembered") -> None:
        """Takes in what is remembered of further pages."""
        self.common |= other.common
        for key, sources in other.links.items():
            self.links[key] |= sources
        self.remarks |= other.remarks


def _is_own(note: str, source: str) -> bool:
    """Whether this is asked about the page's own article, or about static files."""
    if note.startswith(_RELATED):
        return read_note(note)[1][:1] == [source]
    return note.startswith((_ADDRESS, _ASSET))


def picture_links(articles: Iterable[Article]) -> dict[str, set[str]]:
    """As `links_of`, of the pictures in the articles' front matter."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for key in target_keys(article.source, article.image.src) if article.image else ():
            found[key].add(article.source)
    return dict(found)


def merged(*links: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Several of these as one."""
    keys = sorted(set().union(*links))
    return {key: tuple(sorted(set().union(*(each.get(key, ()) for each in links)))) for key in keys}
