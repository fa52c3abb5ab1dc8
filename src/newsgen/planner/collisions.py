"""Refuses a plan in which two things want one address (law 6).

Two paths are the same if a careless file system may take them for the same; and no file can lie where a folder must be.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsgen.errors import Problem
from newsgen.models.names import path_fault, path_key


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that something wants to have in the output folder."""

    path: str
    label: str
    """Who wants it, as a message names it."""
    source: str
    """The user's file to blame, as a message shows it; empty for what newsgen makes by itself."""


def find_collisions(claims: Iterable[Claim]) -> Iterator[Problem]:
    """A problem for each claim that may not be, or that another claim made before it."""
    holders: dict[str, Claim] = {}
    folders: dict[str, Claim] = {}
    for claim in claims:
        if fault := path_fault(claim.path):
            yield Problem(
                claim.source or claim.label,
                f"the address /{claim.path} has {fault}",
                "set another `slug:` or rename the file",
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
        else:
            yield _collision(claim, rival)


def folders_above(keys: Iterable[str]) -> set[str]:
    """The keys of all folders that files with these keys need."""
    return {folder for key in keys for folder in _folders(key)}


def _folders(key: str) -> Iterator[str]:
    at = key.find("/")
    while at >= 0:
        yield key[:at]
        at = key.find("/", at + 1)


def _collision(claim: Claim, rival: Claim) -> Problem:
    blamed, other = (claim, rival) if claim.source else (rival, claim)
    shown = "/" + claim.path.removesuffix("index.html")
    mend = _mend(blamed)
    if not other.source:
        what = f"the address {shown} is reserved for {other.label}"
    elif other.source == blamed.source:
        what = f"the address {shown} is wanted twice by this file"
        mend = "delete the alias that is the article's own address, or that is there twice"
    else:
        what = f"the address {shown} is wanted by {blamed.label} and by {other.label}"
    return Problem(blamed.source or blamed.label, what, mend)


def _mend(claim: Claim) -> str:
    if claim.source.startswith("static/"):
        return "move or rename the file"
    return "give one of them another `slug:` or `date:`, or move the file"
