"""Copied texts of every kind: what a line is, its neighbours tell; no word of a reader is lost in silence."""

from datetime import UTC

import pytest
from tests.conftest import SiteDriver
from tests.test_import_pasted import NOW, known, leftovers, text_at

from newsgen.importers.files import pasted_words
from newsgen.importers.pasted.bylines import Bylines, read_bylines
from newsgen.importers.pasted.datelines import read_dateline
from newsgen.importers.pasted.pages import without_pages
from newsgen.importers.pasted.paragraphs import lines_of, paragraphs
from newsgen.importers.pasted.reading import Reader
from newsgen.importers.story import Story
from newsgen.models.moment import parse_moment

LONG = "The council of the town decided on Sunday that the wall along the harbour is to be raised by a metre this year."
GOES_ON = "The work is to begin in the spring, said the mayor, and it will take two years if the winter is mild enough."
ENDS = "Nobody spoke against it at the end of an evening that was as long as the wall itself, the mayor said to us."


def bylines() -> Bylines:
    return read_bylines(pasted_words("words.yaml"))


def reader() -> Reader:
    return Reader(known(), leftovers(), bylines(), parse_moment(NOW, UTC).local)


def read(*lines: str) -> Story:
    story = reader().read("\n\n".join(lines), "a.txt")
    assert story is not None
    return story


def extra(story: Story) -> dict[str, str]:
    found = story.fields.get("extra", {})
    return {str(name): str(text) for name, text in found.items()} if isinstance(found, dict) else {}


def left_out(story: Story) -> list[str]:
    return [each.text for each in story.left_out]


HEADLINE = "Harbour Wall to Be Raised by a Metre After the Flood"


@pytest.mark.parametrize(
    ("lines", "caption", "credit"),
    [
        (["The wall at low tide. Photo: Kim Doe"], "The wall at low tide.", "Kim Doe"),
        (["The wall at low tide. © Kim Doe / AFP"], "The wall at low tide.", "Kim Doe / AFP"),
        (["The wall at low tide (AP Photo/Kim Doe)"], "The wall at low tide", "AP Photo/Kim Doe"),
        (["The wall at low tide [Kim Doe/Reuters]"], "The wall at low tide", "Kim Doe/Reuters"),
        (["The wall at low tide.Credit...Kim Doe for The Paper"], "The wall at low tide.", "Kim Doe for The Paper"),
        (["The wall at low tide", "Kim Doe/AFP"], "The wall at low tide", "Kim Doe/AFP"),
        (["Kim Doe/AFP", "The wall at low tide"], "The wall at low tide", "Kim Doe/AFP"),
        (["Image caption, The wall at low tide"], "The wall at low tide", ""),
        (["Die Mauer bei Ebbe. Foto: Kim Muster/dpa"], "Die Mauer bei Ebbe.", "Kim Muster/dpa"),
        (
            ["낮은 물때의 방파제", "[보기시 제공. 재판매 및 DB 금지]"],
            "낮은 물때의 방파제",
            "보기시 제공. 재판매 및 DB 금지",
        ),
        (["썰물 때 방파제가 드러났다. /홍길동 기자"], "썰물 때 방파제가 드러났다.", "홍길동 기자"),
        (["干潮の防波堤＝3日、港町、山田花子撮影"], "干潮の防波堤＝3日、港町", "山田花子撮影"),
        (["图为退潮时的防波堤。王明摄"], "图为退潮时的防波堤。", "王明摄"),
        (["दीवार पर लोग खड़े हैं। फोटो: सुरेश"], "दीवार पर लोग खड़े हैं।", "सुरेश"),
    ],
)
def test_a_caption_and_its_credit(lines: list[str], caption: str, credit: str) -> None:
    story = read(HEADLINE, "By Jane Roe", *lines, LONG, ENDS)

    assert extra(story) == {name: text for name, text in (("caption", caption), ("credit", credit)) if text}


def test_a_caption_among_the_paragraphs_is_one() -> None:
    story = read(HEADLINE, LONG, "The wall at low tide. Photo: Kim Doe", GOES_ON, ENDS)

    assert extra(story) == {"caption": "The wall at low tide.", "credit": "Kim Doe"}
    assert "low tide" not in story.text


def test_a_second_caption_stays_in_the_story() -> None:
    story = read(HEADLINE, "The wall. Photo: Kim Doe", LONG, "The quay on Monday. Photo: Kim Doe", GOES_ON, ENDS)

    assert extra(story)["caption"] == "The wall."
    assert "The quay on Monday. Photo: Kim Doe" in story.text


