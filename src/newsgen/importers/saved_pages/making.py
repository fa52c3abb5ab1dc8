"""One story of a page while it is made: its text, its fields, and what is left out. Pure.

Which lines are the story's `own_lines` says, which pictures `story_pictures`, where links lead `addresses`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from newsgen.importers.address_parts import is_followed
from newsgen.importers.from_html.convert import markdown_of
from newsgen.importers.from_html.nodes import Element
from newsgen.importers.saved_pages import labels
from newsgen.importers.saved_pages.addresses import Addresses, Surroundings
from newsgen.importers.saved_pages.choosing import Body
from newsgen.importers.saved_pages.facts import find_facts
from newsgen.importers.saved_pages.judge import Opinion
from newsgen.importers.saved_pages.own_lines import OwnLines
from newsgen.importers.saved_pages.paragraphs import split_paragraphs, trim_rules
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.pictures import flatten_tables, make_figures, unlist_figures
from newsgen.importers.saved_pages.rules import Rules
from newsgen.importers.saved_pages.sections import section_in_folder
from newsgen.importers.saved_pages.story_pictures import StoryPictures
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.saved_pages.view import Facts
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, Guess, LeftOut, Story, Value

_LONGEST_LEFT_OUT = 4_000
"""Letters of what is left out of a page for one reason."""
LOST = "a link around a picture to a page of the site that is not there"
SPOKEN = "only said by programs that read a page aloud, of a link or a button"
_AGREED = 0.6
"""How much another program has to see of what was learned, in parts of all."""


@dataclass(slots=True)
class Making:
    """One story while it is being made."""

    parsed: Parsed
    body: Body
    opinion: Opinion
    rules: Rules
    tongue: Tongue
    around: Surroundings
    standing: dict[str, float] = field(default_factory=dict)
    """The prose that was left out since many pages have it, to its words."""

    def story(self) -> Story:
        """The story."""
        page, body = self.parsed.page, self.body
        tongue = self.tongue.for_language(self.parsed.said.language)
        facts = find_facts(Facts(self.parsed, body.units, body.prefix, body.template, self.rules, tongue, self.opinion))
        addresses = Addresses(self.parsed, self.rules.site, self.around)
        reasons = OwnLines(self.parsed, body, self.rules, self.tongue, addresses).reasons(facts)
        pictures = StoryPictures(self.parsed, body, self.rules, self.tongue, addresses, reasons)
        image = {} if page.is_further else pictures.lead(facts.head_at)
        left_out = [*facts.left_out, *self._said_beside(), *pictures.unplaced(facts)]
        kept = pictures.kept()
        said = [*facts.said, *pictures.said, *(unit.text for unit in kept if unit.box is None)]
        left_out += self._others(reasons, facts.taken.keys() | pictures.shown, said)
        for unit, why in zip(body.units, reasons, strict=True):
            if why != labels.STORY:
                unit.clear()
        said += pictures.captions(kept)
        root = body.place.element
        left_out += [LeftOut(address, LOST) for address in addresses.unlink_lost(root)]
        wrapped = self._shaped(addresses, pictures.above)
        links = [link for each in root.every("a") if (link := each.get("href")) and each.text().strip()]
        shown = [source for each in root.every("img") if (source := each.get("src")) and not source.startswith("data:")]
        made = markdown_of(wrapped)
        left_out += [LeftOut(text, why) for text, why in made.left_out]
        dropped = {text for text, _ in made.left_out}
        is_page = self._is_standing_page(facts)
        fields: dict[str, Value] = {**facts.fields, "image": image}
        if is_page:
            fields.pop("date", None)
        return Story(
            key=f"page:{page.address or page.path}",
            digest=hashlib.sha256(page.html.encode("utf-8", "replace")).hexdigest(),
            source=page.path,
            fields={name: value for name, value in fields.items() if value},
            text=made.text,
            kind="page" if is_page else "article",
            said="\n".join(said),
            links=tuple(each for each in dict.fromkeys(links) if is_followed(each) and each not in dropped),
            pictures=tuple(each for each in dict.fromkeys(shown) if each not in dropped),
            guesses=tuple(self._guesses(facts, kept, is_page=is_page)),
            left_out=tuple(left_out),
            files=addresses.files,
        )

    def _is_standing_page(self, facts: Facts) -> bool:
        """Whether a page without a day of its own is none of a site's stories, which share templates and have days."""
        page = self.parsed.page
        has_dates = any("date" in each.fields for each in self.rules.templates)
        is_usual = self.around.is_usual(page.address)
        is_unlike = has_dates and (self.body.template is None or not is_usual)
        is_undated = facts.is_undated or (facts.is_hardly_dated and not is_usual)
        is_unlike = is_unlike or (has_dates and facts.is_visited)
        is_story = self.parsed.said.is_story or page.told is not None or facts.fields.get("authors")
        is_filed = section_in_folder(page.address, self.rules.sections)
        return bool(
            is_undated and is_unlike and not is_story and not is_filed and (facts.fields.get("url") or facts.is_visited)
        )

    def _said_beside(self) -> Iterator[LeftOut]:
        """What the page tells those alone to whom it is read aloud, and its counters."""
        for texts, why in ((self.parsed.spoken, SPOKEN), (self.parsed.counted, labels.COUNTED)):
            if texts:
                yield LeftOut(" / ".join(texts)[:_LONGEST_LEFT_OUT], why)

    def _others(self, reasons: Sequence[str], taken: Collection[int], said: Sequence[str]) -> Iterator[LeftOut]:
        """What is on the page and not in the story; what many pages have is told once for all of them."""
        texts: dict[str, list[str]] = defaultdict(list)
        mine = {id(unit) for unit in self.body.units} | set(taken)
        for unit, why in zip(self.body.units, reasons, strict=True):
            if why not in {labels.STORY, labels.FIELD} and unit.text:
                texts[why].append(unit.text)
            if why == labels.MANY and unit.is_prose:
                self.standing[unit.told] = unit.words
        for unit in self.parsed.lines.units:
            is_known = id(unit) in mine or unit.text in said or unit.told in self.rules.elsewhere
            if unit.text and not is_known and not self.rules.is_standing(unit.told):
                texts[unit.place.hint or "stands outside of the story"].append(unit.text)
        for why, found in texts.items():
            yield LeftOut(" / ".join(found)[:_LONGEST_LEFT_OUT], why)

    def _shaped(self, addresses: Addresses, above: Element | None) -> Element:
        """The body as the story is to have it, and the picture above it."""
        root = self.body.place.element
        addresses.set_in(root)
        flatten_tables(root)
        split_paragraphs(root)
        trim_rules(root)
        unlist_figures(root)
        wrapped = Element("body", {}, [root]) if root.name not in {"body", "td", "tr", "tbody"} else root
        make_figures(root, self.tongue.bylines.split_credit)
        if above is not None and wrapped is not root:
            addresses.set_in(above)
            root.children.insert(0, above)
        return wrapped

    def _guesses(self, facts: Facts, kept: Sequence[Unit], *, is_page: bool) -> Iterator[Guess]:
        yield from (each for each in facts.guesses if not is_page or each.field != "date")
        words = f"{sum(unit.words for unit in kept):.0f} words"
        if self.body.template is None:
            yield Guess("text", words, "as other programs see this page: no template fits it", DOUBTFUL + HARDLY)
        elif self.body.template.agreement < _AGREED:
            why = "learned from many pages; another program sees other text on these"
            yield Guess("text", words, why, DOUBTFUL)
        address = self.parsed.page.address
        if is_page:
            yield Guess("kind", "page", "it has no day, and is unlike the stories of this site", LIKELY)
        elif not self.around.is_usual(address):
            yield Guess("url", address, "unlike the addresses of the other stories", DOUBTFUL)
