"""Rules over one article: its card, and the text of its file. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from newsgen.checks.lines import blanked
from newsgen.errors import Problem
from newsgen.models.article import Article, SourceFile
from newsgen.models.moment import Moment
from newsgen.models.rules import (
    DATE_ORDER,
    LANGUAGE,
    MISSING_ALT,
    MISSING_CREDIT,
    MISSING_SUMMARY,
    PREVIEW_PICTURE,
    STRANGE_DATE,
    Rule,
)
from newsgen.models.written import Written

_A_DAY = 86_400
_A_YEAR = 366 * _A_DAY
_EASTERNMOST = 14 * 3_600
"""Seconds between UTC and the clocks that are furthest ahead of it."""
_WESTERNMOST = 12 * 3_600
"""The same of those furthest behind."""
_PRINTED_NEWS_BEGINS = 1600
_DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![0-9])")
_EMPTY_ALT = re.compile(r"!\[\s*\](?=[(\[])")
_CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]+`|<!--.*?-->", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article or a standing page, and its file."""

    card: Written
    text: str

    @classmethod
    def of(cls, card: Written, source: SourceFile) -> "ArticleText":
        """From what the loader gives."""
        return cls(card, source.text)

    @property
    def body_start(self) -> int:
        """Where the body begins in the text."""
        start = 0
        for _ in range(self.card.body_line - 1):
            start = self.text.find("\n", start) + 1
        return start

    @property
    def body(self) -> str:
        """The Markdown behind the front matter."""
        return self.text[self.body_start :]

    def problem(self, at: int, rule: Rule, what: str, mend: str) -> Problem:
        """A problem at a place in the text; of the whole file where that is negative."""
        shown = f"content/{self.card.source}"
        if at < 0:
            return Problem(shown, what, mend, severity=rule.severity, rule=rule.name)
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        line = self.text.count("\n", 0, at) + 1
        source_line = self.text[start : end if end >= 0 else len(self.text)]
        return Problem(shown, what, mend, line, at - start + 1, source_line, rule.severity, rule=rule.name)

    def of_key(self, name: str, rule: Rule, what: str, mend: str) -> Problem:
        """A problem of a field of the front matter as such."""
        key = re.escape(name)
        found = re.compile(rf"^(?:{key}|[\"']{key}[\"'])\s*:", re.MULTILINE).search(self.text, 0, self.body_start)
        return self.problem(found.start() if found else -1, rule, what, mend)

    def of_field(self, name: str, rule: Rule, what: str, mend: str) -> Problem:
        """A problem of a field of the front matter; at the headline where the field is not there."""
        front = self.text[: self.body_start]
        for wanted in (name, "title"):
            found = re.search(rf"^(?:{wanted}|[\"']{wanted}[\"'])\s*:[ \t]*", front, re.MULTILINE)
            if found:
                return self.problem(found.end() if wanted == name else found.start(), rule, what, mend)
        return self.problem(-1, rule, what, mend)


def check_article(
    article: ArticleText, language: str, now: int, *, has_card: bool = False, has_credit: bool = False
) -> Iterator[Problem]:
    """What is wrong with one article or standing page.

    Args:
        article: It.
        language: The publication's.
        now: As in Moment.
        has_card: Whether a picture is drawn for previews of its link where it has no photograph.
        has_credit: Whether its picture's own file says who made it.
    """
    card = article.card
    if isinstance(card, Article):
        if not card.has_own_summary:
            mend = "write `summary:` with a sentence or two; listings and link previews show the first words instead"
            yield article.of_field("summary", MISSING_SUMMARY, "the article has no summary", mend)
        yield from _check_order(article, card)
        yield from _check_likely(article, card, now)
    yield from _check_picture(article, has_card=has_card, has_credit=has_credit)
    yield from _check_language(article, card.lang or language)


def _check_picture(article: ArticleText, *, has_card: bool, has_credit: bool) -> Iterator[Problem]:
    image = article.card.image
    if image is not None:
        at = article.text.find(image.src, 0, article.body_start)
        if not image.alt:
            mend = "write `alt:` with what it shows, for those who cannot see it"
            yield article.problem(at, MISSING_ALT, f"the picture {image.src} has no alt", mend)
        if not image.credit and not has_credit:
            mend = "write `credit:` with who made it, or who owns it"
            yield article.problem(at, MISSING_CREDIT, f"the picture {image.src} has no credit", mend)
        if image.src.lower().partition("?")[0].endswith(".svg") and not has_card:
            mend = "name a JPEG or PNG of it, and show the drawing in the text"
            what = f"the picture {image.src} is a drawing (SVG), which previews of links do not show"
            yield article.problem(at, PREVIEW_PICTURE, what, mend)
    start = article.body_start
    if "![" not in article.text:
        return
    shown = without_code(article.text[start:])
    for found in _EMPTY_ALT.finditer(shown):
        mend = 'write between the brackets what it shows; <img src="…" alt=""> is a picture that says nothing'
        yield article.problem(start + found.start(), MISSING_ALT, "a picture has no alt", mend)


def without_code(text: str) -> str:
    """The text with blanks in the place of code and comments, so that everything else stays where it is."""
    return _CODE.sub(lambda match: blanked(match[0]), text)


def _check_order(article: ArticleText, card: Article) -> Iterator[Problem]:
    if card.updated is not None and _is_before(card.updated, card.date):
        what = f"`updated` is {card.updated.iso}, before the article's date, {card.date.iso}"
        yield article.of_field("updated", DATE_ORDER, what, "correct one of them")
    if card.expires is not None and card.expires.instant <= card.date.instant:
        what = f"`expires` is {card.expires.iso}, not after the article's date, {card.date.iso}"
        yield article.of_field("expires", DATE_ORDER, what, "correct one of them")
    for correction in card.corrections:
        if _is_before(correction.date, card.date):
            what = f"a correction is of {correction.date.iso}, before the article's date, {card.date.iso}"
            yield article.of_field("corrections", DATE_ORDER, what, "correct one of them")


