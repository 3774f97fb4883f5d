"""Help, giving up, and everything else that can be said: last, as it takes whatever is left."""

from bot.domain.messages import Command, Contact, Media, Other, Place, Presence, Pressed, Text
from bot.handlers import general, resident, talk
from bot.handlers.route import EVERYBODY, Route
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(general.show_help, EVERYBODY, command="help", words=TYPED["help"], pressed="help", menu=EVERYBODY),
    Route(resident.cancel, EVERYBODY, command="cancel", words=TYPED["cancel"], pressed="cancel", menu=EVERYBODY),
    # Everything else that can be said.
    Route(talk.answer, EVERYBODY, talks=True, reads=True),
    Route(resident.tell, EVERYBODY, content=(Text, Media, Place, Contact), reads=True),
    Route(general.not_read, EVERYBODY, content=(Other,)),
    Route(general.presence, EVERYBODY, content=(Presence,)),
    Route(general.unknown_command, EVERYBODY, content=(Command,)),
    Route(general.unknown_button, EVERYBODY, content=(Pressed,)),
)
