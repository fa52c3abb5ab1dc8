"""What browsers, telephones and their home screens show for the publication: icons, and the web manifest.

A file of the project's own in static/ takes the place of each.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Self

from newsgen.models.colors import PAPER
from newsgen.models.page import DrawingContext, IconContext, ManifestContext, Page
from newsgen.models.site import path_in_site
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.fixed import ReplaceablePage
from newsgen.planner.kinds import PageKind
from newsgen.planner.letters import NO_LETTER, Alphabet
from newsgen.settings import DEFAULT_ACCENT

ICONS: Mapping[str, int] = {"favicon.ico": 0, "apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
"""Name of each to its side in pixels; 0 for several in one file."""
MANIFEST = "site.webmanifest"
DRAWING = "favicon.svg"
_OPAQUE = "apple-touch-icon.png"
"""Apple's telephones lay black behind what is transparent."""


class Icons(PageKind[str]):
    """The icons, which are drawn and have no template."""

    name = "icon"
    template = ""
    is_of_editions = False

    def keys(self) -> Iterable[str]:
        return (name for name in ICONS if name not in self.views.statics)

    def order(self, key: str) -> int:
        return [*ICONS].index(key)

    def __contains__(self, key: str) -> bool:
        return key in ICONS and key not in self.views.statics

    def path(self, key: str) -> str:
        return key

    def at(self, path: str) -> Iterable[str]:
        return (path,) if path in self else ()

    def templates(self) -> Iterable[str]:
        return ()

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        del diff
        return {*self.keys()} ^ {*before.keys()}

    def page(self, key: str) -> Page:
        head = self.views.head("icon", key)
        context = self._contexts[key]
        return Page(path=key, template=self.template, head=head, make_context=lambda: context, label=key)

    @cached_property
    def _contexts(self) -> Mapping[str, IconContext]:
        site = self.views.site
        logo = self._logo()
        letter = Alphabet(site.language, "").letter(site.title)
        if letter == NO_LETTER:
            letter = next(filter(str.isalnum, site.title), "")
        accent = (self.views.settings.theme.accent or DEFAULT_ACCENT).light
        # Nothing else than what it shows: else another title would draw the logo once more.
        shown = {"logo": logo} if logo else {"letter": letter, "accent": accent}
        return {
            name: IconContext(size, paper=PAPER.light, is_opaque=name == _OPAQUE, **shown)
            for name, size in ICONS.items()
        }

    def _logo(self) -> str:
        """The path of the static file of the logo, if that can be made smaller; else empty."""
        site = self.views.site
        path = path_in_site(site, site.logo) if site.logo_is_raster else ""
        return path if path in self.views.statics else ""


class Drawing(ReplaceablePage):
    """favicon.svg: a front page in the accent colour, for tabs that take drawings.

    A page like theme.css, so that another colour makes it anew and none that links to it.
    """

    name = "drawing"
    template = DRAWING
    where = DRAWING

    def page(self, key: str) -> Page:
        context = DrawingContext(self.views.settings.theme.accent or DEFAULT_ACCENT)
        head = self.views.head("drawing", key)
        return Page(path=key, template=self.template, head=head, make_context=lambda: context, label=key)


class Manifest(ReplaceablePage):
    """site.webmanifest: what a telephone calls the publication, and the icons that it may choose from."""

    name = "manifest"
    template = MANIFEST
    where = MANIFEST

    def page(self, key: str) -> Page:
        accent = self.views.settings.theme.accent or DEFAULT_ACCENT
        context = ManifestContext(accent.light, PAPER.light)
        head = self.views.head("manifest", key)
        return Page(path=key, template=self.template, head=head, make_context=lambda: context, label=key)
