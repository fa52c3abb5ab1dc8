"""Standing pages: About, an imprint, a landing page. docs/pages.md says what holds."""

import json
import re

import pytest
from tests.conftest import SiteDriver


def page(site: SiteDriver, path: str, text: str = "Who we are.", **fields: object) -> None:
    """A standing page; its title has a default."""
    lines = [f"{key}: {value if isinstance(value, str) else json.dumps(value)}" for key, value in fields.items()]
    site.write_file(f"content/{path}", "\n".join(["---", "title: About us", *lines, "---", "", text, ""]))


def links_in(html: str, element: str) -> list[tuple[str, str]]:
    """Address and text of every link in the element of this class."""
    inner = html.split(f'class="{element}"', 1)[1]
    inner = inner.split("</nav>" if element in {"menu", "children"} else "</footer>", 1)[0]
    return [(url, re.sub(r"<[^>]+>", "", text)) for url, text in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', inner)]


@pytest.mark.parametrize(
    ("path", "fields", "place"),
    [
        ("pages/about.md", {}, "about/index.html"),
        ("pages/about/corrections.md", {}, "about/corrections/index.html"),
        ("pages/about/index.md", {}, "about/index.html"),
        ("pages/Über uns.md", {}, "uber-uns/index.html"),
        ("pages/license.md", {}, "license/index.html"),
        ("pages/authors.markdown", {"url": "/who-writes/"}, "who-writes/index.html"),
        ("pages/about.html", {}, "about/index.html"),
        ("pages/about.md", {"url": "/about.html"}, "about.html"),
        ("contact.md", {"kind": "page"}, "contact/index.html"),
        ("2020/team.md", {"kind": "page"}, "2020/team/index.html"),
    ],
)
def test_a_page_lies_where_its_file_says(site: SiteDriver, path: str, fields: dict[str, str], place: str) -> None:
    site.write()
    page(site, path, "<p>Who we are.</p>", **fields)

    report = site.report()

    assert report["exit_code"] == 0, report["problems"]
    assert report["articles"] == 1
    html = site.read(place)
    assert "<h1>About us</h1>" in html
    assert "<p>Who we are.</p>" in html


def test_a_page_stands_in_no_list_and_in_the_sitemap(site: SiteDriver) -> None:
    site.write(tags=["Sea"])
    page(site, "pages/about.md", updated="2025-02-03")
    site.build()

    files = {path: content for path, content in site.files().items() if not path.startswith("search-index/")}
    shown = {path for path, content in files.items() if b"About us" in content}
    listed = site.read("sitemaps/pages.xml")

    main = {path for path in shown if "About us" in site.read(path).split("<footer", 1)[0]}
    assert main == {"about/index.html"}
    assert "<loc>https://example.org/about/</loc><lastmod>2025-02-03</lastmod>" in listed
    assert "/about/" not in site.read("feed.xml")


def test_pages_are_in_the_menu_and_in_the_footer(site: SiteDriver) -> None:
    site.write(section="World")
    page(site, "pages/about.md", menu=1)
    page(site, "pages/contact.md", menu=9)
    page(site, "pages/about/rules.md")
    site.build()
    html = site.read("index.html")

    menu = [url for url, _ in links_in(html, "menu")]
    footer = [url for url, _ in links_in(html, "colophon")]

    assert menu[:3] == ["/about/", "/sections/world/", "/contact/"]
    assert "/about/" in footer
    assert "/contact/" in footer
    assert "/about/rules/" not in footer


def test_pages_in_the_folder_of_another_are_below_it(site: SiteDriver) -> None:
    page(site, "pages/about.md")
    site.write_file("content/pages/about/rules.md", "---\ntitle: Rules\n---\nOurs.\n")
    site.write_file("content/pages/about/rules/of-old.md", "---\ntitle: Old rules\n---\nTheirs.\n")
    site.build()

    assert links_in(site.read("about/index.html"), "children") == [("/about/rules/", "Rules")]
    crumbs = site.read("about/rules/of-old/index.html").split('class="crumbs"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', crumbs) == ["/", "/about/", "/about/rules/"]


def test_stories_link_to_pages_and_pages_to_stories(site: SiteDriver) -> None:
    site.write("content/a.md", "See [us](pages/about.md) and [rules](/pages/about/rules.md#two).")
    page(site, "pages/about.md", "See [the story](../a.md) and [no file](gone.md). ![P](p.png)")
    site.write_file("content/pages/about/rules.md", "---\ntitle: Rules\n---\nSee [above](../about.md).\n")
    site.write_file("content/pages/p.png", b"no picture")

    report = site.report()

    story, about = site.read("2025/03/04/a/index.html"), site.read("about/index.html")
    assert 'href="/about/">us' in story
    assert 'href="/about/rules/#two"' in story
    assert 'href="/2025/03/04/a/"' in about
    assert 'href="/about/">above' in site.read("about/rules/index.html")
    assert "pages/p.png" in site.files()
    (problem,) = [each for each in report["problems"] if "gone.md" in each["what"]]
    assert (problem["path"], problem["line"]) == ("content/pages/about.md", 5)


def test_a_draft_is_kept_back_and_told(site: SiteDriver) -> None:
    site.write("content/a.md", "See [us](pages/about.md).")
    page(site, "pages/about.md", draft=True)

    report = site.report()

    assert [(each["source"], each["reason"]) for each in report["held_back"]] == [("content/pages/about.md", "draft")]
    assert "about/index.html" not in site.files()
    assert "not published (draft)" in report["problems"][0]["what"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"date": "2027-01-01"}, "future"),
        ({"date": "2020-01-01", "publish_date": "2027-01-01"}, "future"),
        ({"embargo": "2027-01-01"}, "future"),
        ({"expires": "2020-01-01"}, "expired"),
        ({"status": "draft"}, "hidden"),
        ({"published": "false"}, "hidden"),
    ],
)
def test_the_clock_holds_back_pages(site: SiteDriver, fields: dict[str, str], reason: str) -> None:
    page(site, "pages/about.md", **fields)

    assert site.report()["held_back"][0]["reason"].startswith(reason)


