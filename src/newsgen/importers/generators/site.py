"""A site of another generator: where its texts and files lie, in which languages, at which addresses. Pure."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from newsgen.importers.generators.astro_folders import collections_of, usual_folders, with_own_ids
from newsgen.importers.generators.configs import Config, group_of, lowered, read_config, text_of
from newsgen.importers.generators.site_scripts import SiteScripts, data_of_script
from newsgen.importers.generators.telling import Found
from newsgen.importers.tree import Tree
from newsgen.models.language import is_known_language, language_tag

_LEVELS = 3
"""Folders of which the names may be languages."""


@dataclass(frozen=True)
class Site:
    """What is known of it before any story is read."""

    generator: str
    tree: Tree
    top: str
    """The folder in which it lies: empty, or with a slash at the end."""
    config: Config
    contents: tuple[tuple[str, str], ...]
    """Folders of texts, with a slash at the end, and the language of each; empty for the usual one."""
    statics: tuple[str, ...]
    """Folders of files that lie at the top of the site."""
    language: str = ""
    """The usual one; empty where it is not said."""
    languages: tuple[str, ...] = ()
    """As they are called in paths; empty where nothing is said of it."""
    base: str = ""
    """The path of its address, without a slash at the end."""
    host: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Of some generators: what their addresses hang on."""

    @cached_property
    def paths(self) -> frozenset[str]:
        """All files."""
        return frozenset(self.tree.paths())

    @cached_property
    def folded(self) -> dict[str, str]:
        """All files by their paths in small letters."""
        return {path.lower(): path for path in self.tree.paths()}

    @cached_property
    def scripts(self) -> SiteScripts:
        """What its scripts define."""
        return SiteScripts(self.tree, self.top)

    @property
    def collections(self) -> Mapping[str, str]:
        """Of Astro: folders of texts to the collections for which settings name them."""
        found: Mapping[str, str] = self.more.get("collections", {})
        return found

    @property
    def name(self) -> str:
        """What tells its stories from those of another site."""
        return self.host + self.base or self.tree.name.replace("\\", "/").rstrip("/").rpartition("/")[2] or "folder"


def site_of(tree: Tree, found: Found) -> Site:
    """The site in a folder."""
    config = read_config(tree, found.settings) if found.settings else {}
    if found.generator == "hugo":
        config = _with_further_files(tree, found, lowered(config))
    if found.generator == "pelican":
        config = {**config, **read_config(tree, f"{found.top}publishconf.py")}
    contents, statics = _folders(tree, found, config)
    address = text_of(config, "baseURL", "baseurl", "base_url", "url", "SITEURL", "SITE_URL", "site_url", "site")
    if found.generator in {"jekyll", "hexo"}:
        address = text_of(config, "url") or ""
    parts = urlsplit(address if "//" in address else f"//{address}" if "." in address else "")
    base = _base_of(found.generator, config, parts.path)
    site = Site(
        found.generator,
        tree,
        found.top,
        config,
        contents,
        statics,
        language=_language(found.generator, config),
        languages=tuple(_languages(found.generator, config)),
        base=base,
        host=(parts.hostname or "").removeprefix("www."),
        more={"collections": collections_of(tree, found.top), "own_ids": with_own_ids(tree, found.top), "routes": {}}
        if found.generator == "astro"
        else {},
    )
    if not site.host and (host := _host_in_data(site)):
        site = Site(**{**_as_arguments(site), "host": host})
    return site if site.languages else _with_languages_of_folders(site)


_DATA_OF_SITE = re.compile(r"_?data/(?:site|metadata|meta|config|global|settings)\.(?:json|ya?ml|toml|[cm]?js)")
_ADDRESSES = ("url", "siteUrl", "siteURL", "site_url", "baseUrl", "baseURL", "base_url", "origin", "domain", "host",
              "homepage")  # fmt: skip


