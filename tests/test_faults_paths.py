"""Path escapes: rows 48 to 56 of the table of faults."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import SETTINGS, SiteDriver
from faults import Refusal, article, refuse

from newsgen.errors import Problem
from newsgen.loader.sources import ContentFolder
from newsgen.models.names import path_fault

ESCAPES = {
    "../../x": "a slash",
    "//etc/x": "a slash",
    "..%2f..%2fx": "has a slash",
    "%2e%2e/x": "",
    r"a\..\b": r"the character '\\'",
    r"C:\x": "the character ':'",
    "//host/x": "a slash",
    '"a\\x00b"': "",
    '"a\\nb"': "an invisible or unassigned character, U+000A",
    '"a "': "a part that begins or ends with a space",
    "con": "a device name of Windows",
    "aux/x": "a slash",
    "nul.html": "a device name of Windows",
    "LPT¹": "a device name of Windows",
    "a.": "a part that begins or ends with a space, or ends with a dot",
    ".git/hooks/x": "a slash",
    ".htaccess": "a part that begins with a dot",
    "..": "a part that begins with a dot",
    "a?b": "the character '?'",
    "a*b": "the character '*'",
    '"a\\u200bb"': "an invisible or unassigned character, U+200B",
}


FIELDS: Mapping[str, tuple[str, str]] = {
    "an alias that climbs": (
        "aliases: [/../../x]",
        "4:11: error: the alias '/../../x' has a part that begins with a dot",
    ),
    "an alias in percent signs": ("aliases: ['/..%2f..%2fx/']", "has a slash that is percent-encoded"),
    "an alias on another host": (
        "aliases: [//host/x]",
        "4:11: error: the alias '//host/x' is an address of another site",
    ),
    "an alias of Windows": ("aliases: ['C:\\x']", "has the character"),
    "an alias without a slash": (
        "aliases: [old]",
        "4:11: warning: the alias 'old' does not begin with a slash",
    ),
    "an alias of nothing": ("aliases: [/]", "4:11: error: the alias '/' has no letter"),
    "an alias of a repository": ("aliases: [/.git/hooks/x]", "has a part that begins with a dot"),
    "a picture that climbs": ("image: ../../../etc/passwd", "4:8: error: `image` leads out of content/"),
    "a picture that climbs later": (
        "image: {src: a/../../x.jpg}",
        "4:14: error: `src` leads out of content/",
    ),
    "a picture in percent signs": (
        "image: ..%2f..%2fx",
        "4:8: error: `image` has a part that begins with a dot",
    ),
    "a picture that is a script": (
        "image: 'javascript:alert(1)'",
        "4:8: error: `image` is a javascript: address",
    ),
    "a picture in the text": ("image: 'data:image/svg+xml,<svg>'", "4:8: error: `image` is a data: address"),
    "an address of a script": (
        "canonical: 'javascript:alert(1)'",
        "4:12: error: `canonical` is not a web address",
    ),
    "an address that is broken": ("canonical: 'http://['", "4:12: error: `canonical` is not a web address"),
    "an address with a break": (
        'canonical: "https://x.example/\\r\\nSet-Cookie: a"',
        "`canonical` is not a web address",
    ),
    "a language that climbs": ("lang: ../../x", "4:7: error: `lang` is not a language tag"),
}


@pytest.fixture(scope="module")
def refusal(tmp_path_factory: pytest.TempPathFactory) -> Refusal:
    files = {f"content/slug-{number}.md": article(f"slug: {slug}") for number, slug in enumerate(ESCAPES)}
    files |= {f"content/field-{number}.md": article(fields) for number, (fields, _) in enumerate(FIELDS.values())}
    return refuse(tmp_path_factory.mktemp("paths") / "site", files)


@pytest.mark.parametrize("slug", ESCAPES)
def test_a_slug_that_leads_elsewhere_is_refused(refusal: Refusal, slug: str) -> None:
    said = refusal.of(f"content/slug-{list(ESCAPES).index(slug)}.md")

    assert ".md:4:7: error: " in said
    assert ESCAPES[slug] in said


@pytest.mark.parametrize("fault", FIELDS)
def test_a_field_that_leads_elsewhere_is_refused(refusal: Refusal, fault: str) -> None:
    assert FIELDS[fault][1] in refusal.of(f"content/field-{list(FIELDS).index(fault)}.md")


def test_all_paths_that_lead_elsewhere_are_told_in_one_run_and_the_old_site_stays(refusal: Refusal) -> None:
    assert refusal.result.code == 1
    assert refusal.left_the_old_site


def test_a_term_is_a_text_whose_address_is_always_inside(site: SiteDriver) -> None:
    # Names of terms are words for people: nothing is refused, since their slugs are made by newsgen.
    names = [
        "../../x",
        "/etc/x",
        "..%2fx",
        r"a\..\b",
        "C:x",
        "con",
        "..",
        ".git/hooks/x",
        "a\u200bb",
        "---",
        "LPT¹",
    ]
    for taxonomy in ("tags", "sections", "authors", "series", "places"):
        site.write(f"content/{taxonomy}.md", **{taxonomy: names})

    result = site.build()

    assert result.code == 0, result.err
    assert all(path_fault(path) is None for path in site.files())
    assert site.exists("tags/etc-x/index.html")
    assert site.exists("tags/con-1/index.html")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("permalink: /../{slug}/", "4:12: error: `permalink` has a part that begins with a dot"),
        ("permalink: '/{slug}/%2e%2e/'", "4:12: error: `permalink` has the character '%'"),
        ("permalink: //host/{slug}/", "4:12: error: `permalink` has an empty part"),
        ("permalink: '/{slug.__class__}/'", "4:12: error: `permalink` does not know {slug.__class__}"),
        ("permalink: '/{slug}/{/'", "4:12: error: `permalink` has a brace without its partner"),
        ("permalink: '/{slug}/}/'", "4:12: error: `permalink` has a brace without its partner"),
        ("permalink: '/{{slug}}/'", "4:12: error: `permalink` has a brace without its partner"),
        ("permalink: /{year}/", "4:12: error: `permalink` needs {slug}"),
        (
            'permalink: "/{slug}/\\r\\nX: y/"',
            "4:12: error: `permalink` has a part that begins or ends with a space",
        ),
        ("output: ../site", "4:9: error: `output` has a part that begins with a dot"),
        ("output: /tmp/site", "4:9: error: `output` has an empty part"),
        ("output: .git", "4:9: error: `output` has a part that begins with a dot"),
        ("output: 'C:\\site'", "4:9: error: `output` has the character"),
        ("taxonomies: {../x: {}}", "4:14: error: `../x` cannot name a taxonomy"),
        ("taxonomies: {tags: {slugs: {a: ../x}}}", "cannot be a slug"),
    ],
)
def test_a_setting_that_leads_elsewhere_is_refused(site: SiteDriver, line: str, what: str) -> None:
    site.settings(line)

    result = site.build()

    assert result.code == 2
    assert f"newsgen.yaml:{what}" in result.err or what in result.err
    assert sorted(path.name for path in site.root.iterdir()) == ["newsgen.yaml"]


PRIVATE = "root:x:0:0:secret"


def test_no_link_leads_out_of_the_project(site: SiteDriver, tmp_path: Path) -> None:
    site.write("content/good.md")
    site.build()
    before = site.files()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "key.md").write_text(PRIVATE, encoding="utf-8")
    (site.root / "content/file.md").symlink_to(outside / "key.md")
    (site.root / "content/folder").symlink_to(outside)
    (site.root / "content/picture.jpg").symlink_to(outside / "key.md")
    (site.root / "static").mkdir()
    (site.root / "static/folder").symlink_to(outside)
    (site.root / "static/file.txt").symlink_to(outside / "key.md")
    (site.root / "templates").mkdir()
    (site.root / "templates/robots.txt").symlink_to(outside / "key.md")
    site.write("content/good.md", "![x](picture.jpg) ![y](folder/key.md) ![z](../../outside/key.md)")

    result = site.build()

    assert result.code == 1
    for path in (
        "content/file.md",
        "content/folder",
        "content/picture.jpg",
        "static/folder",
        "static/file.txt",
    ):
        assert f"{path}: error: symlink leaves the project" in result.err
    assert site.files() == before
    assert site.build("--keep-going").code == 1
    assert not any(PRIVATE.encode() in content for content in site.files().values())


def test_links_in_a_circle_are_named_with_all_other_errors(site: SiteDriver) -> None:
    site.write("content/z.md", title=None)
    (site.root / "content/self.md").symlink_to("self.md")
    (site.root / "content/one").symlink_to("two")
    (site.root / "content/two").symlink_to("one")

    result = site.build()

    assert result.code == 1
    for path in ("content/self.md", "content/one", "content/two"):
        assert f"{path}: error: symlink leads in a circle" in result.err
    assert "content/z.md:2:1: error: `title` is missing" in result.err


def test_a_link_that_appears_after_the_folder_was_listed_is_not_read(site: SiteDriver, tmp_path: Path) -> None:
    (tmp_path / "key.md").write_text(PRIVATE, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/key.md").write_text(PRIVATE, encoding="utf-8")
    (site.root / "content").mkdir()
    (site.root / "content/link.md").symlink_to(tmp_path / "key.md")
    (site.root / "content/folder").symlink_to(tmp_path / "folder")
    folder = ContentFolder(site.root.resolve())

    for path in ("link.md", "folder/key.md", "../../key.md"):
        read = folder.read(path)
        assert isinstance(read, Problem), path
        assert read.what == "symlink leaves the project"
        assert folder.file(path) is None


def test_links_inside_the_project_are_followed(site: SiteDriver) -> None:
    site.write("shared/story.md")
    (site.root / "content").mkdir()
    (site.root / "content/story.md").symlink_to("../shared/story.md")
    (site.root / "content/more").symlink_to("../shared")
    (site.root / "content/more-still").symlink_to(".")
    site.write("shared/story.md", slug=None)

    result = site.build()

    assert "symlink leaves" not in result.err
    assert "content/more/story.md" in result.err  # the same story twice wants one address


def test_a_content_folder_that_is_elsewhere_is_refused(site: SiteDriver, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.md").write_text(article(), encoding="utf-8")
    (site.root / "content").symlink_to(tmp_path / "elsewhere")

    result = site.build()

    assert result.code == 1
    assert "content: error: symlink leaves the project" in result.err


@pytest.mark.parametrize("name", ["/etc/passwd", "../../x", "theme/../../x", "a/../../x", "..\\\\x", "./x", ""])
def test_a_template_includes_nothing_from_outside(site: SiteDriver, name: str) -> None:
    site.write()
    site.write_file(
        "templates/article.html",
        f'{{% extends "theme/article.html" %}}\n{{% block main %}}\n{{% include "{name}" %}}\n{{% endblock %}}\n',
    )

    result = site.build()

    assert result.code == 1
    assert "templates/article.html:3: error: template not found" in result.err
    assert "content/a.md" in result.err
    assert not site.output.exists()


def test_a_folder_of_the_output_that_is_a_link_is_not_followed(site: SiteDriver, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "victim.txt").write_text("mine", encoding="utf-8")
    site.write(tags=["x"])
    site.build()
    site.remove("build/tags")
    (site.output / "tags").symlink_to(elsewhere)

    result = site.build()

    assert result.code != 0
    assert "tags" in result.err
    assert [path.name for path in elsewhere.iterdir()] == ["victim.txt"]


def test_nothing_is_written_outside_of_the_project(site: SiteDriver, tmp_path: Path) -> None:
    site.write_file("newsgen.yaml", SETTINGS)
    site.write(tags=["../../x"], aliases=["/old/"])

    site.build()

    assert [path.name for path in tmp_path.iterdir()] == ["site"]
