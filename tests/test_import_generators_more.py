"""Folders of other generators: where newer settings have texts, lists that templates make, and more of their tags."""

# ruff: noqa: E501 - texts stand as files have them

from typing import Any

import pytest
from tests.made_folders import PICTURE, clean
from tests.test_import_generators_kinds import ASTRO, HEXO, JEKYLL, YAML, ZOLA, compared, texts


def test_collections_of_astro_lie_where_their_settings_say(take: Any) -> None:
    settings = """
    import { glob } from "astro/loaders";
    export const PLACE = "src/data/stories";
    const blog = defineCollection({ loader: glob({ pattern: "**/[^_]*.md", base: `./${PLACE}` }) });
    const notes = defineCollection({ loader: glob({ pattern: "**/*.md", base: "./notes" }) });
    export const collections = { blog, 'short-notes': notes };
    """
    imported = take({
        **ASTRO, "src/content.config.ts": settings,
        "src/pages/posts/[...slug]/index.astro": 'const all = await getCollection("blog");',
        "src/pages/tags/[tag]/[...page].astro": 'const all = await getCollection("blog");',
        "src/pages/short-notes/[id].astro": "import { allNotes } from '../../notes';",
        "src/data/stories/_2021/pier.md": "---\ntitle: Pier\npubDatetime: 2021-01-01\n---\nWords of it.\n",
        "notes/quay.md": "---\ntitle: Quay\ndate: 2021-01-02\n---\nMore of them.\n",
        "README.md": "# About the folder\n",
    })  # fmt: skip

    assert imported.stories() == ["2021/01/pier.md", "2021/01/quay.md"]
    assert "url: /posts/pier/\n" in imported.story("2021/01/pier.md")[0]
    assert "url: /short-notes/quay/\n" in imported.story("2021/01/quay.md")[0]
    clean(imported)


SHOWN = """---
import {{ getCollection }} from "astro:content";
export async function getStaticPaths() {{
  const all = await getCollection("walks");
  return all.map((walk) => ({{ params: {{ {params} }}, props: {{ walk }} }}));
}}
---
"""


@pytest.mark.parametrize(
    ("route", "params", "path", "typed", "address"),
    [
        ("stories/[...slug]", "slug: walk.id", "2021/pier", "", "/stories/2021/pier/"),
        ("stories/[...slug]", "slug: walk.id", "2021/pier", "slug: the-pier", "/stories/the-pier/"),
        ("stories/[...slug]", "slug: walk.id", "2021/pier/index", "slug: old/pier", "/stories/old/pier/"),
        ("stories/[...slug]", "slug: walk.id", "2021/Old Pier/index", "", "/stories/2021/old-pier/"),
        ("[slug]", "slug: walk.slug", "pier", "", "/pier/"),
        ("go/[id]/index", "id: walk.data.path ?? walk.id", "pier", "path: far", "/go/far/"),
        ("go/[id]/index", "id: walk.data.path ?? walk.id", "pier", "", "/go/pier/"),
        ("go/[id]", "id: walk.id.replace(/^p/, 'q')", "pier", "", ""),
        ("go/[id]", "id: `${walk.data.year}-${walk.id}`", "pier", "", ""),
        ("[year]/[slug]", "year: walk.data.year, slug: walk.id", "pier", "", ""),
    ],
)
def test_addresses_of_astro_are_those_of_the_page_that_shows_a_collection(  # noqa: PLR0917 - a site in parts
    take: Any, route: str, params: str, path: str, typed: str, address: str
) -> None:
    imported = take({
        **ASTRO,
        "src/content.config.ts": 'const walks = defineCollection({ loader: glob({ pattern: "**/*.md", base: "./src/content/walks" }) });',
        f"src/pages/{route}.astro": SHOWN.format(params=params),
        "src/pages/tags/[tag].astro": 'const all = await getCollection("walks");',
        f"src/content/walks/{path}.md": f"---\ntitle: A\ndate: 2021-01-01\n{typed}\n---\nWords of it.\n",
    }, code=0 if address else 1)  # fmt: skip
    [story] = imported.stories()
    fields = imported.story(story)[0]
    said = imported.result.out + imported.result.err

    if address:
        assert f"url: {address}\n" in fields
        assert imported.file("imports/old/old-urls.txt").split() == [address]
    else:
        assert "url:" not in fields
        assert "the addresses of 1 text cannot be read" in said


