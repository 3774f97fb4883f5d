"""Reports: begun, written, sent; where somebody lives; for somebody else; one's own tickets."""

from bot.domain.tickets import WithdrawalReason
from bot.handlers import behalf, general, homes, own, resident, talk
from bot.handlers.route import EVERYBODY, Route
from bot.services import report
from bot.services.behalf import WAYS
from bot.services.confirming import ROLES
from bot.services.report import conversation, unfinished
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    # Whatever is said where others read along, or changed afterwards.
    Route(general.in_group, EVERYBODY, groups=True),
    Route(general.edited, EVERYBODY, edited=True),
    # Commands, and the words that people type instead.
    Route(general.start, EVERYBODY, command="start", words=TYPED["start"]),
    Route(resident.begin, EVERYBODY, command="report", words=TYPED["report"], menu=EVERYBODY),
    Route(own.my, EVERYBODY, command="my", words=TYPED["my"], menu=EVERYBODY),
    Route(talk.who, EVERYBODY, command="who", words=TYPED["who"], menu=EVERYBODY),
    Route(homes.show, EVERYBODY, command="home", words=TYPED["home"], menu=EVERYBODY),
    Route(homes.simple, EVERYBODY, command="simple", words=TYPED["simple"], menu=EVERYBODY),
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
)
