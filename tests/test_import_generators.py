"""Folders of other generators: what arrives from them, and what readers see of it."""

# ruff: noqa: E501 - texts stand as files have them

import zipfile
from pathlib import Path

import pytest
from tests.conftest import SiteDriver
from tests.made_folders import NOW, PICTURE, clean

HUGO = {
    "hugo.toml": """baseURL = "https://old.example/paper/"
defaultContentLanguage = "en"
[permalinks]
posts = "/:year/:month/:slug/"
[languages.en]
[languages.ja]
""",
    "content/_index.md": "---\ntitle: Front\n---\n",
    "content/posts/_index.md": "---\ntitle: News\n---\nWhat our town has seen in all these years.\n",
    "content/posts/flood.md": """+++
title = "The flood"
date = 2019-10-12T23:30:00-05:00
tags = ["river"]
categories = ["Town"]
authors = ["jroe"]
aliases = ["/old/flood.html"]
expiryDate = 2031-01-01
[params]
kicker = "Weather"
+++
See {{< ref "wall/index.md" >}} and [the wall]({{< relref "wall#gates" >}}).

{{< figure src="/images/flood.png" alt="Water" caption="The *river*" attr="Kim" >}}

{{< youtube dQw4w9WgXcQ >}}

{{% notice tip "Keep dry" %}}
Take **care**.
{{% /notice %}}

{{< details summary="More" >}}
Inside, with {{< unknown a="b" >}}inner words{{< /unknown >}}.
{{< /details >}}

{{< highlight go "linenos=table" >}}
fmt.Println("{{ x }}")
{{< /highlight >}}

```text
{{</* youtube x */>}}
```
""",
    "content/posts/wall/index.md": "---\ntitle: The wall\ndate: 2019-11-01\n---\n![Gate](gate.png) [flood](../flood.md)\n",
    "content/posts/wall/index.ja.md": "---\ntitle: 壁\ndate: 2019-11-01\n---\n門。[flood](/paper/2019/10/the-flood/)\n",
    "content/posts/wall/gate.png": PICTURE,
    "content/posts/wall/part.md": "---\ntitle: Part of the wall\n---\nText.\n",
    "content/posts/secret.md": "---\ntitle: Secret\ndate: 2019-11-02\ndraft: true\n---\nHush.\n",
    "content/posts/broken.md": "---\ntitle: [Broken\ndate: {2019\n---\nText.\n",
    "content/about.md": "---\ntitle: About\ndate: 2010-01-01\n---\nWho we are, and [the flood](https://old.example/old/flood.html).\n",
    "content/tags/river/_index.md": "---\ntitle: River\n---\nOur river.\n",
    "static/images/flood.png": PICTURE,
    "data/authors/jroe.yaml": "name: Jane Roe\n",
    "themes/x/README.md": "# Theme\n",
    "layouts/index.html": "{{ .Content }}\n",
}


def test_hugo(take) -> None:  # noqa: ANN001 - the fixture
    imported = take(HUGO, code=1)

    assert "a folder of Hugo" in imported.result.out
    fields, text = imported.story("2019/10/flood.md")
    assert "url: /2019/10/the-flood/" in fields
    assert "aliases: [/old/flood.html]" in fields
    assert "authors: [Jane Roe]" in fields
    assert "sections: [Town]" in fields
    assert "kicker: Weather" in fields
    assert "expires: 2031-01-01" in fields
    assert "See /2019/11/the-wall/ and [the wall](/2019/11/the-wall/#gates)." in text
    assert '![Water](flood.png "The *river* | Kim")' in text
    assert "\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n" in text
    assert "::: note Keep dry\nTake **care**.\n:::" in text
    assert '```go\nfmt.Println("{{ x }}")\n```' in text
    assert "{{< youtube x >}}" in text
    assert '<!-- kept: {{< unknown a="b" >}} -->inner words' in text
    assert "draft: true" in imported.story("2019/11/secret.md")[0]
    assert (imported.site.root / "content/2019/11/gate.png").read_bytes() == PICTURE
    clean(imported)


def test_what_is_broken_stops_itself_and_is_told_with_its_place(take) -> None:  # noqa: ANN001
    imported = take(HUGO, code=1)

    assert "content/posts/broken.md:" in imported.result.out + imported.result.err
    assert "2019/10/flood.md" in imported.stories()


