"""Checks a publication: what others call, and the order in which it looks.

What a build would refuse or remark; every article's file; every file of the site; what lies between them: parts of
pages, copies of stories, spellings; what GitHub Pages takes; and, if asked for, other sites. Then each problem is as
grave as its rule says, or newsgen.yaml.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsgen.builder.build import dry_run
from newsgen.builder.dry_run import DryRun
from newsgen.builder.gc_tuning import rare_collection
from newsgen.builder.options import Progress, Silence
from newsgen.checks.check_site import check_site
from newsgen.checks.check_sources import check_sources
from newsgen.checks.finding import of_file
from newsgen.checks.folder import OutputFolder, list_output, read_file
from newsgen.checks.hosting import heaviest
from newsgen.checks.pages import Looked
from newsgen.checks.report import CheckReport
from newsgen.checks.run import CheckOptions, CheckRun
from newsgen.checks.search_cost import search_cost
from newsgen.documents.html import Kind, tokens, values_of
from newsgen.errors import Problem, Severity
from newsgen.models.rules import CONTENT, CURRENT, PLUGIN, RULES
from newsgen.project import Project
from newsgen.settings import read_base_url


def check(project: Project, options: CheckOptions, progress: Progress | None = None) -> CheckReport:
    """Everything that is wrong with a publication, in its sources and in the site that was built from them.

    Nothing is published or changed.

    Raises:
        UsageError: The options or the output folder will not do.
        MachineError: A permission is missing, or a build is at work.
    """
    with rare_collection():
        return _report(CheckRun(project, options, progress or Silence()))


def _report(run: CheckRun) -> CheckReport:
    with run.phase("load"):
        tried = dry_run(run.project, run.build_options, run.progress)
    run.problems += tried.report.problems
    secrets = check_sources(run, tried)
    folder = list_output(run.output)
    looked = Looked()
    if folder is None:
        run.problems.append(of_file(run.label, CURRENT, "there is no site yet", "run `newsgen build`"))
        folder = OutputFolder(run.output, (), ())
    elif base := _other_base(run, folder):
        what, ours = f"was built for {base}", run.project.settings.site.base_url
        mend = f"say `--base-url {base}`, or build for {ours}"
        run.problems.append(of_file(run.label, CURRENT, what, mend))
    else:
        _check_currency(run, tried)
        looked = check_site(run, folder, secrets, tried)
    return CheckReport(
        output=run.label,
        problems=tuple(_in_order(_judged(run))),
        articles=len(tried.articles),
        files=len(folder.files),
        pages=looked.pages,
        size=sum(file.size for file in folder.files),
        heaviest=heaviest(folder.files),
        search=search_cost(folder.root, folder.files),
        external=len(looked.external),
        off=tuple(name for name, level in run.project.settings.checks.items() if level == "off"),
        old_urls=run.old_urls,
        next_change=tried.report.next_change,
        seconds=run.seconds,
    )


def _other_base(run: CheckRun, folder: OutputFolder) -> str:
    """The base URL that the site says it has; empty where it is ours, or the site does not say."""
    page = (read_file(folder.root, "index.html") or b"").decode("utf-8", "replace")
    base = _base_of(page)
    return "" if base == run.project.settings.site.base_url else base


def _check_currency(run: CheckRun, tried: DryRun) -> None:
    if tried.difference and not tried.report.errors:
        what = f"is not what a build would make now: {tried.difference}"
        run.problems.append(of_file(run.label, CURRENT, what, "run `newsgen build`"))


def _judged(run: CheckRun) -> Iterator[Problem]:
    """The problems that count, each as grave as its rule."""
    levels = run.project.settings.checks
    for problem in dict.fromkeys(run.problems):
        rule = RULES[problem.rule] if problem.rule else CONTENT
        level = levels.get(rule.name)
        if level == "off":
            continue
        usual = problem.severity if rule is PLUGIN else rule.severity
        severity = Severity(level) if level else usual
        if not problem.rule and not problem.is_error:
            severity = Severity.WARNING
        yield replace(problem, rule=rule.name, severity=severity)


def _base_of(page: str) -> str:
    """The base URL at which a front page says it lies; empty where it does not say."""
    for tag in tokens(page):
        if tag.kind is Kind.START and tag.name == "link":
            values = values_of(page[tag.start : tag.end])
            address = values.get("href", "")
            if values.get("rel", "").lower() == "canonical" and address.endswith("/"):
                return read_base_url(address)[0]
    return ""


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    numbers = {name: number for number, name in enumerate(RULES)}
    return sorted(problems, key=lambda problem: (numbers[problem.rule], problem.path, problem.line, problem.column))


__all__ = ["CheckOptions", "CheckReport", "check"]
