"""Patrols and visits as those see them who answer for the place: who did what today, and this week."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.clock import SHANGHAI
from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Outbound, Reply, Toast
from bot.domain.patrols import Round, RoundState
from bot.domain.policy import May
from bot.services import patrol
from bot.services.albums import in_albums
from bot.services.scope import reach_of
from bot.services.turn import Turn
from bot.storage import patrols as rows
from bot.storage import tickets
from bot.storage.database import Tx
from bot.texts import patrol as say
from bot.texts.deadlines import by_when
from bot.texts.photos import NoFiles
from bot.texts.words import WORKERS, clock_face

MOST_LINES = 30
MOST_ALBUMS = 5
CARD = "rounds"
# What needs somebody to look stands first.
ORDER = (RoundState.MISSED, RoundState.OPEN, RoundState.DONE)


@dataclass(frozen=True, slots=True)
class Week:
    """The rounds of their places since Monday; `today`: those that are due today, or were done today."""

    rounds: tuple[Round, ...]
    today: tuple[Round, ...]


async def week_of(turn: Turn, tx: Tx) -> Week:
    """Nothing where they answer for no place."""
    units = _units(turn)
    if not units:
        return Week((), ())
    local = turn.moment.astimezone(SHANGHAI)
    monday = local.date() - timedelta(days=local.weekday())
    found = await rows.of_units(tx, units, turn.now, monday.isoformat())
    return Week(tuple(found), tuple(one for one in found if _is_of_today(turn, one)))


def _units(turn: Turn) -> frozenset[str]:
    return patrol.covered(turn.office.directory, reach_of(turn.office.directory, turn.person, May.SEE_ROUNDS))


def _is_of_today(turn: Turn, one: Round) -> bool:
    moments = (one.due_at, one.done_at) if one.done_at else (one.due_at,)
    return turn.moment.astimezone(SHANGHAI).date() in {at.astimezone(SHANGHAI).date() for at in moments}


async def line_of(turn: Turn, tx: Tx) -> list[Outbound]:
    """For the desk: how many of today's are done, how many were missed; nothing where none are planned."""
    week = await week_of(turn, tx)
    if not week.today:
        return []
    count = _counted(turn, week.today)
    return [
        turn.reply(
            say.RoundsToday(count[RoundState.DONE], len(week.today), count[RoundState.MISSED]), ((Choice("rounds"),),)
        )
    ]


def _counted(turn: Turn, rounds: tuple[Round, ...]) -> Counter[RoundState]:
    return Counter(_seen(turn, one) for one in rounds)


def _seen(turn: Turn, one: Round) -> RoundState:
    """What is past due counts as missed already, though it may still be made up for until the evening."""
    is_late = one.state is RoundState.OPEN and one.due_at <= turn.moment
    return RoundState.MISSED if is_late else one.state


async def show(turn: Turn, tx: Tx) -> list[Outbound]:
    """Today's, what is open, and what was missed this week."""
    week = await week_of(turn, tx)
    listed = (one for one in week.rounds if one in week.today or one.state is not RoundState.DONE)
    ordered = sorted(listed, key=lambda one: (ORDER.index(_seen(turn, one)), one.due_at))
    lines = tuple([await _line(turn, tx, one) for one in ordered[:MOST_LINES]])
    count = _counted(turn, week.rounds)
    prompt = say.Rounds(lines, len(ordered) - len(lines), count[RoundState.DONE], count[RoundState.MISSED])
    albums = [one for one in ordered if one.files][:MOST_ALBUMS]
    choices = tuple((Choice("round_photos", one.id, label=say.album_label(_where(turn, one))),) for one in albums)
    return [turn.reply(prompt if week.rounds else say.NoRounds(), choices, card=CARD)]


def _where(turn: Turn, one: Round) -> str:
    return f"{patrol.place_of(turn.office, one)} {one.name}"


async def _line(turn: Turn, tx: Tx, one: Round) -> say.Line:
    ticket = await tickets.load(tx, one.ticket_id) if one.ticket_id else None
    over = one.done_at or (one.due_at if one.due_at <= turn.moment else None)
    when = clock_face(over) if over else by_when(turn.moment, one.due_at)
    return _seen(turn, one), _where(turn, one), WORKERS[one.role], when, ticket.number if ticket else "", one.note


async def photos(turn: Turn, tx: Tx, round_id: str) -> list[Reply]:
    """What was photographed on one of them; that is said where nothing was. Raises `NotFound` where it is elsewhere."""
    units = _units(turn)
    one = await rows.within(tx, round_id, units) if units else None
    if one is None:
        raise NotFound(round_id)
    albums = [turn.reply(say.RoundPhotos(_where(turn, one)), media=album) for album in in_albums(list(one.files))]
    return [*albums] or [Toast(NoFiles())]
