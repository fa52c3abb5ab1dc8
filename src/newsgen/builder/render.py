"""Renders the pages that are stale and puts them into staging: the work of the worker processes."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest

from newsgen.builder.bodies import Bodies
from newsgen.builder.dirty import DirtySet
from newsgen.builder.parallel import ForeignWorkers, batched, map_in_order
from newsgen.builder.report import Timing
from newsgen.builder.search_entries import EntryMaker
from newsgen.builder.staleness import STANDS, Answers, CommonInputs, Given, Staleness
from newsgen.builder.store import SharedRecords, encoded
from newsgen.builder.traces import Dependencies, PageTrace, TraceStore, trace_to_record
from newsgen.errors import Problem
from newsgen.loader.articles import read_body
from newsgen.loader.sources import ContentFolder
from newsgen.models.page import ArticleContext, Page, written_view
from newsgen.models.stamp import Stamp
from newsgen.models.written import Written
from newsgen.planner.site_pages import PageKey, SitePages
from newsgen.renderer.full_text import FullText
from newsgen.renderer.pages import Rendered, RenderedBody, Renderer, RenderSettings
from newsgen.searcher.entries import spelled
from newsgen.settings import SearchSettings
from newsgen.writer.folder import Receipt, Staging

_BATCH = 100
_GROUP = 50
"""Pages that go through the steps of rendering together."""
_SLOWEST = 10
"""How many pages a profile names."""


@dataclass(slots=True)
class RenderedBatch:
    """What came of some pages."""

    receipts: list[Receipt] = field(default_factory=list)
    made: dict[str, bytes] = field(default_factory=dict)
    """How each page was made that was rendered and staged, by its path: its trace as the store keeps it."""
    dependencies: Dependencies = field(default_factory=Dependencies)
    """Of all pages, those that stand among them."""
    problems: list[Problem] = field(default_factory=list)
    attachments: set[str] = field(default_factory=set)
    rendered: list[str] = field(default_factory=list)
    """The paths of the pages that were made this time."""
    entries: dict[str, bytes] = field(default_factory=dict)
    """What the search index knows of the pages that were made this time (search.entries.spelled), by their sources."""
    timings: list[tuple[str, str, float]] = field(default_factory=list)
    """Template, label and seconds of each rendered page, where they were asked for."""
    done: int = 0
    """Pages that were looked at."""

    def keep(self, page: Page, trace: PageTrace) -> None:
        """Takes in a page that stands."""
        self.receipts.append(Receipt(page.path, trace.sha256, trace.size, is_changed=False))
        self.dependencies.draw(page, trace)
        self.problems += trace.problems
        self.attachments.update(trace.attachments)

    def add(self, other: "RenderedBatch") -> None:
        """Takes in what came of further pages."""
        self.receipts += other.receipts
        self.made |= other.made
        self.dependencies.add(other.dependencies)
        self.problems += other.problems
        self.attachments |= other.attachments
        self.rendered += other.rendered
        self.entries |= other.entries
        self.timings += other.timings
        self.done += other.done


@dataclass
class RenderWork:
    """Sees to batches of dirty pages by their number; each process sets up its own templates."""

    pages: SitePages
    dirty: DirtySet
    folder: ContentFolder
    settings: RenderSettings
    staging: Staging | None
    """None where the site is only checked."""
    traces: TraceStore
    """How pages were made earlier."""
    standing: Mapping[str, tuple[str, Stamp]]
    """Path of a file of the site to the digest and the stamp with which the last build left it."""
    before: CommonInputs
    now: CommonInputs
    verifies: bool
    """Whether every file in the output is read and compared with its digest."""
    measures: bool = False
    """Whether the time that each page takes is kept."""
    texts: frozenset[str] = frozenset()
    """The sources of the articles whose texts feeds may ask for."""
    entries: EntryMaker = field(default_factory=lambda: EntryMaker(SearchSettings(is_on=False)))
    """Makes what the search index knows of the pages."""
    shared: SharedRecords | None = None
    """Where these texts lie for all processes; None where there is one, which keeps them in memory."""

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self.settings)

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies(self.pages.views, self.folder, self._renderer, self.shared)

    @cached_property
    def answers(self) -> Answers:
        """To what pages asked."""
        return Answers(self.pages.views, self.settings.assets, self.settings.data)

    @cached_property
    def staleness(self) -> Staleness:
        """Tells which pages must be made anew."""
        return Staleness(self.before, self.now, self.answers)

    def prepare(self) -> None:
        """Compiles the templates that pages may need, before workers are forked."""
        self._renderer.prepare({name for kind, _ in self.dirty.keys for name in self.pages.kinds[kind].templates()})

    def __getstate__(self) -> dict[str, object]:
        """Without what each process makes for itself where it cannot inherit it."""
        return {name: value for name, value in self.__dict__.items() if name not in _OWN}

    def __call__(self, numbers: Sequence[int]) -> RenderedBatch:
        """Sees to the pages with these numbers."""
        batch = RenderedBatch(done=len(numbers))
        keys = [self.dirty.keys[number] for number in numbers]
        traces = self.traces.read(map(self.pages.path, keys))
        stale: list[tuple[Page, Given]] = []
        for key in keys:
            page = self.pages.page(key)
            if not self._is_kept(key, page, traces.get(page.path), batch):
                stale.append((page, self.staleness.given(page)))  # as it was compared
        # A profile tells the time of each page, and so takes one at a time.
        for group in batched(stale, 1 if self.measures else _GROUP):
            started = time.perf_counter()
            self._render(group, batch)
            if self.measures:
                page, _ = group[0]
                batch.timings.append((page.template, page.label, time.perf_counter() - started))
        return batch

    def describe(self, numbers: Sequence[int]) -> str:
        """Names a batch to a person."""
        first, last = (self.pages.page(self.dirty.keys[numbers[at]]).label for at in (0, -1))
        return f"{len(numbers)} pages from {first} to {last}"

    def reason(self, key: PageKey) -> str:
        """Why a page must be made anew; empty where it stands."""
        page = self.pages.page(key)
        trace = self.traces.read([page.path]).get(page.path)
        reason = self._reason(key, page, trace)
        if trace is not None and reason == STANDS and not self._lies_there(page, trace):
            return "its file in the output is missing, or has been altered"
        return reason

    def _reason(self, key: PageKey, page: Page, trace: PageTrace | None) -> str:
        may_show_other = self.dirty.may_show_other(key)
        return self.staleness.reason(page, self._text_digest(page), trace, may_show_other=may_show_other)

    def _card(self, page: Page) -> Written | None:
        return self.pages.views.written(page.source) if page.source else None

    def _text_digest(self, page: Page) -> str:
        """The digest of the page's text, as it was when the articles were read."""
        card = self._card(page)
        return card.digest if card else ""

    def _is_kept(self, key: PageKey, page: Page, trace: PageTrace | None, batch: RenderedBatch) -> bool:
        """Whether a page stands; then the batch has taken it in."""
        is_stale = self._reason(key, page, trace) != STANDS
        if trace is None or is_stale or not self._lies_there(page, trace):
            return False
        batch.keep(page, trace)
        return True

    def _lies_there(self, page: Page, trace: PageTrace) -> bool:
        """Whether the page's file lies in the output as it was written. A site that is only checked has none."""
        return self.staging is None or self._stands(page.path, trace.sha256, self.staging)

    def _stands(self, path: str, sha256: str, staging: Staging) -> bool:
        """Whether the file in the output holds these bytes. It is read only if it does not look as it was left."""
        left = self.standing.get(path)
        if not self.verifies and left is not None and left[0] == sha256 and staging.stands(path, left[1]):
            return True
        return staging.keep(path, sha256) is not None

    def _render(self, group: Sequence[tuple[Page, Given]], batch: RenderedBatch) -> None:
        """Renders some pages, one step for all of them after another.

        What a step needs stays at hand in the processor then: all steps for one page after another take a tenth longer.
        """
        begun: list[tuple[Page, Given, str]] = []
        for page, given in group:
            source = self.folder.read(page.source) if page.source else None
            if isinstance(source, Problem):
                batch.problems.append(source)
                continue
            begun.append((page, given, read_body(source) if source else ""))
        bodies = [self._body(page, given, text) for page, given, text in begun]
        made: list[tuple[Page, Given, Rendered, dict[str, str]]] = []
        for (page, given, _), body in zip(begun, bodies, strict=True):
            rendered = self._renderer.render_with(page, given.context, body, self._texts)
            made.append((page, given, rendered, self.staleness.answers(rendered.notes)))
        for page, given, rendered, answers in made:
            self._take_in(page, given, rendered, answers, batch)
        for (page, given, _), body in zip(begun, bodies, strict=True):
            if page.source and (entry := self.entries.entry(page, given.context, body.body)) is not None:
                batch.entries[page.source] = spelled(entry)

    def _body(self, page: Page, given: Given, text: str) -> RenderedBody:
        card, context = self._card(page), given.context
        if card is not None and (view := written_view(context)) is not None:
            return self._renderer.render_body(view, text, card.body_line)
        if card is None or not isinstance(context, ArticleContext):
            return RenderedBody(None)

        def render() -> RenderedBody:
            return self._renderer.render_body(context.article, text, card.body_line)

        return self._bodies.of_page(context.article, render) if page.source in self.texts else render()

    def _texts(self, source: str) -> FullText:
        return self._bodies.full_text(source)

    def _take_in(
        self, page: Page, given: Given, rendered: Rendered, answers: Mapping[str, str], batch: RenderedBatch
    ) -> None:
        batch.problems += rendered.problems
        batch.attachments.update(rendered.attachments)
        batch.rendered.append(page.path)
        if rendered.output is None:
            return
        if self.staging is None:
            content = rendered.output.content
            batch.receipts.append(
                Receipt(page.path, hashlib.sha256(content).hexdigest(), len(content), is_changed=True)
            )
            return
        receipt = self.staging.put(rendered.output, None if self.verifies else self.standing.get(page.path))
        batch.receipts.append(receipt)
        trace = PageTrace(
            inputs=given.fingerprint,
            text=self._text_digest(page),
            sha256=receipt.sha256,
            size=receipt.size,
            answers=answers,
            attachments=rendered.attachments,
            problems=rendered.problems,
        )
        batch.made[page.path] = encoded(trace_to_record(trace))
        batch.dependencies.draw(page, trace)


