"""What is wrong with a project's own words: labels.yaml, compared with the English words of the theme."""

from collections.abc import Iterator, Mapping
from string import Formatter

from newsgen.documents.fields import FieldReader
from newsgen.documents.text import Text
from newsgen.documents.yaml_nodes import Node, Record, Scalar, Sequence
from newsgen.errors import Problem
from newsgen.models.language import is_language_tag

_FORMS = frozenset({"stories", "terms", "minutes", "search_results"})
"""Words that have a form for each plural category."""
_DATE = frozenset({"year", "month", "month_alone", "month_number", "day"})
_FIELDS: Mapping[str, frozenset[str]] = {
    "date_long": _DATE,
    "month_long": _DATE - {"day"},
    "day_of_year": _DATE - {"year"},
    "time": frozenset({"hour", "hour_short", "hour_12", "minute", "half"}),
    **dict.fromkeys(_FORMS, frozenset({"count"})),
}
"""What a pattern may be filled in with, where English does not use all of it."""
_LISTS = {"months": 12, "months_alone": 12, "weekdays_short": 7, "group_sizes": 2}
"""Lists to how many items they have."""
_WEEKDAYS = frozenset("0123456")
_DIGITS = 10


def label_problems(text: Text, record: Record, english: Mapping[str, object]) -> list[Problem]:
    """What is wrong with the groups of labels.yaml; ``english`` are the theme's words."""
    problems: list[Problem] = []
    fields = FieldReader(text, record, problems)
    seen: set[str] = set()
    for tag, group in record.entries.items():
        key, language = fields.key_node(tag), tag.replace("_", "-").lower()
        if not is_language_tag(language):
            fields.note(key, f"`{tag}` is not a language tag", "write a group for each language: `en:`, `pt-BR:`")
        elif not isinstance(group, Record):
            fields.note(group, f"`{tag}` must be a group of words", f"write `{tag}:` and below it `latest: …`")
        else:
            if language in seen:
                fields.note(key, f"`{tag}` is there twice", "write all its words in one group")
            seen.add(language)
            for name, word in group.entries.items():
                for what, mend in _mistakes(name, word, english.get(name)):
                    fields.note(word, f"`{name}` {what}", mend)
    return problems


def _mistakes(name: str, word: Node, english: object) -> Iterator[tuple[str, str]]:
    """What is wrong with a word, and the mend."""
    if name in _LISTS:
        if not isinstance(word, Sequence) or len(word.items) != _LISTS[name]:
            yield f"must be a list of {_LISTS[name]}", "write `[…, …]` with all of them"
    elif name in _FORMS and isinstance(word, Record):
        if "other" not in word.entries:
            yield "has no form `other`", 'write `{one: "{count} …", other: "{count} …"}`'
        for form in word.entries.values():
            yield from _of_text(name, form, english)
    elif isinstance(english, dict) and name not in _FORMS:
        if not isinstance(word, Record):
            yield "must be a group of words", f"write `{name}:` and below it a line for each"
    elif english is not None:
        yield from _of_text(name, word, english)


def _of_text(name: str, word: Node, english: object) -> Iterator[tuple[str, str]]:
    if not isinstance(word, Scalar):
        yield "must be one text", f'write `{name}: "…"`'
        return
    if name == "first_weekday" and word.text not in _WEEKDAYS:
        yield f"is not a number from 0 to 6: {word.text}", "0 is Monday"
    if name == "digits" and len(word.text) != _DIGITS:
        yield "must be ten digits", 'write `"0123456789"`'
    allowed = _FIELDS.get(name) or frozenset(_fields_of(str(english)))
    if name in _FIELDS and word.is_empty:
        yield "is empty", _known(allowed)
    try:
        for field in _fields_of(word.text):
            if field not in allowed:
                yield f"has {{{field}}}, with which nothing is filled in", _known(allowed)
    except ValueError as error:
        yield f"cannot be filled in: {error}", _known(allowed)


def _known(fields: frozenset[str]) -> str:
    return "known here: " + (", ".join(f"{{{field}}}" for field in sorted(fields)) or "nothing; write the word alone")


def _fields_of(pattern: str) -> Iterator[str]:
    """What stands between braces, with all that would change how it is filled in."""
    for _, field, form, conversion in Formatter().parse(pattern):
        if field is not None:
            yield field + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
