"""Folders of other generators: what scripts and templates of a site define is worked out wholly, or not shown."""

# ruff: noqa: E501 - texts stand as files have them

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.made_folders import PICTURE

from newsgen.importers.generators.definitions import Definition
from newsgen.importers.generators.evaluating import shown_by
from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_values import Scope
from newsgen.importers.generators.script_worker import Worker
from newsgen.importers.generators.scripts import whole_expression
from newsgen.importers.generators.unarrived import unarrived

SCRIPT = """const Image = require("@11ty/eleventy-img");
const markdownIt = require("markdown-it");
const md = markdownIt({ html: true });
const quoted = require("./tags/quoted.js");
function stamp(text) { return text.trim().replace(/ +/g, " "); }

module.exports = function (config) {
  config.addShortcode("plate", function (file, alt, words, who) {
    return `<figure><img src="/img/${file}" alt="${alt}"><figcaption>${words}${who ? ` <span class="credit">Picture: ${who}</span>` : ""}</figcaption></figure>`;
  });
  config.addPairedShortcode("aid", function (content, title = "Worth knowing") {
    return `<aside class="callout"><h4>${title}</h4>\\n${md.render(content)}</aside>`;
  });
  config.addNunjucksAsyncShortcode("shot", async function (file, alt, sizes = "90vw") {
    const made = await Image(`./src/img/${file}`, { widths: [300], formats: ["webp"] });
    return Image.generateHTML(made, { alt, sizes, loading: "lazy" });
  });
  config.addShortcode("memo", function (key) {
    const memos = require("./src/_data/memos.json");
    return `<p class="memo">${memos[key]}</p>`;
  });
  config.addShortcode("quoted", quoted);
  config.addShortcode("result", (home, goals, away) => `<p><b>${stamp(home)}</b> ${goals} ${away}</p>`);
  config.addShortcode("weather", async (town) => { const sky = await fetch(`/sky/${town}`); return `<p>Sky over ${town}: ${sky.text}</p>`; });
  config.addShortcode("oddity", (word = "a usual word") => { while (true) { word += `!`; } return `<p>${word}</p>`; });
  config.addShortcode("boxList", (...names) => names.map((name) => `<b>${name}</b>`).join(", "));
  config.addFilter("loud", (text) => text.toUpperCase());
  config.addFilter("spoken", (day) => DateTime.fromJSDate(day, { zone: "utc" }).toFormat("d LLLL yyyy"));
  config.addFilter("secretly", (text) => crypt(text));
  config.addGlobalData("motto", "Slow but sure");
  return { dir: { input: "src" }, markdownTemplateEngine: "njk" };
};
"""

SITE = {
    "eleventy.config.js": SCRIPT,
    "tags/quoted.js": "module.exports = (text, who) => {\n  if (!who) return `<blockquote><p>${text}</p></blockquote>`;\n  return `<blockquote><p>${text}</p><cite>${who}</cite></blockquote>`;\n};\n",
    "src/_data/memos.json": '{"mill": "The mill has been shut since May."}',
    "src/_data/site.json": '{"title": "The Beck", "email": "desk@beck.example"}',
    "src/_includes/frame.njk": '<aside class="infobox"><h3>{{ heading }}</h3><p>{{ words }}</p></aside>',
    "src/_includes/strange.njk": "<p>{{ collections.all | size }} texts, {{ words }}</p>",
    "src/_includes/macros.njk": '{% macro said(text, by="Nobody") %}<blockquote><p>{{ text }}</p><footer>{{ by }}</footer></blockquote>{% endmacro %}',
    "src/img/mill one.jpg": PICTURE,
    "src/img/weir.jpg": PICTURE,
}
HEAD = "---\ntitle: {}\ndate: 2019-05-0{}\n{}---\n\nThe beginning of it all.\n\n"


def story(name: str, text: str, fields: str = "", day: int = 1) -> dict[str, str]:
    return {f"src/{name}.md": HEAD.format(name.capitalize(), day, fields) + text + "\n"}


