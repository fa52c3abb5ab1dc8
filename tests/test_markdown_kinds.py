"""What both dialects make of notes, abbreviations, attributes, numbers, escapes, CJK emphasis and bare addresses."""

import re

import pytest
from conftest import SiteDriver
from examples import some_of
from pace import paced
from selectolax.lexbor import LexborHTMLParser

from newsgen.errors import Problem
from newsgen.models.addresses import Addresses
from newsgen.models.body import Body
from newsgen.models.site import Site
from newsgen.renderer import markdown
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.lost_words import lost_words
from newsgen.settings import DEFAULT_EXTENSIONS, DIALECTS, MarkdownSettings

PLAIN = tuple(name for name in DEFAULT_EXTENSIONS if name != "smarty")
in_both = pytest.mark.parametrize("dialect", DIALECTS)


def render(text: str, dialect: str, *, bare_links: bool = False) -> tuple[Body, list[Problem]]:
    settings = MarkdownSettings(dialect, PLAIN, bare_links=bare_links)
    renderer = BodyRenderer(settings, Addresses(Site("Post", "https://example.org/"), {}), "en")
    return renderer.render(text, source="a.md", first_line=5, lang="")


def html_of(text: str, dialect: str, *, bare_links: bool = False) -> str:
    html = render(text, dialect, bare_links=bare_links)[0].html
    return re.sub(r">\n+<", "><", html).replace(" />", ">").strip()


# Notes.


@in_both
@pytest.mark.parametrize(
    ("text", "marks", "notes"),
    [
        ("a[^z] b[^a]\n\n[^a]: A\n\n[^z]: Z", "1 2", ["Z", "A"]),
        ("a[^my note] b[^각주] c[^my note]\n\n[^각주]: K\n\n[^my note]: M", "1 2 1", ["M", "K"]),
        ("## Head[^b]\n\n- x[^c]\n\n[^c]: C[^d]\n\n[^d]: D\n\n[^b]: B", "1 2 3", ["B", "C3", "D"]),
        ("a[^1]\n\n[^1]: *One*\n\n    two", "1", ["Onetwo"]),
    ],
)
def test_notes_are_numbered_in_the_order_of_reference(text: str, marks: str, notes: list[str], dialect: str) -> None:
    page = LexborHTMLParser(html_of(text, dialect))

    assert " ".join(mark.text() for mark in page.css(".footnote-ref")) == marks
    assert ["".join(note.text().split()).strip("↩") for note in page.css(".footnote li")] == notes


@in_both
@pytest.mark.parametrize("name", ["my note", "日本 語", "заметка", "حاشية", "a/b?c#d", "U.S.", "각주", "é"])
def test_a_note_of_any_name_has_a_valid_address(name: str, dialect: str) -> None:
    page = LexborHTMLParser(html_of(f"a[^{name}]\n\n[^{name}]: N", dialect))

    ids = {node.attributes["id"] for node in page.css("[id]")}
    assert len(ids) == 2
    assert not [each for each in ids if re.search(r"[\s/?#<>\"]", each or "")]
    assert {(node.attributes["href"] or "")[1:] for node in page.css("a")} == ids


@in_both
def test_names_that_look_alike_in_an_address_stay_two(dialect: str) -> None:
    page = LexborHTMLParser(html_of("a[^a b] c[^a-b]\n\n[^a b]: A\n\n[^a-b]: B", dialect))

    ids = [node.attributes["id"] for node in page.css("li")]
    assert len(set(ids)) == 2


@in_both
@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("x\n\ny[^missing]", 7, "there is no note [^missing]"),
        ("`[^code]` y[^각주]", 5, "there is no note [^각주]"),
        ("x\n\n[^un]: never used", 7, "nothing refers to the note [^un]"),
        ("x[^1] y[^2]\n\n[^1]: one", 5, "there is no note [^2]"),
        ("x[^주]\n\n<p>y[^é]</p>\n\n[^주]: a", 7, "there is no note [^é]"),
    ],
)
def test_a_note_without_its_other_half_is_named_at_its_place(text: str, line: int, what: str, dialect: str) -> None:
    _, problems = render(text, dialect)

    assert [(problem.line, problem.what, problem.is_error) for problem in problems] == [(line, what, False)]


