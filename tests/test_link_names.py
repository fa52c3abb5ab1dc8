"""Links by the name of an address, notes and abbreviations: what nothing defines, or two lines define, is told."""

import pytest
from examples import some_of
from pace import paced

from newsgen.errors import Problem
from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.settings import DIALECTS, RAW_HTML, MarkdownSettings

in_both = pytest.mark.parametrize("dialect", DIALECTS)


def render(text: str, dialect: str, raw_html: str = "allow", source: str = "a.md") -> tuple[str, list[Problem]]:
    settings = MarkdownSettings(dialect, raw_html=raw_html)
    renderer = BodyRenderer(settings, Addresses(Site("Post", "https://example.org/"), {}), "en")
    body, problems = renderer.render(text, source=source, first_line=1, lang="")
    return body.html, problems


def places(problems: list[Problem]) -> list[tuple[int, int, str]]:
    assert all(problem.mend and not problem.is_error for problem in problems)
    return [(problem.line, problem.column, problem.what) for problem in problems]


@pytest.mark.sampled(every=3)
@in_both
@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("See [the law][ref].", (1, 5), "ref"),
        ("One\n\nSee [the *old* law][Law 3] here", (3, 5), "Law 3"),
        ("`[the law][ref]` and [the law][ref]", (1, 22), "ref"),
        ("![The quay][quay]", (1, 1), "quay"),
        ("[the law][]", (1, 1), "the law"),
        ("[![Logo](https://x.example/a.png)][home]", (1, 1), "home"),
        ("[over\ntwo lines][ref]", (1, 1), "ref"),
        ("见[法律][law]。", (1, 2), "law"),
        ("[그 법][참고]에 따라", (1, 1), "참고"),
        ("Voir [la loi de 2003][loi], svp", (1, 6), "loi"),
        ("انظر [نص القانون][قانون]", (1, 6), "قانون"),
        ("[das Gesetz][2] und [1][2]\n\n[1]: https://x.example/", (1, 1), "2"),
        ("[the law][ref]\n\n[ref]: my own file.pdf", (1, 1), "ref"),
    ],
)
def test_a_link_by_a_name_that_nothing_defines_is_told(
    text: str, place: tuple[int, int], name: str, raw_html: str, dialect: str
) -> None:
    _, problems = render(text, dialect, raw_html)

    assert places(problems) == [(*place, f"no link, since nothing defines [{name}]")]
    assert problems[0].rule == "broken-link"


@in_both
@pytest.mark.parametrize(
    "text",
    [
        "He wrote “teh” [sic][3].",
        "[1][2], [3][4] and [a][5]",
        "[Applause][Laughter]",
        "[박수][웃음] [拍手][笑]",
        "a[i][j] and f(x)[row][col]",
        "[sic] [ref] [the law] [ref]",
        "`[the law][ref]`",
        "```\n[the law][ref]\n```",
        "\\[the law][ref]",
        "[the law\\][ref]",
        "[the law][ref]\n\n[ref]: https://x.example/ 'T'",
        "[the law][REF]\n\n[ref]: <https://x.example/>",
        "[the law][^1]\n\n[^1]: note",
        "<b title='[the law][ref]'>x</b>",
        "[the law][ref](https://x.example/)",
    ],
)
def test_brackets_beside_each_other_may_be_no_link(text: str, dialect: str) -> None:
    assert "no link" not in "".join(problem.what for problem in render(text, dialect)[1])


def test_brackets_in_html_are_no_markdown() -> None:
    assert render("<p>See [the law][ref]</p>", "markdown", source="a.html")[1] == []


@in_both
@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("[x][a]\n\n[a]: https://x.example/1\n\n[a]: https://x.example/2", (5, 1), "a"),
        ("[x][a]\n\n[a]: https://x.example/1\n[A]: https://x.example/2 'T'", (4, 1), "A"),
        ("[법률]\n\n[법률]: <https://x.example/1>\n[법률]: https://x.example/2", (4, 1), "법률"),
    ],
)
def test_a_second_address_of_a_name_shows_and_is_told(
    text: str, place: tuple[int, int], name: str, dialect: str
) -> None:
    html, problems = render(text, dialect)

    assert places(problems) == [(*place, f"[{name}] has another address by a line before, so this one shows as text")]
    assert 'href="https://x.example/1"' in html
    assert "https://x.example/2" in html
    assert 'href="https://x.example/2"' not in html