def test_redirects_of_the_settings_of_astro_lead_on(take: Any) -> None:
    settings = """export default defineConfig({
  site: 'https://old.example',
  redirects: {
    // an old name
    '/walks-of-old': '/walks/pier/', "/far": { status: 302, destination: "https://other.example/far" },
    '/one/[...slug]': '/two/[...slug]',
  },
});
"""
    text = "---\ntitle: A\ndate: 2021-01-01\n---\nWords of it.\n"
    imported = take({"astro.config.mjs": settings, "src/content/walks/pier.md": text}, code=1)

    told = imported.file("imports/old/redirects.txt")
    assert "/walks-of-old/" in told
    assert "/walks/pier/" in told
    assert "https://other.example/far" in told
    assert "redirects in the settings cannot be read: /one/[...slug]" in imported.result.out + imported.result.err


def test_pages_of_astro_that_are_templates_are_named_with_their_addresses(take: Any) -> None:
    page = "---\nimport Base from '../Base.astro';\n---\n<Base title='Us'><h1>Who we are</h1><p>Nine of us walk these lanes.</p></Base>\n"
    imported = take({
        **ASTRO, "src/pages/us/index.astro": page, "src/pages/index.astro": page, "src/pages/[slug].astro": page,
        "src/pages/all.astro": "---\n---\n<Base>{all.map((one) => <Card one={one} />)}</Base>",
        "src/content/walks/a.md": "---\ntitle: A\ndraft: true\n---\nWords of it.\n",
    }, code=1)  # fmt: skip

    said = imported.result.out + imported.result.err
    assert "src/pages/us/index.astro: a page that is a template is not read, at /us/" in said
    assert said.count("a page that is a template is not read") == 1


def test_texts_of_astro_are_found_in_usual_folders_where_nothing_names_them(take: Any) -> None:
    imported = take({**ASTRO, "src/posts/2021/pier.md": "---\ntitle: Pier\ndate: 2021-01-01\n---\nWords of it.\n"})

    assert imported.stories() == ["2021/01/pier.md"]


def test_pictures_behind_names_of_folders_and_constants_of_components(take: Any) -> None:
    typed = (
        "import { Image } from 'astro:assets';\nimport wall from '@assets/wall.png';\n\nexport const count = 3;\n\n"
        '<Image src={wall} alt="A wall" />\n\nThere are {count} of {`them`}.\n\n<Code code={`x = 1`} lang="py" />\n'
    )
    imported = texts(take, ASTRO, "src/content/blog/", YAML, {"one": typed}, ".mdx")

    compared(imported, {"one": "![A wall](wall.png)\n\nThere are 3 of them.\n\n```py\nx = 1\n```"})


def test_stories_of_eleventy_may_be_templates_and_data_is_looked_up(take: Any) -> None:
    imported = take({
        "eleventy.config.js": "module.exports = c => ({ dir: { input: 'content', includes: '../_includes', data: '../_data' } });\n",
        "_data/paper.json": '{"name": "The Tide"}',
        "_data/crew.yaml": "- name: Ann\n  role: editor\n- name: Jo\n  role: cook\n",
        "content/news/one.njk": "---\ntitle: One\ndate: 2021-02-03\n---\n<p>Of {{ paper.name }}.</p>\n",
        "content/news/two.md": "---\ntitle: Two\ndate: 2021-02-04\n---\n{{ title | upper }}:\n\n{% for one in crew %}\n- {{ one.name }}, {{ one.role }}\n{% endfor %}\n",
        "content/news/list.njk": "---\ntitle: All\ndate: 2021-02-05\npagination: {data: crew, size: 1}\n---\n<p>List</p>\n",
        "content/parts/bar.njk": "<nav>Menu</nav>\n",
    })  # fmt: skip

    assert imported.stories() == ["2021/02/one.md", "2021/02/two.md"]
    assert imported.story("2021/02/one.md")[1] == "Of The Tide."
    assert imported.story("2021/02/two.md")[1] == "TWO:\n\n- Ann, editor\n- Jo, cook"


