"""What waits to be sent, by chat: in order within a chat, the most urgent chat first."""

import bisect
import heapq
from dataclasses import dataclass, field

from bot.channels.pace import Window
from bot.domain.messages import Outbound, Urgency
from bot.services.delivery import Parcel

Key = tuple[str, str]


def _order(parcel: Parcel) -> tuple[bool, int]:
    # A broadcast that waits must not hold up what somebody asked for; all else keeps its order.
    return (parcel.queued.urgency == Urgency.BROADCAST, parcel.queued.id)


@dataclass(slots=True)
class Lane:
    """One chat: its parcels in order, whether one is on the wire, and when the next may go (monotonic seconds)."""

    key: Key
    pace: Window
    parcels: list[Parcel] = field(default_factory=list)
    part: int = 0
    busy: bool = False
    paused_until: float = 0.0

    def free_at(self) -> float:
        """When the next may go."""
        return max(self.paused_until, self.pace.free_at())

    def add(self, parcel: Parcel) -> None:
        """In its place: by id, broadcasts behind everything else."""
        bisect.insort(self.parcels, parcel, key=_order)

    def next_parcels(self) -> list[Parcel]:
        """The first parcel, with the later redrawings of the same card that make it superfluous (the last one counts).

        A redrawing is drawn into what is sent only where nothing was sent of the card in between.
        """
        first = self.parcels[0]
        same = [first]
        for later in self.parcels[1:]:
            if first.queued.card is None or later.queued.card != first.queued.card:
                continue
            if not isinstance(later.message, Outbound) or not later.message.redraws:
                break
            same.append(later)
        return same

    def remove(self, sent: list[Parcel]) -> None:
        """They are settled."""
        ids = {parcel.queued.id for parcel in sent}
        self.parcels = [parcel for parcel in self.parcels if parcel.queued.id not in ids]


@dataclass(slots=True)
class Ready:
    """The chats that have something to send, the most urgent first; entries that no longer hold are passed over."""

    _heap: list[tuple[int, int, Key]] = field(default_factory=list)

    def push(self, lane: Lane) -> None:
        """`lane` has something to send."""
        urgency = min(parcel.queued.urgency for parcel in lane.parcels)
        heapq.heappush(self._heap, (urgency, lane.parcels[0].queued.id, lane.key))

    def pop(self) -> Key | None:
        """The chat whose turn it is; None where none has anything."""
        return heapq.heappop(self._heap)[2] if self._heap else None
