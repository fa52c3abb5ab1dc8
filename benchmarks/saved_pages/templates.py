"""Sites as they were, 1998 to 2016. Each has its traps; its docstring says which."""

import html
from collections.abc import Callable, Mapping
from datetime import date

from benchmarks.saved_pages.stories import Made, Part, names, stories

Files = dict[str, bytes]
PICTURE = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb0043001b12141714111b1716171e1c1b2028422b28252528513a3d30"
    "42605565645f555d5b6a7899816a7190735b5d85b586909ea3abadab6780bcc9baa6c799a8aba4ffdb0043011c1e1e282328"
    "4e2b2b4ea46e5d6ea4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4"
    "a4a4a4a4a4a4a4ffc00011080008000803012200021101031101ffc40014000100000000000000000000000000000000ffc4"
    "0014100100000000000000000000000000000000ffc40014010100000000000000000000000000000002ffc4001411010000"
    "0000000000000000000000000000ffda000c03010002110311003f000042ffd9"
)
"""A grey square."""
MONTHS = "January February March April May June July August September October November December".split()


def e(text: str) -> str:
    """A text as HTML has it."""
    return html.escape(text, quote=False)


def linked(part: Part, address: str) -> str:
    """A paragraph, perhaps with two of its words a link."""
    if not part.link or " " not in part.text:
        return e(part.text)
    words = part.text.split(" ")
    at = len(words) // 2
    return f'{e(" ".join(words[:at]))} <a href="{address}">{e(words[at])}</a> {e(" ".join(words[at + 1 :]))}'.strip()


def us(made: Made) -> str:
    """The day as American papers write it."""
    return f"{MONTHS[made.when.month - 1]} {made.when.day}, {made.when.year}"


def table98(many: int) -> tuple[list[Made], Files]:
    """Tables and fonts; headline, byline, text, tools and related links all in one cell, parted by `<br>`; today's date in the head."""
    made = stories("en", "table98", many, date(1998, 3, 1))
    files: Files = {}
    for at, story in enumerate(made):
        story.path = f"www.harbornews.example/{story.section.lower()}/{story.when:%y%m%d}_{story.number}.html"
        blocks = []
        for part in story.parts:
            if part.kind == "p":
                blocks.append(linked(part, made[at - 1].path.rpartition("/")[2]))
            elif part.kind == "h":
                blocks.append(f"<b>{e(part.text)}</b>")
            elif part.kind == "ul":
                blocks.append("<ul>" + "".join(f"<li>{e(text)}" for text in part.texts) + "</ul>")
            elif part.kind == "quote":
                blocks.append(f"<blockquote><i>{e(part.text)}</i></blockquote>")
            elif part.kind == "pull":
                blocks.append(
                    f'<table align=right width=150><tr><td bgcolor="#eeeeee"><font size=4><i>{e(part.text)}</i></font></td></tr></table>'
                )
            elif part.kind == "ad":
                blocks.append(
                    "<center><font size=1>ADVERTISEMENT</font><br><a href='http://ads.example/click?9'><img src='/ads/banner468.gif' width=468 height=60></a></center>"
                )
            elif part.kind == "related":
                blocks.append(
                    f"<table border=1 align=left width=140><tr><td><font size=1><b>RELATED STORY</b><br><a href='x.html'>{e(part.text)}</a></font></td></tr></table>"
                )
            elif part.kind == "photo":
                blocks.append(
                    f"<table width=200 align=left><tr><td><img src='../photos/{part.texts[0]}'></td></tr><tr><td><font size=1>{e(part.texts[1])}</font></td></tr></table>"
                )
                files[f"www.harbornews.example/photos/{part.texts[0]}"] = PICTURE
        photo = ""
        if story.photo:
            photo = f"<table align=right width=220><tr><td><img src='/photos/{story.photo[0]}' width=220></td></tr><tr><td><font size=1>{e(story.photo[1])} (Photo by {e(story.photo[2] or 'staff')})</font></td></tr></table>"
            files[f"www.harbornews.example/photos/{story.photo[0]}"] = PICTURE
        by = f"<i>By {e(names(story.authors))}<br>STAFF WRITERS</i><br>" if story.authors else ""
        related = "".join(
            f"&#149; <a href='/{other.section.lower()}/{other.number}.html'>{e(other.headline)}</a><br>"
            for other in story.related
        )
        menu = "".join(
            f"<a href='/{name}/'><font size=2>{name.title()}</font></a><br>"
            for name in ("home", "world", "local", "business", "sports", "classifieds")
        )
        page = f"""<html><head><title>Harbor News: {e(story.headline)}</title></head><body bgcolor=#ffffff><table width=100%><tr><td colspan=3><img src=/img/logo.gif>
<font size=1>Monday, March {1 + story.number % 28}, 2004</font></td></tr><tr><td width=120 valign=top>{menu}</td><td valign=top>
<font size=2 color=#990000>{story.section}</font><br><font size=5><b>{e(story.headline)}</b></font><br>{by}<font size=1>Posted {us(story)}</font><br>
<a href='mailto:?'>E-mail this story</a> | <a href='print.cgi?{story.number}'>Printer-friendly version</a><p>{photo}{"<br><br>".join(blocks)}
<br><br><hr><b>More from {story.section}</b><br>{related}<br><font size=1>Copyright 1998-2004 Harbor News. All rights reserved.</font></td>
<td width=160 valign=top><b>Weather</b><br>Today: sunny, high near {50 + story.number % 40}. Tonight clear with light winds from the west and a chance of fog.<br><b>Poll</b><br>Should the wall be built? <form><input type=radio>Yes<input type=radio>No</form></td></tr></table></body></html>"""
        files[story.path] = page.encode("cp1252", "xmlcharrefreplace")
    index = "".join(
        f"<p><a href='{each.path.partition('/')[2]}'><b>{e(each.headline)}</b></a><br>{e(each.parts[0].text)}"
        for each in made[:12]
    )
    files["www.harbornews.example/index.html"] = (
        f"<html><title>Harbor News</title><body><table><tr><td>{index}</td></tr></table></body></html>".encode(
            "cp1252", "xmlcharrefreplace"
        )
    )
    return made, files


