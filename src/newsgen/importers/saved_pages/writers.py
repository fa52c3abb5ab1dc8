"""Who wrote a page's story, and which agency sent it: by what it says to machines, and by its bylines. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from newsgen.importers.from_html.nodes import Element, Text
from newsgen.importers.pasted.bylines import Bylines
from newsgen.importers.saved_pages import hints
from newsgen.importers.saved_pages.addresses import parts_of_address
from newsgen.importers.saved_pages.byline import Byline, BylineReader
from newsgen.importers.saved_pages.capitals import as_written, is_in_capitals
from newsgen.importers.saved_pages.evidence import parts_of, plain
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.saved_pages.view import Facts, Found
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY

_ABOVE = 3
"""Lines above the headline among which a byline may stand."""
_BEHIND_END = 6
_LARGEST_BOX = 300
"""Letters of a box that holds bylines alone."""
_NEAR = 5
"""Elements around a line among which such a box is looked for."""
_LONGEST = 30
"""Words of a byline."""
_LONGEST_BARE = 14
"""Words of one without a word such as *by*, and not called one."""
_MOST_OF_SITE = 5
"""Words of the name of a site, at an end of a page's title."""
_SURE = 3
_LED = 2
_BARE = 1
"""How well a byline is known."""
_PROFILE = re.compile(
    r"(?i)/(?:authors?|autor(?:en|es|in|a|i|ka|zy)?|auteurs?|autor[ei]|people|persons?|profiles?|profil|staff|journalists?|journaliste?s?|"
    r"redaktion|redakteur(?:e|in)?|reporters?|columnists?|colunistas?|columnas?|firmas?|firma|contributors?|writers?|by|penulis|yazar(?:lar)?|"
    r"muhabir|skribent|schreiber|bio|kolumnist|forfatter|toimittaja|szerzo|redactie|redacteur|redaktor(?:ka)?|avtor|authors?-profile)/[^/?#]+"
)
_LAST = re.compile(r"[【（(〔]([^】）)〕【（(〔]{2,40})[】）)〕]\s*\Z")
_BESIDE = frozenset("location place city town role job jobtitle position desc description bio".split())
"""What is called so beside a name is none."""
_NO_BOX = frozenset({"", "a box about the author", "a share bar", hints.FOOT})
"""What boxes are called in which a byline may stand."""
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_ARTICLE = re.compile(r"(?:the|our|your|this)\s")
"""With which no name of a person begins."""
_SET_APART = ("em", "i", "strong", "b", "cite")
_BOX_OF_AUTHOR = "a box about the author"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A byline that readers saw."""

    unit: Unit
    said: Byline
    rank: int


def find_authors(facts: Facts) -> None:
    """Finds authors and sources."""
    reader = BylineReader(facts.tongue.bylines, facts.tongue.known, _houses(facts))
    stated, agencies = _stated(facts, reader)
    marked, told = _of_rules(facts, reader, stated)
    near = _near(facts, reader) if not marked else []
    names = marked or tuple(dict.fromkeys(name for each in near for name in each.said.authors))
    agencies += [name for each in near for name in each.said.sources] + told
    for each in near:
        facts.take(each.unit, "authors")
    _take_offices(facts, [each.unit for each in near])
    if facts.origin is not None:
        agencies += facts.origin.agencies
        names = names or facts.origin.authors
    if not names and not stated:
        names = _at_the_end(facts, reader)
    _choose(facts, stated, names, max((each.rank for each in near), default=_SURE), reader, is_learned=bool(marked))
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
        if plain(name) not in seen:
            seen.add(plain(name))
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
        if plain(part) not in plain(title) and len(part.split()) <= _MOST_OF_SITE and len(parts_of(said.title)) > 1
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
        names += [name for name in found if not any(plain(known) in plain(name) for known in names)]
    for unit in marked:
        if names and id(unit) not in facts.taken and unit.words <= 4 and tongue.bylines.role.search(unit.text):
            facts.take(unit, "authors")
    return tuple(names), agencies


def _read_marked(
    facts: Facts, reader: BylineReader, unit: Unit, stated: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and the agencies in a line where rules say that names stand."""
    is_named = facts.is_called(unit, "authors")
    said = reader.read(_parted(unit, facts.tongue.bylines), is_sure=is_named)
    told = [name for name in facts.tongue.authors(unit.text, is_sure=is_named) if _may_be_further(name, said, reader)]
    if (said.authors or said.sources) and not {*said.authors} < {*told}:
        return said.authors, said.sources
    alone = () if said.is_house else facts.tongue.names(unit.text)
    names = told or [name for name in alone if _may_be_further(name, said, reader)]
    return tuple(names) or tuple(name for name in stated if name.casefold() in unit.text.casefold()), said.sources


