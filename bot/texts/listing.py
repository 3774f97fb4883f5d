"""The list of a period's tickets as a sheet."""

from dataclasses import dataclass

from bot.domain.charts import Column
from bot.domain.periods import Period
from bot.texts.words import SCORES

SHEET = "诉求清单"
COLUMNS = (
    Column("编号", 12),
    Column("报上时间", 17),
    Column("小区", 16),
    Column("位置", 20),
    Column("网格", 20),
    Column("类别", 18),
    Column("部门", 12),
    Column("紧急程度", 10),
    Column("现在", 22),
    Column("受理时间", 17),
    Column("办结时间", 17),
    Column("时限", 17),
    Column("按时办结", 10),
    Column("评价", 14),
    Column("联系电话", 16),
)
IN_TIME: dict[bool | None, str] = {True: "是", False: "否", None: ""}
EVALUATED: dict[str, str] = {**SCORES, "satisfied": "满意", "unsatisfied": "没修好"}


def sheet_name(title: str, period: Period) -> str:
    """The name of the file; what no file system takes is left out."""
    plain = "".join(letter for letter in title if letter.isalnum())
    return f"{plain}_{period.code}.xlsx"


@dataclass(frozen=True, slots=True)
class SheetMade:
    """Under the file."""

    title: str
    period: str
    count: int

    def text(self) -> str:
        return f"📎 {self.title} {self.period}的清单，{self.count} 条。导出有记录，请不要外传。"


@dataclass(frozen=True, slots=True)
class Tabulating:
    """So does the sheet."""

    def text(self) -> str:
        return "正在做表格，做好就发给您。"
