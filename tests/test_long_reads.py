"""How a story opens: long reads, and what asks for their look."""

import pytest
from tests.conftest import SiteDriver

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"></svg>'
LONG = "word " * 1_501


@pytest.mark.parametrize(
    ("body", "fields", "is_long"),
    [
        (LONG, {"image": "p.svg"}, True),
        (LONG, {}, False),
        ("Short.", {"image": "p.svg"}, False),
        ("Short.", {"image": "p.svg", "layout": "wide"}, True),
        ("Short.", {"image": "p.svg", "layout": "post"}, False),
    ],
)
def test_a_long_story_with_a_picture_opens_wide(
    site: SiteDriver, body: str, fields: dict[str, object], *, is_long: bool
) -> None:
    site.write_file("content/p.svg", PICTURE)
    site.write(body=body, **fields)
    site.build()

    assert ('class="article is-long"' in site.read("2025/03/04/a/index.html")) == is_long
