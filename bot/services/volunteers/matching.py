"""Who fits a task now, with the reasons in words; the sums are `bot/domain/matching.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.matching import Candidate, Scored, Wanted, fitting
from bot.domain.volunteers import File, Slot, slot_at
from bot.services.turn import Office
from bot.storage import calls, served
from bot.storage import volunteers as rows
from bot.storage.database import Tx
from bot.texts.helpers import reason_words

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Match:
    """A volunteer who fits; `name` is empty where they have no file. The greater `score` comes first."""

    person_id: str
    name: str
    reasons: tuple[str, ...]
    score: int


async def matching(
    tx: Tx, office: Office, compound_id: str, skills: Sequence[str], moment: datetime, limit: int
) -> list[Match]:
    """At most `limit` volunteers of the compound who serve now and can be reached, the best first.

    `skills`: any of these (none: whatever they can). Who was asked or told lately (`note_told`) comes later. Without a
    file they are asked after those who say that they can.
    """
    files = {file.person_id: file for file in await rows.serving(tx, compound_id)}
    helped = await served.helped(tx, tuple(files), to_millis(moment - MONTH))
    in_hand, asked = await served.in_hand(tx, tuple(files)), await calls.last_asked(tx, tuple(files))
    candidates = [
        Candidate(
            file.person_id, compound_id, file.state, file.skills, file.times,
            helped.get(file.person_id, 0), in_hand.get(file.person_id, 0), asked.get(file.person_id),
        )
        for file in files.values()
    ]  # fmt: skip
    wanted = Wanted(compound_id, tuple(skills), slot_now(office, moment), to_millis(moment))
    return [_match(one, files[one.person_id]) for one in fitting(candidates, wanted, limit)]


def _match(one: Scored, file: File) -> Match:
    reasons = tuple(reason_words(why.because, why.detail) for why in one.reasons)
    return Match(one.person_id, file.name, reasons, one.score)


async def note_told(tx: Tx, people: Sequence[str], compound_id: str, now: int) -> None:
    """They were told of a wish or a task (milliseconds): the next time others go first."""
    await calls.note_told(tx, people, compound_id, now)


def slot_now(office: Office, moment: datetime) -> Slot | None:
    """The slot in which a moment lies, by the district's working calendar; None at night."""
    return slot_at(moment, workday=office.timetable.calendar.is_workday(moment.astimezone(SHANGHAI).date()))
