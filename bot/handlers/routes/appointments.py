"""Posts: invitations to one, taking one, giving one up; who somebody is here."""

from bot.handlers import claim, posts
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes.posts import INVITERS
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(posts.invite, INVITERS, command="invite", words=TYPED["invite"], pressed="invite", menu=EVERYBODY),
    Route(posts.who_am_i, EVERYBODY, command="whoami", words=TYPED["whoami"]),
    Route(posts.leave, EVERYBODY, command="leave", words=TYPED["leave"], pressed="leaving"),
    # Whoever is on the office's list, with their own number.
    Route(claim.begin, EVERYBODY, command="claim", words=TYPED["claim"]),
    Route(claim.confirm, EVERYBODY, pressed="claim_yes"),
    Route(claim.decline, EVERYBODY, pressed="claim_no"),
    # Invitations to a post; taking one, giving one up.
    Route(posts.choose, INVITERS, pressed="inv_unit"),
    Route(posts.hand_over, INVITERS, pressed="inv_over"),
    Route(posts.revoke, INVITERS, pressed="uninvite"),
    Route(posts.accept, EVERYBODY, pressed="inv_yes"),
    Route(posts.decline, EVERYBODY, pressed="inv_no"),
    Route(posts.resign, EVERYBODY, pressed="resign"),
    Route(posts.resign_surely, EVERYBODY, pressed="resign_yes"),
    Route(posts.stay, EVERYBODY, pressed="resign_no"),
)
