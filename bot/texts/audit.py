"""What those read who run the program, where the ledger does not agree with itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointsDiffer:
    """Found at night; the command shows which."""

    accounts: int
    entries: int

    def text(self) -> str:
        return f"⚠️ 积分自查：{self.accounts} 个账户和流水对不上。请运行 audit-points。"
