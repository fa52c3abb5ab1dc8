"""Where stories are, were, and who they are: slugs, `url`, `aliases`, `id`, languages, old sites, redirects."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from faults import has_caret
from tests.conftest import SiteDriver, newsgen, tree_digest

from newsgen.documents.places import Redirects, read_place, read_redirects
from newsgen.loader.versions import language_of, without_language
from newsgen.models.addresses import Addresses, named, rest_below, target_keys
from newsgen.models.article import ARTICLE_SUFFIXES
from newsgen.models.names import MAX_SLUG, path_fault, segment_fault, slug_for
from newsgen.models.site import Site
from newsgen.planner import sitemaps

pytestmark = pytest.mark.sampled(every=3)

OWN = ("https://own.example/", "https://old.example/blog/", "/blog/")
SITE = Site("T", "https://own.example/")


def assert_as_clean(site: SiteDriver) -> None:
    site.build("-o", str(site.root / "clean"))
    assert tree_digest(site.output) == tree_digest(site.root / "clean")


def settle(site: SiteDriver) -> None:
    """Builds until nothing is new, so that of the next edit only a part is looked at."""
    site.build()
    time.sleep(0.05)
    site.build()


# Slugs.


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("누리호 발사", "누리호-발사"),
        ("Ἀθῆναι_Νέα", "ἀθῆναι-νέα"),
        ("Москва: Новости!", "москва-новости"),
        ("東京「駅」", "東京-駅"),
        ("می\u200cروم", "می\u200cروم"),
        ("क्\u200dष", "क्\u200dष"),
        ("ข่าววันนี้", "ข่าววันนี้"),
        ("Cafe\u0301 & Bar", "café-and-bar"),
        ("C++", "c-plus-plus"),
        ("\u200cabc\u200d", "abc"),
        ("a\u200cb", "a-b"),
        ("NUL", "nul-1"),
    ],
)
def test_a_slug_in_its_own_script_keeps_its_letters(name: str, slug: str) -> None:
    assert slug_for(name, "unicode") == slug
    assert segment_fault(slug) is None


@pytest.mark.parametrize("letters", ["新闻联播", "новости дня ", "오늘의 소식 ", "أخبار اليوم ", "a long word ", "ข่าว"])
def test_two_long_names_stay_two(letters: str) -> None:
    one, two = (slug_for(letters * 40 + end, "unicode") for end in ("一", "二"))

    assert one != two
    assert len(one) <= MAX_SLUG
    assert segment_fault(one) is None


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("why-2-towns-sue", "why-2-towns-sue"),
        ("90s", "90s"),
        ("ab" * 40, "ab" * 40),
        ("ab" * 40 + "c", "ab" * 40),
        ("long-words-" * 7 + "and-more", "long-words-" * 7 + "and"),
        ("a--b", "a-b"),
        ("-a-", "a"),
        ("A-b", "a-b"),
        ("com1", "com1-1"),
    ],
)
def test_a_name_that_is_a_slug_stays_as_it_is(name: str, slug: str) -> None:
    assert slug_for(name) == slug


@pytest.mark.parametrize("name", ["ab" * 40, "字" * 66, "ж" * 80])
def test_a_name_that_fits_has_no_digest(name: str) -> None:
    assert slug_for(name, "unicode") == name


def test_a_name_without_letters_has_a_slug_in_either_style() -> None:
    assert slug_for("!!!", "unicode") == slug_for("!!!") != slug_for("???", "unicode")


@pytest.mark.parametrize("text", ["a\u200cb", "\u200cم", "م\u200c", "م\u200c\u200cم", "م\u200bم", "م\u2060م"])
def test_a_joiner_that_joins_nothing_is_refused(text: str) -> None:
    assert "invisible" in (segment_fault(text) or "")


@pytest.mark.parametrize("text", ["نامه\u200cها", "👩\u200d🚀", "ക്\u200dഷ", "❤️\u200d🔥"])
def test_a_joiner_between_letters_is_part_of_an_address(text: str) -> None:
    assert segment_fault(text) is None


@pytest.mark.long
@pytest.mark.parametrize("names", [("经济", "竞技"), ("公式", "公事"), ("形式", "形势"), ("Мир", "Миръ")])
def test_two_terms_that_are_alike_in_ascii_alone_are_two(site: SiteDriver, names: tuple[str, str]) -> None:
    if slug_for(names[0]) != slug_for(names[1]):
        pytest.skip("they are not alike")
    site.write("content/a.md", tags=[names[0]])
    site.write("content/b.md", tags=[names[1]], date="2025-03-05")
    settle(site)
    plain = slug_for(names[0])

    pages = [path for path in site.files() if re.fullmatch(r"tags/[^/]+/index\.html", path)]
    assert len(pages) == 2
    assert names[0] in site.read(f"tags/{plain}/index.html")

    site.write("content/c.md", tags=[names[1], names[0]], date="2025-03-06")
    site.build()
    assert_as_clean(site)
    assert {path for path in site.files() if re.fullmatch(r"tags/[^/]+/index\.html", path)} == set(pages)

    site.remove("content/a.md")
    site.build()
    assert_as_clean(site)


def test_news_moves_no_term_that_is_alike(site: SiteDriver) -> None:
    site.write("content/a.md", tags=["经济"])
    site.write("content/b.md", tags=["竞技"], date="2025-03-05")
    site.write("content/c.md", tags=["竟技"], date="2025-03-06")
    site.build()
    before = site.files().keys()

    site.write("content/d.md", tags=["竟技", "竞技", "经济"], date="2025-03-07")
    site.build()

    assert before - site.files().keys() == set()


def test_spellings_of_one_word_and_slugs_that_were_chosen_stay_one_term(site: SiteDriver) -> None:
    site.settings("taxonomies: {tags: {slugs: {经济: eco, 竞技: eco}}}\n")
    site.write("content/a.md", tags=["经济", "Москва"])
    site.write("content/b.md", tags=["竞技", "МОСКВА", "Moskva"])
    site.build()

    assert {path for path in site.files() if re.fullmatch(r"tags/[^/]+/index\.html", path)} == {
        "tags/eco/index.html",
        "tags/moskva/index.html",
    }


def test_addresses_in_their_own_script_are_percent_encoded_wherever_they_stand(site: SiteDriver) -> None:
    site.settings("slugs: unicode\nfeeds: {from: 1}\n")
    site.write("content/뉴스.md", tags=["경제"])
    site.write("content/b.md", "[x](뉴스.md)")
    site.build()

    encoded = "/2025/03/04/%EB%89%B4%EC%8A%A4/"
    assert site.exists("2025/03/04/뉴스/index.html")
    assert site.exists("tags/경제/feed.xml")
    for page in ("2025/03/04/b/index.html", "feed.xml", "atom.xml", "sitemaps/articles-2025.xml"):
        assert encoded in site.read(page)
    assert f'<link rel="canonical" href="https://example.org{encoded}">' in site.read("2025/03/04/뉴스/index.html")


def test_stories_whose_names_are_alike_in_ascii_are_told_of_the_setting(site: SiteDriver) -> None:
    site.write("content/经济.md")
    site.write("content/竞技.md")

    assert "slugs: unicode" in site.build().err

    site.settings("slugs: unicode\n")
    assert site.build().code == 0


@pytest.mark.parametrize(
    ("language", "slugs"),
    [("ko", "unicode"), ("zh-Hant", "unicode"), ("el", "unicode"), ("fr", "ascii"), ("tr", "ascii")],
)
def test_a_new_publication_has_slugs_in_the_script_of_its_language(
    make_site: Callable[[str], SiteDriver], language: str, slugs: str
) -> None:
    root = make_site("base").root / "new"

    assert newsgen("init", str(root), "--language", language).code == 0

    text = (root / "newsgen.yaml").read_text()
    assert f"\nlanguage: {language}\n" in text
    assert f"\nslugs: {slugs}" in text


# Addresses as typed.


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("/2003/caf%C3%A9/", "2003/café/"),
        ("/2003/caf%c3%a9.html", "2003/café.html"),
        ("/%EB%89%B4%EC%8A%A4/", "뉴스/"),
        ("/cafe\u0301/", "café/"),
        ("https://own.example/old/x.html", "old/x.html"),
        ("http://www.own.example/old/", "old/"),
        ("//old.example/blog/2003/x", "2003/x"),
        ("HTTPS://OLD.example/blog/a/", "a/"),
        ("/x.php", "x.php"),
        ("/caf%E9/", "café/"),
        ("/news/%E6%96%B0%E9%97%BB.html", "news/新闻.html"),
        ("/Stra%C3%9Fe", "Straße"),
        ("/%d8%ae%d8%a8%d8%b1/", "خبر/"),
        ("/e%CC%81cole/", "école/"),
    ],
)
def test_an_address_is_read_as_a_place(typed: str, place: str) -> None:
    read = read_place(typed, OWN)

    assert (read.place, read.fault) == (place, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/archives/000123.html#more", "has a `#`"),
        ("/?p=123", "has a `?`"),
        ("?p=123", "has a `?`"),
        ("/index.php?id=7&x=1", "has a `?`"),
        ("https://elsewhere.example/x/", "is an address of another site"),
        ("mailto:a@b.example", "is an address of another site"),
        ("/a%2Fb/", "a slash that is percent-encoded"),
        ("/..%5cx", "a part that begins with a dot"),
        ("/%2e%2e/x", "a part that begins with a dot"),
        ("/a%00b", "an invisible"),
        ("/100%/", "the character '%'"),
        ("/x/:year/:title/", "has the placeholder :year"),
        ("/x/{slug}/", "has the placeholder {slug}"),
        ("https://old.example/other/", "is an address of another site"),
    ],
)
def test_an_address_that_cannot_be_is_told_with_its_reason(typed: str, said: str) -> None:
    assert said in read_place(typed, OWN).fault


@pytest.mark.parametrize(
    ("own", "url", "rest"),
    [
        ("https://a.example/", "http://a.example/x", "/x"),
        ("https://a.example/", "https://A.EXAMPLE", "/"),
        ("https://a.example/b/", "https://a.example/bc/x", None),
        ("https://a.example/", "https://a.example.evil/x", None),
        ("/blog/", "https://a.example/blog/x", None),
    ],
)
def test_what_lies_below_an_address(own: str, url: str, rest: str | None) -> None:
    assert rest_below(own, url) == rest


@pytest.mark.parametrize(
    "field",
    [
        "aliases: /a.html#more",
        "aliases: /?p=1",
        "url: /story.php",
        "url: /:year/x/",
        "url: /",
        "url: /index.html",
        "url: https://example.org/index.htm",
        "id: not/a uri",
        "id: tag:<b>",
        "slug: x//y",
        "slug: /",
        "slug: /index.html",
    ],
)
def test_a_field_that_is_no_address_is_told_at_its_place(site: SiteDriver, field: str) -> None:
    site.write_file("content/a.md", f"---\ntitle: A\ndate: 2025-03-04\n{field}\n---\n\nText.\n")

    result = site.build()

    assert result.code == 1
    assert f"content/a.md:4:{field.index(':') + 3}: error: " in result.err
    assert "mend: " in result.err


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ('aliases: [/k/, "/p?x=1"]', "4:16"),
        ("aliases:\n- /fine/\n- /뉴스.html#m", "6:3"),
        ("aliases: [/ok/, //other.example/x]", "4:17"),
        ("redirect_from:\n  - /a/\n  - /b/../c/", "6:5"),
    ],
)
def test_of_several_old_addresses_the_wrong_one_is_told(site: SiteDriver, fields: str, place: str) -> None:
    site.write_file("content/a.md", f"---\ntitle: A\ndate: 2025-03-04\n{fields}\n---\n\nText.\n")

    assert f"content/a.md:{place}: error: the alias " in site.build().err


@pytest.mark.parametrize("field", ["id: 12345", "id: b7f2-11e9", "url: https://wire.example/x/"])
def test_what_another_system_meant_by_a_field_holds_nothing_back(site: SiteDriver, field: str) -> None:
    site.write_file("content/a.md", f"---\ntitle: A\ndate: 2025-03-04\n{field}\n---\n\nText.\n")

    assert site.build().code == 0
    assert site.exists("2025/03/04/a/index.html")
    assert site.newsgen("list", "--json").json[0]["extra"] == {field.partition(":")[0]: field.partition(": ")[2]}


# url.


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/2003/05/story12.html", "2003/05/story12.html"),
        ("/2003/05/story12/", "2003/05/story12/index.html"),
        ("/2003/05/story12", "2003/05/story12/index.html"),
        ("2003/story.htm", "2003/story.htm"),
        ("/caf%C3%A9/index.html", "café/index.html"),
        ("https://example.org/at/root.html", "at/root.html"),
    ],
)
def test_a_story_is_at_its_very_own_address(site: SiteDriver, url: str, path: str) -> None:
    site.write("content/a.md", "Words of its own.", url=url)
    site.write("content/b.md", "See [it](a.md).")
    site.build()

    assert "Words of its own." in site.read(path)
    address = site.newsgen("list", "--json").json[-1]["url"]
    assert address.endswith(path.removesuffix("index.html").replace("é", "%C3%A9"))
    for page in ("feed.xml", "sitemaps/articles-2025.xml", "2025/03/04/b/index.html"):
        assert address.removeprefix("https://example.org") in site.read(page)
    assert site.newsgen("check").code == 0


def test_a_story_with_its_own_address_moves_as_any_other(site: SiteDriver, partial: list[bool]) -> None:
    site.write("content/a.md", url="/old/one.html")
    site.write("content/b.md", "See [it](a.md).")
    settle(site)

    site.write("content/a.md", url="/new/one/")
    report = site.report()

    assert partial[-1]
    assert [(move["from"], move["to"]) for move in report["moved"]] == [("/old/one.html", "/new/one/")]
    assert not site.exists("old/one.html")
    assert_as_clean(site)


def test_two_stories_never_share_an_address_of_their_own(site: SiteDriver) -> None:
    site.write("content/history of rome.md", url="/x/")
    site.write("content/b.md", aliases=["/x/index.html"])
    site.write("content/c.md")

    result = site.build("--keep-going")

    assert "content/history of rome.md" in result.err
    assert site.exists("2025/03/04/c/index.html")


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("2003/caf%C3%A9", "2003/café/index.html"),
        ("ein/zwei/drei.html", "ein/zwei/drei.html"),
        ("/%E6%96%B0/%E9%97%BB.htm", "新/闻.htm"),
        ("nyheter%2f1/index.html", "nyheter/1/index.html"),
        ("/lead", "lead/index.html"),
    ],
)
def test_a_slug_of_several_parts_is_the_whole_address(site: SiteDriver, slug: str, path: str) -> None:
    site.write("content/a.md", "Words of its own.", slug=slug)
    site.build()

    assert "Words of its own." in site.read(path)


@pytest.mark.parametrize(
    ("slug", "name"), [("%D0%BD%D0%BE%D0%B2", "нов"), ("%EB%89%B4", "뉴"), ("Stra%C3%9Fe/", "Straße")]
)
def test_a_percent_encoded_slug_is_decoded(site: SiteDriver, slug: str, name: str) -> None:
    site.write_file("content/a.md", f'---\ntitle: A\ndate: 2025-03-04\nslug: "{slug}"\n---\n\nText.\n')
    site.build()

    assert site.exists(f"2025/03/04/{name}/index.html")


# Identities.


def ids_of(site: SiteDriver) -> tuple[str, str]:
    """The identity of the only story in both feeds."""
    site.build()
    guid = re.search(r"<guid[^>]*>(.*?)</guid>", site.read("feed.xml"))
    entry = re.search(r"<entry>\s*<id>(.*?)</id>", site.read("atom.xml"))
    assert guid
    assert entry
    return guid[1], entry[1]


@pytest.mark.parametrize(
    ("before", "after", "base_url"),
    [
        ({"slug": "one"}, {"slug": "two", "aliases": ["/2025/03/04/one/"]}, ""),
        ({"id": "tag:x.example,2003:1"}, {"id": "tag:x.example,2003:1", "slug": "z"}, "https://new.example/"),
        ({"slug": "one"}, {"slug": "three", "aliases": ["/2025/03/04/one/", "/2025/03/04/two/"]}, ""),
        ({"id": "/first/"}, {"id": "/first/", "url": "/z.html"}, ""),
        ({}, {}, "https://new.example/"),
    ],
)
def test_a_story_stays_itself_in_feeds(
    site: SiteDriver, before: dict[str, object], after: dict[str, object], base_url: str
) -> None:
    site.write("content/a.md", **before)
    first = ids_of(site)

    site.write("content/a.md", **after)
    if base_url:
        site.write_file(
            "newsgen.yaml", f"title: T\nbase_url: {base_url}\nfeed_ids: https://example.org/\ntimezone: UTC\n"
        )

    assert ids_of(site) == first


def test_two_stories_with_one_identity_are_refused(site: SiteDriver) -> None:
    site.write("content/a.md", id="urn:x:1")
    settle(site)
    site.write("content/b.md", id="urn:x:1")

    result = site.build()

    assert result.code == 1
    assert "content/b.md: error: the `id` urn:x:1 is that of content/a.md, too" in result.err


# Languages.


@pytest.mark.parametrize(
    ("path", "language", "rest"),
    [
        ("ja/_posts/2011-10-29-release.md", "ja", "_posts/2011-10-29-release.md"),
        ("posts/zh_Hant/a.md", "zh-Hant", "posts/a.md"),
        ("posts/a.ja.md", "ja", "posts/a.md"),
        ("posts/a/index.ja.md", "ja", "posts/a/index.md"),
        ("posts/a.ja.html.md", "ja", "posts/a.html.md"),
        ("fr/a.md", "", "fr/a.md"),
        ("ja.md", "", "ja.md"),
    ],
)
def test_where_a_file_lies_tells_its_language(path: str, language: str, rest: str) -> None:
    assert language_of(path, ("ja", "zh-Hant")) == language
    assert without_language(path, ("ja", "zh-Hant")) == rest


@pytest.mark.long
def test_one_name_in_several_languages_is_several_pages_that_know_one_another(site: SiteDriver) -> None:
    for path in ("en/release.md", "ja/release.md", "ko/release.md"):
        site.write(f"content/{path}")
    result = site.build()
    assert "languages: [en, ja]" in result.err

    site.settings("languages: [en, ja, ko]\n")
    assert site.build().code == 0

    page = site.read("ja/2025/03/04/release/index.html")
    assert '<html lang="ja"' in page or 'lang="ja"' in page
    assert '<link rel="alternate" hreflang="en" href="https://example.org/2025/03/04/release/">' in page
    assert '<link rel="alternate" hreflang="ja" href="https://example.org/ja/2025/03/04/release/">' in page
    assert "한국어" in page
    assert site.newsgen("check").code == 0


@pytest.mark.parametrize(
    ("paths", "languages"),
    [
        (("a.md", "a.fr.md"), "fr"),
        (("2020/a/index.zh-cn.md", "2020/a/index.md", "b.md"), "zh-cn"),
        (("a.en.md", "a.pt_BR.md", "b.ko.md", "b.md"), "en, ko, pt-BR"),
        (("en/a.md", "fr/b.md", "ar/c/index.md"), "ar, en, fr"),
        (("news/en/2020/a.md", "news/de/2020/b.md"), "de, en"),
        (("a.html.md", "a.it.html.md"), "it"),
    ],
)
def test_languages_that_names_tell_are_offered(site: SiteDriver, paths: tuple[str, ...], languages: str) -> None:
    for path in paths:
        site.write(f"content/{path}", title=path)

    result = site.build()

    assert "newsgen.yaml: warning: stories are named like versions in other languages" in result.err
    assert f"write `languages: [{languages}]`" in result.err

    site.settings(f"languages: [{languages}]\n")
    assert "other languages" not in site.build().err
    addresses = "".join(story["url"] for story in site.newsgen("list", "--json").json)
    assert all(f"/{tag.lower()}/" in addresses for tag in languages.split(", ") if tag != "en")


@pytest.mark.parametrize(
    "paths",
    [
        ("uk/a.md", "us/b.md", "it/c.md"),  # sections
        ("a.is.md", "b.md"),
        ("node.js.md", "node.md"),
        ("en/a.md", "sport/b.md"),
        ("a.en.md", "b.md"),
        ("v1.0.md", "v1.md"),
    ],
)
def test_what_may_be_no_language_is_not_told(site: SiteDriver, paths: tuple[str, ...]) -> None:
    for path in paths:
        site.write(f"content/{path}", title=path)

    assert "other languages" not in site.build().err


def test_a_story_that_says_its_language_needs_no_setting(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.write("content/a.fr.md", lang="fr")

    assert "other languages" not in site.build().err


@pytest.mark.parametrize(
    ("paths", "languages"),
    [
        (("a.md", "a.en.md"), "en"),
        (("b/a.fr.md", "b/a.de.md"), "de, fr"),
        (("x/zh_Hant/a.md", "x/ko/a.md"), "ko, zh-Hant"),
    ],
)
def test_two_languages_at_one_address_are_told_of_the_setting(
    site: SiteDriver, paths: tuple[str, ...], languages: str
) -> None:
    for path in paths:
        site.write(f"content/{path}", slug="same")

    assert f"write `languages: [{languages}]` in newsgen.yaml" in site.build().err


@pytest.mark.parametrize("named_so", ["a.md", "content/a.md", "/a.md", "both"])
def test_versions_of_other_names_name_each_other(site: SiteDriver, named_so: str) -> None:
    own = {"translation_of": "both"} if named_so == "both" else {}
    site.write("content/a.md", **own)
    site.write("content/b.md", lang="fr", translation_of=named_so)
    site.build()

    assert 'hreflang="fr"' in site.read("2025/03/04/a/index.html")
    assert 'hreflang="en"' in site.read("2025/03/04/b/index.html")


@pytest.mark.parametrize("suffix", ARTICLE_SUFFIXES)
def test_a_version_is_named_by_its_file_whatever_the_suffix(site: SiteDriver, suffix: str) -> None:
    site.write(f"content/a{suffix}")
    site.write("content/b.md", lang="fr", translation_of=f"/a{suffix}")
    site.build()

    assert 'hreflang="fr"' in site.read("2025/03/04/a/index.html")


@pytest.mark.parametrize("named_so", ["none.md", "release-1", "b.md", "더.md"])
def test_a_version_that_is_not_there_is_told_at_its_place(site: SiteDriver, partial: list[bool], named_so: str) -> None:
    site.write("content/a.md")
    site.write("content/b.md", lang="fr", translation_of=named_so)
    settle(site)

    result = site.build("--verify")

    assert "content/b.md:5:17: warning: `translation_of`: no other story" in result.err
    assert named_so in result.err

    site.write("content/a.md", translation_of=named_so)
    assert "translation_of" not in site.build().err
    site.write("content/a.md")
    result = site.build()

    assert partial[-1]
    assert "content/b.md:5:17: warning: `translation_of`: no other story" in result.err


@pytest.mark.parametrize("field", ["translationKey: k-1", "translation_id: 7", "draft: true\ntranslation_of: none.md"])
def test_a_story_that_waits_for_its_versions_is_told_nothing(site: SiteDriver, field: str) -> None:
    site.write_file("content/a.md", f"---\ntitle: T\ndate: 2020-01-02\n{field}\n---\nText.\n")
    site.write("content/later.md", draft="true")
    site.write("content/b.md", translation_of="later.md")

    assert "translation_of" not in site.build().err


@pytest.mark.long
def test_a_version_that_comes_changes_or_goes_is_seen_by_the_others(site: SiteDriver, partial: list[bool]) -> None:
    site.settings("languages: [ja, fr]\n")
    site.write("content/a.md")
    # Others lie between, so that the versions are no neighbours.
    for number in range(3):
        site.write(f"content/other-{number}.md", date=f"2025-03-1{number}")
    site.write("content/x.md", date="2025-03-20")
    settle(site)

    site.write("content/ja/a.md", date="2025-04-01")
    site.build()
    assert partial[-1]
    assert 'rel="alternate" hreflang' in site.read("2025/03/04/a/index.html")
    assert_as_clean(site)

    site.write("content/ja/a.md", date="2025-04-01", title="Another headline")
    site.build()
    assert_as_clean(site)

    site.remove("content/ja/a.md")
    site.build()
    assert 'rel="alternate" hreflang' not in site.read("2025/03/04/a/index.html")
    assert_as_clean(site)


def alternates(site: SiteDriver, path: str) -> dict[str, dict[str, str]]:
    """Address of each story of a sitemap that has versions to language and address of each."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {}
    for entry in ET.fromstring(site.read(path)).findall("s:url", names):  # noqa: S314 - our own
        links = entry.findall("x:link", names)
        assert all(link.get("rel") == "alternate" for link in links)
        assert len({link.get("hreflang") for link in links}) == len(links)
        if links:
            found[entry.findtext("s:loc", "", names)] = {
                link.get("hreflang", ""): link.get("href", "") for link in links
            }
    return found


