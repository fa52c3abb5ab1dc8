"""Made wire copy: what agencies, copy desks and old systems put into texts, drawn by seed.

Every word is told from all others of its story by a number (``harbour17``), so that whoever reads the page can say of
each whether it arrived. What Markdown takes for itself (a link's address, a note's name) is made of words that are not
counted.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

_WORDS = (
    *("harbour", "mln", "dlrs", "Shr", "net", "Oper", "said", "vs", "Tokyo", "bond", "tonnes", "café", "Zürich"),
    *("Москва", "σύνοδος", "서울", "كلمة", "שלום", "東京", "经济", "ข่าว", "समाचार", "تهران"),
)
_TICKERS = ("<U>", "<A>", "<P>", "<B>", "<I>", "<S>", "<Q>", "<DD>")
"""Shares, which look like tags: text, where nothing closes them."""
_ASIDES = ("note", "id", "ref")


@dataclass
class Story:
    """A text and the words of it that readers are to see."""

    text: str = ""
    words: list[str] = field(default_factory=list)


class _Desk:
    """Writes one story."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._next = 0
        self.words: list[str] = []

    def word(self) -> str:
        self._next += 1
        word = f"{self._chance.choice(_WORDS)}{self._next}"
        self.words.append(word)
        return word

    def aside(self) -> str:
        """A word that need not be seen."""
        self._next += 1
        return f"{self._chance.choice(_ASIDES)}{self._next}"

    def some(self, least: int = 2, most: int = 6) -> str:
        return " ".join(self.word() for _ in range(self._chance.randint(least, most)))

    def one_of(self, makers: "list[Callable[[_Desk], str]]") -> str:
        return self._chance.choice(makers)(self)

    def line(self) -> str:
        """A line of running text with what turns up in it."""
        pieces = [self.some()]
        for _ in range(self._chance.randint(1, 4)):
            pieces += [self.one_of(_INLINE), self.some(1, 3)]
        glue = self._chance.choice([" ", " ", " ", ""])
        return glue.join(pieces[:2]) + " " + " ".join(pieces[2:])

    def number(self) -> int:
        return self._chance.randint(1, 2050)

    def sign(self) -> str:
        return self._chance.choice(_SIGNS)

    def lines(self, least: int = 1, most: int = 4) -> list[str]:
        return [self.line() for _ in range(self._chance.randint(least, most))]


_INLINE: list[Callable[[_Desk], str]] = [
    lambda desk: f"<{desk.word()}.{desk.word()}>",
    lambda desk: f"{desk.word()} <U>,",
    lambda desk: f"{', '.join(_TICKERS)} and {desk.word()}",
    lambda desk: f"<{desk.word()} & {desk.word()}>",
    lambda desk: f"&lt;{desk.word()}>",
    lambda desk: f"{desk.word()} < {desk.word()} > {desk.word()}",
    lambda desk: f"*{desk.word()}",
    lambda desk: f"{desk.word()}*",
    lambda desk: f"*{desk.word()}*{desk.word()}",
    lambda desk: f"**{desk.some()}**",
    lambda desk: f"**{desk.word()}*{desk.word()}**",
    lambda desk: f"**\\* {desk.word()}** {desk.word()}",
    lambda desk: f"_{desk.some(1, 2)} _{desk.word()}._",
    lambda desk: f"__{desk.word()}__{desk.word()}_",
    lambda desk: f"***{desk.word()} {desk.word()}*",
    lambda desk: f"* _{desk.word()} {desk.word()}_",
    lambda desk: f"[{desk.word()}]",
    lambda desk: f"[{desk.word()}][{desk.word()}]",
    lambda desk: f"[[{desk.word()}] {desk.word()}](https://e.example/x_(y))",
    lambda desk: f'[{desk.word()}](<{desk.aside()} b.html> "{desk.word()}")',
    lambda desk: f"![{desk.word()}](https://e.example/{desk.aside()}.jpg '{desk.word()}')",
    lambda desk: f"[{desk.word()}]({desk.word()} {desk.word()})",
    lambda desk: f"({desk.word()}) [{desk.word()}",
    lambda desk: f"`{desk.word()} <b> {desk.word()}`",
    lambda desk: f"``{desk.word()}` {desk.word()}``",
    lambda desk: f"`{desk.word()}",
    lambda desk: f"~~{desk.word()}~~ ~{desk.word()}",
    lambda desk: f"^{desk.word()}^ {desk.word()}~{desk.word()}~",
    lambda desk: f"{desk.word()}|{desk.word()}",
    lambda desk: f"\\{desk.word()}\\_{desk.word()}\\\\",
    lambda desk: f"C:\\{desk.word()}\\{desk.word()}",
    lambda desk: f"{{{desk.word()}}} {{:{desk.word()}",
    lambda desk: f"{desk.word()}{{ {desk.word()} }}",
    lambda desk: f"\"{desk.some(1, 2)}--\" '{desk.word()}' {desk.word()}'s",
    lambda desk: f"&{desk.word()}; A&P; R&D &amp; &#39;{desk.word()}&#39; &bogus{desk.word()}",
    lambda desk: f"https://e.example/{desk.word()}--{desk.word()}?a={desk.word()}&b={desk.word()}",
    lambda desk: f"<https://e.example/{desk.word()}>",
    lambda desk: f"{desk.word()}@{desk.word()}.example",
    lambda desk: f"<i>{desk.word()}</i><br>{desk.word()}<br/>",
    lambda desk: f"<i>{desk.word()} <b>{desk.word()}</i>",
    lambda desk: f"</b>{desk.word()}</div>",
    lambda desk: f'<span class="{desk.aside()}" title="{desk.word()}">{desk.word()}</span>',
    lambda desk: f"<script>{desk.word()}",
    lambda desk: f"<!{desk.word()}> <?{desk.word()}?>",
    lambda desk: f"$5 {desk.word()} \\$6 #{desk.word()} @{desk.word()} {desk.word()}%",
    lambda desk: f"{desk.word()}: {desk.word()} = {desk.word()} + {desk.word()}",
    lambda desk: f"[^{desk.word()}]",
]