@in_both
@pytest.mark.parametrize("name", ["1", "my note", "각주"])
def test_a_mark_in_html_is_not_called_a_note_that_is_missing(name: str, dialect: str) -> None:
    _, problems = render(f"x\n\n<p>y[^{name}]</p>\n\n[^{name}]: n", dialect)

    assert [(problem.line, problem.what) for problem in problems] == [
        (9, f"nothing refers to the note [^{name}]"),
        (7, f"the mark [^{name}] shows as it was typed: it stands inside of HTML"),
    ]


@in_both
@pytest.mark.parametrize("text", ["\\[^1] is how a note is typed", "x[^1] and \\[^1]\n\n[^1]: n", "「\\[^주]」"])
def test_a_mark_behind_a_backslash_is_meant_as_text(text: str, dialect: str) -> None:
    body, problems = render(text, dialect)

    assert "[^" in body.html
    assert problems == []


@in_both
@pytest.mark.parametrize("text", ["`[^a]`", "```\n[^a]\n```", "a[^1]\n\n[^1]: b", "\\[^a]", "[a](/b)"])
def test_no_other_bracket_is_taken_for_a_note(text: str, dialect: str) -> None:
    assert [problem.what for problem in render(text, dialect)[1] if "\\" not in text] == []


@in_both
def test_a_note_that_nothing_refers_to_is_shown_without_a_way_back(dialect: str) -> None:
    html = html_of("x\n\n[^un]: never *used*", dialect)

    assert "never <em>used</em>" in html
    assert "footnote-backref" not in html


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Back to note 1 in the text"),
        ("ko", "본문의 주 1번 자리로 돌아가기"),
        ("fr", "Retour à l’appel de note 1 dans le texte"),
        ("ar", "العودة إلى موضع الحاشية 1 في النص"),
    ],
)
@in_both
def test_the_way_back_speaks_the_language_of_the_article(site: SiteDriver, lang: str, words: str, dialect: str) -> None:
    site.write("content/a.md", "Text[^1]\n\n[^1]: Note", lang=lang)
    site.settings(f"markdown: {{dialect: {dialect}}}\n")

    assert site.build().code == 0
    (page,) = [path for path in site.files() if path.endswith("/a/index.html")]
    assert LexborHTMLParser(site.read(page)).css_first(".footnote-backref").attributes["title"] == words


# Headings.


@in_both
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("#MeToo marches on", "<p>#MeToo marches on</p>"),
        ("#1 in the chart", "<p>#1 in the chart</p>"),
        ("##주간", "<p>##주간</p>"),
        ("## Who won the 4 C#", '<h2 id="who-won-the-4-c">Who won the 4 C#</h2>'),
        ("## F# and C# ##", '<h2 id="f-and-c">F# and C#</h2>'),
        ("## Love C# {#love}", '<h2 id="love">Love C#</h2>'),
        ("### 1 # 2", '<h3 id="1-2">1 # 2</h3>'),
    ],
)
def test_a_headline_wants_a_blank_after_its_mark(typed: str, shown: str, dialect: str) -> None:
    assert html_of(typed, dialect) == shown


@pytest.mark.parametrize("heading", ["Main", "About", "Corrections", "Contents", "Earlier", "Page main", "Page.main"])
@in_both
def test_no_heading_gets_an_id_of_the_theme(site: SiteDriver, heading: str, dialect: str) -> None:
    site.write(
        "content/a.md",
        f"## {heading}\n\nText\n\n## Two\n\n## Three\n\n## Four",
        corrections=[{"date": "2025-03-05", "text": "x"}],
    )
    site.settings(f"markdown: {{dialect: {dialect}}}\n")

    assert site.build().code == 0
    (page,) = [path for path in site.files() if path.endswith("/a/index.html")]
    ids = [node.attributes["id"] for node in LexborHTMLParser(site.read(page)).css("[id]")]
    assert len(ids) == len(set(ids))


@in_both
@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("## One {#two}\n\n## Two\n\n## Two", ["two", "two_1", "two_2"]),
        ("## 요약\n\n## 둘 {: .wide #요약 }", ["요약_1", "요약"]),
        ("## Café\n\n## Cafe\u0301", ["café", "café_1"]),
        ("## Tie\u0302\u0301ng Vie\u0323\u0302t", ["tiếng-việt"]),
        ("## \u1112\u1161\u11ab\u1100\u1173\u11af\n\n<h2 id='한글_1'>x</h2>\n\n## 한글", ["한글", "한글_1", "한글_2"]),
        ("## Ё\n\n## Е\u0308 {#ё}", ["ё_1", "ё"]),
    ],
)
def test_no_two_headings_have_one_address(typed: str, ids: list[str], dialect: str) -> None:
    page = LexborHTMLParser(html_of(typed, dialect))

    assert [heading.attributes["id"] for heading in page.css("h2")] == ids


