"""A publication whose pages are made when they are asked for, and are never written: what `newsgen serve` shows.

Each page is made as a build would make it, by the same planner and the same renderer; no other page is. Nothing here
knows a network.
"""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from newsgen.builder.gc_tuning import settle_for_long
from newsgen.builder.options import Progress
from newsgen.builder.parallel import available_processors
from newsgen.builder.pictures import origins_of, picture_file
from newsgen.builder.preview_state import preview_state_of
from newsgen.builder.records import ArticleMissingError
from newsgen.builder.remarks import sorted_problems
from newsgen.builder.source_follower import PreviewOptions, SourceFollower, SourceSnapshot
from newsgen.builder.store import PictureCache
from newsgen.builder.traces import PageRemarks
from newsgen.errors import NewsgenError, Problem, UsageError
from newsgen.loader.articles import read_body
from newsgen.loader.sources import read_picture
from newsgen.models.article import held_back_reason
from newsgen.models.fingerprint import digest_of
from newsgen.models.output import FileCopy
from newsgen.models.page import Page
from newsgen.models.site import Site
from newsgen.planner import urls
from newsgen.planner.urls import output_path
from newsgen.plugins import load_plugins
from newsgen.project import Project, open_project
from newsgen.renderer.pages import Renderer
from newsgen.settings import SETTINGS_FILE
from newsgen.writer.folder import check_output, read_published

