"""The states of an agreement, of each version of its text, of a payment, of a report: short tables.

A version is drafted, reviewed, signed by the carrier then by the State. The first one puts the
agreement in force; the next ones amend it.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refused
from jalon.kernel.moves import follow


class AgreementState(models.TextChoices):
    PREPARED = "prepared", _("en préparation")
    IN_FORCE = "in_force", _("en vigueur")
    CLOSED = "closed", _("soldée")
    ENDED = "ended", _("résiliée")


class VersionState(models.TextChoices):
    DRAFT = "draft", _("en rédaction")
    REVIEW = "review", _("à relire par le porteur")
    REVISING = "revising", _("à reprendre")
    ACCEPTED = "accepted", _("à signer par le porteur")
    CARRIER_SIGNED = "carrier_signed", _("à signer par l’État")
    SIGNED = "signed", _("signée")
    DISCARDED = "discarded", _("abandonnée")


class PaymentState(models.TextChoices):
    PLANNED = "planned", _("prévu")
    ASKED = "asked", _("demandé")
    RETURNED = "returned", _("à compléter")
    CERTIFIED = "certified", _("service fait constaté")
    PAID = "paid", _("versé")
    CANCELLED = "cancelled", _("annulé")


class ReportState(models.TextChoices):
    DUE = "due", _("à remettre")
    GIVEN = "given", _("remis")
    RETURNED = "returned", _("à compléter")
    ACCEPTED = "accepted", _("accepté")
    CANCELLED = "cancelled", _("annulé")


# From a state, the moves that it allows and where each leads.
AGREEMENT_MOVES: Final[dict[AgreementState, dict[str, AgreementState]]] = {
    AgreementState.PREPARED: {
        "enter": AgreementState.IN_FORCE,
        "end": AgreementState.ENDED,
    },
    AgreementState.IN_FORCE: {
        "amend": AgreementState.IN_FORCE,
        "ask": AgreementState.IN_FORCE,
        "enter": AgreementState.IN_FORCE,
        "close": AgreementState.CLOSED,
        "end": AgreementState.ENDED,
    },
    AgreementState.CLOSED: {},
    AgreementState.ENDED: {},
}
VERSION_MOVES: Final[dict[VersionState, dict[str, VersionState]]] = {
    VersionState.DRAFT: {
        "write": VersionState.DRAFT,
        "send": VersionState.REVIEW,
        "discard": VersionState.DISCARDED,
    },
    VersionState.REVIEW: {
        "ask": VersionState.REVISING,
        "accept": VersionState.ACCEPTED,
        "recall": VersionState.REVISING,
        "discard": VersionState.DISCARDED,
    },
    VersionState.REVISING: {
        "write": VersionState.REVISING,
        "send": VersionState.REVIEW,
        "discard": VersionState.DISCARDED,
    },
    VersionState.ACCEPTED: {
        "sign_carrier": VersionState.CARRIER_SIGNED,
        "recall": VersionState.REVISING,
        "discard": VersionState.DISCARDED,
    },
    VersionState.CARRIER_SIGNED: {
        "sign_state": VersionState.SIGNED,
        "recall": VersionState.REVISING,
        "discard": VersionState.DISCARDED,
    },
    VersionState.SIGNED: {},
    VersionState.DISCARDED: {},
}
PAYMENT_MOVES: Final[dict[PaymentState, dict[str, PaymentState]]] = {
    PaymentState.PLANNED: {"ask": PaymentState.ASKED, "cancel": PaymentState.CANCELLED},
    PaymentState.ASKED: {
        "return": PaymentState.RETURNED,
        "certify": PaymentState.CERTIFIED,
        "cancel": PaymentState.CANCELLED,
    },
    PaymentState.RETURNED: {"ask": PaymentState.ASKED, "cancel": PaymentState.CANCELLED},
    PaymentState.CERTIFIED: {"pay": PaymentState.PAID},
    PaymentState.PAID: {},
    PaymentState.CANCELLED: {},
}
REPORT_MOVES: Final[dict[ReportState, dict[str, ReportState]]] = {
    ReportState.DUE: {
        "write": ReportState.DUE,
        "give": ReportState.GIVEN,
        "cancel": ReportState.CANCELLED,
    },
    ReportState.GIVEN: {"return": ReportState.RETURNED, "accept": ReportState.ACCEPTED},
    ReportState.RETURNED: {"write": ReportState.RETURNED, "give": ReportState.GIVEN},
    ReportState.ACCEPTED: {},
    ReportState.CANCELLED: {},
}
# What the consortium reads of a text on its way: neither a draft, nor what is being written again.
SHOWN_TO_THE_CONSORTIUM: Final = (
    VersionState.REVIEW, VersionState.ACCEPTED, VersionState.CARRIER_SIGNED,
)  # fmt: skip
# A version on its way; whom it waits for; the agreements that the public reads of.
RUNNING: Final = (
    VersionState.DRAFT, VersionState.REVIEW, VersionState.REVISING, VersionState.ACCEPTED,
    VersionState.CARRIER_SIGNED,
)  # fmt: skip
WAITS_FOR_THE_CARRIER: Final = (VersionState.REVIEW, VersionState.ACCEPTED)
WAITS_FOR_THE_STATE: Final = (
    VersionState.DRAFT, VersionState.REVISING, VersionState.CARRIER_SIGNED,
)  # fmt: skip


class NotInThisState(Refused):
    """The state of the agreement, or of this version of it, does not allow this move."""


def after(state: str, move: str) -> AgreementState:
    """Where this move leads an agreement. Raises NotInThisState."""
    refusal = _t("Cette convention est dans l’état « %(state)s » : ce n’est pas possible.")
    return follow(AGREEMENT_MOVES, AgreementState(state), move, NotInThisState, refusal)


def version_after(state: str, move: str) -> VersionState:
    """Where this move leads a version of it. Raises NotInThisState."""
    refusal = _t("Ce texte est dans l’état « %(state)s » : ce n’est plus possible.")
    return follow(VERSION_MOVES, VersionState(state), move, NotInThisState, refusal)


def payment_after(state: str, move: str) -> PaymentState:
    """Where this move leads a payment. Raises NotInThisState."""
    refusal = _t("Ce versement est dans l’état « %(state)s » : ce n’est pas possible.")
    return follow(PAYMENT_MOVES, PaymentState(state), move, NotInThisState, refusal)


def report_after(state: str, move: str) -> ReportState:
    """Where this move leads a report. Raises NotInThisState."""
    refusal = _t("Ce rapport est dans l’état « %(state)s » : ce n’est pas possible.")
    return follow(REPORT_MOVES, ReportState(state), move, NotInThisState, refusal)
