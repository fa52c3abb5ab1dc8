"""Where a link on a page leads: to a file of the site, to another site, or nowhere. Pure."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from newsgen.models.names import path_key
from newsgen.models.rules import BROKEN_LINK, LETTER_CASE, OUTSIDE_BASE, SCRIPT_LINK
from newsgen.models.site import Site

_RUNS = frozenset(("javascript", "vbscript"))
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where an address leads."""

    path: str = ""
    """The file of the site; empty where it leads elsewhere."""
    fragment: str = ""
    """The part of the page that is meant, as it was typed."""
    external: str = ""
    """The address on another site; empty where it is none that could be asked for."""
    rule: str = ""
    """The rule that is broken; empty where all is well."""
    what: str = ""
    mend: str = ""


@dataclass
class LinkResolver:
    """Looks up addresses among the files of a site."""

    site: Site
    files: Mapping[str, int]
    """Path in the output to size in bytes."""
    _known: dict[str, Lead] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, object]:
        """Without what each process finds for itself."""
        return {"site": self.site, "files": self.files, "_known": {}}

    def look_up(self, address: str, page: str) -> Lead:
        """Where an address leads that stands on the page with this path in the output."""
        if not is_anywhere(address):
            return self._look_up(address, page)
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = self._look_up(address, page)
        return known

    def is_sound(self, address: str) -> bool:
        """Whether an address is plainly one of the site's: quick, and where it says no, `look_up` tells more."""
        for start in (self.site.base_path, self.site.base_url):
            if address.startswith(start):
                place = address[len(start) :]
                return (f"{place}index.html" if place.endswith("/") or not place else place) in self.files
        return False

    def _look_up(self, typed: str, page: str) -> Lead:
        address = typed.strip()
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in {"http", "https"}:
            if scheme[1].lower() not in _RUNS:
                return Lead()
            return Lead(rule=SCRIPT_LINK.name, what=f"a link that runs a script: {address[:60]}", mend="link to a page")
        try:
            parts = urlsplit(address)
        except ValueError:
            return Lead(rule=BROKEN_LINK.name, what=f"the link {typed} is no address", mend="correct it")
        if parts.netloc:
            ours = urlsplit(self.site.base_url)
            if parts.netloc.lower() != ours.netloc.lower() or not f"{parts.path}/".startswith(ours.path):
                # What passes a page of the site on is another address on each page, and says nothing there of itself.
                return Lead() if self.site.base_url in unquote(parts.query) else Lead(external=address)
            path = _normal(parts.path or "/")
        elif not parts.path:  # nothing but a fragment, or a query
            return Lead(page, parts.fragment)
        else:
            folder = posixpath.dirname(self.site.base_path + page)
            path = _normal(posixpath.join(folder, parts.path))
        return self._inside(typed, unquote(path), parts.fragment)

    def _inside(self, typed: str, path: str, fragment: str) -> Lead:
        base = unquote(self.site.base_path)
        if not f"{path}/".startswith(base):
            mend = f"the site lies under {base}: write {base.rstrip('/')}{path}, or a relative address"
            return Lead(rule=OUTSIDE_BASE.name, what=f"the link {typed} leads out of the site", mend=mend)
        place = path.removeprefix(base) if path.startswith(base) else ""
        # A server leads on from the name of a folder to the folder.
        for file in (place, posixpath.join(place, "index.html")):
            if file in self.files:
                return Lead(file, fragment)
        near = self._by_key.get(path_key(place)) or self._by_key.get(path_key(posixpath.join(place, "index.html")))
        if near:
            mend = f"it is called {base}{near.removesuffix('index.html')}: addresses must agree in every letter"
            return Lead(rule=LETTER_CASE.name, what=f"dead link {typed}", mend=mend)
        return Lead(rule=BROKEN_LINK.name, what=f"dead link {typed}", mend=f"nothing is at {path} in the site")

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        """Paths by what a careless file system takes for the same."""
        return {path_key(path): path for path in self.files}


def is_anywhere(address: str) -> bool:
    """Whether an address means the same on every page."""
    return address.startswith("/") or _SCHEME.match(address) is not None


def _normal(path: str) -> str:
    """The path without dots; a slash at its end stays."""
    normal = posixpath.normpath(path)
    if normal.startswith("//"):
        normal = normal[1:]
    is_folder = path.endswith(("/", "/.", "/.."))
    return f"{normal}/" if is_folder and normal != "/" else normal
