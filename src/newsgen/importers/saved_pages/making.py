"""One story of a page while it is made: which lines are its text, its pictures, and what is left out. Pure."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from newsgen.importers.address_parts import bare_host, is_followed, joined, parts_of_address
from newsgen.importers.from_html.convert import markdown_of
from newsgen.importers.from_html.nodes import Element
from newsgen.importers.proxies import original_of, originals_of, serves_others
from newsgen.importers.saved_pages import labels
from newsgen.importers.saved_pages.captures import SavedPage, place_of
from newsgen.importers.saved_pages.choosing import Body, by_choice, without_hints
from newsgen.importers.saved_pages.edges import lead_of
from newsgen.importers.saved_pages.facts import find_facts
from newsgen.importers.saved_pages.judge import Opinion
from newsgen.importers.saved_pages.paragraphs import split_paragraphs, trim_rules
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.parts import PARTS, is_counted
from newsgen.importers.saved_pages.pictures import (
    caption_of,
    figure,
    flatten_tables,
    is_table,
    make_figures,
    sources_of,
    texts_in,
    unlist_figures,
)
from newsgen.importers.saved_pages.rows import WAY, is_way
from newsgen.importers.saved_pages.rules import Rules
from newsgen.importers.saved_pages.sections import section_in_folder
from newsgen.importers.saved_pages.teasers import link_above
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Place, Unit, count_words
from newsgen.importers.saved_pages.view import Facts
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, Guess, LeftOut, Story, Value
from newsgen.importers.tree import FileSource

_LONGEST_LEFT_OUT = 4_000
"""Letters of what is left out of a page for one reason."""
_NEAR_HEADLINE = 8
"""Lines below a headline among which the picture is that makes the whole of a story."""
_MOSTLY_LINKS = 0.4
_ALL_LINKS = 0.85
"""Letters of a line that are links, in parts of all, by which it may be there only to lead to other stories."""
NOWHERE = "a picture of the page's main part, which stands nowhere in the story"
LOST = "a link around a picture to a page of the site that is not there"
SPOKEN = "only said by programs that read a page aloud, of a link or a button"
_MOST_BEFORE_NAME = 4
"""Words before the name of who took a picture."""
_SMALL = frozenset(map(str, range(33)))
"""Sizes of signs and counters."""
_FEW_LINKS = 0.3
"""Likewise of a table that may be the story's own."""
_FEWEST_OF_LINK = 3
"""Words of such a line."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|zip|txt|mp3|mp4|jpe?g|png|gif|svg)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page may ask of its site."""

    link: Callable[[str, str], str]
    """Path of a page's file, and an address that is typed on it, to the address as the story is to have it."""
    picture: Callable[[SavedPage, str], tuple[str, FileSource | None]]
    """A page and the address of a picture on it, to a name and the file; None where there is none."""
    is_usual: Callable[[str], bool] = field(default=lambda _: True)
    """Whether an address is of a pattern that many pages of the site have."""
    is_lost: Callable[[str], bool] = field(default=lambda _: False)
    """Whether a whole address is one of the site, and none of its pages here has it."""


