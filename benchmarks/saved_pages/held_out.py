"""Sites that the reader was not tuned on: its figures for these are what to expect of others."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from benchmarks.saved_pages.stories import Made, Part, names, stories
from benchmarks.saved_pages.templates import MONTHS, PICTURE, Files, _flow, e, linked, us


def arabic(many: int) -> tuple[list[Made], Files]:
    """Drupal 7 from right to left: fields in boxes, a share bar in the text's box, the most read stories between two paragraphs."""
    made = stories("ar", "arabic", many, date(2013, 1, 1))
    months = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
    root, files = "alsahifa.example", Files()
    dress = {
        "photo": '<div class="media media-element-container"><img src="{0}"><div class="field-file-image-title-text">{1}</div></div>',
        "ad": '<div class="ad-slot">إعلان</div>',
        "related": '<div class="inline-most"><h4>الأكثر قراءة</h4><ul><li><a href="/n/2">{}</a></li></ul></div>',
        "pull": '<p class="rtecenter"><strong>{}</strong></p>',
    }
    for story in made:
        story.path = f"{root}/news/{story.when:%Y/%m/%d}/{story.number}.html"
        photo = ""
        if story.photo:
            files[f"{root}/images/{story.photo[0]}"] = PICTURE
            photo = f'<div class="field-name-field-image"><img src="/images/{story.photo[0]}"><blockquote class="image-field-caption">{e(story.photo[1])}</blockquote></div>'
        by = f'<div class="field-name-field-writer">{e("، ".join(story.authors))}</div>' if story.authors else ""
        tags = "".join(f'<div class="field-item"><a href="/tags/{tag}">{tag}</a></div>' for tag in story.tags)
        files[story.path] = (
            f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{e(story.headline)} | الصحيفة</title><meta property="og:title" content="{e(story.headline)}"></head><body class="html not-front node-type-news"><div class="region-header"><a href="/">الرئيسية</a><a href="/p">سياسة</a></div><div class="region-content"><h1 class="page-header">{e(story.headline)}</h1><article class="node node-news clearfix"><div class="submitted">{story.when.day} {months[story.when.month - 1]} {story.when.year}</div>{by}{photo}<div class="field field-name-body"><div class="field-items"><div class="field-item even"><div class="rrssb"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div>{_flow(story, files, root, dress)}</div></div></div><div class="field-name-field-tags"><div class="field-label">الكلمات:</div>{tags}</div></article><div class="view-related"><h3>مواضيع ذات صلة</h3>{"".join(f'<div><a href="/n/{o.number}">{e(o.headline)}</a></div>' for o in story.related)}</div></div><div class="region-footer">جميع الحقوق محفوظة للصحيفة</div></body></html>""".encode()
        )
    return made, files


def japanese(many: int) -> tuple[list[Made], Files]:
    """A Japanese paper in Shift_JIS: comments mark the text, paragraphs begin with a full-width blank and end in `<br>`."""
    made = stories("ja", "japanese", many, date(2002, 7, 1))
    root, files = "shimbun.example", Files()
    for story in made:
        story.path, story.photo = f"{root}/{story.when:%Y%m}/{story.when:%d}/{story.number}.html", None
        rows: list[str] = []
        for part in story.parts:
            if part.kind in {"p", "quote", "pull"}:
                rows.append(f"　{e(part.text)}")
            elif part.kind == "h":
                rows.append(f"<br><strong>■{e(part.text)}</strong><br>")
            elif part.kind == "ul":
                rows += [f"・{e(text)}" for text in part.texts]
            elif part.kind == "related":
                rows.append(
                    f"<table border=0 align=right><tr><td class=s>関連記事</td></tr><tr><td><a href='/200207/01/1.html'>{e(part.text)}</a></td></tr></table>"
                )
            elif part.kind == "ad":
                rows.append(
                    "<div align=center class=pr>ＰＲ<br><a href='http://ad.example/'><img src='http://ad.example/a.gif'></a></div>"
                )
            elif part.kind == "photo":
                files[f"{root}/images/{part.texts[0]}"] = PICTURE
                rows.append(
                    f"<table align=left width=150><tr><td><img src='/images/{part.texts[0]}'></td></tr><tr><td><font size=-1>{e(part.texts[1])}</font></td></tr></table>"
                )
        by = f"　【{'、'.join(story.authors)}】<br>" if story.authors else ""
        files[story.path] = (
            f"""<html><head><META HTTP-EQUIV="Content-type" CONTENT="text/html; charset=Shift_JIS"><title>{e(story.headline)}　－　新聞</title></head><body><table><tr><td><a href=/>トップ</a>｜<a href=/p>政治</a>｜<a href=/k>経済</a></td></tr><tr><td><!-- 見出し --><h2>{e(story.headline)}</h2><!-- 本文 --><p>{"<br>".join(rows)}<br>{by}<!-- 本文終わり --></p><div align=right>（{story.when.year}年{story.when.month}月{story.when.day}日 {story.when:%H:%M}）</div><hr><b>社会面トップへ</b><br>{"<br>".join(f"<a href=/{o.number}.html>{e(o.headline)}</a>" for o in story.related)}<hr>Copyright 2002 新聞社. 無断転載を禁ず。</td></tr></table></body></html>""".encode(
                "cp932", "xmlcharrefreplace"
            )
        )
    return made, files


def asp2001(many: int) -> tuple[list[Made], Files]:
    """A system of its own of 2001: one title for all pages, tables in tables, `<p>` that is never closed, months first in dates."""
    made = stories("en", "asp2001", many, date(2001, 2, 1))
    root, files = "www.countyherald.example", Files()
    for story in made:
        story.path = f"{root}/stories/{story.number:06}.asp.html"
        rows: list[str] = []
        for part in story.parts:
            if part.kind == "p":
                rows.append(f"<p>{linked(part, '000001.asp.html')}")
            elif part.kind == "h":
                rows.append(f"<p><font color=navy><b>{e(part.text)}</b></font>")
            elif part.kind == "ul":
                rows.append("<ul>" + "".join(f"<li>{e(text)}" for text in part.texts) + "</ul>")
            elif part.kind in {"quote", "pull"}:
                rows.append(f"<blockquote>{e(part.text)}</blockquote>")
            elif part.kind == "related":
                rows.append(
                    f"<table cellpadding=4 bgcolor=#cccccc align=right><tr><td><b>Also today</b><br><a href=000002.asp.html>{e(part.text)}</a></td></tr></table>"
                )
            elif part.kind == "ad":
                rows.append(
                    "<p align=center><a href=http://ads.example/c><img src=http://ads.example/i.gif width=300 height=250 border=0></a>"
                )
            elif part.kind == "photo":
                files[f"{root}/art/{part.texts[0]}"] = PICTURE
                rows.append(
                    f"<p><table width=180 align=left><tr><td><img src=../art/{part.texts[0]}><br><font size=1>{e(part.texts[1])}</font></td></tr></table>"
                )
        photo = ""
        if story.photo:
            files[f"{root}/art/{story.photo[0]}"] = PICTURE
            photo = f"<table width=250 align=right><tr><td><img src=../art/{story.photo[0]}></td></tr><tr><td align=right><font size=1>{e(story.photo[2] or 'Herald')}/Staff</font></td></tr><tr><td><font size=1>{e(story.photo[1])}</font></td></tr></table>"
        by = (
            f"<br><font size=2>By <b>{e(names(story.authors)).upper()}</b><br>Herald staff</font>"
            if story.authors
            else ""
        )
        files[story.path] = (
            f"""<html><head><title>The County Herald Online</title></head><body><table width=100% bgcolor=#000066><tr><td><font color=white>The County Herald</font></td></tr></table><table><tr><td width=130 valign=top><table><tr><td><a href=/>Front page</a></td></tr><tr><td><a href=/local>Local</a></td></tr><tr><td><a href=/obits>Obituaries</a></td></tr></table></td><td valign=top><table><tr><td><font face=Arial size=2>Published {story.when.month}/{story.when.day}/{story.when:%Y}</font><br><font face=Times size=6>{e(story.headline)}</font>{by}</td></tr><tr><td>{photo}{"".join(rows)}</td></tr><tr><td><hr><a href=mailto:editor@herald.example>Write to the editor</a> <a href=/subscribe>Subscribe to the Herald</a></td></tr></table></td></tr></table></body></html>""".encode(
                "cp1252", "xmlcharrefreplace"
            )
        )
    return made, files


