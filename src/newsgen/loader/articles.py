"""Front matter to an Article: every field of docs/articles.md, checked, with its place in the file."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from newsgen.documents.yaml_nodes import Scalar
from newsgen.errors import Problem
from newsgen.loader.card_texts import set_texts
from newsgen.loader.entry import EntryReader, is_web_address, is_without_text, kind_of, without_kind
from newsgen.loader.frontmatter import read_fields, split_source
from newsgen.loader.genre import read_genre
from newsgen.loader.name_lists import split_names
from newsgen.loader.paths import as_dated_name, date_in_path, name_in_path, without_date
from newsgen.loader.places import read_aliases, read_id, read_slug, read_url
from newsgen.loader.prominence import read_prominence
from newsgen.loader.rules import ArticleRules
from newsgen.loader.shaping import shape
from newsgen.loader.standing import PageReader
from newsgen.loader.terms import TermReader
from newsgen.loader.versions import read_version_key, read_version_place, without_language
from newsgen.models.article import Article, Correction, SourceFile
from newsgen.models.moment import DateError, Moment, read_moment
from newsgen.models.names import slug_for
from newsgen.models.rules import MISSING_TEXT
from newsgen.models.written import Other

_DATE_OF_DRAFTS = "1970-01-01"
"""Of a story that is not published and has no date yet: Jekyll's drafts, for example."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of one file."""

    source: str
    article: Article | None
    """None where it is something else, or where there is an error among the problems."""
    problems: tuple[Problem, ...] = ()
    unknown: tuple[str, ...] = ()
    """Keys that newsgen does not know; their values are in Article.extra."""
    mapped: tuple[str, ...] = ()
    """Other systems' fields that were understood, as in Translated."""
    other: Other | None = None
    """What it is instead of an article."""


def load_article(source: SourceFile, rules: ArticleRules) -> Loaded:
    """The card of what is written in a file, or all that is wrong with it."""
    problems: list[Problem] = []
    split = split_source(source, problems)
    if split is None:
        return Loaded(source.path, None, tuple(problems))
    record = read_fields(split, problems)
    if isinstance(record, Problem):
        return Loaded(source.path, None, (*problems, record))
    kind, record = kind_of(source, record, rules), without_kind(record, rules)
    if kind != "article":
        of_kind = PageReader if kind == "page" else TermReader
        return _load_other(of_kind(source, split, record, rules, problems), split.body, rules, problems)
    reader = _ArticleReader(source, split, record, rules, problems, known=rules.known)
    article = reader.read()
    unknown, mapped = reader.unknown, reader.translated.mapped
    if article is None or any(problem.is_error for problem in problems):
        return Loaded(source.path, None, tuple(problems), unknown, mapped)
    article = set_texts(article, split.body, rules.texts)
    if rules.plugins.names:
        article = reader.shaped(article)
        if any(problem.is_error for problem in problems):
            return Loaded(source.path, None, tuple(problems), unknown, mapped)
    return Loaded(source.path, article, tuple(problems), unknown, mapped)


def _load_other(reader: PageReader | TermReader, body: str, rules: ArticleRules, problems: list[Problem]) -> Loaded:
    other = reader.read()
    unknown, mapped = reader.unknown, reader.translated.mapped
    if other is None or any(problem.is_error for problem in problems):
        return Loaded(reader.source, None, tuple(problems), unknown, mapped)
    return Loaded(other.source, None, tuple(problems), unknown, mapped, set_texts(other, body, rules.texts))


