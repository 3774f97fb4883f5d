"""The one ordered table: from it come the platform's handlers, the command menus, `/help` and the rights tests.

The first row that matches a message is the one that answers it.
"""

from bot.domain.messages import Command, Contact, Media, Other, Place, Presence, Pressed, Text
from bot.domain.tickets import WithdrawalReason
from bot.fsm.ticket import DEPARTMENTS, OFFICES, RESIDENTS, WHO, WORKERS
from bot.handlers import (
    behalf,
    broadcasts,
    claim,
    contact,
    desk,
    extensions,
    general,
    homes,
    notices,
    own,
    patrol,
    quiet,
    resident,
    stats,
    talk,
)
from bot.handlers.route import EVERYBODY, Route
from bot.services import deadlines, overview, repetition, report, rounds
from bot.services.behalf import WAYS
from bot.services.confirming import ROLES
from bot.services.report import conversation, unfinished
from bot.texts.words import TYPED

DESK = frozenset(OFFICES)
# Whoever has a desk, or is asked to do something; which tickets are theirs is part of each query.
HANDLERS = frozenset({*OFFICES, *DEPARTMENTS, *WORKERS})
# Whoever is asked to do something, or to look at something.
DOERS = frozenset({*DEPARTMENTS, *WORKERS})

ROUTES: tuple[Route, ...] = (
    # Whatever is said where others read along, or changed afterwards.
    Route(general.in_group, EVERYBODY, groups=True),
    Route(general.edited, EVERYBODY, edited=True),
    # Commands, and the words that people type instead.
    Route(general.start, EVERYBODY, command="start", words=TYPED["start"]),
    Route(resident.begin, EVERYBODY, command="report", words=TYPED["report"], menu=True),
    Route(own.my, EVERYBODY, command="my", words=TYPED["my"], menu=True),
    Route(talk.who, EVERYBODY, command="who", words=TYPED["who"], menu=True),
    Route(homes.show, EVERYBODY, command="home", words=TYPED["home"], menu=True),
    Route(homes.simple, EVERYBODY, command="simple", words=TYPED["simple"], menu=True),
    Route(behalf.ask_way, frozenset(ROLES), command="for", words=TYPED["for"], menu=True),
    Route(desk.show, HANDLERS, command="desk", menu=True),
    Route(quiet.show, HANDLERS, command="quiet", menu=True),
    Route(patrol.today, DOERS, command="today", words=TYPED["today"], menu=True),
    Route(patrol.show_all, DESK, command="patrols", pressed="rounds", menu=True),
    Route(stats.show, DESK, command="stats", words=TYPED["stats"], pressed="stats", menu=True),
    Route(stats.export, DESK, pressed="stats_list"),
    Route(notices.notice, DESK, command="notice", menu=True),
    Route(general.show_help, EVERYBODY, command="help", words=TYPED["help"], pressed="help", menu=True),
    Route(resident.cancel, EVERYBODY, command="cancel", words=TYPED["cancel"], pressed="cancel", menu=True),
    # Whoever is on the office's list, with their own number.
    Route(claim.begin, EVERYBODY, command="claim", words=TYPED["claim"]),
    Route(claim.confirm, EVERYBODY, pressed="claim_yes"),
    Route(claim.decline, EVERYBODY, pressed="claim_no"),
    # Danger: pressed on whichever version of the card.
    Route(resident.by_id(conversation.alarm), EVERYBODY, pressed="alarm"),
    Route(resident.by_id(conversation.calm), EVERYBODY, pressed="calm"),
    # The buttons of a report that was left lying.
    Route(resident.by_id(unfinished.resume), EVERYBODY, pressed="resume"),
    Route(resident.by_id(unfinished.restart), EVERYBODY, pressed="restart"),
    Route(resident.by_id(unfinished.restart), EVERYBODY, pressed="report_new"),
    Route(resident.by_id(unfinished.discard), EVERYBODY, pressed="discard"),
    # Where they live; reporting for somebody else.
    Route(homes.add, EVERYBODY, pressed="addhome"),
    Route(homes.prefer, EVERYBODY, pressed="usual"),
    Route(homes.remove, EVERYBODY, pressed="unhome"),
    *(Route(behalf.begin(way), frozenset(ROLES), pressed=f"for_{way}") for way in WAYS),
    Route(behalf.confirm, EVERYBODY, pressed="confirm"),
    Route(behalf.not_mine, EVERYBODY, pressed="not_mine"),
    # The buttons of a report, one step each.
    *(Route(resident.step(event), EVERYBODY, pressed=what) for what, event in resident.STEPS.items()),
    # The buttons of one's own tickets.
    Route(own.turn_page, EVERYBODY, pressed="newer"),
    Route(own.turn_page, EVERYBODY, pressed="older"),
    Route(own.show_own, EVERYBODY, pressed="mine"),
    Route(own.photos, EVERYBODY, pressed="myphotos"),
    Route(own.ask_withdraw, EVERYBODY, pressed="withdraw"),
    *(Route(own.withdraw(reason), EVERYBODY, pressed=reason.value) for reason in WithdrawalReason),
    Route(own.keep, EVERYBODY, pressed="keep"),
    Route(own.leave, EVERYBODY, pressed="leave"),
    Route(own.urge, EVERYBODY, pressed="urge"),
    Route(own.evaluate("satisfied"), EVERYBODY, pressed="satisfied"),
    Route(own.evaluate("mostly"), EVERYBODY, pressed="mostly"),
    Route(own.reopen, EVERYBODY, pressed="unsatisfied"),
    Route(resident.by_id(report.add_more), EVERYBODY, pressed="more"),
    Route(resident.by_id(report.repeat), EVERYBODY, pressed="again"),
    # The buttons of the desk; which tickets are whose is part of each query.
    *(Route(desk.step(event), HANDLERS, pressed=f"do_{event}") for event in WHO if WHO[event] != RESIDENTS),
    Route(extensions.ask, HANDLERS, pressed="do_extend"),
    Route(extensions.grant, DESK, pressed="grant"),
    Route(extensions.refuse, DESK, pressed="refuse"),
    Route(desk.more, HANDLERS, pressed="moredo"),
    Route(desk.look, HANDLERS, pressed="look"),
    Route(desk.turn_page, HANDLERS, pressed="desk_back"),
    Route(desk.turn_page, HANDLERS, pressed="desk_on"),
    Route(quiet.choose, HANDLERS, pressed="quiet"),
    Route(desk.choose, EVERYBODY, pressed="deed"),
    Route(desk.drop, EVERYBODY, pressed="undeed"),
    Route(desk.acknowledge, HANDLERS, pressed="ack"),
    Route(resident.by_id(deadlines.acknowledge), HANDLERS, pressed="seen_late"),
    Route(resident.by_id(repetition.acknowledge), DESK, pressed="seen_repetition"),
    Route(desk.photos, HANDLERS, pressed="photos"),
    Route(contact.call, HANDLERS, pressed="call"),
    # The buttons of patrols and visits; whose they are is part of each query.
    Route(resident.by_id(rounds.show), DOERS, pressed="round"),
    Route(resident.by_id(rounds.all_well), DOERS, pressed="all_well"),
    Route(resident.by_id(rounds.found), DOERS, pressed="found"),
    Route(resident.by_id(rounds.ask_note), DOERS, pressed="add_note"),
    Route(resident.by_id(overview.photos), DESK, pressed="round_photos"),
    # The buttons of a notice; which units are whose is part of each query.
    Route(notices.until, DESK, pressed="till"),
    Route(notices.for_unit, DESK, pressed="for_unit"),
    Route(notices.publish, DESK, pressed="publish"),
    Route(notices.drop, DESK, pressed="unsent"),
    Route(notices.take_down, DESK, pressed="takedown"),
    # To whom it is sent; stopped; and what a resident can do with it.
    Route(notices.where_to, DESK, pressed="where_to"),
    Route(notices.one_house, DESK, pressed="one_house"),
    Route(notices.house, DESK, pressed="house"),
    Route(notices.everywhere, DESK, pressed="everywhere"),
    Route(notices.hurry, DESK, pressed="hurry"),
    Route(notices.show_again, DESK, pressed="uncertain"),
    Route(broadcasts.send, DESK, pressed="send"),
    Route(broadcasts.send_now, DESK, pressed="send_now"),
    Route(broadcasts.stop, DESK, pressed="halt"),
    Route(broadcasts.mute, EVERYBODY, pressed="mute"),
    Route(broadcasts.unmute, EVERYBODY, pressed="unmute"),
    # Everything else that can be said.
    Route(talk.answer, EVERYBODY, talks=True, reads=True),
    Route(resident.tell, EVERYBODY, content=(Text, Media, Place, Contact), reads=True),
    Route(general.not_read, EVERYBODY, content=(Other,)),
    Route(general.presence, EVERYBODY, content=(Presence,)),
    Route(general.unknown_command, EVERYBODY, content=(Command,)),
    Route(general.unknown_button, EVERYBODY, content=(Pressed,)),
)
