"""Who wrote a post by what plugins for bylines have noted of it: told by the shape of names and values. Pure.

WordPress itself only knows who saved a post. A plugin notes the byline in meta: as a name, or as the number of a user
or of a part that stands for a person.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsgen.importers.found.names import authors_in
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.mail import has_mail

PERSONS = re.compile(r"(?i)(?:molongui_?)?guest[-_]?authors?|bylines?|ppma_(?:author|guest)\w*|co-?authors?")
"""Kinds of parts of which each is a person, and none is a text."""
_OTHER_PERSONS = re.compile(r"(?i)(?:\w+[-_])?(?:authors?|writers?|contributors?|columnists?|reporters?|journalists?)")
"""Kinds of parts that are persons, too, and texts about them."""
_KEY = re.compile(r"(?i)(?:\A|[-_])(?:authors?|by_?lines?|co-?authors?|writers?)(?=\Z|[-_])")
_WORD = re.compile(r"[^\W\d_]+")
_OF_AUTHORS = frozenset(
    """author authors byline bylines by line lines co coauthor coauthors guest main post article story custom name
    names display full shown alias molongui ppma writer writers td news meta field text id ids list user the csl sp
    cap""".split()
)
"""Words in the names of meta that are the byline itself, and not what is said of it."""
_OF_PERSON = re.compile(r"(?:guest|author|user|term|byline|co-?author|cap|ppma)[-_](\d+)|(\d+)")
_LISTED = re.compile(r"\A(?:a:\d+:\{|\[)")
_NUMBER = re.compile(r"(?<![:\d])(?:[a-z]+[-_])?\d+(?![:\d])")
_NAME = re.compile(r"(?:(?:[^\W\d_][\w.'’-]*|[^\W\d_]\.)(?:\s+|\Z)){2,6}")
_SWITCHES = frozenset("yes no on off true false default none show hide null".split())
_LONGEST = 120


class Byline(NamedTuple):
    """Who wrote a post."""

    names: tuple[str, ...] = ()
    """Empty where nothing tells."""
    key: str = ""
    """The meta that says so."""
    unsure: str = ""
    """What may be a byline, and does not look like one."""


def is_person(kind: str) -> bool:
    """Whether a part of this kind stands for a person whose name others take from it."""
    return PERSONS.fullmatch(kind) is not None or _OTHER_PERSONS.fullmatch(kind) is not None


def byline_in(
    meta: Mapping[str, Sequence[str]], persons: Mapping[str, str], users: Mapping[str, str], known: Sequence[str]
) -> Byline:
    """The byline that meta of a post has.

    Args:
        meta: Names of meta to their values.
        persons: Number of each part that stands for a person to the name.
        users: Number of each author of the export to the name.
        known: The names that the export itself has for this post.
    """
    by_number: list[tuple[str, tuple[str, ...]]] = []
    by_name: list[tuple[str, tuple[str, ...]]] = []
    unsure = ""
    for key, values in meta.items():
        if not is_byline(key):
            continue
        numbers = [name for value in values for name in _by_number(value, key, persons, users)]
        if numbers:
            by_number.append((key, tuple(dict.fromkeys(numbers))))
            continue
        typed = [line for value in values if (line := line_of_html(value)) and not _is_setting(line)]
        names = [name for line in typed for name in authors_in(line)]
        if names and all(map(_is_name, names)):
            by_name.append((key, tuple(dict.fromkeys(names))))
        elif names and not set(names) <= set(known):
            unsure = unsure or f"{key}: {', '.join(typed)}"
    # Of several numbers one is often called the main one; all of them wrote it.
    found = [*sorted(by_number, key=lambda each: -len(each[1])), *by_name]
    return Byline(found[0][1], found[0][0]) if found else Byline(unsure=unsure)


def is_byline(key: str) -> bool:
    """Whether meta of this name is who wrote a post, and not something about them."""
    words = {word.lower() for word in _WORD.findall(key)}
    return _KEY.search(key) is not None and words <= _OF_AUTHORS


def _by_number(value: str, key: str, persons: Mapping[str, str], users: Mapping[str, str]) -> Iterator[str]:
    typed = value.strip()
    if not _LISTED.match(typed):
        yield from _named(typed, key, persons, users)
        return
    for each in _NUMBER.findall(re.sub(r"\b[ais]:\d+(?=[:;])(?::\"?)?", _unpacked, typed)):
        yield from _named(each, key, persons, users)


def _unpacked(match: re.Match[str]) -> str:
    """Of a value of PHP: the number that it is, and not how long one is."""
    return match[0][2:] if match[0].startswith("i:") and not match[0].endswith(":") else ""


def _named(typed: str, key: str, persons: Mapping[str, str], users: Mapping[str, str]) -> Iterator[str]:
    match = _OF_PERSON.fullmatch(typed)
    if match is None:
        return
    number = match[1] or match[2]
    is_user = typed.startswith(("user", "author")) or (match[2] and re.search(r"(?i)molongui|user|co-?author", key))
    if number in persons and not typed.startswith("user"):
        yield persons[number]
    elif is_user and number in users:
        yield users[number]


def _is_setting(typed: str) -> bool:
    """Whether a value switches something, or is a number of what the export does not have."""
    return (
        typed.lower()
        in {"yes", "no", "on", "off", "true", "false", "default", "none", "show", "hide", "null", "0", "1"}
        or _LISTED.match(typed) is not None
        or re.fullmatch(r"[a-z]+(?:[-_][a-z]+)*[-_]?\d+|\d+|field_\w+|https?://\S+", typed) is not None
    )


def _is_name(name: str) -> bool:
    """Whether a text is a person's name by its look: two words or more, the first and the last not in small letters."""
    words = name.split()
    return (
        len(name) <= _LONGEST
        and not has_mail(name)
        and _NAME.fullmatch(name) is not None
        and not (words[0][0].islower() or words[-1][0].islower())
    )