@pytest.mark.long
def test_sitemaps_name_all_versions_of_a_story_both_ways(site: SiteDriver) -> None:
    site.settings("languages: [ja, pt-BR, zh-Hant]\n")
    site.write("content/a.md")
    site.write("content/ja/a.md", date="2024-01-02")
    site.write("content/pt-BR/a.md", slug="não")
    site.write("content/zh-Hant/b.md", translation_of="a.md", date="2024-05-06")
    site.write("content/alone.md")
    site.build()

    versions = {
        "en": "https://example.org/2025/03/04/a/",
        "ja": "https://example.org/ja/2024/01/02/a/",
        "pt-BR": "https://example.org/pt-br/2025/03/04/n%C3%A3o/",
        "zh-Hant": "https://example.org/zh-hant/2024/05/06/b/",
    }
    found = alternates(site, "sitemaps/articles-2024.xml") | alternates(site, "sitemaps/articles-2025.xml")
    assert found == dict.fromkeys(versions.values(), versions)
    assert "xhtml" not in site.read("sitemaps/pages.xml")
    assert site.newsgen("check").code == 0


@pytest.mark.long
def test_a_sitemap_names_no_version_that_was_first_published_elsewhere(site: SiteDriver) -> None:
    site.settings("languages: [ja, fr]\n")
    site.write("content/a.md")
    site.write("content/ja/a.md", canonical="https://else.example/a")
    site.write("content/fr/a.md", canonical="https://else.example/fr")
    site.build()

    assert alternates(site, "sitemaps/articles-2025.xml") == {}
    assert "xhtml" not in site.read("sitemaps/articles-2025.xml")


