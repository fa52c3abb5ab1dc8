"""What an import of WordPress costs: a made export of stories with their blocks, pictures, comments and meta.

    python -m benchmarks.wordpress_import --posts 100000

A post of it has about 10 KB; half of them are of the classic editor. The second import of the same export is measured,
too: it has to write nothing.
"""

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import markdown

from benchmarks import machine
from benchmarks.archive import BASE_URL, TITLE, Story, make_archive
from benchmarks.contenders import newsgen_environment, newsgen_version
from benchmarks.measure import Cost, measure
from benchmarks.page import read_options, tell

PART = "wordpress-import"
_OLD = "https://record.example"
_SETTINGS = f"title: {TITLE}\nbase_url: {BASE_URL}\n"
_BYTES = 6_300
"""Of the text of a post: the stories of the archive go on with paragraphs of others until they have as many."""
_MEGABYTE = 1_000_000
_UPLOADS = f"{_OLD}/wp-content/uploads"
_NOTE = re.compile(r"\[\^\w+\](?::.*)?")
_BLOCKS = {"h2": "heading", "h3": "heading", "ul": "list", "ol": "list", "bl": "quote", "ta": "table"}


def export_of(posts: int, seed: int) -> Iterator[str]:
    """The pieces of an export with so many posts, and a picture for every third of them."""
    yield _HEAD
    earlier: list[str] = ["<p>The rest of this page was cut off by the printer.</p>"]
    for number, story in enumerate(make_archive(posts, seed), 1):
        chance = random.Random(f"{seed} {number}")
        typed = (_NOTE.sub("", each).strip() for each in story.body.split("\n\n"))
        paragraphs = [markdown.markdown(each, extensions=["tables"]) for each in typed if each]
        earlier = (earlier + paragraphs)[-200:]
        while sum(map(len, paragraphs)) < _BYTES:
            paragraphs.append(chance.choice(earlier))
        yield _post(story, 3 * number, paragraphs, chance)
        if number % 3 == 0:
            yield _attachment(3 * number + 1, 3 * number)
    yield "</channel>\n</rss>\n"


def _post(story: Story, number: int, paragraphs: Sequence[str], chance: random.Random) -> str:
    has_blocks = number % 2 == 0
    made = [_paragraph(text, has_blocks=has_blocks) for text in paragraphs]
    link = f'<a href="{_OLD}/?p={3 * chance.randrange(1, number // 3 + 1)}">an earlier story</a>'
    made.insert(2, _paragraph(f"<p>More of this in {link}.</p>", has_blocks=has_blocks))
    if number % 9 == 0:
        made.insert(1, _picture(number, has_blocks=has_blocks))
    terms = [("category", story.section), *(("post_tag", tag) for tag in story.tags)]
    filed = "".join(
        f'<category domain="{kind}" nicename="{_slug(name)}">{_data(name)}</category>\n' for kind, name in terms
    )
    meta = {"_edit_last": "1", "_thumbnail_id": str(number + 1), "_yoast_wpseo_metadesc": story.summary}
    return f"""<item>
<title>{_data(story.title)}</title>
<link>{_OLD}/{story.place}</link>
<pubDate>{story.date:%a, %d %b %Y %H:%M:%S} +0000</pubDate>
<dc:creator>{_data(_slug(story.authors[0]) if story.authors else "desk")}</dc:creator>
<guid isPermaLink="false">{_OLD}/?p={number}</guid>
<description></description>
<content:encoded>{_data((chr(10) * 2).join(made))}</content:encoded>
<excerpt:encoded>{_data(story.summary)}</excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date>{_data(f"{story.date:%Y-%m-%d %H:%M:%S}")}</wp:post_date>
<wp:post_modified>{_data(f"{story.date + timedelta(minutes=9):%Y-%m-%d %H:%M:%S}")}</wp:post_modified>
<wp:comment_status>{_data("open")}</wp:comment_status>
<wp:post_name>{_data(story.slug)}</wp:post_name>
<wp:status>{_data("publish")}</wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order>
<wp:post_type>{_data("post")}</wp:post_type>
<wp:post_password>{_data("")}</wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
{filed}{"".join(_meta(key, value) for key, value in meta.items())}{_comments(number, paragraphs, chance)}</item>
"""


def _paragraph(shown: str, *, has_blocks: bool) -> str:
    """A piece of HTML as the editor of the time wrote it."""
    if not has_blocks:
        return shown.removeprefix("<p>").removesuffix("</p>")
    kind = _BLOCKS.get(shown[1:3], "paragraph")
    return f"<!-- wp:{kind} -->\n{shown}\n<!-- /wp:{kind} -->"


