"""Whether the addresses of an old site lead to something: `newsgen check --old-urls`."""

import pytest
from tests.conftest import SiteDriver


def told(site: SiteDriver, listed: str) -> list[tuple[int, str]]:
    """Line and message of each address that leads to nothing."""
    site.moved_to("https://paper.example.org/sub/")
    site.write_file("content/film.txt", "x")
    site.write("content/a.md", "[A film](film.txt)", aliases=["/old/a.html", "/누리호/"])
    site.build()
    file = site.write_file("old.txt", listed)
    problems = site.newsgen("check", "--json", "--old-urls", str(file)).json["problems"]
    return [(problem["line"], problem["what"]) for problem in problems if problem["rule"] == "old-url"]


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "address",
    [
        "/", "/2025/03/04/a/", "/2025/03/04/a", "/old/a.html", "/film.txt", "/feed.xml", "# a remark", "",
        "https://www.old.example/2025/03/04/a/", "/2025/03/04/a/#part", "/%EB%88%84%EB%A6%AC%ED%98%B8/", "/누리호/",
    ],
)  # fmt: skip
def test_what_a_file_answers_is_not_told(site: SiteDriver, address: str) -> None:
    assert told(site, f"{address}\n") == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/2025/03/04/b/", "nothing answers at the old address /2025/03/04/b/"),
        ("/2025/03/04/A/", "nothing answers"),
        ("https://old.example/gone", "nothing answers"),
        ("/?p=12", "no file has such a name"),
        ("http://[old/", "is no address"),
    ],
)
def test_what_nothing_answers_is_told_with_its_line(site: SiteDriver, address: str, says: str) -> None:
    ((line, what),) = told(site, f"/\n\n{address}\n")

    assert line == 3
    assert says in what


def test_a_list_that_is_not_there_is_told(site: SiteDriver) -> None:
    site.write()
    site.build()

    done = site.newsgen("check", "--old-urls", str(site.root / "none.txt"))

    assert (done.code, "none.txt cannot be read" in done.err) == (2, True)
