"""Help, giving up, and everything else that can be said: last, as it takes whatever is left."""

from bot.domain.messages import Command, Contact, Media, Other, Place, Presence, Pressed, Text
from bot.domain.policy import May
from bot.handlers import general, helping, resident, talk
from bot.handlers.route import EVERYBODY, Route
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(helping.show, May.TALK, command="help", words=TYPED["help"], pressed="help", menu=EVERYBODY),
    Route(helping.show_all, May.TALK, pressed="help_more"),
    Route(resident.cancel, May.TALK, command="cancel", words=TYPED["cancel"], pressed="cancel", menu=EVERYBODY),
    # Everything else that can be said.
    Route(talk.answer, May.TALK, talks=True, reads=True),
    Route(resident.tell, May.TALK, content=(Text, Media, Place, Contact), reads=True),
    Route(general.not_read, May.TALK, content=(Other,)),
    Route(general.presence, May.TALK, content=(Presence,)),
    Route(general.unknown_command, May.TALK, content=(Command,)),
    Route(general.unknown_button, May.TALK, content=(Pressed,)),
)
