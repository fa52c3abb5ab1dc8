"""Folders in the manner of other systems, built with a newsgen.yaml of a few lines and nothing edited."""

from collections.abc import Mapping
from typing import Any

import pytest
from conftest import Result, SiteDriver

JEKYLL = {
    "_posts/2017-12-12-council-votes.md": (
        '---\nlayout: post\ntitle:  "Council votes"\ndate:   2017-12-12 8:00:00 -0500\ncategories: local politics\n'
        "tags: [council, quay #2]\nexcerpt: The vote was close.\nimage: {path: /assets/quay.jpg, thumbnail: /t.jpg}\n"
        "image_alt: The quay\nauthor: {name: Jane O'Neill, email: j@example.org}\npublished: true\n"
        "redirect_from:\n  - old/votes.html\nlast_modified_at: 2018-01-03\ncomments: true\n---\nText of the vote.\n"
    ),
    "_posts/2009-5-21-sewage.markdown": "---\nlayout: post\ntitle: Sewage on the beach\n---\nIt smells.\n",
    "_posts/2015-03-17-x.md": "---\ntitle: Strike\ndate: 2015-03-17 14:00:00 -4\ncategory: Local\n---\nIt is on.\n",
    "_posts/2016-02-01-hidden.md": "---\ntitle: Hidden\npublished: false\n---\nSECRET-JEKYLL\n",
    "_drafts/unborn.md": "---\ntitle: Unborn\ndate: 2016-01-01\n---\nSECRET-JEKYLL\n",
    "_posts/2014-01-02-page.html": "---\ntitle: Old page\ndate: 2014-01-02\n---\n<p>Set\n\n    as <b>HTML</b></p>\n",
    "_posts/2013-05-05-win.md": "---\ntitle: Win #1 spot\nkeywords: a, b; c\n---\nThey won.\n",
    "index.html": "---\nlayout: default\n---\n<p>{{ content }}</p>\n",
    "README.md": "# My blog\n\nHow to build it.\n",
}  # fmt: skip
HUGO = {
    "_index.md": "---\ntitle: News\n---\nAll the news.\n",
    "news/_index.md": "+++\ntitle = 'News'\n+++\n",
    "news/one.md": (
        "+++\ntitle = \"One # two\"\ndate = 2020-01-02T15:04:05-07:00\nlastmod = 2020-02-01\ntags = ['a', 'b, c']\n"
        "categories = [\"World\"]\ndraft = false\ndescription = 'First.'\n[cover]\nimage = 'one.jpg'\nalt = 'One'\n"
        "caption = 'It is one'\nrelative = true\n+++\n\nThe *first* story.\n"
    ),
    "news/two/index.md": "---\ntitle: Two\ndate: 2020-01-03T10:00:00Z\naliases: [/old/two/]\nkeywords: [x]\n---\n2.\n",
    "news/three.md": '{\n  "title": "Three",\n  "date": "2020-01-04",\n  "tags": ["a"]\n}\nThird.\n',
    "news/draft.md": "+++\ntitle = 'D'\ndate = 2020-01-01\ndraft = true\n+++\nSECRET-HUGO\n",
    "news/later.md": "+++\ntitle = 'L'\ndate = 2020-01-01\npublishDate = 2999-01-01\n+++\nSECRET-HUGO\n",
    "news/never.md": "---\ntitle: N\ndate: 2020-01-01\n_build:\n  render: never\n---\nSECRET-HUGO\n",
    "news/gone.md": "---\ntitle: G\ndate: 2020-01-01\nexpiryDate: 2021-01-01\n---\nSECRET-HUGO\n",
    "news/headless/index.md": "---\ntitle: H\ndate: 2020-01-01\nheadless: true\n---\nSECRET-HUGO\n",
}  # fmt: skip
PELICAN = {
    "harbour.md": (
        "Title: Harbour: opened\nDate: 2010-12-03 10:20\nModified: 2010-12-05 19:30\nCategory: Local\n"
        "Tags: quay, money\nSlug: harbour-opened\nAuthors: Alexis M., Jane Roe\nSummary: In\n    short\n\nText.\n"
    ),
    "second.md": "Title: Second\nDate: 2010/12/04\nStatus: published\nLang: pt_BR\n\nMore text.\n",
    "third.md": "title: Third\ndate: 3 July 1999\nauthor: Jane Roe\n\nMore text.\n",
    "hidden.md": "Title: Hidden\nDate: 2010-12-03\nStatus: hidden\n\nSECRET-PELICAN\n",
    "draft.md": "Title: Draft\nDate: 2010-12-03\nStatus: draft\n\nSECRET-PELICAN\n",
    "skip.md": "Title: Skip\nDate: 2010-12-03\nStatus: skip\n\nSECRET-PELICAN\n",
    "odd.rst": "Odd\n###\n\n:date: 2010-10-03\n\nText.\n",
}
NIKOLA = {
    "posts/one.md": (
        "<!--\n.. title: One\n.. slug: one\n.. date: 2012-09-15 19:52:05 UTC\n.. tags: python, news\n"
        ".. category: Tech\n.. link: \n.. description: First\n.. type: text\n-->\n\nText of one.\n"
    ),
    "posts/two.md": ".. title: Two\n.. slug: two\n.. date: 2012-09-16 10:00:00 UTC+02:00\n\nText of two.\n",
    "posts/three.md": "---\ntitle: Three\ndate: 2012-09-17 10:00:00\nstatus: featured\n---\nText.\n",
    "posts/private.md": ".. title: P\n.. date: 2012-09-16\n.. status: private\n\nSECRET-NIKOLA\n",
    "posts/tagged.md": ".. title: T\n.. date: 2012-09-16\n.. tags: draft, x\n\nSECRET-NIKOLA\n",
    "posts/page.html": "<!--\n.. title: Page\n.. date: 2012-09-18\n-->\n<p>Text</p>\n",
    "2019/10/12/bare.md": "# A bare headline #\n\nThe text of it.\n",
    "2019/10/13/setext.md": "Another headline\n================\n\nThe text.\n",
    "2019-10-14-line.md": "A line as a headline\n\nThe text.\n",
}
ELEVENTY = {
    "blog/first.md": (
        "---\ntitle: First\ndate: 2021-06-01T00:00:00.123456789Z\npermalink: /2003/05/story12.html\ntopics: [a, b]\n"
        "eleventyNavigation: {key: x}\nfeatured_image: one.jpg\nimage_credit: AP\n---\nText.\n"
    ),
    "blog/second.md": "---\ntitle: Second\npublished: 2021-06-02\ntopics: b\ndek: What it is\n---\nText.\n",
    "blog/third.md": "---\nheadline: Third\npubDate: Tue, 03 Jul 2021 10:30:00 +0200\nbyline: By Jane Doe\n---\nT.\n",
    "blog/off.md": "---\ntitle: Off\ndate: 2021-06-02\npermalink: false\n---\nSECRET-ELEVENTY\n",
    "blog/out.md": "---\ntitle: Out\ndate: 2021-06-02\neleventyExcludeFromCollections: true\n---\nSECRET-ELEVENTY\n",
    "blog/page.mdx": "---\ntitle: X\ndate: 2021-06-02\n---\n<Thing/>\n",
}
FOLDERS: Mapping[str, tuple[Mapping[str, str], int, int]] = {
    "JEKYLL": (JEKYLL, 5, 2),
    "HUGO": (HUGO, 3, 5),
    "PELICAN": (PELICAN, 3, 3),
    "NIKOLA": (NIKOLA, 7, 2),
    "ELEVENTY": (ELEVENTY, 3, 2),
}
"""Name to the files, how many are published, and how many are held back."""


