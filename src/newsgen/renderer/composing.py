"""Templates composed when they are compiled: a template and all that it extends become one function.

Each block is put where the template that is extended has it, so that nothing is looked up, called and handed through
for a page. What a block sets stays its own, as in Jinja2. A template that does what cannot be seen from its text is
left to Jinja2's own way, which gives the same bytes more slowly.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from jinja2 import Environment, nodes
from jinja2.idtracking import symbols_for_node
from jinja2.visitor import NodeTransformer

_LINES = 1 << 20
"""More than a template has. A line of the file with number N in a composed template counts from N times this on."""
_MOVED = (nodes.Assign, nodes.AssignBlock, nodes.Macro, nodes.Import, nodes.FromImport)
"""What a template that extends another may do outside of its blocks."""

_WITHOUT_BLOCKS = (nodes.Output, nodes.Assign, nodes.Include, nodes.Import, nodes.FromImport)
"""Statements in which no block can stand."""

Parse = Callable[[str], nodes.Template | None]
"""Gives the tree of a template by its name, which is not to be changed; None where it cannot be read."""


class _NotComposable(Exception):  # noqa: N818 - no error: Jinja2's own way is taken
    pass


def line_in(line: int) -> tuple[int, int]:
    """The number of the file, and the line in it, of a line of a composed template."""
    return divmod(line, _LINES)


def parent_of(tree: nodes.Template) -> str | None:
    """The template that a template extends, where it begins with that and names it."""
    first = next((node for node in tree.body if not _is_blank(node)), None)
    if not isinstance(first, nodes.Extends) or tree.body[0] is not first:
        return None
    named = first.template
    return named.value if isinstance(named, nodes.Const) and isinstance(named.value, str) else None


def compose(
    name: str, tree: nodes.Template, parse: Parse, environment: Environment
) -> tuple[nodes.Template, list[str]]:
    """The template with all that it extends in one, and the names of its files in the order of their numbers.

    One with something that the environment refuses to compile is left as it is: a block that is never shown, and so is
    left out here, must not hide a mistake that a build of fewer pages would tell.
    """
    trees, names = [tree], [name]
    while (parent := parent_of(trees[-1])) is not None:
        found = None if parent in names else parse(parent)
        if found is None:
            return tree, [name]
        trees.append(found)
        names.append(parent)
    try:
        # Copies: a tree is asked for again, and stays as it is where it cannot be composed.
        composed = _Composition([_copy(each) for each in trees], environment).compose()
    except _NotComposable:
        return tree, [name]
    return composed, names


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )


class _Composition:
    """Puts the blocks of a template, of the one that it extends, and so on, into the last one."""

    def __init__(self, trees: Sequence[nodes.Template], environment: Environment) -> None:
        self._trees = trees
        self._environment = environment
        self._nodes = [nodes_of(tree) for tree in trees]
        """All of each tree."""
        self._blocks: dict[str, list[nodes.Block]] = defaultdict(list)
        """By name; the one of the template that extends the others comes first."""
        self._called = {name for each in self._nodes for name in _called_blocks(each)}
        self._knows_super = any(_is_name(node, "super") for each in self._nodes for node in each)
        self._left: list[nodes.Block] = []
        """The blocks that stay blocks."""
        self._open: list[str] = []
        """The blocks that are being put in."""
        self._passed_on = frozenset[str]()
        """The names that a scoped block, which is being put in, gives to all blocks in it."""
        self._is_left = False
        """Whether a block that stays one is being made."""

    def compose(self) -> nodes.Template:
        """The tree of the last one with all blocks in it.

        Raises:
            _NotComposable: There is something that only Jinja2's own way does as it should.
        """
        root = self._trees[-1]
        if any(isinstance(node, nodes.Extends) for node in self._nodes[-1]) or any(
            map(self._is_refused, chain.from_iterable(self._nodes))
        ):
            raise _NotComposable
        for number, of_tree in enumerate(self._nodes):
            self._take_blocks(of_tree)
            for node in of_tree if number else ():
                node.lineno = (node.lineno or 1) + number * _LINES
        moved = [_outside_of_blocks(tree) for tree in self._trees[:-1]]
        own = [_names_set_in(tree) for tree in self._trees]
        for number, nodes_of_one in enumerate(moved):
            # In one function a name is what is set anywhere in it, not what it is in the context.
            others = frozenset().union(*own[:number], *own[number + 1 :])
            if not others.isdisjoint(own[number] | _names_in(nodes_of_one)):
                raise _NotComposable
        body = [*chain.from_iterable(moved), *self._put_in(root.body, own[-1])]
        root.body = _with_neighbours_merged([*body, *self._shown_elsewhere()])
        left = [block.name for block in self._left]
        if len(set(left)) < len(left):
            raise _NotComposable
        return root

    def _is_refused(self, node: nodes.Node) -> bool:
        """Whether this is a mistake that Jinja2 tells when it compiles a template."""
        match node:
            case nodes.Filter():
                return node.name not in self._environment.filters
            case nodes.Test():
                return node.name not in self._environment.tests
            case nodes.For():
                return any(name.name == "loop" and name.ctx == "store" for name in node.find_all(nodes.Name))
            case nodes.Macro() | nodes.CallBlock():
                return any(argument.name == "caller" for argument in node.args)
        return False

    def _shown_elsewhere(self) -> list[nodes.Node]:
        """The blocks that are called by their names but have no place of their own."""
        placed = {block.name for block in self._left}
        others = [self._blocks[name][0] for name in sorted(self._called - placed) if name in self._blocks]
        for block in others:
            self._leave(block)
        return [nodes.If(nodes.Const(False), list(others), [], [])] if others else []  # noqa: FBT003 - a node

    def _take_blocks(self, of_tree: Sequence[nodes.Node]) -> None:
        blocks = [node for node in of_tree if isinstance(node, nodes.Block)]
        if len({block.name for block in blocks}) < len(blocks):
            raise _NotComposable  # a mistake, which Jinja2 tells
        for block in blocks:
            if block.required:
                raise _NotComposable
            self._blocks[block.name].append(block)

    def _put_in(self, body: Iterable[nodes.Node], outer: frozenset[str]) -> list[nodes.Node]:
        """Statements with the blocks among them replaced; ``outer`` are the names that the blocks around them set."""
        result: list[nodes.Node] = []
        for node in body:
            if isinstance(node, nodes.Block):
                result += self._block(node, outer)
                continue
            if isinstance(node, nodes.If):
                node.body = self._put_in(node.body, outer)
                node.else_ = self._put_in(node.else_, outer)
                for branch in node.elif_:
                    branch.body = self._put_in(branch.body, outer)
            elif not isinstance(node, _WITHOUT_BLOCKS):
                # In a loop, a call and the like they stay blocks, but with what the first template has for them.
                for block in _blocks_in(node):
                    self._leave(block)
            result.append(node)
        return result

    def _leave(self, block: nodes.Block) -> None:
        self._refuse_what_is_passed_on(block)
        self._left.append(block)
        before, self._is_left = self._is_left, True
        block.body = self._as_block(block)
        self._is_left = before

    def _refuse_what_is_passed_on(self, block: nodes.Block) -> None:
        """A block that stays one cannot see what a scoped block around it, which is none any more, would give it."""
        if self._would_see(block.name, self._passed_on):
            raise _NotComposable

    def _as_block(self, block: nodes.Block) -> list[nodes.Node]:
        first = _copy(self._blocks[block.name][0])
        if self._uses_super(first.body):
            raise _NotComposable
        return self._put_in(first.body, _names_set_in(first))

    def _block(self, block: nodes.Block, outer: frozenset[str]) -> list[nodes.Node]:
        if block.name in self._called or (not block.scoped and self._would_see(block.name, outer)):
            self._leave(block)
            return [block]
        if self._is_left:
            self._refuse_what_is_passed_on(block)
        before = self._passed_on
        if block.scoped:
            self._passed_on = before | outer
        body = self._body(block.name, 0, outer)
        self._passed_on = before
        return body

    def _would_see(self, name: str, outer: frozenset[str]) -> bool:
        """Whether the block would see, in its place, what the blocks around it set."""
        if not outer:
            return False
        blocks = self._blocks[name]
        sees_all = (
            nodes.Include,
            nodes.Import,
            nodes.FromImport,
            nodes.ContextReference,
            nodes.DerivedContextReference,
        )
        return any(
            isinstance(node, sees_all) or (isinstance(node, nodes.Name) and node.name in outer)
            for block in blocks
            for node in block.find_all((nodes.Name, *sees_all))
        )

    def _body(self, name: str, depth: int, outer: frozenset[str]) -> list[nodes.Node]:
        """What the ``depth``-th template has for a block, with `super()` replaced by what the next one has."""
        if name in self._open and not depth:
            raise _NotComposable  # a circle, which Jinja2 tells
        # A copy: `super()` may stand in it more than once.
        block = _copy(self._blocks[name][depth])
        stores = _names_set_in(block)
        self._open.append(name)
        body = self._put_in(block.body, outer | stores)
        body = self._with_super(body, name, depth, outer | stores)
        self._open.pop()
        if not stores:
            return body
        scope = nodes.Scope(body, lineno=block.lineno)
        scope.is_block = True  # type: ignore[attr-defined] # for ShortCode: its variables are those of a block
        return [scope]

    def _with_super(self, body: list[nodes.Node], name: str, depth: int, outer: frozenset[str]) -> list[nodes.Node]:
        if not self._uses_super(body):
            return body
        if depth + 1 == len(self._blocks[name]):
            raise _NotComposable  # a mistake, which Jinja2 tells
        result: list[nodes.Node] = []
        for node in body:
            if not isinstance(node, nodes.Output):
                result.append(node)
                continue
            for part in node.nodes:
                if _is_super(part):
                    result += self._body(name, depth + 1, outer)
                else:
                    result.append(nodes.Output([part], lineno=node.lineno))
        if self._uses_super(result):
            raise _NotComposable
        return result

    def _uses_super(self, body: Iterable[nodes.Node]) -> bool:
        return self._knows_super and any(_is_name(node, "super") for each in body for node in nodes_of(each))


def nodes_of(tree: nodes.Node) -> list[nodes.Node]:
    """A node and all nodes in it."""
    found = [tree]
    for node in found:
        for name in node.fields:
            held = getattr(node, name)
            if isinstance(held, nodes.Node):
                found.append(held)
            elif isinstance(held, list):
                found += [each for each in held if isinstance(each, nodes.Node)]
    return found


def _blocks_in(node: nodes.Node) -> Iterator[nodes.Block]:
    """The blocks in a node, without those that stand in other blocks."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _blocks_in(child)


