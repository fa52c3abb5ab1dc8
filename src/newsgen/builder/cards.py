"""Cards on paper: an article as a record of the store, and back. Pure.

A card depends on its file and on the rules by which it is read; the shelf keeps both, so that an article is read
again only if one of them is another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from newsgen.builder.ledger import problem_from_json, problem_to_json
from newsgen.loader.articles import Loaded
from newsgen.models.article import Article, Correction, Image
from newsgen.models.fingerprint import digest_of
from newsgen.models.moment import Moment
from newsgen.models.stamp import Stamp

SHELF = "cards"
HEAD = ""
"""The key of the shelf's own record: no article has an empty path."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of an article's file."""

    loaded: Loaded
    digest: str
    """SHA-256 of the file, in hex."""
    stamp: Stamp | None
    """None where it is not to be trusted."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a project."""

    by_path: Mapping[str, Card]
    state: str
    """The same as long as the planner would see no difference: a text that comes of all changes so far."""


def cards_from_records(records: Mapping[str, Any], rules: str, zone: tzinfo) -> Cards:
    """The cards that lay in the store; none if they were made by other rules, or make no sense."""
    match records.get(HEAD):
        case [str(known_rules), str(state)] if known_rules == rules:
            pass
        case _:
            return Cards({}, rules)
    try:
        by_path = {path: _from_record(path, record, zone) for path, record in records.items() if path != HEAD}
    except (TypeError, ValueError, KeyError, IndexError):
        return Cards({}, rules)
    return Cards(by_path, state)


def cards_to_records(cards: Cards, rules: str) -> dict[str, Any]:
    """The records of a shelf. A file that has an error has no card and is read again each time."""
    records = {path: _to_record(card) for path, card in cards.by_path.items() if card.loaded.article is not None}
    return {**records, HEAD: [rules, cards.state]}


def next_state(before: Cards, by_path: Mapping[str, Card]) -> str:
    """The state of the cards after some have changed."""
    changes = []
    for path in sorted({*before.by_path, *by_path}):
        old, new = before.by_path.get(path), by_path.get(path)
        if old is not new and (shown := _as_planned(new)) != _as_planned(old):
            changes.append(f"{path}\0{shown}")
    return digest_of("\0".join([before.state, *changes])) if changes else before.state


def _as_planned(card: Card | None) -> str:
    """All of a card that the planner may use: not its digest, nor where its text begins."""
    if card is None or card.loaded.article is None:
        return ""
    return repr(replace(card.loaded.article, digest="", body_line=0))


def _to_record(card: Card) -> list[Any]:
    article = card.loaded.article
    assert article is not None  # noqa: S101 - for the type checker: the caller has looked
    image = article.image
    return [
        card.stamp,
        card.digest,
        [problem_to_json(problem) for problem in card.loaded.problems],
        card.loaded.unknown,
        article.slug,
        article.title,
        _moment_to_json(article.date),
        _moment_to_json(article.updated),
        {taxonomy: list(names) for taxonomy, names in article.terms.items()},
        article.dateline,
        article.kicker,
        article.subtitle,
        article.summary,
        [image.src, image.alt, image.caption, image.credit, image.line, image.column] if image else None,
        [[_moment_to_json(correction.date), correction.text] for correction in article.corrections],
        article.lang,
        article.is_draft,
        _moment_to_json(article.expires),
        article.aliases,
        article.canonical,
        dict(article.extra),
        article.body_line,
    ]


def _from_record(path: str, record: list[Any], zone: tzinfo) -> Card:
    stamp, digest, problems, unknown, slug, title, date, updated, terms, *rest = record
    dateline, kicker, subtitle, summary, image, corrections, lang, is_draft, expires, aliases, *last = rest
    canonical, extra, body_line = last
    published = _moment_from_json(date, zone)
    if published is None:
        raise ValueError("no date")
    article = Article(
        source=path,
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
        image=Image(*image) if image else None,
        corrections=tuple(_correction(item, zone) for item in corrections),
        lang=lang,
        is_draft=is_draft,
        expires=_moment_from_json(expires, zone),
        aliases=tuple(aliases),
        canonical=canonical,
        extra=extra,
        body_line=body_line,
    )
    loaded = Loaded(path, article, tuple(map(problem_from_json, problems)), tuple(unknown))
    return Card(loaded, digest, tuple(stamp) if stamp else None)


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
