"""Which feeds there are: `feeds`, and `feed_limit` beside it."""

from dataclasses import dataclass

from newsgen.documents.fields import FieldReader

FEED_FORMATS = ("rss", "atom")
FEED_KEYS = ("formats", "of_terms", "from", "full_text")


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """Which feeds there are, and how long they are."""

    formats: tuple[str, ...] = FEED_FORMATS
    """Those of the site, in the order of FEED_FORMATS."""
    of_terms: tuple[str, ...] = ("rss",)
    """Those of each term that has any."""
    least: int = 3
    """How many stories a term has at least that has feeds: `from`."""
    limit: int = 20
    """Stories in a feed."""
    full_text: bool = False
    """Whether feeds hold the texts of stories besides their summaries."""


def read_feeds(fields: FieldReader) -> FeedSettings:
    """The group `feeds`, and `feed_limit`."""
    usual = FeedSettings()
    limit = fields.whole_number("feed_limit", usual.limit, least=1, most=1000)
    group = fields.record("feeds")
    if group is None:
        return FeedSettings(limit=limit)
    read = FeedSettings(
        formats=group.some_of("formats", FEED_FORMATS, usual.formats),
        of_terms=group.some_of("of_terms", FEED_FORMATS, usual.of_terms),
        least=group.whole_number("from", usual.least, least=1, most=1_000_000),
        limit=limit,
        full_text=group.flag("full_text"),
    )
    group.refuse_unknown(FEED_KEYS)
    return read
