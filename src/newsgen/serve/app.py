"""Answers requests: pages as a build would write them, files, and the stream that tells browsers what is new."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Lifespan, Receive, Scope, Send

from newsgen.project import Project, theme_folder
from newsgen.serve.files import OpenFile, open_inside, read_client
from newsgen.serve.inject import CLIENT, EVENTS, dressed, error_page, plain_page
from newsgen.serve.media_types import is_page, kind_of
from newsgen.serve.preview_worker import PreviewWorker, Shown, State
from newsgen.serve.ranges import UnsatisfiableError, part_of
from newsgen.serve.request_guard import RequestGuard

_SAFE_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
}
_EVENT_STREAM = "text/event-stream"
_DRAWING_HEADERS = {"content-security-policy": "script-src 'none'; sandbox"}
"""A drawing is a document that could run scripts with the rights of the site."""
_HTML = "text/html; charset=utf-8"
_MOST_STORIES = 20
"""New stories that wait to be told to a page that does not listen."""
_SILENCE = 15.0
"""Seconds after which a stream says that it is still there."""


class App:
    """The site of a preview over HTTP."""

    def __init__(
        self, project: Project, worker: PreviewWorker, guard: RequestGuard, lifespan: Lifespan[Starlette]
    ) -> None:
        """``lifespan`` is entered when the server begins, and left when it ends."""
        self._borders = (project.root, theme_folder())
        self._worker = worker
        self._guard = guard
        self._streams: set[_Stream] = set()
        self._routes = Starlette(
            routes=[
                Route(EVENTS, self._events),
                Route(CLIENT, self._client),
                Route("/{path:path}", self._answer),
            ],
            lifespan=lifespan,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers whoever the gate lets in, as an application of ASGI (https://asgi.readthedocs.io)."""
        if scope["type"] == "http" and (refusal := self._guard.refusal(Headers(scope=scope))):
            await _refused(refusal)(scope, receive, send)
        else:
            await self._routes(scope, receive, send)

    # What browsers are told.

    def tell(self, stories: Sequence[str] = ()) -> None:
        """Lets every open page know that something may be new; ``stories`` are the sources of those that came."""
        for stream in self._streams:
            stream.wake(stories)

    def close(self) -> None:
        """Ends all streams."""
        for stream in self._streams:
            stream.end()

    async def _events(self, request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type=_EVENT_STREAM, headers=_SAFE_HEADERS)
        stream = _Stream(self._worker, request.query_params.get("path", ""))
        return StreamingResponse(self._streamed(stream), media_type=_EVENT_STREAM, headers=_SAFE_HEADERS)

    async def _streamed(self, stream: "_Stream") -> AsyncIterator[str]:
        self._streams.add(stream)
        try:
            async for message in stream.messages():
                yield message
        except Exception:  # noqa: BLE001 - the browser asks again, and the page itself says what is wrong
            return
        finally:
            self._streams.discard(stream)

    async def _client(self, _: Request) -> Response:
        return Response(read_client(), media_type=kind_of(CLIENT), headers=_SAFE_HEADERS)

    # The site.

    async def _answer(self, request: Request) -> Response:
        try:
            return await self._answer_of_site(request)
        except Exception as error:  # noqa: BLE001 - the last resort: an editor must not see a traceback
            what = f"{type(error).__name__}: {error}. This is a fault of newsgen; please report it."
            return _page(500, plain_page("newsgen itself failed", what))

    async def _answer_of_site(self, request: Request) -> Response:
        site = self._worker.site
        base, place = unquote(site.base_path), request.scope["path"]  # A parameter of the route has no line feeds.
        if not place.startswith(base):
            if place == "/" or f"{place}/" == base:
                return RedirectResponse(site.base_path, headers=_SAFE_HEADERS)
            return _page(404, plain_page("Not in this site", f"The site lies at {base}, and {place} is outside of it."))
        shown = await self._worker.shown(place.removeprefix(base))
        if shown.moved:
            tail = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{quote(place)}/{tail}", status_code=301, headers=_SAFE_HEADERS)
        if shown.content is not None:
            return Response(shown.content, media_type=kind_of(shown.path), headers=_SAFE_HEADERS)
        if shown.file is not None:
            return self._file(shown, request.headers.get("range", "") if request.method == "GET" else "")
        return _made(shown)

    def _file(self, shown: Shown, wanted: str) -> Response:
        """A file that is published as it is. One that is a page gets no script: it is the newsroom's own."""
        opened = open_inside(shown.file.origin, self._borders) if shown.file else None
        if opened is None:
            return _page(404, plain_page("Not found", f"{shown.path} is not there any more."))
        headers = {"accept-ranges": "bytes", **_SAFE_HEADERS}
        if shown.path.lower().endswith(".svg"):
            headers |= _DRAWING_HEADERS
        try:
            part = part_of(wanted, opened.size)
        except UnsatisfiableError:
            opened.close()
            return Response(status_code=416, headers={**headers, "content-range": f"bytes */{opened.size}"})
        status = 200 if part is None else 206
        if part is not None:
            headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{opened.size}"
        part = range(opened.size) if part is None else part
        headers["content-length"] = str(len(part))
        return _FileResponse(opened, part, status, headers, kind_of(shown.path))


