"""Plain text as Markdown that shows it letter by letter, with no more backslashes than that takes. Pure."""

import re
import unicodedata
from collections.abc import Iterable

_ANYWHERE = re.compile(
    r"(?P<backslash>\\)|(?P<star>\*)|(?P<tick>`)|(?P<bracket>\[)|(?P<tag><(?=[a-zA-Z/!?]))"
    r"|(?P<entity>&(?=#|\w+;))|(?P<under>(?<![^\W_])_+|_+(?![^\W_]))|(?P<tilde>~(?=~)|(?<=~)~)|(?P<brace>\{(?=[:%{]))|(?P<dollar>\^(?=\[))"
)
"""Signs that may mean something inside of a line. An underscore between two letters means none."""
_MEANS_NOTHING = re.compile(r"[^\\*`\[<&_~{^]*")
"""Without any sign of those: most texts have none."""
_BEGINNING = re.compile(r"(?P<sign>[>#+\-=|]|:::?|:(?= ))|(?P<number>\d{1,9})(?=[.)](?:\s|\Z))")
"""What may mean something at the beginning of a paragraph."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+")


def escaped(text: str) -> str:
    """A paragraph. Web addresses stay as they are: newsgen makes links of them."""
    return safe_beginning(escaped_in_line(" ".join(text.split())))


def escaped_in_line(text: str) -> str:
    """A piece of a line, with its blanks. Web addresses stay as they are: newsgen makes links of them."""
    if _MEANS_NOTHING.fullmatch(text):
        return text
    if "//" not in text and "www." not in text:
        return _ANYWHERE.sub(_escape, text)
    parts: list[str] = []
    done = 0
    for address in _ADDRESS.finditer(text):
        parts += [_ANYWHERE.sub(_escape, text[done : address.start()]), address[0]]
        done = address.end()
    return "".join([*parts, _ANYWHERE.sub(_escape, text[done:])])


def safe_beginning(line: str) -> str:
    """A paragraph whose signs are escaped but for what may mean something at its beginning."""
    match = _BEGINNING.match(line)
    if match is None:
        return line
    if match["number"]:
        return f"{match['number']}\\{line[match.end() :]}"
    return f"\\{line}"


def _escape(match: re.Match[str]) -> str:
    typed = match[0]
    if match.lastgroup == "tag":
        return "&lt;"
    if match.lastgroup == "entity":
        return "&amp;"
    if match.lastgroup == "tick":
        return "&#96;"  # What reads code spans does not mind a backslash before the second one.
    return "".join(f"\\{sign}" for sign in typed)


def heading(text: str, level: int = 2) -> str:
    """A heading."""
    safe = _ANYWHERE.sub(_escape, " ".join(text.split()))
    return f"{'#' * level} {safe[:-1]}\\#" if safe.endswith("#") else f"{'#' * level} {safe}"


def listed(items: Iterable[tuple[str, str]]) -> str:
    """A list of items, each with its mark as it was typed: a number stays one."""
    lines: list[str] = []
    for mark, text in items:
        digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", mark))  # ②, ２．, ٢.
        sign = f"{int(digits)}." if digits else "-"
        lines.append(f"{sign} {escaped(text)}")
    return "\n".join(lines)


def quoted(texts: Iterable[str]) -> str:
    """Paragraphs that are quoted from somewhere."""
    return "\n>\n".join(f"> {escaped(text)}" for text in texts)


def verse(lines: Iterable[str]) -> str:
    """Lines that end where they end, such as those of a poem."""
    return "  \n".join(escaped(line) for line in lines)
