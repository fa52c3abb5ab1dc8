"""What answers a query: the same rules, and the same order of results, as `search/query.js`.

The engine loads nothing: it says which files of the index it needs, and goes on when it has them. One program asks a
disk for them, another one a server; what is needed at a time is asked for at once, since a journey is dearer than a
file.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.searcher.entries import FILTER
from newsgen.searcher.manifest import LAST, Manifest, SegmentInfo
from newsgen.searcher.postings import decode
from newsgen.searcher.ranking import BEGUN, EXACT, FORM, NEAR, Table, has_most, scores_of, tables_of
from newsgen.searcher.shards import days_of, line_of, lines_of
from newsgen.searcher.slips import Reach, beginning_alike, ending_alike, may_be_slip, meant_by
from newsgen.searcher.stems import are_forms, beginning_of
from newsgen.searcher.typed import Slot, Typed, with_synonyms
from newsgen.searcher.words import is_dense_script

Loading = Generator[list[str], Mapping[str, str], "Answer"]
"""Yields the names of files, and is sent what is in them, by their names."""
_FEW = 5
"""Results below which every word may be a slip."""
_SHARDS_OF_FORMS = 3
"""At most, of all segments together, but one of each: what a quick answer loads for a word with its forms."""
_SHARDS_OF_BEGUN = 6
"""At most, of each segment: for what begins as somebody types it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that answers."""

    segment: str
    number: int
    score: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a query."""

    hits: tuple[Hit, ...] = ()
    """The best first."""
    words: tuple[str, ...] = ()
    """What was looked for: words, and others like them."""
    has_all: bool = True
    """Whether every word that was typed has been found in each."""
    is_whole: bool = True
    """Whether all that was wanted has been looked at: a quick answer leaves out what is many."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which texts are looked at."""

    marks: tuple[tuple[str, ...], ...] = ()
    """Of each group a text has one: ``(("tags:harbour",), ("lang:en", "lang:fr"))``."""
    first: str = ""
    """The earliest day, as ``2015-01-17``; empty for any."""
    last: str = ""


@dataclass(slots=True)
class _Terms:
    """What a slot stands for in one segment: word to what it counts, in tenths."""

    weights: dict[str, int] = field(default_factory=dict)

    def add(self, word: str, weight: int) -> None:
        self.weights[word] = max(weight, self.weights.get(word, 0))


