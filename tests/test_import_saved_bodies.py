"""What is the body of a saved page, and what only stands beside it: by kinds of pages as old sites had them."""
# ruff: noqa: E501 - pages of HTML, as they were saved

from collections.abc import Callable
from datetime import date

import pytest
from benchmarks.saved_pages.__main__ import site_of
from benchmarks.saved_pages.stories import Made, stories
from benchmarks.saved_pages.templates import PICTURE

from newsgen.importers.from_html.nodes import Element
from newsgen.importers.saved_pages.evidence import is_list_address
from newsgen.importers.saved_pages.hints import reason
from newsgen.importers.saved_pages.rules import read_rules, rules_text
from newsgen.importers.story import Story

MANY = 14


def plain(story: Made) -> list[str]:
    """The paragraphs of a story; the others of its parts are not used here."""
    return [part.text for part in story.parts if part.kind == "p"]


def read(
    dress: Callable[[Made], str], address: str = "www.post.example/news/{}.html", rules: str = ""
) -> dict[int, Story]:
    """The stories of a site whose pages are dressed alike, by their numbers."""
    made = stories("en", "bodies", MANY, date(2004, 1, 1))
    paths = {address.format(each.number): each.number for each in made}
    files = {path: dress(made[number - 1]).encode() for path, number in paths.items()}
    files |= {f"www.post.example/{each.number}.jpg": PICTURE for each in made}
    site = site_of(files)
    if rules:
        site.rules = read_rules(rules, "rules.yaml")
    site.learn()
    return {paths[story.source]: story for story in site.stories()}


def wanted() -> list[list[str]]:
    return [plain(each) for each in stories("en", "bodies", MANY, date(2004, 1, 1))]


def texts(found: dict[int, Story]) -> list[list[str]]:
    return [found[number].text.strip().split("\n\n") if number in found else [] for number in range(1, MANY + 1)]


def framed(story: Made, inner: str, beside: str = "") -> str:
    return f"""<html><head><title>{story.headline} - The Post</title></head><body><div id="top"><a href="/">The Post</a> <a href="/world">World</a></div>{beside}
<div id="main"><h1>{story.headline}</h1><div class="date">{story.when:%d %B %Y}</div>{inner}</div><div id="foot">The Post is printed in the town each day</div></body></html>"""


def paragraphs(story: Made, tag: str = "p") -> list[str]:
    return [f"<{tag}>{text}</{tag}>" for text in plain(story)]


def teasers(story: Made, link: str = '<h4><a href="/news/{0.number}.html">{0.headline}</a></h4>') -> str:
    return "".join(f"<article>{link.format(each)}<p>{each.parts[0].text}</p></article>" for each in story.related)


def test_first_sentences_of_other_stories_in_the_same_box_are_not_in_the_text() -> None:
    found = read(
        lambda story: framed(story, "".join(paragraphs(story)) + f"<section class='more'>{teasers(story)}</section>")
    )

    assert texts(found) == wanted()


def test_a_column_of_other_stories_before_the_text_makes_no_list_of_a_story() -> None:
    found = read(lambda story: framed(story, "".join(paragraphs(story)), f"<div class='left'>{teasers(story)}</div>"))

    assert texts(found) == wanted()


@pytest.mark.parametrize(
    ("address", "is_list"),
    [
        ("http://a.example/archives/2004/08/story_1.html", False),
        ("http://a.example/archives/000123.html", False),
        ("http://a.example/category/world/two-men-held.html", False),
        ("http://a.example/archives/2004/08/", True),
        ("http://a.example/archives/2004/08/index.html", True),
        ("http://a.example/category/world/", True),
        ("http://a.example/category/world/page/2", True),
    ],
)
def test_folders_of_lists_may_hold_stories(address: str, is_list: bool) -> None:  # noqa: FBT001
    assert is_list_address(address) is is_list


