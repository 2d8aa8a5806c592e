import pytest
import time_machine
from django.db.models import Model
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, Membership, TeamRole
from jalon.dossiers.operations import open_dossier
from jalon.intake.bulk.lines import unpacked_problems
from jalon.intake.models import ListLine, ListPart, Proposal
from jalon.intake.operations import NotToBeApplied, apply_list, map_columns, receive_list
from jalon.intake.queries.proposals import values_of
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.people.models import Identifier, Person
from tests.factories import AffiliationFactory, OrganisationFactory, PersonFactory, actor
from tests.intake.situations import (
    KARIM,
    NIR,
    ZOE,
    applied,
    apply_now,
    checked,
    file_of,
    outcomes,
    received,
    sender,
)

pytestmark = pytest.mark.django_db


def codes(people_list):
    rows = ListLine.objects.filter(people_list=people_list).order_by("line")
    return [[problem.code for problem in unpacked_problems(row.problems)] for row in rows]


def test_a_line_becomes_a_person_with_all_it_says():
    manager = sender()

    people_list = applied(ZOE, by=manager)

    person = Person.objects.get()
    dossier = person.dossiers.get()
    contact = person.contact
    assert (person.first_names, person.birth_name, person.usage_name) == ("Zoé", "Lefèvre", "")
    assert (person.birth_year, person.birth_month, person.birth_day) == (1995, 10, 1)
    assert person.nir == NIR[:13]
    assert (contact.phones, contact.emails) == ("+33639980123", "zoe@exemple.fr")
    assert (contact.address_line, contact.postal_code, contact.city) == (
        "3 rue de la Gare",
        "57000",
        "Metz",
    )
    assert (dossier.rights.rsa, dossier.rights.has_rqth, dossier.rights.has_are) == (
        "payable",
        False,
        None,
    )
    assert (dossier.work.situation, dossier.work.sought_rome) == ("training", "K1304")
    assert dossier.education.level == "NV5"
    assert set(person.identifiers.values_list("kind", "issuer_id", "value")) == {
        ("file", manager.organisation_id, "SI-1"),
        ("benefit", None, "1234567"),
        ("france_travail", None, "1234567A"),
    }
    assert (people_list.state, outcomes(people_list)) == ("applied", {"new": 1})


def test_what_is_opened_in_bulk_is_what_is_opened_by_hand():
    manager = sender()
    by_hand = open_dossier(person=PersonFactory(birth_name="Roux"), by=manager, at=timezone.now())

    applied({**ZOE, "Accompagnateurs": ""}, by=manager)

    in_bulk = Dossier.objects.exclude(pk=by_hand.pk).get()
    own = {"affiliation_id", "public_id", "id", "dossier_id", "person_id", "started_on"}
    for name in ("household", "referent"):
        assert _plain(getattr(in_bulk, name), own) == _plain(getattr(by_hand, name), own)
    facts = Entry.objects.filter(kind="dossier.opened").order_by("pk")
    assert [(f.position, set(f.payload), f.user_id, f.affiliation_id) for f in facts] == [
        (1, {"dossier_id", "person_id", "membership_id"}, manager.user_id, manager.affiliation_id)
    ] * 2
    assert facts[1].payload == {
        "dossier_id": in_bulk.pk,
        "person_id": in_bulk.person_id,
        "membership_id": in_bulk.referent_id,
    }


def _plain(row: Model, own: set[str]) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.fields if f.attname not in own}


def test_the_referent_is_the_named_advisor_of_the_structure_and_others_join():
    manager = sender()
    mds = OrganisationFactory(name="Maison des Solidarités de l'Étang", kind="mds")
    ana = AffiliationFactory(organisation=mds, user__first_name="Ana", user__last_name="Roux")
    elif_ = AffiliationFactory(organisation=mds, user__email="elif@mds.example")
    line = {
        **ZOE,
        "Structure": "MAISON DES SOLIDARITES DE L ETANG",
        "Accompagnateurs": "Roux Ana, elif@mds.example",
    }

    applied(line, by=manager)

    seats = Membership.objects.order_by("pk").values_list("organisation", "affiliation", "role")
    assert list(seats) == [
        (mds.pk, ana.pk, TeamRole.REFERENT),
        (mds.pk, elif_.pk, TeamRole.CO_ADVISOR),
    ]


