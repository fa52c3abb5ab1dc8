"""HTML to Markdown, and back: the same words, links, pictures and structure, in both dialects."""
# ruff: noqa: E501 - HTML has long lines

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.importers.from_html.convert import to_markdown
from newsgen.importers.from_html.nodes import Comment, Element, Node, Text, parse
from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.settings import MarkdownSettings

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
DIALECTS = ("markdown", "commonmark")
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code", "menu": "ul"}
_TRANSPARENT = frozenset("span font div section center article main picture source tbody thead p".split())


def rendered(text: str, dialect: str) -> str:
    settings = MarkdownSettings(dialect=dialect)
    site = Site(title="T", base_url="https://example.org/", language="en")
    body, _ = BodyRenderer(settings, Addresses(site, {}), "en").render(text, source="a.md", first_line=1, lang="")
    return body.html


def shape(node: Node) -> Iterator[str]:
    """The elements, words and addresses of a tree in their order, as far as a reader could tell them apart."""
    if isinstance(node, Text):
        yield from re.findall(r"[^\W_]+", node.text)
    elif isinstance(node, Element):
        name = _SAME.get(node.name, node.name)
        shown = [word for child in node.children for word in shape(child)]
        if name in _TRANSPARENT:
            yield from shown
        else:
            address = unquote(node.get("href") or node.get("src"))
            yield f"<{name} {address}>".replace(" >", ">")
            yield from shown
            yield f"</{name}>"
    else:
        assert isinstance(node, Comment)


def told(html: str) -> list[str]:
    return list(shape(parse(html)))[1:-1]


def test_words_that_are_bold_and_slanted_have_marks_that_people_type() -> None:
    html = "<p><b><i>both</i></b>, <i><b>both</b></i> and <b><i>one</i> of two</b>.</p>"
    assert to_markdown(html).text == "**_both_**, _**both**_ and **_one_ of two**.\n"


