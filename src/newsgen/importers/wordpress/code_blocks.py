"""Shortcodes that show code, by the language that is their name: `[php]`, `[ccnLe_php]`, `[sourcecode]`. Pure."""

import html
import re
from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = frozenset(
    """code php html css python javascript js bash shell sql xml ruby java cpp csharp perl text plain c go json yaml
    powershell ps vb delphi as3 actionscript actionscript3 scala groovy objc matlab diff erlang fsharp haskell lisp lua
    pascal scheme clojure typescript coldfusion crayon cc cce ccb cci codesyntax geshi prettify syntax enlighter
    latex tex math katex mathjax""".split()
)
"""What may be a word in brackets, and is a shortcode where it is ended."""
_CODE_COLORER = re.compile(r"cc(?:[a-z]{0,12})_(?P<language>[a-z][a-z0-9+#-]{0,20})")
"""Of CodeColorer: letters that say how the code is shown, and its language, `ccnLe_php`."""
_NO_LANGUAGE = frozenset(
    "sourcecode code text plain crayon cc cce ccb codesyntax geshi prettify syntax enlighter".split()
)
_IN_LINE = frozenset("cci latex tex math katex mathjax".split())
"""Of which the code stands in a sentence."""


def is_language(name: str) -> bool:
    """Whether code stands in a shortcode of this name."""
    return name in LANGUAGES or _CODE_COLORER.fullmatch(name) is not None


def code_block(name: str, said: Mapping[str, str], inside: str) -> str:
    """The code in a shortcode as an element.

    Args:
        name: Of the shortcode, in small letters.
        said: Its attributes.
        inside: The code as it is typed.
    """
    typed = html.escape(html.unescape(inside.strip("\n")), quote=False)
    colored = _CODE_COLORER.fullmatch(name)
    if name in _IN_LINE or (colored and name.startswith("cci")):
        return f"<code>{typed.strip()}</code>"
    own = name if name not in _NO_LANGUAGE and name != "highlight" else ""
    own = colored["language"] if colored else own
    language = said.get("language") or said.get("lang") or own
    mark = f' class="language-{html.escape(language)}"' if language else ""
    return f"\n\n<pre><code{mark}>{typed}</code></pre>\n\n"
