"""One's own tickets: in which order they stand, and what each shows to whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.messages import Text
from bot.domain.people import Role
from bot.domain.tickets import Severity, TicketState
from bot.storage import people, ticket_events, tickets
from bot.storage.database import Tx
from bot.texts import errors as say
from bot.texts.own import MyTickets
from bot.texts.states import SEEN, Seen, draw, steps
from tests.conversations.town import LI, MORNING, NEW, QIAN, WANG
from tests.engines.engine import SQLITE_ALONE
from tests.handlers.hall import Hall, words
from tests.services.owners import PHONE, buttons, card, follow, messages, press, put, somebody, whats

# ── the pages ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_open_ones_come_first_each_part_the_newest_first(hall: Hall) -> None:
    for number in range(1, 13):
        await put(hall, number)
    for number in (11, 12):
        await press(hall, WANG, "solved", f"t{number:05}")
    pages = [messages(await hall.arrive(WANG, Text("我的")))[0]]
    while onwards := next((choice for choice in buttons(pages[-1]) if choice.what == "older"), None):
        (turned,) = messages(await press(hall, WANG, "older", onwards.which))
        pages.append(turned)
    listed = [choice.which for page in pages for choice in buttons(page) if choice.what == "mine"]
    assert listed == [f"t{number:05}" for number in (10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 12, 11)]
    assert [page.prompt.text().splitlines()[0] for page in pages] == [
        f"一共 12 条，第 {page}/3 页：" for page in (1, 2, 3)
    ]
    assert [(page.card, page.edits) for page in pages] == [("my", False), ("my", True), ("my", True)]
    assert [whats(page)[-2:] for page in pages] == [["mine", "older"], ["newer", "older"], ["mine", "newer"]]


async def test_each_stands_on_a_big_button_of_its_own(hall: Hall) -> None:
    await put(hall, 1)
    await put(hall, 2, place="东边围墙外面的小广场上")
    (page,) = messages(await hall.arrive(WANG, Text("我的")))
    assert [[choice.label for choice in row] for row in page.choices] == [
        ["0310-002 电梯 · 东边围墙外面的小"],
        ["0310-001 电梯 · 3号楼"],
    ]


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("1", 1), ("2", 2), ("3", 2), ("9" * 30, 2)])
async def test_a_page_that_is_not_there_is_the_nearest(hall: Hall, asked: str, shown: int) -> None:
    for number in range(1, 8):
        await put(hall, number)
    (page,) = messages(await press(hall, WANG, "older", asked))
    assert isinstance(page.prompt, MyTickets)
    assert page.prompt.page == shown


async def test_no_page_at_all_is_said(hall: Hall) -> None:
    assert words(await press(hall, WANG, "older", "2")) == ["您还没报过。哪里不对，写一句话就行。"]
    assert words(await press(hall, WANG, "older", "-1")) == [say.ButtonIsOld().text()]


@SQLITE_ALONE
async def test_a_page_is_cut_out_of_one_index_however_many_there_are(hall: Hall) -> None:
    """Neither a sort nor a look at tickets that are not shown: 10,000 of one's own cost what ten do."""

    async def plan(tx: Tx) -> list[str]:
        seen: list[str] = []

        class Watching:
            async def fetch(self, sql: str, params: Any) -> list[Any]:
                seen.extend(row["detail"] for row in await tx.fetch(f"EXPLAIN QUERY PLAN {sql}", params))
                return []

        await tickets.followed_by(Watching(), "p", 5, 9_995)  # type: ignore[arg-type]
        return seen

    steps_taken = await hall.db.read(plan)
    assert any(
        "SEARCH follower USING COVERING INDEX ix_follower_person_id_open_since_ticket_id" in step
        for step in steps_taken
    )
    assert not any(step.startswith("SCAN t") or "SCAN follower" in step for step in steps_taken)
    # The five of the page alone are put in order again.
    inside = steps_taken[: next(at for at, step in enumerate(steps_taken) if "ix_follower_person_id" in step) + 2]
    assert not any("TEMP B-TREE" in step for step in inside)


async def test_a_ticket_taken_up_again_stands_among_the_open_ones_again(hall: Hall) -> None:
    ticket = await put(hall, 1)
    await put(hall, 2)
    await press(hall, WANG, "mistake", ticket.id)

    async def reopen(tx: Tx) -> list[int]:
        withdrawn = await tickets.load(tx, ticket.id)
        assert withdrawn
        before = [row["open"] for row in await tx.fetch("SELECT open FROM follower ORDER BY ticket_id")]
        assert await tickets.advance(tx, withdrawn, replace(withdrawn, state=TicketState.SUBMITTED), 0)
        return before + [row["open"] for row in await tx.fetch("SELECT open FROM follower ORDER BY ticket_id")]

    assert await hall.db.write(reopen) == [0, 1, 1, 1]


