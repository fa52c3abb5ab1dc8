"""What the template of a block or an embed is given: read from the HTML that stands in the block, or from an address.

Texts of HTML become plain texts here, once.
"""

import html
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from newsgen.documents.html import VOID, Kind, Token, split_tags, tokens, values_of
from newsgen.models.block import BlockEntry, BlockLink, BlockView, EmbedView
from newsgen.models.body import BodyPicture
from newsgen.renderer.body_reading import READER
from newsgen.renderer.markup import tag_name

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_B = "[ \u00a0\u202f]"
_TIME = rf"(?:[01]?[0-9]|2[0-3])(?:[:.]|{_B}?[hH]{_B}?)[0-5][0-9]"
_WHEN = re.compile(
    rf"""(?P<opens><(?P<tag>strong|b|em|i)>)?(?:(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:{_B}+|T))?
    (?P<hour>[01]?[0-9]|2[0-3])
    (?::(?P<minute>[0-5][0-9])(?P<second>:[0-5][0-9])?|{_B}?[hH]{_B}?(?P<after_h>[0-5][0-9])|(?<=[0-9]{{2}})\.(?P<dotted>[0-5][0-9]))
    (?:{_B}?(?:Uhr|hrs?|h))?\b(?![:.,][0-9])""",
    re.VERBOSE,
)
_HALF_OF_DAY = re.compile(r"\s*[ap]\.?\s?m\b", re.IGNORECASE)
_GOES_ON = re.compile(rf"\s*(?:[–—-]|[^\W\d_]{{1,5}})\s*{_TIME}\b")
_STOPS = " \t\u00a0\u202f:.,–—-"
_RECORDING = re.compile(
    r"\.(?:aac|aif{1,2}|flac|m3u8|m4[abv]|mk[av]|mov|mp[34]|og[agvx]|opus|wav|web[am])\Z", re.IGNORECASE
)
_MAY_BE_RECORDINGS = frozenset({"p", "ul", "ol", "a"})
_HOLDS_NOTHING = frozenset({"p", "ul", "ol", "li", "br", "img", ""})


def block_view(name: str, title: str, attributes: Mapping[str, str], inside: str) -> BlockView:
    """A block, and what the HTML in it holds."""
    elements = list(_elements(inside))
    lead, entries = _entries(inside, elements)
    files = _files(inside, elements)
    poster, rest = _rest(inside, elements, {file.url for file in files})
    return BlockView(
        name=name,
        title=title,
        attributes=attributes,
        html=inside,
        links=tuple(_links(inside)),
        pictures=READER.pictures(inside),
        lead=lead,
        entries=entries,
        files=files,
        poster=poster,
        rest=rest,
    )


class _Element(NamedTuple):
    """An element of some HTML that stands in no other one."""

    name: str
    tag: str
    start: int
    inner: int
    inner_end: int
    end: int


def _elements(inside: str) -> Iterator[_Element]:
    stack: list[Token] = []
    for token in tokens(inside):
        if token.kind is Kind.START and not (token.name in VOID or (token.is_whole and token.is_foreign)):
            if token.name in _HEADINGS and stack and stack[-1].name == "p":
                stack.pop()
            stack.append(token)
        elif token.kind is Kind.END:
            at = next((at for at in range(len(stack) - 1, -1, -1) if stack[at].name == token.name), -1)
            if at == 0:
                begun = stack[0]
                tag = inside[begun.start : begun.end]
                yield _Element(begun.name, tag, begun.start, begun.end, token.start, token.end)
            if at >= 0:
                del stack[at:]


def _entries(inside: str, elements: list[_Element]) -> tuple[str, tuple[BlockEntry, ...]]:
    """What stands before the first heading, and the pieces that begin with one of its level, as they stand."""
    headings = [element for element in elements if element.name in _HEADINGS]
    if not headings:
        return "", ()
    starts = [heading for heading in headings if heading.name == headings[0].name]
    ends = [heading.start for heading in starts[1:]] + [len(inside)]
    lead = inside[: starts[0].start]
    entries = (
        _entry(heading, inside[heading.inner : heading.inner_end], inside[heading.end : end].removeprefix("\n"))
        for heading, end in zip(starts, ends, strict=True)
    )
    return lead if lead.strip() else "", tuple(entries)


def _entry(heading: _Element, title: str, below: str) -> BlockEntry:
    day, time, title = _when(title)
    return BlockEntry(title=title, anchor=values_of(heading.tag).get("id", ""), html=below, day=day, time=time)


