"""Points: one's own, a secretary's volunteers, the year's sheets, certificates."""

from bot.handlers import honours, merits, points, resident
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes.posts import SECRETARIES, VOLUNTEERS
from bot.services.points import granting, red
from bot.services.points import honours as honouring
from bot.services.points import merits as looked_after
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    # Points: one's own, a secretary's volunteers, the year's sheets.
    Route(points.show, EVERYBODY, command="points", words=TYPED["points"], menu=VOLUNTEERS),
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
    Route(honours.households, frozenset(red.LISTERS), command="stars", words=TYPED["stars"], menu=EVERYBODY),
    Route(honours.sheet(red.HOUSEHOLDS), frozenset(red.LISTERS), pressed="pts_houses"),
    Route(merits.show, SECRETARIES, command="award", words=TYPED["award"], menu=EVERYBODY),
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
)
