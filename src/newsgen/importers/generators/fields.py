"""The fields of a story, by newsgen's names, of what stands at the top of its file. Pure."""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsgen.documents.yaml_nodes import Record, Scalar
from newsgen.importers.generators.front import Front
from newsgen.importers.generators.selection import DRAFT, UNNAMED, Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.mail import name_without_mail
from newsgen.importers.story import DOUBTFUL, LIKELY, Guess, Value
from newsgen.loader.foreign import PICTURE_PARTS, plainly
from newsgen.loader.foreign_hiding import hiding_of
from newsgen.loader.name_lists import split_names
from newsgen.loader.paths import as_dated_name, date_in_path, without_date
from newsgen.loader.rules import ArticleRules
from newsgen.models.language import is_language_tag, language_tag
from newsgen.models.moment import DateError, Moment, read_moment

_DATES = ("date", "updated", "expires")
_USUAL_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z"
    r"|[+-]\d\d:?\d\d))?)?",
    re.ASCII,
)
_LINE_TEXTS = ("title", "kicker", "subtitle", "dateline", "summary", "genre", "canonical", "slug")
_INLINE_TAG = re.compile(r"</?(?:em|strong|i|b|u|br|span|sup|sub|code|small|a|p|div|font|wbr|mark)(?=[\s/>])[^<>]*>")
_SILENT = frozenset(
    map(
        plainly,
        (
            "layout",
            "template",
            "toc",
            "type",
            "markup",
            "slug",
            "url",
            "permalink",
            "link",
            "eleventyComputedPermalink",
        ),
    )
)
"""What said how and where a story was shown: the story has it, or has no use for it."""
_SECRET = frozenset({"password", "postpassword", "passwd", "pwd", "passphrase", "passcode"})
"""What readers needed, and nobody is to read here."""
_LISTS_OF_ALL = frozenset({"post", "posts", "all", "nav", "page", "pages", "blog", "article", "articles"})
"""Tags by which Eleventy makes its lists."""
_HIDING_INSIDE = frozenset({"hidden", "unlisted", "stage", "status", "encrypt", "ishidden"})
"""Fields of which `extra` of Zola may say what hides a story."""
_NOTHING = frozenset({"", "none", "null", "false", "uncategorized", "uncategorised", "misc"})
_LONGEST_NAME = 200
_LONGEST_SUMMARY = 5_000


@dataclass
class Said:
    """What is known of a story besides its text."""

    fields: dict[str, Value]
    date: Moment | None = None
    day: tuple[int, int, int] | None = None
    """As it was typed: addresses hang on it."""
    clock: tuple[int, int, int] = (0, 0, 0)
    extra: dict[str, Value] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    fault: str = ""
    """Why there can be no story; empty where there can."""

    @property
    def is_draft(self) -> bool:
        """Whether it is held back."""
        return self.fields.get("draft") == "true"

    def hold_back(self, why: str) -> None:
        """Holds the story back, unless that was done already."""
        if not self.is_draft:
            self.fields["draft"] = "true"
            self.extra["held_back"] = why


def say(front: Front, entry: Entry, site: Site, rules: ArticleRules, person: Callable[[str], str]) -> Said:
    """What the fields of a file say.

    Args:
        front: The fields.
        entry: Where the file lies.
        site: Its site.
        rules: How a build reads fields.
        person: The name of somebody who is named by a sign.
    """
    said = Said({})
    if front.mended:
        said.guesses.append(Guess("fields", front.mended, "what stands there is not as it should be", LIKELY))
    _take_title(said, front, entry)
    _take_dates(said, front, entry, rules)
    _take_texts(said, front)
    _take_terms(said, front, site, rules, person)
    _take_language(said, front, entry)
    _take_image(said, front)
    _take_state(said, front, entry)
    _take_rest(said, front, rules)
    return said


def _take_title(said: Said, front: Front, entry: Entry) -> None:
    title = front.title or _line(_plain(front, "title"))
    if front.title:
        title = _line(re.sub(r"!?\[([^\[\]]*)\]\([^)]{0,2000}\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", r"\1", title))
    if not title:
        title = title_of_name(entry)
        why = "the file has no headline: it is made of its name"
        said.guesses.append(Guess("title", title, why, LIKELY if front.has_fields else DOUBTFUL))
    said.fields["title"] = title[:2_000]


