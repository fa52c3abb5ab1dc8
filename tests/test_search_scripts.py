"""Search in scripts that part no words: whatever is typed of them is found, in newsgen and in a browser alike."""

from typing import Any
from urllib.parse import quote

import pytest
from conftest import SETTINGS, SiteDriver
from test_search_browser import page, served  # noqa: F401 - a fixture

from newsgen.searcher.find import Asked, search

STORIES = {
    "chips": ("AI반도체 수출", "AI반도체가 늘었다. 한국어판에는 반 도체 소식도 있다."),
    "office": ("사무실", "엑셀은 Excel파일을 쓴다. ㅋㅋㅋ 좋다."),
    "old": ("훈민정음", "나\u302e랏말\u302f\u110a\u1161\u3163 ᄒᆞᆫ글"),
    "decomposed": ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "\u1111\u1167\u11bc\u110b\u1163\u11bc의 소식."),
    "files": ("ファイルの話", "Excelファイルを開く。ｶﾞﾗｽとコーヒー、ｺﾝﾋﾟｭｰﾀｰ。"),
    "voiced": ("お知らせ", "か\u3099いこくの話。か゛んこ。"),
    "names": ("佐々木さん", "人〻と代〻木、一〇〇〇円。葛\U000e0100城市の宮\ufa11駿。"),
    "shop": ("𠮷野家", "𠮷野家で牛丼を食べた。𠀋夫だ。"),
    "compatible": ("樂觀", "\uf9dc時代 \uf914園 金"),
    "wide": ("中文", "ＡＩ技術与１２月的新聞。"),
    "amid": ("標點", "一九八四年，北京、上海。"),
    "thai": ("ข่าว", "ท่าเรือและน้ำมัน"),
    "markup": (
        "표시",
        """`파일`을 연다. 서울<br>부산, ~~대구~~에서. <kbd>엔터</kbd>를 <cite>책</cite>은
<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby>タワー。

| 가 | 나 |
|---|---|
| 다 | 라 |
""",
    ),
    "zhuyin": ("注音", "ㄅㄆㄇㄈ"),
}
FOUND = {
    "반도체": ["chips"],
    "도체": ["chips"],
    "AI반도체": ["chips"],
    "ＡＩ반도체": ["chips"],
    "AI 수출": ["chips"],
    "국어판": ["chips"],
    '"AI반도체가"': ["chips"],
    '"어판에"': ["chips"],
    '"반 도체"': ["chips"],
    '"도체 반"': [],
    "Excel파일": ["office"],
    '"excel파일을"': ["office"],
    "ㅋㅋ": ["office"],
    "나랏말": ["old"],
    "ᄒᆞᆫ": ["old"],
    "한국": ["chips", "decomposed"],
    "한국의": [],
    '"평양의"': ["decomposed"],
    "\u1111\u1167\u11bc\u110b\u1163\u11bc": ["decomposed"],
    "ファイル": ["files"],
    "Excelファイル": ["files"],
    "ガラス": ["files"],
    "ｺｰﾋｰ": ["files"],
    "コンピュータ": ["files"],
    '"ガラスとコーヒー"': ["files"],
    "がいこく": ["voiced"],
    "か\u3099んこ": ["voiced"],
    "か゛い": ["voiced"],
    "佐々木": ["names"],
    "々": ["names"],
    "人〻": ["names"],
    "〇〇": ["names"],
    "〇": ["names"],
    "葛城": ["names"],
    "葛\U000e0100城市": ["names"],
    "宮﨑": ["names"],
    "宮": ["names"],
    "﨑駿": ["names"],
    '"宮﨑駿"': ["names"],
    "𠮷野": ["shop"],
    "𠮷": ["shop"],
    "𠀋夫": ["shop"],
    '"𠮷野家で"': ["shop"],
    "野家": ["shop"],
    "樂": ["compatible"],
    "樂園": ["compatible"],
    "隆時": ["compatible"],
    "AI技術": ["wide"],
    "12月": ["wide"],
    "１２月": ["wide"],
    "新聞 技術": ["wide"],
    '"北京、上海"': ["amid"],
    '"北京 上海"': ["amid"],
    '"北京上海"': [],
    "八四年": ["amid"],
    "น้ำ": ["thai"],
    "เรือ": ["thai"],
    "ㄆㄇ": ["zhuyin"],
    "한국 -한국어판": ["decomposed"],
    "소식 -한국사": ["chips", "decomposed"],
    "소식 -AI반도체": ["decomposed"],
    "파일을": ["markup", "office"],
    "대구에서": ["markup"],
    "엔터를": ["markup"],
    "책은": ["markup"],
    '"책은"': ["markup"],
    '"서울 부산"': ["markup"],
    '"다 라"': ["markup"],
    "東京タワー": ["markup"],
    '"東京タワー"': ["markup"],
    "きょう": ["markup"],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    site = SiteDriver(tmp_path_factory.mktemp("scripts") / "site")
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/"))
    for name, (title, text) in STORIES.items():
        site.write(f"content/{name}.md", text, title=title)
    assert site.build().code == 0
    return site


def names(built: SiteDriver, query: str) -> list[str]:
    found = search(built.output, query, Asked(), limit=100)
    return sorted(result.place.rstrip("/").rpartition("/")[2] for result in found.results if found.has_all)


@pytest.mark.parametrize("query", FOUND)
def test_whatever_is_typed_is_found(built: SiteDriver, query: str) -> None:
    assert names(built, query) == FOUND[query]


def test_a_letter_in_a_headline_comes_first_whatever_follows_it(site: SiteDriver) -> None:
    site.write("content/a.md", "소식이 있다.", title="배가 떠났다", date="2020-01-01")
    site.write("content/b.md", "바다에 뜬 배.", title="바다", date="2021-01-01")
    assert site.build().code == 0

    found = search(site.output, "배", Asked())

    assert [result.title for result in found.results] == ["배가 떠났다", "바다"]


def test_a_browser_finds_the_same(built: SiteDriver, page: Any) -> None:  # noqa: F811 - the fixture
    with served(built.output) as address:
        page.goto(f"{address}search/")
        said = page.evaluate(
            """async (queries) => {
                const index = newsgenSearch.openIndex(new URL("../search-index/", location.href).href);
                const file = (hit) => `${hit.segment}/d${hit.number >> 5}`;
                return Promise.all(queries.map((query) => newsgenSearch.withFreshIndex(index, async (manifest) => {
                    const found = await newsgenSearch.answer(manifest, newsgenSearch.readQuery(query), {}, index.load);
                    const held = await index.load([...new Set(found.hits.map(file))]);
                    return found.hits.map((hit) => held.get(file(hit))[hit.number & 31][1]);
                })));
            }""",
            [query for query in FOUND if '"' not in query],
        )
        for query in ('"반 도체"', '"𠮷野家で"', '"北京 上海"', '"東京タワー"', '"서울 부산"', '"다 라"', '"도체 반"'):
            page.goto(f"{address}search/?q={quote(query)}")
            count = len(FOUND.get(query, []))
            page.wait_for_function("() => document.querySelector('[role=status]').textContent !== ''")
            assert page.locator(".results h2").count() == count

    found = [search(built.output, query, Asked(), limit=100) for query in FOUND if '"' not in query]
    assert said == [[result.place for result in each.results] for each in found]
