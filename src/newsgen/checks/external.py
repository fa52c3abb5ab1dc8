"""Asks other sites whether what articles link to is there: politely, and not again for some days.

One host is asked one thing at a time, with a pause in between, and as its robots.txt wants; many hosts are asked at
once. What was found is kept in the store.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from queue import SimpleQueue
from threading import Event
from typing import Any
from urllib.parse import urldefrag

from newsgen.web.client import Client, host_of
from newsgen.web.manners import ForbiddenError, Manners, UnreachableError

AGENT = "newsgen-check"
_HOSTS_AT_ONCE = 16
_DAY = 86_400
_KEPT_IF_THERE = 7 * _DAY
_KEPT_IF_NOT = 3_600
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
            by_host[host_of(url)].append(url)
    if not by_host:
        return
    client = Client(AGENT, "looks whether links lead somewhere", manners, _HOSTS_AT_ONCE)
    is_over = Event()
    threads = ThreadPoolExecutor(min(_HOSTS_AT_ONCE, len(by_host)))
    answers: SimpleQueue[tuple[str, str] | Exception] = SimpleQueue()

    def work(urls: Sequence[str]) -> None:
        try:
            _ask_all(client, urls, answers.put, is_over)
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
        is_over.set()
        threads.shutdown(wait=False, cancel_futures=True)
        client.close()


def _ask_all(client: Client, urls: Iterable[str], note: Callable[[tuple[str, str]], None], is_over: Event) -> None:
    """Tells each of these addresses of one host with what is wrong with it; empty where nothing is."""
    for url in urls:
        if is_over.is_set():
            return
        note((url, _fault(client, url)))


def _fault(client: Client, url: str) -> str:
    """What is wrong with an address; empty where nothing is, or where it may not be asked for."""
    fault = ""
    for method in ("HEAD", "GET"):  # Many answer the first wrongly, or fail once.
        try:
            fault = client.ask(method, url, lambda answer: _fault_of(answer.status))
        except ForbiddenError:
            return ""
        except UnreachableError as error:
            fault = str(error)
        if not fault:
            break
    return fault


def _fault_of(status: int) -> str:
    if status < HTTPStatus.MULTIPLE_CHOICES or status == HTTPStatus.NOT_MODIFIED or status in _REFUSED:
        return ""
    return f"the answer is {status}{_phrase(status)}"


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