def _copy(node: nodes.Node) -> Any:  # noqa: ANN401 - of the kind of the node
    """A node and all nodes in it anew; the environment to which they belong stays the same."""
    twin = object.__new__(type(node))
    known = node.__dict__
    twin.__dict__.update(known)
    for name in node.fields:
        held = known[name]
        if isinstance(held, nodes.Node):
            setattr(twin, name, _copy(held))
        elif isinstance(held, list):
            setattr(twin, name, [_copy(each) if isinstance(each, nodes.Node) else each for each in held])
    return twin


def _outside_of_blocks(tree: nodes.Template) -> list[nodes.Node]:
    """What a template that extends another does besides its blocks; its text is shown nowhere."""
    others = [node for node in tree.body[1:] if not isinstance(node, nodes.Output | nodes.Block)]
    if any(not isinstance(node, _MOVED) or node.find(nodes.Block) for node in others):
        raise _NotComposable
    return others


def _called_blocks(of_tree: Iterable[nodes.Node]) -> list[str]:
    """The blocks that are shown a second time, as `self.title()`."""
    loads = [node for node in of_tree if _is_name(node, "self")]
    owners = [node for node in of_tree if isinstance(node, nodes.Getattr) and _is_name(node.node, "self")]
    if len(owners) < len(loads):
        raise _NotComposable
    return [owner.attr for owner in owners]


