"""The words of a text as the database has it, told another way than by the conversion: for the proof. Pure."""

import re
from collections.abc import Iterable, Iterator

from newsgen.importers.from_html.nodes import Element, Text, parse
from newsgen.importers.wordpress import families
from newsgen.importers.wordpress.bare import is_bare_code, is_code_with
from newsgen.importers.wordpress.players import is_player
from newsgen.importers.wordpress.settings_of_blocks import Said, may_say, settings_of, unsaid, words_in

_CODE = re.compile(r"\[(?P<end>/)?(?P<name>[a-zA-Z][\w-]*)(?P<said>(?>(?:[\s=:][^\[\]]*+)?))/?\]")
_WHOLE = re.compile(r"\[(?P<name>[a-z][\w-]*)(?:[\s=][^\[\]]*)?\](?P<inside>[^\[]*)\[/(?P=name)\]")
"""A shortcode with what it stands around."""
_END = re.compile(r"\[/([\w-]+)\]")
_BLOCK = re.compile(r"<!--\s+wp:[\w/-]+\s+(?=\{)")
"""The mark of a block that has settings."""
_ADDRESS = re.compile(r"\s*(?:https?://)?[\w:/.=?&;%-]{3,200}\s*\Z")
_LINK = re.compile(r"\s*https?://\S+\s*\Z")
_NUMBER_OF_NOTE = re.compile(r"(?<=\[)\d{1,3}\.\s(?=\S)")
_INNER = frozenset(
    """a abbr acronym b bdi bdo big cite code del em font i img ins kbd mark q rp rt ruby s samp small span strike
    strong sub sup tt u var wbr""".split()
)
"""Elements beside which a word goes on."""
_CORE = frozenset("audio video gallery caption playlist".split())
_MARKS = re.compile(r"\[[a-z][\w-]*\|[^\[\]=]*=[^\[\]]*\]|\[[a-z]+(?:-[a-z]+)+:\d+\]|\$latex(?=\s)|@ET-DC@[\w+/=]+@")
_SILENT = frozenset("form script select style template title".split())
_BUTTON = "wp-block-file__button"
"""A second link to a file, which stands beside the first without a blank."""
_IS_SPOKEN = re.compile(r"\A[A-Z][a-z]*\Z|\A[A-Z]+\Z")


def said_in(typed: str) -> str:
    """The words of a text as the database has it: without tags, comments, shortcodes and the marks of footnotes."""
    typed = _MARKS.sub(" ", typed)
    if "[" in typed:
        typed = _NUMBER_OF_NOTE.sub("", typed)
        ended = frozenset(_END.findall(typed))
        typed = _CODE.sub(lambda found: _without_code(found, ended), _WHOLE.sub(_without_inside, typed))
    return "".join(_said_by(parse(typed)))


def said_in_settings(typed: str, attributes: Iterable[str]) -> str:
    """The words in the settings of blocks, and in attributes of shortcodes, that stand nowhere else in a text."""
    found = [Said("", text, is_seen=False) for text in attributes]
    for settings in filter(may_say, _settings_in(typed)):
        found += [each._replace(is_seen=False) for each in words_in(settings_of(settings))]
    return " ".join(said_in(each.text) for each in unsaid(found, typed))


def _settings_in(typed: str) -> Iterator[str]:
    """What the marks of blocks say, as JSON."""
    # Cut at their ends first: a mark that has none would be looked through from each of its signs.
    *comments, _ = typed.split("-->")
    for comment in comments:
        mark = comment.removesuffix("/").rstrip()
        if mark.endswith("}") and (begin := _BLOCK.search(mark)):
            yield mark[begin.end() :]


def _without_inside(match: re.Match[str]) -> str:
    """What is coded is read; the address or the number of a player is no word."""
    name = match["name"]
    if families.is_coded(name):
        return f" {families.decoded(match['inside'])} "
    is_address = _LINK.match(match["inside"]) or (is_player(name) and _ADDRESS.match(match["inside"]))
    if families.is_script(name) or name == "img" or is_address:
        return " "
    return match[0]


def _without_code(match: re.Match[str], ended: frozenset[str]) -> str:
    name, said = match["name"], match["said"]
    is_code = (
        bool(match["end"])
        or re.match(r"\s*=|\s+[\w-]+\s*=", said) is not None
        or re.search("[_-]", name) is not None
        or ((is_player(name) or name in _CORE) and not _IS_SPOKEN.match(name))
        or (bool(said.strip()) and is_code_with(name, said))
        or (not said.strip() and is_bare_code(name, match.string, match.start(), match.end()))
        or name in ended
        or (not said.strip() and families.is_layout(name) and any(map(families.is_layout, ended)))
    )
    if not is_code:
        return match[0]
    return "" if families.is_inline(name) else " "


def _said_by(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Text):
            yield child.text
        elif isinstance(child, Element) and child.name not in _SILENT and not child.get("data-fn"):
            gap = "" if child.name in _INNER and _BUTTON not in child.classes else " "
            yield gap
            yield from _said_by(child)
            yield gap
