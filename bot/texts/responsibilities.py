"""What posts answer for (职责): one's own, and each department's for whoever passes tickets on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.people import Role
from bot.texts.posts.titles import TITLES

# Its number in the whole list, its area, its words.
Line: TypeAlias = tuple[int, str, str]


def post_label(role: Role, unit: str) -> str:
    """Another post of theirs on a button; a department by its name."""
    return unit or TITLES[Role(role)]


@dataclass(frozen=True, slots=True)
class NoPostHere:
    """To somebody who holds no post of the district's; `admin`: they administer the bot."""

    admin: bool = False

    def text(self) -> str:
        if self.admin:
            return "管理员没有职责清单。"
        return "职责清单给在岗的人看。您有事，写一句话给我，我去找该管的人。"


@dataclass(frozen=True, slots=True)
class ResponsibilitiesOfPost:
    """A page of what those in a role answer for; `unit`: a department's name, else empty."""

    role: Role
    unit: str
    lines: tuple[Line, ...]
    page: int
    pages: int

    def text(self) -> str:
        who = post_label(self.role, self.unit)
        if not self.lines:
            return f"📋 区里还没列{who}的职责。"
        return "\n".join([f"📋 {who}的职责{_which(self.page, self.pages)}", *_by_area(self.lines)])


@dataclass(frozen=True, slots=True)
class WhichDepartment:
    """They stand on the buttons."""

    def text(self) -> str:
        return "看哪个部门管什么？点一个。"


@dataclass(frozen=True, slots=True)
class ResponsibilitiesOfDepartment:
    """A page of what a department answers for, and the numbers that it makes known: whose, number."""

    unit: str
    numbers: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    page: int
    pages: int

    def text(self) -> str:
        numbers = [f"📞 {whose} {phone}" for whose, phone in self.numbers] or ["没有公布值班电话。"]
        listed = [*_by_area(self.lines)] or ["", "区里还没列它的职责。"]
        return "\n".join([f"📋 {self.unit}管什么{_which(self.page, self.pages)}", *numbers, *listed])


def _which(page: int, pages: int) -> str:
    return f"（{page}/{pages}）" if pages > 1 else ""


def _by_area(lines: tuple[Line, ...]) -> Iterator[str]:
    before = None
    for number, area, words in lines:
        if area != before:
            yield from ("", f"【{area}】")
        before = area
        yield f"{number}. {words}"
