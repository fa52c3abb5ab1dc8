"""Shortcodes that a site defines itself, and parts of its theme that texts include: where they are found. Pure.

What one of them shows says `evaluating`.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from newsgen.importers.generators.configs import text_of
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.site_data import DataFolder, SiteData
from newsgen.importers.generators.site_scripts import ScriptTag
from newsgen.importers.tree import UnreadableError

_LARGEST = 20_000
"""Bytes of a template."""
_ENDS_OF_PARTS = ("", ".html", ".liquid", ".njk", ".md")
_HEAD = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)


class Definition(NamedTuple):
    """How a site shows one of its tags."""

    template: str
    names: tuple[str, ...] = ()
    """What a script calls its arguments, in their order."""
    is_paired: bool = False
    data: DataFolder | None = None
    """The site's files of data."""
    script: ScriptTag | None = None
    """What a script has for it: then there is no template."""
    is_strict: bool = False
    """Whether it shows nothing where something that it asks for is not known."""


class Definitions:
    """All that a site defines."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._data = SiteData(site).root
        self._known: dict[str, Definition | None] = {}
        self._scripts: dict[str, ScriptTag] | None = None

    def find(self, name: str, *, is_include: bool = False) -> Definition | None:
        """The definition of a tag, or of the part of a theme that one includes; None where there is none."""
        key = f"{is_include:d}{name}"
        if key not in self._known:
            self._known[key] = self._read(name, is_include=is_include)
        return self._known[key]

    def _read(self, name: str, *, is_include: bool) -> Definition | None:
        site = self._site
        if not re.fullmatch(r"[\w./-]+", name) or ".." in name:
            return None
        top = site.top
        if is_include:
            places = [f"{top}{folder}/{name}{end}" for folder in _includes(site) for end in _ENDS_OF_PARTS]
        elif site.generator == "hugo":
            places = [
                f"{theme}layouts/{folder}/{name}.html"
                for theme in _themes(site)
                for folder in ("shortcodes", "_shortcodes")
            ]
        elif site.generator == "zola":
            places = [f"{theme}templates/shortcodes/{name}{end}" for theme in _themes(site) for end in (".html", ".md")]
        elif site.generator in {"eleventy", "hexo"}:
            if self._scripts is None:
                self._scripts = {each.lower(): tag for each, tag in site.scripts.tags.items()}
            script = self._scripts.get(name.lower())
            return Definition("", is_paired=script.is_paired, script=script) if script is not None else None
        else:
            places = []
        for place in places:
            if (found := site.folded.get(place.lower())) is not None:
                text = _text(site, found)
                is_strict = site.generator == "eleventy"
                text = _HEAD.sub("", text) if is_strict else text
                return Definition(text, data=self._data, is_strict=is_strict) if text else None
        return None

    def templates(self) -> Iterator[str]:
        """All parts of the theme that may define macros."""
        folders = tuple(f"{self._site.top}{folder}/".lower() for folder in _includes(self._site))
        for path, found in sorted(self._site.folded.items()):
            if path.startswith(folders) and path.endswith((".njk", ".html", ".liquid", ".j2", ".jinja", ".md")):
                yield _text(self._site, found)


def _includes(site: Site) -> Iterator[str]:
    if site.generator == "eleventy":
        source, folder = text_of(site.config, "input").strip("./"), text_of(site.config, "includes").strip("./")
        yield f"{source}/{folder or '_includes'}".strip("/")
    yield text_of(site.config, "includes_dir").strip("/") or "_includes"
    yield "src/_includes"
    if site.generator == "eleventy":
        folder = posixpath.join(text_of(site.config, "input") or ".", text_of(site.config, "includes") or "_includes")
        yield posixpath.normpath(folder)


def _themes(site: Site) -> Iterator[str]:
    """The site itself, then its themes."""
    yield site.top
    start = f"{site.top}themes/"
    yield from sorted(
        {f"{start}{path[len(start) :].partition('/')[0]}/" for path in site.paths if path.startswith(start)}
    )


def _text(site: Site, path: str) -> str:
    try:
        return site.tree.read(path, _LARGEST).decode("utf-8", "replace")
    except UnreadableError:
        return ""
