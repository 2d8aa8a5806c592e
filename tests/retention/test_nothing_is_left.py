"""Canaries: everything a person can leave is filled with their words; erased, no table holds one.

Every table is dumped whole, every column, sealed values opened. A table that another room ties to
a dossier, a person or an account is filled too, from its own fields, without a line here.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from jalon.accounts.models import Affiliation, User
from jalon.dossiers.models import Barrier, Dossier, Education, Membership, Work
from jalon.dossiers.operations import write_note
from jalon.intake.models import ListLine, PeopleList, Proposal
from jalon.journal.models import Entry
from jalon.people.models import Person, PersonalAccess
from jalon.retention.bulk.tables import ROOTS, Branch, branches
from jalon.retention.models import Destruction, Order, OrderState
from jalon.retention.operations import give_order, settle_order
from jalon.retention.views.categories import CATEGORIES
from jalon.vault.fields import EncryptedTextField
from jalon.vault.sealing import Unreadable, open_sealed_bytes, seal_bytes
from jalon.web.models import Session
from tests.factories import AffiliationFactory, MembershipFactory, UserFactory, actor
from tests.intake.situations import ZOE, applied, checked, received, sender
from tests.retention.situations import officer

pytestmark = pytest.mark.django_db

CANARY = "Zqcanari"
NUMBER = "295109912611193"
ONE = ZOE | {
    "Prénom": f"{CANARY}prénom",
    "Nom": f"{CANARY}nom",
    "Adresse": f"3 rue {CANARY}",
    "Ville": f"{CANARY}ville",
    "E-mail": "zqcanari@exemple.fr",
    "Identifiant dans le SI": "ZQCANARI-1",
    "NIR": NUMBER,
}
ANOTHER = {"Identifiant dans le SI": "SI-9", "Prénom": "Inès", "Nom": "Perrin"} | {
    "Date de naissance": "02/02/1980"
}

# Where the first code is refused beside the others of its row.
VALID = {("outcomes_outcome", "kind"): "training"}
# What may be empty, and not in the row of a person.
HERS = {("appointments_participant", "appointment")}


@pytest.fixture
def everywhere(sign_in) -> tuple[Dossier, list[str]]:
    """A person whose words are everywhere they can be; and the words."""
    manager = sender()
    applied(ONE, ANOTHER, by=manager)
    dossier = Dossier.objects.get(person__birth_name=ONE["Nom"])
    referent = AffiliationFactory(organisation_id=manager.organisation_id)
    Membership.objects.filter(pk=dossier.referent_id).update(affiliation=referent)
    _work_on(dossier, referent)
    applied(ONE | {"Adresse": f"9 rue {CANARY}", "Code ROME": "A1101"}, by=manager)
    checked(ONE, by=manager)
    received(ONE, by=manager)
    with connection.cursor() as cursor:  # it goes with the transaction, which a test keeps open
        cursor.execute("DROP TABLE arriving")
    account = UserFactory(email="zqcanari@personne.example", last_name=f"{CANARY}compte")
    PersonalAccess.objects.create(
        user=account, person=dossier.person, origin="in_person", opened_at=timezone.now()
    )
    sign_in(type("Hat", (), {"user": account, "pk": None}))
    for branch in (one for root in ROOTS for one in _those_above_first(root)):
        _fill(branch, dossier, account)
    person = Person.objects.get(pk=dossier.person_id)
    return dossier, [
        CANARY.lower(), NUMBER[:13], str(person.public_id), person.public_id.hex,
        str(dossier.public_id), bytes(person.nir_fingerprint or b"").hex(),
    ]  # fmt: skip


def _work_on(dossier: Dossier, referent: Affiliation) -> None:
    by, now = actor(referent), timezone.now()
    MembershipFactory(dossier=dossier)
    Barrier.objects.create(dossier=dossier, theme="sante", status="yes", declared_on=now.date())
    for is_private in (False, True):
        write_note(
            dossier=dossier, kind="note", body=f"{CANARY} est venu", is_private=is_private,
            happened_on=timezone.localdate(), by=by, at=now,
        )  # fmt: skip
    Education.objects.filter(dossier=dossier).update(diploma=f"{CANARY} diplôme")
    Work.objects.filter(dossier=dossier).update(sought_job=f"{CANARY} métier")


def _those_above_first(root: Any) -> list[Branch]:
    """Tables in the order that their foreign keys ask for."""
    found = [*reversed(branches(root))]
    found.sort(key=lambda one: (len(one.steps), _asked_of(one.model)))
    return found


def _asked_of(model: type[models.Model]) -> int:
    fields = model._meta.concrete_fields
    above = [one.related_model for one in fields if one.remote_field and not one.null]
    return 1 + max((_asked_of(one) for one in above if one not in (model, *ROOTS)), default=0)


def _fill(branch: Branch, dossier: Dossier, account: User) -> None:
    """Put a row full of canaries in a table that the situation left empty."""
    if branch.model._default_manager.exists():
        return
    try:
        with transaction.atomic():
            _row(branch, dossier, account, wordy=True).save(force_insert=True)
    except IntegrityError:  # a code among fields that look like words
        if branch.steps[-1].above != User._meta.db_table:
            _row(branch, dossier, account, wordy=False).save(force_insert=True)


def _row(branch: Branch, dossier: Dossier, account: User, *, wordy: bool) -> models.Model:
    return branch.model(
        **{
            field.name: _value(field, dossier, account, wordy=wordy)
            for field in branch.model._meta.concrete_fields
            if not (field.primary_key and field.remote_field is None)
            and not isinstance(field, models.GeneratedField)
        }
    )


def _value(field: Any, dossier: Dossier, account: User, *, wordy: bool) -> Any:
    now = timezone.now()
    if field.remote_field:
        known = {Dossier: dossier, Person: dossier.person, User: account}
        is_hers = (field.model._meta.db_table, field.name) in HERS
        return known.get(field.related_model) or (
            None if field.null and not is_hers else field.related_model.objects.last()
        )
    if (code := VALID.get((field.model._meta.db_table, field.name))) is not None:
        return code
    if field.null or field.choices:
        return None if field.null else ("" if field.blank else field.choices[0][0])
    if isinstance(field, ArrayField):
        return [CANARY] if wordy else []
    if isinstance(field, models.EmailField):
        return "zqcanari@autre.example"
    if isinstance(field, models.TextField | EncryptedTextField):
        return f"{CANARY} texte"
    if isinstance(field, models.CharField):
        if (field.max_length or 99) < len(CANARY):
            return "" if field.blank else "S"  # a code: that of a block
        return "" if field.blank and not wordy else CANARY
    if isinstance(field, models.BinaryField):
        return seal_bytes(CANARY.encode())
    if isinstance(field, models.DateTimeField):
        later = "expires" in field.name or "until" in field.name or "ended" in field.name
        return now + dt.timedelta(minutes=20) if later else now
    if isinstance(field, models.DateField):
        return now.date()
    if isinstance(field, models.JSONField):
        return {"said": CANARY}
    if isinstance(field, models.BooleanField):
        return False
    return field.get_default() if field.has_default() else 1


def every_value() -> Iterator[tuple[str, str]]:
    """(table.column, text) of all that the database holds; sealed values as they read."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", _readable(value)


