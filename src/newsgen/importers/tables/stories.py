"""The rows of a table as stories. Pure."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from newsgen.importers.found.addresses import own_path
from newsgen.importers.found.bbcode import has_bbcode, html_of
from newsgen.importers.found.bodies import has_blocks
from newsgen.importers.found.dates import DateReader, says_nothing
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.making import Maker
from newsgen.importers.found.names import names_in
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.story import HARDLY, Guess, Story, Value
from newsgen.importers.tables.columns import Mapped, is_personal
from newsgen.importers.tables.persons import persons_of
from newsgen.importers.tables.pictures import pictures_in
from newsgen.importers.tables.row import BEYOND, Row, text_of
from newsgen.importers.tables.states import FIELDS, NOTHING, SHOWN_AS, States
from newsgen.importers.tables.words import NO_STORIES, NOT_SET
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
    forms: Mapping[str, Form]
    """Column of texts to what they are written in."""
    states: States
    dates: Mapping[str, DateReader]
    """Column to what reads its dates."""
    maker: Maker
    now: datetime
    passed_over: Counter[str]
    held_back: Counter[str] = field(default_factory=Counter)
    """Why stories are held back, and how many."""
    joins_bodies: bool = False
    """Whether a text is all of its columns, one below the other; else the first that has one."""
    older: Container[int] = ()
    """Places of rows, from 0, that a later one replaces."""
    unread: int = 0
    """Dates that cannot be read."""
    bbcode: int = 0
    """Texts with marks of it."""
    _place: int = -1
    _seen: set[bytes] = field(default_factory=set)

    def story(self, row: Row) -> Story | None:
        """The story of a row; None where it has none."""
        self._place += 1
        says = json.dumps(row.cells, ensure_ascii=False, default=str)
        state, why = self._state(row)
        if what := self._no_story(row, says) or (f"rows with {why}, as `--status` says" if state == NOTHING else ""):
            self.passed_over[what] += 1
            return None
        story = self.maker.story(found := self._found(row, says, why))
        if story is None:
            self.passed_over["rows without headline and text"] += 1
        elif found.held_back:
            self.held_back[found.held_back] += 1
        return story

    def _no_story(self, row: Row, says: str) -> str:
        """Why no story comes of a row; empty where one does."""
        if self._place in self.older:
            return "earlier revisions of a story"
        if not any(text_of(cell).strip() for cell in row.cells.values()):
            return EMPTY
        digest = hashlib.sha256(says.encode("utf-8", "surrogatepass")).digest()[:16]
        if digest in self._seen:
            return TWICE
        self._seen.add(digest)
        if all(text_of(cell).strip() == name for name, cell in row.cells.items() if name != BEYOND):
            return "rows of the names of columns"
        kind = self._text(row, "posttype").strip()
        return f"rows of the type {kind}" if kind in NO_STORIES else ""

    def _text(self, row: Row, name: str) -> str:
        return text_of(row.cells.get(self.mapped.column(name)))

    def _found(self, row: Row, says: str, held_back: str) -> Found:
        title = self._text(row, "title")
        text, form = self._text_and_form(row)
        found = Found("", row.place, says, title, text, form)
        found.date = self._date(row, "date", found)
        found.updated = self._date(row, "updated", found)
        found.address = self._text(row, "url").strip().split("\n")[0]
        found.summary = self._text(row, "summary")
        pictures = list(pictures_in(row.cells, self.mapped))
        found.image = pictures[0] if pictures else {}
        found.pictures.extend(pictures[1:])
        found.fields = self._fields(row)
        _, others = persons_of(row.cells, self.mapped.columns("authors"))
        if others:
            found.extra["contributors"] = tuple(f"{name} ({role})" for name, role in others.items())
        found.fields["expires"] = self._date(row, "expires", found)
        found.name = line_of_html(self._text(row, "slug")).rpartition("/")[2]
        found.held_back = held_back
        if self._text(row, "posttype").strip() == "page":
            found.kind = "page"
        self._keep_rest(row, found)
        found.key = self._key(row, found)
        return found

    def _body(self, row: Row) -> str:
        """The text of a row, with what commas that nobody has quoted have cut off."""
        *_, last = (name for name in row.cells if name != BEYOND)
        columns = self._body_columns(row)
        beyond = text_of(row.cells.get(BEYOND)) if last in columns else ""
        return "\n\n".join(text_of(row.cells.get(column)) for column in columns) + beyond

    def _text_and_form(self, row: Row) -> tuple[str, Form]:
        """The text of a row, and what this one is written in: not every row of a system is of one age."""
        text, form = self._body(row), self.forms.get(self._body_column(row), Form.TEXT)
        if form is not Form.MARKDOWN and has_bbcode(text):
            self.bbcode += 1
            return html_of(escape(text, quote=False) if form is Form.TEXT else text), Form.LINES
        return text, Form.LINES if form is Form.HTML and not has_blocks(text) else form

    def _body_column(self, row: Row) -> str:
        """The column in which the text of a row stands, or begins."""
        return next(iter(self._body_columns(row)), "")

    def _body_columns(self, row: Row) -> list[str]:
        """All of these columns."""
        columns = self.mapped.columns("body")
        filled = [each for each in columns if text_of(row.cells.get(each)).strip()] or columns[:1]
        # Texts of two markups cannot be one.
        alike = [each for each in filled if self.forms.get(each) == self.forms.get(filled[0])]
        return alike if self.joins_bodies else filled[:1]

    def _key(self, row: Row, found: Found) -> str:
        if identity := self._text(row, "id").strip():
            return identity if "://" in identity else f"table:{self.table}:{identity}"
        if found.address:
            return f"table:{found.address}"
        said = f"{line_of_html(found.title) or found.text}\0{found.date}"
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
        authors, _ = persons_of(row.cells, self.mapped.columns("authors"))
        fields["authors"] = tuple(dict.fromkeys(each.partition("@")[0] if "@" in each else each for each in authors))
        if all(map(_PLAIN_NUMBER.fullmatch, authors)):
            fields["authors"] = ()
        addresses = (each for column in self.mapped.columns("aliases") for each in names_in(row.cells.get(column)))
        fields["aliases"] = tuple(own for each in addresses if (own := own_path(each, self.maker.hosts)))
        for name in _TEXTS:
            fields[name] = line_of_html(self._text(row, name))
        language = self._text(row, "lang").strip().replace("_", "-")
        fields["lang"] = language if _LANGUAGE.fullmatch(language) and language.lower() not in {"und", "zxx"} else ""
        return fields

    def _state(self, row: Row) -> tuple[str, str]:
        """What the state of a row means, and why; of several columns of states each may hold it back."""
        held = ""
        for name in FIELDS:
            for column in self.mapped.columns(name):
                typed = text_of(row.cells.get(column)).strip().casefold()
                if not typed and name not in {"status", "published"}:
                    continue
                meaning = self.states.means(name, column, typed)
                why = f"{column}: {'set' if is_personal(column) else typed or 'empty'}"
                if meaning == NOTHING:
                    return NOTHING, why
                held = held or ("" if meaning == SHOWN_AS else why)
        return "", held or self._embargoed(row)

    def _embargoed(self, row: Row) -> str:
        if self._text(row, "id").startswith("drafts."):
            return "an identity of drafts"  # As Sanity has it.
        for column in self.mapped.columns("embargo"):
            typed = text_of(row.cells.get(column)).strip()
            until = "" if typed.casefold() in NOT_SET else self.dates[column].read(typed)
            is_over = until and until[:16] <= f"{self.now:%Y-%m-%d %H:%M}"[: len(until[:16])]
            if typed.casefold() not in NOT_SET and not is_over:
                return f"{column}: {typed}"
        return ""

    def _keep_rest(self, row: Row, found: Found) -> None:
        """What is in no field: short texts in `extra`, others beside."""
        used = set(self._body_columns(row))
        mapped = {choice.column for choice in self.mapped.choices if choice.field != "body"} | used
        if BEYOND in row.cells and self._body(row).endswith(text_of(row.cells[BEYOND])):
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


def _key_of(column: str) -> str:
    return slug_for(column).replace("-", "_")
