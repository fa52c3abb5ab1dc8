"""Templates of Nunjucks and Liquid, worked out as far as all that they ask for is known. Nothing is run. Pure."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_values import UNREAD, Scope, holds, spelled
from newsgen.importers.generators.script_worker import Worker
from newsgen.importers.generators.scripts import whole_expression

_SIGN = re.compile(
    r"\{#(?P<remark>(?>(?:(?!#\}|\{#).)*))#\}"
    r"|\{\{(?P<trims>-?)(?P<value>(?>(?>\"[^\"]{0,2000}+\"|'[^'\n]{0,2000}+'|`[^`]{0,2000}+`|(?!-?\}\}|\{\{).){0,4000}))(?P<trim>-?)\}\}"
    r"|\{%(?P<strips>-?)\s*+(?P<order>(?>(?>\"[^\"]{0,2000}+\"|'[^'\n]{0,2000}+'|(?!-?%\}|\{%).){0,4000}))(?P<strip>-?)%\}",
    re.DOTALL,
)
_LARGEST = 200_000
_MOST_SIGNS = 20_000
_DEEPEST = 30
_ENDS = {"if": "endif", "unless": "endunless", "for": "endfor"}
_LOOP = re.compile(r"(?P<names>[\w$]+(?:\s*,\s*[\w$]+)*)\s+in\s+(?P<things>.+)", re.DOTALL)
_SETTING = re.compile(r"(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.+)", re.DOTALL)


@dataclass
class _Sign:
    begin: int
    end: int
    word: str
    """Of an order, its first word; ``=`` of a value; empty of a remark."""
    said: str
    partner: int = -1
    """Of what has an end, that."""


def _signs(text: str) -> list[_Sign]:
    signs: list[_Sign] = []
    opened: list[int] = []
    for match in _SIGN.finditer(text):
        if match["order"] is not None:
            word, _, said = match["order"].strip().partition(" ")
        else:
            word, said = ("=", match["value"]) if match["value"] is not None else ("", "")
        begin, end = match.start(), match.end()
        if match["strips"] or match["trims"]:
            begin = len(text[:begin].rstrip())
        if match["strip"] or match["trim"]:
            end += len(text[end:]) - len(text[end:].lstrip())
        sign = _Sign(begin, end, word, said.strip())
        if word in _ENDS:
            opened.append(len(signs))
        elif word in _ENDS.values():
            if not opened or _ENDS[signs[opened[-1]].word] != word:
                raise UntoldError
            signs[opened.pop()].partner = len(signs)
        signs.append(sign)
        if len(signs) > _MOST_SIGNS:
            raise UntoldError
    if opened:
        raise UntoldError
    return signs


@dataclass
class Rendering:
    """One template, worked out.

    Args:
        worker: Who works out its expressions.
        is_text: Whether it is a part of a story: then what is nothing that it loops over stays as it was typed.
    """

    worker: Worker
    is_text: bool = False
    _letters: int = 0

    def made(self, text: str, scope: Scope, depth: int = 0) -> str:
        """The template with its values.

        Raises:
            UntoldError: Something is not known.
        """
        signs = _signs(text)
        return "".join(self._part(text, signs, 0, len(signs), 0, len(text), scope, depth))

    def _part(  # noqa: PLR0917 - the text, and which part of it
        self, text: str, signs: Sequence[_Sign], first: int, last: int, begin: int, end: int, scope: Scope, depth: int
    ) -> Iterator[str]:
        at, number = begin, first
        if depth > _DEEPEST:
            raise UntoldError
        while number < last:
            sign = signs[number]
            self._letters += max(0, sign.begin - at)
            if self._letters > _LARGEST:
                raise UntoldError
            yield text[at : sign.begin]
            at, following = sign.end, number + 1
            if sign.word in _ENDS:
                closing = signs[sign.partner]
                yield from self._block(text, signs, number, scope, depth)
                at, following = closing.end, sign.partner + 1
            elif sign.word == "=":
                yield self._value(sign, text, scope)
            elif sign.word in {"set", "assign"} and (setting := _SETTING.fullmatch(sign.said)):
                scope.names[setting["name"]] = self.value(setting["value"], scope)
            elif sign.word:
                yield self._other(text[sign.begin : sign.end], scope)
            number = following
        yield text[at:end]

    def value(self, said: str, scope: Scope) -> Any:  # noqa: ANN401 - any value
        """The value of an expression.

        Raises:
            UntoldError: It is not known.
        """
        try:
            return self.worker.value(whole_expression(said, is_template=True), scope)
        except UnreadScriptError:
            raise UntoldError from None

    def _value(self, sign: _Sign, text: str, scope: Scope) -> str:
        try:
            value = spelled(self.value(sign.said, scope))
        except UntoldError:
            if self.is_text and not _speaks_of(sign.said, scope):
                return text[sign.begin : sign.end]
            raise
        if self.is_text:
            return value.replace("<", "&lt;")
        return value if re.search(r"\|\s*safe\b", sign.said) else html.escape(value)

    def _other(self, typed: str, scope: Scope) -> str:
        """A tag that is none of a template's own: in a story it stays, with the values of what is looped over."""
        if not self.is_text:
            raise UntoldError

        def put(match: re.Match[str]) -> str:
            if match["name"] is None or match["name"].partition(".")[0] not in scope.names:
                return match[0]
            value = spelled(self.value(match["name"], scope))
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

        return _NAME.sub(put, typed)

    def _block(self, text: str, signs: Sequence[_Sign], number: int, scope: Scope, depth: int) -> Iterator[str]:
        sign = signs[number]
        begins, orders = [number], [(sign.word, sign.said)]
        at = number + 1
        while at < sign.partner:
            inner = signs[at]
            if inner.word in {"else", "elif", "elsif", "elseif"}:
                begins.append(at)
                orders.append((inner.word, inner.said))
            at = inner.partner + 1 if inner.partner > at else at + 1
        ends = [*begins[1:], sign.partner]

        def part(which: int, inner: Scope) -> Iterator[str]:
            first, last = begins[which], ends[which]
            return self._part(
                text, signs, first + 1, last, signs[first].end, signs[last].begin, inner, depth + 1
            )  # fmt: skip

        if sign.word != "for":
            for which, (word, said) in enumerate(orders):
                if word != "else" and not said:
                    raise UntoldError
                if word == "else" or holds(self.value(said, scope)) is not (word == "unless"):
                    yield from part(which, scope)
                    return
            return
        things = self._looped(sign.said, scope)
        if not things and len(begins) > 1:
            yield from part(1, scope)
        for place, names in enumerate(things):
            loop = {"index": place + 1, "index0": place, "first": not place, "last": place == len(things) - 1,
                    "length": len(things)}  # fmt: skip
            yield from part(0, Scope({**names, "loop": loop, "forloop": loop}, scope))

    def _looped(self, said: str, scope: Scope) -> list[dict[str, Any]]:
        match = _LOOP.fullmatch(said)
        if match is None:
            raise UntoldError
        names = re.split(r"\s*,\s*", match["names"])
        things = self.value(match["things"], scope)
        if things is None:
            return []
        if isinstance(things, Mapping) and len(names) == 2:  # noqa: PLR2004 - a name and its value
            things = [list(each) for each in things.items()]
        if not isinstance(things, list | tuple):
            raise UntoldError
        if len(names) == 1:
            return [{names[0]: thing} for thing in things]
        if not all(isinstance(thing, list | tuple) for thing in things):
            raise UntoldError
        return [
            {name: thing[at] if at < len(thing) else None for at, name in enumerate(names)} for thing in things
        ]  # fmt: skip