@pytest.mark.long
def test_sitemaps_of_other_years_follow_what_becomes_of_a_version(site: SiteDriver, partial: list[bool]) -> None:
    site.settings("languages: [ja]\n")
    site.write("content/a.md", date="2023-01-02")
    site.write("content/between.md", date="2024-01-02")
    settle(site)
    edits = (
        {"date": "2025-02-03"},
        {"date": "2025-02-03", "slug": "other"},
        {"date": "2025-02-03", "lang": "ko"},
        {"date": "2025-02-03", "canonical": "https://else.example/a"},
        {"date": "2022-02-03"},
        {"date": "2022-02-03", "translation_of": "between.md"},
        {"date": "2022-02-03", "draft": True},
    )

    for fields in edits:
        site.write("content/ja/a.md", **fields)
        site.build()
        assert partial[-1], fields
        assert_as_clean(site)
        is_named = "xhtml" in site.read("sitemaps/articles-2023.xml")
        assert is_named == fields.keys().isdisjoint({"canonical", "translation_of", "draft"})


@pytest.mark.long
def test_versions_count_as_addresses_of_a_sitemap(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 10)
    site.settings("languages: [ja]\n")
    for number in range(5):
        site.write(f"content/a{number}.md")
        site.write(f"content/ja/a{number}.md")
    site.build()

    texts = [site.read(path) for path in site.files() if path.startswith("sitemaps/articles-2025")]
    assert sum(text.count("<url>") for text in texts) == 10
    assert max(text.count("<loc>") + text.count("<xhtml:link") for text in texts) <= 10
    settle(site)
    site.remove("content/ja")
    site.build()
    assert_as_clean(site)


