"""What Python programs may call. `newsgen` itself offers these names; docs/api.md documents them, and they stay.

Nothing is decided here: each method hands over to the package that the command of the same name calls.
"""

import os
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsgen.builder.build import BuildOptions, Progress
from newsgen.builder.build import build as build_site
from newsgen.builder.build import explain as explain_page
from newsgen.builder.catalogue import Catalogue, read_catalogue
from newsgen.builder.report import BuildReport, Explanation
from newsgen.checks.check import CheckOptions, CheckReport
from newsgen.checks.check import check as check_site
from newsgen.errors import ContentError, Problem
from newsgen.loader.articles import read_body
from newsgen.loader.sources import ContentFolder
from newsgen.models.article import Article
from newsgen.models.site import Site
from newsgen.project import Project, find_root, open_project
from newsgen.searcher.find import Asked, Found
from newsgen.searcher.find import search as search_site

Folder = str | os.PathLike[str]
Time = str | datetime
"""A text as `--now` takes it, or a datetime; one without an offset is in the publication's time zone."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication in a folder. What it is asked, it reads anew: newsgen.yaml too may be edited between two calls."""

    root: Path
    """The folder of newsgen.yaml; absolute and resolved."""
    base_url: str = ""
    """Takes the place of the one in newsgen.yaml, as `--base-url` does; empty for that."""

    @property
    def site(self) -> Site:
        """What newsgen.yaml says of the site: title, base URL, language, time zone and more."""
        return self._project().settings.site

    @property
    def output(self) -> Path:
        """The folder into which the site is built unless a call names another."""
        return self._project().output

    def articles(self, *, now: Time = "", jobs: int = 0) -> Catalogue:
        """Every article with its state and address, oldest first, and what is wrong with the files. Writes nothing.

        Args:
            now: The time at which an article is published, or is not yet; the clock where it is empty.
            jobs: Processes; 0 for as many as there are processors, and one where there are few articles.

        Raises:
            UsageError: newsgen.yaml is wrong, or ``now`` is no time.
        """
        return read_catalogue(self._project(), _typed(now), dict(os.environ), jobs=jobs, sets_texts=True)

    def text(self, article: Article) -> str:
        """The Markdown of an article, or its HTML if its file says so by its name, as it is typed now.

        Raises:
            ContentError: The file is not there any more, or cannot be read.
        """
        project = self._project()
        source = ContentFolder.of(project).read(article.source)
        if isinstance(source, Problem):
            raise ContentError(f"content/{article.source} cannot be read", problems=(source,))
        return read_body(source)

    def build(
        self,
        *,
        output: Folder | None = None,
        now: Time = "",
        jobs: int = 0,
        keep_going: bool = False,
        strict: bool = False,
        adopt: bool = False,
        verify: bool = False,
        executor: Executor | None = None,
        progress: Progress | None = None,
    ) -> BuildReport:
        """Builds the site, as `newsgen build` does.

        Args:
            output: Where to build to; newsgen.yaml's output where it is None.
            now: The time to build for; SOURCE_DATE_EPOCH, else the clock, where it is empty.
            jobs: Processes; 0 for as many as there are processors, and one where the site is small.
            keep_going: Publish what is right although something is wrong.
            strict: Warnings are errors.
            adopt: Take over files in the output that newsgen did not write.
            verify: Read and compare every file; trust no time stamp.
            executor: Does the work in the place of processes of newsgen's own. It is not shut down.
            progress: Is told how the build goes on.

        Returns:
            The report. Mistakes in articles and templates are in its `problems`, and raise nothing: with errors and
            without ``keep_going`` the old site stays as it was, and `is_published` is false.

        Raises:
            UsageError: newsgen.yaml, an argument or the output folder will not do.
            MachineError: The disk is full, a permission is missing, or another build is at work.
        """
        options = BuildOptions(
            output=_path(output),
            now=_typed(now),
            jobs=jobs,
            keep_going=keep_going,
            strict=strict,
            adopt=adopt,
            verify=verify,
            executor=executor,
        )
        return build_site(self._project(), options, progress)

    def explain(self, url: str, *, output: Folder | None = None, now: Time = "") -> Explanation:
        """Whether the next build would make the page at an address anew, and why. Nothing is published.

        Raises:
            UsageError: No page has this address, or as for `build`.
            MachineError: As for `build`.
        """
        return explain_page(self._project(), BuildOptions(output=_path(output), now=_typed(now)), url)

    def check(
        self,
        *,
        output: Folder | None = None,
        now: Time = "",
        jobs: int = 0,
        external: bool = False,
        progress: Progress | None = None,
    ) -> CheckReport:
        """Everything that is wrong with the articles and with the site in the output, as `newsgen check` tells it.

        ``external`` asks other sites, too, whether what articles link to is there.

        Raises:
            UsageError, MachineError: As for `build`.
        """
        options = CheckOptions(output=_path(output), now=_typed(now), jobs=jobs, external=external)
        return check_site(self._project(), options, progress)

    def search(
        self,
        words: str,
        *,
        terms: Mapping[str, str] | None = None,
        since: str = "",
        until: str = "",
        lang: str = "",
        has_picture: bool = False,
        newest_first: bool = False,
        limit: int = 10,
        offset: int = 0,
        output: Folder | None = None,
    ) -> Found:
        """What the search page of the built site finds, by the same index.

        Args:
            words: What a reader would type: words, ``"a phrase"``, ``-without``, ``begin*``. None is for all texts that
                the filters let through.
            terms: Taxonomy to the name, another name or the slug of the term that texts must have.
            since: The earliest day, ``2025-12-14``; empty for any.
            until: The latest day.
            lang: The language in which texts are written, ``ko``; empty for any.
            has_picture: Only stories with a picture.
            newest_first: The newest first, not those that answer best.
            limit: Results at most.
            offset: How many results are passed over.
            output: Where the site was built; newsgen.yaml's output where it is None.

        Raises:
            UsageError: The site has no index, or a filter names what is not there.
            MachineError: The index cannot be read.
        """
        folder = self.output if output is None else Path(output)
        asked = Asked(terms=dict(terms or {}), first=since, last=until, lang=lang, has_picture=has_picture)
        return search_site(folder, words, asked, is_newest=newest_first, limit=limit, offset=offset)

    def _project(self) -> Project:
        return open_project(self.root, self.base_url or None)


