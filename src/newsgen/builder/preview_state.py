"""Everything of which a preview makes pages, as it is at a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from newsgen.builder.bodies import Bodies
from newsgen.builder.pictures import PictureFiles, picture_files
from newsgen.builder.remarks import problems_of
from newsgen.builder.source_follower import SourceSnapshot
from newsgen.errors import NewsgenError, Problem
from newsgen.loader.sources import digest_of_copies
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.output import FileCopy
from newsgen.planner.collisions import find_collisions
from newsgen.planner.site_pages import SitePages, page_claim
from newsgen.planner.site_problems import reserved, site_problems, static_claim
from newsgen.planner.urls import ROBOTS, alias_place, output_path
from newsgen.planner.views import Views
from newsgen.renderer.full_text import FullText
from newsgen.renderer.pages import Renderer

_FEW = 2_000
"""Static files, or old addresses of articles, that are all compared with pages at each look."""


@dataclass(frozen=True)
class PreviewState:
    """The articles, the files and the theme."""

    seen: SourceSnapshot
    views: Views
    pages: SitePages
    statics: Mapping[str, FileCopy]
    """By path in the site."""
    renderer: Renderer | NewsgenError
    """Or why no page can be made: the theme's words cannot be read, or an extension cannot be had."""

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, as far as that can be told without making pages."""
        seen = self.seen
        return (
            *seen.problems,
            *problems_of(seen.source_index),
            *seen.environment.problems,
            *seen.diff.picture_problems,
            *site_problems(self.views, self.pages.has),
            *find_collisions(map(static_claim, self.statics.values())),
            *(problem for path in self._contestable() for problem in self.rivals(path)),
            *(self.renderer.problems if isinstance(self.renderer, NewsgenError) else ()),
        )

    def rivals(self, path: str) -> list[Problem]:
        """What is wrong where several pages want one path, or a page wants that of a static file."""
        claims = [page_claim(self.pages.page(key)) for key in self.pages.at(path)]
        if claims and path in self.statics and path != ROBOTS:
            claims.append(static_claim(self.statics[path]))
        if claims:
            claims += (claim for claim in reserved(self.views) if claim.path == path)
        return list(find_collisions(claims)) if len(claims) > 1 else []

    def _contestable(self) -> list[str]:
        """The paths that more than one may want; a build looks at all."""
        diff, aliases = self.seen.diff, self.views.archive.index.aliases
        paths = set(self.pages.shared_paths())
        paths.update(output_path(diff.places[source]) for source in diff.articles.there)
        paths.update(map(output_path, self.views.places_of_others.values()))
        of_pages = (alias for page in self.views.pages.values() for alias in page.aliases)
        paths.update(output_path(alias_place(alias)) for alias in of_pages)
        if len(self.statics) <= _FEW:
            paths.update(self.statics)
        for source in aliases if len(aliases) <= _FEW else aliases.keys() & diff.articles.there:
            paths.update(output_path(alias_place(alias)) for alias in aliases[source])
        return sorted(paths)

    def full_text(self, source: str) -> FullText:
        """The text of an article for a feed; empty where its file cannot be read now."""
        seen = self.seen
        if source in seen.broken or isinstance(self.renderer, NewsgenError) or not seen.folder.is_there():
            return FullText("")
        return Bodies(self.views, seen.folder, self.renderer).full_text(source)

    @cached_property
    def picture_files(self) -> PictureFiles:
        """In which files pictures are published."""
        return picture_files(self.seen.diff)

    @cached_property
    def files_digest(self) -> str:
        """A digest of what the files that pages may show look like."""
        tree = self.seen.tree
        attachments = Fingerprints().of([(path, tree.stamps[path]) for path in tree.attachments])
        return Fingerprints().of(attachments, digest_of_copies(self.statics.values()))


def preview_state_of(seen: SourceSnapshot, before: PreviewState | None = None) -> PreviewState:
    """The scene after a look; ``before`` is that of the look before."""
    views = seen.diff.views
    pages = SitePages(views)
    if before is not None:
        pages.take_over(before.pages)
    statics = {copy.path: copy for copy in seen.environment.statics}
    return PreviewState(seen, views, pages, statics, _make_renderer(seen))


def _make_renderer(seen: SourceSnapshot) -> Renderer | NewsgenError:
    try:
        return Renderer(seen.environment.render_settings(seen.diff.views))
    except NewsgenError as error:
        return error
