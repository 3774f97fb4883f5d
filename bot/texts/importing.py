"""The sheets that a district office fills in, and what is said about them to whoever sits at the shell."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.masks import masked_phone
from bot.domain.people import Role, Unit, UnitKind
from bot.texts.talk import TITLES

_MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
YES, NO = "是", "否"
# A line whose first cell begins so is an example, and is not read.
EXAMPLE = "例："
NOTES = "说明"

KINDS: dict[UnitKind, tuple[str, ...]] = {
    UnitKind.DISTRICT: ("区", "县", "市辖区"),
    UnitKind.STREET: ("镇街", "街道", "镇", "乡镇", "乡"),
    UnitKind.COMMUNITY: ("社区", "村", "居委会"),
    UnitKind.COMPOUND: ("小区", "院落"),
    UnitKind.BUILDING: ("楼栋", "楼", "栋"),
    UnitKind.DEPARTMENT: ("部门", "单位"),
    UnitKind.SHOP: ("商店", "爱心商店"),
}

# The first word is the one that we write ourselves. Whoever runs the bot (admin) is not made by a file.
ROLES: dict[Role, tuple[str, ...]] = {
    Role.SECRETARY: ("书记", "小区书记", "党支部书记", "小区党支部书记"),
    Role.BUILDING_LEAD: ("楼栋长", "楼长", "党小组长"),
    Role.GRID_WORKER: ("网格员", "网格长"),
    Role.PROPERTY_STAFF: ("物业", "物业经理", "物业人员"),
    Role.VOLUNTEER: ("志愿者", "党员志愿者"),
    Role.COMMUNITY_STAFF: ("社区工作人员", "社区", "社工"),
    Role.STREET_DISPATCHER: ("街道调度", "镇街调度", "街道指挥平台"),
    Role.DISTRICT_DISPATCHER: ("区调度", "区指挥平台"),
    Role.DEPARTMENT_STAFF: ("部门人员", "部门"),
    Role.SHOPKEEPER: ("店长", "商店管理员"),
}


def role_word(role: Role) -> str:
    """What we call a role, also one that no file gives."""
    return ROLES[role][0] if role in ROLES else {Role.ADMIN: "管理员"}.get(role, "居民")


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `needed`: no line without it. `options`: what may be chosen."""

    title: str
    width: int
    note: str
    needed: bool = True
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet: its name, its columns, and examples of invented people and places."""

    name: str
    fields: tuple[Field, ...]
    examples: tuple[tuple[str, ...], ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of its columns."""
        return tuple(field.title for field in self.fields)


