"""Costs as tables in Markdown: medians, and beside them how many times Hugo's they are.

Texts only: nothing is measured, read or written here.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.alike import KINDS, Census
from benchmarks.contenders import HUGO
from benchmarks.edits import TITLES
from benchmarks.growth import Line, growth_per_article, order_of_limits
from benchmarks.measure import Cost, Extent
from benchmarks.rounds import Costs

MEBIBYTE = 1024 * 1024
_MEGABYTE = 1_000_000
_GIGABYTE = 1_000_000_000
_MILLION = 1_000_000
_HOUR = 3600
_TARGET = 1.10
"""How many times as much an article may cost at the largest size as at the smallest."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what is read off a cost."""

    title: str
    value: Callable[[Cost], float]
    form: str
    has_ratio: bool = True

    def median_of(self, costs: Sequence[Cost]) -> float:
        """The middle value."""
        return median(self.value(cost) for cost in costs)


@dataclass(frozen=True, slots=True)
class Point:
    """What one archive's size took of newsgen."""

    articles: int
    from_nothing: Cost
    nothing_changed: Cost
    project: Extent
    """Sources, site and ledger."""

    @property
    def values(self) -> dict[str, float]:
        """Quantity to value, in the order and the units of the table."""
        return {
            "From nothing, seconds": self.from_nothing.wall,
            "From nothing, seconds of processor": self.from_nothing.cpu,
            "Peak memory, MiB": self.from_nothing.memory / MEBIBYTE,
            "Nothing changed, seconds": self.nothing_changed.wall,
            "Nothing changed, peak memory, MiB": self.nothing_changed.memory / MEBIBYTE,
            "Published site, MB": self.from_nothing.size / _MEGABYTE,
            "Published site, files": self.from_nothing.files,
            "Whole project on disk, MB": self.project.blocks / _MEGABYTE,
            "Whole project, files and folders": self.project.inodes,
        }


WALL = Row("Wall clock, seconds", lambda cost: cost.wall, "{:,.2f}")
PROCESSOR = Row("Processor, seconds", lambda cost: cost.cpu, "{:,.2f}")
MEMORY = Row("Peak memory of all processes, MiB", lambda cost: cost.memory / MEBIBYTE, "{:,.0f}")
FILES = Row("Files", lambda cost: cost.files, "{:,.0f}")
SIZE = Row("Megabytes", lambda cost: cost.size / _MEGABYTE, "{:,.1f}")


def from_nothing(costs: Costs, articles: int) -> str:
    """A column for each contender; in brackets how many times Hugo's, where Hugo was measured."""
    rate = Row("Articles a second", lambda cost: articles / cost.wall, "{:,.0f}")
    lines = [_head("", list(costs))]
    for row in (rate, WALL, PROCESSOR, MEMORY, FILES, SIZE):
        medians = {name: row.median_of(measured) for name, measured in costs.items()}
        lines.append(_line(row.title, [_with_ratio(row.form, name, medians) for name in costs]))
    return "\n".join(lines)


def sites(censuses: Mapping[str, Census]) -> str:
    """Files of each kind and their mean size, a column for each contender."""
    lines = [_head("files × mean size in KB", list(censuses))]
    lines += [
        _line(kind, [_files_of(census, kind) for census in censuses.values()])
        for kind in KINDS
        if any(census.files[kind] for census in censuses.values())
    ]
    return "\n".join(lines)


def after_edits(costs: Costs) -> str:
    """An edit a line: what newsgen's build cost after it, and what it rendered and wrote."""
    lines = [_head("", ["Wall clock, s", "Processor, s", "Memory, MiB", "Rendered", "Written", "Kept"])]
    for title in _in_order(costs):
        measured = costs[title]
        figures = [row.form.format(row.median_of(measured)) for row in (WALL, PROCESSOR, MEMORY)]
        lines.append(_line(title, [*figures, *(_told(measured, key) for key in ("rendered", "written", "kept"))]))
    return "\n".join(lines)


def after_edits_of_all(costs: Mapping[str, Costs]) -> str:
    """The same edits, a column for each contender: wall clock, and in brackets how many times Hugo's."""
    lines = [_head("Wall clock, seconds", list(costs))]
    for title in _in_order(next(iter(costs.values()))):
        medians = {name: WALL.median_of(measured[title]) for name, measured in costs.items()}
        lines.append(_line(title, [_with_ratio(WALL.form, name, medians) for name in costs]))
    return "\n".join(lines)


