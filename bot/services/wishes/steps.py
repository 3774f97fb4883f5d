"""What can be done with a wish that was sent; before some steps something is to be said, in words or by a tap."""

from bot.domain.errors import NotAllowed
from bot.domain.messages import Choice, Media, Outbound, Reply, Toast
from bot.domain.wishes import TAKEN, Wish, WishState
from bot.fsm.wish import E, Who, WishFacts, offered, role_for
from bot.services import asking
from bot.services.layout import button
from bot.services.turn import Turn
from bot.services.wishes import life, telling
from bot.services.wishes.life import Said
from bot.services.wishes.standing import possible, standing
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.wishes import steps as say
from bot.texts.wishes.drafting import WishTooLong

# The next words belong to this step; the rest is done at once.
ASKED = (E.REWORD, E.REJECT, E.HAND_BACK, E.DELIVER, E.NOT_YET)
THANK = "wish_thank"


def kind_of_question(event: E) -> str:
    """Under which name it is asked."""
    return f"wish_{event}"


async def press(turn: Turn, tx: Tx, wish: Wish, event: E, version: int) -> list[Reply]:
    """A button of its card: done, or asked about; of an older card, the present one is shown."""
    if event is E.CLAIM:
        return await claim(turn, tx, wish)
    if event not in possible(turn.office, turn.person, wish, turn.now):
        return await past(turn, tx, wish, event)
    if wish.version != version:
        return [Toast(errors.CardIsOld()), await telling.shown(turn, tx, wish)]
    if event in ASKED or event is E.WITHDRAW:
        return [await _ask(turn, tx, wish, event) if event in ASKED else _ask_again(turn, wish)]
    return await _done(turn, tx, wish, event, Said())


async def past(turn: Turn, tx: Tx, wish: Wish, event: E) -> list[Reply]:
    """It cannot be done (any more): the present card. Raises `NotAllowed` where it never was theirs to do."""
    theirs = role_for(event, standing(turn.office, turn.person, wish, turn.now))
    if theirs is None and event in offered(wish.state, WishFacts(bool(wish.extended))):
        raise NotAllowed(event)
    return [Toast(errors.StepDone()), await telling.shown(turn, tx, wish)]


async def claim(turn: Turn, tx: Tx, wish: Wish) -> list[Reply]:
    """Exactly one gets it; everybody else hears kindly why not, and sees where it stands."""
    if wish.person_id == turn.person.id:
        return [Toast(say.NotOnesOwn(), alert=True)]
    stands = standing(turn.office, turn.person, wish, turn.now)
    if role_for(E.CLAIM, stands) is None:
        raise NotAllowed(E.CLAIM)
    if wish.state is WishState.OPEN:
        most = turn.office.settings.wishes.claims
        if await rows.in_hand(tx, turn.person.id) >= most:
            return [Toast(say.EnoughInHand(most), alert=True)]
        claimed, told = await life.act(turn, tx, wish, E.CLAIM)
        return [await telling.shown(turn, tx, claimed), *told]
    return [_too_late(wish, stands), await telling.shown(turn, tx, wish)]


def _too_late(wish: Wish, stands: frozenset[Who]) -> Toast:
    if Who.CLAIMER in stands:
        return Toast(errors.StepDone())
    taken = wish.state in TAKEN
    return Toast(say.SomebodyWasQuicker() if taken else say.NotInThePool(), alert=taken)


async def withdraw(turn: Turn, tx: Tx, wish: Wish) -> list[Reply]:
    """不要了, asked once more before."""
    if E.WITHDRAW not in possible(turn.office, turn.person, wish, turn.now):
        return await past(turn, tx, wish, E.WITHDRAW)
    return await _done(turn, tx, wish, E.WITHDRAW, Said())


async def look(turn: Turn, tx: Tx, wish: Wish) -> list[Reply]:
    """看电话和地址: to whoever has it in hand alone; each look is written down."""
    in_hand = wish.state in (WishState.CLAIMED, WishState.DELIVERED) and wish.claimer_id == turn.person.id
    if not in_hand:
        raise NotAllowed("look")
    if not (wish.contact or wish.address or wish.for_name):
        return [Toast(say.NoWishContact(), alert=True)]
    event = rows.Event(wish.id, telling.LOOK, wish.state, turn.person.id, Who.CLAIMER, "", turn.now)
    await rows.add_look(tx, event)
    return [turn.reply(say.WishContact(wish.words, wish.for_name, wish.contact, wish.address))]


