"""What may be wrong with a district office's sheets, for whoever sits at the shell."""

import re
from collections.abc import Collection

from bot.domain.masks import masked_phone
from bot.domain.people import Role, UnitKind
from bot.texts.sheets import FORMS, KINDS, ROLES

_MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")


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


def too_deep(most: int) -> str:
    """A grid in a grid in a grid in a grid."""
    return f"网格最多套 {most} 层。"


def in_no_grid(kind: UnitKind) -> str:
    """A unit that lies in no grid."""
    return f"只有小区和楼栋写网格编码，这里是{KINDS[kind][0]}。"


def no_grid(kind: UnitKind) -> str:
    """The code of something else where that of a grid should be."""
    return f"这个编码是{KINDS[kind][0]}，不是网格。"


def in_their_grid(grid: str) -> str:
    """The same person answers for the grid in which it lies."""
    return f"这个人已经负责「{grid}」，这个小区在里面：删掉一行。"


def alone_and_in_grid(who: str, grid: str) -> str:
    """The same, where this file has no 人员 in which to delete a line."""
    return f"{who}在「人员」里单独有这个小区，又负责它所在的「{grid}」：把「人员」放进来一起改。"


def no_estates(kind: UnitKind) -> str:
    """Estates of something else than a compound."""
    return f"只有小区写院落，这里是{KINDS[kind][0]}。"


def no_estate_but_a_house(name: str) -> str:
    """A name that a place in a sentence would be read as."""
    return f"「{name}」是楼栋，不是院落：楼栋单独写一行。"


def estate_twice() -> str:
    """One of the names stands there twice, or is none."""
    return "名字有重复的，或者多了一个顿号。"


def estate_is_the_compound(name: str) -> str:
    """The compound's own name among its estates."""
    return f"「{name}」就是小区自己的名字，不用再写。"


def estate_of_another(name: str, line: int) -> str:
    """A name that another compound of the community, or its estate, bears."""
    return f"「{name}」和第 {line} 行重名，又在同一个社区，居民分不清：改一个。"


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


def published_already(who: str, role: str, unit: str) -> str:
    """The same, where this file has no 公示 in which to delete it."""
    return f"「公示」里已经有{unit}的{role}{who}，「人员」又要公示：把「公示」放进来一起改。"


def still_there(who: str) -> str:
    """A unit that is gone from the file while somebody is expected there."""
    return f"这次的表里没有这个单位了，可是{who}还记着它。把这一行加回来，或者一起改。"


def in_use() -> str:
    """A unit that is gone from the file and that tickets or people refer to."""
    return "这次的表里没有了，可是还有工单或居民在里面：不能删。把这一行加回来。"


def no_shop(kind: UnitKind) -> str:
    """Goods lie in shops alone."""
    return f"商品要在商店里，这里是{KINDS[kind][0]}。"


def staff_alone() -> str:
    """A department beside another role than its staff's."""
    return f"只有{ROLES[Role.DEPARTMENT_STAFF][0]}的职责才写部门。"


def not_of_a_department(kind: UnitKind) -> str:
    """A unit that is no department."""
    return f"要写部门的编码，这里是{KINDS[kind][0]}。"
