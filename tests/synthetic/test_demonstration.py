"""The database that a demonstration leaves."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings

from jalon.accounts.models import Organisation, User
from jalon.appointments.models import Appointment, Gathering
from jalon.contracts.models import ContractFile
from jalon.dossiers.models import Dossier
from jalon.entry.models import Portrait
from jalon.exchanges.queries.thread import read_thread
from jalon.people.models import Person, PersonalAccess
from jalon.plans.models import StepPhoto
from jalon.post.models import Mail
from jalon.protection.models import DataRequest
from jalon.strategies.models import Strategy
from jalon.strategies.queries.differences import difference
from jalon.strategies.queries.in_force import strategy_in_force
from jalon.synthetic.demonstration import AlreadyInhabited, create_demonstration, empty
from jalon.synthetic.tables import COLUMNS
from jalon.territories.models import Territory
from jalon.vault.sealing import open_sealed_bytes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PEOPLE = 400

TABLES = (*COLUMNS, "accounts_organisation")
# Sealed again at each writing with a fresh nonce; numbers without meaning.
CHANGING = {
    "nir", "phones", "emails", "address_line", "address_extra", "body", "id", "title", "word",
    "reason", "proposal", "text", "shown_as", "place",
}  # fmt: skip


# The digest of what was filed holds public identifiers, which are never the same twice.
SAME = {"journal_entry": "kind <> 'project.filed'"}


def create(people, *, seed):
    create_demonstration(people, seed=seed, today=TODAY, departments=["57"])


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """One demonstration, as where contracts can be signed; nothing of it is committed."""
    folder = str(tmp_path_factory.mktemp("signing"))
    with (
        override_settings(JALON_DEMONSTRATION=True, JALON_SIGNING_FOLDER=folder),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        empty()  # numbers start again from one
        create(PEOPLE, seed=3)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(made, db):
    """What a test does to it is taken back."""


def contents(table, *, where="true"):
    """The rows of a table as the generator made them, sealed texts apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (to_jsonb(t) - %s::text[])::text FROM {table} t WHERE {where}",
            [sorted(CHANGING)],
        )
        return sorted(row[0] for row in cursor.fetchall())


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(demonstration, settings):
    """And a small one is the beginning of a large one."""
    settings.JALON_DEMONSTRATION, settings.JALON_SIGNING_FOLDER = False, ""  # never twice the same
    empty()
    create(50, seed=3)
    first = {table: contents(table, where=SAME.get(table, "true")) for table in TABLES}
    beginning = contents("people_person", where="id <= 30")
    empty()
    create(50, seed=3)
    second = {table: contents(table, where=SAME.get(table, "true")) for table in TABLES}
    empty()
    create(30, seed=3)
    small = contents("people_person")
    empty()
    create(30, seed=4)

    assert all(first.values())
    assert first == second
    assert small == beginning
    assert contents("people_person") != small


def test_nothing_is_added_to_data_that_are_there(demonstration):
    with pytest.raises(AlreadyInhabited):
        create(5, seed=3)
    with pytest.raises(CommandError, match="--reset"):
        call_command("demonstration", people=5)
    assert Person.objects.count() == PEOPLE


def test_no_mail_of_the_years_before_waits_to_be_sent(demonstration):
    assert Mail.objects.exists()
    assert not Mail.objects.filter(expires_at__date__lt=TODAY).exists()


def test_emptying_leaves_nobody(demonstration):
    empty()

    assert not Person.objects.exists()
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_numbers_go_on_after_those_that_were_given(demonstration):
    person = Person.objects.create(first_names="Ada", birth_name="Suivante")

    assert person.pk == PEOPLE + 1
    assert Dossier.objects.reserve_id() == PEOPLE + 1


