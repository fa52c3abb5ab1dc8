"""Checks a publication: what others call, and the order in which it looks.

What a build would refuse or remark; every article's file; every file of the site; what lies between them: parts of
pages, copies of stories, spellings; what GitHub Pages takes; and, if asked for, other sites. Then each problem is as
grave as its rule says, or newsgen.yaml.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from newsgen.builder.build import dry_run
from newsgen.builder.clock import read_clock
from newsgen.builder.dry_run import DryRun
from newsgen.builder.gc_tuning import rare_collection, settle_before_many
from newsgen.builder.options import BuildOptions, Progress, Silence
from newsgen.builder.parallel import batched, jobs_for, map_in_order
from newsgen.builder.store import Store, Transaction, project_lock
from newsgen.checks.articles import ArticleText
from newsgen.checks.duplicates import Likeness, families_of, find_alike, runs_of, words_of
from newsgen.checks.finding import Finding, Findings, Typed, of_file
from newsgen.checks.folder import OutputFolder, list_output, read_file, read_templates
from newsgen.checks.hosting import check_hosting, heaviest
from newsgen.checks.leaks import EmbargoScanner, secrets_of
from newsgen.checks.links import LinkResolver
from newsgen.checks.pages import AnchorUse, FileWork, Looked, Pictures, PictureWork, leads_to_one
from newsgen.checks.pictures import Fault, pictures_among
from newsgen.checks.placing import Placing
from newsgen.checks.plugged import BuiltSite, ask_plugins
from newsgen.checks.report import CheckReport
from newsgen.checks.request_policy import Manners
from newsgen.checks.scanner import Scanner
from newsgen.checks.tags import TagFacts
from newsgen.checks.terms import find_spellings
from newsgen.checks.texts import Read, TextWork
from newsgen.documents.html import Kind, tokens, values_of
from newsgen.errors import MachineError, Problem, Severity, some
from newsgen.loader.sources import ContentFolder
from newsgen.models.article import Article
from newsgen.models.rules import (
    BROKEN_ANCHOR,
    CONTENT,
    CURRENT,
    DUPLICATE,
    EXTERNAL_LINK,
    FAULTY_PICTURE,
    FOREIGN_FILE,
    INTACT,
    NEAR_DUPLICATE,
    PLUGIN,
    RULES,
    TERM_SPELLING,
    THEME_WORDS,
    UNKNOWN_FIELD,
    UNREACHABLE_LINK,
)
from newsgen.planner.urls import output_path
from newsgen.plugins import load_plugins
from newsgen.project import Project, theme_folder
from newsgen.renderer.theme import ThemeLoader, spoken
from newsgen.settings import SETTINGS_FILE, read_base_url
from newsgen.writer.folder import RECORD_NAMES, read_ownership

_BATCH = 200
_EXPECTED = frozenset(("CNAME", ".nojekyll"))
"""Files that newsgen did not write, and that have their place in a site."""
_WELL_KNOWN = ".well-known/"
_ANSWERS = "answers of other sites"

Result = TypeVar("Result", Read, Looked, Pictures)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What a check is asked to do."""

    output: Path | None = None
    """The output folder; newsgen.yaml's where it is None."""
    now: str = ""
    """The time to check for, as typed; the clock where it is empty."""
    jobs: int = 0
    """Processes; 0 for as many as there are processors."""
    external: bool = False
    """Ask other sites whether what articles link to is there."""
    manners: Manners = field(default_factory=Manners)
    """How other sites are asked."""
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


def check(project: Project, options: CheckOptions, progress: Progress | None = None) -> CheckReport:
    """Everything that is wrong with a publication, in its sources and in the site that was built from them.

    Nothing is published or changed.

    Raises:
        UsageError: The options or the output folder will not do.
        MachineError: A permission is missing, or a build is at work.
    """
    with rare_collection():
        return _Check(project, options, progress or Silence()).run()


