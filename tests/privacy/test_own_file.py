"""The file that somebody gets: all that is theirs, as words alone, and nobody else's name."""

from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from bot.domain.messages import Text
from bot.files.press import make
from bot.services.privacy.file import book_of
from bot.services.turn import Office
from bot.storage import consents, people
from bot.storage.consents import What
from bot.storage.database import Database, Tx
from tests.conversations.town import HE, WANG
from tests.handlers.hall import Hall, words
from tests.privacy.test_going import begin_much, id_of, ticket_of
from tests.privacy.traces import ME, leave_traces, sealed, trace


def cells(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


async def test_everything_is_in_it(db: Database, office: Office) -> None:
    await db.write(leave_traces)
    read = cells(make(await db.read(book_of, office, ME)))
    said = repr(read)
    for mark in ("ticket.words", "ticket.contact", "ticket_note.words", "wish.words", "roster.phone", "volunteer.name"):
        assert trace(mark) in said, mark
    for mark in ("bar.appeal", "bar.reason", "draft.data", "certificate.name", "volunteer.phone", "wish.address"):
        assert trace(mark) in said, mark
    # Who looked is told by the role; ids of people are in no cell.
    assert ME not in said
    assert {"我", "反映的事", "办理经过", "电话和姓名", "谁看过电话", "积分记录", "同意和撤回"} <= set(read)


async def test_whoever_claimed_sees_no_wishers_name_or_door(hall: Hall) -> None:
    async def private(tx: Tx) -> str:
        me = await begin_much(tx)
        kept = {"id": "claimed", "contact": "13811112222", "address": "9号楼", "for_name": "王大妈"}
        columns = ("contact", "address", "for_name", "id")
        await tx.execute(
            "UPDATE wish SET contact = ?, address = ?, for_name = ? WHERE id = ?",
            tuple(sealed(tx, "wish", kept)[name] for name in columns),
        )
        return me

    me = await hall.db.write(private)
    said = repr(cells(make(await hall.db.read(book_of, hall.dispatcher.office, me))))
    for secret in ("13811112222", "9号楼", "王大妈"):
        assert secret not in said


async def test_what_begins_like_a_formula_stays_words(hall: Hall) -> None:
    async def dangerous(tx: Tx) -> str:
        me = await id_of(tx, WANG)
        await ticket_of(tx, me)
        await tx.execute("UPDATE ticket SET words = '=HYPERLINK(\"http://x\")', place = '@SUM(A1)'")
        return me

    me = await hall.db.write(dangerous)
    content = make(await hall.db.read(book_of, hall.dispatcher.office, me))
    assert b"<f>" not in content
    row = cells(content)["反映的事"][1]
    assert '=HYPERLINK("http://x")' in row
    assert "@SUM(A1)" in row


async def test_a_new_version_of_the_notice_asks_again(hall: Hall) -> None:
    """At the next report; the yes is one more row, with its version."""
    office = hall.dispatcher.office
    newer = office.settings.privacy.model_copy(update={"version": 2})
    office.settings = office.settings.model_copy(update={"privacy": newer})
    replies = words(await hall.arrive(WANG, Text("3号楼2单元楼道灯坏了")))
    assert any(newer.notice in said for said in replies)
    await hall.arrive(WANG, Text("同意"))

    async def said(tx: Tx) -> consents.Consent | None:
        return await consents.latest(tx, await id_of(tx, WANG), What.NOTICE)

    last = await hall.db.write(said)
    assert last
    assert (last.version, last.given) == (2, True)
    known = await hall.db.read(people.load, await hall.db.write(id_of, WANG))
    assert known
    assert known.consent_version == 2


async def test_a_number_is_a_yes_of_its_own(hall: Hall) -> None:
    async def said(tx: Tx, who: int) -> consents.Consent | None:
        return await consents.latest(tx, await id_of(tx, who), What.CONTACT)

    await hall.arrive(WANG, Text("3号楼2单元楼道灯坏了"))
    await hall.arrive(WANG, Text("提交"))
    assert await hall.db.write(said, WANG) is None
    await hall.arrive(WANG, Text("4号楼电梯坏了"))
    await hall.arrive(WANG, Text("留电话"))
    await hall.arrive(WANG, Text("13800000000"))
    assert await hall.db.write(said, WANG) is None
    await hall.arrive(WANG, Text("提交"))
    given = await hall.db.write(said, WANG)
    assert given
    assert given.given
    assert await hall.db.write(said, HE) is None
