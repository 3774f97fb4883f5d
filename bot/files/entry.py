"""Writes a calendar entry (RFC 5545) that the calendar of any telephone takes."""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from bot.domain.charts import Entry
from bot.domain.clock import SHANGHAI

ALARM = timedelta(hours=-1)


def write(entry: Entry) -> bytes:
    """The file: one event in the time of Shanghai, with an alarm an hour before."""
    calendar = Calendar()
    calendar.add("prodid", "-//chuishao//activities//ZH")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.written)
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("dtstart", entry.begins.astimezone(SHANGHAI))
    event.add("dtend", entry.ends.astimezone(SHANGHAI))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", ALARM)
    event.add_component(alarm)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