class _Check:
    def __init__(self, project: Project, options: CheckOptions, progress: Progress) -> None:
        self._project = project
        self._options = options
        self._progress = progress
        self._build_options = BuildOptions(
            output=options.output, now=options.now, jobs=options.jobs, environ=options.environ
        )
        self._output = options.output or project.output
        self._label = project.shown(self._output)
        self._folder = ContentFolder(project.root, project.settings.reading.encoding)
        self._now = read_clock(options.now, self._build_options.environ, project.settings.zone).instant
        self._problems: list[Problem] = []
        self._seconds: dict[str, float] = {}

    def run(self) -> CheckReport:
        """As `check`."""
        with self._phase("load"):
            tried = dry_run(self._project, self._build_options, self._progress)
        self._problems += tried.report.problems
        self._problems += self._unknown_fields(tried)
        self._problems += self._theme_words()
        secrets = self._check_sources(tried)
        folder = list_output(self._output)
        looked = Looked()
        if folder is None:
            self._problems.append(of_file(self._label, CURRENT, "there is no site yet", "run `newsgen build`"))
            folder = OutputFolder(self._output, (), ())
        elif base := self._other_base(folder):
            what, ours = f"was built for {base}", self._project.settings.site.base_url
            mend = f"say `--base-url {base}`, or build for {ours}"
            self._problems.append(of_file(self._label, CURRENT, what, mend))
        else:
            self._check_currency(tried)
            looked = self._check_output(folder, secrets, tried)
        return CheckReport(
            output=self._label,
            problems=tuple(_in_order(self._judged())),
            articles=len(tried.articles),
            files=len(folder.files),
            pages=looked.pages,
            size=sum(file.size for file in folder.files),
            heaviest=heaviest(folder.files),
            external=len(looked.external),
            off=tuple(name for name, level in self._project.settings.checks.items() if level == "off"),
            seconds=self._seconds,
        )

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self._seconds[name] = time.perf_counter() - started

    def _map(self, work: Callable[[Any], Result], items: Sequence[Any], phase: str, whole: Result, noun: str) -> Result:
        """The work on many items, by batches, in order."""
        jobs = jobs_for(len(items), self._options.jobs)
        self._progress.begin(phase, len(items))

        def describe(batch: Sequence[Any]) -> str:
            return f"{len(batch)} {noun}"

        settle_before_many()
        with self._phase(phase):
            for part in map_in_order(work, batched(items, _BATCH), jobs=jobs, describe=describe):
                whole.join(part)
                self._progress.advance(part.done)
        return whole

    # Sources.

    def _check_sources(self, tried: DryRun) -> EmbargoScanner:
        """Rules over articles. What to look for in the site: words of stories that are held back."""
        secrets = secrets_of(self._texts(tried.held_back))
        work = TextWork(
            folder=self._folder,
            cards=(*tried.articles, *tried.held_back),
            shown=len(tried.articles),
            language=self._project.settings.site.language,
            now=self._now,
            secrets=secrets,
        )
        read = self._map(work, range(len(work.cards)), "articles", Read(), "articles")
        self._problems += read.problems
        with self._phase("copies"):
            cards = {card.source: card for card in tried.articles}
            self._problems += self._find_copies(read, cards)
            self._problems += self._find_spellings(cards)
        typed = read_templates(self._project.root / SETTINGS_FILE, self._project.templates)
        return secrets.without(read.known | {phrase.words for phrase, _ in secrets.search(typed)})

    def _texts(self, cards: Iterable[Article]) -> Iterator[tuple[str, str, str]]:
        for card in cards:
            if (article := self._article(card)) is not None:
                yield card.source, card.title, article.body

    def _article(self, card: Article) -> ArticleText | None:
        source = self._folder.read(card.source)
        return None if isinstance(source, Problem) else ArticleText.of(card, source)

    def _unknown_fields(self, tried: DryRun) -> Iterator[Problem]:
        """Each field that newsgen does not know, once."""
        counts = Counter(key for keys in tried.unknown_fields.values() for key in keys)
        firsts: dict[str, str] = {}
        for source, keys in tried.unknown_fields.items():
            firsts |= {key: source for key in keys if key not in firsts}
        cards = {card.source: card for card in (*tried.articles, *tried.held_back)}
        for key, count in counts.items():
            articles = f"{count:,} articles have" if count > 1 else "an article has"
            what = f"{articles} the unknown field `{key}`; its values are kept in `extra`"
            mend = f"put it below `extra:`, or make it a taxonomy: `taxonomies: {{{key}: {{}}}}`"
            source = firsts[key]
            article = self._article(cards[source]) if source in cards else None
            if article is None:
                yield of_file(f"content/{source}", UNKNOWN_FIELD, what, mend)
            else:
                yield article.of_key(key, UNKNOWN_FIELD, what, mend)

    def _theme_words(self) -> Iterator[Problem]:
        """That the publication's language is one of which the theme has no words."""
        project = self._project
        language = project.settings.site.language
        main = language.partition("-")[0].lower()
        loader = ThemeLoader(project.root, project.templates, theme_folder() / "templates")
        if main not in spoken(loader):
            what = f"the theme has no words in `{language}`: its menus and dates are in English"
            mend = f"write templates/labels.yaml with a group `{main}:` and the words of the theme's group `en:` in it"
            yield of_file(SETTINGS_FILE, THEME_WORDS, what, mend)

    def _find_copies(self, read: Read, cards: Mapping[str, Article]) -> Iterator[Problem]:
        def runs_of_source(source: str) -> set[int]:
            article = self._article(cards[source])
            return runs_of(words_of(article.body)) if article is not None else set()

        for family in families_of(find_alike(read.sketches, runs_of_source)):
            yield from _told_as_copies(family)

    def _find_spellings(self, cards: Mapping[str, Article]) -> Iterator[Problem]:
        settings = self._project.settings
        kept_apart = {(taxonomy.name, name) for taxonomy in settings.taxonomies for name in taxonomy.slugs}
        for spelling in find_spellings([*cards.values()], settings.term_slug, kept_apart):
            what = (
                f"{spelling.taxonomy}: `{spelling.name}` ({spelling.count:,}) is probably"
                f" `{spelling.other}` ({spelling.other_count:,})"
            )
            example = f"`taxonomies: {{{spelling.taxonomy}: {{slugs: {{{spelling.name}: …}}}}}}`"
            mend = f"spell them alike; if they are two, name a slug in newsgen.yaml: {example}"
            article = self._article(cards[spelling.source])
            if article is not None:
                at = article.text.find(spelling.name, 0, article.body_start)
                yield article.problem(at, TERM_SPELLING, what, mend)

    # The site.

    def _other_base(self, folder: OutputFolder) -> str:
        """The base URL that the site says it has; empty where it is ours, or the site does not say."""
        page = (read_file(folder.root, "index.html") or b"").decode("utf-8", "replace")
        base = _base_of(page)
        return "" if base == self._project.settings.site.base_url else base

    def _check_currency(self, tried: DryRun) -> None:
        if tried.difference and not tried.report.errors:
            what = f"is not what a build would make now: {tried.difference}"
            self._problems.append(of_file(self._label, CURRENT, what, "run `newsgen build`"))

    def _check_output(self, folder: OutputFolder, secrets: EmbargoScanner, tried: DryRun) -> Looked:
        self._problems += check_hosting(folder, self._label)
        files = {file.path: file.size for file in folder.files if file.is_file}
        owned = read_ownership(str(folder.root), self._label)
        if owned is None:
            what = "holds no site that newsgen has built"
            self._problems.append(of_file(self._label, CURRENT, what, "run `newsgen build`"))
        digests = owned.files if owned else {}
        self._problems += self._check_ownership(folder, files, digests)
        leads = LinkResolver(self._project.settings.site, files)
        work = FileWork(
            root=folder.root,
            label=self._label,
            leads=leads,
            digests=digests,
            secrets=secrets,
            now=self._now,
            wants_external=self._options.external,
            faulty=self._check_pictures(folder, files),
        )
        paths = [path for path in files if path not in RECORD_NAMES]
        looked = self._map(work, paths, "site", Looked(), "files")
        self._problems += self._unshown_pictures(work.faulty, looked, tried)
        looked.findings.join(_follow_anchors(looked.anchors, folder.root, self._label))
        if self._options.external:
            looked.findings.join(self._ask_others(looked.external))
        placing = Placing(
            label=self._label,
            site=self._project.settings.site,
            folder=self._folder,
            pages={output_path(tried.places[card.source]): card for card in tried.articles},
            copies=tried.copies,
        )
        # Whether an address can be reached from elsewhere says nothing of what is there.
        told = {
            (problem.path, problem.line, problem.column)
            for problem in self._problems
            if problem.line and problem.rule != UNREACHABLE_LINK.name
        }
        self._problems += placing.placed(looked.findings, told)
        if checks := load_plugins(self._project.settings.plugins).checks:
            pages = {source: output_path(place) for source, place in tried.places.items()}
            site = BuiltSite(self._project.settings.site.base_url, tuple(files), tried.articles, pages, folder.root)
            with self._phase("plugins"):
                self._problems += ask_plugins(checks, site, self._label)
        return looked

    def _check_pictures(self, folder: OutputFolder, files: Mapping[str, int]) -> Mapping[str, Fault]:
        """What is wrong with the pictures of the site, before the pages are looked at which show them."""
        return self._map(PictureWork(folder.root), pictures_among(files), "pictures", Pictures(), "pictures").faults

    def _unshown_pictures(self, faulty: Mapping[str, Fault], looked: Looked, tried: DryRun) -> Iterator[Problem]:
        """Those that no page shows as such: they may be linked to, or be named in a stylesheet."""
        for path in sorted(faulty.keys() - looked.faulty_shown):
            attached = f"content/{path}" if self._folder.file(path) is not None else f"{self._label}/{path}"
            yield of_file(tried.copies.get(path, attached), FAULTY_PICTURE, *faulty[path])

    def _ask_others(self, places: Mapping[str, Finding]) -> Findings:
        """What links to other sites lead to nothing. What was found is kept for the next run."""
        # These import what only this needs.
        from newsgen.checks import external  # noqa: PLC0415

        findings = Findings()
        now = int(time.time())
        answers: dict[str, external.Answer] = {}

        def note(url: str, answer: external.Answer) -> None:
            answers[url] = answer
            self._progress.advance(1)

        with closing(Store(self._project.workspace)) as store:
            known = external.answers_from_json(store.blob(_ANSWERS))
            self._progress.begin("other sites", len(places))
            try:
                with self._phase("other sites"):
                    external.ask(places, known, now, self._options.manners, note)
            finally:  # What was heard before an interruption need not be asked for again.
                with suppress(MachineError), project_lock(self._project.workspace):
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
        self, folder: OutputFolder, files: Mapping[str, int], digests: Mapping[str, str]
    ) -> Iterator[Problem]:
        closed = tuple(f"{path}/" for path in folder.closed_folders)
        for path in sorted(path for path in digests.keys() - files.keys() if not path.startswith(closed)):
            yield of_file(f"{self._label}/{path}", INTACT, "is missing", "`newsgen build` writes it again")
        for path in sorted(files.keys() - digests.keys() - RECORD_NAMES - _EXPECTED):
            if not path.startswith(_WELL_KNOWN):
                what = "was not written by newsgen, and would be published"
                yield of_file(f"{self._label}/{path}", FOREIGN_FILE, what, "move it into static/, or away")

    # The judgement.

    def _judged(self) -> Iterator[Problem]:
        """The problems that count, each as grave as its rule."""
        levels = self._project.settings.checks
        for problem in dict.fromkeys(self._problems):
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