# Old sites.


def book(old_urls: tuple[str, ...] = ("https://old.example/", "/blog/")) -> Addresses:
    return Addresses(
        site=SITE,
        articles={"2011/2011-10-29-release.md": "2011/10/29/release/", "posts/a.md": "a.html", "ja/a.md": "ja/a/"},
        held_back={"secret/plan.md": "draft"},
        aliases={"2011/2011-10-29-release.md": ("archives/000123.html", "café/")},
        old_urls=old_urls,
    )


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("https://old.example/archives/000123.html", "/2011/10/29/release/"),
        ("http://www.old.example/archives/000123.html#more", "/2011/10/29/release/#more"),
        ("//old.example/caf%C3%A9", "/2011/10/29/release/"),
        ("/blog/caf%c3%a9/index.html", "/2011/10/29/release/"),
        ("https://old.example/a.html?utm_source=x", "/a.html"),
        ("https://old.example/", "/"),
        ("https://old.example/i/photo.jpg", "https://old.example/i/photo.jpg"),
        ("https://other.example/a.html", "https://other.example/a.html"),
        ("https://old.example.evil/a.html", "https://old.example.evil/a.html"),
        (named("2011-10-29-release"), "/2011/10/29/release/"),
        (named("release#top"), "/2011/10/29/release/#top"),
        (named("posts/a"), "/a.html"),
        (named("ja/a.md"), "/ja/a/"),
    ],
)
def test_an_old_link_leads_to_where_the_story_is_now(target: str, url: str) -> None:
    reference = book().resolve("x.md", target)

    assert (reference.url, reference.fault) == (url, "")


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("https://old.example/2003/05/story12.html", "no story has this old address"),
        ("https://old.example/?p=7", "no story has this old address"),
        ("/blog/nowhere/", "no story has this old address"),
        (named("nothing"), "dead link nothing"),
        (named("a"), "dead link a"),
        (named("plan"), "not published"),
    ],
)
def test_an_old_link_that_meets_nothing_is_told(target: str, fault: str) -> None:
    assert fault in book().resolve("x.md", target).fault


