"""Refuses a plan in which two things want one address (law 6).

Two paths are the same if a careless file system may take them for the same; and no file can lie where a folder must be.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsgen.errors import Problem
from newsgen.models.names import is_in_another_script, path_fault, path_key
from newsgen.models.rules import ADDRESS_CONFLICT, ALIAS_CONFLICT
from newsgen.planner.languages import languages_between


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that something wants to have in the output folder."""

    path: str
    label: str
    """Who wants it, as a message names it."""
    source: str
    """The user's file to blame, as a message shows it; empty for what newsgen makes by itself."""
    is_file: bool = False
    """Whether it is a file beside articles, or made of one: it has no front matter."""
    is_alias: bool = False
    """Whether it is an old address, which leads on."""
    line: tuple[int, str] = (0, "")
    """Of that file, if one line is to blame: its number and its text."""


def find_collisions(claims: Iterable[Claim]) -> Iterator[Problem]:
    """A problem for each claim that may not be, or that another claim made before it.

    Of two files of which others are made, such as the sizes of a picture, it is told once.
    """
    holders: dict[str, Claim] = {}
    folders: dict[str, Claim] = {}
    told: set[tuple[str, str]] = set()
    for claim in claims:
        if fault := path_fault(claim.path):
            yield Problem(
                claim.source or claim.label,
                f"the address /{claim.path} has {fault}",
                "set another `slug:` or rename the file",
                rule=ADDRESS_CONFLICT.name,
            )
            continue
        key = path_key(claim.path)
        above = list(_folders(key))
        rival = (
            holders.get(key)
            or folders.get(key)
            or next((holders[folder] for folder in above if folder in holders), None)
        )
        if rival is None:
            holders[key] = claim
            for folder in above:
                folders.setdefault(folder, claim)
        elif not (claim.is_file and rival.is_file and (claim.source, rival.source) in told):
            told.add((claim.source, rival.source))
            yield _collision(claim, rival)


def may_collide(added: Collection[str], others: Iterable[str]) -> bool:
    """Whether `find_collisions` would find anything if these paths came to others, among which there is nothing.

    Quick where a few come to many: of the others nothing is looked at but their keys.
    """
    if not added:
        return False
    keys = set(map(path_key, added))
    every = sorted([*map(path_key, others), *keys])  # quick where the others are in order already
    folders = {folder for key in keys for folder in _folders(key)}
    return (
        any(path_fault(path) for path in added)
        or len(keys) < len(added)
        or any(_is_there_twice(every, key) or _lies_below(every, key) for key in keys)
        or not folders.isdisjoint(every)
    )


def _is_there_twice(ordered: Sequence[str], key: str) -> bool:
    at = bisect_left(ordered, key)
    return ordered[at : at + 2] == [key, key]


def _lies_below(ordered: Sequence[str], folder: str) -> bool:
    """Whether any of these keys lies in a folder."""
    inner = f"{folder}/"
    at = bisect_left(ordered, inner)
    return at < len(ordered) and ordered[at].startswith(inner)


def _folders(key: str) -> Iterator[str]:
    at = key.find("/")
    while at >= 0:
        yield key[:at]
        at = key.find("/", at + 1)


def _collision(claim: Claim, rival: Claim) -> Problem:
    blamed, other = (claim, rival) if claim.source else (rival, claim)
    shown = "/" + claim.path.removesuffix("index.html")
    mend = _mend(blamed, other)
    if not other.source:
        what = f"the address {shown} is reserved for {other.label}"
    elif other.source == blamed.source:
        what = f"the address {shown} is wanted twice by this file"
        mend = "delete the alias that is the article's own address, or that is there twice"
    else:
        what = f"the address {shown} is wanted by {blamed.label} and by {other.label}"
        if claim.path != rival.path and path_key(claim.path) == path_key(rival.path):
            what += "; many hosts take their names for one"
    rule = ALIAS_CONFLICT if claim.is_alias or rival.is_alias else ADDRESS_CONFLICT
    number, text = blamed.line
    return Problem(blamed.source or blamed.label, what, mend, number, 1 if number else 0, text, rule=rule.name)


def _mend(claim: Claim, other: Claim) -> str:
    if claim.source.startswith("static/"):
        return "move or rename the file"
    if aliases := [each.source for each in (claim, other) if each.is_alias]:
        return f"take the alias out of {' or of '.join(aliases)}"
    if claim.is_file and other.is_file:
        return f"move or rename {claim.source} or {other.source}"
    usual = "give one of them another `slug:`, `date:` or `url:`, or move the file"
    if languages := languages_between(claim.source, other.source):
        setting = f"`languages: [{', '.join(languages)}]` in newsgen.yaml, and {{lang}} in `permalink` if that is set"
        return f"if it is one story in two languages, write {setting}; else {usual}"
    if _are_alike_in_ascii(claim.source, other.source):
        return f"{usual}; or write `slugs: unicode` in newsgen.yaml, for addresses in their own script"
    return usual


def _are_alike_in_ascii(one: str, other: str) -> bool:
    """Whether the names of two files differ, and are in a script of which ASCII has no letters."""
    names = [path.rpartition("/")[2] for path in (one, other)]
    return names[0] != names[1] and all(map(is_in_another_script, names))
