"""From the articles of the last build to those of now: two indexes, and what links hang on.

Nothing is rendered here, and of the cards only those are read that are new, or are asked for.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from newsgen.builder.article_store import ArticleStore, LazyArticles
from newsgen.builder.source_index import SourceIndex
from newsgen.builder.state import BuildState
from newsgen.errors import Problem
from newsgen.models.addresses import PictureUse, keys_of_file, keys_of_place
from newsgen.models.archive import Archive, order
from newsgen.models.article import Article, HeldBack
from newsgen.models.index import Index, edited, index_of, rewritten
from newsgen.models.site import path_in_site
from newsgen.models.term_filing import TermFiling
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.cards import has_drawn_card
from newsgen.planner.filings import filings_of
from newsgen.planner.site_problems import plan_pictures
from newsgen.planner.term_files import TermFileDiff, diff_of_term_files
from newsgen.planner.urls import article_places
from newsgen.planner.views import Views
from newsgen.settings import DRAWN, Settings


@dataclass(frozen=True, slots=True)
class ChangedArticles:
    """What is not as it was among the articles, by their sources."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]
    """Those whose cards show something else."""
    rewritten: frozenset[str]
    """Those of which only the text is another."""

    @property
    def there(self) -> frozenset[str]:
        """All but those that are gone."""
        return self.added | self.changed | self.rewritten

    @property
    def gone(self) -> frozenset[str]:
        """Those whose old lines in the index hold no longer."""
        return self.removed | self.changed | self.rewritten


def compare(
    index: Index, source_index: SourceIndex, held_back: Mapping[str, str], among: Collection[str] | None = None
) -> ChangedArticles:
    """What is not as it was when the index was made: only ``among`` these articles, if that is known."""
    lines = source_index.lines
    was = zip(index.sources, index.files, strict=True)
    if among is None:
        now, before = dict(source_index.article_digests), dict(was)
    else:
        there = (source for source in sorted(among) if source in lines and source not in source_index.others)
        now = {source: lines[source].digest for source in there}
        before = {source: digest for source, digest in was if source in among}
    # The same file makes the same card: by other rules, the index would not be taken up.
    other = [source for source, digest in now.items() if before.get(source) != digest and source not in held_back]
    both = {source for source in other if source in before}
    shown = {source: each for source, each in zip(index.sources, index.shown, strict=True) if source in both}
    return ChangedArticles(
        added=frozenset(source for source in other if source not in before),
        removed=frozenset((before.keys() - now.keys()) | (before.keys() & held_back.keys())),
        changed=frozenset(source for source in both if shown[source] != lines[source].shown),
        rewritten=frozenset(source for source in both if shown[source] == lines[source].shown),
    )


