"""The versions of a territory: listed, read, compared."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalon.accounts.actor import Actor
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.queries.differences import difference
from jalon.strategies.queries.in_force import in_force
from jalon.strategies.queries.readable import readable, territories_of, versions
from jalon.strategies.rules import ADOPT_STRATEGY, WRITE_STRATEGY
from jalon.strategies.views.history import told
from jalon.strategies.views.loading import may_write, reader, version_or_404
from jalon.strategies.views.shown import means_in_all, times
from jalon.territories.models import Territory
from jalon.ui.access import public_page
from jalon.ui.words import sorting_key


@public_page
@require_safe
def strategy_list(request: HttpRequest) -> HttpResponse:
    """The versions of one's territories; for who acts for no body, all that binds today."""
    actor, today = reader(request), timezone.localdate()
    found = _of_one_s_territories(actor) if actor else _binding_today(today)
    groups = [
        {
            "place": place,
            "rows": [(one, _when(one, today)) for one in rows],
            "may_begin": may and not any(one.status in _OPEN for one in rows),
        }
        for place, rows, may in found
        if rows or may
    ]
    return render(request, "strategies/strategies.html", {"groups": groups})


@public_page
@require_safe
def strategy_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    version, actor = version_or_404(request, public_id), reader(request)
    writes = actor is not None and WRITE_STRATEGY.allows(actor, version.territory)
    is_proposed = version.status == StrategyStatus.PROPOSED
    context = {
        "version": version,
        "times": times(version),
        "means": means_in_all(version),
        "history": told(version) if actor else [],
        "may_write": may_write(actor, version),
        "may_adopt": is_proposed and actor is not None and ADOPT_STRATEGY.allows(actor, version),
        "may_withdraw": is_proposed and writes,
        "others": _others(version, actor),
    }
    return render(request, "strategies/version.html", context)


@public_page
@require_safe
def changes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What a version changes, from the one it started from or from another one asked for."""
    version, actor = version_or_404(request, public_id), reader(request)
    former = _compared(request, version, actor)
    if former is None:
        raise Http404
    told_changes = difference(former, version)
    context = {
        "version": version, "former": former, "changes": told_changes,
        "others": _others(version, actor),
    }  # fmt: skip
    return render(request, "strategies/changes.html", context)


_OPEN = {StrategyStatus.DRAFT, StrategyStatus.PROPOSED}


def _compared(request: HttpRequest, version: Strategy, actor: Actor | None) -> Strategy | None:
    seen = readable(actor)
    try:
        asked = UUID(request.GET.get("depuis", ""))
    except ValueError:
        return seen.filter(pk=version.based_on_id or 0).first()
    return seen.filter(public_id=asked).first()


def _others(version: Strategy, actor: Actor | None) -> list[Strategy]:
    return list(versions(version.territory, actor=actor).exclude(pk=version.pk))


Found = list[tuple[Territory | None, list[Strategy], bool]]  # whose, which, whether one may begin


def _of_one_s_territories(actor: Actor) -> Found:
    places: list[Territory | None] = [*territories_of(actor), None]
    return [
        (place, list(versions(place, actor=actor)), WRITE_STRATEGY.allows(actor, place))
        for place in places
    ]


def _binding_today(today: date) -> Found:
    """By name of territory, the law last."""
    binding = in_force(today).select_related("territory", "written_by")
    by_name = sorted(
        binding, key=lambda one: sorting_key(one.territory.name if one.territory else "\uffff")
    )
    return [(one.territory, [one], False) for one in by_name]


def _when(version: Strategy, today: date) -> str:
    """now, later, before; empty for what does not bind."""
    if version.valid_from is None:
        return ""
    if version.valid_from > today:
        return "later"
    is_over = version.valid_until is not None and version.valid_until <= today
    return "before" if is_over else "now"
