"""Write the shipped list of French public holidays, from the library of Etalab (a tool of ours).

Run when a law changes them, or when the years run out:

    python -m jalon.territories.reduce_holidays
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from jours_feries_france import JoursFeries

from jalon.territories.working_days import SHIPPED, YEARS
from jalon.territories.zones import ALSACE_MOSELLE, METROPOLE

NAMES: Final = {
    METROPOLE: "Métropole",
    ALSACE_MOSELLE: "Alsace-Moselle",
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "976": "Mayotte",
    "977": "Saint-Barthélémy",
    "978": "Saint-Martin",
    "986": "Wallis-et-Futuna",
    "987": "Polynésie Française",
    "988": "Nouvelle-Calédonie",
}


def rows() -> Iterator[tuple[str, date]]:
    """(calendar, holiday), in order."""
    for calendar, name in NAMES.items():
        for year in YEARS:
            listed: dict[str, date] = JoursFeries.for_year(year, zone=name)  # type: ignore[no-untyped-call]
            for day in sorted(set(listed.values())):
                yield calendar, day


def write(target: Path) -> int:
    """Write the file and return the number of its days; same library, same bytes."""
    lines = [f"{calendar}\t{day}\n" for calendar, day in rows()]
    target.write_text("".join(lines))
    return len(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{write(SHIPPED)} days\n")
