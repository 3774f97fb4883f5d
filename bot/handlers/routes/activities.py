"""Activities: for who takes part, for who organises them."""

from bot.handlers import activities, resident
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes.posts import BRANCHES, TAKING_PART, VOLUNTEERS
from bot.services.activities import attendance, checking, files, organising, showing, signing
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(showing.listed, EVERYBODY, command="activities", words=TYPED["activities"], menu=VOLUNTEERS),
    Route(activities.plan, BRANCHES, command="activity", words=TYPED["activity"], menu=EVERYBODY),
    # The buttons of an activity: for who takes part, for who organises it, of its draft.
    Route(resident.by_id(showing.open_one), TAKING_PART, pressed="act"),
    Route(resident.by_id(signing.sign_up), VOLUNTEERS, pressed="act_in"),
    Route(resident.by_id(signing.leave), VOLUNTEERS, pressed="act_out"),
    Route(resident.by_id(files.order_entry), VOLUNTEERS, pressed="act_cal"),
    Route(resident.by_id(checking.ask), VOLUNTEERS, pressed="act_here"),
    Route(resident.by_id(files.order_code), BRANCHES, pressed="act_qr"),
    Route(resident.by_id(files.order_code), BRANCHES, pressed="act_new"),
    Route(resident.by_id(organising.who), BRANCHES, pressed="act_who"),
    Route(resident.by_id(organising.ask_time), BRANCHES, pressed="act_move"),
    Route(resident.by_id(organising.ask_place), BRANCHES, pressed="act_spot"),
    Route(resident.by_id(organising.ask_reason), BRANCHES, pressed="act_off"),
    Route(resident.by_id(activities.cancel), BRANCHES, pressed="act_why"),
    Route(resident.by_id(attendance.roll), BRANCHES, pressed="act_roll"),
    Route(resident.by_id(attendance.tick), BRANCHES, pressed="act_tick"),
    Route(resident.by_id(attendance.confirm), BRANCHES, pressed="act_done"),
    Route(resident.by_id(attendance.look), BRANCHES, pressed="act_look"),
    Route(activities.recruit, BRANCHES, pressed="recruit"),
    Route(activities.publish, BRANCHES, pressed="act_go"),
    Route(activities.drop, BRANCHES, pressed="act_drop"),
    Route(activities.fix, BRANCHES, pressed="act_fix"),
    *(Route(activities.choose(what), BRANCHES, pressed=what) for what in activities.CHOSEN),
)
