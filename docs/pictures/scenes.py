"""The conversations whose last screen the documentation shows: who, what they do, what they must see then."""

from dataclasses import dataclass

WANG, LEAD, STRANGER, NEWCOMER, NEIGHBOUR, SECRETARY = 1001, 1201, 1003, 1004, 1101, 1401
OTHER_SECRETARY, PROPERTY, STREET, RESIDENT = 1402, 1501, 1701, 1002
PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Act:
    """`who` says (or presses, or sends) `what`, and then reads `sees`."""

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
    # Last: the month of 翠湖苑 and the three others that are theirs.
    Scene("stats", SECRETARY, (Act(SECRETARY, "say", "/stats", "📊"),), height=1120),
)
