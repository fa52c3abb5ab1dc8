"""Folders of other generators: tags that a site defines itself, marks of dialects, and what settings give a story."""

# ruff: noqa: E501 - texts stand as files have them

import pytest
from tests.made_folders import PICTURE

from newsgen.importers.generators.definitions import Definition
from newsgen.importers.generators.emojis import with_emojis
from newsgen.importers.generators.evaluating import shown_by
from newsgen.importers.generators.kramdown import without_attributes
from newsgen.importers.generators.links_in_text import with_bare_links
from newsgen.importers.generators.said import said_by_markdown

HUGO = {
    "hugo.toml": 'baseURL = "https://old.example/"\nenableEmoji = true\n',
    "layouts/shortcodes/snap.html": '{{ $pic := .Get "pic" }}{{ with .Get "pic" }}<figure><img src="{{ printf "/img/%s" . | relURL }}" alt="{{ $.Get "what" }}">'
    '{{ if .Get "words" }}<figcaption>{{ .Get "words" | markdownify }} <small>{{ .Get "who" }}</small></figcaption>{{ end }}</figure>{{ end }}\n',
    "layouts/shortcodes/ours.html": '<div class="keyfacts wide"><h4>{{ .Get 0 | default "At a glance" }}</h4>{{ .Inner | markdownify }}</div>\n',
    "layouts/shortcodes/film.html": '<div><iframe src="https://www.youtube.com/embed/{{ .Get 0 }}" title="x"></iframe></div>\n',
    "layouts/shortcodes/strip.html": '{{ range .Page.Resources.Match (.Get 0) }}<img src="{{ .RelPermalink }}">{{ end }}\n',
    "layouts/shortcodes/counter.html": "<script>count({{ .Get 0 }})</script>\n",
    "layouts/shortcodes/voice.html": "<blockquote>{{ .Inner }}<cite>{{ .Get 0 }}</cite></blockquote>\n",
    "content/town/_index.md": "---\ntitle: Our town\n---\n",
    "content/town/fair/index.md": """---
title: The fair
date: 2019-10-12
---
{{< snap pic="Old Hall (left).JPG" words="The hall, *before* noon" who="Kim" >}}

{{< ours >}}
- Ten stalls
- One goat
{{< /ours >}}

{{< film dQw4w9WgXcQ >}}

{{< strip "pics/*" >}}

{{< counter 7 >}}

{{< voice "A. Baker" >}}
First line.

Second line.
{{< /voice >}}

{{< ad "top" >}}

{{< odd a="b" title="What to bring" >}}
A chair.
{{< /odd >}}

{{< strange image="/img/Old Hall (left).JPG" caption="Once more" >}}

Well done :tada: but `:tada:` and 10:30:45. See https://stalls.example/a, please.
""",
    "content/town/fair/pics/a.png": PICTURE,
    "content/town/fair/pics/b.png": PICTURE,
    "content/posts/rain.md": "---\ntitle: Rain\ndate: 2019-10-13\ncategories: [Weather]\n---\nIt rained.\n",
    "static/img/Old Hall (left).JPG": PICTURE,
}


def test_what_a_site_of_hugo_defines(take) -> None:  # noqa: ANN001 - the fixture
    imported = take(HUGO)
    fields, text = imported.story("2019/10/fair.md")

    assert '![](old-hall-left.jpg "The hall, before noon | Kim")' in text.replace("*", "")
    assert "::: factbox At a glance\n- Ten stalls\n- One goat\n:::" in text
    assert "\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n" in text
    assert "::: gallery\n![](a.png)\n![](b.png)\n:::" in text
    assert "> First line.\n>\n> Second line." in text
    assert "A. Baker" in text
    assert "**What to bring**\n\nA chair." in text
    assert '![](old-hall-left.jpg "Once more")' in text
    assert "🎉 but `:tada:` and 10:30:45. See <https://stalls.example/a>, please." in text
    assert "counter" not in text
    assert "kept: {{< ad" not in text
    assert "sections: [Our town]" in fields
    assert "sections: [Weather]" in imported.story("2019/10/rain.md")[0]
    assert "missing" not in imported.result.out
    left_out = imported.result.out
    assert "“ad (1 times)”" in left_out
    assert "“counter (1 times)”" in left_out
    seen = imported.seen()["town/fair/index.html"]
    for words in ("What to bring", "Once more", "The hall, before noon", "Second line.", "One goat"):
        assert words in " ".join(seen.split())


