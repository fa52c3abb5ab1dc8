"""Texts of which a generator made no page, though they do not say so: its settings or their folders do. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from newsgen.documents.encoding import decoded
from newsgen.documents.fields import plain_value
from newsgen.documents.yaml_nodes import Record
from newsgen.importers.generators.configs import group_of, text_of
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.tree import UnreadableError
from newsgen.loader.foreign import plainly
from newsgen.loader.foreign_hiding import may_hide
from newsgen.loader.frontmatter import read_fields, split_source
from newsgen.models.article import SourceFile

_DRAFTS = frozenset(
    """drafts draft unpublished trash entwürfe entwurf brouillons brouillon borradores borrador bozze rascunhos
    concepten utkast kladder szkice черновики чернетки taslaklar 草稿 下書き 초안 임시글 مسودات""".split()
)
"""Names of folders whose texts nobody has published, without underscores and in small letters."""
_CLOSED = frozenset({"private", "privat", "deleted", "rejected"})
"""Likewise, in folders of which no settings say what was a page."""
_HIDING = frozenset({"draft", "build", "expirydate", "publishdate", "headless"})
_LARGEST = 1_000_000
_LONGEST_PATH = 1_000
_LONG_PATH = 250
_MOST_STARS = 3
"""Of a pattern that is matched folder by folder: more take long."""
_YES = frozenset({"true", "yes", "1"})


class Unshown:
    """What is known of it in one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._excluded = tuple(_excluded(site))
        self._fronts: dict[str, Mapping[str, Any]] = {}
        encrypt = group_of(site.config, "encrypt").get("tags") if site.generator == "hexo" else None
        listed = [each for each in encrypt if isinstance(each, Mapping)] if isinstance(encrypt, list) else []
        self._locked = frozenset(name for each in listed if (name := text_of(each, "name").lower()))

    def defaults(self, entry: Entry) -> dict[str, Any]:
        """Fields that folders or the settings give to all of their texts: those that hide it, and of Hugo any other."""
        if self._site.generator == "pelican":
            return _defaults_of_pelican(self._site, entry)
        if self._site.generator != "hugo":
            return {}
        merged: dict[str, Any] = {}
        given = [self._site.config.get("cascade"), *(front.get("cascade") for front in self._above(entry))]
        for values in given:
            for each in values if isinstance(values, Sequence) and not isinstance(values, str) else [values]:
                if isinstance(each, Mapping) and _is_meant(each, entry):
                    params = {**each, **group_of({str(key).lower(): value for key, value in each.items()}, "params")}
                    merged |= {
                        key: value
                        for key, value in params.items()
                        if plainly(key) in _HIDING or may_hide(key) or _is_simple(key, value)
                    }
        return merged

    def why(self, entry: Entry, typed: Mapping[str, Any], tags: Sequence[str]) -> str:
        """Why readers did not see a text; empty where they did.

        ``typed`` are its fields, ``tags`` its tags.
        """
        if self._site.generator == "zola":
            for front in self._above(entry):
                if str(front.get("draft", "")).lower() in _YES:
                    return "in a section that is a draft"
        if why := _hidden_by_name(self._site, entry):
            return why
        if self._locked.intersection(tag.lower() for tag in tags):
            return "readers needed a password"
        inside = entry.path.removeprefix(entry.prefix)
        path = entry.path.removeprefix(self._site.top)
        for setting, patterns, kind in self._excluded:
            if _is_among(patterns, kind, path if self._site.generator in _FROM_TOP else inside):
                return f"left out by `{setting}`"
        if self._site.generator == "pelican" and (why := _outside(self._site, inside)):
            return why
        names = {part.strip("_ ").lower() for part in path.split("/")[:-1]}
        closed = _DRAFTS | _CLOSED if self._site.generator == "markdown" else _DRAFTS
        return "in the folder of drafts" if names & closed and not _is_shown(typed) else ""

    def _above(self, entry: Entry) -> Iterator[Mapping[str, Any]]:
        """The fields of the pages of the sections in which a text lies, from the top."""
        folder = ""
        for part in ("", *entry.path.split("/")[:-1]):
            folder = f"{folder}{part}/" if part else folder
            if not f"{folder}/".startswith(entry.prefix.rstrip("/")):
                continue
            for suffix in (".md", ".markdown", ".html"):
                path = f"{folder}_index{suffix}"
                if path in self._site.paths:
                    if path not in self._fronts:
                        self._fronts[path] = self._front(path)
                    yield self._fronts[path]

    def _front(self, path: str) -> Mapping[str, Any]:
        try:
            text = decoded(self._site.tree.read(path, _LARGEST), path, "cp1252")
        except UnreadableError:
            return {}
        split = split_source(SourceFile(path, text, ""), []) if isinstance(text, str) else None
        record = read_fields(split, []) if split is not None else None
        if not isinstance(record, Record):
            return {}
        return {key.lower(): plain_value(node) for key, node in record.entries.items()}


