"""Loads plugins, and looks at what they offer: all mistakes of all plugins are told at once."""

import ast
import importlib
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from newsgen.documents.fields import suggest
from newsgen.errors import MachineError, Problem, UsageError, shortened
from newsgen.plugins.calling import Place, described, place_in, problem_at, shown
from newsgen.plugins.files import contents_of, digest_of, import_file, top_of_module
from newsgen.plugins.model import JOINTS, RESERVED, Function, Joints, Origin, Plugins, is_file

_SETTINGS_FILE = "newsgen.yaml"
_CALLED_BY_NAME = ("filters", "tests", "globals")
"""Lists whose functions templates call, with as many arguments as they like."""
_CALLED_HERE = frozenset(JOINTS) - frozenset(_CALLED_BY_NAME)


@cache
def load_plugins(plugins: Plugins) -> Joints:
    """What the plugins offer. They are loaded once in each process.

    Raises:
        UsageError: A plugin cannot be loaded, or offers what it must not; with every problem of all plugins.
        MachineError: A plugin was edited since newsgen.yaml was read.
    """
    if not plugins.names:
        return Joints()
    contents = contents_of(plugins.root, plugins.names)
    if digest_of(contents) != plugins.digest:
        raise MachineError("a plugin was edited while newsgen began", mend="call this again")
    found: dict[str, list[Function]] = {joint: [] for joint in JOINTS}
    problems: list[Problem] = []
    for name, files in contents.items():
        for joint, functions in _load(plugins.root, name, files, problems).items():
            found[joint] += functions
    problems += _namesakes(found)
    if problems:
        raise UsageError("a plugin has errors", problems=tuple(problems))
    return Joints(**{joint: tuple(functions) for joint, functions in found.items()})


