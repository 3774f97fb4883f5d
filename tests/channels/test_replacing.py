"""A card shown anew takes the place of its older showing, which goes once, and never at the cost of a message."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from bot.channels import claims
from bot.domain.errors import ChannelUnavailable, RejectedMessage, Undeliverable
from bot.domain.messages import MediaRef, Outbound
from bot.services.delivery import unpack
from bot.storage.outbox import Queued
from bot.storage.sqlite import SqliteDatabase
from tests.channels.fakes import FakeChannel, note
from tests.channels.office import QUICK, PostOffice, open_office, until


def card(words: str, **how: bool) -> Outbound:
    """A card that takes the place of its older showing, unless `how` says otherwise."""
    return note(words, card="c", **(how or {"replaces": True}))


async def card_row(office: PostOffice) -> str:
    (row,) = await office.rows("SELECT message_id FROM card")
    return str(row["message_id"])


async def test_there_is_one_card_and_it_is_at_the_bottom(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel()) as office:
        await office.write(card("v1"), note("x"), card("v2"), note("y"), card("v3"))
        await office.until_idle()
        assert office.channel.words_to("1") == ["v1", "x", "v2", "y", "v3"]
        assert office.channel.seen_in("1") == ["x", "y", "v3"]
        assert office.channel.removed == ["1/1", "1/3"]
        assert await card_row(office) == "1/5"


async def test_it_is_sent_and_settled_before_the_older_one_goes(store: SqliteDatabase) -> None:
    """Whoever dies in between leaves one card too many, never one too few."""
    found: list[tuple[list[str], str, list[str]]] = []

    async def look(message_id: str) -> None:
        found.append((await office.states(), await card_row(office), office.channel.seen_in("1")))

    async with open_office(store, FakeChannel(removing=look)) as office:
        await office.write(card("v1"), card("v2"))
        await office.until_idle()
    assert found == [(["sent", "sent"], "1/2", ["v1", "v2"])]


async def test_a_redrawing_afterwards_hits_the_new_one(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel()) as office:
        await office.write(card("v1"), card("v2"))
        await office.until_idle()
        await office.write(card("v3", edits=True))
        await office.until_idle()
        assert office.channel.seen_in("1") == ["v3"]
        assert office.channel.sent[-1].edits == "1/2"
        assert office.channel.removed == ["1/1"]


async def test_redrawings_that_wait_are_drawn_into_what_replaces(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel()) as office:
        await office.write(card("v1"))
        await office.until_idle()
        await office.write(card("v2"), card("v3", edits=True))
        await office.until_idle()
        assert office.channel.words_to("1") == ["v1", "v3"]
        assert office.channel.seen_in("1") == ["v3"]


async def test_a_card_that_never_stood_replaces_nothing(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel()) as office:
        await office.write(card("v1"), note("no card", replaces=True), note("other", card="d", replaces=True))
        await office.until_idle()
        assert not office.channel.removed


async def test_what_replaces_is_never_drawn_into_the_older_one(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel()) as office:
        await office.write(card("v1"), note("x"))
        await office.until_idle()
        await office.write(card("v2", replaces=True, edits=True))
        await office.until_idle()
        assert office.channel.seen_in("1") == ["x", "v2"]


async def test_without_being_told_to_nothing_is_taken_away(store: SqliteDatabase) -> None:
    async with open_office(store, FakeChannel()) as office:
        await office.write(card("v1"), card("v2", edits=False))
        await office.until_idle()
        assert office.channel.seen_in("1") == ["v1", "v2"]


def failing(error: Exception, calls: list[str]) -> Callable[[str], Awaitable[None]]:
    async def fail(message_id: str) -> None:
        calls.append(message_id)
        raise error

    return fail


@pytest.mark.parametrize(
    "error",
    [
        RejectedMessage("message can't be deleted"),
        ChannelUnavailable("answered 502"),
        ChannelUnavailable("TimedOut"),
        ChannelUnavailable("asked to wait", 30),
        Undeliverable("bot was blocked by the user"),
        ValueError("1x"),
    ],
)
async def test_a_failure_is_noted_and_changes_nothing_else(store: SqliteDatabase, error: Exception) -> None:
    calls: list[str] = []
    with capture_logs() as logs:
        async with open_office(store, FakeChannel(removing=failing(error, calls))) as office:
            await office.write(card("v1"), card("v2"), note("x"))
            await office.until_idle()
            await office.write(card("v3", edits=True), note("y"))
            await office.until_idle()
            assert set(await office.states()) == {"sent"}
            assert office.channel.seen_in("1") == ["v1", "v3", "x", "y"]
            assert calls == ["1/1"]
            assert await office.rows("SELECT key FROM address WHERE reachable = 0") == []
    told = [entry for entry in logs if entry["event"] == "not_removed"]
    assert [(entry["log_level"], entry["kind"]) for entry in told] == [("info", type(error).__name__)]


async def test_a_removal_that_hangs_holds_up_nobody_and_is_waited_for_at_the_end(store: SqliteDatabase) -> None:
    answered = asyncio.Event()

    async def hang(_: str) -> None:
        await answered.wait()

    async with open_office(store, FakeChannel(removing=hang)) as office:
        await office.write(card("v1"), card("v2"), note("x"), card("v3"), note("y", "2"))
        await office.until_settled()
        assert office.channel.words_to("1") == ["v1", "v2", "x", "v3"]
        stopping = asyncio.create_task(office.sender.stop())
        await asyncio.sleep(0)
        assert not stopping.done()
        answered.set()
        await stopping
        assert office.channel.seen_in("1") == ["x", "v3"]


async def test_a_card_that_cannot_be_sent_leaves_the_older_one(store: SqliteDatabase) -> None:
    def trouble(chat: str, message: Outbound) -> None:
        if message == bad:
            raise RejectedMessage("BUTTON_DATA_INVALID")

    bad = card("bad")
    async with open_office(store, FakeChannel(trouble)) as office:
        await office.write(card("v1"), bad)
        await office.until_idle()
        assert office.channel.seen_in("1") == ["v1"]
        assert not office.channel.removed


async def test_one_that_was_refused_at_first_takes_the_older_away_once(store: SqliteDatabase) -> None:
    left = [ChannelUnavailable("asked to wait", 0.01), ChannelUnavailable("answered 502")]

    def trouble(chat: str, message: Outbound) -> None:
        if message.replaces and office.channel.sent and left:
            raise left.pop()

    async with open_office(store, FakeChannel(trouble)) as office:
        await office.write(card("v1"), card("v2"))
        await office.until_idle()
        assert office.channel.seen_in("1") == ["v2"]
        assert office.channel.removed == ["1/1"]


async def test_after_a_restart_the_older_showing_is_found_in_the_store(
    store: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both what is written after it, and what waited in the store meanwhile."""
    monkeypatch.setattr(claims, "LOOK_S", 0.02)
    channel = FakeChannel()
    async with open_office(store, channel) as office:
        await office.write(card("v1"))
        await office.until_idle()
    async with open_office(store, channel) as office:
        await office.write(card("v2"))
        await office.until_idle()
        assert channel.removed == ["1/1"]

    def down(chat: str, message: Outbound) -> None:
        raise ChannelUnavailable("NetworkError", 60)

    async with open_office(store, FakeChannel(down)) as office:
        await office.write(card("v3"))
        await until(lambda: office.outcomes["delayed"] == 1)
    async with open_office(store, channel) as office:
        await office.until_idle()
        assert channel.removed == ["1/1", "1/2"]
        assert channel.seen_in("1") == ["v3"]


