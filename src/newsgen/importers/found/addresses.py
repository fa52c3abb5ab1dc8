"""The old site's own addresses, as paths of this one. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

_TRACKING = re.compile(
    r"(?i)(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_?hsenc|_hsmi|cmpid|cmp|ocid|icid|ncid|xtor|wt_mc"
    r"|smid|feedname)=|(?:ref|from|source)=(?:rss|feed|atom)\Z|rss\Z"
)
_MOST = 0.5
"""A site has more than this share of all addresses of its stories."""


def host_of(address: str) -> str:
    """The host of a web address, without `www.`; empty for any other."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.") if parts.scheme.lower() in {"http", "https"} else ""


def common_host(addresses: Iterable[str]) -> str:
    """The host of more than half of some addresses; empty where there is none."""
    hosts = Counter(host_of(address) for address in addresses if address.strip())
    found = hosts.most_common(1)
    return found[0][0] if found and found[0][1] > _MOST * hosts.total() else ""


def path_of(address: str, hosts: Iterable[str]) -> str:
    """The path of an address of one of these hosts, with what is behind it; empty for others."""
    host = host_of(address)
    if not host or host not in hosts:
        return ""
    parts = urlsplit(address.strip())
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.path or '/'}{query}{fragment}"


def _without_tracking(path: str) -> str:
    """A path without what only says by which way a reader came; other questions stay."""
    before, mark, asked = path.partition("?")
    kept = [each for each in asked.split("&") if each and not _TRACKING.match(each)]
    return f"{before}{mark if kept else ''}{'&'.join(kept)}"


def own_path(address: str, hosts: Iterable[str]) -> str:
    """The path at which a story lay, decoded: of an address of these hosts, or of a bare path; empty for others."""
    path = path_of(address, hosts) or (address.strip() if address.startswith("/") and address[1:2] != "/" else "")
    path = unquote(_without_tracking(path.partition("#")[0]))
    return "" if "?" in path or path == "/" else path
