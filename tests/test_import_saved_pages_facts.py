"""Who wrote a saved page, when, and where: of what the page says to machines, and of what it shows."""
# ruff: noqa: E501 - pages of HTML, as they were saved

import json
from collections.abc import Callable

import pytest
from benchmarks.saved_pages.__main__ import tongue

from newsgen.importers.saved_pages.byline import BylineReader
from newsgen.importers.saved_pages.captures import unwrapped
from newsgen.importers.saved_pages.site import PageFile, Site
from newsgen.importers.story import Story

PARAGRAPHS = (
    "The council decided on Sunday that the wall along the harbour is to be raised by a metre within two years.",
    "Work begins in the spring, said the mayor, who has asked the province for half of the money that it takes.",
    "Fishermen had feared that the ferry would have to stop for a summer, and were told that it would not.",
)
TITLE = "The wall is to be raised"
HOUSE = "Harbour Post"


def read(
    head: str = "", above: str = "", *, heading: str = TITLE, first: str = "", below: str = "", lang: str = "en-GB"
) -> Story:
    """The story of a page with a headline, what stands between it and the text, and a list of other stories."""
    text = "".join(f"<p>{each}</p>" for each in (first + PARAGRAPHS[0], *PARAGRAPHS[1:]))
    html = f"""<html lang="{lang}"><head><title>{TITLE} - {HOUSE}</title>{head}</head><body>
    <header><a href="/">{HOUSE}</a><div class="today">4 March 2025</div></header>
    <main><article><h1>{heading}</h1>{above}{text}{below}</article>
    <aside class="related"><ul><li><a href="/b">Ferry sails on</a> <span class="date">7 May 2021</span></li></ul></aside>
    </main></body></html>"""
    site = Site([PageFile("a.html", lambda: unwrapped("a.html", html.encode()))], tongue(), lambda _: None)
    site.learn()
    (story,) = site.stories()
    return story


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def article(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2019-05-03T08:00:00+01:00", **more}


@pytest.mark.parametrize(
    ("line", "authors", "sources"),
    [
        ("By Jane Roe and Peter O'Hara, Staff Writers", ("Jane Roe", "Peter O'Hara"), ()),
        ("By Sarah Lin for The Evening News", ("Sarah Lin",), ()),
        ("By Sarah Lin For The Evening News", ("Sarah Lin",), ()),
        ("12:51pm Saturday 28th December 2013 in Sport By Jane Roe", ("Jane Roe",), ()),
        ("Press Association", (), ("Press Association",)),
        ("By PA", (), ("PA",)),
        ("By Jane Roe, ProPublica", ("Jane Roe",), ("ProPublica",)),
        ("By Jane Roe, Press Association", ("Jane Roe",), ("Press Association",)),
        ("Rozmawiała Ewa Kubiak", ("Ewa Kubiak",), ()),
        ("Notował: Jan Kowalski", ("Jan Kowalski",), ()),
        ("Interviewed by Jane Roe", ("Jane Roe",), ()),
        ("As told to Jane Roe", ("Jane Roe",), ()),
        ("Entrevista de Ana Ruiz", ("Ana Ruiz",), ()),
        ("Intervista di Mario Rossi", ("Mario Rossi",), ()),
        ("Entretien réalisé par Luc Aubin", ("Luc Aubin",), ()),
        ("Die Fragen stellte Anna Müller", ("Anna Müller",), ()),
        ("Беседовала Анна Иванова", ("Анна Иванова",), ()),
        ("By Jane Roe, Karl Smith and 2 others", ("Jane Roe", "Karl Smith"), ()),
        ("By Jane Roe Updated 3 hours ago", ("Jane Roe",), ()),
        ("By Jane Roe, Digital Content Producer", ("Jane Roe",), ()),
        ("Von Prof. Dr. Karl Schmidt", ("Karl Schmidt",), ()),
        ("Eine Kolumne von Jana Roth", ("Jana Roth",), ()),
        ("Ana Ruiz Enviada especial", ("Ana Ruiz",), ()),
        ("Por Ana Souza e Luís Costa, TV Globo", ("Ana Souza", "Luís Costa"), ()),
        ("STT–Anna Virtanen", ("Anna Virtanen",), ("STT",)),
        ("记者 王小明 通讯员 李华", ("王小明", "李华"), ()),
        ("By Jane Roe with Karl Smith in Paris", ("Jane Roe", "Karl Smith"), ()),
        ("Par Jeanne Morel (avec Luc Aubin et Sonia Delmas)", ("Jeanne Morel", "Luc Aubin", "Sonia Delmas"), ()),
        ("Por Ana Ruiz, con Luis Gómez", ("Ana Ruiz", "Luis Gómez"), ()),
        ("Texto: Ana Ruiz Fotos: Luis Gómez", ("Ana Ruiz",), ()),
        ("Tekst: Jan de Vries Beeld: Piet Bakker", ("Jan de Vries",), ()),
        ("By Jane Roe BBC News, Manchester", ("Jane Roe",), ("BBC",)),
        ("Por Ana Souza, Do Rio de Janeiro", ("Ana Souza",), ()),
        ("Por Ana Souza Colaboração para o Correio", ("Ana Souza",), ()),
        ("Das Interview führte Jana Roth", ("Jana Roth",), ()),
        ("Von Anna Müller und Jörg von der Heide, dpa", ("Anna Müller", "Jörg von der Heide"), ("dpa",)),
        ("Text: Lukas Weiß, Foto: Karl Otto", ("Lukas Weiß",), ()),
        ("Por Beatriz e Souza e João da Silva", ("Beatriz e Souza", "João da Silva"), ()),
        ("Par Claire Dubois et Éric Morin | Publié le 3 mai 2010 à 10:12", ("Claire Dubois", "Éric Morin"), ()),
        ("김민수·이서연 기자 a@b.example", ("김민수", "이서연"), ()),
        ("記者王小明／台北報導", ("王小明",), ()),
        ("取材・文：山田花子、佐藤健一", ("山田花子", "佐藤健一"), ()),
        ("كتب: أحمد محمود", ("أحمد محمود",), ()),
        ("Submitted by John Doe & Li Wei on Sun, 05/16/2010 - 08:56", ("John Doe", "Li Wei"), ()),
        ("Von Anna Müller, HFN AKTUELL", ("Anna Müller",), ()),
        ("EXCLUSIVE by JANE ROE, Chief Reporter", ("JANE ROE",), ()),
        ("خبرنگار : رضا کریمی", ("رضا کریمی",), ()),
        ("3 May 2019 | Source: The Evening News", (), ("The Evening News",)),
        ("Von Hafen-online-Redakteur Karl Otto", ("Karl Otto",), ()),
        ("Jane Roe Political Correspondent", ("Jane Roe",), ()),
        ("Par Claire Dubois et Harbour Post avec AFP", ("Claire Dubois",), ("AFP",)),
        ("Redazione ANSA GENOVA", (), ("ANSA",)),
        ("박지훈 기자 최유진 기자", ("박지훈", "최유진"), ()),
        ("取材・文 山田花子記者", ("山田花子",), ()),
        ("Reuters Staff", (), ("Reuters",)),
        ("Posted by: Jane Roe on Friday, 3 May 2019 in Arts and Letters", ("Jane Roe",), ()),
        ("Συντακτική Ομάδα", (), ()),
        ("ΣΥΝΤΑΚΤΙΚΗ ΟΜΑΔΑ", (), ()),
        ("Shkruar nga Arben Hoxha", ("Arben Hoxha",), ()),
        ("Door Bram ter Haar, Den Haag", ("Bram ter Haar",), ()),
        ("By Jane Roe in New York and John Doe, Hong Kong", ("Jane Roe", "John Doe"), ()),
        ("By Q.G. Report", (), ()),
        ("Von Anna Müller (mit AFP, Reuters)", ("Anna Müller",), ("AFP", "Reuters")),
        ("Von Jörg von der Heide in Kiel und Anna Müller aus Mainz", ("Jörg von der Heide", "Anna Müller"), ()),
        ("Par Hélène d'Aubigné à Marseille", ("Hélène d'Aubigné",), ()),
        ("Door Robert in 't Veld", ("Robert in 't Veld",), ()),
        ("By Harbour Post", (), ()),
        ("Photo: Jane Roe", (), ()),
        ("By the time the ferry sailed, the wall had gone", (), ()),
    ],
)
def test_bylines_name_people_and_agencies(line: str, authors: tuple[str, ...], sources: tuple[str, ...]) -> None:
    words = tongue()

    said = BylineReader(words.bylines, words.known, [HOUSE]).read(line)

    assert (said.authors, said.sources) == (authors, sources)


@pytest.mark.parametrize(
    "head",
    [
        linked({"@graph": [article(author={"@id": "#j"}), {"@type": "Person", "@id": "#j", "name": "Jane Roe"}]}),
        linked([{"@type": "BreadcrumbList"}, article(author=["Jane Roe"])]),
        linked(article(author=[{"name": "Jane Roe"}, {"@type": "Organization", "name": HOUSE}], publisher=HOUSE)),
        linked(article(author="By Jane Roe"))
        + linked({"@type": "WebPage", "author": {"@type": "Organization", "name": HOUSE}}),
        linked(article(author={"givenName": "Jane", "familyName": "Roe"})),
        linked(article(author={"name": "Jane Roe"})).replace('"headline"', '"description": "a "wall"", "headline"'),
        linked({**article(author="John Other"), "headline": "Ferry sails on"}) + linked(article(author="Jane Roe")),
        '<meta name="byl" content="By Jane Roe"><meta name="date" content="2019-05-03">',
        '<meta name="DC.creator" content="Roe, Jane"><meta property="og:regDate" content="20190503080000">',
        (
            '<meta name="post_authors" content="Jane Roe"><meta name="date" content="2019-05-03">',
            linked({"@type": "ClaimReview", "datePublished": "2019-05-03", "author": {"name": "Jane Roe"}}),
            (
                '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Roe">'
                '<meta name="cXenseParse:recs:publishtime" content="2019-05-03T08:00:00+01:00">'
            ),
        ),
    ],
)
def test_what_pages_say_to_machines_names_the_author_and_the_day(head: str) -> None:
    story = read(head)

    assert story.fields.get("authors") == ("Jane Roe",)
    assert str(story.fields["date"])[:10] == "2019-05-03"


@pytest.mark.parametrize(
    "above",
    [
        '<p class="byline">By Jane Roe</p><p class="date">3 May 2019</p>',
        "<div>By Jane Roe</div><div>3 May 2019, 08:00</div>",
        "<div>Jane Roe</div><div>Friday, 3 May 2019</div>",
        '<div><a href="/people/jane-roe">Jane Roe</a></div><time datetime="2019-05-03T08:00:00+01:00">last spring</time>',
        '<div class="byline"><span>By Jane Roe</span><span>Reporter</span></div><p>Updated 9 May 2019</p><p>3 May 2019</p>',
        (
            '<figure><img src="a.jpg" width="600"><figcaption>The wall. Photo: Karl Otto</figcaption></figure>'
            "<p>Photo: Karl Otto</p><p>By Jane Roe | 3 May 2019 | Updated: 9 May 2019</p>"
        ),
        '<span itemprop="author"><span itemprop="name">Jane Roe</span></span><meta itemprop="datePublished" content="2019-05-03">',
        '<div><i class="fa fa-user"></i> Jane Roe <i class="fa fa-clock"></i> 3 May 2019 <i class="fa fa-folder"></i> Ports And Ships</div>',
        '<div><span><img src="/icons/user.svg">Jane Roe</span><span><img src="/icons/calendar.svg">3, May, 2019</span></div>',
    ],
)
def test_what_stands_below_the_headline_names_the_author_and_the_day(above: str) -> None:
    story = read(above=above)

    assert story.fields.get("authors") == ("Jane Roe",)
    assert str(story.fields["date"])[:10] == "2019-05-03"


@pytest.mark.parametrize(
    "below",
    [
        '<p style="text-align:right"><b>Jane Roe</b></p>',
        '<div class="author-box"><h4>About Jane Roe</h4><p>She writes of ports, and of those who live by them.</p></div>',
    ],
)
def test_a_name_at_the_end_is_the_author_where_none_stands_above(below: str) -> None:
    assert read(above="<p>3 May 2019</p>", below=below).fields["authors"] == ("Jane Roe",)


def test_names_in_brackets_at_the_end_of_the_last_paragraph_are_authors() -> None:
    story = read(above="<p>3 May 2019</p>", below=f"<p>{PARAGRAPHS[1]} {PARAGRAPHS[2]}【山田花子】</p>")

    assert story.fields["authors"] == ("山田花子",)


def test_an_agency_and_a_name_at_the_end_of_the_last_paragraph_are_source_and_author() -> None:
    story = read(above="<p>3 May 2019</p>", below=f"<p>{PARAGRAPHS[1]} {PARAGRAPHS[2]}(c)AFP/Jane ROE</p>")

    assert [name.casefold() for name in story.fields["authors"]] == ["jane roe"]


@pytest.mark.parametrize("href", ["/", "/en/", "https://harbour.example/", "http://www.harbour.example/index.html"])
def test_a_link_to_the_front_page_in_a_box_of_authors_names_none(href: str) -> None:
    head = '<link rel="canonical" href="https://www.harbour.example/a.html">'
    box = '<div class="article-author"><a href="{}">News Of The Coast</a></div>'

    assert "authors" not in read(head, above="<p>3 May 2019</p>", below=box.format(href)).fields
    assert "authors" in read(head, above="<p>3 May 2019</p>", below=box.format("/people/n")).fields


def test_a_paper_and_its_reporter_in_one_pair_of_brackets_are_two() -> None:
    first = "[부산=항구일보 이서연 기자] 시의회는 일요일 항구를 따라 이어진 방벽을 높이기로 결정했다. "

    story = read(above="<div>입력 2019.05.03 08:00</div>", first=first, lang="ko")

    assert (story.fields["sources"], story.fields["authors"]) == (("항구일보",), ("이서연",))


def test_a_name_with_an_agency_behind_a_stroke_is_no_credit_in_a_byline() -> None:
    story = read(above='<div class="Byline"><span>Göran Ek</span>/TT</div>')

    assert (story.fields["authors"], story.fields["sources"]) == (("Göran Ek",), ("TT",))


@pytest.mark.parametrize(
    "below",
    [
        '<div class="tags"><h3><a href="/t/1">Walls</a></h3><h3><a href="/t/2">Ferries</a></h3></div>',
        '<aside class="tags"><a class="tag" href="/t/1">Walls</a> <a class="tag" href="/t/2">Ferries</a></aside>',
        '<table><tr><td><span>Keyword:&nbsp;</span><a href="/s?q=1">Walls</a>,<a href="/s?q=2"> Ferries</a>,</td></tr></table>',
    ],
)
def test_links_in_a_box_of_tags_below_a_single_page_are_its_tags(below: str) -> None:
    story = read(above="<p>3 May 2019</p>", below=below)

    assert story.fields["tags"] == ("Walls", "Ferries")
    assert "Ferries" not in story.text


def test_a_box_below_the_text_is_no_signature() -> None:
    story = read(below="<div><b>The Morning Letter</b></div><p>All news of the coast in your mailbox each day.</p>")

    assert "authors" not in story.fields


@pytest.mark.parametrize(
    "byline",
    [
        '<a href="/autor/1">Jane Roe</a> <a href="/autor/2">John Doe</a>',
        "<p>By</p><ul><li><h4>Jane Roe</h4><p>Reporter</p><p>Nation Media</p></li><li><h4>John Doe</h4></li></ul>",
        "<ul><li class=author><b>Jane Roe</b> <span class=role>Reporter</span></li><li class=author>John Doe</li></ul>",
        '<span class="author">Jane Roe</span><span class="author-location">Dhaka</span> <span class="author">John Doe</span>',
    ],
)
def test_offices_and_towns_beside_names_are_none(byline: str) -> None:
    assert read(above=f'<div class="byline">{byline}</div>').fields["authors"] == ("Jane Roe", "John Doe")


def test_a_kicker_in_the_heading_is_told_by_its_name_where_the_title_of_the_page_has_it_too() -> None:
    html = f"""<html lang="de"><head><title>Hafen: {TITLE}</title></head><body><nav><a href="/t/">Technik</a></nav><article>
    <h2 class="c-headline"><span class="c-overline">Hafen</span> {TITLE}</h2><time datetime="2019-05-03">3. Mai 2019</time>
    <div class="text">{"".join(f"<p>{each}</p>" for each in PARAGRAPHS)}</div></article></body></html>"""
    site = Site([PageFile("a.html", lambda: unwrapped("a.html", html.encode()))], tongue(), lambda _: None)
    site.learn()
    (story,) = site.stories()

    assert (story.fields["title"], story.fields["kicker"]) == (TITLE, "Hafen")


@pytest.mark.parametrize("name", ["comentarios", "commentaires", "commenti", "reacties", "yorumlar", "hozzaszolasok"])
def test_comments_are_told_by_the_word_of_their_language(name: str) -> None:
    said = "I shall believe it when I see it, since they promise the same each year, and then there is no money left for it."
    comments = "".join(
        f"<li><div><img src='/a.png'><strong>nick{at}</strong> <span>11:3{at}</span></div><p>{said}</p></li>"
        for at in range(6)
    )
    story = read(above="<p>3 May 2019</p>", below=f'<div id="{name}"><h3>6 &raquo;</h3><ol>{comments}</ol></div>')

    assert "promise" not in story.text


def test_who_wrote_a_story_that_a_box_amid_the_text_links_to_is_no_author() -> None:
    box = """<aside class="related"><span>Sur le même sujet</span><ul><li><a href="/m/1"><h2>Un bac pour tout l'été</h2></a>
    <span class="author">Par<span class="authorname"> Sonia Delmas</span></span></li></ul></aside>"""
    below = '<div class="authors-container"><span class="author" itemprop="author"><a href="/auteur/afp">AFP</a></span></div>'
    story = read(above=f'<time datetime="2019-05-03">3 mai 2019</time>{box}', below=below, lang="fr")

    assert (story.fields.get("authors", ()), story.fields["sources"]) == ((), ("AFP",))


def test_a_kicker_in_the_heading_is_no_part_of_the_headline() -> None:
    head = f'<meta property="og:title" content="{TITLE} - {HOUSE}">'

    story = read(head, heading=f"<span>Ports:</span> <span>{TITLE}</span>")

    assert story.fields["title"] == TITLE
    assert story.fields["kicker"] == "Ports"


def test_the_day_of_the_last_change_counts_where_no_other_is_told() -> None:
    assert str(read(above="<p>Updated 3 May 2019</p>").fields["date"])[:10] == "2019-05-03"


def test_two_names_in_two_elements_are_two_authors() -> None:
    name = '<span itemprop="author"><span itemprop="name">{}</span></span> '

    story = read(above=name.format("Jane Roe") + name.format("John Doe"))

    assert story.fields["authors"] == ("Jane Roe", "John Doe")


def test_a_name_below_the_text_is_its_author_and_leaves_the_text() -> None:
    story = read(below="<p><em>Jane Roe</em></p>")

    assert story.fields["authors"] == ("Jane Roe",)
    assert "Jane" not in story.text


@pytest.mark.parametrize(
    "head",
    [
        linked(article(author={"@type": "Organization", "name": HOUSE}, publisher={"name": HOUSE})),
        '<meta name="author" content="Redaktion"><meta property="og:site_name" content="Harbour Post">',
        '<meta name="author" content="harbourpost.example">',
    ],
)
def test_a_house_is_no_author(head: str) -> None:
    assert "authors" not in read(head).fields


def test_an_agency_is_the_source_and_no_author() -> None:
    story = read(linked(article(author={"@type": "Person", "name": "dpa"})), '<div class="byline">dpa</div>')

    assert "authors" not in story.fields
    assert story.fields["sources"] == ("dpa",)


def test_the_day_of_the_visit_and_those_of_other_stories_are_not_the_story_s() -> None:
    story = read(above='<p class="meta">3 May 2019</p>')

    assert story.fields["date"] == "2019-05-03"


@pytest.mark.parametrize(("lang", "day"), [("en-US", "2019-05-03"), ("de-DE", "2019-03-05"), ("en-GB", "2019-03-05")])
def test_a_date_of_numbers_is_read_as_the_page_s_language_has_it(lang: str, day: str) -> None:
    assert read(above='<p class="date">05/03/2019</p>', lang=lang).fields["date"] == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2014 m. gruodžio 14 d.", "2014-12-14"),
        ("14 Disember 2014", "2014-12-14"),
        ("25 มีนาคม ค.ศ. 2014", "2014-03-25"),
        ("14. prosinca 2014.", "2014-12-14"),
        ("14 декември 2014 г.", "2014-12-14"),
        ("14. desember 2014", "2014-12-14"),
    ],
)
def test_months_of_further_languages_are_known(typed: str, day: str) -> None:
    assert tongue().dates(typed) == [(day, False)]


