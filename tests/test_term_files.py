"""Term files: what is said of a place, an author, a series. docs/terms.md says what holds."""

import json
import re
from typing import Any

import pytest
from pictures import png
from tests.conftest import SiteDriver


def term(site: SiteDriver, path: str, text: str = "", **fields: object) -> None:
    """A term file."""
    lines = [f"{key}: {value if isinstance(value, str) else json.dumps(value)}" for key, value in fields.items()]
    site.write_file(f"content/terms/{path}", "\n".join(["---", *lines, "---", "", text, ""]))


def told(report: Any) -> list[str]:
    """What a report says is wrong, in short."""
    return [f"{each['path']}:{each['line']}: {each['what']}" for each in report["problems"]]


def structured(html: str) -> list[dict[str, Any]]:
    """The JSON-LD of a page."""
    found: list[dict[str, Any]] = json.loads(
        html.split('<script type="application/ld+json">')[1].split("</script>", maxsplit=1)[0]
    )
    return found


def headlines(html: str) -> list[str]:
    """Of the stories that a page lists."""
    return re.findall(r"<h2><a [^>]*>(.*?)</a>", html)


def test_what_a_file_says_stands_on_the_page_of_its_term(site: SiteDriver) -> None:
    site.write(places=["pyongyang"])
    site.write_file("content/terms/places/river.png", png())
    term(
        site,
        "places/pyongyang.md",
        "On the *Taedong*. See [a story](../../a.md).",
        title="Pyongyang",
        summary="A capital.",
        image={"src": "river.png", "alt": "A river"},
        same_as="https://www.wikidata.org/wiki/Q18808",
    )
    report = site.report()

    html = site.read("places/pyongyang/index.html")
    assert "<h1><bdi>Pyongyang</bdi></h1>" in html
    assert '<p>On the <em>Taedong</em>. See <a href="/2025/03/04/a/">a story</a>.</p>' in html
    assert '<meta name="description" content="A capital.">' in html
    assert 'alt="A river"' in html
    thing = structured(html)[0]["about"]
    assert (thing["@type"], thing["name"], thing["sameAs"]) == (
        "Place",
        "Pyongyang",
        ["https://www.wikidata.org/wiki/Q18808"],
    )
    assert "pyongyang" not in site.read("2025/03/04/a/index.html").replace("/places/pyongyang/", "")
    assert not [line for line in told(report) if "terms/" in line]
    assert report["articles"] == 1


def test_other_names_are_filed_under_the_term_and_lead_to_it(site: SiteDriver) -> None:
    site.write("content/a.md", places=["DPRK"])
    site.write("content/b.md", places=["North Korea"])
    site.write("content/c.md", places=["北朝鮮"])
    term(site, "places/north-korea.md", title="North Korea", aliases=["DPRK", "北朝鮮"])

    report = site.report()

    assert report["problems"] == []
    listed = site.read("places/north-korea/index.html")
    assert "3 stories" in listed
    assert ">North Korea</bdi></a>" in site.read("2025/03/04/a/index.html")
    assert site.read("places/index.html").count("<bdi>North Korea</bdi>") == 1
    assert 'href="/places/north-korea/"' in site.read("places/dprk/index.html")
    assert structured(site.read("2025/03/04/a/index.html"))[0]["contentLocation"][0]["name"] == "North Korea"


def test_names_in_another_script_are_not_claimed_by_chance(site: SiteDriver) -> None:
    site.write("content/a.md", tags=["经济"])
    site.write("content/b.md", tags=["竞技"])
    term(site, "tags/economy.md", title="Economy", aliases=["经济"])
    site.build()

    assert "1 story" in site.read("tags/economy/index.html")
    (other,) = (path for path in site.files() if re.fullmatch(r"tags/jing-ji-\w+/index\.html", path))
    assert "<h1><bdi>竞技</bdi></h1>" in site.read(other)
    assert "/tags/economy/" in site.read("tags/jing-ji/index.html")


