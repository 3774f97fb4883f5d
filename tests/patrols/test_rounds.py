"""Whose rounds they are, over the real dispatcher and store: another's and none at all are answered alike."""

import dataclasses
from datetime import timedelta

import pytest

from bot.domain.clock import ManualClock, to_millis
from bot.domain.messages import Command, Media, MediaRef, Outbound, Pressed, Reply, Text, Toast
from bot.domain.people import Post, Role
from bot.services import patrol
from bot.storage import people
from bot.storage.database import Row, Tx
from bot.texts.errors import NoSuchThing, StepDone
from bot.texts.patrol import RoundCard, RoundKept, Rounds
from tests.conversations.town import CHEN, HAN, MORNING, TIAN, WANG, ZHOU
from tests.handlers.hall import Hall, draft_of_anybody, words

OTHER = 777
PRESSED = ("round", "all_well", "found", "add_note")


@pytest.fixture(autouse=True)
async def rounds(hall: Hall) -> dict[str, str]:
    """The rounds of this morning: name → id."""
    await hall.db.write(patrol.make, hall.dispatcher.office, "", to_millis(MORNING))
    return {row["name"]: row["id"] for row in await kept(hall)}


async def kept(hall: Hall) -> list[Row]:
    async def all_of(tx: Tx) -> list[Row]:
        return await tx.fetch("SELECT * FROM patrol_task ORDER BY name")

    return await hall.db.read(all_of)


async def press(hall: Hall, who: int, what: str, which: str) -> list[Reply]:
    return await hall.arrive(who, Pressed(what, which, 0, "query"))


async def appoint(hall: Hall, who: int, post: Post) -> None:
    async def unit(tx: Tx) -> None:
        known = await people.arrive(tx, people.Address("telegram", str(who)), 0)
        await people.appoint(tx, known.id, post, 0)

    await hall.db.write(unit)


def cards(replies: list[Reply]) -> list[RoundCard]:
    return [reply.prompt for reply in replies if isinstance(reply, Outbound) and isinstance(reply.prompt, RoundCard)]


@pytest.mark.parametrize("what", PRESSED)
async def test_anothers_round_and_none_at_all_are_answered_alike(hall: Hall, rounds: dict[str, str], what: str) -> None:
    before = await kept(hall)
    theirs = await press(hall, TIAN, what, rounds["楼栋日巡查"])
    none = await press(hall, TIAN, what, "none")
    assert words(theirs) == words(none) == [NoSuchThing().text()]
    assert await kept(hall) == before


async def test_photos_of_another_compound_and_none_at_all_are_answered_alike(
    hall: Hall, rounds: dict[str, str]
) -> None:
    theirs = await press(hall, ZHOU, "round_photos", rounds["楼栋日巡查"])
    assert words(theirs) == words(await press(hall, ZHOU, "round_photos", "none")) == [NoSuchThing().text()]


async def test_two_leads_of_one_building_press_at_once_and_one_did_it(hall: Hall, rounds: dict[str, str]) -> None:
    await appoint(hall, OTHER, Post(Role.BUILDING_LEAD, "cuihu3"))
    first, second = [await press(hall, who, "all_well", rounds["楼栋日巡查"]) for who in (HAN, OTHER)]
    assert [reply.prompt for reply in (*first, *second) if isinstance(reply, Toast)] == [RoundKept(), StepDone()]
    (card,) = cards(second)
    assert card.state == "done"
    # Whoever did not do it adds nothing to it.
    assert words(await press(hall, OTHER, "add_note", rounds["楼栋日巡查"]))[0] == StepDone().text()


async def test_a_grid_worker_of_the_street_reaches_every_compound_below(hall: Hall, rounds: dict[str, str]) -> None:
    await appoint(hall, OTHER, Post(Role.GRID_WORKER, "street"))
    await hall.db.write(patrol.make, hall.dispatcher.office, "", to_millis(MORNING))
    places = {row["unit_id"] for row in await kept(hall) if row["name"] == "小区日巡查"}
    assert places == {"cuihu", "beicheng"}
    (listed,) = [reply for reply in await hall.arrive(OTHER, Command("today")) if isinstance(reply, Outbound)]
    assert len(listed.choices) == 2