def test_without_old_sites_links_are_as_they_were() -> None:
    addresses = book(())

    assert addresses.resolve("x.md", "https://old.example/a.html").url == "https://old.example/a.html"
    assert addresses.resolve("x.md", "/archives/000123.html").url == "/archives/000123.html"


def test_a_link_hangs_on_nothing_outside() -> None:
    assert target_keys("x.md", "mailto:a@b.example") == ()
    assert target_keys("x.md", "#part") == ()


@pytest.mark.parametrize("dialect", ["markdown", "commonmark"])
def test_a_link_to_an_old_address_follows_its_story(site: SiteDriver, partial: list[bool], dialect: str) -> None:
    site.settings(f"old_urls: [https://old.example/]\nmarkdown: {{dialect: {dialect}}}\n")
    site.write("content/a.md", "See [it](https://old.example/p/1.html), [more](https://old.example/p/2.html).")
    for number in range(3):
        site.write(f"content/other-{number}.md", date=f"2025-03-1{number}")
    settle(site)

    site.write("content/b.md", date="2025-04-01", aliases=["/p/1.html"])
    site.build()
    assert 'href="/2025/04/01/b/">it' in site.read("2025/03/04/a/index.html")
    assert partial[-1]
    assert_as_clean(site)

    site.write("content/b.md", date="2025-04-01", aliases=["https://old.example/p/2.html"])
    site.build()
    assert 'href="/2025/04/01/b/">more' in site.read("2025/03/04/a/index.html")
    assert_as_clean(site)

    site.write("content/b.md", date="2025-04-01", url="/p/1.html")
    site.build()
    assert 'href="/p/1.html">it' in site.read("2025/03/04/a/index.html")
    assert_as_clean(site)


