"""What figures for a few sizes say of others: growth per article, a straight line, and what breaks first.

Numbers in, numbers out: nothing is measured or shown here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: what each article costs, and what the first one does."""

    start: float
    slope: float

    def at(self, size: float) -> float:
        """The line's value for so many articles."""
        return self.start + self.slope * size

    def reaches(self, limit: float) -> float:
        """For how many articles the line meets a limit; infinite if it never does."""
        return (limit - self.start) / self.slope if self.slope > 0 else float("inf")


def fit_line(sizes: Sequence[float], values: Sequence[float]) -> Line:
    """The line of least squares through values measured at two sizes or more."""
    middle_size, middle_value = sum(sizes) / len(sizes), sum(values) / len(values)
    spread = sum((size - middle_size) ** 2 for size in sizes)
    pairs = zip(sizes, values, strict=True)
    slope = sum((size - middle_size) * (value - middle_value) for size, value in pairs) / spread
    return Line(middle_value - slope * middle_size, slope)


def growth_per_article(sizes: Sequence[int], values: Sequence[float]) -> float:
    """How many times as much an article costs at the largest size as at the smallest: at most 1 if cost is linear."""
    each = dict(zip(sizes, (value / size for size, value in zip(sizes, values, strict=True)), strict=True))
    return each[max(sizes)] / each[min(sizes)]


def order_of_limits(lines: Mapping[str, Line], limits: Mapping[str, float]) -> list[tuple[str, float]]:
    """Each limit with the number of articles that meets it, the first to be met first."""
    return sorted(((name, lines[name].reaches(limit)) for name, limit in limits.items()), key=lambda met: met[1])
