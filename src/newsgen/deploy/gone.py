"""Which addresses that the public could read would be gone. Told by the pages there: nothing else is where they lie.

A page is an article if it says so in one of three ways, each of which other sites read, too: ``og:type`` is article, it
has an ``article:published_time``, or its JSON-LD is about one article. A page of a listing may name many.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator

from newsgen.builder.report import Vanished
from newsgen.models.site import Site

_META = re.compile(rb"""<meta\s((?:"[^"]*"|'[^']*'|[^'">])*)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_JSON_LD = re.compile(
    rb"""<script\s[^>]*type\s*=\s*["']?application/ld\+json["']?[^>]*>(.*?)</script""", re.IGNORECASE | re.DOTALL
)
_ARTICLE_TYPE = re.compile(r"(?:https?://(?:www\.)?schema\.org/)?(?:\w*Article|\w*BlogPosting|Report)")
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*url\s*=", re.IGNORECASE)
_INDEX = "index.html"


def is_article(content: bytes) -> bool:
    """Whether this is the page of an article."""
    return any(_tells_of_article(meta) for meta in _metas(content)) or _is_about_article(content)


def is_redirect(content: bytes) -> bool:
    """Whether this page only leads to another."""
    return any(
        meta.get("http-equiv", "").lower() == "refresh" and _REFRESH.match(meta.get("content", ""))
        for meta in _metas(content)
    )


def is_page(path: str) -> bool:
    """Whether this is a page at all, by its name."""
    return path.endswith(".html")


def gone_addresses(removed: Iterable[tuple[str, bytes]], site: Site) -> Iterator[Vanished]:
    """The articles, and the redirects to articles, among pages that are to be removed: path and bytes of each.

    Their addresses begin at the site: what lies there may have been built for another base_url.
    """
    for path, content in removed:
        if is_page(path) and (is_article(content) or is_redirect(content)):
            is_index = path == _INDEX or path.endswith(f"/{_INDEX}")
            place = path.removesuffix(_INDEX) if is_index else path
            yield Vanished("", f"/{site.url(place).removeprefix(site.base_path)}", f"/{place}")


def _metas(content: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each ``meta``: names in lower case, values as they are meant."""
    for tag in _META.finditer(content):
        attributes = _ATTRIBUTE.findall(tag[1].rstrip().removesuffix(b"/").decode("utf-8", "replace"))
        yield {name.lower(): html.unescape("".join(values)) for name, *values in attributes}


def _tells_of_article(meta: dict[str, str]) -> bool:
    name = (meta.get("property") or meta.get("name", "")).strip().lower()
    says = meta.get("content", "").strip().lower()
    return (name == "og:type" and says == "article") or (name == "article:published_time" and bool(says))


def _is_about_article(content: bytes) -> bool:
    things = [thing for script in _JSON_LD.finditer(content) for thing in _things(script[1])]
    return sum(_is_article_type(thing.get("@type")) for thing in things) == 1


def _things(script: bytes) -> Iterator[dict[str, object]]:
    """What is on top of a piece of JSON-LD, and not part of something else."""
    try:
        loaded = json.loads(script)
    except (ValueError, RecursionError):
        return
    for thing in loaded if isinstance(loaded, list) else [loaded]:
        if isinstance(thing, dict):
            graph = thing.get("@graph")
            yield from (each for each in (graph if isinstance(graph, list) else [thing]) if isinstance(each, dict))


def _is_article_type(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and _ARTICLE_TYPE.fullmatch(each) for each in kinds)