JEKYLL = {
    "_config.yml": """url: https://old.example
plugins: [jemoji]
permalink: /:title/
defaults:
  - {scope: {path: "", type: posts}, values: {author: The desk, layout: post}}
""",
    "_includes/plate.html": '<figure><img src="{{ site.baseurl }}/img/{{ include.src }}" alt="{{ include.alt }}">{% if include.note %}<figcaption>{{ include.note }}</figcaption>{% endif %}</figure>',
    "_includes/appeal.html": "<p>Write to <b>us</b>.</p>",
    "_includes/subscribe.html": "<p>Two pounds a week.</p>",
    "sport/_posts/2012-02-03-match.md": """---
title: The match
authors: [Ann Lee, Bo Ray]
categories: [Cup]
---
{% include plate.html src="a.png" alt="A goal" note="The only goal" %}

{% include appeal.html %}

{% include subscribe.html %}

Home | Away
-----|-----
3 | 1
{: .table}

- {:.first} a ball[^a]
- a *whistle*{: .loud}
{: .list}

Set large.
{: .pullquote}

[^a]: Of leather.
""",
    "_posts/2012-02-04-other.md": "---\ntitle: Other\n---\nWords :+1:\n",
    "img/a.png": PICTURE,
}


def test_what_a_site_of_jekyll_defines(take) -> None:  # noqa: ANN001
    imported = take(JEKYLL)
    fields, text = imported.story("2012/02/match.md")

    assert '![A goal](a.png "The only goal")' in text
    assert "Write to **us**." in text
    assert "Two pounds" not in text
    assert "{:" not in text.replace("*whistle*{: .loud}", "")
    assert "::: pullquote\nSet large.\n:::" in text
    assert "authors: [Ann Lee, Bo Ray]" in fields
    assert "sections: [sport, Cup]" in fields
    assert "authors: [The desk]" in imported.story("2012/02/other.md")[0]
    assert "👍" in imported.story("2012/02/other.md")[1]
    assert "missing" not in imported.result.out
    assert "{:" not in "".join(imported.seen().values())


def test_what_scripts_of_eleventy_define(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "eleventy.config.js": """export default function(c) {
  c.addShortcode("snap", function(file, words) {
    return `<figure><img src="/images/${file}"><figcaption>${words}</figcaption></figure>`;
  });
  c.addPairedShortcode("facts", (content, title) => { return `<aside><h3>${title}</h3>${content}</aside>`; });
  c.addShortcode("year", () => `${new Date().getFullYear()}`);
}
""",
            "posts/2019-01-02-a.md": '---\ntitle: A\n---\n{% snap "x.png", "A kite" %}\n\n{% facts "In short" %}\n- One\n{% endfacts %}\n\n2 :tada:\n',
            "images/x.png": PICTURE,
        }
    )
    _, text = imported.story("2019/01/a.md")

    assert '![](x.png "A kite")' in text
    assert "::: factbox In short\n- One\n:::" in text
    assert ":tada:" in text  # nothing says that this is a sign here


def test_what_pelican_gives_a_story(take) -> None:  # noqa: ANN001
    files = {
        "pelicanconf.py": "AUTHOR = 'The desk'\nPATH = 'content'\nDEFAULT_CATEGORY = 'Mixed'\n",
        "content/harbour/a.md": "Title: A\nDate: 2019-01-02\n\nText.\n",
        "content/b.md": "Title: B\nDate: 2019-01-03\nAuthor: Ann Lee\n\nText.\n",
        "content/harbour/c.md": "Title: C\nDate: 2019-01-04\nCategory: Own\n\nText.\n",
    }
    imported = take(files)

    assert "sections: [harbour]\nauthors: [The desk]" in imported.story("2019/01/a.md")[0]
    assert "sections: [Mixed]" in imported.story("2019/01/b.md")[0]
    assert "authors: [Ann Lee]" in imported.story("2019/01/b.md")[0]
    assert "sections: [Own]" in imported.story("2019/01/c.md")[0]


