"""Pictures of saved pages that a program made smaller on the way: which file is theirs, and what is left without one."""
# ruff: noqa: E501 - pages of HTML, as they were saved

from collections.abc import Callable

import pytest
from benchmarks.saved_pages.__main__ import site_of
from benchmarks.saved_pages.templates import PICTURE

from newsgen.importers.proof import prove
from newsgen.importers.proxies import original_of, originals_of, without_size
from newsgen.importers.saved_pages.story_pictures import NOWHERE
from newsgen.importers.story import Story

MANY = 8
BOATS = "- Anna Berta Clara Dora Emma Frieda Greta Hanna".split()
HOST = "harbour.example"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/_next/image?url=%2Fmedia%2F2019%2Fquay.jpg&w=640&q=75", "/media/2019/quay.jpg"),
        ("/_vercel/image?url=/media/quay.jpg&w=640", "/media/quay.jpg"),
        ("/.netlify/images?url=/media/quay.jpg&w=640", "/media/quay.jpg"),
        ("/timthumb.php?src=http://harbour.example/media/quay.jpg&w=90", "http://harbour.example/media/quay.jpg"),
        ("https://images.weserv.nl/?url=harbour.example/media/quay.jpg", "https://harbour.example/media/quay.jpg"),
        (
            "https://res.cloudinary.com/demo/image/fetch/w_640,f_auto/https://harbour.example/media/quay.jpg",
            "https://harbour.example/media/quay.jpg",
        ),
        (
            "https://cdn.example/image/fetch/w_64,c_limit/https%3A%2F%2Fharbour.example%2Fmedia%2Fquay.jpg",
            "https://harbour.example/media/quay.jpg",
        ),
        (
            "https://harbour.example/cdn-cgi/image/width=640/https://media.example/quay.jpg",
            "https://media.example/quay.jpg",
        ),
        ("https://i0.wp.com/harbour.example/media/quay.jpg?resize=640%2C480", "https://harbour.example/media/quay.jpg"),
        (
            "/_next/image?url=https%3A%2F%2Fi1.wp.com%2Fharbour.example%2Fquay.jpg%3Fw%3D9&w=640",
            "https://harbour.example/quay.jpg",
        ),
        ("/media/quay.jpg?w=640&url=harbour", ""),
        ("/news/story.html?url=/news/other.html", ""),
    ],
)
def test_the_picture_behind_a_program_that_makes_sizes_is_known(address: str, shown: str) -> None:
    assert original_of(address) == shown


@pytest.mark.parametrize(
    ("address", "among"),
    [
        ("/cdn-cgi/image/width=640,quality=75/media/quay.jpg", "/media/quay.jpg"),
        ("/_ipx/w_640,q_75/media/quay.jpg", "/media/quay.jpg"),
        ("https://thumbs.example/unsafe/fit-in/640x480/filters:quality(75)/media/quay.jpg", "/media/quay.jpg"),
        ("https://thumbs.example/unsafe/640x480/smart/harbour.example/media/quay.jpg", "https://harbour.example/media/quay.jpg"),
        ("https://harbour.imgix.net/media/quay.jpg?w=640&fit=crop", "/media/quay.jpg"),
    ],
)  # fmt: skip
def test_the_picture_may_lie_behind_its_sizes(address: str, among: str) -> None:
    assert among in originals_of(address)


def test_pictures_whose_queries_name_them_are_not_sizes_of_one_another() -> None:
    assert (
        without_size("h.example/image?id=5&w=64")
        == without_size("h.example/image?w=640&id=5")
        == "h.example/image?id=5"
    )
    assert without_size("h.example/image?id=5") != without_size("h.example/image?id=6")
    assert without_size("h.example/_next/image?url=%2Fa.jpg&w=64") != without_size(
        "h.example/_next/image?url=%2Fb.jpg&w=64"
    )
    assert without_size("h.example/a.jpg?w=64&v=2") == "h.example/a.jpg"


def shown(number: int, name: str, by: str = "Photo by Jon Reef/The Harbour") -> str:
    address = f"/_next/image?url=%2Fmedia%2F{name}&amp;w={{}}&amp;q=75"
    return (
        f'<figure class="Figure_root__1a2b3"><div><span style="display:inline-block"><img alt="The {BOATS[number]}" src="data:image/gif;base64,R0lGODlh"/>'
        f'<noscript><img alt="" srcSet="{address.format(640)} 640w, {address.format(1920)} 1920w" src="{address.format(640)}"/></noscript></span></div>'
        f'<figcaption><span class="Caption_text__0a1b2">The {BOATS[number]} leaves the quay of {name[:-4]}.</span>'
        f'<span class="Caption_credit__9c8d7">{by}</span></figcaption></figure>'
    )


