"""Links that are no address at all, and what was probably meant. Pure."""

import re
from urllib.parse import unquote

from newsgen.renderer.text_of import without_code
from newsgen.renderer.typed import holds

_OF_FILES = (
    "ai am cc cs db go gz hs id in io jl js kt la lz md mk ml mo mp pl pm ps py rb rs sc sh so st tc tf ts vb vi"
)
"""Two letters at the end of names of files; other two are those of a country, at the end of a host."""
_HOST = re.compile(
    r"(?:www\d?\.[^\s/.]+(?:\.[^\s/.]+)*"
    r"|[^\s/@:.]+(?:\.[^\s/@:.]+)*\.(?:com|org|net|gov|edu|info|int"
    rf"|(?!(?:{_OF_FILES.replace(' ', '|')})\b)[a-z]{{2}}|[^\W\d_\x00-\x7f][^\x00-\x7f]*))(?:[/?#:].*)?\Z",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#]{2,}(?:\?.*)?\Z")
_PHONE = re.compile(r"(?:(?:tel|phone|call|fon)[\s.:]*|(?=\+))(?P<number>\+?[\d\s().\-/]{5,})\Z", re.IGNORECASE)


def meant(address: str) -> str:
    """What a link that leads nowhere was probably meant to be: an address with its scheme; empty if nobody knows."""
    plain = unquote(address).strip()
    if _MAIL.match(plain):
        return f"mailto:{plain}"
    if phone := _PHONE.match(plain):
        return "tel:" + re.sub(r"[^\d+]", "-", phone["number"].strip()).strip("-")
    if _HOST.match(plain):
        return f"https://{plain}"
    return ""


_NAMES_A_FILE = re.compile(r"\.[a-zA-Z0-9]{2,5}\Z")
_SPACED = re.compile(
    r"\]\((?P<typed>tel[ .:]+\+?[\d().\-/ ]{4,40}|[^()<>\"'\n]{1,200}?[ ][^()<>\"'\n]{0,200}?\.[a-z0-9]{2,5})\)",
    re.IGNORECASE,
)


def spaced_addresses(text: str, rendered: str) -> list[str]:
    """What stands for the address of a link or picture and is none in CommonMark, since it has blanks: it shows."""
    if not holds(rendered, "]("):
        return []
    shown = without_code(rendered)
    return [typed for typed in _SPACED.findall(text) if f"]({typed})" in shown]


_WIKI = re.compile(r"!?\[\[(?=[^\[\]\n]{0,200}[^\W\d])[^\[\]^\n]{1,200}\]\](?![(\[])")


def wiki_links(text: str, rendered: str) -> list[str]:
    """Links in the manner of Obsidian and of wikis that the page shows as they were typed, each once."""
    if not holds(rendered, "[["):
        return []
    shown = without_code(rendered)
    return [typed for typed in dict.fromkeys(_WIKI.findall(text)) if typed in shown]


def plain_link(wiki: str) -> str:
    """How such a link is written in Markdown."""
    name, _, label = wiki.strip("![]").partition("|")
    target = name if _NAMES_A_FILE.search(name) else f"{name}.md"
    return f"{'!' if wiki[0] == '!' else ''}[{label or name}]({f'<{target}>' if ' ' in target else target})"


def without_blanks(address: str) -> str:
    """How an address with blanks is written: a telephone number without them, the name of a file in angle brackets."""
    return meant(address) or f"<{address}>"
