"""A wrong config.toml: every problem is named by its key, says what is expected, and all are said at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config import load_settings
from bot.config.lines import line_of, lines_of
from bot.config.loading import packaged_path
from bot.domain.errors import BadConfiguration

CATEGORY = """
[[category]]
name = "其他"
department = "wuye"
also = []
accept_hours = { normal = 2, urgent = 1, danger = 0.5 }
close_hours = { normal = 2, urgent = 1, danger = 0.5 }
"""

WRONG = [
    ("[delivery]\nper_secnd = 3", "2: delivery.per_secnd: unknown key (did you mean 'per_second'?)"),
    ("[delivry]", "1: delivry: unknown key (did you mean 'delivery'?)"),
    ("colour = 'red'", "1: colour: unknown key"),
    ("[delivery]\nper_second = '30'", "2: delivery.per_second: must be a valid number, not '30'"),
    ("[delivery]\nper_second = true", "2: delivery.per_second: must be a valid number, not true"),
    ("[delivery]\nper_second = inf", "2: delivery.per_second: must be a finite number, not inf"),
    ("[delivery]\nin_flight = 0", "2: delivery.in_flight: must be greater than or equal to 1, not 0"),
    ("[delivery]\nin_flight = 1.5", "2: delivery.in_flight: must be a valid integer, not 1.5"),
    ("delivery = 3", "1: delivery: must be a table, not 3"),
    ("[[delivery]]", "1: delivery: must be a table, not a list"),
    (
        "[delivery]\nbackoff_base_s = 9\nbackoff_max_s = 3",
        "1: delivery: backoff_base_s must not be above backoff_max_s",
    ),
    ("[intake.held_updates]", "1: intake.held_updates: must be a valid integer, not a table"),
    ("[telegram]\nmode = 'pulling'", "2: telegram.mode: must be one of 'polling' or 'webhook', not 'pulling'"),
    ("[telegram]\nmode = 'webhook'", "1: telegram: webhook_url must be an https:// address while mode is 'webhook'"),
    ("[telegram]\nmode = 'webhook'\nwebhook_url = 'http://a.cn'", "1: telegram: webhook_url must be an https://"),
    ("[telegram.webhook_listen]\npath = 'x'", "2: telegram.webhook_listen.path: must match pattern"),
    ("[database]\nurl = 'mysql://u@h/d'", "2: database.url: must begin with 'sqlite:' or 'postgresql://'"),
    ("[database]\nurl = 'postgresql://u@h'", "2: database.url: must name a database"),
    ("[database]\nurl = 'postgresql://u:hush@h/d'", "2: database.url: secrets do not belong in this file"),
    (
        "[database]\nurl = 'postgresql://u@h/d?password=hush'",
        "2: database.url: secrets do not belong in this file; set the environment variable CHUISHAO_DATABASE_PASSWORD",
    ),
    (
        "[database]\nurl = 'mysql://u:hush@h/d'",
        "2: database.url: secrets do not belong in this file; set the environment variable CHUISHAO_DATABASE_PASSWORD",
    ),
    (
        "[database]\npassword = 'hush'",
        "2: database.password: secrets do not belong in this file; set the environment variable CHUISHAO_DATABASE",
    ),
    ("[database]\nurl = 'sqlite::memory:'", "2: database.url: must name a file after 'sqlite:'"),
    ("[metrics]\nhost = '0.0.0.0'", "2: metrics.host: must be a loopback address such as '127.0.0.1', not '0.0.0.0'"),
    ("[metrics]\nhost = 'localhost'", "2: metrics.host: must be a loopback address"),
    ("[privacy]\ntext = []", "2: privacy.text: must not be empty"),
    (f"[privacy]\ntext = ['{'长' * 601}']", "2: privacy.text: must be at most 600 characters in all, not 601"),
    ("[drafts]\nremind_after_hours = 24\ndrop_after_days = 1", "1: drafts: remind_after_hours must be sooner than"),
    ("[alerts]\nlevels = ['secretery']", "2: alerts.levels[1]: must be one of 'resident', 'volunteer'"),
    ("[alerts]\nlevels = ['secretary', 'secretary']", "2: alerts.levels: must not name a role twice"),
    ("[emergency]\n'着火' = [{ name = '火警', number = 'call' }]", "2: emergency.着火[1].number: must match pattern"),
    ("[emergency]\nother = []", "2: emergency.other: must not be empty"),
    ("[[routing]]\ndepartment = 'wuye'", "1: routing[1]: needs at least one of category, urgency, words, place, hours"),
    ("[[routing]]\nhours = [9, 9]\ndepartment = 'wuye'", "1: routing[1]: hours must be two different hours"),
    ("[[routing]]\nhours = [9]\ndepartment = 'wuye'", "2: routing[1].hours[2]: is missing"),
    ("[[routing]]\nwords = ['x']\ndepartment = 3", "3: routing[1].department: must be a valid string, not 3"),
    (
        "[[routing]]\nwords = ['x']\ndepartment = 'wuye'\n[[routing]]\nwords = ['y']\ndepartment = 'chengguann'",
        "6: routing[2].department: there is no department 'chengguann' (did you mean 'chengguan'?)",
    ),
    (
        "[[routing]]\ncategory = '噪音扰人'\ndepartment = 'wuye'",
        "2: routing[1].category: there is no category '噪音扰人' (did you mean '噪音扰民'?)",
    ),
    (
        "[[question]]\ncategory = '噪音扰人'\nask = '白天？'\nanswers = [{ say = '是' }, { say = '不是' }]",
        "2: question[1].category: there is no category '噪音扰人' (did you mean '噪音扰民'?)",
    ),
    (
        "[[question]]\ncategory = '噪音扰民'\nask = '白天？'\nanswers = [{ say = '是' }]",
        "4: question[1].answers: must have at least 2 entries",
    ),
    (CATEGORY + CATEGORY, "10: category[2].name: '其他' is already category[1]"),
    (CATEGORY.replace("其他", "别的"), "2: category: one must be named '其他'"),
    (CATEGORY.replace("[]", "['wuye', 'nobody']"), "5: category[1].also: there is no department 'nobody'"),
    (CATEGORY.replace("urgent = 1", "urgent = 9", 1), "6: category[1].accept_hours: danger must not be above urgent"),
    ("category = []", "1: category: one must be named '其他'"),
    ("routing = ['x']", "1: routing[1]: must be a table, not 'x'"),
]


def refusal(text: str, where: Path) -> list[str]:
    path = where / "c.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadConfiguration) as refused:
        load_settings(path)
    return [line.removeprefix(f"{path}:").strip() for line in str(refused.value).splitlines()]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_is_wrong_is_named_once(text: str, said: str, tmp_path: Path) -> None:
    found = [line for line in refusal(text, tmp_path) if line.startswith(said)]
    assert len(found) == 1, refusal(text, tmp_path)


@pytest.mark.parametrize(
    ("text", "said"), [one for one in WRONG if one[0].count("[[cat") < 2 and one[0] != "category = []"]
)
def test_nothing_else_is_named(text: str, said: str, tmp_path: Path) -> None:
    assert len(refusal(text, tmp_path)) == 1


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    said = refusal(
        "[metrics]\nport = -1\n[delivery]\nper_secnd = 1\n[[routing]]\nwords = ['x']\ndepartment = 'nobody'\nif = 1",
        tmp_path,
    )
    assert [line.partition(": ")[2].partition(":")[0] for line in said] == [
        "metrics.port",
        "delivery.per_secnd",
        "routing[1].department",
        "routing[1].if",
    ]


@pytest.mark.parametrize(
    ("text", "key", "variable"),
    [
        ("[telegram]\ntoken = '{}'", "telegram.token", "TELEGRAM_BOT_TOKEN"),
        ("[telegram]\nbot_token = '{}'", "telegram.bot_token", "TELEGRAM_BOT_TOKEN"),
        ("[telegram]\nwebhook_secret = '{}'", "telegram.webhook_secret", "TELEGRAM_WEBHOOK_SECRET"),
        ("[database]\npassword = '{}'", "database.password", "environment variable"),
        ("[district]\nname = 'x {}'", "district.name", "TELEGRAM_BOT_TOKEN"),
        ("[secrets]\nx = '{}'", "secrets", "TELEGRAM_WEBHOOK_SECRET"),
        ("[[department]]\ncode = 'a1'\nname = '{}'", "department[1].name", "TELEGRAM_BOT_TOKEN"),
    ],
)
def test_secrets_are_refused_by_name_and_never_repeated(text: str, key: str, variable: str, tmp_path: Path) -> None:
    secret = "123456:" + "Aa0_-" * 7
    said = refusal(text.format(secret), tmp_path)
    mine = [line for line in said if f": {key}: secrets do not belong in this file" in f": {line.partition(': ')[2]}"]
    assert len(mine) == 1
    assert variable in mine[0]
    assert secret[7:] not in "\n".join(said)


def test_the_password_of_another_engine_is_not_repeated(tmp_path: Path) -> None:
    assert "hush" not in "\n".join(refusal("[database]\nurl = 'mysql://u:hush@h/d'", tmp_path))


def test_what_is_wrong_beneath_is_said_to_be_there(tmp_path: Path) -> None:
    said = refusal("[[department]]\ncode = 'ours'\nname = '我们'", tmp_path)
    assert "category[1].department: there is no department 'wuye' (not in this file" in "\n".join(said)


def test_lines_are_found_through_tables_lists_and_quoted_keys() -> None:
    lines = lines_of("a = 1\n[b.c]\n'd' = 2\n[[e]]\nf = 1\n# g = 1\n[[e]]\nf = 2\nh.i = 3")
    found = [
        line_of(lines, loc) for loc in (("a",), ("b", "c", "d"), ("e", 2, "f"), ("e", 2, "h", "i"), ("e", 1, "zz"))
    ]
    assert found == [1, 3, 8, 9, 4]
    assert line_of(lines, ("nowhere",)) == 0


def toml_of(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {toml_of(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_of, value)) + "]"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value).replace('"', "'")


KEYS = sorted(
    {step for loc in lines_of(packaged_path().read_text(encoding="utf-8")) for step in loc if isinstance(step, str)}
)
VALUES = st.recursive(
    st.booleans() | st.integers(-3, 10**6) | st.floats(allow_nan=False) | st.sampled_from(["", "wuye", "其他", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=3))
def test_no_nonsense_gets_past_with_another_error(tree: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "n.toml"
    path.write_text("\n".join(f'"{key}" = {toml_of(value)}' for key, value in tree.items()), encoding="utf-8")
    try:
        load_settings(path)
    except BadConfiguration as refused:
        said = str(refused).splitlines()
        assert said
        assert all(line.startswith(f"{path}:") for line in said)


def leaves(tree: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, (*above, key))
        elif not (isinstance(value, list) and value and isinstance(value[0], dict)):
            yield (*above, key)


PACKAGED = load_settings(packaged_path()).model_dump(mode="json", by_alias=True)


@pytest.mark.parametrize("path", [pytest.param(path, id=".".join(path)) for path in leaves(PACKAGED)])
def test_each_setting_refuses_a_table(path: tuple[str, ...], tmp_path: Path) -> None:
    said = refusal(f"[{'.'.join(path)}]", tmp_path)
    assert said[0].startswith(f"1: {'.'.join(path)}: must be ")
