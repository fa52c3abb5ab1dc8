"""Where in a copied text the headline stands, where the story begins, and where it ends. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsgen.importers.pasted.datelines import read_dateline
from newsgen.importers.pasted.leftovers import WAY, Leftovers
from newsgen.importers.pasted.line import SHORT, Line
from newsgen.importers.pasted.notes import Notes

_MOST_OF_SITE = 6
"""Words of its name."""
_LONGEST_SITE = 9
"""Letters, in scripts without blanks."""
_MOST_OF_SUBTITLE = 60
"""Words."""
MENU = 3
"""Short lines below one another that make a menu."""
_FEWEST = 5
"""Words of the beginning of a story that has a dateline."""


@dataclass(frozen=True)
class Outline:
    """Finds one's way in the lines of a text."""

    lines: Sequence[Line]
    notes: Notes
    leftovers: Leftovers

    def beginning(self) -> int | None:
        """Where the story begins: its first paragraph, or the list of points before that; None where there is none."""
        places = [place for place, line in enumerate(self.lines) if self._may_begin(line)]
        if not places:
            ends = (place for place, line in enumerate(self.lines) if place and self._may_be_short_story(line))
            return next(ends, None)
        begin = places[0]
        for following in places[1:]:
            between = self.lines[begin + 1 : following]
            has_dateline = read_dateline(self.lines[begin].text, self.notes.known) is not None
            has_notes = any(self.notes.is_note(line.text) for line in between)
            if has_dateline or not has_notes or self.lines[begin].words > _MOST_OF_SUBTITLE:
                break
            begin = following  # A long standfirst: the byline comes behind it.
        while begin > 1 and self.lines[begin - 1].is_item:
            begin -= 1
        return self._below_town(begin)

    def _below_town(self, begin: int) -> int:
        """The beginning, or the first of the sentences above it that stand below a town in capitals: *HALDANE BAY*."""
        place = begin
        while place > 1 and self.lines[place - 1].is_ended and not self.lines[place - 1].leftover:
            place -= 1
        return place if place and self.lines[place - 1].is_town else begin

    def _may_begin(self, line: Line) -> bool:
        if (
            line.leftover
            or line.is_item
            or line.is_apart
            or self.leftovers.is_outside(line.text)
            or self.notes.is_note(line.text)
        ):
            return False
        return line.is_long or (line.words >= _FEWEST and read_dateline(line.text, self.notes.known) is not None)

    def _may_be_short_story(self, line: Line) -> bool:
        """Whether a line may be a paragraph where none is long."""
        says = self.notes.bylines.credits
        is_caption = says.is_marked(line.text) or bool(says.split(line.text)[1])
        return line.may_end_story and not (line.leftover or is_caption or self.notes.is_note(line.text))

    def headline(self, begin: int) -> int | None:
        """Where the headline stands: the first line above the story that is as long as one, and no sentence."""
        above = [place for place, line in enumerate(self.lines[:begin]) if self._may_be_headline(line)]
        likely = [place for place in above if self.lines[place].is_headline]
        unended = [place for place in likely if not self.lines[place].text.endswith((".", "…", "。", "．"))]
        if headings := [place for place in above if self.lines[place].level == 1]:
            return headings[0]
        likely = [place for place in likely if not self._is_site(place, likely)] or likely
        unended = [place for place in unended if place in likely]
        if likely and (not unended or unended[0] > likely[0]):
            shorter = [place for place in above if place < likely[0] and self.lines[place].words > 1]
            if shorter and not self.is_menu(shorter[-1]):
                return shorter[-1]  # A headline of two or three words, and a sentence below it.
        return next(iter(unended or likely or above), None)

    def _is_site(self, place: int, likely: Sequence[int]) -> bool:
        """Whether a line is the name of the site, which other lines name, too; the headline stands below it."""
        text, words = self.lines[place].text, self.lines[place].words
        below = [each for each in likely if each > place]
        if not below or words > _MOST_OF_SITE or text.endswith(("?", "!")):
            return False
        if self._is_above_menu(place, below[0]):
            return True
        is_short = (
            self.lines[place].is_dense
            and len(text) <= _LONGEST_SITE
            and 2 * len(text) <= len(self.lines[below[0]].text)
        )
        return is_short or any(text in line.text and line.text != text for line in self.lines[below[0] + 1 :])

    def _is_above_menu(self, place: int, below: int) -> bool:
        """Whether only the way through the site stands between a line and the next, which stands above the date."""
        between = self.lines[place + 1 : below]
        is_menu = bool(between) and all(line.leftover == WAY for line in between)
        return is_menu and below + 1 < len(self.lines) and self.notes.is_note(self.lines[below + 1].text)

    def _may_be_headline(self, line: Line) -> bool:
        is_other = (
            line.leftover or line.is_item or line.is_apart or line.is_trail or self.leftovers.is_outside(line.text)
        )
        return not is_other and not self.notes.is_note(line.text)

    def is_menu(self, place: int) -> bool:
        """Whether a line is the last of several short ones."""
        around = self.lines[max(0, place - MENU + 1) : place + 1]
        return len(around) == MENU and all(line.is_short for line in around)

    def end(self, begin: int) -> int:
        """Where the last line of the story stands."""
        places = range(begin, len(self.lines))
        longs = [place for place in places if self.lines[place].is_long and not self.lines[place].leftover]
        closing = [place for place in places if self._may_close(place)]
        for place in places:
            why = self.lines[place].leftover
            before = sum(each < place for each in longs)
            if why not in self.leftovers.ends or not before or 2 * before < len(longs):
                continue
            # Comments may be as long as paragraphs are; below links to other stories the story may go on.
            is_last = before == len(longs) and not self._goes_on(place)
            if why == self.leftovers.comments or is_last:
                return self._with_last_words(max((each for each in closing if each < place), default=begin))
        return self._with_last_words(max(closing, default=begin))

    def _may_close(self, place: int) -> bool:
        line = self.lines[place]
        if line.leftover or not line.may_end_story or self.notes.is_note(line.text):
            return False
        return not (line.is_item and self._is_below_links(place))

    def _is_below_links(self, place: int) -> bool:
        """Whether the nearest line above that is of a story, or of none, announces links to other stories."""
        above = (each for each in reversed(self.lines[:place]) if each.leftover or (each.is_ended and not each.is_item))
        return next((each.leftover for each in above), "") == self.leftovers.links

    def _goes_on(self, links: int) -> bool:
        """Whether below links to other stories that of the text goes on: with a sentence, and no teaser below each."""
        sentences: list[int] = []
        for place in range(links + 1, len(self.lines)):
            line = self.lines[place]
            if line.leftover == self.leftovers.comments:
                break
            if not line.leftover and not line.is_item and line.is_sentence and not self.notes.is_note(line.text):
                sentences.append(place)
        is_row = any(later == sooner + 1 for sooner, later in pairwise(sentences))
        return len(sentences) == 1 or is_row

    def _with_last_words(self, end: int) -> int:
        """The end, with the short sentences that follow right below it."""
        while end + 1 < len(self.lines):
            line, below = self.lines[end + 1], self.lines[end + 2] if end + 2 < len(self.lines) else None
            is_name = self.notes.bylines.persons.alone(line.text)
            if self._is_last_word(line):
                end += 1
            elif not line.leftover and not is_name and not self.notes.is_note(line.text) and self._is_last_word(below):
                end += 2  # A subhead, and a short sentence below it.
            else:
                break
        return end

    def _is_last_word(self, line: Line | None) -> bool:
        return line is not None and not line.leftover and line.is_ended and not self.notes.is_note(line.text)

    def is_heading(self, place: int, begin: int, end: int) -> bool:
        """Whether a line such as *Comments* is a subhead: the first half of the story goes on right below it."""
        if self.lines[place].leftover != self.leftovers.comments or not begin < place < end:
            return False
        beside = (self.lines[place - 1], self.lines[place + 1])
        return all(line.is_long for line in beside) and 2 * (place - begin) < len(self.lines) - begin

    def is_other_story(self, place: int) -> bool:
        """Whether a short line stands below *Related stories*, above the next paragraph."""
        line = self.lines[place]
        if line.is_long or line.is_ended or not self._is_below_links(place):
            return False
        follows = place + 1 < len(self.lines) and self.lines[place + 1]
        is_first = self.lines[place - 1].leftover != ""
        # The last of several lines may be a subhead: those are shorter than headlines are.
        is_subhead = follows and follows.is_sentence and not is_first and line.is_like_subhead and not line.is_item
        return not is_subhead

    def is_doubtful(self, place: int) -> bool:
        """Whether a sentence of the story stands below links to other stories, with nothing long behind them."""
        return not self.lines[place].is_long and self._is_below_links(place)

    def kicker(self, headline: int) -> int | None:
        """Where the kicker stands: the last short line above the headline, unless that is an entry of a menu."""
        above = [place for place in range(headline) if not self.lines[place].leftover]
        notes = [place for place in above if self.notes.is_note(self.lines[place].text)]
        lines = [place for place in above if place not in notes]
        if not lines:
            return None
        place, text = lines[-1], self.lines[lines[-1]].text
        if not self._may_be_kicker(self.lines[place]):
            return None
        run = 0
        while run < len(lines) and lines[-1 - run] == place - run and self._is_entry(place - run):
            run += 1
        others = [line for each, line in enumerate(self.lines[:place]) if each != place]
        is_repeated = any(text.casefold() in {part.casefold() for part in line.steps} for line in others)
        is_shouted = text.isupper() and not any(self.lines[each].text.isupper() for each in lines[:-1])
        is_above_date = any(each > place for each in notes)
        return place if run <= MENU or is_repeated or is_shouted or is_above_date else None

    def _is_entry(self, place: int) -> bool:
        """Whether a line may be one of a menu."""
        return self.lines[place].is_short and not self.lines[place].is_trail

    def _may_be_kicker(self, line: Line) -> bool:
        text = line.text
        if line.is_trail:
            steps = line.steps
            return len(steps) == 2 and not any(map(self.leftovers.reason, steps))  # noqa: PLR2004 - Culture > Books
        is_short = line.words <= SHORT or (text.isupper() and line.words <= SHORT + 2)
        is_plain = text[:1].isalnum() and not any(sign in text for sign in "$€£@0123456789")
        return is_short and is_plain and not line.is_ended
