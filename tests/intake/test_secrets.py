"""A NIR, a phone, a note: unreadable in the database alone, absent from what is said and logged."""

import io
import logging

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from jalon.intake.management import background
from jalon.intake.models import ListState, PeopleList
from jalon.intake.operations import map_columns, request_application
from tests.intake.situations import KARIM, NIR, ZOE, applied, checked, file_of, received, sender

pytestmark = pytest.mark.django_db
BAD_KEY = "295109912611194"


def database_as_text() -> str:
    """Every value of every table, as a dump shows it: texts as they are, bytes in both forms."""
    said = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not model._meta.managed:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            for row in cursor.fetchall():
                said += [
                    bytes(value).decode("latin-1")
                    if isinstance(value, bytes | memoryview)
                    else str(value)
                    for value in row
                ]
    return "\x00".join(said)


def test_no_secret_of_a_list_is_readable_in_the_database():
    manager = sender()
    received(ZOE, by=manager)
    checked({**KARIM, "NIR": BAD_KEY}, by=manager)
    applied(ZOE, KARIM, by=manager)
    applied({**ZOE, "Téléphone": "07 39 98 77 77", "Adresse": "12 sente du Canari"}, by=manager)

    said = database_as_text()

    assert "SI-1" in said  # the search does find what is there
    canaries = (NIR, NIR[:13], BAD_KEY, "639980123", "739987777", "zoe@exemple", "sente du Canari")
    assert [canary for canary in canaries if canary in said] == []


def test_a_failure_of_the_database_says_and_logs_no_value(caplog):
    manager = sender()
    people_list = request_application(
        people_list=checked(ZOE, by=manager), by=manager, at=timezone.now()
    )
    with connection.cursor() as cursor:  # someone takes the number between the two looks
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE unique_violation USING DETAIL = 'Key (value)=({NIR})'; END $$;"
            "CREATE TRIGGER refuse BEFORE INSERT ON people_identifier EXECUTE FUNCTION refuse()"
        )
    with caplog.at_level(logging.DEBUG):
        background.work(people_list, people_list.affiliation)

    people_list.refresh_from_db()
    assert people_list.state == ListState.CHECKED
    assert "rien n’a changé" in people_list.refusal
    assert "IntegrityError 23505" in caplog.text
    assert NIR not in caplog.text + people_list.refusal


def test_the_command_says_no_secret(tmp_path):
    manager = sender()
    path = tmp_path / "liste.csv"
    path.write_bytes(file_of(ZOE, {**KARIM, "NIR": BAD_KEY}).read())
    out = io.StringIO()

    call_command("import_people", str(path), organisation=siret_of(manager), stdout=out, stderr=out)

    assert "ligne 3, NIR : La clé du numéro de sécurité sociale ne correspond pas" in out.getvalue()
    assert BAD_KEY not in out.getvalue()
    assert NIR not in out.getvalue()


def siret_of(manager):
    return apps.get_model("accounts", "Organisation").objects.get(pk=manager.organisation_id).siret


def test_a_column_of_nir_under_another_title_is_not_shown_as_example(sign_in):
    manager = sender()
    people_list = received(ZOE, by=manager)
    titles = [*people_list.titles[:-1], "Colonne Z"]
    PeopleList.objects.update(titles=titles, mapping=[*people_list.mapping[:-1], ""])
    browser = sign_in(
        apps.get_model("accounts", "Affiliation").objects.get(pk=manager.affiliation_id)
    )

    page = browser.get(f"/listes/{people_list.public_id}/colonnes")

    assert "Colonne Z" in page.text
    assert NIR not in page.text


def test_the_work_is_done_by_who_still_has_the_right():
    manager = sender()
    found = received(ZOE, by=manager)
    mapped = map_columns(people_list=found, mapping=found.mapping, by=manager, at=timezone.now())
    affiliation = mapped.affiliation
    affiliation.role = "professional"

    background.work(mapped, affiliation)

    mapped.refresh_from_db()
    assert (mapped.state, "pas de votre organisme" in mapped.refusal) == (ListState.RECEIVED, True)
