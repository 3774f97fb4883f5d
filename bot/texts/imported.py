"""What an import changes, for whoever sits at the shell: lines of the preview, and what stands around them."""

from bot.domain.masks import masked_phone
from bot.domain.people import Role, Unit, UnitKind
from bot.domain.responsibilities import Responsibility
from bot.domain.shop import Goods
from bot.texts.sheets import KINDS, ROLES


def unit_line(unit: Unit, above: str, grid: str) -> str:
    """A unit with its parent's name, its grid, its estates and its place."""
    under = (f"，属{above}" if above else "") + (f"，在{grid}" if grid else "")
    under += f"，院落{'、'.join(unit.estates)}" if unit.estates else ""
    at = (
        f"，{unit.latitude:.5f},{unit.longitude:.5f}"
        if unit.latitude is not None and unit.longitude is not None
        else ""
    )
    return unit_words(unit.id, unit.kind, unit.name) + under + at


def unit_words(unit_id: str, kind: UnitKind, name: str) -> str:
    """「翠湖苑（小区 YH-TX-01）」."""
    return f"{name}（{KINDS[kind][0]} {unit_id}）"


def member_words(key: str, name: str, phone: str) -> str:
    """「1001 陈国华 139****0001」."""
    return f"{key} {name} {masked_phone(phone.removeprefix('+86'))}"


def post_words(who: str, role: Role, unit: str, *, shown: bool, grid: str = "") -> str:
    """「… 书记 @ 翠湖苑」; `grid`: the one through which they have it."""
    return f"{who} {ROLES[role][0]} @ {unit}{f'，随{grid}' if grid else ''}{'，公示' if shown else ''}"


def public_words(unit: str, role: Role, name: str, phone: str) -> str:
    """A line of 公示."""
    return f"{unit} {ROLES[role][0]} {name} {masked_phone(phone)}".rstrip()


def opening_words(key: str, points: int, reason: str) -> str:
    """A balance that is brought along."""
    return f"{key} {points} 分（{reason}）"


def goods_words(shop: str, goods: Goods) -> str:
    """「听雪爱心商店 洗衣液 20 分，30 件」."""
    off = "" if goods.on_sale else "，下架"
    return f"{shop} {goods.name} {goods.price} 分，{goods.stock} 件{off}"


def responsibility_words(one: Responsibility, department: str) -> str:
    """「SJ-01 书记【听意见】每周…」; its place in the order behind it, where it has one."""
    place = f"（第 {one.position} 位）" if one.position else ""
    return f"{one.code} {department}{ROLES[one.role][0]}【{one.area}】{one.words}{place}"


def changed_words(before: str, after: str) -> str:
    """From what to what."""
    return f"{before} → {after}"


ADDED, CHANGED, ENDED, NOTHING = "新增", "改动", "结束", "没有变化。"


def and_more(count: int) -> str:
    """Behind the first of many."""
    return f"…… 还有 {count} 条"


def problems_found(count: int) -> str:
    """Above the list of what is wrong."""
    return f"有 {count} 处不对，一处也没有导入："


def dry() -> str:
    """Below the difference when nothing was changed."""
    return "这只是预览。照此导入：先停机器人，再加 --apply。"


def applied(rows: int) -> str:
    """Below the difference when it was."""
    return f"导入了，共 {rows} 条变化。现在可以启动机器人。"


def written(path: str, lines: int) -> str:
    """A file was written."""
    return f"{path}：{lines} 行" if lines else f"{path}：模板"


PROBLEM_COLUMNS = ("表", "行", "列", "哪里不对")
SHEET_COLUMN = "表"
DOING = "正在导入"