def test_a_parent_lists_the_stories_of_the_terms_within_it(site: SiteDriver) -> None:
    site.write("content/a.md", title="One", places=["Pyongyang"])
    site.write("content/b.md", title="Two", places=["Kaesong", "Pyongyang"])
    site.write("content/c.md", title="Three", places=["Seoul"])
    term(site, "places/pyongyang.md", parent="North Korea")
    term(site, "places/kaesong.md", parent="North Korea")
    term(site, "places/north-korea.md", parent="Korea")

    assert site.report()["problems"] == []

    for name in ("north-korea", "korea"):
        html = site.read(f"places/{name}/index.html")
        assert "2 stories" in html, name
        assert "Three" not in html
    north = site.read("places/north-korea/index.html")
    assert re.findall(r'<nav class="within".*?</nav>', north, re.DOTALL)[0].count("<li>") == 2
    assert "<h1><bdi>Korea</bdi></h1>" in site.read("places/korea/index.html")
    crumbs = [each["name"] for each in structured(site.read("places/pyongyang/index.html"))[1]["itemListElement"]]
    assert crumbs[1:] == ["Places", "Korea", "North Korea", "Pyongyang"]
    assert "Korea" not in site.read("2025/03/04/a/index.html")
    index = site.read("places/index.html")
    assert all(f'href="/places/{name}/"' in index for name in ("korea", "north-korea", "pyongyang"))


def test_an_author_has_a_box_below_each_story(site: SiteDriver) -> None:
    site.write("content/a.md", authors=["M. Sato", "Jo"])
    term(
        site,
        "authors/mina-sato.md",
        "Her whole life.",
        title="Mina Sato",
        aliases=["M. Sato"],
        role="Correspondent",
        summary="She writes of the sea.",
        email="mina@example.org",
        links={"Mastodon": "https://social.example/@mina"},
    )
    site.build()

    html = site.read("2025/03/04/a/index.html")
    (box,) = re.findall(r'<div class="profile">.*?</ul>', html, re.DOTALL)
    assert "Correspondent" in box
    assert "She writes of the sea." in box
    assert '<a href="mailto:mina@example.org">mina@example.org</a>' in box
    assert 'href="https://social.example/@mina"><bdi>Mastodon</bdi>' in box
    assert "Her whole life." not in html
    author = structured(html)[0]["author"][0]
    assert author["jobTitle"] == "Correspondent"
    assert author["url"] == "https://example.org/authors/mina-sato/"
    assert author["sameAs"] == ["https://social.example/@mina"]
    page = site.read("authors/mina-sato/index.html")
    assert 'href="https://social.example/@mina" rel="me"' in page
    assert "Her whole life." in page
    assert structured(page)[0]["@type"] == "ProfilePage"


def test_a_label_stands_wherever_a_source_is_named(site: SiteDriver) -> None:
    site.write("content/a.md", sources=["KCNA", "AP"])
    term(site, "sources/kcna.md", label="state media")
    site.build()

    html = site.read("2025/03/04/a/index.html")

    assert re.search(r'class="disclosure">Source: <a [^>]*><bdi>KCNA</bdi></a>, <bdi>state media</bdi>', html)
    assert "(state media)" in html
    assert "state media" in site.read("sources/kcna/index.html")


def test_a_story_says_which_part_of_its_series_it_is(site: SiteDriver) -> None:
    for number in range(1, 4):
        site.write(f"content/{number}.md", title=f"Story {number}", date=f"2025-01-0{number}", series="Mines")
    term(site, "series/mines.md", "How it began.", title="The mines")
    site.build()

    html = site.read("2025/01/02/2/index.html")
    parts = re.findall(r'<nav class="series".*?</nav>', html, re.DOTALL)[0]
    assert 'class="part">Part 2 of 3, <a href="/series/mines/"><bdi>The mines</bdi></a>' in html
    assert re.findall(r"Story \d", parts) == ["Story 1", "Story 2", "Story 3"]
    assert '<span aria-current="page" dir="auto">Story 2</span>' in parts
    listing = site.read("series/mines/index.html")
    assert headlines(listing) == ["Story 1", "Story 2", "Story 3"]
    assert "How it began." in listing
    assert structured(html)[0]["isPartOf"][0]["url"] == "https://example.org/series/mines/"


def test_one_story_is_no_series_and_a_long_one_does_not_count(site: SiteDriver) -> None:
    site.write("content/a.md", series="Alone")
    for number in range(40):
        day = f"2024-01-{number % 28 + 1:02}"
        site.write(f"content/n{number:02}.md", title=f"Story {number:02}", date=day, series="Long")
    site.build()

    assert 'class="part"' not in site.read("2025/03/04/a/index.html")
    html = next(site.read(path) for path in site.files() if path.endswith("/n10/index.html"))
    parts = re.findall(r'<nav class="series".*?</nav>', html, re.DOTALL)[0]
    assert re.search(r'class="part">Part \d+, ', html)
    assert parts.count("<li ") == 7


