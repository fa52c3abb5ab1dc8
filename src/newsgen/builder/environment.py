"""What all pages depend on besides the articles: the program, the settings, the templates, the static files."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from newsgen.errors import ContentError, Problem
from newsgen.loader.sources import list_data, list_layers
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.output import FileCopy
from newsgen.models.recorder import DependencyRecorder
from newsgen.planner.archive_api import ArchiveApi
from newsgen.planner.views import Views
from newsgen.project import Project, theme_folder
from newsgen.renderer.block_templates import block_templates, unusable_names
from newsgen.renderer.labels import fingerprint_labels, read_labels
from newsgen.renderer.pages import RenderSettings
from newsgen.renderer.template_dependencies import fingerprint_templates
from newsgen.renderer.theme import DataFiles, ThemeLoader


@dataclass(frozen=True)
class BuildEnvironment:
    """All of that, as it is at a moment."""

    project: Project
    program: str
    """What tells this newsgen from others (newsgen.program)."""

    @cached_property
    def _layers(self) -> tuple[list[FileCopy], list[Problem]]:
        project, theme = self.project, theme_folder() / "static"
        files, problems = list_layers(project.root, project.static, theme)
        if not project.settings.search.is_on:
            scripts = str(theme / "search") + os.sep
            files = [copy for copy in files if not copy.origin.startswith(scripts)]
        return files, problems

    @property
    def statics(self) -> list[FileCopy]:
        """The static files."""
        return self._layers[0]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with static files and templates, as files."""
        return [*self._layers[1], *unusable_names(self._loader.list_templates())]

    @cached_property
    def static_paths(self) -> frozenset[str]:
        """Where the static files lie in the output."""
        return frozenset(copy.path for copy in self.statics)

    @cached_property
    def _loader(self) -> ThemeLoader:
        return ThemeLoader(self.project.root, self.project.templates, theme_folder() / "templates")

    @cached_property
    def fingerprint(self) -> str:
        """Of what every page is rendered by. The old URLs say which links are asked for at all."""
        settings = self.project.settings
        labels = fingerprint_labels(self._loader)
        blocks = fingerprint_templates(self._loader, block_templates(self._loader.list_templates()))
        return Fingerprints().of(
            self.program,
            labels,
            sorted(blocks.items()),
            [settings.site, *(settings.of_edition(edition).site for edition in settings.editions)],
            settings.markdown,
            settings.old_urls,
            settings.search,  # What is searched of a text is found out where its page is rendered.
        )

    @cached_property
    def settings(self) -> str:
        """A fingerprint of newsgen.yaml as it was understood."""
        return Fingerprints().of(repr(self.project.settings))

    def templates(self, names: Iterable[str]) -> dict[str, str]:
        """Name of each of these templates to the fingerprint of all that it reaches."""
        return fingerprint_templates(self._loader, names)

    @property
    def assets(self) -> dict[str, str]:
        """Path in the site of each static file to the file."""
        return {copy.path: copy.origin for copy in self.statics}

    @cached_property
    def data(self) -> DataFiles:
        """What templates may ask for in data/."""
        return DataFiles({copy.path: copy.origin for copy in list_data(self.project.root)[0]})

    def words(self, language: str) -> Mapping[str, object]:
        """The theme's words in a language; none where they cannot be read, which is told when pages are rendered."""
        if language not in self._words:
            try:
                self._words[language] = read_labels(self._loader, language)
            except ContentError:
                self._words[language] = {}
        return self._words[language]

    @cached_property
    def _words(self) -> dict[str, Mapping[str, object]]:
        return {}

    def render_settings(self, views: Views) -> RenderSettings:
        """What pages of this archive are rendered by, in each of its editions."""
        own, *others = (self._render_settings_of(edition) for edition in views.editions)
        return replace(own, editions=tuple(others))

    def _render_settings_of(self, views: Views) -> RenderSettings:
        recorder = DependencyRecorder(views.prefix)
        project = self.project
        return RenderSettings(
            site=views.site,
            markdown=project.settings.markdown,
            plugins=project.settings.plugins,
            project_root=project.root,
            templates=project.templates,
            theme_templates=theme_folder() / "templates",
            assets=self.assets,
            data=self.data,
            addresses=views.addresses,
            questions=ArchiveApi(views, recorder),
            recorder=recorder,
            edition=views.prefix,
        )
