"""What readers read of a story on its page, for phrases and for lines in which words stand; as `search/excerpts.js`.

Of a page everything is taken that is the story's: its text, what stands above and below, its pictures, and the summary,
which only the head of the page may have. What stands beside it, other stories and the words of the theme, is not.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from newsgen.searcher.markup import plain_text
from newsgen.searcher.words import RUN, compared_text, has_phrase, words_in

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

AROUND = 220
"""Letters of a text around a word that was found."""
_UNREAD = "script, style, template"
_NOTE = "sup > a:first-child"
"""Leads to a note: the sign parts no phrase, and is no part of the word before it."""
_BESIDE = "nav, aside, footer, form, article, time, .beside"
"""What is no part of a story where it stands outside its text."""


class PageText(NamedTuple):
    """What readers read of a story on its page, and what its head says of it."""

    story: str
    """Its text; all of it where a theme marks none."""
    beside: tuple[str, ...]
    """What results show where the text does not have it: summary, standfirst, captions, what pictures show."""
    parts: tuple[str, ...]
    """All in which phrases are looked for, each by itself."""


def page_text(page: str) -> PageText:
    """What readers read of a story on its page, and what its head says of it."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only where results are shown

    tree = LexborHTMLParser(page)
    main = tree.css_first("main")
    if main is None:
        return PageText("", (), ())
    summaries, sections = (
        [_attribute(each, "content") for each in tree.css(f"head > meta[{said}]")]
        for said in ("name=description", "property='article:section'")
    )
    for unread in reversed(_inside(main, _UNREAD)):  # What is inside another one first.
        unread.remove()
    for link in reversed(_inside(main, _NOTE)):
        if link.parent is not None:
            link.parent.remove()
    # The element `article` that has the text, or else the headline; everything where there is none.
    wanted = ".text" if _inside(main, ".text") else "h1"
    around = next(iter(_inside(main, f"article:has({wanted})")), main)
    text = next(iter(_inside(around, ".text")), None)
    if text is not None:
        text.replace_with(" ")
    names = [_plain(each) for each in _inside(around, "a[rel~=tag], a[rel~=author]")]
    for each in reversed(_inside(around, _BESIDE)):
        each.replace_with(" ")  # What stands before and behind is not one part.
    story = _plain(around if text is None else text)
    shown = [*summaries, *(_attribute(each, "alt") for each in _inside(around, "img"))]
    beside = [*shown, *map(_plain, _inside(around, "figcaption, .standfirst, .corrections"))]
    # Above and below the text each piece is another part: a kicker, a caption, whose picture it is.
    pieces = [] if text is None else [_one_line(node.text_content) for node in around.traverse(include_text=True)]
    parts = [story, *shown, *sections, *names, *pieces]
    return PageText(story, tuple(filter(None, beside)), tuple(dict.fromkeys(filter(None, parts))))


def _inside(element: "LexborNode", selector: str) -> list["LexborNode"]:
    """What a selector chooses in an element, in order; the parser counts the element itself among it."""
    return [each for each in element.css(selector) if each.mem_id != element.mem_id]


def _attribute(element: "LexborNode", name: str) -> str:
    return _one_line(element.attributes.get(name))


def _plain(element: "LexborNode") -> str:
    return _one_line(plain_text(element.html or ""))


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


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
