"""Folders of other generators: what their themes, plugins and dialects have, and what a reader sees of it."""

# ruff: noqa: E501 - texts stand as files have them

import re
from typing import Any

import pytest
from tests.made_folders import PICTURE, Imported

from newsgen.importers.generators.configs import javascript_constants
from newsgen.importers.generators.inline_marks import with_boxes, with_marks
from newsgen.importers.generators.inline_marks import without_attributes as without_attribute_lists
from newsgen.importers.generators.kramdown import without_attributes
from newsgen.importers.generators.masks import Masks
from newsgen.importers.generators.own_blocks import with_own_blocks
from newsgen.importers.generators.rst import html_of_rst
from newsgen.importers.generators.tags_of_hexo import with_commented_titles

HUGO = {
    "hugo.toml": 'baseURL = "https://old.example/"\n',
    "static/img/wall.png": PICTURE,
    "static/plan.pdf": b"%PDF-1.4",
}
JEKYLL = {"_config.yml": "title: Old\nurl: https://old.example\npermalink: /:title/\n", "img/wall.png": PICTURE}
HEXO = {
    "_config.yml": "title: Old\nurl: https://old.example\npermalink: posts/:title/\nnew_post_name: :title.md\n",
    "source/_posts/other.md": "---\ntitle: The other one\ndate: 2021-01-01\n---\nIts words.\n",
    "source/img/wall.png": PICTURE,
}
ZOLA = {
    "config.toml": 'base_url = "https://old.example"\n[markdown]\n',
    "content/_index.md": "+++\n+++\n",
    "static/img/wall.png": PICTURE,
}
ELEVENTY = {".eleventy.js": "module.exports = c => ({ dir: { input: 'src' } });\n", "src/img/wall.png": PICTURE}
ASTRO = {
    "astro.config.mjs": "export default defineConfig({ site: 'https://old.example' });\n",
    "src/assets/wall.png": PICTURE,
}


def texts(  # noqa: PLR0917 - a folder in parts
    take: Any, given: dict[str, str | bytes], folder: str, head: str, kinds: dict[str, str], suffix: str = ".md"
) -> Imported:
    """A folder with a text for each kind, imported."""
    files = dict(given)
    for name, typed in kinds.items():
        files[f"{folder}{name}{suffix}"] = f"{head.format(name=name)}{typed}\n"
    return take(files)


def compared(imported: Imported, wanted: dict[str, str]) -> None:
    """Each kind is as it should be, and nobody sees what is left of a tag."""
    found = {path.rpartition("/")[2].removesuffix(".md"): path for path in imported.stories()}
    assert {name: imported.story(found[name])[1] for name in wanted} == wanted
    seen = {
        path: text
        for path, text in imported.seen().items()
        if re.search(r"\{[{%:<]|[%}]\}|^:::|^///", text, re.MULTILINE)
    }
    assert seen == {}


YAML = "---\ntitle: {name}\ndate: 2021-10-14\n---\n"

