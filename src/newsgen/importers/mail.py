"""Mail addresses in what sources say: where they begin and end, and what a name is without them. Pure.

All that is published, told or kept asks this module. Each pattern looks at a bounded piece of text.
"""

import re

_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""Chinese, Japanese and Korean set no blank between a name and an address: their letters end it."""
_MAIL = rf"(?:{_LETTER}|[.%+'’-]){{1,64}}@(?:{_LETTER}|-){{1,64}}(?:\.(?:{_LETTER}|-){{1,64}}){{1,6}}"
_ADDRESS = re.compile(rf"(?:mailto:)?{_MAIL}", re.IGNORECASE)
_OPEN = r"(?:<|&lt;|[(\[（＜])\s{0,9}(?:e-?mail:?\s{0,9})?"
_CLOSE = r"\s{0,9}(?:>|&gt;|[)\]）＞])"
_IN_BRACKETS = re.compile(
    rf"{_OPEN}(?:mailto:)?{_MAIL}{_CLOSE}|{_OPEN}[^<>()&@\s]{{1,100}}@[^<>()&\s]{{1,200}}{_CLOSE}", re.IGNORECASE
)
"""Also one that only the brackets tell: ``(jane@desk)``."""
_EDGES = ' \t\n,;:|·•–—-/"“”<>'


def has_mail(text: str) -> bool:
    """Whether an address stands in a text."""
    return "@" in text and _ADDRESS.search(text) is not None


def mails_in(text: str) -> tuple[str, ...]:
    """The addresses in a text."""
    return tuple(match[0] for match in _ADDRESS.finditer(text)) if "@" in text else ()


def is_mail(text: str) -> bool:
    """Whether a text is an address, perhaps in brackets, and nothing else."""
    return has_mail(text) and not name_without_mail(text)


def masked(text: str, instead: str = "…@…") -> str:
    """A text with something else in the place of each address."""
    return _ADDRESS.sub(instead, text) if "@" in text else text


def without_mail(text: str) -> str:
    """A line without addresses, and without the brackets and signs that set them off."""
    if "@" not in text:
        return text
    bare = _ADDRESS.sub(" ", _IN_BRACKETS.sub(" ", text))
    return text if bare == text else " ".join(bare.split()).strip(_EDGES)


def without_mail_in_brackets(text: str, instead: str = "") -> str:
    """A text with something else in the place of addresses in brackets: what is left may be several names, or JSON."""
    return _IN_BRACKETS.sub(instead, text) if "@" in text else text


def name_without_mail(name: str) -> str:
    """Of a name with an address the name: Jo of ``Jo <jo@x.example>`` and ``jo@x.example (Jo)``."""
    bare = without_mail(name)
    inner = bare[1:-1] if bare != name and bare[:1] == "(" and bare[-1:] == ")" else bare
    return inner.strip() if any(map(str.isalnum, inner)) else ""
