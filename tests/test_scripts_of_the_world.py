"""Stories in scripts that set no blanks, compose letters, or join them: how long, how set, and where they lie."""

import re
import unicodedata

import pytest
from conftest import SiteDriver
from pictures import png

from newsgen.project import theme_folder
from newsgen.settings import DIALECTS

in_both = pytest.mark.parametrize("dialect", DIALECTS)


@pytest.mark.sampled(every=4)
@in_both
@pytest.mark.parametrize(
    ("lang", "piece"),
    [
        ("th", "ข่าวสารบ้านเมือง"),
        ("lo", "ຂ່າວປະຈໍາວັນ"),
        ("km", "ព័ត៌មានជាតិ"),
        ("my", "သတင်းများ"),
        ("bo", "བོད་ཀྱི་གསར་འགྱུར་"),
        ("ja", "ニュースです。"),
        ("ja", "ﾆｭｰｽﾃﾞｽ"),
        ("zh-Hant", "今日新聞，"),
    ],
)
def test_a_long_story_without_blanks_is_not_read_in_a_minute(
    site: SiteDriver, lang: str, piece: str, dialect: str
) -> None:
    site.settings(f"markdown: {{dialect: {dialect}}}\n")
    site.write(body=piece * (5_000 // len(piece)), lang=lang)

    assert site.build().code == 0

    minutes = re.search(r"([0-9]+) min read", site.read("2025/03/04/a/index.html"))
    assert minutes
    assert 3 <= int(minutes[1]) <= 20


@pytest.mark.sampled(every=3)
@in_both
@pytest.mark.parametrize(
    ("stored", "linked"),
    [("NFD", "NFC"), ("NFC", "NFD")],
)
@pytest.mark.parametrize("name", ["Überblick.png", "ガス.png", "한글.png", "ёлка.png", "tiếng-việt.png", "ά.png"])
def test_a_picture_is_found_however_its_name_is_composed(
    site: SiteDriver, name: str, stored: str, linked: str, dialect: str
) -> None:
    def form(kind: str) -> str:
        return unicodedata.normalize(kind, name)  # type: ignore[arg-type]

    site.moved_to("https://paper.example.org/")
    site.settings(f"markdown: {{dialect: {dialect}}}\n")
    site.write_file(f"content/p/{form(stored)}", png())
    site.write(body=f"![x](p/{form(linked)}) <img src='p/{form(linked)}' alt='x'>", image=f"p/{form(linked)}")

    result = site.build()

    assert result.err == ""
    assert site.exists(f"p/{form('NFC')}")


@pytest.mark.parametrize("name", ["می‌رود", "خانه‌ها", "क्‍ष", "👩‍🚀"])
def test_an_address_may_have_a_joiner(site: SiteDriver, name: str) -> None:
    site.settings("slugs: unicode\n")
    site.write(slug=name, aliases=f"[/قدیم/{name}/]")

    result = site.build()

    assert result.code == 0, result.err
    assert site.exists(f"2025/03/04/{name}/index.html")
    assert site.exists(f"قدیم/{name}/index.html")
    assert site.newsgen("check").code == 0


def _rules(declaration: str) -> str:
    """The selectors of the theme's rules that hold a declaration."""
    style = (theme_folder() / "static/style.css").read_text(encoding="utf-8")
    return " ".join(re.findall(rf"([^{{}}]*)\{{[^{{}}]*{declaration}", style))


@pytest.mark.parametrize("lang", ["ko", "ja", "zh", "th", "ar", "fa", "he", "km", "my"])
def test_scripts_without_italics_are_not_slanted(lang: str) -> None:
    assert re.search(rf"\bem\b.*:lang\({lang}\)", _rules("font-style: normal"))


def test_headlines_are_broken_between_words() -> None:
    assert ":lang(ko)" in _rules("word-break: keep-all")
    assert re.search(r"\bh1\b.*:lang\(ja\)", _rules("word-break: auto-phrase"))
