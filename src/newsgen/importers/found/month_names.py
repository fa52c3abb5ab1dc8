"""The names of months in all languages of the theme."""

import re

from newsgen.importers.files import pasted_words
from newsgen.importers.pasted.days import Days, month_names, read_days
from newsgen.project import Project, theme_folder
from newsgen.renderer.labels import read_labels
from newsgen.renderer.theme import ThemeLoader

_LANGUAGE = re.compile(r"labels/([A-Za-z-]+)\.yaml")


def days_of(project: Project) -> Days:
    """Finds dates with the months that the words of templates name."""
    loader = ThemeLoader(project.root, project.templates, theme_folder() / "templates")
    languages = (match[1] for name in sorted(loader.list_templates()) if (match := _LANGUAGE.fullmatch(name)))
    months = month_names(read_labels(loader, tag) for tag in languages if tag != "regions")
    return read_days(pasted_words("months.yaml"), months, day_first=is_day_first(project))


def is_day_first(project: Project) -> bool | None:
    """Whether 5/3/2024 is in March; None where the publication's language does not tell."""
    language = project.settings.site.language
    if language == "en-US":
        return False
    return None if language.startswith("en") else True
