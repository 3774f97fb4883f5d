"""A row of the table of routes: what it answers to, who may, and what it does."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.messages import ChatKind, Command, Inbound, Pressed, Reply, Text
from bot.domain.people import Role
from bot.domain.policy import May, who
from bot.services.talk import kind_of_talk
from bot.services.turn import Turn
from bot.storage.database import Tx

Handler: TypeAlias = Callable[[Turn, Tx], Awaitable[list[Reply]]]

# In whose menu a command stands.
EVERYBODY: frozenset[Role] = frozenset(Role)
VOLUNTEERS = frozenset({Role.VOLUNTEER})
# An administrator holds no post of the district's own.
IN_POST = EVERYBODY - {Role.RESIDENT, Role.ADMIN}

# A longer message is never one of the typed words.
LONGEST_WORD = 12


@dataclass(frozen=True, slots=True)
class Route:
    """Answers to a `command`, to typed `words` that mean the same, to a button (`pressed`), or to kinds of `content`.

    `action` is what it is for: whom the policy names there may, nobody else is let in. `menu`: of those who may, in
    whose menu the command stands.
    `groups` answers only where others read along, `edited` only to edited messages, `talks` only to words that report
    nothing; `reads` wants the sentence understood before the transaction begins.
    """

    handler: Handler
    action: May
    command: str = ""
    words: tuple[str, ...] = ()
    pressed: str = ""
    content: tuple[type, ...] = ()
    menu: frozenset[Role] = frozenset()
    groups: bool = False
    edited: bool = False
    talks: bool = False
    reads: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Who may; all roles where everybody may, nobody where the policy has no row."""
        named = frozenset(who(self.action))
        return EVERYBODY if Role.RESIDENT in named else named

    def open_to(self, roles: Iterable[Role]) -> bool:
        """Whether somebody with `roles` may."""
        return not self.roles.isdisjoint(roles)

    def matches(self, inbound: Inbound) -> bool:
        """Whether this row answers `inbound`, rights aside."""
        if self.groups or inbound.chat_kind is ChatKind.GROUP:
            return self.groups and inbound.chat_kind is ChatKind.GROUP
        if self.edited or inbound.edited:
            return self.edited and inbound.edited
        match inbound.content:
            case Command(name) if self.command:
                return name == self.command
            case Pressed(what) if self.pressed:
                return what == self.pressed
            case Text(text) if self.words or self.talks:
                return self._is_meant_by(text)
            case content:
                return isinstance(content, self.content)

    def _is_meant_by(self, text: str) -> bool:
        if self.talks:
            return kind_of_talk(text) is not None
        return len(text) <= LONGEST_WORD and text.strip().rstrip("。！!.").lower() in self.words
