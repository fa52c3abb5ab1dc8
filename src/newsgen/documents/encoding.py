"""Bytes to text with line feeds only, or the place of the first byte that is none.

A file is UTF-8, or says by its byte-order mark what else it is; only what is neither is read in the encoding that
newsgen.yaml names for old files.
"""

import codecs
from dataclasses import dataclass

from newsgen.errors import Problem

UTF_8 = "utf-8"
# The mark of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32", UTF_8: "UTF-8"}
_LOOK_AT = 400
"""Bytes by which text of two or four bytes a character is known."""


def known_encoding(name: str) -> str:
    """Python's name of an encoding of text; empty where there is none of that name."""
    try:
        codec = codecs.lookup(name.strip().replace(" ", "_"))
    except (LookupError, ValueError):
        return ""
    return codec.name if getattr(codec, "_is_text_encoding", True) else ""


def decoded(content: bytes, path: str, encoding: str = UTF_8) -> str | Problem:
    """The text of a file without a byte-order mark and with line feeds only.

    Args:
        content: All bytes of the file.
        path: What a Problem shows.
        encoding: Of files that are not UTF-8 and have no byte-order mark.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        read = _decoded_otherwise(content, path, encoding)
        if isinstance(read, Problem):
            return read
        text = read
    if "\0" in text[:_LOOK_AT] and (problem := _without_mark(content, path)):
        return problem
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@dataclass(frozen=True, slots=True)
class TypedText:
    """The text of a file with its own line ends, and what makes bytes of it again."""

    text: str
    encoding: str
    mark: bytes
    is_faithful: bool
    """Whether the same text makes the same bytes."""

    def encoded(self, text: str) -> bytes:
        """Another text as bytes of the same kind.

        Raises:
            UnicodeEncodeError: The encoding has no such letters.
        """
        return self.mark + text.encode(self.encoding)


def typed_text(content: bytes, encoding: str = UTF_8) -> TypedText:
    """The text of a file that `decoded` has read."""
    mark, named = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", ""))
    if not named:
        named = encoding if is_in_other_encoding(content) else UTF_8
    rest = content[len(mark) :]
    text = rest.decode(named)
    return TypedText(text, named, mark, is_faithful=text.encode(named) == rest)


def is_in_other_encoding(content: bytes) -> bool:
    """Whether a file is read as something else than UTF-8."""
    try:
        content.decode(UTF_8)
    except UnicodeDecodeError:
        return True
    return False


def _decoded_otherwise(content: bytes, path: str, encoding: str) -> str | Problem:
    marked = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), None)
    if marked is None and not encoding.startswith(("utf-16", "utf-32")) and (problem := _without_mark(content, path)):
        return problem
    mark, encoding = marked or (b"", encoding)
    try:
        return content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        return _encoding_problem(content[len(mark) :], error.start, path, encoding)


def _without_mark(content: bytes, path: str) -> Problem | None:
    """A problem with a text of two or four bytes a character that does not say so."""
    if not (guessed := _wide_encoding(content)):
        return None
    return Problem(path, f"{_NAMES[guessed]} without a byte-order mark", "save the file as UTF-8 text", 1, 1)


def _wide_encoding(content: bytes) -> str:
    """The encoding of a text in which every other byte, or three of four, are NUL; empty of other files."""
    head = content[:_LOOK_AT]
    for name, width, place in (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1)):
        units = [head[at : at + width] for at in range(0, len(head) - width + 1, width)]
        plain = sum(unit[place] != 0 and unit.count(0) == width - 1 for unit in units)
        if units and plain > 0.9 * len(units):
            return name
    return ""


def _encoding_problem(content: bytes, at: int, path: str, encoding: str) -> Problem:
    what = f"not {_NAMES.get(encoding, encoding)}: byte 0x{content[at]:02X}"
    if encoding in _NAMES and encoding != UTF_8:
        return Problem(path, what, "the file is damaged: save it as UTF-8 text", 1, 1)
    if b"\0" in content:
        mend = "this is no text: a picture or a document needs its own suffix"
        return Problem(path, what, mend, 1, 1)
    before, rest = _lines(content[:at], encoding), _lines(content[at + 1 :], encoding)
    source_line = f"{before[-1]}\\x{content[at]:02x}{rest[0]}"
    return Problem(path, what, _mend(path, encoding), len(before), len(before[-1]) + 1, source_line)


def _mend(path: str, encoding: str) -> str:
    if encoding != UTF_8:
        return f"save the file as UTF-8 text; `encoding: {encoding}` in newsgen.yaml does not fit it"
    others = ", or name the encoding of all old files in newsgen.yaml, such as `encoding: windows-1252` (or `euc-kr` …)"
    return "save the file as UTF-8 text" + (others if path.startswith("content/") else "")


def _lines(content: bytes, encoding: str) -> list[str]:
    return content.decode(encoding, "backslashreplace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
