"""The part of a whole dossier that holds commitments and contracts."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.contracts.models import (
    Acceptance,
    AcceptanceCode,
    Adaptation,
    Commitment,
    ContractBarrier,
    ContractFile,
    ContractTerms,
    ContractVersion,
    EngagementContract,
)
from jalon.contracts.queries.words import sentences, title_of
from jalon.protection.queries.parts import Part, of_dossier


def _former(row: EngagementContract) -> str:
    """The contract that this one amends or renews, by its title."""
    return title_of(row.follows.kind, row.follows.change) if row.follows else ""


def _reasons(row: ContractTerms) -> list[str]:
    return [str(Adaptation(one).label) for one in row.adaptations]


CONTRACT_PARTS: Final[tuple[Part, ...]] = (
    of_dossier(
        "commitments", _("Engagements des deux côtés"), Commitment,
        "bearer organisation answers text due_on state proof proposed_by proposed_for proposed_at"
        " accepted_at settled_at settled_by",
        order=("proposed_at", "pk"),
    ),
    of_dossier(
        "contracts", _("Contrats"), EngagementContract,
        "kind change follows organisation state started_on ends_on review_on drafted_by drafted_at"
        " signed_at signed_by ended_on",
        order=("drafted_at", "pk"), says={"follows": _former},
    ),
    of_dossier(
        "contract_terms", _("Ce qui est convenu dans les contrats"), ContractTerms,
        "weekly_hours adaptations words refusal", says={"adaptations": _reasons},
    ),
    of_dossier(
        "contract_versions", _("Contrats tels qu’ils ont été proposés"), ContractVersion,
        "number document digest offered_by offered_at",
        order=("offered_at", "pk"), says={"document": sentences},
    ),
    of_dossier(
        "contract_barriers", _("Difficultés écrites dans les contrats"), ContractBarrier,
        "theme impact adapts_hours",
    ),
    of_dossier(
        "contract_acceptances", _("Accords donnés à un contrat"), Acceptance,
        "way accepted_at typed_name present sent_to recorded_by", order=("accepted_at", "pk"),
    ),
    of_dossier(
        "contract_codes", _("Codes envoyés pour donner un accord"), AcceptanceCode,
        "channel sent_to sent_at expires_at used_at tries", order=("sent_at", "pk"),
    ),
    of_dossier(
        "contract_files", _("Fichiers des contrats"), ContractFile,
        "kind media_type digest code kept_at", order=("kept_at", "pk"),
    ),
)  # fmt: skip

_OF_VERSION: Final = _("la version du contrat, dans sa propre partie")
CONTRACT_UNSAID: Final[dict[str, dict[str, Any]]] = {
    "contracts.ContractTerms": {"contract": _("le contrat, dans sa propre partie")},
    "contracts.ContractVersion": {"contract": _("le contrat, dans sa propre partie")},
    "contracts.ContractBarrier": {"version": _OF_VERSION},
    "contracts.Acceptance": {
        "version": _OF_VERSION,
        "scan": _("la page scannée, parmi les fichiers"),
    },
    "contracts.AcceptanceCode": {
        "version": _OF_VERSION,
        "fingerprint": _("une empreinte, qui ne dit rien"),
    },
    "contracts.ContractFile": {
        "version": _OF_VERSION,
        "content": _("le fichier lui-même : il se télécharge dans Mon espace"),
        "needs": _("les droits de lecture du fichier"),
    },
}