SHORTCODES = {
    "icon": ('{{< alert "bell" >}}\nMind it.\n{{< /alert >}}', "::: note\nMind it.\n:::"),
    "typed": ("{{< typeit speed=9 >}}As typed.{{< /typeit >}}", "As typed."),
    "named": ('{{< admonition note "For whom">}}\nFor all.\n{{< /admonition >}}', "::: note For whom\nFor all.\n:::"),
    "folded": ('{{< expand "Read on" "..." >}}\nMore.\n{{< /expand >}}', "::: note Read on\nMore.\n:::"),
    "tabs": ('{{< tabs "x" >}}\n{{< tab "Here" >}}\nOne.\n{{< /tab >}}\n{{< tab title="There" >}}\nTwo.\n{{< /tab >}}\n{{< /tabs >}}', "**Here**\n\nOne.\n\n**There**\n\nTwo."),
    "tabs-by-items": ('{{< tabs items="Red,Blue" >}}\n  {{< tab >}}\n  **Warm**\n  - a\n  {{< /tab >}}\n  {{< tab >}}Cold{{< /tab >}}\n{{< /tabs >}}', "**Red**\n\n**Warm**\n- a\n\n**Blue**\n\nCold"),
    "tabs-by-number": ('{{< tabs tabName1="Ask" tabName2="Answer" >}}{{< tab tabNum="1" >}}A{{< /tab >}}{{< tab tabNum="2" >}}B{{< /tab >}}{{< /tabs >}}', "**Ask**\n\nA\n\n**Answer**\n\nB"),
    "cards": ('{{< cards >}}\n  {{< card link="https://n.example/" title="Next" subtitle="All of it" icon="x" >}}\n{{< /cards >}}', "[Next](https://n.example/): All of it"),
    "cards-of-docsy": ('{{< card header="**Top**" title="Mid" subtitle="more" footer="End" >}}\nBody.\n{{< /card >}}', "**Top**\n\n**Mid**: more\n\nBody.\n\nEnd"),
    "gallery-of-elements": ('{{< gallery >}}\n<img src="/img/wall.png" class="w50" alt="A wall" />\n{{< /gallery >}}', "::: gallery\n![A wall](wall.png)\n:::"),
    "carousel": ('{{< carousel images="{/img/wall.png}" interval="9" >}}', "::: gallery\n![](wall.png)\n:::"),
    "columns": ("{{< columns >}}\nLeft.\n<--->\nRight.\n{{< /columns >}}", "Left.\n\nRight."),
    "timeline": ('{{< timelineItem header="First" badge="2020" >}}\nHappened.\n{{< /timelineItem >}}', "**First** 2020\n\nHappened."),
    "film": ('{{< youtubeLite id="SgXhGb-7QbU" label="Its name" >}}', "https://www.youtube.com/watch?v=SgXhGb-7QbU"),
    "spotify": ('{{< spotify type="track" id="7abc" >}}', "https://open.spotify.com/track/7abc"),
    "frame": ('{{< iframe src="https://f.example/a/" >}}', "[f.example/a](https://f.example/a/)"),
    "document": ('{{< embed-pdf url="/plan.pdf" >}}', "[plan.pdf](plan.pdf)"),
    "call": ('{{< cta cta_text="Come in" cta_link="/door/" >}}', "[Come in](/door/)"),
    "repository": ('{{< github repo="a/b" >}}', "[github.com/a/b](https://github.com/a/b)"),
    "link": ('{{< link href="https://l.example" content="Its words" title="x" >}}', "[Its words](https://l.example)"),
    "words": ('A {{< badge >}}new{{< /badge >}} {{< glossary_tooltip text="pod" term_id="p" >}} on a {{< glossary_tooltip term_id="work-node" >}}.', "A new pod on a work node."),
    "margin": ('Here {{< sidenote "at this" >}}More of it{{< /sidenote >}}.', "Here at this (More of it)."),
    "right": ('{{< style "text-align:right" >}}\nAt the side.\n{{< /style >}}', "At the side."),
    "attributes": ("## A head {#own .x}\n\n> Said.\n{.wide}\n\n[a](https://a.example){ .button }", "## A head {#own}\n\n> Said.\n\n[a](https://a.example)"),
    "tasks": ("- [x] Done\n- [ ] Not yet", "- ☑ Done\n- ☐ Not yet"),
    "code": ('```go {linenos=table,hl_lines=[2]}\nx := 1\n```\n\n```py title="a.py"\ny = 2\n```', "```go\nx := 1\n```\n\n`a.py`\n\n```py\ny = 2\n```"),
    "pulled": ('{{< pullquote "So it was said, in short." >}}', "::: pullquote\nSo it was said, in short.\n:::"),
    "remote-picture": ('{{< featured-image src="https://p.example/a?x=1" alt="Far" >}}', "![Far](https://p.example/a?x=1)"),
    "by-its-end": ('{{< shot "wall.png" >}}', "![](wall.png)"),
    "heading": ('## {{% head "whatsnext" %}}\n\nWords.', "## Whatsnext\n\nWords."),
    "quoted": ('> {{< callout title="Oh" >}}Mind it.{{< /callout >}}', "> **Oh**\n>\n> Mind it."),
    "said": ('It is {{< shout "very much so" >}}.', "It is very much so."),
    "silent-first": ('{{< icon "x" >}}    {{< btn url="https://b.example" text="Press" >}}', "[Press](https://b.example)"),
}  # fmt: skip


