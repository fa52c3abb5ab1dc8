"""The address that a story had on its old site, as that generator made it. Pure."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from newsgen.documents.places import is_served_by_a_program
from newsgen.importers.generators.addresses_of_astro import UnsureError, address_of_astro
from newsgen.importers.generators.addresses_of_eleventy import address_of_eleventy, permalink_of
from newsgen.importers.generators.configs import Config, group_of, text_of
from newsgen.importers.generators.patterns import About, filled, numbers_of, strftime
from newsgen.importers.generators.script_errors import UntoldError
from newsgen.importers.generators.selection import post_pages
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.slugs import pelican_slug, slugified, urlized, zola_slug
from newsgen.importers.generators.template_names import SiteNames
from newsgen.loader.paths import as_dated_name, without_date
from newsgen.models.names import path_fault

_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_WITHOUT_LANGUAGES = frozenset({"jekyll", "eleventy", "hexo", "astro"})
"""Generators to which a folder that is called like a language is one as any other."""
_UGLY = re.compile(r"\.html?\Z", re.IGNORECASE)


class UnreadAddressError(ValueError):
    """That the pattern of an address, which it says, cannot be worked out."""


def address_of(site: Site, about: About, names: SiteNames) -> str:
    """A path such as ``/2019/10/12/story/``; empty where nothing tells.

    Raises:
        UnreadAddressError: Something tells, and cannot be worked out.
    """
    if site.generator in _WITHOUT_LANGUAGES and not (site.generator == "jekyll" and site.config.get("languages")):
        about = replace(about, entry=replace(about.entry, inside=about.entry.path.removeprefix(about.entry.prefix)))
    if site.generator == "eleventy":
        try:
            made = address_of_eleventy(about, names)
        except UntoldError:
            raise UnreadAddressError(permalink_of(about)) from None
    else:
        made = _MAKERS[site.generator](site, about)
        if not made and (typed := about.text("permalink", "url", "path", "save_as") or _pattern(site)):
            raise UnreadAddressError(typed)
    return clean(made, site) if made else ""


def _pattern(site: Site) -> str:
    """A pattern of all addresses, as settings have it."""
    value = site.config.get("permalink", site.config.get("permalinks"))
    return str(value) if value and site.generator != "markdown" else ""


def clean(path: str, site: Site) -> str:
    """A path of the site as newsgen has it: letters, no base path, no index, one slash at a time."""
    path = re.sub(r"\Ahttps?://[^/]*", "", path)
    path = unquote(path.partition("#")[0].partition("?")[0])
    path = re.sub("//+", "/", f"/{path}")
    if site.base and (path == site.base or path.startswith(f"{site.base}/")):
        path = path[len(site.base) :] or "/"
    path = posixpath.normpath(path) + ("/" if path.endswith("/") and path != "/" else "")
    path = re.sub(r"(?<=/)index\.html?\Z", "", unicodedata.normalize("NFC", path))
    last = path.rpartition("/")[2]
    if last and not _UGLY.search(last) and not is_served_by_a_program(last):
        path += "/"
    return "" if path.strip("/") and path_fault(path.strip("/")) else path


# Hugo


def _hugo(site: Site, about: About) -> str:
    prefix = _language_prefix_of_hugo(site, about)
    url = about.text("url")
    if url and not re.search(r"(?:\A|/):[a-z]", url):
        return url if url.startswith("/") or "//" in url else f"{prefix}/{url}"
    stem, folder = about.entry.stem, about.entry.folder
    if stem in {"index", "_index"} and folder:
        is_section = stem == "_index"
        folder, _, stem = folder.rpartition("/")
        if is_section:
            return f"{prefix}/{_path_of_hugo(site, f'{folder}/{stem}')}/"
    elif stem in {"index", "_index"}:
        return f"{prefix}/"
    slug = about.text("slug")
    bare = without_date(as_dated_name(stem)) if _is_dated_by_name(site, about, stem) else stem
    pattern = url or _pattern_of_hugo(site, about)
    if pattern:
        sections = about.entry.inside.split("/")[:-1]
        values = {
            **numbers_of(about),
            "section": about.entry.section,
            "sections": folder,
            "title": about.title,
            "slug": slug or about.title,
            "slugorfilename": slug or bare,
            "slugorcontentbasename": slug or bare,
            "filename": stem,
            "contentbasename": stem,
        }
        pattern = re.sub(r":sections\[(\d*+):?(\d*+|last)\]", lambda m: _some(sections, m[1], m[0]), pattern)
        made = filled(pattern, {key: _path_of_hugo(site, value) for key, value in values.items()})
        if not made:
            return ""
        return f"{prefix}/{made}" if made.endswith("/") or _UGLY.search(made) else f"{prefix}/{made}/"
    path = _path_of_hugo(site, f"{folder}/{slug or bare}")
    ugly = site.config.get("uglyurls")
    is_ugly = ugly is True or (isinstance(ugly, Mapping) and ugly.get(about.entry.section.lower()) is True)
    return f"{prefix}/{path}.html" if is_ugly else f"{prefix}/{path}/"


def _path_of_hugo(site: Site, text: str) -> str:
    return urlized(text, keeps_case=site.config.get("disablepathtolower") is True)


def _is_dated_by_name(site: Site, about: About, stem: str) -> bool:
    """Whether Hugo takes the date, and with it the slug, out of the name of a file."""
    if not re.match(r"\d{4}-\d\d-\d\d", stem):
        return False
    order = group_of(site.config, "frontmatter").get("date")
    listed = order if isinstance(order, list) else [order]
    if ":filename" in listed:
        return True
    return not site.config and not about.text("date")


def _some(sections: list[str], first: str, typed: str) -> str:
    if ":" not in typed.partition("[")[2]:
        return sections[int(first)] if first and int(first) < len(sections) else ""
    return "/".join(sections[int(first or 0) :])


def _pattern_of_hugo(site: Site, about: About) -> str:
    permalinks = group_of(site.config, "permalinks")
    permalinks = {**permalinks, **group_of(permalinks, "page")}
    names = [about.entry.section.lower(), about.text("type").lower()]
    names += ["/"] if not about.entry.section else []
    return next((pattern for name in names if isinstance(pattern := permalinks.get(name), str)), "")


def _language_prefix_of_hugo(site: Site, about: About) -> str:
    languages = group_of(site.config, "languages")
    if not languages or not about.entry.lang:
        lang = ""
    else:
        lang = next((str(tag) for tag in languages if str(tag).lower() == about.entry.lang.lower()), about.entry.lang)
    usual = text_of(site.config, "defaultcontentlanguage") or "en"
    in_folder = site.config.get("defaultcontentlanguageinsubdir") is True
    if not lang:
        return f"/{usual.lower()}" if in_folder and languages else ""
    return "" if lang.lower() == usual.lower() and not in_folder else f"/{lang.lower()}"


# Jekyll


def _jekyll(site: Site, about: About) -> str:
    permalink = about.text("permalink", "url")
    setting = site.config.get("permalink")
    style = setting if isinstance(setting, str) else "date"
    stem, folder = about.entry.stem, about.entry.folder
    if about.is_post:
        pattern = _JEKYLL_STYLES.get(permalink or style, permalink or style)
        stem = without_date(as_dated_name(stem))
        categories = "/".join(about.categories)
        values = {
            **numbers_of(about),
            "categories": categories.lower(),
            "slugified_categories": "/".join(map(slugified, about.categories)),
            "title": about.text("slug") or stem,
            "slug": slugified(about.text("slug") or stem),
            "output_ext": ".html",
            "lang": about.lang,
            "collection": "posts",
            "name": stem,
            "path": stem,
        }
        return _with_language(site, about, filled(pattern, values))
    if about.entry.collection:
        group = group_of(group_of(site.config, "collections"), about.entry.collection)
        inside = about.entry.inside.partition("/")[2]
        path = inside[: len(inside) - len(inside.rpartition("/")[2])] + stem
        values = {
            **numbers_of(about), "collection": about.entry.collection, "path": path, "name": slugified(stem),
            "title": about.text("slug") or stem, "slug": slugified(stem), "output_ext": ".html",
            "categories": "/".join(about.categories).lower(),
        }  # fmt: skip
        usual = (
            "/:collection/:path:output_ext" if style in _JEKYLL_STYLES and style != "pretty" else "/:collection/:path/"
        )
        return _with_language(site, about, filled(permalink or text_of(group, "permalink") or usual, values))
    if permalink and permalink not in _JEKYLL_STYLES:
        return _with_language(
            site, about, filled(permalink, {"basename": stem, "path": folder, "output_ext": ".html", "title": stem})
        )
    style = permalink or style
    if stem == "index":
        return _with_language(site, about, f"/{folder}/")
    pretty = style == "pretty" or (style not in _JEKYLL_STYLES and not style.endswith(":output_ext"))
    return _with_language(site, about, f"/{folder}/{stem}/" if pretty else f"/{folder}/{stem}.html")


def _with_language(site: Site, about: About, path: str) -> str:
    """The versions of a story in other languages than the usual one, as the plugins for that put them."""
    lang = about.entry.lang or about.lang
    if not path or not lang or len(site.languages) < 2 or not site.config.get("languages"):  # noqa: PLR2004 - several
        return path
    usual = site.language or site.languages[0]
    name = next((each for each in site.languages if each.lower().replace("_", "-") == lang.lower()), lang)
    if lang.lower() == usual.lower() or path.strip("/").startswith(f"{name}/"):
        return path
    return f"/{name}/{path.lstrip('/')}"


# Pelican


def _pelican(site: Site, about: About) -> str:
    kind = "ARTICLE" if about.is_post else "PAGE"
    if (saved := about.text("url", "save_as")) and "{" not in saved:
        return saved
    usual = "{slug}.html" if about.is_post else "pages/{slug}.html"
    is_other = bool(about.lang) and about.lang.lower() != (site.language or "en").lower()
    if is_other:
        usual = usual.replace("{slug}", "{slug}-{lang}")
        pattern = text_of(site.config, f"{kind}_LANG_URL", f"{kind}_LANG_SAVE_AS") or usual
    else:
        pattern = text_of(site.config, f"{kind}_URL", f"{kind}_SAVE_AS") or usual
    by_name = text_of(site.config, "SLUGIFY_SOURCE") == "basename"
    slug = about.text("slug") or pelican_slug(about.entry.stem if by_name else about.title)
    if not about.text("slug") and "(?P<slug>" in text_of(site.config, "FILENAME_METADATA", "PATH_METADATA"):
        slug = without_date(as_dated_name(about.entry.stem)) or slug
    category = about.text("category") or (about.entry.folder.rpartition("/")[2]) or "misc"
    numbers = numbers_of(about)

    def fill(match: re.Match[str]) -> str:
        name, form = match["name"], match["form"] or ""
        if name == "date" and numbers:
            return re.sub("%-?[YymdjbBHMS]", lambda each: strftime(each[0], numbers), form)
        values = {"slug": slug, "lang": about.lang or site.language or "en", "category": pelican_slug(category)}
        if name == "author" and (author := about.text("author", "authors") or text_of(site.config, "AUTHOR")):
            return pelican_slug(re.split(r"[;,]", author)[0])
        return values.get(name, match[0])

    made = re.sub(r"\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}", fill, pattern)
    return "" if "{" in made else f"/{made}"


# Nikola


def _nikola(site: Site, about: About) -> str:
    slug = about.text("slug") or about.entry.stem
    folder = _output_of_nikola(site, about)
    translations = group_of(site.config, "TRANSLATIONS")
    lang = (
        str(translations.get(about.entry.lang, f"./{about.entry.lang}") or "").lstrip("./") if about.entry.lang else ""
    )
    pretty = site.config.get("PRETTY_URLS", "post_pages" not in site.config) is not False
    if about.text("pretty_url").lower() in {"false", "no"}:
        pretty = False
    return "/".join(["", *filter(None, (lang, folder)), slug]) + ("/" if pretty else ".html")


def _output_of_nikola(site: Site, about: About) -> str:
    inside = about.entry.inside
    for each in post_pages(site):
        if isinstance(each, list) and len(each) > 1:
            begin = str(each[0]).partition("*")[0].strip("/")
            if not begin or inside.startswith(f"{begin}/"):
                rest = posixpath.dirname(inside.removeprefix(f"{begin}/" if begin else ""))
                return "/".join(filter(None, (str(each[1]).strip("/"), rest)))
    folder = about.entry.folder
    return re.sub(r"\Apages(?=/|\Z)", "", folder).strip("/")


# Zola, Hexo, Astro, MkDocs


def _zola(site: Site, about: About) -> str:
    usual = text_of(site.config, "default_language") or "en"
    lang = about.entry.lang if about.entry.lang and about.entry.lang.lower() != usual.lower() else ""
    prefix = f"/{lang}" if lang else ""
    if path := about.text("path"):
        return f"{prefix}/{path.strip('/')}/"
    folder, stem = about.entry.folder, about.entry.stem
    if stem in {"index", "_index"}:
        if stem == "_index":
            return f"{prefix}/{folder}/"
        folder, _, stem = folder.rpartition("/")
    bare = re.sub(r"\A\d{4}-\d\d-\d\d(?:T[\d:+\-Z]+)?[-_](?=.)", "", stem)
    slug = about.text("slug") or zola_slug(bare)
    mode = text_of(group_of(site.config, "slugify"), "paths") or "on"
    made = zola_slug if mode == "on" else str.strip
    if mode != "on" and not about.text("slug"):
        slug = bare
    return "/".join(["", *filter(None, (lang, "/".join(map(made, filter(None, folder.split("/")))))), slug]) + "/"


def _hexo(site: Site, about: About) -> str:
    inside = about.entry.inside.partition("/")[2] if about.is_post else about.entry.inside
    folder, stem = posixpath.dirname(inside), about.entry.stem
    if not about.is_post:
        named = about.text("permalink")
        return named or (f"/{folder}/" if stem == "index" else f"/{folder}/{stem}.html")
    pattern = text_of(site.config, "permalink") or ":year/:month/:day/:title/"
    if own := about.text("permalink"):
        return own if own.startswith("/") or "//" in own else f"/{own}"
    by_name = text_of(site.config, "new_post_name")
    if by_name.startswith(":year") or re.match(r"\d{4}-\d\d-\d\d-", stem):
        stem = without_date(as_dated_name(stem)) if by_name.startswith(":year") else stem
    title = posixpath.join(folder, about.text("slug") or stem)
    mapped = group_of(site.config, "category_map")
    listed = about.typed.get("categories")
    nested = listed[-1] if isinstance(listed, list) and listed and isinstance(listed[-1], list) else None
    names = [str(each) for each in nested] if nested is not None else about.categories  # Of several, the last counts.
    category = "/".join(str(mapped.get(each, each)).replace(" ", "-") for each in names)
    values = {
        **numbers_of(about), "title": title, "name": about.text("slug") or stem,
        "post_title": pelican_slug(about.title),
        "category": category or text_of(site.config, "default_category") or "uncategorized", "lang": about.lang,
        "id": about.text("id"), "abbrlink": about.text("abbrlink"),
    }  # fmt: skip
    return filled(pattern, {key: value for key, value in values.items() if value})


def _astro(site: Site, about: About) -> str:
    try:
        return address_of_astro(site, about)
    except UnsureError as error:
        raise UnreadAddressError(str(error)) from None


def _blog_of_mkdocs(site: Site) -> Config:
    """What the settings say of the plugin for blogs."""
    plugins = site.config.get("plugins")
    for each in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(each, Mapping):
            for name in ("blog", "material/blog"):
                if isinstance(options := each.get(name), Mapping):
                    return options
    return {}


def _mkdocs(site: Site, about: About) -> str:
    folder, stem = about.entry.folder, about.entry.stem
    lang = about.entry.lang if about.entry.lang.lower() != (site.language or "en").lower() else ""
    options = _blog_of_mkdocs(site)
    blog = text_of(options, "blog_dir").strip("./") if "blog_dir" in options else "blog"
    posts = text_of(options, "post_dir").replace("{blog}", blog).strip("./") or f"{blog}/posts".strip("/")
    is_blog = (f"{folder}/".startswith(f"{posts}/") or re.search(r"(?:\A|/)posts(?:/|\Z)", folder)) and bool(about.day)
    if is_blog:
        folder = blog if f"{folder}/".startswith(f"{posts}/") else re.sub(r"(?:\A|/)posts(?:/.*)?\Z", "", folder)
        form = text_of(options, "post_url_date_format") or "yyyy/MM/dd"
        numbers = numbers_of(about)
        for sign, name in (("yyyy", "year"), ("MM", "month"), ("dd", "day")):
            form = form.replace(sign, numbers[name])
        slug = about.text("slug") or pelican_slug(about.title)
        names = {"date": form, "slug": slug, "file": stem, "categories": "/".join(map(pelican_slug, about.categories))}
        pattern = text_of(options, "post_url_format") or "{date}/{slug}"
        made = re.sub(r"\{(\w+)\}", lambda match: names.get(match[1], ""), pattern)
        return "/".join(["", *filter(None, (lang, folder)), made.strip("/")]) + "/"
    path = "/".join(filter(None, (lang, folder, "" if stem.lower() in {"index", "readme"} else stem)))
    is_pretty = site.config.get("use_directory_urls", True) is not False
    return f"/{path}/" if is_pretty or stem.lower() in {"index", "readme"} else f"/{path}.html"


def _plain(site: Site, about: About) -> str:
    named = about.text("url", "permalink", "path")
    del site
    return named if named.startswith("/") and not re.search(r"[:{}]", named) else ""


_MAKERS: Mapping[str, Callable[[Site, About], str]] = {
    "hugo": _hugo,
    "jekyll": _jekyll,
    "pelican": _pelican,
    "nikola": _nikola,
    "zola": _zola,
    "hexo": _hexo,
    "astro": _astro,
    "mkdocs": _mkdocs,
    "markdown": _plain,
}
