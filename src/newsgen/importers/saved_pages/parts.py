"""Stories in several parts: pages of one title, with links by number, or to the next, through them. Pure."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from newsgen.importers.address_parts import joined
from newsgen.importers.saved_pages.captures import SavedPage, original, place_of
from newsgen.importers.saved_pages.evidence import letters_of
from newsgen.importers.saved_pages.prints import is_same_text
from newsgen.importers.story import HARDLY, LIKELY, Guess, Story
from newsgen.models.names import path_fault

PARTS = "leads to other parts of the story"
_WORD = (
    r"pages?|seite|páginas?|paginas?|pág\.|страница|стр\.|сторінка|strona|stránka|sida|side|sivu|sayfa|halaman|trang|"
    r"part|teil|parte|partie|deel|część|часть|частина|bölüm|صفحة|第|頁"
)
_OF = r"\s*(?:of|von|de|sur|z|из|з|av|di|van|/)\s*\d{1,2}"
_NUMBER = re.compile(
    rf"<a\b(?P<inside>[^>]{{1,600}})>\s*(?:<[^>]{{1,100}}>\s*){{0,3}}[\[(]?\s*(?:(?:{_WORD})\s*)?(?P<number>\d{{1,2}})"
    rf"(?:{_OF})?\s*[\])]?\s*(?:<[^>]{{1,100}}>\s*){{0,3}}</a>",
    re.IGNORECASE,
)
_NEXT = re.compile(r"<(?:a|link)\b(?P<inside>[^>]{0,400}\brel\s*=\s*[\"']?next\b[^>]{0,400})>", re.IGNORECASE)
_BESIDE = r"(?:<[^>]{1,100}>|&\w{2,8};|[^\w<&]){0,9}"
"""Elements and signs around such words."""
_WORD_NEXT = (
    r"next(?: page)?|continue(?:d)?(?: reading)?(?: on (?:the )?next page)?|weiter(?:lesen)?|"
    r"nächste seite|(?:page )?suivante?|"
    r"(?:página )?siguiente|próxima(?: página)?|volgende(?: pagina)?|(?:pagina )?successiva|avanti|nästa(?: sida)?|"
    r"neste(?: side)?|næste(?: side)?|seuraava(?: sivu)?|następna(?: strona)?|další(?: strana| stránka)?|"
    r"следующая(?: страница)?|далее|наступна(?: сторінка)?|sonraki(?: sayfa)?|halaman berikutnya|trang sau|"
    r"下一[页頁]|次のページ|次へ|다음(?: 페이지)?|(?:الصفحة )?التالية"
)
_SAID_NEXT = re.compile(
    rf"<a\b(?P<inside>[^>]{{1,600}})>{_BESIDE}(?:{_WORD_NEXT}){_BESIDE}</a>",
    re.IGNORECASE,
)
"""A link whose words say where it leads."""
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,500})</title", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?:\b(?:{_WORD})\s*\d{{1,2}}(?:{_OF})?)|[(\[]\s*(?:(?:{_WORD})\s*)?\d{{1,2}}(?:{_OF})?\s*[)\]]", re.IGNORECASE
)
_MOST = 40
"""Pages of one title: more are no parts of a story."""
_MOST_LINKS = 200


@dataclass(frozen=True, slots=True)
class Pager:
    """What a page says of those beside it."""

    place: str
    title: str
    numbers: Mapping[int, str] = field(default_factory=dict)
    """Number of each page that it leads to by its number, to the place of that."""
    next: str = ""
    at: int = 0
    """Which page of the story its title says that it is; 0 where it says nothing."""


def pager_of(page: SavedPage) -> Pager | None:
    """The links of a page to others by their numbers; None where it has no title."""
    base = page.address or f"/{page.path}"
    numbers: dict[int, str] = {}
    for match in _some(_NUMBER, page.html):
        if place := _place(base, match["inside"]):
            numbers.setdefault(int(match["number"]), place)
    following = next(
        (
            place
            for pattern in (_NEXT, _SAID_NEXT)
            for match in _some(pattern, page.html)
            if (place := _place(base, match["inside"]))
        ),
        "",
    )
    title = _TITLE.search(page.html)
    if not title:
        return None
    typed = html.unescape(title[1])
    told = letters_of(_COUNTED.sub(" ", typed))
    return Pager(place_of(base), told, numbers, following, _number_in(typed)) if told else None


def _number_in(title: str) -> int:
    """Which page of a story a title says that this is; 0 where it says nothing."""
    found = _COUNTED.search(title)
    number = re.search(r"\d{1,2}", found[0]) if found else None
    return int(number[0]) if number else 0


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for count, match in enumerate(pattern.finditer(text)):
        if count < _MOST_LINKS:
            yield match


def _place(base: str, inside: str) -> str:
    found = _HREF.search(inside)
    typed = original(html.unescape(next(filter(None, found.groups()), ""))) if found else ""
    return place_of(joined(base, typed.strip())) if typed and not typed.startswith("#") else ""


def find_parts(pagers: Mapping[int, Pager]) -> dict[int, list[int]]:
    """Number of each page with the beginning of a story to the numbers of those on which it goes on."""
    titles: dict[str, list[int]] = defaultdict(list)
    for number, pager in pagers.items():
        titles[pager.title].append(number)
    found: dict[int, list[int]] = {}
    for numbers in titles.values():
        if 1 < len(numbers) <= _MOST:
            found.update(_chains({number: pagers[number] for number in numbers}))
    return found


def _chains(pagers: Mapping[int, Pager]) -> dict[int, list[int]]:
    places = {pager.place: number for number, pager in pagers.items()}
    later = {places.get(pager.next) for pager in pagers.values()} - {None}
    found: dict[int, list[int]] = {}
    taken: set[int] = set()
    for head, pager in pagers.items():
        before = places.get(pager.numbers.get(1, ""), head)
        if before != head or head in taken or pager.at > 1 or (not pager.numbers and head in later):
            continue
        chain = [head]
        while True:
            last, count = pagers[chain[-1]], len(chain) + 1
            typed = last.numbers.get(count) or pager.numbers.get(count) or last.next
            following = places.get(typed)
            if following is None or following in chain:
                following = _named_like(pager.place, count, pagers)
            if following is None or following in chain or following in taken:
                break
            chain.append(following)
        if len(chain) > 1:
            found[head] = chain[1:]
            taken.update(chain)
    return found


def _named_like(first: str, count: int, pagers: Mapping[int, Pager]) -> int | None:
    """The page that calls itself so many in its title, and is named like the first with this number behind it."""
    typed = first.rstrip("/")
    suffix = re.search(r"\.[a-z]{2,5}\Z", typed, re.IGNORECASE)
    end = re.escape(suffix[0]) if suffix else ""
    stem = re.escape(typed.removesuffix(suffix[0]) if suffix else typed)
    names = re.compile(rf"{stem}(?:{end})?[-_./,]?(?:p|page|seite|part)?[-_/=]?{count}(?:{end})?/?")
    return next((at for at, each in pagers.items() if each.at == count and names.fullmatch(each.place)), None)


def is_counted(text: str) -> bool:
    """Whether a line says nothing but which page of a story this is."""
    return _COUNTED.fullmatch(text.strip(" |•·-–—:")) is not None


def joined_story(first: Story, others: Sequence[Story]) -> tuple[Story, list[Story]]:
    """A story with its further parts, and those of the pages that have the same text once more."""
    parts = [first]
    again: list[Story] = []
    for other in others:
        if any(is_same_text(other, part) for part in parts):
            again.append(other)
        else:
            parts.append(other)
    if len(parts) == 1:
        return first, again
    known = set(first.said.split("\n"))
    said = [line for part in parts[1:] for line in part.said.split("\n") if line not in known]
    addresses = [str(part.fields.get("url", "")) for part in parts[1:]]
    paths = tuple(path for path in addresses if path and not path_fault(path.strip("/")))
    fields = {**{name: value for part in parts for name, value in part.fields.items() if name == "authors"}}
    fields |= first.fields
    if paths:
        fields["aliases"] = paths
    many = f"{len(parts)} pages"
    guess = Guess("text", many, f"the story goes on at {', '.join(part.source for part in parts[1:])}", LIKELY + HARDLY)
    return (
        replace(
            first,
            fields=fields,
            text="\n\n".join(part.text.strip("\n") for part in parts) + "\n",
            said="\n".join([first.said, *said]),
            links=tuple(dict.fromkeys(link for part in parts for link in part.links)),
            pictures=tuple(dict.fromkeys(each for part in parts for each in part.pictures)),
            guesses=(*first.guesses, guess),
            left_out=tuple(each for part in parts for each in part.left_out),
            files={name: file for part in reversed(parts) for name, file in part.files.items()},
            asked=tuple(dict.fromkeys(each for part in parts for each in part.asked)),
        ),
        again,
    )
