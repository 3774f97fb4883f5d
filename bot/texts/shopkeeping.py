"""The 爱心商店 as whoever keeps it sees it."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.shop import DIGITS, LONGEST_NAME, MOST_PRICE, MOST_STOCK, OrderState
from bot.domain.wares import Fault

SOMEBODY = "顾客"
EXAMPLE = "洗衣液 20分 30件"

# What is reserved, for whom, until when.
Waiting: TypeAlias = tuple[str, str, str]


def ware_label(name: str, price: int, stock: int, *, on_sale: bool) -> str:
    """Goods on a button of their own."""
    return f"{name} {price}分 · 剩{stock}" + ("" if on_sale else " · 已下架")


def all_goods_label(count: int) -> str:
    """The way to the shelves."""
    return f"货架（{count} 样）"


@dataclass(frozen=True, slots=True)
class ShopDay:
    """Today: what waits to be collected, what was. `points` of each; `low`: goods of which little is left."""

    shop: str
    day: str
    waiting: tuple[Waiting, ...]
    orders: int
    points: int
    given: int
    given_points: int
    low: tuple[tuple[str, int], ...]

    def text(self) -> str:
        lines = [f"· {name} 1 件，{who or SOMEBODY}，{by} 前" for name, who, by in self.waiting]
        more = self.orders - len(self.waiting)
        return "\n".join(
            [
                f"🏪 {self.shop} {self.day}",
                f"待取 {self.orders} 件，{self.points} 分",
                *lines,
                *([f"还有 {more} 件没列出来。"] if more > 0 else []),
                f"今天取走 {self.given} 件，{self.given_points} 分",
                *([f"📦 快没了：{'、'.join(f'{name}剩{left}' for name, left in self.low)}"] if self.low else []),
            ]
        )


@dataclass(frozen=True, slots=True)
class Shelves:
    """All goods of the shop; each stands on a button."""

    shop: str
    on: int
    off: int

    def text(self) -> str:
        off = f"，下架 {self.off} 样" if self.off else ""
        return f"{self.shop}的货架：{self.on} 样{off}。"


@dataclass(frozen=True, slots=True)
class GoodsCard:
    """One kind of goods."""

    name: str
    price: int
    stock: int
    on_sale: bool

    def text(self) -> str:
        state = "在架" if self.on_sale else "已下架"
        return f"{self.name}\n{self.price} 分 · 剩 {self.stock} 件 · {state}"


@dataclass(frozen=True, slots=True)
class AskPieces:
    """How many more."""

    name: str

    def text(self) -> str:
        return f"{self.name}来了几件？写个数，比如 20。少了写 -2。"


@dataclass(frozen=True, slots=True)
class AskPrice:
    """What it costs from now on."""

    name: str
    price: int

    def text(self) -> str:
        return f"{self.name}现在 {self.price} 分，改成几分？写个数。"


@dataclass(frozen=True, slots=True)
class AskGoods:
    """New goods in one sentence."""

    def text(self) -> str:
        return f"什么东西、几分、几件？比如：{EXAMPLE}"


FAULTS: dict[Fault, str] = {
    Fault.NO_NAME: "是什么东西？",
    Fault.NO_PRICE: "几分换一件？",
    Fault.NO_STOCK: "有几件？",
    Fault.LONG_NAME: f"名字短一点，{LONGEST_NAME} 个字以内。",
    Fault.BAD_PRICE: f"价格要 1 到 {MOST_PRICE} 分的整数。",
    Fault.BAD_STOCK: f"件数要 1 到 {MOST_STOCK} 的整数。",
}


@dataclass(frozen=True, slots=True)
class NotGoods:
    """What is missing or wrong; they write it once more."""

    fault: Fault

    def text(self) -> str:
        return f"{FAULTS[self.fault]}比如：{EXAMPLE}"


@dataclass(frozen=True, slots=True)
class HasThese:
    """The shop has goods of this name."""

    name: str

    def text(self) -> str:
        return f"货架上有{self.name}了。再来货，点它的「进货」。"


@dataclass(frozen=True, slots=True)
class NotANumber:
    """They write it once more, or leave it."""

    most: int

    def text(self) -> str:
        return f"写个整数就行，最多 {self.most}。不改就写「算了」。"


@dataclass(frozen=True, slots=True)
class NotThatMany:
    """There would be less than nothing, or too much."""

    stock: int

    def text(self) -> str:
        return f"现在有 {self.stock} 件，这样数不对。再写一次，好吗？"


# ── an order is collected ─────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class HandOver:
    """An order for the shopkeeper. `at`: when it ended."""

    state: OrderState
    name: str
    buyer: str
    price: int
    at: str

    def text(self) -> str:
        what = f"{self.name} 1 件 · {self.buyer or SOMEBODY}"
        match self.state:
            case OrderState.RESERVED:
                return f"🎫 {what}\n{self.price} 分，还没取。"
            case OrderState.COMPLETED:
                return f"✅ {what}\n{self.at} 取走了，这个码用过了。"
            case OrderState.EXPIRED:
                return f"⌛ {what}\n这个码过期了，分已经退给顾客。"
            case OrderState.CANCELLED:
                return f"{what}\n顾客不要了，这个码不能用了。"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Over the button."""

    def text(self) -> str:
        return "好，记下了"


@dataclass(frozen=True, slots=True)
class CodeNotHere:
    """No code of this shop: nobody learns whether it is one of another."""

    def text(self) -> str:
        return "这不是本店的取货码。请顾客看看码上写的店名和数字。"


@dataclass(frozen=True, slots=True)
class NoWholeCode:
    """Digits, and nearly as many as a code has; it counts as no attempt."""

    def text(self) -> str:
        return f"取货码是 {DIGITS} 位数字，少了或多了，请再看一遍。"


@dataclass(frozen=True, slots=True)
class TooManyCodes:
    """Too many wrong ones within the hour."""

    def text(self) -> str:
        return "数字错太多次了，过一小时再输。扫码还可以用。"


@dataclass(frozen=True, slots=True)
class CodeIsForTheShop:
    """Somebody opened the link of a code who keeps no shop."""

    def text(self) -> str:
        return "这是爱心商店的取货码，到店给店员扫才有用。"


# ── what shopkeepers hear by themselves ───────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class LowStock:
    """Little is left."""

    name: str
    left: int

    def text(self) -> str:
        return f"📦 {self.name}只剩 {self.left} 件了。" if self.left else f"📦 {self.name}换完了。"


@dataclass(frozen=True, slots=True)
class NobodyCame:
    """An order ended by itself."""

    name: str

    def text(self) -> str:
        return f"{self.name} 1 件没人来取，放回货架了。"
