"""What the press is given of points: the year, certificates, the sheets; and the audit of a night."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.config import Settings
from bot.domain.charts import Honour, PointsYear, Sheet
from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.messages import Command, Outbound, Text
from bot.domain.people import Role
from bot.files.press import make
from bot.services.points import audit, ledger
from bot.services.points.honours import PREFIX
from bot.storage import due
from bot.storage import ledger as rows
from bot.storage.database import Tx
from bot.texts.audit import PointsDiffer
from bot.texts.honours import CertificateMade, CertificateRevoked, CertificateValid
from tests.conversations.conftest import credit
from tests.conversations.town import CHEN, HE, LI, MORNING, QIAN
from tests.handlers.hall import words
from tests.services.owners import messages, press, somebody
from tests.stats.shop import Shop


@pytest.fixture(autouse=True)
async def credited(shop: Shop, settings: Settings) -> None:
    await shop.hall.db.write(credit, settings)


async def test_the_year_is_drawn_month_by_month(shop: Shop) -> None:
    await press(shop.hall, HE, "pts_year", "")
    assert await shop.work() == 1
    (year,) = shop.press.made
    assert isinstance(year, PointsYear)
    assert [month.label for month in year.months] == [f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]
    assert [sum(month.parts) for month in year.months] == [0] * 8 + [30, 0, 30, 60]
    assert [(bar.label, bar.count) for bar in year.bars] == [("微心愿", 90), ("志愿服务", 30)]
    with Image.open(BytesIO(make(year))) as picture:
        assert picture.width == 1080
        assert len(picture.getcolors(10_000) or []) > 8


async def certify(shop: Shop, which: str = "1") -> Honour:
    await press(shop.hall, HE, "pts_cert", which)
    await shop.work()
    page = shop.press.made[-1]
    assert isinstance(page, Honour)
    return page


async def test_a_certificate_is_printed_and_its_link_verifies_it(shop: Shop) -> None:
    page = await certify(shop)
    assert (page.name, page.stars, page.number) == ("何敏：", 1, "编号 2026第000001号")
    assert page.link.startswith(PREFIX)
    file = make(page)
    assert file.startswith(b"%PDF-")
    assert b"/FontFile3" in file, "the font is inside"
    (said,) = messages(await shop.hall.arrive(LI, Command("start", page.link)))
    assert isinstance(said.prompt, CertificateValid)
    assert (said.prompt.name, said.prompt.what) == ("何*", "一星志愿者")
    assert (await certify(shop)).number == page.number, "sent again, it is the same"


async def test_a_correction_revokes_it_and_the_link_says_so(shop: Shop, settings: Settings) -> None:
    page, person = await certify(shop), await shop.hall.db.write(somebody, HE)
    for _, entry in await shop.hall.db.read(rows.newest, person, 10**9, 20):
        await shop.hall.db.write(ledger.reverse, entry.key, "记错了", person, to_millis(MORNING))
    (said,) = messages(await shop.hall.arrive(LI, Command("start", page.link)))
    assert isinstance(said.prompt, CertificateRevoked)
    assert words(await press(shop.hall, HE, "pts_cert", "1"))[0].startswith("没找到")


async def test_one_that_is_revoked_while_it_is_printed_is_not_sent(shop: Shop) -> None:
    await press(shop.hall, HE, "pts_cert", "1")
    await shop.hall.db.write(_do, "UPDATE certificate SET revoked_at = 1")
    await shop.work()
    assert shop.sent == []


async def test_whoever_has_no_name_in_their_file_is_asked_for_it(shop: Shop) -> None:
    await shop.hall.db.write(_do, "UPDATE volunteer SET name = ''")
    await press(shop.hall, HE, "pts_cert", "1")
    for wrong in ("何", "13800000000", "何敏!", "长" * 13):
        assert "2 到 12 个字" in words(await shop.hall.arrive(HE, Text(wrong)))[0]
    await shop.hall.arrive(HE, Text("何敏"))
    await shop.work()
    (made,) = shop.messages
    assert isinstance(made.prompt, CertificateMade)


async def test_the_year_has_a_certificate_of_its_own(shop: Shop) -> None:
    await shop.hall.db.write(_do, "UPDATE points_sum SET points = 200 WHERE period = '2025'")
    page = await certify(shop, "2025")
    assert (page.stars, "2025年度优秀志愿者" in "".join(page.lines)) == (0, True)


async def test_the_appraisal_has_a_row_for_each_member_and_is_written_down(shop: Shop) -> None:
    await press(shop.hall, CHEN, "pts_appraise", "2026")
    await shop.work()
    (sheet,) = shop.press.made
    assert isinstance(sheet, Sheet)
    (row,) = sheet.rows
    assert len(row) == len(sheet.columns) == 2 + 30 + 3 + 2
    shown = dict(zip([column.title for column in sheet.columns], row, strict=True))
    assert {title: cell for title, cell in shown.items() if cell} == {
        "小区": "翠湖苑", "姓名": "何敏", "微心愿 附加分": 90, "附加分合计": 90, "总分": 90, "星级": "一星",
    }  # fmt: skip
    assert await shop.rows("SELECT units, period, tickets FROM exported") == [
        {"units": "cuihu", "period": "党员红色账户 2026", "tickets": 1}
    ]


async def test_the_community_lists_its_star_households(shop: Shop) -> None:
    await shop.hall.db.write(_do, "UPDATE points_sum SET points = 1000 WHERE points = 20 AND period = ''")
    await press(shop.hall, QIAN, "pts_houses", "2026")
    await shop.work()
    (sheet,) = shop.press.made
    assert isinstance(sheet, Sheet)
    assert sheet.rows == (("翠湖苑", "韩福生", "四星", 1000, 20),)


async def test_whoever_lost_the_post_meanwhile_is_sent_no_sheet(shop: Shop) -> None:
    await press(shop.hall, CHEN, "pts_appraise", "2026")
    await shop.hall.db.write(_do, "DELETE FROM post WHERE role = 'secretary'")
    await shop.work()
    assert shop.sent == []


async def at_night(shop: Shop) -> list[Outbound]:
    await shop.hall.appoint(9500, Role.ADMIN)
    office, db = shop.hall.dispatcher.office, shop.hall.db
    await db.write(audit.look, office, to_millis(shop.clock.now()))
    shop.clock.at = MORNING.replace(hour=3, minute=30) + timedelta(days=1)
    return [parcel.message for parcel in await audit.at_night(db, office, "ours") if parcel.message]  # type: ignore[misc]


async def test_the_audit_of_a_night_tells_nobody_where_all_is_right(shop: Shop) -> None:
    """And the next one is planned."""
    assert await at_night(shop) == []
    (duty,) = await shop.hall.db.read(due.ready, 10**15, 10)
    assert duty.due_at == to_millis(MORNING.replace(hour=3, minute=30) + timedelta(days=2))
    assert await audit.at_night(shop.hall.db, shop.hall.dispatcher.office, "ours") == []


async def test_the_audit_of_a_night_tells_the_admins_softly_and_names_nobody(shop: Shop) -> None:
    await shop.hall.db.write(_do, "UPDATE account SET balance = balance + 1 WHERE balance = 20")
    (told,) = await at_night(shop)
    assert isinstance(told.prompt, PointsDiffer)
    assert (told.prompt.accounts, told.silent) == (1, True)


async def test_no_audit_where_none_is_wanted(shop: Shop) -> None:
    office = shop.hall.dispatcher.office
    points = office.settings.points.model_copy(update={"audit": ""})
    office.settings = office.settings.model_copy(update={"points": points})
    assert audit.next_at_night(office, MORNING.astimezone(SHANGHAI)) is None


async def _do(tx: Tx, sql: str) -> None:
    await tx.execute(sql)
