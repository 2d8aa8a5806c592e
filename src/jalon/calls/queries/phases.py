"""Where a call is, as everybody reads it: computed from its state and the clock."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.calls.models import Call
from jalon.calls.states import FACES, CallState


class Phase(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    COMING = "coming", _("à venir")
    OPEN = "open", _("ouvert")
    OVER = "over", _("clos")
    CANCELLED = "cancelled", _("annulé")


def phase(call: Call, opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> Phase:
    """The phase at that instant; what binds gives the dates."""
    if call.state == CallState.DRAFT:
        return Phase.DRAFT
    if call.state == CallState.CANCELLED:
        return Phase.CANCELLED
    if call.state == CallState.CLOSED or closes_at is None or at >= closes_at:
        return Phase.OVER
    return Phase.COMING if opens_at is None or at < opens_at else Phase.OPEN


def public_words(call: Call, found: Phase) -> Any:
    """What everybody reads: never more than the state allows to say."""
    if found == Phase.OVER:
        return FACES[CallState.CLOSED].public
    return found.label
