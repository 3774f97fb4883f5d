"""Volunteers: joining, one's own file, teams; the branch and its volunteers."""

from bot.domain.policy import May
from bot.handlers import resident, volunteers
from bot.handlers.route import EVERYBODY, VOLUNTEERS, Route
from bot.services.volunteers import deciding, joining
from bot.services.volunteers import desk as helping
from bot.services.volunteers.own import RESTS
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(volunteers.join, May.VOLUNTEER, command="join", words=TYPED["join"], pressed="vjoin", menu=EVERYBODY),
    Route(volunteers.me, May.VOLUNTEER, command="me", words=TYPED["me"], pressed="vme", menu=VOLUNTEERS),
    Route(volunteers.show_all, May.KEEP_VOLUNTEERS, command="volunteers", words=TYPED["volunteers"], menu=EVERYBODY),
    # The file of a volunteer, and their teams: one's own, as no button bears whose.
    Route(resident.by_id(joining.at), May.VOLUNTEER, pressed="vwhere"),
    Route(volunteers.set_fact, May.VOLUNTEER, pressed="vset"),
    Route(resident.by_id(joining.put), May.VOLUNTEER, pressed="vput"),
    Route(resident.by_id(joining.flip), May.VOLUNTEER, pressed="vflip"),
    Route(resident.by_id(joining.on), May.VOLUNTEER, pressed="vnext"),
    Route(volunteers.show, May.VOLUNTEER, pressed="vshow"),
    Route(volunteers.edit, May.VOLUNTEER, pressed="vedit"),
    Route(volunteers.send, May.VOLUNTEER, pressed="vsend"),
    Route(volunteers.drop, May.VOLUNTEER, pressed="vdrop"),
    Route(volunteers.again, May.VOLUNTEER, pressed="vagain"),
    *(Route(volunteers.pause, May.VOLUNTEER, pressed=what) for what in ("vpause", *RESTS.values())),
    Route(volunteers.come_back, May.VOLUNTEER, pressed="vback"),
    Route(volunteers.ask_leave, May.VOLUNTEER, pressed="vleave"),
    Route(volunteers.leave, May.VOLUNTEER, pressed="vgone"),
    Route(volunteers.draw, May.VOLUNTEER, pressed="vpic"),
    Route(volunteers.can, May.VOLUNTEER, pressed="vcan"),
    Route(volunteers.cannot, May.VOLUNTEER, pressed="vcannot"),
    Route(volunteers.my_teams, May.VOLUNTEER, pressed="vteams"),
    Route(volunteers.team, May.VOLUNTEER, pressed="vteam"),
    Route(volunteers.into_team, May.VOLUNTEER, pressed="vin"),
    Route(volunteers.out_of_team, May.VOLUNTEER, pressed="vout"),
    # The branch and its volunteers; whose files are theirs is part of each query.
    Route(resident.by_id(deciding.approve), May.KEEP_VOLUNTEERS, pressed="vok"),
    Route(resident.by_id(helping.approve), May.KEEP_VOLUNTEERS, pressed="vyes"),
    Route(resident.by_id(deciding.ask_why), May.KEEP_VOLUNTEERS, pressed="vno"),
    Route(resident.by_id(deciding.refuse_for), May.KEEP_VOLUNTEERS, pressed="vwhy"),
    Route(resident.by_id(deciding.show), May.KEEP_VOLUNTEERS, pressed="vfile"),
    Route(resident.by_id(deciding.look_at_phone), May.KEEP_VOLUNTEERS, pressed="vphone"),
    Route(volunteers.compound, May.KEEP_VOLUNTEERS, pressed="vdesk"),
    *(Route(volunteers.names, May.KEEP_VOLUNTEERS, pressed=what) for what in ("vlist", "vnewer", "volder")),
    Route(volunteers.need, May.KEEP_VOLUNTEERS, pressed="vneed"),
    Route(volunteers.find, May.KEEP_VOLUNTEERS, pressed="vfind"),
    Route(volunteers.ask, May.KEEP_VOLUNTEERS, pressed="vask"),
    Route(volunteers.groups, May.KEEP_VOLUNTEERS, pressed="vgroups"),
    Route(volunteers.group, May.KEEP_VOLUNTEERS, pressed="vgroup"),
    Route(volunteers.ask_lead, May.KEEP_VOLUNTEERS, pressed="vlead"),
    Route(volunteers.name_lead, May.KEEP_VOLUNTEERS, pressed="vnamed"),
    Route(volunteers.ask_thanks, May.KEEP_VOLUNTEERS, pressed="vthank"),
)