def _when(title: str) -> tuple[str, str, str]:
    """The day and the time at the beginning of a heading, and the rest of it."""
    found = _WHEN.match(title)
    after = title[found.end() :] if found else ""
    if found is None or not _is_time(found, after):
        return "", "", title
    minute = found["minute"] or found["after_h"] or found["dotted"]
    time = f"{int(found['hour']):02}:{minute}{found['second'] or ''}"
    if _GOES_ON.match(after):
        return found["day"] or "", time, title
    rest = after.lstrip(_STOPS)
    if found["opens"]:
        ends = f"</{found['tag']}>"
        rest = rest.removeprefix(ends).lstrip(_STOPS) if rest.startswith(ends) else found["opens"] + rest
    return found["day"] or "", time, rest


def _is_time(found: re.Match[str], after: str) -> bool:
    if _HALF_OF_DAY.match(after) or (found["day"] and not _is_day(found["day"])):
        return False
    if not found["dotted"]:
        return True
    # `10.15 million` is a number; so are `10.15 %` and `10.15.`, the beginning of a date.
    words = html.unescape(_text(after))
    first = words.strip()[:1]
    return not first or first in "–—-:" or (words[0].isspace() and first.isalpha() and not first.islower())


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(markup: str) -> str:
    return "".join(split_tags(markup)[::2])


def _links(markup: str) -> Iterator[BlockLink]:
    pieces = split_tags(markup)
    begun, address = 0, ""
    for index in range(1, len(pieces), 2):
        if tag_name(pieces[index]) != "a":
            continue
        if address:
            title = " ".join(html.unescape("".join(pieces[begun + 1 : index : 2])).split())
            yield BlockLink(title or _file_name(address), address)
        begun, address = index, values_of(pieces[index]).get("href", "")


def _file_name(address: str) -> str:
    return unquote(_path(address).rstrip("/").rpartition("/")[2]) or address


def _path(address: str) -> str:
    return address.partition("#")[0].partition("?")[0]


def _files(inside: str, elements: list[_Element]) -> tuple[BlockLink, ...]:
    """The recording to which a block links, in all its forms: what has the first one's name but for the suffix."""
    pieces = (inside[each.start : each.end] for each in elements if each.name in _MAY_BE_RECORDINGS)
    links = [link for piece in pieces for link in _links(piece)]
    recordings = {link.url: link for link in links if _RECORDING.search(_path(link.url))}
    if not recordings:
        return tuple(links[:1])
    stem = _path(next(iter(recordings))).rpartition(".")[0]
    return tuple(link for url, link in recordings.items() if _path(url).rpartition(".")[0] == stem)


def _rest(inside: str, elements: list[_Element], files: set[str]) -> tuple[BodyPicture | None, str]:
    """The picture beside the files, and the HTML without the paragraphs of nothing but these."""
    poster: BodyPicture | None = None
    pieces, done = [], 0
    for element in elements:
        piece = inside[element.start : element.end]
        if element.name not in _MAY_BE_RECORDINGS or not _holds_only(piece, files):
            continue
        pictures = READER.pictures(piece)
        if len(pictures) > (poster is None):
            continue
        poster = pictures[0] if pictures else poster
        pieces.append(inside[done : element.start])
        done = element.end
    rest = "".join([*pieces, inside[done:]])
    return poster, rest if rest.strip() else ""


def _holds_only(piece: str, files: set[str]) -> bool:
    """Whether there is nothing in some HTML but links to these files, and pictures."""
    is_file = False
    pieces = split_tags(piece)
    for index, part in enumerate(pieces):
        name = tag_name(part) if index % 2 else ""
        if name == "a":
            is_file = not part.startswith("</") and values_of(part).get("href", "") in files
            if not is_file and not part.startswith("</"):
                return False
        elif not is_file and (name not in _HOLDS_NOTHING if index % 2 else part.strip()):
            return False
    return True


def embed_view(address: str) -> EmbedView | None:
    """An address in its parts; None where they are not plain: no frame is made of one with a name or a port in it."""
    parts = urlsplit(address)
    path = tuple(unquote(part) for part in parts.path.split("/") if part)
    if "\\" in unquote(address) or "@" in parts.netloc or ":" in parts.netloc or not all(map(_is_plain, path)):
        return None
    return EmbedView(
        url=address,
        host=(parts.hostname or "").removeprefix("www."),
        path=path,
        query={key: values[-1] for key, values in parse_qs(parts.query).items()},
        fragment=parts.fragment,
    )


def _is_plain(part: str) -> bool:
    """Whether a part of a path is the same to everybody: dots and digits of other scripts are not."""
    has_far_digits = not part.isascii() and any(sign.isdigit() and not sign.isascii() for sign in part)
    return part not in {".", ".."} and not has_far_digits and "/" not in part
