"""Asks other sites whether what articles link to is there: politely, and not again for some days.

One host is asked one thing at a time, with a pause in between, and as its robots.txt wants; many hosts are asked at
once. What was found is kept in the store.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3

from newsgen import __version__
from newsgen.checks.manners import Manners

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
    addresses: Collection[str], known: Mapping[str, Answer], now: int, manners: Manners, advance: Callable[[int], None]
) -> dict[str, Answer]:
    """What is at these addresses.

    Args:
        addresses: With their fragments, which are not looked at.
        known: Answers of earlier runs, by addresses without fragments.
        now: Seconds since 1970.
        manners: How to ask.
        advance: Is told how many more are done.

    Returns:
        The answers, and those that were known and still hold, by addresses without fragments.
    """
    wanted = sorted({urldefrag(address).url for address in addresses})
    answers = {url: answer for url, answer in known.items() if answer.holds_at(now)}
    advance(sum(url in answers for url in wanted))
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in wanted:
        if url not in answers:
            by_host[_origin(url)].append(url)
    if not by_host:
        return answers
    pool = urllib3.PoolManager(num_pools=2 * _HOSTS_AT_ONCE, headers=_HEADERS, timeout=manners.timeout, retries=False)
    threads = ThreadPoolExecutor(min(_HOSTS_AT_ONCE, len(by_host)))
    try:
        hosts = [threads.submit(_Host(pool, origin, manners).ask, urls) for origin, urls in by_host.items()]
        for host in as_completed(hosts):
            found = host.result()
            answers |= {url: Answer(fault, now) for url, fault in found.items()}
            advance(len(found))
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        pool.clear()
    return answers


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class _Host:
    """One host while it is asked."""

    def __init__(self, pool: urllib3.PoolManager, origin: str, manners: Manners) -> None:
        self._pool = pool
        self._origin = origin
        self._timeout = manners.timeout
        self._pause = manners.pause
        self._robots = RobotFileParser()
        self._last = 0.0

    def ask(self, urls: Sequence[str]) -> dict[str, str]:
        """What is wrong with each of these addresses."""
        if fault := self._read_robots():
            return dict.fromkeys(urls, fault)
        return {url: self._ask(url) for url in urls}

    def _read_robots(self) -> str:
        """Learns what may be asked. Why the host cannot be reached at all; empty where it can."""
        try:
            status, text = self._request("GET", self._origin + _ROBOTS)
        except urllib3.exceptions.HTTPError as error:
            return _reason(error)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._robots.parse(["User-agent: *", "Disallow: /"])  # RFC 9309, section 2.3.1.4
        else:
            self._robots.parse(text.splitlines() if status == HTTPStatus.OK else [])
        wanted = self._robots.crawl_delay(AGENT)
        self._pause = min(_LONGEST_PAUSE, max(self._pause, float(wanted or 0)))
        return ""

    def _ask(self, url: str) -> str:
        """What is wrong with an address; empty where nothing is, or where it may not be asked for."""
        if not self._robots.can_fetch(AGENT, url):
            return ""
        fault = ""
        for method in ("HEAD", "GET"):  # Many answer the first wrongly, or fail once.
            try:
                fault = _fault_of(self._request(method, url)[0])
            except urllib3.exceptions.HTTPError as error:
                fault = _reason(error)
            if not fault:
                break
        return fault

    def _request(self, method: str, url: str) -> tuple[int, str]:
        """Status and, for robots.txt, text; a status of 300 to 399 for an address that leads on and on."""
        status, text = 0, ""
        for _ in range(_MOST_REDIRECTS + 1):
            time.sleep(max(0.0, self._last + self._pause - time.monotonic()))
            try:
                answer = self._pool.request(method, url, redirect=False, preload_content=False)
                status, location = answer.status, answer.get_redirect_location()
                text = answer.read(_MOST_ROBOTS_BYTES).decode("utf-8", "replace") if url.endswith(_ROBOTS) else ""
                answer.close()
            finally:
                self._last = time.monotonic()
            if not location:
                break
            url = urljoin(url, location)
        return status, text


def _fault_of(status: int) -> str:
    if status < HTTPStatus.MULTIPLE_CHOICES or status in _REFUSED:
        return ""
    if status < HTTPStatus.BAD_REQUEST:
        return "it leads on and on"
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
