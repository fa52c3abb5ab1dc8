"""What readers of an old site did not see, whatever kept it from them, no import publishes."""

import json
import re
from pathlib import Path

import pytest
from tests.conftest import SiteDriver

SHOWN = "---\ntitle: Shown\ndate: 2019-01-01\n---\n\nThe harbour was open.\n"
CLOSED = "---\ntitle: Closed\ndate: 2019-01-01\n---\n\nThe lighthouse was sold.\n"
IN_TOML = CLOSED.replace("---", "+++").replace("title: Closed", 'title = "Closed"').replace("date: ", "date = ")
NIKOLA = "<!--\n.. title: Closed\n.. slug: closed\n.. date: 2019-01-01\n{}\n-->\n\nThe lighthouse was sold.\n"

FOLDERS = {
    "a section of Hugo that gives its texts a draft": {
        "hugo.toml": 'baseURL = "https://old.example/"\n',
        "content/closed/_index.md": "---\ntitle: Closed\ncascade:\n  draft: true\n---\n",
        "content/closed/deep/a.md": CLOSED,
    },
    "a section of Hugo that has its texts not built": {
        "hugo.toml": 'baseURL = "https://old.example/"\n',
        "content/closed/_index.md": "---\ncascade:\n  - target: {path: /closed/**}\n    build: {render: never}\n---\n",
        "content/closed/a.md": CLOSED,
    },
    "settings of Hugo that give a folder a draft": {
        "hugo.toml": '[[cascade]]\ndraft = true\n[cascade.target]\npath = "{/closed,/closed/**}"\n',
        "content/closed/a.md": CLOSED,
    },
    "ignoreFiles of Hugo": {"hugo.toml": "ignoreFiles = ['\\.own\\.md$']\n", "content/posts/a.own.md": CLOSED},
    "a folder that Jekyll excludes": {"_config.yml": "exclude: [closed/]\n", "closed/a.md": CLOSED},
    "a pattern that Jekyll excludes": {"_config.yml": 'exclude: ["*.own.md"]\n', "_posts/2019-01-01-a.own.md": CLOSED},
    "DEFAULT_METADATA of Pelican": {
        "pelicanconf.py": "SITENAME = 'Old'\nDEFAULT_METADATA = dict(status='draft')\n",
        "content/a.md": "Title: Closed\nDate: 2019-01-01\n\nThe lighthouse was sold.\n",
        "content/shown.md": "Title: Shown\nDate: 2019-01-01\nStatus: published\n\nThe harbour was open.\n",
    },
    "ARTICLE_EXCLUDES of Pelican": {
        "pelicanconf.py": "SITENAME = 'Old'\nARTICLE_EXCLUDES = ['closed']\n",
        "content/closed/a.md": "Title: Closed\nDate: 2019-01-01\n\nThe lighthouse was sold.\n",
    },
    "ARTICLE_PATHS of Pelican": {
        "pelicanconf.py": "SITENAME = 'Old'\nARTICLE_PATHS = ['blog']\n",
        "content/other/a.md": "Title: Closed\nDate: 2019-01-01\n\nThe lighthouse was sold.\n",
    },
    ".eleventyignore": {".eleventy.js": "", ".eleventyignore": "posts/a.md\n", "posts/a.md": CLOSED},
    "a file of data beside a text of Eleventy": {
        ".eleventy.js": "",
        "posts/a.11tydata.json": '{"draft": true}',
        "posts/a.md": CLOSED,
    },
    "a section of Zola that is a draft": {
        "config.toml": 'base_url = "https://old.example"\n',
        "content/closed/_index.md": '+++\ntitle = "Closed"\ndraft = true\n+++\n',
        "content/closed/a.md": IN_TOML,
    },
    "ignored_content of Zola": {
        "config.toml": 'base_url = "https://old.example"\nignored_content = ["*.own.md"]\n',
        "content/a.own.md": IN_TOML,
    },
    "a tag of Hexo that needs a password": {
        "_config.yml": "source_dir: source\ntheme: x\nencrypt:\n  tags:\n    - {name: Inner, password: tide}\n",
        "source/_posts/a.md": CLOSED.replace("date:", "tags: [inner]\ndate:"),
    },
    "names that begin with _ in Astro": {
        "astro.config.mjs": "export default {}",
        "src/content/blog/_a.md": CLOSED,
        "src/content/blog/_b/c.md": CLOSED,
    },
    "exclude_docs of MkDocs": {
        "mkdocs.yml": "site_name: Old\nexclude_docs: |\n  /closed/\n  !/closed/open.md\n",
        "docs/closed/a.md": CLOSED,
    },
    "a plugin of MkDocs": {
        "mkdocs.yml": "site_name: Old\nplugins:\n  - exclude:\n      glob: [closed/*]\n      regex: ['.*tmp.*']\n",
        "docs/closed/a/b.md": CLOSED,
        "docs/x/tmp/b.md": CLOSED,
    },
    "files of Hexo that begin with _": {
        "_config.yml": "title: Old\ntheme: x\nper_page: 10\nnew_post_name: :title.md\n",
        "source/_hidden.md": CLOSED,
        "source/about/_closed.md": CLOSED,
        "source/_posts/_tmp.md": CLOSED,
        "source/_posts/_old/x.md": CLOSED,
    },
    "ignores.add of Eleventy": {
        "eleventy.config.js": """export default function (config) {
  // config.ignores.add("**/shown.md");
  config.ignores.add("secret/**");
  config.ignores.add('./two/closed.md')
}
""",
        "secret/a/b.md": CLOSED,
        "two/closed.md": CLOSED,
    },
    "a folder of drafts": {"drafts/a.md": CLOSED, "Unpublished/b.md": CLOSED, "Entwürfe/c.md": CLOSED},
    "a field in `extra`": {
        "config.toml": 'base_url = "https://old.example"\n',
        "content/a.md": IN_TOML.replace("\n+++\n\n", "\n[extra]\ndraft = true\n+++\n\n"),
    },
    "who may read it": {"a.md": CLOSED.replace("date:", "audience: only_paid\ndate:")},
    "that it is not online": {"a.md": CLOSED.replace("date:", "online: false\ndate:")},
    "a password": {"a.md": CLOSED.replace("date:", "password: tide\ndate:")},
    "a password of Nikola": {
        "conf.py": "POSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\nNIKOLA = 1\nBLOG_TITLE = 'Old'\n",
        "posts/a.md": NIKOLA.format(".. password: tide"),
    },
}


