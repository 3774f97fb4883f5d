"""An order of the 爱心商店 (scorecard S14): reserved, then collected, given up or too late; each once."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from bot.domain.people import Role
from bot.domain.shop import OrderState as S
from bot.fsm.machine import Flow, Row


class E(StrEnum):
    """What may happen to an order. `COLLECT`: the shopkeeper handed it over; `EXPIRE`: nobody came."""

    COLLECT = "collect"
    CANCEL = "cancel"
    EXPIRE = "expire"


class Do(StrEnum):
    """What a step asks of the service, in the same unit of work."""

    FORGET_CLOCK = "forget_clock"
    SPEND_POINTS = "spend_points"
    GIVE_POINTS_BACK = "give_points_back"
    PUT_BACK = "put_back"
    TELL_BUYER = "tell_buyer"
    TELL_SHOP = "tell_shop"


# What the clock alone does is nobody's. A shopkeeper: of this shop; a resident: who reserved it.
WHO: Mapping[E, tuple[Role, ...]] = {E.COLLECT: (Role.SHOPKEEPER,), E.CANCEL: (Role.RESIDENT,)}

BACK = (Do.GIVE_POINTS_BACK, Do.PUT_BACK)

ROWS: tuple[Row, ...] = (
    Row(S.RESERVED, E.COLLECT, S.COMPLETED, None, (Do.FORGET_CLOCK, Do.SPEND_POINTS, Do.TELL_BUYER)),  # ✅ 给了
    Row(S.RESERVED, E.CANCEL, S.CANCELLED, None, (Do.FORGET_CLOCK, *BACK)),  # 不要了; their own card says so
    Row(S.RESERVED, E.EXPIRE, S.EXPIRED, None, (*BACK, Do.TELL_BUYER, Do.TELL_SHOP)),  # nobody came in time
)


@cache
def redemption_flow() -> Flow:
    """The checked flow; built once."""
    return Flow("redemption", S.RESERVED, (S.COMPLETED, S.EXPIRED, S.CANCELLED), ROWS, E.CANCEL)
