"""The rules over what an editor has written: articles, their fields and terms, the words of the theme."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsgen.builder.dry_run import DryRun
from newsgen.checks.duplicates import Likeness, families_of, find_alike, runs_of, words_of
from newsgen.checks.finding import of_file
from newsgen.checks.folder import read_templates
from newsgen.checks.leaks import EmbargoScanner, secrets_of
from newsgen.checks.lost_blocks import find_lost_blocks
from newsgen.checks.run import CheckRun
from newsgen.checks.terms import find_spellings
from newsgen.checks.texts import Read, TextWork
from newsgen.documents.three_way import Kind
from newsgen.errors import Problem, some
from newsgen.models.article import Article
from newsgen.models.rules import DUPLICATE, NEAR_DUPLICATE, TERM_SPELLING, THEME_COPY, THEME_WORDS, UNKNOWN_FIELD
from newsgen.models.term_profile import TermProfile
from newsgen.models.written import Other, Written
from newsgen.planner.filings import filings_of
from newsgen.project import theme_folder
from newsgen.renderer.labels import has_words_in
from newsgen.renderer.theme import ThemeLoader
from newsgen.renderer.theme_copies import State, look_at_copies, shown
from newsgen.settings import DRAWN, SETTINGS_FILE


def check_sources(run: CheckRun, tried: DryRun) -> EmbargoScanner:
    """Goes through every article once. Gives what to look for in the site: words of stories that are held back."""
    run.problems += _unknown_fields(run, tried)
    run.problems += _theme_words(run)
    run.problems += _theme_copies(run)
    run.problems += find_lost_blocks(_loader(run))
    secrets = secrets_of(_texts(run, tried.held_back))
    work = TextWork(
        folder=run.folder,
        cards=(*tried.articles, *tried.others, *tried.held_back),
        shown=len(tried.articles) + len(tried.others),
        language=run.project.settings.site.language,
        has_cards=run.project.settings.cards == DRAWN,
        credited=tried.credited,
        now=run.now,
        secrets=secrets,
    )
    read = run.map(work, range(len(work.cards)), "articles", Read(), "articles")
    run.problems += read.problems
    with run.phase("copies"):
        cards = {card.source: card for card in tried.articles}
        run.problems += _find_copies(run, read, cards)
        run.problems += _find_spellings(run, cards, tried.others)
    typed = read_templates(run.project.root / SETTINGS_FILE, run.project.templates)
    return secrets.without(read.known | {phrase.words for phrase, _ in secrets.search(typed)})


def _texts(run: CheckRun, cards: Iterable[Written]) -> Iterator[tuple[str, str, str]]:
    for card in cards:
        if (article := run.article(card)) is not None:
            yield card.source, card.title, article.body


def _unknown_fields(run: CheckRun, tried: DryRun) -> Iterator[Problem]:
    """Each field that newsgen does not know, once."""
    counts = Counter(key for keys in tried.unknown_fields.values() for key in keys)
    firsts: dict[str, str] = {}
    for source, keys in tried.unknown_fields.items():
        firsts |= {key: source for key in keys if key not in firsts}
    cards = {card.source: card for card in (*tried.articles, *tried.others, *tried.held_back)}
    for key, count in counts.items():
        articles = f"{count:,} articles have" if count > 1 else "an article has"
        what = f"{articles} the unknown field `{key}`; its values are kept in `extra`"
        mend = f"put it below `extra:`, or make it a taxonomy: `taxonomies: {{{key}: {{}}}}`"
        source = firsts[key]
        article = run.article(cards[source]) if source in cards else None
        if article is None:
            yield of_file(f"content/{source}", UNKNOWN_FIELD, what, mend)
        else:
            yield article.of_key(key, UNKNOWN_FIELD, what, mend)


def _loader(run: CheckRun) -> ThemeLoader:
    return ThemeLoader(run.project.root, run.project.templates, theme_folder() / "templates")


def _theme_words(run: CheckRun) -> Iterator[Problem]:
    """That the publication's language is one of which the theme has no words."""
    project = run.project
    languages = [project.settings.site.language, *(edition.language for edition in project.settings.editions)]
    loader = _loader(run)
    for language in (each for each in languages if not has_words_in(loader, each)):
        what = f"the theme has no words in `{language}`: its menus and dates are in English"
        mend = f"write a group `{language}:` in templates/labels.yaml, with the words of the theme's labels/en.yaml"
        yield of_file(SETTINGS_FILE, THEME_WORDS, what, mend)


def _theme_copies(run: CheckRun) -> Iterator[Problem]:
    """Copies of files of the theme that lack what the theme has got since. What others lack is not known."""
    for copy in look_at_copies(run.project.root, theme_folder()):
        told = f"`newsgen theme diff {copy.path}`"
        if copy.state is State.BEHIND and copy.original:
            count = sum(change.kind is not Kind.BOTH for change in copy.by_theme)
            places = "a change" if count == 1 else f"{count:,} changes"
            what = f"the copy lacks {places} that {shown(copy.file)} has had since newsgen {copy.original.version}"
            yield of_file(copy.path, THEME_COPY, what, f"{told} shows them, and says how to take them over")
        elif copy.state is State.GONE:
            what = f"it is a copy of {shown(copy.file)}, which the theme has no more"
            yield of_file(copy.path, THEME_COPY, what, f"{told} says what to do")
        elif copy.state is State.UNKNOWN and copy.problem:
            yield of_file(copy.problem.path, THEME_COPY, copy.problem.what, copy.problem.mend)


def _find_copies(run: CheckRun, read: Read, cards: Mapping[str, Article]) -> Iterator[Problem]:
    def runs_of_source(source: str) -> set[int]:
        article = run.article(cards[source])
        return runs_of(words_of(article.body)) if article is not None else set()

    for family in families_of(find_alike(read.sketches, runs_of_source)):
        yield from _told_as_copies(family)


def _find_spellings(run: CheckRun, cards: Mapping[str, Article], others: Sequence[Other]) -> Iterator[Problem]:
    settings = run.project.settings
    kept_apart = {(taxonomy.name, name) for taxonomy in settings.taxonomies for name in taxonomy.slugs}
    kept_apart |= {
        (each.taxonomy, name) for each in others if isinstance(each, TermProfile) for name in (each.title, *each.names)
    }
    filings = filings_of(others, settings)
    for spelling in find_spellings([*cards.values()], settings.term_slug, kept_apart, filings):
        what = (
            f"{spelling.taxonomy}: `{spelling.name}` ({spelling.count:,}) is probably"
            f" `{spelling.other}` ({spelling.other_count:,})"
        )
        example = f"`taxonomies: {{{spelling.taxonomy}: {{slugs: {{{spelling.name}: …}}}}}}`"
        mend = f"spell them alike; if they are two, name a slug in newsgen.yaml: {example}"
        article = run.article(cards[spelling.source])
        if article is not None:
            at = article.text.find(spelling.name, 0, article.body_start)
            yield article.problem(at, TERM_SPELLING, what, mend)


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