# Lists, numbers, code.


@in_both
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1986. A year of change", "<p>1986. A year of change</p>"),
        ("- 1986. A year", "<ul><li>1986. A year</li></ul>"),
        ("> 1945. 해방", "<blockquote><p>1945. 해방</p></blockquote>"),
        ("2024. Et après ?\n\nText", "<p>2024. Et après ?</p><p>Text</p>"),
        ("1986. One\n1990. Two", "<p>1986. One<br>\n1990. Two</p>"),
        ("40. a\n41. b", '<ol start="40"><li>a</li><li>b</li></ol>'),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("```\n1986. a\n```", "<pre><code>1986. a\n</code></pre>"),
    ],
)
def test_a_lone_number_is_shown_as_it_was_typed(typed: str, shown: str, dialect: str) -> None:
    assert html_of(typed, dialect) == shown


@in_both
@pytest.mark.parametrize(
    "text",
    [
        "1. a\n\n   ```py\n   x < 1\n     y\n   ```\n2. b",
        "- a\n\n    ~~~py\n    x < 1\n      y\n    ~~~\n- b",
        "- ```py\n  x < 1\n    y\n  ```\n- b",
        "- a\n    - c\n\n        ```py\n        x < 1\n          y\n        ```\n- b",
        "> ```py\n> x < 1\n>   y\n> ```\n> b",
        "- a\n\n    > ```py\n    > x < 1\n    >   y\n    > ```\n\n- b",
        "1. 한국\n\n    > c\n    >\n    > ~~~py\n    > x < 1\n    >   y\n    > ~~~\n2. b",
        "> - a\n>\n>     ```py\n>     x < 1\n>       y\n>     ```\n>\n> b",
        "> > ```py\n> > x < 1\n> >   y\n> > ```\n>\n> b",
    ],
)
def test_a_fence_inside_of_an_item_holds_code(text: str, dialect: str) -> None:
    page = LexborHTMLParser(html_of(text, dialect))

    (code,) = page.css(":is(li, blockquote) > pre > code.language-py")
    assert code.text() == "x < 1\n  y\n"
    assert page.css("li, p")[-1].text().strip() == "b"


@in_both
@pytest.mark.parametrize(
    "text",
    [
        "a[^1]\n\n[^1]: text\n\n    ```py\n    x < 1\n      y\n    ```\n\n    b",
        "글[^주]\n\n[^주]: 설명\n\n    - c\n\n      ~~~py\n      x < 1\n        y\n      ~~~\n\n    b",
        "a[^1] c[^2]\n\n[^1]:\n    ```py\n    x < 1\n      y\n    ```\n\n[^2]: b",
        "Term\n:   c\n\n    ```py\n    x < 1\n      y\n    ```\n\nb",
        "术语\n:   定义\n\n    ~~~py\n    x < 1\n      y\n    ~~~\n\n    b",
    ],
)
def test_a_fence_inside_of_a_note_or_a_definition_holds_code(text: str, dialect: str) -> None:
    page = LexborHTMLParser(html_of(text, dialect))

    (code,) = page.css(":is(li, dd) > pre > code.language-py")
    assert code.text() == "x < 1\n  y\n"
    assert re.sub(r"[\s↩]", "", page.css("p")[-1].text()) == "b"


@in_both
@pytest.mark.parametrize(
    "text",
    [
        "He went\n{the end}",
        "## Kopf {das Ende}",
        "*c'est*{la fin} b",
        "`코드`{끝 났다} b",
        "| a |\n|---|\n| 他说 {任意 词} |",
        "- قال {كلمة أخرى}\n- b",
        'a\n{x=1 said "so"}',
    ],
)
def test_words_in_braces_are_text(text: str, dialect: str) -> None:
    shown = LexborHTMLParser(html_of(text, dialect)).text()

    assert re.findall(r"\{.*\}", shown) == re.findall(r"\{.*\}", text)


