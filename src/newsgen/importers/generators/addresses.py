"""The address that a story had on its old site, as that generator made it. Pure."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import unquote

from newsgen.documents.places import is_served_by_a_program
from newsgen.importers.generators.configs import group_of, text_of
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.tree import UnreadableError
from newsgen.loader.paths import as_dated_name, without_date
from newsgen.models.names import path_fault

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_LAST_LATIN = 0x24F
"""Of Latin Extended-B: behind it are other scripts."""
_WITHOUT_LANGUAGES = frozenset({"jekyll", "eleventy", "hexo", "astro"})
"""Generators to which a folder that is called like a language is one as any other."""
_UGLY = re.compile(r"\.html?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """What of a story its address may hang on."""

    entry: Entry
    is_post: bool
    title: str
    typed: Mapping[str, Any]
    day: tuple[int, int, int] | None
    clock: tuple[int, int, int]
    categories: tuple[str, ...]
    lang: str

    def text(self, *names: str) -> str:
        """The first of some fields that is a text."""
        return text_of(self.typed, *names)

    @property
    def moment(self) -> date | None:
        """The day, where there is one."""
        try:
            return date(*self.day) if self.day else None
        except ValueError:
            return None


def address_of(site: Site, about: About) -> str:
    """A path such as ``/2019/10/12/story/``; empty where nothing tells."""
    if site.generator in _WITHOUT_LANGUAGES and not (site.generator == "jekyll" and site.config.get("languages")):
        about = replace(about, entry=replace(about.entry, inside=about.entry.path.removeprefix(about.entry.prefix)))
    made = _MAKERS[site.generator](site, about)
    return clean(made, site) if made else ""


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


def _numbers(about: About) -> dict[str, str]:
    moment = about.moment
    if moment is None:
        return {}
    hour, minute, second = about.clock
    week = moment.isocalendar()
    return {
        "year": f"{moment.year:04}", "short_year": f"{moment.year % 100:02}",
        "month": f"{moment.month:02}", "i_month": str(moment.month),
        "day": f"{moment.day:02}", "i_day": str(moment.day),
        "y_day": f"{moment.timetuple().tm_yday:03}", "yearday": str(moment.timetuple().tm_yday),
        "monthname": _MONTHS[moment.month - 1].lower(), "long_month": _MONTHS[moment.month - 1],
        "short_month": _MONTHS[moment.month - 1][:3],
        "weekday": str(moment.isoweekday() % 7), "weekdayname": _DAYS[moment.weekday()].lower(),
        "long_day": _DAYS[moment.weekday()], "short_day": _DAYS[moment.weekday()][:3],
        "week": f"{week.week:02}", "w_year": str(week.year), "w_day": str(moment.isoweekday()),
        "hour": f"{hour:02}", "minute": f"{minute:02}", "second": f"{second:02}",
    }  # fmt: skip


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with ``:names`` filled in; empty where one of them has no value."""
    lacking = False

    def fill(match: re.Match[str]) -> str:
        nonlocal lacking
        name = match["name"]
        # `:title-old` is `:title` and a text; the longest name that is known is meant.
        known = next((name[:end] for end in range(len(name), 0, -1) if name[:end] in values), None)
        if known is None:
            lacking = True
            return ""
        return values[known] + name[len(known) :]

    filled = re.sub(r":(?P<name>[a-zA-Z_]+)", fill, pattern)
    return "" if lacking else filled


# Hugo


def _hugo(site: Site, about: About) -> str:
    prefix = _language_prefix_of_hugo(site, about)
    if url := about.text("url"):
        return url if url.startswith("/") or "//" in url else f"{prefix}/{url}"
    stem, folder = about.entry.stem, about.entry.folder
    if stem in {"index", "_index"} and folder:
        is_section = stem == "_index"
        folder, _, stem = folder.rpartition("/")
        if is_section:
            return f"{prefix}/{urlized(f'{folder}/{stem}')}/"
    elif stem in {"index", "_index"}:
        return f"{prefix}/"
    slug = about.text("slug")
    bare = without_date(as_dated_name(stem)) if re.match(r"\d{4}-\d\d-\d\d", stem) and not about.text("date") else stem
    pattern = _pattern_of_hugo(site, about)
    if pattern:
        sections = about.entry.inside.split("/")[:-1]
        values = {
            **_numbers(about),
            "section": about.entry.section,
            "sections": folder,
            "title": about.title,
            "slug": slug or about.title,
            "slugorfilename": slug or bare,
            "slugorcontentbasename": slug or bare,
            "filename": stem,
            "contentbasename": stem,
        }
        pattern = re.sub(r":sections\[(\d*):?(\d*|last)\]", lambda m: _some(sections, m[1], m[0]), pattern)
        made = _filled(pattern, {key: urlized(value) for key, value in values.items()})
        if not made:
            return ""
        return f"{prefix}/{made}" if made.endswith("/") or _UGLY.search(made) else f"{prefix}/{made}/"
    path = urlized(f"{folder}/{slug or bare}")
    is_ugly = site.config.get("uglyurls") is True
    return f"{prefix}/{path}.html" if is_ugly else f"{prefix}/{path}/"


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