@pytest.mark.parametrize(
    ("template", "arguments", "shown"),
    [
        ('{{ .Get "a" }}', {"a": "x"}, "x"),
        ("{{- .Get 1 | safeHTML -}}", {"0": "x", "1": "y"}, "y"),
        ('{{ if .Get "a" }}A{{ else if .Get "b" }}B{{ else }}C{{ end }}', {"b": "1"}, "B"),
        ('{{ if not (.Get "a") }}none{{ end }}', {}, "none"),
        ('{{ if eq (.Get "a") "x" }}same{{ end }}', {"a": "x"}, "same"),
        ('{{ $v := default "d" (.Get "a") }}{{ $v }}', {}, "d"),
        ("{{ with index .Params 0 }}[{{ . }}]{{ end }}", {"0": "x"}, "[x]"),
        ("{% if include.a == 'x' %}yes{% else %}no{% endif %}", {"a": "z"}, "no"),
        ('{{ include.a | prepend: "/img/" }}', {"a": "x"}, "/img/x"),
        ('{# remark #}{{ a | default(value="d") }}', {}, "d"),
        ('{{ now.Format "2006" }}{{ site.Title }}', {}, ""),
        ("{{ if }}{{ end }}{{ end }}{{ with }}", {}, ""),
    ],
)
def test_templates_are_read(template: str, arguments: dict[str, str], shown: str) -> None:
    assert shown_by(Definition(template), arguments, has_inner=False).html == shown


def test_attributes_of_kramdown_in_every_place() -> None:
    text = without_attributes(
        "a *b*{: .x} word{: .y} end {: .z}\n\n## H {: #own}\n\n## I\n{: .no_toc}\n\n| a | b{: .c} |\n|---|---|\n| c | d |\n{:.t}\n\n"
        "1. {: .i} n\n{: .l #s}\n\n> q\n{: .q}\n\nJ\n---\n{: .k}\n"
    )

    assert text == (
        "a *b*{: .x} word end\n\n## H {: #own}\n\n## I\n{: .no_toc}\n\n| a | b |\n|---|---|\n| c | d |\n\n1. n\n\n> q\n\nJ\n---\n"
    )


def test_codes_are_signs_only_where_they_stand_alone() -> None:
    assert with_emojis("a :smile: b 12:30:45 c:tada: :nothing_of_this: https://x.example/:tada:/") == (
        "a 😄 b 12:30:45 c:tada: :nothing_of_this: https://x.example/:tada:/"
    )


def test_bare_addresses() -> None:
    for same in (
        "https://a.example/x", "[w](https://a.example)", '<a href="https://a.example">w</a>', "[a]: https://a.example x",
        "see <https://a.example> x", "[https://a.example](/b)",
    ):  # fmt: skip
        assert with_bare_links(same) == same
    assert with_bare_links("(see https://a.example/b.) now") == "(see <https://a.example/b>.) now"


def test_numbers_of_footnotes_are_said_by_nobody() -> None:
    assert said_by_markdown("a[^x]\n\n[^x]: b 7\n").split() == ["a", "b", "7"]