def test_shortcodes_of_hugos_themes(take: Any) -> None:
    imported = texts(take, HUGO, "content/posts/", YAML, {name: typed for name, (typed, _) in SHORTCODES.items()})
    compared(imported, {name: wanted for name, (_, wanted) in SHORTCODES.items()})


OF_HEXO = {
    "note-style": ("{% note red fa-bolt %}\nMind it.\n{% endnote %}", "::: note\nMind it.\n:::"),
    "note-flat": ("{% note danger no-icon flat %}\nMind it.\n{% endnote %}", "::: note\nMind it.\n:::"),
    "note-title": ('{% note primary "Read this" %}\nIt is long.\n{% endnote %}', "::: note Read this\nIt is long.\n:::"),
    "note-inline": ("{% note info, in one line %}", "::: note\nin one line\n:::"),
    "folding": ("{% folding blue, Look inside %}\nIn it.\n{% endfolding %}", "::: note Look inside\nIn it.\n:::"),
    "folding-colons": ("{% folding red::Once more (a bit) %}\n\nIn it.\n\n{% endfolding %}", "::: note Once more (a bit)\nIn it.\n:::"),
    "toggle": ("{% hideToggle Show me %}\nIn it.\n{% endhideToggle %}", "::: note Show me\nIn it.\n:::"),
    "button": ("{% btn 'https://b.example/a',The guide,far fa-hand,block green larger %}", "[The guide](https://b.example/a)"),
    "button-colons": ("{% btn center large::Fetch it::https://c.example/a.zip::fa-solid fa-down %}", "[Fetch it](https://c.example/a.zip)"),
    "card": ("{% link A site,what it has,https://d.example/ %}", "[A site](https://d.example/)"),
    "post": ("See {% post_link other %}, {% post_link other 'this' %} and {% post_link gone %}.", "See [The other one](/posts/other/), [this](/posts/other/) and gone."),
    "tabs": ("{% tabs one %}\n<!-- tab First@fas fa-x -->\nOne.\n<!-- endtab -->\n<!-- tab Second -->\nTwo.\n<!-- endtab -->\n{% endtabs %}", "**First**\n\nOne.\n\n**Second**\n\nTwo."),
    "picture": ("{% img left /img/wall.png 300 200 \"The title 'the alt'\" %}", '![the alt](wall.png "The title")'),
    "picture-blank": ('{% asset_img "/img/wall.png" "Its words" %}', '![](wall.png "Its words")'),
    "picture-words": ("{% img /img/wall.png This is a wall %}", '![](wall.png "This is a wall")'),
    "words": ("{% label primary@A word %}, {% span red, in red %}, {% u under %} and {% kbd Ctrl %}.", "A word, in red, under and Ctrl."),
    "boxes": ("{% checkbox checked, Done it %}", "☑ Done it"),
    "group": ("{% gp 2-2 %}\n![](/img/wall.png)\n{% endgp %}", "::: gallery\n![](wall.png)\n:::"),
    "film": ("{% bilibili BV1Sx411T7QQ %}", "[www.bilibili.com/video/BV1Sx411T7QQ](https://www.bilibili.com/video/BV1Sx411T7QQ)"),
    "song": ('{% aplayer "Song" "Singer" "https://x.example/a.mp3" "https://x.example/c.jpg" %}', "::: audio\n[Song – Singer](https://x.example/a.mp3)\n:::"),
    "node": ("{% timenode 2021-01 [Begin](/x) %}\nIt began.\n{% endtimenode %}", "**2021-01 Begin**\n\nIt began."),
    "friends": ("{% flink %}\n- class_name: Near\n  link_list:\n  - name: Ann\n    link: https://ann.example\n    descr: writes\n{% endflink %}", "**Near**\n\n- [Ann](https://ann.example): writes"),
}  # fmt: skip


