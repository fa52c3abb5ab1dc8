"""Language tags, as HTML and feeds take them."""

import re
from functools import lru_cache

_TAG = re.compile(
    r"""
    [a-z]{2,3} (?:-[a-z]{3}){0,3}        # language, extended: zh-yue
    (?:-[a-z]{4})?                       # script: sr-Latn
    (?:-(?:[a-z]{2}|[0-9]{3}))?          # region: pt-BR, es-419
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*  # variants: de-1996
    (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*  # extensions: de-u-co-phonebk
    (?:-x(?:-[a-z0-9]{1,8})+)?           # for private use: en-x-pirate
    | x(?:-[a-z0-9]{1,8})+
    | i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""RFC 5646, section 2.1."""
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ku-arab pa-arab ps sd ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = ("-arab", "-hebr", "-thaa", "-nkoo", "-syrc", "-adlm")


_OWN_NAMES = dict(
    pair.split("=")
    for pair in (
        "af=Afrikaans am=አማርኛ ar=العربية az=Azərbaycanca be=Беларуская bg=Български bn=বাংলা bo=བོད་ཡིག bs=Bosanski "
        "ca=Català cs=Čeština cy=Cymraeg da=Dansk de=Deutsch el=Ελληνικά en=English eo=Esperanto es=Español "
        "et=Eesti eu=Euskara fa=فارسی fi=Suomi fil=Filipino fr=Français ga=Gaeilge gl=Galego gu=ગુજરાતી ha=Hausa "
        "he=עברית hi=हिन्दी hr=Hrvatski hu=Magyar hy=Հայերեն id=Indonesia is=Íslenska it=Italiano ja=日本語 "
        "ka=ქართული kk=Қазақша km=ខ្មែរ kn=ಕನ್ನಡ ko=한국어 ku=Kurdî ky=Кыргызча lo=ລາວ lt=Lietuvių lv=Latviešu "
        "mk=Македонски ml=മലയാളം mn=Монгол mr=मराठी ms=Melayu my=မြန်မာ nb=Norsk ne=नेपाली nl=Nederlands nn=Nynorsk "
        "no=Norsk pa=ਪੰਜਾਬੀ pl=Polski ps=پښتو pt=Português pt-br=Português (Brasil) ro=Română ru=Русский si=සිංහල "
        "sk=Slovenčina sl=Slovenščina so=Soomaali sq=Shqip sr=Српски sv=Svenska sw=Kiswahili ta=தமிழ் te=తెలుగు "
        "th=ไทย tl=Tagalog tr=Türkçe ug=ئۇيغۇرچە uk=Українська ur=اردو uz=Oʻzbekcha vi=Tiếng Việt zh=中文 "
        "zh-cn=简体中文 zh-hans=简体中文 zh-hant=繁體中文 zh-hk=繁體中文 zh-tw=繁體中文"
    ).split(" ")
)
"""Languages by what their own readers call them."""


@lru_cache
def own_name_of(tag: str) -> str:
    """The language's name in that language; the tag itself where it is not known."""
    parts = tag.lower().split("-")
    names = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_OWN_NAMES[name] for name in names if name in _OWN_NAMES), tag)


def is_known_language(tag: str) -> bool:
    """Whether it is the tag of a language by whose name its readers are known here: `fr`, `pt-BR`, but not `us`."""
    return tag.lower().partition("-")[0] in _OWN_NAMES and is_language_tag(tag)


def is_language_tag(text: str) -> bool:
    """Whether the text is formed as BCP 47 has it: ``en``, ``pt-BR``, ``zh-Hant-TW``."""
    return _TAG.fullmatch(text) is not None


_WRITE_LIKE = {"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"} | dict.fromkeys(
    ("pt-ao", "pt-cv", "pt-gw", "pt-mo", "pt-mz", "pt-st", "pt-tl"), "pt-pt"
)
"""Regions that write like another than where most live who speak the language (CLDR's parent locales)."""


def broader_tags(tag: str) -> list[str]:
    """From a tag to the language alone, in small letters: ``zh-hk``, ``zh-hant``, ``zh``."""
    lower = tag.lower()
    found = [lower]
    while "-" in lower:
        lower = _WRITE_LIKE.get(lower, lower.rpartition("-")[0])
        found.append(lower)
    return found


@lru_cache
def direction_of(tag: str) -> str:
    """``rtl`` or ``ltr``."""
    lower = tag.lower()
    if any(script in lower for script in _RIGHT_TO_LEFT_SCRIPTS):
        return "rtl"
    return "rtl" if lower.partition("-")[0] in _RIGHT_TO_LEFT and "-latn" not in lower else "ltr"


_SYSTEM_LOCALE = re.compile(r"(?P<tag>[A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*)(?:\.[A-Za-z0-9-]+)?(?:@\w+)?")
_SCRIPT_LETTERS = 4
_REGION_LETTERS = 2


def language_tag(text: str) -> str:
    """The tag that was meant by ``zh_tw``, ``en_US.UTF-8`` or ``PT-br``; other texts as they are."""
    if is_language_tag(text):
        return text
    match = _SYSTEM_LOCALE.fullmatch(text.strip())
    if match is None:
        return text
    return in_usual_case(match["tag"].replace("_", "-"))


def in_usual_case(tag: str) -> str:
    """``zh-Hant-TW``."""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *map(_subtag_in_usual_case, rest)])


def _subtag_in_usual_case(subtag: str) -> str:
    """As RFC 5646, section 2.1.1, writes it."""
    if len(subtag) == _REGION_LETTERS:
        return subtag.upper()
    return subtag.title() if len(subtag) == _SCRIPT_LETTERS and subtag.isalpha() else subtag.lower()
