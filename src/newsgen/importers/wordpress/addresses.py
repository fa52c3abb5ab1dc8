"""Where stories and their files lie here, and where a link or a picture of a text leads then. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.beside import Names, may_lie_beside
from newsgen.importers.wordpress.index import SiteIndex
from newsgen.importers.wordpress.questions import date_place, question_in, without_mark
from newsgen.models.names import slug_for


@dataclass(frozen=True)
class Addresses:
    """Tells the addresses of a site as they are here."""

    index: SiteIndex
    upload: Callable[[str], str]
    """Path of an uploaded file to where it lies on this disk; empty where it does not."""
    style: str
    """One of SLUG_STYLES."""
    term_place: Callable[[str, str], str]
    """Taxonomy and name to where its page will lie, from the first slash on."""

    def here(self, address: str, files: Names) -> str:
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
            return f"/{self.folder(number)}/{self.file_name(name, title)}.md"
        month, name, title = self.index.plain[number]
        return f"/{month or 'drafts'}/{self.file_name(name, title)}.md"

    def folder(self, number: str) -> str:
        """Where a page lies: in the folder of the one that it is below."""
        folders: list[str] = []
        seen: set[str] = set()
        _, parent, _ = self.index.pages.get(number, ("", "", ""))
        while parent in self.index.pages and parent not in seen:
            seen.add(parent)
            name, above, title = self.index.pages[parent]
            folders.insert(0, self.file_name(name, title))
            parent = above
        return "/".join(["pages", *folders])

    def file_name(self, name: str, title: str) -> str:
        """What the file of a story is called."""
        return slug_for(name or title, self.style)