def test_lists_of_fields_and_data_are_written_out_in_jekyll(take: Any) -> None:
    head = "---\ntitle: One\nshots:\n  - /img/wall.png\n---\n"
    typed = (
        "{% for shot in page.shots %}![A wall]({{ shot }}){% endfor %}\n\n"
        "{% for one in site.data.crew %}\n* {{ one.name | upcase }}\n{% endfor %}\n\n"
        "{% for post in site.posts %}\n* {{ post.title }}\n{% endfor %}\n"
    )
    imported = take({**JEKYLL, "_data/crew.yml": "- name: Ann\n- name: Jo\n", "_posts/2021-01-02-one.md": head + typed})

    text = imported.story("2021/01/one.md")[1]
    assert text.startswith("![A wall](wall.png)\n\n* ANN\n* JO\n")
    assert "kept: {% for post in site.posts %}" in text
    clean(imported)


def test_authors_of_a_collection_have_their_names(take: Any) -> None:
    imported = take({
        **JEKYLL, "_authors/ann.md": "---\nshort_name: al\nname: Ann Lee\n---\nShe writes.\n",
        "_posts/2021-01-02-one.md": "---\ntitle: One\nauthor: al\n---\nWords of it.\n",
    })  # fmt: skip

    assert "authors: [Ann Lee]\n" in imported.story("2021/01/one.md")[0]


def test_a_version_of_nikola_has_what_the_usual_one_says(take: Any) -> None:
    imported = take({
        "conf.py": 'SITE_URL = "https://old.example/"\nDEFAULT_LANG = "en"\nTRANSLATIONS = {"en": "", "es": "./es"}\nPOSTS = (("posts/*.rst", "posts", "post.tmpl"),)\n',
        "posts/sea.rst": ".. title: Sea\n.. slug: sea\n.. date: 2021-01-02\n.. tags: tide\n\nThe sea is wide.\n",
        "posts/sea.es.rst": ".. title: Mar\n.. slug: sea\n\nEl mar es ancho.\n",
    })  # fmt: skip

    (other,) = [path for path in imported.stories() if "lang: es\n" in imported.story(path)[0]]
    assert other.startswith("2021/01/")
    assert "tags: [tide]\n" in imported.story(other)[0]


def test_frames_and_pictures_of_a_library_in_pelican(take: Any) -> None:
    imported = take({
        "pelicanconf.py": "SITEURL = 'https://old.example'\nPATH = 'content'\n",
        "content/images/trip/wall.png": PICTURE,
        "content/one.rst": 'One\n###\n\n:date: 2021-01-02\n\nWords.\n\n.. raw:: html\n\n   <iframe src="https://f.example/x"></iframe>\n',
        "content/two.md": "Title: Two\nDate: 2021-01-03\n\n![A wall]({photo}trip/wall.png)\n\n!!! note\n    The gap.\n\n    :::python\n    x = 1\n",
    })  # fmt: skip

    assert imported.story("2021/01/one.md")[1] == "Words.\n\n[f.example/x](https://f.example/x)"
    text = imported.story("2021/01/two.md")[1]
    assert text.startswith("![A wall](wall.png)\n\n::: note\n")
    assert imported.site.build(now="2026-11-28").code == 0  # A line of colons in a note begins no block.


OF_ZOLA = {
    "caption": '{% figure(url="/img/wall.png", alt="A wall") %}\nBy <a href="https://k.example/">Kim</a>\n{% end %}',
    "film": '{{ video(url="/img/a.webm", alt="How it fell") }}\n---\n\nThen.',
    "sound": '{{ audio(source="https://a.example/s.mp3") }}',
    "named": '{% codeblock(name="x.py") %}\n```py\nx = 1\n```\n{% end %}',
    "unfold": '{% detail(title="Unfold") %}\nIts *words*.\n{% end %}',
    "toot": '{{ mastodon(host="m.example", user="jo", id="12") }}',
    "tongues": '{{ multilingual_quote(original="Le mot", translated="The word", author="Kim") }}',
}
BY_ZOLA = {
    "caption": '![A wall](wall.png "By [Kim](https://k.example/)")',
    "film": "::: video\n[How it fell](/img/a.webm)\n:::\n\n---\n\nThen.",
    "sound": "::: audio\n[s.mp3](https://a.example/s.mp3)\n:::",
    "named": "```py\nx = 1\n```",
    "unfold": "::: note Unfold\nIts *words*.\n:::",
    "toot": "[m.example/@jo/12](https://m.example/@jo/12)",
    "tongues": "> Le mot\n>\n> The word\n>\n> — Kim",
}


def test_more_shortcodes_of_zolas_themes(take: Any) -> None:
    compared(texts(take, ZOLA, "content/posts/", YAML, OF_ZOLA), BY_ZOLA)


