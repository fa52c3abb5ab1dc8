"""Folders of other generators: tags that look into files of data, conditions, and code that is shown as it was typed."""

# ruff: noqa: E501 - templates have long lines

import pytest
from tests.made_folders import PICTURE

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


def liquid(text: str, lead: str = "lead: sea") -> dict[str, str]:
    settings = "url: https://old.example\nshop: true\nclosed: false\ntown: {name: Ash}\n"
    return {"_config.yml": settings, "_posts/2019-10-12-a.md": f"---\ntitle: Ifs\n{lead}\n---\n{text}\n\nAn end.\n"}


@pytest.mark.parametrize(
    ("condition", "seen"),
    [
        ("site.shop", "ONE"), ("site.closed", "TWO"), ("site.unset", "TWO"), ("include.unset", "TWO"),
        ("page.lead == 'sea'", "ONE"), ('page.lead contains "ea"', "ONE"), ("page.unset and site.shop", "TWO"),
        ("page.unset or site.shop", "ONE"), ("site.town.name != 'Ash'", "TWO"), ("page.lead == blank", "TWO"),
        ("jekyll.environment == 'production'", "ONE"),
    ],
)  # fmt: skip
def test_of_a_condition_the_branch_is_shown_that_readers_saw(take, condition: str, seen: str) -> None:  # noqa: ANN001 - the fixture
    imported = take(liquid(f"Before {{% if {condition} %}}ONE{{% else %}}TWO{{% endif %}} behind."))
    _, text = imported.story("2019/10/a.md")

    assert f"Before {seen} behind." in text
    assert "a condition: what readers did not see of it is kept beside" in imported.result.out
    assert "missing" not in imported.result.out
    assert ("TWO" if seen == "ONE" else "ONE") in imported.file("imports/old/kept/2019/10/a.json")


def test_branches_lie_in_one_another_and_exclude_one_another(take) -> None:  # noqa: ANN001 - the fixture
    text = """{% unless site.shop %}

NO SHOP

{% elsif page.lead == "sea" %}

A **sea** {% if site.closed %}SHUT{% else %}that is open{% endif %}

{% else %}

NOTHING

{% endunless %}"""
    _, made = take(liquid(text)).story("2019/10/a.md")

    assert made == "A **sea** that is open\n\nAn end."


def test_of_a_condition_that_nobody_knows_all_is_shown_and_told(take) -> None:  # noqa: ANN001 - the fixture
    imported = take(liquid("{% if user.name %}ONE{% else %}TWO{% endif %} {% if site.posts.size > 3 %}MANY{% endif %}"))

    assert "ONE TWO MANY" in imported.story("2019/10/a.md")[1]
    assert imported.result.out.count("nothing says whether it held, and all of it is shown") == 2


@pytest.mark.parametrize("name", ["2019-10-12-a.md", "2019-10-12-a.html"])
def test_tags_that_readers_saw_as_they_were_typed_are_code(take, name: str) -> None:  # noqa: ANN001 - the fixture
    body = "<p>Type {% raw %}{{ x }} or {% now %}{% endraw %}, and <code>{% raw %}{{ y }}{% endraw %}</code>.</p>\n"
    body = body if name.endswith("html") else body.replace("p>", "i>").replace("<code>", "`").replace("</code>", "`")
    body = body.replace("<i>", "").replace("</i>", "")
    imported = take({"_config.yml": "title: Old\n", f"_posts/{name}": f"---\ntitle: Tags\n---\n{body}"})

    assert "Type `{{ x }}` or `{% now %}`, and `{{ y }}`." in imported.story("2019/10/a.md")[1]
    imported.site.build(now="2026-11-28")
    checked = imported.site.newsgen("check", "--now", "2026-11-28")
    assert "leftover" not in checked.out + checked.err


