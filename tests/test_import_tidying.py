"""Letters that were decoded wrongly, and chains of blanks: mended where it is asked for, and listed."""

import json
from dataclasses import replace

import pytest
from conftest import SiteDriver

from newsgen.importers.proof import prove
from newsgen.importers.story import Story
from newsgen.importers.tidying import tidied

STORY = Story(key="a", digest="", source="a", fields={"title": "A title"}, text="", said="")


def damaged(text: str) -> str:
    """UTF-8, taken for Windows-1252."""
    return "".join(_as_windows(each) for each in text.encode())


def _as_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    "text",
    [
        "Le café de la gare, à deux pas, n’a pas d’été.",
        "Die Straße in München wird größer.",
        "Привет из Москвы: поезда опоздали.",
        "Çok güzel bir gün, diye yazdı.",
        "“Quoted”, said the mayor – and left…",
        "서울의 겨울은 춥다.",
    ],
)
def test_what_was_decoded_wrongly_is_mended(text: str) -> None:
    story = tidied(replace(STORY, text=damaged(text), said=damaged(text), fields={"title": damaged(text)}))

    assert story.text == text
    assert story.said == text
    assert story.fields["title"] == text
    assert story.guesses
    assert not prove(story, f"<p>{text}</p>").missing


@pytest.mark.parametrize(
    "text",
    [
        "Â and Ã are letters of their own: Ângela, Ãngela, SÃO PAULO, ÂMBAR.",
        "À deux; une ligne où l’été s’achève : voilà !",
        "Prix : 10\u00a0000\u00a0€, «\u00a0oui\u00a0».",
        "Он сказал: ”нет”.",
        "`a  b` and ``c ` d  e``",
        "```text\na  b\n\n\n\nc\n```",
        "    indented  code",
        "A line that breaks  \nhere.",
        "<pre>a\n\n\n\nb</pre>",
    ],
)
def test_what_is_right_stays_as_it_is(text: str) -> None:
    story = replace(STORY, text=text, said=text)

    assert tidied(story) is story


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One  two\u00a0\u00a0 three.", "One two three."),
        ("One.\n\n\u00a0\n\n&\n\n\n\n\nTwo.", "One.\n\n&\n\nTwo."),
        ("- a  b\n  - c   d", "- a b\n  - c d"),
        ("a  `b  c`  d", "a `b  c` d"),
    ],
)
def test_chains_of_blanks_are_one(text: str, wanted: str) -> None:
    assert tidied(replace(STORY, text=text)).text == wanted


def test_nothing_is_mended_unless_it_is_asked_for(site: SiteDriver) -> None:
    text = "Harbour wall to rise\n\nHALDANE BAY, 14 December 2025 – The cafÃ© by the harbour  is closed until summer.\n"
    site.write_file("story.txt", text)
    path = site.root / "content/2025/12/harbour-wall-to-rise.md"

    site.newsgen("import", str(site.root / "story.txt"))
    assert "cafÃ©" in path.read_text()

    told = json.loads(site.newsgen("import", str(site.root / "story.txt"), "--tidy", "--json").out)
    assert "The café by" in path.read_text()
    (item,) = told["reports"][0]["items"]
    assert "cafÃ© → café" in [guess["value"] for guess in item["guesses"]]
