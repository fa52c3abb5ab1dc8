"""Asks other sites: one thing at a time of each host, with a pause in between, and as its robots.txt wants."""

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3

from newsgen import __version__
from newsgen.web.manners import ForbiddenError, Manners, UnreachableError

_Taken = TypeVar("_Taken")

_MOST_REDIRECTS = 5
_ROBOTS = "/robots.txt"
_LONGEST_PAUSE = 10.0
_MOST_ROBOTS_BYTES = 500_000
"""RFC 9309, section 2.5."""


def host_of(url: str) -> str:
    """The host of an address, whoever asks, by whatever scheme and port: one machine, as far as anybody can tell."""
    return (urlsplit(url).hostname or "").rstrip(".")


def _origin(url: str) -> str:
    """Scheme, host and port, without names and passwords."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")


@dataclass
class _Host:
    """One host while it is asked: by one thread at a time."""

    pause: float
    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float = 0.0
    robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    """Origin to what may be asked there; None for nothing."""
    unreachable: dict[str, str] = field(default_factory=dict)
    """Origin to why nobody is there to ask."""


class Client:
    """All hosts of a run, those to which others lead included."""

    def __init__(
        self,
        agent: str,
        purpose: str,
        manners: Manners,
        hosts: int,
        refuse: Callable[[str], str] = lambda _: "",
        *,
        resolve: Callable[[str, int], str] | None = None,
    ) -> None:
        """Makes one.

        Args:
            agent: The name by which robots.txt may call it.
            purpose: What it does, for whoever reads the log of a host.
            manners: How to ask.
            hosts: How many are asked at once.
            refuse: Why an address is not asked for, whoever led there; empty where it is.
            resolve: The address to connect to, by host and port, or `UnreachableError`; None for whatever the system
                finds. What was refused by the address that a name had a moment ago may have another one now.
        """
        headers = {"User-Agent": f"{agent}/{__version__} ({purpose})", "Accept": "*/*"}
        self._pool = urllib3.PoolManager(num_pools=2 * hosts, headers=headers, timeout=manners.timeout, retries=False)
        if resolve:
            self._pool.pool_classes_by_scheme = _pools_with(resolve)
        self._agent = agent
        self._manners = manners
        self._refuse = refuse
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(manners.pause))
        self._lock = threading.Lock()

    def ask(self, method: str, url: str, take: Callable[[urllib3.BaseHTTPResponse], _Taken]) -> _Taken:
        """What ``take`` makes of the answer at an address, or at that to which it leads on.

        Raises:
            UnreachableError: There is no answer.
            ForbiddenError: It may not be asked for.
        """
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                with self._lock:
                    host = self._hosts[host_of(url)]
                with host.lock:
                    self._refuse_what_it_does_not_want(host, url)
                    answer = self._request(host, method, url)
                    try:
                        location = answer.get_redirect_location()
                        if not location:
                            return take(answer)
                    finally:
                        answer.close()
            except urllib3.exceptions.HTTPError as error:
                raise UnreachableError(_reason(error)) from error
            except ValueError as error:  # of an address that no library can take apart
                raise UnreachableError("it is no address") from error
            try:
                url = urljoin(url, location)
                _origin(url)
            except ValueError as error:
                raise UnreachableError(f"it leads on to {location[:100]}, which is no address") from error
        raise UnreachableError("it leads on and on")

    def close(self) -> None:
        """Hangs up."""
        self._pool.clear()

    def _refuse_what_it_does_not_want(self, host: _Host, url: str) -> None:
        origin = _origin(url)
        if why := self._refuse(url):
            raise UnreachableError(why)
        if origin in host.unreachable:
            raise UnreachableError(host.unreachable[origin])
        if origin not in host.robots:
            host.robots[origin] = self._read_robots(host, origin)
        robots = host.robots[origin]
        if robots is None or not robots.can_fetch(self._agent, url):
            raise ForbiddenError

    def _read_robots(self, host: _Host, origin: str) -> RobotFileParser | None:
        """What may be asked of an origin; None for nothing."""
        url = origin + _ROBOTS
        try:
            answer = self._request(host, "GET", url)
            for _ in range(_MOST_REDIRECTS):
                location = answer.get_redirect_location()
                if not location or host_of(urljoin(url, location)) != host_of(url):
                    break
                answer.close()
                url = urljoin(url, location)
                answer = self._request(host, "GET", url)
            text = self._read(answer) if answer.status == HTTPStatus.OK else ""
        except urllib3.exceptions.HTTPError as error:
            host.unreachable[origin] = _reason(error)
            raise UnreachableError(host.unreachable[origin]) from error
        except ValueError:  # It leads on to what is no address.
            return RobotFileParser()
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return None  # RFC 9309, section 2.3.1.4
        robots = RobotFileParser()
        robots.parse([line for line in text.splitlines() if _is_sound(line)])
        host.pause = min(_LONGEST_PAUSE, max(host.pause, float(robots.crawl_delay(self._agent) or 0)))
        return robots

    def _read(self, answer: urllib3.BaseHTTPResponse) -> str:
        """The text of robots.txt, as far as it comes in time."""
        until = time.monotonic() + self._manners.timeout
        content = b""
        while len(content) < _MOST_ROBOTS_BYTES and time.monotonic() < until:
            piece = answer.read1(_MOST_ROBOTS_BYTES - len(content))
            if not piece:
                break
            content += piece
        answer.close()
        return content.decode("utf-8", "replace")

    def _request(self, host: _Host, method: str, url: str) -> urllib3.BaseHTTPResponse:
        time.sleep(max(0.0, host.last + host.pause - time.monotonic()))
        try:
            return self._pool.request(method, url, redirect=False, preload_content=False)
        finally:
            host.last = time.monotonic()


def _pools_with(resolve: Callable[[str, int], str]) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Kinds of connections, by scheme, that lead to the addresses that this function gives."""

    class Plain(urllib3.connection.HTTPConnection):
        def _new_conn(self) -> socket.socket:
            name, self._dns_host = self._dns_host, resolve(self._dns_host, self.port)
            try:
                return super()._new_conn()
            finally:
                self._dns_host = name  # for the certificate

    class Secured(Plain, urllib3.connection.HTTPSConnection):
        pass

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecuredPool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secured

    return {"http": PlainPool, "https": SecuredPool}


def _is_sound(line: str) -> bool:
    """Whether the parser of robots.txt survives a line of it."""
    name, _, value = line.partition("#")[0].partition(":")
    try:
        urlsplit(unquote(value.strip()))
    except ValueError:
        return False
    return name.strip().lower() not in {"crawl-delay", "request-rate"} or value.isascii()


def _reason(error: Exception) -> str:
    if isinstance(error, urllib3.exceptions.NameResolutionError):
        return "there is no such host"
    if isinstance(error, urllib3.exceptions.NewConnectionError):  # To urllib3 it is a kind of time-out.
        return "the host refuses connections"
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "the host does not answer in time"
    if isinstance(error, urllib3.exceptions.SSLError):
        return "the host's certificate will not do"
    if isinstance(error, urllib3.exceptions.LocationValueError):
        return "it is no address"
    return "the host breaks off"
