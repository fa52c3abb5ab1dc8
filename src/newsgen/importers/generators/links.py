"""A link or a picture of a text, as newsgen has it: an address of this site, or a file beside the story. Pure."""

import html
import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from newsgen.importers.address_parts import bare_host
from newsgen.importers.beside import Names, is_drawing
from newsgen.importers.generators.addresses import clean
from newsgen.importers.generators.book import PICTURE, TEXTS, Book, is_file, key_of, without_suffix
from newsgen.importers.generators.masks import MASK
from newsgen.models.names import slug_for

_OLD = re.compile(
    r"\A(?:\{(?P<kind>filename|static|attach|author|category|tag|index)\}|\|(?P<bar>filename|static)\||@/"
    r"|link://(?P<nikola>\w+)/)"
)
_ALIAS = re.compile(r"[~@#$][\w-]+/|\{(?:photo|lightbox|photos)\}")
"""A folder by the name that settings give it, in Astro; the library of pictures of a plugin, in Pelican."""


@dataclass
class Linker:
    """Resolves the links of one story."""

    book: Book
    path: str
    """Of its file."""
    prefix: str
    address: str
    """Of the story: empty where it is not known."""
    lang: str = ""
    names: Names = field(default_factory=Names)
    """The files beside the story."""
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def link(self, typed: str, *, is_picture: bool = False) -> str:
        """An address as newsgen has it."""
        found = self._resolved(html.unescape(typed.strip()) if "&" in typed else typed.strip(), is_picture=is_picture)
        if found and not found.startswith(("#", "mailto:", "tel:", "data:")):
            (self.pictures if is_picture else self.links).append(found)
        return found

    def _resolved(self, typed: str, *, is_picture: bool) -> str:  # noqa: PLR0911 - a line for each kind of address
        if MASK.search(typed) or not typed or typed.startswith("#"):
            return typed
        if re.match(r"(?i)(?:javascript|vbscript|data(?!:image/)|file):", typed):
            return "#"
        old = _OLD.match(typed)
        target = typed[old.end() :] if old else typed
        if self.book.site.generator == "astro" and re.match(r"[~@#]/(?=\S)", typed):
            target = typed[1:]
        elif PICTURE.search(typed) and (alias := _ALIAS.match(typed)):
            rest = typed[alias.end() :]
            places = (typed[1:], rest, f"/{self.book.by_end(rest)}")
            target = next((each for each in places if each != "/" and self._file(unquote(each))), typed)
        try:
            parts = urlsplit(target)
        except ValueError:
            return typed
        tail = (f"?{parts.query}" if parts.query and not is_file(parts.path) else "") + (
            f"#{parts.fragment}" if parts.fragment else ""
        )
        if parts.scheme or parts.netloc:
            if parts.scheme not in {"", "http", "https"} or not self._is_ours(parts.netloc):
                return typed
            return (
                self._own(parts.path or "/", tail, is_picture=is_picture)
                or f"{clean(parts.path or '/', self.book.site)}{tail}"
            )
        path = unquote(parts.path)
        if old and (old["kind"] in {"author", "category", "tag", "index"} or old["nikola"]):
            return self._listing(old["kind"] or str(old["nikola"]), path) + tail
        if old and not path.startswith("/") and target == typed.removeprefix("@/") and typed.startswith("@/"):
            path = f"/{path}"
        return self._own(path, tail, is_picture=is_picture) or self._dead(typed, path, tail, is_picture=is_picture)

    def _from_address(self, path: str) -> str:
        """The path that one without a slash means at the story's own address."""
        base = self.address if self.address.endswith("/") else posixpath.dirname(self.address) + "/"
        return posixpath.normpath(posixpath.join(base, path))

    def _is_ours(self, netloc: str) -> bool:
        host = self.book.site.host
        return bool(host) and bare_host(netloc) == host

    def _listing(self, kind: str, name: str) -> str:
        folder = {"author": "authors", "category": "sections", "tag": "tags"}.get(kind)
        if kind in {"filename", "slug"}:
            found = self.book.path_of_text(name, self.path, self.prefix)
            if found not in self.book.by_path:
                return self.book.by_slug.get(name.strip("/").lower(), f"/{name}")
            return self.book.by_path.get(found, f"/{name}")
        if kind in {"gallery", "listing"} and name:
            return f"/galleries/{name.strip('/')}/" if kind == "gallery" else f"/listings/{name}.html"
        return f"/{folder}/{slug_for(name)}/" if folder and name else "/"

    def _own(self, path: str, tail: str, *, is_picture: bool) -> str:
        """The address of a story, or the name of a file, at a path; empty where there is neither."""
        site = self.book.site
        if is_file(path) and (found := self._file(path)) and (name := self._beside(found)):
            return name + (tail if tail.startswith("#") else "")
        if is_picture:
            return ""
        if path.startswith("/") or not path:
            old = clean(path, site) if path else self.address
            if (known := self.book.by_address.get(key_of(old))) is not None:
                return known + tail
        elif self.address and not path.lower().endswith(TEXTS):
            joined = self._from_address(path)
            if (known := self.book.by_address.get(key_of(joined))) is not None:
                return known + tail
        if text := self.book.path_of_text(path, self.path, self.prefix):
            return self.book.by_path[text] + tail
        return ""

    def _file(self, path: str) -> str:
        """The path of a file in the folder; empty where there is none."""
        site = self.book.site
        bare = path
        if site.base and bare.startswith(f"{site.base}/"):
            bare = bare[len(site.base) :]
        stem = without_suffix(self.path)
        beside = [posixpath.dirname(self.path), stem, re.sub(r"\.[a-z]{2}(?:[-_]\w+)?\Z", "", stem)]
        roots = [prefix.rstrip("/") for prefix in (*site.statics, self.prefix)]
        folders = roots if bare.startswith("/") else [*beside, *roots]
        for folder in dict.fromkeys(folders):
            joined = posixpath.normpath(posixpath.join(folder, bare.lstrip("/")))
            if joined in site.paths:
                return joined
            if (found := site.folded.get(joined.lower())) is not None:
                return found
        if site.generator == "nikola" and ".thumbnail." in bare:
            return self._file(bare.replace(".thumbnail.", "."))
        if not bare.startswith("/") and self.address:
            base = self.address if self.address.endswith("/") else posixpath.dirname(self.address) + "/"
            if found := self._file(posixpath.normpath(posixpath.join(base, bare))):
                return found
        return self.book.by_end(bare) if PICTURE.search(bare) else ""

    def _beside(self, path: str) -> str:
        """The name of a file beside the story; empty where it may not lie there."""
        source = self.book.site.tree.file(path)
        if source is None or self.book.is_pointer(path) or (is_drawing(path) and not self.book.only_draws(path)):
            return ""
        return self.names.add(path, source)

    def _dead(self, typed: str, path: str, tail: str, *, is_picture: bool) -> str:
        """An address at which nothing lies in the folder: as readers had it."""
        if re.search(r"(?:\A|/)(?:_index|index|README)\.(?:md|markdown|mdx|rst)\Z", path):
            path = re.sub(r"(?:_index|index|README)\.\w+\Z", "", path)
            typed = path + tail if not _OLD.match(typed) else f"@/{path.lstrip('/')}"
        if typed.startswith("/") or _OLD.match(typed):
            return (
                f"{quote(unquote(path if path.startswith('/') else '/' + path), safe='/:@+,;=!$~()*')}{tail}"
                if (self.book.site.base or _OLD.match(typed)) and not is_picture
                else typed
                if not _OLD.match(typed)
                else f"/{path.lstrip('/')}{tail}"
            )
        is_host = "/" in path and re.match(r"(?!\.)[\w.-]+\.[a-z]{2,6}(?:/|\Z)", path) is not None
        if not path or is_host:
            return typed
        if self.address and (path.startswith(".") or "/" in path):
            joined = self._from_address(path)
            slash = "/" if path.endswith("/") and not joined.endswith("/") else ""
            return f"{quote(joined, safe='/:@+,;=!$~()*')}{slash}{tail}"
        return typed
