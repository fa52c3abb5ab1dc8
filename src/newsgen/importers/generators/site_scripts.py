"""What the scripts of a site define: tags, filters, functions and data. They are read, and nothing is run. Pure."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from newsgen.importers.found.json_text import load_json
from newsgen.importers.generators.configs import read_config
from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_values import Function, Scope, spelled
from newsgen.importers.generators.script_worker import Worker
from newsgen.importers.generators.scripts import Node, read_expression
from newsgen.importers.tree import Tree, UnreadableError

_LARGEST = 200_000
"""Bytes of a script."""
_LARGEST_DATA = 1_000_000
_MOST = 60
"""Scripts that are read."""
_ENDS = (".js", ".cjs", ".mjs", ".ts")
_PASSED = re.compile(r"(?:^|/)(?:node_modules|_site|public|dist|assets|vendor)/|\.min\.")
_DEFINED = re.compile(
    r"(?:add(?P<kind>\w*?)(?P<what>[sS]hort[cC]ode|Filter)|tag\.(?P<tag>register)|filter\.(?P<hexo>register))"
    r"\(\s*[\"'`](?P<name>[\w-]+)[\"'`]\s*,\s*"
)
_COMMENT = re.compile(r"(?m)^[^\S\n]*+//.*$")
_IMPORTED = r"\bimport\s+(?:\*\s+as\s+)?{name}\s+from\s*[\"'](?P<path>[^\"'\n]+)[\"']"
_MARKDOWN = re.compile(r"markdown|\bmarked\b|remark", re.IGNORECASE)
_DEEPEST = 12


@dataclass(frozen=True)
class ScriptTag:
    """A tag, a filter or a function of a script."""

    path: str
    """Of the script."""
    node: Node | None
    """Its function; None where that cannot be read."""
    is_paired: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What its arguments are called, in their order; empty names for those that have none."""
        taken = self.node[1] if self.node is not None and self.node[0] == "function" else ()
        return tuple(str(target[1]) if target[0] == "name" else "" for target, _ in taken)


