"""Where in a copied text the headline stands, where the story begins, and where it ends. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsgen.importers.pasted.datelines import read_dateline
from newsgen.importers.pasted.leftovers import Leftovers
from newsgen.importers.pasted.line import SHORT, Line
from newsgen.importers.pasted.notes import Notes

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
            ends = (
                place for place, line in enumerate(self.lines) if place and line.may_end_story and not line.leftover
            )
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
        return begin

    def _may_begin(self, line: Line) -> bool:
        if line.leftover or line.is_item or self.leftovers.is_outside(line.text):
            return False
        return line.is_long or (line.words >= _FEWEST and read_dateline(line.text, self.notes.known) is not None)

    def headline(self, begin: int) -> int | None:
        """Where the headline stands: the first line above the story that is as long as one, and no sentence."""
        above = [place for place, line in enumerate(self.lines[:begin]) if self._may_be_headline(line)]
        likely = [place for place in above if self.lines[place].is_headline]
        unended = [place for place in likely if not self.lines[place].text.endswith((".", "…", "。", "．"))]
        if likely and (not unended or unended[0] > likely[0]):
            shorter = [place for place in above if place < likely[0] and self.lines[place].words > 1]
            if shorter and not self.is_menu(shorter[-1]):
                return shorter[-1]  # A headline of two or three words, and a sentence below it.
        return next(iter(unended or likely or above), None)

    def _may_be_headline(self, line: Line) -> bool:
        is_other = line.leftover or line.is_item or line.is_trail or self.leftovers.is_outside(line.text)
        return not is_other and not self.notes.is_note(line.text)

    def is_menu(self, place: int) -> bool:
        """Whether a line is the last of several short ones."""
        around = self.lines[max(0, place - MENU + 1) : place + 1]
        return len(around) == MENU and all(line.is_short for line in around)

    def end(self, begin: int) -> int:
        """Where the last line of the story stands."""
        places = range(begin, len(self.lines))
        longs = [place for place in places if self.lines[place].is_long and not self.lines[place].leftover]
        closing = [place for place in places if self.lines[place].may_end_story and not self.lines[place].leftover]
        for place in places:
            why = self.lines[place].leftover
            before = sum(each < place for each in longs)
            if why not in self.leftovers.ends or not before or 2 * before < len(longs):
                continue
            # Comments may be as long as paragraphs are; below links to other stories the story may go on.
            if why == self.leftovers.comments or before == len(longs):
                return self._with_last_words(max((each for each in closing if each < place), default=begin))
        return self._with_last_words(max(closing, default=begin))

    def _with_last_words(self, end: int) -> int:
        """The end, with the short sentences that follow right below it."""
        while end + 1 < len(self.lines) and self._is_sentence(self.lines[end + 1]):
            end += 1
        return end

    def _is_sentence(self, line: Line) -> bool:
        return not line.leftover and line.is_ended and not self.notes.is_note(line.text)

    def is_heading(self, place: int, begin: int, end: int) -> bool:
        """Whether a line such as *Comments* is a subhead: the first half of the story goes on right below it."""
        if self.lines[place].leftover != self.leftovers.comments or not begin < place < end:
            return False
        beside = (self.lines[place - 1], self.lines[place + 1])
        return all(line.is_long for line in beside) and 2 * (place - begin) < len(self.lines) - begin

    def is_other_story(self, place: int) -> bool:
        """Whether a short line stands below *Related stories*, above the next paragraph."""
        line = self.lines[place]
        if line.is_long or line.is_ended or line.is_item:
            return False
        above = next((each for each in reversed(self.lines[:place]) if each.is_long or each.leftover), None)
        return above is not None and above.leftover == self.leftovers.links

    def is_kicker(self, place: int) -> bool:
        """Whether the line above a headline is a kicker, and no entry of a menu."""
        line = self.lines[place]
        shorts = [
            each for each in self.lines[max(0, place - MENU + 1) : place + 1] if each.is_short and not each.leftover
        ]
        is_word = (
            line.words <= SHORT and line.text[:1].isalnum() and not any(sign in line.text for sign in "$€£0123456789")
        )
        return is_word and len(shorts) < MENU and not line.is_trail