@in_both
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('{:start="3"}\n3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("- a\n- b\n{: .wide}\n\nc", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("- a\n{:.x}\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("* TOC\n{:toc}\n\nText", "<p>Text</p>"),
        ("Text\n{: .note #one}", '<p id="one" class="note">Text</p>'),
        ("## Head\n{: #one}", '<h2 id="one">Head</h2>'),
        ("한국어\n{:.x}\n다음", "<p>한국어</p><p>다음</p>"),
        ("> a\n{: .b}", "<blockquote><p>a</p></blockquote>"),
        ("```\n{: .x}\n```", "<pre><code>{: .x}\n</code></pre>"),
        ("`{: .x}` a", "<p><code>{: .x}</code> a</p>"),
    ],
)
def test_a_list_of_attributes_is_understood_or_taken_out(typed: str, shown: str, dialect: str) -> None:
    def normal(html: str) -> str:
        return html.replace('class="note" id="one"', 'id="one" class="note"')

    assert normal(html_of(typed, dialect)) == shown


@in_both
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("He laughed\n:-) and left", ":-) and left"),
        ("::: note\n본문\n:::", ":::"),
        ("> Verhältnis 3\n> :4 am Ende", ":4 am Ende"),
        ("- 比分\n  :2\n- b", ":2"),
        ("```\na\n:b\n```", ":b"),
        ("<div>\na\n:b\n</div>", ":b"),
    ],
)
def test_a_colon_without_a_blank_defines_nothing(text: str, line: str, dialect: str) -> None:
    page = LexborHTMLParser(html_of(text, dialect))

    assert not page.css("dl")
    assert line in page.text()


# Marks.


@in_both
@pytest.mark.parametrize(
    "text",
    [
        "**『주간조선』**에",
        "**김정은(38)**은",
        "**重要。**然后",
        "は**「あ」**です",
        "**50%**로",
        "**“인용”**이라고",
        "**《红楼梦》**的",
        "**[a](/b)**는",
        "**`코드`**를",
        "**_김_**은",
        "본문**(가)**와 **나!**도",
        "**注：**这",
    ],
)
def test_bold_works_beside_chinese_japanese_and_korean_marks(text: str, dialect: str) -> None:
    html = html_of(text, dialect)

    assert "<strong>" in html
    assert "*" not in html


@pytest.mark.parametrize("text", ["2 * 3 * 4 = 24", "a ** b", "** 가 **", "\\*『가』\\*에", "`**『가』**에`"])
def test_what_is_no_emphasis_stays(text: str) -> None:
    html = html_of(text, "commonmark")

    assert "<strong>" not in html
    assert "<em>" not in html
    assert not re.search("[\ufdd0-\ufddf]", html)


@in_both
@pytest.mark.parametrize(
    ("text", "column", "mend"),
    [
        ("그는 __강조__는 말", 4, "write **강조**"),
        ("__『가』__에", 1, "write **『가』**"),
        ("这是__重要__的", 3, "write **重要**"),
        ("これは__重要__ です", 4, "write **重要**"),
        ("`_기울임_은` _기울임_은", 10, "write *기울임*"),
        ("- “가” 와 ___나___가", 9, "write ***나***"),
    ],
)
def test_underscores_beside_a_letter_are_signs_and_told(text: str, column: int, mend: str, dialect: str) -> None:
    body, problems = render(text, dialect)

    assert "<strong>" not in body.html
    assert "<em>" not in body.html
    assert [(problem.column, problem.mend) for problem in problems] == [(column, mend)]


@in_both
@pytest.mark.parametrize(
    "text",
    [
        *(
            "__注意__：注意事項",
            "正體字。_Traditional._",
            "（__强调__）",
            "“__강조__”라고",
            "그는 __강조__ 한다",
            "__重要__。",
        ),
        *("__init__은", "snake_case_name 과 _file_은", "____이름____은", "가_나_다.jpg", "`__가__는`"),
    ],
)
def test_other_underscores_are_not_told(text: str, dialect: str) -> None:
    assert render(text, dialect)[1] == []


@in_both
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("~~old~~ new", "<p><del>old</del> new</p>"),
        ("a ~~b *c* d~~", "<p>a <del>b <em>c</em> d</del></p>"),
        ("~~『가』~~에", "<p><del>『가』</del>에</p>"),
        ("a ~~ b ~~ c", "<p>a ~~ b ~~ c</p>"),
        ("`~~a~~`", "<p><code>~~a~~</code></p>"),
    ],
)
def test_words_between_tildes_are_struck(typed: str, shown: str, dialect: str) -> None:
    assert html_of(typed, dialect) == shown