def title_of_name(entry: Entry) -> str:
    """A headline of a file's name."""
    name = entry.stem
    if name.lower() in {"index", "_index", "readme"} and entry.folder:
        name = entry.folder.rpartition("/")[2]
    words = re.sub(r"[-_\s]+", " ", without_date(as_dated_name(name))).strip()
    return words[:1].upper() + words[1:] if words else name


def _line(value: object) -> str:
    text = value if isinstance(value, str) else ""
    if "<" in text:
        text = _INLINE_TAG.sub(" " if "<br" in text else "", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def _plain(front: Front, key: str) -> object:
    value = front.fields.plain(key) if front.fields.has(key) else ""
    return value if value is not None else ""


def _take_dates(  # noqa: C901 - each date may be wrong in its own way
    said: Said, front: Front, entry: Entry, rules: ArticleRules
) -> None:
    problems: list[str] = []
    for key in _DATES:
        node = front.record.entries.get(key)
        if not isinstance(node, Scalar) or node.is_empty:
            continue
        moment = moment_of(node.text, rules)
        if moment is None:
            problems.append(f"{node.line}:{node.column}: `{key}` is not a date: {node.text[:60]!r}")
            said.kept[key] = node.text
            continue
        if moment.day.year == 1:  # So Hugo spells that there is no date.
            continue
        said.fields[key] = spelled(node.text, moment)
        if key == "date":
            said.date = moment
            said.day, said.clock = _as_typed(str(said.fields[key]))
    later = front.translated.later_date
    if later and (held := moment_of(str(front.fields.plain(later)), rules)) and said.date:
        said.fields["date"] = (
            spelled(str(front.fields.plain(later)), held) if held.instant > said.date.instant else (said.fields["date"])
        )
    if said.date is None:
        _date_by_path(said, entry, rules)
    if problems and "date" not in said.fields:
        said.fault = problems[0]
    elif problems:
        said.guesses.append(Guess("date", str(said.fields["date"]), "; ".join(problems), DOUBTFUL))
    updated = said.fields.get("updated")
    if updated and said.date is None and front.record.entries.get("date") is None:
        said.fields["date"] = said.fields.pop("updated")
        said.date = moment_of(str(updated), rules)
        said.day, said.clock = _as_typed(str(updated))
        said.guesses.append(Guess("date", str(updated), "when it last changed: there is no other", LIKELY))


def _date_by_path(said: Said, entry: Entry, rules: ArticleRules) -> None:
    typed = date_in_path(entry.inside) or _month_in_path(entry.inside)
    moment = moment_of(typed, rules) if typed else None
    if moment is not None:
        said.fields["date"], said.date = typed, moment
        said.day, said.clock = _as_typed(typed)


_MONTH_FOLDER = re.compile(
    r"(?:.*/)?(?P<year>(?:19|20)\d\d)[-/](?P<month>0[1-9]|1[0-2])(?:/(?P<day>[0-3]\d)(?:-[^/]*)?)?[-/][^/]*"
)


def _month_in_path(inside: str) -> str:
    match = _MONTH_FOLDER.fullmatch(inside)
    return f"{match['year']}-{match['month']}-{match['day'] or '01'}" if match else ""


_LONGEST_MOMENT = 200


def moment_of(text: str, rules: ArticleRules) -> Moment | None:
    """When a text says; None where it says nothing that can be one day only."""
    if len(text) > _LONGEST_MOMENT:
        return None
    typed = re.sub(
        r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=\D|$)", lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text.strip()
    )
    typed = re.sub(r"(?<=\d)\s*\[[A-Za-z_/]+\]$|\s+\((?:[A-Z]{2,5}|[A-Z][\w ]+ Time)\)$", "", typed)
    typed = re.sub(r"\s*(?:GMT|UTC)(?=[+-]\d)", "", typed)
    typed = (
        re.sub(r"(?<=[+-])(\d{1,2})$(?<=[ :\dMm][+-]\d{1})", r"0\1:00", typed)
        if re.search(r":\d\d.*[+-]\d$", typed)
        else typed
    )
    if half := re.fullmatch(r"(\S+[T ]+)(\d{1,2})((?::\d\d){1,2})\s*([AaPp])\.?[Mm]\.?(.*)", typed):
        hour = int(half[2]) % 12 + (12 if half[4] in "pP" else 0)
        zone = re.sub(r"^([+-]\d\d)$", r"\1:00", half[5].strip())
        typed = f"{half[1]}{hour:02}{half[3]}{zone}"
    match = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", typed)
    candidates = [typed, f"{match[1]}-{match[2]}-{match[3]}" if match else ""]
    if number := re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ]+(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2}))?(.*)", typed):
        clock = ":".join(f"{part or 0:0>2}" for part in number.groups()[1:4])
        candidates += [f"{number[1]} {clock}{number[5]}", f"{number[1]} {clock}", number[1]]
    for candidate in filter(None, candidates):
        try:
            return read_moment(candidate, rules.zone, rules.date_formats)
        except DateError:
            continue
    return None


