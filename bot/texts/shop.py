"""The 爱心商店 as whoever has points sees it."""

from dataclasses import dataclass

from bot.domain.shop import OrderState


def goods_label(name: str, price: int, stock: int) -> str:
    """Goods on a button of their own."""
    return f"{name} {price}分 · " + (f"剩{stock}" if stock else "换完了")


def order_label(name: str) -> str:
    """What is still to be collected, on a button of its own."""
    return f"🎫 {name} 待取"


PLACE = "🏪 "
NOT_THIS = "不换了"


@dataclass(frozen=True, slots=True)
class NoPointsYet:
    """They never earned any."""

    def text(self) -> str:
        return "您还没有积分。做志愿服务攒积分，再来换东西。"


@dataclass(frozen=True, slots=True)
class NothingOnSale:
    """No shop has anything on its shelf."""

    balance: int

    def text(self) -> str:
        return f"您有 {self.balance} 分。商店还没上货，过几天再来看看。"


@dataclass(frozen=True, slots=True)
class ShopFront:
    """What one has, and where; the goods stand on the buttons."""

    balance: int
    shop: str

    def text(self) -> str:
        return f"您有 {self.balance} 分。\n{PLACE}{self.shop}，点一样来换："


@dataclass(frozen=True, slots=True)
class WhichShop:
    """Shops to choose from, the nearest first."""

    balance: int

    def text(self) -> str:
        return f"您有 {self.balance} 分。到哪家去取？"


@dataclass(frozen=True, slots=True)
class AskRedeem:
    """Before anything is reserved. `was`: the price that they had seen, where it has changed; else 0."""

    name: str
    price: int
    left: int
    shop: str
    was: int

    def text(self) -> str:
        changed = [f"价格变了：原来 {self.was} 分。"] if self.was else []
        asked = [f"用 {self.price} 分换 {self.name} 1 件？", f"换了还剩 {self.left} 分，到{self.shop}取。"]
        return "\n".join([*changed, *asked])


@dataclass(frozen=True, slots=True)
class Missing:
    """The balance holds less than the price."""

    name: str
    price: int
    balance: int

    def text(self) -> str:
        return f"{self.name}要 {self.price} 分，您有 {self.balance} 分，还差 {self.price - self.balance} 分。"


@dataclass(frozen=True, slots=True)
class SoldOut:
    """The last piece went to somebody else."""

    name: str

    def text(self) -> str:
        return f"{self.name}刚刚换完了，没扣您的分。看看别的吧。"


@dataclass(frozen=True, slots=True)
class NotOnSale:
    """It was taken off the shelf, or never was there."""

    def text(self) -> str:
        return "这样东西现在不换了，看看别的吧。"


@dataclass(frozen=True, slots=True)
class AfterRedeem:
    """In the place of the question, when it is reserved."""

    balance: int

    def text(self) -> str:
        return f"换好了，还剩 {self.balance} 分。码在下面。"


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order for whoever reserved it. `code` as it is read out, `by` until when, `at` when it ended."""

    state: OrderState
    name: str
    price: int
    shop: str
    code: str
    by: str
    at: str

    def text(self) -> str:
        match self.state:
            case OrderState.RESERVED:
                return (
                    f"🎫 {self.name} 1 件，给您留着。\n{self.by} 前到{self.shop}取。\n取货码：{self.code}\n"
                    "给店员扫码，或者把数字念给他。"
                )
            case OrderState.COMPLETED:
                return f"✅ {self.name} 1 件，取走了，用了 {self.price} 分。\n{self.shop} · {self.at}"
            case OrderState.EXPIRED:
                return f"⌛ {self.name}没来取，过期了。\n{self.price} 分已经退给您。"
            case OrderState.CANCELLED:
                return f"{self.name}不要了。\n{self.price} 分已经退给您。"


CODE_TITLE = "取货码"


def code_lines(code: str, name: str, shop: str, by: str) -> tuple[str, ...]:
    """Below the picture of the code."""
    return (code, f"{name} · {shop}", f"{by} 前来取")


@dataclass(frozen=True, slots=True)
class CodePicture:
    """Under the picture."""

    name: str

    def text(self) -> str:
        return f"{self.name}的取货码，到店给店员扫一扫。"


# ── why points moved, in the ledger ───────────────────────────────────────────────────────────────────────────
def given_back_for(name: str) -> str:
    """It was not."""
    return f"{name}没取"
