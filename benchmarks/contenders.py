"""Who is measured: each generator, its site of the same archive, and how it is built and edited.

Nothing here knows what is measured about a build or how it is shown.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.archive import Story, make_archive, newsgen_source, write_files, write_project
from benchmarks.hugo_site import find_hugo, hugo_command, hugo_source, write_hugo_site
from benchmarks.measure import Cost, measure
from benchmarks.pelican_site import pelican_command, pelican_source, write_pelican_site

NEWSGEN = "newsgen"
COMMONMARK = "newsgen, CommonMark"
HUGO = "Hugo"
PELICAN = "Pelican"

ROOT = Path(__file__).parent.parent
_WRITERS = (
    "archive.py",
    "vocabulary.py",
    "contenders.py",
    "hugo_site.py",
    "pelican_site.py",
    "hugo/**/*",
    "pelican/**/*",
)
"""What the bytes of the sites' sources come from."""
_EXTENDS = '{% extends "theme/article.html" %}\n'
_WITHOUT_RELATED = "{% block related %}{% endblock %}\n"
_ALL_FEEDS = "feeds: {of_terms: [rss, atom], from: 1}\n"
_IN_THE_BYLINE = "{{% block byline %}}{{{{ super() }}}}<p>Edition {number}</p>{{% endblock %}}\n"


class RefusedError(Exception):
    """A generator does not do what is to be measured."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which archive is built, and by how many processes."""

    articles: int
    seed: int = 1
    with_related: bool = True
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Contender:
    """A generator and its site."""

    name: str
    folder: Path
    command: tuple[str, ...]
    environment: dict[str, str]
    output: str
    """The folder that a build writes."""
    leftovers: tuple[str, ...]
    """What else a build leaves in the site's folder."""
    write_site: Callable[[Iterable[Story]], None]
    """Lays the settings, the templates and these stories out."""
    source: Callable[[Story], tuple[str, str]]
    """A story's path and text in this site."""
    template: str
    """The template of an article's page."""
    edit_template: Callable[[str, int], str]
    """Another edition of that template, of what it was and the edition's number."""
    version: Callable[[], str]
    """What it says of itself."""
    is_newsgen: bool = False

    def remove_output(self) -> None:
        """Take away what the last build left, so that the next begins from nothing."""
        for name in (self.output, *self.leftovers):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def build(self) -> Cost:
        """What a build costs as things stand."""
        return measure(self.command, self.environment, self.folder / self.output)

    def write(self, stories: Sequence[Story]) -> None:
        """Lay stories into the site, or over what they were."""
        write_files(map(self.source, stories), self.folder)

    def delete(self, stories: Sequence[Story]) -> None:
        """Take stories out of the site."""
        for story in stories:
            (self.folder / self.source(story)[0]).unlink()

    def template_text(self) -> str:
        """The template of an article's page as it stands; nothing where the theme's is in force."""
        path = self.folder / self.template
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def write_template(self, text: str) -> None:
        """Put a text in the template's place; with nothing the theme's is in force again."""
        path = self.folder / self.template
        if text:
            write_files([(self.template, text)], self.folder)
        else:
            path.unlink(missing_ok=True)

    @property
    def seal(self) -> Path:
        """The file beside the site that says whose sources lie there, if they are whole."""
        return self.folder.with_suffix(".sources.json")


