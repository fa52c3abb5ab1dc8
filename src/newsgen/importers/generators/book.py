"""Where the stories and files of a folder of another generator lie, and by what texts name them. Pure."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from newsgen.importers.beside import is_drawing, may_lie_beside, only_draws
from newsgen.importers.generators.site import Site
from newsgen.importers.tree import UnreadableError

_LARGEST_DRAWING = 4_000_000
_LONGEST_POINTER = 1_024
TEXTS = (".md", ".markdown", ".mdx", ".rst", ".html", ".htm", ".txt", ".textile", ".ipynb")
PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg)\Z")


@dataclass
class Book:
    """Where all stories of a site lie, and by what they are named."""

    site: Site
    by_path: dict[str, str] = field(default_factory=dict)
    """The path of each text to the address of its story."""
    by_address: dict[str, str] = field(default_factory=dict)
    """Old addresses, without a slash at the end and `.html`, in small letters, to those of stories."""
    by_name: dict[str, str] = field(default_factory=dict)
    """Ends of paths without suffix, such as ``2019-10-12-story``, to the paths of texts; empty where two have one."""
    by_slug: dict[str, str] = field(default_factory=dict)
    """The last part of each address, in small letters, to the address."""

    _ends: dict[str, list[str]] = field(default_factory=dict)
    pointers: dict[str, bool] = field(default_factory=dict)
    """Files that stories name: whether each is only a pointer of Git LFS."""

    def is_pointer(self, path: str) -> bool:
        """Whether a file holds nothing but where another program would fetch it from."""
        if path not in self.pointers:
            try:
                head = self.site.tree.read(path, _LONGEST_POINTER)
            except UnreadableError:
                head = b""
            self.pointers[path] = head.startswith(b"version https://git-lfs.github.com/spec/")
        return self.pointers[path]

    def only_draws(self, path: str) -> bool:
        """Whether nothing in a drawing can run."""
        try:
            return only_draws(self.site.tree.read(path, _LARGEST_DRAWING))
        except UnreadableError:
            return False

    def by_end(self, path: str) -> str:
        """The one picture whose path ends so, below a folder that only a template knows; empty for none, or several."""
        if not self._ends:
            for each in self.site.paths:
                if PICTURE.search(each):
                    name = each.rpartition("/")[2].lower()
                    self._ends.setdefault(name, []).append(each)
        end = f"/{path.strip('./').lower()}"
        found = [each for each in self._ends.get(end.rpartition("/")[2], ()) if f"/{each.lower()}".endswith(end)]
        return found[0] if len(found) == 1 else ""

    def file_by_end(self, path: str) -> str:
        """The one file whose path ends so, or the one nearest to the top; empty for none."""
        end = f"/{path.strip('./').lower()}"
        found = [each for folded, each in self.site.folded.items() if f"/{folded}".endswith(end)]
        return min(found, key=lambda each: (each.count("/"), each), default="")

    def add(self, path: str, address: str, *others: str) -> None:
        """Adds a story."""
        self.by_path[path] = address
        for each in (address, *others):
            if each:
                self.by_address.setdefault(key_of(each), address)
        self.by_slug.setdefault(key_of(address).rpartition("/")[2], address)
        bare = without_suffix(path)
        for end in _ends(bare):
            self.by_name[end] = path if self.by_name.get(end, path) == path else ""

    def path_of_text(self, name: str, at: str, prefix: str) -> str:
        """The path of the text that a tag or a link names; empty where there is none."""
        name = unquote(name).strip()
        bare = without_suffix(name.rstrip("/"))
        folders = [posixpath.dirname(at), prefix.rstrip("/"), self.site.top.rstrip("/")]
        if name.startswith("/"):
            folders = folders[1:]
        for folder in dict.fromkeys(folders):
            base = posixpath.normpath(posixpath.join(folder, bare.lstrip("/")))
            for end in ("", "/index", "/_index", "/README"):
                for suffix in (".md", ".markdown", ".mdx", ".html", ".rst", ".textile", ".htm"):
                    found = self.site.folded.get(f"{base}{end}{suffix}".lower())
                    if found in self.by_path:
                        return found
        return self.by_name.get(bare.strip("/").removeprefix("./").lower(), "")


def _ends(bare: str) -> Iterator[str]:
    parts = bare.lower().split("/")
    if parts[-1] in {"index", "_index"} and len(parts) > 1:
        parts.pop()
    for length in (1, 2, 3):
        if length <= len(parts):
            yield "/".join(parts[-length:])


def is_file(path: str) -> bool:
    """Whether a path is that of a file that may lie beside a story."""
    return may_lie_beside(path) or is_drawing(path)


def without_suffix(path: str) -> str:
    """The path of a text without its suffix; that of another file as it is."""
    lower = path.lower()
    return next((path[: -len(suffix)] for suffix in TEXTS if lower.endswith(suffix)), path)


def key_of(address: str) -> str:
    """An address as it is looked up: without a slash at the end and `.html`, in small letters."""
    path = address.lower().rstrip("/")
    return re.sub(r"(?:/index)?\.html?\Z", "", path) or "/"
