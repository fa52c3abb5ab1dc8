"""Makes the headline face of the theme anew: the files, and the rules in static/style.css that name them.

    python -m venv faces && faces/bin/pip install 'fonttools[woff]' brotli
    faces/bin/pip download --no-deps fontpkg-newsreader && unzip fontpkg_newsreader-*.whl
    npm pack @fontsource/gelasio @fontsource/tinos @fontsource/noto-serif     # then unpack each into a folder
    faces/bin/python scripts/refresh_font.py path/to/fontpkg_newsreader path/to/gelasio path/to/tinos path/to/noto-serif

Newsreader is by Production Type, under the SIL Open Font License, without a reserved name: so the part of it that is
taken here may keep the name. Of its axes one bold cut for headlines is taken, and of its letters those of Latin script.
It is written twice: as WOFF2 for browsers, and as TrueType for drawing icons, as Pillow does not always read WOFF2.

Until the face has come, a browser shows headlines in one that the reader has. `size-adjust` makes that as wide as
ours on average, and the other overrides give it our height, so that lines break where they will and nothing jumps.
Gelasio has the widths of Georgia and Tinos those of Times New Roman, which are on most desks; Noto Serif is Android's.
"""

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

_ROOT = Path(__file__).parent.parent
_STYLE = _ROOT / "static" / "style.css"
_WEB = _ROOT / "static" / "fonts"
_DRAWN = _ROOT / "src" / "newsgen" / "fonts" / "newsreader.ttf"

_AXES = {"opsz": 32, "wght": 700}
_FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
_LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),  # Vietnamese
    *range(0x218, 0x21C),  # Romanian
    *range(0x1EA0, 0x1EFA),  # Vietnamese
    0x1E9E,  # the capital ß
    *(0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015),
    *range(0x2018, 0x201F),
    *(
        0x2020,
        0x2021,
        0x2022,
        0x2026,
        0x2030,
        0x2032,
        0x2033,
        0x2039,
        0x203A,
        0x2044,
        0x20AB,
        0x20AC,
        0x2116,
        0x2122,
        0x2212,
    ),
)
_MOST = 35_000
"""Bytes of the file that browsers load."""

_BEGIN, _END = "Written by scripts/refresh_font.py */", "/* Until here */"
_TEXT = (
    "Parliament passes the budget after a night of talks; harbour council votes for a new breakwater; Ferry to the "
    "northern islands sails again. Storm closes schools across the coast. What the mines left behind: water, debt and "
    "a question. Prices rise in the third quarter, exporters say. Court orders ministry to publish letters of 2014. "
    "“We were told to wait”"
)
"""Headlines by which widths are compared: letters as often as headlines have them."""


def main(newsreader: Path, gelasio: Path, tinos: Path, noto: Path) -> None:
    """Writes the face, its licence and the rules for it."""
    face = _cut(newsreader / "files" / "Newsreader[opsz,wght].ttf")
    web, drawn = _as_bytes(face, "woff2"), _as_bytes(face, None)
    if len(web) > _MOST:
        sys.exit(f"the face has {len(web):,} bytes; the limit is {_MOST:,}")
    for path, content in (
        (_WEB / "newsreader.woff2", web),
        (_WEB / "OFL.txt", (newsreader / "LICENSE").read_bytes()),
        (_DRAWN, drawn),
        (_DRAWN.parent / "OFL.txt", (newsreader / "LICENSE").read_bytes()),
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    # What readers have, by the full name and by the PostScript name, and what has its widths.
    local = {
        "Georgia": (("Georgia Bold", "Georgia-Bold"), _latin(gelasio, "gelasio")),
        "Noto": (("Noto Serif Bold", "NotoSerif-Bold"), _latin(noto, "noto-serif")),
        "Times": (
            ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "Tinos Bold"),
            _latin(tinos, "tinos"),
        ),
    }
    rules = [_rule("Newsreader", 'url("fonts/newsreader.woff2") format("woff2")', "font-display: swap;", face)]
    for name, (sources, file) in local.items():
        source = ", ".join(f'local("{each}")' for each in sources)
        rules.append(_rule(f"Newsreader {name}", source, _overrides(face, TTFont(file)), face))
    style = _STYLE.read_text("utf-8")
    begin, end = style.index(_BEGIN) + len(_BEGIN), style.index(_END)
    _STYLE.write_text(style[:begin] + "\n" + "\n".join(rules) + "\n" + style[end:], "utf-8")
    print(f"{len(web):,} bytes for browsers, {len(drawn):,} for drawing, {len(face.getBestCmap())} letters")  # noqa: T201 - the script's answer


def _latin(package: Path, name: str) -> Path:
    return package / "files" / f"{name}-latin-700-normal.woff2"


def _cut(file: Path) -> TTFont:
    """One cut of the face, with our letters alone."""
    # The time at which it is written would make other bytes each time.
    face = instancer.instantiateVariableFont(TTFont(file, recalcTimestamp=False), _AXES)
    options = subset.Options()
    options.hinting, options.layout_features, options.notdef_outline = False, _FEATURES, True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(face)
    return face


def _as_bytes(face: TTFont, flavor: str | None) -> bytes:
    face.flavor = flavor
    written = io.BytesIO()
    face.save(written)
    return written.getvalue()


def _rule(family: str, source: str, more: str, face: TTFont) -> str:
    ranges = ", ".join(_ranges(face.getBestCmap()))
    says = (f'font-family: "{family}"; font-weight: 700; src: {source};', more, f"unicode-range: {ranges};")
    return "\n  ".join(("@font-face {", *says)) + "\n}"


def _overrides(face: TTFont, local: TTFont) -> str:
    """What makes a local face stand where ours will."""
    scale = _width(face) / _width(local)
    metrics = {"ascent": face["hhea"].ascent, "descent": -face["hhea"].descent, "line-gap": face["hhea"].lineGap}
    heights = " ".join(
        f"{name}-override: {_percent(value / face['head'].unitsPerEm / scale)};" for name, value in metrics.items()
    )
    return f"size-adjust: {_percent(scale)}; {heights}"


def _percent(part: float) -> str:
    return f"{part * 100:.2f}".rstrip("0").rstrip(".") + "%"


def _width(face: TTFont) -> float:
    """How wide the headlines are, in ems."""
    letters, widths = face.getBestCmap(), face["hmtx"]
    return sum(widths[letters[ord(each)]][0] for each in _TEXT) / face["head"].unitsPerEm


def _ranges(letters: Iterable[int]) -> Iterator[str]:
    """Letters as CSS lists them: ``U+20-7E``, ``U+A0`` …."""
    runs: list[list[int]] = []
    for letter in sorted(letters):
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return (f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