def test_versions_of_a_story_are_linked_and_each_has_its_language(take) -> None:  # noqa: ANN001
    imported = take(HUGO, code=1)

    english, japanese = imported.story("2019/11/wall.md"), imported.story("2019/11/wall-ja.md")
    assert "translation_of: posts/wall" in english[0]
    assert "translation_of: posts/wall" in japanese[0]
    assert "lang: ja" in japanese[0]
    assert "url: /ja/2019/11/" in japanese[0]
    assert "[flood](/2019/10/the-flood/)" in japanese[1]


def test_pages_terms_and_what_is_passed_over(take) -> None:  # noqa: ANN001
    imported = take(HUGO, code=1)

    assert "pages/about.md" in imported.stories()
    assert "terms/tags/river.md" in imported.stories()
    assert "[the flood](/2019/10/the-flood/)" in imported.story("pages/about.md")[1]
    assert not [path for path in imported.stories() if "theme" in path or "part" in path or "layout" in path]
    assert imported.report["passed_over"]


JEKYLL = {
    "_config.yml": """title: Old Paper
url: https://old.example
baseurl: /paper
permalink: /:categories/:year/:month/:day/:title.html
collections:
  people: {output: true, permalink: "/people/:title/"}
  data: {output: false}
defaults:
  - {scope: {path: _posts, type: posts}, values: {layout: post, author: jroe}}
""",
    "_data/authors.yml": "jroe: {name: Jane Roe, email: jane@old.example}\n",
    "_posts/2011-10-29-release.md": """---
layout: post
title: 'A release: at last'
categories: News
tags: harbour wall
excerpt: What is new.
redirect_from: [/r/]
header_thing: 7
---
Read [before]({% post_url 2009-5-21-old %}), [about]({{ site.baseurl }}/about/), {% link _posts/2009-5-21-old.md %}.

![Quay]({{ "/assets/quay.png" | relative_url }}){: .wide}

{% include figure.html src="/assets/quay.png" alt="A quay" caption="The quay" %}

{% highlight ruby linenos %}
puts "{{ x }}"
{% endhighlight %}

{% raw %}`{{ page.title }}` and {{ raw }}{% endraw %}

* TOC
{:toc}

Title: {{ page.title }}. {% if site.x %}Shown.{% endif %} {{ content | strange }}

{% for post in site.posts %}{{ post.title }}{% endfor %}

<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>
<script>alert(1)</script>
""",
    "sport/_posts/2009-5-21-old.md": "---\ntitle: Old\ndate: 2009-05-21 8:00:00 -0500\n---\nWords <b onclick='x()'>bold</b>.\n",
    "_posts/2012-01-01-hidden.md": "---\ntitle: Hidden\npublished: false\n---\nHush.\n",
    "_drafts/idea.md": "---\ntitle: Idea\n---\nHush.\n",
    "_posts/2012-02-03-twice.md": "---\ntitle: One\ntitle: Two\nlayout: post\n---\nText.\n",
    "_posts/2012-02-04-page.html": "---\ntitle: In HTML\n---\n<p>A <em>word</em> {{ site.baseurl }} <a href='{{ site.baseurl }}/about/'>here</a></p>\n",
    "_posts/198-04-06-x.md": "---\ntitle: No year\n---\nText.\n",
    "_people/kim.md": "---\ntitle: Kim\n---\nSomebody who lives here.\n",
    "_data/x.md": "---\ntitle: Data\n---\n",
    "about.md": "---\ntitle: About\npermalink: /about/\n---\nWho we are.\n",
    "index.html": "---\nlayout: default\n---\n{% for post in site.posts %}<a href='{{ post.url }}'>{{ post.title }}</a>{% endfor %}\n",
    "assets/quay.png": PICTURE,
    "README.md": "# Read me\n",
}


