"""One chat's messages: in order, redrawings of a card not yet sent drawn into it, and nothing else changed by that."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.lanes import Lane, Ready
from bot.channels.pace import Window
from bot.domain.messages import Outbound, Urgency
from tests.channels.fakes import note, parcel, said


def lane(*messages: Outbound, chat: str = "1") -> Lane:
    made = Lane(("telegram", chat), Window(100, 1.0))
    for number, message in enumerate(messages, 1):
        made.add(parcel(number, message))
    return made


def drained(of: Lane) -> list[tuple[Outbound, Outbound]]:
    """(what stands first, what is drawn into it) of each send, until nothing waits."""
    sends = []
    while of.parcels:
        taken = of.next_parcels()
        of.remove(taken)
        first, last = taken[0].message, taken[-1].message
        assert isinstance(first, Outbound)
        assert isinstance(last, Outbound)
        sends.append((first, last))
    return sends


def test_redrawings_are_drawn_into_the_card_that_still_waits() -> None:
    messages = [note("a", card="c"), note("b", card="c", edits=True), note("x"), note("d", card="c", edits=True)]
    assert [(said(first), said(last)) for first, last in drained(lane(*messages))] == [("a", "d"), ("x", "x")]


def test_a_card_shown_anew_ends_what_is_drawn_into_the_old_one() -> None:
    messages = [note("a", card="c"), note("b", card="c"), note("d", card="c", edits=True)]
    assert [(said(first), said(last)) for first, last in drained(lane(*messages))] == [("a", "a"), ("b", "d")]


def test_what_replaces_a_card_is_sent_itself_and_takes_up_the_redrawings_after_it() -> None:
    messages = [note("a", card="c"), note("b", card="c", edits=True, replaces=True), note("d", card="c", edits=True)]
    assert [(said(first), said(last)) for first, last in drained(lane(*messages))] == [("a", "a"), ("b", "d")]


def test_messages_without_a_card_are_never_drawn_together() -> None:
    messages = [note("a"), note("b", edits=True), note("d")]
    assert [said(last) for _, last in drained(lane(*messages))] == ["a", "b", "d"]


MESSAGES = st.lists(
    st.builds(
        note,
        st.text("abc", max_size=3),
        card=st.sampled_from([None, "c", "d"]),
        edits=st.booleans(),
        replaces=st.booleans(),
    ),
    max_size=12,
)


@given(MESSAGES, st.data())
def test_the_chat_looks_in_the_end_as_if_each_had_been_sent(messages: list[Outbound], data: st.DataObject) -> None:
    """Whenever they come: before the first is sent, or while others are on their way."""
    one_by_one, made, pending = Chat(), lane(), list(enumerate(messages, 1))
    for message in messages:
        one_by_one.show(message, message)
    drawn = Chat()
    while pending or made.parcels:
        for _ in range(data.draw(st.integers(0 if made.parcels else 1, len(pending))) if pending else 0):
            made.add(parcel(*pending.pop(0)))
        taken = made.next_parcels()
        made.remove(taken)
        first, last = taken[0].message, taken[-1].message
        assert isinstance(first, Outbound)
        assert isinstance(last, Outbound)
        drawn.show(first, last)
    assert drawn.messages == one_by_one.messages


class Chat:
    """What a person sees: messages in order, cards redrawn where they were shown last or taken away from there."""

    def __init__(self) -> None:
        self.messages: list[str | None] = []
        self._cards: dict[str, int] = {}

    def show(self, first: Outbound, last: Outbound) -> None:
        older = self._cards.get(first.card) if first.card else None
        if older is not None and first.redraws:
            self.messages[older] = said(last)
            return
        if older is not None and first.replaces:
            self.messages[older] = None
        self.messages.append(said(last))
        if first.card:
            self._cards[first.card] = len(self.messages) - 1


@given(st.lists(st.tuples(st.integers(1, 99), st.sampled_from(Urgency)), unique_by=lambda row: row[0]))
def test_a_chat_keeps_its_order_and_broadcasts_wait_behind(rows: list[tuple[int, Urgency]]) -> None:
    made = lane()
    for number, urgency in rows:
        made.add(parcel(number, note(str(number), urgency=urgency)))
    order = [(p.queued.urgency == Urgency.BROADCAST, p.queued.id) for p in made.parcels]
    assert order == sorted(order)
    assert len(order) == len(rows)


def test_the_most_urgent_chat_goes_first_and_of_equals_the_one_that_waited_longer() -> None:
    ready = Ready()
    for number, (chat, urgency) in enumerate(
        [("1", Urgency.BROADCAST), ("2", Urgency.NOTICE), ("3", Urgency.DANGER), ("4", Urgency.DANGER)]
    ):
        waiting = lane(chat=chat)
        waiting.add(parcel(number, note("x", chat, urgency=urgency)))
        ready.push(waiting)
    assert [ready.pop() for _ in range(5)] == [("telegram", chat) for chat in "3421"] + [None]
