"""Marks of typography: a table of what is typed and what is shown, in many languages, and what is left as it is."""

import pytest
from examples import some_of
from hypothesis import given
from hypothesis import strategies as st
from pace import paced

from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.quotation import marks_of
from newsgen.renderer.typed import holds
from newsgen.renderer.typography import Typographer
from newsgen.settings import COMMONMARK_EXTENSIONS, MarkdownSettings

N = "\u202f"
"""The narrow blank that does not break."""


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        # Broken off, ranges, and dashes between words.
        ("en", '"Well--"', "“Well—”"),
        ("en", '"But I--", she said.', "“But I—”, she said."),
        ("en", '"If only--" He left.', "“If only—” He left."),
        ("en", "the harbour--or what is left of it--is closed", "the harbour—or what is left of it—is closed"),
        ("en", "a -- b, 1914--18, end---x", "a – b, 1914–18, end—x"),
        ("en", "(1914--)", "(1914–)"),
        ("de", "Er ging -- und kam 1914--18", "Er ging – und kam 1914–18"),
        ("es", "--Hola --dijo él--.", "–Hola –dijo él–."),
        ("en", "----", "----"),
        ("en", "a --&gt; b &lt;-- c", "a --&gt; b &lt;-- c"),
        # Beside an entity of which no character comes.
        ("en", 'He said &#1;"yes"&#2;.', "He said &#1;“yes”&#2;."),
        # No spaces before the marks.
        ("zh", '他说"你好"。', "他说“你好”。"),
        ("zh", '"是",他说,"不是"。', "“是”,他说,“不是”。"),
        ("zh-Hant", '他說"你好"。', "他說「你好」。"),
        ("ja", '彼は"はい"と言った。', "彼は「はい」と言った。"),
        ("ja", "彼は'はい'と言った。", "彼は『はい』と言った。"),
        ("ko", '그는"네"라고', "그는“네”라고"),
        ("ko", "그는'네'라고", "그는‘네’라고"),
        ("ar", 'ب"اسم"', "ب”اسم“"),
        ("en", 'said:"Yes"', "said:“Yes”"),
        ("en", '"A","B","C"', "“A”,“B”,“C”"),
        ("th", 'เขาพูดว่า"ใช่"แล้ว', "เขาพูดว่า“ใช่”แล้ว"),
        # Apostrophes.
        ("en", "rock 'n' roll in the '90s", "rock ’n’ roll in the ’90s"),
        ("en", "give 'em to 'im or 'er, 'Arry", "give ’em to ’im or ’er, ’Arry"),
        ("en", "the players' strike", "the players’ strike"),
        ("en", "'Cause of death' unknown", "‘Cause of death’ unknown"),
        ("en", "'Cause I said so", "’Cause I said so"),
        ("en", "(it)'s the U.S.'s", "(it)’s the U.S.’s"),
        ("en", '"\'Tis true," he said', "“’Tis true,” he said"),
        ("en", "'Arry said the players' strike is 'bad'", "’Arry said the players’ strike is ‘bad’"),
        ("en", "'The players' strike is over,' he said.", "‘The players’ strike is over,’ he said."),
        ("en", "\"The 'Best of '90s music',\" he said", "“The ‘Best of ’90s music’,” he said"),
        ("en", "He's goin' home, it's fo'c'sle", "He’s goin’ home, it’s fo’c’sle"),
        ("nl", "'s ochtends en 't kind", "’s ochtends en ’t kind"),
        ("nl", "'s-Hertogenbosch en foto's", "’s-Hertogenbosch en foto’s"),
        ("fr", "l'eau d'aujourd'hui", "l’eau d’aujourd’hui"),
        ("uk", "м'який і п'ять", "м’який і п’ять"),
        ("it", "un po' di pane, l'altro ieri, nel '68", "un po’ di pane, l’altro ieri, nel ’68"),
        ("de", "Wie geht's? So 'ne Sache, Hans' Hut", "Wie geht’s? So ’ne Sache, Hans’ Hut"),
        ("tr", "İzmir'in", "İzmir’in"),
        # Feet, inches, degrees.
        ("en", "6'2\" tall and 5' 11\" too", "6′2″ tall and 5′ 11″ too"),
        ("en", 'a 12" record', "a 12″ record"),
        ("en", '"a 12" record," he said', "“a 12″ record,” he said"),
        ("en", "a 3'x4' box, an 8\"x10\" print", "a 3′x4′ box, an 8″x10″ print"),
        ("en", '"an 8"x10" print," he said, of 2.5"×3½"', "“an 8″x10″ print,” he said, of 2.5″×3½″"),
        ("de", "ein 30'x40'-Feld, \"so\"", "ein 30′x40′-Feld, „so“"),
        ("en", '"747" x 3, "1986"x', "“747” x 3, “1986”x"),
        ("en", "37°33'N, 37°33'21\"N", "37°33′N, 37°33′21″N"),
        ("en", 'born in "1986"', "born in “1986”"),
        # As typed.
        ("en", "https://example.org/a--b and www.x.org/it's", "https://example.org/a--b and www.x.org/it's"),
        ("en", '"see https://example.org/it\'s..."', "“see https://example.org/it's…”"),
        ("en", "a/b or www.x.org/it's or x@y.z", "a/b or www.x.org/it's or x@y.z"),
        ("en", "'https://example.org/x'", "‘https://example.org/x’"),
        ("en", "jane.o'neil@example.org's", "jane.o'neil@example.org’s"),
        ("en", "open a--b.txt or dir/it's.tar.gz", "open a--b.txt or dir/it's.tar.gz"),
        ("en", "run --verbose or git --no-pager=x", "run --verbose or git --no-pager=x"),
        ("en", "in /etc/a--b and C:\\it's", "in /etc/a--b and C:\\it's"),
        ("en", "\ufdd7so\ufdd7 it\ufdd8s", "\ufdd7so\ufdd7 it\ufdd8s"),
        ("en", "“so” it’s – ‘x’", "“so” it’s – ‘x’"),
        ("xx", '"a" don\'t -- b...', '"a" don\'t – b…'),
        # After the language.
        ("de", "\"Er sagte 'ja' zu mir\"", "„Er sagte ‚ja‘ zu mir“"),
        ("ru", "\"Он сказал 'да'\"", "«Он сказал „да“»"),
        ("pl", '"tak"', "„tak”"),
        ("cs", '"ano"', "„ano“"),
        ("da", '"ja"', "“ja”"),
        ("nb", '"ja"', "«ja»"),
        ("sv", "\"ja 'x'\"", "”ja ’x’”"),
        ("fi", '"joo"', "”joo”"),
        ("el", '"ναι"', "«ναι»"),
        ("tr", '"evet"', "“evet”"),
        ("pt-PT", '"sim"', "«sim»"),
        ("pt-BR", '"sim"', "“sim”"),
        ("zh-TW", '"是"', "「是」"),
        ("zh_tw", '"是"', "「是」"),
        ("zh-Hans-CN", '"是"', "“是”"),
        ("sr-Latn", '"da"', "„da”"),
        ("fa", '"سلام"', "«سلام»"),
        ("he", 'צה"ל אמר "שלום"', "צה״ל אמר ”שלום”"),
        ("it-CH", '"sì"', "«sì»"),
        # Nested.
        ("en", "He said \"'yes' and\" no", "He said “‘yes’ and” no"),
        ("en", '"He called it "brilliant" today"', "“He called it ‘brilliant’ today”"),
        ("en", '"A paragraph that is not closed.', "“A paragraph that is not closed."),
        ("en", 'The end of it."', "The end of it.”"),
        # French.
        ("fr", '"Oui"? Non! Dit: "ça"; voilà', f"«{N}Oui{N}»{N}? Non{N}! Dit{N}: «{N}ça{N}»{N}; voilà"),
        ("fr", "« oui » ? Quoi ?!", f"«{N}oui{N}»{N}? Quoi{N}?!"),
        ("fr", "à 10:30, https://a.fr/?x", "à 10:30, https://a.fr/?x"),
        ("fr", "caf&eacute; &amp; th&eacute;", "caf&eacute; &amp; th&eacute;"),
        ("fr-CA", '"Oui"! Non? Dit: x', f"«{N}Oui{N}»! Non? Dit{N}: x"),
        ("fr-CH", '"Oui"! Non ?', f"«Oui»! Non{N}?"),
        ("en", "Really ?", "Really ?"),
    ],
)
def test_marks_are_set_after_their_surroundings_and_the_language(language: str, typed: str, shown: str) -> None:
    assert Typographer(language).set_runs([typed]) == [shown]


