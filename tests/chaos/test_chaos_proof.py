"""The proof can fail: for each thing that may go wrong, evidence of it is found."""

from dataclasses import replace
from typing import Any

import pytest
from chaos_bot import Life
from chaos_evidence import Call, Evidence, Owed, Words
from chaos_proof import additions, answers, cards, deliveries, doubled, leftovers, numbers, order, tickets, updates
from chaos_story import Report, Story
from chaos_town import Town

from bot.services.report.idle import IDLE

A, B, C = (Words("1", letter) for letter in "abc")


def evidence(
    owed: list[Owed], calls: list[Call], lives: list[Life] | None = None, outbox: list[dict[str, Any]] | None = None
) -> Evidence:
    """Messages `owed` and what the sandbox saw; settled one by one unless the `outbox` says otherwise."""
    rows = outbox or [{"id": row.id, "message_id": str(row.id), "done_at": row.id} for row in owed]
    return Evidence({"outbox": rows}, owed, calls, {}, [], lives or [Life(0)])


TWO = [Owed(1, A), Owed(2, B)]


def test_two_messages_in_order_are_right() -> None:
    seen = evidence(TWO, [Call(1, A, 1), Call(2, B, 2)])
    assert [*deliveries(seen, set()), *doubled(seen), *order(seen)] == []


def test_a_lost_message_is_found() -> None:
    assert list(deliveries(evidence(TWO, [Call(1, A, 1), Call(2, B, 2, "500")]), set()))


def test_one_of_two_like_messages_lost_is_found() -> None:
    assert list(deliveries(evidence([Owed(1, A), Owed(2, A)], [Call(1, A, 1)]), set()))


def test_a_message_that_nobody_owed_is_found() -> None:
    assert list(deliveries(evidence([Owed(1, A)], [Call(1, A, 1), Call(2, B, 2)]), set()))


def test_a_message_given_up_is_found_unless_they_blocked_us() -> None:
    seen = evidence([Owed(1, A, state="undeliverable")], [])
    assert list(deliveries(seen, set()))
    assert list(deliveries(seen, {"1"})) == []


def test_too_late_is_found() -> None:
    assert list(order(evidence(TWO, [Call(1, B, 1), Call(2, A, 2)])))
    assert list(order(evidence(TWO, [Call(1, A, 1), Call(2, B, 2), Call(3, A, 3)]))) == []


@pytest.mark.parametrize(
    ("first", "lives", "right"),
    [
        (Call(1, A, 1), [Life(0)], False),
        (Call(1, A, 1, "timeout"), [Life(0)], True),
        (Call(1, A, 1), [Life(0, killed=1.5), Life(2)], True),
        (Call(1, A, 1), [Life(0, killed=60), Life(61)], False),
        (Call(1, A, 1), [Life(0.5), Life(0, killed=1.5), Life(2)], True),
        (Call(1, A, 1), [Life(0), Life(0, killed=1.5, sends=False), Life(2, sends=False)], False),
    ],
    ids=[
        "known to have arrived",
        "the answer lost",
        "killed within moments",
        "killed long after",
        "one of two senders killed",
        "a worker killed beside it",
    ],
)
def test_twice_is_right_only_where_the_answer_was_lost(first: Call, lives: list[Life], *, right: bool) -> None:
    again = Call(2, A, lives[-1].began + 2)
    assert (list(doubled(evidence([Owed(1, A)], [first, again], lives))) == []) is right


def test_a_kill_excuses_only_the_last_message_of_a_chat() -> None:
    calls = [Call(1, A, 1), Call(2, B, 1.1), Call(3, A, 3), Call(4, B, 3.1)]
    assert len(list(doubled(evidence(TWO, calls, [Life(0, killed=1.5), Life(2)])))) == 1


def test_a_card_redrawn_before_it_left_need_not_arrive() -> None:
    owed = [Owed(1, A, "card"), Owed(2, B), Owed(3, C, "card", redraws=True)]
    together = [{"id": 1, "message_id": "7", "done_at": 5}, {"id": 3, "message_id": "7", "done_at": 5}]
    outbox = [*together, {"id": 2, "message_id": "8", "done_at": 6}]
    seen = evidence(owed, [Call(1, C, 1), Call(2, B, 2)], outbox=outbox)
    assert [*deliveries(seen, set()), *order(seen)] == []
    more = [*owed, Owed(4, replace(C, text="d"), "card", redraws=True)]
    attempts = [Call(1, A, 1, "timeout"), Call(2, C, 2, "timeout"), Call(3, more[-1].words, 3), Call(4, B, 4)]
    outbox.append({"id": 4, "message_id": "7", "done_at": 5})
    assert list(order(evidence(more, attempts, outbox=outbox))) == []
    apart = evidence(owed, [Call(1, C, 1), Call(2, B, 2)])
    assert list(deliveries(apart, set()))
    assert list(order(apart))


