"""Invitations: a link, as words and as a code, that gives exactly one person exactly one role in one unit."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.charts import Code
from bot.domain.clock import to_millis
from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Menu, Outbound, Prompt, Reply, Toast, Urgency
from bot.domain.people import Post
from bot.services import appointing
from bot.services.making import Making
from bot.services.orders import INVITE, SEPARATOR
from bot.services.report.needs import consented
from bot.services.turn import Office, Turn
from bot.storage import due, people
from bot.storage import invitations as rows
from bot.storage.database import Tx
from bot.storage.invitations import Invitation
from bot.texts import errors
from bot.texts.posts import accepting as say
from bot.texts.posts import inviting
from bot.texts.posts.titles import title

PREFIX = "i_"
# 100 bits: nobody guesses one in the day that it is good.
CODE_LENGTH = 20
LIVES = timedelta(hours=24)
PICTURE = "invitation.png"


async def make(turn: Turn, tx: Tx, post: Post, by: Post, *, hands_over: bool = False) -> list[Reply]:
    """A new link to `post` from the holder of `by`; its picture follows in a moment."""
    code, expires = PREFIX + new_id(CODE_LENGTH), to_millis(turn.moment + LIVES)
    new = Invitation(new_id(), post, turn.person.id, by, hands_over, turn.now, expires)
    if not await rows.make(tx, new, code):
        return [turn.reply(inviting.TooManyInvitations(rows.MOST_OPEN), card="invite")]
    await due.plan(tx, INVITE, SEPARATOR.join((turn.person.id, new.id, code)), turn.now)
    link, hours = turn.office.link_to(code), LIVES // timedelta(hours=1)
    prompt = inviting.InvitationMade(post.role, turn.office.directory.called(post.unit_id), link, hours, hands_over)
    return [turn.reply(prompt, ((Choice("uninvite", new.id),),), card=card_of(new.id), first=True)]


async def drawing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The code as a picture; None where the link is good no more."""
    person_id, invitation_id, code = subject.split(SEPARATOR)
    found = await rows.good(tx, invitation_id, to_millis(moment))
    if found is None:
        return None

    async def still_good(tx: Tx, office: Office) -> bool:
        return await rows.good(tx, invitation_id, to_millis(office.clock.now())) is not None

    unit = office.directory.called(found.post.unit_id)
    what = Code(office.link_to(code), title(found.post.role, unit))
    return Making(person_id, what, "photo", PICTURE, inviting.InvitationCode(found.post.role, unit), allowed=still_good)


async def revoke(turn: Turn, tx: Tx, invitation_id: str) -> list[Reply]:
    """撤回. Raises `NotFound` for what is not theirs, or not open (any longer)."""
    found = await rows.good(tx, invitation_id, turn.now)
    if found is None or not await rows.revoke(tx, invitation_id, turn.person.id, turn.now):
        raise NotFound(invitation_id)
    prompt = inviting.InvitationRevoked(found.post.role, turn.office.directory.called(found.post.unit_id))
    return [turn.reply(prompt, card=card_of(invitation_id))]


async def open_link(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """Somebody opened a link: theirs, if they accept."""
    found = await rows.by_code(tx, code, turn.now)
    refusal = _refusal(turn, found)
    if found is None or refusal:
        return [turn.reply(refusal or say.InvitationGone())]
    notice = "" if consented(turn) else turn.office.settings.privacy.notice
    unit, by = turn.office.directory.called(found.post.unit_id), turn.office.directory[found.by.unit_id].name
    prompt = say.Invited(found.post.role, unit, by, found.hands_over, notice)
    label = None if consented(turn) else say.AGREE_AND_ACCEPT
    choices = ((Choice("inv_yes", found.id, label=label), Choice("inv_no", found.id)),)
    return [turn.reply(prompt, choices, card=_offer(found.id), first=True)]


async def accept(turn: Turn, tx: Tx, invitation_id: str) -> list[Reply]:
    """✅ 接受: the one who is first holds the post from now on, and who invited hears of it."""
    found = await rows.good(tx, invitation_id, turn.now)
    if found is None and await rows.accepted_by(tx, invitation_id) == turn.person.id:
        return [Toast(errors.StepDone())]
    refusal = _refusal(turn, found)
    if found is None or refusal or not await rows.accept(tx, found, turn.person.id, turn.now):
        return [turn.reply(refusal or say.InvitationGone(), card=_offer(invitation_id))]
    if not consented(turn):
        await people.consent(tx, turn.person.id, turn.office.settings.privacy.version, turn.now)
    giver = people.Giver(found.by_id, found.by.unit_id)
    await people.appoint(tx, turn.person.id, found.post, turn.now, giver)
    unit, role = turn.office.directory.called(found.post.unit_id), found.post.role
    own = replace(turn.person, posts=(*turn.person.posts, found.post))
    done = turn.reply(say.InvitationAccepted(role, unit), card=_offer(invitation_id))
    told = await (_handed_over(turn, tx, found) if found.hands_over else _told(turn, found))
    return [done, Menu(turn.office.menu_for(own.roles)), *told]


async def _told(turn: Turn, found: Invitation) -> list[Reply]:
    prompt = say.TheyAccepted(found.post.role, turn.office.directory.called(found.post.unit_id))
    return [_push(turn, found.by_id, prompt)]


async def _handed_over(turn: Turn, tx: Tx, found: Invitation) -> list[Reply]:
    """The old post ends in the same unit of work; those above hear who is gone."""
    await people.dismiss(tx, found.by_id, found.by, turn.now, turn.person.id)
    former = await people.load(tx, found.by_id)
    role, unit = found.post.role, turn.office.directory.called(found.post.unit_id)
    menu = [Menu(turn.office.menu_for(former.roles), former.id)] if former else []
    above = await appointing.those_above(tx, turn.office, found.post, turn.person.id)
    return [
        _push(turn, found.by_id, say.PostHandedOver(role, unit)),
        *menu,
        *(_push(turn, person_id, say.SuccessorCame(role, unit)) for person_id in above),
    ]


def decline(turn: Turn, invitation_id: str) -> list[Reply]:
    """不是我: the link stays good for whoever was meant."""
    return [turn.reply(say.InvitationDeclined(), card=_offer(invitation_id))]


def card_of(invitation_id: str) -> str:
    """The card of whoever made it."""
    return f"invitation:{invitation_id}"


def _offer(invitation_id: str) -> str:
    return f"invited:{invitation_id}"


def _refusal(turn: Turn, found: Invitation | None) -> Prompt | None:
    """Why nobody can take it, or not this person: then the link stays good."""
    unit = turn.office.directory.get(found.post.unit_id) if found else None
    if found is None or unit is None:
        return say.InvitationGone()
    if found.by_id == turn.person.id:
        return say.InvitationIsForThem()
    return say.AlreadyYours(found.post.role, unit.name) if found.post in turn.person.posts else None


def _push(turn: Turn, to: str, prompt: Prompt) -> Outbound:
    return Outbound(to, prompt, urgency=Urgency.NOTICE, silent=appointing.softly(turn))
