"""Filters and words: what is kept for speed is what would be made anew."""

import pytest
from jinja2 import Environment
from markupsafe import Markup

from newsgen.renderer.filters import Filters
from newsgen.renderer.labels import Words
from newsgen.renderer.locales import open_graph_locale


@pytest.mark.parametrize("first", [str, Markup])
def test_a_text_that_is_no_date_comes_back_as_it_came(first: type[str]) -> None:
    date_long = Filters({}).date_long
    date_long(first("<b>"))

    assert type(date_long("<b>")) is str
    assert type(date_long(Markup("<b>"))) is Markup


def test_words_are_found_by_name_but_a_method_of_a_mapping_stays_one() -> None:
    words = Words({"updated": "Updated", "items": "Items"})

    text = (
        Environment(autoescape=True)
        .from_string("{{ labels.updated }} {{ labels.items()|length }}")
        .render(labels=words)
    )

    assert text == "Updated 2"


def test_a_word_can_be_read_like_the_entry_of_a_mapping() -> None:
    words = Words({"items": "Items"})

    assert words["items"] == "Items"


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("ko", "ko_KR"),
        ("fr", "fr_FR"),
        ("zh-Hant", "zh_TW"),
        ("zh", "zh_CN"),
        ("pt-PT", "pt_PT"),
        ("de-CH-1996", "de_CH"),
        ("zh-Hant-HK", "zh_HK"),
        ("sr-Latn", "sr_RS"),
        ("en-u-ca-gb", "en_US"),
        ("es-419", "es_ES"),
        ("tlh", ""),
        ("x-pirate", ""),
    ],
)
def test_a_language_has_the_locale_that_networks_know_or_none(tag: str, locale: str) -> None:
    assert open_graph_locale(tag) == locale