class Query:
    """One query, while it is answered."""

    def __init__(self, manifest: Manifest, typed: Typed, filters: Filters | None = None) -> None:
        self._manifest = manifest
        self._typed = with_synonyms(typed, manifest.same)
        self._named = {slot for group in self._typed.others for slot in group[0]}
        named = [slot for group in self._typed.others for way in group[1:] for slot in way]
        self._slots = tuple(dict.fromkeys([*self._typed.slots, *named]))
        self._filters = filters or Filters()
        self._segments = [segment for segment in manifest.segments if self._may_answer(segment)]
        self._files: dict[str, str] = {}
        self._terms: dict[tuple[Slot, str], _Terms] = {}

    def answer(self, *, is_quick: bool = False) -> Loading:
        """Answers it; if it ``is_quick``, by what one journey brings: the words as typed, and most of their forms.

        What a whole answer has besides stands behind that.
        """
        yield from self._load([
            *(name for slot in self._slots for name in self._first_files(slot)),
            *self._filter_files(),
        ])  # fmt: skip
        for slot in self._slots:
            self._find_forms(slot)
        hits = self._hits(needs_all=True)
        if is_quick:
            return self._answered(hits)
        slots = [slot for slot in self._slots if self._may_be_slip(slot)]
        # Where few have been found, what is meant will be asked for next: it comes on the same journey.
        ahead = [] if len(hits) >= _FEW else [*self._files_of_meant(slots), *self._files_of_endings(slots)]
        yield from self._load([*self._files_of_terms(), *ahead])
        hits = self._hits(needs_all=True)
        if len(hits) < _FEW:
            self._find_meant(slots, beginning_alike)
            yield from self._load([*self._files_of_terms(), *self._files_of_endings(slots)])
            hits = self._hits(needs_all=True)
            if len(hits) < _FEW:
                self._find_meant(slots, ending_alike)
                yield from self._load(self._files_of_terms())
                hits = self._hits(needs_all=True)
        return self._answered(hits)

    def _answered(self, hits: Sequence[Hit]) -> "Answer":
        has_all = bool(hits) or len(self._typed.slots) < 2  # noqa: PLR2004 - one word is all of them
        found = hits if has_all else self._with_some()
        wanted = (terms for (slot, _), terms in self._terms.items() if not slot.is_excluded)
        words = dict.fromkeys(word for terms in wanted for word in terms.weights)
        is_whole = all(name in self._files for name in self._files_of_terms())
        return Answer(tuple(found), tuple(words), has_all or not found, is_whole)

    def _with_some(self) -> list[Hit]:
        """The texts that have some of the words; of pairs of letters most, since a few are in quite other words."""
        hits, words = self._hits(needs_all=False), [slot.word for slot in self._typed.slots]
        if self._typed.is_one_piece and all(map(is_dense_script, words)):
            return [hit for hit in hits if has_most(hit.score, len(words))]
        return hits

    # Which files.

    def _load(self, names: Iterable[str]) -> Generator[list[str], Mapping[str, str], None]:
        if missing := [name for name in dict.fromkeys(names) if name not in self._files]:
            self._files.update((yield missing))

    def _may_answer(self, segment: SegmentInfo) -> bool:
        first, last = self._filters.first, self._filters.last
        return not ((first and segment.last < first) or (last and (not segment.first or segment.first > last)))

    def _first_files(self, slot: Slot) -> Iterator[str]:
        """What tells most of a slot: its word, its forms, and what begins alike."""
        word = slot.word
        begin, end = self._reach(slot)
        most = _SHARDS_OF_BEGUN if slot.is_prefix else max(1, _SHARDS_OF_FORMS // max(1, len(self._segments)))
        reaches = [("l", begin, end), *(beginning_alike(word) if self._may_be_slip(slot) else ())]
        for segment in self._segments:
            for reach in reaches:
                yield from segment.covering(*reach)
            frequent = segment.covering("t", begin, end)
            yield from frequent if len(frequent) <= most else segment.covering("t", word, word)

    def _filter_files(self) -> Iterator[str]:
        for segment in self._segments:
            for group in self._filters.marks:
                for mark in group:
                    yield from segment.covering("t", FILTER + mark, FILTER + mark)
            if self._cuts(segment):
                yield f"{segment.name}/days"

    def _reach(self, slot: Slot) -> tuple[str, str]:
        """Between which words those lie that may answer a slot."""
        if slot.is_prefix:
            return slot.word, slot.word + LAST
        if slot.is_exact:
            return slot.word, slot.word
        stems = [beginning_of(slot.word, language) for language in self._manifest.languages]
        begin = min([*stems, slot.word], key=len)
        return begin, begin + LAST

    def _files_of_terms(self) -> Iterator[str]:
        """Those with the postings of words that have turned out to be wanted."""
        for (_, name), terms in self._terms.items():
            segment = next(each for each in self._segments if each.name == name)
            yield from self._files_of(segment, terms.weights)

    def _files_of_meant(self, slots: Iterable[Slot]) -> Iterator[str]:
        """Those of words of which these may be slips, as far as it is known which these are."""
        for slot in slots:
            for segment in self._segments:
                yield from self._files_of(segment, self._meant(slot, segment, beginning_alike))

    def _files_of(self, segment: SegmentInfo, words: Iterable[str]) -> Iterator[str]:
        for word in words:
            lexicon = segment.covering("l", word, word)
            is_unknown = any(file not in self._files for file in lexicon)
            if is_unknown:  # Where the postings lie is not known yet, and another journey is dearer than a file.
                yield from lexicon
            if is_unknown or line_of(self._lexicon(segment, word), word)[:1] == " ":
                yield from segment.covering("t", word, word)

    def _files_of_endings(self, slots: Iterable[Slot]) -> Iterator[str]:
        for segment in self._segments:
            for slot in slots:
                for reach in ending_alike(slot.word):
                    yield from segment.covering(*reach)

    # Which words.

    def _find_forms(self, slot: Slot) -> None:
        begin, end = self._reach(slot)
        for segment in self._segments:
            terms = self._terms[slot, segment.name] = _Terms({slot.word: EXACT})
            if begin == end:
                continue
            for word in self._words_between(segment, "l", begin, end):
                if slot.is_prefix:
                    # A letter of a script that parts no words stands there itself, whatever follows it.
                    terms.add(word, EXACT if is_dense_script(slot.word) else BEGUN)
                elif any(are_forms(word, slot.word, language) for language in self._manifest.languages):
                    terms.add(word, FORM)

    def _find_meant(self, slots: Iterable[Slot], alike: Callable[[str], list[Reach]]) -> None:
        """Takes in words of which these may be slips; ``alike`` says where such words lie."""
        for slot in slots:
            for segment in self._segments:
                for word in self._meant(slot, segment, alike):
                    self._terms[slot, segment.name].add(word, NEAR)

    def _meant(self, slot: Slot, segment: SegmentInfo, alike: Callable[[str], list[Reach]]) -> list[str]:
        words = (word for reach in alike(slot.word) for word in self._words_between(segment, *reach))
        return meant_by(slot.word, words)

    def _may_be_slip(self, slot: Slot) -> bool:
        is_other = slot.is_exact or slot.is_excluded or slot.is_prefix or slot in self._named
        return not is_other and may_be_slip(slot.word)

    # What is in the files.

    def _words_between(self, segment: SegmentInfo, kind: str, begin: str, end: str) -> Iterator[str]:
        """Each as it is spelled forwards."""
        for name in segment.covering(kind, begin, end):
            for line in lines_of(self._files.get(name, "")):
                word = line.partition(" ")[0].partition("=")[0]
                if begin <= word <= end:
                    yield word[::-1] if kind == "r" else word

    def _lexicon(self, segment: SegmentInfo, word: str) -> str:
        return next((self._files.get(name, "") for name in segment.covering("l", word, word)), "")

    def _postings(self, segment: SegmentInfo, word: str) -> list[int]:
        """The codes of a word or filter; none where its file has not been asked for."""
        if not word.startswith(FILTER):
            line = line_of(self._lexicon(segment, word), word)
            if line.startswith("="):
                return decode(line[1:])
            if not line:
                return []
        found = (line_of(self._files.get(name, ""), word) for name in segment.covering("t", word, word))
        return decode(next(found, " ")[1:])

    # Which texts.

    def _hits(self, *, needs_all: bool) -> list[Hit]:
        groups = self._typed.groups()
        tables = {slot: self._tables(slot) for slot in self._slots}
        hits: list[Hit] = []
        for place, segment in enumerate(self._segments):
            of = {slot: by_segment[place] for slot, by_segment in tables.items()}
            scores = scores_of([[[of[slot] for slot in way] for way in group] for group in groups], needs_all=needs_all)
            allowed = self._allowed(segment)
            if not groups:  # All that passes the filters, but for what is excluded.
                everything = range(segment.count) if self._typed.excluded else ()
                scores = dict.fromkeys(everything if allowed is None else allowed, 0)
            numbers = scores.keys() if allowed is None else scores.keys() & allowed
            for part in self._typed.excluded:
                numbers -= scores_of([[[of[slot] for slot in part]]], needs_all=True).keys()
            hits += [Hit(segment.name, number, scores[number]) for number in numbers]
        # What has no date stands behind all that has.
        order = {segment.name: place if segment.first else -1 for place, segment in enumerate(self._segments)}
        return sorted(hits, key=lambda hit: (-hit.score, -order[hit.segment], -hit.number))

    def _tables(self, slot: Slot) -> list[Table]:
        lists = [
            [
                (word, weight, self._postings(segment, word))
                for word, weight in self._terms[slot, segment.name].weights.items()
            ]
            for segment in self._segments
        ]
        return tables_of(lists, self._manifest.count)

    def _allowed(self, segment: SegmentInfo) -> "set[int] | None":
        """The texts that pass the filters; None for all."""
        allowed: set[int] | None = None
        for group in self._filters.marks:
            passed = {code >> 4 for mark in group for code in self._postings(segment, FILTER + mark)}
            allowed = passed if allowed is None else allowed & passed
        if self._cuts(segment):
            within = set(self._within_days(segment))
            allowed = within if allowed is None else allowed & within
        elif allowed is None and (self._filters.first or self._filters.last):
            allowed = set(range(segment.count))
        return allowed

    def _cuts(self, segment: SegmentInfo) -> bool:
        """Whether some of its texts are too early or too late, and others are not."""
        first, last = self._filters.first, self._filters.last
        return bool((first and segment.first < first) or (last and segment.last > last))

    def _within_days(self, segment: SegmentInfo) -> range:
        days = days_of(self._files.get(f"{segment.name}/days", ""), segment.first)
        first, last = self._filters.first, self._filters.last or LAST
        return range(sum(day < first for day in days), sum(day <= last for day in days))


def answered(query: Query, load: Callable[[list[str]], Mapping[str, str]], *, is_quick: bool = False) -> Answer:
    """Answers a query, by what ``load`` says is in the files with these names; ``is_quick`` as in `Query.answer`."""
    steps = query.answer(is_quick=is_quick)
    held: Mapping[str, str] | None = None
    while True:
        try:
            # What asks for nothing needs no file at all.
            names = next(steps) if held is None else steps.send(held)
        except StopIteration as end:
            answer: Answer = end.value
            return answer
        held = load(names)
