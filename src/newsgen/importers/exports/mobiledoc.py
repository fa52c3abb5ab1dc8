"""Mobiledoc, in which Ghost 1 to 4 kept texts: sections, markers, atoms and cards in lists by number; as HTML. Pure."""

import html
from collections.abc import Mapping, Sequence

from newsgen.importers.exports.ghost_cards import card_html

_MARKUP = 1
_PICTURE = 2
_LIST = 3
_CARD = 10
"""These are kinds of sections."""
_TEXT = 0
"""The kind of a marker that is no atom."""
_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote aside pull-quote ul ol".split())
_MARKS = frozenset("a b strong i em u s del code sub sup mark small".split())
_AS = {"aside": "blockquote", "pull-quote": "blockquote"}
_PARTS = 2
"""The fewest values of a card, a marker and a section."""


def html_of_mobiledoc(document: Mapping[str, object]) -> tuple[str, list[str]]:
    """A document as HTML, and the names of its parts that are not known."""
    made = _Mobiledoc(document)
    sections = document.get("sections")
    return "".join(map(made.section, sections if isinstance(sections, list) else ())), made.strange


class _Mobiledoc:
    def __init__(self, document: Mapping[str, object]) -> None:
        self._markups, self._atoms, self._cards = (_lists(document.get(name)) for name in ("markups", "atoms", "cards"))
        self.strange: list[str] = []

    def section(self, section: object) -> str:
        """One section."""
        match section:
            case [int(kind), str(tag), list(markers)] if kind == _MARKUP:
                tag = _AS.get(tag, tag) if tag in _TAGS else "p"
                return f"<{tag}>{self._line(markers)}</{tag}>\n"
            case [int(kind), str(source), *_] if kind == _PICTURE:
                return f'<p><img src="{html.escape(source)}" alt=""></p>\n'
            case [int(kind), str(tag), list(items)] if kind == _LIST:
                tag = "ol" if tag == "ol" else "ul"
                return f"<{tag}>{''.join(f'<li>{self._line(_list(item))}</li>' for item in items)}</{tag}>\n"
            case [int(kind), int(number), *_] if kind == _CARD:
                return self._card(number)
            case _:
                self.strange.append("section")
                return ""

    def _card(self, number: int) -> str:
        card = _at(self._cards, number)
        name, payload = (str(card[0]), card[1]) if len(card) >= _PARTS else ("", {})
        made = card_html(name, payload) if isinstance(payload, Mapping) else None
        if made is None:
            self.strange.append(name)
        return f"{made}\n" if made else ""

    def _line(self, markers: Sequence[object]) -> str:
        """Markers: each opens some markups and closes some of those that are open."""
        made: list[str] = []
        opened: list[str] = []
        for marker in markers:
            match marker:
                case [int(kind), list(openings), int(closed), value]:
                    for number in openings:
                        tag, start = self._opening(number)
                        opened.append(tag)
                        made.append(start)
                    made.append(self._value(kind, value))
                    for _ in range(min(closed, len(opened))):
                        tag = opened.pop()
                        made.append(f"</{tag}>" if tag else "")
                case _:
                    self.strange.append("marker")
        return "".join(made) + "".join(f"</{tag}>" for tag in reversed(opened) if tag)

    def _opening(self, number: object) -> tuple[str, str]:
        """The element of a markup, and its beginning; nothing for one that is not known."""
        markup = _at(self._markups, number)
        tag = str(markup[0]).lower() if markup else ""
        if tag not in _MARKS:
            return "", ""
        attributes = _list(markup[1]) if len(markup) >= _PARTS else []
        said = dict(zip(attributes[::2], attributes[1::2], strict=False))
        address = html.escape(str(said.get("href") or ""))
        return tag, f'<a href="{address}">' if tag == "a" else f"<{tag}>"

    def _value(self, kind: int, value: object) -> str:
        if kind == _TEXT:
            return html.escape(str(value), quote=False)
        atom = _at(self._atoms, value)
        name = str(atom[0]) if atom else ""
        if name == "soft-return":
            return "<br>"
        self.strange.append(name)
        return html.escape(str(atom[1]), quote=False) if len(atom) >= _PARTS else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _lists(value: object) -> list[list[object]]:
    return [_list(each) for each in _list(value)]


def _at(values: Sequence[list[object]], number: object) -> list[object]:
    return values[number] if isinstance(number, int) and 0 <= number < len(values) else []
