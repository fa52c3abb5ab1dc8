"""What expressions of templates stand for in a text, and the files that it takes in. Pure."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from newsgen.importers.generators.book import Book
from newsgen.importers.generators.configs import Config, group_of
from newsgen.importers.generators.cutting import split_at_bars
from newsgen.importers.generators.front import Front
from newsgen.importers.generators.known import Known
from newsgen.importers.generators.loops import filtered
from newsgen.importers.generators.masks import without_braces
from newsgen.importers.generators.patterns import About, filled_template
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.site_data import SiteData, inside, words_of
from newsgen.importers.tree import UnreadableError

_CODE = re.compile(
    r"(?i)\.(?:py|js|ts|jsx|tsx|rb|go|rs|c|h|cc|cpp|java|kt|swift|php|pl|r|jl|lua|sh|bash|ya?ml|json|toml|ini|cfg|sql|html|css"
    r"|xml|tex|md|txt|diff|patch|dockerfile|tf|hs|ml|scala|clj|ex|exs|vim|el|lisp|m|nix)\Z"
)
_LARGEST_CODE = 100_000
"""Bytes."""


def _snippet_folders(config: Config) -> Iterator[str]:
    """Where the settings of MkDocs say that parts of texts lie."""
    listed = config.get("markdown_extensions")
    for each in listed if isinstance(listed, list) else ():
        options = each.get("pymdownx.snippets") if isinstance(each, Mapping) else None
        paths = options.get("base_path") if isinstance(options, Mapping) else None
        for path in [paths] if isinstance(paths, str) else paths if isinstance(paths, list) else ():
            if isinstance(path, str):
                yield path.strip("./")


class Values:
    """Those of one site."""

    def __init__(self, site: Site, book: Book) -> None:
        self._site = site
        self._book = book
        self._data = SiteData(site).root

    def included(self, name: str, entry: Entry) -> str:
        """The text of a file that another takes in, if it has no tags of its own."""
        bare = name.strip().lstrip("/")
        folders = (
            posixpath.dirname(entry.path),
            self._site.top + "_includes",
            *(f"{self._site.top}{each}" for each in _snippet_folders(self._site.config)),
            self._site.top.rstrip("/"),
            entry.prefix.rstrip("/"),
        )
        for folder in folders:
            path = posixpath.normpath(posixpath.join(folder, bare))
            if path in self._site.paths and path.endswith((".md", ".markdown", ".txt")):
                try:
                    text = self._site.tree.read(path, 1_000_000).decode("utf-8", "replace")
                except UnreadableError:
                    return ""
                return "" if re.search(r"\{[{%]|--8<--", text) else text
        return ""

    def code(self, name: str, entry: Entry) -> str:
        """The text of a file of code that a text shows; empty where there is none."""
        bare = name.strip().lstrip("/")
        if not bare or not _CODE.search(bare):
            return ""
        top, prefix = self._site.top, entry.prefix
        folders = (
            posixpath.dirname(entry.path), top.rstrip("/"), prefix.rstrip("/"), f"{top}listings",
            f"{prefix}downloads/code", f"{prefix}code", f"{prefix}examples", f"{top}examples", f"{prefix}includes",
        )  # fmt: skip
        for folder in folders:
            path = posixpath.normpath(posixpath.join(folder, bare))
            if path in self._site.paths:
                try:
                    return self._site.tree.read(path, _LARGEST_CODE).decode("utf-8", "replace")
                except UnreadableError:
                    return ""
        return ""

    def value(  # noqa: C901, PLR0911, PLR0912 - a line for each form
        self, expression: str, front: Front, about: About, known: Known
    ) -> str | None:
        """The value of an expression of a template; None where it is not known."""
        name, *filters = (part.strip() for part in split_at_bars(expression))
        if quoted := re.fullmatch(r"\(?\s*[\"'“”]([^\"'“”]*)[\"'“”]\s*\)?", name):
            if any("date" in each for each in filters):
                return None
            return without_braces(quoted[1])
        if call := re.fullmatch(
            r"(?:absurl|relurl|rellangurl|ref|relref|url|asset|get_url|url_for)\s*+\(?+\s*+(?>(?:\.\s"
            r"|path\s*+=\s*+)?)[\"']([^\"']*)[\"'].*",
            name,
            re.IGNORECASE,
        ):
            path, mark, anchor = call[1].partition("#")
            found = (
                self._book.path_of_text(path.removeprefix("@/"), known.entry.path, known.entry.prefix) if path else ""
            )
            return (self._book.by_path.get(found, "") or f"/{path.lstrip('/')}" if path else "") + mark + anchor
        bare = name.lstrip(".$ ").lower()
        if re.fullmatch(
            r"(?:site\.(?:base_?url|url|github\.url|root)|page\.root|base_?url|site_?url|root_?url|base_path"
            r"|metadata\.url"
            r"|config\.base_url|relativeroot|pathprefix|absurl|url_root|siteurl)/?", bare
        ):  # fmt: skip
            return ""
        if bare in {"page.url", "page.permalink", "post.url", "permalink", "page.relpermalink"}:
            return known.address
        for start in ("page.", "post.", "frontmatter.", "params.", "page.params."):
            if bare.startswith(start):
                found_here = front.typed.get(bare.removeprefix(start))
                if bare == f"{start}title":
                    return str(known.said.fields["title"])
                if bare == f"{start}date" and about.moment:
                    return (
                        filled_template(f"{{{{ page.date | {' | '.join(filters)} }}}}", about, {})
                        or about.moment.isoformat()
                    )
                return found_here if isinstance(found_here, str) else None
        if self._site.generator == "mkdocs":
            named = group_of(self._site.config, "extra") if not bare.startswith("config.") else self._site.config
            told = named.get(name.strip().removeprefix("config.").removeprefix("extra."))
            if isinstance(told, str | int | float) and not isinstance(told, bool) and not filters:
                return str(told)
        thing = self._in_data(name)
        if words := words_of(thing):
            return filtered(words, filters)
        if bare.startswith("site."):
            value: object = self._site.config
            for key in name.split(".")[1:]:
                value = inside(value, key)
            return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and not filters else None
        value = front.typed.get(bare)
        is_own = self._site.generator in {"eleventy", "mkdocs"} and re.fullmatch(r"\w+", bare)
        return filtered(value, filters) if is_own and isinstance(value, str) else None

    def thing(self, said: str, front: Front) -> object:
        """What a field of a text or a file of data says, by its name in a template; None where there is none."""
        name = said.strip()
        bare = name.removeprefix("page.").removeprefix("frontmatter.")
        if name != bare or self._site.generator == "eleventy":
            first, *keys = bare.split(".")
            found: object = front.typed.get(first.lower())
            for key in keys:
                found = inside(found, key)
            if found is not None:
                return list(found) if isinstance(found, tuple) else found
        return self._in_data(name)

    def _in_data(self, name: str) -> object:
        keys = re.split(r"[.\[\]\"']+", name.strip().rstrip("]\"'"))
        if keys[:2] == ["site", "data"]:
            keys = keys[2:]
        elif self._site.generator != "eleventy":
            return None
        found: object = self._data if keys else None
        for key in keys:
            found = inside(found, key)
        return found