def _picture(number: int, *, has_blocks: bool) -> str:
    image = f'<img src="{_UPLOADS}/p{number}-300x200.jpg" alt="The quay" class="wp-image-{number + 1}" width="300"/>'
    if not has_blocks:
        return f'[caption id="attachment_{number + 1}" width="300"]{image} The quay in the morning[/caption]'
    caption = '<figcaption class="wp-element-caption">The quay in the morning</figcaption>'
    said = json.dumps({"id": number + 1, "sizeSlug": "medium"})
    return f'<!-- wp:image {said} -->\n<figure class="wp-block-image">{image}{caption}</figure>\n<!-- /wp:image -->'


def _comments(number: int, paragraphs: Sequence[str], chance: random.Random) -> str:
    return "".join(
        f"""<wp:comment>
<wp:comment_id>{10 * number + at}</wp:comment_id>
<wp:comment_author>{_data("A reader")}</wp:comment_author>
<wp:comment_author_email>{_data(f"reader{number}@mail.example")}</wp:comment_author_email>
<wp:comment_author_IP>{_data("192.0.2.7")}</wp:comment_author_IP>
<wp:comment_date>{_data("2020-05-01 10:00:00")}</wp:comment_date>
<wp:comment_content>{_data(re.sub("<[^>]*>", "", chance.choice(paragraphs))[:300])}</wp:comment_content>
<wp:comment_approved>{_data("1")}</wp:comment_approved>
<wp:comment_type>{_data("comment")}</wp:comment_type>
<wp:comment_parent>0</wp:comment_parent>
</wp:comment>
"""
        for at in range(chance.choice((0, 0, 1, 3)))
    )


def _attachment(number: int, parent: int) -> str:
    return f"""<item>
<title>p{parent}</title>
<link>{_OLD}/?attachment_id={number}</link>
<content:encoded>{_data("")}</content:encoded>
<excerpt:encoded>{_data("The quay")}</excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_name>p{parent}</wp:post_name>
<wp:status>inherit</wp:status>
<wp:post_parent>{parent}</wp:post_parent>
<wp:post_type>attachment</wp:post_type>
<wp:attachment_url>{_UPLOADS}/p{parent}.jpg</wp:attachment_url>
{_meta("_wp_attachment_image_alt", "The quay")}</item>
"""


def _meta(key: str, value: str) -> str:
    said = f"<wp:meta_key>{_data(key)}</wp:meta_key><wp:meta_value>{_data(value)}</wp:meta_value>"
    return f"<wp:postmeta>{said}</wp:postmeta>\n"


def _data(text: str) -> str:
    return f"<![CDATA[{text}]]>"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


_HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>{TITLE}</title>
<link>{_OLD}</link>
<language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{_OLD}</wp:base_site_url>
<wp:base_blog_url>{_OLD}</wp:base_blog_url>
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table in Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wordpress_import", description=__doc__)
    parser.add_argument("--posts", type=int, default=2_000, help="how many (default: 2,000)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another export")
    options = read_options(parser, PART, arguments)
    load_before = machine.load()
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as temporary:
        folder = Path(temporary) / "site"
        (folder / "content").mkdir(parents=True)
        (folder / "newsgen.yaml").write_text(_SETTINGS, encoding="utf-8")
        export = Path(temporary) / "record.xml"
        with export.open("w", encoding="utf-8") as file:
            file.writelines(export_of(options.posts, options.seed))
        size = export.stat().st_size
        costs = [_import(folder, export) for _ in range(2)]
        facts = machine.facts(folder, datetime.now(UTC).date(), load_before)
    text = f"{_table(options.posts, size, costs)}\n\n{newsgen_version()}.\n\n{facts}"
    tell(PART, text, options)
    return 0


def _import(folder: Path, export: Path) -> Cost:
    command = [sys.executable, "-m", "newsgen", "import", str(export), "--quiet", "--project", str(folder)]
    before = _written_at(folder)
    cost = measure(command, newsgen_environment())
    written = sum(1 for path, moment in _written_at(folder).items() if before.get(path) != moment)
    return Cost(cost.wall, cost.cpu, cost.memory, written, cost.size)


def _written_at(folder: Path) -> dict[str, int]:
    """When each file was written, and which it is: what is replaced is another one."""
    return {
        str(file): hash((file.stat().st_mtime_ns, file.stat().st_ino)) for file in folder.rglob("*") if file.is_file()
    }


def _table(posts: int, size: int, costs: Sequence[Cost]) -> str:
    lines = [
        (
            f"| {posts:,} posts, {size / _MEGABYTE:,.0f} MB | seconds | processor seconds | of a post "
            "| memory at the peak | files written |"
        ),
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {cost.wall:,.1f} | {cost.cpu:,.1f} | {1000 * cost.cpu / posts:.1f} ms "
        f"| {cost.memory / _MEGABYTE:,.0f} MB | {cost.files:,} |"
        for name, cost in zip(("the first import", "the second one"), costs, strict=True)
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
