"""Tells when a source may have changed. What has changed is seen by looking, not by what the system tells."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from pathlib import Path, PurePath

from watchfiles import awatch

from newsgen.project import Project
from newsgen.serve.files import folders_among
from newsgen.settings import SETTINGS_FILE

_GATHER = 300
"""Milliseconds for which changes that follow one another are gathered at most."""
_QUIET = 30
"""Milliseconds without a change after which those before are told."""


class Watcher:
    """Watches newsgen.yaml, content/, templates/ and static/ of a project, and nothing else."""

    def __init__(self, project: Project, *, polls: bool) -> None:
        self._root = project.root
        self._folders = (project.content, project.templates, project.static)
        self._polls = polls
        self._is_over = asyncio.Event()
        self._has_moved = asyncio.Event()
        """A folder came or went, or nobody watches any longer."""

    def end(self) -> None:
        """Watches no longer."""
        self._is_over.set()
        self._has_moved.set()

    async def changes(self) -> AsyncIterator[tuple[str, ...]]:
        """Paths that have changed, relative to the project, each time that some have.

        Raises:
            OSError: The system cannot watch so many folders.
        """
        found: asyncio.Queue[set[str] | BaseException] = asyncio.Queue()
        watching = [asyncio.create_task(work(found)) for work in (self._watch_root, self._watch_folders)]
        for task in watching:
            task.add_done_callback(lambda task: found.put_nowait(_failure(task)))
        try:
            while not self._is_over.is_set():
                changed = await found.get()
                if isinstance(changed, BaseException):
                    raise changed
                while not found.empty() and isinstance(more := found.get_nowait(), set):
                    changed |= more
                if changed:
                    yield tuple(sorted(changed))
        finally:
            for task in watching:
                task.cancel()

    async def _watch_root(self, found: "asyncio.Queue[set[str] | BaseException]") -> None:
        """The settings; and whether a folder comes or goes, which the folder's own watch would not tell."""
        names = {SETTINGS_FILE, *(folder.name for folder in self._folders)}
        async for changed in self._watch([self._root], self._is_over, names):
            if changed - {SETTINGS_FILE}:
                self._has_moved.set()
            await found.put(changed)

    async def _watch_folders(self, found: "asyncio.Queue[set[str] | BaseException]") -> None:
        while not self._is_over.is_set():
            self._has_moved.clear()
            there = folders_among(self._folders)
            try:
                async for changed in self._watch(there, self._has_moved, None):
                    await found.put(changed)
            except FileNotFoundError:  # it went just now
                await asyncio.sleep(_GATHER / 1000)
            else:
                await self._has_moved.wait()

    async def _watch(
        self, folders: Sequence[Path], until: asyncio.Event, names: Collection[str] | None
    ) -> AsyncIterator[set[str]]:
        """What changes in these folders, until an event; in them alone and under these names, where some are given."""
        if not folders:
            return
        changes = awatch(
            *folders,
            watch_filter=lambda _, path: names is None or PurePath(path).name in names,
            step=_QUIET,
            debounce=_GATHER,
            recursive=names is None,
            stop_event=until,
            force_polling=self._polls or None,
        )
        async for found in changes:
            yield {Path(path).relative_to(self._root).as_posix() for _, path in found}


def _failure(task: "asyncio.Task[None]") -> set[str] | BaseException:
    """What ended a watch; nothing where it was ended."""
    return set() if task.cancelled() else task.exception() or set()
