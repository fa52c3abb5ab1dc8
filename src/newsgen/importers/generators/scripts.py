"""Expressions and small functions of JavaScript, and expressions of Nunjucks, as trees. Nothing of them is run. Pure.

What is not known here, such as a class or a loop with a counter, cannot be read, and is said so.
"""

import re
from typing import Any, NoReturn

Node = tuple[Any, ...]
"""What something is, and its parts."""
_LARGEST = 100_000
_DEEPEST = 60
_MOST = 20_000
"""Words of a script that are read."""


class UntoldError(ValueError):
    """That the value is not known."""


def untold() -> NoReturn:
    """Says that a value is not known, where an expression stands."""
    raise UntoldError


class UnreadScriptError(ValueError):
    """What is no expression that is known here."""


_WORDS = re.compile(
    r"(?P<blank>\s+|//[^\n]*|/\*(?>(?:(?!\*/).)*)(?:\*/|\Z))"
    r"|(?P<number>0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
    r"|(?P<name>[A-Za-z_$\u00a1-\uffef][\w$\u00a1-\uffef]*)"
    r"|(?P<text>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<sign>=>|\?\.(?!\d)|\.\.\.|===|!==|==|!=|<=|>=|&&=|\|\|=|\?\?=|&&|\|\||\?\?|\*\*|\+=|-=|\+\+|--|[-+*/%!<>=?:.,;(){}\[\]|&~^@#])",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?P<pattern>(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/(?P<flags>[a-z]*)")
_BRACKETS = re.compile(
    r"\"(?>(?:[^\"\\\n]|\\.){0,4000})\"|'(?>(?:[^'\\\n]|\\.){0,4000})'|`(?>(?:[^`\\]|\\.){0,4000})`|[\[{(]|[\]})]|,|//[^\n]*",
    re.DOTALL,
)
"""Brackets and commas, and what they may stand in."""
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_BINARY = {
    "??": 1, "||": 1, "or": 1, "&&": 2, "and": 2, "|": 3, "&": 3, "^": 3,
    "==": 4, "!=": 4, "===": 4, "!==": 4, "in": 5, "instanceof": 5,
    "<": 5, ">": 5, "<=": 5, ">=": 5, "~": 6, "+": 6, "-": 6, "*": 7, "/": 7, "%": 7, "**": 8,
}  # fmt: skip
_LITERALS = {"true": True, "false": False, "null": None, "undefined": None, "none": None, "None": None}


def unescaped(text: str) -> str:
    """A text of JavaScript without its backslashes."""

    def letter(match: re.Match[str]) -> str:
        code = match[1] or match[2] or match[3]
        if code:
            number = int(code, 16)
            return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"  # noqa: PLR2004
        return "" if match[4] else _ESCAPED.get(match[5], match[5])

    return _ESCAPE.sub(letter, text)


def read_expression(text: str, at: int = 0, *, is_template: bool = False) -> tuple[Node, int]:
    """The expression that begins somewhere in a text, and where it ends.

    Args:
        text: A script, or what stands between the braces of a template.
        at: Where it begins.
        is_template: Whether it is one of Nunjucks: a bar is a filter, and ``and``, ``or``, ``not`` are signs.

    Raises:
        UnreadScriptError: It is nothing that is known here.
    """
    reader = _Reader(text, at, is_template=is_template)
    node = reader.expression()
    return node, reader.end


def whole_expression(text: str, *, is_template: bool = False) -> Node:
    """The expression that a text is, and nothing besides.

    Raises:
        UnreadScriptError: It is nothing that is known here.
    """
    reader = _Reader(text, 0, is_template=is_template)
    node = reader.expression()
    if reader.kind:
        raise UnreadScriptError
    return node


class _Reader:
    def __init__(self, text: str, at: int, *, is_template: bool, depth: int = 0) -> None:
        self._text = text
        self._at = at
        self._is_template = is_template
        self._depth = depth
        self._count = 0
        self.kind = self.word = ""
        self._begin = self.end = at
        self._value = True
        """Whether a value may begin here: then a slash begins a pattern."""
        self._next()

    def _next(self) -> str:
        """Goes on by a word; tells the one before."""
        before, kind = self.word, self.kind
        self.end = self._at if self.kind else self.end
        self._count += 1
        if self._count > _MOST or self._at > _LARGEST * 2:
            raise UnreadScriptError
        self._value = kind in {"", "sign"} and before not in {")", "]", "}"} or before in {"return", "typeof"}  # noqa: RUF021
        while True:
            if self._at >= len(self._text):
                self.kind = self.word = ""
                self._begin = self._at
                return before
            if self._text[self._at] == "`":
                self.kind, self.word, self._begin = "tick", "`", self._at
                self._at += 1
                return before
            is_pattern = self._value and not self._text.startswith(("//", "/*"), self._at)
            if is_pattern and (found := _REGEX.match(self._text, self._at)):
                self.kind, self.word, self._begin, self._at = "regex", found[0], self._at, found.end()
                return before
            match = _WORDS.match(self._text, self._at)
            if match is None:
                self.kind, self.word, self._begin = "unread", self._text[self._at], self._at
                return before
            self._begin, self._at = self._at, match.end()
            if match.lastgroup != "blank":
                self.kind, self.word = str(match.lastgroup), match[0]
                return before

    def _is(self, *signs: str) -> bool:
        return self.kind in {"sign", "name"} and self.word in signs

    def _take(self, *signs: str) -> bool:
        if self._is(*signs):
            self._next()
            return True
        return False

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise UnreadScriptError

    def _name(self) -> str:
        if self.kind != "name":
            raise UnreadScriptError
        return self._next()

    def expression(self) -> Node:
        """One expression."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadScriptError
        node = self._arrow() or self._choice()
        self._depth -= 1
        return node

    def _choice(self) -> Node:
        node = self._binary(0)
        if self._take("?"):
            then = self.expression()
            self._need(":")
            return ("choice", node, then, self.expression())
        if self._is_template and self._take("if"):
            asked = self._binary(0)
            return ("choice", asked, node, self.expression() if self._take("else") else ("value", None))
        return node

    def _binary(self, least: int) -> Node:
        if self._is_template and self._take("not"):
            node: Node = ("not", self._binary(4))
        else:
            node = self._unary()
        words = {"and", "or", "in"} if self._is_template else {"in", "instanceof"}
        while self.kind == "sign" or (self.kind == "name" and self.word in words):
            strength = _BINARY.get(self.word, -1)
            if strength <= least or (self._is_template and self.word == "|"):
                break
            sign = self._next()
            node = ("sign", sign, node, self._binary(strength))
        return node

    def _filtered(self, node: Node) -> Node:
        self._next()
        name = self._name()
        given: list[Node] = []
        if self._take("("):
            given = self._given(")")
        elif self._take(":"):  # as Liquid has it
            given.append(self._unary())
            while self._take(","):
                given.append(self._unary())
        return ("filter", name, node, given)

    def _unary(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadScriptError
        if self._take("!"):
            node: Node = ("not", self._unary())
        elif self._take("-"):
            node = ("sign", "-", ("value", 0), self._unary())
        elif self._take("+"):
            node = ("sign", "-", self._unary(), ("value", 0))
        elif not self._is_template and self._is("await", "async") and self.kind == "name":
            self._next()
            node = self._arrow() or self._unary()
        elif not self._is_template and self._take("typeof"):
            node = ("typeof", self._unary())
        elif not self._is_template and self._take("new"):
            node = ("new", self._behind(self._atom(), calls=False), self._given(")") if self._take("(") else [])
            node = self._behind(node)
        else:
            node = self._behind(self._atom())
            # A filter binds more than any sign.
            while self._is_template and self._is("|"):
                node = self._filtered(node)
        self._depth -= 1
        return node

    def _behind(self, node: Node, *, calls: bool = True) -> Node:
        """What is looked up in a thing, or asked of it."""
        while True:
            if self._take("."):
                node = ("of", node, ("value", self._name()))
            elif self._take("?."):
                if self._take("["):
                    node = ("of", node, self.expression())
                    self._need("]")
                elif self._take("("):
                    node = ("call", node, self._given(")"))
                else:
                    node = ("of", node, ("value", self._name()))
            elif self._take("["):
                node = ("of", node, self.expression())
                self._need("]")
            elif calls and self._take("("):
                node = ("call", node, self._given(")"))
            else:
                return node

    def _given(self, end: str) -> list[Node]:
        given: list[Node] = []
        named: list[tuple[Node, Node, str]] = []
        while not self._take(end):
            if self._take("..."):
                given.append(("spread", self.expression()))
            else:
                node = self.expression()
                if self._is_template and node[0] == "name" and self._take("="):
                    named.append((("value", node[1]), self.expression(), ""))
                else:
                    given.append(node)
            if not self._is(end):
                self._need(",")
        return [*given, ("group", named)] if named else given

    def _atom(self) -> Node:  # noqa: C901, PLR0911 - a line for each
        kind, word = self.kind, self.word
        if kind == "number":
            self._next()
            plain = word.replace("_", "")
            if plain.lower().startswith("0x"):
                return ("value", int(plain, 16))
            number = float(plain)
            return ("value", int(number) if number.is_integer() and abs(number) < 1e15 else number)  # noqa: PLR2004
        if kind == "text":
            self._next()
            return ("value", unescaped(word[1:-1]))
        if kind == "tick":
            return self._template()
        if kind == "regex":
            match = _REGEX.fullmatch(word)
            self._next()
            return ("pattern", match["pattern"], match["flags"]) if match else ("value", None)
        if kind == "name":
            if not self._is_template and word == "function":
                return self._function()
            self._next()
            return ("value", _LITERALS[word]) if word in _LITERALS else ("name", word)
        if self._take("("):
            node = self.expression()
            while self._take(","):
                node = self.expression()
            self._need(")")
            return node
        if self._take("["):
            return ("list", self._given("]"))
        if self._take("{"):
            return self._group()
        raise UnreadScriptError

    def _template(self) -> Node:
        parts: list[object] = []
        begin = at = self._at
        while True:
            match = re.compile(r"`|\$\{|\\.", re.DOTALL).search(self._text, at)
            if match is None:
                raise UnreadScriptError
            at = match.end()
            if match[0] == "`":
                parts.append(unescaped(self._text[begin : match.start()]))
                break
            if match[0] == "${":
                parts.append(unescaped(self._text[begin : match.start()]))
                inner = _Reader(self._text, at, is_template=False, depth=self._depth)
                parts.append(inner.expression())
                if inner.word != "}":
                    raise UnreadScriptError
                begin = at = inner._at
        self._at = at
        self._value = False
        self.word, self.kind = ")", "sign"  # a value has ended
        self._next()
        return ("template", parts)

    def _group(self) -> Node:
        pairs: list[tuple[Node, Node, str]] = []
        while not self._take("}"):
            begin = self._begin
            key, node, behind = self._pair()
            pairs.append((key, node, self._text[behind or begin : self.end]))
            if not self._is("}"):
                self._need(",")
        return ("group", pairs)

    def _pair(self) -> tuple[Node, Node, int]:  # noqa: C901 - likewise
        """A name, its value, and where that begins."""
        if self._take("..."):
            return ("spread",), self.expression(), 0
        if not self._is_template and self._is("async", "get") and re.match(r"\s*[\w$]+\s*\(", self._text[self._at :]):
            self._next()
        kind = self.kind
        if self._take("["):
            key = self.expression()
            self._need("]")
        elif kind == "name":
            key = ("value", self._next())
        elif kind in {"text", "number"}:
            key = ("value", str(self._atom()[1]))
        else:
            raise UnreadScriptError
        begin = self._begin
        if self._is(":"):
            begin, depth = self._at, self._depth
            try:
                self._next()
                return key, self.expression(), begin
            except UnreadScriptError:
                self._depth = depth
                return key, ("unread", self._skipped(begin)), begin
        if self._is("("):
            return key, self._function_behind_name(), begin
        if kind == "name" and not self._is_template:
            if self._take("="):  # of a pattern
                return key, ("usual", ("name", key[1]), self.expression()), begin
            return key, ("name", key[1]), begin
        raise UnreadScriptError

    def _skipped(self, begin: int) -> str:
        """What stands before the next comma or bracket of this level; goes on from there."""
        depth = 0
        for match in _BRACKETS.finditer(self._text, begin):
            if match[0] in {"[", "{", "("}:
                depth += 1
            elif match[0] in {"]", "}", ")"} or (match[0] == "," and not depth):
                if not depth:
                    self._at = match.start()
                    self.word, self.kind = ")", "sign"
                    self._next()
                    return self._text[begin : match.start()].strip()
                depth -= 1
        raise UnreadScriptError

    # Functions

    def _arrow(self) -> Node | None:
        """A function with an arrow, where one begins."""
        if self._is_template:
            return None
        if self.kind == "name" and re.compile(r"\s*=>").match(self._text, self._at) and self.word != "async":
            name = self._next()
            self._need("=>")
            return self._with_body([(("name", name), None)])
        if self._is("async") and re.compile(r"\s*(?:\(|[\w$]+\s*=>)").match(self._text, self._at):
            self._next()
            return self._arrow() or self._unary()
        if not self._is("(") or not _is_arrow(self._text, self._begin):
            return None
        self._next()
        taken = self._taken()
        self._need("=>")
        return self._with_body(taken)

    def _with_body(self, taken: list[tuple[Node, Node | None]]) -> Node:
        if self._is("{"):
            return ("function", taken, self._block())
        return ("function", taken, [("return", self.expression())])

    def _taken(self) -> list[tuple[Node, Node | None]]:
        """What a function takes, behind its bracket."""
        taken: list[tuple[Node, Node | None]] = []
        while not self._take(")"):
            if self._take("..."):
                taken.append((("rest", self._name()), None))
            else:
                target = self._target()
                taken.append((target, self.expression() if self._take("=") else None))
            if not self._is(")"):
                self._need(",")
        return taken

    def _target(self) -> Node:
        if self._take("{"):
            return self._group()
        if self._take("["):
            return ("list", self._given("]"))
        return ("name", self._name())

    def _function(self) -> Node:
        self._next()
        self._take("*")
        if self.kind == "name":
            self._next()
        return self._function_behind_name()

    def _function_behind_name(self) -> Node:
        self._need("(")
        taken = self._taken()
        return ("function", taken, self._block())

    def _block(self) -> list[Node]:
        self._need("{")
        steps: list[Node] = []
        while not self._take("}"):
            steps.append(self._step())
        return steps

    def _step(self) -> Node:  # noqa: C901, PLR0911, PLR0912 - a line for each
        self._depth += 1
        if self._depth > _DEEPEST or not self.kind:
            raise UnreadScriptError
        try:
            if self._take(";"):
                return ("nothing",)
            if self._is("{"):
                return ("block", self._block())
            if self._take("return"):
                if self._is(";", "}"):
                    self._take(";")
                    return ("return", ("value", None))
                node: Node = ("return", self.expression())
            elif self._take("const", "let", "var"):
                node = self._settings()
            elif self._take("if"):
                self._need("(")
                asked = self.expression()
                self._need(")")
                then = self._step()
                return ("if", asked, then, self._step() if self._take("else") else ("nothing",))
            elif self._take("for"):
                return self._loop()
            elif self._is("function"):
                name = re.compile(r"\s*\*?\s*([\w$]+)").match(self._text, self._at)
                if name is None:
                    raise UnreadScriptError
                return ("set", ("name", name[1]), self._function())
            else:
                node = self.expression()
                if self._is("=", "+="):
                    sign = self._next()
                    value = self.expression()
                    node = ("set", node, value if sign == "=" else ("sign", "+", node, value))
                else:
                    node = ("do", node)
            self._take(";")
            return node
        finally:
            self._depth -= 1

    def _settings(self) -> Node:
        steps: list[Node] = []
        while True:
            target = self._target()
            steps.append(("set", target, self.expression() if self._take("=") else ("value", None)))
            if not self._take(","):
                return steps[0] if len(steps) == 1 else ("steps", steps)

    def _loop(self) -> Node:
        self._take("await")
        self._need("(")
        if not self._take("const", "let", "var"):
            raise UnreadScriptError
        target = self._target()
        self._need("of")
        things = self.expression()
        self._need(")")
        return ("each", target, things, self._step())


def _is_arrow(text: str, at: int) -> bool:
    """Whether a bracket is that of a function's arguments: an arrow stands behind its end."""
    depth = 0
    for match in _BRACKETS.finditer(text, at, at + 4_000):
        if match[0] in "[{(":
            depth += 1
        elif match[0] in "]})":
            depth -= 1
            if not depth:
                return re.compile(r"\s*=>").match(text, match.end()) is not None
    return False
