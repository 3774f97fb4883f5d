"""Honours: certificates of a star and of a year, printed on demand, verified by their link (scorecard S14)."""

from datetime import datetime

from bot.domain.clock import SHANGHAI, from_millis
from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Outbound, Reply, Toast
from bot.domain.points import missing_to_next, star_of
from bot.services import asking
from bot.services.making import Making
from bot.services.orders import SEPARATOR
from bot.services.privacy.agreeing import agree_to_contact
from bot.services.turn import Office, Turn
from bot.storage import certificates as rows
from bot.storage import due, ledger, standings
from bot.storage.certificates import Certificate, Honour
from bot.storage.database import Tx
from bot.texts import honours as say

CARD = "honours"
PREFIX = "cert_"
# Kind of due work for the press; its subject is the person and the certificate's code.
PRINT = "points_print"
# What is asked: the name for a certificate.
NAME = "points_name"
SHORTEST, LONGEST = 2, 12
BETWEEN = frozenset("· ")


async def show(turn: Turn, tx: Tx) -> Outbound:
    """`/honours`: each certificate that they have earned on a button."""
    settings, merit = turn.office.settings.points, (await ledger.account_of(tx, turn.person.id)).merit
    earned = await _earned(turn, tx, merit)
    prompt = say.Honours(
        star_of(merit, settings.stars), missing_to_next(merit, settings.stars), len(earned), settings.year_honour
    )
    return turn.reply(prompt, tuple([(await _choice(turn, tx, one),) for one in earned]), card=CARD)


async def _earned(turn: Turn, tx: Tx, merit: int) -> list[Honour]:
    """The highest star, this year, the last one."""
    settings, year = turn.office.settings.points, turn.moment.astimezone(SHANGHAI).year
    star = star_of(merit, settings.stars)
    honours = [Honour(star, "", settings.stars[star - 1])] if star else []
    sums = {each: await ledger.sum_of(tx, turn.person.id, each) for each in (str(year), str(year - 1))}
    of_years = [
        Honour(0, each, settings.year_honour) for each, points in sums.items() if points >= settings.year_honour
    ]
    return honours + of_years


async def _choice(turn: Turn, tx: Tx, honour: Honour) -> Choice:
    again = await rows.valid(tx, turn.person.id, honour) is not None
    return Choice("pts_cert", _code(honour), label=say.claim_label(honour.star, honour.year, again=again))


def _code(honour: Honour) -> str:
    return honour.year or str(honour.star)


async def claim(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """领取, or 再发一次; whose file has no name is asked for it. Raises `NotFound` for what is not earned."""
    honour = await _mine(turn, tx, code)
    had = await rows.valid(tx, turn.person.id, honour)
    name = had.name if had else await standings.name_of(tx, turn.person.id)
    if not name:
        await asking.ask(turn, tx, NAME, code)
        return [turn.reply(say.AskName())]
    await _issue(turn, tx, honour, name)
    return [Toast(say.Printing())]


async def named(turn: Turn, tx: Tx, code: str) -> list[Reply] | None:
    """The name was written."""
    name = " ".join(turn.words.split())
    if not name:
        return None
    if not SHORTEST <= len(name) <= LONGEST or not all(letter.isalpha() or letter in BETWEEN for letter in name):
        return [turn.reply(say.NameUnprintable())]
    await asking.answered(turn, tx)
    await _issue(turn, tx, await _mine(turn, tx, code), name)
    await agree_to_contact(turn, tx)
    return [turn.reply(say.Printing())]


async def _mine(turn: Turn, tx: Tx, code: str) -> Honour:
    merit = (await ledger.account_of(tx, turn.person.id)).merit
    found = next((one for one in await _earned(turn, tx, merit) if _code(one) == code), None)
    if found is None:
        raise NotFound(code)
    return found


async def _issue(turn: Turn, tx: Tx, honour: Honour, name: str) -> None:
    issued = await rows.issue(tx, PREFIX + new_id(20), turn.person.id, name, honour, turn.now)
    if issued is None:
        raise NotFound(_code(honour))
    await due.plan(tx, PRINT, f"{turn.person.id}{SEPARATOR}{issued.code}", turn.now)


async def printing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The page; None where it was revoked meanwhile."""
    person_id, _, code = subject.partition(SEPARATOR)
    one = await rows.of_code(tx, code)
    if one is None or one.revoked_at:
        return None
    day = from_millis(one.at).astimezone(SHANGHAI).date()
    page = say.page(
        office.settings.district.name, one.name, one.star, one.year, one.needed, day, _number(one), office.link_to(code)
    )
    caption = say.CertificateMade(say.honour_name(one.star, one.year), _number(one))

    async def is_valid(tx: Tx, office: Office) -> bool:
        now = await rows.of_code(tx, code)
        return now is not None and now.revoked_at is None

    return Making(person_id, page, "document", say.FILE, caption, allowed=is_valid)


async def verify(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """Somebody scanned a certificate, whoever they are."""
    one = await rows.of_code(tx, code)
    if one is None:
        return [turn.reply(say.NoCertificate())]
    if one.revoked_at:
        return [turn.reply(say.CertificateRevoked(_number(one), _day(one.revoked_at)))]
    what, district = say.honour_name(one.star, one.year), turn.office.settings.district.name
    return [turn.reply(say.CertificateValid(say.masked_name(one.name), what, district, _day(one.at), _number(one)))]


def _number(one: Certificate) -> str:
    return say.number_words(one.id, from_millis(one.at).astimezone(SHANGHAI).year)


def _day(at: int) -> str:
    return say.day_words(from_millis(at).astimezone(SHANGHAI).date())