@in_both
@pytest.mark.parametrize(
    "text",
    [
        "[x][a]\n\n[a]: https://x.example/1\n\n[a]: https://x.example/1",
        "UN and EU\n\n*[UN]: Ebb\n*[EU]: Flood\n*[UN]: Ebb",
        "[x][a] [y][b]\n\n[a]: https://x.example/1\n[b]: https://x.example/2\n[a]: https://x.example/1",
    ],
)
def test_the_same_address_once_more_is_nobodys_business(text: str, dialect: str) -> None:
    html, problems = render(text, dialect)

    assert not problems
    assert "]:" not in html


@in_both
def test_lines_that_no_link_asks_for_are_not_told(dialect: str) -> None:
    assert render("`x`\n\n[Q]: https://x.example/1\n\n[Q]: https://x.example/2", dialect)[1] == []


@in_both
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x[^a]\n\n`[^a]:`\n\n[^a]: one\n\n[^a]: two", [(7, 1, "a")]),
        ("x[^주]\n\n[^주]: 하나\n\n[^주]: 둘\n\n[^주]: 셋", [(5, 1, "주"), (7, 1, "주")]),
        ("x[^Note]\n\n[^Note]: un\n\n[^note]: deux", [(5, 1, "note")]),
    ],
)
def test_a_second_note_of_one_name_is_told_at_its_place(
    text: str, told: list[tuple[int, int, str]], dialect: str
) -> None:
    _, problems = render(text, dialect)

    what = "a note before this one is called [^{}], too: references lead there"
    assert places(problems) == [(line, column, what.format(name)) for line, column, name in told]


@in_both
@pytest.mark.parametrize(
    "block",
    [
        "<DIV>\n    x\n    </div>",
        "<div>x</div >",
        '<b title="</div>">x</b>',
        "<b title='<div>'>x</b>",
        "<div>x<div>y</div></div>",
    ],
)
def test_a_note_holds_the_html_in_it_and_no_more(block: str, dialect: str) -> None:
    html, problems = render(f"One[^a].\n\n[^a]: Note\n\n    {block}\n\n    more\n\nRest.", dialect)

    story, _, notes = html.partition('<div class="footnote">')
    assert not problems
    assert "Rest." in story
    assert "</div>" not in story
    assert "more" in notes


@in_both
def test_a_note_in_code_is_not_the_one_that_is_missing(dialect: str) -> None:
    assert places(render("```\n[^x]\n```\n\ny[^x]", dialect)[1]) == [(5, 2, "there is no note [^x]")]


@in_both
@pytest.mark.parametrize("name", ["UN", "유엔", "U.S."])
def test_a_second_meaning_of_an_abbreviation_shows_and_is_told(name: str, dialect: str) -> None:
    html, problems = render(f"The {name} met\n\n*[{name}]: Ebb\n\n*[{name}]: Flood\n\n*[{name}]: Ebb", dialect)

    what = f"the abbreviation {name} is explained before in other words, so this line is shown"
    assert places(problems) == [(5, 1, what)]
    assert f'<abbr title="Ebb">{name}</abbr>' in html
    assert "Flood" in html


@pytest.mark.sampled
@in_both
@pytest.mark.parametrize(
    ("piece", "end"), some_of([("[a b][c] ", ""), ("[a ", "][b]"), ("[x\n", ""), ("[a]: /b\n", "\n[a][a]")])
)
def test_many_brackets_take_no_sixteenfold_time(piece: str, end: str, dialect: str) -> None:
    short = min(paced(lambda: render(piece * 500 + end, dialect))[1] for _ in range(3))
    long = min(paced(lambda: render(piece * 2000 + end, dialect))[1] for _ in range(2))

    assert long < 12 * short + 30
