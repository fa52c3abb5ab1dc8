"""Rules of `newsgen check` over what readers see: pictures, leftovers of other systems, copies, dead links by kind."""

import base64
import struct
import zlib
from typing import Any

import pytest
from conftest import NOW, SiteDriver
from pictures import encoded, photograph
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from newsgen.checks.articles import _may_be_of
from newsgen.checks.dead_links import kind_of
from newsgen.checks.duplicates import Likeness, families_of, find_alike, runs_of, sketch_of, words_of
from newsgen.checks.leftovers import leftovers
from newsgen.checks.pictures import picture_fault
from newsgen.models.moment import parse_moment

pytestmark = pytest.mark.sampled(every=3)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int = 1, height: int = 1) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width: int = 1, height: int = 1, exif: bytes = b"") -> bytes:
    size = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    app = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return (
        b"\xff\xd8" + app + b"\xff\xc2" + size + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\x12\xff\0\x34" * 40 + b"\xff\xd9"
    )


def gif(width: int = 1, height: int = 1) -> bytes:
    table = b"\0\0\0\xff\xff\xff"
    picture = b"\x2c" + bytes(8) + b"\0" + b"\2\xff" + bytes(255) + b"\0"
    return (
        b"GIF89a"
        + struct.pack("<HH", width, height)
        + b"\x80\0\0"
        + table
        + b"\x21\xf9\4\0\0\0\0\0"
        + picture
        + b"\x3b"
    )


def webp(width: int = 1, height: int = 1) -> bytes:
    head = b"\x10\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    blocks = b"WEBPVP8X" + struct.pack("<I", len(head)) + head + b"VP8L" + struct.pack("<I", 200) + bytes(200)
    return b"RIFF" + struct.pack("<I", len(blocks)) + blocks


def avif(width: int = 1, height: int = 1) -> bytes:
    size = struct.pack(">I4sIII", 20, b"ispe", 0, width, height)
    boxes = (b"ftyp", b"avif\0\0\0\0avifmif1"), (b"meta", size), (b"mdat", bytes(64))
    return b"".join(struct.pack(">I", 8 + len(content)) + name + content for name, content in boxes)


SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MAKERS = {"jpg": jpeg, "JPEG": jpeg, "png": png, "gif": gif, "webp": webp, "avif": avif}


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_whole_picture_is_sound(suffix: str) -> None:
    assert picture_fault(f"a/b.{suffix}", MAKERS[suffix]()) is None
    assert picture_fault(f"a/b.{suffix}", MAKERS[suffix](4_000, 3_000)) is None


@pytest.mark.parametrize("suffix", MAKERS)
@pytest.mark.parametrize("part", [0.55, 0.8, 0.99])
def test_a_picture_that_is_cut_off_is_told(suffix: str, part: float) -> None:
    whole = MAKERS[suffix]()

    fault = picture_fault(f"b.{suffix}", whole[: int(part * len(whole))])

    assert fault is not None
    assert "cut off" in fault.what


ICON = b"\0\0\1\0\1\0" + struct.pack("<BBBBHHII", 1, 1, 0, 0, 1, 32, 60, 22) + bytes(60)


@pytest.mark.parametrize(
    ("path", "whole", "left"),
    [
        ("a.ico", ICON, 81),
        ("a.ico", ICON, 20),
        ("a.svg", SVG, len(SVG) - 1),
        ("a.svg", b"<svg><g/><g/></svg>", 13),
        ("a.svg", b"<svg><svg></svg><g></g></svg>", 23),
        ("a.bmp", b"BM" + struct.pack("<I", 90) + bytes(84), 4),
    ],
)
def test_a_picture_of_any_other_kind_that_is_cut_off_is_told(path: str, whole: bytes, left: int) -> None:
    assert picture_fault(path, whole) is None

    fault = picture_fault(path, whole[:left])

    assert fault is not None
    assert "cut off" in fault.what


