"""Renders pages and puts them into staging: the work of the worker processes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from newsgen.builder.parallel import batched, map_in_order
from newsgen.errors import Problem
from newsgen.loader.articles import read_body
from newsgen.loader.sources import ContentFolder
from newsgen.models.page import Page
from newsgen.renderer.pages import Renderer, RenderSettings
from newsgen.writer.folder import Receipt, Staging

_BATCH = 100


@dataclass(frozen=True, slots=True)
class RenderedBatch:
    """What came of some pages."""

    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    failed: tuple[str, ...]
    """Sources of articles whose pages hold an error."""
    attachments: frozenset[str]


@dataclass
class RenderWork:
    """Renders batches of pages by their number; each process sets up its own templates."""

    pages: Sequence[Page]
    body_lines: dict[str, int]
    """Source of an article to the line on which its body begins."""
    folder: ContentFolder
    settings: RenderSettings
    staging: Staging | None
    """None where the site is only checked."""

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self.settings)

    def prepare(self) -> None:
        """Compiles the templates once, before workers are forked."""
        self._renderer.prepare({page.template for page in self.pages})

    def __getstate__(self) -> dict[str, object]:
        """Without the renderer, which each process makes for itself where it cannot inherit one."""
        return {name: value for name, value in self.__dict__.items() if name != "_renderer"}

    def __call__(self, numbers: Sequence[int]) -> RenderedBatch:
        """Renders the pages with these numbers."""
        receipts: list[Receipt] = []
        problems: list[Problem] = []
        failed: list[str] = []
        attachments: set[str] = set()
        for number in numbers:
            page = self.pages[number]
            text = ""
            if page.source:
                source = self.folder.read(page.source)
                if isinstance(source, Problem):
                    problems.append(source)
                    failed.append(page.source)
                    continue
                text = read_body(source)
            rendered = self._renderer.render(page, page.make_context(), text, self.body_lines.get(page.source, 1))
            problems += rendered.problems
            attachments.update(rendered.attachments)
            if rendered.output is None:
                failed.append(page.source)
            elif self.staging is not None:
                receipts.append(self.staging.put(rendered.output))
        return RenderedBatch(tuple(receipts), tuple(problems), tuple(failed), frozenset(attachments))


def render_pages(work: RenderWork, jobs: int, advance: Callable[[int], None]) -> RenderedBatch:
    """Renders every page; ``advance`` is told how many more are done."""
    receipts: list[Receipt] = []
    problems: list[Problem] = []
    failed: list[str] = []
    attachments: set[str] = set()

    def describe(numbers: Sequence[int]) -> str:
        return f"{len(numbers)} pages from {work.pages[numbers[0]].label} to {work.pages[numbers[-1]].label}"

    work.prepare()
    for batch in map_in_order(work, batched(range(len(work.pages)), _BATCH), jobs=jobs, describe=describe):
        receipts += batch.receipts
        problems += batch.problems
        failed += batch.failed
        attachments |= batch.attachments
        advance(len(batch.receipts) + len(batch.failed))
    return RenderedBatch(tuple(receipts), tuple(problems), tuple(failed), frozenset(attachments))
