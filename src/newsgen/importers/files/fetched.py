"""What was fetched from the network: asked for once, kept, and known again in every later import."""

import hashlib
import ipaddress
import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from newsgen.errors import UsageError, machine_error
from newsgen.importers.beside import may_lie_beside, suffix_of
from newsgen.importers.fetching import Fetched
from newsgen.importers.tree import UnreadableError
from newsgen.opening import create
from newsgen.web.manners import ForbiddenError, Manners, UnreachableError

if TYPE_CHECKING:
    import urllib3

    from newsgen.web.client import Client

INDEX = "imports/fetched.ndjson"
_FOLDER = ".newsgen/fetched"
_LARGEST_FILE = 500_000_000
_PIECE = 1 << 18
_PAGES = ("text/html", "application/xhtml", "text/plain", "application/json")
"""Content types of what comes where a file has been."""


class _Known(NamedTuple):
    sha256: str
    suffix: str


@dataclass(frozen=True)
class _Kept:
    """A file that was fetched."""

    address: str
    digest: str
    path: Path

    def open(self) -> IO[bytes]:
        """The file, to be read."""
        try:
            return self.path.open("rb")
        except OSError as error:
            why = f"it was fetched once and is gone; take its line out of {INDEX}, and import with --fetch"
            raise UnreadableError(why) from error

    def __str__(self) -> str:
        return self.address


def polite_client(manners: Manners) -> "Client":
    """What asks other sites for files."""
    from newsgen.web import client  # noqa: PLC0415 - most imports ask nobody

    return client.Client(
        "newsgen-import", "fetches the pictures of an archive", manners, 1, why_not_public, resolve=public_address
    )


@dataclass
class FetchedFiles:
    """The files of a publication that were fetched, and the way to fetch more."""

    root: Path
    client: "Client | None" = None
    """None where nothing is asked for."""
    budget: int = 0
    """Bytes that may come in this call."""
    note: Callable[[str], None] = field(default=lambda _: None)
    """Adds a line to the index."""
    spent: int = 0
    wanted: dict[str, None] = field(default_factory=dict)
    """Addresses that would be asked for, if there were a client."""

    def __post_init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._faults: dict[str, str] = {}
        file = self.root / INDEX
        try:
            for line in file.read_text(encoding="utf-8").splitlines(keepends=True) if file.exists() else ():
                if line.endswith("\n"):  # else whoever wrote it was ended
                    said = json.loads(line)
                    self._known[str(said["address"])] = _Known(str(said["sha256"]), str(said["suffix"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            mend = "make it readable, or delete it: all is fetched once more then"
            raise UsageError(f"{INDEX} cannot be read", mend=mend) from error

    def fetch(self, address: str) -> Fetched | None:
        """What came of an address, now or in an earlier import."""
        known = self._known.get(address)
        if known is not None:
            return Fetched(self._kept(address, known), known.suffix)
        if self.client is None:
            self.wanted[address] = None
            return None
        if address not in self._faults:
            try:
                known = self._known[address] = self._ask(self.client, address)
                self.note(_line(address, known))  # At once: whoever is ended need not fetch it again.
                return Fetched(self._kept(address, known), known.suffix)
            except UnreachableError as error:
                self._faults[address] = str(error)
            except ForbiddenError:
                self._faults[address] = "its host's robots.txt does not want that"
        return Fetched(fault=self._faults[address])

    def index_text(self) -> str:
        """The lines of the index, in the order of their addresses."""
        return "".join(_line(address, known) for address, known in sorted(self._known.items()))

    def _kept(self, address: str, known: _Known) -> _Kept:
        return _Kept(address, known.sha256, self.root / _FOLDER / known.sha256)

    def _ask(self, client: "Client", address: str) -> _Known:
        if self.spent >= self.budget:
            raise UnreachableError("the budget is used up; import once more, and it goes on from here")

        def take(answer: "urllib3.BaseHTTPResponse") -> _Known:
            if answer.status != HTTPStatus.OK:
                raise UnreachableError(f"the answer is {answer.status}")
            kind = answer.headers.get("Content-Type", "")
            if kind.lower().startswith(_PAGES):
                raise UnreachableError("a page came in its place")
            suffix = suffix_of(kind)
            if not suffix and not may_lie_beside(urlsplit(address).path):
                raise UnreachableError(f"it is of a kind that does not lie beside stories ({kind[:60] or 'untold'})")
            return _Known(self._save(answer), suffix)

        return client.ask("GET", address, take)

    def _save(self, answer: "urllib3.BaseHTTPResponse") -> str:
        """Keeps what comes; gives its SHA-256."""
        folder = self.root / _FOLDER
        part = folder / "part"
        digest, size = hashlib.sha256(), 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not folder.resolve().is_relative_to(self.root.resolve()):
                raise UsageError(
                    f"{_FOLDER} leads out of the publication", mend="put a folder in the place of the link"
                )
            part.unlink(missing_ok=True)  # of an import that was ended, or a link that somebody has laid
            with os.fdopen(create(str(part)), "wb") as file:
                for piece in answer.stream(_PIECE, decode_content=True):
                    size += len(piece)
                    if size > _LARGEST_FILE:
                        raise UnreachableError(f"it has more than {_LARGEST_FILE:,} bytes")
                    digest.update(piece)
                    file.write(piece)
            if not size:
                raise UnreachableError("the answer is empty")
            part.replace(folder / digest.hexdigest())
        except OSError as error:
            raise machine_error(f"cannot write {_FOLDER}", error, needed=size, again="call this again") from error
        finally:
            self.spent += size
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return digest.hexdigest()


def _line(address: str, known: _Known) -> str:
    return json.dumps({"address": address, **known._asdict()}, ensure_ascii=False) + "\n"


def why_not_public(address: str) -> str:
    """Why a host is none that everybody reaches; empty where it is one.

    No export may have newsgen ask a machine of the house in which it runs.
    """
    try:
        parts = urlsplit(address)
        public_address(parts.hostname or "", parts.port or 80)
    except UnreachableError as error:
        return str(error)
    except ValueError:
        return "it is no address"
    return ""


def public_address(host: str, port: int) -> str:
    """The address to connect to for a host.

    Raises:
        UnreachableError: It has none, or one that not everybody reaches.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]") or None, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise UnreachableError("there is no such host") from error
    except (OSError, ValueError) as error:
        raise UnreachableError("it is no address") from error
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    if not all(map(_is_public, map(ipaddress.ip_address, addresses))):
        raise UnreachableError("its host is not public")
    # A machine without IPv6 is told such addresses, too.
    return next((address for address in addresses if ":" not in address), addresses[0])


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return _is_public(inner)
        if address in _TRANSLATED_HERE:
            return False
    return address.is_global and not address.is_multicast


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses of IPv4 as those of IPv6 (RFC 6052)."""
_TRANSLATED_HERE = ipaddress.IPv6Network("64:ff9b:1::/48")
"""Likewise, as each network has it (RFC 8215)."""
