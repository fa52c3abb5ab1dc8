"""Which lines of a body are its story's, by what the whole site has taught and where each line leads. Pure.

What a line tells by itself `labels` says, what another program has chosen `choosing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from newsgen.importers.address_parts import joined
from newsgen.importers.saved_pages import labels
from newsgen.importers.saved_pages.addresses import Addresses
from newsgen.importers.saved_pages.captures import place_of
from newsgen.importers.saved_pages.choosing import Body, by_choice, without_hints
from newsgen.importers.saved_pages.edges import lead_of
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.parts import PARTS, is_counted
from newsgen.importers.saved_pages.pictures import is_table
from newsgen.importers.saved_pages.rows import WAY, is_way
from newsgen.importers.saved_pages.rules import Rules
from newsgen.importers.saved_pages.teasers import link_above
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Place, Unit
from newsgen.importers.saved_pages.view import Facts

_MOSTLY_LINKS = 0.4
_ALL_LINKS = 0.85
"""Letters of a line that are links, in parts of all, by which it may be there only to lead to other stories."""
_FEWEST_OF_LINK = 3
"""Words of such a line."""
_FEW_LINKS = 0.3
"""Letters of a table that are links, in parts of all, where it may be the story's own."""


@dataclass(slots=True)
class OwnLines:
    """Tells the lines of a story."""

    parsed: Parsed
    body: Body
    rules: Rules
    tongue: Tongue
    addresses: Addresses

    def reasons(self, facts: Facts) -> list[str]:
        """Why each line of the body is no part of the story; empty for those that are."""
        title = str(facts.fields.get("title", ""))
        reasons = labels.label(
            self.body.units,
            taken=facts.taken,
            standing=self.rules.is_standing,
            tongue=self.tongue,
            title=title,
            names=tuple(facts.fields.get("authors", ())),
            prefix=self.body.prefix,
            is_own=self.addresses.is_own,
        )
        self._leave_way(reasons, title)
        self._keep_own(reasons)
        self._keep_tables(reasons)
        self._lead_away(reasons)
        return reasons if self.body.chosen is None else self._chosen(reasons, facts, self.body.chosen)

    def _chosen(self, reasons: list[str], facts: Facts, by_other: Sequence[bool]) -> list[str]:
        """The reasons where another program has chosen the lines."""
        units, chosen = self.body.units, list(by_other)
        reasons = without_hints(units, reasons, chosen)
        head = self.parsed.lines.units[facts.head_at] if facts.has_heading else None
        above = next((at for at, unit in enumerate(units) if unit is head), -1)
        for at, unit in enumerate(units):
            is_dated = at - above <= 6 and unit.words < 20 and self.tongue.date(unit.text) and not unit.is_ended
            if at < above or is_dated:
                chosen[at] = False
            elif chosen[at] and at and unit.is_prose and self._is_teaser(units[at - 1], unit):
                chosen[at], reasons[at - 1], reasons[at] = False, labels.OTHERS, labels.OTHERS
        is_below_head = facts.has_heading and (above >= 0 or self._begins_behind(facts.head_at))
        return by_choice(units, reasons, chosen, above, self.addresses.is_own, is_below_head=is_below_head)

    def _leave_way(self, reasons: list[str], title: str) -> None:
        """Leaves out the row of links above a text that leads to it."""
        for at, unit in enumerate(self.body.units):
            if unit.is_prose and reasons[at] == labels.STORY:
                return
            if reasons[at] == labels.STORY and is_way(unit, self.parsed, title):
                reasons[at] = WAY

    def _keep_own(self, reasons: list[str]) -> None:
        """Keeps lines of which other pages tell the story, where no link to another stands above them."""
        if not self.rules.teased:
            return
        places = {id(unit): at for at, unit in enumerate(self.parsed.lines.units)}
        for at, unit in enumerate(self.body.units):
            if reasons[at] == labels.MANY and unit.told in self.rules.teased:
                is_own = link_above(self.parsed.lines.units, places[id(unit)]) is None
                reasons[at] = labels.STORY if is_own else labels.OTHERS

    def _keep_tables(self, reasons: list[str]) -> None:
        """Keeps the cells of a table that many pages have, too, where others of it are the story's own."""
        tables: dict[int, tuple[Place, list[int]]] = {}
        for at, unit in enumerate(self.body.units):
            place = next((place for place in unit.place.line() if place.element.name == "table"), None)
            if place is not None and place.is_within(self.body.place) and place is not self.body.place:
                tables.setdefault(id(place), (place, []))[1].append(at)
        for place, cells in tables.values():
            is_own = any(reasons[at] == labels.STORY for at in cells) and place.linked < _FEW_LINKS * place.letters
            if is_own and any(reasons[at] == labels.MANY for at in cells) and is_table(place.element):
                for at in cells:
                    reasons[at] = labels.STORY if reasons[at] == labels.MANY else reasons[at]

    def _lead_away(self, reasons: list[str]) -> None:
        """Leaves out lines that lead to other stories, and what stands behind the line that ends a text."""
        units = self.body.units
        begun = next((at for at, unit in enumerate(units) if unit.is_prose and reasons[at] == labels.STORY), 0)
        ends = [at for at, unit in enumerate(units) if unit.told in self.rules.ends]
        # A story of a picture alone has its end, too: the last such line, for the others may be above it.
        end = next((at for at in ends if at > begun), ends[-1] if ends and units[ends[-1] - 1].pictures else len(units))
        for at, unit in enumerate(units):
            if reasons[at] != labels.STORY:
                continue
            if self._leads_to_part(unit):
                reasons[at] = PARTS
            elif at > end:
                reasons[at] = labels.BEHIND
            elif self._leads_to_other(unit):
                reasons[at] = labels.OTHERS

    def _leads_to_part(self, unit: Unit) -> bool:
        """Whether a line does nothing but lead to other pages of this story."""
        page = self.parsed.page
        if not page.parted or unit.is_prose:
            return False
        base = page.address or f"/{page.path}"
        places = {place_of(joined(base, link.get("href").strip())) for link in unit.links}
        return places <= page.parted if places else is_counted(unit.text)

    def _leads_to_other(self, unit: Unit) -> bool:
        """Whether a line does nothing but lead to other pages of the site."""
        if (
            not unit.links
            or unit.share < _MOSTLY_LINKS
            or not all(self.addresses.is_story(link.get("href")) for link in unit.links)
        ):
            return False
        names = {place.element.name for place in islice(unit.place.line(), 2)}
        if names & {"h1", "h2", "h3", "h4"}:
            return False
        is_led = lead_of(unit) in self.rules.leads
        return is_led or (unit.share >= _ALL_LINKS and unit.words >= _FEWEST_OF_LINK and "li" not in names)

    def _begins_behind(self, place: int) -> bool:
        """Whether the body begins behind a line of the page."""
        return any(unit is self.body.units[0] for unit in self.parsed.lines.units[place + 1 :])

    def _is_teaser(self, above: Unit, unit: Unit) -> bool:
        """Whether a line of prose tells of another page, whose headline is a link above it in one box."""
        own = self.parsed.page.address.partition("#")[0]
        if (
            above.share < 0.8
            or above.words < 3
            or not above.links
            or not self.addresses.is_own(above.links[0].get("href"))
        ):
            return False
        if self.addresses.absolute(above.links[0].get("href")) == own:
            return False
        box = next((place for place in unit.place.line() if above.place.is_within(place)), None)
        return box is not None and box is not self.body.place and box.letters < 3 * (len(above.text) + len(unit.text))