class SiteScripts:
    """All scripts of a site."""

    def __init__(self, tree: Tree, top: str) -> None:
        self._tree = tree
        self._top = top
        self._values: dict[tuple[str, str], Any] = {}
        self._nodes: dict[tuple[str, str], Node | None] = {}
        self._open = 0

    @cached_property
    def _texts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path in sorted(self._tree.paths()):
            inside = path.removeprefix(self._top)
            if path.startswith(self._top) and path.endswith(_ENDS) and not _PASSED.search(inside):
                found[path] = _COMMENT.sub("", self._text(path, _LARGEST))
                if len(found) >= _MOST:
                    break
        return found

    def _text(self, path: str, limit: int) -> str:
        try:
            return self._tree.read(path, limit).decode("utf-8-sig", "replace")
        except UnreadableError:
            return ""

    @cached_property
    def tags(self) -> dict[str, ScriptTag]:
        """The tags that scripts define."""
        return {name: tag for what, name, tag in self._defined if what == "tag"}

    @cached_property
    def filters(self) -> dict[str, ScriptTag]:
        """Likewise filters."""
        return {name: tag for what, name, tag in self._defined if what == "filter"}

    @cached_property
    def _defined(self) -> list[tuple[str, str, ScriptTag]]:
        found: list[tuple[str, str, ScriptTag]] = []
        for path, text in self._texts.items():
            for match in _DEFINED.finditer(text):
                node, end = self._function(path, text, match.end())
                is_tag = bool(match["tag"]) or (match["what"] or "").lower() == "shortcode"
                is_paired = "paired" in (match["kind"] or "").lower() or (
                    bool(match["tag"]) and re.match(r"\s*,\s*(?:true|\{[^{}]*ends:\s*true)", text[end : end + 120])
                    is not None
                )  # fmt: skip
                found.append(("tag" if is_tag else "filter", match["name"], ScriptTag(path, node, is_paired)))
        return found

    def _function(self, path: str, text: str, at: int, depth: int = 0) -> tuple[Node | None, int]:
        """The function that begins somewhere, or is named there, and where that ends."""
        try:
            node, end = read_expression(text, at)
        except UnreadScriptError:
            return None, at
        if node[0] == "function" or depth > _DEEPEST:
            return (node if node[0] == "function" else None), end
        return self._named_function(path, node, depth), end

    def _named_function(  # noqa: PLR0911 - a line for each
        self, path: str, node: Node, depth: int
    ) -> Node | None:
        if node[0] == "call" and node[1] == ("name", "require") and node[2] and node[2][0][0] == "value":
            return self._exported(self._beside(path, str(node[2][0][1])), "", depth)
        if node[0] == "of" and node[2][0] == "value":
            name = str(node[2][1])
            if node[1][0] == "call":  # require("./tags").photo
                inner = node[1]
                if inner[1] == ("name", "require") and inner[2] and inner[2][0][0] == "value":
                    return self._exported(self._beside(path, str(inner[2][0][1])), name, depth)
                return None
            return next((made for each in self._texts if (made := self._exported(each, name, depth))), None)
        if node[0] == "name":
            name = str(node[1])
            paths = [path, *(each for each in self._texts if each != path)]
            if (found := re.search(_IMPORTED.format(name=re.escape(name)), self._texts.get(path, ""))) or (
                found := re.search(
                    rf"\b{re.escape(name)}\s*=\s*require\(\s*[\"'](?P<path>[^\"'\n]+)[\"']\s*\)\s*[;\n]",
                    self._texts.get(path, ""),
                )
            ):
                return self._exported(self._beside(path, found["path"]), "", depth)
            return next((made for each in paths if (made := self._exported(each, name, depth))), None)
        return None

    def _exported(self, path: str, name: str, depth: int) -> Node | None:
        """A function of a script by its name; without one, what the script is there for."""
        text = self._texts.get(path, "")
        if not text:
            return None
        for at, prefix in _places_of(text, name):
            made, _ = self._function(path, prefix + text[at:], 0, depth + 1) if prefix else self._function(
                path, text, at, depth + 1)  # fmt: skip
            if made is not None:
                return made
        return None

    def _beside(self, path: str, typed: str) -> str:
        """The file that a script names, from its own folder or from the top."""
        for folder in (posixpath.dirname(path), self._top.rstrip("/")):
            base = posixpath.normpath(posixpath.join(folder, typed.lstrip("/") if typed.startswith("/") else typed))
            for end in ("", ".js", ".cjs", ".mjs", ".ts", ".json", "/index.js", "/index.cjs", "/index.mjs"):
                if base + end in self._paths:
                    return base + end
        return ""

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self._tree.paths())

    # Values

    def worker(
        self,
        path: str,
        outside: Callable[[str], Any] | None = None,
        marked: Callable[[str], str] | None = None,
        whole: frozenset[str] = frozenset(),
    ) -> Worker:
        """Who works out what stands in a script.

        Args:
            path: Of the script; empty for a template.
            outside: The value of a name that the script does not have.
            marked: The HTML of words of Markdown.
            whole: Texts that nobody may take apart.
        """

        def named(name: str) -> Any:  # noqa: ANN401 - any value
            if path:
                found = self._value(path, name, worker, marked)
                if found is not _NOTHING:
                    return found
            if outside is None:
                raise UntoldError
            return outside(name)

        def filtered(name: str, value: Any, given: Sequence[Any]) -> Any:  # noqa: ANN401 - likewise
            tag = self.filters.get(name)
            if tag is None or tag.node is None:
                raise UntoldError
            return self.worker(tag.path, None, marked, whole).call(Function(tag.node, Scope()), [value, *given])

        worker = Worker(named, whole, filtered)
        return worker

    def _value(self, path: str, name: str, worker: Worker, marked: Callable[[str], str] | None) -> Any:  # noqa: ANN401, C901, PLR0911 - likewise
        """The value of a name at the top of a script."""
        if (known := self._of_language(path, name)) is not None:
            return known
        if name == "hexo" and marked is not None:
            return {"render": {"renderSync": Function(made=lambda given: marked(_text_in(given)))}}
        text = self._texts.get(path, "")
        if found := re.search(_IMPORTED.format(name=re.escape(name)), text):
            if _MARKDOWN.search(found["path"]):
                return _of_markdown(marked)
            return self._read(path, [found["path"]])
        match = re.search(rf"\b(?:const|let|var)\s+{re.escape(name)}\s*(?::[^=\n]*)?=(?!=|>)\s*", text)
        if match is None:
            if (path, name) not in self._nodes:
                self._nodes[path, name] = self._named_function(path, ("name", name), 0)
            node = self._nodes[path, name]
            return Function(node, Scope()) if node is not None else _NOTHING
        if (path, name) in self._values:
            value = self._values[path, name]
            if isinstance(value, UntoldError):
                raise value
            return value
        self._values[path, name] = UntoldError()
        self._open += 1
        try:
            if self._open > _DEEPEST:
                raise UntoldError
            node, end = read_expression(text, match.end())
            said = text[match.end() : end]
            if node[0] != "function" and _MARKDOWN.search(said[:200]):
                del self._values[path, name]  # Of each text its own.
                return _of_markdown(marked)
            value = worker.value(node, Scope())
        except UnreadScriptError:
            raise UntoldError from None
        finally:
            self._open -= 1
        self._values[path, name] = value
        return value

    def _of_language(self, path: str, name: str) -> Any:  # noqa: ANN401 - likewise
        """What every script may ask for; None for any other name."""
        if name == "require":
            return Function(made=lambda given: self._read(path, given))
        if name in {"fs", "readFileSync"}:
            read = Function(made=lambda given: self._text_of(path, given))
            return {"readFileSync": read} if name == "fs" else read
        if name == "JSON":
            return {"parse": Function(made=_parsed)}
        return None

    def _read(self, path: str, given: Sequence[Any]) -> Any:  # noqa: ANN401 - likewise
        """A file of data that a script takes in."""
        found = self._beside(path, spelled(given[0]) if given else "")
        if not found.endswith(".json"):
            raise UntoldError
        return _parsed([self._text(found, _LARGEST_DATA)])

    def _text_of(self, path: str, given: Sequence[Any]) -> str:
        found = self._beside(path, spelled(given[0]) if given else "")
        if not found.endswith((".json", ".txt", ".html", ".svg", ".md")):
            raise UntoldError
        return self._text(found, _LARGEST_DATA)

    def given(self, name: str) -> Any:  # noqa: ANN401 - likewise
        """What settings of Eleventy give all texts by a name; None for nothing, an error where it is not known."""
        pattern = re.compile(rf"addGlobalData\(\s*[\"'`]{re.escape(name)}[\"'`]\s*,\s*")
        for path, text in self._texts.items():
            if (match := pattern.search(text)) is None:
                continue
            worker = self.worker(path)
            try:
                node, _ = read_expression(text, match.end())
                value = worker.value(node, Scope())
                return worker.call(value, []) if isinstance(value, Function) else value
            except UnreadScriptError:
                return UntoldError()
            except UntoldError as error:
                return error
        return None

    def exported_group(self, path: str) -> list[tuple[str, Node, str]]:
        """The names that a script of data gives, each with its expression, and as that stands there."""
        text = _COMMENT.sub("", self._text(path, _LARGEST))
        for at, _ in _places_of(text, ""):
            try:
                node, _ = read_expression(text, at)
            except UnreadScriptError:
                continue
            if node[0] == "function":
                steps: list[Node] = node[2]
                node = steps[-1][1] if steps and steps[-1][0] == "return" else node
            if node[0] == "group":
                return [(str(key[1]), inner, said.strip()) for key, inner, said in node[1] if key[0] == "value"]
        return []