def load(folder: Folder | None = None, *, base_url: str = "") -> Publication:
    """The publication in a folder; where none is named, the one that the current folder lies in.

    Raises:
        UsageError: There is none, or it is wrong; the error's `problems` hold every mistake in it.
        MachineError: It cannot be read.
    """
    root = find_root(Path.cwd()) if folder is None else Path(folder)
    return Publication(open_project(root, base_url or None).root, base_url)


def build(
    folder: Folder | None = None,
    *,
    base_url: str = "",
    output: Folder | None = None,
    now: Time = "",
    jobs: int = 0,
    keep_going: bool = False,
    strict: bool = False,
) -> BuildReport:
    """``load(folder).build(…)``: builds the site of the publication in a folder.

    Raises:
        UsageError, MachineError: As for `Publication.build`.
    """
    publication = load(folder, base_url=base_url)
    return publication.build(output=output, now=now, jobs=jobs, keep_going=keep_going, strict=strict)


def search(folder: Folder | None, words: str, *, limit: int = 10) -> Found:
    """``load(folder).search(words)``: searches the built site of the publication in a folder.

    Raises:
        UsageError, MachineError: As for `Publication.search`.
    """
    return load(folder).search(words, limit=limit)


def _typed(now: Time) -> str:
    return now.isoformat() if isinstance(now, datetime) else now


def _path(folder: Folder | None) -> Path | None:
    return None if folder is None else Path(folder)
