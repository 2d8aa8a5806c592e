"""Bring the shipped official list into the database, by COPY."""

import lzma
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection, transaction

from jalon.territories.models import TerritoryKind

COLUMNS = "kind, code, name, region, department, epci, population, postal_codes, other_codes"


@dataclass(frozen=True)
class Edition:
    """An official list and the day from which it is true."""

    in_force: date
    file: Path


EDITION_2026 = Edition(date(2026, 1, 1), Path(__file__).parent / "data" / "cog-2026.tsv.xz")

STAGE = """
CREATE TEMPORARY TABLE territory_stage (
    kind text, code text, name text, region text, department text, epci text,
    population integer, postal_codes text, other_codes text
) ON COMMIT DROP
"""

# One kind at a time, largest first: a territory finds its parents already there.
UPSERT = """
INSERT INTO territories_territory AS here
    (kind, code, name, region_id, department_id, epci_id, population, postal_codes, other_codes,
     valid_from)
SELECT stage.kind, stage.code, stage.name, region.id, department.id, epci.id, stage.population,
       string_to_array(coalesce(stage.postal_codes, ''), ' '),
       string_to_array(coalesce(stage.other_codes, ''), ' '), %(in_force)s
  FROM territory_stage stage
  LEFT JOIN territories_territory region ON region.kind = 'region'
       AND region.code = stage.region AND region.valid_to IS NULL
  LEFT JOIN territories_territory department ON department.kind = 'department'
       AND department.code = stage.department AND department.valid_to IS NULL
  LEFT JOIN territories_territory epci ON epci.kind = 'epci'
       AND epci.code = stage.epci AND epci.valid_to IS NULL
 WHERE stage.kind = %(kind)s
 ORDER BY stage.code
ON CONFLICT (kind, code) WHERE valid_to IS NULL DO UPDATE
   SET name = excluded.name, region_id = excluded.region_id,
       department_id = excluded.department_id, epci_id = excluded.epci_id,
       population = excluded.population, postal_codes = excluded.postal_codes,
       other_codes = excluded.other_codes
 WHERE (here.name, here.region_id, here.department_id, here.epci_id, here.population,
        here.postal_codes, here.other_codes)
       IS DISTINCT FROM
       (excluded.name, excluded.region_id, excluded.department_id, excluded.epci_id,
        excluded.population, excluded.postal_codes, excluded.other_codes)
"""

END_THE_MISSING = """
UPDATE territories_territory here SET valid_to = %(in_force)s
 WHERE here.valid_to IS NULL AND here.valid_from < %(in_force)s
   AND NOT EXISTS (SELECT FROM territory_stage stage
                    WHERE stage.kind = here.kind AND stage.code = here.code)
"""


@transaction.atomic
def load_territories(
    edition: Edition = EDITION_2026, *, departments: Collection[str] | None = None
) -> int:
    """Load or refresh the official list and return the number of territories added or changed.

    With `departments` (codes), only their EPCI and communes are loaded, under every région and
    département of the country, and nothing that is missing is ended.
    """
    changed = 0
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy(f"COPY territory_stage ({COLUMNS}) FROM STDIN") as copy:
            for line in _lines(edition.file, departments):
                copy.write(line)
        cursor.execute("ANALYZE territory_stage")
        for kind in TerritoryKind.values:
            cursor.execute(UPSERT, {"kind": kind, "in_force": edition.in_force})
            changed += cursor.rowcount
        if departments is None:
            cursor.execute(END_THE_MISSING, {"in_force": edition.in_force})
            changed += cursor.rowcount
            cursor.execute("ANALYZE territories_territory")
        # Without this the first searches would read the index's waiting list line by line.
        cursor.execute("SELECT gin_clean_pending_list('territory_search_name')")
        cursor.execute("DROP TABLE territory_stage")
    return changed


def _lines(file: Path, departments: Collection[str] | None) -> Iterator[bytes]:
    """The lines of the shipped file, as COPY reads them: \\N where a cell is empty."""
    with lzma.open(file, "rt", encoding="utf-8") as text:
        next(text)
        for line in text:
            cells = line.rstrip("\n").split("\t")
            small = cells[0] in {TerritoryKind.EPCI, TerritoryKind.COMMUNE}
            if departments is None or not small or cells[4] in departments:
                yield ("\t".join(cell or "\\N" for cell in cells) + "\n").encode()
