"""The texts of a card: marks in every line, and a summary that says what the rendered text says."""

import json
import pickle
import random
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.documents.html import split_tags
from newsgen.renderer import card_texts
from newsgen.renderer.blocks import set_blocks
from newsgen.renderer.card_texts import MAX_SUMMARY, CardTexts
from newsgen.renderer.clusters import cut, is_boundary
from newsgen.renderer.converters import make_converter
from newsgen.renderer.markup import tag_name
from newsgen.renderer.plain_text import plain_text
from newsgen.renderer.typography import Typographer
from newsgen.settings import COMMONMARK_EXTENSIONS, RAW_HTML, MarkdownSettings

from conftest import SiteDriver  # isort: skip

_DIALECTS = {
    "markdown": MarkdownSettings(),
    "commonmark": MarkdownSettings(dialect="commonmark", extensions=COMMONMARK_EXTENSIONS),
}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("dialect", _DIALECTS)
@pytest.mark.parametrize(
    ("text", "summary"),
    [
        # Where an element ends a line.
        ("Willkommen<br>in Berlin", "Willkommen in Berlin"),
        ("<p>Eins</p><p>Zwei</p>", "Eins Zwei"),
        ("<h1>Letters</h1><p>The council met</p>", "Letters The council met"),
        ("<ul><li>un</li><li>deux</li></ul>", "un deux"),
        # Headings are no prose.
        ("Head\n====\nThe text", "The text"),
        ("## Head\n\nThe text", "The text"),
        ("Première partie\n---\n\nLe texte", "Le texte"),
        # Links and emphasis.
        ("The [bill](https://en.wikipedia.org/wiki/Bill_(law)) passed", "The bill passed"),
        ("[nested [b]](u) x", "nested [b] x"),
        ("**The *quick* fox** ran", "The quick fox ran"),
        ("*a **b** c*d", "a b cd"),
        ("See [the **law**][1] now" + "\n\nmore" * 300 + "\n\n[1]: https://example.org/", "See the law now more"),
        ("![alt](x.jpg) The harbour", "The harbour"),
        # What is no prose.
        ("Text[^1] more.\n\n[^1]: A note.", "Text more."),
        ("Text[^z] more." + "\n\nmore" * 300 + "\n\n[^z]: A note.", "Text more. more"),
        ("<ruby>東京<rt>とうきょう</rt></ruby>の話", "東京の話"),
        ("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>の話", "東京の話"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>です", "漢字です"),
        ("<ruby><rb>東<rb>京<rt>とう<rt>きょう</ruby>です", "東京です"),
        ("<ruby>漢<rp>(<rt>かん<rp>)</ruby>字", "漢字"),
        ("<RUBY>北京<RT lang=en>Peking<br>(then)</RUBY>的<ruby>城<rtc>wall</rtc></ruby>", "北京的城"),
        ("<figure><img src='a.jpg'><figcaption>Caption</figcaption></figure>\n\nText", "Text"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nText", "Text"),
        ("```\ncode\n\nmore\n```\n\nText", "Text"),
        ("<script>var a = '<p>b</p>';</script>\n\nText", "Text"),
        ("<!-- a note of the desk -->\n\nText", "Text"),
        ('{{< youtube x >}}\n\nText {% include "a.html" %} here', "Text here"),
        ('[caption id="x"]<img src="a.jpg"> A picture[/caption]\n\nText', "Text"),
        ("Text\n{: .lead }\n\nMore", "Text More"),
        # What readers do not see, or are told to take back.
        ("~~Twelve~~ Thirteen were rescued", "Thirteen were rescued"),
        ("<s>Douze</s> <del>onze</del> <strike>dix</strike> treize", "treize"),
        ("<p hidden>비밀</p>\n\n본문", "본문"),
        ("<div style='margin:0; DISPLAY : none'>x <div>y</div></div>\n\nText", "Text"),
        ("<img hidden src=a.jpg>Text <b data-hidden=1 title=display>more</b>", "Text more"),
        # As the rendered text has it.
        ("1986. A year of change", "1986. A year of change"),
        ("- 1986. A year", "1986. A year"),
        ("这是第一行\n第二行。", "这是第一行第二行。"),
        ("这是第一行 \n第二行。 \n「三」", "这是第一行第二行。「三」"),
        ("첫째 줄\n둘째 줄", "첫째 줄 둘째 줄"),
        ('"Well--" she *said*, "it\'s"', "“Well—” she said, “it’s”"),
        ("`a--b` isn't", "a--b isn’t"),
        ("", ""),
        ("## Only a heading", ""),
        ("He laughed\n:-) and left", "He laughed :-) and left"),
    ],
)
def test_a_summary_says_what_the_rendered_text_says(dialect: str, text: str, summary: str) -> None:
    shown = CardTexts(_DIALECTS[dialect], "en").summary(text, "")

    assert shown == summary or (text.count("more") > 9 and shown.startswith(summary))


_PROSE = (
    *("The ferry sails at 9.", 'She said "no" twice.', "L'eau d'hier -- ou non ?", "Es war 'so'...", "(In brackets.)"),
    *(
        "这是一句话。",
        "「はい」と言った。",
        "한국어 문장입니다.",
        "ข่าววันนี้",
        "متن فارسی.",
        "It rose by 5 %.",
        "So?",
    ),
)
_SENTENCES = (
    *_PROSE,
    *(
        "1986. A year",
        "- item",
        "# Head",
        "a*b*c",
        "A [link](x.md).",
        "Term\n: it",
        "\tcode",
        "  two  ",
        "X & y",
    ),
    *(
        "*[HTML]: Hyper",
        "www.example.org",
        "x  \ny",
        "| a | b |",
        "a\n---",
        "　全角。",
        "`code`",
        "<b>x</b>",
    ),
    "Setext\n===",
)


@pytest.mark.parametrize("dialect", _DIALECTS)
@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_plain_prose_has_the_summary_that_rendering_would_give(dialect: str, language: str) -> None:
    texts = CardTexts(_DIALECTS[dialect], language)
    converter, typographer = make_converter(_DIALECTS[dialect]), Typographer(language)
    chance = random.Random(12)  # noqa: S311 - the same texts in every run
    taken = 0
    for _ in range(400):
        lines = chance.choices(chance.choice([_PROSE, _SENTENCES]), k=chance.randint(1, 12))
        text = "".join(line + chance.choice(["\n", "\n\n", "\n\n", " "]) for line in lines)
        quick = texts._first_paragraphs(text, typographer)
        if quick is None:
            continue
        taken += 1
        pieces = split_tags(converter.convert(text).html)
        set_blocks(pieces, [tag_name(tag) for tag in pieces[1::2]], typographer)
        assert cut(quick, MAX_SUMMARY) == cut(plain_text(pieces), MAX_SUMMARY), text
    assert taken > 50


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("<p>*un* snake_case_name &amp; 1986. A year</p>", "*un* snake_case_name & 1986. A year"),
        ("    <p>한국어 [1] `code`</p>\n\n    <p>둘</p>", "한국어 [1] `code` 둘"),
        ("Kein *Markdown*\n\n# hier", "Kein *Markdown* # hier"),
        ("<!-- x --><script>var a</script><p>Bonjour <b>à tous", "Bonjour à tous"),
        ('<p>"Так" -- а <HVE></p>', "“Так” – а <HVE>"),
    ],
)
def test_the_summary_of_html_takes_nothing_for_markdown(text: str, summary: str) -> None:
    assert CardTexts(MarkdownSettings(), "en").summary(text, "", is_html=True) == summary