OF_HEXO = {
    "fiddle": ("{% jsfiddle ab12 result %}", "[jsfiddle.net/ab12](https://jsfiddle.net/ab12/)"),
    "song": ('{% meting "12" "netease" "song" %}', "[music.163.com/#/song?id=12](https://music.163.com/#/song?id=12)"),
    "gloss": ("A {% nota word, told here %} of it.", "A word (told here) of it."),
    "poem": ("{% poetry The tide, author=Li, footer=Tang %}\nIt comes\nit goes\n{% endpoetry %}", "**The tide**\n\nIt comes  \nit goes\n\n— Li, Tang"),
    "boxed": ("{% box child:codeblock color:red %}\nIn it.\n{% endbox %}", "::: note\nIn it.\n:::"),
    "said": ("{% quot So it is icon:default %}", "So it is"),
    "framed": ("{% frame iphone11 | img=/img/wall.png | focus=top %}", "![](wall.png)"),
    "copied": ("{% copy npm install it prefix:$ %}", "`npm install it`"),
    "years": ("{% timeline History %}\n{% timeline 2020 %}\nIt began.\n{% endtimeline %}\n{% endtimeline %}", "**History**\n\n**2020**\n\nIt began."),
    "raised": ("See {% sup 2 %} there", "See 2 there"),
    "folders": ("{% folders %}\n<!-- folder The first -->\nIn one.\n{% endfolders %}", "**The first**\n\nIn one."),
    "slides": ("{% swiper effect:cards %}\n![](/img/wall.png)\n{% endswiper %}", "::: gallery\n![](wall.png)\n:::"),
    "person": ("{% about avatar:/img/wall.png height:80px %}\nShe writes.\n{% endabout %}", "She writes."),
    "topic": ("{% hashtag news https://n.example/ %}", "[news](https://n.example/)"),
    "film": ("{% youtuber video SgXhGb-7QbU %}{% endyoutuber %}", "https://www.youtube.com/watch?v=SgXhGb-7QbU"),
}  # fmt: skip


def test_more_tags_of_hexos_themes(take: Any) -> None:
    imported = texts(take, HEXO, "source/_posts/", YAML, {name: typed for name, (typed, _) in OF_HEXO.items()})
    compared(imported, {name: wanted for name, (_, wanted) in OF_HEXO.items()})


def test_the_last_of_several_categories_is_in_the_address_and_files_lie_beside(take: Any) -> None:
    imported = take({
        "_config.yml": "title: Old\nurl: https://old.example\npermalink: :category/:title/\npost_asset_folder: true\n",
        "source/_posts/one.md": '---\ntitle: One\ndate: 2021-01-02\ncategories:\n  - [Town, Port]\n  - [Life]\n---\n{% asset_link plan.pdf "The plan" %}\n',
        "source/_posts/one/plan.pdf": b"%PDF-1.4",
    })  # fmt: skip

    fields, text = imported.story("2021/01/one.md")
    assert "url: /Life/one/\n" in fields
    assert text == "[The plan](plan.pdf)"


OF_NOTES = {
    "linked": ("See [[other|the other]], [[other#Part two]], [[nowhere]] and [[nowhere|that]].", "See [the other](/2021/01/02/other/), [other > Part two](/2021/01/02/other/#part-two), nowhere and that."),
    "shown": ("![[wall.png|300]]\n\n![[wall.png|A wall]]\n\n![[other#Part two]]", "![](wall.png)\n\n![A wall](wall.png)\n\n[other > Part two](/2021/01/02/other/#part-two)"),
    "files": ("![[talk.mp3]]\n\n[[plan.pdf]] and [[plan.pdf|the plan]].", "::: audio\n[talk.mp3](talk.mp3)\n:::\n\n[plan.pdf](plan.pdf) and [the plan](plan.pdf)."),
    "query": ("Words.\n\n```dataview\nLIST FROM #town\n```\n\n<% tp.date.now() %>", "Words.\n\n<!-- kept: ```dataview LIST FROM #town ``` -->\n\n<!-- kept: <% tp.date.now() %> -->"),
    "noted": ("So it is.^[By [Kim](https://k.example/).] `^[code]`", "So it is.[^in-line-1] `^[code]`\n\n[^in-line-1]: By [Kim](https://k.example/)."),
    "nested": ("> [!info]- Head\n> Words.\n> > [!tip] Inner\n> > Deeper.", "> **Head**\n>\n> Words.\n> > **Inner**\n> >\n> > Deeper."),
}  # fmt: skip


