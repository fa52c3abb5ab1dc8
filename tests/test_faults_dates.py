"""Dates: rows 34 to 39 of the table of faults."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import SETTINGS, SiteDriver, tree_digest
from faults import Refusal, article, has_caret, refuse
from hypothesis import given
from hypothesis import strategies as st

from newsgen.models.moment import DateError, Moment, falls_in_gap, parse_moment

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
BAD: Mapping[str, str] = {
    "2024-13-45": "no such date: '2024-13-45' (month must be in 1..12)",
    "2024-02-30": "no such date: '2024-02-30' (day is out of range for month)",
    "05/03/2024": "not a date: '05/03/2024'",
    "20240305": "not a date: '20240305'",
    "yesterday": "not a date: 'yesterday'",
    "2024-03-05T25:00": "no such date",
    "2024-03-05T08:30:60": "no such date",
    # An offset with seconds: no format can say it, so it is refused.
    "2024-03-05T08:30+05:30:15": "not a date",
    "2024-03-05T08:30+05:75": "no such date",
    "2024-03-05T08:30+99:00": "no such date",
    "0000-01-01": "no such date",
    "۱۴۰۳-۰۳-۰۵": "no such date",
}


@pytest.fixture(scope="module")
def refusal(tmp_path_factory: pytest.TempPathFactory) -> Refusal:
    dates = {
        f"content/bad-{number}.md": article(head=f"title: A title\ndate: {date}\n") for number, date in enumerate(BAD)
    }
    others = {
        "content/name.md": article(head="title: A title\n"),
        "content/2024-02-30-name.md": article(head="title: A title\n"),
        "content/updated.md": article("updated: soon"),
        "content/expires.md": article("expires: never"),
        "content/correction.md": article("corrections:\n- {date: today, text: x}"),
    }
    return refuse(tmp_path_factory.mktemp("dates") / "site", dates | others)


@pytest.mark.parametrize("date", BAD)
def test_what_is_no_date_is_refused_with_the_right_form(refusal: Refusal, date: str) -> None:
    said = refusal.of(f"content/bad-{list(BAD).index(date)}.md")

    assert f":3:7: error: `date` is {BAD[date]}" in said
    assert "write YYYY-MM-DD, or YYYY-MM-DD HH:MM" in said
    assert has_caret(said)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("name.md", ":2:1: error: `date` is missing"),
        ("2024-02-30-name.md", ":2:1: error: the date in the file's name is no such date"),
        ("updated.md", ":4:10: error: `updated` is not a date: 'soon'"),
        ("expires.md", ":4:10: error: `expires` is not a date: 'never'"),
        ("correction.md", ":5:10: error: `date` is not a date: 'today'"),
    ],
)
def test_every_date_of_an_article_is_checked(refusal: Refusal, path: str, what: str) -> None:
    assert what in refusal.of(f"content/{path}")


def test_all_wrong_dates_are_told_in_one_run_and_the_old_site_stays(refusal: Refusal) -> None:
    assert refusal.result.code == 1
    assert refusal.left_the_old_site


FORMS = {
    "2024-03-05": "2024-03-05T00:00:00+09:00",
    "2024-03-05 08:30": "2024-03-05T08:30:00+09:00",
    "2024-03-05T08:30": "2024-03-05T08:30:00+09:00",
    "2024-03-05T08:30:15.5": "2024-03-05T08:30:15+09:00",
    "2024-03-04T23:30Z": "2024-03-05T08:30:00+09:00",
    "2024-03-05T05:00+05:30": "2024-03-05T08:30:00+09:00",
    "2024-03-05 05:00 +0530": "2024-03-05T08:30:00+09:00",
    # Before railway time zones were some seconds off: rounded to minutes, since RFC 3339 knows no seconds there.
    "1900-01-01 12:00": "1900-01-01T12:00:00+08:28",
    "0001-01-01": "0001-01-01T00:00:00+08:28",
}


def test_every_form_of_a_date_is_told_alike_in_feeds_and_pages(site: SiteDriver) -> None:
    site.write_file("newsgen.yaml", SETTINGS.replace("UTC", "Asia/Seoul") + "feed_limit: 100\n")
    for number, date in enumerate(FORMS):
        site.write(f"content/a-{number}.md", title=f"Number {number}", date=date)

    result = site.build()

    assert result.code == 0, result.err
    feed = ET.fromstring(site.read("atom.xml"))  # noqa: S314 - our own
    atom = "{http://www.w3.org/2005/Atom}"
    told = {entry.findtext(f"{atom}title"): entry.findtext(f"{atom}updated") for entry in feed.iter(f"{atom}entry")}
    assert told == {f"Number {number}": expected for number, expected in enumerate(FORMS.values())}
    assert all(RFC_3339.fullmatch(date or "") for date in told.values())


def test_hours_that_clocks_skip_or_repeat_are_alike_everywhere(
    make_site: Callable[[str], SiteDriver], monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = set()
    for zone in ("UTC", "America/New_York", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        site = make_site(zone.replace("/", "-"))
        site.write_file("newsgen.yaml", SETTINGS.replace("UTC", "Europe/Berlin"))
        site.write("content/gap.md", date="2024-03-31 02:30")
        site.write("content/overlap.md", date="2024-10-27 02:30")
        result = site.build()
        assert result.code == 0
        assert (
            "content/gap.md:3:7: warning: `date` names a time that was skipped when clocks went forward" in result.err
        )
        assert "overlap" not in result.err
        assert 'datetime="2024-10-27T02:30:00+02:00"' in site.read("2024/10/27/overlap/index.html")
        digests.add(tree_digest(site.output))

    assert len(digests) == 1


def test_a_clock_that_is_wrong_changes_no_page_of_what_is_published(site: SiteDriver) -> None:
    site.write(date="1960-05-06")
    site.build()
    before = site.files()

    for now in ("1969-01-01", "2039-01-01", "9999-12-31"):
        assert site.build(now=now).code == 0
        assert site.files() == before


def test_the_first_and_the_last_day_that_can_be_written_are_published(site: SiteDriver) -> None:
    site.write_file("newsgen.yaml", SETTINGS.replace("UTC", "America/New_York"))
    site.write("content/first.md", date="0001-01-01", updated="0001-01-01 00:01")
    site.write("content/last.md", date="9999-12-31 23:59", expires="9999-12-31 23:59:59")

    result = site.build(now="9999-12-31T23:59")

    assert result.code == 0, result.err
    assert site.exists("0001/01/01/first/index.html")
    assert site.exists("9999/12/31/last/index.html")


ZONES = st.sampled_from(
    ["UTC", "Asia/Seoul", "America/New_York", "Europe/Berlin", "Pacific/Kiritimati", "Africa/Monrovia"]
).map(ZoneInfo)
DATES = st.from_regex(r"\A\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?( ?(Z|[+-]\d\d:?\d\d))?)?\Z")


@given(st.one_of(st.text(max_size=30), DATES), ZONES)
def test_any_text_is_a_moment_or_an_error(text: str, zone: ZoneInfo) -> None:
    try:
        moment = parse_moment(text, zone)
    except DateError:
        return
    assert isinstance(moment, Moment)
    assert RFC_3339.fullmatch(moment.rfc3339)
    assert moment.iso.startswith(moment.iso_day)
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", moment.rfc822)
    assert isinstance(moment.instant, int)
    assert falls_in_gap(moment) in {True, False}


@given(st.datetimes(), ZONES, st.integers(-14 * 60, 14 * 60))
def test_an_offset_names_the_same_instant_in_every_zone(local: object, zone: ZoneInfo, minutes: int) -> None:
    text = f"{str(local)[:16]}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    try:
        moments = [parse_moment(text, zone), parse_moment(text, ZoneInfo("UTC"))]
    except DateError:
        return

    assert moments[0].instant == moments[1].instant
    assert moments[0].local - moments[1].local == timedelta(0)
