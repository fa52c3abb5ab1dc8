"""Other systems' fields: what they are here, what hides a story, and that the documentation has the same tables."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsgen.errors import Problem
from newsgen.loader.articles import Loaded, load_article
from newsgen.loader.foreign import FURNITURE, OFFERS, PICTURE_PARTS, UNDERSTOOD
from newsgen.loader.foreign_hiding import (
    HIDDEN_BY,
    HIDING_WORDS,
    PASSWORDS,
    SHOWING_WORDS,
    SHOWN_BY,
    STATES,
    VISIBILITY,
)
from newsgen.loader.rules import ArticleRules
from newsgen.models.article import Article, SourceFile
from newsgen.settings import ARTICLE_FIELDS, DEFAULT_TAXONOMIES

RULES = ArticleRules(ZoneInfo("UTC"), DEFAULT_TAXONOMIES)
DOCS = (Path(__file__).parent.parent / "docs/articles.md").read_text(encoding="utf-8")
HEAD = "title: T\ndate: 2020-01-02\n"


def load(fields: str, head: str = HEAD, rules: ArticleRules = RULES, path: str = "a.md") -> Loaded:
    return load_article(SourceFile(path, f"---\n{head}{fields}\n---\nText.\n", "0"), rules)


def card(fields: str, head: str = HEAD, rules: ArticleRules = RULES, path: str = "a.md") -> Article:
    loaded = load(fields, head, rules, path)
    assert loaded.article is not None, loaded.problems
    return loaded.article


def errors(loaded: Loaded) -> list[Problem]:
    return [problem for problem in loaded.problems if problem.is_error]


@pytest.mark.parametrize(
    "field",
    [
        "published: false", "publish: no", "Published: No", "status: draft", "status: Private", "state: trash",
        "post_status: pending", "post_status: auto-draft", "status: future", "hidden: true", "hide: yes", "private: 1",
        "visibility: private", "visibility: password", "visibility: members", "password: s3cret", "unlisted: on",
        "post_password: x", "eleventyExcludeFromCollections: true", "permalink: false", "_build: {render: never}",
        "build: {list: never}", "_build: {render: link}", "headless: true", "isDraft: true", "public: false",
        "visible: off", "status: in-review", "unpublished: true", "embargoed: true", "published: draft",
        "password: [a]", "hidden: “true\u00a0”",
    ],
)  # fmt: skip
def test_what_hides_a_story_elsewhere_hides_it_here_and_is_named(field: str) -> None:
    article = card(field)

    assert article.hidden_by.startswith(f"hidden by `{field.partition(':')[0]}")


@pytest.mark.parametrize(
    "field",
    [
        "published: maybe", "publish: soon", "status: whatever", "hidden: perhaps", "visibility: some", "private:",
        "post_status: 7", "status: -1", "published: []", "draft:", "draft: ~", "_build: {render: sometimes}",
        "published: maybe 5",
    ],
)  # fmt: skip
def test_a_value_that_may_hide_a_story_and_is_not_understood_is_an_error_at_its_place(field: str) -> None:
    (problem,) = errors(load(field))

    assert field.partition(":")[0] in problem.what
    assert problem.line == 4
    assert problem.mend


@pytest.mark.parametrize(
    "field",
    [
        "published: true", "publish: yes", "status: publish", "status: Published", "hidden: false", "private: no",
        "visibility: public", "password: ''", "password:", "_build: {render: always, list: local}", "state: Ohio",
        "permalink: /a/b/", "published: 2020-05-06", "draft: false", "build: {list: always}", "headless: false",
    ],
)  # fmt: skip
def test_what_shows_a_story_elsewhere_shows_it_here(field: str) -> None:
    assert card(field).hidden_by == ""


def test_a_field_may_be_said_to_have_nothing_to_do_with_publishing() -> None:
    rules = ArticleRules(ZoneInfo("UTC"), DEFAULT_TAXONOMIES, fields={"status": "extra"})

    loaded = load("status: breaking", rules=rules)

    assert loaded.article is not None
    assert loaded.article.hidden_by == ""
    assert loaded.article.extra == {"status": "breaking"}
    assert loaded.unknown == ()


def test_a_later_publish_date_is_the_date() -> None:
    assert card("publishDate: 2999-01-01").date.iso == "2999-01-01"
    assert card("publishDate: 2001-01-01").date.iso == "2020-01-02"


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ("excerpt: Short.", "summary", "Short."),
        ("description: Short.\nexcerpt: Shorter.", "summary", "Shorter."),
        ("dek: Below", "subtitle", "Below"),
        ("Sub-Head: Below", "subtitle", "Below"),
        ("language: pt_BR", "lang", "pt-BR"),
        ("lang: zh_tw", "lang", "zh-TW"),
        ("locale: en_US.UTF-8", "lang", "en-US"),
        ("redirect_from: [/old/a/, old/b.html]", "aliases", ("old/a/", "old/b.html")),
        ("redirect_from: https://old.example/x/", "aliases", ("x/",)),
        ("aliases: [/a/]\nredirect_from: /b/", "aliases", ("a/", "b/")),
    ],
)
def test_another_systems_field_is_newsgens(fields: str, name: str, value: object) -> None:
    assert getattr(card(fields), name) == value


@pytest.mark.parametrize(
    ("fields", "taxonomy", "names"),
    [
        ("categories: [World, Local]", "sections", ("World", "Local")),
        ("category: Local News", "sections", ("Local News",)),
        ("categories: local politics", "sections", ("local", "politics")),
        ("categories:\n- [Sports, Baseball]\n- Games", "sections", ("Sports", "Baseball", "Games")),
        ("keywords: a, b; c", "tags", ("a, b", "c")),
        ("tags: [x]\nkeywords: [y, x]", "tags", ("x", "y")),
        ("byline: By Jane Doe and John Roe", "authors", ("Jane Doe", "John Roe")),
        ("author: {name: Jane Doe, email: j@example.org}", "authors", ("Jane Doe",)),
        ("authors: [{name: Jane Doe}, John Roe]", "authors", ("Jane Doe", "John Roe")),
        ("author_name: 김서연", "authors", ("김서연",)),
    ],
)
def test_another_systems_names_are_terms(fields: str, taxonomy: str, names: tuple[str, ...]) -> None:
    assert card(fields).terms[taxonomy] == names


@pytest.mark.parametrize(
    ("fields", "picture"),
    [
        ("image_feature: a.jpg\nimage_alt: A\nimage_figcaption: B\nimage_credit: C", ("a.jpg", "A", "B", "C")),
        ("image: {path: /a.jpg, thumbnail: /b.jpg}", ("/a.jpg", "", "", "")),
        ("cover: {image: a.jpg, alt: A, caption: B, relative: true}", ("a.jpg", "A", "B", "")),
        ("hero: https://example.org/a\nhero_caption: B", ("https://example.org/a", "", "B", "")),
        ("images: [a.png, b.png]", ("a.png", "", "", "")),
        ("image: {src: a.jpg, alt: A}\nimage_credit: C", ("a.jpg", "A", "", "C")),
    ],
)
def test_another_systems_picture_is_the_storys(fields: str, picture: tuple[str, ...]) -> None:
    image = card(fields).image

    assert image is not None
    assert (image.src, image.alt, image.caption, image.credit) == picture


def test_a_field_of_a_picture_that_newsgen_cannot_have_meant_stays_an_error() -> None:
    assert "unknown field `altt`, did you mean `alt`?" in errors(load("image: {src: a.jpg, altt: x}"))[0].what


@pytest.mark.parametrize(
    ("path", "field"),
    [("_drafts/a.md", ""), ("a.md", "draft: true"), ("b/a.md", "status: pending"), ("a.md", "hide: yes")],
)
def test_a_story_that_is_held_back_needs_no_date_yet(path: str, field: str) -> None:
    loaded = load(field, head="title: T\n", path=path)

    assert loaded.problems == ()
    assert loaded.article is not None
    assert loaded.article.hidden_by


def test_a_story_that_is_published_needs_a_date() -> None:
    assert [problem.what for problem in errors(load("draft: false", head="title: T\n"))] == ["`date` is missing"]


@pytest.mark.parametrize(
    "field", ["image: {source: a.jpg}", "image: {src: , alt: A wall}", "image:\n  caption: Mur\n  credit: M. Roux"]
)
def test_a_picture_that_names_no_file_is_told(field: str) -> None:
    told = [problem.what for problem in load(field).problems]

    assert told == ["`image` names no file: it has no `src`"]


@pytest.mark.parametrize(
    "field", ["teaser: Some words", "thumb: true", "permalink: /:year/:title/", "link: https://x.org/"]
)
def test_what_cannot_be_the_field_of_that_name_is_kept_and_counted(field: str) -> None:
    loaded = load(field)

    assert loaded.article is not None
    assert loaded.article.image is None
    assert loaded.unknown == (field.partition(":")[0],)


def test_newsgens_own_field_counts_and_the_other_is_not_lost() -> None:
    loaded = load("summary: Own.\ndescription: Other.")

    assert loaded.article is not None
    assert loaded.article.summary == "Own."
    assert loaded.article.extra["description"] == "Other."
    assert loaded.unknown == ("description",)


def test_each_field_that_was_understood_is_told_and_furniture_is_not() -> None:
    loaded = load("excerpt: E\nlastmod: 2020-02-01\nlayout: post\ncomments: true\nWordPress_ID: 7")

    assert loaded.mapped == ("excerpt → summary", "lastmod → updated")
    assert loaded.unknown == ()


def test_a_headline_and_a_date_may_be_called_otherwise() -> None:
    article = card("", head="headline: Other\npubDate: Tue, 03 Mar 2020 10:30:00 +0000\n")

    assert (article.title, article.date.iso_day) == ("Other", "2020-03-03")


def test_fields_of_newsgen_yaml_say_what_is_what() -> None:
    rules = ArticleRules(
        ZoneInfo("UTC"), DEFAULT_TAXONOMIES, fields={"topics": "tags", "Sendezeit": "date"}, date_formats=("%d.%m.%Y",)
    )

    article = card("topics: [a]", head="title: T\nsendezeit: 31.12.1999\n", rules=rules)

    assert article.terms["tags"] == ("a",)
    assert article.date.iso == "1999-12-31"


@pytest.mark.parametrize("table", [UNDERSTOOD, PICTURE_PARTS, OFFERS])
def test_the_documentation_has_every_name_that_is_understood(table: dict[str, tuple[str, ...]]) -> None:
    text = DOCS.split("### Other systems' fields", 1)[1]

    for field, names in table.items():
        row = f"| `{field}` | {', '.join(f'`{name}`' for name in names)} |"
        assert row in text


def test_the_documentation_has_all_that_hides_a_story_and_all_furniture() -> None:
    text = DOCS.split("### Other systems' fields", 1)[1]

    words = {*SHOWN_BY, *HIDDEN_BY, *STATES, *VISIBILITY, *PASSWORDS, *HIDING_WORDS, *SHOWING_WORDS, *FURNITURE}
    assert {word for word in words if f"`{word}`" not in text} == set()


def test_every_field_that_others_are_mapped_to_is_one() -> None:
    terms = {name for taxonomy in DEFAULT_TAXONOMIES for name in (taxonomy.name, taxonomy.singular)}

    assert {*UNDERSTOOD, *OFFERS} - {"url"} <= {*ARTICLE_FIELDS, *terms}


def test_an_address_of_another_system_is_the_url_where_articles_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsgen.loader.rules.ARTICLE_FIELDS", (*ARTICLE_FIELDS, "url"))
    rules = ArticleRules(ZoneInfo("UTC"), DEFAULT_TAXONOMIES)

    assert load("permalink: /2003/05/story12.html", rules=rules).mapped == ("permalink → url",)


OWN_RULES = ArticleRules(
    ZoneInfo("UTC"), DEFAULT_TAXONOMIES, own_urls=("https://here.example/news/", "https://old.example/")
)


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("permalink: /about/", "about/"),
        ("permalink: about.html", "about.html"),
        ("permalink: /%E4%BD%A0%E5%A5%BD/", "你好/"),
        ("link: https://old.example/p7.html", "p7.html"),
        ("link: https://here.example/news/a/", "a/"),
        ("slug: /x/story", "x/story/"),
        ("slug: /über", "über/"),
    ],
)
def test_an_address_of_this_site_is_the_storys_own(field: str, place: str) -> None:
    assert card(field, rules=OWN_RULES).url == place


@pytest.mark.parametrize(
    "field",
    [
        "permalink: /:year/:title/", 'permalink: "/{{ page.slug }}/"', "permalink: https://wire.example/a/",
        "permalink: //cdn.example/a/", 'permalink: "/?p=123"', 'permalink: "/a/#top"', "permalink: /a//b/",
        "permalink: pretty", "permalink: [/a/, /b/]", "link: https://wire.example/a", "permalink: /",
    ],
)  # fmt: skip
def test_what_is_no_address_of_this_site_moves_nothing_and_is_told(field: str) -> None:
    loaded = load(field, rules=OWN_RULES)

    assert loaded.article is not None
    assert (loaded.article.url, loaded.article.aliases) == ("", ())
    assert loaded.unknown == (field.partition(":")[0],)


def test_the_address_of_a_program_becomes_an_old_one() -> None:
    loaded = load("permalink: /2003/story.php")

    assert loaded.article is not None
    assert (loaded.article.url, loaded.article.aliases) == ("", ("2003/story.php",))
    assert loaded.mapped == ("permalink → aliases",)


@pytest.mark.parametrize(
    "field",
    [
        "no_publish: true", "wip: yes", "ready: false", "deleted_at: 2020-01-01", "published_at:",
        "date_published: null", "type: draft", "post_type: revision", "access: [admin]", "meta: {draft: true}",
        "post: {published: no}", "members_only: true", "is_premium: 1", "paywall: on", "embargo: true",
        "killed: true", "spiked: yes", "on_hold: 1", "trash: true", "publishable: false", "content_status: draft",
        "story-state: Spiked", "stage: in review", "workflow: needs review", "Editorial Status: 'on hold'",
        "approval: pending", "state: removed", "cleared: no", "status: Pending Review",
        "archived: true", "redirect_to: https://x.example/a", "redirect_to: [/a/]", "redirect: /b/",
    ],
)  # fmt: skip
def test_a_story_that_elsewhere_only_some_or_none_could_read_stays_hidden(field: str) -> None:
    assert card(field).hidden_by.startswith(f"hidden by `{field.partition(':')[0]}")
    assert load(field).unknown == () or "redirect" in field or "{" in field


@pytest.mark.parametrize(
    "field",
    [
        "redirect_to:",
        "redirect: false",
        "archived: 2020",
        "final: 3-2",
        "type: news",
        "deleted_at: null",
        "cover: {hidden: true}",
        "ready: yes",
        "killed: 1",
        "stage: 3",
        "approval: 61 %",
        "page_state: Ohio",
        "hold: the line",
        "content_status: published",
        "trash: false",
        "embargo: no",
        "premium: false",
    ],
)
def test_a_field_that_hides_nothing_shows_the_story(field: str) -> None:
    assert card(field).hidden_by == ""


@pytest.mark.parametrize(
    "name",
    ["publishDate", "publish_on", "hold_until", "not_before", "go_live", "embargo", "embargo_until", "scheduled_for"],
)
def test_a_story_is_not_to_be_seen_before_its_later_date(name: str) -> None:
    assert card(f"{name}: 2099-01-01").date.iso == "2099-01-01"
    assert card(f"{name}: 2001-01-01").date.iso == card("").date.iso


@pytest.mark.parametrize(
    "key", ["canonical_url", "source_url", "images", "translation_id", "resources", "updated_date"]
)
def test_another_systems_field_is_no_slip_of_the_pen(key: str) -> None:
    assert not errors(load(f"{key}:"))
    assert not errors(load(f"{key}: [a, b]"))


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        (
            "cover: {path: a.jpg, credit_link: 'https://x.example/', width: 300}",
            {"cover.credit_link": "https://x.example/", "cover.width": "300"},
        ),
        ("image: {path: a.jpg, licence: CC0}", {"image.licence": "CC0"}),
        ("images: [a.jpg, b.jpg]", {"images": ["a.jpg", "b.jpg"]}),
        ("image: [a.jpg, b.jpg]", {"images": ["a.jpg", "b.jpg"]}),
    ],
)
def test_what_a_picture_has_no_room_for_is_kept(fields: str, kept: dict[str, object]) -> None:
    article = card(fields)

    assert article.image is not None
    assert article.image.src == "a.jpg"
    assert article.extra == kept


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ("tags: '#quay #council'", ("#quay", "#council")),
        ("tags: quay|council | 港", ("quay", "council", "港")),
        ("tags: |\n  quay front\n  council", ("quay front", "council")),
        ("tags: '#1 song'", ("#1 song",)),
        ("tags: 'C #, D#'", ("C #", "D#")),
    ],
)
def test_words_that_are_marked_off_in_one_text_are_several(fields: str, names: tuple[str, ...]) -> None:
    assert card(fields).terms["tags"] == names


@pytest.mark.parametrize(
    ("field", "aliases"),
    [
        ("aliases: /a/, /b/", ("a/", "b/")),
        ("aliases: /a/ /b.html", ("a/", "b.html")),
        ("redirect_from: '/a/;/c,d/'", ("a/", "c,d/")),
    ],
)
def test_addresses_in_one_text_are_several(field: str, aliases: tuple[str, ...]) -> None:
    assert card(field).aliases == aliases


@pytest.mark.parametrize("typed", ["blog/older/1", "x.html", "1234"])
def test_an_alias_without_its_slash_is_read_from_the_root_with_a_warning(typed: str) -> None:
    loaded = load(f"aliases: [{typed}]")

    assert loaded.article is not None
    assert loaded.article.aliases == (typed,)
    assert [problem.is_error for problem in loaded.problems] == [False]
    assert f"`/{typed}`" in loaded.problems[0].mend


@pytest.mark.parametrize(
    ("typed", "formats", "iso"),
    [
        ("1513036800", (), "2017-12-12T00:00:00+00:00"),
        ("1513036800123", (), "2017-12-12T00:00:00+00:00"),
        ("@1513036800.5", (), "2017-12-12T00:00:00+00:00"),
        ("20171212T101112Z", (), "2017-12-12T10:11:12+00:00"),
        ("01/11/2003 03:22:33 PM", ("%m/%d/%Y",), "2003-01-11T15:22:33+00:00"),
        ("1.2.2003", ("%d.%m.%Y",), "2003-02-01"),
        ("1.2.2003, 10:00 +0200", ("%d.%m.%Y",), "2003-02-01T08:00:00+00:00"),
    ],
)
def test_a_time_of_a_database_or_behind_a_day_is_understood(typed: str, formats: tuple[str, ...], iso: str) -> None:
    rules = ArticleRules(ZoneInfo("UTC"), DEFAULT_TAXONOMIES, date_formats=formats)

    assert card(f"date: '{typed}'", "title: T\n", rules).date.iso == iso


def test_an_export_of_movable_type_is_named() -> None:
    text = "AUTHOR: Jane\nTITLE: A\nDATE: 01/31/2003 03:22:33 PM\n-----\nBODY:\nText.\n-----\n"

    (problem,) = load_article(SourceFile("2003-01-31-a.md", text, "0"), RULES).problems

    assert "Movable Type" in problem.what
    assert problem.mend


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ("Draft: true", "hidden_by", "draft"),
        ("DRAFT: yes", "hidden_by", "draft"),
        ("Tags: [quay]\nAuthor: Jane", "terms", {"tags": ("quay",), "authors": ("Jane",)}),
        ("Summary: S", "summary", "S"),
        ("Date-Line: D", "dateline", "D"),
        ("image: []", "image", None),
        ("image: false", "image", None),
        ("organisations: [A]", "terms", {"organizations": ("A",)}),
    ],
)
def test_a_field_of_ones_own_is_known_in_other_letters(fields: str, name: str, value: object) -> None:
    assert getattr(card(fields), name) == value


@pytest.mark.parametrize("fields", ["title: A\nTitle: B", "date: 2020-01-02\nDate: 2021-01-02"])
def test_a_field_that_is_there_twice_in_other_letters_is_a_slip(fields: str) -> None:
    head = "date: 2020-01-02\n" if "title" in fields else "title: A\n"

    assert any("did you mean" in problem.what for problem in errors(load(fields, head)))


@pytest.mark.parametrize("body", ["<!-- to be written -->", "<!-- a --> <!-- b\nc -->\n", " \n"])
def test_a_text_of_comments_alone_is_no_text(body: str) -> None:
    loaded = load_article(SourceFile("a.md", f"---\n{HEAD}---\n{body}", "0"), RULES)

    assert [problem.what for problem in loaded.problems] == ["the article has no text"]


@pytest.mark.parametrize("name", ["20200203-quay", "20200203_quay", "2020-2-3-quay"])
def test_a_date_that_a_name_begins_with_is_understood(name: str) -> None:
    article = card("", "title: T\n", path=f"{name}.md")

    assert (article.date.iso, article.slug) == ("2020-02-03", "quay")


def test_fields_that_are_not_indented_alike_are_told_so() -> None:
    (problem,) = errors(load("x: y", " title: T\ndate: 2020-01-02\n"))

    assert "not indented alike" in problem.what


@pytest.mark.parametrize(
    "fields", ["permalink: /a/b/\nurl: /a/b/", "excerpt: S\ndescription: S", "link: /x/\nurl: ' /x/'"]
)
def test_a_field_that_says_the_same_as_another_is_not_told(fields: str) -> None:
    assert load(fields).unknown == ()


@pytest.mark.parametrize(
    "path", ["quay.html.md", "a/quay.html.markdown", "quay.HTM.md", "quay/index.html.md", "quay.html"]
)
def test_a_file_that_is_named_after_its_page_too_has_the_slug_of_the_page(path: str) -> None:
    assert card("", path=path).slug == "quay"


@pytest.mark.parametrize("path", ["quay.html.notes.md", "quay.org.md"])
def test_what_else_a_name_has_behind_a_dot_is_part_of_it(path: str) -> None:
    assert card("", path=path).slug == path.removesuffix(".md").replace(".", "-")


@pytest.mark.parametrize(
    ("fields", "place", "found", "read"),
    [
        ("subtitle: Tom &amp; Jerry", "4:11", "&amp;", "Tom & Jerry"),
        ("kicker: It&#8217;s caf&eacute; &#x2014; now", "4:9", "&#8217;", "It’s café — now"),
        ("excerpt: '<p>He said <b>yes</b>.</p>'", "4:10", "<p>", "He said yes."),
        ("tags: [a, R&amp;D]", "4:11", "&amp;", "R&D"),
        ("category: Arts &amp; Leisure", "4:11", "&amp;", "Arts & Leisure"),
        ("dateline: 서울<br />부산", "4:11", "<br />", "서울 부산"),
    ],
)
def test_html_in_a_line_is_told_with_what_it_means(fields: str, place: str, found: str, read: str) -> None:
    (problem,) = load(fields).problems

    assert f"{problem.line}:{problem.column}" == place
    assert problem.what.endswith(f"which shows as it was typed: {found}")
    assert problem.mend.endswith(f": {read}")
    assert not problem.is_error


@pytest.mark.parametrize(
    "line", ["AT&T; and R&D;", "USAir <U> rose", "a < b & c > d", "&c.", "'&bogus; x'", "Q&A", "<The Times>", "1 &lt 2"]
)
def test_what_is_no_html_in_a_line_is_not_told(line: str) -> None:
    assert not load(f"subtitle: {line if line[0] != '&' else repr(line)}").problems


@pytest.mark.parametrize(
    "src",
    [
        "{static}/i/q.png",
        "{{ site.baseurl }}/i/q.png",
        '{{ "/i/q.png" | relative_url }}',
        "|filename|/i/q.png",
        "{attach}/i/q.png",
    ],
)
def test_a_picture_that_a_template_was_to_find_is_found(src: str) -> None:
    loaded = load_article(SourceFile("a.md", f"Title: T\nDate: 2020-01-02\nImage: {src}\n\nText.\n", "0"), RULES)

    assert loaded.article is not None
    assert loaded.article.image is not None
    assert loaded.article.image.src == "/i/q.png"


@pytest.mark.parametrize(
    ("head", "title", "date"),
    [
        ("标题: 甲\n日期: 2020-01-02\n", "标题", "日期"),
        ("layout: post\nday: 2 Jan 2020\nname: A name\n", "name", "day"),
        ("Überschrift: Eins\nvom: 2020/1/2\n", "Überschrift", "vom"),
    ],
)
def test_a_field_that_may_be_the_missing_one_is_offered(head: str, title: str, date: str) -> None:
    mends = [problem.mend for problem in load("", head).problems]

    assert f"if `{title}` is it, write `fields: {{{title}: title}}` in newsgen.yaml" in mends[0]
    assert f"if `{date}` is it, write `fields: {{{date}: date}}` in newsgen.yaml" in mends[1]

    rules = ArticleRules(ZoneInfo("UTC"), DEFAULT_TAXONOMIES, fields={title: "title", date: "date"})
    assert card("", head, rules).date.iso == "2020-01-02"


@pytest.mark.parametrize("head", ["layout: post\n", "tags: [a]\n", "colour: \n"])
def test_where_no_field_may_be_the_missing_one_none_is_offered(head: str) -> None:
    assert "is it" not in "".join(problem.mend for problem in load("", head).problems)
