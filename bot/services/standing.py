"""`/whoami` and `/leave`: the posts that somebody holds, what they may do with them, and giving one up (辞任)."""

from bot.domain.appointing import GIVEN_UP
from bot.domain.clock import from_millis
from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Menu, Outbound, Reply, Urgency
from bot.domain.people import Post, Role
from bot.services import appointing
from bot.services.turn import Turn
from bot.storage import people
from bot.storage.database import Tx
from bot.texts.posts import standing as say
from bot.texts.words import date_face

CARD = "leaving"


async def who_am_i(turn: Turn, tx: Tx) -> Outbound:
    """Roles and units in words, since when and from whom, and what only those who hold them may do."""
    units = turn.office.directory
    held = await people.held(tx, turn.person.id)
    posts = tuple(
        (one.post.role, units.called(one.post.unit_id), date_face(from_millis(one.since)), units.name_of(one.by_unit))
        for one in held
    )
    everybodys = turn.office.menu_for((Role.RESIDENT,))
    commands = tuple(row for row in turn.office.menu_for(turn.person.roles) if row not in everybodys)
    gives = tuple(appointing.roles_to_give(turn.office, turn.person))
    prompt = say.WhoYouAre(units.name_of(turn.person.home_id), posts, commands, gives)
    return turn.reply(prompt, ((Choice("leaving"),),) if _given_up(turn) else ())


async def ask_which(turn: Turn, tx: Tx) -> Outbound:
    """`/leave`: each post on a button."""
    posts, called = _given_up(turn), turn.office.directory.called
    choices = tuple(
        (Choice("resign", appointing.which_of(post), label=say.give_up_label(post.role, called(post.unit_id))),)
        for post in posts
    )
    nothing = say.NothingToLeave(volunteer=Role.VOLUNTEER in turn.person.roles)
    return turn.reply(say.LeaveWhich() if posts else nothing, choices, card=CARD)


async def ask_sure(turn: Turn, tx: Tx, which: str) -> Outbound:
    """辞任, asked once more. Raises `NotFound` where it is not theirs (any longer)."""
    post = _theirs(turn, which)
    choices: Choices = ((Choice("resign_yes", which), Choice("resign_no")),)
    return turn.reply(say.SureToResign(post.role, turn.office.directory.called(post.unit_id)), choices, card=CARD)


async def leave(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """It ends now; those who may give it to somebody else hear of it. Raises `NotFound` where it is not theirs."""
    post = _theirs(turn, which)
    if not await people.dismiss(tx, turn.person.id, post, turn.now, turn.person.id):
        raise NotFound(which)
    roles = [other.role for other in turn.person.posts if other != post]
    left = await people.holders(tx, post.role, (post.unit_id,))
    unit = turn.office.directory.called(post.unit_id)
    told = say.SomebodyLeft(post.role, unit, len(left))
    above = await appointing.those_above(tx, turn.office, post, turn.person.id)
    return [
        turn.reply(say.LeftPost(post.role, unit), card=CARD),
        Menu(turn.office.menu_for((Role.RESIDENT, *roles))),
        *(Outbound(one, told, urgency=Urgency.NOTICE, silent=appointing.softly(turn)) for one in above),
    ]


def stay(turn: Turn) -> Outbound:
    """不辞了."""
    return turn.reply(say.StillInPost(), card=CARD)


def _given_up(turn: Turn) -> list[Post]:
    return [post for post in turn.person.posts if post.role in GIVEN_UP]


def _theirs(turn: Turn, which: str) -> Post:
    post = appointing.post_of(which)
    if post not in _given_up(turn):
        raise NotFound(which)
    return post
