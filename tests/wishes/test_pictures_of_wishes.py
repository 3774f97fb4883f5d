"""A picture that nobody can see is none of those that show how a wish was fulfilled."""

from dataclasses import replace

from bot.domain.clock import to_millis
from bot.domain.messages import MediaRef
from bot.domain.wishes import Wish, WishState
from bot.storage import wishes
from bot.storage.database import Tx
from tests.conversations.town import HE, MA, MORNING, WANG
from tests.handlers.hall import Hall
from tests.services.owners import somebody

GOOD, BAD = MediaRef("photo", "f1", "u_1"), MediaRef("document", "f2", "u_2", 700)


async def test_it_goes_out_of_their_own_alone_and_the_others_stay(hall: Hall) -> None:
    async def put(tx: Tx, number: int, claimer: int, files: tuple[MediaRef, ...]) -> None:
        now = to_millis(MORNING)
        wish = Wish(f"w00000000000{number}", await somebody(tx, WANG), now, "cuihu", "其他", "想下棋", "想下棋")
        done = replace(wish, state=WishState.DELIVERED, claimer_id=await somebody(tx, claimer), files=files)
        await wishes.add(tx, done)

    async def unit(tx: Tx) -> list[tuple[MediaRef, ...]]:
        await put(tx, 1, HE, (GOOD, BAD))
        await put(tx, 2, HE, (BAD,))
        await put(tx, 3, MA, (BAD,))
        await wishes.drop_file(tx, await somebody(tx, HE), BAD.unique_id)
        found = [await wishes.load(tx, f"w00000000000{number}") for number in (1, 2, 3)]
        return [one.files for one in found if one]

    assert await hall.db.write(unit) == [(GOOD,), (), (BAD,)]
