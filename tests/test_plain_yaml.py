"""The short way through plain front matter gives what the parser gives, to the column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.documents import yaml_nodes
from newsgen.documents.plain_yaml import read_plain
from newsgen.documents.text import Text
from newsgen.documents.yaml_nodes import read_mapping
from newsgen.errors import Problem

PLAIN = {
    "a text": "title: Ferries stop\n",
    "quotes inside": 'title: The "quay" and the mayor\'s, it said\n',
    "a time": "date: 2026-01-02 09:30\n",
    "an address": "url: https://example.org/a?b=c\n",
    "in quotes": 'title: "Ferries: all stop"\nkicker: ""\n',
    "a list": "tags: [Harbour,  Money, 7]\n",
    "letters": "title: Über 한국 😀 ’s\ntags: [한국, é]  \n\nkicker: x\n",
    "blanks": "\n\ntitle:   Ferries  stop  \n",
}
OTHER = {
    "nothing": "",
    "a comment": "title: Ferries #1\n",
    "twice": "a: x\na: y\n",
    "a number of lines": "title: Ferries\n  stop\n",
    "a group": "image:\n  src: a.jpg\n",
    "a colon": "title: Ferries: all stop\n",
    "a colon at the end": "title: Ferries:\n",
    "an empty list": "tags: []\n",
    "quotes in a list": 'tags: ["a", b]\n',
    "a pair in a list": "tags: [a: b]\n",
    "an escape": 'title: "a\\u0000b"\n',
    "a break": "title: a\u2028b\n",
    "a sign": "title: *x\nkicker: &y z\n",
    "a tag": "title: !!str x\n",
    "no value": "title:\n",
}


def as_parsed(text: Text) -> tuple[object, list[Problem]]:
    warnings: list[Problem] = []
    return yaml_nodes._parsed(text, warnings), warnings


@pytest.mark.parametrize("case", PLAIN)
def test_plain_front_matter_takes_the_short_way(case: str) -> None:
    text = Text("content/a.md", PLAIN[case], 2)

    assert read_plain(text.text)
    assert (read_mapping(text, []), []) == as_parsed(text)


@pytest.mark.parametrize("case", OTHER)
def test_other_front_matter_is_left_to_the_parser(case: str) -> None:
    assert not read_plain(OTHER[case])


PIECES = st.sampled_from(
    [
        *"aB7é한😀 ,:-'\"[]{}#&*!|>%@`?._\\~=/\t\x85\xa0\u2028\ufeff\x07",
        ", ",
        ": ",
        " #",
        "- ",
        "null",
        "\n",
        "\n  ",
        "...",
    ]
)
VALUES = st.lists(PIECES, max_size=6).map("".join)
LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["title", "tags", "k_2", "k-2", "é", "1", "null"]),
    st.sampled_from([": ", ":  ", ":", " : "]),
    st.one_of(
        VALUES.map("x{}".format),
        VALUES.map('"{}"'.format),
        st.lists(VALUES.map("y{}".format), max_size=3).map(", ".join).map("[{}]".format),
        VALUES,
    ),
    st.sampled_from(["", " "]),
)


@given(st.lists(LINES, min_size=1, max_size=3).map("\n".join))
def test_both_ways_agree_on_any_text(typed: str) -> None:
    text = Text("content/a.md", typed, 2)
    warnings: list[Problem] = []

    assert (read_mapping(text, warnings), warnings) == as_parsed(text)