def _is_simple(key: str, value: object) -> bool:
    return not key.startswith("_") and (isinstance(value, str | int | float | date) or _is_list_of_texts(value))


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_shown(typed: Mapping[str, Any]) -> bool:
    """Whether a text says itself that it is no draft."""
    draft, published = (str(typed.get(key, "")).lower() for key in ("draft", "published"))
    return draft in {"false", "no"} or published in _YES


def _is_meant(cascade: Mapping[str, Any], entry: Entry) -> bool:
    """Whether what Hugo gives to many pages is for this one."""
    target = cascade.get("target", cascade.get("_target"))
    if not isinstance(target, Mapping):
        return True
    target = {str(key).lower(): str(value) for key, value in target.items()}
    inside = re.sub(r"/index\Z", "", f"/{entry.folder}/{entry.stem}".replace("//", "/")).lower()
    kind, environment = target.get("kind", ""), target.get("environment", "")
    return (
        ("path" not in target or _matches(target["path"].lower(), inside))
        and (not kind or "page" in kind or "*" in kind)
        and (not environment or "production" in environment or "*" in environment)
    )


def _defaults_of_pelican(site: Site, entry: Entry) -> dict[str, Any]:
    given = site.config.get("DEFAULT_METADATA")
    if isinstance(given, list):  # as pairs
        given = {str(each[0]): each[1] for each in given if isinstance(each, list) and len(each) == 2}  # noqa: PLR2004
    merged = {"status": given["status"]} if isinstance(given, Mapping) and "status" in given else {}
    inside = entry.path.removeprefix(entry.prefix)
    for path, values in group_of(site.config, "EXTRA_PATH_METADATA").items():
        place = str(path).strip("/")
        if isinstance(values, Mapping) and "status" in values and (inside == place or inside.startswith(f"{place}/")):
            merged["status"] = values["status"]
    return merged


def _outside(site: Site, inside: str) -> str:
    """Why Pelican makes nothing of a file by where it lies."""
    pages = _listed(site.config.get("PAGE_PATHS", ["pages"]))
    if any(_lies_in(inside, folder) for folder in pages):
        return "left out by `PAGE_EXCLUDES`" if _lies_in_any(inside, site.config.get("PAGE_EXCLUDES")) else ""
    if _lies_in_any(inside, site.config.get("ARTICLE_EXCLUDES")):
        return "left out by `ARTICLE_EXCLUDES`"
    articles = _listed(site.config.get("ARTICLE_PATHS"))
    return "outside of `ARTICLE_PATHS`" if articles and not any(_lies_in(inside, each) for each in articles) else ""


def _hidden_by_name(site: Site, entry: Entry) -> str:
    if site.generator == "astro" and any(part.startswith("_") for part in entry.inside.split("/")):
        return "Astro makes no page of what begins with _"
    if site.generator == "hexo" and _is_hidden_in_hexo(site, entry):
        return "Hexo makes no page of what begins with _"
    return ""


def _is_hidden_in_hexo(site: Site, entry: Entry) -> bool:
    """Whether Hexo passes a text over by its name, or that of a folder; `include` in its settings takes it back."""
    inside = entry.path.removeprefix(entry.prefix)
    parts = inside.split("/")
    parts = parts[1:] if parts[0] in {"_posts", "_drafts"} else parts
    is_hidden = any(part.startswith("_") for part in parts) or parts[-1].endswith(("~", "%"))
    return is_hidden and not _is_among(_listed(site.config.get("include")), _ANYWHERE, inside)