def test_a_dateline_becomes_place_and_source_and_leaves_the_text() -> None:
    story = read(above="<p>3 May 2019</p>", first="<b>PARIS</b>, May 3 (Reuters) - ")

    assert story.fields["dateline"] == "Paris"
    assert story.fields["places"] == ("Paris",)
    assert story.fields["sources"] == ("Reuters",)
    assert story.text.startswith("The council decided")


def test_an_agency_in_brackets_at_the_end_of_a_text_is_its_source() -> None:
    story = read(above="<p>3 May 2019</p>", below="<p>(dpa)</p>")

    assert story.fields["sources"] == ("dpa",)


def page_of(text: str, *, head: str = "", below: str = "") -> Story:
    html = f"""<html lang="en"><head><title>{TITLE} - {HOUSE}</title>{head}</head><body><div class="top"><a href="/">Home</a>
    <a href="/w">World</a></div><div class="w"><h1>{TITLE}</h1><p class="byline">By Jane Roe</p><p>3 May 2019</p>
    <article class="post">{text}</article>{below}</div><div class="foot"><p>All rights reserved.</p></div></body></html>"""
    site = Site([PageFile("a.html", lambda: unwrapped("a.html", html.encode()))], tongue(), lambda _: None)
    site.learn()
    (story,) = site.stories()
    return story


