"""What the front matter of any file in content/ may hold, whatever it is: read, checked, with its place in the file."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from newsgen.documents.fields import FieldReader, nearest
from newsgen.documents.local import local_mistake
from newsgen.documents.old_links import is_old_link, old_link
from newsgen.documents.yaml_nodes import Record, Scalar
from newsgen.errors import Problem
from newsgen.loader.focus import read_focus
from newsgen.loader.foreign import Translated, is_foreign, translated
from newsgen.loader.frontmatter import SplitSource
from newsgen.loader.paths import hidden_folder
from newsgen.loader.rules import ArticleRules
from newsgen.loader.typed_html import LINES, tell_typed_html
from newsgen.loader.versions import language_of, without_language
from newsgen.models.article import Image, SourceFile
from newsgen.models.language import is_language_tag, language_tag
from newsgen.models.moment import Moment
from newsgen.models.names import composed, path_fault
from newsgen.models.rules import MISSING_PICTURE

WEB_SCHEMES = ("http", "https")
"""The scripts of raw HTML and data: URLs have no place in a field that becomes a link."""


KINDS = frozenset({"article", "page", "term"})
"""What a file of content/ can be."""


def kind_of(source: SourceFile, record: Record, rules: ArticleRules) -> str:
    """Which of KINDS a file is: it says so, else its folder does."""
    typed = _typed_kind(record, rules)
    return typed or rules.folders.kind_of(without_language(source.path, rules.languages))


def without_kind(record: Record, rules: ArticleRules) -> Record:
    """The record without the field that says what the file is, if it says one of KINDS."""
    if not _typed_kind(record, rules):
        return record
    entries, keys = dict(record.entries), dict(record.keys)
    del entries["kind"], keys["kind"]
    return replace(record, entries=entries, keys=keys)


def _typed_kind(record: Record, rules: ArticleRules) -> str:
    kind = record.entries.get("kind")
    return kind.text if isinstance(kind, Scalar) and kind.text in KINDS and "kind" not in rules.terms else ""


class EntryReader:
    """One front matter while it is being read."""

    def __init__(
        self,
        source: SourceFile,
        split: SplitSource,
        record: Record,
        rules: ArticleRules,
        problems: list[Problem],
        *,
        known: frozenset[str],
    ) -> None:
        """``known`` are the fields that mean something here."""
        self._source = source
        self._split = split
        self._rules = rules
        self._problems = problems
        self._known = known
        self.translated: Translated = translated(record, known, rules.terms, rules.fields, rules.own_urls)
        self._record = self.translated.record
        self._fields = FieldReader(split.front_matter, self._record, problems)
        self.source = source.path
        self.unknown: tuple[str, ...] = ()

    def _tell_typed_html(self) -> None:
        for key, node in self._record.entries.items():
            if key in LINES or key in self._rules.terms:
                tell_typed_html(self._fields, key, node)

    def _moment(self, key: str, fields: FieldReader | None = None) -> Moment | None:
        return (fields or self._fields).moment(key, self._rules.zone, self._rules.date_formats)

    def _published_from(self) -> Moment | None:
        """The field `date`, or a date of another system before which it is not to be seen, if that is later."""
        date = self._moment("date")
        later = self._moment(self.translated.later_date) if self.translated.later_date else None
        return later if date and later and later.instant > date.instant else date

    def _read_hiding(self) -> str:
        """Why the story is not to be published; empty if it is."""
        if self._fields.flag("draft"):
            return "draft"
        hiding = self.translated.hiding
        if hiding is not None and hiding.fault:
            mend = "write `draft: true` or `draft: false` instead"
            self._fields.note(
                hiding.node, hiding.fault, f"{mend}; if it means something else: `fields: {{{hiding.key}: extra}}`"
            )
        elif hiding is not None:
            return hiding.reason
        folder = hidden_folder(self._source.path)
        return f"in the folder {folder}" if folder else ""

    def _read_image(self) -> Image | None:
        node = self._fields.node("image")
        if isinstance(node, Scalar):
            return Image(self._checked_source(self._fields, "image"), line=node.line, column=node.column)
        group = self._fields.record("image")
        if group is None:
            return None
        src = group.scalar("src")
        if src is None or src.is_empty:
            mend = "write `image: {src: picture.jpg, alt: What it shows}`"
            self._fields.warn(node, "`image` names no file: it has no `src`", mend, rule=MISSING_PICTURE)
            return None
        image = Image(
            self._checked_source(group, "src"),
            alt=group.text("alt"),
            caption=group.text("caption"),
            credit=group.text("credit"),
            line=src.line,
            column=src.column,
            focus=read_focus(group),
        )
        group.refuse_unknown(("src", "alt", "caption", "credit", "focus"))
        return image

    def _checked_source(self, fields: FieldReader, key: str) -> str:
        """A picture's address: a path to a file, or a web address."""
        src = fields.text(key)
        if local_mistake(src):
            return src  # A story is not held back for it: who plans the pictures tells it.
        if is_old_link(src) and (targets := old_link(src).targets):
            src = targets[0]
        scheme = _scheme(src)
        if not scheme:
            src = composed(src)
        if scheme and scheme not in WEB_SCHEMES:
            fields.note(
                fields.node(key),
                f"`{key}` is a {scheme}: address",
                "name a file beside the article, or an https: address",
            )
        elif posixpath.normpath(posixpath.join(posixpath.dirname(self._source.path), src)).startswith("../"):
            fields.note(
                fields.node(key),
                f"`{key}` leads out of content/",
                "copy the picture to the article, and name it here",
            )
        elif not scheme and not src.startswith("//") and (fault := path_fault(_without_dots(src.lstrip("/")))):
            fields.note(fields.node(key), f"`{key}` has {fault}", "rename the file")
        return src

    def _read_language(self) -> str:
        tag = language_tag(self._fields.text("lang", limit=100)) or language_of(
            self._source.path, self._rules.languages
        )
        if tag and not is_language_tag(tag):
            self._fields.note(
                self._fields.node("lang"),
                f"`lang` is not a language tag: {tag}",
                "write `en`, `ko`, `pt-BR` …",
            )
        return tag

    def _read_extra(self) -> Mapping[str, object]:
        extra: dict[str, object] = {}
        if group := self._fields.record("extra"):
            extra |= {key: group.plain(key) for key in group.keys()}  # noqa: SIM118 - Fields is no mapping
        unknown = [key for key in self._fields.unknown() if key not in self.translated.silent]
        extra |= {key: self._fields.plain(key) for key in self.translated.silent}
        known = sorted(self._known) if unknown else ()
        slips = {key: near for key in unknown if not is_foreign(key) and (near := nearest(key, known))}
        self.unknown = tuple(key for key in unknown if key not in slips)
        for key in unknown:
            if key in slips:
                self._fields.note(
                    self._record.keys[key],
                    f"unknown field `{key}`, did you mean `{slips[key]}`?",
                    "correct it, or put it below `extra:`",
                )
            extra[key] = self._fields.plain(key)
        return extra


def is_web_address(url: str) -> bool:
    """Whether a text is an absolute address of the web."""
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port is None or parts.port else ""
    except ValueError:  # of an address such as `http://[` or `http://a:99999`
        return False
    return parts.scheme in WEB_SCHEMES and bool(host) and "\\" not in url and re.search(r"[\s<>\"]", url) is None


def _scheme(url: str) -> str:
    match = re.match(r"([a-zA-Z][a-zA-Z0-9+.\-]*):", url)
    return match[1].lower() if match else ""


def _without_dots(path: str) -> str:
    """The path without ``.`` and ``..`` at its beginning, which lead from folder to folder inside content/."""
    parts = path.split("/")
    while parts and parts[0] in {".", ".."}:
        del parts[0]
    return "/".join(parts)


def is_without_text(body: str) -> bool:
    """Whether nothing is left of a text without the comments at its beginning, which nobody sees."""
    if body.lstrip()[:4] == "<!--":
        body = re.sub(r"\A(?:\s*<!--.*?-->)+\s*", "", body, flags=re.DOTALL)
    return not body.strip()
