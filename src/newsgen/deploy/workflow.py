"""The workflow by which GitHub builds and publishes the site itself, and the newsgen that it installs there.

That is the very newsgen that writes the workflow: by its version where the package index has it, else from a wheel that
is laid into the repository.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from newsgen.deploy.outside import (
    Fetch,
    Installed,
    current_branch,
    enclosing_repository,
    fetch_from_index,
    installed_package,
    is_ignored,
    obstacle,
    read_bytes,
    write_bytes,
)
from newsgen.documents.writing import quoted
from newsgen.errors import UsageError
from newsgen.project import Project

WORKFLOW = ".github/workflows/publish.yml"
WHEELS = ".github/newsgen"
"""The folder of the wheel."""
_REQUIREMENTS = "requirements.txt"
_PATTERN_SIGNS = re.compile(r"[*?+!\[\]\\]")
_NAMED = re.compile(r"^\s*newsgen\s*(?![\w.-])", re.MULTILINE | re.IGNORECASE)
_NAMED_WITH_ITS_PLACE = re.compile(
    r"^\s*newsgen\s*(?:\[[^\]]*\]\s*)?@|^[^#\n]*\bnewsgen-[^/\s]*\.(?:whl|tar\.gz)", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WrittenWorkflow:
    """Where the workflow lies."""

    path: Path
    is_changed: bool
    """Whether it was not there, or was another; or the wheel."""
    wheel: Path | None = None
    """Where the wheel lies that it installs, if it installs one."""
    remarks: tuple[str, ...] = ()


def write_workflow(
    project: Project, environ: Mapping[str, str], *, force: bool, rehearse: bool, fetch: Fetch = fetch_from_index
) -> WrittenWorkflow:
    """Writes the workflow to the top of the git repository, or of the project where it lies in none.

    Raises:
        UsageError: Another file is there, and it is not to be replaced, or something that is no file.
        MachineError: It cannot be written.
    """
    top = enclosing_repository(project.root) or project.root
    path = top / WORKFLOW
    folder = project.root.relative_to(top).as_posix()
    requirements = read_bytes(project.root / _REQUIREMENTS)
    newsgen = installed_package()
    source = _source(newsgen, (requirements or b"").decode("utf-8", "replace"), fetch)
    text = workflow(
        branch=current_branch(project.root, environ) or "main",
        folder="" if folder == "." else folder,
        output=project.settings.output,
        install=install_command(source, folder, _extras(project, newsgen), has_requirements=requirements is not None),
    )
    wheel = top / source if source.endswith(".whl") else None
    files = {path: text.encode(), **({wheel: newsgen.wheel()} if wheel else {})}
    different = _different(files, force=force)
    if not rehearse:
        for place in different:
            write_bytes(place, files[place])
    remarks = _wheel_remarks(wheel, top, environ) if wheel else ()
    return WrittenWorkflow(path, is_changed=bool(different), wheel=wheel, remarks=remarks)


def write_wheel(folder: Path, *, rehearse: bool) -> WrittenWorkflow:
    """Writes the wheel of this newsgen into a folder, for whoever builds the site elsewhere."""
    newsgen = installed_package()
    path = folder / newsgen.wheel_name
    different = _different({path: newsgen.wheel()}, force=True)
    if different and not rehearse:
        write_bytes(path, newsgen.wheel())
    return WrittenWorkflow(path, is_changed=bool(different), wheel=path)


def _different(files: Mapping[Path, bytes], *, force: bool) -> list[Path]:
    """Those that do not lie there yet; the last of them is the one that needs the others."""
    found = []
    for path, content in reversed(tuple(files.items())):
        if other := obstacle(path):
            raise UsageError(f"{path} is {other}", mend="take it away; newsgen writes a file there")
        there = read_bytes(path)
        if there is not None and there != content and not force:
            raise UsageError(
                f"{path} is there already, and is another",
                mend="keep it, or let --force replace it; nothing is overwritten by itself",
            )
        if there != content:
            found.append(path)
    return found


def _source(newsgen: Installed, requirements: str, fetch: Fetch) -> str:
    """What pip is to install newsgen from: a version, or the path of the wheel; empty where the requirements say so."""
    if _NAMED_WITH_ITS_PLACE.search(requirements):
        return ""
    if newsgen.is_on_index(fetch):
        return "" if _NAMED.search(requirements) else f"newsgen=={newsgen.version}"
    return f"{WHEELS}/{newsgen.wheel_name}"


def _extras(project: Project, newsgen: Installed) -> str:
    """``[commonmark]`` where the settings need what is not always installed."""
    wanted = newsgen.extras & {project.settings.markdown.dialect}
    return f"[{','.join(sorted(wanted))}]" if wanted else ""


def install_command(source: str, folder: str, extras: str = "", *, has_requirements: bool) -> str:
    """The command that installs newsgen and what the project requires; ``folder`` is that of the project, as below."""
    requirements = f"pip install -r {_REQUIREMENTS}"
    if not source:
        return requirements
    name, mark, version = source.partition("==")
    above = "../" * (folder.count("/") + 1) if folder not in {"", "."} else "./"
    what = f"{name}{extras}{mark}{version}" if mark else f"{above}{source}{extras}"
    install = f'pip install "{what}"' if extras else f"pip install {what}"
    return f"{install} && {requirements}" if has_requirements else install


def _wheel_remarks(wheel: Path, top: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    shown = wheel.relative_to(top).as_posix()
    remarks = [f"{shown} is the newsgen that GitHub installs: commit it, too"]
    if is_ignored(wheel, top, environ):
        remarks.append(f"git ignores {shown}: add it with `git add --force {shown}`")
    return tuple(remarks)


def workflow(*, branch: str, folder: str, output: str, install: str) -> str:
    """The text of the workflow; ``folder`` is where the project lies in the repository, empty for its top."""
    above = f"{folder}/" if folder else ""
    blanks = {
        "@branch@": quoted(_PATTERN_SIGNS.sub(r"\\\g<0>", branch)),
        "@defaults@": _DEFAULTS.replace("@folder@", quoted(folder)) if folder else "",
        "@install@": install,
        "@workspace@": f"{above}.newsgen",
        "@output@": f"{above}{output}",
        "@artifact@": quoted(f"{above}{output}"),
    }
    text = _WORKFLOW
    for blank, value in blanks.items():
        text = text.replace(blank, value)
    return text


_DEFAULTS = """\
    defaults:
      run:
        working-directory: @folder@