def test_jekyll(take) -> None:  # noqa: ANN001
    imported = take(JEKYLL, code=1)

    assert "_posts/198-04-06-x.md:1:1: its name has no date that can be one" in imported.result.err
    fields, text = imported.story("2011/10/release.md")
    assert "title: 'A release: at last'" in fields or 'title: "A release: at last"' in fields
    assert "url: /news/2011/10/29/release.html" in fields
    assert "tags: [harbour, wall]" in fields
    assert "authors: [Jane Roe]" in fields
    assert "aliases: [/r/]" in fields
    assert "summary: What is new." in fields
    assert "[before](/sport/2009/05/21/old.html), [about](/about/), /sport/2009/05/21/old.html." in text
    assert "![Quay](quay.png){: .wide}" in text
    assert '![A quay](quay.png "The quay")' in text
    assert '```ruby\nputs "{{ x }}"\n```' in text
    assert "`{{ page.title }}` and `{{ raw }}`" in text
    assert "Title: A release: at last." in text
    assert "Shown." not in text
    assert "<!-- kept: {{ content | strange }} -->" in text
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in text
    assert "alert" not in text
    assert "onclick" not in imported.story("2009/05/old.md")[1]
    assert "draft: true" in imported.story("2012/01/hidden.md")[0]
    assert "draft: true" in imported.story("drafts/idea.md")[0]
    assert "title: Two" in imported.story("2012/02/twice.md")[0]
    assert "A *word*" in imported.story("2012/02/page.md")[1]
    assert "[here](/about/)" in imported.story("2012/02/page.md")[1]
    assert not [path for path in imported.stories() if path.startswith("index") or "readme" in path.lower()]
    seen = imported.seen()
    assert "about/index.html" in seen
    assert "people/kim/index.html" in seen
    assert not [path for path in seen if "hidden" in path or "idea" in path]


def test_a_folder_of_posts_alone_is_jekylls(take) -> None:  # noqa: ANN001
    posts = {path.removeprefix("_posts/"): text for path, text in JEKYLL.items() if path.startswith("_posts/2012")}
    imported = take(posts, name="_posts")

    assert "a folder of Jekyll" in imported.result.out
    assert "url: /2012/02/03/twice.html" in imported.story("2012/02/twice.md")[0]


def test_parts_of_jekylls_themes(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "_config.yml": "url: https://old.example\npermalink: pretty\n",
            "_posts/2020-07-10-a.md": """---
title: A
header: {teaser: /assets/w.png}
gallery:
- {url: /assets/w.png, alt: Wall}
---
<div class="row">
    <div class="col">
        {% include figure.liquid path="assets/w.png" caption="In HTML" %}
    </div>
</div>

1. One

    {% include figure image_path="/assets/w.png" %}

2. Two

{% capture words %}
#### New
You *can*.
{% endcapture %}
<div class="notice">{{ words | markdownify }}</div>

{% capture unused %}Not shown.{% endcapture %}

{% include video id="dQw4w9WgXcQ" provider="youtube" %}

{% include gallery caption="All" %}

{% if page.x %}One.{% else %}Other.{% endif %}
""",
            "_posts/undated.md": "---\ntitle: No date in its name\ndate: 2020-01-01\n---\nText.\n",
            "assets/w.png": PICTURE,
        }
    )

    fields, text = imported.story("2020/07/a.md")
    assert "src: w.png" in fields
    assert '<figure><img src="w.png" alt=""><figcaption>In HTML</figcaption></figure>' in text
    assert "1. One\n\n    ![](w.png)\n\n2. Two" in text
    assert '<div class="notice" markdown="1">\n\n#### New\nYou *can*.' in text
    assert "<!-- kept: {% capture unused %}Not shown. -->" in text
    assert "\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n" in text
    assert "::: gallery All\n![Wall](w.png)\n:::" in text
    assert "One." not in text
    assert "Other." in text
    assert "draft: true" in imported.story("2020/01/undated.md")[0]
    clean(imported)


def test_jekylls_languages(take) -> None:  # noqa: ANN001
    post = "---\ntitle: {title}\nlang: {lang}\n---\nText in {lang}.\n"
    imported = take(
        {
            "_config.yml": "url: https://old.example\n",
            "content/ja/_posts/2011-10-29-release.md": post.format(title="発表", lang="ja"),
            "content/en/_posts/2011-10-29-release.md": post.format(title="Release", lang="en"),
            "content/zh_tw/_posts/2011-10-29-release.md": post.format(title="發布", lang="zh_tw"),
        }
    )

    assert len(imported.stories()) == 3
    old = imported.file("imports/old/old-urls.txt").split()
    assert "/content/ja/2011/10/29/release.html" in old
    assert "/content/en/2011/10/29/release.html" in old
    assert {"lang: ja" in imported.story(path)[0] for path in imported.stories() if "-ja" in path} == {True}
    assert [path for path in imported.stories() if "lang: zh-TW" in imported.story(path)[0]]
    clean(imported)


