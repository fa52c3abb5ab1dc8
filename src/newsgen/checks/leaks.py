"""Finds the words of stories that are held back wherever they show in the site. Pure.

A story is known by its phrases: runs of words with nothing but blanks and marks between them, which look nearly the
same as text, as HTML and as XML. Phrases that stand in a published story, in newsgen.yaml or in a template are no
secret.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

_LETTERS = r"[^\W\d_]+"
_WORD = r"[^\W_]+"
# Of marks, those that mean nothing in Markdown; behind the end of a line a letter, which begins no list.
_GAP = r"[ ,.;:!?'\"’“”–—-]{1,3}(?:\n(?=[^\W\d_]))?|\n(?=[^\W\d_])"
_RUN = re.compile(rf"\b{_LETTERS}(?:(?:{_GAP}){_WORD}){{5,9}}\b")
"""Of words."""
_SHORT_RUN = re.compile(rf"\b{_LETTERS}(?:(?:{_GAP}){_WORD}){{3,9}}\b")
"""The same, of a story that has no longer ones."""
_HEADLINE = re.compile(rf"{_LETTERS}(?:[ \n]{_LETTERS}){{3,9}}")
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{14,24}")
"""Japanese, Chinese and Thai, which part no words."""
_MOST = 12
_FEW = 24
"""Words that are looked for one by one; more are looked up among all words of a file, as long as some 30 would take."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a story that is held back."""

    source: str
    words: str
    """Parted by single spaces."""


def phrases_of(source: str, title: str, body: str) -> tuple[Phrase, ...]:
    """Phrases by which a story is known: its headline's, and some of its text from the beginning to the end."""
    found = [match[0] for match in _HEADLINE.finditer(title)]
    for pattern in (_RUN, _UNPARTED, _SHORT_RUN):
        if runs := [match[0] for match in pattern.finditer(body)]:
            break
    step = max(1, len(runs) // _MOST)
    found += runs[::step][:_MOST]
    return tuple(Phrase(source, " ".join(_WORDS.findall(words))) for words in dict.fromkeys(found))


_WORDS = re.compile(_WORD)


@dataclass(frozen=True)
class EmbargoScanner:
    """Many phrases, for a search in many files."""

    phrases: tuple[Phrase, ...]

    @cached_property
    def _by_anchor(self) -> Mapping[bytes, list[tuple[Phrase, re.Pattern[bytes]]]]:
        """The longest word of each phrase that has several."""
        found: defaultdict[bytes, list[tuple[Phrase, re.Pattern[bytes]]]] = defaultdict(list)
        for phrase in self.phrases:
            words = [word.encode() for word in phrase.words.split(" ")]
            if len(words) > 1:
                found[max(words, key=len)].append((phrase, re.compile(_BETWEEN.join(map(re.escape, words)))))
        return dict(found)

    @cached_property
    def _unparted(self) -> list[tuple[Phrase, bytes]]:
        return [(phrase, phrase.words.encode()) for phrase in self.phrases if " " not in phrase.words]

    def __getstate__(self) -> dict[str, object]:
        """Without what each process makes for itself."""
        return {"phrases": self.phrases}

    def without(self, known: Collection[str]) -> "EmbargoScanner":
        """The others, where these words are known."""
        return EmbargoScanner(tuple(phrase for phrase in self.phrases if phrase.words not in known))

    def _anchors_in(self, content: bytes) -> Iterable[bytes]:
        anchors = self._by_anchor.keys()
        if len(anchors) <= _FEW:
            return [anchor for anchor in anchors if anchor in content]
        return anchors & set(content.translate(_BLANKS).split())

    def search(self, content: bytes) -> Iterator[tuple[Phrase, int]]:
        """The phrases that show in a file, and at which byte."""
        if not self.phrases:
            return
        for anchor in self._anchors_in(content):
            for phrase, pattern in self._by_anchor[anchor]:
                if found := pattern.search(content):
                    yield phrase, found.start()
        for phrase, words in self._unparted:
            if (at := content.find(words)) >= 0:
                yield phrase, at


_MARKS = bytes(sign for sign in range(0x80) if not chr(sign).isalnum())
_BLANKS = bytes.maketrans(_MARKS, b" " * len(_MARKS))
# Blanks and marks as ASCII, as UTF-8 (U+00A0 to U+00BF, U+2000 to U+203F) and as HTML spells them.
_BETWEEN = rb"(?:[%b]|\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf]|&#?\w{1,8};){1,8}" % re.escape(_MARKS)


def spelled_out(path: str, content: bytes) -> bytes:
    """The bytes in which to search: those of a JSON file without its escapes."""
    if not path.lower().endswith(".json") or b"\\" not in content:
        return content
    if b"\\u" in content:
        with suppress(ValueError, RecursionError):
            content = json.dumps(json.loads(content), ensure_ascii=False).encode("utf-8", "replace")
    return _ESCAPE.sub(b"  ", content)


_ESCAPE = re.compile(rb"\\[nrt]")


def secrets_of(stories: Iterable[tuple[str, str, str]]) -> EmbargoScanner:
    """The phrases of stories: source, headline and text of each."""
    return EmbargoScanner(tuple(phrase for story in stories for phrase in phrases_of(*story)))
