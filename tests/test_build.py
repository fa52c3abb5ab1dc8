"""The main job, from end to end."""

from conftest import SiteDriver


def test_an_article_becomes_a_page(site: SiteDriver) -> None:
    site.write("content/a.md", "Some *words*.", title="Harbour wall to rise", date="2025-03-04")

    result = site.build()

    assert result.code == 0, result.err
    page = site.read("2025/03/04/a/index.html")
    assert "<h1" in page
    assert "Harbour wall to rise" in page
    assert "<em>words</em>" in page


def test_a_second_build_writes_nothing(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.build()

    assert site.report()["written"] == 0


def test_a_renamed_tag_leaves_no_page_behind(site: SiteDriver) -> None:
    site.write("content/a.md", tags=["harbor"])
    site.build()
    assert site.exists("tags/harbor/index.html")

    site.write("content/a.md", tags=["harbour"])
    site.build()

    assert site.exists("tags/harbour/index.html")
    assert not (site.output / "tags/harbor").exists()


def test_all_broken_files_are_named_and_the_old_site_stays(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.build()
    before = site.files()

    site.write("content/b.md", title=None)
    site.write("content/c.md", date="2025-02-30")
    result = site.build()

    assert result.code == 1
    assert "content/b.md:2:1: error: `title` is missing" in result.err
    assert "content/c.md:3:7: error: `date` is no such date: '2025-02-30'" in result.err
    assert site.files() == before


def test_keep_going_publishes_the_rest(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.write("content/b.md", title=None)

    result = site.build("--keep-going")

    assert result.code == 1
    assert "content/b.md:2:1: error: `title` is missing" in result.err
    assert site.exists("2025/03/04/a/index.html")


def test_the_two_names_with_a_dot_stay_ours(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.write_file("static/.nojekyll", "")
    site.write_file("static/.well-known/security.txt", "Contact: mailto:a@example.org\n")
    site.build()

    assert site.report()["written"] == 0
    site.remove("static/.well-known")
    site.build()
    assert site.exists(".nojekyll")
    assert not site.exists(".well-known")


def test_an_extension_of_markdown_that_is_not_there_is_the_users_mistake(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.settings("markdown: {extensions: [extra, nosuch]}\n")

    result = site.build()

    assert result.code == 2
    assert "newsgen.yaml: error: `markdown.extensions` names an extension that cannot be loaded" in result.err


def test_settings_that_lead_nowhere_are_told(site: SiteDriver) -> None:
    site.write("content/a.md", section="World")
    site.settings("menu: [World, Wrold]\nimage: /none.png\npublisher: {name: T, logo: favicon.svg}\n")

    result = site.build()

    assert result.code == 0
    assert "newsgen.yaml: warning: `menu` names 'Wrold', but no article is in that section" in result.err
    assert "newsgen.yaml: warning: `image`: there is no file static/none.png" in result.err
    assert "publisher.logo" not in result.err


def test_problems_come_in_the_order_of_their_lines(site: SiteDriver) -> None:
    site.write("content/b.md", lang="??", draft="perhaps")
    site.write("content/a.md", title=None)

    places = [(problem["path"], problem["line"]) for problem in site.report()["problems"]]

    assert places == sorted(places)
    assert len(places) == 3