def urlized(text: str) -> str:
    """A path as Hugo makes it: small letters, hyphens for blanks, no other signs than some."""
    text = unicodedata.normalize("NFC", text.lower())
    kept = "".join(
        char for char in text if char.isspace() or char in "./\\_-+~#" or unicodedata.category(char)[0] in "LNM"
    )
    return re.sub(r"-+", "-", re.sub(r"\s+", "-", kept.replace("#", "").strip())).strip("/")


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
            **_numbers(about),
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
        return _with_language(site, about, _filled(pattern, values))
    if about.entry.collection:
        group = group_of(group_of(site.config, "collections"), about.entry.collection)
        inside = about.entry.inside.partition("/")[2]
        path = inside[: len(inside) - len(inside.rpartition("/")[2])] + stem
        values = {
            **_numbers(about), "collection": about.entry.collection, "path": path, "name": slugified(stem),
            "title": about.text("slug") or stem, "slug": slugified(stem), "output_ext": ".html",
            "categories": "/".join(about.categories).lower(),
        }  # fmt: skip
        usual = (
            "/:collection/:path:output_ext" if style in _JEKYLL_STYLES and style != "pretty" else "/:collection/:path/"
        )
        return _with_language(site, about, _filled(permalink or text_of(group, "permalink") or usual, values))
    if permalink and permalink not in _JEKYLL_STYLES:
        return _with_language(
            site, about, _filled(permalink, {"basename": stem, "path": folder, "output_ext": ".html", "title": stem})
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


def slugified(text: str) -> str:
    """Jekyll's slug: what is no letter or digit is a hyphen."""
    return re.sub(r"[^\w]+|_", "-", text.lower()).strip("-")


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
    category = about.text("category") or (about.entry.folder.rpartition("/")[2]) or "misc"
    numbers = _numbers(about)

    def fill(match: re.Match[str]) -> str:
        name, form = match["name"], match["form"] or ""
        if name == "date" and numbers:
            return re.sub("%-?[YymdjbBHMS]", lambda each: _strftime(each[0], numbers), form)
        values = {"slug": slug, "lang": about.lang or site.language or "en", "category": pelican_slug(category)}
        return values.get(name, match[0])

    made = re.sub(r"\{(?P<name>\w+)(?::(?P<form>[^}]*))?\}", fill, pattern)
    return "" if "{" in made else f"/{made}"


def _strftime(sign: str, numbers: Mapping[str, str]) -> str:
    names = {
        "%Y": "year", "%y": "short_year", "%m": "month", "%d": "day", "%-m": "i_month", "%-d": "i_day", "%j": "y_day",
        "%b": "short_month", "%B": "long_month", "%H": "hour", "%M": "minute", "%S": "second",
    }  # fmt: skip
    return numbers.get(names.get(sign, ""), sign)


def pelican_slug(text: str) -> str:
    """Pelican's slug of a headline."""
    plain = unicodedata.normalize("NFKD", text)
    if plain.isascii() or not any(ord(char) > _LAST_LATIN and unicodedata.category(char)[0] == "L" for char in plain):
        plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()).strip("-")


# Nikola


def _nikola(site: Site, about: About) -> str:
    slug = about.text("slug") or about.entry.stem
    folder = _output_of_nikola(site, about)
    translations = group_of(site.config, "TRANSLATIONS")
    lang = (
        str(translations.get(about.entry.lang, f"./{about.entry.lang}") or "").lstrip("./") if about.entry.lang else ""
    )
    pretty = site.config.get("PRETTY_URLS", True) is not False
    if about.text("pretty_url").lower() in {"false", "no"}:
        pretty = False
    return "/".join(["", *filter(None, (lang, folder)), slug]) + ("/" if pretty else ".html")


def _output_of_nikola(site: Site, about: About) -> str:
    inside = about.entry.inside
    for each in [*(site.config.get("POSTS") or ()), *(site.config.get("PAGES") or ())]:
        if isinstance(each, list) and len(each) > 1:
            begin = str(each[0]).partition("*")[0].strip("/")
            if not begin or inside.startswith(f"{begin}/"):
                rest = posixpath.dirname(inside.removeprefix(f"{begin}/" if begin else ""))
                return "/".join(filter(None, (str(each[1]).strip("/"), rest)))
    folder = about.entry.folder
    return re.sub(r"\Apages(?=/|\Z)", "", folder).strip("/")


# Eleventy, Zola, Hexo, Astro, MkDocs