@pytest.mark.parametrize(("order", "first"), [("oldest", "Story 1"), ("newest", "Story 2")])
def test_a_file_says_which_story_comes_first(site: SiteDriver, order: str, first: str) -> None:
    for number in (1, 2):
        site.write(f"content/{number}.md", title=f"Story {number}", date=f"2025-01-0{number}", tags=["Sea"], series="S")
    term(site, "tags/sea.md", order=order)
    term(site, "series/s.md", order=order)
    site.build()

    for path in ("tags/sea", "series/s"):
        assert headlines(site.read(f"{path}/index.html"))[0] == first


def test_a_term_without_stories_has_no_page(site: SiteDriver) -> None:
    site.write(body="See [nobody](terms/authors/nobody.md).")
    term(site, "authors/nobody.md", "Words.", aliases=["No One"])

    report = site.report()

    assert not [path for path in site.files() if path.startswith("authors/")]
    assert any("no story carries the term" in line for line in told(report)), told(report)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("path", "fields", "line", "what"),
    [
        ("place/a.md", {}, 2, "there is no taxonomy 'place', which the folder names, did you mean `places`?"),
        ("a.md", {}, 2, "it is not said of which taxonomy this term is"),
        ("a.md", {"taxonomy": "persons"}, 2, "`taxonomy` is 'persons'"),
        ("places/a.md", {"email": "nobody"}, 2, "`email` is no mail address: nobody"),
        ("places/a.md", {"same_as": ["Q1"]}, 2, "`same_as` has no web address: Q1"),
        ("places/a.md", {"links": {"X": "javascript:alert(1)"}}, 2, "`links` has no web address: javascript:alert(1)"),
        ("places/a.md", {"links": {"X": ["a"]}}, 2, "an item of `links` is no web address"),
        ("places/a.md", {"order": "first"}, 2, "`order` is 'first'"),
        ("places/a.md", {"slug": "a/b"}, 2, "`slug` has a slash"),
        ("places/a.md", {"alises": ["B"]}, 2, "unknown field `alises`, did you mean `aliases`?"),
        ("places/a.md", {"parent": ["B"]}, 2, "`parent` is a list; it must be one text"),
    ],
)
def test_a_mistake_is_told_at_its_line(
    site: SiteDriver, path: str, fields: dict[str, object], line: int, what: str
) -> None:
    site.write(places=["a"])
    term(site, path, **fields)

    report = site.report()

    assert report["exit_code"] == 1
    assert [each for each in told(report) if each.startswith(f"content/terms/{path}:{line}: {what}")], told(report)


@pytest.mark.parametrize(
    ("files", "path", "what"),
    [
        (
            {"a.md": {"aliases": ["B"]}, "b.md": {}},
            "b.md",
            "'b' in places is claimed by content/terms/places/a.md, too",
        ),
        ({"a.md": {}, "x/a.md": {}}, "x/a.md", "'a' in places is claimed by content/terms/places/a.md, too"),
        ({"a.md": {"parent": "A"}}, "a.md", "by its `parent` 'A' it is a part of itself"),
        ({"a.md": {"parent": "B"}, "b.md": {"parent": "a"}}, "b.md", "by its `parent` 'a' it is a part of itself"),
    ],
)
def test_files_that_contradict_each_other_are_told(
    site: SiteDriver, files: dict[str, dict[str, object]], path: str, what: str
) -> None:
    site.write(places=["A", "B"])
    for name, fields in files.items():
        term(site, f"places/{name}", **fields)

    report = site.report()

    assert report["exit_code"] == 1
    assert (f"content/terms/places/{path}", what) in [(each["path"], each["what"]) for each in report["problems"]]


