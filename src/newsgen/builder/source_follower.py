"""Follows the articles of a publication from edit to edit, as one build follows another, and publishes nothing.

It begins from what the last build has left in the store. What it reads of articles it puts there too, so that whoever
comes next need not read them.
"""

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from newsgen.builder.article_store import ArticleStore
from newsgen.builder.clock import read_clock
from newsgen.builder.environment import BuildEnvironment
from newsgen.builder.load import (
    Content,
    article_rules,
    cards_to_keep,
    filing_rules,
    held_back_at,
    load_articles,
    reading_rules,
)
from newsgen.builder.options import Progress
from newsgen.builder.parallel import jobs_for
from newsgen.builder.records import ArticleMissingError
from newsgen.builder.schedule import turning_points
from newsgen.builder.source_diff import SourceDiff
from newsgen.builder.source_index import SOURCE_INDEX, SourceIndex, source_index_from_blobs
from newsgen.builder.state import BuildState, state_from_blobs
from newsgen.builder.store import Store, StoreKeys, project_lock
from newsgen.builder.traces import picture_links
from newsgen.errors import MachineError, Problem
from newsgen.loader.sources import ContentFolder, ContentTree
from newsgen.models.article import Article
from newsgen.models.stamp import NO_STAMP
from newsgen.plugins import load_plugins
from newsgen.program import program_fingerprint
from newsgen.project import Project

_CONTENT = "content/"


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """What is shown besides what is published now."""

    now: str = ""
    """The time to show the site at, as typed; the clock where it is empty."""
    drafts: bool = False
    future: bool = False
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


@dataclass(frozen=True, slots=True)
class SourceSnapshot:
    """The articles, and the files beside them, at a look."""

    folder: ContentFolder
    tree: ContentTree
    now: int
    """The instant of the look, as in Moment."""
    until: int | None
    """When the next story is to appear or to leave by the clock alone; None where none is."""
    source_index: SourceIndex
    """An article whose file is broken now is there as it was when it was sound."""
    broken: Mapping[str, tuple[Problem, ...]]
    """Source of each article whose file is broken to what is wrong with it."""
    problems: tuple[Problem, ...]
    """What is wrong with these, and with the folder; the source index has the rest."""
    environment: BuildEnvironment
    diff: SourceDiff
    """Since the look before, or since the last build."""


