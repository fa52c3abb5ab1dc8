"""Plugins: what they may change, what they may not, and what is told when one fails."""

import os
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import NOW, SiteDriver, tree_digest

import newsgen
from newsgen.builder.preview import Preview, PreviewOptions
from newsgen.plugins import JOINTS, RESERVED
from newsgen.project import open_project

pytestmark = pytest.mark.sampled(every=3)

DOCS = (Path(__file__).parent.parent / "docs" / "plugins.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^```python\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
PAGE = "2025/03/04/a/index.html"


def plug(site: SiteDriver, text: str, name: str = "plugins/own.py", settings: str = "") -> None:
    """The publication has this plugin, and no other."""
    site.write_file(name, dedent(text))
    site.settings(f"plugins: [{name}]\n{settings}")


def failing(site: SiteDriver, *arguments: str) -> list[tuple[str, str]]:
    """Place and message of each error of a build."""
    return [
        (f"{each['path']}:{each['line']}:{each['column']}", each["what"])
        for each in site.report(*arguments)["problems"]
        if each["severity"] == "error"
    ]


def refused(site: SiteDriver) -> str:
    """What is told by a build that does not begin."""
    result = site.build()
    assert result.code == 2
    assert "Traceback" not in result.err
    return result.err


# The documentation.


def test_the_documented_plugin_does_what_it_says(site: SiteDriver) -> None:
    plug(site, EXAMPLE, "plugins/tides.py")
    site.write_file(
        "templates/article.html",
        '{% extends "theme/article.html" %}{% block text %}{{ body.html|safe }}'
        "<i>{{ tide_mark()|feet }}{% if article.extra.tide is high %} high{% endif %}</i>{% endblock %}",
    )
    site.write("content/a.md", "At [tide 2.4] the pier is wet.", tide="2.4", tags=["harbour"])
    site.write("content/b.md", "No tide.", tide="1.0", tags=["harbour"])
    site.write("content/c.md", "Later.", tide="1.5", clearance="pending")
    report = site.report()

    assert '<b class="tide">2.4 m</b>' in site.read(PAGE)
    assert "<i>6.6 ft high</i>" in site.read(PAGE)
    assert "<i>6.6 ft</i>" in site.read("2025/03/04/b/index.html")
    assert "Tide 7.9 ft" in site.read(PAGE)
    assert [(held["source"], held["reason"]) for held in report["held_back"]] == [
        ("content/c.md", "hidden by the harbour office")
    ]
    checked = site.newsgen("check", "--now", NOW, "--json").json["problems"]
    assert [(each["path"], each["severity"], each["what"]) for each in checked if each["rule"] == "plugin"] == [
        ("build/2025/03/04/b/index.html", "warning", "no tide in a story of the harbour")
    ]
    assert next(each for each in checked if each["rule"] == "plugin")["line"] > 1


def test_the_documented_mistake_is_told_at_its_field(site: SiteDriver) -> None:
    plug(site, EXAMPLE, "plugins/tides.py")
    site.write("content/a.md", tide="five")

    result = site.build()

    assert result.code == 1
    assert "content/a.md:4:7: error: the tide is 'five'" in result.err
    assert "write it in metres" in result.err


@pytest.mark.parametrize("joint", [*JOINTS, *sorted(RESERVED)])
def test_every_list_is_documented(joint: str) -> None:
    assert f"`{joint}`" in DOCS


@pytest.mark.parametrize("name", newsgen.Mistake.__dataclass_fields__)
def test_every_argument_of_a_mistake_is_documented(name: str) -> None:
    assert f"| `{name}` |" in DOCS


@pytest.mark.parametrize("name", [name for name in dir(newsgen.BuiltSite) if not name.startswith("_")])
def test_everything_that_a_check_may_ask_is_documented(name: str) -> None:
    assert f"`site.{name}" in DOCS


# Articles.


REPLACED = """
from dataclasses import replace
def own(article):
    return replace(article, {})
articles = [own]
"""


def test_what_a_plugin_gives_is_what_every_later_build_sees(site: SiteDriver) -> None:
    changes = (
        'title="Other", extra={"numbers": (1, 2.5, None, True), 3: {"a": ["b"]}}, terms={"tags": ["One", "Two"]},'
        'aliases=["old/place"], date=replace(article.date, local=article.date.local.replace(tzinfo=None))'
    )
    plug(site, REPLACED.format(changes))
    site.write_file(
        "templates/article.html", '{% extends "theme/article.html" %}{% block text %}{{ article.extra }}{% endblock %}'
    )
    site.write("content/a.md")
    site.build()
    first = site.files()
    assert "[1, 2.5, None, True]" in site.read(PAGE).replace("&#39;", "'")
    assert site.exists("tags/two/index.html")

    site.write("content/b.md")
    site.build()
    site.remove("content/b.md")
    site.build()

    assert site.files() == first
    assert site.report()["rendered"] == 0


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("source='b.md'", "`source` is another one"),
        ("title=''", "`title` is empty"),
        ("title=5", "`title` is no text"),
        ("title='\\ud800'", "`title` is no text"),
        ("title=__import__('markupsafe').Markup('x')", "`title` is no text"),
        ("slug='../x'", "`slug` has "),
        ("url='/etc'", "`url` has "),
        ("lang='no such'", "`lang` is no language tag"),
        ("canonical='javascript:x'", "`canonical` is no web address"),
        ("terms={'moods': ['x']}", "`terms` name the taxonomy 'moods', which newsgen.yaml does not have"),
        ("terms={'tags': 'x'}", "`terms` under 'tags' are no list of texts"),
        ("aliases=['../x']", "`aliases` have "),
        ("aliases='x'", "`aliases` are no list of texts"),
        ("date='2025-01-01'", "`date` is no `newsgen.Moment`"),
        ("expires=5", "`expires` is no `newsgen.Moment`"),
        ("image='x.jpg'", "`image` is no `newsgen.Image` of texts"),
        ("corrections=['x']", "`corrections` are no list of `newsgen.Correction`"),
        ("extra={'x': object()}", "`extra` holds more than texts, numbers, lists and mappings"),
        ("extra={'x': float('nan')}", "`extra` holds more than texts, numbers, lists and mappings"),
        ("extra={'x': '\\ud800'}", "`extra` holds more than texts, numbers, lists and mappings"),
        ("extra=5", "`extra` is no mapping"),
    ],
)
def test_an_article_that_cannot_be_is_refused_at_the_function(site: SiteDriver, change: str, fault: str) -> None:
    plug(site, REPLACED.format(change))
    site.write("content/a.md")

    [(place, what)] = failing(site)

    assert place == "plugins/own.py:3:0"
    assert what.startswith("`own` gave an article whose ")
    assert fault in what