def test_what_functions_of_scripts_show(take: Any) -> None:
    imported = take(
        {
            **SITE,
            **story(
                "tags",
                """{% plate "mill one.jpg", "A mill", "The mill in May", "Ada Crane" %}

{% plate "weir.jpg", "", "The weir" %}

{% shot "weir.jpg", "Foam on water" %}

{% aid %}
Take the *lower* path.
{% endaid %}

{% aid "By night" %}
Take a lamp.
{% endaid %}

{% memo "mill" %}

{% quoted "We saw it rise", "Bo Lark" %}

{% quoted "Nobody slept" %}

{% result "Upper   Town", 3, "Lower Town" %}

{% boxList "Ash", "Elm" %}""",
            ),
        }
    )
    _, text = imported.story("2019/05/tags.md")

    assert '![A mill](mill-one.jpg "The mill in May | Picture: Ada Crane")' in text
    assert '![](weir.jpg "The weir")' in text
    assert "![Foam on water](weir.jpg)" in text
    assert "::: note Worth knowing\nTake the *lower* path.\n:::" in text
    assert "::: note By night\nTake a lamp.\n:::" in text
    assert "The mill has been shut since May." in text
    assert "> We saw it rise\n" in text
    assert "Bo Lark" in text
    assert "> Nobody slept" in text
    assert "**Upper Town** 3 Lower Town" in text
    assert "**Ash**, **Elm**" in text
    assert "${" not in text
    assert "90vw" not in text
    assert "kept:" not in text


def test_what_no_function_can_be_worked_out_is_kept_and_named(take: Any) -> None:
    imported = take({**SITE, **story("odd", '{% weather "Upton" %}\n\n{% oddity %}\n\n{{ title | secretly }}')})
    _, text = imported.story("2019/05/odd.md")

    assert '<!-- kept: {% weather "Upton" %} -->' in text
    assert "<!-- kept: {% oddity %} -->" in text
    assert "<!-- kept: {{ title | secretly }} -->" in text
    assert "“oddity (1 times)”" in imported.result.out
    seen = imported.seen()["odd/index.html"]
    for words in ("Sky over", "a usual word", "${", "secretly"):
        assert words not in seen


def test_values_loops_and_conditions(take: Any) -> None:
    imported = take(
        {
            **SITE,
            **story(
                "names",
                """Write to {{ site.email }} at {{ site.title }}. {{ motto }}: {{ title | loud }}, {{ page.date | spoken }}.

<ul>
{% for each in points %}<li>{{ loop.index }} {{ each }}</li>
{% endfor %}</ul>

{% for one in panel %}
**{{ one.who }}** {{ one.what | loud }}{% if one.more %} and more{% endif %}

{% plate one.file, "", one.what %}
{% endfor %}
{% for each in collections.news %}{{ each.url }}{% endfor %}

{% if urgent %}Run.{% else %}Walk.{% endif %} {% if not urgent %}Sit.{% else %}Stand.{% endif %} {% if mood == "fair" %}Sun.{% elif mood %}Rain.{% endif %} {% if nothing %}None.{% endif %}

{% set heading = "In brief" %}
{% set words = "One sluice & two gates." %}
{% include "frame.njk" %}

{% from "macros.njk" import said %}
{{ said("It roared", "Cy Dell") }}

{{ said("It hummed") }}""",
                "urgent: true\nmood: foul\npoints: [First flood, Second flood]\npanel:\n  - {who: Ed Fell, what: keeper, file: weir.jpg}\n  - {who: Fay Gill, what: diver, file: weir.jpg, more: true}\n",
            ),
            **story("strange", '{% set words = "many words" %}\n{% include "strange.njk" %}', day=2),
        }
    )
    _, text = imported.story("2019/05/names.md")

    assert "Write to desk@beck.example at The Beck. Slow but sure: NAMES, 1 May 2019." in text
    assert "<li>1 First flood</li>\n<li>2 Second flood</li>" in text
    assert "**Ed Fell** KEEPER\n" in text
    assert "**Fay Gill** DIVER and more\n" in text
    assert text.count('![](weir.jpg "keeper")') == text.count('![](weir.jpg "diver")') == 1
    assert "Run. Stand. Rain." in text
    assert "Walk." not in text
    assert "None." not in text
    assert "### In brief\n\nOne sluice & two gates." in text or "::: factbox In brief\nOne sluice & two gates." in text
    assert "> It roared\n" in text
    assert "Cy Dell" in text
    assert "> It hummed\n" in text
    assert "Nobody" in text
    assert "{% set heading" not in text
    _, strange = imported.story("2019/05/strange.md")
    assert '<!-- kept: {% include "strange.njk" %} -->' in strange
    assert '<!-- kept: {% set words = "many words" %} -->' in strange


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("`a${x ? ` <b>${x}</b>` : ''}z`", "a <b>word</b>z"),
        ("({ 'k': [1, 'two',], /* c */ n: { m: `t` }, }).n.m", "t"),
        ("'a-b'.split('-').map((each, at) => each + at).join('/')", "a0/b1"),
        ("new Date('2020-02-03').toISOString().slice(0, 4)", "2020"),
        ("String(new Date('2020-02-03').getMonth() + 1).padStart(2, '0')", "02"),
        (
            "new Date('2020-02-03').toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })",
            "3 February 2020",
        ),
        ("(function (a, { b = 'q' }) { const c = a + b; if (!a) { return 'n'; } return c; })('k', {})", "kq"),
        ("[...'ab'.split(''), 'c'].filter((each) => each !== 'b').length", 2),
        ("x?.length ?? 0", 4),
    ],
)
def test_expressions_are_worked_out(typed: str, value: object) -> None:
    assert _worker().value(whole_expression(typed), Scope({"x": "word"})) == value


