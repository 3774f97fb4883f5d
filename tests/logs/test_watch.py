"""The watch over the whole suite's logs finds what leaks, through whichever door; `tests/conftest.py` sets it up."""

import logging

import pytest
import structlog

from bot.logs.redaction import Redactor
from tests.engines.keys import KEYS
from tests.logs.watch import WATCH, Watch

LEAKS = [
    "陈国华 came",
    "said 楼道灯坏了",
    "lives at 3-2-501",
    "call 13800000000",
    "call 139 0000 0000",
    "call +8613800000000",
    "call 0360-5550101",
    "https://localhost/bot424242:sandbox/getMe",
    "https://localhost/bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe",
    f"keys {KEYS}",
    r"repr '\u9648\u56fd\u534e'",
    r"bytes b'\xe9\x99\x88'",
    "query %E9%99%88",
]
HARMLESS = [
    "2026-03-10T01:05:00.000000Z info     bot.app update handled update=7 took='1 s' at=1773104700000",
    'File "/srv/bot/storage/drive.py", line 41, in drive',
    "ticket 0310-001 of k-Xa1_9 person=7XbPq-21 chat=101 part=63 due=1773104700000 [words] [phone] [secret]",
    "10.2.0.1:8443 128.5 ms 2026-03-10",
]


@pytest.mark.parametrize("leak", LEAKS)
def test_it_sees(leak: str) -> None:
    watch = Watch()
    watch.heard(f"2026-03-10T01:05:00Z info     bot {leak}")
    with pytest.raises(AssertionError, match="was logged"):
        watch.judge()
    watch.judge()


@pytest.mark.parametrize("line", HARMLESS)
def test_it_lets_pass(line: str) -> None:
    watch = Watch()
    watch.heard(line)
    watch.judge()


def test_a_leak_in_the_bots_own_logs_would_fail_the_test_that_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = WATCH.lines
    monkeypatch.setattr(Redactor, "__call__", lambda _, text: text)
    structlog.get_logger("bot.services.life").debug("moved", by="陈国华")
    with pytest.raises(AssertionError, match="Chinese"):
        WATCH.judge()
    try:
        int("13800000000 and more")
    except ValueError:
        logging.getLogger("a.library").debug("failed", exc_info=True)
    with pytest.raises(AssertionError, match="telephone"):
        WATCH.judge()
    assert WATCH.lines == before + 2
    monkeypatch.undo()
    structlog.get_logger("bot.services.life").debug("moved", by="陈国华", phone="13800000000")
    assert WATCH.lines == before + 3