@pytest.mark.parametrize(
    ("above", "kicker"),
    [
        (["OPINION"], "OPINION"),
        (["Home", "Sport", "Letters", "Harbour", "Harbour"], "Harbour"),
        (["Sport", "Letters", "Harbour", "Quays", "Ferries"], ""),
        (["Home > Town > Harbour"], ""),
        (["Town > Harbour"], "Town > Harbour"),
        (["Harbour", "14 December 2025"], "Harbour"),
    ],
)
def test_a_kicker_is_no_entry_of_a_menu(above: list[str], kicker: str) -> None:
    assert read(*above, HEADLINE, LONG, ENDS).fields.get("kicker", "") == kicker


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["Jane Roe", "14 December 2025"], ("Jane Roe",)),
        (["Jane Roe", "John Doe", "14 December 2025"], ("Jane Roe", "John Doe")),
        (["Jane Roe / TNN / Updated: Dec 14, 2025, 08:14 IST"], ("Jane Roe",)),
        (["Penulis: Dewi Sari | Editor: Bagus Putra"], ("Dewi Sari",)),
        (["홍길동·김철수 기자 입력 2025.12.14. 오후 6:30"], ("홍길동", "김철수")),
        (["보기=홍길동 기자"], ("홍길동",)),
        (["来源：港口日报 作者：王明"], ("王明",)),
        (["山田花子　鈴木一郎", "2025年12月14日 11時00分"], ("山田花子", "鈴木一郎")),
        (["דנה לוי, יואב כהן", "פורסם: 14.12.25, 18:32"], ("דנה לוי", "יואב כהן")),
        (["By the newsroom", "14 December 2025"], ()),
    ],
)
def test_who_wrote_it_stands_beside_the_date(lines: list[str], authors: tuple[str, ...]) -> None:
    assert read(HEADLINE, *lines, LONG, ENDS).fields.get("authors", ()) == authors


@pytest.mark.parametrize(
    ("begins", "place", "agencies"),
    [
        ("Pune, Feb 12 (PTI) ", "Pune", ("PTI",)),
        ("الدوحة في 04 مارس /قنا/ ", "الدوحة", ("قنا",)),
        ("یزد - ایرنا - ", "یزد", ("ایرنا",)),
        ("【ロンドン共同】", "ロンドン", ("共同",)),
        ("（中央社記者王小明台北市14日電）", "台北市", ("中央社",)),
        ("Kiel (dpa/lno) - ", "Kiel", ("dpa/lno",)),
    ],
)
def test_further_datelines(begins: str, place: str, agencies: tuple[str, ...]) -> None:
    line = read_dateline(f"{begins}The wall 벽은 was opened on Monday, people said.", known())

    assert line is not None
    assert (line.place, line.agencies) == (place, agencies)


def test_a_dateline_may_stand_alone_on_its_line() -> None:
    story = read(HEADLINE, "Jane Roe", "14 December 2025", "HALDANE BAY", LONG, ENDS)

    assert story.fields["dateline"] == "Haldane Bay"


def test_a_short_paragraph_below_a_hint_is_not_lost() -> None:
    story = read(
        HEADLINE, LONG, GOES_ON, "Read also: A cat", "It will be paid in the spring.", "Who pays", "All do, she said."
    )

    assert "It will be paid in the spring." in story.text
    assert "## Who pays" in story.text
    assert left_out(story) == ["Read also: A cat"]


def test_a_sentence_below_links_stays_and_is_doubtful() -> None:
    story = read(HEADLINE, LONG, GOES_ON, "Related stories", "A cat on the quay", "It will be paid in the spring.")

    assert "It will be paid in the spring." in story.text
    assert any(guess.field == "text" and guess.confidence < 0.8 for guess in story.guesses)
    assert left_out(story) == ["Related stories", "A cat on the quay"]


def test_teasers_below_links_are_no_story() -> None:
    teasers = ["A cat on the quay", "She came from the sea.", "A dog at the wall", "He did not mind the cat."]

    story = read(HEADLINE, LONG, GOES_ON, "Related stories", *teasers)

    assert set(teasers) <= {*left_out(story), *story.text.split("\n")}
    assert left_out(story)[1:] == teasers


def test_thai_paragraphs_end_without_a_sign() -> None:
    thai = "ชาวบ้านนำกระบอกไม้ไผ่ขนาดใหญ่มาทำเป็นตู้หนังสือตลอดทางเดินไปนาข้าว เพื่อให้เด็กนักเรียนยืมอ่านได้โดยไม่ต้องลงชื่อทุกคน"

    story = read("ชาวบ้านเปิดตู้หนังสือในกระบอกไม้ไผ่", thai, thai + "อีกครั้ง")

    assert story.text.count("กระบอกไม้ไผ่ขนาดใหญ่") == 2


