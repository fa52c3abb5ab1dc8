"""A preview in a process of its own, and the questions that a browser would ask it over a real socket."""

import http.client
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

PATIENCE = 300
"""Seconds after which a test gives up."""
_SILENCES = PATIENCE // 15
"""How often a page is told that there is nothing to tell, in that time."""


class Reply(NamedTuple):
    """What the server has answered."""

    status: int
    headers: dict[str, str]
    """With names in small letters."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Server:
    """A running `newsgen serve`."""

    def __init__(self, project: Path, *options: str, reads_on: bool = True) -> None:
        """``reads_on`` is whether anybody reads on after the first line."""
        self._reads_on = reads_on
        environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "newsgen", "serve", "--project", str(project), "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self.told: list[str] = []
        """Lines of the terminal so far."""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.url = self.wait_for("http://").split("http://")[1].split(" ")[0]
        self.port = int(urlsplit(f"//{self.url}").port or 0)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
            if not self._reads_on and "http://" in line:
                self._process.stdout.close()
                return

    def wait_for(self, text: str) -> str:
        """The next line of the terminal that has this text."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"{text!r} was not told: {self.told}") from None
            self.told.append(line)
            if text in line:
                return line

    def rest(self) -> list[str]:
        """The lines of the terminal that nobody has waited for, of a server that has ended."""
        self._listener.join()
        return [self._lines.get() for _ in range(self._lines.qsize())]

    def open_files(self) -> int:
        """How many files it has open."""
        return len(list(Path(f"/proc/{self._process.pid}/fd").iterdir()))

    def end(self, number: int = signal.SIGINT) -> int:
        """Interrupts it, as Ctrl-C would, or sends another signal; gives its exit code."""
        self._process.send_signal(number)
        try:
            return self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise

    def kill(self) -> None:
        """Ends it whatever it does."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        if self._process.stdout:
            self._process.stdout.close()

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """An answer; names of headers with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read())
        finally:
            connection.close()

    def status(self, path: str, **headers: str) -> int:
        """The status of an answer that may never end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest("GET", path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            with connection.getresponse() as answer:
                return answer.status
        finally:
            connection.close()

    @contextmanager
    def page(self, path: str, version: str = "") -> Iterator["OpenPage"]:
        """A page that stays open: what it is told."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/.preview/events?{urlencode({'path': path, 'version': version})}")
            answer = connection.getresponse()
            assert answer.status == 200
            with answer:
                yield OpenPage(answer)
        finally:
            connection.close()


class OpenPage:
    """The stream of an open page."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self._answer = answer

    def state(self) -> Any:
        """The next state that it is told of."""
        silences = 0
        while line := self._answer.readline():
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
            silences += line.startswith(b": ")
            if silences > _SILENCES:
                raise AssertionError("nothing is told for a long time")
        raise AssertionError("the stream has ended")

    def state_with(self, text: str) -> Any:
        """The next state with a problem that has this text."""
        while True:
            state = self.state()
            if any(text in problem["text"] for problem in state["problems"]):
                return state


@contextmanager
def serving(project: Path, *options: str, reads_on: bool = True) -> Iterator[Server]:
    """A preview that ends with the block, whatever happens in it."""
    server = Server(project, *options, reads_on=reads_on)
    try:
        yield server
    finally:
        server.kill()