@pytest.mark.parametrize("given", ["None", "'text'", "5", "[article]", "(article, 1)"])
def test_what_is_no_article_is_refused_and_no_story_is_lost(site: SiteDriver, given: str) -> None:
    plug(site, f"def own(article): return {given}\narticles = [own]\n")
    site.write("content/a.md")

    [(place, what)] = failing(site)

    assert place == "plugins/own.py:1:0"
    assert re.fullmatch(r"`own` gave \w+ and no article", what)
    assert not site.output.exists()


def test_mistakes_are_told_at_their_fields_all_at_once(site: SiteDriver) -> None:
    plug(
        site,
        """
        from newsgen import Mistake
        def own(article):
            fields = {"one": "tide", "two": "deep", "three": "", "four": "no"}
            return [Mistake(what, field=field) for what, field in fields.items()]
        articles = [own]
        """,
    )
    site.write("content/a.md", tide="5", extra={"deep": "x"})
    site.write("content/b.md", date="someday")

    assert failing(site) == [
        ("content/a.md:2:1", "three"),
        ("content/a.md:2:1", "four"),
        ("content/a.md:4:7", "one"),
        ("content/a.md:5:17", "two"),
        ("content/b.md:3:7", "`date` is not a date: 'someday'"),
    ]


def test_a_warning_publishes_and_can_be_turned_off(site: SiteDriver) -> None:
    text = """
        from newsgen import Mistake
        def own(article):
            return Mistake("this is odd", "mend it", field="title", is_error=False)
        articles = [own]
        """
    plug(site, text)
    site.write("content/a.md")
    result = site.build()
    assert result.code == 0
    assert "content/a.md:2:8: warning: this is odd" in result.err
    assert "this is odd" in site.newsgen("check", "--now", NOW).err

    plug(site, text, settings="checks: {plugin: off}\n")

    assert "this is odd" not in site.newsgen("check", "--now", NOW).err