def test_tags_of_hexos_themes(take: Any) -> None:
    imported = texts(take, HEXO, "source/_posts/", YAML, {name: typed for name, (typed, _) in OF_HEXO.items()})
    compared(imported, {name: wanted for name, (_, wanted) in OF_HEXO.items()})


OF_JEKYLL = {
    "assigned": ('{% assign who = "Ann" %}It was {{ who }}.', "It was Ann."),
    "tabs": ("{% tabs log %}\n{% tab log One %}\nA\n{% endtab %}\n{% endtabs %}", "**One**\n\nA"),
    "margin": ("Text{% sidenote 'id' 'beside it' %} and {% newthought 'A thought' %}.", "Text (beside it) and A thought."),
    "epigraph": ("{% epigraph 'Said once' 'Ann' 'A book' %}", "> Said once\n>\n> — Ann A book"),
    "pulled": ('{% pullquote %}\nIt is {" the best part "} of it.\n{% endpullquote %}', "It is the best part of it.\n\n::: pullquote\nthe best part\n:::"),
    "colons": ('{% responsive_image path: img/wall.png alt: "A wall" %}', "![A wall](wall.png)"),
    "options": ("{% picture wide img/wall.png --alt A wall at noon --class x %}", "![A wall at noon](wall.png)"),
    "spoken": ('{% include elements/highlight.html text="A matrix" %}', "A matrix"),
    "quote": ('{% include quote.html text="As I said" author="Ann" %}', "> As I said\n>\n> — Ann"),
    "repository": ('{% include repository/repo.html repository="a/b" %}', "[github.com/a/b](https://github.com/a/b)"),
    "prompt": ("> Mind it.\n{: .prompt-tip }", "::: note Tip\nMind it.\n:::"),
    "ahead": ("{: .note }\n> Mind it.\n\nThen.", "::: note\nMind it.\n:::\n\nThen."),
    "ahead-title": ("{: .warning-title }\n> The head\n>\n> Its words.", "::: note The head\nIts words.\n:::"),
    "hidden": ('Seen.\n\n{::comment}\nNever seen.\n{:/comment}\n\n{::options x="y" /}\n\n{::nomarkdown}<b>b</b>{:/nomarkdown}', "Seen.\n\n<b>b</b>"),
}  # fmt: skip


def test_tags_and_lists_of_jekyll(take: Any) -> None:
    kinds = {f"2021-10-14-{name}": typed for name, (typed, _) in OF_JEKYLL.items()}
    imported = texts(take, JEKYLL, "_posts/", "---\ntitle: {name}\n---\n", kinds)
    found = {path.rpartition("/")[2].removesuffix(".md"): path for path in imported.stories()}
    assert {name: re.sub(r"\s*<!-- kept: .*? -->\s*", "", imported.story(found[name])[1]) for name in OF_JEKYLL} == {
        name: wanted for name, (_, wanted) in OF_JEKYLL.items()
    }
    assert all("Never seen" not in text for text in imported.seen().values())


OF_ZOLA = {
    "note": (
        '{{ admonition(type="tip", title="In short", text="It *works*.") }}',
        "::: note In short\nIt *works*.\n:::",
    ),
    "paired": ("{% alert(note=true) %}\nMind it.\n{% end %}", "::: note\nMind it.\n:::"),
    "picture": ('{{ img(id="/img/wall.png", alt="A wall") }}', "![A wall](wall.png)"),
    "gist": ('{{ gist(url="https://gist.github.com/a/b") }}', "[gist.github.com/a/b](https://gist.github.com/a/b)"),
    "section": ("[here](@/blog/_index.md)", "[here](/blog/)"),
}


def test_tags_of_zola(take: Any) -> None:
    head = '+++\ntitle = "{name}"\ndate = 2021-10-14\n+++\n'
    imported = texts(take, ZOLA, "content/blog/", head, {name: typed for name, (typed, _) in OF_ZOLA.items()})
    compared(imported, {name: wanted for name, (_, wanted) in OF_ZOLA.items()})


