"""Faults for the walk to find: what a build could do wrong on top of an earlier one, and not from nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pytest

from newsgen.builder import (
    build,
    dirty,
    engine,
    environment,
    fast_path,
    load,
    pictures,
    search_stage,
    source_diff,
    staleness,
)
from newsgen.builder.environment import BuildEnvironment
from newsgen.builder.report import report_from_json
from newsgen.builder.search_stage import SearchStage
from newsgen.builder.source_diff import SourceDiff
from newsgen.builder.staleness import STANDS, Answers, Staleness
from newsgen.loader import shaping
from newsgen.loader.sources import ContentTree
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.output import FileCopy
from newsgen.models.recorder import DependencyRecorder
from newsgen.models.views import TermGroup
from newsgen.planner import archive_diff, articles, dates, listings, views
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.articles import ArticlePages, Redirects
from newsgen.planner.cards import CardPages
from newsgen.planner.dates import MonthPages, YearPages, YearsPage
from newsgen.planner.feeds import RssFeeds
from newsgen.planner.fixed import Robots
from newsgen.planner.home import HomePage
from newsgen.planner.icons import Drawing, Icons, Manifest
from newsgen.planner.kinds import PageKind
from newsgen.planner.listings import ListingPages
from newsgen.planner.news_sitemap import NewsSitemap
from newsgen.planner.on_this_day import OnThisDayPages
from newsgen.planner.search import SearchPage
from newsgen.planner.sitemaps import SitemapIndex, Sitemaps
from newsgen.planner.standing import StandingPages, StandingRedirects
from newsgen.planner.term_files import TermFileDiff
from newsgen.planner.term_redirects import TermRedirects
from newsgen.planner.terms import TaxonomyPages, TermPages
from newsgen.plugins import files
from newsgen.renderer import pages, template_dependencies
from newsgen.renderer.theme import Assets
from newsgen.writer.folder import Receipt, Staging
from newsgen.writer.folder.publishing import Publication

Plant = Callable[[pytest.MonkeyPatch], None]
"""Plants one fault for the length of a test."""


def replacing(owner: Any, name: str, fault: Callable[..., Any]) -> Plant:
    """A method of a class, or a function of a module, is another one; it gets the original first."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        original = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *arguments, **named: fault(original, *arguments, **named))

    return plant


def answering(owner: type, name: str, answer: Callable[[Any], Any]) -> Plant:
    """An attribute of a class always has this answer."""
    return lambda monkeypatch: monkeypatch.setattr(owner, name, property(answer))


def not_affected(kind: type[PageKind[Any]]) -> Plant:
    """No change of the archive concerns pages of this kind."""
    return lambda monkeypatch: monkeypatch.setattr(kind, "affected", lambda *_: ())


def blind_to(pattern: str) -> Plant:
    """A page is left as it is where only this piece of it would change."""
    piece = re.compile(pattern.encode(), re.DOTALL)

    def holds(_: Any, staging: Staging, path: str, content: bytes, *_given: Any) -> bool:
        old = published(staging, path)
        return old is not None and piece.sub(b"", old) == piece.sub(b"", content)

    return replacing(Staging, "_holds", holds)


def published(staging: Staging, path: str) -> bytes | None:
    """What lies in the output already."""
    file = staging.output.open(path) if not staging.is_first else None
    if file is None:
        return None
    with open(file, "rb") as opened:  # noqa: PTH123 - an open file has no path
        return opened.read()


def overlooking(reason: str) -> Plant:
    """A page is left as it is where this would be the reason to make it anew."""

    def reason_for(original: Any, *arguments: Any, **named: Any) -> str:
        told: str = original(*arguments, **named)
        return STANDS if told.startswith(reason) else told

    return replacing(Staleness, "reason", reason_for)


def _believe_in_files(_: Any, staging: Staging, path: str, *_given: Any) -> bool:
    return published(staging, path) is not None


def _believe_in_sizes(_: Any, staging: Staging, path: str, content: bytes, *_given: Any) -> bool:
    return len(published(staging, path) or b"") == len(content)


def _believe_in_copies(original: Any, staging: Staging, copy: FileCopy) -> Receipt:
    old = published(staging, copy.path)
    return original(staging, copy) if old is None else staging.keep(copy.path, sha256(old).hexdigest())


