"""What becomes of a well-formed update: one to four things about it are wrong. The same dice, the same update."""

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, TypeAlias

from tests.fuzz.corpus import PLANTED, update

Slot: TypeAlias = tuple[Any, Any]

# Whatever may stand where something else belongs; a function where it is too long to be written here.
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, -(2**63), 2**63, 2**70, 1.5, -0.0, 1e308, float("nan"), float("inf"), "", " ",
    "0", "-1", "null", "\0", "\ud83d", "\udc00x", "\u202e\u200b\ufeff", "＝1+1", "😀" * 50, PLANTED[0], PLANTED[1] * 3,
    [], {}, [[]], [None], {"": None}, {"id": None}, {"id": {"id": []}}, [1, "2", {}],
)  # fmt: skip
NAMES = ("text", "chat", "from", "photo", "message", "date", "id", "data", "?")
ASKED = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
LONG = (4097, 20_000)
DEPTH = (5, 60, 200)


def mutated(dice: random.Random) -> dict[str, Any]:
    """An update with something wrong; one in ten is left as it is."""
    made = deepcopy(update(dice))
    if dice.random() < 0.1:
        return made
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        dice.choice(WAYS)(dice, made)
    number = made.get("update_id")
    if isinstance(number, int | float) and number > 1:
        del made["update_id"]  # greater than what comes next, perhaps: the offset would pass over all between
    return made


def spoiled(dice: random.Random, number: int) -> bytes:
    """The bytes of an update that are no update any more: for the webhook."""
    raw = json.dumps({"update_id": number, **mutated(dice)}).encode()
    at = dice.randrange(len(raw))
    return dice.choice(
        (
            raw[:at],
            raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :],
            raw[:at] + dice.randbytes(dice.randrange(1, 9)) + raw[at:],
            b"\xef\xbb\xbf" + raw,
            raw + raw,
            raw.decode().encode("utf-16"),
            b"[" * dice.choice((10, 3000)) + raw,
            b'{"update_id":%d,"message":' % number + b'{"a":' * 3000 + b"1" + b"}" * 3001,
            dice.randbytes(dice.randrange(200)),
            b"",
            raw.replace(b'"update_id"', b'"update_id": 1, "update_id"'),
        )
    )


def _slots(value: Any) -> Iterator[Slot]:
    """Every place in it: the container, and the key or index."""
    if isinstance(value, dict):
        for key in value:
            yield value, key
            yield from _slots(value[key])
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield value, at
            yield from _slots(part)


def _any_slot(dice: random.Random, made: Any) -> Slot | None:
    found = list(_slots(made))
    return dice.choice(found) if found else None


def _replace(dice: random.Random, made: Any) -> None:
    if slot := _any_slot(dice, made):
        slot[0][slot[1]] = deepcopy(dice.choice(VALUES))


def _remove(dice: random.Random, made: Any) -> None:
    if slot := _any_slot(dice, made):
        del slot[0][slot[1]]


def _exchange(dice: random.Random, made: Any) -> None:
    one, other = _any_slot(dice, made), _any_slot(dice, made)
    if one and other:
        held = deepcopy(one[0][one[1]])
        one[0][one[1]] = deepcopy(other[0][other[1]])
        other[0][other[1]] = held


def _lengthen(dice: random.Random, made: Any) -> None:
    if slot := _any_slot(dice, made):
        piece = dice.choice(("长", "x", "\n", "🔥", "\u0301", "/", "a:"))
        slot[0][slot[1]] = (PLANTED[0] + piece * dice.choice(LONG))[: max(LONG)]


def _deepen(dice: random.Random, made: Any) -> None:
    if slot := _any_slot(dice, made):
        deep = slot[0][slot[1]]
        for _ in range(dice.choice(DEPTH)):
            deep = {dice.choice(("reply_to_message", "x", "chat")): deep} if dice.random() < 0.8 else [deep]
        slot[0][slot[1]] = deep


def _nest_reply(dice: random.Random, made: Any) -> None:
    """A message that answers itself, again and again, as no platform sends it."""
    for part in made.values():
        if isinstance(part, dict):
            inner = deepcopy(part)
            for _ in range(dice.choice(DEPTH) // 5):
                inner = {**part, "reply_to_message": inner}
            part["reply_to_message"] = inner


def _misplace_entities(dice: random.Random, made: Any) -> None:
    for part in made.values():
        if isinstance(part, dict):
            offset, length = dice.choice((-5, 0, 3, 10**9)), dice.choice((-1, 0, 10**9, None))
            part["entities"] = [{"type": dice.choice(("bot_command", "url", "x")), "offset": offset, "length": length}]


def _rename(dice: random.Random, made: Any) -> None:
    slot = _any_slot(dice, made)
    if slot and isinstance(slot[0], dict):
        slot[0][dice.choice(NAMES)] = slot[0].pop(slot[1])


def _another_kind(dice: random.Random, made: dict[str, Any]) -> None:
    kind = next(iter(made), None)
    if kind is not None:
        made[dice.choice(ASKED)] = made.pop(kind)


def _two_kinds(dice: random.Random, made: dict[str, Any]) -> None:
    made |= update(dice)


def _wrong_date(dice: random.Random, made: Any) -> None:
    for part in made.values():
        if isinstance(part, dict):
            part["date"] = dice.choice((-1, 0, 10**18, -(10**18), 253_402_300_800, "now", 1.5, float("nan")))


def _wrong_id(dice: random.Random, made: dict[str, Any]) -> None:
    made["update_id"] = dice.choice((None, -1, -(2**70), "17", 1.5, True, [], {}, float("nan")))


WAYS: tuple[Callable[[random.Random, Any], None], ...] = (
    _replace, _replace, _replace, _replace, _remove, _remove, _exchange, _lengthen, _deepen, _nest_reply,
    _misplace_entities, _rename, _another_kind, _two_kinds, _wrong_date, _wrong_id,
)  # fmt: skip