def growth(named: Mapping[str, Mapping[int, Sequence[Cost]]]) -> str:
    """What an article costs at the largest size, in parts of what it costs at the smallest."""
    lines = [_head("", [WALL.title.partition(",")[0], PROCESSOR.title.partition(",")[0], "Memory"])]
    for name, by_size in named.items():
        sizes = list(by_size)
        factors = [
            growth_per_article(sizes, [row.median_of(costs) for costs in by_size.values()])
            for row in (WALL, PROCESSOR, MEMORY)
        ]
        lines.append(_line(name, [f"{factor:.2f}{' (over)' if factor > _TARGET else ''}" for factor in factors]))
    smallest, largest = min(sizes), max(sizes)
    wanted = (
        f"An article at {largest:,} costs so many times what it costs at {smallest:,}; {_TARGET:.2f} at most is wanted."
    )
    return f"{wanted}\n\n" + "\n".join(lines)


def starts(costs: Costs) -> str:
    """A command a line."""
    lines = [_head("", ["Wall clock, ms", "Processor, ms", "Memory, MiB"])]
    for title, measured in costs.items():
        times = [f"{row.median_of(measured) * 1000:,.0f}" for row in (WALL, PROCESSOR)]
        lines.append(_line(title, [*times, MEMORY.form.format(MEMORY.median_of(measured))]))
    return "\n".join(lines)


def extrapolation(points: Sequence[Point], lines: Mapping[str, Line]) -> str:
    """The measured sizes, and beside them what the straight lines say of a million articles."""
    rows = [_head("", [*(f"{point.articles:,}" for point in points), f"{_MILLION:,} (line)"])]
    for title, line in lines.items():
        cells = [_figure(point.values[title]) for point in points]
        rows.append(_line(title, [*cells, _figure(line.at(_MILLION))]))
    return "\n".join(rows)


def what_breaks_first(lines: Mapping[str, Line], *, memory: int, inodes: int) -> str:
    """A sentence on the order in which the limits are met. Memory (bytes) and inodes are those of a machine."""
    limits = {
        "GitHub Pages' 1 GB": ("Published site, MB", _GIGABYTE / _MEGABYTE),
        f"{memory / MEBIBYTE / 1024:,.0f} GiB of memory": ("Peak memory, MiB", memory / MEBIBYTE),
        "six hours of a GitHub Actions job": ("From nothing, seconds", 6 * _HOUR),
    }
    if inodes:
        limits[f"{inodes:,} inodes"] = ("Whole project, files and folders", inodes)
    met = order_of_limits(
        {name: lines[title] for name, (title, _) in limits.items()},
        {name: limit for name, (_, limit) in limits.items()},
    )
    (first, articles), *others = [(name, _articles(count)) for name, count in met]
    return (
        f"First to break: {first}, at {articles}. Then "
        + ", ".join(f"{name} at {count}" for name, count in others)
        + "."
    )


def _figure(value: float) -> str:
    """About three digits; a dash for less than nothing, which a line may say."""
    if value < 0:
        return "–"
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.{1 if value >= 10 else 2}f}"


def _articles(count: float) -> str:
    if count <= 0:
        return "any number of articles"
    return "no number of articles" if count == float("inf") else f"about {float(f'{count:.2g}'):,.0f} articles"


def _in_order(costs: Costs) -> list[str]:
    return [title for title in TITLES if title in costs]


def _told(costs: Sequence[Cost], key: str) -> str:
    """The median of a number that newsgen told; a dash where it tells none."""
    numbers = [answer[key] for answer in (json.loads(cost.answer) for cost in costs) if key in answer]
    return f"{median(numbers):,.0f}" if numbers else "–"


def _files_of(census: Census, kind: str) -> str:
    count = census.files[kind]
    return f"{count:,} × {census.size[kind] / count / 1000:,.1f}" if count else "–"


def _with_ratio(form: str, name: str, medians: Mapping[str, float]) -> str:
    value = form.format(medians[name])
    if HUGO not in medians or name == HUGO:
        return value
    return f"{value} ({medians[name] / medians[HUGO]:.2f})"


def _head(title: str, columns: Sequence[str]) -> str:
    return _line(title, columns) + "\n|---|" + "---:|" * len(columns)


def _line(title: str, cells: Sequence[str]) -> str:
    return f"| {' | '.join([title, *cells])} |"