def modern(many: int) -> tuple[list[Made], Files]:
    """2022: components, the text in several boxes parted by slots, microdata, authors with cards, the date that it was changed first."""
    made = stories("en", "modern", many, date(2020, 1, 10))
    root, files = "thecurrent.example", Files()
    dress = {
        "p": '<p data-component="text-block" class="Text_root__3fGa">{}</p>',
        "h": '<h2 data-component="subheadline-block" class="Sub_root__9aK">{}</h2>',
        "photo": '<figure><div data-component="image-block"><img src="{0}" srcset="{0} 240w" loading="lazy"></div><figcaption class="Cap__x1">{1}</figcaption></figure>',
        "ad": '</div><div data-component="ad-slot" class="dotcom-ad"></div><div data-component="text-group" class="Group_root__zz">',
        "related": '<aside class="Link_root__1"><p>Read more</p><a href="/x">{}</a></aside>',
        "pull": '<div class="Pull_root__5" role="complementary"><span>{}</span></div>',
    }
    for story in made:
        story.path = f"{root}/{story.section.lower()}/{story.when:%Y/%b/%d}/story-{story.number}.html".lower()
        lead = ""
        if story.photo:
            files[f"{root}/images/{story.photo[0]}"] = PICTURE
            lead = f'<figure class="Lead__1"><picture><img src="/images/{story.photo[0]}" alt=""></picture><figcaption>{e(story.photo[1])} <span class="Credit__2">Photograph: {e(story.photo[2] or "The Current")}</span></figcaption></figure>'
        cards = "".join(
            f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><a rel="author" href="/profile/{n}"><span itemprop="name">{e(name)}</span></a></span>'
            for n, name in enumerate(story.authors)
        )
        body = _flow(story, files, root, dress)
        more = "".join(f'<li><a href="/m/{o.number}"><span>{e(o.headline)}</span></a></li>' for o in story.related)
        files[story.path] = (
            f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{e(story.headline)} | {story.section} | The Current</title><meta property="article:published_time" content="{story.when:%Y-%m-%dT%H:%M:00.000Z}"><meta property="og:title" content="{e(story.headline)}"></head><body><div id="bannerandheader"><nav><ul><li><a href="/">News</a></li><li><a href="/o">Opinion</a></li></ul></nav></div><main><article itemscope itemtype="http://schema.org/NewsArticle"><div class="Kicker__1"><a href="/{story.section.lower()}">{story.section}</a></div><h1 itemprop="headline">{e(story.headline)}</h1>{f'<div data-gu-name="standfirst"><p>{e(story.standfirst)}</p></div>' if story.standfirst else ""}<div class="Meta__1">{cards}<details><summary>Last modified on Sun {1 + story.number % 28} Dec 2023</summary>First published on {story.when:%a} {story.when.day} {MONTHS[story.when.month - 1][:3]} {story.when.year} {story.when:%H.%M}</details></div>{lead}<div class="Body__1"><div data-component="text-group" class="Group_root__zz">{body}</div><div class="Epic__1"><h2>Before you go</h2><p>The Current has no owner but its readers, and we ask each of them to think of giving something today.</p></div></div><div class="Topics__1"><a href="/t/a">{story.section}</a></div></article><section class="Most__1"><h2>Most viewed</h2><ol>{more}</ol></section></main><footer>© 2023 The Current</footer></body></html>""".encode()
        )
    return made, files


def portal(many: int) -> tuple[list[Made], Files]:
    """A portal of 2004: each field a `span.small`, comments in tables that are called nothing, a box of facts in the text."""
    made = stories("en", "portal", many, date(2004, 2, 1))
    root, files = "www.portal.example", Files()
    for story in made:
        story.path = f"{root}/article-{story.number}-{story.when:%y}.html"
        rows: list[str] = []
        for part in story.parts:
            if part.kind == "p":
                rows.append(linked(part, "/article-3-04.html"))
            elif part.kind == "h":
                rows.append(f"<span class=subtit>{e(part.text)}</span>")
            elif part.kind == "ul":
                rows.append("<ul>" + "".join(f"<li>{e(text)}</li>" for text in part.texts) + "</ul>")
            elif part.kind in {"quote", "pull"}:
                rows.append(f"<i>{e(part.text)}</i>")
            elif part.kind == "ad":
                rows.append(
                    '<div align="center"><span class="small">- Publicity -</span><br><script>ad()</script></div>'
                )
            elif part.kind == "related":
                rows.append(
                    f'<div style="float:right;width:160px"><span class="tit3">On the same matter</span><br><a href="/article-2-04.html">{e(part.text)}</a></div>'
                )
            elif part.kind == "photo":
                files[f"{root}/im/{part.texts[0]}"] = PICTURE
                rows.append(
                    f'<div style="width:200px;float:left"><img src="/im/{part.texts[0]}"><br><span class="small">{e(part.texts[1])}</span></div>'
                )
        photo = ""
        if story.photo:
            files[f"{root}/im/{story.photo[0]}"] = PICTURE
            photo = f'<div style="width:300px"><img src="/im/{story.photo[0]}"><br><span class="small">{e(story.photo[1])}</span></div>'
        by = f'<span class="small"><b>{e(names(story.authors))}</b>, in the town</span><br>' if story.authors else ""
        talk = "".join(
            f'<table width="100%"><tr><td><b>{e(a)}</b><br>{e(t)}</td></tr></table>' for a, t in story.comments
        )
        others = "".join(
            f'<tr><td>&raquo; <a href="/article-{o.number}-04.html">{e(o.headline)}</a></td></tr>'
            for o in story.related
        )
        body = "<br /><br />".join(rows)
        files[story.path] = (
            f"""<html><head><title>Portal > {story.section} > {e(story.headline)}</title><meta http-equiv="content-type" content="text/html; charset=iso-8859-1"></head><body><table><tr><td width="150"><a href="/">Front</a><br><a href="/news">News</a></td><td><span class="small">Portal / {story.section} / {story.when:%d-%m-%Y}</span><br><span class="tit1">{e(story.headline)}</span><br>{by}<br>{photo}<span class="txt">{body}</span><br><br><span class="small"><a href="#">Send</a> | <a href="#">Print</a> | Read {story.number * 7} times</span><br><span class="tit2">What readers say</span>{talk}<form><textarea></textarea></form></td><td width="180"><table>{others}</table></td></tr></table></body></html>""".encode(
                "cp1252", "xmlcharrefreplace"
            )
        )
    return made, files


def weekly(many: int) -> tuple[list[Made], Files]:  # noqa: PLR0912 - one case for each kind of part
    """A weekly of 2010: sections in folders and breadcrumbs, pages to print, times in UTC, pictures that come late, a paragraph of background on several stories."""
    made = stories("en", "weekly", many, date(2010, 1, 1))
    root, files = "www.valleyweekly.example", Files()
    background = (
        "The quarry has been the largest employer of the valley since it was opened again in the year of the flood."
    )
    for story in made:
        folder = story.section.lower()
        story.path = f"{root}/{folder}/{story.when:%Y/%m}/story-{story.number}.html"
        if len(story.parts) > 2 and story.number % 5 == 0:
            story.parts.insert(1, Part("p", (background,)))
        rows: list[str] = []
        pictures = [part.texts for part in story.parts if part.kind == "photo"]
        if story.photo:
            pictures.append(story.photo[:2])
        for name, _ in pictures:
            files[f"{root}/media/{name}"] = PICTURE
        late = '<div class="shot"><img class="lazy" src="/media/grey.gif" data-src="/media/{0}" alt=""><noscript><img src="/media/{0}" alt=""></noscript><p class="legend">{1}</p></div>'
        for part in story.parts:
            if part.kind == "p":
                rows.append(f"<p>{linked(part, '/local/2010/02/story-3.html')}</p>")
            elif part.kind == "h":
                rows.append(f"<h3>{e(part.text)}</h3>")
            elif part.kind == "ul":
                rows.append("<ul>" + "".join(f"<li>{e(text)}</li>" for text in part.texts) + "</ul>")
            elif part.kind in {"quote", "pull"}:
                rows.append(f"<blockquote><p>{e(part.text)}</p></blockquote>")
            elif part.kind == "ad":
                rows.append('<div class="mpu"><span>Advertisement</span></div>')
            elif part.kind == "related":
                rows.append(f'<div class="see-too"><a href="/local/2010/02/story-3.html">{e(part.text)}</a></div>')
            elif part.kind == "photo":
                rows.append(late.format(part.texts[0], e(part.texts[1])))
        text = "".join(rows)
        lead = late.format(story.photo[0], e(story.photo[1])) if story.photo else ""
        utc = story.when + timedelta(hours=5)
        by = (
            f'<div class="who">By {e(names(story.authors))} | Posted: {us(story)}</div>'
            if story.authors
            else f'<div class="who">Posted: {us(story)}</div>'
        )
        menu = "".join(
            f'<li><a href="/{each.lower()}/">{each}</a></li>'
            for each in ("World", "Local", "Business", "Sports", "Culture")
        )
        files[story.path] = (
            f"""<html lang="en"><head><meta charset="utf-8"><title>{e(story.headline)} - Valley Weekly</title><meta property="article:published_time" content="{utc:%Y-%m-%dT%H:%M:%SZ}"></head><body><ul id="menu">{menu}</ul><div id="trail"><a href="/">Home</a> &gt; <a href="/{folder}/">{story.section}</a> &gt; {e(story.headline)}</div><div id="piece"><h1>{e(story.headline)}</h1>{by}{lead}<div class="copy">{text}</div><div class="tools"><a href="/print/story-{story.number}.html">Print this</a></div></div><div id="base">Valley Weekly, the paper of the valley</div></body></html>""".encode()
        )
        if story.number % 4 == 0:
            plain = text.replace('<div class="mpu"><span>Advertisement</span></div>', "")
            files[f"{root}/print/story-{story.number}.html"] = (
                f"""<html><head><title>{e(story.headline)} - Valley Weekly</title></head><body onload="window.print()"><h2>{e(story.headline)}</h2>{by}{plain}<hr><p>From {root}/{folder}/{story.when:%Y/%m}/story-{story.number}.html</p></body></html>""".encode()
            )
    return made, files


TEMPLATES: Mapping[str, Callable[[int], tuple[list[Made], Files]]] = {
    "Arabic, Drupal 7": arabic,
    "Japanese, Shift_JIS": japanese,
    "own system of 2001": asp2001,
    "components of 2022": modern,
    "portal of 2004": portal,
    "weekly of 2010": weekly,
}
__all__ = ["TEMPLATES", "Part", "us"]
