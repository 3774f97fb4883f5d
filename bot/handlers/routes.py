"""The one ordered table: from it come the platform's handlers, the command menus, `/help` and the rights tests.

The first row that matches a message is the one that answers it.
"""

from bot.domain.messages import Command, Contact, Media, Other, Place, Presence, Pressed, Text
from bot.fsm.report import E
from bot.handlers import general, own, resident, secretary
from bot.handlers.route import EVERYBODY, Route
from bot.services.tickets import DESK_ROLES
from bot.texts.words import TYPED

DESK = frozenset(DESK_ROLES)

ROUTES: tuple[Route, ...] = (
    # Whatever is said where others read along, or changed afterwards.
    Route(general.in_group, EVERYBODY, groups=True),
    Route(general.edited, EVERYBODY, edited=True),
    # Commands, and the words that people type instead.
    Route(general.start, EVERYBODY, command="start", words=TYPED["start"]),
    Route(resident.begin, EVERYBODY, command="report", words=TYPED["report"], menu=True),
    Route(own.my, EVERYBODY, command="my", words=TYPED["my"], menu=True),
    Route(secretary.desk, DESK, command="desk", menu=True),
    Route(general.show_help, EVERYBODY, command="help", words=TYPED["help"], menu=True),
    Route(resident.cancel, EVERYBODY, command="cancel", words=TYPED["cancel"], pressed="cancel", menu=True),
    # The buttons of a report.
    Route(resident.step(E.AGREE), EVERYBODY, pressed="agree"),
    Route(resident.step(E.SETTLE), EVERYBODY, pressed="home"),
    Route(resident.step(E.TOLD), EVERYBODY, pressed="nothome"),
    Route(resident.step(E.SUBMIT), EVERYBODY, pressed="submit"),
    Route(resident.step(E.CHANGE_CATEGORY), EVERYBODY, pressed="kind"),
    Route(resident.step(E.CHOOSE_CATEGORY), EVERYBODY, pressed="cat"),
    Route(resident.step(E.CHANGE_PLACE), EVERYBODY, pressed="place"),
    Route(resident.step(E.CHANGE_COMPOUND), EVERYBODY, pressed="elsewhere"),
    Route(resident.step(E.ADD_PHOTO), EVERYBODY, pressed="photo"),
    Route(resident.step(E.BACK), EVERYBODY, pressed="back"),
    # The buttons of one's own tickets.
    Route(own.show_own, EVERYBODY, pressed="mine"),
    Route(own.ask_withdraw, EVERYBODY, pressed="withdraw"),
    Route(own.withdraw, EVERYBODY, pressed="sure"),
    Route(own.keep, EVERYBODY, pressed="keep"),
    # The buttons of the desk; which tickets are whose is part of each query.
    Route(secretary.accept, DESK, pressed="accept"),
    Route(secretary.acknowledge, DESK, pressed="ack"),
    Route(secretary.photos, DESK, pressed="photos"),
    # Everything else that can be said.
    Route(resident.tell, EVERYBODY, content=(Text, Media, Place), reads=True),
    Route(general.not_read, EVERYBODY, content=(Contact, Other)),
    Route(general.presence, EVERYBODY, content=(Presence,)),
    Route(general.unknown_command, EVERYBODY, content=(Command,)),
    Route(general.unknown_button, EVERYBODY, content=(Pressed,)),
)
