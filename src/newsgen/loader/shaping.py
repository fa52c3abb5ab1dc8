"""What plugins make of an article that was read: another one, or mistakes. Nothing that they give is taken on trust."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from urllib.parse import urlsplit

from newsgen.documents.fields import FieldReader
from newsgen.documents.yaml_nodes import Node, Record
from newsgen.errors import Problem
from newsgen.models.article import Article, Correction, Image
from newsgen.models.language import is_language_tag
from newsgen.models.mistake import Mistake
from newsgen.models.moment import Moment
from newsgen.models.names import path_fault, segment_fault
from newsgen.models.rules import PLUGIN
from newsgen.plugins import Function, PluginError, Plugins, call, load_plugins, wrong_answer

_MEND = "return the article, another one that `dataclasses.replace` has made of it, or a `newsgen.Mistake`"
_FIXED = ("source", "digest", "version_key", "version_place", "body_line")
"""Fields that tell where an article comes from."""
_TEXTS = (
    "slug",
    "title",
    "dateline",
    "kicker",
    "genre",
    "subtitle",
    "summary",
    "lang",
    "hidden_by",
    "canonical",
    "url",
    "id",
)


def shape(
    article: Article,
    fields: FieldReader,
    problems: list[Problem],
    *,
    plugins: Plugins,
    taxonomies: frozenset[str],
    zone: tzinfo,
) -> Article:
    """The article as plugins make it, one after the other, until one finds an error; what is wrong is added."""
    during = f"content/{article.source}"
    for function in load_plugins(plugins).articles:
        try:
            given = call(function, article, during=during)
            if isinstance(given, Mistake):
                given = [given]
            if isinstance(given, list | tuple) and all(isinstance(each, Mistake) for each in given):
                for mistake in given:
                    _tell(mistake, fields)
                if any(mistake.is_error for mistake in given):
                    break
            elif given is not article:
                article = _taken(given, article, function, taxonomies, zone)
        except PluginError as error:
            problems += error.problems
            break
    return article


def _tell(mistake: Mistake, fields: FieldReader) -> None:
    """The problem at its field, in the front matter or below `extra`."""
    node = _place(mistake.field, fields)
    if mistake.is_error:
        fields.note(node, mistake.what, mistake.mend)
    else:
        fields.warn(node, mistake.what, mistake.mend, rule=PLUGIN)


def _place(key: str, fields: FieldReader) -> Node | None:
    extra = fields.node("extra")
    inner = extra.entries.get(key) if isinstance(extra, Record) else None
    return fields.node(key) or fields.key_node(key) or inner


def _taken(given: object, before: Article, function: Function, taxonomies: frozenset[str], zone: tzinfo) -> Article:
    """What a plugin gave, in the form in which the store keeps it: the next build must see the same."""
    during = f"content/{before.source}"
    if type(given) is not Article:
        raise wrong_answer(function, f"gave {type(given).__name__} and no article", _MEND, during)
    fault = next(_faults(given, before, taxonomies), "")
    if fault:
        raise wrong_answer(function, f"gave an article whose {fault}", "correct what it gives", during)
    try:
        extra = json.loads(json.dumps(dict(given.extra), ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError):
        what = "gave an article whose `extra` holds more than texts, numbers, lists and mappings"
        raise wrong_answer(function, what, "put texts there", during) from None
    return replace(
        given,
        date=_in_zone(given.date, zone),
        updated=given.updated and _in_zone(given.updated, zone),
        expires=given.expires and _in_zone(given.expires, zone),
        corrections=tuple(replace(each, date=_in_zone(each.date, zone)) for each in given.corrections),
        terms={name: tuple(terms) for name, terms in given.terms.items() if terms},
        aliases=tuple(given.aliases),
        extra=extra,
    )


def _in_zone(moment: Moment, zone: tzinfo) -> Moment:
    """The moment in the publication's time zone; what has no zone is meant in it."""
    local = moment.local
    if local.tzinfo is not None:
        local = local.astimezone(zone)
    plain = datetime.fromisoformat(local.replace(tzinfo=None).isoformat())
    return Moment(plain.replace(tzinfo=zone, fold=local.fold), bool(moment.has_time))


def _faults(article: Article, before: Article, taxonomies: frozenset[str]) -> Iterator[str]:
    """What is wrong with an article, the first first."""
    yield from (f"`{name}` is another one" for name in _FIXED if getattr(article, name) != getattr(before, name))
    yield from (f"`{name}` is no text" for name in _TEXTS if not _is_text(getattr(article, name)))
    if not article.title.strip():
        yield "`title` is empty"
    if fault := segment_fault(article.slug):
        yield f"`slug` has {fault}"
    if article.url and (fault := path_fault(article.url.rstrip("/"))):
        yield f"`url` has {fault}"
    if article.lang and not is_language_tag(article.lang):
        yield "`lang` is no language tag"
    if article.canonical and not _is_web_address(article.canonical):
        yield "`canonical` is no web address"
    yield from _faults_of_lists(article, taxonomies)
    yield from _faults_of_dates(article)
    if not (article.image is None or _is_image(article.image)):
        yield "`image` is no `newsgen.Image` of texts"
    if not isinstance(article.has_own_summary, bool):
        yield "`has_own_summary` is neither True nor False"
    if not isinstance(article.extra, Mapping):
        yield "`extra` is no mapping"


def _faults_of_lists(article: Article, taxonomies: frozenset[str]) -> Iterator[str]:
    if not isinstance(article.terms, Mapping):
        yield "`terms` are no mapping of taxonomies"
        return
    for name, terms in article.terms.items():
        if name not in taxonomies:
            yield f"`terms` name the taxonomy {name!r}, which newsgen.yaml does not have"
        if not isinstance(terms, list | tuple) or not all(_is_text(term) and term.strip() for term in terms):
            yield f"`terms` under {name!r} are no list of texts"
    if not isinstance(article.aliases, list | tuple) or not all(map(_is_text, article.aliases)):
        yield "`aliases` are no list of texts"
        return
    yield from (f"`aliases` have {fault}" for alias in article.aliases if (fault := path_fault(alias.rstrip("/"))))


def _faults_of_dates(article: Article) -> Iterator[str]:
    if type(article.date) is not Moment:
        yield "`date` is no `newsgen.Moment`"
    for name in ("updated", "expires"):
        if type(getattr(article, name)) not in {Moment, type(None)}:
            yield f"`{name}` is no `newsgen.Moment`"
    if not isinstance(article.corrections, list | tuple) or not all(map(_is_correction, article.corrections)):
        yield "`corrections` are no list of `newsgen.Correction`"


def _is_text(value: object) -> bool:
    # Of the very type: what looks like a text, such as a Markup, is another one for those who compare.
    return type(value) is str and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_image(image: object) -> bool:
    return (
        type(image) is Image
        and all(map(_is_text, (image.src, image.alt, image.caption, image.credit)))
        and type(image.line) is type(image.column) is int
    )


def _is_correction(item: object) -> bool:
    return type(item) is Correction and type(item.date) is Moment and _is_text(item.text)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(map(str.isspace, url))