OF_ELEVENTY = {
    "picture": ('{% image "/img/wall.png", "A wall", [600, 1200], "(min-width: 30em) 50vw" %}', "![A wall](wall.png)"),
    "caption": ('{% galleryImage "/img/wall.png", "A wall", "Its caption" %}', '![A wall](wall.png "Its caption")'),
    "callout": ('{% callout "warning", "Look out" %}\nMind it.\n{% endcallout %}', "::: note Look out\nMind it.\n:::"),
    "link": ('{% link "https://l.example", "Its words" %}', "[Its words](https://l.example)"),
    "element": ("<is-land on:visible>Land.</is-land>", "Land."),
    "player": ('<lite-youtube videoid="SgXhGb-7QbU"></lite-youtube>', "https://www.youtube.com/watch?v=SgXhGb-7QbU"),
}


def test_tags_of_eleventy(take: Any) -> None:
    imported = texts(take, ELEVENTY, "src/", YAML, {name: typed for name, (typed, _) in OF_ELEVENTY.items()})
    compared(imported, {name: wanted for name, (_, wanted) in OF_ELEVENTY.items()})


def test_settings_of_eleventy_in_javascript(take: Any) -> None:
    imported = take(
        {
            **ELEVENTY,
            "src/news/news.11tydata.js": "export default { permalink: \"/{{ page.date | date: '%Y' }}/{{ page.fileSlug }}/\" };\n",
            "src/news/a.md": "---js\n{ title: 'In a script', date: new Date('2021-10-14') }\n---\nWords.\n",
        }
    )
    fields, _ = imported.story("2021/10/a.md")
    assert "title: In a script\n" in fields
    assert "url: /2021/a/\n" in fields
    assert javascript_constants("{ a: \"b: 'c'\", d: true, 'e': `f` }") == {"a": "b: 'c'", "d": True, "e": "f"}


OF_ASTRO = {
    "tabs": ('<Tabs>\n  <TabItem label="Here" icon="x">\n    One, **two**\n\n    - a\n  </TabItem>\n</Tabs>', "**Here**\n\nOne, **two**\n\n- a"),
    "card": ('<LinkCard title="Next" href="https://n.example/" description="All of it" />', "[Next](https://n.example/): All of it"),
    "element": ('<img src={wall.src} alt="A wall" style={{ color: "red" }} />', '<img src="wall.png" alt="A wall" />'),
    "fragment": ("<>\nWords.\n</>", "Words."),
    "field": ("It is {frontmatter.title}.", "It is field."),
    "literal": ('A {"{"} brace.', "A &#123; brace."),
    "alias": ("![w](~/assets/wall.png)", "![w](wall.png)"),
    "directives": ('Text :badge[new]{variant=tip}.\n\n::github{repo="a/b"}', "Text new.\n\n[github.com/a/b](https://github.com/a/b)"),
    "code": ('<Code code="x = 1" lang="js" />', "```js\nx = 1\n```"),
}  # fmt: skip


def test_components_of_astro(take: Any) -> None:
    head = f"{YAML}import wall from '../../assets/wall.png';\n\n"
    kinds = {name: typed for name, (typed, _) in OF_ASTRO.items()}
    kinds["worked-out"] = "Before.\n\n{items.map((i) => <li>{i}</li>)}\n\nBehind."
    imported = texts(take, ASTRO, "src/content/blog/", head, kinds, ".mdx")
    compared(imported, {name: wanted for name, (_, wanted) in OF_ASTRO.items()})
    assert all("items.map" not in text for text in imported.seen().values())


