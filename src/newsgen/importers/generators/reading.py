"""The recipe: the texts of a folder as stories. They are read twice, since they speak of one another. Pure."""

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from newsgen.documents.places import is_served_by_a_program
from newsgen.errors import Problem
from newsgen.importers.alone import each_alone
from newsgen.importers.generators import bodies
from newsgen.importers.generators.addresses import UnreadAddressError, address_of, clean
from newsgen.importers.generators.addresses_of_astro import pages_of_templates, redirects_of_astro
from newsgen.importers.generators.addresses_of_eleventy import NoAddressError
from newsgen.importers.generators.astro_components import Components
from newsgen.importers.generators.book import Book
from newsgen.importers.generators.conditions import value_of
from newsgen.importers.generators.configs import text_of
from newsgen.importers.generators.data import defaults_of, people_of
from newsgen.importers.generators.definitions import Definitions
from newsgen.importers.generators.emojis import has_emojis, with_emojis
from newsgen.importers.generators.fields import Said, aliases_of, say, title_of_name
from newsgen.importers.generators.front import Front, read_front
from newsgen.importers.generators.headers import with_headers_of_html, with_headers_of_rst, with_names_of_lines
from newsgen.importers.generators.images import picture_of_bundle, pictures_in, set_image
from newsgen.importers.generators.known import Known, about_of
from newsgen.importers.generators.known_tags import Knower
from newsgen.importers.generators.links import Linker
from newsgen.importers.generators.links_in_text import has_bare_links
from newsgen.importers.generators.lives import stories_of_lives
from newsgen.importers.generators.masks import Masks
from newsgen.importers.generators.naming import Namer, join_versions, version_of
from newsgen.importers.generators.patterns import About
from newsgen.importers.generators.references import References, name_of
from newsgen.importers.generators.rst import MarkupError
from newsgen.importers.generators.said import said_by_html, said_by_markdown, said_by_marks
from newsgen.importers.generators.script_errors import UntoldError
from newsgen.importers.generators.script_tags import Macros
from newsgen.importers.generators.script_values import Scope
from newsgen.importers.generators.selection import (
    ARTICLE,
    PAGE,
    SECTION,
    Entry,
    Selection,
    select,
)
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.sorting import LISTED, kind_of, leads_to
from newsgen.importers.generators.template_names import SiteNames, TemplateNames
from newsgen.importers.generators.templates import Rendering
from newsgen.importers.generators.unarrived import unarrived
from newsgen.importers.generators.unshown import Unshown
from newsgen.importers.generators.usual import usual_terms
from newsgen.importers.generators.values import Values
from newsgen.importers.old_addresses import OldAddresses
from newsgen.importers.story import DOUBTFUL, Guess, LeftOut, Story, Value
from newsgen.importers.tree import UnreadableError
from newsgen.loader.rules import ArticleRules
from newsgen.settings import Settings

LARGEST_STORY = 20_000_000
"""Bytes."""
_TOLD = 10
"""Patterns of addresses that are told."""
_PAGE_FIELDS = frozenset("title subtitle summary url image date updated expires lang draft aliases extra".split())


_SIGN = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+")
"""What is no name of anybody, and may stand for one."""
_OF_TEXTILE = re.compile(
    r"\":\S+|!\S+!|^(?:h[1-6]|p|bq|bc|pre|fn\d+|notextile)(?:\([^()\n]*\)|\{[^{}\n]*\}|[<>=])*\.{1,2}[ ]", re.MULTILINE
)
"""Addresses, and marks of what a paragraph is."""


def _strings(thing: object) -> Iterator[str]:
    """All texts in a thing."""
    if isinstance(thing, Mapping):
        for key, inner in thing.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(thing, list | tuple):
        for inner in thing:
            yield from _strings(inner)
    elif thing is not None:
        yield str(thing)


