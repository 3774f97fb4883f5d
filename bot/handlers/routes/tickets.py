"""Tickets at desks, patrols and visits, figures; who reports too much. What is whose is part of each query."""

from bot.fsm.ticket import RESIDENTS, WHO
from bot.handlers import behalf, contact, desk, extensions, patrol, quiet, resident, stats
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes.posts import BRANCHES, DESK, DOERS, HANDLERS
from bot.services import bars, deadlines, limits, overview, repetition, rounds
from bot.services.confirming import ROLES
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(patrol.today, DOERS, command="today", words=TYPED["today"], menu=EVERYBODY),
    Route(desk.show, HANDLERS, command="desk", menu=EVERYBODY),
    Route(quiet.show, HANDLERS, command="quiet", menu=EVERYBODY),
    Route(patrol.show_all, DESK, command="patrols", pressed="rounds", menu=EVERYBODY),
    Route(stats.show, DESK, command="stats", words=TYPED["stats"], pressed="stats", menu=EVERYBODY),
    Route(stats.export, DESK, pressed="stats_list"),
    Route(limits.show, BRANCHES, command="limits", pressed="limits", menu=EVERYBODY),
    Route(behalf.ask_way, frozenset(ROLES), command="for", words=TYPED["for"], menu=EVERYBODY),
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
    # Who reports too much; which compounds are whose is part of each query.
    Route(resident.by_id(limits.free), BRANCHES, pressed="free"),
    Route(resident.by_id(limits.free_all), BRANCHES, pressed="free_all"),
    Route(resident.by_id(bars.ask_why), BRANCHES, pressed="bar"),
    Route(resident.by_id(bars.lift), BRANCHES, pressed="unbar"),
    Route(resident.by_id(bars.keep), BRANCHES, pressed="keep_bar"),
    Route(resident.by_id(bars.ask_appeal), EVERYBODY, pressed="appeal"),
)
