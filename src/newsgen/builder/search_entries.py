"""What the search index knows of a page: made where the page is rendered, of what readers read there. Pure."""

from dataclasses import dataclass

from newsgen.models.body import Body
from newsgen.models.page import ArticleContext, Context, Page, StandingContext
from newsgen.models.views import ArticleView, Picture
from newsgen.searcher.entries import Entry, entry_of, term_filter
from newsgen.searcher.markup import plain_text
from newsgen.settings import SearchSettings

_LONGEST_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class EntryMaker:
    """Makes entries as newsgen.yaml asks for them."""

    settings: SearchSettings

    def entry(self, page: Page, context: Context, body: Body | None) -> Entry | None:
        """The entry of a story or a standing page; None of another one."""
        if body is None or not self.settings.is_on:
            return None
        if isinstance(context, ArticleContext):
            return self._of_article(page, context.article, body)
        return self._of_standing(page, context, body) if isinstance(context, StandingContext) else None

    def _of_article(self, page: Page, article: ArticleView, body: Body) -> Entry:
        terms = [term for group in article.terms for term in group.terms]
        filed = [*terms, *article.authors, *article.sections]
        text = plain_text(body.html)
        said = {
            "text": [text, *(correction.text for correction in article.corrections)],
            "summary": [article.summary, article.dateline],
            "captions": _shown_with(article.picture),
            "terms": [term.name for term in filed],
        }
        section = article.section.name if article.section else ""
        return entry_of(
            [
                article.title,
                _place(page),
                article.date.iso_day,
                section,
                article.lang,
                *self._stored(article.summary, text),
            ],
            self._searched(said),
            [article.title, article.kicker, article.subtitle],
            [
                *(term_filter(taxonomy, slug) for taxonomy, slug in page.listed_under),
                f"lang:{article.lang}",
                *(["picture"] if article.picture else []),
            ],
        )

    def _of_standing(self, page: Page, context: StandingContext, body: Body) -> Entry:
        standing, text = context.standing, plain_text(body.html)
        said = {"text": [text], "summary": [standing.summary], "captions": _shown_with(standing.picture)}
        return entry_of(
            [standing.title, _place(page), "", "", standing.lang, *self._stored(standing.summary, text)],
            self._searched(said),
            [standing.title, standing.subtitle],
            [f"lang:{standing.lang}"],
        )

    def _searched(self, said: dict[str, list[str]]) -> str:
        return " ".join(text for name in self.settings.fields for text in said.get(name, ()) if text)

    def _stored(self, summary: str, text: str) -> list[str]:
        """What a result shows besides, where that lies in the index."""
        if self.settings.snippets != "stored":
            return []
        if summary:
            return [summary]
        text = " ".join(text.split())
        if len(text) <= _LONGEST_SUMMARY:
            return [text]
        return [f"{text[:_LONGEST_SUMMARY].rpartition(' ')[0] or text[:_LONGEST_SUMMARY]} …"]


def _shown_with(picture: Picture | None) -> list[str]:
    return [picture.alt, picture.caption, picture.credit] if picture else []


def _place(page: Page) -> str:
    """Where the page lies, below the site's root."""
    return page.path.removesuffix("index.html")
