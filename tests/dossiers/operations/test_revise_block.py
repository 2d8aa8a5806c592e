import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.models import Rights, Work
from jalon.dossiers.operations import EditConflict, revise_block
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused

CONTESTED = "Quelqu’un a modifié la même chose pendant que vous écriviez."
AT = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


def situation():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    employment = AffiliationFactory(organisation__kind="france_travail")
    member = MembershipFactory(dossier=dossier, affiliation=employment)
    return actor(hat), actor(member.affiliation), dossier


def payer(dossier):
    """Whoever pays the allowance is the one who writes what the rights are."""
    hat = AffiliationFactory(organisation__kind="caf")
    return actor(MembershipFactory(dossier=dossier, affiliation=hat).affiliation)


def revise(dossier, by, before, after, *, block="work", at=AT):
    return revise_block(dossier=dossier, block=block, before=before, after=after, by=by, at=at)


@pytest.mark.django_db
def test_what_was_typed_is_written_and_the_fact_names_fields_never_what_they_say():
    someone, _, dossier = situation()

    revise(
        dossier,
        someone,
        {"sought_job": "", "situation": "", "has_licence": None},
        {"sought_job": "soudeuse", "situation": "training", "has_licence": None},
    )

    work = Work.objects.get(dossier=dossier)
    assert (work.sought_job, work.situation, work.has_licence) == ("soudeuse", "training", None)
    fact = {"dossier_id": dossier.pk, "block": "work", "fields": ["situation", "sought_job"]}
    assert recorded() == [("block.revised", fact)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("block", "field", "value"),
    [
        ("identity", "usage_name", "Martin"),
        ("contact", "phones", "+33639980123"),
        ("household", "dependants", 2),
        ("rights", "has_rqth", True),
        ("education", "diploma", "CAP soudure"),
    ],
)
def test_every_block_is_revised_in_the_same_way(block, field, value):
    someone, _, dossier = situation()
    someone = payer(dossier) if block == "rights" else someone
    empty = None if block in {"household", "rights"} else ""

    row = revise(dossier, someone, {field: empty}, {field: value}, block=block)

    row.refresh_from_db()
    assert getattr(row, field) == value
    assert recorded() == [
        ("block.revised", {"dossier_id": dossier.pk, "block": block, "fields": [field]})
    ]


@pytest.mark.django_db
def test_saving_without_changing_anything_is_no_fact():
    someone, _, dossier = situation()

    revise(dossier, someone, {"sought_job": ""}, {"sought_job": ""})

    assert recorded() == []


@pytest.mark.django_db
def test_two_people_who_change_different_fields_both_keep_what_they_wrote():
    one, other, dossier = situation()
    seen = {"sought_job": "", "has_licence": None}

    revise(dossier, one, seen, {"sought_job": "soudeuse", "has_licence": None})
    revise(dossier, other, seen, {"sought_job": "", "has_licence": True})

    work = Work.objects.get(dossier=dossier)
    assert (work.sought_job, work.has_licence) == ("soudeuse", True)


@pytest.mark.django_db
def test_the_second_who_changes_a_field_is_shown_both_values_who_and_when():
    one, other, dossier = situation()
    revise(dossier, one, {"sought_job": ""}, {"sought_job": "soudeuse"})

    with refused(EditConflict, CONTESTED) as refusal:
        revise(
            dossier,
            other,
            {"sought_job": "", "has_vehicle": None},
            {"sought_job": "boulangère", "has_vehicle": True},
        )

    [conflict] = refusal.value.conflicts
    assert (conflict.field, conflict.theirs, conflict.mine) == (
        "sought_job",
        "soudeuse",
        "boulangère",
    )
    assert conflict.entry.affiliation_id == one.affiliation_id
    assert conflict.entry.at == AT
    work = Work.objects.get(dossier=dossier)
    assert (work.sought_job, work.has_vehicle) == ("soudeuse", None)  # nothing at all is written


@pytest.mark.django_db
def test_typing_what_the_other_just_wrote_is_no_conflict():
    one, other, dossier = situation()
    revise(dossier, one, {"sought_job": ""}, {"sought_job": "soudeuse"})

    revise(dossier, other, {"sought_job": ""}, {"sought_job": "soudeuse"})

    assert len(recorded()) == 1


@pytest.mark.django_db
def test_having_seen_the_other_value_one_may_choose_and_write():
    one, other, dossier = situation()
    revise(dossier, one, {"sought_job": ""}, {"sought_job": "soudeuse"})

    revise(dossier, other, {"sought_job": "soudeuse"}, {"sought_job": "boulangère"})

    assert Work.objects.get(dossier=dossier).sought_job == "boulangère"


@pytest.mark.django_db
def test_nobody_writes_in_a_dossier_of_others():
    _, _, dossier = situation()

    with refused(Denied, "Votre rôle auprès de cette personne ne permet pas d’écrire ici."):
        revise(dossier, actor(), {"sought_job": ""}, {"sought_job": "soudeuse"})

    assert Work.objects.get(dossier=dossier).sought_job == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_time_one_is_written_and_one_is_asked(at_once):
    *_, dossier = situation()
    one, other = payer(dossier), payer(dossier)

    def saving(someone, value):
        return lambda: revise(
            dossier, someone, {"rsa": ""}, {"rsa": value}, block="rights", at=timezone.now()
        )

    results = at_once(saving(one, "payable"), saving(other, "suspended"))

    [conflict] = [result for result in results if isinstance(result, EditConflict)]
    [written] = [result for result in results if isinstance(result, Rights)]
    kept = Rights.objects.get(dossier=dossier).rsa
    assert written.rsa == kept
    assert [one_field.theirs for one_field in conflict.conflicts] == [kept]
    assert {kept, conflict.conflicts[0].mine} == {"payable", "suspended"}
    assert len(recorded()) == 1
