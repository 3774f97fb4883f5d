"""How fast a sender may go: of what the platform takes the part of its share, and broadcasts evenly within that."""

from dataclasses import dataclass, field

from bot.channels.pace import Window
from bot.config.sections import Delivery
from bot.domain.messages import Urgency
from bot.domain.sharing import PARTITIONS
from bot.services.crew import Share
from bot.storage.outbox import Queued

# Telegram counts what arrives, and the way there stretches and squeezes: a window a little longer than its own.
MARGIN = 1.02


@dataclass(slots=True)
class Budget:
    """The pace of all chats together. Times are monotonic seconds."""

    settings: Delivery
    share: Share
    shared: bool
    _overall: Window = field(init=False)
    _spread: Window = field(init=False)
    _slots: int = 0

    def __post_init__(self) -> None:
        per_second = self.settings.per_second
        self._overall = Window(max(1, int(per_second)), max(1, 1 / per_second) * MARGIN)
        self._spread = _spread(per_second)
        # Among others nobody knows what was sent in the second before.
        self._slots = 0 if self.shared else max(1, int(per_second))

    def per_second(self) -> float:
        """Messages a second that may go from here at present."""
        return self.settings.per_second * len(self.share.held) / PARTITIONS

    def allows(self, now: float) -> bool:
        """Whether anything may go from here: where nobody can have taken over, and with a pace of at least one."""
        budget = self.per_second()
        slots = max(int(budget), len(self.share.held) == PARTITIONS)
        if slots and slots != self._slots:
            seconds, fresh = max(1, 1 / budget) * MARGIN, max(0, slots - self._slots)
            self._overall, self._spread = self._overall.resized(slots, seconds, fresh, now), _spread(budget)
        self._slots = slots
        return slots > 0 and self.share.is_sure()

    def free_at(self, queued: Queued) -> float:
        """When the overall pace lets a message go; nobody waits for an answer to a press."""
        if queued.kind == "answer":
            return float("-inf")
        if queued.urgency == Urgency.BROADCAST:
            return max(self._overall.free_at(), self._spread.free_at())
        return self._overall.free_at()

    def take(self, queued: Queued, now: float) -> None:
        """A message goes now."""
        if queued.kind != "answer":
            self._overall.take(now)
        if queued.urgency == Urgency.BROADCAST:
            self._spread.take(now)

    def take_one(self, now: float) -> None:
        """A request goes that is no message."""
        self._overall.take(now)


def pace_of(settings: Delivery, queued: Queued, *, is_group: bool, taken: float | None) -> Window:
    """The pace of one chat. `taken`: when it came from another sender, who may have sent until then."""
    pace = Window(settings.per_chat_burst, settings.per_chat_burst / settings.per_chat_per_second * MARGIN)
    if is_group:
        pace = Window(max(1, int(settings.group_per_minute)), 60 * MARGIN)
    if taken is not None and queued.kind != "answer":
        pace.fill(taken)
    return pace


def _spread(per_second: float) -> Window:
    """Broadcasts go evenly: were the window filled at one stroke, an alert would wait a second for the next one."""
    few = max(1, int(per_second // 5))
    return Window(few, MARGIN * few / per_second)
