"""What the path of a file inside content/ says: a date, a name, that it is kept back. Pure."""

import re

from newsgen.models.names import without_suffix

_DATED_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:[-_ .]+(?P<rest>.+))?")
_LOOSELY_DATED = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-_.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?:[-_ .]+(?P<rest>.+))?", re.ASCII
)
_DATED_FOLDER = re.compile(
    r"(?:.*/)?(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})/[^/]+(?:/index\.[^/]+)?",
    re.ASCII,
)


_RUN_TOGETHER = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:[-_ .]+(?P<rest>.+))?",
    re.ASCII,
)


def name_in_path(path: str) -> str:
    """The file's name without its suffix; the folder's name for an ``index.md``."""
    folder, _, name = without_suffix(path).rpartition("/")
    return folder.rpartition("/")[2] if name == "index" and folder else name


def as_dated_name(name: str) -> str:
    """``2009-05-21-story`` of ``2009-5-21-story``, ``2009_05_21_story`` or ``20090521-story``; any other as it is."""
    match = _LOOSELY_DATED.fullmatch(name) or _RUN_TOGETHER.fullmatch(name)
    if match is None:
        return name
    rest = f"-{match['rest']}" if match["rest"] else ""
    return f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}{rest}"


def without_date(name: str) -> str:
    """The name behind the date that a file's name begins with; the whole name where there is none, or no other."""
    dated = _DATED_NAME.fullmatch(name)
    return dated["rest"] or name if dated else name


def date_in_path(path: str) -> str:
    """The date that a file's name begins with, or that of its folders, as YYYY-MM-DD; empty where there is none."""
    if dated := _DATED_NAME.fullmatch(as_dated_name(name_in_path(path))):
        return dated["date"]
    match = _DATED_FOLDER.fullmatch(path)
    return f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}" if match else ""


def hidden_folder(path: str) -> str:
    """The folder on the way to the file whose stories no system publishes, such as ``_drafts``; else an empty text."""
    if "_drafts/" not in path:
        return ""
    return next((part for part in path.split("/")[:-1] if part == "_drafts"), "")