@pytest.mark.parametrize(
    "typed",
    ["unknown", "x.constructor('return 1')()", "process.env.HOME", "new Date()", "x.repeat(900).repeat(900).repeat(900)",
     "'a'.replace(/(a+)+b/, '')", "((f) => f(f))((f) => f(f))", "Math.random()", "eval('1')"],
)  # fmt: skip
def test_what_is_not_known_has_no_value(typed: str) -> None:
    with pytest.raises(UntoldError):
        _worker().value(whole_expression(typed), Scope({"x": "word"}))


@pytest.mark.parametrize(
    ("begin", "step", "end"),
    [
        ("10", "x * x", "x > 1"),
        ("[1, 2]", "x.concat(x)", "x.length"),
        ("[]", "[x, x]", "'' + x"),
        ("[]", "[x, x]", "[x].length"),
        ("{}", "({a: x, b: x})", "1"),
        ("[]", "((...r) => r)(x, x)", "1"),
        ("[]", "[1, 2].map(() => x)", "1"),
    ],
)
def test_what_doubles_with_each_step_has_no_value(begin: str, step: str, end: str) -> None:
    typed = f"(() => {{ let x = {begin}; for (const i of [{'1, ' * 18}1]) {{ x = {step} }} return {end} }})()"
    with pytest.raises(UntoldError):
        _worker().value(whole_expression(typed), Scope())


def test_lists_in_lists_have_no_value_where_no_script_has_so_many() -> None:
    typed = f"(() => {{ let x = []; for (const i of [{'1, ' * 50}1]) {{ x = [x] }} return x }})()"
    with pytest.raises(UntoldError):
        _worker().value(whole_expression(typed), Scope())


@pytest.mark.parametrize("typed", ["({a: 1})[[1]]", "({a: 1})[{}]", "1e300 * 1e300 + ''", "({a: 1})[() => 1]"])
def test_what_is_no_name_and_no_number_has_no_value(typed: str) -> None:
    with pytest.raises(UntoldError):
        _worker().value(whole_expression(typed), Scope())


def test_a_number_that_no_script_counts_up_to_is_not_read() -> None:
    with pytest.raises(UnreadScriptError):
        whole_expression(f"0x{'f' * 5_000} + ''")


@pytest.mark.parametrize(
    ("typed", "value"), [("[1] == [1]", False), ("[[1]].includes([1])", False), ("(x => x == x)([1])", True)]
)
def test_two_lists_are_two(typed: str, value: object) -> None:
    assert _worker().value(whole_expression(typed), Scope()) is value


