"""Priority zones: read from the open formats, dated, and told line by line when not understood."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jalon.territories.models import TerritoryKind, Zone, ZoneKind
from jalon.territories.queries import known_zonings, zones_in
from jalon.territories.zoning import load_zones
from tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
THEN, NOW = dt.date(2024, 1, 1), dt.date(2026, 1, 1)
ZRR = """CODGEO,LIBGEO,ZRR_SIMP,ZONAGE_ZRR
91001,Bourg-Inventé,C - Classée en ZRR,C - Classée en ZRR
91002,Ville-Inventée,NC - Commune non classée,NC - Commune non classée
91003,Val-Inventé,P - Commune partiellement classée en ZRR,P
91999,Nulle-Part,C - Classée en ZRR,C
"""
QPV = "code_qp;lib_qp;insee_com\nQN001;Les Tilleuls;91001, 91003\nQN002;Sans commune;\n"


@pytest.fixture
def place():
    """An EPCI of three communes, one of which has absorbed another."""
    region = TerritoryFactory(kind=TerritoryKind.REGION, code="R91")
    department = TerritoryFactory(kind=TerritoryKind.DEPARTMENT, code="91", region=region)
    epci = TerritoryFactory(
        kind=TerritoryKind.EPCI, code="910000000", region=region, department=department
    )
    for code, others in (("91001", []), ("91002", []), ("91004", ["91003"])):
        TerritoryFactory(
            kind=TerritoryKind.COMMUNE, code=code, region=region, department=department,
            epci=epci, other_codes=others,
        )  # fmt: skip
    return epci


def load(kind, text, on):
    return load_zones(kind, StringIO(text), in_force=on, source="Liste inventée")


def test_a_list_of_communes_a_list_of_quartiers_and_what_the_next_list_ends(place):
    communes = load(ZoneKind.ZRR, ZRR, THEN)
    quartiers = load(ZoneKind.QPV, QPV, THEN)

    assert (communes.begun, communes.ended) == (2, 0)
    assert communes.problems == ("ligne 5 : la commune 91999 n’est pas connue ici",)
    assert quartiers.begun == 2  # one quartier, two communes
    assert quartiers.problems == ("ligne 3 : aucun code de commune",)
    found = [
        (one.kind, one.code, one.commune.code, one.is_partial) for one in zones_in([place], NOW)
    ]
    assert found == [
        ("qpv", "QN001", "91001", False),
        ("qpv", "QN001", "91004", False),
        ("zrr", "91001", "91001", False),
        ("zrr", "91003", "91004", True),
    ]
    again = load(ZoneKind.ZRR, "codgeo\tlibgeo\n91001\tBourg\n", NOW)
    assert (again.begun, again.ended) == (0, 1)
    assert len(zones_in([place], NOW)) == 3
    assert len(zones_in([place], NOW - dt.timedelta(days=1))) == 4
    assert zones_in([place], THEN - dt.timedelta(days=1)) == []
    assert known_zonings() == {"qpv", "zrr"}
    part = {"in_force": THEN, "source": "Extrait", "is_whole": False}
    load_zones(ZoneKind.FRR, StringIO("codgeo\n91001\n"), **part)
    assert known_zonings() == {"qpv", "zrr"}  # of the others, a part says nothing
    load(ZoneKind.FRR, "codgeo\n91001\n", NOW)
    assert known_zonings() == {"qpv", "zrr", "frr"}


def test_load_zones_tells_what_it_left_out_and_refuses_what_is_no_list(place, tmp_path):
    file = tmp_path / "frr.csv"
    file.write_bytes(
        "codgeo;libgeo;codefrr\n91002;Ville-Inventée;FRR+\n91001;B;-9999\n".encode("cp1252")
    )
    said, told = StringIO(), StringIO()
    options = {"in_force": NOW, "source": "Liste", "stdout": said, "stderr": told}

    call_command("load_zones", "frr", file, **options)

    assert said.getvalue() == "1 zones begun, 0 ended, 0 lines left out\n"
    assert Zone.objects.get().name == "Ville-Inventée"
    file.write_text("nom;date\nRien;2026\n")
    with pytest.raises(CommandError, match="aucune colonne de commune"):
        call_command("load_zones", "frr", file, **options)
