"""Serves a preview until it is stopped: a socket, a server, a watcher, and what each tells the others."""

import asyncio
import errno
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

import uvicorn

from newsgen.builder.preview import Preview, PreviewOptions
from newsgen.errors import MachineError, Problem, UsageError
from newsgen.project import Project
from newsgen.serve.app import App
from newsgen.serve.desk import Desk
from newsgen.serve.gate import LOOPBACK, Gate, is_loopback
from newsgen.serve.watching import Watcher

_PORTS = 50
"""How many ports are tried, the one that was asked for and those behind it."""
_LAST_PORT = 65535
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - to warn of them
_TICK = 1.0
"""Seconds after which it is asked whether there is something to be looked at that nobody has told of."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What a preview is asked to do."""

    host: str = "127.0.0.1"
    port: int = 8000
    """The first that is tried."""
    polls: bool = False
    """Look at every file again and again: for network drives, which tell of no change."""
    preview: PreviewOptions = field(default_factory=PreviewOptions)


class ServeListener(Protocol):
    """Is told how a preview goes on."""

    def ready(self, url: str, articles: int, problems: Sequence[Problem], *, is_public: bool) -> None:
        """It answers at this URL; ``is_public`` says whether other machines can reach it."""

    def looked(self, changed: Sequence[str], seconds: float, problems: Sequence[Problem]) -> None:
        """As `desk.Listener`."""

    def remark(self, text: str) -> None:
        """Something that is to be known."""


def serve(project: Project, options: ServeOptions, listener: ServeListener) -> None:
    """Serves a preview until the process is interrupted or told to end.

    Raises:
        UsageError: The host or the time that was asked for is none.
        MachineError: No port is free, or the host is not this machine's.
    """
    with _listen(options.host, options.port) as listening:
        host, port = listening.getsockname()[:2]
        preview = Preview(project, options.preview)
        desk = Desk(preview, listener)
        gate = _gate(options.host, host)
        watcher = _Watch(project, options, desk, listener)
        app = App(project, desk, gate, watcher.running)
        watcher.app = app
        if port != options.port and options.port:
            listener.remark(f"port {options.port} is taken; this is the next free one")
        url = f"http://{_in_url(options.host)}:{port}{preview.site.base_path}"
        listener.ready(url, preview.article_count, preview.problems, is_public=not is_loopback(host))
        try:
            _Server(_config(app), app).run(sockets=[listening])
        finally:
            desk.close()


class _Watch:
    """Looks when something has changed, or when the clock says so, and tells the open pages."""

    def __init__(self, project: Project, options: ServeOptions, desk: Desk, listener: ServeListener) -> None:
        self._project = project
        self._options = options
        self._desk = desk
        self._listener = listener
        self.app: App | None = None
        self._last_told = 0.0
        """When the system told of a change; a whole look is due a while after it, or after the watch began."""

    @asynccontextmanager
    async def running(self, _: object) -> AsyncIterator[None]:
        """As long as the server runs."""
        tasks = [asyncio.create_task(work()) for work in (self._follow, self._tick)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self) -> None:
        try:
            await self._watch(polls=self._options.polls)
        except (OSError, RuntimeError) as error:
            self._listener.remark(f"the system cannot watch all folders ({error}); they are looked at by turns instead")
            await self._watch(polls=True)

    async def _watch(self, *, polls: bool) -> None:
        self._last_told = time.monotonic()
        async for changed in Watcher(self._project, polls=polls).changes():
            await self._look(changed)
            self._last_told = time.monotonic()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            # What the system has told may not be all.
            is_unsure = bool(self._last_told) and time.monotonic() - self._last_told > _TICK
            if is_unsure:
                self._last_told = 0.0
            if is_unsure or await self._desk.is_due():
                await self._look(())

    async def _look(self, changed: Sequence[str]) -> None:
        stories = await self._desk.look(changed)
        if self.app is not None:
            self.app.tell(stories)


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
        app.asgi,
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
    )


def _gate(asked: str, host: str) -> Gate:
    if is_loopback(host):
        return Gate(LOOPBACK | {asked.lower(), host})
    name = socket.gethostname().lower()
    return Gate(LOOPBACK | {asked.lower(), host, name, f"{name}.local"}, any_address=host in _EVERYWHERE)


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
                f"cannot listen at {host}:{number}: {(error.strerror or str(error)).lower()}",
                mend="use 127.0.0.1, or an address of this machine",
            ) from error
        return listening
    raise MachineError(f"no port is free from {port} to {last - 1}", mend="name another one with --port")
