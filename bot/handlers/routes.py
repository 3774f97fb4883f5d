"""The one ordered table: from it come the platform's handlers, the command menus, `/help` and the rights tests.

The first row that matches a message is the one that answers it.
"""

from bot.domain.messages import Command, Contact, Media, Other, Place, Presence, Pressed, Text
from bot.domain.people import Role
from bot.domain.tickets import WithdrawalReason
from bot.fsm.ticket import BRANCH, DEPARTMENTS, OFFICES, RESIDENTS, WHO, WORKERS
from bot.handlers import (
    behalf,
    broadcasts,
    contact,
    desk,
    extensions,
    general,
    homes,
    honours,
    merits,
    notices,
    own,
    patrol,
    points,
    quiet,
    resident,
    shop,
    stats,
    talk,
    volunteers,
    wishes,
)
from bot.handlers.route import EVERYBODY, Route
from bot.services import (
    bars,
    deadlines,
    granting,
    limits,
    overview,
    pickup,
    red,
    redeeming,
    redemptions,
    repetition,
    report,
    reserving,
    rounds,
    shopkeeping,
    stocktaking,
)
from bot.services import honours as honouring
from bot.services import merits as looked_after
from bot.services.behalf import WAYS
from bot.services.confirming import ROLES
from bot.services.report import conversation, unfinished
from bot.services.volunteers import deciding, joining
from bot.services.volunteers import desk as helping
from bot.services.volunteers.own import RESTS
from bot.texts.words import TYPED

