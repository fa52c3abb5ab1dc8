"""Pages that are none, or no story: what servers say in place of one, and those of a forum. Pure."""

import re
from collections import defaultdict
from urllib.parse import unquote

from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.saved_pages import evidence
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Unit

_LONGEST = 120
"""Words of a page that says that there is none."""
_MOST_WORDS = 12
"""Of the line that says so."""
_ENGLISH = re.compile(
    r"(?:http |error |status )*(?:40[034]|410|50[0234])|30[127] found|410 gone|"
    r"(?:30[127] )?moved (?:permanently|temporarily)|"
    r"(?:error )?(?:(?:40[034]|410|50[0234])\W+)?(?:the |this )?(?:page |file |document |object |url )?"
    r"(?:(?:was |is |could |can)?(?:not|cannot) (?:be )?found|forbidden|bad gateway|internal server error|"
    r"service (?:temporarily )?unavailable)\W*",
    re.IGNORECASE,
)
"""Titles of such pages."""
_MISSING = (
    r"(?:the |this |that )?(?:requested )?page (?:you (?:requested|are looking for|"
    r"were looking for|wanted) )?(?:was not found|could not be found|cannot be found|"
    r"can't be found|not found|does not exist|doesn't exist|no longer exists)|"
    r"(?:we )?(?:could not|couldn't|cannot|can't) find (?:the|that|this) page(?: you .{3,30})?|"
    r"(?:la |cette )?page (?:demandée )?(?:non trouvée|introuvable|inexistante|n'existe (?:pas|"
    r"plus)|n'a pas été trouvée)|"
    r"(?:die |diese )?(?:angeforderte |gesuchte )?seite (?:wurde |konnte )?(?:leider )?nicht gefunden(?: werden)?|"
    r"(?:die |diese )?seite (?:existiert (?:leider )?nicht(?: mehr)?|nicht vorhanden)|"
    r"diese seite gibt es (?:leider )?nicht|"
    r"(?:la |esta )?página (?:no encontrada|no existe|no disponible|inexistente)|"
    r"no se (?:ha encontrado|encontró|encuentra|pudo encontrar) la página|"
    r"(?:la |questa )?pagina (?:non trovata|inesistente|non esiste|non è stata trovata|non disponibile)|"
    r"(?:a |esta )?página (?:não (?:foi )?encontrada|não existe|inexistente)|"
    r"(?:de |deze )?pagina (?:is )?(?:niet gevonden|bestaat niet(?: meer)?|werd niet gevonden)|"
    r"nie znaleziono (?:takiej )?strony|strony nie znaleziono|"
    r"(?:ta |podana )?strona nie (?:została znaleziona|istnieje)|nie ma takiej strony|nie odnaleziono strony|"
    r"stránka (?:nenalezena|nebyla nalezena|neexistuje|nenájdená|sa nenašla|nebola nájdená)|"
    r"stránku se nepodařilo najít|(?:az? )?(?:keresett )?oldal nem (?:található|létezik)|nincs ilyen oldal|"
    r"pagina (?:nu a fost găsită|nu există|inexistentă|căutată nu există)|pagină (?:inexistentă|negăsită)|"
    r"(?:η )?σελίδα δεν (?:βρέθηκε|υπάρχει)|δεν βρέθηκε η σελίδα|(?:aradığınız )?sayfa bulunamadı|"
    r"sayfa mevcut değil|(?:запрашиваемая |запрошенная )?страница не (?:найдена|существует)|"
    r"(?:такой страницы нет|нет такой страницы)|сторінку не знайдено|(?:така )?сторінка не (?:знайдена|існує)|"
    r"такої сторінки (?:немає|не існує)|старонка не знойдзена|"
    r"страницата не (?:е намерена|беше намерена|съществува)|няма такава страница|"
    r"страница (?:није пронађена|не постоји)|stranica (?:nije (?:pronađena|nađena)|ne postoji)|"
    r"stran ni (?:bila )?najdena|stran ne obstaja|"
    r"sidan (?:kunde inte hittas|hittades inte|hittas inte|finns inte)|"
    r"siden (?:blev ikke fundet|findes ikke|kunne ikke findes)|"
    r"siden (?:ble ikke funnet|finnes ikke|eksisterer ikke)|side ikke fundet|fant ikke siden|"
    r"(?:síða|síðan) fannst ekki|sivua ei (?:löytynyt|löydy|ole)|(?:lehekülge|lehte) ei leitud|"
    r"lapa nav atrasta|puslapis nerastas|(?:عذرا )?الصفحة (?:المطلوبة )?غير موجودة|لم يتم العثور على الصفحة|"
    r"(?:ה?דף|ה?עמוד) (?:לא נמצא|אינו קיים|לא קיים)|صفحه (?:مورد نظر )?(?:یافت نشد|پیدا نشد|موجود نیست)|"
    r"صفحہ نہیں ملا|(?:पृष्ठ|पेज) नहीं मिला|(?:পৃষ্ঠা|পাতা|পাতাটি|পৃষ্ঠাটি) পাওয়া যায়নি|"
    r"halaman (?:yang anda cari )?tidak (?:ditemukan|dijumpai|ditemui|tersedia)|không tìm thấy trang|"
    r"trang (?:này )?không tồn tại|ไม่พบหน้า(?:นี้|เว็บ|ที่คุณต้องการ|ที่ต้องการ|ที่คุณค้นหา)?|"
    r"(?:요청하신 )?페이지를 찾을 수 (?:없습니다|없음)|존재하지 않는 페이지(?:입니다)?|"
    r"(?:お探しの|指定された)?ページ(?:が|は)(?:見つかりません(?:でした)?|存在しません)|"
    r"(?:您访问的|你访问的|您要找的)?页面(?:不存在|未找到|没有找到)|找不到(?:该|此)?页面|"
    r"(?:您要找的)?(?:頁面|網頁)不存在|找不到(?:此|該)?(?:頁面|網頁)"
)
"""The same in other languages, and in more words: as a whole line."""
_ABSENT = re.compile(
    rf"\W*(?:\w{{2,12}}\W+)?(?:(?:40[34]|410)\W*)?(?:{_MISSING})\W*(?:(?:40[34]|410)\W*)?", re.IGNORECASE
)
_HEADINGS = frozenset("h1 h2 h3 b strong big font".split())
_FORUM = re.compile(
    r"(?<![^\W\d_])(?:foru?ms?|foros?|fórum\w*|foorum\w*|форум\w*|φόρουμ|view(?:topic|thread)|showthread|message-?boards?|"
    r"bulletin-?board|phpbb\d?|vbulletin|gästebuch|guest-?book|diskusn\w+|keskustelu\w*|spjall\w*)(?![^\W\d_])"
    r"|منتدى|منتديات|פורום|论坛|論壇|留言板|フォーラム|掲示板|게시판|自由谈|फ़ोरम|เว็บบอร์ด|diễn đàn",
    re.IGNORECASE,
)
_FEWEST_POSTS = 2
_MOST_OF_HEAD = 16
"""Words of the line that says who wrote an entry, and when."""


