"""Pictures in their sizes: which files there are, what is in them, and what must never be."""

import io
import json
import os
import re
import shutil
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import pytest
from pictures import encoded, photograph, png
from PIL import Image, ImageCms
from tests.conftest import SiteDriver

from newsgen.models.picture import PictureFacts, PictureRules, cuts_of, sizes_of
from newsgen.pictures.containers import provenance_in, with_provenance, without_metadata
from newsgen.pictures.facts import facts_of
from newsgen.pictures.making import make_sizes, published_as_it_is
from newsgen.pictures.metadata import words_of

GPS = 0x8825
HOST = "https://paper.example.org/"
SERIAL = "SN-4711-0815"
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" photoshop:Credit="Example News" photoshop:City="Pyongyang"
 aux:SerialNumber="SN-4711-0815">
<dc:creator><rdf:Seq><rdf:li>Jané Roe</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Example</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A wall &amp; a gate</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def private_exif(orientation: int = 1) -> Image.Exif:
    """What a camera writes: how it was held, its serial number, and where it was."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8769)[0xA431] = SERIAL
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (39.0, 1.0, 10.0)
    exif[GPS] = exif.get_ifd(GPS)
    return exif


def made(content: bytes, path: str = "wall.jpg", **rules: Any) -> dict[str, Image.Image]:
    """The files that are made of a picture, opened; the bytes of each are at hand as `content`."""
    asked = PictureRules(**rules)
    facts = facts_of(io.BytesIO(content))
    sizes = sizes_of(path, facts, asked)
    assert sizes is not None
    files = make_sizes(content, sizes, facts, asked.keep).files
    opened = {}
    for size, file in zip(sizes, files, strict=True):
        opened[size.path] = Image.open(io.BytesIO(file))
        opened[size.path].content = file  # type: ignore[attr-defined]
        assert opened[size.path].size == (size.width, size.height)
        assert (opened[size.path].format or "").lower() == size.format
    return opened


def contents(files: Mapping[str, Image.Image]) -> dict[str, bytes]:
    return {path: file.content for path, file in files.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("width", "widths"), [(4000, [480, 960, 1600]), (1600, [480, 960, 1600]), (1000, [480, 1000]), (300, [300])]
)
def test_no_size_is_larger_than_the_picture(width: int, widths: list[int]) -> None:
    sizes = sizes_of("a/p.jpg", PictureFacts(width, width // 2, "jpeg"), PictureRules())

    assert sizes is not None
    assert [size.width for size in sizes.fallback] == widths
    assert sizes.main.path == "a/p.jpg"
    assert [size.path for size in sizes.offered[0]] == [f"a/p.jpg.{each}.webp" for each in widths]


def test_the_sizes_of_a_photograph() -> None:
    files = made(encoded(photograph(2000, 1500)), formats=("avif", "webp"), originals=True)

    assert sorted(files) == [
        "wall.jpg", "wall.jpg.1600.avif", "wall.jpg.1600.webp", "wall.jpg.480.avif", "wall.jpg.480.jpg",
        "wall.jpg.480.webp", "wall.jpg.960.avif", "wall.jpg.960.jpg", "wall.jpg.960.webp", "wall.jpg.original.jpg",
    ]  # fmt: skip
    assert files["wall.jpg.original.jpg"].size == (2000, 1500)
    middle = files["wall.jpg.960.webp"].convert("RGB").getpixel((480, 360))
    assert isinstance(middle, tuple)
    assert all(abs(found - wanted) < 12 for found, wanted in zip(middle, (128, 128, 90), strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("width", [2000, 400])
def test_places_and_devices_go_from_every_size_and_credit_stays(form: str, width: int) -> None:
    source = encoded(
        photograph(width, 300), form, exif=private_exif(), **({} if form == "TIFF" else {"xmp": XMP.encode()})
    )
    assert form in {"PNG", "TIFF"} or SERIAL.encode() in source
    files = made(source, f"wall.{form.lower()}", formats=("avif", "webp"), originals=True)

    for path, file in files.items():
        content = contents(files)[path]
        assert SERIAL.encode() not in content, path
        assert b"Pyongyang" not in content, path
        assert b"Camera" not in content, path
        assert not file.getexif().get_ifd(GPS), path
        assert file.getexif().get_ifd(0x8769) == {}, path
        if form in {"JPEG", "WEBP"}:
            words = words_of(file)  # type: ignore[arg-type]
            assert words[:3] == ("A wall & a gate", "Jané Roe", "Example News"), path
            assert words.copyright == "© Example", path


def test_nothing_is_kept_that_is_not_asked_for() -> None:
    source = encoded(photograph(400, 300), xmp=XMP.encode())

    for path, file in made(source, keep=("copyright",)).items():
        words = words_of(file)  # type: ignore[arg-type]
        assert (words.creator, words.credit, words.caption) == ("", "", ""), path
        assert words.copyright == "© Example"


def test_words_are_read_from_iptc_where_there_is_no_xmp() -> None:
    def field(number: int, text: bytes) -> bytes:
        return bytes([0x1C, 2, number]) + len(text).to_bytes(2, "big") + text

    iptc = field(120, b"Ein Tor") + field(80, b"J. Doe") + field(110, b"dpa") + field(90, b"Berlin")
    block = b"8BIM\x04\x04\0\0" + len(iptc).to_bytes(4, "big") + iptc + b"\0" * (len(iptc) & 1)
    segment = b"\xff\xed" + (len(block) + 16).to_bytes(2, "big") + b"Photoshop 3.0\0" + block
    plain = encoded(photograph(400, 300))
    source = plain[:2] + segment + plain[2:]

    facts = facts_of(io.BytesIO(source))

    assert (facts.caption, facts.credit) == ("Ein Tor", "J. Doe / dpa")
    assert all(b"Berlin" not in file for file in contents(made(source)).values())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation: int) -> None:
    upright = Image.new("RGB", (600, 400), (255, 255, 255))
    upright.paste((200, 0, 0), (0, 0, 300, 200))  # red at the top left
    turned = upright
    for method in {
        2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180], 4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE], 6: [Image.Transpose.ROTATE_90], 7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }.get(orientation, []):  # fmt: skip
        turned = turned.transpose(method)
    content = encoded(turned, exif=private_exif(orientation))

    assert facts_of(io.BytesIO(content)) == PictureFacts(600, 400, "jpeg")
    for file in made(content).values():
        red = file.convert("RGB").getpixel((file.width // 4, file.height // 4))
        assert isinstance(red, tuple)
        assert red[0] > 150 > red[1] + 50
        assert file.getexif().get(0x0112, 1) == 1


def test_colours_are_those_of_the_screen() -> None:
    cmyk = encoded(Image.new("CMYK", (600, 400), (0, 255, 255, 0)))
    sixteen = Image.new("I;16", (600, 400), 32768)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    for file in made(cmyk).values():
        red = file.convert("RGB").getpixel((10, 10))
        assert isinstance(red, tuple)
        assert red[0] > red[2] + 100
    for file in made(encoded(sixteen, "PNG"), "grey.png").values():
        assert file.convert("L").getpixel((10, 10)) in range(126, 131)
    for file in made(encoded(photograph(400, 300), icc_profile=srgb)).values():
        assert file.convert("RGB").getpixel((200, 150))


def test_transparency_stays_where_it_can_and_becomes_white_where_it_cannot() -> None:
    clear = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    clear.paste((0, 0, 200, 255), (0, 0, 300, 400))

    files = made(encoded(clear, "PNG"), "logo.png")
    assert all(file.convert("RGBA").getpixel((file.width - 5, 5))[3] == 0 for file in files.values())  # type: ignore[index]
    as_jpeg = made(encoded(clear, "PNG"), "logo.jpg")["logo.jpg"]
    assert min(as_jpeg.getpixel((590, 5))) > 245  # type: ignore[type-var, arg-type]


def test_a_jpeg_of_the_right_size_is_not_written_anew() -> None:
    source = encoded(photograph(400, 300), quality=75, exif=private_exif())
    file = made(source)["wall.jpg"]

    assert contents({"x": file})["x"].endswith(source[-2000:])
    assert SERIAL.encode() not in contents({"x": file})["x"]


def test_the_same_picture_gives_the_same_bytes() -> None:
    source = encoded(photograph(1000, 700))

    assert contents(made(source)) == contents(made(source))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_provenance_stays_unless_it_tells_place_or_device(form: str) -> None:
    def box(told: bytes) -> bytes:
        inside = b"jumbc2pa" + bytes(24) + told * 9000
        return (len(inside) + 4).to_bytes(4, "big") + inside

    plain = encoded(photograph(1000, 600), form, **({"exif": private_exif()} if form == "WEBP" else {}))
    for told, stays in ((b"made by a camera ", True), (b"EXIF:GPSLatitude ", False), (b"aux:SerialNumber ", False)):
        source = with_provenance(plain, box(told))
        assert provenance_in(source) == box(told)
        Image.open(io.BytesIO(source)).load()
        for path, content in contents(made(source, f"p.{form.lower()}")).items():
            if not path.endswith(".webp") or not stays:
                assert provenance_in(content) == (box(told) if stays else b""), path
            Image.open(io.BytesIO(content)).load()
        assert all(not provenance_in(content) for content in contents(made(source, keep=("credit",))).values())


def test_what_moves_stays_and_loses_its_words() -> None:
    frames = [photograph(60, 40), photograph(60, 40).rotate(90)]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=b"taken at home")
    apng = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:], exif=private_exif())
    webp = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], exif=private_exif(), xmp=XMP.encode())

    for content in (moving, apng, webp):
        assert not facts_of(io.BytesIO(content)).has_sizes
        bare = without_metadata(content)
        picture = Image.open(io.BytesIO(bare))
        assert picture.n_frames == 2  # type: ignore[attr-defined]
        assert not [word for word in (b"taken at home", SERIAL.encode(), b"Pyongyang") if word in bare]
        assert not picture.getexif()


def _files_with_secrets() -> dict[str, bytes]:
    """Small files, each with the serial number in a place of its own."""
    secret, exif = SERIAL.encode(), b"Exif\0\0" + private_exif().tobytes().removeprefix(b"Exif\0\0")
    noise = Image.effect_noise((300, 200), 60).convert("RGB")

    def segment(marker: int, body: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body

    def chunk(name: bytes) -> bytes:
        return struct.pack(">I", len(secret)) + name + secret + struct.pack(">I", zlib.crc32(name + secret))

    def riff(webp: bytes) -> bytes:
        return webp[:4] + struct.pack("<I", len(webp) - 8) + webp[8:]

    jpeg, progressive = encoded(noise, quality=60), encoded(noise, quality=60, progressive=True)
    scan = progressive.rindex(b"\xff\xda")
    frames = {"save_all": True, "append_images": [noise.rotate(180)]}
    found = {f"app{number}": jpeg[:20] + segment(0xE0 + number, b"X\0" + secret) + jpeg[20:] for number in range(16)}
    found |= {
        "jpeg comment": jpeg[:20] + segment(0xFE, secret) + jpeg[20:],
        "jpeg between scans": progressive[:scan] + segment(0xE1, exif) + progressive[scan:],
        "jpeg behind a stray byte": jpeg[:20] + b"\xff\0" + segment(0xE1, exif) + jpeg[20:],
        "jpeg behind its end": jpeg + b"ftypmp42" + secret,
        "jpeg of two pictures": encoded(noise, "MPO", exif=private_exif(), **frames),
        "avif": encoded(noise, "AVIF", exif=private_exif(), xmp=XMP.encode(), quality=50),
        "avif that moves": encoded(noise, "AVIF", exif=private_exif(), xmp=XMP.encode(), **frames),
        "gif behind its end": encoded(noise.convert("L"), "GIF") + secret,
        "webp": riff(encoded(noise, "WEBP", quality=50) + b"LENS" + struct.pack("<I", len(secret)) + secret),
        "webp behind its end": encoded(noise, "WEBP", quality=50) + b"LENS" + struct.pack("<I", 12) + secret,
    }
    for name, moves in (("png", {}), ("png that moves", frames)):
        plain = encoded(noise, "PNG", **moves)
        found[name] = plain[:-12] + chunk(b"zTXt") + chunk(b"prVt") + plain[-12:] + chunk(b"teXt")
    return found


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(("name", "content"), [*_files_with_secrets().items()])
def test_nothing_stays_that_is_not_of_the_picture(name: str, content: bytes) -> None:
    assert SERIAL.encode() in content
    facts, files = facts_of(io.BytesIO(content)), [published_as_it_is(content)]
    if facts.has_sizes:
        files = [*contents(made(content, f"wall.{facts.kind}")).values()]

    for file in files:
        assert SERIAL.encode() not in file
        picture = Image.open(io.BytesIO(file))
        picture.load()
        assert not {GPS, 0x010F, 0x8769} & {*picture.getexif()}, name
        assert facts.is_still or picture.n_frames == 2  # type: ignore[attr-defined]


@pytest.mark.sampled(every=4)
@pytest.mark.parametrize("length", [0, 1, 2, 10, 40, 200, 2000])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP"])
def test_a_file_that_is_cut_off_ends_nothing(form: str, length: int) -> None:
    whole = encoded(photograph(300, 200), form)
    content = whole[:length]

    facts = facts_of(io.BytesIO(content))
    without_metadata(content)
    provenance_in(content)
    if facts.has_sizes:
        sizes = sizes_of("p.jpg", facts, PictureRules())
        assert sizes is not None
        assert bool(make_sizes(content, sizes, facts, ()).fault) == (content != whole)


@pytest.mark.parametrize(
    ("focus", "seen"), [(None, "m"), ((50, 50), "m"), ((0, 0), "l"), ((10, 90), "l"), ((100, 50), "r"), ((95, 0), "r")]
)
def test_a_card_is_cut_about_the_focus(focus: tuple[int, int] | None, seen: str) -> None:
    stripes = Image.new("RGB", (3000, 700))
    for at, colour in enumerate(((200, 0, 0), (0, 200, 0), (0, 0, 200))):
        stripes.paste(colour, (1000 * at, 0, 1000 * (at + 1), 700))
    content = encoded(stripes)
    facts = facts_of(io.BytesIO(content))
    cuts = cuts_of("p.jpg", facts, focus, PictureRules())
    assert cuts is not None
    assert [(cut.width, cut.height) for cut in cuts] == [(1200, 630), (1200, 675), (933, 700), (700, 700)]

    files = make_sizes(content, cuts, facts, ()).files

    for file in files:
        pixel = Image.open(io.BytesIO(file)).getpixel(({"l": 5, "m": 350, "r": -5}[seen] % 700, 300))
        assert isinstance(pixel, tuple)
    card = Image.open(io.BytesIO(files[0]))
    middle = card.getpixel((600, 300))
    assert isinstance(middle, tuple)
    assert middle.index(max(middle)) == "lmr".index(seen)
    assert cuts.card.path == ("p.jpg.card.jpg" if focus is None else f"p.jpg.card-{focus[0]}-{focus[1]}.jpg")


def test_small_pictures_have_no_card_and_no_cut_is_larger_than_its_picture() -> None:
    assert cuts_of("p.jpg", PictureFacts(150, 900, "jpeg"), None, PictureRules()) is None
    assert cuts_of("p.jpg", PictureFacts(900, 900, "jpeg"), None, PictureRules(has_cards=False)) is None
    cuts = cuts_of("p.jpg", PictureFacts(600, 900, "jpeg"), None, PictureRules())
    assert cuts is not None
    assert [(cut.width, cut.height) for cut in cuts] == [(600, 315), (600, 338), (600, 450), (600, 600)]


# In a site.


def page_of(site: SiteDriver) -> str:
    """The page of the one story."""
    (path,) = (path for path in site.files() if re.fullmatch(r"\d{4}/\d\d/\d\d/\w+/index.html", path))
    return site.read(path)


def bytes_of(site: SiteDriver, path: str) -> bytes:
    return (site.output / path).read_bytes()


def test_a_story_shows_its_picture_in_sizes(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.write_file("content/p/wall.jpg", encoded(photograph(1200, 800), exif=private_exif()))
    site.write("content/p/a.md", "![A gate](wall.jpg)", image={"src": "wall.jpg", "alt": "A wall"})

    result = site.build()

    assert result.err == ""
    assert "1 picture made" in result.out
    page = page_of(site)
    (lead,) = re.findall(r'<figure class="picture">.*?</figure>', page, re.DOTALL)
    assert 'srcset="/p/wall.jpg.480.webp 480w, /p/wall.jpg.960.webp 960w, /p/wall.jpg.1200.webp 1200w"' in lead
    assert '<img src="/p/wall.jpg" srcset="/p/wall.jpg.480.jpg 480w' in lead
    assert 'width="1200" height="800" fetchpriority="high"' in lead
    (text,) = re.findall(r'<div class="text">.*?</div>', page, re.DOTALL)
    assert 'loading="lazy"' in text
    for path in re.findall(r"/p/wall\.jpg[.\w]*", page):
        assert site.exists(path.lstrip("/")), path
        assert SERIAL.encode() not in bytes_of(site, path.lstrip("/"))
    assert "0 rendered, 0 written" in site.build().out


def test_a_static_picture_that_a_story_shows_has_sizes_and_others_are_copied(site: SiteDriver) -> None:
    site.moved_to(HOST)
    shown, icon = (encoded(photograph(1000, 600), exif=private_exif()) for _ in range(2))
    site.write_file("static/shown.jpg", shown)
    site.write_file("static/icon.jpg", icon)
    site.write(body="![A gate](/shown.jpg)")

    assert site.build().err == ""
    assert site.exists("shown.jpg.480.webp")
    assert SERIAL.encode() not in bytes_of(site, "shown.jpg")
    assert bytes_of(site, "icon.jpg") == icon

    site.write(body="Nothing.")
    assert site.build().err == ""
    assert bytes_of(site, "shown.jpg") == shown
    assert not site.exists("shown.jpg.480.webp")


def test_caption_and_credit_come_from_the_file_and_the_report_says_so(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.write_file("content/wall.jpg", encoded(photograph(400, 300), xmp=XMP.encode()))
    site.write(body="![A gate](wall.jpg 'The gate')", image={"src": "wall.jpg", "alt": "A wall", "caption": "Ours"})

    result = site.build()

    assert "captions or credits from the pictures' own files: content/wall.jpg" in result.out
    page = page_of(site)
    assert "<figcaption>Ours <small>Jané Roe / Example News</small></figcaption>" in page
    assert "<figcaption>The gate <small>Jané Roe / Example News</small></figcaption>" in page


def test_words_of_a_file_are_text(site: SiteDriver) -> None:
    site.moved_to(HOST)
    typed = "&lt;script&gt;alert(1)&lt;/script&gt; *a* &lt;img src=x onerror=alert(2)&gt;"
    xmp = XMP.replace("A wall &amp; a gate", typed).replace("Example News", "[x](javascript:alert(3))")
    site.write_file("content/wall.jpg", encoded(photograph(400, 300), xmp=xmp.encode()))
    site.write(body="![A](wall.jpg 'The gate')\n\n![A](wall.jpg '| Us')", image={"src": "wall.jpg", "alt": "A wall"})

    assert site.build().err == ""
    page = page_of(site)
    assert page.count(typed) == 2, page
    assert "alert(1)</script>" not in page
    assert "<small>Jané Roe / [x](javascript:alert(3))</small>" in page


@pytest.mark.parametrize("dialect", ["markdown", "commonmark"])
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            '![A](p.png "One *two* | Jane Roe"){.wide}',
            '<figure class="wide"> … <figcaption>One <em>two</em> <small>Jane Roe</small></figcaption>',
        ),
        ('![A](p.png "5 < 6 & 7"){: .full}', '<figure class="full"> … <figcaption>5 &lt; 6 &amp; 7</figcaption>'),
        ("![A](p.png){.full}", '<figure class="full"> … </figure>'),
        ("![A](p.png){.full .a&b<c}", '<figure class="full a&amp;b&lt;c"> … </figure>'),
        (
            '[![A](p.png "One")](https://example.com/)',
            '<figure> <a href="https://example.com/"> … </a> <figcaption>One</figcaption>',
        ),
        ('Words ![A](p.png "One") here', "<p>Words … here</p>"),
        ("![A](p.png)", "<p> … </p>"),
    ],
)  # fmt: skip
def test_figures_in_a_text(site: SiteDriver, dialect: str, typed: str, shown: str) -> None:
    site.moved_to(HOST)
    site.settings(f"markdown: {{dialect: {dialect}}}\n")
    site.write_file("content/p.png", png(40, 30))
    site.write(body=typed)

    assert site.build().err == ""
    page = page_of(site)
    assert not re.search(r"<img[^>]* sizes=", page)  # The picture has one size.
    parts = [re.escape(part.strip()).replace(r"\ ", r"\s*") for part in shown.split("…")]
    assert re.search(r"\s*(?:(?!</?p>).)*?\s*".join(parts), page, re.DOTALL), page
    assert "{" not in re.search(r'<div class="text">.*?</div>', page, re.DOTALL)[0]  # type: ignore[index]


def test_a_bomb_is_refused_with_its_story_and_is_not_published(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.write_file("content/bomb.png", png(40_000, 40_000))
    site.write(body="![A](bomb.png)", image={"src": "bomb.png", "alt": "x"})

    result = site.build()

    assert result.code == 0
    assert result.err.count("content/bomb.png is not shown: it has 40,000 × 40,000 pixels") == 2
    assert not site.exists("bomb.png")
    assert "bomb.png" not in page_of(site)


def test_a_grey_photograph_is_no_drawing() -> None:
    grey = Image.effect_noise((400, 300), 40).convert("RGB")
    drawn = Image.new("RGB", (400, 300), "white")
    drawn.paste((200, 0, 0), (50, 50, 150, 150))

    files = contents(made(encoded(grey, quality=80)))
    assert len(files["wall.jpg.400.webp"]) < len(files["wall.jpg"])
    sharp = Image.open(io.BytesIO(contents(made(encoded(drawn, "PNG"), "p.png"))["p.png.400.webp"]))
    assert sharp.convert("RGB").tobytes() == drawn.tobytes()


@pytest.mark.parametrize("name", ["p.jpg", "p.heic"])
@pytest.mark.parametrize("begin", [b"\0\0\0\x18ftypheic", b"\xff\xd8\xff\xe1\0\x10"])
def test_what_cannot_be_read_is_not_published(site: SiteDriver, name: str, begin: bytes) -> None:
    site.moved_to(HOST)
    site.write_file(f"content/{name}", begin + SERIAL.encode() * 9)
    site.write(body=f"![A]({name}) [B]({name})", image={"src": name, "alt": "x"})

    result = site.build()

    assert result.code == 0
    assert f"content/{name} is not shown: newsgen cannot read it" in result.err
    assert "save it as JPEG or PNG" in result.err
    assert not site.exists(name)


def test_a_file_of_too_many_bytes_is_to_be_made_smaller(site: SiteDriver) -> None:
    site.moved_to(HOST)
    file = site.write_file("content/p.jpg", b"\xff\xd8\xff")
    os.truncate(file, (1 << 28) + 1)
    site.write(body="![A](p.jpg)")

    result = site.build()

    assert "content/p.jpg is not shown: its file has 268,435,457 bytes, too many for a picture" in result.err
    assert "make it smaller" in result.err
    assert not site.exists("p.jpg")


@pytest.mark.parametrize("name", ["wall.jpg.480.jpg", "wall.jpg.card.jpg", "wall.jpg.960.webp"])
def test_a_file_that_lies_where_a_size_would_is_refused(site: SiteDriver, name: str) -> None:
    site.moved_to(HOST)
    for path in ("wall.jpg", name):
        site.write_file(f"content/{path}", encoded(photograph(1200, 800), "WEBP" if "webp" in path else "JPEG"))
    site.write(body="Words.", image={"src": "wall.jpg", "alt": "A wall"})
    assert site.build().err == ""
    site.write(body=f"![A]({name})", image={"src": "wall.jpg", "alt": "A wall"})

    for _ in ("what is new", "everything"):
        result = site.build()
        assert result.code == 1
        assert f"the address /{name} is wanted by content/wall.jpg" in result.err
        assert f"move or rename content/wall.jpg.{name[9:]} or content/wall.jpg" in result.err
        shutil.rmtree(site.root / ".newsgen")


def test_names_that_differ_in_capitals_are_told_once_not_for_each_size(site: SiteDriver) -> None:
    for name in ("kim.jpg", "kim.JPG"):
        site.write_file(f"content/{name}", encoded(photograph(1200, 800)))
    site.write(body="![A](kim.jpg) ![B](kim.JPG)")

    result = site.build()

    assert result.code == 1
    assert result.err.count("error") == 2  # itself, and the line that counts
    assert "is wanted by content/kim.jpg and by content/kim.JPG; many hosts take their names for one" in result.err


def test_a_picture_is_taken_from_the_cache_when_the_site_is_built_anew(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.write_file("content/wall.jpg", encoded(photograph(700, 400)))
    site.write(body="![A](wall.jpg)")
    assert "1 picture made" in site.build().out
    before = bytes_of(site, "wall.jpg.480.webp")

    shutil.rmtree(site.output)
    site.write_file("content/gate.jpg", (site.root / "content/wall.jpg").read_bytes())
    site.write(body="![A](gate.jpg)")
    result = site.build()

    assert "made" not in result.out
    assert bytes_of(site, "gate.jpg.480.webp") == before


def test_a_damaged_cache_is_made_anew(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.write_file("content/wall.jpg", encoded(photograph(700, 400)))
    site.write(body="![A](wall.jpg)")
    site.build()
    before = bytes_of(site, "wall.jpg.480.webp")
    (kept,) = (path for path in (site.root / ".newsgen/pictures").rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    site.settings("per_page: 7\n")

    assert "1 picture made" in site.build().out
    assert bytes_of(site, "wall.jpg.480.webp") == before


@pytest.mark.parametrize(
    ("typed", "what", "mend"),
    [
        ("{widths: [wide]}", "`widths` has 'wide', which is no width of a picture", "between 16 and 8,192"),
        ("{widths: [1]}", "`widths` has '1'", "between 16 and 8,192"),
        ("{formats: [wepb]}", "`formats` has the unknown word 'wepb'", "choose from avif, webp"),
        ("{keep: [gps]}", "`keep` has the unknown word 'gps'", "choose from caption, credit"),
        ("{width: 3}", "unknown", "widths"),
    ],
)
def test_a_mistake_in_the_settings_is_told(site: SiteDriver, typed: str, what: str, mend: str) -> None:
    site.moved_to(HOST)
    site.settings(f"pictures: {typed}\n")
    site.write()

    result = site.build()

    assert result.code == 2
    assert what in result.err
    assert mend in result.err


@pytest.mark.parametrize(("cards", "shared"), [("lead", "wall.jpg.card-82-20.jpg"), ("off", "wall.jpg")])
def test_what_is_shared_of_a_story(site: SiteDriver, cards: str, shared: str) -> None:
    site.moved_to(HOST)
    site.settings(f"cards: {cards}\n")
    site.write_file("content/wall.jpg", encoded(photograph(1400, 1000)))
    site.write(image={"src": "wall.jpg", "alt": "A wall", "focus": "82% 20%"})

    assert site.build().err == ""
    page = page_of(site)
    assert f'<meta property="og:image" content="{HOST}{shared}">' in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    (story,) = [thing for thing in json.loads(data) if "headline" in thing]
    images = story["image"]
    names = [image["url"].removeprefix(HOST + "wall.jpg") for image in images]
    assert names == ([".16x9-82-20.jpg", ".4x3-82-20.jpg", ".1x1-82-20.jpg"] if cards == "lead" else [""])
    for name in names:
        assert site.exists(f"wall.jpg{name}")
    assert site.exists("wall.jpg.card-82-20.jpg") == (cards == "lead")
    assert 'class="right top-edge"' in site.read("index.html")


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 768, 1440])
def test_no_picture_of_a_front_page_is_smaller_than_it_is_shown(site: SiteDriver, browser: Any, width: int) -> None:
    site.write_file("content/wall.jpg", encoded(photograph(1600, 1000)))
    for number in range(1, 9):
        picture = {"src": "wall.jpg", "alt": "A wall"} if number in {8, 1} else None
        site.write(f"content/{number}.md", date=f"2025-03-0{number}", section="World", image=picture)
    site.settings("relative_urls: true\nfront: [{lead: true}, {section: World}]\n")
    assert site.build().code == 0
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site.output / "index.html").as_uri())

    sizes = page.evaluate(
        "[...document.querySelectorAll('.story img')].filter(each => each.currentSrc).map(each => "
        "[each.clientWidth, Number(each.currentSrc.match(/\\.(\\d+)\\.\\w+$/)?.[1] ?? 1600)])"
    )
    page.close()

    assert sizes
    assert not [(shown, loaded) for shown, loaded in sizes if loaded < shown]


def test_of_a_portrait_lists_show_the_upper_half_and_its_page_all(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.write_file("content/tall.jpg", encoded(photograph(800, 1200)))
    site.write(image={"src": "tall.jpg", "alt": "A face"})

    assert site.build().err == ""
    assert '<img class="upright" src="/tall.jpg"' in site.read("index.html")
    assert '<figure class="picture tall">' in page_of(site)
    site.write(image={"src": "tall.jpg", "alt": "A face", "focus": "50% 50%"})
    assert site.build().err == ""
    assert '<img src="/tall.jpg"' in site.read("index.html")
    assert 'sizes="(min-width: 44rem) 30rem, 100vw"' in page_of(site)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("typed", "focus"),
    [
        ("left top", (0, 0)), ("top left", (0, 0)), ("right", (100, 50)), ("bottom", (50, 100)), ("center", (50, 50)),
        ("center top", (50, 0)), ("30% 40%", (30, 40)), ("30%, 40%", (30, 40)), ("0.3 0.4", (30, 40)),
        ("12 7", (12, 7)), ("left right", None),
        ("upper", None), ("30%", None), ("130% 4%", None), ("nan 3", None), ("-1 3", None),
    ],
)  # fmt: skip
def test_a_focus_as_typed(site: SiteDriver, typed: str, focus: tuple[int, int] | None) -> None:
    site.write_file("content/wall.jpg", encoded(photograph(400, 300)))
    site.write(image={"src": "wall.jpg", "alt": "A wall", "focus": typed})

    result = site.build()

    if focus is None:
        assert result.code == 1
        assert re.search(
            rf"content/a.md:\d+:\d+: error: `focus` is no place in a picture: {re.escape(typed)}", result.err
        )
        assert "write words" in result.err
    else:
        assert site.exists(f"wall.jpg.card-{focus[0]}-{focus[1]}.jpg")


def test_the_picture_of_the_publication_tells_no_place(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.settings("image: /site.jpg\n")
    site.write_file("static/site.jpg", encoded(photograph(1300, 800), exif=private_exif()))
    site.write()

    assert site.build().err == ""
    assert f'<meta property="og:image" content="{HOST}site.jpg">' in site.read("index.html")
    assert SERIAL.encode() not in bytes_of(site, "site.jpg")


def test_a_picture_that_is_not_shown_is_told_in_words(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.write_file("content/bomb.png", png(40_000, 40_000))
    site.write(body='Here: ![A wall & <b>](bomb.png) ends.\n\n![A gate](bomb.png "The gate"){.wide}')

    site.build()

    page = page_of(site)
    (text,) = re.findall(r'<div class="text">.*?</div>', page, re.DOTALL)
    assert "<img" not in text
    assert "Here: A wall &amp; &lt;b&gt; ends." in text
    assert "A gate" in text
