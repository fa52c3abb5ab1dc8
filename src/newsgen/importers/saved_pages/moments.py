"""Times as readers saw them, where pages tell machines those of Greenwich. Pure."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo

_QUARTER = 15 * 60
_MOST = 14 * 3600
"""Seconds by which clocks on earth differ from Greenwich's, and their steps."""


def local_moment(typed: str, shown: str, zone: tzinfo | None) -> str:
    """A moment of UTC by the clock that the page shows, or else by that of the publication; others as they are.

    Args:
        typed: As newsgen writes it, with ``+00:00`` behind it for a moment of UTC.
        shown: What the page shows of it; empty for nothing.
        zone: The publication's; None where it is not known.
    """
    if not typed.endswith("+00:00"):
        return typed
    moment = _read(typed)
    if moment is None:
        return typed
    seen = _read(shown) if "T" in shown else None
    if seen is not None:
        if seen.tzinfo is not None and abs(seen - moment) < timedelta(minutes=1):
            return shown
        ahead = round((seen.replace(tzinfo=UTC) - moment).total_seconds())
        if seen.tzinfo is None and abs(ahead) <= _MOST and ahead % _QUARTER == 0:
            return _written(moment.astimezone(timezone(timedelta(seconds=ahead))))
    there = moment.astimezone(zone) if zone is not None else moment
    if len(shown) == len("2000-01-01") and there.date().isoformat() != shown:
        return shown  # Nobody knows which clock it was: the day that readers saw is right.
    return _written(there)


def _read(typed: str) -> datetime | None:
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        return None


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