def _host_in_data(site: Site) -> str:
    """The host of a site whose settings do not name it, by its files of data or its `package.json`."""
    named = [path for path in sorted(site.paths) if _DATA_OF_SITE.fullmatch(
        "/".join(path.removeprefix(site.top).split("/")[-2:]))]  # fmt: skip
    for path in [*named[:20], f"{site.top}package.json"]:
        values = data_of_script(site.tree, site.scripts, path) if path.endswith("js") else read_config(site.tree, path)
        for group in (values, *(each for each in values.values() if isinstance(each, Mapping))):
            address = text_of(group, *(_ADDRESSES if not path.endswith("package.json") else ("homepage",)))
            parts = urlsplit(address if "//" in address else f"//{address}" if "." in address else "")
            if parts.hostname and "." in parts.hostname and parts.hostname not in _HOSTS_OF_OTHERS:
                return parts.hostname.removeprefix("www.")
    return ""


_HOSTS_OF_OTHERS = frozenset({"github.com", "gitlab.com", "127.0.0.1", "codeberg.org", "example.com"})
"""Where the files of a site lie, which is no site of its own."""


def _with_further_files(tree: Tree, found: Found, config: Config) -> Config:
    """Hugo's settings may lie in several files of one folder."""
    folder = found.settings.rpartition("/")[0]
    if not folder.endswith("config/_default"):
        return config
    merged = dict(config)
    for path in tree.paths():
        name = path.removeprefix(f"{folder}/")
        if path != found.settings and path.startswith(f"{folder}/") and "/" not in name:
            stem, _, further = name.partition(".")
            values = lowered(read_config(tree, path))
            if stem.lower() in {"hugo", "config"}:
                merged = {**values, **merged}
            else:
                keys = {"languages": "languages", "params": "params", "permalinks": "permalinks"}
                language = further.partition(".")[0] if "." in further else ""
                if stem.lower() in keys and not language:
                    merged.setdefault(keys[stem.lower()], values)
    return merged


def _base_of(generator: str, config: Config, path: str) -> str:
    if generator == "jekyll":
        path = text_of(config, "baseurl")
    elif generator == "hexo":
        path = text_of(config, "root") or path
    elif generator == "astro":
        path = text_of(config, "base")
    elif generator == "eleventy":
        path = text_of(config, "pathPrefix")
    path = path.strip("/")
    return f"/{path}" if path and re.fullmatch(r"[\w\-./~%]+", path) else ""


def _language(generator: str, config: Config) -> str:
    keys = {
        "hugo": ("defaultcontentlanguage", "languagecode", "locale"),
        "zola": ("default_language",),
        "pelican": ("DEFAULT_LANG",),
        "nikola": ("DEFAULT_LANG",),
        "jekyll": ("default_lang", "lang", "locale", "language"),
        "hexo": ("language",),
    }.get(generator, ("default_language", "lang", "language", "locale"))
    if generator == "hugo":
        # `defaultContentLanguage` names a folder, `languageCode` says more, such as the region.
        typed = text_of(config, "languagecode", "locale") or text_of(config, "defaultcontentlanguage")
    else:
        first = next((value for key in keys if (value := config.get(key))), "")
        typed = str(first[0]) if isinstance(first, list) and first else first if isinstance(first, str) else ""
    if generator == "mkdocs":
        typed = text_of(group_of(config, "theme"), "language", "locale") or typed
    tag = language_tag(typed.strip())
    return tag if is_known_language(tag) else ""


def _languages(generator: str, config: Config) -> Iterator[str]:
    found: Any = (
        config.get("TRANSLATIONS") if generator == "nikola" else config.get("languages", config.get("language"))
    )
    if generator == "pelican":
        found = None
    if isinstance(found, Mapping):
        found = list(found)
    if isinstance(found, list):
        for each in found:
            code = each.get("code", each.get("lang", "")) if isinstance(each, Mapping) else each
            if isinstance(code, str) and is_known_language(language_tag(code)):
                yield code


def _with_languages_of_folders(site: Site) -> Site:
    """The site with languages that its folders or the ends of files' names tell, where nothing says which there are."""
    levels: list[Counter[str]] = [Counter() for _ in range(_LEVELS)]
    ends: Counter[str] = Counter()
    for path in site.tree.paths():
        prefix = next((prefix for prefix, _ in site.contents if path.startswith(prefix)), None)
        if prefix is None or not path.endswith((".md", ".markdown", ".mdx", ".rst", ".html")):
            continue
        *folders, name = path.removeprefix(prefix).split("/")
        for level, folder in enumerate(folders[:_LEVELS]):
            levels[level][folder] += 1
        stem, _, end = name.rpartition(".")[0].rpartition(".")
        if stem and is_language_like(end):
            ends[end] += 1
    found: list[str] = []
    for counter in levels:
        named = [name for name in counter if is_language_like(name)]
        if len(named) > 1 and len(named) * 2 >= len([name for name in counter if not name.startswith("_")]):
            found += named
    found += ends
    if not found:
        return site
    return Site(**{**_as_arguments(site), "languages": tuple(dict.fromkeys(found))})


