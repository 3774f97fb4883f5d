"""Volunteers: joining, one's own file, teams; the branch and its volunteers."""

from bot.handlers import resident, volunteers
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes.posts import BRANCHES, VOLUNTEERS
from bot.services.volunteers import deciding, joining
from bot.services.volunteers import desk as helping
from bot.services.volunteers.own import RESTS
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(volunteers.join, EVERYBODY, command="join", words=TYPED["join"], pressed="vjoin", menu=EVERYBODY),
    Route(volunteers.me, EVERYBODY, command="me", words=TYPED["me"], pressed="vme", menu=VOLUNTEERS),
    Route(volunteers.show_all, BRANCHES, command="volunteers", words=TYPED["volunteers"], menu=EVERYBODY),
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
)