def data_of_script(tree: Tree, scripts: SiteScripts, path: str) -> dict[str, Any]:
    """What a script of data says: its constants; a function as ``javascript:``, where it stands, and its text."""
    group = scripts.exported_group(path)
    if not group:
        return dict(read_config(tree, path))
    worker = scripts.worker(path)
    made: dict[str, Any] = {}
    for name, node, said in group:
        if node[0] == "function":
            made[name] = _typed(path, said)
        elif name == "eleventyComputed" and node[0] == "group":
            made[name] = {
                str(key[1]): _typed(path, inner_said) if inner[0] == "function" else _or_none(worker, inner)
                for key, inner, inner_said in node[1]
                if key[0] == "value"
            }
        elif (value := _or_none(worker, node)) is not None:
            made[name] = value
        elif name == "permalink":
            made[name] = _typed(path, said)  # It is told that it cannot be read.
    return made


def _typed(path: str, said: str) -> str:
    said = said.strip()
    is_method = said.startswith("(") and not re.match(r"\((?:[^()]|\([^()]*\))*\)\s*=>", said)
    return f"javascript:{path}\n{'function' if is_method else ''}{said}"


def _or_none(worker: Worker, node: Node) -> Any:  # noqa: ANN401 - any value
    try:
        value = worker.value(node, Scope())
    except UntoldError:
        return None
    return None if isinstance(value, Function) else value


class _Nothing:
    """Stands for no value."""


_NOTHING = _Nothing()


def _text_in(given: Sequence[Any]) -> str:
    """The Markdown that a script of Hexo asks for."""
    said = given[0] if given else None
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise UntoldError
    return str(said["text"])


def _of_markdown(marked: Callable[[str], str] | None) -> dict[str, Function]:
    if marked is None:
        raise UntoldError
    made = Function(made=lambda given: marked(spelled(given[0]) if given else ""))
    return {"render": made, "renderInline": made, "parse": made, "parseInline": made, "processSync": made}


def _parsed(given: Sequence[Any]) -> Any:  # noqa: ANN401 - any value
    try:
        return load_json(spelled(given[0]) if given else "")
    except (ValueError, RecursionError):
        raise UntoldError from None


def _places_of(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Where something of a name may begin, and what must be put before that so that it can be read."""
    if not name:
        for match in re.finditer(r"\bmodule\.exports\s*=\s*|\bexport\s+default\s+", text):
            yield match.end(), ""
        return
    plain = re.escape(name)
    for match in re.finditer(rf"(?:\basync\s+)?\bfunction\s*\*?\s+{plain}\s*\(", text):
        yield match.start(), ""
    for match in re.finditer(rf"(?:\b(?:const|let|var)\s+|\bexports\.){plain}\s*=(?!=)\s*", text):
        yield match.end(), ""
    behind = r"(?=async\b|function\b|\(|[\w$]+\s*=>)"
    for match in re.finditer(rf"(?m)(?:^|[{{,])\s*[\"']?{plain}[\"']?\s*:\s*{behind}", text):
        yield match.end(), ""
    for match in re.finditer(rf"(?m)^\s*(?:async\s+)?{plain}\s*(?=\([^()\n]*\)\s*\{{)", text):
        yield match.end(), "function "
