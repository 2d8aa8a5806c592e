"""The work of `./jalon bench import`: a generated file, two imports, one COPY."""

import csv
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import connection
from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User
from jalon.bench.report import Report, Target
from jalon.intake.models import PeopleList
from jalon.intake.operations import (
    apply_list,
    check_list,
    map_columns,
    receive_list,
    request_application,
)
from jalon.journal.models import Entry
from jalon.people.models import Identifier, Person
from jalon.territories.models import Territory, TerritoryKind

Say = Callable[[str], None]
TITLES = (
    "Identifiant dans le SI;Prénom;Nom;Date de naissance;Lieu de naissance;Téléphone;E-mail;"
    "Adresse;Complément d'adresse;Code postal;Ville;Situation;Numéro allocataire;"
    "Identifiant France Travail;Droits RSA;RQTH;Droits ARE;Droits ASS;Prime d'activité;"
    "Code ROME;Niveau de formation;Structure;Accompagnateurs;NIR"
).split(";")
FIRST = (
    "Léa Ahmed François Zoé Inès Mohamed Anne-Sophie Yusuf Chloé Fatou Élodie Ngoc Maëlle".split()
)
LAST = "Müller Nguyen Martin Diallo N'Diaye Lefèvre Weber Öztürk Hoarau Schmitt Traoré".split()


def run(people: int, say: Say) -> Report:
    """Import a list of so many people in the scratch database, twice."""
    by = _manager()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        _write(path, people)
        say(f"{people:,} lines, {path.stat().st_size / 1e6:.0f} MB")
        first, stages = _import(path, by, say)
        before = _rows()
        second, again = _import(path, by, say)
        copied = _copy(path)
    changed = _rows() - before + sum(second.counts[n] for n in ("new", "differs", "linked"))
    seconds = sum(stages.values())
    figures = {f"{name}_s": spent for name, spent in stages.items()}
    figures |= {
        "people_per_s": first.counts["new"] / seconds,
        "again_people_per_s": people / sum(again.values()),
        "again_changes": changed,
        "not_imported": people - first.counts["new"],
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    targets = [
        Target("people_per_s", "at least", 7_000),
        Target("again_changes", "at most", 0),
        Target("not_imported", "at most", 0),
        Target("memory_mb", "at most", 512),
    ]
    reference = {"people_per_s": people / copied}
    return Report("import", figures, targets, reference, "plain COPY")


def _import(path: Path, by: Actor, say: Say) -> tuple[PeopleList, dict[str, float]]:
    now, started = timezone.now(), time.perf_counter()
    with path.open("rb") as file:
        received = receive_list(file=file, name=path.name, by=by, at=now)
    mapped = map_columns(people_list=received, mapping=received.mapping, by=by, at=now)
    received_at = time.perf_counter()
    checked = check_list(people_list=mapped, by=by, at=now)
    checked_at = time.perf_counter()
    asked = request_application(people_list=checked, by=by, at=now)
    applied = apply_list(people_list=asked, by=by, at=now)
    stages = {
        "receive": received_at - started,
        "check": checked_at - received_at,
        "apply": time.perf_counter() - checked_at,
    }
    say(", ".join(f"{name} {spent:.1f} s" for name, spent in stages.items()))
    return applied, stages


def _rows() -> int:
    """People, numbers and facts of dossiers: what a second import must leave alone."""
    facts = Entry.objects.exclude(stream__startswith="list/")
    return Person.objects.count() + Identifier.objects.count() + facts.count()


def _copy(path: Path) -> float:
    columns = ", ".join(f"c{number} text" for number in range(len(TITLES)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE plain_copy ({columns})")
        started = time.perf_counter()
        copy = "COPY plain_copy FROM STDIN (FORMAT csv, DELIMITER ';', HEADER)"
        with cursor.copy(copy) as sink, path.open("rb") as file:
            while piece := file.read(256 * 1024):
                sink.write(piece)
        return time.perf_counter() - started


def _write(path: Path, people: int) -> None:
    dice = random.Random(2026)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(TITLES)
        writer.writerows(_line(dice, number) for number in range(people))


def _line(dice: random.Random, number: int) -> Iterator[str]:
    year, month, day = dice.randint(1955, 2006), dice.randint(1, 12), dice.randint(1, 28)
    place, order = number // 999 % 999 + 1, number % 999 + 1
    nir = f"{dice.choice('12')}{year % 100:02}{month:02}57{place:03}{order:03}"
    yield from (f"SI{number:07}", dice.choice(FIRST), f"{dice.choice(LAST)} {dice.choice(LAST)}")
    yield from (f"{day:02}/{month:02}/{year}", dice.choice(["Metz", "Oran", "Dakar", "Thionville"]))
    yield from (f"06 39 98 {number // 100 % 100:02} {number % 100:02}", f"p{number}@exemple.fr")
    yield from (
        f"{dice.randint(1, 200)} rue de la Gare",
        "",
        f"57{dice.randint(0, 40):02}0",
        "Metz",
    )
    yield dice.choice(["En recherche d'emploi", "En formation", "Au foyer", ""])
    yield from (f"{number:07}", f"{number:07}A", dice.choice(["Droit ouvert versable", ""]))
    yield from (dice.choice(["Oui", "Non", ""]), "Non", "Non", dice.choice(["Oui", ""]))
    yield from (dice.choice(["K1304", "D1106", ""]), dice.choice(["NV5", "NV4", "AFS", ""]), "", "")
    yield f"{nir}{97 - int(nir) % 97:02}"


def _manager() -> Actor:
    territory, _made = Territory.objects.get_or_create(
        kind=TerritoryKind.COUNTRY,
        code="FR",
        defaults={"name": "France", "valid_from": date(2026, 1, 1)},
    )
    organisation = Organisation.objects.create(
        kind=OrganisationKind.DEPARTEMENT,
        name="Département du banc de mesure",
        siret="00000000000000",
        territory=territory,
        is_synthetic=True,
    )
    user = User.objects.create_user("bench@jalon.example", first_name="Ada", last_name="Banc")
    hat = Affiliation.objects.create(
        user=user,
        organisation=organisation,
        role=AffiliationRole.MANAGER,
        started_on=date(2026, 1, 1),
        confirmed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return actor_of(hat, on=timezone.localdate())