def test_short_stories_stay_in_a_box_whose_name_is_that_of_furniture() -> None:
    found = read(
        lambda story: framed(
            story,
            f'<div class="field label-hidden">{"".join(paragraphs(story))}</div><ul>{"<li>Words of a long menu of the site</li>" * 9}</ul>',
        )
    )

    assert texts(found) == wanted()


def test_comments_in_nameless_tables_behind_the_line_that_ends_each_text_are_no_part_of_it() -> None:
    def dress(story: Made) -> str:
        talk = "".join(
            f"<table><tr><td>Re: {who}</td></tr><tr><td>{text}</td></tr></table>" for who, text in story.comments
        )
        return framed(
            story, f"<font>{'<br><br>'.join(plain(story))}</font><br><br>[ Page to print | Send it ]<hr>{talk}"
        )

    found = read(dress)
    rules = "ends: ['[ page to print | send it ]']"

    assert texts(found) == wanted()
    assert "[ page to print | send it ]" in read_rules(rules, "rules.yaml").ends


@pytest.mark.parametrize("lead", ["Earlier: {}", "<b>Mehr dazu</b> {}", "» {}", "{}"])
def test_lines_that_only_lead_to_other_stories_are_no_part_of_a_text(lead: str) -> None:
    def dress(story: Made) -> str:
        other = story.related[0]
        line = lead.format(f'<a href="/news/{other.number}.html">{other.headline}</a>')
        made = paragraphs(story)
        return framed(story, "".join((*made[:1], f"<p>{line}</p>", *made[1:])))

    assert texts(read(dress)) == wanted()


def test_a_link_to_a_file_or_to_another_site_is_a_part_of_the_text() -> None:
    links = '<p><a href="/files/report.pdf">The whole report of the council</a></p><p><a href="http://other.example/a">What the others say of it</a></p>'
    found = read(
        lambda story: framed(
            story, "".join((*paragraphs(story)[:1], links if story.number == 3 else "", *paragraphs(story)[1:]))
        )
    )

    assert "/files/report.pdf" in found[3].text
    assert "http://other.example/a" in found[3].text


def test_boxes_of_one_class_are_told_by_a_further_one() -> None:
    def dress(story: Made) -> str:
        who = (
            f'<div class="field field-byline"><div class="item">By {story.authors[0]}</div></div>'
            if story.authors
            else ""
        )
        tags = '<div class="field field-tags"><div class="item"><a rel="tag" href="/t/1">Harbour</a></div></div>'
        return framed(
            story,
            f'{who}<div class="field field-text"><div class="item">{"".join(paragraphs(story))}</div></div>{tags}',
        )

    found = read(dress)

    assert texts(found) == wanted()
    assert found[1].fields["tags"] == ("Harbour",)


def test_identities_of_controls_with_digits_are_names_and_those_of_stories_are_none() -> None:
    def dress(story: Made) -> str:
        notes = "".join(f"<div><b>{each.headline}</b><p>{each.parts[0].text}</p></div>" for each in story.related)
        return framed(
            story,
            f'<div><div id="ctl00_Text"><div id="item{story.number}">{"".join(paragraphs(story))}</div></div><div id="ctl00_Notes">{notes}</div></div>',
        )

    assert texts(read(dress)) == wanted()


def test_pictures_of_amp_come_along() -> None:
    picture = '<figure><amp-img src="/{0}.jpg" width="9"><noscript><img src="/{0}.jpg"></noscript></amp-img><figcaption>The wall</figcaption></figure>'
    found = read(lambda story: framed(story, "".join((*paragraphs(story), picture.format(story.number)))))

    assert all(len(story.files) == 1 for story in found.values())


def test_cells_of_a_table_that_others_have_too_stay() -> None:
    def dress(story: Made) -> str:
        table = f"<table><tr><td>Won</td><td>Lost</td></tr><tr><td>{story.parts[0].text[:40]}</td><td>Tied</td></tr></table>"
        return framed(
            story, "".join((*paragraphs(story)[:1], table if story.number % 2 else "", *paragraphs(story)[1:]))
        )

    found = read(dress)

    assert "Won" in found[3].text
    assert "Tied" in found[3].text


