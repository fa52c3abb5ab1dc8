"""The addresses of texts of Astro: the route that shows a collection, and the id of the entry. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsgen.importers.generators.cutting import sub_between, sub_elements
from newsgen.importers.generators.patterns import About
from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_values import Scope
from newsgen.importers.generators.scripts import read_expression
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.slugs import github_slug
from newsgen.importers.tree import UnreadableError

_LARGEST = 200_000
_ROUTE = re.compile(r"(?P<folder>(?:[^\[\]]*/)?)\[(?:\.{3})?(?P<name>\w+)\](?:/index)?\.astro")
_USUAL = frozenset({"slug", "id", "post", "path", "entry"})
_FIELD = re.compile(r"\(?\s*(?:[\w$]+\??\.)?(?P<name>(?:data\??\.)?\w+)\s*\)?")
_IMPORTED = re.compile(r"\bfrom\s*[\"'](?P<path>[^\"'\n]{1,200})[\"']")
_SCRIPTS = (".ts", ".js", ".mjs")
_CONFIG = re.compile(r"astro\.config\.[cm]?[jt]s")


class UnsureError(ValueError):
    """That the address of a text hangs on what a program works out."""


@dataclass(frozen=True, slots=True)
class Route:
    """A page that is made for each entry of a collection."""

    path: str
    folder: str
    """Below which the entries lie; without slashes at the ends."""
    said: str
    """What stands in the place of the brackets, as the program says it; empty where that is not to be found."""


def address_of_astro(site: Site, about: About) -> str:
    """The address of a text.

    Raises:
        UnsureError: A program makes it, or no page shows the collection.
    """
    entry = about.entry
    if entry.prefix.endswith("pages/"):
        return "/".join(filter(None, (entry.folder, "" if entry.stem == "index" else entry.stem)))
    if entry.collection == "docs" and _has_starlight(site):
        return f"/{_id_of(site, about)}/"
    route = _route_of(site, entry.collection)
    if route is None:
        return "/".join(["", *filter(None, (entry.collection, _id_of(site, about)))]) + "/"
    if _has_own_ids(site, entry.collection):
        raise UnsureError(f"the function `generateId` of the collection {entry.collection}")
    made = _said_by(route, about, _id_of(site, about))
    return "/".join(["", *filter(None, (route.folder, made.strip("/")))]) + "/"


def _id_of(site: Site, about: About) -> str:
    """The id of an entry: what it says is its slug is the whole of it; else its path, as Astro writes that."""
    entry = about.entry
    if slug := about.text("slug"):
        return slug.strip("/")
    folders = entry.folder.split("/") if entry.folder else []
    if entry.prefix in site.collections:  # Folders that begin so are for order alone.
        folders = [each for each in folders if not each.startswith("_")]
    else:
        folders = folders[1:]
    parts = [*folders, *([] if entry.stem == "index" else [entry.stem])]
    return "/".join(filter(None, map(github_slug, parts)))


def _said_by(route: Route, about: About, own: str) -> str:
    """What stands in the place of the brackets of a route."""
    for part in re.split(r"\?\?|\|\|", route.said):
        said = part.strip()
        if not said or re.fullmatch(r"\w*[pP]ath\w*\(.*", said):  # A function that leaves folders for order out.
            return own
        match = _FIELD.fullmatch(said)
        name = match["name"].replace("?", "") if match else ""
        if name in {"id", "slug"} and "." in said:
            return own
        if not name.startswith("data."):
            raise UnsureError(f"{route.path}: {route.said}")
        if value := about.text(name.removeprefix("data.").lower()):
            return value
    raise UnsureError(f"{route.path}: {route.said}")


def _read(site: Site, path: str) -> str:
    try:
        return site.tree.read(path, _LARGEST).decode("utf-8", "replace")
    except UnreadableError:
        return ""


def _route_of(site: Site, collection: str) -> Route | None:
    """The route that shows the entries of a collection; None where the folder has no such pages at all.

    Raises:
        UnsureError: It has some, and none is for this collection.
    """
    known: dict[str, Route | str | None] = site.more.get("routes", {})
    if collection not in known:
        try:
            known[collection] = _found_route(site, collection)
        except UnsureError as error:
            known[collection] = str(error)
    found = known[collection]
    if isinstance(found, str):
        raise UnsureError(found)
    return found


def _found_route(site: Site, collection: str) -> Route | None:
    top = f"{site.top}src/pages/"
    paths = sorted(path for path in site.paths if path.startswith(top) and "[" in path and path.endswith(".astro"))
    matches = [(path, _ROUTE.fullmatch(path.removeprefix(top))) for path in paths]
    matches.sort(key=lambda each: (each[1] is None or each[1]["name"] not in _USUAL, each[0]))
    scripts = [path for path in sorted(site.paths) if path.startswith(f"{site.top}src/") and path.endswith(_SCRIPTS)]
    by_name: Route | None = None
    lists: list[Route] = []
    for path, match in matches:
        text = _read(site, path)
        shows = any(
            re.search(rf"\bget(?:Collection|Entry)\s*\(\s*[\"'`]{re.escape(collection)}[\"'`]", each)
            for each in (text, *_helpers(site, scripts, text))
        )
        if match is None:  # Several values in one address.
            if shows and re.search(r"\[(?:\.{3})?(?:slug|id|post)\]", path):
                raise UnsureError(path)
            continue
        route = Route(path, match["folder"].strip("/"), _parameter(text, match["name"]))
        if shows and match["name"] in _USUAL:
            return route
        if shows:
            lists.append(route)
        if by_name is None and route.folder == collection and match["name"] in _USUAL:
            by_name = route
    of_entries = next((each for each in lists if re.search(r"\.(?:id|slug)\b", each.said)), None)
    if of_entries or by_name or not paths:
        return of_entries or by_name
    raise UnsureError(f"no page in src/pages shows entries of the collection {collection}")


def _helpers(site: Site, scripts: list[str], text: str) -> Iterator[str]:
    """Scripts that a page takes in, by the ends of their paths."""
    for match in _IMPORTED.finditer(text[:20_000]):
        bare = re.sub(r"^(?:[@~#]/?|\.{1,2}/)+", "", match["path"])
        if "/" not in match["path"] or "astro" in bare or not bare:
            continue
        for end in (".ts", ".js", ".mjs", "/index.ts", "/index.js"):
            name = f"{re.sub(r'[.][cm]?[jt]s$', '', bare)}{end}"
            yield from (_read(site, path) for path in scripts if path.endswith(f"/{name}"))


def _parameter(text: str, name: str) -> str:
    """What a page says stands in the place of its brackets."""
    given = re.search(r"\bparams\s*:\s*\{", text)
    found = re.compile(rf"\b{re.escape(name)}\s*:\s*").search(text, given.end()) if given else None
    if found is None:
        found = re.search(rf"\bconst\s+{re.escape(name)}\s*=\s*(?!Astro\b)(?=[\w$]+\.)", text) if given else None
    if found is None:
        return ""
    depth, at = 0, found.end()
    while at < len(text) and (depth or text[at] not in ",};\n"):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        at += 1
    return text[found.end() : at].strip()


def _has_own_ids(site: Site, collection: str) -> bool:
    """Whether a function of the settings makes the ids of a collection."""
    return collection in site.more.get("own_ids", ())


def _has_starlight(site: Site) -> bool:
    """Whether the theme is Starlight, whose texts lie at the top of the site."""
    for path in sorted(site.paths):
        name = path.removeprefix(site.top)
        if name == "package.json" or _CONFIG.fullmatch(name):
            try:
                if b"@astrojs/starlight" in site.tree.read(path, 200_000):
                    return True
            except UnreadableError:
                continue
    return False


def redirects_of_astro(site: Site) -> tuple[list[tuple[str, str]], str]:
    """The redirects of the settings, and what of them cannot be read."""
    text = next(
        (_read(site, path) for path in sorted(site.paths) if _CONFIG.fullmatch(path.removeprefix(site.top))), ""
    )
    text = re.sub(r"(?m)^[ \t]*//.*$", "", text)
    begin = re.search(r"\bredirects\s*:\s*(?=\{)", text)
    if begin is None:
        return [], "redirects" if re.search(r"\bredirects\s*[:,}]", text) else ""
    try:
        node, _ = read_expression(text, begin.end())
        found: Any = site.scripts.worker("").value(node, Scope())
    except (UnreadScriptError, UntoldError):
        return [], "redirects"
    made: list[tuple[str, str]] = []
    unread: list[str] = []
    for path, told in found.items() if isinstance(found, dict) else ():
        target = told.get("destination") if isinstance(told, dict) else told
        if isinstance(target, str) and "[" not in f"{path}{target}":
            made.append((str(path), target))
        else:
            unread.append(str(path))
    return made, ", ".join(unread)


_FEW = 5
"""Words that are a text."""
_HEAD = re.compile(r"\A\s*---[ \t]*\r?\n.*?\n?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_DEEPEST = 20


def pages_of_templates(site: Site) -> Iterator[tuple[str, str]]:
    """Pages of `src/pages` that are templates with a text of their own, and the address of each."""
    top = f"{site.top}src/pages/"
    for path in sorted(each for each in site.paths if each.startswith(top) and each.endswith(".astro")):
        inside = path.removeprefix(top).removesuffix(".astro")
        if "[" in inside or inside in {"index", "404", "500"} or any(each[0] == "_" for each in inside.split("/")):
            continue
        text = sub_between(_HEAD.sub("", _read(site, path)), "<!--", "-->", lambda _: " ")
        text = sub_elements(text, "script style nav form", lambda *_: " ")
        for _ in range(_DEEPEST):  # What a program makes lies in one another.
            text = re.sub(r"\{[^{}]*\}", " ", text)
        words = re.sub(r"<[^<>]*>|\W+", " ", text).split()
        if len(words) > _FEW:
            yield path, f"/{inside.removesuffix('/index')}/"