@pytest.mark.sampled(every=3)
@in_both
@pytest.mark.parametrize("sign", [*"!\"#$%&'()*+,-./:;=>?@[]^_`{|}~", "\\"])
def test_no_backslash_shows_before_a_sign(sign: str, dialect: str) -> None:
    assert LexborHTMLParser(html_of(f"a\\{sign}b", dialect)).text() == f"a{sign}b"


@in_both
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('\\"so\\"', "&quot;so&quot;"),
        ("it\\'s", "it's"),
        ("&quot;a&quot; &#34;b&#34; &#x22;", "&quot;a&quot; &quot;b&quot; &quot;"),
        ("&#39;a&apos;", "'a'"),
        ('[x](/a "say &quot;b&quot;")', '<a href="/a" title="say &quot;b&quot;">x</a>'),
        ("<b title='it&#39;s'>c</b>", "<b title='it&#39;s'>c</b>"),
        ("`&quot;` `\\'`", "<code>&amp;quot;</code> <code>\\'</code>"),
        ("$5 \\$5", "$5 $5"),
    ],
)
def test_a_mark_that_was_escaped_stays_straight(typed: str, shown: str, dialect: str) -> None:
    settings = MarkdownSettings(dialect)
    renderer = BodyRenderer(settings, Addresses(Site("Post", "https://example.org/"), {}), "en")

    body, _ = renderer.render(typed, source="a.md", first_line=1, lang="")

    assert body.html.strip() == f"<p>{shown}</p>"


@in_both
@pytest.mark.parametrize("text", ["\u3000\u3000第一段", "\u3000漢字\n\u3000二", "> \u3000引用", "한글\n\n\u3000문단"])
def test_a_paragraph_keeps_its_ideographic_blank(text: str, dialect: str) -> None:
    shown = LexborHTMLParser(html_of(text, dialect)).text()

    assert shown.count("\u3000") == text.count("\u3000")


# Abbreviations.


@in_both
@pytest.mark.parametrize(
    ("name", "sentence", "count"),
    [
        ("U.S.", "The U.S. and the U.S.A. left.", 1),
        ("e.g.", "Fruit, e.g. pears.", 1),
        ("No.", "No. 5 and Nobody", 1),
        ("World Bank", "The World\nBank and the World Banker", 1),
        ("AT&T", "AT&T `AT&T`", 1),
        ("유엔", "유엔은 유엔에서", 2),
        ("联合国", "在联合国总部", 1),
        ("ООН", "ООН и ООНовец", 1),
        ("WHO", "WHO는 [WHO](/w)", 2),
    ],
)
def test_an_abbreviation_is_explained(name: str, sentence: str, count: int, dialect: str) -> None:
    html = html_of(f'*[{name}]: What "it" means\n\n{sentence}', dialect)

    explained = LexborHTMLParser(html).css("abbr")
    assert [node.attributes["title"] for node in explained] == ['What "it" means'] * count
    assert {" ".join(node.text().split()) for node in explained} == {name}
    assert "*[" not in html


@in_both
def test_an_abbreviation_that_nothing_uses_is_shown_and_named(dialect: str) -> None:
    body, problems = render("Text\n\n*[UN]: United Nations", dialect)

    assert "*[UN]: United Nations" in body.html
    assert [(problem.line, problem.column) for problem in problems] == [(7, 1)]


@in_both
def test_code_that_looks_like_an_abbreviation_is_code(dialect: str) -> None:
    assert "*[A]: b" in html_of("A\n\n```\n*[A]: b\n```", dialect)


# Addresses.


