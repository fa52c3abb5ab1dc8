"""The addresses at which readers found a post: its own, its pages, its files, those of its terms and authors. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.old_addresses import OldAddresses
from newsgen.importers.story import Value
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.index import SiteIndex, all_meta_of, meta_of

_FILE_NUMBERS = re.compile(r"\bwp-image-\d+|ids=[\"']?[\d, ]+|\battachment_\d+|<!-- wp:image \{[^{}]*?\"id\":\d+")
_FILE_SIGNS = ("wp-image-", "ids=", "attachment_", "<!-- wp:image ")
"""Of which a text has one that names the number of a file."""
_TERM_BASES = {"category": ("category", "sections"), "post_tag": ("tag", "tags"), "tag": ("tag", "tags")}
"""Kind of a term to what its addresses begin with, and where it is filed here."""


@dataclass(frozen=True)
class OldPlaces:
    """Tells the addresses of posts."""

    index: SiteIndex
    term_place: Callable[[str, str], str]
    """Taxonomy and name to where its page will lie, from the first slash on."""
    old: OldAddresses
    """Is told them."""

    def questions(self, part: Part, number: str, kind: str) -> Iterator[str]:
        """The addresses of a post that asked for it by its number, and for its files."""
        if number:
            yield f"/?p={number}"
            if kind == "page":
                yield f"/?page_id={number}"
        own = self.index.path_of(part.text("link"))
        if "?" in own:
            yield own
        yield from (f"/?attachment_id={file}" for file in self.index.files_of.get(number, ()))

    def note(self, part: Part, fields: Mapping[str, Value], pages: int) -> None:
        """The addresses of a post that readers saw: its own, its pages, its files, and those of its terms."""
        if url := str(fields.get("url", "")):
            self._note_own(part, url, pages)
        for node in part.every("category"):
            base, taxonomy = _TERM_BASES.get(node.attributes.get("domain") or "", ("", ""))
            name, nickname = line_of_html(node.text), unquote(node.attributes.get("nicename", ""))
            if base and name and nickname and name in names_in(fields, taxonomy):
                place = self.term_place(taxonomy, name)
                self.old.add_shared(f"/{base}/{self._below(taxonomy, nickname)}/", place)
                question = f"/?tag={nickname}" if taxonomy == "tags" else f"/?cat={self._number(taxonomy, nickname)}"
                if not question.endswith("="):
                    self.old.add_shared(question, place)
        self._note_authors(part.text("dc:creator").strip(), fields)

    def _note_own(self, part: Part, url: str, pages: int) -> None:
        self.old.add(url)
        typed = unquote(self.index.place_of(part.text("link")))
        if typed != url:
            self.old.add(typed, url)
        for old in self._renamed(part, url):
            self.old.add(old, url)
        if "." not in url.rpartition("/")[2]:  # Nothing lies below a file.
            for number in range(2, pages + 1):
                self.old.add(f"{url.rstrip('/')}/{number}/", url)
            self.old.add(f"{url.rstrip('/')}/feed/", url)
        for file in self.index.files_of.get(part.text("wp:post_id").strip(), ()):
            page = self.index.path_of(self.index.links.get(file, ""))
            if page and "?" not in page:
                self.old.add(unquote(page), url)
        for file in self._shown_files(part):
            page = self.index.path_of(self.index.links.get(file, ""))
            if page and "?" not in page:
                self.old.add_shared(unquote(page), url)

    @staticmethod
    def _shown_files(part: Part) -> Iterator[str]:
        """The numbers of the uploaded files that a post shows, whatever they were uploaded for."""
        yield meta_of(part).get("_thumbnail_id", "").strip()
        text = part.text("content:encoded")
        if any(sign in text for sign in _FILE_SIGNS):
            for found in _FILE_NUMBERS.finditer(text):
                yield from re.findall(r"\d+", found[0])

    def _note_authors(self, login: str, fields: Mapping[str, Value]) -> None:
        for name in names_in(fields, "authors") if login else ():
            self.old.add_shared(f"/author/{login.lower()}/", self.term_place("authors", name))
            for author, each in self.index.logins.items():
                if each == login and author:
                    self.old.add_shared(f"/?author={author}", self.term_place("authors", name))

    def _number(self, taxonomy: str, nickname: str) -> str:
        wanted = (taxonomy, nickname)
        return next((number for number, each in self.index.terms.items() if number and each == wanted), "")

    def _below(self, taxonomy: str, nickname: str) -> str:
        """A category as addresses name it: behind the one that it is in."""
        names, seen = [nickname], {nickname}
        while taxonomy == "sections" and (found := self.index.categories.get(names[0])) and found.parent:
            if found.parent in seen:
                break
            seen.add(found.parent)
            names.insert(0, found.parent)
        return "/".join(map(unquote, names))

    @staticmethod
    def _renamed(part: Part, url: str) -> Iterator[str]:
        """The addresses that a post had before its name or its date was changed: WordPress leads them on."""
        meta = all_meta_of(part)
        head, _, name = url.rstrip("/").rpartition("/")
        end = "/" if url.endswith("/") else ""
        for old in meta.get("_wp_old_slug", ()):
            if slug := unquote(old.strip()).strip("/"):
                yield f"{head}/{slug}{end}"
        if dated := re.fullmatch(r"(.*)/\d{4}/\d\d(/\d\d)?", head):
            for old in meta.get("_wp_old_date", ()):
                if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", old.strip()):
                    places = day.groups() if dated[2] else day.groups()[:2]
                    yield f"{dated[1]}/{'/'.join(places)}/{name}{end}"


def names_in(fields: Mapping[str, Value], taxonomy: str) -> tuple[str, ...]:
    """The names in a field."""
    names = fields.get(taxonomy, ())
    return names if isinstance(names, tuple) else ()
