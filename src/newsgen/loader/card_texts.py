"""The texts of a card, as they are shown: the same in the page, listings, previews, feeds and data."""

from dataclasses import replace
from typing import Any, Protocol, TypeVar

from newsgen.models.article import HTML_SUFFIXES, Article
from newsgen.models.term_profile import TermProfile
from newsgen.models.written import Written

_LINES = ("title", "kicker", "subtitle", "dateline", "summary")
_LINES_OF_TERM = ("summary", "role", "label")


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


Card = TypeVar("Card", bound=Written)


def set_texts(article: Card, body: str, texts: CardTexts) -> Card:
    """The card with its texts as they are shown; names of terms stay as they were typed."""
    lang, image = article.lang, article.image
    names = _LINES_OF_TERM if isinstance(article, TermProfile) else _LINES
    shown: dict[str, Any] = {name: texts.line(text, lang) for name in names if (text := getattr(article, name, ""))}
    if not article.has_own_summary:
        is_html = article.source.lower().endswith(HTML_SUFFIXES)
        shown["summary"] = texts.summary(body, lang, is_html=is_html)
    if image and (image.caption or image.credit):
        caption, credit = (texts.line(text, lang) if text else "" for text in (image.caption, image.credit))
        shown["image"] = replace(image, caption=caption, credit=credit)
    if isinstance(article, Article) and article.corrections:
        shown["corrections"] = tuple(replace(each, text=texts.line(each.text, lang)) for each in article.corrections)
    # A copy has its price, and most texts are shown as they were typed.
    return (
        article if all(getattr(article, name) == value for name, value in shown.items()) else replace(article, **shown)
    )