@pytest.mark.parametrize("typed", ["", "a b", "`${", "(" * 500, "class A {}", "`" + "${`" * 300, "[" * 90 + "]" * 90])
def test_what_is_no_expression_is_not_read(typed: str) -> None:
    with pytest.raises(UnreadScriptError):
        whole_expression(typed)


def _worker() -> Worker:
    def outside(_: str) -> object:
        raise UntoldError

    return Worker(outside)


PERMALINKS = {
    "method": ("{{ page.date.getUTCFullYear() }}/{{ page.fileSlug }}/", "/2019/method/"),
    "filter": ("/{{ page.date | year }}/{{ title | slugify }}/", "/2019/filter/"),
    "words": ("/{{ page.date | spoken | slugify }}/{{ page.fileSlug }}.html", "/8-may-2019/words.html"),
    "sliced": ("/{{ page.date.toISOString().slice(0, 4) }}/x/{{ page.fileSlug }}/", "/2019/x/sliced/"),
    "asked": ("/{% if lang %}{{ lang }}/{% endif %}{{ page.fileSlug }}/index.html", "/asked/"),
    "spoke": ("/{% if lang == 'fr' %}{{ lang }}/{% else %}en/{% endif %}{{ page.fileSlug }}/", "/fr/spoke/"),
    "stemmed": ("{{ page.filePathStem }}.html", "/notes/stemmed.html"),
}
WITH_FILTERS = SCRIPT.replace(
    'config.addFilter("loud"',
    'config.addFilter("year", (day) => day.getFullYear());\n  config.addFilter("coded", (day) => encode(day));\n  config.addFilter("loud"',
)


def test_addresses_by_expressions(take: Any) -> None:
    files = {**SITE, "eleventy.config.js": WITH_FILTERS}
    for number, (name, (typed, _)) in enumerate(PERMALINKS.items(), 1):
        files[f"src/notes/{name}.md"] = (
            f'---\ntitle: {name.capitalize()}\ndate: 2019-05-08\npermalink: "{typed}"\n{"lang: fr" if name == "spoke" else ""}\n---\nText {number}.\n'
        )
    files["src/log/log.11tydata.js"] = (
        "const pad = (number) => String(number).padStart(2, '0');\nmodule.exports = {\n  tags: ['log'],\n  eleventyComputed: {\n"
        "    permalink: (data) => data.quiet ? false : `/log/${data.page.date.getFullYear()}-${pad(data.page.date.getMonth() + 1)}/${data.page.fileSlug}/`,\n  },\n};\n"
    )
    files["src/log/fog.md"] = "---\ntitle: Fog\ndate: 2019-05-08\n---\nThick.\n"
    files["src/log/hush.md"] = "---\ntitle: Hush\ndate: 2019-05-08\nquiet: true\n---\nNobody hears.\n"
    files["src/own/own.11tydata.js"] = (
        "export default { permalink(data) { return `/own/${data.title.toLowerCase()}.html`; } };\n"
    )
    files["src/own/gale.md"] = "---\ntitle: Gale\ndate: 2019-05-08\n---\nStrong.\n"
    imported = take(files)

    for name, (_, wanted) in PERMALINKS.items():
        assert f"url: {wanted}\n" in imported.story(f"2019/05/{name}.md")[0], name
    assert "url: /log/2019-05/fog/\n" in imported.story("2019/05/fog.md")[0]
    assert "url: /own/gale.html\n" in imported.story("2019/05/gale.md")[0]
    assert "draft: true" in imported.story("2019/05/hush.md")[0]
    assert "hush" not in imported.file("imports/old/old-urls.txt")


