import json
import lzma

from jalon.territories import reduce
from jalon.territories.loading import EDITION_2026


def commune(code, name, department, population, **more):
    return {
        "type": "commune-actuelle",
        "code": code,
        "nom": name,
        "departement": department,
        "region": "44",
        "population": population,
        "codesPostaux": ["57000"],
        **more,
    }


SOURCE = {
    "regions": [{"code": "44", "nom": "Grand Est"}],
    "departements": [
        {"code": "54", "nom": "Meurthe-et-Moselle", "region": "44"},
        {"code": "57", "nom": "Moselle", "region": "44"},
    ],
    "epci": [
        {
            "code": "200000001",
            "nom": "CC des Deux Rives",
            "populationMunicipale": 70,
            "membres": [
                {"code": "54001", "populationMunicipale": 10},
                {"code": "57001", "populationMunicipale": 60},
            ],
        }
    ],
    "communes": [
        commune("57001", "Rive-Droite", "57", 60, anciensCodes=["57009"]),
        commune("54001", "Rive-Gauche", "54", 10),
        {"type": "commune-deleguee", "code": "57009", "nom": "Ancienne", "chefLieu": "57001"},
        {"type": "arrondissement-municipal", "code": "57091", "nom": "1er", "commune": "57001"},
    ],
}


def test_an_epci_belongs_to_the_departement_where_most_of_its_people_live():
    epci = next(row for row in reduce.rows(SOURCE) if row[0] == "epci")

    assert epci == ("epci", "200000001", "CC des Deux Rives", "44", "57", "", "70", "", "")


def test_a_commune_keeps_the_codes_that_lead_to_it():
    communes = [row for row in reduce.rows(SOURCE) if row[0] == "commune"]

    assert communes == [
        ("commune", "54001", "Rive-Gauche", "44", "54", "200000001", "10", "57000", ""),
        ("commune", "57001", "Rive-Droite", "44", "57", "200000001", "60", "57000", "57009 57091"),
    ]


def test_the_same_source_gives_the_same_bytes(tmp_path):
    folder = tmp_path / "package"
    (folder / "data").mkdir(parents=True)
    for name, places in SOURCE.items():
        (folder / "data" / f"{name}.json").write_text(json.dumps(places))
    source = reduce.read_source(folder)

    assert reduce.write(source, tmp_path / "one.xz") == 7
    assert reduce.write(source, tmp_path / "two.xz") == 7

    assert (tmp_path / "one.xz").read_bytes() == (tmp_path / "two.xz").read_bytes()


def test_the_shipped_file_is_small_and_complete():
    lines = lzma.decompress(EDITION_2026.file.read_bytes()).decode().splitlines()

    assert EDITION_2026.file.stat().st_size < 1_000_000
    assert lines[0].split("\t") == list(reduce.COLUMNS)
    assert len(lines) == 1 + 36360