def _flow(story: Made, files: Files, root: str, dress: Mapping[str, str]) -> str:
    """The blocks of a story in HTML of elements, each kind in its dress."""
    blocks: list[str] = []
    for part in story.parts:
        if part.kind == "p":
            blocks.append(
                dress.get("p", "<p>{}</p>").format(
                    linked(part, (story.related[0].path and f"/{story.related[0].path.partition('/')[2]}") or "/x/")
                )
            )
        elif part.kind == "ul":
            blocks.append("<ul>" + "".join(f"<li>{e(text)}</li>" for text in part.texts) + "</ul>")
        elif part.kind == "photo":
            files[f"{root}/images/{part.texts[0]}"] = PICTURE
            blocks.append(dress["photo"].format(f"/images/{part.texts[0]}", e(part.texts[1])))
        else:
            default = {
                "h": "<h3>{}</h3>",
                "quote": "<blockquote><p>{}</p></blockquote>",
                "pull": "<blockquote class=pullquote>{}</blockquote>",
            }
            blocks.append(dress.get(part.kind, default.get(part.kind, "")).format(e(part.text)))
    return "\n".join(blocks)


def wordpress(many: int) -> tuple[list[Made], Files]:
    """Kubrick of 2008: related posts, share bar and long comments; the home page, months and categories have whole posts."""
    made = stories("en", "wordpress", many, date(2007, 1, 2))
    root, files = "islandpost.example", Files()
    for story in made:
        story.path = f"{root}/{story.when:%Y/%m/%d}/story-{story.number}/index.html"
    posts: dict[int, str] = {}
    dress = {
        "photo": '<div class="wp-caption alignleft" style="width: 310px"><a href="{0}"><img src="{0}" class="size-medium" /></a><p class="wp-caption-text">{1}</p></div>',
        "ad": "<div class='adsense'><small>Sponsored Links</small><script>google_ad_client='x';</script></div>",
        "related": "<p><strong>See also:</strong> <a href='/2007/02/03/x/'>{}</a></p>",
        "h": "<p><strong>{}</strong></p>",
    }
    for at, story in enumerate(made):
        lead = ""
        if story.photo:
            files[f"{root}/images/{story.photo[0]}"] = PICTURE
            lead = dress["photo"].format(
                f"/images/{story.photo[0]}",
                e(story.photo[1]) + (f" Photo: {e(story.photo[2])}" if story.photo[2] else ""),
            )
        cats = f'Posted in <a href="/category/{story.section.lower()}/" rel="category tag">{story.section}</a>'
        tags = ", ".join(f'<a href="/tag/{tag}/" rel="tag">{tag}</a>' for tag in story.tags)
        by = f" by {e(names(story.authors))}" if story.authors else " by admin"
        posts[
            story.number
        ] = f"""<div class="post-{story.number} post hentry category-{story.section.lower()}" id="post-{story.number}"><h2><a href="/{story.path[len(root) + 1 : -10]}" rel="bookmark">{e(story.headline)}</a></h2>
<small>{us(story)}{by}</small><div class="entry">{lead}{_flow(story, files, root, dress)}
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">Twitter</a></li></ul></div></div>
<p class="postmetadata">{f"Tags: {tags} | " if tags else ""}{cats} | <a href="#respond">{len(story.comments)} Comments</a></p></div>"""
        comments = "".join(
            f'<li class="alt" id="comment-{n}"><cite>{e(who)}</cite> Says:<br /><small>{us(story)} at 10:0{n} am</small><p>{e(text)}</p></li>'
            for n, (who, text) in enumerate(story.comments)
        )
        related = "".join(f'<li><a href="/x/{each.number}/">{e(each.headline)}</a></li>' for each in story.related)
        other = made[at - 1]
        files[story.path] = _kubrick(
            f"{story.headline} &laquo; The Island Post",
            f'<div class="navigation"><a href="/">&laquo; {e(other.headline)}</a></div>{posts[story.number]}<h3>Possibly related posts</h3><ol>{related}</ol>'
            f'<h3 id="comments">{len(story.comments)} Responses to &#8220;{e(story.headline)}&#8221;</h3><ol class="commentlist">{comments}</ol>'
            '<h3 id="respond">Leave a Reply</h3><form><p><label>Name</label><input></p><p>You can use these tags: a, b, code and so on in what you write here.</p></form>',
        )
    for name, some in {
        "index.html": made[:10],
        "2007/01/index.html": made[:9],
        "category/world/index.html": [s for s in made if s.section == "World"][:10],
        "page/2/index.html": made[10:20],
    }.items():
        files[f"{root}/{name}"] = _kubrick("The Island Post", "".join(posts[each.number] for each in some))
    return made, files


