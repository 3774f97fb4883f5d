"""Whoever goes leaves nothing half done: wishes, claims, places, orders and the service end by their own flows."""

from typing import Any

from bot.domain.clock import to_millis
from bot.domain.messages import Outbound, Pressed
from bot.domain.people import Post, Role
from bot.domain.points import Dimension, Earning
from bot.services.duties import perform
from bot.services.points import audit, ledger
from bot.services.privacy.deleting import GO, WORDS
from bot.services.privacy.waiting import DAY_MS
from bot.storage import due, people
from bot.storage.database import Database, Tx
from bot.storage.due import Due
from tests.conversations.conftest import fill_shelves
from tests.conversations.town import HE, LI, MORNING, WANG
from tests.handlers.hall import Hall, words
from tests.privacy.traces import sealed

NOW = to_millis(MORNING)
SAID = "密语：我家漏水"


async def id_of(tx: Tx, who: int) -> str:
    return (await people.arrive(tx, people.Address("telegram", str(who)), NOW)).id


async def put(tx: Tx, table: str, **row: Any) -> None:
    row = sealed(tx, table, row)
    marks = ", ".join("?" * len(row))
    await tx.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


async def one(db: Database, sql: str, *facts: Any) -> Any:
    row = await db.read(lambda tx: tx.fetch_one(sql, facts))
    return next(iter(row.values())) if row else None


async def begin_much(tx: Tx) -> str:
    """何敏 wishes, has claimed, is signed up and serves; 李叔 waits for the place."""
    me, other, third = [await id_of(tx, who) for who in (HE, LI, WANG)]
    wish = {"at": NOW, "compound_id": "cuihu", "kind": "其他", "words": SAID, "public": SAID, "since": NOW}
    await put(tx, "wish", id="mine", person_id=me, state="open", **wish)
    await put(tx, "wish", id="claimed", person_id=other, state="claimed", claimer_id=me, due_at=NOW + DAY_MS, **wish)
    await put(
        tx, "activity", id="act", compound_id="cuihu", organiser_id=third, words="扫雪", begins_at=NOW + DAY_MS,
        ends_at=NOW + 2 * DAY_MS, places=1, taken=1, turns=2, state="open", at=NOW,
    )  # fmt: skip
    await put(tx, "signup", activity_id="act", person_id=me, state="signed_up", turn=1, at=NOW)
    await put(tx, "signup", activity_id="act", person_id=other, state="waiting", turn=2, at=NOW)
    await put(tx, "volunteer", person_id=me, compound_id="cuihu", state="active", name="何敏敏", at=NOW)
    await people.appoint(tx, other, Post(Role.VOLUNTEER, "cuihu"), NOW)
    return me


async def test_what_is_open_ends_by_its_own_flow(hall: Hall, settings: Any) -> None:
    db = hall.db
    await db.write(fill_shelves, settings)

    async def earn(tx: Tx) -> None:
        done = Earning(await id_of(tx, HE), "志愿服务", Dimension.EXTRA, "test", "2", "打扫", times=11)
        await ledger.award(tx, settings, done, NOW)

    await db.write(earn)
    await hall.arrive(HE, Pressed("buy", "shop-0~order-1", 20, "1"))
    assert await one(db, "SELECT count(*) FROM redemption WHERE state = 'reserved'") == 1
    me = await db.write(begin_much)
    replies = await hall.arrive(HE, Pressed("pv_yes", "now/erase", 0, "2"))
    assert "您的信息删掉了" in words(replies)[0]
    assert await one(db, "SELECT state FROM wish WHERE id = 'mine'") == "withdrawn"
    assert await one(db, "SELECT words FROM wish WHERE id = 'mine'") == ""
    assert await one(db, "SELECT state FROM wish WHERE id = 'claimed'") == "open"
    assert await one(db, "SELECT state FROM redemption") == "cancelled"
    assert await one(db, "SELECT stock FROM goods WHERE id = 'shop-0'") == 30
    assert await one(db, "SELECT count(*) FROM signup WHERE state = 'signed_up'") == 1
    assert await one(db, "SELECT taken FROM activity") == 1
    assert await one(db, "SELECT count(*) FROM post WHERE person_id = ?", me) == 0
    assert await one(db, "SELECT count(*) FROM volunteer") == 0
    told = {reply.to for reply in replies if isinstance(reply, Outbound)}
    assert me not in told
    assert len(told) > 1
    found = await audit.whole(db)
    assert not found.differing
    assert found.accounts > 0