def ticket(**other: Any) -> dict[str, Any]:
    return {"id": "t", "words": "灯坏了", "number": "1122-001", "state": "accepted", "compound_id": "c0"} | {
        "place": "",
        "category": "",
        **other,
    }


def events(*names: str) -> list[dict[str, Any]]:
    return [{"id": at, "ticket_id": "t", "event": name} for at, name in enumerate(names)]


TOLD = Report(1, 0, "灯坏了", submitted=True, number="1122-001")


@pytest.mark.parametrize(
    ("report", "made", "happened"),
    [
        (TOLD, [], ("submit", "accept")),
        (TOLD, [ticket(), ticket(id="u")], ("submit", "accept")),
        (TOLD, [ticket(words="别的")], ("submit", "accept")),
        (TOLD, [ticket(number="1122-002")], ("submit", "accept")),
        (TOLD, [ticket(state="submitted")], ("submit",)),
        (TOLD, [ticket()], ("submit", "accept", "accept")),
        (replace(TOLD, submitted=False), [ticket()], ("submit", "accept")),
        (replace(TOLD, place="5号楼"), [ticket()], ("submit", "accept")),
    ],
    ids=["none", "two", "another", "another number", "not accepted", "accepted twice", "not asked for", "misplaced"],
)
def test_a_ticket_that_is_not_as_told_is_found(report: Report, made: list[Any], happened: tuple[str, ...]) -> None:
    story = Story(1, reports=[report])
    assert list(tickets({"ticket": made, "ticket_event": events(*happened)}, story))


def test_a_ticket_as_told_is_right() -> None:
    rows = {"ticket": [ticket()], "ticket_event": events("submit", "accept")}
    assert list(tickets(rows, Story(1, reports=[TOLD]))) == []


def test_what_was_added_is_there_once_and_a_neighbour_who_joined_follows() -> None:
    story = Story(1, reports=[replace(TOLD, added=["还是老样子"]), Report(2, 0, "我家也是", joined="1122-001")])

    def added(*words: str, followers: int = 2) -> list[str]:
        notes = [{"ticket_id": "t", "words": said} for said in words]
        rows = {"ticket": [ticket()], "ticket_note": notes, "follower": [{"ticket_id": "t"}] * followers}
        return list(additions(rows, story))

    assert added("还是老样子", "我家也是") == []
    assert added("还是老样子")
    assert added("还是老样子", "我家也是", "我家也是")
    assert added("还是老样子", "我家也是", followers=1)


def test_a_gap_or_a_double_in_the_numbers_is_found() -> None:
    def given(*serials: int) -> list[str]:
        made = [ticket(number=f"1122-{serial:03}") for serial in serials]
        return list(numbers({"ticket": made, "day_serial": [{"day": "2026-11-22", "last": 3}]}))

    assert given(1, 2, 3) == []
    assert given(1, 3)
    assert given(1, 2, 2)


def test_an_update_unknown_or_unhandled_is_found() -> None:
    done = {"update_id": 1, "state": "done", "error": None}
    assert list(updates({"inbox": [done]}, Story(9, acts=1))) == []
    assert list(updates({"inbox": [done]}, Story(9, acts=2)))
    assert list(updates({"inbox": [done | {"state": "poison"}]}, Story(9, acts=1)))


def test_a_secretary_without_the_card_or_with_two_is_found() -> None:
    def owed(who: int, number: int) -> Owed:
        return Owed(number, Words(str(who), "新哨 1122-001\n…"), f"card {number}", prompt="DeskCard")

    story = Story(1, reports=[TOLD])
    assert list(cards(evidence([owed(5000, 1), owed(5001, 2)], []), story)) == []
    assert list(cards(evidence([owed(5000, 1)], []), story))
    assert list(cards(evidence([owed(5000, 1), owed(5001, 2), owed(5001, 3)], []), story))


def test_a_press_unanswered_or_answered_twice_is_found() -> None:
    def seen(*answered: str) -> Evidence:
        return replace(evidence([], []), answers_owed={"q": "sent"}, answered=list(answered))

    assert list(answers(seen("q"))) == []
    assert list(answers(seen()))
    assert list(answers(seen("q", "q")))
    assert list(answers(seen("q", "r")))


def test_what_is_left_over_is_found(town: Town) -> None:
    quiet: dict[str, list[Any]] = {"due_work": [], "draft": [], "outbox": [], "person": [{}] * len(town.staff)}
    assert list(leftovers(quiet, town)) == []
    assert list(leftovers(quiet | {"due_work": [{"kind": IDLE}]}, town)) == []
    for table, row in (
        ("draft", {}),
        ("due_work", {"kind": "alarm"}),
        ("outbox", {"id": 1, "state": "waiting", "error": None}),
        ("person", {}),
    ):
        assert list(leftovers(quiet | {table: [*quiet[table], row]}, town))


@pytest.fixture
def town(tmp_path: Any) -> Town:
    return Town(tmp_path, ())
