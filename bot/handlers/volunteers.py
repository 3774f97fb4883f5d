"""What a volunteer can do with their file and their teams, and what the branch can."""

from bot.domain.errors import NotFound
from bot.domain.messages import Outbound, Reply, Toast
from bot.domain.volunteers import Fact
from bot.handlers.pressing import pressed_parts, pressed_which
from bot.services.turn import Turn
from bot.services.volunteers import calling, desk, joining, own, portrait, teams
from bot.storage.database import Tx
from bot.texts.stats import Drawing


# ── one's own file ────────────────────────────────────────────────────────────────────────────────────────────
async def join(turn: Turn, tx: Tx) -> list[Reply]:
    """`/join`, also from a message that is no card of the file: at the bottom."""
    return [reply.anew() if isinstance(reply, Outbound) else reply for reply in await joining.begin(turn, tx)]


async def me(turn: Turn, tx: Tx) -> list[Reply]:
    """`/me`, also from what is no card of the file, as a picture: at the bottom."""
    return [(await own.show(turn, tx)).anew()]


async def set_fact(turn: Turn, tx: Tx) -> list[Reply]:
    """One fact is to be changed."""
    which = pressed_which(turn)
    if which not in set(Fact):
        raise NotFound(which)
    return [await joining.page(turn, tx, await own.file_of(turn, tx), Fact(which))]


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """返回: the file as it stands."""
    await own.hush(turn, tx)
    return [await joining.present(turn, tx, await own.file_of(turn, tx))]


async def edit(turn: Turn, tx: Tx) -> list[Reply]:
    """改一改."""
    return [await own.edit(turn, tx)]


async def send(turn: Turn, tx: Tx) -> list[Reply]:
    """提交."""
    return await joining.send(turn, tx)


async def drop(turn: Turn, tx: Tx) -> list[Reply]:
    """不报了."""
    return await joining.drop(turn, tx)


async def again(turn: Turn, tx: Tx) -> list[Reply]:
    """再报一次."""
    return await joining.again(turn, tx)


async def pause(turn: Turn, tx: Tx) -> list[Reply]:
    """歇一歇, and for how long."""
    days = {what: days for days, what in own.RESTS.items()}
    return await own.pause(turn, tx, days.get(turn.pressed.what if turn.pressed else ""))


async def come_back(turn: Turn, tx: Tx) -> list[Reply]:
    """回来了."""
    return await own.come_back(turn, tx)


async def ask_leave(turn: Turn, tx: Tx) -> list[Reply]:
    """退出."""
    return await own.ask_leave(turn, tx)


async def leave(turn: Turn, tx: Tx) -> list[Reply]:
    """真的退出."""
    return await own.leave(turn, tx)


async def draw(turn: Turn, tx: Tx) -> list[Reply]:
    """数字画像: drawn in a moment, elsewhere."""
    await portrait.order(turn, tx)
    return [Toast(Drawing())]


async def can(turn: Turn, tx: Tx) -> list[Reply]:
    """能来."""
    return await calling.answer(turn, tx, pressed_which(turn), "yes")


async def cannot(turn: Turn, tx: Tx) -> list[Reply]:
    """来不了."""
    return await calling.answer(turn, tx, pressed_which(turn), "no")


# ── teams ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def my_teams(turn: Turn, tx: Tx) -> list[Reply]:
    """小组."""
    return [await teams.mine(turn, tx)]


async def team(turn: Turn, tx: Tx) -> list[Reply]:
    """One of them."""
    return [await teams.show(turn, tx, pressed_which(turn))]


async def into_team(turn: Turn, tx: Tx) -> list[Reply]:
    """进组."""
    return [await teams.join(turn, tx, pressed_which(turn))]


async def out_of_team(turn: Turn, tx: Tx) -> list[Reply]:
    """退组."""
    return [await teams.leave(turn, tx, pressed_which(turn))]


# ── the branch ────────────────────────────────────────────────────────────────────────────────────────────────
async def show_all(turn: Turn, tx: Tx) -> list[Reply]:
    """`/volunteers`."""
    return await desk.show(turn, tx)


async def compound(turn: Turn, tx: Tx) -> list[Reply]:
    """One compound of several, and 返回."""
    return [await desk.of_compound(turn, tx, pressed_which(turn))]


async def names(turn: Turn, tx: Tx) -> list[Reply]:
    """名单, page by page."""
    compound_id, page = pressed_parts(turn)
    return [await desk.names(turn, tx, compound_id, int(page) if page.isdecimal() else 0)]


async def need(turn: Turn, tx: Tx) -> list[Reply]:
    """谁现在能来."""
    return [await desk.ask_skill(turn, tx, pressed_which(turn))]


async def find(turn: Turn, tx: Tx) -> list[Reply]:
    """Those who can."""
    compound_id, skill = pressed_parts(turn)
    return [await desk.find(turn, tx, compound_id, skill)]


async def ask(turn: Turn, tx: Tx) -> list[Reply]:
    """问他能不能来."""
    person_id, skill = pressed_parts(turn)
    return await calling.ask(turn, tx, person_id, skill)


async def groups(turn: Turn, tx: Tx) -> list[Reply]:
    """The teams of a compound."""
    return [await teams.of_compound(turn, tx, pressed_which(turn))]


async def group(turn: Turn, tx: Tx) -> list[Reply]:
    """One of them."""
    compound_id, code = pressed_parts(turn)
    return [await teams.for_branch(turn, tx, compound_id, code)]


async def ask_lead(turn: Turn, tx: Tx) -> list[Reply]:
    """定队长, 定组长."""
    compound_id, code = pressed_parts(turn)
    return [await teams.ask_lead(turn, tx, compound_id, code)]


async def name_lead(turn: Turn, tx: Tx) -> list[Reply]:
    """Whoever was chosen."""
    code, person_id = pressed_parts(turn)
    return await teams.name_lead(turn, tx, code, person_id)


async def ask_thanks(turn: Turn, tx: Tx) -> list[Reply]:
    """感谢大家."""
    compound_id, code = pressed_parts(turn)
    return await teams.ask_thanks(turn, tx, compound_id, code)