def _may_be_further(name: str, said: Byline, reader: BylineReader) -> bool:
    """Whether a name may be another than those that were read: no site, no agency, and none of these with an office."""
    return (
        not reader.is_house(name)
        and not reader.read(name, is_sure=True).sources
        and not any(name != known and plain(known) in plain(name) for known in said.authors)
    )


def _in_elements(facts: Facts, reader: BylineReader) -> Iterator[tuple[str, ...]]:
    """Names that stand each in an element of its own, with nothing between them."""
    for place in facts.parsed.marked.get(f"{facts.prefix}authors", ()):
        if text := " ".join(place.element.text().split()):
            names = reader.read(text, is_sure=True).authors or facts.tongue.names(text)
            yield tuple(name for name in names if not reader.is_house(name))


def _near(facts: Facts, reader: BylineReader) -> list[_Shown]:
    """The bylines around the headline, or else below the text, or else in a box about the author."""
    units = facts.parsed.lines.units
    low, high = min(facts.head_at, facts.start_at), max(facts.head_at, facts.start_at)
    prose = facts.prose()
    end = prose[-1] if prose else high
    above = range(max(0, low - _ABOVE), min(len(units), high + 2))
    below = [
        *range(max(high + 1, end - 1), min(len(units), end + _BEHIND_END)),
        *range(high + 2, max(high + 2, end - 1)),
    ]
    for places in (above, below):
        found = [shown for at in places if (shown := _byline(facts, reader, at)) is not None]
        best = max((each.rank for each in found), default=0)
        if best:
            kept = [each for each in found if each.rank == best or (each.rank >= _LED and each.said.sources)]
            if best == _BARE:
                return kept[:1]
            return kept if best == _SURE or places is above else kept[:1]
    return _elsewhere(facts, reader)


def _byline(facts: Facts, reader: BylineReader, at: int) -> _Shown | None:
    """The byline in a line of the page; None where it is none."""
    unit = facts.parsed.lines.units[at]
    is_called = _is_called(unit) or _has_profile(unit)
    if not _may_be_byline(facts, unit, is_called=is_called) or (
        is_called and unit.place.hint == _BOX_OF_AUTHOR and facts.start_at < at
    ):
        return None
    is_between = facts.head_at < at < facts.start_at and unit.words <= _LONGEST_BARE and not _is_heading(unit)
    is_signed = _is_signed(facts, at)
    is_dated = is_between and _stands_before_date(facts, unit)
    is_near = is_between or _is_below_standfirst(facts, at)
    is_known = is_near and not _is_heading(unit) and _is_of_house(facts, unit, reader)
    said = reader.read(_parted(unit, facts.tongue.bylines), is_sure=is_called or is_dated or is_signed or is_known)
    is_bold = False
    if not (said.authors or said.sources) and is_between and (bold := _bold(unit)):
        said = reader.read(bold)
        is_bold = said.is_whole
    if not (said.authors or said.sources):
        return None
    if is_called:
        return _Shown(unit, said, _SURE)
    if said.is_led:
        return _Shown(unit, said, _LED)
    is_bare = is_bold or is_known or (is_between and _is_beside_date(facts, at)) or (said.is_whole and is_signed)
    return _Shown(unit, said, _BARE) if is_bare else None


def _is_below_standfirst(facts: Facts, at: int) -> bool:
    """Whether a line stands below the first of the text, and that is set apart from the others, as standfirsts are."""
    first = facts.parsed.lines.units[facts.start_at]
    return facts.head_at < at == facts.start_at + 1 and first.place.element.name in {*_SET_APART, *_HEADINGS}


def _is_of_house(facts: Facts, unit: Unit, reader: BylineReader) -> bool:
    """Whether a line is nothing but names, each of which is a line of other pages, too, and of no menu."""
    names = facts.tongue.names(unit.text) if not unit.share else ()
    told = [name.casefold() for name in names]
    if not told or any(_ARTICLE.match(name) for name in told):
        return False
    if not all(name in facts.rules.standing or name in facts.rules.elsewhere for name in told):
        return False
    called = {plain(name) for name in (*facts.rules.sections.values(), facts.parsed.said.section)}
    if any(plain(name) in called or reader.is_house(name) for name in names):
        return False
    return not any(each.share > 0.8 and each.told in told for each in facts.parsed.lines.units)


