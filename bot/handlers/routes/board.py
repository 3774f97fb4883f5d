"""公示: kept by the branch; who may see what."""

from bot.domain.policy import May
from bot.handlers import board, resident, rights
from bot.handlers.route import EVERYBODY, Route
from bot.services import board_preview, board_steps, board_words, overseeing
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(board.show, May.PUBLISH, command="board", words=TYPED["board"], pressed="board", menu=EVERYBODY),
    Route(board.of_entry(board_steps.show_one), May.PUBLISH, pressed="bd_one"),
    Route(resident.by_id(board_steps.see), May.PUBLISH, pressed="bd_see"),
    Route(resident.by_id(board_steps.fill), May.PUBLISH, pressed="bd_fill"),
    Route(resident.by_id(board_words.ask_new), May.PUBLISH, pressed="bd_add"),
    Route(board.of_role, May.PUBLISH, pressed="bd_role"),
    Route(board.of_entry(board_words.ask_name), May.PUBLISH, pressed="bd_name"),
    Route(board.of_entry(board_words.ask_phone), May.PUBLISH, pressed="bd_phone"),
    Route(board.of_entry(board_steps.without_number), May.PUBLISH, pressed="bd_none"),
    Route(board.of_entry(board_steps.ask_role), May.PUBLISH, pressed="bd_title"),
    Route(board.of_entry(board.give_role), May.PUBLISH, pressed="bd_as"),
    Route(board.of_entry(board_steps.ask_off), May.PUBLISH, pressed="bd_off"),
    Route(board.of_entry(board_steps.take_off), May.PUBLISH, pressed="bd_gone"),
    Route(resident.by_id(board_preview.publish), May.PUBLISH, pressed="bd_go"),
    Route(resident.by_id(board_words.again), May.PUBLISH, pressed="bd_again"),
    # Who may see what: posts and times, for whoever administers them.
    Route(rights.show, May.SEE_RIGHTS, command="rights", words=TYPED["rights"], pressed="rights", menu=EVERYBODY),
    Route(rights.holders, May.SEE_RIGHTS, pressed="rt_post"),
    Route(resident.by_id(overseeing.person), May.SEE_RIGHTS, pressed="rt_who"),
)