def test_the_logins_are_one_per_role_and_the_first_two_share_a_dossier(demonstration, capsys):
    call_command("demo_logins", "--json")
    accounts = json.loads(capsys.readouterr().out.splitlines()[-1])

    assert len({account["email"] for account in accounts}) == len(accounts) > 20
    shared = accounts[0]["shared_dossier"]
    assert shared == accounts[1]["shared_dossier"] is not None
    team = Dossier.objects.get(public_id=shared).memberships.filter(ended_at=None)
    emails = set(team.values_list("affiliation__user__email", flat=True))
    assert {accounts[0]["email"], accounts[1]["email"]} <= emails
    assert accounts[0]["organisation"] != accounts[1]["organisation"]
    user = User.objects.get(email=accounts[0]["email"])
    assert user.check_password(accounts[0]["password"])


def test_the_last_login_is_that_of_a_person_whom_the_first_two_accompany(demonstration, capsys):
    call_command("demo_logins", "--json")
    accounts = json.loads(capsys.readouterr().out.splitlines()[-1])

    person = accounts[-1]
    tie = PersonalAccess.objects.get(user__email=person["email"])
    dossier = Dossier.objects.get(public_id=accounts[0]["shared_dossier"])
    assert person["email"] == "personne@demonstration.example"
    assert tie.person == dossier.person
    assert tie.user.check_password(person["password"])
    assert tie.user.get_full_name() == dossier.person.name
    # What only a deployment that signs holds: hers, and two of her référent's.
    papers = [open_sealed_bytes(bytes(one.content)) for one in ContractFile.objects.all()]
    assert [b"ETSI.CAdES.detached" in one for one in papers] == [True] * 3
    assert dossier.contracts.filter(state="signed").count() == 1
    assert StepPhoto.objects.get().dossier == dossier
    assert Portrait.objects.exists()
    waiting = DataRequest.objects.filter(state="open").values_list("kind", "due_on")
    assert {kind for kind, _due in waiting} == {"access", "correction", "objection"}
    assert {due < TODAY for _kind, due in waiting} == {True, False}
    assert any(0 <= (due - TODAY).days < 7 for _kind, due in waiting)
    past, coming = Gathering.objects.order_by("starts_at")
    came = Appointment.objects.filter(seat__gathering=past).values_list("state", flat=True)
    assert {*came} == {"attended", "missed", "excused", "booked"}
    assert Appointment.objects.filter(seat__gathering=coming, state="booked").exists()
    thread = read_thread(dossier.pk)
    assert [len(thread[side]) for side in ("messages", "for_bodies", "for_person")] == [2, 1, 1]


def test_the_logins_are_printed_as_a_table(demonstration, capsys):
    call_command("demo_logins")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Fonction")
    assert any("referente@demonstration.example" in line for line in lines)


def test_without_a_demonstration_there_is_no_login_and_no_report(demonstration):
    empty()

    with pytest.raises(CommandError, match="demonstration"):
        call_command("demo_logins")
    with pytest.raises(CommandError, match="demonstration"):
        call_command("population_report")


def test_the_report_puts_generated_figures_beside_public_ones(demonstration, capsys):
    call_command("population_report", "--json")
    told = json.loads(capsys.readouterr().out)
    call_command("population_report")
    lines = capsys.readouterr().out.splitlines()

    assert told["people"] == PEOPLE
    women = next(figure for figure in told["figures"] if figure["name"] == "Femmes")
    assert women["public"] == 54
    assert women["gap"] == pytest.approx(women["generated"] - 54, abs=0.06)
    assert any(line.startswith("Femmes ") and "Insee" in line for line in lines)


def test_the_territory_has_a_version_replaced_one_in_force_and_one_begun(demonstration):
    place = Territory.objects.get(kind="department", code="57")
    first, second, third = Strategy.objects.filter(territory=place).order_by("number")
    assert [one.status for one in (first, second, third)] == ["superseded", "adopted", "draft"]
    assert first.valid_until == second.valid_from == TODAY - timedelta(days=210)
    assert second.proposed_by.user != second.adopted_by.user
    commune = Territory.objects.filter(kind="commune", department=place).first()
    assert strategy_in_force(commune, TODAY) == second
    told = [one.sentence for one in difference(first, second)]
    assert "Rendez-vous après l'orientation : 30 jours → 15 jours" in told
    assert any(one.startswith("Étape ajoutée : Appel de bienvenue, en 5 jours") for one in told)
    assert len(difference(second, third)) == 3
