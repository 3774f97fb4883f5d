"""One's own tickets: whose they are, in which order, what each shows and lets its people do, and who saw a number."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import to_millis
from bot.domain.messages import Choice, MediaRef, Outbound, Pressed, Reply, Text, Toast
from bot.domain.people import Role
from bot.domain.tickets import Severity, Ticket, TicketState, WayIn, WithdrawalReason
from bot.storage import followers, looks, people, tickets
from bot.storage.database import Tx
from bot.texts import errors as say
from bot.texts.own import MyTickets, OwnCard, TakenBack
from bot.texts.states import SEEN, Seen, draw, steps
from tests.conversations.town import CHEN, LI, MORNING, NEW, QIAN, WANG, ZHOU
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall, words

settings, classifier, template, hall = handlers.settings, handlers.classifier, handlers.template, handlers.hall

PHONE = "138 0000 0000"


async def somebody(tx: Tx, telegram_id: int) -> str:
    return (await people.arrive(tx, people.Address("telegram", str(telegram_id)), 0)).id


async def put(hall: Hall, number: int, by: int = WANG, contact: str | None = None, **facts: Any) -> Ticket:
    """The ticket of this number, reported so many minutes after the morning."""

    async def unit(tx: Tx) -> Ticket:
        at = MORNING + timedelta(minutes=number)
        plain = Ticket(
            id=f"t{number:05}", number=f"0310-{number:03}", compound_id="cuihu", reporter_id=await somebody(tx, by),
            way_in=WayIn.CHAT, state=TicketState.SUBMITTED, version=1, category="电梯", because=(), department="wuye",
            severity=Severity.NORMAL, words=f"第{number}件", place="3号楼2单元501", photos=0, created_at=at,
            has_contact=contact is not None,
        )  # fmt: skip
        ticket = replace(plain, **facts)
        await tickets.add(tx, ticket, [MediaRef("photo", f"f{number}", f"u{number}")], contact)
        return ticket

    return await hall.db.write(unit)


async def follow(hall: Hall, ticket: Ticket, who: int, way: str, note: str = "") -> None:
    async def unit(tx: Tx) -> None:
        person, now = await somebody(tx, who), to_millis(MORNING)
        await followers.add(tx, ticket.id, person, way, now)
        if note:
            await followers.add_note(tx, ticket.id, person, note, now)
        await tickets.add_media(tx, ticket.id, person, [MediaRef("photo", f"f{who}", f"u{who}")], now)

    await hall.db.write(unit)


async def press(hall: Hall, who: int, what: str, which: str, version: int = 1) -> list[Reply]:
    return await hall.arrive(who, Pressed(what, which, version, "query"))


def messages(replies: list[Reply]) -> list[Outbound]:
    return [reply for reply in replies if isinstance(reply, Outbound)]


def buttons(message: Outbound) -> list[Choice]:
    return [choice for row in message.choices for choice in row]


def whats(message: Outbound) -> list[str]:
    return [choice.what for choice in buttons(message)]


async def card(hall: Hall, who: int, ticket: Ticket) -> tuple[OwnCard, Outbound]:
    (shown,) = messages(await press(hall, who, "mine", ticket.id))
    assert isinstance(shown.prompt, OwnCard)
    return shown.prompt, shown


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
        assert await tickets.advance(tx, withdrawn, TicketState.SUBMITTED, 0)
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
    assert steps(TicketState.SUBMITTED) == "● 报上了 ○ 受理"
    assert steps(TicketState.WITHDRAWN) == ""
    assert set(SEEN) == set(TicketState)
    longer: dict[Any, Seen] = {
        "submitted": Seen("", "报上了"), "accepted": Seen("", "受理"), "whistled": Seen("", "办理"),
        "handling": Seen("", "办理"), "suspended": Seen(""), "resolved": Seen("", "办结"),
    }  # fmt: skip
    assert draw(longer, "handling") == draw(longer, "whistled") == "● 报上了 ● 受理 ● 办理 ○ 办结"  # type: ignore[arg-type]


async def test_who_has_it_and_by_when(hall: Hall) -> None:
    """Working hours of the calendar; real ones where there is danger (DOMAIN §4)."""
    shown, _ = await card(hall, WANG, await put(hall, 1))
    assert (shown.office, shown.by, shown.then) == ("小区党支部书记", "今天 15:30 前", "受理")
    shown, _ = await card(hall, WANG, await put(hall, 2, severity=Severity.DANGER))
    assert shown.by == "20 分钟内"
    late = await put(hall, 3, created_at=MORNING - timedelta(days=30))
    assert (await card(hall, WANG, late))[0].by == "尽快"


async def test_who_accepted_it_has_it_also_after_something_was_added(hall: Hall) -> None:
    ticket = await put(hall, 1)
    await press(hall, QIAN, "accept", ticket.id)

    async def add(tx: Tx) -> None:
        person = await somebody(tx, WANG)
        await tickets.append_event(tx, ticket.id, "supplement", "accepted", "accepted", person, Role.RESIDENT, 1)

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


# ── taken back ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reason", WithdrawalReason)
async def test_why_it_was_taken_back_is_kept_and_told(hall: Hall, reason: WithdrawalReason) -> None:
    ticket = await put(hall, 1)
    await follow(hall, ticket, LI, "joined")
    replies = await press(hall, WANG, reason, ticket.id)

    async def last(tx: Tx) -> object:
        return await tx.fetch_one("SELECT event, role, reason FROM ticket_event ORDER BY id DESC LIMIT 1")

    assert await hall.db.read(last) == {"event": "withdraw", "role": "resident", "reason": reason}
    (news,) = [message for message in messages(replies) if isinstance(message.prompt, TakenBack)]
    assert whats(news) == ["again"]
    said = {"solved": "已经好了", "mistake": "报错了", "unwanted": "不想报了"}[reason]
    assert said in news.prompt.text()
    assert sum(f"居民说{said}" in line for line in words(replies)) == 2


@pytest.mark.parametrize("what", ["withdraw", "solved", "mistake", "unwanted"])
async def test_who_joined_cannot_take_it_back(hall: Hall, what: str) -> None:
    ticket = await put(hall, 1)
    await follow(hall, ticket, LI, "joined")
    assert words(await press(hall, LI, what, ticket.id)) == [say.NoSuchThing().text()]


async def test_who_confirmed_what_was_reported_for_them_sees_it_whole_and_may_take_it_back(hall: Hall) -> None:
    ticket = await put(hall, 1, by=QIAN, entered_by="x")
    await follow(hall, ticket, WANG, "confirmed")
    shown, message = await card(hall, WANG, ticket)
    assert (shown.words, shown.neighbours, shown.joined) == ("第1件", 0, False)
    assert "withdraw" in whats(message)
    replies = await press(hall, WANG, "solved", ticket.id)
    told = {message.to for message in messages(replies) if isinstance(message.prompt, TakenBack)}
    assert told == {ticket.reporter_id}
    # A resident is shown no desk's card of it.
    mine = [message for message in messages(replies) if message.to == messages(replies)[0].to]
    assert [type(message.prompt) for message in mine] == [OwnCard]


async def test_who_reported_it_cannot_leave_it(hall: Hall) -> None:
    ticket = await put(hall, 1)
    for which in (ticket.id, "none"):
        assert words(await press(hall, WANG, "leave", which)) == [say.StepDone().text()]
    (page,) = messages(await hall.arrive(WANG, Text("我的")))
    assert whats(page) == ["mine"]


# ── the number that was left ────────────────────────────────────────────────────────────────────────────────────


async def looked(hall: Hall, ticket: Ticket) -> list[looks.Look]:
    return await hall.db.read(looks.of_ticket, ticket.id, 10)


async def test_a_look_is_shown_to_who_pressed_and_kept(hall: Hall) -> None:
    ticket = await put(hall, 1, contact=PHONE)
    (shown,) = messages(await press(hall, QIAN, "call", ticket.id))
    assert PHONE in shown.prompt.text()
    assert shown.card is None
    assert await looked(hall, ticket) == [looks.Look(Role.COMMUNITY_STAFF, to_millis(MORNING))]
    mine, _ = await card(hall, WANG, ticket)
    assert mine.looks == (("社区", "3月10日 09:05"),)
    assert PHONE not in mine.text()


async def test_nobody_else_sees_it_and_no_look_is_kept(hall: Hall) -> None:
    ticket = await put(hall, 1, contact=PHONE)
    assert words(await press(hall, ZHOU, "call", ticket.id)) == [say.NoSuchThing().text()]
    assert words(await press(hall, LI, "call", ticket.id)) == [say.NotAllowedHere().text()]
    assert await looked(hall, ticket) == []


@pytest.mark.parametrize(
    "facts",
    [{"anonymous": True, "contact": PHONE}, {"state": TicketState.WITHDRAWN, "contact": PHONE}, {"contact": None}],
)
async def test_what_may_not_be_seen_is_refused_inside_the_query(hall: Hall, facts: dict[str, Any]) -> None:
    ticket = await put(hall, 1, **facts)
    (refused,) = await press(hall, CHEN, "call", ticket.id)
    assert isinstance(refused, Toast)
    assert "看不了" in refused.prompt.text()
    assert await looked(hall, ticket) == []
