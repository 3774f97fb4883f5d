"""Danger to life: the numbers first, then who was told."""

from dataclasses import dataclass
from typing import TypeAlias

# Whom to ring, and the number.
Numbers: TypeAlias = tuple[tuple[str, str], ...]
KEEP_SAFE = "⚠️ 先保安全，离开危险处，马上打："


def to_ring(numbers: Numbers) -> str:
    """A line for each, the number first."""
    return "\n".join(f"📞 {number}  {who}" for who, number in numbers)


@dataclass(frozen=True, slots=True)
class Emergency:
    """Numbers that come before any form. `seconds`: until we tell by ourselves."""

    numbers: Numbers
    seconds: int

    def text(self) -> str:
        return f"{KEEP_SAFE}\n{to_ring(self.numbers)}\n\n点下面，马上叫书记；不点，{self.seconds} 秒后我来叫。"


@dataclass(frozen=True, slots=True)
class EmergencyAgain:
    """The same, where somebody was told of the danger already."""

    numbers: Numbers

    def text(self) -> str:
        return f"{KEEP_SAFE}\n{to_ring(self.numbers)}"


@dataclass(frozen=True, slots=True)
class TapWhereNone:
    """They wrote that nothing is the matter after all; the card with the two buttons follows."""

    def text(self) -> str:
        return "没事就好。请点下面的「没有危险」；不点，到时候我还是会叫书记。"


@dataclass(frozen=True, slots=True)
class Alarmed:
    """Somebody was told. `office`: who (empty: nobody could be reached); `where`: whether we know where it is."""

    number: str
    office: str
    where: bool
    numbers: Numbers

    def text(self) -> str:
        told = (
            f"🚨 已经叫了{self.office}，编号 {self.number}。" if self.office else f"🚨 正在叫人，编号 {self.number}。"
        )
        asks = "" if self.where else "\n在哪个小区、几号楼？写一句，或发定位。"
        return f"{told}{asks}\n\n先保安全，电话也要打：\n{to_ring(self.numbers)}"


@dataclass(frozen=True, slots=True)
class AlreadyAlarmed:
    """A second tap."""

    def text(self) -> str:
        return "已经叫人了，先保安全。"


@dataclass(frozen=True, slots=True)
class NobodyAlarmed:
    """A tap on the alarm of a report that was cancelled."""

    def text(self) -> str:
        return "这条没有报，没有叫人。有危险，先打 110、119、120，再写一句。"


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The report of a danger was cancelled, or said otherwise, before anybody was told."""

    numbers: Numbers

    def text(self) -> str:
        return f"没有叫人。真有危险，马上打：\n{to_ring(self.numbers)}"


@dataclass(frozen=True, slots=True)
class NoDanger:
    """They say that it is no danger."""

    def text(self) -> str:
        return "好，没有危险就好。按平常的报。"
