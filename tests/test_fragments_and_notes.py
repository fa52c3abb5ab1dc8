"""What a page asks is noted; what is kept for other pages may ask nothing."""

from datetime import date

import pytest
from jinja2 import Environment
from markupsafe import Markup
from tests.conftest import SiteDriver

from newsgen.models.fingerprint import Fingerprints
from newsgen.models.notebook import Notebook, read_note
from newsgen.models.page import Link
from newsgen.renderer.fragments import CachedFragments


def test_a_note_can_be_read_again() -> None:
    notebook = Notebook()

    notebook.note("on_day", date(2025, 3, 4))

    assert [read_note(note) for note in notebook.take()] == [("on_day", ["2025-03-04"])]


def test_a_new_page_begins_without_notes() -> None:
    notebook = Notebook()
    notebook.note("menu")

    notebook.take()

    assert not notebook.take()


@pytest.mark.parametrize("note", ["[]", "{}", "7", "[7]", '["latest", [1]]', "["])
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_note(note)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab",)),
        ((1,), ("1",)),
        ((("a",), ()), ((), ("a",))),
        ((Link("a", "b"),), (Link("b", "a"),)),
        (({"a": 1},), ({"a": "1"},)),
        ((None,), ("",)),
        ((True,), (1,)),
    ],
)
def test_values_that_differ_have_other_fingerprints(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert Fingerprints().of(*one) != Fingerprints().of(*other)


def test_equal_values_have_one_fingerprint() -> None:
    assert Fingerprints().of(Link("a", "b"), ["x"]) == Fingerprints().of(Link("a", "b"), ["x"])


def test_a_value_without_a_spelling_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no fingerprint"):
        Fingerprints().of([object()])


@pytest.mark.parametrize("inside", ["{{ page.url }}", "{{ article.title }}", "{% if teasers %}{% endif %}"])
def test_what_is_cached_cannot_use_the_page(site: SiteDriver, inside: str) -> None:
    site.write()
    site.write_file(
        "templates/article.html",
        '{% extends "theme/article.html" %}{% block head %}'
        f"{{% cached site %}}{inside}{{% endcached %}}{{% endblock %}}",
    )

    result = site.build()

    assert result.code == 1
    assert "templates/article.html:1" in result.err
    assert "what is `cached` cannot use" in result.err


def test_what_is_cached_may_use_what_it_names(site: SiteDriver) -> None:
    site.write()
    site.write_file(
        "templates/article.html",
        '{% extends "theme/article.html" %}'
        "{% block head %}{% cached page.url %}<!-- {{ page.url }} -->{% endcached %}{% endblock %}",
    )

    assert site.build().code == 0
    assert "<!-- /2025/03/04/a/ -->" in site.read("2025/03/04/a/index.html")


def test_what_is_cached_cannot_ask_the_archive_behind_a_macro(site: SiteDriver) -> None:
    site.write()
    site.write_file("templates/partials/ask.html", "{% macro newest() %}{{ archive.latest(1)|length }}{% endmacro %}")
    site.write_file(
        "templates/article.html",
        '{% extends "theme/article.html" %}{% from "partials/ask.html" import newest %}'
        "{% block head %}{% cached site %}{{ newest() }}{% endcached %}{% endblock %}",
    )

    result = site.build()

    assert result.code == 1
    assert "what is `cached` cannot ask `archive.latest`" in result.err


def test_of_more_pieces_than_are_kept_the_older_half_is_made_again() -> None:
    environment = Environment(extensions=[CachedFragments], autoescape=True)
    (fragments,) = environment.extensions.values()
    assert isinstance(fragments, CachedFragments)
    fragments.keep_at_most = 4
    made: list[str] = []
    names = "abcdeafbega"

    text = environment.from_string(
        "{% for name in names %}{% cached name, make %}{{ make(name) }}{{ name }}{% endcached %}{% endfor %}"
    ).render(names=names, make=lambda name: made.append(name) or "")

    assert text == names
    assert "".join(made) == "abcdeafbga"


@pytest.mark.parametrize("values", [(1, True), (1.0, 1), ("<", Markup("<")), ((1,), (True,))])
def test_values_that_are_equal_but_look_different_have_pieces_of_their_own(values: tuple[object, ...]) -> None:
    environment = Environment(extensions=[CachedFragments], autoescape=True)
    source = "{% for value in values %}{% cached value %}{{ value }} {% endcached %}{% endfor %}"

    plain = environment.from_string("{% for value in values %}{{ value }} {% endfor %}").render(values=values)

    assert environment.from_string(source).render(values=values) == plain


def test_two_pieces_on_one_line_are_two() -> None:
    environment = Environment(extensions=[CachedFragments], autoescape=True)

    text = environment.from_string("{% cached 1 %}one{% endcached %}|{% cached 1 %}two{% endcached %}").render()

    assert text == "one|two"
