"""Checking in, by code or by place."""

from dataclasses import dataclass

from bot.texts.activities.faces import short


@dataclass(frozen=True, slots=True)
class AskForCode:
    """The digits, or where they are."""

    def text(self) -> str:
        return "扫现场的码，或写上面的六位数字，或发个定位。"


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """They are there."""

    words: str

    def text(self) -> str:
        return f"✅ 签到了：{short(self.words)}。辛苦了！"


@dataclass(frozen=True, slots=True)
class CodeIsOld:
    """It was shown a while ago."""

    def text(self) -> str:
        return "这个码过时了，请看现场最新的码，再扫一次。"


@dataclass(frozen=True, slots=True)
class CodeIsWrong:
    """It never was one."""

    def text(self) -> str:
        return "码不对。请看一眼现场的码，再写一次。"


@dataclass(frozen=True, slots=True)
class TooManyWrongCodes:
    """Too many within the hour."""

    def text(self) -> str:
        return "码错太多次了，过一小时再试。发个定位也能签到。"


@dataclass(frozen=True, slots=True)
class TooFarAway:
    """The pin lies elsewhere."""

    metres: int

    def text(self) -> str:
        return f"定位离得有点远（约 {self.metres} 米）。走近些再发，或扫现场的码。"


@dataclass(frozen=True, slots=True)
class PlaceUnknown:
    """Nobody knows where the compound is on the map."""

    def text(self) -> str:
        return "这里不能用定位签到，请扫现场的码。"


@dataclass(frozen=True, slots=True)
class NotTimeToCheckIn:
    """Earlier than half an hour before, or over."""

    early: bool

    def text(self) -> str:
        return "还早，开始前半小时才能签到。" if self.early else "活动结束了，签不了到了。请找组织的人补上。"


@dataclass(frozen=True, slots=True)
class NoPlaceLeft:
    """Everybody who signed up has theirs."""

    def text(self) -> str:
        return "人满了，这次签不上了。谢谢您来！"
