"""Who took a picture: on a line of its own, or at the end of a caption. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_LONGEST = 90
_OPENING = r"[(（\[【<〈]"
_CLOSING = r"[)）\]】>〉]"
_BRACKETED = re.compile(rf"\s*{_OPENING}(?P<inside>[^()（）\[\]【】<>〈〉]{{2,80}}){_CLOSING}[.。]?\s*\Z")
_CUT = re.compile(
    r"\s*[|•·]\s*|\s+[/–—-]\s*|(?<=[.!?…\"”»。’'।۔）])\s*(?=\S)|\s+(?=©)|[、，]\s*(?=[^、，]{2,12}撮影\Z)|\s+(?=[／/])"
)
"""What may stand between a caption and the credit."""
_SHOWN = ("图为", "圖為", "写真は")
"""*The picture shows*: the sentence goes on with what."""
_DATED = r"(?:\s*[(（]?\d{2,4}年\d{1,2}月\d{1,2}日[)）]?)?"
_TAKEN = re.compile(
    r"[^()（）。＝=]{2,30}撮影"
    r"|(?:(?:本报|本報|新华社|新華社|中新社|中央社)?(?:记者|記者|通讯员)?\s*)?[\u4e00-\u9fff· ]{2,14}\s?[摄攝]"
    + _DATED
    + r"|[^()（）。.]{2,24}(?:提供|제공|傳真)"
    + _DATED
    + r"|[^()（）。]{2,24}(?:提供|제공)[.。]\s?.{2,30}"
    r"|[/／]\s*[가-힣]{2,4}\s?(?:객원|선임|인턴)?\s?기자"
)  # fmt: skip
"""East Asia says behind the name that it took the picture, or gave it."""
_REPORTER = re.compile(r"[가-힣]{2,4}\s?(?:객원|선임)?기자|[가-힣]{2,4} 기자")
_NAME = r"[^\W\d_][\w.’' &-]{1,40}"
_STROKE = re.compile(rf"{_NAME}\s?/\s?{_NAME}")
"""``Jane Roe/AFP``, ``REUTERS/Jane Roe``."""
_MADE_FOR = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){2,3}for [A-Z][\w ’'.]{2,40}|[A-ZÀ-Ü][A-ZÀ-Ü.’' -]+ (?:POUR|PARA|PER|FÜR|FOR) \S.{2,40}"
)
_VIA = re.compile(rf"{_NAME} via \w[^()]{{1,40}}")
_SOURCES = (
    "image source|source de l'image|fuente de la imagen|bildquelle|crédito|автор фото|источник изображения|"
    "джерело зображення|kaynak|görsel kaynağı|chụp lại hình ảnh|sumber gambar|ภาพ|"
    "圖像來源|圖片來源|图像来源|图片来源|画像提供|사진 출처|"
    "صدر الصورة|مصدر الصورة|منبع تصویر|इमेज स्रोत|ছবির উৎস|تصویر کا ذریعہ"
)
"""What sites of a broadcaster say in many languages before the name, with a comma between."""
_MOST_OF_NAME = 3
"""Words of the name of a photographer."""


@dataclass(frozen=True, slots=True)
class Credits:
    """Knows them."""

    photo: re.Pattern[str]
    """Words before the name, and that: *Photo: Jane Roe*, *© Jane Roe*."""
    word: re.Pattern[str]
    """Where such a word begins, with a sign behind it."""
    mark: re.Pattern[str]
    """What captions begin with: *Image caption*, *图为*."""
    agencies: frozenset[str]
    """In small letters."""

    def alone(self, line: str) -> str:
        """The credit that a line gives, where that is all it says; empty of any other line."""
        line = line.strip()
        bare = line.strip("()[]（）【】<>〈〉 ")
        if len(bare) > _LONGEST:
            return ""
        if match := self.photo.fullmatch(bare):
            return _first(match).strip(" .:：")
        if _TAKEN.fullmatch(bare):
            return bare.lstrip("/／ ")
        if _MADE_FOR.fullmatch(bare) or _VIA.fullmatch(bare) or self._has_stroke(bare):
            return bare
        return ""

    def _has_stroke(self, text: str) -> bool:
        """Whether a text is two names with a stroke between them, one in capitals or an agency."""
        if not _STROKE.fullmatch(text) or text.endswith("."):
            return False
        parts = [part.strip() for part in text.split("/")]
        words = [word for part in parts for word in part.split()]
        are_names = all(word[:1].isupper() or len(word) <= _MOST_OF_NAME for word in words)
        is_known = any(self._is_agency(part) or self._is_agency(part.split()[0]) for part in parts)
        return are_names and (is_known or (any(map(str.isupper, parts)) and len(words) > 2))  # noqa: PLR2004

    def _is_agency(self, name: str) -> bool:
        return name.casefold() in self.agencies

    def split(self, caption: str, *, is_above: bool = False) -> tuple[str, str]:
        """A caption without the marks before it, and who took the picture if it says so at its end.

        ``is_above`` says that it stands above the story, where no paragraph ends with the reporter's name.
        """
        bare = self.mark.sub("", caption.strip(), count=1).strip()
        if match := _BRACKETED.search(bare):
            inside = match["inside"].strip()
            is_name = self._is_agency(inside) or "Photo/" in inside or self.alone(inside)
            if match.start() and is_name:
                return bare[: match.start()].strip(), self.alone(inside) or inside
        for at, tail in self._tails(bare):
            credit = self.alone(tail) or (tail if is_above and _REPORTER.fullmatch(tail) else "")
            if credit:
                return bare[:at].strip(" |–—-／/•·、，"), credit
        return bare, ""

    def _tails(self, caption: str) -> Iterator[tuple[int, str]]:
        """Where a credit may begin in a caption, and what stands from there on."""
        cuts = [(cut.start(), cut) for cut in _CUT.finditer(caption)]
        # A word with its sign needs none before it, if it is no word of the sentence: *the bridge Photo: Jane Roe*.
        cuts += [
            (cut.start(), cut)
            for cut in self.word.finditer(caption)
            if not cut["word"][0].islower() or cut["sign"] == "."
        ]
        for at, cut in sorted(cuts, key=lambda pair: pair[0]):
            if at and (tail := caption[cut.end() :]):
                yield at, tail
                if "/" in cut[0]:
                    yield at, f"/{tail}"  # Korean papers set a stroke before the name.

    def is_marked(self, line: str) -> bool:
        """Whether a line says at its beginning that it tells of a picture."""
        return self.mark.match(line) is not None or line.startswith(_SHOWN)


def _first(match: re.Match[str]) -> str:
    return next(filter(None, match.groupdict().values()), "")


def read_credits(words: Mapping[str, Sequence[str]]) -> Credits:
    """What words.yaml says."""
    photo, mark = (
        "|".join(re.escape(word) for word in sorted(words[name], key=len, reverse=True))
        for name in ("photo", "caption")
    )
    return Credits(
        re.compile(
            rf"(?:[–—-]\s*)?(?:{photo})(?:\.(?=\s?:))?\s*(?:[:：/|=©]|\.\.\.|…)\s*(?P<named>\S.{{1,80}})"
            rf"|(?:{_SOURCES})\s*[,،，:：]\s*(?P<of>\S.{{1,80}})"
            rf"|[©ⓒ]\s*(?:(?:{photo})\s*[:：]?\s*)?(?P<copied>[^\d\s()][^()]{{1,80}})"
            rf"|(?:photo by|photos by|foto de|foto di|foto von|photo de|fot\.|ph\.)\s+(?P<by>[^\W\d_].{{2,50}})",
            re.IGNORECASE,
        ),
        re.compile(rf"\s+(?=(?P<word>{photo})\s*(?P<sign>\.?[:：/|=©]|(?<=fot)\.|(?<=ph)\.)\s*\S)", re.IGNORECASE),
        re.compile(
            rf"(?:(?:{mark})\s*(?:[,،，:：]\s*|\s+)|item \d+ of \d+\s+|image \d+ of \d+\s+|[▲△▼◀▶↑↓]\s*)", re.IGNORECASE
        ),
        frozenset(map(str.casefold, [*words["agencies"], *words["pictures"]])),
    )
