"""The priority zones of the demonstration: invented, read by the loader of official lists."""

from datetime import date
from pathlib import Path
from typing import Final

from jalon.territories.models import ZoneKind
from jalon.territories.zoning import load_zones

SOURCE: Final = "Zonage inventé pour la démonstration"
LISTS: Final = {
    ZoneKind.QPV: ("zones-qpv.csv", date(2024, 1, 1)),
    ZoneKind.FRR: ("zones-frr.csv", date(2024, 7, 1)),
    ZoneKind.FORMER: ("zones-former.csv", date(2023, 4, 1)),
}
FOLDER: Final = Path(__file__).parent / "data"


def load_invented_zones() -> None:
    """Of a few communes of Moselle."""
    for kind, (name, in_force) in LISTS.items():
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            load_zones(kind, file, in_force=in_force, source=SOURCE)
