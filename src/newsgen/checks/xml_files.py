"""XML and JSON files of a site, read: what they are is told by what is in them, not by their names. Pure."""

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET  # of files that newsgen wrote, or that the newsroom publishes

from newsgen.checks import feeds, sitemaps
from newsgen.checks.finding import MEND_TEMPLATE, OutputText
from newsgen.checks.sitemaps import SitemapRules
from newsgen.errors import Problem
from newsgen.models.rules import WELL_FORMED

_MOST_BYTES = 60_000_000
"""More than any file that has rules may have."""


def check_xml(path: str, content: bytes, rules: SitemapRules) -> Iterator[Problem]:
    """What is wrong with an XML file; ``path`` is relative to the site's root."""
    file = OutputText(rules.shown(path), content)
    if len(content) > _MOST_BYTES:
        yield file.as_whole(WELL_FORMED, f"an XML file of {len(content) // 1_000_000} MB", "cut it into several")
        return
    try:
        root = _parsed(content)
    except (LookupError, UnicodeError) as error:
        yield file.at_byte(0, WELL_FORMED, f"not in its encoding: {error}", MEND_TEMPLATE)
        return
    except ET.ParseError as error:
        line, column = error.position
        what = f"not well-formed: {str(error).partition(':')[0]}"
        offset = sum(len(row) + 1 for row in content.split(b"\n")[: line - 1]) + column
        yield file.at_byte(min(offset, len(content)), WELL_FORMED, what, MEND_TEMPLATE)
        return
    if root.tag == "rss":
        yield from feeds.check_rss(file, root, rules.leads, rules.leads.site.absolute(path))
    elif root.tag == f"{feeds.ATOM}feed":
        yield from feeds.check_atom(file, root, rules.leads, rules.leads.site.absolute(path))
    elif root.tag == f"{sitemaps.SITEMAPS}urlset":
        yield from sitemaps.check_urls(file, root, rules)
    elif root.tag == f"{sitemaps.SITEMAPS}sitemapindex":
        yield from sitemaps.check_index(file, root, rules)


def _parsed(content: bytes) -> ET.Element:
    """The root of an XML file.

    Raises:
        ParseError: It is not well-formed.
        LookupError, UnicodeError: It names an encoding that there is not, or is not in it.
    """
    try:
        return ET.fromstring(content)  # noqa: S314 - see above
    except ValueError:  # The parser itself knows no encoding of several bytes, such as EUC-KR.
        declared = _ENCODING.match(content)
        text = content.decode(declared[1].decode("ascii") if declared else "utf-8")
        return ET.fromstring(text.encode(), ET.XMLParser(encoding="utf-8"))  # noqa: S314 - see above


_ENCODING = re.compile(rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")


def check_json(path: str, content: bytes, rules: SitemapRules) -> Iterator[Problem]:
    """What is wrong with a JSON file."""
    file = OutputText(rules.shown(path), content)
    try:
        value = json.loads(content)
    except RecursionError:
        yield file.as_whole(WELL_FORMED, "lists and objects stand too deep in each other", MEND_TEMPLATE)
        return
    except ValueError as error:
        offset = getattr(error, "pos", 0)
        text = content.decode("utf-8", "replace")[:offset]
        what = f"not well-formed: {getattr(error, 'msg', error)}"
        yield file.at_byte(len(text.encode()), WELL_FORMED, what, MEND_TEMPLATE)
        return
    if isinstance(value, dict) and str(value.get("version", "")).startswith("https://jsonfeed.org/"):
        yield from feeds.check_json_feed(file, value, rules.leads)