def spelled(typed: str, moment: Moment) -> str:
    """A date as files have it: as it was typed, where that is the usual form."""
    typed = typed.strip()
    if _USUAL_DATE.fullmatch(typed):
        return re.sub(r"(?<=\d\d:\d\d)\.\d+|(?<=:\d\d)\.\d+", "", typed)
    return moment.iso


def _as_typed(spelling: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    numbers = [int(part) for part in re.findall(r"\d+", spelling)[:6]]
    numbers += [0] * (6 - len(numbers))
    has_time = len(spelling) > 10  # noqa: PLR2004 - YYYY-MM-DD
    return (numbers[0], numbers[1], numbers[2]), (numbers[3], numbers[4], numbers[5]) if has_time else (0, 0, 0)


def _take_texts(said: Said, front: Front) -> None:
    for key in _LINE_TEXTS[1:]:
        value = front.fields.plain(key) if front.fields.has(key) else None
        if isinstance(value, list) and key == "summary":
            value = " ".join(str(each) for each in value)
        if not isinstance(value, str) or not value.strip():
            continue
        if key == "slug":
            continue
        if key == "summary":
            value = re.sub(r"!?\[([^\[\]]*)\]\([^)]{0,2000}\)", r"\1", re.sub(r"\{[{%].{0,2000}?[%}]\}", "", value))
            value = _without_marks(value)
        text = _line(value)
        if text and len(text) <= _LONGEST_SUMMARY:
            said.fields[key] = text
        elif text:
            said.kept[key] = text
    for key in ("weight", "featured", "pinned"):
        value = front.fields.plain(key) if front.fields.has(key) else None
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}" if key == "weight" else r"true", value):
            said.extra[key] = value


def _without_marks(text: str) -> str:
    """A text without Markdown's marks for emphasis and code."""
    text = re.sub(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1", r"\2", text, flags=re.DOTALL)
    text = re.sub(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<![\w_\\])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])", r"\1", text)
    return re.sub(r"(?<!`)`([^`\n]+)`(?!`)", r"\1", text)


def _take_terms(said: Said, front: Front, site: Site, rules: ArticleRules, person: Callable[[str], str]) -> None:
    for taxonomy, keys in rules.term_keys.items():
        names: list[str] = []
        for key in keys:
            node = front.record.entries.get(key)
            if isinstance(node, Scalar) and site.generator in {"jekyll", "hexo"} and key in {"tags", "tag"}:
                names += _words(node.text)
            else:
                names += front.fields.names(key, split=split_names)
        if taxonomy == "authors":
            names = [person(name) for name in names]
            names = [name_without_mail(name) or name for name in names]
        if taxonomy == "tags" and site.generator == "markdown":
            names = [name.lstrip("#") for name in names]  # Of a vault of notes.
        if taxonomy == "tags" and site.generator == "eleventy":
            names = [name for name in names if name.lower() not in _LISTS_OF_ALL]
        found = tuple(dict.fromkeys(name for each in names if (name := _line(each)).lower() not in _NOTHING))
        if any(len(name) > _LONGEST_NAME for name in found):
            said.kept[taxonomy] = list(found)
            found = tuple(name for name in found if len(name) <= _LONGEST_NAME)
        if found:
            said.fields[taxonomy] = found[:_LONGEST_NAME]


def _words(text: str) -> Iterable[str]:
    """Names in one text, as Jekyll takes it apart: at commas, else at blanks."""
    return [part.strip() for part in (text.split(",") if "," in text else text.split())]


def _take_language(said: Said, front: Front, entry: Entry) -> None:
    typed = front.fields.plain("lang") if front.fields.has("lang") else ""
    tag = language_tag(typed.strip()) if isinstance(typed, str) and typed.strip() else ""
    if tag and not is_language_tag(tag):
        said.extra["lang"] = tag
        tag = ""
    if tag := tag or entry.lang:
        said.fields["lang"] = tag