PIECES = [
    "<p>One.</p><p>Two.</p>",
    "<h2>Head</h2><p>Text</p><h3>Sub &amp; more</h3>",
    "<p>A <b>bold </b>word, <i>it</i>alic, <strong>foo.</strong>bar, <b><i>both</i></b></p>",
    "<p><i><b>both</b></i> <b><i>one</i> and two</b>, <b>one <i>two</i></b>; <b><i>a</i> b <i>c</i></b></p>",
    "<p>x<b><i>both</i></b>y <i><b>bo_th</b></i> 中<i><b>文</b></i>字 (<b><i>z</i></b>) <i>a <b>b</b></i></p>",
    "<p>x<b>y</b>z <b>a</b><b>b</b></p>",
    "<p><em>“Quoted.”</em>he said; <b>(in brackets)</b>and so on</p>",
    "<p>5*3, a_b_c, *x*, _y_, `z`, [n], &lt;b&gt;, &amp;amp;</p>",
    "<p><s>old</s> <code>a`b</code> <sub>2</sub> <sup>3</sup> <kbd>Esc</kbd> <mark>m</mark></p>",
    "<p><abbr title='New York'>N.Y.</abbr></p>",
    '<p><a href="https://x.org/a_b(c)">li[n]k</a> <a href="/a b">blank</a></p>',
    '<p><a href="https://x.org/">https://x.org/</a></p>',
    '<p><a href="https://x.org/?a=1&amp;b=2*3*4" title="A &quot;title&quot;"><b>bold</b> link</a></p>',
    "<p># no head</p><p>1. no list</p><p>- no item</p><p>&gt; no quote</p><p>+ x</p>",
    "<p>=== x</p><p>: x</p><p>| a | b |</p>",
    "<ul><li>One</li><li>Two<ul><li>Three</li><li>Four</li></ul></li><li>Five</li></ul>",
    "<ol start='9'><li>nine</li><li>ten<ul><li>in</li></ul></li><li>eleven</li></ol>",
    "<ul><li>One<p>para</p></li><li>Two</li></ul>",
    "<ol><li>One<blockquote><p>Quote</p></blockquote></li><li>Two<pre><code>code\n\n  more</code></pre></li></ol>",
    "<blockquote><p>One</p><p>Two</p><ul><li>x</li></ul><blockquote><p>in</p></blockquote></blockquote>",
    "<pre><code class='language-python'>a = 1\n\n```\nb</code></pre>",
    "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1|2</td><td><b>x</b></td></tr></tbody></table>",
    "<table><tr><td colspan='2'>x</td></tr><tr><td>1</td><td>2 <a href='/y'>y</a></td></tr></table>",
    "<p>Poem<br>of two<br>lines</p>",
    '<p><img src="a.jpg" alt="An &quot;alt&quot; [x]"> in <a href="/b"><img src="c.png" alt="c"></a></p>',
    '<figure><img src="a.jpg" alt="x"><figcaption>Words, <em>set</em></figcaption></figure>',
    "<p>日本<b>語。</b>です<i>（注）</i>と</p><p>한국<b>어</b>는 <b>‘강조’</b>를</p><p><ruby>漢<rt>kan</rt></ruby></p>",
    '<p dir="rtl" lang="ar">نص <b>عريض</b> و<a href="/x">رابط</a></p>',
    "<dl><dt>Term</dt><dd>Said</dd></dl><p>after</p>",
    "<details><summary>More</summary><p>Inside</p></details><p>after</p>",
    "<hr><p>x</p>",
    "<div>loose <p>in a</p> div</div>text<p>and more</p>",
    "<p>{{ x }} {% y %} ::: z</p><p>::: note</p><p>[^1]: no note</p><p>*[A]: B</p><p>[a]: /b</p>",
    "<p>a --- b -- c ... \"d\" 'e'</p><p>--- x</p><p>***</p>",
    "<p>&lt;script&gt;x&lt;/script&gt; &lt;U&gt; a &lt; b &gt; c</p>",
    "<p>~~no~~ ^x^ ==y== $z$ H~2~O http://example.org/a_b_c</p>",
    "<p><b><b>:</b>\\</b> and \\<i>x</i></p>",
    "<p><sub>`</sub>` *<b>\\ </b>x <b><b>`&amp;#</b></b><b>:</b></p>",
    "<h2>C#</h2><p>x</p><h2># 1</h2>",
]  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("html", PIECES)
def test_what_is_made_of_html_says_the_same(html: str, dialect: str) -> None:
    text = to_markdown(html).text

    assert told(rendered(text, dialect)) == told(html), text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Plain words, <b>bold</b> and <i>slanted</i>.</p>", "Plain words, **bold** and *slanted*.\n"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c\n"),
        ('<p><a href="https://x.org/">https://x.org/</a></p>', "<https://x.org/>\n"),
        ('<figure class="alignwide"><img src="a.jpg"><figcaption>C</figcaption></figure>', '![](a.jpg "C"){.wide}\n'),
        ('<figure><a href="a-large.jpg"><img src="a.jpg" alt="A"></a></figure>', "![A](a.jpg)\n"),
        ('<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ?x=1"></iframe>', f"{FILM}\n"),
        ("<p><em>and<br>slanted</em></p>", "*and*  \n*slanted*\n"),
        ("<p><b> </b>a<i></i>b<b><br></b>c</p>", "ab  \nc\n"),
        ("<p>and <span style='font-weight:bold'>bold</span></p>", "and **bold**\n"),
        ("<p>&nbsp;</p><p> <br> </p><div></div>", ""),
        ('<p><img src="data:image/gif;base64,R0" data-src="late.jpg" alt="L"></p>', "![L](late.jpg)\n"),
        ("<p>5*3 and snake_case and #1</p>", "5\\*3 and snake_case and #1\n"),
        ('<video src="v.mp4" poster="p.jpg"></video>', "::: video\n![](p.jpg)\n\n[v.mp4](v.mp4)\n:::\n"),
        ("<table><tr><td><p>A page of old</p></td></tr></table>", "A page of old\n"),
        ('<p>See <a href="#n">n</a></p><h2 id="n">N</h2>', "See [n](#n)\n\n## N {#n}\n"),
    ],
)  # fmt: skip
def test_it_is_written_as_a_person_would(html: str, text: str) -> None:
    assert to_markdown(html).text == text


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script><p>x</p>",
        '<p onclick="alert(1)">x</p>',
        '<p><a href="java\nscript:alert(1)">x</a></p>',
        '<table><tr><td onfocus="alert(1)" colspan=2>x<script>alert(1)</script></td></tr><tr><td>y<td>z</tr></table>',
        '<details><summary><img src=x onerror="alert(1)">x</summary></details>',
        '<svg onload="alert(1)"><script>alert(1)</script></svg><p>x</p>',
        '<form action="https://evil.example/"><input name=a>x</form><p>x</p>',
        '<iframe src="javascript:alert(1)"></iframe><p>x</p>',
        '<p><img src="https://count.example/p.gif" width="1" height="1">x</p>',
        '<math><mtext><img src=x onerror="alert(1)"></mtext></math><p>x</p>',
        "<p>x</p><style>p{background:url(https://evil.example)}</style><link rel=stylesheet href=https://evil.example>",
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_script_no_form_no_counter_comes_along(html: str, dialect: str) -> None:
    text = to_markdown(html).text

    page = rendered(text, dialect)
    assert "x" in page
    for sign in ("alert", "onerror", "<script", "<form", "count.example", "evil.example", "javascript:"):
        assert sign not in text
        assert sign not in page


