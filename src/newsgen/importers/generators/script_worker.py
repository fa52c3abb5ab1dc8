"""What an expression of a script is worth, worked out step by step. Pure.

Nothing is run: each sign and each function that may occur is known here. What is not known has no value at all, and
then nor has anything that hangs on it.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from newsgen.importers.generators.script_dates import ScriptDate, as_date, of_date
from newsgen.importers.generators.script_errors import UntoldError
from newsgen.importers.generators.script_functions import KNOWN
from newsgen.importers.generators.script_methods import of_list, of_text
from newsgen.importers.generators.script_values import (
    LARGEST,
    UNREAD,
    Function,
    Pattern,
    Scope,
    holds,
    is_among,
    is_plain,
    short,
    spelled,
)
from newsgen.importers.generators.scripts import Node

_MOST_STEPS = 20_000
_DEEPEST = 40
_MOST_THINGS = 1_000_000
"""In all lists and groups that are made."""
_LARGEST_NUMBER = 2**53
"""What JavaScript counts up to."""
_OF_NUMBERS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


@dataclass
class Worker:
    """Works out expressions.

    Args:
        outside: The value of a name that is set nowhere in the expression.
        whole: Texts that are put in later, and that nobody may take apart.
        filters: What a filter makes of a value.
    """

    outside: Callable[[str], Any]
    whole: frozenset[str] = frozenset()
    filters: Callable[[str, Any, Sequence[Any]], Any] | None = None
    steps: int = 0
    things: int = 0
    """How many were put into lists and groups."""
    _made: dict[int, tuple[object, int, int]] = field(default_factory=dict)
    """Identity of each of these to itself, to how many things it holds with all that is in those, and how deep."""

    def value(self, node: Node, scope: Scope, depth: int = 0) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - any value; a line for each
        """The value of an expression.

        Raises:
            UntoldError: It is not known.
        """
        self.steps += 1
        if self.steps > _MOST_STEPS or depth > _DEEPEST * 2:
            raise UntoldError
        deep = depth + 1
        match node:
            case ("value", value):
                return value
            case ("name", name):
                return self._named(name, scope)
            case ("template", parts):
                return short(
                    "".join(part if isinstance(part, str) else spelled(self.value(part, scope, deep)) for part in parts)
                )
            case ("list", nodes):
                return self._bounded(self._things(nodes, scope, deep))
            case ("group", pairs):
                return self._bounded(self._group(pairs, scope, deep))
            case ("choice", asked, then, other):
                return self.value(then if holds(self.value(asked, scope, deep)) else other, scope, deep)
            case ("not", inner):
                return not holds(self.value(inner, scope, deep))
            case ("sign", sign, left, right):
                return self._sign(sign, left, right, scope, deep)
            case ("of", thing, key):
                return self._of(self.value(thing, scope, deep), self.value(key, scope, deep))
            case ("call", what, given):
                return self._call(what, given, scope, deep)
            case ("new", ("name", "Date"), nodes) if given := self._things(nodes, scope, deep):
                return as_date(given[0])
            case ("function", _, _):
                return Function(node, scope)
            case ("pattern", text, flags):
                return Pattern(text, flags)
            case ("filter", name, inner, given) if self.filters is not None:
                return self.filters(name, self.value(inner, scope, deep), self._things(given, scope, deep))
            case ("typeof", inner):
                return _type_of(self.value(inner, scope, deep))
        raise UntoldError

    def call(self, function: object, given: Sequence[Any], depth: int = 0) -> Any:  # noqa: ANN401 - any value
        """What a function gives back.

        Raises:
            UntoldError: That is not known.
        """
        if not isinstance(function, Function) or depth > _DEEPEST:
            raise UntoldError
        if function.made is not None:
            return function.made(given)
        scope = Scope({}, function.scope)
        for at, (target, usual) in enumerate(function.node[1]):
            if target[0] == "rest":
                scope.names[target[1]] = self._bounded(list(given[at:]))
                continue
            value = given[at] if at < len(given) else None
            if value is None and usual is not None:
                value = self.value(usual, scope, depth + 1)
            self._set(target, value, scope, depth)
        ended, value = self._run(function.node[2], scope, depth + 1)
        return value if ended else None

    def _run(self, steps: Sequence[Node], scope: Scope, depth: int) -> tuple[bool, Any]:
        for step in steps:
            ended, value = self._step(step, scope, depth)
            if ended:
                return True, value
        return False, None

    def _step(self, step: Node, scope: Scope, depth: int) -> tuple[bool, Any]:
        """Whether a function ends with a step, and what it gives back then."""
        if depth > _DEEPEST:
            raise UntoldError
        match step:
            case ("return", node):
                return True, self.value(node, scope, depth)
            case ("set", target, node):
                self._set(target, self.value(node, scope, depth), scope, depth)
            case ("steps" | "block", steps):
                return self._run(steps, scope, depth + 1)
            case ("if", asked, then, other):
                return self._step(then if holds(self.value(asked, scope, depth)) else other, scope, depth + 1)
            case ("each", target, things, inner):
                return self._each(target, self.value(things, scope, depth), inner, scope, depth)
            case ("do", node):
                self.value(node, scope, depth)
        return False, None

    def _each(self, target: Node, things: object, step: Node, scope: Scope, depth: int) -> tuple[bool, Any]:
        if not isinstance(things, list | tuple):
            raise UntoldError
        for thing in things:
            self._set(target, thing, scope, depth)
            ended, value = self._step(step, scope, depth + 1)
            if ended:
                return True, value
        return False, None

    def _set(self, target: Node, value: Any, scope: Scope, depth: int) -> None:  # noqa: ANN401 - any value
        if target[0] == "name":
            found: Scope | None = scope
            while found is not None and target[1] not in found.names:
                found = found.outer
            (found or scope).names[target[1]] = value
        elif target[0] == "group":
            for key, inner, _ in target[1]:
                if key == ("spread",):
                    raise UntoldError
                part = self._of(value, key[1]) if value is not None else None
                if inner[0] == "usual" and part is None:
                    part = self.value(inner[2], scope, depth + 1)
                scope.names[inner[1][1] if inner[0] == "usual" else inner[1]] = part
        elif target[0] == "list" and isinstance(value, list | tuple):
            for at, inner in enumerate(target[1]):
                self._set(inner, value[at] if at < len(value) else None, scope, depth)
        else:
            raise UntoldError

    def _things(self, nodes: Sequence[Node], scope: Scope, depth: int) -> list[Any]:
        made: list[Any] = []
        for node in nodes:
            if node[0] == "spread":
                found = self.value(node[1], scope, depth)
                if not isinstance(found, list | tuple):
                    raise UntoldError
                made += found
            else:
                made.append(self.value(node, scope, depth))
        if len(made) > LARGEST:
            raise UntoldError
        return made

    def _group(self, pairs: Sequence[tuple[Node, Node, str]], scope: Scope, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, node, _ in pairs:
            if key == ("spread",):
                found = self.value(node, scope, depth)
                made.update(found if isinstance(found, Mapping) else {})
            else:
                made[str(self.value(key, scope, depth))] = self.value(node, scope, depth)
        return made

    def _bounded(self, made: list[Any] | dict[str, Any]) -> list[Any] | dict[str, Any]:
        """What was made of others, unless it holds too much: lists in lists double with each step."""
        parts = [self._made.get(id(each), (each, 0, 0)) for each in (made.values() if isinstance(made, dict) else made)]
        whole = len(parts) + sum(inside for _, inside, _ in parts)
        depth = 1 + max((depth for _, _, depth in parts), default=0)
        self.things += len(parts)
        if whole > LARGEST or depth > _DEEPEST or self.things > _MOST_THINGS:
            raise UntoldError
        self._made[id(made)] = made, whole, depth
        return made

    def _named(self, name: str, scope: Scope | None) -> Any:  # noqa: ANN401 - any value
        while scope is not None:
            if name in scope.names:
                if scope.names[name] is UNREAD:
                    raise UntoldError
                return scope.names[name]
            scope = scope.outer
        return self.outside(name)

    def _sign(self, sign: str, left: Node, right: Node, scope: Scope, depth: int) -> Any:  # noqa: ANN401 - likewise
        begin = self.value(left, scope, depth)
        if sign in {"&&", "and"}:
            return self.value(right, scope, depth) if holds(begin) else begin
        if sign in {"||", "or"}:
            return begin if holds(begin) else self.value(right, scope, depth)
        if sign == "??":
            return begin if begin is not None else self.value(right, scope, depth)
        return _put_together(sign, begin, self.value(right, scope, depth))

    def _of(self, thing: Any, key: Any) -> Any:  # noqa: ANN401 - likewise
        """A part of a thing."""
        if isinstance(thing, Mapping):
            if not is_plain(key):
                raise UntoldError
            return thing.get(str(key) if isinstance(key, int) else key)
        if isinstance(thing, str | list | tuple):
            if key == "length":
                if isinstance(thing, str) and self._is_whole(thing):
                    raise UntoldError
                return len(thing)
            if isinstance(key, int) and not isinstance(key, bool):
                return thing[key] if 0 <= key < len(thing) else None
        if thing is None:
            return None
        inside = getattr(thing, "inside", None)
        if inside is not None:  # files of data
            return inside(str(key))
        raise UntoldError

    def _is_whole(self, text: str) -> bool:
        return any(each in text for each in self.whole)

    def _call(self, what: Node, given_nodes: Sequence[Node], scope: Scope, depth: int) -> Any:  # noqa: ANN401 - likewise
        if what[0] == "of" and what[2][0] == "value":
            name = what[2][1]
            if (path := _path_of(what)) and (known := KNOWN.get(path)) is not None:
                return known(self._things(given_nodes, scope, depth))
            thing = self.value(what[1], scope, depth)
            if isinstance(thing, Mapping) and isinstance(function := thing.get(name), Function):
                return self.call(function, self._things(given_nodes, scope, depth), depth + 1)
            return self._method(thing, str(name), self._things(given_nodes, scope, depth), depth)
        if what[0] == "name" and what[1] in KNOWN:
            return KNOWN[what[1]](self._things(given_nodes, scope, depth))
        return self.call(self.value(what, scope, depth), self._things(given_nodes, scope, depth), depth + 1)

    def _method(self, thing: Any, name: str, given: Sequence[Any], depth: int) -> Any:  # noqa: ANN401 - likewise
        def call(function: Function, given: Sequence[Any]) -> Any:  # noqa: ANN401 - likewise
            return self.call(function, given, depth + 1)

        if isinstance(thing, ScriptDate):
            return thing.asked(name, given)
        if isinstance(thing, date):
            return of_date(thing, name, given)
        if isinstance(thing, bool | int | float):
            thing = spelled(thing) if name in {"toString", "padStart"} else thing
        if isinstance(thing, str):
            if self._is_whole(thing) and name not in {"trim", "toString", "concat"}:
                raise UntoldError
            made = of_text(thing, name, given, call)
            return short(made) if isinstance(made, str) else made
        if isinstance(thing, list | tuple):
            made = of_list(list(thing), name, given, call)
            return self._bounded(made) if isinstance(made, list) and name in {"map", "concat"} else made
        raise UntoldError


def _put_together(sign: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - likewise
    """What a sign makes of the values on both sides of it."""
    if sign in {"==", "===", "!=", "!=="}:
        return _is_same(left, right, is_strict=len(sign) > 2) is (sign[0] == "=")  # noqa: PLR2004
    if sign == "~" or (sign == "+" and (isinstance(left, str) or isinstance(right, str))):
        return short(spelled(left) + spelled(right))
    if sign == "in" and (
        isinstance(right, list | tuple) or (isinstance(left, str) and isinstance(right, str | Mapping))
    ):
        return is_among(left, right) if isinstance(right, list | tuple) else left in right
    if not (_is_number(left) and _is_number(right)):
        raise UntoldError
    if sign in {"/", "%"} and right:
        made = left / right if sign == "/" else left % right
        return int(made) if isinstance(made, float) and made.is_integer() else made
    if sign in _OF_NUMBERS:
        return _OF_NUMBERS[sign](left, right)
    raise UntoldError


def _is_number(value: object) -> bool:
    """Whether a value is a number that JavaScript has, too: whole ones of ours have no end."""
    if isinstance(value, int) and not isinstance(value, bool):
        return -_LARGEST_NUMBER <= value <= _LARGEST_NUMBER
    return isinstance(value, float)


def _is_same(left: object, right: object, *, is_strict: bool) -> bool:
    if isinstance(left, Function) or isinstance(right, Function):
        raise UntoldError
    if is_strict or type(left) is type(right) or left is None or right is None:
        return is_among(left, [right]) and isinstance(left, bool) is isinstance(right, bool)
    return spelled(left) == spelled(right)


def _type_of(value: object) -> str:
    if value is None:
        return "undefined"
    return "boolean" if isinstance(value, bool) else "string" if isinstance(value, str) else "number" if isinstance(
        value, int | float) else "function" if isinstance(value, Function) else "object"  # fmt: skip


def _path_of(node: Node) -> str:
    """Of ``a.b.c``, that; empty for anything else."""
    if node[0] == "name":
        return str(node[1])
    if node[0] == "of" and node[2][0] == "value":
        before = _path_of(node[1])
        return f"{before}.{node[2][1]}" if before else ""
    return ""
