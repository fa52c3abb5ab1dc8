"""Which files of a folder are stories, pages, the texts of sections, and which are none of that. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from newsgen.importers.generators.configs import group_of, text_of
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.telling import MARKDOWN
from newsgen.importers.tree import UnreadableError
from newsgen.models.language import language_tag

ARTICLE = "article"
PAGE = "page"
SECTION = "section"
DRAFT = "draft"
ANY = "any"
UNNAMED = "unnamed"
_IN_TEMPLATES = (".njk", ".liquid", ".webc")
"""Markups of Eleventy, which templates and stories have alike."""
_MARKUPS = (*MARKDOWN, ".html", ".htm", ".rst", ".textile", ".txt", *_IN_TEMPLATES)
UNREAD = {
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".org": "Org",
    ".ipynb": "Jupyter",
    ".pug": "templates",
    ".haml": "templates",
    ".slim": "templates",
    ".hbs": "templates",
}
"""Suffix of stories that are not read to what they are called."""
_OF_TEMPLATES = (
    ".njk",
    ".liquid",
    ".ejs",
    ".hbs",
    ".pug",
    ".haml",
    ".slim",
    ".erb",
    ".jinja",
    ".j2",
    ".astro",
    ".webc",
)
_TOOLS = frozenset(
    """node_modules vendor themes theme archetypes layouts _layouts _includes _sass _site _data _plugins public output
    resources templates template scaffolds bower_components bin script scripts test tests spec __tests__ dist build
    cache _build site-packages plugins i18n locale locales licenses exampleSite""".split()
)
_NO_STORIES = re.compile(
    r"(?i)(?:readme|license|licence|changelog|contributing|contributors|code[_-]of[_-]conduct|security|todo"
    r"|upgrade|humans"
    r"|pull_request_template|issue_template|claude|agents|summary|_sidebar|_navbar|_footer|_header)(?:[._-][a-z]{2})?"
)
_LISTINGS = frozenset(
    """index tags tag categories category archive archives search 404 feed sitemap robots page all posts series authors
    offline tag-list tagged""".split()
)
"""Names of pages which other systems fill with lists."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that is a text."""

    path: str
    role: str
    """ARTICLE, PAGE, SECTION, DRAFT, UNNAMED, or ANY: then its date tells."""
    prefix: str
    """The folder of texts in which it lies."""
    inside: str
    """The rest of its path, without what names its language."""
    lang: str = ""
    """As its path says; empty where it says nothing."""
    collection: str = ""
    """Of Jekyll and Astro."""

    @property
    def section(self) -> str:
        """The first folder; empty at the top."""
        return self.inside.partition("/")[0] if "/" in self.inside else ""

    @property
    def stem(self) -> str:
        """The name without suffix."""
        return stem_of(self.inside.rpartition("/")[2])

    @property
    def folder(self) -> str:
        """The folders, without a slash at the end."""
        return self.inside.rpartition("/")[0]


def stem_of(name: str) -> str:
    """A name without the suffix of a markup."""
    lower = name.lower()
    return next((name[: -len(suffix)] for suffix in _MARKUPS if lower.endswith(suffix)), name)


@dataclass(frozen=True, slots=True)
class Selection:
    """The texts of a site, and what was passed over."""

    entries: tuple[Entry, ...]
    passed_over: Mapping[str, int]
    unread: tuple[tuple[str, str], ...] = ()
    """Texts that are not read, each with what it is called."""


def select(site: Site) -> Selection:
    """The texts of a site."""
    entries: list[Entry] = []
    passed = Counter[str]()
    unread: list[tuple[str, str]] = []
    for path in site.tree.paths():
        prefix, lang = next(((prefix, lang) for prefix, lang in site.contents if path.startswith(prefix)), (None, ""))
        suffix = path[path.rfind(".") :].lower() if "." in path.rpartition("/")[2] else ""
        if suffix == ".txt" and not (site.generator == "nikola" and _is_of_nikola(site, path)):
            continue
        if prefix is None or (suffix not in _MARKUPS and suffix not in UNREAD and suffix not in _OF_TEMPLATES):
            continue
        inside = path.removeprefix(prefix)
        if suffix in _IN_TEMPLATES and not _is_story(site, path):
            passed["templates"] += 1
            continue
        if why := _no_story(site, prefix, inside, suffix):
            passed[why] += 1
        elif suffix in UNREAD:
            unread.append((path, UNREAD[suffix]))
        else:
            tag, bare = _language_in(inside, site.languages)
            entry = Entry(path, ANY, prefix, bare, _tag(lang or tag))
            role, collection = _role(site, entry)
            if role:
                entries.append(Entry(path, role, prefix, bare, _tag(lang or tag), collection))
            else:
                passed[collection] += 1
    return Selection(tuple(entries), dict(passed), tuple(unread))


