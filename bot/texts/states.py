"""How the states of a ticket look to whoever reported it: one row for each, and nowhere else."""

from dataclasses import dataclass

from bot.domain.tickets import TicketState


@dataclass(frozen=True, slots=True)
class Seen:
    """A state in friendly words.

    `step` is its place on the way of a ticket, in the order of the rows, shared by states that follow each other
    (empty: off the way); `next` is what happens then.
    """

    words: str
    step: str = ""
    next: str = ""


SEEN: dict[TicketState, Seen] = {
    TicketState.SUBMITTED: Seen("已报上，等受理", step="报上了", next="受理"),
    TicketState.ACCEPTED: Seen("已受理，有人管了", step="受理", next="办好"),
    TicketState.WITHDRAWN: Seen("已撤回"),
}


def steps(state: TicketState) -> str:
    """「● 报上了 ○ 受理」: how far it has come; empty for a state off the way."""
    return draw(SEEN, state)


def draw(seen: dict[TicketState, Seen], state: TicketState) -> str:
    """The way through the steps of `seen`, filled as far as `state`."""
    way = list(dict.fromkeys(row.step for row in seen.values() if row.step))
    here = seen[state].step
    if not here:
        return ""
    return " ".join(f"{'●' if at <= way.index(here) else '○'} {step}" for at, step in enumerate(way))
