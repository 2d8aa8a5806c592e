"""Who sends, delegates, deposits and takes back a letter of engagement."""

import pytest

from jalon.access.rules import Permission
from jalon.letters import rules
from jalon.projects.models import Member, Project
from tests.calls.situations import somebody
from tests.projects.situations import begun

CODES = {
    "READ_LETTER": "letter.read",
    "SEND_LETTER": "letter.send",
    "REMIND_LETTER": "letter.remind",
    "DEPOSIT_LETTER": "letter.deposit",
    "WITHDRAW_LETTER": "letter.withdraw",
    "DELEGATE_LETTER": "letter.delegate",
}
CARRIER, PARTNER, RIVAL = 2, 3, 4


def allowed(permission, body, role="steering"):
    member = Member(project=Project(carrier_id=CARRIER), organisation_id=body, state="accepted")
    hats = {n: somebody(role, "departement", n) for n in (CARRIER, PARTNER, RIVAL)}
    return {n for n, who in hats.items() if permission.allows(who, member)}


def test_every_permission_keeps_its_name():
    found = {n: one.name for n, one in vars(rules).items() if isinstance(one, Permission)}

    assert {n: code for n, code in found.items() if code.startswith("letter.")} == CODES


@pytest.mark.parametrize(
    "name", ["SEND_LETTER", "REMIND_LETTER", "DEPOSIT_LETTER", "WITHDRAW_LETTER"]
)
def test_a_letter_is_followed_by_its_member_and_by_the_carrier(name):
    permission = getattr(rules, name)

    assert allowed(permission, PARTNER) == allowed(permission, PARTNER, "manager")
    assert allowed(permission, PARTNER) == {CARRIER, PARTNER}
    assert allowed(permission, None) == {CARRIER}
    assert allowed(permission, PARTNER, "professional") == set()


def test_each_member_says_who_signs_and_the_carrier_for_a_body_that_is_not_here():
    assert allowed(rules.DELEGATE_LETTER, PARTNER) == {PARTNER}
    assert allowed(rules.DELEGATE_LETTER, None) == {CARRIER}
    assert allowed(rules.DELEGATE_LETTER, PARTNER, "professional") == set()


@pytest.mark.django_db
def test_a_letter_is_read_with_its_project():
    world = begun()
    member = world.member(world.partner)

    found = [
        rules.READ_LETTER.allows(who, member)
        for who in (world.carrier, world.partner, world.rival, world.state)
    ]

    assert found == [True, True, False, False]
