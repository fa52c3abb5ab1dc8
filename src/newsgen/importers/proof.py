"""Whether all that a source says has arrived: word by word, with any marks and in any order. Pure."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import unquote

from newsgen.importers.story import Story, Value

_WORD = re.compile(r"[^\W_]+")
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|table|tr|td|th|thead|tbody|caption|blockquote|pre|figure|figcaption|section|aside|"
    r"article|header|footer|details|summary|hr|br|img|video|audio|iframe)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"""\b(?:href|src|poster)=["']([^"']*)["']""")
_TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
_IN_TITLE = re.compile(r"\]\(<?([^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)")
"""A link in the caption of a picture: in a gallery, captions are read when its block is filled."""
_IN_TEXT = re.compile(r"https?://[^\s<>]+")
_PIECE = 14
"""Words of a piece of the source."""
_BEFORE = 3
"""Of these, before the first that is missing."""
_PIECES = 3
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
SHOWN_FIELDS = frozenset(
    "title kicker subtitle dateline date updated authors tags places people organizations sources series section "
    "sections genre image images corrections".split()
)
"""What a page shows of front matter."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How much of one story has arrived."""

    words: int
    """That its source says, and are part of it."""
    on_page: int
    """Of those, what a reader sees."""
    missing: tuple[str, ...] = ()
    """What is neither on the page, nor in a field, nor kept."""
    links: int = 0
    pictures: int = 0
    around: tuple[str, ...] = ()
    """Pieces of the source in which missing words stand, those with most of them first."""
    missing_links: tuple[str, ...] = ()
    """Addresses of links, and of pictures, that are not on the page."""


def prove(story: Story, rendered: str) -> Proof:
    """Compares what the source says with the page.

    Args:
        story: What was made of the source.
        rendered: The HTML of its text.
    """
    said, text = count_words(story.said), count_words(text_of(rendered))
    rest = said - text
    if rest:
        rest -= _words_of(story.fields, is_shown=True)
    proof = _with_addresses(Proof(said.total(), said.total()), story, rendered)
    if not rest:
        return proof
    missing = rest - _words_of(story.fields, is_shown=False)
    if missing:
        # What Markdown does not show, such as a comment, is in the file all the same.
        missing = missing - (count_words(story.text) - text) - count_words(" ".join(_strings(story.kept)))
    return replace(
        proof,
        on_page=said.total() - rest.total(),
        missing=tuple(sorted(missing.elements())),
        around=amid(story.said, missing),
    )


def amid(said: str, missing: Mapping[str, int]) -> tuple[str, ...]:
    """Pieces of a text in which words stand that are missing, so that a person finds them; no more than three."""
    if not missing:
        return ()
    words = [
        (found.start(), found.end(), bool(count_words(found[0]).keys() & missing.keys()))
        for found in _WORD.finditer(said)
    ]
    chosen: list[tuple[int, int]] = []
    sums = [0, *accumulate(is_missing for _, _, is_missing in words)]
    counts = [sums[min(at + _PIECE, len(words))] - sums[at] for at in range(len(words))]
    for at in sorted(range(len(words)), key=lambda place: (-counts[place], place)):
        if not counts[at] or len(chosen) == _PIECES:
            break
        first = next(place for place in range(at, len(words)) if words[place][2])
        start = max(0, first - _BEFORE)
        if all(abs(start - other) >= _PIECE for other, _ in chosen):
            chosen.append((start, min(len(words), start + _PIECE)))
    return tuple(" ".join(said[words[start][0] : words[end - 1][1]].split()) for start, end in chosen)


def _with_addresses(proof: Proof, story: Story, rendered: str) -> Proof:
    """The proof with what has become of links and pictures."""
    if not story.links and not story.pictures:
        return proof
    known = {_plain(address) for address in _ADDRESS.findall(rendered)} | {_plain(line) for line in _alone(rendered)}
    titles = (html.unescape(double or single) for double, single in _TITLE.findall(rendered))
    known |= {_plain(address) for title in titles for address in _IN_TITLE.findall(title)}
    ends = {address.rpartition("/")[2] for address in known}
    missing = [
        address
        for address in dict.fromkeys((*story.links, *story.pictures))
        if (plain := _plain(address)) not in known
        # An address of this site has the site's own path before it.
        and not (plain.rpartition("/")[2] in ends and any(each.endswith(plain) for each in known))
    ]
    return replace(proof, links=len(story.links), pictures=len(story.pictures), missing_links=tuple(missing))


def _plain(address: str) -> str:
    return unquote(html.unescape(address)).strip()


def _alone(rendered: str) -> Iterable[str]:
    """Addresses that stand in the text: newsgen makes frames or links of them."""
    return _IN_TEXT.findall(html.unescape(_TAG.sub(" ", rendered)))


def _words_of(fields: Mapping[str, Value], *, is_shown: bool) -> Counter[str]:
    """The words of those fields that a page shows, or of the others."""
    chosen = (value for name, value in fields.items() if (name in SHOWN_FIELDS) == is_shown)
    return count_words(" ".join(text for value in chosen for text in _texts(value)))


def count_words(text: str) -> Counter[str]:
    """The words of a text, whatever their case and composition; of Chinese and Japanese, the letters."""
    # A Turkish İ has a dot in small letters, too, which is no letter of its own.
    plain = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")
    if not plain.isascii() and _DENSE.search(plain):
        plain = _DENSE.sub(r" \g<0> ", plain)
    return Counter(_WORD.findall(plain))


def text_of(rendered: str) -> str:
    """The text of some HTML."""
    return html.unescape(_TAG.sub("", _BLOCK.sub(" ", rendered)))


def _texts(value: Value) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(inner)


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif value is not None:
        yield str(value)
