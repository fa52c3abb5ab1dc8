"""Law 6, measured: every word of a story is in its page, whatever stands around it, in both dialects and every mode."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.archive import make_archive, newsgen_source
from examples import IS_FULL
from tests.words.comparison import lost_words, missing
from tests.words.wire_copy import make_story

from newsgen.loader.articles import read_body
from newsgen.models.addresses import Addresses
from newsgen.models.article import SourceFile
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.settings import DIALECTS, RAW_HTML, MarkdownSettings

pytestmark = pytest.mark.sampled

STORIES = 3_000 if IS_FULL else 50
SITE = Site("Post", "https://example.org/")
DEMO = Path(__file__).parent.parent / "content"


@pytest.fixture(scope="module", params=[(dialect, mode) for dialect in DIALECTS for mode in RAW_HTML], ids="-".join)
def render(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Markdown to the HTML of a body."""
    dialect, mode = request.param
    settings = replace(MarkdownSettings(), dialect=dialect, raw_html=mode)
    renderer = BodyRenderer(settings, Addresses(SITE, {}), "en")
    return lambda text: renderer.render(text, source="a.md", first_line=1, lang="")[0].html


def test_every_word_of_made_wire_copy_arrives(render: Callable[[str], str]) -> None:
    lost = {}
    for number in range(STORIES):
        story = make_story(1, number)
        if words := missing(story.words, render(story.text)):
            lost[number] = words

    assert lost == {}


def test_every_word_of_the_made_archive_arrives(render: Callable[[str], str]) -> None:
    lost = {}
    for story in make_archive(STORIES, 1):
        path, source = newsgen_source(story)
        body = read_body(SourceFile(path, source, ""))
        if words := lost_words(body, render(body)):
            lost[path] = words

    assert lost == {}


def test_every_word_of_the_demo_arrives(render: Callable[[str], str]) -> None:
    lost = {}
    for path in sorted(DEMO.rglob("*.md")):
        body = read_body(SourceFile(path.name, path.read_text(encoding="utf-8"), ""))
        if words := lost_words(body, render(body)):
            lost[path.name] = words

    assert lost == {}


def test_a_word_that_is_left_out_is_noticed() -> None:
    assert missing(["net1", "net12"], "<p>net12 <b>x</b></p>") == ["net1"]
    assert lost_words("The *net* rose, the net fell.", "<p>The net rose, the fell.</p>") == {"net": 1}
