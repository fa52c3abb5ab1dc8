"""Addresses as people and pages have them: some are none, and stop nothing. Pure."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

_FOLLOWED = re.compile(r"(?i)(?:https?:|mailto:|tel:|/|[^:]*\Z)")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|asp)\Z")


def parts_of_address(address: str) -> SplitResult:
    """The parts of an address; none of what is no address, such as `http://[x`."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def joined(base: str, address: str) -> str:
    """An address as one that stands on a page of another is meant; what is no address stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def bare_host(host: str) -> str:
    """A host as two are compared: small letters, without ``www.`` and the port."""
    return host.lower().removeprefix("www.").partition(":")[0]


def is_followed(address: str) -> bool:
    """Whether a reader can follow an address."""
    return _FOLLOWED.match(address.strip()) is not None


def followed(address: str) -> str:
    """An address that a reader can follow; empty for others."""
    return address.strip() if is_followed(address) else ""


def without_index(path: str) -> str:
    """A path without the name of a file that servers show for its folder."""
    return _INDEX.sub("/", path)