def test_pelican(take) -> None:  # noqa: ANN001
    marker = "ran.txt"
    imported = take(
        {
            "pelicanconf.py": f"import os\nopen({marker!r}, 'w')\nSITEURL = 'https://old.example'\nDEFAULT_LANG = 'en'\n"
            "ARTICLE_URL = 'blog/{date:%Y}/{date:%m}/{slug}/'\nPATH = 'content'\n",
            "content/town/first.md": "Title: The First: a story\nDate: 2010-12-03 10:20\nTags: wall, gate\n"
            "Slug: first\nSummary: Short.\n\nSee [other]({filename}../second.rst) and ![w]({static}/images/w.png).\n",
            "content/second.rst": "Second story\n############\n\n:date: 2010-12-04\n:tags: wall\n:status: published\n\n"
            "Some *words*, and `the first <{filename}town/first.md>`_.\n\n.. code-block:: python\n   :linenos:\n\n"
            "   print(1)\n\n.. raw:: html\n\n   <script>alert(1)</script>\n\n.. include:: /etc/hostname\n",
            "content/third.md": "Title: Third\nDate: 2010-12-05\nStatus: draft\n\nHush.\n",
            "content/pages/about.md": "Title: About\n\nWho we are.\n",
            "content/images/w.png": PICTURE,
        }
    )

    fields, text = imported.story("2010/12/first.md")
    assert "url: /blog/2010/12/first/" in fields
    assert "tags: [wall, gate]" in fields
    assert "[other](/blog/2010/12/second-story/) and ![w](w.png)" in text
    second = imported.story("2010/12/second.md")
    assert "Some *words*, and [the first](/blog/2010/12/first/)." in second[1]
    assert "print(1)" in second[1]
    assert "alert" not in second[1]
    assert "draft: true" in imported.story("2010/12/third.md")[0]
    assert "url: /pages/about.html" in imported.story("pages/about.md")[0]
    assert not Path(marker).exists()
    clean(imported)


def test_nikola(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "conf.py": "DEFAULT_LANG = 'en'\nTRANSLATIONS = {'en': '', 'fr': './fr'}\nSITE_URL = 'https://old.example/'\n"
            "POSTS = (('posts/*.md', 'news', 'post.tmpl'), ('posts/*.rst', 'news', 'post.tmpl'))\n"
            "PAGES = (('pages/*.md', '', 'page.tmpl'),)\n",
            "posts/one.md": "<!--\n.. title: One\n.. slug: one\n.. date: 2014-01-02 10:00:00 UTC+01:00\n.. tags: a, b\n-->\n\n"
            "Text {{% youtube id=dQw4w9WgXcQ %}}\n\n{{% odd %}}x{{% /odd %}}\n",
            "posts/one.fr.md": "<!--\n.. title: Un\n.. slug: one\n.. date: 2014-01-02 10:00:00 UTC+01:00\n-->\n\nTexte.\n",
            "posts/two.meta": ".. title: Two\n.. slug: two\n.. date: 2014-02-03\n",
            "posts/two.rst": "Words.\n\n.. TEASER_END\n\n.. youtube:: dQw4w9WgXcQ\n",
            "posts/three.md": ".. title: Three\n.. date: 2014-02-04\n.. tags: draft\n\nHush.\n",
            "pages/about.md": ".. title: About\n.. slug: about\n\nWho we are.\n",
        }
    )

    assert "url: /news/one/" in imported.story("2014/01/one.md")[0]
    french = imported.story("2014/01/one-fr.md")[0]
    assert "lang: fr" in french
    assert "url: /fr/news/one/" in french
    assert "title: Two" in imported.story("2014/02/two.md")[0]
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in imported.story("2014/02/two.md")[1]
    assert "draft: true" in imported.story("2014/02/three.md")[0]
    assert "pages/about.md" in imported.stories()
    clean(imported)