def _kubrick(title: str, content: str) -> bytes:
    sidebar = "<ul><li><h2>Pages</h2><ul><li><a href='/about/'>About</a></li></ul></li><li><h2>Archives</h2><ul><li><a href='/2007/01/'>January 2007</a></li></ul></li><li>The Island Post is written by people who live on the island and know its ways, ferries and storms.</li></ul>"
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>{title}</title></head><body><div id="page"><div id="header"><h1><a href="/">The Island Post</a></h1><div class="description">News of the island</div></div><div id="content" class="narrowcolumn">{content}</div><div id="sidebar">{sidebar}</div><div id="footer"><p>The Island Post is proudly powered by WordPress</p></div></div></body></html>""".encode()


def drupal(many: int) -> tuple[list[Made], Files]:
    """Drupal 6: the text shares its box with the teaser's picture, links and a bio of the author that several stories have."""
    made = stories("en", "drupal", many, date(2010, 5, 1))
    root, files = "www.valleyvoice.example", Files()
    for story in made:
        story.path = f"{root}/node/{1000 + story.number}"
        story.path += ".html"
    dress = {
        "photo": '<span class="inline inline-left"><img src="{0}" class="image image-img_assist_custom" /><span class="caption" style="width:198px"><strong>{1}</strong></span></span>',
        "ad": '<div class="block-ad_block"><div class="advertisement">Advertisement</div></div>',
        "related": '<div class="field-field-related"><div class="field-label">Related:&nbsp;</div><a href="/node/1003.html">{}</a></div>',
        "pull": '<div class="quote-box">{}</div>',
    }
    for story in made:
        if story.photo:
            files[f"{root}/images/{story.photo[0]}"] = PICTURE
        photo = (
            f'<div class="field field-type-filefield field-image"><img src="/images/{story.photo[0]}" alt="" /><div class="field-caption">{e(story.photo[1])}</div></div>'
            if story.photo
            else ""
        )
        who = names(story.authors, " & ") if story.authors else "Staff"
        terms = "".join(
            f'<li><a href="/taxonomy/term/{n}" rel="tag">{tag}</a></li>' for n, tag in enumerate(story.tags)
        )
        bio = (
            f"<p><em>{e(story.authors[0])} covers the valley for this paper. Reach the newsroom at news@valleyvoice.example.</em></p>"
            if story.authors
            else ""
        )
        comments = "".join(
            f'<div class="comment"><div class="submitted">{e(a)} on {us(story)}</div><div class="content"><p>{e(t)}</p></div></div>'
            for a, t in story.comments
        )
        latest = "".join(
            f"<li><a href='/node/{1000 + each.number}.html'>{e(each.headline)}</a></li>" for each in story.related
        )
        files[
            story.path
        ] = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{e(story.headline)} | Valley Voice</title></head><body class="not-front page-node"><div id="header"><a href="/">Valley Voice</a></div>
