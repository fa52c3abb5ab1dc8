"""Jinja2 with less to do for a page: the same templates, the same errors, the same bytes.

What every page does thousands of times takes a short way where the common case allows it, and Jinja2's own way where
it does not: calling a function, escaping a text, laying a page's variables over the global ones. Templates are composed
when they are compiled (renderer.composing).
"""

import sys
from collections.abc import Callable, Collection, Mapping, MutableMapping
from contextlib import suppress
from functools import cached_property, partial
from traceback import walk_tb
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, NoReturn

from jinja2 import BaseLoader, Environment, TemplateAssertionError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.utils import internalcode, missing
from markupsafe import Markup
from markupsafe import escape as escape_anything

from newsgen.errors import ContentError
from newsgen.renderer.composing import ConstantFolder, compose, line_in, names_set
from newsgen.renderer.fragments import refuse_what_sees_its_page

_FUNCTIONS = frozenset({FunctionType, MethodType, BuiltinFunctionType, partial, BlockReference})
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


try:  # MarkupSafe's own, in C, which gives back a text that holds nothing to escape.
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:  # pragma: no cover - depends on the installation

    def escape_text(s: str, /) -> str:
        """A plain text as it may stand in HTML."""
        return escape(s)


class ShortContext(Context):
    """The variables of a page; calls plain functions and macros without looking whether they are something else."""

    @internalcode
    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as in Jinja2
        """What the function gives for these arguments; a macro is told whether to escape."""
        kind = type(function)
        is_macro = kind is Macro
        if not is_macro and (kind not in _FUNCTIONS or hasattr(function, _PASSES)):
            return super().call(function, *args, **kwargs)
        # The variables of the block and the loop around the call are for functions that take the context.
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        if is_macro:
            return self._call_macro(function, args, kwargs)
        try:
            return function(*args, **kwargs)
        except StopIteration:  # inside a generator, as a template is, it would be a fault of the program
            return self.environment.undefined("a function was asked for more than it has")

    @internalcode
    def _call_macro(self, macro: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
        """What a macro makes. One that takes arguments by their names alone is called without a detour."""
        names = macro.arguments
        missing_ones = len(names) - len(args)
        takes_others = macro.catch_kwargs or macro.catch_varargs or macro.caller
        if takes_others or missing_ones < 0 or not self.eval_ctx.autoescape:
            return macro(self.eval_ctx, *args, **kwargs)
        if missing_ones:
            if kwargs and not kwargs.keys() <= set(names[len(args) :]):
                return macro(self.eval_ctx, *args, **kwargs)  # which tells the mistake
            args = (*args, *[kwargs.get(name, missing) for name in names[len(args) :]])
        elif kwargs:
            return macro(self.eval_ctx, *args, **kwargs)
        return Markup(macro._func(*args))  # noqa: S704, SLF001 - it has escaped what it shows


Files = list[tuple[str, str]]
"""The files that a template is composed of: their names, and how messages call them."""
_FILES = "files_of_template"
"""The variable of a compiled template that holds them."""


class ShortCode(CodeGenerator):
    """Compiles templates to functions that escape by `escape` above, and take attributes themselves."""

    _buffers = False
    _files: Files

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - the name of the node
        """The module of a template. Its texts are gathered in lists, and not handed through one by one."""
        # What is included without the page's variables is always handed through, and would overtake the others.
        self._buffers = all(each.with_context for each in node.find_all(nodes.Include))
        self._files: Files = getattr(node, "files", [])
        super().visit_Template(node, frame)
        self.writeline(f"{_FILES} = {self._files!r}")

    def enter_frame(self, frame: Frame) -> None:
        """The beginning of a function or a scope."""
        super().enter_frame(frame)
        if self._gathers(frame):
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002 - as in Jinja2
        """The end of one."""
        if with_python_scope and self._gathers(frame):
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def _gathers(self, frame: Frame) -> bool:
        is_function = (frame.toplevel and not frame.require_output_check) or frame.block is not None
        return self._buffers and is_function and frame.symbols.parent is None

    def write_commons(self) -> None:
        """The first lines of every function."""
        super().write_commons()
        self.writeline("escape = environment.escape")
        self.writeline("escape_text = environment.escape_text")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - as in Jinja2
        if self._escapes(frame, finalize):
            self.write("(escape_text(_shown) if type(_shown := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - likewise
        if self._escapes(frame, finalize):
            self.write(") is str else escape(_shown))")
        else:
            super()._output_child_post(node, frame, finalize)

    @staticmethod
    def _escapes(frame: Frame, finalize: Any) -> bool:  # noqa: ANN401 - likewise
        """Whether what is shown is a value to be escaped: plain texts are, without a call of Python code."""
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None

    def visit_Extends(self, node: nodes.Extends, frame: Frame) -> None:  # noqa: N802
        """A template that is not composed with what it extends needs the blocks of that."""
        with_blocks = nodes.EnvironmentAttribute("with_blocks")
        node.template = nodes.Call(with_blocks, [node.template], [], None, None)
        super().visit_Extends(node, frame)

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:  # noqa: N802
        """A scope, or a block that was put in its place: functions that take the context see what a block sets."""
        if not getattr(node, "is_block", False):
            super().visit_Scope(node, frame)
            return
        inner = frame.inner()
        inner.block_frame = True
        inner.symbols.analyze_node(node)
        around = self.temporary_identifier()
        self.writeline(f"{around} = _block_vars" if frame.block_frame else f"{around} = None")
        self.writeline("_block_vars = {}")
        self.enter_frame(inner)
        self.blockvisit(node.body, inner)
        self.leave_frame(inner)
        self.writeline(f"_block_vars = {around}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """A call; the method of an extension, which wants nothing of the context, without a detour."""
        if not isinstance(node.node, nodes.ExtensionAttribute) or forward_caller or node.kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """The attribute of a variable; where it has none, Jinja2 looks for an item of that name.

        Of anything but a variable, Jinja2 takes it: in a long chain these brackets would be too many for Python.
        """
        if self.environment.is_quick and self._is_no_mapping(node.node):  # type: ignore[attr-defined] # it is a ShortEnvironment
            owner = node.node
            self.write(frame.symbols.ref(owner.name)) if isinstance(owner, nodes.Name) else self.visit(owner, frame)
            self.write(f".{node.attr}")
            return
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        self.write("(_found if (_found := getattr(_owner := ")
        self.visit(node.node, frame)
        name = repr(node.attr)
        self.write(f", {name}, missing)) is not missing else environment.getattr(_owner, {name}))")

    def _is_no_mapping(self, owner: nodes.Expr) -> bool:
        """Whether this is a variable of the page, or what that has, but nothing that is known to hold items."""
        while isinstance(owner, nodes.Getattr):
            if owner.attr == _FREE_FIELDS:
                return False
            owner = owner.node
        return isinstance(owner, nodes.Name) and owner.name not in {"self", *self.environment.constants}  # type: ignore[attr-defined] # likewise

    def fail(self, msg: str, lineno: int) -> NoReturn:
        """Tells a mistake in its file. What is composed has none of those that are told here (composing)."""
        name, shown = self._files[0]
        raise TemplateAssertionError(msg, lineno, name, shown)


_FREE_FIELDS = "extra"
"""The attribute of an article that holds what its author has named."""
_WITH_BLOCKS = "with blocks: "
"""Before the name of a template that is to keep its blocks, since another one extends it."""


def _without(names: Collection[str], mapping: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in mapping.items() if name not in names}


class _Names(BaseLoader):
    """A loader that knows templates by their names alone."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> Any:  # noqa: ANN401 - as in Jinja2
        return self._loader.get_source(environment, template.removeprefix(_WITH_BLOCKS))

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


class ShortEnvironment(Environment):
    """Jinja2's environment with all of this.

    Args:
        loader: Finds the templates.
        constants: Global variables whose attributes are the same on every page.
        functions: Global functions that give for one text always the same.
        is_quick: Whether attributes are taken as Python takes them. What Jinja2 finds elsewhere, or calls undefined,
            is an AttributeError then: the template is to be rendered once more, by an environment that is not quick.
        composes: Whether templates are composed with what they extend: pages are made quicker, compiling takes longer.
        options: As Jinja2 has them.
    """

    context_class = ShortContext
    code_generator_class = ShortCode
    escape = staticmethod(escape)
    escape_text = staticmethod(escape_text)

    def __init__(
        self,
        loader: BaseLoader,
        constants: Mapping[str, object] | None = None,
        functions: Mapping[str, Callable[[str], str]] | None = None,
        *,
        is_quick: bool = False,
        composes: bool = True,
        **options: Any,  # noqa: ANN401 - as Jinja2 has them
    ) -> None:
        super().__init__(loader=_Names(loader), **options)
        self.is_quick = is_quick
        self._composes = composes
        self.constants = constants or {}
        self._functions = functions or {}
        self._trees: dict[tuple[str, str, str], nodes.Template] = {}
        """Of the templates that others extend."""
        self.globals.update({**self.constants, **self._functions})

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The global variables of a template.

        Those of the environment, where a template has none of its own: laid over one another, they would be gone
        through one by one for each page and each import.
        """
        return super().make_globals(d) if d else self.globals

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - as Jinja2 has them
        """An item, or an attribute. What has no items is not asked for one, since its error would cost the most."""
        if type(argument) is str and not hasattr(type(obj), "__getitem__"):
            found = getattr(obj, argument, missing)
            if found is not missing:
                return found
        return super().getitem(obj, argument)

    def with_blocks(self, template: object) -> object:
        """What a template extends, under the name by which it keeps its blocks."""
        return f"{_WITH_BLOCKS}{template}" if isinstance(template, str) else template

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        shown = (name or "").removeprefix(_WITH_BLOCKS)
        refuse_what_sees_its_page(tree, self.globals, shown, filename or shown)
        return tree

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002
    ) -> str:
        files: Files = [((name or "").removeprefix(_WITH_BLOCKS), filename or name or "")]
        if self._composes and name and not name.startswith(_WITH_BLOCKS):
            source, names = compose(name, source, self._tree, self)
            files += [(each, self._text(each)[2]) for each in names[1:]]
        source = self._folder.visit(source)
        source.set_environment(self)
        source.files = files  # type: ignore[attr-defined] # for ShortCode
        return super()._generate(source, name, filename, defer_init)

    @cached_property
    def _folder(self) -> ConstantFolder:
        """Knows the constants to which no template gives another meaning: one that is included sees it as well."""
        own: set[str] = set()
        for name in self.list_templates():
            with suppress(TemplateNotFound, ContentError):
                own |= names_set(self._text(name)[0])
        return ConstantFolder(self, _without(own, self.constants), _without(own, self._functions))

    def _tree(self, name: str) -> nodes.Template | None:
        """The tree of a template that another extends; None where it cannot be read: Jinja2 will tell it."""
        try:
            source = self._text(name)
            if source not in self._trees:
                self._trees[source] = self._parse(*source)
            return self._trees[source]
        except (TemplateNotFound, TemplateSyntaxError, ContentError):
            return None

    def _text(self, name: str) -> tuple[str, str, str]:
        """The text of a template, its name, and how messages call it."""
        text, shown, _ = self.loader.get_source(self, name)  # type: ignore[union-attr] # there is one
        return text, name, shown or name

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Lets an error go on its way. Where it comes from is asked for where it is told: `template_place`."""
        error = sys.exception()
        if error is None or isinstance(error, TemplateSyntaxError):
            super().handle_exception(source)
        raise error


def template_place(error: BaseException) -> tuple[str, int] | None:
    """The innermost template, as messages call it, and its line, in which an error arose."""
    for frame, code_line in reversed(list(walk_tb(error.__traceback__))):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and _FILES in frame.f_globals:
            number, line = line_in(template.get_corresponding_lineno(code_line))
            return frame.f_globals[_FILES][number][1], line
    return None
