"""Templates composed with what they extend give what Jinja2 gives: the same text, the same mistakes."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, TemplateError
from test_environment import TEMPLATES, Story, made

from newsgen.renderer.composing import compose, line_in
from newsgen.renderer.environment import ShortEnvironment, template_place

BASE = """{% set late = "base" %}<t>
{% block title %}{{ site.title }}{% block part %}, {{ story.title }}{% endblock %}{% endblock %}</t>
{% if story.number == 7 %}{% block seven %}seven{% endblock %}{% else %}{% block other %}other{% endblock %}{% endif %}
{% for letter in story.list %}{% block item scoped %}{{ letter }}{% endblock %}{% endfor %}
{% for letter in story.list %}{% block blind %}{{ letter is defined }}{% endblock %}{% endfor %}
{% block outer %}{% set shade = "outer" %}{{ shade }}{% block inner %}{{ shade is defined }}{% endblock %}
{% block free %}{{ late }}{{ address("x y") }}{% endblock %}{% include "part.html" %}{% endblock %}
{% block foot %}<p>{{ self.title() }}</p>{% endblock %}{{ shade is defined }}{{ top is defined }}"""
PARTS = {
    "part.html": "[{{ shade|default('none') }}{{ top|default('none') }}{{ story.number }}]",
    "macros.html": "{% macro bold(text) %}<b>{{ text }}{{ site.number }}</b>{% endmacro %}",
}
CHILDREN = {
    "nothing": "",
    "a block": "{% block title %}mine{% endblock %}",
    "super": "{% block title %}<{{ super() }}>{% endblock %}{% block free %}{{ super() }}{{ super() }}{% endblock %}",
    "super in a filter": "{% block title %}{{ super()|upper }}{% endblock %}",
    "super in a condition": "{% block seven %}{% if story.title %}{{ super() }}{% endif %}!{% endblock %}",
    "super in a loop": "{% block seven %}{% for a in story.list %}{{ super() }}{% endfor %}{% endblock %}",
    "super of the outer": "{% block outer %}{% set shade = 'child' %}{{ super() }}{{ shade }}{% endblock %}",
    "the inner alone": "{% block inner %}{{ shade is defined }}!{% endblock %}{% block part %}{% endblock %}",
    "names": "{% set top = story.title %}{% block free %}{{ top }}{% set top = 2 %}{{ top }}{% endblock %}"
    "{% block foot %}{{ top }}{% include 'part.html' %}{% endblock %}",
    "macros": "{% from 'macros.html' import bold %}{% macro own(x) %}{{ bold(x) }}{{ late }}{% endmacro %}"
    "{% block foot %}{{ own(story.title) }}{{ bold('<') }}{% endblock %}",
    "a name of a constant": "{% set site = story %}{% block foot %}{{ site.title }}{{ site.number }}{% endblock %}",
    "context functions": "{% block foot %}{% set block = 3 %}{{ asked('x') }}{% endblock %}"
    "{% block outer %}{% set loop_name = 1 %}{{ asked('y') }}{% block new %}{% set block = 4 %}{{ asked('z') }}"
    "{% endblock %}{{ asked('u') }}{% endblock %}",
    "calls": "{% from 'macros.html' import bold %}{% block foot %}{% filter upper %}a{% block within %}{{ bold(1) }}"
    "{% endblock %}{% endfilter %}{% endblock %}",
    "a block beside": "{% block nowhere %}never{% endblock %}text that nobody sees{% block part %}p{% endblock %}",
    "an include apart": "{% block foot %}a{% include 'macros.html' without context %}b{% endblock %}",
    "a condition outside": "{% if story.number %}{% set top = 1 %}{% endif %}{% block foot %}{{ top }}{% endblock %}",
    "escaping": "{% block foot %}{% autoescape false %}{{ site.title }}{% endautoescape %}{{ site.html }}"
    "{{ site.parts }}{{ site.title ~ '<' }}{{ site.title|length }}{% endblock %}",
    "self": "{% block foot %}{% set me = self %}{{ me.title() }}{% endblock %}",
    "an unknown filter that is never shown": "{% block nowhere %}{{ story.title|unknown }}{% endblock %}",
    "an unknown test that may not be shown": "{% block seven %}{{ 1 is unknown }}{% endblock %}",
    "a loop of its own name": "{% block nowhere %}{% for loop in story.list %}{% endfor %}{% endblock %}",
    "a caller": "{% block nowhere %}{% macro m(caller) %}{% endmacro %}{% endblock %}",
    "moved": "{% block part %}{% block seven %}moved{% endblock %}{% endblock %}",
}


def outcome(kind: type[Environment], templates: Mapping[str, str], **options: Any) -> str:
    """What is rendered, or what is told."""
    try:
        return made(kind, templates, **options).get_template("page.html").render(story=Story())
    except TemplateError as error:
        return f"{type(error).__name__}: {error}"
    except RecursionError:
        return "a circle"


def quick_outcome(templates: Mapping[str, str]) -> str:
    """What is rendered where attributes are taken as Python takes them; what the careful way gives where that fails."""
    try:
        return outcome(ShortEnvironment, templates, is_quick=True)
    except AttributeError:
        return outcome(ShortEnvironment, templates)


def page_of(first: str, second: str) -> dict[str, str]:
    """Two templates over the base, the last one of which is the page."""
    middle = '{% extends "base.html" %}' + CHILDREN[first]
    return {
        **PARTS,
        "base.html": BASE,
        "middle.html": middle,
        "page.html": '{% extends "middle.html" %}' + CHILDREN[second],
    }


@pytest.mark.sampled(every=12)
@pytest.mark.parametrize(("first", "second"), list(product(CHILDREN, CHILDREN)))
def test_a_composed_template_gives_what_jinja2_gives(first: str, second: str) -> None:
    templates = page_of(first, second)

    assert outcome(ShortEnvironment, templates) == quick_outcome(templates) == outcome(Environment, templates)
    assert outcome(ShortEnvironment, templates, composes=False) == outcome(Environment, templates)


LEAVES = st.sampled_from(
    [
        "{{ story.title }}",
        "{{ story.absent is defined }}",
        "{{ site.title }}",
        "{{ site.parts.count('a') }}",
        "{{ {'n': story}.n.title }}",
        "{% set a = {'b': 'c'} %}",
        "{{ a.b }}",
        "{% set a = 1 %}",
        "{% set b = site.number %}",
        "{{ a|default('-') }}",
        "{{ b|default('-') }}",
        "{{ super() }}",
        "{{ self.x() }}",
        "{% include 'part.html' %}",
        "{{ asked('c') }}",
        "{% set block = 5 %}",
        "text",
    ]
)
WRAPS = st.sampled_from(
    [
        "{% if story.number %}…{% else %}no{% endif %}",
        "{% if not story.number %}no{% else %}…{% endif %}",
        "{% for a in story.list %}…{% endfor %}",
        "{% with b = 3 %}…{% endwith %}",
        "{% filter upper %}…{% endfilter %}",
        "{% block x %}…{% endblock %}",
        "{% block y %}…{% endblock %}",
        "{% block z %}…{% endblock %}",
        "{% block w scoped %}…{% endblock %}",
    ]
)


def _within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bodies = st.lists(inner, min_size=1, max_size=4).map("".join)
    return st.builds(lambda wrap, body: wrap.replace("…", body), WRAPS, bodies)


TEXTS = st.lists(st.recursive(LEAVES, _within, max_leaves=8), max_size=4).map("".join)


@given(TEXTS, TEXTS, TEXTS)
@example(
    "{% block x %}{% endblock %}",
    "",
    "{% block x %}{% set a = {'b': 'c'} %}{% block w scoped %}{% block y %}{{ a|default('-') }}{% endblock %}"
    "{% endblock %}{% endblock %}",
)
@example(
    "{% block x %}{% set a = 1 %}{% block w scoped %}{% for b in [1] %}{% block y %}{% block z %}{% endblock %}"
    "{% endblock %}{% endfor %}{% endblock %}{% endblock %}",
    "{% block z %}{{ a|default('-') }}{% endblock %}",
    "",
)
def test_whatever_templates_say_they_give_what_jinja2_gives(one: str, two: str, three: str) -> None:
    templates = {
        "part.html": "({{ a|default('-') }}{{ b|default('-') }})",
        "base.html": one,
        "middle.html": "{% extends 'base.html' %}" + two,
        "page.html": "{% extends 'middle.html' %}" + three,
    }

    assert outcome(ShortEnvironment, templates) == quick_outcome(templates) == outcome(Environment, templates)


def test_the_blocks_of_a_composed_template_are_looked_up_no_more() -> None:
    environment = made(ShortEnvironment, page_of("names", "the inner alone"))
    source, _, _ = environment.loader.get_source(environment, "page.html")  # type: ignore[union-attr]

    code = environment.compile(source, "page.html", None, raw=True)

    assert "block_free" not in code
    assert "parent_template" not in code
    assert "The &lt;Record&gt;" in code, "what is the same on every page is written down"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("base.html", "a\n\n{{ story.title + 1 }}", ("base.html", 3)),
        ("middle.html", "{% extends 'base.html' %}\n{% block x %}\n{{ 1 / 0 }}{% endblock %}", ("middle.html", 3)),
        ("page.html", "{% extends 'middle.html' %}\n{% block x %}{{ missing }}{% endblock %}", ("page.html", 2)),
        ("part.html", "\n\n\n{{ missing }}", ("part.html", 4)),
    ],
)
def test_a_mistake_is_told_where_it_stands(name: str, text: str, place: tuple[str, int]) -> None:
    templates = {
        "base.html": "{% block x %}{% include 'part.html' %}{% endblock %}",
        "middle.html": "{% extends 'base.html' %}",
        "page.html": "{% extends 'middle.html' %}",
        "part.html": "",
        name: text,
    }

    with pytest.raises((TemplateError, ArithmeticError, TypeError)) as error:
        made(ShortEnvironment, templates).get_template("page.html").render(story=Story())

    assert template_place(error.value) == place


def test_an_unknown_filter_is_told_in_the_file_that_has_it() -> None:
    templates = {"base.html": "a\n{{ 1|shout }}", "page.html": "{% extends 'base.html' %}"}

    with pytest.raises(TemplateError) as error:
        made(ShortEnvironment, templates).get_template("page.html").render(story=Story())

    assert (error.value.name, error.value.lineno) == ("base.html", 2)  # type: ignore[attr-defined]
    assert error.value.source == templates["base.html"]  # type: ignore[attr-defined]


def test_a_template_without_another_is_composed_of_itself() -> None:
    environment = Environment(loader=DictLoader(TEMPLATES), autoescape=True)
    tree = environment.parse(TEMPLATES["page.html"])

    _, names = compose("page.html", tree, lambda _: None, Environment(autoescape=True))

    assert names == ["page.html"]
    assert line_in(7) == (0, 7)


def test_blocks_within_a_block_of_a_loop_are_composed_too() -> None:
    templates = {
        "base.html": "{% for n in [1, 2] %}{% block row scoped %}{% set shade = n %}<{{ shade }}"
        "{% block cell %}{{ shade is defined }}{% endblock %}>{% endblock %}{% endfor %}",
        "page.html": "{% extends 'base.html' %}{% block cell %}{{ shade is defined }}!{% endblock %}",
    }
    environment = made(ShortEnvironment, templates)

    code = environment.compile(templates["page.html"], "page.html", None, raw=True)

    assert "parent_template" not in code
    assert environment.get_template("page.html").render() == "<1False!><2False!>"


@pytest.mark.parametrize("child", ["super", "self", "the inner alone"])
def test_composing_leaves_the_trees_of_others_as_they_are(child: str) -> None:
    templates = page_of("super of the outer", child)
    environment = Environment(loader=DictLoader(templates), autoescape=True)
    trees = {name: environment.parse(text) for name, text in templates.items()}
    before = {name: repr(tree) for name, tree in trees.items()}

    for _ in range(2):
        compose("page.html", trees["page.html"], trees.get, Environment(autoescape=True))

    assert {name: repr(tree) for name, tree in trees.items()} == before
