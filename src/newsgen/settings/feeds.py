"""Which feeds there are: `feeds`, and `feed_limit` beside it."""

from dataclasses import dataclass

from newsgen.documents.fields import FieldReader, suggest

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
        formats=_read_formats(group, "formats", usual.formats),
        of_terms=_read_formats(group, "of_terms", usual.of_terms),
        least=group.whole_number("from", usual.least, least=1, most=1_000_000),
        limit=limit,
        full_text=group.flag("full_text"),
    )
    group.refuse_unknown(FEED_KEYS)
    return read


def _read_formats(group: FieldReader, key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """A list of formats, in one order however it is typed; one that is empty asks for no feeds."""
    if not group.has(key):
        return usual
    typed = group.names_typed(key)
    for name, node in typed.items():
        if name not in FEED_FORMATS:
            what = f"`{key}` has the unknown format {name!r}{suggest(name, FEED_FORMATS)}"
            group.note(node, what, f"choose from {', '.join(FEED_FORMATS)}")
    return tuple(name for name in FEED_FORMATS if name in typed)
