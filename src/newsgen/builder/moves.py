"""Which articles have moved since the last build, and what must be remembered of it. Pure.

Places are relative to the site's root, so that a new base URL moves nothing.
"""

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from newsgen.builder.report import Move, Vanished
from newsgen.builder.state import Address
from newsgen.models.article import Article
from newsgen.models.site import Site
from newsgen.models.standing import StandingPage


def find_moves(
    before: Mapping[str, Address], now: Mapping[str, Address], places: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    """Source, old place and new place of articles that have moved while nothing leads there from the old place.

    ``places`` are all those of the new site. An article whose file was renamed is known by its digest; of two such
    files it is the first by name. All are told in the order of their old names, whatever the order of the mappings.
    """
    renamed = {now[source].digest: source for source in sorted(now, reverse=True) if source not in before}
    for source in sorted(before):
        old = before[source]
        new_source = source if source in now else renamed.get(old.digest)
        if new_source is not None and now[new_source].place != old.place and old.place not in places:
            yield new_source, old.place, now[new_source].place


def told_now(moves: Collection[Move], published: Mapping[str, Address], now: Mapping[str, Address]) -> tuple[Move, ...]:
    """Those that this build has made: of an article that was published elsewhere, or was not. The others were told."""
    return tuple(
        move for move in moves if move.source not in published or published[move.source].place != now[move.source].place
    )


def find_vanished(
    published: Mapping[str, Address],
    now: Mapping[str, Address],
    moves: Collection[Move],
    places: Collection[str],
    site: Site,
) -> tuple[Vanished, ...]:
    """The articles that are ``published`` no longer, and that nothing else has taken the place of."""
    known = {*places, *(move.old_place for move in moves)}
    return tuple(
        Vanished(source, site.base_path + address.place, f"/{unquote(address.place)}")
        for source, address in sorted(published.items())
        if source not in now and address.place not in known
    )


def to_remember(
    before: Mapping[str, Address], now: Mapping[str, Address], moves: Collection[Move], sources: Collection[str]
) -> dict[str, Address]:
    """The addresses to keep in mind until the next build, besides those that articles have now.

    A source that is held back for now keeps its address, and a move is remembered until something leads on from the old
    address: it is told once, and `newsgen build --write-redirects` has it as long as that.
    """
    held = {source: address for source, address in before.items() if source in sources and source not in now}
    waiting = {move.source: Address(move.old_place, now[move.source].digest) for move in moves}
    return held | waiting


def as_move(article: Article | StandingPage, old_place: str, new_place: str, site: Site) -> Move:
    """A move as the report tells it, with the `aliases:` that the article should have."""
    return Move(
        source=article.source,
        old_place=old_place,
        old_url=site.base_path + old_place,
        new_url=site.base_path + new_place,
        aliases=(*(f"/{alias}" for alias in article.aliases), f"/{unquote(old_place)}"),
    )
