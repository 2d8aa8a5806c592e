"""Official lists of priority zones, read from the open formats and brought into the database.

Three shapes, told apart by their columns: communes with a status (ZRR: CODGEO, LIBGEO, ZRR_SIMP;
FRR: codgeo, libgeo, codefrr), quartiers with their communes (QPV: code_qp, lib_qp, insee_com), and
plain communes (codgeo, libgeo). Separators are found by themselves.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TextIO

from django.db import transaction

from jalon.territories.models import Territory, Zone, ZoneKind

COMMUNE: Final = ("insee_com", "codgeo", "code_insee", "com_insee", "code_commune", "depcom")
CODE: Final = ("code_qp", "code_quartier", "codeqp")
NAME: Final = ("lib_qp", "nom_qp", "libgeo", "lib_com", "nom_commune", "nom", "libelle")
STATUS: Final = ("zrr_simp", "zonage_zrr", "codefrr", "frr", "zonage_frr", "classement")
INSEE: Final = re.compile(r"\b(?:\d{2}|2[AB])\d{3}\b")
NOT_CLASSED: Final = re.compile(r"(nc\b|non\b|-9999|0?$)", re.IGNORECASE)
IN_PART: Final = re.compile(r"(p\b|partiel)", re.IGNORECASE)


class UnreadableList(Exception):
    """The file is not a list of zones: a column that says where they are is missing."""


@dataclass(frozen=True)
class Listed:
    """A line of a list, and the communes that it names."""

    line: int
    code: str
    name: str
    communes: tuple[str, ...]
    is_partial: bool


@dataclass(frozen=True)
class Loaded:
    """What a list changed, and the lines of it that were not understood."""

    begun: int
    ended: int
    problems: tuple[str, ...]


@transaction.atomic
def load_zones(
    kind: ZoneKind, file: TextIO, *, in_force: date, source: str, is_whole: bool = True
) -> Loaded:
    """Bring a list in. With `is_whole`, what it no longer has ends on that day.

    A part of a list says where its zones are, and nothing of the other communes. A line whose
    commune is not known here is told and left out. Raises UnreadableList.
    """
    known = _communes()
    wanted: dict[tuple[str, int], Zone] = {}
    problems = []
    for one in read_zones(file):
        if not one.communes:
            problems.append(f"ligne {one.line} : aucun code de commune")
        for code in one.communes:
            if code not in known:
                problems.append(f"ligne {one.line} : la commune {code} n’est pas connue ici")
                continue
            zone = Zone(
                kind=kind, code=one.code or code, name=one.name, commune_id=known[code],
                is_partial=one.is_partial, is_of_a_part=not is_whole, source=source,
                valid_from=in_force,
            )  # fmt: skip
            wanted[zone.code, zone.commune_id] = zone
    standing = {
        (one.code, one.commune_id): one for one in Zone.objects.filter(kind=kind, valid_to=None)
    }
    gone = [one.pk for key, one in standing.items() if key not in wanted] if is_whole else []
    ended = Zone.objects.filter(pk__in=gone, valid_from__lt=in_force).update(valid_to=in_force)
    if is_whole:
        Zone.objects.filter(kind=kind, valid_to=None).update(is_of_a_part=False)
    begun = [zone for key, zone in wanted.items() if key not in standing]
    Zone.objects.bulk_create(begun)
    return Loaded(len(begun), ended, tuple(problems))


def read_zones(file: TextIO) -> Iterator[Listed]:
    """Its lines, but for the communes that it says are not classed. Raises UnreadableList."""
    first = file.readline().lstrip("\ufeff")
    separator = max(";,\t|", key=first.count)
    titles = [_plain(cell) for cell in next(csv.reader([first], delimiter=separator), [])]
    commune, name = _column(titles, COMMUNE), _column(titles, NAME)
    code, status = _column(titles, CODE), _column(titles, STATUS)
    if commune is None:
        raise UnreadableList(
            f"aucune colonne de commune parmi : {', '.join(titles)} ; attendue : "
            + ", ".join(COMMUNE)
        )
    for number, cells in enumerate(csv.reader(file, delimiter=separator), start=2):
        if not any(cells):
            continue
        said = _cell(cells, status)
        if status is not None and NOT_CLASSED.match(said):
            continue
        yield Listed(
            number,
            _cell(cells, code),
            _cell(cells, name),
            tuple(INSEE.findall(_cell(cells, commune))),
            bool(IN_PART.match(said)),
        )


def _communes() -> dict[str, int]:
    """The present commune of each Insee code, of today or absorbed since."""
    found: dict[str, int] = {}
    for pk, code, others in (
        Territory.objects.current().communes().values_list("pk", "code", "other_codes")
    ):
        found.update(dict.fromkeys(others, pk))
        found[code] = pk
    return found


def _column(titles: Sequence[str], names: Sequence[str]) -> int | None:
    return next((titles.index(name) for name in names if name in titles), None)


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""


def _plain(title: str) -> str:
    return re.sub(r"\W+", "_", title.strip().lower()).strip("_")
