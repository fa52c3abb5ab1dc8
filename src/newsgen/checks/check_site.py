"""The rules over the site that was built: each of its files, and what lies between them."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsgen.builder.dry_run import DryRun
from newsgen.builder.store import Store, Transaction, project_lock
from newsgen.checks.finding import Finding, Findings, Typed, of_file
from newsgen.checks.folder import OutputFolder, read_file, read_list
from newsgen.checks.hosting import check_hosting
from newsgen.checks.leaks import EmbargoScanner
from newsgen.checks.links import LinkResolver
from newsgen.checks.old_urls import check_old_urls, count_old_urls
from newsgen.checks.pages import AnchorUse, FileWork, Looked, Pictures, PictureWork, leads_to_one
from newsgen.checks.pictures import Fault, pictures_among
from newsgen.checks.placing import Placing
from newsgen.checks.plugged import BuiltSite, ask_plugins
from newsgen.checks.run import CheckRun
from newsgen.checks.scanner import Scanner
from newsgen.checks.tags import TagFacts
from newsgen.errors import MachineError, Problem
from newsgen.models.rules import (
    BROKEN_ANCHOR,
    CURRENT,
    EXTERNAL_LINK,
    FAULTY_PICTURE,
    FOREIGN_FILE,
    INTACT,
    PICTURE_PLACE,
    UNREACHABLE_LINK,
)
from newsgen.planner.urls import output_path
from newsgen.plugins import load_plugins
from newsgen.writer.folder import RECORD_NAMES, read_ownership

if TYPE_CHECKING:
    from newsgen.models.written import Written

_EXPECTED = frozenset(("CNAME", ".nojekyll"))
"""Files that newsgen did not write, and that have their place in a site."""
_WELL_KNOWN = ".well-known/"
_ANSWERS = "answers of other sites"


def check_site(run: CheckRun, folder: OutputFolder, secrets: EmbargoScanner, tried: DryRun) -> Looked:
    """Goes through every file once, and asks other sites if it is to."""
    run.problems += check_hosting(folder, run.label)
    files = {file.path: file.size for file in folder.files if file.is_file}
    owned = read_ownership(str(folder.root), run.label)
    if owned is None:
        what = "holds no site that newsgen has built"
        run.problems.append(of_file(run.label, CURRENT, what, "run `newsgen build`"))
    digests = owned.files if owned else {}
    run.problems += _check_ownership(run, folder, files, digests)
    pictures = run.map(PictureWork(folder.root), pictures_among(files), "pictures", Pictures(), "pictures")
    leads = LinkResolver(run.project.settings.site, files)
    if (listed := run.options.old_urls) is not None:
        text = read_list(listed)
        run.old_urls = count_old_urls(text)
        run.problems += check_old_urls(text, listed.as_posix(), leads)
    work = FileWork(
        root=folder.root,
        label=run.label,
        leads=leads,
        digests=digests,
        secrets=secrets,
        now=run.now,
        wants_external=run.options.external,
        faulty=pictures.faults,
    )
    paths = [path for path in files if path not in RECORD_NAMES]
    looked = run.map(work, paths, "site", Looked(), "files")
    run.problems += _unshown_pictures(run, work.faulty, looked, tried)
    run.problems += _telling_files(run, looked.telling, tried)
    looked.findings.join(_follow_anchors(looked.anchors, folder.root, run.label))
    if run.options.external:
        looked.findings.join(_ask_others(run, looked.external))
    # A term that no story carries has no page.
    shown: list[Written] = [card for card in (*tried.articles, *tried.others) if card.source in tried.places]
    placing = Placing(
        label=run.label,
        site=run.project.settings.site,
        folder=run.folder,
        pages={output_path(tried.places[card.source]): card for card in shown},
        copies=tried.copies,
    )
    # Whether an address can be reached from elsewhere says nothing of what is there.
    told = {
        (problem.path, problem.line, problem.column)
        for problem in run.problems
        if problem.line and problem.rule != UNREACHABLE_LINK.name
    }
    run.problems += placing.placed(looked.findings, told)
    if checks := load_plugins(run.project.settings.plugins).checks:
        pages = {source: output_path(place) for source, place in tried.places.items()}
        site = BuiltSite(run.project.settings.site.base_url, tuple(files), tried.articles, pages, folder.root)
        with run.phase("plugins"):
            run.problems += ask_plugins(checks, site, run.label)
    return looked


def _telling_files(run: CheckRun, telling: Iterable[str], tried: DryRun) -> Iterator[Problem]:
    """Those that say where they were made: of the pictures that pages show, none does."""
    mend = "save it without its metadata; of a picture that a story shows newsgen does that"
    for path in sorted(telling):
        attached = f"content/{path}" if run.folder.file(path) is not None else f"{run.label}/{path}"
        place = tried.copies.get(path, attached)
        yield of_file(place, PICTURE_PLACE, "the file tells where it was made", mend)


def _unshown_pictures(run: CheckRun, faulty: Mapping[str, Fault], looked: Looked, tried: DryRun) -> Iterator[Problem]:
    """Those that no page shows as such: they may be linked to, or be named in a stylesheet."""
    for path in sorted(faulty.keys() - looked.faulty_shown):
        attached = f"content/{path}" if run.folder.file(path) is not None else f"{run.label}/{path}"
        yield of_file(tried.copies.get(path, attached), FAULTY_PICTURE, *faulty[path])


def _ask_others(run: CheckRun, places: Mapping[str, Finding]) -> Findings:
    """What links to other sites lead to nothing. What was found is kept for the next run."""
    # These import what only this needs.
    from newsgen.checks import external  # noqa: PLC0415

    findings = Findings()
    now = int(time.time())
    answers: dict[str, external.Answer] = {}

    def note(url: str, answer: external.Answer) -> None:
        answers[url] = answer
        run.progress.advance(1)

    with closing(Store(run.project.workspace)) as store:
        known = external.answers_from_json(store.blob(_ANSWERS))
        run.progress.begin("other sites", len(places))
        try:
            with run.phase("other sites"):
                external.ask(places, known, now, run.options.manners, note)
        finally:  # What was heard before an interruption need not be asked for again.
            with suppress(MachineError), project_lock(run.project.workspace):
                record = external.answers_to_json({**known, **answers}, now)
                store.write(Transaction(blobs={_ANSWERS: record}))
    for address, fault in external.faults(places, answers):
        place = places[address]
        what = f"dead link {address}: {fault}"
        mend = "correct it, or link to a copy in an archive"
        severity, rule = EXTERNAL_LINK.severity, EXTERNAL_LINK.name
        problem = replace(place.problem, what=what, mend=mend, severity=severity, rule=rule)
        findings.note(replace(place, problem=problem))
    return findings


def _check_ownership(
    run: CheckRun, folder: OutputFolder, files: Mapping[str, int], digests: Mapping[str, str]
) -> Iterator[Problem]:
    closed = tuple(f"{path}/" for path in folder.closed_folders)
    for path in sorted(path for path in digests.keys() - files.keys() if not path.startswith(closed)):
        yield of_file(f"{run.label}/{path}", INTACT, "is missing", "`newsgen build` writes it again")
    for path in sorted(files.keys() - digests.keys() - RECORD_NAMES - _EXPECTED):
        if not path.startswith(_WELL_KNOWN):
            what = "was not written by newsgen, and would be published"
            yield of_file(f"{run.label}/{path}", FOREIGN_FILE, what, "move it into static/, or away")


def _follow_anchors(uses: Iterable[AnchorUse], root: Path, label: str) -> Findings:
    """Links to parts of other pages that are not there."""
    findings = Findings()
    ids: dict[str, set[str]] = {}
    scanner = Scanner(lambda word: word.kind is not TagFacts.ID)
    for use in uses:
        if use.target not in ids:
            content = read_file(root, use.target) or b""
            said = scanner.scan(content.decode("utf-8", "replace")).said
            ids[use.target] = {word.value for _, words in said for word in words if word.kind is TagFacts.ID}
        if not leads_to_one(use.fragment, ids[use.target]):
            what = f"dead link {use.typed}"
            mend = f"no element of /{use.target.removesuffix('index.html')} has id={use.fragment!r}"
            problem = Problem(
                f"{label}/{use.page}",
                what,
                mend,
                use.line,
                use.column,
                use.source_line,
                BROKEN_ANCHOR.severity,
                rule=BROKEN_ANCHOR.name,
            )
            findings.note(Finding(problem, use.page, Typed(use.typed)))
    return findings
