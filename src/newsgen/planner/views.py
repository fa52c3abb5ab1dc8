"""Cards as templates see them: with addresses, links to their terms, and pictures.

Each article has one Teaser, made once and shared by every listing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from typing import Any

from newsgen.documents.local import local_mistake
from newsgen.models.addresses import Addresses, Reference
from newsgen.models.archive import Archive
from newsgen.models.article import Article, Image
from newsgen.models.filed_terms import Term
from newsgen.models.language import direction_of, own_name_of
from newsgen.models.page_parts import Feeds, PageHead
from newsgen.models.picture import PictureFacts
from newsgen.models.picture_views import picture_view
from newsgen.models.read_only import read_only_mapping
from newsgen.models.rules import UNREACHABLE_LINK
from newsgen.models.standing import StandingPage
from newsgen.models.term_profile import TermProfile
from newsgen.models.views import (
    Link,
    Picture,
    ProfileView,
    Teaser,
    Version,
)
from newsgen.models.written import Other, Written
from newsgen.planner import urls
from newsgen.planner.filings import filings_of, written_for
from newsgen.planner.page_tree import PageTree
from newsgen.planner.term_links import TermLinks
from newsgen.settings import Settings, Taxonomy


class Views:
    """The archive, made ready to be shown."""

    def __init__(
        self,
        archive: Archive,
        settings: Settings,
        *,
        article_places: Mapping[str, str],
        attachments: frozenset[str] = frozenset(),
        pictures: Mapping[str, PictureFacts] | None = None,
        held_back: Mapping[str, str] | None = None,
        statics: Collection[str] = frozenset(),
        others: Mapping[str, Other] | None = None,
        now: int = 0,
        words: Callable[[str], Mapping[str, object]] = lambda _: {},
        drawn_cards: Callable[[], AbstractSet[str]] = frozenset,
        whole: "Views | None" = None,
        prefix: str = "",
    ) -> None:
        """Takes the archive and what belongs to it.

        ``words`` gives the theme's words in a language, ``drawn_cards`` what the property of this name is. Of an
        edition, ``whole`` is the publication of which it is a part, and ``prefix`` what its places begin with.
        """
        self.archive = archive
        self.settings = settings
        self.site = settings.site
        self.whole = whole or self
        """The publication in all its languages."""
        self.prefix = prefix
        """What the places of its listings begin with: ``ko/`` in the Korean edition."""
        self.own_language = self.whole.site.language
        """That of articles which name none."""
        self._words = words
        self._prefixes: dict[str, str] = {}
        """Language to the prefix of its edition."""
        self.now = now
        """The instant for which the site is made, as in Moment."""
        self.article_places = article_places
        """Source of each article to its place."""
        self.others: Mapping[str, Other] = others or {}
        """What is written in files that are no articles, by source, sorted."""
        self.pages = {source: other for source, other in self.others.items() if isinstance(other, StandingPage)}
        """Of these the standing pages."""
        self.profiles: dict[tuple[str, str], TermProfile] = {}
        """Taxonomy and slug to what a term file says of that term."""
        for other in self.others.values():
            if isinstance(other, TermProfile):
                self.profiles.setdefault((other.taxonomy, other.slug), other)
        self.page_places = {source: urls.page_place(page) for source, page in self.pages.items()}
        """Source of each standing page to its place."""
        self._find_drawn_cards = drawn_cards
        self.statics = statics
        """The paths of the static files."""
        self._attachments = attachments
        self._pictures = pictures or {}
        self._held_back = held_back or {}
        self.answers: dict[str, dict[tuple[object, ...], Any]] = {}
        """Name of a question to the archive to what it was given, and the answer: for all who ask (archive_api)."""
        self._teasers: dict[int, Teaser] = {}
        self.profile_views: dict[str, ProfileView] = {}
        """Source of each term file that was shown to what is shown of it (full_views)."""
        self.term_links = TermLinks(archive, settings, self.profiles, url=self.url, title=self.taxonomy_title)
        """The links of terms."""

    def __getstate__(self) -> dict[str, object]:
        """For processes that share no memory: with what is known of cards, and without who finds it out."""
        return {**vars(self), "_find_drawn_cards": partial(frozenset, self.drawn_cards)}

    @cached_property
    def drawn_cards(self) -> AbstractSet[str]:
        """The sources of the articles for which a picture is drawn, to be shared (planner.cards)."""
        return self._find_drawn_cards() if self.whole is self else self.whole.drawn_cards

    @cached_property
    def editions(self) -> tuple["Views", ...]:
        """The publication in each of its languages, its own first; itself where it has but one."""
        if not self.settings.editions:
            return (self,)
        prefixes = ["", *(edition.prefix for edition in self.settings.editions)]
        index = self.archive.index
        positions: dict[str, list[int]] = {prefix: [] for prefix in prefixes}
        for position, source in enumerate(index.sources):
            positions[self._prefix_of(index.languages.get(source, ""))].append(position)
        return tuple(self._edition(prefix, positions[prefix]) for prefix in prefixes)

    def edition_with(self, source: str) -> "Views":
        """That in which an article stands."""
        return self._editions_by_prefix[self._prefix_of(self.archive.index.languages.get(source, ""))]

    @cached_property
    def _editions_by_prefix(self) -> Mapping[str, "Views"]:
        return {edition.prefix: edition for edition in self.editions}

    def is_written_in(self, language: str) -> bool:
        """Whether what is in a language, empty for the publication's own, belongs into this edition."""
        return self.whole._prefix_of(language) == self.prefix  # noqa: SLF001

    def _prefix_of(self, language: str) -> str:
        """What the places of the edition begin with in which something in a language stands."""
        if language not in self._prefixes:
            edition = self.settings.edition_of(language) if language else None
            self._prefixes[language] = edition.prefix if edition else ""
        return self._prefixes[language]

    def _edition(self, prefix: str, positions: Sequence[int]) -> "Views":
        edition = next((each for each in self.settings.editions if each.prefix == prefix), None)
        settings = self.settings.of_edition(edition) if edition else self.settings
        others = dict(written_for(prefix, self.others, self._prefix_of, self.settings))
        archive = self.archive.part(positions, filings_of(others.values(), settings))
        return Views(
            archive,
            settings,
            article_places={source: self.article_places[source] for source in archive.index.sources},
            statics=self.statics,
            others=others,
            now=self.now,
            words=self._words,
            whole=self,
            prefix=prefix,
        )

    @cached_property
    def addresses(self) -> Addresses:
        """What links lead to, in all languages."""
        if self.whole is not self:
            return self.whole.addresses
        unused = self._unused_files() if self.profiles else {}
        return Addresses(
            site=self.site,
            articles={**self.article_places, **self.places_of_others} if self.others else self.article_places,
            attachments=self._attachments,
            pictures=self._pictures,
            picture_rules=self.settings.pictures,
            held_back={**self._held_back, **unused} if unused else self._held_back,
            aliases=self._aliases() if self.settings.old_urls else {},
            old_urls=self.settings.old_urls,
        )

    @cached_property
    def places_of_others(self) -> Mapping[str, str]:
        """Source of each standing page to its place, and of each term file to that of its term's page, if any."""
        if not self.profiles:
            return self.page_places
        # A term without a file in the language of an edition has the same file in both.
        terms = [pair for edition in reversed(self.editions) for pair in edition._places_of_terms()]  # noqa: SLF001
        return {**self.page_places, **dict(terms)}

    def _places_of_terms(self) -> Iterator[tuple[str, str]]:
        """Source and place of each term file whose term has a page."""
        used = self.archive.used_slugs if self.profiles else {}
        return (
            (profile.source, self.prefix + urls.term_place(taxonomy, slug))
            for (taxonomy, slug), profile in self.profiles.items()
            if slug in used.get(taxonomy, ())
        )

    @cached_property
    def words(self) -> Mapping[str, object]:
        """The theme's words in the language of the edition."""
        return self._words(self.site.language)

    def url(self, place: str) -> str:
        """A place of the edition (``dates/``) behind the base path."""
        return self.site.url(self.prefix + place)

    def _unused_files(self) -> Mapping[str, str]:
        """Source of each term file whose term has no page to the reason."""
        sources = (source for source, other in self.others.items() if isinstance(other, TermProfile))
        return {source: "no story carries the term" for source in sources if source not in self.places_of_others}

    def _aliases(self) -> Mapping[str, tuple[str, ...]]:
        of_pages = {source: page.aliases for source, page in self.pages.items() if page.aliases}
        return {**self.archive.index.aliases, **of_pages}

    def written(self, source: str) -> Written:
        """What is written in a file."""
        return self.others.get(source) or self.archive.articles[self.archive.positions[source]]

    def teaser(self, position: int) -> Teaser:
        """That of the article at a position."""
        known = self._teasers.get(position)
        if known is None:
            known = self._teasers[position] = self._make_teaser(self.archive.articles[position])
        return known

    def teasers(self, positions: Iterable[int]) -> tuple[Teaser, ...]:
        """Those of the articles at these positions."""
        wanted, known = list(positions), self._teasers
        missing = [position for position in wanted if position not in known]
        for position, article in zip(missing, self.archive.several(missing) if missing else (), strict=True):
            known[position] = self._make_teaser(article)
        return tuple([known[position] for position in wanted])

    def newest(self, count: int) -> tuple[Teaser, ...]:
        """Those of the newest articles, newest first."""
        total = len(self.archive.articles)
        return self.teasers(range(total - 1, max(-1, total - 1 - count), -1))

    def term_slug(self, taxonomy: str, name: str) -> str:
        """The slug under which a name is filed in a taxonomy."""
        return self.archive.slug_of(taxonomy, name, self.settings.term_slug(taxonomy, name))

    def taxonomy_link(self, taxonomy: str) -> Link:
        """The index of a taxonomy."""
        title = next(self.taxonomy_title(known) for known in self.settings.taxonomies if known.name == taxonomy)
        return Link(title, self.url(urls.taxonomy_place(taxonomy)))

    def taxonomy_title(self, taxonomy: Taxonomy) -> str:
        """What newsgen.yaml calls a taxonomy, else the theme's word for it. An edition prefers the latter."""
        words = self.words.get("taxonomies")
        word = words.get(taxonomy.name) if isinstance(words, Mapping) else None
        return taxonomy.title if not word or (taxonomy.has_own_title and not self.prefix) else str(word)

    def _make_teaser(self, article: Article) -> Teaser:
        url = self.site.url(self.article_places[article.source])
        return Teaser(
            source=article.source,
            url=url,
            absolute_url=self.site.absolute_url(url),
            id=self.identity(article),
            title=article.title,
            kicker=article.kicker,
            genre=article.genre,
            summary=article.summary,
            date=article.date,
            updated=article.updated,
            section=next(iter(self.term_links.of(article, "sections")), None),
            authors=self.term_links.of(article, "authors"),
            dateline=article.dateline,
            lang=article.lang if article.lang != self.site.language else "",
            direction=direction_of(article.lang or self.own_language),
            picture=self.picture(article),
            terms=self.term_links.groups(article),
            extra=read_only_mapping(article.extra),
        )

    def identity(self, article: Article) -> str:
        """What tells the story from all others in feeds: its `id`, else the oldest address that it has had."""
        if article.id and not article.id.startswith("/"):
            return article.id
        oldest = next(map(urls.alias_place, article.aliases), self.article_places[article.source])
        place = article.id.removeprefix("/") or oldest
        return (self.settings.feed_ids or self.site.base_url) + self.site.url(place).removeprefix(self.site.base_path)

    def picture_reference(self, source: str, image: Image) -> Reference:
        """What the picture of an article's front matter leads to, or why it leads nowhere."""
        reference = self.addresses.resolve(source, image.src)
        if (
            not reference.attachment
            and not image.src.startswith(self.site.base_url)
            and (mistake := local_mistake(image.src))
        ):
            return Reference("", fault=mistake.what, mend=mistake.mend, rule=UNREACHABLE_LINK.name)
        return reference

    def picture(self, article: Written) -> Picture | None:
        """The picture of a story, a standing page or a term; None where it has none that can be shown."""
        image = article.image
        if image is None:
            return None
        reference = self.picture_reference(article.source, image)
        if reference.fault:
            return None
        return picture_view(self.addresses, reference, image)

    # Standing pages.

    @cached_property
    def page_tree(self) -> PageTree:
        """The standing pages, and which lies below which."""
        return PageTree(self.pages.values())

    def page_link(self, page: StandingPage) -> Link:
        """Its headline and its page."""
        return Link(page.title, self.site.url(self.page_places[page.source]))

    def article_link(self, article: Article | None) -> Link | None:
        """A headline and its page."""
        return Link(article.title, self.site.url(self.article_places[article.source])) if article else None

    @cached_property
    def home_link(self) -> Link:
        """The front page, under the publication's title."""
        return Link(self.site.title, self.url(urls.HOME))

    def head(
        self,
        kind: str,
        place: str,
        title: str = "",
        *,
        description: str = "",
        lang: str = "",
        canonical: str = "",
        above: tuple[Link, ...] = (),
        feeds: Feeds | None = None,
        versions: tuple[Version, ...] = (),
    ) -> PageHead:
        """What a page at ``place`` says of itself, the ``feeds`` that it offers, and its ``versions``."""
        absolute = self.site.absolute(place)
        lang = lang or self.site.language
        return PageHead(
            kind=kind,
            url=self.site.url(place),
            absolute_url=absolute,
            title=title,
            description=description,
            lang=lang,
            direction=direction_of(lang),
            canonical=canonical or absolute,
            breadcrumbs=() if kind == "home" else (self.home_link, *above),
            feeds=feeds,
            versions=versions,
        )

    def versions_at(self, place: str, title: str = "") -> tuple[Version, ...]:
        """The page at a place of every edition, such as ``dates/``; empty where there is one edition."""
        editions = self.whole.editions
        return tuple(each.as_version(place, title) for each in editions) if len(editions) > 1 else ()

    def as_version(self, place: str, title: str = "", *, is_whole: bool = False) -> Version:
        """A page of this edition as one of its versions; without a title, the edition's.

        The ``place`` is in the edition, unless it ``is_whole``.
        """
        lang, url = self.site.language, self.site.url(place) if is_whole else self.url(place)
        return Version(
            lang, own_name_of(lang), direction_of(lang), title or self.site.title, url, self.site.absolute_url(url)
        )

    @cached_property
    def feeds(self) -> Feeds | None:
        """The feeds of the site, if there are any."""
        return self._feeds(urls.HOME, self.settings.feeds.formats)

    def feed_formats(self, term: Term) -> tuple[str, ...]:
        """The formats in which a term has a feed."""
        settings = self.settings.feeds
        return settings.of_terms if len(term.positions) >= settings.least else ()

    def feeds_of(self, term: Term) -> Feeds | None:
        """The feeds of a term, if there are any."""
        return self._feeds(urls.term_place(term.taxonomy, term.slug), self.feed_formats(term))

    def _feeds(self, place: str, formats: tuple[str, ...]) -> Feeds | None:
        return Feeds(**{form: self.url(urls.feed_place(place, form)) for form in formats}) if formats else None
