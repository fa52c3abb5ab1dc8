"""Writes another name of a term into a file, and nothing else: comments, order, quotes and line ends stay. Pure.

A name is changed where it stands, and the file is read again: only what reads as before but for the name is given back.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from newsgen.documents.fields import FieldReader
from newsgen.documents.writing import yaml_item
from newsgen.documents.yaml_nodes import Scalar
from newsgen.errors import Problem
from newsgen.loader.articles import Loaded, load_article
from newsgen.loader.entry import kind_of, without_kind
from newsgen.loader.foreign import translated
from newsgen.loader.frontmatter import read_fields, split_source
from newsgen.loader.name_lists import split_names
from newsgen.loader.rules import ArticleRules
from newsgen.loader.terms import TERM_FIELDS
from newsgen.models.article import Article, SourceFile
from newsgen.models.term_profile import TermProfile
from newsgen.models.written import Written

_LINE_END = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True, slots=True)
class NewNames:
    """Which names become which."""

    taxonomy: str
    old: frozenset[str]
    new: str
    changes_titles: bool = False
    """Whether a term file that gives its term an old name as its title has the new one, too."""

    def of(self, names: Collection[str]) -> tuple[str, ...]:
        """These, each once."""
        return tuple(dict.fromkeys(self.new if name in self.old else name for name in names))


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file with other names in it."""

    text: str
    """With its own line ends."""
    lines: tuple[tuple[int, str], ...]
    """The number of each line that has changed, and the name that stood there."""


def renamed(source: SourceFile, text: str, rules: ArticleRules, names: NewNames) -> Renamed | Problem | None:
    """The file with the new name; None where it has none of the old ones; or why they cannot be changed here.

    Args:
        source: The file as it is read.
        text: The same with its own line ends.
        rules: By which it is read.
        names: Those of a taxonomy.
    """
    before = load_article(source, rules)
    written = before.article or before.other
    if written is None or not _carries(written, names):
        return None
    lines: list[tuple[int, str]] = []
    while (node := _next(source, rules, names)) is not None:
        for candidate in _candidates(text, node, names.new):
            new = replace(source, text=_LINE_END.sub("\n", candidate))
            if _says_the_same(load_article(new, rules), written, names):
                lines.append((node.line, " ".join(node.text.split())))
                source, text = new, candidate
                break
        else:
            what = f"{node.text!r} cannot be changed to {names.new!r} without changing something else"
            return Problem(f"content/{source.path}", what, "write it by hand", node.line, node.column)
    return Renamed(text, tuple(lines))


def _carries(written: Written, names: NewNames) -> bool:
    if isinstance(written, Article):
        return not names.old.isdisjoint(written.names(names.taxonomy))
    if not isinstance(written, TermProfile) or written.taxonomy != names.taxonomy:
        return False
    return written.parent in names.old or (
        names.changes_titles and written.has_own_title and written.title in names.old
    )


def _says_the_same(loaded: Loaded, written: Written, names: NewNames) -> bool:
    """Whether a file reads as before, but for names that have become the new one."""
    now = loaded.article or loaded.other
    if isinstance(now, Article) and isinstance(written, Article):
        same = replace(now, digest=written.digest, terms=written.terms) == written
        others = {each for each in (*now.terms, *written.terms) if each != names.taxonomy}
        before, after = written.names(names.taxonomy), now.names(names.taxonomy)
        return (
            same
            and names.of(after) == names.of(before)
            and all(now.names(each) == written.names(each) for each in others)
        )
    if isinstance(now, TermProfile) and isinstance(written, TermProfile):
        same = replace(now, digest=written.digest, parent=written.parent, title=written.title) == written
        pairs = ((now.parent, written.parent), (now.title, written.title))
        return same and all(names.of((new,)) == names.of((old,)) for new, old in pairs)
    return False


def _next(source: SourceFile, rules: ArticleRules, names: NewNames) -> Scalar | None:
    """Where an old name stands first."""
    split = split_source(source, [])
    record = read_fields(split, []) if split else None
    if split is None or record is None or isinstance(record, Problem):
        return None
    kind, record = kind_of(source, record, rules), without_kind(record, rules)
    known = rules.known if kind == "article" else frozenset(TERM_FIELDS)
    record = translated(record, known, rules.terms, rules.fields, rules.own_urls).record
    keys = (
        rules.term_keys[names.taxonomy]
        if kind == "article"
        else ("parent", "title")
        if names.changes_titles
        else ("parent",)
    )
    typed = FieldReader(split.front_matter, record, []).names_typed(*keys, split=split_names)
    return next((node for name, node in typed.items() if name in names.old), None)


def _candidates(text: str, node: Scalar, new: str) -> Iterator[str]:
    """The text with the new name in the place of one, in each way that may be meant; the likely first."""
    pieces = _LINE_END.split(text)
    at = 2 * (node.line - 1)
    if at >= len(pieces):
        return
    line = pieces[at]
    quoted = json.dumps(new, ensure_ascii=False)
    doubled = new.replace("'", "''")
    for start, typed in _places(line, node):
        inner = quoted[1:-1] if line[:start].endswith('"') else doubled if line[:start].endswith("'") else new
        for word in dict.fromkeys((inner, yaml_item(new), quoted)):
            pieces[at] = line[:start] + word + line[start + len(typed) :]
            yield "".join(pieces)


def _places(line: str, node: Scalar) -> Iterator[tuple[int, str]]:
    """Where a name may stand in a line, and how it is typed there: from its own column on, then anywhere."""
    escaped = json.dumps(node.text, ensure_ascii=False)[1:-1]
    forms = dict.fromkeys((node.text, node.text.replace("'", "''"), escaped))
    for begin, end in ((max(0, node.column - 1), len(line)), (0, max(0, node.column - 1))):
        for typed in forms:
            start = line.find(typed, begin, end)
            while start >= 0:
                yield start, typed
                start = line.find(typed, start + 1, end)
