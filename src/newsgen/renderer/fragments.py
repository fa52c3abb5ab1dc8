"""``{% cached story, … %}…{% endcached %}``: a piece of a page that is rendered once for the same values, then kept.

A story's teaser stands on ten pages and more: its day, its month, each of its terms. The piece may use the values
that are named, `site`, `labels` and macros, and nothing else: what it took from its page, or asked of the archive,
would be wrong on the next page. A template that does is refused when it is compiled, also where a macro that the piece
calls does it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import is_dataclass
from functools import cache
from itertools import islice

from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.meta import find_undeclared_variables
from jinja2.parser import Parser
from markupsafe import Markup

from newsgen.models.recorder import DependencyRecorder, read_note
from newsgen.renderer.composing import nodes_of

_OF_EVERY_PAGE = frozenset({"asset", "data", "body", "address"})
"""Questions whose answers are the same whoever asks."""


class CachedFragments(Extension):
    """The tag ``cached``."""

    tags = {"cached"}  # noqa: RUF012 - Jinja2's interface
    keep_at_most = 120_000
    """About 120 MB in each process. When there are more, the half that was made first is let go."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.recorder = DependencyRecorder()
        """Where questions are noted; the renderer puts its own here."""
        self._kept: dict[tuple[object, ...], tuple[Markup, tuple[object, ...], frozenset[str]]] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call with its values, which renders its inside only if it must."""
        line = next(parser.stream).lineno
        values = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            values.append(parser.parse_expression())
        inside = parser.parse_statements(("name:endcached",), drop_needle=True)
        kept = parser.free_identifier()
        place = nodes.Const(f"{parser.name}:{line} {kept.name}")
        return self._kept_or_made(kept, [place, *values], inside).set_lineno(line)

    def _kept_or_made(self, kept: nodes.InternalName, named: list[nodes.Expr], inside: list[nodes.Node]) -> nodes.Node:
        """What was kept, or a call of `_make` with the inside, which is not even set up where something was kept."""
        make = nodes.CallBlock(self.call_method("_make", named), [], [], inside)
        make.named = named  # type: ignore[attr-defined] # for `refuse_what_sees_its_page`
        return nodes.Scope(
            [
                nodes.Assign(kept, self.call_method("_known", named)),
                nodes.If(nodes.Test(kept, "none", [], [], None, None), [make], [], [nodes.Output([kept])]),
            ]
        )

    def _known(self, place: str, *values: object) -> Markup | None:
        kept = self._kept.get(_key(place, values))
        if kept is None:
            return None
        fragment, _, asked = kept
        if asked:
            self.recorder.add(asked)
        return fragment

    def _make(self, place: str, *values: object, caller: Callable[[], str]) -> Markup:
        if len(self._kept) >= self.keep_at_most:
            for key in list(islice(self._kept, self.keep_at_most // 2)):
                del self._kept[key]
        before = self.recorder.take()
        fragment = Markup(caller())  # noqa: S704 - rendered and escaped by the same template
        asked = self.recorder.take()
        self.recorder.add(before | asked)
        if asked and (questions := sorted({read_note(note)[0] for note in asked} - _OF_EVERY_PAGE)):
            raise TemplateError(
                f"what is `cached` cannot ask `archive.{questions[0]}`: ask it before, and name the answer"
            )
        self._kept[_key(place, values)] = (fragment, values, asked)
        return fragment


def _key(place: str, values: Sequence[object]) -> tuple[object, ...]:
    """By what a fragment is kept.

    Cards, and rows of them, are never altered and live as long as the site is rendered: who it is tells more cheaply
    than what it holds. Other values that Python takes for equal may look different, such as 1 and true.
    """
    if len(values) == 1 and _is_card(type(values[0])):  # type: ignore[arg-type] # mypy takes no type for a key
        return place, id(values[0])
    return (place, *[id(value) if _is_card(type(value)) else (type(value), value) for value in values])  # type: ignore[arg-type]


@cache
def _is_card(kind: type) -> bool:
    """Whether what is of this type is a card, or a row of them."""
    return issubclass(kind, tuple | list | dict) or is_dataclass(kind)


def refuse_what_sees_its_page(tree: nodes.Template, of_every_page: Collection[str], name: str, shown: str) -> None:
    """Refuses a template in which a `cached` piece can see the page on which it is made first.

    Args:
        tree: The template.
        of_every_page: The names of what is the same on every page: `site`, `labels`, functions.
        name: Of the template.
        shown: How messages call it.

    Raises:
        TemplateSyntaxError: With the line, and what the piece sees.
    """
    inside = nodes_of(tree)
    pieces = [node for node in inside if isinstance(node, nodes.CallBlock) and hasattr(node, "named")]
    if not pieces:
        return
    view = _View(tree.environment, inside, of_every_page)
    for piece in pieces:
        if fault := view.fault(piece.body, _names_in(piece.named)):
            raise TemplateSyntaxError(f"what is `cached` cannot {fault}", piece.lineno, name, shown)


class _View:
    """What can be seen from the pieces of a template."""

    def __init__(
        self, environment: Environment | None, inside: Iterable[nodes.Node], of_every_page: Collection[str]
    ) -> None:
        # Without global variables, since Jinja2 takes those for declared.
        self._environment = copy(environment)
        self._environment.globals = {}  # type: ignore[union-attr] # a tree that was parsed has one
        self._macros = {node.name: node for node in inside if isinstance(node, nodes.Macro)}
        imports = [node for node in inside if isinstance(node, nodes.Import | nodes.FromImport)]
        self._see_the_page = {name for each in imports if each.with_context for name in _names_given(each)}
        imported = {name for each in imports for name in _names_given(each)}
        # Somewhere in the template these mean something else, and a piece may stand there.
        set_here = {node.name for node in inside if isinstance(node, nodes.Name) and node.ctx != "load"}
        self._of_every_page = {*of_every_page, *imported} - set_here - {"archive"}
        for name in set_here:
            self._macros.pop(name, None)

    def fault(self, body: Iterable[nodes.Node], known: AbstractSet[str], within: tuple[str, ...] = ()) -> str:
        """What a piece, or a macro that it calls, does that it cannot; empty where that is nothing."""
        inside = [each for node in body for each in nodes_of(node)]
        for node in inside:
            if isinstance(node, nodes.Include):
                return "include a template: import a macro of it"
            if isinstance(node, nodes.Import | nodes.FromImport) and node.with_context:
                return "import with the page: leave out `with context`"
            if isinstance(node, nodes.Block):
                return f"hold the block `{node.name}`, which sees its page: put it around `cached`"
        if any(isinstance(node, nodes.Name) and node.name == "self" for node in inside):
            return "use `self`: name it behind `cached`"  # Jinja2 declares it wherever it is used
        used = find_undeclared_variables(_alone(body, self._environment)) - known
        return next(filter(None, (self._fault_of(name, within) for name in sorted(used))), "")

    def _fault_of(self, name: str, within: tuple[str, ...]) -> str:
        if name in self._see_the_page:
            return f"use `{name}`, which is imported with the page: import it without `with context`"
        if name in self._of_every_page or name in within:
            return ""
        if macro := self._macros.get(name):
            return self.fault([macro], frozenset(), (*within, name))
        if within:
            return f"call `{within[-1]}`, which uses `{name}`: give it as an argument"
        return f"use `{name}`: name it behind `cached`"


def _alone(body: Iterable[nodes.Node], environment: Environment | None) -> nodes.Template:
    """Some nodes as a template."""
    template = nodes.Template(list(body), lineno=1)
    template.environment = environment
    return template


def _names_in(given: Iterable[nodes.Node]) -> set[str]:
    """All names in some expressions."""
    return {name.name for node in given for name in (node, *node.find_all(nodes.Name)) if isinstance(name, nodes.Name)}


def _names_given(node: nodes.Import | nodes.FromImport) -> list[str]:
    """The names that an import gives to a template."""
    if isinstance(node, nodes.Import):
        return [node.target]
    return [name[1] if isinstance(name, tuple) else name for name in node.names]