def test_a_small_picture_inside_of_a_picture_is_not_its_end() -> None:
    whole = jpeg(exif=jpeg())

    assert picture_fault("a.jpg", whole) is None
    assert picture_fault("a.jpg", whole[:-2]) is not None


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_bomb_is_told_and_not_decoded(suffix: str) -> None:
    fault = picture_fault(f"b.{suffix}", MAKERS[suffix](40_000, 40_000 if suffix != "webp" else 16_000))

    assert fault is not None
    assert "40,000 × " in fault.what


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("a.jpg", b"", "0 bytes"),
        ("a.png", bytes(900), "no content"),
        ("a.svg", b" \n", "no content"),
        ("a.jpg", SVG, "is SVG, and its name says JPEG"),
        ("a.png", jpeg(), "is JPEG, and its name says PNG"),
        ("a.webp", gif(), "is GIF, and its name says WebP"),
        ("a.gif", b"<!DOCTYPE html><title>404</title>", "is a page of HTML, and its name says GIF"),
        ("a.jpg", b"%PDF-1.7 x", "is a PDF, and its name says JPEG"),
        ("a.jpg", b"version https://git-lfs.github.com/spec/v1", "is no picture that is known"),
    ],
)
def test_a_picture_that_is_none_is_told(path: str, content: bytes, said: str) -> None:
    fault = picture_fault(path, content)

    assert fault is not None
    assert said in fault.what
    assert fault.mend


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.jpg", jpeg() + b"made by x"),
        ("a.pdf", b""),
        ("a.svg", SVG),
        ("a.svg", SVG.decode().encode("utf-16")),
        ("a.svg", b"<!--" + b" of the licence" * 2_000 + b"-->" + SVG),
        ("a.svg", SVG + b"\n<!-- made by x -->\n<?end?>\n"),
        ("a.svg", b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg >'),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
)
def test_what_can_be_shown_is_let_be(path: str, content: bytes) -> None:
    assert picture_fault(path, content) is None


@pytest.mark.parametrize("at", range(0, 60, 7))
@pytest.mark.parametrize("suffix", MAKERS)
def test_any_bytes_are_looked_at_without_a_fault_of_newsgens(suffix: str, at: int) -> None:
    whole = bytearray(MAKERS[suffix]())
    whole[min(at, len(whole) - 1)] ^= 0xFF

    picture_fault(f"b.{suffix}", bytes(whole))
    picture_fault(f"b.{suffix}", bytes(whole[:at]))


# Leftovers.


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('[caption id="x" width="3"]A[/caption]', ["[caption]"]),
        ("[gallery ids=“1,2”]", ["[gallery]"]),
        ("[embed]https://x.example/[/embed]", ["[embed]"]),
        ("[my-plugin ref=&quot;7&quot;]", ["[my-plugin]"]),
        ("{{&lt; youtube abc &gt;}} {{&lt; youtube def &gt;}}", ["{{< youtube >}}"]),
        ("{% include a.html %} {{ page.title }}", ["{% include %}", "{{ page.title }}"]),
        ("비 {% post_url 2011-01-01-x %} 온다", ["{% post_url %}"]),
        ("中文{{ site.baseurl }}中文", ["{{ site.baseurl }}"]),
        ("<code>a {{ page.title }}", ["{{ page.title }}"]),
        ("<code>a</code> {{ b }} <code>c</code>", ["{{ b }}"]),
    ],
)
def test_what_another_system_has_left_is_seen(text: str, kinds: list[str]) -> None:
    page = f"<html><head><title>x</title></head><body><p>{text}</p></body></html>"

    assert [left.kind for left in leftovers(page)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "[Video] Fire in the harbour [sic] [see note 3] [Q]: Why?",
        "[Editor’s note: he said so] [the mayor]",
        "<code>{{ page.title }}</code> and <pre>[caption id=&quot;x&quot;]A[/caption]</pre>",
        "<script>var a = '{{ x }}'</script><style>a{b:c}</style><!-- {% x %} -->",
        '<a href="/x" title="[gallery ids=1]">x</a>',
        "<svg><svg><text>a</text></svg><text>{{ b }}</text></svg>",
        "<script>if (a < b) { '</code>' }; c = '{{ x }}'</script>",
        "a {set} of {{nothing} in it}, 5 {%",
    ],
)
def test_what_readers_may_see_is_no_leftover(text: str) -> None:
    assert list(leftovers(f"<body><p>{text}</p></body>")) == []


# In a site.


def found(site: SiteDriver, rule: str) -> list[tuple[str, str]]:
    """Place and message of what was found under a rule."""
    site.build()
    problems: list[dict[str, Any]] = site.newsgen("check", "--now", NOW, "--json").json["problems"]
    return [
        (":".join(str(problem[key]) for key in ("path", "line", "column") if problem[key]), problem["what"])
        for problem in problems
        if problem["rule"] == rule
    ]


