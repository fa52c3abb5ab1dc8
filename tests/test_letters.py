"""Indexes of terms: under which letter a name is filed, in the language of the publication."""

import pytest
from tests.conftest import SiteDriver

from newsgen.planner.letters import Alphabet


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("language", "taxonomy", "name", "letter"),
    [
        ("en", "organizations", "The Meridian Record", "M"),
        ("en", "series", "A year at sea", "Y"),
        ("en", "tags", "Theatre", "T"),
        ("en-GB", "places", "The Hague", "H"),
        ("en", "tags", "The", "T"),
        ("en", "authors", "A Reporter", "A"),
        ("de", "sources", "Die Zeit", "Z"),
        ("fr", "sources", "L’Équipe", "E"),
        ("es", "sources", "El País", "P"),
        ("nl", "sources", "Het Parool", "P"),
        ("ar", "places", "القاهرة", "ق"),
        ("en", "sources", "Die Zeit", "D"),
        ("en", "tags", "élan", "E"),
        ("en", "tags", "5G", "#"),
        ("en", "tags", "+++", "#"),
        ("en", "sources", "“The Record”", "R"),
        ("en", "tags", "#MeToo", "M"),
        ("es", "tags", "¿Qué pasa?", "Q"),
        ("de", "series", "„Die Ratten“", "R"),
        ("fr", "series", "« L’Étranger »", "E"),
        ("ja", "series", "「かもめ」", "か"),
        ("ko", "series", "『토지』", "ㅌ"),
        ("nl", "places", "’s-Gravenhage", "G"),
        ("nl", "places", "'t Gooi", "G"),
        ("ko", "places", "평양", "ㅍ"),
        ("ja", "places", "がもう", "か"),
        ("ja", "places", "キョウト", "か"),
        ("ja", "places", "やまなし", "や"),
        ("ja", "places", "ゃ", "や"),
        ("ja", "places", "ん", "わ"),
        ("ja", "places", "東京", "漢"),
        ("zh", "tags", "经济", "J"),
        ("zh-Hans-CN", "tags", "竞技", "J"),
        ("zh-TW", "tags", "經濟", "漢"),
        ("th", "tags", "เชียงใหม่", "ช"),
        ("ru", "tags", "ёлка", "Е"),
        ("hi", "tags", "समाचार", "स"),
        ("ko", "places", "까치", "ㄱ"),
        ("ko", "places", "쌍용", "ㅅ"),
        ("sv", "places", "Åland", "Å"),
        ("de", "places", "Åland", "A"),
        ("sv-FI", "tags", "élan", "E"),
        ("da", "tags", "ærø", "Æ"),
        ("es", "tags", "ñandú", "Ñ"),
        ("pl", "places", "Łódź", "Ł"),
        ("tr", "places", "Şanlıurfa", "Ş"),
        ("ru", "places", "Йошкар-Ола", "Й"),
        ("uk", "places", "Їжачок", "Ї"),
        ("vi", "places", "Đà Nẵng", "Đ"),
    ],
)
def test_a_name_is_filed_where_a_reader_looks_for_it(language: str, taxonomy: str, name: str, letter: str) -> None:
    assert Alphabet(language, taxonomy).letter(name) == letter


def test_chinese_names_stand_in_the_order_of_their_readings_among_the_latin_ones() -> None:
    names = ["张家港", "Jazz", "经济", "足球", "北京", "竞技", "Beta"]

    ordered = sorted(names, key=Alphabet("zh", "tags").key)

    assert ordered == ["北京", "Beta", "Jazz", "竞技", "经济", "张家港", "足球"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("sv", ["Zebra", "Åland", "Ähtäri", "Öland"]),
        ("de", ["Ähtäri", "Åland", "Öland", "Zebra"]),
        ("es", ["Nube", "Ñandú", "Oso"]),
        ("pl", ["Lublin", "Łódź", "Mława"]),
        ("uk", ["Гадяч", "Ґданськ", "Дніпро", "Європа", "Ялта"]),
        ("ko", ["가방", "까치", "나비"]),
    ],
)
def test_letters_of_a_language_stand_in_its_order(language: str, names: list[str]) -> None:
    assert sorted(set(names), key=Alphabet(language, "tags").key) == names


def test_an_index_of_chinese_terms_has_no_more_letters_than_the_alphabet(site: SiteDriver) -> None:
    site.write_file("newsgen.yaml", "title: 报\nbase_url: https://example.org/\nlanguage: zh\n")
    site.write(tags=[chr(0x4E00 + 97 * number) + "一" for number in range(150)])

    site.build()

    assert 5 < site.read("tags/index.html").count('<section aria-labelledby="page.letter-') <= 27
