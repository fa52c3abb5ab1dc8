"""The rows of a table as stories. Pure."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsgen.importers.found.dates import DateReader, says_nothing
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.making import Maker
from newsgen.importers.found.names import authors_in, names_in, plain
from newsgen.importers.story import HARDLY, Guess, Story, Value
from newsgen.importers.tables.columns import Mapped, is_level, is_personal
from newsgen.importers.tables.row import BEYOND, Row, text_of
from newsgen.importers.tables.words import NO_STORIES, NOT_SET, SHOWN
from newsgen.models.names import slug_for

_NAMES = ("tags", "sections", "places", "people", "organizations", "sources", "series")
_TEXTS = ("subtitle", "kicker", "dateline", "genre")
_LONGEST_EXTRA = 200
_PLAIN_NUMBER = re.compile(r"\d+")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
EMPTY = "empty rows"
TWICE = "rows that are there twice"


@dataclass
class RowReader:
    """Makes stories of the rows of one table."""

    table: str
    """What tells it from others."""
    mapped: Mapped
    form: Form
    dates: Mapping[str, DateReader]
    """Column to what reads its dates."""
    maker: Maker
    now: datetime
    passed_over: dict[str, int]
    held_back: Counter[str] = field(default_factory=Counter)
    """Why stories are held back, and how many."""
    unread: int = 0
    """Dates that cannot be read."""
    _seen: set[bytes] = field(default_factory=set)

    def story(self, row: Row) -> Story | None:
        """The story of a row; None where it has none."""
        says = json.dumps(row.cells, ensure_ascii=False, default=str)
        digest = hashlib.sha256(says.encode("utf-8", "surrogatepass")).digest()[:16]
        if not any(text_of(cell).strip() for cell in row.cells.values()):
            self._pass_over(EMPTY)
            return None
        if digest in self._seen:
            self._pass_over(TWICE)
            return None
        self._seen.add(digest)
        if (kind := self._text(row, "posttype").strip()) in NO_STORIES:
            self._pass_over(f"rows of the type {kind}")
            return None
        story = self.maker.story(found := self._found(row, says))
        if story is None:
            self._pass_over("rows without headline and text")
        elif found.held_back:
            self.held_back[found.held_back] += 1
        return story

    def _pass_over(self, what: str) -> None:
        self.passed_over[what] = self.passed_over.get(what, 0) + 1

    def _text(self, row: Row, name: str) -> str:
        return text_of(row.cells.get(self.mapped.column(name)))

    def _found(self, row: Row, says: str) -> Found:
        title = self._text(row, "title")
        found = Found("", row.place, says, title, self._body(row), self.form)
        found.date = self._date(row, "date", found)
        found.updated = self._date(row, "updated", found)
        found.address = self._text(row, "url").strip().split("\n")[0]
        found.summary = self._text(row, "summary")
        picture = self._text(row, "image").strip().split("\n")[0]
        found.image = {"src": picture, **{key: self._text(row, key) for key in ("alt", "caption", "credit")}}
        found.fields = self._fields(row)
        found.fields["expires"] = self._date(row, "expires", found)
        found.name = plain(self._text(row, "slug")).rpartition("/")[2]
        found.held_back = self._held_back(row)
        if self._text(row, "posttype").strip() == "page":
            found.kind = "page"
        self._keep_rest(row, found)
        found.key = self._key(row, found)
        return found

    def _body(self, row: Row) -> str:
        """The text of a row, with what commas that nobody has quoted have cut off."""
        *_, last = (name for name in row.cells if name != BEYOND)
        beyond = text_of(row.cells.get(BEYOND)) if last == self.mapped.column("body") else ""
        return self._text(row, "body") + beyond

    def _key(self, row: Row, found: Found) -> str:
        if identity := self._text(row, "id").strip():
            return identity if "://" in identity else f"table:{self.table}:{identity}"
        if found.address:
            return f"table:{found.address}"
        said = f"{plain(found.title) or found.text}\0{found.date}"
        return f"table:{self.table}:{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"

    def _date(self, row: Row, name: str, found: Found) -> str:
        column = self.mapped.column(name)
        typed = text_of(row.cells.get(column)).strip().split("\n")[0]
        if not typed or says_nothing(typed):
            return ""
        read = self.dates[column].read(typed)
        if not read:
            self.unread += 1
            found.extra[name] = typed
            found.guesses.append(Guess(name, typed, "it is no date that can be read", HARDLY))
        return read

    def _fields(self, row: Row) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for name in _NAMES:
            # Commas part tags; a section or a place may have one in its name.
            names = [
                each
                for column in self.mapped.columns(name)
                for each in names_in(row.cells.get(column), commas=name == "tags")
            ]
            fields[name] = tuple(dict.fromkeys(names))
        authors = [each for column in self.mapped.columns("authors") for each in authors_in(row.cells.get(column))]
        fields["authors"] = tuple(dict.fromkeys(each.partition("@")[0] if "@" in each else each for each in authors))
        if all(map(_PLAIN_NUMBER.fullmatch, authors)):
            fields["authors"] = ()
        for name in _TEXTS:
            fields[name] = plain(self._text(row, name))
        language = self._text(row, "lang").strip().replace("_", "-")
        fields["lang"] = language if _LANGUAGE.fullmatch(language) and language.lower() not in {"und", "zxx"} else ""
        return fields

    def _held_back(self, row: Row) -> str:
        """Why readers did not see the story of a row; empty where they did."""
        for name in ("status", "published", "visibility", "draft", "deleted"):
            for column in self.mapped.columns(name):
                typed = text_of(row.cells.get(column)).strip().casefold()
                if not _is_shown(name, column, typed):
                    return f"{column}: {'set' if is_personal(column) else typed or 'empty'}"
        if self._text(row, "id").startswith("drafts."):
            return "an identity of drafts"  # As Sanity has it.
        return self._embargoed(row)

    def _embargoed(self, row: Row) -> str:
        for column in self.mapped.columns("embargo"):
            typed = text_of(row.cells.get(column)).strip()
            until = "" if typed.casefold() in NOT_SET else self.dates[column].read(typed)
            is_over = until and until[:16] <= f"{self.now:%Y-%m-%d %H:%M}"[: len(until[:16])]
            if typed.casefold() not in NOT_SET and not is_over:
                return f"{column}: {typed}"
        return ""

    def _keep_rest(self, row: Row, found: Found) -> None:
        """What is in no field: short texts in `extra`, others beside."""
        mapped = {choice.column for choice in self.mapped.choices}
        if BEYOND in row.cells and self._body(row) != self._text(row, "body"):
            mapped.add(BEYOND)
        for name, cell in self._rest(row, mapped):
            text = text_of(cell).strip()
            if isinstance(cell, list) and all(isinstance(each, str | int) for each in cell):
                found.extra[_key_of(name)] = tuple(map(str, cell))
            elif len(text) <= _LONGEST_EXTRA and "\n" not in text and not isinstance(cell, list | dict):
                found.extra[_key_of(name)] = text
            else:
                found.kept[name] = cell
        for name in ("id", "posttype"):
            found.extra.setdefault(_key_of(self.mapped.column(name) or name), self._text(row, name).strip())
        typed = text_of(row.cells.get(self.mapped.column("authors"))).strip()
        if _PLAIN_NUMBER.fullmatch(typed):
            found.extra[_key_of(self.mapped.column("authors"))] = typed
        language = self._text(row, "lang").strip()
        if language and not found.fields.get("lang"):
            found.extra["lang"] = language

    def _rest(self, row: Row, mapped: set[str]) -> Iterator[tuple[str, object]]:
        for name, cell in row.cells.items():
            if name not in mapped and not is_personal(name) and text_of(cell).strip():
                yield name, cell


def _is_shown(name: str, column: str, typed: str) -> bool:
    """Whether what a column of states says is no reason to hold a story back."""
    if name in {"status", "published"}:
        return typed in SHOWN
    if name == "visibility" and is_level(column):
        return typed in SHOWN or typed in NOT_SET
    return typed in NOT_SET


def _key_of(column: str) -> str:
    return slug_for(column).replace("-", "_")
