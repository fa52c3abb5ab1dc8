"""The workflow by which GitHub builds and publishes the site itself."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from newsgen.deploy.outside import current_branch, enclosing_repository, obstacle, read_bytes, write_text
from newsgen.errors import UsageError
from newsgen.project import Project

WORKFLOW = ".github/workflows/publish.yml"
_REQUIREMENTS = "requirements.txt"
_PATTERN_SIGNS = re.compile(r"[*?+!\[\]\\]")


@dataclass(frozen=True, slots=True)
class WrittenWorkflow:
    """Where the workflow lies."""

    path: Path
    is_changed: bool
    """Whether it was not there, or was another."""


def write_workflow(project: Project, environ: Mapping[str, str], *, force: bool, rehearse: bool) -> WrittenWorkflow:
    """Writes the workflow to the top of the git repository, or of the project where it lies in none.

    Raises:
        UsageError: Another file is there, and it is not to be replaced, or something that is no file.
        MachineError: It cannot be written.
    """
    top = enclosing_repository(project.root) or project.root
    path = top / WORKFLOW
    if other := obstacle(path):
        raise UsageError(f"{path} is {other}", mend="take it away; newsgen writes a file there")
    folder = project.root.relative_to(top).as_posix()
    text = workflow(
        branch=current_branch(project.root, environ) or "main",
        folder="" if folder == "." else folder,
        output=project.settings.output,
        has_requirements=read_bytes(project.root / _REQUIREMENTS) is not None,
    )
    there = read_bytes(path)
    if there == text.encode():
        return WrittenWorkflow(path, is_changed=False)
    if there is not None and not force:
        raise UsageError(
            f"{path} is there already, and is another",
            mend="keep it, or let --force replace it; nothing is overwritten by itself",
        )
    if not rehearse:
        write_text(path, text)
    return WrittenWorkflow(path, is_changed=True)


def workflow(*, branch: str, folder: str, output: str, has_requirements: bool) -> str:
    """The text of the workflow; ``folder`` is where the project lies in the repository, empty for its top."""
    above = f"{folder}/" if folder else ""
    blanks = {
        "@branch@": _quoted(_PATTERN_SIGNS.sub(r"\\\g<0>", branch)),
        "@defaults@": _DEFAULTS.replace("@folder@", _quoted(folder)) if folder else "",
        "@install@": f"pip install -r {_REQUIREMENTS}" if has_requirements else "pip install newsgen",
        "@workspace@": f"{above}.newsgen",
        "@output@": f"{above}{output}",
        "@artifact@": _quoted(f"{above}{output}"),
    }
    text = _WORKFLOW
    for blank, value in blanks.items():
        text = text.replace(blank, value)
    return text


def _quoted(text: str) -> str:
    """The text in double quotes: bare, a branch called 1.0 would be a number, and one called on would be a truth."""
    return json.dumps(text, ensure_ascii=False)


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
      - name: Install newsgen
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