def test_an_address_that_cannot_be_worked_out_is_told_and_not_made_up(take: Any) -> None:
    files = {**SITE, "eleventy.config.js": WITH_FILTERS}
    files["src/a.md"] = '---\ntitle: A\ndate: 2019-05-08\npermalink: "/{{ page.date | coded }}/a/"\n---\nText.\n'
    files["src/b/b.11tydata.js"] = "module.exports = { permalink: (data) => `/b/${lookup(data.title)}/` };\n"
    files["src/b/b.md"] = "---\ntitle: B\ndate: 2019-05-08\n---\nText.\n"
    files["src/c.md"] = "---\ntitle: C\ndate: 2019-05-08\n---\nText.\n"
    imported = take(files, code=1)

    assert "\nurl:" not in imported.story("2019/05/a.md")[0]
    assert "\nurl:" not in imported.story("2019/05/b.md")[0]
    assert imported.file("imports/old/old-urls.txt").split() == ["https://old.example/c/"] or "/c/" in imported.file(
        "imports/old/old-urls.txt"
    )
    assert "/a/" not in imported.file("imports/old/old-urls.txt")
    assert "cannot be read: /{{ page.date | coded }}/a/" in imported.result.out + imported.result.err
    assert "to be looked at: 2 stories" in imported.result.out


def test_front_matter_in_javascript(take: Any) -> None:
    imported = take(
        {
            **SITE,
            "src/a.md": """---js
{
  // Of the archive.
  title: 'It\\'s "over", they say: really',
  date: new Date("2019-05-03"),
  tags: ["Mills", 'Fish, fresh', ],
  authors: [`Ada Crane`, "Bo Lark"], /* both */
  "hero": { src: "weir.jpg", alt: "Foam", caption: `The weir,
in May` },
  panel: [ { who: "Cy Dell", what: ["one", "two"], }, { who: "Ed Fell", what: [] } ],
  count: 3, urgent: true, nothing: null,
  shout(text) { return text.toUpperCase(); },
  permalink: (data) => `/own/${data.page.fileSlug}/`,
}
---

{% for one in panel %}{{ one.who }} {% endfor %}
""",
            "src/b.md": "---js\nconst title = `B`;\nconst date = '2019-05-04';\n---\n\nWords.\n",
            "src/c.md": "---js\n{ title: 'C', date: '2019-05-05', class A {} }\n---\n\nWords.\n",
        }
    )
    fields, text = imported.story("2019/05/a.md")

    assert 'title: "It\'s \\"over\\", they say: really"\n' in fields
    assert "tags: [Mills, " in fields
    assert "Fish, fresh" in fields
    assert "authors: [Ada Crane, Bo Lark]" in fields
    assert "url: /own/a/\n" in fields
    assert "src: weir.jpg" in fields
    assert "caption: The weir, in May" in fields
    assert "shout" in fields
    assert "Cy Dell Ed Fell" in text
    assert "shout: is worked out by a program" in imported.result.out
    assert "title: B\ndate: 2019-05-04\n" in imported.story("2019/05/b.md")[0]
    assert "title: C\ndate: 2019-05-05\n" in imported.story("2019/05/c.md")[0]
    assert "class A {}" in imported.story("2019/05/c.md")[0]
    assert "in part only" in imported.result.out


def test_a_lead_picture_in_a_group_of_any_usual_name(take: Any) -> None:
    named = ("image", "cover", "hero", "banner", "thumbnail", "teaser")
    sources = ("src", "url", "path", "file", "src", "url")
    files: dict[str, Any] = {**SITE, "src/files/deep/keeper.jpg": PICTURE}
    for name, source in zip(named, sources, strict=True):
        group = f"{name}:\n  {source}: keeper.jpg\n  alt: A man\n  caption: The keeper of {name}\n  credit: Ada Crane\n"
        files |= story(name, "Text.", group)
    files |= story("gone", "Text.", "hero: {src: nowhere.jpg, caption: The lost one}\n")
    imported = take(files)

    for name in named:
        fields, _ = imported.story(f"2019/05/{name}.md")
        assert "image:\n  src: keeper.jpg\n  alt: A man\n" in fields, name
        assert f"caption: The keeper of {name}\n  credit: Ada Crane\n" in fields
    assert "The lost one" in imported.story("2019/05/gone.md")[0]
    assert "missing" not in imported.result.out


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("src/_data/site.json", '{"title": "The Beck", "url": "https://www.beck.example/"}'),
        ("src/_data/metadata.js", "module.exports = { title: 'The Beck', url: process.env.URL || 'x', author: { url: 'https://beck.example' } };\n"),
        ("src/_data/meta.yml", "site: {siteUrl: 'https://beck.example'}\n"),
        ("package.json", '{"name": "beck", "homepage": "https://beck.example"}'),
    ],
)  # fmt: skip
def test_links_to_the_own_address_of_a_site_stay_inside(take: Any, path: str, content: str) -> None:
    files = {name: text for name, text in SITE.items() if name != "src/_data/site.json"}
    imported = take(
        {**files, path: content, **story("rain", "See [fog](https://beck.example/fog/) and [r]\n\n[r]: https://www.beck.example/fog/#top\n"),
         **story("fog", "Thick.", day=2)}
    )  # fmt: skip
    _, text = imported.story("2019/05/rain.md")

    assert "[fog](/fog/)" in text
    assert "beck.example" not in text


