"""What the parts of an export say of one another, read once before any story is made. Pure."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.mail import name_without_mail
from newsgen.importers.wordpress.bylines import PERSONS, is_person
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.tables import table_of
from newsgen.importers.wordpress.tongues import in_first_language

_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{2,5}\Z)")
_UPLOADS = re.compile(r"/(?:wp-content/uploads|files)/(?P<path>.+)\Z")


class Medium(NamedTuple):
    """An uploaded file."""

    address: str
    alt: str
    caption: str
    """HTML."""
    title: str
    parent: str = ""
    """Number of the post that it was uploaded for; empty for none."""


class Category(NamedTuple):
    """A category as it is named."""

    name: str
    parent: str
    """The nickname of the one that it is in; empty for none."""
    description: str
    """HTML."""


class MenuItem(NamedTuple):
    """A line of a menu."""

    menu: str
    """Its name."""
    number: str
    order: int
    title: str
    """Empty for the title of what it leads to."""
    kind: str
    """Of what it leads to: ``page``, ``category``, ``custom``, …"""
    target: str
    """The number of that."""
    below: str
    """The number of the item that it is below; ``0`` for none."""
    url: str


@dataclass
class SiteIndex:
    """A site, as far as its posts need it."""

    title: str = ""
    base: str = ""
    """Its web address without a slash at the end."""
    authors: dict[str, str] = field(default_factory=dict)
    """Login to the name that is shown."""
    biographies: dict[str, str] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    """Nickname to category."""
    media: dict[str, Medium] = field(default_factory=dict)
    """Number of each uploaded file."""
    attached: dict[str, list[str]] = field(default_factory=dict)
    """Number of a post to those of its pictures."""
    links: dict[str, str] = field(default_factory=dict)
    """Number of each uploaded file to the address of its page."""
    files_of: dict[str, list[str]] = field(default_factory=dict)
    """Number of a post to those of all files that were uploaded for it."""
    pages: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Number of each page to its nickname, the number of the one that it is below, and its title."""
    places: dict[str, str] = field(default_factory=dict)
    """Number of each post and page that readers saw to its path; empty where its address asked by the number."""
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Number of each category or tag to its taxonomy and its nickname."""
    plain: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Number of each post whose address asked by it to its month (``2008/06``), nickname and title."""
    tag_names: dict[str, str] = field(default_factory=dict)
    """Nickname of each tag to its name."""
    tag_descriptions: dict[str, str] = field(default_factory=dict)
    """Nickname of each tag to its text, as HTML."""
    said_of_terms: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    """Taxonomy and nickname of each term to what is kept of it."""
    hosts: set[str] = field(default_factory=set)
    """Names of the site in addresses, without ``www.``."""
    logins: dict[str, str] = field(default_factory=dict)
    """Number of each author to the login."""
    blocks: dict[str, str] = field(default_factory=dict)
    """Number of each reusable block to its text."""
    tables: dict[str, str] = field(default_factory=dict)
    """Number of each table of TablePress to its HTML."""
    persons: dict[str, str] = field(default_factory=dict)
    """Number of each part that stands for a person to the name."""
    menus: list[MenuItem] = field(default_factory=list)
    revisions: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    """Kind of a part to how many there are."""

    @property
    def host(self) -> str:
        """Its web address as a name: without what may change, such as https."""
        return as_host(self.base)

    @property
    def path(self) -> str:
        """The folder of its host in which it lay, such as ``/blog``; empty for none."""
        return parts_of_address(self.base).path.rstrip("/")

    def pages_of_lone_files(self) -> Iterator[str]:
        """The paths of the pages of files that were uploaded for no post."""
        for number, link in self.links.items():
            page = unquote(self.path_of(link))
            if not self.media[number].parent and page.strip("/") and "?" not in page and not _UPLOADS.search(page):
                yield page

    def parent_of(self, category: Category) -> Category | None:
        """The category that one is in; None where there is none, or where they stand in a circle."""
        parent = self.categories.get(category.parent)
        above, seen = parent, {category.name}
        while above is not None:
            if above.name in seen:
                return None
            seen.add(above.name)
            above = self.categories.get(above.parent)
        return parent

    def take_head(self, head: Part) -> None:
        """What the head of a file says."""
        self.title = self.title or line_of_html(head.text("title"))
        self.base = self.base or (head.text("wp:base_blog_url") or head.text("link")).strip().rstrip("/")
        self.hosts |= {_host(head.text(name)) for name in ("wp:base_blog_url", "link")} - {""}
        for author in head.inner("wp:author"):
            login = author.text("wp:author_login").strip()
            full = f"{author.text('wp:author_first_name')} {author.text('wp:author_last_name')}".strip()
            self.logins[author.text("wp:author_id").strip()] = login
            self.authors[login] = _shown_name(login, _title(author.text("wp:author_display_name")), line_of_html(full))
            if about := line_of_html(author.text("wp:author_description") or author.text("wp:author_biography")):
                self.biographies[login] = about
        for category in head.inner("wp:category"):
            self.categories[category.text("wp:category_nicename")] = Category(
                _title(category.text("wp:cat_name")),
                category.text("wp:category_parent").strip(),
                category.text("wp:category_description").strip(),
            )
            self._take_term("category", "wp:category_", category, "wp:cat_name")
            self.terms[category.text("wp:term_id").strip()] = ("sections", category.text("wp:category_nicename"))
        for tag in head.inner("wp:tag"):
            self.tag_names[tag.text("wp:tag_slug")] = _title(tag.text("wp:tag_name"))
            self.terms[tag.text("wp:term_id").strip()] = ("tags", tag.text("wp:tag_slug"))
            if about := tag.text("wp:tag_description").strip():
                self.tag_descriptions[tag.text("wp:tag_slug")] = about
            self._take_term("post_tag", "wp:tag_", tag)
        for term in head.inner("wp:term"):
            self._take_term(term.text("wp:term_taxonomy").strip(), "wp:term_", term)

    def _take_term(self, taxonomy: str, begin: str, term: Part, name: str = "") -> None:
        """What an export says of a term that no field of newsgen has."""
        meta: dict[str, list[str]] = {}
        for each in term.inner("wp:termmeta"):
            meta.setdefault(each.text("wp:meta_key").strip(), []).append(each.text("wp:meta_value"))
        slug = (term.text(f"{begin}slug") or term.text(f"{begin}nicename")).strip()
        said: dict[str, object] = {
            "taxonomy": taxonomy,
            "name": line_of_html(term.text(name or f"{begin}name")),
            "slug": slug,
            "parent": term.text(f"{begin}parent").strip(),
            "description": term.text(f"{begin}description").strip(),
            "meta": meta,
        }
        if said["description"] or meta or taxonomy not in {"category", "post_tag", "nav_menu"}:
            self.said_of_terms[taxonomy, slug] = {key: value for key, value in said.items() if value}

    def take(self, part: Part) -> None:
        """What an item says that others need."""
        kind, number = part.text("wp:post_type") or "post", part.text("wp:post_id").strip()
        self.types[kind] = self.types.get(kind, 0) + 1
        if is_person(kind):
            self._take_person(part, kind, number)
        if kind == "attachment":
            address = part.text("wp:attachment_url").strip() or part.text("guid").strip()
            parent = part.text("wp:post_parent").strip()
            self.media[number] = Medium(
                address,
                line_of_html(meta_of(part).get("_wp_attachment_image_alt", "")),
                part.text("excerpt:encoded").strip(),
                _title(part.text("title")),
                parent if parent != "0" else "",
            )
            self.links[number] = part.text("link").strip()
            if parent not in {"", "0"}:
                self.files_of.setdefault(parent, []).append(number)
            if parent not in {"", "0"} and re.search(r"\.(?:jpe?g|png|gif|webp|avif|svg)\Z", address, re.IGNORECASE):
                self.attached.setdefault(parent, []).append(number)
        elif kind == "page":
            self._take_place(part, number)
            name = part.text("wp:post_name").strip()
            self.pages[number] = (
                unquote(name),
                part.text("wp:post_parent").strip(),
                _title(part.text("title")),
            )
        elif kind in {"guest-author", "wp_block", "tablepress_table"}:
            self._take_aside(part, kind, number)
        elif kind == "nav_menu_item":
            self._take_menu(part, number)
        elif kind == "revision":
            parent = part.text("wp:post_parent").strip()
            self.revisions[parent] = self.revisions.get(parent, 0) + 1
        else:
            self._take_place(part, number)

    def _take_person(self, part: Part, kind: str, number: str) -> None:
        """A person whom posts name by a number."""
        given = (line_of_html(text) for key, text in meta_of(part).items() if key.lower().endswith("display_name"))
        if name := _shown_name("", *given, line_of_html(part.text("title"))):
            self.persons[number] = name
            if PERSONS.fullmatch(kind) and kind != "guest-author" and (about := part.text("content:encoded").strip()):
                self.authors[f"{kind}:{number}"] = name
                self.biographies[f"{kind}:{number}"] = line_of_html(about)

    def _take_aside(self, part: Part, kind: str, number: str) -> None:
        """What is no story, and stories show."""
        if kind == "guest-author":
            meta = meta_of(part)
            login = meta.get("cap-user_login", "").strip() or part.text("wp:post_name").strip().removeprefix("cap-")
            self.authors[login] = _shown_name(
                login, line_of_html(meta.get("cap-display_name", "")), line_of_html(part.text("title"))
            )
            if about := line_of_html(meta.get("cap-description", "")):
                self.biographies[login] = about
        elif kind == "wp_block":
            self.blocks[number] = part.text("content:encoded")
        elif kind == "tablepress_table":
            meta = meta_of(part)
            if name := meta.get("_tablepress_export_table_id", "").strip():
                options = meta.get("_tablepress_table_options", "")
                self.tables[name] = table_of(part.text("content:encoded"), options)

    def _take_place(self, part: Part, number: str) -> None:
        """Where readers found a post."""
        if not self.places and (host := _host(part.text("link"))):
            self.hosts.add(host)  # A site that has moved calls itself by its old name in the head.
        if (
            part.text("wp:status").strip() in {"publish", "future", "static"}
            and not part.text("wp:post_password").strip()
        ):
            self.places[number] = self.place_of(part.text("link"))
            if not self.places[number] and part.text("wp:post_type").strip() != "page":
                month = part.text("wp:post_date").strip()[:7].replace("-", "/")
                self.plain[number] = (
                    month,
                    unquote(part.text("wp:post_name").strip()),
                    _title(part.text("title")),
                )

    def _take_menu(self, part: Part, number: str) -> None:
        meta = meta_of(part)
        menu = next((node.text for node in part.every("category") if node.attributes.get("domain") == "nav_menu"), "")
        order = part.text("wp:menu_order").strip()
        self.menus.append(
            MenuItem(
                line_of_html(menu),
                number,
                int(order) if re.fullmatch(r"\d{1,6}", order) else 0,
                _title(part.text("title")),
                meta.get("_menu_item_object", "").strip(),
                meta.get("_menu_item_object_id", "").strip(),
                meta.get("_menu_item_menu_item_parent", "").strip(),
                meta.get("_menu_item_url", "").strip(),
            )
        )

    def path_of(self, address: str) -> str:
        """The path of an address of this site with its question, such as ``/2008/06/13/hello/``; empty for others."""
        typed = html.unescape(address).strip()
        parts = parts_of_address(typed)
        own = parts_of_address(self.base)
        if parts.netloc:
            if _host(typed) not in self.hosts or parts.scheme not in {"http", "https"}:
                return ""
        elif not typed.startswith(("/", "?")):
            return ""
        path = parts.path
        if own.path.strip("/") and f"{path}/".startswith(f"{own.path.rstrip('/')}/"):
            path = path[len(own.path.rstrip("/")) :]
        path = re.sub("//+", "/", path) or "/"
        question = f"?{parts.query}" if parts.query else ""
        return f"{path}{question}" + (f"#{parts.fragment}" if parts.fragment else "")

    def place_of(self, link: str) -> str:
        """The path at which a post lies; empty where its address only asks for it, by `?p=123`."""
        path, _, question = self.path_of(link).partition("#")[0].partition("?")
        # Behind a path of its own may stand what tells versions apart, `?lang=de`.
        return "" if question and path in {"", "/", "/index.php"} else path

    def upload_of(self, address: str) -> str:
        """The path of an uploaded file below the folder of uploads; empty for other addresses."""
        typed = parts_of_address(html.unescape(address).strip())
        match = _UPLOADS.search(typed.path)
        if match is None:
            # WordPress.com: https://NAME.files.wordpress.com/2008/06/a.jpg
            is_theirs = typed.netloc.lower().endswith(".files.wordpress.com")
            return unquote(typed.path.lstrip("/")) if is_theirs else ""
        return unquote(match["path"])

    @staticmethod
    def full_size(path: str) -> str:
        """The path of the file that was uploaded, where a smaller size of it is named."""
        return _SIZE.sub("", path)


def _host(address: str) -> str:
    """The name in a web address, in small letters and without ``www.``; empty where there is none."""
    return parts_of_address(html.unescape(address).strip()).netloc.lower().removeprefix("www.")


def _title(text: str) -> str:
    """A name or a title on one line, in the first of its languages."""
    return line_of_html(in_first_language(text))


def as_host(address: str) -> str:
    """A web address as a name of its site."""
    return re.sub(r"^https?://(?:www\.)?", "", address.strip().rstrip("/").lower())


def meta_of(part: Part) -> dict[str, str]:
    """What plugins and the theme have noted of a part; of several values of one name the first."""
    return {key: values[0] for key, values in all_meta_of(part).items()}


def all_meta_of(part: Part) -> dict[str, list[str]]:
    """Likewise, with all values."""
    found: dict[str, list[str]] = {}
    for meta in part.inner("wp:postmeta"):
        found.setdefault(meta.text("wp:meta_key").strip(), []).append(meta.text("wp:meta_value"))
    return found


def _shown_name(login: str, *names: str) -> str:
    """The first of some names of an author that is no mail address; else the login, without the host of one."""
    return next(filter(None, map(name_without_mail, names)), login.partition("@")[0])
