"""The short ways through Jinja2 lead where the long ones do."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context, pass_environment
from jinja2.runtime import Context
from markupsafe import Markup
from markupsafe import escape as long_escape

from newsgen.renderer.environment import ShortEnvironment, escape

TEMPLATES = {
    "base.html": """<title>{% block title %}{{ site.title }}{% endblock %}</title>
{% block main %}nothing{% endblock %}
{% block foot %}<p>{{ self.title() }}</p>{% endblock %}""",
    "macros.html": """{% macro link(url, text="more") %}
{% set names %}{% for name, value in kwargs|dictsort %} {{ name }}="{{ value }}"{% endfor %}{% endset %}
<a href="{{ url }}"{{ names }}>{{ text }}{{ varargs|join }}</a>
{% endmacro %}
{% macro frame(title) %}<div title="{{ title }}">{{ caller(title) }}</div>{% endmacro %}
{% macro wide() %}{{ site.title }}{% endmacro %}""",
    "part.html": "{{ loop_name }}: {{ story.title }}, {{ asked('&') }}",
    "page.html": """{% extends "base.html" %}
{% from "macros.html" import link, frame as framed %}
{% import "macros.html" as macros %}
{% import "macros.html" as ours with context %}
{% set top = "<top>" %}
{% block title %}{{ super() }} & {{ story.title }}{% endblock %}
{% block main %}
{{ story.title }} {{ story["title"] }} {{ story.html }} {{ story.number }} {{ story.nothing }} {{ story.list }}
{{ link("/?a&b", "<b>", 1, 2, rel="next", title='"') }} {{ link(url="/") }} {{ macros.wide() }} {{ ours.wide() }}
{% call(title) framed("a<b") %}<i>{{ title }}</i>{{ story.title|upper }}{% endcall %}
{% for name in story.list if name != "b" %}
{{ loop.index }}{{ "," if not loop.last }}{{ half(name) }}{{ asked(name) }}{% set loop_name = name %}
{% include "part.html" %}
{% else %}none{% endfor %}
{% for item in [1, [2, [3]]] recursive %}{{ item if item is number else loop(item) }}{% endfor %}
{% set block %}<i>{{ story.title }}</i>{% endset %}{{ block }}{{ block|length }}
{% set space = namespace(count=0) %}{% for _ in range(3) %}{% set space.count = space.count + 1 %}{% endfor %}
{{ space.count }} {{ top }} {{ "<" ~ story.html ~ ">" }} {{ story.html + "<" }} {{ "%s"|format("<") }}
{{ "<b>"|safe }} {{ "<b>"|e }} {{ "<b>"|e|forceescape }} {{ story.list|tojson }} {{ story.list|map("upper")|join("&") }}
{{ asked("<") }} {{ known("x") }} {{ half("y") }} {{ counts(2) }} {{ "{}<".format(3) }} {{ story.html.format("<") }}
{{ story.method("<", end=">") }} {{ "x" if absent is defined else "not there" }} {{ absent|default("<d>") }}
{% autoescape false %}{{ story.title }}{{ link("<") + "<" }}{% endautoescape %}
{% filter upper %}{{ story.title }}<br>{% endfilter %}
{% with inner = story.title %}{{ inner }}{% endwith %}
{% endblock %}""",
    "plain.txt": "{{ story.title }} {{ story.html }} {{ asked('<') }}",
}


class Story:
    """What a template may be given, and more."""

    title = "Salt & <Vinegar> \"'"
    html = Markup("<em>{}</em>")
    number = 7
    nothing = None
    list = ("a", "b", "<c>")

    def method(self, text: str, end: str) -> str:
        return text + end


class Counter:
    """An object that can be called."""

    @pass_environment
    def __call__(self, environment: Environment, number: int) -> str:
        return f"{type(environment).__mro__[-2].__name__}<{number}"


@pass_context
def asked(context: Context, text: str) -> str:
    """A function that reads the variables around its call."""
    return f"{text}{context.get('block', '')}{context.get('loop_name', '')}{context['story'].number}"


def joined(one: str, other: str) -> str:
    return one + other


class Site:
    """Constants of every page."""

    title = "The <Record>"
    html = Markup("<b>")
    number = 7
    parts = ("a", "b")


SITE = Site()


def address(place: str) -> str:
    return f"/a&b/{place}"


def _escapes(name: str | None) -> bool:
    return name is None or not name.endswith(".txt")


def made(kind: type[Environment], templates: Mapping[str, str] = TEMPLATES, **options: Any) -> Environment:
    environment = kind(loader=DictLoader(templates), autoescape=_escapes, undefined=StrictUndefined, **options)
    if issubclass(kind, ShortEnvironment):
        environment = kind(
            loader=DictLoader(templates),
            autoescape=_escapes,
            undefined=StrictUndefined,
            constants={"site": SITE},
            functions={"address": address},
            **options,
        )
    environment.globals.update(
        site=SITE, address=address, asked=asked, known=str.upper, half=partial(joined, "<"), counts=Counter()
    )
    return environment


@pytest.mark.parametrize("name", ["page.html", "plain.txt", "macros.html", "base.html"])
@pytest.mark.parametrize("trims", [True, False])
def test_a_template_gives_what_jinja2_gives(name: str, *, trims: bool) -> None:
    options = {"trim_blocks": trims, "lstrip_blocks": trims}
    plain = made(Environment, **options).get_template(name).render(story=Story())

    short = made(ShortEnvironment, **options).get_template(name).render(story=Story())

    assert short == plain
    assert name == "macros.html" or len(plain) > 30


@given(st.one_of(st.text(), st.text(alphabet="&<>\"'ab"), st.integers(), st.none(), st.builds(Markup, st.text())))
def test_a_value_is_escaped_as_markupsafe_escapes_it(value: object) -> None:
    assert escape(value) == str(long_escape(value))


@pytest.mark.parametrize("text", ["{{ missing }}", "{{ site.missing }}", "{{ asked.missing() }}", "{{ missing() }}"])
def test_what_is_not_there_is_an_error_with_the_same_words(text: str) -> None:
    with pytest.raises(UndefinedError) as long:
        made(Environment).from_string(text).render(story=Story())

    with pytest.raises(UndefinedError) as short:
        made(ShortEnvironment).from_string(text).render(story=Story())

    assert str(short.value) == str(long.value)


def test_a_function_that_runs_dry_does_not_end_the_page() -> None:
    environment = made(ShortEnvironment)

    def dry() -> str:
        raise StopIteration

    with pytest.raises(UndefinedError):
        environment.from_string("{{ dry() }}").render(dry=dry)


def test_a_variable_of_one_template_is_seen_by_no_other() -> None:
    environment = made(ShortEnvironment)
    own = environment.get_template("base.html", globals={"mine": 1})

    assert "mine" in own.globals
    assert "mine" not in environment.get_template("plain.txt").globals


@pytest.mark.long
def test_a_long_chain_of_calls_and_attributes_is_not_too_deep_for_python() -> None:
    calls = "{{ site.title" + '.replace("a", "b")' * 90 + " }}"

    assert made(ShortEnvironment).from_string(calls).render() == "The &lt;Record&gt;"
