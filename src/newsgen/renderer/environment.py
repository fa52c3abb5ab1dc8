"""Jinja2 with less to do for a page: the same templates, the same errors, the same bytes.

What every page does thousands of times takes a short way where the common case allows it, and Jinja2's own way where
it does not: calling a function, escaping a text, laying a page's variables over the global ones.
"""

from collections.abc import Callable, MutableMapping
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Getattr, Name
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup
from markupsafe import escape as escape_anything

_FUNCTIONS = frozenset({FunctionType, MethodType, BuiltinFunctionType, partial})
_PASSES = "jinja_pass_arg"
"""What a function carries that wants to be given the context: Jinja2's decorators set it."""


def escape(value: object) -> str:
    """The value as it may stand in HTML and XML; what is marked as safe stays as it is.

    Most texts hold nothing to escape, and need not be copied or marked.
    """
    if type(value) is str:
        has_marks = "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
        return escape_anything(value) if has_marks else value
    return value if type(value) is Markup else escape_anything(value)


class ShortContext(Context):
    """The variables of a page; calls plain functions and macros without looking whether they are something else."""

    @internalcode
    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as in Jinja2
        """What the function gives for these arguments; a macro is told whether to escape."""
        kind = type(function)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind not in _FUNCTIONS or hasattr(function, _PASSES):
            return super().call(function, *args, **kwargs)
        # The variables of the block and the loop around the call are for functions that take the context.
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return function(*args, **kwargs)
        except StopIteration:  # inside a generator, as a template is, it would be a fault of the program
            return self.environment.undefined("a function was asked for more than it has")


class ShortCode(CodeGenerator):
    """Compiles templates to functions that escape by `escape` above, and take attributes themselves."""

    def write_commons(self) -> None:
        """The first lines of every function."""
        super().write_commons()
        self.writeline("escape = environment.escape")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - the name of the node
        """The attribute of a variable; where it has none, Jinja2 looks for an item of that name.

        Of anything but a variable, Jinja2 takes it: in a long chain these brackets would be too many for Python.
        """
        if not isinstance(node.node, Name):
            super().visit_Getattr(node, frame)
            return
        self.write("(_found if (_found := getattr(_owner := ")
        self.visit(node.node, frame)
        name = repr(node.attr)
        self.write(f", {name}, missing)) is not missing else environment.getattr(_owner, {name}))")


class ShortEnvironment(Environment):
    """Jinja2's environment with all of this."""

    context_class = ShortContext
    code_generator_class = ShortCode
    escape = staticmethod(escape)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The global variables of a template.

        Those of the environment, where a template has none of its own: laid over one another, they would be gone
        through one by one for each page and each import.
        """
        return super().make_globals(d) if d else self.globals
