"""Who a byline names: people are authors, agencies are sources, the house and its desks are neither. Pure.

``By Jane Roe and John Doe, Staff Writers``, ``Von Anna Müller, dpa``, ``김민수 기자``, ``كتب: أحمد محمود``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsgen.importers.mail import masked, without_mail_in_brackets
from newsgen.importers.pasted.bylines import Bylines
from newsgen.importers.pasted.datelines import Known
from newsgen.importers.saved_pages.evidence import letters_of

_LONGEST = 240
"""Letters of a byline."""
_LONGEST_NAME = 60
_MOST_WORDS = 6
"""Of a name."""
_LONGEST_UNCASED = 40
_MOST_NAMES = 12
_FEWEST_OF_NAME = 2
_MOST_OF_TOWN = 3
"""Words of what may stand behind a name: a town, an office."""
_CJK_BY = re.compile(
    r"^(?:【|\[|（)?\s*(?:(?:本报|本報|本刊|本网|本網|新华社|新華社|中新社|中央社|综合|綜合)?"
    r"(?:见习|見習|实习|實習|特派|特约|特約|首席)?"
    r"(?:记者|記者|通讯员|通訊員|编译|編譯)|作者|撰文|采写|採訪|采访|取材・文|取材|執筆|文・写真|文・構成|ライター|文)"
    r"\s*[:：/／|｜\s]?\s*(?=\S)"
)
_CJK_PLACE = re.compile(
    r"\s*[／/]\s*[\u4e00-\u9fff]{2,8}?(?:報導|报道|報道|電|电|專電|综合报道|綜合報導)[】\]）]?\s*$|[】\]）]\s*$"
)
_KO_OFFICE = re.compile(
    r"\s*(?:(?:선임|수석|전문|인턴|객원|편집|논설|특별|문화부|사회부|정치부|경제부|국제부)?\s?"
    r"(?:기자|특파원|논설위원|통신원|위원|에디터|PD|앵커|칼럼니스트))\s*(?==|$|[,·/|]|(?<=\s)[가-힣])"
)
_EAST_OFFICE = re.compile(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff])\s?(?:記者|记者|特派員|編集委員|論説委員|支局長|編集長)(?=$|[、，,・\s])"
)
_FOR = re.compile(
    r"\s+(?:[Ff]or|für|pour|para|per il|per la|per|voor|till|för|til|dla|для|за)\s+(?:[Tt]he\s+)?(?=[^\W\d_])"
)
_ADDRESS = re.compile(r"(?<!\w)@\w+|https?://\S+|www\.\S+")
_NOTED = re.compile(r"(?<=[^\W\d_])\s?[*†‡§¹²³⁰⁴-⁹]+(?=[\s,;|)]|\Z)")
"""Signs behind a name that lead to a note about it."""
_SIGNS = re.compile(
    r"\s+(?=(?:記者|记者|作者|撰文|通讯员|通訊員|责任编辑|責任編輯)[\s:：]?[\u4e00-\u9fff]{2,4})|"
    r"\s[|•·●/–—-]\s|[|•●\n\t]|\s{2,}|(?<=[^\W\d_])\s?(?:→|>|»)\s?"
)
"""Between two things that one byline says."""
_PIECES = re.compile(
    r"\s*[,;،、，؛&／]\s*|\s*(?<!\w)/\s*|(?<=\w)/(?=\w)|\s+/\s*|(?<=[가-힣])·\s?(?=[가-힣])|(?<=[A-Z]{2})–(?=[A-Z])"
)
_HOUSE_OF_EAST = re.compile(
    r"編集部|编辑部|編輯部|편집부|뉴스팀|보도팀|新聞社|新闻社|通信社|通訊社|デジタル|オンライン|综合|綜合"
)
_FIRMS = frozenset(
    "report monitoring group media news network agency ltd inc gmbh tv radio newspapers team verlag "
    "mediengruppe".split()
)
"""The last words of names of firms, and of what papers sign with in place of a name: *Q.G. Report*."""
_BEFORE_DATE = re.compile(r"(?:on|at|am|um|le|à|el|il|op|em|den|på|в|от|,|\W+)", re.IGNORECASE)
_PARTICLES = frozenset(
    "de da di del della dello dei van von der den ter ten te la le les lo el al el- bin binti bint ibn dos das do du "
    "des y e i zu zur zum af av 't 't' op in 's und ul ud d l abu ben bar mac o ni nic ap vd v.d. st".split()
)
_WEAK = re.compile(r"\s+(?:e|y|i|a|u|o|is|un|и|і|و|ו|ও|és|ja)\s+")
"""What joins names, or stands in one."""
_NOTHING = frozenset(
    "admin administrator editor webmaster root user superuser guest author staff unknown anonymous none null n/a "
    "default news online web team redaktion red undefined false true nan nobody various test".split()
) | {"super user", "site admin"}
_PLACED = re.compile(r"(?<=\w)\s+(?:in|from|aus|à|em|w|z|v|ve|в|во|из|у)\s+(?=[^\W\d_a-zа-я])")
"""Between a name and the place from which somebody reports: *Jane Roe in London*."""
_FILED = re.compile(r"(?:(?:filed )?(?:in|under)|categor(?:y|ies):?|dans)\s+(?!['’]?t\s)[^\W\d_]", re.IGNORECASE)
"""With which the section begins in which a story was posted: *by Jane Roe on May 3 in Arts*."""
_IN_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{1,60}[)\]）】]\s*")
_LISTED = re.compile(r"\s*[,/&+]\s*|\s*\b(?:mit|with|avec|con|com|met|med|and|und|et|y|e|en|och|og)\s+")
"""Between the agencies in one pair of brackets: *(mit AFP, Reuters)*."""
_WITH = r"(?:with|avec|mit|con|com|met|med)\s+(?=[^\W\da-z_][\w'’.-]*\s+[^\W\d_])"
_TOGETHER = re.compile(rf"(?<=\w)\s+{_WITH}")
"""Between two who wrote a story together: *by Jane Roe with Karl Otto*."""
_ALSO = re.compile(_WITH)
_PICTURED = re.compile(
    r"(?<=\w)[\s,;/(]+(?:fotos?|foto's|fotografie|fotografía|photos?|photographs?|photography|pictures?|beeld|bild|bilder|"
    r"vídeo|video|illustrations?)\s?:.*$",
    re.IGNORECASE,
)
"""Who took the pictures, behind who wrote the text: *Texto: Ana Ruiz Fotos: Luis Gómez*."""
_BEHIND = re.compile(
    r"(?<=\w)\s+(?:and|und|et|y|e|en)\s+\d+\s+(?:others?|more|weitere|autres|más|mais|altri)\b.*$|"
    r"(?<=\w)\s+(?:last\s+)?(?:updated|published)(?!\s+by\b)\b.*$",
    re.IGNORECASE,
)
"""What names no more of them: *and 2 others*, *updated 3 hours ago*."""
_AWAY = re.compile(r"(?:D[aeo]|N[ao]|Em|Desde) [^\W\da-z_]")
"""With which the place begins from which somebody reports: *Ana Souza, Do Rio de Janeiro*."""
_SHORT = frozenset({"PA"})
"""What agencies are called for short in a byline, and other things elsewhere."""
_BRACKETED = re.compile(r"[【\[(（〔]\s*([^】\])）〕]{2,80})\s*[】\])）〕]")
_HAN = re.compile(r"[\u3400-\u9fff々]{2,4}")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]{2,9}")
_HANGUL = re.compile(r"[가-힣]{2,4}")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_NEVER = re.compile(r"[\d:!?;|@#_\"«»„“”…%$€£=+<>\[\]{}()]")


@dataclass(frozen=True, slots=True)
class Byline:
    """What one says."""

    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_house: bool = False
    """Whether it names a desk, or the site."""
    is_led: bool = False
    """Whether a word such as *by* stands before the names."""
    is_whole: bool = False
    """Whether it says nothing else."""


@dataclass(slots=True)
class _Said:
    """What a line has said so far."""

    is_sure: bool
    authors: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    is_house: bool = False
    is_led: bool = False
    others: int = 0
    """Pieces that are none of these."""


class BylineReader:
    """Reads bylines of one page."""

    def __init__(self, bylines: Bylines, known: Known, houses: Iterable[str] = ()) -> None:
        self._bylines, self._known = bylines, known
        self._houses = frozenset(filter(None, map(letters_of, houses)))
        self._by = bylines.led
        self._joint = bylines.joint

    def read(self, text: str, *, is_sure: bool = False) -> Byline:
        """What a line says of authors; nothing where it is no byline.

        Args:
            text: The line; two blanks or a stroke stand where elements part it.
            is_sure: Whether something else tells that it is one: then names need no word before them.
        """
        if not text or len(text) > _LONGEST:
            return Byline()
        text = _NOTED.sub("", text)
        if match := _BRACKETED.fullmatch(text.strip()):
            text, is_sure = match[1], is_sure or bool(_EAST.search(match[1]))
        bare = masked(without_mail_in_brackets(_BEHIND.sub("", text), " | "), " | ")
        line = self._without_dates(_ADDRESS.sub(" | ", bare)).strip(" \t\n|,.;–—-/")
        said = _Said(is_sure)
        for part in self._parts(line):
            self._read_part(part, said)
        if said.others > (1 if said.is_led else 2 * is_sure) or len(said.authors) > _MOST_NAMES:
            return Byline()
        authors = {letters_of(name): name for name in reversed(said.authors)}
        return Byline(
            tuple(reversed(authors.values())),
            tuple(dict.fromkeys(said.sources)),
            said.is_house,
            said.is_led,
            not said.others,
        )

    def is_house(self, name: str) -> bool:
        """Whether a name is that of the site or of whoever publishes it, perhaps with a word for its desk."""
        mine = letters_of(self._bylines.house.sub("", name))
        whole = letters_of(name)
        if (
            not whole
            or not mine
            or re.fullmatch(r"(?i)[\w-]+\.(?:com|net|org|de|fr|es|it|nl|co\.\w\w|\w\w)", name.strip())
        ):
            return True
        first, *_, last = name.split() * 2
        if last.casefold() in _FIRMS or first in {"TV", "Radio", "Rádio"}:
            return True
        if whole in self._houses or (mine and mine in self._houses):
            return True
        return any(
            len(house) > 5 and (house == mine or (house in whole and len(whole) < 2 * len(house)))
            for house in self._houses
        )

    def _without_dates(self, text: str) -> str:
        if not any(map(str.isdecimal, text)):
            return text
        if self._known.days.find(text) is not None:
            parts = self._known.days.without(text).split(" , ")
            text = " | ".join([*map(self._without_weekday, parts[:-1]), parts[-1]])
        return re.sub(
            r"(?:\s(?:at|um|à|las|alle|om|kl\.?|klo|saat|в|о))?\s?\b\d[\d:.,/hH]*(?:\s*(?:uhr|h|am|pm|a\.m\.|p\.m\.|น\.)(?!\w))?",
            " | ",
            text,
            flags=re.IGNORECASE,
        )

    def _without_weekday(self, text: str) -> str:
        """What stands before a date, without the words that lead to it: *on Sun,*."""
        words = text.split()
        while words and (
            _BEFORE_DATE.fullmatch(words[-1]) or self._bylines.beside_names.fullmatch(words[-1].strip(",."))
        ):
            words.pop()
        return " ".join(words) if len(words) < len(text.split()) else text

    def _parts(self, line: str) -> Iterator[str]:
        for cut in _SIGNS.split(line):
            for part in self._bylines.labels.split(cut):
                if part := _PICTURED.sub("", part.strip(" ,.;|·•–—-/")):
                    yield part

    def _read_part(self, part: str, said: "_Said") -> None:
        bare = part.strip(" ()（）[]【】.:：")
        if not bare or self._bylines.is_about_dates(bare) or self._is_time_word(bare) or self._is_of_others(part, said):
            return
        if named := self._bylines.sources(part):
            said.sources += [name for name in named if letters_of(name) not in self._houses]
            return
        before, agency = self._bylines.behind_with(part)
        if agency and self._known.is_agency(agency):
            said.sources.append(agency)
            part = before
        if not part:
            return
        said.sources += self._known.agencies_in_brackets(part)
        for inside in _IN_BRACKETS.findall(part):
            said.sources += filter(self._known.is_agency, _LISTED.split(inside.strip(" ()[]（）【】")))
        bare = self._behind_section(bare)
        if self._known.is_agency(bare) or bare in _SHORT:
            said.sources.append(bare)
        elif letters_of(bare) in self._houses:
            said.is_house = True
        else:
            part = self._behind_section(part)
            rest, is_led = self._unled(part if _CJK_BY.match(part) else _IN_BRACKETS.sub(" ", part).strip())
            said.is_led = said.is_led or is_led
            for piece in self._pieces(_TOGETHER.sub(", ", rest) if said.is_led else rest):
                self._read_piece(piece, said)
            for inside in _IN_BRACKETS.findall(part):
                self._read_also(inside.strip(" ()[]（）【】"), said)

    def _behind_section(self, part: str) -> str:
        """What stands behind the section in which a story was posted: *in Sport By Jane Roe*; or all of it."""
        if _FILED.match(part):
            words = part.split()
            for at in range(2, min(len(words), _MOST_WORDS)):
                rest = " ".join(words[at:])
                if self._is_led(rest) or self._known.is_agency(rest):
                    return rest
        return part

    def _read_also(self, inside: str, said: "_Said") -> None:
        """Further names in brackets behind one: *Jane Roe (with Karl Otto)*."""
        if said.authors and (match := _ALSO.match(inside)):
            for piece in self._pieces(inside[match.end() :]):
                self._read_piece(piece, said)

    def _read_piece(self, piece: str, said: "_Said") -> None:
        says = self._bylines
        is_sure = said.is_sure or said.is_led
        piece = self._bare(piece)
        if said.is_led and said.authors and _FILED.match(piece):
            return
        piece = self._without_agency(_ALSO.sub("", piece, count=1) if said.authors else piece, said)
        if (" " in piece and piece.casefold() in self._known.towns) or (said.authors and _AWAY.match(piece)):
            return
        if self._known.is_agency(piece) or piece in _SHORT:
            said.sources.append(piece)
        elif self.is_house(piece) or says.house.search(piece) or _HOUSE_OF_EAST.search(piece):
            said.is_house = True
            said.sources += [
                word
                for at, word in enumerate(piece.split())
                if (word.isupper() or not at) and self._known.is_agency(word)
            ]
        elif says.role.search(piece) or says.office.search(piece) or piece.casefold() in _NOTHING:
            return
        elif self._known.is_agency(piece.split()[0]) and piece.split()[0].isupper():
            said.sources.append(piece.split()[0])
        elif said.authors and piece.isupper() and not any(map(str.isupper, said.authors)):
            return  # A town, or what the house is called for short.
        elif self._is_name(piece, is_sure=is_sure, is_led=said.is_led and not said.authors):
            said.authors.append(piece)
        elif not (said.authors and is_sure and len(piece.split()) <= _MOST_OF_TOWN):
            said.others += 1

    def _without_agency(self, piece: str, said: "_Said") -> str:
        """A name without the agency right behind it: *Jane Roe BBC News*."""
        words = piece.split()
        for at in range(_FEWEST_OF_NAME, min(len(words), 4)):
            if words[at].isupper() and self._known.is_agency(words[at]) and not any(map(str.isupper, words[:at])):
                said.sources += [words[at]] if letters_of(" ".join(words[at:])) not in self._houses else []
                return " ".join(words[:at])
        return piece

    def _is_of_others(self, part: str, said: "_Said") -> bool:
        """Whether a part names who took the picture, or edited the story."""
        says = self._bylines
        if self._is_led(part):
            return False
        # In a byline, a name with an agency behind a stroke is no credit.
        credit = says.credits.photo.fullmatch(part.strip("()[]（）【】 ")) if said.is_sure else says.credits.alone(part)
        return bool(credit or says.editors.fullmatch(part))

    def _bare(self, piece: str) -> str:
        """A name without the office before or behind it: *Redakteur Karl Otto*, *Jane Roe Staff Writer*."""
        name, *place = _PLACED.split(piece, maxsplit=1)
        words = (name if place and len(name.split()) >= _FEWEST_OF_NAME else piece).split()
        while (
            len(words) > _FEWEST_OF_NAME and self._is_office(words[0]) and not self._bylines.house.fullmatch(words[0])
        ):
            words.pop(0)
        while len(words) > _FEWEST_OF_NAME and self._is_office(words[-1]):
            words.pop()
        return " ".join(words)

    def _is_office(self, word: str) -> bool:
        last = word.rpartition("-")[2].strip(".,")
        return bool(self._bylines.role.fullmatch(last) or self._bylines.office.fullmatch(last))

    def _is_time_word(self, text: str) -> bool:
        return len(text) < 40 and (
            self._bylines.published.fullmatch(text) is not None or self._bylines.updated.fullmatch(text) is not None
        )

    def _is_led(self, part: str) -> bool:
        return self._by.match(part) is not None or _CJK_BY.match(part) is not None

    def _unled(self, part: str) -> tuple[str, bool]:
        """A part without the words that lead to names, and whether there were any."""
        is_led = False
        if _EAST.search(part):
            bare = _CJK_PLACE.sub("", part)
            shorter = _CJK_BY.sub("", bare, count=1)
            is_led = shorter != bare or bare != part
            unnamed = _EAST_OFFICE.sub("", _KO_OFFICE.sub("、", shorter))
            is_led = is_led or unnamed != shorter
            part = re.sub(r"^(?:\S{2,8}\s?=\s?)|[=\s]+$", "", unnamed).strip(" ,·=、")
            if self._are_chinese(part) and re.fullmatch(
                r"[\u3400-\u9fff가-힣]{2,4}(?:\s+[\u3400-\u9fff가-힣]{2,4})+", part
            ):
                part = part.replace(" ", "、")
        for _ in range(2):
            if (match := self._by.match(part)) and len(part) > match.end():
                part, is_led = part[match.end() :].strip(" :："), True
        return part, is_led

    def _are_chinese(self, part: str) -> bool:
        """Whether each word is a name of China or Korea, by its family name."""
        return all(1 < len(word) < 5 and word[0] in self._bylines.persons.surnames for word in part.split())

    def _pieces(self, text: str) -> Iterator[str]:
        """The names of a list, each without what follows *for*."""
        for cut in _PIECES.split(text):
            for piece in self._joined(cut):
                short = _FOR.split(piece, maxsplit=1)[0] if len(piece.split()) > 3 else piece
                short = re.sub(
                    r"^(?:and|und|et|y|e|en|och|og|и|та|і|i|a|ve|و|và|และ|dan|ja)\s+", "", short.strip(" .,:：·")
                )
                if short:
                    yield re.sub(r"^(?:(?:Dr|Prof|Dr\. h\. c|Mag|Ing|Mr|Mrs|Ms)\.?\s+)+(?=\S+\s)", "", short)

    def _joined(self, text: str) -> Iterator[str]:
        """What stands between words such as *and*; such a letter amid one name parts nothing."""
        weak = [match.span() for match in _WEAK.finditer(text)]
        begin = 0
        for match in self._joint.finditer(text):
            if match.end() == match.start():
                continue
            before, behind = text[begin : match.start()], text[match.end() :]
            is_weak = any(start <= match.start() <= end for start, end in weak)
            if is_weak and (len(before.split()) < 2 or len(self._joint.split(behind)[0].split()) < 2):
                continue
            if "/" in match[0] and not before.strip():
                continue
            yield before
            begin = match.end()
        yield text[begin:]

    def _is_name(self, name: str, *, is_sure: bool, is_led: bool) -> bool:
        words = name.split()
        if (
            not words
            or len(words) > _MOST_WORDS
            or len(name) > _LONGEST_NAME
            or _NEVER.search(name)
            or name.casefold() in _NOTHING
        ):
            return False
        if _EAST.search(name):
            return self._is_eastern(name, is_sure=is_sure)
        if not all(word.strip("'’.-")[:1].isalpha() or not word.strip("'’.-") for word in words):
            return False
        if name.lower() == name.upper():  # Scripts without capitals: only what stands around tells.
            is_long = len(words) > 1 or is_led  # One word beside a name is a town.
            return is_sure and is_long and len(words) < _MOST_WORDS and len(name) < _LONGEST_UNCASED
        is_cased = all(
            word.lstrip("'’\"")[:1].isupper() or word.casefold() in _PARTICLES or re.match(r"[a-z]{1,3}['’-]\w", word)
            for word in words
        )
        is_cased = is_cased and any(word[:1].isupper() for word in words[-2:])
        if len(words) == 1:
            return is_led and is_cased and len(name) > 2 and not name.isupper()
        return is_cased

    def _is_eastern(self, name: str, *, is_sure: bool) -> bool:
        if " " in name:
            parts = name.split()
            return is_sure and len(parts) == 2 and all(_JAPANESE.fullmatch(part) and len(part) <= 5 for part in parts)
        if _HANGUL.fullmatch(name) or _HAN.fullmatch(name):
            return is_sure or bool(self._bylines.persons.alone(name))
        return is_sure and _JAPANESE.fullmatch(name) is not None
