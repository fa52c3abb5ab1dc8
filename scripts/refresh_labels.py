"""Writes how each language says dates, times and numbers into templates/labels, after CLDR as Babel has it.

    pip install babel
    python scripts/refresh_labels.py

In templates/labels/TAG.yaml all above the line `# Words` is written anew; the words below it are ours, and stay. What
other regions say otherwise (Monday or Sunday, am and pm, the digits of Egypt) is in templates/labels/regions.yaml.
"""

import re
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.core import get_cldr_version, get_global

_LABELS = Path(__file__).parent.parent / "templates" / "labels"
_WORDS = "# Words"
_SAID_LIKE = {"en": "en_GB"}
"""The English of most of the world writes 14 December 2025; American English is one of the regions."""
_VARIANTS = {"zh-Hant": "zh_Hant", "pt-PT": "pt_PT"}
"""Languages of a region or script that have words of their own."""
_FIRST = {"fr": "1er", "it": "1º", "pt": "1º"}
"""How the first day of a month is written, where not as a number; CLDR does not know. Of Portuguese that of Brazil."""
_GROUPED_FROM = {"es": 10_000, "pl": 10_000, "pt_PT": 10_000}
"""CLDR's minimumGroupingDigits, which Babel leaves out."""
_ZEROS = {"latn": 0x30, "arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "mymr": 0x1040}
_RELATION = re.compile(r"(?P<operand>\w)(?: mod (?P<divisor>\d+))? (?P<sign>(?:not )?in) (?P<ranges>[\d.,]+)")
_WIDEST = 6
"""Letters of a weekday."""
_FEW = 4
"""Numbers of a range that are listed."""
_FIELDS = re.compile(r"'(?P<quoted>[^']*)'|(?P<field>y+|M+|L+|d+|H+|h+|a+|B+|m+|G+)|(?P<other>[^'yMLdHhaBmG]+)")
_NAMES = {
    "y": "{year}",
    "MMMM": "{month}",
    "LLLL": "{month_alone}",
    "MMM": "{month}",
    "M": "{month_number}",
    "MM": "{month_number}",
    "d": "{day}",
    "dd": "{day}",
    "HH": "{hour}",
    "H": "{hour_short}",
    "h": "{hour_12}",
    "hh": "{hour_12}",
    "mm": "{minute}",
    "G": "{era}",
    "a": "{half}",
    "B": "{half}",
}
_HEAD = """# How {name} says dates, times and numbers, after CLDR {version}.
# Written by scripts/refresh_labels.py, not to be edited by hand.
"""
_REGIONS_HEAD = """# What a region says otherwise than its language, after CLDR {version}.
# Written by scripts/refresh_labels.py, not to be edited by hand.
"""


def main() -> None:
    """Writes the files of all languages that have words, and that of the regions."""
    tags = sorted(file.stem for file in _LABELS.glob("*.yaml") if file.stem != "regions")
    version = get_cldr_version()
    regions: dict[str, dict[str, Any]] = {}
    for tag in tags:
        file = _LABELS / f"{tag}.yaml"
        words = file.read_text(encoding="utf-8").partition(f"{_WORDS}\n")[2]
        said = _said(_locale_of(tag), tag)
        parent = tag.partition("-")[0]
        if tag != "en":  # Over what English says the others are laid, and over a language its regions.
            above = _said(_locale_of(parent if parent != tag else "en"), "")
            said = {key: value for key, value in said.items() if above.get(key, "") != value}
        name = Locale.parse(_VARIANTS.get(tag, tag)).english_name
        head = _HEAD.format(name=name, version=version)
        lines = "".join(f"{key}: {_spelled(value)}\n" for key, value in said.items())
        file.write_text(f"{head}{lines}{_WORDS}\n{words}", encoding="utf-8")
    for name in sorted(localedata.locale_identifiers()):
        locale = Locale.parse(name)
        tag = f"{locale.language}-{locale.territory}"
        if locale.language not in tags or not locale.territory or locale.variant or tag in tags:
            continue
        if Locale.parse(tag, sep="-") != locale:
            continue  # another script than most there write
        above = _said(_locale_above(locale, tags), "")
        other = {key: value for key, value in _said(locale, "").items() if above.get(key) != value}
        if other:
            regions[tag] = other
    lines = "".join(
        f"{tag}: {{{', '.join(f'{key}: {_spelled(value)}' for key, value in said.items())}}}\n"
        for tag, said in regions.items()
    )
    (_LABELS / "regions.yaml").write_text(_REGIONS_HEAD.format(version=version) + lines, encoding="utf-8")


def _locale_of(tag: str) -> Locale:
    return Locale.parse(_VARIANTS.get(tag, _SAID_LIKE.get(tag, tag)))


def _first_weekday(locale: Locale) -> int:
    """0 is Monday. Without a region, that of the one where most live who speak the language."""
    if locale.territory:
        return int(locale.first_week_day)
    likely = get_global("likely_subtags")[str(locale)].split("_")[-1]
    return int(Locale.parse(f"{locale.language}_{likely}").first_week_day)


def _locale_above(locale: Locale, tags: list[str]) -> Locale:
    """The locale of the file over which what a region says is laid."""
    for tag in (f"{locale.language}-{locale.script}", locale.language):
        if tag in tags:
            return _locale_of(tag)
    raise LookupError(locale)


def _said(locale: Locale, tag: str) -> dict[str, Any]:
    months = list(locale.months["format"]["wide"].values())
    alone = list(locale.months["stand-alone"]["wide"].values())
    system = locale.default_numbering_system
    zero = _ZEROS[system]
    symbols = locale.number_symbols
    group = symbols.get(system, {}).get("group") or symbols["latn"]["group"]
    integer = locale.decimal_formats[None].pattern.partition(".")[0]
    sizes = [len(part) for part in reversed(integer.split(",")[1:])]
    halves = locale.day_periods["format"]["abbreviated"]
    time = _pattern(locale.time_formats["short"].pattern)
    name = str(locale)
    first = {**_FIRST, "pt_PT": ""}.get(name, _FIRST.get(locale.language, "")) if locale.language != "pt" else ""
    if locale.language == "pt" and locale.territory in {None, "BR"}:
        first = _FIRST["pt"]
    said: dict[str, Any] = {
        "language": tag,
        "direction": "rtl" if locale.text_direction == "rtl" else "ltr",
        "months": months,
        "months_alone": alone,
        "weekdays_short": _weekdays(locale),
        "first_weekday": _first_weekday(locale),
        "date_long": _pattern(locale.date_formats["long"].pattern).replace("{era}", locale.eras["abbreviated"][1]),
        "month_long": _pattern(str(locale.datetime_skeletons["yMMMM"])).replace("{era}", locale.eras["abbreviated"][1]),
        "day_of_year": _pattern(str(locale.datetime_skeletons["MMMMd"])),
        "first_of_month": first,
        "time": time,
        "am": _plain(halves["am"]) if "{half}" in time else "",
        "pm": _plain(halves["pm"]) if "{half}" in time else "",
        "digits": "".join(chr(zero + digit) for digit in range(10)),
        "group": _plain(group),
        "group_sizes": sizes if len(sizes) > 1 else [3, 3],
        "group_from": _GROUPED_FROM.get(name, _GROUPED_FROM.get(locale.language, 1_000) if name != "pt" else 1_000),
        "plural": _plural(locale),
    }
    if alone == months:
        del said["months_alone"]
    return said if tag else {key: value for key, value in said.items() if key != "language"}


def _weekdays(locale: Locale) -> list[str]:
    """Monday first, short enough for the columns of a calendar."""
    for width in ("abbreviated", "short"):
        names = [locale.days["stand-alone"][width][number] for number in range(7)]
        if max(map(len, names)) <= _WIDEST and " " not in names[0]:
            return names
    return names


def _pattern(typed: str) -> str:
    found = (
        match["quoted"] if match["quoted"] is not None else _NAMES[match["field"]] if match["field"] else match["other"]
        for match in _FIELDS.finditer(typed)
    )
    return _plain("".join(found))


def _plain(text: str) -> str:
    """Without marks of direction, which HTML sets, and with the no-break space that every font has."""
    return re.sub(r"[\u200e\u200f\u061c]", "", text).replace("\u202f", "\u00a0")


def _plural(locale: Locale) -> dict[str, str]:
    """Category to when a whole number `n` is of it, as an expression of Jinja2; of the rest it is `other`."""
    found = ((tag, _of_whole_numbers(rule)) for tag, rule in locale.plural_form.rules.items())
    return {tag: rule for tag, rule in found if rule}


def _of_whole_numbers(rule: str) -> str:
    """CLDR's rule for numbers without a fraction and an exponent; empty where none is of it."""
    clauses = []
    for clause in rule.split(" or "):
        relations = [_RELATION.fullmatch(relation.strip()) for relation in clause.split(" and ")]
        if not all(relations):
            raise ValueError(f"a rule of CLDR that is not understood: {rule}")
        kept = [_relation(each) for each in relations if each]
        if "no" not in kept:
            clauses.append(" and ".join(each for each in kept if each != "yes") or "yes")
    if "yes" in clauses:
        return "true"
    return " or ".join(clauses)


def _relation(typed: re.Match[str]) -> str:
    """A comparison; or whether it holds, where it is of the digits behind the point, of which there are none."""
    ranges = [tuple(map(int, part.split(".."))) for part in typed["ranges"].split(",")]
    is_wanted = typed["sign"] == "in"
    if typed["operand"] not in "ni":
        return "yes" if any(each[0] <= 0 <= each[-1] for each in ranges) == is_wanted else "no"
    value = f"n % {typed['divisor']}" if typed["divisor"] else "n"
    if len(ranges) == 1 and len(ranges[0]) == 1:
        return f"{value} {'==' if is_wanted else '!='} {ranges[0][0]}"
    if len(ranges) == 1 and is_wanted and ranges[0][-1] - ranges[0][0] > _FEW:
        return f"{ranges[0][0]} <= {value} <= {ranges[0][-1]}"
    numbers = ", ".join(str(number) for each in ranges for number in range(each[0], each[-1] + 1))
    return f"{value} {'in' if is_wanted else 'not in'} [{numbers}]"


def _spelled(value: Any) -> str:  # noqa: ANN401 - of several types
    if isinstance(value, list):
        return f"[{', '.join(_spelled(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_spelled(item)}' for key, item in value.items())}}}"
    return str(value) if isinstance(value, int) else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    main()