LONG = tuple(f"{text} It was said for the {word} time." for word in ("first", "second", "third") for text in PARAGRAPHS)


@pytest.mark.parametrize(
    ("above", "amid", "words"),
    [
        (f'<div class="lead">{PARAGRAPHS[0]}</div>', "", PARAGRAPHS[0]),
        ("<h3>What is planned</h3>", "", "### What is planned"),
        ("", "<table><tr><td>2019</td><td>4 m</td></tr><tr><td>2021</td><td>5 m</td></tr></table>", "4 m"),
        (
            "",
            '<ul><li><a href="http://a.example/">The plan</a></li><li><a href="http://b.example/">All</a></li></ul>',
            "The plan",
        ),
        ("", f'<div class="embedded-text"><p>{PARAGRAPHS[1]}</p></div>', PARAGRAPHS[1]),
    ],
)
def test_what_another_program_misses_of_a_single_page_stays_in_its_story(above: str, amid: str, words: str) -> None:
    paragraphs = [f"<p>{each}</p>" for each in LONG]

    story = page_of("".join([above, *paragraphs[:4], amid, *paragraphs[4:]]))

    assert words in story.text
    assert all(each in story.text for each in LONG)


@pytest.mark.parametrize(
    "leads",
    [
        "<div>"
        + "<br>".join(f'<b> ▲ <a href="https://shop.example/{n}">Half the price of sails {n}</a></b>' for n in range(3))
        + "</div>",
        '<p><strong>Lea:&nbsp;<a href="https://other.example/1">Half the price of sails since Monday</a></strong></p>',
        '<p>Čítajte tiež: <a href="https://other.example/1">Half the price of sails since Monday</a></p>',
    ],
)
def test_links_that_only_point_elsewhere_are_no_part_of_a_single_page_s_text(leads: str) -> None:
    story = page_of("".join(f"<p>{each}</p>" for each in LONG) + leads)

    assert "Half the price" not in story.text
    assert all(each in story.text for each in LONG)


