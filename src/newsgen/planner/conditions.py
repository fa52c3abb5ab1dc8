"""Which articles a template means: ``section="World", tag=["Sea", "Coast"], year=2025``.

Conditions are kept in one form, as pairs of names and values one behind another, so that a note can hold them:
``"sections", "World", "tags", "Coast", "tags", "Sea", "year", 2025``. Several of one name are alternatives; of several
names all must hold. Terms are looked up when articles are looked for, since a term may come and go.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import chain

from newsgen.documents.fields import suggest
from newsgen.models.archive import Archive
from newsgen.models.moment import Moment
from newsgen.models.views import TermLink
from newsgen.planner.views import Views
from newsgen.settings import DEFAULT_TAXONOMIES, Taxonomy

Given = str | int
"""What a question may be given, as a note can hold it."""
_DATES: Mapping[str, tuple[int, int]] = {"year": (1, 9999), "month": (1, 12), "day": (1, 31)}
_PARTS = 3
"""Of a date."""


def read_conditions(
    question: str, taxonomies: Iterable[Taxonomy], given: Mapping[str, object], numbers: Mapping[str, int]
) -> tuple[Given, ...]:
    """What a template gave a question, in the form of a note.

    Args:
        question: How messages call it.
        taxonomies: Those of the publication.
        given: Names and values, as they were typed.
        numbers: Further names, of whole numbers, with their defaults.

    Raises:
        ValueError: A name is unknown, or a value is of no use; the message says which.
    """
    known = _names_of_taxonomies(taxonomies)
    terms: dict[str, set[str]] = {}
    rest: dict[str, Given] = dict(numbers)
    for name, value in given.items():
        what = f"archive.{question}: `{name}`"
        if name == "day" and not isinstance(value, int) and not str(value).isdigit():
            rest |= zip(_DATES, _parts(read_day(what, value)), strict=True)
            if given.keys() & {"year", "month"}:
                raise ValueError(f"{what} is a whole date: leave out `year` and `month`")
        elif name in _DATES:
            rest[name] = read_number(what, value, *_DATES[name])
        elif name in numbers:
            rest[name] = read_number(what, value)
        elif name == "lang":
            rest[name] = read_text(what, value).lower()
        elif (taxonomy := known.get(name.replace("-", "_"))) is None:
            names = (*known, "lang", *_DATES, *numbers)
            mend = f"it knows {', '.join(names)}"
            raise ValueError(f"archive.{question} knows no `{name}`{suggest(name, names) or ';'} {mend}")
        elif taxonomy in terms:
            raise ValueError(f"{what} is given twice, by two names")
        else:
            # No name at all, which nothing has, where a list is empty: none of its terms is on any article.
            terms[taxonomy] = set(_read_names(what, value)) or {""}
    of_terms = ((taxonomy, name) for taxonomy in sorted(terms) for name in sorted(terms[taxonomy]))
    return tuple(chain.from_iterable([*of_terms, *sorted(rest.items())]))


def read_taxonomy(what: str, value: object, taxonomies: Iterable[Taxonomy]) -> str:
    """The name of a taxonomy, which may be given for a single term: ``tag``.

    Raises:
        ValueError: There is none of that name.
    """
    known = _names_of_taxonomies(taxonomies)
    name = read_text(what, value)
    if name.replace("-", "_") not in known:
        raise ValueError(f"{what} is '{name}', which is none{suggest(name, known)}: {', '.join(known)}")
    return known[name.replace("-", "_")]


def _names_of_taxonomies(taxonomies: Iterable[Taxonomy]) -> dict[str, str]:
    """Every name that a template may use to the taxonomy's own.

    Of the usual ones also those that are off: a theme may ask for them, and nothing is filed there.
    """
    every = {each.name: each for each in (*DEFAULT_TAXONOMIES, *taxonomies)}.values()
    names = {each.name.replace("-", "_"): each.name for each in every}
    return {each.singular.replace("-", "_"): each.name for each in reversed(every)} | names


def read_number(what: str, value: object, least: int = 0, most: int = 10**9) -> int:
    """A whole number, which may be a text of digits, as fields of articles are.

    Raises:
        ValueError: It is none, or out of bounds.
    """
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(most)):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{what} is {_shown(value)}; it must be a whole number from {least} to {most:,}")
    return int(value)


def read_text(what: str, value: object) -> str:
    """A text that is not empty.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(value, str):
        raise ValueError(f"{what} is {_shown(value)}; it must be a text")  # noqa: TRY004 - as for all that is wrong
    if not value.strip():
        raise ValueError(f"{what} is empty: ask whether it is there first")
    with suppress(UnicodeEncodeError):
        value.encode()
        return str(value)
    raise ValueError(f"{what} has half a character in it")