def _first(words: dict[UnitKind, tuple[str, ...]] | dict[Role, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(names[0] for names in words.values())


UNITS = Form(
    "单位",
    (
        Field(
            "编码",
            16,
            "本区自己的编码，不重复，以后不改。字母、数字、- 和 _，最多 24 位。部门用 config.toml 里的编码。",
        ),
        Field("类别", 10, "从列表里选。", options=_first(KINDS)),
        Field("名称", 24, "居民平时怎么叫就怎么写。"),
        Field("上级编码", 16, "区不填。小区的上级是社区，楼栋的上级是小区。", needed=False),
        Field("纬度", 12, "WGS-84，例如 38.16120。小区最好填。", needed=False),
        Field("经度", 12, "WGS-84，例如 112.95360。", needed=False),
    ),
    (
        ("例：Q", "区", "云槐区", "", "", ""),
        ("例：YH", "镇街", "榆禾街道", "Q", "", ""),
        ("例：YH-TX", "社区", "听雪社区", "YH", "", ""),
        ("例：YH-TX-01", "小区", "翠湖苑", "YH-TX", "38.16120", "112.95360"),
        ("例：YH-TX-01-3", "楼栋", "3号楼", "YH-TX-01", "", ""),
        ("例：chengguan", "部门", "城管", "Q", "", ""),
    ),
)
PEOPLE = Form(
    "人员",
    (
        Field("工号", 14, "本区自己的编号，一人一个，以后不改。一人几个岗位就写几行，工号、姓名、手机一样。"),
        Field("姓名", 12, "真实姓名。"),
        Field("手机", 16, "本人用来登录的手机号：凭它认领岗位。"),
        Field("角色", 16, "从列表里选。", options=_first(ROLES)),
        Field("单位编码", 16, "「单位」表里的编码。"),
        Field("公示", 8, "姓名和手机给居民看：是。不写就不公示。", needed=False, options=(YES, NO)),
    ),
    (
        ("例：1001", "陈国华", "13900000001", "书记", "YH-TX-01", "是"),
        ("例：1002", "韩福生", "13900000002", "楼栋长", "YH-TX-01-3", "否"),
    ),
)
PUBLIC = Form(
    "公示",
    (
        Field("单位编码", 16, "「单位」表里的编码。"),
        Field("角色", 16, "从列表里选。", options=tuple(ROLES[role][0] for role in TITLES)),
        Field("姓名", 12, "写谁，居民就看到谁。"),
        Field("电话", 18, "居民看到的号码，座机也行。", needed=False),
        Field("顺序", 8, "小的在前，0 到 999。", needed=False),
    ),
    (("例：YH-TX-01", "物业", "马经理", "0360-5550103", "3"),),
)
OPENINGS = Form(
    "积分期初",
    (
        Field("工号", 14, "「人员」表里的工号。"),
        Field("积分", 10, "大于 0 的整数。入了账就不能再改。"),
        Field("原因", 24, "本人看得到，例如：2025 年结转。", needed=False),
    ),
    (("例：1001", "120", "2025 年结转"),),
)
FORMS = (UNITS, PEOPLE, PUBLIC, OPENINGS)
POSTS = "岗位"
OPENING_REASON = "以前的积分"

HOW_TO: tuple[str, ...] = (
    "一张表一类；不想改的表，整张删掉。",
    "表里有的照表改；上次表里有、这次没有的，就结束：所以每次都给全。",
    "以「例：」开头的行只是例子，不读，可以留着。",
    "不要合并单元格，不要写公式，不要改第一行。",
    "先不带 --apply 跑一遍看差别，没有错再带 --apply。",
    "人员凭手机认领岗位：在机器人里发「认领」，把自己的手机号分享过来。",
)


# ── what is wrong ─────────────────────────────────────────────────────────────────────────────────────────────
def meant(guess: str) -> str:
    """Behind what nobody knows: what is nearest to it, if anything is."""
    return f"是不是「{guess}」？" if guess else ""


def not_known(what: str, written: str, guess: str) -> str:
    """A word that is none of those that may stand there."""
    return f"没有「{_quoted(written)}」这个{what}。{meant(guess)}"


def _quoted(written: str) -> str:
    """As it stands there; a column too far to the left or right, and it may be a telephone number."""
    return _MOBILE.sub(lambda found: masked_phone(found[0]), written[:30])


def unknown_sheet(guess: str) -> str:
    """A sheet that is none of ours."""
    return f"不认得这张表。{meant(guess) or '能导入的：' + '、'.join(form.name for form in FORMS) + '。用不着就删掉。'}"


def sheet_twice(files: Collection[str]) -> str:
    """The same sheet in two files."""
    return f"这张表有两份：{'、'.join(files)}。"


def no_heading(titles: Collection[str]) -> str:
    """None of the first lines is a line of titles."""
    return f"前十行里没找到表头：{'、'.join(titles)}。"


def no_column(guess: str) -> str:
    """A column that is needed, or that a wrongly written one was meant for."""
    return f"缺这一列。{f'有一列叫「{guess}」，是不是它？' if guess else ''}"


def column_twice() -> str:
    """Two columns of one title."""
    return "有两列都叫这个名字。"


def no_lines() -> str:
    """Nothing but titles."""
    return "一行数据也没有。不想改这张表，就把它整张删掉。"


def too_many_lines(lines: int, most: int) -> str:
    """More than anybody has."""
    return f"有 {lines} 行，最多 {most} 行。多半是空行带了格式：把空行删掉。"


def merged() -> str:
    """A stretch of cells that are one."""
    return "合并了单元格：请拆开，每格填上。"


def computed() -> str:
    """A formula stands there."""
    return "这一格是公式：请复制，再粘贴成值。"


def like_a_formula() -> str:
    """Words that another program would run."""
    return "开头是 = + - 或 @，像公式。"


def a_date() -> str:
    """A date where words should be."""
    return "变成日期了：把这一列改成「文本」再填。"


def an_error() -> str:
    """#N/A and its like."""
    return "这一格出错了（#N/A 一类）。"


def empty() -> str:
    """Nothing stands there."""
    return "没填。"


def too_long(most: int) -> str:
    """Longer than it may be."""
    return f"太长，最多 {most} 个字。"


def bad_code() -> str:
    """Not a code."""
    return "只能用字母、数字、- 和 _，最多 24 位。"


def bad_key() -> str:
    """Not a key of somebody."""
    return "只能用字母、数字、汉字、- 和 _，最多 32 位。"


def twice(line: int) -> str:
    """The same stands further up."""
    return f"和第 {line} 行重复。"


def district_once(line: int) -> str:
    """A second district; 0: none at all."""
    return f"区只能有一个，第 {line} 行已经是了。" if line else "没有「区」这一行。"


def top_has_no_parent() -> str:
    """The district belongs to nothing."""
    return "区没有上级，不填。"


def wrong_parent(kind: UnitKind, parent: UnitKind, allowed: Collection[UnitKind]) -> str:
    """A unit under one of the wrong kind."""
    right = "或".join(KINDS[one][0] for one in allowed)
    return f"{KINDS[kind][0]}的上级要是{right}，这里是{KINDS[parent][0]}。"


def circle(codes: Collection[str]) -> str:
    """Units that belong to each other."""
    return f"上级绕成一圈：{' → '.join(codes)}。"


def kind_changed(before: UnitKind) -> str:
    """A code that was something else."""
    return f"这个编码以前是{KINDS[before][0]}，类别不能改：换一个编码。"


def no_department(guess: str) -> str:
    """A department that config.toml does not know."""
    return f"config.toml 里没有这个部门编码。{meant(guess)}"


def one_degree_alone() -> str:
    """A latitude without longitude or the other way."""
    return "纬度和经度要么都填，要么都不填。"


def no_number(written: str) -> str:
    """Not a number."""
    return f"「{_quoted(written)}」不是数。"


def degrees_swapped() -> str:
    """Latitude and longitude are exchanged."""
    return "纬度和经度填反了。"


def not_in_china() -> str:
    """A point elsewhere."""
    return "这个位置不在中国。"


def no_mobile(written: str) -> str:
    """Not a mobile number."""
    return f"「{masked_phone(written) or '—'}」不是能用的手机号。"


def no_phone() -> str:
    """Not a telephone number."""
    return "不像电话号码。"


def phone_of_another(line: int) -> str:
    """Two people of one number."""
    return f"和第 {line} 行的人同一个手机号。"


def differs(line: int) -> str:
    """The same person is written differently further up."""
    return f"同一个工号，和第 {line} 行写的不一样。"


def wrong_unit(role: Role, allowed: Collection[UnitKind], found: UnitKind) -> str:
    """A role in a unit of the wrong kind."""
    return f"{ROLES[role][0]}要在{'或'.join(KINDS[kind][0] for kind in allowed)}，这里是{KINDS[found][0]}。"


def not_shown(role: Role) -> str:
    """A role whose holders are not named in public."""
    return f"{ROLES[role][0]}不公示。"


def yes_or_no() -> str:
    """Neither."""
    return "填「是」或「否」。"


def out_of_range(least: int, most: int) -> str:
    """Not a whole number that may stand there."""
    return f"要是 {least} 到 {most} 的整数。"


def entered_already(points: int) -> str:
    """An opening balance that is in the ledger."""
    return f"已经入账 {points} 分，不能再改。"


def shown_twice() -> str:
    """Named in public by two sheets."""
    return "「人员」表里已经公示了这个人，删掉一处。"


def still_there(who: str) -> str:
    """A unit that is gone from the file while somebody is expected there."""
    return f"这次的表里没有这个单位了，可是{who}还记着它。把这一行加回来，或者一起改。"


def in_use() -> str:
    """A unit that is gone from the file and that tickets or people refer to."""
    return "这次的表里没有了，可是还有工单或居民在里面：不能删。把这一行加回来。"


# ── what changes ──────────────────────────────────────────────────────────────────────────────────────────────
def unit_line(unit: Unit, above: str) -> str:
    """A unit with its parent's name and its place."""
    under = f"，属{above}" if above else ""
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


def post_words(who: str, role: Role, unit: str, *, shown: bool) -> str:
    """「… 书记 @ 翠湖苑」."""
    return f"{who} {ROLES[role][0]} @ {unit}{'，公示' if shown else ''}"


def public_words(unit: str, role: Role, name: str, phone: str) -> str:
    """A line of 公示."""
    return f"{unit} {ROLES[role][0]} {name} {masked_phone(phone)}".rstrip()


def opening_words(key: str, points: int, reason: str) -> str:
    """A balance that is brought along."""
    return f"{key} {points} 分（{reason}）"


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
