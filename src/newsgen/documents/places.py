"""Addresses of this site as people type them: in fields of articles, and in the file of redirects.

What was typed may be a path, or a whole address of this site or of one that the publication had before; it may be
percent-encoded. What is kept is a place: without the site's address, without the leading slash, as letters.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes

from newsgen.errors import Problem
from newsgen.models.addresses import rest_below
from newsgen.models.names import path_fault

MAX_REDIRECTS = 100_000
_SHOWN = 200
"""Characters of a line that a message shows."""
IS_ADDRESS = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.\-]*:)?//")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_PLACEHOLDER = re.compile(r"(?<=[/\-_.]):[a-z_]+|^:[a-z_]+|\{[^{}/]*\}")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]+:(?!//)")
"""Of two letters and more: one letter is a drive of Windows."""

_PROGRAM = re.compile(r"(?:.*/)?[^/]+\.(?:php\d?|phtml|aspx?|jsp|cgi|cfm|pl|shtml|do)", re.IGNORECASE)


def is_served_by_a_program(path: str) -> bool:
    """Whether a path ends like the name of a program, which no static host shows as a page."""
    return _PROGRAM.fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class Place:
    """An address that somebody typed, as a place of the site; or what is wrong with it."""

    place: str = ""
    fault: str = ""
    mend: str = ""
    doubt: str = ""
    """Why it may not be found there all the same."""
    is_elsewhere: bool = False
    """Whether it is an address of another site."""


def read_place(typed: str, own_urls: Sequence[str]) -> Place:
    """What somebody typed for an address of this site; ``own_urls`` are the addresses that it has, and had."""
    path = _inside(typed, own_urls)
    if path is None:
        return Place(
            fault="is an address of another site",
            mend="write the path alone, or name that site in newsgen.yaml: `old_urls: [https://old.example/]`",
            is_elsewhere=True,
        )
    if match := _PLACEHOLDER.search(path):
        mend = f"write this article's own address, without {match[0]}; `permalink` of newsgen.yaml makes those of all"
        return Place(fault=f"has the placeholder {match[0]}", mend=mend)
    if mark := re.search(r"[?#]", path):
        return _with_tail(path[: mark.start()], mark[0])
    if "%2f" in path.lower():
        return Place(fault="has a slash that is percent-encoded", mend="write `/`")
    decoded, doubt = decoded_address(path)
    place = unicodedata.normalize("NFC", decoded).removeprefix("/")
    if fault := path_fault(place.removesuffix("/")):
        return Place(fault=f"has {fault}")
    mend = "links to it as it was arrive only with a rule at the host" if doubt else ""
    return Place(place, mend=mend, doubt=doubt)


def _with_tail(path: str, mark: str) -> Place:
    """Of an address with a question or a part of a page: neither makes a page of its own."""
    if mark == "#":
        return Place(fault="has a `#`: browsers never send what follows it", mend=f"write `{path or '/'}`")
    return Place(
        fault="has a `?`: a static site has one page for a path, whatever is asked",
        mend="leave it out, and write a rule for it at the host",
    )


def _inside(typed: str, own_urls: Sequence[str]) -> str | None:
    """The path of an address of this site; None for that of another."""
    if IS_ADDRESS.match(typed):
        return next((rest for own in own_urls if (rest := rest_below(own, typed)) is not None), None)
    return None if _SCHEME.match(typed) else typed


def decoded_address(typed: str) -> tuple[str, str]:
    """A percent-encoded text as letters, and a doubt where its letters are not those of UTF-8."""
    if not _ESCAPED.search(typed):
        return typed, ""
    try:
        return unquote(typed, errors="strict"), ""
    except UnicodeDecodeError:
        return unquote_to_bytes(typed).decode("latin-1"), "is percent-encoded in Latin-1, where sites use UTF-8"


@dataclass(frozen=True, slots=True)
class Redirects:
    """What files of redirects say."""

    targets: dict[str, str] = field(default_factory=dict)
    """Old place to new place, or to a web address elsewhere."""
    lines: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Old place to its line: the file, the number and the text."""
    problems: list[Problem] = field(default_factory=list)


def read_redirects(text: str, path: str, own_urls: Sequence[str], redirects: Redirects) -> None:
    """Adds the redirects of a file to those of others, and what is wrong with its lines.

    A line has an old and a new address with a blank between them; ``#`` at its beginning makes it a remark.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        words = line.split()
        taken = _take_redirect(words, redirects, own_urls)
        if taken.fault:
            redirects.problems.append(Problem(path, taken.fault, taken.mend, number, 1, line[:_SHOWN]))
        else:
            redirects.lines[taken.place] = (path, number, line[:_SHOWN])
    if len(redirects.targets) > MAX_REDIRECTS:
        redirects.problems.append(Problem(path, f"more than {MAX_REDIRECTS:,} redirects", "write rules at the host"))


def _take_redirect(words: Sequence[str], redirects: Redirects, own_urls: Sequence[str]) -> Place:
    if len(words) != 2:  # noqa: PLR2004 - the old and the new
        return Place(fault="a redirect is an old and a new address", mend="write `/old/page/ /new/page/`")
    old = read_place(words[0], own_urls)
    if old.fault:
        return Place(fault=f"the old address {words[0]} {old.fault}", mend=old.mend or "write a path of this site")
    if old.place in redirects.targets:
        file, number, _ = redirects.lines[old.place]
        return Place(fault=f"there are two redirects from {words[0]}", mend=f"delete this one, or {file}:{number}")
    new = read_place(words[1].partition("#")[0] or "/", own_urls)
    is_elsewhere = words[1].startswith(("https://", "http://"))
    is_home = not new.place and words[1] in {"/", *own_urls}
    if new.fault and not is_elsewhere and not is_home:
        return Place(fault=f"the new address {words[1]} {new.fault}", mend=new.mend or "write a path of this site")
    if new.place == old.place:
        return Place(fault=f"{words[0]} leads to itself", mend="delete the line")
    redirects.targets[old.place] = words[1] if new.fault and not is_home else new.place
    return old