DESK = frozenset(OFFICES)
BRANCHES = frozenset(BRANCH)
# Whoever has a desk, or is asked to do something; which tickets are theirs is part of each query.
HANDLERS = frozenset({*OFFICES, *DEPARTMENTS, *WORKERS})
# Whoever is asked to do something, or to look at something.
DOERS = frozenset({*DEPARTMENTS, *WORKERS})
# Whoever keeps a shop; which is part of each query.
KEEPERS = frozenset({Role.SHOPKEEPER})
# Whoever looks after volunteers: which are theirs is part of each query.
SECRETARIES = frozenset(looked_after.ROLES)
VOLUNTEERS = frozenset({Role.VOLUNTEER})
# Whoever fulfils wishes, or looks after them.
HELPERS = frozenset({*VOLUNTEERS, *OFFICES})

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
    Route(volunteers.join, EVERYBODY, command="join", words=TYPED["join"], pressed="vjoin", menu=True),
    Route(volunteers.me, EVERYBODY, command="me", words=TYPED["me"], pressed="vme", menu=True),
    Route(behalf.ask_way, frozenset(ROLES), command="for", words=TYPED["for"], menu=True),
    Route(desk.show, HANDLERS, command="desk", menu=True),
    Route(quiet.show, HANDLERS, command="quiet", menu=True),
    Route(patrol.today, DOERS, command="today", words=TYPED["today"], menu=True),
    Route(patrol.show_all, DESK, command="patrols", pressed="rounds", menu=True),
    Route(stats.show, DESK, command="stats", words=TYPED["stats"], pressed="stats", menu=True),
    Route(stats.export, DESK, pressed="stats_list"),
    Route(notices.notice, DESK, command="notice", menu=True),
    Route(limits.show, BRANCHES, command="limits", pressed="limits", menu=True),
    Route(shop.redeem, EVERYBODY, command="redeem", words=TYPED["redeem"], pressed="redeem", menu=True),
    Route(shop.shop, KEEPERS, command="shop", pressed="shop", menu=True),
    Route(volunteers.show_all, BRANCHES, command="volunteers", words=TYPED["volunteers"], menu=True),
    Route(wishes.wish, EVERYBODY, command="wish", words=TYPED["wish"], menu=True, reads=True),
    Route(wishes.wishes, HELPERS, command="wishes", words=TYPED["wishes"], menu=True),
    Route(wishes.my, EVERYBODY, command="mywishes", words=TYPED["mywishes"], menu=True),
    Route(wishes.claims, VOLUNTEERS, command="claims", words=TYPED["claims"], menu=True),
    Route(general.show_help, EVERYBODY, command="help", words=TYPED["help"], pressed="help", menu=True),
    Route(resident.cancel, EVERYBODY, command="cancel", words=TYPED["cancel"], pressed="cancel", menu=True),
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
    # Who reports too much; which compounds are whose is part of each query.
    Route(resident.by_id(limits.free), BRANCHES, pressed="free"),
    Route(resident.by_id(limits.free_all), BRANCHES, pressed="free_all"),
    Route(resident.by_id(bars.ask_why), BRANCHES, pressed="bar"),
    Route(resident.by_id(bars.lift), BRANCHES, pressed="unbar"),
    Route(resident.by_id(bars.keep), BRANCHES, pressed="keep_bar"),
    Route(resident.by_id(bars.ask_appeal), EVERYBODY, pressed="appeal"),
    # The buttons of the 爱心商店: of whoever has points; of whoever keeps it.
    Route(redeeming.choose_shop, EVERYBODY, pressed="shops"),
    Route(resident.by_id(redeeming.look), EVERYBODY, pressed="shop_at"),
    Route(resident.by_id(reserving.ask), EVERYBODY, pressed="want"),
    Route(shop.buy, EVERYBODY, pressed="buy"),
    Route(resident.by_id(redemptions.show), EVERYBODY, pressed="pickup"),
    Route(resident.by_id(redemptions.cancel), EVERYBODY, pressed="unbuy"),
    Route(resident.by_id(pickup.give), KEEPERS, pressed="give"),
    Route(resident.by_id(shopkeeping.shelves), KEEPERS, pressed="shelves"),
    Route(resident.by_id(shopkeeping.ware), KEEPERS, pressed="ware"),
    Route(resident.by_id(shopkeeping.take_off), KEEPERS, pressed="unshelve"),
    Route(resident.by_id(shopkeeping.put_on), KEEPERS, pressed="shelve"),
    Route(resident.by_id(stocktaking.ask_pieces), KEEPERS, pressed="restock"),
    Route(resident.by_id(stocktaking.ask_price), KEEPERS, pressed="reprice"),
    Route(resident.by_id(stocktaking.ask_goods), KEEPERS, pressed="newgoods"),
    # The file of a volunteer, and their teams: one's own, as no button bears whose.
    Route(resident.by_id(joining.at), EVERYBODY, pressed="vwhere"),
    Route(volunteers.set_fact, EVERYBODY, pressed="vset"),
    Route(resident.by_id(joining.put), EVERYBODY, pressed="vput"),
    Route(resident.by_id(joining.flip), EVERYBODY, pressed="vflip"),
    Route(resident.by_id(joining.on), EVERYBODY, pressed="vnext"),
    Route(volunteers.show, EVERYBODY, pressed="vshow"),
    Route(volunteers.edit, EVERYBODY, pressed="vedit"),
    Route(volunteers.send, EVERYBODY, pressed="vsend"),
    Route(volunteers.drop, EVERYBODY, pressed="vdrop"),
    Route(volunteers.again, EVERYBODY, pressed="vagain"),
    *(Route(volunteers.pause, EVERYBODY, pressed=what) for what in ("vpause", *RESTS.values())),
    Route(volunteers.come_back, EVERYBODY, pressed="vback"),
    Route(volunteers.ask_leave, EVERYBODY, pressed="vleave"),
    Route(volunteers.leave, EVERYBODY, pressed="vgone"),
    Route(volunteers.draw, EVERYBODY, pressed="vpic"),
    Route(volunteers.can, EVERYBODY, pressed="vcan"),
    Route(volunteers.cannot, EVERYBODY, pressed="vcannot"),
    Route(volunteers.my_teams, EVERYBODY, pressed="vteams"),
    Route(volunteers.team, EVERYBODY, pressed="vteam"),
    Route(volunteers.into_team, EVERYBODY, pressed="vin"),
    Route(volunteers.out_of_team, EVERYBODY, pressed="vout"),
    # The branch and its volunteers; whose files are theirs is part of each query.
    Route(resident.by_id(deciding.approve), BRANCHES, pressed="vok"),
    Route(resident.by_id(helping.approve), BRANCHES, pressed="vyes"),
    Route(resident.by_id(deciding.ask_why), BRANCHES, pressed="vno"),
    Route(resident.by_id(deciding.refuse_for), BRANCHES, pressed="vwhy"),
    Route(resident.by_id(deciding.show), BRANCHES, pressed="vfile"),
    Route(resident.by_id(deciding.look_at_phone), BRANCHES, pressed="vphone"),
    Route(volunteers.compound, BRANCHES, pressed="vdesk"),
    *(Route(volunteers.names, BRANCHES, pressed=what) for what in ("vlist", "vnewer", "volder")),
    Route(volunteers.need, BRANCHES, pressed="vneed"),
    Route(volunteers.find, BRANCHES, pressed="vfind"),
    Route(volunteers.ask, BRANCHES, pressed="vask"),
    Route(volunteers.groups, BRANCHES, pressed="vgroups"),
    Route(volunteers.group, BRANCHES, pressed="vgroup"),
    Route(volunteers.ask_lead, BRANCHES, pressed="vlead"),
    Route(volunteers.name_lead, BRANCHES, pressed="vnamed"),
    Route(volunteers.ask_thanks, BRANCHES, pressed="vthank"),
    # Points: one's own, a secretary's volunteers, the year's sheets.
    Route(points.show, EVERYBODY, command="points", words=TYPED["points"], menu=True),
    Route(points.show, EVERYBODY, pressed="pts_newest"),
    Route(points.older, EVERYBODY, pressed="pts_older"),
    Route(points.year, EVERYBODY, pressed="pts_year"),
    Route(points.rank, EVERYBODY, pressed="pts_rank"),
    Route(points.span, EVERYBODY, pressed="pts_span"),
    Route(points.join, EVERYBODY, pressed="pts_join"),
    Route(points.unrank, EVERYBODY, pressed="pts_unrank"),
    Route(honours.show, EVERYBODY, command="honours", words=TYPED["honours"], pressed="pts_honours"),
    Route(resident.by_id(honouring.claim), EVERYBODY, pressed="pts_cert"),
    Route(honours.account, EVERYBODY, command="red", words=TYPED["red"], pressed="pts_red"),
    Route(honours.another_year, EVERYBODY, pressed="pts_red_year"),
    Route(honours.sheet(red.APPRAISE), frozenset(red.APPRAISERS), pressed="pts_appraise"),
    Route(honours.households, frozenset(red.LISTERS), command="stars", words=TYPED["stars"], menu=True),
    Route(honours.sheet(red.HOUSEHOLDS), frozenset(red.LISTERS), pressed="pts_houses"),
    Route(merits.show, SECRETARIES, command="award", words=TYPED["award"], menu=True),
    Route(merits.people, SECRETARIES, pressed="pts_people"),
    Route(merits.look, SECRETARIES, pressed="pts_of"),
    Route(resident.by_id(looked_after.ask_why), SECRETARIES, pressed="pts_undo"),
    Route(resident.by_id(granting.begin), SECRETARIES, pressed="pts_grant"),
    Route(merits.pick, SECRETARIES, pressed="pts_pick"),
    Route(merits.tick, SECRETARIES, pressed="pts_tick"),
    Route(granting.chosen, SECRETARIES, pressed="pts_picked"),
    Route(resident.by_id(granting.of_matter), SECRETARIES, pressed="pts_matter"),
    Route(resident.by_id(granting.as_what), SECRETARIES, pressed="pts_dim"),
    Route(granting.drop, SECRETARIES, pressed="pts_drop"),
    # The buttons of a wish; how somebody stands by it is part of each step.
    *(Route(handler, EVERYBODY, pressed=what) for what, handler in wishes.DRAFTED.items()),
    *(Route(wishes.step(event), EVERYBODY, pressed=f"w_{event}") for event in wishes.PRESSED),
    *(Route(wishes.because(event), EVERYBODY, pressed=f"w_why_{event}") for event in wishes.REASONED),
    Route(wishes.show, EVERYBODY, pressed="w_show"),
    Route(wishes.card, EVERYBODY, pressed="w_card"),
    Route(wishes.look, VOLUNTEERS, pressed="w_look"),
    Route(wishes.gone, EVERYBODY, pressed="w_gone"),
    Route(wishes.thank, EVERYBODY, pressed="w_thank"),
    Route(wishes.others, HELPERS, pressed="w_others"),
    Route(wishes.turn_pool, HELPERS, pressed="w_pool"),
    Route(wishes.turn_mine, EVERYBODY, pressed="w_mine"),
    # Everything else that can be said.
    Route(talk.answer, EVERYBODY, talks=True, reads=True),
    Route(resident.tell, EVERYBODY, content=(Text, Media, Place, Contact), reads=True),
    Route(general.not_read, EVERYBODY, content=(Other,)),
    Route(general.presence, EVERYBODY, content=(Presence,)),
    Route(general.unknown_command, EVERYBODY, content=(Command,)),
    Route(general.unknown_button, EVERYBODY, content=(Pressed,)),
)
