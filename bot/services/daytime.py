"""When residents may be written to: not in the night, unless it is urgent."""

from datetime import datetime

from bot.config.quiet import Quiet
from bot.domain.quiet import QuietHours, next_at


def night_of(quiet: Quiet) -> QuietHours | None:
    """From the first of the hours that /quiet offers until the morning of the district; None where it offers none."""
    begins = [hours.begin for hours in quiet.offered[:1] if hours.begin != quiet.morning]
    return QuietHours(begins[0], quiet.morning) if begins else None


def begin_of(quiet: Quiet, moment: datetime) -> datetime:
    """The first moment from `moment` on at which nobody is woken."""
    night = night_of(quiet)
    return next_at(moment, quiet.morning) if night and moment in night else moment


def end_of(quiet: Quiet, moment: datetime, latest: datetime) -> datetime:
    """Until when what is written at `moment` may still arrive: this evening, or `latest`."""
    night = night_of(quiet)
    return min(latest, next_at(moment, night.begin)) if night else latest
