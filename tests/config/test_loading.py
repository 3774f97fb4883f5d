"""Which file is read, and how it is laid over the packaged one."""

from itertools import chain
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import load_settings
from bot.config.directory import Question
from bot.config.loading import packaged_path
from bot.domain.errors import BadConfiguration
from bot.domain.people import Role
from bot.domain.routing import route
from bot.domain.tickets import Severity

ONE_CATEGORY = """
[[category]]
name = "其他"
department = "jiedao"
also = []
accept_hours = { normal = 2, urgent = 1, danger = 0.5 }
close_hours = { normal = 2, urgent = 1, danger = 0.5 }
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHUISHAO_CONFIG", raising=False)
    return tmp_path


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def named(name: str) -> str:
    return f'[district]\nname = "{name}"'


def test_without_any_file_the_packaged_one_counts() -> None:
    assert load_settings() == load_settings(packaged_path())


def test_a_path_goes_before_the_environment_and_that_before_the_working_directory(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(elsewhere / "config.toml", named("here"))
    assert load_settings().district.name == "here"
    monkeypatch.setenv("CHUISHAO_CONFIG", str(written(elsewhere / "other.toml", named("there"))))
    assert load_settings().district.name == "there"
    assert load_settings(written(elsewhere / "third.toml", named("said"))).district.name == "said"


def test_a_file_needs_only_what_differs(elsewhere: Path) -> None:
    packaged = load_settings()
    settings = load_settings(written(elsewhere / "own.toml", "[alerts.urgent]\nrepeats = 7"))
    assert settings.alerts.urgent.repeats == 7
    assert settings.alerts.urgent.repeat_minutes == packaged.alerts.urgent.repeat_minutes
    assert settings.model_copy(update={"alerts": packaged.alerts}) == packaged


def test_lists_replace_lists_and_own_categories_come_without_the_packaged_rules(elsewhere: Path) -> None:
    settings = load_settings(written(elsewhere / "own.toml", ONE_CATEGORY))
    assert [category.name for category in settings.categories] == ["其他"]
    assert settings.routing == ()
    assert settings.questions == ()
    assert len(settings.departments) == 20


def test_own_rules_leave_the_packaged_categories(elsewhere: Path) -> None:
    rule = '[[routing]]\ncategory = "电梯"\nhours = [22, 6]\ndepartment = "xiaofang"'
    settings = load_settings(written(elsewhere / "own.toml", rule))
    assert len(settings.routing) == 1
    assert len(settings.categories) == 25


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        load_settings().delivery.per_second = 1


@pytest.mark.parametrize(
    ("words", "category", "hour", "department"),
    [
        ("楼上邻居装修电钻响", "噪音扰民", 10, "wuye"),
        ("烧烤摊吵得睡不着", "噪音扰民", 23, "gongan"),
        ("烧烤摊吵得睡不着", "噪音扰民", 14, "chengguan"),
        ("路口的井盖没了", "供排水", 9, "shizheng"),
        ("车停到小区单元门口", "停车秩序", 9, "wuye"),
        ("停在马路边", "停车秩序", 9, "jiaojing"),
        ("什么都不像", "没有的类别", 9, "jiedao"),
    ],
)
def test_the_packaged_rules_send_to_whom_they_should(words: str, category: str, hour: int, department: str) -> None:
    assert route(load_settings().rules, category, Severity.NORMAL, words, hour)[0] == department


@pytest.mark.parametrize("question", load_settings(packaged_path()).questions, ids=lambda question: question.ask)
def test_each_packaged_question_decides_who_gets_it(question: Question) -> None:
    """Of some report at some hour at least; else nobody is ever asked it."""
    settings = load_settings(packaged_path())
    told = {"", *chain(*(rule.words for rule in settings.rules if rule.category == question.category))}

    def departments(words: str, hour: int) -> set[str]:
        said = (f"{words} {answer.say}" for answer in question.answers)
        return {route(settings.rules, question.category, Severity.NORMAL, each, hour)[0] for each in said}

    assert any(len(departments(words, hour)) > 1 for words in told for hour in range(24))


def test_danger_goes_first_whatever_the_category() -> None:
    rules = load_settings().rules
    assert route(rules, "物业服务", Severity.DANGER, "楼道里煤气味很大", 9) == ("ranqi", 0)


def test_severities_have_their_repeats_and_deadlines() -> None:
    settings = load_settings()
    assert settings.alerts.of(Severity.NORMAL) is None
    assert settings.alerts.of(Severity.DANGER) == settings.alerts.danger
    assert settings.alerts.levels[0] is Role.SECRETARY
    assert settings.category("电梯").close_hours.of(Severity.URGENT) == 8


def test_numbers_of_an_unknown_danger_are_those_for_any_other() -> None:
    emergency = load_settings().emergency
    assert [entry.number for entry in emergency.numbers("着火")] == ["119"]
    assert emergency.numbers("没有的") == emergency.numbers(None) == emergency.other


def test_a_file_that_is_not_there_is_named(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUISHAO_CONFIG", "nowhere.toml")
    with pytest.raises(BadConfiguration, match=r"nowhere\.toml: cannot be read: No such file"):
        load_settings()


def test_a_slip_of_the_pen_is_named_by_its_line(elsewhere: Path) -> None:
    with pytest.raises(BadConfiguration, match=r"own\.toml: is not TOML: .*line 3"):
        load_settings(written(elsewhere / "own.toml", "[district]\n\nname = chuishao"))


def test_another_encoding_is_said(elsewhere: Path) -> None:
    (elsewhere / "own.toml").write_bytes("[district]\nname = '吹哨'".encode("gb18030"))
    with pytest.raises(BadConfiguration, match=r"own\.toml: is not UTF-8 \(byte 19\)"):
        load_settings(elsewhere / "own.toml")
