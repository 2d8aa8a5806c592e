import lzma
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from jalon.territories.loading import EDITION_2026, Edition, load_territories
from jalon.territories.models import Territory, TerritoryKind

pytestmark = pytest.mark.django_db


def edition(tmp_path, in_force, *lines):
    """A shipped file of our own making: same columns, other lines."""

    header = "kind|code|name|region|department|epci|population|postal_codes|other_codes"
    file = tmp_path / f"{in_force}.tsv.xz"
    text = "\n".join("\t".join(line.split("|")) for line in (header, *lines)) + "\n"
    file.write_bytes(lzma.compress(text.encode()))
    return Edition(in_force, file)


FRANCE = "country|FR|France||||100||"
GRAND_EST = "region|44|Grand Est||||100||"
MOSELLE = "department|57|Moselle|44|||100||"
METZ = "commune|57463|Metz|44|57||60|57000 57050|57094"
PLAPPEVILLE = "commune|57545|Plappeville|44|57||40|57050|"


def test_the_whole_country_is_loaded_once():
    assert load_territories() == 36360
    assert load_territories() == 0

    assert Territory.objects.filter(kind=TerritoryKind.COMMUNE).count() == 34969
    assert Territory.objects.filter(kind=TerritoryKind.EPCI).count() == 1255
    assert Territory.objects.filter(kind=TerritoryKind.DEPARTMENT).count() == 109
    assert Territory.objects.filter(kind=TerritoryKind.REGION).count() == 26
    assert Territory.objects.exclude(valid_from=EDITION_2026.in_force).count() == 0
    outside = Territory.objects.filter(kind=TerritoryKind.COMMUNE, epci=None)
    assert outside.count() == 98


def test_one_departement_is_enough_for_a_test_or_a_trial(capsys):
    call_command("load_territories", "--department", "57")

    assert Territory.objects.communes().count() == 725
    assert set(Territory.objects.communes().values_list("department__code", flat=True)) == {"57"}
    assert "territories added or changed" in capsys.readouterr().out


def test_a_new_edition_changes_adds_and_ends_and_keeps_the_same_row(tmp_path):
    load_territories(edition(tmp_path, date(2026, 1, 1), FRANCE, GRAND_EST, MOSELLE, METZ))
    metz = Territory.objects.get(code="57463")

    renamed = METZ.replace("|Metz|", "|Metz-Ville|")
    later = edition(tmp_path, date(2027, 1, 1), FRANCE, GRAND_EST, MOSELLE, renamed, PLAPPEVILLE)
    assert load_territories(later) == 2
    metz.refresh_from_db()
    assert metz.name == "Metz-Ville"
    assert metz.search_name == "metz ville"
    assert metz.postal_codes == ["57000", "57050"]
    assert Territory.objects.get(code="57545").valid_from == date(2027, 1, 1)

    last = edition(tmp_path, date(2028, 1, 1), FRANCE, GRAND_EST, MOSELLE, renamed)
    assert load_territories(last) == 1
    gone = Territory.objects.get(code="57545")
    assert gone.valid_to == date(2028, 1, 1)
    assert gone not in Territory.objects.current()


def test_a_partial_load_ends_nothing(tmp_path):
    load_territories(edition(tmp_path, date(2026, 1, 1), FRANCE, GRAND_EST, MOSELLE, METZ))

    load_territories(
        edition(tmp_path, date(2027, 1, 1), FRANCE, GRAND_EST, MOSELLE), departments=["57"]
    )

    assert Territory.objects.get(code="57463").valid_to is None


def test_the_database_refuses_two_present_territories_of_one_code(moselle):
    metz = Territory.objects.get(kind=TerritoryKind.COMMUNE, code="57463")
    with (
        pytest.raises(IntegrityError, match="one_current_territory_per_code"),
        transaction.atomic(),
    ):
        Territory.objects.create(
            kind=metz.kind,
            code=metz.code,
            name="Autre Metz",
            region=metz.region,
            department=metz.department,
            valid_from=date(2026, 1, 1),
        )


def test_the_database_refuses_a_commune_without_its_departement():
    with pytest.raises(IntegrityError, match="commune_has_its_department"), transaction.atomic():
        Territory.objects.create(
            kind=TerritoryKind.COMMUNE, code="00000", name="Ailleurs", valid_from=date(2026, 1, 1)
        )
