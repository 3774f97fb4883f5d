"""Points: one's own, a secretary's volunteers, the year's sheets, certificates."""

from bot.domain.policy import May
from bot.handlers import honours, merits, points, resident
from bot.handlers.route import EVERYBODY, VOLUNTEERS, Route
from bot.services.points import granting, red
from bot.services.points import honours as honouring
from bot.services.points import merits as looked_after
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    # Points: one's own, a secretary's volunteers, the year's sheets.
    Route(points.show, May.OWN_POINTS, command="points", words=TYPED["points"], menu=VOLUNTEERS),
    Route(points.show, May.OWN_POINTS, pressed="pts_newest"),
    Route(points.older, May.OWN_POINTS, pressed="pts_older"),
    Route(points.year, May.OWN_POINTS, pressed="pts_year"),
    Route(points.rank, May.OWN_POINTS, pressed="pts_rank"),
    Route(points.span, May.OWN_POINTS, pressed="pts_span"),
    Route(points.join, May.OWN_POINTS, pressed="pts_join"),
    Route(points.unrank, May.OWN_POINTS, pressed="pts_unrank"),
    Route(honours.show, May.OWN_POINTS, command="honours", words=TYPED["honours"], pressed="pts_honours"),
    Route(resident.by_id(honouring.claim), May.OWN_POINTS, pressed="pts_cert"),
    Route(honours.account, May.OWN_POINTS, command="red", words=TYPED["red"], pressed="pts_red"),
    Route(honours.another_year, May.OWN_POINTS, pressed="pts_red_year"),
    Route(honours.sheet(red.APPRAISE), May.APPRAISE, pressed="pts_appraise"),
    Route(honours.households, May.LIST_HOUSEHOLDS, command="stars", words=TYPED["stars"], menu=EVERYBODY),
    Route(honours.sheet(red.HOUSEHOLDS), May.LIST_HOUSEHOLDS, pressed="pts_houses"),
    Route(merits.show, May.AWARD, command="award", words=TYPED["award"], menu=EVERYBODY),
    Route(merits.people, May.AWARD, pressed="pts_people"),
    Route(merits.look, May.AWARD, pressed="pts_of"),
    Route(resident.by_id(looked_after.ask_why), May.AWARD, pressed="pts_undo"),
    Route(resident.by_id(granting.begin), May.AWARD, pressed="pts_grant"),
    Route(merits.pick, May.AWARD, pressed="pts_pick"),
    Route(merits.tick, May.AWARD, pressed="pts_tick"),
    Route(granting.chosen, May.AWARD, pressed="pts_picked"),
    Route(resident.by_id(granting.of_matter), May.AWARD, pressed="pts_matter"),
    Route(resident.by_id(granting.as_what), May.AWARD, pressed="pts_dim"),
    Route(granting.drop, May.AWARD, pressed="pts_drop"),
)