async def test_a_volunteer_who_waits_for_a_yes_and_work_in_hand_come_first(hall: Hall) -> None:
    async def hinder(tx: Tx) -> None:
        me, other = await id_of(tx, WANG), await id_of(tx, HE)
        await put(
            tx, "wish", id="done", person_id=me, claimer_id=other, state="delivered", at=NOW, compound_id="cuihu",
            since=NOW,
        )  # fmt: skip
        await put(tx, "assignment", ticket_id=await ticket_of(tx, other), person_id=me, leads=1, at=NOW, changed_at=NOW)

    await hall.db.write(hinder)
    for button, which in (("pv_delete", ""), ("pv_yes", "now/erase"), ("pv_yes", "later/mask"), ("pv_none", "")):
        said = words(await hall.arrive(WANG, Pressed(button, which, 0, "1")))[0]
        assert "1 个心愿有人办好了" in said
        assert "1 件事，请先办完" in said


async def ticket_of(tx: Tx, person_id: str, state: str = "accepted") -> str:
    await put(
        tx, "ticket", id="t-1", number="0310-001", compound_id="cuihu", reporter_id=person_id, way_in="self", version=1,
        state=state, category="其他", department="物业", urgency="normal", words=f"{SAID}，13900000000",
        place="3号楼2单元501", data='{"because": [], "answers": ["二楼"], "album": ""}', contact="13900000000",
        created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    await put(tx, "follower", ticket_id="t-1", person_id=person_id, way="reported", since=NOW)
    return "t-1"


async def report_something(tx: Tx) -> str:
    me = await id_of(tx, WANG)
    await ticket_of(tx, me)
    return me


async def do(hall: Hall, kind: str, subject: str) -> None:
    async def unit(tx: Tx) -> None:
        await due.plan(tx, kind, subject, NOW)
        planned = await due.first_of(tx, NOW, kind)
        assert planned
        await perform(tx, hall.dispatcher.office, Due(planned.id, kind, subject, NOW), MORNING, None)

    await hall.db.write(unit)


async def test_words_stay_masked_while_the_ticket_goes_on_and_no_longer(hall: Hall) -> None:
    db = hall.db
    await db.write(report_something)
    await hall.arrive(WANG, Pressed("pv_yes", "now/erase", 0, "1"))
    assert await one(db, "SELECT words FROM ticket") == f"{SAID}，（不公开）"
    assert await one(db, "SELECT contact FROM ticket") is None
    await do(hall, WORDS, "t-1/erase")
    assert await one(db, "SELECT words FROM ticket") == f"{SAID}，（不公开）"
    assert await one(db, "SELECT count(*) FROM due_work WHERE kind = ?", WORDS) == 1
    await db.write(lambda tx: tx.execute("UPDATE ticket SET state = 'closed'"))
    await do(hall, WORDS, "t-1/erase")
    assert await one(db, "SELECT words FROM ticket") == ""
    assert await one(db, "SELECT place FROM ticket") == "3号楼"
    assert await one(db, "SELECT count(*) FROM due_work WHERE kind = ?", WORDS) == 0


async def test_the_clock_waits_for_the_last_ticket_then_tells_them(hall: Hall) -> None:
    db = hall.db
    me = await db.write(report_something)
    await hall.arrive(WANG, Pressed("pv_yes", "later/mask", 0, "1"))
    assert await one(db, "SELECT count(*) FROM due_work WHERE kind = ?", GO) == 1
    await do(hall, GO, f"{me}/mask")
    assert await one(db, "SELECT count(*) FROM person WHERE id = ?", me) == 1
    await db.write(lambda tx: tx.execute("UPDATE ticket SET state = 'closed'"))
    await do(hall, GO, f"{me}/mask")
    assert await one(db, "SELECT count(*) FROM person WHERE id = ?", me) == 0
    assert await one(db, "SELECT count(*) FROM outbox WHERE chat = ? AND body LIKE '%Forgotten%'", str(WANG)) == 1
    assert await one(db, "SELECT words FROM ticket") == f"{SAID}，（不公开）"
    await do(hall, GO, f"{me}/mask")
