"""Typed reading of a record: each method returns a value or notes a Problem and returns nothing.

Whoever reads a record ends with `refuse_unknown`, or asks for `unknown`: what nobody read is never dropped in silence.
"""

import difflib
import re
from collections.abc import Callable, Iterable
from datetime import tzinfo

from newsgen.documents.text import Text
from newsgen.documents.yaml_nodes import Node, Record, Scalar, Sequence
from newsgen.errors import Problem
from newsgen.models.moment import DateError, Moment, falls_in_gap, read_moment
from newsgen.models.rules import STRANGE_CHARACTER, STRANGE_DATE, TERM_SPELLING, Rule

TRUE = frozenset({"true", "yes", "on"})
FALSE = frozenset({"false", "no", "off"})
_QUOTES = " \"'“”‘’\u00a0"
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
MAX_TEXT = 2_000
MAX_NAMES = 200
MAX_NAME = 200


class FieldReader:
    """One record while it is being read."""

    def __init__(self, text: Text, record: Record, problems: list[Problem]) -> None:
        self._text = text
        self._record = record
        self._problems = problems
        self._read: set[str] = set()

    def note(self, node: Node | None, what: str, mend: str = "") -> None:
        """Adds a problem at a node, or at the record itself."""
        place = node or self._record
        self._problems.append(self._text.problem(what, mend, line=place.line, column=place.column))

    def warn(self, node: Node | None, what: str, mend: str = "", *, rule: Rule) -> None:
        """Adds a warning at a node, which is under a rule of `newsgen check`."""
        self.note(node, what, mend)
        self._problems[-1] = self._problems[-1].as_warning().under(rule.name)

    def node(self, key: str) -> Node | None:
        """The value of a key, which counts as read from now on; None where it is missing or empty."""
        value = self._record.entries.get(key)
        if value is None:
            return None
        self._read.add(key)
        return None if isinstance(value, Scalar) and value.is_empty else value

    def has(self, key: str) -> bool:
        """Whether the key was typed, with or without a value."""
        return key in self._record.entries

    def key_node(self, key: str) -> Node | None:
        """Where the key itself stands."""
        return self._record.keys.get(key)

    def scalar(self, key: str) -> Scalar | None:
        """The value of a key that must be one text."""
        node = self.node(key)
        if node is None or isinstance(node, Scalar):
            return node
        kind = "a list" if isinstance(node, Sequence) else "a group of fields"
        self.note(
            node,
            f"`{key}` is {kind}; it must be one text",
            f"write `{key}: …` on one line, in quotes if it begins with a bracket",
        )
        return None

    def text(self, key: str, *, limit: int = MAX_TEXT) -> str:
        """One text with its white space folded; empty where there is none."""
        if key not in self._record.entries:
            return ""
        scalar = self.scalar(key)
        if scalar is None:
            return ""
        folded = " ".join(scalar.text.split())
        if len(folded) > limit:
            self.note(scalar, f"`{key}` is {len(folded):,} characters long; the limit is {limit:,}", "shorten it")
            return ""
        self._warn_of_direction(key, scalar, folded)
        return folded

    def _warn_of_direction(self, key: str, node: Node, text: str) -> None:
        if not text.isascii() and (match := _DIRECTION.search(text)):
            what = f"`{key}` holds the direction character U+{ord(match[0]):04X}"
            mend = "delete it, unless the text reads wrong without it"
            self.warn(node, what, mend, rule=STRANGE_CHARACTER)

    def required_text(self, key: str, *, limit: int = MAX_TEXT, further: str = "") -> str:
        """Like text, but missing or empty is a problem; ``further`` is what else may mend that it is missing."""
        if not self.has(key):
            self.note(None, f"`{key}` is missing", f"add a line `{key}: …`{further}")
            return ""
        if self.node(key) is None:
            hint = "write it behind the colon; a text that begins with `#` needs quotes"
            self.note(self._record.entries[key], f"`{key}` is empty", hint)
            return ""
        return self.text(key, limit=limit)

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        if key not in self._record.entries:
            return False
        scalar = self.scalar(key)
        if scalar is None:
            if isinstance(empty := self._record.entries.get(key), Scalar):
                self.note(
                    empty, f"`{key}` has no value; it must be true or false", f"write `{key}: true`, or delete it"
                )
            return False
        word = word_of(scalar)
        if word not in TRUE | FALSE:
            what = f"`{key}` is {scalar.text!r}; it must be true or false"
            self.note(scalar, what, f"write `{key}: true` or `{key}: false`")
        return word in TRUE

    def whole_number(self, key: str, default: int, *, least: int, most: int) -> int:
        """A whole number within bounds."""
        scalar = self.scalar(key)
        if scalar is None:
            return default
        if scalar.text.isascii() and scalar.text.isdigit() and least <= int(scalar.text[:18]) <= most:
            return int(scalar.text)
        self.note(scalar, f"`{key}` is {scalar.text!r}; it must be a whole number from {least:,} to {most:,}")
        return default

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of some words; the first where it is missing."""
        scalar = self.scalar(key)
        if scalar is None:
            return choices[0]
        if scalar.text in choices:
            return scalar.text
        self.note(
            scalar,
            f"`{key}` is {scalar.text!r}{suggest(scalar.text, choices)}",
            f"choose one of: {', '.join(choices)}",
        )
        return choices[0]

    def some_of(self, key: str, choices: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
        """Some of a few words, in the order of ``choices`` however typed; ``usual`` where the key is missing."""
        if not self.has(key):
            return usual
        typed = self.names_typed(key)
        for name, node in typed.items():
            if name not in choices:
                what = f"`{key}` has the unknown word {name!r}{suggest(name, choices)}"
                self.note(node, what, f"choose from {', '.join(choices)}")
        return tuple(name for name in choices if name in typed)

    def moment(self, key: str, zone: tzinfo, formats: tuple[str, ...] = ()) -> Moment | None:
        """A date, or a date and time, in the publication's zone; ``formats`` as in read_moment."""
        if key not in self._record.entries:
            return None
        scalar = self.scalar(key)
        if scalar is None:
            return None
        try:
            moment = read_moment(_without_comment(scalar.text), zone, formats)
        except DateError as error:
            self.note(scalar, f"`{key}` is {error}", _date_mend(scalar.text))
            return None
        if falls_in_gap(moment):
            self.warn(
                scalar,
                f"`{key}` names a time that was skipped when clocks went forward",
                "write the time with its offset",
                rule=STRANGE_DATE,
            )
        return moment

    def names(self, *keys: str, split: "SplitNames | None" = None) -> tuple[str, ...]:
        """A list of names under any of these keys; repetitions are dropped.

        One text is a list of one, unless ``split`` makes several of it.
        """
        return tuple(self.names_typed(*keys, split=split))

    def names_typed(self, *keys: str, split: "SplitNames | None" = None) -> dict[str, Scalar]:
        """The names of ``names``, each with the item that says it, where a message belongs."""
        names: dict[str, Scalar] = {}
        for key in keys:
            typed = self._record.entries.get(key)
            if typed is None:
                continue
            nodes = self._name_nodes(key)
            if split is not None and isinstance(typed, Scalar):
                nodes = [part for node in nodes for part in split(self, key, node)]
            for scalar in nodes:
                name = " ".join(scalar.text.split())
                if len(name) > MAX_NAME:
                    self.note(
                        scalar,
                        f"a name of {len(name):,} characters in `{key}`; the limit is {MAX_NAME}",
                        "shorten it",
                    )
                else:
                    self._warn_of_direction(key, scalar, name)
                    names.setdefault(name, scalar)
        if len(names) > MAX_NAMES:
            self.note(
                self.node(keys[0]),
                f"{len(names):,} names in `{keys[0]}`; the limit is {MAX_NAMES}",
                "keep those that matter",
            )
        return names

    def _name_nodes(self, key: str) -> list[Scalar]:
        node = self.node(key)
        if node is None:
            return []
        if isinstance(node, Scalar):
            return [node]
        if isinstance(node, Record) and (name := _name_of(node)):
            return [name]
        if isinstance(node, Record):
            self.note(node, f"`{key}` is a group of fields; it must be a list", f"write `{key}: [one, another]`")
            return []
        scalars = []
        for typed in node.items:
            item = (_name_of(typed) or typed) if isinstance(typed, Record) else typed
            if not isinstance(item, Scalar):
                mend = "write its `name`, or the name alone" if isinstance(item, Record) else "put the item in quotes"
                self.note(item, f"an item of `{key}` is not one text", mend)
            elif not item.is_empty:
                scalars.append(item)
            elif not item.text.strip():
                self.warn(item, f"an empty item in `{key}`", "delete it", rule=TERM_SPELLING)
            else:  # A tag that reads `null` is a word to the author who typed it in a list.
                scalars.append(item)
        return scalars

    def record(self, key: str) -> "FieldReader | None":
        """A group of fields below a key."""
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Record):
            return FieldReader(self._text, node, self._problems)
        self.note(
            node,
            f"`{key}` must be a group of fields",
            f"write the fields of `{key}` on lines of their own, indented by two spaces",
        )
        return None

    def records(self, key: str, example: str = "- field: value") -> list["FieldReader"]:
        """A list of groups of fields, such as the ``example``; a single group is a list of one."""
        node = self.node(key)
        if node is None:
            return []
        items = node.items if isinstance(node, Sequence) else (node,)
        found = []
        for item in items:
            if isinstance(item, Record):
                found.append(FieldReader(self._text, item, self._problems))
            else:
                self.note(
                    item,
                    f"an item of `{key}` must be a group of fields",
                    f"write `{key}:` and below it `{example}`",
                )
        return found

    def keys(self) -> tuple[str, ...]:
        """Every key that was typed."""
        return tuple(self._record.entries)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Notes every key that was not read."""
        known = tuple(known)
        for key in self.unknown():
            self.note(
                self._record.keys[key],
                f"unknown field `{key}`{suggest(key, known)}",
                f"known here: {', '.join(known)}",
            )

    def unknown(self) -> tuple[str, ...]:
        """The keys that were not read."""
        return tuple(key for key in self._record.entries if key not in self._read)

    def plain(self, key: str) -> object:
        """The value of any key as text, lists and mappings of text; it counts as read."""
        self._read.add(key)
        return plain_value(self._record.entries[key])


def word_of(node: Node | None) -> str:
    """A word such as ``true`` or ``off``, however it was typed; empty of what is no text."""
    return _without_comment(node.text).strip(_QUOTES).lower() if isinstance(node, Scalar) else ""


def _without_comment(text: str) -> str:
    """A value of which `#` cannot be a part."""
    return text.partition(" #")[0]


_DATE_MEND = "write YYYY-MM-DD, or YYYY-MM-DD HH:MM"
_DAY_AND_MONTH = re.compile(r"\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?P<year>\d{4}|\d{2})\b", re.ASCII)

_TIME_OF_THE_FILE = re.compile(r"(?:git )?(?:last modified|created)|:(?:git|filemodtime)", re.IGNORECASE)
"""Eleventy's words, and Hugo's."""
_FOR_A_TIME_OF_THE_FILE = (
    "other systems take the time of the file for it, or git's, which `git log --diff-filter=A --format=%as -- FILE` "
    "tells; if the file's name begins with the day, delete the line"
)
_TEMPLATE = re.compile(r"\{[{%]|<%")


def _date_mend(text: str) -> str:
    """How to write a date; for one that can be read in two ways, how to say which, once for a whole archive."""
    match = _DAY_AND_MONTH.match(text.strip())
    if match is None and _TIME_OF_THE_FILE.fullmatch(text.strip()):
        return f"{_DATE_MEND}: {_FOR_A_TIME_OF_THE_FILE}"
    if match is None and _TEMPLATE.search(text):
        return f"{_DATE_MEND}: this is code of a template, which was to write it"
    if match is None:
        return _DATE_MEND if re.search(r"\d", text) else f"{_DATE_MEND}: no word stands for a day"
    mark, year = match["mark"], "%Y" if len(match["year"]) > 2 else "%y"  # noqa: PLR2004 - digits
    example = f'`date_formats: ["%d{mark}%m{mark}{year}"]`, or `%m` first'
    return f"{_DATE_MEND}; for a whole archive say in newsgen.yaml how dates are written: {example}"


def plain_value(node: Node) -> object:
    """A node as text, lists and mappings of text."""
    match node:
        case Scalar():
            return "" if node.is_empty else node.text
        case Sequence():
            return [plain_value(item) for item in node.items]
        case Record():
            return {key: plain_value(value) for key, value in node.entries.items()}


SplitNames = Callable[[FieldReader, str, Scalar], list[Scalar]]
"""Makes a list of the names that were typed as one text under a key."""


def _name_of(group: Record) -> Scalar | None:
    """The name in a group of fields such as ``{name: Jane Doe, email: …}``."""
    name = group.entries.get("name")
    return name if isinstance(name, Scalar) and not name.is_empty else None


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or an empty text."""
    known = tuple(known)
    for candidate in known:
        if candidate.lower() == word.lower().replace("-", "_"):
            return candidate
    lower = {candidate.lower(): candidate for candidate in known}
    found = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.8)
    return lower[found[0]] if found else ""


def suggest(word: str, known: Iterable[str]) -> str:
    """``, did you mean `title`?``, or nothing."""
    near = nearest(word, known)
    return f", did you mean `{near}`?" if near else ""