def test_an_unknown_advisor_leaves_the_seat_to_the_structure_and_says_so():
    manager = sender()
    mds = OrganisationFactory(kind="mds")
    gone = AffiliationFactory(organisation=mds, ended_on=manager.today, user__last_name="Partie")

    people_list = applied(
        {**ZOE, "Structure": mds.siret, "Accompagnateurs": gone.user.email}, by=manager
    )

    seat = Membership.objects.get()
    assert (seat.organisation_id, seat.affiliation_id) == (mds.pk, None)
    assert codes(people_list) == [["advisor"]]


def test_two_structures_of_the_same_name_are_not_guessed():
    manager = sender()
    for _each in range(2):
        OrganisationFactory(kind="mds", name="Maison du Parc")

    people_list = applied({**ZOE, "Structure": "Maison du parc"}, by=manager)

    assert Membership.objects.get().organisation_id == manager.organisation_id
    assert codes(people_list) == [["structure_twice"]]


def test_a_body_that_supports_nobody_must_name_a_structure():
    caf = sender(organisation=OrganisationFactory(kind="caf"))

    assert codes(checked(ZOE, by=caf)) == [["no_structure"]]


def test_a_couple_that_shares_everything_makes_two_people():
    applied(ZOE, KARIM, by=sender())

    assert set(Person.objects.values_list("first_names", "birth_month")) == {
        ("Zoé", 10),
        ("Karim", 5),
    }


def test_the_same_file_twice_changes_nothing():
    manager = sender()
    applied(ZOE, KARIM, by=manager)
    before = _everything()

    again = applied(ZOE, KARIM, by=manager)

    assert outcomes(again) == {"unchanged": 2}
    assert _everything() == before


def _everything():
    kept = (Person, Dossier, Membership, Identifier, Proposal)
    facts = Entry.objects.exclude(stream__startswith="list/").values_list("stream", "position")
    return [list(model.objects.order_by("pk").values()) for model in kept], sorted(facts)


@pytest.mark.parametrize(
    "keys",
    [
        ["Identifiant dans le SI"],
        ["NIR"],
        ["Identifiant France Travail"],
        ["Numéro allocataire"],
    ],
)
def test_someone_known_is_recognised_on_any_exact_key(keys):
    manager = sender()
    applied(ZOE, by=manager)
    others = {"Identifiant dans le SI", "NIR", "Identifiant France Travail", "Numéro allocataire"}

    again = applied({**ZOE, **dict.fromkeys(others - set(keys), "")}, by=manager)

    assert (outcomes(again), Person.objects.count()) == ({"unchanged": 1}, 1)


def test_the_file_number_of_another_organisation_is_not_a_key():
    applied({**KARIM, "Numéro allocataire": ""}, by=sender())

    other = applied({**KARIM, "Numéro allocataire": ""}, by=sender())

    assert (outcomes(other), Person.objects.count()) == ({"new": 1}, 2)


def test_a_name_alone_recognises_nobody():
    manager = sender()
    applied(ZOE, by=manager)
    stranger = {k: v for k, v in ZOE.items() if k in {"Prénom", "Nom", "Date de naissance"}}

    again = applied({**stranger, "Identifiant dans le SI": "SI-9"}, by=manager)

    assert outcomes(again) == {"new": 1}


def test_two_keys_of_two_people_are_reported():
    manager = sender()
    applied(ZOE, {**KARIM, "Identifiant France Travail": "7654321B"}, by=manager)

    again = checked({**ZOE, "NIR": "", "Identifiant France Travail": "7654321B"}, by=manager)

    assert (codes(again), outcomes(again)) == ([["ambiguous"]], {"refused": 1})


def test_a_number_given_again_to_someone_else_is_reported():
    manager = sender()
    applied(ZOE, by=manager)
    other = {
        "Identifiant dans le SI": "SI-1",
        "Prénom": "Fatou",
        "Nom": "Diallo",
        "Date de naissance": "02/03/1970",
    }

    again = checked(other, by=manager)

    assert codes(again) == [["other_person"]]


def test_differences_become_proposals_and_nothing_is_overwritten():
    manager = sender()
    applied(ZOE, by=manager)
    moved = {
        **ZOE,
        "Téléphone": "07 39 98 00 00",
        "Adresse": "1 quai Neuf",
        "Droits RSA": "Droit clos",
        "Situation": "",
    }

    again = applied(moved, by=manager)

    person = Person.objects.get()
    assert person.contact.phones == "+33639980123"
    assert person.dossiers.get().rights.rsa == "payable"
    found = {p.field: values_of(p) for p in Proposal.objects.all()}
    assert found == {
        "phone": ({"phones": "+33639980123"}, {"phones": "+33639980123\n+33739980000"}),
        "address": (
            {"address_line": "3 rue de la Gare", "postal_code": "57000", "city": "Metz"},
            {"address_line": "1 quai Neuf", "postal_code": "57000", "city": "Metz"},
        ),
        "rsa": ({"rsa": "payable"}, {"rsa": "closed"}),
    }
    assert (outcomes(again), again.counts["proposals"]) == ({"differs": 1}, 3)


