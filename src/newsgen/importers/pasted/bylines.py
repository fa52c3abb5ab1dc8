"""Lines above and below a copied story that say who wrote it, when, and what about. Pure.

The words by which they are known stand in words.yaml.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsgen.importers.mail import is_mail, without_mail
from newsgen.importers.pasted.credits import Credits, read_credits
from newsgen.importers.pasted.persons import LONGEST_NAME, MOST_WORDS, PARTICLES, Persons, read_persons

_KOREAN = re.compile(
    r"(?:(?P<town>[가-힣]{2,6})\s?=\s?)?(?P<names>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*)\s*"
    r"(?:선임|수석|전문|인턴|객원)?(?:기자|특파원|논설위원)(?:\s+\S+@\S+)?"
)
_CHINESE = re.compile(
    r"(?:作者|(?:本报|本報|新华社|中央社)?(?:记者|記者)|文|撰文)\s*(?:[:：/／]|(?=\S))\s*"
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[、,，\s][\u4e00-\u9fff]{2,4})*)"
)
_KOREAN_WORD = re.compile(
    r"(?:선임|수석|전문|인턴|객원)?(?:기자|특파원|논설위원)|(?:本报|本報|新华社|中央社)?(?:记者|記者)|作者|文"
)
_TAGGED = re.compile(r"Tagged (?:with |as )?(?P<names>[^.!?:]{2,200})")
_HASHTAGS = re.compile(r"(?>(?:[#＃][^\s#＃]++[\s,]*+)+)")
_CUT = re.compile(r"\s*[|｜•·]\s*|\s+[-–—/]\s+")
"""Between two things that one line says."""
_HANDLE = re.compile(r"@\w{1,60}")
_LONGEST = 300
"""Characters of a line of tags."""


@dataclass(frozen=True, slots=True)
class Bylines:
    """Knows such lines."""

    by: re.Pattern[str]
    by_word: re.Pattern[str]
    """The word with which such a line begins."""
    joint: re.Pattern[str]
    """What stands between two names."""
    persons: Persons
    credits: Credits
    editors: re.Pattern[str]
    """Names of people who did not write the story, and what they did."""
    role: re.Pattern[str]
    """Words that name an office."""
    led: re.Pattern[str]
    """What stands before names in a line that something else tells to be a byline."""
    house: re.Pattern[str]
    """Those of a house who write together."""
    office: re.Pattern[str]
    """Further words that name an office, in a byline."""
    listed: Mapping[str, re.Pattern[str]]
    """``tags``, ``sections`` and ``source`` to lines that say so."""
    labels: re.Pattern[str]
    """Where in a line another thing begins that has a word and a colon before it."""
    tags_below: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    around_dates: re.Pattern[str]
    """What may stand beside a date that is alone on its line."""
    beside_names: re.Pattern[str]
    """What stands beside names on a line that has the date, too."""
    with_agency: re.Pattern[str]
    """*With information from*, and the like, with the name."""

    def authors(self, line: str, *, is_sure: bool = False) -> tuple[str, ...]:
        """The names in a line that says by a word such as *by* who wrote the story, and nothing else.

        ``is_sure`` says that it needs no such word: what stands around it tells that it is a byline.
        """
        if is_sure:
            return self.authors(line) or self.persons.in_list(self.without_dates(line), 2)
        line = re.sub(r"\([^()]*\)", "", without_mail(line)).strip(" |·•-–—/,:")
        if match := _KOREAN.fullmatch(line) or _CHINESE.fullmatch(line):
            return tuple(re.split(r"[·、,，\s]+\s?", match["names"]))
        match = self.by.fullmatch(line)
        return self.persons.in_list(match["names"], 1) if match else ()

    def beside(self, line: str, names: Sequence[str]) -> list[str]:
        """What a byline says besides the names, and the words that make it one."""
        rest = line
        for name in (*names, self.town(line)):
            rest = rest.replace(name, " , ") if name else rest
        rest = self.joint.sub(" , ", self.by_word.sub(" ", rest))
        parts = (part.strip(" .:=|()（）-–—") for part in re.split(r"\s*,\s*", rest))
        return [part for part in parts if len(re.findall(r"[^\W\d_]", part)) > 1 and not _KOREAN_WORD.fullmatch(part)]

    def town(self, line: str) -> str:
        """The town that Korean papers name before whoever reports from there."""
        match = _KOREAN.fullmatch(line.strip())
        return (match["town"] or "") if match else ""

    def without_dates(self, line: str) -> str:
        """A line without the words that stand beside dates."""
        return self.beside_names.sub(" ", line).strip(" ,")

    def behind_with(self, line: str) -> tuple[str, str]:
        """What a line says before *with*, and the agency that it names behind it; two empty texts where it does not."""
        match = self.with_agency.fullmatch(line.strip(" ()（）[]."))
        return (match["before"].strip(), match["name"].strip()) if match else ("", "")

    def is_name(self, line: str) -> bool:
        """Whether a line may be the name of a person, and nothing else."""
        words = line.split()
        is_short = 1 < len(words) < MOST_WORDS and len(line) < LONGEST_NAME
        return is_short and not re.search(r"[\d:!?.,;|]", line) and all(word[0].isupper() for word in words)

    def aside(self, line: str) -> str:
        """Why a line beside the byline is no part of the story; empty where it may be one."""
        line = line.strip(" []【】()（）|")
        if is_mail(line) or _HANDLE.fullmatch(line):
            return "an address of its author"
        if (match := self.by.fullmatch(line)) and self.role.search(match["names"]) and len(line) < LONGEST_NAME:
            return "names no person as its author"
        return "who edited it" if self.editors.fullmatch(line) else ""

    def is_office(self, line: str) -> bool:
        """Whether a short line says what somebody does: *Europe correspondent*, *redacteur binnenland*."""
        return len(line.split()) <= MOST_WORDS + 1 and not line.endswith(".") and self.role.search(line) is not None

    def parts(self, line: str) -> list[str]:
        """What one line says of several things: ``Jane Roe | London``, ``来源：… 作者：…``."""
        parts = (part for cut in _CUT.split(line) for part in self.labels.split(cut))
        return [part for each in parts if (part := each.strip(" ,|·•-–—/、，()（）"))]

    def tags(self, line: str) -> tuple[str, ...]:
        """The words in a line ``Tags: …``."""
        names = self._names("tags", line, r"\s*[,;|،、，#•·]\s*")
        if match := _TAGGED.fullmatch(line.strip()):
            names = tuple(re.split(r"\s*,\s*", match["names"]))
        # Chinese and Japanese papers set blanks between them.
        return tuple(names[0].split()) if len(names) == 1 and re.search(r"[\u3040-\u9fff]", names[0]) else names

    def hashtags(self, line: str) -> tuple[str, ...]:
        """The words in a line ``#harbour #council``."""
        return tuple(re.findall(r"[#＃]([^\s,#＃]+)", line)) if _HASHTAGS.fullmatch(line) else ()

    def sections(self, line: str) -> tuple[str, ...]:
        """The names in a line ``Category: …``."""
        return self._names("sections", line, r"\s*[,;|،、，>»/]\s*")

    def sources(self, line: str) -> tuple[str, ...]:
        """The names in a line ``Source: …``."""
        return self._names("source", line, r"\s*[,;/、，|]\s*")

    def _names(self, kind: str, line: str, between: str) -> tuple[str, ...]:
        match = self.listed[kind].fullmatch(line.strip())
        if match is None or len(line) > _LONGEST or _is_sentence(match["names"]):
            return ()
        parts = (part.strip(" .#:：") for part in re.split(between, match["names"]))
        return tuple(dict.fromkeys(part for part in parts if 0 < len(part) <= LONGEST_NAME))

    def is_about_dates(self, line: str) -> bool:
        """Whether a line, from which its dates have been taken, says nothing else."""
        rest = self.around_dates.sub(" ", line)
        return len(re.findall(r"[^\W\d_]{2,}|[\u0900-\u0dff]{2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", rest)) == 0

    def split_credit(self, caption: str) -> tuple[str, str]:
        """A caption, and who took the picture if it says so at its end."""
        return self.credits.split(caption)

    def announces_tags(self, line: str) -> bool:
        """Whether the next lines are what the story is filed by."""
        return self.tags_below.fullmatch(line.strip()) is not None

    def says_publication(self, line: str) -> bool:
        """Whether what stands before a date tells of the publication."""
        return self.published.search(line) is not None

    def says_update(self, line: str) -> bool:
        """Whether what stands before a date tells of the last change."""
        return self.updated.search(line) is not None