class _FileResponse(StreamingResponse):
    """A part of a file, which is closed however the answer ends: a browser may have gone before it began."""

    def __init__(self, opened: OpenFile, part: range, status: int, headers: dict[str, str], kind: str) -> None:
        super().__init__(opened.read(part), status, headers, kind)
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._opened.close()


def _made(shown: Shown) -> Response:
    """A page that was made, or what is wrong with it."""
    answer = shown.answer
    status = 200 if shown.is_found else 404
    if answer is None:
        content = plain_page("Not found", f"Nothing lies at {shown.path}.")
        return _page(404, dressed(content, shown.path, shown.version, ""))
    if answer.content is None:
        return _page(500, dressed(error_page(answer.problems), shown.path, "", answer.held_back))
    if shown.is_found and not is_page(shown.path):
        return Response(answer.content, status, _SAFE_HEADERS, kind_of(shown.path))
    return _page(status, dressed(answer.content, shown.path, shown.version, answer.held_back))


def _page(status: int, content: bytes) -> Response:
    return Response(content, status, _SAFE_HEADERS, _HTML)


def _refused(why: str) -> Response:
    return Response(f"refused: {why}\n", 403, _SAFE_HEADERS, "text/plain; charset=utf-8")


class _Stream:
    """One open page, and what it is told."""

    def __init__(self, worker: PreviewWorker, path: str) -> None:
        self._worker = worker
        self._path = path
        self._wakeful = asyncio.Event()
        self._wakeful.set()
        self._stories: deque[str] = deque(maxlen=_MOST_STORIES)
        self._is_over = False

    def wake(self, stories: Sequence[str]) -> None:
        """Something may be new. Several calls before it is told make one message."""
        self._stories += stories
        self._wakeful.set()

    def end(self) -> None:
        """Nothing more is told."""
        self._is_over = True
        self._wakeful.set()

    async def messages(self) -> AsyncIterator[str]:
        """Events, of which each says something else than the one before, after https://html.spec.whatwg.org/multipage/server-sent-events.html."""
        last = ""
        while not self._is_over:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wakeful.wait(), _SILENCE)
            if not self._wakeful.is_set():
                yield ": still here\n\n"
                continue
            self._wakeful.clear()
            stories = [*self._stories]
            self._stories.clear()
            if not self._is_over and (event := _event(await self._worker.state(self._path, stories))) != last:
                yield event
                last = event


def _event(state: State) -> str:
    message = {
        "version": state.version,
        "problems": [
            {"severity": str(problem.severity), "place": problem.place, "text": problem.explain()}
            for problem in state.problems
        ],
        "stories": [{"title": title, "url": url} for title, url in state.stories],
    }
    return f"event: state\ndata: {json.dumps(message)}\n\n"