def _eleventy(site: Site, about: About) -> str:
    del site
    stem, folder = without_date(as_dated_name(about.entry.stem)), about.entry.folder
    is_folder = about.entry.stem in {"index", folder.rpartition("/")[2]}
    path = f"/{folder}/" if is_folder else f"/{folder}/{stem}/"
    typed = about.text("permalink")
    if not typed:
        return path
    slug = folder.rpartition("/")[2] if stem == "index" else stem
    return filled_template(typed, about, {"fileslug": slug, "filepathstem": path.rstrip("/")})


_DATE_FORMS = (("yyyy", "year"), ("YYYY", "year"), ("MM", "month"), ("dd", "day"), ("DD", "day"))


def filled_template(typed: str, about: About, names: Mapping[str, str]) -> str:
    """An address with its simple templates filled in; empty where one is not simple."""
    numbers = _numbers(about)
    lacking = False

    def fill(match: re.Match[str]) -> str:
        nonlocal lacking
        expression = match[1].strip()
        name, *filters = (part.strip() for part in expression.split("|"))
        key = name.replace("page.", "").replace("data.", "").lower().replace("(", "").replace(")", "")
        value = names.get(key) or about.text(key) or {"title": about.title, "lang": about.lang}.get(key, "")
        if key.startswith("date"):
            form = next((quoted[0] for each in filters if (quoted := re.findall("[\"']([^\"']*)[\"']", each))), "")
            if not numbers or not (form or filters or "." in key):
                lacking = True
                return ""
            if form:
                form = re.sub("%-?[YymdjbBHMS]", lambda each: _strftime(each[0], numbers), form)
                for sign, number in _DATE_FORMS:
                    form = form.replace(sign, numbers[number])
                return form
            return f"{numbers['year']}-{numbers['month']}-{numbers['day']}"
        if any(
            each.partition(":")[0].partition("(")[0].strip() in {"slug", "slugify", "slugifyUrl"} for each in filters
        ):
            value = pelican_slug(value)
        lacking = lacking or not value
        return value

    made = re.sub(r"\{\{-?(.*?)-?\}\}", fill, typed)
    return "" if lacking or "{" in made else made


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
    return "/".join(["", *filter(None, (lang, "/".join(map(zola_slug, filter(None, folder.split("/")))))), slug]) + "/"


def zola_slug(text: str) -> str:
    """Zola's slug."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() if text.isascii() is False else text
    return re.sub(r"[^a-z0-9]+", "-", (plain or text).lower()).strip("-") or text


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
    category = "/".join(str(mapped.get(each, each)).replace(" ", "-") for each in about.categories)
    values = {
        **_numbers(about), "title": title, "name": about.text("slug") or stem, "post_title": pelican_slug(about.title),
        "category": category or text_of(site.config, "default_category") or "uncategorized", "lang": about.lang,
        "id": about.text("id"), "abbrlink": about.text("abbrlink"),
    }  # fmt: skip
    return _filled(pattern, {key: value for key, value in values.items() if value})


def _astro(site: Site, about: About) -> str:
    entry = about.entry
    stem = "" if entry.stem == "index" else about.text("slug") or entry.stem
    if entry.prefix.endswith("pages/"):
        return "/".join(filter(None, (entry.folder, stem)))
    rest = entry.folder.partition("/")[2]
    route = _route_of(site, entry.collection)
    return "/".join(["", *filter(None, (route, rest, stem))]) + "/"


def _route_of(site: Site, collection: str) -> str:
    """Below which folder the stories of a collection are shown."""
    top = f"{site.top}src/pages/"
    routes = [path for path in site.paths if path.startswith(top) and re.search(r"/\[[^/]*\]\.astro\Z", path)]
    folders = sorted(posixpath.dirname(path.removeprefix(top)) for path in routes)
    plain = [re.sub(r"\[[^\]]*\]/?", "", folder).strip("/") for folder in folders]
    if collection in plain or not plain:
        return collection
    for path, folder in zip(sorted(routes), plain, strict=False):
        try:
            text = site.tree.read(path, 200_000).decode("utf-8", "replace")
        except UnreadableError:
            continue
        if re.search(rf"getCollection\(\s*[\"']{re.escape(collection)}[\"']", text):
            return folder
    return collection


def _mkdocs(site: Site, about: About) -> str:
    folder, stem = about.entry.folder, about.entry.stem
    lang = about.entry.lang if about.entry.lang.lower() != (site.language or "en").lower() else ""
    is_blog = bool(re.search(r"(?:\A|/)posts(?:/|\Z)", folder)) and bool(about.day)
    if is_blog:
        numbers = _numbers(about)
        folder = re.sub(r"(?:\A|/)posts(?:/.*)?\Z", "", folder)
        slug = about.text("slug") or pelican_slug(about.title)
        return (
            "/".join(["", *filter(None, (lang, folder)), numbers["year"], numbers["month"], numbers["day"], slug]) + "/"
        )
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
    "eleventy": _eleventy,
    "zola": _zola,
    "hexo": _hexo,
    "astro": _astro,
    "mkdocs": _mkdocs,
    "markdown": _plain,
}