_KEPT_PAGES = 200
"""Pages of articles that are kept as they were last, for when their file is broken."""
_SEEN_AGAIN = 50
"""Pages with something wrong that are made again at each look, to tell whether it has been mended."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as a build would write it, or why it cannot be made."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()
    """What is wrong with this page."""
    held_back: str = ""
    """Why a build would not publish the article now; empty where it would, and of other pages."""


class Preview:
    """The publication as it was at the last look. To be used by one thread at a time."""

    def __init__(self, project: Project, options: PreviewOptions, progress: Progress | None = None) -> None:
        """Looks for the first time, which takes long where the store knows little.

        Raises:
            UsageError: ``options.now`` is no time, or a build would refuse the settings.
        """
        self._options = options
        self._settings_problems: tuple[Problem, ...] = ()
        self._is_refused = False
        """Whether the settings, or the plugins that they name, could not be used at the last look."""
        self._kept: dict[tuple[str, str], bytes] = {}
        """Source of an article and path of its page to the page as it was last made; the newest last."""
        self._begin(project, available_processors(), progress)

    def _begin(self, project: Project, jobs: int, progress: Progress | None = None) -> None:
        """All of it, or nothing where the settings are refused."""
        check_output(project.output, project.root, project.kept_folders)
        project.refuse_foreign(project.output)
        follower = SourceFollower(project, self._options)
        state = preview_state_of(follower.first_look(jobs, progress))
        if isinstance(state.renderer, UsageError):
            raise state.renderer
        follower.let_go()
        self.project, self._follower, self._preview_state = project, follower, state
        self._remarks: dict[str, PageRemarks] = follower.remarks
        self._faulty: dict[str, None] = {}
        """Paths of the pages that were made here and have something wrong; the newest last."""
        settle_for_long()

    # Looking.

    def is_due(self) -> bool:
        """Whether something is to be seen that nobody tells of.

        By the clock, a story is to appear or to leave; or the settings, which were refused, can be used: what was wrong
        may lie in a file that they name, of which nobody knows.
        """
        until = self._preview_state.seen.until
        return (until is not None and self._follower.clock() >= until) or (self._is_refused and self._can_open())

    def _can_open(self) -> bool:
        try:
            self._open()
        except NewsgenError:
            return False
        return True

    def _open(self) -> Project:
        """The project with the settings and the plugins as they are now; of the latter nothing else may tell."""
        project = open_project(self.project.root)
        load_plugins(project.settings.plugins)
        return project

    def look(self, changed: Collection[str] = ()) -> tuple[str, ...]:
        """Takes in what has been edited since the last look. The sources of the stories and standing pages that came.

        ``changed`` are the files of the project that were edited, as far as is known: of the articles and the files
        beside them no others are looked at. If there are none, all are.
        """
        if not self._preview_state.seen.folder.is_there():
            mend = (
                "put it back; until then listings are shown as they were, and stories as they were shown or built last"
            )
            self._settings_problems = (Problem("content", "the folder is not there any more", mend),)
            return ()
        before = self._sources()
        self._is_refused = True
        try:
            project = self._open()
            self._is_refused = False
            may_be_other = not changed or any("templates" in path for path in changed)
            if repr(project.settings) != repr(self.project.settings) or (
                may_be_other and self._follower.reads_otherwise()
            ):
                self._begin(project, 1)  # whoever serves has threads, and must not fork
                self._settings_problems = ()
                return ()
            self._settings_problems = ()
        except NewsgenError as error:  # The site is shown by the settings before.
            self._settings_problems = error.problems or (Problem(SETTINGS_FILE, str(error), error.mend),)
        self._look(changed)
        self._see_again()
        self._follower.let_go()
        return tuple(sorted(self._sources() - before))

    def _sources(self) -> AbstractSet[str]:
        views = self._preview_state.views
        return views.article_places.keys() | views.others.keys() if views.others else views.article_places.keys()

    def _look(self, changed: Collection[str] = ()) -> None:
        try:
            self._take_in(self._follower.look(changed))
        except ArticleMissingError:
            self._look_anew()

    def _look_anew(self) -> None:
        self._take_in(self._follower.look_anew())

    def _take_in(self, seen: SourceSnapshot) -> None:
        self._preview_state = preview_state_of(seen, self._preview_state)
        diff = seen.diff
        # What was said of their pages held for another text.
        for place in (*map(diff.old_places.__getitem__, diff.articles.gone), *diff.places_of_changed_others):
            self._remarks.pop(output_path(place), None)

    def _see_again(self) -> None:
        """Makes the pages again that had something wrong: it may be mended, in a template or where a link leads."""
        paths = list(self._faulty)
        for path in paths[:-_SEEN_AGAIN]:
            self._remark(path, ((), ()))
        for path in paths[-_SEEN_AGAIN:]:
            if self.page(path) is None:
                self._remark(path, ((), ()))

    # What there is.

    @property
    def site(self) -> Site:
        """What the settings say of the site."""
        return self.project.settings.site

    @property
    def article_count(self) -> int:
        """How many stories are shown."""
        return len(self._preview_state.views.archive.index)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is known to be wrong: with files, and with pages that were made here or by the last build."""
        of_pages = [problem for _, found in self._remarks.values() for problem in found]
        return sorted_problems((*self._settings_problems, *self._preview_state.problems, *of_pages))

    def story(self, source: str) -> tuple[str, str] | None:
        """Headline and URL of a story, or of a standing page; None if it is not shown."""
        views = self._preview_state.views
        place = views.places_of_others.get(source, views.article_places.get(source))
        return None if place is None else (views.written(source).title, self.site.url(place))

    @property
    def files_digest(self) -> str:
        """Another one when a file that pages may show has changed."""
        return self._preview_state.files_digest

    def has_page(self, path: str) -> bool:
        """Whether a page would be written to this path in the output."""
        return self._preview_state.pages.has(path)

    def file(self, path: str) -> FileCopy | None:
        """The file that would be copied to a path in the output; None if there is none."""
        state = self._preview_state
        if (static := state.statics.get(path)) is not None:
            return static
        if path.startswith(f"{urls.SEARCH_INDEX}/") and state.views.settings.search.is_on:
            # A preview makes no index: the last build's tells of the site as it was.
            return FileCopy(path, str(self.project.output / path), path)
        if path not in state.seen.source_index.attachments or path not in self._used():
            return None
        real = state.seen.folder.file(path)
        if real is None and not state.seen.folder.is_there():
            real = self.project.output / path
        return FileCopy(path, str(real), f"content/{path}") if real else None

    def picture(self, path: str) -> bytes | None:
        """The picture that would be made for a path in the output; None if there is none."""
        seen, files = self._preview_state.seen, self._preview_state.picture_files
        for origin in origins_of(path) if files.pictures else ():
            if not files.is_made(origin) or path not in {size.path for size in files.of(origin)}:
                continue
            if origin not in self._used():
                continue
            cache, key = PictureCache(self.project.workspace), f"{files.key(origin)}.{digest_of(path)}"
            if (kept := cache.read(key)) is not None:
                return kept[0]
            file = picture_file(origin, seen.folder, seen.environment.assets)
            content = read_picture(file) if file else None
            if content is None:
                return None
            made = files.make(origin, content, only=path)[1]
            cache.keep(key, [made])
            return made
        return None

    def _used(self) -> set[str]:
        """The files beside articles that some page is known to need."""
        of_texts = {path for needed, _ in self._remarks.values() for path in needed}
        return self._preview_state.seen.diff.pictures_used | of_texts

    # Pages.

    def page(self, path: str) -> Answer | None:
        """The page that would be written to a path in the output; None if there is none."""
        for look in (self._look, self._look_anew):
            try:
                return self._page(path)
            except ArticleMissingError:  # A build has put a newer card in its place, or the store is damaged.
                look()
        return self._page(path)

    def _page(self, path: str) -> Answer | None:
        state = self._preview_state
        key = next(state.pages.at(path), None)
        if key is None:
            return None
        page = state.pages.page(key)
        if isinstance(state.renderer, NewsgenError):
            self._remark(path, ((), ()))
            return Answer(None, state.renderer.problems)
        if page.source:
            return self._article_page(page, state.renderer)
        rendered = state.renderer.render(page, page.make_context(), texts=state.full_text)
        problems = (*rendered.problems, *state.rivals(path))
        self._remark(path, (rendered.attachments, problems))
        return Answer(rendered.output.content if rendered.output else None, problems)

    def _article_page(self, page: Page, renderer: Renderer) -> Answer:
        path, seen = page.path, self._preview_state.seen
        card = seen.diff.views.written(page.source)
        held = held_back_reason(card, seen.now)
        source = seen.folder.read(page.source)
        if page.source in seen.broken or isinstance(source, Problem):
            attachments, _ = self._remarks.get(path, ((), ()))
            self._remark(path, (attachments, ()))
            told = seen.broken.get(page.source) or ((source,) if isinstance(source, Problem) else ())
            content = self._kept.get((page.source, path))
            if content is None and not seen.folder.is_there():
                content = read_published(self.project.output, path)
            return Answer(content, told, held)
        rendered = renderer.render(page, page.make_context(), read_body(source), card.body_line)
        problems = (*rendered.problems, *self._preview_state.rivals(path))
        self._remark(path, (rendered.attachments, problems))
        if rendered.output is None:
            return Answer(None, problems, held)
        self._keep((page.source, path), rendered.output.content)
        return Answer(rendered.output.content, problems, held)

    def _remark(self, path: str, remark: PageRemarks) -> None:
        """Remembers what a page needs and what is wrong with it."""
        self._remarks.pop(path, None)
        self._faulty.pop(path, None)
        if any(remark):
            self._remarks[path] = remark
        if remark[1]:
            self._faulty[path] = None

    def _keep(self, key: tuple[str, str], content: bytes) -> None:
        self._kept.pop(key, None)
        self._kept[key] = content
        if len(self._kept) > _KEPT_PAGES:
            del self._kept[next(iter(self._kept))]


__all__ = ["Answer", "Preview", "PreviewOptions"]