@pytest.mark.parametrize("dialect", _DIALECTS)
@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize(
    "text",
    ["<!-- SECRET\n\n비밀 -->Text", "Text <!-- SECRET --> *lu*", "> Text<!--SECRET-->", "- 本<!-- SECRET -->Text"],
)
def test_no_mode_shows_a_comment_in_a_summary(text: str, raw_html: str, dialect: str) -> None:
    summary = CardTexts(replace(_DIALECTS[dialect], raw_html=raw_html), "en").summary(text, "")

    assert "Text" in summary
    assert not any(sign in summary for sign in ("SECRET", "비밀", "<!", "--", "\ufde0"))


@pytest.mark.parametrize("dialect", _DIALECTS)
@pytest.mark.parametrize("text", ['He said \\"x\\" twice', '**\\"x\\"** &quot;y&quot;', '누가 \\"네\\"라고'])
def test_an_escaped_mark_stays_straight_in_a_summary(text: str, dialect: str) -> None:
    shown = CardTexts(_DIALECTS[dialect], "en").summary(text, "")

    assert shown == text.replace("*", "").replace("\\", "").replace("&quot;", '"')


def test_the_beginning_is_rendered_not_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = card_texts._text_of
    monkeypatch.setattr(card_texts, "_text_of", lambda text, *rest: seen.append(len(text)) or real(text, *rest))

    CardTexts(MarkdownSettings(), "en").summary("A *word* and more of it.\n\n" * 10_000, "")

    assert len(seen) == 1
    assert seen[0] < 1_200