def test_what_is_dropped_is_told() -> None:
    done = to_markdown('<p><a href="javascript:x()">go</a></p><form>Name</form><p><img src="/p.gif" width=1>a</p>')

    assert done.left_out == (
        ("javascript:x()", "a link that runs a script"),
        ("Name", "a form"),
        ("/p.gif", "a picture that nobody sees"),
    )


def test_deep_html_ends() -> None:
    assert "x" in to_markdown("<div>" * 5_000 + "x" + "</div>" * 5_000).text


INLINE = st.recursive(
    st.text("ab *_`[]()<>&#.!“”、。語\\~^:|", min_size=1, max_size=6).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    ),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(("b", "i", "s", "sub")),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)


@pytest.mark.hypothesis
@given(st.lists(INLINE, min_size=1, max_size=4))
def test_every_letter_survives(parts: list[str]) -> None:
    html = f"<p>{''.join(parts)}</p>"
    letters = [letter for word in told(html) if not word.startswith("<") for letter in word]

    for dialect in DIALECTS:
        page = told(rendered(to_markdown(html).text, dialect))
        assert [letter for word in page if not word.startswith("<") for letter in word] == letters


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<a href='u'><div><div>Title</div><div>Words</div></div></a>", "[Title](u)\n\nWords\n"),
        ("<figure><a href='u'><div>Title</div><p>Words</p></a></figure>", "[Title](u)\n\nWords\n"),
        ("<p>a</p><a href='u'><h3>Head</h3><p>More</p></a>", "a\n\n### [Head](u)\n\nMore\n"),
        ("<a href='u'><figure><img src='a.jpg'><figcaption>C</figcaption></figure></a>", '[![](a.jpg "C")](u)\n'),
        ("<a href='u'><p><b>One</b> two</p> three <p>four</p></a>", "[**One** two](u)\n\nthree\n\nfour\n"),
    ],
)
def test_a_link_around_blocks_is_around_the_first_words_and_the_pictures(typed: str, text: str) -> None:
    assert to_markdown(typed).text == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<figure><img src='a.jpg'><p>Words</p></figure>", "![](a.jpg)\n\nWords\n"),
        ("<figure><p>Words</p><img src='a.jpg'><figcaption>Cap</figcaption></figure>", "Words\n\n![](a.jpg)\n\nCap\n"),
        ("<figure><img src='a.jpg'> one <img src='b.jpg'> two</figure>", "![](a.jpg) one ![](b.jpg) two\n"),
        (
            "<figure><div><a href='u'><img src='a.jpg'></a></div><figcaption>C</figcaption></figure>",
            '[![](a.jpg "C")](u)\n',
        ),
    ],
)
def test_words_of_a_figure_that_are_no_caption_stay(typed: str, text: str) -> None:
    assert to_markdown(typed).text == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<a href='u'><img src='a.jpg'></a><a href='v'><img src='b.jpg'></a>", "[![](a.jpg)](u)\n\n[![](b.jpg)](v)"),
        ("<a href='u'><img src='a.jpg'><img src='b.jpg'></a>", "[![](a.jpg)](u)\n\n[![](b.jpg)](u)"),
        ("<figure><img src='a.jpg'></figure><img src='b.jpg'>", "![](a.jpg)\n\n![](b.jpg)"),
    ],
)
def test_all_pictures_of_a_figure_are_a_gallery_each_with_its_link(typed: str, text: str) -> None:
    assert to_markdown(f"<figure>{typed}</figure>").text == f"::: gallery\n{text}\n:::\n"


GALLERY = "<ul class='wp-block-gallery columns-2'>\n{}\n<li><figure><a href='b.jpg'><img src='b.jpg' alt='B'></a></figure></li></ul>"


