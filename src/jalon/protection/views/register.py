"""The register of who read one dossier: opened with a motive, for the day, by an officer."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.journal.models import Channel, Purpose
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Refused
from jalon.protection.forms import RegisterForm
from jalon.protection.models import RegisterLookup
from jalon.protection.operations import open_register
from jalon.protection.queries.desk import lookup_of_today, protected_dossiers
from jalon.protection.queries.register import Line, read_register
from jalon.protection.rules import SIT_AT_DESK
from jalon.protection.views.loading import about
from jalon.protection.views.words import parts
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

READINGS = ("readings",)
# What a spreadsheet would run instead of showing.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@page
@require_http_methods(GET_OR_POST)
def search_register(request: Request) -> HttpResponse:
    """Which dossier, and why; what is not theirs to protect does not exist."""
    SIT_AT_DESK.require(request.actor, None)
    form = RegisterForm(typed(request), initial={"dossier": request.GET.get("dossier", "")})
    if request.method == "POST" and form.is_valid():
        lookup = _open(request, form)
        if lookup:
            return redirect("register", lookup.public_id)
    status = 422 if form.errors else 200
    return render(request, "protection/open_register.html", {"form": form}, status=status)


def _open(request: Request, form: RegisterForm) -> RegisterLookup | None:
    """The register that was asked for, or None and the reason beside its field."""
    number, motive = form.cleaned_data["dossier"], form.cleaned_data["motive"]
    with about(request, number):
        dossiers = protected_dossiers(request.actor).select_related("referent__organisation")
        dossier = dossiers.filter(public_id=number).first()
        if dossier is None:
            form.add_error("dossier", _("Aucun dossier que vous protégez n’a ce numéro."))
            return None
        try:
            return open_register(
                dossier=dossier,
                motive=motive,
                insistence=form.insistence,
                by=request.actor,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
    return None


@page
@require_safe
def register_page(request: Request, lookup_id: UUID) -> HttpResponse:
    lookup = opened_or_404(request, lookup_id, Channel.PAGE)
    with about(request, lookup.dossier_number):
        register = read_register(lookup.dossier_id, before=day_of(request.GET.get("avant", "")))
    context = {"lookup": lookup, "register": register, "parts": parts, "purposes": _purposes()}
    return render(request, "protection/register.html", context)


@page
@require_safe
def register_file(request: Request, lookup_id: UUID) -> HttpResponse:
    """All of it as a table for a spreadsheet, which will run nothing of it."""
    lookup = opened_or_404(request, lookup_id, Channel.EXPORT)
    answer = HttpResponse("\N{ZERO WIDTH NO-BREAK SPACE}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="lectures.csv"'
    with about(request, lookup.dossier_number):
        rows = list(_rows(lookup))
    csv.writer(answer, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return answer


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _rows(lookup: RegisterLookup) -> Iterator[list[str]]:
    yield [
        _("jour"), _("première lecture"), _("dernière lecture"), _("nombre"), _("qui"),
        _("fonction"), _("organisme"), _("raison"), _("parties lues"), _("moyens"), _("motif"),
    ]  # fmt: skip
    purposes = _purposes()
    for line in read_register(lookup.dossier_id, lines=None).lines:
        yield [
            line.day.isoformat(), _clock(line, "first_at"), _clock(line, "last_at"),
            str(line.times), line.reader or _("la personne"), line.job_title, line.organisation,
            purposes.get(line.purpose, ""), ", ".join(parts(line.blocks)),
            ", ".join(line.channels), " ; ".join(line.reasons),
        ]  # fmt: skip


def _clock(line: Line, name: str) -> str:
    return timezone.localtime(getattr(line, name)).strftime("%H:%M:%S")


def _purposes() -> dict[str, str]:
    return {purpose.value: str(purpose.label) for purpose in Purpose}


def opened_or_404(
    request: Request, lookup_id: UUID, channel: Channel, blocks: Sequence[str] = READINGS
) -> RegisterLookup:
    """What this officer opened today; that they read the register is itself on record."""
    lookup = get_object_or_404(lookup_of_today(request.actor), public_id=lookup_id)
    record_listing(
        [lookup.dossier_id], by=request.actor, at=timezone.now(), channel=channel, blocks=blocks
    )
    return lookup


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
