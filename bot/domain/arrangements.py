"""Days off and make-up working days (调休), as the State Council's General Office published them for each year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One year's notice: its number; holidays as (month, first day, number of days); working days at weekends."""

    document: str
    holidays: tuple[tuple[int, int, int], ...]
    workdays: tuple[tuple[int, int], ...]

    def days_off(self, year: int) -> frozenset[date]:
        """Every day of every holiday, weekends within it included."""
        return frozenset(
            date(year, month, first) + timedelta(days=further)
            for month, first, days in self.holidays
            for further in range(days)
        )

    def days_worked(self, year: int) -> frozenset[date]:
        """The Saturdays and Sundays on which people work."""
        return frozenset(date(year, month, day) for month, day in self.workdays)


# In the order of the notices: New Year, Spring Festival, Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day.
ARRANGEMENTS: Mapping[int, Arrangement] = MappingProxyType(
    {
        2024: Arrangement(
            document="国办发明电〔2023〕7号",
            holidays=((1, 1, 1), (2, 10, 8), (4, 4, 3), (5, 1, 5), (6, 10, 1), (9, 15, 3), (10, 1, 7)),
            workdays=((2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)),
        ),
        2025: Arrangement(
            document="国办发明电〔2024〕12号",
            holidays=((1, 1, 1), (1, 28, 8), (4, 4, 3), (5, 1, 5), (5, 31, 3), (10, 1, 8)),
            workdays=((1, 26), (2, 8), (4, 27), (9, 28), (10, 11)),
        ),
        2026: Arrangement(
            document="国办发明电〔2025〕7号",
            holidays=((1, 1, 3), (2, 15, 9), (4, 4, 3), (5, 1, 5), (6, 19, 3), (9, 25, 3), (10, 1, 7)),
            workdays=((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)),
        ),
    }
)