@in_both
@pytest.mark.parametrize(
    ("typed", "target", "rest"),
    [
        ("See https://example.org/a--b_c.", "https://example.org/a--b_c", "."),
        ("(www.example.com/x)", "https://www.example.com/x", ")"),
        ("Is it https://a.b/c?d=e&f=g?", "https://a.b/c?d=e&f=g", "?"),
        ("https://en.wikipedia.org/wiki/Bill_(law), he", "https://en.wikipedia.org/wiki/Bill_(law)", ", he"),
        ("见https://a.b/c。", "https://a.b/c", "。"),
        ("https://a.b/c에서", "https://a.b/c", "에서"),
        ("https://ko.wikipedia.org/wiki/누리호", "https://ko.wikipedia.org/wiki/누리호", ""),
        ("„https://a.b/ü“", "https://a.b/ü", "“"),
        ("https://пример.рф/путь!", "https://пример.рф/путь", "!"),
        ("https://th.example/ข่าว/น้ำ ครับ", "https://th.example/ข่าว/น้ำ", " ครับ"),
        ("https://hi.example/हिन्दी/समाचार।", "https://hi.example/हिन्दी/समाचार", "।"),
        ("(https://ar.example/مُدَرِّس)", "https://ar.example/مُدَرِّس", ")"),
        ("https://fa.example/می\u200cشود، و", "https://fa.example/می\u200cشود", "، و"),
        ("https://x.example/cafe\u0301\u200b", "https://x.example/cafe\u0301", "\u200b"),
    ],
)
def test_a_bare_address_becomes_a_link(typed: str, target: str, rest: str, dialect: str) -> None:
    page = LexborHTMLParser(html_of(typed, dialect, bare_links=True))

    (link,) = page.css("a")
    assert link.attributes["href"] == target
    assert page.text().rstrip().endswith((link.text() or "") + rest)


@in_both
@pytest.mark.parametrize(
    "text",
    [
        "`https://a.b`",
        "```\nhttps://a.b\n```",
        "[https://a.b](/c)",
        '<span title="https://a.b">x</span>',
        "x@https://a.b",
        "https://",
        "www.",
        "shttps://a.b",
    ],
)
def test_no_other_address_becomes_a_link(text: str, dialect: str) -> None:
    assert 'href="https://' not in html_of(text, dialect, bare_links=True)


@in_both
def test_an_address_stays_text_unless_it_is_asked_for(dialect: str) -> None:
    assert html_of("https://a.b", dialect) == "<p>https://a.b</p>"


# Every word.


@in_both
@pytest.mark.parametrize(
    "text",
    [
        "_Poems _Territory Wind._\n* _Good Times_",
        "**\\* psi** waits",
        "_a __b_ *c **d* e_ f__ whole words",
        "***a* one **two*** three",
        "*_Ünï _zwei* drei_ vier",
        "_가 _나 다._\n_라 마_",
    ],
)
def test_emphasis_loses_no_letter(text: str, dialect: str) -> None:
    shown = LexborHTMLParser(html_of(text, dialect)).text()

    assert re.findall(r"[^\W_]+", shown) == re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize(
    ("text", "html", "lost"),
    [
        ("one *two* three", "<p>one <em>two</em> three</p>", []),
        ("_Good Times_", "<em> _Good Tim</em>s_", ["Times"]),
        ("[a](/b) über", '<p><a href="/b">a</a> </p>', ["über"]),
        ("[a][ref]\n\n[ref]: /x", '<p><a href="/x">a</a></p>', []),
        ("caf&eacute; &amp;", "<p>café &amp;</p>", []),
        ("1. one\n{: .x}", "<ol><li>one</li></ol>", []),
        ("EU\n\n*[EU]: Union", '<p><abbr title="Union">EU</abbr></p>', []),
        ("a[^N]\n\n[^n]: b", '<p>a<a href="#fn:n">1</a></p><p>b</p>', []),
        ("The U.S.\n\n*[U.S.]: States", '<p>The <abbr title="States">U.S.</abbr></p>', []),
        ("유엔\n\n*[유엔]: 국제", '<p><abbr title="국제">유엔</abbr></p>', []),
        ("1. one\n2. zwei\n10. gone", "<ol><li>one</li><li>zwei</li><li></li></ol>", ["gone"]),
        ("> * 1) one\n> * 2) 東京", "<ul><li>one</li><li>東京</li></ul>", []),
        ("A[^1].\n\n[^1]: note gone", "<p>A<sup>1</sup>.</p><p>note</p>", ["gone"]),
    ],
)
def test_words_that_are_lost_are_found(text: str, html: str, lost: list[str]) -> None:
    assert lost_words(text, html) == lost


# Texts that are made to take long.