def test_eleventy(take) -> None:  # noqa: ANN001
    imported = take(
        {
            ".eleventy.js": "module.exports = (c) => { return { dir: { input: 'src', output: '_site' }, pathPrefix: '/' } }\n",
            "src/posts/posts.json": '{"layout": "post.njk", "tags": "posts", "permalink": "/{{ page.date | date: \'%Y/%m\' }}/{{ page.fileSlug }}/"}',
            "src/posts/2018-02-24-a.md": "---\ntitle: A\ntags: [posts, Wall]\n---\n"
            '[b]({{ "/2018/03/b/" | url }}) {% image "../img/w.png", "A wall" %}\n\n{{ metadata.strange }}\n',
            "src/posts/2018-03-01-b.md": "---\ntitle: B\ndescription: Of B\n---\nText, {{ title }}.\n",
            "src/img/w.png": PICTURE,
            "src/about.md": "---\ntitle: About\n---\nWho we are.\n",
            "src/index.njk": "{% for p in collections.posts %}{% endfor %}",
            "src/_includes/x.md": "Part.\n",
        }
    )

    fields, text = imported.story("2018/02/a.md")
    assert "url: /2018/02/a/" in fields
    assert "tags: [Wall]" in fields
    assert "[b](/2018/03/b/)" in text
    assert "![A wall](w.png)" in text or '![](w.png "A wall")' in text
    assert "Text, B." in imported.story("2018/03/b.md")[1]
    clean(imported)


def test_zola(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "config.toml": 'base_url = "https://old.example"\ndefault_language = "en"\n[languages.fr]\n',
            "content/blog/_index.md": '+++\ntitle = "Blog"\nsort_by = "date"\n+++\n',
            "content/blog/2020-01-02-hello.md": '+++\ntitle = "Hello"\n[taxonomies]\ntags = ["a"]\n[extra]\nmood = "fine"\n+++\n'
            '[next](@/blog/next/index.md#x) {{ youtube(id="dQw4w9WgXcQ") }}\n\n{% quote(author="Kim") %}\nBig words.\n{% end %}\n',
            "content/blog/next/index.md": '+++\ntitle = "Next"\ndate = 2020-02-03\n+++\n![w](w.png)\n\n<!-- more -->\n\nMore.\n',
            "content/blog/next/w.png": PICTURE,
            "content/blog/next.fr.md": '+++\ntitle = "Suivant"\ndate = 2020-02-03\n+++\nTexte.\n',
        }
    )

    fields, text = imported.story("2020/01/hello.md")
    assert "url: /blog/hello/" in fields
    assert "tags: [a]" in fields
    assert "mood: fine" in fields
    assert "[next](/blog/next/#x)" in text
    assert "> Big words." in text
    assert [path for path in imported.stories() if "lang: fr" in imported.story(path)[0]]
    clean(imported)


def test_hexo(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "_config.yml": "url: https://old.example\nroot: /\nlanguage: zh-CN\npermalink: posts/:year/:title/\n",
            "source/_posts/hello.md": "---\ntitle: 你好\ndate: 2017-12-12 8:00:00\ntags:\n- 新闻\ncategories:\n- [城, 镇]\n---\n"
            "{% asset_img w.png A wall %}\n\n{% post_link other Other %}\n\n{% codeblock lang:js %}\nlet a = '{{b}}';\n{% endcodeblock %}\n\n"
            "{% blockquote Kim %}\nBig words.\n{% endblockquote %}\n\n<!-- more -->\n\n{% note info %}\nNote.\n{% endnote %}\n",
            "source/_posts/hello/w.png": PICTURE,
            "source/_posts/other.md": "---\ntitle: Other\ndate: 2018/01/02\n---\nText.\n",
            "source/_drafts/d.md": "---\ntitle: D\n---\nHush.\n",
            "source/about/index.md": "---\ntitle: About\n---\nWho we are.\n",
            "source/tags/index.md": "---\ntitle: tags\ntype: tags\n---\n",
        }
    )

    fields, text = imported.story("2017/12/hello.md")
    assert "url: /posts/2017/hello/" in fields
    assert "lang: zh-CN" in fields
    assert "w.png" in text
    assert "[Other](/posts/2018/other/)" in text
    assert "```js\nlet a = '{{b}}';\n```" in text
    assert "> Big words." in text
    assert "::: note\nNote.\n:::" in text
    assert "draft: true" in imported.story("drafts/d.md")[0]
    assert "pages/about.md" in imported.stories()
    assert not [path for path in imported.stories() if "tags" in path]
    clean(imported)


