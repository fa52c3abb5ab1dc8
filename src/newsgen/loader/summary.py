"""The first words of a story, for a card without a summary: plain text taken from Markdown without rendering it."""

import html
import re

MAX_SUMMARY = 220
_LOOK_AT = 6_000
"""Characters of the body that are looked at: what stands further down is no summary."""

_BLOCK = re.compile(r"\n[ \t]*\n")
# Blocks that are no prose: headings, fences, tables, rules, footnotes and abbreviations, attribute lists.
_NOT_PROSE = re.compile(
    r"(?:#{1,6}\s|```|~~~|\||[-*_](?:\s*[-*_]){2,}\s*$|\[\^[^\]]+\]:|\*\[|\[[^\]]+\]:|\{:|={3,}|-{3,})"
)
_INLINE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"<(script|style|figure|iframe|table)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])"), ""),
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"<(?:https?://|mailto:)([^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>"), ""),
    (re.compile(r"\{:[^}]*\}"), ""),
    (re.compile(r"(?m)^\s{0,3}(?:>\s?|[-*+]\s+|\d+[.)]\s+)"), ""),
    (re.compile(r"(?<![\w\\])([*_]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL), r"\2"),
    (re.compile(r"`+([^`]+)`+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!])"), r"\1"),
)


def first_words(body: str, limit: int = MAX_SUMMARY) -> str:
    """At most ``limit`` characters of plain text from the beginning of a Markdown body, cut at a word."""
    words: list[str] = []
    length = 0
    for block in _BLOCK.split(body[:_LOOK_AT]):
        text = _plain(block)
        if text:
            words.append(text)
            length += len(text) + 1
        if length > limit:
            break
    return cut_at_word(" ".join(words), limit)


def _plain(block: str) -> str:
    stripped = block.strip()
    if not stripped or _NOT_PROSE.match(stripped) or block.startswith(("    ", "\t")):
        return ""
    for pattern, replacement in _INLINE:
        stripped = pattern.sub(replacement, stripped)
    return " ".join(html.unescape(stripped).split())


def cut_at_word(text: str, limit: int) -> str:
    """The text, or as many of its words as fit, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space else cut).rstrip(" ,;:–—-") + "…"
