"""The calendar entry, read back by a calendar."""

from datetime import timedelta

from icalendar import Calendar

from bot.domain.charts import Entry
from bot.domain.clock import SHANGHAI
from bot.files.press import make
from tests.conversations.town import MORNING

ENTRY = Entry(
    "a@chuishao", 3, "打扫卫生，带扫帚；下雨不去", "翠湖苑 · 3号楼", MORNING, MORNING + timedelta(hours=2), MORNING
)


def test_a_calendar_reads_it_as_it_was_meant() -> None:
    calendar = Calendar.from_ical(make(ENTRY))
    (event,) = calendar.walk("VEVENT")
    (alarm,) = event.walk("VALARM")
    assert (event["uid"], event["sequence"], event["summary"]) == ("a@chuishao", 3, ENTRY.title)
    assert event["location"] == ENTRY.place
    assert event["dtstart"].dt.tzinfo.key == SHANGHAI.key
    assert (event["dtstart"].dt, event["dtend"].dt) == (ENTRY.begins, ENTRY.ends)
    assert alarm["trigger"].dt == timedelta(hours=-1)
    assert calendar.walk("VTIMEZONE")
