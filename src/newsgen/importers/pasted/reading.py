"""A copied text to a Story: which paragraph is headline, byline, date, caption, story, and which a leftover. Pure.

What stands where is told from the story's first and last paragraphs: above them are menus, the headline, and what
belongs to it; below them what pages put under their stories.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsgen.importers.pasted.bylines import Bylines
from newsgen.importers.pasted.datelines import Dateline, Known, read_dateline
from newsgen.importers.pasted.leftovers import Leftovers
from newsgen.importers.pasted.line import MARKS, SHORT, Line, is_english
from newsgen.importers.pasted.notes import Notes, split_names
from newsgen.importers.pasted.outline import MENU, Outline
from newsgen.importers.pasted.paragraphs import item_of, paragraphs
from newsgen.importers.pasted.text import markdown_of
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, SURE, Guess, LeftOut, Story, Value

_MOST_OF_CREDIT = 6
"""Words."""
_MOST_OF_TAG = 4
_EARLY = 3
"""Paragraphs in which an agency in brackets is where the story is from."""
_SHORTEST_TOWN = 4
"""Letters: UK, D.C. stay in capitals."""
_FEWEST_BEHIND = 4
"""Words of a headline behind its kicker."""
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

    def read(self, text: str, source: str) -> Story | None:
        """The story of a text; None where there is none in it."""
        known = self.known
        if known.days.day_first is None and not is_english(text):
            known = replace(known, days=replace(known.days, day_first=True))
        lines = [self._line(each.text, is_glued=each.is_glued) for each in paragraphs(text)]
        notes = Notes(known, self.bylines)
        reading = _Reading(lines, notes, Outline(lines, notes, self.leftovers), self.leftovers)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return reading.story(source, digest, self.now)

    def _line(self, text: str, *, is_glued: bool) -> Line:
        is_item = item_of(text) is not None
        leftover = self.leftovers.reason(text)
        return Line(text, is_glued, leftover if leftover == MARKS or not is_item else "", is_item)


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
        for line in rest:
            self._add(line)
        self._take_story(begin)
        return self._made(source, digest, now) if self.body else None

    def _leave_out(self, line: Line, why: str) -> None:
        self.left_out.append(LeftOut(line.text, why))

    def _guess(self, name: str, value: str, why: str, confidence: float) -> None:
        self.fields[name] = value
        self._told(name, value, why, confidence)

    def _told(self, name: str, value: str, why: str, confidence: float) -> None:
        self.guesses.append(Guess(name, value, why, confidence))

    def _take_above(self, headline: int) -> None:
        """What stands above the headline: a kicker, dates, and menus."""
        for place, line in enumerate(self.lines[:headline]):
            if line.leftover or self.leftovers.is_outside(line.text):
                self._leave_out(line, line.leftover or "speaks of cookies")
            elif self.notes.take(line):
                continue
            elif place == headline - 1 and self.outline.is_kicker(place):
                self._guess("kicker", line.text, "a short line above the headline", LIKELY)
                self.said.append(line.text)
            else:
                self._leave_out(line, "stands above the headline")

    def _name(self, text: str) -> None:
        """Takes the headline, which may have a kicker before it, or the name of the site behind it."""
        if (match := _BRACKETED.match(text)) and text[match.end() :]:
            self._guess("kicker", match[1], "stands in brackets before the headline", LIKELY)
            self.said.append(match[1])
            text = text[match.end() :]
        parts = _BAR.split(text)
        first, last = parts[0], parts[-1]
        if "|" in text and len(first.split()) < SHORT and len(last.split()) >= _FEWEST_BEHIND:
            self._guess("kicker", first, "stands before the headline", LIKELY)
            self.said.append(first)
            text = text.split("|", 1)[1].strip()
        elif len(parts) > 1 and len(last.split()) <= MENU and any(line.text == first for line in self.lines):
            self.left_out.append(LeftOut(last, "the name of the site behind the headline"))
            text = first
        self.title = text
        self.said.append(text)
        self._told("title", text, "the first line that may be one", SURE)

    def _take_below(self, start: int, begin: int) -> list[Line]:
        """What stands between headline and story; gives what belongs to the story after all."""
        lines, unknown, above_byline = self.lines[start:begin], list[Line](), 0
        for place, line in enumerate(lines):
            if line.text == self.title:  # Pages say it twice, in the browser's bar and above the story.
                self._leave_out(line, "the headline once more")
            elif line.leftover:
                self._leave_out(line, line.leftover)
            elif self.notes.take(line):
                above_byline = above_byline or len(unknown)
            elif self._is_author(place, lines):
                self.notes.add("authors", (line.text,))
                self._told("authors", line.text, "a name beside the date", DOUBTFUL)
                above_byline = above_byline or len(unknown)
            else:
                unknown.append(line)
        return self._sort(unknown, above_byline)

    def _is_author(self, place: int, lines: Sequence[Line]) -> bool:
        """Whether a line is a name, and the one above or below it says when the story was published."""
        if self.notes.names["authors"] or not self.notes.bylines.is_name(lines[place].text):
            return False
        beside = [*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]]
        return any(self.notes.says_date(line.text) for line in beside)

    def _sort(self, lines: Sequence[Line], above_byline: int) -> list[Line]:
        """Standfirst, caption and credit; gives what is none. The first ``above_byline`` stand above the byline."""
        rest: list[Line] = []
        for place, line in enumerate(lines):
            is_last = place == len(lines) - 1
            caption, credit = self.notes.bylines.split_credit(line.text.lstrip("▲△▼ "))
            is_caption = bool(credit) or caption != line.text
            is_above = place < above_byline or (not above_byline and (line.is_ended or not is_last))
            if line.is_item or (is_last and line.words < SHORT and not line.is_dense):
                rest.append(line)
            elif is_caption and not self.caption:
                self._take_caption(caption, "says who took the picture")
                self._take_credit(credit)
            elif "subtitle" not in self.fields and line.is_statement and is_above:
                confidence = LIKELY if line.is_ended else DOUBTFUL
                self._guess("subtitle", line.text, "a line below the headline", confidence)
                self.said.append(line.text)
            elif not self.caption and line.is_caption:
                self._take_caption(line.text, "a short line above the story")
            elif self._may_be_credit(line, lines[place - 1] if place else None):
                self._take_credit(line.text)
            elif line.words <= SHORT:
                self._leave_out(line, "a short line between headline and story")
            else:
                rest.append(line)
        return rest

    def _take_caption(self, caption: str, why: str) -> None:
        self.caption = caption
        self.said.append(caption)
        self._told("caption", caption, why, LIKELY)

    def _take_credit(self, credit: str) -> None:
        if credit:
            self.notes.credit = self.notes.credit or credit
            self.said.append(credit)

    def _may_be_credit(self, line: Line, above: Line | None) -> bool:
        is_below_caption = above is not None and above.text == self.caption
        return is_below_caption and not self.notes.credit and line.words <= _MOST_OF_CREDIT and not line.is_ended

    def _take_story(self, begin: int) -> None:
        """The story, and all that stands below it."""
        end = self.outline.end(begin)
        asks_tags = False
        for place, line in enumerate(self.lines[begin:], begin):
            if asks_tags and line.words <= _MOST_OF_TAG and not line.is_ended and not self._is_end(line):
                self.notes.add("tags", split_names(line.text))
                continue
            asks_tags = bool(self.body) and self.notes.bylines.announces_tags(line.text)
            if asks_tags:
                self._leave_out(line, "a word above tags")
            elif line.leftover == MARKS and self.body and place < end:
                self.body.append(line)
            elif line.leftover and not self.outline.is_heading(place, begin, end):
                self._leave_out(line, line.leftover)
            elif self.body and self.notes.take(line, is_below=True):
                continue
            elif place > end:
                self._leave_out(line, "stands behind the end of the story")
            elif self.outline.is_other_story(place):
                self._leave_out(line, self.leftovers.links)
            else:
                self._add(line)

    def _is_end(self, line: Line) -> bool:
        return line.leftover in {*self.leftovers.ends, MARKS}

    def _add(self, line: Line) -> None:
        """Adds a line to the story; the first that is a paragraph may have a dateline."""
        is_first = all(each.is_item or each.words <= SHORT for each in self.body)
        if is_first and not line.is_item and self.dateline is None:
            self.dateline = read_dateline(line.text, self.notes.known)
            if (known := self.dateline) is not None:
                self.said.append(" ".join((known.place, *known.agencies, *known.authors)))
                if known.day is not None:
                    self.notes.add_date(known.day, "the dateline", SURE - HARDLY)
                line = replace(line, text=known.rest)
        self.said.append(line.text)
        self.body.append(line)

    def _made(self, source: str, digest: str, now: datetime) -> Story:
        everything = "\n".join([*(line.text for line in self.body), *(each.text for each in self.left_out)])
        published, _, guess = self.notes.published(now.date(), everything)
        self.guesses.append(guess)
        if not self.title:
            self._name_by_text()
        fields: dict[str, Value] = {"title": self.title, "date": guess.value}
        changed = self.notes.updated.as_date(published) if self.notes.updated else None
        if changed is not None and changed > published:
            fields["updated"] = changed.isoformat()
        fields |= self._terms()
        fields |= self.fields
        kept = {name: text for name, text in (("caption", self.caption), ("credit", self.notes.credit)) if text}
        if kept:
            fields["extra"] = kept
        return Story(
            key=f"text:{published.isoformat() if guess.confidence >= LIKELY else ''}:{self.title}",
            digest=digest,
            source=source,
            fields=fields,
            text=markdown_of(self.body),
            said="\n".join([*self.said, *self.notes.said]),
            guesses=tuple(self.guesses),
            left_out=tuple(self.left_out),
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
        line = self.dateline or (Dateline("", "", self.notes.place) if self.notes.place else None)
        if line is not None:
            names["authors"] += line.authors
            names["sources"] += line.agencies
            if line.places:
                found["places"] = tuple(_as_name(part) for town in line.places for part in town.split("/"))
                found["dateline"] = ", ".join(map(_as_name, line.places))
                confidence = LIKELY if line.day or line.agencies else DOUBTFUL
                self._told("dateline", str(found["dateline"]), "before the first sentence", confidence)
        early = "\n".join([self.notes.credit, self.caption, *(each.text for each in self.body[:_EARLY])])
        for name in self.notes.known.agencies_in_brackets(early):
            if name not in names["sources"]:
                names["sources"].append(name)
                self._told("sources", name, "an agency in brackets", LIKELY)
        return found | {taxonomy: tuple(dict.fromkeys(known)) for taxonomy, known in names.items() if known}


def _as_name(town: str) -> str:
    """A town that agencies write in capitals, as people write it."""
    if not town.isupper() or len(town) < _SHORTEST_TOWN or town.lower() == town.upper() or re.search(r"\.\w\.", town):
        return town
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda word: word[0][0] + word[0][1:].lower(), town)