@pytest.fixture(scope="module", params=FOLDERS)
def folder(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, SiteDriver, Result, Any]:
    name = request.param
    site = SiteDriver(tmp_path_factory.mktemp("systems") / name)
    for path, text in FOLDERS[name][0].items():
        site.write_file(f"content/{path}", text)
    said = site.build("--verbose")
    return name, site, said, site.report()


Folder = tuple[str, SiteDriver, Result, Any]


def test_every_story_of_another_system_is_published_and_nothing_edited(folder: Folder) -> None:
    name, _, said, report = folder

    assert said.code == 0, said.err
    assert report["articles"] == FOLDERS[name][1]


def test_what_another_system_hides_gets_out_nowhere(folder: Folder) -> None:
    name, site, _, report = folder

    assert len(report["held_back"]) == FOLDERS[name][2], report["held_back"]
    assert not any(f"SECRET-{name}".encode() in content for content in site.files().values())


def test_what_is_no_story_is_named_by_kind(folder: Folder) -> None:
    name, _, said, _ = folder

    expected = {
        "JEKYLL": "passed over, since they are no stories with a date: content/README.md, content/index.html",
        "HUGO": "passed over, since they are no stories with a date: content/_index.md, content/news/_index.md",
        "PELICAN": "not read: 1 .rst, reStructuredText",
        "NIKOLA": "7 articles",
        "ELEVENTY": "not read: 1 .mdx, Markdown with components",
    }
    assert expected[name] in said.out
