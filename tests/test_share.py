"""Links by which a reader passes a story on."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from tests.conftest import SiteDriver

PAGE = "2025/03/04/a/index.html"
URL = "https://example.org/2025/03/04/a/"


def links(html: str) -> list[str]:
    part = html.partition('<p class="share links beside">')[2].partition("</p>")[0]
    return [unescape(url) for url in re.findall(r'href="([^"]+)"', part)]


def test_a_story_is_passed_on_by_mail_and_by_three_hosts(site: SiteDriver) -> None:
    site.write(title="Who & what? 5 % more")
    site.build()

    mail, *hosts = map(urlsplit, links(site.read(PAGE)))

    assert (mail.scheme, parse_qs(mail.query)) == ("mailto", {"subject": ["Who & what? 5 % more"], "body": [URL]})
    assert [next(iter(parse_qs(host.query).values())) for host in hosts] == [[URL]] * 3


def test_a_story_from_elsewhere_is_passed_on_by_the_address_where_it_was_first(site: SiteDriver) -> None:
    site.write(canonical="https://first.example/story")
    site.build()

    assert all("first.example" in link for link in links(site.read(PAGE)))


def test_a_project_turns_them_off(site: SiteDriver) -> None:
    site.write_file("templates/article.html", '{% extends "theme/article.html" %}{% block share %}{% endblock %}')
    site.write()
    site.build()

    assert links(site.read(PAGE)) == []


def test_a_check_asks_no_host_for_what_passes_a_page_on(site: SiteDriver) -> None:
    site.write()
    site.build()

    assert site.newsgen("check", "--external", "--json").json["external"] == 0