@pytest.mark.parametrize(
    ("runs", "fixed", "shown"),
    [
        (['He said "', "yes", '" and went'], (), ["He said “", "yes", "” and went"]),
        (['"', "code", '"s end'], (1,), ["“", "code", "”s end"]),
        (["don", "'t"], (), ["don", "’t"]),
        (["The ", '"It\'s"', " stays, it's"], (1,), ["The ", '"It\'s"', " stays, it’s"]),
        (["&quot;", "Q&amp;A", "&quot; isn&#39;t"], (), ["“", "Q&amp;A", "” isn’t"]),
    ],
)
def test_marks_are_paired_across_tags(runs: list[str], fixed: tuple[int, ...], shown: list[str]) -> None:
    assert Typographer("en").set_runs(runs, fixed) == shown


def test_character_references_in_a_plain_line_are_text() -> None:
    assert Typographer("en").set_text('&quot;a&quot; "b"') == "&quot;a&quot; “b”"


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja", "he", "xx"])
@given(text=st.text(alphabet="ab1sn '\"-.:?«»é漢あ한א&;/\n"))
def test_only_marks_and_blanks_change(language: str, text: str) -> None:
    shown = Typographer(language).set_text(text)

    assert _letters(shown) == _letters(text)
    assert len(shown) <= 2 * len(text) + 1


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or character in "&/")


