"""The SourceIndex: what is known of every file in content/, so that one is read again only if it is another. Pure.

What an article is read as depends on its file and on the rules by which it is read, and the index keeps both. It also
says of each article what must be known before its card is read from the store. The few standing pages lie in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import cached_property
from typing import Any

from newsgen.builder.columns import Generations, bytes_of, changed_columns, numbers_in, read_columns
from newsgen.builder.records import other_from_record, other_to_record
from newsgen.builder.source_lines import SourceLines, whole
from newsgen.builder.traces import problem_from_json, problem_to_json
from newsgen.errors import Problem
from newsgen.models.fingerprint import digest_of
from newsgen.models.picture import PictureFacts
from newsgen.models.stamp import Stamp
from newsgen.models.written import Other

PREFIX = "cards"
SOURCE_INDEX = "source index"
STAMPS = "stamps of the source index"


@dataclass(frozen=True, slots=True)
class ArticleRemarks:
    """What is to be told of an article that can be published nevertheless."""

    problems: tuple[Problem, ...] = ()
    unknown: tuple[str, ...] = ()
    """Fields that newsgen does not know."""
    mapped: tuple[str, ...] = ()
    """Other systems' fields that it understood, with what they are here."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in content/ that is no article."""

    stamp: Stamp
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture in content/, or among the static files."""

    stamp: Stamp
    facts: PictureFacts
    digest: str
    """SHA-256 of its bytes; empty where it could not be read."""


@dataclass(frozen=True)
class SourceIndex:
    """All articles that could be read, and the other files in content/. Paths are relative to that."""

    lines: SourceLines = field(default_factory=SourceLines)
    """Of the articles and the standing pages."""
    others: Mapping[str, Other] = field(default_factory=dict)
    """The files that are no articles, by source, sorted."""
    expires: Mapping[str, int] = field(default_factory=dict)
    """Source to when the article is to leave, as Moment.instant; few have it."""
    ends: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Source to when a pin or a banner of the article ends, likewise; few have any."""
    drafts: frozenset[str] = frozenset()
    remarks: Mapping[str, ArticleRemarks] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    """The pictures among the attachments, and the static ones by their paths behind a `/`."""
    generations: Generations = field(default_factory=dict, compare=False)
    known_fingerprint: str = field(default="", compare=False)
    """`fingerprint`, where that need not be made."""

    @property
    def article_digests(self) -> Iterator[tuple[str, str]]:
        """Each article and the digest of its file."""
        lines = zip(self.lines.sources, self.lines.digests, strict=True)
        return ((source, digest) for source, digest in lines if source not in self.others) if self.others else lines

    @cached_property
    def file_facts(self) -> dict[str, PictureFacts | None]:
        """Every attachment, and every static picture, to its facts as a picture, if it is one."""
        return {**dict.fromkeys(self.attachments), **{path: known.facts for path, known in self.pictures.items()}}

    @cached_property
    def fingerprint(self) -> str:
        """Of the sources of all articles and standing pages, and of their files; empty where there is none."""
        if self.known_fingerprint or not self.lines:
            return self.known_fingerprint
        return digest_of("\n".join((*self.lines.sources, *self.lines.digests)))

    def differs_in_stamps_alone(self, other: "SourceIndex") -> bool:
        """Whether nothing but the stamps of articles' files is another."""
        none = SourceLines()
        return (
            bool(other.generations)
            and self.lines.has_same_files(other.lines)
            and replace(self, lines=none) == replace(other, lines=none)
        )


def source_index_from_blobs(record: Any, read: Callable[[str], bytes | None], rules: str, zone: tzinfo) -> SourceIndex:  # noqa: ANN401
    """The source index of the store: ``record`` is its head, and ``read`` gives its other blobs by their names.

    An empty one if it was made by other rules, or makes no sense.
    """
    try:
        stamps = read(STAMPS)
        if record["rules"] != rules or stamps is None:
            return SourceIndex()
        columns = read_columns(lambda name: read(_blob(name)), record["generations"])
        names = ("digests", "shown", "instants")
        lines = SourceLines(tuple(columns["sources"]), numbers_in(stamps), *(columns[name] for name in names))
        return SourceIndex(
            lines=whole(lines),
            others={source: other_from_record(source, other, zone) for source, other in record["others"].items()},
            expires=record["expires"],
            ends={source: tuple(ends) for source, ends in record["ends"].items()},
            drafts=frozenset(record["drafts"]),
            remarks={
                source: ArticleRemarks(tuple(map(problem_from_json, problems)), tuple(unknown), tuple(mapped))
                for source, (problems, unknown, mapped) in record["remarks"].items()
            },
            attachments={
                path: Attachment(tuple(stamp), tuple(map(problem_from_json, problems)))
                for path, (stamp, problems) in record["attachments"].items()
            },
            pictures={
                path: PictureFile(tuple(stamp), PictureFacts(*facts), str(digest))
                for path, (stamp, facts, digest) in record["pictures"].items()
            },
            generations=record["generations"],
            known_fingerprint=record["fingerprint"],
        )
    except (TypeError, ValueError, KeyError, AttributeError):
        return SourceIndex()


def source_index_to_blobs(source_index: SourceIndex, before: SourceIndex, rules: str) -> dict[str, Any]:
    """The source index as blobs of the store: those of which ``before``, which lies there, has others."""
    blobs: dict[str, Any] = {STAMPS: bytes_of(source_index.lines.stamps)}
    if source_index.differs_in_stamps_alone(before):
        return blobs
    columns, generations = changed_columns(_columns(source_index), _columns(before), before.generations)
    blobs |= {_blob(name): column for name, column in columns.items()}
    return {**blobs, SOURCE_INDEX: _head_to_json(source_index, generations, rules)}


def _blob(column: str) -> str:
    return f"{column} of the {SOURCE_INDEX}"


def _columns(source_index: SourceIndex) -> dict[str, Sequence[Any]]:
    lines = source_index.lines
    return {
        "sources": lines.sources,
        "digests": lines.digests,
        "shown": lines.shown,
        "instants": lines.instants,
    }


def _head_to_json(source_index: SourceIndex, generations: Generations, rules: str) -> dict[str, Any]:
    return {
        "rules": rules,
        "generations": generations,
        "fingerprint": source_index.fingerprint,
        "others": {source: other_to_record(other) for source, other in source_index.others.items()},
        "expires": dict(source_index.expires),
        "ends": {source: list(ends) for source, ends in source_index.ends.items()},
        "drafts": sorted(source_index.drafts),
        "remarks": {
            source: [list(map(problem_to_json, remark.problems)), remark.unknown, remark.mapped]
            for source, remark in source_index.remarks.items()
        },
        "attachments": {
            path: [known.stamp, list(map(problem_to_json, known.problems))]
            for path, known in source_index.attachments.items()
        },
        "pictures": {
            path: [known.stamp, known.facts.as_record(), known.digest] for path, known in source_index.pictures.items()
        },
    }