def said(number: int) -> str:
    return f"The crew of the {BOATS[number]} sailed out at dawn, and a small crowd stood on the mole to see them go."


def read(files: Callable[[int], list[str]], by: str = "Photo by Jon Reef/The Harbour") -> dict[int, Story]:
    """The stories of a site with one picture above the box of each text and one in it, by their numbers."""
    made = {
        f"{HOST}/sea/{number}/index.html": (
            f'<html><head><title>Boats follow the {BOATS[number]} | The Harbour</title><link rel="canonical" href="https://{HOST}/sea/{number}"/></head><body>'
            f'<div id="top"><a href="/">The Harbour</a> <a href="/sea">Sea</a></div><main><article><header><h1>Boats follow the {BOATS[number]}</h1>'
            f"<time>{number} May 2012</time></header>{shown(number, f'{number}-a.jpg', by)}<div class='Layout'><div class='Text_body__ff00a'>"
            f"<p>{said(number)}</p>{shown(number, f'{number}-b.jpg', by)}<p>Nobody knew when the {BOATS[number]} would be back in the harbour, said the pilot.</p></div>"
            f"<div class='Rail'><img src='/media/rail-{number}.jpg' alt=''></div></div></article></main>"
            '<div id="foot">The Harbour is printed in the town each day</div></body></html>'
        ).encode()
        for number in range(1, MANY + 1)
    }
    made |= {f"{HOST}/{name}": PICTURE for number in range(1, MANY + 1) for name in files(number)}
    site = site_of(made)
    site.learn()
    return {int(story.source.split("/")[-2]): story for story in site.stories()}


@pytest.mark.parametrize(
    "name",
    [
        "media/{}-{}.jpg",
        "_next/image?url=%2Fmedia%2F{}-{}.jpg&w=1920&q=75",
        "_next/image?url=%2Fmedia%2F{}-{}.jpg&w=640&q=75",
        "_next/image@url=%2Fmedia%2F{}-{}.jpg&w=640&q=75",
    ],
)
def test_a_picture_is_taken_from_its_original_or_from_the_size_that_is_there(name: str) -> None:
    found = read(lambda number: [name.format(number, letter) for letter in "ab"])

    for number in range(1, MANY + 1):
        image = found[number].fields["image"]
        assert isinstance(image, dict)
        assert image["src"].startswith(f"{number}-a-")
        assert image["src"].endswith(".jpg")
        assert image["caption"] == f"The {BOATS[number]} leaves the quay of {number}-a."
        assert image["credit"] == "Jon Reef/The Harbour"
        assert f"]({number}-b-" in found[number].text
        assert len(found[number].files) == 2


def test_the_largest_size_that_is_there_is_taken() -> None:
    sizes = ("_next/image?url=%2Fmedia%2F{}-a.jpg&w=640&q=75", "_next/image?url=%2Fmedia%2F{}-a.jpg&w=1920&q=75")
    found = read(lambda number: [each.format(number) for each in sizes])

    assert "w=1920" in str(*found[3].files.values())


def test_a_picture_without_a_file_keeps_its_address_its_caption_and_its_credit() -> None:
    found = read(lambda _: [])

    for number in range(1, MANY + 1):
        story = found[number]
        assert "image" not in story.fields
        above, _, rest = story.text.partition(said(number))
        assert f"(https://{HOST}/media/{number}-a.jpg" in above
        assert f"The {BOATS[number]} leaves the quay of {number}-a. | Jon Reef/The Harbour" in above
        assert f"(https://{HOST}/media/{number}-b.jpg" in rest
        assert f"https://{HOST}/media/{number}-a.jpg" in story.pictures


@pytest.mark.parametrize(
    "by",
    ["Photo by Jon Reef/Tide", "Credit: Jon Reef", "Foto: Jon Reef/dpa", "Fot. Jon Reef", "Jon Reef/Tide", "© Jon Reef"],
)  # fmt: skip
def test_words_before_the_name_of_who_took_a_picture_are_none_that_are_missing(by: str) -> None:
    found = read(lambda number: [f"media/{number}-{letter}.jpg" for letter in "ab"], by)

    for story in found.values():
        assert isinstance(image := story.fields["image"], dict)
        assert image["credit"].startswith("Jon Reef")
        assert not prove(story, story.text).missing


def test_a_picture_of_the_main_part_that_stands_nowhere_is_named() -> None:
    found = read(lambda _: [])

    for number in range(1, MANY + 1):
        named = [each.text for each in found[number].left_out if each.why == NOWHERE]
        assert named == [f"https://{HOST}/media/rail-{number}.jpg"]
