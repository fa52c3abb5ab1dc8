"""Who wrote a page's story, and which agency sent it: by what it says to machines, and by its bylines. Pure."""

import re
from collections.abc import Iterator, Sequence

from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.saved_pages.byline import Byline, BylineReader
from newsgen.importers.saved_pages.byline_parts import parted
from newsgen.importers.saved_pages.bylines_near import BARE, SURE, bylines_near
from newsgen.importers.saved_pages.capitals import as_written, is_in_capitals
from newsgen.importers.saved_pages.columnists import columnist
from newsgen.importers.saved_pages.evidence import letters_of, parts_of
from newsgen.importers.saved_pages.labels import OTHERS, SAID
from newsgen.importers.saved_pages.pictures import texts_in
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.saved_pages.view import Facts, Found
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY

_MOST_OF_SITE = 5
"""Words of the name of a site, at an end of a page's title."""
_SENT = re.compile(
    r"(?:\([cC]\)|©|ⓒ)\s*(?P<agency>[^\W\d_][^/／()]{1,24}?)\s*[/／]\s*(?P<names>[^/／()]{4,60}?)[\s.。]*\Z"
)
"""An agency and who wrote for it, at the end of a text: *(c)AFP/Jane ROE*."""
_LAST = re.compile(r"[【（(〔]([^】）)〕【（(〔]{2,40})[】）)〕]\s*\Z")


def find_authors(facts: Facts) -> None:
    """Finds authors and sources."""
    reader = BylineReader(facts.tongue.bylines, facts.tongue.known, _houses(facts))
    stated, agencies = _stated(facts, reader)
    marked, told = _of_rules(facts, reader, stated)
    near = bylines_near(facts, reader) if not marked else []
    names = marked or tuple(dict.fromkeys(name for each in near for name in each.said.authors))
    agencies += [name for each in near for name in each.said.sources] + told
    for each in near:
        facts.take(each.unit, "authors")
    _take_offices(facts, [each.unit for each in near])
    if facts.origin is not None:
        agencies += facts.origin.agencies
        names = names or facts.origin.authors
    if not names and not stated:
        names = columnist(facts) or _at_the_end(facts, reader)
    _choose(facts, stated, names, max((each.rank for each in near), default=SURE), reader, is_learned=bool(marked))
    _write_small(facts)
    agencies += _in_brackets(facts)
    sources = tuple(_once(agencies))
    if sources:
        facts.fields["sources"] = sources
        facts.said += sources
        facts.tell("sources", Found(", ".join(sources), "an agency that the byline or the text names", LIKELY + HARDLY))


def _write_small(facts: Facts) -> None:
    """Writes names that are in capitals alone as the site does elsewhere."""
    authors = facts.fields.get("authors", ())
    if isinstance(authors, tuple) and any(is_in_capitals(str(name)) for name in authors):
        texts = [*facts.parsed.said.authors, *facts.rules.names, *(unit.text for unit in facts.parsed.lines.units)]
        language = facts.parsed.said.language
        facts.fields["authors"] = tuple(as_written(str(name), texts, language) for name in authors)


def _once(names: Sequence[str]) -> Iterator[str]:
    """Each name once, in whatever letters it is typed."""
    seen: set[str] = set()
    for name in names:
        if letters_of(name) not in seen:
            seen.add(letters_of(name))
            yield name


def _houses(facts: Facts) -> Iterator[str]:
    """Names of the site."""
    said = facts.parsed.said
    yield from said.houses
    yield from (person.name for person in said.people if person.is_house and person.name in said.houses)
    yield from facts.rules.authors
    yield from facts.rules.title_ends
    host = (
        parts_of_address(facts.parsed.page.address or said.canonical)
        .netloc.lower()
        .removeprefix("www.")
        .partition(":")[0]
    )
    if host:
        yield host
        yield host.rpartition(".")[0] or host
        yield host.partition(".")[0]
    title = str(facts.fields.get("title", ""))
    yield from (
        part
        for part in parts_of(said.title)
        if letters_of(part) not in letters_of(title)
        and len(part.split()) <= _MOST_OF_SITE
        and len(parts_of(said.title)) > 1
    )


