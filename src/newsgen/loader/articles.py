"""Front matter to an Article: every field of docs/articles.md, checked, with its place in the file."""

import posixpath
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from urllib.parse import urlsplit

from newsgen.documents.fields import FieldReader, nearest
from newsgen.documents.local import local_mistake
from newsgen.documents.old_links import is_old_link, old_link
from newsgen.documents.yaml_nodes import Record, Scalar
from newsgen.errors import Problem
from newsgen.loader.card_texts import CardTexts, TextsAsTyped, set_texts
from newsgen.loader.foreign import Translated, is_foreign, translated
from newsgen.loader.frontmatter import SplitSource, read_fields, split_source
from newsgen.loader.name_lists import split_names
from newsgen.loader.paths import as_dated_name, date_in_path, hidden_folder, name_in_path, without_date
from newsgen.loader.places import read_aliases, read_id, read_slug, read_url
from newsgen.loader.shaping import shape
from newsgen.loader.typed_html import LINES, tell_typed_html
from newsgen.loader.versions import language_of, read_version_key, read_version_place, without_language
from newsgen.models.article import Article, Correction, Image, SourceFile
from newsgen.models.language import is_language_tag, language_tag
from newsgen.models.moment import DateError, Moment, read_moment
from newsgen.models.names import composed, path_fault, slug_for
from newsgen.models.rules import MISSING_PICTURE, MISSING_TEXT
from newsgen.plugins import Plugins
from newsgen.settings import ARTICLE_FIELDS, Taxonomy

_DATE_OF_DRAFTS = "1970-01-01"
"""Of a story that is not published and has no date yet: Jekyll's drafts, for example."""
# The scripts of raw HTML and data: URLs have no place in a field that becomes a link.
_WEB_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class ArticleRules:
    """What reading an article depends on besides its file."""

    zone: tzinfo
    taxonomies: tuple[Taxonomy, ...]
    texts: CardTexts = field(default_factory=TextsAsTyped)
    """How the texts of its card are set."""
    slugs: str = "ascii"
    languages: tuple[str, ...] = ()
    """Names of folders that tell the language of what lies in them."""
    own_urls: tuple[str, ...] = ()
    """Web addresses and paths that are, or were, the publication's own."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What newsgen.yaml says of other systems' fields: their name to newsgen's."""
    date_formats: tuple[str, ...] = ()
    plugins: Plugins = field(default_factory=Plugins)
    """What has a say in every article."""
    term_keys: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    """Taxonomy to the fields that take its names."""
    terms: frozenset[str] = field(init=False, repr=False)
    """The fields that take names."""
    known: frozenset[str] = field(init=False, repr=False)
    """All fields."""

    def __post_init__(self) -> None:
        keys = {each.name: tuple(dict.fromkeys((each.name, each.singular))) for each in self.taxonomies}
        terms = frozenset(key for names in keys.values() for key in names)
        object.__setattr__(self, "term_keys", keys)
        object.__setattr__(self, "terms", terms)
        object.__setattr__(self, "known", terms | frozenset(ARTICLE_FIELDS))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of one file."""

    source: str
    article: Article | None
    """None where there is an error among the problems."""
    problems: tuple[Problem, ...] = ()
    unknown: tuple[str, ...] = ()
    """Keys that newsgen does not know; their values are in Article.extra."""
    mapped: tuple[str, ...] = ()
    """Other systems' fields that were understood, as in Translated."""


def load_article(source: SourceFile, rules: ArticleRules) -> Loaded:
    """The card of an article, or all that is wrong with its file."""
    problems: list[Problem] = []
    split = split_source(source, problems)
    if split is None:
        return Loaded(source.path, None, tuple(problems))
    record = read_fields(split, problems)
    if isinstance(record, Problem):
        return Loaded(source.path, None, (*problems, record))
    reader = _ArticleReader(source, split, record, rules, problems)
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


