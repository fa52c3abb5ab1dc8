"""What a tag shows that a script of its site, a macro or a part of a theme defines, worked out wholly or not. Pure."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from newsgen.importers.generators.evaluating import INNER, Shown
from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_values import Function, Scope, spelled
from newsgen.importers.generators.scripts import Node, whole_expression
from newsgen.importers.generators.site_scripts import ScriptTag
from newsgen.importers.generators.tag_markdown import PICTURE
from newsgen.importers.generators.tags import Tag
from newsgen.importers.generators.template_names import TemplateNames
from newsgen.importers.generators.templates import Rendering

_LARGEST = 20_000
_UNTOLD = Shown("", is_untold=True)
_MACRO = re.compile(
    r"\{%-?\s*+macro\s++(?P<name>\w++)\s*+\((?P<taken>(?:(?!%\}|\{%).)*)\)\s*-?%\}(?P<body>(?>(?:(?!\{%-?\s*+(?:end)?macro\b).)*))"
    r"\{%-?\s*+endmacro\b(?>(?:(?!%\}|\{%).)*)%\}",
    re.DOTALL,
)
_REMARK = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)


def given_to(tag: Tag, names: TemplateNames | None) -> list[Any]:
    """The arguments of a tag, in their order; those with names as a group at the end.

    Raises:
        UntoldError: One of them is not known.
    """
    if names is None or tag.form == "short":
        return [_numbered(tag)]
    rest = tag.said[len(tag.name) :].strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    try:
        node = whole_expression(f"[{rest}]", is_template=True)
    except UnreadScriptError:
        values: list[Any] = [value for key, value in tag.arguments.items() if key.isdigit()]
        named = {key: value for key, value in tag.arguments.items() if not key.isdigit()}
        return [*values, named] if named else values
    worker = names.worker()
    return [worker.value(each, Scope()) for each in node[1]]


def _numbered(tag: Tag) -> list[str]:
    return [value if key.isdigit() else f"{key}={value}" for key, value in tag.arguments.items()]


def shown_by_script(
    script: ScriptTag, tag: Tag, names: TemplateNames, *, marked: Callable[[str], str]
) -> Shown:  # fmt: skip
    """What a tag shows by a script; what is not known of it makes all of it untold."""
    if script.node is None:
        return _UNTOLD
    site = names.site
    inner = [INNER] if tag.inner is not None else []
    try:
        if site.generator == "hexo":
            given: list[Any] = [_numbered(tag), *inner]
        else:
            given = given_to(tag, names)
            given = [*inner, *given] if script.is_paired or inner else given
        worker = site.scripts.worker(
            script.path, None, lambda text: text if INNER in text else marked(text), frozenset({INNER})
        )
        made = spelled(worker.call(Function(script.node, Scope()), given))
    except UntoldError:
        return _UNTOLD
    return Shown(made[:_LARGEST])


def named_by_script(script: ScriptTag, tag: Tag, names: TemplateNames) -> dict[str, str]:
    """The arguments of a tag by what a script calls them, and the picture that it makes a path of."""
    try:
        given = given_to(tag, names)
    except UntoldError:
        given = [value for key, value in tag.arguments.items() if key.isdigit()]
    called = script.names[1:] if script.is_paired else script.names
    named = {key: value for key, value in tag.arguments.items() if not key.isdigit()}
    for at, value in enumerate(given):
        if isinstance(value, str | int | float) and at < len(called):
            named[called[at].lower() or str(at)] = spelled(value)
    values = dict(zip(script.names, [INNER, *given] if script.is_paired else given, strict=False))
    path = next(_paths(script, names, values), "")
    if path:
        key = next((key for key, value in named.items() if PICTURE.search(value)), "")
        named = {**{each: value for each, value in named.items() if each != key}, "src": path}
    return named


def _paths(script: ScriptTag, names: TemplateNames, values: Mapping[str, Any]) -> Iterator[str]:
    """Pictures of the site of which a script puts the path together."""
    site = names.site
    worker = site.scripts.worker(script.path)
    for node in _templates_in(script.node or ()):
        try:
            made = worker.value(node, Scope(dict(values)))
        except UntoldError:
            continue
        if not isinstance(made, str) or not PICTURE.search(made):
            continue
        path = posixpath.normpath(site.top + made.lstrip("./"))
        if path in site.paths:
            yield "/" + path.removeprefix(site.top)


def _templates_in(node: object) -> Iterator[Node]:
    if isinstance(node, tuple | list):
        if isinstance(node, tuple) and node and node[0] in {"template", "sign"}:
            yield node
        for inner in node:
            yield from _templates_in(inner)


def shown_by_template(
    text: str, names: TemplateNames, given: Mapping[str, object]
) -> Shown:  # fmt: skip
    """What a part of a theme shows, if all that it asks for is known; ``given`` are names that are set for it."""
    try:
        made = Rendering(names.worker()).made(_REMARK.sub("", text), Scope({}, Scope(dict(given))))
    except UntoldError:
        return _UNTOLD
    return Shown(made[:_LARGEST])


class Macro(NamedTuple):
    """A macro of a template."""

    taken: Sequence[tuple[str, Node | None]]
    """What it takes, and what that is where nothing is given."""
    body: str


class Macros:
    """The macros that the templates of a site define."""

    def __init__(self, texts: Callable[[], Iterator[str]]) -> None:
        self._texts = texts
        self._known: dict[str, Macro | None] | None = None

    def find(self, name: str) -> Macro | None:
        """What a macro takes, and its template; None where there is none of that name, or two that differ."""
        if self._known is None:
            self._known = {}
            for text in self._texts():
                self.add(text)
        return self._known.get(name)

    def add(self, text: str) -> None:
        """Knows the macros of a template, too."""
        if self._known is None:
            self.find("")
        known = self._known if self._known is not None else {}
        for match in _MACRO.finditer(text):
            try:
                node = whole_expression(f"f({match['taken']})", is_template=True)
            except UnreadScriptError:
                continue
            made = Macro(tuple(_taken(node[2])), match["body"])
            known[match["name"]] = made if known.get(match["name"], made) == made else None


def _taken(nodes: Sequence[Node]) -> Iterator[tuple[str, Node | None]]:
    for node in nodes:
        if node[0] == "name":
            yield node[1], None
        elif node[0] == "group":
            for key, usual, _ in node[1]:
                yield key[1], usual


def shown_by_macro(macro: Macro, nodes: Sequence[Node], names: TemplateNames) -> Shown:
    """What a call of a macro shows."""
    taken, body = macro
    worker = names.worker()
    values: dict[str, Any] = {}
    try:
        for (name, usual), node in zip(taken, [*nodes, *([None] * len(taken))], strict=False):
            if node is not None and node[0] != "group":
                values[name] = worker.value(node, Scope())
            else:
                values[name] = worker.value(usual, Scope()) if usual is not None else None
        for node in nodes:
            if node[0] == "group":
                for key, value, _ in node[1]:
                    values[key[1]] = worker.value(value, Scope())
        made = Rendering(worker).made(_REMARK.sub("", body), Scope({}, Scope(values)))
    except UntoldError:
        return _UNTOLD
    return Shown(made[:_LARGEST])