def test_astro(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "astro.config.mjs": "export default defineConfig({ site: 'https://old.example', base: '/' })\n",
            "src/pages/blog/[...slug].astro": "---\nconst posts = await getCollection('news');\n---\n",
            "src/content/news/one.mdx": "---\ntitle: One\npubDate: 2022-07-08\nheroImage: ../../assets/w.png\n---\n"
            "import Chart from '../../components/Chart.astro';\nimport wall from '../../assets/w.png';\n\nexport const a = 1;\n\n"
            'Words. {/* a remark */}\n\n<Image src={wall} alt="A wall" />\n\n<Chart data={[1, 2]} />\n\n<Aside title="Mind">\nInside.\n</Aside>\n\n'
            "```js\nimport x from 'y';\n<Chart />\n```\n\n[two](./two.md)\n",
            "src/content/news/two.md": "---\ntitle: Two\npubDate: Jul 09 2022\ndraft: false\n---\nText.\n",
            "src/assets/w.png": PICTURE,
        }
    )

    fields, text = imported.story("2022/07/one.md")
    assert "url: /blog/one/" in fields
    assert "image:" in fields
    assert "src: w.png" in fields
    assert "![A wall](w.png)" in text
    assert "<!-- kept:" in text
    assert "Inside." in text
    assert "import x from 'y';\n<Chart />" in text
    assert "a remark" not in text
    assert "import Chart" not in text
    assert "[two](/blog/two/)" in text
    clean(imported)


def test_mkdocs(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "mkdocs.yml": "site_name: Old\nsite_url: https://old.example/\ntheme: {name: material, language: en}\n"
            "markdown_extensions:\n  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n",
            "docs/index.md": "# Home\n\n" + "Many words stand here. " * 12 + "\n",
            "docs/guide/start.md": '# Start\n\n!!! note "Mind"\n    Take **care**.\n\n    ```py\n    print(1)\n    ```\n\n??? tip\n    Hidden.\n\n'
            '=== "Tab A"\n\n    In A.\n\n=== "Tab B"\n\n    In B.\n\n[next](next.md#x)\n\n--8<-- "parts/end.txt"\n',
            "docs/guide/next.md": "---\ntitle: Next\n---\nText.\n",
            "docs/blog/posts/news.md": "---\ndate: 2024-01-31\nauthors: [jroe]\n---\n# The news\n\nText.\n\n<!-- more -->\n\nMore.\n",
            "docs/blog/.authors.yml": "authors:\n  jroe: {name: Jane Roe}\n",
            "parts/end.txt": "The end.\n",
        }
    )

    fields, text = imported.story("pages/guide/start.md")
    assert "title: Start" in fields
    assert "::: note Mind\nTake **care**.\n\n```py\nprint(1)\n```\n:::" in text
    assert "**Tab A**\n\nIn A." in text
    assert "[next](/guide/next/#x)" in text
    assert "The end." in text
    fields, _ = imported.story("2024/01/news.md")
    assert "title: The news" in fields
    assert "url: /blog/2024/01/31/the-news/" in fields
    assert "authors: [Jane Roe]" in fields
    clean(imported)


def test_plain_markdown(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "2019/10/12/harbour.md": "# The harbour\n\nText and [more](../../../notes/2009-5-21-old.md) and ![w](w.png)\n",
            "2019/10/12/w.png": PICTURE,
            "notes/2009-5-21-old.md": "An old headline\n===============\n\nText.\n",
            "notes/undated.md": "Just a text.\n",
            "notes/2020-01-02 Mixed Name.md": "**Said in bold**\n\nText.\n",
            "2019/10/13/first-line.md": "The first line\n\nText.\n",
            "README.md": "# Read me\n",
        }
    )

    assert "a folder of Markdown" in imported.result.out
    fields, text = imported.story("2019/10/harbour.md")
    assert "title: The harbour" in fields
    assert "date: 2019-10-12" in fields
    assert text == "Text and [more](/2009/05/21/old/) and ![w](w.png)"
    assert "title: An old headline" in imported.story("2009/05/old.md")[0]
    assert "title: Said in bold" in imported.story("2020/01/mixed-name.md")[0]
    assert "title: The first line" in imported.story("2019/10/first-line.md")[0]
    assert imported.story("2019/10/first-line.md")[1] == "Text."
    assert "pages/notes/undated.md" in imported.stories()
    clean(imported)


