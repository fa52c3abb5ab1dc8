"""Front matter to a StandingPage: every field of docs/pages.md, checked, with its place in the file."""

import re
from dataclasses import replace

from newsgen.documents.fields import TRUE, word_of
from newsgen.documents.yaml_nodes import Node, Record, Scalar
from newsgen.errors import Problem
from newsgen.loader.entry import EntryReader, is_without_text
from newsgen.loader.frontmatter import SplitSource
from newsgen.loader.paths import date_in_path
from newsgen.loader.places import read_aliases, read_url
from newsgen.loader.rules import ArticleRules
from newsgen.loader.versions import language_of, without_language
from newsgen.models.article import SourceFile
from newsgen.models.moment import DateError, Moment, read_moment
from newsgen.models.names import slug_for, without_suffix
from newsgen.models.rules import MISSING_TEXT, UNKNOWN_FIELD
from newsgen.models.standing import StandingPage

PAGE_FIELDS = (
    "title",
    "subtitle",
    "summary",
    "menu",
    "url",
    "template",
    "image",
    "date",
    "updated",
    "expires",
    "lang",
    "draft",
    "aliases",
    "alias",
    "extra",
)
"""The fields of a standing page, besides `kind`."""
_TEMPLATE = re.compile(r"(?:[A-Za-z0-9][\w\-]*/)*[A-Za-z0-9][\w\-]*\.html")
_PLACE_IN_MENU = re.compile(r"[1-9][0-9]?", re.ASCII)
_LAST_IN_MENU = 100


class PageReader(EntryReader):
    """The front matter of a standing page while it is being read."""

    def __init__(
        self, source: SourceFile, split: SplitSource, record: Record, rules: ArticleRules, problems: list[Problem]
    ) -> None:
        super().__init__(source, split, record, rules, problems, known=frozenset(PAGE_FIELDS))
        self._others: dict[str, object] = {}
        # What says something of a story alone is kept, and no slip of the pen.
        of_stories = self._record.entries.keys() & (rules.known - self._known)
        self.translated = replace(self.translated, silent=self.translated.silent | of_stories)

    def read(self) -> StandingPage | None:
        """The page; None where it has no title."""
        fields = self._fields
        title = fields.required_text("title")
        page = StandingPage(
            source=self._source.path,
            digest=self._source.digest,
            title=title,
            path=self._path(),
            subtitle=fields.text("subtitle"),
            summary=fields.text("summary", limit=5_000),
            date=self._read_date(),
            updated=self._moment("updated"),
            expires=self._moment("expires"),
            image=self._read_image(),
            lang=self._read_language(),
            menu=self._read_menu(),
            template=self._read_template(),
            hidden_by=self._read_hiding(),
            aliases=read_aliases(fields, self._rules.own_urls),
            url=read_url(fields, self._rules.own_urls),
            body_line=self._split.body_line,
        )
        self._tell_typed_html()
        for key in self._record.entries:
            if key in self._rules.terms:
                what = f"a standing page is filed nowhere: `{key}` has no effect"
                mend = "delete it, or write `kind: article` if this is a story"
                fields.warn(self._record.keys[key], what, mend, rule=UNKNOWN_FIELD)
        if self._fields.has("slug"):
            mend = "write `url: /…/`, or rename the file"
            self._fields.warn(self._record.keys["slug"], "a standing page has no `slug`", mend, rule=UNKNOWN_FIELD)
        page = replace(page, extra={**self._read_extra(), **self._others}, has_own_summary=bool(page.summary))
        if is_without_text(self._split.body) and not page.hidden_by and not page.template:
            place = Scalar("", self._split.body_line, 1)
            fields.warn(place, "the page has no text", "write it below the fields", rule=MISSING_TEXT)
        return page if title else None

    def _read_date(self) -> Moment | None:
        """From when on the page is published; other systems take it from the file's name, too."""
        if self._fields.node("date") is not None:
            return self._published_from()
        typed = date_in_path(self._source.path)
        try:
            return read_moment(typed, self._rules.zone) if typed else None
        except DateError:
            return None  # a number that is no date

    def _path(self) -> str:
        """What of the file's path makes its address: below the folder of pages, with its language before it."""
        rules, source = self._rules, self._source.path
        language = language_of(source, rules.languages).lower()
        inside = without_language(source, rules.languages).removeprefix(f"{rules.folders.pages}/")
        parts = [slug_for(part, rules.slugs) for part in without_suffix(inside).split("/")]
        if parts[-1] == "index":
            parts.pop()
        return "/".join([language, *parts] if language and language != rules.language.lower() else parts)

    def _read_menu(self) -> int:
        node = self._fields.node("menu")
        if node is None:
            return 0
        if isinstance(node, Scalar):
            if _PLACE_IN_MENU.fullmatch(node.text):
                return int(node.text)
            if word_of(node) in TRUE:
                return _LAST_IN_MENU
        self._keep("menu", node, "write its place in the menu: `menu: 3`")
        return 0

    def _read_template(self) -> str:
        node = self._fields.node("template")
        if node is None or (isinstance(node, Scalar) and _TEMPLATE.fullmatch(node.text)):
            return node.text if isinstance(node, Scalar) else ""
        self._keep("template", node, "name a file in templates/: `template: landing.html`")
        return ""

    def _keep(self, key: str, node: Node, mend: str) -> None:
        """Keeps what another system meant by a field of ours."""
        self._others[key] = self._fields.plain(key)
        self._fields.warn(node, f"`{key}` is not what it means here, and has no effect", mend, rule=UNKNOWN_FIELD)
