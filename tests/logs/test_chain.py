"""Both ways of logging end in one chain, and nothing personal comes out of it."""

import json
import logging
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config.sections import Logging
from bot.logs import configure_logs
from bot.logs.redaction import PERSONAL_KEYS
from tests.logs import personal
from tests.logs.conftest import Lines


def failing(words: str) -> None:
    """An error in an error, with what was said in its arguments, in a note and in a local variable."""
    kept_locally = words  # noqa: F841
    try:
        {}[words]
    except KeyError as first:
        second = ValueError("cannot read", {"said": words})
        second.add_note(f"about {words}")
        raise second from first


def say_everywhere(words: str) -> None:
    """Every door through which `words` might reach a log."""
    ours, theirs = structlog.get_logger("ours"), logging.getLogger("theirs")
    ours.warning(f"handled {words}")
    ours.warning("handled %s", words)
    ours.warning("handled", said=words, all=[words, {words: 1}], error=OSError(2, words))
    ours.warning("handled", text="zebra", nested={"words": "zebra"})
    theirs.warning("handled %s of %r", words, [words])
    theirs.warning(f"handled {words}", extra={"said": words})
    theirs.warning("handled %d", words)
    try:
        failing(words)
    except ValueError:
        ours.exception("failed")
        theirs.exception("failed", stack_info=True)


@pytest.mark.parametrize("as_json", [False, True])
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=personal.secrets)
def test_nothing_personal_comes_out_of_any_door(words: str, as_json: object, logs_to_memory: Lines) -> None:
    out = logs_to_memory(as_json=bool(as_json))
    say_everywhere(words)
    assert words not in out.getvalue()
    assert "zebra" not in out.getvalue()
    assert out.getvalue().count("failed") == 2


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(token=st.from_regex(r"[0-9]{1,3}:[a-zA-Z]{4,9}", fullmatch=True))
def test_a_short_configured_token_comes_out_of_no_door(token: str, logs_to_memory: Lines) -> None:
    out = logs_to_memory(hidden=(token,))
    say_everywhere(f"https://localhost/bot{token}/getMe")
    assert token not in out.getvalue()


def test_facts_with_a_personal_name_are_dropped_with_a_mark(logs_to_memory: Lines) -> None:
    out = logs_to_memory(as_json=True)
    structlog.get_logger("x").info("said", **dict.fromkeys(PERSONAL_KEYS, "zebra"))
    line = json.loads(out.getvalue())
    assert {line[key] for key in PERSONAL_KEYS} == {"[personal]"}


def test_facts_bound_to_the_context_stand_on_both_kinds_of_lines(logs_to_memory: Lines) -> None:
    out = logs_to_memory()
    with structlog.contextvars.bound_contextvars(update=7, phone="13812345678"):
        structlog.get_logger("ours").info("handled")
        logging.getLogger("theirs").info("handled")
    assert out.getvalue().count("update=7") == 2
    assert out.getvalue().count("phone=[personal]") == 2


def test_a_line_for_people_has_time_level_logger_event_and_facts(logs_to_memory: Lines) -> None:
    out = logs_to_memory()
    structlog.get_logger("bot.intake").info("update handled", update=7, took="1 s")
    stamp, rest = out.getvalue().split(" ", 1)
    assert stamp.endswith("Z")
    assert rest == "info     bot.intake update handled update=7 took='1 s'\n"


def test_a_line_for_a_collector_is_one_object_with_the_same_keys(logs_to_memory: Lines) -> None:
    out = logs_to_memory(as_json=True)
    structlog.get_logger("bot.intake").info("handled", update=7)
    logging.getLogger("aiosqlite").error("handled %s", 7)
    ours, theirs = map(json.loads, out.getvalue().splitlines())
    assert (ours["event"], ours["level"], ours["logger"], ours["update"]) == ("handled", "info", "bot.intake", 7)
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("handled 7", "error", "aiosqlite")


def test_nothing_forges_a_line(logs_to_memory: Lines) -> None:
    out = logs_to_memory()
    forged = "x\n2026-01-01T00:00:00Z info     bot forged\r\u2028y"
    structlog.get_logger("x").info(forged, which=forged)
    logging.getLogger("x").info(forged)
    logging.getLogger("x").error("failed", exc_info=ValueError(forged))
    lines = out.getvalue().splitlines()
    assert [line.split()[2] for line in lines if not line.startswith("    ")] == ["x", "x", "x"]


