"""How the states of a ticket look to whoever reported it: one row for each, and nowhere else."""

from dataclasses import dataclass

from bot.domain.tickets import TicketState


@dataclass(frozen=True, slots=True)
class Seen:
    """A state in friendly words.

    `step` is its place on the way of a ticket, in the order of the rows, shared by states that follow each other
    (empty: off the way); `next` is what happens then. `desk`: the words for those who handle it, where they differ.
    """

    words: str
    step: str = ""
    next: str = ""
    desk: str = ""


SEEN: dict[TicketState, Seen] = {
    TicketState.SUBMITTED: Seen("已报上，等受理", step="报上了", next="受理"),
    TicketState.ACCEPTED: Seen("已受理，有人管了", step="受理", next="办好"),
    TicketState.NEEDS_INFO: Seen("等您补充一句", step="受理", next="补充，写一句就行", desk="等居民补充"),
    TicketState.WHISTLED: Seen("已请街道来管", step="受理", next="有人接手", desk="已吹哨，等接单"),
    TicketState.SCREENING: Seen("街道在看归谁管", step="受理", next="定下归谁管", desk="接单了，要定归谁管"),
    TicketState.TRANSFERRED: Seen("已转给部门，等他们来", step="受理", next="部门接手", desk="已转交，等报到"),
    TicketState.RETURNED: Seen("换个部门来管", step="受理", next="定下归谁管", desk="部门退回了"),
    TicketState.CHECKED_IN: Seen("部门接手了", step="办理", next="办好", desk="部门报到了"),
    TicketState.HANDLING: Seen("正在办", step="办理", next="办好"),
    TicketState.SUSPENDED: Seen("先放一放，到时候接着办", step="办理", next="接着办", desk="挂起"),
    TicketState.REOPENED: Seen("没修好，重新办", step="办理", next="有人接手", desk="居民说没修好"),
    TicketState.RESOLVED: Seen("办好了，请您看看", step="办好了", next="请您说一声满意不满意", desk="办结，等居民评价"),
    TicketState.EVALUATED: Seen("您评价过了", step="您看过了", desk="居民评价了"),
    TicketState.CLOSED: Seen("办完了", step="您看过了", desk="已归档"),
    TicketState.MERGED: Seen("并到另一条一起办", desk="已并案"),
    TicketState.REJECTED: Seen("这件事我们管不了", desk="不予受理"),
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
