"""Who gets a wish is decided by the statement; whose it is not is answered as if there were none."""

from dataclasses import replace

import pytest

from bot.domain.clock import to_millis
from bot.domain.messages import Pressed
from bot.domain.people import Post, Role
from bot.domain.wishes import Wish, WishState
from bot.handlers.routes import ROUTES
from bot.storage import people
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.wishes.steps import EnoughInHand, NotOnesOwn
from tests.conversations.town import CHEN, HE, LI, MORNING, WANG, ZHOU
from tests.handlers.hall import Hall, words
from tests.services.owners import somebody

NOW = to_millis(MORNING)
BUTTONS = sorted(
    route.pressed for route in ROUTES if route.pressed.startswith("w_") and route.pressed not in {"w_pool", "w_mine"}
)


async def put(hall: Hall, number: int, by: int = WANG, state: WishState = WishState.OPEN) -> Wish:
    async def unit(tx: Tx) -> Wish:
        wish = Wish(f"w{number:012}", await somebody(tx, by), NOW, "cuihu", "其他", "想下棋", "想下棋", state=state)
        await rows.add(tx, replace(wish, opened_at=NOW, since=NOW, contact="139 0000 0000"))
        return wish

    return await hall.db.write(unit)


async def person(hall: Hall, who: int) -> str:
    return await hall.db.write(somebody, who)


async def claimed(hall: Hall, wish: Wish, who: int, most: int = 3) -> bool:
    return await hall.db.write(rows.claim, wish.id, await person(hall, who), NOW, most, NOW)


async def happened(tx: Tx, wish_id: str) -> list[str]:
    rows = await tx.fetch("SELECT event FROM wish_event WHERE wish_id = ? ORDER BY id", (wish_id,))
    return [row["event"] for row in rows]


async def test_the_statement_gives_it_to_one(hall: Hall) -> None:
    wish = await put(hall, 1)
    assert await claimed(hall, wish, HE)
    assert not await claimed(hall, wish, LI)
    assert not await claimed(hall, wish, HE)


async def test_the_statement_gives_nobody_their_own(hall: Hall) -> None:
    assert not await claimed(hall, await put(hall, 1, by=HE), HE)


async def test_the_statement_gives_nobody_too_many(hall: Hall) -> None:
    for number in range(2):
        assert await claimed(hall, await put(hall, number), HE, most=2)
    assert not await claimed(hall, await put(hall, 2), HE, most=2)
    assert await claimed(hall, await put(hall, 3), LI, most=2)


@pytest.mark.parametrize("state", [state for state in WishState if state is not WishState.OPEN])
async def test_the_statement_gives_only_what_is_open(hall: Hall, state: WishState) -> None:
    if state not in (WishState.CLAIMED, WishState.DELIVERED, WishState.CONFIRMED):
        assert not await claimed(hall, await put(hall, 1, state=state), HE)


async def test_a_fourth_is_refused_kindly_and_so_is_ones_own(hall: Hall) -> None:
    for number in range(3):
        assert await claimed(hall, await put(hall, number), HE)
    fourth, own = await put(hall, 3), await put(hall, 4, by=HE)
    assert words(await hall.arrive(HE, Pressed("w_claim", fourth.id, 1, "query"))) == [EnoughInHand(3).text()]
    assert words(await hall.arrive(HE, Pressed("w_claim", own.id, 1, "query"))) == [NotOnesOwn().text()]


@pytest.mark.parametrize("what", BUTTONS)
async def test_anothers_wish_and_none_at_all_are_answered_alike(hall: Hall, what: str) -> None:
    """A neighbour, and the secretary of another compound: nobody learns whether it exists."""
    wish = await put(hall, 1, state=WishState.PENDING_REVIEW)
    for stranger in (LI, ZHOU):
        theirs = await hall.arrive(stranger, Pressed(what, wish.id, 1, "query"))
        missing = await hall.arrive(stranger, Pressed(what, "none", 1, "query"))
        assert words(theirs) == words(missing)
        if what != "w_others":
            assert words(theirs)[0] in {errors.NoSuchThing().text(), errors.NotAllowedHere().text(), FORGED}


FORGED = errors.ButtonIsOld().text()


async def test_only_whoever_has_it_sees_the_number(hall: Hall) -> None:
    wish = await put(hall, 1)
    await hall.arrive(HE, Pressed("w_claim", wish.id, 1, "query"))

    async def appoint(tx: Tx) -> None:
        await people.appoint(tx, await somebody(tx, LI), Post(Role.VOLUNTEER, "cuihu"), NOW)

    await hall.db.write(appoint)
    for other in (LI, CHEN, WANG):
        said = words(await hall.arrive(other, Pressed("w_look", wish.id, 1, "query")))
        assert said[0] == errors.NotAllowedHere().text()
        assert "139" not in "".join(said)
    assert "139 0000 0000" in words(await hall.arrive(HE, Pressed("w_look", wish.id, 1, "query")))[0]
    events = await hall.db.read(happened, wish.id)
    assert events == ["claim", "look"]
