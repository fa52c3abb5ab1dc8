"""Comments, and what other systems' templates left: not published, named by kind, and in links what they mean."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsgen.errors import Problem
from newsgen.models.addresses import Addresses, keys_of_file, target_keys
from newsgen.models.body import Body
from newsgen.models.picture import PictureFacts
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.leftovers import set_leftovers_apart
from newsgen.renderer.markup import WAY_BACK
from newsgen.settings import DIALECTS, RAW_HTML, MarkdownSettings

ADDRESSES = Addresses(
    Site("Post", "https://example.org/"),
    {"b.md": "2020/b/", "_posts/2020-01-02-name.md": "2020/name/", "posts/c/index.md": "c/", "news/d.md": "d/"}
    | {"archive/ko/2019-10-12-x.md": "deep/x/", "q/bundle/index.md": "bundle/", "q/카페.md": "cafe/"},
    attachments=frozenset({"p.jpg", "q.webp", "r.webp", "tide.mp4", "tide.vtt", "a b.png"}),
    pictures={"p.jpg": PictureFacts(4, 3, "gif")},
)


def render(text: str, dialect: str, raw_html: str = "allow", source: str = "a.md") -> tuple[Body, list[Problem]]:
    renderer = BodyRenderer(MarkdownSettings(dialect, raw_html=raw_html), ADDRESSES, "en")
    return renderer.render(text, source=source, first_line=1, lang="")


COMMENTS = [
    "<!-- legal: SECRET --> shown",
    "shown <!-- SECRET --> and\nshown",
    "<!-- SECRET\n\nSECRET -->\n\nshown",
    "> <!-- SECRET\n> SECRET --> shown",
    "- <!-- SECRET -->shown\n- x",
    "<div>\n<!-- SECRET -->\nshown</div>",
    "<!-- SECRET --!> shown",
    "<!--[if IE]> SECRET <![endif]--> shown",
    "shown <?php SECRET ?>",
    "## shown <!-- SECRET -->",
    "| a <!-- SECRET --> | b |\n|---|---|\n| shown | d |",
    "shown[^1]\n\n[^1]: note <!-- SECRET -->",
    '![x](p.jpg "<!-- SECRET -->") shown',
    "{% comment %} SECRET {% endcomment %} shown",
    "{# SECRET #} shown {{/* SECRET */}} {{!-- SECRET --}}",
    "[//]: # (SECRET)\n\nshown",
    "shown\n\n[//]: # SECRET to the end (of the line)\nshown",
    "> [//]: <> (SECRET\n> SECRET)\n\nshown",
    "[comment]: <> (SECRET)\nshown",
    "[머리말]: # \"SECRET\"\n[_]: # 'SECRET'\n\nshown",
    "{::comment}\nSECRET\n\nSECRET\n{:/comment}\n\nshown",
    "shown {::comment}SECRET{:/} shown",
    "{/* SECRET\nSECRET */}\n\nshown",
    "뉴스 <!-- SECRET 비밀 --> shown",
    "<!-- SECRET « caché » -->shown été",
    "<!-- SECRET 秘密 -->shown。",
    "<!-- SECRET سر --> shown",
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("text", "line", "mark"),
    [
        (":::note\nCare.\n:::", 1, ":::note"),
        ("One.\n\n::: tip 제목\n\nCare.\n\n:::", 3, "::: tip"),
        ("::::{.callout-note}\nCare.\n::::", 1, "::::{.callout-note"),
        ('One.\n\n!!! warning "Title"\n    Care.', 3, "!!! warning"),
        ("??? note\n    Care.", 1, "??? note"),
        ("> [!IMPORTANT]\n> Care.", 1, "[!IMPORTANT]"),
        ("[TOC]\n\nOne.", 1, "[TOC]"),
    ],
)
def test_a_mark_that_shows_as_text_is_told_at_its_place(text: str, line: int, mark: str, dialect: str) -> None:
    body, problems = render(text, dialect)

    assert "Care." in body.html or mark == "[TOC]"
    told = [problem for problem in problems if problem.rule == "leftover-code"]
    assert [(problem.line, problem.what) for problem in told] == [
        (line, f"a mark of another system shows as text: {mark}")
    ]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        "```\n:::note\n```",
        '<pre\nclass="x">\n:::note\n</pre>',
        "`[TOC]` and [TOC] in a line",
        "!!! wow",
        "Why???",
        "Ratio 1:::2",
        "[!] x",
        "What ??? note it",
    ],
)
def test_what_only_looks_like_a_mark_is_not_told(text: str, dialect: str) -> None:
    assert not render(text, dialect)[1]


def test_a_mark_that_an_extension_understands_is_not_told() -> None:
    settings = MarkdownSettings("markdown", extensions=("extra", "admonition"))
    renderer = BodyRenderer(settings, ADDRESSES, "en")

    body, problems = renderer.render("!!! note\n    Care.", source="a.md", first_line=1, lang="")

    assert "admonition" in body.html
    assert not problems


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('See [top].\n\n[top]: # "Up"', '<a href="#" title="Up">top</a>'),
        ("[Q]: Why?", "[Q]: Why?"),
        ("Say [//]: # (x)", "[//]: # (x)"),
        ("`[//]: # (x)`", "[//]: # (x)"),
        ("[a]: # (x) and more", "and more"),
        ("{::nomarkdown}shown{:/}", "<p>shown</p>"),
        ("{:/* no", "{:/* no"),
    ],
)
def test_what_only_looks_like_a_comment_is_shown(text: str, shown: str, dialect: str) -> None:
    body, _ = render(text, dialect)

    assert shown in body.html


@pytest.mark.sampled(every=4)
@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", COMMENTS)
def test_no_comment_is_published_and_what_stands_around_it_is(text: str, dialect: str, raw_html: str) -> None:
    body, _ = render(text, dialect, raw_html)

    assert "SECRET" not in body.html + "".join(heading.text for heading in body.headings)
    assert "shown" in body.html
    assert not [sign for sign in body.html if "\ufdd0" <= sign <= "\ufdef" and sign != WAY_BACK]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        "`<!-- a -->`",
        "```\n<!-- a -->\n```",
        "~~~ html\nx\n<!-- a -->\n~~~",
        "    <!-- a -->",
        "- x\n\n    `<!-- a -->`",
        "Type ``<!-- a -->`` here <!-- b -->",
    ],
)
def test_a_comment_in_code_is_text(text: str, dialect: str) -> None:
    code = LexborHTMLParser(render(text, dialect)[0].html).css_first("code")

    assert code is not None
    assert "<!-- a -->" in code.text()


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("comment", ["<!-- more -->", "<!-- more --> ", "   <!--more-->\t", "<!--\na\n-->"])
def test_what_follows_a_comment_on_its_line_is_rendered(comment: str, dialect: str) -> None:
    assert "<em>x</em> y</p>" in render(f"{comment}*x* y", dialect)[0].html


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_comment_that_is_never_closed_is_text_and_told(dialect: str) -> None:
    body, problems = render("One\n\ntwo <!-- three\n\nfour", dialect)

    assert "three" in body.html
    assert "four" in body.html
    assert [(problem.line, problem.column, problem.rule) for problem in problems] == [(3, 5, "open-element")]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_words_of_a_marked_section_are_text(dialect: str) -> None:
    body, _ = render("<![CDATA[Ebb *and* flood]]> rise", dialect)

    assert body.html.strip() == "<p>Ebb <em>and</em> flood rise</p>"


KINDS = [
    ('[caption id="a" width="9"]x[/caption]', "a shortcode of WordPress shows as text: [caption]"),
    ("[gallery ids=1,2]", "a shortcode of WordPress shows as text: [gallery]"),
    ("[embed]https://v.example/1[/embed]", "a shortcode of WordPress shows as text: [embed]"),
    ('[su_button url="x"]y[/su_button]', "a shortcode of WordPress shows as text: [su_button]"),
    ("{{< youtube abc_d_e >}}", "a shortcode of Hugo shows as text: {{< youtube >}}"),
    ('{{% notice "x" %}}', "a shortcode of Hugo shows as text: {{% notice %}}"),
    ("{% include a.html %}", "a template's tag shows as text: {% include %}"),
    ("{%- for x in y -%}", "a template's tag shows as text: {% for %}"),
    ("{{ site.title }}", "a template's variable shows as text: {{ site.title }}"),
    ("<% render 'x' %>", "a template's code shows as text: <% … %>"),
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("code", "what"), KINDS)
def test_code_of_another_system_shows_as_typed_and_is_told_once(code: str, what: str, dialect: str) -> None:
    body, problems = render(f"One `{code}`\n\n기사 {code} und\n\n{code}", dialect)

    shown = LexborHTMLParser(body.html).text() or ""
    assert shown.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'").count(code) == 3
    assert [(problem.what, problem.line, problem.rule) for problem in problems] == [(what, 3, "leftover-code")]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        "[video] and [caption](b.md) and [gallery][g]\n\n[g]: /x",
        "[Q]: Why? {x} {1} {{",
        "```\n{{ x }} {% y %} [gallery]\n```",
        "He said [sic] so; [laughter]",
        "Set {1, 2} and }} or %}",
        "<script>var a = '{{ x }}' // <!-- </script>",
    ],
)
def test_what_only_looks_like_code_is_not_told(text: str, dialect: str) -> None:
    assert not render(text, dialect)[1]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Write \\<b>fett\\</b> here", "Write <b>fett</b> here"),
        ("기호 \\<U> 와 \\<", "기호 <U> 와 <"),
        ("`\\<b>` und \\<i>", "\\<b> und <i>"),
        ("```\n\\<p>\n```", "\\<p>"),
        ("a \\\\ b", "a \\ b"),
    ],
)
def test_an_angle_behind_a_backslash_is_a_sign(typed: str, shown: str, raw_html: str, dialect: str) -> None:
    body, problems = render(typed, dialect, raw_html)

    assert LexborHTMLParser(body.html).text().strip() == shown
    assert not problems


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text", ["[youtube https://y.org/x]", "[vimeo https://v.org/1 w=2]", "한국 [tweet https://t.org]"]
)
def test_a_shortcode_with_an_address_is_told(text: str, dialect: str) -> None:
    assert [problem.rule for problem in render(text, dialect)[1]] == ["leftover-code"]


@pytest.mark.parametrize("sign", ["<!--", "{{", "{%", "[caption a=", "<?php", "[/", "`", "<![CDATA[", "{% comment %}"])
def test_signs_without_end_are_read_once(sign: str) -> None:
    text = sign * 20_000

    assert "w" in set_leftovers_apart(text + " w").text


@pytest.mark.parametrize("source", ["a.md", "a.html"])
@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("In <st1:City w:st='on'>Paris</st1:City> today.", "<st1:city>"),
        ("<o:p></o:p>In Paris today.", "<o:p>"),
        ("In Paris <fb:like href='https://x.org'/>today.", "<fb:like>"),
        ("<v:shape id=x>In Paris today.</v:shape>", "<v:shape>"),
    ],
)
def test_a_tag_of_a_word_processor_goes_and_its_words_stay(
    text: str, tag: str, dialect: str, raw_html: str, source: str
) -> None:
    body, problems = render(text, dialect, raw_html, source)

    assert LexborHTMLParser(body.html).text().strip() == "In Paris today."
    assert f"a tag of another program was left out: {tag}" in [problem.what for problem in problems]


@pytest.mark.parametrize("text", ["`<o:p>`", "a <x:3 b", "<z:a>", "1<m:2"])
def test_what_is_no_such_tag_stays(text: str) -> None:
    body, problems = render(text, "commonmark")

    assert LexborHTMLParser(body.html).text().strip() == text.strip("`")
    assert not problems


OLD_LINKS = [
    ('{{ "/x" | url }}', "/x"),
    ("{{ '/x/' | relative_url }}", "/x/"),
    ('{{ "/x" | prepend: site.baseurl }}', "/x"),
    ("{{ site.baseurl }}/x#y", "/x#y"),
    ("{{ site.url }}{{ site.baseurl }}/x", "/x"),
    ("{{ .Site.BaseURL }}x", "/x"),
    ('{{< ref "b.md" >}}', "/2020/b/"),
    ('{{< relref "/b.md#end" >}}', "/2020/b/#end"),
    ('{{% ref "posts/c" %}}', "/c/"),
    ('{{ ref . "b" }}', "/2020/b/"),
    ("{% post_url 2020-01-02-name %}", "/2020/name/"),
    ("{% link _posts/2020-01-02-name.md %}", "/2020/name/"),
    ("{{ site.baseurl }}{% link news/d.md %}", "/d/"),
    ("{filename}/news/d.md", "/d/"),
    # By its file's name, wherever that lies.
    ("{% post_url 2019-10-12-x %}", "/deep/x/"),
    ("{% post_url ko/2019-10-12-x %}#c", "/deep/x/#c"),
    ('{{< ref "x.md" >}}', "/deep/x/"),
    ('{{< relref "bundle" >}}', "/bundle/"),
    ("{filename}카페.md", "/cafe/"),
    ("{% link _posts/2019-10-12-x.md %}", "/deep/x/"),
    ("{static}p.jpg", "/p.jpg"),
    ("@/news/d.md#e", "/d/#e"),
    ("@/b.md", "/2020/b/"),
    ("@/posts/c/index.md", "/c/"),
]


@pytest.mark.sampled(every=4)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("form", ["[x]({})", "[x]\n\n[x]: {}", "<a href='{}'>x</a>"])
@pytest.mark.parametrize(("old", "address"), OLD_LINKS)
def test_a_link_that_a_template_was_to_make_leads_to_what_it_meant(
    old: str, address: str, form: str, dialect: str
) -> None:
    body, problems = render(form.replace("{}", old.replace("'", '"') if "='" in form else old), dialect)

    links = [node.attributes["href"] for node in LexborHTMLParser(body.html).css("a")]
    assert links == [address]
    assert not problems


def test_a_link_by_name_hangs_on_the_file_of_that_name() -> None:
    body, _ = render("[x]({% post_url 2030-01-01-later %})", "markdown")

    keys = {key for target in body.targets for key in target_keys("a.md", target)}
    assert not keys.isdisjoint(keys_of_file("somewhere/else/2030-01-01-later.md"))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("old", "rule"),
    [
        ("{% post_url 2021-01-01-none %}", "broken-link"),
        ('{{< ref "none.md" >}}', "broken-link"),
        ("{{ page.next.url }}", "leftover-code"),
        ("{{ url_for(x) }}", "leftover-code"),
    ],
)
def test_a_link_of_a_template_that_leads_nowhere_is_named_and_shows_as_text(old: str, rule: str, dialect: str) -> None:
    body, problems = render(f"See\n\nthe [old *story*]({old}).", dialect)

    assert "href" not in body.html
    assert "old <em>story</em>" in body.html
    assert [(problem.line, problem.column, problem.rule) for problem in problems] == [(3, 19, rule)]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize(
    "link", ["![x](C:\\Users\\jane\\p2.jpg)", "[그림](file:///home/kim/a.png)", "[été](D:/x.pdf)", "[x](E:\\ж.doc)"]
)
def test_a_file_of_one_computer_is_told_once_in_every_mode(link: str, raw_html: str, dialect: str) -> None:
    _, problems = render(f"See {link}.", dialect, raw_html)

    assert [problem.rule for problem in problems] == ["unreachable-link"]
    assert problems[0].line == 1


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('A \\[gallery] or \\[caption id="x"].', "A [gallery] or [caption id="),
        ("A \\[gallery ids=1] \\[/gallery].", "A [gallery ids=1] [/gallery]."),
        ("A \\\\[gallery] here.", "A \\[gallery] here."),
        ("## On \\[gallery]", "On [gallery]"),
        ("    code \\[gallery]", "code \\[gallery]"),
        ("A `\\[gallery]` here.", "A <code>\\[gallery]</code> here."),
    ],
)
def test_a_backslash_before_code_of_another_system_is_not_shown_but_in_code(
    typed: str, shown: str, dialect: str
) -> None:
    body, _ = render(typed, dialect)

    assert shown in body.html