LONG = {
    "references to one note": ("[^1]", "\n\n[^1]: x"),
    "headings": ("a\n===\n\n", ""),
    "headings in one block": ("# a\n", ""),
    "notes": ("[^1]: a\n\n", "b[^1]"),
    "addresses": ("http://a.b/) ", ""),
    "attributes": ("a\n{: .x}\n\n", ""),
    "numbers": ("1986. a\n", ""),
    "fences": ("- ```\n  a\n  ```\n", ""),
    "tildes": ("~~a ", ""),
    "fences without an end": ("- ```\n", ""),
    "opening brackets": ("[", ""),
    "links of wikis without an end": ("[[a ", ""),
    "sections of XML": ("<![CDATA[", "]]>"),
    "sections of XML without an end": ("<![CDATA[", ""),
    "rules": ("- - -\n", ""),
    "rules of stars": (" * * *\n", ""),
    "definitions of one term": (": 뜻\n", ""),
    "terms": ("a\n: b\n", ""),
    "notes in code": ("- [^1]: x\n\n      ```\n      a\n      ```\n", ""),
    "definitions of two lines": ("[a]:\n/x\n", "\n[a]"),
    "definitions that half are used": ("[a]: /x\n[b]: why not\n", "\n[a]"),
}


@pytest.mark.sampled
@in_both
@pytest.mark.parametrize("kind", some_of(tuple(LONG)))
def test_a_text_of_four_times_the_length_takes_no_sixteenfold_time(kind: str, dialect: str) -> None:
    piece, end = LONG[kind]

    # The least of some tries: what else the machine does can only make one take longer.
    short = min(paced(lambda: render(piece * 800 + end, dialect))[1] for _ in range(3))
    long = min(paced(lambda: render(piece * 3200 + end, dialect))[1] for _ in range(2))

    assert long < 12 * short + 30


def test_lists_that_are_nested_too_deeply_are_refused_at_once() -> None:
    _, problems = render("".join("    " * depth + "- a\n" for depth in range(500)), "markdown")

    assert ["nested too deeply" in problem.what for problem in problems] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "a\n" + ": b\n" * 300,
        "뜻\n: b\n: *c*\n" * 120,
        "a\n: b\nlazy\n: c\n" * 120,
        "- - -\n" * 300,
        "x\n***\ny\n___\n" * 120,
        "- a\n***\n- b\n" * 120,
        "> a\n* * *\nb\n" * 120,
        "```\n" + ": a\n: b\n***\n" * 120 + "```\n",
        "- a\n: b\n: c\n" * 120,
    ],
)
def test_many_pieces_in_one_block_are_what_few_are(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parted = html_of(text, "markdown")
    monkeypatch.setattr(markdown, "_MANY_PIECES", 10**9)

    assert parted == html_of(text, "markdown")


# Links that are none.


@pytest.mark.parametrize(
    ("text", "typed", "mend"),
    [
        ("See [x](annual report.pdf).", "annual report.pdf", "write <annual report.pdf>"),
        ("![a](Bild vom 3. Mai.png)", "Bild vom 3. Mai.png", "write <Bild vom 3. Mai.png>"),
        ("[사진](사진 하나.jpg)", "사진 하나.jpg", "write <사진 하나.jpg>"),
        ("[t](tel. 030 1234567)", "tel. 030 1234567", "write tel:030-1234567"),
    ],
)
def test_an_address_with_blanks_is_told(text: str, typed: str, mend: str) -> None:
    told = render(text, "commonmark")[1]

    assert [(problem.what, problem.mend) for problem in told] == [
        (f"no link, since its address has blanks: {typed}", mend)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`[x](annual report.pdf)`",
        "    [x](annual report.pdf)",
        '[x](/a "annual report.pdf")',
        "[sic](as he said. then)",
    ],
)
def test_what_is_no_address_with_blanks_is_let_be(text: str) -> None:
    assert render(text, "commonmark")[1] == []


@in_both
@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("See [[pier]].", "write [pier](pier.md)"),
        ("See [[old pier|the pier]] there.", "write [the pier](<old pier.md>)"),
        ("![[foto.png]]", "write ![foto.png](foto.png)"),
        ("Siehe [[부두]] und *das*", "write [부두](부두.md)"),
    ],
)
def test_a_link_of_a_wiki_is_told(text: str, mend: str, dialect: str) -> None:
    told = render(text, dialect)[1]

    assert [problem.mend for problem in told] == [mend]


@in_both
@pytest.mark.parametrize(
    "text", ["`[[pier]]`", "[[1]]", "[[pier]](https://x.org/)", "a[[0, 1], [2, 3]]", "    [[pier]]"]
)
def test_double_brackets_that_are_no_link_are_let_be(text: str, dialect: str) -> None:
    assert render(text, dialect)[1] == []
