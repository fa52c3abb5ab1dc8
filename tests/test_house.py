"""The house rules, held by walking the syntax trees: imports point downhill, only doors touch the disk."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "newsgen"

HILL = (
    "errors",
    "opening",
    "web",
    "models",
    "documents",
    "pictures",
    "searcher",
    "program",
    "plugins",
    "settings",
    "project",
    "crafts",
    "builder",
    "top",
)
"""From the bottom to the top; `crafts` stands for the four that never import one another."""
CRAFTS = frozenset({"loader", "planner", "renderer", "writer"})
TOP = frozenset({"api", "cli", "serve", "deploy", "checks", "importers", "__main__"})
"""Of these, cli is the highest: it may import its neighbours. So may the API, which hands over to them."""

DOORS = frozenset(
    {
        "newsgen.opening",
        "newsgen.program",
        "newsgen.plugins",
        "newsgen.project",
        "newsgen.loader.sources",
        "newsgen.renderer.theme",
        "newsgen.searcher.folder",
        "newsgen.writer.folder",
        "newsgen.builder.store",
        "newsgen.serve.files",
        "newsgen.checks.folder",
        "newsgen.deploy.outside",
        "newsgen.importers.files",
        "newsgen.cli.files",
    }
)


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_part_of_a_door(module: str) -> bool:
    """Whether a module is a door, or lies in a package that is one."""
    return module in DOORS or module.rpartition(".")[0] in DOORS


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
CLOSED = sorted(module for module in MODULES if not is_part_of_a_door(module))


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def nodes_of(module: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(module)))


@cache
def imports_of(module: str) -> tuple[tuple[int, str], ...]:
    """Line and full name of every module that is imported anywhere in a module, for type checking too."""
    return tuple(_imports_of(module))


def _imports_of(module: str) -> Iterator[tuple[int, str]]:
    for node in nodes_of(module):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import"
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield node.lineno, inner if inner in MODULES else str(node.module)


def room_of(module: str) -> str:
    """``builder`` of ``newsgen.builder.build``; empty for the package itself."""
    return module.partition(".")[2].partition(".")[0]


def height(room: str) -> int:
    if not room:
        return -1
    return HILL.index("crafts" if room in CRAFTS else "top" if room in TOP else room)


def uphill_in(module: str) -> Iterator[str]:
    here = room_of(module)
    if not here:
        return  # The package imports names of its API when they are asked for (tests/test_api.py).
    for line, imported in imports_of(module):
        there = room_of(imported)
        is_ours = imported.partition(".")[0] == "newsgen"
        is_at_home = there == here or here in {"api", "cli", "__main__"}
        if is_ours and (height(there) > height(here) or (height(there) == height(here) and not is_at_home)):
            yield f"{module}:{line} imports {imported}"


def test_imports_point_downhill() -> None:
    assert [fault for module in MODULES for fault in uphill_in(module)] == []


def test_no_module_imports_itself_in_a_circle() -> None:
    below = {module: {name for _, name in imports_of(module) if name in MODULES} for module in MODULES}
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above[above.index(module) :], module))
        if module not in done:
            for imported in sorted(below[module] - {"newsgen"}):
                visit(imported, (*above, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


def test_no_module_imports_what_another_keeps_to_itself() -> None:
    private = [
        f"{module}:{node.lineno} imports {name.name} of {node.module}"
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("newsgen")
        for name in node.names
        if name.name.startswith("_") and not name.name.startswith("__")
    ]

    assert not private


# Modules that there is no reason to import but to touch the disk, or to let another program do it.
DISK_MODULES = frozenset({"fcntl", "fileinput", "glob", "imagesize", "importlib.resources", "mmap", "msvcrt", "shutil"})
DISK_MODULES |= {"filelock", "sqlite3", "subprocess", "tempfile", "zipfile"}
DISK_MODULES |= {"newsgen.opening"}  # what doors share
PURE_OS = frozenset(
    {"cpu_count", "devnull", "environ", "fspath", "getpid", "path", "sched_getaffinity", "sep", "uname"}
)
PURE_OS |= {"execv", "_exit"}  # begins another program, here newsgen itself, and ends this one
PURE_OS |= {"get_terminal_size"}  # asks a terminal
PURE_OS |= {"PathLike"}  # a type
PURE_OS |= {"stat_result"}  # what a door was told by the system
PURE_OS |= {"closerange", "dup2"}  # let go of what is open, or move it, such as standard output
PURE_OS_PATH = frozenset(
    {"abspath", "basename", "commonpath", "dirname", "isabs", "join", "normpath", "relpath", "split"}
)
PATH_METHODS = frozenset(
    """
    chmod exists expanduser glob hardlink_to is_block_device is_char_device is_dir is_fifo is_file is_mount
    is_socket is_symlink iterdir lchmod link_to lstat mkdir open owner read_bytes read_text readlink rename
    replace resolve rglob rmdir samefile stat symlink_to touch unlink walk write_bytes write_text
    """.split()
)
MOST_ARGUMENTS = {"replace": 1, "resolve": 1}
"""Path's own; text, moments and addresses have methods of these names with more."""