def _stated(facts: Facts, reader: BylineReader) -> tuple[list[str], list[str]]:
    """The people, and the agencies, that the page calls its authors where it talks to machines."""
    said = facts.parsed.said
    kinds = {person.name: person.is_house for person in said.people}
    names: list[str] = []
    agencies: list[str] = []
    for typed in said.authors:
        if typed in facts.rules.authors:
            agencies += [typed] if facts.tongue.known.is_agency(typed) else []
            continue
        name = _turned(typed)
        found = reader.read(name, is_sure=True)
        agencies += found.sources
        if found.authors:
            names += found.authors
        elif not (found.sources or found.is_house or reader.is_house(name)) and _may_be_name(name):
            names += [name] if not found.is_whole or kinds.get(typed) else []
    return list(_once(names)), agencies


def _turned(name: str) -> str:
    """*Roe, Jane* as people say it."""
    match = re.fullmatch(r"([^\W\d_][\w'’-]+),\s+([^\W\d_][\w'’.-]+(?: [A-Z]\.)?)", name.strip())
    return f"{match[2]} {match[1]}" if match else name


def _may_be_name(name: str) -> bool:
    return len(name.split()) <= _MOST_OF_SITE and len(name) < 60 and not re.search(r"[@:!?]|\d{3}", name)


