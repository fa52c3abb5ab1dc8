"""What the settings of a generator say. Nothing of them is run: Python is parsed, JavaScript is searched. Pure."""

import ast
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import yaml

from newsgen.importers.found.json_text import load_json
from newsgen.importers.tree import Tree, UnreadableError

Config = Mapping[str, Any]
_LARGEST = 1_000_000
_MOST_ALIASES = 1_000
_DEEPEST = 60
"""Brackets inside of one another."""


class _Loader(yaml.SafeLoader):
    """Takes tags of a generator's own, such as ``!ENV``, for nothing."""


def _nothing(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


def _without_tags() -> type[_Loader]:
    """The loader; it keeps what it is told in tables of its class."""

    class Loader(_Loader):
        pass

    Loader.add_multi_constructor("!", _nothing)
    Loader.add_multi_constructor("tag:", _nothing)
    return Loader


def read_config(tree: Tree, path: str) -> Config:
    """The settings in a file, as far as they can be read; nothing where there is none."""
    found = read_data(tree, path)
    return found if isinstance(found, Mapping) else {}


def read_data(tree: Tree, path: str) -> object:
    """What a file of data says, as far as that can be read: a list, or values by name; None where there is none."""
    try:
        text = tree.read(path, _LARGEST).decode("utf-8-sig", "replace")
    except UnreadableError:
        return None
    with suppress(ValueError, yaml.YAMLError, RecursionError, MemoryError, TypeError):
        return _parsed(path.rpartition(".")[2].lower(), text)
    return None


def read_fields(tree: Tree, path: str) -> Config:
    """The front matter of a text in YAML, as far as it can be read; nothing where there is none."""
    try:
        text = tree.read(path, _LARGEST).decode("utf-8-sig", "replace")
    except UnreadableError:
        return {}
    front = re.match(r"---[ \t]*\r?\n(.*?)\n---[ \t]*(?:\r?\n|\Z)", text, re.DOTALL)
    with suppress(ValueError, yaml.YAMLError, RecursionError, MemoryError, TypeError):
        found = _parsed("yml", front[1]) if front else None
        return found if isinstance(found, Mapping) else {}
    return {}


def _parsed(suffix: str, text: str) -> object:
    if suffix == "toml":
        return tomllib.loads(text)
    if suffix == "json":
        return load_json(text)
    if suffix == "py":
        return python_constants(text)
    if suffix in {"yml", "yaml"}:
        if "&" in text and text.count("*") > _MOST_ALIASES or re.search(rf"[\[{{\s]{{{_DEEPEST * 10},}}", text):  # noqa: RUF021
            return {}
        return yaml.load(text, Loader=_without_tags())  # noqa: S506 - a SafeLoader
    return javascript_constants(text)


def python_constants(text: str) -> dict[str, Any]:
    """Names in a module of Python to the constants that they are given; what would have to be run has no value."""
    values: dict[str, Any] = {}
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return values
    for statement in module.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Name):
                with suppress(ValueError):
                    values[target.id] = _constant(statement.value, values, 0)
    return values


def _constant(node: ast.expr, values: Mapping[str, Any], depth: int) -> Any:  # noqa: ANN401 - any constant
    if depth > _DEEPEST:
        raise ValueError
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name) and node.id in values:
        return values[node.id]
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_constant(each, values, depth + 1) for each in node.elts]
    if isinstance(node, ast.Dict):
        keys = [_constant(each, values, depth + 1) if each else "" for each in node.keys]
        return {
            key: _constant(each, values, depth + 1)
            for key, each in zip(keys, node.values, strict=True)
            if isinstance(key, str | int)
        }
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args:
        return {each.arg: _constant(each.value, values, depth + 1) for each in node.keywords if each.arg}
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = (_constant(each, values, depth + 1) for each in (node.left, node.right))
        if isinstance(left, str) and isinstance(right, str) and len(left) + len(right) < _LARGEST:
            return left + right
    raise ValueError


_JS_PAIR = re.compile(
    r"""["']?\b(?P<key>[A-Za-z_$][\w$]*)["']?\s*:\s*(?:new Date\(\s*)?"""
    r"""(?:(?P<sign>["'`])(?P<text>(?:(?!(?P=sign))[^\n]){0,500})(?P=sign)"""
    r"""|(?P<word>true|false)\b)|"(?:[^"\\\n]|\\.){0,500}"|'(?:[^'\\\n]|\\.){0,500}'|`[^`]{0,500}`"""
)
"""A name with its text; or a text alone, in which no name is looked for."""


def javascript_constants(text: str) -> dict[str, Any]:
    """Names in an object of JavaScript to the texts and truths that stand behind them; the first of a name holds."""
    values: dict[str, Any] = {}
    for match in _JS_PAIR.finditer(re.sub(r"(?m)^\s*//.*$|/\*(?:(?!\*/).)*\*/", "", text)):
        if match["key"]:
            values.setdefault(match["key"], match["text"] if match["word"] is None else match["word"] == "true")
    return values


def lowered(config: Config) -> dict[str, Any]:
    """Settings of which the case of names does not matter, as Hugo reads them: all names in small letters."""
    return {str(key).lower(): lowered(value) if isinstance(value, Mapping) else value for key, value in config.items()}


def text_of(config: Config, *names: str) -> str:
    """The first of some settings that is a text."""
    return next((value.strip() for name in names if isinstance(value := config.get(name), str) and value.strip()), "")


def group_of(config: Config, name: str) -> Config:
    """A group of settings; empty where there is none."""
    value = config.get(name)
    return value if isinstance(value, Mapping) else {}
