"""Working days and hours, counted backwards from the day of the generation."""

from datetime import UTC, date, datetime, timedelta
from random import Random

HISTORY_DAYS = 730  # two years of facts
DAY = 86_400
CLOCK = [f"{hour:02d}:{minute:02d}:" for hour in range(24) for minute in range(60)]
OPENS, CLOSES = 7 * 3600, 15 * 3600 + 1800  # 8 a.m. to 5.30 p.m. in Paris, said in UTC

# Public holidays at a fixed date; 26 December is one in the Moselle.
HOLIDAYS = frozenset(
    {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)}
)


class Calendar:
    """Turns "so many days ago" into dates and instants of working days."""

    def __init__(self, today: date) -> None:
        self.today = today
        midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
        self._midnight = int(midnight.timestamp())
        span = range(-2000, 6000)
        self._dates = {days: (today - timedelta(days=days)).isoformat() for days in span}
        self._coming = {-days: self._day_to_come(days) for days in range(1, 60)}
        self._working = {days: self._working_day(days) for days in range(HISTORY_DAYS + 9)}

    def _working_day(self, days: int) -> int:
        day = self.today - timedelta(days=days)
        while day.weekday() > 4 or (day.month, day.day) in HOLIDAYS:
            day -= timedelta(days=1)
        return (self.today - day).days

    def _day_to_come(self, days: int) -> int:
        day = self.today + timedelta(days=days)
        while day.weekday() > 4 or (day.month, day.day) in HOLIDAYS:
            day += timedelta(days=1)
        return (self.today - day).days

    def coming(self, days: int) -> int:
        """The same number of days (negative: to come), or a little later when nobody works."""
        return self._coming[days]

    def at(self, days: int, seconds: int) -> int:
        """That many seconds after midnight (UTC) of that day, since 1970."""
        return self._midnight - days * DAY + seconds

    def working(self, days: int) -> int:
        """The same number of days, or a little more when nobody works on that day."""
        return self._working[days]

    def iso(self, days: int) -> str:
        """The date so many days ago (days to come are negative)."""
        return self._dates[days]

    def instant(self, days: int, dice: Random) -> int:
        """A moment of office hours on that working day, in seconds since 1970."""
        return (
            self._midnight
            - self.working(days) * DAY
            + int(OPENS + dice.random() * (CLOSES - OPENS))
        )

    def days_ago(self, instant: int) -> int:
        """How many days before today an instant is."""
        return -((instant - self._midnight) // DAY)

    def text(self, instant: int) -> str:
        """An instant as PostgreSQL reads it, in UTC."""
        days, seconds = divmod(instant - self._midnight, DAY)
        return f"{self._dates[-days]} {CLOCK[seconds // 60]}{seconds % 60:02d}+00"
