"""The engine of search: how words compare, what is typed, and the index that is made of texts, and mended."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from newsgen.builder import search_stage
from newsgen.searcher import shards
from newsgen.searcher.entries import entry_from, entry_of, spelled
from newsgen.searcher.manifest import Manifest, SegmentInfo
from newsgen.searcher.mending import mended
from newsgen.searcher.postings import decode, encode, least_of_dense, spelling
from newsgen.searcher.query import Answer, Filters, Query, answered
from newsgen.searcher.segment import Changes, changed, segment_of
from newsgen.searcher.shards import CALL, FOLDER, days_of, files_of, path_of, segment_from, spelled_days, text_of
from newsgen.searcher.slips import beginning_alike, ending_alike, is_one_slip
from newsgen.searcher.stems import are_forms
from newsgen.searcher.typed import read_query
from newsgen.searcher.words import compared_text, count_words, has_phrase, words_in

VECTORS = json.loads((Path(__file__).parent / "search_vectors.json").read_text(encoding="utf-8"))
"""What the engine of the theme must say, too (test_search_browser.py)."""
RANKING = VECTORS.pop("ranking")
"""Texts, and the order in which they answer queries."""

DAYS = [
    "2010-01-01", "2010-05-01", "2012-12-30", "2012-12-31", "2013-01-01", "2013-06-01", "2013-12-31", "2020-02-29",
]  # fmt: skip


# Rules that both languages have.


@pytest.mark.parametrize(("text", "words"), VECTORS["words"])
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_in(text) == words
    assert count_words(text) == Counter(words)


@pytest.mark.parametrize(("text", "compared"), VECTORS["compared"])
def test_a_text_as_phrases_see_it(text: str, compared: str) -> None:
    assert compared_text(text) == compared


@pytest.mark.parametrize(("one", "other", "language", "are"), VECTORS["forms"])
def test_forms_of_a_word(one: str, other: str, language: str, are: object) -> None:
    assert are_forms(one, other, language) is are_forms(other, one, language) is are


@pytest.mark.parametrize(("one", "other", "is_slip"), VECTORS["slips"])
def test_slips(one: str, other: str, is_slip: object) -> None:
    assert is_one_slip(one, other) is is_one_slip(other, one) is is_slip


@pytest.mark.parametrize("typed", ["hrabour", "harbuor", "ahrbour", "harborr", "garbour", "arbour", "harbou"])
def test_what_a_slip_means_begins_or_ends_alike(typed: str) -> None:
    reaches = beginning_alike(typed) + ending_alike(typed)

    assert any(begin <= ("harbour" if kind == "l" else "ruobrah") <= end for kind, begin, end in reaches)


def test_of_four_letters_both_ends_may_be_others() -> None:
    assert is_one_slip("snad", "sand")
    assert ("l", "sand", "sand") in ending_alike("snad")


@pytest.mark.parametrize(("spelling_", "codes"), VECTORS["postings"])
def test_postings(spelling_: str, codes: list[int]) -> None:
    assert decode(spelling_) == codes


@pytest.mark.parametrize(("query", "is_unfinished", "wanted"), VECTORS["queries"])
def test_what_is_typed(query: str, is_unfinished: Any, wanted: dict[str, Any]) -> None:
    typed = read_query(query, is_unfinished=is_unfinished)
    slots = [[slot.word, slot.is_prefix, slot.is_excluded, slot.is_exact] for slot in typed.slots]

    excluded = [[slot.word for slot in part] for part in typed.excluded]
    assert {"slots": slots, "phrases": list(typed.phrases), "excluded": excluded} == {"excluded": [], **wanted}


@pytest.mark.parametrize(("text", "phrase", "has"), VECTORS["phrases"])
def test_phrases(text: str, phrase: str, has: object) -> None:
    assert has_phrase(text, phrase) is has


def ranked_index() -> tuple[Manifest, dict[str, str]]:
    """The index of the texts of the examples, in two segments: its manifest, and what each file holds."""
    segments: list[SegmentInfo] = []
    held: dict[str, str] = {}
    for name, some in groupby(RANKING["texts"], lambda told: "2018" if told[2] < "2020" else "2020"):
        texts = list(some)
        entries = [
            entry_of([title, f"{title}/", day, "", "en"], text, [title], marks) for title, text, day, marks in texts
        ]
        days = [day for _, _, day, _ in texts]
        ordinals = [date.fromisoformat(day).toordinal() for day in days]
        files, shards = files_of(segment_of(entries), name, ordinals)
        segments.append(SegmentInfo(name, len(texts), days[0], days[-1], "1", shards))
        held |= {
            path.removeprefix(f"{FOLDER}/").removesuffix(".js"): content.decode() for path, content in files.items()
        }
    same = tuple(map(tuple, RANKING["same"]))
    return Manifest(tuple(segments), ("en", "fr", "ja", "ko"), same), {
        name: content.removeprefix(f'{CALL}("{name}",').removesuffix(")\n") for name, content in held.items()
    }


def ranked(query: str, asked: Mapping[str, Any], *, is_unfinished: bool) -> tuple[list[str], bool]:
    """The headlines that answer, the best first, and whether all words were found."""
    manifest, held = ranked_index()
    filters = Filters(tuple(map(tuple, asked.get("marks", ()))), asked.get("first", ""), asked.get("last", ""))
    asking = Query(manifest, read_query(query, is_unfinished=is_unfinished), filters)
    answer = answered(asking, lambda names: {name: json.loads(held[name]) for name in names})
    texts = {"2018": 0, "2020": manifest.segments[0].count}
    return [RANKING["texts"][texts[hit.segment] + hit.number][0] for hit in answer.hits], answer.has_all


@pytest.mark.parametrize(("query", "is_unfinished", "asked", "titles", "has_all"), RANKING["queries"])
def test_ranking(query: str, is_unfinished: Any, asked: dict[str, Any], titles: list[str], has_all: object) -> None:
    assert ranked(query, asked, is_unfinished=is_unfinished) == (titles, has_all)


# The index.


def made_entries(count: int, seed: int) -> list[Any]:
    chance = random.Random(seed)  # noqa: S311 - made words
    words = [f"{one}{two}{three}" for one in "bdfgk" for two in "aeiou" for three in ("l", "r", "st", "nd")]
    return [
        entry_of(
            [f"Story {number}", f"{number}/", "2025-01-01", "", "en"],
            " ".join(chance.choices(words, k=chance.randint(1, 30))) + (" common" if number % 3 else ""),
            [f"Headline {chance.choice(words)}"],
            [f"tags:{chance.choice('abc')}"],
        )
        for number in range(count)
    ]


def test_an_entry_is_read_as_it_was_written() -> None:
    for entry in made_entries(20, seed=1):
        assert entry_from(spelled(entry)) == entry


def test_a_word_in_a_headline_says_more() -> None:
    impacts = entry_of(["t"], "harbour " + "word " * 50 + "ferry ferry", ["Harbour"]).impacts()

    assert impacts["harbour"] > impacts["ferry"] > 0


@pytest.mark.parametrize("count", [1, 7, 600])
def test_lists_are_read_as_they_were_written(count: int) -> None:
    for codes in ([0 << 4 | 3], [number << 4 | number % 15 + 1 for number in range(count)]):
        sparse = encode(codes, 10**9, spelling())
        dense = encode(codes, 0, spelling())

        assert decode(sparse) == codes
        assert [code >> 4 for code in decode(dense)] == [code >> 4 for code in codes]


def test_a_segment_is_read_from_its_files() -> None:
    segment = segment_of(made_entries(300, seed=2))
    files, _ = files_of(segment, "2025", [])

    assert segment_from(files) == segment


def one_segment(texts: Iterable[str], *languages: str) -> tuple[Manifest, Callable[[list[str]], dict[str, str]]]:
    """The manifest of an index of texts without a date, and what loads its files."""
    entries = [entry_of(["t"], text) for text in texts]
    files, separators = files_of(segment_of(entries), "s", [])
    manifest = Manifest((SegmentInfo("s", len(entries), "", "", "v", separators),), languages)
    return manifest, lambda names: {name: files[f"{FOLDER}/{name}.js"].decode().split('"')[3] for name in names}


def test_a_quick_answer_tells_that_a_letter_begins_more_than_it_has_seen() -> None:
    pairs = ["한" + chr(0xAC00 + number) for number in range(6_000)]
    texts = [
        " ".join(pairs[number // 4 * 500 : number // 4 * 500 + 500]) + (" 한" if number < 4 else "")
        for number in range(48)
    ]
    manifest, load = one_segment(texts)

    def answer(query: str, *, is_quick: bool) -> Answer:
        return answered(Query(manifest, read_query(query)), load, is_quick=is_quick)

    quick, whole = answer("한", is_quick=True), answer("한", is_quick=False)
    assert (len(quick.hits), quick.is_whole) == (4, False)
    assert (len(whole.hits), whole.is_whole) == (48, True)
    assert answer(pairs[0], is_quick=True).is_whole


def test_no_slip_takes_more_than_three_journeys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_SMALLEST", 1)
    monkeypatch.setattr(shards, "_LARGEST", 1)
    ends = ("lork", "rmunt", "stelm", "ndarf")
    stems = [f"{one}{two}{three}" for one in "bdfgk" for two in "aeiou" for three in ends]
    words = [stem + ending for stem in stems for ending in ("", "s", "ed", "ing")]
    chance = random.Random(1)  # noqa: S311 - made words
    texts = [" ".join(chance.choices(words, k=8)) for _ in range(600)]
    manifest, load = one_segment(texts, "en")

    def journeys(query: str) -> int:
        asked: list[list[str]] = []

        def counted(names: list[str]) -> dict[str, str]:
            asked.append(names)
            return load(names)

        answered(Query(manifest, read_query(query)), counted)
        return len(asked)

    pairs = [text.split()[:2] for text in texts[:200]]
    slips = [f"{one} {slip}" for one, other in pairs for slip in (f"{other[:-1]}z", f"x{other[1:]}")]
    assert {*map(journeys, slips)} == {2, 3}


@pytest.mark.parametrize("seed", range(6))
def test_a_mended_segment_is_one_made_anew(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chosen edits
    entries = made_entries(400, seed)
    segment = segment_from(files_of(segment_of(entries), "s", [])[0])
    # Some go, some come, some are others.
    before = [number for number in range(400) if chance.random() > 0.02]
    numbers = [-1 if chance.random() < 0.02 else number for number in before]
    numbers[chance.randrange(len(numbers)) : 0] = [-1, -1]
    if seed % 2:  # and some change places
        numbers[10:20] = numbers[15:20] + numbers[10:15]
    fresh = iter(made_entries(50, seed + 100))
    come = {number: next(fresh) for number, old in enumerate(numbers) if old < 0}
    stayed = {*numbers} - {-1}
    gone = {number: entries[number] for number in range(400) if number not in stayed}

    mended = changed(segment, Changes(len(numbers), numbers, gone, come))

    anew = segment_of(come[number] if old < 0 else entries[old] for number, old in enumerate(numbers))
    assert least_of_dense(len(numbers)) == least_of_dense(400)
    assert dict(sorted(mended.lists.items())) == dict(sorted(anew.lists.items()))
    assert files_of(mended, "s", []) == files_of(anew, "s", [])


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(("count", "length"), [(1, 40), (3, 40), (400, 40), (400, 400), (400, 4_000)])
@pytest.mark.parametrize("seed", range(12))
def test_files_are_mended_where_all_texts_keep_their_numbers(
    seed: int, count: int, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_SMALLEST", length // 2)
    monkeypatch.setattr(shards, "_LARGEST", length)
    chance = random.Random(seed)  # noqa: S311 - chosen edits
    entries = made_entries(count, seed)
    days = [date(2025, 1, 1).toordinal() + number for number in range(440)]
    files, separators = files_of(segment_of(entries), "s", days[:count])
    for edit in range(8):
        count = len(entries) + chance.choice([0, 0, 1, 5])
        others = {
            *chance.sample(range(len(entries)), chance.randint(1, min(len(entries), 3))),
            *range(len(entries), count),
        }
        come = dict(zip(sorted(others), made_entries(50, 100 * seed + edit), strict=False))
        gone = {number: entries[number] for number in others if number < len(entries)}
        info = SegmentInfo("s", len(entries), "2025-01-01", "", "", separators)
        read: list[str] = []

        def text(name: str) -> str:
            read.append(name)  # noqa: B023 - each edit has its own
            return text_of(name, files[path_of(name)])  # noqa: B023 - likewise

        made, separators = mended(info, Changes(count, None, gone, come), days[:count], text)

        entries = [come.get(number) or entries[number] for number in range(count)]
        anew, separators_anew = files_of(segment_of(entries), "s", days[:count])
        assert separators == separators_anew
        files = {path: content for path, content in (files | made).items() if path in anew}
        assert files == anew
        assert len(read) == len({*read})


def test_segments_are_of_whole_years_and_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_stage, "LEAST", 3)
    days = [date.fromisoformat(day).toordinal() for day in DAYS]
    sources = [f"{day}.md" for day in DAYS]

    parts = list(search_stage.parts_of(sources, days, ["about.md"]))

    assert [(part.name, *part.sources) for part in parts] == [
        ("2010", "2010-01-01.md", "2010-05-01.md", "2012-12-30.md", "2012-12-31.md"),
        ("2013", "2013-01-01.md", "2013-06-01.md", "2013-12-31.md"),
        ("2020", "2020-02-29.md"),
        ("pages", "about.md"),
    ]
    assert list(search_stage.parts_of([], [], [])) == []


def test_days_are_told_as_they_were(segment_days: list[int]) -> None:
    first = date.fromordinal(segment_days[0]).isoformat()
    assert days_of(spelled_days(segment_days), first) == [date.fromordinal(day).isoformat() for day in segment_days]


@pytest.fixture(params=[["2010-01-01"], DAYS, [*DAYS, DAYS[-1]]])
def segment_days(request: pytest.FixtureRequest) -> list[int]:
    return [date.fromisoformat(day).toordinal() for day in request.param]
