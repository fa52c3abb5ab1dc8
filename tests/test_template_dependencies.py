"""What a template reaches is read from its tags: never less than Jinja2 finds when it parses it."""

import pytest
from conftest import SiteDriver
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from newsgen.project import theme_folder
from newsgen.renderer.fragments import CachedFragments
from newsgen.renderer.template_dependencies import names_in_template

PARSER = Environment(extensions=[CachedFragments], autoescape=True)
EXACT = [
    '{% include "a" %}',
    "{%- include ['a', \"b\"] ignore missing with context -%}",
    '{% include ("a", "b") without context %}',
    "{%\n  include\n 'a'\n ignore missing\n%}",
    "{%+ include 'a' +%}",
    "{% include other %}",
    "{% include ['a', other] %}",
    "{% extends 'a' %}{% block include %}extends 'b'{% endblock %}",
    "{%extends'a'%}",
    "{% import 'a' as include %}",
    "{% import other as b with context %}",
    "{% from 'a' import b as c, d without context %}",
    "{% from other import b %}",
    "{% set include = 'a' %}{{ include }}{{ 'from' }}",
    "{% for from in 'include' %}{{ from }}{% endfor %}",
]
MORE = [
    "{% include 'a' if other else 'b' %}",
    "{% include 'a' ~ 'b' %}",
    "{% include 'a' 'b' %}",
    "{% include 'a\\x41' %}",
    "{% include 'a%}b' %}",
    "{% include 'a'ignore missing %}",
    "{% include other['a'] %}",
    "{% import 'a'as b %}",
    "{% from ('a')import b %}",
    "{% extends other ~ '.html' %}",
    "{# {% from 'a' import b #}{% include 'c' %}",
    "{# {% import 'a' as b #}{% include 'c' %}",
    "{# {% include 'a' #}{% include 'c' %}",
    """{{ "{% from 'a' import b" }}{% include 'c' %}""",
    "{% raw %}{% import 'a' as b{% endraw %}{% include 'c' %}",
]


@pytest.mark.parametrize("text", EXACT)
def test_it_finds_what_jinja2_finds(text: str) -> None:
    assert set(names_in_template(text)) == set(find_referenced_templates(PARSER.parse(text)))


@pytest.mark.parametrize("text", MORE)
def test_where_it_cannot_tell_it_says_so(text: str) -> None:
    assert None in set(names_in_template(text)) or set(names_in_template(text)) >= set(
        find_referenced_templates(PARSER.parse(text))
    )


@pytest.mark.sampled(every=4)
@pytest.mark.parametrize("path", sorted((theme_folder() / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_it_is_exact_for_the_theme(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined] # it is a path

    assert set(names_in_template(text)) == set(find_referenced_templates(PARSER.parse(text)))


WORDS = "{% %} {%- -%} {%+ include extends import from as ignore missing with context c [ ] ( ) , ~ if else . | \\ ' \""
PIECES = st.sampled_from([*WORDS.split(), "'a'", '"b"', "\n", "{{ 'x' }}", "{# include 'z' #}"])


BEFORE = (
    "",
    "{# {% include 'x' #}",
    "{# {% from 'x' import y #}",
    "{# {% import 'x' as y #}",
    "{{ '{% from 1 import 2' }}",
)


@given(
    st.lists(PIECES, max_size=14), st.sampled_from(["include", "extends", "import", "from"]), st.sampled_from(BEFORE)
)
def test_it_never_finds_less(pieces: list[str], tag: str, before: str) -> None:
    text = f"{before}{{% {tag} " + " ".join(pieces) + " %}"
    try:
        wanted = set(find_referenced_templates(PARSER.parse(text)))
    except TemplateSyntaxError:
        return
    found = set(names_in_template(text))

    assert None in found or found >= wanted


def test_a_template_that_is_reached_by_an_expression_makes_pages_anew(site: SiteDriver) -> None:
    site.write()
    site.write_file(
        "templates/article.html",
        "{% extends 'theme/article.html' %}{% block text %}{% include site.language ~ '.html' %}{% endblock %}",
    )
    site.write_file("templates/en.html", "first")
    assert site.build().code == 0

    site.write_file("templates/en.html", "second")
    assert site.build().code == 0

    assert "second" in site.read("2025/03/04/a/index.html")
