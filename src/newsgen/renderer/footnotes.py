"""Footnotes as the default dialect shows them: a list at the end of the story, and a way back from each note.

The engine leaves a note where it was defined. Works on what the engine made, before anything else has touched it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

_PART = re.compile(
    r'<(?:(?P<div>div\b)(?: class="footnote-definition" id="(?P<note>[^"]*)">'
    r'<sup class="footnote-definition-label">\d+</sup>\n?)?|/div>\n?)'
)
_MARK = re.compile(r'<sup class="footnote-reference"><a href="#([^"]*)">\d+</a></sup>')


@dataclass(slots=True)
class _Note:
    name: str
    pieces: list[str] = field(default_factory=list)
    open_elements: int = 0
    """Of `div`, which is what the engine puts a note into."""


def gather_footnotes(rendered: str) -> str:
    """The HTML with its footnotes at the end, numbered in the order in which they are defined."""
    text, notes = _take_notes(rendered)
    if not notes:
        return rendered
    numbers: dict[str, int] = {}
    for number, note in enumerate(notes, 1):
        numbers.setdefault(note.name, number)
    times_marked: Counter[str] = Counter()

    def mark(match: re.Match[str]) -> str:
        name = _folded(match[1])
        if name not in numbers:
            return match[0]
        times_marked[name] += 1
        place = _mark_id(name, times_marked[name])
        return f'<sup id="{place}"><a class="footnote-ref" href="#fn:{name}">{numbers[name]}</a></sup>'

    text = _MARK.sub(mark, text)
    bodies = [_MARK.sub(mark, "".join(note.pieces)).rstrip("\n") for note in notes]
    items = []
    for number, (note, body) in enumerate(zip(notes, bodies, strict=True), 1):
        is_first = numbers[note.name] == number  # Who uses a name twice gets a second note that nothing leads to.
        times = times_marked[note.name] if is_first else 0
        place = f' id="fn:{note.name}"' if is_first else ""
        items.append(f"<li{place}>\n{_with_ways_back(body, note.name, number, times)}\n</li>")
    return "\n".join([text.rstrip("\n"), '<div class="footnote">', "<hr />", "<ol>", *items, "</ol>", "</div>", ""])


def _take_notes(rendered: str) -> tuple[str, list[_Note]]:
    """The HTML without its notes, and the notes in order. A note may stand inside another."""
    outside = _Note("")
    within = [outside]
    notes: list[_Note] = []
    done = 0
    for part in _PART.finditer(rendered):
        note = within[-1]
        if part["note"] is not None:
            note.pieces.append(rendered[done : part.start()])
            done = part.end()
            notes.append(_Note(_folded(part["note"])))
            within.append(notes[-1])
        elif part["div"]:
            note.open_elements += 1
        elif note.open_elements:
            note.open_elements -= 1
        elif note is not outside:
            note.pieces.append(rendered[done : part.start()])
            done = part.end()
            within.pop()
    within[-1].pieces.append(rendered[done:])
    return "".join(outside.pieces), notes


def _folded(name: str) -> str:
    """The engine takes names for the same that differ in case."""
    return " ".join(name.casefold().split())


def _mark_id(name: str, time: int) -> str:
    return f"fnref{time if time > 1 else ''}:{name}"


def _with_ways_back(body: str, name: str, number: int, times: int) -> str:
    ways = "".join(
        f'<a class="footnote-backref" href="#{_mark_id(name, time)}"'
        f' title="Jump back to footnote {number} in the text">&#8617;</a>'
        for time in range(1, times + 1)
    )
    if not ways:
        return body
    before, paragraph, rest = body.rpartition("</p>")
    return f"{before}&#160;{ways}</p>" if paragraph and not rest else f"{body}\n<p>{ways}</p>"
