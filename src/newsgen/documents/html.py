"""HTML cut into its tokens, as the HTML standard's tokenizer cuts it (https://html.spec.whatwg.org/#tokenization).

Knows nothing of elements inside one another: where a tag, a comment or an attribute begins and ends, and what its
characters mean. Linear on any input: what is never closed is looked for once. What the standard lets swallow the rest
of the page (a tag or a comment without its end) is a `STRAY` sign here, and what follows is read on.
"""

import html
import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

_BLANK = r"[\t\n\f\r ]"
_ATTRIBUTE = rf"""(?:=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)
    (?:{_BLANK}*+=(?:{_BLANK}*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r "'>][^\t\n\f\r >]*+|(?=>)))|(?!{_BLANK}*+=))"""
_NAME = r"[a-zA-Z][^\t\n\f\r />]*+"
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_NAME})(?P<attributes>(?>(?:[\t\n\f\r /]++|{_ATTRIBUTE})*))>", re.VERBOSE)
# Once a tag was never closed: none that has another sign in it, so that no text is read twice.
_STRICT_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\t\n\f\r />\<]*+)(?P<attributes>[^<>]*+)>", re.VERBOSE)
_TAG_START = re.compile(r"</?[a-zA-Z]")
_BARE_VALUE = re.compile(rf"={_BLANK}*[^\t\n\f\r \"'>]*\Z")
"""At the end of a tag: a slash in such a value is part of it."""
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_BOGUS = re.compile(r"<(?:!(?!--)|\?|/(?![a-zA-Z]))[^>]*+>")
RAW_TEXT = frozenset("script style textarea title iframe noembed noframes xmp".split())
"""Elements whose text is no markup."""
FOREIGN = frozenset({"svg", "math"})
VOID = frozenset("area base basefont br col embed frame hr img input link meta param source track wbr".split())
"""Elements that hold nothing and have no end tag; some are obsolete."""


class Kind(Enum):
    """What a token is."""

    START = auto()
    END = auto()
    COMMENT = auto()
    BOGUS = auto()
    """What every browser takes for a comment: a declaration, a processing instruction, an end tag without a name."""
    STRAY = auto()
    """A sign that begins nothing which ends: a tag or comment without its end."""


class Token(NamedTuple):
    """A piece of markup; the text is what stands between them."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    """Of a tag, in lower case."""
    is_bare: bool = False
    """Whether it is a tag without attributes."""
    is_whole: bool = False
    """Whether it is a start tag that ends in a slash, which means something in drawings and formulas only."""
    is_open: bool = False
    """Whether its text is no markup and it is never closed. What follows is read as if it were."""
    is_foreign: bool = False
    """Whether it stands in a drawing or a formula."""


def tokens(text: str) -> Iterator[Token]:
    """The markup of a text, in order."""
    return _Reader(text).tokens()


class _Reader:
    """Reads one token after another, and remembers what has no end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tag = _TAG
        self._endless: set[str] = set()
        """Of what no end follows: names of elements, and the first characters of other tokens."""
        self._depth = 0
        """Of drawings and formulas."""

    def leave_drawings(self) -> None:
        """What is read next stands in no drawing and no formula."""
        self._depth = 0

    def tokens(self) -> Iterator[Token]:
        """The markup, in order."""
        at = self._text.find("<")
        while at >= 0:
            token = self.token(at)
            if token is None:
                at = self._text.find("<", at + 1)
                continue
            yield token
            at = self._text.find("<", self.text_end(token))

    def token(self, at: int) -> Token | None:
        """What begins at this sign; None if it is text."""
        if _TAG_START.match(self._text, at):
            return self._read_tag(at)
        if not self._text.startswith(("!", "?", "/"), at + 1):
            return None
        is_comment = self._text.startswith("<!--", at)
        key = "!--" if is_comment else "!"
        match = None if key in self._endless else (COMMENT if is_comment else _BOGUS).match(self._text, at)
        if match is None:
            self._endless.add(key)
            return Token(Kind.STRAY, at, at + 1)
        return Token(Kind.COMMENT if is_comment else Kind.BOGUS, at, match.end())

    def _read_tag(self, at: int) -> Token:
        match = self._tag.match(self._text, at)
        if match is None and self._tag is _TAG:
            self._tag = _STRICT_TAG
            match = _STRICT_TAG.match(self._text, at)
        if match is None:
            return Token(Kind.STRAY, at, at + 1)
        name = match["name"].lower()
        bare = match["attributes"].strip("\t\n\f\r /") == ""
        is_whole = match["attributes"].endswith("/") and not _BARE_VALUE.search(match["attributes"])
        if match["end"]:
            self._depth -= name in FOREIGN and self._depth > 0
            return Token(Kind.END, at, match.end(), name, bare, is_foreign=self._depth > 0)
        is_foreign = self._depth > 0 or name in FOREIGN
        if name in FOREIGN and not is_whole:
            self._depth += 1
        is_open = name in RAW_TEXT and not is_foreign and self._raw_end(name, match.end()) is None
        return Token(Kind.START, at, match.end(), name, bare, is_whole, is_open, is_foreign)

    def text_end(self, token: Token) -> int:
        """Where to read on: behind the text of an element whose text is no markup, at its end tag."""
        is_raw = token.kind is Kind.START and token.name in RAW_TEXT and not token.is_open and not token.is_foreign
        end = self._raw_end(token.name, token.end) if is_raw else None
        return token.end if end is None else end

    def _raw_end(self, name: str, at: int) -> int | None:
        if name in self._endless:
            return None
        end = _script_end(self._text, at) if name == "script" else _first(_end_tag(name), self._text, at)
        if end is None:
            self._endless.add(name)
        return end


