"""What is to be told of the content besides errors: from the source index to the report."""

from collections import Counter
from collections.abc import Iterable, Iterator

from newsgen.builder.source_index import SourceIndex
from newsgen.errors import Problem, collapse
from newsgen.settings import SETTINGS_FILE


def problems_of(source_index: SourceIndex) -> Iterator[Problem]:
    """What is wrong with articles and other files that can be published nevertheless."""
    for remark in source_index.remarks.values():
        yield from remark.problems
    for known in source_index.attachments.values():
        yield from known.problems


def unknown_fields(source_index: SourceIndex) -> dict[str, int]:
    """Key that newsgen does not know to the number of articles that have it."""
    return dict(sorted(Counter(key for remark in source_index.remarks.values() for key in remark.unknown).items()))


def understood_fields(source_index: SourceIndex) -> dict[str, int]:
    """Another system's field, and what it is here, to the number of articles that have it."""
    return dict(sorted(Counter(key for remark in source_index.remarks.values() for key in remark.mapped).items()))


def unknown_field_problems(source_index: SourceIndex) -> list[Problem]:
    """The same as problems, for a strict build."""
    return [
        Problem(
            SETTINGS_FILE,
            f"{count:,} articles have the unknown field `{key}`",
            f"put it below `extra:`, or make it a taxonomy: `taxonomies: {{{key}: {{}}}}`",
        )
        for key, count in unknown_fields(source_index).items()
    ]


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in the order of their places; many of a kind are told as one."""
    return tuple(sorted(collapse(problems), key=lambda problem: (problem.path, problem.line, problem.column)))
