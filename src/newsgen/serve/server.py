"""Serves a preview until it is stopped: a socket, a server, a watcher, and what each tells the others."""

import asyncio
import errno
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

import uvicorn

from newsgen.builder.options import Progress
from newsgen.builder.preview import Preview, PreviewOptions
from newsgen.errors import MachineError, NewsgenError, Problem, UsageError, reason
from newsgen.project import Project
from newsgen.serve.app import App
from newsgen.serve.preview_worker import PreviewWorker
from newsgen.serve.request_guard import LOOPBACK, RequestGuard, is_loopback
from newsgen.serve.watching import Watcher

_PORTS = 50
"""How many ports are tried, the one that was asked for and those behind it."""
_LAST_PORT = 65535
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - to warn of them
_REST = 5
"""By how many times as long as a look takes two looks by turns are apart."""
_SETTLED = 3.0
"""Seconds without a change after which everything is looked at: what the system has told may not be all."""
_TICK = 1.0
"""Seconds after which it is asked whether there is something to be looked at that nobody has told of."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What a preview is asked to do."""

    host: str = "127.0.0.1"
    port: int = 8000
    """The first that is tried."""
    allowed: tuple[str, ...] = ()
    """Further names of hosts that requests may mean: those of a proxy."""
    polls: bool = False
    """Look at every file again and again: for network drives, which tell of no change."""
    preview: PreviewOptions = field(default_factory=PreviewOptions)


class ServeListener(Protocol):
    """Is told how a preview goes on."""

    def ready(self, url: str, articles: int, problems: Sequence[Problem], *, is_public: bool) -> None:
        """It answers at this URL; ``is_public`` says whether others may reach it."""

    def looked(self, changed: Sequence[str], seconds: float, problems: Sequence[Problem]) -> None:
        """As `preview_worker.Listener`."""

    def found(self, problems: Sequence[Problem]) -> None:
        """As `preview_worker.Listener`."""

    def remark(self, text: str) -> None:
        """Something that is to be known."""


def serve(project: Project, options: ServeOptions, listener: ServeListener, progress: Progress | None = None) -> None:
    """Serves a preview until the process is interrupted or told to end; ``progress`` is told of the first reading.

    Raises:
        UsageError: The host or the time that was asked for is none.
        MachineError: No port is free, or the host is not this machine's.
    """
    with _listen(options.host, options.port) as listening:
        host, port = listening.getsockname()[:2]
        preview = Preview(project, options.preview, progress)
        worker = PreviewWorker(preview, listener)
        guard = replace(_guard(options.host, host), allowed=frozenset(name.lower() for name in options.allowed))
        watcher = _Watch(options, worker, listener)
        app = App(project, worker, guard, watcher.running)
        watcher.tell = app.tell
        if port != options.port and options.port:
            listener.remark(f"port {options.port} is taken; this is the next free one")
        url = f"http://{_in_url(options.host)}:{port}{preview.site.base_path}"
        listener.ready(
            url, preview.article_count, preview.problems, is_public=bool(options.allowed) or not is_loopback(host)
        )
        server = _Server(_config(app), app)
        try:
            with _ended_by_hangup(server):
                server.run(sockets=[listening])
        finally:
            worker.close()


class _Watch:
    """Looks when something has changed, or when the clock says so, and tells the open pages."""

    def __init__(self, options: ServeOptions, worker: PreviewWorker, listener: ServeListener) -> None:
        self._polls = options.polls
        self._worker = worker
        self._listener = listener
        self._watcher: Watcher | None = None
        self._last_told = 0.0
        """When the system told of a change, or the watch began. A whole look is due a while later; then this is 0."""
        self.tell: Callable[[Sequence[str]], None] = lambda _: None
        """Tells the open pages that something may be new, and the sources of stories that came."""

    @asynccontextmanager
    async def running(self, _: object) -> AsyncIterator[None]:
        """As long as the server runs."""
        tasks = [asyncio.create_task(work()) for work in (self._follow, self._tick)]
        try:
            yield
        finally:
            if self._watcher is not None:
                self._watcher.end()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self) -> None:
        while not self._polls:
            self._last_told = time.monotonic()
            self._watcher = Watcher(self._worker.project)
            try:
                async for changed in self._watcher.changes():
                    await self._look(changed)
                    self._last_told = time.monotonic()
            except Exception as error:  # noqa: BLE001 - whatever the system has against it, files can be looked at
                why = _reason(error)
                self._listener.remark(f"the system cannot tell what changes ({why}): all is looked at by turns instead")
                self._polls = True
        self._watcher = None
        while True:
            started = time.monotonic()
            await self._look(())
            await asyncio.sleep(max(_TICK, _REST * (time.monotonic() - started)))

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            if self._watcher is not None and self._watcher.is_outdated(self._worker.project):
                self._watcher.end()
            is_unsure = bool(self._last_told) and time.monotonic() - self._last_told > _SETTLED
            if is_unsure:
                self._last_told = 0.0
            if is_unsure or await self._worker.is_due():
                await self._look(())

    async def _look(self, changed: Sequence[str]) -> None:
        """Looks; whatever goes wrong, the next edit is followed, too."""
        try:
            self.tell(await self._worker.look(changed))
        except NewsgenError as error:
            self._listener.remark(str(error))
        except Exception as error:  # noqa: BLE001 - an editor goes on writing
            self._listener.remark(f"newsgen itself failed: {type(error).__name__}: {error}; please report it")


def _reason(error: BaseException) -> str:
    """What is at the bottom of it."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error) or type(error).__name__


@contextmanager
def _ended_by_hangup(server: uvicorn.Server) -> Iterator[None]:
    """Lets the server end in order when its terminal is closed: it knows of other signals alone."""
    number = getattr(signal, "SIGHUP", None)
    if number is None:
        yield
        return
    before = signal.signal(number, lambda _, frame: server.handle_exit(signal.SIGTERM, frame))
    try:
        yield
    finally:
        signal.signal(number, before)


class _Server(uvicorn.Server):
    """Ends the streams of open pages before it waits for answers to be whole."""

    def __init__(self, config: uvicorn.Config, app: App) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.close()
        await super().shutdown(sockets)


def _config(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        log_level="critical",  # what a person must know, a page or a line says
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
    )


def _guard(asked: str, host: str) -> RequestGuard:
    if is_loopback(host):
        return RequestGuard(LOOPBACK | {asked.lower(), host})
    name = socket.gethostname().lower()
    return RequestGuard(LOOPBACK | {asked.lower(), host, name, f"{name}.local"}, any_address=host in _EVERYWHERE)


def _in_url(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - likewise
    return f"[{shown}]" if ":" in shown else shown


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens at a port, or at the next free one behind it."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise UsageError(f"--host {host}: no such host", mend="use 127.0.0.1, or an address of this machine") from error
    last = min(port + _PORTS, _LAST_PORT + 1) if port else 1
    for number in range(port, last):
        listening = socket.socket(family, kind, protocol)
        try:
            with suppress(AttributeError, OSError):
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, not hasattr(socket, "SO_EXCLUSIVEADDRUSE"))
            listening.bind((address[0], number, *address[2:]))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if error.errno in {errno.EADDRINUSE, errno.EACCES} and port:
                continue
            raise MachineError(
                f"cannot listen at {host}:{number}: {reason(error)}",
                mend="use 127.0.0.1, or an address of this machine",
            ) from error
        return listening
    raise MachineError(f"no port is free from {port} to {last - 1}", mend="name another one with --port")
