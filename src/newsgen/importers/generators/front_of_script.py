"""Front matter that is an object of JavaScript, or settings of names, read as far as it is constant. Pure."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from newsgen.importers.generators.configs import javascript_constants
from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_values import Scope
from newsgen.importers.generators.script_worker import Worker
from newsgen.importers.generators.scripts import Node, whole_expression

UNREAD = "unread_front_matter"
"""The field in which stands what cannot be read."""
_BEFORE = re.compile(r"\s*(?:module\.exports\s*=|export\s+default\b|return\b)\s*")
_LONGEST = 2_000


def fields_of_script(text: str) -> tuple[dict[str, Any], str]:
    """The fields, and what could not be read of them as a message; what that was stands in a field, too."""
    unread: dict[str, str] = {}
    fields: dict[str, Any] = {}
    try:
        pairs = list(_pairs(text))
    except UnreadScriptError:
        fields = javascript_constants(text)
        return {**fields, UNREAD: text.strip()}, "its front matter in JavaScript could be read in part only"
    scope = Scope()
    worker = Worker(_untold)
    for name, node, said in pairs:
        try:
            value = worker.value(node, scope)
            scope.names[name] = value
            fields[name] = _plain(value)
        except UntoldError:
            if name == "permalink":
                fields[name] = f"javascript:\n{said.strip()}"
            else:
                unread[name] = said.strip()
    if not unread:
        return fields, ""
    fields[UNREAD] = {name: said[:_LONGEST] for name, said in unread.items()}
    return (
        fields,
        f"{', '.join(unread)}: {'is' if len(unread) == 1 else 'are'} worked out by a program, and kept beside",
    )


def _pairs(text: str) -> Iterator[tuple[str, Node, str]]:
    """Names, their expressions, and as these stand there."""
    text = _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text
    text = text.strip().rstrip(";").rstrip()
    if text.startswith(("{", "(")):
        node = whole_expression(text)
        if node[0] != "group":
            raise UnreadScriptError
        for key, inner, said in node[1]:
            if key[0] == "value":
                yield str(key[1]), inner, said
        return
    node = whole_expression(f"function () {{\n{text}\n}}")
    steps: list[Node] = node[2]
    for step in steps:
        for each in step[1] if step[0] == "steps" else [step]:
            if each[0] != "set" or each[1][0] != "name":
                raise UnreadScriptError
            yield each[1][1], each[2], ""


def _untold(_: str) -> Any:  # noqa: ANN401 - it never gives anything back
    raise UntoldError


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise UntoldError
