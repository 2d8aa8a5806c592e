"""How every view of a dossier loads it: through what its reader may read, else 404."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.queries import readable
from jalon.dossiers.queries.dossier_page import read_dossier_page
from jalon.journal.models import Channel
from jalon.ui.request import Request


def read_or_404(
    request: Request,
    public_id: UUID,
    blocks: Sequence[str],
    channel: Channel = Channel.FRAGMENT,
) -> dict[str, Any]:
    """What the page of a dossier says, its reading on record.

    Only the whole page is read as PAGE: that is a visit, from which what is new is counted.
    """
    page = read_dossier_page(
        request.actor, public_id, channel=channel, blocks=blocks, at=timezone.now()
    )
    if page is None:
        raise Http404
    return page


def dossier_or_404(request: Request, public_id: UUID) -> Dossier:
    """The dossier itself, for whoever is about to write in it."""
    return get_object_or_404(readable(request.actor).select_related("person"), public_id=public_id)


def seat_or_404(dossier: Dossier, seat_id: UUID) -> Membership:
    """A seat of this dossier, ended or not."""
    seats = dossier.memberships.select_related("dossier", "organisation", "affiliation__user")
    return get_object_or_404(seats, public_id=seat_id)
