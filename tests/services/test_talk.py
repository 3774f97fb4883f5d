"""Small talk is told from reports: by a table of invented sentences, and by whatever else people may send."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.talk import ANSWERS, ASKED_FOR, Talk, is_not_mended, is_over, kind_of_talk, read_talk
from bot.services.talk_words import KINDS

TABLE = Path(__file__).with_name("talk.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
# Known and left alone: each could just as well begin a report.
TAKEN_FOR_REPORTS = {"灯亮了，谢谢", "不要钱吧"}
SMALL = [words for kind, words in ROWS if kind != "none" and words not in TAKEN_FOR_REPORTS]
REPORTS = [words for kind, words in ROWS if kind == "none"]
PIECES = [
    "谢谢",
    "你好",
    "书记",
    "电话",
    "多少",
    "物业",
    "的",
    "好",
    "嗯",
    "请问",
    "不",
    "会",
    "吗",
    "我",
    "啊",
    "，",
    "苑",
    "3号楼",
]


@pytest.mark.parametrize(("kind", "words"), ROWS, ids=[words for _, words in ROWS])
def test_told_apart(kind: str, words: str) -> None:
    found = kind_of_talk(words)
    assert (found.value if found else "none") == ("none" if words in TAKEN_FOR_REPORTS else kind)


def test_the_table_is_large_enough_to_say_something_and_holds_each_sentence_once() -> None:
    assert len(ROWS) >= 500
    assert len({words for _, words in ROWS}) == len(ROWS)
    assert {kind for kind, _ in ROWS} == {*Talk, "none"}


@pytest.mark.parametrize(
    "words", ["不用修了", "已经好了，谢谢", "那个修好了", "算了不用来了", "我要撤回", "自己弄好了！"]
)
def test_nothing_need_be_done_any_more(words: str) -> None:
    assert is_over(words)


@pytest.mark.parametrize(
    "words",
    [
        "修好了又坏了",
        "不用了的旧家具堆在楼道",
        "好了伤疤忘了疼",
        "还没修好",
        "办好了吗",
        "不用修了，换个新的",
        "",
        "嗯" * 24 + "堵",
    ],
)
def test_something_is_still_the_matter(words: str) -> None:
    assert not is_over(words)


@pytest.mark.parametrize("words", ["还没好呢，还在冒水", "没修好", "灯又不亮了", "根本没人来", "还是老样子", "没修"])
def test_it_is_not_mended(words: str) -> None:
    assert is_not_mended(words)


@pytest.mark.parametrize("words", ["谢谢", "修好了", "垃圾没人收", "楼道里堆东西", "好几天了"])
def test_nothing_of_what_was_done(words: str) -> None:
    assert not is_not_mended(words)


@pytest.mark.parametrize("trouble", ["电梯坏了", "楼道灯不亮", "我家漏水", "垃圾三天没人收"])
def test_talk_with_a_problem_behind_or_before_it_is_a_report(trouble: str) -> None:
    for words in SMALL:
        assert kind_of_talk(f"{words}，{trouble}") is None, words
        assert kind_of_talk(f"{trouble}，{words}") is None, words


@given(st.text(max_size=80))
def test_never_raises_on_anything(words: str) -> None:
    kind_of_talk(words)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_never_raises_on_what_is_made_of_talk(words: str) -> None:
    found = kind_of_talk(words)
    assert found is None or found in Talk


@given(st.sampled_from(REPORTS), st.sampled_from(["。", "！", " ", "\n", "\u200b", "……", "～"]))
def test_marks_around_it_make_no_talk_of_a_report(words: str, mark: str) -> None:
    assert kind_of_talk(f"{mark}{words}{mark}") is None


@pytest.mark.parametrize("words", ["", " ", "谢" * 1_000_000, "谢谢" * 12 + "啊", "\x00", "好" * 61])
def test_empty_and_endless_is_no_talk(words: str) -> None:
    assert kind_of_talk(words) is None


def test_a_question_names_the_compound_and_the_building_it_is_about() -> None:
    said = read_talk("请问枣香里三号楼的楼长是谁呀？")
    assert said is not None
    assert (said.kind, said.compound, said.house) == (Talk.BUILDING_LEAD, "枣香里", "三号楼")


def test_every_kind_is_found_by_a_pattern_and_answered() -> None:
    named = {name for kind in KINDS for name in re.findall(r"\?P<(\w+)>", kind)} - {"asks", "where", "house"}
    assert named == set(Talk)
    assert {*ANSWERS, *ASKED_FOR, Talk.PROGRESS, Talk.HOW} == set(Talk)
