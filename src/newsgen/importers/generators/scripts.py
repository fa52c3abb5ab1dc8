"""Expressions and small functions of JavaScript, and expressions of Nunjucks, as trees. Nothing of them is run. Pure.

What is not known here, such as a class or a loop with a counter, cannot be read, and is said so.
"""

import re
from typing import Any

from newsgen.importers.generators.script_errors import UnreadScriptError
from newsgen.importers.generators.script_words import PATTERN, Words, unescaped

Node = tuple[Any, ...]
"""What something is, and its parts."""
_DEEPEST = 60
_LONGEST_HEX = 15
"""Letters of a number such as ``0xff``: whatever has more is no number of JavaScript's."""
_IN_TEMPLATE = re.compile(r"`|\$\{|\\.", re.DOTALL)
_ARROW = re.compile(r"\s*=>")
_FUNCTION_BEGINS = re.compile(r"\s*(?:\(|[\w$]+\s*=>)")
"""Behind ``async``."""
_FUNCTION_NAME = re.compile(r"\s*\*?\s*([\w$]+)")
_BINARY = {
    "??": 1, "||": 1, "or": 1, "&&": 2, "and": 2, "|": 3, "&": 3, "^": 3,
    "==": 4, "!=": 4, "===": 4, "!==": 4, "in": 5, "instanceof": 5,
    "<": 5, ">": 5, "<=": 5, ">=": 5, "~": 6, "+": 6, "-": 6, "*": 7, "/": 7, "%": 7, "**": 8,
}  # fmt: skip
_LITERALS = {"true": True, "false": False, "null": None, "undefined": None, "none": None, "None": None}


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


