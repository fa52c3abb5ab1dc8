"""The texts of articles for whoever asks: an article's own page, and the feeds in which it stands.

A text is rendered at most once in a build. Whoever asks first makes it, and lays it where the others look: in memory,
and where several processes are at work in a file which they share, and which goes with the build.
"""

import json
from collections.abc import Callable

from newsgen.builder.store import SharedRecords, encoded
from newsgen.builder.traces import problem_from_json, problem_to_json
from newsgen.errors import ContentError, Problem
from newsgen.loader.articles import read_body
from newsgen.loader.sources import ContentFolder
from newsgen.models.views import ArticleView
from newsgen.planner.full_views import article_view
from newsgen.planner.views import Views
from newsgen.renderer.body_reading import body_from_record, body_to_record
from newsgen.renderer.full_text import FullText
from newsgen.renderer.pages import RenderedBody, Renderer

IN_MEMORY = 10_000
"""Texts that a process keeps; one has a few kilobytes."""

_Made = tuple[RenderedBody, FullText]


class Bodies:
    """The texts that feeds ask for."""

    def __init__(
        self, views: Views, folder: ContentFolder, renderer: Renderer, shared: SharedRecords | None = None
    ) -> None:
        self._views = views
        self._folder = folder
        self._renderer = renderer
        self._shared = shared
        self._full_texts: dict[str, FullText] = {}

    def of_page(self, article: ArticleView, render: Callable[[], RenderedBody]) -> RenderedBody:
        """The body for the article's own page."""
        body, _ = self._made(article, render)
        return body

    def full_text(self, source: str) -> FullText:
        """The text for a feed.

        Raises:
            ContentError: The file cannot be read, or there is an error in the text.
        """
        known = self._full_texts.get(source)
        if known is not None:
            return known
        edition = self._views.edition_with(source)
        article = article_view(edition, edition.archive.positions[source])
        body, text = self._made(article, lambda: self._render(article))
        if body.is_broken:
            errors = tuple(problem for problem in body.problems if problem.is_error)
            raise ContentError(f"content/{source} has errors", problems=errors)
        return text

    def _render(self, article: ArticleView) -> RenderedBody:
        text = self._folder.read(article.source)
        if isinstance(text, Problem):
            return RenderedBody(None, (text,), is_broken=True)
        archive = self._views.archive
        line = archive.articles[archive.positions[article.source]].body_line
        return self._renderer.render_body(article, read_body(text), line)

    def _made(self, article: ArticleView, render: Callable[[], RenderedBody]) -> _Made:
        made: _Made | None = None

        def make() -> bytes:
            nonlocal made
            made = self._with_full_text(article, render())
            return _spelled(made) if self._shared else b""

        number = self._views.archive.positions[article.source]
        content = self._shared.made_once(number, make) if self._shared else make()
        made = made or _read(content)
        self._keep(article.source, made[1])
        return made

    def _with_full_text(self, article: ArticleView, body: RenderedBody) -> _Made:
        if body.body is None:
            return body, FullText("")
        url = self._views.site.absolute(self._views.article_places[article.source])
        return body, self._renderer.full_text(article, body.body, url)

    def _keep(self, source: str, text: FullText) -> None:
        self._full_texts[source] = text
        if len(self._full_texts) > IN_MEMORY:
            del self._full_texts[next(iter(self._full_texts))]


def _spelled(made: _Made) -> bytes:
    body, text = made
    problems = list(map(problem_to_json, body.problems))
    return encoded([body.body and body_to_record(body.body), problems, body.is_broken, text.xml])


def _read(content: bytes) -> _Made:
    record, problems, is_broken, text = json.loads(content)
    body = body_from_record(record) if record else None
    rendered = RenderedBody(body, tuple(map(problem_from_json, problems)), is_broken)
    return rendered, FullText(text, body.targets if body else ())
