"""From the outbox to the platform: paced, in order per chat, the urgent first, and nothing stops a chat for good."""

import asyncio
import random
from collections.abc import Callable

import pytest

from bot.channels import claims
from bot.channels import courier as couriers
from bot.domain.errors import ChannelUnavailable, RejectedMessage, Undeliverable
from bot.domain.messages import Outbound, Urgency
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from tests.channels.fakes import FakeChannel, note, said
from tests.channels.office import QUICK, open_office


def failing(*errors: Exception, only: str = "") -> Callable[[str, Outbound], None]:
    """Raises each error once, to messages that say `only` (empty: to any)."""
    left = list(errors)

    def trouble(chat: str, message: Outbound) -> None:
        if left and only in said(message):
            raise left.pop(0)

    return trouble


async def test_what_a_commit_wrote_goes_at_once_and_in_order(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel()) as office:
        await office.write(*(note(str(number)) for number in range(10)), note("other", "2"))
        await office.until_settled()
        assert office.channel.words_to("1") == [str(number) for number in range(10)]
        assert office.channel.words_to("2") == ["other"]
        assert set(await office.states()) == {"sent"}
        assert [row["body"] for row in await office.rows("SELECT DISTINCT body FROM outbox")] == [""]


async def test_whatever_goes_wrong_each_arrives_once_and_in_its_order(store: SqliteDatabase) -> None:
    """Refused with a wait, unreachable, cut off: half of all calls fail, chats side by side."""
    dice = random.Random(7)

    def trouble(chat: str, message: Outbound) -> None:
        match dice.randrange(4):
            case 0:
                raise ChannelUnavailable("asked to wait", 0.01)
            case 1:
                raise ChannelUnavailable("NetworkError")

    async with open_office(store, FakeChannel(trouble)) as office:
        await office.write(*(note(f"{chat}.{number}", chat) for number in range(15) for chat in "123"))
        await office.until_settled(20)
        for chat in "123":
            assert office.channel.words_to(chat) == [f"{chat}.{number}" for number in range(15)]


async def test_a_wait_that_is_asked_for_is_kept_and_holds_up_nobody_else(store: SqliteDatabase) -> None:
    channel = FakeChannel(failing(ChannelUnavailable("asked to wait", 0.2), only="first"))
    async with open_office(store, channel) as office:
        began = asyncio.get_running_loop().time()
        await office.write(note("first"), note("second"), note("other", "2"))
        await office.until_settled()
        assert [sent.words for sent in channel.sent] == ["other", "first", "second"]
        assert channel.sent[1].at - began >= 0.2
        assert channel.sent[0].at - began < 0.2


@pytest.mark.parametrize("error", [RejectedMessage("BUTTON_DATA_INVALID"), KeyError("a word"), ValueError("too long")])
async def test_a_message_that_cannot_be_sent_is_parked_and_the_chat_goes_on(
    store: SqliteDatabase, error: Exception
) -> None:
    async with open_office(store, FakeChannel(failing(*[error] * 9, only="bad"))) as office:
        await office.write(note("bad"), note("good"))
        await office.until_settled()
        assert await office.states() == ["parked", "sent"]
        # Of a bug's message only the kind: it may hold what somebody wrote.
        (row,) = await office.rows("SELECT error, body FROM outbox WHERE state = 'parked'")
        assert row["error"] == (str(error) if isinstance(error, RejectedMessage) else type(error).__name__)
        assert "bad" in row["body"]
        assert office.outcomes == {"parked": 1, "sent": 1}


async def test_a_chat_that_takes_nothing_is_given_up_and_its_person_marked(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel(failing(Undeliverable("bot was blocked by the user")))) as office:
        await office.write(note("a"), note("b"), note("c", "2"))
        await office.until_idle()
        assert await office.states() == ["undeliverable", "undeliverable", "sent"]
        reachable = await office.rows("SELECT key FROM address WHERE reachable = 0")
        assert reachable == [{"key": "1"}]
        assert not office.sender.holding.ids
        # Nobody writes to them any more; to others we do.
        await office.write(note("d"))
        assert office.channel.words_to("1") == []


async def test_an_answer_still_goes_where_the_question_came_from(store: SqliteDatabase) -> None:
    """What was given up is only what waited: whoever writes again is answered."""
    async with open_office(store, FakeChannel(failing(Undeliverable("blocked")))) as office:
        await office.write(note("a"))
        await office.until_settled()
        await store.write(_reachable_again)
        await office.write(note("b"))
        await office.until_settled()
        assert office.channel.words_to("1") == ["b"]


async def _reachable_again(tx: Tx) -> None:
    await people.set_reachable(tx, people.Address("telegram", "1"), reachable=True)


async def test_a_card_is_redrawn_where_it_stands_and_shown_where_it_never_was(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel()) as office:
        await office.write(note("card", card="c"))
        await office.until_settled()
        await office.write(note("redrawn", card="c", edits=True), note("never shown", card="d", edits=True))
        await office.until_settled()
        assert [(sent.words, sent.edits) for sent in office.channel.sent] == [
            ("card", None),
            ("redrawn", "1/1"),
            ("never shown", None),
        ]
        # Remembered in the store, too: after a restart it is still known where the card stands.
        office.sender.courier._cards.clear()
        await office.write(note("again", card="c", edits=True))
        await office.until_settled()
        assert office.channel.sent[-1].edits == "1/1"


