"""Tells when a source may have changed. What has changed is seen by looking, not by what the system tells."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import awatch

from newsgen.project import Project
from newsgen.serve.files import identities

_QUIET = 10
"""Milliseconds without a change after which those before are told: an editor may empty a file before it writes it."""
_BURST = 0.05
"""Seconds without a change after which a burst is over, whose first change was told at once."""
_GATHER = 0.3
"""Seconds for which changes that follow one another are gathered at most."""


class Watcher:
    """Watches the settings, content/, templates/, static/, data/ and the plugins' folders, and nothing else.

    It watches the folders that are there when it is made: when it `is_outdated`, another is to take its place.
    """

    def __init__(self, project: Project) -> None:
        self._root = project.root
        self._settings_files = project.settings_files
        self._folders = _folders_of(project)
        self._seen = identities((self._root, *self._folders))
        self._found: asyncio.Queue[set[str] | Exception] = asyncio.Queue()
        self._is_over = asyncio.Event()

    def is_outdated(self, project: Project) -> bool:
        """Whether one of the folders has come, gone, or is another now, or the settings lie in other files."""
        others = (project.settings_files, _folders_of(project)) != (self._settings_files, self._folders)
        return others or identities((self._root, *self._folders)) != self._seen

    def end(self) -> None:
        """Watches no longer."""
        self._is_over.set()
        self._found.put_nowait(set())

    async def changes(self) -> AsyncIterator[tuple[str, ...]]:
        """Paths that have changed, relative to the project, each time that some have, until it is ended.

        Raises:
            Exception: Whatever the library finds wrong: too many folders, a name that is no text.
        """
        there = [folder for folder, seen in zip(self._folders, self._seen[1:], strict=True) if seen]
        alone = {*self._settings_files, *(folder for folder in self._folders if folder.parent == self._root)}
        parents = sorted({path.parent for path in alone})
        above = [folder for folder, seen in zip(parents, identities(parents), strict=True) if seen]
        watches = [self._watch(above, alone), *([self._watch(there, ())] if there else [])]
        tasks = [asyncio.create_task(watch) for watch in watches]
        try:
            last = 0.0
            while not self._is_over.is_set():
                changed = _known(await self._found.get())
                if time.monotonic() - last < _GATHER:
                    changed |= await self._rest_of_burst()
                while not self._found.empty():
                    changed |= _known(self._found.get_nowait())
                if changed:
                    yield tuple(sorted(changed))
                    last = time.monotonic()
        finally:
            self._is_over.set()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _rest_of_burst(self) -> set[str]:
        """What changes until nothing does for a moment."""
        found: set[str] = set()
        end = time.monotonic() + _GATHER
        with suppress(TimeoutError):
            while time.monotonic() < end and not self._is_over.is_set():
                found |= _known(await asyncio.wait_for(self._found.get(), _BURST))
        return found

    async def _watch(self, folders: Sequence[Path], alone: Collection[Path]) -> None:
        """Finds what changes in these folders; of what lies in them these paths alone, where there are some."""
        try:
            async for found in awatch(
                *folders,
                watch_filter=lambda _, path: not alone or Path(path) in alone,
                step=_QUIET,
                debounce=_QUIET * 5,
                recursive=not alone,
                stop_event=self._is_over,
            ):
                self._found.put_nowait({Path(path).relative_to(self._root).as_posix() for _, path in found})
        except Exception as error:  # noqa: BLE001 - a group of whatever the library raises
            self._found.put_nowait(error)


def _folders_of(project: Project) -> tuple[Path, ...]:
    return (project.content, project.templates, project.static, project.data, *project.plugin_folders)


def _known(found: set[str] | Exception) -> set[str]:
    if isinstance(found, Exception):
        raise found
    return found
