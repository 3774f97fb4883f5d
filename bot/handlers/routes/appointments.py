"""Posts: invitations to one, taking one, giving one up; who somebody is here, and what a post answers for."""

from bot.domain.policy import May
from bot.handlers import claim, posts, responsibilities
from bot.handlers.route import EVERYBODY, IN_POST, Route
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(posts.invite, May.INVITE, command="invite", words=TYPED["invite"], pressed="invite", menu=EVERYBODY),
    Route(posts.who_am_i, May.HOLD_POSTS, command="whoami", words=TYPED["whoami"]),
    Route(posts.leave, May.HOLD_POSTS, command="leave", words=TYPED["leave"], pressed="leaving"),
    # What posts answer for (职责); for the platforms, what departments do.
    Route(
        responsibilities.own,
        May.OWN_RESPONSIBILITIES,
        command="duties",
        words=TYPED["duties"],
        pressed="resp",
        menu=IN_POST,
    ),
    Route(responsibilities.of_departments, May.SEE_DEPARTMENTS, pressed="resp_of"),
    Route(responsibilities.all_departments, May.SEE_DEPARTMENTS, pressed="resp_all"),
    Route(responsibilities.to_the_ticket, May.SEE_DEPARTMENTS, pressed="resp_back"),
    # Whoever is on the office's list, with their own number.
    Route(claim.begin, May.HOLD_POSTS, command="claim", words=TYPED["claim"]),
    Route(claim.confirm, May.HOLD_POSTS, pressed="claim_yes"),
    Route(claim.decline, May.HOLD_POSTS, pressed="claim_no"),
    # Invitations to a post; taking one, giving one up.
    Route(posts.choose, May.INVITE, pressed="inv_unit"),
    Route(posts.hand_over, May.INVITE, pressed="inv_over"),
    Route(posts.revoke, May.INVITE, pressed="uninvite"),
    Route(posts.accept, May.HOLD_POSTS, pressed="inv_yes"),
    Route(posts.decline, May.HOLD_POSTS, pressed="inv_no"),
    Route(posts.resign, May.HOLD_POSTS, pressed="resign"),
    Route(posts.resign_surely, May.HOLD_POSTS, pressed="resign_yes"),
    Route(posts.stay, May.HOLD_POSTS, pressed="resign_no"),
)
