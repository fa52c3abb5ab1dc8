"""The paragraphs of a copied story, and what stands among and below them. Pure.

A line that may be of the story stays in it, and is told as doubtful: a reader's words weigh more than a tidy page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from newsgen.importers.pasted.datelines import Dateline, read_dateline
from newsgen.importers.pasted.line import MARKS, SHORT, Line
from newsgen.importers.pasted.notes import Notes, split_names
from newsgen.importers.pasted.outline import Outline
from newsgen.importers.pasted.paragraphs import item_of
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, SURE, Guess, LeftOut

_MOST_OF_TAG = 4
"""Words."""
_LONGEST_TAG = 24
_LONGEST_DENSE_TAG = 6
_MOST_OF_TAGS = 12
"""Short lines below a story that are what it is filed by."""
_FEWEST_OF_TAGS = 2
_MOST_OF_CAPTION = 40
_LONG_BELOW = 12
"""Words of a line below a story that may be a part of it, though it is no sentence."""
_LONG_LETTERS_BELOW = 40
_INITIALS = re.compile(r"(?:[^\W\d_]{2,4}[\s/]+)+[^\W\d_]{0,4}/*|[\d/. -]+")
"""Who wrote and who read it, in agencies' shorthand: ``jwi/ mok/``, ``RMV // JAP``."""


def _is_shorthand(text: str) -> bool:
    is_coded = "/" in text or text.isupper() or text[:1].isdigit()
    return is_coded and _INITIALS.fullmatch(text) is not None


_BY = re.compile(r"[【〔](?P<names>[\u4e00-\u9fff]{2,5}(?:[、・][\u4e00-\u9fff]{2,5})*)[】〕]\Z")
"""How papers of Japan name the author: at the end of the last paragraph."""


def words_of(line: Line) -> str:
    """The words of a line of a story: a list counts its items by itself."""
    item = item_of(line.text)
    return item[1] if item and line.is_item else line.text


@dataclass
class Body:
    """What came of these lines."""

    lines: list[Line] = field(default_factory=list)
    dateline: Dateline | None = None
    caption: str = ""
    credit: str = ""
    said: list[str] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_body(lines: Sequence[Line], begin: int, outline: Outline, notes: Notes, *, has_caption: bool) -> Body:
    """The story that begins at a line, and what becomes of all that stands below it; `notes` take what is theirs.

    ``has_caption`` says that the caption of its picture stands above the story.
    """
    reading = _Reading(lines, begin, outline.end(begin), outline, notes, has_caption=has_caption)
    reading.read()
    return reading.body


