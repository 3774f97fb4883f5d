"""The sheets that a district office fills in: their names, columns, words to choose from, examples."""

from dataclasses import dataclass

from bot.domain.people import Role, UnitKind
from bot.domain.responsibilities import LAST, LONGEST_AREA, LONGEST_WORDS
from bot.domain.shop import LONGEST_NAME, MOST_PRICE, MOST_STOCK
from bot.texts.talk import TITLES

YES, NO = "是", "否"
# A line whose first cell begins so is an example, and is not read.
EXAMPLE = "例："
NOTES = "说明"

KINDS: dict[UnitKind, tuple[str, ...]] = {
    UnitKind.DISTRICT: ("区", "县", "市辖区"),
    UnitKind.STREET: ("镇街", "街道", "镇", "乡镇", "乡"),
    UnitKind.COMMUNITY: ("社区", "村", "居委会"),
    UnitKind.GRID: ("网格", "大网格", "小网格", "微网格"),
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


# Of whom 公示 may name somebody: whom residents read of, and the duty rooms of departments, for whoever calls them.
MADE_KNOWN: tuple[Role, ...] = (*TITLES, Role.DEPARTMENT_STAFF)


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
        Field(
            "上级编码",
            16,
            "区不填。小区的上级是社区，楼栋的上级是小区。网格的上级是社区、镇街、区或大一级的网格。",
            needed=False,
        ),
        Field("纬度", 12, "WGS-84，例如 38.16120。小区最好填。", needed=False),
        Field("经度", 12, "WGS-84，例如 112.95360。", needed=False),
        Field("院落", 26, "小区由几个院落合成的，写各院落的名字，用顿号隔开：居民写哪个名字都找得到。", needed=False),
        Field("网格编码", 16, "只有小区和楼栋写：在哪个网格里。楼栋不写，就跟着小区。", needed=False),
    ),
    (
        ("例：Q", "区", "云槐区", "", "", "", "", ""),
        ("例：YH", "镇街", "榆禾街道", "Q", "", "", "", ""),
        ("例：YH-TX", "社区", "听雪社区", "YH", "", "", "", ""),
        ("例：WG-TX", "网格", "听雪网格", "YH-TX", "", "", "", ""),
        ("例：WG-TX-2", "网格", "听雪第二微网格", "WG-TX", "", "", "", ""),
        ("例：YH-TX-01", "小区", "翠湖苑", "YH-TX", "38.16120", "112.95360", "铁路宿舍、二建家属院", "WG-TX"),
        ("例：YH-TX-01-3", "楼栋", "3号楼", "YH-TX-01", "", "", "", "WG-TX-2"),
        ("例：chengguan", "部门", "城管", "Q", "", "", "", ""),
        ("例：SD-1", "商店", "听雪爱心商店", "YH-TX", "", "", "", ""),
    ),
)
PEOPLE = Form(
    "人员",
    (
        Field("工号", 14, "本区自己的编号，一人一个，以后不改。一人几个岗位就写几行，工号、姓名、手机一样。"),
        Field("姓名", 12, "真实姓名。"),
        Field("手机", 16, "本人用来登录的手机号：凭它认领岗位。"),
        Field("角色", 16, "从列表里选。", options=_first(ROLES)),
        Field("单位编码", 16, "「单位」表里的编码。网格员可以写网格：网格里的小区都归他，网格变了岗位跟着变。"),
        Field("公示", 8, "姓名和手机给居民看：是。不写就不公示。", needed=False, options=(YES, NO)),
    ),
    (
        ("例：1001", "陈国华", "13900000001", "书记", "YH-TX-01", "是"),
        ("例：1002", "韩福生", "13900000002", "楼栋长", "YH-TX-01-3", "否"),
        ("例：1003", "田静", "13900000003", "网格员", "WG-TX", "是"),
    ),
)
PUBLIC = Form(
    "公示",
    (
        Field("单位编码", 16, "「单位」表里的编码。"),
        Field("角色", 16, "从列表里选。", options=tuple(ROLES[role][0] for role in MADE_KNOWN)),
        Field("姓名", 12, "写谁，居民就看到谁。部门写值班室：居民看不到，办这件事的人看得到。"),
        Field("电话", 18, "居民看到的号码，座机也行。", needed=False),
        Field("顺序", 8, "小的在前，0 到 999。", needed=False),
    ),
    (
        ("例：YH-TX-01", "物业", "马经理", "0360-5550103", "3"),
        ("例：chengguan", "部门人员", "值班室（24 小时）", "0360-5550120", ""),
    ),
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
GOODS = Form(
    "商品",
    (
        Field("商店编码", 16, "「单位」表里商店的编码。"),
        Field("名称", 20, f"最多 {LONGEST_NAME} 个字，同一家店里不重名。"),
        Field("积分", 10, f"换一件要多少分，1 到 {MOST_PRICE}。"),
        Field("件数", 10, f"新商品有几件，0 到 {MOST_STOCK}。店里已经有的不看这一格：进出由店长记。"),
        Field("上架", 8, "否：先不给换。不写就是上架。", needed=False, options=(YES, NO)),
    ),
    (("例：SD-1", "洗衣液", "20", "30", "是"),),
)
RESPONSIBILITIES = Form(
    "职责",
    (
        Field("编号", 12, "本区自己的编号，不重复，以后不改。字母、数字、汉字、- 和 _，最多 32 位。"),
        Field("领域", 14, f"哪一方面，最多 {LONGEST_AREA} 个字。写得一样的排在一起。"),
        Field("职责", 60, f"一行一条，最多 {LONGEST_WORDS} 个字。"),
        Field("角色", 16, "谁的职责，从列表里选。", options=_first(ROLES)),
        Field("部门编码", 16, "只有「部门人员」填：只归这个部门的。不填就是所有部门的。", needed=False),
        Field("顺序", 8, f"小的在前，0 到 {LAST}。不填就按编号排。", needed=False),
    ),
    (
        ("例：SJ-01", "听意见", "每周到小区转一圈，听听大家说什么。", "书记", "", ""),
        ("例：CG-01", "街面", "占道的摊点，当天去看。", "部门人员", "chengguan", "1"),
    ),
)
FORMS = (UNITS, PEOPLE, PUBLIC, OPENINGS, GOODS, RESPONSIBILITIES)
POSTS, GRIDS = "岗位", "网格"
OPENING_REASON = "以前的积分"

HOW_TO: tuple[str, ...] = (
    "一张表一类；不想改的表，整张删掉。",
    "表里有的照表改；上次表里有、这次没有的，就结束：所以每次都给全。只有「商品」不一样：没写的照旧。",
    "以「例：」开头的行只是例子，不读，可以留着。",
    "不要合并单元格，不要写公式，不要改第一行。",
    "先不带 --apply 跑一遍看差别，没有错再带 --apply。",
    "人员凭手机认领岗位：在机器人里发「认领」，把自己的手机号分享过来。",
)