class _Reader(Words):
    def __init__(self, text: str, at: int, *, is_template: bool, depth: int = 0) -> None:
        self._is_template = is_template
        self._depth = depth
        super().__init__(text, at)

    def _descend(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadScriptError

    def expression(self) -> Node:
        """One expression."""
        self._descend()
        node = self._arrow() or self._choice()
        self._depth -= 1
        return node

    def _choice(self) -> Node:
        node = self._binary(0)
        if self.take("?"):
            then = self.expression()
            self.need(":")
            return ("choice", node, then, self.expression())
        if self._is_template and self.take("if"):
            asked = self._binary(0)
            return ("choice", asked, node, self.expression() if self.take("else") else ("value", None))
        return node

    def _binary(self, least: int) -> Node:
        if self._is_template and self.take("not"):
            node: Node = ("not", self._binary(4))
        else:
            node = self._unary()
        words = {"and", "or", "in"} if self._is_template else {"in", "instanceof"}
        while self.kind == "sign" or (self.kind == "name" and self.word in words):
            strength = _BINARY.get(self.word, -1)
            if strength <= least or (self._is_template and self.word == "|"):
                break
            sign = self.next()
            node = ("sign", sign, node, self._binary(strength))
        return node

    def _filtered(self, node: Node) -> Node:
        self.next()
        name = self.name()
        given: list[Node] = []
        if self.take("("):
            given = self._given(")")
        elif self.take(":"):  # as Liquid has it
            given.append(self._unary())
            while self.take(","):
                given.append(self._unary())
        return ("filter", name, node, given)

    def _unary(self) -> Node:
        self._descend()
        if self.take("!"):
            node: Node = ("not", self._unary())
        elif self.take("-"):
            node = ("sign", "-", ("value", 0), self._unary())
        elif self.take("+"):
            node = ("sign", "-", self._unary(), ("value", 0))
        elif not self._is_template and self.is_next("await", "async") and self.kind == "name":
            self.next()
            node = self._arrow() or self._unary()
        elif not self._is_template and self.take("typeof"):
            node = ("typeof", self._unary())
        elif not self._is_template and self.take("new"):
            node = ("new", self._behind(self._atom(), calls=False), self._given(")") if self.take("(") else [])
            node = self._behind(node)
        else:
            node = self._behind(self._atom())
            # A filter binds more than any sign.
            while self._is_template and self.is_next("|"):
                node = self._filtered(node)
        self._depth -= 1
        return node

    def _behind(self, node: Node, *, calls: bool = True) -> Node:
        """What is looked up in a thing, or asked of it."""
        while True:
            if self.take("."):
                node = ("of", node, ("value", self.name()))
            elif self.take("?."):
                if self.take("["):
                    node = ("of", node, self.expression())
                    self.need("]")
                elif self.take("("):
                    node = ("call", node, self._given(")"))
                else:
                    node = ("of", node, ("value", self.name()))
            elif self.take("["):
                node = ("of", node, self.expression())
                self.need("]")
            elif calls and self.take("("):
                node = ("call", node, self._given(")"))
            else:
                return node

    def _given(self, end: str) -> list[Node]:
        given: list[Node] = []
        named: list[tuple[Node, Node, str]] = []
        while not self.take(end):
            if self.take("..."):
                given.append(("spread", self.expression()))
            else:
                node = self.expression()
                if self._is_template and node[0] == "name" and self.take("="):
                    named.append((("value", node[1]), self.expression(), ""))
                else:
                    given.append(node)
            if not self.is_next(end):
                self.need(",")
        return [*given, ("group", named)] if named else given

    def _atom(self) -> Node:  # noqa: C901, PLR0911 - a line for each
        kind, word = self.kind, self.word
        if kind == "number":
            self.next()
            return ("value", _number(word))
        if kind == "text":
            self.next()
            return ("value", unescaped(word[1:-1]))
        if kind == "tick":
            return self._template()
        if kind == "regex":
            match = PATTERN.fullmatch(word)
            self.next()
            return ("pattern", match["pattern"], match["flags"]) if match else ("value", None)
        if kind == "name":
            if not self._is_template and word == "function":
                return self._function()
            self.next()
            return ("value", _LITERALS[word]) if word in _LITERALS else ("name", word)
        if self.take("("):
            node = self.expression()
            while self.take(","):
                node = self.expression()
            self.need(")")
            return node
        if self.take("["):
            return ("list", self._given("]"))
        if self.take("{"):
            return self._group()
        raise UnreadScriptError

    def _template(self) -> Node:
        parts: list[object] = []
        begin = at = self.at
        while (match := _IN_TEMPLATE.search(self.text, at)) is not None:
            at = match.end()
            if match[0].startswith("\\"):
                continue
            parts.append(unescaped(self.text[begin : match.start()]))
            if match[0] == "`":
                self.go_on_behind_value(at)
                return ("template", parts)
            inner = _Reader(self.text, at, is_template=False, depth=self._depth)
            parts.append(inner.expression())
            if inner.word != "}":
                break
            begin = at = inner.at
        raise UnreadScriptError

    def _group(self) -> Node:
        pairs: list[tuple[Node, Node, str]] = []
        while not self.take("}"):
            begin = self.begin
            key, node, behind = self._pair()
            pairs.append((key, node, self.text[behind or begin : self.end]))
            if not self.is_next("}"):
                self.need(",")
        return ("group", pairs)

    def _pair(self) -> tuple[Node, Node, int]:  # noqa: C901 - likewise
        """A name, its value, and where that begins."""
        if self.take("..."):
            return ("spread",), self.expression(), 0
        if not self._is_template and self.is_next("async", "get") and re.match(r"\s*[\w$]+\s*\(", self.text[self.at :]):
            self.next()
        kind = self.kind
        if self.take("["):
            key = self.expression()
            self.need("]")
        elif kind == "name":
            key = ("value", self.next())
        elif kind in {"text", "number"}:
            key = ("value", str(self._atom()[1]))
        else:
            raise UnreadScriptError
        begin = self.begin
        if self.is_next(":"):
            begin, depth = self.at, self._depth
            try:
                self.next()
                return key, self.expression(), begin
            except UnreadScriptError:
                self._depth = depth
                return key, ("unread", self.skip(begin)), begin
        if self.is_next("("):
            return key, self._function_behind_name(), begin
        if kind == "name" and not self._is_template:
            if self.take("="):  # of a pattern
                return key, ("usual", ("name", key[1]), self.expression()), begin
            return key, ("name", key[1]), begin
        raise UnreadScriptError

    # Functions

    def _arrow(self) -> Node | None:
        """A function with an arrow, where one begins."""
        if self._is_template:
            return None
        if self.kind == "name" and _ARROW.match(self.text, self.at) and self.word != "async":
            name = self.next()
            self.need("=>")
            return self._with_body([(("name", name), None)])
        if self.is_next("async") and _FUNCTION_BEGINS.match(self.text, self.at):
            self.next()
            return self._arrow() or self._unary()
        if not self.is_next("(") or not self.is_arrow_ahead():
            return None
        self.next()
        taken = self._taken()
        self.need("=>")
        return self._with_body(taken)

    def _with_body(self, taken: list[tuple[Node, Node | None]]) -> Node:
        if self.is_next("{"):
            return ("function", taken, self._block())
        return ("function", taken, [("return", self.expression())])

    def _taken(self) -> list[tuple[Node, Node | None]]:
        """What a function takes, behind its bracket."""
        taken: list[tuple[Node, Node | None]] = []
        while not self.take(")"):
            if self.take("..."):
                taken.append((("rest", self.name()), None))
            else:
                target = self._target()
                taken.append((target, self.expression() if self.take("=") else None))
            if not self.is_next(")"):
                self.need(",")
        return taken

    def _target(self) -> Node:
        if self.take("{"):
            return self._group()
        if self.take("["):
            return ("list", self._given("]"))
        return ("name", self.name())

    def _function(self) -> Node:
        self.next()
        self.take("*")
        if self.kind == "name":
            self.next()
        return self._function_behind_name()

    def _function_behind_name(self) -> Node:
        self.need("(")
        taken = self._taken()
        return ("function", taken, self._block())

    def _block(self) -> list[Node]:
        self.need("{")
        steps: list[Node] = []
        while not self.take("}"):
            steps.append(self._step())
        return steps

    def _step(self) -> Node:
        self._descend()
        if not self.kind:
            raise UnreadScriptError
        node = self._step_with_end() or self._step_of_a_line()
        self._depth -= 1
        return node

    def _step_with_end(self) -> Node | None:
        """A step that a bracket or another step ends, where one begins."""
        if self.take(";"):
            return ("nothing",)
        if self.is_next("{"):
            return ("block", self._block())
        if self.take("if"):
            return self._condition()
        if self.take("for"):
            return self._loop()
        if self.is_next("function"):
            return self._named_function()
        return None

    def _step_of_a_line(self) -> Node:
        """A step that a semicolon may end."""
        if self.take("return"):
            node: Node = ("return", ("value", None) if self.is_next(";", "}") else self.expression())
        elif self.take("const", "let", "var"):
            node = self._settings()
        else:
            node = self._assignment()
        self.take(";")
        return node

    def _condition(self) -> Node:
        self.need("(")
        asked = self.expression()
        self.need(")")
        then = self._step()
        return ("if", asked, then, self._step() if self.take("else") else ("nothing",))

    def _named_function(self) -> Node:
        name = _FUNCTION_NAME.match(self.text, self.at)
        if name is None:
            raise UnreadScriptError
        return ("set", ("name", name[1]), self._function())

    def _assignment(self) -> Node:
        node = self.expression()
        if not self.is_next("=", "+="):
            return ("do", node)
        sign = self.next()
        value = self.expression()
        return ("set", node, value if sign == "=" else ("sign", "+", node, value))

    def _settings(self) -> Node:
        steps: list[Node] = []
        while True:
            target = self._target()
            steps.append(("set", target, self.expression() if self.take("=") else ("value", None)))
            if not self.take(","):
                return steps[0] if len(steps) == 1 else ("steps", steps)

    def _loop(self) -> Node:
        self.take("await")
        self.need("(")
        if not self.take("const", "let", "var"):
            raise UnreadScriptError
        target = self._target()
        self.need("of")
        things = self.expression()
        self.need(")")
        return ("each", target, things, self._step())


def _number(word: str) -> float:
    plain = word.replace("_", "")
    if plain.lower().startswith("0x"):
        if len(plain) > _LONGEST_HEX:
            raise UnreadScriptError
        return int(plain, 16)
    number = float(plain)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number  # noqa: PLR2004
