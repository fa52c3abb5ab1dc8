"""The beginning of a story as agencies write it: where, when, and who reports. Pure.

``PARIS, 14 déc (Reuters) - …``, ``Pyongyang, North Korea – December 14, 2025 : …``, ``МОСКВА, 14 декабря. /ТАСС/. …``,
``【ソウル=共同】…``, ``新华社北京12月14日电 …``, ``(서울=연합뉴스) 홍길동 기자 = …``.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from newsgen.importers.pasted.days import Day, Days

_LONGEST = 140
"""Characters of a dateline."""
_LONGEST_IN_BRACKETS = 30
_LONGEST_TOWN = 10
_DESK = 4
"""Letters of the name of an agency's desk."""
_MOST_WORDS = 7
"""Of the name of a place."""
_SHORTEST_TOWN = 4
"""Letters: UK, D.C. stay in capitals."""
_DASHES = "-–—―‒−"
_SEPARATOR = re.compile(
    r"\s*[.,،]?\s+-{1,3}\s*|(?<=[).\]])-{1,3}\s*|\s*[.,،]?\s*[–—―‒−]{1,3}\s*|\s*[:：]\s*|\s*=\s*|\.\s*-+\s*"
)
_AGENCY = re.compile(
    r"\s*(?:[(\[（]\s*(?P<name>[^()\[\]（）]{2,40}?)\s*[)\]）]|/\s*(?P<stroke>[^()\[\]/（）]{2,40}?)\s*/)\s*\.?\s*"
)
_SITE = re.compile(r"[A-Za-z]+\.(?:com|net|org|id|co|co\.id|vn|tv|news)", re.IGNORECASE)
"""Papers that name themselves by their address: ``CIREBON, KOMPAS.com - …``."""
_CJK_BRACKETS = re.compile(r"[【\[(（［〔](?P<inside>[^】\])）］〕]{2,40})[】\])）］〕]\s*")
_DISPATCH = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,8}?(?:社|网|網|通訊社|通讯社))?\s*(?P<place>[\u4e00-\u9fff]{2,10}?)\s*"
    r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日\s*(?:综合|綜合|专)?[电電讯訊]\s*(?:[（(](?P<by>[^）)]*)[）)])?\s*"
)
"""Chinese: ``新华社北京12月14日电（记者王明）``."""
_SENT = re.compile(
    r"(?P<place>[^\s\d]{1,12}?)\s*(?P<month>\d{1,2})月\s*(?P<day>\d{1,2})日発(?P<agency>[^\s]{2,16})|"
    r"(?P<ko_place>\S{1,10})\s*(?P<ko_month>\d{1,2})월\s*(?P<ko_day>\d{1,2})일발?\s*(?P<ko_agency>\S{2,12})?"
)
_REPORTER = re.compile(r"(?P<names>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*)\s*(?:특파원|기자|통신원)\s*=?\s*")
_PARTICLES = frozenset(
    "de del della di da do dos das la le les los las el al of the and sur am an der im upon y e и і на у w".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence of a story."""

    typed: str
    rest: str
    """The story's first paragraph without it."""
    place: str = ""
    day: Day | None = None
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """The names in `place`: a town, then what it lies in."""
        return tuple(part.strip() for part in re.split(r"[,،、]", self.place) if part.strip())


@dataclass(frozen=True, slots=True)
class Known:
    """The names by which a dateline is known."""

    days: Days
    agencies: frozenset[str]
    """News agencies, and broadcasters that others take stories from, in small letters."""
    towns: frozenset[str]
    """Those that stand before a dash without a date, an agency, or capitals; likewise."""

    def is_agency(self, name: str) -> bool:
        """Whether a name is that of an agency, or of several with a stroke between."""
        parts = [part.strip() for part in re.split(r"\s*[/+&,]\s*|\s+-\s+", name.strip().strip("."))]
        first, *others = parts or [""]
        # Agencies name the desk behind themselves: dpa/lno.
        are_known = all(part.casefold() in self.agencies or (part.islower() and len(part) <= _DESK) for part in others)
        return first.casefold() in self.agencies and are_known

    def agencies_in_brackets(self, text: str) -> tuple[str, ...]:
        """The agencies that a text names in brackets, in their order."""
        found = (match[1].strip() for match in re.finditer(r"[(\[（【/]([^()\[\]（）【】/]{2,40})[)\]）】/]", text))
        return tuple(dict.fromkeys(name for name in found if self.is_agency(name)))


def read_dateline(paragraph: str, known: Known) -> Dateline | None:
    """The dateline with which a paragraph begins; None where there is none."""
    return (
        _bracketed(paragraph, known)
        or _dispatched(paragraph)
        or _closed(paragraph, known)
        or _spelled(paragraph, known)
    )


_CLOSED = re.compile(r"(?P<head>[^()\[\]/]{2,70}?)\s*[(\[/](?P<name>[^()\[\]/]{2,30})[)\]/]\s+(?=[^\s–—=:.-])")


def _closed(paragraph: str, known: Known) -> Dateline | None:
    """``Pune, Feb 12 (PTI) The …``, ``الدوحة في 04 مارس /قنا/ …``: the agency in brackets ends it."""
    match = _CLOSED.match(paragraph)
    if match is None or not known.is_agency(match["name"]) or known.days.find(match["head"]) is None:
        return None
    found = _read_head(f"{match['head']} ({match['name']})", known)
    rest = paragraph[match.end() :]
    if found is None or not _begins_story(rest, match["head"]):
        return None
    place, day, agencies = found
    return Dateline(paragraph[: match.end()], rest, place, day, agencies)


def _spelled(paragraph: str, known: Known) -> Dateline | None:
    """A place, perhaps a date, perhaps an agency in any order, and a sign that the story begins."""
    agencies: list[str] = []
    at = 0
    if opening := _AGENCY.match(paragraph):  # Italian: (ANSA) - ROMA, 14 DIC - …
        dash = _SEPARATOR.match(paragraph, len(paragraph[: opening.end()].rstrip()))
        if not known.is_agency(_named(opening)) or dash is None:
            return None
        agencies.append(_named(opening))
        at = dash.end()
    best: Dateline | None = None
    for separator in _SEPARATOR.finditer(paragraph, at, at + _LONGEST):
        head, rest = paragraph[at : separator.start()], paragraph[separator.end() :]
        if not _begins_story(rest, head):
            continue
        found = _read_head(head, known)
        if found is None:
            if best is not None:
                break
            continue
        place, day, named = found
        is_sure = bool(day or named or agencies or _is_shouted(place))
        if is_sure or (best is None and _may_be_place(place, known) and separator[0].strip()[:1] in _DASHES + "،"):
            best = Dateline(paragraph[: separator.end()], rest, place, day, (*agencies, *named))
    stopped = _with_full_stop(paragraph, known)
    if best is None or (stopped is not None and len(stopped.typed) < len(best.typed)):
        return stopped
    behind = re.match(r"\s*(?P<name>[^.,]{2,30})(?:,\s+(?P<by>[^\W\d_]+ [^\W\d_]+))?\.\s+", best.rest)
    if not best.agencies and behind and known.is_agency(behind["name"]):  # МОСКВА, 14 дек — РИА Новости. Президент …
        typed, rest = best.typed + behind[0], best.rest[behind.end() :]
        by = (behind["by"],) if behind["by"] else ()
        return replace(best, typed=typed, rest=rest, agencies=(behind["name"].strip(),), authors=by)
    return best


_STOP = re.compile(r"[.。]\s+")


def _with_full_stop(paragraph: str, known: Known) -> Dateline | None:
    """``МОСКВА, 14 декабря. /ТАСС/. Президент …``, ``BERLIN (dpa). Die …``, ``Київ. 14 грудня. УНІАН. …``."""
    for stop in _STOP.finditer(paragraph, 0, _LONGEST):
        head, rest = paragraph[: stop.start()], paragraph[stop.end() :]
        if not head.rstrip().endswith((")", "/", "]")) and not known.is_agency(re.split(r"[.,]\s*", head)[-1]):
            continue
        found = _read_head(re.sub(r"(?<=\w\w)\.\s", ", ", head), known)
        if found is not None and found[2] and _begins_story(rest, head):
            place, day, named = found
            return Dateline(paragraph[: stop.end()], rest, place, day, named)
    return None


def _named(match: re.Match[str]) -> str:
    return match["name"] or match["stroke"]


def _read_head(head: str, known: Known) -> tuple[str, Day | None, tuple[str, ...]] | None:
    """Place, day and agencies, where that is all that the words say."""
    agencies: list[str] = []

    def take(match: re.Match[str]) -> str:
        inside = _named(match).strip()
        if known.is_agency(inside):
            agencies.append(inside)
            return " , "
        return " , " if known.days.find(inside) else match[0]

    bracketed = [
        found.day for bracket in _AGENCY.finditer(head) if (found := known.days.find(_named(bracket))) is not None
    ]
    rest = _AGENCY.sub(take, head)
    day = bracketed[0] if bracketed else None
    if day is None and (found := known.days.find(rest)) is not None:
        day = found.day
        rest = f"{rest[: found.start]} , {rest[found.end :]}"
    rest = re.sub(r"\b(?:le|el|am|den|il|em|op|on|في|در)\s*,", ",", rest)
    if (dash := re.search(rf"\s+[{_DASHES}]+\s+(?=[^{_DASHES}]+\Z)", rest)) and known.is_agency(rest[dash.end() :]):
        rest = f"{rest[: dash.start()]} , {rest[dash.end() :]}"
    place = re.sub(
        r"\s*(?:,\s*)+", ", ", re.sub(rf"[{_DASHES}]+\s*(?=,|$)|(?<!\w\.\w)(?<!, \w\w\w)\.\s*(?=,)", " ", rest)
    )
    place = place.strip(" ,،:;/" + _DASHES)
    parts = re.split(r"\s*[,،]\s*", place)
    named = [part for part in parts if known.is_agency(part) or _SITE.fullmatch(part)]
    agencies += named
    place = ", ".join(part for part in parts if part not in named)
    if not re.search(r"(?:\w\.\w+|, \w{1,4})\.\Z", place):  # D.C., Fla.
        place = place.rstrip(".")
    if not place or not _is_name(place):
        return None
    return place, day, tuple(agencies)


def _is_name(place: str) -> bool:
    """Whether words may be the name of a place: each begins with a capital, where the script has them."""
    words = re.findall(r"[^\s,،/]+", place)
    if not words or len(words) > _MOST_WORDS or re.search(r"[\d?!\"“”«»;:()]", place):
        return False
    letters = [word for word in words if word.casefold().strip("'’") not in _PARTICLES]
    return bool(letters) and all(_may_begin_name(word) for word in letters)


def _may_begin_name(word: str) -> bool:
    first = word.lstrip("'’\"(")[:1]
    if not first.isalpha():
        return False
    # Scripts without capitals: nothing but the place in the sentence tells a name there.
    return first.isupper() or unicodedata.category(first) == "Lo" or word[:2].lower() in {"l'", "d'", "l’", "d’"}


def _is_shouted(place: str) -> bool:
    """Whether the name of the town is in capitals, as agencies write it."""
    town = re.split(r"[,،/]", place)[0]
    return len(town) > 1 and town.isupper()


def _may_be_place(place: str, known: Known) -> bool:
    towns = [town.strip() for town in re.split(r"[,،/]", place)]
    return towns[0].casefold() in known.towns or (len(towns) > 1 and all(len(town.split()) <= 3 for town in towns))  # noqa: PLR2004


def _begins_story(rest: str, head: str) -> bool:
    """Whether what follows is a sentence, and no further part of a name such as Nagorno-Karabakh."""
    if len(rest.split()) < 3 and not re.search(r"[\u3000-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]", rest[:9]):  # noqa: PLR2004
        return False
    first = rest.lstrip("\"'“‘«„»([").strip()[:1]
    return bool(head.strip()) and bool(first) and (not first.islower())


def _bracketed(paragraph: str, known: Known) -> Dateline | None:
    """``(서울=연합뉴스) 홍길동 기자 = …``, ``【ソウル=共同】…``, ``【12月14日 AFP】…``."""
    match = _CJK_BRACKETS.match(paragraph)
    if match is None or match.end() >= len(paragraph):
        return None
    inside, rest = match["inside"].strip(), paragraph[match.end() :]
    if found := _of_east_asia(inside, match[0], rest):
        return found
    place, equals, agency = _parts(inside)
    date_in_it = known.days.find(place) or known.days.find(agency)
    day = date_in_it.day if date_in_it else None
    if equals and agency and len(inside) <= _LONGEST_IN_BRACKETS:
        if date_in_it and known.days.find(place):
            place = place[: date_in_it.start] + place[date_in_it.end :]
        reporter = _REPORTER.match(rest)
        authors = tuple(re.split(r"[·,]\s?", reporter["names"])) if reporter else ()
        if named := _NAMED_BESIDE.fullmatch(agency):  # [부산=항구일보 홍길동 기자]
            agency, authors = named["agency"], authors or (named["name"],)
        typed = match[0] + (reporter[0] if reporter else "")
        return Dateline(typed, rest[len(typed) - len(match[0]) :], place.strip(" ,·"), day, (agency,), authors)
    for agency in sorted(known.agencies, key=len, reverse=True):  # 【ロンドン共同】
        town = inside[: -len(agency)].strip()
        if not agency.isascii() and inside.endswith(agency) and 1 < len(town) <= _LONGEST_TOWN and date_in_it is None:
            return Dateline(match[0], rest, town, None, (agency,))
    if date_in_it and not equals:  # 【12月14日 AFP】
        others = (inside[: date_in_it.start] + inside[date_in_it.end :]).strip(" ・,")
        if not others or known.is_agency(others):
            return Dateline(match[0], rest, "", day, (others,) if others else ())
    return None


_NAMED_BESIDE = re.compile(r"(?P<agency>\S.*?)\s+(?P<name>[가-힣]{2,4})\s*(?:기자|특파원|통신원)")
"""A reporter behind the agency, or the paper, in one pair of brackets."""


def _parts(inside: str) -> tuple[str, str, str]:
    """What stands before a sign of equality, that, and what stands behind it."""
    match = re.search("[=＝]", inside)
    if match is None:
        return inside, "", ""
    return inside[: match.start()].strip(), match[0], inside[match.end() :].strip()


_OF_TAIPEI = re.compile(
    r"(?:中央社)?記者(?P<by>[\u4e00-\u9fff]{3}(?=[\u4e00-\u9fff]{2,4}\d)|[\u4e00-\u9fff]{2})"
    r"(?P<place>[\u4e00-\u9fff]{2,4})(?P<day>\d{1,2})日[電电]"
)


def _of_east_asia(inside: str, typed: str, rest: str) -> Dateline | None:
    """What agencies write in brackets: ``（中央社記者王明台北14日電）``, ``（平壌12月14日発朝鮮中央通信）``."""
    if sent := _OF_TAIPEI.search(inside):
        agency = ("中央社",) if "中央社" in inside else ()
        return Dateline(typed, rest, sent["place"], Day(day=int(sent["day"])), agency, (sent["by"],))
    if dispatch := _DISPATCH.fullmatch(inside):
        return _of_dispatch(dispatch, typed, rest)
    if sent := _SENT.fullmatch(inside):
        return _of_sent(sent, typed, rest)
    return None


def _dispatched(paragraph: str) -> Dateline | None:
    if (match := _DISPATCH.match(paragraph)) and (match["agency"] or match["by"]):
        return _of_dispatch(match, match[0], paragraph[match.end() :])
    return None


def _of_dispatch(match: re.Match[str], typed: str, rest: str) -> Dateline:
    by = re.sub(r"^(?:记者|記者)\s*", "", match["by"] or "")
    names = tuple(filter(None, re.split(r"[、，,\s]+", by))) if re.match(r"(?:记者|記者)", match["by"] or "") else ()
    day = Day(month=int(match["month"]) if match["month"] else 0, day=int(match["day"]))
    return Dateline(typed, rest, match["place"], day, (match["agency"],) if match["agency"] else (), names)


def _of_sent(match: re.Match[str], typed: str, rest: str) -> Dateline:
    place = match["place"] or match["ko_place"]
    day = Day(month=int(match["month"] or match["ko_month"]), day=int(match["day"] or match["ko_day"]))
    agency = match["agency"] or match["ko_agency"] or ""
    return Dateline(typed, rest, place, day, (agency,) if agency else ())


def as_name(town: str) -> str:
    """A town that agencies write in capitals, as people write it."""
    if not town.isupper() or len(town) < _SHORTEST_TOWN or town.lower() == town.upper() or re.search(r"\.\w\.", town):
        return town
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda word: word[0][0] + word[0][1:].replace("İ", "i").lower(), town)
