"""What a resident wrote, who they are and what opens the bot never comes out of the redactor."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import Redactor
from tests.logs import personal


@given(personal.surroundings, personal.secrets, personal.surroundings)
def test_personal_data_are_taken_out_wherever_they_stand(before: str, secret: str, after: str) -> None:
    assert secret not in Redactor()(f"{before}{secret}{after}")


@given(st.lists(st.tuples(personal.secrets, st.sampled_from([" ", ", ", "\n", " / "])), max_size=6))
def test_many_at_once_are_all_taken_out(parts: list[tuple[str, str]]) -> None:
    said = Redactor()("".join(secret + gap for secret, gap in parts))
    assert not [secret for secret, _ in parts if secret in said and secret not in "[words][secret][phone][e-mail]"]


@given(personal.sentences, st.sampled_from([repr, ascii, lambda text: repr(text.encode())]))
def test_escaped_words_are_taken_out(sentence: str, written: Callable[[str], str]) -> None:
    said = Redactor()(f"at {written(sentence)} end")
    assert not re.search(r"\\[ux]", said)
    assert sentence not in said


def test_a_door_goes_with_the_words_around_it() -> None:
    assert Redactor()("bad place: 3号楼2单元501, retry") == "bad place: [words], retry"


@pytest.mark.parametrize("token", ["1:t", "12345:short", "77:a+b/c", "666:" + "k" * 35])
def test_the_configured_token_is_taken_out_of_addresses(token: str) -> None:
    said = Redactor([token])(f"GET https://api.telegram.org/bot{token}/getMe then /bot{quote(token, safe='')}/x")
    assert said == "GET https://api.telegram.org/bot[secret]/getMe then /bot[secret]/x"


def test_no_hidden_secret_hides_nothing() -> None:
    assert Redactor([""])("all is well") == "all is well"


@pytest.mark.parametrize(
    "said",
    [
        "Message(chat=Chat(first_name='John', id=5), text='the lamp')",
        '{"first_name": "John", "caption": "the lamp"}',
        r"{\"first_name\": \"John\", \"words\": \"the lamp\"}",
        "username='John' input_value='the lamp is \\'out\\' John'",
        "raw='John never closed the quote around the lamp",
    ],
)
def test_facts_known_as_personal_are_taken_out_of_descriptions(said: str) -> None:
    redacted = Redactor()(said)
    assert "John" not in redacted
    assert "lamp" not in redacted


@pytest.mark.parametrize(
    "harmless",
    [
        "update 912345678 of chat -1001234567890 handled in 0.05123456789 s",
        "2025-11-22T01:14:00.123456Z ticket 7zk3q9x0m2ab seq=1763773200123",
        "409 Conflict: terminated by other getUpdates request",
        'File "/srv/chuishao/bot/app.py", line 120, in start',
        "http://127.0.0.1:9464/metrics 10.0.0.12:8443 100% of 64 partitions",
        "name='Task-12' event=wish:claimed@3",
    ],
)
def test_what_an_operator_needs_stays(harmless: str) -> None:
    assert Redactor()(harmless) == harmless


def test_a_very_long_text_is_cut() -> None:
    said = Redactor()("x" * 100_000)
    assert len(said) == 20_001


class Unwilling:
    def __repr__(self) -> str:
        raise RuntimeError("zebra")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (0.5, 0.5),
        (-1001234567890, -1001234567890),
        (9123456789, 9123456789),
        (13812345678, "[phone]"),
        ("13812345678", "[phone]"),
        (["13812345678", 3], "['[phone]', 3]"),
        ({"text": "the lamp"}, "{'text': '[personal]'}"),
        (ValueError("灯坏了"), "ValueError('[words]')"),
        (Unwilling(), "[Unwilling without a description: RuntimeError]"),
    ],
)
def test_values_stay_what_they_are_where_that_tells_nothing(value: object, written: object) -> None:
    assert Redactor().value(value) == written
