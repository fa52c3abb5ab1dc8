"""The group `deploy` of newsgen.yaml."""

import pytest
import yaml
from conftest import SETTINGS, SiteDriver
from faults import has_caret

from newsgen.documents.text import Text
from newsgen.errors import Problem
from newsgen.settings import (
    DEPLOY_KEYS,
    DeploySettings,
    Settings,
    address_fault,
    branch_fault,
    branch_mend,
    read_settings,
    remote_fault,
)


def read(lines: str) -> Settings | list[Problem]:
    return read_settings(Text("newsgen.yaml", SETTINGS + lines))


def deploy_of(lines: str) -> DeploySettings:
    settings = read(lines)
    assert isinstance(settings, Settings), settings
    return settings.deploy


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("", DeploySettings("origin", "gh-pages", "", history=True)),
        ("deploy: {}\n", DeploySettings()),
        ("deploy: {history: false}\n", DeploySettings(history=False)),
        ("deploy: {history: }\n", DeploySettings(history=True)),
        ("deploy: {branch: site/live, remote: ../live.git}\n", DeploySettings("../live.git", "site/live")),
        ("deploy: {remote: 'ssh://git@e.org/x.git'}\n", DeploySettings("ssh://git@e.org/x.git")),
        ("deploy: {cname: News.Example.org}\n", DeploySettings(cname="news.example.org")),
        ("deploy: {cname: bücher.example}\n", DeploySettings(cname="xn--bcher-kva.example")),
    ],
)
def test_the_group_is_read(lines: str, wanted: DeploySettings) -> None:
    assert deploy_of(lines) == wanted


@pytest.mark.parametrize(
    ("group", "place", "said"),
    [
        ("{brnach: x}", "4:10", "unknown field `brnach`, did you mean `branch`?"),
        ("gh-pages", "4:9", "`deploy` must be a group of fields"),
        ("{branch: a b}", "4:18", "`branch` cannot be the name of a branch: a b"),
        ("{branch: [a]}", "4:18", "`branch` is a list"),
        ("{remote: --upload-pack=x}", "4:18", "`remote` begins with a hyphen"),
        ("{remote: 'gcrypt::git@e.org:x'}", "4:18", "`remote` names a program, `git-remote-gcrypt`, and no place"),
        ("{branch: refs/heads/live}", "4:18", "`branch` is the whole name of a reference"),
        ("{remote: 'https://me:secret@e.org/x.git'}", "4:18", "`remote` holds a password"),
        ("{cname: https://news.example.org/}", "4:17", "`cname` is not the name of a host"),
        ("{cname: localhost}", "4:17", "`cname` is not the name of a host"),
        ("{history: sometimes}", "4:19", "`history` is 'sometimes'; it must be true or false"),
    ],
)
def test_a_mistake_is_told_at_its_place(site: SiteDriver, group: str, place: str, said: str) -> None:
    site.settings(f"deploy: {group}\n")

    result = site.newsgen("deploy")

    assert result.code == 2
    assert f"newsgen.yaml:{place}: error: {said}" in result.err
    assert has_caret(result.err)


def test_all_mistakes_are_told_at_once() -> None:
    problems = read("deploy: {branch: ..., cname: '!', history: 7, colour: red}\n")

    assert isinstance(problems, list)
    assert len(problems) == 4


@pytest.mark.parametrize(
    "name",
    [
        *["gh-pages", "main", "site/live", "é", "a.b", "v1@x"],
        *("the_head", "AHEAD", "x/FETCH_HEAD", "HEADS", "ab12" * 9),
    ],
)
def test_a_branch_may_be_called(name: str) -> None:
    assert not branch_fault(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "a..b", "-x", "/a", "a/", "a//b", "a.", ".a", "a/.b", "a.lock", "a.lock/b", "@", "HEAD", "a@{1}"),
        *("FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "fetch_head", "AUTO_MERGE", "BISECT_EXPECTED_REV", "OUR_OWN_HEAD"),
        *("0123456789abcdef" * 4, "ABCDEF0123" * 4, "Head", "x" * 241, "가" * 81),
        *("a~", "a^", "a:b", "a?", "a*", "a[", "a\\b", "a\x7f", "a\tb"),
    ],
)
def test_a_branch_may_not_be_called(name: str) -> None:
    assert branch_fault(name)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("refs/tags/v1", "v1"),
        ("refs/heads/x", "x"),
        ("heads/x", "x"),
        ("tags/2026/05", "2026/05"),
        ("remotes/origin/gh-pages", "gh-pages"),
        ("refs/remotes/origin/live", "live"),
        ("refs/pull/7/head", "pull/7/head"),
        ("refs/heads/a..b", "gh-pages"),
        ("", "gh-pages"),
    ],
)
def test_the_whole_name_of_a_reference_is_no_branch(name: str, mend: str) -> None:
    assert branch_fault(name)
    assert branch_mend(name) == f"write a name such as `{mend}`"


@pytest.mark.parametrize("name", ["heading/x", "tag/x", "reference", "heads", "live/heads/x", "Refs/x"])
def test_a_branch_that_only_resembles_a_reference_is_one(name: str) -> None:
    assert not branch_fault(name)


@pytest.mark.parametrize(
    "address",
    ["fd::17", "ext::sh -c touch% x", "ext://sh", "FD://3", "transport::address", "hg::http://e.org/x", "a::"],
)
def test_an_address_that_names_a_program_is_refused(address: str) -> None:
    assert "names a program" in address_fault(address)
    assert "names a program" in remote_fault(address)


@pytest.mark.parametrize(
    "address",
    [
        *("origin", "../x.git", "./a::b", "git@e.org:x.git", "ssh://git@[::1]/x", "[::1]:x.git", "git@[::1]:x"),
        *("https://e.org/a::b.git", "file:///srv/x::y", "C:\\x.git", "/srv/x::y.git"),
    ],
)
def test_an_address_that_names_a_place_will_do(address: str) -> None:
    assert not address_fault(address)


def test_where_a_site_is_published_makes_no_page_stale(site: SiteDriver) -> None:
    site.write()
    site.build()

    site.settings("deploy: {remote: elsewhere, branch: live, cname: a.example.org, history: false}\n")

    assert repr(read("deploy: {branch: live}\n")) == repr(read(""))
    assert site.report()["rendered"] == 0


def test_config_shows_the_group(site: SiteDriver) -> None:
    site.settings("deploy: {cname: a.example.org, history: false}\n")

    shown = yaml.safe_load(site.newsgen("config").out)["deploy"]

    assert shown == {"remote": "origin", "branch": "gh-pages", "cname": "a.example.org", "history": False}
    assert tuple(shown) == DEPLOY_KEYS