def test_a_story_that_fails_is_left_out_if_that_is_asked_for(site: SiteDriver) -> None:
    plug(site, "def own(article):\n    return article if article.title == 'B' else article.nothing\narticles = [own]\n")
    site.write("content/a.md")
    site.write("content/b.md", title="B")

    assert site.build().code == 1
    assert site.build("--keep-going").code == 1
    assert not site.exists(PAGE)
    assert site.exists("2025/03/04/b/index.html")


def test_plugins_are_called_in_their_order_each_with_what_the_one_before_gave(site: SiteDriver) -> None:
    for name in ("one", "two"):
        site.write_file(
            f"plugins/{name}.py",
            "from dataclasses import replace\n"
            f"def f(article): return replace(article, title=article.title + ' {name}')\n"
            f"def g(article): return replace(article, title=article.title + ' again')\n"
            "articles = [f, g]\n",
        )
    site.settings("plugins: [plugins/two.py, ./plugins/one.py]\n")
    site.write("content/a.md", title="Zero")
    site.build()

    assert "Zero two again one again" in site.read(PAGE)


def test_the_list_of_articles_says_what_plugins_say(site: SiteDriver) -> None:
    plug(site, "from newsgen import hold_back\ndef own(a): return hold_back(a, 'us')\narticles = [own]\n")
    site.write("content/a.md")

    [entry] = site.newsgen("list", "--now", NOW, "--json").json

    assert (entry["state"], entry["reason"]) == ("hidden", "hidden by us")


# Bodies.


def body_of(site: SiteDriver, given: str, raw_html: str = "allow", body: str = "Words.") -> str:
    plug(site, f"def own(html, article):\n    return {given}\nbodies = [own]\n", settings=f"raw_html: {raw_html}\n")
    site.write("content/a.md", body)
    site.write_file(
        "templates/article.html",
        '{% extends "theme/article.html" %}'
        "{% block text %}[[{{ body.html|safe }}|{{ body.word_count }}]]{% endblock %}",
    )
    result = site.build()
    assert result.code == 0, result.err
    return site.read(PAGE).partition("[[")[2].partition("]]")[0]


def test_the_html_is_what_the_plugin_gives_and_its_words_are_counted(site: SiteDriver) -> None:
    assert body_of(site, "html + f'<p>{article.title} at sea</p>'") == "<p>Words.</p><p>A title at sea</p>|5"


@pytest.mark.parametrize("raw_html", ["sanitize", "escape"])
def test_no_script_comes_through_a_plugin_where_none_may(site: SiteDriver, raw_html: str) -> None:
    body = body_of(site, "html + '<script>x()</script><b onclick=y()>z</b><iframe src=q></iframe>'", raw_html)

    assert body == "<p>Words.</p><b>z</b>|2"


def test_a_script_of_a_plugin_stays_where_authors_may_write_one(site: SiteDriver) -> None:
    body = body_of(site, "html + '<script>x()</script><a onclick=y() href=\"javascript:x()\">z</a>'")

    assert "<script>x()</script>" in body
    assert "onclick" not in body
    assert "javascript" not in body


def test_links_of_a_plugin_are_led_and_what_it_opens_is_closed(site: SiteDriver) -> None:
    site.write("content/b.md")

    body = body_of(site, "html + '<div><a href=\"b.md\">b</a>'")

    assert '<a href="/2025/03/04/b/">b</a></div>' in body