class _ArticleReader(EntryReader):
    """One front matter while it is being read."""

    def read(self) -> Article | None:
        """The article; None where title or date are missing."""
        fields = self._fields
        title = fields.required_text("title", further=self._offer("title"))
        hidden_by = self._read_hiding()
        date = self._read_date(is_hidden=bool(hidden_by))
        slug, url = self._read_address()
        rest: dict[str, object] = {
            "updated": self._moment("updated"),
            "terms": self._read_terms(),
            "dateline": fields.text("dateline"),
            "kicker": fields.text("kicker"),
            "subtitle": fields.text("subtitle"),
            "summary": fields.text("summary", limit=5_000),
            "image": self._read_image(),
            "corrections": self._read_corrections(),
            "lang": self._read_language(),
            "hidden_by": hidden_by,
            "expires": self._moment("expires"),
            "aliases": read_aliases(fields, self._rules.own_urls),
            "canonical": self._read_canonical(),
            "url": url,
            "id": read_id(fields, self._rules.own_urls),
            "version_key": read_version_key(fields, self._source.path, self._rules.languages),
            "version_place": read_version_place(fields),
        }
        rules = self._rules
        rest["prominence"], kept = read_prominence(fields, date, rules.zone, rules.date_formats)
        rest["genre"], other = read_genre(fields, rules.terms)
        self._tell_typed_html()
        # What another system meant by these names is lost as little as any field that newsgen does not know.
        foreign = {key: fields.plain(key) for key in ("id", "url") if fields.has(key) and not rest[key]}
        extra: dict[str, object] = {**foreign, **kept, **other, **self._read_extra()}
        if not title or date is None:
            return None
        if is_without_text(self._split.body) and not hidden_by:
            place = Scalar("", self._split.body_line, 1)
            fields.warn(place, "the article has no text", "write it below the fields", rule=MISSING_TEXT)
        rest["has_own_summary"] = bool(rest["summary"])
        return Article(
            source=self._source.path,
            digest=self._source.digest,
            slug=slug,
            title=title,
            date=date,
            body_line=self._split.body_line,
            extra=extra,
            **rest,  # type: ignore[arg-type] # each was read by its own method just above
        )

    def shaped(self, article: Article) -> Article:
        """The article as plugins make it; what is wrong is added to the problems."""
        rules = self._rules
        return shape(
            article,
            self._fields,
            self._problems,
            plugins=rules.plugins,
            taxonomies=frozenset(rules.term_keys),
            zone=rules.zone,
        )

    def _name(self) -> str:
        """The file's name without its suffix; where it gives the date, that is written in full."""
        name = name_in_path(without_language(self._source.path, self._rules.languages))
        return name if self._fields.has("date") else as_dated_name(name)

    def _read_date(self, *, is_hidden: bool) -> Moment | None:
        if self._fields.node("date") is not None:
            return self._published_from()
        typed = date_in_path(self._source.path)
        if not typed and is_hidden:
            typed = _DATE_OF_DRAFTS
        if not typed:
            self._fields.note(
                self._fields.key_node("date"),
                "`date` is missing",
                f"add a line `date: YYYY-MM-DD`, or begin the file's name with it{self._offer('date')}; "
                "a page that is no story, such as About, needs none: move it to "
                f"content/{self._rules.folders.pages}/, or write `kind: page`",
            )
            return None
        try:
            return read_moment(typed, self._rules.zone)
        except DateError as error:
            self._fields.note(None, f"the date in the file's name is {error}", "add a line `date: YYYY-MM-DD`")
            return None

    def _offer(self, target: str) -> str:
        """What else may mend that a field is missing: another, which newsgen does not know, may be it."""
        if self._fields.has(target):
            return ""
        others = (
            key
            for key, node in self._record.entries.items()
            if key not in self._rules.known | self.translated.silent and isinstance(node, Scalar) and not node.is_empty
            if self._is_date(node.text) == (target == "date")
        )
        key = next(others, "")
        return f"; if `{key}` is it, write `fields: {{{key}: {target}}}` in newsgen.yaml" if key else ""

    def _is_date(self, text: str) -> bool:
        try:
            read_moment(text, self._rules.zone, self._rules.date_formats)
        except DateError:
            return False
        return True

    def _read_address(self) -> tuple[str, str]:
        """The slug, and the address that is the article's own; one of them may be empty."""
        url = read_url(self._fields, self._rules.own_urls)
        slug, path = read_slug(self._fields)
        return slug or slug_for(without_date(self._name()), self._rules.slugs), url or path

    def _read_terms(self) -> Mapping[str, tuple[str, ...]]:
        terms = {}
        for taxonomy, keys in self._rules.term_keys.items():
            if not self._record.entries.keys().isdisjoint(keys) and (
                names := self._fields.names(*keys, split=split_names)
            ):
                terms[taxonomy] = tuple(map(sys.intern, names))  # many share a few names
        return terms

    def _read_corrections(self) -> tuple[Correction, ...]:
        corrections = []
        for item in self._fields.records("corrections", "- {date: 2025-11-26, text: …}"):
            date = self._moment("date", item)
            text = item.required_text("text", limit=5_000)
            if not item.has("date"):
                item.note(None, "`date` is missing in a correction", "add `date: YYYY-MM-DD`")
            item.refuse_unknown(("date", "text"))
            if date and text:
                corrections.append(Correction(date, text))
        return tuple(corrections)

    def _read_canonical(self) -> str:
        url = self._fields.text("canonical")
        if url and not is_web_address(url):
            self._fields.note(
                self._fields.node("canonical"),
                f"`canonical` is not a web address: {url}",
                "write it like `https://example.org/story`",
            )
        return url


def read_body(source: SourceFile) -> str:
    """The Markdown of a file that `load_article` accepted."""
    split = split_source(source, [])
    return split.body if split else ""