def _as_arguments(site: Site) -> dict[str, Any]:
    return {name: getattr(site, name) for name in Site.__dataclass_fields__}


def is_language_like(name: str) -> bool:
    """Whether a part of a path is called like a language: ``fr``, ``zh_CN``, ``pt-br``."""
    return re.fullmatch(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?", name) is not None and is_known_language(language_tag(name))


def _joined(top: str, *folders: str) -> str:
    path = posixpath.normpath(posixpath.join(top or ".", *(folder.strip("/") or "." for folder in folders)))
    return "" if path == "." or path.startswith("..") else f"{path}/"


def _existing(tree: Tree, prefixes: Iterable[str]) -> tuple[str, ...]:
    paths = tree.paths()
    return tuple(dict.fromkeys(each for each in prefixes if any(path.startswith(each) for path in paths)))


_Folders = tuple[tuple[tuple[str, str], ...], tuple[str, ...]]


def _folders(tree: Tree, found: Found, config: Config) -> _Folders:  # noqa: C901 - a branch for each generator
    """Where texts lie, and where files."""
    top, generator = found.top, found.generator
    one: list[str] = []
    statics: list[str] = []
    if generator == "hugo":
        return _folders_of_hugo(tree, top, config)
    if generator == "jekyll":
        one = [_joined(top, text_of(config, "source"))]
        statics = [*one, top]
    elif generator == "pelican":
        one = [_joined(top, text_of(config, "PATH") or "content")]
        further = config.get("STATIC_PATHS")
        statics = [*one, *(_joined(one[0], str(each)) for each in further or () if str(each) == "extra"), top]
    elif generator == "nikola":
        one = [top]
        statics = [_joined(top, "files"), top]
    elif generator == "eleventy":
        one = [_joined(top, text_of(config, "input"))]
        statics = [*one, *(_joined(top, name) for name in ("public", "static", "src/static", "src/public")), top]
    elif generator == "zola":
        one = [_joined(top, "content")]
        statics = [_joined(top, "static"), *one]
    elif generator == "hexo":
        one = [_joined(top, text_of(config, "source_dir") or "source")]
        statics = list(one)
    elif generator == "astro":
        one = [*collections_of(tree, top), _joined(top, "src/content"), _joined(top, "src/pages")]
        one = [*one, _joined(top, "content"), *usual_folders(tree, top)]
        statics = [_joined(top, "public"), _joined(top, "src"), top]
    elif generator == "mkdocs":
        one = [_joined(top, text_of(config, "docs_dir") or "docs")]
        statics = list(one)
    if not any(_existing(tree, one)):
        one = one if one and one[0] == "" else [top]
    contents = _existing(tree, one) or (top,)
    usual = ("static/", "public/", "assets/", "src/", "source/", "")
    return tuple((each, "") for each in contents), _existing(
        tree, [*statics, *contents, *(top + each for each in usual)]
    )


def _folders_of_hugo(tree: Tree, top: str, config: Config) -> _Folders:
    contents = {_joined(top, text_of(config, "contentdir") or "content"): ""}
    statics = [_joined(top, "static"), _joined(top, "assets")]
    extra = config.get("staticdir", [])
    statics += [_joined(top, str(each)) for each in ([extra] if isinstance(extra, str) else extra)]
    for tag, group in group_of(config, "languages").items():
        folder = text_of(group, "contentdir") if isinstance(group, Mapping) else ""
        if folder:
            contents[_joined(top, folder)] = str(tag)
    found = [(prefix, tag) for prefix, tag in contents.items() if _existing(tree, [prefix])]
    found.sort(key=lambda each: -len(each[0]))  # `content/ja/` before `content/`
    return tuple(found) or ((top, ""),), _existing(tree, [*statics, *(prefix for prefix, _ in found), top])
