"""What a rendered body holds, read from its HTML when somebody asks: its text, its links, its pictures.

And a body as others may keep it for a while.
"""

from collections.abc import Iterator
from typing import Any

from newsgen.documents.html import split_tags, values_of
from newsgen.models.body import Body, BodyPicture, Heading
from newsgen.renderer.markup import tag_name
from newsgen.renderer.plain_text import plain_text


class BodyHtml:
    """Reads the HTML that `BodyRenderer` makes."""

    def text(self, html: str) -> str:
        """Its prose and headings, on one line."""
        return plain_text(split_tags(html), keeps_headings=True)

    def links(self, html: str) -> tuple[str, ...]:
        """Where its links lead, in their order and each once."""
        found = (values.get("href", "") for name, values in _tags(html) if name == "a")
        return tuple(dict.fromkeys(filter(None, found)))

    def pictures(self, html: str) -> tuple[BodyPicture, ...]:
        """The pictures that it shows, in their order and each once."""
        found = (values for name, values in _tags(html) if name == "img" and values.get("src"))
        return tuple(dict.fromkeys(BodyPicture(values["src"], values.get("alt", "")) for values in found))


def _tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    return ((tag_name(tag), values_of(tag)) for tag in split_tags(html)[1::2] if "=" in tag)


def body_to_record(body: Body) -> list[Any]:
    """A body as JSON can keep it."""
    headings = [(heading.level, heading.text, heading.anchor) for heading in body.headings]
    return [body.html, headings, body.word_count, body.attachments, body.targets]


def body_from_record(record: list[Any]) -> Body:
    """The body of a record."""
    html, headings, word_count, attachments, targets = record
    known = tuple(Heading(*heading) for heading in headings)
    return Body(html, known, word_count, tuple(attachments), tuple(targets), READER)


READER = BodyHtml()
