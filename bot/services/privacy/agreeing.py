"""A yes of its own: whoever gives a number or a name has read what for, and agrees by giving it."""

from bot.services.turn import Turn
from bot.storage import consents
from bot.storage.consents import Consent, What
from bot.storage.database import Tx


async def agree_to_contact(turn: Turn, tx: Tx) -> None:
    """Written down once for each version of the text, and again after it was taken back."""
    version = turn.office.settings.privacy.version
    await consents.say(tx, turn.person.id, Consent(What.CONTACT, version, True, turn.now))