class SourceDiff:
    """The articles and the files beside them, as they were when the site was built and as they are."""

    def __init__(
        self,
        state: BuildState,
        source_index: SourceIndex,
        article_store: ArticleStore,
        *,
        held: tuple[HeldBack, ...],
        settings: Settings,
        statics: frozenset[str] = frozenset(),
        is_filed_alike: bool = True,
        changed: Collection[str] | None = None,
        now: int = 0,
        words: Callable[[str], Mapping[str, object]] = lambda _: {},
    ) -> None:
        """Takes the state of the last build, and the articles of now.

        Args:
            state: One without an index is that of a site without articles.
            source_index: The articles and files that are there.
            article_store: Their cards.
            held: The articles that are not published.
            settings: Those of now.
            statics: The paths of the static files.
            is_filed_alike: Whether the articles of the state were filed as they are now (`filing_rules`). If not, all
                count as new.
            changed: The articles whose files may be others than when the state was made, or are gone; None for any.
            now: The instant for which the site is made.
            words: Gives the theme's words in a language.
        """
        self.state = state
        self.known = state if is_filed_alike else BuildState()
        """What of the state holds still."""
        self.source_index = source_index
        self.article_store = article_store
        self.held = held
        self.held_back = {each.source: each.reason for each in held}
        self.settings = settings
        self._statics = statics
        self._now = now
        self._words = words
        self.index = self.known.index or self._index_of([])
        among = None
        if changed is not None and self.known.index is not None:
            among = {*changed, *self._otherwise_held()}
        self.others = {source: page for source, page in source_index.others.items() if source not in self.held_back}
        """The standing pages that are published, and the term files that are heeded."""
        self.articles = compare(self.index, source_index, self.held_back, among)

    def _index_of(self, articles: list[Article]) -> Index:
        shown = {article.source: self.source_index.lines[article.source].shown for article in articles}
        taxonomies = [taxonomy.name for taxonomy in self.settings.taxonomies]
        return index_of(order(articles), shown, taxonomies, self.settings.term_slug)

    @cached_property
    def _new_cards(self) -> list[Article]:
        return self.article_store.bring_out(sorted(self.articles.there))

    @cached_property
    def changed_others(self) -> set[str]:
        """The standing pages and term files that are not as they were, are new, or are gone."""
        old, new = self.known.others, self.others
        return {source for source in {*old, *new} if old.get(source) != new.get(source)} if old != new else set()

    @property
    def places_of_changed_others(self) -> list[str]:
        """Where these were."""
        places = self.before.places_of_others
        return [places[source] for source in sorted(self.changed_others) if source in places]

    @cached_property
    def old_places(self) -> dict[str, str]:
        """Source of each article to its place, as it was."""
        return dict(zip(self.index.sources, self.known.places if self.known.index else (), strict=True))

    @cached_property
    def places(self) -> dict[str, str]:
        """The same, as it is."""
        places = self.old_places | article_places(self._new_cards, self.settings)
        for source in self.articles.removed:
            del places[source]
        return places

    @cached_property
    def before(self) -> Views:
        """The archive as it was: its index, and no cards."""
        statics = frozenset(path for path, copy in self.known.copies.items() if copy.is_static)
        return Views(
            Archive((), self.index, filings_of(self.known.others.values(), self.settings)),
            self.settings,
            article_places=self.old_places,
            statics=statics,
            others=self.known.others,
            drawn_cards=lambda: self.known.drawn_cards,
        )

    @cached_property
    def _new_index(self) -> Index:
        gone, there = self.articles.gone, self.articles.there
        if not gone and not there:
            return self.index
        if not self.index or len(there) > len(self.index):  # quicker to make than to edit
            return self._index_of(
                self.article_store.bring_out(dict(self.source_index.article_digests).keys() - self.held_back.keys())
            )
        if gone == self.articles.rewritten == there:
            return rewritten(self.index, self._new_cards)
        shown = {source: self.source_index.lines[source].shown for source in there}
        return edited(self.index, gone, self._new_cards, shown, self.settings.term_slug)

    @cached_property
    def _filings(self) -> Mapping[str, TermFiling]:
        if not any(source in self.changed_others for source in (*self.known.others, *self.others)):
            return self.before.archive.filings
        return filings_of(self.others.values(), self.settings)

    @cached_property
    def views(self) -> Views:
        """The archive as it is."""
        index = self._new_index
        return Views(
            Archive(LazyArticles(self.article_store, index.sources), index, self._filings),
            self.settings,
            article_places=self.places,
            attachments=frozenset(self.source_index.attachments),
            pictures={path: known.facts for path, known in self.source_index.pictures.items()},
            held_back=self.held_back,
            statics=self._statics,
            others=self.others,
            now=self._now,
            words=self._words,
            drawn_cards=self._drawn_cards,
        )

    @property
    def card_rules(self) -> str:
        """By what it is told for which stories a picture is drawn, besides the stories."""
        return repr((self.settings.cards, self.settings.site.title))

    def _drawn_cards(self) -> frozenset[str]:
        """The stories for which a picture is drawn: those that are other than they were are looked at, or all."""
        if self.settings.cards != DRAWN:
            return frozenset()
        if self.known.card_rules == self.card_rules and self.known.index is not None:
            again = {source for source in (*self.articles.there, *self._asking) if source in self.places}
        else:
            again = {*self.places}
        cards = self.article_store.bring_out(sorted(again))
        kept = self.known.drawn_cards & self.places.keys() - again
        return kept | {card.source for card in cards if has_drawn_card(self.views, card)}

    @cached_property
    def archive(self) -> ArchiveDiff:
        """What the page kinds ask."""
        articles, files = self.articles, self._term_files
        asking = self._asking - self.others.keys()
        pictured = {source for source in asking if self.article_store.card(source).image is not None}
        return ArchiveDiff(
            self.before,
            self.views,
            added=articles.added,
            removed=articles.removed,
            changed=(articles.changed | pictured | files.changed) - articles.added,
            own=articles.rewritten | asking | files.own,
            others=self._asking & self.others.keys(),
            profiles=files.profiles,
        )

    @cached_property
    def _term_files(self) -> TermFileDiff:
        asking = self._asking & self.others.keys()
        editions = zip(self.before.editions, self.views.editions, strict=True)
        diffs = [diff_of_term_files(before, now, self.changed_others, asking) for before, now in editions]
        return TermFileDiff(
            profiles=frozenset().union(*(each.profiles for each in diffs)),
            changed=frozenset().union(*(each.changed for each in diffs)),
            own=frozenset().union(*(each.own for each in diffs)),
        )

    @cached_property
    def _asking(self) -> set[str]:
        """The files with a link or a picture that may mean something else now."""
        moved = {source for source in self.articles.there if self.old_places.get(source) != self.places[source]}
        was, now = self.before.places_of_others, self.views.places_of_others
        # Where the term of a file has a page, too, hangs on the articles.
        moved |= {source for source in {*was, *now} if was.get(source) != now.get(source)} if was != now else set()
        paths = moved | self.articles.removed | self._other_files() | self._otherwise_held()
        links = self.known.links
        keys = {key for path in paths for key in keys_of_file(path.lstrip("/"))}
        keys |= {key for place in self._other_places() for key in keys_of_place(place)}
        found = {source for key in keys for source in links.get(key, ())}
        return {source for source in found if source in self.places or source in self.others}

    def _other_places(self) -> Iterator[str]:
        """The places that articles and standing pages which are not as they were have, or had."""
        for views in (self.before, self.views):
            for source in self.changed_others & views.pages.keys():
                yield from (*views.pages[source].aliases, views.page_places[source])
        articles, old, new = self.articles, self.index.aliases, self._new_index.aliases
        for source in articles.added | articles.removed | articles.changed:
            was, now = self.old_places.get(source), self.places.get(source)
            yield from {*old.get(source, ()), *new.get(source, ()), *filter(None, (was, now))}

    def _other_files(self) -> set[str]:
        """The files beside articles that came, went, or are other pictures as pages show them; static pictures, too."""
        now, before = self.source_index.file_facts, self.known.files_beside
        return {path for path in now.keys() | before.keys() if now.get(path, ()) != before.get(path, ())}

    def _otherwise_held(self) -> set[str]:
        """The articles that are held back and were not, or the other way round, or for another reason."""
        return {source for source, _ in self.known.held_back.items() ^ self.held_back.items()}

    @cached_property
    def pictures(self) -> dict[str, PictureUse]:
        """Source of each article and standing page to the picture that its front matter names."""
        again = {source for source in (*self.articles.there, *self._asking) if source in self.places}
        was, now = self.before.places_of_others, self.views.places_of_others
        moved = {source for source in now if was.get(source) != now[source]} if was != now else set()
        pages = [self.others[source] for source in now if source in self.changed_others | self._asking | moved]
        again.update(page.source for page in pages)
        there = self.places.keys() | now.keys() if now else self.places.keys()
        kept = {source: use for source, use in self.known.pictures.items() if source in there}
        cards = self.article_store.bring_out(sorted(again - self.others.keys()))
        found = plan_pictures(self.views, [*cards, *pages])
        return {source: use for source, use in kept.items() if source not in again} | found

    @property
    def pictures_shared(self) -> set[str]:
        """The picture of the publication, for previews of links, as in Reference; none where it is not newsgen's."""
        path = path_in_site(self.settings.site, self.settings.site.image)
        return {each for each in (f"/{path}", path) if each in self.source_index.pictures}

    @property
    def pictures_used(self) -> set[str]:
        """The pictures that pages show besides those of texts, as in Reference."""
        return {use.attachment for use in self.pictures.values() if use.attachment} | self.pictures_shared

    @property
    def picture_problems(self) -> list[Problem]:
        """What is wrong with these pictures."""
        return [use.problem for use in self.pictures.values() if use.problem]

    def tells_terms_apart(self) -> bool:
        """Whether which of two terms has the plain slug hangs on who comes first, and that may be another now."""
        archives = (self.before.archive, self.views.archive)
        return self.archive.shows_elsewhere and any(any(archive.told_apart()) for archive in archives)
