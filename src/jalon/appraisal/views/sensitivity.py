"""How the ranking moves with the weights: a line for each project, drawn and said."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jalon.appraisal.arbitration.sensitivity import Moved, line_of, moved
from jalon.appraisal.queries.scenarios import candidates_of
from jalon.appraisal.rules import ARBITRATE
from jalon.appraisal.views.loading import call_or_404
from jalon.calls.content import grid
from jalon.ui import asked
from jalon.ui.access import page
from jalon.ui.request import Request

PERCENTS: Final = (5, 10, 20, 30, 50)
USUAL: Final = 10
# Whether it is above the line, and whether what takes it across weighs more.
CROSSING: Final[Mapping[tuple[bool, bool], Any]] = {
    (True, False): gettext_lazy(
        "Passe sous la ligne (place %(rank)s) si « %(line)s » pèse %(percent)s %% de moins."
    ),
    (True, True): gettext_lazy(
        "Passe sous la ligne (place %(rank)s) si « %(line)s » pèse %(percent)s %% de plus."
    ),
    (False, False): gettext_lazy(
        "Passe au-dessus de la ligne (place %(rank)s) si « %(line)s » pèse %(percent)s %% de moins."
    ),
    (False, True): gettext_lazy(
        "Passe au-dessus de la ligne (place %(rank)s) si « %(line)s » pèse %(percent)s %% de plus."
    ),
}


@page
@require_safe
def sensitivity(request: Request, public_id: UUID) -> HttpResponse:
    call, version = call_or_404(request, public_id)
    ARBITRATE.require(request.actor, call)
    typed = asked.number(request.GET.get("variation", ""))
    percent = typed if typed in PERCENTS else USUAL
    lines = grid(version.grid)
    among = candidates_of(call, version, request.actor, timezone.now())
    ranked = [one for one in among if one.mark is not None and one.is_eligible]
    line = line_of(ranked, version)
    found = moved(among, lines, percent=percent, line=line)
    context = {
        "call": call, "percent": percent, "percents": PERCENTS, "line": line,
        "all": len(among), "last": max((one.worst for one in found), default=1),
        "rows": [(one, _sentence(one)) for one in found],
        "crossing": sum(one.crossing is not None for one in found),
    }  # fmt: skip
    return render(request, "appraisal/sensitivity.html", context)


def _sentence(one: Moved) -> str:
    """One for each project that moves; nothing for the others."""
    if one.crossing is not None:
        percent = one.crossing.percent
        said = {"line": one.crossing.line.label, "rank": one.rank_there, "percent": abs(percent)}
        return str(CROSSING[one.is_above, percent > 0]) % said
    if one.moves:
        kept = {"best": one.best, "worst": one.worst}
        return _("Va de la place %(best)s à la place %(worst)s, du même côté de la ligne.") % kept
    return ""
