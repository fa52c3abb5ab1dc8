"""The pictures of a row: each with the caption, the alternative text and the credit that belong to it. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from newsgen.importers.tables.columns import Mapped, are_beside
from newsgen.importers.tables.naming import number_of
from newsgen.importers.tables.row import text_of

_WORDS = ("alt", "caption", "credit")


def pictures_in(cells: Mapping[str, object], mapped: Mapped) -> Iterator[dict[str, str]]:
    """The pictures of a row in the order of their columns."""
    columns = mapped.columns("image")
    for column in columns:
        beside = {name: _beside(column, columns, mapped.columns(name)) for name in _WORDS}
        sources = _each(cells.get(column))
        words = {name: _each(cells.get(each)) for name, each in beside.items() if each}
        for place, source in enumerate(sources):
            if not source:
                continue
            said = {
                name: texts[place] if len(texts) == len(sources) else "\n".join(texts) if place == 0 else ""
                for name, texts in words.items()
            }
            yield {"src": source, **said}


def _each(value: object) -> Sequence[str]:
    return [text_of(each).strip() for each in value] if isinstance(value, list) else [text_of(value).strip()]


def _beside(image: str, images: Sequence[str], columns: Sequence[str]) -> str:
    """The column of words that belongs to a picture."""
    for column in columns:
        if number_of(column) == number_of(image) and (are_beside(image, column) or "." not in column):
            return column
    # Where there is one picture, its words may be called as they like.
    return (
        columns[0]
        if columns and image == images[0] and not any(are_beside(each, columns[0]) for each in images)
        else ""
    )
