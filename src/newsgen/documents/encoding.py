"""Bytes to text: UTF-8 with line feeds only, or the place of the first byte that is none."""

from newsgen.errors import Problem


def decoded(content: bytes, path: str) -> str | Problem:
    """The text of a file without a byte-order mark and with line feeds only; ``path`` is what a Problem shows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Decoding without the mark counts from behind it.
        return _encoding_problem(content.removeprefix(b"\xef\xbb\xbf"), error.start, path)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _encoding_problem(content: bytes, at: int, path: str) -> Problem:
    what = f"not UTF-8: byte 0x{content[at]:02X}"
    if b"\0" in content:
        mend = "this is no text: a picture or a document needs its own suffix"
        return Problem(path, what, mend, 1, 1)
    before, rest = _lines(content[:at]), _lines(content[at + 1 :])
    source_line = f"{before[-1]}\\x{content[at]:02x}{rest[0]}"
    return Problem(path, what, "save the file as UTF-8 text", len(before), len(before[-1]) + 1, source_line)


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "backslashreplace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