def _first(pattern: re.Pattern[str], text: str, at: int) -> int | None:
    found = pattern.search(text, at)
    return found.start() if found else None


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\t\n\f\r />])[^>]*>", re.IGNORECASE)


_SCRIPT = re.compile(r"<!--|-->|<(?P<end>/?)script(?=[\t\n\f\r />])(?P<rest>[^>]*>)?", re.IGNORECASE)


def _script_end(text: str, at: int) -> int | None:
    """Where the end tag of a script begins: a script that opens another inside `<!--` goes on behind its end."""
    is_escaped = is_double = False
    for found in _SCRIPT.finditer(text, at):
        if found[0] == "<!--":
            is_escaped = True
        elif found[0] == "-->":
            is_escaped = is_double = False
        elif not found["end"]:
            is_double = is_escaped
        elif is_double:
            is_double = False
        else:
            return found.start() if found["rest"] else None
    return None


# Every way begins with the same character, so that the search leaps from one to the next.
_SPLIT = re.compile(
    rf"(<(?:/?{_NAME}(?>(?:[\t\n\f\r /]++|{_ATTRIBUTE})*)>|!--(?:-?>|.*?--!?>)))",
    re.VERBOSE | re.DOTALL,
)


def split_tags(text: str) -> list[str]:
    """Text and markup in turn: text at even places, tags and comments at odd ones.

    Linear where no tag is without its end, as in what has gone through `tokens` and lost its strays.
    """
    return _SPLIT.split(text)


_BARRED = _ATTRIBUTE.replace("[^", "[^<")
_QUICK = re.compile(
    rf"""(<(?:
        /?[a-zA-Z][^\t\n\f\r />\<]*+(?>(?:[\t\n\f\r /]++|{_BARRED})*)>
        |!--(?:-?>|[^<>]*?--!?>)
        |(?:!(?!--)|\?|/(?![a-zA-Z]))[^<>]*+>
    ))""",
    re.VERBOSE,
)
"""What has no other sign `<` in it, so that no text is read twice."""
_SPECIAL = re.compile(
    rf"<(?:(?:svg|math)(?={_BLANK}|[/>])"
    rf"|(?P<raw>{'|'.join(sorted(RAW_TEXT))})(?={_BLANK}|[/>])[^<]*+(?!</(?P=raw)(?={_BLANK}|[/>])))",
    re.IGNORECASE | re.ASCII,
)
"""What begins a drawing, a formula, or an element whose text is no markup, and has a sign `<` in it."""