# Redirects.


def test_redirects_are_read_with_all_that_is_wrong() -> None:
    lines = "# a remark", "", "/old/ /new/", "/caf%C3%A9 https://else.example/x?y#z", "https://old.example/blog/b /"
    text = "\n".join((*lines, "alone", "/c/ /c/", ""))

    redirects = Redirects()
    read_redirects(text, "r.txt", OWN, redirects)

    assert redirects.targets == {"old/": "new/", "café": "https://else.example/x?y#z", "b": ""}
    assert {place: number for place, (_, number, _) in redirects.lines.items()} == {"old/": 3, "café": 4, "b": 5}
    assert [(problem.line, problem.what) for problem in redirects.problems] == [
        (6, "a redirect is an old and a new address"),
        (7, "/c/ leads to itself"),
    ]


def test_what_moved_leads_on_by_a_file_that_newsgen_writes(site: SiteDriver) -> None:
    site.settings("permalink: /{year}/{slug}/\n")
    for number in range(3):
        site.write(f"content/뉴스-{number}.md", slug=f"뉴스-{number}")
    settle(site)
    site.settings("permalink: /news/{slug}/\n")
    assert len(site.report()["moved"]) == 3
    assert site.report("--verify")["moved"] == []

    said = site.build("--write-redirects", "redirects.txt").out
    assert "redirects.txt: 3 redirects added" in said
    assert "`redirects: redirects.txt`" in said

    site.settings("permalink: /news/{slug}/\nredirects: redirects.txt\n")
    assert site.build().code == 0
    assert "0; url=/news/%EB%89%B4%EC%8A%A4-1/" in site.read("2025/뉴스-1/index.html")
    assert site.newsgen("check").code == 0
    assert "no address has moved" in site.build("--write-redirects", "redirects.txt").out
    assert_as_clean(site)