def test_notes_of_obsidian(take: Any) -> None:
    other = "---\ndate: 2021-01-02\ntags: ['#town']\naliases: [Another name]\n---\nIntro.\n\n## Part two\n\nMore.\n"
    given: dict[str, str | bytes] = {
        ".obsidian/app.json": "{}", "notes/other.md": other, "files/wall.png": PICTURE, "files/talk.mp3": b"ID3",
        "files/plan.pdf": b"%PDF-1.4", "Templates/day.md": "---\ndate: {{date}}\n---\n# {{title}}\n",
    }  # fmt: skip
    imported = texts(take, given, "notes/", YAML, {name: typed for name, (typed, _) in OF_NOTES.items()})

    compared(imported, {name: wanted for name, (_, wanted) in OF_NOTES.items()})
    fields = imported.story("2021/01/other.md")[0]
    assert "tags: [town]\n" in fields
    assert "extra:\n  aliases: [Another name]\n" in fields


def test_what_surrounds_a_figure_and_small_words_of_hugo(take: Any) -> None:
    kinds = {
        "linked": '{{< figure src="/img/wall.png" alt="A" caption="The wall" link="https://l.example/" attr="Kim" attrlink="https://kim.example/" >}}',
        "around": '{{< figure src="/img/wall.png" alt="A" caption="The wall" link="/about/" >}}',
        "first": '{{< dropcap "T" >}}here it was, of {{< param "author" >}}.',
        "keys": "{{< keywordList >}}\n{{< keyword >}}New{{< /keyword >}}\n{{< /keywordList >}}",
    }
    folder: dict[str, str | bytes] = {
        "hugo.toml": 'baseURL = "https://old.example/"\n[params]\nauthor = "Ann"\n', "static/img/wall.png": PICTURE,
    }  # fmt: skip
    compared(texts(take, folder, "content/posts/", YAML, kinds), {
        "linked": '![A](wall.png "The wall | [Kim](https://kim.example/)")\n\n<https://l.example/>',
        "around": '[![A](wall.png "The wall")](/about/)',
        "first": "There it was, of Ann.",
        "keys": "New",
    })  # fmt: skip


def test_films_and_titles_of_code_in_mkdocs(take: Any) -> None:
    typed = '![type:video](https://v.example/a.mp4)\n\n!!! note\n\n    === "One"\n\n        ``` py title="b.py" hl_lines="1"\n        b = 1\n        ```\n'
    imported = take(
        {
            "mkdocs.yml": "site_url: https://old.example/\nmarkdown_extensions: [admonition]\n",
            "docs/one.md": f"{YAML.format(name='one')}{typed}",
        }
    )

    assert imported.story("2021/10/one.md")[1].startswith(
        "::: video\n[a.mp4](https://v.example/a.mp4)\n:::\n\n::: note\n"
    )


def test_what_scripts_load_is_named_by_its_address(take: Any) -> None:
    kinds = {
        "chart": 'Votes:\n\n<div class="flourish-embed" data-src="visualisation/12?3"></div><script src="https://public.flourish.studio/resources/embed.js"></script>',
        "table": '<script src="https://datawrapper.dwcdn.net/AbC1/embed.js"></script>\n\nThen.',
        "gist": '<script src="https://gist.github.com/kim/0a1.js"></script>\n\nThen.',
        "frame": "<div id=\"x\"></div>\n<script>new pym.Parent('x', '//g.example/map.html', {});</script>\n\nThen.",
    }
    imported = texts(
        take,
        JEKYLL,
        "_posts/",
        "---\ntitle: {name}\n---\n",
        {f"2021-10-14-{name}": typed for name, typed in kinds.items()},
    )

    found = {path.rpartition("/")[2]: imported.story(path)[1] for path in imported.stories()}
    assert "[flo.uri.sh/visualisation/12/embed](https://flo.uri.sh/visualisation/12/embed)" in found["chart.md"]
    assert found["table.md"] == "[datawrapper.dwcdn.net/AbC1](https://datawrapper.dwcdn.net/AbC1/)\n\nThen."
    assert found["gist.md"] == "[gist.github.com/kim/0a1](https://gist.github.com/kim/0a1)\n\nThen."
    assert "[g.example/map.html](https://g.example/map.html)" in found["frame.md"]
    clean(imported)