def is_absent(parsed: Parsed) -> bool:
    """Whether a page is what a server sends in place of one."""
    units = parsed.lines.units
    if parsed.said.is_story or sum(unit.words for unit in units if not unit.share) >= _LONGEST:
        return False
    parts = evidence.parts_of(parsed.said.title)
    if any(_ENGLISH.fullmatch(part) or _ABSENT.fullmatch(part) for part in parts):
        return True
    return any(_is_heading(unit) and _ABSENT.fullmatch(unit.text) for unit in units)


def _is_heading(unit: Unit) -> bool:
    near = list(unit.place.line())[:2]
    return unit.words <= _MOST_WORDS and any(place.element.name in _HEADINGS for place in near)


def is_forum(parsed: Parsed, tongue: Tongue) -> bool:
    """Whether a page is called one of a forum, and all that it tells stands below lines with a name and a date."""
    called = f"{unquote(parts_of_address(parsed.page.address).path)} {parsed.said.title}"
    if parsed.said.is_story or not _FORUM.search(called):
        return False
    units = [unit for unit in parsed.lines.units if unit.text]
    heads: dict[int, list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        if unit.words <= _MOST_OF_HEAD and not unit.is_ended and tongue.date(unit.text) is not None:
            heads[unit.place.path].append(at)
    prose = [at for at, unit in enumerate(units) if unit.is_running_text]
    posts = max(heads.values(), key=len, default=[])
    return len(posts) >= _FEWEST_POSTS and bool(prose) and prose[0] > posts[0]
