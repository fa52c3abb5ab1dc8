"""newsgen turns a folder of news articles into a static news archive.

The rooms, from the bottom of the hill to its top (imports point downhill):

* ``errors``: what went wrong, where, and how to mend it.
* ``models``: the nouns: Article, Body, Archive, Site, Page, Output.
* ``documents``: YAML text to typed values, each with its line and column.
* ``settings`` and ``project``: newsgen.yaml, and the folder it lies in.
* ``loader``, ``planner``, ``renderer``, ``writer``: the four crafts; they pass paper, never import one another.
* ``builder``: the recipe that calls the four.
* ``api``: what Python programs may call; ``cli``: one file per command.

To build from Python (docs/api.md)::

    import newsgen
    report = newsgen.build("my-paper")
"""

TYPE_CHECKING = False
"""As type checkers take it; to import `typing` would take longer than all of this."""

if TYPE_CHECKING:
    from newsgen.api import Publication, build, load
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
    from newsgen.models.page import ArticleView
    from newsgen.models.site import Site

__version__ = "0.1.0"

_ROOMS = {
    "api": ("Publication", "build", "load"),
    "builder.catalogue": ("Catalogue", "Entry"),
    "builder.options": ("Progress",),
    "builder.report": ("BuildReport", "Explanation", "Move", "Timing", "Vanished"),
    "checks.plugged": ("BuiltSite",),
    "checks.report": ("CheckReport",),
    "errors": ("ContentError", "ExitCode", "MachineError", "NewsgenError", "Problem", "Severity", "UsageError"),
    "models.article": ("Article", "Correction", "HeldBack", "Image", "hold_back"),
    "models.mistake": ("Mistake",),
    "models.moment": ("Moment",),
    "models.page": ("ArticleView",),
    "models.site": ("Site",),
}
"""Where each name is: a room is loaded when one of its names is asked for, so that nobody waits for another."""

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
    "Severity",
    "Site",
    "Timing",
    "UsageError",
    "Vanished",
    "__version__",
    "build",
    "hold_back",
    "load",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A name of the API, whose room is loaded now."""
        room = next((room for room, names in _ROOMS.items() if name in names), None)
        if room is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - not for whoever wants the command line

        return getattr(import_module(f"{__name__}.{room}"), name)

    def __dir__() -> list[str]:
        """The names of the API."""
        return __all__
