"""Stories as a build will read and render them: what is wrong with a file is told before anybody builds. Pure."""

import hashlib

from newsgen.errors import Problem
from newsgen.loader.articles import load_article
from newsgen.loader.frontmatter import split_source
from newsgen.loader.rules import ArticleRules
from newsgen.models.addresses import Addresses
from newsgen.models.article import SourceFile
from newsgen.renderer.body import BodyRenderer
from newsgen.settings import Settings


class StoryRenderer:
    """Reads and renders files as the publication's settings have it. Links and pictures lead nowhere yet."""

    def __init__(self, settings: Settings, rules: ArticleRules) -> None:
        self._rules = rules
        self._bodies = BodyRenderer(settings.markdown, Addresses(settings.site, {}), settings.site.language)

    def render(self, path: str, text: str) -> tuple[str, list[Problem]]:
        """The HTML of a file's text, and the errors in its front matter.

        Args:
            path: In content/.
            text: All of the file.
        """
        source = SourceFile(path, text, hashlib.sha256(text.encode()).hexdigest()[:32])
        problems = [problem for problem in load_article(source, self._rules).problems if problem.is_error]
        split = split_source(source, [])
        if split is None:
            return "", problems
        body, faults = self._bodies.render(split.body, source=path, first_line=split.body_line, lang="")
        problems += [problem for problem in faults if problem.is_error]
        return body.html, problems