<div id="main"><div class="breadcrumb"><a href="/">Home</a> » <a href="/s">{story.section}</a></div><h1 class="title">{e(story.headline)}</h1><div id="node-{story.number}" class="node node-story"><div class="submitted">Submitted by {e(who)} on {story.when:%a, %m/%d/%Y - %H:%M}</div>
<div class="content">{f'<div class="field-deck"><p>{e(story.standfirst)}</p></div>' if story.standfirst else ""}{photo}{_flow(story, files, root, dress)}{bio}</div><div class="terms"><ul class="links inline">{terms}</ul></div><div class="links"><ul class="links inline"><li>Add new comment</li><li>1{story.number} reads</li></ul></div></div>
<div id="comments">{comments}</div></div><div id="sidebar-right"><h2>Recent news</h2><ul>{latest}</ul></div><div id="footer">© Valley Voice</div></body></html>""".encode()
    teasers = "".join(
        f'<div class="node node-teaser"><h2><a href="/node/{1000 + each.number}.html">{e(each.headline)}</a></h2><div class="content"><p>{e(each.parts[0].text)}</p></div></div>'
        for each in made[:10]
    )
    files[f"{root}/news.html"] = (
        f'<html><head><meta charset="utf-8"><title>News | Valley Voice</title></head><body><div id="main"><h1 class="title">News</h1>{teasers}</div></body></html>'.encode()
    )
    return made, files


def joomla(many: int) -> tuple[list[Made], Files]:
    """Joomla 1.0: each field in a table of its own, no title that differs, a date of the last change below the text."""
    made = stories("en", "joomla", many, date(2006, 2, 1))
    root, files = "gazette.example", Files()
    dress = {
        "photo": '<div class="mosimage" style="border: 1px; float: left; width: 200px"><img src="{0}" width="200" /><div class="mosimage_caption">{1}</div></div>',
        "ad": '<div class="moduletable">{{mosbanner}}<a href="/component/banners/click/1"><img src="/images/banners/b1.gif" /></a></div>',
        "related": '<p><a class="readon" href="/content/view/3/">Read also: {}</a></p>',
        "h": "<p><b><u>{}</u></b></p>",
        "pull": '<table class="pull"><tr><td>{}</td></tr></table>',
    }
    for story in made:
        story.path = f"{root}/content/view/{story.number}/27/index.html"
        if story.photo:
            files[f"{root}/images/{story.photo[0]}"] = PICTURE
        photo = dress["photo"].format(f"/images/{story.photo[0]}", e(story.photo[1])) if story.photo else ""
        by = (
            f'<tr><td width="70%" align="left" valign="top" colspan="2"><span class="small">Written by {e(names(story.authors))}</span>&nbsp;&nbsp;</td></tr>'
            if story.authors
            else ""
        )
        items = "".join(
            f'<li><a href="/content/view/{each.number}/27/">{e(each.headline)}</a></li>' for each in story.related
        )
        files[
            story.path
        ] = f"""<html><head><title>The Gazette - Home of the news</title><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1" /></head><body><table class="main"><tr><td class="left"><table class="moduletable"><tr><th>Main Menu</th></tr><tr><td><a class="mainlevel" href="/">Home</a><br/><a class="mainlevel" href="/news/">News</a></td></tr></table></td>
