"""Before somebody goes: what keeps them, and everything of theirs that is open, ended by its own flow."""

from collections.abc import AsyncIterator

from bot.domain.activities import Activity, SignupState
from bot.domain.appointing import GIVEN_UP
from bot.domain.messages import Menu, Outbound, Reply
from bot.domain.people import Role
from bot.domain.volunteers import FileState
from bot.domain.wishes import WishState
from bot.fsm.activity import Act, signup_flow
from bot.fsm.redemption import E as Ordered
from bot.fsm.volunteer import E as Served
from bot.fsm.wish import E as Wished
from bot.services.activities import showing
from bot.services.activities.moving import move
from bot.services.shop import redemptions
from bot.services.turn import Turn
from bot.services.volunteers import filing
from bot.services.wishes import drafting, life
from bot.storage import activities, people, signups, volunteers, wishes
from bot.storage import redemptions as orders
from bot.storage.database import Tx
from bot.storage.privacy import reading
from bot.texts import privacy as say
from bot.texts.activities.news import MOVED_UP
from bot.texts.posts.titles import title

MANY = 1000
EVER = 2**53
WITHDRAWN = (WishState.PENDING_REVIEW, WishState.OPEN, WishState.CLAIMED)
SERVING = frozenset({Role.VOLUNTEER, Role.RESIDENT})


async def hindrances(turn: Turn, tx: Tx) -> tuple[str, ...]:
    """What somebody must see to first: posts to hand over, work in hand, a volunteer who waits for their yes."""
    posts = [post for post in turn.person.posts if post.role not in SERVING]
    found = [say.post_held(title(post.role, turn.office.directory.called(post.unit_id))) for post in posts]
    if tasks := await reading.open_tasks(tx, turn.person.id):
        found.append(say.tasks_open(tasks))
    if unanswered := await wishes.unanswered(tx, turn.person.id):
        found.append(say.wishes_unanswered(unanswered))
    return tuple(found)


def may_resign(turn: Turn) -> bool:
    """Whether one of their posts can be given up with /leave."""
    return any(post.role in GIVEN_UP for post in turn.person.posts)


async def end_what_is_open(turn: Turn, tx: Tx) -> list[Reply]:
    """Wishes, claims, places, orders, the service: each by its own flow; what others are told of it."""
    told = [reply async for ended in _ended(turn, tx) for reply in ended]
    return [reply for reply in told if not _is_to(reply, turn.person.id)]


async def _ended(turn: Turn, tx: Tx) -> AsyncIterator[list[Reply]]:
    yield await _wishes(turn, tx)
    yield await _claims(turn, tx)
    yield await _places(turn, tx)
    yield await _orders(turn, tx)
    yield await _service(turn, tx)


async def _wishes(turn: Turn, tx: Tx) -> list[Reply]:
    await drafting.drop_any(turn, tx)
    told: list[Reply] = []
    for wish in await wishes.of_person(tx, turn.person.id, MANY, 0):
        if wish.state in WITHDRAWN:
            told += (await life.act(turn, tx, wish, Wished.WITHDRAW))[1]
    return told


async def _claims(turn: Turn, tx: Tx) -> list[Reply]:
    told: list[Reply] = []
    for wish in await wishes.claimed_by(tx, turn.person.id, MANY, 0):
        if wish.state is WishState.CLAIMED:
            told += (await life.act(turn, tx, wish, Wished.HAND_BACK, life.Said(say.GONE_AWAY)))[1]
    return told


async def _places(turn: Turn, tx: Tx) -> list[Reply]:
    told: list[Reply] = []
    for activity in await signups.of_person(tx, turn.person.id, EVER, turn.now):
        told += await _leave(turn, tx, activity)
    return told


async def _leave(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    was = await signups.load(tx, activity.id, turn.person.id)
    if was.state is SignupState.HERE or Act.LEAVE not in signup_flow().allowed(was.state):
        return []
    _, moved = await move(tx, activity, was, Act.LEAVE, turn.now)
    now = await activities.load(tx, activity.id) or activity
    return await showing.news(tx, turn.office, [moved.person_id], now, MOVED_UP, turn.now) if moved else []


async def _orders(turn: Turn, tx: Tx) -> list[Reply]:
    told: list[Reply] = []
    for order in await orders.waiting_of(tx, turn.person.id):
        told += await redemptions.end(tx, turn.office, order, Ordered.CANCEL, turn.person.id, turn.now) or []
    return told


async def _service(turn: Turn, tx: Tx) -> list[Reply]:
    """They are no volunteer any more, with a file or without; one that was never sent goes as a whole."""
    await volunteers.drop_draft(tx, turn.person.id)
    file = await volunteers.load(tx, turn.person.id)
    told = await filing.fire(turn, tx, Served.LEAVE, file) if file and file.state is not FileState.LEFT else []
    for post in turn.person.posts:
        if post.role is Role.VOLUNTEER:
            await people.dismiss(tx, turn.person.id, post, turn.now, turn.person.id)
    return told


def _is_to(reply: Reply, person_id: str) -> bool:
    return isinstance(reply, Outbound | Menu) and reply.to == person_id
