"""Items of news agencies: ninjs, NITF and NewsML-G2."""

import json
from typing import Any

import pytest
from tests.conftest import Result, SiteDriver

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">
<nitf><head><title>Slug</title><tobject tobject.type="news">
<tobject.subject tobject.subject.type="Conflicts"/></tobject>
<docdata management-status="{status}"><doc-id id-string="old.2010.1"/><urgency ed-urg="2"/>
<date.issue norm="20100506T070809+0200"/><doc.copyright year="2010" holder="Old Agency"/>
<key-list><keyword key="mines"/><keyword key="walls"/></key-list>
<identified-content><person>Kim Lee</person><org value="Red Cross"/>
<location>Seoul</location></identified-content></docdata>
<pubdata position.section="World"/><revision-history name="{version}"/></head>
<body><body.head><hedline><hl1>The wall &amp; the door</hl1><hl2>It stands</hl2></hedline>
<byline>By <person>Jane Roe</person> <byttl>Staff Writer</byttl></byline><distributor>Old Agency</distributor>
<dateline><location>SEOUL</location> <story.date>May 6</story.date></dateline><abstract>In short.</abstract></body.head>
<body.content><block><p>First <em>words</em> of <person>Kim Lee</person>.</p><media media-type="image">
<media-reference source="wall.jpg" mime-type="image/jpeg"/><media-caption>A wall</media-caption>
<media-producer>Photo Co</media-producer></media><hl2>Later</hl2><p>{words}</p>
<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><ul><li>one</li></ul></block></body.content>
<body.end><tagline>Reporting by Kim</tagline></body.end></body></nitf>
"""


def nitf(words: str = "Second words.", status: str = "usable", version: str = "1") -> str:
    return NITF.format(words=words, status=status, version=version)


def imported(site: SiteDriver, name: str, content: str | bytes) -> Result:
    return site.newsgen("import", str(site.write_file(name, content)), "--now", "2026-11-28")


def text_at(site: SiteDriver, path: str) -> str:
    return (site.root / path).read_text(encoding="utf-8")


def report_of(site: SiteDriver, name: str) -> Any:
    return json.loads(text_at(site, f"imports/{name}/report.json"))


def test_a_document_of_nitf_is_whole(site: SiteDriver) -> None:
    site.write_file("wire/a.xml", nitf())
    site.write_file("wire/wall.jpg", b"\xff\xd8\xff a picture")

    done = site.newsgen("import", str(site.root / "wire"), "--now", "2026-11-28")

    assert done.code == 0, done.out + done.err
    assert (
        text_at(site, "content/2010/05/the-wall-and-the-door.md")
        == """\
---
title: The wall & the door
date: 2010-05-06 07:08 +02:00
subtitle: It stands
sections: [World]
authors: [Jane Roe]
tags: [mines, walls, Conflicts]
places: [Seoul]
people: [Kim Lee]
organizations: [Red Cross]
sources: [Old Agency]
dateline: SEOUL
summary: In short.
image:
  src: wall.jpg
  alt: A wall
  caption: A wall
  credit: Photo Co
weight: 3
extra:
  urgency: 2
  doc_id: old.2010.1
  rights: © 2010 Old Agency
---

First *words* of Kim Lee.

## Later

Second words.

| a | b |
| --- | --- |
| 1 | 2 |

- one