_COPY_MEND = (
    "keep one, with the other's address under `aliases:`; or say in full where it stood first: `canonical: https://…`"
)
_MANY = 3
"""Copies of one story up to which each is told; more are told at the first."""


def _told_as_copies(family: Sequence[Likeness]) -> Iterator[Problem]:
    """The articles that say what one earlier one says, or each other: one by one, or together where they are many."""
    rule = DUPLICATE if family[0].is_same else NEAR_DUPLICATE
    if len(family) > _MANY:
        how = "the same text as this one" if family[0].is_same else "nearly the same text as this one, or as each other"
        what = f"{len(family):,} later articles have {how}: {some([f'content/{each.source}' for each in family])}"
        yield replace(of_file(f"content/{family[0].earlier}", rule, what, _COPY_MEND), line=1, column=1)
        return
    for alike in family:
        what = f"has the same text as content/{alike.earlier}"
        if not alike.is_same:
            what = f"{100 * alike.share:.0f} % of the text are also in content/{alike.earlier}"
        yield replace(of_file(f"content/{alike.source}", rule, what, _COPY_MEND), line=1, column=1)


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


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    numbers = {name: number for number, name in enumerate(RULES)}
    return sorted(problems, key=lambda problem: (numbers[problem.rule], problem.path, problem.line, problem.column))


__all__ = ["CheckOptions", "CheckReport", "check"]