def test_what_folders_of_hugo_give_and_data_tells(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "hugo.toml": 'baseURL = "https://old.example/"\n',
            "content/news/_index.md": "---\ntitle: News\ncascade:\n  - _target: {path: /news/old/**}\n    draft: true\n  - params: {kicker: From the town}\n    authors: [kim]\n---\n",
            "content/news/a.md": "---\ntitle: A\ndate: 2019-01-02\n---\n![P](/p.png) ![Q](/q.png)\n",
            "content/news/b.md": "---\ntitle: B\ndate: 2019-01-03\nauthors: [Ann Lee]\nkicker: Own\n---\nText.\n",
            "content/news/old/c.md": "---\ntitle: C\ndate: 2019-01-04\n---\nHush.\n",
            "data/authors/kim.yaml": "name: Kim Roe\nbio: Kim writes *much*.\nphoto: /q.png\n",
            "data/authors/lee.yaml": "name: Ann Lee\nbio: Told twice.\n",
            "content/authors/lee/_index.md": "---\ntitle: Ann Lee\n---\nAnn was the editor.\n",
            "data/authors/nobody.yaml": "name: No Body\nbio: Never named.\n",
            "static/p.png": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 7\n",
            "static/q.png": PICTURE,
        },
        code=1,
    )

    fields, text = imported.story("2019/01/a.md")
    assert "kicker: From the town" in fields
    assert "authors: [Kim Roe]" in fields
    assert "![Q](q.png)" in text
    assert "![P](/p.png)" in text
    assert not (imported.site.root / "content/2019/01/p.png").exists()
    assert "static/p.png: only a pointer of Git LFS" in imported.result.err
    assert "kicker: Own" in imported.story("2019/01/b.md")[0]
    assert "authors: [Ann Lee]" in imported.story("2019/01/b.md")[0]
    assert "draft: true" in imported.story("2019/01/c.md")[0]
    fields, text = imported.story("terms/authors/kim-roe.md")
    assert text == "Kim writes *much*."
    assert "src: q.png" in fields
    assert "Ann was the editor." in imported.story("terms/authors/lee.md")[1]
    assert "terms/authors/ann-lee.md" not in imported.stories()
    assert "terms/authors/no-body.md" not in imported.stories()
    assert "Kim writes" in imported.seen()["authors/kim-roe/index.html"]


def test_pages_that_led_on_days_of_the_sites_zone_and_old_encodings(take) -> None:  # noqa: ANN001
    imported = take(
        {
            "_config.yml": "url: https://old.example\ntimezone: America/New_York\npermalink: /:year/:month/:day/:title/\n",
            "moved.md": "---\ntitle: Moved\npermalink: /moved/\nredirect_to: /2019/01/01/late/\n---\n",
            "_posts/2019-01-03-gone.md": "---\ntitle: Gone\nredirect_to: https://else.example/x\n---\nWords that nobody could read any more.\n",
            "_posts/2019-01-02-late.md": "---\ntitle: Late\ndate: 2019-01-02 02:30:00 +0000\n---\nAt night.\n",
            "_posts/2019-01-04-old.md": "---\ntitle: Река\n---\nВода в реке поднялась ночью, и утром мост был закрыт. Город ждал.\n".encode(
                "cp1251"
            ),
        }
    )

    assert "url: /2019/01/01/late/" in imported.story("2019/01/late.md")[0]
    assert "date: 2019-01-02 02:30:00 +0000" in imported.story("2019/01/late.md")[0]
    lines = imported.file("imports/old/redirects.txt").splitlines()
    assert "/moved/ /2019/01/01/late/" in lines
    assert "/2019/01/03/gone/ https://else.example/x" in lines
    assert "draft: true" in imported.story("2019/01/gone.md")[0]
    assert "pages/moved.md" not in imported.stories()
    assert "Вода в реке поднялась ночью" in imported.story("2019/01/old.md")[1]
    assert "read as Windows-1251: a guess" in imported.result.out


def test_words_of_tags_that_nobody_sees_are_kept(take) -> None:  # noqa: ANN001
    files = {
        "hugo.toml": 'baseURL = "/"\n',
        "content/posts/a.md": '---\ntitle: A\ndate: 2019-01-02\n---\n{{< youtube id="dQw4w9WgXcQ" title="A film of goats" >}}\n\n{{< quiz caption="Which goat" >}}\n',
    }
    imported = take(files)

    assert "missing" not in imported.result.out
    assert "A film of goats" in imported.file("imports/old/kept/2019/01/a.json")
    assert "Which goat" in imported.story("2019/01/a.md")[1]


@pytest.mark.parametrize(
    "template", ["{{" + '"a"' * 6_000, "{{ " * 6_000, "{% if " * 3_000, "<figcaption>" * 1_500, "${" * 9_000]
)
def test_hostile_templates_end(take, template: str) -> None:  # noqa: ANN001
    files = {
        "hugo.toml": 'baseURL = "/"\n',
        "layouts/shortcodes/odd.html": template,
        "content/posts/a.md": "---\ntitle: A\ndate: 2019-01-02\n---\nText {{< odd 1 >}}in{{< /odd >}} here.\n",
    }
    assert "Text" in take(files).story("2019/01/a.md")[1]