def _lies_in_any(inside: str, folders: object) -> bool:
    return any(folder.strip("/") and _lies_in(inside, folder) for folder in _listed(folders))


def _lies_in(inside: str, folder: str) -> bool:
    folder = folder.strip("./")
    return not folder or inside == folder or inside.startswith(f"{folder}/")


def _listed(value: object) -> list[str]:
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [str(each) for each in value if isinstance(each, str)] if isinstance(value, list) else []


_GIT = "lines as of .gitignore"
_GLOB = "patterns of paths"
_BEGINS = "expressions at the beginning"
_ANYWHERE = "patterns"
_NAME = "patterns of names"
_EXPRESSION = "expressions"
_FROM_TOP = frozenset({"jekyll", "eleventy"})
"""Whose patterns begin at the top of the site, not where its texts lie."""
_PROGRAMS = (".eleventy.js", *(f"eleventy.config.{end}" for end in ("js", "mjs", "cjs", "ts")))
_IGNORES = re.compile(
    r"""\.ignores\.(?P<call>add|delete)\(\s{0,99}(?P<sign>["'`])(?P<pattern>[^"'`$\n]{1,500})(?P=sign)\s{0,99}\)"""
)
_SETTINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "jekyll": (("exclude", _ANYWHERE),),
    "hexo": (("exclude", _ANYWHERE), ("ignore", _ANYWHERE)),
    "zola": (("ignored_content", _ANYWHERE),),
    "pelican": (("IGNORE_FILES", _NAME),),
    "mkdocs": (("exclude_docs", _GIT), ("draft_docs", _GIT)),
    "hugo": (("ignorefiles", _EXPRESSION),),
}


def _excluded(site: Site) -> Iterator[tuple[str, list[str], str]]:
    """Settings that leave files out, with their patterns and what these are."""
    for name, kind in _SETTINGS.get(site.generator, ()):
        if patterns := _listed(site.config.get(name)):
            yield name, patterns, kind
    if site.generator == "mkdocs":
        yield from _by_plugins(site)
    if site.generator == "eleventy":
        yield from _by_eleventy(site)


def _by_plugins(site: Site) -> Iterator[tuple[str, list[str], str]]:
    """What plugins of MkDocs leave out: `exclude`, `file-filter`, and others with such options."""
    plugins = site.config.get("plugins")
    given = plugins if isinstance(plugins, list) else [plugins]
    for name, options in (pair for each in given if isinstance(each, Mapping) for pair in each.items()):
        if isinstance(options, Mapping) and name in {"exclude", "file-filter"} and options.get("enabled") is not False:
            for option, kind in (
                ("glob", _GLOB),
                ("exclude_glob", _GLOB),
                ("regex", _BEGINS),
                ("exclude_regex", _BEGINS),
            ):
                if patterns := _listed(options.get(option)):
                    yield f"{name}: {option}", patterns, kind


def _by_eleventy(site: Site) -> Iterator[tuple[str, list[str], str]]:
    """What Eleventy leaves out: by lines of files, and by calls in its settings that name a pattern outright."""
    program = "".join(_lines_of(site, path) for path in eleventy_settings(site))
    uses_git = re.search(r"setUseGitIgnore\(\s*false", program) is None
    for name in (".eleventyignore", *((".gitignore",) if uses_git else ())):
        if patterns := _listed(_lines_of(site, f"{site.top}{name}")):
            yield name, patterns, _GIT
    for prefix in {prefix.removeprefix(site.top) for prefix, _ in site.contents} - {""}:
        lines = _listed(_lines_of(site, f"{site.top}{prefix}.eleventyignore"))
        if patterns := [f"/{prefix}{line.lstrip('/') if '/' in line.strip('/') else f'**/{line}'}" for line in lines]:
            yield ".eleventyignore", patterns, _GIT
    calls = [(match["call"], match["pattern"]) for match in _IGNORES.finditer(program)]
    # A pattern of a call begins at the top, as a line of .gitignore with a slash before it does.
    if patterns := [f"{'!' * (call == 'delete')}/{typed.removeprefix('./').strip('/')}" for call, typed in calls]:
        yield "ignores.add", patterns, _GIT