<td class="center"><span class="pathway"><a href="/">Home</a> &gt; <a href="/n/">{story.section}</a> &gt; {e(story.headline)}</span><table class="contentpaneopen"><tr><td class="contentheading" width="100%">{e(story.headline)}</td><td align="right" class="buttonheading"><a href="#"><img src="/images/pdf.png" alt="PDF"/></a></td><td class="buttonheading"><a href="#">Print</a></td></tr></table>
<table class="contentpaneopen">{by}<tr><td valign="top" colspan="2" class="createdate">{story.when:%A}, {story.when.day:02} {MONTHS[story.when.month - 1]} {story.when.year}</td></tr><tr><td valign="top" colspan="2">{photo}{_flow(story, files, root, dress)}</td></tr><tr><td colspan="2" align="left" class="modifydate">Last Updated ( Tuesday, {1 + story.number % 28:02} December 2009 )</td></tr></table>
<table align="center" class="pagenav"><tr><th class="pagenav_prev"><a href="/content/view/1/27/">&lt; Prev</a></th></tr></table><br/><b>Latest News</b><ul>{items}</ul></td><td class="right"><table class="moduletable"><tr><th>Who's Online</th></tr><tr><td>We have {story.number} guests online</td></tr></table></td></tr></table></body></html>""".encode(
            "cp1252", "xmlcharrefreplace"
        )
    return made, files


def bloxsom(many: int) -> tuple[list[Made], Files]:
    """A weblog of 2003: the date above, the author and the place below the text in one line, an index of each month."""
    made = stories("en", "bloxsom", many, date(2003, 1, 5))
    root, files = "people.example/weblog", Files()
    dress = {
        "photo": '<p><img src="{0}"><br><em>{1}</em></p>',
        "ad": "",
        "related": "<p>Related: <a href='2003/1.html'>{}</a></p>",
        "h": "<h4>{}</h4>",
        "pull": "<blockquote><big>{}</big></blockquote>",
    }
    posts: dict[int, str] = {}
    for story in made:
        story.path = f"{root}/{story.section.lower()}/{story.number:04}.html"
        if story.photo:
            files[f"people.example/images/{story.photo[0]}"] = PICTURE
        photo = dress["photo"].format(f"/images/{story.photo[0]}", e(story.photo[1])) if story.photo else ""
        by = f"posted by {e(names(story.authors))} " if story.authors else "posted "
        posts[story.number] = (
            f'<h2>{story.when:%a}, {story.when:%d %b %Y}</h2><a name="{story.number}"></a><h3>{e(story.headline)}</h3>{photo}{_flow(story, files, "people.example", dress)}<p class="foot">{by}at {story.when:%H:%M} | path: <a href="/weblog/{story.section.lower()}">/{story.section.lower()}</a> | <a href="/{story.path}">permanent link to this entry</a></p>'
        )
    for name, some in [(each.path, [each]) for each in made] + [
        (f"{root}/index.html", made[:8]),
        (f"{root}/2003/01/index.html", made[:6]),
    ]:
        title = f"Weblog: {some[0].headline}" if len(some) == 1 else "Weblog"
        files[name] = (
            f'<html><head><title>{e(title)}</title></head><body><div id="all"><h1>Weblog</h1><p>Notes on the town, its council and its harbour, written on most days by those who care.</p>{"".join(posts[each.number] for each in some)}<div id="side">January 2003<br><a href="/weblog/2003/01/">Jan</a></div></div></body></html>'.encode()
        )
    return made, files