def test_a_story_at_the_address_of_a_redirect_is_told(site: SiteDriver) -> None:
    site.settings("redirects: r.txt\n")
    site.write_file("r.txt", "/2025/03/04/a/ /2025/03/04/b/\n")
    site.write("content/b.md")
    settle(site)
    assert site.exists("2025/03/04/a/index.html")

    site.write("content/a.md")
    result = site.build()

    assert result.code == 1
    assert "r.txt:1:1: error: the address /2025/03/04/a/ is wanted" in result.err
    assert has_caret(result.err)


@pytest.mark.parametrize(
    "line", ["/tags/ /x/", "/2025/03/04/b/ https://else.example/", "/logo.svg /x/", "/Altes/ /x/", "/2025/ /x/"]
)
def test_whatever_a_redirect_is_in_the_way_of_its_line_is_told(site: SiteDriver, line: str) -> None:
    site.settings("redirects: r.txt\n")
    site.write_file("r.txt", f"# Remarks\n/altes/ /2025/03/04/b/\n\n  {line}\n")
    site.write_file("static/altes.txt", "x")
    site.write_file("static/logo.svg", "<svg/>")
    site.write("content/b.md")

    result = site.build()

    assert result.code == 1
    assert "r.txt:4:1: error: " in result.err or "static/logo.svg: error: " in result.err
    assert line.split(maxsplit=1)[0] in result.err


