from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.operations import take_seat, write_note
from jalon.intake.bulk.undoing import DELETES, WATCHED
from jalon.intake.models import Arrival, ListState, Proposal
from jalon.intake.operations import TooLateToUndo, decide_proposal, undo_list
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.people.models import Contact, Identifier, Person
from tests.factories import AffiliationFactory, actor
from tests.intake.situations import KARIM, ZOE, applied, checked, sender

pytestmark = pytest.mark.django_db


def undone(people_list, manager, **later):
    return undo_list(people_list=people_list, by=manager, at=timezone.now() + timedelta(**later))


def test_undoing_leaves_nothing_of_what_the_list_brought():
    manager = sender()
    people_list = applied(ZOE, KARIM, by=manager)

    after = undone(people_list, manager)

    left = [m.objects.count() for m in (Person, Contact, Dossier, Membership, Identifier, Proposal)]
    assert left == [0] * 6
    assert (after.state, after.counts["removed"]) == (ListState.UNDONE, 2)
    assert Entry.objects.filter(stream=people_list.stream).latest("position").payload == {
        "list_id": people_list.pk,
        "removed": 2,
        "kept": 0,
    }


def test_what_someone_worked_on_since_is_kept_and_counted():
    manager = sender()
    people_list = applied(ZOE, KARIM, by=manager)
    colleague = AffiliationFactory(
        organisation_id=manager.organisation_id, role=AffiliationRole.PROFESSIONAL
    )
    seat = Membership.objects.get(dossier__person__first_names="Zoé")
    take_seat(seat=seat, affiliation=colleague, by=manager, at=timezone.now())

    after = undone(people_list, manager)

    assert [p.first_names for p in Person.objects.all()] == ["Zoé"]
    assert (after.counts["removed"], after.counts["kept_worked_on"]) == (1, 1)


def test_someone_another_list_recognised_is_kept():
    manager, other = sender(), sender()
    people_list = applied(ZOE, by=manager)
    applied({**ZOE, "Identifiant dans le SI": "X-1"}, by=other)

    after = undone(people_list, manager)

    assert (Person.objects.count(), after.counts["kept_in_another_list"]) == (1, 1)


def test_numbers_and_undecided_proposals_given_to_people_already_known_are_taken_back():
    manager = sender()
    applied({**ZOE, "Numéro allocataire": ""}, by=manager)
    before = list(Identifier.objects.order_by("pk").values())
    second = applied({**ZOE, "Droits RSA": "Droit clos"}, by=manager)
    assert (Identifier.objects.count(), Proposal.objects.count()) == (3, 1)

    after = undone(second, manager)

    assert list(Identifier.objects.order_by("pk").values()) == before
    assert (Proposal.objects.count(), Person.objects.count()) == (0, 1)
    assert (after.counts["removed_numbers"], after.counts["removed_proposals"]) == (1, 1)


def test_a_decision_taken_on_a_proposal_stays():
    manager = sender()
    mine = AffiliationFactory(organisation_id=manager.organisation_id)
    applied({**ZOE, "Accompagnateurs": mine.user.email}, by=manager)
    second = applied({**ZOE, "Niveau de formation": "Bac"}, by=manager)
    decide_proposal(proposal=Proposal.objects.get(), accept=True, by=actor(mine), at=timezone.now())

    undone(second, manager)

    assert Proposal.objects.get().state == "accepted"
    assert Dossier.objects.get().education.level == "NV4"


def test_too_late_after_a_day():
    manager = sender()
    people_list = applied(ZOE, by=manager)

    with pytest.raises(TooLateToUndo, match="délai"):
        undone(people_list, manager, hours=25)
    assert Person.objects.count() == 1


def test_a_list_that_is_not_applied_and_a_list_of_others_are_not_undone():
    manager = sender()

    with pytest.raises(TooLateToUndo):
        undone(checked(KARIM, by=manager), manager)
    with pytest.raises(Denied):
        undone(applied(ZOE, by=manager), sender())


def test_no_table_of_a_dossier_or_of_a_person_is_forgotten():
    """A new table with a foreign key to what is deleted must be added to DELETES."""
    deleted = {Dossier, Membership, Person}
    pointing = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in deleted
    }
    watched = {table for table, _column in WATCHED}
    assert pointing <= {statement.split()[2] for statement in DELETES} | watched
    assert watched <= pointing


def test_a_note_written_since_keeps_the_dossier():
    manager = sender()
    mine = AffiliationFactory(organisation_id=manager.organisation_id)
    people_list = applied({**ZOE, "Accompagnateurs": mine.user.email}, by=manager)
    write_note(
        dossier=Dossier.objects.get(), kind="note", body="Vue ce matin.", is_private=False,
        happened_on=manager.today, by=actor(mine), at=timezone.now(),
    )  # fmt: skip

    assert undone(people_list, manager).counts["kept_worked_on"] == 1
    assert Arrival.objects.count() == 1