def _believe_in_the_first_report(_: Any, seen: fast_path.FastPath, __: int) -> Any:
    kept = seen._store.blob(seen._keys.report)
    return report_from_json(kept["report"]) if kept else None


def _believe_in_photographs(_: Any, files: pictures.PictureFiles, path: str, before: Mapping[str, Any]) -> Any:
    names = [size.path for size in files.of(path)]
    return {name: before[name] for name in names} if before.keys() >= {*names} else None


@dataclass(frozen=True)
class Unspelled:
    """Fields of a story of which a fingerprint sees nothing."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        vars(self).update(fields)


@dataclass(frozen=True)
class Fault:
    """A fault and the edits that bring it to light: a build after each of them."""

    plant: Plant
    edits: tuple[str, ...]
    """Names in EDITS."""


real_versions = ArchiveDiff.__dict__["versions"].func

PLANTED: Mapping[str, Fault] = {
    "takes_a_page_that_is_there_for_right": Fault(replacing(Staging, "_holds", _believe_in_files), ("a body",)),
    "takes_a_page_of_that_size_for_right": Fault(replacing(Staging, "_holds", _believe_in_sizes), ("a body",)),
    "takes_a_static_file_that_is_there_for_right": Fault(
        replacing(Staging, "copy", _believe_in_copies), ("a style sheet",)
    ),
    "leaves_what_left_the_site": Fault(replacing(Publication, "_remove_orphans", lambda *_: []), ("a dead link",)),
    "forgets_the_text": Fault(blind_to("Wind from the (north|south)"), ("a body",)),
    "forgets_the_neighbours": Fault(blind_to('<nav class="neighbours".*?</nav>'), ("a newer story",)),
    "forgets_earlier_coverage": Fault(
        blind_to('<section aria-labelledby="page.earlier">.*?</section>'), ("an older story",)
    ),
    "forgets_what_the_section_had_brought_before": Fault(
        blind_to('<section aria-labelledby="page.section">.*?</section>'),
        ("many stories of a month", "another headline of one of them"),
    ),
    "forgets_the_feeds": Fault(blind_to("<(entry|item)>.*</(entry|item)>"), ("a headline",)),
    "forgets_the_menu": Fault(blind_to('<nav class="menu".*?</nav>'), ("a menu",)),
    "forgets_the_digests_of_assets": Fault(blind_to(r"\?v=[0-9a-f]{8}"), ("versions of static files", "a style sheet")),
    "forgets_the_sizes_of_pictures": Fault(blind_to(r' (width|height)="\d+"'), ("a larger picture",)),
    "takes_a_photograph_that_is_there_for_right": Fault(
        replacing(pictures.PictureFiles, "kept", _believe_in_photographs),
        ("a story with a photograph for it", "its photograph", "another of the same size"),
    ),
    "forgets_what_a_photograph_says": Fault(
        replacing(source_diff.SourceDiff, "_other_files", lambda *_: set()),
        ("a story with a photograph for it", "its photograph", "one that says who made it"),
    ),
    "forgets_the_cards": Fault(
        not_affected(CardPages), ("cards that are drawn", "a headline on a card", "another headline on it")
    ),
    "keeps_photographs_without_their_rules": Fault(
        replacing(pictures.PictureFiles, "key", lambda _, files, path: files.pictures[path].digest),
        ("a story with a photograph for it", "one that says who made it", "what it says stays not in it"),
    ),
    "overlooks_another_newsgen": Fault(overlooking("newsgen, one of"), ("a newer version",)),
    "overlooks_a_text": Fault(overlooking("the text of"), ("a body",)),
    "overlooks_what_a_page_shows": Fault(overlooking("what it shows"), ("a newer story",)),
    "overlooks_a_template": Fault(overlooking("the template"), ("a template",)),
    "overlooks_an_answer": Fault(overlooking("archive."), ("a question for the latest", "a story after that question")),
    "overlooks_where_a_link_leads": Fault(overlooking("the link"), ("another slug",)),
    "overlooks_a_static_file": Fault(overlooking("the static file"), ("versions of static files", "a style sheet")),
    "sees_no_change_of_the_sources": Fault(
        replacing(ContentTree, "digest", lambda *_: "as ever"), ("nothing", "a body")
    ),
    "takes_the_surroundings_for_the_same": Fault(
        replacing(fast_path, "_look_at_surroundings", lambda *_: "as ever"), ("nothing", "a menu")
    ),
    "sees_no_card_change": Fault(replacing(load, "shown_digest", lambda *_: "as ever"), ("a headline",)),
    "sees_no_change_of_an_article": Fault(
        replacing(engine, "load_articles", lambda real, *given, **named: replace(real(*given, **named), changed=())),
        ("a body",),
    ),
    "sees_no_article_that_appears_by_the_clock": Fault(
        replacing(SourceDiff, "_otherwise_held", lambda *_: set()),
        ("an end", "a day after the end", "a day before it"),
    ),
    "forgets_who_links_there": Fault(replacing(source_diff, "keys_of_file", lambda *_: ()), ("another slug",)),
    "forgets_who_links_by_name": Fault(
        replacing(source_diff, "keys_of_file", lambda *_: ()),
        ("links by name", "what one of them names", "another slug of it"),
    ),
    "forgets_who_links_to_an_old_address": Fault(
        replacing(source_diff, "keys_of_place", lambda *_: ()),
        ("links to an old site", "an old site", "nothing", "a story that was there"),
    ),
    "forgets_the_other_versions": Fault(
        replacing(
            ArticlePages, "affected", lambda real, *given: {key for key in real(*given) if key[2:] != "linking.md"}
        ),
        ("links by name", "a folder of another language", "a version of a story"),
    ),
    "forgets_the_other_versions_in_sitemaps": Fault(
        replacing(
            ArticlePages, "altered_sitemaps", lambda *given: {f"articles-{day.year:04}" for day in given[-1].days}
        ),
        ("links by name", "a folder of another language", "a version of a story"),
    ),
    "forgets_what_is_filed_otherwise": Fault(
        answering(ArchiveDiff, "refiled", lambda diff: diff.added | diff.removed), ("another slug",)
    ),
    "forgets_other_terms": Fault(
        replacing(archive_diff, "_filing", lambda real, *given: real(*given)[:-2]), ("a term less",)
    ),
    "forgets_the_sitemaps_of_listings": Fault(
        replacing(ListingPages, "altered_sitemaps", lambda *_: set()), ("a newer story",)
    ),
    "overlooks_templates_named_by_expressions": Fault(
        replacing(template_dependencies, "names_in_template", lambda real, text: [name for name in real(text) if name]),
        ("a desk", "a dynamic include", "nothing", "what it then includes"),
    ),
    "reads_by_the_settings_of_before": Fault(
        replacing(engine, "reading_rules", lambda *_: "as ever"), ("links to an old site", "topics", "topics are tags")
    ),
    "forgets_what_was_the_old_site": Fault(
        answering(BuildEnvironment, "fingerprint", lambda _: "as ever"),
        ("links to an old site", "nothing", "an old site"),
    ),
    "forgets_the_page_before_and_after": Fault(
        answering(ArchiveDiff, "neighbours", lambda _: frozenset()),
        ("a newer story",),
    ),
    "forgets_who_asks_for_earlier_coverage": Fault(
        replacing(archive_diff, "with_other_coverage", lambda *_: set()), ("an older story",)
    ),
    "forgets_what_a_listing_lists": Fault(
        replacing(listings, "altered_numbers", lambda *_: set()), ("shorter listings", "a headline")
    ),
    "forgets_new_neighbours_of_days": Fault(
        replacing(dates, "with_new_neighbours", lambda _, touched, *__: set(touched)), ("a newer story",)
    ),
    "forgets_who_spells_a_term_so": Fault(
        answering(ArchiveDiff, "shown_otherwise", lambda source_diff: source_diff._changed | source_diff.added),
        ("an author with another spelling",),
    ),
    "forgets_who_links_to_a_feed": Fault(
        replacing(TermPages, "have_other_heads", lambda *_: False),
        ("shorter listings", "feeds of larger terms", "a newer story"),
    ),
    "does_not_ask_again": Fault(
        replacing(dirty, "_changed_facts", lambda *_: []),
        ("a question for the latest", "nothing", "a story after that question"),
    ),
    "forgets_what_a_template_makes": Fault(
        replacing(dirty, "_changed_templates", lambda *_: frozenset()), ("a template",)
    ),
    "forgets_the_front_page": Fault(not_affected(HomePage), ("a headline",)),
    "forgets_templates_of_blocks": Fault(
        replacing(environment, "block_templates", lambda *_: []),
        ("a story with blocks", "a block of its own", "what a block includes", "a block that includes"),
    ),
    "forgets_that_banners_end": Fault(
        replacing(HomePage, "affected", lambda _, self, before, diff: super(HomePage, self).affected(before, diff)),
        ("stories for fronts", "a banner", "the banner ends"),
    ),
    "forgets_the_ends_of_pins_by_the_clock": Fault(
        replacing(engine, "turning_points", lambda _, index, **__: index.lines.instants),
        ("stories for fronts", "a pinned story", "nothing", "the pin ends"),
    ),
    "forgets_term_files": Fault(
        replacing(source_diff, "diff_of_term_files", lambda *_: TermFileDiff()),
        ("stories for term files", "a term file"),
    ),
    "forgets_what_own_pages_say_of_terms": Fault(
        replacing(source_diff, "diff_of_term_files", lambda diff, *given: replace(diff(*given), own=frozenset())),
        ("stories for term files", "an author's file", "another role"),
    ),
    "forgets_stories_that_are_filed_otherwise": Fault(
        replacing(source_diff, "diff_of_term_files", lambda diff, *given: replace(diff(*given), changed=frozenset())),
        ("stories for term files", "another for them", "a term file"),
    ),
    "forgets_texts_of_terms": Fault(
        replacing(source_diff, "diff_of_term_files", lambda diff, *given: replace(diff(*given), profiles=frozenset())),
        ("stories for term files", "a term file", "its text"),
    ),
    "forgets_links_in_texts_of_terms": Fault(
        answering(SourceDiff, "_asking", lambda _: set()),
        (
            "stories for term files",
            "another for them",
            "a term file",
            "what it links to",
            "a link in it leads elsewhere",
        ),
    ),
    "forgets_other_names_of_terms": Fault(
        not_affected(TermRedirects), ("stories for term files", "a term file", "the file claims the inner term")
    ),
    "forgets_parts_of_a_series": Fault(
        replacing(articles, "with_other_parts", lambda *_: set()),
        ("stories for term files", "another for them", "a third for them"),
    ),
    "forgets_standing_pages": Fault(not_affected(StandingPages), ("a standing page", "a page is a draft")),
    "forgets_their_old_addresses": Fault(
        not_affected(StandingRedirects), ("a standing page", "another title for the page above")
    ),
    "forgets_where_links_in_standing_pages_lead": Fault(
        answering(SourceDiff, "_asking", lambda _: set()), ("a standing page", "what it links to has another slug")
    ),
    "forgets_who_links_to_standing_pages": Fault(
        answering(SourceDiff, "changed_others", lambda _: set()),
        ("a standing page", "a story links to a page", "a page is a draft"),
    ),
    "forgets_a_feed": Fault(not_affected(RssFeeds), ("a headline",)),
    "forgets_the_texts_in_feeds": Fault(
        replacing(RssFeeds, "_showing", lambda *_: ()), ("full-text feeds", "a summary of its own", "a text in them")
    ),
    "compares_no_text_in_a_feed": Fault(
        replacing(Answers, "_text_digest", lambda *_: "as ever"),
        ("full-text feeds", "a summary of its own", "a text in them"),
    ),
    "forgets_where_links_in_feeds_lead": Fault(
        replacing(pages, "make_full_text", lambda real, *given, **named: replace(real(*given, **named), targets=())),
        ("full-text feeds", "another place of what it links to"),
    ),
    "forgets_the_indexes_of_terms": Fault(not_affected(TaxonomyPages), ("an older story",)),
    "forgets_listings": Fault(not_affected(ListingPages), ("a headline",)),
    "forgets_the_covers_of_years": Fault(
        replacing(
            YearPages, "affected", lambda real, self, before, diff: real(self, before, diff) if diff.added else ()
        ),
        ("a headline",),
    ),
    "forgets_the_list_of_years": Fault(not_affected(YearsPage), ("an older story",)),
    "forgets_the_search_page": Fault(not_affected(SearchPage), ("links by name", "a term in another script")),
    "searches_a_text_as_it_was": Fault(
        replacing(
            SearchStage,
            "_other_texts",
            lambda _, __, part, before: {*part.sources} - {*(before.sources if before else ())},
        ),
        ("a body",),
    ),
    "finds_words_that_are_gone": Fault(
        replacing(
            search_stage,
            "mended",
            lambda real, segment, changes, *given: real(segment, replace(changes, gone={}), *given),
        ),
        ("many stories of a month", "one of them stands for it", "a body"),
    ),
    "searches_no_text_that_comes_between_others": Fault(
        replacing(search_stage, "changed", lambda real, segment, changes: real(segment, replace(changes, come={}))),
        ("many stories of a month", "one of them stands for it", "an older story"),
    ),
    "forgets_the_names_of_terms": Fault(
        replacing(SearchStage, "_has_other_names", lambda _, self, __: self._outcome.dirty.is_all),
        ("links by name", "a term in another script"),
    ),
    "forgets_the_names_in_term_files": Fault(
        replacing(
            SearchStage,
            "_has_other_names",
            lambda _, self, name: (
                self._outcome.dirty.is_all
                or self._outcome.diff.known.index.terms.get(name) != self._views.archive.index.terms[name]
            ),
        ),
        ("a term file", "the file claims the inner term", "a story of the inner term"),
    ),
    "leaves_files_of_the_index": Fault(
        replacing(SearchStage, "see_to", lambda real, self: replace(real(self), gone=set())),
        ("a standing page", "a page is a draft"),
    ),
    "forgets_that_covers_are_chosen_anew": Fault(
        blind_to('<div class="story">.*?</div>'), ("stories for fronts", "a featured story")
    ),
    "forgets_the_covers_of_months": Fault(
        replacing(MonthPages, "touched", lambda real, *given: real(*given) if given[-1].refiled else ()),
        ("many stories of a month", "one of them stands for it"),
    ),
    "forgets_days_of_the_year": Fault(not_affected(OnThisDayPages), ("a headline",)),
    "forgets_old_addresses": Fault(not_affected(Redirects), ("an alias", "a headline")),
    "forgets_sitemaps": Fault(not_affected(Sitemaps), ("a newer story",)),
    "forgets_the_index_of_sitemaps": Fault(not_affected(SitemapIndex), ("a newer story",)),
    "forgets_its_own_robots": Fault(not_affected(Robots), ("nothing", "robots of its own")),
    "forgets_the_terms_of_teasers": Fault(
        replacing(
            Fingerprints, "_part", lambda real, self, value: "" if isinstance(value, TermGroup) else real(self, value)
        ),
        ("days show what their stories carry", "a tag for the day"),
    ),
    "forgets_the_fields_of_teasers": Fault(
        replacing(views, "read_only_mapping", lambda real, extra: Unspelled(real(extra))),
        ("days show what their stories carry", "a desk for the day", "another desk for the day"),
    ),
    "overlooks_data": Fault(overlooking("data/towns"), ("some data", "a page that asks for it", "other data")),
    "overlooks_what_lies_in_data": Fault(
        overlooking("what lies in data"),
        ("some data", "a folder of data", "a page that asks for it", "another file in that folder"),
    ),
    "sees_no_change_of_data": Fault(
        replacing(fast_path, "look_below", lambda real, folders: real(each for each in folders if each.name != "data")),
        ("some data", "a page that asks for it", "nothing", "other data"),
    ),
    "does_not_note_data": Fault(
        replacing(DependencyRecorder, "note", lambda real, *given: None if given[1] == "data" else real(*given)),
        ("some data", "a page that asks for it", "other data"),
    ),
    "overlooks_a_plugin": Fault(
        replacing(build, "program_fingerprint", lambda real, extensions, _: real(extensions)),
        ("a plugin", "which is in use", "what lies beside it"),
    ),
    "overlooks_what_lies_beside_a_plugin": Fault(
        replacing(files, "_contents", lambda real, *given: (each for each in real(*given) if each[0].endswith(".py"))),
        ("a plugin", "which is in use", "what lies beside it"),
    ),
    "keeps_what_a_plugin_gave_as_it_gave_it": Fault(
        replacing(shaping, "_taken", lambda _, given, *__: given),
        ("a plugin", "what it includes", "a template", "which is in use", "a body"),
    ),
    "keeps_the_last_report": Fault(
        replacing(fast_path.FastPath, "last_report", _believe_in_the_first_report), ("nothing", "a headline")
    ),
    "overlooks_a_version_in_another_edition": Fault(
        answering(ArchiveDiff, "versions", lambda diff: frozenset() if diff._whole else real_versions(diff)),
        ("a story with versions", "editions", "a version in an edition"),
    ),
    "overlooks_a_version_in_the_sitemap_of_another_edition": Fault(
        answering(ArchiveDiff, "refiled_versions", lambda diff: diff.refiled),
        ("a story with versions", "editions", "a version in an edition"),
    ),
    "takes_all_that_changed_for_that_of_an_edition": Fault(
        replacing(ArchiveDiff, "within", lambda _, diff, *__: diff),
        ("a story with versions", "editions", "a version in an edition", "the newest of an edition"),
    ),
    "lets_one_edition_answer_for_another": Fault(
        replacing(staleness, "edition_of_note", lambda *_: ""),
        (
            "a story with versions",
            "editions",
            "a version in an edition",
            "a page that asks its edition",
            "the newest of an edition",
            "another newest of it",
        ),
    ),
    "overlooks_a_term_in_another_edition": Fault(
        answering(ArchiveDiff, "in_other_editions", lambda _: ()),
        ("a story with versions", "editions", "a version in an edition"),
    ),
    "forgets_the_colours_of_the_theme": Fault(
        answering(BuildEnvironment, "settings", lambda _: "as ever"), ("an accent", "another accent, quietly")
    ),
    "overlooks_the_stylesheet_of_the_theme": Fault(
        blind_to("--accent: #[0-9a-f]{6}"), ("an accent", "another accent, quietly")
    ),
    "overlooks_another_stylesheet_of_the_theme": Fault(
        overlooking("the template theme.css"), ("faces of the system", "a stylesheet for the theme")
    ),
    "forgets_the_versions_of_the_theme": Fault(
        blind_to(r"theme\.css\?v=[0-9a-f]{8}"),
        ("another accent, quietly", "versions of a theme", "another accent with versions"),
    ),
    "forgets_the_logo": Fault(
        blind_to('<img class="logo"[^>]*>|<link rel="icon"[^>]*>|,"logo":{[^}]*}'),
        ("a drawn logo", "a file for a logo", "a logo of pixels"),
    ),
    "forgets_the_logo_of_dark_pages": Fault(
        blind_to('</?picture>|<source srcset="/favicon.svg"[^>]*>'),
        ("a file for a logo", "a logo of pixels", "a logo for dark pages"),
    ),
    "forgets_that_pages_are_never_dark": Fault(blind_to(r' data-dark="off"|content="light( dark)?"'), ("never dark",)),
    "forgets_of_which_logo_icons_are": Fault(
        replacing(DependencyRecorder, "note", lambda real, *given: None if given[1] == "file" else real(*given)),
        ("a file for a logo", "a logo of pixels", "another such file, quietly"),
    ),
    "overlooks_another_logo": Fault(
        replacing(Assets, "digest", lambda *_: "as ever"),
        ("a file for a logo", "a logo of pixels", "another such file, quietly"),
    ),
    "forgets_a_drawing_of_its_own": Fault(
        overlooking("the static file favicon.svg"),
        ("a file for a logo", "a logo of pixels", "a drawing of its own"),
    ),
    "forgets_that_a_drawing_of_its_own_has_come": Fault(
        not_affected(Drawing), ("nothing", "a drawing of its own", "nothing", "no drawing of its own")
    ),
    "forgets_icons_of_its_own": Fault(
        not_affected(Icons), ("nothing", "an icon of its own", "nothing", "no icon of its own")
    ),
    "forgets_a_manifest_of_its_own": Fault(
        not_affected(Manifest), ("nothing", "a manifest of its own", "nothing", "no manifest of its own")
    ),
    "forgets_the_switch": Fault(
        blind_to('<nav class="languages".*?</nav>|<link rel="alternate" hreflang.*?>|<p class="versions">.*?</p>'),
        ("a story with versions", "editions", "a version in an edition", "the address of what it links to"),
    ),
    "lets_news_grow_old": Fault(
        not_affected(NewsSitemap), ("a news sitemap", "news", "the next day", "two days later")
    ),
    "sees_no_end_of_news": Fault(
        replacing(engine, "turning_points", lambda real, given, **_: real(given, news=False)),
        ("a news sitemap", "news", "nothing", "two days later"),
    ),
    "forgets_what_is_included": Fault(
        blind_to("<p>desk[^<]*</p>"), ("what it includes", "a template", "what it includes, quietly")
    ),
}
"""What a build does wrong, and how that is made and found. A new kind of memory wants a line here."""
