"""Whatever people can send: words of every sort, and everything that is no words, as Telegram tells of it."""

import csv
from functools import cache
from pathlib import Path

from bot.texts.typed import TYPED, TYPED_BUTTONS
from bot.texts.words import MENU
from sandbox.media import shown
from sandbox.params import Params, Upload
from sandbox.wire import JSON
from sandbox.world import World
from tests.conversations.town import CHEN, LI, NEW, WANG

TESTS = Path(__file__).parents[2]
CAST = {"王阿姨": WANG, "小新": NEW, "李叔": LI, "陈书记": CHEN}
CODES = ("c_cuihu", "b_cuihu3", "c_beicheng", "d_1", "m_1", "x_gone", "r_gone", "../etc", "")


def _column(path: str, name: str, **wanted: str) -> tuple[str, ...]:
    with (TESTS / path).open(encoding="utf-8") as held:
        rows = csv.DictReader(held, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(row[name] for row in rows if all(row[key] == value for key, value in wanted.items()))


@cache
def reports() -> tuple[str, ...]:
    """What is wrong: everyday matters of all categories, urgent ones, danger, two matters at once."""
    near = tuple(f"3号楼2单元{words}" for words in ("楼道灯坏了", "水管爆了", "半夜装修太吵", "电梯又停了"))
    return (
        *near,
        *_column("classifier/everyday.tsv", "text"),
        *_column("classifier/urgency.tsv", "text"),
        *_column("classifier/danger.tsv", "text", urgency="danger")[::8],
        *_column("classifier/problems.tsv", "text", parts="2"),
    )


@cache
def small_words() -> tuple[str, ...]:
    """What is no report, or too short to be one: names, places, answers, button words, small talk, noise."""
    buttons = tuple(word for group in (*TYPED.values(), *TYPED_BUTTONS.values()) for word in group)
    return (*buttons, *_column("../tests/services/talk.tsv", "words"), *NAMES, *PLACES, *ANSWERS, *NOISE, *COMMANDS)


NAMES = ("翠湖苑", "翠湖", "chy", "cuihu", "翠胡苑", "北辰家园", "北辰", "幸福里", "翠湖苑3号楼", "我住北辰家园")
PLACES = ("3号楼2单元501", "三号楼二单元", "3-2-501", "北门", "东区", "地下车库B2", "电梯口", "99号楼")
ANSWERS = (
    "白天", "夜里", "施工", "商铺", "邻居", "是", "不是", "停车秩序", "其他", "电梯", "13800000000", "0351-1234567",
    "110", "十几个", "昨天开始的", "没有危险", "着火了", "有人触电",
)  # fmt: skip
NOISE = (
    "😡", "😀😀😀", "\u200b", "\u202e\u2066", "a\u0000b\u202ec", "。。。", "？", "!", "1", "<b>&amp;</b>*_[{x} %s",
    "\ud800", "长" * 4096, "灯坏了" * 700, "\n\n\n", "哦", "asdfghjkl", "水", "http://example.org/?a=1&b=2",
)  # fmt: skip
COMMANDS = (
    *(f"/{name}" for name in (*MENU, "start")), "/START", "/help@chuishao_bot", "/who 翠湖苑", "/nobody", "/",
    "/start c_cuihu", "/start r_nothing", "/cancel 现在", "/for 张大爷",
)  # fmt: skip
PINS = (
    (37.8700, 112.5500), (37.8801, 112.5601), (37.8750, 112.5550), (35.6762, 139.6503), (0.0, 0.0), (90.0, 180.0),
    (-90.0, -180.0), (37.87, -179.999999), (1e-12, 1e-12),
)  # fmt: skip
FILES = ("photo", "voice", "video", "video_note", "image document", "document")
ODD = ("sticker", "dice", "poll", "animation", "audio", "story", "game")


def file_of(world: World, kind: str, number: int) -> tuple[JSON, str]:
    """A file that nobody sent before: the content of its message, and its unique id ("": none that we keep)."""
    upload = Upload("it.bin", "application/octet-stream", f"{kind} {number}".encode())
    match kind:
        case "photo":
            stored = world.files.add("photo", upload)
            stored.shown = [{**stored.ids(), "width": 90, "height": 60}]
            return {"photo": stored.shown}, stored.unique_id
        case "video_note":
            note = shown(world.files, "video", upload, Params({}))
            return {"video_note": note}, note["file_unique_id"]
        case "image document":
            value = shown(world.files, "document", Upload("it.png", "image/png", upload.data), Params({}))
            return {"document": value}, value["file_unique_id"]
        case "document":
            return {"document": shown(world.files, "document", upload, Params({}))}, ""
        case _:
            value = shown(world.files, kind, upload, Params({}))
            return {kind: value}, value["file_unique_id"]


def odd(kind: str) -> JSON:
    """What we do not read."""
    bodies: JSON = {
        "sticker": {"file_id": "s", "file_unique_id": "s", "emoji": "😀"},
        "dice": {"emoji": "🎲", "value": 3},
        "poll": {"id": "1", "question": "？", "options": []},
    }
    return {kind: bodies.get(kind, {"id": "1", "file_id": "x", "file_unique_id": "x"})}


def pin(at: tuple[float, float], title: str = "") -> JSON:
    """A pin, or a venue where it has a title."""
    location = {"latitude": at[0], "longitude": at[1]}
    return (
        {"venue": {"location": location, "title": title, "address": ""}, "location": location}
        if title
        else {"location": location}
    )


def contact(phone: str, owner: int | None) -> JSON:
    """A shared number; with its owner where it is somebody's on Telegram."""
    return {"contact": {"phone_number": phone, "first_name": "老张", **({"user_id": owner} if owner else {})}}
