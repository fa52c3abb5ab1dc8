"""Stories as a build will read and render them: what is wrong with a file is told before anybody builds. Pure."""

import hashlib
from typing import NamedTuple

from newsgen.errors import Problem
from newsgen.loader.articles import Loaded, load_article
from newsgen.loader.frontmatter import split_source
from newsgen.loader.rules import ArticleRules
from newsgen.models.addresses import Addresses
from newsgen.models.article import SourceFile, Withheld
from newsgen.models.standing import StandingPage
from newsgen.planner.urls import article_place, page_place
from newsgen.renderer.body import BodyRenderer
from newsgen.settings import Settings


class Rendered(NamedTuple):
    """A story as it will be."""

    html: str
    problems: list[Problem]
    place: str = ""
    """Where it will lie in the site, without a slash at the beginning."""
    withheld: Withheld | None = None
    """What may hold it back; None of a term file, and where there are errors."""


class StoryRenderer:
    """Reads and renders files as the publication's settings have it. Links and pictures lead nowhere yet."""

    def __init__(self, settings: Settings, rules: ArticleRules) -> None:
        self._rules = rules
        self._settings = settings
        self._bodies = BodyRenderer(settings.markdown, Addresses(settings.site, {}), settings.site.language)

    def render(self, path: str, text: str) -> Rendered:
        """The HTML of a file's text, the errors in its front matter, and where it will lie.

        Args:
            path: In content/.
            text: All of the file.
        """
        source = SourceFile(path, text, hashlib.sha256(text.encode()).hexdigest()[:32])
        loaded = load_article(source, self._rules)
        problems = [problem for problem in loaded.problems if problem.is_error]
        split = split_source(source, [])
        if split is None:
            return Rendered("", problems)
        body, faults = self._bodies.render(split.body, source=path, first_line=split.body_line, lang="")
        problems += [problem for problem in faults if problem.is_error]
        withheld = loaded.article or (loaded.other if isinstance(loaded.other, StandingPage) else None)
        return Rendered(body.html, problems, self._place(loaded), withheld)

    def _place(self, loaded: Loaded) -> str:
        if loaded.article is not None:
            return article_place(loaded.article, self._settings)
        return page_place(loaded.other) if isinstance(loaded.other, StandingPage) else ""
