"""What a sender holds: the parcels of the chats that are its own, each in its chat's lane."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.channels.budget import pace_of
from bot.channels.courier import Courier
from bot.channels.lanes import Key, Lane, Ready
from bot.channels.pace import Window
from bot.domain.messages import Urgency
from bot.services.crew import Share
from bot.services.delivery import Parcel
from bot.storage.outbox import Queued


@dataclass(slots=True)
class Holding:
    """`ids`: the rows that are held. A partition is open once all that the store holds for its chats is held too."""

    courier: Courier
    share: Share
    lanes: dict[Key, Lane] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)
    opened: dict[int, int] = field(default_factory=dict)
    _taken: dict[int, float] = field(default_factory=dict)
    _ready: Ready = field(default_factory=Ready)
    _broadcasts: set[int] = field(default_factory=set)

    def hold(self, parcel: Parcel) -> None:
        """Put it in its lane."""
        queued = parcel.queued
        self.ids.add(queued.id)
        if queued.urgency == Urgency.BROADCAST:
            self._broadcasts.add(queued.id)
        # A callback answer is awaited by a spinning button: it is ordered and paced with nothing else.
        key = (queued.channel, f"{queued.chat}?{queued.id}" if queued.kind == "answer" else queued.chat)
        lane = self.lanes.get(key)
        if lane is None:
            lane = self.lanes[key] = Lane(key, self._pace(queued), part=queued.part)
        lane.add(parcel)
        if not lane.busy:
            self.line_up(lane)

    def _pace(self, queued: Queued) -> Window:
        is_group = queued.kind == "message" and self.courier.channels[queued.channel].is_group(queued.chat)
        return pace_of(self.courier.settings, queued, is_group=is_group, taken=self._taken.get(queued.part))

    def pressing(self) -> int:
        """How many are held, broadcasts apart."""
        return len(self.ids) - len(self._broadcasts)

    def line_up(self, lane: Lane) -> None:
        """`lane` has something to send."""
        self._ready.push(lane)

    def next_lane(self) -> Lane | None:
        """The most urgent chat that has something to send, which is not at it already."""
        while (key := self._ready.pop()) is not None:
            lane = self.lanes.get(key)
            if lane is not None and not lane.busy and lane.parcels and self._is_ours(lane.part):
                return lane
        return None

    def _is_ours(self, part: int) -> bool:
        """Whether what the store holds for a partition is in its lanes, and the partition ours."""
        epoch = self.opened.get(part)
        return epoch is not None and self.share.held.get(part) == epoch

    def settle(self, lane: Lane, parcels: Sequence[Parcel]) -> None:
        """What became of `parcels` of the lane is written down."""
        lane.remove(list(parcels))
        self._drop(parcels)

    def free(self, lane: Lane) -> None:
        """`lane` may send again."""
        lane.busy = False
        if lane.parcels:
            self.line_up(lane)
        elif "?" in lane.key[1]:
            self.lanes.pop(lane.key, None)

    def take_over(self, gained: Collection[int], now: float) -> None:
        """Another sender had these partitions until now: nobody here knows how much their chats have heard of late."""
        self._taken.update(dict.fromkeys(gained, now))

    def open(self, gained: Mapping[int, int]) -> None:
        """All that the store holds for these partitions (with their epochs) is held."""
        self.opened.update(gained)
        for lane in self.lanes.values():
            if lane.part in gained and lane.parcels and not lane.busy:
                self.line_up(lane)

    def leave(self, lost: Collection[int]) -> None:
        """Somebody else has the chats of these partitions."""
        for part in lost:
            del self.opened[part]
        for key in [key for key, lane in self.lanes.items() if lane.part in lost]:
            lane = self.lanes.pop(key)
            self._drop(lane.parcels)
            lane.parcels.clear()

    def forget_quiet_lanes(self, now: float) -> None:
        """A lane is kept as long as its pace remembers anything."""
        quiet = [
            key for key, lane in self.lanes.items() if not lane.parcels and not lane.busy and lane.pace.is_idle(now)
        ]
        for key in quiet:
            del self.lanes[key]

    def _drop(self, parcels: Sequence[Parcel]) -> None:
        gone = {parcel.queued.id for parcel in parcels}
        self.ids -= gone
        self._broadcasts -= gone
