"""Which addresses newsgen itself takes on a site, as importers know them."""

import pytest

from newsgen.documents.text import Text
from newsgen.importers.taken_addresses import Taken, TakenAddresses
from newsgen.settings import Settings, read_settings


@pytest.fixture(scope="module")
def taken() -> TakenAddresses:
    settings = read_settings(Text("newsgen.yaml", "title: T\nbase_url: https://example.org/\n"))
    assert isinstance(settings, Settings)
    return TakenAddresses(settings)


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("/", Taken.HOME),
        ("/tags/", Taken.LISTING),
        ("/tags", Taken.LISTING),
        ("/tags/harbor/", Taken.TERM),
        ("/tags/harbor/cranes/", None),
        ("/articles/", Taken.LISTING),
        ("/on-this-day/12-24/", Taken.LISTING),
        ("/2014/", Taken.LISTING),
        ("/2014/05/31/", Taken.LISTING),
        ("/2014/05/31/harbor/", None),
        ("/404.html", Taken.FILE),
        ("/404.html/harbor/", None),
        ("/feed.xml", Taken.FILE),
        ("/feed.xml/harbor/", Taken.BELOW_FILE),
        ("/harbor/", None),
        ("/harbor.html", None),
        ("harbor", None),
    ],
)
def test_an_address_is_newsgens_own_or_free(taken: TakenAddresses, address: str, what: Taken | None) -> None:
    assert taken.at(address) is what
