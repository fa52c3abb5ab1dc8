"""The one place where time enters: what is published depends on it, and nothing else does (law 2)."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

from newsgen.errors import UsageError
from newsgen.models.moment import DateError, Moment, parse_moment


def read_clock(asked: str, environ: Mapping[str, str], zone: tzinfo) -> Moment:
    """Now: what ``--now`` says, else SOURCE_DATE_EPOCH, else the clock.

    The variable is that of https://reproducible-builds.org/specs/source-date-epoch/.

    Raises:
        UsageError: One of the two is not a time.
    """
    if asked:
        try:
            return parse_moment(asked, zone)
        except DateError as error:
            raise UsageError(f"--now is {error}", mend="write YYYY-MM-DD or YYYY-MM-DDTHH:MM") from None
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return Moment(datetime.fromtimestamp(int(epoch), UTC).astimezone(zone), has_time=True)
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}", mend="it must be seconds since 1970-01-01") from None
    return Moment(datetime.now(zone), has_time=True)
