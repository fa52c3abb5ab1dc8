"""Page to Output, through Jinja2. One Renderer serves one process."""

import html
import json
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Protocol, get_args

from jinja2 import (
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from newsgen.errors import ContentError, Problem
from newsgen.models.addresses import Addresses
from newsgen.models.body import Body
from newsgen.models.output import Output
from newsgen.models.page import (
    ArticleContext,
    CardContext,
    Context,
    FeedContext,
    IconContext,
    NoContext,
    Page,
    written_view,
)
from newsgen.models.page_parts import PageHead
from newsgen.models.recorder import DependencyRecorder
from newsgen.models.site import Site
from newsgen.models.views import ArticleView, ProfileView, StandingView, Teaser
from newsgen.plugins import PluginError, Plugins, load_plugins
from newsgen.renderer.block_templates import BlockTemplates
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.cards import draw_card
from newsgen.renderer.compiled import CompiledTemplates
from newsgen.renderer.data import DataFolder
from newsgen.renderer.environment import ShortEnvironment, template_place
from newsgen.renderer.filters import filter_table
from newsgen.renderer.fragments import CachedFragments
from newsgen.renderer.full_text import FullText, make_full_text
from newsgen.renderer.icons import IconError, draw_icon
from newsgen.renderer.labels import read_labels
from newsgen.renderer.markup import WAY_BACK
from newsgen.renderer.plugged import plug_templates
from newsgen.renderer.relative_urls import with_relative_urls
from newsgen.renderer.structured_data import structured_data
from newsgen.renderer.theme import Assets, DataFiles, ThemeLoader, headline_face
from newsgen.settings import MarkdownSettings

_VARIABLES = frozenset({"page", "body", "structured_data", "data"}).union(
    *(context.__dataclass_fields__ for context in get_args(Context))
)
"""The names of what a page gives to its template."""


Texts = Callable[[str], FullText]
"""Gives the text of an article, by its source, as feeds hold it; a ContentError where there is none."""


class ArchiveApi(Protocol):
    """What templates may ask of the archive; the planner answers."""

    def related(self, source: str, count: int) -> tuple[Any, ...]:
        """Earlier coverage of an article."""
        ...


@dataclass(frozen=True)
class RenderSettings:
    """All that a rendering depends on besides the page: it crosses to worker processes."""

    site: Site
    markdown: MarkdownSettings
    plugins: Plugins
    project_root: Path
    templates: Path
    theme_templates: Path
    assets: Mapping[str, str]
    """Path of a static file in the site to its file on disk."""
    data: DataFiles
    addresses: Addresses
    questions: ArchiveApi
    recorder: DependencyRecorder
    """Where the questions are noted that are asked while a page is rendered."""
    edition: str = ""
    """As in Page."""
    editions: "tuple[RenderSettings, ...]" = ()
    """Of the publication's own: those of the others."""
    composes: bool = False
    """Whether templates are composed with what they extend, which takes a while and makes each page quicker."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a page."""

    output: Output | None
    """None where there is an error among the problems."""
    problems: tuple[Problem, ...] = ()
    attachments: tuple[str, ...] = ()
    """Files beside the article that its text needs: paths inside content/."""
    notes: frozenset[str] = frozenset()
    """The questions that were asked for it (models.recorder)."""


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """What came of the text of a page."""

    body: Body | None
    """None where it is no article's, or broken."""
    problems: tuple[Problem, ...] = ()
    is_broken: bool = False
    """Whether there is an error among the problems."""


class Renderer:
    """Templates, Markdown and labels, ready for use."""

    def __init__(self, settings: RenderSettings) -> None:
        self._edition = settings.edition
        self._editions = {
            each.edition: Renderer(replace(each, composes=settings.composes)) for each in settings.editions
        }
        self._site = settings.site
        self._recorder = settings.recorder
        theme = settings.theme_templates.parent / "static"
        self._assets = Assets(settings.assets, has_versions=settings.site.asset_versions, theme=theme)
        loader = ThemeLoader(settings.project_root, settings.templates, settings.theme_templates)
        self._words = cache(partial(read_labels, loader))
        labels = self._words(settings.site.language)
        environment = self._make_environment(loader, labels, settings, is_quick=True)
        self._template = cache(environment.get_template)
        self._make_careful = partial(self._make_environment, loader, labels, settings, is_quick=False)
        self._want_care: set[str] = set()
        """Templates that ask for what an object does not have as an attribute."""
        self._texts: Texts | None = None
        """Of the page that is being rendered, if it is to hold texts."""
        self._is_sanitized = settings.markdown.raw_html != "allow"
        self._bodies = BodyRenderer(
            settings.markdown,
            settings.addresses,
            settings.site.language,
            settings.plugins,
            BlockTemplates(loader.list_templates(), self._block_template, self._words, _MISTAKES, _problem_of_block),
        )

    def _make_environment(
        self, loader: ThemeLoader, labels: Mapping[str, object], settings: RenderSettings, *, is_quick: bool
    ) -> Environment:
        constants = {"site": settings.site, "labels": labels}
        environment = ShortEnvironment(
            loader=loader,
            extensions=[CachedFragments],
            autoescape=_escapes,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=CompiledTemplates(
                loader,
                {
                    **constants,
                    "plugins": settings.plugins,
                    "composes": settings.composes,
                    "edition": settings.edition,
                },
                is_quick=is_quick,
            ),
            optimized=False,  # constants are folded by ShortEnvironment
            cache_size=-1,
            constants=constants,
            is_quick=is_quick,
            composes=settings.composes,
            functions={
                "site_url": self._site_url if settings.edition else settings.site.url,
                "absolute_url": settings.site.absolute_url,
            },
        )
        next(
            each for each in environment.extensions.values() if isinstance(each, CachedFragments)
        ).recorder = settings.recorder
        environment.filters.update(filter_table(labels))
        # Small, pretty and the same for every hash seed; tojson escapes what could leave a script element.
        environment.policies |= {"json.dumps_function": _as_json, "json.dumps_kwargs": {}}
        data = DataFolder(settings.data, settings.recorder)
        environment.globals.update(archive=settings.questions, data=data)
        environment.globals.update(asset_url=self._asset_url, is_own=self._is_own, full_text=self._full_text)
        environment.globals.update(script=self._script)
        if settings.plugins.names:
            plug_templates(environment, load_plugins(settings.plugins), _VARIABLES)
        return environment

    def _site_url(self, place: str) -> str:
        """A place of the edition behind the base path."""
        return self._site.url(self._edition + place)

    def _asset_url(self, path: str) -> str:
        self._recorder.note("asset", path)
        version = self.asset_version(path)
        if version is None:
            raise TemplateError(f"there is no static file {path}")
        return f"{self._site.url(path)}?v={version}" if version else self._site.url(path)

    def _is_own(self, path: str) -> bool:
        self._recorder.note("file", path)
        return self._assets.is_own(path)

    def _script(self, path: str) -> Markup:
        """A static script without what browsers have no need of."""
        from rjsmin import jsmin  # noqa: PLC0415 - for one page of a site

        self._recorder.note("file", path)
        if not self._assets.digest(path):
            raise TemplateError(f"there is no static file {path}")
        return Markup(jsmin(self._assets.content(path).decode("utf-8", "replace")))  # noqa: S704 - a script is no text

    def _full_text(self, story: Teaser) -> Markup:
        if self._texts is None:
            raise TemplateError("full_text is for feeds, where newsgen.yaml has `feeds: {full_text: true}`")
        self._recorder.note("body", story.source)
        text = self._texts(story.source)
        for target in text.targets:
            self._recorder.note("address", story.source, target)
        return Markup(text.xml)  # noqa: S704 - it is escaped

    def asset_version(self, path: str) -> str | None:
        """What tells the static file from one with other bytes, or an empty text; None where there is no such file."""
        return self._assets.version(path)

    def prepare(self, templates: Collection[str]) -> None:
        """Compiles templates ahead of their first use. One that has an error shows it when it is used."""
        for name in sorted(templates):
            with suppress(*_MISTAKES, ContentError, PluginError):
                self._template(name)
        for edition in self._editions.values():
            edition.prepare(templates)

    def render(
        self, page: Page, context: Context, text: str = "", body_line: int = 1, texts: Texts | None = None
    ) -> Rendered:
        """The page's bytes. ``text`` is the Markdown of its body, which begins on ``body_line``."""
        body = RenderedBody(None)
        if isinstance(context, ArticleContext):
            body = self.render_body(context.article, text, body_line)
        elif page.source and (view := written_view(context)) is not None:
            body = self.render_body(view, text, body_line)
        return self.render_with(page, context, body, texts)

    def render_body(self, article: ArticleView | StandingView | ProfileView, text: str, body_line: int) -> RenderedBody:
        """The body of what is written in a file."""
        body, problems = self._bodies.render(
            text,
            source=article.source,
            first_line=body_line,
            lang=article.lang,
            article=article if isinstance(article, ArticleView) else None,
        )
        if any(problem.is_error for problem in problems):
            return RenderedBody(None, tuple(problems), is_broken=True)
        return RenderedBody(self._with_words(body, article.lang or self._site.language), tuple(problems))

    def full_text(self, article: ArticleView, body: Body, url: str) -> FullText:
        """The text of an article as feeds hold it; its page is at the absolute ``url``."""
        return make_full_text(article, body, url, self._site, is_sanitized=self._is_sanitized)

    def render_with(self, page: Page, context: Context, made: RenderedBody, texts: Texts | None = None) -> Rendered:
        """The page's bytes, with a body that `render_body` has made; a feed asks for further ``texts``."""
        if page.edition != self._edition:
            return self._editions[page.edition].render_with(page, context, made, texts)
        body, problems = made.body, made.problems
        if made.is_broken:
            return Rendered(None, problems)
        self._texts = texts if isinstance(context, FeedContext) and context.has_full_text else None
        self._recorder.take()
        for target in body.targets if body else ():
            self._recorder.note("address", page.source, target)
        try:
            content = self._drawn(context) or self._fill(page, context, body)
        except PluginError as error:
            return Rendered(None, (*problems, *(replace(each, during=page.label) for each in error.problems)))
        except ContentError as error:
            return Rendered(None, (*problems, *error.problems))
        except _MISTAKES as error:
            return Rendered(None, (*problems, template_problem(error, page)))
        output = Output(page.path, content)
        if self._site.relative_urls:
            output = with_relative_urls(output, self._site)
        attachments = body.attachments if body else ()
        return Rendered(output, problems, attachments, self._recorder.take())

    def _with_words(self, body: Body, language: str) -> Body:
        """The body with the theme's words in it, in the language of the article."""
        if WAY_BACK not in body.html:
            return body
        words = str(self._words(language).get("note_back", "{number}"))
        shown = _WAY_BACK.sub(lambda way: html.escape(words.replace("{number}", way[1])), body.html)
        return replace(body, html=shown)

    def _drawn(self, context: Context) -> bytes:
        """The bytes of what is drawn; none of what a template makes."""
        if isinstance(context, CardContext):
            return draw_card(context, headline_face)
        return self._draw(context) if isinstance(context, IconContext) else b""

    def _draw(self, icon: IconContext) -> bytes:
        """The bytes of an icon."""
        logo = b""
        if icon.logo:
            self._recorder.note("file", icon.logo)
            logo = self._assets.content(icon.logo)
        try:
            return draw_icon(icon, headline_face, logo)
        except IconError as error:
            mend = "save it anew as PNG, or name another file under `theme: {logo: …}`"
            problem = Problem(f"static/{icon.logo}", f"the logo {error}", mend)
            raise ContentError("a logo cannot be read", problems=(problem,)) from error

    def _fill(self, page: Page, context: Context, body: Body | None) -> bytes:
        variables = {name: getattr(context, name) for name in context.__dataclass_fields__}
        variables |= {
            "page": page.head,
            "body": body,
            "structured_data": partial(structured_data, page.head, context, self._site, body),
        }
        return self._filled(page.template, variables).encode("utf-8", "replace")

    def _filled(self, name: str, variables: Mapping[str, object]) -> str:
        if name not in self._want_care:
            template: Template = self._template(name)
            try:
                return template.render(variables)
            except AttributeError:
                self._want_care.add(name)
        return self._careful.get_template(name).render(variables)

    def _block_template(self, name: str) -> Template:
        return self._of_blocks.get_template(name)

    @cached_property
    def _of_blocks(self) -> Environment:
        """Knows nothing that may change without the text of a story: what was asked would not be asked again."""
        environment = self._make_careful()
        environment.globals.update({name: StrictUndefined(why, name=name) for name, why in _NOT_IN_BLOCKS.items()})
        return environment

    @cached_property
    def _careful(self) -> Environment:
        """Does what Jinja2 does for what is no attribute, and tells mistakes as Jinja2 tells them."""
        return self._make_careful()


_MISTAKES = (
    TemplateError,
    RecursionError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What is raised where a template is compiled or filled that has a mistake."""


_NOT_IN_BLOCKS = {
    "archive": "blocks and embeds cannot ask `archive`: ask in the template of a page",
    "data": "blocks and embeds cannot ask `data`: ask in the template of a page",
    "full_text": "blocks and embeds cannot ask for `full_text`: it is for feeds",
    "is_own": "blocks and embeds cannot ask for `is_own`: ask in the template of a page",
    "script": "blocks and embeds cannot ask for `script`: it is for files of scripts",
    "asset_url": "blocks and embeds cannot ask for `asset_url`: write `site_url`, which has no version",
}


def _problem_of_block(error: Exception, name: str, during: str) -> Problem:
    head = PageHead(kind="block", url="", absolute_url="", title="")
    return template_problem(error, Page("", name, head, NoContext, during))


_COMPACT = {"ensure_ascii": False, "separators": (",", ":")}
# Who spells a value has no time to look for circles in it; without end it would not be for long.
_SPELL = json.JSONEncoder(**_COMPACT, check_circular=False).encode  # type: ignore[arg-type] # of two types


def _as_json(value: object, indent: int | None = None) -> str:
    return _SPELL(value) if indent is None else json.dumps(value, **_COMPACT, indent=indent)  # type: ignore[arg-type] # likewise


def _escapes(name: str | None) -> bool:
    """Everything is escaped but plain text: Jinja2's own rule would leave feeds and drawings open."""
    return name is None or not name.endswith(".txt")


_WAY_BACK = re.compile(rf"{WAY_BACK}(\d+){WAY_BACK}")
_MEND = "docs/templates.md lists what a template may use"


def template_problem(error: Exception, page: Page) -> Problem:
    """What went wrong in a template, where, and with which page."""
    if isinstance(error, TemplateSyntaxError):
        source_line = _line_of(error.source, error.lineno)
        path = error.filename or error.name or page.template
        return Problem(path, str(error.message), _MEND, error.lineno, 0, source_line, during=page.label)
    path, line = template_place(error) or (f"templates/{page.template}", 0)
    if isinstance(error, RecursionError):
        what = "the templates include one another in a circle, or a macro calls itself"
    elif isinstance(error, TemplateNotFound):
        what = f"template not found: {error.name}"
        if page.source and error.name == page.template:  # which its front matter names
            mend = f"write templates/{error.name}, or name another file"
            return Problem(f"content/{page.source}", f"`template` names {error.name}, which is not there", mend)
    else:
        what = str(error) or type(error).__name__
    return Problem(path, what, _MEND, line, during=page.label)


def _line_of(source: str | None, line: int) -> str:
    lines = (source or "").splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""