def test_a_heading_of_links_takes_no_subheads_with_it() -> None:
    def dress(story: Made) -> str:
        made = paragraphs(story)
        subhead = (
            f'<div class="head n1"><h2>The {story.parts[0].text.split()[0].lower()} of {story.headline.split()[1]}</h2></div>'
            if len(made) > 1
            else ""
        )
        links = "".join(
            f'<li><a href="/news/{each.number}.html">{each.headline}</a></li>' for each in story.related[:2]
        )
        return framed(
            story,
            f'{made[0]}{subhead}{"".join(made[1:])}<div class="head"><h4>On this matter</h4></div><ul>{links}</ul>',
        )

    found = read(dress)

    assert all("On this matter" not in story.text for story in found.values())
    assert sum("## " in story.text for story in found.values()) == sum(len(each) > 1 for each in wanted())


def test_how_texts_end_and_lead_away_is_written_to_the_rules_and_read_again() -> None:
    rules = "ends: ['print this']\nleads: ['see also:']"

    again = read_rules(rules_text(read_rules(rules, "rules.yaml")), "rules.yaml")

    assert again.ends == ("print this",)
    assert again.leads == ("see also:",)


@pytest.mark.parametrize("name", ["css-1ad9xy", "sc-bdAdKd", "Body_root__3adGa", "p6ad2f"])
def test_a_name_made_up_by_a_program_tells_nothing(name: str) -> None:
    assert reason(Element("div", {"class": name})) == ""


@pytest.mark.parametrize("name", ["ad300x250", "ad-slot", "ad1", "adSlot"])
def test_a_name_that_a_person_has_given_tells_of_an_advertisement(name: str) -> None:
    assert reason(Element("div", {"class": name})) == "an advertisement"


def test_comments_in_boxes_of_no_name_like_that_of_the_text_stand_behind_its_end() -> None:
    def dress(story: Made) -> str:
        talk = "".join(f"<div><b>{who}</b> on Monday<br>{text}</div>" for who, text in story.comments)
        return framed(story, f"<div>{'<br><br>'.join(plain(story))}</div><div>Print | Tip a friend</div>{talk}")

    assert texts(read(dress)) == wanted()


def test_a_story_that_is_a_picture_alone_is_a_story() -> None:
    def dress(story: Made) -> str:
        text = "" if story.number == 3 else "".join(paragraphs(story))
        return framed(story, f'<div class="photo"><img src="/{story.number}.jpg"></div><div class="text">{text}</div>')

    found = read(dress)

    assert found[3].files


def test_a_caption_and_a_credit_in_boxes_of_their_own_are_those_of_the_figure() -> None:
    def dress(story: Made) -> str:
        figure = f'<figure><span><img src="/{story.number}.jpg"></span><span><figcaption>{story.headline} seen</figcaption><cite>{story.related[0].headline[:9].title()}/Post</cite></span></figure>'
        return framed(story, "".join((*paragraphs(story), figure)))

    assert "seen | " in read(dress)[3].text


def test_a_text_that_begins_in_a_box_of_its_own_is_whole() -> None:
    def dress(story: Made) -> str:
        made = paragraphs(story)
        boxes = f'<div class="introText">{made[0]}</div><div class="fullText">{"".join(made[1:])}</div>'
        return framed(story, f'<div class="item">{boxes}</div><div class="after">{teasers(story)}</div>')

    assert texts(read(dress)) == wanted()


def test_a_standfirst_above_the_byline_is_no_beginning_of_a_text() -> None:
    def dress(story: Made) -> str:
        above = f'<div class="dek">{story.headline} and what it means for the town, told at some length.</div><div>By Jane Roe</div>'
        return framed(story, f'{above}<div class="text">{"".join(paragraphs(story))}</div>')

    assert texts(read(dress)) == wanted()