@pytest.mark.parametrize("extensions", [("extra", "sane_lists"), ()])
def test_without_the_extension_marks_stay_as_typed(extensions: tuple[str, ...]) -> None:
    texts = CardTexts(MarkdownSettings(extensions=extensions), "en")

    assert texts.line('"It\'s" -- so', "") == '"It\'s" -- so'
    assert texts.summary('"It\'s" -- *so*', "") == '"It\'s" -- so'


def test_marks_follow_the_language_of_the_article() -> None:
    texts = pickle.loads(pickle.dumps(CardTexts(MarkdownSettings(), "en")))  # noqa: S301 - as workers get it

    assert texts.line('"Ja"', "de") == "„Ja“"
    assert texts.summary('"Ja" ist *ja*', "de") == "„Ja“ ist ja"
    assert texts.line('"Yes" &quot;', "") == "“Yes” &quot;"


_CLUSTERS = (
    "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}",
    "\U0001f1f0\U0001f1f7",
    "\U0001f44d\U0001f3fd",
    "e\u0301",
    "\u1112\u1161\u11ab",
    "क्षि",
    "กำ",
    "ក្រ",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "漢\U000e0100",
)


@pytest.mark.parametrize("cluster", _CLUSTERS)
def test_a_cut_takes_nothing_apart_that_is_one_character_to_a_reader(cluster: str) -> None:
    for offset in range(2, 2 + len(cluster)):
        text = "x" * offset + cluster * 9
        shown = cut(text, offset + 3 * len(cluster))
        rest = shown.removesuffix("…")[offset:]

        assert rest == cluster * (len(rest) // len(cluster))


def test_a_flag_stands_between_two_others() -> None:
    flags = "\U0001f1f0\U0001f1f7" * 3

    assert [at for at in range(1, 6) if is_boundary(flags, at)] == [2, 4]


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("The council met on Monday", 16, "The council met…"),
        ("The council, it met on Monday", 13, "The council…"),
        ("市議会は月曜日に開かれた。", 8, "市議会は月曜日…"),
        ("今日、会議。明日", 7, "今日、会議。…"),
        ("他说「你好」然后", 4, "他说…"),
        ("Python 写成的程序很好用", 12, "Python 写成的程…"),
        ("ข่าวเด่นวันนี้", 6, "ข่าว…"),
        ("short", 5, "short"),
        ("unbreakable" * 3, 9, "unbreaka…"),
    ],
)
def test_a_text_is_cut_where_a_line_could_end(text: str, limit: int, shown: str) -> None:
    assert cut(text, limit) == shown


@given(st.text(max_size=60), st.integers(1, 50))
def test_what_is_cut_fits(text: str, limit: int) -> None:
    shown = cut(text, limit)

    assert len(shown) <= limit
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))
    assert shown == text or not unicodedata.category(text[len(shown) - 1]).startswith("M") or len(shown) == limit


def test_a_page_its_listing_feed_and_data_say_the_same(site: SiteDriver) -> None:
    site.write(
        "content/2025-03-04-it.md",
        '"Well--" she said.',
        title=json.dumps('\'Tis "so"'),
        kicker=json.dumps('"Now"'),
        subtitle="It's on",
        image='{src: "https://example.org/a.jpg", caption: "Jane\'s", credit: "J\'s"}',
        corrections='[{date: 2025-03-05, text: "It\'s wrong"}]',
    )
    assert site.build().code == 0

    page = site.read("2025/03/04/it/index.html")
    assert "<title>’Tis “so”" in page
    assert all(text in page for text in ("“Now”", "It’s on", "Jane’s", "J’s", "It’s wrong"))
    assert "'Tis" not in page
    assert '"headline":"’Tis “so”"' in page
    assert all("’Tis “so”" in site.read(path) for path in ("index.html", "feed.xml", "atom.xml"))
