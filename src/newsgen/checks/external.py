"""Asks other sites whether what articles link to is there: politely, and not again for some days.

One host is asked one thing at a time, with a pause in between, and as its robots.txt wants; many hosts are asked at
once. What was found is kept in the store.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from queue import SimpleQueue
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3

from newsgen import __version__
from newsgen.checks.request_policy import Manners

AGENT = "newsgen-check"
_HEADERS = {"User-Agent": f"{AGENT}/{__version__} (looks whether links lead somewhere)", "Accept": "*/*"}
_HOSTS_AT_ONCE = 16
_DAY = 86_400
_KEPT_IF_THERE = 7 * _DAY
_KEPT_IF_NOT = 3_600
_MOST_REDIRECTS = 5
_ROBOTS = "/robots.txt"
_LONGEST_PAUSE = 10.0
_MOST_ROBOTS_BYTES = 500_000
"""RFC 9309, section 2.5."""
_REFUSED = frozenset((401, 402, 403, 405, 406, 407, 409, 418, 429, 451, 999))
"""Answers of a site that is there, but not for programs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an address."""

    fault: str
    """Why nothing is there, to be read behind the address; empty where something is, or where nobody may ask."""
    asked_at: int
    """Seconds since 1970."""

    def holds_at(self, now: int) -> bool:
        """Whether it need not be asked for again."""
        return 0 <= now - self.asked_at < (_KEPT_IF_NOT if self.fault else _KEPT_IF_THERE)


def answers_from_json(record: object) -> dict[str, Answer]:
    """The answers that lay in the store; none where they make no sense."""
    try:
        return {url: Answer(str(fault), int(asked_at)) for url, (fault, asked_at) in record.items()}  # type: ignore[attr-defined]
    except (AttributeError, TypeError, ValueError):
        return {}


def answers_to_json(answers: Mapping[str, Answer], now: int) -> dict[str, list[Any]]:
    """The answers that still hold."""
    return {url: [answer.fault, answer.asked_at] for url, answer in sorted(answers.items()) if answer.holds_at(now)}


def ask(
    addresses: Collection[str],
    known: Mapping[str, Answer],
    now: int,
    manners: Manners,
    note: Callable[[str, Answer], None],
) -> None:
    """Looks what is at these addresses.

    Args:
        addresses: With their fragments, which are not looked at.
        known: Answers of earlier runs, by addresses without fragments.
        now: Seconds since 1970.
        manners: How to ask.
        note: Is told each answer as it comes, by the address without its fragment; those that were known first.
    """
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in sorted({urldefrag(address).url for address in addresses}):
        if url in known and known[url].holds_at(now):
            note(url, known[url])
        else:
            by_host[_host_of(url)].append(url)
    if not by_host:
        return
    pool = urllib3.PoolManager(num_pools=2 * _HOSTS_AT_ONCE, headers=_HEADERS, timeout=manners.timeout, retries=False)
    asking = _Asking(pool, manners)
    threads = ThreadPoolExecutor(min(_HOSTS_AT_ONCE, len(by_host)))
    answers: SimpleQueue[tuple[str, str] | Exception] = SimpleQueue()

    def work(urls: Sequence[str]) -> None:
        try:
            asking.ask_all(urls, answers.put)
        except Exception as error:  # noqa: BLE001 - nobody would wait for this thread
            answers.put(error)

    try:
        for urls in by_host.values():
            threads.submit(work, urls)
        for _ in range(sum(map(len, by_host.values()))):
            answer = answers.get()
            if isinstance(answer, Exception):
                raise answer
            url, fault = answer
            note(url, Answer(fault, now))
    finally:
        asking.is_over = True
        threads.shutdown(wait=False, cancel_futures=True)
        pool.clear()


def _host_of(url: str) -> str:
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


class _Asking:
    """All hosts of a run, those to which others lead included."""

    def __init__(self, pool: urllib3.PoolManager, manners: Manners) -> None:
        self._pool = pool
        self._manners = manners
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(manners.pause))
        self._lock = threading.Lock()
        self.is_over = False
        """Whether nobody wants further answers."""

    def ask_all(self, urls: Iterable[str], note: Callable[[tuple[str, str]], None]) -> None:
        """Tells each of these addresses of one host with what is wrong with it; empty where nothing is."""
        for url in urls:
            if self.is_over:
                return
            try:
                fault = self._fault(url)
            except _UnreachableError as error:
                fault = str(error)
            except ValueError:  # of an address that no library can take apart
                fault = "it is no address"
            note((url, fault))

    def _fault(self, url: str) -> str:
        """What is wrong with an address; empty where nothing is, or where it may not be asked for."""
        fault = ""
        for method in ("HEAD", "GET"):  # Many answer the first wrongly, or fail once.
            try:
                fault = self._follow(method, url)
            except urllib3.exceptions.HTTPError as error:
                fault = _reason(error)
            if not fault:
                break
        return fault

    def _follow(self, method: str, url: str) -> str:
        """What is wrong with an address, or with that to which it leads on."""
        for _ in range(_MOST_REDIRECTS + 1):
            with self._lock:
                host = self._hosts[_host_of(url)]
            with host.lock:
                if not self._may_ask(host, url):
                    return ""
                answer = self._request(host, method, url)
                answer.close()
            location = answer.get_redirect_location()
            if not location:
                return _fault_of(answer.status)
            try:
                url = urljoin(url, location)
                _origin(url)
            except ValueError:
                return f"it leads on to {location[:100]}, which is no address"
        return "it leads on and on"

    def _may_ask(self, host: _Host, url: str) -> bool:
        """Whether robots.txt lets it. Raises _UnreachableError where there is nobody to ask."""
        origin = _origin(url)
        if origin in host.unreachable:
            raise _UnreachableError(host.unreachable[origin])
        if origin not in host.robots:
            host.robots[origin] = self._read_robots(host, origin)
        robots = host.robots[origin]
        return robots is not None and robots.can_fetch(AGENT, url)

    def _read_robots(self, host: _Host, origin: str) -> RobotFileParser | None:
        """What may be asked of an origin; None for nothing."""
        url = origin + _ROBOTS
        try:
            answer = self._request(host, "GET", url)
            for _ in range(_MOST_REDIRECTS):
                location = answer.get_redirect_location()
                if not location or _host_of(urljoin(url, location)) != _host_of(url):
                    break
                answer.close()
                url = urljoin(url, location)
                answer = self._request(host, "GET", url)
            text = self._read(answer) if answer.status == HTTPStatus.OK else ""
        except urllib3.exceptions.HTTPError as error:
            host.unreachable[origin] = _reason(error)
            raise _UnreachableError(host.unreachable[origin]) from error
        except ValueError:  # It leads on to what is no address.
            return RobotFileParser()
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return None  # RFC 9309, section 2.3.1.4
        robots = RobotFileParser()
        robots.parse([line for line in text.splitlines() if _is_sound(line)])
        host.pause = min(_LONGEST_PAUSE, max(host.pause, float(robots.crawl_delay(AGENT) or 0)))
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


class _UnreachableError(Exception):
    """An origin cannot be reached; why, to be read behind an address."""


def _is_sound(line: str) -> bool:
    """Whether the parser of robots.txt survives a line of it."""
    name, _, value = line.partition("#")[0].partition(":")
    try:
        urlsplit(unquote(value.strip()))
    except ValueError:
        return False
    return name.strip().lower() not in {"crawl-delay", "request-rate"} or value.isascii()


def _fault_of(status: int) -> str:
    if status < HTTPStatus.MULTIPLE_CHOICES or status == HTTPStatus.NOT_MODIFIED or status in _REFUSED:
        return ""
    return f"the answer is {status}{_phrase(status)}"


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


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return ""


def faults(addresses: Iterable[str], answers: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
    """Each address where nothing is, and why."""
    for address in addresses:
        answer = answers.get(urldefrag(address).url)
        if answer is not None and answer.fault:
            yield address, answer.fault
