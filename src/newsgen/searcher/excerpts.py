"""What readers read of a story on its page, for phrases and for lines in which words stand; as `search/excerpts.js`.

Of a page everything is taken that is the story's: its text, what stands above and below, its pictures, and the summary,
which only the head of the page may have. What stands beside it, other stories and the words of the theme, is not.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from newsgen.searcher.markup import UNREAD, plain_text
from newsgen.searcher.words import RUN, compared_text, has_phrase, words_in

AROUND = 220
"""Letters of a text around a word that was found."""
_CLASSES = r"""\sclass=["']?(?:[^"'>]*\s)?"""
_ENDS = r"""(?=[\s"'>])"""
_MAIN = re.compile(r"<main\b[^>]*>(.*?)</main\s*>", re.DOTALL)
_UNREAD = re.compile(UNREAD, re.DOTALL | re.IGNORECASE)
_ARTICLE = re.compile(r"<(article)\b[^>]*>")
_TEXT = re.compile(rf"<(\w+)\b[^>]*?{_CLASSES}text{_ENDS}[^>]*>")
_HEADLINE = re.compile(r"<h1\b")
_BESIDE = re.compile(
    rf"<(nav|aside|footer|form|article|time)\b[^>]*>|<(\w+)\b[^>]*?{_CLASSES}beside{_ENDS}[^>]*>", re.IGNORECASE
)
"""What is no part of a story where it stands outside its text."""
_SHOWN = re.compile(rf"<(figcaption)\b[^>]*>|<(\w+)\b[^>]*?{_CLASSES}(?:standfirst|corrections){_ENDS}[^>]*>")
_NAME = re.compile(rf"""<(a)\b[^>]*?\srel=["']?(?:[^"'>]*\s)?(?:tag|author){_ENDS}[^>]*>""")
_SUMMARY = re.compile(rf"""<meta\b[^>]*?\sname=["']?description{_ENDS}[^>]*>""")
_SECTION = re.compile(rf"""<meta\b[^>]*?\sproperty=["']?article:section{_ENDS}[^>]*>""")
_IMAGE = re.compile(r"<img\b[^>]*>")
_SAYS = re.compile(r"""\s(?:content|alt)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TAG = re.compile(r"<[^>]*>")


class PageText(NamedTuple):
    """What readers read of a story on its page, and what its head says of it."""

    story: str
    """Its text; all of it where a theme marks none."""
    beside: tuple[str, ...]
    """What results show where the text does not have it: summary, standfirst, captions, what pictures show."""
    parts: tuple[str, ...]
    """All in which phrases are looked for, each by itself."""


class _Element(NamedTuple):
    """Where an element stands in HTML."""

    begin: int
    inside: int
    inside_end: int
    end: int


def page_text(page: str) -> PageText:
    """What readers read of a story on its page, and what its head says of it."""
    main = _MAIN.search(page)
    if main is None:
        return PageText("", (), ())
    head, content = page[: main.start()], _story_in(_UNREAD.sub("", main[1]))
    text = next(_elements(content, _TEXT), None)
    around = f"{content[: text.begin]}<hr>{content[text.end :]}" if text else content
    names = _insides(around, _NAME)
    around = _without_beside(around)
    story = _plain(content[text.inside : text.inside_end] if text else around)
    said = [*_said_by(_SUMMARY, head), *_said_by(_IMAGE, around)]
    beside = [*said, *map(_plain, _insides(around, _SHOWN))]
    # Above and below the text each piece is another part: a kicker, a caption, whose picture it is.
    pieces = [_plain(piece) for piece in _TAG.split(around)] if text else []
    parts = [story, *said, *_said_by(_SECTION, head), *map(_plain, names), *pieces]
    return PageText(story, tuple(filter(None, beside)), tuple(dict.fromkeys(filter(None, parts))))


def _story_in(content: str) -> str:
    """The element `article` that has the text, or else the headline; everything where there is none."""
    wanted = _TEXT if _TEXT.search(content) else _HEADLINE
    return next((story for story in _insides(content, _ARTICLE) if wanted.search(story)), content)


def _elements(content: str, wanted: re.Pattern[str]) -> Iterator[_Element]:
    """The elements whose first tag is wanted; of those inside one another the outermost."""
    at = 0
    while begin := wanted.search(content, at):
        name, depth = next(filter(None, begin.groups())), 1
        # What is never closed, as a picture, has nothing inside.
        found = _Element(begin.start(), begin.end(), begin.end(), begin.end())
        for tag in re.compile(rf"<(/?){name}\b[^>]*>", re.IGNORECASE).finditer(content, begin.end()):
            depth += -1 if tag[1] else 1
            if not depth:
                found = _Element(begin.start(), begin.end(), tag.start(), tag.end())
                break
        yield found
        at = found.end


def _insides(content: str, wanted: re.Pattern[str]) -> list[str]:
    return [content[each.inside : each.inside_end] for each in _elements(content, wanted)]


def _without_beside(content: str) -> str:
    pieces: list[str] = []
    at = 0
    for each in _elements(content, _BESIDE):
        # A tag in its place: what stands before and behind is not one part.
        pieces += content[at : each.begin], "<hr>"
        at = each.end
    return "".join([*pieces, content[at:]])


def _said_by(wanted: re.Pattern[str], content: str) -> list[str]:
    """What tags without an end say in an attribute."""
    found = filter(None, (_SAYS.search(tag[0]) for tag in wanted.finditer(content)))
    return [" ".join(html.unescape(next(filter(None, each.groups()), "")).split()) for each in found]


def _plain(content: str) -> str:
    return " ".join(plain_text(content).split())


def snippet_of(page: PageText, words: AbstractSet[str], phrases: Sequence[str] = ()) -> str:
    """The lines of a page in which a phrase stands, or most of the words: of its story, or of what is beside."""
    texts = (page.story, *page.beside)
    for text in texts if phrases else ():
        if has_phrase(compared_text(text), phrases[0]):
            return _cut_around(text, _place_of(text, phrases[0]))
    found = [_runs(text, words) for text in texts]
    number = 0 if found[0] else max(range(len(texts)), key=lambda at: len({*found[at].values()}))
    text, runs = texts[number], found[number]
    best, most = 0, 0
    for place in runs:
        count = len({run for at, run in runs.items() if place <= at < place + AROUND})
        if count > most:
            best, most = place, count
    return _cut_around(text, best)


def _place_of(text: str, phrase: str) -> int:
    """Where a phrase begins in a text; -1 where it does not stand."""
    compared = ""
    starts: list[tuple[int, int]] = []
    for run in RUN.finditer(text):
        if said := compared_text(run[0]):
            starts.append((len(compared), run.start()))
            compared += f"{said} "
    whole = f" {compared}".find(f" {phrase} ")
    at = compared.find(phrase) if whole < 0 else whole
    return -1 if at < 0 else max(place for start, place in starts if start <= at)


def _cut_around(text: str, best: int) -> str:
    begin = 0 if best < AROUND // 4 else text.find(" ", best - AROUND // 4) + 1 or best
    cut = text[begin : begin + AROUND]
    if begin + AROUND >= len(text):
        return f"{'… ' if begin else ''}{cut}"
    return f"{'… ' if begin else ''}{cut[: max(cut.rfind(' '), AROUND // 2)]} …"


def _runs(text: str, words: AbstractSet[str]) -> Mapping[int, str]:
    """Where one of the words stands in a text, to how it is spelled there."""
    return {run.start(): run[0].lower() for run in RUN.finditer(text) if not words.isdisjoint(words_in(run[0]))}
