import datetime as dt
import hashlib
import io
import subprocess

import pikepdf
import pytest
from django.utils import timezone

from jalon.contracts.models import ContractVersion, EngagementContract
from jalon.contracts.operations import (
    accept_contract,
    draft_contract,
    offer_contract,
    sign_contract,
)
from jalon.contracts.operations.sign_contract import NotIntact
from jalon.contracts.proofs import on_tablet
from jalon.contracts.signature import SignatureUnavailable
from jalon.contracts.turns import Changed, NotNow
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.vault.sealing import open_sealed_bytes
from tests.contracts.situations import accepted, offered, signed, terms, today
from tests.factories import MembershipFactory, actor

pytestmark = pytest.mark.django_db


def told(program, *options, content, tmp_path):
    """What a tool of poppler, which is not ours, says of the file."""
    path = tmp_path / "contrat.pdf"
    path.write_bytes(content)
    run = subprocess.run([program, *options, path], capture_output=True, text=True)
    return run.stdout + run.stderr


def test_the_document_is_signed_tagged_and_kept_byte_for_byte(tmp_path):
    one = signed()
    content = open_sealed_bytes(one.file.content)

    says = told("pdfsig", "-nocert", content=content, tmp_path=tmp_path)
    assert "Signature Validation: Signature is Valid." in says
    assert "ETSI.CAdES.detached" in says
    assert "Total document signed" in says
    assert "DÉMONSTRATION, sans valeur" in says
    tampered = content.replace(b"/Producer", b"/Produceur"[:9], 1)
    assert "Signature is Valid." not in told(
        "pdfsig", "-nocert", content=tampered, tmp_path=tmp_path
    )
    info = told("pdfinfo", content=content, tmp_path=tmp_path)
    assert "Tagged:          yes" in info
    order = told("pdfinfo", "-struct-text", content=content, tmp_path=tmp_path)
    parts = ["Quand", "Combien de temps", "difficiles", "Ce que fait", "Ce que font", "L’accord"]
    assert [order.index(part) for part in parts] == sorted(order.index(part) for part in parts)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]).startswith("Contrat d’engagement")
        assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()
        [field] = pdf.Root.AcroForm.Fields
        assert str(field.TU) == "Signature de l’organisme"


def test_its_fingerprint_is_the_fact_and_nothing_else_is_said():
    one = signed()

    fact = Entry.objects.get(kind="contract.signed")
    content = open_sealed_bytes(one.file.content)
    assert fact.payload["digest"] == one.file.digest == hashlib.sha256(content).hexdigest()
    assert fact.need == "K"
    assert set(fact.payload) == {
        "dossier_id", "contract_id", "version_id", "file_id", "digest", "started_on", "ends_on",
        "review_on",
    }  # fmt: skip
    assert one.contract.state == "signed"


def test_nobody_signs_before_she_said_yes_nor_for_another():
    one = offered()
    with pytest.raises(NotNow):
        sign_contract(contract=one.contract, seen=1, by=one.by, at=timezone.now())

    colleague = MembershipFactory(dossier=one.dossier)
    with pytest.raises(Denied):
        sign_contract(
            contract=one.contract, seen=1, by=actor(colleague.affiliation), at=timezone.now()
        )


def test_what_changed_since_her_yes_is_not_signed():
    one = accepted()
    changed = one.version.document.replace("Payer le permis", "Payer la moitié")
    ContractVersion.objects.filter(pk=one.version.pk).update(document=changed)

    with pytest.raises(NotIntact):
        sign_contract(contract=one.contract, seen=1, by=one.by, at=timezone.now())


def test_the_signer_signs_the_version_that_was_on_the_page():
    one = accepted()

    with pytest.raises(Changed):
        sign_contract(contract=one.contract, seen=2, by=one.by, at=timezone.now())


def test_without_a_certificate_nothing_is_signed(settings):
    one = accepted()
    settings.JALON_DEMONSTRATION = False

    with pytest.raises(SignatureUnavailable):
        sign_contract(contract=one.contract, seen=1, by=one.by, at=timezone.now())
    one.contract.refresh_from_db()
    assert one.contract.state == "accepted"


def test_an_amendment_takes_the_place_of_the_former_contract():
    one = signed()
    former = one.contract

    one.contract = draft_contract(
        dossier=one.dossier, terms=terms(weekly_hours=10), change="amendment", by=one.by,
        at=timezone.now(),
    )  # fmt: skip
    accepted_again(one)

    states = dict(EngagementContract.objects.values_list("pk", "state"))
    assert states == {former.pk: "amended", one.contract.pk: "signed"}
    assert Entry.objects.get(kind="contract.ended").payload["status"] == "amended"


def test_a_renewal_signed_early_leaves_the_former_contract_in_force_until_it_starts():
    one = signed()
    former, start = one.contract, today() + dt.timedelta(days=14)
    later = start + dt.timedelta(days=90)

    one.contract = draft_contract(
        dossier=one.dossier, change="renewal", by=one.by, at=timezone.now(),
        terms=terms(started_on=start, ends_on=later, review_on=None),
    )  # fmt: skip
    accepted_again(one)

    former.refresh_from_db()
    one.contract.refresh_from_db()
    assert (former.state, former.ended_on) == ("renewed", start)
    days = (today(), start - dt.timedelta(days=1), start)
    assert [former.phase(day) for day in days] == ["in_force", "in_force", None]
    assert [one.contract.phase(day) for day in days] == ["to_come", "to_come", "in_force"]


def accepted_again(one):
    now = timezone.now()
    offer_contract(contract=one.contract, themes=(), adapting=(), by=one.by, at=now)
    proof = on_tablet("Camille", "Camille et Ada Weber")
    accept_contract(contract=one.contract, seen=1, proof=proof, by=one.by, at=now)
    sign_contract(contract=one.contract, seen=1, by=one.by, at=now)
