"""Articles as records of the store, called cards, and back; and the SourceIndex that lists them. Pure.

A card depends on its file and on the rules by which it is read; the SourceIndex keeps both, so that an article is read
again only if one of them is another. It also says of each article what must be known before any is read from there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any

from newsgen.builder.columns import Generations, bytes_of, changed_columns, numbers_in, read_columns
from newsgen.builder.source_lines import SourceLines, whole
from newsgen.builder.traces import problem_from_json, problem_to_json
from newsgen.errors import NewsgenError, Problem
from newsgen.models.article import Article, Correction, Image
from newsgen.models.fingerprint import digest_of
from newsgen.models.moment import Moment
from newsgen.models.stamp import Stamp

PREFIX = "cards"
SOURCE_INDEX = "register"
STAMPS = "stamps of the source index"


class ArticleMissingError(NewsgenError):
    """A card that the source index lists is not in the store, or is damaged."""


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
    size: tuple[int, int] | None
    """Width and height of a picture, in pixels."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class SourceIndex:
    """All articles that could be read, and the other files in content/. Paths are relative to that."""

    lines: SourceLines = field(default_factory=SourceLines)
    """Of the articles."""
    expires: Mapping[str, int] = field(default_factory=dict)
    """Source to when the article is to leave, as Moment.instant; few have it."""
    drafts: frozenset[str] = frozenset()
    remarks: Mapping[str, ArticleRemarks] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    generations: Generations = field(default_factory=dict, compare=False)
    known_fingerprint: str = field(default="", compare=False)
    """`fingerprint`, where that need not be made."""

    @cached_property
    def fingerprint(self) -> str:
        """Of the sources of all articles and the digests of their files; empty where there is none."""
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


def source_index_from_blobs(record: Any, read: Callable[[str], bytes | None], rules: str) -> SourceIndex:  # noqa: ANN401
    """The register that lay in the store: ``record`` is its head, and ``read`` gives its other blobs by their names.

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
            expires=record["expires"],
            drafts=frozenset(record["drafts"]),
            remarks={
                source: ArticleRemarks(tuple(map(problem_from_json, problems)), tuple(unknown), tuple(mapped))
                for source, (problems, unknown, mapped) in record["remarks"].items()
            },
            attachments={
                path: Attachment(tuple(stamp), tuple(size) if size else None, tuple(map(problem_from_json, problems)))
                for path, (stamp, size, problems) in record["attachments"].items()
            },
            generations=record["generations"],
            known_fingerprint=record["fingerprint"],
        )
    except (TypeError, ValueError, KeyError, AttributeError):
        return SourceIndex()


def source_index_to_blobs(source_index: SourceIndex, before: SourceIndex, rules: str) -> dict[str, Any]:
    """The register as blobs of the store: those of which ``before``, which lies there, has others."""
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
        "expires": dict(source_index.expires),
        "drafts": sorted(source_index.drafts),
        "remarks": {
            source: [list(map(problem_to_json, remark.problems)), remark.unknown, remark.mapped]
            for source, remark in source_index.remarks.items()
        },
        "attachments": {
            path: [known.stamp, known.size, list(map(problem_to_json, known.problems))]
            for path, known in source_index.attachments.items()
        },
    }


def card_to_record(article: Article) -> list[Any]:
    """A card as JSON can keep it."""
    image = article.image
    return [
        article.digest,
        article.slug,
        article.title,
        _moment_to_json(article.date),
        _moment_to_json(article.updated),
        {taxonomy: list(names) for taxonomy, names in article.terms.items()},
        article.dateline,
        article.kicker,
        article.subtitle,
        article.summary,
        article.has_own_summary,
        [image.src, image.alt, image.caption, image.credit, image.line, image.column] if image else None,
        [[_moment_to_json(correction.date), correction.text] for correction in article.corrections],
        article.lang,
        article.hidden_by,
        _moment_to_json(article.expires),
        article.aliases,
        article.canonical,
        article.url,
        article.id,
        article.version_key,
        article.version_place,
        dict(article.extra),
        article.body_line,
    ]


def card_from_record(source: str, record: Any, zone: tzinfo) -> Article:  # noqa: ANN401 - what lay in a file
    """The card of a record.

    Raises:
        CardMissingError: The record makes no sense.
    """
    try:
        return _from_record(source, record, zone)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise ArticleMissingError(f"the card of {source} is damaged") from error


def _from_record(source: str, record: list[Any], zone: tzinfo) -> Article:
    digest, slug, title, date, updated, terms, dateline, kicker, subtitle, summary, *rest = record
    has_own_summary, image, corrections, lang, hidden_by, expires, aliases, canonical, *last = rest
    url, identity, version_key, version_place, extra, body_line = last
    published = _moment_from_json(date, zone)
    if published is None:
        raise ValueError("no date")
    return Article(
        source=source,
        digest=digest,
        slug=slug,
        title=title,
        date=published,
        updated=_moment_from_json(updated, zone),
        terms={taxonomy: tuple(names) for taxonomy, names in terms.items()},
        dateline=dateline,
        kicker=kicker,
        subtitle=subtitle,
        summary=summary,
        has_own_summary=has_own_summary,
        image=Image(*image) if image else None,
        corrections=tuple(_correction(item, zone) for item in corrections),
        lang=lang,
        hidden_by=hidden_by,
        expires=_moment_from_json(expires, zone),
        aliases=tuple(aliases),
        canonical=canonical,
        url=url,
        id=identity,
        version_key=version_key,
        version_place=version_place,
        extra=extra,
        body_line=body_line,
    )


def _correction(record: list[Any], zone: tzinfo) -> Correction:
    date = _moment_from_json(record[0], zone)
    if date is None:
        raise ValueError("no date")
    return Correction(date, record[1])


def _moment_to_json(moment: Moment | None) -> list[Any] | None:
    if moment is None:
        return None
    return [moment.local.replace(tzinfo=None, fold=0).isoformat(), moment.local.fold, moment.has_time]


def _moment_from_json(record: list[Any] | None, zone: tzinfo) -> Moment | None:
    if record is None:
        return None
    text, fold, has_time = record
    return Moment(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold), has_time)
