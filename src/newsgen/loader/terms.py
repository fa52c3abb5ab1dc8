"""Front matter to a TermProfile: every field of docs/terms.md, checked, with its place in the file."""

import re
import unicodedata
from collections.abc import Iterable

from newsgen.documents.fields import suggest
from newsgen.documents.yaml_nodes import Node, Record, Scalar, Sequence
from newsgen.errors import Problem
from newsgen.loader.entry import EntryReader, is_web_address, is_without_text
from newsgen.loader.frontmatter import SplitSource
from newsgen.loader.name_lists import split_names
from newsgen.loader.rules import ArticleRules
from newsgen.loader.versions import without_language
from newsgen.models.article import SourceFile
from newsgen.models.names import segment_fault, slug_for, without_suffix
from newsgen.models.term_profile import ProfileLink, TermProfile
from newsgen.settings import read_front

TERM_FIELDS = (
    "title",
    "taxonomy",
    "slug",
    "aliases",
    "alias",
    "parent",
    "summary",
    "image",
    "same_as",
    "role",
    "email",
    "links",
    "label",
    "order",
    "front",
    "lang",
    "updated",
    "draft",
    "extra",
)
"""The fields of a term file, besides `kind`."""
_IN_MAIL = r"[^\s@<>,;:\"()\\?&%#=/]"
_MAIL = re.compile(rf"{_IN_MAIL}+@{_IN_MAIL}+\.{_IN_MAIL}+")
_TOLD = frozenset({"title", "aliases", "parent", "front"})
_ORDERS = ("newest", "oldest")


class TermReader(EntryReader):
    """The front matter of a term file while it is being read."""

    def __init__(
        self, source: SourceFile, split: SplitSource, record: Record, rules: ArticleRules, problems: list[Problem]
    ) -> None:
        super().__init__(source, split, record, rules, problems, known=frozenset(TERM_FIELDS))

    def read(self) -> TermProfile | None:
        """The profile; None where it is of no taxonomy that there is."""
        fields, source = self._fields, self._source
        stem = without_suffix(without_language(source.path, self._rules.languages).rpartition("/")[2])
        title, order = fields.text("title"), fields.choice("order", _ORDERS) if fields.has("order") else ""
        taxonomy = self._read_taxonomy()
        slug = self._read_slug() or self._rules.slugs_of(taxonomy).get(title) or slug_for(stem, self._rules.slugs)
        profile = TermProfile(
            source=source.path,
            digest=source.digest,
            taxonomy=taxonomy,
            slug=slug,
            title=title or stem,
            has_own_title=bool(title),
            names=fields.names("aliases", "alias", split=split_names),
            parent=fields.text("parent", limit=200),
            summary=fields.text("summary", limit=5_000),
            image=self._read_image(),
            same_as=self._read_addresses("same_as"),
            role=fields.text("role"),
            email=self._read_mail(),
            links=self._read_links(),
            label=fields.text("label", limit=200),
            is_oldest_first=order == "oldest" if order else None,
            lang=self._read_language(),
            updated=self._moment("updated"),
            hidden_by=self._read_hiding(),
            front=read_front(fields, self._rules.taxonomies, (), of_term=True),
            has_text=not is_without_text(self._split.body),
            extra=self._read_extra(),
            lines={key: node.line for key, node in self._record.keys.items() if key in _TOLD},
            body_line=self._split.body_line,
            has_own_summary=fields.has("summary"),
        )
        self._tell_typed_html()
        return profile if taxonomy else None

    def _read_taxonomy(self) -> str:
        """The taxonomy that the field names, else the folder."""
        rules, fields = self._rules, self._fields
        known = tuple(each.name for each in rules.taxonomies)
        folder = f"{rules.folders.terms}/"
        path = without_language(self._source.path, rules.languages)
        node, inside = fields.node("taxonomy"), path.removeprefix(folder)
        typed = fields.text("taxonomy")
        if not typed and inside != path and "/" in inside:
            typed = inside.partition("/")[0]
        if typed in known:
            return typed
        choices = f"the taxonomies are {', '.join(known)}"
        if not typed:
            mend = f"move the file to content/{folder}{known[0] if known else ''}/, or write `taxonomy: …`; {choices}"
            fields.note(None, "it is not said of which taxonomy this term is", mend)
        else:
            what = f"`taxonomy` is {typed!r}" if node else f"there is no taxonomy {typed!r}, which the folder names"
            fields.note(node, f"{what}{suggest(typed, known)}", choices)
        return ""

    def _read_slug(self) -> str:
        fields = self._fields
        typed = unicodedata.normalize("NFC", fields.text("slug", limit=200)).strip("/")
        fault = "has a slash" if "/" in typed else "is the name of a file" if typed == "index.html" else ""
        if typed and not fault and (inner := segment_fault(typed)):
            fault = f"has {inner}"
        if fault:
            mend = "write one part of an address, of letters, digits and hyphens"
            fields.note(fields.node("slug"), f"`slug` {fault}: {typed}", mend)
        return "" if fault else typed

    def _read_mail(self) -> str:
        typed = self._fields.text("email").removeprefix("mailto:")
        if typed and not _MAIL.fullmatch(typed):
            self._fields.note(self._fields.node("email"), f"`email` is no mail address: {typed}", "write name@host")
            return ""
        return typed

    def _read_addresses(self, key: str) -> tuple[str, ...]:
        """One web address, or a list."""
        typed = self._fields.names_typed(key)
        return tuple(address for address, node in typed.items() if self._is_address(key, address, node))

    def _is_address(self, key: str, typed: str, node: Node) -> bool:
        if is_web_address(typed) and "@" not in typed.split("/")[2]:
            return True
        self._fields.note(node, f"`{key}` has no web address: {typed}", "write it with https:// before it")
        return False

    def _read_links(self) -> tuple[ProfileLink, ...]:
        node = self._fields.node("links")
        found = _links_in(node) if node is not None else ()
        links = []
        for title, typed in found:
            if not isinstance(typed, Scalar):
                mend = 'write `links: {Mastodon: "https://…"}`, or a list of addresses'
                self._fields.note(typed, "an item of `links` is no web address", mend)
            elif self._is_address("links", typed.text.strip(), typed):
                links.append(ProfileLink(title, typed.text.strip()))
        return tuple(links)


def _links_in(node: Node) -> Iterable[tuple[str, Node]]:
    """Title and address of each link, however they are typed."""
    match node:
        case Scalar():
            yield "", node
        case Record() if isinstance(url := node.entries.get("url"), Scalar):
            title = node.entries.get("title", node.entries.get("name"))
            yield (" ".join(title.text.split()) if isinstance(title, Scalar) else "", url)
        case Record():
            yield from ((" ".join(title.split()), value) for title, value in node.entries.items())
        case Sequence():
            for item in node.items:
                yield from _links_in(item)
