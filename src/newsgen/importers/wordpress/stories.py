"""The items of an export as stories. Pure."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import unquote

from newsgen.documents.places import is_served_by_a_program
from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.beside import Names, may_lie_beside
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.mail import name_without_mail
from newsgen.importers.old_addresses import OldAddresses
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, Guess, LeftOut, Story, Value
from newsgen.importers.wordpress.built import with_built
from newsgen.importers.wordpress.bylines import Byline, byline_in
from newsgen.importers.wordpress.comments import Comment, comments_block, public_comments
from newsgen.importers.wordpress.content import read_content
from newsgen.importers.wordpress.episodes import with_recordings
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.holding import held_back
from newsgen.importers.wordpress.index import SiteIndex, all_meta_of
from newsgen.importers.wordpress.keeping import KEPT_ASIDE, PASSED_OVER, aside, kept_of
from newsgen.importers.wordpress.old_places import OldPlaces, names_in
from newsgen.importers.wordpress.questions import date_place, question_in, without_mark
from newsgen.importers.wordpress.reading import Site
from newsgen.importers.wordpress.shortcodes import Shortcodes
from newsgen.importers.wordpress.tongues import languages_of, part_in
from newsgen.models.names import path_fault, slug_for
from newsgen.settings import ImportSettings

_NO_SECTION = frozenset(
    {"uncategorized", "uncategorised", "allgemein", "non-classe", "sin-categoria", "senza-categoria", "sem-categoria"}
)
_SUMMARIES = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseo_description",
    "_aioseop_description",
    "_seopress_titles_desc",
)
_ABOVE_AND_BELOW = {
    "subtitle": ("subtitle", "sub_title", "wps_subtitle", "_secondary_title", "deck", "dek", "standfirst"),
    "kicker": ("kicker", "overline", "eyebrow"),
}
"""Lines at the headline to the meta in which plugins and themes keep them."""
_LONGEST_NAME = 200
"""Letters of a section or a tag."""
_LONGEST_SUMMARY = 5_000
_FIELDS_WITH_TEXT = frozenset({"title", "excerpt:encoded"})
_NO_DATES = frozenset({"1999-11-30 00:00:00", "1970-01-01 00:00:00"})
_DATE = re.compile(r"(?!0000)\d{4}-(?!00)\d\d-(?!00)\d\d(?: \d\d:\d\d:\d\d)?")


@dataclass(frozen=True)
class Reader:
    """Makes stories of the items of a site."""

    index: SiteIndex
    upload: Callable[[str], str]
    """Path of an uploaded file to where it lies on this disk; empty where it does not."""
    style: str
    """One of SLUG_STYLES."""
    term_place: Callable[[str, str], str]
    """Taxonomy and name to where its page will lie, from the first slash on."""
    old: OldAddresses
    """Is told the addresses that the site had."""
    settings: ImportSettings = field(default_factory=ImportSettings)
    note: Callable[[str, Mapping[str, object]], None] = lambda _name, _said: None
    """Is told what lies beside all stories: the file for it, and what to write there."""
    language: str = ""
    """The publication's."""
    menus: Mapping[str, int] = field(default_factory=dict)
    """Number of each page to its place in the menu."""

    @cached_property
    def _places(self) -> OldPlaces:
        return OldPlaces(self.index, self.term_place, self.old)

    def terms(self) -> Iterator[Story]:
        """A term file for each author and each section of which the export says something."""
        for login, about in sorted(self.index.biographies.items()):
            yield self._term("authors", self.index.authors[login], about, {})
        for category in self.index.categories.values():
            parent = self.index.parent_of(category)
            if category.description or parent:
                yield self._term(
                    "sections", category.name, category.description, {"parent": parent.name} if parent else {}
                )
        yield from self._tag_terms()

    def _tag_terms(self) -> Iterator[Story]:
        for nickname, text in sorted(self.index.tag_descriptions.items()):
            yield self._term("tags", self.index.tag_names[nickname], text, {})

    def _term(self, taxonomy: str, name: str, text: str, fields: Mapping[str, Value]) -> Story:
        files = Names()
        content = read_content(text, self._site(lambda address: self._address(address, files)), (), "")
        return Story(
            key=f"wordpress:{self.index.host}:{taxonomy}:{name}",
            digest=hashlib.sha256(f"{name}\0{text}\0{sorted(fields)}".encode()).hexdigest(),
            source=f"{taxonomy}: {name}",
            fields={"title": name, **fields},
            text=content.text,
            said=f"{name} {content.said}",
            kind="term",
            files=files.files,
            folder=f"terms/{taxonomy}",
            name=slug_for(name, self.style),
        )

    def stories(self, part: Part) -> Iterator[Story]:
        """The story of an item, in each of its languages; none where it is no story."""
        languages = languages_of(part, self.language)
        for at, code in enumerate(languages or [""]):
            given = part_in(part, code, self.index.path, is_first=at == 0) if code else part
            if (story := self.story(given)) is None:
                return
            yield (
                story
                if at == 0
                else replace(story, key=f"{story.key}:{code}", name=f"{story.name}-{code}", kept={}, asked=())
            )

    def story(self, part: Part) -> Story | None:
        """The story of an item; None where it is none."""
        kind = part.text("wp:post_type").strip() or "post"
        wanted = self.settings.types.get(kind, "")
        if kind in PASSED_OVER and not wanted:
            if kind in KEPT_ASIDE:
                self.note(KEPT_ASIDE[kind], aside(part, kind, self.index.authors))
            return None
        if wanted == "nothing":
            return None
        number = part.text("wp:post_id").strip()
        files = Names()
        all_meta = all_meta_of(part)
        meta = {key: values[0] for key, values in all_meta.items()}
        site = self._site(lambda address: self._address(address, files), meta)
        part, in_fields = _without_shortcodes(part, site)
        attached = tuple(self.index.attached.get(number, ()))
        built = with_built(part.text("content:encoded"), all_meta, site.media)
        typed = with_recordings(built.text, all_meta)
        content = read_content(typed, site, attached, meta.get("footnotes", ""))
        is_page = kind == "page" or wanted == "page"
        byline = self._byline(part, all_meta) if not is_page else Byline(self._authors(part))
        fields = self._fields(part, kind, meta, files, byline.names, is_page=is_page)
        block = comments_block(comments) if (comments := self._shown_comments(part)) else ""
        left_out = [LeftOut(*each) for each in (*in_fields, *content.left_out)]
        left_out += [
            LeftOut(f"{name} ({count} times)", "kept as a comment: no rule knows it")
            for name, count in content.unknown.items()
        ]
        kept = kept_of(part, all_meta, content.beside)
        asked: tuple[str, ...] = ()
        if "draft" not in fields and part.text("wp:status").strip() != "future":
            self._places.note(part, fields, content.pages)
            asked = tuple(self._places.questions(part, number, kind))
        title = line_of_html(part.text("title"))
        guesses = [] if title else [Guess("title", str(fields["title"]), "the post has none", 0.5)]
        guesses += [
            Guess("text", words, "a shortcode that no rule knows says it: it stands nowhere", DOUBTFUL)
            for words in content.unsure
        ]
        if built.key:
            why = (
                "its page builder has more than the post" if built.is_read else "readers saw what its page builder has"
            )
            guesses.append(Guess("text", built.key, why, LIKELY if built.is_read else HARDLY))
        if byline.key:
            guesses.append(Guess("authors", ", ".join(byline.names), f"its meta says so: {byline.key}", LIKELY))
        if byline.unsure:
            guesses.append(Guess("authors", byline.unsure, "its meta may name another author", DOUBTFUL))
        if str(fields.get("date", "")).endswith("Z"):
            guesses.append(Guess("date", str(fields["date"]), "the export tells it in UTC only", LIKELY))
        if part.text("wp:status").strip() == "future":
            why = "it was scheduled when the site was exported, and is public from then on"
            guesses.append(Guess("date", str(fields.get("date", "")), why, LIKELY))
        name = unquote(part.text("wp:post_name").strip())
        return Story(
            key=f"wordpress:{self.index.host}:{number or part.text('guid')}",
            digest=hashlib.sha256(repr(part).encode("utf-8", "surrogatepass")).hexdigest(),
            source=f"{kind} {number}",
            fields=fields,
            text=f"{content.text}\n{block}\n".lstrip("\n") if block else content.text,
            said=" ".join(
                (
                    title,
                    content.said,
                    line_of_html(part.text("excerpt:encoded")),
                    *(f"{each.name} {each.said}" for each in comments),
                )
            ),
            links=tuple(content.links),
            pictures=tuple(content.pictures),
            kind="page" if is_page else "article",
            guesses=tuple(guesses),
            left_out=tuple(left_out),
            files=files.files,
            kept=kept,
            asked=asked,
            folder=self._folder(number) if is_page else "" if fields.get("date") else "drafts",
            name=_file_name(name, str(fields["title"]), self.style),
        )

    def _shown_comments(self, part: Part) -> list[Comment]:
        return list(public_comments(part)) if self.settings.comments == "shown" else []

    def _site(self, address: Callable[[str], str], meta: Mapping[str, str] | None = None) -> Site:
        def media(number: str) -> tuple[str, str, str] | None:
            found = self.index.media.get(number)
            return (found.address, found.alt or found.title, found.caption) if found else None

        return Site(
            media,
            lambda number: self.index.blocks.get(number, ""),
            lambda number: self.index.tables.get(number, ""),
            meta or {},
            address,
        )

    def _address(self, address: str, files: Names) -> str:
        """A link or picture: a file beside the story where there is one, a path of this site where it is its own."""
        if upload := self.index.upload_of(address):
            # Of a site of a network, `sites/9/2014/11/a.jpg`, the folder may have been fetched from its own place.
            own = re.sub(r"\Asites/\d+/", "", upload)
            for path in dict.fromkeys((self.index.full_size(upload), upload, self.index.full_size(own), own)):
                if may_lie_beside(path) and (on_disk := self.upload(path)):
                    return files.add(path, on_disk)
            return address
        if path := self.index.path_of(address):
            if may_lie_beside(parts_of_address(path).path):
                return address  # A file that is not among the uploads: nothing lies there here.
            return without_mark(self._answer(path) or path) or "/"
        return address

    def _answer(self, path: str) -> str:
        """Where an address leads that asks for something; empty where that is not known."""
        question = question_in(path)
        if question is None:
            return ""
        mark = f"#{path.partition('#')[2]}" if "#" in path else ""
        kind, value = question
        if kind == "story":
            return self._place(value) + mark if value in self.index.places else ""
        if kind == "file":
            found = self.index.media.get(value)
            return self._place(found.parent) if found and found.parent in self.index.places else ""
        if kind == "date":
            return date_place(value)
        return self._term_answer(kind, value)

    def _term_answer(self, taxonomy: str, value: str) -> str:
        if taxonomy == "tags":
            name = self.index.tag_names.get(value, "")
        elif taxonomy == "authors":
            login = self.index.logins.get(value, "")
            name = self.index.authors.get(login, "")
        else:
            found = self.index.categories.get(self.index.terms.get(value, ("", ""))[1])
            name = found.name if found else ""
        return self.term_place(taxonomy, name) if name else ""

    def _place(self, number: str) -> str:
        """Where a story lies: its old address; else its file, which has one of newsgen's making."""
        if place := self.index.places[number]:
            return unquote(place)
        if number in self.index.pages:
            name, _, title = self.index.pages[number]
            return f"/{self._folder(number)}/{_file_name(name, title, self.style)}.md"
        month, name, title = self.index.plain[number]
        return f"/{month or 'drafts'}/{_file_name(name, title, self.style)}.md"

    def _fields(
        self, part: Part, kind: str, meta: Mapping[str, str], files: Names, authors: tuple[str, ...], *, is_page: bool
    ) -> dict[str, Value]:
        title = line_of_html(part.text("title")) or f"{kind.capitalize()} {part.text('wp:post_id')}".strip()
        fields: dict[str, Value] = {"title": title}
        dates = _dates(part)
        # A page needs no date, unless it is to wait for it.
        is_undated = is_page and part.text("wp:status").strip() != "future"
        fields |= {name: date for name, date in dates.items() if name != "date" or not is_undated}
        if not is_page:
            fields["authors"] = authors
            fields["featured"] = "true" if part.text("wp:is_sticky").strip() == "1" else ""
        extra = self._taxonomies(part, fields, is_page=is_page)
        language = next(filter(None, (_language(each.attributes) for each in part.every("category"))), "")
        fields["lang"] = language if language != self.language else ""
        fields["translation_of"] = next(
            (
                node.attributes.get("nicename", "")
                for node in part.every("category")
                if _is_of_versions(node.attributes)
            ),
            "",
        )
        if first := self._primary_section(meta):
            sections = names_in(fields, "sections")
            fields["sections"] = tuple(sorted(sections, key=lambda name: name != first))
        if is_page:
            place = self.menus.get(part.text("wp:post_id").strip(), 0)
            fields["menu"] = str(place or "")
            extra |= {
                "author": ", ".join(filter(None, map(name_without_mail, authors))),
                "published": dates.get("date", "") if is_undated else "",
            }
        for name, keys in _ABOVE_AND_BELOW.items():
            fields[name] = next((line for key in keys if (line := line_of_html(meta.get(key, "")))), "")
        fields["summary"] = _summary(part, meta)
        address = self.index.place_of(part.text("link"))
        if address and address != "/" and not path_fault(unquote(address).strip("/")):
            # No static host shows what is called like a program; the old address leads on.
            is_program = is_served_by_a_program(unquote(address))
            fields["url"] = re.sub(r"\.\w+\Z", ".html", unquote(address)) if is_program else unquote(address)
        is_public = kind in {"post", "page"} or self.settings.types.get(kind) in {"article", "page"}
        if why_held := held_back(part, meta, is_dated="date" in fields or is_page, is_public=is_public):
            fields["draft"] = "true"
            extra["status"] = why_held
        extra |= {"post_type": kind} if kind not in {"post", "page"} else {}
        fields["image"] = self._image(meta, files)
        extra["wordpress_id"] = part.text("wp:post_id").strip()
        fields["extra"] = {key: value for key, value in extra.items() if value}
        return {key: value for key, value in fields.items() if value}

    def _byline(self, part: Part, meta: Mapping[str, Sequence[str]]) -> Byline:
        """Who wrote a post: by its terms, else by what plugins have noted, else who saved it."""
        names = self._authors(part)
        if any(node.attributes.get("domain") == "author" for node in part.every("category")) and names:
            return Byline(names)
        users = {number: self.index.authors.get(login, "") for number, login in self.index.logins.items()}
        found = byline_in(meta, self.index.persons, {number: name for number, name in users.items() if name}, names)
        is_told = found.names and set(found.names) != set(names)
        return found if is_told else Byline(names, unsure=found.unsure)

    def _authors(self, part: Part) -> tuple[str, ...]:
        """Those who wrote it: a plugin for several authors files a post under each."""
        together = [node for node in part.every("category") if node.attributes.get("domain") == "author"]
        names = [self._author_called(node.attributes.get("nicename", ""), line_of_html(node.text)) for node in together]
        if names:
            return tuple(dict.fromkeys(filter(None, names)))
        login = part.text("dc:creator").strip()
        return (self.index.authors.get(login) or login.partition("@")[0],) if login else ()

    def _author_called(self, nicename: str, typed: str) -> str:
        """The name of one of several authors: what the plugin typed is a login, a part of an address, or a name."""
        called = (unquote(each).lower().removeprefix("cap-") for each in (nicename, typed))
        return next((self._names_of_authors[each] for each in called if each in self._names_of_authors), typed)

    @cached_property
    def _names_of_authors(self) -> Mapping[str, str]:
        """Login in small letters, or its slug, to the name that was shown."""
        pairs = [(login.lower(), name) for login, name in self.index.authors.items()]
        return {**{slug_for(login): name for login, name in pairs}, **dict(pairs)}

    def _primary_section(self, meta: Mapping[str, str]) -> str:
        """The name of the section that a plugin for search engines calls the first one."""
        number = meta.get("_yoast_wpseo_primary_category", "") or meta.get("rank_math_primary_category", "")
        found = self.index.categories.get(self.index.terms.get(number.strip(), ("", ""))[1]) if number.strip() else None
        return found.name if found else ""

    def _taxonomies(self, part: Part, fields: dict[str, Value], *, is_page: bool) -> dict[str, Value]:
        """Files the story; gives what newsgen has no field for."""
        named: dict[str, list[str]] = {}
        for node in part.every("category"):
            domain = node.attributes.get("domain", "category")
            if domain == "author" or _language(node.attributes) or _is_of_versions(node.attributes):
                continue
            nickname = node.attributes.get("nicename") or slug_for(line_of_html(node.text))
            if domain == "category" and nickname in _NO_SECTION:
                continue
            name = line_of_html(node.text) or unquote(node.attributes.get("nicename", ""))
            where = domain if len(name) <= _LONGEST_NAME else f"long_{domain}"
            if name and name not in named.setdefault(where, []):
                named[where].append(name)
        if not is_page:
            for domain, taxonomy in (("category", "sections"), ("post_tag", "tags"), ("tag", "tags")):
                if names := named.pop(domain, []):
                    fields[taxonomy] = (*(fields.get(taxonomy) or ()), *names)
        return {domain: tuple(names) for domain, names in named.items()}

    def _image(self, meta: Mapping[str, str], files: Names) -> Mapping[str, Value]:
        medium = self.index.media.get(meta.get("_thumbnail_id", "").strip())
        if medium is None or not medium.address:
            return {}
        address = self._address(medium.address, files)
        image: dict[str, Value] = {"src": address, "alt": medium.alt or medium.title}
        if caption := line_of_html(medium.caption):
            image["caption"] = caption
        return image

    def _folder(self, number: str) -> str:
        """Where a page lies: in the folder of the one that it is below."""
        folders: list[str] = []
        seen: set[str] = set()
        _, parent, _ = self.index.pages.get(number, ("", "", ""))
        while parent in self.index.pages and parent not in seen:
            seen.add(parent)
            name, above, title = self.index.pages[parent]
            folders.insert(0, _file_name(name, title, self.style))
            parent = above
        return "/".join(["pages", *folders])


