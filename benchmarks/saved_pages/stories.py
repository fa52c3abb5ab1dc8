"""Stories to be dressed: what is on a page and what is the story, kept apart."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

_WORDS = {
    "en": (
        "the council harbour mayor decided said on a of in to that would report wall ferry bridge school budget vote residents new "
        "plan after before officials winter market price hospital workers strike island fishermen police court judge river flood "
        "committee which was is has had been for with from by her his their station road tax year month million people town city "
        "minister election party storm power company union teachers students museum opened closed agreed refused asked told found"
    ),
    "ko": (
        "서울 시장은 지난 정부가 위원회를 열고 새로운 계획을 발표했다 주민들은 학교와 병원 예산에 대해 항구 다리 공사는 내년까지 경찰은 사건을 조사하고 "
        "있다고 밝혔다 대통령은 회의에서 경제 정책을 논의했으며 노동자들이 파업을 시작했다고 전했다 관계자는 결과가 곧 나올 것이라고 말했다"
    ),
    "ru": (
        "городской совет решил что новая стена порта будет построена мэр сообщил жители школы больницы бюджет года после выборов "
        "полиция суд река наводнение рабочие забастовка министр партия заявил вчера компания союз учителя студенты открыли закрыли "
        "мост дорога цена рынок остров рыбаки станция миллион человек города план отчёт комиссия"
    ),
    "ar": (
        "قال المجلس البلدي إن الجدار الجديد للميناء سيبنى خلال عامين وأعلن رئيس البلدية أن السكان والمدارس والمستشفى سيحصلون على ميزانية "
        "جديدة بعد الانتخابات الشرطة المحكمة النهر الفيضان العمال الإضراب الوزير الحزب أمس الشركة المعلمون الطلاب الجسر الطريق السعر السوق"
    ),
    "ja": (
        "市議会は 港の 新しい 堤防を 建設する ことを 決めた 市長は 住民に 対し 学校と 病院の 予算に ついて 説明した 警察は 事件を 調べて いる "
        "選挙の 後 大臣が 発表した 会社の 労働者が ストライキを 始めた 橋と 道路の 工事は 来年 まで 続く 見通しだ 関係者に よると 結果は まもなく"
    ),
}
_STOPS = {"ja": "。", "default": "."}
_NAMES = {
    "en": "Jane Roe|John Doe|Maria Alvarez|Tom O'Hara|Anne-Marie Duval|Peter van Dyk|Li Wei|Sarah McBride|Carlos de la Cruz|Ida Holm",
    "ko": "홍길동|김철수|이영희|박민수|최은정|정우성",
    "ru": "Иван Петров|Анна Смирнова|Олег Кузнецов|Мария Волкова|Павел Орлов",
    "ar": "أحمد حسن|فاطمة علي|محمود سالم|ليلى خوري|عمر ناصر",
    "ja": "山田太郎|佐藤花子|鈴木一郎|高橋美咲",
}
_SUBHEADS = {
    "en": "Background|What comes next|The numbers|A long dispute|Reaction",
    "ko": "배경|향후 전망|반응",
    "ru": "Что было раньше|Что дальше|Цифры",
    "ar": "خلفية القرار|ماذا بعد",
    "ja": "背景|今後の見通し",
}
_SECTIONS = {
    "en": "World|Local|Business|Sports|Culture",
    "ko": "정치|경제|사회|문화",
    "ru": "Политика|Экономика|Общество|Культура",
    "ar": "سياسة|اقتصاد|ثقافة",
    "ja": "政治|経済|社会",
}
_TAGS = {
    "en": "harbour|council|ferry|budget|strike|election|flood|schools",
    "ko": "항구|시의회|예산|파업|선거",
    "ru": "порт|совет|бюджет|выборы",
    "ar": "الميناء|المجلس|الميزانية",
    "ja": "港|市議会|予算",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a story: ``p``, ``h``, ``ul``, ``quote``, ``pull``, ``photo``; and what is none of it: ``ad``, ``related``."""

    kind: str
    texts: tuple[str, ...]
    link: bool = False
    """Whether some of its words are a link."""

    @property
    def text(self) -> str:
        """The text of a block that has one."""
        return self.texts[0]


@dataclass(slots=True)
class Made:
    """A story and its truth."""

    number: int
    language: str
    headline: str
    standfirst: str
    authors: tuple[str, ...]
    when: datetime
    section: str
    tags: tuple[str, ...]
    parts: list[Part]
    photo: tuple[str, str, str] | None
    """File, caption and credit of the picture above the text."""
    comments: list[tuple[str, str]]
    path: str = ""
    related: list["Made"] = field(default_factory=list)

    @property
    def body(self) -> list[str]:
        """The texts of the story's own blocks."""
        return [
            text
            for part in self.parts
            if part.kind in {"p", "h", "ul", "quote", "pull", "table"}
            for text in part.texts
        ]


