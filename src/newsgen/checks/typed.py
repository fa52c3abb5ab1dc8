"""Where in the text of an article something was typed. Pure.

A text is read once, however much is looked for in it: every address, value of an attribute and headline in it is
noted with its places. What may stand around it decides: an address between brackets or quotation marks is a link, the
same in a sentence is not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import unquote

from newsgen.checks.finding import Kind, Typed

# Each begins with a letter of its own, so that the engine leaps from mark to mark.
_MARKS = re.compile(r"=\s*[\"']?|\"\s*|'\s*|\(\s*<?|<|\]:[ \t]*<?")
"""What stands before an address in HTML and Markdown."""
_KEYS = re.compile(r"^[\w-]+:[ \t]+[\"']?|\bsrc:[ \t]*[\"']?", re.MULTILINE)
"""The same in front matter."""
_WEB = re.compile(r"https?:")
_BEFORE_A_QUOTATION = frozenset("= \t\n[({,:")
_SCHEME = re.compile(r"[a-zA-Z][\w+.-]{0,20}:")
_REACHES = re.compile(r"[^\s\"<>]{0,1000}")
"""How far it may go: an apostrophe or a bracket may be a part of it, or its end. What is longer is written-out data."""
_QUOTED = {'"': re.compile(r'[^"\n]{0,1000}'), "'": re.compile(r"[^'\n]{0,1000}"), "<": re.compile(r"[^<>\n]{0,1000}")}
"""The same behind a mark that is to be closed: it may hold blanks."""
_ENDS = re.compile(r"[)\"'>\s#?,}]")
_MOST_ENDS = 12
_WITHIN = re.compile(r"[^\s()\"'<>]+")
_VALUE = re.compile(r"=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s\"'<>}]+))|\{#([^\s}]+)")
_HEADING = re.compile(r"^ {0,3}(#{1,6}[ \t]+)(.*)", re.MULTILINE)

Places = Mapping[str, Sequence[int]]
"""A text to the offsets where it was typed."""


@dataclass(frozen=True)
class TypedText:
    """A text in which much is looked for; code and comments in it are blanked out."""

    text: str
    body_start: int

    def find(self, wanted: Typed, forms: Sequence[str]) -> list[int]:
        """Where it stands in the body, else in the front matter; ``forms`` are the ways to type an address.

        Each thing is looked for once: a page may have the same tag without its end hundreds of times.
        """
        if wanted not in self._found:
            self._found[wanted] = self._look_for(wanted, forms)
        return self._found[wanted]

    @cached_property
    def _found(self) -> dict[Typed, list[int]]:
        return {}

    def _look_for(self, wanted: Typed, forms: Sequence[str]) -> list[int]:
        nothing: Sequence[int] = ()
        found = next(filter(None, self._ways(wanted, forms)), nothing)
        places = sorted(set(found))
        return [at for at in places if at >= self.body_start] or places

    def _ways(self, wanted: Typed, forms: Sequence[str]) -> Iterator[Sequence[int]]:
        """The places of each way to type it, the likeliest first."""
        match wanted.kind:
            case Kind.ADDRESS:
                yield from (self._addresses.get(form, ()) for form in forms)
                yield from (self._ends.get(end, ()) for end in _ends_of(wanted.text))
            case Kind.VALUE:
                yield self._values.get(wanted.text, ())
            case Kind.HEADING:
                yield [at for at, words in self._headings if words.startswith(wanted.text)]
            case Kind.TEXT:
                yield [found.start() for found in re.finditer(re.escape(wanted.text), self.text)]
            case Kind.TAG:
                yield self._tags(wanted.text)

    @cached_property
    def _addresses(self) -> Places:
        return _gathered(self._candidates())

    @cached_property
    def _ends(self) -> Places:
        """A path from the article to the file, by the file's name; a part of an article, by the part."""
        whole = ((form, at) for form, at in self._candidates() if _WITHIN.fullmatch(form))
        return _gathered((end, at) for form, at in whole for end in _ends_of(form))

    def _candidates(self) -> Iterator[tuple[str, int]]:
        """Each thing that may be meant as an address, and where it begins: of a long one each beginning."""
        text = self.text
        for at in self._beginnings():
            reach = _QUOTED.get(text[at - 1 : at], _REACHES).match(text, at)
            end = reach.end() if reach else at
            if end > at:
                for stop in islice(_ENDS.finditer(text, at + 1, end), _MOST_ENDS):
                    yield text[at : stop.start()], at
                yield text[at:end], at

    def _beginnings(self) -> Iterator[int]:
        text = self.text
        for mark in _MARKS.finditer(text):
            sign, at = mark[0][0], mark.start()
            is_inner = at > 0 and text[at - 1] not in _BEFORE_A_QUOTATION
            if (sign in "\"'" and is_inner) or (sign == "<" and not _SCHEME.match(text, at + 1)):
                continue
            yield mark.end()
        yield from (key.end() for key in _KEYS.finditer(text, 0, self.body_start))
        yield from (
            web.start() for web in _WEB.finditer(text) if not text[max(0, web.start() - 1) : web.start()].strip()
        )

    @cached_property
    def _values(self) -> Places:
        found = _VALUE.finditer(self.text)
        return _gathered((match[match.lastindex or 0], match.start(match.lastindex or 0)) for match in found)

    @cached_property
    def _headings(self) -> Sequence[tuple[int, str]]:
        return [(match.start(1), match[2]) for match in _HEADING.finditer(self.text)]

    def _tags(self, typed: str) -> Sequence[int]:
        """Of an element that is not closed as often as it is opened."""
        name = re.escape(typed.strip("</"))
        opened, closed = (len(re.findall(rf"{start}{name}(?=[\s>])", self.text)) for start in ("<", "</"))
        if opened == closed:
            return ()
        return [match.start() for match in re.finditer(rf"{re.escape(typed)}(?=[\s>])", self.text)]


def _gathered(found: Iterable[tuple[str, int]]) -> Places:
    places: dict[str, list[int]] = {}
    for form, at in found:
        places.setdefault(form, []).append(at)
    return places


def _ends_of(address: str) -> Iterator[str]:
    path, mark, part = address.partition("#")
    name = path.partition("?")[0].rpartition("/")[2]
    if mark and part:
        yield f"#{part}"
    if "." in name:
        yield unquote(name)