def _is_story(site: Site, path: str) -> bool:
    """Whether a template says a headline of its own, as a story or a page does, and makes no list or file."""
    if site.generator != "eleventy":
        return False
    try:
        head = site.tree.read(path, 1_000_000)[:4_000].decode("utf-8", "replace").lstrip("\ufeff")
    except UnreadableError:
        return False
    front = re.match(r"---[ \t]*\r?\n(.*?)\n---[ \t]*(?:\r?\n|\Z)", head, re.DOTALL)
    if front is None:
        return False
    is_list = re.search(
        r"(?m)^(?:pagination|eleventyExcludeFromCollections):|^permalink:.*\.(?:xml|json|txt|css|js)\b", front[1]
    )
    return re.search(r"(?m)^title:", front[1]) is not None and is_list is None


def _tag(name: str) -> str:
    return language_tag(name) if name else ""


def _language_in(inside: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """The language that a path names, and the path without it."""
    known = {name.lower().replace("_", "-"): name for name in languages}
    *folders, name = inside.split("/")
    stem, suffix = stem_of(name), name[len(stem_of(name)) :]
    start, _, end = stem.rpartition(".")
    if start and (tag := known.get(end.lower().replace("_", "-"))):
        return tag, "/".join([*folders, start + suffix])
    for at, folder in enumerate(folders):
        if tag := known.get(folder.lower().replace("_", "-")):
            return tag, "/".join([*folders[:at], *folders[at + 1 :], name])
    return "", inside


def _no_story(site: Site, prefix: str, inside: str, suffix: str) -> str:  # noqa: PLR0911 - likewise
    """Why a file is no story by its path; empty where it may be one."""
    *folders, name = inside.split("/")
    if any(folder.startswith(".") for folder in folders) or name.startswith("."):
        return "files of tools"
    is_whole = prefix == site.top
    is_vault = site.generator == "markdown" and any(f"{site.top}.obsidian/" in path for path in site.paths)
    if is_vault and folders and folders[0].lower() in {"templates", "_templates", "template"}:
        return "templates"
    if is_whole and _TOOLS & {folders[0] if folders else ""} and site.generator != "markdown":
        return "files of themes and tools"
    if any(folder in {"_includes", "_layouts", "node_modules", "_data", "_site", "_sass"} for folder in folders):
        return "files of themes and tools"
    if (
        suffix in _OF_TEMPLATES
        and suffix not in _IN_TEMPLATES
        and not (suffix in UNREAD and suffix in {".org", ".ipynb"})
    ):
        return "templates"
    stem = stem_of(name)
    if _NO_STORIES.fullmatch(stem) and not (stem.lower() == "readme" and site.generator == "mkdocs"):
        return "notes about the folder itself"
    if site.generator == "nikola" and folders and folders[0] == "listings":
        return "listings of code"
    return ""


def _role(site: Site, entry: Entry) -> tuple[str, str]:  # noqa: C901, PLR0911 - a line for each arrangement
    """What a text is, and its collection; an empty text, and why, where it is none."""
    generator = site.generator
    parts = entry.inside.split("/")
    if "_drafts" in parts[:-1]:
        return DRAFT, "posts"
    if generator == "jekyll":
        return _role_in_jekyll(site, entry, parts)
    name = parts[-1]
    if entry.stem == "_index":
        return SECTION, ""
    if generator in {"hugo", "zola"} and entry.stem != "index" and _is_in_bundle(site, entry):
        return "", "files within a story's folder"
    if generator == "hugo" and entry.stem.startswith("_"):
        return "", "files of themes and tools"
    if generator == "hexo":
        if parts[0] == "_posts":
            return ARTICLE, "posts"
        return ("", "files of themes and tools") if parts[0].startswith("_") and len(parts) > 1 else (PAGE, "")
    if generator == "astro":
        return _role_in_astro(site, entry, parts)
    if generator == "pelican":
        pages = site.config.get("PAGE_PATHS", ["pages"])
        folders = [str(each).strip("/") for each in pages] if isinstance(pages, list) else ["pages"]
        is_page = any(entry.inside.startswith(f"{folder}/") for folder in folders)
        return (PAGE if is_page else ANY), ""
    if generator == "nikola":
        return _role_in_nikola(site, parts)
    if generator in {"eleventy", "markdown"} and name.startswith("_"):
        return "", "files of themes and tools"
    return ANY, ""


def _role_in_astro(site: Site, entry: Entry, parts: list[str]) -> tuple[str, str]:
    if entry.prefix.endswith("pages/"):
        return PAGE, ""
    usual = parts[0] if len(parts) > 1 else ""
    return ANY, site.collections.get(entry.prefix, usual)


def _is_in_bundle(site: Site, entry: Entry) -> bool:
    """Whether a text lies beside the `index.md` of a story, and so is a part of that."""
    folder = entry.path.rpartition("/")[0]
    depth = entry.folder
    return bool(depth) and any(f"{folder}/index{end}" in site.paths for end in (".md", ".mdx", ".markdown"))


def _role_in_jekyll(site: Site, entry: Entry, parts: list[str]) -> tuple[str, str]:
    if "_posts" in parts[:-1] or _is_alone(site, entry):
        is_named = re.match(r"\d{2,4}-\d{1,2}-\d{1,2}-", parts[-1]) is not None
        return (ARTICLE if is_named else UNNAMED), "posts"
    first = next((part for part in parts[:-1] if part.startswith("_")), "")
    if not first:
        return PAGE, ""
    collections = site.config.get("collections")
    known = collections if isinstance(collections, Mapping) else dict.fromkeys(map(str, collections or ()), None)
    settings = known.get(first[1:])
    if first[1:] not in known:
        return "", "files of themes and tools"
    if not (isinstance(settings, Mapping) and settings.get("output")):
        return "", "files of collections that had no pages"
    return ANY, first[1:]


def _is_alone(site: Site, entry: Entry) -> bool:
    """Whether a file lies in a folder of posts that was given alone."""
    name = site.tree.name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    dated = re.match(r"\d{4}-\d{1,2}-\d{1,2}-", entry.inside.rpartition("/")[2]) is not None
    return not site.config and (name == "_posts" or dated)


def _is_of_nikola(site: Site, path: str) -> bool:
    """Whether a file lies where the settings of Nikola have texts of its kind, or where they usually lie."""
    inside = path.removeprefix(site.top)
    patterns = [str(each[0]) for each in post_pages(site) if isinstance(each, list) and each]
    return any(fnmatchcase(inside, pattern) for pattern in patterns or ("posts/*.txt", "stories/*.txt", "pages/*.txt"))


def post_pages(site: Site) -> list[object]:
    """What the settings of Nikola say of posts and pages, as all of its versions have that."""
    listed = [site.config.get(name) for name in ("POSTS", "PAGES", "post_pages")]
    return [each for group in listed if isinstance(group, list) for each in group]


def _role_in_nikola(site: Site, parts: list[str]) -> tuple[str, str]:
    for each in site.config.get("post_pages") or ():
        folder = str(each[0]).partition("*")[0].strip("/") if isinstance(each, list) and each else ""
        if folder and "/".join(parts).startswith(f"{folder}/"):
            return (ARTICLE if len(each) > 3 and each[3] is True else PAGE), folder  # noqa: PLR2004 - is it in feeds?
    for setting, role in (("POSTS", ARTICLE), ("PAGES", PAGE)):
        for each in site.config.get(setting) or ():
            folder = str(each[0]).partition("*")[0].strip("/") if isinstance(each, list) and each else ""
            if folder and "/".join(parts).startswith(f"{folder}/"):
                return role, folder
    usual = {"posts": ARTICLE, "pages": PAGE, "stories": PAGE}
    if len(parts) > 1 and parts[0] in usual:
        return usual[parts[0]], parts[0]
    if site.config:
        return "", "files outside of the folders of posts and pages"
    return ANY, ""


def is_listing(entry: Entry, text: str) -> bool:
    """Whether a page shows a list that its system made, and no text of its own."""
    loop = r"pagination\." if entry.path.endswith(_IN_TEMPLATES) else r"\{%-?\s*for\b"
    if re.search(loop + r"|\{\{-?\s*(?:range|content\s*\}\})|paginator\.|\bcollections\.", text):
        return len(re.sub(r"\{[{%].{0,2000}?[%}]\}|<[^>]*>|\W+", " ", text, flags=re.DOTALL).split()) < 120  # noqa: PLR2004
    stem = entry.stem.lower()
    name = entry.folder.rpartition("/")[2].lower() if stem == "index" and entry.folder else stem
    words = len(re.sub(r"<[^>]*>|\W+", " ", text).split())
    return name in _LISTINGS and words < 12  # noqa: PLR2004 - a line above a list


def page_names(site: Site) -> frozenset[str]:
    """Names of types and layouts that say that a text is a standing page."""
    further = text_of(group_of(site.config, "params"), "pagetype")
    return frozenset({"page", "pages", "about", "contact", "static", "staticpage", "standalone", further} - {""})