COLLECTIONS = """
import { defineCollection, reference, z } from "astro:content";
import { file, glob } from "astro/loaders";
const PLACE = "src/data/paths.yml";
const authors = defineCollection({ loader: file("src/data/authors.json"), schema: z.object({ name: z.string() }) });
const paths = defineCollection({ loader: file(PLACE) });
const offices = defineCollection({ loader: glob({ pattern: "**/*.yaml", base: "./src/data/offices" }) });
const walks = defineCollection({
  loader: glob({ pattern: "**/*.md", base: "./src/content/walks" }),
  schema: z.object({ authors: z.array(reference("authors")), series: reference("paths").optional(), office: reference('offices') }),
});
export const collections = { authors, paths, offices, walks };
"""


def test_entries_of_collections_that_a_text_of_astro_names_by_a_sign_have_their_names(take) -> None:  # noqa: ANN001 - the fixture
    imported = take({
        "astro.config.mjs": "export default defineConfig({ site: 'https://old.example' });\n",
        "src/content.config.ts": COLLECTIONS,
        "src/data/authors.json": '[{"id": "kim-a", "name": "Kim Abara", "bio": "Kim keeps *bees* in Ash Lane.", "avatar": "/kim.png"}, {"id": "lee", "displayName": "Lee Orr"}]',
        "src/data/paths.yml": "old-lanes: {title: Old Lanes, blurb: Where carts went before the road.}\n",
        "src/data/offices/north/quay.yaml": "label: The quay office\n",
        "public/kim.png": PICTURE,
        "src/content/walks/a.md": "---\ntitle: A\ndate: 2021-05-01\nauthors: [kim-a, LEE, no-body]\nseries: old-lanes\noffice: north/quay\n---\nWords of it.\n",
    })  # fmt: skip
    fields = imported.story("2021/05/a.md")[0]

    assert "authors: [Kim Abara, Lee Orr, no-body]\n" in fields
    assert "series: [Old Lanes]\n" in fields
    assert "office: The quay office\n" in fields
    assert imported.result.out.count("no entry of the collection `authors` is called so") == 1
    fields, text = imported.story("terms/authors/kim-abara.md")
    assert "title: Kim Abara\n" in fields
    assert "src: kim.png" in fields or "image: kim.png" in fields
    assert text == "Kim keeps *bees* in Ash Lane."
    assert imported.story("terms/series/old-lanes.md")[1] == "Where carts went before the road."


def test_authors_of_astro_that_are_texts_are_term_files(take) -> None:  # noqa: ANN001 - the fixture
    settings = COLLECTIONS.replace('file("src/data/authors.json")', 'glob({ pattern: "*.md", base: "./src/people" })')
    imported = take({
        "astro.config.mjs": "export default defineConfig({ site: 'https://old.example' });\n",
        "src/content.config.ts": settings,
        "src/people/kim.md": "---\nname: Kim Abara\n---\nKim keeps bees in Ash Lane.\n",
        "src/content/walks/a.md": "---\ntitle: A\ndate: 2021-05-01\nauthors: [kim]\n---\nWords of it.\n",
    })  # fmt: skip

    assert "authors: [Kim Abara]\n" in imported.story("2021/05/a.md")[0]
    assert "title: Kim Abara\n" in imported.story("terms/authors/kim.md")[0]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("data/authors.json", '[{"slug": "kim-a", "name": "Kim Abara", "bio": "Kim keeps bees."}]'),
        ("data/authors.yml", "- {id: kim-a, title: Kim Abara, bio: Kim keeps bees.}\n"),
        ("data/authors.toml", '[[authors]]\nid = "kim-a"\nname = "Kim Abara"\nbio = "Kim keeps bees."\n'),
        ("data/authors.yaml", "kim-a: {name: Kim Abara, bio: Kim keeps bees.}\n"),
    ],
)
def test_files_of_authors_are_lists_or_groups(take, path: str, data: str) -> None:  # noqa: ANN001 - the fixture
    text = "---\ntitle: A\ndate: 2021-05-01\nauthors: [kim-a, some-one]\n---\nWords of it.\n"
    imported = take({"hugo.toml": 'baseURL = "https://old.example/"\n', path: data, "content/posts/a.md": text})

    assert "authors: [Kim Abara, some-one]\n" in imported.story("2021/05/a.md")[0]
    assert imported.story("terms/authors/kim-abara.md")[1] == "Kim keeps bees."
    assert imported.result.out.count("no file of authors has this sign") == 1