def test_a_blog_of_material_for_mkdocs(take: Any) -> None:
    imported = take(
        {
            "mkdocs.yml": "site_name: Old\nsite_url: https://old.example/\nplugins:\n  - blog:\n      blog_dir: news\n      post_url_date_format: yyyy/MM\n"
            "markdown_extensions:\n  - pymdownx.keys\n  - pymdownx.critic\n  - pymdownx.snippets:\n      base_path: [parts]\nextra:\n  version: 3.2\n",
            "parts/one.md": "A part.\n",
            "docs/img/wall.png": PICTURE,
            "docs/index.md": "# Home\n",
            "docs/news/index.md": "# News\n",
            "docs/news/.authors.yml": "authors:\n  ann:\n    name: Ann Lee\n    description: Writes\n    avatar: https://a.example/a.png\n",
            "docs/news/posts/first.md": """---
date:
  created: 2021-10-14
  updated: 2022-01-01
authors: [ann]
hide: [navigation, toc]
---
# The first one

<figure markdown="span">
  ![A wall](../../img/wall.png){ width="300" }
  <figcaption>The *wall*</figcaption>
</figure>

![Once more](../../img/wall.png)
/// caption
Below it
///

/// details | Look inside
    type: warning
In it.
///

Press ++ctrl+c++ for {++more++}{--less--} of {{ version }}.{ .small }

--8<-- "one.md"

![Light](../../img/wall.png#only-light)
![Dark](../../img/wall.png#only-dark)
""",
            "docs/guide.md": "---\nhide:\n  - toc\n---\n# A guide\n\nIts words are here, all of them.\n",
        }
    )
    fields, text = imported.story("2021/10/first.md")
    assert fields.startswith(
        "title: The first one\ndate: 2021-10-14\nupdated: 2022-01-01\nurl: /news/2021/10/the-first-one/\nauthors: [Ann Lee]\n"
    )
    assert (
        text
        == """![A wall](wall.png "The wall")

![Once more](wall.png "Below it")

::: note Look inside
In it.
:::

Press <kbd>Ctrl</kbd>+<kbd>C</kbd> for <ins>more</ins><del>less</del> of 3.2.{ .small }

A part.

![Light](wall.png)""".replace(".{ .small }", ".{ .small }")
    )  # behind a full stop it may be a text
    assert imported.stories() == ["2021/10/first.md", "pages/guide.md", "terms/authors/ann-lee.md"]


RST = """.. title: A story
.. slug: a-story
.. date: 2021-10-14 09:30 PM UTC-03:00
.. description: A **short** one

.. contents::

Words [1]_ and :doc:`other`.{{% youtube SgXhGb-7QbU %}}

.. note:: Mind it.

.. admonition:: A head

   Its words.

.. thumbnail:: /images/wall.png

   A wall.

.. image:: /images/wall.png

.. listing:: hello.py python

.. slides::

   /images/wall.png

.. gallery::
   :small: 1

   .. image:: /images/wall.png
      :alt: In a gallery

.. versionadded:: 3.4
   Since then.

.. code-block:: python
   :linenos:

   x = 1

.. raw:: html

   <p>Raw <em>words</em>.</p><script>never()</script>

.. figure:: /images/small.png
   :target: /images/wall.png

.. code:: text

   {{% raw %}}{{% media %}}{{% /raw %}} x['a'](b)

term
    .. note:: In a list.

.. [1] The footnote.
"""


def test_directives_of_nikola(take: Any) -> None:
    imported = take(
        {
            "conf.py": 'SITE_URL = "https://old.example/"\nPOSTS = (("posts/*.rst", "posts", "post.tmpl"),)\nPAGES = ()\n',
            "posts/a.rst": RST,
            "posts/other.rst": ".. title: Other\n.. slug: own-slug\n.. date: 2021-10-15\n\nSee `it <link://slug/a-story>`_ and `all <link://slug/own-slug>`_.\n",
            "images/wall.png": PICTURE,
            "listings/hello.py": 'print("hello")\n',
        }
    )
    fields, text = imported.story("2021/10/a.md")
    assert "date: 2021-10-15T00:30:00+00:00\n" in fields
    assert "summary: A short one\n" in fields
    assert (
        text
        == """Words[^1] and [other](/posts/own-slug/).

https://www.youtube.com/watch?v=SgXhGb-7QbU

::: note

Mind it.

:::

::: note A head

Its words.

:::

![](wall.png "A wall.")

![](wall.png)

```py
print("hello")
```

![](wall.png)

![In a gallery](wall.png)

3.4

Since then.

```python
x = 1
```

Raw *words*.

![](wall.png)

```text
{{% media %}} x['a'](b)
```

<dl>
<dt>term</dt>
<dd><p><strong>Note</strong></p>
<p>In a list.</p>
</dd>
</dl>

[^1]: The footnote."""
    )
    assert imported.story("2021/10/other.md")[1] == "See [it](/posts/a-story/) and [all](/posts/own-slug/)."


