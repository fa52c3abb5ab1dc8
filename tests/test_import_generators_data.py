"""Folders of other generators: tags that look into files of data, conditions, and code that is shown as it was typed."""

# ruff: noqa: E501 - templates have long lines

HUGO = {
    "hugo.toml": 'baseURL = "https://old.example/"\n',
    "data/staff.yaml": "kim:\n  name: Kim Abara\n  life: Kim keeps *bees* in Ash Lane.\n  socials: {site: 'https://kim.example/'}\nlee:\n  name: Lee Orr\n",
    "data/clubs/rowing.toml": 'title = "Rowing club"\nfounded = 1911\n',
    "layouts/shortcodes/life.html": "{{ $who := index .Site.Data.staff (.Get 0) }}\n<p><strong>{{ $who.name }}</strong> – {{ $who.life | markdownify }}</p>\n",
    "layouts/shortcodes/club.html": "{{ with index $.Site.Data.clubs (.Get `of`) }}<p>{{ .title }}, since {{ .founded }}</p>{{ else }}<p>No such club</p>{{ end }}",
    "layouts/shortcodes/where.html": '<p>{{ (index site.Data.staff (.Get 0)).name }} writes at {{ index site.Data.staff (.Get 0) "socials" "site" }}</p>',
    "content/posts/a.md": """---
title: Lives
date: 2019-10-12
---
{{< life kim >}}

{{< life nobody >}}

{{< club of="rowing" >}}

{{< club of="chess" >}}

{{< where kim >}}

An end.
""",
}


def test_a_tag_of_hugo_shows_what_it_finds_in_data_and_else_nothing(take) -> None:  # noqa: ANN001 - the fixture
    imported = take(HUGO)
    seen = " ".join(imported.seen()["posts/a/index.html"].split())

    assert "Kim Abara – Kim keeps bees in Ash Lane." in seen
    assert "Rowing club, since 1911" in seen
    assert "No such club" in seen
    assert "Kim Abara writes at https://kim.example/" in seen
    assert "nobody" not in seen
    assert "<!-- kept: {{< life nobody >}} -->" in imported.story("2019/10/a.md")[1]
    assert "“life (1 times)”" in imported.result.out


JEKYLL = {
    "_config.yml": "url: https://old.example\n",
    "_data/staff.json": '{"kim": {"name": "Kim Abara", "life": "Kim keeps bees."}}',
    "_includes/life.html": "{% assign who = site.data.staff[include.of] %}<p>Of {{ who.name }}: {{ who.life }}</p>",
    "_includes/chosen.html": '{% assign who = site.data.staff | where: "name", include.of | first %}<p>Chosen: {{ who.name }}</p>',
    "_posts/2019-10-12-a.md": "---\ntitle: Lives\n---\n{% include life.html of=\"kim\" %}\n\n{% include life.html of='nobody' %}\n\n{% include chosen.html of='Kim Abara' %}\n\nAn end.\n",
}


def test_an_include_of_jekyll_shows_what_it_finds_in_data_and_else_nothing(take) -> None:  # noqa: ANN001 - the fixture
    imported = take(JEKYLL)
    seen = " ".join(imported.seen()["2019/10/12/a.html"].split())

    assert "Of Kim Abara: Kim keeps bees." in seen
    assert seen.count("Of ") == 1
    assert "Chosen" not in seen
    assert "“include (2 times)”" in imported.result.out