def test_a_picture_with_its_caption_takes_no_short_paragraph_beside_it() -> None:
    def dress(story: Made) -> str:
        figure = f'<div class="img_caption"><img src="/{story.number}.jpg"><p>{story.headline}, seen</p></div>'
        return framed(
            story, f'<div class="text">{"".join(paragraphs(story)[: 1 + story.number % 2 * 9])}{figure}</div>'
        )

    found = read(dress)

    assert all(first[0] in found[number].text for number, first in enumerate(wanted(), 1))
    assert all('seen")' in story.text for story in found.values())


def test_a_line_with_its_link_in_itself_cuts_nothing_below() -> None:
    def dress(story: Made) -> str:
        other = story.related[0]
        line = f'<p>Related: <a href="/news/{other.number}.html">{other.headline}</a></p>'
        made = paragraphs(story)
        return framed(story, f'<div class="a">{made[0]}</div><div class="b">{line}{"".join(made[1:])}</div>')

    assert texts(read(dress)) == wanted()


def test_names_that_stand_alone_at_one_place_are_authors_where_they_come_again() -> None:
    names = ("Ida Holm", "Li Wei Chen", "Tom Berg")

    def dress(story: Made) -> str:
        who = f'<div align="right"><b>{names[story.number % 3]}</b></div>'
        return framed(story, f'<div class="text">{"".join(paragraphs(story))}{who}</div>')

    found = read(dress)

    assert all(story.fields["authors"] == (names[number % 3],) for number, story in found.items())
    assert texts(found) == wanted()


def test_a_byline_that_is_a_link_makes_no_list_of_a_story() -> None:
    def dress(story: Made) -> str:
        who = '<p class="by">By <a href="/search?who=1">Sarah McBride and John van Doe</a></p>'
        made = paragraphs(story)
        line = f'<p>See also: <a href="/news/9.html">{story.related[0].headline}</a></p>'
        return framed(story, f'<div class="text">{who}{line.join(made)}</div>')

    assert texts(read(dress)) == wanted()


def test_a_paper_that_is_called_the_author_of_all_is_none_though_each_page_names_it() -> None:
    def dress(story: Made) -> str:
        html = framed(story, f'<p>By Ida Holm</p><div class="text">{"".join(paragraphs(story))}</div>')
        return html.replace("<head>", '<head><meta name="author" content="The Post">')

    made = stories("en", "bodies", MANY, date(2004, 1, 1))
    site = site_of({f"www.post.example/news/{each.number}.html": dress(each).encode() for each in made})

    assert site.learn().authors == ("The Post",)
    assert {story.fields["authors"] for story in site.stories()} == {("Ida Holm",)}


LOADED = {
    '<script src="https://gist.github.com/kim/0a{0}.js"></script>': "https://gist.github.com/kim/0a{0}",
    '<div class="fb-post" data-href="https://www.facebook.com/town/posts/{0}"></div>': "https://www.facebook.com/town/posts/{0}",
    '<div class="flourish-embed" data-src="visualisation/{0}"></div>': "https://flo.uri.sh/visualisation/{0}/embed",
    '<amp-twitter data-tweetid="{0}"></amp-twitter>': "https://twitter.com/i/status/{0}",
}


@pytest.mark.parametrize("loaded", LOADED)
def test_what_a_script_would_show_within_a_text_is_named_by_its_address(loaded: str) -> None:
    found = read(
        lambda story: framed(
            story, f"{paragraphs(story)[0]}<div>{loaded.format(story.number)}</div>{''.join(paragraphs(story)[1:])}"
        )
    )

    for number, story in found.items():
        assert LOADED[loaded].format(number) in story.text.strip().split("\n\n")


@pytest.mark.parametrize(
    ("style", "is_seen"),
    [
        ("visibility:hidden", False),
        ("position:absolute;left:-9999px", False),
        ("font-size:0", False),
        ("opacity:.9", True),
    ],
)
def test_what_no_reader_saw_is_no_part_of_a_saved_page(style: str, is_seen: bool) -> None:  # noqa: FBT001
    assert (reason(Element("div", {"style": style})) != "hidden") == is_seen
