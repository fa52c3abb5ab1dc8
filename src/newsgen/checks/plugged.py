"""What the publication's own plugins ask of the built site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from newsgen.checks.finding import OutputText
from newsgen.checks.folder import read_file
from newsgen.errors import Problem, Severity
from newsgen.models.article import Article
from newsgen.models.mistake import Mistake
from newsgen.models.rules import PLUGIN
from newsgen.plugins import Function, PluginError, call, wrong_answer


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """The site in the output, as a plugin's checks are given it."""

    base_url: str
    files: tuple[str, ...]
    """Paths relative to the site's root, sorted: ``2025/12/14/pier/index.html``."""
    articles: tuple[Article, ...]
    """Those that are published, oldest first."""
    _pages: Mapping[str, str] = field(repr=False)
    """Source of an article to its file."""
    _root: Path = field(repr=False)

    def read(self, path: str) -> bytes:
        """The bytes of a file of the site.

        Raises:
            FileNotFoundError: There is none.
        """
        content = read_file(self._root, path) if path in self.files else None
        if content is None:
            raise FileNotFoundError(f"the site has no file {path}")
        return content

    def text(self, path: str) -> str:
        """The text of a file of the site.

        Raises:
            FileNotFoundError: There is none.
        """
        return self.read(path).decode("utf-8", "replace")

    def page_of(self, article: Article) -> str:
        """The file in which a published article is."""
        return self._pages[article.source]


def ask_plugins(functions: Sequence[Function], site: BuiltSite, label: str) -> Iterator[Problem]:
    """What plugins find wrong with the site, which messages call by ``label``."""
    for function in functions:
        try:
            for mistake in call(_at_once(function), site):
                if not isinstance(mistake, Mistake):
                    what, mend = f"gave {type(mistake).__name__} and no mistake", "yield `newsgen.Mistake(…)`"
                    raise wrong_answer(function, what, mend)
                yield _placed(mistake, site, label)
        except PluginError as error:
            yield from error.problems


def _at_once(function: Function) -> Function:
    """The function, whose generator is gone through while it is called."""
    run = function.run
    return replace(function, run=lambda site: list(run(site)))


def _placed(mistake: Mistake, site: BuiltSite, label: str) -> Problem:
    """The problem at its text in a file of the site, or of the whole file, or of the site."""
    if mistake.path not in site.files:
        shown = f"{label}/{mistake.path}" if mistake.path else label
        problem = Problem(shown, mistake.what, mistake.mend)
    elif mistake.near:
        text = OutputText(f"{label}/{mistake.path}", site.read(mistake.path))
        problem = text.at_text(mistake.near, PLUGIN, mistake.what, mistake.mend)
    else:
        problem = Problem(f"{label}/{mistake.path}", mistake.what, mistake.mend)
    severity = Severity.ERROR if mistake.is_error else Severity.WARNING
    return replace(problem, severity=severity, rule=PLUGIN.name)