@dataclass(slots=True)
class Making:
    """One story while it is being made."""

    parsed: Parsed
    body: Body
    opinion: Opinion
    rules: Rules
    tongue: Tongue
    around: Surroundings
    guesses: list[Guess] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    standing: dict[str, float] = field(default_factory=dict)
    """The prose that was left out since many pages have it, to its words."""
    files: dict[str, FileSource] = field(default_factory=dict)
    above: Element | None = None
    """The picture above the text and outside of its box, with its caption, where its file is not there."""
    shown: set[int] = field(default_factory=set)
    """Identities of the pictures, and of lines of captions, outside of the body that are the story's."""

    def story(self) -> Story:
        """The story."""
        tongue = self.tongue.for_language(self.parsed.said.language)
        facts = find_facts(
            Facts(self.parsed, self.body.units, self.body.prefix, self.body.template, self.rules, tongue, self.opinion)
        )
        reasons = self._labels(facts)
        fields: dict[str, Value] = dict(facts.fields)
        self.guesses += facts.guesses
        self.said += facts.said
        self.left_out += facts.left_out
        told = ((self.parsed.spoken, SPOKEN), (self.parsed.counted, labels.COUNTED))
        self.left_out += [LeftOut(" / ".join(texts)[:_LONGEST_LEFT_OUT], why) for texts, why in told if texts]
        image = {} if self.parsed.page.is_further else self._lead_picture(facts, reasons)
        self._name_pictures(facts, reasons)
        kept = [unit for unit, why in zip(self.body.units, reasons, strict=True) if why == labels.STORY]
        self.said += [unit.text for unit in kept if unit.box is None]
        self._leave_out(reasons, facts.taken)
        for unit, why in zip(self.body.units, reasons, strict=True):
            if why != labels.STORY:
                unit.clear()
        self._say_captions(kept)
        root = self.body.place.element
        self._unlink_pictures(root)
        self._set_addresses(root)
        flatten_tables(root)
        split_paragraphs(root)
        trim_rules(root)
        unlist_figures(root)
        wrapped = Element("body", {}, [root]) if root.name not in {"body", "td", "tr", "tbody"} else root
        make_figures(root, self.tongue.bylines.split_credit)
        if self.above is not None and wrapped is not root:
            self._set_addresses(self.above)
            root.children.insert(0, self.above)
        links = [
            each.get("href")
            for each in root.every("a")
            if each.get("href") and each.text().strip() and is_followed(each.get("href"))
        ]
        pictures = [each.get("src") for each in root.every("img") if each.get("src")]
        made = markdown_of(wrapped)
        self.left_out += [LeftOut(text, why) for text, why in made.left_out]
        dropped = {text for text, _ in made.left_out}
        if image:
            fields["image"] = image
        if self.body.template is None:
            self.guesses.append(
                Guess(
                    "text",
                    f"{sum(unit.words for unit in kept):.0f} words",
                    "as other programs see this page: no template fits it",
                    DOUBTFUL + HARDLY,
                )
            )
        elif self.body.template.agreement < 0.6:
            self.guesses.append(
                Guess(
                    "text",
                    f"{sum(unit.words for unit in kept):.0f} words",
                    "learned from many pages; another program sees other text on these",
                    DOUBTFUL,
                )
            )
        page = self.parsed.page
        is_page = self._is_standing_page(facts)
        if is_page:
            fields.pop("date", None)
            self.guesses = [each for each in self.guesses if each.field != "date"]
            self.guesses.append(Guess("kind", "page", "it has no day, and is unlike the stories of this site", LIKELY))
        elif not self.around.is_usual(page.address):
            self.guesses.append(Guess("url", page.address, "unlike the addresses of the other stories", DOUBTFUL))
        return Story(
            key=f"page:{page.address or page.path}",
            digest=hashlib.sha256(page.html.encode("utf-8", "replace")).hexdigest(),
            source=page.path,
            fields={name: value for name, value in fields.items() if value},
            text=made.text,
            kind="page" if is_page else "article",
            said="\n".join(self.said),
            links=tuple(link for link in dict.fromkeys(links) if link not in dropped),
            pictures=tuple(
                each for each in dict.fromkeys(pictures) if each not in dropped and not each.startswith("data:")
            ),
            guesses=tuple(self.guesses),
            left_out=tuple(self.left_out),
            files=self.files,
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

    def _labels(self, facts: Facts) -> list[str]:
        reasons = labels.label(
            self.body.units,
            taken=facts.taken,
            standing=self._is_standing,
            tongue=self.tongue,
            title=str(facts.fields.get("title", "")),
            names=tuple(facts.fields.get("authors", ())),
            prefix=self.body.prefix,
            is_own=self._is_own,
        )
        self._leave_way(reasons, str(facts.fields.get("title", "")))
        self._keep_own(reasons)
        self._keep_tables(reasons)
        self._lead_away(reasons)
        if self.body.chosen is None:
            return reasons
        chosen = list(self.body.chosen)
        reasons = without_hints(self.body.units, reasons, chosen)
        head = self.parsed.lines.units[facts.head_at] if facts.has_heading else None
        above = next((at for at, unit in enumerate(self.body.units) if unit is head), -1)
        for at, unit in enumerate(self.body.units):
            is_dated = at - above <= 6 and unit.words < 20 and self.tongue.date(unit.text) and not unit.is_ended
            if at < above or is_dated:
                chosen[at] = False
            elif chosen[at] and at and unit.is_prose and self._is_teaser(self.body.units[at - 1], unit):
                chosen[at], reasons[at - 1], reasons[at] = False, labels.OTHERS, labels.OTHERS
        is_below_head = facts.has_heading and (above >= 0 or self._begins_behind(facts.head_at))
        return by_choice(self.body.units, reasons, chosen, above, self._is_own, is_below_head=is_below_head)

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
            or not all(self._is_story(link.get("href")) for link in unit.links)
        ):
            return False
        names = {place.element.name for place in islice(unit.place.line(), 2)}
        if names & {"h1", "h2", "h3", "h4"}:
            return False
        is_led = lead_of(unit) in self.rules.leads
        return is_led or (unit.share >= _ALL_LINKS and unit.words >= _FEWEST_OF_LINK and "li" not in names)

    def _is_story(self, address: str) -> bool:
        """Whether an address may be that of another story of the site: no file, and no place on this page."""
        path = parts_of_address(address.strip()).path
        return self._is_own(address) and bool(path.strip("/")) and _FILE.search(path) is None

    def _begins_behind(self, place: int) -> bool:
        """Whether the body begins behind a line of the page."""
        return any(unit is self.body.units[0] for unit in self.parsed.lines.units[place + 1 :])

    def _is_teaser(self, above: Unit, unit: Unit) -> bool:
        """Whether a line of prose tells of another page, whose headline is a link above it in one box."""
        own = self.parsed.page.address.partition("#")[0]
        if above.share < 0.8 or above.words < 3 or not above.links or not self._is_own(above.links[0].get("href")):
            return False
        if self._absolute(above.links[0].get("href")) == own:
            return False
        box = next((place for place in unit.place.line() if above.place.is_within(place)), None)
        return box is not None and box is not self.body.place and box.letters < 3 * (len(above.text) + len(unit.text))

    def _is_standing(self, told: str) -> bool:
        return told in self.rules.standing and told not in self.rules.keep

    def _is_own(self, address: str) -> bool:
        """Whether an address leads to a page of the same site."""
        if re.match(r"(?i)\s*(?:#|javascript:|mailto:|tel:)", address):
            return False
        host = parts_of_address(joined(self.parsed.page.address, address.strip())).netloc
        own = parts_of_address(self.parsed.page.address).netloc or self.rules.site
        return not host or bare_host(host) == bare_host(own)

    def _leave_out(self, reasons: Sequence[str], taken: Mapping[int, str]) -> None:
        """Lists what is on the page and not in the story; what many pages have is told once for all of them."""
        texts: dict[str, list[str]] = defaultdict(list)
        mine = {id(unit) for unit in self.body.units} | taken.keys()
        for unit, why in zip(self.body.units, reasons, strict=True):
            if why not in {labels.STORY, labels.FIELD} and unit.text:
                texts[why].append(unit.text)
            if why == labels.MANY and unit.is_prose:
                self.standing[unit.told] = unit.words
        for unit in self.parsed.lines.units:
            if (
                id(unit) not in mine
                and unit.text
                and unit.text not in self.said
                and id(unit) not in self.shown
                and not self._is_standing(unit.told)
                and unit.told not in self.rules.elsewhere
            ):
                texts[unit.place.hint or "stands outside of the story"].append(unit.text)
        for why, found in texts.items():
            text = " / ".join(found)
            self.left_out.append(LeftOut(text[:_LONGEST_LEFT_OUT], why))

    def _lead_picture(self, facts: Facts, reasons: list[str]) -> Mapping[str, Value]:
        """The picture above the story, if its file is there: the story's own."""
        begin = facts.head_at
        first = next(
            (unit for unit, why in zip(self.body.units, reasons, strict=True) if why == labels.STORY and unit.is_prose),
            None,
        )
        mine = {id(unit): at for at, unit in enumerate(self.body.units)}
        units = self.parsed.lines.units
        alone = min(len(units), begin + _NEAR_HEADLINE)
        end = alone if first is None else next(at for at, unit in enumerate(units) if unit is first)
        missed: tuple[Element, Unit] | None = None
        for unit in units[max(0, begin) : end]:
            if id(unit) in mine and reasons[mine[id(unit)]] != labels.STORY:
                continue
            for image in unit.pictures:
                if unit.place.hint or self._is_standing(labels.picture_line(image)):
                    continue
                _, name, file = self._picture(image)
                if file:
                    return self._as_lead(image, unit, (name, file), mine, reasons, end)
                if missed is None and unit.box is not None and id(unit) not in mine:
                    missed = (image, unit)
        if missed is not None:
            self._show_above(*missed)
        return {}

    def _say_captions(self, kept: Sequence[Unit]) -> None:
        """What captions say, without the words before the name of who took the picture, which a story does not have."""
        boxes = {id(unit.box): unit.box for unit in kept if unit.box is not None}
        for key, box in boxes.items():
            words = [" ".join(part.split()) for part in texts_in(box.element)]
            parted = caption_of(box.element, self.tongue.bylines.split_credit)
            whole = sum(count_words(each) for each in words)
            is_whole = parted[1] and whole - sum(count_words(each) for each in parted) <= _MOST_BEFORE_NAME
            is_alone = is_whole and len(list(box.element.every("img"))) == 1
            is_alone = is_alone and not any(each.text().strip() for each in box.element.every("a"))
            self.said += parted if is_alone else [unit.text for unit in kept if id(unit.box) == key]

    def _show_above(self, image: Element, unit: Unit) -> None:
        """Sets a picture outside of the body, whose file is not there, above the text by its address."""
        box = unit.box
        typed = self._picture(image)[0]
        if box is None or not typed or typed.startswith("data:"):
            return
        self.shown |= {id(image)} | {id(each) for each in self.parsed.lines.units if each.box is box}
        self.above = figure(box.element, image, self.tongue.bylines.split_credit)
        self.said += [each.text() for each in self.above.every("figcaption")]

    def _name_pictures(self, facts: Facts, reasons: Sequence[str]) -> None:
        """Names the pictures of the page's main part that stand nowhere in the story."""
        units = self.parsed.lines.units
        head = units[facts.head_at].place if facts.has_heading else self.body.place
        main = next((place for place in head.line() if self.body.place.is_within(place)), self.body.place)
        main = self.body.place if main.element.name in {"body", "html"} else main
        kept = {id(unit) for unit, why in zip(self.body.units, reasons, strict=True) if why == labels.STORY}
        for unit in units:
            if id(unit) in kept or unit.place.hint or not unit.place.is_within(main):
                continue
            for image in unit.pictures:
                leads_away = any(self._is_story(link.get("href")) for link in unit.links)
                if id(image) in self.shown or leads_away or self._is_standing(labels.picture_line(image)):
                    continue
                address = self._picture(image)[0]
                if (
                    address
                    and not address.startswith("data:")
                    and not _SMALL & {image.get("width"), image.get("height")}
                ):
                    self.left_out.append(LeftOut(self._absolute(address), NOWHERE))

    def _as_lead(  # noqa: PLR0917
        self,
        image: Element,
        unit: Unit,
        found: tuple[str, FileSource],
        mine: Mapping[int, int],
        reasons: list[str],
        end: int,
    ) -> Mapping[str, Value]:
        name, file = found
        self.files[name] = file
        self.shown.add(id(image))
        value: dict[str, Value] = {"src": name}
        if alt := " ".join(image.get("alt").split()):
            value["alt"] = alt
        if unit.text and unit.box is None:
            return value
        box = unit.box
        if box is not None:
            for each in self.parsed.lines.units[:end]:
                if each.box is box and id(each) in mine and self._is_beside_caption(each, reasons[mine[id(each)]]):
                    each.clear()
            caption, credit = caption_of(box.element, self.tongue.bylines.split_credit)
            for each in self.parsed.lines.units[:end]:
                if each.box is box and each.text and id(each) in mine:
                    reasons[mine[id(each)]] = labels.FIELD
            self.shown |= {id(each) for each in self.parsed.lines.units if each.box is box}
            self.said += [caption, credit]
            value |= {key: text for key, text in (("caption", caption), ("credit", credit)) if text}
        if id(unit) in mine:
            reasons[mine[id(unit)]] = labels.FIELD
        if "alt" not in value and "caption" in value:
            value["alt"] = value["caption"]
        return value

    def _is_beside_caption(self, unit: Unit, why: str) -> bool:
        """Whether words in the box of a picture are no part of its caption: a counter, a link that enlarges it."""
        return why == labels.COUNTED or (why != labels.STORY and bool(self.tongue.reason(unit.text)))

    def _picture(self, image: Element) -> tuple[str, str, FileSource | None]:
        """The address of a picture, with name and file of the first of its addresses at which one lies."""
        sources = sources_of(image)
        shown = [self._absolute_on(each, one) for one in sources for each in originals_of(one)]
        for each in dict.fromkeys((*shown, *sources)):
            name, file = self.around.picture(self.parsed.page, each)
            if file:
                return each, name, file
        sure = next((each for one in sources if (each := original_of(one))), "")
        return (self._absolute_on(sure, sources[0]) if sure else sources[0]), "", None

    def _absolute_on(self, address: str, proxy: str) -> str:
        """The address of a picture that another one shows: a path is one on this site, where a service makes sizes."""
        return joined(self._absolute("/" if serves_others(proxy) else proxy), address)

    def _set_addresses(self, root: Element) -> None:
        """Sets links and pictures as the story is to have them."""
        page = self.parsed.page
        for element in _all(root):
            if element.name == "a" and element.get("href"):
                element.attributes["href"] = self.around.link(page.path, self._absolute(element.get("href")))
            elif element.name == "img":
                typed, name, file = self._picture(element)
                element.attributes = {
                    key: value
                    for key, value in element.attributes.items()
                    if key in {"alt", "width", "height", "class", "align"}
                }
                if file:
                    self.files[name] = file
                element.attributes["src"] = name if file else self._absolute(typed)
            elif element.name == "time":
                element.name, element.attributes = "span", {}  # For machines: what readers see are its words.

    def _unlink_pictures(self, root: Element) -> None:
        """Takes from pictures the links to pages of the site that are not there, such as the window of a gallery."""
        for link in list(root.every("a")):
            address = self._absolute(link.get("href"))
            is_around = not link.text().strip() and next(link.every("img"), None) is not None
            if is_around and self._is_story(address) and self.around.is_lost(address):
                self.left_out.append(LeftOut(address, LOST))
                link.name, link.attributes = "span", {}

    def _absolute(self, address: str) -> str:
        typed = address.strip()
        if typed.startswith("#") or re.match(r"(?i)[a-z][a-z0-9+.-]*:", typed) or not self.parsed.page.address:
            return typed
        whole = joined(self.parsed.page.address, typed)
        canonical = parts_of_address(self.parsed.said.canonical)
        if canonical.scheme == "https" and canonical.netloc == parts_of_address(whole).netloc:
            # A folder of a crawl tells no scheme.
            return re.sub(r"\Ahttp:", "https:", whole)
        return whole


def _all(root: Element) -> Iterator[Element]:
    yield root
    for child in root.elements():
        yield from _all(child)
