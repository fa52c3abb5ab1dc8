"""Which addresses that the public could read would be gone. Told by the pages there: nothing else is where they lie.

A page is an article if it says so in one of three ways, each of which other sites read, too: ``og:type`` is article, it
has an ``article:published_time``, or its JSON-LD is about one article. A page of a listing may name many.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from newsgen.builder.report import Vanished
from newsgen.documents.html import parted, tag_of, values_of
from newsgen.models.site import Site

_ARTICLE_TYPE = re.compile(r"(?:https?://(?:www\.)?schema\.org/)?(?:\w*Article|\w*BlogPosting|Report)")
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*url\s*=", re.IGNORECASE)
_INDEX = "index.html"


def is_article(content: bytes) -> bool:
    """Whether this is the page of an article."""
    pieces = _pieces(content)
    return any(_tells_of_article(meta) for meta in _metas(pieces)) or _is_about_article(pieces)


def is_redirect(content: bytes) -> bool:
    """Whether this page only leads to another."""
    return any(
        meta.get("http-equiv", "").lower() == "refresh" and _REFRESH.match(meta.get("content", ""))
        for meta in _metas(_pieces(content))
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


def _pieces(content: bytes) -> list[str]:
    """Text and markup of a page in turn, at least up to the last ``meta`` and the last script that is data."""
    lower = content.lower()
    last = max(lower.rfind(b"<meta"), lower.find(b"</script", lower.rfind(b"ld+json")))
    until = len(content[: content.find(b">", last) + 1].decode("utf-8", "replace")) if last >= 0 else 0
    return parted(content.decode("utf-8", "replace"), until)


def _metas(pieces: Sequence[str]) -> Iterator[dict[str, str]]:
    """The attributes of each ``meta``."""
    return (values_of(tag) for tag in pieces[1::2] if tag[:5].lower() == "<meta" and tag_of(tag)[0] == "meta")


def _tells_of_article(meta: dict[str, str]) -> bool:
    name = (meta.get("property") or meta.get("name", "")).strip().lower()
    says = meta.get("content", "").strip().lower()
    return (name == "og:type" and says == "article") or (name == "article:published_time" and bool(says))


def _is_about_article(pieces: Sequence[str]) -> bool:
    things = [thing for script in _json_ld(pieces) for thing in _things(script)]
    return sum(_is_article_type(thing.get("@type")) for thing in things) == 1


def _json_ld(pieces: Sequence[str]) -> Iterator[str]:
    """The text of each script that is data."""
    for tag, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if tag[:7].lower() == "<script" and values_of(tag).get("type", "").strip().lower() == "application/ld+json":
            yield text


def _things(script: str) -> Iterator[dict[str, object]]:
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
