"""The step of a build that sees to the search index: after the pages, whose words it has, and before publishing.

A segment in which no text has changed stands as it is. Another one is mended by the entries of the texts that are
others now, if it can be by those files alone that have their words; where that does not do, it is made of the entries
of all its texts, which the store keeps.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from newsgen.builder.outcome import Outcome
from newsgen.builder.parallel import batched
from newsgen.builder.run import Run
from newsgen.models.output import Output
from newsgen.models.standing import StandingPage
from newsgen.models.term_profile import TermProfile
from newsgen.searcher.entries import Entry, entry_from
from newsgen.searcher.manifest import Manifest, SegmentInfo
from newsgen.searcher.mending import mended
from newsgen.searcher.segment import Changes, RebuildError, changed, segment_of
from newsgen.searcher.shards import (
    FOLDER,
    files_of,
    manifest_file,
    names_file,
    path_of,
    paths_of,
    segment_from,
    text_of,
)
from newsgen.searcher.words import compared_text
from newsgen.writer.folder import Receipt, Staging

_AT_ONCE = 1_000
"""Entries that are read from the store together."""
_FEW = 4
"""A segment of which more than one text in so many is another one is made anew: that takes less time."""
LEAST = 65_536
"""Texts of a segment, but for the last."""
PAGES = "pages"
"""The segment of the standing pages."""


class EntryMissingError(Exception):
    """The store has no entry of a text whose page stands: its page is to be made anew."""


@dataclass(slots=True)
class SearchFiles:
    """What came of it."""

    receipts: list[Receipt] = field(default_factory=list)
    """Of files that are written anew, and of all where the whole site was looked at."""
    gone: set[str] = field(default_factory=set)
    """Paths of files that are no more."""
    segments: Mapping[str, SegmentInfo] = field(default_factory=dict)
    """By their names."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The texts of a segment."""

    name: str
    sources: Sequence[str]
    days: Sequence[int]
    """On which they were published, as `date.toordinal` counts; none of standing pages."""


def parts_of(sources: Sequence[str], days: Sequence[int], pages: Sequence[str]) -> Iterator[_Part]:
    """The segments of articles, oldest first, with the days on which they were published, and of standing pages.

    Years stay together, and one segment has as many as make it large: so what comes today is nothing to old ones.
    """
    start = 0
    while start < len(sources):
        enough = date.fromordinal(days[min(start + LEAST, len(days)) - 1])
        end = bisect_right(days, date(enough.year, 12, 31).toordinal())
        yield _Part(f"{date.fromordinal(days[start]).year:04}", sources[start:end], days[start:end])
        start = end
    if pages:
        yield _Part(PAGES, pages, ())