async def test_a_post_that_was_taken_away_counts_at_the_next_press(hall: Hall, rounds: dict[str, str]) -> None:
    async def dismiss(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE role = 'building_lead' AND unit_id = 'cuihu3'")

    await hall.db.write(dismiss)
    await appoint(hall, HAN, Post(Role.BUILDING_LEAD, "beicheng"))
    assert words(await press(hall, HAN, "all_well", rounds["楼栋日巡查"])) == [NoSuchThing().text()]


async def begin_finding(hall: Hall, round_id: str) -> None:
    await press(hall, TIAN, "found", round_id)
    await hall.arrive(TIAN, Pressed("agree", *await hall.db.read(draft_of_anybody), "query"))
    await hall.arrive(TIAN, Text("大门口路灯不亮"))


async def test_what_was_found_is_the_ticket_of_the_round(hall: Hall, rounds: dict[str, str]) -> None:
    await begin_finding(hall, rounds["小区日巡查"])
    assert {row["state"] for row in await kept(hall)} == {"open"}
    await hall.arrive(TIAN, Pressed("submit", *await hall.db.read(draft_of_anybody), "query"))

    async def ticket(tx: Tx) -> Row | None:
        return await tx.fetch_one(
            "SELECT t.way_in, t.entered_by = p.done_by AS own, p.state FROM ticket t"
            " JOIN patrol_task p ON p.ticket_id = t.id"
        )

    assert await hall.db.read(ticket) == {"way_in": "patrol", "own": 1, "state": "done"}


async def test_a_report_that_was_given_up_leaves_the_round_open(hall: Hall, rounds: dict[str, str]) -> None:
    await begin_finding(hall, rounds["小区日巡查"])
    await hall.arrive(TIAN, Command("cancel"))
    assert {row["state"] for row in await kept(hall)} == {"open"}
    assert "✅ 巡查完了，没问题" in [
        choice.label
        for reply in await press(hall, TIAN, "round", rounds["小区日巡查"])
        if isinstance(reply, Outbound)
        for row in reply.choices
        for choice in row
    ]


async def test_what_a_neighbour_reported_already_is_what_was_found(hall: Hall, rounds: dict[str, str]) -> None:
    """Joined instead of doubled; the round is done with it."""
    await hall.arrive(WANG, Text("大门口路灯不亮"))
    await hall.arrive(WANG, Pressed("submit", *await hall.db.read(draft_of_anybody), "query"))
    await press(hall, TIAN, "found", rounds["小区日巡查"])
    await hall.arrive(TIAN, Pressed("agree", *await hall.db.read(draft_of_anybody), "query"))
    shown = await hall.arrive(TIAN, Text("大门口路灯不亮"))
    join = next(
        choice
        for reply in shown
        if isinstance(reply, Outbound)
        for row in reply.choices
        for choice in row
        if choice.what == "join"
    )
    await hall.arrive(TIAN, Pressed("join", join.which, join.version, "query"))
    found = {row["name"]: (row["state"], row["ticket_id"] is not None) for row in await kept(hall)}
    assert found["小区日巡查"] == ("done", True)


async def test_after_ten_minutes_a_photo_is_a_report_again(hall: Hall, rounds: dict[str, str]) -> None:
    await press(hall, HAN, "all_well", rounds["楼栋日巡查"])
    await press(hall, HAN, "add_note", rounds["楼栋日巡查"])
    first = await hall.arrive(HAN, Media((MediaRef("photo", "f", "u"),), "灯都亮"))
    assert [(card.files, card.note) for card in cards(first)] == [(1, "灯都亮")]
    assert isinstance(hall.dispatcher.office.clock, ManualClock)
    hall.dispatcher.office.clock.at += timedelta(minutes=11)
    assert cards(await hall.arrive(HAN, Media((MediaRef("photo", "g", "v"),)))) == []


async def test_the_overview_says_how_many_lines_are_left_out(hall: Hall) -> None:
    async def many(tx: Tx) -> None:
        for at in range(40):
            await tx.execute(
                "INSERT INTO patrol_task (id, name, unit_id, role, way_in, day, due_at)"
                " VALUES (?, ?, 'cuihu', 'volunteer', 'patrol', '2026-03-10', ?)",
                (f"many{at}", f"巡查{at}", to_millis(MORNING) + 3_600_000),
            )

    await hall.db.write(many)
    (shown,) = [reply for reply in await hall.arrive(CHEN, Command("patrols")) if isinstance(reply, Outbound)]
    assert isinstance(shown.prompt, Rounds)
    assert (len(shown.prompt.lines), shown.prompt.more) == (30, 13)
    assert len(shown.prompt.text()) < 4096
    longest = dataclasses.replace(shown.prompt, lines=tuple((*line[:5], "长" * 500) for line in shown.prompt.lines))
    assert len(longest.text()) < 4096
