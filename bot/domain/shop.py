"""爱心商店 (scorecard S14): what lies on a shelf, and what somebody has reserved of it for their points."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_PRICE = 10_000
MOST_STOCK = 9_999
LONGEST_NAME = 16
DIGITS = 8


class Shelf(StrEnum):
    """Whether goods can be chosen."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Goods:
    """What a shop has of one kind: `price` in points, `stock` in pieces that nobody has reserved.

    At `low` pieces the shopkeepers are told.
    """

    id: str
    shop_id: str
    name: str
    price: int
    stock: int
    low: int
    state: Shelf

    @property
    def on_sale(self) -> bool:
        """Whether it can be chosen, if any is left."""
        return self.state is Shelf.ON


class OrderState(StrEnum):
    """Where an order stands; all but the first are the end."""

    RESERVED = "reserved"
    COMPLETED = "completed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Order:
    """One piece that `person_id` has reserved at a price in points, to be collected before `until`.

    `digits`: the code in words; `buyer`: their name, where their file says it.
    """

    id: str
    person_id: str
    shop_id: str
    goods_id: str
    name: str
    price: int
    state: OrderState
    digits: str
    at: datetime
    until: datetime
    ended_at: datetime | None = None
    buyer: str = ""

    def waits(self, moment: datetime) -> bool:
        """Whether it can be collected; past its time it cannot, also where nobody has put it back yet."""
        return self.state is OrderState.RESERVED and moment < self.until


def code_face(digits: str) -> str:
    """「1234 5678」, as it is read out."""
    return f"{digits[:4]} {digits[4:]}"
