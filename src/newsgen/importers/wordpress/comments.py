"""What readers wrote below a post, as Markdown below the story: in threads, with names and dates alone. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsgen.importers.from_html.convert import to_markdown
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.wordpress.autop import with_paragraphs
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.said import said_in

_DEEPEST = 8
"""Answers in one another; those to what lies deeper stand beside it."""
_KINDS = frozenset({"", "comment"})
"""What people wrote; others, such as pingbacks, are notes of machines."""
_NO_NAME = re.compile(r"[{}:\\<>`*_\[\]]+|\S{1,100}@\S{1,200}")
"""Signs that would mean something in the line of a block; and mail addresses, which some gave as their names."""
_HEADING = re.compile(r"<(/?)h[1-6]\b[^<>]*>", re.IGNORECASE)
_FENCE = re.compile(r"^( *)(?=:::)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment that was public."""

    number: str
    answers: str
    """The number of the one that it answers; ``0`` for none."""
    name: str
    date: str
    text: str
    """Markdown."""
    said: str
    """Its words, told another way than by the conversion."""


def public_comments(part: Part) -> Iterator[Comment]:
    """The comments of a post that everybody could read, in the order in which they were written."""
    found = [each for each in part.inner("wp:comment") if _is_public(each)]
    for each in sorted(found, key=lambda comment: comment.text("wp:comment_date")):
        yield Comment(
            each.text("wp:comment_id").strip(),
            each.text("wp:comment_parent").strip() or "0",
            " ".join(_NO_NAME.sub(" ", line_of_html(each.text("wp:comment_author"))).split()),
            each.text("wp:comment_date").strip().removesuffix(":00"),
            to_markdown(with_paragraphs(_without_headings(each.text("wp:comment_content")))).text.strip(),
            said_in(each.text("wp:comment_content")),
        )


def _without_headings(typed: str) -> str:
    """A text whose headings are bold lines: those of a story are its own."""
    return _HEADING.sub(lambda tag: "</strong></p>" if tag[1] else "<p><strong>", typed)


def _is_public(comment: Part) -> bool:
    is_of_people = comment.text("wp:comment_type").strip() in _KINDS
    return is_of_people and comment.text("wp:comment_approved").strip() == "1"


def comments_block(comments: Iterable[Comment]) -> str:
    """All of them as a block of Markdown; empty where there are none."""
    answers: dict[str, list[Comment]] = {}
    known: set[str] = set()
    for comment in comments:
        # An answer to one that is not public, or comes later, stands for itself.
        answers.setdefault(comment.answers if comment.answers in known else "", []).append(comment)
        known.add(comment.number)
    if not answers:
        return ""
    return "::: comments\n" + "\n\n".join(_threads(answers)) + "\n:::"


def _threads(answers: dict[str, list[Comment]]) -> Iterator[str]:
    """The lines of each comment and of what answers it, without a call for each step down."""
    waiting = [(comment, 0) for comment in reversed(answers.get("", ()))]
    depth = -1
    while waiting:
        comment, level = waiting.pop()
        for _ in range(depth - level + 1):
            yield ":::"
        depth = level
        yield f"{_opening(comment)}\n{_FENCE.sub(_escaped, comment.text)}"
        below = answers.get(comment.number, []) if comment.number else []
        if level + 1 >= _DEEPEST:
            yield ":::"
            depth -= 1
            waiting += [(answer, level) for answer in reversed(below)]
        else:
            waiting += [(answer, level + 1) for answer in reversed(below)]
    for _ in range(depth + 1):
        yield ":::"


def _opening(comment: Comment) -> str:
    identity = f" #comment-{comment.number}" if comment.number.isdigit() else ""
    time = f' time="{comment.date}"' if re.fullmatch(r"[\d :-]+", comment.date) else ""
    return f"::: comment {comment.name}".rstrip() + (f" {{{(identity + time).strip()}}}" if identity or time else "")


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\"