async def test_redrawings_of_a_card_that_is_still_waiting_are_sent_as_one(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel(failing(ChannelUnavailable("busy", 0.05)))) as office:
        await office.write(note("v1", card="c"), note("v2", card="c", edits=True), note("v3", card="c", edits=True))
        await office.until_settled()
        assert [sent.words for sent in office.channel.sent] == ["v3"]
        assert await office.states() == ["sent"] * 3


async def test_the_store_being_busy_loses_nothing_and_doubles_nothing(
    store: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(couriers, "STORE_RETRY_S", 0.01)
    async with open_office(store, FakeChannel()) as office:
        await office.write(note("card", card="c"))
        await office.until_settled()
        office.sender.courier._cards.clear()
        office.db.busy, office.db.unread = 5, 3
        await office.write(note("redrawn", card="c", edits=True), note("next"))
        await office.until_settled()
        assert office.channel.words_to("1") == ["card", "redrawn", "next"]
        assert [sent.edits for sent in office.channel.sent] == [None, "1/1", None]


async def test_what_another_process_left_is_sent_after_a_restart(
    store: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "LOOK_S", 0.02)
    async with open_office(store, FakeChannel(failing(*[ChannelUnavailable("gone", 60)] * 9))) as office:
        await office.write(note("a"), note("b", "2"), note("c", card="c"))
        assert await office.states() == ["waiting"] * 3
    async with open_office(store, FakeChannel()) as office:
        await office.until_settled()
        assert office.channel.words_to("1") == ["a", "c"]
        assert office.channel.words_to("2") == ["b"]


async def test_a_stored_message_that_no_version_can_read_is_parked(
    store: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "LOOK_S", 0.02)
    async with open_office(store, FakeChannel(failing(*[ChannelUnavailable("gone", 60)] * 9))) as office:
        await office.write(note("a"), note("b"), note("c"))

    async def spoil(tx: Tx) -> None:
        await tx.execute("UPDATE outbox SET body = replace(body, 'NoSuchCompound', 'Forgotten') WHERE id = 1")
        await tx.execute("UPDATE outbox SET body = replace(body, '\"typed\"', '\"tipped\"') WHERE id = 2")

    await store.write(spoil)
    async with open_office(store, FakeChannel()) as office:
        await office.until_settled()
        assert await office.states() == ["parked", "parked", "sent"]
        assert office.channel.words_to("1") == ["c"]


async def test_an_urgent_alert_overtakes_five_thousand_broadcasts(
    store: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "LOOK_S", 0.05)
    delivery = QUICK.model_copy(update={"per_second": 30})
    async with open_office(store, FakeChannel(), delivery) as office:
        broadcasts = [note("b", str(100 + number), urgency=Urgency.BROADCAST) for number in range(5000)]
        await office.write(*broadcasts)
        async with asyncio.timeout(5):
            while len(office.channel.sent) < 10:
                await asyncio.sleep(0.005)
        # To somebody new, and to somebody for whom a broadcast waits.
        began = asyncio.get_running_loop().time()
        await office.write(note("alert", "7", urgency=Urgency.DANGER), note("alert", "5099", urgency=Urgency.URGENT))
        async with asyncio.timeout(2):
            while [sent.words for sent in office.channel.sent].count("alert") < 2:
                await asyncio.sleep(0.005)
        assert max(sent.at for sent in office.channel.sent if sent.words == "alert") - began < 2
        assert office.sender.claims.waiting + len(office.channel.sent) > 4900
        _never_faster_than(30, 1.0, [sent.at for sent in office.channel.sent])


async def test_one_chat_is_spoken_to_no_faster_than_agreed(store: SqliteDatabase) -> None:
    delivery = QUICK.model_copy(update={"per_chat_burst": 3, "per_chat_per_second": 20.0, "group_per_minute": 2})
    async with open_office(store, FakeChannel(), delivery) as office:
        await office.write(*(note(str(number)) for number in range(9)), *(note(str(n), "-5") for n in range(3)))
        async with asyncio.timeout(5):
            while len(office.channel.words_to("1")) < 9:
                await asyncio.sleep(0.005)
        _never_faster_than(3, 3 / 20, [sent.at for sent in office.channel.sent if sent.chat == "1"])
        # A group takes its few a minute, and then waits.
        assert office.channel.words_to("-5") == ["0", "1"]


def _never_faster_than(limit: int, seconds: float, moments: list[float]) -> None:
    for first, beyond in zip(moments, moments[limit:], strict=False):
        # The moment of arrival, which lags a little behind the moment that was paced.
        assert beyond - first >= seconds - 0.02


async def test_it_is_full_when_as_much_waits_as_may(store: SqliteDatabase) -> None:
    delivery = QUICK.model_copy(update={"max_waiting": 100})
    async with open_office(store, FakeChannel(failing(*[ChannelUnavailable("down", 0.2)] * 100)), delivery) as office:
        assert not office.sender.is_full()
        await office.write(*(note(str(number), str(number)) for number in range(100)))
        assert office.sender.is_full()
        await office.until_idle()
        assert not office.sender.holding.ids