def test_a_file_elsewhere_says_what_it_is(site: SiteDriver) -> None:
    site.settings("folders: {terms: begriffe}\n")
    site.write(tags=["Sea", "Land", "Sky"])
    site.write_file("content/sea.md", "---\nkind: term\ntaxonomy: tags\n---\nSalt water.\n")
    site.write_file("content/begriffe/tags/land.md", "---\ntitle: Land\n---\nDry land.\n")
    site.write_file("content/terms/tags/sky.md", "---\ntitle: A story\ndate: 2025-01-01\n---\nNo term.\n")

    report = site.report()

    assert report["exit_code"] == 0, report["problems"]
    assert report["articles"] == 2
    assert "Salt water." in site.read("tags/sea/index.html")
    assert "Dry land." in site.read("tags/land/index.html")


def test_a_draft_is_as_good_as_not_there(site: SiteDriver) -> None:
    site.write(tags=["Sea"])
    term(site, "tags/sea.md", "Salt water.", title="The sea", draft=True)
    report = site.report()

    assert "<h1><bdi>Sea</bdi></h1>" in site.read("tags/sea/index.html")
    assert [each["source"] for each in report["held_back"]] == ["content/terms/tags/sea.md"]


def test_numbered_pages_say_nothing_of_what_a_file_says(site: SiteDriver) -> None:
    site.settings("per_page: 1\n")
    for number in range(1, 4):
        site.write(f"content/{number}.md", date=f"2025-01-0{number}", tags=["Sea"])
    term(site, "tags/sea.md", "Salt water.", summary="Water.")
    site.build()
    before = site.read("tags/sea/page/1/index.html")
    term(site, "tags/sea.md", "Fresh water.", summary="No salt.")
    report = site.report()

    assert "water" not in before.lower()
    assert site.read("tags/sea/page/1/index.html") == before
    assert "Fresh water." in site.read("tags/sea/index.html")
    assert report["rendered"] <= 5


def test_spellings_that_no_file_names_are_told_with_the_mend(site: SiteDriver) -> None:
    site.write("content/a.md", date="2025-01-01", tags=["Sea"])
    site.write("content/b.md", date="2025-01-02", tags=["SEA"])
    term(site, "tags/sea.md", title="Sea")

    (problem,) = site.report()["problems"]

    assert "`SEA` is taken for `Sea`" in problem["what"]
    assert "name it among the `aliases` of content/terms/tags/sea.md" in problem["mend"]


def test_new_writes_a_term_file(site: SiteDriver) -> None:
    site.write(authors=["Mina Sato"])

    assert site.newsgen("new", "--term", "author", "Mina Sato").code == 0

    text = (site.root / "content/terms/authors/mina-sato.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: Mina Sato\nrole:\nemail:\nsummary:\n---\n")
    assert site.report()["problems"] == []
    for wrong in (("--term", "persons"), ("--term", "authors", "--page"), ("--term", "tags", "--tag", "x")):
        assert site.newsgen("new", *wrong, "Somebody").code == 2


def test_a_file_takes_the_slug_that_another_name_has_by_chance(site: SiteDriver) -> None:
    site.write("content/a.md", date="2025-01-01", tags=["经济"])
    site.write("content/b.md", date="2025-01-02", tags=["竞技"])
    site.write("content/c.md", date="2025-01-03", tags=["Judo"])
    assert site.newsgen("new", "--term", "tags", "竞技").code == 0
    assert site.newsgen("new", "--term", "tags", "经济").code == 0
    term(site, "tags/judo.md", parent="竞技")

    assert site.report()["problems"] == []

    names = {path: re.findall(r"<h1><bdi>(.*?)</bdi>", site.read(path)) for path in site.files() if "jing-ji" in path}
    pages = {path: found[0] for path, found in names.items() if path.endswith("index.html") and found}
    assert sorted(pages.values()) == ["竞技", "经济"]
    assert "2 stories" in site.read("tags/jing-ji/index.html")
    assert pages["tags/jing-ji/index.html"] == "竞技"


def test_a_parent_that_no_file_claims_is_the_term_of_that_name(site: SiteDriver) -> None:
    site.write("content/a.md", date="2025-01-01", tags=["经济"])
    site.write("content/b.md", date="2025-01-02", tags=["竞技"])
    site.write("content/c.md", date="2025-01-03", tags=["Judo"], places=["North Korea"])
    site.write("content/d.md", date="2025-01-04", places=["Kaesong"])
    term(site, "tags/judo.md", parent="竞技")
    term(site, "places/kaesong.md", parent="NORTH KOREA")
    site.build()

    assert "1 story" in site.read("tags/jing-ji/index.html")
    (other,) = (path for path in site.files() if re.fullmatch(r"tags/jing-ji-\w+/index\.html", path))
    assert "2 stories" in site.read(other)
    assert "<h1><bdi>North Korea</bdi></h1>" in site.read("places/north-korea/index.html")


