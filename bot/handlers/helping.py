"""`/help`: what is needed every day on one screen, everything else behind 「更多」."""

from bot.domain.messages import Choice, Commands, Reply
from bot.services import report
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import general as say
from bot.texts.words import CHAPTERS, DAILY, DAILY_IN_POST

CARD = "help"
# Commands on the first screen, and of these at most so many that come with a post.
MOST, MOST_IN_POST = 6, 3
# For those who asked for fewer words.
MOST_PLAINLY = 4


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """How it works and the commands of every day.

    Below it what they had begun to write, which then alone has buttons: nobody is to wonder which of two cards to tap.
    """
    every = turn.office.menu_for(turn.person.roles)
    most = MOST_PLAINLY if turn.person.simple else MOST
    begun = await report.show_begun(turn, tx)
    more = () if begun else ((Choice("help_more"),),)
    return [turn.reply(say.Help(_daily(every, most)), more, card=CARD).anew(), *begun]


async def show_all(turn: Turn, tx: Tx) -> list[Reply]:
    """更多: all of their commands, by chapters."""
    mine = dict(turn.office.menu_for(turn.person.roles))
    chapters = ((title, tuple((name, mine[name]) for name in names if name in mine)) for title, names in CHAPTERS)
    return [turn.reply(say.AllHelp(tuple(chapter for chapter in chapters if chapter[1])), card=CARD)]


def _daily(commands: Commands, most: int) -> Commands:
    """What comes with a post first; fewer lines leave room for more of what everybody has."""
    words = dict(commands)
    in_post = [name for name in DAILY_IN_POST if name in words][:MOST_IN_POST]
    everybodys = [name for name in DAILY if name in words][: most - len(in_post)]
    return tuple((name, words[name]) for name in (*in_post, *everybodys))