def test_a_shortcode_that_a_plugin_understands_is_not_warned_of(site: SiteDriver) -> None:
    body_of(site, "html.replace('{{&lt; tide &gt;}}', 'high')", body="A {{< tide >}} and {{< ship >}}.")

    told = [each["what"] for each in site.newsgen("check", "--now", NOW, "--json").json["problems"]]

    assert [what for what in told if "shortcode" in what] == ["a shortcode of Hugo shows as text: {{< ship >}}"]


def test_a_mistake_in_a_text_is_told_where_it_stands(site: SiteDriver) -> None:
    plug(
        site,
        """
        from newsgen import Mistake
        def own(html, article):
            return Mistake("no such tide", "look it up", near="[tide 9]") if "[tide 9]" in html else html
        bodies = [own]
        """,
    )
    site.write("content/a.md", "One.\n\nTwo [tide 9].")

    assert failing(site) == [("content/a.md:8:5", "no such tide")]


def test_what_is_no_html_is_refused(site: SiteDriver) -> None:
    plug(site, "def own(html, article):\n    html + 'x'\nbodies = [own]\n")
    site.write("content/a.md")

    assert failing(site) == [("plugins/own.py:1:0", "`own` gave NoneType and no HTML")]


# Templates, Markdown, checks.


def test_what_a_filter_gives_is_escaped(site: SiteDriver) -> None:
    plug(site, "def shout(text, sign='!'): return f'<{text}{sign}>'\nfilters = [shout]\n")
    site.write_file(
        "templates/article.html",
        '{% extends "theme/article.html" %}{% block text %}{{ "a"|shout(sign="?") }}{% endblock %}',
    )
    site.write("content/a.md")
    site.build()

    assert "&lt;a?&gt;" in site.read(PAGE)


@pytest.mark.parametrize(
    ("joint", "name", "kind"),
    [
        ("filters", "upper", "a filter"),
        ("filters", "date_long", "a filter"),
        ("tests", "odd", "a test"),
        ("globals", "site", "a function"),
        ("globals", "archive", "a function"),
        ("globals", "page", "a variable of pages"),
        ("globals", "teasers", "a variable of pages"),
    ],
)
def test_a_name_that_templates_have_is_refused(site: SiteDriver, joint: str, name: str, kind: str) -> None:
    plug(site, f"def {name}(value=1): return value\n{joint} = [{name}]\n")
    site.write("content/a.md")

    assert f"plugins/own.py:1: error: `{name}` has the name of {kind} that templates have already" in refused(site)


def test_an_extension_of_markdown_joins_the_others(site: SiteDriver) -> None:
    plug(
        site,
        """
        from markdown.extensions import Extension
        from markdown.preprocessors import Preprocessor

        class Marks(Preprocessor):
            def run(self, lines):
                return [line.replace("plain words", "*loud* words") for line in lines]

        class Own(Extension):
            def extendMarkdown(self, md):
                md.preprocessors.register(Marks(md), "own", 100)

        markdown_extensions = [Own]
        """,
    )
    site.write("content/a.md", "These plain words.")
    site.build()

    assert "<em>loud</em> words" in site.read(PAGE)
    assert 'content="These loud words.' in site.read(PAGE)


def test_an_extension_for_the_other_dialect_is_told(site: SiteDriver) -> None:
    plug(
        site,
        "def own(): return None\nmarkdown_extensions = [own]\n",
        settings="markdown: {dialect: commonmark}\n",
    )
    site.write("content/a.md")

    assert "plugins/own.py:1: error: `own` is an extension of Python-Markdown" in refused(site)


def test_what_is_no_extension_is_told(site: SiteDriver) -> None:
    plug(site, "def own(): return 5\nmarkdown_extensions = [own]\n")
    site.write("content/a.md")

    assert "plugins/own.py:1: error: `own` gave int and no extension of Markdown" in refused(site)