@dataclass
class Reader:
    """Makes stories of the texts of a site."""

    site: Site
    rules: ArticleRules
    settings: Settings
    old: OldAddresses
    faults: list[str] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._people = people_of(self.site)
        self._references = References(self.site)
        self._components = Components(self.site)
        self._unshown = Unshown(self.site)
        self._book = Book(self.site)
        self._definitions = Definitions(self.site)
        self._names = SiteNames(self.site)
        self._macros = Macros(self._definitions.templates)
        self._titles: dict[tuple[str, str, str], str] = {}
        self._has_emojis = has_emojis(self.site)
        self._headlines: dict[str, str] = {}
        """Path of each story to its headline."""
        self._values = Values(self.site, self._book)
        self._filled: dict[str, str] = {}
        """The text of each page that is a template."""
        self._unread: dict[str, int] = {}
        """Patterns of addresses that cannot be worked out, and how many texts have each."""
        self._given: dict[str, str] = {}
        """Addresses, and aliases that were given out, to the addresses of the stories that have them."""

    def stories(self) -> Iterator[Story]:
        """All stories."""
        selection = select(self.site)
        self._pass_over(selection)
        self._lead_on_by_settings()
        known = [each for entry in selection.entries if (each := self._known(entry)) is not None]
        self.faults.extend(
            f"the addresses of {count:,} {'text' if count == 1 else 'texts'} cannot be read: {pattern[:200]}"
            for pattern, count in sorted(self._unread.items(), key=lambda each: -each[1])[:_TOLD]
        )
        join_versions(known, self.site.language, self.settings.site.language)
        namer = Namer(self.settings, known)
        namer.name(known)
        for each in known:
            self._book.add(each.entry.path, each.address, *each.aliases)
            self._headlines[each.entry.path] = str(each.said.fields.get("title", ""))
        self._given = {each.address.rstrip("/"): each.address for each in known}
        made = each_alone(known, lambda each: self._made(each, namer), lambda each: each.entry.path, self.faults)
        yield from filter(None, made)
        yield from stories_of_lives(self.site, self.settings, self._book, known, self._people)
        self.faults.extend(
            f"{path}: only a pointer of Git LFS: `git lfs pull` fetches the file"
            for path, is_pointer in sorted(self._book.pointers.items())
            if is_pointer
        )

    def _pass_over(self, selection: Selection) -> None:
        self.passed_over.update(selection.passed_over)
        self.passed_over.update(f"texts in {kind}, which is not read" for _, kind in selection.unread)
        self.faults.extend(
            f"{path}: {kind} is not read: make Markdown of it first" for path, kind in selection.unread[:100]
            if kind != "templates"
        )  # fmt: skip

    # The first time: what is said of each, and where it lies.

    def _front(self, entry: Entry) -> Front | Problem | str:
        try:
            content = self.site.tree.read(entry.path, LARGEST_STORY)
            if self.site.generator == "nikola":
                meta = f"{posixpath.splitext(entry.path)[0]}.meta"
                if meta in self.site.paths:
                    content = with_names_of_lines(self.site.tree.read(meta, LARGEST_STORY)).rstrip() + b"\n\n" + content
        except UnreadableError as error:
            return str(error)
        lower = entry.path.lower()
        if lower.endswith((".rst", ".txt")):
            content = with_headers_of_rst(content)
        elif self.site.generator == "pelican" and lower.endswith((".html", ".htm")):
            content = with_headers_of_html(content)
        hosts = (self.site.host,) if self.site.host else ()
        defaults = {**self._unshown.defaults(entry), **defaults_of(self.site, entry), **self._inherited(entry)}
        return read_front(entry.path, content, self.rules, defaults, hosts)

    def _inherited(self, entry: Entry) -> dict[str, object]:
        """What a version in another language has of the usual one, as Nikola gives it: all but words."""
        usual = entry.prefix + entry.inside
        if self.site.generator != "nikola" or not entry.lang or usual == entry.path or usual not in self.site.paths:
            return {}
        front = self._front(replace(entry, path=usual, lang=""))
        words = {"title", "description", "lang", "previewimage"}
        return (
            {key: value for key, value in front.typed.items() if key not in words} if isinstance(front, Front) else {}
        )

    def _known(self, entry: Entry) -> Known | None:  # noqa: C901, PLR0912 - a line for each fault
        front = self._front(entry)
        if isinstance(front, Problem):
            self.faults.append(str(replace(front, path=entry.path)))
            return None
        if isinstance(front, str):
            self.faults.append(f"{entry.path}: {front}")
            return None
        said = say(front, entry, self.site, self.rules, lambda name: self._people.get(name.lower(), name))
        self._set_names(said, entry, front)
        tags = said.fields.get("tags")
        if why := self._unshown.why(entry, front.typed, tags if isinstance(tags, tuple) else ()):
            said.hold_back(why)
        if entry.role == ARTICLE and self.site.generator == "jekyll" and said.date is None and not said.fault:
            said.fault = "1:1: its name has no date that can be one, and there is no other"
        kind, why = kind_of(self.site, entry, front, said)
        target = leads_to(front)
        if target and why != LISTED:
            self._lead_on(entry, front, said, target)
            if kind:  # Nobody could read its text, and it is not lost.
                said.fields["draft"] = "true"
                said.extra["held_back"] = f"it led on to {target}"
        if not kind:
            self.passed_over[why] += 1
            return None
        if said.fault and not (kind == "page" and entry.role == PAGE):
            self.faults.append(f"{entry.path}:{said.fault}")
            return None
        if kind == "article":
            said.fields.update(usual_terms(self.site, entry, said.fields, lambda name: self._title_of(name, entry)))
        known = Known(entry, said, kind)
        if kind == "term" and (name := name_of(front.typed)):
            said.fields["title"] = name
        about = about_of(self.site, known, front.typed)
        if kind != "term":
            known.address = self._address(known, about)
        if entry.path.endswith((".njk", ".liquid")):
            self._fill(known, about, front)
            if said.date is None and entry.path not in self._filled:
                where = f", at {known.address}" if known.address else ""
                self.faults.append(f"{entry.path}: a page that a program fills in is not read{where}")
                return None
        known.is_old = bool(known.address) and known.address != "/"
        names = aliases_of(front)
        if self.site.generator == "markdown" and (called := tuple(each for each in names if "/" not in each)):
            said.extra["aliases"] = called  # In a vault of notes, what a note is called, too.
            names = [each for each in names if each not in called]
        known.aliases = [path for each in names if (path := self._alias(each, known))]
        if is_served_by_a_program(known.address):
            known.aliases.append(known.address)
            known.address, known.is_old = "", False
        known.version = version_of(self.site, entry, front.typed, str(said.fields.get("lang", "")))
        return known

    def _set_names(self, said: Said, entry: Entry, front: Front) -> None:
        """Puts names in the place of signs by which a text names entries of collections; what is nowhere is told."""
        names, missing = self._references.called(entry.collection, front.typed)
        for fields in (said.fields, said.extra) if names else ():
            for name, value in fields.items():
                if isinstance(value, tuple):
                    fields[name] = tuple(dict.fromkeys(names.get(each, each) for each in value))
                elif isinstance(value, str) and fields is said.extra:
                    fields[name] = names.get(value, value)
        for key, sign, other in missing:
            why = f"no entry of the collection `{other}` is called so: it stays as it was typed"
            said.guesses.append(Guess(key, sign, why, DOUBTFUL))
        authors = said.fields.get("authors")
        for sign in authors if isinstance(authors, tuple) and self._people else ():
            known = {name.lower() for name in self._people.values()} | {each[1] for each in missing}
            if _SIGN.fullmatch(sign) and sign not in known:
                why = "no file of authors has this sign: it stays as it was typed"
                said.guesses.append(Guess("authors", sign, why, DOUBTFUL))

    def _fill(self, known: Known, about: About, front: Front) -> None:
        """Works out a template that is a text; one that asks for something that is not known is read tag by tag."""
        names = TemplateNames(self._names, about, front.typed, known.address)
        with suppress(UntoldError):
            self._filled[known.entry.path] = Rendering(names.worker()).made(front.body, Scope())

    def _address(self, known: Known, about: About) -> str:
        """The old address of a text; one that cannot be worked out is told, and none is made up."""
        try:
            return address_of(self.site, about, self._names)
        except NoAddressError:
            known.said.hold_back("no page was made of it: its `permalink` is false")
            return ""
        except UnreadAddressError as error:
            if known.said.is_draft:  # It never had one.
                return ""
            why = "its old address cannot be worked out of this, and nothing leads on from there"
            known.said.guesses.append(Guess("url", str(error)[:200], why, DOUBTFUL))
            self._unread[str(error)] = self._unread.get(str(error), 0) + 1
            return ""

    def _lead_on(self, entry: Entry, front: Front, said: Said, target: str) -> None:
        """Keeps where a page led on to."""
        known = Known(entry, said, "article" if said.date else "page")
        address = self._address(known, about_of(self.site, known, front.typed))
        parts = urlsplit(target)
        is_ours = not parts.netloc or parts.netloc.lower().removeprefix("www.") == self.site.host
        for path in (address, *(clean(each, self.site) for each in aliases_of(front))):
            if path.strip("/"):
                self.old.add(path, clean(target, self.site) if is_ours else target)

    def _lead_on_by_settings(self) -> None:
        """Keeps the redirects that settings of Astro list, and names its pages that nobody can read here."""
        if self.site.generator != "astro":
            return
        self.faults.extend(
            f"{path}: a page that is a template is not read, at {address}: make Markdown of it first"
            for path, address in pages_of_templates(self.site)
        )
        found, unread = redirects_of_astro(self.site)
        for path, target in found:
            parts = urlsplit(target)
            is_ours = not parts.netloc or parts.netloc.lower().removeprefix("www.") == self.site.host
            if (old := clean(path, self.site)).strip("/"):
                self.old.add(old, clean(target, self.site) if is_ours else target)
        if unread:
            self.faults.append(f"redirects in the settings cannot be read: {unread[:200]}")

    def _title_of(self, folder: str, entry: Entry) -> str:
        """The headline of a folder's own page in the language of a text; empty where it has none."""
        key = (entry.prefix, folder, entry.lang)
        if key not in self._titles:
            ends = (f".{entry.lang}.md", ".md") if entry.lang else (".md",)
            for end in ends:
                path = f"{entry.prefix}{folder}/_index{end}"
                front = self._front(Entry(path, SECTION, entry.prefix, f"{folder}/_index.md"))
                if path in self.site.paths and isinstance(front, Front):
                    self._titles[key] = text_of(front.typed, "title", "linktitle")
                    break
        return self._titles.setdefault(key, "")

    def _alias(self, typed: str, known: Known) -> str:
        if not typed.startswith("/") and "//" not in typed and self.site.generator == "hugo" and known.address:
            typed = posixpath.join(posixpath.dirname(known.address.rstrip("/")), typed)
        path = clean(typed, self.site)
        return path if path.strip("/") else ""

    # The second time: texts.

    def _made(self, known: Known, namer: Namer) -> Story | None:
        try:
            return self._story(known, namer)
        except MarkupError as error:
            self.faults.append(f"{known.entry.path}: cannot be read: {error}")
            return None

    def _story(self, known: Known, namer: Namer) -> Story:
        entry, said = known.entry, known.said
        front = self._front(entry)
        if not isinstance(front, Front):  # It could be read a moment ago.
            raise MarkupError(str(front))
        front = replace(front, body=self._filled.get(entry.path, front.body))
        linker = Linker(self._book, entry.path, entry.prefix, known.address, str(said.fields.get("lang", "")))
        about = about_of(self.site, known, front.typed)
        names = TemplateNames(self._names, about, front.typed, known.address)
        if self.site.generator == "eleventy" and "macro" in front.body:
            self._macros.add(front.body)
        knower = Knower(
            Masks(),
            lambda name: self._book.by_path.get(self._book.path_of_text(name, entry.path, entry.prefix), ""),
            lambda name: self._values.included(name, entry),
            lambda expression: self._values.value(expression, front, about, known),
            self.site.generator,
            lambda name: self._headlines.get(self._book.path_of_text(name, entry.path, entry.prefix), ""),
            lambda name: self._values.code(name, entry),
            lists=lambda said: self._values.thing(said, front),
            data=lambda name: front.typed.get(name.lower()),
            define=self._definitions.find,
            define_part=lambda name: self._definitions.find(name, is_include=True),
            pictures=lambda listed: pictures_in(self.site, entry, listed),
            look=lambda name: value_of(name, front.typed, self.site.config, is_whole=self.site.generator == "jekyll"),
            names=names if self.site.generator in {"eleventy", "hexo"} else None,
            macro=self._macros.find,
            component=self._component if self.site.generator == "astro" else None,
        )
        body, words = self._body(entry, front, knower, linker, names)
        fields, kept = self._fields(known, linker, namer)
        if knower.unshown:
            kept["tags"] = list(dict.fromkeys(knower.unshown))
        left_out = [LeftOut(*each) for each in (*body.left_out, *knower.left_out)]
        left_out += [
            LeftOut(f"{name} ({count} times)", "kept as a comment: no rule knows it")
            for name, count in knower.unknown.items()
        ]
        left_out += [
            LeftOut(f"{name} ({count} times)", "an advertisement, a form or a list: no part of the story")
            for name, count in knower.no_part.items()
        ]
        lost = unarrived(front.body, front.typed, (body.text, *_strings(fields), *_strings(kept)),
                         has_components=entry.path.lower().endswith(".mdx"))  # fmt: skip
        raw = str(front.typed.get("title", "") or front.title)
        summary = str(
            front.typed.get("summary", "") or front.typed.get("description", "") or front.typed.get("excerpt", "")
        )
        return Story(
            key=f"{self.site.generator}:{self.site.name}:{entry.path.removeprefix(self.site.top)}",
            digest=hashlib.sha256(
                repr((self.site.generator, front.typed, front.body)).encode("utf-8", "surrogatepass")
            ).hexdigest(),
            source=entry.path,
            fields=fields,
            text=body.text,
            said=f"{said_by_html(raw)} {words} {said_by_html(summary) if 'summary' in fields else ''} {lost}",
            links=tuple(dict.fromkeys(linker.links)),
            pictures=tuple(dict.fromkeys(linker.pictures)),
            kind=known.kind,
            guesses=tuple(said.guesses),
            left_out=tuple(left_out),
            files=dict(linker.names.files),
            kept=kept,
            folder=known.folder,
            name=known.name,
        )

    def _component(
        self,
        typed: str,
        imported: Mapping[str, str],
        constants: Mapping[str, str],
        inner: bool,  # noqa: FBT001 - as it is called
    ) -> str:
        return self._components.shown(typed, imported, constants, inner=inner)

    def _body(
        self, entry: Entry, front: Front, knower: Knower, linker: Linker, names: TemplateNames
    ) -> tuple[bodies.Body, str]:
        lower = entry.path.lower()
        if lower.endswith((".rst", ".txt")):
            return bodies.body_of_rst(front.body, knower, linker), said_by_marks(front.body)
        if lower.endswith(".textile"):
            return bodies.body_of_textile(front.body, knower, linker), said_by_marks(_OF_TEXTILE.sub(" ", front.body))
        if lower.endswith((".html", ".htm", ".njk", ".liquid", ".webc")):
            return bodies.body_of_html(front.body, knower, linker), said_by_html(front.body)
        is_module = lower.endswith(".mdx")
        body = bodies.body_of_markdown(
            front.body, knower, linker, is_module=is_module, is_indented=self.site.generator == "mkdocs",
            is_common=self.site.generator not in {"pelican", "nikola", "mkdocs"},
            has_emojis=self._has_emojis, has_bare_links=has_bare_links(self.site),
            included=lambda name: self._values.included(name, entry), config=self.site.config,
            names=names if self.site.generator in {"eleventy", "jekyll"} else None,
        )  # fmt: skip
        source = with_emojis(front.body) if self._has_emojis else front.body
        return body, said_by_markdown(source, is_module=is_module)

    def _fields(self, known: Known, linker: Linker, namer: Namer) -> tuple[dict[str, Value], dict[str, object]]:
        said = known.said
        fields = dict(said.fields)
        extra = dict(said.extra)
        if known.kind == "article" and "image" not in fields and (src := picture_of_bundle(self.site, known.entry)):
            fields["image"] = {"src": src}
        set_image(fields, extra, linker)
        self._set_addresses(known, fields, namer)
        if known.kind != "article":
            allowed = _PAGE_FIELDS if known.kind == "page" else frozenset({"title", "summary", "image"})
            for name in [name for name in fields if name not in allowed]:
                extra[name] = fields.pop(name)
            if known.kind == "term":
                fields["title"] = fields.get("title") or title_of_name(known.entry)
        fields["extra"] = extra
        return {name: value for name, value in fields.items() if value}, dict(said.kept)

    def _set_addresses(self, known: Known, fields: dict[str, Value], namer: Namer) -> None:
        """Sets the old address, and what leads there; no two stories have the same."""
        if known.is_old:
            fields["url"] = known.address
        if not known.said.is_draft:
            for path in ([known.address] if known.is_old or known.is_unmoved else []) + known.aliases:
                self.old.add(path)
        if known.kind == "term":
            return
        fields["aliases"] = tuple(
            alias
            for alias in dict.fromkeys(known.aliases)
            if alias != known.address
            and not namer.is_listing(alias)
            and self._given.setdefault(alias.rstrip("/"), known.address) == known.address
        )
