"""Row-level security and the rules say the same of commitments and contracts, reader by reader."""

import json

import pytest
from django.db import connection
from django.utils import timezone

from jalon.accounts.acting import acting_as, acting_for
from jalon.accounts.actor import actor_of
from jalon.accounts.models import AffiliationRole
from jalon.contracts.models import Commitment
from jalon.contracts.operations import propose_commitment
from jalon.contracts.rules import reads_commitment, reads_contract, sees_outline
from tests.contracts.situations import coded, followed, offered, signed, today
from tests.factories import AffiliationFactory, MembershipFactory, swear

pytestmark = pytest.mark.django_db

READERS = [
    ("ccas", "professional", "co_advisor"),
    ("france_travail", "professional", "co_advisor"),
    ("departement", "orientation_officer", "orientation"),
    ("departement", "review_panel", "partner"),
    ("caf", "professional", "partner"),
    ("siae", "professional", "partner"),
    ("cpam", "professional", "partner"),
    ("departement", "steering", "partner"),
    ("women_rights", "professional", "partner"),
]  # fmt: skip


def counts():
    """How many rows of each table of the room this session reads."""
    tables = (
        "commitment", "engagementcontract", "contractterms", "contractversion",
        "contractbarrier", "contractfile", "acceptance", "acceptancecode",
    )  # fmt: skip
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM contracts_{table}")
            [(found[table],)] = cursor.fetchall()
    return found


def test_rules_and_row_security_agree_for_every_reader():
    one = signed(themes=("mobilite",))
    hats = []
    for kind, role, seat in READERS:
        hat = AffiliationFactory(organisation__kind=kind, role=AffiliationRole(role))
        MembershipFactory(dossier=one.dossier, affiliation=hat, role=seat)
        hats.append(hat)
    partner = hats[5]
    own = propose_commitment(
        dossier=one.dossier, text="Deux semaines d'essai", due_on=None,
        organisation=partner.organisation,
        by=actor_of(partner, on=today()), at=timezone.now(),
    )  # fmt: skip
    everything = list(Commitment.objects.select_related("dossier"))
    seen = {}
    for hat in [*hats, one.dossier.referent.affiliation, AffiliationFactory()]:
        actor = actor_of(hat, on=today(), at=timezone.now())
        with acting_as(acting_for(actor, at=timezone.now())):
            rows = counts()
        assert rows["commitment"] == sum(reads_commitment(actor, row) for row in everything)
        reads = reads_contract(actor, one.contract)
        assert rows["contractversion"] == rows["contractterms"] == int(reads)
        assert rows["engagementcontract"] == int(reads or sees_outline(actor, one.dossier))
        seen[f"{hat.organisation.kind}/{hat.role}"] = rows
    assert seen["caf/professional"] == {**dict.fromkeys(rows, 0), "engagementcontract": 1}
    assert seen["siae/professional"] == {**dict.fromkeys(rows, 0), "commitment": 1}
    assert seen["departement/review_panel"]["contractbarrier"] == 0
    assert seen["departement/review_panel"]["contractfile"] == 0
    assert seen["departement/professional"]["contractfile"] in {0, 1}
    assert own.organisation_id == partner.organisation_id


def test_a_file_that_names_health_is_read_by_the_sworn_alone():
    one = signed_with_health()
    hat = one.dossier.referent.affiliation
    acting = acting_for(actor_of(hat, on=today(), at=timezone.now()), at=timezone.now())

    with acting_as(acting):
        sworn = counts()
    hat.habilitations.all().delete()
    with acting_as(acting):
        plain = counts()

    assert (sworn["contractbarrier"], sworn["contractfile"]) == (1, 1)
    assert (plain["contractbarrier"], plain["contractfile"]) == (0, 0)
    assert plain["contractversion"] == 1
    assert "sante" not in json.dumps(plain)


def signed_with_health():
    one = followed()
    swear(one.dossier.referent.affiliation)
    return signed(one, themes=("sante",))


def test_what_was_offered_accepted_and_signed_is_never_written_again():
    one = offered()
    coded(one)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT table_name, privilege_type FROM information_schema.role_table_grants
               WHERE grantee = 'jalon_app' AND privilege_type IN ('UPDATE')
                 AND table_name IN ('contracts_contractversion', 'contracts_contractbarrier',
                                    'contracts_contractfile', 'contracts_acceptance')"""
        )
        assert cursor.fetchall() == []
