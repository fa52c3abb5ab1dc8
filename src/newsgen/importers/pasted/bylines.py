"""Lines above and below a copied story that say who wrote it, when, and what about. Pure.

The words by which they are known stand in words.yaml.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_KOREAN = re.compile(
    r"(?P<names>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*)\s*(?:선임|수석|전문|인턴)?(?:기자|특파원|논설위원)(?:\s+\S+@\S+)?"
)
_CHINESE = re.compile(
    r"(?:作者|记者|記者|文|撰文|编辑|編輯|本报记者|本報記者)\s*(?:[:：/／]|(?=\S))\s*"
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[、,，\s][\u4e00-\u9fff]{2,4})*)"
)
_GIVEN = re.compile(r"[\[(（【](?P<names>[^\])）】]{2,30}(?:제공|提供|撮影)[^\])）】]{0,30})[\])）】]")
_HASHTAGS = re.compile(r"(?:[#＃][^\s#＃]+[\s,]*)+")
_BESIDE_NAMES = ("published", "updated", "weekdays", "clock")
"""Of words.yaml: what stands beside names on a line that has the date, too."""
_LONGEST = 300
"""Characters of a line of tags."""
_MOST_WORDS = 5
"""Of a name."""
_FEWEST_WORDS = 2
_LONGEST_NAME = 60
_PARTICLES = frozenset("de da di del della van von der den ter le la al el bin ibn dos das do e y zu".split())


@dataclass(frozen=True, slots=True)
class Bylines:
    """Knows such lines."""

    by: re.Pattern[str]
    joint: re.Pattern[str]
    """What stands between two names."""
    role: re.Pattern[str]
    listed: Mapping[str, re.Pattern[str]]
    """``tags``, ``sections``, ``source`` and ``photo`` to lines that say so."""
    tags_below: re.Pattern[str]
    credit_behind: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    beside_names: re.Pattern[str]
    """What stands beside names on a line that has the date, too."""
    around_dates: re.Pattern[str]
    """What may stand beside a date that is alone on its line."""

    def authors(self, line: str, *, is_sure: bool = False) -> tuple[str, ...]:
        """The names in a line that says who wrote the story, and nothing else; none of any other line.

        ``is_sure`` says that it needs no word such as *by*: it has the date, too.
        """
        line = re.sub(r"\([^()]*\)", "", line)
        if is_sure:
            line = self.beside_names.sub(" ", line)
        line = line.strip(" |·•-–—/,:")
        match = _KOREAN.fullmatch(line) or _CHINESE.fullmatch(line) or self.by.fullmatch(line)
        typed = match["names"] if match else line if is_sure and len(line) < _LONGEST_NAME else ""
        fewest = 1 if match else _FEWEST_WORDS
        for each in dict.fromkeys((typed, typed.partition(",")[0])):  # Behind a comma the office or the town may stand.
            names = [name.strip(" .,@") for name in self.joint.split(each)]
            names = [name for name in names if name and not self.role.search(name)]
            if names and all(self._is_name(name, fewest) for name in names):
                return tuple(names)
        return ()

    def is_name(self, line: str) -> bool:
        """Whether a line may be the name of a person, and nothing else."""
        words = line.split()
        is_short = _FEWEST_WORDS <= len(words) < _MOST_WORDS and len(line) < _LONGEST_NAME
        return is_short and not re.search(r"[\d:!?.,;|]", line) and all(word[0].isupper() for word in words)

    @staticmethod
    def _is_name(name: str, fewest: int) -> bool:
        words = name.split()
        is_long = len(words) >= fewest or not name.isascii()
        return (
            len(words) <= _MOST_WORDS
            and is_long
            and all(not word[:1].islower() or word in _PARTICLES for word in words)
        )

    def tags(self, line: str) -> tuple[str, ...]:
        """The words in a line ``Tags: …``."""
        return self._names("tags", line, r"\s*[,;|،、，#•·]\s*")

    def hashtags(self, line: str) -> tuple[str, ...]:
        """The words in a line ``#harbour #council``."""
        return tuple(re.findall(r"[#＃](\S+)", line)) if _HASHTAGS.fullmatch(line) else ()

    def sections(self, line: str) -> tuple[str, ...]:
        """The names in a line ``Category: …``."""
        return self._names("sections", line, r"\s*[,;|،、，>»/]\s*")

    def sources(self, line: str) -> tuple[str, ...]:
        """The names in a line ``Source: …``."""
        return self._names("source", line, r"\s*[,;/、，|]\s*")

    def credit(self, line: str) -> str:
        """Who took the picture, where a line says that and nothing else."""
        if match := _GIVEN.fullmatch(line.strip()):
            return match["names"]
        names = self._names("photo", line, r"(?!)")
        return names[0] if names else ""

    def _names(self, kind: str, line: str, between: str) -> tuple[str, ...]:
        match = self.listed[kind].fullmatch(line.strip())
        if match is None or len(line) > _LONGEST or _is_sentence(match["names"]):
            return ()
        parts = (part.strip(" .#:：") for part in re.split(between, match["names"]))
        return tuple(dict.fromkeys(part for part in parts if 0 < len(part) <= _LONGEST_NAME * (1 + (kind == "photo"))))

    def is_about_dates(self, line: str) -> bool:
        """Whether a line, from which its dates have been taken, says nothing else."""
        rest = self.around_dates.sub(" ", line)
        return len(re.findall(r"[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", rest)) == 0

    def announces_tags(self, line: str) -> bool:
        """Whether the next lines are what the story is filed by."""
        return self.tags_below.fullmatch(line.strip()) is not None

    def split_credit(self, caption: str) -> tuple[str, str]:
        """A caption, and who took the picture if it says so at its end."""
        match = self.credit_behind.search(caption)
        if match is None:
            return caption, ""
        return caption[: match.start()].strip(" |–—-"), (match["name"] or match["agency"] or "").strip(" .:：)]")

    def says_publication(self, line: str) -> bool:
        """Whether what stands before a date tells of the publication."""
        return self.published.search(line) is not None

    def says_update(self, line: str) -> bool:
        """Whether what stands before a date tells of the last change."""
        return self.updated.search(line) is not None