"""
_WORKFLOW = """\
# Publishes the site to GitHub Pages. Written by `newsgen deploy --workflow`, and yours to change.
# To be set once: Settings → Pages → Source: GitHub Actions.
name: Publish

on:
  push:
    branches: [@branch@]
  schedule:
    # Every hour: stories whose time has come appear, and those of two days ago leave the news sitemap.
    - cron: "17 * * * *"
  workflow_dispatch:

permissions:
  contents: read

# One at a time; a publication that has begun is not stopped.
concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: read
@defaults@    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
      - name: Install newsgen, as it was when it wrote this file
        run: @install@
      # With what the last build has left, only what has changed since is rendered.
      - uses: actions/cache@v5
        with:
          path: |
            @workspace@
            @output@
          key: newsgen-${{ github.ref_name }}-${{ github.run_id }}-${{ github.run_attempt }}
          restore-keys: newsgen-${{ github.ref_name }}-
      # Says where the site will be.
      - id: pages
        uses: actions/configure-pages@v6
      - name: Build
        run: newsgen build --base-url "$BASE_URL"
        env:
          BASE_URL: ${{ steps.pages.outputs.base_url }}
      - name: Check
        run: newsgen check --github --base-url "$BASE_URL"
        env:
          BASE_URL: ${{ steps.pages.outputs.base_url }}
      - uses: actions/upload-pages-artifact@v5
        with:
          path: @artifact@
          include-hidden-files: true

  deploy:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v5
"""