def test_a_zip_file_with_one_folder_around_all(site: SiteDriver, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for path, content in JEKYLL.items():
            archive.writestr(f"paper-main/{path}", content)

    result = site.newsgen("import", str(tmp_path / "old.zip"), "--now", NOW)

    assert "a folder of Jekyll" in result.out
    assert (site.root / "content/2011/10/quay.png").read_bytes() == PICTURE
    assert "/paper-main" not in (site.root / "imports/old-zip/old-urls.txt").read_text()


def test_whose_a_folder_is_can_be_decided(take) -> None:  # noqa: ANN001
    imported = take({"a/b.md": "---\ntitle: B\ndate: 2020-01-02\n---\nText.\n"}, "--as", "zola")

    assert "a folder of Zola" in imported.result.out
    assert "url: /a/b/" in imported.story("2020/01/b.md")[0]


def test_addresses_of_listings_are_left_to_them(take) -> None:  # noqa: ANN001
    text = "Words that make a text of some length, so that nobody takes it for a list of others.\n"
    imported = take(
        {
            "hugo.toml": "baseURL = 'https://old.example/'\n",
            "content/tags/_index.md": f"---\ntitle: Tags\n---\n{text}",
            "content/authors.md": f"---\ntitle: Authors\n---\n{text}",
            "content/posts/a.md": f"---\ntitle: A\ndate: 2019-01-02\naliases: [/tags/x/, /2019/, /, /a.php, /posts/b/, /old/]\n---\n{text}",
            "content/posts/b.md": f"---\ntitle: B\ndate: 2019-01-02\ntags: [x]\naliases: [/old/]\n---\n{text}",
            "content/posts/never.md": f"---\ntitle: N\ndate: 0001-01-01\n---\n{text}",
            "content/posts/w.html": "---\ntitle: W\ndate: 2019-02-02\n---\n<p>Text {{< youtube dQw4w9WgXcQ >}} {{< odd >}} end</p>\n",
        }
    )

    assert "aliases: [/a.php, /old/]" in imported.story("2019/01/a.md")[0]
    assert "pages/tags-page.md" in imported.stories()
    assert "pages/posts/never.md" in imported.stories()
    assert "<!-- kept: {{< odd >}} -->" in imported.story("2019/02/w.md")[1]
    clean(imported)


def test_a_second_import_changes_nothing(take) -> None:  # noqa: ANN001
    take(JEKYLL, code=1)
    again = take(JEKYLL, code=1)

    assert "nothing has changed" in again.result.out


def test_settings_that_are_broken_stop_nothing(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "_config.yml": "a: [\n" + "{" * 5_000,
            "_posts/2012-02-03-a.md": "---\ntitle: A\n---\n{{ '{{' }} {% unclosed \n{{< x\n[a](b\n`` ` \n",
        }
    )

    assert imported.stories() == ["2012/02/a.md"]


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "text",
    ["{% x %}" * 2_000, "{{< a >}}" * 2_000, "[" * 50_000, "<div " * 20_000, "`" * 50_001, "![" * 30_000, "!!! a\n    " * 5_000,
     "<a href=" * 20_000, "{{" * 50_000, "\n    x" * 20_000, "[[a" * 30_000, "<!--" * 20_000],
)  # fmt: skip
def test_hostile_texts_end(take, text: str) -> None:  # noqa: ANN001
    imported = take({"_posts/2012-02-03-a.md": f"---\ntitle: A\n---\n{text}\n"}, name="_x", code=0)

    assert imported.stories() == ["2012/02/a.md"]


@pytest.mark.parametrize(
    ("inside", "arrives"),
    [
        ('<path d="M0 0h9"/><style>path{fill:#123}</style>', True),
        ('<title>The paper&#8217;s</title><a href="https://old.example/"><path d="M0 0h9"/></a>', True),
        ("<script>go()</script>", False),
        ('<path onload="go()"/>', False),
        ("<path\n/onload = go() />", False),
        ('<a href="java&#115;cript:go()"><path/></a>', False),
        ("<foreignObject><p/></foreignObject>", False),
        ('<image href="data:text/html,x"/>', False),
    ],
)  # fmt: skip
def test_a_drawing_arrives_if_nothing_in_it_can_run(take, inside: str, *, arrives: bool) -> None:  # noqa: ANN001
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'
    imported = take({"_posts/2012-02-03-a.md": "---\ntitle: A\n---\n![A map](/map.svg)\n", "map.svg": drawing})

    assert (imported.site.root / "content/2012/02/map.svg").exists() == arrives
    assert "![A map](map.svg)" in imported.story("2012/02/a.md")[1] or not arrives
