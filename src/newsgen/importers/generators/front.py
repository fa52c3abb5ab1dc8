"""The fields at the top of a text, in newsgen's names, by the reader that a build has. Pure.

What that reader refuses and other systems take, such as a key that is set twice, is mended and told.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from newsgen.documents.encoding import decoded
from newsgen.documents.fields import FieldReader, plain_value
from newsgen.documents.text import Text
from newsgen.documents.values import read_json
from newsgen.documents.yaml_nodes import Record
from newsgen.errors import Problem
from newsgen.importers.generators.front_of_script import fields_of_script
from newsgen.loader.foreign import Translated, plainly, translated
from newsgen.loader.frontmatter import SplitSource, read_fields, split_source
from newsgen.loader.rules import ArticleRules
from newsgen.models.article import SourceFile

HEADING = re.compile(
    r"(?>(?:\s*\n)?)(?:\#[ \t]+(?P<sharp>\S.*?)(?:[ \t]+\#+)?[ \t]*(?:\{[^}\n]*\})?[ \t]*(?:\n|\Z)"
    r"|(?P<over>\S[^\n]*)\n=+[ \t]*(?:\n|\Z))"
)
_OF_JAVASCRIPT = re.compile(r"---[ \t]*(?:js|javascript)[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_OLD_ENCODING = "cp1252"
_SPOKEN = MappingProxyType({f"cp125{number}": f"Windows-125{number}" for number in range(9)})
_ENCODINGS = "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 koi8_r cp932 euc_jp gb18030 big5 cp949 mac_roman".split()


@dataclass(frozen=True)
class Front:
    """A text and its fields."""

    path: str
    fields: FieldReader
    record: Record
    translated: Translated
    typed: Mapping[str, Any]
    """All fields as they were typed: names in small letters, values as they are."""
    body: str
    has_fields: bool = True
    title: str = ""
    """The headline, where it stands in the text: there it is left out."""
    mended: str = ""
    """What had to be mended; empty for nothing."""
    problems: list[Problem] = field(default_factory=list)


def read_front(
    path: str, content: bytes, rules: ArticleRules, defaults: Mapping[str, Any], hosts: tuple[str, ...]
) -> Front | Problem:
    """The fields and the text of a file, or what is wrong with it.

    ``defaults`` are fields that it has where it does not say otherwise.
    """
    name = _OLD_ENCODING if _is_utf8(content) else _guessed_encoding(content)
    text = decoded(content, path, name)
    if isinstance(text, Problem):
        return text
    encoding = "" if _is_utf8(content) else f"it is not UTF-8, and was read as {_SPOKEN.get(name, name)}: a guess"
    problems: list[Problem] = []
    unread = ""
    if module := _OF_JAVASCRIPT.match(text):
        found, unread = fields_of_script(module[1])
        text = f"---json\n{json.dumps(found, ensure_ascii=False)}\n---\n{text[module.end() :]}"
    split = split_source(SourceFile(path, text, ""), problems)
    if (
        split is None
        and re.match(
            r"\s*(?:---"
            r"|\+\+\+)[ \t]*\n",
            text,
        )
        and re.search(r"(?m)^[\w-]+\s*[:=]", text[:500])
    ):
        return problems[0]
    if split is None:
        split, has_fields = SplitSource(Text(path, ""), text, 1), False
    else:
        has_fields = split.form != "bare"
    record, mended = _read_record(split)
    if isinstance(record, Problem):
        return record
    record = _with_dates_of_a_group(record)
    record = _with_defaults(record, _of_no_own(record, defaults, rules), path)
    own = (*rules.own_urls, *(f"{scheme}://{host}/" for host in hosts for scheme in ("https", "http")))
    result = translated(record, rules.known, rules.terms, rules.fields, own)
    fields = FieldReader(split.front_matter, result.record, problems)
    typed = {key.lower(): plain_value(node) for key, node in record.entries.items()}
    title, body = "", split.body
    if not result.record.entries.get("title") and path.lower().endswith((".md", ".markdown", ".mdx", ".mkd", ".mdown")):
        title, body = _own_title(body)
    return Front(path, fields, result.record, result, typed, body, has_fields, title, unread or mended or encoding, [])


def _guessed_encoding(content: bytes) -> str:
    """The encoding of a text that does not say which it has, by how its words look in each."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only where there is such a text

    best = from_bytes(content[:200_000], cp_isolation=[*_ENCODINGS]).best()
    name = best.encoding if best is not None else _OLD_ENCODING
    try:
        content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return _OLD_ENCODING
    return name


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    return True


def _own_title(body: str) -> tuple[str, str]:
    """The heading with which a text begins, and the rest; behind lines that only a program reads."""
    ahead = re.match(r"(?:\s*(?:import\s[^\n]*|export\s[^\n]*|<!--(?:(?!-->).)*-->)\n)*", body, re.DOTALL)
    begin = ahead.end() if ahead else 0
    match = HEADING.match(body, begin)
    if match is None:
        return "", body
    return (match["sharp"] or match["over"] or "").strip(), body[:begin] + body[match.end() :]


