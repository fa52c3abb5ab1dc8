"""Whether some words may be the names of people. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsgen.importers.mail import without_mail

MOST_WORDS = 5
"""Of a name."""
LONGEST_NAME = 60
PARTICLES = frozenset("de da di del della van von der den ter le la al el bin ibn dos das do e y zu af ben".split())
_NEVER = re.compile(r"[\d:!?;|/@#_\"«»„“”…%$€£=+<>\[\]]")
_HANGUL = re.compile(r"[가-힣]{2,4}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]{2,8}")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_SHORT = 3
"""Letters of a family name, or of a given name, in Japan."""
_MOST_OF_DENSE = 3
"""Letters of most names in Korea, with that of the family."""


@dataclass(frozen=True, slots=True)
class Persons:
    """Knows names."""

    surnames: frozenset[str]
    """Of China and Korea."""
    joint: re.Pattern[str]
    """What stands between two names."""
    role: re.Pattern[str]
    """Words that name an office, and no person."""

    def in_list(self, text: str, fewest: int) -> tuple[str, ...]:
        """The names in a list of such, each of as many words at least; none where one of them is no name."""
        for each in dict.fromkeys((text, text.partition(",")[0])):  # Behind a comma the office or the town may stand.
            names = [name.strip(" .,") for name in self.joint.split(each)]
            names = [name for name in names if name and not self.role.search(name)]
            if names and all(self._is_name(name, fewest) for name in names):
                return tuple(dict.fromkeys(names))
        return ()

    def alone(self, line: str) -> tuple[str, ...]:
        """The names in a line that has nothing else, and no word such as *by*."""
        line = re.sub(r"\([^()]*\)", "", without_mail(line)).strip(" ,")
        if len(line) > 2 * LONGEST_NAME or _NEVER.search(line) or line.endswith((".", "。")) or self.role.search(line):
            return ()
        if _DENSE.search(line):
            return self._dense(line)
        names = self.in_list(line, 2)
        whole = self.joint.sub(" ", line)
        is_told = len(names) > 0 and sum(map(len, names)) >= len(whole) - 2 * len(names)
        return names if is_told and not any(name.isupper() for name in names) else ()

    def _dense(self, line: str) -> tuple[str, ...]:
        """Names of China, Korea and Japan, with blanks between them, or in them."""
        parts = [part for part in re.split(r"[\s、，,・·]+", line) if part]
        if parts and all(self._is_known(part) for part in parts):
            return tuple(parts)
        if len(parts) < 2 or not all(_JAPANESE.fullmatch(part) for part in parts):  # noqa: PLR2004
            return ()
        if len(parts) == 2 and all(len(part) <= _SHORT for part in parts):  # noqa: PLR2004 - 山田 花子
            return (" ".join(parts),)
        return tuple(parts) if all(len(part) > 2 for part in parts) else ()  # noqa: PLR2004

    def _is_known(self, name: str) -> bool:
        is_korean = _HANGUL.fullmatch(name) is not None and len(name) <= _MOST_OF_DENSE
        is_chinese = _HAN.fullmatch(name) is not None and len(name) <= _MOST_OF_DENSE
        return (is_korean or is_chinese) and name[0] in self.surnames

    def _is_name(self, name: str, fewest: int) -> bool:
        words = name.split()
        if _NEVER.search(name) or len(name) > LONGEST_NAME or not 0 < len(words) <= MOST_WORDS:
            return False
        if _DENSE.search(name):
            return fewest == 1 or self._is_known(name)
        is_cased = name.lower() != name.upper()
        begins = [word.lstrip("'’\"(")[:1] for word in words]
        is_named = all(
            not first.islower() or word in PARTICLES or word[:2] in {"d'", "d’", "l'", "al"}
            for first, word in zip(begins, words, strict=True)
        )
        return len(words) >= fewest and all(map(str.isalpha, begins)) and (is_named or not is_cased)


def read_persons(words: Mapping[str, Sequence[str]], joint: re.Pattern[str], role: re.Pattern[str]) -> Persons:
    """What words.yaml says."""
    return Persons(frozenset("".join(words["surnames"])), joint, role)