def _is_sentence(text: str) -> bool:
    """Whether a text tells something, and is no list of names, as *the river began here* does."""
    words = text.split()
    small = sum(word[:1].islower() and word not in _PARTICLES for word in words)
    return len(words) > _MOST_WORDS - 2 and 2 * small > len(words) and not re.search("[,;#|]", text)


def read_bylines(words: Mapping[str, Sequence[str]]) -> Bylines:
    """What words.yaml says."""
    dated = [*words["published"], *words["updated"], *words["around"], *words["clock"], *words["weekdays"]]
    signs = {"tags": r"\s*[:：#]\s*", "sections": r"\s*[:：]\s*", "source": r"\s*[:：]\s*", "photo": r"\s*[:：|/©]\s*"}
    return Bylines(
        by=_compiled(rf"(?:{_any(words['by'])})(?:\s*[:：|]\s*|\s+)(?P<names>[^\d!?:]{{2,120}}?)"),
        role=_compiled(rf"\b(?:{_any(words['role'])})\b"),
        joint=_compiled(rf"\s*[,;·、，|&/]\s*|\s+(?:{_any(words['and'])})\s+"),
        listed={
            kind: _compiled(rf"[(\[（【]?\s*(?:{_any(words[kind])}){sign}(?P<names>\S.*?)\s*[)\]）】]?")
            for kind, sign in signs.items()
        },
        tags_below=_compiled(
            rf"(?:suggested |related |more on these |in this article )?(?:{_any(words['tags'])})\s*[:：]?"
        ),
        credit_behind=_compiled(
            rf"(?:\s*[|•·/–—(\[（【]\s*|(?<=[.!?\"”。])\s*|\s+(?=©))(?:(?:(?:{_any(words['photo'])})\s*[:：/|=]\s*|©\s*)"
            r"(?P<name>[^()（）]{2,80})|(?P<agency>[A-Z][\w .]{1,30}\s?(?:Photo|Images|Pictures|Foto)\s?/[^()]{2,60}"
            r"|[A-Z]\w+/[^()]{2,60}|[^()]{2,60} via \w[^()]{1,40}"
            r"|[^()（）。]{2,24}(?:提供|摄|攝|撮影|제공)))[)\]）】]?\s*\Z"
        ),
        published=_compiled(rf"(?<!\w)(?:{_any(words['published'])})(?!\w)"),
        updated=_compiled(rf"(?<!\w)(?:{_any(words['updated'])})(?!\w)"),
        beside_names=_compiled(
            rf"(?<!\w)(?:{_any(word for kind in _BESIDE_NAMES for word in words[kind])})(?!\w)\s*:?"
        ),
        around_dates=_compiled(rf"(?<!\w)(?:{_any(dated)})(?!\w)|\(?GMT[+-]\d+\)?"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