@pytest.mark.parametrize("what", FOLDERS)
def test_what_a_generator_did_not_show_is_held_back(site: SiteDriver, tmp_path: Path, what: str) -> None:
    files = {**FOLDERS[what]}
    first = next((path.rpartition("/")[0] for path in files if "closed" not in path and path.endswith(".md")), "")
    if "Pelican" not in what and not any(path in files for path in ("conf.py", "mkdocs.yml")):
        files[f"{first}/2019-01-01-shown.md" if first == "_posts" else "shown.md"] = SHOWN
    for path, content in files.items():
        file = tmp_path / "old" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    result = site.newsgen("import", str(tmp_path / "old"), "--now", "2026-11-28")

    assert result.code == 0, result.out + result.err
    written = [path.read_text(encoding="utf-8") for path in (site.root / "content").rglob("*.md")]
    assert any("lighthouse" in text for text in written), "nothing is lost"
    assert all(re.search("^draft: true$", text, re.MULTILINE) for text in written if "lighthouse" in text)
    kept = [path.read_text(encoding="utf-8") for path in (site.root / "imports").rglob("*.*") if path.is_file()]
    assert not any(re.search(r"\btide\b", text) for text in (*written, *kept)), "no password is written"


SETTINGS_OF_SHOWN = {
    "Hexo": ("_config.yml", "title: Old\ntheme: x\nper_page: 9\ninclude: [_shown.md]\n", "source/_shown.md"),
    "Eleventy": (".eleventy.js", "module.exports = (c) => { c.setUseGitIgnore(false); };\n", "secret/shown.md"),
    "MkDocs": ("mkdocs.yml", "site_name: Old\nplugins:\n  - exclude:\n      glob: ['*.tmp']\n", "docs/secret/shown.md"),
}