CHECKED = """
from newsgen import Mistake
def own(site):
    {}
checks = [own]
"""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("yield Mistake('bad', path='index.html', near='<title>')", ("error", "build/index.html", "bad")),
        ("return [Mistake('bad', path='nowhere.html')]", ("error", "build/nowhere.html", "bad")),
        ("yield Mistake('bad', is_error=False)", ("warning", "build", "bad")),
        ("yield 5", ("error", "plugins/own.py", "`own` gave int and no mistake")),
        ("site.text('no.html')\n    yield", ("error", "plugins/own.py", "`own` failed: FileNotFoundError: the site")),
        ("site.text('../newsgen.yaml')\n    yield", ("error", "plugins/own.py", "`own` failed: FileNotFoundError")),
        ("return None", ("error", "plugins/own.py", "`own` failed: TypeError")),
    ],
)
def test_what_a_check_finds_is_told(site: SiteDriver, line: str, found: tuple[str, str, str]) -> None:
    plug(site, CHECKED.format(line))
    site.write("content/a.md")
    site.build()

    told = site.newsgen("check", "--now", NOW, "--json").json["problems"]

    severity, path, what = found
    [problem] = [each for each in told if each["rule"] in {"plugin", "content"} and each["path"] == path]
    assert problem["severity"] == severity
    assert problem["what"].startswith(what)


# What goes wrong.


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("articles = [\n", "plugins/own.py:1:12: error: the plugin cannot be loaded: '[' was never closed"),
        ("x = 1\nimport nosuch\n", "plugins/own.py:2:1: error: the plugin cannot be loaded: ModuleNotFoundError"),
        (
            "def f():\n    return 1 / 0\nf()\n",
            "plugins/own.py:2:12: error: the plugin cannot be loaded: ZeroDivisionError",
        ),
        ("import sys\nsys.exit(0)\n", "plugins/own.py:2:1: error: the plugin cannot be loaded: SystemExit: 0"),
        (
            "from . import nosuch\n",
            "plugins/own.py:1:1: error: the plugin cannot be loaded: ImportError: cannot import",
        ),
        ("from . import nosuch\n", "name 'nosuch' from 'plugins'"),
        ("x = 1\n", "plugins/own.py:1:1: error: the plugin offers nothing"),
        (
            "article = [print]\n",
            "plugins/own.py:1:1: error: newsgen asks no plugin for `article`, did you mean `articles`?",
        ),
        ("x = 1\npage_kinds = []\n", "plugins/own.py:2:1: error: `page_kinds` is kept for a later version of newsgen"),
        ("def articles(a): return a\n", "plugins/own.py:1:1: error: `articles` must be a list of functions"),
        ("articles = [5]\n", "plugins/own.py:1:1: error: `articles` holds int 5; it must be a list of functions"),
        ("filters = [lambda x: x]\n", "plugins/own.py:1:1: error: `filters` holds a function without a name"),
        ("x = 1\ndef f(): return\narticles = [f]\n", "plugins/own.py:2: error: `f` cannot be called with 1 argument"),
        ("def f(a): return\nbodies = [f]\n", "plugins/own.py:1: error: `f` cannot be called with 2 arguments"),
        ("def f(a, b): return\nchecks = [f]\n", "plugins/own.py:1: error: `f` cannot be called with 1 argument"),
        ("def f(): return\nfilters = [f]\n", "plugins/own.py:1: error: `f` cannot be called with 1 argument"),
        (
            "from jinja2 import pass_context\n@pass_context\ndef f(c, v): return v\nfilters = [f]\n",
            "plugins/own.py:4:1: error: `f` asks for the context of its page",
        ),
        (
            "def f(v): return v\ng = f\nfilters = [f, g]\n",
            "plugins/own.py:1: error: two plugins have `f` among their `filters`",
        ),
    ],
)
@pytest.mark.parametrize("command", ["build", "list", "check"])
def test_a_plugin_that_cannot_be_used_is_told_with_its_line(
    site: SiteDriver, text: str, place: str, command: str
) -> None:
    plug(site, text)
    site.write("content/a.md")

    result = site.newsgen(command, "--now", NOW)

    assert (result.code, "Traceback" in result.err) == (2, False)
    assert place in result.err
    assert not (site.root / "plugins" / "__pycache__").exists()


