"""Links to terms as stories and lists show them: each is made once and shared by all that show it."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from newsgen.models.archive import Archive
from newsgen.models.article import Article
from newsgen.models.filed_terms import Term
from newsgen.models.term_profile import TermProfile
from newsgen.models.views import TermGroup, TermLink
from newsgen.planner import urls
from newsgen.settings import Settings, Taxonomy


class TermLinks:
    """The links to the terms of an edition."""

    def __init__(
        self,
        archive: Archive,
        settings: Settings,
        profiles: Mapping[tuple[str, str], TermProfile],
        *,
        url: Callable[[str], str],
        title: Callable[[Taxonomy], str],
    ) -> None:
        """``profiles`` are what term files say, by taxonomy and slug.

        ``url`` gives that of a place in the edition, ``title`` what a taxonomy is called there.
        """
        self._archive = archive
        self._profiles = profiles
        self._url = url
        self._title = title
        self._links: defaultdict[str, dict[str, TermLink]] = defaultdict(dict)
        """Taxonomy to each spelling of a term and its link."""
        self._by_slug: dict[tuple[str, str], TermLink] = {}
        self._grouped = [(each.name, each) for each in settings.taxonomies if each.name not in {"sections", "authors"}]
        self._single_groups: dict[tuple[str, str], TermGroup] = {}
        """Taxonomy and spelling of a term to the group of an article that carries no other."""

    def of(self, article: Article, taxonomy: str) -> tuple[TermLink, ...]:
        """The article's terms in one taxonomy, in the author's order, without counts."""
        return self._named(taxonomy, article.names(taxonomy))

    def _named(self, taxonomy: str, names: tuple[str, ...]) -> tuple[TermLink, ...]:
        known = self._links[taxonomy]
        links = tuple([known.get(name) or self._spelled(taxonomy, name) for name in names])
        # Two spellings of one term are one link.
        return links if len(links) < 2 else tuple({id(link): link for link in links}.values())  # noqa: PLR2004

    def _spelled(self, taxonomy: str, name: str) -> TermLink:
        """The link of a term, by one of its spellings."""
        slug, shown = self._archive.spelling(taxonomy, name)
        link = self._links[taxonomy][name] = self.shared(taxonomy, slug, shown)
        return link

    def shared(self, taxonomy: str, slug: str, name: str) -> TermLink:
        """The link of a term: one for all its spellings, and without a count."""
        key = taxonomy, slug
        if key not in self._by_slug:
            self._by_slug[key] = self._link(taxonomy, slug, name)
        return self._by_slug[key]

    def _link(self, taxonomy: str, slug: str, name: str, count: int = 0) -> TermLink:
        profile = self._profiles.get((taxonomy, slug))
        label = profile.label if profile else ""
        return TermLink(name, self._url(urls.term_place(taxonomy, slug)), taxonomy, count, label)

    def counted(self, term: Term) -> TermLink:
        """A term with the number of its articles."""
        return self._link(term.taxonomy, term.slug, term.name, len(term.positions))

    def uncounted(self, term: Term) -> TermLink:
        """A term without the number of its articles."""
        return self.shared(term.taxonomy, term.slug, term.name)

    def groups(self, article: Article) -> tuple[TermGroup, ...]:
        """The article's terms by taxonomy, sections and authors left out."""
        terms = article.terms
        return tuple(
            [
                (self._single_groups.get((name, names[0])) if len(names) == 1 else None) or self._group(each, names)
                for name, each in self._grouped
                if (names := terms.get(name))
            ]
        )

    def _group(self, taxonomy: Taxonomy, names: tuple[str, ...]) -> TermGroup:
        group = TermGroup(taxonomy.name, self._title(taxonomy), self._named(taxonomy.name, names))
        if len(names) == 1:  # Many articles have the same: a place, a series.
            self._single_groups[taxonomy.name, names[0]] = group
        return group
