"""What each kind of data is called, and its columns in the file that somebody gets of their own."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.charts import Column, Sheet
from bot.domain.people import Role
from bot.texts.words import OFFICES, REASONS, SCORES, STATES, minute_face

# The kinds that are told on the card, in its order.
NAMES: Mapping[str, str] = {
    "home": "住的小区",
    "ticket": "反映的事",
    "follower": "跟进的单子",
    "ticket_note": "补充的话",
    "ticket_media": "照片、语音",
    "draft": "没写完的",
    "volunteer": "志愿者档案",
    "team_member": "小组",
    "wish": "微心愿",
    "signup": "报名的活动",
    "transfer": "积分记录",
    "redemption": "换的东西",
    "certificate": "证书",
    "post": "岗位",
    "invitation": "接受的邀请",
    "consent": "同意和撤回",
    "bar": "停用上报",
    "muted": "不收通知的小区",
    "broadcast_person": "收到的通知",
    "volunteer_call": "问过能不能来",
    "roster": "名单上的您",
}

# Table and whose column → the name of the sheet, and what stands in it.
SHEETS: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("person", "id", "我", {"created_at": "第一次来", "home_id": "常用小区", "consent_version": "同意的版本"}),
    ("consent", "person_id", "同意和撤回", {"at": "时间", "what": "什么", "version": "版本", "given": "同意"}),
    ("home", "person_id", "住的小区", {"compound_id": "小区", "building": "楼栋", "since": "从"}),
    ("post", "person_id", "岗位", {"role": "岗位", "unit_id": "哪里", "since": "从"}),
    ("invitation", "used_by", "接受的邀请", {"role": "岗位", "unit_id": "哪里", "at": "发出"}),
    (
        "ticket",
        "reporter_id",
        "反映的事",
        {
            "number": "编号",
            "created_at": "时间",
            "compound_id": "小区",
            "place": "位置",
            "category": "类别",
            "words": "原话",
            "state": "办到哪了",
            "anonymous": "匿名",
            "changed_at": "最近变化",
        },
    ),
    ("ticket_note", "person_id", "补充的话", {"at": "时间", "words": "内容"}),
    ("ticket_media", "person_id", "照片语音", {"at": "时间", "kind": "种类", "stage": "哪一步"}),
    ("draft", "person_id", "没写完的", {"updated_at": "时间", "data": "内容"}),
    (
        "volunteer",
        "person_id",
        "志愿者档案",
        {
            "compound_id": "小区",
            "state": "状态",
            "party": "党员",
            "skills": "会什么",
            "times": "什么时候",
            "languages": "语言",
            "pledge": "承诺",
            "reason": "支部的话",
            "ranked": "上榜",
            "since": "从",
        },
    ),
    ("team_member", "person_id", "小组", {"compound_id": "小区", "team": "小组", "lead": "组长", "since": "从"}),
    (
        "volunteer_call",
        "person_id",
        "问过能不能来",
        {"at": "时间", "compound_id": "小区", "skill": "会什么", "state": "结果"},
    ),
    (
        "wish",
        "person_id",
        "许的心愿",
        {"at": "时间", "compound_id": "小区", "kind": "类别", "words": "原话", "public": "公开的话", "state": "状态"},
    ),
    (
        "wish",
        "claimer_id",
        "认领的心愿",
        {"since": "时间", "compound_id": "小区", "kind": "类别", "state": "状态", "note": "我说的"},
    ),
    ("signup", "person_id", "报名的活动", {"at": "时间", "activity_id": "活动", "state": "状态"}),
    (
        "transfer",
        "person_id",
        "积分记录",
        {"at": "时间", "kind": "种类", "amount": "分", "matter": "为什么事", "reason": "说明"},
    ),
    ("account", "person_id", "积分", {"balance": "可用", "held": "预留", "lifetime": "累计", "corrected": "更正"}),
    (
        "redemption",
        "person_id",
        "换的东西",
        {"at": "时间", "shop_id": "商店", "name": "东西", "price": "分", "state": "状态"},
    ),
    (
        "certificate",
        "person_id",
        "证书",
        {"at": "时间", "name": "姓名", "star": "星级", "year": "年度", "code": "编号"},
    ),
    (
        "bar",
        "person_id",
        "停用上报",
        {"at": "时间", "compound_id": "小区", "reason": "原因", "until": "到", "appeal": "我的申诉", "state": "状态"},
    ),
    ("limit_hit", "person_id", "超过上限", {"day": "日子", "compound_id": "小区", "kind": "哪种", "number": "次数"}),
    ("muted", "person_id", "不收通知", {"compound_id": "小区", "since": "从"}),
)

TIMES = frozenset({"at", "since", "until", "created_at", "changed_at", "updated_at"})
# Kept as JSON.
LISTS = frozenset({"skills", "times", "languages"})
YES_OR_NO = frozenset({"given", "anonymous", "party", "ranked", "lead"})
CODES: Mapping[str, str] = {
    **{state.value: words for state, words in STATES.items()},
    **REASONS,
    **SCORES,
    **{role.value: words for role, words in OFFICES.items()},
    Role.RESIDENT.value: "居民",
    Role.DEPARTMENT_STAFF.value: "部门",
    Role.SHOPKEEPER.value: "店长",
    "notice": "隐私告知",
    "contact": "电话和姓名",
    "photo": "照片",
    "voice": "语音",
    "video": "视频",
    "report": "反映时",
    "done": "办好后",
    "draft": "没写完",
    "pending": "等支部同意",
    "active": "在岗",
    "paused": "歇着",
    "left": "退出了",
    "refused": "没同意",
    "open": "进行中",
    "yes": "能来",
    "no": "来不了",
    "lapsed": "过时了",
    "told": "通知过",
    "pending_review": "等支部看",
    "claimed": "有人认领",
    "delivered": "办好了，等确认",
    "confirmed": "实现了",
    "rejected": "没公开",
    "withdrawn": "撤回了",
    "expired": "过期了",
    "signed_up": "报上了",
    "waiting": "排队",
    "here": "到了",
    "came": "参加了",
    "absent": "没到",
    "award": "得分",
    "reverse": "撤回",
    "reserve": "预留",
    "settle": "换掉",
    "refund": "退回",
    "reserved": "等着取",
    "completed": "取走了",
    "cancelled": "不要了",
    "lifted": "解除了",
    "reported": "反映的",
    "joined": "一起报的",
}
FILE = "我的信息.xlsx"
PHONES = Sheet("电话和姓名", (Column("在哪里", 24), Column("姓名", 12), Column("电话", 18), Column("门牌", 24)), ())
EVENTS = Sheet("办理经过", tuple(map(Column, ("编号", "时间", "到了", "谁", "说明"), (12, 18, 14, 18, 50))), ())
LOOKS = Sheet("谁看过电话", tuple(map(Column, ("时间", "谁", "单子"), (18, 18, 12))), ())
FOLLOWED = Sheet("跟进的单子", tuple(map(Column, ("编号", "怎么来的", "从"), (12, 14, 18))), ())
SENT = Sheet("收到的通知", tuple(map(Column, ("时间", "小区", "内容"), (18, 18, 60))), ())
WIDTHS: Mapping[str, int] = {
    "words": 50,
    "public": 50,
    "data": 50,
    "reason": 40,
    "note": 40,
    "appeal": 40,
    "pledge": 30,
}


def columns_of(named: Mapping[str, str]) -> tuple[Column, ...]:
    """The heads of a sheet."""
    return tuple(Column(title, WIDTHS.get(name, 18)) for name, title in named.items())


def worded(value: str) -> str:
    """A code as people call it; anything else as it is."""
    return CODES.get(value, value)


def yes_or_no(value: object) -> str:
    """「是」, or nothing."""
    return "是" if value else ""


def moment_of(moment: datetime) -> str:
    """A time in a cell."""
    return minute_face(moment)


def ticket_phone(number: str) -> str:
    """Where a number stands."""
    return f"单子 {number}"


PLACE_FILE, PLACE_WISH, PLACE_ROSTER = "志愿者档案", "微心愿", "单位的名单"