def test_containers_and_attributes_of_markdown_it(take: Any) -> None:
    imported = take(
        {
            **SITE,
            **story(
                "boxes",
                """::: aside The mill
Built in *1790*.
:::

::: centre-piece
One.
:::

:::: wide
::: tip Look
Two.
:::
::::

::: never closed

## A heading {#own .big}

The water rose. {.lead data-x=1}

- First {.red}
- Second {#two}

![](/img/weir.jpg){.wide width=600}

Set {braces} and {a: b} stay.""",
            ),
        }
    )
    _, text = imported.story("2019/05/boxes.md")

    assert "::: factbox The mill\nBuilt in *1790*.\n:::" in text
    assert "::: note\nOne.\n:::" in text
    assert "wide" not in text
    assert "::: note Look\nTwo.\n:::" in text
    assert "::: never closed" in text
    assert "## A heading {#own}\n\nThe water rose.\n\n- First\n- Second\n\n![](weir.jpg)\n" in text
    assert "Set {braces} and {a: b} stay." in text


def test_templates_that_are_pages(take: Any) -> None:
    head = "---\ntitle: {}\nlayout: base.njk\n{}---\n"
    imported = take(
        {
            **SITE,
            "src/style.njk": head.format("House style", "")
            + "<p>We write {{ 'briefly' | loud }}.</p>\n<ul>{% for each in ['A', 'B'] %}<li>{{ each }} &amp; on</li>{% endfor %}</ul>\n",
            "src/help.liquid": head.format("Help", "permalink: /how-to/\n")
            + "<h2>How</h2><p>Write to {{ site.email }}, please, whenever you like.</p>\n",
            "src/prizes.njk": head.format("Prizes", "")
            + "<p>Prizes of many years, told at length.</p>{{ prizes | shuffled }}\n",
            "src/feed.njk": "---\ntitle: Feed\npermalink: /feed.xml\n---\n<feed>{{ words }}</feed>\n",
            "src/tags.njk": head.format("Tags", "pagination: {data: collections, size: 1}\n")
            + "<p>All tags that there are here.</p>\n",
            "src/list.njk": head.format("All", "") + "{% for each in collections.all %}{{ each.url }}{% endfor %}\n",
            **story("rain", "It rained."),
        },
        code=1,
    )

    fields, text = imported.story("pages/style.md")
    assert "title: House style\n" in fields
    assert "We write BRIEFLY.\n\n- A & on\n- B & on" in text
    fields, text = imported.story("pages/help.md")
    assert "url: /how-to/" in fields
    assert "## How\n\nWrite to desk@beck.example, please" in text
    assert (
        "src/prizes.njk: a page that a program fills in is not read, at /prizes/"
        in imported.result.out + imported.result.err
    )
    assert imported.stories() == ["2019/05/rain.md", "pages/help.md", "pages/style.md"]


def test_words_that_are_dropped_before_the_text_are_told_as_missing() -> None:
    body = '{% plate "a.png", "Seen from far", "Never shown" %}\n\n`{% code "Not of it" %}`\n\n{{< note title="Kept beside" class="wide left" width="20 em" >}}\n'
    typed = {
        "title": "T",
        "layout": "some layout",
        "hero": {"src": "a b.png", "caption": "Lost for ever", "size": "1 x 2"},
        "list": [{"who": "Gone"}],
    }

    assert unarrived(body, typed, ["seen from FAR", "kept beside"]) == "never shown lost for ever gone"
    assert (
        unarrived(
            "",
            {"summary": r"Tea &amp; toast\nin bed, [here](https://x.example/a/b)", "kicker": "Caf&eacute; life"},
            ["Tea & toast in bed, here. Caf&eacute; life"],
        )
        == ""
    )
    assert unarrived(body, typed, ["seen from far never shown kept beside lost for ever gone"]) == ""


