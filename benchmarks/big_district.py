"""A district of full size as an office would write it down; every name in it is made up by counting."""

from collections.abc import Iterator
from typing import Any

Rows = list[list[Any]]
COMPOUNDS, BUILDINGS, MEMBERS, ESTATES = 530, 2076, 13_000, 1430
# 大网格, 小网格 and 微网格: each lies in one of those before it.
GRIDS = (21, 61, 447)
STREETS, COMMUNITIES = 12, 74
# How many things each answers for.
RESPONSIBILITIES = {
    "书记": ("SJ", 23), "楼栋长": ("LD", 9), "网格员": ("WG", 12), "志愿者": ("ZY", 5), "物业": ("WY", 8),
    "社区工作人员": ("SQ", 14), "街道调度": ("JD", 6),
}  # fmt: skip
_FIRST, _SECOND = "翠松枣云禾麦梨杏桐柳榆槐枫桂兰竹荷菊梅桃", "湖雪香桦风浪花林语汀禾荫晚月亭溪园岸坡泉"
_ESTATES = ("宿舍", "家属院")
_LAST, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "国建秀淑福桂玉志文海春秋明德"


def sheets() -> dict[str, Rows]:
    """Five sheets of 530 compounds out of 1,430 estates, 2,076 buildings, 529 grids and 13,000 people."""
    return {
        "单位": list(_units()),
        "人员": list(_people()),
        "公示": list(_public()),
        "积分期初": list(_openings()),
        "职责": list(_responsibilities()),
    }


def _units() -> Iterator[list[Any]]:
    yield ["编码", "类别", "名称", "上级编码", "纬度", "经度", "院落", "网格编码"]
    yield ["Q", "区", "云槐区", "", "", ""]
    for at in range(STREETS):
        yield [f"S{at:02}", "镇街", f"{_FIRST[at]}街道", "Q", "", ""]
    for at in range(COMMUNITIES):
        yield [f"M{at:03}", "社区", f"{_name(at)}社区", f"S{at % STREETS:02}", "", ""]
    for at in range(COMPOUNDS):
        latitude, longitude = 38.1 + at // 25 * 0.004, 112.9 + at % 25 * 0.004
        estates = "、".join(f"{_name(one % 800)}{_ESTATES[one // 800]}" for one in range(at, ESTATES, COMPOUNDS))
        above, grid = f"M{at % COMMUNITIES:03}", f"W2{at % GRIDS[2]:03}"
        yield [f"C{at:04}", "小区", f"{_name(at)}苑", above, latitude, longitude, estates, grid]
    for at in range(BUILDINGS):
        yield [f"B{at:05}", "楼栋", f"{at // COMPOUNDS + 1}号楼", f"C{at % COMPOUNDS:04}", "", ""]

    yield from _grids()


def _grids() -> Iterator[list[Any]]:
    for level, (kind, count) in enumerate(zip(("大网格", "小网格", "微网格"), GRIDS, strict=True)):
        for at in range(count):
            above = f"W{level - 1}{at % GRIDS[level - 1]:03}" if level else "Q"
            yield [f"W{level}{at:03}", kind, f"第{at + 1}{kind}", above]


def _people() -> Iterator[list[Any]]:
    yield ["工号", "姓名", "手机", "角色", "单位编码", "公示"]
    for at in range(MEMBERS):
        role, unit = _post(at)
        shown = "是" if role in {"书记", "楼栋长", "网格员"} else "否"
        yield [f"P{at:05}", _person(at), 13_900_000_000 + at, role, unit, shown]


def _post(at: int) -> tuple[str, str]:
    if at < COMPOUNDS:
        return "书记", f"C{at:04}"
    if at < COMPOUNDS + BUILDINGS:
        return "楼栋长", f"B{at - COMPOUNDS:05}"
    if at < COMPOUNDS + BUILDINGS + GRIDS[2]:
        return "网格员", f"W2{at - COMPOUNDS - BUILDINGS:03}"
    return "志愿者", f"C{at % COMPOUNDS:04}"


def _public() -> Iterator[list[Any]]:
    yield ["单位编码", "角色", "姓名", "电话", "顺序"]
    for at in range(COMPOUNDS):
        yield [f"C{at:04}", "物业", f"{_LAST[at % 16]}经理", f"0360-{5_550_000 + at}", 1]


def _openings() -> Iterator[list[Any]]:
    yield ["工号", "积分", "原因"]
    for at in range(COMPOUNDS + BUILDINGS, MEMBERS, 3):
        yield [f"P{at:05}", at % 300 + 1, "2025 年结转"]


def _responsibilities() -> Iterator[list[Any]]:
    yield ["编号", "领域", "职责", "角色", "部门编码", "顺序"]
    for role, (short, many) in RESPONSIBILITIES.items():
        for at in range(many):
            yield [f"{short}-{at + 1:02}", f"领域{at % 5 + 1}", f"第 {at + 1} 件要做的事。", role, "", at]


def _name(at: int) -> str:
    return _FIRST[at % 20] + _SECOND[at // 20 % 20] + ("" if at < 400 else "新")


def _person(at: int) -> str:
    return _LAST[at % 16] + _GIVEN[at // 16 % 14] + _GIVEN[at // 224 % 14]