def test_the_same_differences_are_proposed_once():
    manager = sender()
    applied(ZOE, by=manager)
    moved = {**ZOE, "Droits RSA": "Droit clos"}
    applied(moved, by=manager)

    again = applied(moved, by=manager)

    assert (outcomes(again), Proposal.objects.count()) == ({"unchanged": 1}, 1)


def test_a_less_precise_birth_date_and_an_accent_propose_nothing():
    manager = sender()
    applied(ZOE, by=manager)

    again = applied(
        {**ZOE, "Date de naissance": "1995", "Nom": "LEFEVRE", "Ville": "METZ"}, by=manager
    )

    assert outcomes(again) == {"unchanged": 1}


def test_a_known_person_without_open_dossier_gets_a_new_one():
    manager = sender()
    applied(ZOE, by=manager)
    Dossier.objects.update(closed_at=timezone.now())

    again = applied(ZOE, by=manager)

    assert (outcomes(again), Person.objects.count(), Dossier.objects.count()) == (
        {"reopened": 1},
        1,
        2,
    )


def test_another_organisation_adds_its_number_to_someone_it_recognises():
    applied(ZOE, by=sender())
    other = sender()

    again = applied({**ZOE, "Identifiant dans le SI": "X-77"}, by=other)

    assert outcomes(again) == {"known": 1}
    assert Identifier.objects.filter(issuer_id=other.organisation_id, value="X-77").count() == 1


def test_two_lists_checked_together_create_the_person_once():
    manager = sender()
    first, second = checked(ZOE, by=manager), checked(ZOE, by=manager)
    apply_now(first, manager)

    again = apply_now(second, manager)

    assert Person.objects.count() == 1
    assert ListLine.objects.get(people_list=again).outcome == "unchanged"


def test_refused_lines_are_left_aside():
    people_list = applied(ZOE, {**KARIM, "Date de naissance": "31/02/1990"}, by=sender())

    assert (outcomes(people_list), Person.objects.count()) == ({"new": 1, "refused": 1}, 1)


def test_one_notification_and_one_fact_for_the_whole_list():
    people_list = applied(ZOE, KARIM, by=sender())

    facts = Entry.objects.filter(stream=people_list.stream).order_by("position")
    assert [fact.kind for fact in facts] == ["list.received", "list.applied"]
    assert facts[1].payload == {"list_id": people_list.pk, "created": 2, "proposals": 0}


def test_the_file_is_forgotten_once_applied():
    people_list = applied(ZOE, by=sender())

    assert not ListPart.objects.filter(people_list=people_list).exists()


def test_a_list_is_not_applied_twice():
    manager = sender()
    people_list = applied(ZOE, by=manager)

    with pytest.raises(NotToBeApplied):
        apply_list(people_list=people_list, by=manager, at=timezone.now())


def test_nothing_is_applied_when_the_right_was_lost_meanwhile():
    manager = sender()
    people_list = checked(ZOE, by=manager)

    with pytest.raises(Denied):
        apply_now(people_list, sender())
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("departement", AffiliationRole.PROFESSIONAL),
        ("departement", AffiliationRole.STEERING),
        ("departement", AffiliationRole.DATA_PROTECTION),
        ("siae", AffiliationRole.MANAGER),
        ("operator", AffiliationRole.ADMINISTRATOR),
    ],
)
def test_who_may_not_import(kind, role):
    someone = actor(role=role, organisation=OrganisationFactory(kind=kind))

    with pytest.raises(Denied):
        receive_list(file=file_of(ZOE), name="x.csv", by=someone, at=timezone.now())


def test_the_mapping_is_remembered_for_the_organisation_alone():
    manager = sender()
    found = received(ZOE, by=manager)
    changed = [code if code != "email" else "" for code in found.mapping]

    map_columns(people_list=found, mapping=changed, by=manager, at=timezone.now())

    assert received(KARIM, by=manager).mapping == changed
    assert received(KARIM, by=sender()).mapping == found.mapping


def test_names_of_birth_and_usage():
    manager = sender()
    with time_machine.travel(timezone.now(), tick=False):
        applied(ZOE, by=manager)
    Person.objects.update(birth_name="Lefèvre", usage_name="Martin")

    again = applied({**ZOE, "Nom": "MARTIN"}, by=manager)

    assert outcomes(again) == {"unchanged": 1}