@pytest.mark.parametrize("generator", SETTINGS_OF_SHOWN)
def test_what_no_setting_leaves_out_is_shown(site: SiteDriver, tmp_path: Path, generator: str) -> None:
    settings, said, path = SETTINGS_OF_SHOWN[generator]
    for name, content in ((settings, said), (path, SHOWN), (".gitignore", "secret/\n")):
        (tmp_path / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / name).write_text(content, encoding="utf-8")

    assert site.newsgen("import", str(tmp_path / "old"), "--now", "2026-11-28").code == 0

    (written,) = (site.root / "content").rglob("*.md")
    assert "draft: true" not in written.read_text(encoding="utf-8")


def test_a_program_that_leaves_texts_out_is_named(site: SiteDriver, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/shown.md").write_text(SHOWN, encoding="utf-8")
    (tmp_path / "old/.eleventy.js").write_text("module.exports = (c) => { closed.forEach((e) => c.ignores.add(e)); };")

    result = site.newsgen("import", str(tmp_path / "old"), "--now", "2026-11-28")

    assert ".eleventy.js leaves texts out by a program, which is not run: look there for `ignores.add`" in result.out


@pytest.mark.parametrize("no", ["false", '"false"'])
def test_permalink_false_is_no_address(site: SiteDriver, tmp_path: Path, no: str) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/.eleventy.js").write_text("module.exports = {};")
    (tmp_path / "old/a.md").write_text(SHOWN.replace("date:", f"permalink: {no}\ndate:"), encoding="utf-8")

    assert site.newsgen("import", str(tmp_path / "old"), "--now", "2026-11-28").code == 0

    (written,) = (site.root / "content").rglob("*.md")
    assert "/false/" not in written.read_text(encoding="utf-8")
    assert "draft: true" in written.read_text(encoding="utf-8")


def test_a_text_that_says_itself_that_it_is_none_is_no_draft(site: SiteDriver, tmp_path: Path) -> None:
    (tmp_path / "old/content/drafts").mkdir(parents=True)
    (tmp_path / "old/hugo.toml").write_text('[cascade]\ndraft = true\n[cascade.target]\nkind = "section"\n')
    said = SHOWN.replace("date:", "draft: false\ndate:")
    (tmp_path / "old/content/drafts/a.md").write_text(said, encoding="utf-8")

    assert site.newsgen("import", str(tmp_path / "old"), "--now", "2026-11-28").code == 0

    written = [path.read_text(encoding="utf-8") for path in (site.root / "content").rglob("*.md")]
    assert len(written) == 1
    assert "draft: true" not in written[0]


SAID = "The lighthouse was sold."
GHOST = {
    "id": "1",
    "title": "Closed",
    "slug": "closed",
    "html": f"<p>{SAID}</p>",
    "published_at": "2019-01-01T00:00:00Z",
}
NINJS = {
    "uri": "urn:1",
    "type": "text",
    "headline": "Closed",
    "versioncreated": "2019-01-01T00:00:00Z",
    "body_text": SAID,
}
BLOGGER = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://purl.org/atom/app#"
 xmlns:blogger="http://schemas.google.com/blogger/2018"><entry><id>tag:blogger.com,1999:blog-1.post-1</id>
<published>{date}T00:00:00Z</published><title>Closed</title><content type="html">The lighthouse was sold.</content>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#{kind}"/>
{more}</entry></feed>"""
NITF = """<nitf><head><docdata {status}><doc-id id-string="1"/><date.issue norm="20190101T000000Z"/>{more}
</docdata></head>
<body><body.head><hedline><hl1>Closed</hl1></hedline></body.head>
<body.content><p>The lighthouse was sold.</p></body.content></body></nitf>"""
NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="1" version="1"><itemMeta>
<itemClass qcode="ninat:text"/><versionCreated>2019-01-01T00:00:00Z</versionCreated>{}</itemMeta>
<contentMeta><headline>Closed</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>The lighthouse was sold.</p></body></html></inlineXML></contentSet>
</newsItem>"""
TUMBLR = """<tumblr><posts><post id="1" url="http://old.example/post/1" type="regular" slug="closed"
 date-gmt="2019-01-01 10:00:00 GMT" {}><regular-title>Closed</regular-title>
<regular-body>The lighthouse was sold.</regular-body></post></posts></tumblr>"""
WORDPRESS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>http://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Closed</title><content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>1</wp:post_id>
<wp:post_date>2019-01-01 00:00:00</wp:post_date><wp:post_name>closed</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>{more}</item></channel></rss>"""
TABLE = "title,body,date,{}\nShown,<p>The harbour was open for all.</p>,2019-01-01,{}\n"
MEMBERS = "<wp:postmeta><wp:meta_key>_members_access_role</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"


def ghost(**fields: object) -> str:
    return json.dumps({"db": [{"meta": {}, "data": {"posts": [{**GHOST, "status": "published", **fields}]}}]})


LIVEJOURNAL = """<livejournal><entry><itemid>1</itemid><eventtime>2019-01-01 10:00:00</eventtime>
<subject>Closed</subject><event>The lighthouse was sold.</event><allowmask>1</allowmask></entry></livejournal>"""
EXPORTS = {
    "Ghost: scheduled without a date": ("ghost", ghost(status="scheduled", published_at=None, created_at="2019-01-01")),
    "Ghost: a page to come": ("ghost", ghost(status="scheduled", published_at="2099-01-01T00:00:00Z", type="page")),
    "Ghost: for mail alone": ("ghost", ghost(email_only=True)),
    "Tumblr: queued": ("tumblr", TUMBLR.format('state="queued"')),
    "Tumblr: private": ("tumblr", TUMBLR.format('state="published" private="true"')),
    "LiveJournal: for some": (
        "livejournal",
        LIVEJOURNAL,
    ),
    "Blogger: a page to come": ("feed", BLOGGER.format(date="2099-01-01", kind="page", more="")),
    "Blogger: trashed": (
        "feed",
        BLOGGER.format(date="2019-01-01", kind="post", more="<blogger:trashed>2019-02-01T00:00:00Z</blogger:trashed>"),
    ),
    "ninjs: an embargo without an end": ("news", json.dumps({**NINJS, "embargoed": "until further notice"})),
    "ninjs: an embargo in another form": ("news", json.dumps({**NINJS, "embargoed": {"until": "2099-01-01"}})),
    "ninjs: a status in another form": ("news", json.dumps({**NINJS, "pubstatus": ["withheld"]})),
    "NITF: an embargo without an end": ("news", NITF.format(status='management-status="embargoed"', more="")),
    "NITF: released later": ("news", NITF.format(status="", more='<date.release norm="20990101T000000Z"/>')),
    "NewsML: an embargo without an end": ("news", NEWSML.format("<embargoed/>")),
    "NewsML: a status as it is": ("news", NEWSML.format('<pubStatus literal="withheld"/>')),
    "WordPress: for members": ("wordpress", WORDPRESS.format(text=SAID, more=MEMBERS.format("subscriber"))),
    "WordPress: for those who pay": (
        "wordpress",
        WORDPRESS.format(
            text=SAID,
            more=MEMBERS.format("paid_subscribers").replace("_members_access_role", "_jetpack_newsletter_access"),
        ),
    ),
    "WordPress: a block for those who pay": (
        "wordpress",
        WORDPRESS.format(
            text=f"<!-- wp:jetpack/premium-content/container -->{SAID}<!-- /wp:jetpack/premium-content/container -->",
            more="",
        ),
    ),
    "WordPress: a part for members": (
        "wordpress",
        WORDPRESS.format(text=f'[content_protector password="tide"]{SAID}[/content_protector]', more=""),
    ),
    "a table: a word of another language": (
        "table",
        TABLE.format("freigegeben", 1) + f"Closed,<p>{SAID}</p>,2019-01-01,0\n",
    ),
    "a table: archived": ("table", TABLE.format("archived", 0) + f"Closed,<p>{SAID}</p>,2019-01-01,1\n"),
    "a table: a page to come": (
        "table",
        TABLE.format("posttype", "post") + f"Closed,<p>{SAID}</p>,2099-01-01,page\n",
    ),
}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("what", EXPORTS)
def test_what_readers_of_an_export_did_not_see_is_on_no_page(site: SiteDriver, tmp_path: Path, what: str) -> None:
    kind, content = EXPORTS[what]
    (tmp_path / "export").write_text(content, encoding="utf-8")

    result = site.newsgen("import", str(tmp_path / "export"), "--as", kind, "--now", "2026-11-28")

    assert result.code == 0, result.out + result.err
    written = [path.read_text(encoding="utf-8") for path in (site.root / "content").rglob("*.md")]
    assert any("lighthouse" in text for text in written), "nothing is lost"
    assert not any("tide" in text for text in written), "no password is written"
    assert site.build(now="2026-11-28").code == 0
    pages = [
        path.read_text(encoding="utf-8")
        for path in (site.root / "build").rglob("*")
        if path.suffix in {".html", ".xml"}
    ]
    assert pages
    assert not any("lighthouse" in page for page in pages)


def test_no_mail_of_who_wrote_comes_along(site: SiteDriver, tmp_path: Path) -> None:
    item = json.dumps({**NINJS, "byline": "Jane Roe <jane@old.example>"})
    (tmp_path / "item.json").write_text(item, encoding="utf-8")
    typed = f"""TITLE: A
AUTHOR: Kim
AUTHOR EMAIL: kim@old.example
DATE: 01/02/2019 10:00:00 AM
STATUS: Publish
-----
BODY:
{SAID}
-----
COMMENT:
AUTHOR: Lee
URL: mailto:lee@old.example
EMAIL ADDRESS: lee@old.example
IP ADDRESS: 192.0.2.7
DATE: 01/02/2019 11:00:00 AM
I saw it.
-----
--------
"""
    (tmp_path / "old.txt").write_text(typed, encoding="utf-8")

    for name in ("item.json", "old.txt"):
        assert site.newsgen("import", str(tmp_path / name), "--now", "2026-11-28").code == 0

    for folder in ("content", "imports"):
        for path in (site.root / folder).rglob("*"):
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            assert "@old.example" not in text
            assert "192.0.2.7" not in text


@pytest.mark.parametrize(
    ("name", "typed"),
    [("2019-01-01-a.rst", ":::"), ("2019-01-01-a.md", "{{% "), ("2019-01-01-a.md", '{{< "a" ')],
)
def test_tags_that_are_never_closed_take_no_time(site: SiteDriver, tmp_path: Path, name: str, typed: str) -> None:
    (tmp_path / "old").mkdir()
    text = f"---\ntitle: A\ndate: 2019-01-01\n---\n\nThe harbour {typed * 20_000} was open.\n"
    (tmp_path / "old" / name).write_text(text, encoding="utf-8")

    result = site.newsgen("import", str(tmp_path / "old"), "--as", "hugo", "--now", "2026-11-28")

    assert result.code in {0, 1}, result.out + result.err
