"""Footnotes: a list at the end of the story in the order in which the text refers to them, and ways back from each.

An engine leaves a note where it was defined. Works on what the engine made, before anything else has touched it.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from newsgen.documents.html import parted, tag_of
from newsgen.renderer.dialects import MarkdownRemark, folded
from newsgen.renderer.markup import WAY_BACK
from newsgen.renderer.text_of import shown_text
from newsgen.renderer.typed import holds

_BEGIN = '<div class="footnote-definition" id="'
_DEFINITION = re.compile(rf'{_BEGIN}(?P<name>[^"]*)"><sup class="footnote-definition-label">\d+</sup>\n?')
_MARK = re.compile(r'<sup class="footnote-reference"(?: id="fnref")?><a href="#([^"]*)">\d+</a></sup>')


@dataclass(slots=True)
class _Note:
    typed: str
    """Its name."""
    pieces: list[str] = field(default_factory=list)
    open_elements: int = 0
    """Of `div`, which is what the engine puts a note into."""
    place: str = ""
    """What its addresses end in."""
    body: str = ""
    times: int = 0
    """How often the text refers to it."""


def definition(name: str, content: str) -> str:
    """A note as the engines leave it in the text."""
    label = '<sup class="footnote-definition-label">0</sup>'
    return f'<div class="footnote-definition" id="{html.escape(name)}">{label}\n{content}\n</div>\n'


def gather_footnotes(rendered: str) -> tuple[str, list[MarkdownRemark]]:
    """The HTML with its footnotes at the end, and what is wrong with them."""
    text, notes = _take_notes(rendered)
    if not notes:
        return rendered, []
    named: dict[str, _Note] = {}
    typed: Counter[str] = Counter()
    before: dict[int, int] = {}
    for note in notes:  # Who uses a name twice gets a second note, which nothing leads to.
        named.setdefault(folded(note.typed), note)
        before[id(note)] = typed[note.typed]
        typed[note.typed] += 1
    _give_places(named.values())
    ordered = _in_order(text, notes, named)
    numbers = {id(note): number for number, note in enumerate(ordered, 1)}
    marked: Counter[int] = Counter()

    def mark(found: re.Match[str]) -> str:
        note = named.get(folded(html.unescape(found[1])))
        if note is None:
            return found[0]
        marked[id(note)] += 1
        place = _mark_id(note, marked[id(note)])
        return f'<sup id="{place}"><a class="footnote-ref" href="#fn:{note.place}">{numbers[id(note)]}</a></sup>'

    text = _MARK.sub(mark, text)
    for note in ordered:
        note.body = _MARK.sub(mark, note.body).rstrip("\n")
    items = []
    for note in ordered:
        note.times = marked[id(note)]
        place = f' id="fn:{note.place}"' if note.place else ""
        items.append(f"<li{place}>\n{_with_ways_back(note, numbers[id(note)])}\n</li>")
    shown = "\n".join([text.rstrip("\n"), '<div class="footnote">', "<hr />", "<ol>", *items, "</ol>", "</div>", ""])
    return shown, [_unused(note, before[id(note)], named) for note in ordered if not note.times]


def _take_notes(rendered: str) -> tuple[str, list[_Note]]:
    """The HTML without its notes, and the notes as they were defined. A note may stand inside another."""
    outside = _Note("")
    within = [outside]
    notes: list[_Note] = []
    done = 0
    for start, end, is_end in _divs(rendered):
        note = within[-1]
        if is_end and note.open_elements:
            note.open_elements -= 1
        elif is_end and note is not outside:
            note.pieces.append(rendered[done:start])
            done = end + rendered.startswith("\n", end)
            within.pop()
        elif begin := _DEFINITION.match(rendered, start):
            note.pieces.append(rendered[done:start])
            done = begin.end()
            notes.append(_Note(html.unescape(begin["name"])))
            within.append(notes[-1])
        elif not is_end:
            note.open_elements += 1
    within[-1].pieces.append(rendered[done:])
    for note in notes:
        note.body = "".join(note.pieces)
    return "".join(outside.pieces), notes


def _divs(rendered: str) -> Iterator[tuple[int, int, bool]]:
    """Where each tag of a `div` begins and ends, and whether it is an end tag: from the first note on."""
    end = rendered.find(_BEGIN)
    pieces = parted(rendered[end:]) if end >= 0 else []
    for text, markup in zip(pieces[::2], pieces[1::2], strict=False):
        start = end + len(text)
        end = start + len(markup)
        name, is_end = tag_of(markup)
        if name == "div":
            yield start, end, is_end


def _give_places(notes: Iterable[_Note]) -> None:
    """An address for each: its name, without what an address cannot hold."""
    taken: set[str] = set()
    for note in notes:
        base = re.sub(r"[^\w.]+", "-", " ".join(note.typed.split())) or "-"
        place = base
        number = 1
        while place in taken:
            number += 1
            place = f"{base}_{number}"
        taken.add(place)
        note.place = place


def _in_order(text: str, notes: list[_Note], named: Mapping[str, _Note]) -> list[_Note]:
    """The notes in the order of the first reference to each, and behind them those that nothing refers to."""
    ordered: dict[int, _Note] = {}

    def add(piece: str) -> None:
        for found in _MARK.finditer(piece):
            if note := named.get(folded(html.unescape(found[1]))):
                ordered.setdefault(id(note), note)

    def follow(done: int) -> None:
        while done < len(ordered):
            for note in list(ordered.values())[done:]:
                done += 1
                add(note.body)

    add(text)
    follow(0)
    referred = len(ordered)
    for note in notes:
        ordered.setdefault(id(note), note)
    follow(referred)
    return list(ordered.values())


def _mark_id(note: _Note, time: int) -> str:
    return f"fnref{time if time > 1 else ''}:{note.place}"


def _with_ways_back(note: _Note, number: int) -> str:
    ways = "".join(
        f'<a class="footnote-backref" href="#{_mark_id(note, time)}"'
        f' title="{WAY_BACK}{number}{WAY_BACK}" aria-label="{WAY_BACK}{number}{WAY_BACK}">&#8617;</a>'
        for time in range(1, note.times + 1)
    )
    if not ways:
        return note.body
    before, paragraph, rest = note.body.rpartition("</p>")
    return f"{before}&#160;{ways}</p>" if paragraph and not rest else f"{note.body}\n<p>{ways}</p>"


def _unused(note: _Note, before: int, named: Mapping[str, _Note]) -> MarkdownRemark:
    typed = f"[^{note.typed}]:"
    if note is named[folded(note.typed)]:
        what = f"nothing refers to the note [^{note.typed}]"
        return MarkdownRemark(typed, what, f"write [^{note.typed}] where it belongs, or take the note out")
    what = f"a note before this one is called [^{note.typed}], too: references lead there"
    return MarkdownRemark(typed, what, "give one of them another name", before)


_UNDEFINED = re.compile(r"\[\^([^\[\]\n<>]{1,200})\]")
_DEFINED = re.compile(r"^[ \t>*+-]*\[\^([^\[\]\n]{1,200})\]:", re.MULTILINE)
_ESCAPED = re.compile(r"\\\[\^([^\[\]\n]{1,200})\]")


def undefined_notes(rendered: str, text: str) -> list[MarkdownRemark]:
    """What is to be said of each reference that was left as it was typed; ``text`` is the author's.

    No note has its name, or it stands in HTML, where Markdown does not look. Behind a backslash it is meant as text.
    """
    if not holds(rendered, "[^"):
        return []
    names = dict.fromkeys(html.unescape(name) for name in _UNDEFINED.findall(shown_text(rendered)))
    if not names:
        return []
    defined, escaped = set(map(folded, _DEFINED.findall(text))), set(_ESCAPED.findall(text))
    return [_undefined(name, is_defined=folded(name) in defined) for name in names if name not in escaped]


def _undefined(name: str, *, is_defined: bool) -> MarkdownRemark:
    if is_defined:
        what = f"the mark [^{name}] shows as it was typed: it stands inside of HTML"
        return MarkdownRemark(f"[^{name}]", what, "write it in Markdown, outside of the element")
    return MarkdownRemark(
        f"[^{name}]", f"there is no note [^{name}]", f"define it on a line of its own: [^{name}]: the note"
    )
