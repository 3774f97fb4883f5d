"""Tickets at desks, patrols and visits, figures; who reports too much. What is whose is part of each query."""

from bot.domain.policy import May
from bot.fsm.ticket import RESIDENTS, WHO
from bot.handlers import behalf, contact, desk, extensions, patrol, quiet, resident, stats
from bot.handlers.route import EVERYBODY, Route
from bot.services import bars, deadlines, limits, overview, repetition, rounds
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(patrol.today, May.SEE_DAY, command="today", words=TYPED["today"], menu=EVERYBODY),
    Route(desk.show, May.HANDLE, command="desk", words=TYPED["desk"], menu=EVERYBODY),
    Route(quiet.show, May.KEEP_QUIET, command="quiet", menu=EVERYBODY),
    Route(patrol.show_all, May.SEE_ROUNDS, command="patrols", pressed="rounds", menu=EVERYBODY),
    Route(stats.show, May.SEE_FIGURES, command="stats", words=TYPED["stats"], pressed="stats", menu=EVERYBODY),
    Route(stats.export, May.SEE_FIGURES, pressed="stats_list"),
    Route(limits.show, May.LIMIT, command="limits", pressed="limits", menu=EVERYBODY),
    Route(behalf.ask_way, May.REPORT_FOR, command="for", words=TYPED["for"], menu=EVERYBODY),
    # The buttons of the desk; which tickets are whose is part of each query.
    *(Route(desk.step(event), May.HANDLE, pressed=f"do_{event}") for event in WHO if WHO[event] != RESIDENTS),
    Route(extensions.ask, May.HANDLE, pressed="do_extend"),
    Route(extensions.grant, May.SUPERVISE, pressed="grant"),
    Route(extensions.refuse, May.SUPERVISE, pressed="refuse"),
    Route(desk.more, May.HANDLE, pressed="moredo"),
    Route(desk.look, May.HANDLE, pressed="look"),
    Route(desk.turn_page, May.HANDLE, pressed="desk_back"),
    Route(desk.turn_page, May.HANDLE, pressed="desk_on"),
    Route(quiet.choose, May.KEEP_QUIET, pressed="quiet"),
    Route(desk.choose, May.TALK, pressed="deed"),
    Route(desk.drop, May.TALK, pressed="undeed"),
    Route(desk.acknowledge, May.HANDLE, pressed="ack"),
    Route(resident.by_id(deadlines.acknowledge), May.HANDLE, pressed="seen_late"),
    Route(resident.by_id(repetition.acknowledge), May.SUPERVISE, pressed="seen_repetition"),
    Route(desk.photos, May.HANDLE, pressed="photos"),
    Route(contact.call, May.HANDLE, pressed="call"),
    # The buttons of patrols and visits; whose they are is part of each query.
    Route(resident.by_id(rounds.show), May.DO_ROUNDS, pressed="round"),
    Route(resident.by_id(rounds.all_well), May.DO_ROUNDS, pressed="all_well"),
    Route(resident.by_id(rounds.found), May.DO_ROUNDS, pressed="found"),
    Route(resident.by_id(rounds.ask_note), May.DO_ROUNDS, pressed="add_note"),
    Route(resident.by_id(overview.photos), May.SEE_ROUNDS, pressed="round_photos"),
    # Who reports too much; which compounds are whose is part of each query.
    Route(resident.by_id(limits.free), May.LIMIT, pressed="free"),
    Route(resident.by_id(limits.free_all), May.LIMIT, pressed="free_all"),
    Route(resident.by_id(bars.ask_why), May.LIMIT, pressed="bar"),
    Route(resident.by_id(bars.lift), May.LIMIT, pressed="unbar"),
    Route(resident.by_id(bars.keep), May.LIMIT, pressed="keep_bar"),
    Route(resident.by_id(bars.ask_appeal), May.REPORT, pressed="appeal"),
)