def test_functions_of_hexo_and_files_that_scripts_read(take: Any) -> None:
    imported = take(
        {
            "_config.yml": "url: https://old.example\npermalink: :year/:title/\nnew_post_name: :title.md\n",
            "scripts/tags.js": """'use strict';
hexo.extend.tag.register('crate', function (args, content) {
  return '<div class="note"><h4>' + args.join(' ') + '</h4>' + hexo.render.renderSync({ text: content, engine: 'markdown' }) + '</div>';
}, { ends: true });
hexo.extend.tag.register('cargo', (args) => {
  const list = JSON.parse(fs.readFileSync('./cargo.json', 'utf8'));
  return `<ul>${list[args[0]].map((each) => `<li>${each.name}${each.tons ? ` (${each.tons} t)` : ''}</li>`).join('')}</ul>`;
});
hexo.extend.tag.register('clock', () => `<p>It is ${Date.now()} here</p>`);
""",
            "cargo.json": '{"barge": [{"name": "Coal", "tons": 40}, {"name": "Salt & lime"}]}',
            "source/_posts/a.md": "---\ntitle: A\ndate: 2019-05-01\n---\nFirst of all.\n\n{% crate On board %}\nTwo *men*.\n{% endcrate %}\n\n{% cargo barge %}\n\n{% clock %}\n",
        }
    )
    _, text = imported.story("2019/05/a.md")

    assert "::: note On board\nTwo *men*.\n:::" in text
    assert "- Coal (40 t)\n- Salt & lime" in text
    assert "<!-- kept: {% clock %} -->" in text
    assert "It is" not in imported.seen()["2019/a/index.html"]


@pytest.mark.parametrize(
    ("template", "arguments"),
    [
        ('<p>Seen by {{ partial "who.html" . }} in {{ .Get 0 }}</p>', {"0": "Kent"}),
        ('<p>{{ .Get "name" }}: {{ time.Now.Year }}</p>', {"name": "Jo"}),
        ('<p>{% assign w = include.text | split: " " %}{{ w | size }} words: {{ include.text }}</p>', {"text": "a b"}),
        ("<p>{{ include.text | truncate: 5 }}</p>", {"text": "many words"}),
    ],
)
def test_a_template_of_which_words_are_not_known_is_untold(template: str, arguments: dict[str, str]) -> None:
    assert shown_by(Definition(template), arguments, has_inner=False).is_untold


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ('<p>{{ partial "icon.html" . }}{{ .Get "text" }}</p>', "<p>many words</p>"),
        ("<p>{{ include.text | upcase }}</p>", "<p>MANY WORDS</p>"),
        ('<p style="width: {{ partial "wide" . }}">{{ .Get "text" }}</p>', '<p style="width: ">many words</p>'),
    ],
)
def test_signs_and_styles_of_a_template_are_no_words(template: str, html: str) -> None:
    shown = shown_by(Definition(template), {"text": "many words"}, has_inner=False)

    assert (shown.html, shown.is_untold) == (html, False)


