"""Reads the district out of the store, and brings the difference in: one unit of work, all of it or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from bot.commands.importing.check import wanted
from bot.commands.importing.compare import Delta, Difference, compare
from bot.commands.importing.district import District, PostKey, Present
from bot.commands.importing.problems import Problems
from bot.commands.importing.tables import Line
from bot.config import Settings
from bot.domain.audit import Act, Entry
from bot.domain.ids import new_id
from bot.domain.people import Post, UnitKind, downwards
from bot.services.points import ledger
from bot.storage import audit, claims, goods, published, responsibilities, roster, units
from bot.storage.database import Tx
from bot.storage.roster import Expected, Opening
from bot.texts.imported import unit_words
from bot.texts.importing import in_use
from bot.texts.sheets import UNITS

T = TypeVar("T")
PORTION = 500
# How the code of a QR poster begins; it is drawn once and stays.
_PREFIX = {UnitKind.COMPOUND: "c_", UnitKind.BUILDING: "b_"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file means for this store; with `problems` it changes nothing."""

    present: Present
    after: District
    difference: Difference
    problems: Problems


async def present(tx: Tx) -> Present:
    """The district as the store holds it."""
    rows = {(one.unit_id, one.role, one.name): (one, imported) for one, imported in await published.everything(tx)}
    listed = District(
        {unit.id: unit for unit in await units.load_all(tx)},
        {one.key: one for one in await roster.members(tx)},
        {(one.key, one.post.role, one.post.unit_id): one.shown for one in await roster.expected(tx)},
        {},
        {one.key: one for one in await roster.openings(tx)},
        {(one.shop_id, one.name): one for one in await goods.everything(tx)},
        {(one.key, one.post.role, one.post.unit_id): one.shown for one in await roster.grids(tx)},
        responsibilities={one.code: one for one in await responsibilities.everything(tx)},
    )
    shown = listed.shown()
    public = {key: entry for key, (entry, _) in rows.items() if key not in shown}
    return Present(replace(listed, published=public), await claims.entered(tx), rows)


async def take_away(tx: Tx, now: int) -> District:
    """The district for a file that leaves the store with everybody's number: written down as the operator's."""
    district = (await present(tx)).district
    await audit.append(tx, Entry(Act.EXPORTED, "", "roster", str(len(district.members))), now)
    return district


async def look(tx: Tx, lines: Mapping[str, Sequence[Line]], settings: Settings, problems: Problems) -> Outcome:
    """What the lines of a file mean for this store; nothing is changed."""
    before, problems = await present(tx), problems.again()
    departments = {department.code for department in settings.departments}
    after = wanted(lines, before, departments, problems, settings.shop.low)
    difference = compare(before, after)
    for unit_id in sorted(await units.in_use(tx, difference.units.ended)):
        unit = before.district.units[unit_id]
        problems.of(UNITS.name).add(0, unit_words(unit_id, unit.kind, unit.name), in_use())
    return Outcome(before, after, difference, problems)


async def bring(
    tx: Tx,
    lines: Mapping[str, Sequence[Line]],
    settings: Settings,
    problems: Problems,
    now: int,
    begin: Callable[[int], Callable[[int], None]],
) -> Outcome:
    """Bring the lines in, unless something is wrong with them. `begin` hears how much there is to do, and gives what
    hears how much of it was done.
    """
    found = await look(tx, lines, settings, problems)
    if found.problems:
        return found
    done = begin(len(found.difference))
    await _bring_units(tx, found.difference, done)
    await _bring_people(tx, found.difference, now, done)
    await _bring_rest(tx, found.difference, now, done)
    await _bring_goods(tx, found.difference, now, done)
    await _bring_responsibilities(tx, found.difference, done)
    await units.remove(tx, (unit.id for unit in reversed(downwards(found.difference.units.ended.values()))))
    done(len(found.difference.units.ended))
    return found


async def _bring_units(tx: Tx, difference: Difference, done: Callable[[int], None]) -> None:
    for unit in downwards(difference.units.added.values()):
        await units.add(tx, replace(unit, code=_PREFIX.get(unit.kind, "u_") + new_id(16)))
        done(1)
    await units.change(tx, (after for _, after in difference.units.changed.values()))
    done(len(difference.units.changed))


async def _bring_people(tx: Tx, difference: Difference, now: int, done: Callable[[int], None]) -> None:
    members, posts, grids = difference.members, difference.posts, difference.grids
    for listed in _portions(members.put):
        await roster.put(tx, listed)
        done(len(listed))
    await roster.end_grids(tx, _expected(grids.ended))
    await roster.put_grids(tx, _expected(_kept(grids)))
    await roster.end(tx, _expected(posts.ended), now)
    for some in _portions(_expected(_kept(posts))):
        await roster.expect(tx, some)
        done(len(some))
    await roster.strike(tx, members.ended)
    await claims.give_posts(tx, await claims.waiting(tx), now)
    done(len(members.ended) + len(posts.ended) + len(grids))


async def _bring_rest(tx: Tx, difference: Difference, now: int, done: Callable[[int], None]) -> None:
    await published.withdraw(tx, difference.published.ended.values())
    await published.bring(tx, difference.published.put)
    gone = [Opening(key, 0, "") for key in difference.openings.ended]
    await roster.bring_along(tx, [*difference.openings.put, *gone])
    for person_id, brought in await claims.to_enter(tx):
        await ledger.open_balance(tx, person_id, brought.key, brought.points, brought.reason, now)
    done(len(difference.published) + len(difference.openings))


async def _bring_goods(tx: Tx, difference: Difference, now: int, done: Callable[[int], None]) -> None:
    """What is new in its order, the first the eldest; nobody of the office is written down as who brought it."""
    for at, one in enumerate(difference.goods.added.values()):
        await goods.add(tx, replace(one, id=new_id()), None, now + at)
    for before, after in difference.goods.changed.values():
        if after.price != before.price:
            await goods.reprice(tx, before.id, after.price)
        await goods.shelve(tx, before.id, after.state)
    done(len(difference.goods))


async def _bring_responsibilities(tx: Tx, difference: Difference, done: Callable[[int], None]) -> None:
    await responsibilities.end(tx, difference.responsibilities.ended)
    await responsibilities.put(tx, difference.responsibilities.put)
    done(len(difference.responsibilities))


def _kept(posts: Delta[PostKey, bool]) -> dict[PostKey, bool]:
    return {**posts.added, **{key: shown for key, (_, shown) in posts.changed.items()}}


def _expected(posts: Mapping[PostKey, bool]) -> list[Expected]:
    return [Expected(key, Post(role, unit_id), shown) for (key, role, unit_id), shown in posts.items()]


def _portions(found: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(found)
    while some := list(islice(rest, PORTION)):
        yield some
