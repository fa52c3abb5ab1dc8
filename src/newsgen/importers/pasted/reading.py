"""A copied text to a Story: which paragraph is headline, byline, date, caption, story, and which a leftover. Pure.

What stands where is told from the story's first and last paragraphs: above them are menus, the headline, and what
belongs to it; below them what pages put under their stories.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsgen.importers.pasted.around import mark_author_box, mark_repeated, parted, without_mail
from newsgen.importers.pasted.body import read_body, words_of
from newsgen.importers.pasted.bylines import Bylines
from newsgen.importers.pasted.datelines import Dateline, Known, as_name, read_dateline
from newsgen.importers.pasted.head import read_head
from newsgen.importers.pasted.leftovers import Leftovers
from newsgen.importers.pasted.line import MARKS, SHORT, Line, is_english
from newsgen.importers.pasted.notes import Notes
from newsgen.importers.pasted.outline import MENU, Outline
from newsgen.importers.pasted.pages import without_pages
from newsgen.importers.pasted.paragraphs import Paragraph, item_of, lines_of, paragraphs_of
from newsgen.importers.pasted.several import parts_of, second_headline
from newsgen.importers.pasted.text import markdown_of
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, SURE, Guess, LeftOut, Story, Value

_MOST_OF_TAG = 4
"""Words."""
_LONGEST_NOTE = 120
_MARKS_OF_ITEMS = "-–—*•·>"
"""Of a list of one item, which may be a leftover with a mark before it."""
_EARLY = 3
"""Paragraphs in which an agency in brackets is where the story is from."""
_FEWEST_BEHIND = 4
"""Words of a headline behind its kicker."""
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>\S.{0,150}[^\s.])")
"""A heading as Markdown marks it."""
_BAR = re.compile(r"\s+[|–—-]\s+|\s*｜\s*")
_BRACKETED = re.compile(r"[\[【［<〈](\w[^\]】］>〉]{0,11})[\]】］>〉]\s*")


@dataclass(frozen=True)
class Reader:
    """Reads copied texts."""

    known: Known
    leftovers: Leftovers
    bylines: Bylines
    now: datetime
    """The time of the import, in the publication's zone."""

    def read_all(self, text: str, source: str) -> list[Story]:
        """The stories of a text; none where there is none in it."""
        parts = parts_of(text, self._is_story)
        stories = [story for part in parts if (story := self.read(part, source)) is not None]
        if len(stories) < 2:  # noqa: PLR2004
            return stories
        guesses = (
            Guess(
                "text", str(story.fields["title"]), f"one of {len(stories)} stories: a line of marks parts them", LIKELY
            )
            for story in stories
        )
        return [replace(story, guesses=(*story.guesses, guess)) for story, guess in zip(stories, guesses, strict=True)]

    def read(self, text: str, source: str) -> Story | None:
        """The story of a text; None where there is none in it."""
        reading = self._reading(text)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return reading.story(source, digest, self.now)

    def _is_story(self, text: str) -> bool:
        """Whether a text has a headline, and a story below it."""
        outline = self._reading(text).outline
        begin = outline.beginning()
        at = outline.headline(begin) if begin is not None else None
        return at is not None and outline.lines[at].is_headline

    def _reading(self, text: str) -> "_Reading":
        known = self.known
        if known.days.day_first is None and not is_english(text):
            known = replace(known, days=replace(known.days, day_first=True))
        typed, mail = without_mail(lines_of(text))
        kept, dropped = without_pages(parted(typed))
        dropped += mail
        lines = [self._line(each) for each in paragraphs_of(kept)]
        for above, line, below in zip([None, *lines], lines, [*lines[1:], None], strict=False):
            is_alone = not any(each is not None and each.is_item for each in (above, below))
            if (
                line.is_item
                and is_alone
                and line.text[0] in _MARKS_OF_ITEMS
                and (why := self.leftovers.reason(line.text))
            ):
                line.leftover, line.is_item = why, False
        mark_repeated(lines, self.bylines.credits)
        mark_author_box(lines)
        notes = Notes(known, self.bylines)
        for line in lines:
            found = known.days.find(line.text) if line.leftover and len(line.text) < _LONGEST_NOTE else None
            if found is not None and found.day.year and notes.says_date(line.text):
                line.leftover = ""
        return _Reading(lines, notes, Outline(lines, notes, self.leftovers), self.leftovers, left_out=dropped)

    def _begins_with_date(self, text: str) -> bool:
        """Whether what looks like the number of an item is a day: *27. March 2025*."""
        found = self.known.days.find(text)
        return found is not None and text[: found.start].strip(" (（") == ""

    def _line(self, paragraph: Paragraph) -> Line:
        marked = _HEADING.fullmatch(paragraph.text)
        text = marked["text"] if marked else paragraph.text
        line = Line(
            text,
            paragraph.is_glued,
            is_item=item_of(text) is not None and not self._begins_with_date(text),
            is_quoted=paragraph.is_quoted,
            level=len(marked["marks"]) if marked else 0,
        )
        leftover = self.leftovers.reason(text)
        if text.startswith("©") and self.bylines.credits.alone(text):
            leftover = ""  # Whoever took a picture, and no note about the rights in the page.
        line.leftover = leftover if leftover == MARKS or not (line.is_item or line.is_row) else ""
        return line


