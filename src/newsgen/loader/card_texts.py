"""The texts of a card, as they are shown: the same in the page, listings, previews, feeds and data."""

from dataclasses import replace
from typing import Protocol

from newsgen.models.article import HTML_SUFFIXES, Article


class CardTexts(Protocol):
    """How the texts of cards are set. It is sent to worker processes."""

    def line(self, text: str, lang: str) -> str:
        """A line of plain text in a language (empty: the publication's) with its marks."""

    def summary(self, body: str, lang: str, *, is_html: bool = False) -> str:
        """The first words of a story's Markdown or HTML as plain text."""


class TextsAsTyped:
    """Leaves every text as it is, and makes no summary."""

    def line(self, text: str, lang: str) -> str:  # noqa: ARG002 - CardTexts' signature
        """The same text."""
        return text

    def summary(self, body: str, lang: str, *, is_html: bool = False) -> str:  # noqa: ARG002 - CardTexts' signature
        """None."""
        return ""


def set_texts(article: Article, body: str, texts: CardTexts) -> Article:
    """The card with its texts as they are shown; names of terms stay as they were typed."""
    lang = article.lang

    def line(text: str) -> str:
        return texts.line(text, lang) if text else text

    image = article.image
    is_html = article.source.lower().endswith(HTML_SUFFIXES)
    return replace(
        article,
        title=line(article.title),
        kicker=line(article.kicker),
        subtitle=line(article.subtitle),
        dateline=line(article.dateline),
        summary=line(article.summary) if article.has_own_summary else texts.summary(body, lang, is_html=is_html),
        image=replace(image, caption=line(image.caption), credit=line(image.credit)) if image else None,
        corrections=tuple(replace(correction, text=line(correction.text)) for correction in article.corrections),
    )
