"""Who may ask: a page that some other site has opened must not read a preview through the reader's browser. Pure.

A browser tells who sends it: by the host that it believes to talk to (DNS rebinding shows there), by the origin of the
page that asks, and by how that page relates to the one that is asked for (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/).
"""

import ipaddress
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.\-]+)(?::[0-9]{1,5})?")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class RequestGuard:
    """Lets in whoever means this machine."""

    hosts: Collection[str] = LOOPBACK
    """Names and addresses, without port, IPv6 without brackets, in small letters."""
    allowed: Collection[str] = ()
    """Names that somebody has allowed, likewise: a proxy answers to them, over HTTP or HTTPS, at whatever port."""
    any_address: bool = False
    """Whether every IP address is let in, too: one cannot be made to mean another machine, as a name can."""

    def refusal(self, headers: Mapping[str, str]) -> str:
        """Why a request is refused, as a person may read it; empty where it is let in.

        ``headers`` have their names in small letters.
        """
        host = headers.get("host", "")
        if not self._is_ours(host):
            return f"the host {host!r} is not this preview's"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}" and not self._is_allowed(origin):
            return "another site asks for it"
        if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and not _is_visit(headers):
            return "another site asks for it"
        return ""

    def _is_ours(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found["name"].strip("[]").lower()
        return name in self.hosts or name in self.allowed or (self.any_address and _is_address(name))

    def _is_allowed(self, origin: str) -> bool:
        """Whether a page of one of the allowed names asks; a proxy may have told another host than it answers to."""
        scheme, _, host = origin.partition("://")
        found = _HOST.fullmatch(host)
        return found is not None and scheme in {"http", "https"} and found["name"].strip("[]").lower() in self.allowed


def host_fault(name: str) -> str:
    """Why this is no name of a host, as part of a sentence; empty where it is one."""
    if "://" in name or "/" in name:
        return "is an address"
    found = _HOST.fullmatch(name)
    if found is None:
        return "is no name of a host"
    return "" if found[0] == found["name"] else "has a port"


def _is_visit(headers: Mapping[str, str]) -> bool:
    """Whether a person follows a link to a page, which the page that has the link does not get to see."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