def test_a_file_of_redirects_that_cannot_be_read_is_told_where_it_is_named(site: SiteDriver, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("/a/ /secret/ outside\n")
    site.settings("redirects: r.txt\n")
    named = site.root / "r.txt"

    def told() -> str:
        result = site.build()
        assert result.code == 2
        assert "newsgen.yaml:4:12: error: `redirects`: " in result.err
        assert has_caret(result.err)
        return result.err

    assert "there is no file r.txt" in told()
    named.mkdir()
    assert "r.txt is no file" in told()
    named.rmdir()
    named.symlink_to(named)
    assert "r.txt is a link that leads nowhere" in told()
    named.unlink()
    named.symlink_to(tmp_path / "outside.txt")
    assert "r.txt is a link that leaves the project" in (said := told())
    assert "secret" not in said
    named.unlink()
    os.mkfifo(named)
    assert "r.txt is no file" in told()


def test_a_file_of_redirects_with_mistakes_ends_the_build_with_their_places(site: SiteDriver) -> None:
    site.settings("redirects: r.txt\n")
    site.write_file("r.txt", "/a/ /b/\n/a/ /c/\n/../x /y/\n")
    result = site.build()

    assert result.code == 2
    assert "r.txt:2:1: error: there are two redirects from /a/" in result.err
    assert "r.txt:3:1: error: the old address /../x has a part that begins with a dot" in result.err


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("r.txt", "there is no file r.txt"),
        ("content", "content is no file"),
        ("newsgen.yaml/r.txt", "there is no file newsgen.yaml/r.txt"),
        ("더/r.txt", "there is no file 더/r.txt"),
    ],
)
def test_a_file_of_redirects_that_is_not_there_is_told_at_the_setting(site: SiteDriver, name: str, fault: str) -> None:
    site.write()
    site.settings(f"per_page: 10\nredirects: {name}  # old\n")

    result = site.build()

    assert result.code == 2
    assert f"newsgen.yaml:5:12: error: `redirects`: {fault}\n" in result.err
    assert f"    5 | redirects: {name}  # old\n" in result.err
    assert "mend: begin it" in result.err


# Listing.


def test_list_tells_who_claims_one_address(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.write("content/x/a.md")
    site.write("content/b.md")

    entries = site.newsgen("list", "--json").json

    assert {entry["source"]: entry["state"] for entry in entries} == {
        "content/a.md": "conflict",
        "content/x/a.md": "conflict",
        "content/b.md": "published",
    }


def test_several_files_of_redirects_lead_on(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.write_file("imports/one/redirects.txt", "/one/ /2025/03/04/a/\n")
    site.write_file("imports/two/redirects.txt", "/two/ /2025/03/04/a/\n")
    site.settings("redirects: [imports/one/redirects.txt, imports/two/redirects.txt]\n")

    assert site.build().code == 0
    assert "/2025/03/04/a/" in site.read("one/index.html")
    assert "/2025/03/04/a/" in site.read("two/index.html")

    site.write_file("imports/two/redirects.txt", "\n/one/ /2025/03/04/a/\n")
    refused = site.build()
    assert "imports/two/redirects.txt:2:1: error: there are two redirects from /one/" in refused.err
    assert "mend: delete this one, or imports/one/redirects.txt:1" in refused.err

    site.settings("redirects: [imports/one/redirects.txt, gone.txt]\n")
    assert "newsgen.yaml:4:40: error: `redirects`: there is no file gone.txt" in site.build().err


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "/tags/"},
        {"url": "/feed.xml"},
        {"url": "/2025/03/04/"},
        {"url": "/2025/03/04/b"},
        {"aliases": ["/2025/03/04/b/"]},
    ],
)
def test_list_tells_who_wants_an_address_that_is_taken(site: SiteDriver, fields: dict[str, object]) -> None:
    site.write("content/x.md", date="2025-03-04", **fields)
    site.write("content/b.md", date="2025-03-04")
    site.write("content/c.md", date="2025-03-04", aliases=["/old/"])

    states = {entry["source"]: entry["state"] for entry in site.newsgen("list", "--json").json}

    assert states["content/x.md"] == "conflict"
    assert states["content/c.md"] == "published"
    assert "conflict" in site.newsgen("list").out


@pytest.mark.parametrize("path", ["بروز\u200cرسانی/index.html", "a/می\u200cروم"])
def test_a_path_may_have_joiners(path: str) -> None:
    assert path_fault(path) is None