def read_day(what: str, value: object) -> str:
    """A day, as ``2025-12-14``.

    Raises:
        ValueError: It is none.
    """
    if isinstance(value, Moment):
        value = value.day
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    with suppress(ValueError):
        return date.fromisoformat(read_text(what, value)).isoformat()
    raise ValueError(f"{what} is {_shown(value)}; it must be a date, such as `article.date` or '2025-12-14'")


def _shown(value: object) -> str:
    """A value as a message names it. What is undefined says so itself."""
    text = str(value)
    return "none" if value is None else f"'{text}'" if isinstance(value, str) else text


def _parts(day: str) -> Iterator[int]:
    return map(int, day.split("-"))


def _read_names(what: str, value: object) -> Iterator[str]:
    """The names of terms: one, or several; a term itself stands for its name."""
    values = value if isinstance(value, list | tuple | set | frozenset) else [value]
    for each in values:
        yield read_text(what, each.name if isinstance(each, TermLink) else each)


def numbers_in(conditions: Sequence[Given]) -> dict[str, int]:
    """Those of the conditions that are numbers. A taxonomy may have the name of one, but its terms are texts."""
    pairs = zip(conditions[::2], conditions[1::2], strict=True)
    return {str(name): value for name, value in pairs if isinstance(value, int)}


def matching(views: Views, conditions: Sequence[Given]) -> Iterator[int]:
    """The positions of the articles for which all conditions hold, newest first.

    No card is looked at. The rarest condition is gone through, and the others are looked up.
    """
    archive = views.archive
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in zip(conditions[::2], conditions[1::2], strict=True):
        if isinstance(value, str):
            names[str(name)].append(value)
    lang = next(iter(names.pop("lang", ())), "")
    parts = {name: number for name, number in numbers_in(conditions).items() if name in _DATES}
    found: list[Sequence[int]] = [_of_terms(views, taxonomy, some) for taxonomy, some in names.items()]
    if parts:
        found.append(_of_days(archive, parts))
    found.sort(key=len)
    first, others = (found[0], [frozenset(some) for some in found[1:]]) if found else (range(len(archive.index)), [])
    for position in reversed(first):
        if all(position in some for some in others) and (not lang or _language_at(views, position) == lang):
            yield position


def _of_terms(views: Views, taxonomy: str, names: Collection[str]) -> Sequence[int]:
    """The positions of what carries one of these terms, oldest first."""
    slugs = {views.term_slug(taxonomy, name) for name in names}
    terms = [term for slug in slugs if (term := views.archive.term(taxonomy, slug))]
    return terms[0].positions if len(terms) == 1 else sorted({place for term in terms for place in term.positions})


def _of_days(archive: Archive, parts: Mapping[str, int]) -> Sequence[int]:
    """The positions of what was published in a year, a month of any year, and so on, oldest first."""
    if len(parts) == _PARTS:
        with suppress(ValueError):
            return archive.days.get(date(**parts), ())
        return ()
    wanted = list(parts.items())
    days = (some for day, some in archive.days.items() if all(getattr(day, name) == part for name, part in wanted))
    return sorted(chain.from_iterable(days))


def _language_at(views: Views, position: int) -> str:
    index = views.archive.index
    return index.languages.get(index.sources[position], views.own_language).lower()