def _take_image(said: Said, front: Front) -> None:
    value = front.fields.plain("image") if front.fields.has("image") else None
    header = front.typed.get("header")
    if value is None and isinstance(header, dict):
        value = next((header[key] for key in ("image", "overlay_image", "teaser") if header.get(key)), None)
    value = _further_picture(front) if value is None else value
    group = value if isinstance(value, dict) else {"src": value} if isinstance(value, str) else {}
    src = group.get("src")
    if not isinstance(src, str) or not src.strip():
        return
    parts = {key: _line(group[key]) for key in ("alt", "caption", "credit") if _line(group.get(key))}
    said.fields["image"] = {"src": src.strip(), **parts}


_FURTHER_PICTURES = (
    "banner",
    "lead",
    "lead_photo",
    "opener",
    "masthead",
    "photo",
    "picture",
    "featured",
    "illustration",
)
"""Fields that may be the picture of a story, too, where they are groups."""


def _further_picture(front: Front) -> dict[str, str] | None:
    for name in _FURTHER_PICTURES:
        group = front.typed.get(name)
        if not isinstance(group, dict):
            continue
        found = {plainly(key): value for key, value in group.items() if isinstance(value, str) and value.strip()}
        parts = {
            part: next((found[plainly(each)] for each in names if plainly(each) in found), "")
            for part, names in PICTURE_PARTS.items()
        }
        if parts.get("src"):
            return {part: value for part, value in parts.items() if value}
    return None


def _take_state(said: Said, front: Front, entry: Entry) -> None:
    why = ""
    typed = front.fields.plain("draft") if front.fields.has("draft") else ""
    word = str(typed).strip().lower()
    if word not in {"", "false", "no", "off", "0", "n", "f"}:
        why = "a draft"
    hiding = front.translated.hiding
    if hiding is not None and not why:
        why = hiding.fault or hiding.reason
    if entry.role == UNNAMED and not why:
        why = "in the folder of posts, but its name has no date: Jekyll publishes no such file"
    if entry.role == DRAFT and not why:
        why = "in the folder of drafts"
    if entry.path.rpartition("/")[2].startswith("draft-") and not said.date:
        why = why or "called a draft"
    own = front.record.entries.get("extra")
    if not why and isinstance(own, Record):
        told = {key: node for key, node in own.entries.items() if plainly(key) in _HIDING_INSIDE}
        if (inner := hiding_of({"extra": own}) or hiding_of(told)) is not None and not inner.fault:
            why = inner.reason
    if why:
        said.hold_back(why)
        if hiding is not None and hiding.fault:
            said.guesses.append(Guess("draft", "true", hiding.fault, DOUBTFUL))


def _take_rest(said: Said, front: Front, rules: ArticleRules) -> None:
    """What newsgen has no field for: simple values in `extra`, all else beside."""
    done = {*said.fields, *rules.terms, *said.kept, "draft", "image", "aliases", "alias", "translation_of", "extra"}
    for key, node in front.record.entries.items():
        if key in done or plainly(key) in _SILENT | _SECRET:
            continue
        value = front.fields.plain(key)
        simple = _simple(value)
        if simple:
            said.extra[key] = simple
        elif value:
            said.kept[key] = value
        del node
    own = front.fields.plain("extra") if front.fields.has("extra") else None
    if isinstance(own, dict):
        for key, value in own.items():
            if plainly(key) in _SECRET:
                continue
            if simple := _simple(value):
                said.extra[key] = simple
            elif value:
                said.kept[key] = value


def _simple(value: object) -> Value | None:
    if isinstance(value, str):
        return value.strip() if len(value) < 2_000 else None  # noqa: PLR2004 - a line
    if isinstance(value, list) and value and all(isinstance(each, str) and each and len(each) < 200 for each in value):  # noqa: PLR2004
        return tuple(value)
    if isinstance(value, dict) and value and all(isinstance(each, str) and each for each in value.values()):
        return {str(key): each for key, each in value.items()}
    return None


def aliases_of(front: Front) -> list[str]:
    """Old addresses that a file names."""
    found: list[str] = []
    for key in ("aliases", "alias"):
        value = front.fields.plain(key) if front.fields.has(key) else ()
        for each in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
            if isinstance(each, str) and each.strip():
                found += re.split(r"(?<![\s,;])[\s,;]++(?=/)", each.strip())
    return found


def as_json(values: Mapping[str, Any]) -> str:
    """Values as text that is always the same."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