def eleventy_settings(site: Site) -> list[str]:
    """The programs that are the settings of an Eleventy site."""
    return [f"{site.top}{name}" for name in _PROGRAMS if f"{site.top}{name}" in site.paths]


def left_out_by_a_program(site: Site) -> str:
    """The settings that leave texts out by what only a run of them would tell; empty where none do."""
    for path in eleventy_settings(site) if site.generator == "eleventy" else ():
        program = _lines_of(site, path)
        if len(re.findall(r"\.ignores\.add\(", program)) > sum(m["call"] == "add" for m in _IGNORES.finditer(program)):
            return path
    return ""


def _lines_of(site: Site, path: str) -> str:
    """The text of a file; empty where there is none that can be read. Of a program without lines that are comments."""
    if path not in site.paths:
        return ""
    try:
        typed = site.tree.read(path, _LARGEST).decode("utf-8", "replace")
    except UnreadableError:
        return ""
    return re.sub(r"(?m)^[ \t]*//.*$", "", typed) if path.endswith(("js", "ts")) else typed


def _is_among(patterns: Sequence[str], kind: str, path: str) -> bool:
    if kind == _NAME:
        return any(fnmatchcase(part, pattern) for pattern in patterns for part in path.split("/"))
    if kind == _EXPRESSION:
        return any(_is_found(pattern, path) for pattern in patterns)
    if kind == _GLOB:
        return any(fnmatchcase(path, pattern) for pattern in patterns)
    if kind == _BEGINS:
        return any(_is_found(pattern, path, from_start=True) for pattern in patterns)
    if kind == _ANYWHERE:
        return any(
            path == pattern.strip("/") or path.startswith(f"{pattern.strip('/')}/") or fnmatchcase(path, each)
            for pattern in patterns
            for each in _without_braces(pattern.removeprefix("/").replace("**/", "*"))
        )
    is_left_out = False
    for typed in patterns:
        if _is_ignored(typed.removeprefix("!"), path):
            is_left_out = not typed.startswith("!")
    return is_left_out


def _is_ignored(pattern: str, path: str) -> bool:
    """Whether a line of .gitignore means a file, or a folder in which it lies."""
    bare = pattern.strip("/").removeprefix("./")
    parts = path.split("/")
    at = range(1, len(parts)) if pattern.endswith("/") else range(1, len(parts) + 1)
    if not bare:
        return False
    if "/" not in bare and not pattern.startswith("/"):
        return any(fnmatchcase(parts[end - 1], bare) for end in at)
    return any(_matches(bare, "/".join(parts[:end])) for end in at)


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern means a path: ``*`` within a folder, ``**`` through all."""
    if len(path) > _LONGEST_PATH or pattern.count("*") > 2 * _MOST_STARS:
        return fnmatchcase(path, pattern)
    return any(re.fullmatch(_expression(each), path) is not None for each in _without_braces(pattern))


def _expression(pattern: str) -> str:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    made = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(made.get(part) or re.escape(part) for part in parts)


def _without_braces(pattern: str) -> list[str]:
    """A pattern with ``{a,b}`` as one for each."""
    match = re.search(r"\{([^{}]*)\}", pattern)
    if match is None:
        return [pattern]
    return [f"{pattern[: match.start()]}{each}{pattern[match.end() :]}" for each in match[1].split(",")[:100]]


def _is_found(expression: str, path: str, *, from_start: bool = False) -> bool:
    """Whether an expression is found in a path; one that may take long is passed over."""
    repeats = len(re.findall(r"[*+{]", expression))
    # Two that stand side by side come to an end in time, one within the other does not.
    is_quick = repeats <= 1 or (repeats == 2 and len(path) < _LONG_PATH and not re.search(r"\)[*+{]", expression))  # noqa: PLR2004
    if not is_quick or len(path) > _LONGEST_PATH:
        return False
    try:
        return (re.match if from_start else re.search)(expression, path) is not None
    except (re.error, RecursionError, OverflowError):
        return False