async def test_who_comes_to_follow_an_ended_ticket_finds_it_behind(hall: Hall) -> None:
    ended = await put(hall, 1, state=TicketState.WITHDRAWN)
    await put(hall, 2, by=LI, created_at=MORNING - timedelta(days=1))
    await follow(hall, ended, LI, "confirmed")
    (page,) = messages(await hall.arrive(LI, Text("我的")))
    assert [choice.which for choice in buttons(page)] == ["t00002", "t00001"]


# ── the card ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_steps_grow_with_the_states() -> None:
    """A row more in the table is a step more on every card; states may share one, and stand off the way."""
    assert steps(TicketState.SUBMITTED) == "● 报上了 ○ 受理 ○ 办理 ○ 办好了 ○ 您看过了"
    assert steps(TicketState.WITHDRAWN) == ""
    assert set(SEEN) == set(TicketState)
    longer: dict[Any, Seen] = {
        "submitted": Seen("", "报上了"), "accepted": Seen("", "受理"), "whistled": Seen("", "办理"),
        "handling": Seen("", "办理"), "suspended": Seen(""), "resolved": Seen("", "办结"),
    }  # fmt: skip
    assert draw(longer, "handling") == draw(longer, "whistled") == "● 报上了 ● 受理 ● 办理 ○ 办结"  # type: ignore[arg-type]


async def test_who_has_it_and_by_when(hall: Hall) -> None:
    """Working hours of the calendar; real ones where there is danger (docs/tickets.md)."""
    shown, _ = await card(hall, WANG, await put(hall, 1))
    assert (shown.office, shown.by, shown.then) == ("小区党支部书记", "今天 15:30 前", "受理")
    shown, _ = await card(hall, WANG, await put(hall, 2, severity=Severity.DANGER))
    assert shown.by == "20 分钟内"
    late = await put(hall, 3, created_at=MORNING - timedelta(days=30))
    assert (await card(hall, WANG, late))[0].by == "尽快"


async def test_who_accepted_it_has_it_also_after_something_was_added(hall: Hall) -> None:
    ticket = await put(hall, 1)
    await press(hall, QIAN, "do_accept", ticket.id)

    async def add(tx: Tx) -> None:
        person = await somebody(tx, WANG)
        await ticket_events.append(tx, ticket.id, "supplement", "accepted", "accepted", person, Role.RESIDENT, 1)

    await hall.db.write(add)
    shown, message = await card(hall, WANG, ticket)
    assert (shown.office, shown.then) == ("社区", "办好")
    assert whats(message) == ["more", "myphotos", "withdraw"]


async def test_nobody_who_could_be_told_is_said_so(hall: Hall) -> None:
    async def dismiss(tx: Tx) -> None:
        await tx.execute("DELETE FROM post")

    ticket = await put(hall, 1)
    await hall.db.write(dismiss)
    shown, _ = await card(hall, WANG, ticket)
    assert "👤 正在找人接手" in shown.text()


async def test_who_joined_sees_nothing_of_the_neighbour(hall: Hall) -> None:
    ticket = await put(hall, 1, contact=PHONE, anonymous=True, answers=("夜里",), words="我家501的电梯")
    await follow(hall, ticket, LI, "joined", note="不动了")
    await follow(hall, ticket, NEW, "joined", note="别人写的")
    shown, message = await card(hall, LI, ticket)
    text = shown.text()
    assert "📍 翠湖苑 · 3号楼\n" in text
    assert "不动了" in text
    assert "👥 还有 1 户也遇到" in text
    for hidden in ("501", "单元", "我家", "夜里", "匿名", "别人写的", PHONE):
        assert hidden not in text
    assert whats(message) == ["more", "myphotos", "leave"]
    (shown_files,) = messages(await press(hall, LI, "myphotos", ticket.id))
    assert [ref.file_id for ref in shown_files.media] == [f"f{LI}"]
    page = messages(await hall.arrive(LI, Text("我的")))[0]
    assert "我家" not in page.prompt.text()
    assert buttons(page)[0].label == "0310-001 电梯 · 3号楼"


async def test_who_reported_it_sees_no_word_of_those_who_joined(hall: Hall) -> None:
    ticket = await put(hall, 1)
    await follow(hall, ticket, LI, "joined", note="邻居写的")
    await follow(hall, ticket, WANG, "reported", note="我补充的")
    shown, message = await card(hall, WANG, ticket)
    assert [note for note, _ in shown.notes] == ["我补充的"]
    assert (shown.files, shown.neighbours) == (2, 1)
    (shown_files,) = messages(await press(hall, WANG, "myphotos", ticket.id))
    assert [ref.file_id for ref in shown_files.media] == ["f1", f"f{WANG}"]
    assert "leave" not in whats(message)


async def test_fewer_words_for_who_asked_for_them(hall: Hall) -> None:
    ticket = await put(hall, 1)

    async def ask(tx: Tx) -> None:
        await people.prefer_simple(tx, await somebody(tx, WANG), simple=True)

    full, _ = await card(hall, WANG, ticket)
    await hall.db.write(ask)
    simple, _ = await card(hall, WANG, ticket)
    assert len(simple.text()) < len(full.text()) * 0.7
    assert "第1件" in simple.text()
    assert "受理" in simple.text()
