"""Every page of the entry, with something on each, for the sweeps of the browser."""

from typing import Any

from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.entry.operations import request_referent, take_reorientation
from tests.entry.situations import (
    asked_again,
    away,
    decided,
    elsewhere,
    moving_to,
    offered,
    officer,
    ready_for_work,
    taken,
    to_orient,
)
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.space.situations import person_actor

Visits = list[tuple[str, tuple[Any, ...]]]


def pages_of_the_entry() -> list[tuple[Affiliation, Visits]]:
    """For an officer, a référent, who is asked to take over, and a manager: (name, arguments)."""
    hat = officer()
    to_orient(hat.organisation, days_ago=60)
    mine, letter = taken(hat), decided(hat)
    ready_for_work(mine.dossier)
    again = take_reorientation(reorientation=asked_again(hat), by=actor(hat), at=timezone.now())
    return [
        (
            hat,
            [
                ("orientation_queue", ()),
                ("decide_orientation", (mine.public_id,)),
                ("orientation_letter", (letter.public_id,)),
                ("answer_reorientation", (again.public_id,)),
                ("dossier_page", (mine.dossier.public_id,)),
            ],
        ),
        *_of_handovers(again.dossier),
        *_of_transfers(),
    ]


def _of_handovers(oriented: Any) -> list[tuple[Affiliation, Visits]]:
    new = make_dossier()
    referent, receiver = new.referent.affiliation, AffiliationFactory()
    handover = offered(receiver)
    body = referent.organisation
    away(referent)
    manager = AffiliationFactory(organisation=body, role=AffiliationRole.MANAGER)
    asked = request_referent(dossier=new, reason="", by=person_actor(new), at=timezone.now())
    left = make_dossier(referent=AffiliationFactory(organisation=body))
    left.referent.affiliation.ended_on = timezone.localdate()
    left.referent.affiliation.save()
    return [
        (referent, [("receive_information", (new.public_id,)), ("hand_over", (new.public_id,))]),
        (oriented.referent.affiliation, [("request_reorientation", (oriented.public_id,))]),
        (receiver, [("handovers", ()), ("answer_handover", (handover.public_id,))]),
        (
            manager,
            [
                ("referent_requests", ()),
                ("answer_referent_request", (asked.public_id,)),
                ("caseloads", ()),
                ("unaccompanied", ()),
                ("declare_absence", (referent.public_id,)),
                ("transfer_caseload", (referent.public_id,)),
            ],
        ),
    ]


def _of_transfers() -> list[tuple[Affiliation, Visits]]:
    there, moving = elsewhere(), make_dossier()
    transfer = moving_to(there)
    staying = moving.referent.affiliation
    return [
        (staying, [("request_transfer", (moving.public_id,))]),
        (there, [("answer_transfer", (transfer.public_id,))]),
    ]
