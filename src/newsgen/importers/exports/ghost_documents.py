"""A post of Ghost that is there only as its editor keeps it: as Lexical, Mobiledoc or Markdown. Pure.

What the source says is gathered from all of its values, not from what became of it: the proof compares the two.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsgen.importers.exports.ghost_cards import NOT_ON_THE_WEB, from_markdown
from newsgen.importers.exports.lexical import html_of_lexical
from newsgen.importers.exports.mobiledoc import html_of_mobiledoc
from newsgen.importers.found.bodies import said_in
from newsgen.importers.story import LeftOut

_WORDS = frozenset(
    """text code caption alt title description author publisher header heading subheader subheading fileTitle
    fileCaption buttonText calloutText calloutEmoji content html markdown textValue sponsorLabel productTitle
    productDescription productButton disclaimer""".split()
)
"""Keys of what readers see, in nodes and cards of all kinds."""
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Document:
    """What came of a document."""

    form: str
    """As its makers call it."""
    html: str
    said: str
    left_out: tuple[LeftOut, ...] = ()
    kept: Mapping[str, object] | None = None
    """The document itself, where something in it is of no known kind."""


def read_document(lexical: str, mobiledoc: str, markdown: str) -> Document | None:
    """The first of these that holds a text; None where none does."""
    for form, typed, html_of in (("lexical", lexical, html_of_lexical), ("mobiledoc", mobiledoc, html_of_mobiledoc)):
        try:
            document = json.loads(typed) if typed.strip() else None
        except (ValueError, RecursionError):
            continue
        if not isinstance(document, dict):
            continue
        made, strange = html_of(document)
        said = " ".join(_said_by(document))
        left_out = tuple(_left_out(document))
        if made.strip() or said.strip() or left_out:
            return Document(form, made, said, left_out, {form: document} if strange else None)
    if markdown.strip():
        made = from_markdown(markdown)
        return Document("markdown", made, said_in(made))
    return None


def _said_by(value: object, key: str = "", depth: int = 0) -> Iterator[str]:
    """All words of a document that readers saw, whatever they stand in."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield from _words(key, value)
    elif isinstance(value, Mapping):
        if value.get("type") not in NOT_ON_THE_WEB:
            for name, inner in value.items():
                yield from _said_by(inner, str(name), depth + 1)
    elif isinstance(value, list):
        yield from _said_by_list(value, key, depth)


def _said_by_list(values: list[object], key: str, depth: int) -> Iterator[str]:
    nodes = [each for each in values if isinstance(each, Mapping)]
    if key == "children" and len(nodes) == len(values):
        # A word is one, though marks part it into several nodes.
        yield "".join(_run(nodes, depth))
    elif key == "sections":
        yield from _said_by_sections(values)
    elif key == "cards":
        for card in values:
            if isinstance(card, list) and len(card) > 1 and card[0] not in NOT_ON_THE_WEB:
                yield from _said_by(card[1], "", depth + 1)
    else:
        for inner in values:
            yield from _said_by(inner, key, depth + 1)


def _words(key: str, value: str) -> Iterator[str]:
    if key not in _WORDS or not value.strip():
        return
    if key == "markdown":
        yield said_in(from_markdown(value))
    elif key in {"text", "code", "alt"}:
        yield value
    else:
        yield said_in(value)


def _run(nodes: Iterable[Mapping[str, object]], depth: int) -> Iterator[str]:
    """What stands side by side: texts go on, all else stands apart."""
    for node in nodes:
        if str(node.get("type") or "").endswith("text") and isinstance(node.get("text"), str):
            yield str(node["text"])
        elif node.get("type") in {"link", "autolink", "at-link"}:
            yield "".join(_said_by(node.get("children"), "children", depth + 1))
        else:
            yield f" {' '.join(_said_by(node, '', depth + 1))} "


def _said_by_sections(sections: Iterable[object]) -> Iterator[str]:
    for section in sections:
        if isinstance(section, list) and len(section) > 2 and isinstance(section[2], list):  # noqa: PLR2004 - its markers
            yield " ".join(_texts_of(section[2]))


def _texts_of(markers: list[object]) -> Iterator[str]:
    """The text of some markers, or of the items of a list."""
    text = []
    for marker in markers:
        if isinstance(marker, list) and marker and isinstance(marker[0], list):
            yield from _texts_of(marker)
        elif isinstance(marker, list) and marker and isinstance(marker[-1], str):
            text.append(marker[-1])
        else:
            text.append(" ")
    yield "".join(text)


def _left_out(value: object, depth: int = 0) -> Iterator[LeftOut]:
    """What readers of the site never saw."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        why = NOT_ON_THE_WEB.get(str(value.get("type")))
        if why:
            said = {name: inner for name, inner in value.items() if name != "type"}
            yield LeftOut(" ".join(" ".join(_said_by(said)).split()) or str(value.get("type")), why)
            return
        value = list(value.values())
    elif isinstance(value, list) and len(value) > 1 and isinstance(value[0], str) and value[0] in NOT_ON_THE_WEB:
        yield LeftOut(" ".join(" ".join(_said_by(value[1])).split()) or value[0], NOT_ON_THE_WEB[value[0]])
        return
    for inner in value if isinstance(value, list) else ():
        yield from _left_out(inner, depth + 1)
