"""The ticket's life (DOMAIN §4): as far as it goes yet, from the resident's 提交 to the secretary's 受理."""

from enum import StrEnum

from bot.domain.tickets import TicketState as S
from bot.fsm.machine import Flow, Row


class E(StrEnum):
    """What may happen to a ticket."""

    ACCEPT = "accept"
    WITHDRAW = "withdraw"


class Do(StrEnum):
    """What a step asks of the service, in the same unit of work."""

    STOP_ALERT = "stop_alert"
    TELL_REPORTER = "tell_reporter"
    TELL_DESK = "tell_desk"
    TELL_FOLLOWERS = "tell_followers"


WITHDRAW = (Do.TELL_DESK, Do.TELL_FOLLOWERS)  # whoever joined may still have the problem

ROWS: tuple[Row, ...] = (
    Row(S.SUBMITTED, E.ACCEPT, S.ACCEPTED, None, (Do.STOP_ALERT, Do.TELL_DESK, Do.TELL_REPORTER)),  # 受理 is also 收到
    Row(S.SUBMITTED, E.WITHDRAW, S.WITHDRAWN, None, (Do.STOP_ALERT, *WITHDRAW)),  # solved itself, or a mistake
    Row(S.ACCEPTED, E.WITHDRAW, S.WITHDRAWN, None, WITHDRAW),  # somebody may already be on the way: tell them
)


def ticket_flow() -> Flow:
    """The checked flow; built once, by the composition root."""
    return Flow("ticket", initial=S.SUBMITTED, final=(S.WITHDRAWN,), rows=ROWS, cancel=E.WITHDRAW)
