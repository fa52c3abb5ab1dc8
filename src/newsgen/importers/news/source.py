"""Items of agencies as sources: of several versions of one the newest is a story."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from newsgen.errors import UsageError
from newsgen.importers.found.item import Found
from newsgen.importers.found.json_text import load_json, said_twice
from newsgen.importers.found.opening import Material, exports_of
from newsgen.importers.found.safe_xml import XmlError, local, read_xml
from newsgen.importers.news.newsml import read_items
from newsgen.importers.news.ninjs import is_item, read_item
from newsgen.importers.news.nitf import read_nitf
from newsgen.importers.news.wire import Wire
from newsgen.importers.source import Given, Source

_SUFFIXES = (".xml", ".nitf", ".newsml", ".ntf", ".json", ".ninjs", ".ndjson", ".jsonl")
_TOLD = 20
_OTHER_ITEMS = frozenset({"packageItem", "conceptItem", "knowledgeItem", "catalogItem", "planningItem"})
"""Of NewsML-G2: lists of items, of terms and of days to come."""


def open_sources(given: Given) -> Iterator[Source]:
    """A source for each file or folder."""

    def read(material: Material) -> Iterator[Found]:
        now = f"{given.now.local:%Y-%m-%d %H:%M}"
        yield from _read(material, now)

    return exports_of(given, read)


def _read(material: Material, now: str) -> Iterator[Found]:
    newest: dict[str, Wire] = {}
    older = 0
    for wire in _wires(material):
        known = newest.get(wire.found.key)
        older += known is not None
        if known is None or known.is_before(wire):
            newest[wire.found.key] = wire
    if not newest:
        why = material.source.faults[0] if material.source.faults else f"{material.name} has no items"
        raise UsageError(why, mend="name items of ninjs, NITF or NewsML-G2")
    pictures = {wire.uri: wire for wire in newest.values() if not wire.is_text}
    used: set[str] = set()
    for wire in newest.values():
        if wire.is_text:
            shown = [uri for uri in wire.pictures if uri in pictures and pictures[uri].found.image]
            if shown and not wire.found.image.get("src"):
                wire.found.image = pictures[shown[0]].found.image
                used.add(shown[0])
            yield _finished(wire.found, material, now)
    if older:
        material.source.notes.append(f"older versions of items: {older:,}, of which the newest counts")
    if rest := len(pictures.keys() - used):
        material.pass_over("items that are no text", rest)


def _finished(found: Found, material: Material, now: str) -> Found:
    language, own = str(found.fields.get("lang") or ""), material.language
    if language.partition("-")[0].lower() == own.partition("-")[0].lower():
        found.fields["lang"] = ""
    until = material.dates.read(str(found.extra.get("embargoed") or ""))
    is_over = bool(until) and until[:16] <= now[: len(until[:16])]
    if found.extra.get("embargoed") and not is_over and not found.held_back:
        found.held_back = f"embargoed: {found.extra['embargoed']}"
    return found


def _wires(material: Material) -> Iterator[Wire]:
    if material.tree is None:
        yield from _items(material, material.name, material.content())
        return
    for path in material.tree.paths():
        if path.lower().endswith(_SUFFIXES) and (content := material.file(path)) is not None:
            try:
                yield from _items(material, path, content)
            except RecursionError:
                material.source.faults.append(f"{path} cannot be read: it is nested too deeply")


def _items(material: Material, name: str, content: bytes) -> Iterator[Wire]:
    begin = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin.startswith((b"{", b"[")):
        yield from _json_items(material, name, begin)
        return
    try:
        root = read_xml(content)
        others = Counter(name for each in root.iter() if (name := local(each)) in _OTHER_ITEMS)
    except XmlError as error:
        material.source.faults.append(f"{name} cannot be read: {error}")
        return
    for kind, count in others.items():
        material.pass_over(f"items that are no text ({kind})", count)
    if local(root) == "nitf":
        yield read_nitf(root, material.dates, name)
    else:
        yield from read_items(root, material.dates, name)


def _json_items(material: Material, name: str, content: bytes) -> Iterator[Wire]:
    text = content.decode("utf-8", "replace")
    try:
        said: Any = load_json(text, twice := list[str]())
    except ValueError:
        yield from _lines(material, name, text)
        return
    if twice:
        material.source.faults.append(f"{name}: {said_twice(twice)}")
    inner = (
        said
        if isinstance(said, list)
        else next(
            (each for each in said.values() if isinstance(each, list) and all(map(is_item, each)) and each), [said]
        )
        if not is_item(said)
        else [said]
    )
    items = [each for each in inner if is_item(each)]
    if not items:
        material.source.faults.append(f"{name} has no item of ninjs: none has a `uri`")
    yield from (
        read_item(item, material.dates, name if len(items) == 1 else f"{name}, {at}")
        for at, item in enumerate(items, 1)
    )


def _lines(material: Material, name: str, text: str) -> Iterator[Wire]:
    wrong = 0
    for number, line in enumerate(text.split("\n"), 1):
        try:
            said = load_json(line) if line.strip() else None
        except ValueError:
            said = False
        if is_item(said):
            yield read_item(said, material.dates, f"{name}, line {number}")  # type: ignore[arg-type]
        elif said is not None:
            wrong += 1
            if wrong <= _TOLD:
                material.source.faults.append(f"{name}, line {number} is no item of ninjs")
    if wrong > _TOLD:
        material.source.faults.append(f"{name}: {wrong - _TOLD:,} more lines are wrong")
