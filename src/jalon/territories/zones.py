"""What a département changes in the reckoning of time: its clock, and its public holidays."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

PARIS: Final = "Europe/Paris"
# Where the clock is not that of Paris, by code of département or overseas collectivity.
ZONES: Final[dict[str, str]] = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
METROPOLE: Final = "FR"
ALSACE_MOSELLE: Final = "AM"
# Whose public holidays are not those of the rest of France: code du travail, L.3134-13 (Moselle,
# Bas-Rhin, Haut-Rhin) and L.3422-2 (overseas).
CALENDARS: Final[dict[str, str]] = {
    **dict.fromkeys(("57", "67", "68"), ALSACE_MOSELLE),
    **{code: code for code in ("971", "972", "973", "974", "976", "977", "978")},
    **{code: code for code in ("986", "987", "988")},
}


def zone_of(department_code: str | None) -> str:
    """The name of its time zone; that of Paris when nothing says otherwise."""
    return ZONES.get(department_code or "", PARIS)


def calendar_of(department_code: str | None) -> str:
    """The name of its calendar of public holidays, as the shipped list has it."""
    return CALENDARS.get(department_code or "", METROPOLE)


def local_day(at: datetime, zone: str = PARIS) -> date:
    """The day that an instant is, on that clock."""
    return at.astimezone(ZoneInfo(zone)).date()
