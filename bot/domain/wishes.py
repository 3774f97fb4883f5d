"""Wishes (微心愿, docs/wishes.md): a small thing that somebody would be glad of and a neighbour can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.messages import MediaRef


class WishState(StrEnum):
    """Where a wish stands. `draft`: still being written; `delivered`: its volunteer says that it is fulfilled."""

    DRAFT = "draft"
    PENDING_REVIEW = "pending_review"
    OPEN = "open"
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ENDED = (WishState.CONFIRMED, WishState.REJECTED, WishState.WITHDRAWN, WishState.EXPIRED)
# Somebody has it in hand, or had.
TAKEN = (WishState.CLAIMED, WishState.DELIVERED, WishState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Wish:
    """`person_id` wrote it, for `for_name` where that is somebody else (empty: for themselves).

    `words` are as they were said, `public` as everybody may read them. `contact` and `address` are for whoever claimed
    it alone. `since`: when it came into its state; `opened_at`: when it came into the pool first; `looked_at`: up to
    when the clock has looked after it. Times in milliseconds; `extended`, `pushed`, `thanked` are 0 or 1.
    """

    id: str
    person_id: str
    at: int
    compound_id: str | None = None
    kind: str = ""
    words: str = ""
    public: str = ""
    for_name: str = ""
    contact: str = ""
    address: str = ""
    state: WishState = WishState.DRAFT
    version: int = 1
    since: int = 0
    opened_at: int | None = None
    claimer_id: str | None = None
    due_at: int | None = None
    extended: int = 0
    pushed: int = 0
    thanked: int = 0
    looked_at: int = 0
    note: str = ""
    files: tuple[MediaRef, ...] = ()


def kind_of(words: str, kinds: Mapping[str, Sequence[str]], otherwise: str) -> str:
    """The kind most of whose words stand in the sentence, the first of several; `otherwise` where none does."""
    found = {name: sum(word in words for word in said) for name, said in kinds.items()}
    best = max(found, key=found.__getitem__)
    return best if found[best] else otherwise
