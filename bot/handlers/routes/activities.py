"""Activities: for who takes part, for who organises them."""

from bot.domain.policy import May
from bot.handlers import activities, resident
from bot.handlers.route import EVERYBODY, VOLUNTEERS, Route
from bot.services.activities import attendance, checking, files, organising, showing, signing
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(showing.listed, May.HEAR, command="activities", words=TYPED["activities"], menu=VOLUNTEERS),
    Route(activities.plan, May.ORGANISE, command="activity", words=TYPED["activity"], menu=EVERYBODY),
    # The buttons of an activity: for who takes part, for who organises it, of its draft.
    Route(resident.by_id(showing.open_one), May.SEE_ACTIVITIES, pressed="act"),
    Route(resident.by_id(signing.sign_up), May.TAKE_PART, pressed="act_in"),
    Route(resident.by_id(signing.leave), May.TAKE_PART, pressed="act_out"),
    Route(resident.by_id(files.order_entry), May.TAKE_PART, pressed="act_cal"),
    Route(resident.by_id(checking.ask), May.TAKE_PART, pressed="act_here"),
    Route(resident.by_id(files.order_code), May.ORGANISE, pressed="act_qr"),
    Route(resident.by_id(files.order_code), May.ORGANISE, pressed="act_new"),
    Route(resident.by_id(organising.who), May.ORGANISE, pressed="act_who"),
    Route(resident.by_id(organising.ask_time), May.ORGANISE, pressed="act_move"),
    Route(resident.by_id(organising.ask_place), May.ORGANISE, pressed="act_spot"),
    Route(resident.by_id(organising.ask_reason), May.ORGANISE, pressed="act_off"),
    Route(resident.by_id(activities.cancel), May.ORGANISE, pressed="act_why"),
    Route(resident.by_id(attendance.roll), May.ORGANISE, pressed="act_roll"),
    Route(resident.by_id(attendance.tick), May.ORGANISE, pressed="act_tick"),
    Route(resident.by_id(attendance.confirm), May.ORGANISE, pressed="act_done"),
    Route(resident.by_id(attendance.look), May.ORGANISE, pressed="act_look"),
    Route(activities.recruit, May.ORGANISE, pressed="recruit"),
    Route(activities.publish, May.ORGANISE, pressed="act_go"),
    Route(activities.drop, May.ORGANISE, pressed="act_drop"),
    Route(activities.fix, May.ORGANISE, pressed="act_fix"),
    *(Route(activities.choose(what), May.ORGANISE, pressed=what) for what in activities.CHOSEN),
)
