"""Addresses inside the site, written relative to the page that they stand on: such a site works from a disk.

A template and a text name a place by the path from the host's root (``/record/tags/harbour/``), wherever they stand,
so that a piece of a page can be kept for other pages. Here, when the page is whole, each such address becomes the way
from this page's file to the other's (``../../tags/harbour/index.html``): a browser that opens files knows neither a
host nor that a folder means the ``index.html`` in it. Whoever needs an address without a page at hand (a feed, a
canonical link) writes it with scheme and host, and is passed over.
"""

import html
import posixpath
import re
from collections.abc import Callable

from newsgen.documents.html import attributes_of, split_tags, srcset_of
from newsgen.models.output import Output
from newsgen.models.site import Site
from newsgen.renderer.links import CSS_ADDRESS
from newsgen.renderer.markup import tag_name

_WEB_PAGES = (".html", ".htm")
_NOT_FOUND = "404.html"
"""A server shows it at addresses of any depth: no relative address would be right on it."""
_RAW_TEXT = frozenset({"script", "style"})
_ADDRESSES = frozenset(
    """
    action archive background cite classid codebase data formaction href longdesc manifest poster src xlink:href
    """.split()
)
_ADDRESS_LISTS = frozenset({"srcset", "imagesrcset"})
_PING = "ping"
_REFRESH = re.compile(r"(\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?)([^'\"]*)", re.IGNORECASE)


def with_relative_urls(output: Output, site: Site) -> Output:
    """The output with its addresses inside the site relative to it, if it is a web page that has an address."""
    if not output.path.endswith(_WEB_PAGES) or output.path == _NOT_FOUND:
        return output
    lead = _Way(site, output.path)
    return Output(output.path, with_addresses(output.content.decode(), lead, sign="/").encode())


class _Way:
    """From one page of the site to another."""

    def __init__(self, site: Site, page: str) -> None:
        self._base = site.base_path
        self._folder = posixpath.dirname(site.url(page))

    def __call__(self, address: str) -> str:
        """The address as the page is to have it; as it is if it does not begin at the site's root."""
        if not address.startswith(self._base) or address.startswith("//"):
            return address
        tail = re.search(r"[?#]", address)
        path, rest = (address[: tail.start()], address[tail.start() :]) if tail else (address, "")
        file = f"{path}index.html" if path.endswith("/") else path
        way = posixpath.relpath(file, self._folder)
        # A first part with a colon would be read as a scheme.
        return (f"./{way}" if ":" in way.partition("/")[0] else way) + rest


def with_addresses(page: str, lead: Callable[[str], str], *, sign: str) -> str:
    """HTML with every address as ``lead`` makes it; only tags that hold the ``sign`` are looked at."""
    pieces = split_tags(page)
    raw_text = ""
    for index in range(1, len(pieces), 2):
        tag = pieces[index]
        name = tag_name(tag)
        if raw_text:
            raw_text = "" if name == raw_text and tag.startswith("</") else raw_text
        elif "=" in tag and sign in tag:
            pieces[index] = _lead_tag(tag, name, lead)
        if not raw_text and name in _RAW_TEXT and not tag.startswith("</"):
            raw_text = name
    return "".join(pieces)


def _lead_tag(tag: str, name: str, lead: Callable[[str], str]) -> str:
    pieces: list[str] = []
    done = 0
    for attribute in attributes_of(tag):
        led = _lead_value(name, attribute.name.lower(), attribute.value, lead)
        if led != attribute.value:
            pieces += [tag[done : attribute.start], f'{attribute.name}="{html.escape(led)}"']
            done = attribute.end
    return "".join([*pieces, tag[done:]])


def _lead_value(tag: str, name: str, value: str, lead: Callable[[str], str]) -> str:
    if name in _ADDRESSES:
        return lead(value)
    if name in _ADDRESS_LISTS:
        return ", ".join(f"{lead(address)} {descriptor}".rstrip() for address, descriptor in srcset_of(value))
    if name == _PING:
        return " ".join(map(lead, value.split()))
    if name == "style":
        return CSS_ADDRESS.sub(lambda match: match[1] + lead(match[2]), value)
    if tag == "meta" and name == "content" and (refresh := _REFRESH.match(value)):
        return refresh[1] + lead(refresh[2]) + value[refresh.end() :]
    return value