@pytest.mark.parametrize("dialect", ["markdown", "commonmark"])
def test_a_faulty_picture_is_named_with_its_article(site: SiteDriver, dialect: str) -> None:
    site.settings(f"markdown: {{dialect: {dialect}}}\n")
    site.write_file("content/cut.jpg", jpeg()[:40])
    site.write_file("content/bomb.png", png(40_000, 40_000))
    site.write_file("static/logo.gif", b"")
    site.write("content/a.md", "Here:\n\n![A wall](cut.jpg)", image={"src": "bomb.png", "alt": "x", "credit": "y"})

    findings = dict(found(site, "faulty-picture"))

    assert len(findings) == 3
    assert "it is cut off" in findings["content/cut.jpg"]
    (bomb,) = (what for place, what in findings.items() if place.startswith("content/a.md:4:"))
    assert "content/bomb.png is not shown: it has 40,000 × 40,000 pixels" in bomb
    assert findings["static/logo.gif"] == "the picture has 0 bytes"


@pytest.mark.parametrize("dialect", ["markdown", "commonmark"])
def test_a_leftover_is_told_at_its_article_alone(site: SiteDriver, dialect: str) -> None:
    site.settings(f"markdown: {{dialect: {dialect}}}\n")
    site.write("content/a.md", 'One.\n\n[caption id="x"]A wall[/caption] `{{ code }}`')

    assert [place for place, _ in found(site, "leftover-code")] == ["content/a.md:8:1"]


def test_a_leftover_of_a_template_is_told(site: SiteDriver) -> None:
    site.write()
    site.write_file("templates/404.html", "<html lang=en><title>x</title><h1>{{ '{{ page.url }}' }}</h1></html>")

    assert [place.partition(":")[0] for place, _ in found(site, "leftover-code")] == ["build/404.html"]


def test_a_drawing_as_the_picture_of_a_story_is_told(site: SiteDriver) -> None:
    site.write_file("content/map.svg", SVG.replace(b"<script>alert(1)</script>", b""))
    site.write("content/a.md", image={"src": "map.svg", "alt": "x", "credit": "y"})

    ((place, what),) = found(site, "preview-picture")
    assert place == "content/a.md:4:17"
    assert "map.svg is a drawing (SVG)" in what


def test_a_drawing_is_told_no_more_where_a_card_is_drawn(site: SiteDriver) -> None:
    site.settings("cards: all\n")
    site.write_file("content/map.svg", SVG.replace(b"<script>alert(1)</script>", b""))
    site.write("content/a.md", image={"src": "map.svg", "alt": "x", "credit": "y"})

    assert found(site, "preview-picture") == []


def test_a_picture_that_tells_its_place_is_told(site: SiteDriver) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (39.0, 1.0, 10.0)}
    for name, options in (("gps", {"exif": exif}), ("plain", {}), ("shown", {"exif": exif})):
        site.write_file(f"static/{name}.jpg", encoded(photograph(300, 200), **options))
    site.write_file("static/city.jpg", encoded(photograph(300, 200), xmp=b'<x photoshop:City="Pyongyang"/>'))
    site.write("content/a.md", "![A wall](/shown.jpg)")

    findings = found(site, "picture-place")

    assert [place for place, _ in findings] == ["static/city.jpg", "static/gps.jpg"]
    assert findings[0][1] == "the file tells where it was made"


