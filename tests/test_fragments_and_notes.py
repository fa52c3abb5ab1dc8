"""What a page asks is noted; what is kept for other pages may ask nothing."""

from datetime import date

import pytest
from jinja2 import Environment
from markupsafe import Markup
from tests.conftest import SiteDriver

from newsgen.models.fingerprint import Fingerprints
from newsgen.models.recorder import DependencyRecorder, read_note
from newsgen.models.views import Link
from newsgen.renderer.fragments import CachedFragments


def test_a_note_can_be_read_again() -> None:
    recorder = DependencyRecorder()

    recorder.note("on_day", date(2025, 3, 4))

    assert [read_note(note) for note in recorder.take()] == [("on_day", ["2025-03-04"])]


def test_a_new_page_begins_without_notes() -> None:
    recorder = DependencyRecorder()
    recorder.note("menu")

    recorder.take()

    assert not recorder.take()


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
        ((Link("a", "b"),), (("Link", "a", "b"),)),
        ((["a"], "b"), (["a", "b"],)),
        (({"a": "b"},), ({"b": "a"},)),
        ((date(2026, 1, 2),), ("2026-01-02",)),
        ((date(2026, 1, 2),), (date(2026, 1, 3),)),
    ],
)
def test_values_that_differ_have_other_fingerprints(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert Fingerprints().of(*one) != Fingerprints().of(*other)


def test_equal_values_have_one_fingerprint() -> None:
    assert Fingerprints().of(Link("a", "b"), ["x"]) == Fingerprints().of(Link("a", "b"), ["x"])


def test_one_value_twice_has_the_fingerprint_of_two_equal_ones() -> None:
    text, link = "ab", Link("a", "b")

    assert Fingerprints().of(text, text, link, link) == Fingerprints().of("ab", "".join("ab"), link, Link("a", "b"))


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no fingerprint"):
        Fingerprints().of([object()])


SEES_ITS_PAGE = {
    "a variable of the page": ("", "{{ page.url }}", "use `page`: name it behind `cached`"),
    "the article": ("", "{{ article.title }}", "use `article`: name it behind `cached`"),
    "a condition": ("", "{% if teasers %}{% endif %}", "use `teasers`: name it behind `cached`"),
    "what was made of the page": ("{% set here = page.url %}", "{{ here }}", "use `here`: name it behind `cached`"),
    "the archive": ("", "{{ archive.menu() }}", "use `archive`: name it behind `cached`"),
    "a constant with another meaning": ("{% set lipsum = page.url %}", "{{ lipsum }}", "use `lipsum`: name it"),
    "a loop around it": ("", "{{ loop.index }}", "use `loop`: name it behind `cached`"),
    "a name that is another's first": ("", "{{ page.url }}{% for page in [1] %}{{ page }}{% endfor %}", "use `page`"),
    "a name that is set too late": ("", "{{ page.url }}{% set page = 1 %}", "use `page`"),
    "a macro's name for the page": ("{% macro m() %}x{% endmacro %}{% set m = page.url %}", "{{ m }}", "use `m`: name"),
    "an import's name for the page": (
        '{% from "partials/see.html" import m %}{% set m = page.url %}',
        "{{ m }}",
        "use `m`: name",
    ),
    "a part": ("", '{% include "partials/see.html" %}', "include a template: import a macro of it"),
    "a part in a condition": ("", '{% if site %}{% include ["partials/see.html"] %}{% endif %}', "include a template"),
    "a part without the page": ("", '{% include "partials/see.html" without context %}', "include a template"),
    "an import inside": ("", '{% from "partials/see.html" import m with context %}{{ m() }}', "import with the page"),
    "an import with the page": (
        '{% from "partials/see.html" import m as seeing with context %}',
        "{{ seeing() }}",
        "use `seeing`, which is imported with the page",
    ),
    "all of one": ('{% import "partials/see.html" as all with context %}', "{{ all.m() }}", "use `all`, which is"),
    "a macro of the template": (
        "{% macro url() %}{{ page.url }}{% endmacro %}",
        "{{ url() }}",
        "call `url`, which uses `page`: give it as an argument",
    ),
    "a macro behind a macro": (
        "{% macro one() %}{{ page.url }}{% endmacro %}{% macro two() %}{{ one() }}{% endmacro %}",
        "{{ two() }}",
        "call `one`, which uses `page`",
    ),
    "a macro that includes": (
        '{% macro one() %}{% include "partials/see.html" %}{% endmacro %}',
        "{{ one() }}",
        "include a template",
    ),
    "a block": ("", "{% block within %}{% endblock %}", "hold the block `within`"),
    "the page's own blocks": ("", "{{ self.title() }}", "use `self`"),
}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("case", SEES_ITS_PAGE)
def test_what_is_cached_cannot_see_its_page(site: SiteDriver, case: str) -> None:
    before, inside, fault = SEES_ITS_PAGE[case]
    site.write()
    site.write_file("templates/partials/see.html", "{% macro m() %}{{ page.url }}{% endmacro %}{{ page.url }}")
    site.write_file(
        "templates/article.html",
        f'{{% extends "theme/article.html" %}}{before}\n{{% block head %}}\n'
        f"{{% cached site %}}{inside}{{% endcached %}}{{% endblock %}}",
    )

    result = site.build()

    assert result.code == 1
    assert "templates/article.html:3: error:" in result.err
    assert f"what is `cached` cannot {fault}" in result.err


SEES_NO_PAGE = {
    "constants and functions": ("", '{{ site.title }}{{ labels.latest }}{{ site_url("x/")[:0] }}', "Test Post"),
    "a name of its own": ("", "{% set here = site.title %}{{ here }}", "Test Post"),
    "a loop of its own": ("", "{% for one in [1, 2] %}{{ loop.index }}{{ one }}{% endfor %}", "1122"),
    "an import": ('{% from "partials/plain.html" import m %}', "{{ m(3) }}", "&lt;3&gt;"),
    "all of one": ('{% import "partials/plain.html" as all %}', "{{ all.m(4) }}", "&lt;4&gt;"),
    "a macro of the template": ("{% macro one(page) %}{{ page }}{% endmacro %}", "{{ one(5) }}", "5"),
    "a macro that calls itself": (
        "{% macro one(n) %}{{ n }}{% if n %}{{ one(n - 1) }}{% endif %}{% endmacro %}",
        "{{ one(2) }}",
        "210",
    ),
    "a macro with a call": (
        "{% macro one() %}<{{ caller() }}>{% endmacro %}",
        "{% call one() %}{{ site.title }}{% endcall %}",
        "<Test Post>",
    ),
}


@pytest.mark.parametrize("case", SEES_NO_PAGE)
def test_what_is_cached_may_use_what_is_the_same_on_every_page(site: SiteDriver, case: str) -> None:
    before, inside, shown = SEES_NO_PAGE[case]
    site.write(title="T")
    site.write_file("templates/partials/plain.html", "{% macro m(n) %}&lt;{{ n }}&gt;{% endmacro %}plain")
    site.write_file(
        "templates/article.html",
        f'{{% extends "theme/article.html" %}}{before}'
        f"{{% block head %}}[{{% cached 1 %}}{inside}{{% endcached %}}]{{% endblock %}}",
    )

    result = site.build()

    assert result.code == 0, result.err
    assert f"[{shown}" in site.read("2025/03/04/a/index.html")


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
