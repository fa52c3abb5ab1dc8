"""Whose a folder is, told from the names of its files and a look into its settings. Pure."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

from newsgen.importers.tree import Tree, UnreadableError

GENERATORS = MappingProxyType(
    {
        "hugo": "a folder of Hugo",
        "jekyll": "a folder of Jekyll",
        "pelican": "a folder of Pelican",
        "nikola": "a folder of Nikola",
        "eleventy": "a folder of Eleventy",
        "zola": "a folder of Zola",
        "hexo": "a folder of Hexo",
        "astro": "a folder of Astro",
        "mkdocs": "a folder of MkDocs",
        "markdown": "a folder of Markdown",
    }
)
"""Name of each to what messages call it."""
MARKDOWN = (".md", ".markdown", ".mdx", ".mkd", ".mdown")
_DEEPEST = 3
"""Folders above a file of settings."""
_LARGEST = 1_000_000
"""Bytes of settings."""
_SAMPLE = 12
"""Stories that are looked into where there are no settings."""
_NOT_THE_SITE = frozenset(
    "themes exampleSite example examples test tests vendor node_modules fixtures templates template _layouts".split()
)
_SETTINGS = re.compile(
    r"pelican\.?conf\.py|conf\.py|(?:hugo|config)\.(?:toml|ya?ml|json)|_config\.(?:ya?ml|toml)|zola\.toml"
    r"|\.eleventy\.c?js"
    r"|eleventy\.config\.[cm]?[jt]s|astro\.config\.[cm]?[jt]s|mkdocs\.ya?ml"
)
_ORDER = ("pelican", "nikola", "hexo", "hugo", "zola", "eleventy", "astro", "jekyll", "mkdocs")
"""Who is asked first where a folder has the settings of several."""


class Found(NamedTuple):
    """Whose a folder is."""

    generator: str
    """One of GENERATORS; empty where it is of none."""
    top: str = ""
    """The folder in which its site lies: empty, or with a slash at the end."""
    settings: str = ""
    """The path of its settings; empty where there are none."""


def is_of(generator: str, tree: Tree) -> bool:
    """Whether a folder is of this generator."""
    return found_in(tree).generator == generator


def found_in(tree: Tree, wanted: str = "") -> Found:
    """Whose a folder is; ``wanted`` where somebody has said so."""
    found = sorted(
        (each for each in _by_settings(tree) if wanted in {"", each.generator}),
        key=lambda each: (each.top.count("/"), _ORDER.index(each.generator), len(each.settings)),
    )
    if found:
        return found[0]
    return Found(wanted or _by_arrangement(tree))


def _by_settings(tree: Tree) -> Iterator[Found]:
    paths = tree.paths()
    for path in paths:
        folder, _, name = path.rpartition("/")
        if path.count("/") > _DEEPEST + 1 or not _SETTINGS.fullmatch(name) or _NOT_THE_SITE & set(folder.split("/")):
            continue
        top = f"{folder}/" if folder else ""
        if top.endswith("config/_default/"):
            yield Found("hugo", top.removesuffix("config/_default/"), path)
        elif generator := _of_settings(tree, name, top, path):
            yield Found(generator, top, path)


def _of_settings(tree: Tree, name: str, top: str, path: str) -> str:  # noqa: PLR0911 - one line for each
    if name in {"pelicanconf.py", "pelican.conf.py"}:
        return "pelican"
    if name.startswith(("hugo.", "mkdocs.", "astro.")):
        return name.partition(".")[0]
    if "eleventy" in name:
        return "eleventy"
    text = _text(tree, path)
    if name == "conf.py":
        return "nikola" if re.search(r"^(?:POSTS|PAGES|post_pages)\s*=", text, re.MULTILINE) else ""
    if name.startswith("_config."):
        is_hexo = any(each.startswith(f"{top}source/_posts/") for each in tree.paths())
        return "hexo" if is_hexo or re.search(r"^new_post_name:", text, re.MULTILINE) else "jekyll"
    has_content = any(each.startswith(f"{top}content/") for each in tree.paths())
    if re.search(r"^base_url\s*=", text, re.MULTILINE) and (has_content or name == "zola.toml"):
        return "zola"
    is_hugo = re.search(
        r"(?im)^(?>(?:[^\S\n]|\")*)(?:baseurl|languagecode|contentdir|defaultcontentlanguage)\"?\s*+[=:]", text
    )
    return "hugo" if is_hugo else ""


def _by_arrangement(tree: Tree) -> str:
    """Whose a folder without settings is: it may be the part alone in which the stories lie."""
    paths = tree.paths()
    name = tree.name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    if any(path.startswith("source/_posts/") for path in paths):
        return "hexo"
    if name in {"_posts", "_drafts"} or any("_posts/" in path for path in paths):
        return "jekyll"
    texts = [path for path in paths if path.lower().endswith((*MARKDOWN, ".rst"))]
    pages = sum(path.lower().endswith((".html", ".htm")) for path in paths)
    if len([path for path in texts if path.endswith(MARKDOWN)]) * 2 < pages or not texts:
        return ""
    if any(path.startswith("src/content/") for path in paths):
        return "astro"
    heads = [
        _text(tree, path)[:2_000].lstrip("\ufeff\n ") for path in texts[:: max(1, len(texts) // _SAMPLE)][:_SAMPLE]
    ]
    marks = [_mark(head) for head in heads]
    common = max(set(marks), key=marks.count)
    if common:
        return common
    return "hugo" if any(path.endswith("_index.md") for path in paths) else "markdown"


def _mark(head: str) -> str:
    """Whose manner a story is written in, where that can be told."""
    if head.startswith("+++"):
        return "zola" if "[taxonomies]" in head or "[extra]" in head else "hugo"
    if re.match(r"(?:<!--\s*)?\.\. \w[\w-]*:", head):
        return "nikola"
    return "pelican" if re.match(r"(?:Title|Date|Author):", head) and re.search(r"(?im)^date:", head) else ""


def _text(tree: Tree, path: str) -> str:
    try:
        return tree.read(path, _LARGEST).decode("utf-8", "replace")
    except UnreadableError:
        return ""
