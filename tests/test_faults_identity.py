"""Identity and collisions: rows 40 to 46 of the table of faults."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conftest import SETTINGS, SiteDriver
from faults import article, refuse
from hypothesis import assume, given
from hypothesis import strategies as st

from newsgen.models.names import path_fault, path_key, segment_fault, slug_for
from newsgen.planner.collisions import Claim, find_collisions, may_collide


@dataclass(frozen=True)
class Clash:
    """Two files that want one address, and what must be said of it."""

    files: Mapping[str, str]
    said: tuple[str, ...]


NFD = unicodedata.normalize("NFD", "café")
BOTH = ("is wanted by content/", "and by content/", "give one of them another `slug:`")
CLASHES = {
    "one name in two folders": Clash(
        {"x/same.md": article(), "y/same.md": article()}, ("content/x/same.md", "content/y/same.md", *BOTH)
    ),
    "one slug": Clash(
        {"a1.md": article("slug: s1"), "b1.md": article("slug: s1")},
        ("content/a1.md", "content/b1.md", *BOTH),
    ),
    "a capital": Clash(
        {"a2.md": article("slug: Go"), "b2.md": article("slug: go")},
        ("content/a2.md", "content/b2.md", *BOTH),
    ),
    "two ways to store an accent": Clash(
        {"a3.md": article("slug: café"), "b3.md": article(f"slug: {NFD}")},
        ("content/a3.md", "content/b3.md", *BOTH),
    ),
    "a sharp s": Clash(
        {"a4.md": article("slug: Straße"), "b4.md": article("slug: strasse")},
        ("content/a4.md", "content/b4.md", *BOTH),
    ),
    "wide letters": Clash(
        {"a5.md": article("slug: ｗｉｄｅ"), "b5.md": article("slug: wide")}, ("content/a5.md", *BOTH)
    ),
    "an alias on an article": Clash(
        {"a6.md": article(), "b6.md": article("aliases: [/2024/01/02/a6/]")},
        (
            "content/b6.md: error: the address /2024/01/02/a6/ is wanted by the alias /2024/01/02/a6/",
            "content/a6.md",
        ),
    ),
    "aliases in a circle": Clash(
        {"a7.md": article("aliases: [/2024/01/02/b7/]"), "b7.md": article("aliases: [/2024/01/02/a7/]")},
        ("the address /2024/01/02/a7/ is wanted", "the address /2024/01/02/b7/ is wanted"),
    ),
    "an alias on itself": Clash(
        {"a8.md": article("aliases: [/2024/01/02/a8/]")},
        ("content/a8.md: error: the address /2024/01/02/a8/ is wanted twice", "delete the alias"),
    ),
    "an alias twice": Clash(
        {"a9.md": article("aliases: [/old, /old/]")},
        ("content/a9.md: error: the address /old/ is wanted twice",),
    ),
    "a folder where a file must be": Clash(
        {"a10.md": article("aliases: [/p.html]"), "b10.md": article("aliases: [/p.html/x/]")},
        ("content/b10.md: error:", "content/a10.md"),
    ),
    "an alias on the front page": Clash(
        {"a11.md": article("aliases: [/index.html]")}, ("the address / is reserved for",)
    ),
    "an alias on the feed": Clash({"a12.md": article("aliases: [/feed.xml/x/]")}, ("is reserved for the feed",)),
    "an alias on an index that is still empty": Clash(
        {"a13.md": article("aliases: [/people/]")}, ("/people/ is reserved for the index of people",)
    ),
    "an alias on a year": Clash({"a14.md": article("aliases: [/2024/]")}, ("the address /2024/ is reserved for",)),
}


def test_whatever_wants_one_address_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    files = {f"content/{path}": text for clash in CLASHES.values() for path, text in clash.files.items()}
    files["static/2024/01/02/good/INDEX.html"] = "x"
    files |= {
        "content/good.md": article(),
        "content/photo.md": article("slug: photo.jpg"),
        "static/2024/01/02/photo.jpg": "x",
    }

    refusal = refuse(tmp_path / "site", files)

    assert refusal.result.code == 1
    assert refusal.left_the_old_site
    for fault, clash in CLASHES.items():
        for words in clash.said:
            assert words in refusal.result.err, fault
    assert (
        "the address /2024/01/02/good/INDEX.html is wanted by static/2024/01/02/good/INDEX.html and by content/good.md"
        in refusal.result.err
    )
    assert "is wanted by static/2024/01/02/photo.jpg and by content/photo.md" in refusal.result.err


def test_the_addresses_of_newsgens_own_pages_are_reserved(site: SiteDriver) -> None:
    site.write_file("newsgen.yaml", SETTINGS + "permalink: /{slug}/\n")
    slugs = [
        "tags",
        "people",
        "feed.xml",
        "atom.xml",
        "2024",
        "sitemap.xml",
        "404.html",
        "dates",
        "articles",
        "robots.txt",
        "search",
    ]
    for slug in slugs:
        site.write_file(f"content/{slug}.md", article(f"slug: '{slug}'"))
    # Nothing lies at these, so they stay free: `index/` is another folder than the front page's.
    for slug in ("index", "404"):
        site.write_file(f"content/x-{slug}.md", article(f"slug: '{slug}'"))

    result = site.build()

    assert result.code == 1
    for slug in slugs:
        assert f"content/{slug}.md: error: the address /" in result.err, slug
    assert "content/x-" not in result.err
    assert "is reserved for the index of tags" in result.err
    assert not site.output.exists()


def test_tags_that_differ_in_case_share_one_page_under_the_first_spelling(site: SiteDriver) -> None:
    for number, tag in enumerate(["Go", "go", "GO"]):
        site.write(f"content/a-{number}.md", date=f"2025-03-0{number + 1}", tags=[tag])

    result = site.build()

    assert result.code == 0
    assert "content/a-1.md: warning: tags: `go` is taken for `Go`, which has the same slug" in result.err
    assert "content/a-2.md: warning: tags: `GO` is taken for `Go`, which has the same slug" in result.err
    assert sorted(path.name for path in (site.output / "tags").iterdir() if path.is_dir()) == ["go"]
    assert "Go" in site.read("tags/go/index.html")


def test_one_article_may_spell_a_tag_in_two_ways(site: SiteDriver) -> None:
    site.write(tags=["Go", "go", "x"])

    result = site.build()

    assert result.code == 0, result.err
    assert "content/a.md: warning: tags: `go` is taken for `Go`, which has the same slug" in result.err
    assert site.read("2025/03/04/a/index.html").count('href="/tags/go/"') == 1


SEGMENTS = st.text(max_size=60)


@given(
    st.one_of(
        SEGMENTS,
        st.text(max_size=400),
        st.sampled_from(["con", "CON.", "lpt1", "nul", "..", "/", "%2e", "\ud800", "COM¹"]),
    )
)
def test_any_name_makes_a_slug_that_can_be_written(name: str) -> None:
    slug = slug_for(name)

    assert segment_fault(slug) is None
    assert path_fault(f"{slug}/index.html") is None
    assert len(slug) <= 80
    assert slug.isascii()


@given(st.text(max_size=1_000))
def test_any_text_is_a_path_or_has_a_fault(text: str) -> None:
    fault = path_fault(text)

    assert fault is None or fault
    if fault is None:
        assert not text.startswith("/")
        assert ".." not in text.split("/")
        assert unicodedata.normalize("NFC", text) == text
        text.encode()


@given(SEGMENTS)
def test_names_that_differ_in_case_or_form_have_one_key(text: str) -> None:
    assert path_key(unicodedata.normalize("NFD", text)) == path_key(unicodedata.normalize("NFC", text))


PATHS = st.lists(st.sampled_from(["a", "A", "b", "ß", "ss", "é", "e\u0301"]), min_size=1, max_size=3).map("/".join)


@given(st.lists(PATHS, max_size=8))
def test_no_two_files_are_left_that_a_file_system_takes_for_one(paths: list[str]) -> None:
    claims = [Claim(path, f"label {number}", f"source-{number}") for number, path in enumerate(paths)]

    blamed = {problem.path for problem in find_collisions(claims)}

    kept = [path_key(claim.path) for claim in claims if claim.source not in blamed]
    assert len(kept) == len(set(kept))
    assert not any(one != other and other.startswith(f"{one}/") for one in kept for other in kept)


names = st.sampled_from(["a", "A", "b", "a/b", "a/B/c", "é", "e\u0301", "a/index.html", "con", "x."])


@given(st.sets(names), st.sets(names))
def test_the_quick_look_for_collisions_finds_what_the_thorough_one_does(added: set[str], others: set[str]) -> None:
    def collides(paths: list[str]) -> bool:
        return bool(list(find_collisions(Claim(path, path, path) for path in paths)))

    new = sorted(added - others)
    assume(not collides(sorted(others)))

    assert may_collide(new, sorted(others)) == collides([*sorted(others), *new])