_OWN = frozenset({"_bodies", "_renderer", "answers", "staleness"})
"""What each process makes for itself."""


def render_pages(
    work: RenderWork, jobs: int, advance: Callable[[int], None], foreign: ForeignWorkers | None = None
) -> RenderedBatch:
    """Sees to every dirty page; ``advance`` is told how many more are done."""
    if jobs > 1:
        work.prepare()
    whole = RenderedBatch()
    batches = batched(range(len(work.dirty.keys)), _BATCH)
    for batch in map_in_order(work, batches, jobs=jobs, describe=work.describe, foreign=foreign):
        whole.add(batch)
        advance(batch.done)
    return whole


def add_up(timings: Sequence[tuple[str, str, float]]) -> tuple[tuple[Timing, ...], tuple[Timing, ...]]:
    """The time by template, and the pages that took longest; the slowest first."""
    templates: defaultdict[str, list[float]] = defaultdict(list)
    for template, _, seconds in timings:
        templates[template].append(seconds)
    by_template = (Timing(name, len(times), sum(times)) for name, times in templates.items())
    by_page = (Timing(label, 1, seconds) for _, label, seconds in timings)
    return (
        tuple(sorted(by_template, key=lambda timing: -timing.seconds)),
        tuple(nlargest(_SLOWEST, by_page, key=lambda timing: timing.seconds)),
    )
