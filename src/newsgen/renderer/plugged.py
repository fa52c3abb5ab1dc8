"""What plugins add to rendering: to the HTML of a story, and to templates."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, wraps
from typing import Any

from jinja2 import Environment, TemplateError

from newsgen.errors import Problem, UsageError
from newsgen.models.mistake import Mistake
from newsgen.models.rules import PLUGIN
from newsgen.models.views import ArticleView
from newsgen.plugins import Function, Joints, PluginError, call, wrong_answer
from newsgen.renderer.places import Places


def plug_body(
    rendered: str, article: ArticleView, functions: Sequence[Function], places: Places
) -> tuple[str, list[Problem]]:
    """The HTML of a story as plugins make it, one after the other, until one finds an error; and what is wrong."""
    during = f"content/{article.source}"
    problems: list[Problem] = []
    for function in functions:
        try:
            given = call(function, rendered, article, during=during)
            if isinstance(given, Mistake):
                given = [given]
            if isinstance(given, list | tuple) and all(isinstance(each, Mistake) for each in given):
                problems += [_placed(mistake, places) for mistake in given]
            elif isinstance(given, str):
                rendered = given
            else:
                mend = "return the HTML, the same or another, or a `newsgen.Mistake`"
                raise wrong_answer(function, f"gave {type(given).__name__} and no HTML", mend, during)
        except PluginError as error:
            problems += error.problems
        if any(problem.is_error for problem in problems):
            break
    return rendered, problems


def _placed(mistake: Mistake, places: Places) -> Problem:
    """The problem where its text stands in the article, or of the whole article."""
    place = partial(places.problem, mistake.near) if mistake.near else places.of_story
    problem = place(mistake.what, mistake.mend)
    return problem if mistake.is_error else problem.as_warning().under(PLUGIN.name)


def plug_templates(environment: Environment, joints: Joints, names: Iterable[str]) -> None:
    """Gives templates the filters, tests and functions of plugins; ``names`` are the variables that pages have.

    Raises:
        UsageError: One has the name of what templates have already.
    """
    taken = dict.fromkeys(names, "a variable of pages")
    problems = [
        *_add(joints.filters, environment.filters, "a filter", {}),
        *_add(joints.tests, environment.tests, "a test", {}),
        *_add(joints.globals, environment.globals, "a function", taken),
    ]
    if problems:
        raise UsageError("a plugin has errors", problems=tuple(problems))


def _add(
    functions: Iterable[Function],
    table: dict[str, Any],
    kind: str,
    taken: Mapping[str, str],
) -> Iterator[Problem]:
    for function in functions:
        if function.name in table or function.name in taken:
            what = f"has the name of {taken.get(function.name, kind)} that templates have already"
            yield from wrong_answer(function, what, "give it another name").problems
        else:
            table[function.name] = _for_templates(function)


def _for_templates(function: Function) -> Callable[..., Any]:
    """The function as templates call it."""

    @wraps(function.run)
    def called(*arguments: object, **named: object) -> object:
        try:
            return call(function, *arguments, named=named)
        except PluginError as error:
            if isinstance(error.__cause__, TemplateError):  # such as a value that the page has not
                raise error.__cause__ from None
            raise

    return called