def _readable(value: Any) -> str:
    if not isinstance(value, bytes | memoryview):
        return str(value).lower()
    raw = bytes(value)
    try:
        opened = open_sealed_bytes(raw)
    except Unreadable:
        return raw.hex() + raw.decode("utf-8", "ignore").lower()
    return opened.decode("utf-8", "ignore").lower()


def holding(words: list[str]) -> set[str]:
    return {where for where, text in every_value() if any(word in text for word in words)}


def erase(dossier: Dossier) -> Order:
    by = officer()
    order = give_order(
        kind="erase", ground="request", reference="D-12", who=dossier.person_id, by=by,
        at=timezone.now(),
    )  # fmt: skip
    return settle_order(order=order, by=None, at=timezone.now() + dt.timedelta(days=7))


def test_the_canaries_are_everywhere_before(everywhere):
    _dossier, words = everywhere
    found = holding(words)

    tables = {where.split(".")[0] for where in found}
    below = {one.table for root in (Dossier, Person) for one in branches(root)}
    without_words = {
        "dossiers_household", "dossiers_rights", "dossiers_barrier", "dossiers_membership",
    }  # fmt: skip
    assert {"people_person", "people_contact", "dossiers_note", "intake_listline"} <= tables
    assert {"intake_listpart", "intake_peoplelist", "accounts_user"} <= tables
    assert "accounts_federatedidentity" in tables
    assert below - tables <= without_words | tables_of_codes()


def tables_of_codes() -> set[str]:
    """Tables below a root that can hold no word at all: ids, codes, dates and numbers alone."""
    return {
        one.table
        for root in ROOTS
        for one in branches(root)
        if not any(_holds_words(field) for field in one.model._meta.concrete_fields)
    }


def _holds_words(field: Any) -> bool:
    if field.choices or field.remote_field or (field.max_length or 99) < len(CANARY):
        return False
    return isinstance(
        field, models.TextField | models.CharField | models.BinaryField | models.JSONField
    ) and not isinstance(field, models.GeneratedField)


def test_erased_a_person_is_nowhere(everywhere):
    dossier, words = everywhere
    kept = Person.objects.get(birth_name="Perrin")

    order = erase(dossier)

    assert order.state == OrderState.DONE
    assert holding(words) == set()
    assert list(Person.objects.all()) == [kept]  # and nobody else went
    assert Dossier.objects.get().person_id == kept.pk
    assert ListLine.objects.count() == 1
    assert not Session.objects.filter(user__email__endswith="@efface.invalid").exists()


def test_the_facts_stay_and_say_what_happened_without_a_name(everywhere):
    dossier, _words = everywhere
    before = list(Entry.objects.filter(stream=dossier.stream).values("position", "kind", "payload"))

    erase(dossier)

    after = Entry.objects.filter(stream=dossier.stream).order_by("position")
    assert list(after.values("position", "kind", "payload"))[: len(before)] == before
    assert after.last().kind == "dossier.destroyed"
    assert Entry.objects.get(kind="person.erased").payload == {
        "person_id": dossier.person_id,
        "destruction_number": 1,
    }


def test_the_proof_counts_what_was_erased_and_names_nobody(everywhere):
    dossier, words = everywhere
    erase(dossier)

    proof = Destruction.objects.get()
    assert (proof.number, proof.ground, proof.is_whole_person) == (1, "request", True)
    assert proof.erased["dossiers_note"] == 2
    assert proof.erased["people_person"] == proof.erased["dossiers_dossier"] == 1
    assert not any(word in str(proof.erased) for word in words)
    assert Proposal.objects.count() == 0
    assert PeopleList.objects.count() == 2  # those that brought somebody; the others went whole


def test_a_proof_names_whatever_is_destroyed_in_words():
    destroyed = {model._meta.db_table for model in ROOTS}
    for model in ROOTS:
        destroyed |= {one.steps[0].table for one in branches(model) if not one.is_emptied}

    assert destroyed == set(CATEGORIES)
    assert len(set(map(str, CATEGORIES.values()))) == len(CATEGORIES)