@dataclass
class _Reading:
    """One text while it is being read."""

    lines: list[Line]
    notes: Notes
    outline: Outline
    leftovers: Leftovers
    title: str = ""
    caption: str = ""
    body: list[Line] = field(default_factory=list)
    dateline: Dateline | None = None
    fields: dict[str, Value] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def story(self, source: str, digest: str, now: datetime) -> Story | None:
        """What has come of it."""
        begin = self.outline.beginning()
        if begin is None:
            return None
        at = self.outline.headline(begin)
        if at is not None:
            self._take_above(at)
            self._name(self.lines[at].text)
        rest = self._take_below(0 if at is None else at + 1, begin)
        self._take_story(begin, rest)
        self._look_for_another()
        return self._made(source, digest, now) if self.body else None

    def _leave_out(self, line: Line, why: str) -> None:
        self.left_out.append(LeftOut(line.text, why))

    def _told(self, name: str, value: str, why: str, confidence: float) -> None:
        self.guesses.append(Guess(name, value, why, confidence))

    def _take_above(self, headline: int) -> None:
        """What stands above the headline: a kicker, dates, and menus."""
        kicker = self.outline.kicker(headline)
        for place, line in enumerate(self.lines[:headline]):
            if place == kicker:
                self._take_kicker(line.text, "a short line above the headline")
            elif line.leftover or self.leftovers.is_outside(line.text):
                self._leave_out(line, line.leftover or "speaks of cookies")
            elif not self.notes.take(line):
                self._leave_out(line, "stands above the headline")

    def _take_kicker(self, text: str, why: str) -> None:
        above = str(self.fields.get("kicker", ""))
        self.fields["kicker"] = f"{above} / {text}" if above else text
        self.said.append(text)
        self._told("kicker", text, why, LIKELY)

    def _name(self, text: str) -> None:
        """Takes the headline, which may have a kicker before it, or the name of the site behind it."""
        if (match := _BRACKETED.match(text)) and text[match.end() :]:
            self._take_kicker(match[1], "stands in brackets before the headline")
            text = text[match.end() :]
        parts = _BAR.split(text)
        first, last = parts[0], parts[-1]
        if "|" in text and len(first.split()) < SHORT and len(last.split()) >= _FEWEST_BEHIND:
            self._take_kicker(first, "stands before the headline")
            text = text.split("|", 1)[1].strip()
        elif len(parts) > 1 and len(last.split()) <= MENU and any(line.text == first for line in self.lines):
            self.left_out.append(LeftOut(last, "the name of the site behind the headline"))
            text = first
        self.title = text
        self.said.append(text)
        self._told("title", text, "the first line that may be one", SURE)

    def _take_below(self, start: int, begin: int) -> list[Line]:
        """What stands between headline and story; gives what belongs to the story after all."""
        head = read_head(self.lines[start:begin], self.title, self.notes, self.lines[begin].text)
        self.caption = head.caption
        self.notes.credit = self.notes.credit or " / ".join(head.credits)
        if head.subtitle:
            self.fields["subtitle"] = head.subtitle
        self.said += head.said
        self.guesses += head.guesses
        self.left_out += head.left_out
        return head.rest

    def _take_story(self, begin: int, rest: Sequence[Line]) -> None:
        """The story, and all that stands below it."""
        body = read_body(self.lines, begin, self.outline, self.notes, has_caption=bool(self.caption))
        self.body = [*rest, *body.lines]
        self.dateline = body.dateline
        if not self.caption and body.caption:
            self.caption = body.caption
        self.notes.credit = self.notes.credit or body.credit
        self.said += (*map(words_of, rest), *body.said)
        self.guesses += body.guesses
        self.left_out += body.left_out

    def _look_for_another(self) -> None:
        """Tells of a line that may be the headline of a further story."""
        known = self.notes.known
        line = second_headline(self.body, lambda each: read_dateline(each.text, known) is not None)
        if line is not None:
            why = "may begin another story: a line --- above it would part them"
            self._told("text", line.text, why, DOUBTFUL)

    @property
    def _mark(self) -> str:
        """What tells a text without a date from another one of its headline, such as letters to the editor."""
        return hashlib.sha256(self.body[0].text.encode("utf-8", "replace")).hexdigest()[:12]

    def _made(self, source: str, digest: str, now: datetime) -> Story:
        everything = "\n".join([*(line.text for line in self.body), *(each.text for each in self.left_out)])
        published, _, guess = self.notes.published(now.date(), everything)
        self.guesses.append(guess)
        if not self.title:
            self._name_by_text()
        fields: dict[str, Value] = {"title": self.title, "date": guess.value}
        changed = self.notes.updated.as_date(published) if self.notes.updated else None
        if changed is not None and self.notes.updated is not None:
            clock = (
                f" {self.notes.updated.clock[0]:02}:{self.notes.updated.clock[1]:02}"
                if self.notes.updated.clock
                else ""
            )
            if f"{changed.isoformat()}{clock}" > guess.value and (clock or changed > published):
                fields["updated"] = f"{changed.isoformat()}{clock}"
        fields |= self._terms()
        fields |= self.fields
        kept = {name: text for name, text in (("caption", self.caption), ("credit", self.notes.credit)) if text}
        if kept:
            fields["extra"] = kept
        return Story(
            key=f"text:{published.isoformat() if guess.confidence >= LIKELY else self._mark}:{self.title}",
            digest=digest,
            source=source,
            fields=fields,
            text=markdown_of(self.body),
            said="\n".join([*self.said, *self.notes.said]),
            guesses=tuple(self.guesses),
            left_out=(*self.left_out, *self.notes.left_out),
        )

    def _name_by_text(self) -> None:
        first = next(
            (line.text for line in self.body if not line.is_item and line.leftover != MARKS), self.body[0].text
        )
        sentence = re.match(r".{10,160}?[.!?。！？](?=\s|$)|.{10,120}(?=\s)|.+", first, re.DOTALL)
        self.title = " ".join(sentence[0].split()).rstrip(".。") if sentence else first
        self._told("title", self.title, "the first sentence: there is no headline", HARDLY)

    def _terms(self) -> Mapping[str, Value]:
        """By what the story is filed."""
        found: dict[str, Value] = {}
        names = {taxonomy: list(known) for taxonomy, known in self.notes.names.items()}
        if self.dateline is not None and self.notes.place and self.notes.place != self.dateline.place:
            self.left_out.append(LeftOut(self.notes.place, "another town than that of the dateline"))
        line = self.dateline or (Dateline("", "", self.notes.place) if self.notes.place else None)
        if line is not None and line.places:
            self.said.append(line.place)
            found["places"] = tuple(as_name(part) for town in line.places for part in town.split("/"))
            found["dateline"] = ", ".join(map(as_name, line.places))
            confidence = LIKELY if line.day or line.agencies else DOUBTFUL
            self._told("dateline", str(found["dateline"]), "before the first sentence", confidence)
        early = "\n".join([self.notes.credit, self.caption, *(each.text for each in self.body[:_EARLY])])
        for name in self.notes.known.agencies_in_brackets(early):
            if name not in names["sources"]:
                names["sources"].append(name)
                self._told("sources", name, "an agency in brackets", LIKELY)
        return found | {taxonomy: tuple(dict.fromkeys(known)) for taxonomy, known in names.items() if known}
