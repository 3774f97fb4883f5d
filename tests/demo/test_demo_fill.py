"""Filling: everything at once, once, and never over anybody else's data."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.demo.district import DemoDistrict
from bot.demo.fill import fill
from bot.demo.wishes import WAY
from bot.domain.clock import SHANGHAI, ManualClock, from_millis, to_millis
from bot.domain.errors import DatabaseNotEmpty
from bot.domain.people import Person, Post, Role, Unit, UnitKind
from bot.domain.tickets import Desk, Severity, TicketState
from bot.domain.wishes import ENDED
from bot.services.directory import Directory
from bot.storage import desks, homes, meta, people, published, units
from bot.storage.database import Row, Tx
from bot.storage.desks import Need, Reach
from bot.storage.schema import metadata
from bot.storage.sqlite import SqliteDatabase

TABLES = tuple(table.name for table in metadata.sorted_tables)


async def rows(tx: Tx, sql: str) -> list[Row]:
    return await tx.fetch(sql)


async def counts(database: SqliteDatabase) -> dict[str, int]:
    """How many rows each table has, where it has any."""
    found = {name: await database.read(rows, f"SELECT count(*) AS n FROM {name}") for name in TABLES}
    return {name: row["n"] for name, (row,) in found.items() if row["n"]}


async def dump(database: SqliteDatabase) -> dict[str, list[Row]]:
    return {name: await database.read(rows, f"SELECT * FROM {name}") for name in TABLES}


async def person_at(tx: Tx, telegram_id: int) -> Person:
    row = await tx.fetch_one(
        "SELECT person_id FROM address WHERE channel = 'telegram' AND key = ?", (str(telegram_id),)
    )
    assert row is not None
    found = await people.load(tx, row["person_id"])
    assert found is not None
    return found


@pytest.fixture
async def filled(
    database: SqliteDatabase, district: DemoDistrict, settings: Settings, clock: ManualClock
) -> SqliteDatabase:
    await fill(database, district, settings, clock)
    return database


async def test_everything_is_there_and_nothing_past_is_due(filled: SqliteDatabase, district: DemoDistrict) -> None:
    known = [person for person in district.people if not person.new]
    accepted = [ticket for ticket in district.tickets if ticket.accepted]
    found = await counts(filled)
    assert found.pop("points_sum") > 0
    assert 0 < found.pop("day_serial") <= len(district.tickets)
    volunteers = district.volunteers
    assert found.pop("audit_head") == 1
    assert found.pop("audit") == sum(len(person.posts) for person in district.people)
    assert found == {  # neither alert nor outbox: nobody is told of what is past
        "meta": 1,
        "unit": len(district.units),
        "person": len(known),
        "address": len(known),
        "consent": len(known),
        "home": sum(person.home_id is not None for person in known),
        "published": len(district.published),
        "responsibility": len(district.responsibilities),
        "post": sum(len(person.posts) for person in known),
        "ticket": len(district.tickets),
        "follower": len(district.tickets),
        "patrol_task": len(district.rounds),
        "goods": len(district.goods),
        "stock_move": len(district.goods),
        "activity": len(district.activities),
        "signup": sum(len(planned.signed_up) for planned in district.activities),
        "ticket_event": len(district.tickets) + len(accepted),
        "volunteer": len(volunteers),
        "team_member": sum(len(one.teams) for one in volunteers),
        "wish": len(district.wishes),
        "wish_event": sum([state for _, state, _ in WAY].index(wish.state) + 1 for wish in district.wishes),
        # Not before some days; and of an activity the evening before, an hour before, the end.
        "due_work": sum(wish.state not in ENDED for wish in district.wishes) + 3 * len(district.activities),
        # One wish was fulfilled.
        **dict.fromkeys(("account", "points_month", "transfer"), len(district.earned) + 1),
    }


async def test_the_units_come_back_as_they_stand_in_the_file(filled: SqliteDatabase, district: DemoDistrict) -> None:
    kept = await filled.read(units.load_all)
    assert sorted(kept, key=lambda unit: unit.id) == sorted(district.units, key=lambda unit: unit.id)


async def test_filling_again_changes_nothing(
    filled: SqliteDatabase, district: DemoDistrict, settings: Settings, clock: ManualClock
) -> None:
    before = await dump(filled)
    clock.at += timedelta(days=3)
    await fill(filled, district, settings, clock)
    assert await dump(filled) == before


async def add_stranger(tx: Tx) -> None:
    await people.enrol(tx, people.Address("telegram", "77"), 0)


async def add_unit(tx: Tx) -> None:
    await units.add(tx, Unit("elsewhere", UnitKind.DISTRICT, None, "别处", "u_0"))


@pytest.mark.parametrize("other", [add_stranger, add_unit])
async def test_other_data_is_never_touched(
    database: SqliteDatabase, district: DemoDistrict, settings: Settings, clock: ManualClock, other
) -> None:
    await database.write(other)
    before = await dump(database)
    with pytest.raises(DatabaseNotEmpty, match="other data"):
        await fill(database, district, settings, clock)
    assert await dump(database) == before


async def test_another_demos_mark_is_no_pass(
    filled: SqliteDatabase, district: DemoDistrict, settings: Settings, clock: ManualClock
) -> None:
    await filled.write(meta.put, "demo", "another")
    with pytest.raises(DatabaseNotEmpty):
        await fill(filled, district, settings, clock)


async def test_a_fill_that_fails_leaves_nothing(
    database: SqliteDatabase, district: DemoDistrict, settings: Settings, clock: ManualClock
) -> None:
    last = replace(district.tickets[-1], compound_id="nowhere")
    broken = replace(district, tickets=(*district.tickets[:-1], last))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        await fill(database, broken, settings, clock)
    assert await counts(database) == {}


async def test_aunt_wang_goes_straight_to_the_review_card(filled: SqliteDatabase, settings: Settings) -> None:
    aunt = await filled.read(person_at, 1001)
    assert (aunt.consent_version, aunt.home_id) == (settings.privacy.version, "cuihuyuan")


async def test_each_compound_has_a_secretary_who_can_be_reached(filled: SqliteDatabase, district: DemoDistrict) -> None:
    for compound in district.of_kind(UnitKind.COMPOUND):
        found = await filled.read(people.holders, Role.SECRETARY, [compound.id])
        assert len(found) == (2 if compound.id == "cuihuyuan" else 1)


async def test_aunt_wang_lives_in_the_building_whose_lead_is_published(filled: SqliteDatabase) -> None:
    aunt = await filled.read(person_at, 1001)
    (home,) = await filled.read(homes.of_person, aunt.id)
    directory = Directory(await filled.read(units.load_all))
    building = directory.building(home.compound_id, home.building)
    assert building is not None
    (lead,) = await filled.read(published.of_units, [building.id])
    assert (lead.role, lead.name) == (Role.BUILDING_LEAD, "韩福生")


async def test_a_secretary_finds_what_waits_on_the_desk(filled: SqliteDatabase, district: DemoDistrict) -> None:
    secretary = await filled.read(person_at, 1401)
    directory = Directory(await filled.read(units.load_all))
    compounds = directory.reach_of(secretary, (Role.SECRETARY,))
    need = Need(compounds, Desk.COMPOUND, (TicketState.SUBMITTED,))
    nothing = Reach(frozenset(), frozenset(), secretary.id)
    counts, waiting = await filled.read(desks.waiting, nothing, (), [need], 0, 100)
    assert counts.total == len(waiting)
    asked = {told.words for told in district.tickets if told.compound_id in compounds and not told.accepted}
    assert {ticket.words for ticket in waiting} == asked
    assert any(ticket.severity is Severity.URGENT for ticket in waiting)
    assert all((ticket.state, ticket.version) == (TicketState.SUBMITTED, 1) for ticket in waiting)


async def test_numbers_follow_the_days_and_their_order(filled: SqliteDatabase, clock: ManualClock) -> None:
    found = await filled.read(rows, "SELECT number, created_at, changed_at FROM ticket ORDER BY created_at")
    serials: dict[str, int] = {}
    for row in found:
        day = f"{from_millis(row['created_at']).astimezone(SHANGHAI):%m%d}"
        serials[day] = serials.get(day, 0) + 1
        assert row["number"] == f"{day}-{serials[day]:03d}"
        assert row["created_at"] <= row["changed_at"] < to_millis(clock.now())
    assert to_millis(clock.now()) - found[0]["created_at"] < 7 * 86_400_000


async def test_events_tell_who_did_what(filled: SqliteDatabase) -> None:
    told = await filled.read(
        rows,
        "SELECT e.was, e.became, e.role, e.at - t.created_at AS later, e.person_id = t.reporter_id AS own, t.state"
        " FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id WHERE t.place = '3号楼 电梯' ORDER BY e.id",
    )
    assert [tuple(row.values()) for row in told] == [
        (None, "submitted", "resident", 0, 1, "accepted"),
        ("submitted", "accepted", "secretary", 120_000, 0, "accepted"),
    ]


async def test_patrols_were_done_by_those_whose_they_are_or_missed(
    filled: SqliteDatabase, district: DemoDistrict, settings: Settings
) -> None:
    configured = {patrol.name: patrol.role for patrol in settings.patrols}
    posts = {person.id: person.posts for person in district.people}
    for gone in district.rounds:
        assert configured[gone.name] is gone.role
        assert Post(gone.role, gone.unit_id) in posts[gone.by]
        assert gone.days_ago >= 1
    found = await filled.read(rows, "SELECT state, done_by IS NULL AS nobody, noting_at FROM patrol_task")
    assert {tuple(row.values()) for row in found} == {("done", 0, None), ("missed", 1, None)}


async def test_departments_come_from_the_routing_rules(filled: SqliteDatabase) -> None:
    found = await filled.read(rows, "SELECT category, department FROM ticket")
    departments = {row["category"]: row["department"] for row in found}
    assert departments["供热"] == "gongre"
    assert departments["消防安全"] == "wuye"  # charging in a stairwell: a rule of its own
    assert departments["噪音扰民"] == "gongan"  # at night


OWN = """
[[category]]
name = "其他"
department = "jiedao"
also = []
accept_hours = { normal = 8, urgent = 2, danger = 0.5 }
close_hours = { normal = 56, urgent = 16, danger = 4 }
"""


async def test_categories_that_an_operator_does_not_have_become_other(
    database: SqliteDatabase, district: DemoDistrict, clock: ManualClock, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    await fill(database, district, load_settings(own), clock)
    found = await database.read(rows, "SELECT DISTINCT category, department FROM ticket")
    assert [tuple(row.values()) for row in found] == [("其他", "jiedao")]