def test_a_date_in_the_name_of_the_file_counts(site: SiteDriver) -> None:
    page(site, "pages/2099-01-01-launch.md")

    assert site.report()["held_back"][0]["reason"].startswith("future")


def test_a_page_with_a_template_of_its_own_fails_alone(site: SiteDriver) -> None:
    site.write()
    page(site, "pages/about.md", template="gone.html")
    page(site, "pages/home.md", template="home.html")

    assert site.report()["exit_code"] == 1
    assert site.report("--keep-going")["is_published"]
    assert "2025/03/04/a/index.html" in site.files()


def test_kind_may_be_a_taxonomy(site: SiteDriver) -> None:
    site.settings("taxonomies: {kinds: {title: Kinds, singular: kind}}\n")
    site.write(kind="page")

    assert site.report()["articles"] == 1
    assert "kinds/page/index.html" in site.files()


@pytest.mark.parametrize(
    "head", ['+++\ntitle = "License"\nkind = "page"\n+++\n', '{"title": "License", "kind": "page"}\n']
)
def test_a_page_in_another_form_of_front_matter(site: SiteDriver, head: str) -> None:
    site.write_file("content/license.md", f"{head}\nFree.\n")
    site.build()

    assert "<p>Free.</p>" in site.read("license/index.html")


def test_the_old_address_is_told_when_slugs_change(site: SiteDriver) -> None:
    page(site, "pages/über uns.md")
    site.build()
    site.settings("slugs: unicode\n")

    assert [(each["from"], each["to"]) for each in site.report()["moved"]] == [("/uber-uns/", "/%C3%BCber-uns/")]


def test_a_policy_may_be_any_file(site: SiteDriver) -> None:
    site.settings("publisher: {correctionsPolicy: /rules/, masthead: /people.pdf}\n")
    site.write("content/a.md", "See [who](people.pdf).")
    site.write_file("content/people.pdf", b"x")
    site.write_file("static/rules/index.html", "<title>Rules</title>")

    assert site.report()["problems"] == []


def test_list_knows_what_a_page_wants(site: SiteDriver) -> None:
    site.write("content/a.md", url="/about/")
    page(site, "pages/about.md")

    (entry,) = json.loads(site.newsgen("list", "--json").out)
    assert entry["state"] == "conflict"


def test_old_addresses_lead_to_a_page(site: SiteDriver) -> None:
    page(site, "pages/about.md", aliases=["/who/", "/us.html"])
    site.build()

    assert "https://example.org/about/" in site.read("who/index.html")
    assert "https://example.org/about/" in site.read("us.html")


def test_a_page_has_a_template_of_its_own(site: SiteDriver) -> None:
    site.write(tags=["Vote"], title="Polls open")
    site.write_file(
        "templates/vote.html",
        '{% extends "page.html" %}{% block after_text %}'
        "{% for story in archive.articles(tag='vote') %}<b>{{ story.title }}</b>{% endfor %}{% endblock %}",
    )
    page(site, "pages/vote.md", template="vote.html")
    site.build()
    site.write("content/b.md", title="Polls close", tags=["Vote"])
    site.build()

    html = site.read("vote/index.html")
    assert "<b>Polls close</b>" in html
    assert "<b>Polls open</b>" in html


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"tags": ["Sea"]}, "a standing page is filed nowhere: `tags` has no effect"),
        ({"menu": "main"}, "`menu` is not what it means here, and has no effect"),
        ({"menu": {"main": {"weight": "1"}}}, "`menu` is not what it means here, and has no effect"),
        ({"menu": "1" + 1_500 * "0"}, "`menu` is not what it means here, and has no effect"),
        ({"template": "contact"}, "`template` is not what it means here, and has no effect"),
        ({"template": ["a.html"]}, "`template` is not what it means here, and has no effect"),
        ({"template": "gone.html"}, "`template` names gone.html, which is not there"),
        ({"slug": "us"}, "a standing page has no `slug`"),
        ({"subtitel": "Us"}, "unknown field `subtitel`, did you mean `subtitle`?"),
        ({"image": "gone.png"}, "missing picture gone.png"),
        ({"url": "/index.html"}, "`url` is the address of the front page: /index.html"),
        ({"lang": "klingon language"}, "`lang` is not a language tag"),
    ],
)
def test_mistakes_are_told_with_their_place(site: SiteDriver, fields: dict[str, object], what: str) -> None:
    site.write()
    page(site, "pages/about.md", **fields)

    told = [each for each in site.report()["problems"] if each["what"].startswith(what)]

    assert told
    assert told[0]["mend"]


