"""What readers of an old site did not see, whatever kept it from them, no import publishes."""

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


def test_a_text_that_says_itself_that_it_is_none_is_no_draft(site: SiteDriver, tmp_path: Path) -> None:
    (tmp_path / "old/content/drafts").mkdir(parents=True)
    (tmp_path / "old/hugo.toml").write_text('[cascade]\ndraft = true\n[cascade.target]\nkind = "section"\n')
    said = SHOWN.replace("date:", "draft: false\ndate:")
    (tmp_path / "old/content/drafts/a.md").write_text(said, encoding="utf-8")

    assert site.newsgen("import", str(tmp_path / "old"), "--now", "2026-11-28").code == 0

    written = [path.read_text(encoding="utf-8") for path in (site.root / "content").rglob("*.md")]
    assert len(written) == 1
    assert "draft: true" not in written[0]