def _is_sentence(text: str) -> bool:
    """Whether a text tells something, and is no list of names, as *the river began here* does."""
    words = text.split()
    small = sum(word[:1].islower() and word not in PARTICLES for word in words)
    return len(words) > MOST_WORDS - 2 and 2 * small > len(words) and not re.search("[,;#|]", text)


def read_bylines(words: Mapping[str, Sequence[str]]) -> Bylines:
    """What words.yaml says."""
    dated = [*words["published"], *words["updated"], *words["around"], *words["clock"], *words["weekdays"]]
    signs = {"tags": r"\s*[:：#]\s*", "sections": r"\s*[:：]\s*", "source": r"\s*[:：]\s*"}
    offices = {*words["role"], *words["office"]} - {*words["editors"], *words["photo"]}
    role = _compiled(rf"(?<!\w)(?:{_any(words['role'])})(?!\w)")
    joint = _compiled(rf"\s*[,;·、，|&/]\s*|\s+(?:{_any(words['and'])})\s+")
    labels = [*words["by"], *words["editors"], *words["source"], *words["tags"], *words["published"], *words["updated"]]
    return Bylines(
        by=_compiled(rf"(?:{_any(words['by'])})(?:\s*[:：|]\s*|\s+)(?P<names>[^!?:]{{2,120}}?)"),
        by_word=_compiled(rf"^\W*(?:{_any(words['by'])})(?:\s*[:：|]\s*|\s+)"),
        joint=joint,
        persons=read_persons(words, joint, role),
        credits=read_credits(words),
        editors=_compiled(rf"(?:{_any(words['editors'])})(?:\s*[:：/|]\s*|\s+(?=[A-ZÀ-ÖА-Я]))\S.{{1,60}}"),
        role=role,
        led=_compiled(
            rf"(?:(?:{_any({*words['by'], *words['led']})})\.?(?:\s*[:：|]\s*|\s+)"
            rf"|(?:{_any(offices)})\s*[:：]\s*)(?=[^\W\d_])"
        ),
        house=_compiled(rf"(?<!\w)(?:{_any(words['house'])})(?!\w)"),
        office=_compiled(rf"(?<!\w)(?:{_any(words['office'])})(?!\w)"),
        listed={
            kind: _compiled(rf"[(\[（【]?\s*(?:{_any(words[kind])}){sign}(?P<names>\S.*?)\s*[)\]）】]?")
            for kind, sign in signs.items()
        },
        labels=_compiled(rf"(?<=\S)\s+(?=(?:{_any(labels)})\s*[:：])"),
        tags_below=_compiled(
            r"(?:suggested |related |more on these |in this article )?"
            rf"(?:{_any([*words['tags'], *words['tags_below']])})\s*[:：]?"
        ),
        published=_compiled(rf"(?<![^\W\d_])(?:{_any(words['published'])})(?![^\W\d_])"),
        updated=_compiled(rf"(?<![^\W\d_])(?:{_any(words['updated'])})(?![^\W\d_])"),
        beside_names=_compiled(
            rf"(?<![^\W\d_])(?:{_any([*words['published'], *words['updated'], *words['weekdays'], *words['clock']])})"
            r"(?![^\W\d_])\s*[:：]?"
        ),
        with_agency=_compiled(rf"(?P<before>|.{{2,60}}\s)(?:{_any(words['with'])})\s+(?P<name>\S.{{1,40}})"),
        around_dates=_compiled(
            rf"(?<![^\W\d_])(?:{_any(dated)})(?![^\W\d_])|\(?(?:GMT|UTC)\s?[+-]\d+(?::\d\d)?\)?"
            rf"|(?:(?<!\w)(?:{_any(words['ago'])})\s*)*\d+\s*(?:(?:{_any(words['ago'])})(?!\w)\s*)+"
        ),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