def test_the_mistakes_of_all_plugins_are_told_at_once(site: SiteDriver) -> None:
    site.write_file("plugins/one.py", "import nosuch\n")
    site.write_file("other/two.py", "articles = 5\nbodies = [7]\n")
    site.settings("plugins: [plugins/one.py, other/two.py, no.such.module, nosuchfolder/x.py]\n")
    told = refused(site)
    assert told.count(": error: ") == 2
    assert "newsgen.yaml:4:41: error: `plugins`: no.such.module is not there: no module `no` is installed" in told
    assert "newsgen.yaml:4:57: error: `plugins`: nosuchfolder/x.py is not there: there is no file" in told

    site.settings("plugins: [plugins/one.py, other/two.py]\n")

    assert refused(site).count(": error: ") == 3


FAILING = {
    "articles": ("(article)", ""),
    "bodies": ("(html, article)", ""),
    "filters": ("(value)", '{{ "a"|own }}'),
    "tests": ("(value)", '{{ "a" is own }}'),
    "globals": ("()", "{{ own() }}"),
}


@pytest.mark.sampled(every=9)
@pytest.mark.parametrize("joint", FAILING)
@pytest.mark.parametrize(
    "error", ["KeyError", "OSError", "StopIteration", "SystemExit", "RuntimeError", "AssertionError"]
)
def test_a_function_that_fails_is_told_at_its_line(site: SiteDriver, joint: str, error: str) -> None:
    arguments, used = FAILING[joint]
    plug(
        site,
        f"def inner():\n    x = 'é'; raise {error}('no')\ndef own{arguments}:\n    return inner()\n{joint} = [own]\n",
    )
    site.write("content/a.md")
    site.write("content/b.md")
    site.write_file(
        "templates/article.html", f'{{% extends "theme/article.html" %}}{{% block text %}}{used}{{% endblock %}}'
    )

    result = site.build()

    assert (result.code, "Traceback" in result.err) == (1, False)
    assert f"plugins/own.py:2:14: error: `own` failed: {error}: " in result.err
    assert "(while rendering" in result.err
    assert "and 1 more)" in result.err
    assert not site.output.exists()


def test_a_value_that_a_page_has_not_is_told_in_the_template(site: SiteDriver) -> None:
    plug(site, "def own(value): return value + 1\nfilters = [own]\n")
    site.write("content/a.md")
    site.write_file(
        "templates/article.html", '{% extends "theme/article.html" %}{% block text %}{{ nothing|own }}{% endblock %}'
    )

    assert failing(site) == [("templates/article.html:1:0", "'nothing' is undefined")]


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        ("plugins/own.txt", "is no file whose name Python can import"),
        ("plugins/my-own.py", "is no file whose name Python can import"),
        ("own.py", "lies beside newsgen.yaml"),
        ("content/own.py", "lies in content/, which holds no programs"),
        ("static/own.py", "lies in static/, which holds no programs"),
        ("build/own.py", "lies in build/, which holds no programs"),
        ("../own.py", "has a part that begins with a dot"),
        (".git/own.py", "has a part that begins with a dot"),
        ("/etc/own.py", "has an empty part"),
        ("plugins/nosuch.py", "is not there: there is no file"),
        ("away/own.py", "is not there: away/own.py is a link that leaves the project"),
        ("inside/own.py", "lies in content/, which holds no programs"),
        ("two words", "is neither a file nor the name of a module"),
        ("nosuch", "is not there: no module `nosuch` is installed"),
    ],
)
def test_a_plugin_that_may_not_be_is_refused_at_its_name(site: SiteDriver, named: str, fault: str) -> None:
    for name in ("plugins/own.txt", "plugins/my-own.py", "own.py", "content/own.py", "static/own.py", "build/own.py"):
        site.write_file(name, "raise SystemExit('it ran')\n")
    (site.root.parent / "outside").mkdir()
    (site.root.parent / "outside/own.py").write_text("raise SystemExit('it ran')\n", encoding="utf-8")
    (site.root / "away").symlink_to(site.root.parent / "outside")
    (site.root / "inside").symlink_to(site.root / "content")
    site.settings(f"plugins:\n  - {named}\n")

    told = refused(site)

    assert "newsgen.yaml:5:5: error: `plugins`: " in told
    assert fault in told
    assert "it ran" not in told