def test_a_class_that_speaks_against_all_of_a_text_counts_for_nothing() -> None:
    story = page_of("".join(f'<p class="sidebar-less">{each}</p>' for each in LONG))

    assert all(each in story.text for each in LONG)


def test_a_story_below_teasers_of_others_is_no_list() -> None:
    teasers = "".join(
        f'<div><h3><a href="/{n}">Ferry number {n} sails on</a></h3><p>{LONG[n]}</p></div>' for n in range(4)
    )

    story = page_of("".join(f"<p>{each}</p>" for each in LONG), below=teasers)

    assert "Ferry number" not in story.text


def test_the_beginning_that_json_ld_tells_is_not_the_whole_story() -> None:
    told = linked(article(articleBody=" ".join(LONG[:3])))

    story = page_of("".join(f"<p>{each}</p>" for each in LONG), head=told)

    assert all(each in story.text for each in LONG)


def site_stories(make: Callable[[int], str]) -> list[Story]:
    pages = {f"news/{n}.html": make(n) for n in range(12)}
    files = [PageFile(path, lambda html=html: unwrapped("a.html", html.encode())) for path, html in pages.items()]
    site = Site(files, tongue(), lambda _: None)
    site.learn()
    return list(site.stories())


def page_of_site(number: int, byline: str, head: str = "") -> str:
    words = (
        "harbour",
        "bridge",
        "school",
        "market",
        "ferry",
        "road",
        "church",
        "river",
        "gate",
        "mill",
        "island",
        "field",
    )
    text = "".join(f"<p>{words[(number + at) % 12].title()} {number}: {each}</p>" for at, each in enumerate(PARAGRAPHS))
    return f"""<html lang="en-GB"><head><title>The {words[number]} of the town is to be closed - {HOUSE}</title>{head}</head><body>
    <header><a href="/">{HOUSE}</a><div>4 March 2025</div></header><div class="m"><h1>The {words[number]} of the town is to be closed</h1>
    <div class="byline">{byline}</div><div class="dd">{number + 1} May 2019</div>{text}</div></body></html>"""


