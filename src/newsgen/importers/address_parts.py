"""Addresses as people typed them: some are none, and stop nothing. Pure."""

from urllib.parse import SplitResult, urlsplit


def parts_of(address: str) -> SplitResult:
    """The parts of an address; none of what is no address, such as `http://[x`."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")