def _language(attributes: Mapping[str, str]) -> str:
    """The language that a plugin has filed a post under: ``de`` of Polylang; empty for other terms."""
    name = attributes.get("nicename", "") if attributes.get("domain") == "language" else ""
    return name if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?", name) else ""


def _is_of_versions(attributes: Mapping[str, str]) -> bool:
    """Whether a term is what all versions of a story in several languages share, in Polylang."""
    return attributes.get("domain") == "post_translations"


def _dates(part: Part) -> dict[str, Value]:
    """When a post was published and last changed, as clocks at its site had it."""
    date, modified, zone = _date_of(part, "wp:post_date"), _date_of(part, "wp:post_modified"), ""
    if not _is_date(date):
        date, modified, zone = _date_of(part, "wp:post_date_gmt"), _date_of(part, "wp:post_modified_gmt"), "Z"
    if not _is_date(date):
        date, modified, zone = _date_in_head(part.text("pubDate")), "", "Z"
    if not date:
        return {}
    is_later = _is_date(modified) and modified > date
    return {"date": _to_minutes(date) + zone, "updated": _to_minutes(modified) + zone if is_later else ""}


def _is_date(typed: str) -> bool:
    """Whether a date is one of the calendar, and not what databases have for none."""
    try:
        return _DATE.fullmatch(typed) is not None and bool(datetime.fromisoformat(typed))
    except ValueError:
        return False


