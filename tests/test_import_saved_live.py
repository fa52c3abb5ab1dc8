"""Lines of saved pages that many of them have, and that are content all the same: hours of entries, corrections."""
# ruff: noqa: E501 - pages of HTML, as they were saved

from benchmarks.saved_pages.__main__ import site_of

from newsgen.importers.story import Story

MANY = 8
TOWNS = "- Ahlbeck Bergen Calais Delft Emden Fano Gent Hoorn".split()
HOURS = ("09:10", "10:25", "11:40")


def read(text: str) -> dict[int, Story]:
    """The stories of a site whose texts are alike but for `{town}`, by their numbers."""

    def page(number: int) -> str:
        return (
            f"<html><head><title>Flood in {TOWNS[number]} - The Post</title></head><body><div class='top'><a href='/'>The Post</a></div>"
            f"<div class='k2'><h1>Flood in {TOWNS[number]}</h1><p class='date'>{number} May 2012</p><div class='k4'>{text.format(town=TOWNS[number])}</div></div>"
            "<div class='k9'>The Post is printed in the town each day</div></body></html>"
        )

    site = site_of({f"www.post.example/live/flood{each}.html": page(each).encode() for each in range(1, MANY + 1)})
    site.learn()
    return {int(story.source.rpartition("flood")[2].partition(".")[0]): story for story in site.stories()}


def test_the_hours_of_entries_stay_above_them() -> None:
    said = (
        "The water in {town} stands at the doors now.",
        "Boats of {town} carry the old people away.",
        "In {town} the rain has ended at last, it seems.",
    )
    found = read(
        "".join(f"<div><time>{hour}</time><p>{text}</p></div>" for hour, text in zip(HOURS, said, strict=True))
    )

    for number in range(1, MANY + 1):
        parts = found[number].text.strip().split("\n\n")
        assert parts[::2] == list(HOURS)


def test_a_correction_stays_though_many_stories_have_it() -> None:
    correction = "This report was corrected on 3 June to give the right year."
    found = read(
        "<p>The water in {town} stands at the doors of the town hall since the early morning.</p>"
        f"<p>Nobody in {{town}} was hurt, said the fire brigade on Sunday evening.</p><p><em>{correction}</em></p>"
    )

    for number in range(1, MANY + 1):
        assert found[number].text.strip().endswith(f"*{correction}*")


def test_the_town_behind_a_signature_is_no_author_and_several_signatures_are_those_of_letters() -> None:
    said = "<p>The dike of {town} was too low for years, and each winter somebody wrote that to this paper.</p>"
    one = read(
        f"{said}<p>In {{town}} nobody is surprised now, and few of us believe that anything will change.</p><p><b>Jane Roe</b>, {{town}} Mole</p>"
    )
    many = read(
        f"{said}<p><b>Ida {{town}}</b>, East Quay</p><p>In {{town}} nobody is surprised now, and few of us believe that anything will change.</p><p><b>Jane Roe</b>, {{town}} Mole</p>"
    )

    assert all(one[number].fields.get("authors") == ("Jane Roe",) for number in one)
    for number in range(1, MANY + 1):
        assert "authors" not in many[number].fields
        assert f"**Jane Roe**, {TOWNS[number]} Mole" in many[number].text
