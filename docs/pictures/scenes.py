"""The conversations whose last screen the documentation shows: who, what they do, what they must see then."""

from dataclasses import dataclass

WANG, LEAD, STRANGER, NEWCOMER, NEIGHBOUR, SECRETARY = 1001, 1201, 1003, 1004, 1101, 1401
OTHER_SECRETARY, PROPERTY, STREET, RESIDENT, OTHER_VOLUNTEER = 1402, 1501, 1701, 1002, 1102


@dataclass(frozen=True, slots=True)
class Act:
    """`who` says `what`, presses it or only waits, and then reads `sees`."""

    who: int
    verb: str
    what: str
    sees: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: the phone of `who` after `acts`. `crowd`: strangers report before that, from where and how many."""

    name: str
    who: int
    acts: tuple[Act, ...]
    height: int = 740
    crowd: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A picture or page as the bot made it, by itself: what the last of `acts` brings to the phone of its doer."""

    name: str
    acts: tuple[Act, ...]


SCENES: tuple[Scene, ...] = (
    Scene(
        "newcomer",
        NEWCOMER,
        (
            Act(NEWCOMER, "say", "单元门锁坏了关不上", "您好"),
            Act(NEWCOMER, "press", "同意，继续", "哪个小区"),
            Act(NEWCOMER, "say", "chy", "是下面哪一个"),
        ),
    ),
    Scene(
        "question",
        STRANGER,
        (
            Act(STRANGER, "say", "/home", "哪个小区"),
            Act(STRANGER, "say", "松雪家园", "记下了"),
            Act(STRANGER, "say", "太吵了，睡不着", "声音是哪儿来的"),
        ),
    ),
    Scene("two-problems", LEAD, (Act(LEAD, "say", "3号楼路灯不亮了，还有垃圾没人收", "分开报吗"),)),
    Scene("similar", NEIGHBOUR, (Act(NEIGHBOUR, "say", "3号楼电梯又坏了", "是同一件吗"),)),
    Scene(
        "danger",
        WANG,
        (Act(WANG, "say", "/cancel", "不报了"), Act(WANG, "say", "楼道里煤气味特别大", "请看一眼")),
    ),
    Scene(
        "simple",
        LEAD,
        (
            Act(LEAD, "say", "/cancel", "不报了"),
            Act(LEAD, "say", "/simple", "话短些"),
            Act(LEAD, "say", "6号楼前的路灯不亮了", "对就点"),
        ),
    ),
    Scene("desk", SECRETARY, ()),
    Scene(
        "done",
        RESIDENT,
        (
            Act(RESIDENT, "say", "3号楼楼道灯坏了，摸黑上楼", "对就点"),
            Act(RESIDENT, "press", "✅ 提交", "报上了"),
            Act(SECRETARY, "press", "自办", "请谁去办"),
            Act(SECRETARY, "press", "物业", "已派人去办"),
            Act(PROPERTY, "press", "✅ 办结", "做了什么"),
            Act(PROPERTY, "say", "换了灯头和灯泡，傍晚试过，亮了", "已办结"),
        ),
    ),
    Scene("full-desk", SECRETARY, (Act(SECRETARY, "say", "/desk", "等您办的"),), height=1400, crowd=("枣香里", 36)),
    # Volunteers: the file, a wish that is fulfilled, an activity, points for goods.
    Scene(
        "file",
        NEIGHBOUR,
        (
            Act(NEIGHBOUR, "say", "/cancel", ""),
            Act(NEIGHBOUR, "say", "/me", "做过"),
        ),
    ),
    Scene(
        "wish",
        WANG,
        (
            Act(WANG, "say", "/cancel", ""),
            Act(WANG, "say", "/wish 想请人帮我搬一下衣柜，电话13900001001", "许这个心愿"),
            Act(WANG, "press", "✅ 提交", "收到您的心愿"),
            Act(SECRETARY, "press", "✅ 公开", "🕐 今天许的"),
            Act(WANG, "wait", "", "心愿公开了"),
            Act(OTHER_VOLUNTEER, "say", "/wishes", "微心愿池"),
            Act(OTHER_VOLUNTEER, "press", "1", "今天许的"),
            Act(OTHER_VOLUNTEER, "press", "🤝 我来办", "您认领的"),
            Act(OTHER_VOLUNTEER, "press", "✅ 办好了", "辛苦您"),
            Act(OTHER_VOLUNTEER, "say", "搬好了，柜子后头也扫了扫", "等居民说一声"),
            Act(WANG, "wait", "", "心愿实现了吗"),
        ),
    ),
    Scene(
        "activity",
        NEIGHBOUR,
        (
            Act(SECRETARY, "say", "/activity 下周六上午9点到11点在翠湖苑3号楼前打扫卫生，要10个人", "已报名 0/10"),
            Act(SECRETARY, "press", "📣 发布", "已报名"),
            Act(NEIGHBOUR, "wait", "", "新活动"),
            Act(NEIGHBOUR, "press", "🙋 报名", "您报上名了"),
            Act(NEIGHBOUR, "press", "加到日历", "点开文件"),
        ),
    ),
    Scene(
        "order",
        NEIGHBOUR,
        (
            Act(NEIGHBOUR, "say", "/redeem", "点一样来换"),
            Act(NEIGHBOUR, "press", "洗衣液 20分 · 剩30", "换了还剩"),
            Act(NEIGHBOUR, "press", "✅ 兑换", "取货码，到店"),
        ),
        height=1000,
    ),
    # Last: the month of 翠湖苑 and the three others that are theirs.
    Scene("stats", SECRETARY, (Act(SECRETARY, "say", "/stats", "📊"),), height=1120),
)

WORKS: tuple[Work, ...] = (
    Work("portrait", (Act(NEIGHBOUR, "say", "/me", "做过"), Act(NEIGHBOUR, "press", "🖼 我的画像", "您的画像"))),
    Work("year", (Act(NEIGHBOUR, "say", "/points", "能用"), Act(NEIGHBOUR, "press", "📈 一年图", "近一年"))),
    Work(
        "certificate",
        (Act(NEIGHBOUR, "say", "/honours", "证书"), Act(NEIGHBOUR, "press", "领取 三星志愿者证书", "编号")),
    ),
)
