"""A copy of the database alone reveals nothing of what is sealed (S13)."""

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from jalon.dossiers.operations import write_note
from jalon.people.models import Contact, Person
from jalon.vault.fields import EncryptedTextField
from jalon.vault.sealing import Unreadable, fingerprint
from tests.factories import AffiliationFactory, PersonFactory, actor, make_dossier

pytestmark = pytest.mark.django_db

NIR = "184015712345627"


def raw(table: str, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        [(value,)] = cursor.fetchall()
    return bytes(value)


def test_a_text_comes_back_as_it_was_given():
    contact = Contact.objects.create(person=PersonFactory(), phones="+33639980123\n+33639980124")

    assert Contact.objects.get(pk=contact.pk).phones == "+33639980123\n+33639980124"


def test_an_empty_text_is_no_bytes_at_all_and_nothing_is_nothing():
    person = PersonFactory()
    Contact.objects.create(person=person, emails="")
    person.refresh_from_db()

    assert raw("people_contact", "emails") == b""
    assert person.nir is None


@pytest.mark.parametrize(
    ("column", "text"),
    [("phones", "+33639980123"), ("emails", "camille@exemple.example"), ("address_line", "3 rue")],
)
def test_no_trace_of_a_contact_in_the_database(column, text):
    Contact.objects.create(person=PersonFactory(), **{column: text})

    assert text.encode() not in raw("people_contact", column)
    assert len(raw("people_contact", column)) == 1 + 12 + len(text) + 16


def test_no_trace_of_a_note_in_the_database():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    write_note(
        dossier=dossier,
        kind="note",
        body="Camille attend un logement",
        is_private=False,
        happened_on=timezone.localdate(),
        by=actor(hat),
        at=timezone.now(),
    )

    assert b"Camille" not in raw("dossiers_note", "body")
    assert b"logement" not in raw("dossiers_note", "body")


def test_a_nir_is_matched_by_its_fingerprint_and_written_nowhere():
    PersonFactory(nir=NIR, nir_fingerprint=fingerprint("nir", NIR))

    assert NIR.encode() not in raw("people_person", "nir")
    assert NIR.encode() not in raw("people_person", "nir_fingerprint")
    assert NIR[:10] not in raw("people_person", "row_to_json(people_person)::text::bytea").decode()
    assert Person.objects.get(nir_fingerprint=fingerprint("nir", NIR)).nir == NIR


def test_a_row_sealed_with_another_key_is_an_error_not_an_empty_field(settings):
    contact = Contact.objects.create(person=PersonFactory(), phones="+33639980123")
    settings.JALON_VAULT_KEY = "another key, of another deployment"

    with pytest.raises(Unreadable):
        Contact.objects.get(pk=contact.pk)


def test_every_sealed_column_is_bytes_in_the_database():
    sealed = [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, EncryptedTextField)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE data_type = 'bytea' AND table_schema = 'public'"
        )
        columns = set(cursor.fetchall())

    assert len(sealed) >= 6
    assert set(sealed) <= columns