@pytest.mark.parametrize("tag", ["en", "EN-gb", "de-1996", "zh-Hant-HK", "es-MX", "x-none", "tlh", ""])
def test_marks_are_looked_up_by_ever_shorter_tags(tag: str) -> None:
    assert (marks_of(tag) is None) == (tag in {"x-none", "tlh", ""})


_DIALECTS = {
    "markdown": MarkdownSettings(),
    "commonmark": MarkdownSettings(dialect="commonmark", extensions=COMMONMARK_EXTENSIONS),
}


@pytest.mark.parametrize("dialect", _DIALECTS)
@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", '"*Well*," he said, "it\'s **so**--"', "<p>“<em>Well</em>,” he said, “it’s <strong>so</strong>—”</p>"),
        ("en", "'Cause of *death'* unknown", "<p>‘Cause of <em>death’</em> unknown</p>"),
        ("en", '`"x" -- y` isn\'t "so"', '<p><code>"x" -- y</code> isn’t “so”</p>'),
        ("fr", '"*Oui*" ?', f"<p>«{N}<em>Oui</em>{N}»{N}?</p>"),
        ("zh", "这是第一行\n第二行。", "<p>这是第一行第二行。</p>"),
        ("en", "这是*第一行*\n**第二行**。", "<p>这是<em>第一行</em><strong>第二行</strong>。</p>"),
        ("ja", "「はい」\n『と』言った", "<p>「はい」『と』言った</p>"),
        ("zh", "他说： \n「好」 \n*第三* \n行", "<p>他说：「好」<em>第三</em>行</p>"),
        ("zh", "- 一 \n  二\n- 三", "<ul>\n<li>一二</li>\n<li>三</li>\n</ul>"),
        ("ja", "> ひらがな\n> カタカナ\n> 𠮷野ｶﾅ", "<blockquote>\n<p>ひらがなカタカナ𠮷野ｶﾅ</p>\n</blockquote>"),
        ("zh-TW", "引號“甲\n乙”——\n丙", "<p>引號“甲乙”——丙</p>"),
        ("ko", "漢字\n한글 \n漢字", "<p>漢字\n한글\n漢字</p>"),
        ("zh", '他说"你好"\n然后', "<p>他说“你好”然后</p>"),
        ("ko", "첫째 줄\n둘째 줄", "<p>첫째 줄\n둘째 줄</p>"),
        ("zh", "用 Python\n写成", "<p>用 Python\n写成</p>"),
        ("zh", "<pre>第一行\n第二行</pre>", "<pre>第一行\n第二行</pre>"),
    ],
)
def test_a_story_is_set_block_by_block(dialect: str, language: str, text: str, shown: str) -> None:
    renderer = BodyRenderer(_DIALECTS[dialect], Addresses(Site("T", "https://example.org/"), {}), language)

    body, _ = renderer.render(text, source="a.md", first_line=1, lang="")

    assert body.html.strip().replace("&quot;", '"').replace(" \n", "\n") == shown


@pytest.mark.sampled
@pytest.mark.parametrize("language", some_of(["en", "fr", "he"]))
@pytest.mark.parametrize(
    "marks",
    some_of(
        ["\"'", "\" ' ", "'\"a ", "('\" ", "'em dogs' ", "'a ", "a' ", "--verbose ", "http://a.b/c 'x' ", '5" ', "6' "]
    ),
)
def test_ten_thousand_marks_take_four_times_as_long_as_a_quarter_of_them(marks: str, language: str) -> None:
    typographer = Typographer(language)

    _, short = paced(lambda: typographer.set_text(marks * 2_500))
    _, long = paced(lambda: typographer.set_text(marks * 10_000))

    assert long < 10 * short + 100


_PIECES = ('"', "'", "--", "...", "&quot;", "&#39;", "&amp;", " ", "a", "é", "!", "?", ";", ":", "« ", " »", "\n")


@pytest.mark.parametrize("language", ["en", "fr", "fr-CA", "de", "zh", "xx"])
@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=8))
def test_every_text_in_which_something_is_set_is_looked_at(language: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    typographer = Typographer(language)

    is_set = typographer.set_runs([text])[0] != text

    assert not is_set or typographer.concerned(["plain", text, "\n"]) == [1]


def test_plain_texts_are_passed_by() -> None:
    assert Typographer("fr").concerned(["", "\n", "Rien à faire. Rien.", "été-hiver"]) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [("a [b]: c", "]:"), ("]]:", "]:"), ("] :", "]:"), ("日本 **[", "*["), ("", "{:"), ("]", "]:"), ("``` ``", "```")],
)
def test_a_sign_is_found_by_its_first_character(text: str, sign: str) -> None:
    assert holds(text, sign) == (sign in text)
