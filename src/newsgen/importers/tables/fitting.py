"""How well the values of columns suit fields: what stands in a column counts for more than its name. Pure."""

# ruff: noqa: PLR2004 - shares and letters by which values suit a field or do not

from collections.abc import Callable, Iterable, Mapping

from newsgen.importers.tables.naming import words_of
from newsgen.importers.tables.survey import Column
from newsgen.importers.tables.words import CHANGING, ENDING, MAKING, PUBLISHING

_FEW = 12
"""Rows that tell nothing."""
_SHORT = 30
"""Letters of a text."""
_LONG = 80
"""Of one that is likely to be a story."""


def fits(name: str, column: Column) -> float:
    """How well the values of a column suit a field."""
    return _FITS.get(name, _names)(name, column)


def day_called(column: str, name: str) -> float | None:
    """How much the name of a column of dates says which they are; None where its words do not tell."""
    words = words_of(column)
    for field, roots, worth in (
        ("expires", ENDING, 0.8),
        ("updated", CHANGING, 0.85),
        ("date", PUBLISHING, 0.98),
        ("date", MAKING, 0.6),
    ):
        if any(_begins(word, roots) for word in words):
            return worth if name == field else None if name == "embargo" else 0.0
    return None


def _begins(word: str, roots: Iterable[str]) -> bool:
    return any(word == root or (len(root) > 2 and word.startswith(root)) for root in roots)


def _days(name: str, column: Column) -> float:
    return 1.0 if column.dates >= 0.6 else 0.2 if name == "date" and not column.dates else 0.0


def _title(_name: str, column: Column) -> float:
    if column.dates > 0.5 or column.numbers > 0.8 or column.addresses > 0.5 or column.files > 0.5 or column.mean > 400:
        return 0.1
    return 1.0 if column.distinct_share > 0.3 or column.filled < _FEW else 0.4


def _body(_name: str, column: Column) -> float:
    if column.numbers > 0.5 or column.addresses > 0.8 or column.files > 0.5:
        return 0.1
    return 1.0 if column.mean >= _LONG else 0.9 if column.mean >= _SHORT else 0.8


def _words(name: str, column: Column) -> float:
    if column.addresses > 0.5 or column.files > 0.5 or column.dates > 0.5:
        return 0.0
    if name == "summary":
        return 0.0 if column.numbers > 0.5 else 1.0
    return 0.1 if column.numbers > 0.5 or column.mean > 1_000 else 1.0


def _is_unique(column: Column) -> bool:
    return column.distinct_share > 0.7 or column.filled < _FEW


def _url(_name: str, column: Column) -> float:
    return 1.0 if column.addresses > 0.5 and column.files <= 0.5 and _is_unique(column) else 0.0


def _image(_name: str, column: Column) -> float:
    # The picture at the head comes before those of a gallery.
    worth = 0.95 if column.list_like else 1.0
    return worth if column.files > 0.5 or column.addresses > 0.5 else 0.2


def _slug(_name: str, column: Column) -> float:
    is_name = column.spaced <= 0.3 and column.addresses <= 0.5 and column.files <= 0.5
    return 1.0 if is_name and _is_unique(column) else 0.0


def _id(_name: str, column: Column) -> float:
    return 1.0 if column.distinct_share > 0.7 and column.mean < 200 else 0.0


def _language(_name: str, column: Column) -> float:
    return 1.0 if column.languages > 0.8 else 0.0


def _state(name: str, column: Column) -> float:
    # `0` stands for a day that there is none, too.
    is_dated = column.dates > 0.5 and column.numbers < 0.5
    if name == "published" and is_dated:
        return 0.0
    is_any = name in {"deleted", "visibility"}
    return 1.0 if is_any or (column.has_few and not is_dated) else 0.0


def _authors(_name: str, column: Column) -> float:
    if column.mean > 300 or column.addresses > 0.8 or column.numbers > 0.8 or column.dates > 0.5:
        return 0.1
    is_code = column.persons < 0.2 and column.mean < 5
    return 0.6 if is_code else 1.0


def _sections(_name: str, column: Column) -> float:
    if column.numbers > 0.8 or column.dates > 0.5:
        return 0.2
    if column.mean > 100 or column.addresses > 0.8:
        return 0.1
    if column.distinct_share > 0.9:
        # `Rubrik` is a section in German, and a headline in Swedish.
        return 0.95 if column.filled < _FEW else 0.3
    return 1.0


def _names(_name: str, column: Column) -> float:
    if column.dates > 0.5:
        return 0.0
    return 0.1 if column.mean > 300 or column.addresses > 0.8 or column.numbers > 0.8 or column.files > 0.5 else 1.0


_FITS: Mapping[str, Callable[[str, Column], float]] = {
    **dict.fromkeys(("date", "updated", "expires", "embargo"), _days),
    **dict.fromkeys(("subtitle", "kicker", "caption", "alt", "credit", "dateline", "genre", "summary"), _words),
    **dict.fromkeys(("status", "published", "draft", "deleted", "visibility", "posttype"), _state),
    **dict.fromkeys(("url", "aliases"), _url),
    "title": _title,
    "body": _body,
    "image": _image,
    "slug": _slug,
    "id": _id,
    "lang": _language,
    "authors": _authors,
    "sections": _sections,
}


def _longest(columns: Iterable[Column]) -> Column | None:
    texts = [column for column in columns if column.mean >= _LONG and column.addresses < 0.5]
    return max(texts, key=lambda column: column.mean, default=None)


def _headline(columns: Iterable[Column]) -> Column | None:
    return next(
        (
            column
            for column in columns
            if 8 <= column.mean <= 200
            and column.spaced > 0.6
            and column.distinct_share > 0.6
            and column.dates < 0.2
            and column.addresses < 0.2
            and column.files < 0.2
        ),
        None,
    )


def _date(columns: Iterable[Column]) -> Column | None:
    return next((column for column in columns if column.dates > 0.9 and column.numbers < 0.5), None)


def _persons(columns: Iterable[Column]) -> Column | None:
    found = (
        column
        for column in columns
        if column.persons > 0.8 and column.filled >= _FEW and column.distinct_share < 0.5 and column.mean < 60
    )
    return next(found, None)


def _pictures(columns: Iterable[Column]) -> Column | None:
    return next((column for column in columns if column.files > 0.8), None)


def _own_address(columns: Iterable[Column]) -> Column | None:
    return next(
        (
            column
            for column in columns
            if column.addresses > 0.9 and column.distinct_share > 0.95 and column.filled >= _FEW and column.files < 0.2
        ),
        None,
    )


PICKS: Mapping[str, Callable[[Iterable[Column]], Column | None]] = {
    "body": _longest,
    "title": _headline,
    "date": _date,
    "authors": _persons,
    "image": _pictures,
    "url": _own_address,
}
"""Field to what finds its column by values alone."""
