"""newsgen turns a folder of news articles into a static news archive.

The packages, from the bottom to the top; each imports from those above it in this list only (docs/architecture.md):

* ``errors``: what went wrong, where, and how to mend it.
* ``models``: the nouns: Article, Body, Archive, Site, Page, Output.
* ``documents``: YAML text to typed values, each with its line and column.
* ``program`` and ``plugins``: what tells this newsgen from others; a publication's own functions.
* ``settings`` and ``project``: newsgen.yaml, and the folder it lies in.
* ``loader``, ``planner``, ``renderer``, ``writer``: files to articles, articles to pages, pages to HTML, HTML to files.
* ``builder``: what has changed and what is stale; it calls these four, which never import one another.
* ``serve``, ``checks``, ``deploy``: the site in a browser, whether it is sound, to where readers find it.
* ``api``: what Python programs may call; ``cli``: one file per command.

To build from Python (docs/api.md)::

    import newsgen
    report = newsgen.build("my-paper")
"""

TYPE_CHECKING = False
"""As type checkers take it; to import `typing` would take longer than all of this."""

if TYPE_CHECKING:
    from newsgen.api import Publication, build, load, search
    from newsgen.builder.catalogue import Catalogue, Entry
    from newsgen.builder.options import Progress
    from newsgen.builder.report import BuildReport, Explanation, Move, Timing, Vanished
    from newsgen.checks.plugged import BuiltSite
    from newsgen.checks.report import CheckReport
    from newsgen.errors import (
        ContentError,
        ExitCode,
        MachineError,
        NewsgenError,
        Problem,
        Severity,
        UsageError,
    )
    from newsgen.models.article import Article, Correction, HeldBack, Image, hold_back
    from newsgen.models.mistake import Mistake
    from newsgen.models.moment import Moment
    from newsgen.models.site import Site
    from newsgen.models.views import ArticleView
    from newsgen.searcher.find import Found, Result

__version__ = "0.1.0"

_PACKAGES = {
    "api": ("Publication", "build", "load", "search"),
    "builder.catalogue": ("Catalogue", "Entry"),
    "builder.options": ("Progress",),
    "builder.report": ("BuildReport", "Explanation", "Move", "Timing", "Vanished"),
    "checks.plugged": ("BuiltSite",),
    "checks.report": ("CheckReport",),
    "errors": ("ContentError", "ExitCode", "MachineError", "NewsgenError", "Problem", "Severity", "UsageError"),
    "models.article": ("Article", "Correction", "HeldBack", "Image", "hold_back"),
    "models.mistake": ("Mistake",),
    "models.moment": ("Moment",),
    "models.views": ("ArticleView",),
    "models.site": ("Site",),
    "searcher.find": ("Found", "Result"),
}
"""Where each name is: a package is loaded when one of its names is asked for, so that nobody waits for another."""

__all__ = [
    "Article",
    "ArticleView",
    "BuildReport",
    "BuiltSite",
    "Catalogue",
    "CheckReport",
    "ContentError",
    "Correction",
    "Entry",
    "ExitCode",
    "Explanation",
    "Found",
    "HeldBack",
    "Image",
    "MachineError",
    "Mistake",
    "Moment",
    "Move",
    "NewsgenError",
    "Problem",
    "Progress",
    "Publication",
    "Result",
    "Severity",
    "Site",
    "Timing",
    "UsageError",
    "Vanished",
    "__version__",
    "build",
    "hold_back",
    "load",
    "search",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A name of the API, whose package is loaded now."""
        package = next((package for package, names in _PACKAGES.items() if name in names), None)
        if package is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - not for whoever wants the command line

        return getattr(import_module(f"{__name__}.{package}"), name)

    def __dir__() -> list[str]:
        """The names of the API."""
        return __all__