def parted(text: str, until: int | None = None) -> list[str]:
    """Text and markup in turn, of any text: text at even places, tags, comments and the like at odd ones.

    What is wanted may end at ``until``: then what lies behind may be left out.
    """
    quick = _parted_quickly(text[:until])
    if quick is not None:
        return quick
    pieces: list[str] = []
    done = 0
    for token in tokens(text):
        if token.kind is not Kind.STRAY:
            pieces += (text[done : token.start], text[token.start : token.end])
            done = token.end
    return [*pieces, text[done:]]


def _parted_quickly(text: str) -> list[str] | None:
    """The same in a tenth of the time, where each sign `<` begins markup of its own; None elsewhere."""
    pieces = _QUICK.split(text)
    return pieces if text.count("<") == len(pieces) // 2 and not _SPECIAL.search(text) else None


_TAG_START_AND_NAME = re.compile(rf"<(/?)({_NAME})")


def tag_of(markup: str) -> tuple[str, bool]:
    """The name of a tag in lower case, and whether it is an end tag; no name for comments and the like."""
    found = _TAG_START_AND_NAME.match(markup)
    return (found[2].lower(), bool(found[1])) if found else ("", False)


class Lines:
    """A text by its lines, most of which can be read each by itself."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.lines = text.split("\n")
        self._read_with_care: dict[int, tuple[list[str], int]] = {}

    def parted(self, line: int) -> tuple[list[str], int, bool]:
        """As `parted`, from the beginning of a line to the end of one on which nothing is open.

        How many lines they are, and whether they say the same wherever they stand: what is open may go on there.
        The text of a comment, or of an element whose text is no markup, goes on to the end of the page if it is never
        closed, as browsers have it. On the lines before, too, nothing may be open.
        """
        quick = _parted_quickly(self.lines[line])
        if quick is not None:
            return quick, 1, True
        # What a reader has learned of a text since would change how it cuts this.
        if line not in self._read_with_care:
            self._read_with_care[line] = self._parted_with_care(line)
        return (*self._read_with_care[line], False)

    def _parted_with_care(self, line: int) -> tuple[list[str], int]:
        text = self._text
        done = start = self.start(line)
        end = text.find("\n", start)
        pieces: list[str] = []
        is_within = False
        reader = self._reader
        reader.leave_drawings()
        at = text.find("<", start)
        while at >= 0 and (is_within or end < 0 or at < end):
            token = reader.token(at)
            if token is None:
                at = text.find("<", at + 1)
                continue
            if token.kind is not Kind.STRAY:
                pieces += (text[done : token.start], text[token.start : token.end])
                done = token.end
                is_within = token.is_foreign
            if token.is_open or (token.kind is Kind.STRAY and text.startswith("<!--", at)):
                is_within = True
                break
            behind = reader.text_end(token)
            end = text.find("\n", behind)
            at = text.find("<", behind)
        if end < 0 or is_within:
            return [*pieces, text[done:]], len(self.lines) - line
        return [*pieces, text[done:end]], text.count("\n", start, end) + 1

    def start(self, line: int) -> int:
        """Where a line begins in the text."""
        return self._starts[line]

    @cached_property
    def _starts(self) -> list[int]:
        return [*accumulate((len(line) + 1 for line in self.lines), initial=0)]

    @cached_property
    def _reader(self) -> _Reader:
        return _Reader(self._text)


class Attribute(NamedTuple):
    """An attribute of a tag, and where it stands in the tag."""

    name: str
    """As it was typed."""
    value: str
    """What it means, without character references."""
    start: int
    end: int


_ATTRIBUTES = re.compile(
    rf"""(?P<name>=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)(?>(?:{_BLANK}*+={_BLANK}*+(?:
        "(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\t\n\f\r "'>][^\t\n\f\r >]*+)|
    ))?)""",
    re.VERBOSE,
)
_TAG_NAME = re.compile(rf"</?{_NAME}")


def attributes_of(tag: str) -> Iterator[Attribute]:
    """The attributes of a tag, in order. Of two with one name the first counts, as browsers have it."""
    name = _TAG_NAME.match(tag)
    end = len(tag) - 1 if tag.endswith(">") else len(tag)
    for match in _ATTRIBUTES.finditer(tag, name.end() if name else len(tag), end):
        value = match["double"] or match["single"] or match["bare"] or ""
        yield Attribute(match["name"], html.unescape(value) if "&" in value else value, match.start(), match.end())


def values_of(tag: str) -> dict[str, str]:
    """The attributes of a tag: names in lower case, values as they are meant."""
    name = _TAG_NAME.match(tag)
    end = len(tag) - 1 if tag.endswith(">") else len(tag)
    found: dict[str, str] = {}
    for typed, double, single, bare in _ATTRIBUTES.findall(tag, name.end() if name else len(tag), end):
        value = double or single or bare
        found.setdefault(typed.lower(), html.unescape(value) if "&" in value else value)
    return found


_WITH_QUOTED = _BARRED.replace('[^<"]', '[^"]').replace("[^<']", "[^']")
_OPEN_TAG = re.compile(rf"</?(?P<name>[a-zA-Z][^\t\n\f\r />\<]*+)(?>(?:[\t\n\f\r /]++|{_WITH_QUOTED})*)", re.VERBOSE)
"""A tag without the sign that ends it. No name of an attribute has a sign `<`: there Markdown sees another tag."""
_ANY_TAG = re.compile(r"</?(?P<name>[a-zA-Z][\w-]{0,30}+)")
_LONGEST_LOOK = 1_000
"""Letters of what may be no tag, which are read twice."""


class Tag(NamedTuple):
    """A tag, wherever it stands."""

    name: str
    """In lower case; of a tag without its end no more than 31 letters."""
    markup: str
    """All of it; empty for a tag without its end."""


def sub_tags(text: str, make: Callable[[Tag], str]) -> str:
    """The text with each tag as ``make`` has it, also those in comments and in elements whose text is no markup.

    Of a tag without its end the sign `<` alone is replaced. For whoever takes away what makes text of markup.
    """
    done: list[str] = []
    at = 0
    is_strict = False
    while start := _ANY_TAG.search(text, at):
        begin = start.start()
        match = None if is_strict else _OPEN_TAG.match(text, begin)
        is_whole = match is not None and text.startswith(">", match.end())
        if match is None or not is_whole:
            is_strict = is_strict or match is None or match.end() - begin > _LONGEST_LOOK
            match = _STRICT_TAG.match(text, begin)
        end = begin + 1 if match is None else match.end() + is_whole
        name = (match or start)["name"].lower()
        done += [text[at:begin], make(Tag(name, "" if match is None else text[begin:end]))]
        at = end
    return "".join([*done, text[at:]])


_CANDIDATE = re.compile(r"[\t\n\f\r ,]*+(?P<address>[^\t\n\f\r ]++)")


class Candidate(NamedTuple):
    """One of the pictures that `srcset` offers."""

    address: str
    descriptor: str
    """For which screens it is: ``2x``, ``800w``; empty for any."""


def srcset_of(value: str) -> list[Candidate]:
    """The candidates of an attribute `srcset` (https://html.spec.whatwg.org/#parse-a-srcset-attribute)."""
    found: list[Candidate] = []
    at = 0
    while match := _CANDIDATE.match(value, at):
        at = match.end()
        address = match["address"]
        if address.endswith(","):
            address = address.rstrip(",")
            descriptor = ""
        else:
            end = _descriptor_end(value, at)
            descriptor = " ".join(value[at:end].split())
            at = end + 1
        if address:
            found.append(Candidate(address, descriptor))
    return found


def _descriptor_end(value: str, at: int) -> int:
    """The comma that ends a descriptor, and does not stand in brackets."""
    comma, bracket = value.find(",", at), value.find("(", at)
    while 0 <= bracket < comma:
        closing = value.find(")", bracket)
        if closing < 0:
            return len(value)
        comma, bracket = value.find(",", closing), value.find("(", closing)
    return comma if comma >= 0 else len(value)