_NAME = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|(?<![\w.])(?P<name>[A-Za-z_]\w*(?:\.\w+)*)(?!\s*[(=:])")


def _speaks_of(said: str, scope: Scope) -> bool:
    names: set[str] = set()
    inner: Scope | None = scope
    while inner is not None:
        names |= set(inner.names)
        inner = inner.outer
    return any(match["name"] and match["name"].partition(".")[0] in names for match in _NAME.finditer(said))


_BEGINS_LOOP = re.compile(r"\{%-?\s*for\s")
_LOOP_SIGN = re.compile(r"\{%-?\s*+(?>(?P<end>end)?)for\b(?>(?:(?!%\}|\{%).)*)%\}", re.DOTALL)
_SET = re.compile(r"\{%-?\s*+(?:set|assign)\s++(?P<said>(?>(?:(?!-?%\}|\{%).)+))-?%\}", re.DOTALL)
_MOST_LOOPS = 500


def with_known_loops(text: str, worker: Worker) -> str:
    """The text of a story with its loops over what is known; those over anything else stay as they were typed."""
    if not _BEGINS_LOOP.search(text):
        return text
    done: list[str] = []
    at, scope = 0, Scope()
    settings = _SET.finditer(text)
    match = next(settings, None)
    for begin, end in _loops(text):
        while match is not None and match.start() < begin:
            setting = _SETTING.fullmatch(match["said"].strip())
            match = next(settings, None)
            if setting is None:
                continue
            try:
                scope.names[setting["name"]] = Rendering(worker).value(setting["value"], scope)
            except UntoldError:
                scope.names[setting["name"]] = UNREAD
        try:
            made = Rendering(worker, is_text=True).made(text[begin:end], Scope({}, scope))
        except UntoldError:
            continue
        done += [text[at:begin], made]
        at = end
    return "".join([*done, text[at:]])


def _loops(text: str) -> list[tuple[int, int]]:
    """Where the outermost loops begin and end."""
    found: list[tuple[int, int]] = []
    depth = begin = 0
    for match in _LOOP_SIGN.finditer(text):
        if match["end"]:
            depth = max(0, depth - 1)
            if not depth and begin >= 0:
                found.append((begin, match.end()))
                begin = -1
        else:
            begin = match.start() if not depth else begin
            depth += 1
    return found[:_MOST_LOOPS] if not depth else []