@dataclass
class _Reading:
    lines: Sequence[Line]
    begin: int
    end: int
    outline: Outline
    notes: Notes
    has_caption: bool
    body: Body = field(default_factory=Body)

    # Each is looked for once: a text may have a hundred thousand lines.

    @cached_property
    def _first_leftover(self) -> int:
        """The first line below the story that is of the page."""
        below = range(self.end + 1, len(self.lines))
        return next((place for place in below if self.lines[place].leftover), len(self.lines))

    @cached_property
    def _last_announcing(self) -> int:
        """The last line that announces tags; -1 where none does."""
        says = self.notes.bylines.announces_tags
        return next((place for place in self._upwards if says(self.lines[place].text)), -1)

    @cached_property
    def _last_long(self) -> int:
        """The last line that is as long as a paragraph; -1 where none is."""
        return next((place for place in self._upwards if self.lines[place].is_long), -1)

    @property
    def _upwards(self) -> range:
        return range(len(self.lines) - 1, -1, -1)

    def read(self) -> None:
        place, asks_tags = self.begin, False
        while place < len(self.lines):
            line = self.lines[place]
            if asks_tags and line.words <= _MOST_OF_TAG and not line.is_ended and not line.leftover:
                self.notes.add("tags", split_names(line.text))
            elif self.body.lines and self.notes.bylines.announces_tags(line.text):
                asks_tags = True
                self._leave_out(line, "a word above tags")
            elif place > self.end and (taken := self._take_tags(place)):
                place += taken
                continue
            else:
                asks_tags = False
                self._take(place, line)
            place += 1

    def _leave_out(self, line: Line, why: str) -> None:
        self.body.left_out.append(LeftOut(line.text, why))

    def _tell(self, name: str, value: str, why: str, confidence: float) -> None:
        self.body.guesses.append(Guess(name, value, why, confidence))

    def _take(self, place: int, line: Line) -> None:
        """One line of the story, or from below it."""
        is_in_story = place <= self.end
        if line.leftover == MARKS and self.body.lines and place < self.end:
            self.body.lines.append(line)
        elif why := self._is_none(place, line):
            self._leave_out(line, why)
        elif (is_in_story and self._take_picture(line)) or self._take_note(line):
            return
        elif why := self.notes.bylines.aside(line.text):
            self._leave_out(line, why)
        elif not is_in_story:
            self._take_below(place, line)
        else:
            if self.outline.is_doubtful(place):
                self._tell("text", line.text, "stands below links to other stories, and may be of one", DOUBTFUL)
            self._add(line)

    def _take_note(self, line: Line) -> bool:
        """Takes who, when and what about, from among or below the paragraphs."""
        return bool(self.body.lines) and not line.is_apart and self.notes.take(line, is_below=True)

    def _is_none(self, place: int, line: Line) -> str:
        """Why a line is none of the story, wherever it stands."""
        if line.leftover:
            return "" if self.outline.is_heading(place, self.begin, self.end) else line.leftover
        if not line.is_apart and _is_shorthand(line.text) and place > self._last_long:
            self.notes.add("sources", [each for each in line.text.split("/") if self.notes.known.is_agency(each)])
            return "who wrote and edited it, in short"
        if re.sub(r"\s*\([^()]*\)", "", line.text) in self.notes.names["authors"]:
            return "the author's name once more"
        return self.outline.leftovers.links if place <= self.end and self.outline.is_other_story(place) else ""

    def _take_picture(self, line: Line) -> bool:
        """Takes a caption or a credit from among the paragraphs."""
        if not self.body.lines or line.is_item or line.is_apart:
            return False
        says = self.notes.bylines.credits
        if credit := says.alone(line.text):
            above = self.body.lines[-1]
            if not self.has_caption and not above.is_ended and above.is_caption and not above.is_item:
                self.body.lines.pop()
                self.body.caption, self.has_caption = above.text, True
                self._tell("caption", above.text, "stands above the credit, among the paragraphs", LIKELY)
            self._take_credit(credit, line)
            return True
        caption, credit = says.split(line.text)
        if not credit or self.has_caption or line.words > _MOST_OF_CAPTION or self.notes.known.is_agency(credit):
            return False
        self.body.caption, self.has_caption = caption, True
        self.body.said.append(caption)
        self._tell("caption", caption, "says who took the picture, among the paragraphs", LIKELY)
        self._take_credit(credit, line)
        return True

    def _take_credit(self, credit: str, line: Line) -> None:
        if self.body.credit or self.notes.credit:
            self._leave_out(line, "who took a further picture")
        else:
            self.body.credit = credit
            self.body.said.append(credit)

    def _take_tags(self, place: int) -> int:
        """Takes short lines right below the story as what it is filed by; how many these are."""
        if self._first_leftover < place or place <= self._last_announcing:
            return 0
        run = place
        while run < min(len(self.lines), place + _MOST_OF_TAGS + 1) and self._may_be_tag(self.lines[run]):
            run += 1
        names = [name for line in self.lines[place:run] for name in split_names(line.text)]
        if not _FEWEST_OF_TAGS <= len(names) <= _MOST_OF_TAGS or self.notes.names["tags"]:
            return 0
        self.notes.add("tags", names)
        self._tell("tags", ", ".join(names), "short lines right below the story", DOUBTFUL)
        return run - place

    def _may_be_tag(self, line: Line) -> bool:
        text = line.text
        longest = _LONGEST_DENSE_TAG if line.is_dense else _LONGEST_TAG
        names = split_names(text)
        is_tag = all(len(name) <= longest and len(name.split()) < SHORT and name[-1:].isalpha() for name in names)
        is_other = line.leftover or line.is_item or line.is_ended or self.notes.is_note(text) or _is_shorthand(text)
        is_named = not self.notes.names["authors"] and self.notes.bylines.persons.alone(text)
        return is_tag and not is_other and not is_named and text[:1].isalnum()

    def _take_below(self, place: int, line: Line) -> None:
        """A line below the story that says neither who nor when."""
        is_right_below = self._first_leftover >= place
        names = self.notes.bylines.persons.alone(line.text)
        if is_right_below and names and not self.notes.names["authors"]:
            self.notes.add("authors", names)
            self._tell("authors", ", ".join(names), "a name right below the story", DOUBTFUL)
        elif is_right_below and self._may_be_of_story(line):
            self._tell("text", line.text, "stands right below the story, and may be a part of it", DOUBTFUL)
            self._add(line)
        else:
            self._leave_out(line, "stands behind the end of the story")

    def _note_bracketed(self, line: Line) -> None:
        """The author's name at the end of a paragraph, which stays there, too."""
        match = _BY.search(line.text)
        if match is not None and line.has_sentence and not self.notes.names["authors"]:
            names = re.split("[、・]", match["names"])
            self.notes.add("authors", names)
            self._tell("authors", ", ".join(names), "in brackets at the end of a paragraph", DOUBTFUL)

    @staticmethod
    def _may_be_of_story(line: Line) -> bool:
        """Whether a line that is no sentence is longer than those are that pages put under stories."""
        return line.words > _LONG_BELOW or (line.is_dense and len(line.text) > _LONG_LETTERS_BELOW) or line.is_apart

    def _add(self, line: Line) -> None:
        """Adds a line to the story; the first that is a paragraph may have a dateline."""
        if all(each.is_item for each in self.body.lines) and not line.is_item and self.body.dateline is None:
            self.body.dateline = read_dateline(line.text, self.notes.known)
            if (known := self.body.dateline) is not None:
                self.notes.add("authors", known.authors)
                self.notes.add("sources", known.agencies)
                if known.day is not None:
                    self.notes.add_date(known.day, "the dateline", SURE - HARDLY)
                line = replace(line, text=known.rest)
        self.body.said.append(words_of(line))
        self._note_bracketed(line)
        self.body.lines.append(line)
