"""Templates: rows 54 and 81 of the table of faults."""

from collections.abc import Mapping

import pytest
from conftest import SiteDriver

HEAD = '{% extends "theme/article.html" %}\n{% block main %}\n'
BAD: Mapping[str, tuple[str, str]] = {
    "an undefined variable": ("{{ artcle.title }}", "templates/article.html:3: error: 'artcle' is undefined"),
    "an undefined field": ("{{ article.titel }}", "templates/article.html:3: error:"),
    "a syntax error": ("{{ article.title", "templates/article.html:"),
    "an unknown tag": ("{% foo %}", "templates/article.html:3: error: Encountered unknown tag 'foo'"),
    "an unknown filter": (
        "{{ article.title|shuot }}",
        "templates/article.html:3: error: No filter named 'shuot'",
    ),
    "an include of itself": ('{% include "article.html" %}', "in a circle"),
    "a macro that calls itself": (
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "in a circle, or a macro calls itself",
    ),
    "bad arguments of a macro": (
        "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
        "templates/article.html:3: error: macro 'm' takes",
    ),
    "a missing template": (
        '{% include "nowhere.html" %}',
        "templates/article.html:3: error: template not found: nowhere.html",
    ),
    "a division by zero": ("{{ 1 / 0 }}", "templates/article.html:3: error: division by zero"),
    "a sum of unlike things": ("{{ article.title + 1 }}", "templates/article.html:3: error:"),
    "a missing key": ("{{ {}['x'] }}", "templates/article.html:3: error:"),
    "a missing asset": ("{{ asset_url('no.css') }}", "there is no static file no.css"),
}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("fault", BAD)
def test_a_mistake_in_a_template_is_told_with_its_line_and_the_article(site: SiteDriver, fault: str) -> None:
    text, what = BAD[fault]
    site.write("content/a.md")
    site.write("content/b.md")
    site.write("content/c.md", title=None)
    site.write_file("templates/article.html", f"{HEAD}{text}\n{{% endblock %}}\n")

    result = site.build()

    assert result.code == 1, result.err
    assert what in result.err
    # A mistake that every page meets is told once: with the first page, and the number of the others.
    assert result.err.count("templates/article.html:") + result.err.count("theme/") <= 4
    assert "(while rendering content/a.md" in result.err
    assert "content/c.md:2:1: error: `title` is missing" in result.err
    assert "Traceback" not in result.err
    assert not site.output.exists()


def test_what_is_an_item_is_found_as_an_attribute_and_told_apart_from_what_is_missing(site: SiteDriver) -> None:
    text = (
        "{% block main %}{% set known = {'moods': {'sad': 'blue'}} %}{{ known.moods.sad }}, {{ article.extra.mood }}, "
        "{{ article.titel is defined }}, {{ archive.menu()|length }}{% endblock %}"
    )
    site.write("content/a.md", extra={"mood": "glad"})
    site.write("content/b.md", extra={"mood": "grim"})
    site.write_file("templates/article.html", f'{{% extends "theme/article.html" %}}{text}')

    result = site.build()

    assert result.code == 0, result.err
    pages = b"".join(site.files().values()).decode(errors="replace")
    assert "blue, glad, False, 0" in pages
    assert "blue, grim, False, 0" in pages


def test_the_old_site_stays_when_a_template_is_wrong(site: SiteDriver) -> None:
    site.write()
    site.build()
    before = site.files()

    site.write_file("templates/home.html", "{{ nothing }}")
    result = site.build()

    assert result.code == 1
    assert "templates/home.html:1: error: 'nothing' is undefined" in result.err
    assert site.files() == before


@pytest.mark.parametrize("path", ["templates/article.html", "templates/labels.yaml"])
def test_a_template_that_is_no_text_is_told_with_all_other_mistakes(site: SiteDriver, path: str) -> None:
    site.write("content/a.md")
    site.write("content/c.md", title=None)
    site.write_file(path, b"\xe9t\xe9")

    result = site.build()

    assert result.code == 1, result.err
    assert f"{path}:1:1: error: not UTF-8: byte 0xE9" in result.err
    assert "content/c.md:2:1: error: `title` is missing" in result.err


def test_labels_that_are_no_yaml_are_told_with_all_other_mistakes(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.write("content/c.md", title=None)
    site.write_file("templates/labels.yaml", "en:\n  by: 'open\n")

    result = site.build()

    assert result.code == 1, result.err
    assert "templates/labels.yaml:2:7: error: a quotation mark is not closed" in result.err
    assert "content/c.md:2:1: error: `title` is missing" in result.err


def test_a_text_never_becomes_a_template(site: SiteDriver) -> None:
    site.write(body="{{ site.title }} {% include x %}", title='"{{ 7 * 7 }}"', summary='"{% raw %}"')

    result = site.build()

    assert result.code == 0, result.err
    page = site.read("2025/03/04/a/index.html")
    assert "<h1>{{ 7 * 7 }}</h1>" in page
    assert "{{ site.title }} {% include x %}" in page