COMPONENTS = {
    "astro.config.mjs": "export default defineConfig({ site: 'https://old.example' });\n",
    "src/components/Count.astro": '---\nconst { value, label, unit = "sheep" } = Astro.props;\n---\n<p class="count"><b>{value} {unit}</b>{label && <span>, {label}</span>}</p>\n<style>.count { color: red }</style>\n',
    "src/components/Talk.astro": '---\ninterface Props { speaker: string }\nconst { speaker } = Astro.props;\n---\n<div class="talk"><b>{speaker}:</b> <slot /></div>\n',
    "src/components/Mended.astro": "---\nconst { date } = Astro.props;\n---\n<p><em>Mended on {date}.</em> <slot /></p>\n",
    "src/components/Boats.astro": "---\nimport boats from '../data/boats.json';\n---\n<ul>{boats.map((one) => <li>{one.name}{one.year ? <i> ({one.year})</i> : null}</li>)}</ul>\n",
    "src/components/Latest.astro": "---\nconst all = await getCollection('walks');\n---\n<ul>{all.map((one) => <li>{one.data.title}</li>)}</ul>\n",
    "src/components/Row.astro": "---\nconst { shots } = Astro.props;\n---\n<div>{shots.map((one) => <img src={one.src} />)}</div>\n",
    "src/data/boats.json": '[{"name": "Heron", "year": 1911}, {"name": "Teal"}]',
    "public/w.jpg": PICTURE,
}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('<Count value="12" label="all shorn" />', "**12 sheep**, all shorn"),
        ('<Count value={7 + 5} unit="goats" />', "**12 goats**"),
        ('<Talk speaker="Kim">We saw *it* come.</Talk>', "**Kim:** We saw *it* come."),
        ('<Mended date="3 May 2022">The mill is in Ash Lane.</Mended>', "*Mended on 3 May 2022.* The mill is in Ash Lane."),
        ("<Boats />", "- Heron *(1911)*\n- Teal"),
        ('<Latest title="Walks of late" />', '<!-- kept: <Latest title="Walks of late" /> -->'),
        ('<Unseen mood="calm days">A text.</Unseen>', '<!-- kept: <Unseen mood="calm days"> -->A text.<!-- kept: </Unseen> -->'),
        ('<Gallery images={[{ src: "/w.jpg", caption: "The wall, in May" }, { src: "/w.jpg", caption: "Again" }]} />', '::: gallery\n![](w.jpg "The wall, in May")\n![](w.jpg "Again")\n:::'),
    ],
)  # fmt: skip
def test_components_of_astro_show_what_their_templates_say_or_stay_comments(take: Any, typed: str, wanted: str) -> None:
    text = f"---\ntitle: A\ndate: 2021-05-01\n---\nimport Count from '@/components/Count.astro';\n\nBefore.\n\n{typed}\n\nBehind.\n"
    imported = take({**COMPONENTS, "src/content/walks/a.mdx": text})

    assert imported.story("2021/05/a.md")[1] == f"Before.\n\n{wanted}\n\nBehind."


def test_words_of_components_that_are_nowhere_are_told() -> None:
    body = (
        '<Mended date="3 May 2022" class="wide box">Words.</Mended>\n\n```mdx\n<Mended text="of code alone" />\n```\n'
    )

    assert unarrived(body, {}, ["Words."], has_components=True) == "may"
    assert unarrived(body, {}, ["Words. 3 May 2022"], has_components=True) == ""


THINGS = ("'abc'", "[1, 'b', null]", "3", "null", "day", "{ a: 1 }", "(a) => a", "/a+/", "2 ** 9999", "1 / 0")
METHODS = """
    replace replaceAll split slice substr padStart repeat charAt includes indexOf concat at trim map filter find some
    reduce join sort reverse flat getFullYear toISOString toLocaleDateString toLocaleString toFormat format
""".split()
GIVEN = ("", "null", "'a'", "-5", "99999999", "[]", "/a/g", "(a) => a", "{}", "'a', 'b'", "day")
SIGNS = "+ - * / % ** < > == === != && || ?? in instanceof".split()


def test_what_no_script_would_say_has_no_value_and_is_no_fault() -> None:
    calls = [f"{thing}.{method}({given})" for thing in THINGS for method in METHODS for given in GIVEN]
    calls += [f"{function}({given})" for function in ("moment", "String", "Number", "Object.keys") for given in GIVEN]
    signs = [f"{left} {sign} {right}" for left in THINGS for sign in SIGNS for right in THINGS]
    known = 0
    for typed in calls + signs:
        with suppress(UntoldError, UnreadScriptError):
            _worker().value(whole_expression(typed), Scope({"day": datetime(2019, 5, 3, tzinfo=UTC)}))
            known += 1

    assert known > 500