*Reporting by Kim*
"""
    )
    assert (site.root / "content/2010/05/wall.jpg").exists()
    assert site.newsgen("build", "--now", "2026-11-28").code == 0


def test_of_several_versions_the_newest_counts(site: SiteDriver) -> None:
    for name, words, version in (("a", "Newest words.", "12"), ("b", "Old words.", "2"), ("c", "Older words.", "1")):
        site.write_file(f"wire/{name}.xml", nitf(words, version=version))

    done = site.newsgen("import", str(site.root / "wire"), "--now", "2026-11-28")

    assert done.code == 0, done.out + done.err
    assert "Newest words." in text_at(site, "content/2010/05/the-wall-and-the-door.md")
    assert report_of(site, "wire")["stories"] == 1
    assert "older versions of items: 2, of which the newest counts" in report_of(site, "wire")["notes"]


@pytest.mark.parametrize("status", ["canceled", "withheld", "embargoed-until"])
def test_what_an_agency_withdrew_is_held_back(site: SiteDriver, status: str) -> None:
    imported(site, "a.xml", nitf(status=status))

    assert "draft: true" in text_at(site, "content/2010/05/the-wall-and-the-door.md")


def test_a_doctype_that_defines_entities_is_refused_and_stops_no_other(site: SiteDriver) -> None:
    site.write_file("wire/a.xml", nitf())
    site.write_file(
        "wire/b.xml", '<!DOCTYPE nitf [<!ENTITY a "ha">]>' + nitf("&a;").partition("\n")[2].partition("\n")[2]
    )
    site.write_file("wire/c.xml", "<nitf><body>")

    done = site.newsgen("import", str(site.root / "wire"), "--now", "2026-11-28")

    assert done.code == 1
    assert "b.xml cannot be read: it has a DOCTYPE" in done.err
    assert "c.xml cannot be read: it is not well-formed" in done.err
    assert report_of(site, "wire")["stories"] == 1


def ninjs(**said: Any) -> dict[str, Any]:
    return {
        "uri": "http://old.example/1",
        "type": "text",
        "versioncreated": "2010-05-06T07:08:09+02:00",
        "pubstatus": "usable",
        "urgency": 4,
        "language": "en",
        "headline": "The wall",
        "byline": "By Jane Roe",
        "located": "Seoul",
        "copyrightholder": "Old Agency",
        "subject": [{"name": "mines", "code": "1"}],
        "person": [{"name": "Kim Lee"}],
        "place": [{"name": "Seoul"}],
        "infosource": [{"name": "Old Agency"}],
        "body_html": "<p>First <b>words</b>.</p><script>run()</script>",
        "associations": {
            "main": {
                "uri": "http://old.example/p",
                "type": "picture",
                "headline": "A wall",
                "byline": "Photo Co",
                "renditions": {
                    "small": {"href": "https://old.example/s.jpg", "width": 100},
                    "large": {"href": "https://old.example/l.jpg", "width": 900},
                },
            }
        },
        **said,
    }


NINJS_2 = {
    "uri": "http://old.example/1",
    "type": "text",
    "versionCreated": "2010-05-06T07:08:09+02:00",
    "pubStatus": "usable",
    "urgency": 4,
    "language": "en",
    "headlines": [{"role": "short", "value": "Wall"}, {"role": "main", "value": "The wall"}],
    "by": "By Jane Roe",
    "located": "Seoul",
    "copyrightHolder": "Old Agency",
    "subjects": [{"name": "mines"}],
    "people": [{"name": "Kim Lee"}],
    "places": [{"name": "Seoul"}],
    "infosources": [{"name": "Old Agency"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "First words."},
        {"role": "main", "contentType": "text/html", "value": "<p>First <b>words</b>.</p>"},
    ],
    "associations": [
        {
            "name": "main",
            "uri": "http://old.example/p",
            "type": "picture",
            "headlines": [{"value": "A wall"}],
            "by": "Photo Co",
            "descriptions": [{"value": "A wall"}],
            "renditions": [
                {"href": "https://old.example/l.jpg", "width": 900},
                {"href": "https://old.example/s.jpg", "width": 9},
            ],
        }
    ],
}


@pytest.mark.parametrize("item", [ninjs(), NINJS_2])
def test_an_item_of_ninjs_is_whole(site: SiteDriver, item: dict[str, Any]) -> None:
    done = imported(site, "a.json", json.dumps(item))

    assert done.code == 0, done.out + done.err
    assert (
        text_at(site, "content/2010/05/the-wall.md")
        == """\