class SourceFollower:
    """The articles of a project. To be used by one thread at a time."""

    def __init__(self, project: Project, options: PreviewOptions) -> None:
        """Knows what the store knows, as far as it holds for this program and these settings; has not looked yet."""
        settings = project.settings
        load_plugins(settings.plugins)
        program = program_fingerprint(settings.markdown.extensions, settings.plugins.digest)
        store, keys = Store(project.workspace), StoreKeys(project.shown(project.output))
        self._program = program
        self._project = project
        self._settings = settings
        self._options = options
        self._store = store
        self._rules = reading_rules(program, project)
        self._head = store.blob(SOURCE_INDEX)
        self._source_index = source_index_from_blobs(self._head, store.blob_bytes, self._rules, settings.zone)
        state = state_from_blobs(store.blob(keys.state), store.blob_bytes, keys, settings.zone)
        self._state = state if state.filing == filing_rules(self._rules, settings) else BuildState()
        self._is_in_step = self._state.files == self._source_index.fingerprint
        """Whether the state is that of the source index."""
        self.remarks = dict(self._state.remarks)
        """What the last build has found of pages, by their path."""
        self._tree: ContentTree | None = None
        """What lay in content/ at the last look."""
        self._unsure = frozenset[str]()
        """As in Content."""
        self._fresh = dict[str, Article]()

    def clock(self) -> int:
        """Now, as in Moment.

        Raises:
            UsageError: The time that was asked for is none.
        """
        return read_clock(self._options.now, self._options.environ, self._settings.zone).instant

    def reads_otherwise(self) -> bool:
        """Whether articles would be read by other rules now: a block has got a template, or has lost it."""
        return reading_rules(self._program, self._project) != self._rules

    def first_look(self, jobs: int, progress: Progress | None = None) -> SourceSnapshot:
        """Reads what the store does not know, over so many worker processes, and lets it know."""
        known = self._source_index
        try:
            content, seen = self._look(jobs, progress=progress)
        except ArticleMissingError:
            return self.look_anew(jobs)
        if content.records:
            self._keep_cards(known, content)
        return seen

    def look(self, changed: Collection[str] = ()) -> SourceSnapshot:
        """Reads what has been edited since the last look.

        Args:
            changed: Files of the project that were edited, as far as is known: the others are not looked at. If there
                are none, all are.

        Raises:
            ArticleMissingError: The store has lost a card.
        """
        # In this process alone: whoever serves has threads, and could not fork.
        return self._look(1, changed)[1]

    def look_anew(self, jobs: int = 1) -> SourceSnapshot:
        """Reads every article, and takes nothing that the store says of them for true."""
        self._source_index, self._state, self._tree = SourceIndex(), BuildState(), None
        self._fresh = {}
        return self._look(jobs)[1]

    def _look(
        self, jobs: int, changed: Collection[str] = (), progress: Progress | None = None
    ) -> tuple[Content, SourceSnapshot]:
        now, before = self.clock(), self._source_index
        folder = ContentFolder.of(self._project)  # a new one: it remembers folders, which may be others now
        tree, among = self._look_at_tree(folder, changed)
        rules = article_rules(self._project)
        jobs = min(jobs, jobs_for(len(tree.articles)))
        environment = BuildEnvironment(self._project, self._program)
        content = load_articles(
            folder, tree, rules, jobs, before, statics=environment.statics, among=among, progress=progress
        )
        self._tree, self._unsure = tree, content.unsure
        # The store lets go of the cards of broken files.
        self._fresh |= {**content.fresh, **self._sound_cards(content.broken)}
        source_index = _with_last_sound(
            content.source_index, before, (self._fresh.keys() | before.others.keys()).intersection(content.broken)
        )
        seen = SourceSnapshot(
            folder=folder,
            tree=tree,
            now=now,
            until=min(filter(now.__lt__, turning_points(source_index, news=self._settings.news_sitemap)), default=None),
            source_index=source_index,
            broken={source: _of(source, content.problems) for source in content.broken},
            problems=content.problems,
            environment=environment,
            diff=self._diff(source_index, now, environment, content.changed if self._is_in_step else None),
        )
        self._source_index, self._is_in_step = source_index, True
        return content, seen

    def _sound_cards(self, broken: Collection[str]) -> dict[str, Article]:
        """The cards of these articles as they were at the last look, as far as they are known."""
        article_store = ArticleStore(self._store, self._settings.zone, self._fresh, self._source_index.lines)
        found = {}
        for source in broken:
            if source in self._source_index.lines and source not in self._source_index.others:
                with suppress(ArticleMissingError):
                    found[source] = article_store.card(source)
        return found

    def _look_at_tree(
        self, folder: ContentFolder, changed: Collection[str]
    ) -> tuple[ContentTree, Collection[str] | None]:
        """What lies in content/, and the articles that may have been edited since the last look; None for any."""
        inside = [path.removeprefix(_CONTENT) for path in changed if path.startswith(_CONTENT)]
        is_enough = self._tree is not None and bool(changed) and _CONTENT.rstrip("/") not in changed
        known = folder.tree_after(self._tree, inside) if self._tree is not None and is_enough else None
        return (known, self._unsure.union(inside)) if known else (folder.tree(), None)

    def let_go(self) -> None:
        """Lets go of the store until a card is asked for, perhaps by another thread."""
        self._store.close()

    def _diff(
        self, source_index: SourceIndex, now: int, environment: BuildEnvironment, changed: Collection[str] | None
    ) -> SourceDiff:
        """What has changed; the state moves on to what is there now."""
        article_store, state = (
            ArticleStore(self._store, self._settings.zone, self._fresh, source_index.lines),
            self._state,
        )
        options = self._options
        held = held_back_at(source_index, article_store, now, drafts=options.drafts, future=options.future)
        statics = environment.static_paths
        diff = SourceDiff(
            state,
            source_index,
            article_store,
            held=held,
            settings=self._settings,
            statics=statics,
            changed=changed,
            now=now,
            words=environment.words,
        )
        index = diff.views.archive.index
        self._state = BuildState(
            index=index,
            places=tuple(map(diff.places.__getitem__, index.sources)),
            held_back=diff.held_back,
            others=diff.others,
            links=_with_pictures(state.links, diff),
            pictures=diff.pictures,
            files_beside=source_index.file_facts,
            drawn_cards=frozenset(diff.views.drawn_cards),
            card_rules=diff.card_rules,
        )
        return diff

    def _keep_cards(self, known: SourceIndex, content: Content) -> None:
        """Spares the next preview, or the next build, the reading. A build that is at work does so itself."""
        with suppress(MachineError), project_lock(self._project.workspace):
            if self._store.blob(SOURCE_INDEX) == self._head:
                self._store.write(cards_to_keep(known, content, self._rules))


def _of(source: str, problems: Collection[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.path == f"content/{source}")


def _with_last_sound(source_index: SourceIndex, before: SourceIndex, broken: Collection[str]) -> SourceIndex:
    """The source index, in which articles whose files are broken now are as they were."""
    known = [source for source in broken if source in before.lines]
    if not known:
        return source_index
    as_it_was = {source: before.lines[source]._replace(stamp=NO_STAMP) for source in known}
    others = {**source_index.others, **{source: before.others[source] for source in known if source in before.others}}
    return SourceIndex(
        others=dict(sorted(others.items())),
        lines=source_index.lines.with_changes(as_it_was),
        expires={
            **source_index.expires,
            **{source: before.expires[source] for source in known if source in before.expires},
        },
        ends={**source_index.ends, **{source: before.ends[source] for source in known if source in before.ends}},
        drafts=source_index.drafts | before.drafts.intersection(known),
        remarks=source_index.remarks,
        attachments=source_index.attachments,
        pictures=source_index.pictures,
    )


def _with_pictures(links: Mapping[str, tuple[str, ...]], diff: SourceDiff) -> Mapping[str, tuple[str, ...]]:
    """What links hang on, and besides the pictures that front matter names now. Too many are no harm."""
    pages = (page for source, page in diff.others.items() if source in diff.changed_others)
    new = picture_links([*diff.article_store.bring_out(sorted(diff.articles.there)), *pages])
    both = {key: tuple(sorted({*links.get(key, ()), *sources})) for key, sources in new.items()}
    return {**links, **both} if both else links
