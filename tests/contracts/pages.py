"""The pages of this room with something on each: name, then what its address is made of."""

from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.contracts.operations import accept_commitment, record_contract
from jalon.contracts.terms import Terms
from tests.contracts.situations import accepted, drafted, followed, offered, promised
from tests.factories import LONG_AGO, make_dossier

Page = tuple[str, tuple[object, ...]]


def pages_of(hat: Affiliation) -> list[Page]:
    """Promises of both sides, and a contract at each of its stages."""
    mine = followed(make_dossier(referent=hat))
    kept, asked = promised(mine)
    accept_commitment(commitment=kept, by=mine.person, at=timezone.now())
    own = mine.dossier.public_id
    recorded = _recorded(hat)
    draft, waiting, agreed = (
        _address(stage(followed(make_dossier(referent=hat))))
        for stage in (drafted, offered, accepted)
    )
    return [
        ("commitments", (own,)),
        ("propose_commitment", (own,)),
        ("settle_commitment", (own, kept.public_id)),
        ("withdraw_commitment", (own, asked.public_id)),
        ("prepare_contract", (own,)),
        ("record_contract", (own,)),
        ("offer_contract", draft),
        ("contracts", waiting[:1]),
        *(("agree_contract", (*waiting, way)) for way in ("ecran", "code", "papier")),
        ("refuse_contract", waiting),
        ("sign_contract", agreed),
        ("review_contract", recorded),
        ("end_contract", recorded),
    ]


def _address(one: object) -> tuple[object, ...]:
    return one.dossier.public_id, one.contract.public_id  # type: ignore[attr-defined]


def _recorded(hat: Affiliation) -> tuple[object, ...]:
    one = followed(make_dossier(referent=hat))
    one.contract = record_contract(
        dossier=one.dossier, kind="cer", organisation=hat.organisation, terms=Terms(LONG_AGO),
        by=one.by, at=timezone.now(),
    )  # fmt: skip
    return _address(one)