@pytest.mark.parametrize(
    "field", ["stage: dev", "encrypt: true", "layout: draft", "password: x", "hidden: true"]
)  # fmt: skip
def test_what_readers_did_not_see_is_held_back(take: Any, field: str) -> None:
    imported = take({**HEXO, "source/_posts/a.md": f"---\ntitle: A\ndate: 2021-10-14\n{field}\n---\nNever shown.\n"})
    assert "draft: true\n" in imported.story("2021/10/a.md")[0]


def test_nikola_as_it_was_at_first(take: Any) -> None:
    imported = take(
        {
            "conf.py": 'BLOG_URL = "https://old.example/"\npost_pages = (("posts/*.txt", "blog", "post.tmpl", True), ("stories/*.txt", "", "story.tmpl", False))\n',
            "posts/a.txt": "Words with *weight*.\n",
            "posts/a.meta": "A story\na-story\n2012/01/02 10:00\ntown, fair\n\nAbout it\n",
            "stories/us.txt": "About us, in some words.\n",
            "stories/us.meta": "Us\nus\n2012/01/01 10:00\n",
            "notes.txt": "Nobody's.\n",
        }
    )
    fields, text = imported.story("2012/01/a.md")
    assert "title: A story\n" in fields
    assert "url: /blog/a-story.html\n" in fields
    assert "tags: [town, fair]\n" in fields
    assert text == "Words with *weight*."
    assert imported.stories() == ["2012/01/a.md", "pages/stories/us.md"]


def test_the_picture_of_a_bundle_and_a_story_with_a_list(take: Any) -> None:
    imported = take(
        {
            **HUGO,
            "content/news/a/index.md": "---\ntitle: A\ndate: 2021-10-14\n---\nWords.\n",
            "content/news/a/featured-hall.png": PICTURE,
        }
    )
    assert "image:\n  src: featured-hall.png\n" in imported.story("2021/10/a.md")[0]


def test_a_story_that_has_a_list_is_none_itself(take: Any) -> None:
    imported = take(
        {
            **ELEVENTY,
            "src/a.md": "---\ntitle: A\ndate: 2021-10-14\n---\nIts words.\n\n{% for x in y %}\n- {{ x }}\n{% endfor %}\n",
        }
    )
    assert imported.stories() == ["2021/10/a.md"]


def test_tokens_in_an_address_of_hugo(take: Any) -> None:
    imported = take(
        {
            **HUGO,
            "content/news/a.md": "---\ntitle: A\nslug: own\ndate: 2021-10-14\nurl: /:section/:year/:month/:slug/\n---\nWords.\n",
        }
    )
    assert "url: /news/2021/10/own/\n" in imported.story("2021/10/a.md")[0]


def test_remarks_of_obsidian_are_no_part_of_a_text(take: Any) -> None:
    imported = take({"2021-10-14 a.md": "---\ntags: [x]\n---\nSeen %%never seen%% ==marked== words. ^block1\n"})
    assert imported.story("2021/10/a.md")[1] == "Seen  <mark>marked</mark> words."


def test_code_with_its_language_as_python_markdown_has_it(take: Any) -> None:
    imported = take(
        {
            "pelicanconf.py": "SITEURL = 'https://old.example'\n",
            "content/a.md": "Title: A\nDate: 2021-10-14\n\nSo:\n\n    :::python\n    x = 1\n\n    y = 2\n\nThen.\n",
        }
    )
    assert imported.story("2021/10/a.md")[1] == "So:\n\n```python\nx = 1\n\ny = 2\n```\n\nThen."