async def test_a_kill_between_sending_and_removing_leaves_the_older_one_alone(store: SqliteDatabase) -> None:
    channel = FakeChannel(removing=lambda _: asyncio.sleep(60))
    async with open_office(store, channel) as office:
        await office.write(card("v1"), card("v2"))
        await office.until_settled()
        for task in list(office.sender._tasks):
            task.cancel()
    channel.removing = lambda _: asyncio.sleep(0)
    async with open_office(store, channel) as office:
        await office.write(card("v3"))
        await office.until_idle()
        assert channel.removed == ["1/2"]
        assert channel.seen_in("1") == ["v1", "v3"]


async def test_the_pace_counts_a_removal_as_a_request(store: SqliteDatabase) -> None:
    delivery = QUICK.model_copy(update={"per_second": 4})
    async with open_office(store, FakeChannel(), delivery) as office:
        began = asyncio.get_running_loop().time()
        await office.write(card("v1"), card("v2"), note("x", "2"))
        await office.until_idle()
        assert asyncio.get_running_loop().time() - began < 1
        await office.write(note("y", "2"))
        await office.until_idle()
        assert office.channel.sent[-1].at - began >= 1


async def test_it_is_stored_and_a_row_of_an_older_version_replaces_nothing(store: SqliteDatabase) -> None:
    photo = MediaRef("photo", "f", "u")
    async with open_office(store, FakeChannel(lambda chat, message: (_ for _ in ()).throw(TypeError))) as office:
        await office.write(card("v1"), note("x", edits=True, media=(photo,)))
        await office.until_settled()
        rows = await office.rows("SELECT body FROM outbox ORDER BY id")
    bodies = [json.loads(row["body"]) for row in rows]
    assert [body.pop("replaces") for body in bodies] == [True, False]
    assert _unpacked(rows[0]["body"]).replaces
    old = _unpacked(json.dumps(bodies[1]))
    assert (old.replaces, old.edits, old.media) == (False, True, (photo,))


def _unpacked(body: str) -> Outbound:
    message = unpack(Queued(1, "telegram", "1", "p1", "message", body, 2, "c", None)).message
    assert isinstance(message, Outbound)
    return message
