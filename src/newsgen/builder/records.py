"""What is written in content/ as records of the store, and back: articles, called cards, and the others. Pure."""

from datetime import datetime, tzinfo
from typing import Any

from newsgen.errors import NewsgenError
from newsgen.models.article import Article, Correction, Image
from newsgen.models.front import USUAL, FrontRow, Prominence
from newsgen.models.moment import Moment
from newsgen.models.standing import StandingPage
from newsgen.models.term_profile import ProfileLink, TermProfile
from newsgen.models.written import Other


class ArticleMissingError(NewsgenError):
    """A card that the source index lists is not in the store, or is damaged."""


def card_to_record(article: Article) -> list[Any]:
    """A card as JSON can keep it."""
    return [
        article.digest,
        article.slug,
        article.title,
        _moment_to_json(article.date),
        _moment_to_json(article.updated),
        {taxonomy: list(names) for taxonomy, names in article.terms.items()},
        article.dateline,
        article.kicker,
        article.genre,
        article.subtitle,
        article.summary,
        article.has_own_summary,
        _image_to_json(article.image),
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
        _prominence_to_json(article.prominence),
    ]


def card_from_record(source: str, record: Any, zone: tzinfo) -> Article:  # noqa: ANN401 - what lay in a file
    """The card of a record.

    Raises:
        ArticleMissingError: The record makes no sense.
    """
    try:
        return _from_record(source, record, zone)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise ArticleMissingError(f"the card of {source} is damaged") from error


def _from_record(source: str, record: list[Any], zone: tzinfo) -> Article:
    digest, slug, title, date, updated, terms, dateline, *rest = record
    kicker, genre, subtitle, summary, *rest = rest
    has_own_summary, image, corrections, lang, hidden_by, expires, aliases, canonical, *last = rest
    url, identity, version_key, version_place, extra, body_line, prominence = last
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
        genre=genre,
        subtitle=subtitle,
        summary=summary,
        has_own_summary=has_own_summary,
        image=_image_from_json(image),
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
        prominence=_prominence_from_json(prominence, zone),
    )


def other_to_record(other: Other) -> list[Any]:
    """A standing page or a term file as JSON can keep it."""
    return ["page", _page_to_record(other)] if isinstance(other, StandingPage) else ["term", _profile_to_record(other)]


def other_from_record(source: str, record: list[Any], zone: tzinfo) -> Other:
    """What is written in a file that is no article.

    Raises:
        TypeError, ValueError, KeyError, AttributeError: The record makes no sense.
    """
    kind, rest = record
    return _page_from_record(source, rest, zone) if kind == "page" else _profile_from_record(source, rest, zone)


def _page_to_record(page: StandingPage) -> list[Any]:
    return [
        page.digest,
        page.title,
        page.path,
        page.subtitle,
        page.summary,
        page.has_own_summary,
        _moment_to_json(page.date),
        _moment_to_json(page.updated),
        _moment_to_json(page.expires),
        _image_to_json(page.image),
        page.lang,
        page.menu,
        page.template,
        page.hidden_by,
        page.aliases,
        page.url,
        dict(page.extra),
        page.body_line,
    ]


def _page_from_record(source: str, record: list[Any], zone: tzinfo) -> StandingPage:
    digest, title, path, subtitle, summary, has_own_summary, date, updated, expires, image, *rest = record
    lang, menu, template, hidden_by, aliases, url, extra, body_line = rest
    return StandingPage(
        source=source,
        digest=digest,
        title=title,
        path=path,
        subtitle=subtitle,
        summary=summary,
        has_own_summary=has_own_summary,
        date=_moment_from_json(date, zone),
        updated=_moment_from_json(updated, zone),
        expires=_moment_from_json(expires, zone),
        image=_image_from_json(image),
        lang=lang,
        menu=menu,
        template=template,
        hidden_by=hidden_by,
        aliases=tuple(aliases),
        url=url,
        extra=extra,
        body_line=body_line,
    )


def _profile_to_record(profile: TermProfile) -> list[Any]:
    return [
        profile.digest,
        profile.taxonomy,
        profile.slug,
        profile.title,
        profile.has_own_title,
        profile.names,
        profile.parent,
        profile.summary,
        profile.has_own_summary,
        _image_to_json(profile.image),
        profile.same_as,
        profile.role,
        profile.email,
        [[link.title, link.url] for link in profile.links],
        profile.label,
        profile.is_oldest_first,
        profile.lang,
        _moment_to_json(profile.updated),
        profile.hidden_by,
        profile.has_text,
        [[row.kind, row.count, row.taxonomy, row.name, row.title] for row in profile.front],
        dict(profile.extra),
        dict(profile.lines),
        profile.body_line,
    ]


def _profile_from_record(source: str, record: list[Any], zone: tzinfo) -> TermProfile:
    digest, taxonomy, slug, title, has_own_title, names, parent, summary, has_own_summary, image, *rest = record
    same_as, role, email, links, label, is_oldest_first, lang, updated, hidden_by, has_text, *last = rest
    front, extra, lines, body_line = last
    return TermProfile(
        source=source,
        digest=digest,
        taxonomy=taxonomy,
        slug=slug,
        title=title,
        has_own_title=has_own_title,
        names=tuple(names),
        parent=parent,
        summary=summary,
        has_own_summary=has_own_summary,
        image=_image_from_json(image),
        same_as=tuple(same_as),
        role=role,
        email=email,
        links=tuple(ProfileLink(*link) for link in links),
        label=label,
        is_oldest_first=is_oldest_first,
        lang=lang,
        updated=_moment_from_json(updated, zone),
        hidden_by=hidden_by,
        has_text=has_text,
        front=tuple(FrontRow(*row) for row in front),
        extra=extra,
        lines=lines,
        body_line=body_line,
    )


def _prominence_to_json(prominence: Prominence) -> list[Any] | None:
    if prominence is USUAL:
        return None
    return [
        prominence.weight,
        prominence.is_featured,
        prominence.is_pinned,
        _moment_to_json(prominence.pinned_until),
        _moment_to_json(prominence.breaking_until),
    ]


def _prominence_from_json(record: list[Any] | None, zone: tzinfo) -> Prominence:
    if record is None:
        return USUAL
    weight, is_featured, is_pinned, pinned_until, breaking_until = record
    return Prominence(
        weight=weight,
        is_featured=is_featured,
        is_pinned=is_pinned,
        pinned_until=_moment_from_json(pinned_until, zone),
        breaking_until=_moment_from_json(breaking_until, zone),
    )


def _image_from_json(record: Any) -> Image | None:  # noqa: ANN401 - what lay in the store
    if not record:
        return None
    src, alt, caption, credit, line, column, focus = record
    return Image(src, alt, caption, credit, line, column, tuple(focus) if focus else None)


def _image_to_json(image: Image | None) -> list[Any] | None:
    return [getattr(image, name) for name in Image.__slots__] if image else None


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
