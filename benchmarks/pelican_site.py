"""The same archive as a Pelican site: what Pelican wants of content and settings, and whether it is here.

Settings and theme lie in benchmarks/pelican/. Pelican knows tags, categories (which are the sections) and authors;
the other terms stand in the pages as text.
"""

import importlib.util
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.archive import Story, write_files

_SITE = Path(__file__).parent / "pelican"
_STATIC = Path(__file__).parent / "hugo" / "static"
"""The style sheet and the icon are Hugo's, so that all pages weigh alike."""


class PelicanMissingError(Exception):
    """There is no Pelican on this machine."""


def pelican_command(folder: Path) -> list[str]:
    """A build of the site in this folder, which says nothing and keeps no cache.

    Raises:
        PelicanMissingError: Python finds no Pelican.
    """
    if importlib.util.find_spec("pelican") is None:
        raise PelicanMissingError("pelican is not installed here: `python -m pip install pelican[markdown]`")
    return [
        sys.executable,
        "-m",
        "pelican",
        "--settings",
        str(folder / "pelicanconf.py"),
        "--quiet",
        "--fatal",
        "errors",
    ]


def write_pelican_site(stories: Iterable[Story], folder: Path) -> None:
    """Lay the stories out as a Pelican site, with the settings and the theme of benchmarks/pelican/."""
    shutil.copytree(_SITE, folder, dirs_exist_ok=True)
    shutil.copytree(_STATIC, folder / "theme" / "static", dirs_exist_ok=True)
    write_files(map(pelican_source, stories), folder)


def pelican_source(story: Story) -> tuple[str, str]:
    """The story's path in a Pelican site and its text, with metadata as Pelican reads them: never quoted."""
    lines = [
        "---",
        f"title: {story.title}",
        f"slug: {story.slug}",
        f"date: {story.date:%Y-%m-%d %H:%M}",
        f"category: {story.section}",
        f"authors: {'; '.join(story.authors)}",
    ]
    if story.updated:
        lines.append(f"modified: {story.updated:%Y-%m-%d %H:%M}")
    lines += [
        f"{taxonomy}: {', '.join(names)}"
        for taxonomy, names in story.terms.items()
        if taxonomy not in {"sections", "authors"}
    ]
    lines += [f"{key}: {text}" for key, text in story.short_texts.items()]
    if story.corrections:
        lines.append(f"correction: {' '.join(f'{date:%Y-%m-%d} {text}' for date, text in story.corrections)}")
    return f"content/{story.path}", "\n".join([*lines, "---", "", story.body])
