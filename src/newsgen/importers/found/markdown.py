"""Markdown of another system as it was typed, but without what runs. Pure.

Scripts, frames and forms go, attributes that are none of a text go, and both are listed; code stays as it is.
"""

import html
import re
from collections.abc import Callable

from newsgen.importers.from_html.unseen import is_unseen

_CODE = re.compile(
    r"^(?P<fence>```++|~~~++)[^\n]*+\n.*?(?:^(?P=fence)[^\n]*$|\Z)|(?P<ticks>`{1,40}+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_RUNS = re.compile(
    r"<(?P<name>script|style|iframe|object|embed|form|template|noframes|svg|math|select|textarea|button|title)\b"
    r".*?(?:</(?P=name)\s*>|\Z)"
    r"|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<rest>(?=[\s/>])[^<>]*)>")
_AUTOLINK = re.compile(r"<(?:https?:|mailto:)?[^\s<>@/]*[@/][^\s<>]*>")
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HARMLESS = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span
    strong sub summary sup table tbody td tfoot th thead time tr u ul var video audio source center""".split()
)
_ATTRIBUTES = frozenset(
    "href src alt title lang dir colspan rowspan scope id width height controls start datetime".split()
)
_SCRIPT = re.compile(r"(?i)[\s\x00-\x20]*(?:javascript|vbscript|data|livescript)\s*:")
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<address><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?P<rest>\s++[^()\n]*+)?\)"
)
_DEFINED = re.compile(r"^(?P<begin> {0,3}\[[^\]\n^]+\]:\s*)(?P<address>\S+)", re.MULTILINE)
_INSIDE = re.compile(r"<[^<>]*>")


def read_markdown(
    typed: str, address: Callable[[str], str]
) -> tuple[str, str, list[str], list[str], list[tuple[str, str]]]:
    """The Markdown, its words, its links, its pictures, and what was left out."""
    done = _Markdown(address)
    made: list[str] = []
    at = 0
    for code in _CODE.finditer(typed):
        made += [done.text(typed[at : code.start()]), code[0]]
        at = code.end()
    made.append(done.text(typed[at:]))
    said = _LINK.sub(lambda link: f" {link['text']} ", _INSIDE.sub(" ", _DEFINED.sub("", _RUNS.sub(" ", typed))))
    return "".join(made).strip("\n") + "\n", html.unescape(said), done.links, done.pictures, done.left_out


class _Markdown:
    def __init__(self, address: Callable[[str], str]) -> None:
        self._address = address
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.left_out: list[tuple[str, str]] = []

    def text(self, text: str) -> str:
        """What stands outside of code."""
        text = _RUNS.sub(self._drop, text)
        text = _LINK.sub(self._link, _DEFINED.sub(self._defined, text))
        return _TAG.sub(self._tag, text)

    def _drop(self, match: re.Match[str]) -> str:
        if not match[0].startswith("<!--"):
            self.left_out.append((match[0][:200], "HTML that runs, or asks"))
        return ""

    def _link(self, match: re.Match[str]) -> str:
        typed = match["address"].strip("<>")
        if not typed or _SCRIPT.match(html.unescape(typed)):
            self.left_out += [(typed, "a link that runs a script")] if typed else []
            return match["text"]
        new = self._address(typed)
        if not match["image"] and match["text"].strip():
            self.links.append(new)
        elif match["image"]:
            self.pictures.append(new)
        inner = _LINK.sub(self._link, match["text"])
        shown = f"<{new}>" if match["address"].startswith("<") or " " in new else new
        return f"{match['image']}[{inner}]({shown}{match['rest'] or ''})"

    def _defined(self, match: re.Match[str]) -> str:
        if _SCRIPT.match(html.unescape(match["address"].strip("<>"))):
            self.left_out.append((match["address"], "a link that runs a script"))
            return f"{match['begin']}#"
        return f"{match['begin']}{self._address(match['address'])}"

    def _tag(self, match: re.Match[str]) -> str:
        name = match["name"].lower()
        if _AUTOLINK.fullmatch(match[0]) and name in {"http", "https", "mailto"}:
            return match[0]
        if name not in _HARMLESS:
            self.left_out.append((match[0][:200], "HTML that is none of a text"))
            return ""
        if match["end"]:
            return f"</{name}>"
        attributes = [(key.lower(), html.unescape(a or b or c)) for key, a, b, c in _ATTRIBUTE.findall(match["rest"])]
        if name == "img" and is_unseen(lambda key: dict(attributes).get(key, "")):
            self.left_out.append((dict(attributes).get("src", ""), "a picture that nobody sees"))
            return ""
        kept = "".join(
            f' {key}="{html.escape(self._address(value) if key in {"href", "src"} else value)}"'
            for key, value in attributes
            if key in _ATTRIBUTES and not (key in {"href", "src"} and _SCRIPT.match(value))
        )
        return f"<{name}{kept}>"
