"""`/invite`: to which role, and in which unit; each step reads the posts anew."""

from bot.domain.appointing import HANDED_OVER
from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Outbound, Reply
from bot.domain.people import Post, Unit
from bot.services import appointing, invitations
from bot.services.layout import in_rows, turns
from bot.services.orders import SEPARATOR
from bot.services.turn import Turn
from bot.storage import invitations as rows
from bot.storage.database import Tx
from bot.texts.posts import inviting as say
from bot.texts.posts.titles import TITLES

CARD = "invite"
PAGE = 16
MOST_LISTED = 8


async def show(turn: Turn, tx: Tx) -> Outbound:
    """The roles that they may give, their own posts that they may hand over, and what nobody accepted yet."""
    directory, roles = turn.office.directory, appointing.roles_to_give(turn.office, turn.person)
    give = [Choice("inv_unit", role + SEPARATOR, label=TITLES[role]) for role in roles]
    over = [
        (Choice("inv_over", unit.id, label=say.hand_over_label(unit.name)),)
        for post in turn.person.posts
        if post.role in HANDED_OVER and (unit := directory.get(post.unit_id))
    ]
    waiting = await rows.open_of(tx, turn.person.id, turn.now)
    back = [
        (Choice("uninvite", one.id, label=say.take_back_label(one.post.role, directory.called(one.post.unit_id))),)
        for one in waiting[:MOST_LISTED]
    ]
    choices = (*in_rows(give), *over, *back)
    return turn.reply(say.InviteWhom(len(waiting)) if choices else say.NobodyToInvite(), choices, card=CARD)


async def choose(turn: Turn, tx: Tx, which: str, page: int) -> list[Reply]:
    """The next units on the way down, or the invitation where there is but one. Raises `NotFound` for another's."""
    asked = appointing.post_of(which)
    role, unit_id = asked.role, asked.unit_id
    kind = appointing.kind_for(role)
    posts = appointing.givers(turn.office, turn.person, role, unit_id)
    if kind is None or not posts:
        raise NotFound(which)
    directory = turn.office.directory
    starts = [unit_id] if unit_id else [post.unit_id for post in posts]
    found = tuple({unit.id: unit for start in starts for unit in directory.towards(start, kind)}.values())
    if len(found) == 1 and found[0].kind is kind:
        return await invitations.make(turn, tx, Post(role, found[0].id), posts[0])
    return [turn.reply(say.InviteWhere(role), _units(turn, asked, found, page), card=CARD)]


async def hand_over(turn: Turn, tx: Tx, unit_id: str) -> list[Reply]:
    """交接: a successor for a post of one's own. Raises `NotFound` where it is not theirs (any longer)."""
    post = next((post for post in turn.person.posts if post.unit_id == unit_id and post.role in HANDED_OVER), None)
    if post is None:
        raise NotFound(unit_id)
    return await invitations.make(turn, tx, post, post, hands_over=True)


def _units(turn: Turn, asked: Post, found: tuple[Unit, ...], page: int) -> Choices:
    """A button for each; where two are called alike (1号楼 of two compounds), all say where they are."""
    which, here = appointing.which_of(asked), found[page * PAGE : (page + 1) * PAGE]
    alike = len({unit.name for unit in found}) < len(found)
    choices = [
        Choice(
            "inv_unit",
            appointing.which_of(Post(asked.role, unit.id)),
            label=turn.office.directory.called(unit.id) if alike else unit.name,
        )
        for unit in here
    ]
    ways = turns("inv_unit", which, page, len(found), PAGE)
    return (*in_rows(choices), *([ways] if ways else []), (Choice("invite"),))
