"""The preview, for an event loop: one thread does all of its work, so that the loop never waits."""

import asyncio
import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

from newsgen.builder.preview import Answer, Preview
from newsgen.errors import Problem
from newsgen.models.output import FileCopy
from newsgen.models.site import Site
from newsgen.project import Project

Result = TypeVar("Result")
_MOST_PROBLEMS = 50
"""Problems that one page is told of."""
_MOST_STORIES = 5
"""Stories that are offered at once: more come by a pull, not from an editor."""
NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """What lies at an address of the site: a page, a file, or neither."""

    path: str
    """In the output."""
    answer: Answer | None = None
    file: FileCopy | None = None
    content: bytes | None = None
    """Of a picture, which is made for the site."""
    version: str = ""
    """Tells this page, and all files that it may show, from others; empty where it cannot be made."""
    is_found: bool = True
    moved: bool = False
    """Whether it lies at the address with a slash behind it."""


@dataclass(frozen=True, slots=True)
class State:
    """What a browser is told of the page that it shows."""

    version: str
    problems: tuple[Problem, ...]
    stories: tuple[tuple[str, str], ...] = ()
    """Headline and URL of stories that have just come."""


class Listener(Protocol):
    """Is told what a preview sees."""

    def looked(self, changed: Sequence[str], seconds: float, problems: Sequence[Problem]) -> None:
        """The sources were looked at since these files had changed, which took so long; all problems that are known."""

    def found(self, problems: Sequence[Problem]) -> None:
        """A page was made, and this is wrong with it."""


class PreviewWorker:
    """A preview and its thread."""

    def __init__(self, preview: Preview, listener: Listener) -> None:
        self._preview = preview
        self._listener = listener
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="preview")

    def close(self) -> None:
        """Ends the thread when its work is done."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    @property
    def site(self) -> Site:
        """What the settings say of the site."""
        return self._preview.site

    @property
    def project(self) -> Project:
        """The publication, by the settings that hold now."""
        return self._preview.project

    async def _do(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def shown(self, place: str) -> Shown:
        """What lies at a place, which is relative to the site's root and not percent-encoded."""
        return await self._do(lambda: self._shown(place))

    async def state(self, path: str, stories: Sequence[str]) -> State:
        """What is to be told of the page at a path in the output; ``stories`` are the sources of those that came."""
        return await self._do(lambda: self._state(path, stories))

    async def look(self, changed: Sequence[str]) -> tuple[str, ...]:
        """Takes in what has been edited, and tells the listener. The sources of the stories that came.

        If nothing is named that has ``changed``, everything is looked at.
        """
        return await self._do(lambda: self._look(changed))

    async def is_due(self) -> bool:
        """As `Preview.is_due`."""
        return await self._do(self._preview.is_due)

    def _look(self, changed: Sequence[str]) -> tuple[str, ...]:
        started = time.perf_counter()
        stories = self._preview.look(changed)
        self._listener.looked(changed, time.perf_counter() - started, self._preview.problems)
        return stories

    def _shown(self, place: str) -> Shown:
        is_folder = place.endswith("/") or not place
        paths = [f"{place}index.html"] if is_folder else [place, f"{place}.html"]
        for path in paths:
            if (shown := self._at(path)) is not None:
                return shown
        inside = f"{place}/index.html"
        if not is_folder and (self._preview.file(inside) is not None or self._preview.has_page(inside)):
            return Shown(inside, moved=True)
        return self._missing(paths[0])

    def _at(self, path: str) -> Shown | None:
        """What lies at a path in the output; the listener is told what is wrong with it."""
        if (picture := self._preview.picture(path)) is not None:
            return Shown(path, content=picture)
        if (file := self._preview.file(path)) is not None:
            return Shown(path, file=file)
        if (answer := self._preview.page(path)) is not None:
            if answer.problems:
                self._listener.found(answer.problems)
            return Shown(path, answer, version=self._version(answer))
        return None

    def _missing(self, path: str) -> Shown:
        answer = self._preview.page(NOT_FOUND)
        return Shown(path, answer, version=self._version(answer), is_found=False)

    def _version(self, answer: Answer | None) -> str:
        if answer is None or answer.content is None:
            return ""
        digest = hashlib.sha256(answer.content)
        digest.update(self._preview.files_digest.encode() + answer.held_back.encode())
        return digest.hexdigest()[:16]

    def _state(self, path: str, stories: Sequence[str]) -> State:
        shown = self._at(path) or self._missing(path)
        answer = shown.answer
        errors = [problem for problem in self._preview.problems if problem.is_error]
        own = answer.problems if answer and shown.is_found else ()
        problems = dict.fromkeys([*own, *errors])
        # One that came may have gone again before it is told.
        offered = tuple(story for source in stories[:_MOST_STORIES] if (story := self._preview.story(source)))
        return State(shown.version, tuple(problems)[:_MOST_PROBLEMS], offered)
