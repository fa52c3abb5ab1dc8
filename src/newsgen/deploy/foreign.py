"""What lies where the site goes and was not put there by newsgen: it is kept and named. Pure.

Where such a file is in the way of the site, it goes only by a word of the user's.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from newsgen.errors import ContentError, some
from newsgen.models.names import path_key
from newsgen.writer.survey import folders_of

Content = TypeVar("Content")
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Foreign:
    """Paths that newsgen has not put there, sorted."""

    kept: tuple[str, ...]
    in_the_way: tuple[str, ...]
    """Where the site has another file, or a folder, or where a file of the site is to be a folder's name."""

    def refuse_unless(self, target: str, *, adopt: bool) -> None:
        """Raises ContentError where something would have to go, and nobody has said that it may."""
        if self.in_the_way and not adopt:
            raise ContentError(
                f"{target} holds what newsgen has not put there, where the site is to be: "
                f"{some(self.in_the_way, _NAMED)}; nothing was published",
                mend="move it, or publish once with --adopt: what lies where the site is written is then replaced, "
                "and all else stays",
            )

    def remarks(self, target: str) -> Iterator[str]:
        """What is to be told: nothing stays or goes in silence."""
        if self.kept:
            yield f"kept, since no manifest of newsgen's lists it: {some(self.kept, _NAMED)} ({target})"
        if self.in_the_way:
            yield f"replaced, though newsgen had not put it there: {some(self.in_the_way, _NAMED)} ({target})"

    def likenesses(self, site: Collection[str]) -> Iterator[str]:
        """Of what is kept, that which some disks take for a file of the site."""
        keys = {path_key(path): path for path in site} if self.kept else {}
        for path in self.kept:
            if like := keys.get(path_key(path)):
                yield f"{path} is kept beside {like}; disks that do not tell such names apart hold but one of them"


def sort_out(there: Mapping[str, Content], site: Mapping[str, Content], ours: Collection[str]) -> Foreign:
    """What is not ``ours`` of what is there, by whether the site has a place for it.

    What the site has in the same place with the same content is neither kept nor in the way.
    """
    folders = set(folders_of(site))
    kept, in_the_way = [], []
    for path in sorted(there.keys() - set(ours)):
        if path in site:
            if there[path] != site[path]:
                in_the_way.append(path)
        elif path in folders or any(above in site for above in folders_of([path])):
            in_the_way.append(path)
        else:
            kept.append(path)
    return Foreign(tuple(kept), tuple(in_the_way))
