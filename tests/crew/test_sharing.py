"""Any sequence of joins, ends, pauses and deaths: never two holders, in the end all is held, and fairly."""

import asyncio
import os
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.sharing import PARTITIONS, Job, Lease, Member, quotas, to_give, to_take
from bot.services.crew import DRAIN_S, LOST_S, SURE_S, Watcher
from tests.crew.members import Crowd

ACTS = st.lists(
    st.tuples(st.sampled_from(["join", "leave", "kill", "pause", "busy", "wait"]), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)
SETTLED_S = LOST_S + DRAIN_S + 3


@settings(max_examples=int(os.environ.get("CREWS", "8")), deadline=None)
@given(ACTS)
def test_whatever_comes_nothing_has_two_holders_and_in_the_end_all_is_shared(acts: list[tuple[str, int]]) -> None:
    asyncio.run(_live(acts))


async def _live(acts: list[tuple[str, int]]) -> None:
    crowd = Crowd()
    crowd.join()
    for act, number in acts:
        await _do(crowd, act, number)
        await crowd.pass_by(0.5)
    crowd.join()
    for one in crowd.alive.values():
        one.awake_at = min(one.awake_at, crowd.now)
    await crowd.pass_by(SETTLED_S)
    crowd.check_settled()


async def _do(crowd: Crowd, act: str, number: int) -> None:
    numbers = sorted(crowd.alive)
    who: Any = numbers[number % len(numbers)] if numbers else None
    if act == "join" and len(numbers) < 6:
        crowd.join()
    elif act == "wait":
        await crowd.pass_by(number)
    elif who is None:
        return
    elif act == "leave":
        await crowd.leave(who)
    elif act == "kill":
        crowd.kill(who)
    elif act == "pause":
        crowd.alive[who].awake_at = crowd.now + number
    elif act == "busy":
        crowd.alive[who].busy = set(range(number * 7))


async def test_the_parts_of_a_dead_one_are_held_again_within_seconds() -> None:
    crowd = Crowd()
    crowd.join()
    crowd.join()
    await crowd.pass_by(2)
    crowd.check_settled()
    crowd.kill(1)
    await crowd.pass_by(LOST_S - 1)
    assert len(crowd.alive[2].seat.shares[0].held) == PARTITIONS // 2
    await crowd.pass_by(2)
    crowd.check_settled()


async def test_whoever_leaves_in_order_is_followed_at_once() -> None:
    crowd = Crowd()
    crowd.join()
    crowd.join()
    await crowd.pass_by(2)
    await crowd.leave(1)
    await crowd.pass_by(1)
    crowd.check_settled()


async def test_what_is_in_hand_is_finished_before_it_is_given() -> None:
    crowd = Crowd()
    first = crowd.join()
    first.busy = set(range(PARTITIONS))
    await crowd.pass_by(1)
    second = crowd.join()
    await crowd.pass_by(DRAIN_S - 1)
    assert not second.seat.shares[0].held
    assert len(first.seat.shares[0].held) == PARTITIONS // 2
    first.busy = set()
    await crowd.pass_by(1.5)
    crowd.check_settled()


async def test_what_cannot_be_fenced_is_waited_for_however_long() -> None:
    crowd = Crowd(jobs=(Job.SENDER,))
    first = crowd.join()
    await crowd.pass_by(1)
    first.seat.shares[0].fenced = False
    first.busy = {63}
    second = crowd.join()
    await crowd.pass_by(DRAIN_S * 3)
    assert (len(second.seat.shares[0].held), set(first.seat.shares[0].held) & {63}) == (31, set())
    first.busy = set()
    await crowd.pass_by(1.5)
    crowd.check_settled()


async def test_whoever_was_away_holds_nothing_before_anybody_else_may() -> None:
    crowd = Crowd()
    away = crowd.join()
    crowd.join()
    await crowd.pass_by(2)
    away.awake_at = crowd.now + 20
    await crowd.pass_by(SURE_S + 0.5)
    assert not away.seat.shares[0].is_sure()
    await crowd.pass_by(17)
    await crowd.pass_by(3)
    crowd.check_settled()


async def test_a_clock_that_jumps_takes_nothing_from_anybody() -> None:
    crowd = Crowd()
    crowd.join()
    crowd.join()
    await crowd.pass_by(2)
    before = [dict(one.seat.shares[0].held) for one in crowd.alive.values()]
    for days in (1, -2, 400):
        crowd.clock.at += timedelta(days=days)
        await crowd.pass_by(7)
    assert [one.seat.shares[0].held for one in crowd.alive.values()] == before


async def test_beyond_the_most_they_stand_by() -> None:
    crowd = Crowd(jobs=(Job.SENDER,))
    for _ in range(4):
        crowd.join(at_most=2)
    await crowd.pass_by(3)
    assert sorted(len(one.seat.shares[0].held) for one in crowd.alive.values()) == [0, 0, 32, 32]


def _member(owner: str, since: int = 0, beat: int = 1) -> Member:
    return Member(Job.WORKER, owner, "here", since, 0, beat)


@given(st.integers(1, 90), st.lists(st.integers(0, 5), max_size=64))
def test_the_quotas_add_up_to_all_there_is(count: int, held: list[int]) -> None:
    members = [_member(f"p{at}", at) for at in range(count)]
    leases = [Lease(Job.WORKER, part, f"p{owner}", 1) for part, owner in enumerate(held)]
    fair = quotas(members, leases, 1000)
    assert sum(fair.values()) == len(leases)
    assert max(fair.values()) - min(fair.values()) <= 1


def test_nothing_moves_between_those_who_hold_a_fair_share() -> None:
    members = [_member("b", 1), _member("a", 2), _member("c", 3)]
    owners = ["a"] * 22 + ["b"] * 21 + ["c"] * 21
    leases = [Lease(Job.WORKER, part, owner, 1) for part, owner in enumerate(owners)]
    for member in members:
        assert not to_give(member.owner, members, leases, 1000)
        assert not to_take(member.owner, members, leases, 1000)


def test_while_we_could_not_look_nobody_is_held_to_have_been_silent() -> None:
    watcher = Watcher()
    assert watcher.silent([_member("a")], 0) == []
    assert watcher.silent([_member("a")], 100) == []
    assert watcher.silent([_member("a")], 101) == []
    assert watcher.silent([_member("a", beat=2)], 103) == []
    assert watcher.silent([_member("a", beat=2)], 105) == []
    assert watcher.silent([_member("a", beat=2)], 107) == []
    assert [member.owner for member in watcher.silent([_member("a", beat=2)], 108)] == ["a"]
