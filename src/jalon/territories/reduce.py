"""Reduce the npm package @etalab/decoupage-administratif to the one file that we ship.

Run when a new official list is published, on the unpacked package:

    python -m jalon.territories.reduce FOLDER   (FOLDER holds data/communes.json and the others)
"""

import csv
import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

COLUMNS = (
    "kind",
    "code",
    "name",
    "region",
    "department",
    "epci",
    "population",
    "postal_codes",
    "other_codes",
)
SHIPPED = Path(__file__).parent / "data" / "cog-2026.tsv.xz"
FRANCE = "FR"

Source = dict[str, list[dict[str, Any]]]
Row = tuple[str, ...]


def read_source(folder: Path) -> Source:
    """The four lists that we keep, as the package gives them."""
    names = ("regions", "departements", "epci", "communes")
    return {name: json.loads((folder / "data" / f"{name}.json").read_text()) for name in names}


def rows(source: Source) -> Iterator[Row]:
    """Every territory, largest first; each row has the columns of `COLUMNS`."""
    communes = {c["code"]: c for c in source["communes"] if c["type"] == "commune-actuelle"}
    epci_of = {
        member["code"]: epci["code"] for epci in source["epci"] for member in epci["membres"]
    }
    yield row("country", FRANCE, "France", population=_people(communes.values()))
    for region in source["regions"]:
        inside = [c for c in communes.values() if c["region"] == region["code"]]
        yield row("region", region["code"], region["nom"], population=_people(inside))
    for department in source["departements"]:
        code = department["code"]
        inside = [c for c in communes.values() if c["departement"] == code]
        yield row(
            "department", code, department["nom"], department["region"], population=_people(inside)
        )
    for epci in source["epci"]:
        home = _home_of(epci, communes)
        yield row(
            "epci",
            epci["code"],
            epci["nom"],
            home["region"],
            home["departement"],
            population=epci["populationMunicipale"],
        )
    yield from _communes(communes, epci_of, _other_codes(source["communes"]))


def _communes(
    communes: dict[str, dict[str, Any]], epci_of: dict[str, str], others: dict[str, list[str]]
) -> Iterator[Row]:
    for code, commune in sorted(communes.items()):
        yield row(
            "commune",
            code,
            commune["nom"],
            commune["region"],
            commune["departement"],
            epci_of.get(code, ""),
            commune.get("population"),
            " ".join(commune.get("codesPostaux", [])),
            " ".join(others[code]),
        )


def row(
    kind: str,
    code: str,
    name: str,
    region: str = "",
    department: str = "",
    epci: str = "",
    population: int | None = None,
    postal_codes: str = "",
    other_codes: str = "",
) -> Row:
    """One line of the shipped file."""
    people = "" if population is None else str(population)
    return (kind, code, name, region, department, epci, people, postal_codes, other_codes)


def _people(communes: Any) -> int:
    return sum(commune.get("population") or 0 for commune in communes)


def _home_of(epci: dict[str, Any], communes: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The département (and its région) where most inhabitants of the EPCI live."""
    weight: Counter[tuple[str, str]] = Counter()
    for member in epci["membres"]:
        commune = communes[member["code"]]
        weight[commune["region"], commune["departement"]] += member["populationMunicipale"] or 0
    region, department = weight.most_common(1)[0][0]
    return {"region": region, "departement": department}


def _other_codes(listed: list[dict[str, Any]]) -> dict[str, list[str]]:
    """By commune: the codes of the communes it absorbed, and of its municipal arrondissements."""
    others: dict[str, list[str]] = defaultdict(list)
    for place in listed:
        if place["type"] == "commune-actuelle":
            others[place["code"]] += place.get("anciensCodes", [])
        elif place["type"] == "arrondissement-municipal":
            others[place["commune"]].append(place["code"])
    return others


def write(source: Source, target: Path) -> int:
    """Write the shipped file and return its number of territories; same source, same bytes."""
    text = StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    territories = list(rows(source))
    writer.writerows(territories)
    target.write_bytes(lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME))
    return len(territories)


if __name__ == "__main__":
    sys.stdout.write(f"{write(read_source(Path(sys.argv[1])), SHIPPED)} territories\n")