@pytest.mark.parametrize(
    ("byline", "head", "authors"),
    [
        ("<a>JANE ROE</a><span>Editor-at-large</span> <a>John Doe</a>", "", {("Jane Roe", "John Doe")}),
        ("Newsroom", '<meta name="author" content="Newsroom">', {()}),
        ("HARBOURPOST.COM", '<meta name="author" content="HARBOURPOST.COM">', {()}),
        ("", linked({"@type": "NewsArticle", "author": {"@type": "Organization", "name": HOUSE}}), {()}),
    ],
)
def test_bylines_of_a_whole_site_name_people(byline: str, head: str, authors: set[tuple[str, ...]]) -> None:
    stories = site_stories(lambda number: page_of_site(number, byline, head))

    assert len(stories) == 12
    assert {story.fields.get("authors", ()) for story in stories} == authors
    assert sorted(str(story.fields["date"])[:7] for story in stories) == ["2019-05"] * 12


def test_a_zone_behind_a_time_is_no_name_in_scripts_without_capitals() -> None:
    story = read(
        above='<div class="author">أحمد محمود - القاهرة</div><div>3 مايو 2019 - 10:00 بتوقيت أبوظبي</div>', lang="ar"
    )

    assert story.fields["authors"] == ("أحمد محمود",)
    assert "authors" not in read(above="<div>3 مايو 2019 - 10:00 بتوقيت أبوظبي</div>", lang="ar").fields


