"""Lines of a copied text that others tell: the head of a mail, what stands twice, what is said of an author. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from newsgen.importers.pasted.credits import Credits
from newsgen.importers.pasted.line import Line
from newsgen.importers.story import LeftOut

_SUBJECT = (
    r"subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|тема|ämne|emne|aihe|konu|předmět|件名|主旨|主题|"
    r"主題|제목"
)
_OTHERS = (
    r"from|to|cc|bcc|date|sent|reply-to|von|an|gesendet|datum|de|à|envoyé|para|enviado|fecha|da|a|inviato|data|van|"
    r"aan|verzonden|od|do|wysłano|от|кому|дата|från|till|skickat|fra|til|sendt|kimden|kime|tarih|差出人|宛先|日時|发件人|收件人|"
    r"日期|寄件者|收件者|보낸사람|받는사람|날짜"
)
_HEAD = re.compile(rf"(?P<key>{_SUBJECT}|{_OTHERS})\s*[:：]\s*(?P<value>.*)", re.IGNORECASE)
_IS_SUBJECT = re.compile(_SUBJECT, re.IGNORECASE)
_REPLIED = re.compile(
    r"(?:(?:re|fw|fwd|aw|wg|tr|rv|enc|antw|sv|vs|vb|odp|ynt|回复|转发|答复)\s*[:：]\s*)+", re.IGNORECASE
)
_FORWARDED = re.compile(r"(?=.{1,200}\Z)[-—_ ]{3,}\s*(?:\w+ ){1,3}\w+\s*[-—_ ]{3,}")
_MOST_OF_HEAD = 10
"""Lines of the head of a mail."""
_FEWEST = 2
_FILED = re.compile(r"(?i)(?P<filed>filed under\s*:.*?\S)\s+(?P<tagged>tagged(?: with)?\s*:.*)")
_SHORTEST = 12
"""Letters of a caption that stands twice."""
_ABOUT = re.compile(
    r"(?i)(?:about|über|zur person|à propos de|sobre|acerca de|su|informazioni su|over|om|o autorze|об авторе|author|"
    r"autor)[:：]?\s+(?P<name>[^\W\d_][\w.’' -]{2,40})"
)
_MOST_OF_BOX = 3
"""Lines about an author."""
_LIFE = 60
"""Words of all of them."""


def without_mail(lines: Sequence[str]) -> tuple[list[str], list[LeftOut]]:
    """The lines without the head of the mail that they came in: its subject is a headline, its date stays."""
    begin = next((at for at, line in enumerate(lines) if line and not _FORWARDED.fullmatch(line)), 0)
    found: dict[int, re.Match[str]] = {}
    for at in range(begin, min(begin + _MOST_OF_HEAD, len(lines))):
        if (match := _HEAD.fullmatch(lines[at])) is None:
            break
        found[at] = match
    subjects = [at for at, match in found.items() if _IS_SUBJECT.fullmatch(match["key"])]
    if len(found) < _FEWEST or not subjects:
        return list(lines), []
    kept, left = [_REPLIED.sub("", found[subjects[0]]["value"]), ""], []
    for at, line in enumerate(lines):
        if at in found and at not in subjects:
            is_date = re.search(r"\d{4}", found[at]["value"]) and "@" not in line
            kept += [found[at]["value"]] if is_date else []
            left += [] if is_date else [LeftOut(line, "the head of a mail")]
        elif at < begin and line:
            left.append(LeftOut(line, "the head of a mail"))
        elif at not in found:
            kept.append(line)
    return kept, left


def parted(lines: Sequence[str]) -> list[str]:
    """The lines, with those parted that say by two words what a story is filed by."""
    found: list[str] = []
    for line in lines:
        match = _FILED.fullmatch(line)
        found += [match["filed"], match["tagged"]] if match else [line]
    return found


def mark_repeated(lines: Sequence[Line], credits_: Credits) -> None:
    """Marks what is said once more right below, with who took the picture: its alternative text, and its caption."""
    for line, below in pairwise(lines):
        said = line.text.rstrip(" .")
        if (
            len(said) >= _SHORTEST
            and not line.is_item
            and below.text.startswith(said)
            and credits_.split(below.text)[1]
        ):
            line.leftover = "the caption, which stands below once more"


def mark_author_box(lines: Sequence[Line]) -> None:
    """Marks what is said about the author below a story: a line that names who is named above, and a life."""
    for at, line in enumerate(lines):
        match = _ABOUT.fullmatch(line.text)
        behind = lines[at + 1 : at + 1 + _MOST_OF_BOX]
        name = match["name"].casefold() if match else ""
        if not name or not any(name in above.text.casefold() for above in lines[:at] if above.text != line.text):
            continue
        box = [each for each in behind if not each.leftover and each.text.casefold().startswith(name)]
        if box and sum(each.words for each in box) <= _LIFE:
            for each in (line, *box):
                each.leftover = "about its author"
