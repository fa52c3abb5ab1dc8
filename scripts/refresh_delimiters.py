"""Writes src/newsgen/renderer/delimiters.py anew from CLDR's own files.

    npm pack cldr-misc-full cldr-core     # then unpack both
    python scripts/refresh_delimiters.py path/to/cldr-misc-full path/to/cldr-core

A variant of a language is listed only where its marks are others than those of the tag without its last part.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

_TARGET = Path(__file__).parent.parent / "src" / "newsgen" / "renderer" / "delimiters.py"
_HEAD = '''"""The quotation marks of the world's languages, after CLDR {version}.

Data only, written by scripts/refresh_delimiters.py; not to be edited by hand. In each line the opening and the closing
mark, those inside a quotation, and the languages that have them. A tag that is not listed has the marks of the tag
without its last part.

The facts are taken from the Unicode Common Locale Data Repository (https://cldr.unicode.org), Unicode License v3.
"""

TABLE = """
{groups}
"""
'''
_WIDTH = 120
_KEYS = ("quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd")


def main(misc: Path, core: Path) -> None:
    """Reads the delimiters of all languages and writes the module."""
    marks = _read_marks(misc)
    for tag, tag_in_full in _read_likely_scripts(core).items():
        in_full = _lookup(marks, tag_in_full)
        if in_full and tag.partition("-")[0] in marks and in_full != _lookup(marks, tag):
            marks[tag] = in_full
    groups: dict[str, list[str]] = defaultdict(list)
    for tag, own in sorted(marks.items()):
        if own != _lookup(marks, tag.rpartition("-")[0]):
            groups[own].append(tag.lower())
    version = json.loads((misc / "package.json").read_text(encoding="utf-8"))["version"]
    lines = [line for own, tags in sorted(groups.items()) for line in _group(own, tags)]
    _TARGET.write_text(_HEAD.format(version=version, groups="\n".join(lines)), encoding="utf-8")


def _read_marks(misc: Path) -> dict[str, str]:
    found = {}
    for file in sorted(misc.glob("main/*/delimiters.json")):
        tag = file.parent.name
        delimiters = json.loads(file.read_text(encoding="utf-8"))["main"][tag]["delimiters"]
        own = "".join(delimiters[key] for key in _KEYS)
        if tag != "und" and len(own) == len(_KEYS):
            found[tag] = own
    return found


def _read_likely_scripts(core: Path) -> dict[str, str]:
    """Tags such as zh-TW, and the same with their script: zh-Hant."""
    file = core / "supplemental" / "likelySubtags.json"
    likely: Mapping[str, str] = json.loads(file.read_text(encoding="utf-8"))["supplemental"]["likelySubtags"]
    return {tag: full.rpartition("-")[0] for tag, full in likely.items() if tag.count("-") == 1 and tag[:3] != "und"}


def _lookup(marks: Mapping[str, str], tag: str) -> str:
    while tag and tag not in marks:
        tag = tag.rpartition("-")[0]
    return marks.get(tag, "")


def _group(own: str, tags: list[str]) -> list[str]:
    lines = [own]
    for tag in tags:
        if len(lines[-1]) + len(tag) >= _WIDTH:
            lines.append(own)
        lines[-1] += f" {tag}"
    return lines


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