def _is_before(moment: Moment, other: Moment) -> bool:
    """Whether a moment is before another; by days where one of them has no time."""
    if moment.has_time and other.has_time:
        return moment.instant < other.instant
    return moment.day < other.day


def _check_likely(article: ArticleText, card: Article, now: int) -> Iterator[Problem]:
    if card.date.instant > now + _A_YEAR:
        what = f"the article's date, {card.date.iso_day}, is more than a year ahead"
        yield article.of_field("date", STRANGE_DATE, what, "is the year right?")
    elif card.date.day.year < _PRINTED_NEWS_BEGINS:
        what = f"the article's date, {card.date.iso_day}, is older than any newspaper"
        yield article.of_field("date", STRANGE_DATE, what, "is the year right?")
    for name in ("updated", *(["corrections"] if card.corrections else [])):
        moments = [card.updated] if name == "updated" else [correction.date for correction in card.corrections]
        if any(moment is not None and moment.instant > now for moment in moments) and card.date.instant <= now:
            yield article.of_field(name, STRANGE_DATE, f"`{name}` has a date in the future", "is it right?")
    dated = _DATED.match(PurePosixPath(card.source).name)
    if dated is not None and (named := _day(dated)) is not None and not _may_be_of(card.date, named):
        what = f"the file's name says {named.isoformat()}, its date is {card.date.iso_day}"
        yield article.of_field("date", STRANGE_DATE, what, "correct the date, or rename the file")


def _may_be_of(moment: Moment, day: date) -> bool:
    """Whether it was this day somewhere: who names a file goes by another clock than the publication, perhaps."""
    if not moment.has_time:
        return moment.day == day
    begin = day.toordinal() * _A_DAY  # in UTC, as Moment counts
    return begin - _EASTERNMOST <= moment.instant < begin + _A_DAY + _WESTERNMOST


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


_SCRIPTS = {
    "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "ps": "ARABIC", "ckb": "ARABIC", "sd": "ARABIC",
    "bg": "CYRILLIC", "be": "CYRILLIC", "kk": "CYRILLIC", "ky": "CYRILLIC", "mk": "CYRILLIC", "mn": "CYRILLIC",
    "ru": "CYRILLIC", "tg": "CYRILLIC", "uk": "CYRILLIC",
    "am": "ETHIOPIC", "el": "GREEK", "he": "HEBREW", "yi": "HEBREW", "hy": "ARMENIAN", "ka": "GEORGIAN",
    "hi": "DEVANAGARI", "mr": "DEVANAGARI", "ne": "DEVANAGARI", "bn": "BENGALI", "ta": "TAMIL", "te": "TELUGU",
    "ml": "MALAYALAM", "kn": "KANNADA", "gu": "GUJARATI", "or": "ORIYA", "si": "SINHALA", "bo": "TIBETAN",
    "dz": "TIBETAN", "dv": "THAANA", "ti": "ETHIOPIC", "tt": "CYRILLIC", "ug": "ARABIC", "yue": "CJK",
    "th": "THAI", "km": "KHMER", "lo": "LAO", "my": "MYANMAR", "ko": "HANGUL", "zh": "CJK", "ja": "CJK",
} | dict.fromkeys(
    "af br ca cs cy da de en eo es et eu fi fil fo fr fy ga gd gl ha hr hu id ig is it la lb lt lv mg mi ms mt nb nl "
    "nn no oc om pl pt qu rm ro rw sk sl sm sn so sq st sv sw tl tn to tr vi wo xh yo zu".split(), "LATIN"
)  # fmt: skip
"""Language to the word with which Unicode's names of its letters begin. Of others nothing is said."""
_NAMES = {"CJK": "Chinese or Japanese"}
_OTHER_LETTERS = re.compile("[\u0370-\u1dff\u2c80-\ud7ff\uf900-\uffdc]")
"""None of these is Latin."""
_SCRIPT_SUBTAG = re.compile(r"-[a-z]{4}(?![a-z0-9])")
_ENOUGH = 0.6
_MOST_LETTERS = 200


def _check_language(article: ArticleText, language: str) -> Iterator[Problem]:
    """Whether headline and text are in the letters of their language."""
    tag = language.lower()
    main = tag.partition("-")[0]
    if main not in _SCRIPTS or _SCRIPT_SUBTAG.search(tag):
        return
    sample = f"{article.card.title} {article.body[:_MOST_LETTERS]}"
    if _SCRIPTS[main] == "LATIN" and 2 * len(_OTHER_LETTERS.findall(sample)) < len(sample):
        return
    letters = [_script_of(char) for char in sample if char.isalpha()][:_MOST_LETTERS]
    if not letters:
        return
    script, count = Counter(letters).most_common(1)[0]
    if script != _SCRIPTS[main] and count > _ENOUGH * len(letters):
        what = f"the text is in {_NAMES.get(script, script.capitalize())} letters, but its language is `{language}`"
        likely = [tag for tag, known in _SCRIPTS.items() if known == script]
        example = "en" if script == "LATIN" else likely[0] if likely else "…"
        yield article.of_field("lang", LANGUAGE, what, f"write `lang: {example}`, or what it is")


def _script_of(char: str) -> str:
    name = unicodedata.name(char, "").partition(" ")[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA"} else name
