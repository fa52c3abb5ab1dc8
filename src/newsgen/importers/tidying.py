"""Texts without what their systems did to them: letters that were decoded wrongly, and chains of blanks. Pure.

A blank that does not break stays where it stands alone: French sets one before a colon.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from newsgen.importers.story import LIKELY, Guess, Story, Value
from newsgen.renderer.code_ranges import find_outside_code

_SUSPECT = re.compile(r"[\x80-\x9f]|[ÂÃÄÅÎÏÐÑØÙâã×à][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|ï¿½|ï»¿")
"""The signs that UTF-8 leaves when it is taken for Windows-1252; whether they are such, ftfy says."""
_CHAIN = re.compile(r"(?<=\S)[ \u00a0\u2007\u202f]{2,}(?=\S)|\n(?:[ \t\u00a0\u200b\ufeff]*\n)+")
"""Blanks in a row, and lines in a row that have nothing else."""


def tidied(story: Story) -> Story:
    """The story with its letters and blanks mended; what was mended of letters is among its guesses."""
    mended: dict[str, str] = {}
    text = _without_chains(_mended(story.text, mended))
    fields = {name: _mended_value(value, mended) for name, value in story.fields.items()}
    if text == story.text and fields == story.fields:
        return story
    guesses = [
        Guess("text", f"{old} → {new}", "letters that had been decoded wrongly", LIKELY) for old, new in mended.items()
    ]
    said = _mended(story.said, {})
    return replace(story, text=text, fields=fields, said=said, guesses=(*story.guesses, *guesses))


def _mended(text: str, mended: dict[str, str]) -> str:
    """A text, line by line; notes which words were mended."""
    if not _SUSPECT.search(text):
        return text
    from ftfy import fix_encoding  # noqa: PLC0415 - few texts need it

    lines = []
    for line in text.split("\n"):
        sound = fix_encoding(line) if _SUSPECT.search(line) else line
        if sound != line:
            mended.update(_differing(line, sound))
        lines.append(sound)
    return "\n".join(lines)


def _differing(line: str, sound: str) -> Iterator[tuple[str, str]]:
    """The words of a line that were mended; all of it where words were joined."""
    old, new = line.split(" "), sound.split(" ")
    if len(old) == len(new):
        yield from ((before, after) for before, after in zip(old, new, strict=True) if before != after)
    else:
        yield line, sound


def _mended_value(value: Value, mended: dict[str, str]) -> Value:
    if isinstance(value, str):
        return _mended(value, mended)
    if isinstance(value, tuple):
        return tuple(_mended(each, mended) for each in value)
    return {key: _mended_value(inner, mended) for key, inner in value.items()} if isinstance(value, Mapping) else value


def _without_chains(text: str) -> str:
    """The Markdown with one blank where several stood in a row; code stays as it was typed."""
    parts, at = list[str](), 0
    for match in find_outside_code(_CHAIN, text):
        is_lines = match[0].startswith("\n")
        begin = text.rfind("\n", 0, match.start()) + 1
        if "<pre" in text if is_lines else text.startswith(("    ", "\t"), begin):
            continue  # Here they are seen.
        parts += text[at : match.start()], "\n\n" if is_lines else " "
        at = match.end()
    return "".join((*parts, text[at:]))