def test_two_pages_of_one_address_are_told(site: SiteDriver) -> None:
    page(site, "pages/about.md")
    page(site, "pages/about/index.md")
    page(site, "pages/tags.md")

    told = [each["what"] for each in site.report()["problems"]]

    assert "the address /about/ is wanted by content/pages/about/index.md and by content/pages/about.md" in told
    assert "the address /tags/ is reserved for the index of tags" in told


def test_a_story_in_the_folder_of_pages_says_so(site: SiteDriver) -> None:
    site.write("content/pages/a.md", kind="article")

    assert site.report()["articles"] == 1
    assert "2025/03/04/a/index.html" in site.files()


def test_a_page_without_a_date_elsewhere_is_told_where_to_go(site: SiteDriver) -> None:
    site.write_file("content/about.md", "---\ntitle: About\n---\nUs.\n")

    (problem,) = site.report()["problems"]

    assert "move it to content/pages/, or write `kind: page`" in problem["mend"]


def test_the_folder_has_another_name(site: SiteDriver) -> None:
    site.settings("folders: {pages: seiten}\n")
    page(site, "seiten/impressum.md")
    site.write("content/pages/a.md")

    assert site.report()["exit_code"] == 0
    assert {"impressum/index.html", "2025/03/04/a/index.html"} <= set(site.files())


def test_the_pages_of_another_language(site: SiteDriver) -> None:
    site.settings("languages: [ko]\n")
    page(site, "pages/about.md")
    page(site, "pages/ko/about.md")
    page(site, "pages/team.ko.md")
    site.build()

    about = site.read("ko/about/index.html")
    assert '<html lang="ko"' in about
    assert '<link rel="alternate" hreflang="en" href="https://example.org/about/">' in about
    assert 'hreflang="ko"' in site.read("about/index.html")
    assert '<a href="/about/" hreflang="en"' in about
    assert '<a href="/" hreflang="en"' in site.read("ko/team/index.html")
    assert "ko/team/index.html" in site.files()


def test_policies_that_lead_nowhere_are_told(site: SiteDriver) -> None:
    site.settings(
        "publisher:\n  correctionsPolicy: /about/rules/\n  ethicsPolicy: https://example.org/ethics.html\n"
        "  masthead: /who\n  diversityPolicy: https://else.example/x\n  ownershipFundingInfo: /money.pdf\n"
    )
    page(site, "pages/who.md")
    site.write_file("static/money.pdf", "x")

    told = {each["what"]: each["mend"] for each in site.report()["problems"]}

    assert told == {
        "`publisher.correctionsPolicy`: there is no page at /about/rules/": (
            "write that page: content/pages/about/rules.md"
        ),
        "`publisher.ethicsPolicy`: there is no page at https://example.org/ethics.html": (
            "write that page: content/pages/ethics.md, with `url: /ethics.html`"
        ),
    }


def test_a_renamed_page_is_told_with_its_old_address(site: SiteDriver) -> None:
    page(site, "pages/about.md")
    site.build()
    (site.root / "content/pages/about.md").rename(site.root / "content/pages/us.md")

    report = site.report()

    told = [(each["source"], each["from"], each["to"]) for each in report["moved"]]
    assert told == [("content/pages/us.md", "/about/", "/us/")]


def test_new_writes_a_page_that_builds(site: SiteDriver) -> None:
    told = site.newsgen("new", "--page", "About us")

    assert told.out.strip().endswith("content/pages/about-us.md")
    assert site.report()["exit_code"] == 0
    assert site.newsgen("new", "--page", "About us").code == 2
    assert site.newsgen("new", "--page", "Us", "--tag", "Sea").code == 2


def test_structured_data_and_previews(site: SiteDriver) -> None:
    page(site, "pages/about.md", summary="Who we are.", updated="2025-02-03")
    site.build()
    html = site.read("about/index.html")

    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    things = {thing["@type"]: thing for thing in json.loads(text)}

    assert things["WebPage"]["description"] == "Who we are."
    assert things["WebPage"]["dateModified"].startswith("2025-02-03")
    assert '<meta name="description" content="Who we are.">' in html
    assert '<meta property="og:type" content="website">' in html


def test_check_finds_what_is_wrong_in_a_page(site: SiteDriver) -> None:
    page(site, "pages/about.md", "See [there](/nowhere/).\n\n![](x.png)", image={"src": "x.png"})
    site.write_file("content/pages/x.png", b"no picture")
    site.build()

    found = json.loads(site.newsgen("check", "--json").out)["problems"]

    placed = {(each["rule"], each["path"], each["line"]) for each in found}
    assert ("broken-link", "content/pages/about.md", 6) in placed
    assert ("missing-alt", "content/pages/about.md", 3) in placed