def _stands_before_date(facts: Facts, unit: Unit) -> bool:
    """Whether some words, which may be a name, stand before the date in a line."""
    found = facts.tongue.days.find(unit.text) if facts.tongue.date(unit.text) is not None else None
    return found is not None and len(unit.text[: found.start].split()) > 1


def _is_heading(unit: Unit) -> bool:
    return any(place.element.name in _HEADINGS for place in islice(unit.place.line(), 2))


def _is_called(unit: Unit) -> bool:
    """Whether the name of a small box around a line says that it holds authors."""
    return any(
        place.letters < _LARGEST_BOX and hints.field_of(place.element) == "authors"
        for place in islice(unit.place.line(), _NEAR)
    )


def _may_be_byline(facts: Facts, unit: Unit, *, is_called: bool) -> bool:
    """Whether nothing tells that a line is something else."""
    if not unit.text or unit.words > _LONGEST or unit.box is not None or unit.place.hint not in _NO_BOX:
        return False
    is_sentence = unit.is_prose and unit.is_ended and unit.place.hint != hints.FOOT
    if facts.taken.get(id(unit)) in {"title", "subtitle"} or is_sentence:
        return False
    says = facts.tongue.bylines.credits
    return not (says.photo.fullmatch(unit.text) if is_called else says.alone(unit.text))


def _is_signed(facts: Facts, at: int) -> bool:
    """Whether a line stands right below the last paragraph, as signatures do, in italics or bold or at the right."""
    units = facts.parsed.lines.units
    unit, prose = units[at], facts.prose()
    if not prose or at != prose[-1] + 1 or unit.words > 8 or unit.share > 0.5 or _is_heading(unit):
        return False
    if any(each.is_prose for each in units[at + 1 : at + 2]):
        return False  # The heading of a box.
    element = unit.place.element
    is_set_apart = element.name in _SET_APART or any(
        "right" in f"{place.element.get('align')} {place.element.get('style')}"
        for place in islice(unit.place.line(), 2)
    )
    return is_set_apart or next(element.every(*_SET_APART), None) is not None


def _is_beside_date(facts: Facts, at: int) -> bool:
    """Whether a date, or what an author does, stands in a line or right beside it."""
    units = facts.parsed.lines.units
    tongue = facts.tongue
    said = {plain(str(name)) for name in (facts.parsed.said.section, *facts.parsed.said.tags)}
    if plain(units[at].text) in said or units[at].share > 0.5:
        return False
    near = units[max(0, at - 1) : at + 2]
    return any(
        unit.words <= _LONGEST_BARE
        and (
            tongue.date(unit.text) is not None
            or (unit is not units[at] and tongue.bylines.is_office(unit.text) and unit.words <= 4)
        )
        for unit in near
    )


def _has_profile(unit: Unit) -> bool:
    """Whether a link in a line leads to the page of an author, or an element in it says that it names one."""
    if any(
        "author" in link.get("rel").split() or _PROFILE.search(parts_of_address(link.get("href")).path)
        for link in unit.links
    ):
        return True
    return any(
        each.get("itemprop") in {"author", "creator"} or hints.field_of(each) == "authors"
        for each in islice(unit.place.element.every("a", "span", "strong", "b", "address", "em", "cite"), 8)
    )


def _bold(unit: Unit) -> str:
    """The words in bold with which a line begins."""
    bold = next(unit.place.element.every("b", "strong"), None)
    text = " ".join(bold.text().split()) if bold is not None else ""
    return text if text and unit.text.startswith(text) else ""


def _parted(unit: Unit, says: Bylines) -> str:
    """A line with two blanks where elements part it without any; or the names that elements of it hold."""
    named = list(_named(unit.place.element))
    if len(named) > 1:
        return " , ".join(" ".join(each.text().split()) for each in named)
    beside = {id(leaf) for leaf in _beside(unit.place.element)}
    text = ""
    for at, leaf in enumerate(unit.leaves):
        if not isinstance(leaf, Text):
            continue
        if id(leaf) in beside:
            text += "  "
            continue
        if not leaf.text.strip() and _is_between_names(unit.leaves[max(0, at - 1) : at + 2], says):
            text += "  "
            continue
        is_glued = text and leaf.text and not text[-1].isspace() and not leaf.text[0].isspace()
        text += ("  " if is_glued and text[-1].isalnum() and leaf.text[0].isalnum() else "") + re.sub(
            r"\s+", " ", leaf.text
        )
    return re.sub(r" {3,}", "  ", text).strip() if "  " in text else unit.text