@pytest.mark.parametrize(
    "text",
    [
        "{" * 20_000, "/// note\n" * 5_000, "<figure markdown>" * 5_000, "{::comment}" * 5_000, "::a[" * 20_000,
        "%%" * 20_001, "==a" * 20_000, "{++" * 20_000, "- [x] " * 5_000, "<!-- tab a" * 5_000, "<a-b " * 10_000,
        "{ .a" * 20_000, "![a](b " * 10_000, "    :::a\n" * 5_000,
    ],
)  # fmt: skip
def test_long_texts_of_marks_end(text: str) -> None:
    with_own_blocks(text, is_indented=True, has_directives=True)
    without_attribute_lists(with_boxes(text))
    without_attributes(text)
    with_commented_titles(text)
    with_marks(
        text,
        {
            "markdown_extensions": [
                "pymdownx.critic",
                "pymdownx.mark",
                "pymdownx.caret",
                "pymdownx.tilde",
                "pymdownx.keys",
            ]
        },
    )
    Masks().hide_fences(text)


def test_footnotes_of_rst_come_apart() -> None:
    made, notes = html_of_rst("A [#f]_ b [C1]_.\n\n.. [#f] One.\n.. [C1] Two.\n")
    assert "doc-" not in made
    assert list(notes) == ["1", "2"]
    assert "One." in notes["1"]
    assert "C1" in notes["2"]


@pytest.mark.parametrize(
    ("files", "address"),
    [
        ({"hugo.toml": 'baseURL = "https://old.example/"\n', "content/posts/2021-10-14-Fair.md": "+++\ntitle = 'A'\n+++\nWords.\n"}, "/posts/2021-10-14-fair/"),
        ({"hugo.toml": 'baseURL = "https://old.example/"\n[frontmatter]\ndate = [":filename", ":default"]\n', "content/posts/2021-10-14-Fair.md": "+++\ntitle = 'A'\n+++\nWords.\n"}, "/posts/fair/"),
        ({"hugo.toml": 'baseURL = "https://old.example/"\ndisablePathToLower = true\n', "content/posts/Fair.md": "+++\ntitle = 'A'\ndate = 2021-10-14\n+++\nWords.\n"}, "/posts/Fair/"),
        ({"hugo.toml": 'baseURL = "https://old.example/"\n[uglyURLs]\nposts = true\n', "content/posts/fair.md": "+++\ntitle = 'A'\ndate = 2021-10-14\n+++\nWords.\n"}, "/posts/fair.html"),
        ({"pelicanconf.py": "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})_(?P<slug>.*)'\nARTICLE_URL = '{author}/{slug}/'\nAUTHOR = 'Ann Lee'\n", "content/2021-10-14-the-fair.md": "Title: A\n\nWords.\n"}, "/ann-lee/the-fair/"),
        ({"config.toml": 'base_url = "https://old.example"\n', "content/blog/Größe.md": "+++\ntitle = 'A'\ndate = 2021-10-14\n+++\nWords.\n"}, "/blog/grosse/"),
        ({"config.toml": 'base_url = "https://old.example"\n[slugify]\npaths = "off"\n', "content/blog/The_Fair.md": "+++\ntitle = 'A'\ndate = 2021-10-14\n+++\nWords.\n"}, "/blog/The_Fair/"),
        ({"astro.config.mjs": "import starlight from '@astrojs/starlight';\nexport default defineConfig({ site: 'https://old.example' });\n", "src/content/docs/guides/fair.md": "---\ntitle: A\ndate: 2021-10-14\n---\nWords.\n"}, "/guides/fair/"),
        ({"mkdocs.yml": "site_name: A\nplugins:\n  - blog:\n      blog_dir: .\n      post_url_format: '{file}'\n", "docs/posts/fair.md": "---\ndate: 2021-10-14\n---\n# A\n\nWords.\n"}, "/fair/"),
    ],
)  # fmt: skip
def test_addresses_by_settings(take: Any, files: dict[str, str | bytes], address: str) -> None:
    imported = take(files)
    [path] = imported.stories()
    assert f"url: {address}\n" in imported.story(path)[0]
