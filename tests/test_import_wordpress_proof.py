"""What an import of WordPress brings to the built site, counted by a program that knows nothing of the importer."""
# ruff: noqa: E501 - exports have long lines

from pathlib import Path

import pytest
from benchmarks.wordpress_proof import Counts, count
from tests.test_import_wordpress import END, HEAD, item

NAMESPACES = ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
UPLOADS = "https://old.example/wp-content/uploads/2008/06"
CLASSIC = f"""The first paragraph of an old story.
With a second line.<!--more-->

<blockquote>Somebody said so.</blockquote>
[caption id="attachment_9" align="alignleft" width="300"]<a href="{UPLOADS}/wall.jpg"><img src="{UPLOADS}/wall-300x200.jpg"
 alt="A wall" /></a> The wall, <em>seen</em> from <a href="https://map.example/">here</a>[/caption]
<!--nextpage-->
The second page. [gallery ids="9"] [youtube http://www.youtube.com/watch?v=abcdefg]

[sourcecode language="css"]p {{ margin: 0 }}[/sourcecode] <table><tr><td colspan="2">A [acme_cell x="1"]cell</td></tr></table>"""
DIVI = """[et_pb_section admin_label="section"][et_pb_row][et_pb_column type="1_2"][et_pb_text admin_label="Text"]<p>Divi words.</p>
[/et_pb_text][et_pb_button button_url="https://buy.example/" button_text="Order today" /][et_pb_accordion]
[et_pb_accordion_item title="A question"]An answer.[/et_pb_accordion_item][/et_pb_accordion][/et_pb_column][/et_pb_row][/et_pb_section]"""
WPBAKERY = """[vc_row css=".vc_custom_1{padding: 0}"][vc_column width="1/2"][vc_column_text]Words in a column.[/vc_column_text]
[vc_single_image image="9" img_size="full"][vc_toggle title="Open me"]Hidden words.[/vc_toggle][vc_empty_space height="12px"][/vc_column][/vc_row]"""
AVADA = """[fusion_builder_container][fusion_builder_row][fusion_builder_column type="1_1"][fusion_title size="2"]A heading[/fusion_title]
[fusion_text]<p>Fusion words.</p>[/fusion_text][fusion_button link="https://go.example/"]Go there[/fusion_button]
[/fusion_builder_column][/fusion_builder_row][/fusion_builder_container]"""
BLOCKS = f"""<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column"><!-- wp:paragraph -->
<p>Left words.</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:cover {{"url":"{UPLOADS}/wall.jpg"}} --><div class="wp-block-cover"><img class="wp-block-cover__image-background"
 alt="" src="{UPLOADS}/wall.jpg"/><div><p>On the cover</p></div></div><!-- /wp:cover -->
<!-- wp:media-text --><div class="wp-block-media-text"><figure><img src="{UPLOADS}/side.jpg" alt="Side"/></figure><div><p>Beside it</p>
</div></div><!-- /wp:media-text -->
<!-- wp:buttons --><div><!-- wp:button --><div><a href="https://press.example/">Press me</a></div><!-- /wp:button --></div><!-- /wp:buttons -->
<!-- wp:verse --><pre class="wp-block-verse">A line
  another line</pre><!-- /wp:verse --><!-- wp:preformatted --><pre>Set  so</pre><!-- /wp:preformatted -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Pulled</p><cite>Kim</cite></blockquote></figure><!-- /wp:pullquote -->
<!-- wp:details --><details><summary>More of it</summary><!-- wp:paragraph --><p>Folded words</p><!-- /wp:paragraph --></details><!-- /wp:details -->
<!-- wp:table --><figure class="wp-block-table"><table><tbody><tr><td>a cell</td><td>two</td></tr></tbody></table>
<figcaption>Its caption</figcaption></figure><!-- /wp:table -->
<!-- wp:file --><div class="wp-block-file"><a href="{UPLOADS}/a.pdf">A paper</a><a href="{UPLOADS}/a.pdf"
 class="wp-block-file__button" download>Download</a></div><!-- /wp:file -->
<!-- wp:latest-posts /--><!-- wp:query {{"queryId":1}} --><div class="wp-block-query"><!-- wp:post-template --><!-- wp:post-title /-->
<!-- /wp:post-template --></div><!-- /wp:query --><!-- wp:block {{"ref":12}} /-->
<!-- wp:embed {{"url":"https://vimeo.com/1234567"}} --><figure class="wp-block-embed"><div>
https://vimeo.com/1234567
</div><figcaption>A film</figcaption></figure><!-- /wp:embed -->
<!-- wp:paragraph --><p>Noted<sup data-fn="n1" class="fn"><a href="#n1" id="n1-link">1</a></sup></p><!-- /wp:paragraph -->
<!-- wp:footnotes /-->"""
NOTE = '[{"content":"The note <a href=\\"https://note.example/\\">there</a>","id":"n1"}]'


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def counted(tmp_path: Path, *items: str) -> Counts:
    export = tmp_path / "export.xml"
    export.write_text(HEAD.replace('export/1.2/">', 'export/1.2/"' + NAMESPACES, 1) + "".join(items) + END)
    return count(export, tmp_path / "site")