def newsgen_environment() -> dict[str, str]:
    """The environment in which this checkout of newsgen is run."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), *filter(None, [environment.get("PYTHONPATH")])])
    return environment


def newsgen(folder: Path, wanted: Wanted, *, name: str = NEWSGEN) -> Contender:
    """This checkout of newsgen with the feeds that the others have, or with the CommonMark dialect besides."""
    site = folder / ("newsgen" if name == NEWSGEN else "newsgen-commonmark")
    template = "templates/article.html"

    def write_site(stories: Iterable[Story]) -> None:
        write_project(stories, site, _ALL_FEEDS + ("" if name == NEWSGEN else "markdown:\n  dialect: commonmark\n"))
        if not wanted.with_related:
            write_files([(template, _EXTENDS + _WITHOUT_RELATED)], site)

    return Contender(
        name=name,
        folder=site,
        command=(
            *(sys.executable, "-m", "newsgen", "build", "--project", str(site), "--json"),
            *(("--jobs", str(wanted.jobs)) if wanted.jobs else ()),
        ),
        environment=newsgen_environment(),
        output="build",
        leftovers=(".newsgen",),
        write_site=write_site,
        source=newsgen_source,
        template=template,
        edit_template=lambda text, number: (text or _EXTENDS) + _IN_THE_BYLINE.format(number=number),
        version=newsgen_version,
        is_newsgen=True,
    )


def hugo(folder: Path, wanted: Wanted) -> Contender:
    """Hugo. GOMAXPROCS is how it is told of jobs."""
    site = folder / "hugo"
    return Contender(
        name=HUGO,
        folder=site,
        command=tuple(hugo_command(site)),
        environment=os.environ | ({"GOMAXPROCS": str(wanted.jobs)} if wanted.jobs else {}),
        output="public",
        leftovers=("resources", ".hugo_build.lock"),
        write_site=lambda stories: write_hugo_site(stories, site, with_related=wanted.with_related),
        source=hugo_source,
        template="layouts/page.html",
        edit_template=_edit_story,
        version=_hugo_version,
    )


def pelican(folder: Path) -> Contender:
    """Pelican, which is one process."""
    site = folder / "pelican"
    return Contender(
        name=PELICAN,
        folder=site,
        command=tuple(pelican_command(site)),
        environment=dict(os.environ),
        output="output",
        leftovers=("__pycache__",),
        write_site=lambda stories: write_pelican_site(stories, site),
        source=pelican_source,
        template="theme/templates/article.html",
        edit_template=_edit_story,
        version=lambda: f"Pelican {version('pelican')} with Python-Markdown {version('markdown')}",
    )


def write_sources(contender: Contender, wanted: Wanted) -> bool:
    """Whether the site had to be written: one that lies there whole is used again.

    Raises:
        RefusedError: newsgen does not take the settings.
    """
    seal = _seal(contender, wanted)
    if contender.seal.exists() and contender.seal.read_text(encoding="utf-8") == seal:
        _check_settings(contender)
        return False
    contender.seal.unlink(missing_ok=True)
    if contender.folder.exists():
        shutil.rmtree(contender.folder)
    contender.write_site(())  # The settings come first, so that nothing is written in vain if they are refused.
    _check_settings(contender)
    contender.write_site(make_archive(wanted.articles, wanted.seed))
    contender.seal.write_text(seal, encoding="utf-8")
    return True


@contextmanager
def unsealed(contender: Contender) -> Iterator[None]:
    """While the sources are being edited they are nobody's: killed then, the next run writes them anew."""
    seal = contender.seal.read_text(encoding="utf-8")
    contender.seal.unlink()
    yield
    contender.seal.write_text(seal, encoding="utf-8")


def _check_settings(contender: Contender) -> None:
    if not contender.is_newsgen:
        return
    command = [sys.executable, "-m", "newsgen", "config", "--project", str(contender.folder)]
    answer = subprocess.run(command, env=contender.environment, capture_output=True, encoding="utf-8", check=False)
    if answer.returncode:
        raise RefusedError(f"{contender.name} is left out: {answer.stderr.partition(chr(10))[0]}")


def newsgen_version() -> str:
    """The version of this checkout, as it says it."""
    command = [sys.executable, "-m", "newsgen", "--version"]
    answer = subprocess.run(command, env=newsgen_environment(), capture_output=True, encoding="utf-8", check=True)
    return f"newsgen {answer.stdout.split()[-1]}"


def _hugo_version() -> str:
    """Its line begins like "hugo v0.168.0-e27a…+extended+withdeploy linux/amd64"."""
    answer = subprocess.run([find_hugo(), "version"], capture_output=True, encoding="utf-8", check=True)
    number, _, build = answer.stdout.split()[1].lstrip("v").partition("-")
    return f"Hugo {number}{' (extended)' if 'extended' in build else ''}"


def _edit_story(text: str, number: int) -> str:
    """A template of Hugo's or Pelican's in which the story's element says the number."""
    before, element, after = text.partition('<article class="story"')
    return f'{before}{element} data-edition="{number}"{after}'


def _seal(contender: Contender, wanted: Wanted) -> str:
    """What decides the bytes of a site's sources."""
    digest = hashlib.sha256()
    for pattern in _WRITERS:
        for path in sorted(Path(__file__).parent.glob(pattern)):
            if path.is_file():
                digest.update(path.read_bytes())
    facts = {"articles": wanted.articles, "seed": wanted.seed, "with_related": wanted.with_related}
    return json.dumps({"name": contender.name, **facts, "written_by": digest.hexdigest()})
