"""One line of a copied text, and what can be told of it alone. Pure."""

import re
from dataclasses import dataclass

_LONG = 20
"""Words from which a paragraph is one of a story, wherever it stands."""
_LONG_KOREAN = 14
"""Likewise in Korean, of which a word has what others say with two."""
_HANGUL = re.compile(r"[가-힣]")
_LONG_LETTERS = 45
"""Likewise, in scripts that set no blanks between words."""
_HEADLINE = (4, 40)
"""Words of most headlines."""
_DENSE_HEADLINE = 8
"""Letters of a headline in scripts without blanks."""
_SENTENCE = (5, 16)
"""Words, or letters, from which what ends as a sentence does is one."""
SHORT = 3
"""Words of a kicker, an entry of a menu, a tag."""
_SUBHEAD = (5, 10)
"""Words, or letters, of a short subhead."""
_ENDED = re.compile(r"[.!?…:;。！？؟۔।,，、．][\"'”’»」』)\]）】]*\Z")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_UNENDED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]")
"""Thai, Lao and Khmer: their sentences have no sign at their end."""
_TRAIL = re.compile(r"\s*(?:[»>＞›/→|]|::)\s*")
_MOST_OF_STEP = 4
MARKS = "a line of marks"
"""Why a line without a letter is no paragraph."""


@dataclass(slots=True)
class Line:
    """A paragraph of a copied text."""

    text: str
    is_glued: bool = False
    """As in Paragraph."""
    leftover: str = ""
    """Why it is no part of a story; empty where it may be one."""
    is_item: bool = False
    """Whether it is an item of a list."""
    is_quoted: bool = False
    """As in Paragraph."""
    level: int = 0
    """Of a heading that is marked as one, with ``##`` before it; 0 of all other lines."""

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return "\t" in self.text

    @property
    def is_apart(self) -> bool:
        """Whether it is told by its marks what it is, and never one of the lines around a story."""
        return self.is_row or self.is_quoted or self.level > 1

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDED.search(self.text) is not None

    @property
    def is_dense(self) -> bool:
        """Whether it is in a script that sets no blanks between words."""
        return _DENSE.search(self.text) is not None

    @property
    def is_town(self) -> bool:
        """Whether it is a name in capitals and nothing else, as agencies write that of a town."""
        is_word = self.text.isupper() and self.text.replace(" ", "").isalpha()
        return is_word and not self.leftover and len(self.text) > SHORT and self.words <= SHORT

    @property
    def is_long(self) -> bool:
        """Whether only a story, or its standfirst, has such a paragraph."""
        is_told = self.is_ended or (_UNENDED.search(self.text) is not None and len(self.text) > 2 * _LONG_LETTERS)
        fewest = _LONG_KOREAN if _HANGUL.search(self.text) and self.is_ended else _LONG
        is_long = self.words >= fewest or (is_told and len(self.text) >= _LONG_LETTERS and self.is_dense)
        return is_long and not self.is_apart

    @property
    def is_short(self) -> bool:
        """Whether it is a word or two, as menus and tags are."""
        return self.words <= SHORT and not self.is_ended

    @property
    def is_headline(self) -> bool:
        """Whether it is as long as headlines are."""
        if self.is_dense:
            return len(self.text) >= _DENSE_HEADLINE
        return _HEADLINE[0] <= self.words <= _HEADLINE[1]

    @property
    def is_caption(self) -> bool:
        """Whether it is as long as captions are."""
        return (self.words >= SHORT or len(self.text) > _DENSE_HEADLINE) and self.words <= 2 * _LONG

    @property
    def is_statement(self) -> bool:
        """Whether it says so much that it may be a standfirst."""
        return self.words >= _SENTENCE[0] or (self.is_dense and len(self.text) >= _DENSE_HEADLINE)

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does, and is as long as one."""
        return self.is_ended and (self.words >= _SENTENCE[0] or (self.is_dense and len(self.text) >= _SENTENCE[1]))

    @property
    def has_sentence(self) -> bool:
        """Whether a sentence ends in it, and it is as long as a paragraph: a note may stand behind that."""
        is_long = len(self.text) >= 2 * _SENTENCE[1] if self.is_dense else self.words >= 2 * _SENTENCE[0]
        return is_long and re.search(r"[^\W\d_][.!?]['\"”»]?\s+[^\W\d_]|[。！？]", self.text) is not None

    @property
    def is_like_subhead(self) -> bool:
        """Whether it is shorter than headlines are."""
        return len(self.text) <= _SUBHEAD[1] if self.is_dense else self.words <= _SUBHEAD[0]

    @property
    def may_end_story(self) -> bool:
        """Whether it may be the last line of a story."""
        is_sentence = self.is_ended and (self.words >= _SENTENCE[0] or len(self.text) >= _SENTENCE[1])
        is_remark = self.words >= _SENTENCE[0] and self.text[0] in "(（" and self.text[-1] in ")）"
        is_sentence = is_sentence or is_remark or self.has_sentence
        return self.is_long or self.is_item or self.is_row or self.is_quoted or is_sentence

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the way through the site; of any other line, the line."""
        return tuple(part.strip() for part in _TRAIL.split(self.text) if part.strip())

    @property
    def is_trail(self) -> bool:
        """Whether it is the way through the site, ``Home » News » Korea``, or a sign between two of its lines."""
        parts = _TRAIL.split(self.text)
        return not re.search(r"\w", self.text) or (
            len(parts) > 1 and all(len(part.split()) <= _MOST_OF_STEP for part in parts)
        )


def is_english(text: str) -> bool:
    """Whether a text is in English, where nobody can tell whether 5/3 is in March."""
    words = re.findall(r"[a-z]+", text.lower())
    return 20 * sum(word in {"the", "of", "and", "to", "in"} for word in words) > 2 * len(words) > 0
