"""Listing pages, numbered from the oldest: when news arrives, page 7 stays page 7 (law 10).

The newest page has no number and lies at the listing's own address. It grows until it holds two pages' worth; then
its older half becomes the next numbered page. So every article is listed exactly once, no page is ever nearly empty,
and a numbered page keeps its articles for good. What a numbered page says of others hangs on its own number alone, but
that the one after it may be the newest for a while.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One page of a listing."""

    number: int
    """0 for the newest page, else counted from 1, the oldest."""
    start: int
    stop: int
    newer: int | None
    """Number of the page with newer articles; None on the newest page."""
    older: int | None


def paginate(count: int, per_page: int) -> Iterator[Chunk]:
    """The pages of a listing of ``count`` articles in the order of dates, the newest page first.

    An empty listing has one empty page.
    """
    return (chunk_of(number, count, per_page) for number in page_numbers(count, per_page))


def page_numbers(count: int, per_page: int) -> Iterator[int]:
    """The number of each of these pages."""
    yield 0
    yield from range(numbered_pages(count, per_page), 0, -1)


def numbered_pages(count: int, per_page: int) -> int:
    """How many pages of a listing have a number: each lists ``per_page`` articles, page 1 the oldest."""
    return max(0, count // per_page - 1)


def chunk_of(number: int, count: int, per_page: int) -> Chunk:
    """The page of a listing that has a number."""
    numbered = numbered_pages(count, per_page)
    if not number:
        return Chunk(0, numbered * per_page, count, None, numbered or None)
    newer = number + 1 if number < numbered else 0
    return Chunk(number, (number - 1) * per_page, number * per_page, newer, number - 1 or None)


def jumps_from(number: int, count: int, per_page: int) -> list[int]:
    """Older pages to which a page of a listing leads besides, newest first: the next two, some between, and page 1.

    They hang on nothing but the page's own number, so that an old page leads where it has led.
    """
    own = number or numbered_pages(count, per_page) + 1
    wanted = {own - 1, own - 2, own * 3 // 4, own // 2, own // 4, 1}
    return sorted((each for each in wanted if 0 < each < own), reverse=True)


def newest_first(items: Sequence[Item], chunk: Chunk) -> tuple[Item, ...]:
    """What a page lists, from items in the order of dates."""
    return tuple(items[chunk.start : chunk.stop][::-1])