def test_versions_of_a_story_are_one_part(site: SiteDriver) -> None:
    site.write("content/a.md", title="One", date="2025-01-01", series="S")
    site.write("content/k.md", title="하나", date="2025-01-01", series="S", lang="ko", translation_of="a.md")
    site.write("content/b.md", title="Two", date="2025-01-02", series="S")
    site.build()

    def parts(path: str) -> list[str]:
        nav = re.findall(r'<nav class="series".*?</nav>', site.read(path), re.DOTALL)[0]
        return re.findall(r"One|Two|하나", nav)

    assert "Part 2 of 2" in site.read("2025/01/02/b/index.html")
    assert parts("2025/01/02/b/index.html") == ["One", "Two"]
    assert "Part 1 of 2" in site.read("2025/01/01/k/index.html")
    assert parts("2025/01/01/k/index.html") == ["하나", "Two"]
    assert parts("2025/01/01/a/index.html") == ["One", "Two"]


def test_a_picture_that_comes_later_is_published_with_the_term(site: SiteDriver) -> None:
    site.write(tags=["Sea"])
    site.build()
    term(site, "tags/nobody.md", image="/p.png")
    site.build()
    site.write_file("content/p.png", png())
    site.build()
    assert not site.exists("p.png")
    site.write("content/b.md", tags=["Nobody"])
    site.build()

    assert site.exists("p.png")
    assert "/p.png" in site.read("tags/nobody/index.html")


def test_a_redirect_follows_the_name_of_its_term(site: SiteDriver) -> None:
    site.write("content/a.md", date="2025-01-02", tags=["Sea"])
    term(site, "tags/sea.md", aliases=["Ocean"])
    site.build()
    site.write("content/b.md", date="2025-01-01", tags=["SEA"])
    site.build()

    assert "<bdi>SEA</bdi>" in site.read("tags/ocean/index.html")


def test_a_slug_of_newsgen_yaml_is_that_of_the_file(site: SiteDriver) -> None:
    site.settings("taxonomies: {tags: {slugs: {Sea: the-sea}}}\n")
    site.write(tags=["Sea"])
    term(site, "tags/sea.md", "Salt.", title="Sea")
    site.build()

    assert "Salt." in site.read("tags/the-sea/index.html")


@pytest.mark.parametrize("mail", ["a?cc=x&body=y@b.co", "a b@c.de", "@c.de", "a@b"])
def test_a_mail_address_is_one(site: SiteDriver, mail: str) -> None:
    site.write(authors=["A"])
    term(site, "authors/a.md", email=json.dumps(mail))

    assert "is no mail address" in str(site.report()["problems"])


@pytest.mark.parametrize("url", ["https://@", "https://x.example:99999/", "https://u:p@x.example/", "https://a\\b/"])
def test_a_web_address_is_one(site: SiteDriver, url: str) -> None:
    site.write(authors=["A"])
    term(site, "authors/a.md", same_as=json.dumps(url))

    assert "has no web address" in str(site.report()["problems"])


def test_a_text_alone_renders_no_story(site: SiteDriver) -> None:
    for number in range(5):
        site.write(f"content/{number}.md", date=f"2025-01-0{number + 1}", authors=["Mina"])
    term(site, "authors/mina.md", "Words.", role="Editor", summary="Short.")
    site.build()
    term(site, "authors/mina.md", "Other words.", role="Editor", summary="Short.")

    assert site.report()["rendered"] == 1


def test_check_finds_nothing_wrong_with_term_files(site: SiteDriver) -> None:
    site.write("content/a.md", places=["Pyongyang"], authors=["Mina"], body="See [it](terms/places/pyongyang.md).")
    term(site, "places/pyongyang.md", "See [her](../authors/mina.md).", parent="North Korea", aliases=["Heijo"])
    term(site, "authors/mina.md", "She writes.", role="Editor")
    term(site, "authors/nobody.md", "Who never wrote.", role="Editor")

    site.build()
    result = site.newsgen("check")

    assert result.code == 0, result.out