def _of_rules(facts: Facts, reader: BylineReader, stated: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The names where rules say that names stand, and agencies beside them."""
    tongue = facts.tongue
    names: list[str] = []
    agencies: list[str] = []
    marked = facts.marked("authors")
    read = {id(unit): _read_marked(facts, reader, unit, stated) for unit in marked}
    told = [unit for unit in marked if tongue.authors(unit.text)]
    for unit in told or marked:
        found, sources = read[id(unit)]
        agencies += sources
        if found:
            if names and not set(found) - set(names):
                continue
            names += [name for name in found if name not in names]
        if found or sources:
            facts.take(unit, "authors")
        if len(names) > len(found) and len(names) > 6:
            break
    for found in () if told else _in_elements(facts, reader):
        names += [name for name in found if not any(letters_of(known) in letters_of(name) for known in names)]
    for unit in marked:
        if names and id(unit) not in facts.taken and unit.words <= 4 and tongue.bylines.role.search(unit.text):
            facts.take(unit, "authors")
    return tuple(names), agencies


def _read_marked(
    facts: Facts, reader: BylineReader, unit: Unit, stated: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and the agencies in a line where rules say that names stand."""
    is_named = facts.is_called(unit, "authors")
    line = parted(unit, facts.tongue.bylines)
    said = reader.read(line, is_sure=is_named)
    whole = " ".join(line.split())
    told = [name for name in facts.tongue.authors(whole, is_sure=is_named) if _may_be_further(name, said, reader)]
    if (said.authors or said.sources) and not {*said.authors} < {*told}:
        return said.authors, said.sources
    alone = () if said.is_house else facts.tongue.names(whole)
    names = told or [name for name in alone if _may_be_further(name, said, reader)]
    return tuple(names) or tuple(name for name in stated if name.casefold() in unit.text.casefold()), said.sources


def _may_be_further(name: str, said: Byline, reader: BylineReader) -> bool:
    """Whether a name may be another than those that were read: no site, no agency, and none of these with an office."""
    return (
        not reader.is_house(name)
        and not reader.read(name, is_sure=True).sources
        and not any(name != known and letters_of(known) in letters_of(name) for known in said.authors)
    )


def _in_elements(facts: Facts, reader: BylineReader) -> Iterator[tuple[str, ...]]:
    """Names that stand each in an element of its own, with nothing between them."""
    for place in facts.parsed.marked.get(f"{facts.prefix}authors", ()):
        if text := " ".join(" ".join(texts_in(place.element)).split()):
            said = reader.read(text, is_sure=True)
            names = said.authors or (() if said.sources else facts.tongue.names(text))
            yield tuple(name for name in names if not reader.is_house(name))


def _at_the_end(facts: Facts, reader: BylineReader) -> tuple[str, ...]:
    """The names in brackets with which the last paragraph ends: *…。【山田花子】*."""
    prose = facts.prose()
    last = facts.parsed.lines.units[prose[-1]].text if prose else ""
    if (sent := _SENT.search(last)) and facts.tongue.known.is_agency(sent["agency"]):
        return reader.read(sent["names"], is_sure=True).authors
    match = _LAST.search(last)
    if match is None:
        return ()
    said = reader.read(match[1], is_sure=match[0].startswith("【"))
    return said.authors if said.is_whole and (said.is_led or match[0].startswith("【")) else ()


def _take_offices(facts: Facts, bylines: Sequence[Unit]) -> None:
    """Sets apart what stands right below a byline and says what its author does."""
    units = facts.parsed.lines.units
    chosen = {id(unit) for unit in bylines}
    for at, unit in enumerate(units[:-1]):
        below = units[at + 1]
        is_below = id(unit) in chosen and id(below) not in facts.taken and below.box is None
        if is_below and 0 < below.words <= 4 and facts.tongue.bylines.is_office(below.text):
            facts.take(below, "authors")


def _in_brackets(facts: Facts) -> list[str]:
    """Agencies that the first or the last paragraphs name in brackets."""
    units = facts.parsed.lines.units
    prose = facts.prose()
    known = facts.tongue.known
    found: list[str] = []
    for at in dict.fromkeys([*prose[:1], *prose[-1:]]):
        text = units[at].text
        ends = f"{text[:80]} … {text[-40:]}" if len(text) > 120 else text
        found += known.agencies_in_brackets(ends)
    for at in range(prose[-1] + 1, min(len(units), prose[-1] + 4)) if prose else ():
        unit = units[at]
        if unit.words > 8 or unit.place.hint or unit.box is not None:
            continue
        named = facts.tongue.bylines.sources(unit.text) or (
            (unit.text.strip("()[]（）【】 .–—-"),) if known.is_agency(unit.text.strip("()[]（）【】 .–—-")) else ()
        )
        if named and all(known.is_agency(name) for name in named):
            found += named
            facts.take(unit, "authors")
    return found


def _choose(
    facts: Facts, stated: Sequence[str], shown: Sequence[str], rank: int, reader: BylineReader, *, is_learned: bool
) -> None:
    """Which names are believed."""
    mine, theirs = {letters_of(name) for name in stated}, {letters_of(name) for name in shown}
    is_sure = "authors" in facts.parsed.said.sure
    names = tuple(stated)
    if stated and (is_sure or mine == theirs):
        wider = mine < theirs and rank == SURE and not is_learned
        facts.fields["authors"] = tuple(shown) if wider else names
        return
    if shown and stated and mine > theirs and not is_learned:
        facts.fields["authors"] = names
        facts.tell("authors", Found(", ".join(names), "what the page says to machines", LIKELY))
    elif shown and (rank > BARE or not stated):
        facts.fields["authors"] = tuple(shown)
        why, confidence = "a line beside the headline or below the text", LIKELY
        if is_learned:
            why, confidence = "where names stand on these pages", LIKELY + HARDLY
        facts.tell("authors", Found(", ".join(shown), why, confidence))
    elif stated:
        facts.fields["authors"] = names
        facts.tell("authors", Found(", ".join(names), "what the page says to machines", LIKELY))
    elif facts.opinion.authors and facts.template is None and not facts.parsed.said.authors:
        read = [name for typed in facts.opinion.authors for name in reader.read(typed, is_sure=True).authors]
        found = [name for name in read if not _is_elsewhere(facts, name)]
        if found:
            facts.fields["authors"] = tuple(_once(found))
            facts.tell("authors", Found(", ".join(found), "as another program sees it", DOUBTFUL))


def _is_elsewhere(facts: Facts, name: str) -> bool:
    """Whether a name stands on the page, but only beside links to other stories, among comments and the like."""
    told = name.casefold()
    places = [unit.place.hint for unit in facts.parsed.lines.units if told in unit.text.casefold()]
    return bool(places) and all(hint in {OTHERS, SAID} for hint in places)