def korean(many: int) -> tuple[list[Made], Files]:
    """A Korean paper in EUC-KR: text parted by `<br>`, the byline with a mail address as its last line, notes on rights below."""
    made = stories("ko", "korean", many, date(2005, 4, 1))
    root, files = "www.ilbo.example", Files()
    for story in made:
        story.path = f"{root}/news/{story.when:%Y%m%d}/{story.number:05}.htm"
        rows: list[str] = []
        for part in story.parts:
            if part.kind == "p":
                rows.append(linked(part, "/news/1.htm"))
            elif part.kind == "h":
                rows.append(f"<b>◆ {e(part.text)}</b>")
            elif part.kind == "ul":
                rows += [f"▲ {e(text)}" for text in part.texts]
            elif part.kind in {"quote", "pull"}:
                rows.append(e(part.text))
            elif part.kind == "ad":
                rows.append("<div class='adver'><iframe src='http://ad.example/1'></iframe></div>")
            elif part.kind == "related":
                rows.append(f"<div class=link_news>[관련기사] <a href='/news/3.htm'>{e(part.text)}</a></div>")
            elif part.kind == "photo":
                files[f"{root}/image/{part.texts[0]}"] = PICTURE
                rows.append(
                    f"<table width=250 align=left><tr><td><img src='/image/{part.texts[0]}'></td></tr><tr><td class=cap>▲ {e(part.texts[1])}</td></tr></table>"
                )
        photo = ""
        if story.photo:
            files[f"{root}/image/{story.photo[0]}"] = PICTURE
            photo = f"<table width=300 align=center><tr><td><img src='/image/{story.photo[0]}'></td></tr><tr><td class=cap>{e(story.photo[1])}</td></tr></table>"
        by = f"<br><br>{'·'.join(story.authors)} 기자 reporter{story.number}@ilbo.example" if story.authors else ""
        others = "".join(f"<li><a href='/news/{each.number}.htm'>{e(each.headline)}</a>" for each in story.related)
        files[
            story.path
        ] = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><title>{e(story.headline)} - 일보닷컴</title></head><body><table width=900><tr><td colspan=2><a href=/>정치</a> | <a href=/>경제</a> | <a href=/>사회</a> 로그인 회원가입</td></tr><tr><td width=640><div class=v_title>{e(story.headline)}</div><div class=v_info>기사입력 {story.when:%Y-%m-%d %H:%M}</div><div class=btns><a href=#>글자크게</a> <a href=#>글자작게</a> <a href=#>프린트</a></div>