def telling_files() -> dict[str, bytes]:
    """Files that say where they were made, and are no pictures by their names."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (39.0, 1.0, 10.0)}
    taken = encoded(photograph(300, 200), exif=exif)
    tags = ImageFileDirectory_v2()
    tags[0x8825] = {1: "N", 2: (39.0, 1.0, 10.0)}
    raw = encoded(photograph(30, 20), "TIFF", tiffinfo=tags)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,%s"/></svg>'
    film = b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\1\0moov" + b"\0" * 99
    return {
        "a.dng": raw,
        "b.jpg.bak": taken,
        "c.svg": drawing % base64.b64encode(taken),
        "d.mov": film + b"\0\x1e\xa9xyz\0\x12\x15\xc7+39.0194+125.7381/",
        "e.MP4": film + b"com.apple.quicktime.location.ISO6709\0data+39.0194+125.7381/",
        "f.mov": film + b"\0" * 16_000_000 + b"\xa9xyz\0\x12\x15\xc7+39.0194+125.7381/",
    }


def test_what_tells_its_place_and_is_no_picture_by_its_name_is_told_too(site: SiteDriver) -> None:
    files = telling_files()
    links = [f"[{name}]({name})" for name in (*files, "silent.dng", "silent.mov", "silent.svg")]
    for name, content in files.items():
        site.write_file(f"content/{name}", content)
    site.write_file("content/silent.dng", encoded(photograph(30, 20), "TIFF"))
    site.write_file("content/silent.mov", files["d.mov"].partition(b"\xa9xyz")[0] + b"\xa9xyz, the name of an atom")
    silent = base64.b64encode(encoded(photograph(30, 20)))
    site.write_file(
        "content/silent.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,' + silent + b'"/></svg>',
    )
    site.write("content/a.md", " ".join(links))

    assert [place for place, _ in found(site, "picture-place")] == [f"content/{name}" for name in files]


@pytest.mark.parametrize("maker", ["Jane Roe", ""])
def test_a_credit_in_the_file_of_a_picture_counts(site: SiteDriver, maker: str) -> None:
    exif = Image.Exif()
    exif[0x013B] = maker
    site.write_file("content/wall.jpg", encoded(photograph(300, 200), exif=exif))
    site.write("content/a.md", image={"src": "wall.jpg", "alt": "x"})

    assert bool(found(site, "missing-credit")) == (not maker)


@pytest.mark.parametrize(("language", "is_told"), [("tlh", True), ("en-GB", False), ("ko", False), ("cy-GB", True)])
def test_a_language_of_which_the_theme_has_no_words_is_told(site: SiteDriver, language: str, *, is_told: bool) -> None:
    site.settings(f"language: {language}\n")
    site.write()

    assert bool(found(site, "theme-words")) == is_told
    main = language.partition("-")[0]
    site.write_file("templates/labels.yaml", f"{main}:\n  home: x\n")
    assert found(site, "theme-words") == []


def test_many_copies_of_a_story_are_told_together(site: SiteDriver) -> None:
    words = " ".join(f"word{number} follows" for number in range(60))
    for number in range(9):
        site.write(
            f"content/n{number}.md",
            f"{words} and ends with {number}.",
            title=f"N{number}",
            date=f"2025-03-0{number + 1}",
        )

    ((place, what),) = found(site, "near-duplicate")
    assert place == "content/n0.md:1:1"
    assert what.startswith("8 later articles have nearly the same text as this one")
    assert "content/n1.md, content/n2.md" in what
    assert "and 3 more" in what


WIRE = {
    "ko": "정부는 오늘 오후 국회에서 새 예산안을 발표하고 내년 봄까지 항만 공사를 마치겠다고 밝혔다 장관은 "
    "주민 의견을 듣고 계획을 다시 살펴보겠다고 말했으며 야당은 비용이 너무 많이 든다고 비판했다 시민 "
    "단체는 환경 영향을 먼저 조사해야 한다고 요구했고 어민들은 조업 구역이 줄어든다며 보상을 "
    "바란다고 했다 공사는 삼월에 시작한다",
    "vi": "Chính phủ hôm nay công bố ngân sách mới và cho biết cảng sẽ được xây xong vào mùa xuân năm sau "
    "bộ trưởng nói rằng ông sẽ nghe ý kiến của dân và xem lại kế hoạch phe đối lập chê chi phí quá "
    "cao các hội dân sự đòi xét tác động môi trường trước còn ngư dân mong được bồi thường vì vùng "
    "biển bị thu hẹp công trình bắt đầu vào tháng ba",
    "hi": "सरकार ने आज नया बजट पेश किया और कहा कि बंदरगाह अगले वसंत तक पूरा हो जाएगा मंत्री ने कहा कि वह "
    "लोगों की राय सुनेंगे और योजना पर फिर से विचार करेंगे विपक्ष ने कहा कि खर्च बहुत अधिक है नागरिक "
    "संगठनों ने पहले पर्यावरण पर असर की जाँच की माँग की और मछुआरों ने मुआवज़ा माँगा",
    "he": "הממשלה הציגה היום את התקציב החדש ואמרה כי הנמל יושלם עד האביב הבא השר אמר שישמע את דעת התושבים "
    "ויבחן שוב את התוכנית האופוזיציה טענה כי העלות גבוהה מדי ארגוני אזרחים דרשו לבדוק קודם את ההשפעה "
    "על הסביבה והדייגים ביקשו פיצוי על צמצום שטח הדיג",
    "en": "The government today presented its new budget and said the harbour would be finished by next "
    "spring the minister said he would listen to residents and look at the plan again the opposition "
    "called the cost too high citizens groups asked for a study of the environment first while "
    "fishermen want to be paid for waters that they lose work begins in March",
}


@pytest.mark.parametrize("language", WIRE)
def test_a_story_that_was_filed_again_is_found_in_any_language(language: str) -> None:
    texts = {"a": WIRE[language], "b": f"+ {WIRE[language]} 2026.", "c": " ".join(reversed(WIRE[language].split()))}

    alike = list(
        find_alike({name: sketch_of(text) for name, text in texts.items()}, lambda name: runs_of(words_of(texts[name])))
    )

    assert [(each.source, each.earlier, each.is_same) for each in alike] == [("b", "a", False)]


def test_a_family_of_copies_goes_back_to_its_oldest() -> None:
    pairs = [("b", "a"), ("c", "b"), ("y", "x"), ("d", "c")]

    families = families_of(Likeness(source, earlier, 0.9, is_same=False) for source, earlier in pairs)

    assert [[each.source for each in family] for family in families] == [["b", "c", "d"], ["y"]]


@pytest.mark.parametrize(
    ("date", "name", "is_right"),
    [
        ("2025-03-04T01:30:00Z", "2025-03-03", True),
        ("2025-03-03T23:30:00Z", "2025-03-04", True),
        ("2025-03-03T15:00:00-08:00", "2025-03-03", True),
        ("2025-03-03T09:00:00", "2025-03-05", False),
        ("2025-03-03", "2025-03-02", False),
        ("2025-03-03", "2025-03-03", True),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Oslo"])
def test_a_name_of_another_clock_is_no_false_date(date: str, name: str, zone: str, *, is_right: bool) -> None:
    from datetime import date as Date  # noqa: N812, PLC0415 - the parameter has its name
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    moment = parse_moment(date, ZoneInfo(zone))

    assert _may_be_of(moment, Date.fromisoformat(name)) == is_right


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/old/1/10.html", "/old/….html"),
        ("https://example.org/news/x.ASP?id=7#a", "/news/….asp?…"),
        ("/2003/05/story12.html", "/2003/….html"),
        ("/a.php", "/….php"),
        ("/about/", "/…"),
        ("../archive/x.htm", "….htm"),
        ("%7B%7B%20site.baseurl%20%7D%7D/x/", "code of a template: {{ … }}, {% … %}"),
        ("{{< ref a.md >}}", "code of a template: {{ … }}, {% … %}"),
        ("/档案/7/", "/档案/…"),
    ],
)
def test_dead_links_have_kinds(address: str, kind: str) -> None:
    assert kind_of(address) == kind


@pytest.mark.parametrize(("count", "shown", "kinds"), [(1, 1, False), (20, 20, False), (30, 1, True)])
def test_of_many_dead_links_the_kinds_are_told(site: SiteDriver, count: int, shown: int, *, kinds: bool) -> None:
    site.write("content/a.md", "\n".join(f"[x](/old/{number}/a.html)" for number in range(count)), summary="x")
    site.build()

    few, every = site.newsgen("check", "--now", NOW), site.newsgen("check", "--now", NOW, "--verbose")

    assert few.err.count("[broken-link]") == shown
    assert every.err.count("[broken-link]") == count
    assert (f"/old/….html: {count} links in 1 file, such as content/a.md:7:5" in few.err) == kinds
    assert ("(--verbose or --json tells every one)" in few.err) == kinds
    told = site.newsgen("check", "--now", NOW, "--json").json["dead_links"]
    assert told == [{"kind": "/old/….html", "links": count, "files": 1, "example": "content/a.md:7:5"}]


@pytest.mark.parametrize("typed", ["cafe\u0301.pdf", "caf\u00e9.pdf", "caf%C3%A9.pdf"])
def test_a_file_whose_name_is_composed_otherwise_is_published_or_told(site: SiteDriver, typed: str) -> None:
    site.write_file("content/cafe\u0301.pdf", b"%PDF")
    site.write("content/a.md", f"[menu]({typed})", summary="x")

    told = found(site, "letter-case") + found(site, "broken-link") + found(site, "content")

    is_published = any(path.endswith(".pdf") for path in site.files())
    assert is_published or told
