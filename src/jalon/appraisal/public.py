"""On the public page of a call: the day of the results, then who is selected."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.appraisal.models import Announcement, AnnouncementPlan
from jalon.calls.models import Call
from jalon.calls.sections import Section


def _ready(call: Call) -> dict[str, Any]:
    announcement = Announcement.objects.filter(call=call).first()
    if announcement is not None:
        laureates = announcement.laureates.order_by("pk")
        return {"plan": None, "announcement": announcement, "laureates": list(laureates)}
    plan = AnnouncementPlan.objects.filter(call=call).first()
    return {"plan": plan} if plan else {}


RESULTS: Final = Section(
    anchor="resultats", title=_("Résultats"), template="appraisal/public_results.html", ready=_ready
)