def _table(desk: _Desk) -> str:
    columns = desk._chance.randint(2, 4)
    head = " | ".join(desk.word() for _ in range(columns))
    rows = [" | ".join(desk.word() for _ in range(desk._chance.randint(1, 6))) for _ in range(3)]
    return "\n".join([f"| {head} |", "|" + "---|" * columns, *(f"| {row} |" for row in rows)])


def _notes(desk: _Desk) -> str:
    name = desk.aside()
    return f"{desk.line()}[^{name}]\n\n[^{name}]: {desk.line()}\n    {desk.some()}\n\n    {desk.some()}"


def _lonely_note(desk: _Desk) -> str:
    return f"[^{desk.aside()}]: {desk.line()}"


def _reference(desk: _Desk) -> str:
    name = desk.aside()
    return f"{desk.some()} [{desk.some()}][{name}] {desk.some()}\n\n[{name}]: https://e.example/{name} '{desk.word()}'"


_SIGNS = (
    *(
        "*",
        "**",
        "_",
        "__",
        "[",
        "]",
        "(",
        ")",
        "![",
        "`",
        "``",
        "~~",
        "~",
        "^",
        "|",
        "\\",
        "<",
        ">",
        "#",
        "+",
        "-",
        ".",
        ":",
    ),
    *(
        "{",
        "}",
        '"',
        "'",
        "&",
        ";",
        "=",
        "@",
        "$",
        "%",
        "!",
        "/",
        "]:",
        "](",
        "[^",
        "\n",
        "\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n    ",
    ),
    *("\n1. ", "\n# ", "\n: ", "\n---", "\n===", "\n```\n", "\n|", "--", "...", " ", " ", " ", " ", " "),
)


def _soup(desk: _Desk) -> str:
    """Signs and words in any order."""
    pieces = []
    for _ in range(desk.number() % 25 + 3):
        pieces += [desk.sign(), desk.word() if desk.number() % 2 else desk.sign()]
    return "".join(pieces).replace("<!", "< !")