def test_all_of_a_site_of_many_hands_arrives(tmp_path: Path) -> None:
    said = """<wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_author>Kim</wp:comment_author><wp:comment_approved>1
    </wp:comment_approved><wp:comment_content><![CDATA[I was there.]]></wp:comment_content></wp:comment>"""
    terms = '<category domain="post_tag" nicename="old-walls"><![CDATA[Old walls]]></category>'
    counts = counted(
        tmp_path,
        item(1, text=CLASSIC, more=said + terms + meta("mood", "grave") + meta("mood", "gay")),
        item(2, text=DIVI, title="Built [acme_icon]with Divi"),
        item(3, text=WPBAKERY),
        item(4, text=AVADA, excerpt__encoded="<![CDATA[[gallery] In short]]>"),
        item(5, text=BLOCKS, more=meta("footnotes", NOTE) + meta("_yoast_wpseo_primary_category", "4")),
        item(6, text="<p>A page.</p>", wp__post_type="page", link="https://old.example/blog/about/"),
        item(9, wp__post_type="attachment", more=f"<wp:attachment_url>{UPLOADS}/wall.jpg</wp:attachment_url>"),
        item(12, wp__post_type="wp_block", text="<!-- wp:paragraph --><p>Used again</p><!-- /wp:paragraph -->"),
        item(13, text="A draft.", wp__status="draft"),
    )

    assert counts.posts == 6
    found = {name: getattr(counts, name) for name in ("on_pages", "in_files", "links", "pictures", "meta", "addresses")}
    assert {name: each.missing for name, each in found.items() if each.missing} == {}
    assert counts.codes == []
    assert (counts.comments.there, counts.comments.missing) == (1, [])
    assert (counts.footnotes.there, counts.footnotes.missing) == (1, [])
    shown = (tmp_path / "site/build/2008/06/13/story-2/index.html").read_text(encoding="utf-8")
    assert all(f">{words}<" in shown for words in ("Order today", "A question"))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("<p>words that nobody sees</p>", "on_pages"), ('<p><a href="https://gone.example/x">it</a></p>', "links")],
)
def test_the_count_sees_what_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, kind: str) -> None:
    monkeypatch.setattr("benchmarks.wordpress_proof._newsgen", lambda folder, *_: _import_nothing(folder))

    assert getattr(counted(tmp_path, item(1, text=typed)), kind).missing


def _import_nothing(folder: Path) -> str:
    (folder / "imports" / "export-xml").mkdir(parents=True, exist_ok=True)
    (folder / "build").mkdir(exist_ok=True)
    return ""
