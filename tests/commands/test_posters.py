"""`python -m bot posters` on a town: which files there are, for whom, and what is said where there is nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands import posters as command
from bot.commands.posters import make_posters, write
from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.clock import to_millis
from bot.domain.errors import CannotStart
from bot.domain.people import Role, Unit, UnitKind
from bot.domain.posters import Print
from bot.services.directory import Directory
from bot.services.posters import Posters
from bot.storage import migrate
from bot.storage.published import Published
from bot.storage.sqlite import SqliteDatabase
from bot.texts import posters as say
from sandbox import Sandbox
from tests.conversations.town import MORNING, PUBLISHED, TOKEN, UNITS, settle
from tests.engines.keys import VAULT
from tests.files.test_poster import LINK, NUMBERS


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("posters") / "bot.db"
    migrate.upgrade(path)
    (path.parent / "config.toml").write_text(f'[database]\nurl = "sqlite:{path}"\n', "utf-8")
    return path.parent / "config.toml"


async def test_what_is_made_and_what_is_said(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    with pytest.raises(CannotStart, match="no district yet"):
        await make_posters(empty, out, "", "chuishao_bot")
    db = await SqliteDatabase.open(empty.parent / "bot.db", VAULT)
    await db.write(settle, to_millis(MORNING))
    await db.close()
    for code, bot, said in (("c_none", "x_bot", "no unit"), ("", "a b", "no name"), ("d_shizheng", "a_bot", "nothing")):
        with pytest.raises(CannotStart, match=said):
            await make_posters(empty, out, code, bot)
    assert not out.exists()
    await make_posters(empty, out, "b_cuihu3", "@chuishao_bot")
    assert [file.name for file in out.iterdir()] == ["翠湖苑3号楼-b_cuihu3-楼栋贴.pdf"]
    async with Sandbox(port=0, token=TOKEN) as sandbox:
        monkeypatch.setenv("TELEGRAM_BASE_URL", f"{sandbox.url}/bot")
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
        await make_posters(empty, tmp_path / "all", "", "")
    assert sorted(file.name for file in (tmp_path / "all").iterdir()) == [
        "北辰家园-c_beicheng-海报.pdf",
        "翠湖苑-c_cuihu-楼栋贴.pdf",
        "翠湖苑-c_cuihu-海报.pdf",
    ]
    assert all(file.read_bytes().startswith(b"%PDF") for file in (tmp_path / "all").iterdir())


@pytest.fixture(scope="module")
def posters() -> Posters:
    return Posters(Directory(UNITS), PUBLISHED, load_settings(packaged_path()), "https://t.me/b?start={}".format)


def made_for(posters: Posters, unit: Unit) -> dict[str, Print]:
    return {one.name: one for one in posters.prints(unit)}


def test_whom_to_turn_to_and_which_numbers(posters: Posters) -> None:
    """As published: the branch, the property, the community, the building leads; a building's own lead on its label."""
    cuihu = next(unit for unit in UNITS if unit.id == "cuihu")
    made = made_for(posters, cuihu)
    poster = made["翠湖苑-c_cuihu-海报.pdf"].what
    wanted = say.poster(
        "https://t.me/b?start=c_cuihu",
        ["杏林区", "柳巷街道", "桃园社区"],
        "翠湖苑",
        (
            ("小区书记", "陈国华", "0360-5550101"),
            ("小区书记", "赵淑兰", "0360-5550102"),
            ("物业", "马经理", "0360-5550103"),
            ("社区", "钱敏", "0360-5550105"),
            ("3号楼楼栋长", "韩福生", "0360-5550104"),
        ),
        ["报警 110", "急救 120", "火警 119", "电力抢修 95598", "电梯救援 96333"],
    )
    assert poster == replace(wanted, estates="二建家属院、铁路宿舍")
    (sticker,) = made["翠湖苑-c_cuihu-楼栋贴.pdf"].what
    assert (sticker.building, sticker.contact) == ("3号楼", "楼栋长 韩福生 0360-5550104")
    assert sticker.link.endswith("=b_cuihu3")
    assert sticker.warning == "有危险，先打：报警 110 · 急救 120 · 火警 119"


def test_where_nobody_is_published_the_sheet_does_without() -> None:
    bare = Posters(Directory(UNITS), (), load_settings(packaged_path()), str)
    for unit in UNITS:
        for one in bare.prints(unit):
            assert one.what
    many = [Published("cuihu", Role.SECRETARY, f"某{at}", "1") for at in range(20)]
    (poster, _) = Posters(Directory(UNITS), many, load_settings(packaged_path()), str).prints(UNITS[3])
    assert len(poster.what.contacts) == say.MOST_CONTACTS


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "..", "con:\n\0", "", "长" * 300, " . "])
def test_a_file_stays_in_its_folder_whatever_the_unit_is_called(name: str, tmp_path: Path) -> None:
    units = [Unit("d", UnitKind.DISTRICT, None, name, "d"), Unit("c", UnitKind.COMPOUND, "d", name, "c_1")]
    prints = list(Posters(Directory(units), (), load_settings(packaged_path()), str).prints(units[0]))
    write(prints, tmp_path / "out", Console(quiet=True))
    (file,) = (tmp_path / "out").iterdir()
    assert file.name.endswith("-c_1-海报.pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_many_are_made_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "PORTION", 2)
    poster = say.poster(LINK, [], "翠湖苑", (), NUMBERS)
    assert write([Print(f"{at}.pdf", poster) for at in range(5)], tmp_path, Console(quiet=True)) == 5
    assert len(list(tmp_path.glob("*.pdf"))) == 5
    assert not list(tmp_path.glob("*.part"))