class _ArticleReader:
    """One front matter while it is being read."""

    def __init__(
        self,
        source: SourceFile,
        split: SplitSource,
        record: Record,
        rules: ArticleRules,
        problems: list[Problem],
    ) -> None:
        self._source = source
        self._split = split
        self._rules = rules
        self._problems = problems
        self.translated: Translated = translated(record, rules.known, rules.terms, rules.fields, rules.own_urls)
        self._record = self.translated.record
        self._fields = FieldReader(split.front_matter, self._record, problems)
        self.unknown: tuple[str, ...] = ()

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
        self._tell_typed_html()
        # What another system meant by these names is lost as little as any field that newsgen does not know.
        foreign = {key: fields.plain(key) for key in ("id", "url") if fields.has(key) and not rest[key]}
        extra: dict[str, object] = {**foreign, **self._read_extra()}
        if not title or date is None:
            return None
        if not _without_comments(self._split.body) and not hidden_by:
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

    def _tell_typed_html(self) -> None:
        for key, node in self._record.entries.items():
            if key in LINES or key in self._rules.terms:
                tell_typed_html(self._fields, key, node)

    def _name(self) -> str:
        """The file's name without its suffix; where it gives the date, that is written in full."""
        name = name_in_path(without_language(self._source.path, self._rules.languages))
        return name if self._fields.has("date") else as_dated_name(name)

    def _moment(self, key: str, fields: FieldReader | None = None) -> Moment | None:
        return (fields or self._fields).moment(key, self._rules.zone, self._rules.date_formats)

    def _read_date(self, *, is_hidden: bool) -> Moment | None:
        if self._fields.node("date") is not None:
            date = self._moment("date")
            later = self._moment(self.translated.later_date) if self.translated.later_date else None
            return later if date and later and later.instant > date.instant else date
        typed = date_in_path(self._source.path)
        if not typed and is_hidden:
            typed = _DATE_OF_DRAFTS
        if not typed:
            self._fields.note(
                self._fields.key_node("date"),
                "`date` is missing",
                f"add a line `date: YYYY-MM-DD`, or begin the file's name with it{self._offer('date')}; "
                "a page that is no story, such as About, is no article: move it out of content/",
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

    def _read_terms(self) -> Mapping[str, tuple[str, ...]]:
        terms = {}
        for taxonomy, keys in self._rules.term_keys.items():
            if not self._record.entries.keys().isdisjoint(keys) and (
                names := self._fields.names(*keys, split=split_names)
            ):
                terms[taxonomy] = tuple(map(sys.intern, names))  # many share a few names
        return terms

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
        )
        group.refuse_unknown(("src", "alt", "caption", "credit"))
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
        if scheme and scheme not in _WEB_SCHEMES:
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

    def _read_corrections(self) -> tuple[Correction, ...]:
        corrections = []
        for item in self._fields.records("corrections"):
            date = self._moment("date", item)
            text = item.required_text("text", limit=5_000)
            if not item.has("date"):
                item.note(None, "`date` is missing in a correction", "add `date: YYYY-MM-DD`")
            item.refuse_unknown(("date", "text"))
            if date and text:
                corrections.append(Correction(date, text))
        return tuple(corrections)

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

    def _read_canonical(self) -> str:
        url = self._fields.text("canonical")
        if url and not _is_web_address(url):
            self._fields.note(
                self._fields.node("canonical"),
                f"`canonical` is not a web address: {url}",
                "write it like `https://example.org/story`",
            )
        return url

    def _read_extra(self) -> Mapping[str, object]:
        extra: dict[str, object] = {}
        if group := self._fields.record("extra"):
            extra |= {key: group.plain(key) for key in group.keys()}  # noqa: SIM118 - Fields is no mapping
        unknown = [key for key in self._fields.unknown() if key not in self.translated.silent]
        extra |= {key: self._fields.plain(key) for key in self.translated.silent}
        known = (*ARTICLE_FIELDS, *sorted(self._rules.terms)) if unknown else ()
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


def _without_comments(body: str) -> str:
    """What is left of a text without the comments at its beginning, which nobody sees."""
    return (
        re.sub(r"\A(?:\s*<!--.*?-->)+\s*", "", body, flags=re.DOTALL) if body.lstrip()[:4] == "<!--" else body.strip()
    )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # of an address such as `http://[`
        return False
    return parts.scheme in _WEB_SCHEMES and bool(parts.netloc) and re.search(r"[\s<>\"]", url) is None


def _scheme(url: str) -> str:
    match = re.match(r"([a-zA-Z][a-zA-Z0-9+.\-]*):", url)
    return match[1].lower() if match else ""


def _without_dots(path: str) -> str:
    """The path without ``.`` and ``..`` at its beginning, which lead from folder to folder inside content/."""
    parts = path.split("/")
    while parts and parts[0] in {".", ".."}:
        del parts[0]
    return "/".join(parts)


def read_body(source: SourceFile) -> str:
    """The Markdown of a file that `load_article` accepted."""
    split = split_source(source, [])
    return split.body if split else ""