# ── something is to be said first ─────────────────────────────────────────────────────────────────────────────
async def _ask(turn: Turn, tx: Tx, wish: Wish, event: E) -> Outbound:
    await asking.ask(turn, tx, kind_of_question(event), wish.id)
    offered = tuple(
        (button(wish, f"w_why_{event}", str(at), reason),) for at, reason in enumerate(say.REASONS.get(event, ()))
    )
    shown = wish.words if event is E.REWORD else wish.public
    return telling.on_card(turn, wish, say.AskAbout(event, shown), (*offered, (Choice("w_card", wish.id),)))


def _ask_again(turn: Turn, wish: Wish) -> Outbound:
    """Sure that they do not want it any more?"""
    sure = ((button(wish, "w_gone"), Choice("w_card", wish.id)),)
    return telling.on_card(turn, wish, say.SureToWithdraw(wish.public, wish.state is WishState.CLAIMED), sure)


async def because(turn: Turn, tx: Tx, wish: Wish, event: E, at: int) -> list[Reply]:
    """One of the reasons offered."""
    reasons = say.REASONS[event]
    if event not in possible(turn.office, turn.person, wish, turn.now) or at >= len(reasons):
        return await past(turn, tx, wish, event)
    return await _done(turn, tx, wish, event, Said(reasons[at]))


async def told(turn: Turn, tx: Tx, wish_id: str, *, event: E) -> list[Reply] | None:
    """The answer to what was asked for a step; None where it is no answer (any more)."""
    wish = await rows.load(tx, wish_id)
    if wish is None or event not in possible(turn.office, turn.person, wish, turn.now):
        await asking.answered(turn, tx)
        concerns = wish is not None and standing(turn.office, turn.person, wish, turn.now)
        return [await telling.shown(turn, tx, wish)] if wish and concerns else None
    files = turn.content.files if isinstance(turn.content, Media) and event is E.DELIVER else ()
    most = turn.office.settings.wishes.max_words
    if not turn.words and not files:
        return [turn.reply(say.AskAbout(event, wish.public))]
    if len(turn.words) > most:
        return [turn.reply(WishTooLong(most))]
    return await _done(turn, tx, wish, event, Said(turn.words, files))


async def _done(turn: Turn, tx: Tx, wish: Wish, event: E, said: Said) -> list[Reply]:
    """Done: a word over the button, the card as it is now, and whoever else must know."""
    await asking.answered(turn, tx)
    after, others = await life.act(turn, tx, wish, event, said)
    toast = [Toast(say.WishSaid(event))] if event in say.DONE_WORDS and turn.pressed else []
    if event is E.CONFIRM:
        return [*await ask_thanks(turn, tx, after), *others]
    return [*toast, await telling.shown(turn, tx, after), *others]


# ── thanks ────────────────────────────────────────────────────────────────────────────────────────────────────
async def ask_thanks(turn: Turn, tx: Tx, wish: Wish) -> list[Reply]:
    """A word for whoever did it, if they like."""
    await asking.ask(turn, tx, THANK, wish.id)
    return [telling.on_card(turn, wish, say.AskThanks(), ((Choice("w_card", wish.id, label=say.NO_THANKS),),))]


async def told_thanks(turn: Turn, tx: Tx, wish_id: str) -> list[Reply] | None:
    """Their word is passed on; None where it is none (a number, a pin)."""
    wish = await rows.load(tx, wish_id)
    if wish is None or wish.thanked or not turn.words:
        return None
    most = turn.office.settings.wishes.max_words
    if len(turn.words) > most:
        return [turn.reply(WishTooLong(most))]
    await asking.answered(turn, tx)
    return [turn.reply(say.ThanksPassedOn()), *await life.thank(turn, tx, wish, turn.words)]


async def card(turn: Turn, tx: Tx, wish: Wish) -> list[Reply]:
    """Back to the card: whatever was asked about it needs no answer any more."""
    await asking.answered(turn, tx)
    return [await telling.shown(turn, tx, wish)]