def _is_between_names(leaves: Sequence[Text | Element], says: Bylines) -> bool:
    """Whether nothing but a blank stands between two names, or an office and a name, that are elements of their own."""
    words = [leaf.text.split() for leaf in (leaves[0], leaves[-1]) if isinstance(leaf, Text)]
    if len(leaves) != 3 or len(words) < 2 or len(words[1]) < 2:
        return False
    last = words[0][-1] if words[0] else ""
    is_office = says.role.search(last) or says.office.search(last) or says.house.search(last)
    return len(words[0]) > 1 or bool(is_office)


def _beside(element: Element) -> Iterator[Text]:
    """The text in a byline that is called an office, or a town."""
    for child in element.elements():
        if _BESIDE & {word for token in child.classes for word in re.split(r"[^a-z]+", token.lower())}:
            yield from _texts(child)
        else:
            yield from _beside(child)


def _texts(element: Element) -> Iterator[Text]:
    for child in element.children:
        if isinstance(child, Text):
            yield child
        elif isinstance(child, Element):
            yield from _texts(child)


def _named(element: Element) -> Iterator[Element]:
    """The outermost elements in one that say each that it holds an author."""
    for child in element.elements():
        if _is_marked_up(child) or {"author", "fn", "author-name"} & set(child.classes):
            yield child
        else:
            yield from _named(child)


def _elsewhere(facts: Facts, reader: BylineReader) -> list[_Shown]:
    """The first name that an element anywhere on the page says to be its author's."""
    for unit in facts.parsed.lines.units:
        may_be = unit.text and unit.words <= _LONGEST_BARE and unit.place.hint in _NO_BOX and unit.box is None
        is_called = may_be and (_is_marked_up(unit.place.element) or facts.is_called(unit, "authors", 2))
        if not is_called and not (
            may_be and unit.place.hint == _BOX_OF_AUTHOR and (_is_heading(unit) or _has_profile(unit))
        ):
            continue
        said = reader.read(_parted(unit, facts.tongue.bylines), is_sure=True)
        if said.authors:
            return [_Shown(unit, said, _LED)]
    return []


def _is_marked_up(element: Element) -> bool:
    return element.get("itemprop") in {"author", "creator"} or "author" in element.get("rel").split()


def _at_the_end(facts: Facts, reader: BylineReader) -> tuple[str, ...]:
    """The names in brackets with which the last paragraph ends: *…。【山田花子】*."""
    prose = facts.prose()
    match = _LAST.search(facts.parsed.lines.units[prose[-1]].text) if prose else None
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
    mine, theirs = {plain(name) for name in stated}, {plain(name) for name in shown}
    is_sure = "authors" in facts.parsed.said.sure
    names = tuple(stated)
    if stated and (is_sure or mine == theirs):
        wider = mine < theirs and rank == _SURE and not is_learned
        facts.fields["authors"] = tuple(shown) if wider else names
        return
    if shown and stated and mine > theirs and not is_learned:
        facts.fields["authors"] = names
        facts.tell("authors", Found(", ".join(names), "what the page says to machines", LIKELY))
    elif shown and (rank > _BARE or not stated):
        facts.fields["authors"] = tuple(shown)
        why, confidence = "a line beside the headline or below the text", LIKELY
        if is_learned:
            why, confidence = "where names stand on these pages", LIKELY + HARDLY
        facts.tell("authors", Found(", ".join(shown), why, confidence))
    elif stated:
        facts.fields["authors"] = names
        facts.tell("authors", Found(", ".join(names), "what the page says to machines", LIKELY))
    elif facts.opinion.authors and facts.template is None and not facts.parsed.said.authors:
        found = [name for typed in facts.opinion.authors for name in reader.read(typed, is_sure=True).authors]
        if found:
            facts.fields["authors"] = tuple(_once(found))
            facts.tell("authors", Found(", ".join(found), "as another program sees it", DOUBTFUL))
