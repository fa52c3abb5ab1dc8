"""What an expression of a script is worth: texts, lists, dates and small functions, worked out step by step. Pure.

Nothing is run: each sign and each function that may occur is known here. What is not known has no value at all, and
then nor has anything that hangs on it.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from newsgen.importers.generators.script_dates import (
    ScriptDate,
    as_date,
    date_of_luxon,
    date_of_moment,
    formatted,
    of_date,
)
from newsgen.importers.generators.script_errors import UntoldError, untold
from newsgen.importers.generators.scripts import Node
from newsgen.importers.generators.slugs import pelican_slug

_MOST_STEPS = 20_000
_LARGEST = 50_000
"""Letters of a text, and things of a list."""
_DEEPEST = 40


UNREAD: Final = object()
"""The value of a name that was set to something that is not known."""


@dataclass(frozen=True)
class Function:
    """A function of a script, or one that is known here."""

    node: Node = ()
    scope: "Scope | None" = None
    made: Callable[[Sequence[Any]], Any] | None = None

    def is_known(self) -> bool:
        """Whether it is one of those that are known here."""
        return self.made is not None


@dataclass(frozen=True)
class Pattern:
    """A pattern of a script."""

    text: str
    flags: str


@dataclass
class Scope:
    """Names and their values, and those around it."""

    names: dict[str, Any] = field(default_factory=dict)
    outer: "Scope | None" = None


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

    def value(self, node: Node, scope: Scope, depth: int = 0) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - any value; a line for each
        """The value of an expression.

        Raises:
            UntoldError: It is not known.
        """
        self.steps += 1
        if self.steps > _MOST_STEPS or depth > _DEEPEST * 2:
            raise UntoldError
        deep = depth + 1
        kind = node[0]
        if kind == "value":
            return node[1]
        if kind == "name":
            return self._named(node[1], scope)
        if kind == "template":
            return self._short(
                "".join(part if isinstance(part, str) else spelled(self.value(part, scope, deep)) for part in node[1])
            )
        if kind == "list":
            return self._things(node[1], scope, deep)
        if kind == "group":
            made: dict[str, Any] = {}
            for key, inner, _ in node[1]:
                if key == ("spread",):
                    found = self.value(inner, scope, deep)
                    made.update(found if isinstance(found, Mapping) else {})
                else:
                    made[str(self.value(key, scope, deep))] = self.value(inner, scope, deep)
            return made
        if kind == "choice":
            return self.value(node[2] if holds(self.value(node[1], scope, deep)) else node[3], scope, deep)
        if kind == "not":
            return not holds(self.value(node[1], scope, deep))
        if kind == "sign":
            return self._sign(node, scope, deep)
        if kind == "of":
            return self._of(self.value(node[1], scope, deep), self.value(node[2], scope, deep))
        if kind == "call":
            return self._call(node, scope, deep)
        if kind == "new":
            return self._new(node, scope, deep)
        if kind == "function":
            return Function(node, scope)
        if kind == "pattern":
            return Pattern(node[1], node[2])
        if kind == "filter":
            value = self.value(node[2], scope, deep)
            if self.filters is None:
                raise UntoldError
            return self.filters(node[1], value, self._things(node[3], scope, deep))
        if kind == "typeof":
            return _type_of(self.value(node[1], scope, deep))
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
                scope.names[target[1]] = list(given[at:])
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

    def _step(self, step: Node, scope: Scope, depth: int) -> tuple[bool, Any]:  # noqa: C901 - a line for each
        kind = step[0]
        if depth > _DEEPEST:
            raise UntoldError
        if kind == "return":
            return True, self.value(step[1], scope, depth)
        if kind == "set":
            self._set(step[1], self.value(step[2], scope, depth), scope, depth)
        elif kind in {"steps", "block"}:
            return self._run(step[1], scope, depth + 1)
        elif kind == "if":
            return self._step(step[2] if holds(self.value(step[1], scope, depth)) else step[3], scope, depth + 1)
        elif kind == "each":
            things = self.value(step[2], scope, depth)
            if not isinstance(things, list | tuple):
                raise UntoldError
            for thing in things:
                self._set(step[1], thing, scope, depth)
                ended, value = self._step(step[3], scope, depth + 1)
                if ended:
                    return True, value
        elif kind == "do":
            self.value(step[1], scope, depth)
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

    def _short(self, text: str) -> str:
        if len(text) > _LARGEST:
            raise UntoldError
        return text

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
        if len(made) > _LARGEST:
            raise UntoldError
        return made

    def _named(self, name: str, scope: Scope | None) -> Any:  # noqa: ANN401 - any value
        while scope is not None:
            if name in scope.names:
                if scope.names[name] is UNREAD:
                    raise UntoldError
                return scope.names[name]
            scope = scope.outer
        return self.outside(name)

    def _sign(self, node: Node, scope: Scope, depth: int) -> Any:  # noqa: ANN401, C901, PLR0911 - likewise
        sign = node[1]
        left = self.value(node[2], scope, depth)
        if sign in {"&&", "and"}:
            return self.value(node[3], scope, depth) if holds(left) else left
        if sign in {"||", "or"}:
            return left if holds(left) else self.value(node[3], scope, depth)
        if sign == "??":
            return left if left is not None else self.value(node[3], scope, depth)
        right = self.value(node[3], scope, depth)
        if sign in {"==", "===", "!=", "!=="}:
            return _is_same(left, right, is_strict=len(sign) > 2) is (sign[0] == "=")  # noqa: PLR2004
        if sign == "~" or (sign == "+" and (isinstance(left, str) or isinstance(right, str))):
            return self._short(spelled(left) + spelled(right))
        if sign == "in" and (
            isinstance(right, list | tuple) or (isinstance(left, str) and isinstance(right, str | Mapping))
        ):
            return left in right
        if isinstance(left, date) or isinstance(right, date) or not (_is_number(left) and _is_number(right)):
            raise UntoldError
        if sign == "+":
            return left + right
        if sign == "-":
            return left - right
        if sign == "*":
            return left * right
        if sign in {"/", "%"} and right:
            made = left / right if sign == "/" else left % right
            return int(made) if isinstance(made, float) and made.is_integer() else made
        if sign in {"<", ">", "<=", ">="}:
            return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[sign]
        raise UntoldError

    def _of(self, thing: Any, key: Any) -> Any:  # noqa: ANN401 - likewise
        """A part of a thing."""
        if isinstance(thing, Mapping):
            return thing.get(key) if not isinstance(key, int) else thing.get(str(key))
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

    def _call(self, node: Node, scope: Scope, depth: int) -> Any:  # noqa: ANN401 - likewise
        what, given_nodes = node[1], node[2]
        if what[0] == "of" and what[2][0] == "value":
            name = what[2][1]
            if (path := _path_of(what)) and (known := _KNOWN.get(path)) is not None:
                return known(self._things(given_nodes, scope, depth))
            thing = self.value(what[1], scope, depth)
            if isinstance(thing, Mapping) and isinstance(function := thing.get(name), Function):
                return self.call(function, self._things(given_nodes, scope, depth), depth + 1)
            return self._method(thing, str(name), self._things(given_nodes, scope, depth), depth)
        if what[0] == "name" and what[1] in _KNOWN:
            return _KNOWN[what[1]](self._things(given_nodes, scope, depth))
        return self.call(self.value(what, scope, depth), self._things(given_nodes, scope, depth), depth + 1)

    def _new(self, node: Node, scope: Scope, depth: int) -> Any:  # noqa: ANN401 - likewise
        given = self._things(node[2], scope, depth)
        if node[1] == ("name", "Date") and given:
            return as_date(given[0])
        if node[1] == ("name", "Intl.DateTimeFormat"):
            raise UntoldError
        raise UntoldError

    def _method(self, thing: Any, name: str, given: Sequence[Any], depth: int) -> Any:  # noqa: ANN401 - likewise
        if isinstance(thing, ScriptDate):
            return thing.asked(name, given)
        if isinstance(thing, date):
            return of_date(thing, name, given)
        if isinstance(thing, bool | int | float):
            thing = spelled(thing) if name in {"toString", "padStart"} else thing
        if isinstance(thing, str):
            if self._is_whole(thing) and name not in {"trim", "toString", "concat"}:
                raise UntoldError
            return self._short_of(_of_text(self, thing, name, given, depth))
        if isinstance(thing, list | tuple):
            return self._of_list(list(thing), name, given, depth)
        raise UntoldError

    def _short_of(self, made: Any) -> Any:  # noqa: ANN401 - likewise
        return self._short(made) if isinstance(made, str) else made

    def _of_list(self, things: list[Any], name: str, given: Sequence[Any], depth: int) -> Any:  # noqa: ANN401, C901, PLR0911 - likewise
        first = given[0] if given else None
        if name == "join":
            return self._short((spelled(first) if given else ",").join(map(spelled, things)))
        if isinstance(first, Function):
            made = [self.call(first, [thing, at, things], depth + 1) for at, thing in enumerate(things)] if name in {
                "map", "filter", "find", "some", "every", "forEach", "flatMap"} else []  # fmt: skip
            if name == "map":
                return made
            if name == "filter":
                return [thing for thing, is_in in zip(things, made, strict=True) if holds(is_in)]
            if name == "find":
                return next((thing for thing, is_in in zip(things, made, strict=True) if holds(is_in)), None)
            if name in {"some", "every"}:
                return (any if name == "some" else all)(map(holds, made))
            raise UntoldError
        if name == "slice":
            return things[_place(first, 0) : _place(given[1], len(things)) if len(given) > 1 else None]
        if name == "includes":
            return first in things
        if name == "concat":
            return things + [each for one in given for each in (one if isinstance(one, list | tuple) else [one])]
        if name == "reverse":
            return things[::-1]
        raise UntoldError


def _place(value: object, usual: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else usual


def spelled(value: object) -> str:
    """A value as a text shows it; nothing for what is not there.

    Raises:
        UntoldError: It is nothing that a text shows.
    """
    if value is None or value is False:
        return "" if value is None else "false"
    if value is True:
        return "true"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list | tuple):
        return ",".join(map(spelled, value))
    if isinstance(value, ScriptDate):
        return value.day.isoformat()
    raise UntoldError


def holds(value: object) -> bool:
    """Whether a value is true in a condition of a script."""
    return isinstance(value, list | tuple | Mapping) or bool(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_same(left: object, right: object, *, is_strict: bool) -> bool:
    if isinstance(left, Function) or isinstance(right, Function):
        raise UntoldError
    if is_strict or type(left) is type(right) or left is None or right is None:
        return left == right and isinstance(left, bool) is isinstance(right, bool)
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


# Texts


def _of_text(worker: Worker, text: str, name: str, given: Sequence[Any], depth: int) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - a line for each
    first = given[0] if given else None
    if name in {"toUpperCase", "toLocaleUpperCase"}:
        return text.upper()
    if name in {"toLowerCase", "toLocaleLowerCase"}:
        return text.lower()
    if name in {"trim", "trimStart", "trimEnd"}:
        return {"trim": text.strip, "trimStart": text.lstrip, "trimEnd": text.rstrip}[name]()
    if name in {"toString", "normalize", "toLocaleString"}:
        return text
    if name in {"slice", "substring", "substr"}:
        begin = _place(first, 0)
        end = _place(given[1], len(text)) if len(given) > 1 else len(text)
        if name == "substr":
            begin = max(0, len(text) + begin) if begin < 0 else begin
            return text[begin : begin + end]
        if name == "substring":
            begin, end = sorted((max(0, begin), max(0, end)))
        return text[begin:end]
    if name in {"padStart", "padEnd"} and isinstance(first, int) and first < 1_000:  # noqa: PLR2004
        filling = spelled(given[1]) if len(given) > 1 else " "
        added = (filling * first)[: max(0, first - len(text))]
        return added + text if name == "padStart" else text + added
    if name == "repeat" and isinstance(first, int) and 0 <= first < 1_000:  # noqa: PLR2004
        return text * first if len(text) * first < _LARGEST else untold()
    if name == "charAt" and isinstance(first, int):
        return text[first : first + 1]
    if name in {"includes", "startsWith", "endsWith"} and isinstance(first, str):
        return {"includes": first in text, "startsWith": text.startswith(first), "endsWith": text.endswith(first)}[name]
    if name == "indexOf" and isinstance(first, str):
        return text.find(first)
    if name == "concat":
        return text + "".join(map(spelled, given))
    if name == "split":
        if isinstance(first, str):
            return (text.split(first) if first else list(text))[:_LARGEST]
        return _compiled(first, len(text)).split(text)
    if name in {"replace", "replaceAll"}:
        return _replaced(worker, text, given, depth, is_all=name == "replaceAll")
    if name == "at" and isinstance(first, int):
        return text[first] if -len(text) <= first < len(text) else None
    raise UntoldError


def _replaced(worker: Worker, text: str, given: Sequence[Any], depth: int, *, is_all: bool) -> str:
    if not given:
        raise UntoldError
    wanted, put = given[0], given[1] if len(given) > 1 else ""

    def made(match: re.Match[str]) -> str:
        if isinstance(put, Function):
            return spelled(worker.call(put, [match[0], *match.groups()], depth + 1))
        return re.sub(
            r"\$(\$|&|\d)",
            lambda sign: "$" if sign[1] == "$" else match[0] if sign[1] == "&" else _group_of(match, int(sign[1])),
            spelled(put),
        )

    if isinstance(wanted, str):
        return re.sub(re.escape(wanted), made, text, count=0 if is_all else 1)
    count = 0 if isinstance(wanted, Pattern) and "g" in wanted.flags else 1
    return _compiled(wanted, len(text)).sub(made, text, count=count)


def _group_of(match: re.Match[str], number: int) -> str:
    return (match[number] or "") if number <= (match.re.groups or 0) else f"${number}"


_LONGEST_MATCHED = (_LARGEST, 5_000, 500)
"""Letters of a text for a pattern, by how many repetitions that has."""


def _compiled(pattern: object, length: int) -> re.Pattern[str]:
    """A pattern of a script: only those that take no long time, whatever the text."""
    if not isinstance(pattern, Pattern) or len(pattern.text) > 200 or not _SIMPLE.fullmatch(pattern.text):  # noqa: PLR2004
        raise UntoldError
    repeats = len(re.findall(r"[+*]", pattern.text))
    if repeats >= len(_LONGEST_MATCHED) or length > _LONGEST_MATCHED[repeats]:
        raise UntoldError
    try:
        return re.compile(pattern.text, re.IGNORECASE if "i" in pattern.flags else 0)
    except (re.error, OverflowError, RecursionError):
        raise UntoldError from None


_SIMPLE = re.compile(r"\^?(?:(?:\[(?:[^\]\\]|\\.)+\]|\\[^1-9bBkpPu]|[^\\()\[\]{}*+?^$.|])[+?*]?|\|){1,100}\$?")
"""One sign after the other, each perhaps repeated: nothing in brackets, no repetition of a repetition."""


# Functions


def _number(given: Sequence[Any]) -> Any:  # noqa: ANN401 - likewise
    text = spelled(given[0]).strip() if given else ""
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,15})?", text):
        raise UntoldError
    return float(text) if "." in text else int(text)


def slug(given: Sequence[Any]) -> str:
    """An address of words."""
    return pelican_slug(spelled(given[0]) if given else "")


def _put_together(given: Sequence[Any]) -> Any:  # noqa: ANN401 - likewise
    return given[0] if given and isinstance(given[0], list) else untold()


_KNOWN: dict[str, Callable[[Sequence[Any]], Any]] = {
    "DateTime.fromJSDate": date_of_luxon,
    "DateTime.fromISO": date_of_luxon,
    "luxon.DateTime.fromJSDate": date_of_luxon,
    "luxon.DateTime.fromISO": date_of_luxon,
    "moment": date_of_moment,
    "moment.utc": date_of_moment,
    "dayjs": date_of_moment,
    "dayjs.utc": date_of_moment,
    "format": lambda given: (
        formatted(as_date(given[0]), spelled(given[1]), is_luxon=False) if len(given) > 1 else untold()
    ),
    "String": lambda given: spelled(given[0]) if given else "",
    "Number": _number,
    "parseInt": _number,
    "Boolean": lambda given: holds(given[0]) if given else False,
    "slugify": slug,
    "Array.from": _put_together,
    "Object.keys": lambda given: list(given[0]) if given and isinstance(given[0], Mapping) else untold(),
    "Object.values": lambda given: list(given[0].values()) if given and isinstance(given[0], Mapping) else untold(),
    "Object.entries": lambda given: (
        [list(each) for each in given[0].items()] if given and isinstance(given[0], Mapping) else untold()
    ),
    "encodeURIComponent": lambda given: quote(spelled(given[0]), safe="-_.!~*'()") if given else untold(),
    "encodeURI": lambda given: quote(spelled(given[0]), safe="-_.!~*'();/?:@&=+$,#") if given else untold(),
    "Array.isArray": lambda given: bool(given) and isinstance(given[0], list | tuple),
}
"""Functions that are known, by what scripts call them."""


def escaped(text: str) -> str:
    """A text in HTML."""
    return html.escape(text, quote=True)