def _names_set_in(node: nodes.Node) -> frozenset[str]:
    """The names that are set in a template outside of its blocks, or in a block."""
    return frozenset(symbols_for_node(node).stores)


def _names_in(body: Iterable[nodes.Node]) -> set[str]:
    return {name.name for node in body for name in nodes_of(node) if isinstance(name, nodes.Name)}


def _is_super(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != "super":
        return False
    return not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _with_neighbours_merged(body: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Statements in which texts that follow one another are one output."""
    result: list[nodes.Node] = []
    for node in body:
        if isinstance(node, nodes.If):
            node.body = _with_neighbours_merged(node.body)
            node.else_ = _with_neighbours_merged(node.else_)
            for branch in node.elif_:
                branch.body = _with_neighbours_merged(branch.body)
        elif isinstance(node, nodes.For | nodes.Scope):
            node.body = _with_neighbours_merged(node.body)
        last = result[-1] if result else None
        if isinstance(node, nodes.Output) and isinstance(last, nodes.Output):
            last.nodes += node.nodes
        else:
            result.append(node)
    return result


_SETS = re.compile(r"\{%[-+]?\s*(?:set|for|from|import|macro|with|call)\b(?:[^%]|%(?!\}))*")
_WORD = re.compile(r"(?<![\w.\"'])[^\W\d]\w*(?!\s*[\w.\[(])")


def names_set(text: str) -> set[str]:
    """The names that the text of a template may give another meaning; some of them it only uses."""
    return {word for tag in _SETS.findall(text) for word in _WORD.findall(tag)}


class ConstantFolder(NodeTransformer):
    """Replaces what is the same on every page by its value: `site.title`, `labels.updated`, `site_url("dates/")`.

    Args:
        environment: Finds attributes.
        values: Those whose attributes never change, by name. No template may give such a name another meaning.
        functions: Those that give for one text always the same.
    """

    def __init__(
        self, environment: Environment, values: Mapping[str, object], functions: Mapping[str, Callable[[str], str]]
    ) -> None:
        self._environment = environment
        self._values = values
        self._functions = functions

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - the name of the node
        """The value of an attribute, where it is a text or a number."""
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name in self._values:
            value = self._environment.getattr(self._values[node.node.name], node.attr)
            if type(value) in {str, int, bool}:
                return nodes.Const(value, lineno=node.lineno)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name of the node
        """The value of a function for a text."""
        self.generic_visit(node)
        has_others = node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1
        if has_others or not isinstance(node.node, nodes.Name) or node.node.name not in self._functions:
            return node
        argument = node.args[0]
        if not isinstance(argument, nodes.Const) or type(argument.value) is not str:
            return node
        return nodes.Const(self._functions[node.node.name](argument.value), lineno=node.lineno)
