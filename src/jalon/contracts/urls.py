"""The addresses of commitments and contracts."""

from django.urls import path

from jalon.contracts.views import agreement, commitments, contracts, files

ONE = "dossiers/<uuid:public_id>"
PROMISE = f"{ONE}/engagements/<uuid:commitment_id>"
CONTRACT = f"{ONE}/contrats/<uuid:contract_id>"

urlpatterns = [
    path(f"{ONE}/engagements", commitments.commitments, name="commitments"),
    path(f"{ONE}/engagements/nouveau", commitments.propose, name="propose_commitment"),
    path(f"{PROMISE}/accepter", commitments.accept, name="accept_commitment"),
    path(f"{PROMISE}/tenu", commitments.settle, name="settle_commitment"),
    path(f"{PROMISE}/retirer", commitments.withdraw, name="withdraw_commitment"),
    path(f"{ONE}/contrats", contracts.contracts, name="contracts"),
    path(f"{ONE}/contrats/preparer", contracts.prepare, name="prepare_contract"),
    path(f"{ONE}/contrats/enregistrer", contracts.record, name="record_contract"),
    path(f"{CONTRACT}/proposer", contracts.offer, name="offer_contract"),
    path(f"{CONTRACT}/code", agreement.send_code, name="send_contract_code"),
    path(f"{CONTRACT}/accord/<slug:kind>", agreement.agree, name="agree_contract"),
    path(f"{CONTRACT}/refus", agreement.refuse, name="refuse_contract"),
    path(f"{CONTRACT}/signer", agreement.sign, name="sign_contract"),
    path(f"{CONTRACT}/bilan", contracts.review, name="review_contract"),
    path(f"{CONTRACT}/fin", contracts.end, name="end_contract"),
    path(f"{CONTRACT}/document", files.signed_file, name="contract_file"),
    path(f"{CONTRACT}/papier", files.paper, name="contract_paper"),
    path("contrats/verifier", files.verify, name="verify_contract"),
]
