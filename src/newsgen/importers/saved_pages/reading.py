"""A page as a story, by the rules of its site; where these know nothing, as other programs see it. Pure."""

from dataclasses import dataclass

from newsgen.importers.saved_pages import evidence, labels
from newsgen.importers.saved_pages.absent import is_absent, is_forum
from newsgen.importers.saved_pages.addresses import Surroundings
from newsgen.importers.saved_pages.captures import SavedPage
from newsgen.importers.saved_pages.choosing import Body, densest, judged
from newsgen.importers.saved_pages.judge import Opinion, chosen_lines, opinion_of
from newsgen.importers.saved_pages.lists import has_several, is_list
from newsgen.importers.saved_pages.making import Making
from newsgen.importers.saved_pages.parsed import Parsed, parse_page
from newsgen.importers.saved_pages.rules import Rules
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Paths, Unit, words_told
from newsgen.importers.story import Story

_FEWEST_WORDS = 12
"""Of a page that has a story, and does not say that it is one."""
_NEAR_HEADLINE = 8
"""Lines below a headline among which the picture is that makes the whole of a story."""
_LEAST_TOLD = 200
"""Letters of a text that JSON-LD has."""
_WHOLE = 0.6
"""Of what another program finds, how much such a text has to be."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A page of which no story comes."""

    why: str
    """As a count of such pages is told: ``lists of stories``."""


class PageReader:
    """Reads the pages of one site."""

    def __init__(self, rules: Rules, paths: Paths, tongue: Tongue, around: Surroundings) -> None:
        self._rules, self._paths, self._tongue, self._around = rules, paths, tongue, around
        self._standing: dict[str, tuple[int, float]] = {}
        """Prose that was left out since many pages have it, to the stories that had it, and its words."""
        self._marks = [
            (f"{number}:{name}", selector)
            for number, template in enumerate(rules.templates)
            for name, selectors in (
                ("body", template.body),
                ("drop", template.drop),
                ("own", template.own),
                *template.fields.items(),
            )
            for selector in selectors
        ]

    def read(self, page: SavedPage) -> Story | PassedOver | str:  # noqa: PLR0911 - one for each reason
        """The story of a page; or that it has none; or why it cannot be read."""
        parsed = parse_page(page, self._paths, self._marks)
        if isinstance(parsed, str):
            return parsed
        if not parsed.lines.units:
            return PassedOver("pages without a text")
        if is_absent(parsed):
            return PassedOver("pages that say that there is none")
        if is_forum(parsed, self._tongue):
            return PassedOver("pages of a forum")
        body = self._body(parsed)
        is_framed = body is not None and self._is_framed(parsed, body)
        if not is_framed and is_list(parsed):
            return PassedOver("lists of stories")
        opinion = Opinion()
        if body is None:
            opinion = opinion_of(page.html, page.address)
            body = self._judged_body(parsed, opinion)
        if body is None or (self._is_no_story(parsed, body) and not (is_framed and self._shows_picture(parsed, body))):
            return PassedOver("pages without a story")
        units = [unit for unit in body.units if not is_framed or not _is_field(unit, body)]
        shows_others = not (is_framed and not words_told(units)) and is_list(parsed, units)
        if body.template is not None and (shows_others or self._is_repeated(parsed, body)):
            return PassedOver("lists of stories")
        making = Making(parsed, body, opinion, self._rules, self._tongue, self._around)
        story = making.story()
        for told, words in making.standing.items():
            self._standing[told] = (self._standing.get(told, (0, 0.0))[0] + 1, words)
        return story

    @property
    def taken_from_one(self) -> float:
        """Words of prose that were left out of one story alone, since many pages have them."""
        return sum(words for count, words in self._standing.values() if count == 1)

    def body_of(self, page: SavedPage) -> list[Unit] | None:
        """The lines of a page's body, where a template fits it."""
        parsed = parse_page(page, self._paths, self._marks)
        body = self._body(parsed) if isinstance(parsed, Parsed) else None
        return body.units if body is not None else None

    def _body(self, parsed: Parsed) -> Body | None:
        """The body by the template that fits the page best."""
        best: tuple[float, Body] | None = None
        whole = words_told(parsed.lines.units)
        for number, template in enumerate(self._rules.templates):
            prefix = f"{number}:"
            places = parsed.marked.get(f"{prefix}body", [])
            if not places:
                continue
            inside = [(place, [unit for unit in parsed.lines.units if unit.place.is_within(place)]) for place in places]
            place, units = max(inside, key=lambda pair: words_told(pair[1]))
            words = words_told(units)
            seen = sum(
                any(place.letters for place in parsed.marked.get(f"{prefix}{name}", ())) for name in template.fields
            )
            share = words / whole if whole else 0.5
            score = share + seen / max(1, len(template.fields)) + 0.01 * place.depth + template.pages / 1e6
            if (words or seen) and (best is None or score > best[0]):
                best = (score, Body(place, units, prefix, template))
        return best[1] if best is not None else None

    def _judged_body(self, parsed: Parsed, opinion: Opinion) -> Body | None:
        """The body as the page itself or another program has it."""
        own, other = parsed.said.body, opinion.text
        # Behind a paywall, pages tell machines the beginning alone.
        is_whole = len(own) > _LEAST_TOLD and len(evidence.letters_of(own)) > _WHOLE * len(evidence.letters_of(other))
        text = own if is_whole else other
        units = parsed.lines.units
        chosen = chosen_lines(units, text)
        if not any(unit.is_prose for unit, is_chosen in zip(units, chosen, strict=True) if is_chosen):
            chosen = densest(units) if not any(chosen) or parsed.said.is_story else chosen
        return judged(parsed.lines, chosen) if any(chosen) else None

    def _is_framed(self, parsed: Parsed, body: Body) -> bool:
        """Whether headline and date stand where stories have them, and the headline in the page's title."""
        marked = {
            name: [unit for unit in parsed.lines.units if labels.marked(unit, f"{body.prefix}{name}", 3)]
            for name in ("headline", "date")
        }
        title = parsed.said.headline or parsed.said.title
        is_told = any(evidence.agrees_with_title(unit.text, title) and unit.words > 2 for unit in marked["headline"])
        return is_told and any(self._tongue.date(unit.text) for unit in marked["date"])

    @staticmethod
    def _is_repeated(parsed: Parsed, body: Body) -> bool:
        """Whether a page has several headlines, each with a text below it."""
        heads = [at for at, unit in enumerate(parsed.lines.units) if labels.marked(unit, f"{body.prefix}headline", 1)]
        return has_several(parsed.lines.units, heads) and not (parsed.said.is_story and parsed.said.sure)

    def _shows_picture(self, parsed: Parsed, body: Body) -> bool:
        """Whether a picture that other pages do not have stands below the headline, and is the whole story."""
        units = parsed.lines.units
        head = next((at for at, unit in enumerate(units) if labels.marked(unit, f"{body.prefix}headline", 3)), 0)
        return any(
            labels.picture_line(image) not in self._rules.standing and not unit.place.hint
            for unit in units[head : head + _NEAR_HEADLINE]
            for image in unit.pictures
        )

    @staticmethod
    def _is_no_story(parsed: Parsed, body: Body) -> bool:
        words = sum(unit.words for unit in body.units)
        if words >= _FEWEST_WORDS or parsed.said.is_story:
            return words == 0 and not any(unit.pictures for unit in body.units)
        return True


def _is_field(unit: Unit, body: Body) -> bool:
    """Whether a line says who has written a story, or when: a link in it leads to no other story."""
    return any(labels.marked(unit, f"{body.prefix}{name}", 3) for name in ("authors", "date"))
