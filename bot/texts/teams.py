"""The teams of a compound: joined, led, thanked."""

from dataclasses import dataclass

from bot.texts.volunteers.file import called

MOST_NAMES = 40


def in_label(name: str) -> str:
    """A team to be looked at, on a button."""
    return f"👥 {name}"


def size_label(name: str, size: int) -> str:
    """A team with how many are in it."""
    return f"{name} {size}人"


def lead_label(lead: str) -> str:
    """定队长, 定组长."""
    return f"定{lead}"


@dataclass(frozen=True, slots=True)
class MyTeams:
    """Which teams there are; `mine`: theirs."""

    mine: tuple[str, ...]

    def text(self) -> str:
        return f"您在：{'、'.join(self.mine)}。点一个看看。" if self.mine else "您还没进小组。点一个看看。"


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A team. `names` only for those in it and for the branch; `lead`: what whoever leads it is called."""

    compound: str
    team: str
    lead: str
    leader: str
    names: tuple[str, ...]
    size: int
    shown: bool
    thanks: str = ""
    thanked_by: str = ""

    def text(self) -> str:
        lines = [f"👥 {self.compound}{self.team} · {self.size} 人"]
        if self.shown and self.leader:
            lines.append(f"⭐ {self.lead}：{self.leader}")
        if self.shown and self.names:
            more = "等" if len(self.names) > MOST_NAMES else ""
            lines.append("、".join(map(called, self.names[:MOST_NAMES])) + more)
        return "\n".join([*lines, *([f"💐 {self.thanks}（{self.thanked_by}）"] if self.thanks else [])])


@dataclass(frozen=True, slots=True)
class TeamsHere:
    """The teams of a compound, for the branch."""

    compound: str

    def text(self) -> str:
        return f"{self.compound}的小组。点一个看看。"


@dataclass(frozen=True, slots=True)
class WhoLeads:
    """One of the members is to lead it."""

    team: str
    lead: str

    def text(self) -> str:
        return f"{self.team}请谁当{self.lead}？"


@dataclass(frozen=True, slots=True)
class YouLead:
    """To whoever was named."""

    compound: str
    team: str
    lead: str

    def text(self) -> str:
        return f"⭐ 书记请您当{self.compound}{self.team}的{self.lead}。谢谢您！"


@dataclass(frozen=True, slots=True)
class AskTeamThanks:
    """A sentence of thanks. `most` characters."""

    team: str
    most: int

    def text(self) -> str:
        return f"想对{self.team}说句什么？写下来，大家都收到。"


@dataclass(frozen=True, slots=True)
class ThanksTooLong:
    """Nothing, or more than fits."""

    most: int

    def text(self) -> str:
        return f"写 1 到 {self.most} 个字，好吗？"


@dataclass(frozen=True, slots=True)
class ThankYou:
    """To each member, in the name of the office."""

    team: str
    words: str
    office: str
    day: str

    def text(self) -> str:
        return f"💐 感谢{self.team}！\n{self.words}\n\n{self.office} · {self.day}"


@dataclass(frozen=True, slots=True)
class TeamThanked:
    """To whoever thanked. `later`: it goes out in the morning."""

    team: str
    people: int
    later: bool

    def text(self) -> str:
        return f"💐 好，{'早上' if self.later else ''}告诉{self.team} {self.people} 人。"
