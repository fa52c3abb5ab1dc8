"""Everything of which a preview makes pages, as it is at a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from newsgen.builder.following import Seen
from newsgen.builder.remarks import problems_of
from newsgen.errors import NewsgenError, Problem
from newsgen.loader.sources import digest_of_copies, list_layers
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.notebook import Notebook
from newsgen.models.output import FileCopy
from newsgen.planner.collisions import Claim, find_collisions
from newsgen.planner.lookup import PageLookup
from newsgen.planner.plan import page_claim, site_problems
from newsgen.planner.questions import Questions
from newsgen.planner.urls import ROBOTS, alias_place, output_path
from newsgen.planner.views import Views
from newsgen.project import Project, theme_folder
from newsgen.renderer.pages import Renderer, RenderSettings

_FEW = 2_000
"""Static files, or old addresses of articles, that are all compared with pages at each look."""


@dataclass(frozen=True)
class Scene:
    """The articles, the files and the theme."""

    seen: Seen
    views: Views
    lookup: PageLookup
    statics: Mapping[str, FileCopy]
    """By path in the site."""
    static_problems: tuple[Problem, ...]
    renderer: Renderer | NewsgenError
    """Or why no page can be made: the theme's words cannot be read, or an extension cannot be had."""

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, as far as that can be told without making pages."""
        seen = self.seen
        return (
            *seen.problems,
            *problems_of(seen.register),
            *self.static_problems,
            *seen.change.picture_problems,
            *site_problems(self.views, self.statics),
            *find_collisions(map(_static_claim, self.statics.values())),
            *(problem for path in self._contestable() for problem in self.rivals(path)),
            *(self.renderer.problems if isinstance(self.renderer, NewsgenError) else ()),
        )

    def rivals(self, path: str) -> list[Problem]:
        """What is wrong where several pages want one path, or a page wants that of a static file."""
        claims = [page_claim(page) for page in self.lookup.pages(path)]
        if claims and path in self.statics and path != ROBOTS:
            claims.append(_static_claim(self.statics[path]))
        return list(find_collisions(claims)) if len(claims) > 1 else []

    def _contestable(self) -> list[str]:
        """The paths that more than one may want; a build looks at all."""
        change, aliases = self.seen.change, self.views.archive.index.aliases
        paths = set(self.lookup.shared_paths)
        paths.update(output_path(change.places[source]) for source in change.articles.there)
        if len(self.statics) <= _FEW:
            paths.update(self.statics)
        for source in aliases if len(aliases) <= _FEW else aliases.keys() & change.articles.there:
            paths.update(output_path(alias_place(alias)) for alias in aliases[source])
        return sorted(paths)

    @cached_property
    def files_digest(self) -> str:
        """A digest of what the files that pages may show look like."""
        tree = self.seen.tree
        attachments = Fingerprints().of([(path, tree.stamps[path]) for path in tree.attachments])
        return Fingerprints().of(attachments, digest_of_copies(self.statics.values()))


def _static_claim(copy: FileCopy) -> Claim:
    return Claim(copy.path, copy.label, copy.label)


def set_scene(project: Project, seen: Seen) -> Scene:
    """The scene after a look."""
    views = seen.change.views
    copies, problems = list_layers(project.root, project.static, theme_folder() / "static")
    statics = {copy.path: copy for copy in copies}
    return Scene(seen, views, PageLookup(views), statics, tuple(problems), _make_renderer(project, views, statics))


def _make_renderer(project: Project, views: Views, statics: Mapping[str, FileCopy]) -> Renderer | NewsgenError:
    notebook = Notebook()
    settings = RenderSettings(
        site=views.site,
        markdown=project.settings.markdown,
        plugins=project.settings.plugins,
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
    except NewsgenError as error:
        return error