class SearchStage:
    """Makes the index of one build."""

    def __init__(self, run: Run, outcome: Outcome, staging: Staging) -> None:
        self._store = run.store
        self._shelf = run.keys.entries
        self._outcome = outcome
        self._staging = staging
        self._views = outcome.pages.views
        self._known = outcome.diff.state.search
        self._found = SearchFiles()

    def see_to(self) -> SearchFiles:
        """Makes all that is not as the last build left it, and stages it.

        Raises:
            EntryMissingError: The store has lost what is known of a text.
        """
        segments: dict[str, SegmentInfo] = {}
        if self._views.settings.search.is_on:
            before = self._parts_before()
            for part in self._parts_now():
                segments[part.name] = self._segment(part, before.get(part.name))
            manifest = Manifest(tuple(segments.values()), self._languages(), tuple(self._synonyms()))
            self._put(Output(*manifest_file(manifest)))
            for taxonomy in filter(self._has_other_names, self._views.archive.taxonomies):
                self._put(Output(*names_file(taxonomy, self._names(taxonomy))))
        there = {path for segment in segments.values() for path in paths_of(segment)}
        was = {path for segment in self._known.values() for path in paths_of(segment)}
        self._found.gone = was - there
        self._found.segments = segments
        return self._found

    def _parts_now(self) -> Iterator[_Part]:
        index = self._views.archive.index
        return parts_of(index.sources, index.days, sorted(self._views.pages))

    def _parts_before(self) -> dict[str, _Part]:
        state = self._outcome.diff.state
        if state.index is None:
            return {}
        pages = sorted(source for source, other in state.others.items() if isinstance(other, StandingPage))
        return {part.name: part for part in parts_of(state.index.sources, state.index.days, pages)}

    def _languages(self) -> tuple[str, ...]:
        pages = {page.lang for page in self._views.pages.values()}
        found = {self._views.own_language, *self._views.archive.index.languages.values(), *pages} - {""}
        return tuple(sorted({language.partition("-")[0].lower() for language in found}))

    def _synonyms(self) -> Iterator[tuple[str, ...]]:
        """The names of each term that has several, by its file; none of a term that no published story carries."""
        if not self._views.settings.search.has_synonyms:
            return
        for source, other in self._views.others.items():
            if isinstance(other, TermProfile) and other.names and source in self._views.places_of_others:
                names = dict.fromkeys(filter(None, map(compared_text, (other.title, *other.names))))
                if len(names) > 1:
                    yield tuple(names)

    def _has_other_names(self, taxonomy: str) -> bool:
        """Whether the terms of a taxonomy may be called otherwise now; to file them takes longer than to ask."""
        diff, index = self._outcome.diff, self._views.archive.index
        known = diff.known.index
        if self._outcome.dirty.is_all or known is None or diff.archive.profiles:
            return True
        if known.terms.get(taxonomy) != index.terms[taxonomy]:
            return True
        # Each edition has the terms of its own stories, spelled as the first of them does.
        where, was = (index.languages, index.sources), (known.languages, known.sources)
        return bool(self._views.settings.editions) and where != was

    def _names(self, taxonomy: str) -> list[list[str]]:
        """The slug of each term of a taxonomy, its name and its other names, in all editions."""
        found: dict[str, dict[str, None]] = {}
        for views in self._views.editions:
            others = {slug: profile.names for (name, slug), profile in views.profiles.items() if name == taxonomy}
            for term in views.archive.terms.get(taxonomy, {}).values():
                found.setdefault(term.slug, {}).update(dict.fromkeys([term.name, *others.get(term.slug, ())]))
        return [[slug, *names] for slug, names in found.items()]

    def _put(self, output: Output) -> None:
        self._found.receipts.append(self._staging.put(output))

    # One segment.

    def _segment(self, part: _Part, before: _Part | None) -> SegmentInfo:
        # What another program or other settings have made may be parted and spelled in another way.
        known = self._known.get(part.name) if self._outcome.dirty.affected is not None else None
        others = self._other_texts(part, before)
        if known is not None and before == part and not others:
            files = self._read(known) if self._outcome.dirty.is_all else {}
            if files is not None:
                for path, content in files.items():
                    self._put(Output(path, content))
                return known
        changes = self._changes(part, before, others) if known and before else None
        digests = self._staging.digests_as_left(f"{FOLDER}/{part.name}")
        if known and changes and changes.before is None and digests:
            with suppress(RebuildError, ValueError):
                return self._mended(known, part, changes, digests)
        return self._made(part, known, changes)

    def _mended(self, known: SegmentInfo, part: _Part, changes: Changes, digests: dict[str, str]) -> SegmentInfo:
        """The segment, of which the files alone are read that have what changes. Nothing is staged before all is well.

        ``digests`` are those of its files, as the last build left them.

        Raises:
            RebuildError: It must be made by all its files, or anew.
            ValueError: Likewise.
        """

        def read(name: str) -> str:
            content = self._staging.read(path_of(name))
            if content is None or _digest(content) != digests.get(path_of(name)):
                raise RebuildError
            return text_of(name, content)

        files, shards = mended(known, changes, part.days, read)
        made = {path: digest for path, content in files.items() if (digest := _digest(content)) != digests.get(path)}
        info = _info(part, shards)
        after = digests | made
        info = replace(info, version=_version({path: after[path] for path in paths_of(info)}))
        for path in made:
            self._put(Output(path, files[path]))
        return info

    def _made(self, part: _Part, known: SegmentInfo | None, changes: Changes | None) -> SegmentInfo:
        """The segment, from all that its files say, or anew."""
        files = self._read(known) if known is not None else None
        segment = None
        if files and changes:
            with suppress(RebuildError, ValueError):
                segment = changed(segment_from(files), changes)
        made, shards = files_of(segment or segment_of(self._entries(part.sources)), part.name, part.days)
        for path, content in made.items():
            if self._outcome.dirty.is_all or not files or files.get(path) != content:
                self._put(Output(path, content))
        return replace(_info(part, shards), version=_version_of(made))

    def _other_texts(self, part: _Part, before: _Part | None) -> set[str]:
        """The sources of texts that are not as the segment has them: those that have come, and those that changed."""
        made = self._outcome.batch.entries
        was = before.sources if before else ()
        come = {*part.sources} - {*was} if part.sources != was else set[str]()
        stayed = [source for source in part.sources if source in made and source not in come]
        stored = self._store.records(self._shelf, stayed, bytes) if stayed else {}
        return come.union(source for source in stayed if stored.get(source) != made[source])

    def _changes(self, part: _Part, before: _Part, others: set[str]) -> Changes | None:
        """How the texts of a segment have changed; None where it is to be made anew."""
        if len(others) * _FEW > len(part.sources):
            return None
        come = {source: number for number, source in enumerate(part.sources) if source in others}
        if part.sources[: len(before.sources)] == before.sources:  # The usual edit: no text has another number.
            numbers = None
            was = {source: number for source, number in come.items() if number < len(before.sources)}
        else:
            old = {source: number for number, source in enumerate(before.sources)}
            was = {source: old[source] for source in {*before.sources} - ({*part.sources} - others)}
            numbers = [old.get(source, -1) for source in part.sources]
        entries = self._store.records(self._shelf, sorted(was), bytes)
        try:
            return Changes(
                count=len(part.sources),
                before=numbers,
                gone={number: entry_from(entries[source]) for source, number in was.items()},
                come=dict(zip(come.values(), self._entries([*come]), strict=True)),
            )
        except (KeyError, ValueError):
            return None

    def _entries(self, sources: Sequence[str]) -> Iterator[Entry]:
        made = self._outcome.batch.entries
        for some in batched(sources, _AT_ONCE):
            wanted = [source for source in some if source not in made]
            stored = self._store.records(self._shelf, wanted, bytes) if wanted else {}
            for source in some:
                spelled = made.get(source) or stored.get(source)
                if spelled is None:
                    raise EntryMissingError(source)
                yield entry_from(spelled)

    def _read(self, known: SegmentInfo) -> dict[str, bytes] | None:
        """The files of a segment as the last build left them; None where one has been altered or is gone."""
        files: dict[str, bytes] = {}
        for path in paths_of(known):
            content = self._staging.read(path)
            if content is None:
                return None
            files[path] = content
        return files if _version_of(files) == known.version else None


def _info(part: _Part, shards: Mapping[str, Sequence[str]]) -> SegmentInfo:
    """What is known of a segment, but for its version."""
    ends = (part.days[0], part.days[-1]) if part.days else ()
    first, last = map(date.isoformat, map(date.fromordinal, ends)) if ends else ("", "")
    return SegmentInfo(part.name, len(part.sources), first, last, "", shards)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _version_of(files: Mapping[str, bytes]) -> str:
    return _version({path: _digest(content) for path, content in files.items()})


def _version(digests: Mapping[str, str]) -> str:
    """The version of a segment whose files have these digests, in the order of `paths_of`."""
    return _digest("".join(f"{digest} {path}\n" for path, digest in digests.items()).encode())[:16]
