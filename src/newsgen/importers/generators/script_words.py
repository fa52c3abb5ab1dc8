"""The words of a script: names, numbers, texts, patterns and signs, one after the other. Pure."""

import re

from newsgen.importers.generators.script_errors import UnreadScriptError

_LARGEST = 200_000
"""Letters of a script that are read."""
_MOST = 20_000
"""Words of a script that are read."""

_WORDS = re.compile(
    r"(?P<blank>\s+|//[^\n]*|/\*(?>(?:(?!\*/).)*)(?:\*/|\Z))"
    r"|(?P<number>0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
    r"|(?P<name>[A-Za-z_$\u00a1-\uffef][\w$\u00a1-\uffef]*)"
    r"|(?P<text>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<sign>=>|\?\.(?!\d)|\.\.\.|===|!==|==|!=|<=|>=|&&=|\|\|=|\?\?=|&&|\|\||\?\?|\*\*|\+=|-=|\+\+|--|[-+*/%!<>=?:.,;(){}\[\]|&~^@#])",
    re.DOTALL,
)
PATTERN = re.compile(r"/(?P<pattern>(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/(?P<flags>[a-z]*)")
"""A pattern between its slashes."""
_BRACKETS = re.compile(
    r"\"(?>(?:[^\"\\\n]|\\.){0,4000})\"|'(?>(?:[^'\\\n]|\\.){0,4000})'|`(?>(?:[^`\\]|\\.){0,4000})`|[\[{(]|[\]})]|,|//[^\n]*",
    re.DOTALL,
)
"""Brackets and commas, and what they may stand in."""
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


class Words:
    """The words of a script, at one of which it stands.

    Attributes:
        kind: What the word is: ``number``, ``name``, ``text``, ``sign``, ``regex``, ``tick`` (a template begins),
            ``unread``; empty at the end of the script.
        word: As it is typed.
        begin: Where it begins.
        at: Where it ends.
        end: Where the word before it ends.
    """

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = self.begin = self.end = at
        self.kind = self.word = ""
        self._count = 0
        self.next()

    def next(self) -> str:
        """Goes on by a word; tells the one before."""
        before, kind = self.word, self.kind
        self.end = self.at if kind else self.end
        self._count += 1
        if self._count > _MOST or self.at > _LARGEST:
            raise UnreadScriptError
        # Where a value may begin, a slash begins a pattern.
        is_value = before in {"return", "typeof"} or (kind in {"", "sign"} and before not in {")", "]", "}"})
        self.kind, self.word, self.begin, self.at = self._word_from(self.at, is_value=is_value)
        return before

    def _word_from(self, at: int, *, is_value: bool) -> tuple[str, str, int, int]:
        """Kind, word, begin and end of the first word from a place on."""
        while at < len(self.text):
            if self.text[at] == "`":
                return "tick", "`", at, at + 1
            is_pattern = is_value and not self.text.startswith(("//", "/*"), at)
            if is_pattern and (found := PATTERN.match(self.text, at)):
                return "regex", found[0], at, found.end()
            match = _WORDS.match(self.text, at)
            if match is None:
                return "unread", self.text[at], at, at
            if match.lastgroup != "blank":
                return str(match.lastgroup), match[0], at, match.end()
            at = match.end()
        return "", "", at, at

    def is_next(self, *signs: str) -> bool:
        """Whether the word is one of these signs or names."""
        return self.kind in {"sign", "name"} and self.word in signs

    def take(self, *signs: str) -> bool:
        """Goes on where the word is one of these; tells whether it was."""
        is_taken = self.is_next(*signs)
        if is_taken:
            self.next()
        return is_taken

    def need(self, sign: str) -> None:
        """Goes on behind a sign.

        Raises:
            UnreadScriptError: Another word stands there.
        """
        if not self.take(sign):
            raise UnreadScriptError

    def name(self) -> str:
        """Goes on behind a name, and tells it.

        Raises:
            UnreadScriptError: Another word stands there.
        """
        if self.kind != "name":
            raise UnreadScriptError
        return self.next()

    def go_on_behind_value(self, end: int) -> None:
        """Goes on where a value ends that was read in another way than word by word."""
        self.at = end
        self.word, self.kind = ")", "sign"
        self.next()

    def skip(self, begin: int) -> str:
        """What stands before the next comma or bracket of this level; goes on from there.

        Raises:
            UnreadScriptError: There is none.
        """
        depth = 0
        for match in _BRACKETS.finditer(self.text, begin):
            if match[0] in {"[", "{", "("}:
                depth += 1
            elif match[0] in {"]", "}", ")"} or (match[0] == "," and not depth):
                if not depth:
                    self.go_on_behind_value(match.start())
                    return self.text[begin : match.start()].strip()
                depth -= 1
        raise UnreadScriptError

    def is_arrow_ahead(self) -> bool:
        """Whether the bracket is that of a function's arguments: an arrow stands behind its end."""
        depth = 0
        for match in _BRACKETS.finditer(self.text, self.begin, self.begin + 4_000):
            if match[0] in "[{(":
                depth += 1
            elif match[0] in "]})":
                depth -= 1
                if not depth:
                    return re.compile(r"\s*=>").match(self.text, match.end()) is not None
        return False


def unescaped(text: str) -> str:
    """A text of JavaScript without its backslashes."""

    def letter(match: re.Match[str]) -> str:
        code = match[1] or match[2] or match[3]
        if code:
            number = int(code, 16)
            return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"  # noqa: PLR2004
        return "" if match[4] else _ESCAPED.get(match[5], match[5])

    return _ESCAPE.sub(letter, text)
