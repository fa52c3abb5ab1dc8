"""The pictures of a page and its story: the one above the text, captions, and those that stand nowhere. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.importers.from_html.nodes import Element
from newsgen.importers.saved_pages import labels
from newsgen.importers.saved_pages.addresses import Addresses
from newsgen.importers.saved_pages.choosing import Body
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.pictures import caption_of, figure, texts_in
from newsgen.importers.saved_pages.rules import Rules
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Place, Unit, count_words
from newsgen.importers.saved_pages.view import Facts
from newsgen.importers.story import LeftOut, Value

_NEAR_HEADLINE = 8
"""Lines below a headline among which the picture is that makes the whole of a story."""
NOWHERE = "a picture of the page's main part, which stands nowhere in the story"
_MOST_BEFORE_NAME = 4
"""Words before the name of who took a picture."""
_SMALL = frozenset(map(str, range(33)))
"""Sizes of signs and counters."""


@dataclass(slots=True)
class StoryPictures:
    """Finds the pictures of one story."""

    parsed: Parsed
    body: Body
    rules: Rules
    tongue: Tongue
    addresses: Addresses
    reasons: list[str]
    """Why each line of the body is no part of the story; those that come to stand in a field are marked here."""
    said: list[str] = field(default_factory=list)
    """The words of the picture above the text."""
    above: Element | None = None
    """The picture above the text and outside of its box, with its caption, where its file is not there."""
    shown: set[int] = field(default_factory=set)
    """Identities of the pictures, and of lines of captions, outside of the body that are the story's."""

    def lead(self, head_at: int) -> Mapping[str, Value]:
        """The picture above the story, if its file is there: the story's own.

        Args:
            head_at: The place of the headline among the lines of the page.
        """
        units = self.parsed.lines.units
        mine = {id(unit): at for at, unit in enumerate(self.body.units)}
        first = next((unit for unit in self.kept() if unit.is_prose), None)
        alone = min(len(units), head_at + _NEAR_HEADLINE)
        end = alone if first is None else next(at for at, unit in enumerate(units) if unit is first)
        missed: tuple[Element, Unit] | None = None
        for unit in units[max(0, head_at) : end]:
            if unit.place.hint or (id(unit) in mine and self.reasons[mine[id(unit)]] != labels.STORY):
                continue
            for image in unit.pictures:
                if self.rules.is_standing(labels.picture_line(image)):
                    continue
                _, name, file = self.addresses.picture(image)
                if file:
                    self.addresses.files[name] = file
                    self.shown.add(id(image))
                    return self._as_lead(image, name, unit, units[:end], mine)
                if missed is None and unit.box is not None and id(unit) not in mine:
                    missed = (image, unit)
        if missed is not None:
            self._show_above(*missed)
        return {}

    def kept(self) -> list[Unit]:
        """The lines of the body that are the story's."""
        return [unit for unit, why in zip(self.body.units, self.reasons, strict=True) if why == labels.STORY]

    def _as_lead(
        self, image: Element, name: str, unit: Unit, above: Sequence[Unit], mine: Mapping[int, int]
    ) -> Mapping[str, Value]:
        value: dict[str, Value] = {"src": name}
        if alt := " ".join(image.get("alt").split()):
            value["alt"] = alt
        if unit.text and unit.box is None:
            return value
        if unit.box is not None:
            value |= self._take_caption(unit.box, above, mine)
        if id(unit) in mine:
            self.reasons[mine[id(unit)]] = labels.FIELD
        if "alt" not in value and "caption" in value:
            value["alt"] = value["caption"]
        return value

    def _take_caption(self, box: Place, above: Sequence[Unit], mine: Mapping[int, int]) -> dict[str, Value]:
        """The caption of the picture above the text, whose lines stand in a field then."""
        inside = [unit for unit in above if unit.box is box and id(unit) in mine]
        for unit in inside:
            if self._is_beside_caption(unit, self.reasons[mine[id(unit)]]):
                unit.clear()
        caption, credit = caption_of(box.element, self.tongue.bylines.split_credit)
        for unit in inside:
            if unit.text:
                self.reasons[mine[id(unit)]] = labels.FIELD
        self.shown |= {id(unit) for unit in self.parsed.lines.units if unit.box is box}
        self.said += [caption, credit]
        return {key: text for key, text in (("caption", caption), ("credit", credit)) if text}

    def _is_beside_caption(self, unit: Unit, why: str) -> bool:
        """Whether words in the box of a picture are no part of its caption: a counter, a link that enlarges it."""
        return why == labels.COUNTED or (why != labels.STORY and bool(self.tongue.reason(unit.text)))

    def _show_above(self, image: Element, unit: Unit) -> None:
        """Sets a picture outside of the body, whose file is not there, above the text by its address."""
        box = unit.box
        typed = self.addresses.picture(image)[0]
        if box is None or not typed or typed.startswith("data:"):
            return
        self.shown |= {id(image)} | {id(each) for each in self.parsed.lines.units if each.box is box}
        self.above = figure(box.element, image, self.tongue.bylines.split_credit)
        self.said += [each.text() for each in self.above.every("figcaption")]

    def unplaced(self, facts: Facts) -> Iterator[LeftOut]:
        """The pictures of the page's main part that stand nowhere in the story."""
        units = self.parsed.lines.units
        head = units[facts.head_at].place if facts.has_heading else self.body.place
        main = next((place for place in head.line() if self.body.place.is_within(place)), self.body.place)
        main = self.body.place if main.element.name in {"body", "html"} else main
        kept = {id(unit) for unit in self.kept()}
        for unit in units:
            if id(unit) in kept or unit.place.hint or not unit.place.is_within(main):
                continue
            if any(self.addresses.is_story(link.get("href")) for link in unit.links):
                continue
            for image in unit.pictures:
                if id(image) in self.shown or self.rules.is_standing(labels.picture_line(image)):
                    continue
                address = self.addresses.picture(image)[0]
                is_small = bool(_SMALL & {image.get("width"), image.get("height")})
                if address and not address.startswith("data:") and not is_small:
                    yield LeftOut(self.addresses.absolute(address), NOWHERE)

    def captions(self, kept: Sequence[Unit]) -> Iterator[str]:
        """What captions say, without the words before the name of who took a picture, which a story does not have."""
        boxes = {id(unit.box): unit.box for unit in kept if unit.box is not None}
        for key, box in boxes.items():
            words = [" ".join(part.split()) for part in texts_in(box.element)]
            parted = caption_of(box.element, self.tongue.bylines.split_credit)
            whole = sum(count_words(each) for each in words)
            is_whole = parted[1] and whole - sum(count_words(each) for each in parted) <= _MOST_BEFORE_NAME
            is_alone = is_whole and len(list(box.element.every("img"))) == 1
            is_alone = is_alone and not any(each.text().strip() for each in box.element.every("a"))
            yield from parted if is_alone else [unit.text for unit in kept if id(unit.box) == key]