def dotted(node: ast.expr) -> str:
    """``os.path.join`` of an expression of names; empty for others."""
    if isinstance(node, ast.Attribute):
        above = dotted(node.value)
        return f"{above}.{node.attr}" if above else ""
    return node.id if isinstance(node, ast.Name) else ""


def disk_touches(tree: ast.Module) -> Iterator[str]:
    """Everything in a module that reads, writes or asks the disk."""
    ours = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("newsgen.")
        for name in node.names
    }
    devnull = {
        id(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func) == "os.open" and dotted(node.args[0]) == "os.devnull"
    }
    for node in ast.walk(tree):
        yield from _disk_import(node)
        if isinstance(node, ast.Attribute) and id(node) not in devnull:
            name = dotted(node)
            if (name.startswith("os.path.") and name.split(".")[2] not in PURE_OS_PATH) or (
                name.startswith("os.") and not name.startswith("os.O_") and name.split(".")[1] not in PURE_OS
            ):
                yield f"{node.lineno}: {name}"
        if isinstance(node, ast.Call):
            yield from _disk_call(node, ours)


def _disk_import(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        names = [name.name for name in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [str(node.module), *(f"{node.module}.{name.name}" for name in node.names)]
        if node.module == "os":
            names += ["os.*"]
    else:
        return
    for name in names:
        if name in DISK_MODULES or name == "os.*":
            yield f"{node.lineno}: import of {name}"


def _disk_call(node: ast.Call, ours: set[str]) -> Iterator[str]:
    function = node.func
    if isinstance(function, ast.Name) and function.id == "open":
        yield f"{node.lineno}: open()"
    if not isinstance(function, ast.Attribute) or function.attr not in PATH_METHODS:
        return
    is_ours = isinstance(function.value, ast.Name) and function.value.id in ours
    has_paths_arguments = len(node.args) <= MOST_ARGUMENTS.get(function.attr, 9)
    if function.attr == "replace":
        has_paths_arguments = len(node.args) == 1 and not node.keywords
    # Pillow is given what has been read.
    if not is_ours and has_paths_arguments and not dotted(function).startswith(("os.", "Image.open")):
        yield f"{node.lineno}: .{function.attr}()"


def test_only_doors_touch_the_disk() -> None:
    assert [f"{module}:{touch}" for module in CLOSED for touch in disk_touches(tree_of(module))] == []


@pytest.mark.parametrize(
    "line",
    [
        "open('x')",
        "io.open('x')",
        "import shutil",
        "from newsgen import opening",
        "from newsgen.opening import create",
        "from importlib import resources",
        "import sqlite3",
        "from os import unlink",
        "os.unlink('x')",
        "os.path.exists('x')",
        "os.open('x', os.O_RDONLY)",
        "path.read_text()",
        "(root / 'x').resolve()",
        "path.resolve(strict=True)",
        "path.replace(other)",
        "path.parent.mkdir(parents=True)",
        "[p for p in folder.rglob('*')]",
    ],
)
def test_the_search_for_doors_sees(line: str) -> None:
    assert list(disk_touches(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "os.path.relpath(path)",
        "os.environ.get('NO_COLOR')",
        "os.dup2(os.open(os.devnull, os.O_WRONLY), 1)",
        "text.replace('a', 'b')",
        "moment.replace(tzinfo=None)",
        "addresses.resolve(source, target)",
        "from newsgen.writer.folder import Staging\nStaging.open(output, workspace)",
        "(root / 'content').parent.name",
    ],
)
def test_the_search_for_doors_lets_paper_pass(line: str) -> None:
    assert not list(disk_touches(ast.parse(line)))


def test_every_door_is_there_and_touches_the_disk() -> None:
    idle = {door for door in DOORS if not any(disk_touches(tree_of(module)) for module in parts_of(door))}

    assert not idle


def parts_of(door: str) -> list[str]:
    """The door and, where it is a package, its modules."""
    return [module for module in MODULES if module == door or module.startswith(f"{door}.")]


WITH_ONE_WAY_IN = DOORS | {"newsgen.settings"}


def test_a_package_with_one_way_in_is_entered_by_no_other() -> None:
    """Doors that are packages, and the settings, are imported from the package itself."""
    around = [
        f"{module}:{line} imports {imported}"
        for module in MODULES
        for line, imported in imports_of(module)
        if (package := imported.rpartition(".")[0]) in WITH_ONE_WAY_IN
        and package not in {module, module.rpartition(".")[0]}
    ]

    assert not around


def is_constant_name(name: str) -> bool:
    """UPPER_CASE, a type's CamelCase, or Python's own ``__version__``."""
    bare = name.strip("_")
    return bare.isupper() or (bare[:1].isupper() and "_" not in bare) or name.startswith("__")


def is_decorator(value: ast.expr | None) -> bool:
    """``click.option(…)``: the options that several commands share are decorators."""
    return isinstance(value, ast.Call) and dotted(value.func).startswith("click.")


def assigned_names(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield (target.id if isinstance(target, ast.Name) else ast.unparse(target)), node.value
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        yield ast.unparse(node.target), node.value


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """What runs on import, conditional imports unfolded."""
    for node in body:
        if isinstance(node, ast.If):
            yield from statements([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from statements([*node.body, *(inner for handler in node.handlers for inner in handler.body)])
        else:
            yield node


MUTATORS = frozenset("add append clear discard extend insert pop popitem remove setdefault update __setitem__".split())


def variables_in(module: str) -> Iterator[str]:
    tree = tree_of(module)
    top = [name for node in tree.body for name, _ in assigned_names(node)]
    for node in statements(tree.body):
        for name, value in assigned_names(node):
            if not (name.isidentifier() and is_constant_name(name)) and not is_decorator(value):
                yield f"{module}:{node.lineno}: {name} = …"
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"{module}:{node.lineno}: global {', '.join(node.names)}"
        elif (
            isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del) and dotted(node.value) in top
        ):
            yield f"{module}:{node.lineno}: {ast.unparse(node)} is changed"
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in MUTATORS
            and dotted(node.func.value) in top
        ):
            yield f"{module}:{node.lineno}: {ast.unparse(node)}"


def test_a_module_holds_constants_only() -> None:
    assert [fault for module in MODULES for fault in variables_in(module)] == []


def test_nothing_happens_on_import() -> None:
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Pass)
    happenings = [
        f"{module}:{node.lineno}: {ast.unparse(node)}"
        for module in MODULES
        if module != "newsgen.__main__"
        for node in statements(tree_of(module).body)
        if not isinstance(node, kinds) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    assert not happenings


def test_no_folder_is_called_build() -> None:
    folders = [path for room in ("src", "tests") for path in (ROOT / room).rglob("build") if path.is_dir()]

    assert not folders


TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if path.name != "__init__.py")


@cache
def uses(path: Path) -> set[str]:
    """Names of all modules, arguments and attributes in a file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names |= {name.name for name in node.names}
            case ast.ImportFrom():
                names |= {str(node.module), *(f"{node.module}.{name.name}" for name in node.names)}
            case ast.keyword() | ast.arg():
                names.add(str(node.arg))
            case ast.Attribute():
                names.add(dotted(node))
            case ast.Constant(str(text)) if text.isidentifier() or text == "playwright.sync_api":
                names.add(text)
    return names


def users_of(*names: str) -> list[str]:
    return [path.name for path in TESTS if path.name != "test_house.py" and uses(path) & set(names)]


def test_one_fixture_starts_the_browser_so_that_its_tests_are_marked() -> None:
    assert users_of("playwright.sync_api") == ["conftest.py"]


def test_one_file_says_how_many_examples_a_property_is_tried_on() -> None:
    assert users_of("max_examples", "stateful_step_count", "deadline") == ["examples.py"]


def test_one_file_measures_time_so_that_no_result_hangs_on_the_speed_of_a_machine() -> None:
    assert users_of("time.perf_counter", "time.process_time", "time.thread_time") == ["pace.py"]


@pytest.mark.parametrize("place", [".ci/run", "CONTRIBUTING.md"])
def test_what_a_usual_run_leaves_out_is_run_before_a_change_lands(place: str) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    markers = [line.partition(":")[0] for line in settings["markers"]]

    assert f'-m "{" or ".join(markers)} or hypothesis"' in (ROOT / place).read_text(encoding="utf-8")


_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")
_NO_PATTERNS = frozenset({"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "/~@!$&'()*+,;=:"})
"""Lists of signs."""


def test_no_group_of_a_pattern_is_possessive() -> None:
    # Python before 3.11.5, which Debian 12 has, takes them wrongly (gh-106052). An atomic group says the same.
    texts = [
        (f"{module}:{node.lineno}", node.value)
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in _NO_PATTERNS
    ]

    assert [place for place, text in texts if _POSSESSIVE_GROUP.search(_CLASS.sub("x", text))] == []
