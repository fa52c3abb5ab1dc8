"""What stands between a headline and its story: standfirst, byline, date, caption and credit. Pure.

What a line is, the lines beside it tell as much as it does: a name below a caption took the picture, one beside the
date wrote the story.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from newsgen.importers.mail import mails_in
from newsgen.importers.pasted.datelines import read_dateline
from newsgen.importers.pasted.line import SHORT, Line
from newsgen.importers.pasted.notes import Notes
from newsgen.importers.story import DOUBTFUL, LIKELY, Guess, LeftOut

_MOST_OF_CAPTION = 9
"""Words of a line below the headline that is no sentence, and a caption for all that is known."""
_MOST_OF_DENSE = 24
"""Letters of one, in scripts without blanks."""
_MOST_OF_CREDIT = 6
_COUNT = re.compile(r"\d[\d.,\u00a0 ]*[kKmM]?")
_BEFORE_NAMES = frozenset("by von par por di da door av af от przez de autor author texto text".split())
_NOTE = "note"
_AUTHOR = "author"
_CREDIT = "credit"
_OFFICE = "office"


@dataclass
class Head:
    """What such lines say."""

    subtitle: str = ""
    caption: str = ""
    credits: list[str] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    """What belongs to the story after all."""
    said: list[str] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def tell(self, name: str, value: str, why: str, confidence: float) -> None:
        """Adds a guess."""
        self.guesses.append(Guess(name, value, why, confidence))


def read_head(lines: Sequence[Line], title: str, notes: Notes, following: str) -> Head:
    """What the lines between headline and story say; `notes` take what is theirs.

    Args:
        lines: These lines.
        title: The headline.
        notes: What has been said so far of who and when.
        following: The story's first paragraph.
    """
    return _Reading(lines, title, notes, following).read()


@dataclass
class _Reading:
    lines: Sequence[Line]
    title: str
    notes: Notes
    following: str
    head: Head = field(default_factory=Head)
    roles: dict[int, str] = field(default_factory=dict)
    """Places of lines to what they are."""

    def read(self) -> Head:
        left = self._without_leftovers()
        for place in left:
            self._take_note(place)
        self._take_offices(left)
        self._take_names(left)
        self._take_captions(left)
        self._take_dateline(left)
        self._sort([place for place in left if place not in self.roles], left)
        for place in (place for place, role in self.roles.items() if role == _AUTHOR):
            found = mails_in(self.lines[place].text)
            self.head.left_out += (LeftOut(each, "an address of its author") for each in found)
        return self.head

    def _without_leftovers(self) -> list[int]:
        """Places of lines that are no leftovers."""
        left: list[int] = []
        for place, line in enumerate(self.lines):
            if line.text == self.title:  # Pages say it twice, in the browser's bar and above the story.
                self._leave_out(place, "the headline once more")
            elif line.leftover:
                self._leave_out(place, line.leftover)
            elif line.text.strip(" :").casefold() in _BEFORE_NAMES:
                self._leave_out(place, "the word before a name")
            elif _COUNT.fullmatch(line.text):
                self._leave_out(place, "a count of readers, comments or the like")
            else:
                left.append(place)
        return left

    def _leave_out(self, place: int, why: str) -> None:
        self.head.left_out.append(LeftOut(self.lines[place].text, why))

    def _take_note(self, place: int) -> None:
        line, says = self.lines[place], self.notes.bylines
        if line.is_item and not says.credits.is_marked(line.text):
            return
        if credit := says.credits.alone(line.text):
            self.roles[place] = _CREDIT
            self._take_credit(credit)
        elif self.notes.take(line):
            self.roles[place] = _NOTE
        elif why := says.aside(line.text):
            self.roles[place] = _OFFICE
            self._leave_out(place, why)

    def _take_credit(self, credit: str) -> None:
        if credit not in self.head.credits:
            self.head.credits.append(credit)
            self.head.said.append(credit)

    def _take_offices(self, left: Sequence[int]) -> None:
        """What the author does: a line below the name."""
        for above, place in pairwise(left):
            line = self.lines[place]
            is_office = self.notes.bylines.is_office(line.text) or self.notes.known.is_agency(line.text.split(",")[0])
            is_below_name = self.roles.get(above) == _NOTE or self.notes.bylines.persons.alone(self.lines[above].text)
            if place not in self.roles and is_office and is_below_name:
                self.roles[place] = _OFFICE
                self._leave_out(place, "what its author does")

    def _take_names(self, left: Sequence[int]) -> None:
        """Names without a word before them, beside the date or above what the author does."""
        if self.notes.names["authors"]:
            return
        for at, place in enumerate(left):
            names = self.notes.bylines.persons.alone(self.lines[place].text)
            if place in self.roles or not names:
                continue
            beside = [self.roles.get(each) for each in (*left[max(0, at - 1) : at], *left[at + 1 : at + 2])]
            if _NOTE in beside or _OFFICE in beside:
                self.roles[place] = _AUTHOR
                if at and left[at - 1] not in self.roles:  # Two authors, each on a line.
                    above = left[at - 2] if at > 1 else left[0]
                    if above != left[0] and above not in self.roles and self.lines[above].is_statement:
                        self._take_photographer(above, left[at - 1])
                    else:
                        names = (*self._author(left[at - 1]), *names)
                self.notes.add("authors", names)
                self.head.tell("authors", ", ".join(names), "a name beside the date", DOUBTFUL)
                return
        self._take_last_name(left)

    def _take_last_name(self, left: Sequence[int]) -> None:
        """A name right above the story is that of its author, unless a caption stands above the name."""
        if not left or left[-1] in self.roles:
            return
        names = self.notes.bylines.persons.alone(self.lines[left[-1]].text)
        above = self.lines[left[-2]] if len(left) > 1 else None
        is_below_caption = above is not None and left[-2] not in self.roles and not above.is_sentence
        if names and self.lines[left[-1]].text[0].isupper() and not is_below_caption:
            self.roles[left[-1]] = _AUTHOR
            self.notes.add("authors", names)
            self.head.tell("authors", ", ".join(names), "a name right above the story", DOUBTFUL)

    def _take_photographer(self, caption: int, place: int) -> None:
        """A name between a caption and that of the author is that of whoever took the picture."""
        if self.notes.bylines.persons.alone(self.lines[place].text):
            self.roles[caption], self.roles[place] = "caption", _CREDIT
            self._take_caption(self.lines[caption].text, "stands above the name of whoever took the picture")
            self._take_credit(self.lines[place].text)

    def _author(self, place: int) -> tuple[str, ...]:
        """The names on the line above that of an author."""
        names = self.notes.bylines.persons.alone(self.lines[place].text)
        if names:
            self.roles[place] = _AUTHOR
        return names

    def _take_captions(self, left: Sequence[int]) -> None:
        """Lines that have the credit at their end, or above or below them."""
        for at, place in enumerate(left):
            line = self.lines[place]
            if place in self.roles or line.is_item or self.head.caption:
                continue
            caption, credit = self.notes.bylines.credits.split(line.text, is_above=True)
            above = self.roles.get(left[at - 1]) if at else ""
            below = self.roles.get(left[at + 1]) if at + 1 < len(left) else ""
            is_beside = _CREDIT in {above, below} and (line.words >= SHORT or line.is_dense or below == _CREDIT)
            if credit or self.notes.bylines.credits.is_marked(line.text) or (is_beside and line.is_caption):
                self.roles[place] = "caption"
                self._take_caption(caption, "says who took the picture" if credit else "stands beside the credit")
                if credit:
                    self._take_credit(credit)
                elif at + 1 < len(left):
                    self._take_name_below(left[at + 1])

    def _take_name_below(self, place: int) -> None:
        """The name below a caption is that of whoever took the picture."""
        if place not in self.roles and self._may_be_credit(self.lines[place]):
            self.roles[place] = _CREDIT
            self._take_credit(self.lines[place].text)

    def _may_be_credit(self, line: Line) -> bool:
        return not self.head.credits and line.words <= _MOST_OF_CREDIT and not line.is_ended and not line.is_item

    def _take_caption(self, caption: str, why: str, confidence: float = LIKELY) -> None:
        self.head.caption = caption
        self.head.said.append(caption)
        self.head.tell("caption", caption, why, confidence)

    def _take_dateline(self, left: Sequence[int]) -> None:
        """A dateline on a line of its own right above the story."""
        place = left[-1] if left else -1
        if place < 0 or place in self.roles:
            return
        text = self.lines[place].text
        line = read_dateline(f"{text} {self.following}", self.notes.known)
        if line is not None and line.typed.strip() == text:
            self.roles[place] = _NOTE
            self._take_place(line.place)
            for name, names in (("sources", line.agencies), ("authors", line.authors)):
                if names:
                    self.notes.add(name, names)
            if line.day is not None:
                self.notes.add_date(line.day, "the dateline", LIKELY)
        elif self.lines[place].is_town:
            self.roles[place] = _NOTE
            self._take_place(text)

    def _take_place(self, place: str) -> None:
        self.notes.place = self.notes.place or place

    def _sort(self, unknown: Sequence[int], left: Sequence[int]) -> None:
        """Standfirst, caption, or neither: by where a line stands and what it looks like."""
        notes = [place for place in left if self.roles.get(place) in {_NOTE, _AUTHOR}]
        for number, place in enumerate(unknown):
            line = self.lines[place]
            is_last = number == len(unknown) - 1
            is_above_notes = bool(notes) and place < notes[-1] and place == left[0]
            if self._is_below_caption(place) and self._may_be_credit(line):
                self._take_credit(line.text)
            elif (line.is_item or (is_last and self._is_word(line))) or self._is_lead(place, left, notes):
                self._keep(line)
            elif self._is_standfirst(line, is_above=is_above_notes or line.is_ended or not is_last):
                self.head.subtitle = line.text
                self.head.said.append(line.text)
                confidence = LIKELY if line.is_ended or is_above_notes else DOUBTFUL
                self.head.tell("subtitle", line.text, "a line below the headline", confidence)
            elif not self.head.caption and line.is_caption:
                self._take_caption(line.text, "a short line above the story")
            elif line.words <= SHORT and (not line.is_dense or len(line.text) <= SHORT * 2):
                self._leave_out(place, "a short line between headline and story")
            else:
                self._keep(line)

    @staticmethod
    def _is_word(line: Line) -> bool:
        return line.words < SHORT and not line.is_dense

    def _is_lead(self, place: int, left: Sequence[int], notes: Sequence[int]) -> bool:
        """Whether a sentence right above the story is its first one: the date stands above it, no dateline below."""
        line = self.lines[place]
        is_below_notes = place == left[-1] and bool(notes) and notes[-1] < place and line.is_sentence
        return is_below_notes and read_dateline(self.following, self.notes.known) is None

    def _keep(self, line: Line) -> None:
        """A line that may be of the story stays in it, and is told."""
        self.head.rest.append(line)
        if not line.is_item:
            self.head.tell("text", line.text, "stands above the story, and may be a part of it", DOUBTFUL)

    def _is_standfirst(self, line: Line, *, is_above: bool) -> bool:
        if self.head.subtitle or not line.is_statement:
            return False
        is_long = len(line.text) > _MOST_OF_DENSE if line.is_dense else line.words > _MOST_OF_CAPTION
        return is_above or is_long or bool(self.head.caption)

    def _is_below_caption(self, place: int) -> bool:
        above = [each for each in range(place) if not self.lines[each].leftover]
        return bool(above) and self.lines[above[-1]].text == self.head.caption