def test_short_lines_below_the_story_are_tags_and_doubtful() -> None:
    story = read(HEADLINE, LONG, ENDS, "Harbour", "Floods", "Related stories", "A cat on the quay")

    assert story.fields["tags"] == ("Harbour", "Floods")
    assert any(guess.field == "tags" and guess.confidence < 0.8 for guess in story.guesses)


def test_tags_end_where_something_else_begins() -> None:
    story = read(HEADLINE, LONG, ENDS, "Topics", "Harbour", "Floods", "Share on Facebook", "Quay")

    assert story.fields["tags"] == ("Harbour", "Floods")


@pytest.mark.parametrize("subhead", ["What it costs", "“Nobody minds”", "Who pays for it?", "■ 비용은 얼마인가"])
def test_subheads(subhead: str) -> None:
    assert f"## {subhead}\n" in read(HEADLINE, LONG, subhead, GOES_ON, ENDS).text


def test_questions_of_an_interview_are_no_subheads() -> None:
    asked = ["What is it?", LONG, "Who pays for it?", GOES_ON, "When is it done?", ENDS]

    assert "##" not in read(HEADLINE, LONG, *asked).text


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("typed", "markdown"),
    [
        ("● One\n● Two", "- One\n- Two"),
        ("▪ One\n▪ Two", "- One\n- Two"),
        ("・一つ\n・二つ", "- 一つ\n- 二つ"),
        ("* One\n* Two", "- One\n- Two"),
        ("① One\n② Two", "1. One\n2. Two"),
        ("(1) One\n(2) Two", "1. One\n2. Two"),
        ("1.- One\n2.- Two", "1. One\n2. Two"),
        ("١. واحد\n٢. اثنان", "1. واحد\n2. اثنان"),
        ("１．一つ\n２．二つ", "1. 一つ\n2. 二つ"),
        ("> She has printed\n> no label.", "> She has printed no label."),
        ("Year\tBoats\n2024\t4|5", "| Year | Boats |\n| --- | --- |\n| 2024 | 4\\|5 |"),
        ("Grow, my dough,\ngrow slow,\nthe moon is low.", "Grow, my dough,  \ngrow slow,  \nthe moon is low."),
    ],
)
def test_lists_quotations_tables_and_verses(typed: str, markdown: str, site: SiteDriver) -> None:
    site.write_file("a.txt", f"{HEADLINE}\n\n{LONG}\n\n{GOES_ON}\n\n{typed}\n\n{ENDS}")

    done = site.newsgen("import", str(site.root / "a.txt"), "--now", NOW)

    assert done.code == 0, done.out
    path = "content/2026/11/harbour-wall-to-be-raised-by-a-metre-after-the-flood.md"
    assert f"\n\n{markdown}\n\n" in text_at(site, path)


PAGES = """The Gazette of Haldane Bay - No. 7
Harbour Wall to Be Raised by a Metre
On Sunday the council of the town has decided that the wall along the har-
bour is to be raised by a metre, since the flood of the last winter came over
it, and a well-known mill at the quay was under water for longer than a week,
which nobody had seen before. It will take two years, and the quay is closed
for a summer, the mayor said to those who had come. All of them wanted to know
12
The Gazette of Haldane Bay - No. 7
whether the ferry goes on while the stones come in, and it does, as the cap-
tain said. The well-
known mill gets a wall of its own.
- 13 -
"""


def test_pages_of_a_pdf_are_one_story() -> None:
    kept, left = without_pages(lines_of(PAGES))
    found = [each.text for each in paragraphs("\n".join(kept))]

    assert [each.why for each in left].count("a page number") == 2
    assert {each.text for each in left} == {"The Gazette of Haldane Bay - No. 7", "12", "- 13 -"}
    story = " ".join(found)
    assert "along the harbour is" in story
    assert "All of them wanted to know whether the ferry" in story
    assert "as the captain said" in story
    assert "The well-known mill gets" in story


def test_numbers_in_a_text_without_pages_stay() -> None:
    assert without_pages(["A line", "12", "", "Another line"]) == (["A line", "12", "", "Another line"], [])


SECOND = "Ferry to Pell Island Waits for a Boy With a Cello"


