"""A publication whose pages are made when they are asked for, and are never written: what `newsgen serve` shows.

Each page is made as a build would make it, by the same planner and the same renderer; no other page is. Nothing here
knows a network.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from newsgen.builder.cards import CardMissingError
from newsgen.builder.following import Following, PreviewOptions, Seen
from newsgen.builder.ledger import Remark
from newsgen.builder.remarks import problems_of, sorted_problems
from newsgen.errors import ContentError, NewsgenError, Problem
from newsgen.loader.articles import read_body
from newsgen.loader.sources import digest_of_copies, list_layers
from newsgen.models.article import held_back_reason
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.notebook import Notebook
from newsgen.models.output import FileCopy
from newsgen.models.page import Page
from newsgen.models.site import Site
from newsgen.planner.collisions import Claim, find_collisions
from newsgen.planner.lookup import PageLookup
from newsgen.planner.plan import page_claim, site_problems
from newsgen.planner.questions import Questions
from newsgen.planner.urls import output_path
from newsgen.planner.views import Views
from newsgen.project import Project, open_project, theme_folder
from newsgen.renderer.pages import Renderer, RenderSettings
from newsgen.settings import SETTINGS_FILE

_KEPT_PAGES = 200
"""Pages of articles that are kept as they were last, for when their file is broken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as a build would write it, or why it cannot be made."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()
    """What is wrong with this page."""
    held_back: str = ""
    """Why a build would not publish the article now; empty where it would, and of other pages."""


@dataclass(frozen=True)
class _Scene:
    """Everything of which pages are made, at a look."""

    seen: Seen
    views: Views
    lookup: PageLookup
    statics: Mapping[str, FileCopy]
    """By path in the site."""
    renderer: Renderer | ContentError
    """Or why no page can be made: the theme's words cannot be read."""
    problems: tuple[Problem, ...]
    contested: frozenset[str]
    """Paths that more than one page wants."""

    @cached_property
    def files_digest(self) -> str:
        """A digest of what the files that pages may show look like."""
        tree = self.seen.tree
        attachments = Fingerprints().of([(path, tree.stamps[path]) for path in tree.attachments])
        return Fingerprints().of(attachments, digest_of_copies(self.statics.values()))


