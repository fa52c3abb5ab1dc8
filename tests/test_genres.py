"""What kind of story it is: `genre`, in newsgen's words and in those of other systems."""

import json
import re
from pathlib import Path

import pytest
from conftest import SiteDriver

from newsgen.models.genre import GENRES
from newsgen.project import theme_folder

PAGE = "2025/03/04/a/index.html"
LABELS = sorted((theme_folder() / "templates" / "labels").glob("??.yaml"))


def kicker(html: str) -> list[str]:
    """What the line above the headline says, piece by piece."""
    line = html.partition('<p class="kicker">')[2].partition("</p>")[0]
    return [piece for piece in re.split(r"\s*<[^>]+>\s*", line) if piece]


def type_of(html: str) -> str:
    found: str = json.loads(html.partition('ld+json">')[2].partition("</script>")[0])[0]["@type"]
    return found


@pytest.mark.parametrize(
    ("typed", "word", "schema"),
    [
        ("opinion", "Opinion", "OpinionNewsArticle"),
        ("Op-Ed", "Opinion", "OpinionNewsArticle"),
        ("analysis", "Analysis", "AnalysisNewsArticle"),
        ("Explainer", "Background", "BackgroundNewsArticle"),
        ("interview", "Interview", "NewsArticle"),
        ("feature", "Report", "ReportageNewsArticle"),
        ("advertorial", "Sponsored", "AdvertiserContentArticle"),
    ],
)
def test_a_genre_is_said_above_the_headline_and_to_search_engines(
    site: SiteDriver, typed: str, word: str, schema: str
) -> None:
    site.write(genre=typed, section="World", kicker="Ferries")
    site.build()

    assert kicker(site.read(PAGE)) == ["World", word, "Ferries"]
    assert kicker(site.read("articles/index.html")) == ["World", word, "Ferries"]
    assert type_of(site.read(PAGE)) == schema


def test_a_genre_has_a_class_on_its_page_and_in_lists(site: SiteDriver) -> None:
    site.write(genre="opinion")
    site.build()

    assert 'class="article is-opinion"' in site.read(PAGE)
    assert 'class="story entry is-opinion"' in site.read("articles/index.html")
    assert "is-opinion" in site.read("index.html")


def test_a_section_that_says_it_says_it_once(site: SiteDriver) -> None:
    site.write(genre="opinion", section="Opinion")
    site.build()

    assert kicker(site.read(PAGE)) == kicker(site.read("articles/index.html")) == ["Opinion"]


@pytest.mark.parametrize("typed", ["news", "Article", "post"])
def test_news_is_said_to_be_nothing_else(site: SiteDriver, typed: str) -> None:
    site.write(genre=typed, section="World")
    result = site.build()

    assert "genre" not in result.err
    assert kicker(site.read(PAGE)) == ["World"]
    assert type_of(site.read(PAGE)) == "NewsArticle"


def test_another_value_has_no_effect_is_told_and_is_kept(site: SiteDriver) -> None:
    site.write(genre="opinon")
    result = site.build()

    assert "content/a.md:4:8: warning: `genre` has no effect: it is no kind of story that newsgen knows" in result.err
    assert "did you mean `opinion`?" in result.err
    assert "write one of: analysis, background" in result.err
    assert '"opinon"' in site.newsgen("list", "--json").out
    assert "is-opin" not in site.read(PAGE)


def test_a_taxonomy_may_have_the_name_instead(site: SiteDriver) -> None:
    site.settings("taxonomies: {genres: {singular: genre}}\n")
    site.write(genre="opinion")
    site.build()

    assert site.exists("genres/opinion/index.html")
    assert "is-opinion" not in site.read(PAGE)


def test_a_field_of_another_system_is_understood(site: SiteDriver) -> None:
    site.write(article_type="Commentary")
    site.build()

    assert kicker(site.read(PAGE)) == ["Opinion"]


def test_a_genre_that_changes_is_seen_in_lists(site: SiteDriver) -> None:
    site.write(genre="opinion")
    site.build()
    site.write(genre="review")
    site.build()

    assert kicker(site.read("articles/index.html")) == ["Review"]


def test_a_word_of_the_publication_lies_over_the_word_of_the_theme(site: SiteDriver) -> None:
    site.write_file("templates/labels.yaml", "en: {genres: {opinion: Comment}}\n")
    site.write(genre="opinion")
    site.write("content/b.md", genre="review")
    site.build()

    assert kicker(site.read(PAGE)) == ["Comment"]
    assert kicker(site.read("2025/03/04/b/index.html")) == ["Review"]


@pytest.mark.parametrize("file", LABELS, ids=lambda file: file.stem)
def test_every_language_has_a_word_for_each(file: Path) -> None:
    text = file.read_text(encoding="utf-8").partition("genres:\n")[2]

    assert tuple(re.findall(r"^  (\w+):", text, re.MULTILINE)[: len(GENRES)]) == GENRES
