"""Who may let go on, bar and lift: the branch of that compound; missing and another's are answered alike."""

import pytest

from bot.domain.limits import Bar, Limit
from bot.domain.messages import Text, Toast
from bot.domain.tickets import TicketState
from bot.services.limits import day_of
from bot.storage import limits as rows
from bot.storage.database import Tx
from bot.texts import errors
from tests.conversations.town import CHEN, HE, LI, MORNING, QIAN, SUN, WANG, ZHOU
from tests.handlers.hall import Hall, words
from tests.services.owners import press, put, somebody

OF_BRANCHES = ("free", "free_all", "bar", "unbar", "keep_bar")
NOW = int(MORNING.timestamp() * 1000)


async def settle(hall: Hall) -> dict[str, str]:
    """A rejected report whose reporter met both limits and is barred; what each button bears."""
    ticket = await put(hall, 1, state=TicketState.REJECTED)

    async def unit(tx: Tx) -> None:
        wang, chen = await somebody(tx, WANG), await somebody(tx, CHEN)
        for kind in (Limit.ENOUGH_TODAY, Limit.BUSY_COMPOUND):
            await rows.hit(tx, kind, wang, "cuihu", day_of(MORNING))
        bar = Bar("b" * 13, wang, "cuihu", ticket.id, chen, "骂人", NOW + 86_400_000, at=NOW)
        assert await rows.bar(tx, bar)
        assert await rows.appeal(tx, bar.id, wang, "我没骂")

    await hall.db.write(unit)
    return {"free": ticket.id, "free_all": "cuihu", "bar": ticket.id, "unbar": "b" * 13, "keep_bar": "b" * 13}


async def kept(tx: Tx) -> list[object]:
    tables = ("limit_hit", "bar", "asked")
    return [await tx.fetch(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in tables]


@pytest.mark.parametrize("what", OF_BRANCHES)
async def test_to_another_branch_it_does_not_exist(hall: Hall, what: str) -> None:
    which = (await settle(hall))[what]
    before = await hall.db.read(kept)
    theirs = await press(hall, ZHOU, what, which)
    assert theirs == await press(hall, ZHOU, what, "0" * len(which))
    assert words(theirs) == [errors.NoSuchThing().text()]
    assert await hall.db.read(kept) == before


@pytest.mark.parametrize("who", [WANG, HE, SUN])
@pytest.mark.parametrize("what", OF_BRANCHES)
async def test_nobody_else_may(hall: Hall, what: str, who: int) -> None:
    which = (await settle(hall))[what]
    before = await hall.db.read(kept)
    assert words(await press(hall, who, what, which)) == [errors.NotAllowedHere().text()]
    assert await hall.db.read(kept) == before


@pytest.mark.parametrize("what", sorted({*OF_BRANCHES} - {"bar"}))
@pytest.mark.parametrize("who", [CHEN, QIAN])
async def test_each_is_done_once(hall: Hall, what: str, who: int) -> None:
    which = (await settle(hall))[what]
    await press(hall, who, what, which)
    done = await hall.db.read(kept)
    again = await press(hall, who, what, which)
    assert {errors.StepDone().text(), errors.NotNow().text()} & set(words(again))
    assert await hall.db.read(kept) == done


async def test_who_is_barred_already_is_not_barred_twice(hall: Hall) -> None:
    which = (await settle(hall))["bar"]
    (said,) = await press(hall, CHEN, "bar", which)
    assert isinstance(said, Toast)
    assert said.prompt == errors.StepDone()


async def test_an_appeal_is_the_barred_persons_alone(hall: Hall) -> None:
    bar_id = (await settle(hall))["unbar"]
    theirs = await press(hall, LI, "appeal", bar_id)
    assert theirs == await press(hall, LI, "appeal", "0" * 13)
    assert words(await press(hall, WANG, "appeal", bar_id)) == [errors.StepDone().text()]


async def test_a_post_lost_while_the_reason_is_asked(hall: Hall) -> None:
    ticket = await put(hall, 1, state=TicketState.REJECTED)
    await press(hall, CHEN, "bar", ticket.id)

    async def dismiss(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE person_id = ?", (await somebody(tx, CHEN),))

    await hall.db.write(dismiss)
    (said, *_) = words(await hall.arrive(CHEN, Text("骂人")))
    assert said == errors.NoSuchThing().text()
    assert await hall.db.read(rows.bars_in, ["cuihu"], NOW, 9) == []
