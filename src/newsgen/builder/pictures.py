"""Makes the pictures of a site in their sizes, or takes those that were made from the same file by the same rules."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from newsgen.builder.parallel import ForeignWorkers, available_processors, batched, map_in_order
from newsgen.builder.source_diff import SourceDiff
from newsgen.builder.source_index import PictureFile
from newsgen.builder.state import Copy
from newsgen.builder.store import PictureCache
from newsgen.errors import Problem
from newsgen.loader.sources import ContentFolder, read_picture
from newsgen.models.output import Output
from newsgen.models.picture import PictureRules, PictureSize, cuts_of, sizes_of
from newsgen.models.stamp import NO_STAMP
from newsgen.program import digest_of_code
from newsgen.writer.folder import Receipt, Staging

Focus = tuple[int, int] | None
"""As in PictureUse."""
_UNREADABLE = b"it cannot be read, and is published as an empty file"
PARALLEL_FROM = 4
"""Pictures from which worker processes are worth their start: one takes a third of a second."""


@dataclass(frozen=True)
class PictureFiles:
    """In which files the pictures of a site are published. Pictures are named by their paths as in Reference."""

    pictures: Mapping[str, PictureFile]
    rules: PictureRules
    foci: Mapping[str, frozenset[Focus]] = field(default_factory=dict)
    """Picture to what stories say of its focus, where it is the picture of any."""

    def is_made(self, path: str) -> bool:
        """Whether what is published of a file is made of it, and not copied."""
        known = self.pictures.get(path)
        return known is not None and known.facts.kind not in {"", "svg"} and not known.facts.is_withheld

    def of(self, path: str) -> tuple[PictureSize, ...]:
        """The files of one that is made: its sizes and cuts, or itself."""
        known, inside = self.pictures[path], path.removeprefix("/")
        sizes = sizes_of(inside, known.facts, self.rules)
        if sizes is None:
            return (PictureSize(inside, known.facts.width, known.facts.height, known.facts.kind),)
        foci = sorted(self.foci.get(path, ()), key=lambda focus: focus or ())
        cuts = [cut for focus in foci for cut in cuts_of(inside, known.facts, focus, self.rules) or ()]
        return (*sizes, *cuts)

    def make(self, path: str, content: bytes, only: str = "") -> list[bytes]:
        """What is wrong with a picture, as UTF-8, and its files, in the order of `of`; or that at one path ``only``."""
        from newsgen.pictures.making import make_sizes, published_as_it_is  # noqa: PLC0415 - brings Pillow with it

        facts = self.pictures[path].facts
        if not facts.has_sizes:
            file = published_as_it_is(content)
            return [b"" if file else b"it cannot be read, and its file is published empty", file]
        made = make_sizes(content, self.of(path), facts, self.rules.keep, only)
        return [made.fault.encode(), *made.files]

    def key(self, path: str) -> str:
        """Of all that the files of a picture hang on; its name is no part of it."""
        sizes = [[size.width, size.height, size.format, size.focus] for size in self.of(path)]
        text = json.dumps([self.pictures[path].digest, sizes, sorted(self.rules.keep), _maker()])
        return hashlib.sha256(text.encode()).hexdigest()

    def kept(self, path: str, before: Mapping[str, Copy]) -> dict[str, Copy] | None:
        """The files of a picture as the last build has left them, if it has not changed since; else None."""
        copies = {size.path: before.get(size.path) for size in self.of(path)}
        stamp = self.pictures[path].stamp
        stands = all(copy and not copy.is_static and copy.origin == stamp != NO_STAMP for copy in copies.values())
        return {name: copy for name, copy in copies.items() if copy} if stands else None


def picture_files(diff: SourceDiff) -> PictureFiles:
    """In which files the pictures are published that the sources of a site have."""
    foci: dict[str, set[Focus]] = {}
    for use in diff.pictures.values():
        if use.attachment and not use.problem:
            foci.setdefault(use.attachment, set()).add(use.focus)
    pictures, rules = diff.source_index.pictures, diff.settings.pictures
    return PictureFiles(pictures, rules, {path: frozenset(said) for path, said in foci.items()})


@cache
def _maker() -> str:
    """Of what makes pictures: our own code, and Pillow."""
    import PIL  # noqa: PLC0415 - only where there are pictures

    import newsgen.pictures  # noqa: PLC0415 - as above

    return f"{digest_of_code(Path(newsgen.pictures.__path__[0]))} {PIL.__version__}"


_SIZED = re.compile(r"\.(?:\d+|original|(?:card|16x9|4x3|1x1)(?:-\d+-\d+)?)\.[a-z]+\Z")


def origins_of(path: str) -> Iterator[str]:
    """The pictures that may be published at a path in the site."""
    for inside in dict.fromkeys((path, _SIZED.sub("", path))):
        yield from (inside, f"/{inside}")


def picture_file(path: str, folder: ContentFolder, statics: Mapping[str, str]) -> Path | None:
    """The file of a picture; None where there is none any more. ``statics`` are the static files by their paths."""
    if path.startswith("/"):
        return Path(statics[path[1:]]) if path[1:] in statics else None
    return folder.file(path)


@dataclass(slots=True)
class MadePictures:
    """What came of the pictures that a site needs."""

    copies: dict[str, Copy] = field(default_factory=dict)
    """Every file in which one is published, those that stand among them."""
    receipts: list[Receipt] = field(default_factory=list)
    """Of those that were staged, or looked at."""
    faults: dict[str, str] = field(default_factory=dict)
    """What is wrong with pictures."""
    made: int = 0
    """How many were decoded and written anew."""
    keys: set[str] = field(default_factory=set)
    """Under which the cache has those that were looked at."""


@dataclass(frozen=True, slots=True)
class _Made:
    """One picture."""

    path: str
    receipts: tuple[Receipt, ...]
    fault: str
    is_new: bool
    key: str


@dataclass(frozen=True)
class PictureWork:
    """Sees to pictures: takes them from the cache or makes them, and stages them."""

    folder: ContentFolder
    statics: Mapping[str, str]
    """Path of each static file to the file."""
    files: PictureFiles
    cache: PictureCache
    staging: Staging

    def __call__(self, paths: Sequence[str]) -> list[_Made]:
        """Sees to some pictures."""
        return [made for path in paths if (made := self._see_to(path)) is not None]

    def _see_to(self, path: str) -> _Made | None:
        files, digest = self.files, self.files.pictures[path].digest
        key = files.key(path)
        parts = self.cache.read(key) if digest else None
        is_new = parts is None
        if parts is None:
            file = picture_file(path, self.folder, self.statics)
            content = read_picture(file) if file else None
            if content is None:
                return None
            parts = files.make(path, content)
            # A file that has changed since it was looked at is not what the key says.
            if hashlib.sha256(content).hexdigest() == digest:
                self.cache.keep(key, parts)
        fault, *made = parts
        receipts = [self.staging.put(Output(size.path, file)) for size, file in zip(files.of(path), made, strict=True)]
        return _Made(path, tuple(receipts), fault.decode(), is_new, key)


def make_pictures(
    work: PictureWork,
    wanted: Sequence[str],
    jobs: int,
    advance: Callable[[int], None],
    foreign: ForeignWorkers | None = None,
) -> MadePictures:
    """Makes and stages pictures.

    Args:
        work: What it is done with.
        wanted: The pictures.
        jobs: How many processes are asked for; 0 for as many as are worth it.
        advance: Is told how many more are done.
        foreign: As in `map_in_order`.
    """
    found = MadePictures()
    count = jobs or (available_processors() if len(wanted) >= PARALLEL_FROM else 1)
    for done in map_in_order(work, batched(wanted, 1), jobs=count, describe=_describe, foreign=foreign):
        for each in done:
            stamp = work.files.pictures[each.path].stamp
            found.receipts += each.receipts
            found.copies |= {
                receipt.path: Copy(stamp, receipt.sha256, receipt.size, is_static=False) for receipt in each.receipts
            }
            found.faults |= {each.path: each.fault} if each.fault else {}
            found.made += each.is_new
            found.keys.add(each.key)
        advance(1)
    return found


def digests_of_pictures(
    files: PictureFiles, paths: Iterable[str], before: Mapping[str, Copy], cache: PictureCache
) -> dict[str, str]:
    """Path of each file in which these pictures are published to its SHA-256; empty where it is not known yet."""
    found: dict[str, str] = {}
    for path in paths:
        names = [size.path for size in files.of(path)]
        if kept := files.kept(path, before):
            found |= {name: copy.sha256 for name, copy in kept.items()}
        elif parts := cache.read(files.key(path)):
            found |= {name: hashlib.sha256(part).hexdigest() for name, part in zip(names, parts[1:], strict=True)}
        else:
            found |= dict.fromkeys(names, "")
    return found


def _describe(paths: Sequence[str]) -> str:
    return f"the picture {paths[0]}"


def source_file(path: str) -> str:
    """The path in the project of a picture, or another file, whose path is as in Reference."""
    return f"static{path}" if path.startswith("/") else f"content/{path}"


def picture_problems(faults: Mapping[str, str], shown_by: Callable[[str], str], rule: str) -> list[Problem]:
    """A warning for each faulty picture; ``shown_by`` names a page or a story that needs it."""
    return [
        Problem(
            source_file(path),
            f"the picture cannot be shown as it should be: {fault}",
            f"copy it again from where it came from, or take it out of {shown_by(path)}",
        )
        .as_warning()
        .under(rule)
        for path, fault in sorted(faults.items())
    ]
