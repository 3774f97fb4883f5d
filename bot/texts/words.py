"""Single words for the codes that the core uses."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from bot.domain.clock import SHANGHAI
from bot.domain.people import Role
from bot.domain.tickets import Severity, TicketState, WayIn, WithdrawalReason
from bot.texts.states import SEEN

# A picture sent 「as a file」 is a photo to whoever sent it.
SENT: dict[str, str] = {
    "photo": "张照片",
    "document": "张照片",
    "voice": "段语音",
    "video": "段视频",
    "video_note": "段视频",
}
# What a card shows of a long report; the ticket keeps it whole.
CARD_WORDS = 600


def shortened(words: str) -> str:
    """`words` as they fit on a card."""
    return words if len(words) <= CARD_WORDS else f"{words[:CARD_WORDS]}……"


def ticket_label(number: str, category: str) -> str:
    """A ticket on a button."""
    return f"{number} {category}"


def sent_words(kinds: Iterable[str], *, pinned: bool = False, reachable: bool = False) -> str:
    """What people sent besides words, as they call it: 「2张照片、定位」."""
    counted = Counter(SENT.get(kind, "个文件") for kind in kinds)
    sent = [f"{count}{what}" for what, count in counted.items()]
    return "、".join([*sent, *["定位"] * pinned, *["电话"] * reachable])


def clock_face(moment: datetime) -> str:
    """「11月22日 09:05」 in Shanghai."""
    return f"{day_face(moment)} {moment.astimezone(SHANGHAI):%H:%M}"


def minute_face(moment: datetime) -> str:
    """「2026-03-10 09:05」 in Shanghai, as it sorts in a sheet."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def date_face(moment: datetime) -> str:
    """「2026年3月10日」 in Shanghai."""
    return f"{moment.astimezone(SHANGHAI).year}年{day_face(moment)}"


def day_face(moment: datetime) -> str:
    """「11月22日」 in Shanghai."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日"


def pin_words(latitude: float, longitude: float) -> str:
    """A pin as a place on a card; degrees, to about a metre."""
    return f"定位 {latitude:.5f}, {longitude:.5f}"


STATES: dict[TicketState, str] = {state: seen.words for state, seen in SEEN.items()}
# The same for those who handle it.
AT_DESK: dict[TicketState, str] = {state: seen.desk or seen.words for state, seen in SEEN.items()}

# What a resident said in the end, as it stands in the store.
SCORES: dict[str, str] = {"satisfied": "👍 满意", "mostly": "基本满意"}

# By the value of a `WithdrawalReason`, as it stands in the store.
REASONS: dict[str, str] = {
    WithdrawalReason.SOLVED: "已经好了",
    WithdrawalReason.MISTAKE: "报错了",
    WithdrawalReason.UNWANTED: "不想报了",
}

SEVERITIES: dict[Severity, str] = {
    Severity.DANGER: "🔴 危险",
    Severity.URGENT: "🟠 紧急",
    Severity.NORMAL: "一般",
}

# The same where no picture of a circle can stand.
PLAIN_SEVERITIES: dict[str, str] = {Severity.DANGER: "危险", Severity.URGENT: "紧急", Severity.NORMAL: "一般"}

OFFICES: dict[Role, str] = {
    Role.SECRETARY: "小区党支部书记",
    Role.COMMUNITY_STAFF: "社区",
    Role.STREET_DISPATCHER: "街道指挥平台",
    Role.DISTRICT_DISPATCHER: "区指挥平台",
    Role.DEPARTMENT_STAFF: "部门",
    Role.PROPERTY_STAFF: "物业",
    Role.BUILDING_LEAD: "楼栋长",
    Role.GRID_WORKER: "网格员",
    Role.VOLUNTEER: "志愿者",
}

# Who does it in the compound.
WORKERS: dict[Role, str] = {
    Role.PROPERTY_STAFF: "物业",
    Role.BUILDING_LEAD: "楼栋长",
    Role.GRID_WORKER: "网格员",
    Role.VOLUNTEER: "志愿者",
}

# How a ticket came to us, where that is worth saying.
WAYS_IN: dict[WayIn, str] = {
    WayIn.HOTLINE: "热线代报",
    WayIn.VISIT: "入户走访代报",
    WayIn.PATROL: "巡查发现",
}

MESSAGE_KINDS: dict[str, str] = {
    "sticker": "表情",
    "animation": "动图",
    "dice": "骰子",
    "poll": "投票",
    "contact": "联系人",
    "document": "文件",
    "audio": "音频",
    "story": "动态",
    "game": "游戏",
}

MENU: dict[str, str] = {
    "report": "反映一个问题",
    "my": "我报过的，办到哪了",
    "who": "书记、物业，电话是多少",
    "home": "我住哪个小区",
    "simple": "大字简明，或换回来",
    "for": "替别人报",
    "join": "报名当志愿者，党员报到",
    "me": "我的志愿者档案",
    "volunteers": "志愿者，谁现在能来",
    "privacy": "我的信息：看、改、删",
    "help": "怎么用",
    "cancel": "不报了",
    "desk": "等我办的",
    "quiet": "晚上几点不打扰我",
    "limits": "谁报得太多，停用和解除",
    "notice": "给居民发通知",
    "wish": "许个微心愿，请邻居帮忙",
    "wishes": "微心愿池，看看能帮谁",
    "mywishes": "我许过的心愿",
    "claims": "我认领的心愿",
    "stats": "办得怎么样，一张图",
    "redeem": "用积分换东西",
    "shop": "我管的爱心商店",
    "today": "今天要办的、要巡查的",
    "activities": "最近的活动，报名、签到",
    "activity": "办一个活动，招志愿者",
    "duties": "我的职责，归不归我管",
    "invite": "请人来做楼栋长、书记等",
    "board": "公示：改名字和电话",
    "rights": "谁在岗，谁能看什么",
    "patrols": "巡查走访，谁走了没有",
    "points": "我的积分和星级",
    "award": "给志愿者记积分、撤积分",
    "stars": "星级文明户名单",
}

# Between a grid and the one that lies in it.
IN_A_GRID = " › "

# What is needed every day: the first three of these that come with a post, and of these that everybody has.
DAILY_IN_POST = ("desk", "today", "shop", "rights", "notice", "board", "activities", "for", "invite")
DAILY = ("report", "my", "who", "wish", "privacy", "simple")

# The commands by chapters, as /help shows all of them.
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("办事", ("desk", "today", "patrols", "for", "quiet", "limits", "stats")),
    ("通知、公示、岗位", ("notice", "board", "invite", "duties", "rights")),
    ("志愿者、活动", ("volunteers", "activity", "activities", "award", "stars", "join", "me", "points")),
    ("心愿、兑换", ("wishes", "claims", "wish", "mywishes", "redeem", "shop")),
    ("反映问题", ("report", "my", "who", "home")),
    ("我自己", ("privacy", "simple", "help", "cancel")),
)
