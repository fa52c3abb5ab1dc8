"""Where a finding was typed: `newsgen.checks.typed` finds what stands in a source, and `lines` its line."""

from html import escape

import pytest
from pace import paced

from newsgen.checks.finding import Kind, Typed
from newsgen.checks.lines import LinesOf
from newsgen.checks.typed import TypedText


def places(text: str, wanted: str, *forms: str, kind: Kind = Kind.ADDRESS, body: str = "---\n") -> list[str]:
    """What stands at the places that were found, up to the next blank."""
    start = text.rfind(body) + len(body) if body in text else 0
    found = TypedText(text, start).find(Typed(wanted, kind), forms or (wanted, escape(wanted)))
    return [text[at : at + 12].split(maxsplit=1)[0] for at in found]


@pytest.mark.parametrize(
    "text",
    [
        "See [it](/gone/x_(law)) there.",
        "See [it]( /gone/x_(law) ) there.",
        "See [it](</gone/x_(law)>) there.",
        "See [it][1].\n\n[1]: /gone/x_(law)",
        'See <a href="/gone/x_(law)">it</a>.',
        "See <a href='/gone/x_(law)'>it</a>.",
        "See <a href=/gone/x_(law)>it</a>.",
        'See <a href = "/gone/x_(law)?a=1#b">it</a>.',
        "title: x\nimage: /gone/x_(law)\n---\ntext",
        "title: x\nimage: {src: /gone/x_(law), alt: y}\n---\ntext",
        'title: x\nimage: {src: "/gone/x_(law)"}\n---\ntext',
        'title: x\naliases: ["/a/", "/gone/x_(law)"]\n---\ntext',
        "あれ「[それ](/gone/x_(law))」です。",
        '<img srcset="/gone/x_(law) 2x, /b 1x">',
    ],
)
def test_an_address_is_found_however_it_is_typed(text: str) -> None:
    assert [found[:6] for found in places(text, "/gone/x_(law)")] == ["/gone/"]


@pytest.mark.parametrize(
    "text",
    [
        "The page /gone/x is no more.",
        "The page at https.example/gone/x is no more.",
        "[it](/gone/xy)",
        "[it](/was/gone/x)",
        'It\'s "gone" /gone/x, they said',
    ],
)
def test_what_is_only_mentioned_is_no_link(text: str) -> None:
    assert places(text, "/gone/x") == []


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("see https://old.example/a?b=1 now", "https://old.example/a?b=1", ["https://old."]),
        ("<https://old.example/a>", "https://old.example/a", ["https://old."]),
        ('<a href="/x?a=1&amp;b=2">', "/x?a=1&b=2", ["/x?a=1&amp;b"]),
        ("[a](b.md#none)", "/2025/03/05/b/#none", ["b.md#none)"]),
        ("[a](../café.pdf)", "/files/caf%C3%A9.pdf", ["../café.pdf)"]),
        ('<a href="/with a blank.html">', "/with a blank.html", ["/with"]),
        ("title: x\nimage: /p.jpg\n---\n[a](/p.jpg)", "/p.jpg", ["/p.jpg)"]),
        ("[a](/p) [b](/p)", "/p", ["/p)", "/p)"]),
    ],
)
def test_of_several_ways_the_likeliest_is_taken(text: str, wanted: str, found: list[str]) -> None:
    assert places(text, wanted) == found


@pytest.mark.parametrize(
    ("text", "wanted", "kind", "found"),
    [
        ('<p id="a">x</p><p id="ab">', "ab", Kind.VALUE, ['ab">']),
        ("<p id=ab>x", "ab", Kind.VALUE, ["ab>x"]),
        ("## Head {#ab}", "ab", Kind.VALUE, ["ab}"]),
        ("one\n\n#### Four *and* more", "Four ", Kind.HEADING, ["####"]),
        ("one #### Four", "Four", Kind.HEADING, []),
        ("<b>x <i>y</i>", "<b", Kind.TAG, ["<b>x"]),
        ("<b>x</b>", "<b", Kind.TAG, []),
    ],
)
def test_values_headlines_and_tags_are_found(text: str, wanted: str, kind: Kind, found: list[str]) -> None:
    assert places(text, wanted, kind=kind) == found


def paces_for(links: int) -> float:
    """What it costs to find each of many links in one text."""
    text = "\n".join(f'<p class="x">Word <a href="/old/{number}.html">and</a> more.</p>' for number in range(links))
    typed, lines = TypedText(text, 0), LinesOf(text, "\n")

    def find_all() -> None:
        for number in range(links):
            (at,) = typed.find(Typed(f"/old/{number}.html"), [f"/old/{number}.html"])
            assert lines.place(at)[0] == number + 1

    return paced(find_all)[1]


def test_the_search_does_not_grow_with_findings_times_places() -> None:
    few, many = paces_for(1_000), paces_for(16_000)

    assert many < 16 * 6 * few  # If each were looked for in the whole text: 256 times as long.


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        ('<b>\n<a href="/alt.html">x</a>\n', Typed("<b>", Kind.TAG)),
        ("시장 {{ 이름 }}\n", Typed("{{ 이름 }}", Kind.TEXT)),
        ("## Hafen\n\nText.\n\n", Typed("Hafen", Kind.HEADING)),
        ('<p id="x">a</p>\n', Typed("x", Kind.VALUE)),
        ("[m](/alt.html)\n", Typed("/alt.html")),
    ],
)
def test_what_is_wrong_in_many_places_is_looked_for_once(
    monkeypatch: pytest.MonkeyPatch, piece: str, wanted: Typed
) -> None:
    searches = []
    ways = TypedText._ways
    monkeypatch.setattr(TypedText, "_ways", lambda *asked: searches.append(asked[1]) or ways(*asked))
    typed = TypedText(piece * 300, 0)

    found = {tuple(typed.find(wanted, [wanted.text])) for _ in range(300)}

    assert [len(places) for places in found] == [300]
    assert searches == [wanted]


def test_a_text_is_gone_through_once_for_all_its_links(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []
    beginnings = TypedText._beginnings
    monkeypatch.setattr(TypedText, "_beginnings", lambda self: passes.append(self) or beginnings(self))
    typed = TypedText("\n".join(f"[뉴스](/옛날/{number}.html)" for number in range(400)), 0)

    for number in range(400):
        assert len(typed.find(Typed(f"/옛날/{number}.html"), [f"/옛날/{number}.html"])) == 1
        assert typed.find(Typed(f"/fort/{number}.htm"), [f"/fort/{number}.htm"]) == []

    assert len(passes) == 2  # Once for whole addresses, once for the ends of them.


@pytest.mark.parametrize(("text", "feed"), [("één\nzwei\n\nvier", "\n"), ("één\nzwei\n\nvier".encode(), b"\n")])
def test_a_place_is_told_by_line_and_column(text: str | bytes, feed: str | bytes) -> None:
    lines = LinesOf(text, feed)  # type: ignore[type-var]
    word = "zwei" if isinstance(text, str) else b"zwei"
    last = "vier" if isinstance(text, str) else b"vier"

    assert lines.place(0) == (1, 1, "één")
    assert lines.place(text.index(word) + 2) == (2, 3, "zwei")  # type: ignore[arg-type]
    assert lines.place(text.index(feed)) == (1, 4, "één")  # type: ignore[arg-type]
    assert lines.place(text.index(last)) == (4, 1, "vier")  # type: ignore[arg-type]
    assert lines.place(len(text)) == (4, 5, "vier")