<div id=articleBody>{photo}{"<br><br>".join(rows)}{by}<br><br>&lt;저작권자 ⓒ 일보닷컴, 무단 전재 및 재배포 금지&gt;</div><div class=rel><b>이 분야 최신기사</b><ul>{others}</ul></div></td><td width=260><b>많이 본 기사</b><ol>{others}</ol></td></tr></table></body></html>""".encode(
            "cp949", "xmlcharrefreplace"
        )
    return made, files


def soup(many: int) -> tuple[list[Made], Files]:
    """Div soup of 2016: classes that say nothing, each paragraph in its own box, a newsletter's box amid the text, JSON-LD."""
    made = stories("en", "soup", many, date(2015, 6, 1))
    root, files = "coastdaily.example", Files()
    dress = {
        "p": '<div class="css-1fanzo5"><p class="css-axufdj">{}</p></div>',
        "h": '<h2 class="css-1aoo5yy">{}</h2>',
        "photo": '<div class="css-79elbk"><img class="css-9zz" src="{0}"><span class="css-16f3y1r">{1}</span></div>',
        "ad": '<div class="css-142l3g4"><div class="css-1r07izm">Advertisement</div></div>',
        "related": '<div class="css-17ai7jg"><div class="css-3xq">More on this</div><a href="/2015/x.html"><h3>{}</h3><p>Five things that you may want to know about this before you go on reading it.</p></a></div>',
        "quote": '<blockquote class="css-bq">{}</blockquote>',
        "pull": '<aside class="css-pl">{}</aside>',
    }
    for story in made:
        story.path = f"{root}/{story.section.lower()}/article-{story.number}.html"
        lead = ""
        if story.photo:
            files[f"{root}/images/{story.photo[0]}"] = PICTURE
            lead = f'<figure class="css-fig"><img src="/images/{story.photo[0]}" alt="A photograph"><figcaption><span>{e(story.photo[1])}</span><span class="css-credit credit">{e(story.photo[2])}</span></figcaption></figure>'
        people = ", ".join(f'{{"@type":"Person","name":"{name}"}}' for name in story.authors)
        data = (
            f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{story.headline}","datePublished":"{story.when:%Y-%m-%dT%H:%M:00}+01:00","author":[{people}]}}'
            if story.number % 2
            else ""
        )
        flow = _flow(story, files, root, dress).split("\n")
        flow.insert(
            len(flow) // 2,
            '<div class="css-nl"><h4>The Morning Letter</h4><div>Get the news of the coast in your mailbox each day before breakfast.</div><form><input><button>Sign up</button></form></div>',
        )
        more = "".join(
            f'<div class="css-card"><a href="/x{each.number}.html"><h3>{e(each.headline)}</h3></a><p>{e(each.parts[0].text)}</p></div>'
            for each in story.related
        )
        by = f'<p class="css-by">By <span>{e(names(story.authors))}</span></p>' if story.authors else ""
        files[story.path] = (
            f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{e(story.headline)} | Coast Daily</title><meta property="og:type" content="article"><meta property="og:title" content="{e(story.headline)}">{f'<script type="application/ld+json">{data}</script>' if data else ""}</head><body><div id="app"><div class="css-hd"><a href="/">Coast Daily</a><div class="css-nav"><a href="/w">World</a><a href="/l">Local</a></div></div><div class="css-main"><div class="css-art"><header class="css-h"><h1 class="css-t">{e(story.headline)}</h1>{f'<p class="css-sum">{e(story.standfirst)}</p>' if story.standfirst else ""}{lead}{by}<div class="css-d"><time datetime="{story.when:%Y-%m-%dT%H:%M:00}+01:00">{us(story)}</time></div></header><section class="css-body">{"".join(flow)}</section><div class="css-bio">Follow us for more stories from the coast.</div></div><div class="css-more"><h2>More in {story.section}</h2>{more}</div></div><div class="css-ft">© 2016 Coast Daily Ltd.</div></div></body></html>""".encode()
        )
    return made, files


def russian(many: int) -> tuple[list[Made], Files]:
    """A Russian site in windows-1251: “Читайте также” amid the text, the author below it, the date with a month in words."""
    made = stories("ru", "russian", many, date(2009, 9, 1))
    months = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
    root, files = "gorod.example", Files()
    dress = {
        "photo": '<div class="img-left"><img src="{0}" alt=""><div class="img-desc">{1}</div></div>',
        "ad": '<div class="b-adv">Реклама</div>',
        "related": '<div class="inset"><b>Читайте также</b><a href="/news/2.html">{}</a></div>',
        "h": "<p><b>{}</b></p>",
        "pull": '<div class="citate">{}</div>',
    }
    for story in made:
        story.path = f"{root}/news/{story.when.year}/{story.number}.html"
        if story.photo:
            files[f"{root}/images/{story.photo[0]}"] = PICTURE
        photo = (
            f'<div class="mainpic"><img src="/images/{story.photo[0]}" alt=""><div class="img-desc">{e(story.photo[1])}</div></div>'
            if story.photo
            else ""
        )
        by = f'<p class="avtor"><i>Автор: {e(", ".join(story.authors))}</i></p>' if story.authors else ""
        last = "".join(
            f'<div class="item"><span>{each.when:%H:%M}</span> <a href="/news/{each.number}.html">{e(each.headline)}</a></div>'
            for each in story.related
        )
        comments = "".join(f"<div class=msg><b>{e(a)}</b>: {e(t)}</div>" for a, t in story.comments)
        files[story.path] = (
            f"""<html><head><meta http-equiv="content-type" content="text/html; charset=windows-1251"><title>Город: {e(story.headline)}</title></head><body><div class="top">Сегодня {1 + story.number % 28} мая 2011</div><div class="wrap"><div class="l-col"><a href="/">Главная</a><a href="/pol">Политика</a><a href="/ek">Экономика</a></div><div class="c-col"><div class="rub">{story.section}</div><h1>{e(story.headline)}</h1><div class="info">{story.when.day} {months[story.when.month - 1]} {story.when.year}, {story.when:%H:%M}</div><div class="txt">{photo}{f'<p class="lid"><b>{e(story.standfirst)}</b></p>' if story.standfirst else ""}{_flow(story, files, root, dress)}{by}</div><div class="bot">Версия для печати | Отправить другу</div><div class="obs"><h3>Обсуждение</h3>{comments}</div></div><div class="r-col"><h3>Последние новости</h3>{last}</div></div><div class="cop">При перепечатке ссылка на сайт обязательна, все права защищены законом.</div></body></html>""".encode(
                "cp1251", "xmlcharrefreplace"
            )
        )
        if story.standfirst:
            story.parts.insert(0, Part("p", (story.standfirst,)))
            story.standfirst = ""
    return made, files


TUNED: Mapping[str, Callable[[int], tuple[list[Made], Files]]] = {
    "tables of 1998": table98,
    "WordPress of 2008": wordpress,
    "Drupal 6": drupal,
    "Joomla 1.0": joomla,
    "Bloxsom": bloxsom,
    "Korean, EUC-KR": korean,
    "div soup of 2016": soup,
    "Russian, windows-1251": russian,
}