def test_a_line_of_marks_above_a_headline_parts_two_stories() -> None:
    text = f"{HEADLINE}\n\n{LONG}\n\n{ENDS}\n\n---\n\n{SECOND}\n\n{GOES_ON}\n\n{ENDS}"

    stories = reader().read_all(text, "a.txt")

    assert [story.fields["title"] for story in stories] == [HEADLINE, SECOND]
    assert GOES_ON not in stories[0].text
    assert all("one of 2 stories" in story.guesses[-1].why for story in stories)


@pytest.mark.parametrize("below", [GOES_ON, "What it costs"])
def test_a_line_of_marks_within_a_story_is_a_pause(below: str) -> None:
    stories = reader().read_all(f"{HEADLINE}\n\n{LONG}\n\n* * *\n\n{below}\n\n{GOES_ON}\n\n{ENDS}", "a.txt")

    assert len(stories) == 1
    assert "\n\n---\n\n" in stories[0].text
    assert below in stories[0].text


def test_a_second_story_without_a_line_of_marks_is_told() -> None:
    story = read(HEADLINE, LONG, GOES_ON, ENDS, SECOND, f"PELL, Dec. 15 (AP) - {GOES_ON}", ENDS)

    assert any("may begin another story" in guess.why and guess.value == SECOND for guess in story.guesses)


def test_a_story_of_two_lines() -> None:
    story = read(HEADLINE, "It takes two years.")

    assert story.fields["title"] == HEADLINE
    assert story.text == "It takes two years.\n"


def test_who_is_named_twice_is_not_missed_once(site: SiteDriver) -> None:
    korean = (
        "여수시는 바닷가 우체통에서 오랫동안 배달되지 못한 편지 천 통을 찾아 주인에게 돌려준다고 열이레 날에 밝혔다."
    )
    site.write_file(
        "a.txt",
        f"편지 천 통 주인 찾는다\n\n연합뉴스\n\n홍길동 기자\n\n(여수=연합뉴스) 홍길동 기자 = {korean}\n\n{korean}\n",
    )

    done = site.newsgen("import", str(site.root / "a.txt"), "--now", NOW)

    assert done.code == 0, done.err
    assert "all on pages" in done.out


def test_what_a_byline_says_besides_names_is_listed() -> None:
    story = read(HEADLINE, "By Jane Roe, Europe Correspondent", LONG, ENDS)

    assert story.fields["authors"] == ("Jane Roe",)
    assert left_out(story) == ["Europe Correspondent"]


def test_a_town_in_capitals_begins_the_story() -> None:
    story = read(
        HEADLINE, "Jane Roe", "14 December 2025", "KARS", "The hall was built for trains.", "Now it has books.", LONG
    )

    assert story.text.startswith("The hall was built for trains.\n\nNow it has books.\n\n")
    assert story.fields["dateline"] == "Kars"


def test_a_dotted_capital_of_turkish_arrives(site: SiteDriver) -> None:
    site.write_file("a.txt", f"{HEADLINE}\n\nRİZE (AA) - {LONG}\n\n{ENDS}\n")

    done = site.newsgen("import", str(site.root / "a.txt"), "--now", NOW)

    assert done.code == 0, done.out


@pytest.mark.parametrize("typed", ["27. března 2025 14:02", "27. Dezember 2025", "27. maj 2025 kl. 06.15"])
def test_a_date_that_begins_with_a_number_is_no_item(typed: str) -> None:
    story = read(HEADLINE, "Jane Roe", typed, LONG, ENDS)

    assert str(story.fields["date"]).startswith("2025-")
    assert story.fields["authors"] == ("Jane Roe",)


def test_the_name_of_the_site_above_its_menu_is_no_headline() -> None:
    story = read("The Observer", "News and notes from the valley", "Menu", HEADLINE, "14 December 2025", LONG, ENDS)

    assert story.fields["title"] == HEADLINE


def test_a_headline_above_a_menu_and_a_standfirst_stays_one() -> None:
    story = read(HEADLINE, "Share on Facebook", "Print", "The council voted in the night.", "By Jane Roe", LONG, ENDS)

    assert story.fields["title"] == HEADLINE
    assert story.fields["subtitle"] == "The council voted in the night."


def test_tags_without_a_colon() -> None:
    assert read(HEADLINE, LONG, ENDS, "Tagged harbour, high floods").fields["tags"] == ("harbour", "high floods")


def test_an_author_in_brackets_at_the_end_of_a_paragraph() -> None:
    long = "港の防災無線から夕方に流れる曲を、宮城県の小さな町に住む人たちが投票で選んだ。七月から流れるという。"

    story = read("港の防災無線の曲を住民が投票で選ぶ", long, f"{long}【山田花子】")

    assert story.fields["authors"] == ("山田花子",)
    assert "【山田花子】" in story.text