class Writer:
    """Writes stories in one language."""

    def __init__(self, language: str, seed: str) -> None:
        self.chance = random.Random(f"{language} {seed}")
        self.language = language
        self._words = _WORDS[language].split()

    def sentence(self, least: int = 8, most: int = 26) -> str:
        """A sentence of so many words."""
        words = [self.chance.choice(self._words) for _ in range(self.chance.randint(least, most))]
        if self.language == "en" and self.chance.random() < 0.15:
            words[len(words) // 2] = f"“{words[len(words) // 2]}”"
        if self.chance.random() < 0.1:
            words.insert(3, str(self.chance.randint(2, 990)))
        if self.language == "ja":
            return "".join(words) + "。"
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def paragraph(self, sentences: tuple[int, int] = (1, 5)) -> str:
        """A paragraph of so many sentences."""
        gap = "" if self.language == "ja" else " "
        return gap.join(self.sentence() for _ in range(self.chance.randint(*sentences)))

    def phrase(self, least: int, most: int) -> str:
        """A headline, or an item of a list."""
        return self.sentence(least, most).rstrip(".。").replace("“", "").replace("”", "")

    def pick(self, table: dict[str, str]) -> str:
        """One of the words of this language."""
        return self.chance.choice(table[self.language].split("|"))

    def story(self, number: int, first: date) -> Made:
        """One story, of whatever length and with whatever stands in stories."""
        chance = self.chance
        moment = datetime.combine(first + timedelta(days=number * 3 % 1400, hours=0), datetime.min.time())
        moment += timedelta(hours=chance.randint(6, 22), minutes=chance.randint(1, 59))
        authors = tuple(dict.fromkeys(self.pick(_NAMES) for _ in range(chance.choice((0, 1, 1, 1, 1, 2, 3)))))
        photo = None
        if chance.random() < 0.55:
            photo = (f"photo{number}.jpg", self.sentence(6, 16), self.pick(_NAMES) if chance.random() < 0.7 else "")
        return Made(
            number=number,
            language=self.language,
            headline=self.phrase(5, 11),
            standfirst=self.sentence(9, 18) if chance.random() < 0.5 else "",
            authors=authors,
            when=moment,
            section=self.pick(_SECTIONS),
            tags=tuple(dict.fromkeys(self.pick(_TAGS) for _ in range(chance.randint(0, 4)))),
            parts=self._parts(number),
            photo=photo,
            comments=[(self.pick(_NAMES), self.paragraph((1, 4))) for _ in range(chance.choice((0, 0, 1, 3, 6)))],
        )

    def _parts(self, number: int) -> list[Part]:
        chance = self.chance
        length = chance.choice((1, 2, 4, 5, 6, 8, 12, 16))
        parts: list[Part] = []
        for at in range(length):
            parts.append(Part("p", (self.paragraph(),), link=chance.random() < 0.2))
            if at == length - 1 or at == 0:
                continue
            roll = chance.random()
            if roll < 0.12:
                parts.append(Part("h", (self.pick(_SUBHEADS) if chance.random() < 0.5 else self.phrase(2, 5),)))
            elif roll < 0.2:
                parts.append(Part("ul", tuple(self.phrase(3, 9) for _ in range(chance.randint(2, 5)))))
            elif roll < 0.28:
                parts.append(Part("quote", (self.paragraph((1, 2)),)))
            elif roll < 0.34:
                parts.append(Part("pull", (self.sentence(7, 14),)))
            elif roll < 0.42:
                parts.append(Part("related", (self.phrase(5, 10),)))
            elif roll < 0.52:
                parts.append(Part("ad", ("",)))
            elif roll < 0.57:
                parts.append(Part("photo", (f"inner{number}-{at}.jpg", self.sentence(5, 12))))
        if self.language == "en" and chance.random() < 0.08:
            parts.append(Part("p", ("The Associated Press contributed to this report.",)))
        if chance.random() < 0.06:
            note = {"en": "Correction: An earlier version gave a wrong number. ", "ru": "Поправка: "}.get(
                self.language, ""
            )
            parts.append(Part("p", (f"{note}{self.sentence()}",)))
        return parts


def stories(language: str, seed: str, many: int, first: date) -> list[Made]:
    """So many stories, of which each knows some others."""
    writer = Writer(language, seed)
    found = [writer.story(number, first) for number in range(1, many + 1)]
    for each in found:
        each.related = writer.chance.sample(found, min(4, len(found)))
    return found


def names(authors: Sequence[str], joint: str = " and ") -> str:
    """Names as a byline has them."""
    return joint.join((", ".join(authors[:-1]), authors[-1])) if len(authors) > 1 else "".join(authors)
