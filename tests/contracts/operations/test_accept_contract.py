import datetime as dt

import pytest
from django.utils import timezone

from jalon.contracts.models import Acceptance, AcceptanceCode, Commitment
from jalon.contracts.operations import accept_contract, propose_commitment
from jalon.contracts.proofs import NotProved, Proof, by_code, on_paper, on_tablet
from jalon.contracts.turns import Changed
from jalon.journal.models import Entry
from jalon.vault.sealing import open_sealed_bytes
from tests.contracts.situations import accepted_by_code, coded, followed, offered, offered_again

pytestmark = pytest.mark.django_db


def accept(one, proof, by=None, after=0, seen=1):
    at = timezone.now() + dt.timedelta(minutes=after)
    return accept_contract(contract=one.contract, seen=seen, proof=proof, by=by or one.by, at=at)


def test_by_the_code_that_she_received_alone_in_her_space():
    one = accepted_by_code()

    assert one.acceptance.recorded_by is None
    assert one.acceptance.sent_to == "camille@personne.example"
    assert Entry.objects.get(kind="contract.accepted").user_id == one.user.pk


def test_a_wrong_code_is_counted_then_void():
    one = offered()
    code = coded(one)
    wrong = "000000" if code != "000000" else "111111"

    for _number in range(5):
        assert accept(one, by_code(wrong)) is None
    with pytest.raises(NotProved):
        accept(one, by_code(code))
    assert AcceptanceCode.objects.get().tries == 5
    assert not Acceptance.objects.exists()


def test_a_code_lasts_half_an_hour_and_the_last_one_counts():
    one = offered()
    first = coded(one)
    second = coded(one)

    with pytest.raises(NotProved):
        accept(one, by_code(second), after=31)
    if first != second:
        assert accept(one, by_code(first)) is None
    assert accept(one, by_code(second)).way == "code"


def test_on_the_tablet_she_types_her_name_and_somebody_was_there():
    one = offered()
    with pytest.raises(NotProved):
        accept(one, on_tablet("", "Ada Weber"))

    acceptance = accept(one, on_tablet("Camille P.", "Ada Weber"))

    assert acceptance.recorded_by_id == one.by.affiliation_id


def test_on_paper_the_page_is_kept_as_it_was_scanned():
    one = offered()
    page = b"\xff\xd8\xff\xe0 une photo"
    with pytest.raises(NotProved):
        accept(one, on_paper(b"", ""))

    acceptance = accept(one, on_paper(page, ""))

    assert open_sealed_bytes(acceptance.scan.content) == page
    assert acceptance.scan.media_type == "image/jpeg"


@pytest.mark.parametrize("proof", [on_tablet("Camille", "Ada"), Proof("silence")])
def test_alone_she_says_yes_by_a_code_and_silence_is_no_way(proof):
    one = offered()

    with pytest.raises(NotProved):
        accept(one, proof, by=one.person)
    one.contract.refresh_from_db()
    assert one.contract.state == "offered"


def test_her_yes_binds_both_sides_of_the_document_and_nothing_else():
    one = followed()
    offered(one)
    later = propose_commitment(
        dossier=one.dossier, text="Autre chose", due_on=None, by=one.by, at=timezone.now()
    )

    accept(one, on_tablet("Camille", "Ada"))

    assert Commitment.objects.filter(state="accepted").count() == 2
    later.refresh_from_db()
    assert later.state == "proposed"


def test_the_page_that_she_signed_binds_her_to_no_other_version():
    one = offered_again(offered())
    page = on_paper(b"\xff\xd8\xff\xe0 la version 1", "")

    with pytest.raises(Changed, match="version 2"):
        accept(one, page)
    assert not Acceptance.objects.exists()

    assert accept(one, page, seen=2).version.number == 2