class Preview:
    """The publication as it was at the last look. To be used by one thread at a time."""

    def __init__(self, project: Project, options: PreviewOptions) -> None:
        """Looks for the first time, which takes long where the store knows little.

        Raises:
            UsageError: ``options.now`` is no time.
        """
        self._options = options
        self._settings_problems: tuple[Problem, ...] = ()
        self._open(project)

    def _open(self, project: Project) -> None:
        self.project = project
        self._following = Following(project, self._options)
        self._remarks: dict[str, Remark] = self._following.remarks
        self._kept: dict[str, bytes] = {}
        """Path of an article's page to its bytes, as it was last made; the newest last."""
        self._scene = _set_scene(project, self._following.first_look(), frozenset())
        self._following.let_go()

    # Looking.

    def is_due(self) -> bool:
        """Whether a story is to appear or to leave since the last look, by the clock alone."""
        until = self._scene.seen.until
        return until is not None and self._following.clock() >= until

    def look(self, changed: Collection[str] = ()) -> tuple[str, ...]:
        """Takes in what has been edited since the last look. The sources of the stories that came.

        ``changed`` are the files of the project that were edited, as far as is known: of the articles and the files
        beside them no others are looked at. If there are none, all are.
        """
        if not self._scene.seen.folder.is_there():
            mend = "put it back; until then the pages are those from before"
            self._settings_problems = (Problem("content", "the folder is not there any more", mend),)
            return ()
        before = self._scene.views.article_places
        try:
            project = open_project(self.project.root)
        except NewsgenError as error:  # The site is shown by the settings before.
            self._settings_problems = error.problems or (Problem(SETTINGS_FILE, str(error), error.mend),)
        else:
            self._settings_problems = ()
            if repr(project.settings) != repr(self.project.settings):
                self._open(project)
                return ()
        self._look(changed)
        self._following.let_go()
        return tuple(sorted(self._scene.views.article_places.keys() - before.keys()))

    def _look(self, changed: Collection[str] = ()) -> None:
        try:
            self._take_in(self._following.look(changed))
        except CardMissingError:
            self._take_in(self._following.look_anew())

    def _look_anew(self) -> None:
        self._take_in(self._following.look_anew())

    def _take_in(self, seen: Seen) -> None:
        self._scene = _set_scene(self.project, seen, self._scene.contested)
        change = seen.change
        for source in change.articles.gone:  # What was said of their pages held for another text.
            self._remarks.pop(output_path(change.old_places[source]), None)

    # What there is.

    @property
    def site(self) -> Site:
        """What the settings say of the site."""
        return self.project.settings.site

    @property
    def article_count(self) -> int:
        """How many stories are shown."""
        return len(self._scene.views.archive.index)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is known to be wrong: with files, and with pages that were made here or by the last build."""
        of_pages = [problem for _, found in self._remarks.values() for problem in found]
        return sorted_problems((*self._settings_problems, *self._scene.problems, *of_pages))

    def story(self, source: str) -> tuple[str, str]:
        """Headline and URL of a story that is shown."""
        views = self._scene.views
        return self._scene.seen.change.box.card(source).title, self.site.url(views.article_places[source])

    @property
    def files_digest(self) -> str:
        """Another one when a file that pages may show has changed."""
        return self._scene.files_digest

    def has_page(self, path: str) -> bool:
        """Whether a page would be written to this path in the output."""
        return self._scene.lookup.page(path) is not None

    def file(self, path: str) -> FileCopy | None:
        """The file that would be copied to a path in the output; None if there is none."""
        scene = self._scene
        if (static := scene.statics.get(path)) is not None:
            return static
        if path not in scene.seen.register.attachments or path not in self._used():
            return None
        real = scene.seen.folder.file(path)
        return FileCopy(path, str(real), f"content/{path}") if real else None

    def _used(self) -> set[str]:
        """The files beside articles that some page is known to need."""
        pictures = {use.attachment for use in self._scene.seen.change.pictures.values()}
        return pictures | {path for needed, _ in self._remarks.values() for path in needed}

    # Pages.

    def page(self, path: str) -> Answer | None:
        """The page that would be written to a path in the output; None if there is none."""
        for look in (self._look, self._look_anew):
            try:
                return self._page(path)
            except CardMissingError:  # A build has put a newer card in its place, or the store is damaged.
                look()
        return self._page(path)

    def _page(self, path: str) -> Answer | None:
        scene = self._scene
        page = scene.lookup.page(path)
        if page is None:
            return None
        if isinstance(scene.renderer, ContentError):
            return Answer(None, scene.renderer.problems)
        if page.source:
            return self._article_page(page, scene.renderer)
        rendered = scene.renderer.render(page, page.make_context())
        self._remark(path, (rendered.attachments, rendered.problems))
        return Answer(rendered.output.content if rendered.output else None, rendered.problems)

    def _article_page(self, page: Page, renderer: Renderer) -> Answer:
        seen = self._scene.seen
        card = seen.change.box.card(page.source)
        held = held_back_reason(card, seen.now)
        source = seen.folder.read(page.source)
        if page.source in seen.broken or isinstance(source, Problem):
            return Answer(self._kept.get(page.path), seen.broken.get(page.source, ()), held)
        rendered = renderer.render(page, page.make_context(), read_body(source), card.body_line)
        self._remark(page.path, (rendered.attachments, rendered.problems))
        if rendered.output is not None:
            self._keep(page.path, rendered.output.content)
        return Answer(self._kept.get(page.path), rendered.problems, held)

    def _remark(self, path: str, remark: Remark) -> None:
        if any(remark):
            self._remarks[path] = remark
        else:
            self._remarks.pop(path, None)

    def _keep(self, path: str, content: bytes) -> None:
        self._kept.pop(path, None)
        self._kept[path] = content
        if len(self._kept) > _KEPT_PAGES:
            del self._kept[next(iter(self._kept))]


def _set_scene(project: Project, seen: Seen, contested: frozenset[str]) -> _Scene:
    views = seen.change.views
    lookup = PageLookup(views)
    copies, problems = list_layers(project.root, project.static, theme_folder() / "static")
    statics = {copy.path: copy for copy in copies}
    renderer = _make_renderer(project, views, statics)
    changed = {output_path(seen.change.places[source]) for source in seen.change.articles.there}
    rivals = {path: found for path in sorted(changed | contested) if (found := list(_rivals(path, lookup, statics)))}
    return _Scene(
        seen=seen,
        views=views,
        lookup=lookup,
        statics=statics,
        renderer=renderer,
        problems=(
            *seen.problems,
            *problems_of(seen.register),
            *problems,
            *seen.change.picture_problems,
            *site_problems(views, statics),
            *(problem for found in rivals.values() for problem in found),
            *(renderer.problems if isinstance(renderer, ContentError) else ()),
        ),
        contested=frozenset(rivals),
    )


def _rivals(path: str, lookup: PageLookup, statics: Mapping[str, FileCopy]) -> Iterator[Problem]:
    """What is wrong where more than one page, or a static file, wants a path."""
    claims = [page_claim(page) for page in lookup.pages(path)]
    if path in statics:
        label = statics[path].label
        claims.append(Claim(path, label, label))
    yield from find_collisions(claims)


def _make_renderer(project: Project, views: Views, statics: Mapping[str, FileCopy]) -> Renderer | ContentError:
    notebook = Notebook()
    settings = RenderSettings(
        site=views.site,
        markdown=project.settings.markdown,
        project_root=project.root,
        templates=project.templates,
        theme_templates=theme_folder() / "templates",
        assets={copy.path: copy.origin for copy in statics.values()},
        addresses=views.addresses,
        questions=Questions(views, notebook),
        notebook=notebook,
    )
    try:
        return Renderer(settings)
    except ContentError as error:
        return error


__all__ = ["Answer", "Preview", "PreviewOptions"]