def test_the_section_behind_a_date_is_no_author() -> None:
    above = '<p class="published">12:51pm Saturday 28th December 2013 in <a href="/sport">Sport</a> <span class="by">By <a href="/u/9">Jane Roe</a></span></p>'

    assert read(above=above).fields["authors"] == ("Jane Roe",)
    bare = '<p class="published">12:51pm Saturday 28th December 2013 in <a href="/sport">Sport</a></p>'
    assert "authors" not in read(above=bare).fields


@pytest.mark.parametrize(
    "signed",
    ["INGRID VALE, Beacon Hill, Stourmouth", "Ingrid Vale, Beacon Hill, Stourmouth", "INGRID VALE, Beacon Hill"],
)
def test_places_behind_a_signature_are_no_authors(signed: str) -> None:
    authors = read(below=f"<p><strong>{signed}</strong></p>").fields.get("authors")

    assert authors == ("Ingrid Vale",)


def test_midnight_of_greenwich_is_the_hour_that_the_page_shows() -> None:
    above = '<time datetime="2024-02-04T00:00:00.000Z">February 3, 2024, 7:00 p.m. EST</time>'

    assert str(read(above=above, lang="en-US").fields["date"]).startswith("2024-02-03T19:00")


def test_an_agency_in_elements_of_its_own_is_no_author() -> None:
    above = '<ul class="author"><li><span class="label">By</span><span>Press Association</span></li></ul>'
    fields = read(above=above).fields

    assert "authors" not in fields
    assert fields["sources"] == ("Press Association",)
