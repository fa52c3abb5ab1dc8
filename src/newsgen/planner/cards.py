"""Pictures for previews of links, drawn for stories that have no photograph: `cards: all`."""

from collections.abc import Iterable
from functools import partial
from typing import Self

from newsgen.models.article import Article
from newsgen.models.colors import PAPER
from newsgen.models.face import can_be_drawn
from newsgen.models.page import CardContext, Page
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.kinds import FiledByPath
from newsgen.planner.views import Views
from newsgen.settings import DEFAULT_ACCENT


class CardPages(FiledByPath[str]):
    """A drawn picture for each story that has no other to be shared. The key is the story's source."""

    name = "card"
    template = ""

    def keys(self) -> Iterable[str]:
        drawn = self.views.drawn_cards
        return (source for source in self.archive.index.sources if source in drawn) if drawn else ()

    def __contains__(self, key: str) -> bool:
        return key in self.views.drawn_cards and key in self.views.article_places

    def path(self, key: str) -> str:
        return urls.card_place(self.views.article_places[key])

    def order(self, key: str) -> int:
        return self.archive.positions[key]

    def templates(self) -> Iterable[str]:
        return ()

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        drawn = self.views.drawn_cards | before.views.drawn_cards
        return drawn & {*diff.concerned, *diff.own} if drawn else ()

    def page(self, key: str) -> Page:
        position, path = self.archive.positions[key], self.path(key)
        return Page(
            path=path,
            template=self.template,
            head=self.views.head("card", path),
            make_context=partial(_card_context, self.views, position),
            label=f"the card of content/{key}",
        )


def has_drawn_card(views: Views, article: Article) -> bool:
    """Whether a story gets one: it has no photograph to cut, and the face of headlines has all letters of its words."""
    picture = views.picture(article)
    words = f"{article.title}{views.site.title}"
    return (picture is None or picture.card is None) and can_be_drawn(words)


def _card_context(views: Views, position: int) -> CardContext:
    teaser = views.teaser(position)
    section = teaser.section.name if teaser.section else ""
    return CardContext(
        title=teaser.title,
        kicker=section if can_be_drawn(section) else "",
        nameplate=views.site.title,
        accent=(views.settings.theme.accent or DEFAULT_ACCENT).light,
        paper=PAPER.light,
    )