def _date_of(part: Part, name: str) -> str:
    """A date as WordPress has it; programs that write exports of their own have a ``T`` in it, and a zone."""
    return re.sub(r"(?<=\d)T(?=\d\d:\d\d)", " ", re.sub(r"(?:\.\d+)?(?:Z|\+00:?00)\Z", "", part.text(name).strip()))


def _date_in_head(typed: str) -> str:
    """The date of an item as feeds have it, in UTC; empty where it is none, or what PHP makes of none."""
    try:
        found = f"{parsedate_to_datetime(typed.strip()).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""
    return "" if " -0" in typed or found in _NO_DATES else found


def _to_minutes(typed: str) -> str:
    return typed.removesuffix(":00") if typed.count(":") > 1 else typed


def _summary(part: Part, meta: Mapping[str, str]) -> str:
    """The excerpt; else what plugins tell search engines, unless that is a pattern."""
    said = (part.text("excerpt:encoded"), *(meta.get(name, "") for name in _SUMMARIES))
    return next((text[:_LONGEST_SUMMARY] for each in said if (text := line_of_html(each)) and "%%" not in text), "")


def _file_name(name: str, title: str, style: str) -> str:
    return slug_for(name or title, style)


def _without_shortcodes(part: Part, site: Site) -> tuple[Part, list[tuple[str, str]]]:
    """The item with none in its title and its excerpt, and those that were there."""
    codes = Shortcodes(site.media)
    if not any("[" in part.text(name) for name in _FIELDS_WITH_TEXT):
        return part, []
    nodes = tuple(
        node._replace(text=codes.stripped(node.text)) if node.name in _FIELDS_WITH_TEXT else node for node in part.nodes
    )
    return Part(nodes), [(name, why) for name, why in codes.left_out]
