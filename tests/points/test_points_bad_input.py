"""Whatever stands behind a button of points, and whoever presses it: a kind sentence, and nothing has happened."""

import pytest

from bot.config import Settings
from bot.domain.clock import to_millis
from bot.domain.messages import Command, Outbound, Reply, Text, Toast
from bot.domain.people import Role
from bot.domain.points import Dimension, Earning
from bot.handlers.routes import ROUTES
from bot.services.points import ledger
from bot.storage import ledger as rows
from bot.storage import people
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import merits as say
from tests.conversations.conftest import credit
from tests.conversations.town import CHEN, HAN, HE, MORNING, QIAN, ZHAO, ZHOU
from tests.handlers.hall import Hall, words
from tests.services.owners import press, somebody

OURS = sorted(route.pressed for route in ROUTES if route.pressed.startswith("pts_"))
BAD = ("", "x", "~", "0~", "-1", "9" * 30, "²", "１２", "none~none", "2026/", "'; DROP TABLE transfer --", "é" * 40)
KEPT = (
    "SELECT * FROM transfer ORDER BY id", "SELECT * FROM account ORDER BY person_id", "SELECT * FROM points_month",
    "SELECT person_id, period, points FROM points_sum ORDER BY person_id, period", "SELECT * FROM certificate",
    "SELECT * FROM exported",
)  # fmt: skip


@pytest.fixture(autouse=True)
async def credited(hall: Hall, settings: Settings) -> None:
    await hall.db.write(credit, settings)


async def kept(tx: Tx) -> list[object]:
    return [await tx.fetch(sql) for sql in KEPT]


async def newest_award(hall: Hall, telegram_id: int) -> str:
    person = await hall.db.write(somebody, telegram_id)
    found = await hall.db.read(rows.newest, person, 10**9, 9)
    return str(next(entry_id for entry_id, entry in found if entry.amount))


@pytest.mark.parametrize("what", OURS)
async def test_whatever_stands_behind_a_button_breaks_nothing(hall: Hall, what: str) -> None:
    before = await hall.db.read(kept)
    for who in (CHEN, HE, QIAN, 8000):
        for which in BAD:
            said = words(await press(hall, who, what, which))
            assert said, "never in silence"
            assert not any("出了点错" in line for line in said), f"{who}: {what}({which!r})"
    assert await hall.db.read(kept) == before


@pytest.mark.parametrize("what", ["pts_of", "pts_grant", "pts_tick"])
async def test_another_compounds_volunteer_and_none_at_all_are_answered_alike(hall: Hall, what: str) -> None:
    await press(hall, ZHOU, "pts_grant", "")
    person = await hall.db.write(somebody, HE)
    lead = "0~" if what == "pts_tick" else ""
    assert words(await press(hall, ZHOU, what, lead + person)) == [errors.NoSuchThing().text()]
    assert words(await press(hall, ZHOU, what, lead + "none")) == [errors.NoSuchThing().text()]


async def test_another_compounds_entry_and_none_at_all_are_answered_alike(hall: Hall) -> None:
    entry = await newest_award(hall, HE)
    theirs = words(await press(hall, ZHOU, "pts_undo", entry))
    assert theirs == words(await press(hall, ZHOU, "pts_undo", "999999")) == [errors.NoSuchThing().text()]


async def test_a_secretary_gives_nothing_to_themselves(hall: Hall, settings: Settings) -> None:
    """A volunteer in the same compound: not on the list, not behind a forged button, not taken back either."""
    await hall.appoint(CHEN, Role.VOLUNTEER)

    async def volunteers(tx: Tx) -> str:
        person = await somebody(tx, CHEN)
        await people.appoint(tx, person, people.Post(Role.VOLUNTEER, "cuihu"), 0)
        earning = Earning(person, "志愿服务", Dimension.EXTRA, "task", "own", "扫雪")
        await ledger.award(tx, settings, earning, to_millis(MORNING))
        return person

    me = await hall.db.write(volunteers)
    (listed,) = await hall.arrive(CHEN, Command("award"))
    assert isinstance(listed, Outbound)
    assert me not in [choice.which for row in listed.choices for choice in row]
    for what, which in (("pts_of", me), ("pts_grant", me), ("pts_undo", await newest_award(hall, CHEN))):
        assert words(await press(hall, CHEN, what, which)) == [errors.NoSuchThing().text()]


async def take_back(hall: Hall, entry: str, why: str = "记错了") -> list[Reply]:
    await press(hall, CHEN, "pts_undo", entry)
    return await hall.arrive(CHEN, Text(why))


async def test_taken_back_twice_it_is_taken_back_once(hall: Hall) -> None:
    entry = await newest_award(hall, HE)
    assert "撤回了" in words(await take_back(hall, entry))[0]
    toast, _ = await press(hall, CHEN, "pts_undo", entry)
    assert isinstance(toast, Toast)
    assert words([toast]) == [errors.StepDone().text()]


async def test_two_who_take_back_the_same_at_once(hall: Hall) -> None:
    """赵书记 was asked why before 陈书记 had answered."""
    entry = await newest_award(hall, HE)
    await press(hall, ZHAO, "pts_undo", entry)
    await take_back(hall, entry)
    assert words(await hall.arrive(ZHAO, Text("记错了"))) == [errors.StepDone().text()]


async def test_what_is_spent_is_refused_kindly_and_stays(hall: Hall) -> None:
    entry = await newest_award(hall, HE)
    person = await hall.db.write(somebody, HE)
    await hall.db.write(ledger.reserve, person, 115, "order", "1", "一袋米", to_millis(MORNING))
    assert words(await take_back(hall, entry)) == [say.PointsAreSpent("何敏", 5).text()]
    assert (await hall.db.read(rows.account_of, person)).balance == 5


async def test_a_post_lost_meanwhile_takes_back_nothing(hall: Hall) -> None:
    entry = await newest_award(hall, HE)
    await press(hall, CHEN, "pts_undo", entry)

    async def dismiss(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE role = 'secretary'")

    await hall.db.write(dismiss)
    before = await hall.db.read(kept)
    assert words(await hall.arrive(CHEN, Text("记错了"))) == [errors.NoSuchThing().text()]
    assert await hall.db.read(kept) == before


async def test_who_left_meanwhile_gets_nothing_and_the_others_do(hall: Hall) -> None:
    he, han = [await hall.db.write(somebody, who) for who in (HE, HAN)]
    for what, which in (
        ("pts_grant", ""), ("pts_tick", f"0~{he}"), ("pts_tick", f"0~{han}"), ("pts_picked", ""),
        ("pts_matter", "8"), ("pts_dim", "base"),
    ):  # fmt: skip
        await press(hall, CHEN, what, which)

    async def leave(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE person_id = ?", (he,))
        await tx.execute("UPDATE volunteer SET state = 'left' WHERE person_id = ?", (he,))

    await hall.db.write(leave)
    done, told = await hall.arrive(CHEN, Text("夜里值守"))
    assert isinstance(told, Outbound)
    assert words([done]) == [say.PointsGranted("应急值守", (("韩福生", 5, 5),)).text()]
    assert told.to == han


async def test_a_reason_is_one_line_and_not_endless(hall: Hall) -> None:
    await take_back(hall, await newest_award(hall, HE), "记错了\n\n" + "长" * 5000)
    person = await hall.db.write(somebody, HE)
    (_, newest), *_ = await hall.db.read(rows.newest, person, 10**9, 1)
    assert newest.reason == ("记错了 " + "长" * 100)[:100]
