"""What a newsroom does between two builds: the edits whose builds are measured.

Edits are told of stories; each generator's site writes them its own way.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from benchmarks.archive import FIRST_YEAR, YEARS, Story
from benchmarks.contenders import Contender

NOTHING = "Nothing changed"
BODY = "One text edited"
TITLE = "One headline edited"
ADDED = "One article added"
DELETED = "One article deleted"
TEMPLATE = "article.html edited"
TITLES = (NOTHING, BODY, TITLE, ADDED, DELETED, TEMPLATE)

_MIDDLE = datetime(FIRST_YEAR + YEARS // 2, 1, 1)  # noqa: DTZ001 - the zone is the publication's
_AFTER_ALL = datetime(FIRST_YEAR + YEARS - 1, 12, 31, 23)  # noqa: DTZ001
_PER_RUN = 3
"""An archive's stories that a run of the edits alters: one text, one headline, one deletion."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the sources."""

    title: str
    write: tuple[Story, ...] = ()
    delete: tuple[Story, ...] = ()
    edition: int | None = None
    """Of the template of articles; if none, the template stays."""

    def apply(self, contender: Contender, template: str) -> None:
        """Change the sources of a site whose template had this text before all edits."""
        contender.write(self.write)
        contender.delete(self.delete)
        if self.edition is not None:
            contender.write_template(contender.edit_template(template, self.edition))


def choose_stories(archive: Iterable[Story], runs: int) -> list[Story]:
    """Enough for so many runs: with a summary of their own if the archive has so many, and near its middle."""
    return heapq.nsmallest(
        _PER_RUN * runs, archive, key=lambda story: (not story.summary, abs(story.date - _MIDDLE), story.slug)
    )


def edits_of(run: int, chosen: list[Story]) -> Iterator[Edit]:
    """The edits of a run, from 1, in the order of `TITLES`; no run touches what another did."""
    for_text, for_title, for_deletion = chosen[_PER_RUN * (run - 1) : _PER_RUN * run]
    yield Edit(NOTHING)
    yield Edit(BODY, write=(replace(for_text, body=f"{for_text.body}\nThis story was edited once more.\n"),))
    yield Edit(TITLE, write=(replace(for_title, title=f"Edited: {for_title.title}"),))
    yield Edit(ADDED, write=(_newest(run, for_text),))
    yield Edit(DELETED, delete=(for_deletion,))
    yield Edit(TEMPLATE, edition=run)


def undo(contender: Contender, runs: int, chosen: list[Story], template: str) -> None:
    """Bring the sources back to what they were before so many runs."""
    contender.write(chosen)
    contender.delete([_newest(run, chosen[_PER_RUN * (run - 1)]) for run in range(1, runs + 1)])
    contender.write_template(template)


def _newest(run: int, like: Story) -> Story:
    """A story that is newer than all others, and otherwise like another."""
    return replace(
        like,
        slug=f"{like.slug}-once-more",
        title=f"{like.title}, once more",
        date=_AFTER_ALL + timedelta(minutes=run),
        updated=None,
        corrections=(),
    )