def test_local_values_stay_out_of_tracebacks(logs_to_memory: Lines) -> None:
    out = logs_to_memory()
    try:
        words = "ze" + "bra"
        int(words[:3])
    except ValueError:
        structlog.get_logger("x").exception("failed")
    assert "ValueError: invalid literal" in out.getvalue()
    assert "zebra" not in out.getvalue()


@pytest.mark.parametrize("name", ["httpx", "httpcore.connection", "aiohttp.access", "telegram.ext", "aiosqlite"])
def test_chatty_libraries_speak_from_warnings_on(name: str, logs_to_memory: Lines) -> None:
    out = logs_to_memory("DEBUG")
    logging.getLogger(name).info("chat")
    assert not out.getvalue()
    logging.getLogger(name).warning("mind")
    assert "mind" in out.getvalue()


class Costly:
    def __repr__(self) -> str:
        raise AssertionError("written out although nobody reads it")


def test_what_is_below_the_level_costs_no_writing_out(logs_to_memory: Lines) -> None:
    out = logs_to_memory("INFO")
    structlog.get_logger("x").debug("step %s", Costly(), what=Costly())
    logging.getLogger("x").debug("step %s", Costly())
    assert not out.getvalue()


def test_a_line_that_cannot_be_written_says_where_it_came_from_and_no_more(logs_to_memory: Lines) -> None:
    out = logs_to_memory()
    logging.getLogger("x").warning("%d lamps", "zebra")
    logging.getLogger("x").warning("%s", Costly())
    assert "test_chain.py" in out.getvalue()
    assert "(TypeError)" in out.getvalue()
    assert "(AssertionError)" in out.getvalue()
    assert "zebra" not in out.getvalue()


def test_configuring_again_replaces_the_first(logs_to_memory: Lines) -> None:
    first, second = logs_to_memory(), logs_to_memory()
    logging.getLogger("x").warning("once")
    assert not first.getvalue()
    assert second.getvalue().count("once") == 1


class FullDisk:
    """A stream that can take nothing for a while."""

    def __init__(self) -> None:
        self.full = True
        self.written = ""

    def write(self, text: str) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.written += text

    def flush(self) -> None:
        pass


def test_a_full_disk_stops_no_work_and_the_loss_is_told(logs_to_memory: Lines) -> None:
    logs_to_memory()
    disk = FullDisk()
    configure_logs(Logging(level="INFO", as_json=False), stream=disk)
    for _ in range(3):
        structlog.get_logger("x").info("lost")
    disk.full = False
    structlog.get_logger("x").info("written")
    structlog.get_logger("x").info("written")
    assert disk.written.startswith("3 log lines before this one were lost\n")
    assert disk.written.count("\n") == 3
    assert "written" in disk.written


def test_an_error_in_a_thread_goes_through_the_chain(logs_to_memory: Lines) -> None:
    out = logs_to_memory()
    thread = threading.Thread(target=failing, args=("13812345678",))
    # pytest watches the same hook and would report the error as its own.
    hook = threading.excepthook
    thread.start()
    thread.join()
    assert hook is threading.excepthook
    assert "ValueError: ('cannot read', {'said': '[phone]'})" in out.getvalue()


def test_a_warning_goes_through_the_chain(logs_to_memory: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        out = logs_to_memory()
        warnings.warn("about 13812345678", stacklevel=1)
        logging.captureWarnings(capture=False)
    assert "about [phone]" in out.getvalue()


ENDS_BADLY = """
import bot.logs, bot.config, gc
bot.logs.configure_logs(bot.config.load_settings().logging)
class Dying:
    def __del__(self):
        raise ValueError("dying, 13812345678")
thing = Dying()
del thing
gc.collect()
raise RuntimeError("ended, 13812345678")
"""


def test_a_program_that_dies_says_so_through_the_chain() -> None:
    here = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", ENDS_BADLY], capture_output=True, text=True, check=False, cwd=here)
    assert ended.returncode == 1
    assert "RuntimeError: ended, [phone]" in ended.stderr
    assert "ValueError: dying, [phone]" in ended.stderr
    assert "13812345678" not in ended.stderr.replace('"ended, 13812345678"', "")