---
title: The wall
date: 2010-05-06 07:08 +02:00
authors: [Jane Roe]
tags: [mines]
places: [Seoul]
people: [Kim Lee]
sources: [Old Agency]
dateline: Seoul
image:
  src: https://old.example/l.jpg
  alt: A wall
  caption: A wall
  credit: Photo Co
weight: 1
extra:
  rights: Old Agency
  urgency: 4
---

First **words**.
"""
    )


@pytest.mark.parametrize(
    "held_back", [{"pubstatus": "withheld"}, {"pubstatus": "canceled"}, {"embargoed": "2030-01-01T00:00:00Z"}]
)
def test_an_item_of_ninjs_that_nobody_may_show_is_held_back(site: SiteDriver, held_back: dict[str, str]) -> None:
    imported(site, "a.json", json.dumps(ninjs(**held_back)))

    assert "draft: true" in text_at(site, "content/2010/05/the-wall.md")


def test_lines_of_ninjs_with_a_broken_one(site: SiteDriver) -> None:
    lines = [json.dumps(ninjs()), '{"uri": ', json.dumps(ninjs(uri="http://old.example/2", headline="Two"))]

    done = imported(site, "a.ndjson", "\n".join(lines))

    assert "line 2 is no item of ninjs" in done.err
    assert report_of(site, "a-ndjson")["stories"] == 2


def newsml(content: str) -> str:
    return f"""<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:old:1" version="2">