def test_a_module_of_the_articles_is_no_plugin(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write_file("content/evil/__init__.py", "raise SystemExit('it ran')\n")
    site.settings("plugins: [content.evil]\n")
    monkeypatch.syspath_prepend(site.root)

    assert "`content` lies in content/, which holds no programs" in refused(site)


@pytest.mark.parametrize("output", ["plugins", "plugins/site"])
def test_no_site_is_written_among_plugins(site: SiteDriver, output: str) -> None:
    plug(site, "def own(a): return a\narticles = [own]\n")
    site.write("content/a.md")

    result = site.build("--output", str(site.root / output))

    assert result.code == 2
    assert [path.name for path in (site.root / "plugins").iterdir()] == ["own.py"]


# Staleness, processes.


@pytest.mark.long
def test_an_edit_of_a_plugin_makes_everything_anew(site: SiteDriver) -> None:
    text = "from . import words\ndef own(html, article): return html.replace('@', words.WORD)\nbodies = [own]\n"
    plug(site, text)
    site.write_file("plugins/words.py", "WORD = 'one'\n")
    site.write("content/a.md", "Here @ there.")
    pages = site.report()["rendered"]
    assert "Here one there." in site.read(PAGE)
    assert site.report()["rendered"] == 0

    stamp = (site.root / "plugins/words.py").stat()
    site.write_file("plugins/words.py", "WORD = 'two'\n")
    os.utime(site.root / "plugins/words.py", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert site.report()["rendered"] == pages
    assert "Here two there." in site.read(PAGE)

    plug(site, text.replace("'@'", "'there'"))
    assert site.report()["rendered"] == pages
    assert "Here @ two." in site.read(PAGE)


@pytest.mark.parametrize("name", ["plugins/tides.csv", "plugins/deep/er/tides.json", "plugins/other.py"])
def test_what_lies_beside_a_plugin_counts_as_part_of_it(site: SiteDriver, name: str) -> None:
    plug(site, "def own(a): return a\narticles = [own]\n")
    site.write("content/a.md")
    pages = site.report()["rendered"]

    site.write_file(name, "new")

    assert site.report()["rendered"] == pages


@pytest.mark.parametrize("name", ["plugins/.own.py.swp", "plugins/__pycache__/own.pyc", "elsewhere/x.py"])
def test_what_is_hidden_or_elsewhere_does_not_count(site: SiteDriver, name: str) -> None:
    plug(site, "def own(a): return a\narticles = [own]\n")
    site.write("content/a.md")
    site.build()

    site.write_file(name, "new")

    assert site.report()["rendered"] == 0


def test_a_build_in_which_nothing_changed_loads_no_plugin(site: SiteDriver) -> None:
    plug(site, "import sys\nprint('loaded', file=sys.__stderr__)\ndef own(a): return a\narticles = [own]\n")
    site.write("content/a.md")
    command = [sys.executable, "-m", "newsgen", "build", "--now", NOW, "--project", str(site.root)]

    told = [subprocess.run(command, capture_output=True, text=True, check=True).stderr for _ in range(2)]

    assert ["loaded" in each for each in told] == [True, False]


def shaped_site(site: SiteDriver) -> None:
    plug(site, EXAMPLE, "plugins/tides.py")
    for number in range(12):
        site.write(f"content/{number}.md", f"[tide {number}]", tide=f"{number}.5", title=f"Story {number}")


@pytest.mark.long
def test_workers_that_share_no_memory_have_the_plugins(site: SiteDriver, tmp_path: Path) -> None:
    shaped_site(site)
    site.build()

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        report = newsgen.load(site.root).build(output=tmp_path / "out", now=NOW, executor=executor)

    assert report.exit_code == 0
    assert tree_digest(tmp_path / "out") == tree_digest(site.output)
    assert '<b class="tide">3 m</b>' in site.read("2025/03/04/3/index.html")


def test_a_plugin_that_is_edited_while_a_build_begins_is_not_mistaken_for_the_one_before(site: SiteDriver) -> None:
    shaped_site(site)
    project = open_project(site.root)
    site.write_file("plugins/tides.py", EXAMPLE + "\n")

    with pytest.raises(newsgen.MachineError, match="edited"):
        Preview(project, PreviewOptions(now=NOW, environ={}))


@pytest.mark.long
def test_an_installed_module_is_a_plugin(site: SiteDriver, tmp_path: Path) -> None:
    def module(word: str) -> None:
        text = f"from ours_news.words import *\ndef own(html, article): return html + '{word}'\nbodies = [own]\n"
        (tmp_path / "lib/ours_news").mkdir(parents=True, exist_ok=True)
        (tmp_path / "lib/ours_news/tides.py").write_text(text, encoding="utf-8")
        (tmp_path / "lib/ours_news/words.py").write_text("", encoding="utf-8")

    def build() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "newsgen", "build", "--now", NOW, "--project", str(site.root)]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    site.write("content/a.md")
    site.settings("plugins: [ours_news.tides]\n")
    module("first")
    assert build().returncode == 0
    assert "first" in site.read(PAGE)

    module("other")
    assert build().returncode == 0
    assert "other" in site.read(PAGE)

    (tmp_path / "lib/ours_news/words.py").write_text("1 / 0\n", encoding="utf-8")
    result = build()
    assert result.returncode == 2
    assert "ours_news/words.py:1:1: error: the plugin cannot be loaded: ZeroDivisionError" in result.stderr

    (tmp_path / "lib/ours_news/words.py").unlink()
    assert "ours_news/tides.py:1:1: error: the plugin cannot be loaded: ModuleNotFoundError" in build().stderr


@pytest.mark.long
def test_a_preview_sees_an_edited_plugin_and_a_broken_one(site: SiteDriver) -> None:
    text = "def own(html, article): return html.replace('@', 'one')\nbodies = [own]\n"
    plug(site, text)
    site.write("content/a.md", "Here @ there.")
    preview = Preview(open_project(site.root), PreviewOptions(now=NOW, environ={}))

    def shown() -> str:
        answer = preview.page(PAGE)
        assert answer is not None
        return (answer.content or b"").decode()

    assert "Here one there." in shown()

    site.write_file("plugins/own.py", text.replace("one", "two"))
    preview.look(["plugins/own.py"])
    assert "Here two there." in shown()

    site.write_file("plugins/own.py", "bodies = [\n")
    preview.look(["plugins/own.py"])
    assert "Here two there." in shown()
    assert [problem.place for problem in preview.problems] == ["plugins/own.py:1:10"]

    site.write_file("plugins/own.py", text.replace("one", "three"))
    preview.look(["plugins/own.py"])
    assert "Here three there." in shown()
    assert not preview.problems


def test_the_settings_in_force_name_the_plugins(site: SiteDriver) -> None:
    plug(site, "def own(a): return a\narticles = [own]\n", "./plugins/own.py")

    assert site.newsgen("config", "--json").json["plugins"] == ["plugins/own.py"]


def test_a_filter_that_is_gone_is_missed_by_a_template_that_was_compiled_with_it(site: SiteDriver) -> None:
    plug(site, "def own(value): return value\ndef other(value): return value\nfilters = [own, other]\n")
    site.write("content/a.md")
    site.write_file(
        "templates/article.html", '{% extends "theme/article.html" %}{% block text %}{{ "a"|own }}{% endblock %}'
    )
    assert site.build().code == 0

    plug(site, "def other(value): return value\nfilters = [other]\n")

    assert failing(site) == [("templates/article.html:1:0", "No filter named 'own'.")]