def _read_record(split: SplitSource) -> tuple[Record | Problem, str]:
    record = read_fields(split, [])
    if isinstance(record, Record) or split.form == "toml":
        return record, ""
    if split.form == "json":
        return record, ""
    for mend in (_without_tabs, _without_first_of_two, _with_quotes, _without_broken):
        text, told = mend(split.front_matter.text)
        if told:
            split = replace(split, front_matter=replace(split.front_matter, text=text))
            again = read_fields(split, [])
            if isinstance(again, Record):
                return again, told
    return record, ""


_KEY = re.compile(r"(?m)^(?P<key>[A-Za-z_][\w.-]*)(?P<colon>[ \t]*:)(?P<value>[^\n]*)$")


def _without_tabs(text: str) -> tuple[str, str]:
    fixed = re.sub(r"(?m)^(\s*)", lambda match: match[1].replace("\t", "  "), text)
    fixed = re.sub(r"(?m)^([\w-]+:)(?=[^\s:/])", r"\1 ", fixed.replace(":\t", ": ").replace("\u00a0", " "))
    return (fixed, "tabs and missing blanks between its fields") if fixed != text else (text, "")


def _without_first_of_two(text: str) -> tuple[str, str]:
    """Of a key that is set twice, the last holds: so other systems have it."""
    keys = list(_KEY.finditer(text))
    last = {match["key"]: match.start() for match in keys}
    twice = [match for match in keys if last[match["key"]] != match.start()]
    for match in reversed(twice):
        following = next((each.start() for each in keys if each.start() > match.start()), len(text))
        text = text[: match.start()] + "\n" * text[match.start() : following].count("\n") + text[following:]
    names = ", ".join(dict.fromkeys(match["key"] for match in twice))
    return text, f"{names} is set twice: the last holds" if names else ""


_DOUBTFUL = re.compile(
    r"""\A(?:[@`%&*!|>]|.*:(?:\s|\Z)|.*\s\#)|\A"(?:.*[^\\])?"\s*\S|\A'.*'\s*\S|\A["'][^"']*\Z|\A\[[^\]]*\Z"""
)


def _with_quotes(text: str) -> tuple[str, str]:
    """Values that YAML cannot read, as the texts that they are meant to be."""

    def quote(match: re.Match[str]) -> str:
        value = match["value"].strip()
        if not value or re.fullmatch(r"[|>][-+\d]*", value) or _is_sound(value):
            return match[0]
        bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
        return f"{match['key']}: {json.dumps(bare, ensure_ascii=False)}"

    fixed = _KEY.sub(quote, text)
    return (fixed, "values that YAML cannot read are taken as they were typed") if fixed != text else (text, "")


def _is_sound(value: str) -> bool:
    return not isinstance(read_fields(SplitSource(Text("", f"key: {value}\n"), "", 1), []), Problem)


def _without_broken(text: str) -> tuple[str, str]:
    """Nothing: lines that are no fields, at the margin, are dropped only where they are comments of other systems."""
    fixed = re.sub(r"(?m)^(?:\{[%#].*[%#]\}|//.*)$", "", text)
    return (fixed, "lines that are no fields") if fixed != text else (text, "")


def _with_dates_of_a_group(record: Record) -> Record:
    """The fields with the dates that stand in one: ``date: {created: …, updated: …}``."""
    group = record.entries.get("date")
    if not isinstance(group, Record):
        return record
    named = {key.lower(): (group.keys.get(key), node) for key, node in group.entries.items()}
    entries, keys = dict(record.entries), dict(record.keys)
    del entries["date"]
    for name, typed in (("date", ("created", "published", "posted")), ("updated", ("updated", "modified"))):
        found = next((named[each] for each in typed if each in named), None)
        if found is not None and name not in entries:
            entries[name] = found[1]
            keys[name] = found[0] or keys["date"]
    return replace(record, entries=entries, keys=keys)


def _of_no_own(record: Record, defaults: Mapping[str, Any], rules: ArticleRules) -> Mapping[str, Any]:
    """The defaults without those of which the text has the same by another name: its `authors` beat an `author`."""
    own = set(map(plainly, record.entries))
    groups = [set(map(plainly, keys)) for name, keys in rules.term_keys.items() if name != "sections"]
    beaten = set().union(*(group for group in groups if group & own))
    return {key: value for key, value in defaults.items() if plainly(key) not in beaten}


def _with_defaults(record: Record, defaults: Mapping[str, Any], path: str) -> Record:
    missing = {key: value for key, value in defaults.items() if key not in record.entries and value is not None}
    if not missing:
        return record
    added = read_json(Text(path, json.dumps(missing, default=str)))
    if isinstance(added, Problem):
        return record
    return replace(record, entries={**added.entries, **record.entries}, keys={**added.keys, **record.keys})