<rightsInfo><copyrightHolder><name>Old Agency</name></copyrightHolder></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2010-05-06T09:08:09+02:00</versionCreated>
<firstCreated>2010-05-06T07:08:09+02:00</firstCreated><pubStatus qcode="stat:usable"/>
<link rel="irel:seeAlso" residref="urn:old:p"/></itemMeta>
<contentMeta><urgency>1</urgency><creator><name>Jane Roe</name></creator>
<infoSource><name>Old Agency</name></infoSource>
<subject type="cpnat:person"><name>Kim Lee</name></subject>
<subject type="cpnat:abstract"><name>mines</name></subject>
<subject type="cpnat:geoArea"><name>Seoul</name></subject><headline>The wall</headline><dateline>SEOUL</dateline>
<language tag="ko"/></contentMeta><contentSet><inlineXML>{content}</inlineXML></contentSet></newsItem>
<newsItem guid="urn:old:p" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta>
<creditline>Photo Co</creditline><description>A wall</description></contentMeta><contentSet>
<remoteContent href="https://old.example/wall.jpg"/></contentSet></newsItem></itemSet></newsMessage>"""


@pytest.mark.parametrize(
    "content",
    [
        '<html xmlns="http://www.w3.org/1999/xhtml"><head/><body><p>First <b>words</b>.</p></body></html>',
        "<nitf xmlns=''><body><body.content><p>First <b>words</b>.</p></body.content></body></nitf>",
    ],
)
def test_an_item_of_newsml_with_its_picture(site: SiteDriver, content: str) -> None:
    done = imported(site, "a.xml", newsml(content))

    assert done.code == 0, done.out + done.err
    text = text_at(site, "content/2010/05/the-wall.md")
    for line in (
        "date: 2010-05-06 07:08 +02:00",
        "updated: 2010-05-06 09:08 +02:00",
        "authors: [Jane Roe]",
        "tags: [mines]",
        "places: [Seoul]",
        "people: [Kim Lee]",
        "sources: [Old Agency]",
        "dateline: SEOUL",
        "lang: ko",
        "  src: https://old.example/wall.jpg",
        "  credit: Photo Co",
        "weight: 4",
        "  rights: Old Agency",
        "First **words**.",
    ):
        assert line in text, text


def test_a_second_import_writes_nothing(site: SiteDriver) -> None:
    imported(site, "a.xml", nitf())

    assert "nothing has changed" in imported(site, "a.xml", nitf()).out
    assert "updated: its source" in imported(site, "a.xml", nitf("Other words.")).out


def test_of_versions_that_count_and_versions_that_do_not_the_later_day_counts(site: SiteDriver) -> None:
    old = nitf(version="3")
    killed = nitf(status="canceled").replace('<revision-history name="1"/>', "").replace("20100506", "20100507")
    site.write_file("wire/a.xml", killed)
    site.write_file("wire/b.xml", old)

    site.newsgen("import", str(site.root / "wire"), "--now", "2026-11-28")

    (story,) = (site.root / "content").rglob("*.md")
    assert "draft: true" in story.read_text()


@pytest.mark.parametrize(
    "inner",
    ['<docdata management-status="canceled"/>', '<docdata><date.release norm="20300101T000000Z"/></docdata>'],
)
def test_what_a_text_in_newsml_says_of_itself_holds_it_back_too(site: SiteDriver, inner: str) -> None:
    content = f"<nitf xmlns=''><head>{inner}</head><body><body.content><p>Words.</p></body.content></body></nitf>"

    imported(site, "a.xml", newsml(content))

    (story,) = (site.root / "content").rglob("*.md")
    assert "draft: true" in story.read_text()


@pytest.mark.parametrize("status", ["Canceled", "Embargoed", "Withheld"])
def test_the_status_of_newsml_1_holds_back(site: SiteDriver, status: str) -> None:
    inner = NITF.partition('nitf-3-2.dtd">')[2].format(words="Words.", status="usable", version="1")
    site.write_file(
        "a.xml",
        f'<NewsML><NewsItem><NewsManagement><Status FormalName="{status}"/></NewsManagement><NewsComponent>'
        f"<ContentItem><DataContent>{inner}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    )

    site.newsgen("import", str(site.root / "a.xml"), "--now", "2026-11-28")

    (story,) = (site.root / "content").rglob("*.md")
    assert "draft: true" in story.read_text()
    assert f"Status: {status.lower()}" in story.read_text()


def test_what_no_field_has_is_kept_without_how_persons_are_reached(site: SiteDriver) -> None:
    item = ninjs(
        headlines=[{"role": "main", "value": "The wall"}, {"role": "short", "value": "Walled"}],
        usageterms="Not for sale in Utopia",
        ednote="Ask desk@agency.example for more",
        person=[{"name": "Kim Lee", "rel": "cast", "contactinfo": [{"type": "mail", "value": "kim@agency.example"}]}],
        subject=[{"name": "mines", "code": "medtop:20000123"}],
        contactinfo=[{"value": "+1 555 0100"}],
    )

    imported(site, "a.json", json.dumps(item))

    (kept,) = (site.root / "imports/a-json/kept").rglob("*.json")
    text = kept.read_text()
    for said in ("Walled", "Not for sale in Utopia", "medtop:20000123", "Ask …@… for more", "cast"):
        assert said in text
    assert "agency.example" not in text
    assert "0100" not in text


def test_what_the_head_of_nitf_says_besides_is_kept(site: SiteDriver) -> None:
    document = nitf().replace(
        "</docdata>",
        '<fixture fix-id="column-9"/><correction info="The date was wrong"/><ed-msg info="Hold it"/></docdata>',
    )
    document = document.replace("<hl2>It stands</hl2>", "<hl2>It stands</hl2><hl2>And falls</hl2>")

    imported(site, "a.xml", document)

    (kept,) = (site.root / "imports/a-xml/kept").rglob("*.json")
    for said in ("column-9", "The date was wrong", "Hold it", "And falls"):
        assert said in kept.read_text()


def test_lists_of_items_are_counted(site: SiteDriver) -> None:
    content = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>First words.</p></body></html>'
    document = newsml(content).replace("</itemSet>", '<packageItem guid="p"/></itemSet>')

    done = imported(site, "a.xml", document)

    assert "1 items that are no text (packageItem)" in done.out
