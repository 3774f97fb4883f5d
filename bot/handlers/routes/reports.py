"""Reports: begun, written, sent; where somebody lives; for somebody else; one's own tickets."""

from bot.domain.policy import May
from bot.domain.tickets import WithdrawalReason
from bot.handlers import behalf, general, homes, own, resident, talk
from bot.handlers.route import EVERYBODY, Route
from bot.services import report
from bot.services.behalf import WAYS
from bot.services.report import conversation, unfinished
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    # Whatever is said where others read along, or changed afterwards.
    Route(general.in_group, May.TALK, groups=True),
    Route(general.edited, May.TALK, edited=True),
    # Commands, and the words that people type instead.
    Route(general.start, May.TALK, command="start", words=TYPED["start"]),
    Route(resident.begin, May.REPORT, command="report", words=TYPED["report"], menu=EVERYBODY),
    Route(own.my, May.REPORT, command="my", words=TYPED["my"], menu=EVERYBODY),
    Route(talk.who, May.ASK_WHO, command="who", words=TYPED["who"], menu=EVERYBODY),
    Route(homes.show, May.REPORT, command="home", words=TYPED["home"], menu=EVERYBODY),
    Route(homes.simple, May.REPORT, command="simple", words=TYPED["simple"], menu=EVERYBODY),
    # Danger: pressed on whichever version of the card.
    Route(resident.by_id(conversation.alarm), May.REPORT, pressed="alarm"),
    Route(resident.by_id(conversation.calm), May.REPORT, pressed="calm"),
    # The buttons of a report that was left lying.
    Route(resident.by_id(unfinished.resume), May.REPORT, pressed="resume"),
    Route(resident.by_id(unfinished.restart), May.REPORT, pressed="restart"),
    Route(resident.by_id(unfinished.restart), May.REPORT, pressed="report_new"),
    Route(resident.by_id(unfinished.discard), May.REPORT, pressed="discard"),
    # Where they live; reporting for somebody else.
    Route(homes.add, May.REPORT, pressed="addhome"),
    Route(homes.prefer, May.REPORT, pressed="usual"),
    Route(homes.remove, May.REPORT, pressed="unhome"),
    *(Route(behalf.begin(way), May.REPORT_FOR, pressed=f"for_{way}") for way in WAYS),
    Route(behalf.confirm, May.REPORT, pressed="confirm"),
    Route(behalf.not_mine, May.REPORT, pressed="not_mine"),
    # The buttons of a report, one step each.
    *(Route(resident.step(event), May.REPORT, pressed=what) for what, event in resident.STEPS.items()),
    # The buttons of one's own tickets.
    Route(own.turn_page, May.REPORT, pressed="newer"),
    Route(own.turn_page, May.REPORT, pressed="older"),
    Route(own.show_own, May.REPORT, pressed="mine"),
    Route(own.photos, May.REPORT, pressed="myphotos"),
    Route(own.ask_withdraw, May.REPORT, pressed="withdraw"),
    *(Route(own.withdraw(reason), May.REPORT, pressed=reason.value) for reason in WithdrawalReason),
    Route(own.keep, May.REPORT, pressed="keep"),
    Route(own.leave, May.REPORT, pressed="leave"),
    Route(own.urge, May.REPORT, pressed="urge"),
    Route(own.evaluate("satisfied"), May.REPORT, pressed="satisfied"),
    Route(own.evaluate("mostly"), May.REPORT, pressed="mostly"),
    Route(own.reopen, May.REPORT, pressed="unsatisfied"),
    Route(resident.by_id(report.add_more), May.REPORT, pressed="more"),
    Route(resident.by_id(report.repeat), May.REPORT, pressed="again"),
)