_BLOCKS: list[Callable[[_Desk], str]] = [
    *[lambda desk: "\n".join(desk.lines())] * 6,
    lambda desk: "\n".join(f"    {line}" for line in desk.lines(2, 5)),
    lambda desk: "\n".join(f"  {line}  " for line in desk.lines(2, 5)),
    lambda desk: "\n".join(f"\t{desk.some()}" for _ in range(2)),
    lambda desk: f"{desk.number()}. {desk.line()}",
    lambda desk: f"- {desk.number()}. {desk.line()}",
    lambda desk: "\n".join(f"{number}. {desk.line()}" for number in (3, 7, 1)),
    lambda desk: "\n".join(f"{number}) {desk.some()}" for number in (1, 2)),
    lambda desk: "\n".join(f"{mark} {desk.line()}" for mark in ("*", "+", "-")),
    lambda desk: f"* {desk.some()}\n\n    ```\n    {desk.some()}\n    ```\n\n* {desk.some()}",
    lambda desk: f"*{desk.some()}\n* {desk.some()}*",
    lambda desk: f"_{desk.some()} _{desk.some()}._\n* _{desk.some()}_",
    lambda desk: f"> {desk.line()}\n{desk.some()}\n> > {desk.some()}",
    lambda desk: f"{desk.some()}\n====\n{desk.some()}",
    lambda desk: f"{desk.some()}\n-----\n{desk.some()}",
    lambda desk: f"#{desk.word()} {desk.some()}",
    lambda desk: f"## {desk.some()} C#\n{desk.some()}",
    lambda desk: f"### {desk.some()} ##\n{desk.some()}",
    lambda desk: f"{desk.some()}\n: {desk.line()}\n: {desk.some()}",
    lambda desk: f": {desk.line()}",
    lambda desk: f"[{desk.word()}]: {desk.some()}",
    lambda desk: f"[{desk.word()}]: {desk.word()}\n[{desk.word()}]: {desk.word()} '{desk.some()}'",
    lambda desk: f"*[{desk.word()}]: {desk.some()}",
    lambda desk: f"```{desk.aside()}\n{desk.some()}\n<b>{desk.word()}\n```",
    lambda desk: f"~~~\n{desk.some()}",
    lambda desk: f"{desk.some()}\n***\n{desk.some()}\n* * *",
    lambda desk: f"****{desk.some()}****",
    lambda desk: f'{desk.some()} {{: .{desk.aside()}}}\n\n- {desk.some()}\n{{:start="3"}}',
    lambda desk: f"<div>\n{desk.line()}\n\n*{desk.some()}*\n</div>",
    lambda desk: f'<div markdown="1">\n*{desk.some()}*\n\n- {desk.some()}\n</div>',
    lambda desk: f"<p>{desk.some()}\n<p>{desk.some()}",
    lambda desk: f"<table><tr><td>{desk.some()}<td>{desk.some()}</table>",
    lambda desk: f"<table>{desk.some()}<tr><td>{desk.some()}</td></tr></table>",
    lambda desk: f"<!-- {desk.aside()} -->\n{desk.some()}",
    lambda desk: f"<!-- more --> {desk.line()}",
    lambda desk: f"{desk.some()} <!-- {desk.aside()}\n\n{desk.aside()} --> {desk.some()}",
    lambda desk: f"<select><option>{desk.some()}</option></select> <textarea>{desk.some()}</textarea>",
    lambda desk: f"<{desk.word()} {desk.word()}\n{desk.some()}",
    lambda desk: f"::: {desk.word()} {desk.some()}\n{desk.line()}\n:::",
    lambda desk: f'[{desk.word()} id="{desk.word()}"]{desk.some()}[/{desk.word()}]',
    lambda desk: f"\u3000\u3000{desk.line()}",
    lambda desk: f"     {desk.number()}    {desk.word()}     {desk.number()}",
    _table,
    _notes,
    _lonely_note,
    _reference,
    *[_soup] * 4,
]


def make_story(seed: int, number: int) -> Story:
    """The story with this number; the same seed and number give the same text."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - seeded chance
    desk = _Desk(chance)
    text = "".join(
        desk.one_of(_BLOCKS) + chance.choice(["\n\n", "\n\n", "\n\n", "\n"]) for _ in range(chance.randint(1, 7))
    )
    closed = text.lower()
    # Where a fence is open at random, whether a ticker stands in code is for Markdown to say.
    may_be_code = "```" in text
    tickers = [
        ticker for ticker in _TICKERS if ticker in text and f"</{ticker[1:].lower()}" not in closed and not may_be_code
    ]
    return Story(text, [*desk.words, *tickers])
