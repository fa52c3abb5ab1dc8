"""Addresses as people and pages have them: some are none, and stop nothing. Pure."""

from urllib.parse import SplitResult, urljoin, urlsplit


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