def _load(root: Path, name: str, files: Mapping[str, bytes], problems: list[Problem]) -> dict[str, list[Function]]:
    """What one plugin offers; what is wrong with it is added to the problems."""
    origin = _origin_of_file(root, name, files) if is_file(name) else _origin_of_module(name)
    try:
        module = import_file(root, name, files) if is_file(name) else importlib.import_module(name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
        problems.append(_import_problem(name, origin, error))
        return {}
    return _Reader(module, origin, problems).read()


def _origin_of_file(root: Path, name: str, files: Mapping[str, bytes]) -> Origin:
    folder = (root / name).parent.resolve()
    texts = {str(folder / path): text.decode(errors="replace") for path, text in files.items() if is_file(path)}
    return Origin(str(folder), str(root.resolve()), texts)


def _origin_of_module(name: str) -> Origin:
    border = top_of_module(name)
    return Origin(str(border), str(border.parent))


def _import_problem(name: str, origin: Origin, error: BaseException) -> Problem:
    """Why a plugin cannot be imported, at the line that is to blame."""
    if isinstance(error, SyntaxError) and error.filename and shown(origin, error.filename):
        what = f"the plugin cannot be loaded: {error.msg}"
        return problem_at(origin, Place(error.filename, error.lineno or 0, max(error.offset or 0, 0)), what)
    what = f"the plugin cannot be loaded: {described(error)}"
    place = place_in(origin, error.__traceback__)
    if place is None:
        path, mend = (name, "mend the file") if is_file(name) else (_SETTINGS_FILE, f"correct its name, `{name}`")
        return Problem(path, what, mend)
    return problem_at(origin, place, what)


class _Reader:
    """What one module offers, while it is looked at."""

    def __init__(self, module: ModuleType, origin: Origin, problems: list[Problem]) -> None:
        self._module = module
        self._origin = origin
        self._problems = problems
        self._file = str(module.__file__)

    def read(self) -> dict[str, list[Function]]:
        """List to functions."""
        before = len(self._problems)
        offered = {name: value for name, value in vars(self._module).items() if not name.startswith("_")}
        for name, value in offered.items():
            if name in RESERVED and not isinstance(value, ModuleType):
                self._note(name, f"`{name}` is kept for a later version of newsgen", "give your list another name")
            elif name not in JOINTS and _lists_functions(value) and (near := suggest(name, JOINTS)):
                self._note(name, f"newsgen asks no plugin for `{name}`{near}", f"it asks for {', '.join(JOINTS)}")
        joints = {name: self._functions(name, offered[name]) for name in JOINTS if name in offered}
        if not joints and len(self._problems) == before:
            mend = f"list its functions under one of these names: {', '.join(JOINTS)}"
            self._problems.append(problem_at(self._origin, Place(self._file, 1, 1), "the plugin offers nothing", mend))
        return joints

    def _functions(self, joint: str, value: object) -> list[Function]:
        if not isinstance(value, list | tuple):
            self._note(joint, f"`{joint}` must be a list of functions", f"write `{joint} = [one, another]`")
            return []
        return [function for item in value if (function := self._function(joint, item)) is not None]

    def _function(self, joint: str, item: Any) -> Function | None:  # noqa: ANN401 - whatever stands in a list
        name = getattr(item, "__name__", "")
        if not callable(item) or not name.isidentifier():
            what = f"`{joint}` holds {_kind(item)}; it must be a list of functions"
            self._note(joint, what, "define it by `def`, and write its name")
            return None
        if hasattr(item, "jinja_pass_arg"):
            what = f"`{name}` asks for the context of its page, which `{joint}` cannot have"
            self._note(joint, what, "give it what it needs as an argument")
            return None
        code = getattr(inspect.unwrap(item), "__code__", None)
        is_own = code is not None and bool(shown(self._origin, code.co_filename))
        file, line = (code.co_filename, code.co_firstlineno) if code is not None and is_own else (self._file, 0)
        function = Function(name, item, self._origin, file, line)
        if not _takes(item, joint):
            count = JOINTS[joint]
            what = f"`{name}` cannot be called with {count} argument{'s' if count != 1 else ''}, as `{joint}` are"
            mend = f"begin it like `def {name}({_ARGUMENTS[joint]}):`"
            self._problems.append(problem_at(self._origin, Place(function.file, line), what, mend))
            return None
        return function

    def _note(self, name: str, what: str, mend: str) -> None:
        """A problem where the module gives a value to a name."""
        place = Place(self._file, *_assigned_at(self._origin.texts.get(self._file, ""), name))
        self._problems.append(problem_at(self._origin, place, what, mend))


_ARGUMENTS = {
    "articles": "article",
    "bodies": "html, article",
    "filters": "value",
    "tests": "value",
    "globals": "",
    "markdown_extensions": "",
    "checks": "site",
}


def _takes(item: Any, joint: str) -> bool:  # noqa: ANN401 - whatever can be called
    """Whether it can be called as the functions of a list are; what templates call may want more than a value."""
    try:
        signature = inspect.signature(item)
    except (TypeError, ValueError):  # of what is written in C
        return True
    bind = signature.bind if joint in _CALLED_HERE else signature.bind_partial
    try:
        bind(*[None] * JOINTS[joint])
    except TypeError:
        return False
    return True


def _lists_functions(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(map(callable, value))


def _kind(item: object) -> str:
    if callable(item):
        return "a function without a name"
    kind = type(item).__name__
    return shortened(f"{kind} {item!r}") if isinstance(item, str | int | float) else f"a value of the type {kind}"


def _assigned_at(text: str, name: str) -> tuple[int, int]:
    """Line and column at which a module gives a value to a name; zeros where that is not seen."""
    for node in ast.parse(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and target.id == name:
                return target.lineno, target.col_offset + 1
        if getattr(node, "name", "") == name:
            return node.lineno, node.col_offset + 1
    return 0, 0


def _namesakes(found: dict[str, list[Function]]) -> Iterator[Problem]:
    """Functions of one list that a template could not tell apart."""
    for joint in _CALLED_BY_NAME:
        seen: set[str] = set()
        for function in found[joint]:
            if function.name in seen:
                what = f"two plugins have `{function.name}` among their `{joint}`"
                place = Place(function.file, function.line)
                yield problem_at(function.origin, place, what, "give one another name")
            seen.add(function.name)
