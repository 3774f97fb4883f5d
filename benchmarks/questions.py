"""The questions that people wait for, of which `benchmarks.growth` asks a thousand each."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from benchmarks import past, points
from bot.domain.clock import from_millis, to_millis
from bot.domain.people import Role
from bot.domain.periods import month_at
from bot.services.desk import NEEDS, PAGE, TO_DO
from bot.storage import (
    audience,
    audit,
    desks,
    due,
    extensions,
    figures,
    followers,
    inbox,
    ledger,
    looks,
    outbox,
    repetitions,
    similar,
    tickets,
)
from bot.storage.database import Tx
from bot.storage.desks import Need, Reach
from bot.storage.figures import Span

NOW = points.NOW
COMPOUNDS = tuple(f"c{at}" for at in range(points.COMPOUNDS))


@dataclass(frozen=True, slots=True)
class Known:
    """Whom and what may be asked about."""

    people: list[str]
    tickets: list[str]


Question = Callable[[Tx, Known, random.Random], Awaitable[object]]


async def own(tx: Tx, known: Known, dice: random.Random) -> None:
    """A page of one's own tickets."""
    person = dice.choice(known.people)
    await followers.count_followed_by(tx, person)
    await tickets.followed_by(tx, person, PAGE)


async def one_ticket(tx: Tx, known: Known, dice: random.Random) -> None:
    """What a ticket's page reads."""
    ticket = dice.choice(known.tickets)
    reach = Reach(frozenset(dice.sample(COMPOUNDS, 1)), frozenset(), dice.choice(known.people))
    await desks.within(tx, ticket, reach)
    await tickets.load(tx, ticket)
    await followers.last_notes(tx, ticket, 3)
    await looks.of_ticket(tx, ticket, 5)


def desk_of(role: Role, units: int) -> Question:
    """The list of all that waits for a post, with its counts."""

    async def ask(tx: Tx, known: Known, dice: random.Random) -> None:
        reach = Reach(frozenset(dice.sample(COMPOUNDS, units)), frozenset(), dice.choice(known.people))
        needs = [Need(reach.units, *NEEDS[role])]
        await desks.waiting(tx, reach, TO_DO, needs, NOW, PAGE)

    return ask


async def more_time(tx: Tx, _known: Known, dice: random.Random) -> None:
    """What a desk is asked for beside its tickets: more time (延期)."""
    await extensions.open_in(tx, (dice.choice(COMPOUNDS),), PAGE)


async def alike(tx: Tx, known: Known, dice: random.Random) -> None:
    """What a new report is compared with: every other one names its building, no ticket in the store does."""
    where, what, who = dice.choice(COMPOUNDS), dice.choice(past.CATEGORIES), dice.choice(known.people)
    building = dice.choice(("99", None))
    await similar.candidates(tx, where, what, building, who, NOW - 30 * past.DAY)
    await repetitions.recent(tx, where, what, building, NOW - 3 * past.DAY)
    await tickets.open_of(tx, who, NOW - 7 * past.DAY, 5)


async def readers(tx: Tx, _known: Known, dice: random.Random) -> None:
    """A portion of a broadcast's audience."""
    await audience.next_portion(tx, "b", dice.choice(COMPOUNDS), None, "", 100, loud=True)


async def machinery(tx: Tx, _known: Known, _dice: random.Random) -> None:
    """What the pump, the sender and the clock look for."""
    await inbox.waiting(tx, 0, 100)
    await outbox.count_waiting(tx, 3)
    await due.ready(tx, NOW, 100)


async def month(tx: Tx, _known: Known, dice: random.Random) -> None:
    """The figures of a compound's month."""
    of = month_at(from_millis(NOW))
    await figures.courses(tx, Span([dice.choice(COMPOUNDS)], to_millis(of.begins_at), to_millis(of.ends_at)))


async def own_balance(tx: Tx, known: Known, dice: random.Random) -> None:
    await ledger.account_of(tx, dice.choice(known.people))


async def page(tx: Tx, known: Known, dice: random.Random) -> None:
    await points.page(tx, dice.choice(known.people), "2026-03")


async def ranking(tx: Tx, known: Known, dice: random.Random) -> None:
    await points.ranked(tx, dice.choice(known.people), dice.choice(COMPOUNDS), "2026")


async def walk(tx: Tx, _known: Known, _dice: random.Random) -> None:
    await audit.portion(tx, 0)


QUESTIONS: dict[str, Question] = {
    "own tickets, a page": own,
    "one ticket": one_ticket,
    "desk of a branch": desk_of(Role.SECRETARY, 1),
    "desk of a community (7 compounds)": desk_of(Role.COMMUNITY_STAFF, 7),
    "desk of a street (44)": desk_of(Role.STREET_DISPATCHER, 44),
    "desk of the district (530)": desk_of(Role.DISTRICT_DISPATCHER, 530),
    "more time asked of a branch": more_time,
    "what a new report is compared with": alike,
    "a portion of a broadcast's readers": readers,
    "inbox, outbox, due work": machinery,
    "figures of a compound's month": month,
    "balance": own_balance,
    "/points": page,
    "ranking of a year": ranking,
    "a portion of the audit log": walk,
}