def test_a_list_of_figures_that_is_called_a_gallery_is_one() -> None:
    item = "<li><figure><img src='a.jpg' alt='A'><figcaption>Low water</figcaption></figure></li>"

    assert to_markdown(GALLERY.format(item)).text == '::: gallery\n![A](a.jpg "Low water")\n\n![B](b.jpg)\n:::\n'


@pytest.mark.parametrize(
    "item",
    [
        "<li>Words.</li>",
        "<li><figure><img src='a.jpg' alt='A'></figure> Words.</li>",
        "Words.",
        "<li><figure>Words.</figure></li>",
    ],
)
def test_a_list_of_figures_with_words_besides_loses_none(item: str) -> None:
    text = to_markdown(GALLERY.format(item)).text

    assert "Words." in text
    assert "![B](b.jpg)" in text


def in_element(name: str, inner: list[str]) -> str:
    start = "a href='u'" if name == "a" else name
    return f"<{start}>{''.join(inner)}</{name}>"


STRUCTURES = st.recursive(
    st.sampled_from(["WORD ", "<b>WORD</b>", "<img src='a.jpg' alt=''>"]),
    lambda inner: st.builds(
        in_element,
        st.sampled_from(["div", "p", "figure", "figcaption", "h3", "section", "a", "blockquote", "ul"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)


@pytest.mark.hypothesis
@given(STRUCTURES)
def test_no_word_and_no_picture_is_lost_however_elements_stand_in_one_another(html: str) -> None:
    words, pictures = parse(html).text().count("WORD"), len(list(parse(html).every("img")))

    for dialect in DIALECTS:
        page = rendered(to_markdown(html).text, dialect)
        assert page.count("WORD") == words
        assert page.count("a.jpg") == pictures


def test_two_line_ends_part_paragraphs_and_leave_no_blanks() -> None:
    assert to_markdown("First<br /><br />Second<br><br><br>Third").text == "First\n\nSecond\n\nThird\n"
    assert to_markdown("<p>a<br>b</p>").text == "a  \nb\n"


# What readers saw

WATCH = "https://www.youtube.com/watch?v=abc123XYZ_0"
SEEN = {
    # For browsers without scripts: what stands nowhere else, but for counters
    '<p>A</p><noscript><a href="https://poll.example/7">Take our poll</a></noscript>': "A\n\n[Take our poll](https://poll.example/7)",
    '<p>A</p><noscript><img src="http://c.statcounter.com/1/0/ab/1/" alt="counter"></noscript>': "A",
    '<p>A</p><noscript><a href="http://statcounter.com/"><img src="http://c.statcounter.com/1/0/ab/1/"></a></noscript>': "A",
    '<p>A</p><noscript><img src="https://www.facebook.com/tr?id=1&ev=PageView&noscript=1"></noscript>': "A",
    "<p>A</p><noscript>Please enable JavaScript to see this.</noscript>": "A",
    '<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>': "![](/a.jpg)",
    '<p>A</p><noscript><img src="/a.jpg" alt="Pier"></noscript>': "A\n\n![Pier](/a.jpg)",
    '<p>A <a href="/x">word</a></p><noscript><a href="/x">word</a></noscript>': "A [word](/x)",
    # AMP
    '<amp-img src="/a.jpg" width="1" height="1" layout="responsive" alt="Pier"></amp-img>': "![Pier](/a.jpg)",
    '<amp-img src="/a.jpg" width="1" height="1"></amp-img>': "",
    '<amp-youtube data-videoid="abc123XYZ_0"></amp-youtube>': WATCH,
    '<amp-iframe src="https://map.example/1"><amp-img placeholder src="/a.jpg"></amp-img></amp-iframe>': "https://map.example/1",
    '<amp-video src="/a.mp4"><div fallback>No films here</div></amp-video>': "::: video\n[a.mp4](/a.mp4)\n:::",
    '<amp-ad type="x">Buy this</amp-ad><p>A</p>': "A",
    '<amp-carousel><amp-img src="/a.jpg"></amp-img></amp-carousel>': "![](/a.jpg)",
    # Films of Flash, and what players load
    '<object><param name="movie" value="http://www.youtube.com/v/abc123XYZ_0&hl=en"></object>': WATCH,
    '<object><param name="src" value="x"><embed src="http://www.youtube.com/v/abc123XYZ_0?fs=1"></object>': WATCH,
    '<embed src="http://vimeo.com/moogaloop.swf?clip_id=123456&server=vimeo.com">': "https://vimeo.com/123456",
    '<blockquote class="twitter-tweet"><a href="https://twitter.com/kim/status/1"></a></blockquote>': "https://twitter.com/kim/status/1",
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@kim/video/9"></blockquote>': "https://www.tiktok.com/@kim/video/9",
    '<div class="fb-video" data-href="https://www.facebook.com/town/videos/1"></div>': "https://www.facebook.com/town/videos/1",
    # Words and pictures in attributes
    '<iframe srcdoc="&lt;p&gt;Two &lt;b&gt;words&lt;/b&gt;&lt;/p&gt;"></iframe>': "Two **words**",
    '<div class="juxtapose"><img src="/a.jpg" data-label="In 1910"><img src="/b.jpg" data-label="Today"></div>': '![](/a.jpg "In 1910")\n\n![](/b.jpg "Today")',
    '<div style="background-image: url(/a.jpg); height: 9em"></div>': "![](/a.jpg)",
    "<button onclick=\"location.href='https://b.example/'\">Go there</button>": "[Go there](https://b.example/)",
    '<h3><button>A question <span aria-hidden="true">+</span></button></h3>': "### A question",
    '<img src="/a.jpg" usemap="#m"><map name="m"><area href="/pier" alt="The pier"></map>': "![](/a.jpg) [The pier](/pier)",
    "<svg><title>Map</title><text>North</text><text>South</text></svg>": "Map North South",
    '<table class="tr-caption-container"><tr><td><a href="/a.jpg"><img src="/s.jpg"></a></td></tr><tr><td class="tr-caption">The <i>pier</i></td></tr></table>': '![](/s.jpg "The *pier*")',
    '<table class="caption"><tr><td><img src="/a.jpg"></td><td>One</td><td>Two</td></tr></table>': '<table><tbody><tr><td><img src="/a.jpg"></td><td>One</td><td>Two</td></tr></tbody></table>',
    # Hidden
    "<p hidden>No</p><p>A</p>": "A",
    '<p style="display: none">No</p><p>A</p>': "A",
    '<p style="visibility:hidden">No</p><p>A</p>': "A",
    '<p style="position:absolute; left:-9999px"><a href="https://spam.example/">No</a></p><p>A</p>': "A",
    '<p style="position: fixed; top: -5000px">No</p><p>A</p>': "A",
    '<p style="text-indent:-9999px">No</p><p>A</p>': "A",
    '<p style="font-size:0">No</p><p>A</p>': "A",
    '<p style="opacity:0;color:red">No</p><p>A</p>': "A",
    '<div style="height:0; overflow:hidden">No</div><p>A</p>': "A",
    # Not hidden
    '<p style="opacity:.5">A</p>': "A",
    '<p style="margin-left:-20px">A</p>': "A",
    '<p style="font-size:0.9em">A</p>': "A",
    '<div style="font-size:0"><img src="/a.jpg"><span style="font-size:14px">A</span></div>': "![](/a.jpg)A",
    '<p class="wow fadeIn" style="visibility:hidden">A</p>': "A",
    '<div class="spoiler-body" style="display:none">A</div>': "A",
    '<a href="#more">More</a><div id="more" style="display:none">A</div>': "[More](#more)\n\nA",
    '<p><span class="screen-reader-text">Photo:</span> A</p>': "Photo: A",
}  # fmt: skip


@pytest.mark.parametrize("typed", SEEN)
def test_a_text_has_what_readers_saw(typed: str) -> None:
    assert to_markdown(typed).text.strip() == SEEN[typed]


@pytest.mark.parametrize("typed", SEEN)
def test_what_readers_did_not_see_is_told_with_all_of_its_words(typed: str) -> None:
    done = to_markdown(typed)
    known = f"{done.text} {' '.join(words for words, _ in done.left_out)}"

    assert not [
        word for word in re.findall(r">(No|Buy this|Please enable[^<]*|No films here)<", typed) if word not in known
    ]


def test_a_text_that_only_a_program_would_show_is_told() -> None:
    done = to_markdown(
        '<p>A <span data-caption="Seen from the old pier">word</span> <i data-title="Some of it">x</i></p>'
    )

    assert done.text == "A word *x*\n"
    assert ("Seen from the old pier", "a text for a program: `data-caption` of <span>") in done.left_out
