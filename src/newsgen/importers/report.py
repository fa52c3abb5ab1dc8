"""What an import tells: for a person, for a program, and as a page to look through. Pure."""

import html
import json
import re
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from newsgen.importers.alone import why_not
from newsgen.importers.plan import Outcome
from newsgen.importers.proof import Proof
from newsgen.importers.story import LIKELY, Guess, LeftOut, Story

SHOWN = 500
"""Stories that a page shows one by one; a report in JSON has all."""
_MOST_TRACES = 5
LISTS = "lists of stories"
"""As pages are called that only lead to others."""
_MANY_LISTS = 10
_FAR_MORE = 2
"""Lists to a story, from which on they may be none."""
_FEW_NAMED = 3
"""Pages that a warning names."""


@dataclass(frozen=True, slots=True)
class Item:
    """What came of one story."""

    key: str
    source: str
    path: str
    outcome: Outcome
    proof: Proof
    title: str = ""
    guesses: tuple[Guess, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    beside: str = ""
    held_back: str = ""
    """Why readers do not see it; empty where they do."""
    problems: tuple[str, ...] = ()
    """What is wrong with the file that came of it."""
    said: str = ""
    """What the source says, where it is to be compared by a person."""
    text: str = ""
    """The file that came of it, likewise."""

    @property
    def doubtful(self) -> tuple[Guess, ...]:
        """What a person should look at."""
        return tuple(guess for guess in self.guesses if guess.confidence < LIKELY)

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it."""
        has_lost = self.proof.missing or self.proof.missing_links
        return bool(self.doubtful or has_lost or self.problems or self.outcome is Outcome.EDITED)

    def as_json(self) -> dict[str, object]:
        """For programs; nothing that only one run says, so that a second one leaves the report as it is."""
        return {
            "key": self.key,
            "source": self.source,
            "path": self.path,
            "title": self.title,
            "held_back": self.held_back,
            "words": self.proof.words,
            "words_on_page": self.proof.on_page,
            "missing": list(self.proof.missing),
            "missing_in": list(self.proof.around),
            "links": self.proof.links,
            "pictures": self.proof.pictures,
            "missing_addresses": list(self.proof.missing_links),
            "guesses": [guess._asdict() for guess in self.guesses],
            "left_out": [each._asdict() for each in self.left_out],
            "problems": list(self.problems),
        }


def held_back_in(story: Story) -> str:
    """Why readers do not see a story; empty where they do."""
    if "draft" not in story.fields:
        return ""
    extra = story.fields.get("extra")
    why = extra.get("status") if isinstance(extra, Mapping) else ""
    return why if isinstance(why, str) and why else "draft"


class Items(Protocol):
    """Where the items of a report are kept: a list will do."""

    def append(self, item: Item, /) -> None:
        """Adds one."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Item]: ...


@dataclass
class _Tally:
    """What the items of a report come to."""

    words: int = 0
    on_page: int = 0
    missing: int = 0
    links: int = 0
    pictures: int = 0
    lost: int = 0
    has_problem: bool = False
    outcomes: Counter[Outcome] = field(default_factory=Counter)

    def add(self, item: Item) -> None:
        proof = item.proof
        self.words += proof.words
        self.on_page += proof.on_page
        self.missing += len(proof.missing)
        self.links += proof.links
        self.pictures += proof.pictures
        self.lost += len(proof.missing_links)
        self.has_problem = self.has_problem or bool(item.problems) or item.outcome is Outcome.EDITED
        self.outcomes[item.outcome] += 1


@dataclass
class Report:
    """What came of one source."""

    name: str
    kind: str
    """In words: ``a text copied from a page``."""
    items: Items = field(default_factory=list[Item])
    """Added by `add`."""
    whose: str = ""
    """What it is of, whatever the file was called: by this two sources of one name are told apart."""
    folder: str = ""
    """In which it is written, in the publication's folder."""
    old_urls: str = ""
    """The list of its addresses; empty where it has none."""
    redirects: str = ""
    """The file for `redirects` in newsgen.yaml; empty where no address needs one."""
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Parts of the source of which nothing came, and why."""
    passed_over: dict[str, int] = field(default_factory=dict)
    """Kinds of parts that are no stories, and how many there are."""
    named: dict[str, Sequence[str]] = field(default_factory=dict)
    """Of such kinds the parts themselves, where they have names."""
    notes: list[str] = field(default_factory=list)
    """What was decided about the source as a whole."""
    traces: list[str] = field(default_factory=list)
    """Where newsgen itself failed first, for whoever mends it."""
    _tally: _Tally = field(default_factory=_Tally)

    def add(self, item: Item) -> None:
        """Adds what came of the next story."""
        self.items.append(item)
        self._tally.add(item)

    def fail(self, source: str, what: str, error: Exception) -> None:
        """Adds a part of which nothing came, since newsgen itself fails at it; ``what`` says which part."""
        self.failures.append((source, f"{what}: {why_not(error)}"))
        if len(self.traces) < _MOST_TRACES:
            self.traces.append("".join(traceback.format_exception(error)))

    @property
    def outcomes(self) -> Counter[Outcome]:
        """How many stories came to what."""
        return self._tally.outcomes

    @property
    def words(self) -> tuple[int, int, int]:
        """Words of the source, those on pages, and those that are missing."""
        return self._tally.words, self._tally.on_page, self._tally.missing

    @property
    def addresses(self) -> tuple[int, int, int]:
        """Links, pictures, and those of both that are missing."""
        return self._tally.links, self._tally.pictures, self._tally.lost

    @property
    def warning(self) -> str:
        """What a person should know first: that far more was taken for lists than for stories; empty for nothing."""
        lists, stories = len(self.named.get(LISTS, ())), len(self.items)
        if lists < _MANY_LISTS or lists <= _FAR_MORE * stories:
            return ""
        told = ", ".join(self.named[LISTS][:_FEW_NAMED])
        return (
            f"{lists:,} pages were taken for lists of stories, and {stories:,} for stories: look whether that is so, "
            f"beginning with {told}; report.json names each below `passed_over_parts`"
        )

    @property
    def is_whole(self) -> bool:
        """Whether all has arrived."""
        return not (self._tally.missing or self._tally.lost or self.failures or self._tally.has_problem)

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {**self._whole(), "items": [item.as_json() for item in self.items]}

    def json_pieces(self) -> Iterator[str]:
        """The same as text, item by item."""
        said = json.dumps(self._whole(), ensure_ascii=False, indent=1)
        yield f'{said.removesuffix("}").rstrip()},\n "items": ['
        for number, item in enumerate(self.items):
            yield f"{',' if number else ''}\n  {json.dumps(item.as_json(), ensure_ascii=False)}"
        yield "\n ]\n}\n"

    def _whole(self) -> dict[str, object]:
        """What is said of the whole source."""
        words, shown, missing = self.words
        links, pictures, lost = self.addresses
        return {
            "source": self.name,
            "kind": self.kind,
            "of": self.whose,
            "stories": len(self.items),
            "words": words,
            "words_on_pages": shown,
            "words_missing": missing,
            "links": links,
            "pictures": pictures,
            "addresses_missing": lost,
            "passed_over": self.passed_over,
            "passed_over_parts": self.named,
            "notes": self.notes,
            "failures": [{"source": source, "why": why} for source, why in self.failures],
        }


def whose_report(head: str) -> str:
    """What the report in JSON is of that begins so; empty where it does not say that, or is none."""
    match = _WHOSE.search(head)
    return str(json.loads(match[1])) if match else ""


_WHOSE = re.compile(r'^ "of": ("(?:[^"\\]|\\.)*"),$', re.MULTILINE)


def page_of(report: Report) -> str:
    """The report as a page of HTML that needs nothing else."""
    words, shown, missing = report.words
    links, pictures, lost = report.addresses
    out_of = Counter(each.why for item in report.items for each in item.left_out)
    count = sum(1 for item in report.items if item.is_doubtful)
    doubtful = islice((item for item in report.items if item.is_doubtful), SHOWN)
    sure = islice((item for item in report.items if not item.is_doubtful), SHOWN)
    parts = [
        _HEAD.replace("TITLE", html.escape(f"Import of {report.name}")),
        f"<h1>Import of {html.escape(report.name)}</h1><p>{html.escape(report.kind)}</p>",
        _table(
            (
                ("stories", f"{len(report.items):,}"),
                ("words of the source", f"{words:,}"),
                ("of these on pages", f"{shown:,}"),
                ("words missing", f"{missing:,}"),
                ("links", f"{links:,}"),
                ("pictures, recordings and films", f"{pictures:,}"),
                ("addresses of these missing", f"{lost:,}"),
                *((f"passed over: {kind}", f"{count:,}") for kind, count in report.passed_over.items()),
                *((f"left out: {why}", f"{count:,}") for why, count in out_of.most_common()),
            )
        ),
    ]
    if report.warning:
        parts.insert(2, f"<p><strong>{html.escape(report.warning)}</strong></p>")
    parts += [f"<p>{html.escape(note)}</p>" for note in report.notes]
    parts += [_named(kind, names) for kind, names in report.named.items()]
    if report.failures:
        parts.append("<h2>Could not be read</h2>" + _table(report.failures))
    if count:
        parts.append(f"<h2>To be looked at: {count:,}</h2>")
        parts += [_section(item, has_texts=True) for item in doubtful]
    if len(report.items) > count:
        parts.append(f"<h2>Without a doubt: {len(report.items) - count:,}</h2>")
        parts += [_section(item, has_texts=False) for item in sure]
    return "\n".join([*parts, "</main>", ""])


def _named(kind: str, names: Sequence[str]) -> str:
    """What was passed over, to be opened."""
    rest = f"<p>and {len(names) - SHOWN:,} more, in report.json</p>" if len(names) > SHOWN else ""
    lines = "".join(f"<li>{html.escape(name)}</li>" for name in names[:SHOWN])
    return f"<details><summary>passed over: {html.escape(kind)}</summary><ul>{lines}</ul>{rest}</details>"


def _section(item: Item, *, has_texts: bool) -> str:
    # What is least sure is what somebody has come to look at.
    guesses = sorted(item.guesses, key=lambda guess: guess.confidence)
    rows = [
        *((f"{guess.field}: {guess.value}", f"{guess.why} ({guess.confidence:.0%} sure)") for guess in guesses),
        *((f"left out: {each.text}", each.why) for each in item.left_out),
    ]
    rows[:0] = [("wrong", problem) for problem in item.problems]
    rows[:0] = [("missing link or picture", address) for address in item.proof.missing_links]
    if item.proof.missing:
        amid = "".join(f"; in “…{each}…”" for each in item.proof.around)
        rows.insert(0, ("missing words", " ".join(item.proof.missing) + amid))
    texts = ""
    if has_texts and item.said:
        both = "".join(
            f"<div><h4>{name}</h4><pre>{html.escape(text)}</pre></div>"
            for name, text in (("Source", item.said), ("File", item.text))
        )
        texts = f'<div class="both">{both}</div>'
    opened = " open" if has_texts else ""
    held = f" <small>· held back: {html.escape(item.held_back)}</small>" if item.held_back else ""
    name = f"{html.escape(item.title or item.key)} <small>{html.escape(item.path)}</small>{held}"
    if not rows and not texts:
        return f"<p><strong>{name}</strong></p>"
    return f"<details{opened}><summary>{name}</summary>{_table(rows)}{texts}</details>"


def _table(rows: Iterable[Sequence[str]]) -> str:
    lines = "".join(map(_row, rows))
    return f"<table>{lines}</table>" if lines else ""


def _row(row: Sequence[str]) -> str:
    is_bad = row[0].startswith(_BAD) or (row[0].endswith("missing") and row[1] != "0")
    cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
    opened = '<tr class="bad">' if is_bad else "<tr>"
    return f"{opened}{cells}</tr>"


_BAD = ("wrong", "missing ")
"""How rows begin that tell of what is wrong."""
_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>TITLE</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 75rem; overflow-wrap: anywhere; padding: 1rem }
table { border-collapse: collapse; margin: .5rem 0 }
td + td { text-align: end }
details td + td { text-align: start }
tr.bad { color: light-dark(#a40000, #ff8a80); font-weight: 600 }
td { border-top: 1px solid #8886; overflow-wrap: anywhere; padding: .2rem 1rem .2rem 0; vertical-align: top }
summary { cursor: pointer; font-weight: 600 }
small { font-weight: 400; overflow-wrap: anywhere }
p:has(> strong) { border-top: 1px solid #8888; margin: 0; padding: .5rem 0 }
p > strong { font-weight: 600 }
details { border-top: 1px solid #8888; padding: .5rem 0 }
.both { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)) }
pre { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap }
</style>
<main>
"""
